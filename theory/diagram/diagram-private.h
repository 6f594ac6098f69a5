#pragma once

#include <colim/diagram.h>

struct _ColimDiagram {
  char *name;
  ColimText *text;
  ColimCSet *graph;
  ColimQuiver *quiver;
  GPtrArray *vertices;  /* ColimTerm: VERTEX statements, in the order of the parts of the graph */
  GPtrArray *edges;     /* EDGE */
  GPtrArray *relations; /* RELATION: the statement of each part; both directions of `~` have the same one */
  GPtrArray *metrics;   /* METRIC */
  GHashTable *elements; /* name → number: a vertex v is v, an edge e is n_vertices + e */
  GHashTable *lets;     /* name → LET, of the diagram's own block */
  GPtrArray *handles;   /* LET: the same, in order */
  GHashTable *outer;    /* name → LET, of its file, or NULL */
  GHashTable *let_identities;  /* name → identity, of handles that another diagram brought; or NULL */
  GHashTable *edge_identities; /* edge → identity, of the inline models that another diagram brought; or NULL */
  ColimSelection selection;
  ColimReduce reduce;
  ColimTerm *policy_setting; /* the statements that set them, or NULL */
  ColimTerm *reduce_setting;
  ColimTerm *bound_setting;
  ColimTerm *train;          /* or NULL */
  ColimTerm *train_defaults; /* of the file, or NULL */
};

/* What models are called among the weights, where it is not the diagram's own name that says it: those that come from another
 * diagram by gluing, restriction or `with` keep their parameters. */
typedef struct {
  GHashTable *lets;  /* name → identity */
  GHashTable *edges; /* edge → identity */
} DiagramIdentities;

void _colim_identities_init (DiagramIdentities *self);
void _colim_identities_clear (DiagramIdentities *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DiagramIdentities, _colim_identities_clear)

/* Keeps what all models of a diagram are called; those with names; or that of one edge, which has another name now. */
void _colim_identities_keep (DiagramIdentities *self, ColimDiagram *from);
void _colim_identities_keep_handles (DiagramIdentities *self, const ColimDiagram *from);
void _colim_identities_keep_model (DiagramIdentities *self, ColimDiagram *from, gint32 edge, const char *name);

/* A copy of a term with one child, whose reference it takes, in place of another, or behind the last. */
ColimTerm *_colim_statement_replace_child (const ColimTerm *term, guint index, ColimTerm *child);

/* An edge that has a model, with one flag more. */
ColimTerm *_colim_statement_add_flag (const ColimTerm *edge, const char *flag);

/* A model, whose reference it takes, with the flags that an edge has: what is replaced is the model. */
ColimTerm *_colim_statement_flag_model (const ColimTerm *edge, ColimTerm *model);

/* What the model of an edge is called among the weights, if it has parameters of its own. */
char *_colim_diagram_dup_edge_identity (const ColimDiagram *self, gint32 edge);

/* The statements that make a diagram, in the order of its file's syntax; those of its file are not among them. */
GPtrArray *_colim_diagram_list_statements (const ColimDiagram *self);

/* p ≤ q, for people and as a key. */
char *_colim_diagram_print_inequality (ColimDiagram *self, ColimPath *lesser, ColimPath *greater);

/* The handles that the models of edges use: their names, and their LETs, each behind what it uses. */
void _colim_diagram_collect_handles (ColimDiagram *self, GHashTable *seen, GPtrArray *lets);

/* The flag of an edge, or NULL. */
const ColimTerm *_colim_diagram_find_flag (const ColimDiagram *self, gint32 edge, const char *flag);

/* The kind that a vertex statement says. */
ColimVertexKind _colim_diagram_read_kind (const ColimTerm *vertex);

/* The model of an edge statement without its flags, or NULL. */
ColimTerm *_colim_diagram_read_model (const ColimTerm *edge);
