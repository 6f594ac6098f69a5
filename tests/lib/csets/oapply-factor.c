/* The universal map of composition by a wiring diagram. */

#include <colim/limit.h>

#include "tests/lib/csets/random-composition.h"

/* Chooses one of the homomorphisms that are shown, each with the same chance. */
typedef struct {
  GRand *rand;
  gint32 n;
  ColimHom *hom;
} Choice;

static gboolean
choose (ColimHom *hom, gpointer user_data)
{
  Choice *choice = user_data;

  if (g_rand_int_range (choice->rand, 0, ++choice->n) == 0)
    {
      g_clear_pointer (&choice->hom, colim_hom_unref);
      choice->hom = colim_hom_ref (hom);
    }

  return choice->n < 50;
}

static ColimHom *
random_hom (GRand *rand, ColimCSet *dom, ColimCSet *codom)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);
  Choice choice = { .rand = rand };

  colim_hom_search_foreach (search, choose, &choice, NULL);

  return choice.hom;
}

/* Two points and something else, so that there are homomorphisms and they can differ. */
static ColimCSet *
random_target (GRand *rand, ColimSchema *schema)
{
  g_autoptr (ColimLimit) terminal = colim_limit_new_terminal (schema);
  g_autoptr (ColimCSet) model = random_model (rand, schema);
  g_autoptr (ColimColimit) sum = colim_colimit_new_coproduct (
      schema, (ColimCSet *[]) { model, colim_limit_get_apex (terminal), colim_limit_get_apex (terminal) }, 3, NULL);

  return colim_cset_ref (colim_colimit_get_apex (sum));
}

/* Whether ports on one junction send their points to the same parts. */
static gboolean
points_agree (const ColimWiringDiagram *diagram, GPtrArray *boxes, GPtrArray *cocone)
{
  for (gint32 a = 0; a < (gint32) boxes->len; a++)
    for (guint i = 0; i < colim_wiring_diagram_get_n_ports (diagram, a); i++)
      for (gint32 b = 0; b < (gint32) boxes->len; b++)
        for (guint j = 0; j < colim_wiring_diagram_get_n_ports (diagram, b); j++)
          {
            ColimFinFunction *p = colim_open_cset_get_leg (boxes->pdata[a], i);
            ColimFinFunction *q = colim_open_cset_get_leg (boxes->pdata[b], j);
            gint32 ob = colim_open_cset_get_object (boxes->pdata[a], i);

            if (colim_wiring_diagram_get_junction (diagram, a, i) != colim_wiring_diagram_get_junction (diagram, b, j))
              continue;
            for (gint32 k = 0; k < colim_fin_function_get_dom (p); k++)
              if (colim_fin_function_apply (colim_hom_get_component_at (cocone->pdata[a], ob),
                                            colim_fin_function_apply (p, k))
                  != colim_fin_function_apply (colim_hom_get_component_at (cocone->pdata[b], ob),
                                               colim_fin_function_apply (q, k)))
                return FALSE;
          }

  return TRUE;
}

/* Homomorphisms from the boxes are one from the composite just where they agree on the points of each junction, and
 * there is no other from which they come. */
static void
what_agrees_at_junctions_factors (GRand *rand)
{
  ColimSchema *schema
      = colim_schema_find_builtin (plain_schemas[g_rand_int_range (rand, 0, G_N_ELEMENTS (plain_schemas))]);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimWiringDiagram) diagram = random_whole (rand, count_kinds (schema), TRUE, kinds);
  g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
  g_autoptr (GPtrArray) cocone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autoptr (ColimCSet) target = random_target (rand, schema);
  g_autoptr (ColimOapply) oapply = NULL;
  g_autoptr (ColimHom) hom = NULL, factor = NULL;
  g_autoptr (GError) error = NULL;
  gboolean from_one = g_rand_boolean (rand);

  random_boxes (rand, schema, diagram, kinds, boxes);
  oapply = compose (diagram, schema, boxes, NULL);
  hom = random_hom (rand, colim_open_cset_get_apex (colim_oapply_get_composite (oapply)), target);
  for (guint box = 0; box < boxes->len; box++)
    {
      g_autoptr (ColimHom) inclusion = colim_oapply_inclusion (oapply, box);

      g_ptr_array_add (cocone, from_one ? colim_hom_compose (inclusion, hom, NULL)
                                        : random_hom (rand, colim_hom_get_dom (inclusion), target));
    }
  factor = colim_oapply_factor (oapply, (ColimHom **) cocone->pdata, cocone->len, target, &error);
  if (!points_agree (diagram, boxes, cocone))
    {
      assert_null (factor);
      assert_int_equal (error->code, COLIM_ERROR_NOT_COMMUTING);
      assert_true (g_str_has_prefix (error->message, "no cocone: parts of '"));
      return;
    }
  assert_non_null (factor);
  if (from_one)
    assert_true (colim_hom_equal (factor, hom));
  for (guint box = 0; box < boxes->len; box++)
    {
      g_autoptr (ColimHom) inclusion = colim_oapply_inclusion (oapply, box);
      g_autoptr (ColimHom) composed = colim_hom_compose (inclusion, factor, NULL);

      assert_true (colim_hom_equal (composed, cocone->pdata[box]));
    }
}

/* With attributes: of the inclusions, it is the identity. */
static void
values_factor_too (GRand *rand)
{
  ColimSchema *schema = colim_schema_find_builtin (open_schemas[random_builtin (rand)]);
  g_autoptr (GArray) kinds = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (ColimWiringDiagram) diagram = random_whole (rand, count_kinds (schema), TRUE, kinds);
  g_autoptr (GPtrArray) boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_open_cset_unref);
  g_autoptr (GPtrArray) cocone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autoptr (ColimOapply) oapply = NULL;
  g_autoptr (ColimHom) factor = NULL, identity = NULL;
  ColimCSet *apex;

  random_boxes (rand, schema, diagram, kinds, boxes);
  oapply = compose (diagram, schema, boxes, NULL);
  if (oapply == NULL)
    return;
  apex = colim_open_cset_get_apex (colim_oapply_get_composite (oapply));
  for (guint box = 0; box < boxes->len; box++)
    g_ptr_array_add (cocone, colim_oapply_inclusion (oapply, box));
  factor = colim_oapply_factor (oapply, (ColimHom **) cocone->pdata, cocone->len, apex, NULL);
  identity = colim_hom_new_identity (apex);
  assert_non_null (factor);
  assert_true (colim_hom_equal (factor, identity));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (what_agrees_at_junctions_factors),
    property_test (values_factor_too),
  };

  return cmocka_run_group_tests_name ("oapply-factor", tests, NULL, NULL);
}
