/* Limits of C-sets, computed pointwise: join the parts over each object, and each hom follows by the universal
 * property.
 *
 *     apex(ob) = lim D_i(ob)           leg_i ∘ apex(h) = D_i(h) ∘ leg_i
 *
 * Attributes: a part of the apex has a tuple of values.  If all are one constant, that is its value; else it is a
 * variable, one for each tuple of its type, which the legs send to the entries.  Variables that no part has are left
 * out, for there could be infinitely many: so the limit is universal for cones without such ones.  The limit of no
 * objects has one part over each object, and one variable of each attribute type.
 */

#include "lib/csets/limit-private.h"

#include "lib/csets/cset-diagram-private.h"
#include "lib/sets/fin-function-private.h"

/**
 * ColimLimit:
 *
 * A limit of a diagram of C-sets: the C-set, its legs, and its universal map.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimLimit, colim_limit, colim_limit_ref, colim_limit_unref)

static ColimFinLimit *
join_parts (const ColimCSetDiagram *diagram, gint32 ob, gint64 *budget, GError **error)
{
  g_autofree gint32 *sizes = g_new (gint32, diagram->n_objects);
  g_autofree ColimFinFunction **components = g_new (ColimFinFunction *, diagram->n_arrows);
  const ColimFinDiagram parts
      = { sizes, diagram->n_objects, components, diagram->sources, diagram->targets, diagram->n_arrows };
  ColimFinLimit *joined;

  for (guint i = 0; i < diagram->n_objects; i++)
    sizes[i] = diagram->objects[i]->n_parts[ob];
  for (guint a = 0; a < diagram->n_arrows; a++)
    components[a] = diagram->arrows[a]->components[ob];
  joined = _colim_fin_limit_compute (&parts, budget, error);
  if (joined == NULL)
    g_prefix_error (error, "over '%s': ", colim_schema_get_object_name (diagram->schema, ob));

  return joined;
}

static ColimFinFunction *
make_hom (const ColimCSetDiagram *diagram, gint32 hom, ColimFinLimit *const *parts)
{
  const ColimFinLimit *from = parts[colim_schema_get_hom_dom (diagram->schema, hom)];
  const ColimFinLimit *to = parts[colim_schema_get_hom_codom (diagram->schema, hom)];
  g_autoptr (GPtrArray) cone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  g_autofree const gint32 **columns = g_new (const gint32 *, diagram->n_objects);

  for (guint i = 0; i < diagram->n_objects; i++)
    {
      ColimFinFunction *side = colim_fin_function_compose (colim_fin_limit_get_leg (from, i),
                                                           diagram->objects[i]->homs[hom], NULL);

      g_ptr_array_add (cone, side);
      columns[i] = colim_fin_function_get_values (side, NULL);
    }

  return _colim_fin_limit_locate (to, columns, colim_fin_limit_get_apex (from));
}

static ColimColumn *
make_attr (const ColimCSetDiagram *diagram, gint32 attr, const ColimFinLimit *from, ColimValueTuples *variables)
{
  ColimColumn *made = _colim_column_new (variables->type, colim_fin_limit_get_apex (from));
  g_autofree const gint32 **legs = g_new (const gint32 *, diagram->n_objects);
  g_auto (ColimValueTuple) tuple = { 0, };

  _colim_value_tuple_init (&tuple, diagram->n_objects);
  for (guint i = 0; i < diagram->n_objects; i++)
    {
      legs[i] = colim_fin_function_get_values (colim_fin_limit_get_leg (from, i), NULL);
      tuple.columns[i] = diagram->objects[i]->attrs[attr];
    }
  for (gint32 x = 0; x < made->n; x++)
    {
      for (guint i = 0; i < diagram->n_objects; i++)
        tuple.rows[i] = legs[i][x];
      if (_colim_value_tuple_is_constant (&tuple, diagram->n_objects))
        _colim_column_copy_entry (made, x, tuple.columns[0], tuple.rows[0]);
      else
        _colim_column_set_variable (made, x, _colim_value_tuples_add (variables, &tuple));
    }

  return made;
}

/* There are no more variables of a type than parts that have one. */
static gboolean
check_n_variables (const ColimCSet *apex, gint32 type, GError **error)
{
  gint64 sum = 0;

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (apex->schema); attr++)
    if (colim_schema_get_attr_codom (apex->schema, attr) == type)
      sum += apex->n_parts[colim_schema_get_attr_dom (apex->schema, attr)];
  if (sum <= G_MAXINT32)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
               "the limit has %" G_GINT64_FORMAT " values of '%s', and there can be at most %d variables", sum,
               colim_schema_get_attr_type_name (apex->schema, type), G_MAXINT32);

  return FALSE;
}

/* The variables of a type, numbered as they come: attributes in the order of the schema, then parts. */
static gboolean
make_attrs (ColimLimit *self, const ColimCSetDiagram *diagram, gint32 type, GError **error)
{
  const ColimSchema *schema = diagram->schema;
  ColimValueTuples *variables
      = _colim_value_tuples_new (colim_schema_get_attr_type (schema, type), diagram->n_objects);

  self->variables[type] = variables;
  if (!check_n_variables (self->apex, type, error))
    return FALSE;
  if (diagram->n_objects == 0)
    _colim_value_tuples_add (variables, &(ColimValueTuple) { NULL, NULL });
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_attr_codom (schema, attr) == type)
      self->apex->attrs[attr]
          = make_attr (diagram, attr, self->parts[colim_schema_get_attr_dom (schema, attr)], variables);
  self->apex->n_variables[type] = variables->n;
  for (guint i = 0; i < diagram->n_objects; i++)
    self->legs[i]->images[type] = _colim_column_ref (variables->entries[i]);

  return TRUE;
}

static void
keep_diagram (ColimLimit *self, const ColimCSetDiagram *diagram)
{
  self->n_arrows = diagram->n_arrows;
  self->arrows = g_new (ColimHom *, diagram->n_arrows);
  for (guint a = 0; a < diagram->n_arrows; a++)
    self->arrows[a] = colim_hom_ref (diagram->arrows[a]);
  self->sources = g_memdup2 (diagram->sources, diagram->n_arrows * sizeof *self->sources);
  self->targets = g_memdup2 (diagram->targets, diagram->n_arrows * sizeof *self->targets);
}

static ColimLimit *
compute (const ColimCSetDiagram *diagram, gint64 *budget, GError **error)
{
  g_autoptr (ColimLimit) self = g_atomic_rc_box_new0 (ColimLimit);
  ColimSchema *schema = diagram->schema;

  self->apex = _colim_cset_new_blank (schema);
  self->parts = g_new0 (ColimFinLimit *, colim_schema_get_n_objects (schema));
  self->variables = g_new0 (ColimValueTuples *, colim_schema_get_n_attr_types (schema));
  self->n_legs = diagram->n_objects;
  self->legs = g_new (ColimHom *, diagram->n_objects);
  for (guint i = 0; i < diagram->n_objects; i++)
    self->legs[i] = _colim_hom_new_blank (self->apex, diagram->objects[i]);
  keep_diagram (self, diagram);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      self->parts[ob] = join_parts (diagram, ob, budget, error);
      if (self->parts[ob] == NULL)
        return NULL;
      self->apex->n_parts[ob] = colim_fin_limit_get_apex (self->parts[ob]);
      for (guint i = 0; i < diagram->n_objects; i++)
        self->legs[i]->components[ob] = colim_fin_function_ref (colim_fin_limit_get_leg (self->parts[ob], i));
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    self->apex->homs[hom] = make_hom (diagram, hom, self->parts);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    if (!make_attrs (self, diagram, type, error))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * colim_limit_new:
 * @schema: the schema of all the C-sets
 * @objects: (array length=n_objects): the objects of the diagram
 * @n_objects: how many objects there are; of none, the limit is terminal
 * @arrows: (array length=n_arrows): the arrows of the diagram
 * @n_arrows: how many arrows there are
 * @sources: (array length=n_sources): the object that each arrow starts at
 * @n_sources: as many as there are arrows
 * @targets: (array length=n_targets): the object that each arrow ends at
 * @n_targets: as many as there are arrows
 * @error: return location for an error
 *
 * Computes the limit of any finite diagram, with a leg to every object.  Parts are numbered in the order of the
 * objects, the first fastest; variables by the first attribute, then the first part, that has them.  Time: that of the
 * limits of parts, see [ctor@Colim.FinLimit.new].
 *
 * Returns: (transfer full): the limit, or %NULL with %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_NOT_COMPOSABLE (an arrow
 *   does not fit its ends), %COLIM_ERROR_TYPE (schemas differ) or %COLIM_ERROR_TOO_LARGE
 */
ColimLimit *
colim_limit_new (ColimSchema *schema, ColimCSet **objects, gsize n_objects, ColimHom **arrows, gsize n_arrows,
                 const gint32 *sources, gsize n_sources, const gint32 *targets, gsize n_targets, GError **error)
{
  return colim_limit_new_bounded (schema, objects, n_objects, arrows, n_arrows, sources, n_sources, targets, n_targets,
                                  G_MAXINT64, error);
}

/**
 * colim_limit_new_bounded:
 * @schema: the schema of all the C-sets
 * @objects: (array length=n_objects): the objects of the diagram
 * @n_objects: how many objects there are
 * @arrows: (array length=n_arrows): the arrows of the diagram
 * @n_arrows: how many arrows there are
 * @sources: (array length=n_sources): the object that each arrow starts at
 * @n_sources: as many as there are arrows
 * @targets: (array length=n_targets): the object that each arrow ends at
 * @n_targets: as many as there are arrows
 * @budget: how many steps counting, and how many parts the legs, may take together
 * @error: return location for an error
 *
 * As [ctor@Colim.Limit.new], but counts before it takes memory, and refuses what is larger than the budget.
 *
 * Returns: (transfer full): the limit, or %NULL with %COLIM_ERROR_BUDGET or the errors of [ctor@Colim.Limit.new]
 */
ColimLimit *
colim_limit_new_bounded (ColimSchema *schema, ColimCSet **objects, gsize n_objects, ColimHom **arrows, gsize n_arrows,
                         const gint32 *sources, gsize n_sources, const gint32 *targets, gsize n_targets, gint64 budget,
                         GError **error)
{
  g_return_val_if_fail (schema != NULL && n_objects <= G_MAXINT32 && n_arrows <= G_MAXINT32, NULL);
  g_return_val_if_fail (n_sources == n_arrows && n_targets == n_arrows, NULL);
  g_return_val_if_fail (objects != NULL || n_objects == 0, NULL);
  g_return_val_if_fail ((arrows != NULL && sources != NULL && targets != NULL) || n_arrows == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimCSetDiagram diagram = { schema, objects, (guint) n_objects, arrows, sources, targets, (guint) n_arrows };

  return _colim_cset_diagram_check (&diagram, error) ? compute (&diagram, &budget, error) : NULL;
}

/**
 * colim_limit_new_shaped:
 * @shape: a presentation of a category
 * @schema: the schema of all the C-sets
 * @objects: (array length=n_objects): a C-set for each object of the shape
 * @n_objects: as many as it has
 * @arrows: (array length=n_arrows): a homomorphism for each generator
 * @n_arrows: as many as it has
 * @error: return location for an error
 *
 * Computes the limit of a functor from a presented category to C-sets.  The equations of the shape are checked; they
 * do not change the limit.
 *
 * Returns: (transfer full): the limit, or %NULL with %COLIM_ERROR_EQUATION_VIOLATED (which names the equation and
 *   the part), %COLIM_ERROR_INVALID (other numbers than the shape has), or the errors of [ctor@Colim.Limit.new]
 */
ColimLimit *
colim_limit_new_shaped (ColimPresentation *shape, ColimSchema *schema, ColimCSet **objects, gsize n_objects,
                        ColimHom **arrows, gsize n_arrows, GError **error)
{
  g_return_val_if_fail (shape != NULL && schema != NULL && (objects != NULL || n_objects == 0), NULL);
  g_return_val_if_fail (arrows != NULL || n_arrows == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimCSetDiagram diagram;
  gint64 budget = G_MAXINT64;

  return _colim_cset_diagram_init_shaped (&diagram, shape, schema, objects, n_objects, arrows, n_arrows, error)
             ? compute (&diagram, &budget, error)
             : NULL;
}

/**
 * colim_limit_new_terminal:
 * @schema: a schema
 *
 * Makes the limit of no objects: one part over each object, and one variable of each attribute type.  Every C-set
 * without constants has one homomorphism to it.
 *
 * Returns: (transfer full): the terminal C-set, without legs
 */
ColimLimit *
colim_limit_new_terminal (ColimSchema *schema)
{
  return colim_limit_new (schema, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL);
}

/**
 * colim_limit_new_product:
 * @schema: the schema of all factors
 * @factors: (array length=n_factors): C-sets
 * @n_factors: how many; of none, the product is terminal
 * @error: return location for an error
 *
 * Multiplies C-sets: all tuples of a part of each, over each object.
 *
 * Returns: (transfer full): the product with a leg to each factor, or %NULL with %COLIM_ERROR_TYPE or
 *   %COLIM_ERROR_TOO_LARGE
 */
ColimLimit *
colim_limit_new_product (ColimSchema *schema, ColimCSet **factors, gsize n_factors, GError **error)
{
  return colim_limit_new (schema, factors, n_factors, NULL, 0, NULL, 0, NULL, 0, error);
}

/**
 * colim_limit_new_equalizer:
 * @f: a homomorphism A → B
 * @g: another homomorphism A → B
 * @error: return location for an error
 *
 * Keeps the parts of A that `f` and `g` send to one place.
 *
 * Returns: (transfer full): the equalizer with legs to A and to B, or %NULL with the errors of [ctor@Colim.Limit.new]
 */
ColimLimit *
colim_limit_new_equalizer (ColimHom *f, ColimHom *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  return colim_limit_new (f->dom->schema, (ColimCSet *[]) { f->dom, f->codom }, 2, (ColimHom *[]) { f, g }, 2,
                          (const gint32[]) { 0, 0 }, 2, (const gint32[]) { 1, 1 }, 2, error);
}

/**
 * colim_limit_new_pullback:
 * @f: a homomorphism A → S
 * @g: a homomorphism B → S
 * @error: return location for an error
 *
 * Pairs the parts of A and B that lie over one part of S.
 *
 * Returns: (transfer full): the pullback with legs to A, B and S, or %NULL with the errors of [ctor@Colim.Limit.new]
 */
ColimLimit *
colim_limit_new_pullback (ColimHom *f, ColimHom *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  return colim_limit_new (f->dom->schema, (ColimCSet *[]) { f->dom, g->dom, f->codom }, 3, (ColimHom *[]) { f, g }, 2,
                          (const gint32[]) { 0, 1 }, 2, (const gint32[]) { 2, 2 }, 2, error);
}

/**
 * colim_limit_ref:
 * @self: a limit
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimLimit *
colim_limit_ref (ColimLimit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimLimit *self)
{
  for (guint i = 0; i < self->n_legs; i++)
    colim_hom_unref (self->legs[i]);
  for (guint a = 0; a < self->n_arrows; a++)
    colim_hom_unref (self->arrows[a]);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->apex->schema); ob++)
    g_clear_pointer (&self->parts[ob], colim_fin_limit_unref);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->apex->schema); type++)
    g_clear_pointer (&self->variables[type], _colim_value_tuples_free);
  g_free (self->legs);
  g_free (self->arrows);
  g_free (self->sources);
  g_free (self->targets);
  g_free (self->parts);
  g_free (self->variables);
  colim_cset_unref (self->apex);
}

/**
 * colim_limit_unref:
 * @self: (transfer full): a limit
 *
 * Gives a reference back.
 */
void
colim_limit_unref (ColimLimit *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_limit_get_apex:
 * @self: a limit
 *
 * Gives the C-set of tuples.
 *
 * Returns: (transfer none): the apex
 */
ColimCSet *
colim_limit_get_apex (const ColimLimit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->apex;
}

/**
 * colim_limit_get_n_legs:
 * @self: a limit
 *
 * Counts the legs: one for each object of the diagram.
 *
 * Returns: the number of legs
 */
guint
colim_limit_get_n_legs (const ColimLimit *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_legs;
}

/**
 * colim_limit_get_leg:
 * @self: a limit
 * @object: which object of the diagram
 *
 * Gives the entries of the tuples at an object.
 *
 * Returns: (transfer none): the leg from the apex to the object
 */
ColimHom *
colim_limit_get_leg (const ColimLimit *self, guint object)
{
  g_return_val_if_fail (self != NULL && object < self->n_legs, NULL);

  return self->legs[object];
}
