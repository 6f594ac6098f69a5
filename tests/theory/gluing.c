/* Gluing against what it must do: along the legs pairs are carried, losses obey inclusion and exclusion, and under the
 * hypotheses of the theorem they add.
 *
 * Random parts contain a random diagram along which they are glued; spaces are finite and distances exact, so that
 * losses are compared as rational numbers.  Shared elements are written with equal tables in all parts. */

#include <colim/colim.h>

#include <string.h>

#include "tests/property.h"

#define MOST 8

/* A whole from which parts are cut: what is cut out twice agrees. */
typedef struct {
  gint32 n_vertices, n_edges;
  gint32 kinds[MOST];
  gint32 src[MOST], tgt[MOST];
  char *spaces[MOST], *maps[MOST];
} World;

static char *
make_table (GRand *rand, gint32 n, gboolean distance)
{
  GString *out = g_string_new ("table(");

  for (gint32 i = 0; i < n; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      if (!distance)
        {
          g_string_append_printf (out, "%d", g_rand_int_range (rand, 0, 2));
          continue;
        }
      g_string_append_c (out, '(');
      for (gint32 j = 0; j < n; j++)
        g_string_append_printf (out, "%s%d/%d", j > 0 ? ", " : "", i == j ? 0 : g_rand_int_range (rand, 0, 9),
                                g_rand_int_range (rand, 1, 4));
      g_string_append_c (out, ')');
    }
  g_string_append_c (out, ')');

  return g_string_free (out, FALSE);
}

static void
make_world (GRand *rand, World *world)
{
  memset (world, 0, sizeof *world);
  world->n_vertices = g_rand_int_range (rand, 2, 6);
  for (gint32 v = 0; v < world->n_vertices; v++)
    {
      g_autofree char *table = make_table (rand, 2, TRUE);

      /* 0: a data set, 1: a space, 2: a loss; data sets come first, so that no edge enters one from elsewhere. */
      world->kinds[v] = v == 0 ? 0 : v == 1 ? g_rand_int_range (rand, 0, 3) : g_rand_int_range (rand, 1, 3);
      world->spaces[v] = world->kinds[v] == 0   ? g_strdup ("[Fin(2)]")
                         : world->kinds[v] == 1 ? g_strdup ("Fin(2)")
                                                : g_strdup_printf ("{Fin(2), %s}", table);
    }
  for (gint32 tries = g_rand_int_range (rand, 2, MOST); tries > 0; tries--)
    {
      gint32 a = g_rand_int_range (rand, 0, world->n_vertices), b = g_rand_int_range (rand, 0, world->n_vertices);

      if (a >= b)
        continue;
      world->src[world->n_edges] = a;
      world->tgt[world->n_edges] = b;
      world->maps[world->n_edges++] = make_table (rand, 2, FALSE);
    }
}

static void
clear_world (World *world)
{
  for (gint32 v = 0; v < world->n_vertices; v++)
    g_free (world->spaces[v]);
  for (gint32 e = 0; e < world->n_edges; e++)
    g_free (world->maps[e]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, clear_world)

/* Relations between parallel single edges, or an edge and a path of two. */
static void
put_relations (GRand *rand, const World *world, const guint8 *edges, GString *out)
{
  for (gint32 e = 0; e < world->n_edges; e++)
    for (gint32 f = 0; f < world->n_edges; f++)
      {
        if (!edges[e] || !edges[f])
          continue;
        if (e != f && world->src[e] == world->src[f] && world->tgt[e] == world->tgt[f]
            && g_rand_int_range (rand, 0, 3) == 0)
          g_string_append_printf (out, "e%d %s e%d\n", e, g_rand_int_range (rand, 0, 4) == 0 ? "~" : "≤", f);
        for (gint32 g = 0; g < world->n_edges; g++)
          if (edges[g] && world->tgt[e] == world->src[f] && world->src[g] == world->src[e]
              && world->tgt[g] == world->tgt[f] && g_rand_int_range (rand, 0, 3) == 0)
            {
              if (g_rand_boolean (rand))
                g_string_append_printf (out, "e%d · e%d ≤ e%d\n", e, f, g);
              else
                g_string_append_printf (out, "e%d ≤ e%d · e%d\n", g, e, f);
            }
      }
}

/* A part: what the apex has, and more. */
static void
put_part (GRand *rand, const World *world, const guint8 *apex_vertices, const guint8 *apex_edges, gboolean more,
          const char *relations, GString *out)
{
  guint8 vertices[MOST], edges[MOST];

  for (gint32 v = 0; v < world->n_vertices; v++)
    vertices[v] = apex_vertices[v] || (more && g_rand_int_range (rand, 0, 3) > 0);
  for (gint32 e = 0; e < world->n_edges; e++)
    edges[e] = apex_edges[e]
               || (more && vertices[world->src[e]] && vertices[world->tgt[e]] && g_rand_int_range (rand, 0, 4) > 0);
  for (gint32 v = 0; v < world->n_vertices; v++)
    if (vertices[v])
      g_string_append_printf (out, "v%d ⇒ %s\n", v, world->spaces[v]);
  for (gint32 e = 0; e < world->n_edges; e++)
    if (edges[e])
      g_string_append_printf (out, "e%d : v%d → v%d ⇒ %s\n", e, world->src[e], world->tgt[e], world->maps[e]);
  g_string_append (out, relations);
  if (more)
    put_relations (rand, world, edges, out);
}

static ColimFile *
read_text (const char *contents)
{
  g_autoptr (ColimText) text = colim_text_new ("test.colim", contents, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
  ColimFile *file = term != NULL ? colim_file_new (text, term, diagnostics) : NULL;

  if (file == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      print_error ("%s\n%s\n", contents, found);
    }
  assert_non_null (file);

  return file;
}

/* Blocks A, B, C and S. */
static ColimFile *
make_parts (GRand *rand, gboolean index_in_apex)
{
  g_auto (World) world = { 0 };
  guint8 vertices[MOST], edges[MOST];
  g_autoptr (GString) out = g_string_new (NULL), relations = g_string_new (NULL);
  static const char *const names[] = { "A", "B", "C", "S" };

  make_world (rand, &world);
  for (gint32 v = 0; v < world.n_vertices; v++)
    vertices[v] = (index_in_apex || world.kinds[v] != 0) && g_rand_boolean (rand);
  for (gint32 e = 0; e < world.n_edges; e++)
    edges[e] = vertices[world.src[e]] && vertices[world.tgt[e]] && g_rand_boolean (rand);
  if (g_rand_boolean (rand))
    put_relations (rand, &world, edges, relations);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_string_append_printf (out, "diagram %s {\n", names[i]);
      put_part (rand, &world, vertices, edges, i < 3, relations->str, out);
      g_string_append (out, "}\n");
    }

  return read_text (out->str);
}

static ColimGluing *
glue (const char *name, ColimDiagram **parts, gsize n, ColimDiagram *apex)
{
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  ColimGluing *gluing = colim_gluing_new (name, parts, n, apex, NULL, diagnostics);

  if (gluing == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      print_error ("%s\n", found);
    }
  assert_non_null (gluing);

  return gluing;
}

static ColimRational *
measure_all (ColimDiagram *diagram, ColimPairs *pairs, ColimLoss **loss)
{
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimInterpretation) meaning = colim_interpretation_new (diagram, NULL, diagnostics);

  assert_non_null (meaning);
  *loss = colim_loss_new (meaning, pairs, FALSE, diagnostics);
  assert_non_null (*loss);

  return colim_rational_ref (colim_loss_get_value (*loss));
}

static void
add (ColimRational **sum, ColimRational *more)
{
  ColimRational *next;

  if (more == NULL)
    return;
  next = colim_rational_add (*sum, more);
  colim_rational_unref (*sum);
  *sum = next;
}

/* l(G) + l(Over) = l(G1) + l(G2) + l(New), and the parts' values are those of the parts alone. */
static void
check_losses (ColimGluing *gluing)
{
  ColimDiagram *whole = colim_gluing_get_diagram (gluing);
  g_autoptr (ColimGluingReport) report = colim_gluing_report_new (gluing, NULL);
  ColimPairs *pairs = colim_gluing_report_get_pairs (report);
  g_autoptr (ColimLoss) loss = NULL;
  ColimRational *left = measure_all (whole, pairs, &loss), *right = colim_rational_new (0, 1),
                *sum = colim_rational_new (0, 1);
  gint32 n_images = 0, n_terms = 0;

  for (guint part = 0; part < colim_gluing_get_n_parts (gluing); part++)
    {
      g_autoptr (ColimSelection) all = colim_selection_new ();
      g_autoptr (ColimPairs) own
          = colim_pairs_new (colim_diagram_get_graph (colim_gluing_get_part (gluing, part)), all, FALSE, NULL);
      g_autoptr (ColimLoss) own_loss = NULL;
      g_autoptr (ColimRational) value = measure_all (colim_gluing_get_part (gluing, part), own, &own_loss);

      assert_int_equal (colim_pairs_get_n (own), colim_gluing_report_get_n_terms (report, part));
      assert_true (colim_rational_equal (value, colim_gluing_report_get_value (report, part)));
      assert_true (colim_rational_compare (value, colim_loss_get_value (loss)) <= 0);
      n_terms += colim_pairs_get_n (own);
      add (&right, value);
      add (&sum, value);
    }
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      guint images = colim_gluing_report_count_images (report, i);

      n_images += (gint32) images;
      for (guint k = 1; k < images; k++)
        add (&left, colim_loss_get_term (loss, i));
      if (images == 0)
        add (&right, colim_loss_get_term (loss, i));
    }
  /* Every pair of a part went to one of the whole. */
  assert_int_equal (n_images, n_terms);
  assert_true (colim_rational_equal (left, right));
  if (colim_gluing_report_is_additive (report))
    assert_true (colim_rational_equal (sum, colim_loss_get_value (loss)));
  /* The theorem. */
  if (strstr (colim_gluing_report_get_why (report), "H2 hold") != NULL)
    assert_true (colim_gluing_report_is_additive (report));
  colim_rational_unref (left);
  colim_rational_unref (right);
  colim_rational_unref (sum);
}

static void
losses_obey_inclusion_and_exclusion (GRand *rand)
{
  g_autoptr (ColimFile) file = make_parts (rand, TRUE);
  ColimDiagram *parts[] = { colim_file_find_diagram (file, "A"), colim_file_find_diagram (file, "B"),
                            colim_file_find_diagram (file, "C") };
  g_autoptr (ColimGluing) gluing
      = glue ("P", parts, g_rand_boolean (rand) ? 2 : 3, colim_file_find_diagram (file, "S"));

  check_losses (gluing);
}

/* The hypotheses ask for an apex without data sets, so most of these meet them. */
static void
losses_add_where_no_data_are_glued (GRand *rand)
{
  g_autoptr (ColimFile) file = make_parts (rand, FALSE);
  ColimDiagram *parts[] = { colim_file_find_diagram (file, "A"), colim_file_find_diagram (file, "B") };
  g_autoptr (ColimGluing) gluing = glue ("P", parts, 2, colim_file_find_diagram (file, "S"));

  check_losses (gluing);
}

static void
coproducts_add (GRand *rand)
{
  g_autoptr (ColimFile) file = make_parts (rand, TRUE);
  ColimDiagram *parts[] = { colim_file_find_diagram (file, "A"), colim_file_find_diagram (file, "B"),
                            colim_file_find_diagram (file, "A") };
  g_autoptr (ColimGluing) gluing = glue ("P", parts, 3, NULL);
  g_autoptr (ColimGluingReport) report = colim_gluing_report_new (gluing, NULL);

  check_losses (gluing);
  assert_true (colim_gluing_report_is_additive (report));
  assert_non_null (strstr (colim_gluing_report_get_why (report), "H2 hold"));
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The pairs of a diagram by what is assigned along them, for names differ: tables, edge by edge. */
static char *
describe (ColimDiagram *diagram)
{
  g_autoptr (ColimSelection) all = colim_selection_new ();
  g_autoptr (ColimPairs) pairs = colim_pairs_new (colim_diagram_get_graph (diagram), all, FALSE, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);

  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      ColimPath *paths[] = { colim_pairs_get_p (pairs, i), colim_pairs_get_q (pairs, i) };
      GString *line = g_string_new (NULL);

      for (guint side = 0; side < 2; side++)
        {
          gsize n;
          const gint32 *edges = colim_path_get_edges (paths[side], &n);

          for (gsize e = 0; e < n; e++)
            {
              g_autofree char *model = colim_term_to_string (colim_diagram_get_model (diagram, edges[e]));

              g_string_append_printf (line, "%s ", model);
            }
          g_string_append (line, "| ");
        }
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_string_append_printf (out, "%d %d\n", colim_diagram_get_n_vertices (diagram), colim_diagram_get_n_edges (diagram));
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (out, "%s\n", (const char *) g_ptr_array_index (lines, i));

  return g_string_free (out, FALSE);
}

/* (A + B) + C, A + (B + C) and A + B + C over S, and in another order, are one up to names. */
static void
gluing_is_associative_and_symmetric (GRand *rand)
{
  g_autoptr (ColimFile) file = make_parts (rand, TRUE);
  ColimDiagram *a = colim_file_find_diagram (file, "A"), *b = colim_file_find_diagram (file, "B"),
               *c = colim_file_find_diagram (file, "C");
  ColimDiagram *s = colim_file_find_diagram (file, "S");
  g_autoptr (ColimGluing) all = glue ("P", (ColimDiagram *[]){ a, b, c }, 3, s);
  g_autoptr (ColimGluing) turned = glue ("P", (ColimDiagram *[]){ c, a, b }, 3, s);
  g_autoptr (ColimGluing) ab = glue ("Q", (ColimDiagram *[]){ a, b }, 2, s);
  g_autoptr (ColimGluing) bc = glue ("Q", (ColimDiagram *[]){ b, c }, 2, s);
  g_autoptr (ColimGluing) ab_c = glue ("P", (ColimDiagram *[]){ colim_gluing_get_diagram (ab), c }, 2, s);
  g_autoptr (ColimGluing) a_bc = glue ("P", (ColimDiagram *[]){ a, colim_gluing_get_diagram (bc) }, 2, s);
  g_autofree char *expected = describe (colim_gluing_get_diagram (all));
  ColimGluing *others[] = { turned, ab_c, a_bc };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *found = describe (colim_gluing_get_diagram (others[i]));

      assert_string_equal (found, expected);
    }
}

/* What is written says what was glued. */
static void
glued_diagrams_are_read_back (GRand *rand)
{
  g_autoptr (ColimFile) file = make_parts (rand, TRUE);
  ColimDiagram *parts[] = { colim_file_find_diagram (file, "A"), colim_file_find_diagram (file, "B") };
  g_autoptr (ColimGluing) gluing = glue ("P", parts, 2, colim_file_find_diagram (file, "S"));
  g_autoptr (ColimTerm) term = colim_diagram_to_term (colim_gluing_get_diagram (gluing));
  g_autofree char *text = colim_print_file (term);
  g_autoptr (ColimFile) again = read_text (text);
  g_autoptr (ColimTerm) same = colim_diagram_to_term (colim_file_get_diagram (again, 0));

  assert_true (colim_cset_equal (colim_diagram_get_graph (colim_file_get_diagram (again, 0)),
                                 colim_diagram_get_graph (colim_gluing_get_diagram (gluing))));
  for (guint i = 0; i < colim_term_get_n_children (term); i++)
    assert_true (colim_term_equal (colim_term_get_child (term, i), colim_term_get_child (same, i)));
}

/* Two hundred tasks on one encoder. */
static void
many_tasks_share_an_encoder (void **state)
{
  enum { N = 200 };
  GString *out = g_string_new ("diagram S { X; F; m : X → F }\n");
  g_autofree char *text = NULL;
  g_autoptr (ColimFile) file = NULL;
  ColimDiagram *parts[N];
  g_autoptr (ColimGluing) gluing = NULL;
  g_autoptr (ColimGluingReport) report = NULL;

  for (guint i = 0; i < N; i++)
    g_string_append_printf (
        out, "diagram T%u { N ⇒ []; X; F; Y ⇒ {}\n x : N → X; m : X → F; h : F → Y; y : N → Y; x · m · h ≤ y }\n", i);
  text = g_string_free (out, FALSE);
  file = read_text (text);
  for (guint i = 0; i < N; i++)
    parts[i] = colim_file_get_diagram (file, i + 1);
  gluing = glue ("All", parts, N, colim_file_get_diagram (file, 0));
  report = colim_gluing_report_new (gluing, NULL);
  assert_int_equal (colim_pairs_get_n (colim_gluing_report_get_pairs (report)), N);
  assert_true (colim_gluing_report_is_additive (report));
  assert_int_equal (colim_diagram_get_n_vertices (colim_gluing_get_diagram (gluing)), 2 + 2 * N);
  assert_true (colim_diagram_find_edge (colim_gluing_get_diagram (gluing), "m") >= 0);
  assert_true (colim_diagram_find_edge (colim_gluing_get_diagram (gluing), "T7.h") >= 0);
}

/* What does not glue, and how that is told. */

static void
conflicts_name_both_sources (void **state)
{
  static const struct {
    const char *a, *b, *over, *message;
  } cases[] = {
    { "X ⇒ Real[3]", "X ⇒ Real[4]", "X", "vertex 'X' would be both Real[3] (a:1, in 'A') and Real[4] (b:1, in 'B')" },
    { "X ⇒ {Real, mse}", "X ⇒ {Real, 2 mse}", "X",
      "vertex 'X' would be both {Real, mse} (a:1, in 'A') and {Real, 2 mse} (b:1, in 'B')" },
    { "X ⇒ {Real, 1/2 mse}", "X ⇒ {Real, 0.5 mse}", "X", NULL },
    { "X ⇒ {Real, 1 mse}", "X ⇒ {Real, mse}", "X", NULL },
    { "X ⇒ {}", "X ⇒ {Real, mse}", "X", NULL },
    { "X", "X ⇒ [digits]", "X", NULL },
    { "X ⇒ [digits]", "X ⇒ [digits.test]", "X",
      "vertex 'X' would be both [digits] (a:1, in 'A') and [digits.test] (b:1, in 'B')" },
    { "X ⇒ Real", "X ⇒ []", "X",
      "'X' is an indexing vertex (b:1, in 'B') and does not glue with 'X', which is a space without a loss (a:1, in "
      "'A')" },
    { "X ⇒ {}", "X", "X ⇒ Real",
      "'X' is a space without a loss (s:1, in 'S') and does not glue with 'X', which is a space with a loss (a:1, in "
      "'A')" },
    { "X; e : X → X ⇒ relu", "X; e : X → X ⇒ relu()", "X; e : X → X", NULL },
    { "X; e : X → X ⇒ relu", "X; e : X → X ⇒ relu frozen", "X; e : X → X",
      "edge 'e' would be both relu (a:1, in 'A') and relu frozen (b:1, in 'B')" },
    { "X; e : X → X ⇒ linear(2)", "X; e : X → X", "X; e : X → X", NULL },
    { "X; e : X → X ⇒ linear(2)", "X; e : X → X ⇒ linear(2)", "X; e : X → X",
      "edge 'e' would be both linear(2) (a:1, in 'A') and linear(2) (b:1, in 'B'), each with parameters of its own: "
      "edges share what "
      "a 'let' names" },
    { "let f = linear(2); X; e : X → X ⇒ f", "let f = linear(2.0); X; e : X → X ⇒ f", "X; e : X → X", NULL },
    { "let f = linear(2); X; e : X → X ⇒ f", "let f = linear(3); X; e : X → X ⇒ f", "X; e : X → X",
      "model 'f' would be both linear(2) (a:1, in 'A') and linear(3) (b:1, in 'B')" },
    { "policy paths", "policy edges", NULL,
      "the setting 'policy' would be both policy paths (a:1, in 'A') and policy edges (b:1, in 'B')" },
    { "policy paths; bound 3", "reduce sum", NULL, NULL },
    { "train { seed = 1; epochs = 2 }", "train { seed = 1; batch = 3 }", NULL, NULL },
    { "train { seed = 1 }", "train { seed = 2 }", NULL,
      "the setting 'seed' would be both seed=1 (a:1, in 'A') and seed=2 (b:1, in 'B')" },
    { "X", "Y", "X",
      "the vertex 'X' of 'S' goes by name, and 'B' has no vertex of that name: say where it goes, as 'via B { X ↦ … "
      "}'" },
    { "X; Y; e : X → Y", "X; Y; e : Y → X", "X; Y; e : X → Y",
      "edge 'e' of 'S' goes to 'e' of 'B', which starts at 'Y', but 'X' goes to 'X'" },
    { "X; e : X → X; f : X → X; e ≤ f", "X; e : X → X; f : X → X; f ≤ e", "X; e : X → X; f : X → X; e ≤ f",
      "'B' does not state the relation e ≤ f of 'S', along which it is glued" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *contents[] = { cases[i].a, cases[i].b, cases[i].over };
      static const char *const places[] = { "a", "b", "s" }, *const names[] = { "A", "B", "S" };
      g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
      g_autoptr (ColimGluing) gluing = NULL;
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_file_unref);
      ColimDiagram *parts[3] = { NULL };
      g_autofree char *found = NULL;

      for (guint p = 0; p < 3 && contents[p] != NULL; p++)
        {
          g_autoptr (ColimText) text = colim_text_new (places[p], contents[p], -1);
          g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
          g_autoptr (ColimTerm) file = NULL;
          g_autoptr (GPtrArray) statements = g_ptr_array_new ();

          assert_non_null (term);
          for (guint c = 0; c < colim_term_get_n_children (term); c++)
            g_ptr_array_add (statements, colim_term_get_child (term, c));
          file = colim_term_new (COLIM_TERM_FILE, names[p], (ColimTerm **) statements->pdata, statements->len, text, 0);
          g_ptr_array_add (files, colim_file_new (text, file, diagnostics));
          parts[p] = colim_file_get_diagram (g_ptr_array_index (files, p), 0);
        }
      gluing = colim_gluing_new ("P", parts, 2, parts[2], NULL, diagnostics);
      found = colim_diagnostics_to_string (diagnostics);
      if ((gluing == NULL) != (cases[i].message != NULL)
          || (cases[i].message != NULL && strstr (found, cases[i].message) == NULL))
        print_error ("case %u: %s\n", i, found);
      assert_int_equal (gluing == NULL, cases[i].message != NULL);
      if (cases[i].message != NULL)
        assert_non_null (strstr (found, cases[i].message));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (losses_obey_inclusion_and_exclusion),
    property_test (losses_add_where_no_data_are_glued),
    property_test (coproducts_add),
    property_test (gluing_is_associative_and_symmetric),
    property_test (glued_diagrams_are_read_back),
    cmocka_unit_test (many_tasks_share_an_encoder),
    cmocka_unit_test (conflicts_name_both_sources),
  };

  return cmocka_run_group_tests_name ("gluing", tests, NULL, NULL);
}
