/* A judge of sub-objects that knows none: sets of parts as bits, by object and then by number. */

#pragma once

#include <colim/subobject.h>

#include "tests/property.h"

#define MOST_ELEMENTS 20

static inline gint32
subset_start (const ColimCSet *cset, gint32 object)
{
  gint32 start = 0;

  for (gint32 ob = 0; ob < object; ob++)
    start += colim_cset_get_n_parts_at (cset, ob);

  return start;
}

static inline gint32
subset_n_elements (const ColimCSet *cset)
{
  return subset_start (cset, colim_schema_get_n_objects (colim_cset_get_schema (cset)));
}

static inline gboolean
subset_is_closed (const ColimCSet *cset, guint mask)
{
  const ColimSchema *schema = colim_cset_get_schema (cset);

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), from = subset_start (cset, dom);
      gint32 to = subset_start (cset, colim_schema_get_hom_codom (schema, hom));

      for (gint32 x = 0; x < colim_cset_get_n_parts_at (cset, dom); x++)
        if ((mask >> (from + x) & 1) != 0
            && (mask >> (to + colim_fin_function_apply (colim_cset_get_hom_at (cset, hom), x)) & 1) == 0)
          return FALSE;
    }

  return TRUE;
}

static inline guint
subset_of (const ColimSubobject *subobject)
{
  const ColimCSet *cset = colim_subobject_get_of (subobject);
  guint mask = 0;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (colim_cset_get_schema (cset)); ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (cset, ob); x++)
      mask |= (guint) colim_subobject_contains_at (subobject, ob, x) << (subset_start (cset, ob) + x);

  return mask;
}

/* The sub-object of these parts, or that which they generate; NULL if there is none.  Parts are listed backwards, as
 * their order should not matter. */
static inline ColimSubobject *
subset_make (ColimCSet *cset, guint mask, gboolean generated)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (colim_cset_get_schema (cset)); ob++)
    {
      gint32 n = colim_cset_get_n_parts_at (cset, ob), values[MOST_ELEMENTS], k = 0;

      for (gint32 x = n - 1; x >= 0; x--)
        if ((mask >> (subset_start (cset, ob) + x) & 1) != 0)
          values[k++] = x;
      g_ptr_array_add (parts, colim_fin_function_new (values, (gsize) k, n, NULL));
    }

  return (generated ? colim_subobject_new_generated : colim_subobject_new) (cset, (ColimFinFunction **) parts->pdata,
                                                                            parts->len, NULL);
}

static inline guint
subset_n_masks (const ColimCSet *cset)
{
  g_assert (subset_n_elements (cset) <= MOST_ELEMENTS);

  return 1u << subset_n_elements (cset);
}

/* How many sub-objects there are. */
static inline guint
subset_count (const ColimCSet *cset)
{
  guint count = 0;

  for (guint mask = 0; mask < subset_n_masks (cset); mask++)
    count += subset_is_closed (cset, mask);

  return count;
}
