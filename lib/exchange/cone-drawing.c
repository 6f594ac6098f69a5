/* Pictures of limits and colimits: the diagram and its apex, each C-set in a frame. */

#include <colim/cone-drawing.h>

#include "lib/csets/colimit-private.h"
#include "lib/csets/limit-private.h"
#include "lib/exchange/colouring-private.h"

#include <string.h>

/* A diagram and what is over or under it. */
typedef struct {
  ColimCSet *apex;
  ColimHom *const *legs;
  guint n_legs;
  const gint32 *sources, *targets; /* of the arrows */
  guint n_arrows;
  gboolean is_limit;
  const char *const *names; /* of the objects, then of the apex; or NULL */
  ColimCSetStyle style;
} Cone;

static const ColimCSet *
get_object (const Cone *self, guint i)
{
  return i == self->n_legs ? self->apex : self->is_limit ? self->legs[i]->codom : self->legs[i]->dom;
}

static char *
name_object (const Cone *self, guint i)
{
  if (self->names != NULL)
    return g_strdup (self->names[i]);
  if (i == self->n_legs)
    return g_strdup (self->is_limit ? "limit" : "colimit");

  return g_strdup_printf ("object %u", i + 1);
}

/* In a colimit, the apex gives the colours.  In a limit, the last object does, if it has a say: then so have the apex,
 * and what is under it. */
static void
find_colours (const Cone *self, ColimColouring **colourings)
{
  guint n = self->n_legs;

  if (!self->is_limit)
    {
      colourings[n] = _colim_colouring_new (self->apex, self->style, self->legs, n);
      for (guint i = 0; i < n; i++)
        colourings[i] = _colim_colouring_pull (colourings[n], self->legs[i]);
    }
  else if (n == 0)
    colourings[n] = _colim_colouring_new (self->apex, self->style, NULL, 0);
  else
    {
      colourings[n - 1] = _colim_colouring_new (self->legs[n - 1]->codom, self->style, &self->legs[n - 1], 1);
      colourings[n] = _colim_colouring_pull (colourings[n - 1], self->legs[n - 1]);
      for (guint i = 0; i + 1 < n; i++)
        colourings[i] = _colim_colouring_push (colourings[n], self->legs[i]);
    }
}

/* The objects that an arrow leads to, in a colimit those that one starts at: their leg is the composite of another with
 * it.  Where that is all of them, none is taken so. */
static guint8 *
find_composites (const Cone *self)
{
  guint8 *composite = g_new0 (guint8, self->n_legs + 1);
  guint n = 0;

  for (guint a = 0; a < self->n_arrows; a++)
    if (self->sources[a] != self->targets[a])
      composite[self->is_limit ? self->targets[a] : self->sources[a]] = TRUE;
  for (guint i = 0; i < self->n_legs; i++)
    n += composite[i];
  if (n == self->n_legs)
    memset (composite, FALSE, n);

  return composite;
}

static void
add_arrows (const Cone *self, const guint8 *composite, ColimDrawing *drawing, const ColimPicturePlace *places)
{
  ColimPicturePlace apex = places[self->n_legs];

  for (guint a = 0; a < self->n_arrows; a++)
    _colim_picture_add_arrow (drawing, places[self->sources[a]], places[self->targets[a]], FALSE);
  for (guint i = 0; i < self->n_legs; i++)
    if (!composite[i])
      _colim_picture_add_arrow (drawing, self->is_limit ? apex : places[i], self->is_limit ? places[i] : apex, TRUE);
}

static ColimDrawing *
draw (const Cone *self, GError **error)
{
  guint n = self->n_legs;
  g_autofree ColimCSetPicture *pictures = g_new0 (ColimCSetPicture, n + 1);
  g_autofree ColimColouring **colourings = g_new0 (ColimColouring *, n + 1);
  g_autofree ColimColouredLook *looks = g_new0 (ColimColouredLook, n + 1);
  g_autofree ColimPicturePlace *places = g_new0 (ColimPicturePlace, n + 1);
  g_autofree ColimHom **components = g_new (ColimHom *, n + 1);
  g_autofree guint8 *composite = find_composites (self);
  guint n_components = 0;
  ColimDrawing *drawing;

  for (guint i = 0; i <= n; i++)
    pictures[i]
        = (ColimCSetPicture) { .cset = get_object (self, i), .style = self->style, .look = _colim_coloured_look };
  if (!_colim_pictures_check_size (pictures, n + 1, error))
    return NULL;
  find_colours (self, colourings);
  for (guint i = 0; self->is_limit && i < n; i++)
    if (!composite[i])
      components[n_components++] = self->legs[i];
  drawing = _colim_picture_new (self->is_limit ? "limit" : "colimit");
  for (guint i = 0; i <= n; i++)
    {
      g_autofree char *name = name_object (self, i);

      looks[i] = (ColimColouredLook) { colourings[i], &self->legs[i], !self->is_limit && i < n };
      if (i == n)
        looks[i] = (ColimColouredLook) { colourings[i], components, n_components };
      pictures[i].title = name;
      pictures[i].data = &looks[i];
      places[i] = _colim_picture_add (drawing, &pictures[i]);
    }
  add_arrows (self, composite, drawing, places);
  for (guint i = 0; i <= n; i++)
    _colim_colouring_free (colourings[i]);

  return drawing;
}

/**
 * colim_limit_draw:
 * @self: a limit
 * @names: (nullable) (array zero-terminated=1): what the objects of the diagram and then the apex are called, or %NULL
 * @style: how parts are drawn
 * @error: return location for an error
 *
 * Draws a limit with its diagram: a frame for each C-set, drawn as [method@Colim.CSet.draw] does, the legs dashed.  A
 * part of the apex shows what it consists of, `1 (2, 3)`.  It has the colour of its image in the last object, and so
 * has each other part of which all that is over it has one colour: in a pullback the fibres over S.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 elements together)
 */
ColimDrawing *
colim_limit_draw (ColimLimit *self, const char *const *names, ColimCSetStyle style, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (names == NULL || g_strv_length ((char **) names) == self->n_legs + 1, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const Cone cone
      = { self->apex, self->legs, self->n_legs, self->sources, self->targets, self->n_arrows, TRUE, names, style };

  return draw (&cone, error);
}

/**
 * colim_colimit_draw:
 * @self: a colimit
 * @names: (nullable) (array zero-terminated=1): what the objects of the diagram and then the apex are called, or %NULL
 * @style: how parts are drawn
 * @error: return location for an error
 *
 * Draws a colimit with its diagram: a frame for each C-set, drawn as [method@Colim.CSet.draw] does, the legs dashed.  A
 * part has the colour of its image in the apex, and shows its number: `1 ↦ 3`.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 elements together)
 */
ColimDrawing *
colim_colimit_draw (ColimColimit *self, const char *const *names, ColimCSetStyle style, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (names == NULL || g_strv_length ((char **) names) == self->n_legs + 1, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const Cone cone
      = { self->apex, self->legs, self->n_legs, self->sources, self->targets, self->n_arrows, FALSE, names, style };

  return draw (&cone, error);
}
