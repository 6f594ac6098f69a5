#pragma once

#include <colim/selection.h>

G_BEGIN_DECLS

/**
 * ColimPathsCountFunc:
 * @source: a vertex
 * @target: a vertex
 * @count: how many paths there are from one to the other; more than 0
 * @user_data: what was given with the function
 *
 * Is told the number of paths between two vertices.
 */
typedef void (*ColimPathsCountFunc) (gint32 source, gint32 target, ColimNatural *count, gpointer user_data);

#define COLIM_TYPE_PATHS (colim_paths_get_type ())

typedef struct _ColimPaths ColimPaths;

/* Life */
COLIM_API GType colim_paths_get_type (void) G_GNUC_CONST;
COLIM_API ColimPaths *colim_paths_new (ColimCSet *graph, const ColimSelection *selection, GError **error);
COLIM_API ColimPaths *colim_paths_ref (ColimPaths *self);
COLIM_API void colim_paths_unref (ColimPaths *self);

/* Reading */
COLIM_API gint32 colim_paths_get_n (const ColimPaths *self);
COLIM_API ColimPath *colim_paths_get_path (const ColimPaths *self, gint32 index);
COLIM_API gboolean colim_paths_is_complete (const ColimPaths *self);

/* Counting */
COLIM_API gboolean colim_paths_count (ColimCSet *graph, const ColimSelection *selection, ColimPathsCountFunc func,
                                      gpointer user_data, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimPaths, colim_paths_unref)

G_END_DECLS
