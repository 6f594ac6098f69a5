/* A column of an attribute: each entry is a constant, a variable, or not yet defined.
 *
 *     variables[i] ≥ 0           the variable
 *                  CONSTANT      the constant cells[i]
 *                  UNDEFINED     nothing, in a builder
 *
 * A column is counted and shared; only a sole owner writes to it (see _colim_column_writable).
 */

#pragma once

#include "lib/csets/attr-type-private.h"

#define COLIM_COLUMN_CONSTANT (-1)
#define COLIM_COLUMN_UNDEFINED (-2)

typedef struct {
  gatomicrefcount n_refs;
  ColimAttrType *type;
  gint32 n;
  gint32 capacity;
  gint32 n_undefined;
  gint32 *variables;
  ColimCell *cells;
} ColimColumn;

ColimColumn *_colim_column_new (ColimAttrType *type, gint32 n);
ColimColumn *_colim_column_ref (ColimColumn *self);
void _colim_column_unref (ColimColumn *self);
ColimColumn *_colim_column_writable (ColimColumn *self);

void _colim_column_append (ColimColumn *self, gint32 n);
void _colim_column_set_variable (ColimColumn *self, gint32 i, gint32 variable);
void _colim_column_take_constant (ColimColumn *self, gint32 i, ColimCell cell);
void _colim_column_copy_entry (ColimColumn *self, gint32 i, const ColimColumn *from, gint32 j);
void _colim_column_remove (ColimColumn *self, gint32 i);

gboolean _colim_column_equal (const ColimColumn *self, const ColimColumn *other);
gboolean _colim_column_equal_entries (const ColimColumn *self, gint32 i, const ColimColumn *other, gint32 j);
guint _colim_column_hash (const ColimColumn *self);
char *_colim_column_print_entry (const ColimColumn *self, gint32 i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimColumn, _colim_column_unref)
