/* The category of elements: what generates it is a quiver.
 *
 *     vertices: the parts, by object and then by number         edges: x → h(x), by hom and then by part
 *
 * Each equation of the schema is one at each part; so over each path of the schema there is one from each part on
 * (a discrete opfibration).
 */

#include <colim/elements.h>

#include <colim/schema-presentation.h>

#include "lib/categories/path-private.h"
#include "lib/categories/quiver-private.h"
#include "lib/csets/cset-private.h"

/* What the paths of all equations, at all parts, may have together. */
#define MOST_STEPS (1 << 24)

static gboolean
add (gint32 *sum, gint32 n, GError **error)
{
  if (n <= G_MAXINT32 - *sum)
    {
      *sum += n;
      return TRUE;
    }
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "more than %d elements or arrows", G_MAXINT32);

  return FALSE;
}

/**
 * colim_cset_list_elements:
 * @self: a C-set
 * @error: return location for an error
 *
 * Lists the elements and, for each hom, the arrows between them; attributes are no part of it.
 *
 * Returns: (transfer full): the quiver whose vertices are the parts, by object and number, and whose edges lead from
 *   each part x to h(x), by hom h and part; or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimQuiver *
colim_cset_list_elements (const ColimCSet *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimSchema *schema = self->schema;
  g_autofree gint32 *offsets = g_new (gint32, colim_schema_get_n_objects (schema));
  gint32 n_elements = 0, n_arrows = 0, at = 0, *src, *tgt;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      offsets[ob] = n_elements;
      if (!add (&n_elements, self->n_parts[ob], error))
        return NULL;
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (!add (&n_arrows, self->n_parts[colim_schema_get_hom_dom (schema, hom)], error))
      return NULL;
  src = g_new (gint32, n_arrows);
  tgt = g_new (gint32, n_arrows);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 start = offsets[colim_schema_get_hom_dom (schema, hom)],
             end = offsets[colim_schema_get_hom_codom (schema, hom)];
      gsize n;
      const gint32 *values = colim_fin_function_get_values (self->homs[hom], &n);

      for (gsize x = 0; x < n; x++, at++)
        {
          src[at] = start + (gint32) x;
          tgt[at] = end + values[x];
        }
    }

  return _colim_quiver_take (src, tgt, n_arrows, n_elements);
}

/* Where the elements over each object begin, and the arrows over each hom. */
typedef struct {
  gint32 *elements;
  gint32 *arrows;
} Offsets;

static void
offsets_init (Offsets *self, const ColimCSet *cset)
{
  const ColimSchema *schema = cset->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema), n_homs = colim_schema_get_n_homs (schema);

  self->elements = g_new0 (gint32, (gsize) n_objects + 1);
  self->arrows = g_new0 (gint32, (gsize) n_homs + 1);
  for (gint32 ob = 0; ob < n_objects; ob++)
    self->elements[ob + 1] = self->elements[ob] + cset->n_parts[ob];
  for (gint32 hom = 0; hom < n_homs; hom++)
    self->arrows[hom + 1] = self->arrows[hom] + cset->n_parts[colim_schema_get_hom_dom (schema, hom)];
}

static void
offsets_clear (Offsets *self)
{
  g_free (self->elements);
  g_free (self->arrows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Offsets, offsets_clear)

/* The path over one of homs, from a part on. */
static ColimPath *
lift_path (const ColimCSet *self, const Offsets *offsets, gint32 object, gint32 part, const gint32 *path, gsize n)
{
  g_autofree gint32 *edges = g_new (gint32, n + 1);
  gint32 source = offsets->elements[object] + part;

  for (gsize i = 0; i < n; i++)
    {
      edges[i] = offsets->arrows[path[i]] + part;
      part = colim_fin_function_apply (self->homs[path[i]], part);
      object = colim_schema_get_hom_codom (self->schema, path[i]);
    }

  return _colim_path_make (source, offsets->elements[object] + part, edges, n);
}

static gboolean
lift_equations (const ColimCSet *self, const Offsets *offsets, GPtrArray *left, GPtrArray *right, GError **error)
{
  const ColimSchema *schema = self->schema;
  gint64 room = MOST_STEPS;

  for (gint32 i = 0; i < colim_schema_get_n_equations (schema); i++)
    {
      gint32 dom = colim_schema_get_equation_dom (schema, i);
      gsize n, m;
      const gint32 *l = colim_schema_get_equation_path (schema, i, 0, &n);
      const gint32 *r = colim_schema_get_equation_path (schema, i, 1, &m);

      /* Attributes are no part of it; both sides end in one, or none does. */
      if (n > 0 && l[n - 1] >= colim_schema_get_n_homs (schema))
        continue;
      if ((room -= (gint64) self->n_parts[dom] * (gint64) (n + m + 1)) < 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                       "the equations have more than %d steps at all parts", MOST_STEPS);
          return FALSE;
        }
      for (gint32 part = 0; part < self->n_parts[dom]; part++)
        {
          g_ptr_array_add (left, lift_path (self, offsets, dom, part, l, n));
          g_ptr_array_add (right, lift_path (self, offsets, dom, part, r, m));
        }
    }

  return TRUE;
}

/**
 * colim_cset_project_elements:
 * @self: a C-set
 * @error: return location for an error
 *
 * Makes the functor from the category of elements to the category of the schema, which says what each element is.  Its
 * domain presents the category of elements: the quiver of [method@Colim.CSet.list_elements], and each equation of the
 * schema that does not end in an attribute, at each part.
 *
 * Returns: (transfer full): the functor to [method@Colim.Schema.present], or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimFinFunctor *
colim_cset_project_elements (const ColimCSet *self, GError **error)
{
  g_return_val_if_fail (self != NULL && (error == NULL || *error == NULL), NULL);

  const ColimSchema *schema = self->schema;
  g_autoptr (ColimQuiver) quiver = colim_cset_list_elements (self, error);
  g_auto (Offsets) offsets = { 0 };
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (ColimPresentation) dom = NULL;
  g_autoptr (ColimPresentation) codom = NULL;
  g_autofree gint32 *objects = NULL;

  if (quiver == NULL)
    return NULL;
  offsets_init (&offsets, self);
  if (!lift_equations (self, &offsets, left, right, error))
    return NULL;
  objects = g_new (gint32, quiver->n_vertices);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 x = offsets.elements[ob]; x < offsets.elements[ob + 1]; x++)
      objects[x] = ob;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    for (gint32 i = offsets.arrows[hom]; i < offsets.arrows[hom + 1]; i++)
      g_ptr_array_add (paths, _colim_path_make (colim_schema_get_hom_dom (schema, hom),
                                                colim_schema_get_hom_codom (schema, hom), &hom, 1));
  dom = colim_presentation_new (quiver, (ColimPath **) left->pdata, left->len, (ColimPath **) right->pdata,
                                right->len, error);
  codom = colim_schema_present (schema);

  return colim_fin_functor_new (dom, codom, objects, (gsize) quiver->n_vertices, (ColimPath **) paths->pdata,
                                paths->len, error);
}
