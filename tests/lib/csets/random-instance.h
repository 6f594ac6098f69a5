/* Random C-sets on any of the built-in schemas, without their equations. */

#pragma once

#include <colim/cset-builder.h>

#include "tests/property.h"

/* Constants are integers below this; the last one is in no C-set. */
#define N_CONSTANTS 3

static const char *const schema_names[] = {
  "Set", "Graph", "SymmetricGraph", "ReflexiveGraph", "DDS", "Petri", "Bipartite", "SchoolFree", "SSetNoEq",
  "WeightedGraph", "LabeledGraph", "VELabeledGraph", "LSet", "A2", "LabeledDDS", "Dendrogram", "LoneAttr", "WGlob",
};

/* Equations do not matter to homomorphisms, and are hard to satisfy at random. */
static inline ColimSchema *
random_schema (GRand *rand)
{
  const char *name = schema_names[g_rand_int_range (rand, 0, G_N_ELEMENTS (schema_names))];
  const ColimSchema *schema = colim_schema_find_builtin (name);
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    colim_schema_builder_add_object (builder, colim_schema_get_object_name (schema, ob));
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    colim_schema_builder_add_hom (builder, colim_schema_get_hom_name (schema, hom),
                                  colim_schema_get_object_name (schema, colim_schema_get_hom_dom (schema, hom)),
                                  colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, hom)));
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    colim_schema_builder_add_attr_type (builder, colim_schema_get_attr_type_name (schema, type), NULL);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      gint32 ob = colim_schema_get_attr_dom (schema, attr), type = colim_schema_get_attr_codom (schema, attr);

      colim_schema_builder_add_attr (builder, colim_schema_get_attr_name (schema, attr),
                                     colim_schema_get_object_name (schema, ob),
                                     colim_schema_get_attr_type_name (schema, type));
    }

  return colim_schema_builder_end (builder, NULL);
}

/* Attributes are constants or variables, some of which are unused.  NULL where an equation does not hold. */
static inline ColimCSet *
random_cset_unchecked (GRand *rand, ColimSchema *schema, gint32 most)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  gint32 n_objects = colim_schema_get_n_objects (schema);
  g_autofree gint32 *n_parts = g_new0 (gint32, n_objects);

  for (gint32 ob = 0; ob < n_objects; ob++)
    n_parts[ob] = random_size (rand, most);
  for (gint32 round = 0; round < n_objects; round++)
    for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
      if (n_parts[colim_schema_get_hom_dom (schema, hom)] > 0)
        n_parts[colim_schema_get_hom_codom (schema, hom)] = MAX (1, n_parts[colim_schema_get_hom_codom (schema, hom)]);
  for (gint32 ob = 0; ob < n_objects; ob++)
    colim_cset_builder_add (builder, colim_schema_get_object_name (schema, ob), n_parts[ob], NULL);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    for (gint32 x = 0; x < n_parts[colim_schema_get_hom_dom (schema, hom)]; x++)
      colim_cset_builder_set_at (builder, hom, x,
                                 g_rand_int_range (rand, 0, n_parts[colim_schema_get_hom_codom (schema, hom)]));
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      const char *type_name = colim_schema_get_attr_type_name (schema, type);
      gint32 n = g_rand_int_range (rand, 0, 3);

      colim_cset_builder_add_variables (builder, type_name, n, NULL);
      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        for (gint32 x = 0; x < n_parts[colim_schema_get_attr_dom (schema, attr)]; x++)
          if (n > 0 && g_rand_int_range (rand, 0, 3) > 0)
            colim_cset_builder_set_variable (builder, colim_schema_get_attr_name (schema, attr), x,
                                             g_rand_int_range (rand, 0, n), NULL);
          else
            colim_cset_builder_set_int (builder, colim_schema_get_attr_name (schema, attr), x,
                                        g_rand_int_range (rand, 0, N_CONSTANTS - 1), NULL);
    }

  return colim_cset_builder_end (builder, NULL);
}

/* On a schema without equations. */
static inline ColimCSet *
random_cset (GRand *rand, ColimSchema *schema, gint32 most)
{
  ColimCSet *cset = random_cset_unchecked (rand, schema, most);

  assert_non_null (cset);

  return cset;
}
