/* Which bracket closes which, found before parsing, so that a parser knows at an opening bracket whether it is closed
 * at all, and can step over a bad statement to its true end.
 *
 * Two observations keep a forgotten bracket from swallowing the rest of the file.  A `}` closes the nearest `{`, and
 * whatever was opened after that stays open for ever.  And the signs of statements (⇒ : ≤ ~ ↦) stand in no bracket but
 * a block's braces: one on a later line than an open bracket, or than the brace of `train`, shows that it was forgotten.
 */

#include "theory/language/lexer-private.h"

#include <string.h>

typedef struct {
  guint32 token;
  guint32 line;
  gboolean is_block;
  guint32 n_open[TOKEN_BRACE_END - TOKEN_ROUND_END]; /* before this one, since the last brace: round, square, angle */
} Open;

typedef struct {
  const char *contents;
  Token *tokens;
  GArray *stack; /* Open */
  guint32 n_open[TOKEN_BRACE_END - TOKEN_ROUND_END];
  guint32 n_braces;
  guint32 line;
} Matcher;

static const Open *
top (const Matcher *self)
{
  return self->stack->len > 0 ? &g_array_index (self->stack, Open, self->stack->len - 1) : NULL;
}

/* Whether a brace opens a block of statements: a space's brace follows ⇒, or begins a text that is one space; that of
 * `train` follows the word, unless something is called so. */
static gboolean
opens_block (const Matcher *self, guint32 token)
{
  const Token *before = &self->tokens[token] - 1;

  if (token == 0 || before->kind == TOKEN_GIVES)
    return FALSE;
  if (before->kind != TOKEN_NAME || before->length != 5 || memcmp (self->contents + before->offset, "train", 5) != 0)
    return TRUE;

  return token > 1 && before[-1].kind == TOKEN_NAME && !(before->flags & TOKEN_BREAKS);
}

static void
push (Matcher *self, guint32 token)
{
  TokenKind kind = self->tokens[token].kind;
  Open open = { .token = token, .line = self->line };

  open.is_block = kind == TOKEN_BRACE && opens_block (self, token);
  for (guint i = 0; i < G_N_ELEMENTS (open.n_open); i++)
    open.n_open[i] = self->n_open[i];
  if (kind == TOKEN_BRACE)
    {
      self->n_braces++;
      for (guint i = 0; i < G_N_ELEMENTS (open.n_open); i++)
        self->n_open[i] = 0;
    }
  else
    self->n_open[kind - TOKEN_ROUND]++;
  g_array_append_val (self->stack, open);
}

static guint32
pop (Matcher *self)
{
  const Open *open = top (self);
  guint32 token = open->token;

  if (self->tokens[token].kind == TOKEN_BRACE)
    self->n_braces--;
  for (guint i = 0; i < G_N_ELEMENTS (open->n_open); i++)
    self->n_open[i] = open->n_open[i];
  g_array_set_size (self->stack, self->stack->len - 1);

  return token;
}

static void
close (Matcher *self, guint32 token)
{
  TokenKind opening = self->tokens[token].kind - TOKEN_ROUND_END + TOKEN_ROUND;
  guint32 partner;

  if ((opening == TOKEN_BRACE ? self->n_braces : self->n_open[opening - TOKEN_ROUND]) == 0)
    return;
  do
    partner = pop (self);
  while (self->tokens[partner].kind != opening);
  self->tokens[partner].partner = token;
  self->tokens[token].partner = partner;
}

static gboolean
is_sign_of_statements (TokenKind kind)
{
  return kind == TOKEN_GIVES || kind == TOKEN_COLON || kind == TOKEN_LESS || kind == TOKEN_SIMILAR || kind == TOKEN_MAPSTO;
}

/* Sets the partners.  Time: linear, as each bracket is pushed and popped once. */
void
_colim_match_brackets (const char *contents, Token *tokens, guint n_tokens)
{
  Matcher self = { .contents = contents, .tokens = tokens, .stack = g_array_new (FALSE, FALSE, sizeof (Open)) };

  for (guint32 i = 0; i < n_tokens; i++)
    {
      if (tokens[i].flags & TOKEN_NEWLINE)
        self.line++;
      if (token_opens (tokens[i].kind))
        push (&self, i);
      else if (token_closes (tokens[i].kind))
        close (&self, i);
      else if (is_sign_of_statements (tokens[i].kind))
        while (top (&self) != NULL && !top (&self)->is_block && top (&self)->line < self.line)
          pop (&self);
    }
  g_array_unref (self.stack);
}
