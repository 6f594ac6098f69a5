/* Where the parts of a C-set go when some are removed or merged: only those that move are listed. */

#pragma once

#include <colim/renumbering.h>

ColimRenumbering *_colim_renumbering_new (const gint32 *n_old, gint32 n_objects);
void _colim_renumbering_put (ColimRenumbering *self, gint32 object, gint32 old_part, gint32 new_part);
ColimRenumbering *_colim_renumbering_compose (const ColimRenumbering *first, const ColimRenumbering *second,
                                             const gint32 *n_old);
