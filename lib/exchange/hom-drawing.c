/* Pictures of homomorphisms: domain and codomain, each part in the colour of its image. */

#include <colim/hom-drawing.h>

#include "lib/exchange/colouring-private.h"

/**
 * colim_hom_draw:
 * @self: a homomorphism
 * @style: how parts are drawn
 * @error: return location for an error
 *
 * Draws domain and codomain, as [method@Colim.CSet.draw] does, beside each other.  A part has the colour of its image,
 * whose number it shows: `1 ↦ 3`; what is no image has no colour.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 elements together)
 */
ColimDrawing *
colim_hom_draw (ColimHom *self, ColimCSetStyle style, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimCSetPicture pictures[]
      = { { .cset = self->dom, .style = style, .title = "domain", .look = _colim_coloured_look },
          { .cset = self->codom, .style = style, .title = "codomain", .look = _colim_coloured_look } };
  g_autoptr (ColimColouring) codom = NULL;
  g_autoptr (ColimColouring) dom = NULL;
  ColimColouredLook looks[2];
  ColimPicturePlace places[2];
  ColimDrawing *drawing;

  if (!_colim_pictures_check_size (pictures, 2, error))
    return NULL;
  codom = _colim_colouring_new (self->codom, style, &self, 1);
  dom = _colim_colouring_pull (codom, self);
  looks[0] = (ColimColouredLook) { dom, &self, 1 };
  looks[1] = (ColimColouredLook) { codom, NULL, 0 };
  drawing = _colim_picture_new ("hom");
  for (guint i = 0; i < 2; i++)
    {
      pictures[i].data = &looks[i];
      places[i] = _colim_picture_add (drawing, &pictures[i]);
    }
  _colim_picture_add_arrow (drawing, places[0], places[1], FALSE);

  return drawing;
}
