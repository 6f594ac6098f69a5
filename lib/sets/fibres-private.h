/* The inside of an index of preimages, for loops that look many up.
 *
 *     items:   │ f⁻¹(0) │ f⁻¹(1) │ … │
 *     starts:  ^0       ^        ^       one more than there are fibres
 */

#pragma once

#include <colim/fibres.h>

struct _ColimFibres {
  gint32 codom;
  gint32 *starts;
  gint32 *items;
};
