/* The category that a schema presents: attribute types are objects after the others, attributes generators after homs.
 *
 *     objects ---homs---> objects ---attrs---> attribute types        a path has the numbers that it has in the schema
 *
 * A C-set is a functor from the part of it that homs generate to finite sets, and to an attribute type it gives its
 * constants and variables.
 */

#include "lib/categories/path-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/csets/schema-private.h"

static ColimQuiver *
make_quiver (const ColimSchema *schema, gint32 n_more)
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

  return _colim_quiver_take (src, tgt, n_edges, n_objects + colim_schema_get_n_attr_types (schema) + n_more);
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

/* The names of the entries of two kinds, one after the other, and more. */
static GStrv
list_names (const ColimSchema *schema, ColimSchemaKind first, ColimSchemaKind second, const GPtrArray *more)
{
  const ColimSchemaKind kinds[] = { first, second };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < schema->entries[kinds[k]]->len; i++)
      g_strv_builder_add (names, _colim_schema_get_entry (schema, kinds[k], (gint32) i)->name);
  for (guint i = 0; more != NULL && i < more->len; i++)
    g_strv_builder_add (names, g_ptr_array_index (more, i));

  return g_strv_builder_end (names);
}

ColimPresentation *
_colim_schema_present_with (const ColimSchema *self, const GPtrArray *more)
{
  g_autoptr (ColimQuiver) quiver = make_quiver (self, (gint32) more->len);
  g_autoptr (GPtrArray) left = list_sides (self, quiver, 0);
  g_autoptr (GPtrArray) right = list_sides (self, quiver, 1);
  g_autoptr (ColimPresentation) nameless = colim_presentation_new (quiver, (ColimPath **) left->pdata, left->len,
                                                                   (ColimPath **) right->pdata, right->len, NULL);
  g_auto (GStrv) vertices = list_names (self, COLIM_SCHEMA_OBJECT, COLIM_SCHEMA_ATTR_TYPE, more);
  g_auto (GStrv) edges = list_names (self, COLIM_SCHEMA_HOM, COLIM_SCHEMA_ATTR, NULL);

  return colim_presentation_name (nameless, (const char *const *) vertices, (const char *const *) edges, NULL);
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

  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return _colim_schema_present_with (schema, none);
}
