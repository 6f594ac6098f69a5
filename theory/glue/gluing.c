/* Gluing: the colimit of learning diagrams along morphisms between them; of one apex the pushout, of none the coproduct.
 *
 *     S ------> A        The shapes are glued as C-sets.  What is assigned is carried along the legs, joined, and said
 *     |         |        again in the names of the result, so that the glued diagram is made of statements as any other.
 *     v         v
 *     B ------> P
 */

#include "theory/glue/glue-private.h"

#include <string.h>

/* Gluing with itself doubles a diagram, so that a few lines would say one of any size. */
#define MOST_PARTS 1000000

/**
 * ColimGluing:
 *
 * Learning diagrams glued along another one, with the legs that tell where their elements went.  Immutable and
 * reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimGluing, colim_gluing, colim_gluing_ref, colim_gluing_unref)

static void
clear_making (Making *self)
{
  g_ptr_array_unref (self->statements);
  g_hash_table_unref (self->claims);
  g_hash_table_unref (self->claimed);
  g_array_unref (self->handles);
  g_hash_table_unref (self->by_identity);
  g_strfreev (self->vertex_names);
  g_strfreev (self->edge_names);
  for (guint i = 0; i < self->gluing->n_legs; i++)
    _colim_renaming_clear (&self->renamings[i]);
  g_free (self->renamings);
  g_hash_table_unref (self->identities.lets);
  g_hash_table_unref (self->identities.edges);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, clear_making)

static void
init_making (Making *self, ColimGluing *gluing, ColimDiagnostics *diagnostics)
{
  self->gluing = gluing;
  self->diagnostics = diagnostics;
  self->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  self->outer = gluing->parts[0]->outer;
  for (guint i = 0; i < gluing->n_legs; i++)
    self->outer = gluing->parts[i]->outer == self->outer ? self->outer : NULL;
  self->claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->claimed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->handles = _colim_glue_new_handles ();
  self->by_identity = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->renamings = g_new0 (Renaming, gluing->n_legs);
  for (guint i = 0; i < gluing->n_legs; i++)
    _colim_renaming_init (&self->renamings[i]);
  self->identities.lets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->identities.edges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Defaults are those of the one file, or else of all. */
static ColimTerm *
join_defaults (Making *self)
{
  const ColimGluing *gluing = self->gluing;
  ColimTerm *first = gluing->parts[0]->train_defaults;
  gboolean same = TRUE;

  for (guint i = 0; i < gluing->n_parts; i++)
    same = same && gluing->parts[i]->train_defaults == first;
  if (same)
    return first != NULL ? colim_term_ref (first) : NULL;

  return _colim_glue_join_train (self, G_STRUCT_OFFSET (ColimDiagram, train_defaults), NULL);
}

static void
make (Making *self, const char *name, ColimColimit *shapes, const ColimTerm *block)
{
  ColimGluing *gluing = self->gluing;
  ColimCSet *graph = colim_colimit_get_apex (shapes);
  g_autoptr (ColimQuiver) quiver = colim_learning_graph_get_quiver (graph, NULL);
  g_autoptr (ColimTerm) defaults = NULL;
  guint n_errors = colim_diagnostics_get_n_errors (self->diagnostics);

  for (guint i = 0; i < gluing->n_legs; i++)
    {
      ColimHom *leg = colim_colimit_get_leg (shapes, i);

      gluing->vertices[i] = colim_fin_function_ref (colim_hom_get_component (leg, "V", NULL));
      gluing->edges[i] = colim_fin_function_ref (colim_hom_get_component (leg, "E", NULL));
    }
  _colim_glue_name_elements (self, (guint) colim_quiver_get_n_vertices (quiver),
                             (guint) colim_quiver_get_n_edges (quiver));
  _colim_glue_name_handles (self);
  _colim_glue_put_handles (self);
  _colim_glue_put_elements (self, FALSE, quiver);
  _colim_glue_put_elements (self, TRUE, quiver);
  _colim_glue_put_relations (self);
  _colim_glue_put_metrics (self);
  _colim_glue_put_settings (self, block);
  defaults = join_defaults (self);
  if (block != NULL)
    _colim_glue_extend (self->statements, self->identities.edges, block, self->diagnostics);
  if (colim_diagnostics_get_n_errors (self->diagnostics) > n_errors)
    return;
  gluing->diagram
      = _colim_check_diagram (name, (const ColimTerm *const *) self->statements->pdata, self->statements->len,
                              gluing->parts[0]->text, self->outer, defaults, &self->identities, self->diagnostics);
}

/* The child of a gluing's statement that is of a kind, or NULL. */
static const ColimTerm *
find_child (const ColimTerm *glue, ColimTermKind kind)
{
  for (guint i = 0; glue != NULL && i < colim_term_get_n_children (glue); i++)
    if (colim_term_get_kind (colim_term_get_child (glue, i)) == kind)
      return colim_term_get_child (glue, i);

  return NULL;
}

static gboolean
has_relations (const ColimTerm *block)
{
  for (guint i = 0; block != NULL && i < colim_term_get_n_children (block); i++)
    if (colim_term_get_kind (colim_term_get_child (block, i)) == COLIM_TERM_RELATION)
      return TRUE;

  return FALSE;
}

static gboolean
check_size (const ColimGluing *self, const ColimTerm *glue, ColimDiagnostics *diagnostics)
{
  guint64 n = 0;

  for (guint i = 0; i < self->n_legs; i++)
    n += (guint64) self->parts[i]->vertices->len + self->parts[i]->edges->len + self->parts[i]->relations->len;
  if (n <= MOST_PARTS)
    return TRUE;
  colim_diagnostics_error (diagnostics, glue != NULL ? colim_term_get_text (glue) : self->parts[0]->text,
                           glue != NULL ? colim_term_get_offset (glue) : 0, COLIM_ERROR_TOO_LARGE,
                           "the parts have %" G_GUINT64_FORMAT " vertices, edges and relations together, more than %d", n,
                           MOST_PARTS);

  return FALSE;
}

static ColimGluing *
begin (ColimDiagram **parts, gsize n_parts, ColimDiagram **apexes, gsize n_apexes)
{
  ColimGluing *self = g_atomic_rc_box_new0 (ColimGluing);

  self->n_parts = (guint) n_parts;
  self->n_legs = (guint) (n_parts + n_apexes);
  self->parts = g_new0 (ColimDiagram *, self->n_legs + 1);
  for (guint i = 0; i < self->n_legs; i++)
    self->parts[i] = colim_diagram_ref (i < n_parts ? parts[i] : apexes[i - n_parts]);
  self->names = _colim_glue_name_parts (self->parts, self->n_legs);
  self->vertices = g_new0 (ColimFinFunction *, self->n_legs);
  self->edges = g_new0 (ColimFinFunction *, self->n_legs);

  return self;
}

/* Glues along arrows, which may be NULL if they were reported. */
static void
finish (ColimGluing *self, const char *name, const GArray *arrows, const ColimTerm *block, ColimDiagnostics *diagnostics)
{
  g_auto (Making) making = { 0 };
  g_autoptr (ColimColimit) shapes = arrows != NULL ? _colim_glue_shapes (self, arrows, diagnostics) : NULL;

  init_making (&making, self, diagnostics);
  if (shapes != NULL)
    make (&making, name, shapes, block);
}

/**
 * colim_gluing_new:
 * @name: what the glued diagram is called
 * @parts: (array length=n_parts) (transfer none): the diagrams to be glued
 * @n_parts: how many, at least one
 * @apex: (nullable): the diagram along which they are glued; %NULL: they are laid side by side
 * @glue: (nullable): a %COLIM_TERM_GLUE, of which `via` (where elements of the apex go in a part) and `with` are read;
 * elements that no `via` lists go by name
 * @diagnostics: where to report what does not glue
 *
 * Glues learning diagrams: the colimit of the apex's morphisms to the parts.  Each element is called after its first
 * member if that name is unique, else PART.name.  What one part leaves open another one gives; two that differ are an
 * error which names both.  Models keep their parameters: handles are glued with themselves, and an inline model with
 * the same one of a relative.  Time: nearly linear in the diagrams.
 *
 * Returns: (transfer full) (nullable): the gluing, or %NULL if something is wrong, which was reported
 */
ColimGluing *
colim_gluing_new (const char *name, ColimDiagram **parts, gsize n_parts, ColimDiagram *apex, const ColimTerm *glue,
                  ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (name != NULL && parts != NULL && n_parts > 0 && n_parts < G_MAXINT32 && diagnostics != NULL,
                        NULL);
  g_return_val_if_fail (glue == NULL || colim_term_get_kind (glue) == COLIM_TERM_GLUE, NULL);

  g_autoptr (ColimGluing) self = begin (parts, n_parts, &apex, apex != NULL ? 1 : 0);
  g_autoptr (GArray) arrows = NULL;
  const ColimTerm *block = find_child (glue, COLIM_TERM_BLOCK);

  self->is_extended = has_relations (block);
  if (!check_size (self, glue, diagnostics))
    return NULL;
  arrows = _colim_glue_name_arrows (self, find_child (glue, COLIM_TERM_OVER), diagnostics);
  finish (self, name, arrows, block, diagnostics);

  return self->diagram != NULL ? g_steal_pointer (&self) : NULL;
}

/* The arrows between legs that functions give, or NULL if one does not run between them, which is reported. */
static GArray *
take_arrows (const ColimGluing *self, ColimFinFunction **vertices, ColimFinFunction **edges, const gint32 *sources,
             const gint32 *targets, gsize n, ColimDiagnostics *diagnostics)
{
  g_autoptr (GArray) arrows = _colim_glue_new_arrows ();

  g_array_set_size (arrows, (guint) n);
  for (gsize a = 0; a < n; a++)
    {
      const ColimDiagram *from = self->parts[sources[a]], *to = self->parts[targets[a]];
      GlueArrow *arrow = &g_array_index (arrows, GlueArrow, a);

      if (colim_fin_function_get_dom (vertices[a]) != (gint32) from->vertices->len
          || colim_fin_function_get_codom (vertices[a]) != (gint32) to->vertices->len
          || colim_fin_function_get_dom (edges[a]) != (gint32) from->edges->len
          || colim_fin_function_get_codom (edges[a]) != (gint32) to->edges->len)
        {
          colim_diagnostics_error (diagnostics, from->text, 0, COLIM_ERROR_NOT_COMPOSABLE,
                                   "the functions of arrow %u do not run between the vertices and edges of '%s' and '%s'",
                                   (guint) a, self->names[sources[a]], self->names[targets[a]]);
          return NULL;
        }
      arrow->source = (guint) sources[a];
      arrow->target = (guint) targets[a];
      arrow->vertices = g_memdup2 (colim_fin_function_get_values (vertices[a], NULL), from->vertices->len * sizeof (gint32));
      arrow->edges = g_memdup2 (colim_fin_function_get_values (edges[a], NULL), from->edges->len * sizeof (gint32));
    }

  return g_steal_pointer (&arrows);
}

/* An apex has only what some part has too: what is assigned, and what its relations say, is in the parts. */
static gboolean
check_apexes (const ColimGluing *self, const gint32 *sources, const gint32 *targets, gsize n, ColimDiagnostics *diagnostics)
{
  g_autoptr (ColimFinFunction) src = colim_fin_function_new (sources, n, (gint32) self->n_legs, NULL);
  g_autoptr (ColimFinFunction) tgt = colim_fin_function_new (targets, n, (gint32) self->n_legs, NULL);
  g_autoptr (ColimQuiver) shape = colim_quiver_new (src, tgt, NULL);
  g_autofree guint8 *parts = g_new0 (guint8, self->n_legs);
  g_autofree guint8 *reaching = NULL;
  gsize n_legs;

  memset (parts, TRUE, self->n_parts);
  reaching = colim_quiver_reach (shape, parts, TRUE, &n_legs);
  for (guint i = self->n_parts; i < self->n_legs; i++)
    if (!reaching[i])
      {
        colim_diagnostics_error (diagnostics, self->parts[i]->text, 0, COLIM_ERROR_INVALID,
                                 "no arrow leads from the apex '%s' to a part", self->names[i]);
        return FALSE;
      }

  return TRUE;
}

static gboolean
are_legs (const gint32 *legs, gsize n, gsize n_legs)
{
  for (gsize i = 0; i < n; i++)
    if (legs[i] < 0 || (gsize) legs[i] >= n_legs)
      return FALSE;

  return TRUE;
}

/**
 * colim_gluing_new_colimit:
 * @name: what the glued diagram is called
 * @parts: (array length=n_parts) (transfer none): the diagrams to be glued
 * @n_parts: how many, at least one
 * @apexes: (array length=n_apexes) (transfer none): the diagrams along which they are glued
 * @n_apexes: how many
 * @vertices: (array length=n_vertices) (transfer none): where the vertices go, arrow by arrow
 * @n_vertices: how many arrows there are
 * @edges: (array length=n_edges) (transfer none): where the edges go, arrow by arrow
 * @n_edges: as many as there are arrows
 * @sources: (array length=n_sources): the diagram that each arrow starts at: a part, or, counted on behind them, an apex
 * @n_sources: as many as there are arrows
 * @targets: (array length=n_targets): the diagram that each arrow ends at
 * @n_targets: as many as there are arrows
 * @diagnostics: where to report what does not glue
 *
 * Glues learning diagrams along any arrows between them: the colimit of a finite diagram of learning diagrams, as
 * [ctor@Colim.Gluing.new] is that of one apex with an arrow to each part.  An arrow sends relations to what holds, and
 * vertices to such of their kind, if it is not open.  From each apex arrows lead to a part; terms and relations are those
 * of the parts.
 *
 * Returns: (transfer full) (nullable): the gluing, or %NULL if something is wrong, which was reported
 */
ColimGluing *
colim_gluing_new_colimit (const char *name, ColimDiagram **parts, gsize n_parts, ColimDiagram **apexes, gsize n_apexes,
                          ColimFinFunction **vertices, gsize n_vertices, ColimFinFunction **edges, gsize n_edges,
                          const gint32 *sources, gsize n_sources, const gint32 *targets, gsize n_targets,
                          ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (name != NULL && parts != NULL && n_parts > 0 && n_parts < G_MAXINT32 && n_apexes < G_MAXINT32
                            && (apexes != NULL || n_apexes == 0) && diagnostics != NULL,
                        NULL);
  g_return_val_if_fail (n_edges == n_vertices && n_sources == n_vertices && n_targets == n_vertices
                            && n_vertices < G_MAXINT32,
                        NULL);
  g_return_val_if_fail (are_legs (sources, n_sources, n_parts + n_apexes)
                            && are_legs (targets, n_targets, n_parts + n_apexes),
                        NULL);

  g_autoptr (ColimGluing) self = begin (parts, n_parts, apexes, n_apexes);
  g_autoptr (GArray) arrows = NULL;

  if (!check_size (self, NULL, diagnostics)
      || (arrows = take_arrows (self, vertices, edges, sources, targets, n_vertices, diagnostics)) == NULL
      || !check_apexes (self, sources, targets, n_vertices, diagnostics))
    return NULL;
  finish (self, name, arrows, NULL, diagnostics);

  return self->diagram != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_gluing_ref:
 * @self: a gluing
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimGluing *
colim_gluing_ref (ColimGluing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimGluing *self)
{
  g_clear_pointer (&self->diagram, colim_diagram_unref);
  for (guint i = 0; i < self->n_legs; i++)
    {
      colim_diagram_unref (self->parts[i]);
      g_clear_pointer (&self->vertices[i], colim_fin_function_unref);
      g_clear_pointer (&self->edges[i], colim_fin_function_unref);
    }
  g_free (self->parts);
  g_free (self->vertices);
  g_free (self->edges);
  g_strfreev (self->names);
}

/**
 * colim_gluing_unref:
 * @self: (transfer full): a gluing
 *
 * Gives a reference back.
 */
void
colim_gluing_unref (ColimGluing *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_gluing_get_diagram:
 * @self: a gluing
 *
 * Gives the glued diagram.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_gluing_get_diagram (const ColimGluing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->diagram;
}

/**
 * colim_gluing_get_n_parts:
 * @self: a gluing
 *
 * Counts the parts, without the apexes.
 *
 * Returns: how many there are
 */
guint
colim_gluing_get_n_parts (const ColimGluing *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_parts;
}

/**
 * colim_gluing_get_part:
 * @self: a gluing
 * @part: which part; apexes are counted on behind them
 *
 * Gives a part.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_gluing_get_part (const ColimGluing *self, guint part)
{
  g_return_val_if_fail (self != NULL && part < self->n_legs, NULL);

  return self->parts[part];
}

/**
 * colim_gluing_get_part_name:
 * @self: a gluing
 * @part: which part; apexes are counted on behind them
 *
 * Tells what a part is called: as its diagram, with `_2` behind the second of one name.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_gluing_get_part_name (const ColimGluing *self, guint part)
{
  g_return_val_if_fail (self != NULL && part < self->n_legs, NULL);

  return self->names[part];
}

/**
 * colim_gluing_get_n_apexes:
 * @self: a gluing
 *
 * Counts the diagrams along which the parts are glued.
 *
 * Returns: how many there are
 */
guint
colim_gluing_get_n_apexes (const ColimGluing *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_legs - self->n_parts;
}

/**
 * colim_gluing_get_vertex_leg:
 * @self: a gluing
 * @part: which part; apexes are counted on behind them
 *
 * Tells where the vertices of a part went.
 *
 * Returns: (transfer none): the function from its vertices to those of the glued diagram; a `with` may add more there
 */
ColimFinFunction *
colim_gluing_get_vertex_leg (const ColimGluing *self, guint part)
{
  g_return_val_if_fail (self != NULL && part < self->n_legs, NULL);

  return self->vertices[part];
}

/**
 * colim_gluing_get_edge_leg:
 * @self: a gluing
 * @part: which part; apexes are counted on behind them
 *
 * Tells where the edges of a part went.
 *
 * Returns: (transfer none): the function from its edges to those of the glued diagram; a `with` may add more there
 */
ColimFinFunction *
colim_gluing_get_edge_leg (const ColimGluing *self, guint part)
{
  g_return_val_if_fail (self != NULL && part < self->n_legs, NULL);

  return self->edges[part];
}
