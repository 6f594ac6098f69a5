/* Open systems: a C-set with two lists of parts of one object, at which it is glued to others.
 *
 *     left: m ──▶ apex(ob) ◀── n :right        self ; other glues the right of one to the left of the other
 *
 * An interface of n points stands for n free parts of the object, with what they need and a variable for each
 * attribute (Baez and Courser, Structured cospans, 2020).  Gluing along these is gluing along the pairs of parts
 * that they go to, and the pairs that these have as images; there are finitely many of them even where free parts
 * are infinite.
 */

#include <colim/structured-cospan.h>

#include <colim/colimit.h>
#include <colim/representable.h>

#include "lib/csets/hom-private.h"
#include "lib/sets/fin-function-private.h"

/* Where homs go round, pairs may meet as many others as there are pairs at all: so many are enough, for each part and
 * besides. */
#define MOST_PAIRS_A_PART 16
#define MOST_PAIRS 1000000

struct _ColimStructuredCospan {
  ColimCSet *apex;
  gint32 object;
  ColimFinFunction *left;
  ColimFinFunction *right;
};

/**
 * ColimStructuredCospan:
 *
 * An open C-set: an apex, and two functions into its parts over one object.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimStructuredCospan, colim_structured_cospan, colim_structured_cospan_ref,
                     colim_structured_cospan_unref)

static ColimStructuredCospan *
make (ColimCSet *apex, gint32 object, ColimFinFunction *left, ColimFinFunction *right)
{
  ColimStructuredCospan *self = g_atomic_rc_box_new (ColimStructuredCospan);

  self->apex = colim_cset_ref (apex);
  self->object = object;
  self->left = colim_fin_function_ref (left);
  self->right = colim_fin_function_ref (right);

  return self;
}

/**
 * colim_structured_cospan_new:
 * @apex: a C-set
 * @object: the name of an object
 * @left: a function into its parts over the object
 * @right: another one
 * @error: return location for an error
 *
 * Opens a C-set at parts of one object.
 *
 * Returns: (transfer full): the cospan, or %NULL with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_NOT_COMPOSABLE (a
 *   function does not end at the parts over the object)
 */
ColimStructuredCospan *
colim_structured_cospan_new (ColimCSet *apex, const char *object, ColimFinFunction *left, ColimFinFunction *right,
                             GError **error)
{
  g_return_val_if_fail (apex != NULL && object != NULL && left != NULL && right != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (apex->schema, COLIM_SCHEMA_OBJECT, object, error);

  if (ob < 0)
    return NULL;
  for (guint side = 0; side < 2; side++)
    {
      gint32 codom = colim_fin_function_get_codom (side == 0 ? left : right);

      if (codom == apex->n_parts[ob])
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "the %s interface ends at %d elements, but '%s' has %d parts", side == 0 ? "left" : "right", codom,
                   object, apex->n_parts[ob]);
      return NULL;
    }

  return make (apex, ob, left, right);
}

/**
 * colim_structured_cospan_new_identity:
 * @schema: a schema
 * @object: the name of an object
 * @n: the size of the interface
 * @budget: how many steps it may take to find what a free part needs
 * @error: return location for an error
 *
 * Makes the identity: free parts of the object, at both sides.
 *
 * Returns: (transfer full): the cospan, or %NULL with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE,
 *   %COLIM_ERROR_BUDGET (free parts are infinite, or large) or %COLIM_ERROR_TOO_LARGE
 */
ColimStructuredCospan *
colim_structured_cospan_new_identity (ColimSchema *schema, const char *object, gint32 n, gint64 budget, GError **error)
{
  g_return_val_if_fail (schema != NULL && object != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (schema, COLIM_SCHEMA_OBJECT, object, error);
  g_autoptr (ColimCSet) representable = NULL;
  g_autofree ColimCSet **summands = NULL;
  g_autofree gint32 *values = NULL;
  g_autoptr (ColimColimit) coproduct = NULL;
  g_autoptr (ColimFinFunction) points = NULL;

  if (ob < 0)
    return NULL;
  if (n < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "an interface cannot have %d points", n);
      return NULL;
    }
  if ((representable = colim_representable_new (schema, ob, budget, error)) == NULL)
    return NULL;
  summands = g_new (ColimCSet *, n);
  for (gint32 i = 0; i < n; i++)
    summands[i] = representable;
  if ((coproduct = colim_colimit_new_coproduct (schema, summands, (gsize) n, error)) == NULL)
    return NULL;
  values = g_new (gint32, n);
  for (gint32 i = 0; i < n; i++)
    values[i] = colim_fin_function_apply (colim_colimit_get_leg (coproduct, (guint) i)->components[ob], 0);
  points = colim_fin_function_new (values, (gsize) n, colim_colimit_get_apex (coproduct)->n_parts[ob], error);

  return points != NULL ? make (colim_colimit_get_apex (coproduct), ob, points, points) : NULL;
}

/**
 * colim_structured_cospan_ref:
 * @self: a structured cospan
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimStructuredCospan *
colim_structured_cospan_ref (ColimStructuredCospan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimStructuredCospan *self)
{
  colim_cset_unref (self->apex);
  colim_fin_function_unref (self->left);
  colim_fin_function_unref (self->right);
}

/**
 * colim_structured_cospan_unref:
 * @self: (transfer full): a structured cospan
 *
 * Gives a reference back.
 */
void
colim_structured_cospan_unref (ColimStructuredCospan *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_structured_cospan_get_apex:
 * @self: a structured cospan
 *
 * Gives the C-set that is opened.
 *
 * Returns: (transfer none): the apex
 */
ColimCSet *
colim_structured_cospan_get_apex (const ColimStructuredCospan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->apex;
}

/**
 * colim_structured_cospan_get_object:
 * @self: a structured cospan
 *
 * Tells the object whose parts the interfaces are.
 *
 * Returns: its index in the schema
 */
gint32
colim_structured_cospan_get_object (const ColimStructuredCospan *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->object;
}

/**
 * colim_structured_cospan_get_left:
 * @self: a structured cospan
 *
 * Gives the interface at which others come before.
 *
 * Returns: (transfer none): a function into the parts of the object
 */
ColimFinFunction *
colim_structured_cospan_get_left (const ColimStructuredCospan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->left;
}

/**
 * colim_structured_cospan_get_right:
 * @self: a structured cospan
 *
 * Gives the interface at which others come after.
 *
 * Returns: (transfer none): a function into the parts of the object
 */
ColimFinFunction *
colim_structured_cospan_get_right (const ColimStructuredCospan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->right;
}

/* The pairs of parts that become one, in order of discovery. */
typedef struct {
  ColimCSet *sides[2];
  gint32 n_objects;
  GHashTable **numbers; /* for each object: the pair as one number → its number */
  GArray **pairs;       /* for each object: two gint32 each */
} Pairs;

static void
pairs_init (Pairs *self, ColimCSet *first, ColimCSet *second)
{
  self->sides[0] = first;
  self->sides[1] = second;
  self->n_objects = colim_schema_get_n_objects (first->schema);
  self->numbers = g_new (GHashTable *, self->n_objects);
  self->pairs = g_new (GArray *, self->n_objects);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      self->numbers[ob] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      self->pairs[ob] = g_array_new (FALSE, FALSE, 2 * sizeof (gint32));
    }
}

static void
pairs_clear (Pairs *self)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      g_hash_table_unref (self->numbers[ob]);
      g_array_unref (self->pairs[ob]);
    }
  g_free (self->numbers);
  g_free (self->pairs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairs, pairs_clear)

/* The two parts of a pair. */
static const gint32 *
get_pair (const Pairs *self, gint32 ob, guint pair)
{
  return (const gint32 *) (void *) self->pairs[ob]->data + 2 * (gsize) pair;
}

/* The number of a pair, which is new if it was not there. */
static gint32
put (Pairs *self, gint32 ob, gint32 x, gint32 y)
{
  gint64 key = (gint64) x * self->sides[1]->n_parts[ob] + y;
  gpointer number;

  if (g_hash_table_lookup_extended (self->numbers[ob], &key, NULL, &number))
    return GPOINTER_TO_INT (number);
  g_hash_table_insert (self->numbers[ob], g_memdup2 (&key, sizeof key),
                       GINT_TO_POINTER ((gint32)self->pairs[ob]->len));
  g_array_append_vals (self->pairs[ob], (gint32[]) { x, y }, 1);

  return (gint32) self->pairs[ob]->len - 1;
}

static gint32
put_image (Pairs *self, gint32 hom, gint32 ob, guint pair)
{
  const gint32 *parts = get_pair (self, ob, pair);

  return put (self, colim_schema_get_hom_codom (self->sides[0]->schema, hom),
              colim_fin_function_apply (self->sides[0]->homs[hom], parts[0]),
              colim_fin_function_apply (self->sides[1]->homs[hom], parts[1]));
}

static gint64
get_most_pairs (const Pairs *self, gint32 ob)
{
  gint64 n = (gint64) self->sides[0]->n_parts[ob] + self->sides[1]->n_parts[ob];

  return MIN (MOST_PAIRS + MOST_PAIRS_A_PART * n, G_MAXINT32);
}

/* Adds the images of all pairs. */
static gboolean
close_pairs (Pairs *self, GError **error)
{
  const ColimSchema *schema = self->sides[0]->schema;
  g_autofree guint *done = g_new0 (guint, self->n_objects);
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gint32 ob = 0; ob < self->n_objects; ob++)
        for (; done[ob] < self->pairs[ob]->len; done[ob]++)
          {
            changed = TRUE;
            if (self->pairs[ob]->len > get_most_pairs (self, ob))
              {
                g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                             "more than %" G_GINT64_FORMAT " pairs of '%s' would be glued", get_most_pairs (self, ob),
                             colim_schema_get_object_name (schema, ob));
                return FALSE;
              }
            for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
              if (colim_schema_get_hom_dom (schema, hom) == ob)
                put_image (self, hom, ob, done[ob]);
          }
    }

  return TRUE;
}

/* The C-set of the pairs, whose attributes are variables of their own, and where it goes at both sides. */
static void
make_span (Pairs *self, ColimHom *legs[2])
{
  ColimSchema *schema = self->sides[0]->schema;
  g_autoptr (ColimCSet) span = _colim_cset_new_blank (schema);

  for (guint side = 0; side < 2; side++)
    {
      legs[side] = _colim_hom_new_blank (span, self->sides[side]);
      for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
        legs[side]->images[type] = _colim_column_new (colim_schema_get_attr_type (schema, type), 0);
      for (gint32 ob = 0; ob < self->n_objects; ob++)
        {
          gint32 n = (gint32) self->pairs[ob]->len, *values = g_new (gint32, n);

          for (gint32 i = 0; i < n; i++)
            values[i] = get_pair (self, ob, (guint) i)[side];
          span->n_parts[ob] = n;
          legs[side]->components[ob] = _colim_fin_function_take (values, n, self->sides[side]->n_parts[ob]);
        }
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), *values = g_new (gint32, span->n_parts[dom]);

      for (gint32 i = 0; i < span->n_parts[dom]; i++)
        values[i] = put_image (self, hom, dom, (guint) i);
      span->homs[hom] = _colim_fin_function_take (values, span->n_parts[dom],
                                                  span->n_parts[colim_schema_get_hom_codom (schema, hom)]);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      gint32 type = colim_schema_get_attr_codom (schema, attr), ob = colim_schema_get_attr_dom (schema, attr);

      span->attrs[attr] = _colim_column_new (colim_schema_get_attr_type (schema, type), span->n_parts[ob]);
      for (gint32 i = 0; i < span->n_parts[ob]; i++)
        {
          gint32 variable = span->n_variables[type]++;

          _colim_column_set_variable (span->attrs[attr], i, variable);
          for (guint side = 0; side < 2; side++)
            {
              _colim_column_append (legs[side]->images[type], 1);
              _colim_column_copy_entry (legs[side]->images[type], variable, self->sides[side]->attrs[attr],
                                        get_pair (self, ob, (guint) i)[side]);
            }
        }
    }
}

static gboolean
check_ends (const ColimStructuredCospan *self, const ColimStructuredCospan *other, GError **error)
{
  const ColimSchema *schema = self->apex->schema;
  gint32 n = colim_fin_function_get_dom (self->right), m = colim_fin_function_get_dom (other->left);

  if (!_colim_schema_check_equal (schema, other->apex->schema, error))
    return FALSE;
  if (self->object == other->object && n == m)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
               "cannot compose: the first ends at %d part%s of '%s', the second starts at %d of '%s'", n,
               n == 1 ? "" : "s", colim_schema_get_object_name (schema, self->object), m,
               colim_schema_get_object_name (schema, other->object));

  return FALSE;
}

/**
 * colim_structured_cospan_compose:
 * @self: a structured cospan
 * @other: one that starts where it ends
 * @error: return location for an error
 *
 * Glues the right of one to the left of the other, and with these parts all that they point to; values of attributes
 * must agree.  Time: nearly linear in both, and in the pairs of parts that homs lead to from the interface.
 *
 * Returns: (transfer full): the composite, in which classes are numbered by their first member, or %NULL with
 *   %COLIM_ERROR_ATTRIBUTE_CONFLICT, %COLIM_ERROR_NOT_COMPOSABLE, %COLIM_ERROR_TYPE or %COLIM_ERROR_TOO_LARGE
 */
ColimStructuredCospan *
colim_structured_cospan_compose (const ColimStructuredCospan *self, const ColimStructuredCospan *other, GError **error)
{
  g_return_val_if_fail (self != NULL && other != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Pairs) pairs = { { NULL, }, };
  ColimHom *legs[2];
  g_autoptr (ColimColimit) pushout = NULL;
  g_autoptr (ColimFinFunction) left = NULL, right = NULL;

  if (!check_ends (self, other, error))
    return NULL;
  pairs_init (&pairs, self->apex, other->apex);
  for (gint32 i = 0; i < colim_fin_function_get_dom (self->right); i++)
    put (&pairs, self->object, colim_fin_function_apply (self->right, i), colim_fin_function_apply (other->left, i));
  if (!close_pairs (&pairs, error))
    return NULL;
  make_span (&pairs, legs);
  pushout = colim_colimit_new_pushout (legs[0], legs[1], error);
  for (guint side = 0; side < 2; side++)
    colim_hom_unref (legs[side]);
  if (pushout == NULL)
    return NULL;
  left = colim_fin_function_compose (self->left, colim_colimit_get_leg (pushout, 0)->components[self->object], NULL);
  right
      = colim_fin_function_compose (other->right, colim_colimit_get_leg (pushout, 1)->components[self->object], NULL);

  return make (colim_colimit_get_apex (pushout), self->object, left, right);
}
