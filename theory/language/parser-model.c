/* Models: stages, tuples, tables, flags. */

#include "theory/language/parser-private.h"

#include <string.h>

/* Reads what is left of `item, item, … end`, after the opening bracket. */
gboolean
_colim_parser_rest (Parser *self, ParserRule rule, TokenKind end, const char *expected)
{
  do
    if (!rule (self))
      return FALSE;
  while (_colim_parser_accept (self, TOKEN_COMMA));

  return _colim_parser_close (self, end, expected);
}

/* `( )` with items or none. */
gboolean
_colim_parser_round (Parser *self, ParserRule rule, const char *expected)
{
  if (!_colim_parser_open (self, TOKEN_ROUND, expected))
    return FALSE;

  return _colim_parser_peek (self, 0) == TOKEN_ROUND_END
             ? _colim_parser_close (self, TOKEN_ROUND_END, "')'")
             : _colim_parser_rest (self, rule, TOKEN_ROUND_END, "',' or ')'");
}

/* `table` of points, or of rows. */
gboolean
_colim_parser_table (Parser *self, ParserRule rule)
{
  guint from = self->next++, mark = _colim_parser_mark (self);

  return _colim_parser_round (self, rule, "'('") && _colim_parser_build (self, COLIM_TERM_TABLE, mark, from);
}

/* `NAME` alone, or a call if round brackets follow. */
gboolean
_colim_parser_arguments (Parser *self, ColimTermKind bare, guint name)
{
  guint mark = _colim_parser_mark (self);

  if (_colim_parser_peek (self, 0) != TOKEN_ROUND)
    return _colim_parser_build_named (self, bare, mark, name);

  return _colim_parser_round (self, _colim_parser_argument, "'('")
         && _colim_parser_build_named (self, COLIM_TERM_CALL, mark, name);
}

/* Whether a flag stands here.  A line of flags goes on with the statement above it; `load` and `save` are names too. */
gboolean
_colim_parser_at_flag (const Parser *self)
{
  guint at = self->next;

  if (_colim_parser_is_word (self, at, "frozen") || _colim_parser_is_word (self, at, "eval"))
    return TRUE;
  if (!_colim_parser_is_word (self, at, "load") && !_colim_parser_is_word (self, at, "save"))
    return FALSE;
  if (self->tokens[at + 1].kind != TOKEN_ROUND)
    return FALSE;

  return _colim_parser_peek (self, 0) != TOKEN_BREAK || self->tokens[at + 2].kind == TOKEN_STRING
         || self->tokens[at + 2].kind == TOKEN_BAD;
}

gboolean
_colim_parser_flag (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_at_flag (self))
    return _colim_parser_fail (self, "a flag: 'frozen', 'eval', 'load(\"…\")' or 'save(\"…\")'");
  self->next++;
  if (_colim_parser_is_word (self, from, "load") || _colim_parser_is_word (self, from, "save"))
    {
      if (!_colim_parser_open (self, TOKEN_ROUND, "'('"))
        return FALSE;
      if (_colim_parser_peek (self, 0) != TOKEN_STRING)
        return _colim_parser_fail (self, "a file name in '\"'");
      _colim_parser_leaf (self, COLIM_TERM_STRING);
      if (!_colim_parser_close (self, TOKEN_ROUND_END, "')'"))
        return FALSE;
    }

  return _colim_parser_build_named (self, COLIM_TERM_FLAG, mark, from);
}

gboolean
_colim_parser_flagged (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_model (self))
    return FALSE;
  if (!_colim_parser_at_flag (self))
    return TRUE;
  while (_colim_parser_at_flag (self))
    if (!_colim_parser_flag (self))
      return FALSE;

  return _colim_parser_build (self, COLIM_TERM_FLAGGED, mark, from);
}

/* `x → …` or `(x, y) → …`: nothing else has an arrow after it in a model. */
gboolean
_colim_parser_is_lambda (const Parser *self)
{
  const Token *token = _colim_parser_token (self);

  if (token->kind == TOKEN_ROUND && token->partner != 0)
    return self->tokens[token->partner + 1].kind == TOKEN_ARROW;

  return token->kind == TOKEN_NAME && token[1].kind == TOKEN_ARROW;
}

static gboolean
variable (Parser *self)
{
  return _colim_parser_name (self, "a variable");
}

static gboolean
lambda (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_peek (self, 0) == TOKEN_ROUND)
    {
      if (!_colim_parser_open (self, TOKEN_ROUND, "'('")
          || !_colim_parser_rest (self, variable, TOKEN_ROUND_END, "',' or ')'"))
        return FALSE;
      if (_colim_parser_mark (self) > mark + 1)
        _colim_parser_build (self, COLIM_TERM_LIST, mark, from);
    }
  else if (!variable (self))
    return FALSE;
  if (!_colim_parser_expect (self, TOKEN_ARROW, "'→'") || !_colim_parser_term (self))
    return FALSE;

  return _colim_parser_build (self, COLIM_TERM_LAMBDA, mark, from);
}

static gboolean
tuple (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_open (self, TOKEN_ANGLE, "'⟨'")
      || !_colim_parser_rest (self, _colim_parser_flagged, TOKEN_ANGLE_END, "'·', ',' or '⟩'"))
    return FALSE;

  return _colim_parser_build (self, COLIM_TERM_TUPLE, mark, from);
}

static gboolean
point (Parser *self)
{
  return _colim_parser_peek (self, 0) == TOKEN_NAME ? _colim_parser_name (self, "a point")
                                                    : _colim_parser_int (self, "a point (a whole number or a name)");
}

static gboolean stages (Parser *self);

static gboolean
stage (Parser *self)
{
  TokenKind kind = _colim_parser_peek (self, 0);
  guint from = self->next, mark = _colim_parser_mark (self);

  if (kind == TOKEN_DOT)
    {
      self->next++;
      if (!_colim_parser_name (self, "a column"))
        return FALSE;
      _colim_parser_drop (self, mark);
      return _colim_parser_build_named (self, COLIM_TERM_COLUMN, mark, self->next - 1);
    }
  if (kind == TOKEN_ANGLE)
    return tuple (self);
  if (_colim_parser_is_lambda (self) && (kind == TOKEN_NAME || kind == TOKEN_ROUND))
    return lambda (self);
  if (kind == TOKEN_ROUND)
    return _colim_parser_open (self, TOKEN_ROUND, "'('") && stages (self)
           && _colim_parser_close (self, TOKEN_ROUND_END, "'·' or ')'");
  if (_colim_parser_is_words (self, "table", TOKEN_ROUND))
    return _colim_parser_table (self, point);
  if (_colim_parser_is_words (self, "id", TOKEN_ROUND))
    return _colim_parser_refuse (self, from, "'id(' begins the identity path of a vertex: the identity model is 'id'");
  if (!_colim_parser_element (self, "a model"))
    return FALSE;
  _colim_parser_drop (self, mark);

  return _colim_parser_arguments (self, COLIM_TERM_NAME, from);
}

/* Leaves every stage on the stack: brackets round a composite vanish. */
static gboolean
stages (Parser *self)
{
  do
    if (!stage (self))
      return FALSE;
  while (_colim_parser_accept (self, TOKEN_COMPOSE));

  return TRUE;
}

gboolean
_colim_parser_model (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!stages (self))
    return FALSE;

  return _colim_parser_mark (self) == mark + 1 || _colim_parser_build (self, COLIM_TERM_COMPOSE, mark, from);
}

/* What follows a model that stands on the stack already, if it is only the first stage. */
gboolean
_colim_parser_more_stages (Parser *self, guint mark, guint from)
{
  if (!_colim_parser_accept (self, TOKEN_COMPOSE))
    return TRUE;

  ColimTerm *first = g_ptr_array_index (self->stack, mark);

  if (colim_term_get_kind (first) == COLIM_TERM_COMPOSE)
    {
      g_ptr_array_set_size (self->stack, (gint) mark);
      for (guint i = 0; i < colim_term_get_n_children (first); i++)
        g_ptr_array_add (self->stack, colim_term_ref (colim_term_get_child (first, i)));
      colim_term_unref (first);
    }

  return stages (self) && _colim_parser_build (self, COLIM_TERM_COMPOSE, mark, from);
}
