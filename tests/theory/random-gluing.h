/* Random finite diagrams of learning diagrams, as numbers and as what the library makes of them.
 *
 * All are over one world, that says what is assigned to an element: each object has elements of its types, some of them
 * several times, and arrows keep types, so that whatever is glued agrees. */

#pragma once

#include <colim/colim.h>

#include "tests/theory/words.h"

#define WORLD 6
#define MOST_ELEMENTS MOST_EDGES
#define MOST_OBJECTS 5
#define MOST_ARROWS 16
/* Distances are twelfths. */
#define UNIT 12

typedef struct {
  gint32 n_vertices, n_edges;
  gint32 kinds[WORLD];
  gint32 src[2 * WORLD], tgt[2 * WORLD];
  gint32 maps[2 * WORLD][2];     /* by edge: from two points to two points */
  gint32 distances[WORLD][2][2]; /* by vertex */
} World;

typedef struct {
  Sample sample;
  gint32 vertex_types[MOST_ELEMENTS], edge_types[MOST_ELEMENTS];
} Object;

typedef struct {
  gint32 source, target;
  gint32 vertices[MOST_ELEMENTS], edges[MOST_ELEMENTS];
} Arrow;

/* The parts come first, the apexes behind them. */
typedef struct {
  World world;
  gint32 n_parts, n_objects, n_arrows;
  Object objects[MOST_OBJECTS];
  Arrow arrows[MOST_ARROWS];
  gboolean index_in_apex; /* whether apexes may have indexing vertices */
  gint32 sharing;         /* of 10 elements that come along an arrow, how many go to one that is there */
} Shape;

static inline void
make_world (GRand *rand, World *world)
{
  world->n_vertices = g_rand_int_range (rand, 2, WORLD);
  for (gint32 v = 0; v < world->n_vertices; v++)
    {
      world->kinds[v] = v == 0 || (v == 1 && g_rand_int_range (rand, 0, 3) == 0) ? COLIM_VERTEX_INDEX
                        : g_rand_boolean (rand)                                  ? COLIM_VERTEX_LOSS
                                                                                 : COLIM_VERTEX_SPACE;
      for (gint32 x = 0; x < 2; x++)
        for (gint32 y = 0; y < 2; y++)
          world->distances[v][x][y] = x == y && g_rand_int_range (rand, 0, 4) > 0 ? 0 : g_rand_int_range (rand, 0, 40);
    }
  for (gint32 tries = g_rand_int_range (rand, 4, 2 * WORLD + 1); tries > 0; tries--)
    {
      gint32 a = g_rand_int_range (rand, 0, world->n_vertices), b = g_rand_int_range (rand, 0, world->n_vertices);

      if (a == b)
        continue;
      world->src[world->n_edges] = MIN (a, b);
      world->tgt[world->n_edges] = MAX (a, b);
      for (gint32 x = 0; x < 2; x++)
        world->maps[world->n_edges][x] = g_rand_int_range (rand, 0, 2);
      world->n_edges++;
    }
}

static inline gint32
add_vertex (const World *world, Object *object, gint32 type)
{
  gint32 v = object->sample.n_vertices++;

  g_assert (v < MOST_ELEMENTS);
  object->sample.kinds[v] = world->kinds[type];
  object->vertex_types[v] = type;

  return v;
}

static inline gint32
add_edge (Object *object, gint32 type, gint32 src, gint32 tgt)
{
  gint32 e = object->sample.n_edges++;

  g_assert (e < MOST_ELEMENTS);
  object->sample.src[e] = src;
  object->sample.tgt[e] = tgt;
  object->edge_types[e] = type;

  return e;
}

static inline gint32
pick_vertex (GRand *rand, const Object *object, gint32 type)
{
  gint32 found = -1, n = 0;

  for (gint32 v = 0; v < object->sample.n_vertices; v++)
    if (object->vertex_types[v] == type && g_rand_int_range (rand, 0, ++n) == 0)
      found = v;

  return found;
}

static inline gint32
pick_edge (const Object *object, gint32 type, gint32 src, gint32 tgt)
{
  for (gint32 e = 0; e < object->sample.n_edges; e++)
    if (object->edge_types[e] == type && object->sample.src[e] == src && object->sample.tgt[e] == tgt)
      return e;

  return -1;
}

/* More elements of an object, with ends that it has. */
static inline void
grow (GRand *rand, const Shape *shape, Object *object, gint32 most, gboolean is_apex)
{
  const World *world = &shape->world;

  for (gint32 v = 0; v < world->n_vertices; v++)
    if (object->sample.n_vertices < most && g_rand_int_range (rand, 0, 4) > 0
        && (!is_apex || shape->index_in_apex || world->kinds[v] != COLIM_VERTEX_INDEX)
        && (pick_vertex (rand, object, v) < 0 || g_rand_int_range (rand, 0, 6) == 0))
      add_vertex (world, object, v);
  for (gint32 e = 0; e < world->n_edges; e++)
    {
      gint32 src = pick_vertex (rand, object, world->src[e]), tgt = pick_vertex (rand, object, world->tgt[e]);

      if (object->sample.n_edges < most && src >= 0 && tgt >= 0 && g_rand_int_range (rand, 0, 5) > 0
          && pick_edge (object, e, src, tgt) < 0)
        add_edge (object, e, src, tgt);
    }
}

/* An arrow into an object, which gets what it lacks. */
static inline void
add_arrow (GRand *rand, Shape *shape, gint32 source, gint32 target)
{
  const Object *from = &shape->objects[source];
  Object *to = &shape->objects[target];
  Arrow *arrow = &shape->arrows[shape->n_arrows++];

  arrow->source = source;
  arrow->target = target;
  for (gint32 v = 0; v < from->sample.n_vertices; v++)
    {
      gint32 image = g_rand_int_range (rand, 0, 10) < shape->sharing ? pick_vertex (rand, to, from->vertex_types[v]) : -1;

      arrow->vertices[v] = image >= 0 ? image : add_vertex (&shape->world, to, from->vertex_types[v]);
    }
  for (gint32 e = 0; e < from->sample.n_edges; e++)
    {
      gint32 src = arrow->vertices[from->sample.src[e]], tgt = arrow->vertices[from->sample.tgt[e]];
      gint32 image
        = g_rand_int_range (rand, 0, 10) < shape->sharing ? pick_edge (to, from->edge_types[e], src, tgt) : -1;

      arrow->edges[e] = image >= 0 ? image : add_edge (to, from->edge_types[e], src, tgt);
    }
}

static inline Word
map_word (const Word *word, const gint32 *vertices, const gint32 *edges)
{
  Word image = { vertices[word->source], vertices[word->target], word->n, { 0 } };

  for (gint32 i = 0; i < word->n; i++)
    image.edges[i] = edges[word->edges[i]];

  return image;
}

/* The relations that arrows bring, and own ones. */
static inline void
add_rules (GRand *rand, Shape *shape, gint32 object)
{
  Sample *sample = &shape->objects[object].sample;

  for (gint32 a = 0; a < shape->n_arrows; a++)
    {
      const Arrow *arrow = &shape->arrows[a];
      const Sample *from = &shape->objects[arrow->source].sample;

      for (gint32 r = 0; arrow->target == object && r < from->n_rules; r++)
        add_rule (sample, map_word (&from->left[r], arrow->vertices, arrow->edges),
                  map_word (&from->right[r], arrow->vertices, arrow->edges));
    }
  for (gint32 tries = object < shape->n_parts ? 40 : 6, n = 0; tries > 0 && n < 3 && sample->n_vertices > 0; tries--)
    {
      gint32 v = g_rand_int_range (rand, 0, sample->n_vertices);
      Word left = random_walk (rand, sample, v, g_rand_int_range (rand, 1, 4));
      Word right = random_walk (rand, sample, v, g_rand_int_range (rand, 1, 4));

      if (left.target != right.target || (same (&left, &right) && g_rand_int_range (rand, 0, 20) > 0))
        continue;
      add_rule (sample, left, right);
      n++;
    }
}

static inline gboolean
has_arrow_to_part (const Shape *shape, gint32 apex)
{
  for (gint32 a = 0; a < shape->n_arrows; a++)
    if (shape->arrows[a].source == apex && shape->arrows[a].target < shape->n_parts)
      return TRUE;

  return FALSE;
}

/* Up to @most_parts parts, one to three, and up to two apexes, with arrows from apexes to parts, between apexes and, rarely,
 * between parts; @size elements of a kind in a part, and more where arrows bring them. */
static inline void
make_shape (GRand *rand, Shape *shape, gint32 most_parts, gint32 size)
{
  gint32 n_apexes = g_rand_int_range (rand, 0, 8);

  memset (shape, 0, sizeof *shape);
  shape->index_in_apex = g_rand_int_range (rand, 0, 3) == 0;
  shape->sharing = g_rand_int_range (rand, 0, 3) == 0 ? 8 : 0;
  shape->n_parts = g_rand_int_range (rand, 1, most_parts + 1);
  shape->n_objects = shape->n_parts + (n_apexes == 0 ? 0 : n_apexes < 6 ? 1 : 2);
  make_world (rand, &shape->world);
  for (gint32 k = shape->n_objects; k-- > shape->n_parts;)
    {
      if (k == shape->n_parts && shape->n_objects > k + 1 && g_rand_int_range (rand, 0, 3) == 0)
        add_arrow (rand, shape, k + 1, k);
      grow (rand, shape, &shape->objects[k], MIN (size, 3), TRUE);
      add_rules (rand, shape, k);
    }
  for (gint32 k = 0; k < shape->n_parts; k++)
    {
      for (gint32 a = shape->n_parts; a < shape->n_objects; a++)
        {
          if (g_rand_int_range (rand, 0, 5) > 0 || (k == shape->n_parts - 1 && !has_arrow_to_part (shape, a)))
            add_arrow (rand, shape, a, k);
          if (g_rand_int_range (rand, 0, 20) == 0)
            add_arrow (rand, shape, a, k);
        }
      if (k == 1 && g_rand_int_range (rand, 0, 15) == 0)
        add_arrow (rand, shape, 0, 1);
      grow (rand, shape, &shape->objects[k], shape->objects[k].sample.n_vertices / 2 + size, FALSE);
      add_rules (rand, shape, k);
    }
}

/* As the language says it */

/* A vertex whose kind is left open reads as no indexing one, and no edge leads from such to an indexing vertex. */
static inline gboolean
can_be_open (const Sample *sample, gint32 v)
{
  for (gint32 e = 0; e < sample->n_edges; e++)
    if (sample->src[e] == v && sample->kinds[sample->tgt[e]] == COLIM_VERTEX_INDEX)
      return FALSE;

  return TRUE;
}

/* Of what a part says an apex may say nothing, not even the kind. */
static inline void
print_vertex (GRand *rand, const Shape *shape, gint32 object, gint32 v, GString *out)
{
  const Object *self = &shape->objects[object];
  const gint32 (*d)[2] = shape->world.distances[self->vertex_types[v]];

  g_string_append_printf (out, "  v%d", v);
  if (object >= shape->n_parts && can_be_open (&self->sample, v) && g_rand_int_range (rand, 0, 3) == 0)
    g_string_append (out, "\n");
  else if (self->sample.kinds[v] == COLIM_VERTEX_INDEX)
    g_string_append (out, " ⇒ [Fin(2)]\n");
  else if (self->sample.kinds[v] == COLIM_VERTEX_SPACE)
    g_string_append (out, " ⇒ Fin(2)\n");
  else if (object >= shape->n_parts && g_rand_boolean (rand))
    g_string_append (out, " ⇒ {}\n");
  else
    g_string_append_printf (out, " ⇒ {Fin(2), table((%d/%d, %d/%d), (%d/%d, %d/%d))}\n", d[0][0], UNIT, d[0][1], UNIT,
                            d[1][0], UNIT, d[1][1], UNIT);
}

static inline char *
print_shape (GRand *rand, const Shape *shape)
{
  GString *out = g_string_new (NULL);

  for (gint32 k = 0; k < shape->n_objects; k++)
    {
      const Object *object = &shape->objects[k];
      const Sample *sample = &object->sample;

      g_string_append_printf (out, "diagram O%d {\n", k);
      for (gint32 v = 0; v < sample->n_vertices; v++)
        print_vertex (rand, shape, k, v, out);
      for (gint32 e = 0; e < sample->n_edges; e++)
        {
          const gint32 *map = shape->world.maps[object->edge_types[e]];

          g_string_append_printf (out, "  e%d : v%d → v%d", e, sample->src[e], sample->tgt[e]);
          if (k < shape->n_parts || g_rand_boolean (rand))
            g_string_append_printf (out, " ⇒ table(%d, %d)", map[0], map[1]);
          g_string_append_c (out, '\n');
        }
      for (gint32 r = 0; r < sample->n_rules; r++)
        {
          print_word (&sample->left[r], out);
          g_string_append (out, " ≤ ");
          print_word (&sample->right[r], out);
          g_string_append_c (out, '\n');
        }
      g_string_append (out, "}\n");
    }

  return g_string_free (out, FALSE);
}

static inline ColimFile *
read_contents (const char *contents)
{
  g_autoptr (ColimText) text = colim_text_new ("test.colim", contents, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
  ColimFile *file = term != NULL ? colim_file_new (text, term, diagnostics) : NULL;

  if (colim_diagnostics_get_n_errors (diagnostics) > 0)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      fail_msg ("%s\n%s", contents, found);
    }
  assert_non_null (file);

  return file;
}

static inline ColimGluing *
glue_shape (const Shape *shape, ColimFile *file)
{
  ColimDiagram *objects[MOST_OBJECTS];
  ColimFinFunction *vertices[MOST_ARROWS], *edges[MOST_ARROWS];
  gint32 sources[MOST_ARROWS], targets[MOST_ARROWS];
  gsize n = (gsize) shape->n_arrows;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  ColimGluing *gluing;

  for (gint32 k = 0; k < shape->n_objects; k++)
    objects[k] = colim_file_get_diagram (file, (gsize) k);
  for (gsize a = 0; a < n; a++)
    {
      const Arrow *arrow = &shape->arrows[a];
      const Sample *from = &shape->objects[arrow->source].sample, *to = &shape->objects[arrow->target].sample;

      sources[a] = arrow->source;
      targets[a] = arrow->target;
      vertices[a] = colim_fin_function_new (arrow->vertices, (gsize) from->n_vertices, to->n_vertices, NULL);
      edges[a] = colim_fin_function_new (arrow->edges, (gsize) from->n_edges, to->n_edges, NULL);
    }
  gluing = colim_gluing_new_colimit ("Whole", objects, (gsize) shape->n_parts, objects + shape->n_parts,
                                     (gsize) (shape->n_objects - shape->n_parts), vertices, n, edges, n, sources, n, targets, n,
                                     diagnostics);
  if (gluing == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      fail_msg ("%s", found);
    }
  for (gsize a = 0; a < n; a++)
    {
      colim_fin_function_unref (vertices[a]);
      colim_fin_function_unref (edges[a]);
    }

  return gluing;
}

/* The colimit by hand: elements that arrows relate are one, and named by the first. */

typedef struct {
  Sample sample;
  gint32 vertex_types[MOST_ELEMENTS * MOST_OBJECTS], edge_types[MOST_ELEMENTS * MOST_OBJECTS];
  gint32 vertices[MOST_OBJECTS][MOST_ELEMENTS], edges[MOST_OBJECTS][MOST_ELEMENTS]; /* the legs */
} Glued;

/* Numbers the classes of elements: the least member of each is spread until nothing changes. */
static inline gint32
number_classes (const Shape *shape, gboolean edges, gint32 classes[MOST_OBJECTS][MOST_ELEMENTS])
{
  gint32 numbers[MOST_OBJECTS * MOST_ELEMENTS], n = 0, n_elements = 0;
  gboolean changed = TRUE;

  for (gint32 k = 0; k < shape->n_objects; k++)
    for (gint32 i = 0; i < (edges ? shape->objects[k].sample.n_edges : shape->objects[k].sample.n_vertices); i++)
      classes[k][i] = n_elements++;
  while (changed)
    {
      changed = FALSE;
      for (gint32 a = 0; a < shape->n_arrows; a++)
        {
          const Arrow *arrow = &shape->arrows[a];
          const Sample *from = &shape->objects[arrow->source].sample;

          for (gint32 i = 0; i < (edges ? from->n_edges : from->n_vertices); i++)
            {
              gint32 *here = &classes[arrow->source][i];
              gint32 *there = &classes[arrow->target][(edges ? arrow->edges : arrow->vertices)[i]];

              changed = changed || *here != *there;
              *here = *there = MIN (*here, *there);
            }
        }
    }
  for (gint32 i = 0; i < n_elements; i++)
    numbers[i] = -1;
  for (gint32 k = 0; k < shape->n_objects; k++)
    for (gint32 i = 0; i < (edges ? shape->objects[k].sample.n_edges : shape->objects[k].sample.n_vertices); i++)
      {
        if (numbers[classes[k][i]] < 0)
          numbers[classes[k][i]] = n++;
        classes[k][i] = numbers[classes[k][i]];
      }

  return n;
}

/* FALSE if it is too large for the judge. */
static inline gboolean
glue_by_hand (const Shape *shape, Glued *glued)
{
  Sample *whole = &glued->sample;

  memset (glued, 0, sizeof *glued);
  whole->n_vertices = number_classes (shape, FALSE, glued->vertices);
  whole->n_edges = number_classes (shape, TRUE, glued->edges);
  if (whole->n_vertices > MOST_EDGES || whole->n_edges > MOST_EDGES)
    return FALSE;
  for (gint32 k = 0; k < shape->n_objects; k++)
    {
      const Object *object = &shape->objects[k];

      for (gint32 v = 0; v < object->sample.n_vertices; v++)
        {
          whole->kinds[glued->vertices[k][v]] = object->sample.kinds[v];
          glued->vertex_types[glued->vertices[k][v]] = object->vertex_types[v];
        }
      for (gint32 e = 0; e < object->sample.n_edges; e++)
        {
          whole->src[glued->edges[k][e]] = glued->vertices[k][object->sample.src[e]];
          whole->tgt[glued->edges[k][e]] = glued->vertices[k][object->sample.tgt[e]];
          glued->edge_types[glued->edges[k][e]] = object->edge_types[e];
        }
      for (gint32 r = 0; k < shape->n_parts && r < object->sample.n_rules; r++)
        {
          if (whole->n_rules == MOST_RULES)
            return FALSE;
          add_rule (whole, map_word (&object->sample.left[r], glued->vertices[k], glued->edges[k]),
                    map_word (&object->sample.right[r], glued->vertices[k], glued->edges[k]));
        }
    }

  return TRUE;
}
