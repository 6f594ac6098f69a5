/* The settings of a training: the keys of `train { … }`, those of the file behind those of the diagram. */

#pragma once

#include <colim/diagram.h>
#include <colim/json-writer.h>

#include "theory/stages/arguments-private.h"

/* A name with arguments: an optimiser, a schedule. */
typedef struct {
  const char *name;
  ArgumentRow arguments[MOST_ARGUMENTS];
  const char *help;
} ChoiceRow;

/* A row of the table of settings. */
typedef struct _SettingsReading SettingsReading;

typedef struct {
  const char *key;
  const char *fallback;     /* the default as it would be written */
  const ChoiceRow *choices; /* what there is to choose from, the default first; or NULL */
  const char *help;
  gboolean (*read) (SettingsReading *self, const ColimTerm *value);
} SettingRow;

extern const SettingRow _colim_settings[];

typedef struct {
  const ChoiceRow *row;
  ArgumentValue arguments[MOST_ARGUMENTS];
} Choice;

typedef struct {
  gint64 epochs; /* -1: steps are given */
  gint64 steps;  /* -1: epochs are given */
  gint64 batch;
  gint64 *batches; /* by vertex; 0: @batch */
  Choice optimiser;
  Choice schedule;
  double clip; /* of the gradient's norm; 0: none */
  guint64 seed;
  gboolean shuffle;
  gboolean drop_last;
  const ChoiceRow *init;
  const ChoiceRow *precision;
  const char *early_stop; /* the name of a metric, or NULL */
  gint64 patience;
  const char *keep; /* the name of the metric whose best is kept, or NULL: the last */
  gint64 validate;
} Settings;

/* Reads them; FALSE if something is wrong, which is reported. */
gboolean _colim_settings_read (Settings *self, ColimDiagram *diagram, ColimDiagnostics *diagnostics);
void _colim_settings_clear (Settings *self);

gint64 _colim_settings_get_batch (const Settings *self, gint32 vertex);

/* The factor of the learning rate in a step that begins at a point of the training and is so long, counted in epochs of which
 * there are @n_epochs. */
double _colim_settings_get_rate_factor (const Settings *self, double epoch, double step, double n_epochs);

/* All of them, defaults filled in, as members of an object. */
void _colim_settings_write (const Settings *self, ColimDiagram *diagram, ColimJsonWriter *writer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settings, _colim_settings_clear)
