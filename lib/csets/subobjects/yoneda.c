/* Representables and the maps out of them; the picture is in the header. */

#include "lib/csets/subobjects/yoneda-private.h"

static gboolean
check_attributes (const ColimSchema *schema, GError **error)
{
  if (colim_schema_get_n_attr_types (schema) == 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
               "the schema has the attribute type '%s', and this is there without attributes only",
               colim_schema_get_attr_type_name (schema, 0));

  return FALSE;
}

/* Numbers the elements, and finds the shortest way to each: breadth first, homs in their order. */
static void
explore (ColimRepresentable *self, gint32 object)
{
  const ColimSchema *schema = self->cset->schema;
  gint32 n_obs = colim_schema_get_n_objects (schema), n_found = 0;

  self->starts = g_new (gint32, n_obs);
  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      self->starts[ob] = self->n;
      self->n += self->cset->n_parts[ob];
    }
  self->order = g_new (gint32, self->n);
  self->homs = g_new (gint32, self->n);
  self->froms = g_new (gint32, self->n);
  self->obs = g_new (gint32, self->n);
  for (gint32 ob = 0; ob < n_obs; ob++)
    for (gint32 x = 0; x < self->cset->n_parts[ob]; x++)
      {
        self->obs[self->starts[ob] + x] = ob;
        self->froms[self->starts[ob] + x] = -1;
      }
  self->order[n_found++] = self->starts[object];
  self->homs[self->starts[object]] = -1;
  self->froms[self->starts[object]] = self->starts[object];
  for (gint32 i = 0; i < n_found; i++)
    for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
      {
        gint32 from = self->order[i], ob = self->obs[from], to;

        if (colim_schema_get_hom_dom (schema, hom) != ob)
          continue;
        to = self->starts[colim_schema_get_hom_codom (schema, hom)]
             + colim_fin_function_apply (self->cset->homs[hom], from - self->starts[ob]);
        if (self->froms[to] >= 0)
          continue;
        self->homs[to] = hom;
        self->froms[to] = from;
        self->order[n_found++] = to;
      }
  g_assert (n_found == self->n);
}

/* Fails with an error of colim_representable_new, or where there are attributes. */
ColimYoneda *
_colim_yoneda_new (ColimSchema *schema, gint64 *budget, GError **error)
{
  g_autoptr (ColimYoneda) self = NULL;

  if (!check_attributes (schema, error))
    return NULL;
  self = g_new0 (ColimYoneda, 1);
  self->schema = colim_schema_ref (schema);
  self->objects = g_new0 (ColimRepresentable, colim_schema_get_n_objects (schema));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      ColimRepresentable *representable = &self->objects[ob];

      representable->cset = colim_representable_new (schema, ob, *budget, error);
      if (representable->cset == NULL)
        return NULL;
      explore (representable, ob);
      *budget -= representable->n;
    }

  return g_steal_pointer (&self);
}

void
_colim_yoneda_free (ColimYoneda *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    {
      g_clear_pointer (&self->objects[ob].cset, colim_cset_unref);
      g_free (self->objects[ob].starts);
      g_free (self->objects[ob].order);
      g_free (self->objects[ob].homs);
      g_free (self->objects[ob].froms);
      g_free (self->objects[ob].obs);
    }
  g_free (self->objects);
  colim_schema_unref (self->schema);
  g_free (self);
}

/* The map that sends the generator to a part: for each element of the representable the part that it goes to. */
void
_colim_yoneda_trace (const ColimYoneda *self, gint32 object, const ColimCSet *cset, gint32 part, gint32 *images)
{
  const ColimRepresentable *representable = &self->objects[object];

  images[representable->order[0]] = part;
  for (gint32 i = 1; i < representable->n; i++)
    {
      gint32 e = representable->order[i];

      images[e] = colim_fin_function_apply (cset->homs[representable->homs[e]], images[representable->froms[e]]);
    }
}

/* The map y(d) → y(c) for a hom c → d: for each element of y(d) the part that it goes to. */
gint32 *
_colim_yoneda_trace_hom (const ColimYoneda *self, gint32 hom)
{
  gint32 from = colim_schema_get_hom_dom (self->schema, hom), to = colim_schema_get_hom_codom (self->schema, hom);
  const ColimRepresentable *above = &self->objects[from];
  gint32 generator = above->order[0] - above->starts[from];
  gint32 *images = g_new (gint32, self->objects[to].n);

  _colim_yoneda_trace (self, to, above->cset, colim_fin_function_apply (above->cset->homs[hom], generator), images);

  return images;
}
