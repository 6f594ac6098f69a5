/* The category that a schema presents: attribute types are objects after the others, attributes generators after the
 * homs.
 *
 *     objects ---homs---> objects ---attrs---> attribute types        a path has the numbers that it has in the
 * schema
 *
 * A C-set is a functor from the part of it that homs generate to finite sets, and to an attribute type it gives its
 * constants and variables.
 */

#include <colim/schema-presentation.h>

#include "lib/categories/path-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/csets/schema-private.h"

static ColimQuiver *
make_quiver (const ColimSchema *schema)
{
  gint32 n_objects = colim_schema_get_n_objects (schema), n_homs = colim_schema_get_n_homs (schema);
  gint32 n_edges = n_homs + colim_schema_get_n_attrs (schema), *src = g_new (gint32, n_edges),
         *tgt = g_new (gint32, n_edges);

  for (gint32 i = 0; i < n_edges; i++)
    {
      gint32 attr = i - n_homs;

      src[i] = attr < 0 ? colim_schema_get_hom_dom (schema, i) : colim_schema_get_attr_dom (schema, attr);
      tgt[i] = attr < 0 ? colim_schema_get_hom_codom (schema, i)
                        : n_objects + colim_schema_get_attr_codom (schema, attr);
    }

  return _colim_quiver_take (src, tgt, n_edges, n_objects + colim_schema_get_n_attr_types (schema));
}

static ColimPath *
make_path (const ColimQuiver *quiver, gint32 source, const gint32 *edges, gsize n)
{
  return _colim_path_make (source, n > 0 ? quiver->tgt[edges[n - 1]] : source, edges, n);
}

static GPtrArray *
list_sides (const ColimSchema *schema, const ColimQuiver *quiver, guint side)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (gint32 i = 0; i < colim_schema_get_n_equations (schema); i++)
    {
      gsize n;
      const gint32 *path = colim_schema_get_equation_path (schema, i, side, &n);

      g_ptr_array_add (paths, make_path (quiver, colim_schema_get_equation_dom (schema, i), path, n));
    }

  return paths;
}

/* The names of the entries of two kinds, one after the other. */
static GStrv
list_names (const ColimSchema *schema, ColimSchemaKind first, ColimSchemaKind second)
{
  const ColimSchemaKind kinds[] = { first, second };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < schema->entries[kinds[k]]->len; i++)
      g_strv_builder_add (names, _colim_schema_get_entry (schema, kinds[k], (gint32) i)->name);

  return g_strv_builder_end (names);
}

/**
 * colim_schema_present:
 * @schema: a schema
 *
 * Presents the category of a schema: its objects and then its attribute types, its homs and then its attributes, and
 * its equations, all with their names.
 *
 * Returns: (transfer full): the presentation
 */
ColimPresentation *
colim_schema_present (const ColimSchema *schema)
{
  g_return_val_if_fail (schema != NULL, NULL);

  g_autoptr (ColimQuiver) quiver = make_quiver (schema);
  g_autoptr (GPtrArray) left = list_sides (schema, quiver, 0);
  g_autoptr (GPtrArray) right = list_sides (schema, quiver, 1);
  g_autoptr (ColimPresentation) nameless = colim_presentation_new (quiver, (ColimPath **) left->pdata, left->len,
                                                                   (ColimPath **) right->pdata, right->len, NULL);
  g_auto (GStrv) vertices = list_names (schema, COLIM_SCHEMA_OBJECT, COLIM_SCHEMA_ATTR_TYPE);
  g_auto (GStrv) edges = list_names (schema, COLIM_SCHEMA_HOM, COLIM_SCHEMA_ATTR);

  return colim_presentation_name (nameless, (const char *const *) vertices, (const char *const *) edges, NULL);
}

/* Where the objects and the attribute types go; NULL if nothing says where one of these does. */
static gint32 *
map_vertices (const ColimFunctor *functor, GError **error)
{
  const ColimSchema *dom = colim_functor_get_dom (functor);
  gint32 n_objects = colim_schema_get_n_objects (dom), n_types = colim_schema_get_n_attr_types (dom);
  g_autofree gint32 *vertices = g_new (gint32, (gsize) n_objects + (gsize) n_types + 1);

  for (gint32 ob = 0; ob < n_objects; ob++)
    vertices[ob] = colim_functor_apply (functor, ob);
  for (gint32 type = 0; type < n_types; type++)
    {
      gint32 image = colim_functor_get_attr_type (functor, type);

      if (image < 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "nothing says where the functor sends '%s'",
                       colim_schema_get_attr_type_name (dom, type));
          return NULL;
        }
      vertices[n_objects + type] = colim_schema_get_n_objects (colim_functor_get_codom (functor)) + image;
    }

  return g_steal_pointer (&vertices);
}

/**
 * colim_functor_present:
 * @functor: a functor between schemas
 * @error: return location for an error
 *
 * Gives a functor between schemas as one between the categories that they present, where it can be composed,
 * compared, and checked against their equations.
 *
 * Returns: (transfer full): the functor, or %NULL with %COLIM_ERROR_UNDEFINED if an attribute type that no attribute
 *   has goes nowhere
 */
ColimFinFunctor *
colim_functor_present (const ColimFunctor *functor, GError **error)
{
  g_return_val_if_fail (functor != NULL && (error == NULL || *error == NULL), NULL);

  g_autoptr (ColimPresentation) dom = colim_schema_present (colim_functor_get_dom (functor));
  g_autoptr (ColimPresentation) codom = colim_schema_present (colim_functor_get_codom (functor));
  const ColimQuiver *from = colim_presentation_get_quiver (dom), *to = colim_presentation_get_quiver (codom);
  g_autofree gint32 *vertices = map_vertices (functor, error);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  if (vertices == NULL)
    return NULL;
  for (gint32 e = 0; e < from->n_edges; e++)
    {
      gsize n;
      const gint32 *path = colim_functor_get_path (functor, e, &n);

      g_ptr_array_add (paths, make_path (to, vertices[from->src[e]], path, n));
    }

  return colim_fin_functor_new (dom, codom, vertices, (gsize) from->n_vertices, (ColimPath **) paths->pdata,
                                paths->len, error);
}
