/* Rewriting by value, judged by definitions: squares part by part, complements by going through all sub-objects,
 * single pushouts by counting partial maps, and matches by trying all functions. */

#include <colim/complement.h>
#include <colim/gluing-conditions.h>
#include <colim/rewrite.h>

#include "tests/lib/csets/brute-force.h"
#include "tests/lib/csets/graphs.h"
#include "tests/lib/csets/random-cset.h"
#include "tests/lib/csets/random-rule.h"
#include "tests/lib/csets/square.h"

static ColimRule *
random_rule (GRand *rand, ColimRuleKind kind, ColimCSet *left)
{
  g_autoptr (ColimHom) l = random_part_of (rand, left);
  g_autoptr (ColimHom) r = random_extension (rand, colim_hom_get_dom (l), 2, 2);
  ColimRule *rule = colim_rule_new (kind, l, r, NULL, 0, NULL);

  assert_non_null (rule);
  return rule;
}

/* Whether a variable of the host is where one of the interface is. */
static gboolean
is_anchored (ColimHom *interface, ColimHom *context, gint32 type, gint32 variable)
{
  gint32 n = colim_cset_get_n_variables_at (colim_hom_get_dom (interface), type);

  for (gint32 w = 0; w < n; w++)
    {
      gint32 image = colim_hom_get_variable_at (interface, type, w);

      if (image >= 0 && colim_hom_get_variable_at (context, type, image) == variable)
        return TRUE;
    }

  return FALSE;
}

/* A variable that only deleted parts use goes, if the interface is not at it; all others stay, in their order. */
static void
assert_variables_stay (ColimHom *interface, ColimHom *context)
{
  ColimCSet *host = colim_hom_get_codom (context);
  const ColimSchema *schema = colim_cset_get_schema (host);

  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      gint32 n_kept = 0;

      for (gint32 v = 0; v < colim_cset_get_n_variables_at (host, type); v++)
        {
          gboolean is_used = FALSE, was_used = FALSE;

          for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
            for (gint32 x = 0; x < colim_cset_get_n_parts_at (host, colim_schema_get_attr_dom (schema, attr)); x++)
              {
                ColimFinFunction *parts
                    = colim_hom_get_component_at (context, colim_schema_get_attr_dom (schema, attr));
                gboolean stays = FALSE;

                if (colim_schema_get_attr_codom (schema, attr) != type
                    || colim_cset_get_variable_at (host, attr, x) != v)
                  continue;
                for (gint32 k = 0; k < colim_fin_function_get_dom (parts); k++)
                  stays = stays || colim_fin_function_apply (parts, k) == x;
                is_used = is_used || stays;
                was_used = was_used || !stays;
              }
          if (was_used && !is_used && !is_anchored (interface, context, type, v))
            continue;
          assert_true (n_kept < colim_cset_get_n_variables_at (colim_hom_get_dom (context), type));
          assert_int_equal (colim_hom_get_variable_at (context, type, n_kept), v);
          n_kept++;
        }
      assert_int_equal (n_kept, colim_cset_get_n_variables_at (colim_hom_get_dom (context), type));
    }
}

static void
double_pushouts_are_pushouts (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) left = random_cset (rand, schema, 3);
  g_autoptr (ColimRule) rule = random_rule (rand, COLIM_RULE_DPO, left);
  g_autoptr (ColimHom) match = random_extension (rand, left, 2, 2);
  g_autoptr (ColimRewrite) rewrite = NULL;
  g_autoptr (ColimComplement) complement = NULL;
  g_autoptr (ColimHom) bottom = NULL, top = NULL;
  g_autoptr (GError) error = NULL;
  ColimHom *l = colim_rule_get_left (rule), *r = colim_rule_get_right (rule), *interface, *context;

  complement = colim_complement_new_pushout (l, match, NULL);
  rewrite = colim_rewrite_new (rule, match, -1, &error);
  if (complement == NULL || error != NULL)
    {
      assert_null (rewrite);
      assert_int_equal (error->code, complement == NULL ? COLIM_ERROR_NO_COMPLEMENT : COLIM_ERROR_ATTRIBUTE_CONFLICT);
      return;
    }
  interface = colim_rewrite_get_interface (rewrite);
  context = colim_rewrite_get_context (rewrite);
  assert_true (colim_hom_equal (interface, colim_complement_get_interface (complement)));
  assert_true (colim_hom_equal (context, colim_complement_get_context (complement)));
  assert_natural (interface);
  assert_natural (context);
  assert_natural (colim_rewrite_get_result_map (rewrite));
  assert_natural (colim_rewrite_get_comatch (rewrite));
  top = colim_hom_compose (l, match, NULL);
  bottom = colim_hom_compose (interface, context, NULL);
  assert_true (colim_hom_equal (top, bottom));
  assert_true (square_is_pushout_on_parts (l, interface, match, context));
  assert_variables_stay (interface, context);
  assert_pushout (interface, r, colim_rewrite_get_result_map (rewrite), colim_rewrite_get_comatch (rewrite));
}

/* All sub-objects of a small graph through which the interface goes, tried one by one. */
static guint
count_complements (ColimHom *l, ColimHom *m)
{
  ColimCSet *host = colim_hom_get_codom (m);
  gint32 n = colim_cset_get_n_parts_at (host, 0), n_edges = colim_cset_get_n_parts_at (host, 1);
  g_autoptr (ColimHom) named = colim_hom_compose (l, m, NULL);
  guint n_found = 0;

  assert_true (n + n_edges <= 12);
  for (guint mask = 0; mask < 1u << (n + n_edges); mask++)
    {
      gboolean fits = TRUE;
      ColimFinFunction *squares[2][2];

      for (gint32 e = 0; e < n_edges && fits; e++)
        for (gint32 hom = 0; hom < 2; hom++)
          fits = fits
                 && ((mask >> (n + e) & 1) == 0
                     || (mask >> colim_fin_function_apply (colim_cset_get_hom_at (host, hom), e) & 1) != 0);
      for (gint32 ob = 0; ob < 2; ob++)
        for (gint32 a = 0; a < colim_cset_get_n_parts_at (colim_hom_get_dom (l), ob); a++)
          fits
              = fits
                && (mask >> ((ob == 0 ? 0 : n) + colim_fin_function_apply (colim_hom_get_component_at (named, ob), a))
                    & 1)
                       != 0;
      if (!fits)
        continue;
      for (gint32 ob = 0; ob < 2; ob++)
        {
          gint32 kept[12], numbers[12], k = 0, interface[12];
          ColimFinFunction *before = colim_hom_get_component_at (named, ob);

          for (gint32 x = 0; x < (ob == 0 ? n : n_edges); x++)
            if ((mask >> ((ob == 0 ? 0 : n) + x) & 1) != 0)
              {
                numbers[x] = k;
                kept[k++] = x;
              }
          for (gint32 a = 0; a < colim_fin_function_get_dom (before); a++)
            interface[a] = numbers[colim_fin_function_apply (before, a)];
          squares[ob][0] = colim_fin_function_new (interface, (gsize) colim_fin_function_get_dom (before), k, NULL);
          squares[ob][1] = colim_fin_function_new (kept, (gsize) k, ob == 0 ? n : n_edges, NULL);
          fits = fits
                 && square_is_pushout_at (colim_hom_get_component_at (l, ob), squares[ob][0],
                                          colim_hom_get_component_at (m, ob), squares[ob][1]);
        }
      n_found += fits;
      for (gint32 ob = 0; ob < 2; ob++)
        for (guint i = 0; i < 2; i++)
          colim_fin_function_unref (squares[ob][i]);
    }

  return n_found;
}

/* There is a sub-object that is a complement, for any l, exactly if the gluing conditions hold; and it is the only
 * one. */
static void
complements_are_found_where_there_is_one (GRand *rand)
{
  g_autoptr (ColimCSet) left = random_graph (rand, "Graph", 3);
  g_autoptr (ColimHom) part = random_part_of (rand, left);
  g_autoptr (ColimHom) l = NULL, m = random_extension (rand, left, 2, 2);
  g_autoptr (ColimGluingConditions) conditions = NULL;
  g_autoptr (ColimComplement) complement = NULL;
  g_autoptr (GError) error = NULL;

  if (g_rand_boolean (rand))
    {
      /* Glues what was told apart. */
      g_autoptr (ColimHom) gluing = random_extension (rand, left, 0, 2);

      g_clear_pointer (&m, colim_hom_unref);
      l = colim_hom_compose (part, gluing, NULL);
      m = random_extension (rand, colim_hom_get_codom (gluing), 2, 2);
    }
  else
    l = g_steal_pointer (&part);
  conditions = colim_gluing_conditions_new (l, m, NULL);
  complement = colim_complement_new_pushout (l, m, &error);
  assert_int_equal (count_complements (l, m), colim_gluing_conditions_hold (conditions) ? 1 : 0);
  assert_int_equal (complement != NULL, colim_gluing_conditions_hold (conditions));
  if (complement == NULL)
    assert_int_equal (error->code, COLIM_ERROR_NO_COMPLEMENT);
  else
    assert_true (square_is_pushout_on_parts (l, colim_complement_get_interface (complement), m,
                                             colim_complement_get_context (complement)));
}

static gboolean
names (ColimHom *l, gint32 ob, gint32 part)
{
  ColimFinFunction *parts = colim_hom_get_component_at (l, ob);

  for (gint32 a = 0; a < colim_fin_function_get_dom (parts); a++)
    if (colim_fin_function_apply (parts, a) == part)
      return TRUE;

  return FALSE;
}

static gboolean
deletes (ColimHom *l, ColimHom *m, gint32 ob, gint32 part)
{
  ColimFinFunction *images = colim_hom_get_component_at (m, ob);

  for (gint32 x = 0; x < colim_fin_function_get_dom (images); x++)
    if (colim_fin_function_apply (images, x) == part && !names (l, ob, x))
      return TRUE;

  return FALSE;
}

/* The lists, by their definition. */
static void
violations_are_listed (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) left = random_cset (rand, schema, 4);
  g_autoptr (ColimHom) l = random_part_of (rand, left), m = random_extension (rand, left, 3, 4);
  g_autoptr (ColimGluingConditions) conditions = colim_gluing_conditions_new (l, m, NULL);
  ColimCSet *host = colim_hom_get_codom (m);
  gsize n_dangling, n_identification;
  const gint32 *dangling = colim_gluing_conditions_get_dangling (conditions, &n_dangling);
  const gint32 *identification = colim_gluing_conditions_get_identification (conditions, &n_identification);
  gsize i = 0;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (host, colim_schema_get_hom_dom (schema, hom)); x++)
      {
        gint32 image = colim_fin_function_apply (colim_cset_get_hom_at (host, hom), x);

        if (deletes (l, m, colim_schema_get_hom_dom (schema, hom), x)
            || !deletes (l, m, colim_schema_get_hom_codom (schema, hom), image))
          continue;
        assert_true (i + 3 <= n_dangling);
        assert_int_equal (dangling[i++], hom);
        assert_int_equal (dangling[i++], x);
        assert_int_equal (dangling[i++], image);
      }
  assert_int_equal (i, n_dangling);
  i = 0;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (left, ob); x++)
      for (gint32 y = x + 1; y < colim_cset_get_n_parts_at (left, ob); y++)
        if (colim_fin_function_apply (colim_hom_get_component_at (m, ob), x)
                == colim_fin_function_apply (colim_hom_get_component_at (m, ob), y)
            && (!names (l, ob, x) || !names (l, ob, y)))
          {
            assert_true (i + 3 <= n_identification);
            assert_int_equal (identification[i++], ob);
            assert_int_equal (identification[i++], x);
            assert_int_equal (identification[i++], y);
          }
  assert_int_equal (i, n_identification);
}

/* Partial maps of a graph into a small one: each part has an image or none, and an edge only with its ends.  Shown
 * are the images of the parts in a list, one text for each partial map. */
static void
count_partial_maps (ColimCSet *graph, ColimCSet *target, const GArray *listed, GHashTable *counts, guint *n_all)
{
  gint32 n = colim_cset_get_n_parts_at (graph, 0), n_edges = colim_cset_get_n_parts_at (graph, 1), images[16] = { 0, };

  assert_true (n + n_edges <= 16);
  *n_all = 0;
  for (gboolean more = TRUE; more;)
    {
      gboolean is_map = TRUE;

      for (gint32 e = 0; e < n_edges && is_map; e++)
        for (gint32 hom = 0; hom < 2; hom++)
          {
            gint32 end = images[colim_fin_function_apply (colim_cset_get_hom_at (graph, hom), e)];

            if (images[n + e] > 0)
              is_map = is_map
                       && end == 1 + colim_fin_function_apply (colim_cset_get_hom_at (target, hom), images[n + e] - 1);
          }
      if (is_map)
        {
          g_autoptr (GString) key = g_string_new (NULL);

          /* -1 stands for a part that is nowhere. */
          for (guint i = 0; i < listed->len; i++)
            {
              gint32 part = g_array_index (listed, gint32, i);

              g_string_append_c (key, (char) ('0' + (part < 0 ? 0 : images[part])));
            }
          g_hash_table_insert (counts, g_strdup (key->str),
                               GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key->str)) + 1));
          ++*n_all;
        }
      more = FALSE;
      for (gint32 i = 0; i < n + n_edges && !more; i++)
        {
          more = ++images[i] <= colim_cset_get_n_parts_at (target, i < n ? 0 : 1);
          if (!more)
            images[i] = 0;
        }
    }
}

/* Where the parts of L go in a graph, vertices before edges: along a total map, or the other way along I. */
static GArray *
list_parts (ColimHom *l, ColimHom *total, ColimHom *right)
{
  ColimHom *hom = total != NULL ? total : right;
  GArray *listed = g_array_new (FALSE, FALSE, sizeof (gint32));

  for (gint32 ob = 0; ob < 2; ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (colim_hom_get_codom (l), ob); x++)
      {
        ColimFinFunction *kept = colim_hom_get_component_at (l, ob), *images = colim_hom_get_component_at (hom, ob);
        gint32 offset = ob == 0 ? 0 : colim_cset_get_n_parts_at (colim_hom_get_codom (hom), 0), image = -1;

        for (gint32 a = 0; a < colim_fin_function_get_dom (kept); a++)
          if (total == NULL && colim_fin_function_apply (kept, a) == x)
            image = offset + colim_fin_function_apply (images, a);
        if (total != NULL)
          image = offset + colim_fin_function_apply (images, x);
        g_array_append_val (listed, image);
      }

  return listed;
}

/* Partial maps from the result are the pairs of partial maps from G and from R that agree on L. */
static void
single_pushouts_are_pushouts_of_partial_maps (GRand *rand)
{
  g_autoptr (ColimCSet) left = random_graph (rand, "Graph", 2);
  g_autoptr (ColimRule) rule = random_rule (rand, COLIM_RULE_SPO, left);
  g_autoptr (ColimHom) match = random_extension (rand, left, 1, 2);
  g_autoptr (ColimRewrite) rewrite = colim_rewrite_new (rule, match, -1, NULL);
  g_autoptr (ColimCSet) target = random_graph (rand, "Graph", 1);
  ColimHom *l = colim_rule_get_left (rule), *r = colim_rule_get_right (rule);
  g_autoptr (GArray) in_host = list_parts (l, match, NULL), in_right = list_parts (l, NULL, r);
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GHashTable) from_host = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) from_right = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) from_result = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_pairs = 0, n_maps;
  GHashTableIter iter;
  gpointer key, value;

  assert_non_null (rewrite);
  assert_natural (colim_rewrite_get_context (rewrite));
  assert_natural (colim_rewrite_get_kept_right (rewrite));
  assert_natural (colim_rewrite_get_comatch (rewrite));
  assert_natural (colim_rewrite_get_result_map (rewrite));
  count_partial_maps (colim_hom_get_codom (match), target, in_host, from_host, &n_maps);
  count_partial_maps (colim_hom_get_codom (r), target, in_right, from_right, &n_maps);
  count_partial_maps (colim_rewrite_get_result (rewrite), target, nothing, from_result, &n_maps);
  g_hash_table_iter_init (&iter, from_host);
  while (g_hash_table_iter_next (&iter, &key, &value))
    n_pairs += GPOINTER_TO_UINT (value) * GPOINTER_TO_UINT (g_hash_table_lookup (from_right, key));
  assert_int_equal (n_pairs, n_maps);
}

/* Where nothing but what the rule names is deleted, both kinds do the same. */
static void
single_pushouts_are_double_pushouts_where_these_exist (GRand *rand)
{
  g_autoptr (ColimSchema) schema = random_schema (rand);
  g_autoptr (ColimCSet) left = random_cset (rand, schema, 3);
  g_autoptr (ColimRule) twice = random_rule (rand, COLIM_RULE_DPO, left);
  g_autoptr (ColimRule) once
      = colim_rule_new (COLIM_RULE_SPO, colim_rule_get_left (twice), colim_rule_get_right (twice), NULL, 0, NULL);
  g_autoptr (ColimHom) match = random_extension (rand, left, 2, 2);
  g_autoptr (GError) error = NULL, other_error = NULL;
  g_autoptr (ColimRewrite) first = colim_rewrite_new (twice, match, -1, &error);
  g_autoptr (ColimRewrite) second = colim_rewrite_new (once, match, -1, &other_error);

  if (second != NULL)
    assert_variables_stay (colim_rewrite_get_interface (second), colim_rewrite_get_context (second));
  if (error != NULL && error->code == COLIM_ERROR_NO_COMPLEMENT)
    return;
  assert_int_equal (first == NULL, second == NULL);
  if (first == NULL)
    return;
  assert_true (colim_cset_equal (colim_rewrite_get_result (first), colim_rewrite_get_result (second)));
  assert_true (colim_hom_equal (colim_rewrite_get_comatch (first), colim_rewrite_get_comatch (second)));
}

static gboolean
collect (ColimHom *hom, gpointer homs)
{
  g_ptr_array_add (homs, colim_hom_ref (hom));

  return TRUE;
}

/* Whether a match extends along a condition, by trying all functions. */
static gboolean
extends (ColimHom *match, ColimHom *condition)
{
  ColimCSet *from = colim_hom_get_codom (condition), *host = colim_hom_get_codom (match);
  g_autoptr (GPtrArray) all = brute_force_homs (from, host);

  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (ColimHom) hom = brute_force_make (from, host, all->pdata[i]);
      g_autoptr (ColimHom) composite = colim_hom_compose (condition, hom, NULL);

      if (colim_hom_equal (composite, match))
        return TRUE;
    }

  return FALSE;
}

static void
matches_are_those_that_the_conditions_allow (GRand *rand)
{
  g_autoptr (ColimCSet) left = random_graph (rand, "Graph", 2), host = random_graph (rand, "Graph", 3);
  g_autoptr (ColimHom) l = random_part_of (rand, left), r = random_extension (rand, colim_hom_get_dom (l), 1, 1);
  ColimHom *conditions[2] = { random_extension (rand, left, 1, 1), random_extension (rand, left, 1, 2) };
  gsize n_conditions = (gsize) random_size (rand, 2);
  ColimRuleKind kind = g_rand_boolean (rand) ? COLIM_RULE_DPO : COLIM_RULE_SPO;
  g_autoptr (ColimRule) rule = colim_rule_new (kind, l, r, conditions, n_conditions, NULL);
  gboolean monic = g_rand_boolean (rand);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autoptr (GPtrArray) all = brute_force_homs (left, host);
  g_autoptr (ColimHom) first = colim_rule_find_match (rule, host, monic, -1, NULL);
  guint n_matches = 0;

  assert_true (colim_rule_foreach_match (rule, host, monic, -1, collect, found, NULL));
  for (guint i = 0; i < all->len; i++)
    {
      g_autoptr (ColimHom) match = brute_force_make (left, host, all->pdata[i]);
      g_autofree char *reason = NULL;
      gboolean is_one
          = (!monic || colim_hom_is_monic (match)) && (kind == COLIM_RULE_SPO || count_complements (l, match) > 0);
      gboolean is_found = FALSE;

      for (gsize c = 0; c < n_conditions; c++)
        is_one = is_one && !extends (match, conditions[c]);
      for (guint j = 0; j < found->len; j++)
        is_found = is_found || colim_hom_equal (found->pdata[j], match);
      assert_int_equal (is_found, is_one);
      if (!monic)
        {
          assert_int_equal (colim_rule_accepts (rule, match, -1, &reason, NULL),
                            is_one ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
          assert_int_equal (reason == NULL, is_one);
        }
      n_matches += is_one;
    }
  assert_int_equal (found->len, n_matches);
  assert_int_equal (first == NULL, n_matches == 0);
  if (first != NULL)
    assert_true (colim_hom_equal (first, found->pdata[0]));
  for (guint i = 0; i < 2; i++)
    colim_hom_unref (conditions[i]);
}

static ColimHom *
make_hom (ColimCSet *dom, ColimCSet *codom, const gint32 *vertices, const gint32 *edges)
{
  g_autoptr (ColimFinFunction) on_vertices = colim_fin_function_new (
      vertices, (gsize) colim_cset_get_n_parts_at (dom, 0), colim_cset_get_n_parts_at (codom, 0), NULL);
  g_autoptr (ColimFinFunction) on_edges = colim_fin_function_new (
      edges, (gsize) colim_cset_get_n_parts_at (dom, 1), colim_cset_get_n_parts_at (codom, 1), NULL);

  return colim_hom_new (dom, codom, (ColimFinFunction *[]) { on_vertices, on_edges }, 2, NULL);
}

static void
wrong_rules_and_matches_are_refused (void **state)
{
  g_autoptr (ColimCSet) one = graph_new (1, NULL, NULL, 0), two = graph_new (2, NULL, NULL, 0);
  g_autoptr (ColimCSet) edge = graph_new (2, (gint32[]) { 0 }, (gint32[]) { 1 }, 1);
  g_autoptr (ColimHom) fold = make_hom (two, one, (gint32[]) { 0, 0 }, NULL);
  g_autoptr (ColimHom) same = colim_hom_new_identity (two), point = make_hom (one, edge, (gint32[]) { 1 }, NULL);
  g_autoptr (ColimHom) none = make_hom (two, edge, (gint32[]) { 0, 1 }, NULL), id = colim_hom_new_identity (one);
  g_autoptr (ColimCSet) empty = graph_new (0, NULL, NULL, 0);
  g_autoptr (ColimHom) nothing = make_hom (empty, one, NULL, NULL), void_ = colim_hom_new_identity (empty);
  g_autoptr (ColimRule) rule = NULL;
  g_autofree char *reason = NULL;
  struct {
    ColimHom *l, *r, *condition;
    int code;
    const char *message;
  } cases[] = {
    { fold, same, NULL, COLIM_ERROR_INVALID, "I → L glues parts of 'V': only sesqui-pushout rules can clone" },
    { same, id, NULL, COLIM_ERROR_NOT_COMPOSABLE, "the two sides of the rule do not start at one interface" },
    { same, same, point, COLIM_ERROR_NOT_COMPOSABLE, "condition 0 does not start at the left side of the rule" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      assert_null (colim_rule_new (COLIM_RULE_DPO, cases[i].l, cases[i].r, &cases[i].condition,
                                   cases[i].condition != NULL, &error));
      assert_colim_error (error, cases[i].code, cases[i].message);
    }

  g_autoptr (GError) error = NULL;

  rule = colim_rule_new (COLIM_RULE_DPO, nothing, void_, NULL, 0, NULL);
  assert_null (colim_rewrite_new (rule, none, -1, &error));
  assert_colim_error (error, COLIM_ERROR_NOT_COMPOSABLE,
                      "the match does not start where the left side of the rule ends");
  assert_int_equal (colim_rule_accepts (rule, point, -1, &reason, NULL), COLIM_VERDICT_NO);
  assert_string_equal (reason, "no pushout complement: part 0 of 'E' stays, but part 1 of 'V', which is its 'tgt', is "
                               "deleted");
}

/* A search that is not finished is not a match that there is not. */
static void
budgets_of_conditions_are_told (void **state)
{
  g_autoptr (ColimCSet) point = graph_new (1, NULL, NULL, 0);
  g_autoptr (ColimCSet) loop = graph_new (1, (gint32[]) { 0, 0, 0 }, (gint32[]) { 0, 0, 0 }, 3);
  g_autoptr (ColimHom) id = colim_hom_new_identity (point), condition = make_hom (point, loop, (gint32[]) { 0 }, NULL);
  g_autoptr (ColimRule) rule = colim_rule_new (COLIM_RULE_DPO, id, id, &condition, 1, NULL);
  g_autoptr (GError) error = NULL;

  assert_int_equal (colim_rule_accepts (rule, condition, 0, NULL, &error), COLIM_VERDICT_UNKNOWN);
  assert_colim_error (error, COLIM_ERROR_BUDGET, "a condition is not decided after 0 steps");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (double_pushouts_are_pushouts),
    property_test (complements_are_found_where_there_is_one),
    property_test (violations_are_listed),
    property_test (single_pushouts_are_pushouts_of_partial_maps),
    property_test (single_pushouts_are_double_pushouts_where_these_exist),
    property_test_n (matches_are_those_that_the_conditions_allow, 150),
    cmocka_unit_test (wrong_rules_and_matches_are_refused),
    cmocka_unit_test (budgets_of_conditions_are_told),
  };

  return cmocka_run_group_tests_name ("rewrite", tests, NULL, NULL);
}
