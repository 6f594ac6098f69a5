/* A constant is one machine word, whatever its type; the descriptor knows what the word means. */

#pragma once

#include <colim/attr-type.h>

typedef union {
  gint64 v_int;
  double v_double;
  gpointer v_pointer;
} ColimCell;

typedef struct _ColimCellOps ColimCellOps;

struct _ColimAttrType {
  gatomicrefcount n_refs;
  char *name;
  GType type;
  const ColimCellOps *ops;
  GEqualFunc equal; /* what follows is for boxed types */
  GHashFunc hash;
  GCompareFunc compare;
  ColimAttrPrintFunc print;
  ColimAttrParseFunc parse;
};

/* One row for each way to read a word; copy and free are NULL where the word is the constant itself. */
struct _ColimCellOps {
  ColimCell (*copy) (const ColimAttrType *type, ColimCell cell);
  void (*free) (const ColimAttrType *type, ColimCell cell);
  int (*compare) (const ColimAttrType *type, ColimCell a, ColimCell b);
  gboolean (*equal) (const ColimAttrType *type, ColimCell a, ColimCell b);
  guint (*hash) (const ColimAttrType *type, ColimCell cell);
  char *(*print) (const ColimAttrType *type, ColimCell cell);
  gboolean (*parse) (const ColimAttrType *type, const char *text, ColimCell *cell, GError **error);
  gboolean (*load) (const ColimAttrType *type, const GValue *value, ColimCell *cell);
  void (*store) (const ColimAttrType *type, ColimCell cell, GValue *value);
};

extern const ColimCellOps _colim_cell_ops_int64;
extern const ColimCellOps _colim_cell_ops_double;
extern const ColimCellOps _colim_cell_ops_string;
extern const ColimCellOps _colim_cell_ops_boxed;

gboolean _colim_scalar_equal (gconstpointer a, gconstpointer b);
guint _colim_scalar_hash (gconstpointer value);
int _colim_scalar_compare (gconstpointer a, gconstpointer b);
char *_colim_scalar_print (gconstpointer value);
gpointer _colim_scalar_parse (const char *text, GError **error);

gboolean _colim_gvalue_get_int (const GValue *value, gint64 *out);
guint _colim_double_hash (double value);
int _colim_double_compare (double a, double b);
char *_colim_double_print (double value);
gboolean _colim_attr_type_load (const ColimAttrType *self, const GValue *value, ColimCell *cell, GError **error);

static inline ColimCell
_colim_cell_copy (const ColimAttrType *type, ColimCell cell)
{
  return type->ops->copy != NULL ? type->ops->copy (type, cell) : cell;
}

static inline void
_colim_cell_free (const ColimAttrType *type, ColimCell cell)
{
  if (type->ops->free != NULL)
    type->ops->free (type, cell);
}
