#pragma once

#include <colim/term.h>

/* No term is deeper: whoever walks a tree may recurse. */
#define COLIM_TERM_MOST_DEPTH 4096

ColimTerm *_colim_term_take (ColimTermKind kind, const char *name, gsize length, ColimTerm **children, gsize n_children,
                             ColimText *text, gsize offset);
/* A term of the same kind and place with another name and other children, whose references it takes. */
ColimTerm *_colim_term_rebuild (const ColimTerm *term, const char *name, ColimTerm **children);
guint _colim_term_get_depth (const ColimTerm *self);
gboolean _colim_numeral_equal (const char *a, const char *b);
void _colim_print_term (GString *out, const ColimTerm *term);
