/* Π, the right Kan extension along a functor: the best C-set on D that maps, pulled back, to a C-set on C.
 *
 *     F : C → D            a part of ΠX over d has, for every arrow u : d → F (c), a part of X over c, and these agree:
 *
 *                              ΠX (d) = lim X (c) over d → F (c)  =  Hom (Δ y_d, X)
 *
 * where y_d is the representable, whose parts are the arrows from d.  So over each object the limit of one diagram of
 * sets is joined, with an object for each part of Δ y_d and an arrow for each of its homs; and the homs of ΠX go to the
 * tuples that precomposition tells.
 */

#include <colim/right-extension.h>

#include "lib/csets/migration/generation-private.h"
#include "lib/csets/hom-private.h"
#include "lib/csets/migration/representable-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/fin-limit-private.h"

/* What is joined over an object of D. */
typedef struct {
  ColimCSet *arrows;  /* the representable */
  ColimCSet *shape;   /* pulled back to C */
  gint32 *offsets;    /* for each object of C: its parts in the shape, among the objects of the diagram */
  ColimFinLimit *limit;
} Fibre;

struct _ColimRightExtension {
  ColimFunctor *functor;
  ColimCSet *cset;
  ColimHom *counit;
  Fibre *fibres;
};

/**
 * ColimRightExtension:
 *
 * A right Kan extension of a C-set along a functor of schemas, known as Π: the C-set, its counit, and its universal
 * map.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimRightExtension, colim_right_extension, colim_right_extension_ref,
                     colim_right_extension_unref)

static gboolean
check_schema (const ColimSchema *schema, GError **error)
{
  if (colim_schema_get_n_attr_types (schema) == 0)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "there is no right extension with attributes, as of '%s'",
               colim_schema_get_attr_type_name (schema, 0));

  return FALSE;
}

static gint64
count_parts (const ColimCSet *cset)
{
  gint64 sum = 0;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (cset->schema); ob++)
    sum += cset->n_parts[ob];

  return sum;
}

static ColimFinLimit *
join_shape (const Fibre *fibre, const ColimCSet *from, gint32 n_objects, gint64 *budget, GError **error)
{
  const ColimSchema *schema = from->schema;
  g_autofree gint32 *sizes = g_new (gint32, n_objects);
  g_autoptr (GPtrArray) arrows = g_ptr_array_new ();
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 r = 0; r < fibre->shape->n_parts[ob]; r++)
      sizes[fibre->offsets[ob] + r] = from->n_parts[ob];
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);

      for (gint32 r = 0; r < fibre->shape->n_parts[dom]; r++)
        {
          gint32 source = fibre->offsets[dom] + r;
          gint32 target = fibre->offsets[codom] + colim_fin_function_apply (fibre->shape->homs[hom], r);

          g_ptr_array_add (arrows, from->homs[hom]);
          g_array_append_val (sources, source);
          g_array_append_val (targets, target);
        }
    }

  const ColimFinDiagram diagram = {
    sizes, (guint) n_objects, (ColimFinFunction *const *) arrows->pdata, (const gint32 *) (gpointer) sources->data,
    (const gint32 *) (gpointer) targets->data, arrows->len,
  };

  return _colim_fin_limit_compute (&diagram, budget, error);
}

/* The objects from which no path leads to the image of the functor: arrows to them are not asked about. */
static gboolean *
find_idle (const ColimFunctor *functor)
{
  const ColimSchema *dom = colim_functor_get_dom (functor), *codom = colim_functor_get_codom (functor);
  gboolean *is_idle = g_new (gboolean, colim_schema_get_n_objects (codom)), changed = TRUE;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (codom); ob++)
    is_idle[ob] = TRUE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (dom); ob++)
    is_idle[colim_functor_apply (functor, ob)] = FALSE;
  while (changed)
    {
      changed = FALSE;
      for (gint32 hom = 0; hom < colim_schema_get_n_homs (codom); hom++)
        if (is_idle[colim_schema_get_hom_dom (codom, hom)] && !is_idle[colim_schema_get_hom_codom (codom, hom)])
          {
            is_idle[colim_schema_get_hom_dom (codom, hom)] = FALSE;
            changed = TRUE;
          }
    }

  return is_idle;
}

static gboolean
fill_fibre (ColimRightExtension *self, const ColimCSet *from, gint32 object, const gboolean *is_idle, gint64 *budget,
            GError **error)
{
  Fibre *fibre = &self->fibres[object];
  gint32 n_objects = 0;

  fibre->arrows = _colim_representable_new_collapsed (self->cset->schema, object, is_idle, *budget, error);
  if (fibre->arrows == NULL || (fibre->shape = colim_functor_pull_back (self->functor, fibre->arrows, error)) == NULL)
    return FALSE;
  *budget -= count_parts (fibre->arrows) + count_parts (fibre->shape);
  if (*budget < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the budget of steps ran out over '%s'",
                   colim_schema_get_object_name (self->cset->schema, object));
      return FALSE;
    }
  fibre->offsets = g_new (gint32, colim_schema_get_n_objects (from->schema));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (from->schema); ob++)
    {
      fibre->offsets[ob] = n_objects;
      n_objects += fibre->shape->n_parts[ob];
    }
  fibre->limit = join_shape (fibre, from, n_objects, budget, error);
  if (fibre->limit == NULL)
    {
      g_prefix_error (error, "over '%s': ", colim_schema_get_object_name (self->cset->schema, object));
      return FALSE;
    }
  self->cset->n_parts[object] = colim_fin_limit_get_apex (fibre->limit);

  return TRUE;
}

/* The column of each object of the diagram over the end of a hom, in tuples over its start: arrows from the one are,
 * after the hom, arrows from the other. */
static ColimFinFunction *
make_hom (const ColimRightExtension *self, gint32 hom)
{
  const ColimSchema *schema = colim_functor_get_dom (self->functor);
  gint32 dom = colim_schema_get_hom_dom (self->cset->schema, hom);
  gint32 codom = colim_schema_get_hom_codom (self->cset->schema, hom);
  const Fibre *from = &self->fibres[dom], *to = &self->fibres[codom];
  g_autofree const gint32 **columns = g_new (const gint32 *, colim_fin_limit_get_n_legs (to->limit));
  g_auto (ColimGeneration) generation = { 0, };

  _colim_generation_init (&generation, to->arrows, from->arrows);
  _colim_generation_put (&generation, codom, 0, colim_fin_function_apply (from->arrows->homs[hom], 0));
  _colim_generation_spread (&generation);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 r = 0; r < to->shape->n_parts[ob]; r++)
      {
        gint32 image = from->offsets[ob] + generation.images[colim_functor_apply (self->functor, ob)][r];

        columns[to->offsets[ob] + r]
            = colim_fin_function_get_values (colim_fin_limit_get_leg (from->limit, (guint) image), NULL);
      }

  return _colim_fin_limit_locate (to->limit, columns, colim_fin_limit_get_apex (from->limit));
}

/* The entry of each tuple at the identity. */
static ColimHom *
make_counit (const ColimRightExtension *self, ColimCSet *from, GError **error)
{
  g_autoptr (ColimCSet) pulled = colim_functor_pull_back (self->functor, self->cset, error);
  ColimHom *counit = pulled != NULL ? _colim_hom_new_blank (pulled, from) : NULL;

  for (gint32 ob = 0; counit != NULL && ob < colim_schema_get_n_objects (from->schema); ob++)
    {
      const Fibre *fibre = &self->fibres[colim_functor_apply (self->functor, ob)];

      counit->components[ob]
          = colim_fin_function_ref (colim_fin_limit_get_leg (fibre->limit, (guint) fibre->offsets[ob]));
    }

  return counit;
}

/**
 * colim_right_extension_new:
 * @functor: a functor C → D
 * @cset: a C-set on C
 * @budget: how many steps it may take: arrows of D, bindings that are tried, and tuples
 * @error: return location for an error
 *
 * Extends a C-set along a functor: Π, which generalises limits.  Parts over an object d are numbered as tuples, see
 * [ctor@Colim.FinLimit.new], whose entries are for the objects c of C in order and, for each, the arrows d → F (c) as
 * they are met.  Time: that of the limits.
 *
 * Returns: (transfer full): the extension, or %NULL with %COLIM_ERROR_BUDGET, as it must be where D has infinitely many
 *   arrows from an object on paths to objects F (c), %COLIM_ERROR_INVALID (a schema has attributes), %COLIM_ERROR_TYPE
 *   (@cset is on another schema), %COLIM_ERROR_EQUATION_VIOLATED (this is no functor) or %COLIM_ERROR_TOO_LARGE
 */
ColimRightExtension *
colim_right_extension_new (ColimFunctor *functor, ColimCSet *cset, gint64 budget, GError **error)
{
  g_return_val_if_fail (functor != NULL && cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSchema *codom = colim_functor_get_codom (functor);
  g_autoptr (ColimRightExtension) self = NULL;
  g_autofree gboolean *is_idle = NULL;

  if (!_colim_schema_check_equal (colim_functor_get_dom (functor), cset->schema, error)
      || !check_schema (cset->schema, error) || !check_schema (codom, error))
    return NULL;
  self = g_atomic_rc_box_new0 (ColimRightExtension);
  self->functor = colim_functor_ref (functor);
  self->cset = _colim_cset_new_blank (codom);
  is_idle = find_idle (functor);
  self->fibres = g_new0 (Fibre, colim_schema_get_n_objects (codom));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (codom); ob++)
    if (!fill_fibre (self, cset, ob, is_idle, &budget, error))
      return NULL;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (codom); hom++)
    self->cset->homs[hom] = make_hom (self, hom);

  return (self->counit = make_counit (self, cset, error)) != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_right_extension_ref:
 * @self: a right extension
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimRightExtension *
colim_right_extension_ref (ColimRightExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimRightExtension *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->cset->schema); ob++)
    {
      g_clear_pointer (&self->fibres[ob].arrows, colim_cset_unref);
      g_clear_pointer (&self->fibres[ob].shape, colim_cset_unref);
      g_clear_pointer (&self->fibres[ob].limit, colim_fin_limit_unref);
      g_free (self->fibres[ob].offsets);
    }
  g_free (self->fibres);
  colim_functor_unref (self->functor);
  g_clear_pointer (&self->counit, colim_hom_unref);
  colim_cset_unref (self->cset);
}

/**
 * colim_right_extension_unref:
 * @self: (transfer full): a right extension
 *
 * Gives a reference back.
 */
void
colim_right_extension_unref (ColimRightExtension *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_right_extension_get_functor:
 * @self: a right extension
 *
 * Tells along which functor it extends.
 *
 * Returns: (transfer none): the functor
 */
ColimFunctor *
colim_right_extension_get_functor (const ColimRightExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->functor;
}

/**
 * colim_right_extension_get_cset:
 * @self: a right extension
 *
 * Gives what was computed.
 *
 * Returns: (transfer none): the C-set ΠX on the codomain of the functor
 */
ColimCSet *
colim_right_extension_get_cset (const ColimRightExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cset;
}

/**
 * colim_right_extension_get_counit:
 * @self: a right extension
 *
 * Gives the entries of the tuples at identities.
 *
 * Returns: (transfer none): the homomorphism ΔΠX → X
 */
ColimHom *
colim_right_extension_get_counit (const ColimRightExtension *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->counit;
}

/* For each arrow from an object, where it sends the parts of a C-set over that object. */
static ColimFinFunction ***
list_actions (const Fibre *fibre, gint32 object, const ColimCSet *cset)
{
  const ColimSchema *schema = cset->schema;
  ColimFinFunction ***actions = g_new (ColimFinFunction **, colim_schema_get_n_objects (schema));
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, 2 * sizeof (gint32));
  const gint32 identity[2] = { object, 0 };

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    actions[ob] = g_new0 (ColimFinFunction *, fibre->arrows->n_parts[ob]);
  actions[object][0] = colim_fin_function_new_identity (cset->n_parts[object]);
  g_array_append_vals (fresh, identity, 1);
  for (guint i = 0; i < fresh->len; i++)
    {
      const gint32 *entry = (const gint32 *) (gpointer) fresh->data + 2 * i;
      gint32 from = entry[0], arrow = entry[1];

      for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
        if (colim_schema_get_hom_dom (schema, hom) == from)
          {
            const gint32 next[2] = { colim_schema_get_hom_codom (schema, hom),
                                     colim_fin_function_apply (fibre->arrows->homs[hom], arrow) };

            if (actions[next[0]][next[1]] != NULL)
              continue;
            actions[next[0]][next[1]] = colim_fin_function_compose (actions[from][arrow], cset->homs[hom], NULL);
            g_array_append_vals (fresh, next, 1);
          }
    }

  return actions;
}

static ColimFinFunction *
factor_parts (const ColimRightExtension *self, const ColimHom *hom, const ColimCSet *dom, gint32 object)
{
  const ColimSchema *schema = colim_functor_get_dom (self->functor);
  const Fibre *fibre = &self->fibres[object];
  guint n_legs = colim_fin_limit_get_n_legs (fibre->limit);
  ColimFinFunction ***actions = list_actions (fibre, object, dom);
  g_autoptr (GPtrArray) cone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  g_autofree const gint32 **columns = g_new (const gint32 *, n_legs);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 r = 0; r < fibre->shape->n_parts[ob]; r++)
      g_ptr_array_add (cone, colim_fin_function_compose (actions[colim_functor_apply (self->functor, ob)][r],
                                                         hom->components[ob], NULL));
  for (guint i = 0; i < n_legs; i++)
    columns[i] = colim_fin_function_get_values (cone->pdata[i], NULL);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (dom->schema); ob++)
    {
      for (gint32 arrow = 0; arrow < fibre->arrows->n_parts[ob]; arrow++)
        colim_fin_function_unref (actions[ob][arrow]);
      g_free (actions[ob]);
    }
  g_free (actions);

  return _colim_fin_limit_locate (fibre->limit, columns, dom->n_parts[object]);
}

/**
 * colim_right_extension_factor:
 * @self: a right extension ΠX
 * @hom: a homomorphism ΔY → X
 * @dom: the C-set Y
 * @error: return location for an error
 *
 * The universal map: the one homomorphism Y → ΠX whose Δ, before the counit, is @hom.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (@hom does not run from ΔY to
 *   X) or the errors of [method@Colim.Functor.pull_back]
 */
ColimHom *
colim_right_extension_factor (const ColimRightExtension *self, ColimHom *hom, ColimCSet *dom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && dom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCSet) pulled = colim_functor_pull_back (self->functor, dom, error);
  ColimHom *factor;

  if (pulled == NULL)
    return NULL;
  if (!colim_cset_equal (hom->codom, self->counit->codom) || !colim_cset_equal (hom->dom, pulled))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the homomorphism does not %s",
                   colim_cset_equal (hom->codom, self->counit->codom)
                       ? "start at what is pulled back along the functor"
                       : "end at the C-set that is extended");
      return NULL;
    }
  factor = _colim_hom_new_blank (dom, self->cset);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (dom->schema); ob++)
    factor->components[ob] = factor_parts (self, hom, dom, ob);

  return factor;
}

/**
 * colim_right_extension_map:
 * @self: a right extension of X
 * @hom: a homomorphism X → X'
 * @other: the right extension of X' along the same functor
 * @error: return location for an error
 *
 * Π on homomorphisms.
 *
 * Returns: (transfer full): the homomorphism ΠX → ΠX', or %NULL with %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimHom *
colim_right_extension_map (const ColimRightExtension *self, ColimHom *hom, const ColimRightExtension *other,
                           GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimHom) composite = colim_hom_compose (self->counit, hom, error);

  return composite != NULL ? colim_right_extension_factor (other, composite, self->cset, error) : NULL;
}

/**
 * colim_right_extension_make_unit:
 * @functor: a functor C → D
 * @cset: a C-set Y on D
 * @budget: as for [ctor@Colim.RightExtension.new]
 * @error: return location for an error
 *
 * Extends what was pulled back, and compares.
 *
 * Returns: (transfer full): the homomorphism Y → ΠΔY, or %NULL with the errors of [ctor@Colim.RightExtension.new]
 */
ColimHom *
colim_right_extension_make_unit (ColimFunctor *functor, ColimCSet *cset, gint64 budget, GError **error)
{
  g_return_val_if_fail (functor != NULL && cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCSet) pulled = colim_functor_pull_back (functor, cset, error);
  g_autoptr (ColimRightExtension) self
      = pulled != NULL ? colim_right_extension_new (functor, pulled, budget, error) : NULL;
  g_autoptr (ColimHom) identity = self != NULL ? colim_hom_new_identity (pulled) : NULL;

  return self != NULL ? colim_right_extension_factor (self, identity, cset, error) : NULL;
}
