/* How many homomorphisms there are, as it must be. */

#pragma once

#include <colim/hom-search.h>

#include "tests/property.h"

static inline void
assert_count (ColimHomSearch *search, guint64 expected)
{
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
  g_autofree char *digits = NULL, *expected_digits = g_strdup_printf ("%" G_GUINT64_FORMAT, expected);

  assert_non_null (count);
  digits = colim_natural_to_string (count);
  assert_string_equal (digits, expected_digits);
}

static inline void
assert_homs (ColimCSet *dom, ColimCSet *codom, guint64 expected)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (dom, codom);

  assert_count (search, expected);
}
