/* What must hold of a diagram of C-sets: one schema, and arrows that fit their ends; of one that is a functor from a
 * presented category, also the equations. */

#include "lib/csets/cset-diagram-private.h"

#include "lib/categories/quiver-private.h"

gboolean
_colim_cset_diagram_check (const ColimCSetDiagram *self, GError **error)
{
  for (guint i = 0; i < self->n_objects; i++)
    if (!_colim_schema_check_equal (self->schema, self->objects[i]->schema, error))
      return FALSE;
  for (guint a = 0; a < self->n_arrows; a++)
    {
      const gint32 ends[2] = { self->sources[a], self->targets[a] };
      const ColimCSet *csets[2] = { self->arrows[a]->dom, self->arrows[a]->codom };

      for (guint end = 0; end < 2; end++)
        if (ends[end] < 0 || (guint) ends[end] >= self->n_objects)
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                         "arrow %u has object %d as its %s, but there are %u objects", a, ends[end],
                         end == 0 ? "source" : "target", self->n_objects);
            return FALSE;
          }
        else if (!colim_cset_equal (csets[end], self->objects[ends[end]]))
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the %s of arrow %u is not object %d",
                         end == 0 ? "domain" : "codomain", a, ends[end]);
            return FALSE;
          }
    }

  return TRUE;
}

static ColimHom *
compose (const ColimCSetDiagram *self, const ColimPath *path)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  ColimHom *composite = colim_hom_new_identity (self->objects[colim_path_get_source (path)]);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (ColimHom) before = composite;

      composite = colim_hom_compose (before, self->arrows[edges[i]], NULL);
    }

  return composite;
}

/* Where two parallel homomorphisms differ first; NULL if they are one. */
static char *
describe_difference (const ColimHom *f, const ColimHom *g)
{
  const ColimSchema *schema = f->dom->schema;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      gsize n;
      const gint32 *first = colim_fin_function_get_values (f->components[ob], &n);
      const gint32 *second = colim_fin_function_get_values (g->components[ob], NULL);

      for (gsize x = 0; x < n; x++)
        if (first[x] != second[x])
          return g_strdup_printf ("part %" G_GSIZE_FORMAT " of '%s' goes to %d and to %d", x,
                                  colim_schema_get_object_name (schema, ob), first[x], second[x]);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    for (gint32 v = 0; v < f->images[type]->n; v++)
      if (!_colim_column_equal_entries (f->images[type], v, g->images[type], v))
        {
          g_autofree char *first = _colim_column_print_entry (f->images[type], v);
          g_autofree char *second = _colim_column_print_entry (g->images[type], v);

          return g_strdup_printf ("variable %d of '%s' goes to %s and to %s", v,
                                  colim_schema_get_attr_type_name (schema, type), first, second);
        }

  return NULL;
}

static gboolean
check_equation (const ColimCSetDiagram *self, const ColimPresentation *shape, gint32 equation, GError **error)
{
  const ColimPath *left = colim_presentation_get_left (shape, equation);
  const ColimPath *right = colim_presentation_get_right (shape, equation);
  g_autoptr (ColimHom) f = compose (self, left);
  g_autoptr (ColimHom) g = compose (self, right);
  g_autofree char *difference = describe_difference (f, g), *first = NULL, *second = NULL;

  if (difference == NULL)
    return TRUE;
  first = colim_presentation_print_path (shape, left);
  second = colim_presentation_print_path (shape, right);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED, "the diagram breaks '%s = %s': %s", first, second,
               difference);

  return FALSE;
}

gboolean
_colim_cset_diagram_init_shaped (ColimCSetDiagram *self, const ColimPresentation *shape, ColimSchema *schema,
                                 ColimCSet *const *objects, gsize n_objects, ColimHom *const *arrows, gsize n_arrows,
                                 GError **error)
{
  const ColimQuiver *quiver = colim_presentation_get_quiver (shape);

  if (n_objects != (gsize) quiver->n_vertices || n_arrows != (gsize) quiver->n_edges)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   "the shape has %d objects and %d generators, not %" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT,
                   quiver->n_vertices, quiver->n_edges, n_objects, n_arrows);
      return FALSE;
    }
  *self = (ColimCSetDiagram) { schema, objects, (guint) n_objects, arrows, quiver->src, quiver->tgt, (guint) n_arrows };
  if (!_colim_cset_diagram_check (self, error))
    return FALSE;
  for (gint32 i = 0; i < colim_presentation_get_n_equations (shape); i++)
    if (!check_equation (self, shape, i, error))
      return FALSE;

  return TRUE;
}

/* The attribute and the part by which people know a variable, if there are any. */
char *
_colim_cset_describe_variable (const ColimCSet *cset, gint32 type, gint32 variable)
{
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (cset->schema); attr++)
    if (colim_schema_get_attr_codom (cset->schema, attr) == type)
      for (gint32 x = 0; x < cset->attrs[attr]->n; x++)
        if (cset->attrs[attr]->variables[x] == variable)
          return g_strdup_printf ("'%s' of part %d of '%s'", colim_schema_get_attr_name (cset->schema, attr), x,
                                  colim_schema_get_object_name (cset->schema,
                                                                colim_schema_get_attr_dom (cset->schema, attr)));

  return g_strdup_printf ("variable %d of '%s'", variable, colim_schema_get_attr_type_name (cset->schema, type));
}
