#pragma once

#include <colim/diagnostics.h>
#include <colim/json-writer.h>
#include <colim/selection.h>
#include <colim/term.h>

G_BEGIN_DECLS

/**
 * ColimReduce:
 * @COLIM_REDUCE_MEAN: each source's sum is divided by its size
 * @COLIM_REDUCE_SUM: the theory's sum
 *
 * How the points of a data set add up to a term.
 */
typedef enum {
  COLIM_REDUCE_MEAN,
  COLIM_REDUCE_SUM,
} ColimReduce;

#define COLIM_TYPE_DIAGRAM (colim_diagram_get_type ())

typedef struct _ColimDiagram ColimDiagram;

/* Life */
COLIM_API GType colim_diagram_get_type (void) G_GNUC_CONST;
COLIM_API ColimDiagram *colim_diagram_ref (ColimDiagram *self);
COLIM_API void colim_diagram_unref (ColimDiagram *self);

/* Syntax: the graph and the names of its elements */
COLIM_API const char *colim_diagram_get_name (const ColimDiagram *self);
COLIM_API ColimCSet *colim_diagram_get_graph (const ColimDiagram *self);
COLIM_API ColimQuiver *colim_diagram_get_quiver (const ColimDiagram *self);
COLIM_API gint32 colim_diagram_get_n_vertices (const ColimDiagram *self);
COLIM_API gint32 colim_diagram_get_n_edges (const ColimDiagram *self);
COLIM_API gint32 colim_diagram_get_n_relations (const ColimDiagram *self);
COLIM_API const char *colim_diagram_get_vertex_name (const ColimDiagram *self, gint32 vertex);
COLIM_API const char *colim_diagram_get_edge_name (const ColimDiagram *self, gint32 edge);
COLIM_API gint32 colim_diagram_find_vertex (const ColimDiagram *self, const char *name);
COLIM_API gint32 colim_diagram_find_edge (const ColimDiagram *self, const char *name);
COLIM_API ColimPath *colim_diagram_parse_path (ColimDiagram *self, const ColimTerm *term, ColimDiagnostics *diagnostics);
COLIM_API char *colim_diagram_print_path (ColimDiagram *self, ColimPath *path);
COLIM_API char *colim_diagram_describe_relation (ColimDiagram *self, gint32 relation);
COLIM_API char *colim_diagram_explain_cycle (ColimDiagram *self, gint32 source, gint32 target);

/* Semantics: what is assigned, as it is written */
COLIM_API ColimTerm *colim_diagram_get_space (const ColimDiagram *self, gint32 vertex);
COLIM_API ColimTerm *colim_diagram_get_model (const ColimDiagram *self, gint32 edge);
COLIM_API gboolean colim_diagram_has_flag (const ColimDiagram *self, gint32 edge, const char *flag, const char **argument);
COLIM_API ColimTerm *colim_diagram_find_let (const ColimDiagram *self, const char *name, char **identity);

/* Settings */
COLIM_API ColimSelection *colim_diagram_get_selection (const ColimDiagram *self);
COLIM_API ColimReduce colim_diagram_get_reduce (const ColimDiagram *self);
COLIM_API ColimTerm *colim_diagram_get_train (const ColimDiagram *self);
COLIM_API gsize colim_diagram_get_n_metrics (const ColimDiagram *self);
COLIM_API ColimTerm *colim_diagram_get_metric (const ColimDiagram *self, gsize metric);

/* Writing */
COLIM_API ColimTerm *colim_diagram_to_term (ColimDiagram *self);
COLIM_API char *colim_diagram_print_file (ColimDiagram *self, const char *path);
COLIM_API void colim_diagram_write_json (ColimDiagram *self, ColimJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimDiagram, colim_diagram_unref)

G_END_DECLS
