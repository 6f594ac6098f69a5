/* Search for homomorphisms, against an odometer that tries every family of functions. */

#include <colim/hom-search.h>

#include "tests/lib/csets/random-instance.h"

#define MOST_FAMILIES 3000

/* Everything that was asked, kept beside the search. */
typedef struct {
  ColimSchema *schema;
  ColimCSet *dom;
  ColimCSet *codom;
  gint32 n_objects;
  gint32 n_sorts;
  gint32 first[16]; /* of the elements of each sort */
  gint32 n_elements;
  gboolean monic[16], epic[16], no_bind[16], free_ok[16], cartesian[16];
  gint64 limits[64]; /* for each element the images that it may have, as bits; all of them at first */
  gboolean limited[64];
} Question;

static gint32
count_elements (const Question *q, ColimCSet *cset, gint32 s)
{
  return s < q->n_objects ? colim_cset_get_n_parts_at (cset, s)
                          : colim_cset_get_n_variables_at (cset, s - q->n_objects);
}

static const char *
get_sort_name (const Question *q, gint32 s)
{
  return s < q->n_objects ? colim_schema_get_object_name (q->schema, s)
                          : colim_schema_get_attr_type_name (q->schema, s - q->n_objects);
}

static gint32
count_images (const Question *q, gint32 s)
{
  return count_elements (q, q->codom, s) + (s < q->n_objects ? 0 : N_CONSTANTS);
}

static void
set_constant (GValue *value, gint32 constant)
{
  g_value_init (value, G_TYPE_INT64);
  g_value_set_int64 (value, constant);
}

typedef gboolean (*SetFunc) (ColimHomSearch *search, const char *name, GError **error);

/* An option, for one sort now and then. */
static void
ask (GRand *rand, const Question *q, ColimHomSearch *search, gint32 first, gint32 end, SetFunc set, gboolean *asked)
{
  for (gint32 s = first; s < end; s++)
    if (g_rand_int_range (rand, 0, 5) == 0)
      {
        assert_true (set (search, get_sort_name (q, s), NULL));
        asked[s] = TRUE;
      }
}

static void
limit (GRand *rand, Question *q, ColimHomSearch *search, gint32 s, gint32 i)
{
  gint32 e = q->first[s] + i, n_parts = count_elements (q, q->codom, s), n = count_images (q, s);
  gint64 allowed = 0;

  if (n == 0)
    return;
  if (g_rand_boolean (rand))
    {
      gint32 image = g_rand_int_range (rand, 0, n);
      g_auto (GValue) value = G_VALUE_INIT;

      set_constant (&value, image - n_parts);
      assert_true (image < n_parts
                       ? colim_hom_search_set_initial (search, get_sort_name (q, s), i, image, NULL)
                       : colim_hom_search_set_initial_value (search, get_sort_name (q, s), i, &value, NULL));
      q->limits[e] &= G_GINT64_CONSTANT (1) << image;
    }
  if (g_rand_boolean (rand))
    {
      gint32 images[16], n_images = 0;

      for (gint32 image = 0; image < n; image++)
        if (g_rand_int_range (rand, 0, 3) > 0)
          allowed |= G_GINT64_CONSTANT (1) << image;
      for (gint32 image = 0; image < n_parts; image++)
        if ((allowed >> image & 1) != 0)
          images[n_images++] = image;
      assert_true (colim_hom_search_set_allowed (search, get_sort_name (q, s), i, images, (gsize) n_images, NULL));
      for (gint32 image = n_parts; image < n; image++)
        if ((allowed >> image & 1) != 0)
          {
            g_auto (GValue) value = G_VALUE_INIT;

            set_constant (&value, image - n_parts);
            assert_true (colim_hom_search_allow_value (search, get_sort_name (q, s), i, &value, NULL));
          }
      q->limits[e] &= allowed;
      q->limited[e] = TRUE;
    }
  else
    q->limited[e] = q->limits[e] != -1;
}

static void
describe (Question *q, ColimSchema *schema, ColimCSet *dom, ColimCSet *codom)
{
  *q = (Question) { .schema = schema, .dom = dom, .codom = codom, .n_objects = colim_schema_get_n_objects (schema) };
  q->n_sorts = q->n_objects + colim_schema_get_n_attr_types (schema);
  for (gint32 s = 0; s < q->n_sorts; s++)
    {
      q->first[s] = q->n_elements;
      q->n_elements += count_elements (q, dom, s);
    }
  for (gint32 e = 0; e < q->n_elements; e++)
    q->limits[e] = -1;
}

static ColimHomSearch *
random_search (GRand *rand, Question *q)
{
  ColimHomSearch *search = colim_hom_search_new (q->dom, q->codom);
  gboolean iso[16] = { FALSE };
  guint kind = (guint) g_rand_int_range (rand, 0, 4);

  if (kind == 0)
    return search;
  ask (rand, q, search, q->n_objects, q->n_sorts, colim_hom_search_set_free_ok, q->free_ok);
  ask (rand, q, search, q->n_objects, q->n_sorts, colim_hom_search_set_no_bind, q->no_bind);
  if (kind == 1)
    return search;
  ask (rand, q, search, 0, q->n_sorts, colim_hom_search_set_monic, q->monic);
  ask (rand, q, search, 0, q->n_sorts, colim_hom_search_set_epic, q->epic);
  ask (rand, q, search, 0, q->n_sorts, colim_hom_search_set_iso, iso);
  if (g_rand_int_range (rand, 0, 6) == 0)
    {
      assert_true (colim_hom_search_set_iso (search, NULL, NULL));
      for (gint32 s = 0; s < q->n_sorts; s++)
        iso[s] = TRUE;
    }
  for (gint32 s = 0; s < q->n_sorts; s++)
    {
      q->monic[s] = q->monic[s] || iso[s];
      q->epic[s] = q->epic[s] || iso[s];
    }
  if (kind == 2)
    return search;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (q->schema); hom++)
    if (g_rand_int_range (rand, 0, 6) == 0)
      {
        assert_true (colim_hom_search_set_cartesian (search, colim_schema_get_hom_name (q->schema, hom), NULL));
        q->cartesian[hom] = TRUE;
      }
  for (gint32 s = 0; s < q->n_sorts; s++)
    for (gint32 i = 0; i < count_elements (q, q->dom, s); i++)
      if (g_rand_int_range (rand, 0, 6) == 0)
        limit (rand, q, search, s, i);

  return search;
}

static gboolean
is_used (const Question *q, gint32 type, gint32 variable)
{
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (q->schema); attr++)
    if (colim_schema_get_attr_codom (q->schema, attr) == type)
      for (gint32 x = 0; x < colim_cset_get_n_parts_at (q->dom, colim_schema_get_attr_dom (q->schema, attr)); x++)
        if (colim_cset_get_variable_at (q->dom, attr, x) == variable)
          return TRUE;

  return FALSE;
}

static gboolean
has_free_variable (const Question *q)
{
  for (gint32 s = q->n_objects; s < q->n_sorts; s++)
    for (gint32 v = 0; v < count_elements (q, q->dom, s); v++)
      if (!is_used (q, s - q->n_objects, v) && !q->limited[q->first[s] + v] && !q->monic[s] && !q->no_bind[s]
          && !q->free_ok[s])
        return TRUE;

  return FALSE;
}

/* The image that an attribute has at a part; -1 - variable for a variable of the domain. */
static gint32
get_attr (const Question *q, gboolean of_dom, gint32 attr, gint32 x)
{
  ColimCSet *cset = of_dom ? q->dom : q->codom;
  gint32 variable = colim_cset_get_variable_at (cset, attr, x);
  gint32 s = q->n_objects + colim_schema_get_attr_codom (q->schema, attr);
  g_auto (GValue) value = G_VALUE_INIT;

  if (variable >= 0)
    return of_dom ? -1 - variable : variable;
  colim_cset_get_value_at (cset, attr, x, &value);

  return count_elements (q, q->codom, s) + (gint32) g_value_get_int64 (&value);
}

static gboolean
is_natural (const Question *q, const gint32 *images)
{
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (q->schema); hom++)
    {
      gint32 a = colim_schema_get_hom_dom (q->schema, hom), b = colim_schema_get_hom_codom (q->schema, hom);
      ColimFinFunction *before = colim_cset_get_hom_at (q->dom, hom), *after = colim_cset_get_hom_at (q->codom, hom);

      for (gint32 x = 0; x < colim_cset_get_n_parts_at (q->dom, a); x++)
        if (colim_fin_function_apply (after, images[q->first[a] + x])
            != images[q->first[b] + colim_fin_function_apply (before, x)])
          return FALSE;
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (q->schema); attr++)
    {
      gint32 a = colim_schema_get_attr_dom (q->schema, attr);
      gint32 b = q->n_objects + colim_schema_get_attr_codom (q->schema, attr);

      for (gint32 x = 0; x < colim_cset_get_n_parts_at (q->dom, a); x++)
        {
          gint32 value = get_attr (q, TRUE, attr, x);

          if (value < 0)
            value = images[q->first[b] - 1 - value];
          if (value != get_attr (q, FALSE, attr, images[q->first[a] + x]))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
is_cartesian (const Question *q, const gint32 *images, gint32 hom)
{
  gint32 a = colim_schema_get_hom_dom (q->schema, hom), b = colim_schema_get_hom_codom (q->schema, hom);
  ColimFinFunction *before = colim_cset_get_hom_at (q->dom, hom), *after = colim_cset_get_hom_at (q->codom, hom);

  for (gint32 y = 0; y < colim_cset_get_n_parts_at (q->dom, b); y++)
    for (gint32 z = 0; z < colim_cset_get_n_parts_at (q->codom, a); z++)
      {
        gint32 n = 0;

        if (colim_fin_function_apply (after, z) != images[q->first[b] + y])
          continue;
        for (gint32 x = 0; x < colim_cset_get_n_parts_at (q->dom, a); x++)
          n += colim_fin_function_apply (before, x) == y && images[q->first[a] + x] == z;
        if (n != 1)
          return FALSE;
      }

  return TRUE;
}

static gboolean
is_answer (const Question *q, const gint32 *images)
{
  for (gint32 s = 0; s < q->n_sorts; s++)
    {
      gint32 n = count_elements (q, q->dom, s), n_parts = count_elements (q, q->codom, s), times[16] = { 0 };

      for (gint32 i = 0; i < n; i++)
        {
          gint32 e = q->first[s] + i, image = images[e];
          gboolean bound = s >= q->n_objects && image >= n_parts;

          if ((q->limits[e] >> image & 1) == 0 || (bound && (q->monic[s] || q->no_bind[s]))
              || (bound && q->free_ok[s] && !is_used (q, s - q->n_objects, i)) || (++times[image] > 1 && q->monic[s]))
            return FALSE;
        }
      for (gint32 y = 0; y < n_parts && q->epic[s]; y++)
        if (times[y] == 0)
          return FALSE;
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (q->schema); hom++)
    if (q->cartesian[hom] && !is_cartesian (q, images, hom))
      return FALSE;

  return is_natural (q, images);
}

/* All answers one after the other, in order; NULL if there are too many families to try. */
static GArray *
try_all (const Question *q)
{
  GArray *answers;
  gint32 images[64] = { 0 }, sizes[64], e;
  gint64 n_families = 1;

  for (gint32 s = 0; s < q->n_sorts; s++)
    for (gint32 i = 0; i < count_elements (q, q->dom, s); i++)
      {
        sizes[q->first[s] + i] = count_images (q, s);
        n_families *= sizes[q->first[s] + i];
        if (n_families > MOST_FAMILIES)
          return NULL;
      }
  answers = g_array_new (FALSE, FALSE, sizeof (gint32));
  if (n_families == 0)
    return answers;
  do
    {
      if (is_answer (q, images))
        g_array_append_vals (answers, images, (guint) q->n_elements);
      for (e = q->n_elements - 1; e >= 0 && ++images[e] == sizes[e]; e--)
        images[e] = 0;
      /* Of nothing there is one family, which has no images. */
      if (q->n_elements == 0)
        g_array_set_size (answers, is_answer (q, images));
    }
  while (e >= 0);

  return answers;
}

typedef struct {
  const Question *question;
  const GArray *answers;
  gint32 n_shown;
  gint32 n_wanted;
  gint32 n_stop; /* how many to look at; 0: all */
} Expectation;

static gint32
get_image (const Question *q, ColimHom *hom, gint32 s, gint32 i)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (s < q->n_objects)
    return colim_fin_function_apply (colim_hom_get_component_at (hom, s), i);
  if (!colim_hom_get_value_at (hom, s - q->n_objects, i, &value))
    return colim_hom_get_variable_at (hom, s - q->n_objects, i);
  return count_elements (q, q->codom, s) + (gint32) g_value_get_int64 (&value);
}

static gboolean
is_next (ColimHom *hom, gpointer data)
{
  Expectation *expected = data;
  const Question *q = expected->question;

  assert_true (expected->n_shown < expected->n_wanted);
  for (gint32 s = 0; s < q->n_sorts; s++)
    for (gint32 i = 0; i < count_elements (q, q->dom, s); i++)
      assert_int_equal (get_image (q, hom, s, i),
                        g_array_index (expected->answers, gint32,
                                       expected->n_shown * q->n_elements + q->first[s] + i));

  return ++expected->n_shown != expected->n_stop;
}

static void
assert_count (ColimHomSearch *search, guint64 expected)
{
  g_autoptr (ColimNatural) count = colim_hom_search_count (search, NULL);
  g_autofree char *digits = NULL, *expected_digits = g_strdup_printf ("%" G_GUINT64_FORMAT, expected);

  assert_non_null (count);
  digits = colim_natural_to_string (count);
  assert_string_equal (digits, expected_digits);
}

/* What is said under a budget is either the truth or nothing. */
static void
check_budget (ColimHomSearch *search, gint64 budget, gint32 n)
{
  g_autoptr (GError) error = NULL, find_error = NULL;
  g_autoptr (ColimNatural) count = NULL, expected = colim_natural_new ((guint64) n);
  g_autoptr (ColimHom) hom = NULL;
  ColimVerdict verdict;

  colim_hom_search_set_budget (search, budget);
  verdict = colim_hom_search_exists (search, NULL);
  assert_true (verdict == COLIM_VERDICT_UNKNOWN || verdict == (n > 0 ? COLIM_VERDICT_YES : COLIM_VERDICT_NO));
  count = colim_hom_search_count (search, &error);
  assert_true (count != NULL ? colim_natural_compare (count, expected) == 0
                             : g_error_matches (error, COLIM_ERROR, COLIM_ERROR_BUDGET));
  hom = colim_hom_search_find (search, &find_error);
  assert_true (hom != NULL ? n > 0 : n == 0 || g_error_matches (find_error, COLIM_ERROR, COLIM_ERROR_BUDGET));
  colim_hom_search_set_budget (search, -1);
}

/* Who stops has seen the first ones, and so has who has no steps left. */
static void
check_beginnings (GRand *rand, ColimHomSearch *search, Expectation *expected)
{
  g_autoptr (GError) error = NULL;

  expected->n_shown = 0;
  expected->n_stop = g_rand_int_range (rand, 0, expected->n_wanted + 1);
  assert_true (colim_hom_search_foreach (search, is_next, expected, NULL));
  assert_int_equal (expected->n_shown, expected->n_stop > 0 ? expected->n_stop : expected->n_wanted);
  expected->n_shown = expected->n_stop = 0;
  colim_hom_search_set_budget (search, g_rand_int_range (rand, 0, 200));
  if (colim_hom_search_foreach (search, is_next, expected, &error))
    assert_int_equal (expected->n_shown, expected->n_wanted);
  else
    assert_true (g_error_matches (error, COLIM_ERROR, COLIM_ERROR_BUDGET));
  colim_hom_search_set_budget (search, -1);
}

static void
searches_find_what_trying_finds (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) dom = random_cset (rand, schema, 4);
  gboolean same = g_rand_int_range (rand, 0, 4) == 0;
  g_autoptr (ColimCSet) codom = same ? colim_cset_ref (dom) : random_cset (rand, schema, 4);
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (GArray) answers = NULL;
  g_autoptr (ColimHom) hom = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  Question question;
  Expectation expected = { &question, NULL, 0, 0, 0 };

  describe (&question, schema, dom, codom);
  search = random_search (rand, &question);
  answers = try_all (&question);
  if (answers == NULL)
    return;
  if (has_free_variable (&question))
    {
      assert_null (colim_hom_search_find (search, &error));
      assert_true (g_error_matches (error, COLIM_ERROR, COLIM_ERROR_FREE_FLOATING_VARIABLE));
      return;
    }
  expected.answers = answers;
  expected.n_wanted = (gint32) answers->len / MAX (1, question.n_elements);
  assert_count (search, (guint64) expected.n_wanted);
  assert_true (colim_hom_search_foreach (search, is_next, &expected, NULL));
  assert_int_equal (expected.n_shown, expected.n_wanted);
  hom = colim_hom_search_find (search, &error);
  assert_null (error);
  assert_true ((hom != NULL) == (expected.n_wanted > 0));
  assert_int_equal (colim_hom_search_exists (search, NULL), hom != NULL ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
  reason = colim_hom_search_explain (search, NULL);
  assert_true ((reason == NULL) == (hom != NULL));
  check_budget (search, g_rand_int_range (rand, 0, 60), expected.n_wanted);
  check_beginnings (rand, search, &expected);
}

typedef struct {
  const Question *question;
  gint32 last[64];
  guint n;
} Sequence;

static gboolean
is_greater (ColimHom *hom, gpointer data)
{
  Sequence *sequence = data;
  const Question *q = sequence->question;
  gint32 images[64];
  gint32 by = sequence->n == 0;

  for (gint32 s = 0; s < q->n_sorts; s++)
    for (gint32 i = 0; i < count_elements (q, q->dom, s); i++)
      {
        images[q->first[s] + i] = get_image (q, hom, s, i);
        if (by == 0)
          by = images[q->first[s] + i] - sequence->last[q->first[s] + i];
      }
  assert_true (by > 0);
  assert_true (is_answer (q, images));
  memcpy (sequence->last, images, sizeof images);
  sequence->n++;

  return TRUE;
}

/* Where there are too many families to try: counting, which makes none, agrees with showing them, which are all
 * different and right. */
static void
counts_are_those_of_enumeration (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) dom = random_cset (rand, schema, 5), codom = random_cset (rand, schema, 4);
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimNatural) count = NULL, most = colim_natural_new (10000);
  Question question;
  Sequence sequence = { .question = &question };

  describe (&question, schema, dom, codom);
  search = random_search (rand, &question);
  if (has_free_variable (&question))
    return;
  count = colim_hom_search_count (search, NULL);
  if (colim_natural_compare (count, most) > 0)
    return;
  assert_true (colim_hom_search_foreach (search, is_greater, &sequence, NULL));
  assert_count (search, sequence.n);
}

typedef struct {
  const Question *question;
  guint n;
} Filter;

static gboolean
count_answer (ColimHom *hom, gpointer data)
{
  Filter *filter = data;
  const Question *q = filter->question;
  gint32 images[64];

  for (gint32 s = 0; s < q->n_sorts; s++)
    for (gint32 i = 0; i < count_elements (q, q->dom, s); i++)
      images[q->first[s] + i] = get_image (q, hom, s, i);
  filter->n += is_answer (q, images);

  return TRUE;
}

/* What is asked for besides naturality leaves of all homomorphisms those that have it, however soon it is looked at. */
static void
options_are_filters (GRand *rand)
{
  ColimSchema *schema = colim_schema_find_builtin (g_rand_boolean (rand) ? "Graph" : "Petri");
  g_autoptr (ColimCSet) dom = random_cset (rand, schema, 6), codom = random_cset (rand, schema, 6);
  g_autoptr (ColimHomSearch) search = NULL, plain = colim_hom_search_new (dom, codom);
  g_autoptr (ColimNatural) count = colim_hom_search_count (plain, NULL), most = colim_natural_new (20000);
  Question question;
  Sequence sequence = { .question = &question };
  Filter filter = { &question, 0 };

  describe (&question, schema, dom, codom);
  search = random_search (rand, &question);
  if (colim_natural_compare (count, most) > 0)
    return;
  assert_true (colim_hom_search_foreach (plain, count_answer, &filter, NULL));
  assert_true (colim_hom_search_foreach (search, is_greater, &sequence, NULL));
  assert_int_equal (sequence.n, filter.n);
  assert_count (search, filter.n);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (searches_find_what_trying_finds, 4000),
    property_test_n (options_are_filters, 1000),
    property_test_n (counts_are_those_of_enumeration, 1000),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
