/* A diagram in JSON. */

#include "theory/diagram/diagram-private.h"

#include <string.h>

static void
write_text (ColimJsonWriter *writer, const char *key, const ColimTerm *term)
{
  g_autofree char *text = term != NULL ? colim_term_to_string (term) : NULL;

  colim_json_writer_key (writer, key);
  if (text != NULL)
    colim_json_writer_string (writer, text);
  else
    colim_json_writer_null (writer);
}

static void
write_name (ColimJsonWriter *writer, const char *key, const char *name)
{
  colim_json_writer_key (writer, key);
  colim_json_writer_string (writer, name);
}

static void
write_vertex (ColimJsonWriter *writer, const ColimTerm *vertex)
{
  ColimVertexKind kind = _colim_diagram_read_kind (vertex);

  colim_json_writer_object (writer);
  write_name (writer, "name", colim_term_get_name (vertex));
  colim_json_writer_key (writer, "index");
  colim_json_writer_boolean (writer, kind == COLIM_VERTEX_INDEX);
  colim_json_writer_key (writer, "loss");
  colim_json_writer_boolean (writer, kind == COLIM_VERTEX_LOSS);
  write_text (writer, "space", kind != COLIM_VERTEX_OPEN ? colim_term_get_child (vertex, 0) : NULL);
  colim_json_writer_object_end (writer);
}

static void
write_edge (ColimJsonWriter *writer, const ColimTerm *edge)
{
  const ColimTerm *given = colim_term_get_n_children (edge) > 2 ? colim_term_get_child (edge, 2) : NULL;
  gboolean flagged = given != NULL && colim_term_get_kind (given) == COLIM_TERM_FLAGGED;

  colim_json_writer_object (writer);
  write_name (writer, "name", colim_term_get_name (edge));
  write_name (writer, "src", colim_term_get_name (colim_term_get_child (edge, 0)));
  write_name (writer, "tgt", colim_term_get_name (colim_term_get_child (edge, 1)));
  write_text (writer, "model", flagged ? colim_term_get_child (given, 0) : given);
  colim_json_writer_key (writer, "flags");
  colim_json_writer_array (writer);
  for (guint i = 1; flagged && i < colim_term_get_n_children (given); i++)
    {
      g_autofree char *text = colim_term_to_string (colim_term_get_child (given, i));

      colim_json_writer_string (writer, text);
    }
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}

static void
write_path (ColimJsonWriter *writer, const char *key, const ColimTerm *path)
{
  colim_json_writer_key (writer, key);
  colim_json_writer_array (writer);
  for (guint i = 0; colim_term_get_kind (path) == COLIM_TERM_PATH && i < colim_term_get_n_children (path); i++)
    colim_json_writer_string (writer, colim_term_get_name (colim_term_get_child (path, i)));
  colim_json_writer_array_end (writer);
}

/* Each direction of `~` is a relation of its own, in which the two paths change places. */
static void
write_relation (ColimJsonWriter *writer, const ColimDiagram *diagram, guint relation)
{
  const ColimTerm *statement = g_ptr_array_index (diagram->relations, relation);
  gboolean back = relation > 0 && g_ptr_array_index (diagram->relations, relation - 1) == statement;
  gint32 source = colim_fin_function_apply (colim_cset_get_hom (diagram->graph, "dom", NULL), (gint32) relation);

  colim_json_writer_object (writer);
  write_name (writer, "at", colim_diagram_get_vertex_name (diagram, source));
  write_path (writer, "lhs", colim_term_get_child (statement, back ? 1 : 0));
  write_path (writer, "rhs", colim_term_get_child (statement, back ? 0 : 1));
  colim_json_writer_object_end (writer);
}

typedef struct {
  ColimJsonWriter *writer;
  const ColimTerm *file;
} Writing;

/* Each statement of a kind. */
static void
write_list (const Writing *self, const char *key, ColimTermKind kind,
            void (*write) (ColimJsonWriter *, const ColimTerm *))
{
  colim_json_writer_key (self->writer, key);
  colim_json_writer_array (self->writer);
  for (guint i = 0; i < colim_term_get_n_children (self->file); i++)
    if (colim_term_get_kind (colim_term_get_child (self->file, i)) == kind)
      write (self->writer, colim_term_get_child (self->file, i));
  colim_json_writer_array_end (self->writer);
}

static void
write_metric (ColimJsonWriter *writer, const ColimTerm *metric)
{
  g_autofree char *text = colim_term_to_string (metric);

  colim_json_writer_string (writer, text);
}

static const ColimTerm *
find_statement (const Writing *self, ColimTermKind kind)
{
  for (guint i = 0; i < colim_term_get_n_children (self->file); i++)
    if (colim_term_get_kind (colim_term_get_child (self->file, i)) == kind)
      return colim_term_get_child (self->file, i);

  return NULL;
}

/* A setting that is one word, or null where it is unset. */
static void
write_choice (const Writing *self, const char *key, ColimTermKind kind)
{
  const ColimTerm *statement = find_statement (self, kind);

  colim_json_writer_key (self->writer, key);
  if (statement != NULL)
    colim_json_writer_string (self->writer, colim_term_get_name (statement));
  else
    colim_json_writer_null (self->writer);
}

static void
write_bound (ColimJsonWriter *writer, const char *key, gint32 bound)
{
  colim_json_writer_key (writer, key);
  if (bound >= 0)
    colim_json_writer_int (writer, bound);
  else
    colim_json_writer_null (writer);
}

/* Names with texts: of the handles, or of the settings of the training. */
static void
write_members (ColimJsonWriter *writer, const ColimTerm *parent, ColimTermKind kind)
{
  colim_json_writer_object (writer);
  for (guint i = 0; parent != NULL && i < colim_term_get_n_children (parent); i++)
    if (colim_term_get_kind (colim_term_get_child (parent, i)) == kind)
      write_text (writer, colim_term_get_name (colim_term_get_child (parent, i)),
                  colim_term_get_child (colim_term_get_child (parent, i), 0));
  colim_json_writer_object_end (writer);
}

/**
 * colim_diagram_write_json:
 * @self: a diagram
 * @writer: where to write
 *
 * Writes a diagram as an object, which reads back as the same one.
 */
void
colim_diagram_write_json (ColimDiagram *self, ColimJsonWriter *writer)
{
  g_return_if_fail (self != NULL && writer != NULL);

  g_autoptr (ColimTerm) file = colim_diagram_to_term (self);
  const Writing writing = { writer, file };
  const ColimTerm *train = find_statement (&writing, COLIM_TERM_TRAIN);

  colim_json_writer_object (writer);
  write_name (writer, "name", self->name);
  write_list (&writing, "vertices", COLIM_TERM_VERTEX, write_vertex);
  write_list (&writing, "edges", COLIM_TERM_EDGE, write_edge);
  colim_json_writer_key (writer, "relations");
  colim_json_writer_array (writer);
  for (guint r = 0; r < self->relations->len; r++)
    write_relation (writer, self, r);
  colim_json_writer_array_end (writer);
  write_choice (&writing, "policy", COLIM_TERM_POLICY);
  write_bound (writer, "bound", self->selection.max_length);
  write_bound (writer, "derivations", self->selection.max_derivation);
  write_choice (&writing, "reduce", COLIM_TERM_REDUCE);
  colim_json_writer_key (writer, "let");
  write_members (writer, file, COLIM_TERM_LET);
  write_list (&writing, "metrics", COLIM_TERM_METRIC, write_metric);
  if (train != NULL)
    {
      colim_json_writer_key (writer, "train");
      write_members (writer, train, COLIM_TERM_NAMED);
    }
  colim_json_writer_object_end (writer);
}
