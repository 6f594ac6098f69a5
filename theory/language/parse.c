/* The doors: a text, or a part of one, to a term. */

#include <colim/parser.h>

#include "theory/language/parser-private.h"

static void
init (Parser *self, ColimText *text, ColimDiagnostics *diagnostics)
{
  GArray *list = _colim_lex (text, diagnostics);

  *self = (Parser){
    .text = text,
    .diagnostics = diagnostics,
    .contents = colim_text_get_contents (text, NULL),
    .list = list,
    .tokens = (const Token *) (const void *) list->data,
    .stack = g_ptr_array_new (),
    .more = "the end of the statement",
  };
}

static void
clear (Parser *self)
{
  _colim_parser_drop (self, 0);
  g_ptr_array_unref (self->stack);
  g_array_unref (self->list);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parser, clear)

/**
 * colim_parse_file:
 * @text: a `.colim` file
 * @diagnostics: where errors are reported, each once, at its place
 *
 * Parses a whole file.  A statement that is wrong is reported and left out, and the next one is read: all errors of a
 * file are found at once, and the term holds the statements that are good.  Whether there were errors is told by
 * @diagnostics.  Time: linear in the text.
 *
 * Returns: (transfer full): a term of the kind %COLIM_TERM_FILE
 */
ColimTerm *
colim_parse_file (ColimText *text, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && diagnostics != NULL, NULL);

  g_auto (Parser) self = { 0 };

  init (&self, text, diagnostics);
  while (_colim_parser_items (&self, _colim_parser_file_item), _colim_parser_token (&self)->kind != TOKEN_END)
    {
      colim_diagnostics_error (diagnostics, text, _colim_parser_token (&self)->offset, COLIM_ERROR_PARSE,
                               "'}' closes nothing");
      self.next++;
    }
  _colim_parser_build (&self, COLIM_TERM_FILE, 0, 0);

  return g_ptr_array_steal_index (self.stack, 0);
}

/* A part stands in a text of its own, in which newlines mean nothing unless it is a statement. */
static ColimTerm *
parse_part (ColimText *text, ColimDiagnostics *diagnostics, ParserRule rule, guint depth, const char *more)
{
  g_auto (Parser) self = { 0 };
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  init (&self, text, diagnostics);
  self.depth = depth;
  self.assigns = depth == 0;
  self.more = more;
  if (!rule (&self))
    return NULL;
  while (depth == 0 && _colim_parser_token (&self)->kind == TOKEN_SEMICOLON)
    self.next++;
  if (_colim_parser_token (&self)->kind != TOKEN_END)
    {
      self.depth = 1;
      _colim_parser_fail (&self, self.more);
    }
  if (colim_diagnostics_get_n_errors (diagnostics) > n_errors)
    return NULL;

  return g_ptr_array_steal_index (self.stack, 0);
}

static gboolean
statement (Parser *self)
{
  guint mark = _colim_parser_mark (self);

  if (!_colim_parser_at_glue (self))
    return _colim_parser_file_item (self);

  return _colim_parser_glue (self) && _colim_parser_build (self, COLIM_TERM_DIAGRAM_GLUE, mark, 0);
}

/**
 * colim_parse_statement:
 * @text: one statement: also a `diagram`, a gluing without a name, or `NAME ⇒ model`
 * @diagnostics: where errors are reported
 *
 * Parses a statement.  `NAME ⇒ …` is a vertex if a space stands right of the sign, else an assignment, as in a `with`.
 *
 * Returns: (transfer full) (nullable): the statement, or %NULL with errors reported
 */
ColimTerm *
colim_parse_statement (ColimText *text, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && diagnostics != NULL, NULL);

  return parse_part (text, diagnostics, statement, 0, "the end of the statement");
}

static gboolean
name (Parser *self)
{
  return _colim_parser_element (self, "a name");
}

ColimTerm *
_colim_parse_name (ColimText *text, ColimDiagnostics *diagnostics)
{
  return parse_part (text, diagnostics, name, 1, "the end of the name");
}

/**
 * colim_parse_path:
 * @text: `f · g · h`, or `id(X)`
 * @diagnostics: where errors are reported
 *
 * Parses a path.
 *
 * Returns: (transfer full) (nullable): a %COLIM_TERM_PATH or %COLIM_TERM_IDENTITY, or %NULL with errors reported
 */
ColimTerm *
colim_parse_path (ColimText *text, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && diagnostics != NULL, NULL);

  return parse_part (text, diagnostics, _colim_parser_path, 1, "the end of the path");
}

/**
 * colim_parse_space:
 * @text: what stands right of the `⇒` of a vertex
 * @diagnostics: where errors are reported
 *
 * Parses a space.
 *
 * Returns: (transfer full) (nullable): a %COLIM_TERM_INDEX, a %COLIM_TERM_LOSS or a type, or %NULL with errors reported
 */
ColimTerm *
colim_parse_space (ColimText *text, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && diagnostics != NULL, NULL);

  return parse_part (text, diagnostics, _colim_parser_space, 1, "the end of the space");
}

/**
 * colim_parse_model:
 * @text: what stands right of the `⇒` of an edge, without flags
 * @diagnostics: where errors are reported
 *
 * Parses a model.
 *
 * Returns: (transfer full) (nullable): the model, or %NULL with errors reported
 */
ColimTerm *
colim_parse_model (ColimText *text, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && diagnostics != NULL, NULL);

  return parse_part (text, diagnostics, _colim_parser_model, 1, "the end of the model");
}

/**
 * colim_parse_flag:
 * @text: `frozen`, `eval`, `load("…")` or `save("…")`
 * @diagnostics: where errors are reported
 *
 * Parses a flag.
 *
 * Returns: (transfer full) (nullable): a %COLIM_TERM_FLAG, or %NULL with errors reported
 */
ColimTerm *
colim_parse_flag (ColimText *text, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && diagnostics != NULL, NULL);

  return parse_part (text, diagnostics, _colim_parser_flag, 1, "the end of the flag");
}

/**
 * colim_parse_value:
 * @text: the value of an argument or of a setting
 * @diagnostics: where errors are reported
 *
 * Parses a value.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL with errors reported
 */
ColimTerm *
colim_parse_value (ColimText *text, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (text != NULL && diagnostics != NULL, NULL);

  return parse_part (text, diagnostics, _colim_parser_value, 1, "the end of the value");
}
