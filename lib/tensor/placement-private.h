/* Places in an arena for blocks that live for a while: each takes the lowest that is free as long as it lives. */

#pragma once

#include <glib.h>

typedef struct _Placement Placement;

/* For lives within the steps from -1 to @last. */
Placement *_colim_placement_new (gint32 last);
void _colim_placement_free (Placement *self);

/* Takes the lowest place of so many bytes that is free from a step to another one. */
gsize _colim_placement_take (Placement *self, gint32 birth, gint32 death, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Placement, _colim_placement_free)
