/* The picture of one C-set in a drawing that may hold several.
 *
 * Each object of the schema has a shape: its parts are nodes, or edges between nodes.  What a picture is about, a
 * homomorphism or a sub-object, says of each part how it looks.
 */

#pragma once

#include <colim/cset-drawing.h>
#include <colim/subobject.h>

#include "lib/csets/cset-private.h"
#include "lib/exchange/drawing-style-private.h"

G_BEGIN_DECLS

/* Above this Graphviz takes long, and nobody can read it. */
#define COLIM_MOST_DRAWN 500

#define COLIM_FONT "DejaVu Sans"
#define COLIM_GREY "#777777"

/* How the parts over an object are drawn. */
typedef struct {
  gint32 src, tgt; /* homs; -1 where parts are nodes */
  gint32 inv;      /* the hom that turns an edge round, or -1: an edge and its inverse are drawn as one */
} ColimPartShape;

ColimPartShape *_colim_cset_find_shapes (const ColimCSet *cset, ColimCSetStyle style);
gint32 _colim_part_shape_get_drawn (const ColimPartShape *self, const ColimCSet *cset, gint32 part);
gboolean _colim_part_shape_is_degenerate (const ColimPartShape *self, const ColimCSet *cset, gint32 ob, gint32 part);

typedef struct {
  char *colour;     /* or NULL */
  char *remark;     /* after the part's number, or NULL */
  gboolean is_pale; /* not what the picture is about */
} ColimPartLook;

/* Fills in a look, which is plain; who calls frees what is in it. */
typedef void (*ColimPartLookFunc) (gint32 ob, gint32 part, ColimPartLook *look, gconstpointer data);

typedef struct {
  const ColimCSet *cset;
  ColimCSetStyle style;
  const ColimSubobject *within; /* what is drawn; NULL: all */
  const char *title;            /* over the frame around it; NULL: no frame */
  ColimPartLookFunc look;       /* or NULL */
  gconstpointer data;
} ColimCSetPicture;

/* What is known of a picture in a drawing. */
typedef struct {
  gint32 cluster;     /* the frame around it, or -1 */
  gint32 first, last; /* nodes in it */
} ColimPicturePlace;

ColimDrawing *_colim_picture_new (const char *name);
gboolean _colim_pictures_check_size (const ColimCSetPicture *pictures, guint n, GError **error);
ColimPicturePlace _colim_picture_add (ColimDrawing *drawing, const ColimCSetPicture *self);
void _colim_picture_add_arrow (ColimDrawing *drawing, ColimPicturePlace from, ColimPicturePlace to, gboolean is_dashed);
char *_colim_cset_describe (const ColimCSet *cset, const ColimSubobject *within);
const char *_colim_schema_get_builtin_name (const ColimSchema *schema);

G_END_DECLS
