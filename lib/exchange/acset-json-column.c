/* The columns of ACSets JSON: entries as they come, and what they mean when the schema is known. */

#include "lib/exchange/acset-json-private.h"

#include "lib/sets/fin-function-private.h"

#include <string.h>

ColimAcsetColumn *
_colim_acset_column_new (const char *name, const ColimJsonPlace *place, ColimAttrType *type)
{
  ColimAcsetColumn *self = g_new0 (ColimAcsetColumn, 1);

  self->name = g_strdup (name);
  self->place = *place;
  self->largest_variable = -1;
  self->odd.row = self->undefined.row = self->zero.row = self->largest.row = self->variable.row = -1;
  if (type != NULL && type != colim_attr_type_find ("any"))
    {
      self->type = colim_attr_type_ref (type);
      self->values = _colim_column_new (type, 0);
    }
  else
    self->ints = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
_colim_acset_column_free (ColimAcsetColumn *self)
{
  g_clear_pointer (&self->type, colim_attr_type_unref);
  g_clear_pointer (&self->ints, g_array_unref);
  g_clear_pointer (&self->values, _colim_column_unref);
  g_free (self->name);
  g_free (self);
}

static void
note (ColimAcsetFault *fault, gint32 row, const ColimJsonPlace *place)
{
  if (fault->row < 0)
    *fault = (ColimAcsetFault) { row, *place };
}

static ColimCell
make_int_cell (const ColimAttrType *type, gint64 number)
{
  g_auto (GValue) value = G_VALUE_INIT;
  ColimCell cell = { 0 };

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, number);
  type->ops->load (type, &value, &cell);

  return cell;
}

/* Makes integers constants, which any scalar is. */
static void
widen (ColimAcsetColumn *self)
{
  ColimAttrType *any = colim_attr_type_find ("any");

  if (self->values != NULL)
    return;
  self->values = _colim_column_new (any, self->n);
  for (gint32 i = 0; i < self->n; i++)
    if (g_array_index (self->ints, gint64, i) != COLIM_ACSET_UNDEFINED)
      _colim_column_take_constant (self->values, i, make_int_cell (any, g_array_index (self->ints, gint64, i)));
  g_clear_pointer (&self->ints, g_array_unref);
}

/* Makes entries up to @n, which are undefined. */
void
_colim_acset_column_pad (ColimAcsetColumn *self, gint32 n, const ColimJsonPlace *place)
{
  gint64 none = COLIM_ACSET_UNDEFINED;

  if (self->n < n)
    note (&self->undefined, self->n, place);
  if (self->values != NULL && self->n < n)
    _colim_column_append (self->values, n - self->n);
  for (; self->n < n; self->n++)
    if (self->values == NULL)
      g_array_append_val (self->ints, none);
}

/* Reads a constant from a token; FALSE if the type has none that is written so. */
gboolean
_colim_acset_load_scalar (const ColimAttrType *type, ColimJsonToken token, const char *text, ColimCell *cell)
{
  g_auto (GValue) value = G_VALUE_INIT;
  gint64 whole;
  double number;

  if (token == COLIM_JSON_TRUE || token == COLIM_JSON_FALSE)
    {
      g_value_init (&value, G_TYPE_BOOLEAN);
      g_value_set_boolean (&value, token == COLIM_JSON_TRUE);
    }
  else if (G_TYPE_IS_BOXED (type->type) && type->type != G_TYPE_VALUE)
    return type->ops->parse (type, text, cell, NULL);
  else if (token == COLIM_JSON_NUMBER && _colim_json_number_to_int (text, &whole))
    {
      g_value_init (&value, G_TYPE_INT64);
      g_value_set_int64 (&value, whole);
    }
  else if ((token == COLIM_JSON_NUMBER || type->type == G_TYPE_DOUBLE)
           && _colim_json_token_to_double (token, text, &number))
    {
      g_value_init (&value, G_TYPE_DOUBLE);
      g_value_set_double (&value, number);
    }
  else if (token == COLIM_JSON_STRING)
    {
      g_value_init (&value, G_TYPE_STRING);
      g_value_set_string (&value, text);
    }
  else
    return FALSE;

  return type->ops->load (type, &value, cell);
}

/* `{"_var": k}`; the last token is its `{`. */
static gboolean
read_variable (ColimAcsetColumn *self, ColimJsonReader *reader, GError **error)
{
  ColimJsonPlace start = _colim_json_reader_here (reader);
  ColimJsonToken token = colim_json_reader_next (reader, error);
  gint64 number = 0;

  if (token == COLIM_JSON_KEY && strcmp (colim_json_reader_get_string (reader, NULL), "_var") == 0)
    {
      if ((token = colim_json_reader_next (reader, error)) == COLIM_JSON_ERROR)
        return FALSE;
      if (!colim_json_reader_get_int (reader, &number) || number < 1 || number > G_MAXINT32)
        {
          _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "expected the number of a variable, from 1");
          return FALSE;
        }
      token = colim_json_reader_next (reader, error);
    }
  if (token == COLIM_JSON_ERROR)
    return FALSE;
  if (token != COLIM_JSON_OBJECT_END || number == 0)
    {
      _colim_json_reader_set_error_at (reader, &start, error, COLIM_ERROR_PARSE, "expected {\"_var\": NUMBER}");
      return FALSE;
    }
  widen (self);
  _colim_column_append (self->values, 1);
  _colim_column_set_variable (self->values, self->n, (gint32) number - 1);
  if (number - 1 > self->largest_variable)
    {
      self->largest_variable = (gint32) number - 1;
      self->variable = (ColimAcsetFault) { self->n, start };
    }
  note (&self->odd, self->n, &start);
  self->n++;

  return TRUE;
}

static void
add_int (ColimAcsetColumn *self, gint64 number, const ColimJsonPlace *place)
{
  if (number < 0)
    note (&self->odd, self->n, place);
  if (number == 0)
    note (&self->zero, self->n, place);
  if (self->largest.row < 0 || number > self->largest_int)
    {
      self->largest_int = number;
      self->largest = (ColimAcsetFault) { self->n, *place };
    }
  g_array_append_val (self->ints, number);
  self->n++;
}

/* Reads an entry, the one after those that are there. */
gboolean
_colim_acset_column_read (ColimAcsetColumn *self, ColimJsonReader *reader, ColimJsonToken token, GError **error)
{
  ColimJsonPlace place = _colim_json_reader_here (reader);
  gsize length;
  const char *text = colim_json_reader_get_string (reader, &length);
  gint64 number;
  ColimCell cell;

  if (token == COLIM_JSON_ERROR)
    return FALSE;
  if (token == COLIM_JSON_OBJECT)
    return read_variable (self, reader, error);
  if (token == COLIM_JSON_NULL)
    {
      _colim_acset_column_pad (self, self->n + 1, &place);
      return TRUE;
    }
  if (self->values == NULL && colim_json_reader_get_int (reader, &number) && number != COLIM_ACSET_UNDEFINED)
    {
      add_int (self, number, &place);
      return TRUE;
    }
  if (token == COLIM_JSON_ARRAY)
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE,
                                    "expected a number, a string, true, false, null or {\"_var\": NUMBER}");
      return FALSE;
    }
  if (text != NULL && strlen (text) != length)
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "U+0000 cannot be in a string here");
      return FALSE;
    }
  widen (self);
  if (!_colim_acset_load_scalar (self->values->type, token, text, &cell))
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_TYPE, "this is no constant of type '%s'",
                                    self->values->type->name);
      return FALSE;
    }
  note (&self->odd, self->n, &place);
  _colim_column_append (self->values, 1);
  _colim_column_take_constant (self->values, self->n, cell);
  self->n++;

  return TRUE;
}

/* What the first entry that is no part is. */
static const ColimAcsetFault *
find_undefined (const ColimAcsetColumn *self)
{
  if (self->zero.row >= 0 && (self->undefined.row < 0 || self->zero.row < self->undefined.row))
    return &self->zero;

  return &self->undefined;
}

/* The column as a hom's. */
ColimFinFunction *
_colim_acset_column_to_function (const ColimAcsetColumn *self, gint32 codom, const char *object,
                                 const char *codom_object, ColimJsonReader *reader, GError **error)
{
  const ColimAcsetFault *undefined = find_undefined (self);
  gint32 *values;

  if (self->odd.row >= 0)
    {
      _colim_json_reader_set_error_at (reader, &self->odd.place, error, COLIM_ERROR_TYPE,
                                       "'%s' of part %d of '%s' is to be a part of '%s': a number from 1", self->name,
                                       self->odd.row + 1, object, codom_object);
      return NULL;
    }
  if (self->largest.row >= 0 && self->largest_int > codom)
    {
      _colim_json_reader_set_error_at (reader, &self->largest.place, error, COLIM_ERROR_OUT_OF_RANGE,
                                       "'%s' has %d part%s, there is no part %" G_GINT64_FORMAT, codom_object, codom,
                                       codom == 1 ? "" : "s", self->largest_int);
      return NULL;
    }
  if (undefined->row >= 0)
    {
      _colim_json_reader_set_error_at (reader, &undefined->place, error, COLIM_ERROR_UNDEFINED,
                                       "'%s' of part %d of '%s' is undefined", self->name, undefined->row + 1, object);
      return NULL;
    }
  values = g_new (gint32, self->n);
  for (gint32 i = 0; i < self->n; i++)
    values[i] = (gint32) g_array_index (self->ints, gint64, i) - 1;

  return _colim_fin_function_take (values, self->n, codom);
}

/* The column as an attribute's; @self is left without entries. */
ColimColumn *
_colim_acset_column_to_values (ColimAcsetColumn *self, ColimAttrType *type, gint32 n_variables, const char *object,
                               const char *attr_type, ColimJsonReader *reader, GError **error)
{
  ColimColumn *values;

  if (self->undefined.row >= 0)
    {
      _colim_json_reader_set_error_at (reader, &self->undefined.place, error, COLIM_ERROR_UNDEFINED,
                                       "'%s' of part %d of '%s' is undefined", self->name, self->undefined.row + 1,
                                       object);
      return NULL;
    }
  if (self->largest_variable >= n_variables)
    {
      _colim_json_reader_set_error_at (reader, &self->variable.place, error, COLIM_ERROR_OUT_OF_RANGE,
                                       "'%s' has %d variable%s, there is no variable %d", attr_type, n_variables,
                                       n_variables == 1 ? "" : "s", self->largest_variable + 1);
      return NULL;
    }
  widen (self);
  values = g_steal_pointer (&self->values);
  self->n = 0;
  if (values->type == type)
    return values;
  _colim_json_reader_set_error_at (reader, &self->place, error, COLIM_ERROR_TYPE, "'%s' has constants of type '%s'",
                                   self->name, type->name);
  _colim_column_unref (values);

  return NULL;
}
