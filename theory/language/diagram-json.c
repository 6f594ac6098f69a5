/* A diagram in JSON, read as the statements of a file that says the same: what comes after it is one road.
 *
 * Every text in it is in the language, and every place in such a text is the place where it starts in the JSON.
 */

#include "theory/language/diagram-json-private.h"

#include <colim/json.h>
#include <colim/parser.h>

#include "theory/language/parser-private.h"
#include "theory/language/term-private.h"

#include <string.h>

typedef struct {
  ColimText *text;
  ColimDiagnostics *diagnostics;
  GPtrArray *statements; /* ColimTerm */
  GHashTable *sources;   /* the name of each edge that was read → that of the vertex at which it starts */
} Reading;

static void G_GNUC_PRINTF (3, 4)
report (Reading *self, const ColimJson *at, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  colim_diagnostics_error (self->diagnostics, self->text, colim_json_get_offset (at), COLIM_ERROR_PARSE, "%s", message);
}

/* Takes the references to the children. */
static ColimTerm *
make (Reading *self, ColimTermKind kind, const char *name, ColimTerm **children, gsize n_children, const ColimJson *at)
{
  return _colim_term_take (kind, name, name != NULL ? strlen (name) : 0, children, n_children, self->text,
                           colim_json_get_offset (at));
}

/* A member that is there and not null. */
static ColimJson *
find (const ColimJson *object, const char *key)
{
  ColimJson *value = colim_json_find (object, key);

  return value == NULL || colim_json_get_kind (value) == COLIM_JSON_NULL ? NULL : value;
}

/* A member that must be of a kind, if it is there. */
static ColimJson *
find_kind (Reading *self, const ColimJson *object, const char *key, ColimJsonToken kind, const char *what)
{
  ColimJson *value = find (object, key);

  if (value != NULL && colim_json_get_kind (value) != kind)
    {
      report (self, value, "expected %s for '%s'", what, key);
      return NULL;
    }

  return value;
}

static ColimTerm *
parse_with (Reading *self, const ColimJson *value, ColimTerm *(*parse) (ColimText *, ColimDiagnostics *))
{
  g_autoptr (ColimText) inner = colim_text_new_at (colim_json_get_string (value), self->text, colim_json_get_offset (value));

  return parse (inner, self->diagnostics);
}

static ColimTerm *
read_name (Reading *self, const ColimJson *value)
{
  if (colim_json_get_kind (value) == COLIM_JSON_STRING)
    return parse_with (self, value, _colim_parse_name);
  report (self, value, "expected a name, as a text");

  return NULL;
}

/* A key that is a name; its place is that of its value. */
static ColimTerm *
read_key (Reading *self, const ColimJson *object, guint index)
{
  g_autoptr (ColimText) inner = colim_text_new_at (colim_json_get_key (object, index), self->text,
                                                   colim_json_get_offset (colim_json_get_element (object, index)));

  return _colim_parse_name (inner, self->diagnostics);
}

static ColimTerm *
read_named (Reading *self, const ColimJson *object, const char *key)
{
  ColimJson *value = find (object, key);

  if (value == NULL)
    {
      report (self, object, "this object has no '%s'", key);
      return NULL;
    }

  return read_name (self, value);
}

static gboolean
read_flag (Reading *self, const ColimJson *object, const char *key)
{
  ColimJson *value = find (object, key);

  if (value == NULL || colim_json_get_kind (value) == COLIM_JSON_FALSE)
    return FALSE;
  if (colim_json_get_kind (value) != COLIM_JSON_TRUE)
    report (self, value, "expected true or false for '%s'", key);

  return TRUE;
}

static void
read_vertex (Reading *self, const ColimJson *object)
{
  g_autoptr (ColimTerm) name = NULL;
  ColimTerm *space = NULL;
  ColimJson *text = find_kind (self, object, "space", COLIM_JSON_STRING, "a text");
  gboolean index = read_flag (self, object, "index"), loss = read_flag (self, object, "loss");

  if ((name = read_named (self, object, "name")) == NULL)
    return;
  if (text != NULL && (space = parse_with (self, text, colim_parse_space)) == NULL)
    return;
  if (index && loss)
    report (self, object, "vertex '%s' cannot be an indexing vertex and carry a loss", colim_term_get_name (name));
  if (space != NULL
      && ((colim_term_get_kind (space) == COLIM_TERM_INDEX) != index || (colim_term_get_kind (space) == COLIM_TERM_LOSS) != loss))
    report (self, text, "the space of vertex '%s' does not have the kind that 'index' and 'loss' say", colim_term_get_name (name));
  if (space == NULL && (index || loss))
    space = make (self, index ? COLIM_TERM_INDEX : COLIM_TERM_LOSS, NULL, NULL, 0, object);
  g_ptr_array_add (self->statements,
                   make (self, COLIM_TERM_VERTEX, colim_term_get_name (name), &space, space != NULL ? 1 : 0, object));
}

static ColimTerm *
read_model (Reading *self, const ColimJson *object)
{
  ColimJson *text = find_kind (self, object, "model", COLIM_JSON_STRING, "a text");
  ColimJson *flags = find_kind (self, object, "flags", COLIM_JSON_ARRAY, "a list");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  guint n_flags = flags != NULL ? colim_json_get_length (flags) : 0;
  ColimTerm *model;

  if (text == NULL)
    {
      if (n_flags > 0)
        report (self, flags, "flags are for a model, and there is none");
      return NULL;
    }
  if ((model = parse_with (self, text, colim_parse_model)) == NULL)
    return NULL;
  g_ptr_array_add (parts, model);
  for (guint i = 0; i < n_flags; i++)
    {
      ColimJson *flag = colim_json_get_element (flags, i);
      ColimTerm *term = NULL;

      if (colim_json_get_kind (flag) != COLIM_JSON_STRING)
        report (self, flag, "expected a flag");
      else
        term = parse_with (self, flag, colim_parse_flag);
      if (term != NULL)
        g_ptr_array_add (parts, term);
    }
  if (parts->len == 1)
    return colim_term_ref (model);

  ColimTerm *flagged = make (self, COLIM_TERM_FLAGGED, NULL, (ColimTerm **) parts->pdata, parts->len, text);

  g_ptr_array_set_free_func (parts, NULL);

  return flagged;
}

static void
read_edge (Reading *self, const ColimJson *object)
{
  g_autoptr (ColimTerm) name = read_named (self, object, "name");
  g_autoptr (ColimTerm) src = read_named (self, object, "src");
  g_autoptr (ColimTerm) tgt = read_named (self, object, "tgt");
  ColimTerm *parts[3];

  if (name == NULL || src == NULL || tgt == NULL)
    return;
  g_hash_table_insert (self->sources, g_strdup (colim_term_get_name (name)), g_strdup (colim_term_get_name (src)));
  parts[0] = g_steal_pointer (&src);
  parts[1] = g_steal_pointer (&tgt);
  parts[2] = read_model (self, object);
  g_ptr_array_add (self->statements,
                   make (self, COLIM_TERM_EDGE, colim_term_get_name (name), parts, parts[2] != NULL ? 3 : 2, object));
}

static ColimTerm *
read_path (Reading *self, const ColimJson *object, const char *key)
{
  ColimJson *list = find_kind (self, object, key, COLIM_JSON_ARRAY, "a list of edges");
  g_autoptr (GPtrArray) edges = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  ColimTerm *path;

  if (list == NULL)
    {
      if (find (object, key) == NULL)
        report (self, object, "this object has no '%s'", key);
      return NULL;
    }
  if (colim_json_get_length (list) == 0)
    {
      ColimTerm *at = read_named (self, object, "at");

      return at != NULL ? make (self, COLIM_TERM_IDENTITY, NULL, &at, 1, list) : NULL;
    }
  for (guint i = 0; i < colim_json_get_length (list); i++)
    {
      ColimTerm *edge = read_name (self, colim_json_get_element (list, i));

      if (edge == NULL)
        return NULL;
      g_ptr_array_add (edges, edge);
    }
  path = make (self, COLIM_TERM_PATH, NULL, (ColimTerm **) edges->pdata, edges->len, list);
  g_ptr_array_set_free_func (edges, NULL);

  return path;
}

/* Where a path of edges starts, its edges say; 'at' may say it again. */
static gboolean
starts_at (Reading *self, const ColimTerm *path, const ColimTerm *at)
{
  const char *first = colim_term_get_name (colim_term_get_child (path, 0));
  const char *source = g_hash_table_lookup (self->sources, first);

  if (colim_term_get_kind (path) == COLIM_TERM_IDENTITY || source == NULL
      || g_str_equal (source, colim_term_get_name (at)))
    return TRUE;
  colim_diagnostics_error (
      self->diagnostics, colim_term_get_text (at), colim_term_get_offset (at), COLIM_ERROR_NOT_PARALLEL,
      "the relation is said to be at '%s', but its edge '%s' starts at '%s'", colim_term_get_name (at), first, source);

  return FALSE;
}

static void
read_relation (Reading *self, const ColimJson *object)
{
  g_autoptr (ColimTerm) lesser = read_path (self, object, "lhs");
  g_autoptr (ColimTerm) greater = lesser != NULL ? read_path (self, object, "rhs") : NULL;
  g_autoptr (ColimTerm) at = NULL;
  ColimTerm *paths[2];

  if (lesser == NULL || greater == NULL)
    return;
  if (find (object, "at") != NULL
      && ((at = read_named (self, object, "at")) == NULL || !starts_at (self, lesser, at)
          || !starts_at (self, greater, at)))
    return;
  paths[0] = g_steal_pointer (&lesser);
  paths[1] = g_steal_pointer (&greater);
  g_ptr_array_add (self->statements, make (self, COLIM_TERM_RELATION, "≤", paths, 2, object));
}

static void
read_list (Reading *self, const ColimJson *document, const char *key, gboolean needed, void (*read) (Reading *, const ColimJson *))
{
  ColimJson *list = find_kind (self, document, key, COLIM_JSON_ARRAY, "a list");

  if (list == NULL && needed && find (document, key) == NULL)
    report (self, document, "the diagram has no '%s'", key);
  for (guint i = 0; list != NULL && i < colim_json_get_length (list); i++)
    {
      ColimJson *member = colim_json_get_element (list, i);

      if (colim_json_get_kind (member) == COLIM_JSON_OBJECT)
        read (self, member);
      else
        report (self, member, "expected an object in the list '%s'", key);
    }
}

static void
read_metrics (Reading *self, const ColimJson *document)
{
  ColimJson *list = find_kind (self, document, "metrics", COLIM_JSON_ARRAY, "a list");

  for (guint i = 0; list != NULL && i < colim_json_get_length (list); i++)
    {
      ColimJson *member = colim_json_get_element (list, i);
      ColimTerm *metric = NULL;

      if (colim_json_get_kind (member) != COLIM_JSON_STRING)
        report (self, member, "expected a metric, as a text");
      else
        metric = parse_with (self, member, colim_parse_statement);
      if (metric != NULL)
        g_ptr_array_add (self->statements, metric);
      if (metric != NULL && colim_term_get_kind (metric) != COLIM_TERM_METRIC)
        report (self, member, "expected a metric, such as 'accuracy(f, g)', and this is another statement");
    }
}

/* Members of an object, each read by a parser of texts. */
static void
read_lets (Reading *self, const ColimJson *document)
{
  ColimJson *lets = find_kind (self, document, "let", COLIM_JSON_OBJECT, "an object");

  for (guint i = 0; lets != NULL && i < colim_json_get_length (lets); i++)
    {
      ColimJson *value = colim_json_get_element (lets, i);

      if (colim_json_get_kind (value) != COLIM_JSON_STRING)
        {
          report (self, value, "expected the model '%s', as a text", colim_json_get_key (lets, i));
          continue;
        }

      g_autoptr (ColimTerm) name = read_key (self, lets, i);

      if (name == NULL)
        continue;

      g_autofree char *statement
          = g_strdup_printf ("let %s = %s", colim_term_get_name (name), colim_json_get_string (value));
      g_autoptr (ColimText) inner = colim_text_new_at (statement, self->text, colim_json_get_offset (value));
      ColimTerm *let = colim_parse_statement (inner, self->diagnostics);

      if (let != NULL)
        g_ptr_array_add (self->statements, let);
    }
}

static void
read_train (Reading *self, const ColimJson *document)
{
  ColimJson *train = find_kind (self, document, "train", COLIM_JSON_OBJECT, "an object");
  g_autoptr (GPtrArray) settings = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);

  if (train == NULL)
    return;
  for (guint i = 0; i < colim_json_get_length (train); i++)
    {
      ColimJson *value = colim_json_get_element (train, i);
      g_autoptr (ColimTerm) key = read_key (self, train, i);
      ColimTerm *term = NULL;

      if (key == NULL)
        continue;
      if (colim_json_get_kind (value) == COLIM_JSON_STRING)
        term = parse_with (self, value, colim_parse_value);
      else if (colim_json_get_kind (value) == COLIM_JSON_NUMBER)
        term = make (self, COLIM_TERM_NUMBER, colim_json_get_string (value), NULL, 0, value);
      else
        report (self, value, "expected the value of '%s', as a text", colim_term_get_name (key));
      if (term != NULL)
        g_ptr_array_add (settings, make (self, COLIM_TERM_NAMED, colim_term_get_name (key), &term, 1, value));
    }
  g_ptr_array_add (self->statements,
                   make (self, COLIM_TERM_TRAIN, NULL, (ColimTerm **) settings->pdata, settings->len, train));
  g_ptr_array_set_free_func (settings, NULL);
}

static ColimTerm *
read_number (Reading *self, const ColimJson *document, const char *key)
{
  ColimJson *value = find_kind (self, document, key, COLIM_JSON_NUMBER, "a number");

  return value != NULL ? make (self, COLIM_TERM_NUMBER, colim_json_get_string (value), NULL, 0, value) : NULL;
}

static void
read_settings (Reading *self, const ColimJson *document)
{
  static const struct {
    const char *key;
    ColimTermKind kind;
  } names[] = { { "policy", COLIM_TERM_POLICY }, { "reduce", COLIM_TERM_REDUCE } };
  ColimTerm *bounds[2] = { read_number (self, document, "bound"), read_number (self, document, "derivations") };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      ColimJson *value = find_kind (self, document, names[i].key, COLIM_JSON_STRING, "a name");

      if (value != NULL)
        g_ptr_array_add (self->statements, make (self, names[i].kind, colim_json_get_string (value), NULL, 0, value));
    }
  if (bounds[0] != NULL)
    g_ptr_array_add (self->statements, make (self, COLIM_TERM_BOUND, NULL, bounds, bounds[1] != NULL ? 2 : 1, document));
  else if (bounds[1] != NULL)
    {
      report (self, find (document, "derivations"), "'derivations' needs a 'bound'");
      colim_term_unref (bounds[1]);
    }
}

ColimTerm *
_colim_read_diagram_json (ColimText *text, ColimDiagnostics *diagnostics, GError **error)
{
  g_autoptr (ColimJson) document = NULL;
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Reading reading = { text, diagnostics, statements, sources };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);
  const ColimJson *name;
  ColimTerm *file;

  if ((document = colim_json_parse (text, error)) == NULL)
    return NULL;
  if (colim_json_get_kind (document) != COLIM_JSON_OBJECT)
    {
      report (&reading, document, "expected a diagram: an object with 'vertices' and 'edges'");
      return NULL;
    }
  name = find_kind (&reading, document, "name", COLIM_JSON_STRING, "a text");
  read_list (&reading, document, "vertices", TRUE, read_vertex);
  read_list (&reading, document, "edges", TRUE, read_edge);
  read_list (&reading, document, "relations", FALSE, read_relation);
  read_lets (&reading, document);
  read_metrics (&reading, document);
  read_settings (&reading, document);
  read_train (&reading, document);
  if (colim_diagnostics_get_n_errors (diagnostics) > n_errors)
    return NULL;
  file = make (&reading, COLIM_TERM_FILE, name != NULL ? colim_json_get_string (name) : NULL,
               (ColimTerm **) statements->pdata, statements->len, document);
  g_ptr_array_set_free_func (statements, NULL);

  return file;
}
