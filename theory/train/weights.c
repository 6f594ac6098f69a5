/* The numbers that models learn. */

#include "theory/train/weights-private.h"

#include <colim/random.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT 64

typedef struct {
  char *name;
  gint64 dims[COLIM_TENSOR_MOST_DIMS];
  guint n_dims;
  gint64 n_values;
  gpointer memory;
} Entry;

struct _ColimWeights {
  GObject parent_instance;

  ColimElement element;
  GPtrArray *entries;  /* Entry, in the order in which they came */
  GHashTable *by_name; /* name → Entry */
};

/**
 * ColimWeights:
 *
 * The parameters of the models of a file, by name: HANDLE.STAGE.PARAMETER.  Diagrams of a file train on one.
 */
G_DEFINE_FINAL_TYPE (ColimWeights, colim_weights, G_TYPE_OBJECT)

static void
free_entry (Entry *entry)
{
  g_free (entry->name);
  free (entry->memory);
  g_free (entry);
}

static void
finalize (GObject *object)
{
  ColimWeights *self = COLIM_WEIGHTS (object);

  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entries);
  G_OBJECT_CLASS (colim_weights_parent_class)->finalize (object);
}

static void
colim_weights_class_init (ColimWeightsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
colim_weights_init (ColimWeights *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) free_entry);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * colim_weights_new:
 * @real: the precision: %COLIM_ELEMENT_FLOAT32 or %COLIM_ELEMENT_FLOAT64
 *
 * Makes an empty store.
 *
 * Returns: (transfer full): the weights
 */
ColimWeights *
colim_weights_new (ColimElement real)
{
  g_return_val_if_fail (real == COLIM_ELEMENT_FLOAT32 || real == COLIM_ELEMENT_FLOAT64, NULL);

  ColimWeights *self = g_object_new (COLIM_TYPE_WEIGHTS, NULL);

  self->element = real;

  return self;
}

/**
 * colim_weights_get_element:
 * @self: weights
 *
 * Tells their precision.
 *
 * Returns: what the numbers are
 */
ColimElement
colim_weights_get_element (ColimWeights *self)
{
  g_return_val_if_fail (COLIM_IS_WEIGHTS (self), COLIM_ELEMENT_FLOAT32);

  return self->element;
}

/**
 * colim_weights_list:
 * @self: weights
 *
 * Lists the parameters, in the order in which they came.
 *
 * Returns: (transfer full): their names
 */
char **
colim_weights_list (ColimWeights *self)
{
  g_return_val_if_fail (COLIM_IS_WEIGHTS (self), NULL);

  char **names = g_new0 (char *, self->entries->len + 1);

  for (guint i = 0; i < self->entries->len; i++)
    names[i] = g_strdup (((Entry *) g_ptr_array_index (self->entries, i))->name);

  return names;
}

static ColimTensor *
copy_entry (ColimWeights *self, const Entry *entry)
{
  g_autoptr (GBytes) bytes = g_bytes_new (entry->memory, (gsize) entry->n_values * colim_element_get_size (self->element));

  return colim_tensor_new (self->element, entry->dims, entry->n_dims, bytes, NULL);
}

/**
 * colim_weights_get:
 * @self: weights
 * @name: a parameter
 *
 * Copies a parameter.
 *
 * Returns: (transfer full) (nullable): its numbers, or %NULL if there is none of that name
 */
ColimTensor *
colim_weights_get (ColimWeights *self, const char *name)
{
  g_return_val_if_fail (COLIM_IS_WEIGHTS (self) && name != NULL, NULL);

  const Entry *entry = g_hash_table_lookup (self->by_name, name);

  return entry != NULL ? copy_entry (self, entry) : NULL;
}

gpointer
_colim_weights_get_memory (ColimWeights *self, const char *name)
{
  const Entry *entry = g_hash_table_lookup (self->by_name, name);

  return entry != NULL ? entry->memory : NULL;
}

gpointer
_colim_weights_add (ColimWeights *self, const char *name, const gint64 *dims, guint n_dims)
{
  Entry *entry = g_new0 (Entry, 1);
  gsize size;

  entry->name = g_strdup (name);
  entry->n_dims = n_dims;
  entry->n_values = 1;
  for (guint i = 0; i < n_dims; i++)
    {
      entry->dims[i] = dims[i];
      entry->n_values *= dims[i];
    }
  size = ((gsize) entry->n_values * colim_element_get_size (self->element) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (posix_memalign (&entry->memory, ALIGNMENT, MAX (size, ALIGNMENT)) != 0)
    g_error ("no memory for %" G_GSIZE_FORMAT " bytes of weights", size);
  memset (entry->memory, 0, MAX (size, ALIGNMENT));
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_name, entry->name, entry);

  return entry->memory;
}

static gboolean
has_shape (const Entry *entry, const ColimTensor *tensor)
{
  gsize n;
  const gint64 *dims = colim_tensor_get_shape (tensor, &n);

  return n == entry->n_dims && memcmp (dims, entry->dims, n * sizeof *dims) == 0;
}

/**
 * colim_weights_set:
 * @self: weights
 * @name: a parameter, there already or new
 * @tensor: its numbers
 * @error: return location for an error
 *
 * Sets a parameter; numbers of another kind are converted.
 *
 * Returns: whether the shape is that of the parameter; %COLIM_ERROR_TYPE if not
 */
gboolean
colim_weights_set (ColimWeights *self, const char *name, ColimTensor *tensor, GError **error)
{
  g_return_val_if_fail (COLIM_IS_WEIGHTS (self) && name != NULL && tensor != NULL, FALSE);

  g_autoptr (ColimTensor) converted = colim_tensor_convert (tensor, self->element);
  const Entry *entry = g_hash_table_lookup (self->by_name, name);
  gsize n_dims;
  const gint64 *dims = colim_tensor_get_shape (tensor, &n_dims);

  if (entry == NULL)
    {
      _colim_weights_add (self, name, dims, (guint) n_dims);
      entry = g_hash_table_lookup (self->by_name, name);
    }
  if (!has_shape (entry, tensor))
    {
      g_autofree char *found = colim_tensor_print_shape (tensor);
      g_autoptr (ColimTensor) own = copy_entry (self, entry);
      g_autofree char *expected = colim_tensor_print_shape (own);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' is %s, not %s", name, expected, found);
      return FALSE;
    }
  memcpy (entry->memory, colim_tensor_get_data (converted), (gsize) entry->n_values * colim_element_get_size (self->element));

  return TRUE;
}

static gboolean
write_entries (ColimWeights *self, GPtrArray *entries, const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) tensors = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_tensor_unref);
  g_autoptr (ColimSafetensors) file = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      g_ptr_array_add (names, entry->name);
      g_ptr_array_add (tensors, copy_entry (self, entry));
    }
  file = colim_safetensors_new ((const char *const *) names->pdata, (ColimTensor **) tensors->pdata, names->len, NULL, NULL, 0, error);

  return file != NULL && colim_safetensors_write (file, path, error);
}

/**
 * colim_weights_write:
 * @self: weights
 * @path: (type filename): a file
 * @error: return location for an error
 *
 * Writes all parameters as safetensors; the file is replaced whole or not at all.
 *
 * Returns: whether it could be written
 */
gboolean
colim_weights_write (ColimWeights *self, const char *path, GError **error)
{
  g_return_val_if_fail (COLIM_IS_WEIGHTS (self) && path != NULL, FALSE);

  return write_entries (self, self->entries, path, error);
}

/**
 * colim_weights_read:
 * @self: weights
 * @path: (type filename): a file that [method@Colim.Weights.write] wrote
 * @error: return location for an error
 *
 * Sets every parameter that a file has.
 *
 * Returns: whether it could be read
 */
gboolean
colim_weights_read (ColimWeights *self, const char *path, GError **error)
{
  g_return_val_if_fail (COLIM_IS_WEIGHTS (self) && path != NULL, FALSE);

  g_autoptr (ColimSafetensors) file = colim_safetensors_read (path, error);

  if (file == NULL)
    return FALSE;
  for (gsize i = 0; i < colim_safetensors_get_n (file); i++)
    if (!colim_weights_set (self, colim_safetensors_get_name (file, i), colim_safetensors_get_tensor (file, i), error))
      {
        g_prefix_error (error, "%s: ", path);
        return FALSE;
      }

  return TRUE;
}

/* Initial values (He et al. 2015; Glorot and Bengio 2010; PyTorch's reset_parameters) */
static void
draw (const ColimRandom *random, guint64 counter, const ParameterRow *row, const char *init, double *out, gsize n)
{
  if (row->initial == INITIAL_NORMAL)
    colim_random_fill_normal (random, counter, out, n);
  else if (g_str_equal (init, "pytorch"))
    {
      double bound = 1 / sqrt ((double) MAX (row->fan_in, 1));

      colim_random_fill_uniform (random, counter, -bound, bound, out, n);
    }
  else if (row->initial == INITIAL_BIAS)
    memset (out, 0, n * sizeof *out);
  else if (g_str_equal (init, "xavier"))
    {
      double bound = sqrt (6 / (double) MAX (row->fan_in + row->fan_out, 1));

      colim_random_fill_uniform (random, counter, -bound, bound, out, n);
    }
  else
    {
      colim_random_fill_normal (random, counter, out, n);
      for (gsize i = 0; i < n; i++)
        out[i] *= sqrt (2 / (double) MAX (row->fan_in, 1));
    }
}

static void
fill_handle (ColimWeights *self, const Handle *handle, const Handle *origin, const Settings *settings)
{
  g_autoptr (ColimRandom) random = colim_random_new (settings->seed, "init", origin->identity);

  for (guint i = 0; i < handle->parameters->len; i++)
    {
      const Parameter *parameter = g_ptr_array_index (handle->parameters, i);
      gsize n = 1;
      g_autofree double *values = NULL;
      g_autoptr (ColimTensor) tensor = NULL;

      if (g_hash_table_contains (self->by_name, parameter->name))
        continue;
      for (guint d = 0; d < parameter->row.n_dims; d++)
        n *= (gsize) parameter->row.dims[d];
      values = g_new (double, n + 1);
      draw (random, i, &parameter->row, settings->init->name, values, n);
      tensor = colim_tensor_new_from_doubles (self->element, parameter->row.dims, parameter->row.n_dims, values, n, NULL);
      colim_weights_set (self, parameter->name, tensor, NULL);
    }
}

void
_colim_weights_fill (ColimWeights *self, const Handles *handles, SettingsFunc settings_of, gpointer data)
{
  for (guint i = 0; i < handles->in_order->len; i++)
    {
      const Handle *handle = g_ptr_array_index (handles->in_order, i);
      const Handle *origin = handle->origin != NULL ? _colim_handles_find (handles, handle->origin) : handle;
      /* A copy of what nothing else uses begins as that would, if it began here. */
      const Handle unused = { .identity = handle->origin, .diagram = handle->diagram };

      if (origin == NULL)
        origin = &unused;
      fill_handle (self, handle, origin, settings_of (origin->diagram, data));
    }
}

void
_colim_weights_copy (ColimWeights *self, const Handle *copy, const Handle *origin)
{
  for (guint i = 0; i < copy->parameters->len && i < origin->parameters->len; i++)
    {
      const Parameter *parameter = g_ptr_array_index (origin->parameters, i);
      g_autoptr (ColimTensor) tensor = colim_weights_get (self, parameter->name);

      if (tensor != NULL)
        colim_weights_set (self, ((Parameter *) g_ptr_array_index (copy->parameters, i))->name, tensor, NULL);
    }
}

/* The only entry whose name ends so after its first `/`; NULL if there is none, or more than one. */
static const Entry *
find_by_ending (ColimWeights *self, const char *ending)
{
  const Entry *found = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      const char *slash = strchr (entry->name, '/');

      if (slash == NULL || !g_str_equal (slash, ending))
        continue;
      if (found != NULL)
        return NULL;
      found = entry;
    }

  return found;
}

void
_colim_weights_adopt (ColimWeights *self, const Handles *handles)
{
  for (guint h = 0; h < handles->in_order->len; h++)
    {
      const Handle *handle = g_ptr_array_index (handles->in_order, h);

      for (guint i = 0; i < handle->parameters->len; i++)
        {
          const char *name = ((Parameter *) g_ptr_array_index (handle->parameters, i))->name, *slash = strchr (name, '/');
          const Entry *entry = slash != NULL && !g_hash_table_contains (self->by_name, name) ? find_by_ending (self, slash) : NULL;
          g_autoptr (ColimTensor) tensor = entry != NULL ? copy_entry (self, entry) : NULL;

          if (tensor != NULL)
            colim_weights_set (self, name, tensor, NULL);
        }
    }
}

/* Files of single models */

/* The parameter of a handle that a name in a file means. */
static Parameter *
find_parameter (Handle *const *handles, guint n_handles, const char *name)
{
  for (guint h = 0; h < n_handles; h++)
    {
      gsize prefix = strlen (handles[h]->identity) + 1;

      for (guint i = 0; i < handles[h]->parameters->len; i++)
        {
          Parameter *parameter = g_ptr_array_index (handles[h]->parameters, i);

          if (g_str_equal (parameter->name, name) || (n_handles == 1 && g_str_equal (parameter->name + prefix, name)))
            return parameter;
        }
    }

  return NULL;
}

static gboolean
refuse_names (const char *path, GString *unknown, GHashTable *missing, GError **error)
{
  g_autofree char *left_over = g_string_free (unknown, FALSE);
  GString *text = g_string_new (NULL);
  g_autofree char *absent = NULL;
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (missing), (GCompareFunc) strcmp);

  for (GList *name = names; name != NULL; name = name->next)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", (const char *) name->data);
  absent = g_string_free (text, FALSE);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "%s: the tensors are not those of the model: %s%s%s%s%s", path,
               *absent != '\0' ? "missing " : "", absent, *absent != '\0' && *left_over != '\0' ? "; " : "",
               *left_over != '\0' ? "left over " : "", left_over);

  return FALSE;
}

gboolean
_colim_weights_load (ColimWeights *self, const char *path, Handle *const *handles, guint n_handles, GError **error)
{
  g_autoptr (ColimSafetensors) file = colim_safetensors_read (path, error);
  g_autoptr (GHashTable) missing = g_hash_table_new (g_str_hash, g_str_equal);
  GString *left_over = g_string_new (NULL);

  for (guint h = 0; h < n_handles; h++)
    for (guint i = 0; i < handles[h]->parameters->len; i++)
      g_hash_table_add (missing, ((Parameter *) g_ptr_array_index (handles[h]->parameters, i))->name);
  for (gsize i = 0; file != NULL && i < colim_safetensors_get_n (file); i++)
    {
      const Parameter *parameter = find_parameter (handles, n_handles, colim_safetensors_get_name (file, i));

      if (parameter == NULL || !g_hash_table_remove (missing, parameter->name))
        g_string_append_printf (left_over, "%s%s", left_over->len > 0 ? ", " : "", colim_safetensors_get_name (file, i));
    }
  if (file != NULL && (left_over->len > 0 || g_hash_table_size (missing) > 0))
    return refuse_names (path, left_over, missing, error);
  g_string_free (left_over, TRUE);
  for (gsize i = 0; file != NULL && i < colim_safetensors_get_n (file); i++)
    if (!colim_weights_set (self, find_parameter (handles, n_handles, colim_safetensors_get_name (file, i))->name,
                            colim_safetensors_get_tensor (file, i), error))
      {
        g_prefix_error (error, "%s: ", path);
        return FALSE;
      }

  return file != NULL;
}

gboolean
_colim_weights_save (ColimWeights *self, const char *path, Handle *const *handles, guint n_handles, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  for (guint h = 0; h < n_handles; h++)
    for (guint i = 0; i < handles[h]->parameters->len; i++)
      g_ptr_array_add (entries, g_hash_table_lookup (self->by_name, ((Parameter *) g_ptr_array_index (handles[h]->parameters, i))->name));

  return write_entries (self, entries, path, error);
}
