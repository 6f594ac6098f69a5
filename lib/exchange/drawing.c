/* Pictures of graphs: nodes, edges and their attributes, laid out and rendered by Graphviz.  Nothing else sees it. */

#include <colim/drawing.h>

#include <gvc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct _ColimDrawing {
  Agraph_t *graph;
  GPtrArray *nodes;    /* Agnode_t */
  GPtrArray *edges;    /* Agedge_t */
  GPtrArray *clusters; /* Agraph_t */
};

/* Graphviz has global state: its attribute tables, its fonts, its errors. */
static GMutex mutex;
static GString *complaints;

/**
 * ColimDrawing:
 *
 * A directed graph to be drawn.  Values that begin with `<` are Graphviz's HTML-like labels.  Reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimDrawing, colim_drawing, colim_drawing_ref, colim_drawing_unref)

static int
complain (char *message)
{
  if (complaints != NULL)
    g_string_append (complaints, message);

  return 0;
}

/**
 * colim_drawing_new:
 * @name: what the graph is called
 *
 * Makes an empty drawing.
 *
 * Returns: (transfer full): the drawing
 */
ColimDrawing *
colim_drawing_new (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  ColimDrawing *self = g_atomic_rc_box_new0 (ColimDrawing);

  g_mutex_lock (&mutex);
  self->graph = agopen ((char *) name, Agdirected, NULL);
  g_mutex_unlock (&mutex);
  self->nodes = g_ptr_array_new ();
  self->edges = g_ptr_array_new ();
  self->clusters = g_ptr_array_new ();

  return self;
}

/**
 * colim_drawing_ref:
 * @self: a drawing
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimDrawing *
colim_drawing_ref (ColimDrawing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimDrawing *self)
{
  g_mutex_lock (&mutex);
  agclose (self->graph);
  g_mutex_unlock (&mutex);
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->edges);
  g_ptr_array_unref (self->clusters);
}

/**
 * colim_drawing_unref:
 * @self: (transfer full): a drawing
 *
 * Gives a reference back.
 */
void
colim_drawing_unref (ColimDrawing *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/* A value in `<…>` is kept as HTML: so does every reader of DOT.  Graphviz has one copy of equal texts, which is HTML or
 * is not: a bare text gets a tag, so that no other attribute has the same. */
static void
set (ColimDrawing *self, void *object, const char *attribute, const char *value)
{
  gsize length = strlen (value);

  g_mutex_lock (&mutex);
  if (length >= 2 && value[0] == '<' && value[length - 1] == '>')
    {
      g_autofree char *inner = g_strndup (value + 1, length - 2);
      g_autofree char *tagged = strchr (inner, '<') == NULL ? g_strdup_printf ("<font>%s</font>", inner) : NULL;
      char *html = agstrdup_html (self->graph, tagged != NULL ? tagged : inner);

      agsafeset (object, (char *) attribute, html, (char *) "");
      agstrfree (self->graph, html);
    }
  else
    agsafeset (object, (char *) attribute, (char *) value, (char *) "");
  g_mutex_unlock (&mutex);
}

/**
 * colim_drawing_set:
 * @self: a drawing
 * @attribute: a Graphviz attribute of graphs
 * @value: its value
 *
 * Sets an attribute of the whole.
 */
void
colim_drawing_set (ColimDrawing *self, const char *attribute, const char *value)
{
  g_return_if_fail (self != NULL && attribute != NULL && value != NULL);

  set (self, self->graph, attribute, value);
}

static void
set_all (ColimDrawing *self, int kind, const char *attribute, const char *value)
{
  g_mutex_lock (&mutex);
  agattr (self->graph, kind, (char *) attribute, (char *) value);
  g_mutex_unlock (&mutex);
}

/**
 * colim_drawing_set_nodes:
 * @self: a drawing
 * @attribute: a Graphviz attribute of nodes
 * @value: its value
 *
 * Sets an attribute of all nodes for which nothing else is said.
 */
void
colim_drawing_set_nodes (ColimDrawing *self, const char *attribute, const char *value)
{
  g_return_if_fail (self != NULL && attribute != NULL && value != NULL);

  set_all (self, AGNODE, attribute, value);
}

/**
 * colim_drawing_set_edges:
 * @self: a drawing
 * @attribute: a Graphviz attribute of edges
 * @value: its value
 *
 * Sets an attribute of all edges for which nothing else is said.
 */
void
colim_drawing_set_edges (ColimDrawing *self, const char *attribute, const char *value)
{
  g_return_if_fail (self != NULL && attribute != NULL && value != NULL);

  set_all (self, AGEDGE, attribute, value);
}

/**
 * colim_drawing_add_node:
 * @self: a drawing
 * @label: what stands on it
 *
 * Adds a node.
 *
 * Returns: the node
 */
gint32
colim_drawing_add_node (ColimDrawing *self, const char *label)
{
  g_return_val_if_fail (self != NULL && label != NULL, -1);

  g_autofree char *name = g_strdup_printf ("n%u", self->nodes->len);

  g_mutex_lock (&mutex);
  g_ptr_array_add (self->nodes, agnode (self->graph, name, TRUE));
  g_mutex_unlock (&mutex);
  set (self, g_ptr_array_index (self->nodes, self->nodes->len - 1), "label", label);

  return (gint32) self->nodes->len - 1;
}

/**
 * colim_drawing_set_node:
 * @self: a drawing
 * @node: a node of it
 * @attribute: a Graphviz attribute of nodes
 * @value: its value
 *
 * Sets an attribute of a node.
 */
void
colim_drawing_set_node (ColimDrawing *self, gint32 node, const char *attribute, const char *value)
{
  g_return_if_fail (self != NULL && node >= 0 && (guint) node < self->nodes->len && attribute != NULL && value != NULL);

  set (self, g_ptr_array_index (self->nodes, node), attribute, value);
}

/**
 * colim_drawing_add_edge:
 * @self: a drawing
 * @from: a node of it
 * @to: another one
 *
 * Adds an edge; there may be several between two nodes.
 *
 * Returns: the edge
 */
gint32
colim_drawing_add_edge (ColimDrawing *self, gint32 from, gint32 to)
{
  g_return_val_if_fail (self != NULL && from >= 0 && (guint) from < self->nodes->len, -1);
  g_return_val_if_fail (to >= 0 && (guint) to < self->nodes->len, -1);

  g_autofree char *key = g_strdup_printf ("e%u", self->edges->len);

  g_mutex_lock (&mutex);
  g_ptr_array_add (self->edges, agedge (self->graph, g_ptr_array_index (self->nodes, from), g_ptr_array_index (self->nodes, to),
                                        key, TRUE));
  g_mutex_unlock (&mutex);

  return (gint32) self->edges->len - 1;
}

/**
 * colim_drawing_set_edge:
 * @self: a drawing
 * @edge: an edge of it
 * @attribute: a Graphviz attribute of edges
 * @value: its value
 *
 * Sets an attribute of an edge.
 */
void
colim_drawing_set_edge (ColimDrawing *self, gint32 edge, const char *attribute, const char *value)
{
  g_return_if_fail (self != NULL && edge >= 0 && (guint) edge < self->edges->len && attribute != NULL && value != NULL);

  set (self, g_ptr_array_index (self->edges, edge), attribute, value);
}

/**
 * colim_drawing_add_cluster:
 * @self: a drawing
 * @label: what stands over it
 *
 * Adds a frame around nodes that it is given.  In attributes of edges, `lhead` and `ltail`, the clusters are called
 * `cluster0`, `cluster1` and so on.
 *
 * Returns: the cluster
 */
gint32
colim_drawing_add_cluster (ColimDrawing *self, const char *label)
{
  g_return_val_if_fail (self != NULL && label != NULL, -1);

  g_autofree char *name = g_strdup_printf ("cluster%u", self->clusters->len);

  g_mutex_lock (&mutex);
  g_ptr_array_add (self->clusters, agsubg (self->graph, name, TRUE));
  g_mutex_unlock (&mutex);
  set (self, g_ptr_array_index (self->clusters, self->clusters->len - 1), "label", label);

  return (gint32) self->clusters->len - 1;
}

/**
 * colim_drawing_set_cluster:
 * @self: a drawing
 * @cluster: a cluster of it
 * @attribute: a Graphviz attribute of clusters
 * @value: its value
 *
 * Sets an attribute of a cluster.
 */
void
colim_drawing_set_cluster (ColimDrawing *self, gint32 cluster, const char *attribute, const char *value)
{
  g_return_if_fail (self != NULL && cluster >= 0 && (guint) cluster < self->clusters->len);
  g_return_if_fail (attribute != NULL && value != NULL);

  set (self, g_ptr_array_index (self->clusters, cluster), attribute, value);
}

/**
 * colim_drawing_put_node:
 * @self: a drawing
 * @node: a node of it
 * @cluster: a cluster of it
 *
 * Puts a node into a cluster.
 */
void
colim_drawing_put_node (ColimDrawing *self, gint32 node, gint32 cluster)
{
  g_return_if_fail (self != NULL && node >= 0 && (guint) node < self->nodes->len);
  g_return_if_fail (cluster >= 0 && (guint) cluster < self->clusters->len);

  g_mutex_lock (&mutex);
  agsubnode (g_ptr_array_index (self->clusters, cluster), g_ptr_array_index (self->nodes, node), TRUE);
  g_mutex_unlock (&mutex);
}

/* The graph as it is, without a layout: the same on every machine. */
static GBytes *
write_dot (ColimDrawing *self)
{
  char *data = NULL;
  size_t length = 0;
  FILE *stream = open_memstream (&data, &length);

  agwrite (self->graph, stream);
  fclose (stream);

  return g_bytes_new_with_free_func (data, length, free, data);
}

static GBytes *
lay_out (ColimDrawing *self, const char *format)
{
  GVC_t *context = gvContext ();
  char *data = NULL;
  unsigned int length = 0;
  GBytes *bytes = NULL;

  if (gvLayout (context, self->graph, "dot") == 0)
    {
      if (gvRenderData (context, self->graph, format, &data, &length) == 0 && data != NULL)
        bytes = g_bytes_new (data, length);
      if (data != NULL)
        gvFreeRenderData (data);
      gvFreeLayout (context, self->graph);
    }
  gvFreeContext (context);

  return bytes;
}

/**
 * colim_drawing_render:
 * @self: a drawing
 * @format: `svg`, `png`, `pdf`, or `dot` for the graph without a layout
 * @error: return location for an error
 *
 * Draws the graph.
 *
 * Returns: (transfer full): the picture, or %NULL with %COLIM_ERROR_INVALID if Graphviz cannot draw it
 */
GBytes *
colim_drawing_render (ColimDrawing *self, const char *format, GError **error)
{
  g_return_val_if_fail (self != NULL && format != NULL, NULL);

  static const char *const formats[] = { "dot", "svg", "png", "pdf" };
  gboolean known = FALSE;
  GBytes *bytes;

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    known = known || g_str_equal (format, formats[i]);
  if (!known)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "there is no format '%s'; there are svg, png, pdf and dot", format);
      return NULL;
    }

  g_mutex_lock (&mutex);
  complaints = g_string_new (NULL);
  agseterrf (complain);
  bytes = g_str_equal (format, "dot") ? write_dot (self) : lay_out (self, format);
  agseterrf (NULL);
  if (bytes == NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "Graphviz cannot draw this as %s: %s", format,
                 complaints->len > 0 ? g_strstrip (complaints->str) : "it does not say why");
  g_string_free (g_steal_pointer (&complaints), TRUE);
  g_mutex_unlock (&mutex);

  return bytes;
}
