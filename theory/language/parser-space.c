/* Spaces: types, distances, data sets. */

#include "theory/language/parser-private.h"

static const char a_type[] = "a type (Any, Real, Class, Seq, Fin or a product)";

static gboolean
size (Parser *self)
{
  const Token *token = _colim_parser_token (self);

  if (token->kind == TOKEN_NAME && (token->flags & TOKEN_DOTTED))
    return _colim_parser_leaf (self, COLIM_TERM_NAME);

  return _colim_parser_int (self, "a size (a whole number, or a column such as N.label)");
}

static gboolean type (Parser *self);

static gboolean
in_square (Parser *self, ParserRule rule, guint from)
{
  guint mark = _colim_parser_mark (self);

  return _colim_parser_open (self, TOKEN_SQUARE, "'['") && rule (self)
         && _colim_parser_close (self, TOKEN_SQUARE_END, "']'")
         && _colim_parser_build_named (self, COLIM_TERM_SHAPED, mark, from);
}

static gboolean
point (Parser *self)
{
  return _colim_parser_name (self, "a point");
}

/* `Fin` stands before it. */
static gboolean
points (Parser *self, guint from)
{
  guint mark = _colim_parser_mark (self);

  if (!_colim_parser_open (self, TOKEN_ROUND, "'('"))
    return FALSE;
  if (_colim_parser_peek (self, 0) != TOKEN_NAME)
    {
      if (!_colim_parser_int (self, "a number of points, or their names")
          || !_colim_parser_close (self, TOKEN_ROUND_END, "')'"))
        return FALSE;
    }
  else if (!_colim_parser_rest (self, point, TOKEN_ROUND_END, "',' or ')'"))
    return FALSE;

  return _colim_parser_build_named (self, COLIM_TERM_CALL, mark, from);
}

static gboolean
product (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_open (self, TOKEN_ROUND, "'('") || !type (self)
      || !_colim_parser_expect (self, TOKEN_COMMA, "',' and another type")
      || !_colim_parser_rest (self, type, TOKEN_ROUND_END, "',' or ')'"))
    return FALSE;

  return _colim_parser_build (self, COLIM_TERM_LIST, mark, from);
}

static gboolean
type (Parser *self)
{
  guint from = self->next;
  guint mark = _colim_parser_mark (self);

  if (_colim_parser_peek (self, 0) == TOKEN_ROUND)
    return product (self);
  if (_colim_parser_is_word (self, from, "Any"))
    return _colim_parser_leaf (self, COLIM_TERM_NAME);

  self->next++;
  if (_colim_parser_is_word (self, from, "Real"))
    {
      if (_colim_parser_peek (self, 0) != TOKEN_SQUARE)
        return _colim_parser_build_named (self, COLIM_TERM_NAME, mark, from);
      return _colim_parser_open (self, TOKEN_SQUARE, "'['")
             && _colim_parser_rest (self, size, TOKEN_SQUARE_END, "',' or ']'")
             && _colim_parser_build_named (self, COLIM_TERM_SHAPED, mark, from);
    }
  if (_colim_parser_is_word (self, from, "Class"))
    return in_square (self, size, from);
  if (_colim_parser_is_word (self, from, "Seq"))
    return in_square (self, type, from);
  if (_colim_parser_is_word (self, from, "Fin"))
    return points (self, from);

  self->next--;
  return _colim_parser_fail (self, a_type);
}

/* Whether a type stands here, rather than a model: in `with`, `e ⇒ f` and `V ⇒ T` look alike.  The words of types
 * decide, where they have the brackets that they need. */
gboolean
_colim_parser_at_type (const Parser *self)
{
  guint at = self->next;

  if (_colim_parser_peek (self, 0) == TOKEN_ROUND && _colim_parser_is_lambda (self))
    return FALSE;
  while (self->tokens[at].kind == TOKEN_ROUND)
    at++;

  TokenKind after = self->tokens[at + 1].kind;

  if (_colim_parser_is_word (self, at, "Class") || _colim_parser_is_word (self, at, "Seq"))
    return after == TOKEN_SQUARE;
  if (_colim_parser_is_word (self, at, "Fin"))
    return after == TOKEN_ROUND;
  if (_colim_parser_is_word (self, at, "Real") || _colim_parser_is_word (self, at, "Any"))
    return after == TOKEN_SQUARE || after == TOKEN_COMMA || after == TOKEN_SEMICOLON || after == TOKEN_END
           || after == TOKEN_BRACE_END || (self->tokens[at + 1].flags & TOKEN_BREAKS);

  return FALSE;
}

static gboolean
entry (Parser *self)
{
  return _colim_parser_exact (self, "an exact number");
}

static gboolean
row (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  return _colim_parser_round (self, entry, "a row in brackets") && _colim_parser_build (self, COLIM_TERM_ROW, mark, from);
}

static gboolean
unweighted (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_is_words (self, "table", TOKEN_ROUND))
    return _colim_parser_table (self, row);
  if (_colim_parser_is_word (self, from, "inf"))
    return _colim_parser_fail (self, "a distance");
  if (!_colim_parser_name (self, "a distance"))
    return FALSE;
  _colim_parser_drop (self, mark);

  return _colim_parser_arguments (self, COLIM_TERM_NAME, from);
}

static gboolean
distance (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_infinity (self))
    {
      if (_colim_parser_peek (self, 0) != TOKEN_TIMES && _colim_parser_peek (self, 0) != TOKEN_NAME)
        return TRUE;
    }
  else if (_colim_parser_peek (self, 0) != TOKEN_NUMBER)
    return unweighted (self);
  else if (!_colim_parser_exact (self, "a distance"))
    return FALSE;
  _colim_parser_accept (self, TOKEN_TIMES);

  return unweighted (self) && _colim_parser_build (self, COLIM_TERM_WEIGHTED, mark, from);
}

gboolean
_colim_parser_data_set (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_is_words (self, "Fin", TOKEN_ROUND))
    {
      self->next++;
      return points (self, from);
    }
  if (!_colim_parser_element (self, "a data set"))
    return FALSE;
  _colim_parser_drop (self, mark);

  return _colim_parser_arguments (self, COLIM_TERM_NAME, from);
}

static gboolean
index_space (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_open (self, TOKEN_SQUARE, "'['"))
    return FALSE;
  if (_colim_parser_peek (self, 0) != TOKEN_SQUARE_END && !_colim_parser_data_set (self))
    return FALSE;

  return _colim_parser_close (self, TOKEN_SQUARE_END, "']'")
         && _colim_parser_build (self, COLIM_TERM_INDEX, mark, from);
}

static gboolean
loss_space (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_open (self, TOKEN_BRACE, "'{'"))
    return FALSE;
  if (_colim_parser_peek (self, 0) != TOKEN_BRACE_END
      && (!type (self) || !_colim_parser_expect (self, TOKEN_COMMA, "',' and a distance") || !distance (self)))
    return FALSE;

  return _colim_parser_close (self, TOKEN_BRACE_END, "'}'")
         && _colim_parser_build (self, COLIM_TERM_LOSS, mark, from);
}

static gboolean
is_type_word (const Parser *self, guint token)
{
  static const char *const words[] = { "Any", "Real", "Class", "Seq", "Fin" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (_colim_parser_is_word (self, token, words[i]))
      return TRUE;

  return FALSE;
}

gboolean
_colim_parser_space (Parser *self)
{
  switch (_colim_parser_peek (self, 0))
    {
    case TOKEN_SQUARE:
      return index_space (self);
    case TOKEN_BRACE:
      return loss_space (self);
    case TOKEN_ROUND:
      return type (self);
    default:
      return is_type_word (self, self->next) ? type (self) : _colim_parser_fail (self, "a space");
    }
}
