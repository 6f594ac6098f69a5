/* The tables of distances and of metrics: what is made, point by point, of a prediction and of what it should be. */

#pragma once

#include "theory/stages/stage-private.h"

typedef enum {
  DISTANCE_LABELS = 1 << 0, /* q may be a class */
  DISTANCE_VALUES = 1 << 1, /* q may be of the type of p */
  DISTANCE_LOGITS = 1 << 2, /* p is read along its last axis, so that it has one */
  DISTANCE_EXACT = 1 << 3,  /* on finite spaces alone: no operations */
  DISTANCE_ROOT = 1 << 4,   /* of a metric: the root of the mean is taken */
} DistanceFlags;

typedef struct _DistanceRow DistanceRow;

struct _DistanceRow {
  const char *name;
  ArgumentRow arguments[MOST_ARGUMENTS];
  guint flags;
  /* Writes the distances of the points: [rows, …] twice to [rows]. */
  gint32 (*expand) (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q);
  const char *help;
};

extern const DistanceRow _colim_distances[];
/* Metrics are looked at, and nothing is differentiated. */
extern const DistanceRow _colim_metrics[];

const DistanceRow *_colim_distance_find (const DistanceRow *rows, const char *name);

/* Whether a distance can be taken of a value of the first type from one of the second; if not, an error says why. */
gboolean _colim_distance_check (const DistanceRow *row, const ColimType *p, const ColimType *q, GError **error);

/* The same for the hard distance. */
gboolean _colim_distance_check_hard (const ColimType *p, const ColimType *q, GError **error);

/* 1 where the points differ, else 0: the hard distance, as far as it is a number. */
gint32 _colim_distance_expand_hard (Expansion *expansion, gint32 p, gint32 q);
