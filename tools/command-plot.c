/* The curves of a run. */

#include "tools/command.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* Diagrams beside each other; more of them begin a new row. */
#define MOST_COLUMNS 3

/* From where on the small losses of a linear axis cannot be told from 0. */
#define LOG_RATIO 100

/* What is drawn of a diagram: the losses, and below them the metrics. */
typedef struct {
  guint panel;
  ColimCsv *log;
  const double *x;
  gsize n;
} Curves;

/* Metrics are functions of paths, written so; terms are vertices or pairs. */
static gboolean
is_metric (const char *name)
{
  return strchr (name, '(') != NULL;
}

static gboolean
is_time (const char *name)
{
  return g_str_equal (name, "epoch") || g_str_equal (name, "step");
}

/* All losses positive, and of very different sizes. */
static gboolean
spans_decades (const double *values, gsize n, double *low, double *high)
{
  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        *low = MIN (*low, values[i]);
        *high = MAX (*high, values[i]);
      }

  return *low > 0 && *high / *low >= LOG_RATIO;
}

/* Draws the columns that are metrics, or those that are not; an axis for losses is logarithmic where that helps. */
static gboolean
draw_columns (ColimChart *chart, const Curves *curves, gboolean metrics, GError **error)
{
  double low = INFINITY, high = 0;
  gboolean is_log = FALSE;

  for (guint i = 0; i < colim_csv_get_n_columns (curves->log); i++)
    {
      const char *name = colim_csv_get_name (curves->log, i);
      g_autofree double *values = NULL;
      gsize n;

      if (is_time (name) || is_metric (name) != metrics)
        continue;
      if ((values = colim_csv_get_numbers (curves->log, i, &n, error)) == NULL)
        return FALSE;
      is_log = spans_decades (values, n, &low, &high);
      colim_chart_add_series (chart, curves->panel, name, g_str_equal (name, "total"), curves->x, values, n);
    }
  colim_chart_set_log (chart, curves->panel, !metrics && is_log);

  return TRUE;
}

static gboolean
has_metrics (ColimCsv *log)
{
  for (guint i = 0; i < colim_csv_get_n_columns (log); i++)
    if (is_metric (colim_csv_get_name (log, i)))
      return TRUE;

  return FALSE;
}

/* Draws the log of @folder as the diagram @index; @name is its name, or empty if there is only one. */
static gboolean
draw_run (ColimChart *chart, const char *folder, guint index, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "log.csv", NULL);
  g_autoptr (ColimText) text = colim_text_read (path, error);
  g_autoptr (ColimCsv) log = text != NULL ? colim_csv_parse (text, ',', error) : NULL;
  g_autofree double *x = NULL;
  g_autofree char *losses = g_strdup_printf ("%s%sloss", name, *name != '\0' ? ": " : "");
  g_autofree char *metrics = g_strdup_printf ("%s%smetrics", name, *name != '\0' ? ": " : "");
  const char *const titles[] = { losses, metrics };
  guint time;
  gsize n;

  if (log == NULL)
    return FALSE;
  if (!colim_csv_find (log, "epoch", &time) && !colim_csv_find (log, "step", &time))
    {
      g_autofree char *described = colim_text_describe (text, 0, "error", "there is no column 'epoch', nor 'step'");

      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, described);
      return FALSE;
    }
  if ((x = colim_csv_get_numbers (log, time, &n, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < (has_metrics (log) ? 2u : 1u); i++)
    {
      guint panel = colim_chart_add_panel (chart, 2 * (index / MOST_COLUMNS) + i, index % MOST_COLUMNS, titles[i],
                                           colim_csv_get_name (log, time));
      Curves curves = { panel, log, x, n };

      if (!draw_columns (chart, &curves, i == 1, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_log (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "log.csv", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Where a diagram stands in the file that a run keeps a copy of; last if there is none. */
static gsize
find_position (ColimFile *file, const char *name)
{
  gsize n = file != NULL ? colim_file_get_n_diagrams (file) : 0;

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (colim_diagram_get_name (colim_file_get_diagram (file, i)), name))
      return i;

  return n;
}

/* In the order of the file, which is that of the training; else by name. */
static gint
compare_runs (gconstpointer a, gconstpointer b, gpointer file)
{
  const char *first = *(const char *const *) a, *second = *(const char *const *) b;
  gsize i = find_position (file, first), j = find_position (file, second);

  return i != j ? (i > j) - (i < j) : strcmp (first, second);
}

static void
sort_runs (const char *folder, GPtrArray *names)
{
  g_autofree char *path = g_build_filename (folder, names->pdata[0], "diagram.colim", NULL);
  g_autoptr (ColimDiagnostics) unheard = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = colim_file_read (path, NULL, NULL, unheard, NULL);

  g_ptr_array_sort_with_data (names, compare_runs, file);
}

/* The folders in a folder that have a log. */
static GPtrArray *
list_runs (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name;

  if (dir == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be read: %s", folder,
                   g_strerror (local_error->code == G_FILE_ERROR_NOENT    ? ENOENT
                               : local_error->code == G_FILE_ERROR_NOTDIR ? ENOTDIR
                               : local_error->code == G_FILE_ERROR_ACCES  ? EACCES
                                                                          : EIO));
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (folder, name, NULL);

      if (has_log (inner))
        g_ptr_array_add (names, g_strdup (name));
    }
  if (names->len == 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: there is no log.csv in it, nor in a folder in it", folder);
      return NULL;
    }
  sort_runs (folder, names);

  return g_steal_pointer (&names);
}

static gboolean
draw_runs (ColimChart *chart, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (has_log (folder))
    return draw_run (chart, folder, 0, "", error);
  if ((names = list_runs (folder, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *inner = g_build_filename (folder, names->pdata[i], NULL);

      if (!draw_run (chart, inner, i, names->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

/* The name of a run: its folder's without `.run`. */
static char *
name_run (const char *folder)
{
  g_autofree char *whole = g_canonicalize_filename (folder, NULL);
  char *name = g_path_get_basename (whole);

  if (g_str_has_suffix (name, ".run") && strlen (name) > strlen (".run"))
    name[strlen (name) - strlen (".run")] = '\0';

  return name;
}

static Status
run_plot (int argc, char **argv, GError **error)
{
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Write to this file", "OUT" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  GOptionGroup *groups[] = { NULL };
  g_autofree char *name = NULL;
  g_autofree char *input = NULL;
  g_autoptr (ColimChart) chart = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!read_options (&plot_command, entries, groups, &argc, &argv, 1, error))
    return STATUS_DONE;
  name = name_run (argv[1]);
  input = g_strconcat (name, ".run", NULL);
  chart = colim_chart_new (name);
  if (!draw_runs (chart, argv[1], error))
    return STATUS_BAD;
  bytes = colim_chart_render (chart);

  return write_output (input, output, "svg", bytes, error) ? STATUS_DONE : STATUS_BAD;
}

const Command plot_command = {
  "plot",
  "DIR",
  "draw the curves of a run: losses, term by term, and metrics",
  "The picture (SVG) goes to standard output, on a terminal to STEM.svg.  Of a run of several diagrams, each has its\n"
  "own curves.  Losses that span decades stand at a logarithmic axis; a triangle at the edge is an infinite value.\n\n"
  "  colim plot digits.run -o curves.svg",
  run_plot,
};
