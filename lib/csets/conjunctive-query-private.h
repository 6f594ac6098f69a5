/* The inside of a conjunctive query, for what reads one. */

#pragma once

#include <colim/conjunctive-query.h>

#include "lib/csets/column-private.h"

typedef enum { COLIM_QUERY_FREE, COLIM_QUERY_NUMBER, COLIM_QUERY_CONSTANT } ColimQueryFix;

typedef struct {
  char *name;
  gint32 object; /* what its ports have parts over, or -1 */
  gint32 type;   /* whose values they have, or -1 */
  ColimQueryFix fix;
  gint32 number;         /* the part or variable that it is */
  ColimColumn *constant; /* of attribute types: a row for the constant that it is */
} ColimQueryVariable;

const ColimQueryVariable *_colim_conjunctive_query_find (const ColimConjunctiveQuery *self, const char *variable);
