#pragma once

#include <colim/weights.h>

#include "theory/stages/model-private.h"
#include "theory/train/settings-private.h"

/* Where a parameter lies, as plans change it; NULL if there is none of that name. */
gpointer _colim_weights_get_memory (ColimWeights *self, const char *name);

/* Takes room for a parameter, all 0. */
gpointer _colim_weights_add (ColimWeights *self, const char *name, const gint64 *dims, guint n_dims);

/* Gives those parameters of the handles that have no value yet the initial ones: `settings_of` gives the settings of a
 * diagram. */
typedef const Settings *(*SettingsFunc) (ColimDiagram *diagram, gpointer data);
void _colim_weights_fill (ColimWeights *self, const Handles *handles, SettingsFunc settings_of, gpointer data);

/* An inline model is named after its diagram, and that after its file: where a file was renamed, or is the copy that a run
 * keeps, parameters are found by what follows the diagram's name, if only one has it. */
void _colim_weights_adopt (ColimWeights *self, const Handles *handles);

/* Gives a copy the values of its origin. */
void _colim_weights_copy (ColimWeights *self, const Handle *copy, const Handle *origin);

/* Fills the parameters of some handles from a file: names with or without the handle's prefix; what is left over or missing
 * is an error that lists it. */
gboolean _colim_weights_load (ColimWeights *self, const char *path, Handle *const *handles, guint n_handles, GError **error);
gboolean _colim_weights_save (ColimWeights *self, const char *path, Handle *const *handles, guint n_handles, GError **error);
