/* The limit and the colimit of a C-set, which is a diagram of finite sets as it stands. */

#include <colim/sections.h>

typedef struct {
  gint32 *sizes;
  gsize n_objects;
  ColimFinFunction **arrows;
  gint32 *sources;
  gint32 *targets;
  gsize n_arrows;
} Shape;

static void
shape_clear (Shape *self)
{
  g_free (self->sizes);
  g_free (self->arrows);
  g_free (self->sources);
  g_free (self->targets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shape, shape_clear)

static void
shape_init (Shape *self, ColimCSet *cset)
{
  ColimSchema *schema = colim_cset_get_schema (cset);

  self->n_objects = (gsize) colim_schema_get_n_objects (schema);
  self->n_arrows = (gsize) colim_schema_get_n_homs (schema);
  self->sizes = g_new (gint32, self->n_objects + 1);
  self->arrows = g_new (ColimFinFunction *, self->n_arrows + 1);
  self->sources = g_new (gint32, self->n_arrows + 1);
  self->targets = g_new (gint32, self->n_arrows + 1);
  for (gsize ob = 0; ob < self->n_objects; ob++)
    self->sizes[ob] = colim_cset_get_n_parts_at (cset, (gint32) ob);
  for (gsize hom = 0; hom < self->n_arrows; hom++)
    {
      self->arrows[hom] = colim_cset_get_hom_at (cset, (gint32) hom);
      self->sources[hom] = colim_schema_get_hom_dom (schema, (gint32) hom);
      self->targets[hom] = colim_schema_get_hom_codom (schema, (gint32) hom);
    }
}

/**
 * colim_cset_take_limit:
 * @self: a C-set
 * @error: return location for an error
 *
 * Takes the limit of a C-set as a functor to finite sets: its global sections, which choose a part of each object so
 * that every hom sends choice to choice.  They are the homomorphisms from the terminal C-set.  Attributes play no part.
 * The legs are by object of the schema.
 *
 * Returns: (transfer full): the limit, or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimFinLimit *
colim_cset_take_limit (ColimCSet *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_auto (Shape) shape = { 0 };

  shape_init (&shape, self);

  return colim_fin_limit_new (shape.sizes, shape.n_objects, shape.arrows, shape.n_arrows, shape.sources, shape.n_arrows,
                              shape.targets, shape.n_arrows, error);
}

/**
 * colim_cset_take_colimit:
 * @self: a C-set
 * @error: return location for an error
 *
 * Takes the colimit of a C-set as a functor to finite sets: the connected components of its elements.  Attributes play
 * no part.  The legs are by object of the schema, and tell the component of each part.
 *
 * Returns: (transfer full): the colimit, or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimFinColimit *
colim_cset_take_colimit (ColimCSet *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_auto (Shape) shape = { 0 };

  shape_init (&shape, self);

  return colim_fin_colimit_new (shape.sizes, shape.n_objects, shape.arrows, shape.n_arrows, shape.sources, shape.n_arrows,
                                shape.targets, shape.n_arrows, error);
}
