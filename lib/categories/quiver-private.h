#pragma once

#include <colim/quiver.h>

/* A compressed list of the edges at each vertex, ascending: those at v are items[starts[v]] … items[starts[v + 1] - 1]. */
typedef struct {
  gint32 *starts;
  gint32 *items;
} Incidence;

struct _ColimQuiver {
  ColimFinFunction *source_map;
  ColimFinFunction *target_map;
  gint32 n_vertices;
  gint32 n_edges;
  const gint32 *src; /* the columns of the two maps */
  const gint32 *tgt;
  Incidence out;
  Incidence in;
};

/* Marks the vertices in @found, and appends and marks what they reach within @within; costs what it finds.  The marks
 * are the caller's to clear. */
void _colim_quiver_spread (const ColimQuiver *self, GArray *found, gboolean backwards, const guint8 *within,
                           guint8 *marks);

gboolean _colim_quiver_equal (const ColimQuiver *self, const ColimQuiver *other);

/* Makes a quiver of the ends of its edges, which it takes and does not check. */
ColimQuiver *_colim_quiver_take (gint32 *src, gint32 *tgt, gint32 n_edges, gint32 n_vertices);
