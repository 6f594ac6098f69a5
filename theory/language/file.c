/* A file of diagrams: one that its statements make, or several on shared models. */

#include <colim/file.h>

#include <colim/parser.h>

#include "lib/text-private.h"
#include "theory/diagram-private.h"
#include "theory/language/checker-private.h"
#include "theory/language/diagram-json-private.h"
#include "theory/language/term-private.h"

#include <string.h>

struct _ColimFile {
  ColimText *text;
  ColimTerm *term;
  GPtrArray *diagrams; /* ColimDiagram */
  gboolean is_changed;
};

/**
 * ColimFile:
 *
 * What a file says: diagrams, in file order, on the models that it names.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimFile, colim_file, colim_file_ref, colim_file_unref)

/* A name made of any text, with `_` for what no name may hold. */
static char *
make_name (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  GString *name = g_string_new (NULL);

  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);
      gboolean begins = g_unichar_isalpha (sign) || sign == '_';
      gboolean goes_on = begins || g_unichar_isdigit (sign) || g_unichar_ismark (sign) || sign == '\'';

      if (name->len == 0 && goes_on && !begins)
        g_string_append_c (name, '_');
      g_string_append_unichar (name, goes_on ? sign : '_');
    }

  return g_string_free (name, FALSE);
}

/* The name of a diagram that has none: the stem of its file. */
static char *
name_after (const ColimText *text)
{
  g_autofree char *base = g_path_get_basename (colim_text_get_name (text));
  const char *dot = strrchr (base, '.');
  g_autofree char *stem = g_strndup (base, dot != NULL && dot != base ? (gsize) (dot - base) : strlen (base));

  return make_name (stem);
}

typedef struct {
  ColimFile *file;
  ColimDiagnostics *diagnostics;
  GHashTable *lets;
  ColimTerm *train;
} Reading;

static void
add_diagram (Reading *self, ColimTerm *block)
{
  guint n = colim_term_get_n_children (block);
  g_autofree const ColimTerm **statements = g_new (const ColimTerm *, n + 1);
  g_autoptr (ColimDiagram) diagram = NULL;
  const ColimDiagram *known = colim_file_find_diagram (self->file, colim_term_get_name (block));

  if (known != NULL)
    {
      _colim_check_error (self->diagnostics, block, COLIM_ERROR_DUPLICATE_NAME, "there is a diagram '%s' already",
                          colim_term_get_name (block));
      return;
    }
  for (guint i = 0; i < n; i++)
    statements[i] = colim_term_get_child (block, i);
  diagram = _colim_check_diagram (colim_term_get_name (block), statements, n, self->file->text, self->lets, self->train, NULL,
                                  self->diagnostics);
  if (diagram != NULL)
    g_ptr_array_add (self->file->diagrams, g_steal_pointer (&diagram));
}

/* Outside the blocks of a file that has blocks stand models and defaults. */
static void
read_outside (Reading *self, ColimTerm *statement)
{
  switch (colim_term_get_kind (statement))
    {
    case COLIM_TERM_LET:
      _colim_check_let (self->lets, NULL, statement, self->diagnostics);
      break;
    case COLIM_TERM_TRAIN:
      if (self->train != NULL)
        _colim_check_error (self->diagnostics, statement, COLIM_ERROR_DUPLICATE_NAME, "'train' is set already for the whole file");
      else
        self->train = statement;
      break;
    case COLIM_TERM_DIAGRAM:
      break;
    case COLIM_TERM_DIAGRAM_GLUE:
      _colim_check_error (self->diagnostics, statement, COLIM_ERROR_INVALID,
                          "diagram '%s' is a gluing, a restriction or a change of others, which this version does not compute",
                          colim_term_get_name (statement));
      break;
    default:
      _colim_check_error (self->diagnostics, statement, COLIM_ERROR_INVALID,
                          "a file with 'diagram' blocks has only 'let' and 'train' outside them");
    }
}

/**
 * colim_file_new:
 * @text: where the file was read
 * @term: its syntax
 * @diagnostics: where to report what is wrong
 *
 * Checks a file: names, ends of edges, paths, relations and settings.  What stands right of `⇒` is checked when it
 * is used.  Time: linear.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL if something is wrong, which was reported
 */
ColimFile *
colim_file_new (ColimText *text, const ColimTerm *term, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && term != NULL && diagnostics != NULL, NULL);

  g_autoptr (ColimFile) self = g_atomic_rc_box_new0 (ColimFile);
  g_autoptr (GHashTable) lets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) colim_term_unref);
  Reading reading = { self, diagnostics, lets, NULL };
  guint n = colim_term_get_n_children (term);
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);
  gboolean has_blocks = FALSE;

  self->text = colim_text_ref (text);
  self->term = colim_term_ref ((ColimTerm *) term);
  self->diagrams = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_diagram_unref);
  for (guint i = 0; i < n; i++)
    {
      ColimTermKind kind = colim_term_get_kind (colim_term_get_child (term, i));

      has_blocks = has_blocks || kind == COLIM_TERM_DIAGRAM || kind == COLIM_TERM_DIAGRAM_GLUE;
    }
  if (has_blocks)
    {
      for (guint i = 0; i < n; i++)
        read_outside (&reading, colim_term_get_child (term, i));
      for (guint i = 0; i < n; i++)
        if (colim_term_get_kind (colim_term_get_child (term, i)) == COLIM_TERM_DIAGRAM)
          add_diagram (&reading, colim_term_get_child (term, i));
    }
  else
    {
      g_autofree const ColimTerm **statements = g_new (const ColimTerm *, n + 1);
      const char *given = colim_term_get_name (term);
      g_autofree char *name = given != NULL && *given != '\0' ? make_name (given) : name_after (text);
      g_autoptr (ColimDiagram) diagram = NULL;

      for (guint i = 0; i < n; i++)
        statements[i] = colim_term_get_child (term, i);
      diagram = _colim_check_diagram (name, statements, n, text, NULL, NULL, NULL, diagnostics);
      if (diagram != NULL)
        g_ptr_array_add (self->diagrams, g_steal_pointer (&diagram));
    }

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL : g_steal_pointer (&self);
}

/**
 * colim_file_ref:
 * @self: a file
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimFile *
colim_file_ref (ColimFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimFile *self)
{
  g_clear_pointer (&self->text, colim_text_unref);
  g_clear_pointer (&self->term, colim_term_unref);
  g_clear_pointer (&self->diagrams, g_ptr_array_unref);
}

/**
 * colim_file_unref:
 * @self: (transfer full): a file
 *
 * Gives a reference back.
 */
void
colim_file_unref (ColimFile *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_file_get_text:
 * @self: a file
 *
 * Gives the text that was read.
 *
 * Returns: (transfer none): the text
 */
ColimText *
colim_file_get_text (const ColimFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * colim_file_get_term:
 * @self: a file
 *
 * Gives the syntax of the file, with every replacement written in.
 *
 * Returns: (transfer none): the syntax
 */
ColimTerm *
colim_file_get_term (const ColimFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->term;
}

/**
 * colim_file_is_changed:
 * @self: a file
 *
 * Tells whether a replacement was written in.
 *
 * Returns: whether the syntax is not that of the text
 */
gboolean
colim_file_is_changed (const ColimFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_changed;
}

/**
 * colim_file_get_n_diagrams:
 * @self: a file
 *
 * Counts the diagrams.
 *
 * Returns: how many there are
 */
gsize
colim_file_get_n_diagrams (const ColimFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->diagrams->len;
}

/**
 * colim_file_get_diagram:
 * @self: a file
 * @index: which one
 *
 * Gives a diagram.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_file_get_diagram (const ColimFile *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->diagrams->len, NULL);

  return g_ptr_array_index (self->diagrams, index);
}

/**
 * colim_file_find_diagram:
 * @self: a file
 * @name: a name
 *
 * Finds the diagram of a name.
 *
 * Returns: (transfer none) (nullable): the diagram, or %NULL if there is none
 */
ColimDiagram *
colim_file_find_diagram (const ColimFile *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->diagrams->len; i++)
    if (g_str_equal (colim_diagram_get_name (g_ptr_array_index (self->diagrams, i)), name))
      return g_ptr_array_index (self->diagrams, i);

  return NULL;
}

/* The diagram that an override means: the one of the name, else the last, as commands choose it; NULL where statements
 * stand outside blocks. */
static guint
find_block (const ColimTerm *file, const char *diagram)
{
  guint found = G_MAXUINT;

  for (guint i = 0; i < colim_term_get_n_children (file); i++)
    {
      const ColimTerm *block = colim_term_get_child (file, i);

      if (colim_term_get_kind (block) == COLIM_TERM_DIAGRAM
          && (diagram == NULL || g_str_equal (colim_term_get_name (block), diagram)))
        found = i;
    }

  return found;
}

/* A copy of a term with one child, whose reference it takes, in place of another. */
static ColimTerm *
replace_child (const ColimTerm *term, guint index, ColimTerm *child)
{
  guint n = colim_term_get_n_children (term);
  const char *name = colim_term_get_name (term);
  g_autofree ColimTerm **children = g_new (ColimTerm *, MAX (n, index + 1));

  for (guint i = 0; i < n; i++)
    children[i] = i == index ? child : colim_term_ref (colim_term_get_child (term, i));
  if (index >= n)
    children[index] = child;

  return _colim_term_take (colim_term_get_kind (term), name, name != NULL ? strlen (name) : 0, children,
                           MAX (n, index + 1), colim_term_get_text (term), colim_term_get_offset (term));
}

static ColimTerm *
override_statement (const ColimTerm *statement, const char *name, ColimText *text, ColimDiagnostics *diagnostics)
{
  gboolean is_edge = colim_term_get_kind (statement) == COLIM_TERM_EDGE;
  g_autoptr (ColimTerm) value = is_edge ? colim_parse_model (text, diagnostics) : colim_parse_space (text, diagnostics);
  g_autoptr (ColimTerm) changed = NULL;

  if (value == NULL)
    return NULL;
  if (is_edge)
    {
      const ColimTerm *old = colim_term_get_n_children (statement) > 2 ? colim_term_get_child (statement, 2) : NULL;

      /* The flags stay: what is replaced is the model. */
      if (old != NULL && colim_term_get_kind (old) == COLIM_TERM_FLAGGED)
        return replace_child (statement, 2, replace_child (old, 0, g_steal_pointer (&value)));
      return replace_child (statement, 2, g_steal_pointer (&value));
    }
  changed = replace_child (statement, 0, colim_term_ref (value));
  if (_colim_diagram_read_kind (statement) != COLIM_VERTEX_OPEN
      && _colim_diagram_read_kind (statement) != _colim_diagram_read_kind (changed))
    {
      _colim_check_error (diagnostics, value, COLIM_ERROR_INVALID,
                          "'%s' keeps its kind: an indexing vertex is [ … ], one with a loss { …, … }", name);
      return NULL;
    }

  return g_steal_pointer (&changed);
}

/* An edge with one flag more. */
static ColimTerm *
add_flag (const ColimTerm *edge, const char *flag)
{
  const ColimTerm *old = colim_term_get_child (edge, 2);
  ColimTerm *term = _colim_term_take (COLIM_TERM_FLAG, flag, strlen (flag), NULL, 0, colim_term_get_text (edge), colim_term_get_offset (edge));
  ColimTerm *both[] = { colim_term_ref ((ColimTerm *) old), term };

  if (colim_term_get_kind (old) == COLIM_TERM_FLAGGED)
    {
      colim_term_unref (both[0]);
      return replace_child (edge, 2, replace_child (old, colim_term_get_n_children (old), term));
    }

  return replace_child (edge, 2,
                        _colim_term_take (COLIM_TERM_FLAGGED, NULL, 0, both, 2, colim_term_get_text (edge), colim_term_get_offset (edge)));
}

/* Writes `EDGE frozen` or `EDGE eval` into a file; NULL if that cannot be, which is reported. */
static ColimTerm *
override_flag (const ColimTerm *file, const char *assignment, const char *flag, const char *diagram, ColimDiagnostics *diagnostics)
{
  g_autofree char *name = g_strndup (assignment, (gsize) (flag - assignment));
  g_autoptr (ColimText) whole = colim_text_new (g_str_equal (flag + 1, "eval") ? "--eval" : "--freeze", name, -1);
  guint block = find_block (file, diagram);
  const ColimTerm *statements = block == G_MAXUINT ? file : colim_term_get_child (file, block);

  for (guint i = 0; i < colim_term_get_n_children (statements); i++)
    {
      const ColimTerm *statement = colim_term_get_child (statements, i);
      ColimTerm *inner;

      if (colim_term_get_kind (statement) != COLIM_TERM_EDGE || !g_str_equal (colim_term_get_name (statement), name)
          || colim_term_get_n_children (statement) < 3)
        continue;
      inner = replace_child (statements, i, add_flag (statement, flag + 1));
      return block == G_MAXUINT ? inner : replace_child (file, block, inner);
    }
  colim_diagnostics_error (diagnostics, whole, 0, COLIM_ERROR_UNKNOWN_NAME, "there is no edge '%s' with a model", name);

  return NULL;
}

/* The flag at the end of `EDGE frozen` or `EDGE eval`, from the blank before it, or NULL. */
static const char *
find_flag (const char *assignment)
{
  const char *blank = strchr (assignment, '=') == NULL ? strrchr (assignment, ' ') : NULL;

  return blank != NULL && (g_str_equal (blank, " frozen") || g_str_equal (blank, " eval")) ? blank : NULL;
}

/* Writes `NAME=text` into a file; NULL if that cannot be, which is reported. */
static ColimTerm *
override (const ColimTerm *file, const char *assignment, const char *diagram, ColimDiagnostics *diagnostics)
{
  const char *equals = strchr (assignment, '=');
  g_autofree char *given = equals != NULL ? g_strstrip (g_strndup (assignment, (gsize) (equals - assignment))) : NULL;
  g_autofree char *name = given != NULL ? g_utf8_normalize (given, -1, G_NORMALIZE_NFC) : NULL;
  guint block = find_block (file, diagram);
  const ColimTerm *statements = block == G_MAXUINT ? file : colim_term_get_child (file, block);
  g_autoptr (ColimText) whole = colim_text_new ("--set", assignment, -1);

  if (name == NULL)
    {
      colim_diagnostics_error (diagnostics, whole, 0, COLIM_ERROR_PARSE, "expected NAME=MODEL or NAME=SPACE");
      return NULL;
    }
  for (guint i = 0; i < colim_term_get_n_children (statements); i++)
    {
      const ColimTerm *statement = colim_term_get_child (statements, i);

      if ((colim_term_get_kind (statement) != COLIM_TERM_EDGE && colim_term_get_kind (statement) != COLIM_TERM_VERTEX)
          || !g_str_equal (colim_term_get_name (statement), name))
        continue;

      g_autoptr (ColimText) text = _colim_text_new_end (whole, (gsize) (equals + 1 - assignment));
      ColimTerm *changed, *inner;

      if ((changed = override_statement (statement, name, text, diagnostics)) == NULL)
        return NULL;
      inner = replace_child (statements, i, changed);
      return block == G_MAXUINT ? inner : replace_child (file, block, inner);
    }
  colim_diagnostics_error (diagnostics, whole, 0, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s'", name);

  return NULL;
}

/**
 * colim_file_read:
 * @path: (type filename): a file of the language, or of its JSON form if its name ends in `.json`
 * @overrides: (nullable) (array zero-terminated=1): replacements, each `EDGE=model` or `VERTEX=space`, or a flag more:
 *   `EDGE frozen` or `EDGE eval`
 * @diagram: (nullable): the diagram that they are for; %NULL for the last
 * @diagnostics: where to report what is wrong with the text
 * @error: return location for an error
 *
 * Reads, parses and checks a file.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL; then either @error is set, or @diagnostics say what is wrong
 */
ColimFile *
colim_file_read (const char *path, const char *const *overrides, const char *diagram, ColimDiagnostics *diagnostics, GError **error)
{
  g_return_val_if_fail (path != NULL && diagnostics != NULL, NULL);

  g_autoptr (ColimText) text = colim_text_read (path, error);
  g_autoptr (ColimTerm) term = NULL;
  ColimFile *file;

  if (text == NULL)
    return NULL;
  term = g_str_has_suffix (path, ".json") ? _colim_read_diagram_json (text, diagnostics, error)
                                          : colim_parse_file (text, diagnostics);
  if (term == NULL || colim_diagnostics_get_n_errors (diagnostics) > 0)
    return NULL;
  for (gsize i = 0; overrides != NULL && overrides[i] != NULL; i++)
    {
      const char *flag = find_flag (overrides[i]);
      ColimTerm *changed = flag != NULL ? override_flag (term, overrides[i], flag, diagram, diagnostics)
                                        : override (term, overrides[i], diagram, diagnostics);

      if (changed == NULL)
        return NULL;
      colim_term_unref (term);
      term = changed;
    }

  if ((file = colim_file_new (text, term, diagnostics)) != NULL)
    file->is_changed = overrides != NULL && overrides[0] != NULL;

  return file;
}
