#pragma once

#include <colim/learning-graph.h>

/* The image of a path under a map of graphs, in the quiver of the second. */
ColimPath *_colim_learning_graph_map_path (ColimPath *path, ColimQuiver *quiver, const gint32 *vertices,
                                           const gint32 *edges);

/* A pair of paths as a key. */
GBytes *_colim_learning_graph_make_key (ColimPath *p, ColimPath *q);
