/* Checkpoints: all that a training needs to go on as if it had never stopped.  What is random, and which rows come next, is
 * a function of the step, so that the step says it.
 */

#include "theory/train/session-private.h"

#include <colim/safetensors.h>

#include <string.h>

#define PARAMETERS "parameters/"
#define OPTIMISER "optimiser/"
#define BEST "best/"
#define LOG "log"
#define SUMS "sums"
#define POINTS "points"

typedef struct {
  GPtrArray *names;
  GPtrArray *tensors;
} Contents;

static void
add_weights (Contents *self, const char *prefix, ColimWeights *weights)
{
  g_auto (GStrv) names = weights != NULL ? colim_weights_list (weights) : NULL;

  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      g_ptr_array_add (self->names, g_strconcat (prefix, *name, NULL));
      g_ptr_array_add (self->tensors, colim_weights_get (weights, *name));
    }
}

static void
add_doubles (Contents *self, const char *name, const double *values, gsize n)
{
  gint64 shape = (gint64) n;

  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->tensors, colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT64, &shape, 1, values, n, NULL));
}

static char *
get_path (const Session *self)
{
  return g_build_filename (self->folder, "checkpoint.safetensors", NULL);
}

gboolean
_colim_session_save (Session *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) tensors = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_tensor_unref);
  Contents contents = { names, tensors };
  guint n_sources = self->compilation->sources->len;
  g_autofree double *points = g_new (double, n_sources + 1);
  g_autofree char *step = g_strdup_printf ("%" G_GINT64_FORMAT, self->step);
  g_autofree char *bound = _colim_session_print_bound (self);
  const char *keys[] = { "step", "bound" }, *values[] = { step, bound };
  g_autofree char *path = get_path (self);
  g_autoptr (ColimSafetensors) file = NULL;

  for (guint i = 0; i < n_sources; i++)
    points[i] = (double) self->points[i];
  add_weights (&contents, PARAMETERS, self->weights);
  add_weights (&contents, OPTIMISER, self->kept);
  add_weights (&contents, BEST, self->best);
  add_doubles (&contents, LOG, (const double *) (void *) self->log.values->data, self->log.values->len);
  add_doubles (&contents, SUMS, self->sums, self->compilation->terms->len);
  add_doubles (&contents, POINTS, points, n_sources);
  file = colim_safetensors_new ((const char *const *) names->pdata, (ColimTensor **) tensors->pdata, names->len, keys, values,
                                bound != NULL ? 2 : 1, error);

  return file != NULL && colim_safetensors_write (file, path, error) && _colim_log_write (&self->log, self->folder, error);
}

/* Parameters that the checkpoint does not have would silently begin anew. */
static gboolean
has_weights (ColimSafetensors *file, const char *prefix, ColimWeights *weights, GError **error)
{
  g_auto (GStrv) names = colim_weights_list (weights);

  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *whole = g_strconcat (prefix, *name, NULL);

      if (colim_safetensors_find (file, whole) != NULL)
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the checkpoint has no '%s' for this diagram", whole);
      return FALSE;
    }

  return TRUE;
}

static gboolean
restore_weights (ColimSafetensors *file, const char *prefix, ColimWeights *weights, GError **error)
{
  if (!has_weights (file, prefix, weights, error))
    return FALSE;
  for (gsize i = 0; i < colim_safetensors_get_n (file); i++)
    {
      const char *name = colim_safetensors_get_name (file, i);

      if (g_str_has_prefix (name, prefix)
          && !colim_weights_set (weights, name + strlen (prefix), colim_safetensors_get_tensor (file, i), error))
        return FALSE;
    }

  return TRUE;
}

/* The numbers of a tensor that has so many, or, where it counts them, a multiple of so many. */
static const double *
find_doubles (ColimSafetensors *file, const char *name, gsize unit, gsize *n, GError **error)
{
  const ColimTensor *tensor = colim_safetensors_find (file, name);
  gsize found = tensor != NULL ? (gsize) colim_tensor_get_n_values (tensor) : 0;

  if (n != NULL)
    *n = found;
  if (tensor != NULL && colim_tensor_get_element (tensor) == COLIM_ELEMENT_FLOAT64 && (n != NULL ? found % unit == 0 : found == unit))
    return colim_tensor_get_data (tensor);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the checkpoint has no '%s' for this diagram", name);

  return NULL;
}

static gboolean
restore_log (Session *self, ColimSafetensors *file, GError **error)
{
  gsize n;
  guint n_terms = self->compilation->terms->len, n_sources = self->compilation->sources->len;
  const double *log = find_doubles (file, LOG, self->log.names->len, &n, error), *sums, *points;

  if (log == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i += self->log.names->len)
    _colim_log_add_row (&self->log, log + i, 0);
  if ((sums = find_doubles (file, SUMS, n_terms, NULL, error)) == NULL || (points = find_doubles (file, POINTS, n_sources, NULL, error)) == NULL)
    return FALSE;
  memcpy (self->sums, sums, n_terms * sizeof *sums);
  for (guint i = 0; i < n_sources; i++)
    self->points[i] = (gint64) points[i];

  return TRUE;
}

static gboolean
restore (Session *self, ColimSafetensors *file, GError **error)
{
  const char *step = colim_safetensors_get_metadata (file, "step");
  gint64 at;

  if (step == NULL || !g_ascii_string_to_signed (step, 10, 0, G_MAXINT64, &at, NULL))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "this is no checkpoint");
      return FALSE;
    }
  self->step = at;
  if (self->settings.keep != NULL && self->best == NULL)
    self->best = colim_weights_new (colim_weights_get_element (self->weights));

  return restore_weights (file, PARAMETERS, self->weights, error) && restore_weights (file, OPTIMISER, self->kept, error)
         && (self->best == NULL || restore_weights (file, BEST, self->best, error)) && restore_log (self, file, error);
}

gboolean
_colim_session_restore (Session *self, gboolean *found, GError **error)
{
  g_autofree char *path = get_path (self);
  g_autoptr (ColimSafetensors) file = NULL;

  *found = g_file_test (path, G_FILE_TEST_EXISTS);
  if (!*found)
    return TRUE;
  file = colim_safetensors_read (path, error);
  if (file != NULL && restore (self, file, error))
    return TRUE;
  if (file != NULL)
    g_prefix_error (error, "%s: ", path);

  return FALSE;
}
