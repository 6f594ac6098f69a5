#include "lib/exchange/colouring-private.h"

static ColimColouring *
new_plain (const ColimCSet *cset)
{
  gint32 n_objects = colim_schema_get_n_objects (cset->schema);
  ColimColouring *self = g_new (ColimColouring, 1);

  self->cset = cset;
  self->colours = g_new (gint32 *, n_objects);
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      self->colours[ob] = g_new (gint32, cset->n_parts[ob]);
      for (gint32 part = 0; part < cset->n_parts[ob]; part++)
        self->colours[ob][part] = -1;
    }

  return self;
}

void
_colim_colouring_free (ColimColouring *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->cset->schema); ob++)
    g_free (self->colours[ob]);
  g_free (self->colours);
  g_free (self);
}

static const gint32 *
get_images (const ColimHom *hom, gint32 ob)
{
  return colim_fin_function_get_values (hom->components[ob], NULL);
}

/* Colours what is an image: each part its own, an edge and its inverse one. */
ColimColouring *
_colim_colouring_new (const ColimCSet *cset, ColimCSetStyle style, ColimHom *const *homs, guint n_homs)
{
  ColimColouring *self = new_plain (cset);
  g_autofree ColimPartShape *shapes = _colim_cset_find_shapes (cset, style);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (cset->schema); ob++)
    {
      gint32 *colours = self->colours[ob], n = 0;

      for (guint i = 0; i < n_homs; i++)
        for (gint32 x = 0; x < homs[i]->dom->n_parts[ob]; x++)
          colours[get_images (homs[i], ob)[x]] = 0;
      for (gint32 y = 0; y < cset->n_parts[ob]; y++)
        {
          gint32 drawn = _colim_part_shape_get_drawn (&shapes[ob], cset, y);

          if (colours[y] >= 0)
            colours[y] = drawn < y ? colours[drawn] : n++;
        }
    }

  return self;
}

/* Colours the domain: each part as its image. */
ColimColouring *
_colim_colouring_pull (const ColimColouring *self, const ColimHom *hom)
{
  ColimColouring *pulled = new_plain (hom->dom);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (hom->dom->schema); ob++)
    for (gint32 x = 0; x < hom->dom->n_parts[ob]; x++)
      pulled->colours[ob][x] = self->colours[ob][get_images (hom, ob)[x]];

  return pulled;
}

/* Colours the codomain: each part as all those it is the image of, if they agree. */
ColimColouring *
_colim_colouring_push (const ColimColouring *self, const ColimHom *hom)
{
  ColimColouring *pushed = new_plain (hom->codom);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (hom->dom->schema); ob++)
    {
      g_autofree guint8 *differ = g_new0 (guint8, hom->codom->n_parts[ob]);
      gint32 *colours = pushed->colours[ob];

      for (gint32 x = 0; x < hom->dom->n_parts[ob]; x++)
        {
          gint32 y = get_images (hom, ob)[x];

          differ[y] |= colours[y] >= 0 && colours[y] != self->colours[ob][x];
          colours[y] = self->colours[ob][x];
        }
      for (gint32 y = 0; y < hom->codom->n_parts[ob]; y++)
        if (differ[y])
          colours[y] = -1;
    }

  return pushed;
}

/* One image as `↦ 2`, several as `(1, 2)`. */
void
_colim_coloured_look (gint32 ob, gint32 part, ColimPartLook *look, gconstpointer coloured_look)
{
  const ColimColouredLook *self = coloured_look;
  gint32 colour = self->colouring->colours[ob][part];
  g_autoptr (GString) remark = g_string_new (self->n_homs > 1 ? "(" : "↦ ");

  if (colour >= 0)
    look->colour = _colim_colour_get (colour);
  if (self->n_homs == 0)
    return;
  for (guint i = 0; i < self->n_homs; i++)
    g_string_append_printf (remark, "%s%d", i > 0 ? ", " : "", get_images (self->homs[i], ob)[part] + 1);
  if (self->n_homs > 1)
    g_string_append_c (remark, ')');
  look->remark = g_strdup (remark->str);
}
