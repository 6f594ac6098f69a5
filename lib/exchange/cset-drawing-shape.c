/* Which parts of a C-set are edges of its picture: those with a source and a target, and nothing else that an edge
 * could not show. */

#include "lib/exchange/cset-drawing-private.h"

#include <string.h>

/* Names that begin so, and go on alike, are source and target. */
static const struct {
  const char *src;
  const char *tgt;
} ends[] = {
  { "src", "tgt" },
  /* Petri nets: from a place into a transition, and out again. */
  { "is", "it" },
  { "ot", "os" },
  { "iplace", "itrans" },
  { "otrans", "oplace" },
};

static gboolean
are_ends (const char *src, const char *tgt)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_prefix (src, ends[i].src) && g_str_has_prefix (tgt, ends[i].tgt)
        && strcmp (src + strlen (ends[i].src), tgt + strlen (ends[i].tgt)) == 0)
      return TRUE;

  return FALSE;
}

static gint32
apply (const ColimCSet *cset, gint32 hom, gint32 part)
{
  return colim_fin_function_get_values (cset->homs[hom], NULL)[part];
}

/* Whether a hom turns each edge round. */
static gboolean
is_inverse (const ColimPartShape *shape, const ColimCSet *cset, gint32 ob, gint32 hom)
{
  for (gint32 x = 0; x < cset->n_parts[ob]; x++)
    {
      gint32 y = apply (cset, hom, x);

      if (apply (cset, hom, y) != x || apply (cset, shape->src, y) != apply (cset, shape->tgt, x)
          || apply (cset, shape->tgt, y) != apply (cset, shape->src, x))
        return FALSE;
    }

  return TRUE;
}

/* Whether a hom chooses a loop at each vertex. */
static gboolean
is_reflexive (const ColimPartShape *shape, const ColimCSet *cset, gint32 ob, gint32 hom)
{
  const ColimSchema *schema = cset->schema;
  gint32 vertex = colim_schema_get_hom_dom (schema, hom);

  if (colim_schema_get_hom_codom (schema, hom) != ob || colim_schema_get_hom_codom (schema, shape->src) != vertex
      || colim_schema_get_hom_codom (schema, shape->tgt) != vertex)
    return FALSE;
  for (gint32 v = 0; v < cset->n_parts[vertex]; v++)
    if (apply (cset, shape->src, apply (cset, hom, v)) != v || apply (cset, shape->tgt, apply (cset, hom, v)) != v)
      return FALSE;

  return TRUE;
}

static gboolean
find_ends (ColimPartShape *shape, const ColimSchema *schema, gint32 ob)
{
  gint32 homs[2], n = 0;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_dom (schema, hom) == ob && colim_schema_get_hom_codom (schema, hom) != ob)
      {
        if (n == 2)
          return FALSE;
        homs[n++] = hom;
      }
  for (gint32 i = 0; n == 2 && i < 2; i++)
    if (are_ends (colim_schema_get_hom_name (schema, homs[i]), colim_schema_get_hom_name (schema, homs[1 - i])))
      {
        shape->src = homs[i];
        shape->tgt = homs[1 - i];
        return TRUE;
      }

  return FALSE;
}

static ColimPartShape
find_shape (const ColimCSet *cset, gint32 ob)
{
  static const ColimPartShape node = { -1, -1, -1 };
  const ColimSchema *schema = cset->schema;
  ColimPartShape shape = node;

  if (!find_ends (&shape, schema, ob))
    return node;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_codom (schema, hom) != ob)
      continue;
    else if (colim_schema_get_hom_dom (schema, hom) == ob && shape.inv < 0 && is_inverse (&shape, cset, ob, hom))
      shape.inv = hom;
    else if (!is_reflexive (&shape, cset, ob, hom))
      return node;

  return shape;
}

/* One for each object of the schema. */
ColimPartShape *
_colim_cset_find_shapes (const ColimCSet *cset, ColimCSetStyle style)
{
  gint32 n = colim_schema_get_n_objects (cset->schema);
  ColimPartShape *shapes = g_new (ColimPartShape, n);

  for (gint32 ob = 0; ob < n; ob++)
    shapes[ob] = style == COLIM_CSET_STYLE_GRAPH ? find_shape (cset, ob) : (ColimPartShape) { -1, -1, -1 };

  return shapes;
}

/* The part that is drawn for a part: the first of an edge and its inverse. */
gint32
_colim_part_shape_get_drawn (const ColimPartShape *self, const ColimCSet *cset, gint32 part)
{
  return self->inv < 0 ? part : MIN (part, apply (cset, self->inv, part));
}

/* Whether an edge is the one that a vertex has of itself: it is not drawn. */
gboolean
_colim_part_shape_is_degenerate (const ColimPartShape *self, const ColimCSet *cset, gint32 ob, gint32 part)
{
  const ColimSchema *schema = cset->schema;

  for (gint32 hom = 0; self->src >= 0 && hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_codom (schema, hom) == ob && colim_schema_get_hom_dom (schema, hom) != ob
        && apply (cset, hom, apply (cset, self->src, part)) == part)
      return TRUE;

  return FALSE;
}
