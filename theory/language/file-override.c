/* Replacements from outside a file, written into its syntax: another model, another space, a flag more. */

#include "theory/language/file-private.h"

#include <colim/parser.h>

#include "lib/text-private.h"
#include "theory/language/term-private.h"

#include <string.h>

/* The diagram that an override means: the one of the name, else the last, as commands choose it; NULL where statements
 * stand outside blocks. */
static guint
find_block (const ColimTerm *file, const char *diagram)
{
  guint found = G_MAXUINT;

  for (guint i = 0; i < colim_term_get_n_children (file); i++)
    {
      const ColimTerm *block = colim_term_get_child (file, i);

      if ((colim_term_get_kind (block) == COLIM_TERM_DIAGRAM || colim_term_get_kind (block) == COLIM_TERM_DIAGRAM_GLUE)
          && (diagram == NULL || g_str_equal (colim_term_get_name (block), diagram)))
        found = i;
    }

  return found;
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
    return _colim_statement_replace_child (statement, 2,
                                           _colim_statement_flag_model (statement, g_steal_pointer (&value)));
  changed = _colim_statement_replace_child (statement, 0, colim_term_ref (value));
  if (_colim_diagram_read_kind (statement) != COLIM_VERTEX_OPEN
      && _colim_diagram_read_kind (statement) != _colim_diagram_read_kind (changed))
    {
      _colim_check_error (diagnostics, value, COLIM_ERROR_INVALID,
                          "'%s' keeps its kind: an indexing vertex is [ … ], one with a loss { …, … }", name);
      return NULL;
    }

  return g_steal_pointer (&changed);
}

/* Writes `EDGE frozen` or `EDGE eval` into a file; NULL if that cannot be, which is reported. */
static ColimTerm *
override_flag (const ColimTerm *file, const char *assignment, const char *flag, const char *diagram,
               ColimDiagnostics *diagnostics)
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
      inner = _colim_statement_replace_child (statements, i, _colim_statement_add_flag (statement, flag + 1));
      return block == G_MAXUINT ? inner : _colim_statement_replace_child (file, block, inner);
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
      inner = _colim_statement_replace_child (statements, i, changed);
      return block == G_MAXUINT ? inner : _colim_statement_replace_child (file, block, inner);
    }
  colim_diagnostics_error (diagnostics, whole, 0, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s'", name);

  return NULL;
}

/* A diagram that comes from others is overridden by its `with` */

/* The statement of a `with` that does what an override says. */
static ColimTerm *
make_statement (ColimDiagram *diagram, const char *assignment, ColimDiagnostics *diagnostics)
{
  const char *flag = find_flag (assignment), *end = flag != NULL ? flag : strchr (assignment, '=');
  g_autofree char *given
      = g_strstrip (g_strndup (assignment, end != NULL ? (gsize) (end - assignment) : strlen (assignment)));
  g_autofree char *name = g_utf8_normalize (given, -1, G_NORMALIZE_NFC);
  g_autoptr (ColimText) whole = colim_text_new (flag == NULL                     ? "--set"
                                                : g_str_equal (flag + 1, "eval") ? "--eval"
                                                                                 : "--freeze",
                                                assignment, -1);
  gint32 vertex = name != NULL ? colim_diagram_find_vertex (diagram, name) : -1,
         edge = name != NULL ? colim_diagram_find_edge (diagram, name) : -1;
  const ColimTerm *statement = edge >= 0 ? g_ptr_array_index (diagram->edges, edge) : NULL;
  ColimTerm *value = NULL;

  if (name == NULL || (end == NULL && flag == NULL))
    colim_diagnostics_error (diagnostics, whole, 0, COLIM_ERROR_PARSE, "expected NAME=MODEL or NAME=SPACE");
  else if (flag != NULL && (statement == NULL || colim_term_get_n_children (statement) < 3))
    colim_diagnostics_error (diagnostics, whole, 0, COLIM_ERROR_UNKNOWN_NAME, "there is no edge '%s' with a model",
                             name);
  else if (vertex < 0 && edge < 0)
    colim_diagnostics_error (diagnostics, whole, 0, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s'", name);
  else if (flag != NULL)
    {
      g_autoptr (ColimTerm) flagged = _colim_statement_add_flag (statement, flag + 1);

      value = colim_term_ref (colim_term_get_child (flagged, 2));
    }
  else
    {
      g_autoptr (ColimText) text = _colim_text_new_end (whole, (gsize) (end + 1 - assignment));

      value = edge >= 0 ? colim_parse_model (text, diagnostics) : colim_parse_space (text, diagnostics);
      value = value != NULL && edge >= 0 ? _colim_statement_flag_model (statement, value) : value;
    }

  return value != NULL ? _colim_term_take (edge >= 0 ? COLIM_TERM_ASSIGN : COLIM_TERM_VERTEX, name, strlen (name),
                                           &value, 1, colim_term_get_text (value), colim_term_get_offset (value))
                       : NULL;
}

/* A block with a statement more, whose reference it takes, or in place of the one that assigns the same. */
static ColimTerm *
add_statement (const ColimTerm *block, ColimTerm *statement)
{
  guint i = 0;

  while (i < colim_term_get_n_children (block)
         && (colim_term_get_kind (colim_term_get_child (block, i)) != colim_term_get_kind (statement)
             || !g_str_equal (colim_term_get_name (colim_term_get_child (block, i)), colim_term_get_name (statement))))
    i++;

  return _colim_statement_replace_child (block, i, statement);
}

/* `glue …` or `X with …` with a statement more, whose reference it takes, in its `with`. */
static ColimTerm *
extend (const ColimTerm *how, ColimTerm *statement)
{
  guint last = colim_term_get_n_children (how) - 1;
  const ColimTerm *block = colim_term_get_child (how, last);

  if (colim_term_get_kind (block) == COLIM_TERM_BLOCK)
    return _colim_statement_replace_child (how, last, add_statement (block, statement));

  return _colim_statement_replace_child (how, last + 1,
                        _colim_term_take (COLIM_TERM_BLOCK, NULL, 0, &statement, 1, colim_term_get_text (how),
                                          colim_term_get_offset (how)));
}

static ColimTerm *
override_derived (ColimText *text, const ColimTerm *file, guint index, const char *assignment,
                  ColimDiagnostics *diagnostics)
{
  const ColimTerm *block = colim_term_get_child (file, index), *how = colim_term_get_child (block, 0);
  g_autoptr (ColimDiagnostics) unread = colim_diagnostics_new ();
  g_autoptr (ColimFile) checked = colim_file_new (text, file, unread);
  ColimDiagram *diagram = checked != NULL ? colim_file_find_diagram (checked, colim_term_get_name (block)) : NULL;
  ColimTerm *statement;

  /* What is wrong with the file is told when it is checked with the override written in. */
  if (diagram == NULL)
    return colim_term_ref ((ColimTerm *) file);
  if (colim_term_get_kind (how) == COLIM_TERM_RESTRICT)
    {
      _colim_check_error (
          diagnostics, how, COLIM_ERROR_INVALID,
          "'%s' is a restriction, which assigns what '%s' does: replace it there, or in 'diagram … = %s with { … }'",
          colim_term_get_name (block), colim_term_get_name (colim_term_get_child (how, 0)),
          colim_term_get_name (block));
      return NULL;
    }
  if ((statement = make_statement (diagram, assignment, diagnostics)) == NULL)
    return NULL;

  return _colim_statement_replace_child (file, index,
                                         _colim_statement_replace_child (block, 0, extend (how, statement)));
}

ColimTerm *
_colim_file_override (ColimText *text, const ColimTerm *file, const char *assignment, const char *diagram,
                      ColimDiagnostics *diagnostics)
{
  const char *flag = find_flag (assignment);
  guint block = find_block (file, diagram);

  if (block != G_MAXUINT && colim_term_get_kind (colim_term_get_child (file, block)) == COLIM_TERM_DIAGRAM_GLUE)
    return override_derived (text, file, block, assignment, diagnostics);

  return flag != NULL ? override_flag (file, assignment, flag, diagram, diagnostics)
                      : override (file, assignment, diagram, diagnostics);
}
