/* The chase: a C-set is completed until dependencies hold.
 *
 *     d : trigger → conclusion holds in X if every homomorphism from the trigger to X extends along d
 *
 * A dependency whose conclusion has new parts makes parts, one that merges parts makes equal, and one may do both.  A
 * round takes the dependencies in order; the matches of one are listed at its turn, and each is looked at again before
 * its conclusion is glued in, for others of the turn may have done its work (the standard chase: Fagin, Kolaitis,
 * Miller and Popa, Data exchange, 2005).  From the second turn on, only matches with something new in them are listed.
 */

#include <colim/chase.h>
#include <colim/hom-search.h>

#include "lib/csets/migration/chase-private.h"
#include "lib/sets/fin-function-private.h"

/* A trigger with more parts is searched for as a whole. */
#define MOST_PLACES 8

/* So many parts are copied, and looked through for what changed, in the time of about one step of a search. */
#define COPIES_PER_STEP 16

struct _ColimChase {
  gboolean terminates;
  ColimHom *hom;
};

/**
 * ColimChase:
 *
 * What a chase makes of a C-set.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimChase, colim_chase, colim_chase_ref, colim_chase_unref)

/* The matches of one dependency that are active, while they are listed. */
typedef struct {
  ChaseState *state;
  ChaseDependency *dependency;
  gint32 **roots; /* from parts and variables to elements */
  GArray *match;
  GArray *matches; /* gint32: one match after the other */
  gint32 n_matches;
  gboolean stops_at_first;
  GError *error;
} Listing;

static void
read_match (Listing *self, const ColimHom *hom)
{
  ChaseState *state = self->state;

  g_array_set_size (self->match, 0);
  for (gint32 sort = 0; sort < state->n_sorts; sort++)
    for (gint32 t = 0; t < self->dependency->n_trigger[sort]; t++)
      {
        const ColimColumn *images = sort < state->n_objects ? NULL : hom->images[sort - state->n_objects];
        gint32 element;

        if (images == NULL)
          element = self->roots[sort][colim_fin_function_apply (hom->components[sort], t)];
        else if (images->variables[t] >= 0)
          element = self->roots[sort][images->variables[t]];
        else
          element = _colim_chase_state_find_constant (state, sort, images, t);
        g_array_append_val (self->match, element);
      }
}

static gboolean
keep_active (ColimHom *hom, gpointer data)
{
  Listing *self = data;
  gboolean active;

  read_match (self, hom);
  if (!_colim_chase_dependency_check (self->dependency, self->state, (const gint32 *) (gpointer) self->match->data,
                                      &active, &self->error))
    return FALSE;
  if (!active)
    return TRUE;
  if (!_colim_chase_state_spend (self->state, self->match->len, &self->error))
    return FALSE;
  g_array_append_vals (self->matches, self->match->data, self->match->len);
  self->n_matches++;

  return !self->stops_at_first;
}

static void
free_tables (const ChaseState *state, gint32 **tables)
{
  for (gint32 sort = 0; sort < state->n_sorts; sort++)
    g_free (tables[sort]);
  g_free (tables);
}

/* The part of the trigger at a place, parts counted through. */
static void
locate (const ChaseDependency *dependency, gint32 place, gint32 *ob, gint32 *part)
{
  for (*ob = 0; place >= dependency->n_trigger[*ob]; ++*ob)
    place -= dependency->n_trigger[*ob];
  *part = place;
}

/* Allows a part of the trigger only what changed since the last turn, or only what did not. */
static void
limit (const Listing *self, ColimHomSearch *search, const ColimCSet *cset, gint32 place, gboolean is_changed)
{
  gint32 ob, part;
  g_autoptr (GArray) allowed = g_array_new (FALSE, FALSE, sizeof (gint32));

  locate (self->dependency, place, &ob, &part);
  for (gint32 x = 0; x < cset->n_parts[ob]; x++)
    if ((self->state->sorts[ob].changes[self->roots[ob][x]] > self->dependency->last) == is_changed)
      g_array_append_val (allowed, x);
  colim_hom_search_set_allowed (search, colim_schema_get_object_name (cset->schema, ob), part,
                                (const gint32 *) (gpointer) allowed->data, allowed->len, NULL);
}

/* Lists the matches in which a part of the trigger is the first to go to what changed; if there is no such place,
 * all. */
static gboolean
list_at (Listing *self, ColimCSet *cset, gint32 place, GError **error)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (self->dependency->hom->dom, cset);
  g_autoptr (GError) local_error = NULL;

  for (gint32 before = 0; before < place; before++)
    limit (self, search, cset, before, FALSE);
  if (place >= 0)
    limit (self, search, cset, place, TRUE);
  colim_hom_search_set_budget (search, self->state->budget);
  colim_hom_search_foreach (search, keep_active, self, &local_error);
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    return TRUE;

  return FALSE;
}

/* In how many places a match must have something new since the last turn: one that has nothing new was a match then,
 * and extends since.  -1 where all matches are to be listed: at the first turn, where values may have changed, and
 * where so many searches would be no gain. */
static gint32
count_places (const Listing *self)
{
  const ChaseState *state = self->state;
  gint64 n = 0;

  for (gint32 sort = 0; sort < state->n_objects; sort++)
    n += self->dependency->n_trigger[sort];

  return self->dependency->last < 0 || state->n_sorts > state->n_objects || n > MOST_PLACES ? -1 : (gint32) n;
}

/* A turn copies the whole C-set, which counts, so that many turns of little news end with the budget. */
static gboolean
pay_for_copy (ChaseState *state, const ColimCSet *cset, GError **error)
{
  gint64 n = 0;

  for (gint32 ob = 0; ob < state->n_objects; ob++)
    n += cset->n_parts[ob];

  return _colim_chase_state_spend (state, n / COPIES_PER_STEP, error);
}

/* Lists the matches of a dependency that are active now. */
static gboolean
list (Listing *self, GError **error)
{
  ChaseState *state = self->state;
  gint32 **numbers = g_new0 (gint32 *, state->n_sorts), n_places = count_places (self);
  g_autoptr (ColimCSet) cset = NULL;
  gboolean listed;

  self->roots = g_new0 (gint32 *, state->n_sorts);
  cset = _colim_chase_state_freeze (state, numbers, self->roots);
  listed = pay_for_copy (state, cset, error);
  if (n_places < 0 && listed)
    listed = list_at (self, cset, -1, error);
  for (gint32 place = 0; place < n_places && listed && (self->n_matches == 0 || !self->stops_at_first); place++)
    listed = list_at (self, cset, place, error);
  free_tables (state, numbers);
  free_tables (state, self->roots);
  self->dependency->last = state->now++;

  return listed;
}

static void
listing_clear (Listing *self)
{
  g_clear_pointer (&self->match, g_array_unref);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static void
listing_init (Listing *self, ChaseState *state, ChaseDependency *dependency, gboolean stops_at_first)
{
  *self = (Listing) { .state = state, .dependency = dependency, .stops_at_first = stops_at_first };
  self->match = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->matches = g_array_new (FALSE, FALSE, sizeof (gint32));
}

static gboolean
take_turn (ChaseState *state, ChaseDependency *dependency, gboolean *fired, GError **error)
{
  g_auto (Listing) listing = { 0, };
  const gint32 *match;
  guint length;

  listing_init (&listing, state, dependency, FALSE);
  if (!list (&listing, error))
    return FALSE;
  length = listing.n_matches > 0 ? listing.matches->len / (guint) listing.n_matches : 0;
  match = (const gint32 *) (gpointer) listing.matches->data;
  for (gint32 i = 0; i < listing.n_matches; i++, match += length)
    {
      gboolean active;

      if (!_colim_chase_dependency_check (dependency, state, match, &active, error))
        return FALSE;
      if (active && !_colim_chase_dependency_fire (dependency, state, match, error))
        return FALSE;
      *fired = *fired || active;
    }

  return TRUE;
}

/* Whether all dependencies hold. */
static gboolean
check_all (ChaseState *state, ChaseDependency *const *dependencies, gsize n, gboolean *hold, GError **error)
{
  *hold = TRUE;
  for (gsize i = 0; i < n && *hold; i++)
    {
      g_auto (Listing) listing = { 0, };

      listing_init (&listing, state, dependencies[i], TRUE);
      if (!list (&listing, error))
        return FALSE;
      *hold = listing.n_matches == 0;
    }

  return TRUE;
}

static gboolean
run (ChaseState *state, ChaseDependency *const *dependencies, gsize n, gint64 n_rounds, gboolean *terminates,
     GError **error)
{
  gboolean fired = TRUE;

  for (gint64 round = 0; round < n_rounds && fired; round++)
    {
      fired = FALSE;
      for (gsize i = 0; i < n; i++)
        if (!take_turn (state, dependencies[i], &fired, error))
          return FALSE;
    }
  *terminates = !fired;

  return !fired || check_all (state, dependencies, n, terminates, error);
}

/* Triggers and conclusions are copied and searched for. */
static gboolean
pay_for (ChaseState *state, const ColimCSet *cset, GError **error)
{
  gint64 sum = 0;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (cset->schema); ob++)
    sum += cset->n_parts[ob];
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (cset->schema); type++)
    sum += cset->n_variables[type];

  return _colim_chase_state_spend (state, sum, error);
}

/* Where the parts and variables of the C-set that was chased are now. */
static ColimHom *
make_hom (ChaseState *state, ColimCSet *from)
{
  gint32 **numbers = g_new0 (gint32 *, state->n_sorts), **roots = g_new0 (gint32 *, state->n_sorts);
  g_autoptr (ColimCSet) to = _colim_chase_state_freeze (state, numbers, roots);
  ColimHom *hom = _colim_hom_new_blank (from, to);

  for (gint32 ob = 0; ob < state->n_objects; ob++)
    hom->components[ob] = _colim_fin_function_take (
        g_memdup2 (numbers[ob], (gsize) from->n_parts[ob] * sizeof (gint32)), from->n_parts[ob], to->n_parts[ob]);
  for (gint32 sort = state->n_objects; sort < state->n_sorts; sort++)
    {
      gint32 type = sort - state->n_objects;
      const ChaseSort *s = &state->sorts[sort];

      hom->images[type] = _colim_column_new (s->constants->type, from->n_variables[type]);
      for (gint32 v = 0; v < from->n_variables[type]; v++)
        if (numbers[sort][v] >= 0)
          _colim_column_set_variable (hom->images[type], v, numbers[sort][v]);
        else
          _colim_column_copy_entry (hom->images[type], v, s->constants->entries[0],
                                    s->rows[_colim_chase_state_find (state, sort, v)]);
    }
  free_tables (state, numbers);
  free_tables (state, roots);

  return hom;
}

/**
 * colim_chase_new:
 * @cset: the C-set to start from
 * @dependencies: (array length=n_dependencies): homomorphisms from a trigger to a conclusion
 * @n_dependencies: how many there are
 * @n_rounds: how many rounds to do at most
 * @budget: how many steps they may take: parts, matches, what is tried to find them, and a little for each part in
 *   each turn
 * @error: return location for an error
 *
 * Chases a C-set with dependencies, in rounds, until all of them hold or the rounds are over.
 *
 * Returns: (transfer full): the state then, or %NULL with %COLIM_ERROR_ATTRIBUTE_CONFLICT (two constants would be
 *   one: no C-set that this one maps to has the dependencies), %COLIM_ERROR_BUDGET,
 *   %COLIM_ERROR_FREE_FLOATING_VARIABLE (no attribute uses a variable of a trigger), %COLIM_ERROR_TYPE (schemas
 *   differ) or %COLIM_ERROR_TOO_LARGE
 */
ColimChase *
colim_chase_new (ColimCSet *cset, ColimHom **dependencies, gsize n_dependencies, gint64 n_rounds, gint64 budget,
                 GError **error)
{
  g_return_val_if_fail (cset != NULL && (dependencies != NULL || n_dependencies == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ChaseState) state = NULL;
  g_autoptr (GPtrArray) compiled
      = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_chase_dependency_free);
  gboolean terminates;
  ColimChase *self;

  for (gsize i = 0; i < n_dependencies; i++)
    if (!_colim_schema_check_equal (cset->schema, dependencies[i]->dom->schema, error))
      return NULL;
  if ((state = _colim_chase_state_new (cset, budget, error)) == NULL)
    return NULL;
  for (gsize i = 0; i < n_dependencies; i++)
    if (!pay_for (state, dependencies[i]->dom, error) || !pay_for (state, dependencies[i]->codom, error))
      return NULL;
  for (gsize i = 0; i < n_dependencies; i++)
    g_ptr_array_add (compiled, _colim_chase_dependency_new (state, dependencies[i]));
  if (!run (state, (ChaseDependency *const *) compiled->pdata, n_dependencies, n_rounds, &terminates, error))
    return NULL;
  self = g_atomic_rc_box_new (ColimChase);
  self->terminates = terminates;
  self->hom = make_hom (state, cset);

  return self;
}

/**
 * colim_chase_ref:
 * @self: a chase
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimChase *
colim_chase_ref (ColimChase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimChase *self)
{
  colim_hom_unref (self->hom);
}

/**
 * colim_chase_unref:
 * @self: (transfer full): a chase
 *
 * Gives a reference back.
 */
void
colim_chase_unref (ColimChase *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_chase_get_terminates:
 * @self: a chase
 *
 * Tells whether all dependencies hold: then, of the C-sets in which they do, this one maps to every other that the
 * first one maps to.
 *
 * Returns: whether they do; else the rounds were over before
 */
gboolean
colim_chase_get_terminates (const ColimChase *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->terminates;
}

/**
 * colim_chase_get_cset:
 * @self: a chase
 *
 * Gives the C-set at the end.  Parts that were there at the start come first.
 *
 * Returns: (transfer none): the C-set
 */
ColimCSet *
colim_chase_get_cset (const ColimChase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->hom->codom;
}

/**
 * colim_chase_get_hom:
 * @self: a chase
 *
 * Tells what became of the C-set that was chased.
 *
 * Returns: (transfer none): the homomorphism from it to the C-set at the end
 */
ColimHom *
colim_chase_get_hom (const ColimChase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->hom;
}
