/* Random open C-sets, also on schemas with equations, and whether two of them are the same up to isomorphism. */

#pragma once

#include <colim/colimit.h>
#include <colim/hom-search.h>
#include <colim/open-cset.h>
#include <colim/representable.h>

#include "tests/lib/csets/random-rule.h"

static const char *const open_schemas[] = {
  "Set", "Graph", "SymmetricGraph", "ReflexiveGraph", "SSet", "WeightedGraph", "VELabeledGraph", "Petri", "LSet",
};

/* A quotient of free parts side by side, so that equations hold; some variables become constants. */
static inline ColimCSet *
random_model (GRand *rand, ColimSchema *schema)
{
  gint32 n_objects = colim_schema_get_n_objects (schema), n = 1 + random_size (rand, 2);
  ColimCSet *summands[4];
  g_autoptr (ColimColimit) coproduct = NULL;
  g_autoptr (ColimCSetBuilder) builder = NULL;
  ColimCSet *model;

  for (gint32 i = 0; i < n; i++)
    summands[i] = colim_representable_new (schema, g_rand_int_range (rand, 0, n_objects), 1000, NULL);
  coproduct = colim_colimit_new_coproduct (schema, summands, (gsize) n, NULL);
  for (gint32 i = 0; i < n; i++)
    colim_cset_unref (summands[i]);
  builder = colim_cset_builder_new_from (colim_colimit_get_apex (coproduct));
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    for (gint32 x = 0; x < colim_cset_builder_get_n_parts_at (builder, colim_schema_get_attr_dom (schema, attr)); x++)
      if (g_rand_int_range (rand, 0, 3) == 0)
        colim_cset_builder_set_int (builder, colim_schema_get_attr_name (schema, attr), x,
                                    g_rand_int_range (rand, 0, 2), NULL);
  for (gint32 i = random_size (rand, 2); i > 0; i--)
    {
      gint32 ob = g_rand_int_range (rand, 0, n_objects), size = colim_cset_builder_get_n_parts_at (builder, ob);
      ColimRenumbering *renumbering
          = size > 0 ? colim_cset_builder_merge (
                builder, colim_schema_get_object_name (schema, ob),
                (gint32[]) { g_rand_int_range (rand, 0, size), g_rand_int_range (rand, 0, size) }, 2, NULL)
                     : NULL;

      g_clear_pointer (&renumbering, colim_renumbering_unref);
    }
  model = colim_cset_builder_end (builder, NULL);
  assert_non_null (model);

  return model;
}

/* As many points as are wanted, or none where there is nothing to point at. */
static inline ColimFinFunction *
random_points (GRand *rand, ColimCSet *apex, gint32 ob, gint32 n)
{
  gint32 codom = colim_cset_get_n_parts_at (apex, ob), values[4];

  for (gint32 i = 0; i < n; i++)
    values[i] = g_rand_int_range (rand, 0, codom);

  return colim_fin_function_new (values, (gsize) n, codom, NULL);
}

/* Opens a C-set at parts of one object. */
static inline ColimOpenCSet *
open_at (ColimCSet *apex, const char *object, ColimFinFunction **legs, gsize n_legs)
{
  g_autofree const char **objects = g_new (const char *, n_legs);
  ColimOpenCSet *open;

  for (gsize i = 0; i < n_legs; i++)
    objects[i] = object;
  open = colim_open_cset_new (apex, objects, n_legs, legs, n_legs, NULL);
  assert_non_null (open);

  return open;
}

/* The legs ask a part to go to another, and no other part to go there. */
static inline gboolean
legs_correspond (ColimOpenCSet *a, ColimOpenCSet *b, gint32 ob, ColimHomSearch *search)
{
  ColimCSet *from = colim_open_cset_get_apex (a), *to = colim_open_cset_get_apex (b);
  const char *object = colim_schema_get_object_name (colim_cset_get_schema (from), ob);
  gint32 n = colim_cset_get_n_parts_at (from, ob), m = colim_cset_get_n_parts_at (to, ob);
  g_autofree gint32 *there = g_new0 (gint32, n + 1), *back = g_new0 (gint32, m + 1);

  for (guint leg = 0; leg < colim_open_cset_get_n_legs (a); leg++)
    for (gint32 i = 0; colim_open_cset_get_object (a, leg) == ob
                       && i < colim_fin_function_get_dom (colim_open_cset_get_leg (a, leg)); i++)
      {
        gint32 x = colim_fin_function_apply (colim_open_cset_get_leg (a, leg), i);
        gint32 y = colim_fin_function_apply (colim_open_cset_get_leg (b, leg), i);

        if ((there[x] != 0 && there[x] != y + 1) || (back[y] != 0 && back[y] != x + 1))
          return FALSE;
        there[x] = y + 1;
        back[y] = x + 1;
        if (!colim_hom_search_set_initial (search, object, x, y, NULL))
          return FALSE;
      }

  return TRUE;
}

/* There is an isomorphism of the apexes, variables included, that respects all legs. */
static inline gboolean
open_csets_are_isomorphic (ColimOpenCSet *a, ColimOpenCSet *b)
{
  ColimCSet *from = colim_open_cset_get_apex (a), *to = colim_open_cset_get_apex (b);
  ColimSchema *schema = colim_cset_get_schema (from);
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (from, to);

  if (colim_open_cset_get_n_legs (a) != colim_open_cset_get_n_legs (b))
    return FALSE;
  for (guint leg = 0; leg < colim_open_cset_get_n_legs (a); leg++)
    if (colim_open_cset_get_object (a, leg) != colim_open_cset_get_object (b, leg)
        || colim_fin_function_get_dom (colim_open_cset_get_leg (a, leg))
               != colim_fin_function_get_dom (colim_open_cset_get_leg (b, leg)))
      return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      colim_hom_search_set_iso (search, colim_schema_get_object_name (schema, ob), NULL);
      if (!legs_correspond (a, b, ob, search))
        return FALSE;
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    colim_hom_search_set_iso (search, colim_schema_get_attr_type_name (schema, type), NULL);

  return colim_hom_search_exists (search, NULL) == COLIM_VERDICT_YES;
}
