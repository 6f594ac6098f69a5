/* Pictures of wiring diagrams, read back: what stands in them is what the diagrams are. */

#include <colim/wiring-drawing.h>

#include "tests/lib/csets/random-wiring.h"
#include "tests/lib/exchange/dot.h"

/* That a label is this text and nothing else, or empty. */
static void
check_label (const DotThing *thing, const char *attribute, const char *name, gint32 number)
{
  const char *label = g_hash_table_lookup (thing->attributes, attribute);
  g_autofree char *text = name == NULL && number >= 0 ? g_strdup_printf ("%d", number + 1) : g_strdup (name);
  g_autofree char *expected = text != NULL ? g_strconcat (">", text, "<", NULL) : NULL;

  if (text == NULL)
    assert_true (label == NULL || *label == '\0');
  else
    assert_non_null (strstr (label, expected));
}

/* Nodes are boxes, then junctions, then outer ports; edges are ports by number, then outer ports. */
static void
diagrams_are_drawn_as_they_are (GRand *rand)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimWiringDiagram) diagram = random_whole (rand, 1, FALSE, kinds);
  g_autoptr (ColimDrawing) drawing = colim_wiring_diagram_draw (diagram, NULL);
  g_autoptr (Dot) dot = dot_read (drawing);
  ColimCSet *cset = colim_wiring_diagram_get_cset (diagram);
  gint32 n_boxes = colim_wiring_diagram_get_n_boxes (diagram), n = colim_wiring_diagram_get_n_junctions (diagram);
  gint32 n_outer = colim_wiring_diagram_get_n_outer_ports (diagram);
  gint32 n_ports = colim_cset_get_n_parts (cset, "Port", NULL);

  assert_int_equal (dot->nodes->len, n_boxes + n + n_outer);
  assert_int_equal (dot->edges->len, n_ports + n_outer);
  for (gint32 box = 0; box < n_boxes; box++)
    check_label (dot_node (dot, box), "label", colim_wiring_diagram_get_box_name (diagram, box), box);
  for (gint32 junction = 0; junction < n; junction++)
    check_label (dot_node (dot, n_boxes + junction), "xlabel",
                 colim_wiring_diagram_get_junction_name (diagram, junction), -1);
  for (gint32 port = 0; port < n_ports; port++)
    {
      const DotThing *edge = dot_edge (dot, port);

      check_label (edge, "label", colim_cset_get_string (cset, "port_name", port, NULL), -1);
      assert_int_equal (edge->from, colim_fin_function_apply (colim_cset_get_hom (cset, "box", NULL), port));
      assert_int_equal (edge->to,
                        n_boxes + colim_fin_function_apply (colim_cset_get_hom (cset, "junction", NULL), port));
    }
  for (gint32 port = 0; port < n_outer; port++)
    {
      gint32 node = n_boxes + n + port;

      check_label (dot_node (dot, node), "label", colim_wiring_diagram_get_outer_port_name (diagram, port), port);
      assert_int_equal (dot_node (dot, node)->cluster, -1);
      assert_int_equal (dot_edge (dot, n_ports + port)->from,
                        n_boxes + colim_wiring_diagram_get_outer_junction (diagram, port));
      assert_int_equal (dot_edge (dot, n_ports + port)->to, node);
    }
  for (gint32 node = 0; node < n_boxes + n; node++)
    assert_int_equal (dot_node (dot, node)->cluster, 0);
}

static void
names_are_only_texts (void **state)
{
  g_autoptr (ColimWiringDiagram) diagram = colim_wiring_diagram_new_identity ("<b>&</b>", 1);
  g_autoptr (ColimDrawing) drawing = colim_wiring_diagram_draw (diagram, NULL);
  g_autoptr (Dot) dot = dot_read (drawing);

  check_label (dot_node (dot, 0), "label", "&lt;b&gt;&amp;&lt;/b&gt;", -1);
}

static void
large_diagrams_are_refused (void **state)
{
  g_autoptr (ColimWiringDiagram) diagram = colim_wiring_diagram_new_identity (NULL, 167);
  g_autoptr (GError) error = NULL;

  assert_null (colim_wiring_diagram_draw (diagram, &error));
  assert_colim_error (error, COLIM_ERROR_TOO_LARGE,
                      "there are 502 elements to draw, and a drawing has at most 500");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (diagrams_are_drawn_as_they_are),
    cmocka_unit_test (names_are_only_texts),
    cmocka_unit_test (large_diagrams_are_refused),
  };

  return cmocka_run_group_tests_name ("wiring-drawing", tests, NULL, NULL);
}
