#pragma once

#include <colim/match.h>
#include <colim/natural.h>

G_BEGIN_DECLS

/**
 * ColimMatchRelations:
 * @COLIM_MATCH_RELATIONS: a relation goes to a relation, as in a morphism of C-sets
 * @COLIM_MATCH_ORDER: a relation p ≤ q goes to two paths of which the first is below the second: that follows from it
 * @COLIM_MATCH_GRAPH: relations do not matter
 *
 * What a match preserves of the relations of a pattern.
 */
typedef enum {
  COLIM_MATCH_RELATIONS,
  COLIM_MATCH_ORDER,
  COLIM_MATCH_GRAPH,
} ColimMatchRelations;

#define COLIM_TYPE_MATCHING (colim_matching_get_type ())

typedef struct _ColimMatching ColimMatching;

/**
 * ColimMatchFunc:
 * @match: a match
 * @user_data: what was given with the function
 *
 * Is shown a match.
 *
 * Returns: %TRUE to be shown the next one
 */
typedef gboolean (*ColimMatchFunc) (ColimMatch *match, gpointer user_data);

/* Life */
COLIM_API GType colim_matching_get_type (void) G_GNUC_CONST;
COLIM_API ColimMatching *colim_matching_new (ColimDiagram *pattern, ColimDiagram *host);
COLIM_API ColimMatching *colim_matching_ref (ColimMatching *self);
COLIM_API void colim_matching_unref (ColimMatching *self);

/* What is searched for */
COLIM_API void colim_matching_set_monic (ColimMatching *self, gboolean monic);
COLIM_API void colim_matching_set_relations (ColimMatching *self, ColimMatchRelations relations);
COLIM_API void colim_matching_set_assigned (ColimMatching *self, gboolean assigned);
COLIM_API gboolean colim_matching_set_image (ColimMatching *self, const char *element, const char *image,
                                             GError **error);
COLIM_API void colim_matching_set_budget (ColimMatching *self, gint64 steps);

/* Answers */
COLIM_API ColimMatch *colim_matching_find (ColimMatching *self, GError **error);
COLIM_API ColimVerdict colim_matching_exists (ColimMatching *self, GError **error);
COLIM_API ColimNatural *colim_matching_count (ColimMatching *self, GError **error);
COLIM_API gboolean colim_matching_foreach (ColimMatching *self, ColimMatchFunc function, gpointer user_data,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimMatching, colim_matching_unref)

G_END_DECLS
