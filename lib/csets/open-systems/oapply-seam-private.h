/* Where a C-set is glued to itself: some parts of it, with all that they point to, and what they become.
 *
 *     whole ◀── seam ──▶ glued         The glued whole is the pushout.
 *
 * Attributes are variables of their own in both the seam and what it becomes, so that it is the pushout which makes
 * their values agree.
 */

#pragma once

#include "lib/csets/hom-private.h"
#include "lib/sets/partition-private.h"

typedef struct {
  ColimCSet *whole;
  gint32 n_objects;
  gint32 **numbers; /* for each object and part of the whole: its number in the seam, or -1 */
  GArray **parts;   /* for each object: the parts in the seam, by number */
  GArray *pairs;    /* what is to be one: object and two numbers, three gint32 each */
  ColimPartition *classes;
} ColimSeam;

void _colim_seam_init (ColimSeam *self, ColimCSet *whole);
void _colim_seam_clear (ColimSeam *self);
void _colim_seam_glue (ColimSeam *self, gint32 ob, gint32 x, gint32 y);
gboolean _colim_seam_end (ColimSeam *self, ColimHom **into_whole, ColimHom **into_glued, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimSeam, _colim_seam_clear)
