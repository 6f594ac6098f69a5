/* Tables: the one of an element, and how they end. */

#include "lib/csets/search/hom-search-factor-private.h"

/* The table of an element: what its values' images are, for each image of it.  A mark that no element has yet tells
 * which are in the table. */
HomFactor *
_colim_hom_factor_new (const HomState *state, gint32 e, guint32 *marks, guint32 mark)
{
  const HomDomain *domain = &state->domains[e];
  g_autoptr (GArray) tables = g_array_new (FALSE, FALSE, sizeof (const gint32 *));
  HomFactor *self = g_new0 (HomFactor, 1);
  gint32 position = 0, image;
  gsize n = 0;

  self->scope = g_new (gint32, 1 + state->link_starts[e + 1] - state->link_starts[e]);
  self->scope[self->arity++] = e;
  for (gint32 i = state->link_starts[e]; i < state->link_starts[e + 1]; i++)
    {
      const HomLink *link = &state->links[state->link_items[i]];

      if (link->from != e || link->to == e || !_colim_hom_state_is_open (state, link->to) || marks[link->to] == mark)
        continue;
      marks[link->to] = mark;
      self->scope[self->arity++] = link->to;
      g_array_append_val (tables, state->arrows[link->arrow].table);
    }
  self->n_rows = (gsize) domain->n;
  self->rows = g_new (gint32, self->n_rows * self->arity);
  while ((image = _colim_hom_domain_step (domain, &position)) >= 0)
    {
      self->rows[n++] = image;
      for (guint i = 0; i < tables->len; i++)
        self->rows[n++] = g_array_index (tables, const gint32 *, i)[image];
    }

  return self;
}

void
_colim_hom_factor_kill (HomFactor *self)
{
  for (gsize i = 0; self->wide != NULL && i < self->n_rows; i++)
    mpz_clear (self->wide[i]);
  g_clear_pointer (&self->wide, g_free);
  g_clear_pointer (&self->counts, g_free);
  g_clear_pointer (&self->rows, g_free);
  self->dead = TRUE;
}

void
_colim_hom_factor_free (HomFactor *self)
{
  _colim_hom_factor_kill (self);
  g_free (self->scope);
  g_free (self);
}
