/* A function {0, …, dom-1} → {0, …, codom-1} as one contiguous column of values.
 *
 *     values[x] = f (x),   0 ≤ values[x] < codom
 *
 * The column is given out as a GBytes, and taken from one, so that it is exchanged with NumPy, shared by functions that
 * differ only in their codomain, and cut into slices, all without copying.
 */

#include "lib/sets/fin-function-private.h"

#include "lib/sets/radix-private.h"
#include "lib/sets/values-private.h"

#include <string.h>

struct _ColimFinFunction {
  gatomicrefcount n_refs; /* not an rc box: a sole owner may take the column back */
  gint32 dom;
  gint32 codom;
  gint32 *values;
  GBytes *bytes; /* what owns the column, as soon as others have it too; NULL: the function does */
};

/**
 * ColimFinFunction:
 *
 * A function between finite sets `{0, …, n-1}`.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimFinFunction, colim_fin_function, colim_fin_function_ref, colim_fin_function_unref)

static ColimFinFunction *
make (gint32 *values, gint32 dom, gint32 codom, GBytes *bytes)
{
  ColimFinFunction *self = g_new (ColimFinFunction, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->dom = dom;
  self->codom = codom;
  self->values = values;
  self->bytes = bytes;

  return self;
}

/* Takes the reference to the bytes; the values are vouched for. */
static ColimFinFunction *
wrap (GBytes *bytes, gint32 codom)
{
  gsize size;
  gint32 *values = (gint32 *) g_bytes_get_data (bytes, &size);

  return make (values, (gint32) (size / sizeof *values), codom, bytes);
}

/* The column must have been g_malloc'ed; its values are not looked at. */
ColimFinFunction *
_colim_fin_function_take (gint32 *values, gint32 dom, gint32 codom)
{
  return make (values, dom, codom, NULL);
}

ColimFinFunction *
_colim_fin_function_slice (GBytes *bytes, gint32 first, gint32 dom, gint32 codom)
{
  return wrap (g_bytes_new_from_bytes (bytes, (gsize) first * sizeof (gint32), (gsize) dom * sizeof (gint32)), codom);
}

ColimFinFunction *
_colim_fin_function_with_codom (ColimFinFunction *self, gint32 codom)
{
  if (self->codom == codom)
    return colim_fin_function_ref (self);
  return wrap (colim_fin_function_get_bytes (self), codom);
}

/* The column to write in, if nobody else can see it; else NULL. */
gint32 *
_colim_fin_function_get_own (ColimFinFunction *self)
{
  return self->bytes == NULL && g_atomic_ref_count_compare (&self->n_refs, 1) ? self->values : NULL;
}

/* Takes the reference and gives a column to write in: the very one if nobody else holds it. */
gint32 *
_colim_fin_function_steal (ColimFinFunction *self)
{
  gint32 *values = self->values;
  gsize size;

  if (!g_atomic_ref_count_compare (&self->n_refs, 1))
    {
      values = self->dom > 0 ? g_memdup2 (self->values, (gsize) self->dom * sizeof *values) : NULL;
      colim_fin_function_unref (self);
      return values;
    }
  if (self->bytes != NULL)
    values = g_bytes_unref_to_data (self->bytes, &size);
  g_free (self);

  return values;
}

/* Whether these are values of a function, and so many that it can have them. */
gboolean
_colim_fin_function_check_values (const gint32 *values, gsize n_values, gint32 codom, GError **error)
{
  guint32 signs = 0, last = (guint32) codom - 1;

  if (n_values > G_MAXINT32)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " values are more than a set can have elements", n_values);
      return FALSE;
    }
  if (codom < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "a set cannot have %d elements", codom);
      return FALSE;
    }
  /* The sign of any of these is that of a value outside; most often it is of none, which is quickly seen. */
  for (gsize x = 0; x < n_values; x++)
    signs |= (guint32) values[x] | (last - (guint32) values[x]);
  for (gsize x = 0; signs >> 31 != 0 && x < n_values; x++)
    if (values[x] < 0 || values[x] >= codom)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                     "value %d at %" G_GSIZE_FORMAT " is not in a set of %d elements", values[x], x, codom);
        return FALSE;
      }

  return TRUE;
}

/**
 * colim_fin_function_new:
 * @values: (array length=n_values): where each element goes
 * @n_values: how many elements the domain has
 * @codom: how many elements the codomain has
 * @error: return location for an error
 *
 * Makes the function `x ↦ values[x]`; the values are copied.
 *
 * Returns: (transfer full): the function, or %NULL with %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TOO_LARGE
 */
ColimFinFunction *
colim_fin_function_new (const gint32 *values, gsize n_values, gint32 codom, GError **error)
{
  g_return_val_if_fail (values != NULL || n_values == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 *copy;

  if (!_colim_fin_function_check_values (values, n_values, codom, error))
    return NULL;
  copy = _colim_values_new (n_values);
  if (n_values > 0)
    memcpy (copy, values, n_values * sizeof *values);

  return _colim_fin_function_take (copy, (gint32) n_values, codom);
}

/**
 * colim_fin_function_new_identity:
 * @n: how many elements the set has
 *
 * Makes the identity of a set.
 *
 * Returns: (transfer full): the function `x ↦ x`
 */
ColimFinFunction *
colim_fin_function_new_identity (gint32 n)
{
  g_return_val_if_fail (n >= 0, NULL);

  gint32 *values = g_new (gint32, n);

  for (gint32 x = 0; x < n; x++)
    values[x] = x;

  return _colim_fin_function_take (values, n, n);
}

/**
 * colim_fin_function_new_from_bytes:
 * @bytes: the values, as an array of native 32-bit integers
 * @codom: how many elements the codomain has
 * @error: return location for an error
 *
 * Makes a function of bytes that it shares, as NumPy's `tobytes ()` gives them.
 *
 * Returns: (transfer full): the function, or %NULL with %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_TOO_LARGE or, if
 *   the length is no multiple of 4, %COLIM_ERROR_INVALID
 */
ColimFinFunction *
colim_fin_function_new_from_bytes (GBytes *bytes, gint32 codom, GError **error)
{
  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GBytes) aligned = NULL;

  if (size % sizeof (gint32) != 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   "%" G_GSIZE_FORMAT " bytes are no array of 32-bit integers", size);
      return NULL;
    }
  /* A slice of someone's bytes may start anywhere. */
  if ((guintptr) data % G_ALIGNOF (gint32) != 0)
    aligned = g_bytes_new (data, size);
  else
    aligned = g_bytes_ref (bytes);
  if (!_colim_fin_function_check_values (g_bytes_get_data (aligned, NULL), size / sizeof (gint32), codom, error))
    return NULL;

  return wrap (g_steal_pointer (&aligned), codom);
}

/**
 * colim_fin_function_ref:
 * @self: a function
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimFinFunction *
colim_fin_function_ref (ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * colim_fin_function_unref:
 * @self: (transfer full): a function
 *
 * Gives a reference back.
 */
void
colim_fin_function_unref (ColimFinFunction *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  if (self->bytes != NULL)
    g_bytes_unref (self->bytes);
  else
    g_free (self->values);
  g_free (self);
}

/**
 * colim_fin_function_get_dom:
 * @self: a function
 *
 * Counts the elements of the domain.
 *
 * Returns: the size of the domain
 */
gint32
colim_fin_function_get_dom (const ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->dom;
}

/**
 * colim_fin_function_get_codom:
 * @self: a function
 *
 * Counts the elements that the function could hit.
 *
 * Returns: the size of the codomain
 */
gint32
colim_fin_function_get_codom (const ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->codom;
}

/**
 * colim_fin_function_get_values:
 * @self: a function
 * @n_values: (out) (optional): the size of the domain
 *
 * Gives the column itself.
 *
 * Returns: (transfer none) (array length=n_values): where each element goes
 */
const gint32 *
colim_fin_function_get_values (const ColimFinFunction *self, gsize *n_values)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_values != NULL)
    *n_values = (gsize) self->dom;
  return self->values;
}

/**
 * colim_fin_function_get_bytes:
 * @self: a function
 *
 * Gives the column as bytes, without copying it.
 *
 * Returns: (transfer full): native 32-bit integers
 */
GBytes *
colim_fin_function_get_bytes (const ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GBytes **owner = (GBytes **) &self->bytes, *bytes = g_atomic_pointer_get (owner);
  gsize size;

  if (bytes == NULL)
    {
      bytes = g_bytes_new_take (self->values, (gsize) self->dom * sizeof *self->values);
      /* Another thread may have been first: then its bytes own the column. */
      if (!g_atomic_pointer_compare_and_exchange (owner, NULL, bytes))
        {
          g_bytes_unref_to_data (bytes, &size);
          bytes = g_atomic_pointer_get (owner);
        }
    }

  return g_bytes_ref (bytes);
}

/**
 * colim_fin_function_apply:
 * @self: a function
 * @x: an element of its domain
 *
 * Applies the function.
 *
 * Returns: where @x goes
 */
gint32
colim_fin_function_apply (const ColimFinFunction *self, gint32 x)
{
  g_return_val_if_fail (self != NULL && x >= 0 && x < self->dom, -1);

  return self->values[x];
}

/**
 * colim_fin_function_compose:
 * @self: a function, applied first
 * @other: a function, applied second
 * @error: return location for an error
 *
 * Composes in diagram order.  Time: the size of the domain.
 *
 * Returns: (transfer full): `x ↦ other (self (x))`, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimFinFunction *
colim_fin_function_compose (const ColimFinFunction *self, const ColimFinFunction *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->codom != other->dom)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "cannot compose: codomain has %d elements, domain has %d", self->codom, other->dom);
      return NULL;
    }

  gint32 *values = _colim_values_new ((gsize) self->dom);

  for (gint32 x = 0; x < self->dom; x++)
    values[x] = other->values[self->values[x]];

  return _colim_fin_function_take (values, self->dom, other->codom);
}

/**
 * colim_fin_function_equal:
 * @self: a function
 * @other: another one
 *
 * Compares domains, codomains and values.
 *
 * Returns: whether the two are the same function
 */
gboolean
colim_fin_function_equal (const ColimFinFunction *self, const ColimFinFunction *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self->dom == other->dom && self->codom == other->codom
         && (self->dom == 0 || self->values == other->values
             || memcmp (self->values, other->values, (gsize) self->dom * sizeof *self->values) == 0);
}

/**
 * colim_fin_function_hash:
 * @self: a function
 *
 * Hashes the function; equal ones have equal hashes.
 *
 * Returns: the hash
 */
guint
colim_fin_function_hash (const ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, 0);

  guint32 hash = (guint32) self->codom * 0x9e3779b1u ^ (guint32) self->dom;

  for (gint32 x = 0; x < self->dom; x++)
    hash = (hash ^ (guint32) self->values[x]) * 0x01000193u;

  return hash;
}

/* Whether two elements go to one place, and how many places are met before that shows. */
static gboolean
meet (const ColimFinFunction *self, gint32 *n_met)
{
  g_autofree guint8 *met = g_malloc0 (MAX (self->codom, 1));
  gboolean twice = FALSE;

  *n_met = 0;
  for (gint32 x = 0; x < self->dom; x++)
    if (met[self->values[x]])
      twice = TRUE;
    else
      {
        met[self->values[x]] = 1;
        ++*n_met;
      }

  return twice;
}

/**
 * colim_fin_function_is_monic:
 * @self: a function
 *
 * Decides whether different elements go to different elements.
 *
 * Returns: whether the function is injective
 */
gboolean
colim_fin_function_is_monic (const ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  gint32 n_met;

  return self->dom <= self->codom && !meet (self, &n_met);
}

/**
 * colim_fin_function_is_epic:
 * @self: a function
 *
 * Decides whether every element of the codomain is hit.
 *
 * Returns: whether the function is surjective
 */
gboolean
colim_fin_function_is_epic (const ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  gint32 n_met;

  if (self->dom < self->codom)
    return FALSE;
  meet (self, &n_met);

  return n_met == self->codom;
}

/**
 * colim_fin_function_is_iso:
 * @self: a function
 *
 * Decides whether the function has an inverse.
 *
 * Returns: whether the function is bijective
 */
gboolean
colim_fin_function_is_iso (const ColimFinFunction *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->dom == self->codom && colim_fin_function_is_monic (self);
}

/**
 * colim_fin_function_factorize:
 * @self: a function
 * @epi: (out) (transfer full): a surjective function from its domain to its image
 * @mono: (out) (transfer full): the inclusion of its image, ascending
 *
 * Splits the function into one that only glues and one that only includes: `self = epi ; mono`.  Time: the size of the
 * domain, up to a factor for the digits of the codomain's.
 */
void
colim_fin_function_factorize (const ColimFinFunction *self, ColimFinFunction **epi, ColimFinFunction **mono)
{
  g_return_if_fail (self != NULL && epi != NULL && mono != NULL);

  /* By sorting, as the codomain may be larger than memory. */
  g_autofree gint32 *sorted = g_new (gint32, self->dom);
  gint32 *classes = g_new (gint32, self->dom), *image = g_new (gint32, self->dom);
  gint32 n = 0;

  for (gint32 x = 0; x < self->dom; x++)
    sorted[x] = x;
  _colim_radix_sort (sorted, self->dom, self->values, self->codom);
  for (gint32 i = 0; i < self->dom; i++)
    {
      gint32 value = self->values[sorted[i]];

      if (n == 0 || image[n - 1] != value)
        image[n++] = value;
      classes[sorted[i]] = n - 1;
    }
  *epi = _colim_fin_function_take (classes, self->dom, n);
  *mono = _colim_fin_function_take (g_renew (gint32, image, n), n, self->codom);
}
