#pragma once

#include <colim/diagram.h>
#include <colim/pairs.h>

G_BEGIN_DECLS

/**
 * ColimDiffPart:
 * @COLIM_DIFF_VERTICES: vertices, by name
 * @COLIM_DIFF_EDGES: edges, by name
 * @COLIM_DIFF_RELATIONS: relations, by their paths
 * @COLIM_DIFF_MODELS: the handles that edges use, by name
 * @COLIM_DIFF_METRICS: metrics, by what they say
 * @COLIM_DIFF_SETTINGS: settings, by their key
 * @COLIM_DIFF_TERMS: the terms of the loss, by their paths
 *
 * What two diagrams can differ in.
 */
typedef enum {
  COLIM_DIFF_VERTICES,
  COLIM_DIFF_EDGES,
  COLIM_DIFF_RELATIONS,
  COLIM_DIFF_MODELS,
  COLIM_DIFF_METRICS,
  COLIM_DIFF_SETTINGS,
  COLIM_DIFF_TERMS,
} ColimDiffPart;

#define COLIM_DIFF_N_PARTS 7

/**
 * ColimDiffKind:
 * @COLIM_DIFF_ONLY_A: in the first diagram alone
 * @COLIM_DIFF_ONLY_B: in the second alone
 * @COLIM_DIFF_CHANGED: in both, but not the same
 *
 * How something differs.
 */
typedef enum {
  COLIM_DIFF_ONLY_A,
  COLIM_DIFF_ONLY_B,
  COLIM_DIFF_CHANGED,
} ColimDiffKind;

#define COLIM_DIFF_N_KINDS 3

#define COLIM_TYPE_DIFF (colim_diff_get_type ())

typedef struct _ColimDiff ColimDiff;

/* Life */
COLIM_API GType colim_diff_get_type (void) G_GNUC_CONST;
COLIM_API ColimDiff *colim_diff_new (ColimDiagram *a, ColimDiagram *b, const ColimSelection *of_a,
                                     const ColimSelection *of_b,
                                     GError **error);
COLIM_API ColimDiff *colim_diff_ref (ColimDiff *self);
COLIM_API void colim_diff_unref (ColimDiff *self);

/* Reading */
COLIM_API ColimDiagram *colim_diff_get_a (const ColimDiff *self);
COLIM_API ColimDiagram *colim_diff_get_b (const ColimDiff *self);
COLIM_API gboolean colim_diff_is_empty (const ColimDiff *self);
COLIM_API guint colim_diff_get_n (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind);
COLIM_API const char *colim_diff_get_name (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, guint index);
COLIM_API const char *colim_diff_get_text (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind,
                                           guint index, gboolean in_b);
COLIM_API gint32 colim_diff_get_number (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, guint index,
                                        gboolean in_b);
COLIM_API const char *const *colim_diff_get_causes (const ColimDiff *self, guint index);
COLIM_API ColimPairs *colim_diff_get_pairs (const ColimDiff *self, gboolean in_b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimDiff, colim_diff_unref)

G_END_DECLS
