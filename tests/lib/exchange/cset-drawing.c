/* Pictures of C-sets, read back: what stands in them is what the tables say. */

#include <colim/cone-drawing.h>
#include <colim/hom-drawing.h>
#include <colim/schema-drawing.h>
#include <colim/subobject-drawing.h>

#include "tests/lib/csets/random-cset.h"
#include "tests/lib/csets/random-instance.h"
#include "tests/lib/exchange/dot.h"

#define MOST 6

static gint32
apply (ColimCSet *cset, const char *hom, gint32 part)
{
  return colim_fin_function_apply (colim_cset_get_hom (cset, hom, NULL), part);
}

static gint32
count (ColimCSet *cset, const char *object)
{
  return colim_cset_get_n_parts (cset, object, NULL);
}

static Dot *
draw (ColimCSet *cset, ColimCSetStyle style)
{
  g_autoptr (ColimDrawing) drawing = colim_cset_draw (cset, style, NULL);

  assert_non_null (drawing);
  return dot_read (drawing);
}

/* That a label begins with this, after whatever marks it up. */
static void
check_label (const DotThing *thing, const char *text)
{
  const char *label = dot_look_up (thing, "label");
  g_autofree char *expected = g_strconcat (">", text, "<", NULL);

  if (strstr (label, expected) == NULL)
    fail_msg ("%s is not in %s", expected, label);
}

static void
check_number (const DotThing *thing, gint32 part)
{
  g_autofree char *text = g_strdup_printf ("%d", part + 1);

  check_label (thing, text);
}

static void
graphs_are_drawn_as_they_are (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, g_rand_boolean (rand) ? "Graph" : "WeightedGraph", MOST);
  g_autoptr (Dot) dot = draw (graph, COLIM_CSET_STYLE_GRAPH);
  gint32 n = count (graph, "V"), m = count (graph, "E");

  assert_int_equal (dot->nodes->len, n);
  assert_int_equal (dot->edges->len, m);
  for (gint32 v = 0; v < n; v++)
    check_number (dot_node (dot, v), v);
  for (gint32 e = 0; e < m; e++)
    {
      check_number (dot_edge (dot, e), e);
      assert_int_equal (dot_edge (dot, e)->from, apply (graph, "src", e));
      assert_int_equal (dot_edge (dot, e)->to, apply (graph, "tgt", e));
    }
}

static void
weights_stand_on_edges (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "WeightedGraph", MOST);
  g_autoptr (Dot) dot = draw (graph, COLIM_CSET_STYLE_GRAPH);

  for (gint32 e = 0; e < count (graph, "E"); e++)
    {
      gint32 variable = colim_cset_get_variable (graph, "weight", e, NULL);
      gint64 value = 0;
      g_autofree char *text = NULL;

      if (variable < 0)
        assert_true (colim_cset_get_int (graph, "weight", e, &value, NULL));
      text = variable >= 0 ? g_strdup_printf ("<br/>?%d>", variable + 1)
                           : g_strdup_printf ("<br/>%" G_GINT64_FORMAT ">", value);
      assert_true (g_str_has_suffix (dot_look_up (dot_edge (dot, e), "label"), text));
    }
}

/* Nodes are numbered by object and part, arrows by hom and part. */
static void
elements_are_drawn_with_all_arrows (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) cset = random_cset (rand, schema, MOST);
  g_autoptr (Dot) dot = draw (cset, COLIM_CSET_STYLE_ELEMENTS);
  gint32 n_objects = colim_schema_get_n_objects (schema), n_nodes = 0, n_edges = 0;
  g_autofree gint32 *first = g_new0 (gint32, n_objects + 1);

  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      first[ob] = n_nodes;
      for (gint32 x = 0; x < colim_cset_get_n_parts_at (cset, ob); x++)
        {
          g_autofree char *text = n_objects > 1
                                      ? g_strdup_printf ("%s %d", colim_schema_get_object_name (schema, ob), x + 1)
                                      : g_strdup_printf ("%d", x + 1);

          check_label (dot_node (dot, n_nodes++), text);
        }
    }
  assert_int_equal (dot->nodes->len, n_nodes);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);

      for (gint32 x = 0; x < colim_cset_get_n_parts_at (cset, dom); x++)
        {
          const DotThing *edge = dot_edge (dot, n_edges++);

          check_label (edge, colim_schema_get_hom_name (schema, hom));
          assert_int_equal (edge->from, first[dom] + x);
          assert_int_equal (edge->to, first[codom] + colim_fin_function_apply (colim_cset_get_hom_at (cset, hom), x));
        }
    }
  assert_int_equal (dot->edges->len, n_edges);
}

/* Edges in pairs, and loops that are their own inverse. */
static ColimCSet *
random_symmetric_graph (GRand *rand)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("SymmetricGraph"));
  gint32 n = 1 + random_size (rand, MOST), m = random_size (rand, MOST);

  colim_cset_builder_add (builder, "V", n, NULL);
  for (gint32 i = 0; i < m; i++)
    {
      gboolean is_half = g_rand_boolean (rand);
      gint32 e = colim_cset_builder_add (builder, "E", is_half ? 1 : 2, NULL), src = g_rand_int_range (rand, 0, n),
             tgt = is_half ? src : g_rand_int_range (rand, 0, n);

      colim_cset_builder_set (builder, "src", e, src, NULL);
      colim_cset_builder_set (builder, "tgt", e, tgt, NULL);
      colim_cset_builder_set (builder, "inv", e, is_half ? e : e + 1, NULL);
      if (!is_half)
        {
          colim_cset_builder_set (builder, "src", e + 1, tgt, NULL);
          colim_cset_builder_set (builder, "tgt", e + 1, src, NULL);
          colim_cset_builder_set (builder, "inv", e + 1, e, NULL);
        }
    }

  return colim_cset_builder_end (builder, NULL);
}

static void
an_edge_and_its_inverse_are_one_line (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_symmetric_graph (rand);
  g_autoptr (Dot) dot = draw (graph, COLIM_CSET_STYLE_GRAPH);
  gint32 n_lines = 0;

  for (gint32 e = 0; e < count (graph, "E"); e++)
    {
      gint32 inverse = apply (graph, "inv", e);
      g_autofree char *text
          = inverse == e ? g_strdup_printf ("%d", e + 1) : g_strdup_printf ("%d, %d", e + 1, inverse + 1);

      if (inverse < e)
        continue;
      check_label (dot_edge (dot, n_lines), text);
      assert_string_equal (dot_look_up (dot_edge (dot, n_lines), "dir"), "none");
      assert_int_equal (dot_edge (dot, n_lines)->from, apply (graph, "src", e));
      assert_int_equal (dot_edge (dot, n_lines++)->to, apply (graph, "tgt", e));
    }
  assert_int_equal (dot->edges->len, n_lines);
}

/* Where a hom back is not a loop at each vertex, edges cannot be lines. */
static void
only_degenerate_edges_are_left_out (GRand *rand)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("ReflexiveGraph"));
  g_autoptr (ColimCSet) graph = NULL;
  g_autoptr (Dot) dot = NULL;
  gint32 n = random_size (rand, MOST), m = n > 0 ? random_size (rand, MOST) : 0, n_lines = 0;

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", m + n, NULL);
  for (gint32 e = 0; e < m + n; e++)
    {
      colim_cset_builder_set (builder, "src", e, e < m ? g_rand_int_range (rand, 0, n) : e - m, NULL);
      colim_cset_builder_set (builder, "tgt", e, e < m ? g_rand_int_range (rand, 0, n) : e - m, NULL);
    }
  for (gint32 v = 0; v < n; v++)
    colim_cset_builder_set (builder, "refl", v, m + v, NULL);
  graph = colim_cset_builder_end (builder, NULL);
  dot = draw (graph, COLIM_CSET_STYLE_GRAPH);
  assert_int_equal (dot->nodes->len, n);
  assert_int_equal (dot->edges->len, m);
  for (gint32 e = 0; e < m; e++)
    check_number (dot_edge (dot, n_lines++), e);
}

static void
equal_c_sets_have_equal_pictures (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) cset = random_cset (rand, schema, MOST);
  g_autoptr (ColimDrawing) first = colim_cset_draw (cset, COLIM_CSET_STYLE_GRAPH, NULL);
  g_autoptr (ColimDrawing) second = colim_cset_draw (cset, COLIM_CSET_STYLE_GRAPH, NULL);
  g_autoptr (GBytes) a = colim_drawing_render (first, "dot", NULL), b = colim_drawing_render (second, "dot", NULL);

  assert_true (g_bytes_equal (a, b));
}

/* The quotient of a graph by a random relation on its vertices. */
static ColimColimit *
random_coequalizer (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "Graph", MOST);
  gint32 n = count (graph, "V") > 0 ? random_size (rand, 3) : 0;
  g_autoptr (ColimHom) f = random_vertices (rand, n, graph);
  g_autoptr (ColimHom) other = random_vertices (rand, n, graph);
  g_autoptr (ColimHom) g = colim_hom_new (
      colim_hom_get_dom (f), graph,
      (ColimFinFunction *[]) { colim_hom_get_component_at (other, 0), colim_hom_get_component_at (other, 1) }, 2, NULL);

  return colim_colimit_new_coequalizer (f, g, NULL);
}

static gint32
image (ColimHom *hom, gint32 ob, gint32 part)
{
  return colim_fin_function_apply (colim_hom_get_component_at (hom, ob), part);
}

/* Nodes of the frame of a C-set, which are in a row; edges likewise. */
typedef struct {
  gint32 nodes;
  gint32 edges;
} Offset;

static Offset
next_frame (Offset at, ColimCSet *graph)
{
  gint32 n = count (graph, "V");

  return (Offset) { at.nodes + MAX (n, 1), at.edges + count (graph, "E") };
}

static const char *
colour_of (const Dot *dot, Offset at, gint32 ob, gint32 part)
{
  return dot_look_up (ob == 0 ? dot_node (dot, at.nodes + part) : dot_edge (dot, at.edges + part), "color");
}

/* Each part has the colour of its image and says its number; different images have different colours. */
static void
check_matching (const Dot *dot, ColimHom *hom, Offset dom, Offset codom, gboolean has_remarks)
{
  for (gint32 ob = 0; ob < 2; ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (colim_hom_get_dom (hom), ob); x++)
      {
        g_autofree char *text = g_strdup_printf ("%d ↦ %d", x + 1, image (hom, ob, x) + 1);

        assert_string_equal (colour_of (dot, dom, ob, x), colour_of (dot, codom, ob, image (hom, ob, x)));
        assert_string_not_equal (colour_of (dot, dom, ob, x), "");
        if (has_remarks)
          check_label (ob == 0 ? dot_node (dot, dom.nodes + x) : dot_edge (dot, dom.edges + x), text);
        for (gint32 y = 0; y < x; y++)
          assert_int_equal (g_str_equal (colour_of (dot, dom, ob, x), colour_of (dot, dom, ob, y)),
                            image (hom, ob, x) == image (hom, ob, y));
      }
}

static void
parts_have_the_colours_of_their_images (GRand *rand)
{
  g_autoptr (ColimColimit) quotient = random_coequalizer (rand);
  ColimHom *hom = colim_colimit_get_leg (quotient, g_rand_int_range (rand, 0, 2));
  g_autoptr (ColimDrawing) drawing = colim_hom_draw (hom, COLIM_CSET_STYLE_GRAPH, NULL);
  g_autoptr (Dot) dot = dot_read (drawing);
  ColimCSet *dom = colim_hom_get_dom (hom), *codom = colim_hom_get_codom (hom);
  Offset start = { 0, 0 }, end = next_frame (start, dom);

  assert_int_equal (dot->nodes->len, next_frame (end, codom).nodes);
  assert_int_equal (dot->edges->len, next_frame (end, codom).edges + 1);
  for (gint32 i = 0; i < (gint32) dot->nodes->len; i++)
    assert_int_equal (dot_node (dot, i)->cluster, i >= end.nodes);
  check_matching (dot, hom, start, end, TRUE);
  /* What is no image has no colour. */
  for (gint32 ob = 0; ob < 2; ob++)
    for (gint32 y = 0; y < colim_cset_get_n_parts_at (codom, ob); y++)
      {
        gboolean is_image = FALSE;

        for (gint32 x = 0; x < colim_cset_get_n_parts_at (dom, ob); x++)
          is_image = is_image || image (hom, ob, x) == y;
        assert_int_equal (g_str_equal (colour_of (dot, end, ob, y), ""), !is_image);
      }
}

static void
colimits_have_the_colours_of_their_apex (GRand *rand)
{
  g_autoptr (ColimColimit) quotient = random_coequalizer (rand);
  g_autoptr (ColimDrawing) drawing
      = colim_colimit_draw (quotient, (const char *const[]) { "B", "A", "B/~", NULL }, COLIM_CSET_STYLE_GRAPH, NULL);
  g_autoptr (Dot) dot = dot_read (drawing);
  Offset first = { 0, 0 }, second = next_frame (first, colim_hom_get_dom (colim_colimit_get_leg (quotient, 0))),
         apex = next_frame (second, colim_hom_get_dom (colim_colimit_get_leg (quotient, 1)));

  assert_int_equal (dot->clusters->len, 3);
  assert_string_equal (dot_look_up (&g_array_index (dot->clusters, DotThing, 2), "label"), "<<font>B/~</font>>");
  check_matching (dot, colim_colimit_get_leg (quotient, 0), first, apex, TRUE);
  check_matching (dot, colim_colimit_get_leg (quotient, 1), second, apex, TRUE);
  /* Two arrows from A to B, and the leg from B; that from A is their composite. */
  assert_int_equal (dot->edges->len, next_frame (apex, colim_colimit_get_apex (quotient)).edges + 3);
}

/* The pullback of the quotient map with itself: its kernel pair. */
static void
pullbacks_show_pairs_over_the_base (GRand *rand)
{
  g_autoptr (ColimColimit) quotient = random_coequalizer (rand);
  ColimHom *hom = colim_colimit_get_leg (quotient, 0);
  g_autoptr (ColimLimit) limit = colim_limit_new_pullback (hom, hom, NULL);
  g_autoptr (ColimDrawing) drawing = colim_limit_draw (limit, NULL, COLIM_CSET_STYLE_GRAPH, NULL);
  g_autoptr (Dot) dot = dot_read (drawing);
  Offset first = { 0, 0 }, second = next_frame (first, colim_hom_get_dom (hom)),
         base = next_frame (second, colim_hom_get_dom (hom)), apex = next_frame (base, colim_hom_get_codom (hom));

  check_matching (dot, hom, first, base, FALSE);
  check_matching (dot, hom, second, base, FALSE);
  check_matching (dot, colim_limit_get_leg (limit, 2), apex, base, FALSE);
  for (gint32 v = 0; v < count (colim_limit_get_apex (limit), "V"); v++)
    {
      g_autofree char *text = g_strdup_printf ("%d (%d, %d)", v + 1, image (colim_limit_get_leg (limit, 0), 0, v) + 1,
                                               image (colim_limit_get_leg (limit, 1), 0, v) + 1);

      check_label (dot_node (dot, apex.nodes + v), text);
    }
}

/* Generated by some parts. */
static ColimSubobject *
random_subobject (GRand *rand, ColimCSet *graph)
{
  ColimFinFunction *chosen[2];
  ColimSubobject *generated;

  for (gint32 ob = 0; ob < 2; ob++)
    {
      gint32 n = colim_cset_get_n_parts_at (graph, ob), k = 0;
      g_autofree gint32 *values = g_new (gint32, n + 1);

      for (gint32 x = 0; x < n; x++)
        if (g_rand_int_range (rand, 0, 3) == 0)
          values[k++] = x;
      chosen[ob] = colim_fin_function_new (values, (gsize) k, n, NULL);
    }

  generated = colim_subobject_new_generated (graph, chosen, 2, NULL);
  colim_fin_function_unref (chosen[0]);
  colim_fin_function_unref (chosen[1]);

  return generated;
}

static void
sub_objects_are_what_has_a_colour (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "Graph", MOST);
  g_autoptr (ColimSubobject) part = random_subobject (rand, graph);
  g_autoptr (ColimDrawing) drawing = colim_subobject_draw (part, COLIM_CSET_STYLE_GRAPH, NULL);
  g_autoptr (Dot) dot = dot_read (drawing);

  assert_int_equal (dot->nodes->len, count (graph, "V"));
  assert_int_equal (dot->edges->len, count (graph, "E"));
  for (gint32 ob = 0; ob < 2; ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (graph, ob); x++)
      assert_int_equal (g_str_equal (colour_of (dot, (Offset) { 0, 0 }, ob, x), "#d55e00"),
                        colim_subobject_contains_at (part, ob, x));
}

static void
what_is_drawn_alone_shows_where_it_is_cut (GRand *rand)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, "Graph", MOST);
  g_autoptr (ColimSubobject) part = random_subobject (rand, graph);
  g_autoptr (ColimDrawing) drawing = colim_subobject_draw_alone (part, COLIM_CSET_STYLE_GRAPH, NULL);
  g_autoptr (Dot) dot = dot_read (drawing);
  gint32 n_nodes = 0, n_edges = 0;

  for (gint32 v = 0; v < count (graph, "V"); v++)
    {
      gboolean is_cut = FALSE;

      if (!colim_subobject_contains_at (part, 0, v))
        continue;
      for (gint32 e = 0; e < count (graph, "E"); e++)
        is_cut = is_cut
                 || ((apply (graph, "src", e) == v || apply (graph, "tgt", e) == v)
                     && !colim_subobject_contains_at (part, 1, e));
      check_number (dot_node (dot, n_nodes), v);
      assert_int_equal (strstr (dot_look_up (dot_node (dot, n_nodes++), "style"), "dashed") != NULL, is_cut);
    }
  for (gint32 e = 0; e < count (graph, "E"); e++)
    if (colim_subobject_contains_at (part, 1, e))
      check_number (dot_edge (dot, n_edges++), e);
  assert_int_equal (dot->nodes->len, n_nodes);
  assert_int_equal (dot->edges->len, n_edges);
}

static void
schemas_are_drawn_with_their_equations (void **state)
{
  const char *const *names = colim_schema_list_builtins ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      ColimSchema *schema = colim_schema_find_builtin (names[i]);
      g_autoptr (ColimDrawing) drawing = colim_schema_draw (schema, NULL);
      g_autoptr (Dot) dot = dot_read (drawing);
      gint32 n_objects = colim_schema_get_n_objects (schema), n_homs = colim_schema_get_n_homs (schema);
      g_auto (GStrv) lines = NULL;

      assert_int_equal (dot->nodes->len, n_objects + colim_schema_get_n_attr_types (schema));
      assert_int_equal (dot->edges->len, n_homs + colim_schema_get_n_attrs (schema));
      for (gint32 hom = 0; hom < n_homs; hom++)
        {
          check_label (dot_edge (dot, hom), colim_schema_get_hom_name (schema, hom));
          assert_int_equal (dot_edge (dot, hom)->from, colim_schema_get_hom_dom (schema, hom));
          assert_int_equal (dot_edge (dot, hom)->to, colim_schema_get_hom_codom (schema, hom));
        }
      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        {
          check_label (dot_edge (dot, n_homs + attr), colim_schema_get_attr_name (schema, attr));
          assert_int_equal (dot_edge (dot, n_homs + attr)->to, n_objects + colim_schema_get_attr_codom (schema, attr));
        }
      lines = g_strsplit (g_hash_table_lookup (dot->attributes, "label"), "<tr>", -1);
      assert_int_equal (g_strv_length (lines), 2 + colim_schema_get_n_equations (schema));
      assert_non_null (strstr (lines[1], names[i]));
    }
}

static void
places_and_transitions_have_arrows (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Petri"));
  g_autoptr (ColimCSet) net = NULL;
  g_autoptr (Dot) dot = NULL;

  colim_cset_builder_add (builder, "S", 2, NULL);
  colim_cset_builder_add (builder, "T", 1, NULL);
  colim_cset_builder_add (builder, "I", 1, NULL);
  colim_cset_builder_add (builder, "O", 1, NULL);
  colim_cset_builder_set (builder, "is", 0, 0, NULL);
  colim_cset_builder_set (builder, "it", 0, 0, NULL);
  colim_cset_builder_set (builder, "os", 0, 1, NULL);
  colim_cset_builder_set (builder, "ot", 0, 0, NULL);
  net = colim_cset_builder_end (builder, NULL);
  dot = draw (net, COLIM_CSET_STYLE_GRAPH);
  assert_int_equal (dot->nodes->len, 3);
  assert_int_equal (dot->edges->len, 2);
  check_label (dot_node (dot, 2), "T 1");
  assert_string_equal (dot_look_up (dot_node (dot, 2), "shape"), "box");
  assert_true (dot_edge (dot, 0)->from == 0 && dot_edge (dot, 0)->to == 2);
  assert_true (dot_edge (dot, 1)->from == 2 && dot_edge (dot, 1)->to == 1);
}

/* Texts that markup, Graphviz and XML each have their trouble with. */
static void
any_text_is_made_safe (void **state)
{
  static const char *const texts[] = { "",
                                       "a < b & c > d",
                                       "\"quoted\" \\N \\l",
                                       "one\ntwo\t\001\002",
                                       "𝒳 → Y",
                                       "</b>",
                                       "&amp;",
                                       "\xef\xbf\xbe",
                                       "\xff\xfe",
                                       "a very long text, longer than any node should be" };
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("VELabeledGraph"));
  g_autoptr (ColimCSet) graph = NULL;
  g_autoptr (ColimDrawing) drawing = NULL;
  g_autoptr (GBytes) picture = NULL;
  const char *dot;
  gsize length;
  const gint32 n = G_N_ELEMENTS (texts);

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", n, NULL);
  for (gint32 i = 0; i < n; i++)
    {
      colim_cset_builder_set (builder, "src", i, i, NULL);
      colim_cset_builder_set (builder, "tgt", i, (i + 1) % n, NULL);
      assert_true (colim_cset_builder_set_string (builder, "vlabel", i, texts[i], NULL));
      assert_true (colim_cset_builder_set_string (builder, "elabel", i, texts[i], NULL));
    }
  graph = colim_cset_builder_end (builder, NULL);
  drawing = colim_cset_draw (graph, COLIM_CSET_STYLE_GRAPH, NULL);
  picture = colim_drawing_render (drawing, "dot", NULL);
  dot = g_bytes_get_data (picture, &length);
  assert_true (g_utf8_validate (dot, (gssize) length, NULL));
  for (gsize i = 0; i < length; i++)
    assert_true (dot[i] == '\n' || dot[i] == '\t' || !g_ascii_iscntrl (dot[i]));
  assert_non_null (g_strstr_len (dot, (gssize) length, "a &lt; b &amp; c &gt; d"));
  assert_non_null (g_strstr_len (dot, (gssize) length, "a very long text, longer th…"));
}

static void
what_is_too_large_is_not_drawn (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Set"));
  g_autoptr (ColimCSet) set = NULL;
  g_autoptr (ColimHom) hom = NULL;
  g_autoptr (ColimDrawing) drawing = NULL;
  g_autoptr (GError) error = NULL;

  colim_cset_builder_add (builder, "X", 251, NULL);
  set = colim_cset_builder_end (builder, NULL);
  drawing = colim_cset_draw (set, COLIM_CSET_STYLE_GRAPH, NULL);
  assert_non_null (drawing);
  hom = colim_hom_new_identity (set);
  assert_null (colim_hom_draw (hom, COLIM_CSET_STYLE_GRAPH, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE, "there are 502 elements to draw, and a drawing has at most 500");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (graphs_are_drawn_as_they_are),
    property_test (weights_stand_on_edges),
    property_test (elements_are_drawn_with_all_arrows),
    property_test (an_edge_and_its_inverse_are_one_line),
    property_test (only_degenerate_edges_are_left_out),
    property_test (equal_c_sets_have_equal_pictures),
    property_test (parts_have_the_colours_of_their_images),
    property_test (colimits_have_the_colours_of_their_apex),
    property_test (pullbacks_show_pairs_over_the_base),
    property_test (sub_objects_are_what_has_a_colour),
    property_test (what_is_drawn_alone_shows_where_it_is_cut),
    cmocka_unit_test (schemas_are_drawn_with_their_equations),
    cmocka_unit_test (places_and_transitions_have_arrows),
    cmocka_unit_test (any_text_is_made_safe),
    cmocka_unit_test (what_is_too_large_is_not_drawn),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
