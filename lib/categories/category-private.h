#pragma once

#include <colim/category.h>

#include "lib/categories/quiver-private.h"

/* What a category may have: its arrows, and the entries of its table, a quarter of a gigabyte. */
#define CATEGORY_MOST_ARROWS (1 << 24)
#define CATEGORY_MOST_COMPOSITES (1 << 26)

struct _ColimCategory {
  ColimQuiver *arrows; /* all of them, identities too */
  gint32 *identities;  /* by object */

  /* The composite of f and g is composites[rows[f] + places[g]]. */
  gint32 *rows;
  gint32 *places; /* of an arrow among those that start where it does */
  gint32 *composites;

  /* What it was enumerated from; else NULL, and every arrow but the identities is a generator. */
  ColimPresentation *presentation;
  GPtrArray *paths;   /* ColimPath: the normal form of each arrow */
  gint32 *generators; /* the arrow of each generator */
  gint32 n_generators;
};

/* Composes two arrows of which the first ends where the second starts. */
typedef gint32 (*CategoryCompose) (gint32 first, gint32 second, gpointer data);

/* A category with a table that is not filled, and with no generators; it takes the identities.  Then it is filled. */
ColimCategory *_colim_category_make (ColimQuiver *arrows, gint32 *identities, GError **error);
void _colim_category_fill (ColimCategory *self, CategoryCompose compose, gpointer data);

/* Makes a category; it takes @src, @tgt and @identities.  Nothing is checked but the size of the table.  Every arrow
 * but the identities becomes a generator. */
ColimCategory *_colim_category_take (gint32 *src, gint32 *tgt, gint32 n_arrows, gint32 *identities, gint32 n_objects,
                                     CategoryCompose compose, gpointer data, GError **error);

/* The image in @codom of each arrow of @self, by a functor between their presentations; NULL if it is none. */
gint32 *_colim_category_map (const ColimCategory *self, const ColimFinFunctor *functor, const ColimCategory *codom,
                             GError **error);

static inline gint32
_colim_category_compose (const ColimCategory *self, gint32 first, gint32 second)
{
  return self->composites[self->rows[first] + self->places[second]];
}

static inline gboolean
_colim_category_is_identity (const ColimCategory *self, gint32 arrow)
{
  return self->identities[self->arrows->src[arrow]] == arrow;
}
