/* The smallest rules: names and numbers. */

#include "theory/language/parser-private.h"

#include <string.h>

static gboolean
is_reserved (const Parser *self, guint token)
{
  static const char *const reserved[] = { "frozen", "eval", "glue", "restrict" };

  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (_colim_parser_is_word (self, token, reserved[i]))
      return TRUE;

  return FALSE;
}

/* A name, with dots or not. */
gboolean
_colim_parser_element (Parser *self, const char *expected)
{
  if (_colim_parser_peek (self, 0) != TOKEN_NAME)
    return _colim_parser_fail (self, expected);
  if (is_reserved (self, self->next))
    return _colim_parser_refuse (self, self->next, "'%.*s' is reserved and cannot be %s",
                                 (int) _colim_parser_token (self)->length,
                                 self->contents + _colim_parser_token (self)->offset, expected);

  return _colim_parser_leaf (self, COLIM_TERM_NAME);
}

/* A name without dots. */
gboolean
_colim_parser_name (Parser *self, const char *expected)
{
  if (_colim_parser_peek (self, 0) == TOKEN_NAME && (_colim_parser_token (self)->flags & TOKEN_DOTTED))
    return _colim_parser_refuse (self, self->next, "a name with dots cannot be %s", expected);

  return _colim_parser_element (self, expected);
}

static gboolean
is_int (const Parser *self, guint token)
{
  const Token *at = &self->tokens[token];
  gsize digits = 0;

  while (at->kind == TOKEN_NUMBER && digits < at->length && g_ascii_isdigit (self->contents[at->offset + digits]))
    digits++;

  return at->kind == TOKEN_NUMBER && digits == at->length;
}

gboolean
_colim_parser_int (Parser *self, const char *expected)
{
  if (!is_int (self, self->next) || _colim_parser_peek (self, 0) == TOKEN_BREAK)
    return _colim_parser_fail (self, expected);

  return _colim_parser_leaf (self, COLIM_TERM_NUMBER);
}

/* A number with an exponent, a sign and all. */
gboolean
_colim_parser_number (Parser *self, const char *expected)
{
  if (_colim_parser_peek (self, 0) == TOKEN_MINUS && _colim_parser_peek (self, 1) == TOKEN_NUMBER)
    {
      const Token *token = _colim_parser_token (self) + 1;
      g_autofree char *name = g_strdup_printf ("-%.*s", (int) token->length, self->contents + token->offset);

      self->next += 2;
      return _colim_parser_build_word (self, COLIM_TERM_NUMBER, _colim_parser_mark (self), self->next - 2, name);
    }
  if (_colim_parser_peek (self, 0) != TOKEN_NUMBER)
    return _colim_parser_fail (self, expected);

  return _colim_parser_leaf (self, COLIM_TERM_NUMBER);
}

/* Takes ∞ if it stands there. */
gboolean
_colim_parser_infinity (Parser *self)
{
  if (_colim_parser_peek (self, 0) != TOKEN_INFINITY && !_colim_parser_is_word (self, self->next, "inf"))
    return FALSE;

  self->next++;
  return _colim_parser_build_word (self, COLIM_TERM_NUMBER, _colim_parser_mark (self), self->next - 1, "∞");
}

static gboolean
is_zero (const Parser *self, guint token)
{
  const Token *at = &self->tokens[token];

  for (guint32 i = 0; i < at->length; i++)
    if (self->contents[at->offset + i] != '0')
      return FALSE;

  return TRUE;
}

static gboolean
fraction (Parser *self)
{
  guint from = self->next;
  const Token *over = &self->tokens[from], *under = over + 2;
  g_autofree char *name = NULL;

  self->next += 2;
  if (!is_int (self, self->next))
    return _colim_parser_fail (self, "a whole number");
  if (is_zero (self, self->next))
    return _colim_parser_refuse (self, self->next, "the denominator is zero");
  self->next++;
  name = g_strdup_printf ("%.*s/%.*s", (int) over->length, self->contents + over->offset, (int) under->length,
                          self->contents + under->offset);

  return _colim_parser_build_word (self, COLIM_TERM_NUMBER, _colim_parser_mark (self), from, name);
}

/* An exact number, not negative: `2`, `1/4`, `0.25`, `∞`. */
gboolean
_colim_parser_exact (Parser *self, const char *expected)
{
  const Token *token = _colim_parser_token (self);

  if (_colim_parser_infinity (self))
    return TRUE;
  if (_colim_parser_peek (self, 0) != TOKEN_NUMBER)
    return _colim_parser_fail (self, expected);
  if (_colim_parser_peek (self, 1) == TOKEN_SLASH)
    return is_int (self, self->next) ? fraction (self) : _colim_parser_fail (self, "a whole number before '/'");
  for (guint32 i = 0; i < token->length; i++)
    if (g_ascii_isalpha (self->contents[token->offset + i]))
      return _colim_parser_refuse (self, self->next, "'%.*s' is not an exact number: write it like 1/4 or 0.25",
                                   (int) MIN (token->length, 24), self->contents + token->offset);

  return _colim_parser_leaf (self, COLIM_TERM_NUMBER);
}
