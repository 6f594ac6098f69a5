/* Random small diagrams, as numbers for a judge and as text for the library. */

#pragma once

#include <colim/colim.h>

#include <string.h>

#include "tests/property.h"

#define MOST 8
#define LONGEST 3

typedef enum { INDEX, SPACE, LOSS, BARE } Kind;

typedef struct {
  gint32 n;
  gint32 start, end;
  gint32 edges[LONGEST];
} Walk;

typedef struct {
  gint32 n_vertices, n_edges, n_relations;
  Kind kinds[MOST];
  gint32 spaces[MOST]; /* of a space: 0 any, or one of two; else 0 */
  gint32 src[MOST], tgt[MOST];
  gint32 models[MOST]; /* 0 none, or one of two */
  gboolean frozen[MOST];
  Walk lesser[MOST], greater[MOST];
} World;

static inline gboolean
random_walk (GRand *rand, const World *world, gint32 start, Walk *walk)
{
  gint32 n = g_rand_int_range (rand, 0, LONGEST + 1);

  *walk = (Walk){ 0, start, start, { 0 } };
  for (gint32 tries = 0; walk->n < n && tries < 20; tries++)
    {
      gint32 e = world->n_edges > 0 ? g_rand_int_range (rand, 0, world->n_edges) : 0;

      if (world->n_edges == 0 || world->src[e] != walk->end)
        continue;
      walk->edges[walk->n++] = e;
      walk->end = world->tgt[e];
    }

  return walk->n == n;
}

/* @acyclic: edges ascend. */
static inline void
random_world (GRand *rand, World *world, gint32 most_vertices, gint32 most_edges, gboolean acyclic)
{
  memset (world, 0, sizeof *world);
  world->n_vertices = random_size (rand, most_vertices);
  for (gint32 v = 0; v < world->n_vertices; v++)
    {
      world->kinds[v] = (Kind) g_rand_int_range (rand, 0, 4);
      world->spaces[v] = world->kinds[v] == SPACE ? g_rand_int_range (rand, 0, 3) : 0;
    }
  for (gint32 tries = random_size (rand, most_edges); tries > 0 && world->n_vertices > 0; tries--)
    {
      gint32 a = g_rand_int_range (rand, 0, world->n_vertices), b = g_rand_int_range (rand, 0, world->n_vertices);

      if ((acyclic && a >= b) || (world->kinds[b] == INDEX && world->kinds[a] != INDEX))
        continue;
      world->src[world->n_edges] = a;
      world->tgt[world->n_edges] = b;
      world->models[world->n_edges] = g_rand_int_range (rand, 0, 3);
      world->frozen[world->n_edges] = world->models[world->n_edges] != 0 && g_rand_boolean (rand);
      world->n_edges++;
    }
  for (gint32 tries = 0; tries < 12 && world->n_relations < 4 && world->n_vertices > 0; tries++)
    {
      gint32 start = g_rand_int_range (rand, 0, world->n_vertices);
      Walk *lesser = &world->lesser[world->n_relations], *greater = &world->greater[world->n_relations];

      if (random_walk (rand, world, start, lesser) && random_walk (rand, world, start, greater)
          && lesser->end == greater->end)
        world->n_relations++;
    }
}

static inline void
put_walk (GString *out, const Walk *walk)
{
  if (walk->n == 0)
    g_string_append_printf (out, "id(v%d)", walk->start);
  for (gint32 i = 0; i < walk->n; i++)
    g_string_append_printf (out, "%se%d", i > 0 ? " · " : "", walk->edges[i]);
}

static inline char *
print_world (const World *world)
{
  static const char *const spaces[] = { "Any", "Real[1]", "Real[2]" };
  static const char *const models[] = { "", " ⇒ relu", " ⇒ tanh" };
  GString *out = g_string_new (NULL);

  for (gint32 v = 0; v < world->n_vertices; v++)
    g_string_append_printf (out, "v%d%s%s\n", v, world->kinds[v] == BARE ? "" : " ⇒ ",
                            world->kinds[v] == INDEX   ? "[]"
                            : world->kinds[v] == LOSS  ? "{}"
                            : world->kinds[v] == SPACE ? spaces[world->spaces[v]]
                                                       : "");
  for (gint32 e = 0; e < world->n_edges; e++)
    g_string_append_printf (out, "e%d : v%d → v%d%s%s\n", e, world->src[e], world->tgt[e], models[world->models[e]],
                            world->frozen[e] ? " frozen" : "");
  for (gint32 r = 0; r < world->n_relations; r++)
    {
      put_walk (out, &world->lesser[r]);
      g_string_append (out, " ≤ ");
      put_walk (out, &world->greater[r]);
      g_string_append (out, "\n");
    }

  return g_string_free (out, FALSE);
}

static inline ColimFile *
read_text (const char *name, const char *contents)
{
  g_autoptr (ColimText) text = colim_text_new (name, contents, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) term = colim_parse_file (text, diagnostics);
  ColimFile *file = colim_diagnostics_get_n_errors (diagnostics) == 0 ? colim_file_new (text, term, diagnostics) : NULL;

  if (file == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      print_error ("%s\n%s\n", contents, found);
    }
  assert_non_null (file);

  return file;
}

/* The last diagram of a text. */
static inline ColimDiagram *
read_diagram (const char *name, const char *contents)
{
  g_autoptr (ColimFile) file = read_text (name, contents);

  return colim_diagram_ref (colim_file_get_diagram (file, colim_file_get_n_diagrams (file) - 1));
}

static inline char *
print_diagram (ColimDiagram *diagram)
{
  g_autoptr (ColimTerm) term = colim_diagram_to_term (diagram);

  return colim_print_file (term);
}

/* The same with spaces of two points and maps between them, so that the loss is exact; what is bare is a space. */
static inline char *
print_finite (const World *world)
{
  static const char *const maps[] = { "table(0, 1)", "table(1, 1)", "table(1, 0)" };
  GString *out = g_string_new (NULL);

  for (gint32 v = 0; v < world->n_vertices; v++)
    g_string_append_printf (out, "v%d ⇒ %s\n", v,
                            world->kinds[v] == INDEX  ? "[Fin(2)]"
                            : world->kinds[v] == LOSS ? "{Fin(2), table((0,1/2),(3,1/3))}"
                                                      : "Fin(2)");
  for (gint32 e = 0; e < world->n_edges; e++)
    g_string_append_printf (out, "e%d : v%d → v%d ⇒ %s%s\n", e, world->src[e], world->tgt[e], maps[world->models[e]],
                            world->frozen[e] ? " frozen" : "");
  for (gint32 r = 0; r < world->n_relations; r++)
    {
      put_walk (out, &world->lesser[r]);
      g_string_append (out, " ≤ ");
      put_walk (out, &world->greater[r]);
      g_string_append (out, "\n");
    }

  return g_string_free (out, FALSE);
}

/* A world in which the judges of edges can be sure that the first vertex is a data set and edges leave it. */
static inline void
random_finite_world (GRand *rand, World *world)
{
  do
    random_world (rand, world, 5, 8, TRUE);
  while (world->n_edges == 0);
}

static inline ColimRational *
measure (ColimDiagram *diagram, gint32 *n_pairs)
{
  g_autoptr (ColimSelection) all = colim_selection_new ();
  g_autoptr (ColimPairs) pairs = colim_pairs_new (colim_diagram_get_graph (diagram), all, FALSE, NULL);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimInterpretation) meaning = colim_interpretation_new (diagram, NULL, diagnostics);
  g_autoptr (ColimLoss) loss = NULL;

  assert_non_null (pairs);
  assert_non_null (meaning);
  loss = colim_loss_new (meaning, pairs, FALSE, diagnostics);
  if (loss == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      print_error ("%s\n", found);
    }
  assert_non_null (loss);
  *n_pairs = colim_pairs_get_n (pairs);

  return colim_rational_ref (colim_loss_get_value (loss));
}
