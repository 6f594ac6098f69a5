/* Matches against an odometer over all maps of vertices and edges, which knows nothing of C-sets. */

#include "tests/theory/random-diagram.h"

typedef struct {
  gint32 vertices[MOST];
  gint32 edges[MOST];
} Map;

typedef struct {
  gboolean monic;
  gboolean assigned;
  ColimMatchRelations relations;
} Asked;

static Kind
read_alone (Kind kind)
{
  return kind == BARE ? SPACE : kind;
}

static Walk
carry (const Walk *walk, const Map *map)
{
  Walk image = { walk->n, map->vertices[walk->start], map->vertices[walk->end], { 0 } };

  for (gint32 i = 0; i < walk->n; i++)
    image.edges[i] = map->edges[walk->edges[i]];

  return image;
}

static gboolean
same (const Walk *a, const Walk *b)
{
  return a->n == b->n && a->start == b->start && memcmp (a->edges, b->edges, (gsize) a->n * sizeof *a->edges) == 0;
}

/* A path of any length, as text. */
static char *
spell (const gint32 *edges, gint32 n)
{
  GString *out = g_string_new (NULL);

  for (gint32 i = 0; i < n; i++)
    g_string_append_printf (out, "%d ", edges[i]);

  return g_string_free (out, FALSE);
}

/* Rewrites a path by the relations until it is the other, in every way; paths are short, as the host has no cycle. */
static gboolean
is_below (const World *host, const gint32 *edges, gint32 n, gint32 start, const char *wanted, GHashTable *seen)
{
  char *text = spell (edges, n);
  gint32 at = start;

  if (g_str_equal (text, wanted))
    {
      g_free (text);
      return TRUE;
    }
  if (!g_hash_table_add (seen, text))
    return FALSE;
  for (gint32 i = 0; i <= n; i++)
    {
      for (gint32 r = 0; r < host->n_relations; r++)
        {
          const Walk *from = &host->lesser[r], *to = &host->greater[r];
          gint32 next[4 * MOST], m = n - from->n + to->n;

          if (from->start != at || i + from->n > n
              || memcmp (edges + i, from->edges, (gsize) from->n * sizeof *edges) != 0)
            continue;
          memcpy (next, edges, (gsize) i * sizeof *next);
          memcpy (next + i, to->edges, (gsize) to->n * sizeof *next);
          memcpy (next + i + to->n, edges + i + from->n, (gsize) (n - i - from->n) * sizeof *next);
          if (is_below (host, next, m, start, wanted, seen))
            return TRUE;
        }
      if (i < n)
        at = host->tgt[edges[i]];
    }

  return FALSE;
}

static gboolean
preserves (const World *host, const Walk *lesser, const Walk *greater, ColimMatchRelations how)
{
  g_autoptr (GHashTable) seen = NULL;
  g_autofree char *wanted = NULL;

  if (how == COLIM_MATCH_GRAPH)
    return TRUE;
  for (gint32 r = 0; r < host->n_relations; r++)
    if (same (&host->lesser[r], lesser) && same (&host->greater[r], greater))
      return TRUE;
  if (how == COLIM_MATCH_RELATIONS)
    return FALSE;
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wanted = spell (greater->edges, greater->n);

  return is_below (host, lesser->edges, lesser->n, lesser->start, wanted, seen);
}

static gboolean
is_match (const World *pattern, const World *host, const Map *map, const Asked *asked)
{
  for (gint32 v = 0; v < pattern->n_vertices; v++)
    {
      if (pattern->kinds[v] != BARE && pattern->kinds[v] != read_alone (host->kinds[map->vertices[v]]))
        return FALSE;
      /* `Any` is a space like others, and bare is none. */
      if (asked->assigned && pattern->kinds[v] == SPACE
          && (host->kinds[map->vertices[v]] != SPACE || pattern->spaces[v] != host->spaces[map->vertices[v]]))
        return FALSE;
      for (gint32 w = 0; asked->monic && w < v; w++)
        if (map->vertices[v] == map->vertices[w])
          return FALSE;
    }
  for (gint32 e = 0; e < pattern->n_edges; e++)
    {
      gint32 f = map->edges[e];

      if (map->vertices[pattern->src[e]] != host->src[f] || map->vertices[pattern->tgt[e]] != host->tgt[f])
        return FALSE;
      if (asked->assigned && pattern->models[e] != 0
          && (pattern->models[e] != host->models[f] || (pattern->frozen[e] && !host->frozen[f])))
        return FALSE;
      for (gint32 d = 0; asked->monic && d < e; d++)
        if (map->edges[d] == f)
          return FALSE;
    }
  for (gint32 r = 0; r < pattern->n_relations; r++)
    {
      Walk lesser = carry (&pattern->lesser[r], map), greater = carry (&pattern->greater[r], map);

      if (!preserves (host, &lesser, &greater, asked->relations))
        return FALSE;
    }

  return TRUE;
}

/* The next map in lexicographic order; FALSE if that was the last. */
static gboolean
turn (gint32 *digits, gint32 n, gint32 base)
{
  for (gint32 i = n - 1; i >= 0; i--)
    {
      if (++digits[i] < base)
        return TRUE;
      digits[i] = 0;
    }

  return FALSE;
}

static GArray *
list_maps (const World *pattern, const World *host, const Asked *asked)
{
  GArray *maps = g_array_new (FALSE, FALSE, sizeof (Map));
  Map map = { { 0 }, { 0 } };

  if ((pattern->n_vertices > 0 && host->n_vertices == 0) || (pattern->n_edges > 0 && host->n_edges == 0))
    return maps;
  do
    do
      if (is_match (pattern, host, &map, asked))
        g_array_append_val (maps, map);
    while (turn (map.edges, pattern->n_edges, host->n_edges));
  while (turn (map.vertices, pattern->n_vertices, host->n_vertices));

  return maps;
}

typedef struct {
  const World *pattern;
  const GArray *maps;
  guint next;
} Expected;

static gboolean
check_match (ColimMatch *match, gpointer data)
{
  Expected *expected = data;
  const Map *map;

  assert_true (expected->next < expected->maps->len);
  map = &g_array_index (expected->maps, Map, expected->next++);
  for (gint32 v = 0; v < expected->pattern->n_vertices; v++)
    {
      g_autofree char *name = g_strdup_printf ("v%d", v), *image = g_strdup_printf ("v%d", map->vertices[v]);

      assert_int_equal (colim_fin_function_apply (colim_match_get_vertices (match), v), map->vertices[v]);
      assert_string_equal (colim_match_get_image (match, name), image);
    }
  for (gint32 e = 0; e < expected->pattern->n_edges; e++)
    {
      g_autofree char *name = g_strdup_printf ("e%d", e), *image = g_strdup_printf ("e%d", map->edges[e]);

      assert_int_equal (colim_fin_function_apply (colim_match_get_edges (match), e), map->edges[e]);
      assert_string_equal (colim_match_get_image (match, name), image);
    }
  assert_null (colim_match_get_image (match, "nothing"));

  return TRUE;
}

static ColimMatching *
ask (ColimDiagram *pattern, ColimDiagram *host, const Asked *asked)
{
  ColimMatching *matching = colim_matching_new (pattern, host);

  colim_matching_set_monic (matching, asked->monic);
  colim_matching_set_assigned (matching, asked->assigned);
  colim_matching_set_relations (matching, asked->relations);

  return matching;
}

static void
check_all (GRand *rand, ColimMatchRelations relations)
{
  World pattern, host;
  Asked asked = { g_rand_boolean (rand), g_rand_boolean (rand), relations };
  g_autofree char *pattern_text = NULL, *host_text = NULL, *digits = NULL, *expected_digits = NULL;
  g_autoptr (ColimDiagram) pattern_diagram = NULL, host_diagram = NULL;
  g_autoptr (ColimMatching) matching = NULL;
  g_autoptr (ColimNatural) count = NULL;
  g_autoptr (ColimMatch) first = NULL;
  g_autoptr (GArray) maps = NULL;
  GError *error = NULL;

  random_world (rand, &pattern, 3, 3, relations == COLIM_MATCH_ORDER);
  random_world (rand, &host, 4, 6, relations == COLIM_MATCH_ORDER);
  pattern_text = print_world (&pattern);
  host_text = print_world (&host);
  pattern_diagram = read_diagram ("p.colim", pattern_text);
  host_diagram = read_diagram ("h.colim", host_text);
  matching = ask (pattern_diagram, host_diagram, &asked);
  maps = list_maps (&pattern, &host, &asked);

  Expected expected = { &pattern, maps, 0 };

  assert_true (colim_matching_foreach (matching, check_match, &expected, &error));
  assert_int_equal (expected.next, maps->len);
  count = colim_matching_count (matching, &error);
  assert_non_null (count);
  digits = colim_natural_to_string (count);
  expected_digits = g_strdup_printf ("%u", maps->len);
  assert_string_equal (digits, expected_digits);
  assert_int_equal (colim_matching_exists (matching, &error), maps->len > 0 ? COLIM_VERDICT_YES : COLIM_VERDICT_NO);
  first = colim_matching_find (matching, &error);
  assert_null (error);
  assert_int_equal (first != NULL, maps->len > 0);
  if (first != NULL)
    {
      Expected one = { &pattern, maps, 0 };

      check_match (first, &one);
    }
}

static void
matches_are_the_maps_that_preserve_relations (GRand *rand)
{
  check_all (rand, COLIM_MATCH_RELATIONS);
}

static void
matches_are_the_maps_that_preserve_the_order (GRand *rand)
{
  check_all (rand, COLIM_MATCH_ORDER);
}

static void
matches_are_the_maps_of_graphs (GRand *rand)
{
  check_all (rand, COLIM_MATCH_GRAPH);
}

static gboolean
count_at (ColimMatch *match, gpointer data)
{
  guint *counts = data;

  counts[colim_fin_function_apply (colim_match_get_vertices (match), 0)]++;

  return TRUE;
}

/* Where an element is said to be, the matches with it there are left. */
static void
images_that_are_given_divide_the_matches (GRand *rand)
{
  World pattern, host;
  const Asked asked = { FALSE, FALSE, COLIM_MATCH_RELATIONS };
  guint counts[MOST] = { 0 };
  g_autofree char *pattern_text = NULL, *host_text = NULL;
  g_autoptr (ColimDiagram) pattern_diagram = NULL, host_diagram = NULL;
  g_autoptr (ColimMatching) all = NULL;

  random_world (rand, &pattern, 3, 3, FALSE);
  random_world (rand, &host, 4, 6, FALSE);
  if (pattern.n_vertices == 0)
    return;
  pattern_text = print_world (&pattern);
  host_text = print_world (&host);
  pattern_diagram = read_diagram ("p.colim", pattern_text);
  host_diagram = read_diagram ("h.colim", host_text);
  all = ask (pattern_diagram, host_diagram, &asked);
  assert_true (colim_matching_foreach (all, count_at, counts, NULL));
  for (gint32 v = 0; v < host.n_vertices; v++)
    {
      g_autofree char *image = g_strdup_printf ("v%d", v), *digits = NULL,
                      *expected = g_strdup_printf ("%u", counts[v]);
      g_autoptr (ColimMatching) there = ask (pattern_diagram, host_diagram, &asked);
      g_autoptr (ColimNatural) count = NULL;

      assert_true (colim_matching_set_image (there, "v0", image, NULL));
      count = colim_matching_count (there, NULL);
      digits = colim_natural_to_string (count);
      assert_string_equal (digits, expected);
    }
}

static void
assert_count (ColimMatching *matching, const char *expected)
{
  g_autoptr (ColimNatural) count = colim_matching_count (matching, NULL);
  g_autofree char *digits = NULL;

  assert_non_null (count);
  digits = colim_natural_to_string (count);
  assert_string_equal (digits, expected);
}

static gboolean
count_one (G_GNUC_UNUSED ColimMatch *match, gpointer data)
{
  *(guint *) data += 1;

  return TRUE;
}

/* An edge in a host of 10⁵ edges, listed; a path of six there, and ten edges between two vertices, counted. */
static void
large_hosts_are_matched_fast (G_GNUC_UNUSED void **state)
{
  g_autoptr (GString) chain = g_string_new ("v0\n"), parallel = g_string_new ("a\nb\n"), path = g_string_new ("v0\n"),
                      ten = g_string_new ("a\nb\n");
  g_autoptr (ColimDiagram) host = NULL, edge = read_diagram ("e.colim", "a; b\nf : a → b\n"), six = NULL, many = NULL,
                           sheaf = NULL;
  g_autoptr (ColimMatching) edges = NULL, paths = NULL, sheaves = NULL;
  gint64 begin;
  guint n = 0;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (chain, "v%u\ne%u : v%u → v%u\n", i + 1, i, i, i + 1);
  for (guint i = 0; i < 6; i++)
    g_string_append_printf (path, "v%u\ne%u : v%u → v%u\n", i + 1, i, i, i + 1);
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (parallel, "e%u : a → b\n", i);
  for (guint i = 0; i < 10; i++)
    g_string_append_printf (ten, "e%u : a → b\n", i);
  host = read_diagram ("h.colim", chain->str);
  six = read_diagram ("p.colim", path->str);
  many = read_diagram ("h.colim", parallel->str);
  sheaf = read_diagram ("p.colim", ten->str);
  begin = g_get_monotonic_time ();
  edges = colim_matching_new (edge, host);
  assert_true (colim_matching_foreach (edges, count_one, &n, NULL));
  assert_int_equal (n, 100000);
  assert_count (edges, "100000");
  paths = colim_matching_new (six, host);
  assert_count (paths, "99995");
  sheaves = colim_matching_new (sheaf, many);
  assert_count (sheaves, "1000000000000000000000000000000");
  print_message ("%.2f s\n", (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
  assert_true (g_get_monotonic_time () - begin < 20 * G_USEC_PER_SEC);
}

/* LD-083: order-preserving, but not generator-preserving. */
static void
the_order_is_weaker_than_relations (G_GNUC_UNUSED void **state)
{
  g_autoptr (ColimDiagram) pattern = read_diagram ("p.colim", "N ⇒ []; Y ⇒ {}\na : N → Y; b : N → Y\na ≤ b\n");
  g_autoptr (ColimDiagram) host
      = read_diagram ("h.colim", "N ⇒ []; Y ⇒ {}\na : N → Y; b : N → Y; c : N → Y\na ≤ c; c ≤ b\n");
  g_autoptr (ColimMatching) matching = colim_matching_new (pattern, host);

  assert_count (matching, "2");
  colim_matching_set_relations (matching, COLIM_MATCH_ORDER);
  /* Three pairs, and each edge twice. */
  assert_count (matching, "6");
  colim_matching_set_monic (matching, TRUE);
  assert_count (matching, "3");
  colim_matching_set_relations (matching, COLIM_MATCH_GRAPH);
  assert_count (matching, "6");
}

static void
handles_agree_by_what_they_stand_for (G_GNUC_UNUSED void **state)
{
  const char *host_text = "let f = linear(2)\nlet g = f · relu\na; b\nx : a → b ⇒ g frozen\ny : a → b ⇒ f\n";
  const struct {
    const char *pattern;
    const char *count;
  } cases[] = {
    { "let f = linear(2)\nlet g = f · relu\na; b\nx : a → b ⇒ g\n", "1" },
    { "let f = linear(3)\nlet g = f · relu\na; b\nx : a → b ⇒ g\n", "0" },
    { "let f = linear(2)\nlet g = f · relu\na; b\nx : a → b ⇒ g eval\n", "0" },
    { "let f = linear(2)\na; b\nx : a → b ⇒ f\n", "1" },
    { "a; b\nx : a → b ⇒ linear(2)\n", "0" },
    { "a; b\nx : a → b\n", "2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimDiagram) pattern = read_diagram ("p.colim", cases[i].pattern);
      g_autoptr (ColimDiagram) host = read_diagram ("h.colim", host_text);
      g_autoptr (ColimMatching) matching = colim_matching_new (pattern, host);

      colim_matching_set_assigned (matching, TRUE);
      assert_count (matching, cases[i].count);
    }
}

static void
what_cannot_be_asked_is_refused (G_GNUC_UNUSED void **state)
{
  g_autoptr (ColimDiagram) pattern = read_diagram ("p.colim", "a; b\nf : a → b; g : a → b\n");
  g_autoptr (ColimDiagram) host = read_diagram ("h.colim", "a; b\nf : a → b; g : a → b; h : a → b\n");
  g_autoptr (ColimMatching) matching = colim_matching_new (pattern, host);
  g_autoptr (GError) unknown = NULL, kind = NULL, budget = NULL;

  assert_false (colim_matching_set_image (matching, "f", "k", &unknown));
  assert_colim_error (unknown, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge 'k' in 'h'");
  assert_false (colim_matching_set_image (matching, "f", "a", &kind));
  assert_colim_error (kind, COLIM_ERROR_INVALID, "the edge 'f' cannot go to the vertex 'a'");
  colim_matching_set_budget (matching, 0);
  assert_null (colim_matching_find (matching, &budget));
  assert_non_null (budget);
  assert_int_equal (budget->code, COLIM_ERROR_BUDGET);
  assert_int_equal (colim_matching_exists (matching, NULL), COLIM_VERDICT_UNKNOWN);
}

/* Where it is not known whether one relation holds, another one that fails settles it. */
static void
what_fails_settles_what_is_unknown (G_GNUC_UNUSED void **state)
{
  const char *host_text = "a; b\nf : a → b; g : a → b; s : a → a\nf ≤ s · f\nbound 2\n";
  g_autoptr (ColimDiagram) host = read_diagram ("h.colim", host_text);
  g_autoptr (ColimDiagram) open = read_diagram ("p.colim", "a; b\nf : a → b; g : a → b\nf ≤ g\n");
  g_autoptr (ColimMatching) matching = colim_matching_new (open, host);
  g_autoptr (GError) error = NULL;

  colim_matching_set_relations (matching, COLIM_MATCH_ORDER);
  assert_true (colim_matching_set_image (matching, "f", "f", NULL));
  assert_true (colim_matching_set_image (matching, "g", "g", NULL));
  assert_int_equal (colim_matching_exists (matching, &error), COLIM_VERDICT_UNKNOWN);
  assert_null (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ColimDiagram) both = read_diagram ("p.colim", i == 0 ? "a; b\nf : a → b; g : a → b\nf ≤ g; g ≤ f\n"
                                                                      : "a; b\nf : a → b; g : a → b\ng ≤ f; f ≤ g\n");
      g_autoptr (ColimMatching) closed = colim_matching_new (both, host);

      colim_matching_set_relations (closed, COLIM_MATCH_ORDER);
      assert_true (colim_matching_set_image (closed, "f", "f", NULL));
      assert_true (colim_matching_set_image (closed, "g", "g", NULL));
      assert_int_equal (colim_matching_exists (closed, &error), COLIM_VERDICT_NO);
      assert_null (error);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (matches_are_the_maps_that_preserve_relations),
    property_test (matches_are_the_maps_that_preserve_the_order),
    property_test (matches_are_the_maps_of_graphs),
    property_test (images_that_are_given_divide_the_matches),
    cmocka_unit_test (large_hosts_are_matched_fast),
    cmocka_unit_test (the_order_is_weaker_than_relations),
    cmocka_unit_test (handles_agree_by_what_they_stand_for),
    cmocka_unit_test (what_cannot_be_asked_is_refused),
    cmocka_unit_test (what_fails_settles_what_is_unknown),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
