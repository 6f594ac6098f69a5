/* Statements: let, vertices, edges, relations, metrics, settings. */

#include "theory/language/parser-private.h"

#include <string.h>

/* Path and relation */

gboolean
_colim_parser_path (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_is_words (self, "id", TOKEN_ROUND))
    {
      self->next++;
      return _colim_parser_open (self, TOKEN_ROUND, "'('") && _colim_parser_element (self, "a vertex")
             && _colim_parser_close (self, TOKEN_ROUND_END, "')'")
             && _colim_parser_build (self, COLIM_TERM_IDENTITY, mark, from);
    }
  if (!_colim_parser_element (self, "a path"))
    return FALSE;
  while (_colim_parser_accept (self, TOKEN_COMPOSE))
    if (!_colim_parser_element (self, "an edge"))
      return FALSE;

  return _colim_parser_build (self, COLIM_TERM_PATH, mark, from);
}

static gboolean
relation (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);
  TokenKind kind;

  if (!_colim_parser_path (self))
    return FALSE;
  kind = _colim_parser_peek (self, 0);
  if (!_colim_parser_accept (self, TOKEN_LESS) && !_colim_parser_accept (self, TOKEN_SIMILAR))
    return _colim_parser_fail (self, "'≤' or '~'");

  return _colim_parser_path (self)
         && _colim_parser_build_word (self, COLIM_TERM_RELATION, mark, from, kind == TOKEN_LESS ? "≤" : "~");
}

/* Metric */

static gboolean
measure (Parser *self)
{
  guint name = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_name (self, "a metric"))
    return FALSE;
  _colim_parser_drop (self, mark);
  if (!_colim_parser_open (self, TOKEN_ROUND, "'('") || !_colim_parser_path (self)
      || !_colim_parser_expect (self, TOKEN_COMMA, "'·', or ',' and another path") || !_colim_parser_path (self))
    return FALSE;
  while (_colim_parser_accept (self, TOKEN_COMMA))
    if (!_colim_parser_argument (self))
      return FALSE;

  return _colim_parser_close (self, TOKEN_ROUND_END, "',' or ')'")
         && _colim_parser_build_named (self, COLIM_TERM_CALL, mark, name);
}

static gboolean
metric (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);
  gboolean is_named = _colim_parser_peek (self, 1) == TOKEN_EQUALS;

  if (is_named)
    {
      if (!_colim_parser_name (self, "a metric's name"))
        return FALSE;
      _colim_parser_drop (self, mark);
      self->next++;
    }
  if (!measure (self))
    return FALSE;
  self->more = "'on' or the end of the statement";
  if (_colim_parser_peek (self, 0) == TOKEN_NAME && _colim_parser_is_word (self, self->next, "on"))
    {
      self->next++;
      if (!_colim_parser_open (self, TOKEN_SQUARE, "a data set in '[' and ']'") || !_colim_parser_data_set (self)
          || !_colim_parser_close (self, TOKEN_SQUARE_END, "']'"))
        return FALSE;
    }

  return is_named ? _colim_parser_build_named (self, COLIM_TERM_METRIC, mark, from)
                  : _colim_parser_build (self, COLIM_TERM_METRIC, mark, from);
}

/* Edge and vertex */

static const char after_model[] = "'·', a flag or the end of the statement";

static gboolean
edge (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_element (self, "an edge"))
    return FALSE;
  _colim_parser_drop (self, mark);
  self->next++;
  if (!_colim_parser_element (self, "a vertex") || !_colim_parser_expect (self, TOKEN_ARROW, "'→'")
      || !_colim_parser_element (self, "a vertex"))
    return FALSE;
  self->more = "'⇒' or the end of the statement";
  if (_colim_parser_accept (self, TOKEN_GIVES))
    {
      if (!_colim_parser_flagged (self))
        return FALSE;
      self->more = after_model;
    }
  else if (_colim_parser_at_flag (self))
    return _colim_parser_refuse (self, self->next, "a flag belongs to a model, and the edge has none");

  return _colim_parser_build_named (self, COLIM_TERM_EDGE, mark, from);
}

static gboolean
vertex (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_element (self, "a vertex"))
    return FALSE;
  _colim_parser_drop (self, mark);
  if (!_colim_parser_accept (self, TOKEN_GIVES))
    return _colim_parser_build_named (self, COLIM_TERM_VERTEX, mark, from);

  TokenKind kind = _colim_parser_peek (self, 0);

  if (self->assigns && kind != TOKEN_SQUARE && kind != TOKEN_BRACE && !_colim_parser_at_type (self))
    {
      self->more = after_model;
      return _colim_parser_flagged (self) && _colim_parser_build_named (self, COLIM_TERM_ASSIGN, mark, from);
    }

  return _colim_parser_space (self) && _colim_parser_build_named (self, COLIM_TERM_VERTEX, mark, from);
}

/* let */

static gboolean
handle (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_is_words (self, "copy", TOKEN_ROUND))
    {
      self->next++;
      return _colim_parser_open (self, TOKEN_ROUND, "'('") && _colim_parser_element (self, "a model's name")
             && _colim_parser_close (self, TOKEN_ROUND_END, "')'")
             && _colim_parser_build (self, COLIM_TERM_COPY, mark, from);
    }
  if (_colim_parser_is_words (self, "ema", TOKEN_ROUND))
    {
      self->next++;
      if (!_colim_parser_open (self, TOKEN_ROUND, "'('") || !_colim_parser_element (self, "a model's name")
          || !_colim_parser_expect (self, TOKEN_COMMA, "',' and 'decay = NUMBER'"))
        return FALSE;
      if (!_colim_parser_is_words (self, "decay", TOKEN_EQUALS))
        return _colim_parser_fail (self, "'decay = NUMBER'");
      self->next += 2;
      return _colim_parser_number (self, "a number") && _colim_parser_close (self, TOKEN_ROUND_END, "')'")
             && _colim_parser_build (self, COLIM_TERM_EMA, mark, from);
    }
  self->more = "'·' or the end of the statement";

  return _colim_parser_model (self);
}

static gboolean
let (Parser *self)
{
  guint name = ++self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_element (self, "a name") || !_colim_parser_expect (self, TOKEN_EQUALS, "'='"))
    return FALSE;
  _colim_parser_drop (self, mark);
  if (!handle (self))
    return FALSE;
  if (_colim_parser_at_flag (self))
    return _colim_parser_refuse (self, self->next, "a flag belongs to an edge or to a component of a tuple, not to 'let'");

  return _colim_parser_build_named (self, COLIM_TERM_LET, mark, name);
}

/* Settings */

static gboolean
choose (Parser *self, ColimTermKind kind, const char *const *choices, const char *expected)
{
  guint word = ++self->next;

  for (; *choices != NULL; choices++)
    if (_colim_parser_peek (self, 0) == TOKEN_NAME && _colim_parser_is_word (self, word, *choices))
      return _colim_parser_leaf (self, kind);

  return _colim_parser_fail (self, expected);
}

static gboolean
policy (Parser *self)
{
  static const char *const policies[] = { "explicit", "edges", "paths", NULL };

  return choose (self, COLIM_TERM_POLICY, policies, "'explicit', 'edges' or 'paths'");
}

static gboolean
reduce (Parser *self)
{
  static const char *const reductions[] = { "mean", "sum", NULL };

  return choose (self, COLIM_TERM_REDUCE, reductions, "'mean' or 'sum'");
}

static gboolean
bound (Parser *self)
{
  guint from = self->next++, mark = _colim_parser_mark (self);

  if (!_colim_parser_int (self, "a whole number"))
    return FALSE;
  self->more = "'derivations' or the end of the statement";
  if (_colim_parser_peek (self, 0) == TOKEN_NAME && _colim_parser_is_word (self, self->next, "derivations"))
    {
      self->next++;
      if (!_colim_parser_int (self, "a whole number"))
        return FALSE;
    }

  return _colim_parser_build (self, COLIM_TERM_BOUND, mark, from);
}

static gboolean
setting (Parser *self)
{
  self->more = "';' or a new line";
  return _colim_parser_named_value (self);
}

static gboolean
train (Parser *self)
{
  guint from = self->next++, mark = _colim_parser_mark (self);

  return _colim_parser_block (self, setting, TOKEN_EQUALS, "'{'") && _colim_parser_build (self, COLIM_TERM_TRAIN, mark, from);
}

static gboolean
diagram (Parser *self)
{
  return _colim_parser_refuse (self, self->next, "a diagram cannot stand inside another");
}

static const struct {
  const char *word;
  TokenKind next;
  ParserRule rule;
} keywords[] = {
  { "let", TOKEN_NAME, let },         { "policy", TOKEN_NAME, policy }, { "reduce", TOKEN_NAME, reduce },
  { "bound", TOKEN_NUMBER, bound },   { "train", TOKEN_BRACE, train },  { "diagram", TOKEN_NAME, diagram },
};

static gboolean
ends_statement (TokenKind kind)
{
  return kind == TOKEN_BREAK || kind == TOKEN_SEMICOLON || kind == TOKEN_END || kind == TOKEN_BRACE_END;
}

/* Whether a statement that begins with a name goes on like this. */
static gboolean
follows_name (TokenKind kind)
{
  return kind == TOKEN_COLON || kind == TOKEN_GIVES || kind == TOKEN_COMPOSE || kind == TOKEN_LESS
         || kind == TOKEN_SIMILAR || kind == TOKEN_EQUALS || kind == TOKEN_ROUND || ends_statement (kind);
}

/* The rule of the keyword that begins the statement, if it does not stand there as a name. */
static ParserRule
find_keyword (const Parser *self, TokenKind next)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (_colim_parser_is_word (self, self->next, keywords[i].word)
        && (next == keywords[i].next || !follows_name (next)))
      return keywords[i].rule;

  return NULL;
}

gboolean
_colim_parser_statement (Parser *self)
{
  TokenKind next = _colim_parser_peek (self, 1);
  ParserRule keyword;

  if (_colim_parser_peek (self, 0) != TOKEN_NAME)
    return _colim_parser_fail (self, "a statement");
  if ((keyword = find_keyword (self, next)) != NULL)
    return keyword (self);
  if (_colim_parser_at_flag (self)
      && (next == TOKEN_ROUND ? self->tokens[self->next + 2].kind == TOKEN_STRING : !follows_name (next) || ends_statement (next)))
    return _colim_parser_refuse (self, self->next, "a flag follows the model of an edge, and none stands above it");
  if ((_colim_parser_is_word (self, self->next, "glue") || _colim_parser_is_word (self, self->next, "restrict"))
      && next != TOKEN_NAME)
    return _colim_parser_element (self, "the name of a vertex or an edge");
  if (_colim_parser_at_glue (self))
    return _colim_parser_refuse (self, self->next, "a gluing has a name: 'diagram NAME = …'");

  switch (next)
    {
    case TOKEN_COLON:
      return edge (self);
    case TOKEN_EQUALS:
      if (self->tokens[self->next + 2].kind == TOKEN_NAME && self->tokens[self->next + 3].kind == TOKEN_ROUND)
        return metric (self);
      break;
    case TOKEN_ROUND:
      return _colim_parser_is_word (self, self->next, "id") ? relation (self) : metric (self);
    case TOKEN_COMPOSE:
    case TOKEN_LESS:
    case TOKEN_SIMILAR:
      return relation (self);
    default:
      if (next == TOKEN_GIVES || ends_statement (next))
        return vertex (self);
      break;
    }
  self->next++;

  return _colim_parser_fail (self, "':' or '⇒'");
}
