/* Pictures of sub-objects: in the whole, and alone. */

#include <colim/subobject-drawing.h>

#include "lib/csets/subobjects/subobject-private.h"
#include "lib/exchange/cset-drawing-private.h"

#include <string.h>

static void
look (gint32 ob, gint32 part, ColimPartLook *look, gconstpointer data)
{
  const ColimSubobject *self = data;

  look->is_pale = !_colim_subobject_has (self, ob, part);
  if (!look->is_pale)
    look->colour = _colim_colour_get (0);
}

static ColimDrawing *
draw (const ColimCSetPicture *picture, const char *caption, GError **error)
{
  ColimDrawing *drawing;

  if (!_colim_pictures_check_size (picture, 1, error))
    return NULL;
  drawing = _colim_picture_new ("subobject");
  colim_drawing_set (drawing, "label", caption);
  _colim_picture_add (drawing, picture);

  return drawing;
}

/**
 * colim_subobject_draw:
 * @self: a sub-object
 * @style: how parts are drawn
 * @error: return location for an error
 *
 * Draws the C-set that it is of, as [method@Colim.CSet.draw] does, with the sub-object's parts in colour and the others
 * pale.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 elements)
 */
ColimDrawing *
colim_subobject_draw (ColimSubobject *self, ColimCSetStyle style, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimCSetPicture picture = { .cset = self->of, .style = style, .look = look, .data = self };
  g_autofree char *caption = _colim_cset_describe (self->of, self);

  return draw (&picture, caption, error);
}

/**
 * colim_subobject_draw_alone:
 * @self: a sub-object
 * @style: how parts are drawn
 * @error: return location for an error
 *
 * Draws the parts of a sub-object only, with the numbers that they have in the C-set that it is of.  A node that
 * something outside leads to has a dashed rim.  What touches a sub-object S is ∼¬S ([method@Colim.Subobject.negate],
 * then [method@Colim.Subobject.non]): so a picture grows around a part.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 elements)
 */
ColimDrawing *
colim_subobject_draw_alone (ColimSubobject *self, ColimCSetStyle style, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimCSetPicture picture = { .cset = self->of, .style = style, .within = self };
  g_autofree char *counts = _colim_cset_describe (self->of, self);
  g_autofree char *caption
      = g_strdup_printf ("%.*s; more leads to what has a dashed rim>", (int) strlen (counts) - 1, counts);

  return draw (&picture, caption, error);
}
