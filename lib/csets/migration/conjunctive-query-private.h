/* The inside of a conjunctive query, for its two files, telling it and evaluating it, and for what reads one. */

#pragma once

#include <colim/conjunctive-query.h>

#include "lib/csets/cset-private.h"

typedef enum { COLIM_QUERY_FREE, COLIM_QUERY_NUMBER, COLIM_QUERY_CONSTANT } ColimQueryFix;

typedef struct {
  char *name;
  gint32 object; /* what its ports have parts over, or -1 */
  gint32 type;   /* whose values they have, or -1 */
  ColimQueryFix fix;
  gint32 number;         /* the part or variable that it is */
  ColimColumn *constant; /* of attribute types: a row for the constant that it is */
} ColimQueryVariable;

typedef struct {
  gint32 box;
  guint variable;
  gint32 arrow; /* a hom, an attribute as the number of homs plus its index, or -1: the part itself */
} ColimQueryPort;

struct _ColimConjunctiveQuery {
  ColimSchema *schema;
  GArray *boxes;     /* gint32: objects */
  GArray *ports;     /* ColimQueryPort */
  GArray *variables; /* ColimQueryVariable */
  GArray *columns;   /* guint: variables */
};

const ColimQueryVariable *_colim_conjunctive_query_find (const ColimConjunctiveQuery *self, const char *variable);

static inline ColimQueryVariable *
_colim_conjunctive_query_get_variable (const ColimConjunctiveQuery *self, guint index)
{
  return &g_array_index (self->variables, ColimQueryVariable, index);
}

static inline const char *
_colim_conjunctive_query_name_sort (const ColimSchema *schema, gint32 object, gint32 type)
{
  return object >= 0 ? colim_schema_get_object_name (schema, object) : colim_schema_get_attr_type_name (schema, type);
}
