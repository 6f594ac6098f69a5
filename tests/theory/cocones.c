/* The universal property of gluing, by exhaustion: into every small graph the glued one has just as many morphisms as there
 * are cocones on its parts, and each cocone is that of one of them.  Both notions of morphism are held to it: those that
 * send relations to relations, and those that preserve the order. */

#include "tests/theory/random-gluing.h"

#define MOST_MAPS 400

typedef struct {
  gint32 vertices[MOST_EDGES], edges[MOST_EDGES];
} Map;

typedef struct {
  const Sample *from, *to;
  const GArray *words;  /* all of @to */
  const guint8 *below;  /* by two of them: what must hold of the images of a relation */
  Map map;
  GArray *found; /* Map */
} Search;

static gboolean
preserves_rules (const Search *self)
{
  for (gint32 r = 0; r < self->from->n_rules; r++)
    {
      Word left = map_word (&self->from->left[r], self->map.vertices, self->map.edges);
      Word right = map_word (&self->from->right[r], self->map.vertices, self->map.edges);
      gint32 i = find_word (self->words, &left), j = find_word (self->words, &right);

      assert_true (i >= 0 && j >= 0);
      if (!self->below[(guint) i * self->words->len + (guint) j])
        return FALSE;
    }

  return TRUE;
}

/* FALSE if there are too many. */
static gboolean
search_edges (Search *self, gint32 e)
{
  if (e == self->from->n_edges)
    {
      if (preserves_rules (self))
        g_array_append_val (self->found, self->map);
      return self->found->len <= MOST_MAPS;
    }
  for (gint32 f = 0; f < self->to->n_edges; f++)
    if (self->to->src[f] == self->map.vertices[self->from->src[e]]
        && self->to->tgt[f] == self->map.vertices[self->from->tgt[e]])
      {
        self->map.edges[e] = f;
        if (!search_edges (self, e + 1))
          return FALSE;
      }

  return TRUE;
}

static gboolean
search (Search *self, gint32 v)
{
  if (v == self->from->n_vertices)
    return search_edges (self, 0);
  for (gint32 w = 0; w < self->to->n_vertices; w++)
    if (self->to->kinds[w] == self->from->kinds[v])
      {
        self->map.vertices[v] = w;
        if (!search (self, v + 1))
          return FALSE;
      }

  return TRUE;
}

/* All morphisms between two graphs; NULL if there are too many. */
static GArray *
list_maps (const Sample *from, const Sample *to, const GArray *words, const guint8 *below)
{
  Search self = { from, to, words, below, { { 0 }, { 0 } }, g_array_new (FALSE, TRUE, sizeof (Map)) };

  if (search (&self, 0))
    return self.found;
  g_array_unref (self.found);

  return NULL;
}

static Map
compose (const Sample *from, const gint32 *vertices, const gint32 *edges, const Map *then)
{
  Map map = { { 0 }, { 0 } };

  for (gint32 v = 0; v < from->n_vertices; v++)
    map.vertices[v] = then->vertices[vertices[v]];
  for (gint32 e = 0; e < from->n_edges; e++)
    map.edges[e] = then->edges[edges[e]];

  return map;
}

/* Whether the maps of the parts make a cocone: each other object has one map, along whichever arrow. */
static gboolean
is_cocone (const Shape *shape, const Map *const *parts)
{
  Map maps[MOST_OBJECTS];
  gboolean known[MOST_OBJECTS] = { FALSE };

  for (gint32 k = 0; k < shape->n_parts; k++)
    {
      maps[k] = *parts[k];
      known[k] = TRUE;
    }
  /* Later apexes have arrows to earlier ones, so that two rounds are enough for two. */
  for (gint32 round = 0; round < 2; round++)
    for (gint32 a = 0; a < shape->n_arrows; a++)
      {
        const Arrow *arrow = &shape->arrows[a];
        Map map;

        if (!known[arrow->target])
          continue;
        map = compose (&shape->objects[arrow->source].sample, arrow->vertices, arrow->edges, &maps[arrow->target]);
        if (!known[arrow->source])
          maps[arrow->source] = map;
        else if (memcmp (&map, &maps[arrow->source], sizeof map) != 0)
          return FALSE;
        known[arrow->source] = TRUE;
      }

  return TRUE;
}

/* The cocones as tuples of maps of the parts. */
static GArray *
list_cocones (const Shape *shape, GArray *const *maps)
{
  GArray *cocones = g_array_new (FALSE, TRUE, sizeof (Map) * 2);

  for (guint i = 0; i < maps[0]->len; i++)
    for (guint j = 0; j < (shape->n_parts > 1 ? maps[1]->len : 1); j++)
      {
        const Map *both[] = { &g_array_index (maps[0], Map, i), shape->n_parts > 1 ? &g_array_index (maps[1], Map, j) : NULL };
        Map cocone[2] = { *both[0], { { 0 }, { 0 } } };

        if (!is_cocone (shape, both))
          continue;
        if (both[1] != NULL)
          cocone[1] = *both[1];
        g_array_append_vals (cocones, cocone, 1);
      }

  return cocones;
}

/* The glued graph as the library made it. */
static void
read_graph (ColimDiagram *diagram, Sample *sample)
{
  ColimQuiver *quiver = colim_diagram_get_quiver (diagram);
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  memset (sample, 0, sizeof *sample);
  sample->n_vertices = colim_quiver_get_n_vertices (quiver);
  sample->n_edges = colim_quiver_get_n_edges (quiver);
  g_assert (sample->n_vertices <= MOST_EDGES && sample->n_edges <= MOST_EDGES);
  for (gint32 v = 0; v < sample->n_vertices; v++)
    sample->kinds[v] = (gint32) colim_learning_graph_get_kind (colim_diagram_get_graph (diagram), v);
  for (gint32 e = 0; e < sample->n_edges; e++)
    {
      sample->src[e] = colim_quiver_get_src (quiver, e);
      sample->tgt[e] = colim_quiver_get_tgt (quiver, e);
    }
  colim_learning_graph_list_relations (colim_diagram_get_graph (diagram), quiver, lesser, greater, NULL);
  for (guint r = 0; r < lesser->len; r++)
    add_rule (sample, to_word (g_ptr_array_index (lesser, r)), to_word (g_ptr_array_index (greater, r)));
}

static struct {
  gint32 all, cocones;
} seen;

static void
check_cocones (const Shape *shape, ColimGluing *gluing, const Sample *whole, const Sample *to, const GArray *words,
               const guint8 *below)
{
  GArray *maps[2] = { NULL, NULL };
  g_autoptr (GArray) factors = list_maps (whole, to, words, below);
  gboolean few = factors != NULL;

  for (gint32 k = 0; k < shape->n_parts; k++)
    few = (maps[k] = list_maps (&shape->objects[k].sample, to, words, below)) != NULL && few;
  if (few)
    {
      g_autoptr (GArray) cocones = list_cocones (shape, maps);
      g_autofree guint8 *hit = g_new0 (guint8, cocones->len + 1);

      assert_int_equal (factors->len, cocones->len);
      for (guint i = 0; i < factors->len; i++)
        {
          Map legs[2] = { { { 0 }, { 0 } }, { { 0 }, { 0 } } };
          guint c = 0;

          for (gint32 k = 0; k < shape->n_parts; k++)
            legs[k] = compose (&shape->objects[k].sample,
                               colim_fin_function_get_values (colim_gluing_get_vertex_leg (gluing, (guint) k), NULL),
                               colim_fin_function_get_values (colim_gluing_get_edge_leg (gluing, (guint) k), NULL),
                               &g_array_index (factors, Map, i));
          while (c < cocones->len && memcmp (cocones->data + c * sizeof legs, legs, sizeof legs) != 0)
            c++;
          assert_true (c < cocones->len && !hit[c]);
          hit[c] = TRUE;
        }
      seen.all++;
      seen.cocones += (gint32) cocones->len;
    }
  for (gint32 k = 0; k < shape->n_parts; k++)
    g_clear_pointer (&maps[k], g_array_unref);
}

static void
every_cocone_factors_once (GRand *rand)
{
  g_autofree Shape *shape = g_new (Shape, 1);
  g_autofree Object *to = g_new0 (Object, 1);
  g_autofree Glued *glued = g_new (Glued, 1);
  g_autofree Sample *whole = g_new (Sample, 1);
  g_autofree char *contents = NULL;
  g_autofree guint8 *order = NULL, *relations = NULL;
  g_autoptr (ColimFile) file = NULL;
  g_autoptr (ColimGluing) gluing = NULL;
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));

  make_shape (rand, shape, 2, 3);
  if (!glue_by_hand (shape, glued))
    return;
  contents = print_shape (rand, shape);
  file = read_contents (contents);
  gluing = glue_shape (shape, file);
  read_graph (colim_gluing_get_diagram (gluing), whole);

  /* A small graph that something goes to: of the world, with elements twice. */
  shape->index_in_apex = TRUE;
  grow (rand, shape, to, 5, FALSE);
  grow (rand, shape, to, 6, FALSE);
  for (gint32 n = g_rand_int_range (rand, 0, 12), tries = 0; to->sample.n_rules < n && tries < 100 && to->sample.n_vertices > 0; tries++)
    {
      gint32 v = g_rand_int_range (rand, 0, to->sample.n_vertices);
      Word left = random_walk (rand, &to->sample, v, g_rand_int_range (rand, 0, 4));
      Word right = random_walk (rand, &to->sample, v, g_rand_int_range (rand, 0, 4));

      if (left.target == right.target)
        add_rule (&to->sample, left, right);
    }
  for (gint32 v = 0; v < to->sample.n_vertices; v++)
    list_words (&to->sample, (Word) { v, v, 0, { 0 } }, MOST_LENGTH, words);
  if (words->len > 150)
    return;
  order = close_order (&to->sample, words);
  relations = g_new0 (guint8, (gsize) words->len * words->len + 1);
  for (gint32 r = 0; r < to->sample.n_rules; r++)
    relations[(guint) find_word (words, &to->sample.left[r]) * words->len + (guint) find_word (words, &to->sample.right[r])]
      = TRUE;
  check_cocones (shape, gluing, whole, &to->sample, words, relations);
  check_cocones (shape, gluing, whole, &to->sample, words, order);
}

static void
there_were_cocones (void **state)
{
  print_message ("%d times, with %d cocones\n", seen.all, seen.cocones);
  if (g_getenv ("COLIM_SEED") != NULL || g_getenv ("COLIM_CASES") != NULL)
    skip ();
  assert_true (seen.all > 2000 && seen.cocones > 10000);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (every_cocone_factors_once, 3000),
    cmocka_unit_test (there_were_cocones),
  };

  return cmocka_run_group_tests_name ("cocones", tests, NULL, NULL);
}
