/* The picture of a schema: its objects, what leads from one to another, and the equations below. */

#include <colim/schema-drawing.h>

#include "lib/csets/schema-private.h"
#include "lib/exchange/cset-drawing-private.h"

#define MOST_SIGNS 60

/* More equations than these are counted only. */
#define MOST_EQUATIONS 40

static void
add_node (ColimDrawing *drawing, const char *name, const char *shape, const char *fill)
{
  g_autofree char *text = _colim_drawing_escape (name, MOST_SIGNS);
  g_autofree char *label = g_strdup_printf ("<<b>%s</b>>", text);
  gint32 node = colim_drawing_add_node (drawing, label);

  colim_drawing_set_node (drawing, node, "shape", shape);
  colim_drawing_set_node (drawing, node, "fillcolor", fill);
}

static void
add_edge (ColimDrawing *drawing, gint32 from, gint32 to, const char *name, gboolean is_attr)
{
  g_autofree char *text = _colim_drawing_escape (name, MOST_SIGNS);
  g_autofree char *label = g_strdup_printf ("<%s>", text);
  gint32 edge = colim_drawing_add_edge (drawing, from, to);

  colim_drawing_set_edge (drawing, edge, "label", label);
  if (is_attr)
    colim_drawing_set_edge (drawing, edge, "style", "dashed");
}

static void
append_equation (GString *out, const ColimSchema *schema, gint32 equation)
{
  g_string_append (out, "<tr><td align=\"left\">");
  for (guint side = 0; side < 2; side++)
    {
      gsize n;
      const gint32 *path = colim_schema_get_equation_path (schema, equation, side, &n);
      g_autofree char *printed = colim_schema_print_path (schema, path, n);
      g_autofree char *text = _colim_drawing_escape (printed, MOST_SIGNS);

      g_string_append_printf (out, "%s%s", side > 0 ? " = " : "", text);
    }
  g_string_append (out, "</td></tr>");
}

static char *
write_caption (const ColimSchema *schema)
{
  const char *name = _colim_schema_get_builtin_name (schema);
  gint32 n = colim_schema_get_n_equations (schema);
  GString *out = g_string_new ("<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\">");

  g_string_append_printf (out, "<tr><td align=\"left\">%s</td></tr>", name != NULL ? name : "a schema");
  for (gint32 equation = 0; equation < MIN (n, MOST_EQUATIONS); equation++)
    append_equation (out, schema, equation);
  if (n > MOST_EQUATIONS)
    g_string_append_printf (out, "<tr><td align=\"left\">and %d more equations</td></tr>", n - MOST_EQUATIONS);
  g_string_append (out, "</table>>");

  return g_string_free (out, FALSE);
}

static gboolean
check_size (const ColimSchema *self, GError **error)
{
  gint32 n = colim_schema_get_n_objects (self) + colim_schema_get_n_homs (self) + colim_schema_get_n_attr_types (self)
             + colim_schema_get_n_attrs (self);

  if (n <= COLIM_MOST_DRAWN)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
               "the schema has %d objects and arrows, and a drawing has at most %d", n, COLIM_MOST_DRAWN);

  return FALSE;
}

/**
 * colim_schema_draw:
 * @self: a schema
 * @error: return location for an error
 *
 * Draws a schema: objects as ellipses, attribute types as boxes, homs as arrows and attributes as dashed ones; its
 * equations stand below.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 objects and arrows)
 */
ColimDrawing *
colim_schema_draw (ColimSchema *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 n_objects = colim_schema_get_n_objects (self);
  g_autofree char *caption = NULL;
  ColimDrawing *drawing;

  if (!check_size (self, error))
    return NULL;
  drawing = _colim_picture_new ("schema");
  caption = write_caption (self);
  colim_drawing_set (drawing, "label", caption);
  /* Nodes are numbered as they are added: the objects, then the attribute types. */
  for (gint32 ob = 0; ob < n_objects; ob++)
    add_node (drawing, colim_schema_get_object_name (self, ob), "ellipse", "#ffffff");
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self); type++)
    add_node (drawing, colim_schema_get_attr_type_name (self, type), "box", "#fff2cc");
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self); hom++)
    add_edge (drawing, colim_schema_get_hom_dom (self, hom), colim_schema_get_hom_codom (self, hom),
              colim_schema_get_hom_name (self, hom), FALSE);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self); attr++)
    add_edge (drawing, colim_schema_get_attr_dom (self, attr), n_objects + colim_schema_get_attr_codom (self, attr),
              colim_schema_get_attr_name (self, attr), TRUE);

  return drawing;
}
