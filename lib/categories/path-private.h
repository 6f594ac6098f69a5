#pragma once

#include <colim/path.h>

/* Makes the path of edges that are known to be composable; the vertices are those of its ends. */
ColimPath *_colim_path_make (gint32 source, gint32 target, const gint32 *edges, gsize n_edges);

/* One path after another that starts where it ends. */
ColimPath *_colim_path_concatenate (const ColimPath *first, const ColimPath *second);
