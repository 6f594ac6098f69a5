/* Random wiring diagrams with open C-sets that fit into their boxes. */

#pragma once

#include <colim/oapply.h>

#include "tests/lib/csets/random-open.h"
#include "tests/lib/csets/random-wiring.h"

/* The kind of a junction: an object, and how many points. */
#define N_SIZES 3

static inline gint32
count_kinds (ColimSchema *schema)
{
  return N_SIZES * colim_schema_get_n_objects (schema);
}

static inline gint32
random_builtin (GRand *rand)
{
  return g_rand_int_range (rand, 0, G_N_ELEMENTS (open_schemas));
}

/* A C-set that has parts where they are wanted, opened at legs of these kinds. */
static inline ColimOpenCSet *
random_open (GRand *rand, ColimSchema *schema, const GArray *kinds)
{
  ColimCSet *summands[12];
  gsize n = 1;
  g_autoptr (ColimColimit) coproduct = NULL;
  g_autofree const char **objects = g_new (const char *, kinds->len);
  g_autoptr (GPtrArray) legs = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  ColimOpenCSet *open;

  summands[0] = random_model (rand, schema);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (guint leg = 0; leg < kinds->len; leg++)
      if (g_array_index (kinds, gint32, leg) / N_SIZES == ob && colim_cset_get_n_parts_at (summands[0], ob) == 0)
        {
          summands[n++] = colim_representable_new (schema, ob, 1000, NULL);
          break;
        }
  coproduct = colim_colimit_new_coproduct (schema, summands, n, NULL);
  for (gsize i = 0; i < n; i++)
    colim_cset_unref (summands[i]);
  for (guint leg = 0; leg < kinds->len; leg++)
    {
      gint32 kind = g_array_index (kinds, gint32, leg);

      objects[leg] = colim_schema_get_object_name (schema, kind / N_SIZES);
      g_ptr_array_add (legs, random_points (rand, colim_colimit_get_apex (coproduct), kind / N_SIZES, kind % N_SIZES));
    }
  open = colim_open_cset_new (colim_colimit_get_apex (coproduct), objects, kinds->len,
                              (ColimFinFunction **) legs->pdata, legs->len, NULL);
  assert_non_null (open);

  return open;
}

/* Adds an open C-set for each box. */
static inline void
random_boxes (GRand *rand, ColimSchema *schema, const ColimWiringDiagram *diagram, const GArray *kinds,
              GPtrArray *boxes)
{
  for (gint32 box = 0; box < colim_wiring_diagram_get_n_boxes (diagram); box++)
    {
      g_autoptr (GArray) legs = port_kinds (diagram, kinds, box);

      g_ptr_array_add (boxes, random_open (rand, schema, legs));
    }
}

static inline ColimOapply *
compose (const ColimWiringDiagram *diagram, ColimSchema *schema, GPtrArray *boxes, GError **error)
{
  return colim_oapply_new (diagram, schema, (ColimOpenCSet **) boxes->pdata, boxes->len, error);
}

/* Those without attributes. */
static const char *const plain_schemas[] = { "Set", "Graph", "SymmetricGraph", "ReflexiveGraph", "SSet", "Petri" };
