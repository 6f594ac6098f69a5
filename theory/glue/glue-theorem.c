/* The hypotheses under which gluing adds losses:
 *
 *   H0  no indexing vertex is in two parts (the apex has none);
 *   H1  for every generator of a part, every path of the whole from an indexing vertex to its source lies in the part;
 *   H2  for every generator of a part, every path of the whole from its target to a non-indexing vertex lies in it.
 */

#include "theory/glue/glue-private.h"

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
  for (guint i = 0; i < gluing->n_parts; i++)
    if (!colim_fin_function_is_monic (gluing->vertices[i]) || !colim_fin_function_is_monic (gluing->edges[i]))
      return g_strdup_printf ("elements of '%s' are glued with one another", gluing->names[i]);

  return NULL;
}

static char *
find_h0 (const Whole *self)
{
  const ColimGluing *gluing = self->gluing;
  g_autofree guint *n_parts = g_new0 (guint, self->n_vertices + 1);

  for (guint part = 0; part < gluing->n_parts; part++)
    for (gint32 v = 0; v < (gint32) gluing->parts[part]->vertices->len; v++)
      n_parts[colim_fin_function_apply (gluing->vertices[part], v)]++;
  for (gint32 v = 0; (gsize) v < self->n_vertices; v++)
    if (n_parts[v] > 1 && is_index (self, v))
      return g_strdup_printf ("H0 fails: the indexing vertex '%s' is glued",
                              colim_diagram_get_vertex_name (gluing->diagram, v));

  return NULL;
}

/* The search for an edge outside a part on a path to a relation of it from an indexing vertex (or, @forwards, on one from
 * it to a non-indexing vertex). */
typedef struct {
  const Whole *whole;
  gboolean forwards;
  ColimQuiver *ways; /* the edges that such paths can have */
  GArray *edges;     /* gint32: which edge of the whole each is */
  guint *owners;     /* by edge: the last part that was marked, and 1 */
  guint8 *near;      /* vertices of the part all of whose ways are in it, as far as was searched */
  GArray *found;     /* gint32: these */
} Seam;

static void
clear_seam (Seam *self)
{
  g_clear_pointer (&self->ways, colim_quiver_unref);
  g_array_unref (self->edges);
  g_free (self->owners);
  g_free (self->near);
  g_array_unref (self->found);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seam, clear_seam)

static void
init_seam (Seam *self, const Whole *whole, gboolean forwards)
{
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32)), tgt = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimFinFunction) sources = NULL, targets = NULL;

  *self = (Seam){ whole, forwards, NULL, g_array_new (FALSE, FALSE, sizeof (gint32)), g_new0 (guint, whole->n_edges + 1),
                  g_new0 (guint8, whole->n_vertices + 1), g_array_new (FALSE, FALSE, sizeof (gint32)) };
  for (gint32 e = 0; (gsize) e < whole->n_edges; e++)
    {
      gint32 from = colim_quiver_get_src (whole->quiver, e), to = colim_quiver_get_tgt (whole->quiver, e);

      if (forwards ? !whole->to_other[to] : !whole->from_index[from])
        continue;
      g_array_append_val (src, from);
      g_array_append_val (tgt, to);
      g_array_append_val (self->edges, e);
    }
  sources = colim_fin_function_new ((const gint32 *) (void *) src->data, src->len, (gint32) whole->n_vertices, NULL);
  targets = colim_fin_function_new ((const gint32 *) (void *) tgt->data, tgt->len, (gint32) whole->n_vertices, NULL);
  self->ways = colim_quiver_new (sources, targets, NULL);
}

/* The first edge outside the part in the search from a vertex, or -1.  It ends at the first one, and does not look twice at
 * a vertex, so that a part costs no more than its size. */
static gint32
find_stray (Seam *self, guint part, gint32 vertex)
{
  guint next = self->found->len;

  if (self->near[vertex])
    return -1;
  self->near[vertex] = TRUE;
  g_array_append_val (self->found, vertex);
  for (; next < self->found->len; next++)
    {
      gsize n;
      const gint32 *ways = (self->forwards ? colim_quiver_get_out_edges : colim_quiver_get_in_edges) (
          self->ways, g_array_index (self->found, gint32, next), &n);

      for (gsize i = 0; i < n; i++)
        {
          gint32 edge = g_array_index (self->edges, gint32, ways[i]);
          gint32 end = (self->forwards ? colim_quiver_get_tgt : colim_quiver_get_src) (self->ways, ways[i]);

          if (self->owners[edge] != part + 1)
            return edge;
          if (self->near[end])
            continue;
          self->near[end] = TRUE;
          g_array_append_val (self->found, end);
        }
    }

  return -1;
}

/* H1, or with @forwards H2. */
static char *
find_seam (const Whole *self, gboolean forwards)
{
  const ColimGluing *gluing = self->gluing;
  g_auto (Seam) seam = { 0 };

  init_seam (&seam, self, forwards);
  for (guint part = 0; part < gluing->n_parts; part++)
    {
      ColimFinFunction *ends = colim_cset_get_hom (gluing->parts[part]->graph, forwards ? "cod" : "dom", NULL);

      for (gint32 e = 0; e < (gint32) gluing->parts[part]->edges->len; e++)
        seam.owners[colim_fin_function_apply (gluing->edges[part], e)] = part + 1;
      for (gint32 r = 0; r < colim_fin_function_get_dom (ends); r++)
        {
          gint32 vertex = colim_fin_function_apply (gluing->vertices[part], colim_fin_function_apply (ends, r));
          gint32 edge = find_stray (&seam, part, vertex);
          g_autofree char *text = NULL;

          if (edge < 0)
            continue;
          text = colim_term_to_string (g_ptr_array_index (gluing->parts[part]->relations, r));
          return g_strdup_printf ("%s fails: '%s', which is not in '%s', is on a path %s its relation %s",
                                  forwards ? "H2" : "H1", colim_diagram_get_edge_name (gluing->diagram, edge),
                                  gluing->names[part], forwards ? "from" : "to", text);
        }
      for (guint i = 0; i < seam.found->len; i++)
        seam.near[g_array_index (seam.found, gint32, i)] = FALSE;
      g_array_set_size (seam.found, 0);
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
