/* Rules of diagrams against the double pushout of their graphs, and against the exact loss where a rule must not change
 * it. */

#include "tests/theory/random-diagram.h"

/* A graph of few vertices and edges. */
typedef struct {
  gint32 n_vertices, n_edges;
  gint32 src[MOST], tgt[MOST];
} Graph;

static void
grow (GRand *rand, Graph *graph, gint32 n_vertices, gint32 n_edges)
{
  graph->n_vertices += n_vertices;
  for (gint32 i = 0; i < n_edges && graph->n_vertices > 0; i++)
    {
      graph->src[graph->n_edges] = g_rand_int_range (rand, 0, graph->n_vertices);
      graph->tgt[graph->n_edges++] = g_rand_int_range (rand, 0, graph->n_vertices);
    }
}

/* Elements are called by their numbers; those behind the kept ones have @mark before it. */
static char *
print_graph (const Graph *graph, const Graph *kept, const char *mark)
{
  GString *out = g_string_new (NULL);

  for (gint32 v = 0; v < graph->n_vertices; v++)
    g_string_append_printf (out, "%sv%d\n", v < kept->n_vertices ? "" : mark, v);
  for (gint32 e = 0; e < graph->n_edges; e++)
    g_string_append_printf (out, "%se%d : %sv%d → %sv%d\n", e < kept->n_edges ? "" : mark, e,
                            graph->src[e] < kept->n_vertices ? "" : mark, graph->src[e],
                            graph->tgt[e] < kept->n_vertices ? "" : mark, graph->tgt[e]);

  return g_string_free (out, FALSE);
}

static ColimCSet *
make_cset (const Graph *graph)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", graph->n_vertices, NULL);
  colim_cset_builder_add (builder, "E", graph->n_edges, NULL);
  for (gint32 e = 0; e < graph->n_edges; e++)
    {
      colim_cset_builder_set (builder, "src", e, graph->src[e], NULL);
      colim_cset_builder_set (builder, "tgt", e, graph->tgt[e], NULL);
    }

  return colim_cset_builder_end (builder, NULL);
}

static Graph
read_graph (ColimDiagram *diagram)
{
  ColimQuiver *quiver = colim_diagram_get_quiver (diagram);
  Graph graph = { colim_diagram_get_n_vertices (diagram), colim_diagram_get_n_edges (diagram), { 0 }, { 0 } };

  assert_true (graph.n_edges <= MOST);
  for (gint32 e = 0; e < graph.n_edges; e++)
    {
      graph.src[e] = colim_quiver_get_src (quiver, e);
      graph.tgt[e] = colim_quiver_get_tgt (quiver, e);
    }

  return graph;
}

static ColimHom *
make_hom (ColimCSet *dom, ColimCSet *codom, const gint32 *vertices, const gint32 *edges)
{
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (dom, codom);
  g_autoptr (ColimFinFunction) on_vertices = colim_fin_function_new (
      vertices, (gsize) colim_cset_get_n_parts (dom, "V", NULL), colim_cset_get_n_parts (codom, "V", NULL), NULL);
  g_autoptr (ColimFinFunction) on_edges = colim_fin_function_new (
      edges, (gsize) colim_cset_get_n_parts (dom, "E", NULL), colim_cset_get_n_parts (codom, "E", NULL), NULL);
  ColimHom *hom;

  colim_hom_builder_set_component (builder, "V", on_vertices, NULL);
  colim_hom_builder_set_component (builder, "E", on_edges, NULL);
  hom = colim_hom_builder_end (builder, NULL);
  assert_non_null (hom);

  return hom;
}

static gboolean
keep (ColimMatch *match, gpointer data)
{
  g_ptr_array_add (data, colim_match_ref (match));

  return TRUE;
}

static GPtrArray *
list_matches (ColimDiagram *pattern, ColimDiagram *host)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_match_unref);
  g_autoptr (ColimMatching) matching = colim_matching_new (pattern, host);

  assert_true (colim_matching_foreach (matching, keep, matches, NULL));

  return matches;
}

/* What is left of a host at one match, by the double pushout of graphs; NULL if there is none. */
static ColimCSet *
push_out (const Graph *kept, const Graph *before, const Graph *after, const Graph *host, ColimMatch *match)
{
  static const gint32 numbers[] = { 0, 1, 2, 3, 4, 5, 6, 7 };
  g_autoptr (ColimCSet) k = make_cset (kept), l = make_cset (before), r = make_cset (after), g = make_cset (host);
  g_autoptr (ColimHom) left = make_hom (k, l, numbers, numbers), right = make_hom (k, r, numbers, numbers);
  g_autoptr (ColimHom) m = make_hom (l, g, colim_fin_function_get_values (colim_match_get_vertices (match), NULL),
                                     colim_fin_function_get_values (colim_match_get_edges (match), NULL));
  g_autoptr (ColimRule) rule = colim_rule_new (COLIM_RULE_DPO, left, right, NULL, 0, NULL);
  g_autoptr (ColimRewrite) rewrite = colim_rewrite_new (rule, m, -1, NULL);

  return rewrite != NULL ? colim_cset_ref (colim_rewrite_get_result (rewrite)) : NULL;
}

static gboolean
are_isomorphic (ColimCSet *a, ColimCSet *b)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (a, b);

  colim_hom_search_set_iso (search, NULL, NULL);

  return colim_hom_search_exists (search, NULL) == COLIM_VERDICT_YES;
}

static ColimDiagram *
rewrite (ColimDiagramRule *rule, ColimDiagram *host, ColimMatch **matches, gsize n, gsize *n_applied, char **why)
{
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  ColimDiagram *result = colim_diagram_rule_rewrite (rule, host, matches, n, "Result", n_applied, why, diagnostics);

  if (result == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      print_error ("%s\n", found);
    }
  assert_non_null (result);

  return result;
}

static ColimDiagramRule *
make_rule (ColimDiagram *before, ColimDiagram *after)
{
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  ColimDiagramRule *rule = colim_diagram_rule_new (before, after, diagnostics);

  assert_non_null (rule);

  return rule;
}

/* At each match by itself: there is a result where there is a double pushout, and it has that graph. */
static void
the_shape_is_the_double_pushout (GRand *rand)
{
  Graph kept = { 0 }, before, after, host = { 0 };
  g_autofree char *before_text = NULL, *after_text = NULL, *host_text = NULL;
  g_autoptr (ColimDiagram) before_diagram = NULL, after_diagram = NULL, host_diagram = NULL;
  g_autoptr (ColimDiagramRule) rule = NULL;
  g_autoptr (GPtrArray) matches = NULL;

  grow (rand, &kept, g_rand_int_range (rand, 0, 3), g_rand_int_range (rand, 0, 2));
  before = after = kept;
  grow (rand, &before, g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 0, 2));
  grow (rand, &after, g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 0, 3));
  grow (rand, &host, g_rand_int_range (rand, 0, 4), g_rand_int_range (rand, 0, 5));
  before_text = print_graph (&before, &kept, "l");
  after_text = print_graph (&after, &kept, "r");
  host_text = print_graph (&host, &host, "");
  before_diagram = read_diagram ("before.colim", before_text);
  after_diagram = read_diagram ("after.colim", after_text);
  host_diagram = read_diagram ("host.colim", host_text);
  rule = make_rule (before_diagram, after_diagram);
  matches = list_matches (before_diagram, host_diagram);
  for (guint m = 0; m < matches->len; m++)
    {
      ColimMatch *match = g_ptr_array_index (matches, m);
      g_autoptr (ColimCSet) expected = push_out (&kept, &before, &after, &host, match);
      g_autofree char *why = NULL;
      gsize n_applied;
      g_autoptr (ColimDiagram) result = rewrite (rule, host_diagram, &match, 1, &n_applied, &why);
      Graph found = read_graph (result);
      g_autoptr (ColimCSet) found_cset = make_cset (&found);

      assert_int_equal (n_applied, expected != NULL);
      assert_int_equal (why != NULL, expected == NULL);
      if (expected != NULL)
        assert_true (are_isomorphic (found_cset, expected));
    }
}

/* Two matches are both applied just if neither removes what the other uses; then one after the other gives the same. */
static void
all_at_once_is_one_after_the_other (GRand *rand)
{
  Graph kept = { 0 }, before, after, host = { 0 };
  g_autofree char *before_text = NULL, *after_text = NULL, *host_text = NULL;
  g_autoptr (ColimDiagram) before_diagram = NULL, after_diagram = NULL, host_diagram = NULL, both = NULL, once = NULL;
  g_autoptr (ColimDiagramRule) rule = NULL;
  g_autoptr (GPtrArray) matches = NULL, left = NULL;
  ColimMatch *pair[2];
  gsize n_applied, n_once;

  grow (rand, &kept, g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 0, 2));
  before = after = kept;
  grow (rand, &before, g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 0, 2));
  grow (rand, &after, g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 0, 2));
  grow (rand, &host, g_rand_int_range (rand, 1, 4), g_rand_int_range (rand, 0, 4));
  before_text = print_graph (&before, &kept, "l");
  after_text = print_graph (&after, &kept, "r");
  host_text = print_graph (&host, &host, "");
  before_diagram = read_diagram ("before.colim", before_text);
  after_diagram = read_diagram ("after.colim", after_text);
  host_diagram = read_diagram ("host.colim", host_text);
  rule = make_rule (before_diagram, after_diagram);
  matches = list_matches (before_diagram, host_diagram);
  if (matches->len < 2)
    return;
  pair[0] = g_ptr_array_index (matches, g_rand_int_range (rand, 0, (gint32) matches->len));
  pair[1] = g_ptr_array_index (matches, g_rand_int_range (rand, 0, (gint32) matches->len));
  both = rewrite (rule, host_diagram, pair, 2, &n_applied, NULL);
  if (n_applied < 2)
    return;
  once = rewrite (rule, host_diagram, pair, 1, &n_once, NULL);
  assert_int_equal (n_once, 1);
  /* What was not removed has its name still, so the second match is found by it. */
  left = list_matches (before_diagram, once);
  for (guint m = 0; m < left->len; m++)
    {
      ColimMatch *match = g_ptr_array_index (left, m);
      gboolean is_it = TRUE;
      g_autoptr (ColimDiagram) twice = NULL;
      Graph found, expected;
      g_autoptr (ColimCSet) found_cset = NULL, expected_cset = NULL;

      for (gint32 v = 0; v < before.n_vertices; v++)
        is_it = is_it
                && g_str_equal (colim_match_get_image (match, colim_diagram_get_vertex_name (before_diagram, v)),
                                colim_match_get_image (pair[1], colim_diagram_get_vertex_name (before_diagram, v)));
      for (gint32 e = 0; e < before.n_edges; e++)
        is_it = is_it
                && g_str_equal (colim_match_get_image (match, colim_diagram_get_edge_name (before_diagram, e)),
                                colim_match_get_image (pair[1], colim_diagram_get_edge_name (before_diagram, e)));
      if (!is_it)
        continue;
      twice = rewrite (rule, once, &match, 1, &n_once, NULL);
      assert_int_equal (n_once, 1);
      expected = read_graph (twice);
      found = read_graph (both);
      found_cset = make_cset (&found);
      expected_cset = make_cset (&expected);
      assert_true (are_isomorphic (found_cset, expected_cset));
      return;
    }
  fail_msg ("the second match is gone");
}

/* By rules that move an edge, in front of an identity or of what is undone at once. */
static void
an_identity_that_a_rule_inserts_changes_no_loss (GRand *rand)
{
  static const char *const rules[] = {
    "diagram before { X; Y ⇒ Fin(2); e : X → Y }\n"
    "diagram after { X; Y ⇒ Fin(2); Z ⇒ Fin(2); e : X → Z; n : Z → Y ⇒ table(0, 1) }\n",
    "diagram before { N ⇒ []; Y ⇒ {}; e : N → Y }\n"
    "diagram after { N ⇒ []; Y ⇒ {}; Z ⇒ Fin(2); W ⇒ Fin(2); m : Z → W ⇒ table(1, 0); e : N → Z; n : W → Y ⇒ table(1, "
    "0) }\n",
  };
  World world;
  g_autofree char *text = NULL;
  g_autoptr (ColimDiagram) host = NULL, result = NULL;
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimDiagramRule) rule = NULL;
  g_autoptr (GPtrArray) matches = NULL;
  gint32 n_before, n_after, which = g_rand_int_range (rand, 0, 2);
  g_autoptr (ColimRational) value_before = NULL, value_after = NULL;
  gsize n_applied;

  random_finite_world (rand, &world);
  text = print_finite (&world);
  host = read_diagram ("w.colim", text);
  file = read_text ("rule.colim", rules[which]);
  rule = make_rule (colim_file_get_diagram (file, 0), colim_file_get_diagram (file, 1));
  matches = list_matches (colim_file_get_diagram (file, 0), host);
  result = rewrite (rule, host, (ColimMatch **) matches->pdata, matches->len, &n_applied, NULL);
  assert_int_equal (n_applied, matches->len);
  assert_int_equal (colim_diagram_get_n_edges (result), world.n_edges + (gint32) matches->len * (which == 1 ? 2 : 1));
  value_before = measure (host, &n_before);
  value_after = measure (result, &n_after);
  assert_int_equal (n_before, n_after);
  assert_true (colim_rational_equal (value_before, value_after));
}

typedef struct {
  const char *host;
  const char *rule;
  const char *result; /* NULL: it is not applied */
  const char *why;
} Case;

static const Case cases[] = {
  /* What is assigned changes where the rule changes it; flags and models stay elsewhere. */
  { "X; Y\nf : X → Y ⇒ relu frozen\n",
    "diagram before { A; B; e : A → B }\ndiagram after { A; B ⇒ Real[3]; e : A → B }\n",
    "X\nY ⇒ Real[3]\nf : X → Y ⇒ relu frozen\n", NULL },
  { "X; Y\nf : X → Y ⇒ relu\n",
    "diagram before { A; B; e : A → B ⇒ relu }\ndiagram after { A; B; e : A → B ⇒ relu frozen eval }\n",
    "X\nY\nf : X → Y ⇒ relu frozen eval\n", NULL },
  /* Names that are taken get a number. */
  { "Z; Y\nn : Z → Y\n", "diagram before { A; B; e : A → B }\ndiagram after { A; B; e : A → B; Z; n : B → Z }\n",
    "Z\nY\nZ_2\nn : Z → Y\nn_2 : Y → Z_2\n", NULL },
  /* Handles: those that both have are one, others come with the rule. */
  { "let f = linear(2)\nX; Y\nx : X → Y ⇒ f\n",
    "let f = linear(2)\nlet g = f · relu\n"
    "diagram before { A; B; e : A → B }\ndiagram after { A; B; e : A → B; k : A → B ⇒ g · f }\n",
    "let f = linear(2)\nlet g = f · relu\nX\nY\nx : X → Y ⇒ f\nk : X → Y ⇒ g · f\n", NULL },
  /* One direction of ~ goes, one stays. */
  { "X; Y\na : X → Y; b : X → Y\na ~ b\n",
    "diagram before { A; B; p : A → B; q : A → B; p ≤ q }\ndiagram after { A; B; p : A → B; q : A → B }\n",
    "X\nY\na : X → Y\nb : X → Y\nb ≤ a\n", NULL },
  /* A relation that is there is not said again. */
  { "X; Y\na : X → Y; b : X → Y\na ≤ b\n",
    "diagram before { A; B; p : A → B; q : A → B; p ≤ q }\ndiagram after { A; B; p : A → B; q : A → B; p ~ q }\n",
    "X\nY\na : X → Y\nb : X → Y\na ≤ b\nb ≤ a\n", NULL },
  /* A detour, in relations and metrics. */
  { "N ⇒ []; X; Y ⇒ {}\nx : N → X; f : X → Y ⇒ relu; y : N → Y\nx · f ≤ y\nrmse(x · f, y)\n",
    "diagram before { A; B ⇒ {}; e : A → B; }\ndiagram after { A; B ⇒ {}; C; e1 : A → C; e2 : C → B ⇒ tanh }\n",
    "N ⇒ []\nX\nY ⇒ {}\nC\nx : N → X\nf : X → Y ⇒ relu\ne1 : N → C\ne2 : C → Y ⇒ tanh\nx · f ≤ e1 · e2\nrmse(x · f, e1 "
    "· e2)\n",
    NULL },
  { "N ⇒ []; X; Y ⇒ {}\nx : N → X; f : X → Y ⇒ relu; y : N → Y\nx · f ≤ y\nrmse(x · f, y)\n",
    "diagram before { N ⇒ []; A; B ⇒ {}; x : N → A; e : A → B }\n"
    "diagram after { N ⇒ []; A; B ⇒ {}; x : N → A; C; e1 : A → C; e2 : C → B ⇒ tanh }\n",
    "N ⇒ []\nX\nY ⇒ {}\nC\nx : N → X\ny : N → Y\ne1 : X → C\ne2 : C → Y ⇒ tanh\nx · e1 · e2 ≤ y\nrmse(x · e1 · e2, "
    "y)\n",
    NULL },
  /* Two ways round are none. */
  { "X; Y\na : X → Y\na ≤ a\n", "diagram before { A; B; e : A → B }\ndiagram after { A; B; f : A → B; g : A → B }\n",
    NULL, "a ≤ a speaks of 'a', which goes, and 'after' has not just one way round it" },
  { "X; Y\na : X → Y\na ≤ a\n", "diagram before { A; B; e : A → B }\ndiagram after { A; B; f : A → B; l : B → B }\n",
    NULL, "a ≤ a speaks of 'a', which goes, and 'after' has not just one way round it" },
  /* The conditions of gluing, by name. */
  { "X; Y\na : X → Y\n", "diagram before { A }\ndiagram after { }\n", NULL,
    "the edge 'a' stays, and 'X', at which it starts, is removed" },
  { "X\na : X → X\n", "diagram before { A; B; e : A → B }\ndiagram after { A }\n", NULL,
    "'A' and 'B' are both at 'X', and one of them does not stay there" },
  { "X\nid(X) ≤ id(X)\n", "diagram before { A }\ndiagram after { }\n", NULL,
    "id(X) ≤ id(X) speaks of 'X', which goes" },
  { "X\nY ⇒ {Real, mse}\n", "diagram before { A; B }\ndiagram after { A; B; e : A → B }\n",
    "X\nY ⇒ {Real, mse}\ne : X → X\n", NULL },
  { "X ⇒ {Real, mse}\nY\n", "diagram before { A }\ndiagram after { A ⇒ {} }\n", "X ⇒ {Real, mse}\nY\n", NULL },
};

static void
rules_do_what_they_say (G_GNUC_UNUSED void **state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimDiagram) host = read_diagram ("h.colim", cases[i].host), result = NULL;
      g_autoptr (ColimFile) file = read_text ("rule.colim", cases[i].rule);
      g_autoptr (ColimDiagramRule) rule
          = make_rule (colim_file_get_diagram (file, 0), colim_file_get_diagram (file, 1));
      g_autoptr (GPtrArray) matches = list_matches (colim_file_get_diagram (file, 0), host);
      g_autofree char *said = NULL, *why = NULL;
      gsize n_applied;

      print_message ("case %d\n", (int) i);
      assert_true (matches->len > 0);
      result = rewrite (rule, host, (ColimMatch **) matches->pdata, cases[i].result != NULL ? 1 : matches->len,
                        &n_applied, &why);
      said = print_diagram (result);
      if (cases[i].result != NULL)
        assert_string_equal (said, cases[i].result);
      else
        {
          assert_non_null (why);
          if (strstr (why, cases[i].why) == NULL)
            print_error ("%s\n", why);
          assert_non_null (strstr (why, cases[i].why));
        }
    }
}

/* One edge, fed by two data sets: it is moved once, and the second match is in the way of the first. */
static void
what_is_moved_is_not_moved_again (G_GNUC_UNUSED void **state)
{
  g_autoptr (ColimDiagram) host
      = read_diagram ("h.colim", "M ⇒ []; N ⇒ []; X; Y\nm : M → X; n : N → X; f : X → Y ⇒ relu\n");
  g_autoptr (ColimFile) file
      = read_text ("rule.colim", "diagram before { N ⇒ []; X; Y; x : N → X; f : X → Y }\n"
                                 "diagram after { N ⇒ []; X; Y; Z; x : N → X; f : X → Z; l2 : Z → Y ⇒ l2normalise }\n");
  g_autoptr (ColimDiagramRule) rule = make_rule (colim_file_get_diagram (file, 0), colim_file_get_diagram (file, 1));
  g_autoptr (GPtrArray) matches = list_matches (colim_file_get_diagram (file, 0), host);
  g_autoptr (ColimDiagram) result = NULL;
  g_autofree char *why = NULL, *said = NULL;
  gsize n_applied;

  assert_int_equal (matches->len, 2);
  result = rewrite (rule, host, (ColimMatch **) matches->pdata, matches->len, &n_applied, &why);
  assert_int_equal (n_applied, 1);
  assert_string_equal (why, "'f' is in the way of a match before it");
  said = print_diagram (result);
  assert_string_equal (said,
                       "M ⇒ []\nN ⇒ []\nX\nY\nZ\nm : M → X\nn : N → X\nf : X → Z ⇒ relu\nl2 : Z → Y ⇒ l2normalise\n");
}

static void
rules_that_make_no_sense_are_refused (G_GNUC_UNUSED void **state)
{
  static const struct {
    const char *rule;
    const char *message;
  } wrong[] = {
    { "diagram before { A; B }\ndiagram after { A; C; B : A → C }\n",
      "2:23: error: 'B' is a vertex in 'before', and here an edge" },
    { "diagram before { A; B; e : A → B }\ndiagram after { e }\n",
      "2:17: error: 'e' is an edge in 'before', and here a vertex" },
    { "diagram before { A ⇒ [] }\ndiagram after { A ⇒ {} }\n",
      "2:17: error: 'A' is of another kind in 'before', and what is kept keeps its kind" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ColimFile) file = read_text ("rule.colim", wrong[i].rule);
      g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
      g_autofree char *found = NULL;

      assert_null (
          colim_diagram_rule_new (colim_file_get_diagram (file, 0), colim_file_get_diagram (file, 1), diagnostics));
      found = colim_diagnostics_to_string (diagnostics);
      if (strstr (found, wrong[i].message) == NULL)
        print_error ("%s\n", found);
      assert_non_null (strstr (found, wrong[i].message));
    }
}

/* Models of the rule and of the host that have one name and differ; spaces of another kind than what a bare vertex met.
 */
static void
results_that_make_no_sense_are_refused (G_GNUC_UNUSED void **state)
{
  static const struct {
    const char *host;
    const char *rule;
    const char *message;
  } wrong[] = {
    { "let f = linear(2)\nX; Y\nx : X → Y ⇒ f\n",
      "let f = linear(3)\ndiagram before { A }\ndiagram after { A; B; e : A → B ⇒ f }\n",
      "rule.colim:1:5: error: model 'f' would be both linear(2) (h.colim:1, in 'h') and linear(3) (rule.colim:1, in "
      "'after')" },
    { "X ⇒ []\n", "diagram before { A }\ndiagram after { A ⇒ {} }\n", "keeps its kind" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ColimDiagram) host = read_diagram ("h.colim", wrong[i].host);
      g_autoptr (ColimFile) file = read_text ("rule.colim", wrong[i].rule);
      g_autoptr (ColimDiagramRule) rule
          = make_rule (colim_file_get_diagram (file, 0), colim_file_get_diagram (file, 1));
      g_autoptr (GPtrArray) matches = list_matches (colim_file_get_diagram (file, 0), host);
      g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
      g_autofree char *found = NULL;

      assert_null (colim_diagram_rule_rewrite (rule, host, (ColimMatch **) matches->pdata, matches->len, "R", NULL,
                                               NULL, diagnostics));
      found = colim_diagnostics_to_string (diagnostics);
      if (strstr (found, wrong[i].message) == NULL)
        print_error ("%s\n", found);
      assert_non_null (strstr (found, wrong[i].message));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (the_shape_is_the_double_pushout),
    property_test (all_at_once_is_one_after_the_other),
    property_test (an_identity_that_a_rule_inserts_changes_no_loss),
    cmocka_unit_test (rules_do_what_they_say),
    cmocka_unit_test (what_is_moved_is_not_moved_again),
    cmocka_unit_test (rules_that_make_no_sense_are_refused),
    cmocka_unit_test (results_that_make_no_sense_are_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
