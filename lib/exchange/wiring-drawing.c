/* Pictures of wiring diagrams: boxes, and junctions as points, in a frame that the outer ports are outside of. */

#include <colim/wiring-drawing.h>

#include "lib/csets/open-systems/wiring-diagram-private.h"
#include "lib/exchange/cset-drawing-private.h"

#define MOST_SIGNS 28

typedef struct {
  const ColimWiringDiagram *diagram;
  ColimDrawing *drawing;
  gint32 frame;
  gint32 *nodes[COLIM_WIRING_N_OBJECTS]; /* of boxes, junctions and outer ports; of ports NULL */
} Picture;

static void
picture_clear (Picture *self)
{
  for (gint32 ob = 0; ob < COLIM_WIRING_N_OBJECTS; ob++)
    g_free (self->nodes[ob]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* The name, or the number where a box or an outer port has none; a variable is no name. */
static char *
get_text (const Picture *self, ColimWiringObject object, gint32 part)
{
  const ColimColumn *names = self->diagram->cset->attrs[object];
  const char *name = _colim_wiring_diagram_get_name (self->diagram, object, part);
  g_autofree char *printed = NULL;

  if (name != NULL)
    return _colim_drawing_escape (name, MOST_SIGNS);
  if (names->variables[part] == COLIM_COLUMN_CONSTANT)
    printed = _colim_column_print_entry (names, part);
  else if (object == COLIM_WIRING_BOX || object == COLIM_WIRING_OUTER_PORT)
    printed = g_strdup_printf ("%d", part + 1);

  return printed != NULL ? _colim_drawing_escape (printed, MOST_SIGNS) : NULL;
}

static const struct {
  ColimWiringObject object;
  const char *format;    /* of a label */
  const char *attribute; /* that the label is */
  const char *values[8]; /* attributes and values, to the first NULL */
  gboolean is_inside;
} looks[] = {
  { COLIM_WIRING_BOX, "<<b>%s</b>>", "label", { "shape", "ellipse", "fillcolor", "#e5eff7" }, TRUE },
  { COLIM_WIRING_JUNCTION, "<<font point-size=\"9\">%s</font>>", "xlabel",
    { "shape", "point", "fillcolor", "#000000", "width", "0.09" }, TRUE },
  { COLIM_WIRING_OUTER_PORT, "<%s>", "label", { "shape", "plaintext", "style", "" }, FALSE },
};

static void
add_nodes (Picture *self, gsize look)
{
  ColimWiringObject object = looks[look].object;
  gint32 n = self->diagram->cset->n_parts[object];

  self->nodes[object] = g_new (gint32, n);
  for (gint32 part = 0; part < n; part++)
    {
      g_autofree char *text = get_text (self, object, part), *label = NULL;
      gboolean is_label = g_str_equal (looks[look].attribute, "label");
      gint32 node;

      if (text != NULL)
        label = g_strdup_printf (looks[look].format, text);
      node = colim_drawing_add_node (self->drawing, is_label && label != NULL ? label : "");
      if (!is_label && label != NULL)
        colim_drawing_set_node (self->drawing, node, looks[look].attribute, label);
      for (guint i = 0; looks[look].values[i] != NULL; i += 2)
        colim_drawing_set_node (self->drawing, node, looks[look].values[i], looks[look].values[i + 1]);
      if (looks[look].is_inside)
        colim_drawing_put_node (self->drawing, node, self->frame);
      self->nodes[object][part] = node;
    }
}

static void
add_edge (Picture *self, gint32 from, gint32 to, const char *text)
{
  gint32 edge = colim_drawing_add_edge (self->drawing, from, to);
  g_autofree char *label = NULL;

  if (text == NULL)
    return;
  label = g_strdup_printf ("<<font point-size=\"9\" color=\"" COLIM_GREY "\">%s</font>>", text);
  colim_drawing_set_edge (self->drawing, edge, "label", label);
}

static void
add_edges (Picture *self)
{
  const ColimCSet *cset = self->diagram->cset;
  const gint32 *boxes = _colim_wiring_diagram_get_column (self->diagram, COLIM_WIRING_BOX_OF);
  const gint32 *junctions = _colim_wiring_diagram_get_column (self->diagram, COLIM_WIRING_JUNCTION_OF);
  const gint32 *outer = _colim_wiring_diagram_get_column (self->diagram, COLIM_WIRING_OUTER_JUNCTION_OF);

  for (gint32 port = 0; port < cset->n_parts[COLIM_WIRING_PORT]; port++)
    {
      g_autofree char *text = get_text (self, COLIM_WIRING_PORT, port);

      add_edge (self, self->nodes[COLIM_WIRING_BOX][boxes[port]],
                self->nodes[COLIM_WIRING_JUNCTION][junctions[port]], text);
    }
  for (gint32 port = 0; port < cset->n_parts[COLIM_WIRING_OUTER_PORT]; port++)
    add_edge (self, self->nodes[COLIM_WIRING_JUNCTION][outer[port]], self->nodes[COLIM_WIRING_OUTER_PORT][port], NULL);
}

/**
 * colim_wiring_diagram_draw:
 * @self: a wiring diagram
 * @error: return location for an error
 *
 * Draws a wiring diagram: boxes as ellipses and junctions as points, in a frame; a line from each box to the junction
 * of each of its ports, and from there to the outer ports, which stand outside of the frame.  Boxes and outer ports
 * without a name have their numbers, which begin at 1.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 elements)
 */
ColimDrawing *
colim_wiring_diagram_draw (const ColimWiringDiagram *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimCSetPicture elements = { .cset = self->cset, .style = COLIM_CSET_STYLE_ELEMENTS };
  g_auto (Picture) picture = { .diagram = self };

  if (!_colim_pictures_check_size (&elements, 1, error))
    return NULL;
  picture.drawing = _colim_picture_new ("wiring");
  colim_drawing_set_edges (picture.drawing, "dir", "none");
  picture.frame = colim_drawing_add_cluster (picture.drawing, "");
  colim_drawing_set_cluster (picture.drawing, picture.frame, "style", "rounded");
  colim_drawing_set_cluster (picture.drawing, picture.frame, "color", "#999999");
  for (gsize look = 0; look < G_N_ELEMENTS (looks); look++)
    add_nodes (&picture, look);
  add_edges (&picture);

  return picture.drawing;
}
