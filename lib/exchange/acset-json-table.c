/* The tables of ACSets JSON: rows, whose keys name the columns. */

#include "lib/exchange/acset-json-private.h"

#include <string.h>

void
_colim_acset_table_free (ColimAcsetTable *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/* Rows mostly have the same keys in the same order: the one after the last one found is tried first. */
static ColimAcsetColumn *
find_column (ColimAcsetTable *self, const char *name, guint *expected)
{
  guint n = self->columns->len;

  for (guint i = 0; i < n; i++)
    {
      ColimAcsetColumn *column = self->columns->pdata[(*expected + i) % n];

      if (strcmp (column->name, name) == 0)
        {
          *expected += i + 1;
          return column;
        }
    }

  return NULL;
}

static ColimAcsetColumn *
add_column (ColimAcsetTable *self, const char *name, const ColimJsonPlace *place, const ColimSchema *schema)
{
  gint32 attr = schema != NULL ? colim_schema_find_attr (schema, name) : -1;
  ColimAttrType *type
      = attr >= 0 ? colim_schema_get_attr_type (schema, colim_schema_get_attr_codom (schema, attr)) : NULL;
  ColimAcsetColumn *column = _colim_acset_column_new (name, place, type);

  _colim_acset_column_pad (column, self->n_rows, place);
  g_ptr_array_add (self->columns, column);

  return column;
}

static gboolean
read_id (const ColimAcsetTable *self, ColimJsonReader *reader, GError **error)
{
  gint64 number;

  if (colim_json_reader_next (reader, error) == COLIM_JSON_ERROR)
    return FALSE;
  if (colim_json_reader_get_int (reader, &number) && number == (gint64) self->n_rows + 1)
    return TRUE;
  _colim_json_reader_set_error (reader, error, COLIM_ERROR_OUT_OF_RANGE,
                                "expected the '_id' %d, as rows are numbered from 1", self->n_rows + 1);

  return FALSE;
}

static gboolean
read_cell (ColimAcsetTable *self, ColimJsonReader *reader, const ColimSchema *schema, guint *expected, GError **error)
{
  ColimJsonPlace place = _colim_json_reader_here (reader);
  gsize length;
  const char *name = colim_json_reader_get_string (reader, &length);
  ColimAcsetColumn *column;

  if (strlen (name) != length)
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "U+0000 cannot be in a name");
      return FALSE;
    }
  if ((column = find_column (self, name, expected)) == NULL)
    column = add_column (self, name, &place, schema);
  if (column->n > self->n_rows)
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_DUPLICATE_NAME, "the key '%s' is there already", name);
      return FALSE;
    }

  return _colim_acset_column_read (column, reader, colim_json_reader_next (reader, error), error);
}

static gboolean
read_row (ColimAcsetTable *self, ColimJsonReader *reader, const ColimSchema *schema, GError **error)
{
  gboolean has_id = FALSE;
  guint expected = 0;
  ColimJsonToken token;
  ColimJsonPlace place;

  while ((token = colim_json_reader_next (reader, error)) == COLIM_JSON_KEY)
    {
      if (strcmp (colim_json_reader_get_string (reader, NULL), "_id") != 0)
        {
          if (!read_cell (self, reader, schema, &expected, error))
            return FALSE;
          continue;
        }
      if (has_id)
        _colim_json_reader_set_error (reader, error, COLIM_ERROR_DUPLICATE_NAME, "the key '_id' is there already");
      if (has_id || !read_id (self, reader, error))
        return FALSE;
      has_id = TRUE;
    }
  if (token == COLIM_JSON_ERROR)
    return FALSE;
  place = _colim_json_reader_here (reader);
  self->n_rows++;
  for (guint i = 0; i < self->columns->len; i++)
    _colim_acset_column_pad (self->columns->pdata[i], self->n_rows, &place);

  return TRUE;
}

ColimAcsetTable *
_colim_acset_table_read (ColimJsonReader *reader, const char *name, const ColimJsonPlace *place,
                         const ColimSchema *schema, GError **error)
{
  g_autoptr (ColimAcsetTable) self = g_new0 (ColimAcsetTable, 1);
  ColimJsonToken token;

  self->name = g_strdup (name);
  self->place = *place;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_acset_column_free);
  while ((token = colim_json_reader_next (reader, error)) == COLIM_JSON_OBJECT)
    {
      if (self->n_rows == G_MAXINT32)
        {
          _colim_json_reader_set_error (reader, error, COLIM_ERROR_TOO_LARGE, "more than %d rows", G_MAXINT32);
          return NULL;
        }
      if (!read_row (self, reader, schema, error))
        return NULL;
    }
  if (token == COLIM_JSON_ARRAY_END)
    return g_steal_pointer (&self);
  if (token != COLIM_JSON_ERROR)
    _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "expected a row, as an object");

  return NULL;
}
