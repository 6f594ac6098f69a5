/* The stages' rules of types and parameters, through models as they are written. */

#include <colim/file.h>
#include <colim/interpretation.h>
#include <colim/json.h>
#include <colim/parser.h>
#include <colim/type.h>

#include "tests/property.h"

/* The meaning of one edge between two spaces. */
static ColimInterpretation *
interpret (const char *in, const char *model)
{
  g_autofree char *contents = g_strdup_printf ("X ⇒ %s\nY\nf : X → Y ⇒ %s\n", in, model);
  g_autoptr (ColimText) text = colim_text_new ("model.colim", contents, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
  g_autoptr (ColimFile) file = colim_file_new (text, term, diagnostics);
  ColimInterpretation *meaning = colim_interpretation_new (colim_file_get_diagram (file, 0), NULL, diagnostics);
  g_autofree char *complaints = colim_diagnostics_to_string (diagnostics);

  assert_string_equal (complaints, "");
  assert_non_null (meaning);

  return meaning;
}

static void
stages_have_types_and_parameters (void **state)
{
  static const struct {
    const char *in, *model, *out;
    gint64 n_parameters;
  } rows[] = {
    { "Real[64]", "linear(10)", "Real[10]", 650 },
    { "Real[64]", "linear(10, bias=false)", "Real[10]", 640 },
    { "Real[3, 8, 64]", "linear(10)", "Real[3, 8, 10]", 650 },
    { "Real[3, 32, 32]", "conv(16, 3)", "Real[16, 30, 30]", 448 },
    { "Real[3, 32, 32]", "conv(16, 3, pad=1)", "Real[16, 32, 32]", 448 },
    { "Real[3, 32, 32]", "conv(16, 3, stride=2, pad=1)", "Real[16, 16, 16]", 448 },
    { "Real[3, 32, 32]", "conv(16, 3, dilation=2)", "Real[16, 28, 28]", 448 },
    { "Real[4, 9, 7]", "conv(6, (3, 2), stride=(2, 1), pad=(1, 0), groups=2, bias=false)", "Real[6, 5, 6]", 72 },
    { "Real[16, 8, 8]", "convtranspose(8, 2, stride=2)", "Real[8, 16, 16]", 520 },
    { "Real[4, 5, 5]", "convtranspose(6, 3, stride=2, pad=1, groups=2)", "Real[6, 9, 9]", 114 },
    { "Real[3, 8, 8]", "maxpool(2)", "Real[3, 4, 4]", 0 },
    { "Real[3, 9, 9]", "maxpool(2)", "Real[3, 4, 4]", 0 },
    { "Real[3, 9, 9]", "maxpool(2, ceil=true)", "Real[3, 5, 5]", 0 },
    { "Real[3, 9, 9]", "maxpool(3, stride=2, pad=1)", "Real[3, 5, 5]", 0 },
    { "Real[3, 9, 8]", "maxpool((3, 2), (2, 1))", "Real[3, 4, 7]", 0 },
    /* The last window would begin behind the image. */
    { "Real[1, 2, 2]", "maxpool(2, stride=3, pad=1, ceil=true)", "Real[1, 1, 1]", 0 },
    { "Real[3, 9, 8]", "globalavgpool", "Real[3]", 0 },
    { "Class[10]", "embedding(7)", "Real[7]", 70 },
    { "Real[3, 9, 8]", "dropout(0.5)", "Real[3, 9, 8]", 0 },
    { "Real[3, 9, 8]", "flatten", "Real[216]", 0 },
    { "Real", "flatten", "Real[1]", 0 },
    { "Real[3, 4]", "reshape(2, 6)", "Real[2, 6]", 0 },
    { "Real", "reshape(1, 1)", "Real[1, 1]", 0 },
    { "Real[3, 4, 5]", "transpose(0, 2)", "Real[5, 4, 3]", 0 },
    { "Real[3, 4, 5]", "transpose(1, 1)", "Real[3, 4, 5]", 0 },
    { "Real[3, 4, 5]", "mean(1)", "Real[3, 5]", 0 },
    { "Real[3]", "sum(0)", "Real", 0 },
    { "Real", "relu · leakyrelu · gelu · silu · tanh · sigmoid · softplus", "Real", 0 },
    { "Real[2, 3]", "softmax(T=2) · logsoftmax · l2normalise", "Real[2, 3]", 0 },
    { "Real[3, 4, 5]", "scale((1, 2, 3)) · shift(1) · normalise(mean=(0, 0, 0), std=(1, 2, 3))", "Real[3, 4, 5]", 0 },
    { "Real[4]", "id", "Real[4]", 0 },
    { "Any", "id", "Any", 0 },
    { "Real[4]", "linear(3) · (relu · linear(2)) · id · linear(1)", "Real[1]", 15 + 8 + 3 },
    { "Real[4]", "⟨linear(3), id · tanh⟩", "(Real[3], Real[4])", 15 },
    { "Fin(3)", "id", "Fin(3)", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (ColimInterpretation) meaning = interpret (rows[i].in, rows[i].model);
      ColimType *type = colim_interpretation_get_edge_type (meaning, 0);
      g_autofree char *out = type != NULL ? colim_type_to_string (type) : g_strdup ("Any");

      assert_string_equal (out, rows[i].out);
      assert_int_equal (colim_interpretation_get_n_parameters (meaning, 0), rows[i].n_parameters);
    }
}

/* Layers of the table of networks: [kind, …, parameters, multiply-adds]. */
static gboolean
add_layer (GString *model, const ColimJson *layer)
{
  const char *kind = colim_json_get_string (colim_json_get_element (layer, 0));
  gint64 width = 0, kernel = 0;

  colim_json_get_int (colim_json_get_element (layer, 1), &width);
  colim_json_get_int (colim_json_get_element (layer, 2), &kernel);
  if (g_str_equal (kind, "conv"))
    g_string_append_printf (model, " · conv(%d, %d, pad=1) · relu", (int) width, (int) kernel);
  else if (g_str_equal (kind, "pool"))
    g_string_append (model, " · maxpool(2)");
  else if (g_str_equal (kind, "fc"))
    g_string_append_printf (model, " · flatten · linear(%d)", (int) width);
  else
    return FALSE;

  return TRUE;
}

/* Whether all its layers are stages. */
static gboolean
is_model (const ColimJson *layers)
{
  g_autoptr (GString) unused = g_string_new (NULL);

  for (guint i = 0; i < colim_json_get_length (layers); i++)
    if (!add_layer (unused, colim_json_get_element (layers, i)))
      return FALSE;

  return TRUE;
}

/* Layer by layer. */
static void
check_network (const ColimJson *network)
{
  const ColimJson *layers = colim_json_find (network, "layers");
  g_autoptr (GString) model = g_string_new ("id");
  gint64 sum = 0, expected;

  for (guint i = 0; i < colim_json_get_length (layers); i++)
    {
      const ColimJson *layer = colim_json_get_element (layers, i);
      g_autoptr (ColimInterpretation) meaning = NULL;
      gint64 n;

      add_layer (model, layer);
      assert_true (colim_json_get_int (colim_json_get_element (layer, colim_json_get_length (layer) - 2), &n));
      sum += n;
      meaning = interpret ("Real[3, 32, 32]", model->str);
      assert_int_equal (colim_interpretation_get_n_parameters (meaning, 0), sum);
    }
  assert_true (colim_json_get_int (colim_json_find (network, "parameters"), &expected));
  assert_int_equal (sum, expected);
}

static void
networks_have_so_many_parameters (void **state)
{
  g_autofree char *path = g_build_filename (g_getenv ("COLIM_FACTS"), "numeric_anchors.json", NULL);
  g_autoptr (ColimText) text = colim_text_read (path, NULL);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  const ColimJson *networks = colim_json_find (json, "networks");
  guint n = 0;

  for (guint i = 0; i < colim_json_get_length (networks); i++)
    {
      const ColimJson *network = colim_json_find (networks, colim_json_get_key (networks, i));

      if (!is_model (colim_json_find (network, "layers")))
        continue;
      check_network (network);
      n++;
    }
  assert_true (n >= 2);
}

static void
types_of_any_size_are_counted (void **state)
{
  const gint64 shape[] = { G_MAXINT32, G_MAXINT32, G_MAXINT32 };
  g_autoptr (ColimType) type = colim_type_new_real (shape, 3);

  assert_true (colim_type_get_size (type) == G_MAXINT64);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (stages_have_types_and_parameters),
    cmocka_unit_test (networks_have_so_many_parameters),
    cmocka_unit_test (types_of_any_size_are_counted),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
