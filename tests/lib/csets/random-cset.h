/* Random graphs, with or without weights, and random homomorphisms by gluing. */

#pragma once

#include <colim/colimit.h>
#include <colim/cset-builder.h>

#include "tests/property.h"

/* Weights are constants below 3 or variables; every third variable is unused. */
static inline ColimCSet *
random_graph (GRand *rand, const char *schema_name, gint32 most)
{
  ColimSchema *schema = colim_schema_find_builtin (schema_name);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  gint32 n = random_size (rand, most), m = n > 0 ? random_size (rand, most) : 0, n_variables = 0;
  ColimCSet *graph;

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", m, NULL);
  if (colim_schema_find_attr (schema, "weight") >= 0)
    {
      n_variables = random_size (rand, 3);
      colim_cset_builder_add_variables (builder, "Weight", n_variables, NULL);
    }
  for (gint32 e = 0; e < m; e++)
    {
      colim_cset_builder_set (builder, "src", e, g_rand_int_range (rand, 0, n), NULL);
      colim_cset_builder_set (builder, "tgt", e, g_rand_int_range (rand, 0, n), NULL);
      if (n_variables > 0 && g_rand_boolean (rand))
        colim_cset_builder_set_variable (builder, "weight", e, g_rand_int_range (rand, 0, n_variables), NULL);
      else if (colim_schema_find_attr (schema, "weight") >= 0)
        colim_cset_builder_set_int (builder, "weight", e, g_rand_int_range (rand, 0, 3), NULL);
    }
  graph = colim_cset_builder_end (builder, NULL);
  assert_non_null (graph);

  return graph;
}

/* A graph without edges, as many vertices as there are values, and where they go. */
static inline ColimHom *
random_vertices (GRand *rand, gint32 n, ColimCSet *graph)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_cset_get_schema (graph));
  gint32 n_vertices = colim_cset_get_n_parts (graph, "V", NULL);
  g_autofree gint32 *values = g_new0 (gint32, n + 1);
  g_autoptr (ColimCSet) points = NULL;
  g_autoptr (ColimFinFunction) vertices = NULL, edges = NULL;
  ColimFinFunction *components[2];
  ColimHom *hom;

  colim_cset_builder_add (builder, "V", n, NULL);
  points = colim_cset_builder_end (builder, NULL);
  for (gint32 i = 0; i < n; i++)
    values[i] = g_rand_int_range (rand, 0, n_vertices);
  vertices = colim_fin_function_new (values, (gsize) n, n_vertices, NULL);
  edges = colim_fin_function_new (NULL, 0, colim_cset_get_n_parts (graph, "E", NULL), NULL);
  components[0] = vertices;
  components[1] = edges;
  hom = colim_hom_new (points, graph, components, 2, NULL);
  assert_non_null (hom);

  return hom;
}
