/* Text to tokens.
 *
 * Names, numbers, strings and signs, each with its place; the last token is the end.  What is none of these is
 * reported here, once for each run of it, and leaves a BAD token, at which the parser knows that no more need be said.
 * A newline is a flag of the token after it: whether it ends a statement is for the parser, who knows the brackets.
 */

#include "theory/language/lexer-private.h"

#include <string.h>

/* Unicode's stream-safe text: beyond this, normalising a name would take quadratic time. */
#define MOST_MARKS 30

typedef struct {
  ColimText *text;
  ColimDiagnostics *diagnostics;
  const char *start, *at, *end;
  GArray *tokens;
  gboolean newline;
} Lexer;

/* Longer signs stand before their beginnings. */
static const struct {
  char sign[4];
  guint8 length;
  guint8 kind;
} signs[] = {
  { "(", 1, TOKEN_ROUND },
  { ")", 1, TOKEN_ROUND_END },
  { ",", 1, TOKEN_COMMA },
  { ":", 1, TOKEN_COLON },
  { "→", 3, TOKEN_ARROW },
  { "->", 2, TOKEN_ARROW },
  { "⇒", 3, TOKEN_GIVES },
  { "=>", 2, TOKEN_GIVES },
  { "·", 2, TOKEN_COMPOSE },
  { "⋅", 3, TOKEN_COMPOSE },
  { ">>", 2, TOKEN_COMPOSE },
  { "≤", 3, TOKEN_LESS },
  { "<=", 2, TOKEN_LESS },
  { "~", 1, TOKEN_SIMILAR },
  { "↦", 3, TOKEN_MAPSTO },
  { "|->", 3, TOKEN_MAPSTO },
  { "=", 1, TOKEN_EQUALS },
  { ";", 1, TOKEN_SEMICOLON },
  { ".", 1, TOKEN_DOT },
  { "+", 1, TOKEN_PLUS },
  { "-", 1, TOKEN_MINUS },
  { "*", 1, TOKEN_TIMES },
  { "/", 1, TOKEN_SLASH },
  { "∞", 3, TOKEN_INFINITY },
  { "[", 1, TOKEN_SQUARE },
  { "]", 1, TOKEN_SQUARE_END },
  { "⟨", 3, TOKEN_ANGLE },
  { "<", 1, TOKEN_ANGLE },
  { "⟩", 3, TOKEN_ANGLE_END },
  { ">", 1, TOKEN_ANGLE_END },
  { "{", 1, TOKEN_BRACE },
  { "}", 1, TOKEN_BRACE_END },
};

static void
report (Lexer *self, const char *at, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
report (Lexer *self, const char *at, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  colim_diagnostics_error (self->diagnostics, self->text, (gsize) (at - self->start), COLIM_ERROR_PARSE, "%s", message);
}

static void
add (Lexer *self, const char *from, TokenKind kind, guint8 flags)
{
  Token token = { (guint32) (from - self->start), (guint32) (self->at - from), 0, kind, flags };

  if (self->newline)
    {
      TokenKind before = self->tokens->len > 0 ? g_array_index (self->tokens, Token, self->tokens->len - 1).kind : TOKEN_END;

      token.flags |= TOKEN_NEWLINE;
      if (!token_joins (before) && !token_joins (kind) && kind != TOKEN_BRACE)
        token.flags |= TOKEN_BREAKS;
      self->newline = FALSE;
    }
  g_array_append_val (self->tokens, token);
}

/* Reads a code point, or gives 0 and steps over one byte that is not UTF-8 (or a NUL, which is no sign either). */
static gunichar
next_sign (Lexer *self)
{
  guchar byte = (guchar) *self->at;

  if (byte < 0x80)
    {
      self->at++;
      return byte;
    }

  gunichar sign = g_utf8_get_char_validated (self->at, self->end - self->at);

  if ((gint32) sign < 0)
    {
      self->at++;
      return 0;
    }
  self->at = g_utf8_next_char (self->at);

  return sign;
}

static gunichar
peek_sign (Lexer *self)
{
  const char *at = self->at;
  gunichar sign = self->at < self->end ? next_sign (self) : 0;

  self->at = at;

  return sign;
}

static gboolean
begins_name (gunichar sign)
{
  return sign < 0x80 ? g_ascii_isalpha (sign) || sign == '_' : g_unichar_isalpha (sign);
}

static gboolean
continues_name (gunichar sign)
{
  return sign < 0x80 ? g_ascii_isalnum (sign) || sign == '_' || sign == '\''
                     : g_unichar_isalpha (sign) || g_unichar_ismark (sign) || g_unichar_isdigit (sign);
}

/* How many combining marks there are in a row, in the decomposition, which normalising does not change. */
static guint
count_marks (guint before, gunichar sign)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n = g_unichar_fully_decompose (sign, FALSE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    before = g_unichar_combining_class (parts[i]) != 0 ? before + 1 : 0;

  return before;
}

static void
lex_name (Lexer *self)
{
  const char *from = self->at;
  guint8 flags = TOKEN_ASCII;
  guint marks = 0, most_marks = 0;

  while (self->at < self->end)
    {
      const char *at = self->at;
      gunichar sign = next_sign (self);

      if (sign == '.' && begins_name (peek_sign (self)))
        flags |= TOKEN_DOTTED;
      else if (!continues_name (sign))
        {
          self->at = at;
          break;
        }
      if (sign >= 0x80)
        {
          flags &= ~TOKEN_ASCII;
          marks = count_marks (marks, sign);
          most_marks = MAX (most_marks, marks);
        }
      else
        marks = 0;
    }
  if (most_marks > MOST_MARKS)
    report (self, from, "more than %d marks on one letter", MOST_MARKS);
  add (self, from, most_marks > MOST_MARKS ? TOKEN_BAD : TOKEN_NAME, flags);
}

static void
skip_digits (Lexer *self)
{
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
}

static void
lex_number (Lexer *self)
{
  const char *from = self->at;

  skip_digits (self);
  if (self->end - self->at >= 2 && self->at[0] == '.' && g_ascii_isdigit (self->at[1]))
    {
      self->at++;
      skip_digits (self);
    }
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      const char *digits = self->at + 1;

      if (digits < self->end && (*digits == '+' || *digits == '-'))
        digits++;
      if (digits < self->end && g_ascii_isdigit (*digits))
        {
          self->at = digits;
          skip_digits (self);
        }
    }
  if (!continues_name (peek_sign (self)))
    {
      add (self, from, TOKEN_NUMBER, 0);
      return;
    }

  while (self->at < self->end && continues_name (peek_sign (self)))
    next_sign (self);
  report (self, from, "'%.*s%s' is neither a number nor a name: a name begins with a letter or '_'",
          (int) MIN (self->at - from, 20), from, self->at - from > 20 ? "…" : "");
  add (self, from, TOKEN_BAD, 0);
}

/* The code of \uXXXX at @at, or -1. */
static gint32
read_hex (const char *at, const char *end)
{
  gint32 code = 0;

  if (end - at < 4)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      code = code * 16 + g_ascii_xdigit_value (at[i]);
    }

  return code;
}

#define IS_HIGH(code) ((code) >= 0xd800 && (code) < 0xdc00)
#define IS_LOW(code) ((code) >= 0xdc00 && (code) < 0xe000)

/* Reads the code after `\u`, two escapes if they are a surrogate pair; -1 if it is none that a string can hold. */
static gint32
read_code (const char *at, const char *end, const char **next)
{
  gint32 code = read_hex (at, end);

  *next = at + 4;
  if (IS_HIGH (code))
    {
      gint32 low = end - at >= 10 && at[4] == '\\' && at[5] == 'u' ? read_hex (at + 6, end) : -1;

      *next = at + 10;
      return IS_LOW (low) ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : -1;
    }

  return code == 0 || IS_LOW (code) ? -1 : code;
}

/* Steps over an escape and reports what is wrong with it. */
static gboolean
lex_escape (Lexer *self)
{
  const char *from = self->at++;

  if (self->at == self->end || *self->at == '\n')
    return TRUE;
  if (*self->at == 'u')
    {
      const char *next;

      self->at++;
      if (read_code (self->at, self->end, &next) >= 0)
        {
          self->at = next;
          return TRUE;
        }
      report (self, from, "'\\u' needs the four hexadecimal digits of a character");
      return FALSE;
    }
  if (strchr ("\"\\nt", *self->at) != NULL && *self->at != '\0')
    {
      self->at++;
      return TRUE;
    }
  report (self, from, "unknown escape in a string: the escapes are \\\" \\\\ \\n \\t \\uXXXX");

  return FALSE;
}

static void
lex_string (Lexer *self)
{
  const char *from = self->at++;
  gboolean good = TRUE;

  while (self->at < self->end && *self->at != '"' && *self->at != '\n')
    {
      const char *at = self->at;

      if (*at == '\\')
        good &= lex_escape (self);
      else if (next_sign (self) == 0)
        {
          if (good)
            report (self, at, *at == '\0' ? "a NUL byte cannot stand in a string" : "byte 0x%02X is not UTF-8",
                    (guchar) *at);
          good = FALSE;
        }
    }
  if (self->at < self->end && *self->at == '"')
    self->at++;
  else
    {
      report (self, from, "the string is not closed on its line");
      good = FALSE;
    }
  add (self, from, good ? TOKEN_STRING : TOKEN_BAD, 0);
}

static gboolean
lex_sign (Lexer *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (*self->at == signs[i].sign[0] && self->end - self->at >= signs[i].length
        && memcmp (self->at, signs[i].sign, signs[i].length) == 0)
      {
        const char *from = self->at;

        self->at += signs[i].length;
        add (self, from, signs[i].kind, 0);
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_blank (gunichar sign)
{
  return sign < 0x80 ? sign == ' ' || (sign >= '\t' && sign <= '\r') : g_unichar_isspace (sign);
}

/* Whether nothing that means something stands here. */
static gboolean
is_stray (Lexer *self)
{
  gunichar sign = peek_sign (self);

  if (self->at == self->end || is_blank (sign) || begins_name (sign) || g_ascii_isdigit (*self->at)
      || strchr ("#\"", *self->at) != NULL)
    return self->at < self->end && *self->at == '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (self->end - self->at >= signs[i].length && memcmp (self->at, signs[i].sign, signs[i].length) == 0)
      return FALSE;

  return TRUE;
}

static void
lex_stray (Lexer *self)
{
  const char *from = self->at;
  gunichar sign = next_sign (self);

  if (sign == 0 && *from != '\0')
    report (self, from, "byte 0x%02X is not UTF-8", (guchar) *from);
  else if (sign == '\'' || sign == 0x201c || sign == 0x201d || sign == 0x2018 || sign == 0x2019)
    report (self, from, "'%.*s' means nothing here: a string stands between '\"' and '\"'", (int) (self->at - from), from);
  else if (g_unichar_isgraph (sign) && !g_unichar_iszerowidth (sign))
    report (self, from, "'%.*s' means nothing here", (int) (self->at - from), from);
  else
    report (self, from, "U+%04X means nothing here", sign);
  while (is_stray (self))
    next_sign (self);
  add (self, from, TOKEN_BAD, 0);
}

/* What a comment says is nobody's business, but the file is UTF-8. */
static void
skip_comment (Lexer *self)
{
  gboolean good = TRUE;

  while (self->at < self->end && *self->at != '\n')
    {
      const char *at = self->at;

      if (next_sign (self) == 0 && *at != '\0' && good)
        {
          report (self, at, "byte 0x%02X is not UTF-8", (guchar) *at);
          good = FALSE;
        }
    }
}

static void
lex_next (Lexer *self)
{
  gunichar sign = peek_sign (self);

  if (is_blank (sign))
    {
      self->newline |= sign == '\n';
      next_sign (self);
    }
  else if (begins_name (sign))
    lex_name (self);
  else if (g_ascii_isdigit (*self->at))
    lex_number (self);
  else if (*self->at == '"')
    lex_string (self);
  else if (*self->at == '#')
    skip_comment (self);
  else if (!lex_sign (self))
    lex_stray (self);
}

/* Gives tokens, the last of them END, with brackets matched. */
GArray *
_colim_lex (ColimText *text, ColimDiagnostics *diagnostics)
{
  gsize length;
  const char *contents = colim_text_get_contents (text, &length);
  Lexer self = { text, diagnostics, contents, contents, contents + length,
                 g_array_new (FALSE, FALSE, sizeof (Token)), FALSE };

  if (length >= G_MAXUINT32)
    {
      colim_diagnostics_error (diagnostics, text, 0, COLIM_ERROR_TOO_LARGE, "the text is longer than 4 GiB");
      self.end = contents;
    }
  while (self.at < self.end)
    lex_next (&self);
  add (&self, self.at, TOKEN_END, 0);
  _colim_match_brackets (contents, (Token *) (void *) self.tokens->data, self.tokens->len);

  return self.tokens;
}

/* Decodes the escapes of a STRING token. */
char *
_colim_lex_dup_string (ColimText *text, const Token *token)
{
  const char *at = colim_text_get_contents (text, NULL) + token->offset + 1;
  const char *end = at + token->length - 2;
  GString *out = g_string_sized_new (token->length);

  while (at < end)
    if (*at != '\\')
      g_string_append_c (out, *at++);
    else if (at[1] == 'u')
      g_string_append_unichar (out, (gunichar) read_code (at + 2, end, &at));
    else
      {
        g_string_append_c (out, at[1] == 'n' ? '\n' : at[1] == 't' ? '\t' : at[1]);
        at += 2;
      }

  return g_string_free (out, FALSE);
}

/* Gives a NAME token's text in normal form C. */
char *
_colim_lex_dup_name (ColimText *text, const Token *token)
{
  return g_utf8_normalize (colim_text_get_contents (text, NULL) + token->offset, token->length, G_NORMALIZE_NFC);
}
