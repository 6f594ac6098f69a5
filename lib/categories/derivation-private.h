#pragma once

#include <colim/derivation.h>

typedef struct {
  gint32 rule;
  gint32 at;
  ColimPath *path;
} DerivationStep;

/* Takes the steps. */
ColimDerivation *_colim_derivation_take (GArray *steps);

/* Makes an array of DerivationStep that owns its paths. */
GArray *_colim_derivation_steps_new (void);
