/* Colimits of finite sets: the coproduct of the objects, with x glued to f (x) for every arrow f and every x.
 *
 *          f
 *     S ------> A
 *     |         |         `P` is `A + B` with `f (s)` glued to `g (s)` for every `s`, and it is the best such
 *   g |         | leg     gluing: see [method@Colim.FinColimit.factor].
 *     v         v
 *     B ------> P
 *         leg
 *
 * An object with an arrow out of it and none into it (S above) adds no element of its own: its leg is that arrow,
 * then the leg of its target, and gluing x to f (x) is left out.  The others are laid end to end in one partition,
 * whose quotient is cut into their legs without copying.
 */

#include "lib/sets/fin-colimit-private.h"
#include "lib/sets/fin-diagram-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/partition-private.h"

struct _ColimFinColimit {
  gint32 apex;
  guint n_legs;
  ColimFinFunction **legs;
  gint32 *via; /* the arrow that determines a leg, or -1 */
};

/* The diagram, and what becomes of each object. */
typedef struct {
  ColimFinDiagram diagram;
  gint32 *via;     /* the arrow that determines an object's leg, or -1 */
  gint32 *offsets; /* where an object that is kept starts in the coproduct */
} Shape;

/**
 * ColimFinColimit:
 *
 * A colimit of a diagram of finite sets: the set, its legs, and its universal map.  Immutable and reference
 * counted.
 */
G_DEFINE_BOXED_TYPE (ColimFinColimit, colim_fin_colimit, colim_fin_colimit_ref, colim_fin_colimit_unref)

/* Chooses the objects that are kept and lays them end to end. */
static gboolean
lay_out (Shape *shape, gint32 *total, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < shape->diagram.n_objects; i++)
    shape->via[i] = -1;
  for (guint a = shape->diagram.n_arrows; a-- > 0;)
    shape->via[shape->diagram.sources[a]] = (gint32) a;
  for (guint a = 0; a < shape->diagram.n_arrows; a++)
    shape->via[shape->diagram.targets[a]] = -1;
  for (guint i = 0; i < shape->diagram.n_objects; i++)
    if (shape->via[i] < 0)
      {
        shape->offsets[i] = (gint32) sum;
        sum += shape->diagram.sizes[i];
        if (sum > G_MAXINT32)
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                         "the objects have more than %d elements together", G_MAXINT32);
            return FALSE;
          }
      }
  *total = (gint32) sum;

  return TRUE;
}

/* Whether there was anything to glue. */
static gboolean
glue (const Shape *shape, ColimPartition *partition)
{
  gboolean glued = FALSE;

  for (guint a = 0; a < shape->diagram.n_arrows; a++)
    {
      gint32 source = shape->diagram.sources[a], via = shape->via[source];
      gint32 to = shape->offsets[shape->diagram.targets[a]];
      const gint32 *values = colim_fin_function_get_values (shape->diagram.arrows[a], NULL);
      const gint32 *others = via < 0 ? NULL : colim_fin_function_get_values (shape->diagram.arrows[via], NULL);
      gint32 from = via < 0 ? shape->offsets[source] : shape->offsets[shape->diagram.targets[via]];

      if (via == (gint32) a)
        continue;
      for (gint32 x = 0; x < shape->diagram.sizes[source]; x++)
        glued |= _colim_partition_merge (partition, from + (others != NULL ? others[x] : x), to + values[x]);
    }

  return glued;
}

/* Numbers the classes by their first element when objects that were left out also count. */
static void
renumber (const Shape *shape, gint32 *blocks, gint32 n_blocks)
{
  g_autofree gint32 *numbers = g_new (gint32, n_blocks);
  gint32 next = 0, total = 0;

  for (gint32 b = 0; b < n_blocks; b++)
    numbers[b] = -1;
  for (guint i = 0; i < shape->diagram.n_objects; i++)
    {
      gint32 via = shape->via[i];
      const gint32 *values = via < 0 ? NULL : colim_fin_function_get_values (shape->diagram.arrows[via], NULL);
      const gint32 *start = blocks + shape->offsets[via < 0 ? (gint32) i : shape->diagram.targets[via]];

      for (gint32 x = 0; x < shape->diagram.sizes[i]; x++)
        {
          gint32 block = start[values != NULL ? values[x] : x];

          if (numbers[block] < 0)
            numbers[block] = next++;
        }
      total += via < 0 ? shape->diagram.sizes[i] : 0;
    }
  for (gint32 i = 0; i < total; i++)
    blocks[i] = numbers[blocks[i]];
}

/* Whether an object that was left out comes before one that was kept. */
static gboolean
is_out_of_order (const Shape *shape)
{
  gboolean left_out = FALSE;

  for (guint i = 0; i < shape->diagram.n_objects; i++)
    if (shape->via[i] >= 0)
      left_out = TRUE;
    else if (left_out)
      return TRUE;

  return FALSE;
}

/**
 * colim_fin_colimit_new:
 * @sizes: (array length=n_objects): how many elements each object of the diagram has
 * @n_objects: how many objects there are
 * @arrows: (array length=n_arrows): the arrows of the diagram
 * @n_arrows: how many arrows there are
 * @sources: (array length=n_sources): the object that each arrow starts at
 * @n_sources: as many as there are arrows
 * @targets: (array length=n_targets): the object that each arrow ends at
 * @n_targets: as many as there are arrows
 * @error: return location for an error
 *
 * Computes the colimit of any finite diagram; the paths of the diagram need not commute, as each arrow counts
 * alone. There is a leg for every object; classes are numbered by their first element, objects in order. Time:
 * nearly linear in the size of the diagram.
 *
 * Returns: (transfer full): the colimit, or %NULL with %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_NOT_COMPOSABLE (an
 *   arrow does not fit its ends) or %COLIM_ERROR_TOO_LARGE
 */
ColimFinColimit *
colim_fin_colimit_new (const gint32 *sizes, gsize n_objects, ColimFinFunction **arrows, gsize n_arrows,
                       const gint32 *sources, gsize n_sources, const gint32 *targets, gsize n_targets, GError **error)
{
  g_return_val_if_fail (n_objects <= G_MAXINT32 && n_arrows <= G_MAXINT32, NULL);
  g_return_val_if_fail (n_sources == n_arrows && n_targets == n_arrows, NULL);
  g_return_val_if_fail (sizes != NULL || n_objects == 0, NULL);
  g_return_val_if_fail ((arrows != NULL && sources != NULL && targets != NULL) || n_arrows == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autofree gint32 *via = g_new (gint32, n_objects);
  g_autofree gint32 *offsets = g_new0 (gint32, n_objects);
  Shape shape = { { sizes, (guint) n_objects, arrows, sources, targets, (guint) n_arrows }, via, offsets };
  g_auto (ColimPartition) partition = { 0, };
  g_autoptr (GBytes) bytes = NULL;
  gint32 total;

  if (!_colim_fin_diagram_check (&shape.diagram, error) || !lay_out (&shape, &total, error))
    return NULL;

  ColimFinColimit *self = g_atomic_rc_box_new (ColimFinColimit);
  gint32 *blocks;

  _colim_partition_init (&partition, total);
  self->apex = total;
  if (glue (&shape, &partition))
    blocks = _colim_partition_quotient (&partition, &self->apex);
  else
    blocks = g_steal_pointer (&partition.parent);
  if (is_out_of_order (&shape))
    renumber (&shape, blocks, self->apex);
  bytes = g_bytes_new_take (blocks, (gsize) total * sizeof *blocks);

  self->n_legs = shape.diagram.n_objects;
  self->via = g_steal_pointer (&via);
  self->legs = g_new0 (ColimFinFunction *, n_objects);
  for (guint i = 0; i < self->n_legs; i++)
    if (self->via[i] < 0)
      self->legs[i] = _colim_fin_function_slice (bytes, offsets[i], sizes[i], self->apex);
  for (guint i = 0; i < self->n_legs; i++)
    if (self->via[i] >= 0)
      self->legs[i] = colim_fin_function_compose (arrows[self->via[i]], self->legs[targets[self->via[i]]], NULL);

  return self;
}

/**
 * colim_fin_colimit_new_coproduct:
 * @sizes: (array length=n_objects): how many elements each summand has
 * @n_objects: how many summands there are
 * @error: return location for an error
 *
 * Lays sets side by side.
 *
 * Returns: (transfer full): the coproduct with a leg from each summand, or %NULL with %COLIM_ERROR_OUT_OF_RANGE or
 *   %COLIM_ERROR_TOO_LARGE
 */
ColimFinColimit *
colim_fin_colimit_new_coproduct (const gint32 *sizes, gsize n_objects, GError **error)
{
  return colim_fin_colimit_new (sizes, n_objects, NULL, 0, NULL, 0, NULL, 0, error);
}

/**
 * colim_fin_colimit_new_coequalizer:
 * @f: a function A → B
 * @g: another function A → B
 * @error: return location for an error
 *
 * Glues `f (a)` to `g (a)` for every `a`.
 *
 * Returns: (transfer full): the coequalizer with legs from B and from A, or %NULL with %COLIM_ERROR_NOT_PARALLEL
 */
ColimFinColimit *
colim_fin_colimit_new_coequalizer (ColimFinFunction *f, ColimFinFunction *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  const gint32 sizes[] = { colim_fin_function_get_codom (f), colim_fin_function_get_dom (f) };
  ColimFinFunction *arrows[] = { f, g };

  if (colim_fin_function_get_dom (g) != sizes[1] || colim_fin_function_get_codom (g) != sizes[0])
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "functions %d → %d and %d → %d are not parallel",
                   sizes[1], sizes[0], colim_fin_function_get_dom (g), colim_fin_function_get_codom (g));
      return NULL;
    }

  return colim_fin_colimit_new (sizes, 2, arrows, 2, (const gint32[]) { 1, 1 }, 2, (const gint32[]) { 0, 0 }, 2, error);
}

/**
 * colim_fin_colimit_new_pushout:
 * @f: a function S → A
 * @g: a function S → B
 * @error: return location for an error
 *
 * Glues A and B along S.  Time: nearly linear in the sizes of the three sets.
 *
 * Returns: (transfer full): the pushout with legs from A, B and S, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (the
 *   domains differ) or %COLIM_ERROR_TOO_LARGE
 */
ColimFinColimit *
colim_fin_colimit_new_pushout (ColimFinFunction *f, ColimFinFunction *g, GError **error)
{
  g_return_val_if_fail (f != NULL && g != NULL, NULL);

  const gint32 sizes[] = { colim_fin_function_get_codom (f), colim_fin_function_get_codom (g),
                           colim_fin_function_get_dom (f) };
  ColimFinFunction *arrows[] = { f, g };

  return colim_fin_colimit_new (sizes, 3, arrows, 2, (const gint32[]) { 2, 2 }, 2, (const gint32[]) { 0, 1 }, 2, error);
}

/**
 * colim_fin_colimit_ref:
 * @self: a colimit
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimFinColimit *
colim_fin_colimit_ref (ColimFinColimit *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimFinColimit *self)
{
  for (guint i = 0; i < self->n_legs; i++)
    colim_fin_function_unref (self->legs[i]);
  g_free (self->legs);
  g_free (self->via);
}

/**
 * colim_fin_colimit_unref:
 * @self: (transfer full): a colimit
 *
 * Gives a reference back.
 */
void
colim_fin_colimit_unref (ColimFinColimit *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_fin_colimit_get_apex:
 * @self: a colimit
 *
 * Counts the classes.
 *
 * Returns: the size of the colimit
 */
gint32
colim_fin_colimit_get_apex (const ColimFinColimit *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->apex;
}

/**
 * colim_fin_colimit_get_n_legs:
 * @self: a colimit
 *
 * Counts the legs: one for each object of the diagram.
 *
 * Returns: the number of legs
 */
guint
colim_fin_colimit_get_n_legs (const ColimFinColimit *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_legs;
}

/**
 * colim_fin_colimit_get_leg:
 * @self: a colimit
 * @object: which object of the diagram
 *
 * Gives the class of each element of an object.
 *
 * Returns: (transfer none): the leg from the object to the apex
 */
ColimFinFunction *
colim_fin_colimit_get_leg (const ColimFinColimit *self, guint object)
{
  g_return_val_if_fail (self != NULL && object < self->n_legs, NULL);

  return self->legs[object];
}

gboolean
_colim_fin_colimit_is_determined (const ColimFinColimit *self, guint object)
{
  return self->via[object] >= 0;
}

static gboolean
check_cocone (const ColimFinColimit *self, ColimFinFunction *const *cocone, gint32 codom, GError **error)
{
  for (guint i = 0; i < self->n_legs; i++)
    {
      if (colim_fin_function_get_dom (cocone[i]) != colim_fin_function_get_dom (self->legs[i]))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                       "map %u of the cocone starts at %d elements, but its object has %d", i,
                       colim_fin_function_get_dom (cocone[i]), colim_fin_function_get_dom (self->legs[i]));
          return FALSE;
        }
      if (colim_fin_function_get_codom (cocone[i]) != codom)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL, "map %u of the cocone ends at %d elements, not at %d",
                       i, colim_fin_function_get_codom (cocone[i]), codom);
          return FALSE;
        }
    }

  return TRUE;
}

/* Two elements of one class that a would-be cocone tells apart: the first of the class, and one that differs. */
static void
explain (const ColimFinColimit *self, ColimFinFunction *const *cocone, guint object, gint32 x, GError **error)
{
  gint32 class = colim_fin_function_apply (self->legs[object], x);

  for (guint i = 0; i < self->n_legs; i++)
    for (gint32 y = 0; y < colim_fin_function_get_dom (self->legs[i]); y++)
      if (colim_fin_function_apply (self->legs[i], y) == class)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMMUTING,
                       "no cocone: element %d of object %u goes to %d, but element %d of object %u, which is glued to it, "
                       "goes to %d",
                       y, i, colim_fin_function_apply (cocone[i], y), x, object,
                       colim_fin_function_apply (cocone[object], x));
          return;
        }
}

/**
 * colim_fin_colimit_factor:
 * @self: a colimit
 * @cocone: (array length=n_cocone): a map from each object of the diagram
 * @n_cocone: as many as there are legs
 * @codom: how many elements the set has that the maps end at
 * @error: return location for an error
 *
 * The universal map: the one function from the apex through which every map of the cocone factors.
 * Time: the size of the diagram.
 *
 * Returns: (transfer full): the map from the apex, or %NULL with %COLIM_ERROR_NOT_COMMUTING (which element of which
 *   object is told apart from one that it is glued to), %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_NOT_PARALLEL
 */
ColimFinFunction *
colim_fin_colimit_factor (const ColimFinColimit *self, ColimFinFunction **cocone, gsize n_cocone, gint32 codom,
                          GError **error)
{
  g_return_val_if_fail (self != NULL && n_cocone == self->n_legs && codom >= 0, NULL);
  g_return_val_if_fail (cocone != NULL || n_cocone == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autofree gint32 *values = g_new (gint32, self->apex);

  if (!check_cocone (self, cocone, codom, error))
    return NULL;
  for (gint32 class = 0; class < self->apex; class++)
    values[class] = -1;
  for (guint i = 0; i < self->n_legs; i++)
    {
      gsize n;
      const gint32 *classes = colim_fin_function_get_values (self->legs[i], &n);
      const gint32 *images = colim_fin_function_get_values (cocone[i], NULL);

      for (gsize x = 0; x < n; x++)
        if (values[classes[x]] < 0)
          values[classes[x]] = images[x];
        else if (values[classes[x]] != images[x])
          {
            explain (self, cocone, i, (gint32) x, error);
            return NULL;
          }
    }

  return _colim_fin_function_take (g_steal_pointer (&values), self->apex, codom);
}
