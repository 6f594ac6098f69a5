/* C-sets in compact JSON: one table for each arrow, numbers from 1.
 *
 *     {"parts": {"V": 2, "E": 1}, "homs": {"src": [1], "tgt": [2]},
 *      "vars": {"Weight": 1}, "attrs": {"weight": [{"_var": 1}]}}
 */

#pragma once

#include <colim/compact-json.h>

#include "lib/csets/cset-builder-private.h"
#include "lib/exchange/json-private.h"

G_BEGIN_DECLS

/* Values */
gboolean _colim_compact_json_expect (const ColimJson *json, ColimJsonToken kind, const char *what, GError **error);
gboolean _colim_compact_json_read_part (const ColimJson *json, gint32 n, const char *object, gboolean may_be_undefined,
                                        gint32 *part, GError **error);
gboolean _colim_compact_json_read_entry (const ColimJson *json, ColimColumn *column, gint32 i, const char *attr_type,
                                         gint32 n_variables, gboolean may_be_undefined, GError **error);

/* Things that are not checked: partial C-sets, homomorphisms that may not be natural. */
ColimCSetBuilder *_colim_compact_json_read_builder (const ColimJson *json, ColimSchema *schema,
                                                    gboolean may_be_undefined, GError **error);
ColimHomBuilder *_colim_compact_json_read_hom_builder (const ColimJson *json, ColimCSet *dom, ColimCSet *codom,
                                                       GError **error);

/* Writing */
void _colim_compact_json_write_part (ColimJsonWriter *writer, gint32 part);
void _colim_compact_json_write_members (ColimJsonWriter *writer, const ColimCSetBuilder *builder);

G_END_DECLS
