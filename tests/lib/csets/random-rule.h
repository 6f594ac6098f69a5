/* Random rules and matches: parts of a C-set, and extensions of it by new parts and by gluing. */

#pragma once

#include <colim/subobject.h>

#include "tests/lib/csets/random-instance.h"

/* Makes a variable that nothing uses go anywhere. */
static inline void
random_image (GRand *rand, ColimHomBuilder *builder, ColimCSet *codom, gint32 type, gint32 variable)
{
  const char *name = colim_schema_get_attr_type_name (colim_cset_get_schema (codom), type);
  gint32 n = colim_cset_get_n_variables_at (codom, type);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, g_rand_int_range (rand, 0, N_CONSTANTS - 1));
  if (n > 0 && g_rand_boolean (rand))
    colim_hom_builder_set_variable (builder, name, variable, g_rand_int_range (rand, 0, n), NULL);
  else
    colim_hom_builder_set_value (builder, name, variable, &value, NULL);
}

static inline gboolean
random_rule_uses (ColimCSet *cset, gint32 type, gint32 variable)
{
  const ColimSchema *schema = colim_cset_get_schema (cset);

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (cset, colim_schema_get_attr_dom (schema, attr)); x++)
      if (colim_schema_get_attr_codom (schema, attr) == type && colim_cset_get_variable_at (cset, attr, x) == variable)
        return TRUE;

  return FALSE;
}

/* The homomorphism of these functions; variables that nothing uses go anywhere. */
static inline ColimHom *
random_rule_hom (GRand *rand, ColimCSet *dom, ColimCSet *codom, ColimFinFunction *const *components)
{
  ColimSchema *schema = colim_cset_get_schema (dom);
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (dom, codom);
  ColimHom *hom;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    colim_hom_builder_set_component (builder, colim_schema_get_object_name (schema, ob), components[ob], NULL);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    for (gint32 v = 0; v < colim_cset_get_n_variables_at (dom, type); v++)
      if (!random_rule_uses (dom, type, v))
        random_image (rand, builder, codom, type, v);
  hom = colim_hom_builder_end (builder, NULL);
  assert_non_null (hom);

  return hom;
}

/* Some parts with what they need, and sometimes a variable that none of them uses. */
static inline ColimHom *
random_part_of (GRand *rand, ColimCSet *of)
{
  ColimSchema *schema = colim_cset_get_schema (of);
  gint32 n_objects = colim_schema_get_n_objects (schema);
  ColimFinFunction *parts[8];
  g_autoptr (ColimSubobject) subobject = NULL;
  g_autoptr (ColimHom) inclusion = NULL;
  g_autoptr (ColimCSetBuilder) builder = NULL;
  g_autoptr (ColimCSet) dom = NULL;

  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      gint32 n = colim_cset_get_n_parts_at (of, ob), values[16], k = 0;

      assert_true (n <= 16);
      for (gint32 x = 0; x < n; x++)
        if (g_rand_boolean (rand))
          values[k++] = x;
      parts[ob] = colim_fin_function_new (values, (gsize) k, n, NULL);
    }
  subobject = colim_subobject_new_generated (of, parts, (gsize) n_objects, NULL);
  inclusion = colim_subobject_inclusion (subobject);
  builder = colim_cset_builder_new_from (colim_hom_get_dom (inclusion));
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    colim_cset_builder_add_variables (builder, colim_schema_get_attr_type_name (schema, type), random_size (rand, 1),
                                      NULL);
  dom = colim_cset_builder_end (builder, NULL);
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      colim_fin_function_unref (parts[ob]);
      parts[ob] = colim_hom_get_component_at (inclusion, ob);
    }

  return random_rule_hom (rand, dom, of, parts);
}

static inline void
random_new_parts (GRand *rand, ColimCSetBuilder *builder, gint32 most)
{
  ColimSchema *schema = colim_cset_builder_get_schema (builder);
  gint32 n_objects = colim_schema_get_n_objects (schema), before[8], new_parts[8];

  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      before[ob] = colim_cset_builder_get_n_parts_at (builder, ob);
      new_parts[ob] = random_size (rand, most);
    }
  for (gint32 round = 0; round < n_objects; round++)
    for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
      {
        gint32 codom = colim_schema_get_hom_codom (schema, hom);

        if (new_parts[colim_schema_get_hom_dom (schema, hom)] > 0 && before[codom] + new_parts[codom] == 0)
          new_parts[codom] = 1;
      }
  for (gint32 ob = 0; ob < n_objects; ob++)
    colim_cset_builder_add (builder, colim_schema_get_object_name (schema, ob), new_parts[ob], NULL);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);

      for (gint32 x = before[dom]; x < before[dom] + new_parts[dom]; x++)
        colim_cset_builder_set_at (builder, hom, x, g_rand_int_range (rand, 0, before[codom] + new_parts[codom]));
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      const char *type_name = colim_schema_get_attr_type_name (schema, type);
      gint32 last = colim_cset_builder_add_variables (builder, type_name, 1 + random_size (rand, 1), NULL);

      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        {
          const char *name = colim_schema_get_attr_name (schema, attr);
          gint32 dom = colim_schema_get_attr_dom (schema, attr);

          if (colim_schema_get_attr_codom (schema, attr) != type)
            continue;
          for (gint32 x = before[dom]; x < before[dom] + new_parts[dom]; x++)
            if (g_rand_int_range (rand, 0, 3) > 0)
              colim_cset_builder_set_variable (builder, name, x, g_rand_int_range (rand, 0, last + 1), NULL);
            else
              colim_cset_builder_set_int (builder, name, x, g_rand_int_range (rand, 0, N_CONSTANTS - 1), NULL);
        }
    }
}

/* A homomorphism that starts at a C-set: new parts, then as many gluings as do not give one value two constants. */
static inline ColimHom *
random_extension (GRand *rand, ColimCSet *of, gint32 most, gint32 most_gluings)
{
  ColimSchema *schema = colim_cset_get_schema (of);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (of);
  gint32 n_objects = colim_schema_get_n_objects (schema),
         n_gluings = n_objects > 0 ? random_size (rand, most_gluings) : 0;
  gint32 *images[8] = { NULL, };
  ColimFinFunction *components[8] = { NULL, };
  g_autoptr (ColimCSet) codom = NULL;
  ColimHom *hom;

  random_new_parts (rand, builder, most);
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      images[ob] = g_new (gint32, colim_cset_get_n_parts_at (of, ob) + 1);
      for (gint32 x = 0; x < colim_cset_get_n_parts_at (of, ob); x++)
        images[ob][x] = x;
    }
  for (gint32 i = 0; i < n_gluings; i++)
    {
      gint32 at = g_rand_int_range (rand, 0, n_objects), n = colim_cset_builder_get_n_parts_at (builder, at);
      g_autoptr (ColimRenumbering) renumbering = NULL;

      if (n < 2)
        continue;
      renumbering = colim_cset_builder_merge (
          builder, colim_schema_get_object_name (schema, at),
          (gint32[]) { g_rand_int_range (rand, 0, n), g_rand_int_range (rand, 0, n) }, 2, NULL);
      for (gint32 ob = 0; renumbering != NULL && ob < n_objects; ob++)
        for (gint32 x = 0; x < colim_cset_get_n_parts_at (of, ob); x++)
          images[ob][x] = colim_renumbering_get (renumbering, ob, images[ob][x]);
    }
  codom = colim_cset_builder_end (builder, NULL);
  for (gint32 ob = 0; ob < n_objects; ob++)
    components[ob] = colim_fin_function_new (images[ob], (gsize) colim_cset_get_n_parts_at (of, ob),
                                             colim_cset_get_n_parts_at (codom, ob), NULL);
  hom = random_rule_hom (rand, of, codom, components);
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      g_free (images[ob]);
      colim_fin_function_unref (components[ob]);
    }

  return hom;
}
