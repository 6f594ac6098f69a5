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
  GHashTable *outer;    /* name → LET, of its file, or NULL */
  ColimSelection selection;
  gboolean has_policy;
  gboolean has_reduce;
  ColimReduce reduce;
  ColimTerm *train;          /* or NULL */
  ColimTerm *train_defaults; /* of the file, or NULL */
};

/* The kind that a vertex statement says. */
ColimVertexKind _colim_diagram_read_kind (const ColimTerm *vertex);

/* The model of an edge statement without its flags, or NULL. */
ColimTerm *_colim_diagram_read_model (const ColimTerm *edge);
