/* Writing nodes in rules. */

#include "lib/tensor/operation-private.h"

gint32
_colim_write_1 (ColimProgram *self, const char *operation, gint32 x)
{
  return _colim_write (self, operation, &x, NULL);
}

gint32
_colim_write_2 (ColimProgram *self, const char *operation, gint32 x, gint32 y)
{
  gint32 in[] = { x, y };

  return _colim_write (self, operation, in, NULL);
}

gint32
_colim_write_affine (ColimProgram *self, gint32 x, double factor, double summand)
{
  Attributes attributes = { .x = { factor, summand } };

  return _colim_write (self, "affine", &x, &attributes);
}

gint32
_colim_write_sum (ColimProgram *self, gint32 x, guint axes)
{
  Attributes attributes = { .n = { axes } };

  return axes == 0 ? x : _colim_write (self, "sum", &x, &attributes);
}

static Attributes
make_shape_attributes (gint64 first, const Shape *shape)
{
  Attributes attributes = { .n = { first, shape->n_dims } };

  for (guint i = 0; i < shape->n_dims; i++)
    attributes.n[2 + i] = shape->dims[i];

  return attributes;
}

gint32
_colim_write_spread (ColimProgram *self, gint32 x, guint axes, const Shape *shape)
{
  Attributes attributes = make_shape_attributes (axes, shape);

  return axes == 0 ? x : _colim_write (self, "spread", &x, &attributes);
}

gint32
_colim_write_constant (ColimProgram *self, double value, const Shape *shape)
{
  Attributes attributes = make_shape_attributes (0, shape);

  attributes.x[0] = value;

  return _colim_write (self, "constant", NULL, &attributes);
}
