/* Composition by wiring diagrams: against gluing by hand, and the laws of an algebra over the operad. */

#include "tests/lib/csets/gluing-by-hand.h"
#include "tests/lib/csets/random-composition.h"

static void
check_outer_ports (const Hand *self, const ColimWiringDiagram *diagram, ColimOpenCSet *composite)
{
  for (gint32 outer = 0; outer < colim_wiring_diagram_get_n_outer_ports (diagram); outer++)
    for (gint32 box = 0; box < (gint32) self->boxes->len; box++)
      for (guint port = 0; port < colim_wiring_diagram_get_n_ports (diagram, box); port++)
        {
          ColimFinFunction *leg = colim_open_cset_get_leg (composite, (guint) outer);
          gint32 ob = colim_open_cset_get_object (composite, (guint) outer);

          if (colim_wiring_diagram_get_junction (diagram, box, port)
              != colim_wiring_diagram_get_outer_junction (diagram, outer))
            continue;
          assert_int_equal (colim_open_cset_get_object (self->boxes->pdata[box], port), ob);
          assert_int_equal (
              colim_fin_function_get_dom (colim_open_cset_get_leg (self->boxes->pdata[box], port)),
              colim_fin_function_get_dom (leg));
          for (gint32 k = 0; k < colim_fin_function_get_dom (leg); k++)
            assert_int_equal (colim_fin_function_apply (leg, k),
                              name_by_hand (self, ob, point_by_hand (self, box, port, k)));
        }
}

static void
check_parts (const Hand *self, const ColimOapply *oapply)
{
  ColimCSet *apex = colim_open_cset_get_apex (colim_oapply_get_composite (oapply));

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    {
      gint32 most = -1, place = 0;

      for (guint box = 0; box < self->boxes->len; box++)
        {
          g_autoptr (ColimHom) inclusion = colim_oapply_inclusion (oapply, box);
          ColimFinFunction *component = colim_hom_get_component_at (inclusion, ob);

          for (gint32 x = 0; x < colim_fin_function_get_dom (component); x++, place++)
            {
              most = MAX (most, name_by_hand (self, ob, place));
              assert_int_equal (colim_fin_function_apply (component, x), name_by_hand (self, ob, place));
            }
        }
      assert_int_equal (colim_cset_get_n_parts_at (apex, ob), most + 1);
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    for (gint32 x = 0; x < (gint32) self->images[hom]->len; x++)
      assert_int_equal (colim_fin_function_apply (
                            colim_cset_get_hom_at (apex, hom),
                            name_by_hand (self, colim_schema_get_hom_dom (self->schema, hom), x)),
                        name_by_hand (self, colim_schema_get_hom_codom (self->schema, hom),
                                      g_array_index (self->images[hom], gint32, x)));
}

static void
points_on_one_junction_are_glued (GRand *rand)
{
  ColimSchema *schema
      = colim_schema_find_builtin (plain_schemas[g_rand_int_range (rand, 0, G_N_ELEMENTS (plain_schemas))]);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimWiringDiagram) diagram = random_whole (rand, count_kinds (schema), TRUE, kinds);
  g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
  g_autoptr (ColimOapply) oapply = NULL;
  Hand hand;

  random_boxes (rand, schema, diagram, kinds, boxes);
  oapply = compose (diagram, schema, boxes, NULL);
  assert_non_null (oapply);
  lay_out_by_hand (&hand, schema, boxes);
  glue_by_hand (&hand, diagram);
  close_by_hand (&hand);
  number_by_hand (&hand);
  check_parts (&hand, oapply);
  check_outer_ports (&hand, diagram, colim_oapply_get_composite (oapply));
  free_hand (&hand);
}

static gboolean
are_equal (ColimOpenCSet *a, ColimOpenCSet *b)
{
  if (!colim_cset_equal (colim_open_cset_get_apex (a), colim_open_cset_get_apex (b))
      || colim_open_cset_get_n_legs (a) != colim_open_cset_get_n_legs (b))
    return FALSE;
  for (guint leg = 0; leg < colim_open_cset_get_n_legs (a); leg++)
    if (colim_open_cset_get_object (a, leg) != colim_open_cset_get_object (b, leg)
        || !colim_fin_function_equal (colim_open_cset_get_leg (a, leg), colim_open_cset_get_leg (b, leg)))
      return FALSE;

  return TRUE;
}

/* oapply (w ∘ (v_1, …, v_n)) = oapply (w, oapply (v_1), …, oapply (v_n)), and one has a conflict where the other
 * has. */
static void
substitution_is_composition_twice (GRand *rand)
{
  ColimSchema *schema = colim_schema_find_builtin (open_schemas[random_builtin (rand)]);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) inner_kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (ColimWiringDiagram) outer = random_whole (rand, count_kinds (schema), TRUE, kinds);
  g_autoptr (GPtrArray) inner = random_inner (rand, outer, kinds, count_kinds (schema), TRUE, inner_kinds);
  g_autoptr (ColimWiringDiagram) whole = substitute_all (outer, inner);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
  g_autoptr (GPtrArray) composites = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
  g_autoptr (ColimOapply) once = NULL, twice = NULL;
  g_autoptr (GError) error = NULL, other_error = NULL;

  for (guint box = 0; box < inner->len && other_error == NULL; box++)
    {
      g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
      g_autoptr (ColimOapply) part = NULL;

      random_boxes (rand, schema, inner->pdata[box], inner_kinds->pdata[box], boxes);
      for (guint i = 0; i < boxes->len; i++)
        g_ptr_array_add (all, colim_open_cset_ref (boxes->pdata[i]));
      part = compose (inner->pdata[box], schema, boxes, &other_error);
      if (part != NULL)
        g_ptr_array_add (composites, colim_open_cset_ref (colim_oapply_get_composite (part)));
    }
  if (other_error == NULL)
    {
      once = compose (whole, schema, all, &error);
      twice = compose (outer, schema, composites, &other_error);
    }
  if (other_error != NULL)
    {
      assert_int_equal (other_error->code, COLIM_ERROR_ATTRIBUTE_CONFLICT);
      assert_null (once);
      return;
    }
  assert_non_null (once);
  assert_true (are_equal (colim_oapply_get_composite (once), colim_oapply_get_composite (twice)));
}

static void
the_identity_changes_nothing (GRand *rand)
{
  ColimSchema *schema = colim_schema_find_builtin (open_schemas[random_builtin (rand)]);
  g_autoptr (GArray) legs = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
  g_autoptr (ColimWiringDiagram) identity = NULL;
  g_autoptr (ColimOapply) oapply = NULL;

  for (gint32 i = random_size (rand, 3); i > 0; i--)
    {
      gint32 kind = g_rand_int_range (rand, 0, count_kinds (schema));

      g_array_append_val (legs, kind);
    }
  g_ptr_array_add (boxes, random_open (rand, schema, legs));
  identity = colim_wiring_diagram_new_identity (NULL, legs->len);
  oapply = compose (identity, schema, boxes, NULL);
  assert_true (are_equal (colim_oapply_get_composite (oapply), boxes->pdata[0]));
}

/* Two spiders that touch, once or more, are one. */
static void
spiders_fuse (GRand *rand)
{
  ColimSchema *schema = colim_schema_find_builtin (open_schemas[random_builtin (rand)]);
  const char *object
      = colim_schema_get_object_name (schema, g_rand_int_range (rand, 0, colim_schema_get_n_objects (schema)));
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();
  g_autoptr (ColimWiringDiagram) diagram = NULL;
  gint32 n = random_size (rand, 3), n_legs[2] = { random_size (rand, 3), random_size (rand, 3) }, n_outer = 0;
  gint32 n_touch = 1 + random_size (rand, 2);
  g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
  g_autoptr (ColimOpenCSet) fused = NULL;
  g_autoptr (ColimOapply) oapply = NULL;

  for (gint32 i = 0; i < n_touch; i++)
    colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);
  for (gint32 box = 0; box < 2; box++)
    {
      colim_wiring_diagram_builder_add_box (builder, NULL, NULL, 0, NULL);
      for (gint32 i = 0; i < n_touch; i++)
        colim_wiring_diagram_builder_add_port (builder, box, NULL, i, NULL);
      for (gint32 i = 0; i < n_legs[box]; i++, n_outer++)
        {
          gint32 junction = colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);

          colim_wiring_diagram_builder_add_port (builder, box, NULL, junction, NULL);
          colim_wiring_diagram_builder_add_outer_port (builder, NULL, junction, NULL);
        }
      g_ptr_array_add (boxes,
                       colim_open_cset_new_spider (schema, object, n, (guint) (n_touch + n_legs[box]), 1000, NULL));
    }
  diagram = colim_wiring_diagram_builder_end (builder);
  oapply = compose (diagram, schema, boxes, NULL);
  fused = colim_open_cset_new_spider (schema, object, n, (guint) n_outer, 1000, NULL);
  assert_true (open_csets_are_isomorphic (colim_oapply_get_composite (oapply), fused));
}

/* Three edges round a triangle, whose corners are open. */
static ColimWiringDiagram *
make_triangle (void)
{
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();

  for (gint32 i = 0; i < 3; i++)
    colim_wiring_diagram_builder_add_junction (builder, i == 1 ? "y" : NULL, NULL);
  for (gint32 i = 0; i < 3; i++)
    colim_wiring_diagram_builder_add_box (builder, i == 2 ? "last" : NULL, (const gint32[]) { i, (i + 1) % 3 }, 2,
                                          NULL);
  for (gint32 i = 2; i >= 0; i--)
    colim_wiring_diagram_builder_add_outer_port (builder, NULL, i, NULL);

  return colim_wiring_diagram_builder_end (builder);
}

static ColimOpenCSet *
make_open_edge (gint64 weight)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("WeightedGraph"));
  g_autoptr (ColimFinFunction) src = colim_fin_function_new ((const gint32[]) { 0 }, 1, 2, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new ((const gint32[]) { 1 }, 1, 2, NULL);
  g_autoptr (ColimCSet) edge = NULL;

  colim_cset_builder_add (builder, "V", 2, NULL);
  colim_cset_builder_add (builder, "E", 1, NULL);
  colim_cset_builder_set (builder, "src", 0, 0, NULL);
  colim_cset_builder_set (builder, "tgt", 0, 1, NULL);
  colim_cset_builder_set_int (builder, "weight", 0, weight, NULL);
  edge = colim_cset_builder_end (builder, NULL);

  return open_at (edge, "V", (ColimFinFunction *[]) { src, tgt }, 2);
}

static void
edges_make_a_triangle (void **state)
{
  static const gint32 ends[][3] = { { 0, 1, 2 }, { 1, 2, 0 } };
  g_autoptr (ColimWiringDiagram) diagram = make_triangle ();
  g_autoptr (ColimOpenCSet) first = make_open_edge (1), second = make_open_edge (2), third = make_open_edge (3);
  ColimSchema *schema = colim_schema_find_builtin ("WeightedGraph");
  g_autoptr (ColimOapply) oapply
      = colim_oapply_new (diagram, schema, (ColimOpenCSet *[]) { first, second, third }, 3, NULL);
  ColimOpenCSet *composite = colim_oapply_get_composite (oapply);
  ColimCSet *apex = colim_open_cset_get_apex (composite);

  assert_int_equal (colim_cset_get_n_parts (apex, "V", NULL), 3);
  assert_int_equal (colim_cset_get_n_parts (apex, "E", NULL), 3);
  for (gint32 i = 0; i < 3; i++)
    {
      gint64 weight = 0;

      for (gint32 hom = 0; hom < 2; hom++)
        assert_int_equal (colim_fin_function_apply (colim_cset_get_hom_at (apex, hom), i), ends[hom][i]);
      assert_true (colim_cset_get_int (apex, "weight", i, &weight, NULL));
      assert_int_equal (weight, i + 1);
      assert_int_equal (colim_fin_function_apply (colim_open_cset_get_leg (composite, (guint) i), 0), 2 - i);
    }
}

/* Points that are glued have one label: the variable of one becomes the constant of the other, or two constants
 * meet. */
static void
labels_must_agree (void **state)
{
  static const gint64 labels[] = { 5, -1, 5, 6 };
  ColimSchema *schema = colim_schema_find_builtin ("LabeledGraph");
  g_autoptr (ColimFinFunction) point = colim_fin_function_new_identity (1);
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();
  g_autoptr (ColimWiringDiagram) three = NULL, four = NULL;
  ColimOpenCSet *boxes[4];
  g_autoptr (ColimOapply) oapply = NULL;
  g_autoptr (GError) error = NULL;
  gint64 label;

  colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);
  for (gint32 i = 0; i < 4; i++)
    {
      g_autoptr (ColimCSetBuilder) vertex = colim_cset_builder_new (schema);
      g_autoptr (ColimCSet) cset = NULL;

      colim_cset_builder_add (vertex, "V", 1, NULL);
      if (labels[i] >= 0)
        colim_cset_builder_set_int (vertex, "label", 0, labels[i], NULL);
      else
        colim_cset_builder_set_variable (vertex, "label", 0,
                                         colim_cset_builder_add_variables (vertex, "Label", 1, NULL), NULL);
      cset = colim_cset_builder_end (vertex, NULL);
      boxes[i] = open_at (cset, "V", (ColimFinFunction *[]) { point }, 1);
      colim_wiring_diagram_builder_add_box (builder, NULL, (const gint32[]) { 0 }, 1, NULL);
      if (i == 2)
        three = colim_wiring_diagram_builder_end (builder);
    }
  four = colim_wiring_diagram_builder_end (builder);
  oapply = colim_oapply_new (three, schema, boxes, 3, NULL);
  assert_true (colim_cset_get_int (colim_open_cset_get_apex (colim_oapply_get_composite (oapply)), "label", 0, &label,
                                   NULL));
  assert_int_equal (label, 5);
  assert_null (colim_oapply_new (four, schema, boxes, 4, &error));
  assert_int_equal (error->code, COLIM_ERROR_ATTRIBUTE_CONFLICT);
  for (gint32 i = 0; i < 4; i++)
    colim_open_cset_unref (boxes[i]);
}

static void
nothing_composes_to_nothing (void **state)
{
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();
  g_autoptr (ColimWiringDiagram) empty = colim_wiring_diagram_builder_end (builder);
  g_autoptr (ColimOapply) oapply = colim_oapply_new (empty, colim_schema_find_builtin ("Graph"), NULL, 0, NULL);
  ColimOpenCSet *composite = colim_oapply_get_composite (oapply);

  assert_int_equal (colim_open_cset_get_n_legs (composite), 0);
  assert_int_equal (colim_cset_get_n_parts_at (colim_open_cset_get_apex (composite), 0), 0);
}

static void
what_does_not_fit_is_refused (void **state)
{
  ColimSchema *schema = colim_schema_find_builtin ("WeightedGraph");
  g_autoptr (ColimWiringDiagram) diagram = make_triangle (), bare = NULL;
  g_autoptr (ColimOpenCSet) edge = make_open_edge (1);
  g_autoptr (ColimOpenCSet) three = colim_open_cset_new_spider (schema, "V", 1, 3, 100, NULL);
  g_autoptr (ColimOpenCSet) two = colim_open_cset_new_spider (schema, "V", 2, 2, 100, NULL);
  g_autoptr (ColimOpenCSet) edges = colim_open_cset_new_spider (schema, "E", 1, 2, 100, NULL);
  g_autoptr (ColimOpenCSet) other
      = colim_open_cset_new_spider (colim_schema_find_builtin ("Graph"), "V", 1, 2, 100, NULL);
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();
  const struct {
    ColimOpenCSet *last;
    ColimError code;
    const char *message;
  } cases[] = {
    { three, COLIM_ERROR_NOT_COMPOSABLE, "cannot compose: box 2 'last' has 2 ports, but its open C-set has 3 legs" },
    { two, COLIM_ERROR_NOT_COMPOSABLE,
      "cannot compose at junction 0: port 0 of box 0 has 1 part of 'V', but port 1 of box 2 'last' has 2 parts of "
      "'V'" },
    { edges, COLIM_ERROR_NOT_COMPOSABLE,
      "cannot compose at junction 0: port 0 of box 0 has 1 part of 'V', but port 1 of box 2 'last' has 1 part of 'E'" },
    { other, COLIM_ERROR_TYPE, "the C-sets have different schemas" },
  };
  g_autoptr (GError) number = NULL, undefined = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (colim_oapply_new (diagram, schema, (ColimOpenCSet *[]) { edge, edge, cases[i].last }, 3, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }
  assert_null (colim_oapply_new (diagram, schema, (ColimOpenCSet *[]) { edge, edge }, 2, &number));
  assert_colim_error (number, COLIM_ERROR_NOT_COMPOSABLE, "cannot compose: there are 3 boxes, but 2 open C-sets");
  colim_wiring_diagram_builder_add_junction (builder, "x", NULL);
  bare = colim_wiring_diagram_builder_end (builder);
  assert_null (colim_oapply_new (bare, schema, NULL, 0, &undefined));
  assert_colim_error (undefined, COLIM_ERROR_UNDEFINED,
                      "cannot compose: junction 0 'x' has no port that would tell its parts (free parts are a spider "
                      "in a box on it)");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (points_on_one_junction_are_glued),
    property_test (substitution_is_composition_twice),
    property_test (the_identity_changes_nothing),
    property_test_n (spiders_fuse, 100),
    cmocka_unit_test (edges_make_a_triangle),
    cmocka_unit_test (labels_must_agree),
    cmocka_unit_test (nothing_composes_to_nothing),
    cmocka_unit_test (what_does_not_fit_is_refused),
  };

  return cmocka_run_group_tests_name ("oapply", tests, NULL, NULL);
}
