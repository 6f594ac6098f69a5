#pragma once

#include <colim/diagram.h>
#include <colim/pairs.h>
#include <colim/rational.h>

G_BEGIN_DECLS

#define COLIM_TYPE_GLUING (colim_gluing_get_type ())
#define COLIM_TYPE_GLUING_REPORT (colim_gluing_report_get_type ())

typedef struct _ColimGluing ColimGluing;
typedef struct _ColimGluingReport ColimGluingReport;

/* Life */
COLIM_API GType colim_gluing_get_type (void) G_GNUC_CONST;
COLIM_API ColimGluing *colim_gluing_new (const char *name, ColimDiagram **parts, gsize n_parts, ColimDiagram *apex,
                                         const ColimTerm *glue, ColimDiagnostics *diagnostics);
COLIM_API ColimGluing *colim_gluing_new_colimit (const char *name, ColimDiagram **parts, gsize n_parts, ColimDiagram **apexes,
                                                 gsize n_apexes, ColimFinFunction **vertices, gsize n_vertices,
                                                 ColimFinFunction **edges, gsize n_edges, const gint32 *sources, gsize n_sources,
                                                 const gint32 *targets, gsize n_targets, ColimDiagnostics *diagnostics);
COLIM_API ColimGluing *colim_gluing_ref (ColimGluing *self);
COLIM_API void colim_gluing_unref (ColimGluing *self);

/* Reading: the parts, and the apexes, which are counted on behind them */
COLIM_API ColimDiagram *colim_gluing_get_diagram (const ColimGluing *self);
COLIM_API guint colim_gluing_get_n_parts (const ColimGluing *self);
COLIM_API guint colim_gluing_get_n_apexes (const ColimGluing *self);
COLIM_API ColimDiagram *colim_gluing_get_part (const ColimGluing *self, guint part);
COLIM_API const char *colim_gluing_get_part_name (const ColimGluing *self, guint part);

/* Legs: where the elements of a part went */
COLIM_API ColimFinFunction *colim_gluing_get_vertex_leg (const ColimGluing *self, guint part);
COLIM_API ColimFinFunction *colim_gluing_get_edge_leg (const ColimGluing *self, guint part);

/* Back to a part, with what the whole assigns */
COLIM_API ColimDiagram *colim_gluing_restrict (ColimGluing *self, guint part, const char *name, ColimDiagnostics *diagnostics);

/* Report: what becomes of the terms */
COLIM_API GType colim_gluing_report_get_type (void) G_GNUC_CONST;
COLIM_API ColimGluingReport *colim_gluing_report_new (ColimGluing *gluing, GError **error);
COLIM_API ColimGluingReport *colim_gluing_report_ref (ColimGluingReport *self);
COLIM_API void colim_gluing_report_unref (ColimGluingReport *self);
COLIM_API ColimPairs *colim_gluing_report_get_pairs (const ColimGluingReport *self);
COLIM_API guint colim_gluing_report_count_images (const ColimGluingReport *self, gint32 pair);
COLIM_API gint32 colim_gluing_report_get_n_terms (const ColimGluingReport *self, guint part);
COLIM_API ColimPath *colim_gluing_report_get_p (const ColimGluingReport *self, guint part, gint32 term);
COLIM_API ColimPath *colim_gluing_report_get_q (const ColimGluingReport *self, guint part, gint32 term);
COLIM_API gboolean colim_gluing_report_is_in_loss (const ColimGluingReport *self, guint part, gint32 term);
COLIM_API gboolean colim_gluing_report_is_redundant (const ColimGluingReport *self, guint part, gint32 term);
COLIM_API ColimRational *colim_gluing_report_get_value (const ColimGluingReport *self, guint part);
COLIM_API gboolean colim_gluing_report_is_additive (const ColimGluingReport *self);
COLIM_API const char *colim_gluing_report_get_why (const ColimGluingReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimGluing, colim_gluing_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimGluingReport, colim_gluing_report_unref)

G_END_DECLS
