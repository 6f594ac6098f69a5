/* What a wiring diagram makes of open C-sets, found without colimits: each part has a name, and names are made one by
 * looking through all of them.  Attributes are left out. */

#pragma once

#include <colim/open-cset.h>
#include <colim/wiring-diagram.h>

/* Parts by hand: for each object one list of the parts of all boxes, which are named by the first part that they are
 * one with. */
typedef struct {
  ColimSchema *schema;
  GPtrArray *boxes;
  GArray **names; /* for each object */
  GArray **images; /* for each hom: the place of the image in the list */
} Hand;

static inline gint32
place_by_hand (const Hand *self, gint32 ob, guint box, gint32 part)
{
  for (guint i = 0; i < box; i++)
    part += colim_cset_get_n_parts_at (colim_open_cset_get_apex (self->boxes->pdata[i]), ob);

  return part;
}

static inline gint32
name_by_hand (const Hand *self, gint32 ob, gint32 place)
{
  return g_array_index (self->names[ob], gint32, place);
}

static inline gboolean
join_by_hand (Hand *self, gint32 ob, gint32 x, gint32 y)
{
  gint32 a = name_by_hand (self, ob, x), b = name_by_hand (self, ob, y);

  for (guint i = 0; i < self->names[ob]->len; i++)
    if (g_array_index (self->names[ob], gint32, i) == MAX (a, b))
      g_array_index (self->names[ob], gint32, i) = MIN (a, b);

  return a != b;
}

static inline void
lay_out_by_hand (Hand *self, ColimSchema *schema, GPtrArray *boxes)
{
  gint32 n_objects = colim_schema_get_n_objects (schema), n_homs = colim_schema_get_n_homs (schema);

  self->schema = schema;
  self->boxes = boxes;
  self->names = g_new (GArray *, n_objects);
  self->images = g_new (GArray *, n_homs);
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      gint32 n = place_by_hand (self, ob, boxes->len, 0);

      self->names[ob] = g_array_new (FALSE, FALSE, sizeof (gint32));
      for (gint32 i = 0; i < n; i++)
        g_array_append_val (self->names[ob], i);
    }
  for (gint32 hom = 0; hom < n_homs; hom++)
    {
      self->images[hom] = g_array_new (FALSE, FALSE, sizeof (gint32));
      for (guint box = 0; box < boxes->len; box++)
        {
          ColimFinFunction *column = colim_cset_get_hom_at (colim_open_cset_get_apex (boxes->pdata[box]), hom);

          for (gint32 x = 0; x < colim_fin_function_get_dom (column); x++)
            {
              gint32 image = place_by_hand (self, colim_schema_get_hom_codom (schema, hom), box,
                                            colim_fin_function_apply (column, x));

              g_array_append_val (self->images[hom], image);
            }
        }
    }
}

static inline void
free_hand (Hand *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    g_array_unref (self->names[ob]);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    g_array_unref (self->images[hom]);
  g_free (self->names);
  g_free (self->images);
}

/* Makes images one where their parts are, until nothing changes. */
static inline void
close_by_hand (Hand *self)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
        {
          gint32 ob = colim_schema_get_hom_dom (self->schema, hom);
          gint32 codom = colim_schema_get_hom_codom (self->schema, hom), n = (gint32) self->names[ob]->len;

          for (gint32 x = 0; x < n; x++)
            for (gint32 y = 0; y < x; y++)
              if (name_by_hand (self, ob, x) == name_by_hand (self, ob, y)
                  && join_by_hand (self, codom, g_array_index (self->images[hom], gint32, x),
                                   g_array_index (self->images[hom], gint32, y)))
                changed = TRUE;
        }
    }
}

/* Names become numbers: how many different ones come first. */
static inline void
number_by_hand (Hand *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    {
      gint32 n = (gint32) self->names[ob]->len, count = 0;
      g_autofree gint32 *numbers = g_new (gint32, n + 1);

      for (gint32 i = 0; i < n; i++)
        numbers[i] = name_by_hand (self, ob, i) == i ? count++ : -1;
      for (gint32 i = 0; i < n; i++)
        g_array_index (self->names[ob], gint32, i) = numbers[name_by_hand (self, ob, i)];
    }
}

/* The place of a point of a leg. */
static inline gint32
point_by_hand (const Hand *self, gint32 box, guint leg, gint32 point)
{
  ColimOpenCSet *open = self->boxes->pdata[box];

  return place_by_hand (self, colim_open_cset_get_object (open, leg), (guint) box,
                        colim_fin_function_apply (colim_open_cset_get_leg (open, leg), point));
}

/* All pairs of ports on one junction. */
static inline void
glue_by_hand (Hand *self, const ColimWiringDiagram *diagram)
{
  for (gint32 a = 0; a < (gint32) self->boxes->len; a++)
    for (guint i = 0; i < colim_wiring_diagram_get_n_ports (diagram, a); i++)
      for (gint32 b = 0; b <= a; b++)
        for (guint j = 0; j < colim_wiring_diagram_get_n_ports (diagram, b); j++)
          {
            ColimOpenCSet *open = self->boxes->pdata[a];
            gint32 n = colim_fin_function_get_dom (colim_open_cset_get_leg (open, i));

            for (gint32 k = 0; k < n && colim_wiring_diagram_get_junction (diagram, a, i)
                                            == colim_wiring_diagram_get_junction (diagram, b, j); k++)
              join_by_hand (self, colim_open_cset_get_object (open, i), point_by_hand (self, a, i, k),
                            point_by_hand (self, b, j, k));
          }
}
