/* Graphs from the shared data, where they are at hand: LAD text, lists of edges, and the table of subgraph cases.
 *
 *     LAD      n, then for each vertex its degree and its neighbours       an arc to each neighbour
 *     .edges   two vertices a line, each edge once                         an arc each way
 *
 * Vertices are numbers, isolated ones included as far as the file names them.
 */

#pragma once

#include <colim/cset-builder.h>
#include <gio/gio.h>
#include <string.h>

typedef struct {
  gint32 n;
  GArray *src; /* gint32 */
  GArray *tgt;
} GraphFile;

static inline void
graph_file_free (GraphFile *self)
{
  g_array_unref (self->src);
  g_array_unref (self->tgt);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraphFile, graph_file_free)

/* What is inside the folder of the shared data, or NULL. */
static inline char *
graph_file_find (const char *inside)
{
  const char *shared = g_getenv ("COLIM_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "data/graphs", inside, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* The text of a file, unpacked if its name ends in .gz. */
static inline char *
graph_file_read_text (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (stream == NULL)
    g_error ("cannot read %s", path);
  if (g_str_has_suffix (path, ".gz"))
    {
      g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      GInputStream *unpacked = g_converter_input_stream_new (stream, converter);

      g_object_unref (stream);
      stream = unpacked;
    }
  if (g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL) < 0
      || !g_output_stream_write_all (out, "", 1, NULL, NULL, NULL) || !g_output_stream_close (out, NULL, NULL))
    g_error ("cannot read %s", path);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (out));
}

/* The next number of a text; FALSE at its end. */
static inline gboolean
graph_file_next (char **text, gint32 *number)
{
  char *end;
  gint64 value = g_ascii_strtoll (*text, &end, 10);

  if (end == *text)
    return FALSE;
  *text = end;
  *number = (gint32) value;

  return TRUE;
}

static inline GraphFile *
graph_file_new (void)
{
  GraphFile *self = g_new0 (GraphFile, 1);

  self->src = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->tgt = g_array_new (FALSE, FALSE, sizeof (gint32));

  return self;
}

static inline void
graph_file_add (GraphFile *self, gint32 from, gint32 to)
{
  g_array_append_val (self->src, from);
  g_array_append_val (self->tgt, to);
  self->n = MAX (self->n, MAX (from, to) + 1);
}

static inline GraphFile *
graph_file_read_lad (const char *path)
{
  GraphFile *self = graph_file_new ();
  g_autofree char *text = graph_file_read_text (path);
  char *rest = text;
  gint32 n = 0, degree, neighbour;

  graph_file_next (&rest, &n);
  for (gint32 v = 0; v < n && graph_file_next (&rest, &degree); v++)
    for (gint32 i = 0; i < degree && graph_file_next (&rest, &neighbour); i++)
      graph_file_add (self, v, neighbour);
  self->n = n;

  return self;
}

static inline GraphFile *
graph_file_read_edges (const char *path)
{
  GraphFile *self = graph_file_new ();
  g_autofree char *text = graph_file_read_text (path);
  char *rest = text;
  gint32 from, to;

  while (graph_file_next (&rest, &from) && graph_file_next (&rest, &to))
    {
      graph_file_add (self, from, to);
      if (from != to)
        graph_file_add (self, to, from);
    }

  return self;
}

static inline ColimCSet *
graph_file_to_cset (const GraphFile *self)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("Graph"));

  colim_cset_builder_add (builder, "V", self->n, NULL);
  colim_cset_builder_add (builder, "E", (gint32) self->src->len, NULL);
  colim_cset_builder_set_hom_values (builder, "src", (const gint32 *) (void *) self->src->data, self->src->len, NULL);
  colim_cset_builder_set_hom_values (builder, "tgt", (const gint32 *) (void *) self->tgt->data, self->tgt->len, NULL);

  return colim_cset_builder_end (builder, NULL);
}

/* One line of the table of subgraph cases: whether the target has the pattern in it, and how many nodes another solver
 * needed to know. */
typedef struct {
  char *name, *pattern, *target;
  gboolean answer;
  gint64 n_nodes;
} GraphCase;

static inline void
graph_case_free (GraphCase *self)
{
  g_free (self->name);
  g_free (self->pattern);
  g_free (self->target);
  g_free (self);
}

/* All cases whose answer is known. */
static inline GPtrArray *
graph_case_read_all (const char *path)
{
  GPtrArray *cases = g_ptr_array_new_with_free_func ((GDestroyNotify) graph_case_free);
  g_autofree char *text = graph_file_read_text (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", -1);
      GraphCase *item;

      if (g_strv_length (fields) < 9 || g_str_equal (fields[7], "unknown"))
        continue;
      item = g_new (GraphCase, 1);
      *item = (GraphCase){ .name = g_strdup (fields[0]),
                           .pattern = g_strdup (fields[1]),
                           .target = g_strdup (fields[2]),
                           .answer = g_str_equal (fields[7], "true"),
                           .n_nodes = g_ascii_strtoll (fields[8], NULL, 10) };
      g_ptr_array_add (cases, item);
    }

  return cases;
}
