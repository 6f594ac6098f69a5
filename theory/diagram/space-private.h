/* Spaces: what is assigned to a vertex. */

#pragma once

#include <colim/data-source.h>
#include <colim/learning-graph.h>
#include <colim/rational.h>

#include "theory/stages/distance-private.h"

typedef struct {
  ColimVertexKind kind;
  ColimType *type;           /* or NULL: not given */
  const DistanceRow *distance; /* or NULL: none, or the hard one */
  gboolean is_hard;
  gboolean is_wrong; /* which was reported */
  ArgumentValue arguments[MOST_ARGUMENTS];
  const ColimTerm *table;    /* of a distance on a finite space */
  ColimRational *weight;     /* of a distance */
  const ColimTerm *data_set; /* of an indexing vertex, or NULL */
  ColimDataSource *source;   /* or NULL */
} Space;

/* Reads a type; sizes such as N.label are looked up in the scope.  NULL if something is wrong, which is reported. */
ColimType *_colim_type_read (const ColimTerm *term, const ArgumentScope *scope);

/* Reads a space (the child of a vertex statement, or NULL), all but its data.  FALSE if something is wrong, which is reported. */
gboolean _colim_space_read (const ColimTerm *term, const ArgumentScope *scope, Space *space);
void _colim_space_clear (Space *space);

/* How many points an indexing vertex has; -1 if that is not known. */
gint64 _colim_space_get_n_points (const Space *space);
