/* A safetensors file: each tensor is a column, and its first extent are the rows. */

#include "theory/data/data-file-private.h"
#include "theory/data/data-set-private.h"

#include <colim/safetensors.h>

static gboolean
is_whole (const ColimTensor *tensor)
{
  ColimElement element = colim_tensor_get_element (tensor);

  return element == COLIM_ELEMENT_INT32 || element == COLIM_ELEMENT_UINT8;
}

static gboolean
add_tensor (ColimTableSource *source, const char *tensor_name, ColimTensor *tensor, GError **error)
{
  g_autofree char *name = _colim_data_make_name (tensor_name);
  g_autoptr (ColimType) type = NULL;
  gsize n_dims;
  const gint64 *shape = colim_tensor_get_shape (tensor, &n_dims);

  if (*name == '\0' || n_dims == 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "tensor '%s' has no %s", tensor_name,
                   n_dims == 0 ? "rows" : "name");
      return FALSE;
    }
  if (n_dims == 1 && is_whole (tensor))
    return _colim_data_add_labels (source, name, tensor, -1, error);
  type = colim_type_new_real (shape + 1, n_dims - 1);

  return colim_table_source_add_column (source, name, type, tensor, 1, error);
}

ColimTableSource *
_colim_read_tensors (const DataRequest *request, GError **error)
{
  g_autofree char *path = _colim_data_resolve (request, request->values[0]);
  g_autoptr (ColimSafetensors) file
    = _colim_data_file_check (path, error) ? colim_safetensors_read (path, error) : NULL;
  g_autoptr (ColimTableSource) source = colim_table_source_new ();

  if (file == NULL)
    return NULL;
  if (colim_safetensors_get_n (file) == 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "%s: there is no tensor in it", path);
      return NULL;
    }
  for (gsize i = 0; i < colim_safetensors_get_n (file); i++)
    if (!add_tensor (source, colim_safetensors_get_name (file, i), colim_safetensors_get_tensor (file, i), error))
      {
        g_prefix_error (error, "%s: ", path);
        return NULL;
      }

  return g_steal_pointer (&source);
}
