/* A connected part of a pattern that is summed by setting one element: how, and what that takes. */

#pragma once

#include "lib/csets/search/hom-search-factor-private.h"

#define HOM_BIT(i) (G_GUINT64_CONSTANT (1) << (i))

/* Each table is used once; what it says is summed over all its elements but one, or over all. */
typedef struct {
  guint table;
  gint32 kept; /* -1: none */
} HomPass;

/* The rows of a table by the image of one element. */
typedef struct {
  gint32 driver;
  gint32 *others; /* all but the driver and what is kept */
  guint n_others;
  guint width;
  gsize *starts;
  gint32 *rows;    /* what is kept, then the others */
  guint64 *counts; /* NULL: all are 1 */
} HomIndex;

typedef struct {
  gint32 kept;
  gboolean driven; /* by the element that is set, alone */
  guint n_indices;
  HomIndex *indices;
} HomStep;

/* What is known of an element's images: a number, 0 but for those listed. */
typedef struct {
  gint32 size;
  gboolean given; /* else nothing is known, and each image counts once */
  guint64 *values;
  gint32 *support;
  gsize n;
} HomVector;

struct _HomCondition {
  HomState *state;
  const gint32 *elements;
  guint n_elements;
  GPtrArray *tables; /* with two elements or more */
  GPtrArray *unaries;
  guint64 *masks; /* of the elements in each table */
  guint set;
  HomPass *passes;
  HomStep *steps;
  HomVector *vectors;
  HomVector message;
};

static inline gint32
_colim_hom_condition_get_size (const HomCondition *self, guint i)
{
  return self->state->sorts[self->state->sort_of[self->elements[i]]].size;
}

static inline guint
_colim_hom_condition_find (const HomCondition *self, gint32 e)
{
  guint i = 0;

  while (self->elements[i] != e)
    i++;

  return i;
}
