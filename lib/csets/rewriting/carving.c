/* Carving by deletion.
 *
 *     pushout     the parts that only the rule's left side has go, and nothing may be lost by that
 *     deletion    they go with all that point to them; what is glued to one of them, in the host or in R, goes too
 *
 * The second is the pushout of partial maps L ⇀ R and L → G (Löwe, Algebraic approach to single-pushout graph
 * transformation, 1993): the largest sub-objects of G and R that agree on what they have of L.
 */

#include "lib/csets/rewriting/carving-private.h"

/* There may be as many as the square of what L has. */
#define MOST_PAIRS 10000000u

static void
free_copies (gpointer data)
{
  ColimCopies *copies = data;

  g_free (copies->targets);
  g_free (copies);
}

void
_colim_carving_init (ColimCarving *self, const ColimSite *site)
{
  const ColimSchema *schema = site->host->schema;

  self->n_objects = colim_schema_get_n_objects (schema);
  self->copies = g_new (GHashTable *, self->n_objects);
  self->right_copies = g_new (GHashTable *, self->n_objects);
  self->interface = g_new (gint32 *, self->n_objects);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      self->copies[ob] = g_hash_table_new_full (NULL, NULL, NULL, free_copies);
      self->right_copies[ob] = g_hash_table_new_full (NULL, NULL, NULL, free_copies);
      self->interface[ob] = g_new0 (gint32, site->left->dom->n_parts[ob]);
    }
}

void
_colim_carving_clear (ColimCarving *self)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      g_hash_table_unref (self->copies[ob]);
      g_hash_table_unref (self->right_copies[ob]);
      g_free (self->interface[ob]);
    }
  g_free (self->copies);
  g_free (self->right_copies);
  g_free (self->interface);
}

/* Whether the part was not deleted before. */
static gboolean
delete (GHashTable *copies, gint32 part)
{
  return g_hash_table_contains (copies, GINT_TO_POINTER (part))
             ? FALSE
             : g_hash_table_insert (copies, GINT_TO_POINTER (part), g_new0 (ColimCopies, 1));
}

/* The parts of L that are not in I, as far as an object goes. */
static gboolean *
find_unnamed (const ColimSite *site, gint32 ob)
{
  gint32 n = site->left->codom->n_parts[ob], n_kept = site->left->dom->n_parts[ob];
  const gint32 *kept = colim_fin_function_get_values (site->left->components[ob], NULL);
  gboolean *unnamed = g_new (gboolean, n);

  for (gint32 x = 0; x < n; x++)
    unnamed[x] = TRUE;
  for (gint32 a = 0; a < n_kept; a++)
    unnamed[kept[a]] = FALSE;

  return unnamed;
}

/* Deletes the images of the parts of L that are not in I. */
void
_colim_carving_delete_unnamed (ColimCarving *self, const ColimSite *site)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      g_autofree gboolean *unnamed = find_unnamed (site, ob);

      for (gint32 x = 0; x < site->left->codom->n_parts[ob]; x++)
        if (unnamed[x])
          delete (self->copies[ob], site->images[ob][x]);
    }
}

static int
compare_triples (gconstpointer a, gconstpointer b)
{
  const gint32 *x = a, *y = b;

  return x[0] != y[0] ? (x[0] > y[0]) - (x[0] < y[0]) : (x[1] > y[1]) - (x[1] < y[1]);
}

/* By hom, then part. */
void
_colim_site_find_dangling (const ColimSite *self, GHashTable *const *deleted, GArray *triples)
{
  const ColimSchema *schema = self->host->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);
      const ColimIncidence *incidence;
      GHashTableIter iter;
      gpointer key;

      if (g_hash_table_size (deleted[codom]) == 0)
        continue;
      incidence = _colim_cset_builder_get_incidence (self->host, hom);
      g_hash_table_iter_init (&iter, deleted[codom]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        for (gint32 x = incidence->first[GPOINTER_TO_INT (key)]; x >= 0; x = incidence->next[x])
          if (!g_hash_table_contains (deleted[dom], GINT_TO_POINTER (x)))
            g_array_append_vals (triples, (gint32[]) { hom, x, GPOINTER_TO_INT (key) }, 1);
    }
  g_array_sort (triples, compare_triples);
}

/* The parts of L by where they go: for each the next one with its image, and the next such one that is deleted. */
typedef struct {
  gint32 *next;
  gint32 *next_unnamed;
} Classes;

static void
list_classes (const ColimSite *site, gint32 ob, const gboolean *unnamed, Classes *classes)
{
  gint32 n = site->left->codom->n_parts[ob];
  g_autoptr (GHashTable) any = g_hash_table_new (NULL, NULL), only_unnamed = g_hash_table_new (NULL, NULL);

  classes->next = g_new (gint32, n);
  classes->next_unnamed = g_new (gint32, n);
  for (gint32 x = n - 1; x >= 0; x--)
    {
      gpointer image = GINT_TO_POINTER (site->images[ob][x]);

      classes->next[x] = GPOINTER_TO_INT (g_hash_table_lookup (any, image)) - 1;
      classes->next_unnamed[x] = GPOINTER_TO_INT (g_hash_table_lookup (only_unnamed, image)) - 1;
      g_hash_table_insert (any, image, GINT_TO_POINTER (x + 1));
      if (unnamed[x])
        g_hash_table_insert (only_unnamed, image, GINT_TO_POINTER (x + 1));
    }
}

/* By object, then part; all of them, or one if there is any. */
gboolean
_colim_site_find_identification (const ColimSite *self, gboolean all, GArray *triples, GError **error)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->host->schema); ob++)
    {
      g_autofree gboolean *unnamed = find_unnamed (self, ob);
      Classes classes;

      list_classes (self, ob, unnamed, &classes);
      for (gint32 x = 0; x < self->left->codom->n_parts[ob] && (all || triples->len == 0); x++)
        {
          const gint32 *next = unnamed[x] ? classes.next : classes.next_unnamed;

          for (gint32 y = next[x]; y >= 0 && triples->len <= MOST_PAIRS; y = next[y])
            g_array_append_vals (triples, (gint32[]) { ob, x, y }, 1);
        }
      g_free (classes.next);
      g_free (classes.next_unnamed);
    }
  if (triples->len <= MOST_PAIRS)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
               "more than %u pairs of parts are glued though one is deleted", MOST_PAIRS);

  return FALSE;
}

static void
refuse_dangling (const ColimSite *site, const gint32 *triple, GError **error)
{
  const ColimSchema *schema = site->host->schema;
  gint32 hom = triple[0];

  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NO_COMPLEMENT,
               "no pushout complement: part %d of '%s' stays, but part %d of '%s', which is its '%s', is deleted",
               triple[1], colim_schema_get_object_name (schema, colim_schema_get_hom_dom (schema, hom)), triple[2],
               colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, hom)),
               colim_schema_get_hom_name (schema, hom));
}

static void
refuse_identification (const ColimSite *site, const gint32 *triple, GError **error)
{
  g_set_error (
      error, COLIM_ERROR, COLIM_ERROR_NO_COMPLEMENT,
      "no pushout complement: parts %d and %d of '%s' on the left side are one in the host, and one of them is "
      "deleted",
      triple[1], triple[2], colim_schema_get_object_name (site->host->schema, triple[0]));
}

gboolean
_colim_carving_take_pushout (ColimCarving *self, const ColimSite *site, GError **error)
{
  g_autoptr (GArray) dangling = g_array_new (FALSE, FALSE, 3 * sizeof (gint32));
  g_autoptr (GArray) identification = g_array_new (FALSE, FALSE, 3 * sizeof (gint32));

  if (!_colim_site_find_identification (site, FALSE, identification, error))
    return FALSE;
  if (identification->len > 0)
    {
      refuse_identification (site, (const gint32 *) (void *) identification->data, error);
      return FALSE;
    }
  _colim_carving_delete_unnamed (self, site);
  _colim_site_find_dangling (site, self->copies, dangling);
  if (dangling->len > 0)
    refuse_dangling (site, (const gint32 *) (void *) dangling->data, error);

  return dangling->len == 0;
}

typedef enum { IN_HOST, IN_LEFT, IN_RIGHT } Side;

typedef struct {
  Side side;
  gint32 object;
  gint32 part;
} Element;

typedef struct {
  ColimCarving *carving;
  const ColimSite *site;
  gboolean **left;    /* for each object: the parts of L that go */
  GHashTable **over;  /* for each object: part of the host → the first part of L there, from 1 */
  gint32 **next;      /* for each object, for each part of L: the next one there, or -1 */
  ColimFibres **named;    /* for each object: the parts of I that a part of L is */
  ColimFibres **becoming; /* for each object: the parts of I that become a part of R */
  GArray *queue;
} Deletion;

static void
push (Deletion *self, Side side, gint32 object, gint32 part)
{
  Element element = { side, object, part };
  gboolean is_new;

  if (side == IN_LEFT)
    {
      is_new = !self->left[object][part];
      self->left[object][part] = TRUE;
    }
  else
    is_new = delete ((side == IN_HOST ? self->carving->copies : self->carving->right_copies)[object], part);
  if (is_new)
    g_array_append_val (self->queue, element);
}

static void
push_origins_in_host (Deletion *self, gint32 object, gint32 part)
{
  const ColimSchema *schema = self->site->host->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_codom (schema, hom) == object)
      {
        const ColimIncidence *incidence = _colim_cset_builder_get_incidence (self->site->host, hom);

        for (gint32 x = incidence->first[part]; x >= 0; x = incidence->next[x])
          push (self, IN_HOST, colim_schema_get_hom_dom (schema, hom), x);
      }
}

static void
push_origins_in_right (Deletion *self, gint32 object, gint32 part)
{
  ColimCSet *right = self->site->right->codom;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (right->schema); hom++)
    if (colim_schema_get_hom_codom (right->schema, hom) == object)
      {
        gsize n;
        const gint32 *fibre = colim_fibres_get (colim_cset_get_fibres_at (right, hom), part, &n);

        for (gsize i = 0; i < n; i++)
          push (self, IN_RIGHT, colim_schema_get_hom_dom (right->schema, hom), fibre[i]);
      }
}

/* What goes with an element: what points to it, and what it is glued to. */
static void
propagate (Deletion *self, Element element)
{
  const ColimSite *site = self->site;
  gint32 ob = element.object;
  const gint32 *parts;
  gsize n;

  switch (element.side)
    {
    case IN_HOST:
      push_origins_in_host (self, ob, element.part);
      for (gint32 x = GPOINTER_TO_INT (g_hash_table_lookup (self->over[ob], GINT_TO_POINTER (element.part))) - 1;
           x >= 0; x = self->next[ob][x])
        push (self, IN_LEFT, ob, x);
      break;
    case IN_LEFT:
      push (self, IN_HOST, ob, site->images[ob][element.part]);
      parts = colim_fibres_get (self->named[ob], element.part, &n);
      for (gsize i = 0; i < n; i++)
        push (self, IN_RIGHT, ob, colim_fin_function_apply (site->right->components[ob], parts[i]));
      break;
    case IN_RIGHT:
      push_origins_in_right (self, ob, element.part);
      parts = colim_fibres_get (self->becoming[ob], element.part, &n);
      for (gsize i = 0; i < n; i++)
        push (self, IN_LEFT, ob, colim_fin_function_apply (site->left->components[ob], parts[i]));
      break;
    }
}

static void
start (Deletion *self, gint32 ob)
{
  const ColimSite *site = self->site;
  gint32 n = site->left->codom->n_parts[ob];

  self->left[ob] = g_new0 (gboolean, n);
  self->over[ob] = g_hash_table_new (NULL, NULL);
  self->next[ob] = g_new (gint32, n);
  self->named[ob] = colim_fibres_new (site->left->components[ob]);
  self->becoming[ob] = colim_fibres_new (site->right->components[ob]);
  for (gint32 x = n - 1; x >= 0; x--)
    {
      gpointer image = GINT_TO_POINTER (site->images[ob][x]);

      self->next[ob][x] = GPOINTER_TO_INT (g_hash_table_lookup (self->over[ob], image)) - 1;
      g_hash_table_insert (self->over[ob], image, GINT_TO_POINTER (x + 1));
    }
}

void
_colim_carving_take_deletion (ColimCarving *carving, const ColimSite *site)
{
  gint32 n_obs = carving->n_objects;
  g_autofree gboolean **left = g_new (gboolean *, n_obs);
  g_autofree GHashTable **over = g_new (GHashTable *, n_obs);
  g_autofree gint32 **next = g_new (gint32 *, n_obs);
  g_autofree ColimFibres **named = g_new (ColimFibres *, n_obs), **becoming = g_new (ColimFibres *, n_obs);
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (Element));
  Deletion self = { carving, site, left, over, next, named, becoming, queue };

  for (gint32 ob = 0; ob < n_obs; ob++)
    start (&self, ob);
  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      g_autofree gboolean *unnamed = find_unnamed (site, ob);

      for (gint32 x = 0; x < site->left->codom->n_parts[ob]; x++)
        if (unnamed[x])
          push (&self, IN_LEFT, ob, x);
    }
  for (guint i = 0; i < queue->len; i++)
    propagate (&self, g_array_index (queue, Element, i));
  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      for (gint32 a = 0; a < site->left->dom->n_parts[ob]; a++)
        if (left[ob][colim_fin_function_apply (site->left->components[ob], a)])
          carving->interface[ob][a] = -1;
      g_free (left[ob]);
      g_hash_table_unref (over[ob]);
      g_free (next[ob]);
      colim_fibres_unref (named[ob]);
      colim_fibres_unref (becoming[ob]);
    }
}
