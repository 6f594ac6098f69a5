/* What the safetensors files share: the kinds of numbers, and the bounds of the format.
 *
 *   length of the header: 8 bytes     header: JSON     data: tensor after tensor, without holes
 */

#pragma once

#include <colim/json-reader.h>
#include <colim/safetensors.h>

G_BEGIN_DECLS

#define COLIM_SAFETENSORS_METADATA "__metadata__"
#define COLIM_SAFETENSORS_LENGTH_SIZE 8
#define COLIM_SAFETENSORS_MOST_HEADER 100000000

typedef struct {
  const char *name;
  gsize size;           /* of a number in the file */
  ColimElement element; /* in memory */
  /* Or NULL: in memory as in the file. */
  gboolean (*convert) (const guint8 *from, gsize n, gpointer to, GError **error);
} ColimSafetensorsType;

/* A member of the header: a tensor. */
typedef struct {
  char *name;
  const ColimSafetensorsType *type;
  gint64 shape[COLIM_TENSOR_MOST_DIMS];
  gsize n_dims;
  gint64 begin, end; /* of its bytes, in the data */
  guint given;       /* bits: which of its own members there were */
} ColimSafetensorsEntry;

typedef struct {
  const char *file;
  ColimJsonReader *json;
  gsize data_length;
  GArray *entries;   /* ColimSafetensorsEntry, in the order of the header */
  GHashTable *names; /* of the tensors, borrowed */
  gboolean has_metadata;
  GPtrArray *keys, *values; /* char, of the metadata */
} ColimSafetensorsHeader;

const ColimSafetensorsType *_colim_safetensors_type_find (const char *name);
const char *_colim_safetensors_type_name (ColimElement element);
GBytes *_colim_safetensors_type_load (const ColimSafetensorsType *type, GBytes *data, GError **error);
GBytes *_colim_safetensors_type_store (ColimTensor *tensor);

void _colim_safetensors_header_init (ColimSafetensorsHeader *self, const char *file, GBytes *text, gsize data_length);
void _colim_safetensors_header_clear (ColimSafetensorsHeader *self);
gboolean _colim_safetensors_header_read (ColimSafetensorsHeader *self, GError **error);
char *_colim_safetensors_show_name (const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimSafetensorsHeader, _colim_safetensors_header_clear)

G_END_DECLS
