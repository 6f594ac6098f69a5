/* Sorting by a column without comparing: digits of 11 bits, the least significant first, so that the order of rows with
 * equal values stays. */

#pragma once

#include <glib.h>

void _colim_radix_sort (gint32 *rows, gint32 n, const gint32 *values, gint32 codom);
