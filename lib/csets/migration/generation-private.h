/* A homomorphism is determined by what it does to parts that generate: the others are reached along homs.
 *
 *     x ↦ y   ⟹   h (x) ↦ h (y)        for every hom h
 */

#pragma once

#include "lib/csets/cset-private.h"

typedef struct {
  const ColimCSet *dom;
  const ColimCSet *codom;
  gint32 **images; /* for each object, -1: not yet known */
  GArray *fresh;   /* object and part: what it points to is still to be looked at */
} ColimGeneration;

void _colim_generation_init (ColimGeneration *self, const ColimCSet *dom, const ColimCSet *codom);
void _colim_generation_clear (ColimGeneration *self);
void _colim_generation_put (ColimGeneration *self, gint32 object, gint32 part, gint32 image);
void _colim_generation_spread (ColimGeneration *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimGeneration, _colim_generation_clear)
