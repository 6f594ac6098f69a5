/* Blocks, diagrams, gluings, and whole files. */

#include "theory/language/parser-private.h"

static gboolean
begins_diagram (const Parser *self)
{
  return _colim_parser_is_words (self, "diagram", TOKEN_NAME)
         && (self->tokens[self->next + 2].kind == TOKEN_BRACE || self->tokens[self->next + 2].kind == TOKEN_EQUALS);
}

/* Whether a diagram begins without its name. */
static gboolean
lacks_name (const Parser *self)
{
  return _colim_parser_is_words (self, "diagram", TOKEN_EQUALS)
         && (_colim_parser_is_word (self, self->next + 2, "glue")
             || _colim_parser_is_word (self, self->next + 2, "restrict")
             || _colim_parser_is_word (self, self->next + 3, "with"));
}

static void
read_item (Parser *self, ParserRule item)
{
  guint mark = _colim_parser_mark (self), nesting = self->nesting;

  self->more = "the end of the statement";
  if (item (self) && _colim_parser_ended (self))
    return;

  _colim_parser_drop (self, mark);
  _colim_parser_recover (self);
  self->nesting = nesting;
}

/* Moves to where the next item begins, if there is one. */
static gboolean
next_item (Parser *self)
{
  while (_colim_parser_token (self)->kind == TOKEN_SEMICOLON)
    self->next++;
  self->start = self->next;

  return _colim_parser_token (self)->kind != TOKEN_END && _colim_parser_token (self)->kind != TOKEN_BRACE_END;
}

/* Reads items up to the end, or the brace that closes the block; what fails is reported, dropped and stepped over. */
gboolean
_colim_parser_items (Parser *self, ParserRule item)
{
  guint start = self->start;

  while (next_item (self))
    read_item (self, item);
  self->start = start;

  return TRUE;
}

/* Reads `{ item; … }`, and leaves the items on the stack.  A block that is not closed ends where the next diagram
 * begins, or an item that has not the @sign behind its name that all items have, if they have one. */
gboolean
_colim_parser_block (Parser *self, ParserRule item, TokenKind sign, const char *expected)
{
  const Token *brace = _colim_parser_token (self);
  guint start = self->start;

  if (brace->kind != TOKEN_BRACE)
    return _colim_parser_fail (self, expected);
  self->next++;
  if (brace->partner != 0)
    {
      _colim_parser_items (self, item);
      self->next++;
      return TRUE;
    }

  colim_diagnostics_error (self->diagnostics, self->text, brace->offset, COLIM_ERROR_PARSE, "'{' is not closed");
  while (next_item (self) && !begins_diagram (self) && (sign == TOKEN_END || _colim_parser_peek (self, 1) == sign))
    read_item (self, item);
  self->start = start;
  self->resume = self->next;

  return FALSE;
}

static gboolean
mapping (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  self->more = "';' or a new line";
  return _colim_parser_element (self, "an element") && _colim_parser_expect (self, TOKEN_MAPSTO, "'↦'")
         && _colim_parser_element (self, "an element") && _colim_parser_build (self, COLIM_TERM_MAPSTO, mark, from);
}

/* Whether a part of a gluing begins here: on the same line wherever its word stands, on another in its form only, as
 * the word may be a name. */
static gboolean
at_part (const Parser *self, const char *word, TokenKind form)
{
  if (!_colim_parser_is_word (self, self->next, word))
    return FALSE;

  const Token *token = _colim_parser_token (self);

  if (!(token->flags & TOKEN_BREAKS))
    return TRUE;

  return token[1].kind == form && !(token[1].flags & TOKEN_BREAKS) && (form != TOKEN_NAME || token[2].kind != TOKEN_COLON);
}

static gboolean
with (Parser *self)
{
  guint from = self->next++, mark = _colim_parser_mark (self);
  gboolean assigns = self->assigns, read;

  self->assigns = TRUE;
  read = _colim_parser_block (self, _colim_parser_statement, TOKEN_END, "'{'");
  self->assigns = assigns;

  return read && _colim_parser_build (self, COLIM_TERM_BLOCK, mark, from);
}

static gboolean
via (Parser *self)
{
  guint name = ++self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_name (self, "a diagram"))
    return FALSE;
  _colim_parser_drop (self, mark);

  return _colim_parser_block (self, mapping, TOKEN_MAPSTO, "'{'") && _colim_parser_build_named (self, COLIM_TERM_VIA, mark, name);
}

static gboolean
over (Parser *self)
{
  guint from = self->next++, mark = _colim_parser_mark (self);

  if (!_colim_parser_name (self, "a diagram"))
    return FALSE;
  while (at_part (self, "via", TOKEN_NAME))
    if (!via (self))
      return FALSE;

  return _colim_parser_build (self, COLIM_TERM_OVER, mark, from);
}

static gboolean
glue (Parser *self)
{
  guint from = self->next++, mark = _colim_parser_mark (self);

  do
    if (!_colim_parser_name (self, "a diagram"))
      return FALSE;
  while (_colim_parser_accept (self, TOKEN_COMMA));
  self->more = "',', 'over', 'with' or the end of the statement";
  if (at_part (self, "via", TOKEN_NAME))
    return _colim_parser_refuse (self, self->next, "'via' needs 'over DIAGRAM' before it");
  if (at_part (self, "over", TOKEN_NAME))
    {
      if (!over (self))
        return FALSE;
      self->more = "'via', 'with' or the end of the statement";
    }
  if (at_part (self, "with", TOKEN_BRACE) && !with (self))
    return FALSE;

  return _colim_parser_build (self, COLIM_TERM_GLUE, mark, from);
}

static gboolean
restriction (Parser *self)
{
  guint from = self->next++, mark = _colim_parser_mark (self);

  if (!_colim_parser_name (self, "a diagram"))
    return FALSE;
  if (_colim_parser_peek (self, 0) != TOKEN_NAME || !_colim_parser_is_word (self, self->next, "to"))
    return _colim_parser_fail (self, "'to'");
  self->next++;

  return _colim_parser_name (self, "a diagram") && _colim_parser_build (self, COLIM_TERM_RESTRICT, mark, from);
}

gboolean
_colim_parser_at_glue (const Parser *self)
{
  return _colim_parser_is_word (self, self->next, "glue") || _colim_parser_is_word (self, self->next, "restrict")
         || (_colim_parser_token (self)->kind == TOKEN_NAME && _colim_parser_is_word (self, self->next + 1, "with")
             && self->tokens[self->next + 2].kind == TOKEN_BRACE);
}

gboolean
_colim_parser_glue (Parser *self)
{
  guint from = self->next, mark = _colim_parser_mark (self);

  if (_colim_parser_is_word (self, from, "glue"))
    return glue (self);
  if (_colim_parser_is_word (self, from, "restrict"))
    return restriction (self);
  if (!_colim_parser_name (self, "'glue', 'restrict' or a diagram"))
    return FALSE;
  if (!at_part (self, "with", TOKEN_BRACE))
    return _colim_parser_fail (self, "'with'");

  return with (self) && _colim_parser_build (self, COLIM_TERM_WITH, mark, from);
}

static gboolean
diagram (Parser *self)
{
  guint name = ++self->next, mark = _colim_parser_mark (self);

  if (!_colim_parser_name (self, "a diagram's name"))
    {
      /* What stands in its braces may be wrong as well. */
      if (self->tokens[self->next].kind != TOKEN_BRACE && self->tokens[self->next].kind != TOKEN_END)
        self->next++;
      if (self->tokens[self->next].kind == TOKEN_BRACE && _colim_parser_block (self, _colim_parser_statement, TOKEN_END, "'{'"))
        self->resume = self->next;
      return FALSE;
    }
  _colim_parser_drop (self, mark);
  if (_colim_parser_accept (self, TOKEN_EQUALS))
    return _colim_parser_glue (self) && _colim_parser_build_named (self, COLIM_TERM_DIAGRAM_GLUE, mark, name);

  return _colim_parser_block (self, _colim_parser_statement, TOKEN_END, "'{' or '='")
         && _colim_parser_build_named (self, COLIM_TERM_DIAGRAM, mark, name);
}

gboolean
_colim_parser_file_item (Parser *self)
{
  TokenKind next = _colim_parser_peek (self, 1);

  if (_colim_parser_is_word (self, self->next, "diagram")
      && (begins_diagram (self) || lacks_name (self) || next == TOKEN_NAME || next == TOKEN_BRACE
          || next == TOKEN_NUMBER || next == TOKEN_STRING))
    return diagram (self);

  return _colim_parser_statement (self);
}
