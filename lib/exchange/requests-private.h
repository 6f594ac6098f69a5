/* A request as an operation sees it.
 *
 * The table of operations says which arguments name C-sets and which name homomorphisms.  These are read and checked
 * before an operation runs: first the equations of all C-sets, the ends of homomorphisms among them, then that these
 * are natural. Then asking for them cannot fail.  An operation writes members of the answer; if it fails, nothing of
 * them is kept.
 */

#pragma once

#include <colim/natural.h>
#include <colim/requests.h>

#include "lib/csets/hom-private.h"
#include "lib/exchange/compact-json-private.h"

G_BEGIN_DECLS

typedef struct _ColimRequest ColimRequest;

typedef enum {
  COLIM_ARGUMENT_NONE,
  COLIM_ARGUMENT_CSET,
  COLIM_ARGUMENT_CSETS,
  COLIM_ARGUMENT_HOM,
  COLIM_ARGUMENT_HOMS,
  COLIM_ARGUMENT_APEX, /* an object whose `apex` names a C-set */
} ColimArgumentKind;

typedef gboolean (*ColimOperationFunc) (ColimRequest *self, ColimJsonWriter *answer, GError **error);

typedef struct {
  const char *name;
  ColimOperationFunc run;
  struct {
    const char *key;
    ColimArgumentKind kind;
  } arguments[4]; /* that are read and checked; what an operation reads itself is not here */
} ColimOperationRow;

struct _ColimRequest {
  const ColimJson *json;
  const ColimJson *shared; /* the document of several requests, or NULL */
  const ColimJson *operation;
  ColimSchema *schema;  /* that the request names, or NULL */
  GHashTable *schemas;  /* name → ColimSchema */
  GHashTable *csets;    /* name → ColimCSet */
  GHashTable *homs;     /* name → ColimHom */
  gint64 budget;
};

/* A list of C-sets and homomorphisms among them; borrowed but for the lists. */
typedef struct {
  ColimSchema *schema;
  ColimCSet **objects;
  guint n_objects;
  ColimHom **arrows;
  gint32 *sources; /* of the objects */
  gint32 *targets;
  guint n_arrows;
} ColimRequestDiagram;

extern const ColimOperationRow _colim_operations[];
extern const gsize _colim_n_operations;

/* Arguments */
ColimJson *_colim_request_find (const ColimRequest *self, const char *key, ColimJsonToken kind, GError **error);
ColimJson *_colim_request_find_named (const ColimRequest *self, const char *section, const ColimJson *name,
                                      GError **error);
const char *_colim_request_get_name (const ColimRequest *self, const char *key);
ColimCSet *_colim_request_get_cset (const ColimRequest *self, const char *key);
ColimHom *_colim_request_get_hom (const ColimRequest *self, const char *key);
ColimSchema *_colim_request_find_schema (ColimRequest *self, const ColimJson *json, GError **error);
ColimSchema *_colim_request_get_schema (const ColimRequest *self, GError **error);

gboolean _colim_request_read_diagram (ColimRequest *self, const char *objects_key, const char *arrows_key,
                                      ColimRequestDiagram *diagram, GError **error);
void _colim_request_diagram_clear (ColimRequestDiagram *self);

/* What is read but not checked */
ColimCSetBuilder *_colim_request_read_builder (ColimRequest *self, const ColimJson *name, gboolean may_be_undefined,
                                               GError **error);
ColimHomBuilder *_colim_request_read_hom_builder (ColimRequest *self, const ColimJson *name, GError **error);

/* The budget */
gboolean _colim_request_spend (ColimRequest *self, gint64 amount, GError **error);
gboolean _colim_request_spend_parts (ColimRequest *self, const ColimCSet *cset, GError **error);

/* Answers */
void _colim_request_write_builder (ColimRequest *self, ColimJsonWriter *answer, const ColimCSetBuilder *builder);
void _colim_request_write_cset (ColimRequest *self, ColimJsonWriter *answer, ColimCSet *cset);
void _colim_request_write_boolean (ColimJsonWriter *answer, const char *key, gboolean value);
void _colim_request_write_int (ColimJsonWriter *answer, const char *key, gint64 value);
void _colim_request_write_count (ColimJsonWriter *answer, const ColimNatural *count);
void _colim_request_write_legs (ColimJsonWriter *answer, ColimHom *const *legs, guint n);
void _colim_request_write_parts (ColimJsonWriter *answer, const gint32 *parts, gsize n);

/* Operations */
gboolean _colim_operation_terminal (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_product (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_equalizer (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_pullback (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_limit (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_image (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_preimage (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_meet (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_join (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_implies (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_subtract (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_negate (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_non (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_count (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_subobject_classifier (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_internal_hom (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_partial_overlaps (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_coproduct (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_coequalizer (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_pushout (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_colimit (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_is_natural (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_monic_epic (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_mutation (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_elements (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_connected_components (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_graph_algorithm (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_homomorphism_count (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_cartesian_count (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_automorphism_count (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_is_isomorphic (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_delta (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_sigma (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_pi (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_conjunctive_query (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_duc_query (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_chase (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_representable (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_pushout_complement (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_gluing_conditions (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_rewrite (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_coneg_rewrite (ColimRequest *self, ColimJsonWriter *answer, GError **error);
gboolean _colim_operation_structured_cospan_compose (ColimRequest *self, ColimJsonWriter *answer, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimRequestDiagram, _colim_request_diagram_clear)

G_END_DECLS
