#include "theory/train/settings-private.h"

#include "theory/diagram/diagram-private.h"
#include "theory/language/checker-private.h"

#include <math.h>
#include <string.h>

#define RATE(fallback) { "lr", ARGUMENT_NUMBER, fallback, 0, 1e9 }
#define DECAY(fallback) { "weight_decay", ARGUMENT_NUMBER, fallback, 0, 1e9 }
#define EPSILON { "eps", ARGUMENT_NUMBER, "1e-8", 0, 1 }
#define ADAM_ARGUMENTS(decay)                                                                                          \
  {                                                                                                                    \
    RATE ("1e-3"), { "beta1", ARGUMENT_NUMBER, "0.9", 0, 0.9999999 }, { "beta2", ARGUMENT_NUMBER, "0.999", 0, 0.9999999 },  \
    EPSILON, DECAY (decay),                                                                                            \
  }

/* The first is the default of each. */
static const ChoiceRow optimisers[] = {
  { "adam", ADAM_ARGUMENTS ("0"), "Kingma and Ba 2015" },
  { "adamw", ADAM_ARGUMENTS ("0.01"), "adam with decoupled weight decay (Loshchilov and Hutter 2019)" },
  {
    "sgd",
    { RATE ("0.01"), { "momentum", ARGUMENT_NUMBER, "0", 0, 1 }, { "nesterov", ARGUMENT_BOOLEAN, "false", 0, 1 }, DECAY ("0") },
    "gradient descent, with momentum",
  },
  {
    "rmsprop", { RATE ("0.01"), { "alpha", ARGUMENT_NUMBER, "0.99", 0, 1 }, EPSILON, DECAY ("0") },
    "steps divided by the root of a mean of squares",
  },
  { .name = NULL },
};

static const ChoiceRow schedules[] = {
  { "constant", { { 0 } }, "the same rate throughout" },
  {
    "step", { { "at", ARGUMENT_NUMBERS, "", 0, 1e9 }, { "factor", ARGUMENT_NUMBER, "0.1", 0, 1 } },
    "times a factor from each of these epochs on",
  },
  { "cosine", { { "warmup", ARGUMENT_NUMBER, "0", 0, 1e9 } }, "half a cosine down to 0, after so many epochs upwards" },
  { "linear", { { 0 } }, "straight down to 0" },
  { .name = NULL },
};

static const ChoiceRow inits[] = {
  { "pytorch", { { 0 } }, "uniform up to 1/√fan in, biases too" },
  { "kaiming", { { 0 } }, "normal, variance 2 / fan in; biases 0 (He et al. 2015)" },
  { "xavier", { { 0 } }, "uniform, variance 2 / (fan in + fan out); biases 0 (Glorot and Bengio 2010)" },
  { .name = NULL },
};

static const ChoiceRow precisions[] = {
  { "fast", { { 0 } }, "single precision, the fastest kernels" },
  { "exact", { { 0 } }, "single precision, direct products alone" },
  { "double", { { 0 } }, "double precision, plain kernels: the judge, slow" },
  { .name = NULL },
};

static const ChoiceRow *
find_choice (const ChoiceRow *rows, const char *name)
{
  for (; rows->name != NULL; rows++)
    if (g_str_equal (rows->name, name))
      return rows;

  return NULL;
}

struct _SettingsReading {
  ArgumentScope scope;
  Settings *settings;
  ColimDiagram *diagram;
};

typedef SettingsReading Reading;

static gboolean
read_choice (Reading *self, const ColimTerm *value, const ChoiceRow *rows, const char *what, Choice *choice)
{
  gboolean named = colim_term_get_kind (value) == COLIM_TERM_NAME || colim_term_get_kind (value) == COLIM_TERM_CALL;
  const ChoiceRow *row = named ? find_choice (rows, colim_term_get_name (value)) : NULL;
  GString *known;
  g_autofree char *text = NULL;

  if (row != NULL)
    {
      choice->row = row;
      return _colim_arguments_read (value, 0, row->arguments, &self->scope, choice->arguments, NULL);
    }
  known = g_string_new (NULL);
  for (guint i = 0; rows[i].name != NULL; i++)
    g_string_append_printf (known, "%s%s", i == 0 ? "" : ", ", rows[i].name);
  text = g_string_free (known, FALSE);
  _colim_check_error (self->scope.diagnostics, value, COLIM_ERROR_UNKNOWN_NAME, "this is no %s; there are %s", what, text);

  return FALSE;
}

static gboolean
read_number (Reading *self, const ColimTerm *value, const char *key, ArgumentKind kind, double least, double most, double *out)
{
  ArgumentRow row = { key, kind, NULL, least, most };
  ArgumentValue read = { 0 };

  if (!_colim_argument_read_value (value, "train", &row, &self->scope, &read))
    return FALSE;
  *out = read.x[0];

  return TRUE;
}

static gboolean
read_int (Reading *self, const ColimTerm *value, const char *key, double least, gint64 *out)
{
  double x;

  if (!read_number (self, value, key, ARGUMENT_INT, least, 1e12, &x))
    return FALSE;
  *out = (gint64) x;

  return TRUE;
}

static gboolean
read_boolean (Reading *self, const ColimTerm *value, const char *key, gboolean *out)
{
  double x;

  if (!read_number (self, value, key, ARGUMENT_BOOLEAN, 0, 1, &x))
    return FALSE;
  *out = x != 0;

  return TRUE;
}

static gboolean
is_word (const ColimTerm *value, const char *word)
{
  return colim_term_get_kind (value) == COLIM_TERM_NAME && g_str_equal (colim_term_get_name (value), word);
}

static gboolean
read_epochs (Reading *self, const ColimTerm *value)
{
  return read_int (self, value, "epochs", 0, &self->settings->epochs);
}

static gboolean
read_steps (Reading *self, const ColimTerm *value)
{
  return read_int (self, value, "steps", 0, &self->settings->steps);
}

/* `(N=64, M=16)`, by indexing vertex. */
static gboolean
read_batches (Reading *self, const ColimTerm *value)
{
  for (guint i = 0; i < colim_term_get_n_children (value); i++)
    {
      const ColimTerm *child = colim_term_get_child (value, i);
      gint32 vertex = colim_term_get_kind (child) == COLIM_TERM_NAMED
                        ? colim_diagram_find_vertex (self->diagram, colim_term_get_name (child))
                        : -1;

      if (vertex < 0 || colim_learning_graph_get_kind (self->diagram->graph, vertex) != COLIM_VERTEX_INDEX)
        {
          _colim_check_error (self->scope.diagnostics, child, COLIM_ERROR_INVALID,
                              colim_term_get_kind (child) == COLIM_TERM_NAMED
                                ? "there is no indexing vertex '%s'"
                                : "batches by indexing vertex are written (N=64, M=16)",
                              colim_term_get_name (child));
          return FALSE;
        }
      if (self->settings->batches[vertex] > 0)
        {
          _colim_check_error (self->scope.diagnostics, child, COLIM_ERROR_DUPLICATE_NAME, "the batch of '%s' is given twice",
                              colim_term_get_name (child));
          return FALSE;
        }
      if (!read_int (self, colim_term_get_child (child, 0), "batch", 1, &self->settings->batches[vertex]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_batch (Reading *self, const ColimTerm *value)
{
  return colim_term_get_kind (value) == COLIM_TERM_LIST ? read_batches (self, value)
                                                        : read_int (self, value, "batch", 1, &self->settings->batch);
}

static gboolean
read_optimiser (Reading *self, const ColimTerm *value)
{
  return read_choice (self, value, optimisers, "optimiser", &self->settings->optimiser);
}

static gboolean
read_schedule (Reading *self, const ColimTerm *value)
{
  return read_choice (self, value, schedules, "schedule", &self->settings->schedule);
}

static gboolean
read_clip (Reading *self, const ColimTerm *value)
{
  return is_word (value, "none") || read_number (self, value, "clip", ARGUMENT_NUMBER, 0, 1e30, &self->settings->clip);
}

static gboolean
read_seed (Reading *self, const ColimTerm *value)
{
  gint64 seed;

  if (!read_int (self, value, "seed", 0, &seed))
    return FALSE;
  self->settings->seed = (guint64) seed;

  return TRUE;
}

static gboolean
read_shuffle (Reading *self, const ColimTerm *value)
{
  return read_boolean (self, value, "shuffle", &self->settings->shuffle);
}

static gboolean
read_drop_last (Reading *self, const ColimTerm *value)
{
  return read_boolean (self, value, "drop_last", &self->settings->drop_last);
}

static gboolean
read_plain_choice (Reading *self, const ColimTerm *value, const ChoiceRow *rows, const char *what, const ChoiceRow **out)
{
  Choice choice = { NULL };

  if (!read_choice (self, value, rows, what, &choice))
    return FALSE;
  *out = choice.row;

  return TRUE;
}

static gboolean
read_init (Reading *self, const ColimTerm *value)
{
  return read_plain_choice (self, value, inits, "way to begin", &self->settings->init);
}

static gboolean
read_precision (Reading *self, const ColimTerm *value)
{
  return read_plain_choice (self, value, precisions, "precision", &self->settings->precision);
}

/* The metric that a word names: its own name, that of its kind, or `loss` for the whole loss. */
static gboolean
is_metric (const ColimDiagram *diagram, const char *name)
{
  gboolean found = g_str_equal (name, "loss");

  for (gsize i = 0; i < colim_diagram_get_n_metrics (diagram); i++)
    {
      const ColimTerm *metric = colim_diagram_get_metric (diagram, i);

      found = found || g_strcmp0 (colim_term_get_name (metric), name) == 0
              || g_str_equal (colim_term_get_name (colim_term_get_child (metric, 0)), name);
    }

  return found;
}

static gboolean
check_metric (Reading *self, const ColimTerm *value)
{
  if ((colim_term_get_kind (value) == COLIM_TERM_NAME || colim_term_get_kind (value) == COLIM_TERM_CALL)
      && is_metric (self->diagram, colim_term_get_name (value)))
    return TRUE;
  _colim_check_error (self->scope.diagnostics, value, COLIM_ERROR_UNKNOWN_NAME, "this names no metric of the diagram, nor 'loss'");

  return FALSE;
}

static gboolean
read_early_stop (Reading *self, const ColimTerm *value)
{
  static const ArgumentRow rows[] = { { "patience", ARGUMENT_INT, "5", 1, 1e9 }, { NULL } };
  ArgumentValue patience[MOST_ARGUMENTS];

  if (is_word (value, "none"))
    return TRUE;
  if (!check_metric (self, value) || !_colim_arguments_read (value, 0, rows, &self->scope, patience, NULL))
    return FALSE;
  self->settings->early_stop = colim_term_get_name (value);
  self->settings->patience = (gint64) patience[0].x[0];

  return TRUE;
}

static gboolean
read_keep (Reading *self, const ColimTerm *value)
{
  if (is_word (value, "last"))
    return TRUE;
  if (colim_term_get_kind (value) != COLIM_TERM_CALL || !g_str_equal (colim_term_get_name (value), "best")
      || colim_term_get_n_children (value) != 1)
    {
      _colim_check_error (self->scope.diagnostics, value, COLIM_ERROR_INVALID, "what is kept is 'last' or 'best(METRIC)'");
      return FALSE;
    }
  if (!check_metric (self, colim_term_get_child (value, 0)))
    return FALSE;
  self->settings->keep = colim_term_get_name (colim_term_get_child (value, 0));

  return TRUE;
}

static gboolean
read_validate (Reading *self, const ColimTerm *value)
{
  return read_int (self, value, "validate", 1, &self->settings->validate);
}

const SettingRow _colim_settings[] = {
  { "epochs", "10", NULL, "how many passes over the largest data set; smaller ones begin again meanwhile", read_epochs },
  { "steps", "none", NULL, "how many steps, instead of epochs", read_steps },
  { "batch", "64", NULL, "rows in a step: a number, or (N=64, M=16) by indexing vertex", read_batch },
  { "optimiser", "adam", optimisers, "how a gradient becomes a step", read_optimiser },
  { "schedule", "constant", schedules, "how the learning rate goes on", read_schedule },
  { "clip", "none", NULL, "the most that the norm of the whole gradient may be", read_clip },
  { "seed", "0", NULL, "what all random numbers follow from", read_seed },
  { "shuffle", "true", NULL, "whether each epoch has an order of its own", read_shuffle },
  { "drop_last", "false", NULL, "whether to leave out a last batch that is not full", read_drop_last },
  { "init", "pytorch", inits, "how parameters begin", read_init },
  { "precision", "fast", precisions, "what is computed with", read_precision },
  { "early_stop", "none", NULL, "METRIC(patience=5): stop when it was not better for so many epochs", read_early_stop },
  { "keep", "last", NULL, "which weights stay: last, or best(METRIC)", read_keep },
  { "validate", "1", NULL, "epochs from one look at the metrics to the next", read_validate },
  { .key = NULL },
};

static void
read_key (Reading *self, const ColimTerm *setting)
{
  g_autoptr (GHashTable) known = NULL;

  for (const SettingRow *row = _colim_settings; row->key != NULL; row++)
    if (g_str_equal (row->key, colim_term_get_name (setting)))
      {
        row->read (self, colim_term_get_child (setting, 0));
        return;
      }
  known = g_hash_table_new (g_str_hash, g_str_equal);
  for (const SettingRow *row = _colim_settings; row->key != NULL; row++)
    g_hash_table_add (known, (gpointer) row->key);
  _colim_check_unknown (self->scope.diagnostics, setting, known, "setting", colim_term_get_name (setting));
}

/* `epochs` and `steps` say the same thing, in two ways. */
static const char *
get_subject (const char *key)
{
  return g_str_equal (key, "steps") ? "epochs" : key;
}

/* The keys of one block; a key that @over sets is left to it. */
static void
read_block (Reading *self, const ColimTerm *block, const ColimTerm *over)
{
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; over != NULL && i < colim_term_get_n_children (over); i++)
    g_hash_table_add (set, (gpointer) get_subject (colim_term_get_name (colim_term_get_child (over, i))));
  for (guint i = 0; block != NULL && i < colim_term_get_n_children (block); i++)
    {
      const ColimTerm *setting = colim_term_get_child (block, i);
      const char *key = colim_term_get_name (setting);
      gboolean is_new = g_hash_table_add (set, (gpointer) (over != NULL ? get_subject (key) : key));

      if (is_new)
        read_key (self, setting);
      else if (over == NULL)
        _colim_check_error (self->scope.diagnostics, setting, COLIM_ERROR_DUPLICATE_NAME, "'%s' is set already",
                            colim_term_get_name (setting));
    }
}

gboolean
_colim_settings_read (Settings *self, ColimDiagram *diagram, ColimDiagnostics *diagnostics)
{
  Reading reading = { { diagnostics, NULL }, self, diagram };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  memset (self, 0, sizeof *self);
  self->epochs = self->steps = -1;
  self->batch = 64;
  self->batches = g_new0 (gint64, diagram->vertices->len + 1);
  self->optimiser.row = &optimisers[0];
  self->schedule.row = &schedules[0];
  self->shuffle = TRUE;
  self->init = &inits[0];
  self->precision = &precisions[0];
  self->validate = 1;
  for (guint i = 0; optimisers[0].arguments[i].name != NULL; i++)
    self->optimiser.arguments[i] = (ArgumentValue){ 1, { g_ascii_strtod (optimisers[0].arguments[i].fallback, NULL) }, NULL };
  read_block (&reading, diagram->train_defaults, diagram->train);
  read_block (&reading, diagram->train, NULL);
  if (self->epochs >= 0 && self->steps >= 0)
    _colim_check_error (diagnostics, diagram->train != NULL ? diagram->train : diagram->train_defaults, COLIM_ERROR_INVALID,
                        "'epochs' and 'steps' are both given: one of them says how long to train");
  if (self->epochs < 0 && self->steps < 0)
    self->epochs = 10;

  return colim_diagnostics_get_n_errors (diagnostics) == n_errors;
}

void
_colim_settings_clear (Settings *self)
{
  g_clear_pointer (&self->batches, g_free);
}

gint64
_colim_settings_get_batch (const Settings *self, gint32 vertex)
{
  return self->batches[vertex] > 0 ? self->batches[vertex] : self->batch;
}

double
_colim_settings_get_rate_factor (const Settings *self, double epoch, double step, double n_epochs)
{
  const ArgumentValue *arguments = self->schedule.arguments;
  const char *name = self->schedule.row->name;

  if (g_str_equal (name, "step"))
    {
      double factor = 1;

      for (guint i = 0; i < arguments[0].n; i++)
        if (epoch >= arguments[0].x[i])
          factor *= arguments[1].x[0];
      return factor;
    }
  if (g_str_equal (name, "cosine"))
    {
      double warmup = MIN (arguments[0].x[0], n_epochs);

      /* Upwards to the full rate: the first step takes some of it. */
      if (epoch < warmup)
        return (epoch + step) / warmup;
      return n_epochs > warmup ? (1 + cos (G_PI * (epoch - warmup) / (n_epochs - warmup))) / 2 : 1;
    }
  if (g_str_equal (name, "linear"))
    return n_epochs > 0 ? 1 - epoch / n_epochs : 1;

  return 1;
}

static void
write_choice (const Choice *choice, ColimJsonWriter *writer)
{
  GString *text = g_string_new (choice->row->name);
  g_autofree char *whole = NULL;
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; choice->row->arguments[i].name != NULL; i++)
    {
      const ArgumentValue *value = &choice->arguments[i];

      g_string_append_printf (text, "%s%s=%s", i == 0 ? "(" : ", ", choice->row->arguments[i].name, value->n > 1 ? "(" : "");
      if (choice->row->arguments[i].kind == ARGUMENT_BOOLEAN)
        g_string_append (text, value->x[0] != 0 ? "true" : "false");
      else
        for (guint j = 0; j < value->n; j++)
          g_string_append_printf (text, "%s%s", j == 0 ? "" : ", ", g_ascii_dtostr (digits, sizeof digits, value->x[j]));
      g_string_append (text, value->n > 1 ? ")" : "");
    }
  if (choice->row->arguments[0].name != NULL)
    g_string_append_c (text, ')');
  whole = g_string_free (text, FALSE);
  colim_json_writer_string (writer, whole);
}

static void
write_int (ColimJsonWriter *writer, const char *key, gint64 value)
{
  colim_json_writer_key (writer, key);
  if (value >= 0)
    colim_json_writer_int (writer, value);
  else
    colim_json_writer_null (writer);
}

static void
write_name (ColimJsonWriter *writer, const char *key, const char *name)
{
  colim_json_writer_key (writer, key);
  colim_json_writer_string (writer, name);
}

void
_colim_settings_write (const Settings *self, ColimDiagram *diagram, ColimJsonWriter *writer)
{
  write_int (writer, "epochs", self->epochs);
  write_int (writer, "steps", self->steps);
  colim_json_writer_key (writer, "batch");
  colim_json_writer_object (writer);
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    if (colim_learning_graph_get_kind (diagram->graph, v) == COLIM_VERTEX_INDEX)
      write_int (writer, colim_diagram_get_vertex_name (diagram, v), _colim_settings_get_batch (self, v));
  colim_json_writer_object_end (writer);
  colim_json_writer_key (writer, "optimiser");
  write_choice (&self->optimiser, writer);
  colim_json_writer_key (writer, "schedule");
  write_choice (&self->schedule, writer);
  colim_json_writer_key (writer, "clip");
  if (self->clip > 0)
    colim_json_writer_double (writer, self->clip);
  else
    colim_json_writer_null (writer);
  write_int (writer, "seed", (gint64) self->seed);
  colim_json_writer_key (writer, "shuffle");
  colim_json_writer_boolean (writer, self->shuffle);
  colim_json_writer_key (writer, "drop_last");
  colim_json_writer_boolean (writer, self->drop_last);
  write_name (writer, "init", self->init->name);
  write_name (writer, "precision", self->precision->name);
  write_name (writer, "early_stop", self->early_stop != NULL ? self->early_stop : "none");
  write_name (writer, "keep", self->keep != NULL ? self->keep : "last");
  write_int (writer, "validate", self->validate);
}
