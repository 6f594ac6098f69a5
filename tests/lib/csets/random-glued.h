/* Random C-sets that satisfy the equations of their schema: some representables, with some parts glued. */

#pragma once

#include <colim/colimit.h>
#include <colim/cset-builder.h>
#include <colim/representable.h>

#include "tests/property.h"

/* Schemas without attributes whose representables are finite. */
static const char *const glued_schemas[] = {
  "Set", "Graph", "SymmetricGraph", "ReflexiveGraph", "DDS42", "Loop", "Petri", "Bipartite", "School", "SSet",
};

static inline ColimSchema *
random_glued_schema (GRand *rand)
{
  return colim_schema_find_builtin (glued_schemas[g_rand_int_range (rand, 0, G_N_ELEMENTS (glued_schemas))]);
}

/* Of at least so many representables, and at most. */
static inline ColimCSet *
random_glued (GRand *rand, ColimSchema *schema, gint32 least, gint32 most)
{
  gint32 n = least + random_size (rand, most - least), n_obs = colim_schema_get_n_objects (schema);
  g_autoptr (GPtrArray) summands = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_cset_unref);
  g_autoptr (ColimColimit) coproduct = NULL;
  g_autoptr (ColimCSetBuilder) builder = NULL;
  ColimCSet *glued;

  for (gint32 i = 0; i < n; i++)
    g_ptr_array_add (summands, colim_representable_new (schema, g_rand_int_range (rand, 0, n_obs), 1000, NULL));
  coproduct = colim_colimit_new_coproduct (schema, (ColimCSet **) summands->pdata, summands->len, NULL);
  builder = colim_cset_builder_new_from (colim_colimit_get_apex (coproduct));
  for (gint32 i = random_size (rand, 3); i > 0; i--)
    {
      gint32 ob = g_rand_int_range (rand, 0, n_obs), n_parts = colim_cset_builder_get_n_parts_at (builder, ob);
      const char *name = colim_schema_get_object_name (schema, ob);

      if (n_parts > 0)
        colim_renumbering_unref (colim_cset_builder_merge (
            builder, name,
            (gint32[]) { g_rand_int_range (rand, 0, n_parts), g_rand_int_range (rand, 0, n_parts) }, 2, NULL));
    }
  glued = colim_cset_builder_end (builder, NULL);
  assert_non_null (glued);

  return glued;
}

/* How many functions there are from one to the other, homomorphisms or not. */
static inline double
count_functions (const ColimCSet *dom, const ColimCSet *codom)
{
  double count = 1;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (colim_cset_get_schema (dom)); ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (dom, ob); x++)
      count *= colim_cset_get_n_parts_at (codom, ob);

  return count;
}
