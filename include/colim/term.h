#pragma once

#include <colim/text.h>

G_BEGIN_DECLS

/**
 * ColimTermKind:
 * @COLIM_TERM_FILE: name (or %NULL: after the file); children are statements
 * @COLIM_TERM_DIAGRAM: name; children are statements
 * @COLIM_TERM_DIAGRAM_GLUE: name (or %NULL on a command line); one child: GLUE, WITH or RESTRICT
 * @COLIM_TERM_GLUE: children: NAME…, then perhaps OVER, then perhaps BLOCK (the `with`)
 * @COLIM_TERM_OVER: children: NAME (the apex), then VIA…
 * @COLIM_TERM_VIA: name (the part); children are MAPSTO
 * @COLIM_TERM_MAPSTO: children: NAME, NAME
 * @COLIM_TERM_WITH: children: NAME, BLOCK
 * @COLIM_TERM_RESTRICT: children: NAME, NAME
 * @COLIM_TERM_BLOCK: children are statements
 * @COLIM_TERM_LET: name; child: model, COPY or EMA
 * @COLIM_TERM_COPY: child: NAME
 * @COLIM_TERM_EMA: children: NAME, NUMBER
 * @COLIM_TERM_VERTEX: name; perhaps a child: INDEX, LOSS or a type
 * @COLIM_TERM_EDGE: name; children: NAME, NAME, perhaps model or FLAGGED
 * @COLIM_TERM_ASSIGN: name; child: model or FLAGGED, as in `with`
 * @COLIM_TERM_RELATION: name `≤` or `~`; children: PATH, PATH
 * @COLIM_TERM_PATH: children are NAMEs, the edges
 * @COLIM_TERM_IDENTITY: child: NAME, the vertex of the empty path
 * @COLIM_TERM_METRIC: name or %NULL; children: CALL (its arguments begin with two PATHs), perhaps the data set
 * @COLIM_TERM_POLICY: name: the policy
 * @COLIM_TERM_REDUCE: name: `mean` or `sum`
 * @COLIM_TERM_BOUND: children: NUMBER, perhaps NUMBER
 * @COLIM_TERM_TRAIN: children are NAMED
 * @COLIM_TERM_INDEX: an indexing space `[…]`; perhaps a child, the data set
 * @COLIM_TERM_LOSS: a space with a loss `{…}`; children: none, or type and distance
 * @COLIM_TERM_SHAPED: name and children in brackets: `Real[1, 8, 8]`, `Class[10]`, `Seq[T]`
 * @COLIM_TERM_WEIGHTED: children: NUMBER (exact), distance
 * @COLIM_TERM_FLAGGED: children: model, FLAG…
 * @COLIM_TERM_FLAG: name; `load` and `save` have a STRING child
 * @COLIM_TERM_COMPOSE: children are two or more stages, first stage first; never nested
 * @COLIM_TERM_TUPLE: a model `⟨…⟩`; children: models, or FLAGGED
 * @COLIM_TERM_COLUMN: name: the column, without its dot
 * @COLIM_TERM_LAMBDA: children: pattern (NAME or LIST of NAMEs), body
 * @COLIM_TERM_TABLE: children: points (NUMBER or NAME) of a map, or ROWs of a distance
 * @COLIM_TERM_ROW: children: NUMBERs, exact
 * @COLIM_TERM_ITEM: a projection `x[0]`; children: term, NUMBER
 * @COLIM_TERM_NEGATE: child: term
 * @COLIM_TERM_ADD: children: term, term
 * @COLIM_TERM_SUBTRACT: children: term, term
 * @COLIM_TERM_MULTIPLY: children: term, term
 * @COLIM_TERM_DIVIDE: children: term, term
 * @COLIM_TERM_CALL: name and arguments in round brackets; children: values, or NAMED values
 * @COLIM_TERM_NAMED: name (the keyword); child: value
 * @COLIM_TERM_LIST: children in round brackets, two or more (a product of types; a tuple of values)
 * @COLIM_TERM_NAME: name, dots included: a stage or a handle without arguments, an element, `id`, `Any`, `true`
 * @COLIM_TERM_NUMBER: name: the number as it is written; an exact one may be `1/2` or `∞`
 * @COLIM_TERM_STRING: name: the string, its escapes decoded
 *
 * The forms of the language.
 */
typedef enum {
  COLIM_TERM_FILE,
  COLIM_TERM_DIAGRAM,
  COLIM_TERM_DIAGRAM_GLUE,
  COLIM_TERM_GLUE,
  COLIM_TERM_OVER,
  COLIM_TERM_VIA,
  COLIM_TERM_MAPSTO,
  COLIM_TERM_WITH,
  COLIM_TERM_RESTRICT,
  COLIM_TERM_BLOCK,
  COLIM_TERM_LET,
  COLIM_TERM_COPY,
  COLIM_TERM_EMA,
  COLIM_TERM_VERTEX,
  COLIM_TERM_EDGE,
  COLIM_TERM_ASSIGN,
  COLIM_TERM_RELATION,
  COLIM_TERM_PATH,
  COLIM_TERM_IDENTITY,
  COLIM_TERM_METRIC,
  COLIM_TERM_POLICY,
  COLIM_TERM_REDUCE,
  COLIM_TERM_BOUND,
  COLIM_TERM_TRAIN,
  COLIM_TERM_INDEX,
  COLIM_TERM_LOSS,
  COLIM_TERM_SHAPED,
  COLIM_TERM_WEIGHTED,
  COLIM_TERM_FLAGGED,
  COLIM_TERM_FLAG,
  COLIM_TERM_COMPOSE,
  COLIM_TERM_TUPLE,
  COLIM_TERM_COLUMN,
  COLIM_TERM_LAMBDA,
  COLIM_TERM_TABLE,
  COLIM_TERM_ROW,
  COLIM_TERM_ITEM,
  COLIM_TERM_NEGATE,
  COLIM_TERM_ADD,
  COLIM_TERM_SUBTRACT,
  COLIM_TERM_MULTIPLY,
  COLIM_TERM_DIVIDE,
  COLIM_TERM_CALL,
  COLIM_TERM_NAMED,
  COLIM_TERM_LIST,
  COLIM_TERM_NAME,
  COLIM_TERM_NUMBER,
  COLIM_TERM_STRING,
} ColimTermKind;

#define COLIM_TYPE_TERM (colim_term_get_type ())

typedef struct _ColimTerm ColimTerm;

/* Life */
COLIM_API GType colim_term_get_type (void) G_GNUC_CONST;
COLIM_API ColimTerm *colim_term_new (ColimTermKind kind, const char *name, ColimTerm **children, gsize n_children,
                                     ColimText *text, gsize offset);
COLIM_API ColimTerm *colim_term_ref (ColimTerm *self);
COLIM_API void colim_term_unref (ColimTerm *self);

/* Reading */
COLIM_API ColimTermKind colim_term_get_kind (const ColimTerm *self);
COLIM_API const char *colim_term_get_name (const ColimTerm *self);
COLIM_API guint colim_term_get_n_children (const ColimTerm *self);
COLIM_API ColimTerm *colim_term_get_child (const ColimTerm *self, guint index);
COLIM_API ColimText *colim_term_get_text (const ColimTerm *self);
COLIM_API gsize colim_term_get_offset (const ColimTerm *self);

/* Comparing and printing */
COLIM_API gboolean colim_term_equal (const ColimTerm *self, const ColimTerm *other);
COLIM_API char *colim_term_to_string (const ColimTerm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimTerm, colim_term_unref)

G_END_DECLS
