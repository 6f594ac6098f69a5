/* Scalars: what JSON can write as an attribute, when nothing more is known of its type.  A scalar is a GValue that
 * holds an int64, a double, a boolean or a string.
 *
 * 1 and 1.0 are one constant, true and 1 are two; numbers come before booleans, booleans before strings.
 */

#include "lib/csets/attr-type-private.h"

#include <math.h>
#include <string.h>

typedef enum { NUMBER, BOOLEAN, STRING } Rank;

static Rank
get_rank (const GValue *value)
{
  return G_VALUE_HOLDS_STRING (value) ? STRING : G_VALUE_HOLDS_BOOLEAN (value) ? BOOLEAN : NUMBER;
}

/* Whether a double is an int64, exactly; 2^63 is the first that is not. */
static gboolean
is_whole (double number, gint64 *whole)
{
  if (!(number >= -0x1p63 && number < 0x1p63) || floor (number) != number)
    return FALSE;
  *whole = (gint64) number;

  return TRUE;
}

/* Rounding the integer could make two different numbers one, so the double is rounded instead. */
static int
compare_mixed (gint64 a, double b)
{
  double below = floor (b);

  if (isnan (b) || below >= 0x1p63)
    return -1;
  if (below < -0x1p63)
    return 1;
  if (a != (gint64) below)
    return a < (gint64) below ? -1 : 1;
  return below < b ? -1 : 0;
}

int
_colim_scalar_compare (gconstpointer first, gconstpointer second)
{
  const GValue *a = first, *b = second;
  Rank rank = get_rank (a);

  if (rank != get_rank (b))
    return rank < get_rank (b) ? -1 : 1;
  if (rank == STRING)
    return strcmp (g_value_get_string (a), g_value_get_string (b));
  if (rank == BOOLEAN)
    return g_value_get_boolean (a) - g_value_get_boolean (b);
  if (G_VALUE_HOLDS_DOUBLE (a) && G_VALUE_HOLDS_DOUBLE (b))
    return _colim_double_compare (g_value_get_double (a), g_value_get_double (b));
  if (G_VALUE_HOLDS_DOUBLE (a))
    return -compare_mixed (g_value_get_int64 (b), g_value_get_double (a));
  if (G_VALUE_HOLDS_DOUBLE (b))
    return compare_mixed (g_value_get_int64 (a), g_value_get_double (b));
  return (g_value_get_int64 (a) > g_value_get_int64 (b)) - (g_value_get_int64 (a) < g_value_get_int64 (b));
}

gboolean
_colim_scalar_equal (gconstpointer a, gconstpointer b)
{
  return _colim_scalar_compare (a, b) == 0;
}

guint
_colim_scalar_hash (gconstpointer scalar)
{
  const GValue *value = scalar;
  gint64 whole;

  if (G_VALUE_HOLDS_STRING (value))
    return g_str_hash (g_value_get_string (value));
  if (G_VALUE_HOLDS_BOOLEAN (value))
    return g_value_get_boolean (value) ? 0x7472u : 0x6661u;
  if (G_VALUE_HOLDS_INT64 (value))
    whole = g_value_get_int64 (value);
  else if (!is_whole (g_value_get_double (value), &whole))
    return _colim_double_hash (g_value_get_double (value));

  return g_int64_hash (&whole);
}

char *
_colim_scalar_print (gconstpointer scalar)
{
  /* Bytes beyond ASCII are kept as they are. */
  static const char beyond[] = "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f"
                               "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e\x9f"
                               "\xa0\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xaf"
                               "\xb0\xb1\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9\xba\xbb\xbc\xbd\xbe\xbf"
                               "\xc0\xc1\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xcb\xcc\xcd\xce\xcf"
                               "\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xdb\xdc\xdd\xde\xdf"
                               "\xe0\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee\xef"
                               "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff";
  const GValue *value = scalar;

  if (G_VALUE_HOLDS_STRING (value))
    {
      g_autofree char *escaped = g_strescape (g_value_get_string (value), beyond);

      return g_strdup_printf ("\"%s\"", escaped);
    }
  if (G_VALUE_HOLDS_BOOLEAN (value))
    return g_strdup (g_value_get_boolean (value) ? "true" : "false");
  if (G_VALUE_HOLDS_INT64 (value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (value));
  return _colim_double_print (g_value_get_double (value));
}

gpointer
_colim_scalar_parse (const char *text, GError **error)
{
  gsize length = strlen (text);
  GValue *value = g_new0 (GValue, 1);
  gint64 whole;
  char *end;

  if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
    {
      g_autofree char *inner = g_strndup (text + 1, length - 2);

      g_value_init (value, G_TYPE_STRING);
      g_value_take_string (value, g_strcompress (inner));
      return value;
    }
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    {
      g_value_init (value, G_TYPE_BOOLEAN);
      g_value_set_boolean (value, text[0] == 't');
      return value;
    }
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    {
      g_value_init (value, G_TYPE_INT64);
      g_value_set_int64 (value, whole);
      return value;
    }
  g_value_init (value, G_TYPE_DOUBLE);
  g_value_set_double (value, g_ascii_strtod (text, &end));
  if (end != text && *end == '\0')
    return value;

  g_free (value);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "'%s' is no number, boolean or quoted string", text);
  return NULL;
}
