/* Models: what is assigned to an edge, as elements one after another. */

#pragma once

#include <colim/data-source.h>
#include <colim/diagram.h>

#include "theory/stages/stage-private.h"

typedef struct _Model Model;

typedef enum {
  ELEMENT_STAGE,
  ELEMENT_COLUMN, /* of the data set that the edge comes from */
  ELEMENT_TABLE,  /* a function between finite sets */
  ELEMENT_TUPLE,  /* models on one input, side by side */
} ElementKind;

typedef struct {
  ElementKind kind;
  ColimType *out;
  StageUse *use;       /* a stage, */
  char *owner;         /* whose parameters are those of this handle */
  guint column;
  gint32 *table;
  gint64 n_points;     /* of the table */
  GPtrArray *branches; /* Model */
  gboolean is_frozen;  /* of a branch, told by flags of its own */
  gboolean is_eval;
} Element;

struct _Model {
  GPtrArray *elements; /* Element */
  ColimType *in, *out; /* @in is NULL where the model reads columns */
  gint64 n_parameters;
  gboolean is_frozen, is_eval; /* of a branch of a tuple */
};

/* A parameter that training changes, or that is loaded: one for each (handle, stage, name). */
typedef struct {
  char *owner;
  char *name; /* OWNER.STAGE.PARAMETER, as in a file of weights */
  ParameterRow row;
} Parameter;

/* Whose parameters are shared under one name. */
typedef struct {
  char *identity;
  char *origin;          /* for a copy: the handle whose initial values it has; else NULL */
  char *edge;            /* the first edge that uses it */
  ColimDiagram *diagram; /* and the diagram of that edge, whose settings say how it begins */
  GPtrArray *parameters; /* Parameter, in the order of the stages */
} Handle;

/* The handles of a file: diagrams share them. */
typedef struct {
  GHashTable *by_identity; /* identity → Handle */
  GPtrArray *in_order;     /* Handle, by first use */
} Handles;

Handles *_colim_handles_new (void);
void _colim_handles_free (Handles *self);
Handle *_colim_handles_find (const Handles *self, const char *identity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Handles, _colim_handles_free)

typedef struct {
  const ArgumentScope *scope;
  ColimDiagram *diagram;
  gint32 edge;
  Handles *handles;
  ColimDataSource *source; /* where the edge comes from an indexing vertex */
  ColimType *target;       /* where it goes, if that is known */
  gint64 n_sources, n_targets; /* points of its ends, where these are indexing vertices; else -1 */
} ModelScope;

/* Elaborates the model of an edge on a type; NULL if something is wrong, which is reported. */
Model *_colim_model_elaborate (const ColimTerm *term, ColimType *in, const ModelScope *scope);
void _colim_model_free (Model *self);

/* Reports what is wrong with a model whatever comes in: names, and arguments. */
void _colim_model_check_names (const ColimTerm *term, const ModelScope *scope);

/* The same for a definition that no edge uses: @scope is of no edge, -1. */
void _colim_model_check_let (const ColimTerm *let, const char *identity, const ModelScope *scope);

/* Whether something in it is drawn anew for each step of training. */
gboolean _colim_model_is_stochastic (const Model *self, gboolean eval);
