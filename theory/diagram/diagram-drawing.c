/* The picture of a learning diagram: what Figure 1 of the paper draws.
 *
 * Indexing vertices are drums, vertices with a loss have a double rim, and each parallel pair of the loss has its colour;
 * an edge on several pairs has all of theirs.  A handle that several edges use is marked.
 */

#include <colim/diagram-drawing.h>

#include <colim/pairs.h>

#include "lib/exchange/drawing-style-private.h"
#include "theory/diagram/diagram-private.h"

#include <string.h>

/* Above this Graphviz takes minutes, and nobody can read it. */
#define MOST_VERTICES 500

/* More pairs than this are not listed, and more than that have no colour of their own. */
#define MOST_LISTED 32
#define MOST_COLOURS 64

/* Strokes of one edge lie side by side, two points apart: more than these would run over the label. */
#define FEW_STROKES 3
#define MOST_STROKES 16
#define STROKE_LENGTH strlen ("#rrggbb:")

/* What is shown of a model. */
#define MOST_SIGNS 28

typedef struct {
  ColimDiagram *diagram;
  ColimDrawing *drawing;
  ColimPairs *pairs;   /* or NULL */
  GPtrArray *colours;  /* char, by pair of the loss */
  GPtrArray *strokes;  /* GString, by edge: the colours of its pairs */
  GHashTable *handles; /* name → on how many edges */
  guint8 *drawn;       /* by vertex */
} Picture;

static void
clear_picture (Picture *self)
{
  g_clear_pointer (&self->drawing, colim_drawing_unref);
  g_clear_pointer (&self->pairs, colim_pairs_unref);
  g_clear_pointer (&self->colours, g_ptr_array_unref);
  g_clear_pointer (&self->strokes, g_ptr_array_unref);
  g_clear_pointer (&self->handles, g_hash_table_unref);
  g_free (self->drawn);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, clear_picture)

static void
choose_colours (Picture *self)
{
  for (gint32 i = 0; i < MOST_COLOURS; i++)
    g_ptr_array_add (self->colours, _colim_colour_get (i));
}

static const char *
get_colour (const Picture *self, gint32 pair)
{
  return pair < MOST_COLOURS ? g_ptr_array_index (self->colours, pair) : "#333333";
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

/* Gives each edge the colours of the pairs of the loss that it is on. */
static void
colour_edges (Picture *self)
{
  gint32 shown = 0;

  for (gint32 e = 0; e < colim_diagram_get_n_edges (self->diagram); e++)
    g_ptr_array_add (self->strokes, g_string_new (NULL));
  for (gint32 i = 0; self->pairs != NULL && i < colim_pairs_get_n (self->pairs); i++)
    {
      if (!colim_pairs_is_in_loss (self->pairs, i))
        continue;
      for (guint side = 0; side < 2; side++)
        {
          gsize n;
          const gint32 *edges
            = colim_path_get_edges (side == 0 ? colim_pairs_get_p (self->pairs, i) : colim_pairs_get_q (self->pairs, i), &n);

          for (gsize k = 0; k < n; k++)
            {
              GString *stroke = g_ptr_array_index (self->strokes, edges[k]);

              if (stroke->len < MOST_STROKES * STROKE_LENGTH - 1
                  && strstr (stroke->str, get_colour (self, shown)) == NULL)
                g_string_append_printf (stroke, "%s%s", stroke->len > 0 ? ":" : "", get_colour (self, shown));
            }
        }
      shown++;
    }
}

/* Adds the handles that a model uses, wherever they stand in it. */
static void
find_handles (const Picture *self, const ColimTerm *model, GHashTable *found)
{
  if (colim_term_get_kind (model) == COLIM_TERM_NAME
      && colim_diagram_find_let (self->diagram, colim_term_get_name (model), NULL) != NULL)
    g_hash_table_add (found, (gpointer) colim_term_get_name (model));
  for (guint i = 0; i < colim_term_get_n_children (model); i++)
    find_handles (self, colim_term_get_child (model, i), found);
}

static void
count_handles (Picture *self)
{
  for (gint32 e = 0; e < colim_diagram_get_n_edges (self->diagram); e++)
    {
      g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
      GHashTableIter iter;
      gpointer name;

      if (colim_diagram_get_model (self->diagram, e) != NULL)
        find_handles (self, colim_diagram_get_model (self->diagram, e), used);
      g_hash_table_iter_init (&iter, used);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        g_hash_table_insert (self->handles, name,
                             GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (self->handles, name)) + 1));
    }
}

/* Whether an edge uses a handle that others use too. */
static gboolean
shares_handle (const Picture *self, const ColimTerm *model)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer name;

  find_handles (self, model, used);
  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (GPOINTER_TO_INT (g_hash_table_lookup (self->handles, name)) > 1)
      return TRUE;

  return FALSE;
}

static void
draw_vertex (Picture *self, gint32 vertex)
{
  static const char *const looks[][3] = {
    [COLIM_VERTEX_INDEX] = { "cylinder", "#fff2cc", "1" },
    [COLIM_VERTEX_SPACE] = { "ellipse", "#ffffff", "1" },
    [COLIM_VERTEX_LOSS] = { "ellipse", "#e8f0fe", "2" },
    [COLIM_VERTEX_OPEN] = { "ellipse", "#ffffff", "1" },
  };
  ColimVertexKind kind = colim_learning_graph_get_kind (colim_diagram_get_graph (self->diagram), vertex);
  const ColimTerm *space = colim_diagram_get_space (self->diagram, vertex);
  g_autofree char *name = g_markup_escape_text (colim_diagram_get_vertex_name (self->diagram, vertex), -1);
  g_autofree char *text = space != NULL ? colim_term_to_string (space) : NULL;
  g_autofree char *shown = text != NULL ? _colim_drawing_escape (text, MOST_SIGNS) : NULL;
  g_autofree char *label = shown != NULL ? g_strdup_printf ("<<b>%s</b><br/><font point-size=\"9\" color=\"#555555\">%s</font>>", name, shown)
                                         : g_strdup_printf ("<<b>%s</b>>", name);
  gint32 node = colim_drawing_add_node (self->drawing, label);

  colim_drawing_set_node (self->drawing, node, "shape", looks[kind][0]);
  colim_drawing_set_node (self->drawing, node, "style", "filled");
  colim_drawing_set_node (self->drawing, node, "fillcolor", looks[kind][1]);
  colim_drawing_set_node (self->drawing, node, "peripheries", looks[kind][2]);
  colim_drawing_set_node (self->drawing, node, "fontname", "DejaVu Sans");
}

static char *
label_edge (Picture *self, gint32 edge)
{
  const ColimTerm *model = colim_diagram_get_model (self->diagram, edge);
  g_autofree char *name = g_markup_escape_text (colim_diagram_get_edge_name (self->diagram, edge), -1);
  g_autofree char *text = model != NULL ? colim_term_to_string (model) : NULL;
  g_autofree char *shown = text != NULL ? _colim_drawing_escape (text, MOST_SIGNS) : NULL;
  gboolean shared = model != NULL && shares_handle (self, model);
  const char *frozen = colim_diagram_has_flag (self->diagram, edge, "frozen", NULL) ? " frozen" : "";
  const char *eval = colim_diagram_has_flag (self->diagram, edge, "eval", NULL) ? " eval" : "";

  if (shown == NULL || g_strcmp0 (shown, name) == 0)
    return g_strdup_printf ("%s%s%s%s", shared ? "◆ " : "", name, frozen, eval);

  return g_strdup_printf ("%s<br/><font point-size=\"9\" color=\"#555555\">%s%s%s%s</font>", name, shared ? "◆ " : "",
                          shown, frozen, eval);
}

/* A label in HTML, kept clear of the edge's strokes. */
static char *
frame_label (const char *label, gsize n_strokes)
{
  if (n_strokes <= FEW_STROKES)
    return g_strdup_printf ("<%s>", label);

  return g_strdup_printf ("<<table border=\"0\" cellborder=\"0\" cellpadding=\"%" G_GSIZE_FORMAT
                          "\"><tr><td>%s</td></tr></table>>",
                          n_strokes, label);
}

static void
draw_edge (Picture *self, gint32 edge, gint32 from, gint32 to)
{
  const GString *stroke = g_ptr_array_index (self->strokes, edge);
  gboolean frozen = colim_diagram_has_flag (self->diagram, edge, "frozen", NULL);
  g_autofree char *text = label_edge (self, edge);
  g_autofree char *label = frame_label (text, (stroke->len + 1) / STROKE_LENGTH);
  gint32 drawn = colim_drawing_add_edge (self->drawing, from, to);
  colim_drawing_set_edge (self->drawing, drawn, "label", label);
  colim_drawing_set_edge (self->drawing, drawn, "fontname", "DejaVu Sans");
  colim_drawing_set_edge (self->drawing, drawn, "fontsize", "11");
  colim_drawing_set_edge (self->drawing, drawn, "color", stroke->len > 0 ? stroke->str : "#999999");
  colim_drawing_set_edge (self->drawing, drawn, "penwidth", stroke->len > 0 ? "2" : "1");
  if (frozen)
    colim_drawing_set_edge (self->drawing, drawn, "style", "dashed");
}

/* Below the picture: the pairs in their colours, as the loss adds them up. */
static char *
write_legend (Picture *self, const ColimSelection *selection)
{
  GString *out = g_string_new ("<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\">");
  gint32 shown = 0, n = 0;
  gboolean any_shared = FALSE;
  GHashTableIter iter;
  gpointer count;

  for (gint32 i = 0; self->pairs != NULL && i < colim_pairs_get_n (self->pairs); i++)
    {
      if (!colim_pairs_is_in_loss (self->pairs, i) || n++ >= MOST_LISTED)
        continue;

      g_autofree char *p = colim_diagram_print_path (self->diagram, colim_pairs_get_p (self->pairs, i));
      g_autofree char *q = colim_diagram_print_path (self->diagram, colim_pairs_get_q (self->pairs, i));
      g_autofree char *text = g_strdup_printf ("%s ≤ %s", p, q);
      g_autofree char *escaped = g_markup_escape_text (text, -1);

      g_string_append_printf (out, "<tr><td align=\"left\"><font color=\"%s\">%s</font></td></tr>",
                              get_colour (self, shown++), escaped);
    }
  if (n > MOST_LISTED)
    g_string_append_printf (out, "<tr><td align=\"left\">and %d more pairs</td></tr>", n - MOST_LISTED);
  if (self->pairs != NULL && !colim_pairs_is_complete (self->pairs))
    {
      g_autofree char *bound = colim_selection_print_bound (selection);

      g_string_append_printf (out, "<tr><td align=\"left\">%s; longer ones are left out</td></tr>", bound);
    }
  if (n == 0)
    g_string_append (out, self->pairs != NULL ? "<tr><td align=\"left\">no pairs: nothing is compared</td></tr>"
                                              : "<tr><td align=\"left\">pairs are not shown: they need a bound, or are too many</td></tr>");
  g_hash_table_iter_init (&iter, self->handles);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    any_shared = any_shared || GPOINTER_TO_INT (count) > 1;
  if (any_shared)
    g_string_append (out, "<tr><td align=\"left\">◆ a model that several edges share</td></tr>");
  g_string_append (out, "</table>>");

  return g_string_free (out, FALSE);
}

/* What to draw of a large diagram: what lies between the selected ends, or is on a pair. */
static void
choose_vertices (Picture *self, const ColimSelection *selection)
{
  gsize n = (gsize) colim_diagram_get_n_vertices (self->diagram);
  ColimQuiver *quiver = self->diagram->quiver;

  if (selection->source >= 0 || selection->target >= 0)
    {
      g_autofree guint8 *ends = g_new0 (guint8, n + 1);
      g_autofree guint8 *after = NULL, *before = NULL;

      for (gsize v = 0; v < n; v++)
        ends[v] = selection->source < 0 || (gsize) selection->source == v;
      after = colim_quiver_reach (quiver, ends, FALSE, &n);
      for (gsize v = 0; v < n; v++)
        ends[v] = selection->target < 0 || (gsize) selection->target == v;
      before = colim_quiver_reach (quiver, ends, TRUE, &n);
      for (gsize v = 0; v < n; v++)
        self->drawn[v] = after[v] && before[v];
      return;
    }
  for (gsize v = 0; v < n; v++)
    self->drawn[v] = n <= MOST_VERTICES;
  for (gint32 i = 0; self->pairs != NULL && n > MOST_VERTICES && i < colim_pairs_get_n (self->pairs); i++)
    for (guint side = 0; side < 2; side++)
      {
        gsize n_edges;
        ColimPath *path = side == 0 ? colim_pairs_get_p (self->pairs, i) : colim_pairs_get_q (self->pairs, i);
        const gint32 *edges = colim_path_get_edges (path, &n_edges);

        self->drawn[colim_path_get_source (path)] = TRUE;
        for (gsize k = 0; k < n_edges; k++)
          self->drawn[colim_quiver_get_tgt (quiver, edges[k])] = TRUE;
      }
}

static gboolean
check_size (const Picture *self, GError **error)
{
  gint32 n = 0;

  for (gint32 v = 0; v < colim_diagram_get_n_vertices (self->diagram); v++)
    n += self->drawn[v];
  if (n > 0 && n <= MOST_VERTICES)
    return TRUE;
  if (n == 0 && colim_diagram_get_n_vertices (self->diagram) <= MOST_VERTICES)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
               "the diagram has %d vertices, %d of them on pairs or between the ends; a drawing has at most %d: choose ends with "
               "--from and --to",
               colim_diagram_get_n_vertices (self->diagram), n, MOST_VERTICES);

  return FALSE;
}

/**
 * colim_diagram_draw:
 * @self: a diagram
 * @selection: which pairs to colour, and between which vertices to draw
 * @error: return location for an error
 *
 * Draws a diagram, each pair of the loss in its own colour.  Of more than 500 vertices those on pairs or between the
 * selected ends are drawn.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE
 */
ColimDrawing *
colim_diagram_draw (ColimDiagram *self, const ColimSelection *selection, GError **error)
{
  g_return_val_if_fail (self != NULL && selection != NULL, NULL);

  g_auto (Picture) picture = { .diagram = self };
  ColimSelection all = *selection;
  g_autofree gint32 *nodes = g_new (gint32, (gsize) colim_diagram_get_n_vertices (self) + 1);
  g_autofree char *legend = NULL;
  gint32 n = 0;

  all.source = all.target = -1;
  all.in_loss = TRUE;
  picture.drawing = colim_drawing_new (colim_diagram_get_name (self));
  /* A diagram whose pairs are infinitely many, or too many, is still a picture; the legend says so. */
  picture.pairs = colim_pairs_new (colim_diagram_get_graph (self), &all, FALSE, NULL);
  picture.colours = g_ptr_array_new_with_free_func (g_free);
  choose_colours (&picture);
  picture.strokes = g_ptr_array_new_with_free_func (free_string);
  picture.handles = g_hash_table_new (g_str_hash, g_str_equal);
  picture.drawn = g_new0 (guint8, (gsize) colim_diagram_get_n_vertices (self) + 1);
  choose_vertices (&picture, selection);
  if (!check_size (&picture, error))
    return NULL;
  colour_edges (&picture);
  count_handles (&picture);
  colim_drawing_set (picture.drawing, "rankdir", "LR");
  colim_drawing_set (picture.drawing, "fontname", "DejaVu Sans");
  colim_drawing_set (picture.drawing, "nodesep", "0.4");
  colim_drawing_set (picture.drawing, "ranksep", "0.7");
  legend = write_legend (&picture, selection);
  colim_drawing_set (picture.drawing, "label", legend);
  colim_drawing_set (picture.drawing, "labeljust", "l");
  for (gint32 v = 0; v < colim_diagram_get_n_vertices (self); v++)
    if (picture.drawn[v])
      {
        nodes[v] = n++;
        draw_vertex (&picture, v);
      }
  for (gint32 e = 0; e < colim_diagram_get_n_edges (self); e++)
    {
      gint32 src = colim_quiver_get_src (self->quiver, e), tgt = colim_quiver_get_tgt (self->quiver, e);

      if (picture.drawn[src] && picture.drawn[tgt])
        draw_edge (&picture, e, nodes[src], nodes[tgt]);
    }

  return g_steal_pointer (&picture.drawing);
}
