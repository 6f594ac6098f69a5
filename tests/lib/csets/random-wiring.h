/* Random wiring diagrams.  Junctions have kinds, which tell what may be put on them. */

#pragma once

#include <colim/wiring-diagram.h>

#include "tests/property.h"

static inline const char *
random_name (GRand *rand)
{
  static const char *const names[] = { "f", "g", "", "x y" };

  return g_rand_boolean (rand) ? NULL : names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
}

static inline gint32
random_junction (GRand *rand, ColimWiringDiagramBuilder *builder, GArray *kinds, gint32 kind)
{
  g_array_append_val (kinds, kind);

  return colim_wiring_diagram_builder_add_junction (builder, random_name (rand), NULL);
}

/* A junction of this kind: one that is there, or a new one. */
static inline gint32
random_junction_of (GRand *rand, ColimWiringDiagramBuilder *builder, GArray *kinds, gint32 kind)
{
  gint32 found = g_rand_boolean (rand) || kinds->len == 0 ? -1 : g_rand_int_range (rand, 0, (gint32) kinds->len);

  return found >= 0 && g_array_index (kinds, gint32, found) == kind ? found
                                                                    : random_junction (rand, builder, kinds, kind);
}

/* With outer ports of these kinds.  Kinds of junctions are below n_kinds; each is on a port, if that is asked for. */
static inline ColimWiringDiagram *
random_wiring (GRand *rand, const gint32 *outer, gint32 n_outer, gint32 n_kinds, gboolean covered, GArray *kinds)
{
  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();
  g_autoptr (GArray) is_covered = g_array_new (FALSE, TRUE, sizeof (gboolean));
  gint32 n_boxes = random_size (rand, 3), cover = -1;

  for (gint32 i = 0; i < n_outer; i++)
    colim_wiring_diagram_builder_add_outer_port (builder, random_name (rand),
                                                 random_junction_of (rand, builder, kinds, outer[i]), NULL);
  for (gint32 i = random_size (rand, 3); i > 0; i--)
    random_junction (rand, builder, kinds, g_rand_int_range (rand, 0, n_kinds));
  g_array_set_size (is_covered, kinds->len);
  for (gint32 i = 0; i < n_boxes; i++)
    colim_wiring_diagram_builder_add_box (builder, random_name (rand), NULL, 0, NULL);
  /* The ports of a box need not follow each other. */
  for (gint32 i = kinds->len > 0 && n_boxes > 0 ? random_size (rand, 3 * n_boxes) : 0; i > 0; i--)
    {
      gint32 junction = g_rand_int_range (rand, 0, (gint32) kinds->len);

      colim_wiring_diagram_builder_add_port (builder, g_rand_int_range (rand, 0, n_boxes), random_name (rand), junction,
                                             NULL);
      g_array_index (is_covered, gboolean, junction) = TRUE;
    }
  for (guint junction = 0; covered && junction < kinds->len; junction++)
    if (!g_array_index (is_covered, gboolean, junction))
      {
        if (cover < 0)
          cover = colim_wiring_diagram_builder_add_box (builder, NULL, NULL, 0, NULL);
        colim_wiring_diagram_builder_add_port (builder, cover, NULL, (gint32) junction, NULL);
      }

  return colim_wiring_diagram_builder_end (builder);
}

/* With outer ports of any kinds. */
static inline ColimWiringDiagram *
random_whole (GRand *rand, gint32 n_kinds, gboolean covered, GArray *kinds)
{
  gint32 n = random_size (rand, 3), outer[3];

  for (gint32 i = 0; i < n; i++)
    outer[i] = g_rand_int_range (rand, 0, n_kinds);

  return random_wiring (rand, outer, n, n_kinds, covered, kinds);
}

/* The kinds of the ports of a box. */
static inline GArray *
port_kinds (const ColimWiringDiagram *diagram, const GArray *kinds, gint32 box)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (guint port = 0; port < colim_wiring_diagram_get_n_ports (diagram, box); port++)
    g_array_append_val (found,
                        g_array_index (kinds, gint32, colim_wiring_diagram_get_junction (diagram, box, port)));

  return found;
}

/* A diagram for each of its boxes, and the kinds of their junctions. */
static inline GPtrArray *
random_inner (GRand *rand, const ColimWiringDiagram *diagram, const GArray *kinds, gint32 n_kinds, gboolean covered,
              GPtrArray *inner_kinds)
{
  GPtrArray *inner = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_wiring_diagram_unref);

  for (gint32 box = 0; box < colim_wiring_diagram_get_n_boxes (diagram); box++)
    {
      g_autoptr (GArray) outer = port_kinds (diagram, kinds, box);
      GArray *found = g_array_new (FALSE, FALSE, sizeof (gint32));

      g_ptr_array_add (inner, random_wiring (rand, (const gint32 *) (void *) outer->data, (gint32) outer->len, n_kinds,
                                             covered, found));
      g_ptr_array_add (inner_kinds, found);
    }

  return inner;
}

static inline ColimWiringDiagram *
substitute_all (const ColimWiringDiagram *diagram, GPtrArray *inner)
{
  ColimWiringDiagram *whole
      = colim_wiring_diagram_substitute_all (diagram, (ColimWiringDiagram **) inner->pdata, inner->len, NULL);

  assert_non_null (whole);

  return whole;
}
