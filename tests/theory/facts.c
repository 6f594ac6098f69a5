/* The worked cases of learning diagrams through the library alone: graphs are built edge by edge, spaces and maps are given
 * as numbers, and no text of the language is read but where diagrams are glued. */

#include <colim/colim.h>

#include <string.h>

#include "tests/theory/worked.h"

/* A worked graph as the library has it. */
typedef struct {
  const ColimJson *json;
  ColimCSet *graph;
  ColimQuiver *quiver;
  ColimSelection selection;
} Graph;

static void
clear_graph (Graph *self)
{
  g_clear_pointer (&self->graph, colim_cset_unref);
  g_clear_pointer (&self->quiver, colim_quiver_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Graph, clear_graph)

static ColimPath *
read_path (const Graph *self, const ColimJson *names, const char *at)
{
  guint n = colim_json_get_length (names);
  g_autofree gint32 *edges = g_new (gint32, n + 1);

  if (n == 0)
    return colim_path_new_identity (self->quiver, find_named (colim_json_find (self->json, "vertices"), at), NULL);
  for (guint i = 0; i < n; i++)
    edges[i] = find_named (colim_json_find (self->json, "edges"), colim_json_get_string (colim_json_get_element (names, i)));

  return colim_path_new (self->quiver, edges, n, NULL);
}

static gboolean
is_given (const Graph *self, const char *lesser, const char *greater)
{
  for (guint r = 0; r < get_length (self->json, "relations"); r++)
    {
      const ColimJson *relation = get_element (self->json, "relations", r);

      if (get_length (relation, "lhs") == 1 && get_length (relation, "rhs") == 1
          && g_str_equal (colim_json_get_string (get_element (relation, "lhs", 0)), lesser)
          && g_str_equal (colim_json_get_string (get_element (relation, "rhs", 0)), greater))
        return TRUE;
    }

  return FALSE;
}

/* The reading of the default rule that the paper's words allow and we reject: pair by pair of parallel edges. */
static void
add_literal (const Graph *self, ColimCSetBuilder *builder)
{
  guint n = get_length (self->json, "edges");

  for (gint32 e = 0; e < (gint32) n; e++)
    for (gint32 f = 0; f < (gint32) n; f++)
      {
        const char *a = get_text (get_element (self->json, "edges", (guint) e), "name");
        const char *b = get_text (get_element (self->json, "edges", (guint) f), "name");
        g_autoptr (ColimPath) lesser = colim_path_new (self->quiver, &e, 1, NULL);
        g_autoptr (ColimPath) greater = colim_path_new (self->quiver, &f, 1, NULL);

        if (e != f && colim_path_is_parallel (lesser, greater) && is_given (self, a, b) == is_given (self, b, a))
          colim_learning_graph_add_relation (builder, lesser, greater);
      }
}

/* FALSE if a relation is between paths that are not parallel. */
static gboolean
read_graph (Graph *self, const ColimJson *json)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  guint n_vertices = get_length (json, "vertices"), n_edges = get_length (json, "edges");
  g_autofree gint32 *starts = g_new (gint32, n_edges + 1), *stops = g_new (gint32, n_edges + 1);
  gint32 *const ends[2] = { starts, stops };
  g_autoptr (ColimFinFunction) src = NULL, tgt = NULL;
  const char *policy = get_text (json, "policy");

  self->json = json;
  for (guint v = 0; v < n_vertices; v++)
    {
      const ColimJson *vertex = get_element (json, "vertices", v);

      colim_learning_graph_add_vertex (builder, is_true (vertex, "index")  ? COLIM_VERTEX_INDEX
                                                : is_true (vertex, "loss") ? COLIM_VERTEX_LOSS
                                                                           : COLIM_VERTEX_SPACE);
    }
  for (guint e = 0; e < n_edges; e++)
    {
      for (guint end = 0; end < 2; end++)
        ends[end][e] = find_named (colim_json_find (json, "vertices"), get_text (get_element (json, "edges", e), end == 0 ? "src" : "tgt"));
      colim_learning_graph_add_edge (builder, ends[0][e], ends[1][e]);
    }
  src = colim_fin_function_new (ends[0], n_edges, (gint32) n_vertices, NULL);
  tgt = colim_fin_function_new (ends[1], n_edges, (gint32) n_vertices, NULL);
  self->quiver = colim_quiver_new (src, tgt, NULL);
  for (guint r = 0; r < get_length (json, "relations"); r++)
    {
      const ColimJson *relation = get_element (json, "relations", r);
      g_autoptr (ColimPath) lesser = read_path (self, colim_json_find (relation, "lhs"), get_text (relation, "at"));
      g_autoptr (ColimPath) greater = read_path (self, colim_json_find (relation, "rhs"), get_text (relation, "at"));

      if (!colim_path_is_parallel (lesser, greater))
        return FALSE;
      colim_learning_graph_add_relation (builder, lesser, greater);
    }
  self->selection = (ColimSelection) COLIM_SELECTION_INIT;
  if (g_str_equal (policy, "edges_literal"))
    add_literal (self, builder);
  else
    assert_true (colim_policy_parse (policy, &self->selection.policy));
  self->selection.max_length = get_int (json, "max_len", -1);
  self->selection.max_derivation = get_int (json, "deriv_len", -1);
  self->graph = colim_cset_builder_end (builder, NULL);

  return TRUE;
}

/* Loss */

static gint32
count_points (const Graph *self, const ColimJson *spaces, gint32 vertex)
{
  const ColimJson *space = colim_json_find (spaces, get_text (get_element (self->json, "vertices", (guint) vertex), "name"));

  return space != NULL ? (gint32) get_length (space, "points") : -1;
}

static ColimFinFunction *
follow (const Graph *self, const ColimJson *fact, ColimPath *path)
{
  const ColimJson *spaces = colim_json_find (fact, "spaces"), *maps = colim_json_find (fact, "maps");
  ColimFinFunction *map = colim_fin_function_new_identity (count_points (self, spaces, colim_path_get_source (path)));
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);

  for (gsize i = 0; i < n; i++)
    {
      const ColimJson *images = colim_json_find (maps, get_text (get_element (self->json, "edges", (guint) edges[i]), "name"));
      guint n_points = colim_json_get_length (images);
      g_autofree gint32 *values = g_new (gint32, n_points + 1);
      g_autoptr (ColimFinFunction) next = NULL;
      ColimFinFunction *longer;

      for (guint x = 0; x < n_points; x++)
        {
          gint64 value;

          assert_true (colim_json_get_int (colim_json_get_element (images, x), &value));
          values[x] = (gint32) value;
        }
      next = colim_fin_function_new (values, n_points, count_points (self, spaces, colim_quiver_get_tgt (self->quiver, edges[i])), NULL);
      longer = colim_fin_function_compose (map, next, NULL);
      colim_fin_function_unref (map);
      map = longer;
    }

  return map;
}

/* The value of a pair; an empty source asks for no map. */
static ColimRational *
measure (const Graph *self, const ColimJson *fact, ColimPairs *pairs, gint32 pair)
{
  const ColimJson *spaces = colim_json_find (fact, "spaces");
  ColimPath *p = colim_pairs_get_p (pairs, pair), *q = colim_pairs_get_q (pairs, pair);
  gint32 target = colim_path_get_target (p);
  const ColimJson *space = colim_json_find (spaces, get_text (get_element (self->json, "vertices", (guint) target), "name"));
  g_autoptr (ColimLossSpace) distances = NULL;
  g_autoptr (ColimFinFunction) left = NULL, right = NULL;

  if (count_points (self, spaces, colim_path_get_source (p)) == 0)
    return colim_rational_new (0, 1);
  distances = colim_pairs_is_in_loss (pairs, pair) ? read_distances (colim_json_find (space, "dist"))
                                                   : colim_loss_space_new_discrete (count_points (self, spaces, target));
  left = follow (self, fact, p);
  right = follow (self, fact, q);

  return colim_loss_space_measure (distances, left, right, NULL);
}

static void
check_value (const Graph *self, const ColimJson *fact, ColimPairs *pairs, const char *key, gboolean formal)
{
  const char *expected = get_text (colim_json_find (fact, "expect"), key);
  ColimRational *sum = colim_rational_new (0, 1);
  g_autofree char *found = NULL;

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      g_autoptr (ColimRational) term = NULL;
      ColimRational *more;

      if (!formal && !colim_pairs_is_in_loss (pairs, i))
        continue;
      term = measure (self, fact, pairs, i);
      more = colim_rational_add (sum, term);
      colim_rational_unref (sum);
      sum = more;
    }
  found = colim_rational_is_infinite (sum) ? g_strdup ("inf") : colim_rational_to_string (sum);
  colim_rational_unref (sum);
  assert_string_equal (found, expected);
}

/* Pairs */

static void
assert_digits (ColimNatural *found, gint32 expected)
{
  g_autofree char *digits = colim_natural_to_string (found);

  assert_int_equal (g_ascii_strtoll (digits, NULL, 10), expected);
}

static void
check_listed (const Graph *self, ColimPairs *pairs, const ColimJson *expected)
{
  assert_int_equal (colim_pairs_get_n (pairs), colim_json_get_length (expected));
  for (guint i = 0; i < colim_json_get_length (expected); i++)
    {
      const ColimJson *pair = colim_json_get_element (expected, i);
      g_autoptr (ColimPath) p = read_path (self, colim_json_find (pair, "p"), get_text (pair, "source"));
      g_autoptr (ColimPath) q = read_path (self, colim_json_find (pair, "q"), get_text (pair, "source"));
      gint32 k = 0;

      while (k < colim_pairs_get_n (pairs)
             && !(colim_path_equal (colim_pairs_get_p (pairs, k), p) && colim_path_equal (colim_pairs_get_q (pairs, k), q)))
        k++;
      assert_true (k < colim_pairs_get_n (pairs));
      assert_int_equal (colim_pairs_is_in_loss (pairs, k), is_true (pair, "in_loss"));
      assert_int_equal (colim_pairs_is_redundant (pairs, k), is_true (pair, "redundant"));
    }
}

static void
check_queries (const Graph *self, const ColimJson *fact)
{
  g_autoptr (ColimRewriting) order
    = colim_order_new (self->graph, self->selection.policy == COLIM_POLICY_PATHS ? COLIM_POLICY_EXPLICIT : self->selection.policy, NULL);

  for (guint i = 0; i < get_length (fact, "queries"); i++)
    {
      const ColimJson *query = get_element (fact, "queries", i);
      g_autoptr (ColimPath) p = read_path (self, colim_json_find (query, "p"), NULL);
      g_autoptr (ColimPath) q = read_path (self, colim_json_find (query, "q"), NULL);
      ColimVerdict verdict;

      assert_true (colim_order_decide (order, p, q, self->selection.max_length, self->selection.max_derivation, 100000, &verdict,
                                       NULL, NULL));
      assert_int_equal (verdict, is_true (query, "le") ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
    }
}

typedef struct {
  const Graph *graph;
  const ColimJson *expected;
  guint n_homs;
} HomCounts;

/* Identities alone are not among the worked counts. */
static void
check_hom (gint32 source, gint32 target, ColimNatural *count, gpointer data)
{
  HomCounts *self = data;
  g_autofree char *digits = colim_natural_to_string (count);
  g_autofree char *key
    = g_strdup_printf ("%s->%s", get_text (get_element (self->graph->json, "vertices", (guint) source), "name"),
                       get_text (get_element (self->graph->json, "vertices", (guint) target), "name"));

  if (source == target && g_str_equal (digits, "1"))
    return;
  assert_int_equal (get_int (self->expected, key, -1), g_ascii_strtoll (digits, NULL, 10));
  self->n_homs++;
}

static void
check_pairs (const ColimJson *fact)
{
  const ColimJson *expect = colim_json_find (fact, "expect"), *homs = colim_json_find (expect, "hom_counts");
  g_auto (Graph) self = { 0 };
  g_autoptr (ColimPairs) pairs = NULL;
  g_autoptr (ColimNatural) count = NULL, in_loss = NULL, all = NULL, irredundant = NULL;
  ColimSelection selection;

  assert_true (read_graph (&self, colim_json_find (fact, "graph")));
  pairs = colim_pairs_new (self.graph, &self.selection, FALSE, NULL);
  assert_non_null (pairs);
  check_listed (&self, pairs, colim_json_find (expect, "pairs"));
  assert_true (colim_pairs_count (self.graph, &self.selection, &count, &in_loss, NULL));
  assert_digits (count, get_int (expect, "n_pairs", -1));
  assert_digits (in_loss, get_int (expect, "n_loss_pairs", -1));
  selection = self.selection;
  selection.irredundant = TRUE;
  assert_true (colim_pairs_count (self.graph, &selection, &all, &irredundant, NULL));
  assert_digits (irredundant, get_int (expect, "n_irredundant_loss_pairs", -1));
  check_queries (&self, fact);
  if (homs != NULL)
    {
      HomCounts counts = { &self, homs, 0 };

      assert_true (colim_paths_count (self.graph, &self.selection, check_hom, &counts, NULL));
      assert_int_equal (counts.n_homs, colim_json_get_length (homs));
    }
  if (colim_json_find (expect, "value_loss") != NULL)
    check_value (&self, fact, pairs, "value_loss", FALSE);
  if (colim_json_find (expect, "value_formal") != NULL)
    check_value (&self, fact, pairs, "value_formal", TRUE);
}

static void
check_invalid (const ColimJson *fact)
{
  g_auto (Graph) self = { 0 };
  g_autoptr (GError) error = NULL;

  if (!read_graph (&self, colim_json_find (fact, "graph")))
    {
      assert_non_null (strstr (get_text (colim_json_find (fact, "expect"), "reason"), "targets"));
      return;
    }
  assert_null (colim_pairs_new (self.graph, &self.selection, FALSE, &error));
  assert_true (g_error_matches (error, COLIM_ERROR, COLIM_ERROR_CYCLE));
}

static void
check_count (const ColimJson *fact)
{
  const ColimJson *expect = colim_json_find (fact, "expect");
  gint32 k = get_int (fact, "diamonds", -1);
  static const char *const keys[] = { "ordered_pairs_one_way", "ordered_pairs_both_ways" };

  for (guint way = 0; way < 2; way++)
    {
      g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
      g_autofree gint32 *src = g_new (gint32, (gsize) (2 * k)), *tgt = g_new (gint32, (gsize) (2 * k));
      g_autoptr (ColimFinFunction) sources = NULL, targets = NULL;
      g_autoptr (ColimQuiver) quiver = NULL;
      g_autoptr (ColimCSet) graph = NULL;
      g_autoptr (ColimNatural) count = NULL, in_loss = NULL;
      g_autofree char *digits = NULL;
      ColimSelection selection = COLIM_SELECTION_INIT;

      for (gint32 v = 0; v <= k; v++)
        colim_learning_graph_add_vertex (builder, v == 0 ? COLIM_VERTEX_INDEX : v == k ? COLIM_VERTEX_LOSS : COLIM_VERTEX_SPACE);
      for (gint32 e = 0; e < 2 * k; e++)
        colim_learning_graph_add_edge (builder, src[e] = e / 2, tgt[e] = e / 2 + 1);
      sources = colim_fin_function_new (src, (gsize) (2 * k), k + 1, NULL);
      targets = colim_fin_function_new (tgt, (gsize) (2 * k), k + 1, NULL);
      quiver = colim_quiver_new (sources, targets, NULL);
      for (gint32 d = 0; way == 0 && d < k; d++)
        {
          g_autoptr (ColimPath) lesser = colim_path_new (quiver, (gint32[]) { 2 * d }, 1, NULL);
          g_autoptr (ColimPath) greater = colim_path_new (quiver, (gint32[]) { 2 * d + 1 }, 1, NULL);

          colim_learning_graph_add_relation (builder, lesser, greater);
        }
      graph = colim_cset_builder_end (builder, NULL);
      selection.policy = way == 0 ? COLIM_POLICY_EXPLICIT : COLIM_POLICY_PATHS;
      selection.source = 0;
      selection.target = k;
      assert_true (colim_pairs_count (graph, &selection, &count, &in_loss, NULL));
      digits = colim_natural_to_string (in_loss);
      assert_string_equal (digits, get_text (expect, keys[way]));
    }
}

static void
check_metric (const ColimJson *fact)
{
  const ColimJson *expect = colim_json_find (fact, "expect");
  g_autoptr (ColimLossSpace) space = read_distances (colim_json_find (fact, "dist"));
  g_autoptr (ColimLossSpace) expected = read_distances (colim_json_find (expect, "closure"));
  g_autoptr (ColimLossSpace) closure = colim_loss_space_close (space);

  assert_int_equal (colim_loss_space_is_reflexive (space), is_true (expect, "reflexive"));
  assert_int_equal (colim_loss_space_is_triangle (space), is_true (expect, "triangle"));
  assert_int_equal (colim_loss_space_is_symmetric (space), is_true (expect, "symmetric"));
  assert_int_equal (colim_loss_space_is_lawvere (space), is_true (expect, "lawvere"));
  for (gint32 x = 0; x < colim_loss_space_get_n_points (expected); x++)
    for (gint32 y = 0; y < colim_loss_space_get_n_points (expected); y++)
      assert_true (colim_rational_equal (colim_loss_space_get_distance (closure, x, y), colim_loss_space_get_distance (expected, x, y)));
}

/* Gluing */

static void
print_block (GString *out, const char *name, const ColimJson *graph)
{
  g_string_append_printf (out, "diagram %s {\n", name);
  for (guint v = 0; v < get_length (graph, "vertices"); v++)
    {
      const ColimJson *vertex = get_element (graph, "vertices", v);

      g_string_append_printf (out, "%s ⇒ %s\n", get_text (vertex, "name"),
                              is_true (vertex, "index") ? "[]" : is_true (vertex, "loss") ? "{}" : "Any");
    }
  for (guint e = 0; e < get_length (graph, "edges"); e++)
    {
      const ColimJson *edge = get_element (graph, "edges", e);

      g_string_append_printf (out, "%s : %s → %s\n", get_text (edge, "name"), get_text (edge, "src"), get_text (edge, "tgt"));
    }
  for (guint r = 0; r < get_length (graph, "relations"); r++)
    {
      const ColimJson *relation = get_element (graph, "relations", r);

      for (guint side = 0; side < 2; side++)
        for (guint i = 0; i < get_length (relation, side == 0 ? "lhs" : "rhs"); i++)
          g_string_append_printf (out, "%s%s", i > 0 ? " · " : side > 0 ? " ≤ " : "",
                                  colim_json_get_string (get_element (relation, side == 0 ? "lhs" : "rhs", i)));
      g_string_append_c (out, '\n');
    }
  g_string_append (out, "}\n");
}

static ColimFinFunction *
read_images (const ColimJson *from, const ColimJson *to, const ColimJson *images, const char *key)
{
  guint n = get_length (from, key);
  g_autofree gint32 *values = g_new (gint32, n + 1);

  for (guint i = 0; i < n; i++)
    values[i] = find_named (colim_json_find (to, key), get_text (images, get_text (get_element (from, key, i), "name")));

  return colim_fin_function_new (values, n, (gint32) get_length (to, key), NULL);
}

/* The legs are those worked out, once the elements of the glued graph are numbered as there. */
static void
check_legs (const ColimJson *fact, ColimGluing *gluing, const char *key)
{
  static const char *const parts[] = { "left", "right" }, *const legs[] = { "leg_left", "leg_right" };
  const ColimJson *expect = colim_json_find (fact, "expect");
  gboolean edges = g_str_equal (key, "edges");
  ColimDiagram *whole = colim_gluing_get_diagram (gluing);
  guint n = get_length (colim_json_find (expect, "graph"), key);
  g_autofree gint32 *number = g_new (gint32, n + 1);

  assert_int_equal (n, (edges ? colim_diagram_get_n_edges : colim_diagram_get_n_vertices) (whole));
  for (guint i = 0; i < n; i++)
    number[i] = -1;
  for (guint part = 0; part < 2; part++)
    {
      g_autoptr (ColimFinFunction) expected
        = read_images (colim_json_find (fact, parts[part]), colim_json_find (expect, "graph"), colim_json_find (expect, legs[part]), key);
      ColimFinFunction *found = (edges ? colim_gluing_get_edge_leg : colim_gluing_get_vertex_leg) (gluing, part);

      for (gint32 i = 0; i < colim_fin_function_get_dom (expected); i++)
        {
          gint32 image = colim_fin_function_apply (found, i);

          assert_true (number[image] < 0 || number[image] == colim_fin_function_apply (expected, i));
          number[image] = colim_fin_function_apply (expected, i);
        }
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      assert_true (number[i] != number[j]);
}

/* The loss of the whole; those of the parts are the command's to check, as the data have the names of the whole. */
static void
check_whole (const ColimJson *fact)
{
  g_auto (Graph) self = { 0 };
  g_autoptr (ColimPairs) pairs = NULL;

  assert_true (read_graph (&self, colim_json_find (colim_json_find (fact, "expect"), "graph")));
  pairs = colim_pairs_new (self.graph, &self.selection, FALSE, NULL);
  assert_non_null (pairs);
  check_value (&self, fact, pairs, "pushout_value", FALSE);
  check_value (&self, fact, pairs, "pushout_value_formal", TRUE);
}

static void
check_pushout (const ColimJson *fact)
{
  static const char *const names[] = { "left", "right", "apex" }, *const maps[] = { "map_left", "map_right" };
  static const char *const counts[] = { "left_pairs", "right_pairs" };
  const ColimJson *expect = colim_json_find (fact, "expect"), *apex = colim_json_find (fact, "apex");
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (ColimText) text = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = NULL;
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimGluing) gluing = NULL;
  g_autoptr (ColimGluingReport) report = NULL;
  ColimDiagram *diagrams[3];
  ColimFinFunction *vertices[2], *edges[2];
  const gint32 sources[] = { 2, 2 }, targets[] = { 0, 1 };

  for (guint i = 0; i < 3; i++)
    print_block (out, names[i], colim_json_find (fact, names[i]));
  text = colim_text_new ("parts.colim", out->str, -1);
  term = colim_parse_file (text, diagnostics);
  file = colim_file_new (text, term, diagnostics);
  for (guint i = 0; i < 3; i++)
    diagrams[i] = colim_file_get_diagram (file, i);
  for (guint i = 0; i < 2; i++)
    {
      vertices[i] = read_images (apex, colim_json_find (fact, names[i]), colim_json_find (fact, maps[i]), "vertices");
      edges[i] = read_images (apex, colim_json_find (fact, names[i]), colim_json_find (fact, maps[i]), "edges");
    }
  gluing = colim_gluing_new_colimit ("P", diagrams, 2, diagrams + 2, 1, vertices, 2, edges, 2, sources, 2, targets, 2, diagnostics);
  assert_non_null (gluing);
  check_legs (fact, gluing, "vertices");
  check_legs (fact, gluing, "edges");
  report = colim_gluing_report_new (gluing, NULL);
  for (guint i = 0; i < 2; i++)
    assert_int_equal (colim_gluing_report_get_n_terms (report, i), get_length (expect, counts[i]));
  assert_int_equal (colim_pairs_get_n (colim_gluing_report_get_pairs (report)), get_length (expect, "pushout_pairs"));
  check_whole (fact);
  for (guint i = 0; i < 2; i++)
    {
      colim_fin_function_unref (vertices[i]);
      colim_fin_function_unref (edges[i]);
    }
}

static void
facts_are_as_worked_out (void **state)
{
  assert_int_equal (for_all_facts ("pairs", check_pairs), 41);
  assert_int_equal (for_all_facts ("invalid", check_invalid), 2);
  assert_int_equal (for_all_facts ("count", check_count), 2);
  assert_int_equal (for_all_facts ("metric", check_metric), 3);
  assert_int_equal (for_all_facts ("pushout", check_pushout), 6);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (facts_are_as_worked_out),
  };

  return cmocka_run_group_tests_name ("facts", tests, NULL, NULL);
}
