/* The order of an automorphism group, as a product of orbits: of one element under the group, of a second one under
 * those that keep the first, and so on, until nothing moves.
 *
 *     |G|  =  |orbit of b₁ under G|  ·  |orbit of b₂ under G that keeps b₁|  ·  …
 *
 * It is walked from the end, so that what was found for the later ones is known for the earlier: elements that found
 * automorphisms exchange are in one orbit, and if one of them cannot be reached, neither can the others.
 */

#include "lib/csets/search/hom-search-private.h"

#include "lib/sets/partition-private.h"

typedef struct {
  gint32 element;
  HomMark mark;
} Base;

static gint32
get_index (const HomState *state, gint32 e)
{
  return e - state->sorts[state->sort_of[e]].first;
}

/* Decides for each element that it stays where it is. */
static GArray *
fix_all (HomState *state)
{
  GArray *bases = g_array_new (FALSE, FALSE, sizeof (Base));

  for (gint32 e = 0; e < state->n_elements; e++)
    if (_colim_hom_state_is_open (state, e))
      {
        Base base = { .element = e, .mark = _colim_hom_state_mark (state) };
        gboolean consistent = _colim_hom_state_assign (state, e, get_index (state, e), 0);

        g_assert (consistent);
        g_array_append_val (bases, base);
      }

  return bases;
}

/* Takes what an automorphism exchanges together. */
static void
merge_images (const HomState *state, ColimPartition *orbits)
{
  for (gint32 e = 0; e < state->n_elements; e++)
    {
      const HomSort *sort = &state->sorts[state->sort_of[e]];

      _colim_partition_merge (orbits, e, sort->first + _colim_hom_domain_get_only (&state->domains[e]));
    }
}

static gboolean
is_rejected (ColimPartition *orbits, const GArray *rejected, gint32 e)
{
  for (guint i = 0; i < rejected->len; i++)
    if (_colim_partition_find (orbits, g_array_index (rejected, gint32, i)) == _colim_partition_find (orbits, e))
      return TRUE;

  return FALSE;
}

/* How many elements there are to which an automorphism that keeps the earlier bases takes this one; 0 when the budget
 * is spent. */
static guint
measure_orbit (HomState *state, gint32 e, ColimPartition *orbits)
{
  const HomDomain domain = state->domains[e];
  g_autoptr (GArray) rejected = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint32 first = state->sorts[state->sort_of[e]].first, position = 0, image;
  guint size = 0;

  while ((image = _colim_hom_domain_step (&domain, &position)) >= 0)
    {
      gint32 other = first + image;
      HomMark mark = _colim_hom_state_mark (state);

      if (_colim_partition_find (orbits, other) == _colim_partition_find (orbits, e)
          || is_rejected (orbits, rejected, other))
        continue;
      if (_colim_hom_state_assign (state, e, image, 0) && _colim_hom_state_search (state, FALSE, NULL, NULL))
        merge_images (state, orbits);
      else
        g_array_append_val (rejected, other);
      _colim_hom_state_undo (state, mark);
      if (state->spent)
        return 0;
    }
  for (position = 0; (image = _colim_hom_domain_step (&domain, &position)) >= 0;)
    size += _colim_partition_find (orbits, first + image) == _colim_partition_find (orbits, e);

  return size;
}

/* Counts the isomorphisms from a C-set to itself, in a state that asks for nothing else. */
gboolean
_colim_hom_state_count_orbits (HomState *state, mpz_t count)
{
  g_autoptr (GArray) bases = fix_all (state);
  g_auto (ColimPartition) orbits = { 0 };

  _colim_partition_init (&orbits, state->n_elements);
  mpz_set_ui (count, 1);
  while (bases->len > 0)
    {
      const Base *base = &g_array_index (bases, Base, bases->len - 1);

      _colim_hom_state_undo (state, base->mark);
      mpz_mul_ui (count, count, measure_orbit (state, base->element, &orbits));
      if (state->spent)
        return FALSE;
      g_array_set_size (bases, bases->len - 1);
    }

  return TRUE;
}
