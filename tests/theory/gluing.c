/* Gluing in the language's terms: by name, with what is written, told, and read back.
 *
 * Random parts contain a random diagram along which they are glued; shared elements are written with equal tables in all
 * parts. */

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

/* By name, from an apex to its parts, is by maps that follow names. */
static void
names_are_maps (GRand *rand)
{
  g_autoptr (ColimFile) file = make_parts (rand, TRUE);
  ColimDiagram *parts[] = { colim_file_find_diagram (file, "A"), colim_file_find_diagram (file, "B"),
                            colim_file_find_diagram (file, "C") };
  ColimDiagram *apex = colim_file_find_diagram (file, "S");
  ColimFinFunction *maps[2][3];
  const gint32 sources[] = { 3, 3, 3 }, targets[] = { 0, 1, 2 };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimGluing) by_name = glue ("P", parts, 3, apex), by_maps = NULL;
  g_autoptr (ColimTerm) first = NULL, second = NULL;

  for (guint edges = 0; edges < 2; edges++)
    for (guint k = 0; k < 3; k++)
      {
        gint32 n = (edges ? colim_diagram_get_n_edges : colim_diagram_get_n_vertices) (apex);
        gint32 m = (edges ? colim_diagram_get_n_edges : colim_diagram_get_n_vertices) (parts[k]);
        g_autofree gint32 *images = g_new (gint32, (gsize) n + 1);

        for (gint32 i = 0; i < n; i++)
          images[i] = edges ? colim_diagram_find_edge (parts[k], colim_diagram_get_edge_name (apex, i))
                            : colim_diagram_find_vertex (parts[k], colim_diagram_get_vertex_name (apex, i));
        maps[edges][k] = colim_fin_function_new (images, (gsize) n, m, NULL);
      }
  by_maps = colim_gluing_new_colimit ("P", parts, 3, &apex, 1, maps[0], 3, maps[1], 3, sources, 3, targets, 3, diagnostics);
  first = colim_diagram_to_term (colim_gluing_get_diagram (by_name));
  second = colim_diagram_to_term (colim_gluing_get_diagram (by_maps));
  assert_true (colim_term_equal (first, second));
  for (guint k = 0; k < 4; k++)
    {
      assert_string_equal (colim_gluing_get_part_name (by_name, k), colim_gluing_get_part_name (by_maps, k));
      assert_true (colim_fin_function_equal (colim_gluing_get_vertex_leg (by_name, k), colim_gluing_get_vertex_leg (by_maps, k)));
      assert_true (colim_fin_function_equal (colim_gluing_get_edge_leg (by_name, k), colim_gluing_get_edge_leg (by_maps, k)));
    }
  for (guint i = 0; i < 6; i++)
    colim_fin_function_unref (maps[i / 3][i % 3]);
}

/* A glued diagram with the legs of three parts, however many times it took to glue them. */
typedef struct {
  ColimDiagram *diagram;
  ColimFinFunction *vertices[3], *edges[3];
} Legs;

static ColimFinFunction *
follow (ColimGluing *first, guint part, ColimGluing *second, guint behind, gboolean edges)
{
  ColimFinFunction *(*get) (const ColimGluing *, guint) = edges ? colim_gluing_get_edge_leg : colim_gluing_get_vertex_leg;

  return second != NULL ? colim_fin_function_compose (get (first, part), get (second, behind), NULL)
                        : colim_fin_function_ref (get (first, part));
}

static void
set_leg (Legs *self, guint leg, ColimGluing *first, guint part, ColimGluing *second, guint behind)
{
  self->diagram = colim_gluing_get_diagram (second != NULL ? second : first);
  self->vertices[leg] = follow (first, part, second, behind, FALSE);
  self->edges[leg] = follow (first, part, second, behind, TRUE);
}

static void
clear_legs (Legs *self)
{
  for (guint i = 0; i < 3; i++)
    {
      colim_fin_function_unref (self->vertices[i]);
      colim_fin_function_unref (self->edges[i]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Legs, clear_legs)

/* The map that takes the legs of one to those of the other; it must be there, and one to one. */
static gint32 *
find_map (ColimFinFunction *const *from, ColimFinFunction *const *to)
{
  gint32 n = colim_fin_function_get_codom (from[0]);
  gint32 *map = g_new (gint32, (gsize) n + 1);
  g_autofree guint8 *hit = g_new0 (guint8, (gsize) n + 1);

  assert_int_equal (n, colim_fin_function_get_codom (to[0]));
  for (gint32 i = 0; i < n; i++)
    map[i] = -1;
  for (guint leg = 0; leg < 3; leg++)
    for (gint32 i = 0; i < colim_fin_function_get_dom (from[leg]); i++)
      {
        gint32 x = colim_fin_function_apply (from[leg], i), y = colim_fin_function_apply (to[leg], i);

        assert_true (map[x] < 0 || map[x] == y);
        map[x] = y;
      }
  for (gint32 i = 0; i < n; i++)
    {
      assert_true (map[i] >= 0 && !hit[map[i]]);
      hit[map[i]] = TRUE;
    }

  return map;
}

static void
assert_same_text (const ColimTerm *a, const ColimTerm *b)
{
  g_autofree char *first = a != NULL ? colim_term_to_string (a) : NULL, *second = b != NULL ? colim_term_to_string (b) : NULL;

  assert_int_equal (g_strcmp0 (first, second), 0);
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The relations as sorted lines of numbers, after a map of edges and vertices. */
static char *
print_relations (ColimDiagram *diagram, const gint32 *vertices, const gint32 *edges)
{
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);

  colim_learning_graph_list_relations (colim_diagram_get_graph (diagram), colim_diagram_get_quiver (diagram), lesser, greater, NULL);
  for (guint r = 0; r < lesser->len; r++)
    {
      GString *line = g_string_new (NULL);

      for (guint side = 0; side < 2; side++)
        {
          ColimPath *path = g_ptr_array_index (side == 0 ? lesser : greater, r);
          gsize n;
          const gint32 *steps = colim_path_get_edges (path, &n);

          g_string_append_printf (line, "%d:", vertices[colim_path_get_source (path)]);
          for (gsize e = 0; e < n; e++)
            g_string_append_printf (line, " %d", edges[steps[e]]);
          g_string_append (line, side == 0 ? " ≤ " : "\n");
        }
      g_ptr_array_add (lines, g_string_free (line, FALSE));
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_string_append (out, g_ptr_array_index (lines, i));

  return g_string_free (out, FALSE);
}

/* The canonical isomorphism preserves what there is. */
static void
check_isomorphism (const Legs *from, const Legs *to)
{
  g_autofree gint32 *vertices = find_map (from->vertices, to->vertices), *edges = find_map (from->edges, to->edges);
  ColimQuiver *first = colim_diagram_get_quiver (from->diagram), *second = colim_diagram_get_quiver (to->diagram);
  g_autofree gint32 *same_vertices = g_new (gint32, (gsize) colim_quiver_get_n_vertices (first) + 1);
  g_autofree gint32 *same_edges = g_new (gint32, (gsize) colim_quiver_get_n_edges (first) + 1);
  g_autofree char *moved = NULL, *found = NULL;

  for (gint32 v = 0; v < colim_quiver_get_n_vertices (first); v++)
    {
      assert_int_equal (colim_learning_graph_get_kind (colim_diagram_get_graph (from->diagram), v),
                        colim_learning_graph_get_kind (colim_diagram_get_graph (to->diagram), vertices[v]));
      assert_same_text (colim_diagram_get_space (from->diagram, v), colim_diagram_get_space (to->diagram, vertices[v]));
      same_vertices[v] = v;
    }
  for (gint32 e = 0; e < colim_quiver_get_n_edges (first); e++)
    {
      assert_int_equal (vertices[colim_quiver_get_src (first, e)], colim_quiver_get_src (second, edges[e]));
      assert_int_equal (vertices[colim_quiver_get_tgt (first, e)], colim_quiver_get_tgt (second, edges[e]));
      assert_same_text (colim_diagram_get_model (from->diagram, e), colim_diagram_get_model (to->diagram, edges[e]));
      same_edges[e] = e;
    }
  moved = print_relations (from->diagram, vertices, edges);
  found = print_relations (to->diagram, same_vertices, same_edges);
  assert_string_equal (moved, found);
}

/* (A + B) + C, A + (B + C) and A + B + C over S, and in another order, are isomorphic as their legs say. */
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
  g_auto (Legs) flat = { 0 }, other = { 0 }, left = { 0 }, right = { 0 };

  for (guint i = 0; i < 3; i++)
    {
      set_leg (&flat, i, all, i, NULL, 0);
      set_leg (&other, i, turned, (i + 1) % 3, NULL, 0);
      set_leg (&left, i, i < 2 ? ab : ab_c, i < 2 ? i : 1, i < 2 ? ab_c : NULL, 0);
      set_leg (&right, i, i > 0 ? bc : a_bc, i > 0 ? i - 1 : 0, i > 0 ? a_bc : NULL, 1);
    }
  check_isomorphism (&flat, &other);
  check_isomorphism (&flat, &left);
  check_isomorphism (&flat, &right);
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

/* Three parts in a row, each glued to the next by an end of its own: N → X, X → F, F → Y; and what is no such diagram. */
static void
two_apexes_make_a_chain (void **state)
{
  g_autoptr (ColimFile) file = read_text ("diagram A { N ⇒ []; X; x : N → X }\n"
                                          "diagram B { I; F; m : I → F }\n"
                                          "diagram C { G; Y ⇒ {}; h : G → Y }\n"
                                          "diagram S { P }\ndiagram T { P }\n");
  ColimDiagram *diagrams[5];
  ColimFinFunction *vertices[4], *none = colim_fin_function_new (NULL, 0, 1, NULL), *edges[] = { none, none, none, none };
  const gint32 images[] = { 1, 0, 1, 0 }, sources[] = { 3, 3, 4, 4 }, targets[] = { 0, 1, 1, 2 };
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimGluing) gluing = NULL, refused = NULL;
  g_autoptr (ColimTerm) term = NULL;
  g_autofree char *text = NULL, *found = NULL;

  for (guint i = 0; i < 5; i++)
    diagrams[i] = colim_file_get_diagram (file, i);
  for (guint a = 0; a < 4; a++)
    vertices[a] = colim_fin_function_new (&images[a], 1, 2, NULL);
  gluing = colim_gluing_new_colimit ("P", diagrams, 3, diagrams + 3, 2, vertices, 4, edges, 4, sources, 4, targets, 4,
                                     diagnostics);
  assert_non_null (gluing);
  term = colim_diagram_to_term (colim_gluing_get_diagram (gluing));
  text = colim_print_file (term);
  assert_string_equal (text, "N ⇒ []\nX\nF\nY ⇒ {}\nx : N → X\nm : X → F\nh : F → Y\n");
  assert_int_equal (colim_gluing_get_n_parts (gluing), 3);
  assert_int_equal (colim_gluing_get_n_apexes (gluing), 2);
  assert_string_equal (colim_gluing_get_part_name (gluing, 4), "T");
  assert_int_equal (colim_fin_function_apply (colim_gluing_get_vertex_leg (gluing, 4), 0), 2);

  refused = colim_gluing_new_colimit ("P", diagrams, 3, diagrams + 3, 2, vertices, 2, edges, 2, sources, 2, targets, 2,
                                      diagnostics);
  assert_null (refused);
  refused = colim_gluing_new_colimit ("P", diagrams, 3, diagrams + 3, 2, vertices, 4, edges, 4, targets, 4, targets, 4,
                                      diagnostics);
  assert_null (refused);
  found = colim_diagnostics_to_string (diagnostics);
  assert_non_null (strstr (found, "no arrow leads from the apex 'T' to a part"));
  assert_non_null (strstr (found, "the functions of arrow 0 do not run between the vertices and edges of 'A' and 'A'"));
  for (guint a = 0; a < 4; a++)
    colim_fin_function_unref (vertices[a]);
  colim_fin_function_unref (none);
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
    property_test (names_are_maps),
    property_test (gluing_is_associative_and_symmetric),
    property_test (glued_diagrams_are_read_back),
    cmocka_unit_test (many_tasks_share_an_encoder),
    cmocka_unit_test (two_apexes_make_a_chain),
    cmocka_unit_test (conflicts_name_both_sources),
  };

  return cmocka_run_group_tests_name ("gluing", tests, NULL, NULL);
}
