/* Charts are XML whatever their texts and numbers, the same each time, and show gaps where there are gaps. */

#include <colim/chart.h>

#include "lib/exchange/chart-private.h"
#include "tests/property.h"

#include <math.h>
#include <string.h>

static char *
render (ColimChart *chart)
{
  g_autoptr (GBytes) bytes = colim_chart_render (chart);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data, length);
}

static void
append_text (GMarkupParseContext *context, const char *text, gsize length, gpointer all, GError **error)
{
  if (length > 0 && *text != '\n')
    g_string_append_printf (all, "%.*s|", (int) length, text);
}

/* The texts of a chart, in their order, and that it is XML. */
static char *
read_texts (ColimChart *chart)
{
  const GMarkupParser parser = { .text = append_text };
  GString *all = g_string_new (NULL);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, all, NULL);
  g_autofree char *svg = render (chart);

  assert_true (g_markup_parse_context_parse (context, svg, -1, NULL));
  assert_true (g_markup_parse_context_end_parse (context, NULL));

  return g_string_free (all, FALSE);
}

static double
random_number (GRand *rand)
{
  static const double numbers[] = { 0, 1, -1, NAN, INFINITY, -INFINITY, 1e308, -1e308, 5e-324, 0.5 };

  return g_rand_boolean (rand) ? g_rand_double (rand) : numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))];
}

static ColimChart *
random_chart (guint32 seed)
{
  static const char *const names[]
    = { "", "loss", "a & b < c > \"d\" 'e'", "p ≤ q", "\xff\x01\n", "très longue légende, très très longue" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  ColimChart *chart = colim_chart_new (names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))]);

  for (gint32 i = random_size (rand, 4); i > 0; i--)
    {
      guint panel = colim_chart_add_panel (chart, (guint) random_size (rand, 3), (guint) random_size (rand, 3),
                                           names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))], "epoch");

      colim_chart_set_log (chart, panel, g_rand_boolean (rand));
      for (gint32 j = random_size (rand, 30); j > 0; j--)
        {
          double x[10], y[10];
          gsize n = (gsize) random_size (rand, 10);

          for (gsize k = 0; k < n; k++)
            {
              x[k] = g_rand_int_range (rand, 0, 9) > 0 ? (double) k : random_number (rand);
              y[k] = random_number (rand);
            }
          colim_chart_add_series (chart, panel, names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))], j == 1, x,
                                  y, n);
        }
    }

  return chart;
}

static void
charts_are_xml_and_the_same_each_time (GRand *rand)
{
  guint32 seed = g_rand_int (rand);
  g_autoptr (ColimChart) chart = random_chart (seed);
  g_autoptr (ColimChart) again = random_chart (seed);
  g_autofree char *svg = render (chart);
  g_autofree char *same = render (again);
  g_autofree char *texts = read_texts (chart);

  assert_string_equal (svg, same);
  assert_non_null (texts);
  for (const char *path = svg; (path = strstr (path, " d=\"")) != NULL; path++)
    assert_null (g_strstr_len (path, strcspn (path + 4, "\"") + 4, "n"));
}

/* The path of the only line that has this colour, without its numbers: `MLL` */
static char *
find_moves (ColimChart *chart, const char *fill)
{
  g_autofree char *svg = render (chart);
  g_autofree char *attributes = g_strdup_printf ("\" fill=\"%s\" stroke-linejoin=\"round\" stroke=\"#d55e00\"", fill);
  const char *end = strstr (svg, attributes);
  const char *start = end;
  GString *moves = g_string_new (NULL);

  while (end != NULL && start[-1] != '"')
    start--;
  for (; start != NULL && start < end; start++)
    if (g_ascii_isalpha (*start))
      g_string_append_c (moves, *start);

  return g_string_free (moves, FALSE);
}

static void
lines_have_gaps_where_values_are_missing (void **state)
{
  static const double x[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  const double y[] = { 1, 2, NAN, 3, INFINITY, 4, 5, 0, -INFINITY };
  g_autoptr (ColimChart) chart = colim_chart_new ("a");
  guint panel = colim_chart_add_panel (chart, 0, 0, "loss", "epoch");
  g_autofree char *lines = NULL, *marks = NULL, *log_lines = NULL;

  colim_chart_add_series (chart, panel, "s", FALSE, x, y, 9);
  lines = find_moves (chart, "none");
  assert_string_equal (lines, "MLMMLL");
  marks = find_moves (chart, "white");
  assert_string_equal (marks, "MaazMlhzMlhz");
  colim_chart_set_log (chart, panel, TRUE);
  log_lines = find_moves (chart, "none");
  assert_string_equal (log_lines, "MLMML");
}

static void
texts_are_as_they_are_given (void **state)
{
  static const double x[] = { 1, 2 }, y[] = { 0, 1 };
  g_autoptr (ColimChart) chart = colim_chart_new ("a <b> & c");
  guint loss = colim_chart_add_panel (chart, 0, 0, "loss", "epoch");
  g_autofree char *texts = NULL;

  colim_chart_add_panel (chart, 1, 0, "metrics", "step");
  colim_chart_add_series (chart, loss, "p ≤ q", FALSE, x, y, 2);
  texts = read_texts (chart);
  assert_string_equal (texts, "a <b> & c|a <b> & c|"
                              "loss|0|0.2|0.4|0.6|0.8|1.0|1|2|epoch|p ≤ q|"
                              "metrics|0|0.2|0.4|0.6|0.8|1.0|0|1|step|no values|");
}

static void
texts_are_cut_to_their_width (void **state)
{
  g_autofree char *whole = _colim_chart_text_fit ("ééé", 10, 100);
  g_autofree char *cut = _colim_chart_text_fit ("ééééééééé", 10, 30);
  g_autofree char *none = _colim_chart_text_fit ("é", 10, 0);

  assert_string_equal (whole, "ééé");
  assert_string_equal (cut, "ééé…");
  assert_string_equal (none, "…");
  assert_true (_colim_chart_text_width ("WWW", 10) > _colim_chart_text_width ("iii", 10));
  assert_true (_colim_chart_text_width ("", 10) == 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (charts_are_xml_and_the_same_each_time),
    cmocka_unit_test (lines_have_gaps_where_values_are_missing),
    cmocka_unit_test (texts_are_as_they_are_given),
    cmocka_unit_test (texts_are_cut_to_their_width),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
