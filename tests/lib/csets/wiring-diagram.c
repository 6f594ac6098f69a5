/* Wiring diagrams: substitution against a judge that names junctions by hand, and the laws of the operad. */

#include <colim/acset-json.h>

#include "tests/lib/csets/random-wiring.h"

#define N_KINDS 2

/* Makes the names of two junctions one, by looking through all of them. */
static void
rename_all (GArray *names, gint32 first, gint32 second)
{
  gint32 a = g_array_index (names, gint32, first), b = g_array_index (names, gint32, second);

  for (guint i = 0; i < names->len; i++)
    if (g_array_index (names, gint32, i) == MAX (a, b))
      g_array_index (names, gint32, i) = MIN (a, b);
}

/* The number of a junction of the outer diagram, or of one that is put into it, when all are laid side by side. */
static gint32
number_junction (const ColimWiringDiagram *outer, GPtrArray *inner, gint32 box, gint32 junction)
{
  gint32 first = box < 0 ? 0 : colim_wiring_diagram_get_n_junctions (outer);

  for (gint32 i = 0; i < box; i++)
    first += colim_wiring_diagram_get_n_junctions (inner->pdata[i]);

  return first + junction;
}

/* What each junction is called in the whole: by the first of those that became it, which are counted. */
static GArray *
judge_junctions (const ColimWiringDiagram *outer, GPtrArray *inner)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint32 n = number_junction (outer, inner, (gint32) inner->len, 0), count = 0;

  for (gint32 i = 0; i < n; i++)
    g_array_append_val (names, i);
  for (gint32 box = 0; box < (gint32) inner->len; box++)
    for (guint port = 0; port < colim_wiring_diagram_get_n_ports (outer, box); port++)
      rename_all (names,
                  number_junction (outer, inner, -1, colim_wiring_diagram_get_junction (outer, box, port)),
                  number_junction (outer, inner, box,
                                   colim_wiring_diagram_get_outer_junction (inner->pdata[box], (gint32) port)));
  for (gint32 i = 0; i < n; i++)
    if (g_array_index (names, gint32, i) == i)
      {
        for (gint32 j = i; j < n; j++)
          if (g_array_index (names, gint32, j) == i)
            g_array_index (names, gint32, j) = -1 - count;
        count++;
      }
  for (gint32 i = 0; i < n; i++)
    g_array_index (names, gint32, i) = -1 - g_array_index (names, gint32, i);

  return names;
}

static void
substitution_joins_junctions_at_ports (GRand *rand)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) inner_kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (ColimWiringDiagram) outer = random_whole (rand, N_KINDS, FALSE, kinds);
  g_autoptr (GPtrArray) inner = random_inner (rand, outer, kinds, N_KINDS, FALSE, inner_kinds);
  g_autoptr (ColimWiringDiagram) whole = substitute_all (outer, inner);
  g_autoptr (GArray) names = judge_junctions (outer, inner);
  gint32 most = -1, at = 0;

  assert_int_equal (colim_wiring_diagram_get_n_outer_ports (whole), colim_wiring_diagram_get_n_outer_ports (outer));
  for (gint32 i = 0; i < colim_wiring_diagram_get_n_outer_ports (outer); i++)
    {
      assert_int_equal (colim_wiring_diagram_get_outer_junction (whole, i),
                        g_array_index (names, gint32, colim_wiring_diagram_get_outer_junction (outer, i)));
      assert_int_equal (g_strcmp0 (colim_wiring_diagram_get_outer_port_name (whole, i),
                                   colim_wiring_diagram_get_outer_port_name (outer, i)), 0);
    }
  for (gint32 box = 0; box < (gint32) inner->len; box++)
    for (gint32 part = 0; part < colim_wiring_diagram_get_n_boxes (inner->pdata[box]); part++, at++)
      {
        assert_int_equal (g_strcmp0 (colim_wiring_diagram_get_box_name (whole, at),
                                     colim_wiring_diagram_get_box_name (inner->pdata[box], part)), 0);
        assert_int_equal (colim_wiring_diagram_get_n_ports (whole, at),
                          colim_wiring_diagram_get_n_ports (inner->pdata[box], part));
        for (guint port = 0; port < colim_wiring_diagram_get_n_ports (whole, at); port++)
          {
            gint32 junction = colim_wiring_diagram_get_junction (inner->pdata[box], part, port);

            assert_int_equal (g_strcmp0 (colim_wiring_diagram_get_port_name (whole, at, port),
                                         colim_wiring_diagram_get_port_name (inner->pdata[box], part, port)), 0);
            assert_int_equal (colim_wiring_diagram_get_junction (whole, at, port),
                              g_array_index (names, gint32, number_junction (outer, inner, box, junction)));
          }
      }
  assert_int_equal (colim_wiring_diagram_get_n_boxes (whole), at);
  for (guint i = 0; i < names->len; i++)
    most = MAX (most, g_array_index (names, gint32, i));
  assert_int_equal (colim_wiring_diagram_get_n_junctions (whole), most + 1);
}

/* A junction is called as the first of those that became it and have names. */
static void
junctions_keep_their_first_name (GRand *rand)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) inner_kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (ColimWiringDiagram) outer = random_whole (rand, N_KINDS, FALSE, kinds);
  g_autoptr (GPtrArray) inner = random_inner (rand, outer, kinds, N_KINDS, FALSE, inner_kinds);
  g_autoptr (ColimWiringDiagram) whole = substitute_all (outer, inner);
  g_autoptr (GArray) numbers = judge_junctions (outer, inner);

  for (gint32 number = 0; number < colim_wiring_diagram_get_n_junctions (whole); number++)
    {
      const char *expected = NULL;
      guint i = 0;

      for (gint32 box = -1; box < (gint32) inner->len; box++)
        {
          const ColimWiringDiagram *from = box < 0 ? outer : inner->pdata[box];

          for (gint32 junction = 0; junction < colim_wiring_diagram_get_n_junctions (from); junction++, i++)
            if (g_array_index (numbers, gint32, i) == number && expected == NULL)
              expected = colim_wiring_diagram_get_junction_name (from, junction);
        }
      assert_int_equal (g_strcmp0 (colim_wiring_diagram_get_junction_name (whole, number), expected), 0);
    }
}

/* Notes that a junction is another one; FALSE if either is something else already. */
static gboolean
correspond (gint32 *there, gint32 *back, gint32 i, gint32 j)
{
  if ((there[i] != 0 && there[i] != j + 1) || (back[j] != 0 && back[j] != i + 1))
    return FALSE;
  there[i] = j + 1;
  back[j] = i + 1;

  return TRUE;
}

/* The same boxes, ports and outer ports on the same junctions, but for the numbers of junctions. */
static gboolean
are_alike (const ColimWiringDiagram *a, const ColimWiringDiagram *b, gboolean outer_names)
{
  gint32 n = colim_wiring_diagram_get_n_junctions (a);
  g_autofree gint32 *there = g_new0 (gint32, n + 1), *back = g_new0 (gint32, n + 1);

  if (colim_wiring_diagram_get_n_junctions (b) != n
      || colim_wiring_diagram_get_n_boxes (a) != colim_wiring_diagram_get_n_boxes (b)
      || colim_wiring_diagram_get_n_outer_ports (a) != colim_wiring_diagram_get_n_outer_ports (b))
    return FALSE;
  for (gint32 i = 0; i < colim_wiring_diagram_get_n_outer_ports (a); i++)
    if ((outer_names && g_strcmp0 (colim_wiring_diagram_get_outer_port_name (a, i),
                                   colim_wiring_diagram_get_outer_port_name (b, i)) != 0)
        || !correspond (there, back, colim_wiring_diagram_get_outer_junction (a, i),
                        colim_wiring_diagram_get_outer_junction (b, i)))
      return FALSE;
  for (gint32 box = 0; box < colim_wiring_diagram_get_n_boxes (a); box++)
    {
      if (colim_wiring_diagram_get_n_ports (a, box) != colim_wiring_diagram_get_n_ports (b, box)
          || g_strcmp0 (colim_wiring_diagram_get_box_name (a, box), colim_wiring_diagram_get_box_name (b, box)) != 0)
        return FALSE;
      for (guint port = 0; port < colim_wiring_diagram_get_n_ports (a, box); port++)
        if (g_strcmp0 (colim_wiring_diagram_get_port_name (a, box, port),
                       colim_wiring_diagram_get_port_name (b, box, port)) != 0
            || !correspond (there, back, colim_wiring_diagram_get_junction (a, box, port),
                            colim_wiring_diagram_get_junction (b, box, port)))
          return FALSE;
    }

  return TRUE;
}

static void
substitution_is_associative (GRand *rand)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) inner_kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_wiring_diagram_unref);
  g_autoptr (GPtrArray) filled = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_wiring_diagram_unref);
  g_autoptr (ColimWiringDiagram) outer = random_whole (rand, N_KINDS, FALSE, kinds);
  g_autoptr (GPtrArray) inner = random_inner (rand, outer, kinds, N_KINDS, FALSE, inner_kinds);
  g_autoptr (ColimWiringDiagram) first = substitute_all (outer, inner), left = NULL, right = NULL;

  for (guint box = 0; box < inner->len; box++)
    {
      g_autoptr (GPtrArray) innermost_kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      g_autoptr (GPtrArray) innermost
          = random_inner (rand, inner->pdata[box], inner_kinds->pdata[box], N_KINDS, FALSE, innermost_kinds);

      g_ptr_array_add (filled, substitute_all (inner->pdata[box], innermost));
      for (guint i = 0; i < innermost->len; i++)
        g_ptr_array_add (all, colim_wiring_diagram_ref (innermost->pdata[i]));
    }
  left = substitute_all (first, all);
  right = substitute_all (outer, filled);
  assert_true (are_alike (left, right, TRUE));
}

static void
identities_are_units (GRand *rand)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimWiringDiagram) diagram = random_whole (rand, N_KINDS, FALSE, kinds);
  g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_wiring_diagram_unref);
  g_autoptr (ColimWiringDiagram) identity
      = colim_wiring_diagram_new_identity (NULL, (guint) colim_wiring_diagram_get_n_outer_ports (diagram));
  g_autoptr (ColimWiringDiagram) within = colim_wiring_diagram_substitute (identity, 0, diagram, NULL);
  g_autoptr (ColimWiringDiagram) after = NULL, again = NULL;

  for (gint32 box = 0; box < colim_wiring_diagram_get_n_boxes (diagram); box++)
    g_ptr_array_add (boxes, colim_wiring_diagram_isolate (diagram, box));
  after = substitute_all (diagram, boxes);
  assert_true (are_alike (within, diagram, FALSE));
  assert_true (are_alike (after, diagram, TRUE));
  for (gint32 junction = 0; junction < colim_wiring_diagram_get_n_junctions (diagram); junction++)
    assert_int_equal (g_strcmp0 (colim_wiring_diagram_get_junction_name (after, junction),
                                 colim_wiring_diagram_get_junction_name (diagram, junction)), 0);
  /* Now ports are numbered by their boxes. */
  again = substitute_all (after, boxes);
  assert_true (colim_wiring_diagram_equal (again, after));
}

/* One box at a time, the last one first so that the others keep their numbers. */
static void
boxes_are_filled_one_by_one (GRand *rand)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) inner_kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (ColimWiringDiagram) outer = random_whole (rand, N_KINDS, FALSE, kinds);
  g_autoptr (GPtrArray) inner = random_inner (rand, outer, kinds, N_KINDS, FALSE, inner_kinds);
  g_autoptr (ColimWiringDiagram) whole = substitute_all (outer, inner), part = colim_wiring_diagram_ref (outer);

  for (gint32 box = (gint32) inner->len - 1; box >= 0; box--)
    {
      ColimWiringDiagram *next = colim_wiring_diagram_substitute (part, box, inner->pdata[box], NULL);

      assert_non_null (next);
      colim_wiring_diagram_unref (part);
      part = next;
    }
  assert_true (are_alike (part, whole, TRUE));
}

static char *
print_json (ColimCSet *cset, ColimSchema *schema)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);

  if (cset != NULL)
    colim_acset_json_write (writer, cset);
  else
    colim_acset_json_write_schema (writer, schema);

  return colim_json_writer_end_string (writer);
}

/* As JSON and back, over the schema as JSON and back: there is nothing in a diagram but the C-set. */
static void
diagrams_are_csets (GRand *rand)
{
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimWiringDiagram) diagram = random_whole (rand, N_KINDS, FALSE, kinds), again = NULL;
  g_autofree char *instance = print_json (colim_wiring_diagram_get_cset (diagram), NULL);
  g_autofree char *schema = print_json (NULL, colim_wiring_diagram_schema ());
  g_autoptr (ColimText) instance_text = colim_text_new ("instance", instance, -1);
  g_autoptr (ColimText) schema_text = colim_text_new ("schema", schema, -1);
  g_autoptr (ColimSchema) read_schema = colim_acset_json_parse_schema (schema_text, NULL);
  g_autoptr (ColimCSet) read = colim_acset_json_parse (instance_text, read_schema, NULL);

  assert_non_null (read);
  again = colim_wiring_diagram_new_from_cset (read, NULL);
  assert_true (colim_wiring_diagram_equal (again, diagram));
}

static void
builders_go_on (void **state)
{
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new (), other = NULL;
  g_autoptr (ColimWiringDiagram) empty = colim_wiring_diagram_builder_end (builder), first = NULL, second = NULL;
  g_autoptr (ColimWiringDiagram) whole = NULL;

  colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);
  colim_wiring_diagram_builder_add_box (builder, "f", (const gint32[]) { 0, 0 }, 2, NULL);
  first = colim_wiring_diagram_builder_end (builder);
  colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);
  colim_wiring_diagram_builder_add_port (builder, 0, "p", 1, NULL);
  second = colim_wiring_diagram_builder_end (builder);
  other = colim_wiring_diagram_builder_new ();
  colim_wiring_diagram_builder_add_junction (other, NULL, NULL);
  colim_wiring_diagram_builder_add_junction (other, NULL, NULL);
  colim_wiring_diagram_builder_add_box (other, "f", (const gint32[]) { 0, 0 }, 2, NULL);
  colim_wiring_diagram_builder_add_port (other, 0, "p", 1, NULL);
  whole = colim_wiring_diagram_builder_end (other);

  assert_int_equal (colim_wiring_diagram_get_n_junctions (empty), 0);
  assert_int_equal (colim_wiring_diagram_get_n_ports (first, 0), 2);
  assert_int_equal (colim_wiring_diagram_get_n_ports (second, 0), 3);
  assert_false (colim_wiring_diagram_equal (first, second));
  assert_true (colim_wiring_diagram_equal (second, whole));
}

static void
wrong_diagrams_are_refused (void **state)
{
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();
  g_autoptr (ColimWiringDiagram) two = colim_wiring_diagram_new_identity ("f", 2);
  g_autoptr (ColimWiringDiagram) one = colim_wiring_diagram_new_identity (NULL, 1);
  g_autoptr (ColimCSetBuilder) graph = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSet) empty = colim_cset_builder_end (graph, NULL);
  g_autoptr (GError) schema = NULL, junction = NULL, box = NULL, ports = NULL, none = NULL, number = NULL;
  g_autoptr (GError) outer = NULL;

  assert_null (colim_wiring_diagram_new_from_cset (empty, &schema));
  assert_colim_error (schema, COLIM_ERROR_TYPE, "the C-set is not on the schema of wiring diagrams");
  assert_int_equal (colim_wiring_diagram_builder_add_box (builder, "f", (const gint32[]) { 0 }, 1, &junction), -1);
  assert_int_equal (junction->code, COLIM_ERROR_OUT_OF_RANGE);
  assert_int_equal (colim_wiring_diagram_builder_add_outer_port (builder, NULL, 0, &outer), -1);
  assert_int_equal (outer->code, COLIM_ERROR_OUT_OF_RANGE);
  colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);
  assert_int_equal (colim_wiring_diagram_builder_add_port (builder, 0, NULL, 0, &box), -1);
  assert_int_equal (box->code, COLIM_ERROR_OUT_OF_RANGE);
  assert_null (colim_wiring_diagram_substitute (two, 0, one, &ports));
  assert_colim_error (ports, COLIM_ERROR_NOT_COMPOSABLE,
                      "cannot substitute: box 0 'f' has 2 ports, but what is put into it has 1 outer port");
  assert_null (colim_wiring_diagram_substitute (two, 1, two, &none));
  assert_colim_error (none, COLIM_ERROR_OUT_OF_RANGE, "there is no box 1 among 1");
  assert_null (colim_wiring_diagram_substitute_all (two, NULL, 0, &number));
  assert_colim_error (number, COLIM_ERROR_NOT_COMPOSABLE,
                      "cannot substitute: there are 1 boxes, but 0 wiring diagrams to put into them");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (substitution_joins_junctions_at_ports),
    property_test (junctions_keep_their_first_name),
    property_test (substitution_is_associative),
    property_test (identities_are_units),
    property_test (boxes_are_filled_one_by_one),
    property_test (diagrams_are_csets),
    cmocka_unit_test (builders_go_on),
    cmocka_unit_test (wrong_diagrams_are_refused),
  };

  return cmocka_run_group_tests_name ("wiring-diagram", tests, NULL, NULL);
}
