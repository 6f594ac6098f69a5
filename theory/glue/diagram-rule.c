/* Rules: a diagram is replaced by another one, wherever it is found.
 *
 *        before <---- kept ----> after         Elements of one name are kept.  At a match, what only `before` has is
 *          |            |          |           removed and what only `after` has is added: the two squares are
 *          v            v          v           pushouts of graphs.  Names, spaces and models are carried beside
 *         host <-----  …  ----> result         them, and paths through an edge that goes take its detour.
 */

#include "theory/glue/diagram-rule-private.h"

/**
 * ColimDiagramRule:
 *
 * A rule to rewrite learning diagrams: what is looked for, and what comes in its place.  Elements of one name are kept.
 * An edge of one name with other ends is moved.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimDiagramRule, colim_diagram_rule, colim_diagram_rule_ref, colim_diagram_rule_unref)

/* Reading a rule */

static const char *
get_end (const ColimTerm *edge, guint end)
{
  return colim_term_get_name (colim_term_get_child (edge, end));
}

static gboolean
check_vertices (ColimDiagramRule *self, ColimDiagnostics *diagnostics)
{
  gboolean good = TRUE;

  for (guint v = 0; v < self->before->vertices->len; v++)
    {
      const ColimTerm *statement = g_ptr_array_index (self->before->vertices, v);
      const char *name = colim_term_get_name (statement);
      gint32 after = colim_diagram_find_vertex (self->after, name), edge = colim_diagram_find_edge (self->after, name);
      ColimVertexKind kind = _colim_diagram_read_kind (statement);
      const ColimTerm *place = after >= 0  ? g_ptr_array_index (self->after->vertices, after)
                               : edge >= 0 ? g_ptr_array_index (self->after->edges, edge)
                                           : NULL;

      self->vertices[v] = after >= 0 ? RULE_KEEPS : RULE_REMOVES;
      if (edge >= 0)
        _colim_check_error (diagnostics, place, COLIM_ERROR_INVALID, "'%s' is a vertex in '%s', and here an edge", name,
                            self->before->name);
      else if (place != NULL && kind != COLIM_VERTEX_OPEN && _colim_diagram_read_kind (place) != COLIM_VERTEX_OPEN
               && kind != _colim_diagram_read_kind (place))
        _colim_check_error (diagnostics, place, COLIM_ERROR_INVALID,
                            "'%s' is of another kind in '%s', and what is kept keeps its kind", name,
                            self->before->name);
      else
        continue;
      good = FALSE;
    }

  return good;
}

static gboolean
check_edges (ColimDiagramRule *self, ColimDiagnostics *diagnostics)
{
  gboolean good = TRUE;

  for (guint e = 0; e < self->before->edges->len; e++)
    {
      const ColimTerm *statement = g_ptr_array_index (self->before->edges, e);
      const char *name = colim_term_get_name (statement);
      gint32 after = colim_diagram_find_edge (self->after, name),
             vertex = colim_diagram_find_vertex (self->after, name);
      const ColimTerm *place = after >= 0 ? g_ptr_array_index (self->after->edges, after) : NULL;

      if (vertex >= 0)
        {
          _colim_check_error (diagnostics, g_ptr_array_index (self->after->vertices, vertex), COLIM_ERROR_INVALID,
                              "'%s' is an edge in '%s', and here a vertex", name, self->before->name);
          good = FALSE;
        }
      self->edges[e] = place == NULL ? RULE_REMOVES
                       : g_str_equal (get_end (place, 0), get_end (statement, 0))
                               && g_str_equal (get_end (place, 1), get_end (statement, 1))
                           ? RULE_KEEPS
                           : RULE_MOVES;
    }

  return good;
}

/* Whether an edge of the second diagram is one that is kept. */
static gboolean
is_kept (const ColimDiagramRule *self, gint32 edge)
{
  gint32 before = colim_diagram_find_edge (self->before, colim_diagram_get_edge_name (self->after, edge));

  return before >= 0 && self->edges[before] == RULE_KEEPS;
}

/* Detours: paths in the second diagram with an edge on them that is not kept.  A state is a vertex and whether there
 * was such an edge: 2 v + 1. */

/* The states from which the end is reached. */
static guint8 *
reach_back (const ColimDiagramRule *self, gint32 end)
{
  ColimQuiver *quiver = self->after->quiver;
  gint32 n = colim_quiver_get_n_vertices (quiver);
  guint8 *reached = g_new0 (guint8, 2 * (gsize) n + 2);
  gboolean grows = TRUE;

  reached[2 * end + 1] = TRUE;
  while (grows)
    {
      grows = FALSE;
      for (gint32 e = 0; e < colim_quiver_get_n_edges (quiver); e++)
        for (gint32 passed = 0; passed < 2; passed++)
          {
            gint32 from = 2 * colim_quiver_get_src (quiver, e) + passed;
            gint32 to = 2 * colim_quiver_get_tgt (quiver, e) + (passed != 0 || !is_kept (self, e) ? 1 : 0);

            if (reached[from] || !reached[to])
              continue;
            reached[from] = grows = TRUE;
          }
    }

  return reached;
}

/* The one path from a vertex to another with an edge that is not kept; NULL if there is none, or another one. */
static GArray *
find_detour (const ColimDiagramRule *self, gint32 start, gint32 end)
{
  ColimQuiver *quiver = self->after->quiver;
  g_autofree guint8 *reached = reach_back (self, end);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (gint32));
  guint longest = 2 * (guint) colim_quiver_get_n_vertices (quiver);

  for (gint32 v = start, passed = 0; path->len <= longest;)
    {
      gsize n;
      const gint32 *edges = colim_quiver_get_out_edges (quiver, v, &n);
      gint32 next = -1;
      guint n_ways = v == end && passed != 0 ? 1 : 0;

      for (gsize i = 0; i < n; i++)
        if (reached[2 * colim_quiver_get_tgt (quiver, edges[i]) + (passed != 0 || !is_kept (self, edges[i]) ? 1 : 0)])
          {
            next = edges[i];
            n_ways++;
          }
      if (n_ways != 1)
        return NULL;
      if (next < 0)
        return g_steal_pointer (&path);
      g_array_append_val (path, next);
      v = colim_quiver_get_tgt (quiver, next);
      passed = passed != 0 || !is_kept (self, next);
    }

  return NULL;
}

static void
find_detours (ColimDiagramRule *self)
{
  for (guint e = 0; e < self->before->edges->len; e++)
    {
      const ColimTerm *edge = g_ptr_array_index (self->before->edges, e);
      gint32 start = colim_diagram_find_vertex (self->after, get_end (edge, 0)),
             end = colim_diagram_find_vertex (self->after, get_end (edge, 1));

      if (self->edges[e] != RULE_KEEPS && start >= 0 && end >= 0)
        self->detours[e] = find_detour (self, start, end);
    }
}

static gboolean
stays (const ColimDiagramRule *self, ColimPath *path)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);

  for (gsize i = 0; i < n; i++)
    if (self->edges[edges[i]] != RULE_KEEPS)
      return FALSE;

  return n > 0 || self->vertices[colim_path_get_source (path)] == RULE_KEEPS;
}

static void
find_kept_relations (ColimDiagramRule *self)
{
  ColimDiagram *diagrams[] = { self->before, self->after };
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint d = 0; d < 2; d++)
    {
      g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
      g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

      colim_learning_graph_list_relations (diagrams[d]->graph, diagrams[d]->quiver, lesser, greater, NULL);
      for (guint r = 0; r < lesser->len; r++)
        {
          ColimPath *p = g_ptr_array_index (lesser, r), *q = g_ptr_array_index (greater, r);
          g_autofree char *text = _colim_diagram_print_inequality (diagrams[d], p, q);

          if (d == 0 && stays (self, p) && stays (self, q))
            g_hash_table_add (said, g_steal_pointer (&text));
          else if (d == 1 && g_hash_table_contains (said, text))
            g_hash_table_add (self->kept_relations, g_steal_pointer (&text));
        }
    }
}

/**
 * colim_diagram_rule_new:
 * @before: what is looked for
 * @after: what comes in its place
 * @diagnostics: where to report what does not fit
 *
 * Makes a rule of two diagrams that share names.  A vertex that both have is kept, and so is an edge with the ends that
 * it has in @before; an edge that @after has with other ends is moved; what only @before has is removed, what only
 * @after has is added.  What @after assigns to something kept, and @before not, is assigned.  Of relations, those that
 * both state are kept.  Where one path of @after leads from the source of an edge that goes or is moved to its target
 * by way of something new, that is its detour: it comes in its place wherever the host speaks of the edge.
 *
 * Returns: (transfer full) (nullable): the rule, or %NULL if the diagrams do not fit, which was reported
 */
ColimDiagramRule *
colim_diagram_rule_new (ColimDiagram *before, ColimDiagram *after, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (before != NULL && after != NULL && diagnostics != NULL, NULL);

  g_autoptr (ColimDiagramRule) self = g_atomic_rc_box_new0 (ColimDiagramRule);
  gboolean good;

  self->before = colim_diagram_ref (before);
  self->after = colim_diagram_ref (after);
  self->vertices = g_new0 (RuleFate, (gsize) before->vertices->len + 1);
  self->edges = g_new0 (RuleFate, (gsize) before->edges->len + 1);
  self->detours = g_new0 (GArray *, (gsize) before->edges->len + 1);
  self->kept_relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  good = check_vertices (self, diagnostics);
  good = check_edges (self, diagnostics) && good;
  if (!good)
    return NULL;
  find_detours (self);
  find_kept_relations (self);

  return g_steal_pointer (&self);
}

/**
 * colim_diagram_rule_ref:
 * @self: a rule
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimDiagramRule *
colim_diagram_rule_ref (ColimDiagramRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimDiagramRule *self)
{
  for (guint e = 0; e < self->before->edges->len; e++)
    if (self->detours[e] != NULL)
      g_array_unref (self->detours[e]);
  g_free (self->detours);
  g_free (self->vertices);
  g_free (self->edges);
  g_hash_table_unref (self->kept_relations);
  colim_diagram_unref (self->before);
  colim_diagram_unref (self->after);
}

/**
 * colim_diagram_rule_unref:
 * @self: (transfer full): a rule
 *
 * Gives a reference back.
 */
void
colim_diagram_rule_unref (ColimDiagramRule *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_diagram_rule_get_before:
 * @self: a rule
 *
 * Gives what is looked for.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_diagram_rule_get_before (const ColimDiagramRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->before;
}

/**
 * colim_diagram_rule_get_after:
 * @self: a rule
 *
 * Gives what comes in its place.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_diagram_rule_get_after (const ColimDiagramRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->after;
}
