#pragma once

#include <colim/cset-builder.h>
#include <colim/cset.h>
#include <colim/path.h>

G_BEGIN_DECLS

/**
 * ColimVertexKind:
 * @COLIM_VERTEX_INDEX: an indexing vertex: what is summed over
 * @COLIM_VERTEX_SPACE: a space that carries no loss
 * @COLIM_VERTEX_LOSS: a space with a loss, hard ones too
 * @COLIM_VERTEX_OPEN: a vertex whose kind is open: an attribute variable; alone it is a space without a loss
 *
 * What the labelling over Ind and the loss flag say of a vertex.
 */
typedef enum {
  COLIM_VERTEX_INDEX,
  COLIM_VERTEX_SPACE,
  COLIM_VERTEX_LOSS,
  COLIM_VERTEX_OPEN,
} ColimVertexKind;

/* The schema */
COLIM_API ColimSchema *colim_learning_graph_get_schema (void);

/* Growing one */
COLIM_API gint32 colim_learning_graph_add_vertex (ColimCSetBuilder *builder, ColimVertexKind kind);
COLIM_API gint32 colim_learning_graph_add_edge (ColimCSetBuilder *builder, gint32 src, gint32 tgt);
COLIM_API gint32 colim_learning_graph_add_relation (ColimCSetBuilder *builder, ColimPath *lesser, ColimPath *greater);

/* Reading one */
COLIM_API gboolean colim_learning_graph_check (ColimCSet *graph, GError **error);
COLIM_API ColimQuiver *colim_learning_graph_get_quiver (ColimCSet *graph, GError **error);
COLIM_API ColimVertexKind colim_learning_graph_get_kind (ColimCSet *graph, gint32 vertex);
COLIM_API gboolean colim_learning_graph_list_relations (ColimCSet *graph, ColimQuiver *quiver, GPtrArray *lesser, GPtrArray *greater,
                                                        GError **error);

/* Maps between them */
COLIM_API gboolean colim_learning_graph_check_map (ColimCSet *from, ColimCSet *to, ColimFinFunction *vertices, ColimFinFunction *edges,
                                                   gint64 budget, gboolean *preserves_relations, ColimVerdict *preserves_order,
                                                   GError **error);

G_END_DECLS
