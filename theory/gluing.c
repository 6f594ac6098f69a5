/* Gluing: the pushout of learning diagrams over an apex, or their coproduct.
 *
 *          S ------> A          The shapes are glued as C-sets.  What is assigned is carried along the legs, joined,
 * and said |         |          again in the names of the result, so that the glued diagram is made of statements as
 * any other. v         v B ------> P
 */

#include "theory/glue-private.h"

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

  for (guint i = 0; i < self->n_parts; i++)
    n += (guint64) self->parts[i]->vertices->len + self->parts[i]->edges->len + self->parts[i]->relations->len;
  if (n <= MOST_PARTS)
    return TRUE;
  colim_diagnostics_error (diagnostics, glue != NULL ? colim_term_get_text (glue) : self->parts[0]->text,
                           glue != NULL ? colim_term_get_offset (glue) : 0, COLIM_ERROR_TOO_LARGE,
                           "the parts have %" G_GUINT64_FORMAT " vertices, edges and relations together, more than %d", n,
                           MOST_PARTS);

  return FALSE;
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

  g_autoptr (ColimGluing) self = g_atomic_rc_box_new0 (ColimGluing);
  g_auto (Making) making = { 0 };
  g_autoptr (ColimColimit) shapes = NULL;
  const ColimTerm *block = find_child (glue, COLIM_TERM_BLOCK);

  self->n_parts = (guint) n_parts;
  self->n_legs = (guint) n_parts + (apex != NULL ? 1 : 0);
  self->parts = g_new0 (ColimDiagram *, self->n_legs + 1);
  for (guint i = 0; i < self->n_legs; i++)
    self->parts[i] = colim_diagram_ref (i < n_parts ? parts[i] : apex);
  self->names = _colim_glue_name_parts (self->parts, self->n_legs);
  self->vertices = g_new0 (ColimFinFunction *, self->n_legs);
  self->edges = g_new0 (ColimFinFunction *, self->n_legs);
  self->is_extended = has_relations (block);
  init_making (&making, self, diagnostics);
  if (check_size (self, glue, diagnostics)
      && (shapes = _colim_glue_shapes (self, find_child (glue, COLIM_TERM_OVER), diagnostics)) != NULL)
    make (&making, name, shapes, block);

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
 * Counts the parts, without the apex.
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
 * @part: which part; the number of parts for the apex
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
 * @part: which part; the number of parts for the apex
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
 * colim_gluing_get_apex:
 * @self: a gluing
 *
 * Gives the diagram along which the parts are glued.
 *
 * Returns: (transfer none) (nullable): the apex, or %NULL if there is none
 */
ColimDiagram *
colim_gluing_get_apex (const ColimGluing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->n_legs > self->n_parts ? self->parts[self->n_parts] : NULL;
}

/**
 * colim_gluing_get_vertex_leg:
 * @self: a gluing
 * @part: which part; the number of parts for the apex
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
 * @part: which part; the number of parts for the apex
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
