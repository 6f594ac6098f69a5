/* The shape of a glued diagram: the colimit, as C-sets, of the learning graphs of the parts and of the apex.
 *
 *              S'            The kinds of S' are variables, so that a bare vertex takes the kind of what it is glued
 * to; S /   /   \   \       itself is one more object, whose kinds take part. A_1  …   A_n   S
 */

#include "theory/glue-private.h"

#include <colim/colimit.h>
#include <colim/fin-colimit.h>

/* Where an element of the apex goes in a part, as a `via` says. */
typedef struct {
  GHashTable **images; /* for each part: name → NAME, or NULL */
  guint n_parts;
} Vias;

static void
clear_vias (Vias *self)
{
  for (guint i = 0; i < self->n_parts; i++)
    g_clear_pointer (&self->images[i], g_hash_table_unref);
  g_free (self->images);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Vias, clear_vias)

static gboolean
has_element (const ColimDiagram *diagram, const char *name)
{
  return g_hash_table_contains (diagram->elements, name);
}

static void
read_via (ColimGluing *self, Vias *vias, const ColimTerm *via, ColimDiagnostics *diagnostics)
{
  ColimDiagram *apex = self->parts[self->n_parts];
  guint part = 0;

  while (part < self->n_parts && !g_str_equal (self->names[part], colim_term_get_name (via)))
    part++;
  if (part == self->n_parts || vias->images[part] != NULL)
    {
      _colim_check_error (
          diagnostics, via, part == self->n_parts ? COLIM_ERROR_UNKNOWN_NAME : COLIM_ERROR_DUPLICATE_NAME,
          part == self->n_parts ? "there is no part '%s'" : "there is a 'via %s' already", colim_term_get_name (via));
      return;
    }
  vias->images[part] = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < colim_term_get_n_children (via); i++)
    {
      ColimTerm *from = colim_term_get_child (colim_term_get_child (via, i), 0),
                *to = colim_term_get_child (colim_term_get_child (via, i), 1);

      if (!has_element (apex, colim_term_get_name (from)))
        _colim_check_error (diagnostics, from, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s' in '%s'",
                            colim_term_get_name (from), apex->name);
      else if (!has_element (self->parts[part], colim_term_get_name (to)))
        _colim_check_error (diagnostics, to, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s' in '%s'",
                            colim_term_get_name (to), self->names[part]);
      else if (!g_hash_table_insert (vias->images[part], (gpointer) colim_term_get_name (from), to))
        _colim_check_error (diagnostics, from, COLIM_ERROR_DUPLICATE_NAME, "'%s' goes somewhere already",
                            colim_term_get_name (from));
    }
}

/* What is wrong with an element of the apex is told where the `via` says it, else where the apex does. */
static const ColimTerm *
get_place (const Vias *vias, guint part, const ColimTerm *statement)
{
  const ColimTerm *image
      = vias->images[part] != NULL ? g_hash_table_lookup (vias->images[part], colim_term_get_name (statement)) : NULL;

  return image != NULL ? image : statement;
}

/* The names of the images of elements in a part, or -1 where there is none, which is reported. */
static void
find_images (ColimGluing *self, const Vias *vias, guint part, GPtrArray *statements, gboolean edges, gint32 *images,
             ColimDiagnostics *diagnostics)
{
  ColimDiagram *diagram = self->parts[part];
  const char *what = edges ? "edge" : "vertex";

  for (guint i = 0; i < statements->len; i++)
    {
      const ColimTerm *statement = g_ptr_array_index (statements, i), *place = get_place (vias, part, statement);
      const char *name = place != statement ? colim_term_get_name (place) : colim_term_get_name (statement);

      images[i] = edges ? colim_diagram_find_edge (diagram, name) : colim_diagram_find_vertex (diagram, name);
      if (images[i] < 0 && has_element (diagram, name))
        _colim_check_error (
            diagnostics, place, COLIM_ERROR_INVALID, "the %s '%s' of '%s' would go to '%s' of '%s', which is no %s",
            what, colim_term_get_name (statement), self->parts[self->n_parts]->name, name, self->names[part], what);
      else if (images[i] < 0)
        _colim_check_error (diagnostics, place, COLIM_ERROR_UNKNOWN_NAME,
                            "the %s '%s' of '%s' goes by name, and '%s' has no %s of that name: say where it goes, as "
                            "'via %s { %s ↦ … }'",
                            what, name, self->parts[self->n_parts]->name, self->names[part], what, self->names[part],
                            name);
    }
}

static void
check_ends (ColimGluing *self, const Vias *vias, guint part, const gint32 *vertices, const gint32 *edges,
            ColimDiagnostics *diagnostics)
{
  ColimDiagram *apex = self->parts[self->n_parts], *diagram = self->parts[part];

  for (gint32 e = 0; e < (gint32) apex->edges->len; e++)
    for (guint end = 0; end < 2; end++)
      {
        gint32 (*get) (const ColimQuiver *, gint32) = end == 0 ? colim_quiver_get_src : colim_quiver_get_tgt;
        gint32 vertex = get (apex->quiver, e), expected, found;

        if (edges[e] < 0 || vertices[vertex] < 0)
          continue;
        expected = vertices[vertex];
        found = get (diagram->quiver, edges[e]);
        if (found != expected)
          _colim_check_error (
              diagnostics, get_place (vias, part, g_ptr_array_index (apex->edges, e)), COLIM_ERROR_NOT_NATURAL,
              "edge '%s' of '%s' goes to '%s' of '%s', which %s at '%s', but '%s' goes to '%s'",
              colim_diagram_get_edge_name (apex, e), apex->name, colim_diagram_get_edge_name (diagram, edges[e]),
              self->names[part], end == 0 ? "starts" : "ends", colim_diagram_get_vertex_name (diagram, found),
              colim_diagram_get_vertex_name (apex, vertex), colim_diagram_get_vertex_name (diagram, expected));
      }
}

/* The paths of the relations of a diagram. */
typedef struct {
  GPtrArray *sides[2];
} Relations;

static void
clear_relations (Relations *self)
{
  g_clear_pointer (&self->sides[0], g_ptr_array_unref);
  g_clear_pointer (&self->sides[1], g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Relations, clear_relations)

static void
read_relations (ColimDiagram *diagram, Relations *self)
{
  for (guint side = 0; side < 2; side++)
    self->sides[side] = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  colim_learning_graph_list_relations (diagram->graph, diagram->quiver, self->sides[0], self->sides[1], NULL);
}

static gsize
get_length (const Relations *self, guint side, guint relation)
{
  gsize n;

  colim_path_get_edges (g_ptr_array_index (self->sides[side], relation), &n);

  return n;
}

/* A relation that says of the images what one of the apex says, or -1. */
static gint32
find_relation (const Relations *from, guint relation, const Relations *to, ColimQuiver *quiver, const gint32 *vertices,
               const gint32 *edges)
{
  g_autoptr (ColimPath) lesser = NULL;
  g_autoptr (ColimPath) greater = NULL;

  for (guint side = 0; side < 2; side++)
    {
      ColimPath *path = g_ptr_array_index (from->sides[side], relation);

      *(side == 0 ? &lesser : &greater) = _colim_learning_graph_map_path (path, quiver, vertices, edges);
    }
  for (guint r = 0; r < to->sides[0]->len; r++)
    if (colim_path_equal (g_ptr_array_index (to->sides[0], r), lesser)
        && colim_path_equal (g_ptr_array_index (to->sides[1], r), greater))
      return (gint32) r;

  return -1;
}

/* The morphism from the apex to a part, in the checker's numbering: the steps of a relation follow one another, the
 * lesser path before the greater. */
static ColimHom *
make_hom (ColimCSet *shape, ColimCSet *codom, gint32 *const *images, const Relations *from, const Relations *to)
{
  static const char *const objects[] = { "V", "E", "R", "S" };
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (shape, codom);
  gint32 n_relations = colim_cset_get_n_parts (shape, "R", NULL);
  g_autofree gint32 *first = g_new (gint32, to->sides[0]->len + 1);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (gint32));

  first[0] = 0;
  for (guint r = 0; r < to->sides[0]->len; r++)
    first[r + 1] = first[r] + (gint32) (get_length (to, 0, r) + get_length (to, 1, r));
  for (gint32 r = 0; r < n_relations; r++)
    for (gint32 i = 0; i < (gint32) (get_length (from, 0, (guint) r) + get_length (from, 1, (guint) r)); i++)
      {
        gint32 step = first[images[2][r]] + i;

        g_array_append_val (steps, step);
      }
  for (guint o = 0; o < G_N_ELEMENTS (objects); o++)
    {
      const gint32 *values = o < 3 ? images[o] : (const gint32 *) (void *) steps->data;
      g_autoptr (ColimFinFunction) component
          = colim_fin_function_new (values, (gsize) colim_cset_get_n_parts (shape, objects[o], NULL),
                                    colim_cset_get_n_parts (codom, objects[o], NULL), NULL);

      colim_hom_builder_set_component (builder, objects[o], component, NULL);
    }

  return colim_hom_builder_end (builder, NULL);
}

/* The apex with all kinds open. */
static ColimCSet *
open_kinds (ColimDiagram *apex, const Relations *relations)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());

  for (guint v = 0; v < apex->vertices->len; v++)
    colim_learning_graph_add_vertex (builder, COLIM_VERTEX_OPEN);
  for (gint32 e = 0; e < (gint32) apex->edges->len; e++)
    colim_learning_graph_add_edge (builder, colim_quiver_get_src (apex->quiver, e),
                                   colim_quiver_get_tgt (apex->quiver, e));
  for (guint r = 0; r < relations->sides[0]->len; r++)
    colim_learning_graph_add_relation (builder, g_ptr_array_index (relations->sides[0], r),
                                       g_ptr_array_index (relations->sides[1], r));

  return colim_cset_builder_end (builder, NULL);
}

/* The morphism from the apex to a leg, the last of which is the apex itself; NULL if there is none, which is reported.
 */
static ColimHom *
find_hom (ColimGluing *self, const Vias *vias, guint leg, ColimCSet *shape, const Relations *from,
          ColimDiagnostics *diagnostics)
{
  ColimDiagram *apex = self->parts[self->n_parts], *diagram = self->parts[leg];
  gint32 *images[3] = { g_new (gint32, apex->vertices->len + 1), g_new (gint32, apex->edges->len + 1),
                        g_new (gint32, apex->relations->len + 1) };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);
  g_auto (Relations) to = { 0 };
  ColimHom *hom = NULL;

  read_relations (diagram, &to);
  find_images (self, vias, leg, apex->vertices, FALSE, images[0], diagnostics);
  find_images (self, vias, leg, apex->edges, TRUE, images[1], diagnostics);
  check_ends (self, vias, leg, images[0], images[1], diagnostics);
  for (guint r = 0; r < apex->relations->len && colim_diagnostics_get_n_errors (diagnostics) == n_errors; r++)
    {
      images[2][r] = find_relation (from, r, &to, diagram->quiver, images[0], images[1]);
      if (images[2][r] < 0)
        {
          g_autofree char *text = colim_term_to_string (g_ptr_array_index (apex->relations, r));

          _colim_check_error (diagnostics, g_ptr_array_index (apex->relations, r), COLIM_ERROR_NOT_NATURAL,
                              "'%s' does not state the relation %s of '%s', along which it is glued", self->names[leg],
                              text, apex->name);
        }
    }
  if (colim_diagnostics_get_n_errors (diagnostics) == n_errors)
    hom = make_hom (shape, diagram->graph, images, from, &to);
  for (guint o = 0; o < G_N_ELEMENTS (images); o++)
    g_free (images[o]);

  return hom;
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
name_conflict (ColimGluing *self, ColimHom **homs, ColimDiagnostics *diagnostics)
{
  guint n = self->n_legs + 1;
  g_autofree gint32 *sizes = g_new (gint32, n), *sources = g_new (gint32, n), *targets = g_new (gint32, n);
  g_autofree ColimFinFunction **arrows = g_new (ColimFinFunction *, n);
  g_autoptr (ColimFinColimit) classes = NULL;
  g_autofree const ColimTerm **first = NULL;
  g_autofree const char **first_part = NULL;

  for (guint i = 0; i < n; i++)
    {
      sizes[i] = (gint32) self->parts[MIN (i, self->n_parts)]->vertices->len;
      sources[i] = (gint32) self->n_legs;
      targets[i] = (gint32) i;
      arrows[i] = i < self->n_legs ? colim_hom_get_component (homs[i], "V", NULL) : NULL;
    }
  classes = colim_fin_colimit_new (sizes, n, arrows, self->n_legs, sources, self->n_legs, targets, self->n_legs, NULL);
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

static ColimColimit *
glue (ColimGluing *self, const Vias *vias, ColimDiagnostics *diagnostics)
{
  gboolean has_apex = self->n_legs > self->n_parts;
  guint n_arrows = has_apex ? self->n_legs : 0, n_errors = colim_diagnostics_get_n_errors (diagnostics);
  ColimDiagram *apex = has_apex ? self->parts[self->n_parts] : NULL;
  g_autofree ColimCSet **objects = g_new (ColimCSet *, self->n_legs + 1);
  g_autoptr (GPtrArray) homs = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_hom_unref);
  g_autofree gint32 *sources = g_new (gint32, self->n_legs + 1), *targets = g_new (gint32, self->n_legs + 1);
  g_autoptr (ColimCSet) shape = NULL;
  g_auto (Relations) relations = { 0 };
  g_autoptr (GError) error = NULL;
  ColimColimit *colimit;

  for (guint i = 0; i < self->n_legs; i++)
    objects[i] = self->parts[i]->graph;
  if (has_apex)
    {
      read_relations (apex, &relations);
      objects[self->n_legs] = shape = open_kinds (apex, &relations);
    }
  for (guint i = 0; i < n_arrows; i++)
    {
      ColimHom *hom = find_hom (self, vias, i, shape, &relations, diagnostics);

      if (hom != NULL)
        g_ptr_array_add (homs, hom);
      sources[i] = (gint32) self->n_legs;
      targets[i] = (gint32) i;
    }
  if (colim_diagnostics_get_n_errors (diagnostics) > n_errors)
    return NULL;
  colimit = colim_colimit_new (colim_learning_graph_get_schema (), objects, self->n_legs + (has_apex ? 1 : 0),
                               (ColimHom **) homs->pdata, n_arrows, sources, n_arrows, targets, n_arrows, &error);
  if (colimit == NULL && error->code == COLIM_ERROR_ATTRIBUTE_CONFLICT)
    name_conflict (self, (ColimHom **) homs->pdata, diagnostics);
  else if (colimit == NULL)
    colim_diagnostics_error (diagnostics, self->parts[0]->text, 0, error->code, "%s", error->message);

  return colimit;
}

ColimColimit *
_colim_glue_shapes (ColimGluing *self, const ColimTerm *over, ColimDiagnostics *diagnostics)
{
  g_auto (Vias) vias = { g_new0 (GHashTable *, self->n_legs + 1), self->n_legs };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  for (guint i = 1; over != NULL && i < colim_term_get_n_children (over); i++)
    read_via (self, &vias, colim_term_get_child (over, i), diagnostics);

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL : glue (self, &vias, diagnostics);
}
