/* The inside of a query that makes C-sets, for its two files: telling it, and evaluating it.
 *
 *     object ─▶ cases ─▶ generators                        a case is the limit of its generators and equations
 *                        equations: term = term            a term is a generator and a path from it
 *     hom, case ─▶ a case, a term for each generator of it
 *     attribute, case ─▶ a term
 */

#pragma once

#include <colim/duc-query.h>

#include "lib/csets/cset-private.h"

typedef struct {
  gint32 generator; /* -1: not told */
  GArray *path;     /* gint32: homs, at the end perhaps an attribute as the number of homs plus its index */
  gint32 object;    /* where the path ends, or -1 */
  gint32 type;      /* where it ends if that is an attribute type, or -1 */
} ColimDucTerm;

typedef struct {
  ColimDucTerm sides[2];
} ColimDucEquation;

typedef struct {
  char *name;
  gint32 object;
} ColimDucGenerator;

typedef struct {
  char *name;
  GArray *generators; /* ColimDucGenerator */
  GArray *equations;  /* ColimDucEquation */
} ColimDucCase;

/* What a hom does to a case. */
typedef struct {
  gint32 target;  /* a case, or -1: not told */
  GArray *terms;  /* ColimDucTerm: for each generator of the target */
} ColimDucSending;

struct _ColimDucQuery {
  ColimSchema *source;
  ColimSchema *target;
  GArray **cases;    /* for each object of the target: ColimDucCase */
  GArray **sendings; /* for each hom: ColimDucSending by case */
  GArray **values;   /* for each attribute: ColimDucTerm by case */
  gint32 *types;     /* of each attribute type of the target: one of the source, or -1 */
};

static inline ColimDucCase *
_colim_duc_query_get_case (const ColimDucQuery *self, gint32 object, guint index)
{
  return &g_array_index (self->cases[object], ColimDucCase, index);
}
