/* Sets of parts of a C-set, a bit for each, and the sub-objects that they are if they are closed under homs. */

#pragma once

#include <colim/subobject.h>

#include "lib/csets/hom-private.h"

struct _ColimSubobject {
  ColimCSet *of;
  guint64 **parts; /* for each object */
};

ColimSubobject *_colim_subobject_new_blank (ColimCSet *of);
gboolean _colim_subobject_check (const ColimSubobject *self, GError **error);
GArray *_colim_subobject_list_parts (const ColimSubobject *self);
void _colim_subobject_generate (ColimSubobject *self);
ColimHom *_colim_subobject_include (const ColimSubobject *self, const ColimHom *hom);

static inline gsize
_colim_subobject_n_words (const ColimSubobject *self, gint32 object)
{
  return ((gsize) self->of->n_parts[object] + 63) / 64;
}

static inline gboolean
_colim_subobject_has (const ColimSubobject *self, gint32 object, gint32 part)
{
  return self->parts[object][part / 64] >> (part % 64) & 1;
}

/* Whether the part was not there before. */
static inline gboolean
_colim_subobject_put (ColimSubobject *self, gint32 object, gint32 part)
{
  guint64 *word = &self->parts[object][part / 64], bit = G_GUINT64_CONSTANT (1) << (part % 64);

  if (*word & bit)
    return FALSE;
  *word |= bit;

  return TRUE;
}
