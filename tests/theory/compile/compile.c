/* Diagrams as programs: what is computed once, what the gradient is of, and what has none. */

#include <colim/file.h>
#include <colim/parser.h>

#include "theory/compile/compile-private.h"
#include "theory/diagram/diagram-private.h"

#include "tests/property.h"

#include <math.h>

/* A diagram that is compiled to train, and the plan of its loss and gradients. */
typedef struct {
  ColimDiagnostics *diagnostics;
  ColimFile *file;
  ColimInterpretation *meaning;
  ColimPairs *pairs;
  Settings settings;
  ColimWeights *weights;
  Compilation *compilation;
  ColimPlan *plan;
} Fixture;

static const Settings *
get_settings (ColimDiagram *diagram, gpointer settings)
{
  return settings;
}

static void
fixture_init (Fixture *self, const char *contents)
{
  g_autoptr (ColimText) text = colim_text_new ("d.colim", contents, -1);
  g_autoptr (ColimTerm) term = NULL;
  g_autoptr (ColimSelection) selection = NULL;
  g_autofree char *complaints = NULL;
  ColimDiagram *diagram;

  self->diagnostics = colim_diagnostics_new ();
  term = colim_parse_file (text, self->diagnostics);
  self->file = colim_file_new (text, term, self->diagnostics);
  diagram = colim_file_get_diagram (self->file, 0);
  self->meaning = colim_interpretation_new (diagram, NULL, self->diagnostics);
  assert_true (_colim_settings_read (&self->settings, diagram, self->diagnostics));
  selection = colim_diagram_get_selection (diagram);
  self->pairs = colim_pairs_new (diagram->graph, selection, FALSE, NULL);
  self->weights = colim_weights_new (COLIM_ELEMENT_FLOAT64);
  _colim_weights_fill (self->weights, self->meaning->handles, get_settings, &self->settings);
  self->compilation = _colim_compile_training (self->meaning, self->pairs, &self->settings, self->weights, 1, self->diagnostics);
  complaints = colim_diagnostics_to_string (self->diagnostics);
  assert_string_equal (complaints, "");
  for (guint i = 0; i < self->compilation->learned->len; i++)
    {
      gint32 gradient = g_array_index (self->compilation->learned, Learned, i).gradient;

      if (gradient >= 0)
        g_array_append_val (self->compilation->outputs, gradient);
    }
  self->plan = _colim_compilation_plan (self->compilation, self->weights, 1, NULL);
  assert_non_null (self->plan);
}

static void
fixture_clear (Fixture *self)
{
  colim_plan_unref (self->plan);
  _colim_compilation_free (self->compilation);
  g_object_unref (self->weights);
  colim_pairs_unref (self->pairs);
  _colim_settings_clear (&self->settings);
  colim_interpretation_unref (self->meaning);
  colim_file_unref (self->file);
  colim_diagnostics_unref (self->diagnostics);
}

/* Runs on the first rows of every source, and changes nothing: the rate is 0. */
static void
fixture_run (Fixture *self)
{
  gint32 rows[] = { 0, 1, 2, 3, 4 };
  double scale = 0.2, rate = 0, step = 1;
  Compilation *compilation = self->compilation;

  for (guint i = 0; i < compilation->sources->len; i++)
    {
      const Source *source = &g_array_index (compilation->sources, Source, i);

      colim_plan_bind (self->plan, source->rows, rows);
      colim_plan_bind (self->plan, source->scale, &scale);
      colim_plan_set_extent (self->plan, source->extent, 5);
    }
  colim_plan_bind (self->plan, compilation->rate, &rate);
  if (colim_plan_has (self->plan, compilation->step))
    colim_plan_bind (self->plan, compilation->step, &step);
  colim_plan_run (self->plan);
}

static ColimTensor *
get_gradient (Fixture *self, const char *name)
{
  for (guint i = 0; i < self->compilation->learned->len; i++)
    {
      const Learned *learned = &g_array_index (self->compilation->learned, Learned, i);

      if (g_str_equal (learned->parameter->name, name))
        return learned->gradient >= 0 ? colim_plan_get (self->plan, learned->gradient) : NULL;
    }

  return NULL;
}

static guint
count_operations (const Fixture *self, const char *operation)
{
  guint n = 0;

  for (guint i = 0; i < colim_plan_get_n_steps (self->plan); i++)
    n += g_str_equal (colim_program_get_operation (self->compilation->program, colim_plan_get_step (self->plan, i, NULL, NULL)), operation);

  return n;
}

#define BEGINNING                                                                                                      \
  "let m = flatten · linear(6) · tanh\n"                                                                               \
  "N ⇒ [digits]\nX ⇒ Real[1, 8, 8]\nH\nY ⇒ {Class[10], cross_entropy}\nS ⇒ {Real[6], 1/2 mse}\n"                         \
  "image : N → X ⇒ .image\nlabel : N → Y ⇒ .label\n"                                                                   \
  "body : X → H ⇒ m\nhead : H → Y ⇒ linear(10)\nsoft : H → S ⇒ id\n"                                                   \
  "other : X → S ⇒ flatten · linear(6)\n"                                                                              \
  "train { precision = double; optimiser = sgd(lr=0.1); seed = 3 }\n"

#define LABELS "image · body · head ≤ label\n"
#define SOFT "image · body · soft ≤ image · other\n"

static void
tries_have_a_node_for_each_beginning (void **state)
{
  static const struct {
    const char *contents;
    guint n_nodes, n_bodies;
  } rows[] = {
    /* The root, image, body, head; label. */
    { BEGINNING LABELS, 5, 1 },
    /* The root, image, body, soft; other. */
    { BEGINNING SOFT, 5, 1 },
    { BEGINNING LABELS SOFT, 7, 1 },
    { BEGINNING LABELS "body · soft ~ other\n", 7, 1 },
    /* Another edge, on the same model, is another node; a program sees that it is the same work. */
    { BEGINNING LABELS "again : X → H ⇒ m\nimage · again · soft ≤ image · other\n", 8, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Fixture fixture = { 0 };

      fixture_init (&fixture, rows[i].contents);
      assert_int_equal (fixture.compilation->trie.nodes->len, rows[i].n_nodes);
      assert_int_equal (count_operations (&fixture, "tanh"), rows[i].n_bodies);
      fixture_clear (&fixture);
    }
}

static const char *const parameters[] = { "m.1.weight", "m.1.bias" };

static void
assert_near (double found, double expected, double tolerance)
{
  assert_true (fabs (found - expected) <= tolerance * MAX (1, fabs (expected)));
}

static void
gradient_of_a_sum_is_the_sum_of_gradients (void **state)
{
  Fixture both = { 0 }, labels = { 0 }, soft = { 0 };

  fixture_init (&both, BEGINNING LABELS SOFT);
  fixture_init (&labels, BEGINNING LABELS);
  fixture_init (&soft, BEGINNING SOFT);
  fixture_run (&both);
  fixture_run (&labels);
  fixture_run (&soft);
  assert_near (colim_plan_get_number (both.plan, both.compilation->loss),
               colim_plan_get_number (labels.plan, labels.compilation->loss) + colim_plan_get_number (soft.plan, soft.compilation->loss),
               1e-14);
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      g_autoptr (ColimTensor) a = get_gradient (&labels, parameters[i]);
      g_autoptr (ColimTensor) b = get_gradient (&soft, parameters[i]);
      g_autoptr (ColimTensor) sum = get_gradient (&both, parameters[i]);
      const double *x = colim_tensor_get_data (a), *y = colim_tensor_get_data (b), *z = colim_tensor_get_data (sum);

      for (gint64 k = 0; k < colim_tensor_get_n_values (sum); k++)
        assert_near (z[k], x[k] + y[k], 1e-14);
    }
  fixture_clear (&both);
  fixture_clear (&labels);
  fixture_clear (&soft);
}

static void
gradient_is_that_of_the_loss (void **state)
{
  Fixture fixture = { 0 };
  const double h = 1e-5;

  fixture_init (&fixture, BEGINNING LABELS SOFT);
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      double *x = _colim_weights_get_memory (fixture.weights, parameters[i]);
      g_autoptr (ColimTensor) gradient = NULL;
      const double *slope;

      fixture_run (&fixture);
      gradient = get_gradient (&fixture, parameters[i]);
      slope = colim_tensor_get_data (gradient);
      for (gint64 k = 0; k < colim_tensor_get_n_values (gradient); k += 5)
        {
          double kept = x[k], above;

          x[k] = kept + h;
          fixture_run (&fixture);
          above = colim_plan_get_number (fixture.plan, fixture.compilation->loss);
          x[k] = kept - h;
          fixture_run (&fixture);
assert_near ((above - colim_plan_get_number (fixture.plan, fixture.compilation->loss)) / (2 * h), slope[k], 1e-8);
          x[k] = kept;
        }
    }
  fixture_clear (&fixture);
}

static guint
count_beginnings (const Fixture *self)
{
  guint n = 0;

  for (guint i = 0; i < self->compilation->tables->len; i++)
    n += g_array_index (self->compilation->tables, Table, i).trie_node >= 0;

  return n;
}

static void
frozen_edges_have_no_gradient (void **state)
{
  static const struct {
    const char *teacher, *parameter;
    guint n_tables;
    gboolean learned;
  } rows[] = {
    { "flatten · linear(6)", "d/tea.1.weight", 0, TRUE },
    { "flatten · linear(6) frozen", "d/tea.1.weight", 1, FALSE },
    { "flatten · linear(6) · dropout(0) frozen", "d/tea.1.weight", 0, FALSE },
    { "flatten · linear(6) · dropout(0) frozen eval", "d/tea.1.weight", 1, FALSE },
    { "⟨flatten · linear(6) frozen⟩", "d/tea.0.0.1.weight", 1, FALSE },
    /* What another edge learns does not stay. */
    { "m frozen", "m.1.weight", 0, TRUE },
    { "⟨m frozen⟩", "m.1.weight", 0, TRUE },
    { "m · linear(6) frozen", "m.1.weight", 0, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *contents
        = g_strconcat (BEGINNING "tea : X → S ⇒ ", rows[i].teacher, "\n" LABELS "image · body · soft ≤ image · tea\n", NULL);
      g_autoptr (ColimTensor) gradient = NULL;
      Fixture fixture = { 0 };

      fixture_init (&fixture, contents);
      fixture_run (&fixture);
      gradient = get_gradient (&fixture, rows[i].parameter);
      assert_int_equal (gradient != NULL, rows[i].learned);
      assert_int_equal (count_beginnings (&fixture), rows[i].n_tables);
      fixture_clear (&fixture);
    }
}

static void
frozen_values_are_tables_wherever_they_are_used (void **state)
{
  Fixture fixture = { 0 };

  fixture_init (&fixture, BEGINNING "T ⇒ {Real[6], mse}\nenc : X → T ⇒ flatten · linear(6) frozen\nout : T → S ⇒ linear(6) frozen\n"
                          "mine : H → T ⇒ id\nimage · body · mine ≤ image · enc\nimage · body · soft ≤ image · enc · out\n");
  /* That what `out` makes of both sides is compared too, follows from the first pair. */
  assert_int_equal (fixture.compilation->terms->len, 3);
  assert_int_equal (count_beginnings (&fixture), 2);
  fixture_run (&fixture);
  fixture_clear (&fixture);
}

static void
what_is_tabulated_is_what_is_computed (void **state)
{
  const char *const teachers[] = { "frozen", "· dropout(0) frozen" };
  double loss[2], slope[2];

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *contents = g_strconcat (BEGINNING "tea : X → S ⇒ flatten · linear(8) · tanh · linear(6) ", teachers[i],
                                               "\n" LABELS "image · body · soft ≤ image · tea\n", NULL);
      g_autoptr (ColimTensor) gradient = NULL;
      Fixture fixture = { 0 };

      fixture_init (&fixture, contents);
      assert_int_equal (count_beginnings (&fixture), 1 - i);
      assert_int_equal (count_operations (&fixture, "tanh"), 1 + i);
      fixture_run (&fixture);
      gradient = get_gradient (&fixture, "m.1.weight");
      loss[i] = colim_plan_get_number (fixture.plan, fixture.compilation->loss);
      slope[i] = *(const double *) colim_tensor_get_data (gradient);
      fixture_clear (&fixture);
    }
  assert_near (loss[0], loss[1], 1e-14);
  assert_near (slope[0], slope[1], 1e-14);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (tries_have_a_node_for_each_beginning),
    cmocka_unit_test (gradient_of_a_sum_is_the_sum_of_gradients),
    cmocka_unit_test (gradient_is_that_of_the_loss),
    cmocka_unit_test (frozen_edges_have_no_gradient),
    cmocka_unit_test (frozen_values_are_tables_wherever_they_are_used),
    cmocka_unit_test (what_is_tabulated_is_what_is_computed),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
