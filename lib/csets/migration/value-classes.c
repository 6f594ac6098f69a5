/* Merging the values of attributes; the picture is in the header. */

#include "lib/csets/migration/value-classes-private.h"

/* The C-set has its parts and homs; a value more for each variable that is given, by type. */
gboolean
_colim_value_classes_init (ColimValueClasses *self, ColimCSet *cset, const gint32 *n_given, GError **error)
{
  const ColimSchema *schema = cset->schema;

  self->cset = colim_cset_ref (cset);
  self->types = g_new0 (ColimValueClassesType, colim_schema_get_n_attr_types (schema));
  self->offsets = g_new0 (gint32, colim_schema_get_n_attrs (schema));
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (schema); t++)
    {
      ColimValueClassesType *type = &self->types[t];
      gint64 n = type->n_given = n_given != NULL ? n_given[t] : 0;

      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        if (colim_schema_get_attr_codom (schema, attr) == t)
          {
            self->offsets[attr] = (gint32) MIN (n, G_MAXINT32);
            n += cset->n_parts[colim_schema_get_attr_dom (schema, attr)];
          }
      if (n > G_MAXINT32)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "more than %d values of '%s'", G_MAXINT32,
                       colim_schema_get_attr_type_name (schema, t));
          return FALSE;
        }
      _colim_partition_init (&type->classes, (gint32) n);
      type->rows = g_new (gint32, n);
      for (gint32 entry = 0; entry < n; entry++)
        type->rows[entry] = -1;
      type->constants = _colim_column_new (colim_schema_get_attr_type (schema, t), 0);
    }

  return TRUE;
}

void
_colim_value_classes_clear (ColimValueClasses *self)
{
  if (self->cset == NULL)
    return;
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (self->cset->schema); t++)
    {
      _colim_partition_clear (&self->types[t].classes);
      g_free (self->types[t].rows);
      g_clear_pointer (&self->types[t].constants, _colim_column_unref);
    }
  g_free (self->types);
  g_free (self->offsets);
  g_clear_pointer (&self->cset, colim_cset_unref);
}

/* What an attribute says of a part is asked for where it fails. */
static gboolean
check_constants (const ColimValueClasses *self, gint32 attr, gint32 part, const ColimColumn *a, gint32 i,
                 const ColimColumn *b, gint32 j, GError **error)
{
  const ColimSchema *schema = self->cset->schema;

  if (_colim_column_equal_entries (a, i, b, j))
    return TRUE;

  g_autofree char *first = _colim_column_print_entry (a, i);
  g_autofree char *second = _colim_column_print_entry (b, j);

  g_set_error (error, COLIM_ERROR, COLIM_ERROR_ATTRIBUTE_CONFLICT, "'%s' of part %d of '%s' would be both %s and %s",
               colim_schema_get_attr_name (schema, attr), part,
               colim_schema_get_object_name (schema, colim_schema_get_attr_dom (schema, attr)), first, second);

  return FALSE;
}

/* Makes the value of a part one with another entry of its type. */
gboolean
_colim_value_classes_merge (ColimValueClasses *self, gint32 attr, gint32 part, gint32 entry, GError **error)
{
  ColimValueClassesType *type = &self->types[colim_schema_get_attr_codom (self->cset->schema, attr)];
  gint32 a = _colim_partition_find (&type->classes, self->offsets[attr] + part);
  gint32 b = _colim_partition_find (&type->classes, entry);
  gint32 root = MIN (a, b), child = MAX (a, b);

  if (a == b)
    return TRUE;
  if (type->rows[root] >= 0 && type->rows[child] >= 0
      && !check_constants (self, attr, part, type->constants, type->rows[root], type->constants, type->rows[child],
                           error))
    return FALSE;
  _colim_partition_merge (&type->classes, root, child);
  if (type->rows[root] < 0)
    type->rows[root] = type->rows[child];

  return TRUE;
}

/* Gives a part the constant in a row of a column. */
gboolean
_colim_value_classes_assign (ColimValueClasses *self, gint32 attr, gint32 part, const ColimColumn *column, gint32 row,
                             GError **error)
{
  ColimValueClassesType *type = &self->types[colim_schema_get_attr_codom (self->cset->schema, attr)];
  gint32 root = _colim_partition_find (&type->classes, self->offsets[attr] + part);

  if (type->rows[root] >= 0)
    return check_constants (self, attr, part, type->constants, type->rows[root], column, row, error);
  type->rows[root] = type->constants->n;
  _colim_column_append (type->constants, 1);
  _colim_column_copy_entry (type->constants, type->rows[root], column, row);

  return TRUE;
}

static gboolean
enforce (ColimValueClasses *self, gint32 equation, GError **error)
{
  const ColimSchema *schema = self->cset->schema;
  const gint32 *paths[2];
  gsize lengths[2];

  for (guint side = 0; side < 2; side++)
    paths[side] = colim_schema_get_equation_path (schema, equation, side, &lengths[side]);
  if (lengths[0] == 0 || paths[0][lengths[0] - 1] < colim_schema_get_n_homs (schema))
    return TRUE;
  for (gint32 x = 0; x < self->cset->n_parts[colim_schema_get_equation_dom (schema, equation)]; x++)
    {
      gint32 parts[2] = { x, x };
      gint32 left = _colim_cset_follow (self->cset, paths[0], lengths[0], &parts[0]);
      gint32 right = _colim_cset_follow (self->cset, paths[1], lengths[1], &parts[1]);

      if (!_colim_value_classes_merge (self, left, parts[0], self->offsets[right] + parts[1], error))
        return FALSE;
    }

  return TRUE;
}

/* What each entry is: a column with as many rows. */
static ColimColumn *
number (ColimValueClassesType *type, gint32 *n_variables)
{
  ColimColumn *values = _colim_column_new (type->constants->type, type->classes.n);

  for (gint32 entry = 0; entry < values->n; entry++)
    {
      gint32 root = _colim_partition_find (&type->classes, entry);

      if (root < entry)
        _colim_column_copy_entry (values, entry, values, root);
      else if (type->rows[root] >= 0)
        _colim_column_copy_entry (values, entry, type->constants, type->rows[root]);
      else
        _colim_column_set_variable (values, entry, (*n_variables)++);
    }

  return values;
}

static ColimColumn *
slice (const ColimColumn *values, gint32 first, gint32 n)
{
  ColimColumn *sliced = _colim_column_new (values->type, n);

  for (gint32 i = 0; i < n; i++)
    _colim_column_copy_entry (sliced, i, values, first + i);

  return sliced;
}

/* Makes the equations hold, and gives the C-set its attributes; tells, if it is asked, what became of the variables
 * that were given, by type. */
gboolean
_colim_value_classes_end (ColimValueClasses *self, ColimColumn **given, GError **error)
{
  const ColimSchema *schema = self->cset->schema;

  for (gint32 equation = 0; equation < colim_schema_get_n_equations (schema); equation++)
    if (!enforce (self, equation, error))
      return FALSE;
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (schema); t++)
    {
      g_autoptr (ColimColumn) values = number (&self->types[t], &self->cset->n_variables[t]);

      if (given != NULL)
        given[t] = slice (values, 0, self->types[t].n_given);
      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        if (colim_schema_get_attr_codom (schema, attr) == t)
          self->cset->attrs[attr]
              = slice (values, self->offsets[attr], self->cset->n_parts[colim_schema_get_attr_dom (schema, attr)]);
    }

  return TRUE;
}
