/* Canonical forms, judged by going through all numberings of small C-sets, and by the search for homomorphisms. */

#include "tests/lib/csets/graphs.h"
#include "tests/lib/csets/numberings.h"
#include "tests/lib/csets/random-instance.h"

static ColimCSet *
random_small (GRand *rand, ColimSchema *schema)
{
  while (TRUE)
    {
      ColimCSet *cset = random_cset (rand, schema, 6);
      g_auto (Numbering) numbering = { 0 };

      numbering_init (&numbering, cset);
      if (numbering_n_turns (&numbering) <= 5000)
        return cset;
      colim_cset_unref (cset);
    }
}

/* Another one that is much like it: the same in other numbers, but perhaps for one value. */
static ColimCSet *
random_relative (GRand *rand, const ColimCSet *cset)
{
  g_autoptr (ColimCSet) renumbered = renumber (rand, cset);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (renumbered);
  const ColimSchema *schema = colim_cset_get_schema (cset);
  gint32 n_homs = colim_schema_get_n_homs (schema);
  gint32 h = n_homs > 0 && g_rand_boolean (rand) ? g_rand_int_range (rand, 0, n_homs) : -1;
  gint32 n_dom = h < 0 ? 0 : colim_cset_get_n_parts_at (cset, colim_schema_get_hom_dom (schema, h));

  if (n_dom > 0)
    colim_cset_builder_set_at (
        builder, h, g_rand_int_range (rand, 0, n_dom),
        g_rand_int_range (rand, 0, colim_cset_get_n_parts_at (cset, colim_schema_get_hom_codom (schema, h))));

  return colim_cset_builder_end (builder, NULL);
}

static void
canonical_forms_are_equal_just_for_isomorphic_csets (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) a = random_small (rand, schema);
  g_autoptr (ColimCSet) b = g_rand_int_range (rand, 0, 4) > 0 ? random_relative (rand, a) : random_small (rand, schema);
  g_autoptr (ColimCanonicalForm) of_a = canonise (a), of_b = canonise (b);
  gboolean isomorphic = are_isomorphic (a, b);

  assert_int_equal (colim_cset_equal (colim_canonical_form_get_cset (of_a), colim_canonical_form_get_cset (of_b)),
                    isomorphic);
  assert_int_equal (colim_canonical_form_equal (of_a, of_b), isomorphic);
  assert_int_equal (colim_canonical_form_hash (of_a) == colim_canonical_form_hash (of_b), isomorphic);
  assert_true (are_isomorphic (a, colim_canonical_form_get_cset (of_a)));
}

static GBytes *
numbering_key (const Numbering *self)
{
  return g_bytes_new (self->images, (gsize) self->starts[self->n_sorts] * sizeof (gint32));
}

/* How many products the generators have. */
static guint
count_products (const ColimCanonicalForm *form)
{
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_auto (Numbering) numbering = { 0 };

  numbering_init (&numbering, colim_canonical_form_get_of (form));
  g_hash_table_add (seen, numbering_key (&numbering));
  g_ptr_array_add (waiting, colim_hom_new_identity (colim_canonical_form_get_of (form)));
  while (waiting->len > 0)
    {
      g_autoptr (ColimHom) hom = g_ptr_array_steal_index (waiting, waiting->len - 1);

      for (guint i = 0; i < colim_canonical_form_get_n_generators (form); i++)
        {
          g_autoptr (ColimHom) generator = colim_canonical_form_generator (form, i);
          g_autoptr (ColimHom) product = colim_hom_compose (hom, generator, NULL);

          numbering_read (&numbering, product);
          if (g_hash_table_add (seen, numbering_key (&numbering)))
            g_ptr_array_add (waiting, g_steal_pointer (&product));
        }
    }

  return g_hash_table_size (seen);
}

static void
generators_make_all_automorphisms (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) cset = random_small (rand, schema);
  g_autoptr (ColimCanonicalForm) form = canonise (cset);
  g_auto (Numbering) numbering = { 0 };
  g_autofree gint32 *least = NULL; /* of the orbit of each element */
  g_autofree char *expected = NULL;
  guint n = 0;

  numbering_init (&numbering, cset);
  least = g_memdup2 (numbering.images, (gsize) (numbering.starts[numbering.n_sorts] + 1) * sizeof (gint32));
  do
    if (is_isomorphism (&numbering, cset, cset))
      {
        n++;
        for (gint32 i = 0; i < numbering.starts[numbering.n_sorts]; i++)
          least[i] = MIN (least[i], numbering.images[i]);
      }
  while (numbering_turn (&numbering));
  expected = g_strdup_printf ("%u", n);
  assert_number (colim_canonical_form_get_order (form), expected);
  assert_isomorphism (colim_canonical_form_get_isomorphism (form));
  for (guint i = 0; i < colim_canonical_form_get_n_generators (form); i++)
    {
      g_autoptr (ColimHom) generator = colim_canonical_form_generator (form, i);

      assert_isomorphism (generator);
    }
  assert_int_equal (count_products (form), n);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      ColimFinFunction *orbits = colim_canonical_form_get_orbits_at (form, ob);

      assert_ptr_equal (colim_canonical_form_get_orbits (form, colim_schema_get_object_name (schema, ob), NULL),
                        orbits);
      assert_int_equal (colim_fin_function_get_dom (orbits), numbering.sizes[ob]);
      assert_true (colim_fin_function_is_epic (orbits));
      for (gint32 x = 0, n_orbits = 0; x < numbering.sizes[ob]; x++)
        {
          gint32 first = least[numbering.starts[ob] + x];

          assert_int_equal (colim_fin_function_apply (orbits, x),
                            first == x ? n_orbits : colim_fin_function_apply (orbits, first));
          n_orbits += first == x;
        }
    }
}

/* Beyond what all numberings can be gone through of: sparse, so that there are automorphisms. */
static void
orders_are_what_the_search_counts (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) a = random_cset (rand, schema, 9);
  g_autoptr (ColimCSet) b = random_relative (rand, a);
  g_autoptr (ColimCanonicalForm) of_a = canonise (a), of_b = canonise (b);
  g_autoptr (ColimNatural) n_automorphisms = count_by_search (a, a), n_isomorphisms = count_by_search (a, b);

  assert_int_equal (colim_natural_compare (colim_canonical_form_get_order (of_a), n_automorphisms), 0);
  assert_int_equal (colim_canonical_form_equal (of_a, of_b), !colim_natural_is_zero (n_isomorphisms));
}

/* Parallel edges on a few vertices, with so few or so many weights that tables are or are no relations. */
static void
weights_are_kept (GRand *rand)
{
  gint32 n = g_rand_int_range (rand, 2, 5), m = g_rand_int_range (rand, 1, 40),
         n_weights = g_rand_boolean (rand) ? 2 : 15;
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("WeightedGraph"));
  g_autoptr (ColimCSet) a = NULL, b = NULL;
  g_autoptr (ColimCanonicalForm) of_a = NULL, of_b = NULL;
  g_autoptr (ColimNatural) n_automorphisms = NULL, n_isomorphisms = NULL;

  colim_cset_builder_add (builder, "V", n, NULL);
  colim_cset_builder_add (builder, "E", m, NULL);
  for (gint32 e = 0; e < m; e++)
    {
      colim_cset_builder_set (builder, "src", e, g_rand_int_range (rand, 0, 2), NULL);
      colim_cset_builder_set (builder, "tgt", e, g_rand_int_range (rand, 0, n), NULL);
      colim_cset_builder_set_int (builder, "weight", e, g_rand_int_range (rand, 0, n_weights), NULL);
    }
  a = colim_cset_builder_end (builder, NULL);
  b = random_relative (rand, a);
  of_a = canonise (a);
  of_b = canonise (b);
  n_automorphisms = count_by_search (a, a);
  n_isomorphisms = count_by_search (a, b);
  assert_int_equal (colim_natural_compare (colim_canonical_form_get_order (of_a), n_automorphisms), 0);
  assert_int_equal (colim_canonical_form_equal (of_a, of_b), !colim_natural_is_zero (n_isomorphisms));
  assert_isomorphism (colim_canonical_form_get_isomorphism (of_a));
  for (guint i = 0; i < colim_canonical_form_get_n_generators (of_a); i++)
    {
      g_autoptr (ColimHom) generator = colim_canonical_form_generator (of_a, i);

      assert_isomorphism (generator);
    }
}

/* 1 and 1.0 are one constant. */
static void
constants_are_compared_as_constants (void **state)
{
  ColimSchema *schema = colim_schema_find_builtin ("WeightedGraph");
  ColimCanonicalForm *forms[3];

  for (gsize i = 0; i < 3; i++)
    {
      g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
      g_autoptr (ColimCSet) cset = NULL;

      colim_cset_builder_add (builder, "V", 1, NULL);
      colim_cset_builder_add (builder, "E", 2, NULL);
      for (gint32 e = 0; e < 2; e++)
        {
          colim_cset_builder_set (builder, "src", e, 0, NULL);
          colim_cset_builder_set (builder, "tgt", e, 0, NULL);
        }
      if (i == 0)
        colim_cset_builder_set_int (builder, "weight", 0, 1, NULL);
      else
        colim_cset_builder_set_double (builder, "weight", 1, 1.0, NULL);
      colim_cset_builder_set_double (builder, "weight", i == 0 ? 1 : 0, i == 2 ? 0.5 : 2.5, NULL);
      cset = colim_cset_builder_end (builder, NULL);
      forms[i] = canonise (cset);
      assert_number (colim_canonical_form_get_order (forms[i]), "1");
    }
  assert_true (colim_canonical_form_equal (forms[0], forms[1]));
  assert_int_equal (colim_canonical_form_hash (forms[0]), colim_canonical_form_hash (forms[1]));
  assert_false (colim_canonical_form_equal (forms[0], forms[2]));
  for (gsize i = 0; i < 3; i++)
    colim_canonical_form_unref (forms[i]);
}

static void
names_are_looked_up (void **state)
{
  g_autoptr (ColimCSet) path = graph_new_path (3);
  g_autoptr (ColimCanonicalForm) form = canonise (path);
  g_autoptr (ColimCanonicalForm) same = colim_canonical_form_ref (form);
  g_autoptr (GError) error = NULL;

  assert_ptr_equal (colim_canonical_form_get_of (same), path);
  assert_int_equal (colim_fin_function_get_codom (colim_canonical_form_get_orbits (same, "V", NULL)), 3);
  assert_null (colim_canonical_form_get_orbits (form, "W", &error));
  assert_int_equal (error->code, COLIM_ERROR_UNKNOWN_NAME);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (canonical_forms_are_equal_just_for_isomorphic_csets, 3000),
    property_test_n (generators_make_all_automorphisms, 1500),
    property_test_n (orders_are_what_the_search_counts, 1000),
    property_test_n (weights_are_kept, 500),
    cmocka_unit_test (constants_are_compared_as_constants),
    cmocka_unit_test (names_are_looked_up),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
