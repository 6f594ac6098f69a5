/* What the files of gluing share. */

#pragma once

#include <colim/colimit.h>
#include <colim/gluing.h>

#include "theory/diagram/diagram-private.h"
#include "theory/language/checker-private.h"
#include "theory/graph/learning-graph-private.h"

struct _ColimGluing {
  ColimDiagram *diagram;
  ColimDiagram **parts; /* and behind them the apexes */
  char **names;
  guint n_parts;               /* without the apexes */
  guint n_legs;                /* with them */
  ColimFinFunction **vertices; /* from those of each part and apex to those of the diagram */
  ColimFinFunction **edges;
  gboolean is_extended; /* by relations of its own `with` */
};

/* From names in a diagram to names in another; what is not there stays. */
typedef struct {
  GHashTable *elements; /* vertices and edges together */
  GHashTable *models;
} Renaming;

void _colim_renaming_init (Renaming *self);
void _colim_renaming_clear (Renaming *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Renaming, _colim_renaming_clear)

/* A statement, a space or a model (what stands in one) under other names. */
ColimTerm *_colim_rename_statement (const ColimTerm *statement, const Renaming *renaming);
ColimTerm *_colim_rename_space (const ColimTerm *space, const Renaming *renaming);
ColimTerm *_colim_rename_model (const ColimTerm *model, const Renaming *renaming);

/* Names for parts: those of the diagrams, the second of one name with _2 behind it. */
char **_colim_glue_name_parts (ColimDiagram *const *parts, guint n_parts);

/* Names for elements that are called after a member, which belongs to the part that @owners tells (G_MAXUINT: the name
 * must stay): those that clash are PART.name. */
char **_colim_glue_make_names (const char *const *names, const guint *owners, guint n, const char *const *parts);

/* A morphism from one leg to another, along which they are glued. */
typedef struct {
  guint source;
  guint target;
  gint32 *vertices;
  gint32 *edges;
  GHashTable *via; /* what a `via` says of it: the name of an element of the source → NAME; or NULL */
} GlueArrow;

void _colim_glue_arrow_clear (GlueArrow *self);

/* What is wrong with an element of the source is told where a `via` speaks of it, else where the source does. */
const ColimTerm *_colim_glue_arrow_get_place (const GlueArrow *self, const ColimTerm *statement);

GArray *_colim_glue_new_arrows (void);

/* The arrows from the one apex, if there is one, to the parts, by name and as @over (or NULL) says; NULL if an element goes
 * nowhere, which is reported. */
GArray *_colim_glue_name_arrows (ColimGluing *self, const ColimTerm *over, ColimDiagnostics *diagnostics);

/* The colimit of the shapes, with a leg from each part and each apex; NULL if there is none, which is reported. */
ColimColimit *_colim_glue_shapes (ColimGluing *self, const GArray *arrows, ColimDiagnostics *diagnostics);

/* FILE:LINE and the part, for people. */
char *_colim_glue_print_place (const ColimTerm *statement, const char *part);

/* What one part says of an element, or of a setting. */
typedef struct {
  ColimTerm *value;           /* in the names of the glued diagram; NULL: unassigned */
  const ColimTerm *statement; /* where it is said */
  const char *part;
  char *identity; /* of an inline model with parameters of its own, or NULL */
} Assignment;

void _colim_assignment_clear (Assignment *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Assignment, _colim_assignment_clear)

/* Joins unassigned with assigned; two that differ are reported, with both places.  Empties @more. */
void _colim_glue_join (Assignment *known, Assignment *more, const char *what, const char *name,
                       ColimDiagnostics *diagnostics);

/* A vertex with the space of another one, which must be of its kind, unless that is open; NULL if not, which is
 * reported. */
ColimTerm *_colim_glue_replace_space (const ColimTerm *vertex, const ColimTerm *by, ColimDiagnostics *diagnostics);

/* Whether two edges have a model that is written at one place: then flags are all that differs. */
gboolean _colim_glue_has_same_model (const ColimTerm *edge, const ColimTerm *other);

/* Whether a space or a model is given: `[]`, `{}` and nothing are still to be. */
gboolean _colim_glue_is_given (const ColimTerm *value);

/* Whether two spaces, or two models with their flags, read the same: weights 1 and the order of flags do not count. */
gboolean _colim_glue_values_agree (const ColimTerm *a, const ColimTerm *b);

/* The same, but for flags that only the second has. */
gboolean _colim_glue_value_covers (const ColimTerm *wanted, const ColimTerm *found);

/* Whether a model uses, not through a handle, a stage that owns parameters. */
gboolean _colim_glue_owns_parameters (ColimDiagram *diagram, const ColimTerm *model);

/* Replaces what a `with` assigns among the statements of a diagram, and adds the rest; drops the identities of replaced
 * models. */
void _colim_glue_extend (GPtrArray *statements, GHashTable *edge_identities, const ColimTerm *block,
                         ColimDiagnostics *diagnostics);

/* The keys of a `train` block: its own, over those of another one. */
ColimTerm *_colim_glue_merge_train (const ColimTerm *lower, const ColimTerm *upper);

/* The shape of a part with what the whole assigns where its elements are, by number, in it; @outer and @train are what the file
 * says outside of blocks. */
ColimDiagram *_colim_glue_restrict (const char *name, ColimDiagram *whole, ColimDiagram *part, const gint32 *vertices,
                                    const gint32 *edges, ColimText *text, GHashTable *outer, ColimTerm *train,
                                    ColimDiagnostics *diagnostics);

/* A glued diagram in the making. */
typedef struct {
  ColimGluing *gluing;
  ColimDiagnostics *diagnostics;
  GPtrArray *statements; /* ColimTerm */
  GHashTable *outer;     /* of the file that all parts are in, or NULL */
  GHashTable *claims;    /* the identities that something has */
  GHashTable *claimed;   /* text and identity → the identity there */
  GArray *handles;
  GHashTable *by_identity; /* identity → number of the handle + 1 */
  char **vertex_names;
  char **edge_names;
  Renaming *renamings; /* by leg */
  DiagramIdentities identities;
} Making;

/* What is called @identity among the weights of a part and is written at @where (NULL: in whole files, joined by name).
 */
char *_colim_glue_claim (Making *self, const char *identity, const ColimTerm *where);

GArray *_colim_glue_new_handles (void);

/* Names the handles, and tells each part how its own are called. */
void _colim_glue_name_handles (Making *self);
void _colim_glue_name_elements (Making *self, guint n_vertices, guint n_edges);

void _colim_glue_put (Making *self, ColimTermKind kind, const char *name, ColimTerm **children, guint n,
                      const ColimTerm *place);

/* Once the elements have names: definitions may speak of `N.label`. */
void _colim_glue_put_handles (Making *self);
void _colim_glue_put_elements (Making *self, gboolean edges, ColimQuiver *quiver);
void _colim_glue_put_relations (Making *self);
void _colim_glue_put_metrics (Making *self);

/* @block: the gluing's own `with`, or NULL */
void _colim_glue_put_settings (Making *self, const ColimTerm *block);

/* The `train` blocks of the parts, or the defaults of their files (by their place in a diagram), key by key; NULL if no
 * part has one. */
ColimTerm *_colim_glue_join_train (Making *self, gsize field, const ColimTerm *block);

/* Which hypothesis of the additivity theorem fails, for people; NULL if all hold. */
char *_colim_glue_find_failing_hypothesis (const ColimGluing *gluing);
