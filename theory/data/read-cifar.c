/* CIFAR-10 and CIFAR-100 in the official binary version: records of label bytes and three planes of 32 by 32 pixels.
 *
 *     CIFAR-10    label         red … green … blue …
 *     CIFAR-100   coarse fine   red … green … blue …
 */

#include "theory/data/data-file-private.h"
#include "theory/data/data-set-private.h"

#include <string.h>

#define N_PIXELS ((gsize) 3 * 32 * 32)
#define MOST_LABELS 2
#define MOST_FILES 4
#define MOST_NAMES 3

typedef struct {
  const char *column;
  guint8 at; /* which byte of the record */
  gint64 n_classes;
  const char *names[MOST_NAMES]; /* files of their names, alternatives */
} Labels;

typedef struct {
  guint8 n_label_bytes;
  Labels labels[MOST_LABELS + 1];
  const char
    *files[DATA_MOST_SPLITS][MOST_FILES]; /* by split, alternatives; `_1` stands for that and what is numbered on */
} Form;

static const Form cifar10 = {
  1,
  { { "label", 0, 10, { "batches.meta.txt", "classes.txt" } } },
  { { "data_batch_1.bin", "cifar10_train_10000.bin" }, { "test_batch.bin", "cifar10_test_1000.bin" } },
};

static const Form cifar100 = {
  2,
  { { "label", 1, 100, { "fine_label_names.txt", "fine.txt" } },
    { "coarse", 0, 20, { "coarse_label_names.txt", "coarse.txt" } } },
  { { "train.bin", "cifar_fs_train_3200.bin" }, { "test.bin" }, { "cifar_fs_val_800.bin" } },
};

/* The bytes of a file, which are whole records. */
static GBytes *
read_records (const char *path, gsize record, GError **error)
{
  g_autoptr (DataFile) file = _colim_data_file_open (path, error);
  GBytes *bytes = file != NULL ? _colim_data_file_read_all (file, error) : NULL;

  if (bytes != NULL && g_bytes_get_size (bytes) % record != 0)
    {
      _colim_data_file_refuse (file, error, "%" G_GSIZE_FORMAT " bytes are not records of %" G_GSIZE_FORMAT,
                               g_bytes_get_size (bytes), record);
      g_clear_pointer (&bytes, g_bytes_unref);
    }

  return bytes;
}

/* `data_batch_1.bin` comes with those numbered 2, 3, …, as many as there are. */
static GPtrArray *
read_parts (const DataRequest *request, const char *path, const char *file, gsize record, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *number = strstr (file, "_1.");
  g_autofree char *next = g_strdup (path);

  for (guint i = 2; next != NULL; i++)
    {
      GBytes *part = read_records (next, record, error);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (parts, part);
      g_clear_pointer (&next, g_free);
      if (number != NULL)
        {
          g_autofree char *name = g_strdup_printf ("%.*s_%u%s", (int) (number - file), file, i, number + 2);

          next = _colim_data_find_beside (request, path, name);
        }
    }

  return g_steal_pointer (&parts);
}

/* A range of bytes of every record, one after the other. */
static GBytes *
gather (const GPtrArray *parts, gsize record, gsize from, gsize n_bytes, gsize n_rows)
{
  guint8 *out = g_malloc (n_rows * n_bytes);
  gsize row = 0;

  for (guint p = 0; p < parts->len; p++)
    {
      gsize length;
      const guint8 *part = g_bytes_get_data (g_ptr_array_index (parts, p), &length);

      for (gsize at = 0; at < length; at += record)
        memcpy (out + row++ * n_bytes, part + at + from, n_bytes);
    }

  return g_bytes_new_take (out, n_rows * n_bytes);
}

static gboolean
add_columns (ColimTableSource *source, const Form *form, const GPtrArray *parts, const char *path, GError **error)
{
  gsize record = form->n_label_bytes + N_PIXELS;
  gint64 shape[] = { 0, 3, 32, 32 };
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (ColimTensor) images = NULL;

  for (guint p = 0; p < parts->len; p++)
    shape[0] += (gint64) (g_bytes_get_size (g_ptr_array_index (parts, p)) / record);
  pixels = gather (parts, record, form->n_label_bytes, N_PIXELS, (gsize) shape[0]);
  images = colim_tensor_new (COLIM_ELEMENT_UINT8, shape, 4, pixels, NULL);
  if (!_colim_data_add_images (source, "image", images, 1.0 / 255, error))
    return FALSE;
  for (const Labels *labels = form->labels; labels->column != NULL; labels++)
    {
      g_autoptr (GBytes) bytes = gather (parts, record, labels->at, 1, (gsize) shape[0]);
      g_autoptr (ColimTensor) numbers = colim_tensor_new (COLIM_ELEMENT_UINT8, shape, 1, bytes, NULL);

      if (!_colim_data_add_labels (source, labels->column, numbers, labels->n_classes, error))
        {
          g_prefix_error (error, "%s: ", path);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
name_classes (const DataRequest *request, ColimTableSource *source, const Labels *labels, const char *path,
              GError **error)
{
  for (guint i = 0; labels->names[i] != NULL; i++)
    {
      g_autofree char *names = _colim_data_find_beside (request, path, labels->names[i]);

      if (names != NULL)
        return _colim_data_name_classes (source, labels->column, names, error);
    }

  return TRUE;
}

static ColimTableSource *
read_form (const DataRequest *request, const Form *form, GError **error)
{
  const char *const *files = form->files[request->split];
  guint which = 0;
  g_autofree char *path = _colim_data_find (request, files, &which, error);
  g_autoptr (GPtrArray) parts
    = path != NULL ? read_parts (request, path, files[which], form->n_label_bytes + N_PIXELS, error) : NULL;
  g_autoptr (ColimTableSource) source = colim_table_source_new ();

  if (parts == NULL || !add_columns (source, form, parts, path, error))
    return NULL;
  for (const Labels *labels = form->labels; labels->column != NULL; labels++)
    if (!name_classes (request, source, labels, path, error))
      return NULL;

  return g_steal_pointer (&source);
}

ColimTableSource *
_colim_read_cifar10 (const DataRequest *request, GError **error)
{
  return read_form (request, &cifar10, error);
}

ColimTableSource *
_colim_read_cifar100 (const DataRequest *request, GError **error)
{
  return read_form (request, &cifar100, error);
}
