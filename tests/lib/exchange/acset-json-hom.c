/* Homomorphisms and rules that are written read back. */

#include <colim/acset-json.h>

#include "tests/lib/csets/random-cset.h"

#include <string.h>

/* A graph without edges, and its vertices in a graph; or a graph in the glued one. */
static ColimHom *
random_hom (GRand *rand, const char *schema)
{
  g_autoptr (ColimCSet) graph = random_graph (rand, schema, 6);
  gint32 n = colim_cset_get_n_parts (graph, "V", NULL) > 0 ? random_size (rand, 4) : 0;
  g_autoptr (ColimHom) f = random_vertices (rand, n, graph);
  g_autoptr (ColimColimit) glued = colim_colimit_new_pushout (f, f, NULL);

  return colim_hom_ref (g_rand_boolean (rand) ? f : colim_colimit_get_leg (glued, 0));
}

static void
check_read_back (ColimHom *hom, const char *schema)
{
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  g_autofree char *document = NULL;
  g_autoptr (ColimText) text = NULL;
  g_autoptr (ColimHom) read = NULL;
  g_autoptr (GError) error = NULL;

  colim_acset_json_write_hom (writer, hom);
  document = colim_json_writer_end_string (writer);
  text = colim_text_new ("a", document, -1);
  read = colim_acset_json_parse_hom (text, schema != NULL ? colim_schema_find_builtin (schema) : NULL, &error);
  g_assert_no_error (error);
  assert_true (colim_hom_equal (read, hom));
}

/* All tables are written, so that the schema is known by them. */
static void
homomorphisms_read_back (GRand *rand)
{
  const char *schema = g_rand_boolean (rand) ? "WeightedGraph" : "Graph";
  g_autoptr (ColimHom) hom = random_hom (rand, schema);

  check_read_back (hom, schema);
  check_read_back (hom, NULL);
}

static void
write_member (ColimJsonWriter *writer, const char *key, ColimHom *hom)
{
  colim_json_writer_key (writer, key);
  colim_acset_json_write_hom (writer, hom);
}

/* In any order, with any number of conditions. */
static void
rules_read_back (GRand *rand)
{
  g_autoptr (ColimHom) r = random_hom (rand, "Graph");
  g_autoptr (ColimHom) l = colim_hom_new_identity (colim_hom_get_dom (r));
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  gint32 n_conditions = g_rand_int_range (rand, -1, 3);
  gboolean is_turned = g_rand_boolean (rand);
  g_autofree char *document = NULL;
  g_autoptr (ColimText) text = NULL;
  g_autoptr (ColimRule) rule = NULL;
  g_autoptr (GError) error = NULL;

  colim_json_writer_object (writer);
  if (n_conditions >= 0)
    {
      colim_json_writer_key (writer, "conditions");
      colim_json_writer_array (writer);
      for (gint32 i = 0; i < n_conditions; i++)
        colim_acset_json_write_hom (writer, r);
      colim_json_writer_array_end (writer);
    }
  write_member (writer, is_turned ? "r" : "l", is_turned ? r : l);
  write_member (writer, is_turned ? "l" : "r", is_turned ? l : r);
  colim_json_writer_object_end (writer);
  document = colim_json_writer_end_string (writer);
  text = colim_text_new ("a", document, -1);
  rule = colim_acset_json_parse_rule (text, COLIM_RULE_SPO, NULL, &error);
  g_assert_no_error (error);
  assert_int_equal (colim_rule_get_kind (rule), COLIM_RULE_SPO);
  assert_true (colim_hom_equal (colim_rule_get_left (rule), l));
  assert_true (colim_hom_equal (colim_rule_get_right (rule), r));
  assert_int_equal (colim_rule_get_n_conditions (rule), MAX (n_conditions, 0));
  for (gint32 i = 0; i < n_conditions; i++)
    assert_true (colim_hom_equal (colim_rule_get_condition (rule, (guint) i), r));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (homomorphisms_read_back),
    property_test (rules_read_back),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
