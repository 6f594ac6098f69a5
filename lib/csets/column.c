/* Columns of constants and variables; their picture is in the header. */

#include "lib/csets/column-private.h"

#include <string.h>

ColimColumn *
_colim_column_new (ColimAttrType *type, gint32 n)
{
  ColimColumn *self = g_new0 (ColimColumn, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->type = colim_attr_type_ref (type);
  _colim_column_append (self, n);

  return self;
}

ColimColumn *
_colim_column_ref (ColimColumn *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/* Forgets what is there, so that something else can be put there. */
static void
empty (ColimColumn *self, gint32 i)
{
  if (self->variables[i] == COLIM_COLUMN_CONSTANT)
    _colim_cell_free (self->type, self->cells[i]);
  else if (self->variables[i] == COLIM_COLUMN_UNDEFINED)
    self->n_undefined--;
}

void
_colim_column_unref (ColimColumn *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  if (self->type->ops->free != NULL)
    for (gint32 i = 0; i < self->n; i++)
      empty (self, i);
  g_free (self->variables);
  g_free (self->cells);
  colim_attr_type_unref (self->type);
  g_free (self);
}

/* Takes the reference and gives a column that may be written to: the same one if nobody else holds it. */
ColimColumn *
_colim_column_writable (ColimColumn *self)
{
  if (g_atomic_ref_count_compare (&self->n_refs, 1))
    return self;

  ColimColumn *copy = _colim_column_new (self->type, self->n);

  for (gint32 i = 0; i < self->n; i++)
    _colim_column_copy_entry (copy, i, self, i);
  _colim_column_unref (self);

  return copy;
}

void
_colim_column_append (ColimColumn *self, gint32 n)
{
  if (n > self->capacity - self->n)
    {
      gint64 wanted = MAX ((gint64) self->n + n, (gint64) self->capacity * 2);

      self->capacity = (gint32) MIN (wanted, G_MAXINT32);
      self->variables = g_renew (gint32, self->variables, self->capacity);
      self->cells = g_renew (ColimCell, self->cells, self->capacity);
    }
  for (gint32 i = 0; i < n; i++)
    self->variables[self->n + i] = COLIM_COLUMN_UNDEFINED;
  self->n += n;
  self->n_undefined += n;
}

/* The variable may also be UNDEFINED. */
void
_colim_column_set_variable (ColimColumn *self, gint32 i, gint32 variable)
{
  empty (self, i);
  self->variables[i] = variable;
  self->n_undefined += variable == COLIM_COLUMN_UNDEFINED;
}

void
_colim_column_take_constant (ColimColumn *self, gint32 i, ColimCell cell)
{
  empty (self, i);
  self->variables[i] = COLIM_COLUMN_CONSTANT;
  self->cells[i] = cell;
}

void
_colim_column_copy_entry (ColimColumn *self, gint32 i, const ColimColumn *from, gint32 j)
{
  if (from->variables[j] == COLIM_COLUMN_CONSTANT)
    _colim_column_take_constant (self, i, _colim_cell_copy (self->type, from->cells[j]));
  else
    _colim_column_set_variable (self, i, from->variables[j]);
}

/* The last entry moves into the hole. */
void
_colim_column_remove (ColimColumn *self, gint32 i)
{
  empty (self, i);
  self->n--;
  self->variables[i] = self->variables[self->n];
  self->cells[i] = self->cells[self->n];
}

gboolean
_colim_column_equal_entries (const ColimColumn *self, gint32 i, const ColimColumn *other, gint32 j)
{
  return self->variables[i] == other->variables[j]
         && (self->variables[i] != COLIM_COLUMN_CONSTANT
             || self->type->ops->equal (self->type, self->cells[i], other->cells[j]));
}

gboolean
_colim_column_equal (const ColimColumn *self, const ColimColumn *other)
{
  if (self == other)
    return TRUE;
  if (self->n != other->n)
    return FALSE;
  for (gint32 i = 0; i < self->n; i++)
    if (!_colim_column_equal_entries (self, i, other, i))
      return FALSE;

  return TRUE;
}

guint
_colim_column_hash (const ColimColumn *self)
{
  guint32 hash = (guint32) self->n;

  for (gint32 i = 0; i < self->n; i++)
    {
      guint32 entry = self->variables[i] == COLIM_COLUMN_CONSTANT ? self->type->ops->hash (self->type, self->cells[i])
                                                                  : ~(guint32) self->variables[i];

      hash = (hash ^ entry) * 0x01000193u;
    }

  return hash;
}

char *
_colim_column_print_entry (const ColimColumn *self, gint32 i)
{
  if (self->variables[i] == COLIM_COLUMN_UNDEFINED)
    return g_strdup ("undefined");
  if (self->variables[i] >= 0)
    return g_strdup_printf ("variable %d", self->variables[i]);
  return self->type->ops->print (self->type, self->cells[i]);
}
