/* Colimits of C-sets, computed pointwise: glue the parts over each object, and each hom follows by the universal
 * property.
 *
 *     apex(ob) = colim D_i(ob)           apex(h) ∘ leg_i = leg_i ∘ D_i(h)
 *
 * Attributes: the variables of each type are glued as parts are, and constants by equality.  A class of variables
 * that is sent to a constant is that constant, and to two is a conflict; the others are the variables of the apex,
 * numbered by first member.
 */

#include "lib/csets/colimit-private.h"

#include "lib/csets/cset-diagram-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/partition-private.h"
#include "lib/sets/values-private.h"

/**
 * ColimColimit:
 *
 * A colimit of a diagram of C-sets: the C-set, its legs, and its universal map.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimColimit, colim_colimit, colim_colimit_ref, colim_colimit_unref)

static ColimFinColimit *
glue_parts (const ColimCSetDiagram *diagram, gint32 ob, GError **error)
{
  g_autofree gint32 *sizes = g_new (gint32, diagram->n_objects);
  g_autofree ColimFinFunction **components = g_new (ColimFinFunction *, diagram->n_arrows);
  ColimFinColimit *glued;

  for (guint i = 0; i < diagram->n_objects; i++)
    sizes[i] = diagram->objects[i]->n_parts[ob];
  for (guint a = 0; a < diagram->n_arrows; a++)
    components[a] = diagram->arrows[a]->components[ob];
  glued = colim_fin_colimit_new (sizes, diagram->n_objects, components, diagram->n_arrows, diagram->sources,
                                 diagram->n_arrows, diagram->targets, diagram->n_arrows, error);
  if (glued == NULL)
    g_prefix_error (error, "over '%s': ", colim_schema_get_object_name (diagram->schema, ob));

  return glued;
}

static gboolean
lay_out_variables (const ColimCSetDiagram *diagram, gint32 type, gint32 *offsets, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < diagram->n_objects; i++)
    {
      offsets[i] = (gint32) sum;
      sum += diagram->objects[i]->n_variables[type];
      if (sum > G_MAXINT32)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "more than %d variables of '%s' together", G_MAXINT32,
                       colim_schema_get_attr_type_name (diagram->schema, type));
          return FALSE;
        }
    }
  offsets[diagram->n_objects] = (gint32) sum;

  return TRUE;
}

/* Finds the constant of each class: a column with one entry for each class, undefined where there is none. */
static ColimColumn *
find_constants (const ColimCSetDiagram *diagram, gint32 type, const gint32 *offsets, const gint32 *classes,
                gint32 n_classes, GError **error)
{
  g_autoptr (ColimColumn) constants = _colim_column_new (colim_schema_get_attr_type (diagram->schema, type), n_classes);

  for (guint a = 0; a < diagram->n_arrows; a++)
    {
      const ColimColumn *images = diagram->arrows[a]->images[type];

      for (gint32 v = 0; v < images->n; v++)
        {
          gint32 class = classes[offsets[diagram->sources[a]] + v];

          if (images->variables[v] != COLIM_COLUMN_CONSTANT)
            continue;
          if (constants->variables[class] == COLIM_COLUMN_UNDEFINED)
            _colim_column_copy_entry (constants, class, images, v);
          else if (!_colim_column_equal_entries (constants, class, images, v))
            {
              g_autofree char *what = _colim_cset_describe_variable (diagram->objects[diagram->sources[a]], type, v);
              g_autofree char *first = _colim_column_print_entry (constants, class);
              g_autofree char *second = _colim_column_print_entry (images, v);

              g_set_error (error, COLIM_ERROR, COLIM_ERROR_ATTRIBUTE_CONFLICT, "%s would be both %s and %s", what, first,
                           second);
              return NULL;
            }
        }
    }

  return g_steal_pointer (&constants);
}

/* Glues the variables of a type, and gives each leg its images of them. */
static gboolean
glue_variables (const ColimCSetDiagram *diagram, gint32 type, ColimCSet *apex, ColimHom **legs, GError **error)
{
  g_autofree gint32 *offsets = g_new (gint32, diagram->n_objects + 1);
  g_autofree gint32 *classes = NULL;
  g_autoptr (ColimColumn) values = NULL;
  g_auto (ColimPartition) partition = { 0, };
  gint32 n_classes;

  if (!lay_out_variables (diagram, type, offsets, error))
    return FALSE;
  _colim_partition_init (&partition, offsets[diagram->n_objects]);
  for (guint a = 0; a < diagram->n_arrows; a++)
    {
      const ColimColumn *images = diagram->arrows[a]->images[type];

      for (gint32 v = 0; v < images->n; v++)
        if (images->variables[v] >= 0)
          _colim_partition_merge (&partition, offsets[diagram->sources[a]] + v,
                                  offsets[diagram->targets[a]] + images->variables[v]);
    }
  classes = _colim_partition_quotient (&partition, &n_classes);
  values = find_constants (diagram, type, offsets, classes, n_classes, error);
  if (values == NULL)
    return FALSE;
  for (gint32 class = 0; class < n_classes; class++)
    if (values->variables[class] == COLIM_COLUMN_UNDEFINED)
      _colim_column_set_variable (values, class, apex->n_variables[type]++);

  for (guint i = 0; i < diagram->n_objects; i++)
    {
      legs[i]->images[type] = _colim_column_new (values->type, offsets[i + 1] - offsets[i]);
      for (gint32 v = 0; v < legs[i]->images[type]->n; v++)
        _colim_column_copy_entry (legs[i]->images[type], v, values, classes[offsets[i] + v]);
    }

  return TRUE;
}

static ColimFinFunction *
make_hom (const ColimCSetDiagram *diagram, gint32 hom, ColimFinColimit *const *parts)
{
  const ColimFinColimit *from = parts[colim_schema_get_hom_dom (diagram->schema, hom)];
  const ColimFinColimit *to = parts[colim_schema_get_hom_codom (diagram->schema, hom)];
  gint32 dom = colim_fin_colimit_get_apex (from);
  gint32 *values = _colim_values_new ((gsize) dom);

  for (guint i = 0; i < diagram->n_objects; i++)
    {
      gsize n;
      const gint32 *start = colim_fin_function_get_values (colim_fin_colimit_get_leg (from, i), &n);
      const gint32 *end = colim_fin_function_get_values (colim_fin_colimit_get_leg (to, i), NULL);
      const gint32 *column = colim_fin_function_get_values (diagram->objects[i]->homs[hom], NULL);

      if (_colim_fin_colimit_is_determined (from, i))
        continue;
      for (gsize x = 0; x < n; x++)
        values[start[x]] = end[column[x]];
    }

  return _colim_fin_function_take (values, dom, colim_fin_colimit_get_apex (to));
}

static ColimColumn *
make_attr (const ColimCSetDiagram *diagram, gint32 attr, ColimFinColimit *const *parts, ColimHom *const *legs)
{
  const ColimFinColimit *from = parts[colim_schema_get_attr_dom (diagram->schema, attr)];
  gint32 type = colim_schema_get_attr_codom (diagram->schema, attr);
  ColimColumn *made
      = _colim_column_new (colim_schema_get_attr_type (diagram->schema, type), colim_fin_colimit_get_apex (from));

  for (guint i = 0; i < diagram->n_objects; i++)
    {
      const gint32 *start = colim_fin_function_get_values (colim_fin_colimit_get_leg (from, i), NULL);
      const ColimColumn *column = diagram->objects[i]->attrs[attr];

      if (_colim_fin_colimit_is_determined (from, i))
        continue;
      for (gint32 x = 0; x < column->n; x++)
        if (made->variables[start[x]] != COLIM_COLUMN_UNDEFINED)
          continue;
        else if (column->variables[x] >= 0)
          _colim_column_copy_entry (made, start[x], legs[i]->images[type], column->variables[x]);
        else
          _colim_column_copy_entry (made, start[x], column, x);
    }

  return made;
}

static ColimColimit *
compute (const ColimCSetDiagram *diagram, GError **error)
{
  g_autoptr (ColimColimit) self = g_atomic_rc_box_new0 (ColimColimit);
  ColimSchema *schema = diagram->schema;

  self->apex = _colim_cset_new_blank (schema);
  self->parts = g_new0 (ColimFinColimit *, colim_schema_get_n_objects (schema));
  self->n_legs = diagram->n_objects;
  self->legs = g_new (ColimHom *, diagram->n_objects);
  for (guint i = 0; i < diagram->n_objects; i++)
    self->legs[i] = _colim_hom_new_blank (diagram->objects[i], self->apex);
  self->n_arrows = diagram->n_arrows;
  self->sources = g_memdup2 (diagram->sources, diagram->n_arrows * sizeof *self->sources);
  self->targets = g_memdup2 (diagram->targets, diagram->n_arrows * sizeof *self->targets);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      self->parts[ob] = glue_parts (diagram, ob, error);
      if (self->parts[ob] == NULL)
        return NULL;
      self->apex->n_parts[ob] = colim_fin_colimit_get_apex (self->parts[ob]);
      for (guint i = 0; i < diagram->n_objects; i++)
        self->legs[i]->components[ob] = colim_fin_function_ref (colim_fin_colimit_get_leg (self->parts[ob], i));
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    if (!glue_variables (diagram, type, self->apex, self->legs, error))
      return NULL;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    self->apex->homs[hom] = make_hom (diagram, hom, self->parts);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    self->apex->attrs[attr] = make_attr (diagram, attr, self->parts, self->legs);

  return g_steal_pointer (&self);
}

/**
 * colim_colimit_new:
 * @schema: the schema of all the C-sets
 * @objects: (array length=n_objects): the objects of the diagram
 * @n_objects: how many objects there are
 * @arrows: (array length=n_arrows): the arrows of the diagram
 * @n_arrows: how many arrows there are
 * @sources: (array length=n_sources): the object that each arrow starts at
 * @n_sources: as many as there are arrows
 * @targets: (array length=n_targets): the object that each arrow ends at
 * @n_targets: as many as there are arrows
 * @error: return location for an error
 *
 * Computes the colimit of any finite diagram, with a leg from every object.  Time: nearly linear in the diagram.
 *
 * Returns: (transfer full): the colimit, or %NULL with %COLIM_ERROR_ATTRIBUTE_CONFLICT (two constants that would be
 *   one), %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_NOT_COMPOSABLE (an arrow does not fit its ends),
 *   %COLIM_ERROR_TYPE (schemas differ) or %COLIM_ERROR_TOO_LARGE
 */
ColimColimit *
colim_colimit_new (ColimSchema *schema, ColimCSet **objects, gsize n_objects, ColimHom **arrows, gsize n_arrows,
                   const gint32 *sources, gsize n_sources, const gint32 *targets, gsize n_targets, GError **error)
{
  g_return_val_if_fail (schema != NULL && n_objects <= G_MAXINT32 && n_arrows <= G_MAXINT32, NULL);
  g_return_val_if_fail (n_sources == n_arrows && n_targets == n_arrows, NULL);
  g_return_val_if_fail (objects != NULL || n_objects == 0, NULL);
  g_return_val_if_fail ((arrows != NULL && sources != NULL && targets != NULL) || n_arrows == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimCSetDiagram diagram = { schema, objects, (guint) n_objects, arrows, sources, targets, (guint) n_arrows };

  return _colim_cset_diagram_check (&diagram, error) ? compute (&diagram, error) : NULL;
}

/**
 * colim_colimit_new_shaped:
 * @shape: a presentation of a category
 * @schema: the schema of all the C-sets
 * @objects: (array length=n_objects): a C-set for each object of the shape
 * @n_objects: as many as it has
 * @arrows: (array length=n_arrows): a homomorphism for each generator
 * @n_arrows: as many as it has
 * @error: return location for an error
 *
 * Computes the colimit of a functor from a presented category to C-sets.  The equations of the shape are checked; they
 * do not change the colimit.
 *
 * Returns: (transfer full): the colimit, or %NULL with %COLIM_ERROR_EQUATION_VIOLATED (which names the equation and
 *   the part), %COLIM_ERROR_INVALID (other numbers than the shape has), or the errors of [ctor@Colim.Colimit.new]
 */
ColimColimit *
colim_colimit_new_shaped (ColimPresentation *shape, ColimSchema *schema, ColimCSet **objects, gsize n_objects,
                          ColimHom **arrows, gsize n_arrows, GError **error)
{
  g_return_val_if_fail (shape != NULL && schema != NULL && (objects != NULL || n_objects == 0), NULL);
  g_return_val_if_fail (arrows != NULL || n_arrows == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimCSetDiagram diagram;

  return _colim_cset_diagram_init_shaped (&diagram, shape, schema, objects, n_objects, arrows, n_arrows, error)
             ? compute (&diagram, error)
             : NULL;
}

/**
 * colim_colimit_new_coproduct:
 * @schema: the schema of all summands
 * @summands: (array length=n_summands): C-sets
 * @n_summands: how many; of none, the coproduct is empty
 * @error: return location for an error
 *
 * Lays C-sets side by side.
 *
 * Returns: (transfer full): the coproduct with a leg from each summand, or %NULL with %COLIM_ERROR_TYPE or
 *   %COLIM_ERROR_TOO_LARGE
 */
ColimColimit *
colim_colimit_new_coproduct (ColimSchema *schema, ColimCSet **summands, gsize n_summands, GError **error)
{
  return colim_colimit_new (schema, summands, n_summands, NULL, 0, NULL, 0, NULL, 0, error);
}

/**
 * colim_colimit_new_coequalizer:
 * @f: a homomorphism A → B
 * @g: another homomorphism A → B
 * @error: return location for an error
 *
 * Glues what `f` and `g` make of A.
 *
 * Returns: (transfer full): the coequalizer with legs from B and from A, or %NULL with the errors of
 *   [ctor@Colim.Colimit.new]
 */
ColimColimit *
colim_colimit_new_coequalizer (ColimHom *f, ColimHom *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  return colim_colimit_new (f->dom->schema, (ColimCSet *[]) { f->codom, f->dom }, 2, (ColimHom *[]) { f, g }, 2,
                            (const gint32[]) { 1, 1 }, 2, (const gint32[]) { 0, 0 }, 2, error);
}

/**
 * colim_colimit_new_pushout:
 * @f: a homomorphism S → A
 * @g: a homomorphism S → B
 * @error: return location for an error
 *
 * Glues A and B along S.
 *
 * Returns: (transfer full): the pushout with legs from A, B and S, or %NULL with the errors of
 *   [ctor@Colim.Colimit.new]
 */
ColimColimit *
colim_colimit_new_pushout (ColimHom *f, ColimHom *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  return colim_colimit_new (f->dom->schema, (ColimCSet *[]) { f->codom, g->codom, f->dom }, 3,
                            (ColimHom *[]) { f, g }, 2, (const gint32[]) { 2, 2 }, 2, (const gint32[]) { 0, 1 }, 2, error);
}

/**
 * colim_colimit_ref:
 * @self: a colimit
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimColimit *
colim_colimit_ref (ColimColimit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimColimit *self)
{
  for (guint i = 0; i < self->n_legs; i++)
    colim_hom_unref (self->legs[i]);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->apex->schema); ob++)
    g_clear_pointer (&self->parts[ob], colim_fin_colimit_unref);
  g_free (self->legs);
  g_free (self->sources);
  g_free (self->targets);
  g_free (self->parts);
  colim_cset_unref (self->apex);
}

/**
 * colim_colimit_unref:
 * @self: (transfer full): a colimit
 *
 * Gives a reference back.
 */
void
colim_colimit_unref (ColimColimit *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_colimit_get_apex:
 * @self: a colimit
 *
 * Gives the glued C-set.
 *
 * Returns: (transfer none): the apex
 */
ColimCSet *
colim_colimit_get_apex (const ColimColimit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->apex;
}

/**
 * colim_colimit_get_n_legs:
 * @self: a colimit
 *
 * Counts the legs: one for each object of the diagram.
 *
 * Returns: the number of legs
 */
guint
colim_colimit_get_n_legs (const ColimColimit *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_legs;
}

/**
 * colim_colimit_get_leg:
 * @self: a colimit
 * @object: which object of the diagram
 *
 * Tells what becomes of an object.
 *
 * Returns: (transfer none): the leg from the object to the apex
 */
ColimHom *
colim_colimit_get_leg (const ColimColimit *self, guint object)
{
  g_return_val_if_fail (self != NULL && object < self->n_legs, NULL);

  return self->legs[object];
}

static ColimColumn *
factor_variables (const ColimColimit *self, ColimHom *const *cocone, gint32 type, GError **error)
{
  const ColimSchema *schema = self->apex->schema;
  g_autoptr (ColimColumn) factor
      = _colim_column_new (colim_schema_get_attr_type (schema, type), self->apex->n_variables[type]);

  for (guint i = 0; i < self->n_legs; i++)
    {
      const ColimColumn *leg = self->legs[i]->images[type], *images = cocone[i]->images[type];

      for (gint32 v = 0; v < leg->n; v++)
        {
          gboolean constant = leg->variables[v] == COLIM_COLUMN_CONSTANT;
          const ColimColumn *wanted = constant ? leg : factor;
          gint32 row = constant ? v : leg->variables[v];

          if (!constant && factor->variables[row] == COLIM_COLUMN_UNDEFINED)
            _colim_column_copy_entry (factor, row, images, v);
          else if (!_colim_column_equal_entries (wanted, row, images, v))
            {
              g_autofree char *what = _colim_cset_describe_variable (self->legs[i]->dom, type, v);
              g_autofree char *found = _colim_column_print_entry (images, v);
              g_autofree char *expected = _colim_column_print_entry (wanted, row);

              g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMMUTING,
                           "no cocone: %s of object %u goes to %s, but what it is glued to goes to %s", what, i, found,
                           expected);
              return NULL;
            }
        }
    }

  return g_steal_pointer (&factor);
}

static ColimFinFunction *
factor_parts (const ColimColimit *self, ColimHom *const *cocone, gint32 ob, gint32 codom, GError **error)
{
  g_autofree ColimFinFunction **components = g_new (ColimFinFunction *, self->n_legs);
  ColimFinFunction *factor;

  for (guint i = 0; i < self->n_legs; i++)
    components[i] = cocone[i]->components[ob];
  factor = colim_fin_colimit_factor (self->parts[ob], components, self->n_legs, codom, error);
  if (factor == NULL)
    g_prefix_error (error, "over '%s': ", colim_schema_get_object_name (self->apex->schema, ob));

  return factor;
}

/**
 * colim_colimit_factor:
 * @self: a colimit
 * @cocone: (array length=n_cocone): a homomorphism from each object of the diagram
 * @n_cocone: as many as there are legs
 * @codom: the C-set that they all end at
 * @error: return location for an error
 *
 * The universal map: the one homomorphism from the apex through which every map of the cocone factors.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_COMMUTING (over which object, which
 *   part is told apart from what it is glued to), %COLIM_ERROR_NOT_COMPOSABLE, %COLIM_ERROR_NOT_PARALLEL or
 *   %COLIM_ERROR_TYPE
 */
ColimHom *
colim_colimit_factor (const ColimColimit *self, ColimHom **cocone, gsize n_cocone, ColimCSet *codom, GError **error)
{
  g_return_val_if_fail (self != NULL && n_cocone == self->n_legs && codom != NULL, NULL);
  g_return_val_if_fail (cocone != NULL || n_cocone == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimHom) factor = NULL;

  if (!_colim_schema_check_equal (self->apex->schema, codom->schema, error))
    return NULL;
  for (guint i = 0; i < self->n_legs; i++)
    if (!colim_cset_equal (cocone[i]->dom, self->legs[i]->dom))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "map %u of the cocone does not start at its object", i);
        return NULL;
      }
    else if (!colim_cset_equal (cocone[i]->codom, codom))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "map %u of the cocone does not end where all should", i);
        return NULL;
      }
  factor = _colim_hom_new_blank (self->apex, codom);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (codom->schema); ob++)
    if ((factor->components[ob] = factor_parts (self, cocone, ob, codom->n_parts[ob], error)) == NULL)
      return NULL;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (codom->schema); type++)
    if ((factor->images[type] = factor_variables (self, cocone, type, error)) == NULL)
      return NULL;

  return g_steal_pointer (&factor);
}
