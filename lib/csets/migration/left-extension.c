/* Σ, the left Kan extension along a functor: the best C-set on D that a C-set on C has a map to.
 *
 *     F : C → D            ΣX has a part for each part x of X, over F of its object; what D's homs make of those, and
 *                          no more; and what D's equations and the homs of X make one is one:
 *
 *     X ── unit ──▶ ΔΣX        x . F (h) = X (h) (x)        for every hom h of C
 *       ╲            │
 *     g  ╲           │ Δ factor      one factor for every Y and every g
 *         ▼          ▼
 *            ΔY
 *
 * Attributes: X (a) (x) is the value of x along F (a); what nothing says is a variable of its own.  Variables of X are
 * variables of ΣX, unless something makes them constants.
 */

#include <colim/left-extension.h>

#include "lib/csets/migration/presented-cset-private.h"
#include "lib/csets/migration/generation-private.h"
#include "lib/csets/hom-private.h"
#include "lib/csets/migration/value-classes-private.h"
#include "lib/sets/fin-function-private.h"

struct _ColimLeftExtension {
  ColimFunctor *functor;
  ColimCSet *cset;
  ColimHom *unit;
};

/**
 * ColimLeftExtension:
 *
 * A left Kan extension of a C-set along a functor of schemas, known as Σ: the C-set, its unit, and its universal map.
 * Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimLeftExtension, colim_left_extension, colim_left_extension_ref, colim_left_extension_unref)

/* What a left extension is made of, on the way. */
typedef struct {
  const ColimFunctor *functor;
  ColimCSet *from;
  const ColimSchema *dom;
  const ColimSchema *codom;
  gint32 *bases;    /* for each object of the domain: where its parts begin among the elements of its image */
  gint32 **numbers; /* for each object of the codomain: parts, by element */
  gint32 *given;    /* for each attribute type of the domain: where its variables begin among those of its image */
  ColimCSet *cset;
} Making;

static void
clear_making (Making *self)
{
  for (gint32 ob = 0; self->numbers != NULL && ob < colim_schema_get_n_objects (self->codom); ob++)
    g_free (self->numbers[ob]);
  g_free (self->bases);
  g_free (self->numbers);
  g_free (self->given);
  g_clear_pointer (&self->cset, colim_cset_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, clear_making)

static gboolean
add_generators (Making *self, ColimEnumeration *enumeration, GError **error)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom); ob++)
    if ((self->bases[ob] = _colim_enumeration_add (enumeration, colim_functor_apply (self->functor, ob),
                                                   self->from->n_parts[ob], error))
        < 0)
      return FALSE;

  return TRUE;
}

static gboolean
add_relations (Making *self, ColimEnumeration *enumeration, GError **error)
{
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->dom); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (self->dom, hom), codom = colim_schema_get_hom_codom (self->dom, hom);
      gint32 object = colim_functor_apply (self->functor, dom);
      gsize n_path, n;
      const gint32 *path = colim_functor_get_path (self->functor, hom, &n_path);
      const gint32 *values = colim_fin_function_get_values (self->from->homs[hom], &n);

      for (gsize x = 0; x < n; x++)
        if (!_colim_enumeration_relate (enumeration, object, self->bases[dom] + (gint32) x, path, n_path,
                                        self->bases[codom] + values[x], error))
          return FALSE;
    }

  return TRUE;
}

/* The part of the extension that a part goes to. */
static inline gint32
get_image (const Making *self, gint32 object, gint32 x)
{
  return self->numbers[colim_functor_apply (self->functor, object)][self->bases[object] + x];
}

static gboolean
add_values (Making *self, ColimValueClasses *values, gint32 attr, GError **error)
{
  gint32 object = colim_schema_get_attr_dom (self->dom, attr), type = colim_schema_get_attr_codom (self->dom, attr);
  const ColimColumn *column = self->from->attrs[attr];
  gsize n;
  const gint32 *path = colim_functor_get_path (self->functor, colim_schema_get_n_homs (self->dom) + attr, &n);

  for (gint32 x = 0; x < column->n; x++)
    {
      gint32 part = get_image (self, object, x), image = _colim_cset_follow (self->cset, path, n, &part);

      if (column->variables[x] >= 0
              ? !_colim_value_classes_merge (values, image, part, self->given[type] + column->variables[x], error)
              : !_colim_value_classes_assign (values, image, part, column, x, error))
        return FALSE;
    }

  return TRUE;
}

/* Where the variables of each type of the domain begin, and how many there are of each type of the codomain. */
static gboolean
lay_out_variables (Making *self, gint32 *n_given, GError **error)
{
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (self->dom); t++)
    {
      gint32 type = colim_functor_get_attr_type (self->functor, t);

      if (type < 0 && self->from->n_variables[t] == 0)
        continue;
      if (type < 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED,
                       "nothing says where the functor sends '%s', of which there are variables",
                       colim_schema_get_attr_type_name (self->dom, t));
          return FALSE;
        }
      self->given[t] = n_given[type];
      if (self->from->n_variables[t] > G_MAXINT32 - n_given[type])
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "more than %d variables of '%s'", G_MAXINT32,
                       colim_schema_get_attr_type_name (self->codom, type));
          return FALSE;
        }
      n_given[type] += self->from->n_variables[t];
    }

  return TRUE;
}

/* Computes the attributes; gives for each type of the codomain what the variables of the domain become. */
static gboolean
extend_attrs (Making *self, gint64 budget, ColimColumn **images, GError **error)
{
  g_autofree gint32 *n_given = g_new0 (gint32, colim_schema_get_n_attr_types (self->codom));
  g_auto (ColimValueClasses) values = { 0, };

  if (!lay_out_variables (self, n_given, error))
    return FALSE;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->codom); type++)
    if ((budget -= n_given[type]) < 0)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "there are more variables of '%s' than the budget allows",
                     colim_schema_get_attr_type_name (self->codom, type));
        return FALSE;
      }
  if (!_colim_value_classes_init (&values, self->cset, n_given, error))
    return FALSE;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->dom); attr++)
    if (!add_values (self, &values, attr, error))
      return FALSE;

  return _colim_value_classes_end (&values, images, error);
}

static ColimHom *
make_unit (const Making *self, ColimColumn *const *images, GError **error)
{
  g_autoptr (ColimCSet) pulled = colim_functor_pull_back (self->functor, self->cset, error);
  ColimHom *unit;

  if (pulled == NULL)
    return NULL;
  unit = _colim_hom_new_blank (self->from, pulled);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom); ob++)
    {
      gint32 n = self->from->n_parts[ob], *values = g_new (gint32, n);

      for (gint32 x = 0; x < n; x++)
        values[x] = get_image (self, ob, x);
      unit->components[ob] = _colim_fin_function_take (values, n, pulled->n_parts[ob]);
    }
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (self->dom); t++)
    {
      gint32 type = colim_functor_get_attr_type (self->functor, t);

      unit->images[t] = _colim_column_new (colim_schema_get_attr_type (self->dom, t), self->from->n_variables[t]);
      for (gint32 v = 0; v < unit->images[t]->n; v++)
        _colim_column_copy_entry (unit->images[t], v, images[type], self->given[t] + v);
    }

  return unit;
}

/**
 * colim_left_extension_new:
 * @functor: a functor C → D
 * @cset: a C-set on C
 * @budget: how many steps it may take: parts made, some of them only to be merged, and equations looked at
 * @error: return location for an error
 *
 * Extends a C-set along a functor: Σ, which generalises colimits and adds what equations demand.  D may be cyclic.
 * Parts are numbered so that those of @cset come first, object after object, then others as they are met; variables of
 * @cset first, then others by attribute and part.  Time: nearly linear in the parts made (Meyers, Spivak and Wisnesky,
 * Fast left Kan extensions using the chase, 2022, which this follows, but for making parts one by one).
 *
 * Returns: (transfer full): the extension, or %NULL with %COLIM_ERROR_BUDGET, as it must be where it is infinite,
 *   %COLIM_ERROR_ATTRIBUTE_CONFLICT (two constants would be one), %COLIM_ERROR_TYPE (@cset is on another schema),
 *   %COLIM_ERROR_EQUATION_VIOLATED (this is no functor), %COLIM_ERROR_UNDEFINED (there are variables of a type that
 *   the functor sends nowhere) or %COLIM_ERROR_TOO_LARGE
 */
ColimLeftExtension *
colim_left_extension_new (ColimFunctor *functor, ColimCSet *cset, gint64 budget, GError **error)
{
  g_return_val_if_fail (functor != NULL && cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSchema *dom = colim_functor_get_dom (functor), *codom = colim_functor_get_codom (functor);
  gint32 n_types = colim_schema_get_n_attr_types (codom);
  g_auto (Making) making = { .functor = functor, .from = cset, .dom = dom, .codom = codom };
  g_auto (ColimEnumeration) enumeration = { 0, };
  g_autofree ColimColumn **images = g_new0 (ColimColumn *, n_types);
  ColimHom *unit = NULL;
  ColimLeftExtension *self;

  if (!_colim_schema_check_equal (dom, cset->schema, error))
    return NULL;
  making.bases = g_new0 (gint32, colim_schema_get_n_objects (dom));
  making.numbers = g_new0 (gint32 *, colim_schema_get_n_objects (codom));
  making.given = g_new0 (gint32, colim_schema_get_n_attr_types (dom));
  _colim_presented_cset_init (&enumeration, codom, budget);
  if (!add_generators (&making, &enumeration, error) || !add_relations (&making, &enumeration, error)
      || !_colim_enumeration_close (&enumeration, NULL, error))
    return NULL;
  making.cset = _colim_presented_cset_end (&enumeration, codom, making.numbers);
  if (extend_attrs (&making, enumeration.budget, images, error))
    unit = make_unit (&making, images, error);
  for (gint32 t = 0; t < n_types; t++)
    g_clear_pointer (&images[t], _colim_column_unref);
  if (unit == NULL)
    return NULL;
  self = g_atomic_rc_box_new (ColimLeftExtension);
  self->functor = colim_functor_ref (functor);
  self->cset = g_steal_pointer (&making.cset);
  self->unit = unit;

  return self;
}

/**
 * colim_left_extension_ref:
 * @self: a left extension
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimLeftExtension *
colim_left_extension_ref (ColimLeftExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimLeftExtension *self)
{
  colim_functor_unref (self->functor);
  colim_cset_unref (self->cset);
  colim_hom_unref (self->unit);
}

/**
 * colim_left_extension_unref:
 * @self: (transfer full): a left extension
 *
 * Gives a reference back.
 */
void
colim_left_extension_unref (ColimLeftExtension *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_left_extension_get_functor:
 * @self: a left extension
 *
 * Tells along which functor it extends.
 *
 * Returns: (transfer none): the functor
 */
ColimFunctor *
colim_left_extension_get_functor (const ColimLeftExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->functor;
}

/**
 * colim_left_extension_get_cset:
 * @self: a left extension
 *
 * Gives what was computed.
 *
 * Returns: (transfer none): the C-set ΣX on the codomain of the functor
 */
ColimCSet *
colim_left_extension_get_cset (const ColimLeftExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cset;
}

/**
 * colim_left_extension_get_unit:
 * @self: a left extension
 *
 * Tells what became of the parts and variables that it extends.
 *
 * Returns: (transfer none): the homomorphism X → ΔΣX
 */
ColimHom *
colim_left_extension_get_unit (const ColimLeftExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->unit;
}

/* Every part is reached from one that the unit hits. */
static void
factor_parts (const ColimLeftExtension *self, const ColimHom *hom, ColimHom *factor)
{
  const ColimSchema *dom = colim_functor_get_dom (self->functor);
  g_auto (ColimGeneration) generation = { 0, };

  _colim_generation_init (&generation, self->cset, factor->codom);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (dom); ob++)
    for (gint32 x = 0; x < hom->dom->n_parts[ob]; x++)
      _colim_generation_put (&generation, colim_functor_apply (self->functor, ob),
                             colim_fin_function_apply (self->unit->components[ob], x),
                             colim_fin_function_apply (hom->components[ob], x));
  _colim_generation_spread (&generation);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->cset->schema); ob++)
    factor->components[ob] = _colim_fin_function_take (g_steal_pointer (&generation.images[ob]),
                                                       self->cset->n_parts[ob], factor->codom->n_parts[ob]);
}

/* A variable comes from one that was extended, or some part has it. */
static void
factor_variables (const ColimLeftExtension *self, const ColimHom *hom, ColimHom *factor)
{
  const ColimSchema *dom = colim_functor_get_dom (self->functor), *schema = self->cset->schema;

  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    factor->images[type]
        = _colim_column_new (colim_schema_get_attr_type (schema, type), self->cset->n_variables[type]);
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (dom); t++)
    {
      gint32 type = colim_functor_get_attr_type (self->functor, t);
      const ColimColumn *units = self->unit->images[t];

      for (gint32 v = 0; v < units->n; v++)
        if (units->variables[v] >= 0)
          _colim_column_copy_entry (factor->images[type], units->variables[v], hom->images[t], v);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const ColimColumn *column = self->cset->attrs[attr];
      ColimColumn *images = factor->images[colim_schema_get_attr_codom (schema, attr)];
      const ColimFinFunction *component = factor->components[colim_schema_get_attr_dom (schema, attr)];

      for (gint32 x = 0; x < column->n; x++)
        if (column->variables[x] >= 0 && images->variables[column->variables[x]] == COLIM_COLUMN_UNDEFINED)
          _colim_column_copy_entry (images, column->variables[x], factor->codom->attrs[attr],
                                    colim_fin_function_apply (component, x));
    }
}

/**
 * colim_left_extension_factor:
 * @self: a left extension ΣX
 * @hom: a homomorphism X → ΔY
 * @codom: the C-set Y
 * @error: return location for an error
 *
 * The universal map: the one homomorphism ΣX → Y whose Δ, after the unit, is @hom.  Time: linear.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (@hom does not run from X to
 *   ΔY) or the errors of [method@Colim.Functor.pull_back]
 */
ColimHom *
colim_left_extension_factor (const ColimLeftExtension *self, ColimHom *hom, ColimCSet *codom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && codom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCSet) pulled = colim_functor_pull_back (self->functor, codom, error);
  ColimHom *factor;

  if (pulled == NULL)
    return NULL;
  if (!colim_cset_equal (hom->dom, self->unit->dom) || !colim_cset_equal (hom->codom, pulled))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "the homomorphism does not %s", colim_cset_equal (hom->dom, self->unit->dom)
                                                       ? "end at what is pulled back along the functor"
                                                       : "start at the C-set that is extended");
      return NULL;
    }
  factor = _colim_hom_new_blank (self->cset, codom);
  factor_parts (self, hom, factor);
  factor_variables (self, hom, factor);

  return factor;
}

/**
 * colim_left_extension_map:
 * @self: a left extension of X
 * @hom: a homomorphism X → X'
 * @other: the left extension of X' along the same functor
 * @error: return location for an error
 *
 * Σ on homomorphisms.
 *
 * Returns: (transfer full): the homomorphism ΣX → ΣX', or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimHom *
colim_left_extension_map (const ColimLeftExtension *self, ColimHom *hom, const ColimLeftExtension *other,
                          GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimHom) composite = colim_hom_compose (hom, other->unit, error);

  return composite != NULL ? colim_left_extension_factor (self, composite, other->cset, error) : NULL;
}

/**
 * colim_left_extension_make_counit:
 * @functor: a functor C → D
 * @cset: a C-set Y on D
 * @budget: as for [ctor@Colim.LeftExtension.new]
 * @error: return location for an error
 *
 * Extends what was pulled back, and compares.
 *
 * Returns: (transfer full): the homomorphism ΣΔY → Y, or %NULL with the errors of [ctor@Colim.LeftExtension.new]
 */
ColimHom *
colim_left_extension_make_counit (ColimFunctor *functor, ColimCSet *cset, gint64 budget, GError **error)
{
  g_return_val_if_fail (functor != NULL && cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCSet) pulled = colim_functor_pull_back (functor, cset, error);
  g_autoptr (ColimLeftExtension) self
      = pulled != NULL ? colim_left_extension_new (functor, pulled, budget, error) : NULL;
  g_autoptr (ColimHom) identity = self != NULL ? colim_hom_new_identity (pulled) : NULL;

  return self != NULL ? colim_left_extension_factor (self, identity, cset, error) : NULL;
}
