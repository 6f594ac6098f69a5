/* Functors between built-in schemas, by name, and random C-sets that keep the equations of their schema. */

#pragma once

#include <colim/functor.h>
#include <colim/hom-search.h>

#include "tests/lib/csets/random-instance.h"

/* Objects are `name image, …`; arrows `name first then second …, …`, without steps an identity. */
typedef struct {
  const char *dom;
  const char *codom;
  const char *objects;
  const char *arrows;
} FunctorRow;

static inline gint32
functor_find_arrow (ColimSchema *schema, const char *name)
{
  gint32 hom = colim_schema_find_hom (schema, name);

  return hom >= 0 ? hom : colim_schema_get_n_homs (schema) + colim_schema_find_attr (schema, name);
}

static inline ColimFunctor *
functor_new (const FunctorRow *row)
{
  ColimSchema *dom = colim_schema_find_builtin (row->dom), *codom = colim_schema_find_builtin (row->codom);
  gsize n_objects = (gsize) colim_schema_get_n_objects (dom);
  gsize n_arrows = (gsize) (colim_schema_get_n_homs (dom) + colim_schema_get_n_attrs (dom));
  g_autofree gint32 *objects = g_new0 (gint32, n_objects);
  g_autofree gint32 *lengths = g_new0 (gint32, n_arrows);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_auto (GStrv) names = g_strsplit (row->objects, ", ", -1);
  g_auto (GStrv) paths = g_strsplit (row->arrows, ", ", -1);
  g_autoptr (GError) error = NULL;
  ColimFunctor *functor;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (names[i], " ", -1);

      objects[colim_schema_find_object (dom, words[0])] = colim_schema_find_object (codom, words[1]);
    }
  for (gint32 arrow = 0; arrow < (gint32) n_arrows; arrow++)
    for (guint i = 0; paths[i] != NULL; i++)
      {
        g_auto (GStrv) words = g_strsplit (paths[i], " ", -1);

        if (functor_find_arrow (dom, words[0]) != arrow)
          continue;
        for (guint j = 1; words[j] != NULL; j++)
          {
            gint32 step = functor_find_arrow (codom, words[j]);

            g_array_append_val (steps, step);
            lengths[arrow]++;
          }
      }
  functor = colim_functor_new (dom, codom, objects, n_objects, lengths, n_arrows, (const gint32 *) (void *) steps->data,
                               steps->len, &error);
  g_assert_no_error (error);

  return functor;
}

/* A C-set on a schema with equations, tried until they hold; the terminal one where that takes too long. */
static inline ColimCSet *
random_model (GRand *rand, ColimSchema *schema, gint32 most)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (ColimCSet) cset = random_cset_unchecked (rand, schema, i < 1500 ? most : 1);

      if (cset != NULL)
        return g_steal_pointer (&cset);
    }

  return random_cset (rand, schema, 0);
}

/* How many homomorphisms there are; variables that no part uses go to variables. */
static inline guint64
count_homs (ColimCSet *dom, ColimCSet *codom)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimNatural) count = NULL;
  g_autofree char *digits = NULL;

  count = colim_hom_search_count (search, &error);
  g_assert_no_error (error);
  digits = colim_natural_to_string (count);

  return g_ascii_strtoull (digits, NULL, 10);
}

/* Any homomorphism; NULL if there is none. */
static inline ColimHom *
find_hom (ColimCSet *dom, ColimCSet *codom)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);

  return colim_hom_search_find (search, NULL);
}

static inline gboolean
are_isomorphic (ColimCSet *a, ColimCSet *b)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (a, b);

  colim_hom_search_set_iso (search, NULL, NULL);

  return colim_hom_search_exists (search, NULL) == COLIM_VERDICT_YES;
}
