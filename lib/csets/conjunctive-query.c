/* Conjunctive queries: boxes that are filled with parts, so that what hangs on one variable agrees.
 *
 *     start ──src─ [ E ] ─tgt── mid ──src─ [ E ] ─tgt── stop       a box for each part that is looked for, a port for
 *                                                                 its image along a hom, its attribute, or itself
 *
 * That is a limit of sets, with an arrow from each box to each variable at its ports: worst-case optimal joins find it.
 * Variables that are fixed come last, for there a join begins.
 */

#include "lib/csets/conjunctive-query-private.h"

#include "lib/csets/cset-private.h"
#include "lib/csets/solutions-private.h"
#include "lib/csets/value-codes-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/fin-limit-private.h"
#include "lib/sets/radix-private.h"

#include <string.h>

typedef struct {
  gint32 box;
  guint variable;
  gint32 arrow; /* a hom, an attribute as the number of homs plus its index, or -1: the part itself */
} Port;

struct _ColimConjunctiveQuery {
  ColimSchema *schema;
  GArray *boxes;     /* gint32: objects */
  GArray *ports;     /* Port */
  GArray *variables; /* ColimQueryVariable */
  GArray *columns;   /* guint: variables */
};

/**
 * ColimConjunctiveQuery:
 *
 * A conjunctive query on C-sets of a schema.  It is told its boxes, ports and columns, and then evaluated.  Reference
 * counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimConjunctiveQuery, colim_conjunctive_query, colim_conjunctive_query_ref,
                     colim_conjunctive_query_unref)

static ColimQueryVariable *
get_variable (const ColimConjunctiveQuery *self, guint index)
{
  return &g_array_index (self->variables, ColimQueryVariable, index);
}

static void
clear_variable (ColimQueryVariable *variable)
{
  g_free (variable->name);
  g_clear_pointer (&variable->constant, _colim_column_unref);
}

/**
 * colim_conjunctive_query_new:
 * @schema: a schema
 *
 * Starts a query without boxes, which has one solution.
 *
 * Returns: (transfer full): the query
 */
ColimConjunctiveQuery *
colim_conjunctive_query_new (ColimSchema *schema)
{
  g_return_val_if_fail (schema != NULL, NULL);

  ColimConjunctiveQuery *self = g_atomic_rc_box_new (ColimConjunctiveQuery);

  self->schema = colim_schema_ref (schema);
  self->boxes = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->ports = g_array_new (FALSE, FALSE, sizeof (Port));
  self->variables = g_array_new (FALSE, FALSE, sizeof (ColimQueryVariable));
  g_array_set_clear_func (self->variables, (GDestroyNotify) clear_variable);
  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

/**
 * colim_conjunctive_query_ref:
 * @self: a query
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimConjunctiveQuery *
colim_conjunctive_query_ref (ColimConjunctiveQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimConjunctiveQuery *self)
{
  colim_schema_unref (self->schema);
  g_array_unref (self->boxes);
  g_array_unref (self->ports);
  g_array_unref (self->variables);
  g_array_unref (self->columns);
}

/**
 * colim_conjunctive_query_unref:
 * @self: (transfer full): a query
 *
 * Gives a reference back.
 */
void
colim_conjunctive_query_unref (ColimConjunctiveQuery *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_conjunctive_query_add_box:
 * @self: a query
 * @object: the name of an object
 * @error: return location for an error
 *
 * Adds a box, which any part over the object may fill.
 *
 * Returns: its number, or -1 with %COLIM_ERROR_UNKNOWN_NAME
 */
gint32
colim_conjunctive_query_add_box (ColimConjunctiveQuery *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  gint32 ob = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, object, error);

  if (ob < 0)
    return -1;
  g_array_append_val (self->boxes, ob);

  return (gint32) self->boxes->len - 1;
}

const ColimQueryVariable *
_colim_conjunctive_query_find (const ColimConjunctiveQuery *self, const char *variable)
{
  for (guint i = 0; i < self->variables->len; i++)
    if (strcmp (get_variable (self, i)->name, variable) == 0)
      return get_variable (self, i);

  return NULL;
}

static gint32
find_or_fail (const ColimConjunctiveQuery *self, const char *variable, GError **error)
{
  const ColimQueryVariable *found = _colim_conjunctive_query_find (self, variable);

  if (found != NULL)
    return (gint32) (found - get_variable (self, 0));
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "no port has the variable '%s'", variable);

  return -1;
}

/* The arrow of a port, and what is at its end. */
static gboolean
find_port (const ColimConjunctiveQuery *self, gint32 ob, const char *port, gint32 *arrow, gint32 *object, gint32 *type,
           GError **error)
{
  const ColimSchema *schema = self->schema;
  gint32 hom = colim_schema_find_hom (schema, port), attr = colim_schema_find_attr (schema, port);

  *object = *type = *arrow = -1;
  if (strcmp (port, "_id") == 0)
    *object = ob;
  else if (hom >= 0 && colim_schema_get_hom_dom (schema, hom) == ob)
    {
      *arrow = hom;
      *object = colim_schema_get_hom_codom (schema, hom);
    }
  else if (attr >= 0 && colim_schema_get_attr_dom (schema, attr) == ob)
    {
      *arrow = colim_schema_get_n_homs (schema) + attr;
      *type = colim_schema_get_attr_codom (schema, attr);
    }
  else
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "no hom or attribute '%s' starts at '%s'", port,
                   colim_schema_get_object_name (schema, ob));
      return FALSE;
    }

  return TRUE;
}

static const char *
name_sort (const ColimSchema *schema, gint32 object, gint32 type)
{
  return object >= 0 ? colim_schema_get_object_name (schema, object) : colim_schema_get_attr_type_name (schema, type);
}

/**
 * colim_conjunctive_query_add_port:
 * @self: a query
 * @box: the number of a box
 * @port: the name of a hom or an attribute that starts at the box's object; or `_id`, for the part itself
 * @variable: any name
 * @error: return location for an error
 *
 * Says that what is at a port of a box is the value of a variable.  Values of attributes are compared as they are:
 * variables of an attribute type are only equal to themselves.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, or with %COLIM_ERROR_TYPE if other ports of the variable
 *   have something else
 */
gboolean
colim_conjunctive_query_add_port (ColimConjunctiveQuery *self, gint32 box, const char *port, const char *variable,
                                  GError **error)
{
  g_return_val_if_fail (self != NULL && box >= 0 && (guint) box < self->boxes->len, FALSE);
  g_return_val_if_fail (port != NULL && variable != NULL && (error == NULL || *error == NULL), FALSE);

  const ColimQueryVariable *known = _colim_conjunctive_query_find (self, variable);
  gint32 object, type;
  Port added = { .box = box };

  if (!find_port (self, g_array_index (self->boxes, gint32, box), port, &added.arrow, &object, &type, error))
    return FALSE;
  if (known != NULL && (known->object != object || known->type != type))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the variable '%s' is of '%s' at one port, of '%s' at '%s'",
                   variable, name_sort (self->schema, known->object, known->type),
                   name_sort (self->schema, object, type), port);
      return FALSE;
    }
  if (known == NULL)
    {
      ColimQueryVariable fresh = { .name = g_strdup (variable), .object = object, .type = type };

      g_array_append_val (self->variables, fresh);
    }
  added.variable = (guint) find_or_fail (self, variable, NULL);
  g_array_append_val (self->ports, added);

  return TRUE;
}

/**
 * colim_conjunctive_query_add_column:
 * @self: a query
 * @variable: a variable that a port has
 * @error: return location for an error
 *
 * Asks for the values of a variable: as the next column of the solutions.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME
 */
gboolean
colim_conjunctive_query_add_column (ColimConjunctiveQuery *self, const char *variable, GError **error)
{
  g_return_val_if_fail (self != NULL && variable != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint32 found = find_or_fail (self, variable, error);

  if (found < 0)
    return FALSE;
  g_array_append_val (self->columns, found);

  return TRUE;
}

/**
 * colim_conjunctive_query_set:
 * @self: a query
 * @variable: a variable that a port has
 * @image: a part; or, if ports have attributes, a variable of the attribute type
 * @error: return location for an error
 *
 * Says in advance what a variable is.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME
 */
gboolean
colim_conjunctive_query_set (ColimConjunctiveQuery *self, const char *variable, gint32 image, GError **error)
{
  g_return_val_if_fail (self != NULL && variable != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint32 found = find_or_fail (self, variable, error);

  if (found < 0)
    return FALSE;
  get_variable (self, (guint) found)->fix = COLIM_QUERY_NUMBER;
  get_variable (self, (guint) found)->number = image;

  return TRUE;
}

/**
 * colim_conjunctive_query_set_value:
 * @self: a query
 * @variable: a variable that a port of an attribute has
 * @image: a constant
 * @error: return location for an error
 *
 * Says in advance which constant a variable is.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE
 */
gboolean
colim_conjunctive_query_set_value (ColimConjunctiveQuery *self, const char *variable, const GValue *image,
                                   GError **error)
{
  g_return_val_if_fail (self != NULL && variable != NULL && G_IS_VALUE (image), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint32 index = find_or_fail (self, variable, error);
  ColimQueryVariable *found = index >= 0 ? get_variable (self, (guint) index) : NULL;
  ColimAttrType *type;
  ColimCell cell;

  if (found == NULL)
    return FALSE;
  if (found->type < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the variable '%s' is a part of '%s', and no constant",
                   variable, colim_schema_get_object_name (self->schema, found->object));
      return FALSE;
    }
  type = colim_schema_get_attr_type (self->schema, found->type);
  if (!_colim_attr_type_load (type, image, &cell, error))
    {
      g_prefix_error (error, "'%s': ", variable);
      return FALSE;
    }
  g_clear_pointer (&found->constant, _colim_column_unref);
  found->constant = _colim_column_new (type, 1);
  _colim_column_take_constant (found->constant, 0, cell);
  found->fix = COLIM_QUERY_CONSTANT;

  return TRUE;
}

/* The diagram whose limit the solutions are: variables that are free, variables that are fixed, what these are,
 * boxes. */
typedef struct {
  const ColimConjunctiveQuery *query;
  const ColimCSet *cset;
  guint *positions;       /* of each variable among the objects */
  ColimValueCodes *codes; /* of the values of each variable of an attribute type */
  gint32 *sizes;
  GPtrArray *arrows; /* ColimFinFunction */
  GArray *sources;
  GArray *targets;
} Evaluation;

static void
clear_evaluation (Evaluation *self)
{
  for (guint v = 0; v < self->query->variables->len; v++)
    _colim_value_codes_clear (&self->codes[v]);
  g_free (self->positions);
  g_free (self->codes);
  g_free (self->sizes);
  g_ptr_array_unref (self->arrows);
  g_array_unref (self->sources);
  g_array_unref (self->targets);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Evaluation, clear_evaluation)

static void
add_arrow (Evaluation *self, ColimFinFunction *function, gint32 source, guint target)
{
  gint32 end = (gint32) target;

  g_ptr_array_add (self->arrows, function);
  g_array_append_val (self->sources, source);
  g_array_append_val (self->targets, end);
}

/* That a variable is fixed to something that there is. */
static gboolean
check_fix (const Evaluation *self, const ColimQueryVariable *variable, GError **error)
{
  gint32 n = variable->object >= 0 ? self->cset->n_parts[variable->object] : self->cset->n_variables[variable->type];

  if (variable->fix != COLIM_QUERY_NUMBER || (variable->number >= 0 && variable->number < n))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "'%s' has %d %s, there is none %d for '%s'",
               name_sort (self->query->schema, variable->object, variable->type), n,
               variable->object >= 0 ? "parts" : "variables", variable->number, variable->name);

  return FALSE;
}

/* Codes the values at the ports of a variable, and last the one that it is fixed to. */
static void
code_values (Evaluation *self, guint v)
{
  const ColimQueryVariable *variable = get_variable (self->query, v);
  ColimAttrType *type = colim_schema_get_attr_type (self->query->schema, variable->type);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (ColimColumn) fixed = NULL;

  for (guint i = 0; i < self->query->ports->len; i++)
    {
      const Port *port = &g_array_index (self->query->ports, Port, i);

      if (port->variable == v)
        g_ptr_array_add (columns, self->cset->attrs[port->arrow - colim_schema_get_n_homs (self->query->schema)]);
    }
  if (variable->fix == COLIM_QUERY_CONSTANT)
    fixed = _colim_column_ref (variable->constant);
  else if (variable->fix == COLIM_QUERY_NUMBER)
    {
      fixed = _colim_column_new (type, 1);
      _colim_column_set_variable (fixed, 0, variable->number);
    }
  if (fixed != NULL)
    g_ptr_array_add (columns, fixed);
  _colim_value_codes_init (&self->codes[v], type, (const ColimColumn *const *) columns->pdata, columns->len);
}

/* Lays out the objects of the variables, and pins those that are fixed. */
static gboolean
add_variables (Evaluation *self, GError **error)
{
  guint n = self->query->variables->len, n_free = 0, n_fixed = 0;

  for (guint v = 0; v < n; v++)
    n_free += get_variable (self->query, v)->fix == COLIM_QUERY_FREE;
  for (guint v = 0, seen = 0; v < n; v++)
    {
      const ColimQueryVariable *variable = get_variable (self->query, v);
      gboolean is_fixed = variable->fix != COLIM_QUERY_FREE;
      gint32 image, size;

      if (!check_fix (self, variable, error))
        return FALSE;
      if (variable->type >= 0)
        code_values (self, v);
      self->positions[v] = is_fixed ? n_free + n_fixed : seen++;
      size = variable->object >= 0 ? self->cset->n_parts[variable->object] : self->codes[v].values->n;
      self->sizes[self->positions[v]] = size;
      if (!is_fixed)
        continue;
      image = variable->object >= 0 ? variable->number : self->codes[v].codes[self->codes[v].n_columns - 1][0];
      self->sizes[n + n_fixed] = 1;
      add_arrow (self, colim_fin_function_new (&image, 1, size, NULL), (gint32) (n + n_fixed++), self->positions[v]);
    }

  return TRUE;
}

/* Ports at the parts themselves have a column that no C-set has. */
static gboolean
pay_for_boxes (const ColimConjunctiveQuery *self, const ColimCSet *cset, gint64 *budget, GError **error)
{
  for (guint i = 0; i < self->ports->len && *budget >= 0; i++)
    {
      const Port *port = &g_array_index (self->ports, Port, i);

      if (port->arrow < 0)
        *budget -= cset->n_parts[g_array_index (self->boxes, gint32, port->box)];
    }
  if (*budget >= 0)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "there are more parts at ports than the budget allows");

  return FALSE;
}

static void
add_boxes (Evaluation *self, guint first)
{
  const ColimConjunctiveQuery *query = self->query;
  gint32 n_homs = colim_schema_get_n_homs (query->schema);
  g_autofree guint *n_coded = g_new0 (guint, query->variables->len);

  for (guint i = 0; i < query->boxes->len; i++)
    self->sizes[first + i] = self->cset->n_parts[g_array_index (query->boxes, gint32, i)];
  for (guint i = 0; i < query->ports->len; i++)
    {
      const Port *port = &g_array_index (query->ports, Port, i);
      gint32 source = (gint32) first + port->box, n = self->sizes[source];
      ColimFinFunction *function;

      if (port->arrow < 0)
        function = colim_fin_function_new_identity (n);
      else if (port->arrow < n_homs)
        function = colim_fin_function_ref (self->cset->homs[port->arrow]);
      else
        {
          ColimValueCodes *codes = &self->codes[port->variable];

          function = _colim_fin_function_take (g_steal_pointer (&codes->codes[n_coded[port->variable]++]), n,
                                               codes->values->n);
        }
      add_arrow (self, function, source, self->positions[port->variable]);
    }
}

/* The columns that were asked for, with rows sorted by the first, then by the next. */
static ColimSolutions *
project (const Evaluation *self, const ColimFinLimit *limit)
{
  const GArray *asked = self->query->columns;
  gint32 n = colim_fin_limit_get_apex (limit);
  ColimSolutions *solutions = _colim_solutions_new (n, asked->len);
  g_autofree gint32 *rows = g_new (gint32, n);

  for (gint32 row = 0; row < n; row++)
    rows[row] = row;
  for (guint c = asked->len; c-- > 0;)
    {
      guint position = self->positions[g_array_index (asked, guint, c)];
      const gint32 *values = colim_fin_function_get_values (colim_fin_limit_get_leg (limit, position), NULL);

      _colim_radix_sort (rows, n, values, self->sizes[position]);
    }
  for (guint c = 0; c < asked->len; c++)
    {
      guint v = g_array_index (asked, guint, c);
      const gint32 *values
          = colim_fin_function_get_values (colim_fin_limit_get_leg (limit, self->positions[v]), NULL);
      ColimSolutionsColumn *column = &solutions->columns[c];

      column->entries = g_new (gint32, n);
      for (gint32 row = 0; row < n; row++)
        column->entries[row] = values[rows[row]];
      if (self->codes[v].values != NULL)
        column->values = _colim_column_ref (self->codes[v].values);
    }

  return solutions;
}

/**
 * colim_conjunctive_query_evaluate:
 * @self: a query
 * @cset: a C-set
 * @budget: how many steps it may take: bindings of variables that are tried, and solutions
 * @error: return location for an error
 *
 * Finds all solutions: one for each way to fill the boxes.  Rows are sorted by the first column, then by the next:
 * parts and constants ascending, variables after constants.  Time: that of the largest result that such boxes can have
 * in a C-set of this size, up to a logarithm (Veldhuizen, Leapfrog triejoin, 2014).
 *
 * Returns: (transfer full): the solutions, or %NULL with %COLIM_ERROR_BUDGET, %COLIM_ERROR_TYPE (the C-set is on
 *   another schema), %COLIM_ERROR_OUT_OF_RANGE (a variable is set to a part that there is not) or
 *   %COLIM_ERROR_TOO_LARGE
 */
ColimSolutions *
colim_conjunctive_query_evaluate (const ColimConjunctiveQuery *self, ColimCSet *cset, gint64 budget, GError **error)
{
  g_return_val_if_fail (self != NULL && cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  guint n = self->variables->len, n_fixed = 0;
  g_autoptr (ColimFinLimit) limit = NULL;

  if (!_colim_schema_check_equal (self->schema, cset->schema, error)
      || !pay_for_boxes (self, cset, &budget, error))
    return NULL;
  for (guint v = 0; v < n; v++)
    n_fixed += get_variable (self, v)->fix != COLIM_QUERY_FREE;

  g_auto (Evaluation) evaluation = {
    .query = self,
    .cset = cset,
    .positions = g_new0 (guint, n),
    .codes = g_new0 (ColimValueCodes, n),
    .sizes = g_new (gint32, n + n_fixed + self->boxes->len),
    .arrows = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref),
    .sources = g_array_new (FALSE, FALSE, sizeof (gint32)),
    .targets = g_array_new (FALSE, FALSE, sizeof (gint32)),
  };

  if (!add_variables (&evaluation, error))
    return NULL;
  add_boxes (&evaluation, n + n_fixed);

  const ColimFinDiagram diagram = {
    evaluation.sizes, n + n_fixed + self->boxes->len, (ColimFinFunction *const *) evaluation.arrows->pdata,
    (const gint32 *) (gpointer) evaluation.sources->data, (const gint32 *) (gpointer) evaluation.targets->data,
    evaluation.arrows->len,
  };

  limit = _colim_fin_limit_compute (&diagram, &budget, error);

  return limit != NULL ? project (&evaluation, limit) : NULL;
}
