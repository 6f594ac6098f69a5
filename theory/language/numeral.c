/* Numbers as they are written, compared by value without rounding.
 *
 * A decimal is sign, digits without zeros at either end, and a power of ten; two decimals are equal iff these are.
 * A fraction is compared with GMP; a decimal whose power of ten is far beyond the fraction's length cannot be equal
 * to it, so that `1e999999999` is never expanded.
 */

#include "theory/language/term-private.h"

#include <gmp.h>
#include <string.h>

typedef struct {
  gboolean is_negative;
  char *digits; /* empty for zero */
  gint64 power;
} Decimal;

static void
decimal_clear (Decimal *decimal)
{
  g_free (decimal->digits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decimal, decimal_clear)

/* A power beyond what fits is cut; such numbers are equal only if their digits are. */
static gint64
read_power (const char *from)
{
  gint64 power = g_ascii_strtoll (from, NULL, 10);

  return CLAMP (power, -(G_MAXINT64 / 4), G_MAXINT64 / 4);
}

static gboolean
read_decimal (const char *numeral, Decimal *decimal)
{
  const char *at = numeral;
  gsize n = 0, zeros;

  *decimal = (Decimal){ *at == '-', g_malloc (strlen (numeral) + 1), 0 };
  at += decimal->is_negative;
  for (; g_ascii_isdigit (*at); at++)
    decimal->digits[n++] = *at;
  if (n == 0)
    return FALSE;
  if (*at == '.')
    for (at++; g_ascii_isdigit (*at); at++)
      {
        decimal->digits[n++] = *at;
        decimal->power--;
      }
  if (*at == 'e' || *at == 'E')
    {
      decimal->power += read_power (at + 1);
      at += strlen (at);
    }
  if (*at != '\0')
    return FALSE;

  while (n > 0 && decimal->digits[n - 1] == '0')
    {
      n--;
      decimal->power++;
    }
  decimal->digits[n] = '\0';
  zeros = strspn (decimal->digits, "0");
  memmove (decimal->digits, decimal->digits + zeros, n - zeros + 1);
  if (n == zeros)
    {
      decimal->is_negative = FALSE;
      decimal->power = 0;
    }

  return TRUE;
}

static gboolean
read_fraction (const char *numeral, mpq_t value)
{
  return mpq_set_str (value, numeral, 10) == 0 && mpz_sgn (mpq_denref (value)) > 0;
}

static gboolean
fraction_is_fraction (const char *a, const char *b)
{
  mpq_t x, y;
  gboolean equal = FALSE;

  mpq_inits (x, y, NULL);
  if (read_fraction (a, x) && read_fraction (b, y))
    {
      mpq_canonicalize (x);
      mpq_canonicalize (y);
      equal = mpq_equal (x, y);
    }
  mpq_clears (x, y, NULL);

  return equal;
}

static gboolean
fraction_is_decimal (const char *fraction, const Decimal *decimal)
{
  gsize length = strlen (fraction);

  /* The digits do not end in 0: 10^power divides the numerator, or 2^-power or 5^-power the denominator. */
  if ((guint64) ABS (decimal->power) > 4 * length || strlen (decimal->digits) > 4 * length)
    return FALSE;

  GString *written = g_string_new (decimal->is_negative ? "-" : "");

  g_string_append (written, *decimal->digits != '\0' ? decimal->digits : "0");
  if (decimal->power < 0)
    g_string_append (written, "/1");
  for (gint64 i = 0; i < ABS (decimal->power); i++)
    g_string_append_c (written, '0');

  gboolean equal = fraction_is_fraction (fraction, written->str);

  g_string_free (written, TRUE);

  return equal;
}

gboolean
_colim_numeral_equal (const char *a, const char *b)
{
  g_auto (Decimal) x = { 0 }, y = { 0 };

  if (strcmp (a, b) == 0)
    return TRUE;

  gboolean a_is_decimal = read_decimal (a, &x), b_is_decimal = read_decimal (b, &y);

  if (a_is_decimal && b_is_decimal)
    return x.is_negative == y.is_negative && x.power == y.power && strcmp (x.digits, y.digits) == 0;
  if (a_is_decimal)
    return fraction_is_decimal (b, &x);
  if (b_is_decimal)
    return fraction_is_decimal (a, &y);

  return fraction_is_fraction (a, b);
}
