/* Rational numbers and ∞, exactly: weights and distances. */

#include <colim/rational.h>

#include <gmp.h>
#include <math.h>
#include <string.h>

/* A weight or a distance is written by a person; what is longer is a mistake, and would cost memory. */
#define MOST_DIGITS 10000

struct _ColimRational {
  gboolean infinite;
  mpq_t value;
};

/**
 * ColimRational:
 *
 * A rational number or ∞, in a box over GMP's `mpq_t`.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimRational, colim_rational, colim_rational_ref, colim_rational_unref)

static ColimRational *
make (void)
{
  ColimRational *self = g_atomic_rc_box_new0 (ColimRational);

  mpq_init (self->value);

  return self;
}

/**
 * colim_rational_new:
 * @numerator: a number
 * @denominator: a number more than 0
 *
 * Makes a fraction, in lowest terms.
 *
 * Returns: (transfer full): the fraction
 */
ColimRational *
colim_rational_new (gint64 numerator, gint64 denominator)
{
  g_return_val_if_fail (denominator > 0, NULL);

  ColimRational *self = make ();

  mpz_set_si (mpq_numref (self->value), numerator);
  mpz_set_si (mpq_denref (self->value), denominator);
  mpq_canonicalize (self->value);

  return self;
}

/**
 * colim_rational_new_infinity:
 *
 * Makes ∞.
 *
 * Returns: (transfer full): ∞
 */
ColimRational *
colim_rational_new_infinity (void)
{
  ColimRational *self = make ();

  self->infinite = TRUE;

  return self;
}

/* INT [ "/" INT | "." digits ], as far as it goes: the lengths of the three runs of digits tell the form. */
static gboolean
scan (const char *text, gsize *whole, char *sign, gsize *rest)
{
  *whole = strspn (text, "0123456789");
  *sign = text[*whole];
  *rest = *sign == '\0' ? 0 : strspn (text + *whole + 1, "0123456789");

  return *whole > 0 && *whole <= MOST_DIGITS && *rest <= MOST_DIGITS
         && (*sign == '\0' || ((*sign == '/' || *sign == '.') && *rest > 0 && text[*whole + 1 + *rest] == '\0'));
}

/**
 * colim_rational_parse:
 * @text: `3`, `1/2`, `0.25`, `∞` or `inf`
 * @error: return location for an error
 *
 * Reads an exact number that is not negative; `0.25` is one quarter.
 *
 * Returns: (transfer full): the number, or %NULL with %COLIM_ERROR_PARSE
 */
ColimRational *
colim_rational_parse (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  gsize whole, rest;
  char sign;

  if (g_str_equal (text, "∞") || g_str_equal (text, "inf"))
    return colim_rational_new_infinity ();
  if (!scan (text, &whole, &sign, &rest))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "expected an exact number, such as 3, 1/2, 0.25 or ∞, not '%.40s'",
                   text);
      return NULL;
    }

  g_autoptr (ColimRational) self = make ();
  g_autofree char *digits = g_strndup (text, whole);
  const char *second = text + whole + 1;

  if (sign == '.')
    {
      g_autofree char *all = g_strconcat (digits, second, NULL);

      mpz_set_str (mpq_numref (self->value), all, 10);
      mpz_ui_pow_ui (mpq_denref (self->value), 10, rest);
    }
  else
    {
      mpz_set_str (mpq_numref (self->value), digits, 10);
      if (sign == '/')
        mpz_set_str (mpq_denref (self->value), second, 10);
    }
  if (mpz_sgn (mpq_denref (self->value)) == 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "the denominator of '%.40s' is 0", text);
      return NULL;
    }
  mpq_canonicalize (self->value);

  return g_steal_pointer (&self);
}

/**
 * colim_rational_ref:
 * @self: a number
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimRational *
colim_rational_ref (ColimRational *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimRational *self)
{
  mpq_clear (self->value);
}

/**
 * colim_rational_unref:
 * @self: (transfer full): a number
 *
 * Gives a reference back.
 */
void
colim_rational_unref (ColimRational *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_rational_is_infinite:
 * @self: a number
 *
 * Tells whether the number is ∞.
 *
 * Returns: whether it is
 */
gboolean
colim_rational_is_infinite (const ColimRational *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->infinite;
}

/**
 * colim_rational_get_sign:
 * @self: a number
 *
 * Tells the sign; that of ∞ is 1.
 *
 * Returns: -1, 0 or 1
 */
int
colim_rational_get_sign (const ColimRational *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->infinite ? 1 : mpq_sgn (self->value);
}

/**
 * colim_rational_compare:
 * @self: a number
 * @other: another one
 *
 * Compares two numbers; ∞ is more than any other and equal to itself.
 *
 * Returns: less than 0, 0 or more than 0, as @self is less than, equal to or more than @other
 */
int
colim_rational_compare (const ColimRational *self, const ColimRational *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, 0);

  if (self->infinite || other->infinite)
    return (self->infinite ? 1 : 0) - (other->infinite ? 1 : 0);
  return mpq_cmp (self->value, other->value);
}

/**
 * colim_rational_equal:
 * @self: a number
 * @other: another one
 *
 * Tells whether two numbers are equal.
 *
 * Returns: whether they are
 */
gboolean
colim_rational_equal (const ColimRational *self, const ColimRational *other)
{
  return colim_rational_compare (self, other) == 0;
}

/**
 * colim_rational_get_double:
 * @self: a number
 *
 * Rounds the number toward zero to a double.
 *
 * Returns: the double; that of ∞ is the infinite one
 */
double
colim_rational_get_double (const ColimRational *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->infinite ? INFINITY : mpq_get_d (self->value);
}

/**
 * colim_rational_to_string:
 * @self: a number
 *
 * Writes the number in lowest terms: `3`, `1/2`; ∞ is `inf`.
 *
 * Returns: (transfer full): the text
 */
char *
colim_rational_to_string (const ColimRational *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->infinite)
    return g_strdup ("inf");

  char *text = g_malloc (mpz_sizeinbase (mpq_numref (self->value), 10) + mpz_sizeinbase (mpq_denref (self->value), 10) + 3);

  return mpq_get_str (text, 10, self->value);
}

/**
 * colim_rational_add:
 * @self: a number from 0 to ∞
 * @other: another one
 *
 * Adds two numbers; ∞ and anything is ∞.
 *
 * Returns: (transfer full): their sum
 */
ColimRational *
colim_rational_add (const ColimRational *self, const ColimRational *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);

  ColimRational *sum = make ();

  sum->infinite = self->infinite || other->infinite;
  if (!sum->infinite)
    mpq_add (sum->value, self->value, other->value);

  return sum;
}

/**
 * colim_rational_multiply:
 * @self: a number from 0 to ∞
 * @other: another one
 *
 * Multiplies two numbers; 0 and ∞ is 0, as for weights and sums of no terms.
 *
 * Returns: (transfer full): their product
 */
ColimRational *
colim_rational_multiply (const ColimRational *self, const ColimRational *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);

  ColimRational *product = make ();

  if (colim_rational_get_sign (self) == 0 || colim_rational_get_sign (other) == 0)
    return product;
  product->infinite = self->infinite || other->infinite;
  if (!product->infinite)
    mpq_mul (product->value, self->value, other->value);

  return product;
}

/**
 * colim_rational_divide:
 * @self: a number from 0, not ∞
 * @other: a number above 0; ∞ gives 0
 *
 * Divides two numbers.
 *
 * Returns: (transfer full): their quotient
 */
ColimRational *
colim_rational_divide (const ColimRational *self, const ColimRational *other)
{
  g_return_val_if_fail (self != NULL && !self->infinite && other != NULL && colim_rational_get_sign (other) != 0, NULL);

  ColimRational *quotient = make ();

  if (!other->infinite)
    mpq_div (quotient->value, self->value, other->value);

  return quotient;
}
