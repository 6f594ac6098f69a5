/* Losses in floats, from shared prefixes, against each path followed by itself in numbers that doubles hold exactly. */

#include <colim/colim.h>

#include <glib/gstdio.h>
#include <math.h>

#include "tests/theory/words.h"

#define N_ROWS 7

static char *folder;
static double columns[2][N_ROWS];

static int
write_data (void **state)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GString) out = g_string_new ("a,b\n");
  g_autofree char *file = NULL;

  folder = g_dir_make_tmp ("colim-tries-XXXXXX", NULL);
  file = g_build_filename (folder, "rows.csv", NULL);
  for (guint x = 0; x < N_ROWS; x++)
    {
      columns[0][x] = g_rand_int_range (rand, -32, 32) / 8.0;
      columns[1][x] = g_rand_int_range (rand, -32, 32) / 8.0;
      g_string_append_printf (out, "%.3f,%.3f\n", columns[0][x], columns[1][x]);
    }

  return g_file_set_contents (file, out->str, -1, NULL) ? 0 : -1;
}

static int
remove_data (void **state)
{
  g_autofree char *file = g_build_filename (folder, "rows.csv", NULL);

  g_remove (file);
  g_rmdir (folder);
  g_free (folder);

  return 0;
}

/* x ↦ k x + b, with k and b in eighths; a distance and its weight. */
typedef struct {
  double factor, summand;
  gint32 column;
} Line;

typedef struct {
  const char *name;
  double weight;
  double (*measure) (double p, double q);
} Distance;

static double
square (double p, double q)
{
  return (p - q) * (p - q);
}

static double
half_square (double p, double q)
{
  return (p - q) * (p - q) / 2;
}

static double
absolute (double p, double q)
{
  return fabs (p - q);
}

static const Distance distances[] = {
  { "sq_l2", 1, square }, { "1/2 half_sq_l2", 0.5, half_square }, { "3 l1", 3, absolute }, { "0.25 mse", 0.25, square },
};

typedef struct {
  Sample sample;
  Line lines[MOST_EDGES];
  const Distance *distances[MOST_EDGES];
} Judged;

static char *
print_diagram (const Judged *self, const char *precision)
{
  const Sample *sample = &self->sample;
  GString *out = g_string_new (NULL);

  for (gint32 v = 0; v < sample->n_vertices; v++)
    if (sample->kinds[v] == COLIM_VERTEX_INDEX)
      g_string_append_printf (out, "v%d ⇒ [csv(\"%s/rows.csv\")]\n", v, folder);
    else if (sample->kinds[v] == COLIM_VERTEX_LOSS)
      g_string_append_printf (out, "v%d ⇒ {Real, %s}\n", v, self->distances[v]->name);
    else
      g_string_append_printf (out, "v%d ⇒ Real\n", v);
  for (gint32 e = 0; e < sample->n_edges; e++)
    {
      const Line *line = &self->lines[e];

      g_string_append_printf (out, "e%d : v%d → v%d ⇒ ", e, sample->src[e], sample->tgt[e]);
      if (sample->kinds[sample->src[e]] == COLIM_VERTEX_INDEX)
        g_string_append (out, line->column == 0 ? ".a · " : ".b · ");
      g_string_append_printf (out, "scale(%.3f) · shift(%.3f)\n", line->factor, line->summand);
    }
  for (gint32 r = 0; r < sample->n_rules; r++)
    {
      print_word (&sample->left[r], out);
      g_string_append (out, " ≤ ");
      print_word (&sample->right[r], out);
      g_string_append_c (out, '\n');
    }
  g_string_append_printf (out, "reduce sum\ntrain { precision = %s }\n", precision);

  return g_string_free (out, FALSE);
}

static double
follow (const Judged *self, const Word *word, guint row)
{
  double value = 0;

  for (gint32 i = 0; i < word->n; i++)
    {
      const Line *line = &self->lines[word->edges[i]];

      value = (i == 0 ? columns[line->column][row] : value) * line->factor + line->summand;
    }

  return value;
}

static double
measure (const Judged *self, const Word *p, const Word *q)
{
  const Distance *distance = self->distances[p->target];
  double sum = 0;

  for (guint row = 0; row < N_ROWS; row++)
    sum += distance->weight * distance->measure (follow (self, p, row), follow (self, q, row));

  return sum;
}

static gint32 n_terms;

static void
check (const Judged *self, const char *precision, double tolerance)
{
  g_autofree char *contents = print_diagram (self, precision);
  g_autoptr (ColimText) text = colim_text_new ("test.colim", contents, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
  g_autoptr (ColimFile) file = colim_file_new (text, term, diagnostics);
  g_autoptr (ColimSelection) selection = colim_selection_new ();
  g_autoptr (ColimPairs) pairs = NULL;
  g_autofree double *terms = NULL;
  g_autofree char *found = NULL;

  if (file != NULL)
    {
      pairs = colim_pairs_new (colim_diagram_get_graph (colim_file_get_diagram (file, 0)), selection, FALSE, NULL);
      terms = colim_diagram_measure (colim_file_get_diagram (file, 0), pairs, FALSE, NULL, NULL, 1, diagnostics, NULL);
    }
  found = colim_diagnostics_to_string (diagnostics);
  if (terms == NULL)
    fail_msg ("%s\n%s", contents, found);
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      Word p = to_word (colim_pairs_get_p (pairs, i)), q = to_word (colim_pairs_get_q (pairs, i));
      double expected = self->sample.kinds[p.target] == COLIM_VERTEX_LOSS ? measure (self, &p, &q) : NAN;

      assert_int_equal (isnan (terms[i]), isnan (expected));
      if (isnan (expected))
        continue;
      if (!(fabs (terms[i] - expected) <= tolerance * (1 + expected)))
        fail_msg ("%s\nterm %d is %.17g and not %.17g", contents, i, terms[i], expected);
      n_terms++;
    }
}

static gboolean
has_edges_between_data (const Sample *sample)
{
  for (gint32 e = 0; e < sample->n_edges; e++)
    if (sample->kinds[sample->tgt[e]] == COLIM_VERTEX_INDEX)
      return TRUE;

  return FALSE;
}

static void
values_are_those_of_each_path_by_itself (GRand *rand)
{
  g_autofree Judged *self = g_new0 (Judged, 1);

  make_sample (rand, &self->sample, FALSE, FALSE);
  for (gint32 v = 0; v < self->sample.n_vertices; v++)
    self->distances[v] = &distances[g_rand_int_range (rand, 0, G_N_ELEMENTS (distances))];
  for (gint32 e = 0; e < self->sample.n_edges; e++)
    self->lines[e] = (Line) { g_rand_int_range (rand, -16, 17) / 8.0, g_rand_int_range (rand, -16, 17) / 8.0,
                              g_rand_int_range (rand, 0, 2) };
  if (!has_edges_between_data (&self->sample))
    {
      check (self, "double", 0);
      check (self, "fast", 1e-5);
    }
  clear_sample (&self->sample);
}

static void
there_were_terms (void **state)
{
  print_message ("%d terms\n", n_terms);
  if (g_getenv ("COLIM_SEED") != NULL || g_getenv ("COLIM_CASES") != NULL)
    skip ();
  assert_true (n_terms > 500);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (values_are_those_of_each_path_by_itself, 5000),
    cmocka_unit_test (there_were_terms),
  };

  return cmocka_run_group_tests_name ("tries", tests, write_data, remove_data);
}
