#include "theory/train/session-private.h"

#include "theory/diagram/diagram-private.h"

#include <math.h>
#include <string.h>

/* The pairs of the loss; where it has none, all that there are, for people are told which of the two is wanting. */
static ColimPairs *
list_pairs (ColimDiagram *diagram, ColimDiagnostics *diagnostics, GError **error)
{
  g_autoptr (ColimSelection) selection = colim_diagram_get_selection (diagram);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (ColimPairs) pairs = NULL;
  g_autofree char *cycle = NULL;

  selection->in_loss = TRUE;
  pairs = colim_pairs_new (diagram->graph, selection, FALSE, &local_error);
  selection->in_loss = FALSE;
  if (pairs != NULL)
    return colim_pairs_get_n (pairs) > 0 ? g_steal_pointer (&pairs) : colim_pairs_new (diagram->graph, selection, FALSE, error);
  if (!g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_CYCLE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  cycle = colim_diagram_explain_cycle (diagram, -1, -1);
  colim_diagnostics_error (diagnostics, diagram->text, 0, COLIM_ERROR_CYCLE, "%s: give a bound, 'bound N'", cycle);

  return NULL;
}

gboolean
_colim_session_init (Session *self, ColimDiagram *diagram, Handles *handles, const char *data_folder, gint64 epochs,
                     ColimDiagnostics *diagnostics, GError **error)
{
  memset (self, 0, sizeof *self);
  self->diagram = colim_diagram_ref (diagram);
  if (!_colim_settings_read (&self->settings, diagram, diagnostics))
    return FALSE;
  if (epochs >= 0)
    {
      self->settings.epochs = epochs;
      self->settings.steps = -1;
    }
  if ((self->interpretation = _colim_interpretation_new (diagram, handles, data_folder, diagnostics)) == NULL)
    return FALSE;
  self->pairs = list_pairs (diagram, diagnostics, error);

  return self->pairs != NULL;
}

void
_colim_session_clear (Session *self)
{
  for (guint i = 0; self->batches != NULL && i < self->compilation->sources->len; i++)
    _colim_batches_clear (&self->batches[i]);
  g_clear_pointer (&self->batches, g_free);
  g_clear_pointer (&self->plan, colim_plan_unref);
  g_clear_pointer (&self->compilation, _colim_compilation_free);
  g_clear_pointer (&self->evaluations, g_array_unref);
  if (self->log.names != NULL)
    _colim_log_clear (&self->log);
  g_clear_object (&self->weights);
  g_clear_object (&self->kept);
  g_clear_object (&self->best);
  g_clear_pointer (&self->sums, g_free);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->pairs, colim_pairs_unref);
  g_clear_pointer (&self->interpretation, colim_interpretation_unref);
  _colim_settings_clear (&self->settings);
  g_clear_pointer (&self->diagram, colim_diagram_unref);
  g_clear_pointer (&self->folder, g_free);
}

/* Gives what the optimiser keeps a place. */
static void
bind_kept (Session *self)
{
  for (guint i = 0; i < self->compilation->learned->len; i++)
    {
      const Learned *learned = &g_array_index (self->compilation->learned, Learned, i);

      for (guint k = 0; k < 2 && learned->kept[k] >= 0; k++)
        {
          const char *name = colim_program_get_name (self->compilation->program, learned->kept[k]);
          gpointer memory = _colim_weights_add (self->kept, name, learned->parameter->row.dims, learned->parameter->row.n_dims);

          colim_plan_bind (self->plan, learned->kept[k], memory);
        }
    }
}

static void
make_batches (Session *self)
{
  GArray *sources = self->compilation->sources;
  gint64 most = -1;

  self->batches = g_new0 (Batches, sources->len + 1);
  for (guint i = 0; i < sources->len; i++)
    {
      const Source *source = &g_array_index (sources, Source, i);

      _colim_batches_init (&self->batches[i], source, colim_diagram_get_name (self->diagram),
                           colim_diagram_get_vertex_name (self->diagram, source->vertex), &self->settings);
      /* An epoch is one pass over the largest source. */
      if (source->n_rows > most)
        {
          most = source->n_rows;
          self->epoch_steps = self->batches[i].n_steps;
        }
    }
}

char *
_colim_session_print_bound (const Session *self)
{
  g_autoptr (ColimSelection) selection = colim_diagram_get_selection (self->diagram);

  return colim_pairs_is_complete (self->pairs) ? NULL : colim_selection_print_bound (selection);
}

static void
name_columns (Session *self)
{
  _colim_log_init (&self->log);
  for (guint i = 0; i < self->compilation->terms->len; i++)
    _colim_log_add_column (&self->log, g_array_index (self->compilation->terms, Term, i).name);
  /* Whoever reads the log knows a metric by its brackets. */
  for (guint i = 0; i < self->evaluations->len; i++)
    {
      const char *name = _colim_evaluation_get_name (&g_array_index (self->evaluations, Evaluation, i));
      g_autofree char *column = g_strdup_printf ("%s%s", name, strchr (name, '(') == NULL ? "()" : "");

      _colim_log_add_column (&self->log, column);
    }
}

gboolean
_colim_session_prepare (Session *self, ColimWeights *weights, const char *data_folder, guint n_threads, ColimDiagnostics *diagnostics,
                        GError **error)
{
  self->weights = g_object_ref (weights);
  self->n_threads = n_threads;
  self->compilation
    = _colim_compile_training (self->interpretation, self->pairs, &self->settings, weights, n_threads, diagnostics);
  if (self->compilation == NULL)
    return FALSE;
  self->evaluations = _colim_evaluations_new (self->interpretation, &self->settings, weights, data_folder, n_threads, diagnostics);
  if (self->evaluations == NULL)
    return FALSE;
  if ((self->plan = _colim_compilation_plan (self->compilation, weights, n_threads, error)) == NULL)
    return FALSE;
  self->kept = colim_weights_new (colim_weights_get_element (weights));
  bind_kept (self);
  make_batches (self);
  name_columns (self);
  self->sums = g_new0 (double, self->compilation->terms->len + 1);
  self->points = g_new0 (gint64, self->compilation->sources->len + 1);
  self->n_steps = self->settings.steps >= 0 ? self->settings.steps : self->settings.epochs * self->epoch_steps;
  self->n_epochs = self->settings.steps < 0       ? self->settings.epochs
                   : self->epoch_steps == 0       ? 0
                                                  : (self->n_steps + self->epoch_steps - 1) / self->epoch_steps;
  if (self->epoch_steps == 0)
    self->n_steps = 0;

  return TRUE;
}

static void
write_real (Session *self, gint32 node, double value)
{
  gpointer memory = (gpointer) colim_plan_get_memory (self->plan, node);

  if (colim_weights_get_element (self->weights) == COLIM_ELEMENT_FLOAT64)
    *(double *) memory = value;
  else
    *(float *) memory = (float) value;
}

/* Inputs that the plan holds itself. */
static void
hold_inputs (Session *self, double *numbers)
{
  Compilation *compilation = self->compilation;
  guint n = 0;

  if (colim_plan_has (self->plan, compilation->rate))
    colim_plan_bind (self->plan, compilation->rate, &numbers[n++]);
  if (colim_plan_has (self->plan, compilation->step))
    colim_plan_bind (self->plan, compilation->step, &numbers[n++]);
  for (guint i = 0; i < compilation->sources->len; i++)
    if (colim_plan_has (self->plan, g_array_index (compilation->sources, Source, i).scale))
      colim_plan_bind (self->plan, g_array_index (compilation->sources, Source, i).scale, &numbers[n++]);
}

static void
draw_batch (Session *self)
{
  for (guint i = 0; i < self->compilation->sources->len; i++)
    {
      const Source *source = &g_array_index (self->compilation->sources, Source, i);
      gint32 *rows;
      gint64 n = _colim_batches_get (&self->batches[i], self->step, &rows);
      gboolean sums = colim_diagram_get_reduce (self->diagram) == COLIM_REDUCE_SUM;

      if (colim_plan_has (self->plan, source->rows))
        colim_plan_bind (self->plan, source->rows, rows);
      colim_plan_set_extent (self->plan, source->extent, n);
      if (colim_plan_has (self->plan, source->scale))
        write_real (self, source->scale, n == 0 ? 0 : (sums ? (double) source->n_rows : 1) / (double) n);
      self->points[i] += n;
    }
}

static void
take_step (Session *self)
{
  double epoch = (double) self->step / (double) self->epoch_steps;
  double rate = self->settings.optimiser.arguments[0].x[0]
                * _colim_settings_get_rate_factor (&self->settings, epoch, 1 / (double) self->epoch_steps,
                                                   (double) self->n_steps / (double) self->epoch_steps);

  draw_batch (self);
  if (colim_plan_has (self->plan, self->compilation->rate))
    write_real (self, self->compilation->rate, rate);
  if (colim_plan_has (self->plan, self->compilation->step))
    write_real (self, self->compilation->step, (double) (self->step + 1));
  colim_plan_set_counter (self->plan, (guint64) self->step);
  colim_plan_run (self->plan);
  for (guint i = 0; i < self->compilation->terms->len; i++)
    self->sums[i] += colim_plan_get_number (self->plan, g_array_index (self->compilation->terms, Term, i).total);
  self->step++;
}

double
_colim_session_get_term (const Session *self, guint index)
{
  const Term *term = &g_array_index (self->compilation->terms, Term, index);
  const Source *source = &g_array_index (self->compilation->sources, Source, term->source);
  gint64 points = self->points[term->source];

  if (term->is_hard)
    return self->sums[index] > 0 ? INFINITY : 0;
  if (points == 0)
    return 0;

  return term->weight * self->sums[index] / (double) points
         * (colim_diagram_get_reduce (self->diagram) == COLIM_REDUCE_SUM ? (double) source->n_rows : 1);
}

static gboolean
is_time_to_validate (const Session *self, gint64 epoch)
{
  return epoch % self->settings.validate == 0 || self->step == self->n_steps;
}

/* The column of the log that a setting's metric names. */
static gint
find_metric (const Session *self, const char *name, gboolean *is_gain)
{
  guint first = 3 + self->compilation->terms->len;

  *is_gain = FALSE;
  for (guint i = 0; i < self->evaluations->len; i++)
    {
      const ColimTerm *metric = colim_diagram_get_metric (self->diagram, i);

      if (g_strcmp0 (colim_term_get_name (metric), name) == 0
          || g_str_equal (colim_term_get_name (colim_term_get_child (metric, 0)), name))
        {
          *is_gain = _colim_evaluation_is_gain (&g_array_index (self->evaluations, Evaluation, i));
          return (gint) (first + i);
        }
    }

  return g_str_equal (name, "loss") ? 2 : -1;
}

/* The row of the log in which a column is best, the first of equals; -1 if it is never given. */
static gssize
find_best (const Session *self, gint column, gboolean is_gain)
{
  gssize best = -1;

  for (gsize row = 0; row < _colim_log_get_n_rows (&self->log); row++)
    {
      double value = _colim_log_get_row (&self->log, row)[column];
      double least = best >= 0 ? _colim_log_get_row (&self->log, (gsize) best)[column] : 0;

      if (!isnan (value) && (best < 0 || (is_gain ? value > least : value < least)))
        best = (gssize) row;
    }

  return best;
}

static void
copy_weights (ColimWeights *to, ColimWeights *from)
{
  g_auto (GStrv) names = colim_weights_list (from);

  for (char **name = names; *name != NULL; name++)
    {
      g_autoptr (ColimTensor) tensor = colim_weights_get (from, *name);

      colim_weights_set (to, *name, tensor, NULL);
    }
}

/* Keeps the parameters if this epoch's metric is the best. */
static void
keep_best (Session *self)
{
  gboolean is_gain;
  gint column = self->settings.keep != NULL ? find_metric (self, self->settings.keep, &is_gain) : -1;

  if (column < 0 || find_best (self, column, is_gain) != (gssize) _colim_log_get_n_rows (&self->log) - 1)
    return;
  if (self->best == NULL)
    self->best = colim_weights_new (colim_weights_get_element (self->weights));
  copy_weights (self->best, self->weights);
}

/* Whether enough epochs passed without a better metric. */
static gboolean
stops_early (const Session *self)
{
  gboolean is_gain;
  gint column = self->settings.early_stop != NULL ? find_metric (self, self->settings.early_stop, &is_gain) : -1;
  gssize best = column >= 0 ? find_best (self, column, is_gain) : -1;

  return best >= 0 && (gssize) _colim_log_get_n_rows (&self->log) - 1 - best >= self->settings.patience;
}

gboolean
_colim_session_is_done (const Session *self)
{
  return self->step >= self->n_steps || stops_early (self);
}

void
_colim_session_take_best (Session *self)
{
  if (self->best != NULL)
    copy_weights (self->weights, self->best);
}

static void
end_epoch (Session *self, double seconds)
{
  gint64 epoch = (self->step + self->epoch_steps - 1) / self->epoch_steps;
  guint n_terms = self->compilation->terms->len;
  g_autofree double *row = g_new (double, self->log.names->len);
  gboolean validate = is_time_to_validate (self, epoch);

  row[0] = (double) epoch;
  row[1] = (double) self->step;
  row[2] = 0;
  for (guint i = 0; i < n_terms; i++)
    row[2] += row[3 + i] = _colim_session_get_term (self, i);
  for (guint i = 0; i < self->evaluations->len; i++)
    {
      Evaluation *evaluation = &g_array_index (self->evaluations, Evaluation, i);

      if (validate)
        _colim_evaluation_run (evaluation);
      row[3 + n_terms + i] = validate ? evaluation->value : NAN;
    }
  _colim_log_add_row (&self->log, row, seconds);
  memset (self->sums, 0, n_terms * sizeof *self->sums);
  memset (self->points, 0, self->compilation->sources->len * sizeof *self->points);
  keep_best (self);
}

void
_colim_session_run (Session *self, SessionFunc func, gpointer data)
{
  g_autofree double *numbers = g_new0 (double, self->compilation->sources->len + 2);
  gint64 begin = g_get_monotonic_time ();
  gboolean goes_on = TRUE;

  hold_inputs (self, numbers);
  while (goes_on && !_colim_session_is_done (self))
    {
      gboolean ends;

      take_step (self);
      ends = self->step % self->epoch_steps == 0 || self->step == self->n_steps;
      if (ends)
        {
          end_epoch (self, (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
          begin = g_get_monotonic_time ();
        }
      goes_on = func (self, ends, data);
    }
}
