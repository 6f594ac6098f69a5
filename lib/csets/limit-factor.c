/* The universal map of a limit of C-sets: a part goes to the tuple of its images, and a variable to the constant that
 * its images are, or to the variable that stands for them.
 */

#include "lib/csets/limit-private.h"

#include "lib/csets/cset-diagram-private.h"

static gboolean
check_ends (const ColimLimit *self, ColimHom *const *cone, const ColimCSet *dom, GError **error)
{
  if (!_colim_schema_check_equal (self->apex->schema, dom->schema, error))
    return FALSE;
  for (guint i = 0; i < self->n_legs; i++)
    if (!colim_cset_equal (cone[i]->codom, self->legs[i]->codom))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                     "map %u of the cone does not end at its object", i);
        return FALSE;
      }
    else if (!colim_cset_equal (cone[i]->dom, dom))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL,
                     "map %u of the cone does not start where all should", i);
        return FALSE;
      }

  return TRUE;
}

/* In the limit of no objects nothing says which constants there are, so all its values are variables. */
static gboolean
check_terminal (const ColimLimit *self, const ColimCSet *dom, GError **error)
{
  const ColimSchema *schema = dom->schema;

  for (gint32 attr = 0; self->n_legs == 0 && attr < colim_schema_get_n_attrs (schema); attr++)
    for (gint32 x = 0; x < dom->attrs[attr]->n; x++)
      if (dom->attrs[attr]->variables[x] == COLIM_COLUMN_CONSTANT)
        {
          g_autofree char *constant = _colim_column_print_entry (dom->attrs[attr], x);

          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_NATURAL,
                       "'%s' of part %d of '%s' is %s, but in the terminal C-set it is a variable",
                       colim_schema_get_attr_name (schema, attr), x,
                       colim_schema_get_object_name (schema, colim_schema_get_attr_dom (schema, attr)), constant);
          return FALSE;
        }

  return TRUE;
}

/* The images of a variable must agree with the arrows. */
static gboolean
check_arrows (const ColimLimit *self, ColimHom *const *cone, const ColimCSet *dom, gint32 type, gint32 variable,
              GError **error)
{
  for (guint a = 0; a < self->n_arrows; a++)
    {
      const ColimColumn *before = cone[self->sources[a]]->images[type], *after = cone[self->targets[a]]->images[type];
      gboolean constant = before->variables[variable] == COLIM_COLUMN_CONSTANT;
      const ColimColumn *pushed = constant ? before : self->arrows[a]->images[type];
      gint32 row = constant ? variable : before->variables[variable];

      if (!_colim_column_equal_entries (pushed, row, after, variable))
        {
          g_autofree char *what = _colim_cset_describe_variable (dom, type, variable);
          g_autofree char *source = _colim_column_print_entry (before, variable);
          g_autofree char *expected = _colim_column_print_entry (pushed, row);
          g_autofree char *found = _colim_column_print_entry (after, variable);

          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMMUTING,
                       "no cone: %s goes to %s of object %d, which arrow %u sends to %s, but to %s of object %d", what,
                       source, self->sources[a], a, expected, found, self->targets[a]);
          return FALSE;
        }
    }

  return TRUE;
}

static ColimColumn *
factor_variables (const ColimLimit *self, ColimHom *const *cone, const ColimCSet *dom, gint32 type, GError **error)
{
  const ColimValueTuples *variables = self->variables[type];
  g_autoptr (ColimColumn) factor = _colim_column_new (variables->type, dom->n_variables[type]);
  g_auto (ColimValueTuple) tuple = { 0, };

  _colim_value_tuple_init (&tuple, self->n_legs);
  for (guint i = 0; i < self->n_legs; i++)
    tuple.columns[i] = cone[i]->images[type];
  for (gint32 v = 0; v < factor->n; v++)
    {
      gint32 found;

      if (!check_arrows (self, cone, dom, type, v, error))
        return NULL;
      for (guint i = 0; i < self->n_legs; i++)
        tuple.rows[i] = v;
      if (_colim_value_tuple_is_constant (&tuple, self->n_legs))
        {
          _colim_column_copy_entry (factor, v, tuple.columns[0], v);
          continue;
        }
      found = _colim_value_tuples_find (variables, &tuple);
      if (found < 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED,
                       "no part of the limit has the values that variable %d of '%s', which no part uses, goes to", v,
                       colim_schema_get_attr_type_name (dom->schema, type));
          return NULL;
        }
      _colim_column_set_variable (factor, v, found);
    }

  return g_steal_pointer (&factor);
}

static ColimFinFunction *
factor_parts (const ColimLimit *self, ColimHom *const *cone, gint32 ob, gint32 dom, GError **error)
{
  g_autofree ColimFinFunction **components = g_new (ColimFinFunction *, self->n_legs);
  ColimFinFunction *factor;

  for (guint i = 0; i < self->n_legs; i++)
    components[i] = cone[i]->components[ob];
  factor = colim_fin_limit_factor (self->parts[ob], components, self->n_legs, dom, error);
  if (factor == NULL)
    g_prefix_error (error, "over '%s': ", colim_schema_get_object_name (self->apex->schema, ob));

  return factor;
}

/**
 * colim_limit_factor:
 * @self: a limit
 * @cone: (array length=n_cone): a homomorphism to each object of the diagram
 * @n_cone: as many as there are legs
 * @dom: the C-set that they all start at
 * @error: return location for an error
 *
 * The universal map: the one homomorphism to the apex through which every map of the cone factors.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_COMMUTING (over which object, at which
 *   part which arrow disagrees), %COLIM_ERROR_NOT_COMPOSABLE, %COLIM_ERROR_NOT_PARALLEL, %COLIM_ERROR_TYPE,
 *   %COLIM_ERROR_UNDEFINED (a variable that no part of @dom uses goes to values that no part of the limit has) or, to
 *   the terminal C-set, %COLIM_ERROR_NOT_NATURAL (@dom has a constant)
 */
ColimHom *
colim_limit_factor (const ColimLimit *self, ColimHom **cone, gsize n_cone, ColimCSet *dom, GError **error)
{
  g_return_val_if_fail (self != NULL && n_cone == self->n_legs && dom != NULL, NULL);
  g_return_val_if_fail (cone != NULL || n_cone == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimHom) factor = NULL;

  if (!check_ends (self, cone, dom, error) || !check_terminal (self, dom, error))
    return NULL;
  factor = _colim_hom_new_blank (dom, self->apex);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (dom->schema); ob++)
    if ((factor->components[ob] = factor_parts (self, cone, ob, dom->n_parts[ob], error)) == NULL)
      return NULL;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (dom->schema); type++)
    if ((factor->images[type] = factor_variables (self, cone, dom, type, error)) == NULL)
      return NULL;

  return g_steal_pointer (&factor);
}
