#pragma once

#include <colim/diagnostics.h>

typedef enum {
  TOKEN_END,
  TOKEN_BREAK, /* never in the list: what a parser sees before a token with BREAKS */
  TOKEN_BAD,   /* something that was reported already */
  TOKEN_NAME,
  TOKEN_NUMBER,
  TOKEN_STRING,
  TOKEN_GIVES,
  TOKEN_ARROW,
  TOKEN_COMPOSE,
  TOKEN_LESS,
  TOKEN_SIMILAR,
  TOKEN_MAPSTO,
  TOKEN_COMMA,
  TOKEN_EQUALS,
  TOKEN_COLON,
  TOKEN_SEMICOLON,
  TOKEN_DOT,
  TOKEN_PLUS,
  TOKEN_MINUS,
  TOKEN_TIMES,
  TOKEN_SLASH,
  TOKEN_INFINITY,
  TOKEN_ROUND,
  TOKEN_SQUARE,
  TOKEN_ANGLE,
  TOKEN_BRACE,
  TOKEN_ROUND_END, /* in the order of what they close */
  TOKEN_SQUARE_END,
  TOKEN_ANGLE_END,
  TOKEN_BRACE_END,
} TokenKind;

enum {
  TOKEN_NEWLINE = 1 << 0, /* a newline stands before it */
  TOKEN_BREAKS = 1 << 1,  /* which ends a statement, unless a bracket is open */
  TOKEN_DOTTED = 1 << 2,  /* a name with dots in it */
  TOKEN_ASCII = 1 << 3,   /* a name that is in normal form as it stands */
};

typedef struct {
  guint32 offset;
  guint32 length;
  guint32 partner; /* of a bracket: the token that closes or opens it, or 0 */
  guint8 kind;
  guint8 flags;
} Token;

GArray *_colim_lex (ColimText *text, ColimDiagnostics *diagnostics);
char *_colim_lex_dup_string (ColimText *text, const Token *token);
char *_colim_lex_dup_name (ColimText *text, const Token *token);
void _colim_match_brackets (const char *contents, Token *tokens, guint n_tokens);

static inline gboolean
token_opens (TokenKind kind)
{
  return kind >= TOKEN_ROUND && kind <= TOKEN_BRACE;
}

static inline gboolean
token_closes (TokenKind kind)
{
  return kind >= TOKEN_ROUND_END && kind <= TOKEN_BRACE_END;
}

/* The signs that a newline may follow or precede. */
static inline gboolean
token_joins (TokenKind kind)
{
  return kind >= TOKEN_GIVES && kind <= TOKEN_COLON;
}
