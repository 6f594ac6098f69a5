/* The parser's hands: looking at tokens, saying what is wrong with them, and building terms.
 *
 * One fault is reported once: the rule that meets it fails, so do all that called it, and the statement is stepped
 * over.  A statement in which the lexer found something is not reported again.
 */

#include "theory/language/parser-private.h"

#include "theory/language/term-private.h"

#include <string.h>

#define MOST_NESTING 200
#define MOST_SHOWN 24

TokenKind
_colim_parser_peek (const Parser *self, guint ahead)
{
  const Token *token = &self->tokens[self->next];

  for (guint i = 0;; i++, token++)
    {
      if ((token->flags & TOKEN_BREAKS) && self->depth == 0 && self->next + i > self->start)
        return TOKEN_BREAK;
      if (i == ahead || token->kind == TOKEN_END)
        return token->kind;
    }
}

const Token *
_colim_parser_token (const Parser *self)
{
  return &self->tokens[self->next];
}

gboolean
_colim_parser_is_word (const Parser *self, guint token, const char *word)
{
  const Token *at = &self->tokens[token];

  return at->kind == TOKEN_NAME && at->length == strlen (word)
         && memcmp (self->contents + at->offset, word, at->length) == 0;
}

/* Whether the statement goes on with a keyword and a token of a kind. */
gboolean
_colim_parser_is_words (const Parser *self, const char *word, TokenKind next)
{
  return _colim_parser_peek (self, 0) == TOKEN_NAME && _colim_parser_is_word (self, self->next, word)
         && _colim_parser_peek (self, 1) == next;
}

/* The first token at or after @least that is not part of the statement. */
static guint
statement_end (const Parser *self, guint least)
{
  guint i = self->start;

  while (TRUE)
    {
      const Token *token = &self->tokens[i];

      if (token->kind == TOKEN_END)
        return i;
      if (i >= least
          && (token->kind == TOKEN_SEMICOLON || token->kind == TOKEN_BRACE_END
              || ((token->flags & TOKEN_BREAKS) && i > self->start)))
        return i;
      i = token_opens (token->kind) && token->partner != 0 ? token->partner + 1 : i + 1;
    }
}

static gboolean
has_bad (const Parser *self, guint end)
{
  for (guint i = self->start; i < end; i++)
    {
      if (self->tokens[i].kind == TOKEN_BAD)
        return TRUE;
      if (self->tokens[i].kind == TOKEN_BRACE && self->tokens[i].partner != 0)
        i = self->tokens[i].partner;
    }

  return self->next < end && self->tokens[self->next].kind == TOKEN_BAD;
}

static void G_GNUC_PRINTF (3, 4)
report (Parser *self, gsize offset, const char *format, ...)
{
  va_list arguments;

  if (has_bad (self, self->resume != 0 ? self->resume : statement_end (self, self->next)))
    return;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  colim_diagnostics_error (self->diagnostics, self->text, offset, COLIM_ERROR_PARSE, "%s", message);
}

/* Reports at a token, with a message of its own. */
gboolean
_colim_parser_refuse (Parser *self, guint token, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  report (self, self->tokens[token].offset, "%s", message);

  return FALSE;
}

static char *
show (const Parser *self, guint index)
{
  const Token *token = &self->tokens[index];
  const char *from = self->contents + token->offset, *end = from + token->length;
  const char *to = from;

  for (guint i = 0; to < end && i < MOST_SHOWN; i++)
    to = g_utf8_find_next_char (to, NULL);

  return g_strdup_printf ("'%.*s%s'", (int) (MIN (to, end) - from), from, to < end ? "…" : "");
}

static gboolean
dangles (TokenKind kind)
{
  return token_joins (kind) ? kind != TOKEN_SEMICOLON : kind == TOKEN_PLUS || kind == TOKEN_MINUS || kind == TOKEN_TIMES || kind == TOKEN_SLASH;
}

static gboolean
stops (TokenKind kind)
{
  return kind == TOKEN_BREAK || kind == TOKEN_END || kind == TOKEN_SEMICOLON || token_closes (kind);
}

/* Whether a statement seems to begin at a token. */
static gboolean
seems_statement (const Parser *self, guint token)
{
  static const char *const keywords[] = { "let", "diagram", "policy", "reduce", "bound" };
  const Token *at = &self->tokens[token];

  if (at->kind != TOKEN_NAME)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (_colim_parser_is_word (self, token, keywords[i]) && (at[1].kind == TOKEN_NAME || at[1].kind == TOKEN_NUMBER))
      return TRUE;
  while (at[1].kind == TOKEN_COMPOSE && at[2].kind == TOKEN_NAME)
    at += 2;

  return at[1].kind == TOKEN_LESS || at[1].kind == TOKEN_SIMILAR || at[1].kind == TOKEN_COLON
         || at[1].kind == TOKEN_GIVES || at[1].kind == TOKEN_EQUALS || at[1].kind == TOKEN_ROUND
         || at[1].kind == TOKEN_BRACE;
}

/* If the line that the failure is on was joined to the one above by a sign that was left dangling there, the token
 * after that sign; else 0. */
static guint
find_join (const Parser *self)
{
  for (guint i = self->next; i > self->start; i--)
    {
      const Token *token = &self->tokens[i];

      if ((token->flags & TOKEN_NEWLINE) && dangles (token[-1].kind))
        {
          gboolean near = self->next <= i + 1 || self->tokens[self->next].kind == TOKEN_LESS
                          || self->tokens[self->next].kind == TOKEN_SIMILAR;

          return near && self->depth == 0 && seems_statement (self, i) ? i : 0;
        }
      if (token_closes (token->kind) && token->partner != 0 && token->partner >= self->start)
        i = MIN (i, token->partner + 1);
    }

  return 0;
}

static const struct {
  guint8 before, found;
  const char *hint;
} hints[] = {
  { TOKEN_NAME, TOKEN_MINUS, "; an arrow is '->' or '→'" },
  { TOKEN_NAME, TOKEN_ANGLE, "; 'less or equal' is '<=' or '≤'" },
  { TOKEN_NAME, TOKEN_ANGLE_END, "; composition is '>>' or '·'" },
  { TOKEN_NAME, TOKEN_DOT, "; there are no blanks round the dot of an element, and composition is '>>' or '·'" },
  { TOKEN_NAME, TOKEN_EQUALS, "; a space is given with '=>' or '⇒', and a metric is 'NAME = METRIC(path, path)'" },
};

/* Whether a model seems to stand where the space of a vertex should. */
static gboolean
seems_model (const Parser *self)
{
  const Token *at = &self->tokens[self->next];

  return self->next == self->start + 2 && at[-1].kind == TOKEN_GIVES
         && (at->kind == TOKEN_DOT || at->kind == TOKEN_ANGLE
             || (at->kind == TOKEN_NAME && (at[1].kind == TOKEN_ROUND || at[1].kind == TOKEN_COMPOSE)));
}

static const char *
find_hint (const Parser *self)
{
  guint8 before = self->next > self->start ? self->tokens[self->next - 1].kind : TOKEN_END;

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    if (hints[i].before == before && hints[i].found == self->tokens[self->next].kind
        && (hints[i].found != TOKEN_MINUS || self->tokens[self->next + 1].kind != TOKEN_NUMBER)
        && (hints[i].found != TOKEN_EQUALS || !_colim_parser_is_word (self, self->start, "diagram")))
      return hints[i].hint;

  return seems_model (self) ? "; a model belongs to an edge: 'NAME : V → W ⇒ MODEL'" : "";
}

/* Reports that the next token is not what it should be. */
gboolean
_colim_parser_fail (Parser *self, const char *expected)
{
  const Token *token = _colim_parser_token (self);
  TokenKind kind = _colim_parser_peek (self, 0);
  gboolean is_first = self->next == self->start;
  g_autofree char *found = show (self, self->next);
  g_autofree char *before = is_first ? NULL : show (self, self->next - 1);
  guint join = 0;

  if (!is_first && stops (kind) && dangles (token[-1].kind) && token[-1].kind != TOKEN_COMMA)
    report (self, token[-1].offset, "expected %s after %s", expected, before);
  else if (!is_first && (join = find_join (self)) != 0)
    {
      g_autofree char *sign = show (self, join - 1);

      self->resume = join;
      report (self, self->tokens[join - 1].offset, "nothing follows %s", sign);
    }
  else if (token_closes (kind) && token->partner == 0 && *find_hint (self) == '\0')
    report (self, token->offset, "%s closes nothing", found);
  else if (is_first)
    report (self, token->offset, "expected %s, not %s", expected, kind == TOKEN_END ? "the end" : found);
  else if (kind == TOKEN_BREAK || kind == TOKEN_END)
    report (self, token[-1].offset + token[-1].length, "expected %s after %s, not the end%s", expected, before,
            kind == TOKEN_BREAK ? " of the line" : "");
  else
    report (self, token->offset, "expected %s after %s, not %s%s", expected, before, found, find_hint (self));

  return FALSE;
}

/* Steps to the end of a statement that failed. */
void
_colim_parser_recover (Parser *self)
{
  self->next = self->resume != 0 ? self->resume : statement_end (self, self->next);
  self->resume = 0;
  self->depth = 0;
}

gboolean
_colim_parser_accept (Parser *self, TokenKind kind)
{
  if (_colim_parser_peek (self, 0) != kind)
    return FALSE;

  self->next++;
  return TRUE;
}

gboolean
_colim_parser_expect (Parser *self, TokenKind kind, const char *expected)
{
  return _colim_parser_accept (self, kind) || _colim_parser_fail (self, expected);
}

gboolean
_colim_parser_enter (Parser *self)
{
  if (self->nesting >= MOST_NESTING)
    return _colim_parser_refuse (self, self->next, "more than %d brackets or signs inside one another", MOST_NESTING);

  self->nesting++;
  return TRUE;
}

void
_colim_parser_leave (Parser *self)
{
  self->nesting--;
}

/* Whether a `>>` that composes nothing stands at a token: it was meant to close two brackets. */
static gboolean
is_closing (const Parser *self, guint token)
{
  const Token *at = &self->tokens[token];

  if (at->kind != TOKEN_COMPOSE || self->contents[at->offset] != '>')
    return FALSE;

  return (at[1].flags & TOKEN_NEWLINE)
         || (at[1].kind != TOKEN_NAME && at[1].kind != TOKEN_DOT && at[1].kind != TOKEN_ROUND && at[1].kind != TOKEN_ANGLE)
         || _colim_parser_is_word (self, token + 1, "frozen") || _colim_parser_is_word (self, token + 1, "eval");
}

/* An angle bracket may be open only because two of them were closed with the sign for composition. */
static gboolean
refuse_open (Parser *self, guint token)
{
  g_autofree char *found = show (self, token);
  guint end = statement_end (self, token);

  for (guint i = token; self->tokens[token].kind == TOKEN_ANGLE && i < end; i++)
    if (is_closing (self, i))
      {
        self->resume = self->tokens[i + 1].flags & TOKEN_NEWLINE ? i + 1 : 0;
        return _colim_parser_refuse (self, i, "'>>' composes: two brackets are closed with '> >' or '⟩⟩'");
      }

  return _colim_parser_refuse (self, token, "%s is not closed", found);
}

gboolean
_colim_parser_open (Parser *self, TokenKind kind, const char *expected)
{
  if (_colim_parser_peek (self, 0) != kind)
    return _colim_parser_fail (self, expected);
  if (_colim_parser_token (self)->partner == 0)
    return refuse_open (self, self->next);
  if (!_colim_parser_enter (self))
    return FALSE;

  self->depth++;
  self->next++;
  return TRUE;
}

gboolean
_colim_parser_close (Parser *self, TokenKind kind, const char *expected)
{
  if (!_colim_parser_expect (self, kind, expected))
    return FALSE;

  self->depth--;
  _colim_parser_leave (self);
  return TRUE;
}

/* Whether a statement ends here; a separator is optional after a brace. */
gboolean
_colim_parser_ended (Parser *self)
{
  TokenKind kind = _colim_parser_peek (self, 0);

  if (kind == TOKEN_BREAK || kind == TOKEN_SEMICOLON || kind == TOKEN_END || kind == TOKEN_BRACE_END)
    return TRUE;

  return (self->next > self->start && self->tokens[self->next - 1].kind == TOKEN_BRACE_END)
         || _colim_parser_fail (self, self->more);
}

guint
_colim_parser_mark (const Parser *self)
{
  return self->stack->len;
}

void
_colim_parser_drop (Parser *self, guint mark)
{
  for (guint i = mark; i < self->stack->len; i++)
    colim_term_unref (g_ptr_array_index (self->stack, i));
  g_ptr_array_set_size (self->stack, (gint) mark);
}

static gboolean
build (Parser *self, ColimTermKind kind, const char *name, gsize length, guint mark, guint token)
{
  ColimTerm **children = self->stack->pdata != NULL ? (ColimTerm **) self->stack->pdata + mark : NULL;
  ColimTerm *term = _colim_term_take (kind, name, length, children, self->stack->len - mark, self->text,
                                      self->tokens[token].offset);

  g_ptr_array_set_size (self->stack, (gint) mark);
  g_ptr_array_add (self->stack, term);

  return TRUE;
}

/* Makes a term of all that stands on the stack above @mark; its place is that of @token. */
gboolean
_colim_parser_build (Parser *self, ColimTermKind kind, guint mark, guint token)
{
  return build (self, kind, NULL, 0, mark, token);
}

/* The same, called as the token @name. */
gboolean
_colim_parser_build_named (Parser *self, ColimTermKind kind, guint mark, guint name)
{
  const Token *token = &self->tokens[name];

  if (token->kind == TOKEN_NAME && !(token->flags & TOKEN_ASCII))
    {
      g_autofree char *normal = _colim_lex_dup_name (self->text, token);

      return build (self, kind, normal, strlen (normal), mark, name);
    }

  return build (self, kind, self->contents + token->offset, token->length, mark, name);
}

gboolean
_colim_parser_build_word (Parser *self, ColimTermKind kind, guint mark, guint token, const char *name)
{
  return build (self, kind, name, strlen (name), mark, token);
}

/* A term without children that is called as the next token. */
gboolean
_colim_parser_leaf (Parser *self, ColimTermKind kind)
{
  const Token *token = _colim_parser_token (self);
  guint mark = _colim_parser_mark (self);

  self->next++;
  if (token->kind == TOKEN_STRING)
    {
      g_autofree char *decoded = _colim_lex_dup_string (self->text, token);

      return build (self, kind, decoded, strlen (decoded), mark, self->next - 1);
    }

  return _colim_parser_build_named (self, kind, mark, self->next - 1);
}
