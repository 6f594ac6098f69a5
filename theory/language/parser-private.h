#pragma once

#include <colim/parser.h>

#include "theory/language/lexer-private.h"

/* Reads tokens and keeps the terms that are made of them on a stack: a rule that succeeds leaves its term there (some
 * leave several), one that fails has reported why, and what it left is dropped with its statement. */
typedef struct {
  ColimText *text;
  ColimDiagnostics *diagnostics;
  const char *contents;
  GArray *list; /* Token */
  const Token *tokens;
  GPtrArray *stack;
  guint next;
  guint start;       /* the first token of this statement */
  guint resume;      /* where the next statement begins, if this one swallowed its beginning; else 0 */
  guint depth;       /* open brackets: newlines mean nothing there */
  guint nesting;     /* of brackets and signs, to bound the recursion */
  const char *more;  /* what may follow this statement: `the end of the statement` */
  gboolean assigns;  /* `NAME ⇒ model` is a statement here */
} Parser;

typedef gboolean (*ParserRule) (Parser *self);

/* The name of an element, a model or a setting, in a text of its own. */
ColimTerm *_colim_parse_name (ColimText *text, ColimDiagnostics *diagnostics);

/* Looking */
TokenKind _colim_parser_peek (const Parser *self, guint ahead);
gboolean _colim_parser_is_word (const Parser *self, guint token, const char *word);
gboolean _colim_parser_is_words (const Parser *self, const char *word, TokenKind next);
const Token *_colim_parser_token (const Parser *self);

/* Refusing */
gboolean _colim_parser_fail (Parser *self, const char *expected);
gboolean _colim_parser_refuse (Parser *self, guint token, const char *format, ...) G_GNUC_PRINTF (3, 4);
void _colim_parser_recover (Parser *self);

/* Taking */
gboolean _colim_parser_accept (Parser *self, TokenKind kind);
gboolean _colim_parser_expect (Parser *self, TokenKind kind, const char *expected);
gboolean _colim_parser_open (Parser *self, TokenKind kind, const char *expected);
gboolean _colim_parser_close (Parser *self, TokenKind kind, const char *expected);
gboolean _colim_parser_enter (Parser *self);
void _colim_parser_leave (Parser *self);
gboolean _colim_parser_ended (Parser *self);

/* Building */
guint _colim_parser_mark (const Parser *self);
void _colim_parser_drop (Parser *self, guint mark);
gboolean _colim_parser_build (Parser *self, ColimTermKind kind, guint mark, guint token);
gboolean _colim_parser_build_named (Parser *self, ColimTermKind kind, guint mark, guint name);
gboolean _colim_parser_build_word (Parser *self, ColimTermKind kind, guint mark, guint token, const char *name);
gboolean _colim_parser_leaf (Parser *self, ColimTermKind kind);

/* Rules: small things */
gboolean _colim_parser_name (Parser *self, const char *expected);
gboolean _colim_parser_element (Parser *self, const char *expected);
gboolean _colim_parser_int (Parser *self, const char *expected);
gboolean _colim_parser_number (Parser *self, const char *expected);
gboolean _colim_parser_exact (Parser *self, const char *expected);
gboolean _colim_parser_infinity (Parser *self);

/* Rules: models */
gboolean _colim_parser_rest (Parser *self, ParserRule rule, TokenKind end, const char *expected);
gboolean _colim_parser_round (Parser *self, ParserRule rule, const char *expected);
gboolean _colim_parser_table (Parser *self, ParserRule rule);
gboolean _colim_parser_arguments (Parser *self, ColimTermKind bare, guint name);
gboolean _colim_parser_model (Parser *self);
gboolean _colim_parser_more_stages (Parser *self, guint mark, guint from);
gboolean _colim_parser_is_lambda (const Parser *self);
gboolean _colim_parser_at_flag (const Parser *self);
gboolean _colim_parser_flag (Parser *self);
gboolean _colim_parser_flagged (Parser *self);

/* Rules: values and terms */
gboolean _colim_parser_value (Parser *self);
gboolean _colim_parser_named_value (Parser *self);
gboolean _colim_parser_argument (Parser *self);
gboolean _colim_parser_term (Parser *self);

/* Rules: spaces */
gboolean _colim_parser_space (Parser *self);
gboolean _colim_parser_data_set (Parser *self);
gboolean _colim_parser_at_type (const Parser *self);

/* Rules: statements, blocks of them, gluings */
gboolean _colim_parser_path (Parser *self);
gboolean _colim_parser_statement (Parser *self);
gboolean _colim_parser_items (Parser *self, ParserRule item);
gboolean _colim_parser_block (Parser *self, ParserRule item, TokenKind sign, const char *expected);
gboolean _colim_parser_at_glue (const Parser *self);
gboolean _colim_parser_glue (Parser *self);
gboolean _colim_parser_file_item (Parser *self);
