/* The inside of a builder, for its four files: life and homs, attributes, removal, merging. */

#pragma once

#include <colim/cset-builder.h>

#include "lib/csets/cset-private.h"
#include "lib/csets/incidence-private.h"

/* A hom as it grows.  While it is shared, values are those of the function and may not be written to. */
typedef struct {
  ColimFinFunction *shared;
  gint32 *values; /* -1: undefined */
  gint32 capacity;
  gint32 n_undefined;
  ColimIncidence *incidence; /* NULL until somebody asks */
} ColimGrowingHom;

struct _ColimCSetBuilder {
  ColimSchema *schema;
  gint32 *n_parts;
  gint32 *n_variables;
  ColimGrowingHom *homs;
  ColimColumn **attrs;
};

/* Two parts of an object that become one, or two variables; sorts are objects, then attribute types. */
typedef struct {
  gint32 sort;
  gint32 x;
  gint32 y;
} ColimMergePair;

/* A variable that becomes the constant in a row of a column. */
typedef struct {
  gint32 type;
  gint32 variable;
  const ColimColumn *column;
  gint32 row;
} ColimMergeValue;

/* What is merged at once, and columns of values, one for each attribute type, that follow what becomes of variables.
 * */
typedef struct {
  const GArray *pairs;
  const GArray *values;
  ColimColumn *const *followers;
} ColimMerging;

ColimRenumbering *_colim_cset_builder_merge_all (ColimCSetBuilder *self, const ColimMerging *merging, GError **error);
ColimCSet *_colim_cset_builder_end_unchecked (ColimCSetBuilder *self, GError **error);
gboolean _colim_cset_builder_check_part (const ColimCSetBuilder *self, gint32 object, gint32 part, GError **error);
ColimIncidence *_colim_cset_builder_get_incidence (ColimCSetBuilder *self, gint32 hom);
ColimColumn *_colim_cset_builder_get_column (ColimCSetBuilder *self, gint32 attr);
void _colim_cset_builder_remove_part (ColimCSetBuilder *self, gint32 object, gint32 part);
void _colim_cset_builder_redirect (ColimCSetBuilder *self, gint32 hom, gint32 from, gint32 to);
GHashTable **_colim_cset_builder_new_doomed (const ColimCSetBuilder *self);
void _colim_cset_builder_free_doomed (const ColimCSetBuilder *self, GHashTable **doomed);
ColimRenumbering *_colim_cset_builder_remove_sorted (ColimCSetBuilder *self, GHashTable *const *doomed);
