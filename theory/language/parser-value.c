/* Values (arguments of stages and distances, settings) and the terms of a lambda. */

#include "theory/language/parser-private.h"

#include "theory/language/term-private.h"

/* So many signs one after another: `x + x + x + …` is a tree as deep as it is long. */
#define MOST_CHAINED 1000

static gboolean
is_model (const ColimTerm *term)
{
  switch (colim_term_get_kind (term))
    {
    case COLIM_TERM_NUMBER:
    case COLIM_TERM_STRING:
    case COLIM_TERM_LIST:
    case COLIM_TERM_NAMED:
      return FALSE;
    default:
      return TRUE;
    }
}

/* In round brackets: a list of two or more, or one model, perhaps with more stages after it. */
static gboolean
bracketed (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_open (self, TOKEN_ROUND, "'('") || !_colim_parser_argument (self))
    return FALSE;
  if (_colim_parser_accept (self, TOKEN_COMMA))
    return _colim_parser_rest (self, _colim_parser_argument, TOKEN_ROUND_END, "',' or ')'")
           && _colim_parser_build (self, COLIM_TERM_LIST, mark, from);
  if (!is_model (g_ptr_array_index (self->stack, mark)))
    return _colim_parser_fail (self, "',' and another value");

  return _colim_parser_close (self, TOKEN_ROUND_END, "',' or ')'") && _colim_parser_more_stages (self, mark, from);
}

gboolean
_colim_parser_value (Parser *self)
{
  switch (_colim_parser_peek (self, 0))
    {
    case TOKEN_NUMBER:
    case TOKEN_MINUS:
      return _colim_parser_number (self, "a value");
    case TOKEN_STRING:
      return _colim_parser_leaf (self, COLIM_TERM_STRING);
    case TOKEN_ROUND:
      return _colim_parser_is_lambda (self) ? _colim_parser_model (self) : bracketed (self);
    case TOKEN_NAME:
    case TOKEN_DOT:
    case TOKEN_ANGLE:
      return _colim_parser_model (self);
    default:
      return _colim_parser_fail (self, "a value");
    }
}

gboolean
_colim_parser_named_value (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  /* In brackets it may be an element, as in `batch = (A.N=64, B.N=16)`. */
  if (!(self->depth > 0 ? _colim_parser_element : _colim_parser_name) (self, "a setting")
      || !_colim_parser_expect (self, TOKEN_EQUALS, "'='"))
    return FALSE;
  _colim_parser_drop (self, mark);

  return _colim_parser_value (self) && _colim_parser_build_named (self, COLIM_TERM_NAMED, mark, from);
}

gboolean
_colim_parser_argument (Parser *self)
{
  return _colim_parser_peek (self, 0) == TOKEN_NAME && _colim_parser_peek (self, 1) == TOKEN_EQUALS
             ? _colim_parser_named_value (self)
             : _colim_parser_value (self);
}

/* Terms */

static gboolean
atom (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  switch (_colim_parser_peek (self, 0))
    {
    case TOKEN_NUMBER:
      return _colim_parser_leaf (self, COLIM_TERM_NUMBER);
    case TOKEN_ROUND:
      if (!_colim_parser_open (self, TOKEN_ROUND, "'('")
          || !_colim_parser_rest (self, _colim_parser_term, TOKEN_ROUND_END, "a sign, ',' or ')'"))
        return FALSE;
      return _colim_parser_mark (self) == mark + 1 || _colim_parser_build (self, COLIM_TERM_LIST, mark, from);
    case TOKEN_NAME:
      if (!_colim_parser_element (self, "a term"))
        return FALSE;
      if (_colim_parser_peek (self, 0) != TOKEN_ROUND)
        return TRUE;
      _colim_parser_drop (self, mark);
      return _colim_parser_open (self, TOKEN_ROUND, "'('")
             && _colim_parser_rest (self, _colim_parser_term, TOKEN_ROUND_END, "a sign, ',' or ')'")
             && _colim_parser_build_named (self, COLIM_TERM_CALL, mark, from);
    default:
      return _colim_parser_fail (self, "a term");
    }
}

static gboolean
is_too_long (Parser *self, guint mark)
{
  if (_colim_term_get_depth (g_ptr_array_index (self->stack, mark)) < MOST_CHAINED)
    return FALSE;

  return !_colim_parser_refuse (self, self->next, "more than %d signs in one term", MOST_CHAINED);
}

static gboolean
items (Parser *self, guint mark, guint from)
{
  while (_colim_parser_peek (self, 0) == TOKEN_SQUARE)
    if (is_too_long (self, mark) || !_colim_parser_open (self, TOKEN_SQUARE, "'['")
        || !_colim_parser_int (self, "a whole number") || !_colim_parser_close (self, TOKEN_SQUARE_END, "']'")
        || !_colim_parser_build (self, COLIM_TERM_ITEM, mark, from))
      return FALSE;

  return TRUE;
}

/* A sign before digits belongs to the number; before anything else it negates. */
static gboolean
factor (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_peek (self, 0) != TOKEN_MINUS)
    return atom (self) && items (self, mark, from);
  if (_colim_parser_peek (self, 1) == TOKEN_NUMBER)
    return _colim_parser_number (self, "a term") && items (self, mark, from);

  if (!_colim_parser_enter (self))
    return FALSE;
  self->next++;
  if (!factor (self))
    return FALSE;
  _colim_parser_leave (self);

  return _colim_parser_build (self, COLIM_TERM_NEGATE, mark, from);
}

static gboolean
chain (Parser *self, ParserRule operand, TokenKind plus, ColimTermKind add, TokenKind minus, ColimTermKind subtract)
{
  guint mark = _colim_parser_mark (self);

  if (!operand (self))
    return FALSE;
  while (_colim_parser_peek (self, 0) == plus || _colim_parser_peek (self, 0) == minus)
    {
      guint sign = self->next;
      ColimTermKind kind = _colim_parser_peek (self, 0) == plus ? add : subtract;

      if (is_too_long (self, mark))
        return FALSE;
      self->next++;
      if (!operand (self) || !_colim_parser_build (self, kind, mark, sign))
        return FALSE;
    }

  return TRUE;
}

static gboolean
product (Parser *self)
{
  return chain (self, factor, TOKEN_TIMES, COLIM_TERM_MULTIPLY, TOKEN_SLASH, COLIM_TERM_DIVIDE);
}

gboolean
_colim_parser_term (Parser *self)
{
  return chain (self, product, TOKEN_PLUS, COLIM_TERM_ADD, TOKEN_MINUS, COLIM_TERM_SUBTRACT);
}
