/* How much memory a colimit takes beyond its inputs while it is made: at most twice what its result has, the
 * columns of the apex and the legs.  It is the kernel that is asked, for the most pages that there were. */

#include <colim/colimit.h>
#include <colim/cset-builder.h>

#include <malloc.h>

#include "tests/property.h"
#include "tests/splitmix.h"

/* So many pages more are nobody's fault: large ones, and what the allocator keeps. */
#define SLACK ((gsize) 8 << 20)

#define N_PARTS 2000000

/* One number of the process's status, in bytes. */
static gsize
read_status (const char *key)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, key);

  return line == NULL ? 0 : (gsize) g_ascii_strtoull (line + strlen (key), NULL, 10) * 1024;
}

/* Forgets the most that there was, where the kernel can. */
static gboolean
forget_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");
  gboolean done;

  malloc_trim (0);
  if (file == NULL)
    return FALSE;
  done = fputs ("5", file) >= 0;

  return fclose (file) == 0 && done;
}

static ColimCSet *
make_graph (guint64 *seed, gint32 n_vertices, gint32 n_edges)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", n_vertices, NULL);
  colim_cset_builder_add (builder, "E", n_edges, NULL);
  for (gint32 hom = 0; n_edges > 0 && hom < 2; hom++)
    {
      g_autoptr (ColimFinFunction) ends = splitmix_function (seed, n_edges, n_vertices);

      colim_cset_builder_set_hom (builder, hom == 0 ? "src" : "tgt", ends, NULL);
    }

  return colim_cset_builder_end (builder, NULL);
}

static ColimHom *
place (guint64 *seed, ColimCSet *seam, ColimCSet *graph)
{
  g_autoptr (ColimFinFunction) vertices
      = splitmix_function (seed, colim_cset_get_n_parts_at (seam, 0), colim_cset_get_n_parts_at (graph, 0));
  g_autoptr (ColimFinFunction) edges = colim_fin_function_new (NULL, 0, colim_cset_get_n_parts_at (graph, 1), NULL);

  return colim_hom_new (seam, graph, (ColimFinFunction *[]){ vertices, edges }, 2, NULL);
}

static gsize
measure_result (const ColimColimit *colimit)
{
  gsize n = 2 * (gsize) colim_cset_get_n_parts_at (colim_colimit_get_apex (colimit), 1);

  for (guint leg = 0; leg < colim_colimit_get_n_legs (colimit); leg++)
    for (gint32 ob = 0; ob < 2; ob++)
      n += (gsize) colim_fin_function_get_dom (colim_hom_get_component_at (colim_colimit_get_leg (colimit, leg), ob));

  return n * sizeof (gint32);
}

static void
skip_where_memory_cannot_be_measured (void)
{
#if defined(__SANITIZE_ADDRESS__)
  fprintf (stderr, "SKIPPED: sanitizers take memory of their own\n");
  skip ();
#endif
  if (forget_peak ())
    return;
  fprintf (stderr, "SKIPPED: the kernel does not tell how much memory was taken\n");
  skip ();
}

static void
measure_pushout (void)
{
  guint64 seed = 1;
  g_autoptr (ColimCSet) a = make_graph (&seed, N_PARTS, N_PARTS), b = make_graph (&seed, N_PARTS, N_PARTS);
  g_autoptr (ColimCSet) seam = make_graph (&seed, N_PARTS / 10, 0);
  g_autoptr (ColimHom) f = place (&seed, seam, a), g = place (&seed, seam, b);
  g_autoptr (ColimColimit) colimit = NULL;
  gsize before, peak;

  assert_true (forget_peak ());
  before = read_status ("VmRSS:");
  colimit = colim_colimit_new_pushout (f, g, NULL);
  peak = read_status ("VmHWM:");
  assert_non_null (colimit);
  assert_true (before > 0 && peak > before + measure_result (colimit) / 2);
  assert_true (peak - before < 2 * measure_result (colimit) + SLACK);
}

static void
a_pushout_takes_little_more_than_its_result (void **state)
{
  skip_where_memory_cannot_be_measured ();
  measure_pushout ();
}

int
main (void)
{
  const struct CMUnitTest tests[] = { cmocka_unit_test (a_pushout_takes_little_more_than_its_result) };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
