/* The shape of a glued diagram: the colimit, as C-sets, of the learning graphs of its legs along the morphisms between them.
 *
 *              S'              The kinds of S' are variables, so that a bare vertex takes the kind of what it is glued to; S
 *         /   /   \   \        itself is an object like the others, whose kinds take part.
 *        S  A_1  …  A_n
 */

#include "theory/glue/glue-private.h"

#include <colim/colimit.h>
#include <colim/fin-colimit.h>
#include <colim/order.h>

/* How many paths may be visited to tell that a part implies a relation that it does not state. */
#define PATHS 100000

static void
check_ends (const ColimGluing *self, const GlueArrow *arrow, ColimDiagnostics *diagnostics)
{
  ColimDiagram *apex = self->parts[arrow->source], *diagram = self->parts[arrow->target];

  for (gint32 e = 0; e < (gint32) apex->edges->len; e++)
    for (guint end = 0; end < 2; end++)
      {
        gint32 (*get) (const ColimQuiver *, gint32) = end == 0 ? colim_quiver_get_src : colim_quiver_get_tgt;
        gint32 vertex = get (apex->quiver, e), expected = arrow->vertices[vertex];
        gint32 found = get (diagram->quiver, arrow->edges[e]);

        if (found != expected)
          _colim_check_error (
              diagnostics, _colim_glue_arrow_get_place (arrow, g_ptr_array_index (apex->edges, e)), COLIM_ERROR_NOT_NATURAL,
              "edge '%s' of '%s' goes to '%s' of '%s', which %s at '%s', but '%s' goes to '%s'",
              colim_diagram_get_edge_name (apex, e), apex->name, colim_diagram_get_edge_name (diagram, arrow->edges[e]),
              self->names[arrow->target], end == 0 ? "starts" : "ends", colim_diagram_get_vertex_name (diagram, found),
              colim_diagram_get_vertex_name (apex, vertex), colim_diagram_get_vertex_name (diagram, expected));
      }
}

/* What a leg says: the paths of its relations, and which relation says it of two paths. */
typedef struct {
  GPtrArray *sides[2]; /* ColimPath */
  GHashTable *numbers; /* key → number of the first relation that says it, and 1 */
  gboolean *implied;   /* of a source: which relations some target implies without stating them */
  ColimCSet *open;     /* the shape with all kinds open, without those, of a source; or NULL */
} Leg;

static void
clear_leg (Leg *self)
{
  g_clear_pointer (&self->sides[0], g_ptr_array_unref);
  g_clear_pointer (&self->sides[1], g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->implied, g_free);
  g_clear_pointer (&self->open, colim_cset_unref);
}

static void
read_leg (ColimDiagram *diagram, Leg *self)
{
  if (self->numbers != NULL)
    return;
  for (guint side = 0; side < 2; side++)
    self->sides[side] = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  self->numbers = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  colim_learning_graph_list_relations (diagram->graph, diagram->quiver, self->sides[0], self->sides[1], NULL);
  self->implied = g_new0 (gboolean, self->sides[0]->len + 1);
  for (guint r = self->sides[0]->len; r-- > 0;)
    g_hash_table_replace (self->numbers,
                          _colim_learning_graph_make_key (g_ptr_array_index (self->sides[0], r),
                                                          g_ptr_array_index (self->sides[1], r)),
                          GUINT_TO_POINTER (r + 1));
}

static gsize
get_length (const Leg *self, guint side, guint relation)
{
  gsize n;

  colim_path_get_edges (g_ptr_array_index (self->sides[side], relation), &n);

  return n;
}

/* A relation that says of the images what one of the source says, or -1; then whether it follows from those there. */
static gint32
find_relation (const Leg *from, guint relation, const Leg *to, ColimDiagram *diagram, const GlueArrow *arrow,
               gboolean *implied)
{
  g_autoptr (ColimPath) lesser = _colim_learning_graph_map_path (g_ptr_array_index (from->sides[0], relation),
                                                                 diagram->quiver, arrow->vertices, arrow->edges);
  g_autoptr (ColimPath) greater = _colim_learning_graph_map_path (g_ptr_array_index (from->sides[1], relation),
                                                                  diagram->quiver, arrow->vertices, arrow->edges);
  g_autoptr (GBytes) key = _colim_learning_graph_make_key (lesser, greater);
  gint32 found = (gint32) GPOINTER_TO_UINT (g_hash_table_lookup (to->numbers, key)) - 1;

  if (found < 0)
    {
      g_autoptr (ColimRewriting) order = colim_order_new (diagram->graph, COLIM_POLICY_EXPLICIT, NULL);
      ColimVerdict verdict;

      *implied = order != NULL && colim_order_decide (order, lesser, greater, -1, -1, PATHS, &verdict, NULL, NULL)
                 && verdict == COLIM_VERDICT_YES;
    }

  return found;
}

/* The morphism from an open shape to a leg, in the checker's numbering: the steps of a relation follow one another, the
 * lesser path before the greater. */
static ColimHom *
make_hom (ColimCSet *shape, ColimCSet *codom, gint32 *const *images, const Leg *from, const Leg *to)
{
  static const char *const objects[] = { "V", "E", "R", "S" };
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (shape, codom);
  g_autofree gint32 *first = g_new (gint32, to->sides[0]->len + 1);
  g_autoptr (GArray) relations = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));
  const gint32 *values[G_N_ELEMENTS (objects)];

  first[0] = 0;
  for (guint r = 0; r < to->sides[0]->len; r++)
    first[r + 1] = first[r] + (gint32) (get_length (to, 0, r) + get_length (to, 1, r));
  for (guint r = 0; r < from->sides[0]->len; r++)
    if (!from->implied[r])
      {
        g_array_append_val (relations, images[2][r]);
        for (gint32 i = 0; i < (gint32) (get_length (from, 0, r) + get_length (from, 1, r)); i++)
          {
            gint32 step = first[images[2][r]] + i;

            g_array_append_val (steps, step);
          }
      }
  values[0] = images[0];
  values[1] = images[1];
  values[2] = (const gint32 *) (void *) relations->data;
  values[3] = (const gint32 *) (void *) steps->data;
  for (guint o = 0; o < G_N_ELEMENTS (objects); o++)
    {
      g_autoptr (ColimFinFunction) component
          = colim_fin_function_new (values[o], (gsize) colim_cset_get_n_parts (shape, objects[o], NULL),
                                    colim_cset_get_n_parts (codom, objects[o], NULL), NULL);

      colim_hom_builder_set_component (builder, objects[o], component, NULL);
    }

  return colim_hom_builder_end (builder, NULL);
}

/* A shape with all kinds open. */
static ColimCSet *
open_kinds (ColimDiagram *apex, const Leg *leg)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());

  for (guint v = 0; v < apex->vertices->len; v++)
    colim_learning_graph_add_vertex (builder, COLIM_VERTEX_OPEN);
  for (gint32 e = 0; e < (gint32) apex->edges->len; e++)
    colim_learning_graph_add_edge (builder, colim_quiver_get_src (apex->quiver, e),
                                   colim_quiver_get_tgt (apex->quiver, e));
  for (guint r = 0; r < leg->sides[0]->len; r++)
    if (!leg->implied[r])
      colim_learning_graph_add_relation (builder, g_ptr_array_index (leg->sides[0], r),
                                         g_ptr_array_index (leg->sides[1], r));

  return colim_cset_builder_end (builder, NULL);
}

/* Where an arrow sends the relations; NULL if it is no morphism, which is reported.  One that the target implies and
 * does not state glues nothing that is not equal already. */
static gint32 *
find_relations (ColimGluing *self, const GlueArrow *arrow, Leg *legs, ColimDiagnostics *diagnostics)
{
  ColimDiagram *apex = self->parts[arrow->source], *diagram = self->parts[arrow->target];
  Leg *from = &legs[arrow->source], *to = &legs[arrow->target];
  g_autofree gint32 *relations = g_new (gint32, apex->relations->len + 1);
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  read_leg (apex, from);
  read_leg (diagram, to);
  check_ends (self, arrow, diagnostics);
  for (guint r = 0; r < apex->relations->len && colim_diagnostics_get_n_errors (diagnostics) == n_errors; r++)
    {
      gboolean implied = FALSE;

      relations[r] = find_relation (from, r, to, diagram, arrow, &implied);
      from->implied[r] = from->implied[r] || implied;
      if (relations[r] < 0 && !implied)
        {
          g_autofree char *text = colim_term_to_string (g_ptr_array_index (apex->relations, r));

          _colim_check_error (diagnostics, g_ptr_array_index (apex->relations, r), COLIM_ERROR_NOT_NATURAL,
                              "'%s' does not state the relation %s of '%s', along which it is glued",
                              self->names[arrow->target], text, apex->name);
        }
    }

  return colim_diagnostics_get_n_errors (diagnostics) == n_errors ? g_steal_pointer (&relations) : NULL;
}

static const char *
get_kind_name (ColimVertexKind kind)
{
  static const char *const names[] = {
    [COLIM_VERTEX_INDEX] = "an indexing vertex",
    [COLIM_VERTEX_SPACE] = "a space without a loss",
    [COLIM_VERTEX_LOSS] = "a space with a loss",
    [COLIM_VERTEX_OPEN] = "open",
  };

  return names[kind];
}

/* Reports the vertices of two kinds that would be one. */
static void
name_conflict (ColimGluing *self, const GArray *arrows, ColimHom **homs, ColimDiagnostics *diagnostics)
{
  g_autofree gint32 *sizes = g_new (gint32, self->n_legs);
  g_autofree gint32 *sources = g_new (gint32, arrows->len + 1), *targets = g_new (gint32, arrows->len + 1);
  g_autofree ColimFinFunction **maps = g_new (ColimFinFunction *, arrows->len + 1);
  g_autoptr (ColimFinColimit) classes = NULL;
  g_autofree const ColimTerm **first = NULL;
  g_autofree const char **first_part = NULL;

  for (guint i = 0; i < self->n_legs; i++)
    sizes[i] = (gint32) self->parts[i]->vertices->len;
  for (guint a = 0; a < arrows->len; a++)
    {
      sources[a] = (gint32) g_array_index (arrows, GlueArrow, a).source;
      targets[a] = (gint32) g_array_index (arrows, GlueArrow, a).target;
      maps[a] = colim_hom_get_component (homs[a], "V", NULL);
    }
  classes = colim_fin_colimit_new (sizes, self->n_legs, maps, arrows->len, sources, arrows->len, targets, arrows->len,
                                   NULL);
  first = g_new0 (const ColimTerm *, (gsize) colim_fin_colimit_get_apex (classes) + 1);
  first_part = g_new0 (const char *, (gsize) colim_fin_colimit_get_apex (classes) + 1);
  for (guint i = 0; i < self->n_legs; i++)
    for (gint32 v = 0; v < sizes[i]; v++)
      {
        const ColimTerm *statement = g_ptr_array_index (self->parts[i]->vertices, v);
        gint32 class = colim_fin_function_apply (colim_fin_colimit_get_leg (classes, i), v);
        ColimVertexKind kind = _colim_diagram_read_kind (statement);

        if (kind == COLIM_VERTEX_OPEN)
          continue;
        if (first[class] == NULL)
          {
            first[class] = statement;
            first_part[class] = self->names[i];
          }
        else if (_colim_diagram_read_kind (first[class]) != kind)
          {
            g_autofree char *place = _colim_glue_print_place (first[class], first_part[class]);
            g_autofree char *here = _colim_glue_print_place (statement, self->names[i]);

            _colim_check_error (diagnostics, statement, COLIM_ERROR_ATTRIBUTE_CONFLICT,
                                "'%s' is %s (%s) and does not glue with '%s', which is %s (%s)",
                                colim_term_get_name (statement), get_kind_name (kind), here,
                                colim_term_get_name (first[class]),
                                get_kind_name (_colim_diagram_read_kind (first[class])), place);
          }
      }
}

/* The identity of a leg, from its open shape. */
static ColimHom *
close_kinds (ColimDiagram *diagram, const Leg *leg)
{
  gint32 *images[3];
  const guint n[] = { diagram->vertices->len, diagram->edges->len, diagram->relations->len };
  ColimHom *hom;

  for (guint o = 0; o < G_N_ELEMENTS (n); o++)
    {
      images[o] = g_new (gint32, n[o] + 1);
      for (guint i = 0; i < n[o]; i++)
        images[o][i] = (gint32) i;
    }
  hom = make_hom (leg->open, diagram->graph, images, leg, leg);
  for (guint o = 0; o < G_N_ELEMENTS (n); o++)
    g_free (images[o]);

  return hom;
}

/* The objects and arrows of the colimit: the legs, and behind them the open shapes of those that arrows start at. */
typedef struct {
  GPtrArray *objects; /* ColimCSet, borrowed */
  GPtrArray *homs;
  GArray *sources; /* gint32 */
  GArray *targets;
} Shapes;

static void
add_hom (Shapes *self, ColimHom *hom, gint32 source, gint32 target)
{
  g_ptr_array_add (self->homs, hom);
  g_array_append_val (self->sources, source);
  g_array_append_val (self->targets, target);
}

static gboolean
add_arrows (ColimGluing *self, const GArray *arrows, Leg *legs, Shapes *shapes, ColimDiagnostics *diagnostics)
{
  g_autofree gint32 *opened = g_new0 (gint32, self->n_legs);
  g_autoptr (GPtrArray) relations = g_ptr_array_new_with_free_func (g_free);
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  for (guint a = 0; a < arrows->len; a++)
    g_ptr_array_add (relations, find_relations (self, &g_array_index (arrows, GlueArrow, a), legs, diagnostics));
  if (colim_diagnostics_get_n_errors (diagnostics) > n_errors)
    return FALSE;
  for (guint a = 0; a < arrows->len; a++)
    {
      const GlueArrow *arrow = &g_array_index (arrows, GlueArrow, a);
      Leg *from = &legs[arrow->source];
      gint32 *const images[] = { arrow->vertices, arrow->edges, g_ptr_array_index (relations, a) };

      if (from->open == NULL)
        {
          from->open = open_kinds (self->parts[arrow->source], from);
          opened[arrow->source] = (gint32) shapes->objects->len;
          g_ptr_array_add (shapes->objects, from->open);
        }
      add_hom (shapes, make_hom (from->open, self->parts[arrow->target]->graph, images, from, &legs[arrow->target]),
               opened[arrow->source], (gint32) arrow->target);
    }
  for (guint i = 0; i < self->n_legs; i++)
    if (legs[i].open != NULL)
      add_hom (shapes, close_kinds (self->parts[i], &legs[i]), opened[i], (gint32) i);

  return TRUE;
}

ColimColimit *
_colim_glue_shapes (ColimGluing *self, const GArray *arrows, ColimDiagnostics *diagnostics)
{
  g_autofree Leg *legs = g_new0 (Leg, self->n_legs);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GPtrArray) homs = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autoptr (GArray) sources = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (gint32));
  Shapes shapes = { objects, homs, sources, targets };
  g_autoptr (GError) error = NULL;
  ColimColimit *colimit = NULL;

  for (guint i = 0; i < self->n_legs; i++)
    g_ptr_array_add (objects, self->parts[i]->graph);
  if (add_arrows (self, arrows, legs, &shapes, diagnostics))
    colimit = colim_colimit_new (colim_learning_graph_get_schema (), (ColimCSet **) objects->pdata, objects->len,
                                 (ColimHom **) homs->pdata, homs->len, (const gint32 *) (void *) sources->data,
                                 sources->len, (const gint32 *) (void *) targets->data, targets->len, &error);
  if (error != NULL && error->code == COLIM_ERROR_ATTRIBUTE_CONFLICT)
    name_conflict (self, arrows, (ColimHom **) homs->pdata, diagnostics);
  else if (error != NULL)
    colim_diagnostics_error (diagnostics, self->parts[0]->text, 0, error->code, "%s", error->message);
  for (guint i = 0; i < self->n_legs; i++)
    clear_leg (&legs[i]);

  return colimit;
}
