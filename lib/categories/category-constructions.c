/* New finite categories from old ones.  Pairs are numbered with the first fastest, sums one after the other. */

#include "lib/categories/category-private.h"

static gboolean
check_size (gint64 n_objects, gint64 n_arrows, GError **error)
{
  if (n_objects <= CATEGORY_MOST_ARROWS && n_arrows <= CATEGORY_MOST_ARROWS)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "the category has more than %d arrows",
               CATEGORY_MOST_ARROWS);

  return FALSE;
}

/* What a construction needs to compose: the categories that it is made of, and what it says of its own arrows. */
typedef struct {
  const ColimCategory *one;
  const ColimCategory *other;
  const gint32 *src, *tgt; /* of the arrows of the result */
  const gint32 *numbers; /* of pairs of objects: the arrow from one to the other */
  gint32 n;
} Parts;

static gint32
compose_identities (gint32 first, gint32 second, gpointer data)
{
  return first;
}

/**
 * colim_category_new_discrete:
 * @n_objects: how many objects it has
 * @error: return location for an error
 *
 * Makes the category that has only identities.
 *
 * Returns: (transfer full): the category, or %NULL with %COLIM_ERROR_OUT_OF_RANGE (a negative number) or
 *   %COLIM_ERROR_TOO_LARGE
 */
ColimCategory *
colim_category_new_discrete (gint32 n_objects, GError **error)
{
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 *columns[3];

  if (n_objects < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "%d is no number of objects", n_objects);
      return NULL;
    }
  if (!check_size (n_objects, n_objects, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      columns[i] = g_new (gint32, n_objects);
      for (gint32 v = 0; v < n_objects; v++)
        columns[i][v] = v;
    }

  return _colim_category_take (columns[0], columns[1], n_objects, columns[2], n_objects, compose_identities, NULL,
                               error);
}

/* Between two objects there is at most one arrow. */
static gint32
compose_pairs (gint32 first, gint32 second, gpointer data)
{
  const Parts *parts = data;

  return parts->numbers[(gsize) parts->src[first] * (gsize) parts->n + (gsize) parts->tgt[second]];
}

/* A table of the objects: the number of the arrow from one to another, or -1; arrows are numbered by source and
 * target. */
static gint32 *
close_relation (const ColimQuiver *relation, gint32 *n_arrows)
{
  gsize n = (gsize) relation->n_vertices;
  gint32 *numbers = g_new (gint32, n * n + 1);
  g_autofree guint8 *from = g_new0 (guint8, n + 1);

  *n_arrows = 0;
  for (gsize v = 0; v < n; v++)
    {
      g_autofree guint8 *reached = NULL;

      from[v] = TRUE;
      reached = colim_quiver_reach (relation, from, FALSE, &n);
      from[v] = FALSE;
      for (gsize w = 0; w < n; w++)
        numbers[v * n + w] = reached[w] ? (*n_arrows)++ : -1;
    }

  return numbers;
}

/**
 * colim_category_new_preorder:
 * @relation: objects, and which are below which
 * @error: return location for an error
 *
 * Makes the preorder that a relation generates, reflexively and transitively, as a category: one arrow from each
 * object to each that it is below, itself too, numbered by source and target.  Time: the square of the number of
 * objects, and as many searches.
 *
 * Returns: (transfer full): the category, or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimCategory *
colim_category_new_preorder (const ColimQuiver *relation, GError **error)
{
  g_return_val_if_fail (relation != NULL && (error == NULL || *error == NULL), NULL);

  gint32 n = relation->n_vertices, n_arrows;
  gint32 *src, *tgt, *identities;
  g_autofree gint32 *numbers = NULL;

  if (!check_size (n, (gint64) n * n, error))
    return NULL;
  numbers = close_relation (relation, &n_arrows);
  src = g_new (gint32, n_arrows);
  tgt = g_new (gint32, n_arrows);
  identities = g_new (gint32, n);
  for (gint32 v = 0; v < n; v++)
    for (gint32 w = 0; w < n; w++)
      {
        gint32 arrow = numbers[(gsize) v * (gsize) n + (gsize) w];

        if (arrow < 0)
          continue;
        src[arrow] = v;
        tgt[arrow] = w;
        if (v == w)
          identities[v] = arrow;
      }

  return _colim_category_take (src, tgt, n_arrows, identities, n, compose_pairs,
                               &(Parts) { .src = src, .tgt = tgt, .numbers = numbers, .n = n }, error);
}

static gint32
compose_backwards (gint32 first, gint32 second, gpointer data)
{
  return _colim_category_compose (((const Parts *) data)->one, second, first);
}

/**
 * colim_category_new_opposite:
 * @category: a category
 *
 * Turns all arrows around; they keep their numbers.
 *
 * Returns: (transfer full): the opposite category
 */
ColimCategory *
colim_category_new_opposite (const ColimCategory *category)
{
  g_return_val_if_fail (category != NULL, NULL);

  const ColimQuiver *arrows = category->arrows;
  gsize bytes = (gsize) arrows->n_edges * sizeof (gint32);

  /* There are as many pairs as in @category: the table is not too large. */
  return _colim_category_take (g_memdup2 (arrows->tgt, bytes), g_memdup2 (arrows->src, bytes), arrows->n_edges,
                               g_memdup2 (category->identities, (gsize) arrows->n_vertices * sizeof (gint32)),
                               arrows->n_vertices, compose_backwards, &(Parts) { .one = category }, NULL);
}

static gint32
compose_both (gint32 first, gint32 second, gpointer data)
{
  const Parts *parts = data;
  gint32 n = parts->one->arrows->n_edges;

  return _colim_category_compose (parts->one, first % n, second % n)
         + n * _colim_category_compose (parts->other, first / n, second / n);
}

static gint32 *
pair_columns (const gint32 *one, gint32 n_one, const gint32 *other, gint32 n_other, gint32 n_values)
{
  gint32 *pairs = g_new (gint32, (gsize) n_one * (gsize) n_other);

  for (gint32 y = 0; y < n_other; y++)
    for (gint32 x = 0; x < n_one; x++)
      pairs[x + n_one * y] = one[x] + n_values * other[y];

  return pairs;
}

/**
 * colim_category_new_product:
 * @one: a category
 * @other: another one
 * @error: return location for an error
 *
 * Makes the category of pairs: object (a, b) is number `a + b·n` where @one has n objects, arrows likewise.
 *
 * Returns: (transfer full): the product, or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimCategory *
colim_category_new_product (const ColimCategory *one, const ColimCategory *other, GError **error)
{
  g_return_val_if_fail (one != NULL && other != NULL && (error == NULL || *error == NULL), NULL);

  const ColimQuiver *a = one->arrows, *b = other->arrows;

  if (!check_size ((gint64) a->n_vertices * b->n_vertices, (gint64) a->n_edges * b->n_edges, error))
    return NULL;

  return _colim_category_take (
      pair_columns (a->src, a->n_edges, b->src, b->n_edges, a->n_vertices),
      pair_columns (a->tgt, a->n_edges, b->tgt, b->n_edges, a->n_vertices), a->n_edges * b->n_edges,
      pair_columns (one->identities, a->n_vertices, other->identities, b->n_vertices, a->n_edges),
      a->n_vertices * b->n_vertices, compose_both, &(Parts) { .one = one, .other = other }, error);
}

static gint32
compose_either (gint32 first, gint32 second, gpointer data)
{
  const Parts *parts = data;
  gint32 n = parts->one->arrows->n_edges;

  return first < n ? _colim_category_compose (parts->one, first, second)
                   : n + _colim_category_compose (parts->other, first - n, second - n);
}

static gint32 *
join_columns (const gint32 *one, gint32 n_one, const gint32 *other, gint32 n_other, gint32 n_values)
{
  gint32 *sum = g_new (gint32, (gsize) n_one + (gsize) n_other);

  for (gint32 x = 0; x < n_one; x++)
    sum[x] = one[x];
  for (gint32 y = 0; y < n_other; y++)
    sum[n_one + y] = n_values + other[y];

  return sum;
}

/**
 * colim_category_new_coproduct:
 * @one: a category
 * @other: another one
 * @error: return location for an error
 *
 * Puts two categories side by side; the objects and arrows of @other come after those of @one.
 *
 * Returns: (transfer full): the coproduct, or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimCategory *
colim_category_new_coproduct (const ColimCategory *one, const ColimCategory *other, GError **error)
{
  g_return_val_if_fail (one != NULL && other != NULL && (error == NULL || *error == NULL), NULL);

  const ColimQuiver *a = one->arrows, *b = other->arrows;

  if (!check_size ((gint64) a->n_vertices + b->n_vertices, (gint64) a->n_edges + b->n_edges, error))
    return NULL;

  return _colim_category_take (
      join_columns (a->src, a->n_edges, b->src, b->n_edges, a->n_vertices),
      join_columns (a->tgt, a->n_edges, b->tgt, b->n_edges, a->n_vertices), a->n_edges + b->n_edges,
      join_columns (one->identities, a->n_vertices, other->identities, b->n_vertices, a->n_edges),
      a->n_vertices + b->n_vertices, compose_either, &(Parts) { .one = one, .other = other }, error);
}
