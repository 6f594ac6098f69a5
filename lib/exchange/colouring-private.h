/* Colours of the parts of C-sets, such that a part and its image have the same one. */

#pragma once

#include "lib/csets/hom-private.h"
#include "lib/exchange/cset-drawing-private.h"

G_BEGIN_DECLS

typedef struct {
  const ColimCSet *cset;
  gint32 **colours; /* for each object and part; -1 for none */
} ColimColouring;

ColimColouring *_colim_colouring_new (const ColimCSet *cset, ColimCSetStyle style, ColimHom *const *homs, guint n_homs);
ColimColouring *_colim_colouring_pull (const ColimColouring *self, const ColimHom *hom);
ColimColouring *_colim_colouring_push (const ColimColouring *self, const ColimHom *hom);
void _colim_colouring_free (ColimColouring *self);

/* What is said of parts: their colours, and their images. */
typedef struct {
  const ColimColouring *colouring;
  ColimHom *const *homs;
  guint n_homs;
} ColimColouredLook;

void _colim_coloured_look (gint32 ob, gint32 part, ColimPartLook *look, gconstpointer coloured_look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimColouring, _colim_colouring_free)

G_END_DECLS
