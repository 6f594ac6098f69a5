/* Columns as files have them: pictures of one channel, labels of any width. */

#include "theory/data/data-file-private.h"
#include "theory/data/data-set-private.h"

#include <string.h>

gboolean
_colim_data_add_images (ColimTableSource *source, const char *name, ColimTensor *images, double scale, GError **error)
{
  gsize n_dims;
  const gint64 *shape = colim_tensor_get_shape (images, &n_dims);
  gboolean is_gray = n_dims == 3;
  gint64 with_channel[COLIM_TENSOR_MOST_DIMS + 1] = { shape[0], 1 };
  gsize shift = is_gray ? 1 : 0;
  g_autoptr (ColimTensor) table = NULL;
  g_autoptr (ColimType) type = NULL;

  memcpy (with_channel + 1 + shift, shape + 1, (n_dims - 1) * sizeof *shape);
  table = colim_tensor_new (colim_tensor_get_element (images), with_channel, n_dims + shift,
                            colim_tensor_get_bytes (images), error);
  if (table == NULL)
    return FALSE;
  type = colim_type_new_real (with_channel + 1, n_dims - 1 + shift);

  return colim_table_source_add_column (source, name, type, table, scale, error);
}

gboolean
_colim_data_add_labels (ColimTableSource *source, const char *name, ColimTensor *labels, gint64 n_classes,
                        GError **error)
{
  ColimElement element = colim_tensor_get_element (labels);
  g_autoptr (ColimTensor) numbers = NULL;
  g_autoptr (ColimType) type = NULL;
  gint32 most = -1;

  if (element != COLIM_ELEMENT_UINT8 && element != COLIM_ELEMENT_INT32)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "column '%s': labels are whole numbers", name);
      return FALSE;
    }
  numbers = colim_tensor_convert (labels, COLIM_ELEMENT_INT32);
  for (gint64 i = 0; i < colim_tensor_get_n_values (numbers); i++)
    most = MAX (most, ((const gint32 *) colim_tensor_get_data (numbers))[i]);
  type = colim_type_new_class (n_classes >= 0 ? n_classes : (gint64) most + 1);

  return colim_table_source_add_column (source, name, type, numbers, 1, error);
}

/* The lines of a file that are not empty, or NULL. */
static GPtrArray *
read_lines (const char *path, GError **error)
{
  g_autoptr (DataFile) file = _colim_data_file_open (path, error);
  g_autoptr (ColimText) text = file != NULL ? _colim_data_file_read_text (file, error) : NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gsize length;
  const char *contents;

  if (text == NULL)
    return NULL;
  contents = colim_text_get_contents (text, &length);
  if (!g_utf8_validate_len (contents, length, NULL))
    {
      _colim_data_file_refuse (file, error, "is not UTF-8 text");
      return NULL;
    }
  while (*contents != '\0')
    {
      gsize n = strcspn (contents, "\r\n");

      if (n > 0)
        g_ptr_array_add (lines, g_strndup (contents, n));
      contents += n + (contents[n] != '\0');
    }

  return g_steal_pointer (&lines);
}

gboolean
_colim_data_name_classes (ColimTableSource *source, const char *column, const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = read_lines (path, error);
  gint32 index = colim_data_source_find_column (COLIM_DATA_SOURCE (source), column);

  if (names == NULL)
    return FALSE;
  g_ptr_array_add (names, NULL);
  if (colim_table_source_name_classes (source, (guint) index, (const char *const *) names->pdata, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);

  return FALSE;
}

char *
_colim_data_make_name (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *normal = g_utf8_normalize (trimmed, -1, G_NORMALIZE_NFC);
  GString *name = g_string_new (NULL);

  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);
      gboolean is_digit = g_unichar_type (sign) == G_UNICODE_DECIMAL_NUMBER;

      if (name->len == 0 && is_digit)
        g_string_append_c (name, '_');
      if (is_digit || g_unichar_isalpha (sign) || (g_unichar_ismark (sign) && name->len > 0))
        g_string_append_unichar (name, sign);
      else
        g_string_append_c (name, '_');
    }

  return g_string_free (name, FALSE);
}
