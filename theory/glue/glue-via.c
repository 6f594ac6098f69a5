/* The morphisms along which diagrams are glued: where the elements of an apex go, by name and as a `via` says. */

#include "theory/glue/glue-private.h"

void
_colim_glue_arrow_clear (GlueArrow *self)
{
  g_clear_pointer (&self->via, g_hash_table_unref);
  g_free (self->vertices);
  g_free (self->edges);
}

static gboolean
has_element (const ColimDiagram *diagram, const char *name)
{
  return g_hash_table_contains (diagram->elements, name);
}

static void
read_via (ColimGluing *self, GArray *arrows, const ColimTerm *via, ColimDiagnostics *diagnostics)
{
  ColimDiagram *apex = self->parts[self->n_parts];
  GlueArrow *arrow;
  guint part = 0;

  while (part < self->n_parts && !g_str_equal (self->names[part], colim_term_get_name (via)))
    part++;
  arrow = &g_array_index (arrows, GlueArrow, part);
  if (part == self->n_parts || arrow->via != NULL)
    {
      _colim_check_error (
          diagnostics, via, part == self->n_parts ? COLIM_ERROR_UNKNOWN_NAME : COLIM_ERROR_DUPLICATE_NAME,
          part == self->n_parts ? "there is no part '%s'" : "there is a 'via %s' already", colim_term_get_name (via));
      return;
    }
  arrow->via = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < colim_term_get_n_children (via); i++)
    {
      ColimTerm *from = colim_term_get_child (colim_term_get_child (via, i), 0),
                *to = colim_term_get_child (colim_term_get_child (via, i), 1);

      if (!has_element (apex, colim_term_get_name (from)))
        _colim_check_error (diagnostics, from, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s' in '%s'",
                            colim_term_get_name (from), apex->name);
      else if (!has_element (self->parts[arrow->target], colim_term_get_name (to)))
        _colim_check_error (diagnostics, to, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s' in '%s'",
                            colim_term_get_name (to), self->names[part]);
      else if (!g_hash_table_insert (arrow->via, (gpointer) colim_term_get_name (from), to))
        _colim_check_error (diagnostics, from, COLIM_ERROR_DUPLICATE_NAME, "'%s' goes somewhere already",
                            colim_term_get_name (from));
    }
}

/* What is wrong with an element of the apex is told where the `via` says it, else where the apex does. */
const ColimTerm *
_colim_glue_arrow_get_place (const GlueArrow *self, const ColimTerm *statement)
{
  const ColimTerm *image
      = self->via != NULL ? g_hash_table_lookup (self->via, colim_term_get_name (statement)) : NULL;

  return image != NULL ? image : statement;
}

/* The names of the images of elements in a part, or -1 where there is none, which is reported. */
static void
find_images (const ColimGluing *self, const GlueArrow *arrow, GPtrArray *statements, gboolean edges, gint32 *images,
             ColimDiagnostics *diagnostics)
{
  ColimDiagram *diagram = self->parts[arrow->target];
  const char *what = edges ? "edge" : "vertex";

  for (guint i = 0; i < statements->len; i++)
    {
      const ColimTerm *statement = g_ptr_array_index (statements, i), *place = _colim_glue_arrow_get_place (arrow, statement);
      const char *name = place != statement ? colim_term_get_name (place) : colim_term_get_name (statement);

      images[i] = edges ? colim_diagram_find_edge (diagram, name) : colim_diagram_find_vertex (diagram, name);
      if (images[i] < 0 && has_element (diagram, name))
        _colim_check_error (
            diagnostics, place, COLIM_ERROR_INVALID, "the %s '%s' of '%s' would go to '%s' of '%s', which is no %s",
            what, colim_term_get_name (statement), self->parts[arrow->source]->name, name, self->names[arrow->target], what);
      else if (images[i] < 0)
        _colim_check_error (diagnostics, place, COLIM_ERROR_UNKNOWN_NAME,
                            "the %s '%s' of '%s' goes by name, and '%s' has no %s of that name: say where it goes, as "
                            "'via %s { %s ↦ … }'",
                            what, name, self->parts[arrow->source]->name, self->names[arrow->target], what, self->names[arrow->target],
                            name);
    }
}

GArray *
_colim_glue_new_arrows (void)
{
  GArray *arrows = g_array_new (FALSE, TRUE, sizeof (GlueArrow));

  g_array_set_clear_func (arrows, (GDestroyNotify) _colim_glue_arrow_clear);

  return arrows;
}

GArray *
_colim_glue_name_arrows (ColimGluing *self, const ColimTerm *over, ColimDiagnostics *diagnostics)
{
  g_autoptr (GArray) arrows = _colim_glue_new_arrows ();
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  if (self->n_legs == self->n_parts)
    return g_steal_pointer (&arrows);
  g_array_set_size (arrows, self->n_parts);
  for (guint i = 0; i < self->n_parts; i++)
    {
      GlueArrow *arrow = &g_array_index (arrows, GlueArrow, i);

      arrow->source = self->n_parts;
      arrow->target = i;
    }
  for (guint i = 1; over != NULL && i < colim_term_get_n_children (over); i++)
    read_via (self, arrows, colim_term_get_child (over, i), diagnostics);
  for (guint i = 0; colim_diagnostics_get_n_errors (diagnostics) == n_errors && i < self->n_parts; i++)
    {
      GlueArrow *arrow = &g_array_index (arrows, GlueArrow, i);
      const ColimDiagram *apex = self->parts[arrow->source];

      arrow->vertices = g_new (gint32, apex->vertices->len + 1);
      arrow->edges = g_new (gint32, apex->edges->len + 1);
      find_images (self, arrow, apex->vertices, FALSE, arrow->vertices, diagnostics);
      find_images (self, arrow, apex->edges, TRUE, arrow->edges, diagnostics);
    }

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL : g_steal_pointer (&arrows);
}
