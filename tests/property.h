/* Laws as tests: a law is a function of a random generator; it is run on many seeds, and a failure prints the
 * seed that repeats it.  COLIM_SEED=n runs one seed, COLIM_CASES=n so many. */

#pragma once

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef void (*PropertyLaw) (GRand *rand);

typedef struct {
  PropertyLaw law;
  guint n_cases;
} Property;

static guint32 property_seed;
static gboolean property_failed;

static inline void
property_for_all (void **state)
{
  const Property *property = *state;
  const char *seed = g_getenv ("COLIM_SEED");
  const char *cases = g_getenv ("COLIM_CASES");
  guint32 first = seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : 0;
  guint32 n = seed != NULL ? 1 : cases != NULL ? (guint32) g_ascii_strtoull (cases, NULL, 10) : property->n_cases;

  property_failed = TRUE;
  for (guint32 i = 0; i < n; i++)
    {
      g_autoptr (GRand) rand = NULL;

      property_seed = first + i;
      rand = g_rand_new_with_seed (property_seed);
      property->law (rand);
    }
  property_failed = FALSE;
}

static inline int
property_name_seed (void **state)
{
  if (property_failed)
    fprintf (stderr, "repeat with COLIM_SEED=%u\n", property_seed);
  property_failed = FALSE;
  return 0;
}

#define property_test_n(law, n) { #law, property_for_all, NULL, property_name_seed, &(Property) { law, n } }
#define property_test(law) property_test_n (law, 300)

/* Small, and often 0, 1 or 2, where the mistakes live. */
static inline gint32
random_size (GRand *rand, gint32 most)
{
  return g_rand_boolean (rand) ? g_rand_int_range (rand, 0, MIN (most, 2) + 1) : g_rand_int_range (rand, 0, most + 1);
}

#define assert_colim_error(error, code_, text)                                                                         \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    assert_non_null (error);                                                                                           \
    assert_int_equal ((error)->domain, COLIM_ERROR);                                                                   \
    assert_int_equal ((error)->code, code_);                                                                           \
    assert_string_equal ((error)->message, text);                                                                      \
  }                                                                                                                    \
  G_STMT_END
