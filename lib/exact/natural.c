/* Natural numbers of any size: how many there are is often more than 64 bits can say. */

#include "lib/exact/natural-private.h"

#include <string.h>

/* More digits than any count that was ever computed; a longer text is not a count. */
#define MOST_DIGITS 1000000

/**
 * ColimNatural:
 *
 * A natural number of any size, in a box over GMP's `mpz_t`.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimNatural, colim_natural, colim_natural_ref, colim_natural_unref)

ColimNatural *
_colim_natural_take (mpz_t value)
{
  ColimNatural *self = g_atomic_rc_box_new0 (ColimNatural);

  mpz_init (self->value);
  mpz_swap (self->value, value);

  return self;
}

/**
 * colim_natural_new:
 * @value: a number
 *
 * Boxes a number.
 *
 * Returns: (transfer full): the box
 */
ColimNatural *
colim_natural_new (guint64 value)
{
  ColimNatural *self = g_atomic_rc_box_new0 (ColimNatural);

  mpz_init (self->value);
  mpz_import (self->value, 1, 1, sizeof value, 0, 0, &value);

  return self;
}

/**
 * colim_natural_parse:
 * @digits: decimal digits
 * @error: return location for an error
 *
 * Reads a number, as [method@Colim.Natural.to_string] writes it.
 *
 * Returns: (transfer full): the number, or %NULL with %COLIM_ERROR_PARSE
 */
ColimNatural *
colim_natural_parse (const char *digits, GError **error)
{
  g_return_val_if_fail (digits != NULL, NULL);

  gsize length = strspn (digits, "0123456789");

  if (length == 0 || digits[length] != '\0' || length > MOST_DIGITS)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "expected digits, not '%.40s'", digits);
      return NULL;
    }

  ColimNatural *self = g_atomic_rc_box_new0 (ColimNatural);

  mpz_init_set_str (self->value, digits, 10);

  return self;
}

/**
 * colim_natural_ref:
 * @self: a number
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimNatural *
colim_natural_ref (ColimNatural *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimNatural *self)
{
  mpz_clear (self->value);
}

/**
 * colim_natural_unref:
 * @self: (transfer full): a number
 *
 * Gives a reference back.
 */
void
colim_natural_unref (ColimNatural *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_natural_is_zero:
 * @self: a number
 *
 * Tells whether the number is 0.
 *
 * Returns: whether it is
 */
gboolean
colim_natural_is_zero (const ColimNatural *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return mpz_sgn (self->value) == 0;
}

/**
 * colim_natural_compare:
 * @self: a number
 * @other: another one
 *
 * Compares two numbers.
 *
 * Returns: less than 0, 0 or more than 0, as @self is less than, equal to or more than @other
 */
int
colim_natural_compare (const ColimNatural *self, const ColimNatural *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, 0);

  return mpz_cmp (self->value, other->value);
}

/**
 * colim_natural_to_string:
 * @self: a number
 *
 * Writes the number in decimal digits.
 *
 * Returns: (transfer full): the digits
 */
char *
colim_natural_to_string (const ColimNatural *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  char *digits = g_malloc (mpz_sizeinbase (self->value, 10) + 2);

  return mpz_get_str (digits, 10, self->value);
}

/**
 * colim_natural_add:
 * @self: a number
 * @other: another one
 *
 * Adds two numbers.
 *
 * Returns: (transfer full): the sum
 */
ColimNatural *
colim_natural_add (const ColimNatural *self, const ColimNatural *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);

  ColimNatural *sum = g_atomic_rc_box_new0 (ColimNatural);

  mpz_init (sum->value);
  mpz_add (sum->value, self->value, other->value);

  return sum;
}

/**
 * colim_natural_multiply:
 * @self: a number
 * @other: another one
 *
 * Multiplies two numbers.
 *
 * Returns: (transfer full): the product
 */
ColimNatural *
colim_natural_multiply (const ColimNatural *self, const ColimNatural *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);

  ColimNatural *product = g_atomic_rc_box_new0 (ColimNatural);

  mpz_init (product->value);
  mpz_mul (product->value, self->value, other->value);

  return product;
}
