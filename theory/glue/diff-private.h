#pragma once

#include <colim/diff.h>

#include "theory/diagram/diagram-private.h"

typedef struct {
  char *name;
  char *texts[2];    /* what A and B say, or NULL */
  gint32 numbers[2]; /* in A and B, or -1 */
  char **causes;     /* of a changed term, else NULL */
} DiffEntry;

struct _ColimDiff {
  ColimDiagram *diagrams[2];
  ColimPairs *pairs[2]; /* or NULL where nothing that they depend on differs */
  GArray *entries[COLIM_DIFF_N_PARTS][COLIM_DIFF_N_KINDS];
};

DiffEntry *_colim_diff_add (ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, const char *name, gint32 in_a,
                            gint32 in_b);

/* How much differs in a part. */
guint _colim_diff_count (const ColimDiff *self, ColimDiffPart part);

/* All but the terms. */
void _colim_diff_compare (ColimDiff *self);

/* The terms, once the rest is compared; FALSE with an error if they cannot be listed. */
gboolean _colim_diff_compare_terms (ColimDiff *self, const ColimSelection *const *selections, GError **error);
