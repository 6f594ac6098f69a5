/* Spreading a homomorphism from generators; the picture is in the header. */

#include "lib/csets/migration/generation-private.h"

typedef struct {
  gint32 object;
  gint32 part;
} Part;

void
_colim_generation_init (ColimGeneration *self, const ColimCSet *dom, const ColimCSet *codom)
{
  gint32 n_objects = colim_schema_get_n_objects (dom->schema);

  self->dom = dom;
  self->codom = codom;
  self->images = g_new (gint32 *, n_objects);
  self->fresh = g_array_new (FALSE, FALSE, sizeof (Part));
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      self->images[ob] = g_new (gint32, dom->n_parts[ob]);
      for (gint32 x = 0; x < dom->n_parts[ob]; x++)
        self->images[ob][x] = -1;
    }
}

void
_colim_generation_clear (ColimGeneration *self)
{
  for (gint32 ob = 0; self->images != NULL && ob < colim_schema_get_n_objects (self->dom->schema); ob++)
    g_free (self->images[ob]);
  g_clear_pointer (&self->images, g_free);
  g_clear_pointer (&self->fresh, g_array_unref);
}

/* Says where a part goes, unless that is known. */
void
_colim_generation_put (ColimGeneration *self, gint32 object, gint32 part, gint32 image)
{
  Part entry = { object, part };

  if (self->images[object][part] >= 0)
    return;
  self->images[object][part] = image;
  g_array_append_val (self->fresh, entry);
}

void
_colim_generation_spread (ColimGeneration *self)
{
  const ColimSchema *schema = self->dom->schema;

  while (self->fresh->len > 0)
    {
      Part part = g_array_index (self->fresh, Part, self->fresh->len - 1);
      gint32 image = self->images[part.object][part.part];

      g_array_set_size (self->fresh, self->fresh->len - 1);
      for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
        if (colim_schema_get_hom_dom (schema, h) == part.object)
          _colim_generation_put (self, colim_schema_get_hom_codom (schema, h),
                                 colim_fin_function_apply (self->dom->homs[h], part.part),
                                 colim_fin_function_apply (self->codom->homs[h], image));
    }
}
