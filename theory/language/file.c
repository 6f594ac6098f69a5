/* A file of diagrams: one that its statements make, or several on shared models. */

#include "theory/language/file-private.h"

#include <colim/parser.h>

#include "theory/language/diagram-json-private.h"

#include <string.h>

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

static void
clear_origin (FileOrigin *origin)
{
  g_clear_pointer (&origin->gluing, colim_gluing_unref);
  g_clear_pointer (&origin->base, colim_diagram_unref);
}

/* Takes the references. */
static void
keep (ColimFile *self, ColimDiagram *diagram, FileOrigin origin)
{
  g_ptr_array_add (self->diagrams, diagram);
  g_array_append_val (self->origins, origin);
}

typedef FileReading Reading;

static void
add_diagram (Reading *self, ColimTerm *block)
{
  guint n = colim_term_get_n_children (block);
  g_autofree const ColimTerm **statements = g_new (const ColimTerm *, n + 1);
  const ColimDiagram *known = colim_file_find_diagram (self->file, colim_term_get_name (block));
  FileOrigin origin = { NULL, NULL };
  ColimDiagram *diagram;

  if (known != NULL)
    {
      _colim_check_error (self->diagnostics, block, COLIM_ERROR_DUPLICATE_NAME, "there is a diagram '%s' already",
                          colim_term_get_name (block));
      return;
    }
  for (guint i = 0; i < n; i++)
    statements[i] = colim_term_get_child (block, i);
  if (colim_term_get_kind (block) == COLIM_TERM_DIAGRAM_GLUE)
    diagram = _colim_file_derive (self, block, &origin);
  else
    diagram = _colim_check_diagram (colim_term_get_name (block), statements, n, self->file->text, self->lets, self->train, NULL,
                                    self->diagnostics);
  if (diagram != NULL)
    keep (self->file, diagram, origin);
  else
    {
      g_hash_table_add (self->faulty, (gpointer) colim_term_get_name (block));
      clear_origin (&origin);
    }
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
    case COLIM_TERM_DIAGRAM_GLUE:
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
  g_autoptr (GHashTable) faulty = g_hash_table_new (g_str_hash, g_str_equal);
  Reading reading = { self, diagnostics, lets, NULL, faulty };
  guint n = colim_term_get_n_children (term);
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);
  gboolean has_blocks = FALSE;

  self->text = colim_text_ref (text);
  self->term = colim_term_ref ((ColimTerm *) term);
  self->diagrams = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_diagram_unref);
  self->origins = g_array_new (FALSE, FALSE, sizeof (FileOrigin));
  g_array_set_clear_func (self->origins, (GDestroyNotify) clear_origin);
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
        {
          ColimTermKind kind = colim_term_get_kind (colim_term_get_child (term, i));

          if (kind == COLIM_TERM_DIAGRAM || kind == COLIM_TERM_DIAGRAM_GLUE)
            add_diagram (&reading, colim_term_get_child (term, i));
        }
    }
  else
    {
      g_autofree const ColimTerm **statements = g_new (const ColimTerm *, n + 1);
      const char *given = colim_term_get_name (term);
      g_autofree char *name = given != NULL && *given != '\0' ? make_name (given) : name_after (text);
      ColimDiagram *diagram;

      for (guint i = 0; i < n; i++)
        statements[i] = colim_term_get_child (term, i);
      diagram = _colim_check_diagram (name, statements, n, text, NULL, NULL, NULL, diagnostics);
      if (diagram != NULL)
        keep (self, diagram, (FileOrigin) { NULL, NULL });
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
  g_clear_pointer (&self->origins, g_array_unref);
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

/**
 * colim_file_find_gluing:
 * @self: a file
 * @name: the name of a diagram
 *
 * Finds the gluing that a diagram is written as.
 *
 * Returns: (transfer none) (nullable): the gluing, or %NULL if there is no such diagram or it is written in another way
 */
ColimGluing *
colim_file_find_gluing (const ColimFile *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->diagrams->len; i++)
    if (g_str_equal (colim_diagram_get_name (g_ptr_array_index (self->diagrams, i)), name))
      return g_array_index (self->origins, FileOrigin, i).gluing;

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
      ColimTerm *changed = _colim_file_override (text, term, overrides[i], diagram, diagnostics);

      if (changed == NULL)
        return NULL;
      colim_term_unref (term);
      term = changed;
    }

  if ((file = colim_file_new (text, term, diagnostics)) != NULL)
    file->is_changed = overrides != NULL && overrides[0] != NULL;

  return file;
}
