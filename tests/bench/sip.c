/* Injective homomorphisms between graphs of the subgraph isomorphism benchmark, beside igraph's LAD and VF2:
 * a fixed sample over families and difficulties, each case with each solver in a process of its own, which is
 * ended when its time is over.  The clock starts when the graphs are in memory, each in the form that the
 * solver wants.
 *
 *     bench-sip [--seconds S] [--only TEXT] [--alone]
 */

#include <colim/colim.h>

#include "tests/graph-files.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef HAVE_IGRAPH
#include <igraph/igraph.h>
#endif

/* How many cases of each family there are in the sample. */
static const struct {
  const char *name;
  const char *archive; /* where its graphs are, unless they are unpacked */
  guint n;
} families[] = {
  { "LV/", NULL, 70 },
  { "scalefree/", "sip/scalefree.tar.xz", 30 },
  { "images-CVIU11/", "sip/images-CVIU11.tar.xz", 34 },
  { "images-PR15/", NULL, 16 },
};

typedef enum { NO, YES, NOT_SOLVED, REFUSED } Answer;

typedef struct {
  Answer answer;
  double seconds;
} Result;

static double seconds = 5;
static char *only;
static gboolean alone;

static Answer
solve_by_colim (const GraphFile *pattern, const GraphFile *target, gint64 *start)
{
  g_autoptr (ColimCSet) dom = graph_file_to_cset (pattern), codom = graph_file_to_cset (target);
  g_autoptr (ColimHomSearch) search = NULL;
  ColimVerdict verdict;

  *start = g_get_monotonic_time ();
  search = colim_hom_search_new (dom, codom);
  colim_hom_search_set_monic (search, NULL, NULL);
  verdict = colim_hom_search_exists (search, NULL);

  return verdict == COLIM_VERDICT_YES ? YES : verdict == COLIM_VERDICT_NO ? NO : NOT_SOLVED;
}

#ifdef HAVE_IGRAPH
/* As an undirected graph: each edge once. */
static void
make_igraph (const GraphFile *file, igraph_t *graph)
{
  igraph_vector_int_t edges;

  igraph_vector_int_init (&edges, 0);
  for (guint i = 0; i < file->src->len; i++)
    {
      gint32 from = g_array_index (file->src, gint32, i), to = g_array_index (file->tgt, gint32, i);

      if (from > to)
        continue;
      igraph_vector_int_push_back (&edges, from);
      igraph_vector_int_push_back (&edges, to);
    }
  igraph_create (graph, &edges, file->n, IGRAPH_UNDIRECTED);
  igraph_vector_int_destroy (&edges);
}

static Answer
solve_by_igraph (const GraphFile *pattern, const GraphFile *target, gboolean lad, gint64 *start)
{
  igraph_t small, large;
  igraph_bool_t found = FALSE;
  igraph_error_t status;

  igraph_set_error_handler (igraph_error_handler_ignore);
  make_igraph (pattern, &small);
  make_igraph (target, &large);
  *start = g_get_monotonic_time ();
  status
      = lad ? igraph_subisomorphic_lad (&small, &large, NULL, &found, NULL, NULL, FALSE, 0)
            : igraph_subisomorphic_vf2 (&large, &small, NULL, NULL, NULL, NULL, &found, NULL, NULL, NULL, NULL, NULL);

  return status != IGRAPH_SUCCESS ? REFUSED : found ? YES : NO;
}

static Answer
solve_by_lad (const GraphFile *pattern, const GraphFile *target, gint64 *start)
{
  return solve_by_igraph (pattern, target, TRUE, start);
}

static Answer
solve_by_vf2 (const GraphFile *pattern, const GraphFile *target, gint64 *start)
{
  return solve_by_igraph (pattern, target, FALSE, start);
}
#endif

typedef struct {
  const char *name;
  Answer (*solve) (const GraphFile *pattern, const GraphFile *target, gint64 *start);
  guint n_solved, n_refused;
  double total; /* what is not solved counts with all its time */
} Solver;

static Solver solvers[] = {
  { "colim", solve_by_colim, 0, 0, 0 },
#ifdef HAVE_IGRAPH
  { "LAD", solve_by_lad, 0, 0, 0 },
  { "VF2", solve_by_vf2, 0, 0, 0 },
#endif
};

static Result
run (const Solver *solver, const GraphFile *pattern, const GraphFile *target)
{
  Result result = { NOT_SOLVED, seconds };
  struct pollfd waiting = { .events = POLLIN };
  int pipe_ends[2];
  pid_t child;

  if (pipe (pipe_ends) != 0 || (child = fork ()) < 0)
    g_error ("no process");
  if (child == 0)
    {
      gint64 start;

      result.answer = solver->solve (pattern, target, &start);
      result.seconds = (double) (g_get_monotonic_time () - start) / 1e6;
      _exit (write (pipe_ends[1], &result, sizeof result) != sizeof result);
    }
  close (pipe_ends[1]);
  waiting.fd = pipe_ends[0];
  /* A little more, for what is done before the clock starts. */
  if (poll (&waiting, 1, (int) (seconds * 1000) + 500) <= 0
      || read (pipe_ends[0], &result, sizeof result) != sizeof result || result.seconds > seconds)
    result = (Result){ NOT_SOLVED, seconds };
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  close (pipe_ends[0]);

  return result;
}

static int
compare_cases (gconstpointer a, gconstpointer b)
{
  const GraphCase *x = *(GraphCase *const *) a, *y = *(GraphCase *const *) b;

  return x->n_nodes != y->n_nodes ? (x->n_nodes > y->n_nodes) - (x->n_nodes < y->n_nodes) : strcmp (x->name, y->name);
}

/* Cases of a family in equal steps from the easiest to the hardest. */
static GPtrArray *
choose (const GPtrArray *cases, const char *family, guint n)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < cases->len; i++)
    if (g_str_has_prefix (((GraphCase *) cases->pdata[i])->pattern, family))
      g_ptr_array_add (members, cases->pdata[i]);
  g_ptr_array_sort (members, compare_cases);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (chosen, members->pdata[(members->len - 1) * i / (n - 1)]);

  return chosen;
}

/* The folder with the graphs of a family. */
static char *
unpack (const char *archive, const char *scratch)
{
  g_autofree char *path = graph_file_find (archive);
  char *const command[] = { (char *) "tar", (char *) "-xf", path, (char *) "-C", (char *) scratch, NULL };
  int status;

  if (path == NULL
      || !g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL)
      || status != 0)
    g_error ("cannot unpack %s", archive);

  return g_strdup (scratch);
}

static void
remove_folder (const char *folder)
{
  char *const command[] = { (char *) "rm", (char *) "-r", (char *) folder, NULL };

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static gboolean
compare (const GraphCase *item, const char *folder)
{
  static const char *const words[] = { "no", "yes", "-", "refused" };
  g_autofree char *pattern_path = g_build_filename (folder, item->pattern, NULL);
  g_autofree char *target_path = g_build_filename (folder, item->target, NULL);
  g_autoptr (GraphFile) pattern = graph_file_read_lad (pattern_path), target = graph_file_read_lad (target_path);
  gboolean right = TRUE;

  g_print ("%-24s %4d %5d in %5d %6d  %-3s", item->name, pattern->n, (int) pattern->src->len, target->n,
           (int) target->src->len, words[item->answer]);
  for (gsize i = 0; i < (alone ? 1 : G_N_ELEMENTS (solvers)); i++)
    {
      Result result = run (&solvers[i], pattern, target);
      gboolean solved = result.answer == NO || result.answer == YES;
      gboolean wrong = solved && result.answer != (Answer) item->answer;

      g_print ("  %s %7s %10.3f ms%s", solvers[i].name, words[result.answer], result.seconds * 1e3,
               wrong ? " WRONG" : "");
      solvers[i].n_solved += solved && !wrong;
      solvers[i].n_refused += result.answer == REFUSED;
      solvers[i].total += solved ? result.seconds : seconds;
      right = right && !(wrong && i == 0);
    }
  g_print ("\n");

  return right;
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "time for each case and solver", "S" },
    { "only", 0, 0, G_OPTION_ARG_STRING, &only, "take only the cases whose name has this in it", "TEXT" },
    { "alone", 0, 0, G_OPTION_ARG_NONE, &alone, "run no other solver", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- subgraph isomorphism beside igraph");
  g_autoptr (GPtrArray) cases = NULL;
  g_autofree char *answers = graph_file_find ("sip/answers.tsv.gz"), *sip = graph_file_find ("sip");
  g_autofree char *scratch = NULL;
  gboolean passed = TRUE;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  if (answers == NULL)
    {
      g_print ("SKIPPED: COLIM_SHARED names no folder with data/graphs/sip\n");
      return 77;
    }
  scratch = g_dir_make_tmp ("colim-sip-XXXXXX", NULL);
  cases = graph_case_read_all (answers);
  for (gsize f = 0; f < G_N_ELEMENTS (families); f++)
    {
      g_autoptr (GPtrArray) chosen = choose (cases, families[f].name, families[f].n);
      g_autofree char *folder = families[f].archive != NULL ? unpack (families[f].archive, scratch) : g_strdup (sip);

      for (guint i = 0; i < chosen->len; i++)
        if (only == NULL || strstr (((GraphCase *) chosen->pdata[i])->pattern, only) != NULL
            || strstr (((GraphCase *) chosen->pdata[i])->name, only) != NULL)
          passed = compare (chosen->pdata[i], folder) && passed;
    }
  remove_folder (scratch);
  for (gsize i = 0; i < (alone ? 1 : G_N_ELEMENTS (solvers)); i++)
    {
      g_print ("%-6s solved %3u, refused %u, in %.3f s\n", solvers[i].name, solvers[i].n_solved, solvers[i].n_refused,
               solvers[i].total);
      if (i > 0)
        passed = passed && solvers[0].n_solved > solvers[i].n_solved && solvers[0].total < solvers[i].total;
    }

  return !passed;
}
