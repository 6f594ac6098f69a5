/* The attributes of a C-set that is presented, when its parts are known: a value for each part of each attribute, and
 * for variables that are given beforehand; some are one, and some are constants.
 *
 *     entries of a type:  │ given variables │ a(0) a(1) … │ b(0) b(1) … │     for its attributes a, b, …
 *
 * A class that has a constant is that constant; two are a conflict.  The others are variables, numbered by their first
 * entries.
 */

#pragma once

#include "lib/csets/cset-private.h"
#include "lib/sets/partition-private.h"

typedef struct {
  gint32 n_given;
  ColimPartition classes;
  gint32 *rows; /* for what names a class: its row in the constants, or -1 */
  ColimColumn *constants;
} ColimValueClassesType;

typedef struct {
  ColimCSet *cset;
  ColimValueClassesType *types;
  gint32 *offsets; /* for each attribute: the entry of part 0, in its type */
} ColimValueClasses;

gboolean _colim_value_classes_init (ColimValueClasses *self, ColimCSet *cset, const gint32 *n_given, GError **error);
void _colim_value_classes_clear (ColimValueClasses *self);
gboolean _colim_value_classes_merge (ColimValueClasses *self, gint32 attr, gint32 part, gint32 entry, GError **error);
gboolean _colim_value_classes_assign (ColimValueClasses *self, gint32 attr, gint32 part, const ColimColumn *column,
                                      gint32 row, GError **error);
gboolean _colim_value_classes_end (ColimValueClasses *self, ColimColumn **given, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimValueClasses, _colim_value_classes_clear)
