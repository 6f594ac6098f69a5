/* JSON's numbers, as text and as values.
 *
 *   - ? ( 0 | 1-9 digits ) ( . digits ) ? ( e [+-] ? digits ) ?
 *
 * A number is kept as it is written, so that nobody loses digits who did not ask for a machine's number.
 */

#include "lib/exchange/json-private.h"

#include <math.h>
#include <string.h>

/* The doubles that JSON has no numbers for go as strings of these names. */
static const struct {
  const char *name;
  double value;
} names[] = {
  { "inf", INFINITY },
  { "-inf", -INFINITY },
  { "nan", NAN },
};

static const char *
skip_digits (const char *at)
{
  while (g_ascii_isdigit (*at))
    at++;

  return at;
}

/* How much of a text, which ends with a NUL, is a number or the beginning of one; and whether it is a whole one. */
gsize
_colim_json_number_scan (const char *text, gboolean *complete)
{
  const char *at = text;

  *complete = FALSE;
  if (*at == '-')
    at++;
  if (!g_ascii_isdigit (*at))
    return (gsize) (at - text);
  at = *at == '0' ? at + 1 : skip_digits (at);
  if (*at == '.')
    {
      at++;
      if (!g_ascii_isdigit (*at))
        return (gsize) (at - text);
      at = skip_digits (at);
    }
  if (*at == 'e' || *at == 'E')
    {
      at++;
      if (*at == '+' || *at == '-')
        at++;
      if (!g_ascii_isdigit (*at))
        return (gsize) (at - text);
      at = skip_digits (at);
    }
  *complete = TRUE;

  return (gsize) (at - text);
}

/* Exactly, or not at all: neither a fraction nor what int64 cannot hold. */
gboolean
_colim_json_number_to_int (const char *text, gint64 *value)
{
  gboolean negative = *text == '-';
  guint64 most = (guint64) G_MAXINT64 + negative;
  guint64 sum = 0;
  const char *at = text + negative;

  for (; g_ascii_isdigit (*at); at++)
    {
      guint64 digit = (guint64) (*at - '0');

      if (sum > (most - digit) / 10)
        return FALSE;
      sum = sum * 10 + digit;
    }
  if (*at != '\0')
    return FALSE;
  *value = (gint64) (negative ? -sum : sum);

  return TRUE;
}

/* The nearest double, where that is no infinity; or what a name means, the opposite of what is written. */
gboolean
_colim_json_token_to_double (ColimJsonToken token, const char *text, double *value)
{
  double read = NAN;
  gboolean known = FALSE;

  if (token == COLIM_JSON_NUMBER)
    {
      read = g_ascii_strtod (text, NULL);
      known = isfinite (read);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names) && token == COLIM_JSON_STRING && !known; i++)
    {
      read = names[i].value;
      known = strcmp (text, names[i].name) == 0;
    }
  if (known)
    *value = read;

  return known;
}

/* The least number of digits, from 15, that reads back as the same double; or a name. */
const char *
_colim_json_double_to_text (double value, char text[COLIM_JSON_DOUBLE_SIZE], gboolean *is_number)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  *is_number = isfinite (value);
  if (!*is_number)
    return names[isnan (value) ? 2 : value < 0 ? 1 : 0].name;
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strtod (g_ascii_formatd (text, COLIM_JSON_DOUBLE_SIZE, formats[i], value), NULL) == value)
      break;

  return text;
}
