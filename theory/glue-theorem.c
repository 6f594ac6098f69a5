/* The hypotheses under which gluing adds losses (SEMANTICS section 9):
 *
 *   H0  the apex has no indexing vertex;
 *   H1  for every generator of a part, every path of the whole from an indexing vertex to its source lies in the part;
 *   H2  for every generator of a part, every path of the whole from its target to a non-indexing vertex lies in it.
 */

#include "theory/glue-private.h"

typedef struct {
  const ColimGluing *gluing;
  ColimQuiver *quiver;
  gsize n_vertices, n_edges;
  guint8 *from_index; /* vertices: on the way from an indexing vertex */
  guint8 *to_other;   /* vertices: on the way to a non-indexing one */
} Whole;

static void
clear_whole (Whole *self)
{
  g_free (self->from_index);
  g_free (self->to_other);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Whole, clear_whole)

static gboolean
is_index (const Whole *self, gint32 vertex)
{
  return colim_learning_graph_get_kind (self->gluing->diagram->graph, vertex) == COLIM_VERTEX_INDEX;
}

static void
init_whole (Whole *self, const ColimGluing *gluing)
{
  g_autofree guint8 *index = NULL, *other = NULL;
  gsize n;

  self->gluing = gluing;
  self->quiver = gluing->diagram->quiver;
  self->n_vertices = gluing->diagram->vertices->len;
  self->n_edges = gluing->diagram->edges->len;
  index = g_new0 (guint8, self->n_vertices + 1);
  other = g_new0 (guint8, self->n_vertices + 1);
  for (gsize v = 0; v < self->n_vertices; v++)
    {
      index[v] = is_index (self, (gint32) v);
      other[v] = !index[v];
    }
  self->from_index = colim_quiver_reach (self->quiver, index, FALSE, &n);
  self->to_other = colim_quiver_reach (self->quiver, other, TRUE, &n);
}

static char *
find_injectivity (const ColimGluing *gluing)
{
  for (guint i = 0; i < gluing->n_legs; i++)
    if (!colim_fin_function_is_monic (gluing->vertices[i]) || !colim_fin_function_is_monic (gluing->edges[i]))
      return g_strdup_printf ("elements of '%s' are glued with one another", gluing->names[i]);

  return NULL;
}

static char *
find_h0 (const Whole *self)
{
  const ColimGluing *gluing = self->gluing;

  for (guint v = 0; gluing->n_legs > gluing->n_parts && v < gluing->parts[gluing->n_parts]->vertices->len; v++)
    {
      gint32 image = colim_fin_function_apply (gluing->vertices[gluing->n_parts], (gint32) v);

      if (is_index (self, image))
        return g_strdup_printf ("H0 fails: the indexing vertex '%s' is glued",
                                colim_diagram_get_vertex_name (gluing->diagram, image));
    }

  return NULL;
}

/* The edges of the whole that are no image of a part's. */
static guint8 *
list_outside (const Whole *self, guint part)
{
  guint8 *outside = g_new (guint8, self->n_edges + 1);

  for (gsize e = 0; e < self->n_edges; e++)
    outside[e] = TRUE;
  for (guint e = 0; e < self->gluing->parts[part]->edges->len; e++)
    outside[colim_fin_function_apply (self->gluing->edges[part], (gint32) e)] = FALSE;

  return outside;
}

/* An edge outside the part on a path to @vertex from an indexing vertex (or, @forwards, from it to a non-indexing one);
 * or -1. */
static gint32
find_stray (const Whole *self, const guint8 *outside, gint32 vertex, gboolean forwards)
{
  g_autofree guint8 *start = g_new0 (guint8, self->n_vertices + 1);
  g_autofree guint8 *near = NULL;
  gsize n;

  start[vertex] = TRUE;
  near = colim_quiver_reach (self->quiver, start, !forwards, &n);
  for (gint32 e = 0; (gsize) e < self->n_edges; e++)
    {
      gint32 src = colim_quiver_get_src (self->quiver, e), tgt = colim_quiver_get_tgt (self->quiver, e);

      if (outside[e] && (forwards ? near[src] && self->to_other[tgt] : self->from_index[src] && near[tgt]))
        return e;
    }

  return -1;
}

/* H1, or with @forwards H2. */
static char *
find_seam (const Whole *self, gboolean forwards)
{
  const ColimGluing *gluing = self->gluing;

  for (guint part = 0; part < gluing->n_parts; part++)
    {
      ColimFinFunction *ends = colim_cset_get_hom (gluing->parts[part]->graph, forwards ? "cod" : "dom", NULL);
      g_autofree guint8 *outside = list_outside (self, part), *done = g_new0 (guint8, self->n_vertices + 1);

      for (gint32 r = 0; r < colim_fin_function_get_dom (ends); r++)
        {
          gint32 vertex = colim_fin_function_apply (gluing->vertices[part], colim_fin_function_apply (ends, r)), edge;
          g_autofree char *text = NULL;

          if (done[vertex])
            continue;
          done[vertex] = TRUE;
          if ((edge = find_stray (self, outside, vertex, forwards)) < 0)
            continue;
          text = colim_term_to_string (g_ptr_array_index (gluing->parts[part]->relations, r));
          return g_strdup_printf ("%s fails: '%s', which is not in '%s', is on a path %s its relation %s",
                                  forwards ? "H2" : "H1", colim_diagram_get_edge_name (gluing->diagram, edge),
                                  gluing->names[part], forwards ? "from" : "to", text);
        }
    }

  return NULL;
}

char *
_colim_glue_find_failing_hypothesis (const ColimGluing *gluing)
{
  g_auto (Whole) whole = { 0 };
  char *found;

  if (gluing->diagram->selection.policy != COLIM_POLICY_EXPLICIT)
    return g_strdup_printf ("the theorem is about the policy explicit, not %s",
                            colim_policy_get_name (gluing->diagram->selection.policy));
  if (gluing->is_extended)
    return g_strdup ("the gluing's own 'with' adds a relation");
  if ((found = find_injectivity (gluing)) != NULL)
    return found;
  init_whole (&whole, gluing);
  if ((found = find_h0 (&whole)) == NULL && (found = find_seam (&whole, FALSE)) == NULL)
    found = find_seam (&whole, TRUE);

  return found;
}
