/* An instance in ACSets JSON as it stands in the file, before anybody knows its schema:
 *
 *     "E": [{"_id": 1, "src": 1, "tgt": 2, "weight": 0.5}, …]        a table E of columns src, tgt, weight
 *
 * A column is integers as long as there are only these; from the first other entry on it is constants and variables.
 * What can only be judged with the schema, or when all tables are there, has its place kept: for each fault the first
 * entry that would have it.  So a file is read once, from a stream, in the memory of its columns.
 */

#pragma once

#include <colim/acset-json.h>

#include "lib/csets/column-private.h"
#include "lib/exchange/json-private.h"

G_BEGIN_DECLS

/* An entry of ints that is not there; who writes this number has it kept as a constant. */
#define COLIM_ACSET_UNDEFINED G_MININT64

typedef struct {
  gint32 row; /* -1: nowhere */
  ColimJsonPlace place;
} ColimAcsetFault;

typedef struct {
  char *name;
  ColimJsonPlace place;
  ColimAttrType *type; /* of its constants, where that is known before and not any scalar; else NULL */
  gint32 n;
  GArray *ints;        /* gint64 */
  ColimColumn *values; /* instead of them */
  gint64 largest_int;
  gint32 largest_variable;
  ColimAcsetFault odd;       /* first entry that cannot be a part: no positive integer */
  ColimAcsetFault undefined; /* first null or missing entry */
  ColimAcsetFault zero;      /* first 0 */
  ColimAcsetFault largest;   /* where the largest integer is */
  ColimAcsetFault variable;  /* where the largest variable is */
} ColimAcsetColumn;

typedef struct {
  char *name;
  ColimJsonPlace place;
  gint32 n_rows;
  GPtrArray *columns; /* ColimAcsetColumn */
} ColimAcsetTable;

typedef struct {
  ColimJsonPlace place;
  ColimSchema *schema; /* that the file names, or that the caller gave */
  gboolean is_wrapped;
  GPtrArray *tables; /* ColimAcsetTable */
} ColimAcsetInstance;

/* Columns */
ColimAcsetColumn *_colim_acset_column_new (const char *name, const ColimJsonPlace *place, ColimAttrType *type);
void _colim_acset_column_free (ColimAcsetColumn *self);
gboolean _colim_acset_column_read (ColimAcsetColumn *self, ColimJsonReader *reader, ColimJsonToken token,
                                   GError **error);
void _colim_acset_column_pad (ColimAcsetColumn *self, gint32 n, const ColimJsonPlace *place);
ColimFinFunction *_colim_acset_column_to_function (const ColimAcsetColumn *self, gint32 codom, const char *object,
                                                   const char *codom_object, ColimJsonReader *reader, GError **error);
ColimColumn *_colim_acset_column_to_values (ColimAcsetColumn *self, ColimAttrType *type, gint32 n_variables,
                                            const char *object, const char *attr_type, ColimJsonReader *reader,
                                            GError **error);

/* Tables; the last token is the [ or { that each begins with. */
void _colim_acset_table_free (ColimAcsetTable *self);
ColimAcsetTable *_colim_acset_table_read (ColimJsonReader *reader, const char *name, const ColimJsonPlace *place,
                                          const ColimSchema *schema, GError **error);

/* Instances */
void _colim_acset_instance_free (ColimAcsetInstance *self);
ColimAcsetInstance *_colim_acset_instance_read (ColimJsonReader *reader, ColimSchema *schema, GError **error);
ColimSchema *_colim_acset_instances_find_schema (ColimAcsetInstance *const *instances, guint n, ColimJsonReader *reader,
                                                 GError **error);
ColimCSet *_colim_acset_instance_end (ColimAcsetInstance *self, ColimSchema *schema, ColimJsonReader *reader,
                                      GError **error);
gboolean _colim_acset_read_end (ColimJsonReader *reader, GError **error);

/* Homomorphisms, between instances whose schema may not be known yet */
typedef struct {
  ColimJsonReader *reader;
  ColimJsonPlace place;
  ColimAcsetInstance *ends[2];
  GPtrArray *components; /* ColimAcsetColumn */
} ColimAcsetHom;

void _colim_acset_hom_free (ColimAcsetHom *self);
ColimAcsetHom *_colim_acset_hom_read (ColimJsonReader *reader, ColimJsonToken token, ColimSchema *schema,
                                      GError **error);
ColimHom *_colim_acset_hom_end (ColimAcsetHom *self, ColimSchema *schema, GError **error);

/* Schemas */
ColimSchema *_colim_acset_schema_read (ColimJsonReader *reader, GError **error);

/* Values */
void _colim_acset_write_entry (ColimJsonWriter *writer, const ColimColumn *column, gint32 i);
gboolean _colim_acset_load_scalar (const ColimAttrType *type, ColimJsonToken token, const char *text, ColimCell *cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimAcsetColumn, _colim_acset_column_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimAcsetTable, _colim_acset_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimAcsetInstance, _colim_acset_instance_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimAcsetHom, _colim_acset_hom_free)

G_END_DECLS
