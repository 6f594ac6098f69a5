/* A match: where the vertices and edges of a pattern are in a host. */

#include "theory/glue/match-private.h"

#include <string.h>

struct _ColimMatch {
  ColimDiagram *pattern;
  ColimDiagram *host;
  ColimFinFunction *vertices;
  ColimFinFunction *edges;
};

/**
 * ColimMatch:
 *
 * A map of one diagram into another: where a pattern is found in a host.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimMatch, colim_match, colim_match_ref, colim_match_unref)

ColimMatch *
_colim_match_new (ColimDiagram *pattern, ColimDiagram *host, ColimFinFunction *vertices, ColimFinFunction *edges)
{
  ColimMatch *self = g_atomic_rc_box_new0 (ColimMatch);

  self->pattern = colim_diagram_ref (pattern);
  self->host = colim_diagram_ref (host);
  self->vertices = colim_fin_function_ref (vertices);
  self->edges = colim_fin_function_ref (edges);

  return self;
}

/**
 * colim_match_ref:
 * @self: a match
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimMatch *
colim_match_ref (ColimMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimMatch *self)
{
  colim_diagram_unref (self->pattern);
  colim_diagram_unref (self->host);
  colim_fin_function_unref (self->vertices);
  colim_fin_function_unref (self->edges);
}

/**
 * colim_match_unref:
 * @self: (transfer full): a match
 *
 * Gives a reference back.
 */
void
colim_match_unref (ColimMatch *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_match_get_pattern:
 * @self: a match
 *
 * Gives the diagram that was looked for.
 *
 * Returns: (transfer none): the pattern
 */
ColimDiagram *
colim_match_get_pattern (const ColimMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pattern;
}

/**
 * colim_match_get_host:
 * @self: a match
 *
 * Gives the diagram in which the pattern was found.
 *
 * Returns: (transfer none): the host
 */
ColimDiagram *
colim_match_get_host (const ColimMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host;
}

/**
 * colim_match_get_vertices:
 * @self: a match
 *
 * Tells where the vertices of the pattern are.
 *
 * Returns: (transfer none): the function to the vertices of the host
 */
ColimFinFunction *
colim_match_get_vertices (const ColimMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->vertices;
}

/**
 * colim_match_get_edges:
 * @self: a match
 *
 * Tells where the edges of the pattern are.
 *
 * Returns: (transfer none): the function to the edges of the host
 */
ColimFinFunction *
colim_match_get_edges (const ColimMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->edges;
}

/* The image of an element by its number: a vertex v is v, an edge e the number of vertices + e. */
static const char *
get_image (const ColimMatch *self, gint32 number)
{
  gint32 n = colim_diagram_get_n_vertices (self->pattern);

  return number < n ? colim_diagram_get_vertex_name (self->host, colim_fin_function_apply (self->vertices, number))
                    : colim_diagram_get_edge_name (self->host, colim_fin_function_apply (self->edges, number - n));
}

static const char *
get_name (const ColimMatch *self, gint32 number)
{
  gint32 n = colim_diagram_get_n_vertices (self->pattern);

  return number < n ? colim_diagram_get_vertex_name (self->pattern, number)
                    : colim_diagram_get_edge_name (self->pattern, number - n);
}

static gint32
count_elements (const ColimMatch *self)
{
  return colim_diagram_get_n_vertices (self->pattern) + colim_diagram_get_n_edges (self->pattern);
}

/**
 * colim_match_get_image:
 * @self: a match
 * @element: the name of a vertex or an edge of the pattern
 *
 * Tells what an element of the pattern is in the host.
 *
 * Returns: (transfer none) (nullable): the name of its image, or %NULL if the pattern has no such element
 */
const char *
colim_match_get_image (const ColimMatch *self, const char *element)
{
  g_return_val_if_fail (self != NULL && element != NULL, NULL);

  gint32 vertex = colim_diagram_find_vertex (self->pattern, element);
  gint32 edge = colim_diagram_find_edge (self->pattern, element);

  return vertex >= 0 ? get_image (self, vertex)
         : edge >= 0 ? get_image (self, colim_diagram_get_n_vertices (self->pattern) + edge)
                     : NULL;
}

/**
 * colim_match_to_string:
 * @self: a match
 *
 * Writes a match for people: `X ↦ Z, f ↦ stu`, vertices before edges.
 *
 * Returns: (transfer full): the text, empty if the pattern is
 */
char *
colim_match_to_string (const ColimMatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *out = g_string_new (NULL);

  for (gint32 i = 0; i < count_elements (self); i++)
    g_string_append_printf (out, "%s%s ↦ %s", i > 0 ? ", " : "", get_name (self, i), get_image (self, i));

  return g_string_free (out, FALSE);
}

/**
 * colim_match_write_json:
 * @self: a match
 * @writer: where to write
 *
 * Writes a match as an object from the elements of the pattern to their images.
 */
void
colim_match_write_json (const ColimMatch *self, ColimJsonWriter *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  colim_json_writer_object (writer);
  for (gint32 i = 0; i < count_elements (self); i++)
    {
      colim_json_writer_key (writer, get_name (self, i));
      colim_json_writer_string (writer, get_image (self, i));
    }
  colim_json_writer_object_end (writer);
}
