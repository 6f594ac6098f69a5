/* What can be decided apart: elements are together if a link joins two that are not decided, or if their images must be
 * different, or must reach everything together. */

#include "lib/csets/search/hom-search-private.h"

#include "lib/sets/partition-private.h"

static gboolean
is_coupling (const HomSort *sort)
{
  return sort->covers != NULL || (sort->owners != NULL && sort->n > 1);
}

/* Whether more than links says where an element goes. */
gboolean
_colim_hom_state_is_coupled (const HomState *self, gint32 e)
{
  if (is_coupling (&self->sorts[self->sort_of[e]]))
    return TRUE;
  for (gint32 i = self->link_starts[e]; i < self->link_starts[e + 1]; i++)
    if (self->arrows[self->links[self->link_items[i]].arrow].cartesian)
      return TRUE;

  return FALSE;
}

static void
merge_links (const HomState *self, gint32 e, ColimPartition *components)
{
  for (gint32 i = self->link_starts[e]; i < self->link_starts[e + 1]; i++)
    {
      const HomLink *link = &self->links[self->link_items[i]];

      if (link->from == e && (_colim_hom_state_is_open (self, link->to) || self->arrows[link->arrow].cartesian))
        _colim_partition_merge (components, e, link->to);
    }
}

/* The undecided elements, component by component, each by its first element; starts has one more than there are. */
GArray *
_colim_hom_state_list_components (const HomState *self, GArray *starts)
{
  g_auto (ColimPartition) components = { 0 };
  GArray *elements = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autofree gint32 *first = g_new (gint32, self->n_elements);
  g_autofree gint32 *next = g_new (gint32, self->n_elements);

  _colim_partition_init (&components, self->n_elements);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      const HomSort *sort = &self->sorts[s];
      gint32 last = -1;

      for (gint32 e = sort->first; e < sort->first + sort->n; e++)
        if (_colim_hom_state_is_open (self, e))
          {
            merge_links (self, e, &components);
            if (is_coupling (sort) && last >= 0)
              _colim_partition_merge (&components, last, e);
            last = e;
          }
    }
  for (gint32 e = 0; e < self->n_elements; e++)
    first[e] = -1;
  for (gint32 e = self->n_elements - 1; e >= 0; e--)
    if (_colim_hom_state_is_open (self, e))
      {
        gint32 component = _colim_partition_find (&components, e);

        next[e] = first[component];
        first[component] = e;
      }
  for (gint32 component = 0; component < self->n_elements; component++)
    {
      if (first[component] >= 0)
        g_array_append_val (starts, elements->len);
      for (gint32 e = first[component]; e >= 0; e = next[e])
        g_array_append_val (elements, e);
    }
  g_array_append_val (starts, elements->len);

  return elements;
}
