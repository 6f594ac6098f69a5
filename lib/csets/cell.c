/* What the word of a constant means: one row of functions for each of int64, double, string and boxed.
 *
 * Doubles are compared so that equality is an equivalence and the order is total: 0 and -0 are one constant,
 * and so are all NaNs, which come last.
 */

#include "lib/csets/attr-type-private.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* Reads any integer type that PyGObject or C may put in a value. */
gboolean
_colim_gvalue_get_int (const GValue *value, gint64 *out)
{
  GValue wide = G_VALUE_INIT;

  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_UINT64:
      if (g_value_get_uint64 (value) > G_MAXINT64)
        return FALSE;
      break;
    case G_TYPE_ULONG:
      if (g_value_get_ulong (value) > G_MAXINT64)
        return FALSE;
      break;
    case G_TYPE_CHAR:
    case G_TYPE_UCHAR:
    case G_TYPE_INT:
    case G_TYPE_UINT:
    case G_TYPE_LONG:
    case G_TYPE_INT64:
      break;
    default:
      return FALSE;
    }
  g_value_init (&wide, G_TYPE_INT64);
  g_value_transform (value, &wide);
  *out = g_value_get_int64 (&wide);

  return TRUE;
}

guint
_colim_double_hash (double value)
{
  if (isnan (value))
    return 0x7ff8u;
  if (value == 0)
    value = 0;
  return g_double_hash (&value);
}

int
_colim_double_compare (double a, double b)
{
  if (isnan (a) || isnan (b))
    return (isnan (a) != 0) - (isnan (b) != 0);
  return (a > b) - (a < b);
}

/* The shortest digits that read back as the same double. */
char *
_colim_double_print (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint digits = 15; digits <= 17; digits++)
    {
      char format[] = "%.17g";

      format[3] = (char) ('0' + digits % 10);
      g_ascii_formatd (text, sizeof text, format, value);
      if (digits == 17 || g_ascii_strtod (text, NULL) == value)
        break;
    }

  return g_strdup (text);
}

static int
compare_int (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return (a.v_int > b.v_int) - (a.v_int < b.v_int);
}

static gboolean
equal_int (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return a.v_int == b.v_int;
}

static guint
hash_int (const ColimAttrType *type, ColimCell cell)
{
  return g_int64_hash (&cell.v_int);
}

static char *
print_int (const ColimAttrType *type, ColimCell cell)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, cell.v_int);
}

static gboolean
parse_int (const ColimAttrType *type, const char *text, ColimCell *cell, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &cell->v_int, &local_error))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "'%s' is no 64-bit integer", text);

  return FALSE;
}

static gboolean
load_int (const ColimAttrType *type, const GValue *value, ColimCell *cell)
{
  return _colim_gvalue_get_int (value, &cell->v_int);
}

static void
store_int (const ColimAttrType *type, ColimCell cell, GValue *value)
{
  g_value_set_int64 (value, cell.v_int);
}

const ColimCellOps _colim_cell_ops_int64 = {
  .compare = compare_int,
  .equal = equal_int,
  .hash = hash_int,
  .print = print_int,
  .parse = parse_int,
  .load = load_int,
  .store = store_int,
};

static int
compare_double (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return _colim_double_compare (a.v_double, b.v_double);
}

static gboolean
equal_double (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return _colim_double_compare (a.v_double, b.v_double) == 0;
}

static guint
hash_double (const ColimAttrType *type, ColimCell cell)
{
  return _colim_double_hash (cell.v_double);
}

static char *
print_double (const ColimAttrType *type, ColimCell cell)
{
  return _colim_double_print (cell.v_double);
}

static gboolean
parse_double (const ColimAttrType *type, const char *text, ColimCell *cell, GError **error)
{
  char *end;

  cell->v_double = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0')
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "'%s' is no number", text);

  return FALSE;
}

static gboolean
load_double (const ColimAttrType *type, const GValue *value, ColimCell *cell)
{
  gint64 whole;

  if (G_VALUE_HOLDS_DOUBLE (value))
    cell->v_double = g_value_get_double (value);
  else if (G_VALUE_HOLDS_FLOAT (value))
    cell->v_double = (double) g_value_get_float (value);
  else if (_colim_gvalue_get_int (value, &whole))
    cell->v_double = (double) whole;
  else
    return FALSE;

  return TRUE;
}

static void
store_double (const ColimAttrType *type, ColimCell cell, GValue *value)
{
  g_value_set_double (value, cell.v_double);
}

const ColimCellOps _colim_cell_ops_double = {
  .compare = compare_double,
  .equal = equal_double,
  .hash = hash_double,
  .print = print_double,
  .parse = parse_double,
  .load = load_double,
  .store = store_double,
};

/* Strings are GRefStrings, so that copying a column copies no text. */
static ColimCell
copy_string (const ColimAttrType *type, ColimCell cell)
{
  g_ref_string_acquire (cell.v_pointer);
  return cell;
}

static void
free_string (const ColimAttrType *type, ColimCell cell)
{
  g_ref_string_release (cell.v_pointer);
}

static int
compare_string (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return strcmp (a.v_pointer, b.v_pointer);
}

static gboolean
equal_string (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return a.v_pointer == b.v_pointer || strcmp (a.v_pointer, b.v_pointer) == 0;
}

static guint
hash_string (const ColimAttrType *type, ColimCell cell)
{
  return g_str_hash (cell.v_pointer);
}

static char *
print_string (const ColimAttrType *type, ColimCell cell)
{
  return g_strdup (cell.v_pointer);
}

static gboolean
parse_string (const ColimAttrType *type, const char *text, ColimCell *cell, GError **error)
{
  cell->v_pointer = g_ref_string_new (text);
  return TRUE;
}

static gboolean
load_string (const ColimAttrType *type, const GValue *value, ColimCell *cell)
{
  if (!G_VALUE_HOLDS_STRING (value) || g_value_get_string (value) == NULL)
    return FALSE;
  cell->v_pointer = g_ref_string_new (g_value_get_string (value));

  return TRUE;
}

static void
store_string (const ColimAttrType *type, ColimCell cell, GValue *value)
{
  g_value_set_string (value, cell.v_pointer);
}

const ColimCellOps _colim_cell_ops_string = {
  .copy = copy_string,
  .free = free_string,
  .compare = compare_string,
  .equal = equal_string,
  .hash = hash_string,
  .print = print_string,
  .parse = parse_string,
  .load = load_string,
  .store = store_string,
};

static ColimCell
copy_boxed (const ColimAttrType *type, ColimCell cell)
{
  return (ColimCell) { .v_pointer = g_boxed_copy (type->type, cell.v_pointer) };
}

static void
free_boxed (const ColimAttrType *type, ColimCell cell)
{
  g_boxed_free (type->type, cell.v_pointer);
}

static int
compare_boxed (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return type->compare (a.v_pointer, b.v_pointer);
}

static gboolean
equal_boxed (const ColimAttrType *type, ColimCell a, ColimCell b)
{
  return a.v_pointer == b.v_pointer || type->equal (a.v_pointer, b.v_pointer);
}

static guint
hash_boxed (const ColimAttrType *type, ColimCell cell)
{
  return type->hash (cell.v_pointer);
}

static char *
print_boxed (const ColimAttrType *type, ColimCell cell)
{
  return type->print (cell.v_pointer);
}

static gboolean
parse_boxed (const ColimAttrType *type, const char *text, ColimCell *cell, GError **error)
{
  cell->v_pointer = type->parse (text, error);
  return cell->v_pointer != NULL;
}

static gboolean
is_scalar (const GValue *value)
{
  gint64 whole;

  return G_VALUE_HOLDS_BOOLEAN (value) || G_VALUE_HOLDS_DOUBLE (value) || G_VALUE_HOLDS_FLOAT (value)
         || (G_VALUE_HOLDS_STRING (value) && g_value_get_string (value) != NULL) || _colim_gvalue_get_int (value, &whole);
}

/* A type whose constants are values themselves holds scalars only, integers all of one width. */
static gboolean
load_boxed (const ColimAttrType *type, const GValue *value, ColimCell *cell)
{
  GValue plain = G_VALUE_INIT;
  gint64 whole;

  if (type->type != G_TYPE_VALUE)
    {
      if (!G_VALUE_HOLDS (value, type->type) || g_value_get_boxed (value) == NULL)
        return FALSE;
      cell->v_pointer = g_value_dup_boxed (value);
      return TRUE;
    }
  if (!is_scalar (value))
    return FALSE;
  if (_colim_gvalue_get_int (value, &whole))
    {
      g_value_init (&plain, G_TYPE_INT64);
      g_value_set_int64 (&plain, whole);
    }
  else if (G_VALUE_HOLDS_FLOAT (value))
    {
      g_value_init (&plain, G_TYPE_DOUBLE);
      g_value_set_double (&plain, (double) g_value_get_float (value));
    }
  else
    {
      g_value_init (&plain, G_VALUE_TYPE (value));
      g_value_copy (value, &plain);
    }
  cell->v_pointer = g_boxed_copy (G_TYPE_VALUE, &plain);
  g_value_unset (&plain);

  return TRUE;
}

static void
store_boxed (const ColimAttrType *type, ColimCell cell, GValue *value)
{
  if (type->type == G_TYPE_VALUE)
    {
      g_value_unset (value);
      g_value_init (value, G_VALUE_TYPE (cell.v_pointer));
      g_value_copy (cell.v_pointer, value);
    }
  else
    g_value_set_boxed (value, cell.v_pointer);
}

const ColimCellOps _colim_cell_ops_boxed = {
  .copy = copy_boxed,
  .free = free_boxed,
  .compare = compare_boxed,
  .equal = equal_boxed,
  .hash = hash_boxed,
  .print = print_boxed,
  .parse = parse_boxed,
  .load = load_boxed,
  .store = store_boxed,
};
