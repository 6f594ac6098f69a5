/* Evaluating a conjunctive query: its solutions are a limit of sets, with an arrow from each box to each variable at
 * its ports.  Worst-case optimal joins find it; variables that are fixed come last, for there a join begins. */

#include "lib/csets/migration/conjunctive-query-private.h"

#include "lib/csets/migration/solutions-private.h"
#include "lib/csets/migration/value-codes-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/fin-limit-private.h"
#include "lib/sets/radix-private.h"

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
               _colim_conjunctive_query_name_sort (self->query->schema, variable->object, variable->type), n,
               variable->object >= 0 ? "parts" : "variables", variable->number, variable->name);

  return FALSE;
}

/* Codes the values at the ports of a variable, and last the one that it is fixed to. */
static void
code_values (Evaluation *self, guint v)
{
  const ColimQueryVariable *variable = _colim_conjunctive_query_get_variable (self->query, v);
  ColimAttrType *type = colim_schema_get_attr_type (self->query->schema, variable->type);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (ColimColumn) fixed = NULL;

  for (guint i = 0; i < self->query->ports->len; i++)
    {
      const ColimQueryPort *port = &g_array_index (self->query->ports, ColimQueryPort, i);

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
    n_free += _colim_conjunctive_query_get_variable (self->query, v)->fix == COLIM_QUERY_FREE;
  for (guint v = 0, seen = 0; v < n; v++)
    {
      const ColimQueryVariable *variable = _colim_conjunctive_query_get_variable (self->query, v);
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
      const ColimQueryPort *port = &g_array_index (self->ports, ColimQueryPort, i);

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
      const ColimQueryPort *port = &g_array_index (query->ports, ColimQueryPort, i);
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
    n_fixed += _colim_conjunctive_query_get_variable (self, v)->fix != COLIM_QUERY_FREE;

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
