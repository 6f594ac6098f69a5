/* Numbering tuples of values by an open hash table; its picture is in the header. */

#include "lib/csets/value-tuples-private.h"

#define FIRST_SLOTS 16

ColimValueTuples *
_colim_value_tuples_new (ColimAttrType *type, guint n_legs)
{
  ColimValueTuples *self = g_new0 (ColimValueTuples, 1);

  self->type = colim_attr_type_ref (type);
  self->n_legs = n_legs;
  self->entries = g_new (ColimColumn *, n_legs);
  for (guint i = 0; i < n_legs; i++)
    self->entries[i] = _colim_column_new (type, 0);
  self->n_slots = FIRST_SLOTS;
  self->hashes = g_new (guint32, FIRST_SLOTS / 2);
  self->slots = g_new (gint32, FIRST_SLOTS);
  for (guint i = 0; i < FIRST_SLOTS; i++)
    self->slots[i] = -1;

  return self;
}

void
_colim_value_tuples_free (ColimValueTuples *self)
{
  for (guint i = 0; i < self->n_legs; i++)
    _colim_column_unref (self->entries[i]);
  g_free (self->entries);
  g_free (self->hashes);
  g_free (self->slots);
  colim_attr_type_unref (self->type);
  g_free (self);
}

/* Equal tuples have equal hashes; high bits are mixed into the low ones, by which slots are chosen. */
static guint32
hash (const ColimValueTuples *self, const ColimValueTuple *tuple)
{
  guint32 sum = self->n_legs;

  for (guint i = 0; i < self->n_legs; i++)
    {
      const ColimColumn *column = tuple->columns[i];
      gint32 row = tuple->rows[i];

      guint32 value = column->variables[row] == COLIM_COLUMN_CONSTANT
                          ? self->type->ops->hash (self->type, column->cells[row])
                          : ~(guint32) column->variables[row];

      sum = (sum ^ value) * 0x9e3779b1u;
      sum ^= sum >> 15;
    }

  return sum;
}

static gboolean
equals (const ColimValueTuples *self, gint32 number, const ColimValueTuple *tuple)
{
  for (guint i = 0; i < self->n_legs; i++)
    if (!_colim_column_equal_entries (self->entries[i], number, tuple->columns[i], tuple->rows[i]))
      return FALSE;

  return TRUE;
}

/* The slot that holds the tuple, or the empty one where it would be. */
static guint32
look_up (const ColimValueTuples *self, const ColimValueTuple *tuple, guint32 code)
{
  guint32 slot = code & (self->n_slots - 1);

  for (; self->slots[slot] >= 0; slot = (slot + 1) & (self->n_slots - 1))
    if (self->hashes[self->slots[slot]] == code && equals (self, self->slots[slot], tuple))
      break;

  return slot;
}

static void
grow (ColimValueTuples *self)
{
  self->n_slots *= 2;
  self->hashes = g_renew (guint32, self->hashes, self->n_slots / 2);
  self->slots = g_renew (gint32, self->slots, self->n_slots);
  for (guint32 i = 0; i < self->n_slots; i++)
    self->slots[i] = -1;
  for (gint32 number = 0; number < self->n; number++)
    {
      guint32 slot = self->hashes[number] & (self->n_slots - 1);

      while (self->slots[slot] >= 0)
        slot = (slot + 1) & (self->n_slots - 1);
      self->slots[slot] = number;
    }
}

/* The number of a tuple, or -1 if it never came. */
gint32
_colim_value_tuples_find (const ColimValueTuples *self, const ColimValueTuple *tuple)
{
  return self->slots[look_up (self, tuple, hash (self, tuple))];
}

gint32
_colim_value_tuples_add (ColimValueTuples *self, const ColimValueTuple *tuple)
{
  guint32 code = hash (self, tuple), slot = look_up (self, tuple, code);

  if (self->slots[slot] >= 0)
    return self->slots[slot];
  if ((guint32) self->n >= self->n_slots / 2)
    {
      grow (self);
      slot = look_up (self, tuple, code);
    }
  for (guint i = 0; i < self->n_legs; i++)
    {
      _colim_column_append (self->entries[i], 1);
      _colim_column_copy_entry (self->entries[i], self->n, tuple->columns[i], tuple->rows[i]);
    }
  self->hashes[self->n] = code;
  self->slots[slot] = self->n;

  return self->n++;
}

void
_colim_value_tuple_init (ColimValueTuple *self, guint n_legs)
{
  self->columns = g_new (const ColimColumn *, n_legs);
  self->rows = g_new (gint32, n_legs);
}

void
_colim_value_tuple_clear (ColimValueTuple *self)
{
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->rows, g_free);
}

/* Whether all entries are one constant; the tuple without entries is none. */
gboolean
_colim_value_tuple_is_constant (const ColimValueTuple *self, guint n_legs)
{
  for (guint i = 0; i < n_legs; i++)
    if (self->columns[i]->variables[self->rows[i]] != COLIM_COLUMN_CONSTANT
        || (i > 0 && !_colim_column_equal_entries (self->columns[0], self->rows[0], self->columns[i], self->rows[i])))
      return FALSE;

  return n_legs > 0;
}
