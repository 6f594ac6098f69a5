/* Whether what is given on generators is a functor: equations go to equations.
 *
 *     p = q in C   ⟹   F (p) = F (q) in D
 *
 * That is the word problem of D, of which attributes are edges too, to vertices of their own.
 */

#include <colim/completion.h>
#include <colim/functor.h>

#include "lib/categories/path-private.h"
#include "lib/csets/schema-private.h"
#include "lib/sets/fin-function-private.h"

static ColimQuiver *
make_quiver (const ColimSchema *schema)
{
  gint32 n_objects = colim_schema_get_n_objects (schema), n_homs = colim_schema_get_n_homs (schema);
  gint32 n_vertices = n_objects + colim_schema_get_n_attr_types (schema);
  gint32 n_edges = n_homs + colim_schema_get_n_attrs (schema);
  gint32 *src = g_new (gint32, n_edges), *tgt = g_new (gint32, n_edges);
  g_autoptr (ColimFinFunction) sources = NULL;
  g_autoptr (ColimFinFunction) targets = NULL;

  for (gint32 i = 0; i < n_edges; i++)
    {
      gint32 attr = i - n_homs;

      src[i] = attr < 0 ? colim_schema_get_hom_dom (schema, i) : colim_schema_get_attr_dom (schema, attr);
      tgt[i] = attr < 0 ? colim_schema_get_hom_codom (schema, i)
                        : n_objects + colim_schema_get_attr_codom (schema, attr);
    }
  sources = _colim_fin_function_take (src, n_edges, n_vertices);
  targets = _colim_fin_function_take (tgt, n_edges, n_vertices);

  return colim_quiver_new (sources, targets, NULL);
}

static ColimPath *
make_path (ColimQuiver *quiver, gint32 start, const gint32 *edges, gsize n)
{
  return _colim_path_make (start, n > 0 ? colim_quiver_get_tgt (quiver, edges[n - 1]) : start, edges, n);
}

/* The category that a schema presents; attribute types are objects after the others. */
static ColimPresentation *
present (const ColimSchema *schema)
{
  g_autoptr (ColimQuiver) quiver = make_quiver (schema);
  GPtrArray *sides[2];
  ColimPresentation *presentation;

  for (guint side = 0; side < 2; side++)
    {
      sides[side] = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
      for (gint32 i = 0; i < colim_schema_get_n_equations (schema); i++)
        {
          gsize n;
          const gint32 *path = colim_schema_get_equation_path (schema, i, side, &n);

          g_ptr_array_add (sides[side], make_path (quiver, colim_schema_get_equation_dom (schema, i), path, n));
        }
    }
  presentation = colim_presentation_new (quiver, (ColimPath **) sides[0]->pdata, sides[0]->len,
                                         (ColimPath **) sides[1]->pdata, sides[1]->len, NULL);
  for (guint side = 0; side < 2; side++)
    g_ptr_array_unref (sides[side]);

  return presentation;
}

/* The image of a side of an equation. */
static ColimPath *
map_side (const ColimFunctor *self, ColimQuiver *quiver, gint32 equation, guint side)
{
  const ColimSchema *dom = colim_functor_get_dom (self);
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  gsize n;
  const gint32 *path = colim_schema_get_equation_path (dom, equation, side, &n);

  for (gsize i = 0; i < n; i++)
    {
      gsize length;
      const gint32 *image = colim_functor_get_path (self, path[i], &length);

      g_array_append_vals (edges, image, (guint) length);
    }

  return make_path (quiver, colim_functor_apply (self, colim_schema_get_equation_dom (dom, equation)),
                    (const gint32 *) (gpointer) edges->data, edges->len);
}

static void
report (const ColimFunctor *self, gint32 equation, const ColimPath *const images[2], gboolean is_known, GError **error)
{
  const ColimSchema *dom = colim_functor_get_dom (self), *codom = colim_functor_get_codom (self);
  char *texts[4];

  for (guint side = 0; side < 2; side++)
    {
      gsize n;
      const gint32 *path = colim_schema_get_equation_path (dom, equation, side, &n);

      texts[side] = colim_schema_print_path (dom, path, n);
      path = colim_path_get_edges (images[side], &n);
      texts[2 + side] = colim_schema_print_path (codom, path, n);
    }
  if (is_known)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED,
                 "no functor: '%s = %s' would be '%s = %s', which does not hold", texts[0], texts[1],
                 texts[2], texts[3]);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                 "the budget ran out before it was known whether '%s = %s', the image of '%s = %s', holds", texts[2],
                 texts[3], texts[0], texts[1]);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

/**
 * colim_functor_check:
 * @self: a functor C → D, as given on generators
 * @budget: how many looks the word problem of D may take, see [ctor@Colim.Completion.new]
 * @error: return location for an error
 *
 * Checks that every equation of C goes to one that holds in D, so that this is a functor indeed.
 *
 * Returns: yes; no, with %COLIM_ERROR_EQUATION_VIOLATED; or unknown, with %COLIM_ERROR_BUDGET.  The error names the
 *   first equation for which it is so, one that is violated before one that is not known.
 */
ColimVerdict
colim_functor_check (const ColimFunctor *self, gint64 budget, GError **error)
{
  g_return_val_if_fail (self != NULL, COLIM_VERDICT_UNKNOWN);
  g_return_val_if_fail (error == NULL || *error == NULL, COLIM_VERDICT_UNKNOWN);

  const ColimSchema *dom = colim_functor_get_dom (self);
  gint32 n = colim_schema_get_n_equations (dom);
  g_autoptr (ColimPresentation) presentation = n > 0 ? present (colim_functor_get_codom (self)) : NULL;
  g_autoptr (ColimCompletion) completion = n > 0 ? colim_completion_new (presentation, budget) : NULL;
  g_autoptr (GError) unknown = NULL;

  for (gint32 equation = 0; equation < n; equation++)
    {
      ColimQuiver *quiver = colim_presentation_get_quiver (presentation);
      g_autoptr (ColimPath) left = map_side (self, quiver, equation, 0);
      g_autoptr (ColimPath) right = map_side (self, quiver, equation, 1);
      const ColimPath *const images[2] = { left, right };
      ColimVerdict verdict = colim_completion_decide (completion, left, right);

      if (verdict == COLIM_VERDICT_NO)
        {
          report (self, equation, images, TRUE, error);
          return COLIM_VERDICT_NO;
        }
      if (verdict == COLIM_VERDICT_UNKNOWN && unknown == NULL)
        report (self, equation, images, FALSE, &unknown);
    }
  if (unknown == NULL)
    return COLIM_VERDICT_YES;
  g_propagate_error (error, g_steal_pointer (&unknown));

  return COLIM_VERDICT_UNKNOWN;
}
