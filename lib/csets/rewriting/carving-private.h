/* What a rewriting leaves of a host: how many copies there are of each part.
 *
 *     I --l--> L          a part of G has no copy if it is deleted, several if it is cloned, and one copy if it is
 *     |        |          in no table; then homs go from copies to copies
 *   i |        | m
 *     v        v          deletion only:  K is a sub-object of G
 *     K --k--> G          cloning:        K → G is the dependent product of l along m
 *
 * The host is a builder, of which only the surroundings of the match are looked at: in a large host that costs
 * little, and a C-set is as good, since a builder shares its columns.
 */

#pragma once

#include <colim/complement.h>

#include "lib/csets/cset-builder-private.h"
#include "lib/csets/hom-private.h"

/* A match in a host.  It owns nothing. */
typedef struct {
  const ColimHom *left;              /* l : I → L */
  const ColimHom *right;             /* r : I → R; NULL where only the complement is asked for */
  ColimCSetBuilder *host;
  const gint32 *const *images;       /* for each object: where the parts of L go */
  ColimColumn *const *bindings;      /* for each attribute type: where the variables of L go */
} ColimSite;

/* The site that a homomorphism is. */
typedef struct {
  ColimSite site;
  const gint32 **images;
} ColimHomSite;

gboolean _colim_hom_site_init (ColimHomSite *self, const ColimHom *l, const ColimHom *r, const ColimHom *m,
                               ColimCSetBuilder *host, GError **error);
void _colim_hom_site_clear (ColimHomSite *self);

typedef struct {
  gint32 n;
  gint32 *targets; /* n × homs of the schema: the copy that a copy's image is; NULL where there is no choice */
} ColimCopies;

typedef struct {
  gint32 n_objects;
  GHashTable **copies;        /* for each object: part of the host → ColimCopies */
  GHashTable **right_copies;  /* for each object: part of R → ColimCopies, of those that go with others */
  gint32 **interface;         /* for each object: which copy a part of I is, or -1 if it goes with others */
} ColimCarving;

/* The two kinds of violations, as triples: hom, part, part; and object, part of L, part of L. */
void _colim_site_find_dangling (const ColimSite *self, GHashTable *const *deleted, GArray *triples);
gboolean _colim_site_find_identification (const ColimSite *self, gboolean all, GArray *triples, GError **error);

void _colim_carving_init (ColimCarving *self, const ColimSite *site);
void _colim_carving_clear (ColimCarving *self);
void _colim_carving_delete (ColimCarving *self, gint32 object, gint32 part);
void _colim_carving_delete_unnamed (ColimCarving *self, const ColimSite *site);
gboolean _colim_carving_take_pushout (ColimCarving *self, const ColimSite *site, GError **error);
void _colim_carving_take_deletion (ColimCarving *self, const ColimSite *site);
gboolean _colim_carving_take_final_pullback (ColimCarving *self, const ColimSite *site, gint64 budget, GError **error);

/* What is left of a C-set; variables that are anchored stay even if nothing uses them. */
typedef struct {
  ColimHom *inclusion; /* of what is left */
  gint32 **first;      /* for each object: the number of the first copy of a part, and how many there are at the end */
  gint32 **variables;  /* for each attribute type: the number of a variable now, or -1 */
} ColimCarved;

void _colim_carved_init (ColimCarved *self, ColimCSet *of, GHashTable *const *copies, const guint8 *const *anchored);
void _colim_carved_clear (ColimCarved *self);

const ColimColumn *_colim_site_follow_variable (const ColimSite *self, gint32 type, gint32 variable, gint32 *row);
ColimComplement *_colim_complement_new_carved (const ColimCarving *carving, const ColimSite *site, ColimCSet *host,
                                               const ColimHom *kept);

static inline const ColimCopies *
_colim_copies_find (GHashTable *const *copies, gint32 object, gint32 part)
{
  return copies[object] != NULL ? g_hash_table_lookup (copies[object], GINT_TO_POINTER (part)) : NULL;
}

static inline gint32
_colim_copies_count (GHashTable *const *copies, gint32 object, gint32 part)
{
  const ColimCopies *found = _colim_copies_find (copies, object, part);

  return found != NULL ? found->n : 1;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimHomSite, _colim_hom_site_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimCarving, _colim_carving_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimCarved, _colim_carved_clear)
