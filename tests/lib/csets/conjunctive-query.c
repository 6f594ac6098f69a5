/* Queries against nested loops: boxes are filled in every way, and what hangs on one variable is compared. */

#include <colim/conjunctive-query.h>

#include "tests/lib/csets/graphs.h"
#include "tests/lib/csets/random-instance.h"

#define MOST_BOXES 3
#define MOST_PORTS 6
#define MOST_VARIABLES 6

/* A part, a constant (a small integer), or a variable of an attribute type, as a number that orders them. */
#define AS_VARIABLE(v) (1000 + (v))

typedef struct {
  gint32 box;
  gint32 arrow; /* -1: the part */
  guint variable;
} Port;

typedef struct {
  ColimSchema *schema;
  ColimCSet *cset;
  ColimConjunctiveQuery *query;
  gint32 boxes[MOST_BOXES];
  guint n_boxes;
  Port ports[MOST_PORTS];
  guint n_ports;
  char sorts[MOST_VARIABLES]; /* 0: no port has it; else 1 + object, or 100 + attribute type */
  gint64 fixed[MOST_VARIABLES]; /* or -1 */
  guint columns[MOST_VARIABLES];
  guint n_columns;
} Case;

static gint64
get_entry (const Case *c, gint32 arrow, gint32 part)
{
  gint32 n_homs = colim_schema_get_n_homs (c->schema), variable;
  gint64 value;

  if (arrow < 0)
    return part;
  if (arrow < n_homs)
    return colim_fin_function_apply (colim_cset_get_hom_at (c->cset, arrow), part);
  variable = colim_cset_get_variable_at (c->cset, arrow - n_homs, part);
  if (variable >= 0)
    return AS_VARIABLE (variable);
  assert_true (
      colim_cset_get_int (c->cset, colim_schema_get_attr_name (c->schema, arrow - n_homs), part, &value, NULL));

  return value;
}

static char *
name_variable (guint variable)
{
  return g_strdup_printf ("v%u", variable);
}

static void
add_random_port (Case *c, GRand *rand)
{
  gint32 n_homs = colim_schema_get_n_homs (c->schema), n_arrows = n_homs + colim_schema_get_n_attrs (c->schema);
  gint32 box = g_rand_int_range (rand, 0, (gint32) c->n_boxes), arrow = g_rand_int_range (rand, -1, n_arrows);
  gint32 dom = arrow < 0 ? c->boxes[box] : arrow < n_homs ? colim_schema_get_hom_dom (c->schema, arrow)
                                                          : colim_schema_get_attr_dom (c->schema, arrow - n_homs);
  char sort = (char) (arrow < 0 ? 1 + c->boxes[box]
                                : arrow < n_homs ? 1 + colim_schema_get_hom_codom (c->schema, arrow)
                                                 : 100 + colim_schema_get_attr_codom (c->schema, arrow - n_homs));
  guint variable = (guint) g_rand_int_range (rand, 0, MOST_VARIABLES);
  const char *port = arrow < 0 ? "_id" : arrow < n_homs ? colim_schema_get_hom_name (c->schema, arrow)
                                                        : colim_schema_get_attr_name (c->schema, arrow - n_homs);
  g_autofree char *name = name_variable (variable);
  g_autoptr (GError) error = NULL;
  gboolean fits = dom == c->boxes[box] && (c->sorts[variable] == 0 || c->sorts[variable] == sort);

  assert_int_equal (colim_conjunctive_query_add_port (c->query, box, port, name, &error), fits);
  if (!fits)
    {
      assert_int_equal (error->code, dom == c->boxes[box] ? COLIM_ERROR_TYPE : COLIM_ERROR_UNKNOWN_NAME);
      return;
    }
  c->sorts[variable] = sort;
  c->ports[c->n_ports++] = (Port) { box, arrow, variable };
}

/* Fixes a variable to something that there is, mostly. */
static void
fix (Case *c, GRand *rand, guint variable)
{
  g_autofree char *name = name_variable (variable);
  gboolean is_part = c->sorts[variable] < 100;
  gint32 n = is_part ? colim_cset_get_n_parts_at (c->cset, c->sorts[variable] - 1)
                     : colim_cset_get_n_variables_at (c->cset, c->sorts[variable] - 100);

  if (n > 0 && (is_part || g_rand_boolean (rand)))
    {
      gint32 image = g_rand_int_range (rand, 0, n);

      assert_true (colim_conjunctive_query_set (c->query, name, image, NULL));
      c->fixed[variable] = is_part ? image : AS_VARIABLE (image);
    }
  else if (!is_part)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_value_init (&value, G_TYPE_INT64);
      g_value_set_int64 (&value, c->fixed[variable] = g_rand_int_range (rand, 0, N_CONSTANTS));
      assert_true (colim_conjunctive_query_set_value (c->query, name, &value, NULL));
    }
}

static void
case_init (Case *c, GRand *rand)
{
  c->schema = random_schema (rand);
  c->cset = random_cset (rand, c->schema, 4);
  c->query = colim_conjunctive_query_new (c->schema);
  c->n_boxes = colim_schema_get_n_objects (c->schema) == 0 ? 0 : (guint) g_rand_int_range (rand, 0, MOST_BOXES + 1);
  for (guint i = 0; i < c->n_boxes; i++)
    {
      c->boxes[i] = g_rand_int_range (rand, 0, colim_schema_get_n_objects (c->schema));
      assert_int_equal (
          colim_conjunctive_query_add_box (c->query, colim_schema_get_object_name (c->schema, c->boxes[i]), NULL), i);
    }
  for (guint i = 0; c->n_boxes > 0 && i < MOST_PORTS; i++)
    add_random_port (c, rand);
  for (guint v = 0; v < MOST_VARIABLES; v++)
    {
      c->fixed[v] = -1;
      if (c->sorts[v] != 0 && g_rand_int_range (rand, 0, 4) == 0)
        fix (c, rand, v);
    }
  for (guint i = 0; i < 3; i++)
    {
      guint variable = (guint) g_rand_int_range (rand, 0, MOST_VARIABLES);
      g_autofree char *name = name_variable (variable);
      g_autoptr (GError) error = NULL;

      if (colim_conjunctive_query_add_column (c->query, name, &error))
        c->columns[c->n_columns++] = variable;
      else
        assert_int_equal (c->sorts[variable], 0);
    }
}

static void
case_clear (Case *c)
{
  colim_schema_unref (c->schema);
  colim_cset_unref (c->cset);
  colim_conjunctive_query_unref (c->query);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer n_columns)
{
  const gint64 *first = a, *second = b;

  for (guint i = 0; i < *(guint *) n_columns; i++)
    if (first[i] != second[i])
      return first[i] < second[i] ? -1 : 1;

  return 0;
}

/* The row of an assignment, if it is a solution. */
static void
judge (const Case *c, const gint32 *parts, GArray *rows)
{
  gint64 values[MOST_VARIABLES], row[MOST_VARIABLES] = { 0, };

  memcpy (values, c->fixed, sizeof values);
  for (guint i = 0; i < c->n_ports; i++)
    {
      gint64 entry = get_entry (c, c->ports[i].arrow, parts[c->ports[i].box]);
      gint64 *value = &values[c->ports[i].variable];

      if (*value >= 0 && *value != entry)
        return;
      *value = entry;
    }
  for (guint i = 0; i < c->n_columns; i++)
    row[i] = values[c->columns[i]];
  g_array_append_vals (rows, row, 1);
}

static void
solutions_are_those_of_nested_loops (GRand *rand)
{
  g_auto (Case) c = { 0, };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, MOST_VARIABLES * sizeof (gint64));
  gint32 parts[MOST_BOXES] = { 0, }, sizes[MOST_BOXES];
  gboolean more = TRUE;
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimSolutions) solutions = NULL;

  case_init (&c, rand);
  for (guint i = 0; i < c.n_boxes; i++)
    {
      sizes[i] = colim_cset_get_n_parts_at (c.cset, c.boxes[i]);
      more = more && sizes[i] > 0;
    }
  while (more)
    {
      judge (&c, parts, rows);
      more = FALSE;
      for (guint i = 0; i < c.n_boxes && !more; i++)
        {
          more = ++parts[i] < sizes[i];
          parts[i] = more ? parts[i] : 0;
        }
    }
  if (rows->len > 0)
    g_qsort_with_data (rows->data, (gint) rows->len, MOST_VARIABLES * sizeof (gint64), compare_rows, &c.n_columns);
  solutions = colim_conjunctive_query_evaluate (c.query, c.cset, 1000000, &error);
  g_assert_no_error (error);
  assert_int_equal (colim_solutions_get_n_rows (solutions), rows->len);
  assert_int_equal (colim_solutions_get_n_columns (solutions), c.n_columns);
  for (gint32 row = 0; row < (gint32) rows->len; row++)
    for (guint i = 0; i < c.n_columns; i++)
      {
        gint64 expected = ((gint64 *) (void *) rows->data)[(gsize) row * MOST_VARIABLES + i];
        gint32 found = colim_solutions_get (solutions, i, row);
        g_auto (GValue) value = G_VALUE_INIT;

        if (colim_solutions_get_value (solutions, i, row, &value))
          assert_int_equal (g_value_get_int64 (&value), expected);
        else if (colim_solutions_get_attr_type (solutions, i) != NULL)
          assert_int_equal (AS_VARIABLE (found), expected);
        else
          assert_int_equal (found, expected);
      }
}

/* Directed triangles, each as often as it has corners. */
static ColimConjunctiveQuery *
ask_for_triangles (void)
{
  static const char *const variables[] = { "a", "b", "c" };
  ColimConjunctiveQuery *query = colim_conjunctive_query_new (colim_schema_find_builtin ("Graph"));

  for (gint32 i = 0; i < 3; i++)
    {
      colim_conjunctive_query_add_box (query, "E", NULL);
      colim_conjunctive_query_add_port (query, i, "src", variables[i], NULL);
      colim_conjunctive_query_add_port (query, i, "tgt", variables[(i + 1) % 3], NULL);
      colim_conjunctive_query_add_column (query, variables[i], NULL);
    }

  return query;
}

static void
triangles_are_counted (void **state)
{
  static const gint32 expected[] = { 411, 429, 381, 423, 447 };
  g_autoptr (ColimConjunctiveQuery) query = ask_for_triangles ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (ColimCSet) graph = graph_new_random (150, 0.05, i + 1);
      g_autoptr (ColimSolutions) solutions = colim_conjunctive_query_evaluate (query, graph, 1000000, NULL);

      assert_int_equal (colim_solutions_get_n_rows (solutions), expected[i]);
    }
}

static void
budgets_are_kept (void **state)
{
  g_autoptr (ColimConjunctiveQuery) query = ask_for_triangles ();
  g_autoptr (ColimConjunctiveQuery) product = colim_conjunctive_query_new (colim_schema_find_builtin ("Graph"));
  g_autoptr (ColimCSet) graph = graph_new_random (150, 0.05, 1);
  g_autoptr (GError) error = NULL;

  assert_null (colim_conjunctive_query_evaluate (query, graph, 1000, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET, "the budget of steps ran out before the limit was counted");
  g_clear_error (&error);
  for (guint i = 0; i < 2; i++)
    colim_conjunctive_query_add_box (product, "E", NULL);
  assert_null (colim_conjunctive_query_evaluate (product, graph, 100000, &error));
  assert_colim_error (error, COLIM_ERROR_BUDGET, "the limit has 1299600 elements, each of 2 entries, and the budget has 100000 left");
}

static void
what_makes_no_sense_is_refused (void **state)
{
  ColimSchema *schema = colim_schema_find_builtin ("WeightedGraph");
  g_autoptr (ColimConjunctiveQuery) query = colim_conjunctive_query_new (schema);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  g_autoptr (ColimCSet) empty = colim_cset_builder_end (builder, NULL), graph = graph_new_path (2);
  g_autoptr (GError) error = NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  assert_int_equal (colim_conjunctive_query_add_box (query, "W", &error), -1);
  assert_colim_error (error, COLIM_ERROR_UNKNOWN_NAME, "no object 'W' in the schema");
  g_clear_error (&error);
  assert_int_equal (colim_conjunctive_query_add_box (query, "E", NULL), 0);
  assert_false (colim_conjunctive_query_add_port (query, 0, "inv", "x", &error));
  assert_colim_error (error, COLIM_ERROR_UNKNOWN_NAME, "no hom or attribute 'inv' starts at 'E'");
  g_clear_error (&error);
  assert_true (colim_conjunctive_query_add_port (query, 0, "src", "x", NULL));
  assert_false (colim_conjunctive_query_add_port (query, 0, "weight", "x", &error));
  assert_colim_error (error, COLIM_ERROR_TYPE, "the variable 'x' is of 'V' at one port, of 'Weight' at 'weight'");
  g_clear_error (&error);
  assert_false (colim_conjunctive_query_add_column (query, "y", &error));
  assert_colim_error (error, COLIM_ERROR_UNKNOWN_NAME, "no port has the variable 'y'");
  g_clear_error (&error);
  assert_false (colim_conjunctive_query_set_value (query, "x", &value, &error));
  assert_colim_error (error, COLIM_ERROR_TYPE, "the variable 'x' is a part of 'V', and no constant");
  g_clear_error (&error);
  assert_null (colim_conjunctive_query_evaluate (query, graph, 100, &error));
  assert_int_equal (error->code, COLIM_ERROR_TYPE);
  g_clear_error (&error);
  assert_true (colim_conjunctive_query_set (query, "x", 0, NULL));
  assert_null (colim_conjunctive_query_evaluate (query, empty, 100, &error));
  assert_colim_error (error, COLIM_ERROR_OUT_OF_RANGE, "'V' has 0 parts, there is none 0 for 'x'");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (solutions_are_those_of_nested_loops, 2000),
    cmocka_unit_test (triangles_are_counted),
    cmocka_unit_test (budgets_are_kept),
    cmocka_unit_test (what_makes_no_sense_is_refused),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
