#pragma once

#include <colim/rewriting.h>

/* The paths that a search has met, each stored once and named by a number, and the rewriting steps between them. */
typedef struct _PathSpace PathSpace;

/* What the paths of a space may have together, half a gigabyte: a bound in the thousands on a cycle asks for paths that
 * no cap on their number keeps short. */
#define PATH_SPACE_EDGES (1u << 27)

typedef struct {
  gint32 rule;
  gint32 at;
  gint32 path; /* after the step */
} PathStep;

typedef struct {
  const gint32 *edges; /* until the next path is interned */
  gint32 n_edges;
  gint32 source;
  gint32 target;
} PathView;

/* Steps to paths longer than @longest are not taken (-1: all are); no more than @most paths are stored. */
PathSpace *path_space_new (ColimRewriting *rewriting, gint32 longest, gint64 most);
void path_space_free (PathSpace *self);

/* Names a path; -1 if there are too many already, or too many edges on them. */
gint32 path_space_intern (PathSpace *self, gint32 source, const gint32 *edges, gint32 n_edges);
gint32 path_space_intern_path (PathSpace *self, ColimPath *path);
gboolean path_space_is_exhausted (const PathSpace *self);

/* Lifts the limit, for questions about what was found. */
void path_space_lift (PathSpace *self);
gint32 path_space_get_n_paths (const PathSpace *self);

PathView path_space_view (const PathSpace *self, gint32 path);
ColimPath *path_space_dup_path (const PathSpace *self, gint32 path);

/* Source, target, length, edges: the order of every list. */
int path_space_compare (const PathSpace *self, gint32 path, gint32 other);

/* Everything above @path, itself first, in breadth-first order, until @until is met (-1: never); the array is valid until
 * the next call.  @cut becomes TRUE if a step was left out. */
const GArray *path_space_reach (PathSpace *self, gint32 path, gint32 until, gboolean *cut);

/* What the last call of path_space_reach () found. */
gboolean path_space_is_reached (const PathSpace *self, gint32 path);
ColimDerivation *path_space_derive (PathSpace *self, gint32 from, gint32 to);

/* Appends all paths from a source to a target, of at most @longest edges (-1: any, where no cycle lies between),
 * identities included where a vertex is both; FALSE if the space is exhausted. */
gboolean path_space_list (PathSpace *self, const guint8 *sources, const guint8 *targets, gint32 longest, GArray *paths);

/* The same from one source, where @useful are the vertices from which a target can be reached. */
gboolean path_space_list_from (PathSpace *self, gint32 source, const guint8 *useful, const guint8 *targets,
                               gint32 longest, GArray *paths);

/* Appends all paths from a source to a target that a rule can rewrite, each once; longest and result as above. */
gboolean path_space_list_rewritable (PathSpace *self, const guint8 *sources, const guint8 *targets, gint32 longest, GArray *paths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PathSpace, path_space_free)
