/* The types of spaces: what a point is. */

#include <colim/type.h>

#include <string.h>

struct _ColimType {
  ColimTypeKind kind;
  gsize n;           /* dimensions, or parts */
  gint64 *shape;     /* of `Real` */
  gint64 size;       /* of `Class` and `Fin` */
  char **names;      /* of the points of `Fin`, or NULL where they are numbers */
  ColimType **parts; /* of `Seq` and products */
};

/**
 * ColimType:
 *
 * What the points of a space are.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimType, colim_type, colim_type_ref, colim_type_unref)

static ColimType *
make (ColimTypeKind kind)
{
  ColimType *self = g_atomic_rc_box_new0 (ColimType);

  self->kind = kind;

  return self;
}

static ColimType *
make_of (ColimTypeKind kind, ColimType **parts, gsize n)
{
  ColimType *self = make (kind);

  self->n = n;
  self->parts = g_new (ColimType *, n);
  for (gsize i = 0; i < n; i++)
    self->parts[i] = colim_type_ref (parts[i]);

  return self;
}

/**
 * colim_type_new_any:
 *
 * Makes `Any`, which fits every type.
 *
 * Returns: (transfer full): the type
 */
ColimType *
colim_type_new_any (void)
{
  return make (COLIM_KIND_ANY);
}

/**
 * colim_type_new_real:
 * @shape: (array length=n_dims): the extents, none for a number
 * @n_dims: how many there are
 *
 * Makes `Real[…]`.
 *
 * Returns: (transfer full): the type
 */
ColimType *
colim_type_new_real (const gint64 *shape, gsize n_dims)
{
  g_return_val_if_fail (shape != NULL || n_dims == 0, NULL);

  ColimType *self = make (COLIM_KIND_REAL);

  self->n = n_dims;
  self->shape = g_memdup2 (shape, n_dims * sizeof *shape);
  self->size = 1;
  for (gsize i = 0; i < n_dims; i++)
    if (__builtin_mul_overflow (self->size, shape[i], &self->size))
      self->size = G_MAXINT64;

  return self;
}

/**
 * colim_type_new_class:
 * @n: how many labels there are
 *
 * Makes `Class[n]`.
 *
 * Returns: (transfer full): the type
 */
ColimType *
colim_type_new_class (gint64 n)
{
  g_return_val_if_fail (n >= 0, NULL);

  ColimType *self = make (COLIM_KIND_CLASS);

  self->size = n;

  return self;
}

/**
 * colim_type_new_sequence:
 * @member: what it is a sequence of
 *
 * Makes `Seq[T]`.
 *
 * Returns: (transfer full): the type
 */
ColimType *
colim_type_new_sequence (ColimType *member)
{
  g_return_val_if_fail (member != NULL, NULL);

  return make_of (COLIM_KIND_SEQUENCE, &member, 1);
}

/**
 * colim_type_new_finite:
 * @n: how many points there are
 *
 * Makes `Fin(n)`, whose points are 0 … n - 1.
 *
 * Returns: (transfer full): the type
 */
ColimType *
colim_type_new_finite (gint64 n)
{
  g_return_val_if_fail (n >= 0, NULL);

  ColimType *self = make (COLIM_KIND_FINITE);

  self->size = n;

  return self;
}

/**
 * colim_type_new_finite_named:
 * @names: (array zero-terminated=1): the points
 *
 * Makes `Fin(a, b, …)`.
 *
 * Returns: (transfer full): the type
 */
ColimType *
colim_type_new_finite_named (const char *const *names)
{
  g_return_val_if_fail (names != NULL, NULL);

  ColimType *self = make (COLIM_KIND_FINITE);

  self->names = g_strdupv ((char **) names);
  self->size = (gint64) g_strv_length (self->names);

  return self;
}

/**
 * colim_type_new_product:
 * @factors: (array length=n_factors): the factors
 * @n_factors: how many there are
 *
 * Makes `(T, U, …)`.
 *
 * Returns: (transfer full): the type
 */
ColimType *
colim_type_new_product (ColimType **factors, gsize n_factors)
{
  g_return_val_if_fail (factors != NULL, NULL);

  return make_of (COLIM_KIND_PRODUCT, factors, n_factors);
}

/**
 * colim_type_ref:
 * @self: a type
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimType *
colim_type_ref (ColimType *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimType *self)
{
  for (gsize i = 0; self->parts != NULL && i < self->n; i++)
    colim_type_unref (self->parts[i]);
  g_free (self->parts);
  g_free (self->shape);
  g_strfreev (self->names);
}

/**
 * colim_type_unref:
 * @self: (transfer full): a type
 *
 * Gives a reference back.
 */
void
colim_type_unref (ColimType *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_type_get_kind:
 * @self: a type
 *
 * Tells the form of a type.
 *
 * Returns: its kind
 */
ColimTypeKind
colim_type_get_kind (const ColimType *self)
{
  g_return_val_if_fail (self != NULL, COLIM_KIND_ANY);

  return self->kind;
}

/**
 * colim_type_get_shape:
 * @self: a type
 * @n_dims: (out): how many extents there are
 *
 * Gives the extents of `Real[…]`; other types have none.
 *
 * Returns: (transfer none) (nullable) (array length=n_dims): the extents
 */
const gint64 *
colim_type_get_shape (const ColimType *self, gsize *n_dims)
{
  g_return_val_if_fail (self != NULL && n_dims != NULL, NULL);

  *n_dims = self->kind == COLIM_KIND_REAL ? self->n : 0;

  return self->shape;
}

/**
 * colim_type_get_size:
 * @self: a type
 *
 * Counts the components of `Real[…]`, the labels of `Class[n]` or the points of `Fin(…)`; 0 for other types.
 *
 * Returns: how many there are
 */
gint64
colim_type_get_size (const ColimType *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

/**
 * colim_type_get_n_parts:
 * @self: a type
 *
 * Counts the types that a type is made of: the factors of a product, the member of a sequence.
 *
 * Returns: how many there are
 */
gsize
colim_type_get_n_parts (const ColimType *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->parts != NULL ? self->n : 0;
}

/**
 * colim_type_get_part:
 * @self: a type
 * @index: which part
 *
 * Gives a factor of a product, or the member of a sequence.
 *
 * Returns: (transfer none): the type
 */
ColimType *
colim_type_get_part (const ColimType *self, gsize index)
{
  g_return_val_if_fail (self != NULL && self->parts != NULL && index < self->n, NULL);

  return self->parts[index];
}

/**
 * colim_type_find_point:
 * @self: a finite type
 * @name: a point: its name, or its number where points have no names
 *
 * Finds a point of `Fin(…)`.
 *
 * Returns: its number, or -1
 */
gint64
colim_type_find_point (const ColimType *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, -1);

  gint64 point = -1;

  for (gsize i = 0; self->names != NULL && self->names[i] != NULL; i++)
    if (g_str_equal (self->names[i], name))
      return (gint64) i;
  /* By number, where that is no name: `table(1, 0, 2)` goes by index or by name. */
  if (self->size > 0)
    g_ascii_string_to_signed (name, 10, 0, self->size - 1, &point, NULL);

  return point;
}

static void
print (const ColimType *self, GString *out)
{
  static const char *const opening[] = { "Any", "Real", "Class[", "Seq[", "Fin(", "(" };

  g_string_append (out, opening[self->kind]);
  switch (self->kind)
    {
    case COLIM_KIND_ANY:
      break;
    case COLIM_KIND_REAL:
      for (gsize i = 0; i < self->n; i++)
        g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i == 0 ? "[" : ", ", self->shape[i]);
      if (self->n > 0)
        g_string_append_c (out, ']');
      break;
    case COLIM_KIND_CLASS:
      g_string_append_printf (out, "%" G_GINT64_FORMAT "]", self->size);
      break;
    case COLIM_KIND_SEQUENCE:
      print (self->parts[0], out);
      g_string_append_c (out, ']');
      break;
    case COLIM_KIND_FINITE:
      if (self->names == NULL)
        g_string_append_printf (out, "%" G_GINT64_FORMAT, self->size);
      for (gsize i = 0; self->names != NULL && self->names[i] != NULL; i++)
        g_string_append_printf (out, "%s%s", i == 0 ? "" : ", ", self->names[i]);
      g_string_append_c (out, ')');
      break;
    case COLIM_KIND_PRODUCT:
      for (gsize i = 0; i < self->n; i++)
        {
          g_string_append (out, i == 0 ? "" : ", ");
          print (self->parts[i], out);
        }
      g_string_append_c (out, ')');
      break;
    }
}

/**
 * colim_type_to_string:
 * @self: a type
 *
 * Writes a type as the language does.
 *
 * Returns: (transfer full): the text
 */
char *
colim_type_to_string (const ColimType *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *out = g_string_new (NULL);

  print (self, out);

  return g_string_free (out, FALSE);
}

/**
 * colim_type_equal:
 * @self: a type
 * @other: another one
 *
 * Tells whether two types are the same.
 *
 * Returns: whether they are
 */
gboolean
colim_type_equal (const ColimType *self, const ColimType *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->kind != other->kind || self->n != other->n || self->size != other->size
      || (self->names == NULL) != (other->names == NULL)
      || (self->names != NULL && !g_strv_equal ((const char *const *) self->names, (const char *const *) other->names)))
    return FALSE;
  for (gsize i = 0; i < self->n; i++)
    if (self->parts != NULL ? !colim_type_equal (self->parts[i], other->parts[i]) : self->shape[i] != other->shape[i])
      return FALSE;

  return TRUE;
}

/**
 * colim_type_accepts:
 * @self: the type of a space
 * @given: the type of what comes in
 *
 * Tells whether values of one type may stand where another is expected: `Any` fits every type, and `Class[n]` takes also
 * `Real[n]`, read as logits.
 *
 * Returns: whether they may
 */
gboolean
colim_type_accepts (const ColimType *self, const ColimType *given)
{
  g_return_val_if_fail (self != NULL && given != NULL, FALSE);

  if (self->kind == COLIM_KIND_ANY || given->kind == COLIM_KIND_ANY)
    return TRUE;
  if (self->kind == COLIM_KIND_CLASS && given->kind == COLIM_KIND_REAL)
    return given->n == 1 && given->shape[0] == self->size;
  if (self->kind != given->kind || (self->parts != NULL && self->n != given->n))
    return FALSE;
  for (gsize i = 0; self->parts != NULL && i < self->n; i++)
    if (!colim_type_accepts (self->parts[i], given->parts[i]))
      return FALSE;

  return self->parts != NULL || colim_type_equal (self, given);
}
