/* From a diagram to programs: its pairs become the terms of a loss, its metrics numbers to look at. */

#pragma once

#include <colim/pairs.h>
#include <colim/plan.h>

#include "theory/compile/trie-private.h"
#include "theory/diagram/interpretation-private.h"
#include "theory/train/weights-private.h"

/* An indexing vertex whose points a program reads, a batch of rows at a time. */
typedef struct {
  gint32 vertex;
  ColimDataSource *data;
  gint64 n_rows;
  gint64 batch;
  gint32 extent; /* how many rows there are in a batch */
  gint32 rows;   /* the input of their numbers */
  gint32 scale;  /* the input that the sums over a batch are multiplied by */
} Source;

/* What is given once: columns of data, tables of frozen beginnings. */
typedef struct {
  gint32 node;
  ColimTensor *table;
  gint32 vertex, column; /* of a column, else -1 */
  gint32 trie_node;      /* of a beginning, else -1 */
} Table;

typedef struct {
  gint32 node;
  const Parameter *parameter;
  gint32 gradient; /* or -1: nothing learns it */
  gint32 kept[2];  /* what the optimiser keeps about it, or -1 */
} Learned;

/* A pair of the loss, or a metric: the sum over a batch of what each point gives. */
typedef struct {
  char *name;
  guint source; /* index of the Source */
  gint32 total;
  double weight;
  gboolean is_hard; /* counts the points that differ: 0 or ∞ */
  gboolean is_root; /* of a metric: the root of the mean */
} Term;

typedef struct {
  ColimInterpretation *interpretation;
  const Settings *settings;
  ColimDiagnostics *diagnostics;
  ColimProgram *program;
  gboolean training;
  Trie trie;
  GArray *values;  /* Value, by trie node; n = 0: not expanded yet */
  GArray *sources; /* Source */
  GArray *tables;  /* Table */
  GArray *learned; /* Learned */
  GArray *terms;   /* Term */
  gint32 loss;     /* or -1 */
  gint32 rate, step; /* inputs of the optimiser, or -1 */
  GArray *outputs; /* gint32 */
} Compilation;

/* The loss of the pairs with its gradient and the optimiser's step; what is frozen from the data on is computed once, with
 * the weights as they are; without weights nothing is computed, and the program is there to be looked at.  NULL if something
 * is wrong, which is reported. */
Compilation *_colim_compile_training (ColimInterpretation *interpretation, ColimPairs *pairs, const Settings *settings,
                                      ColimWeights *weights, guint n_threads, ColimDiagnostics *diagnostics);

/* Whether a pair from a source is in a loss; a formal one has those that end at no loss too. */
static inline gboolean
_colim_is_measured (ColimPairs *pairs, gint32 pair, gint32 source, gboolean formal)
{
  return colim_path_get_source (colim_pairs_get_p (pairs, pair)) == source && (formal || colim_pairs_is_in_loss (pairs, pair));
}

/* The terms of the loss that one source has, a term for each of its pairs in their order, as in evaluation. */
Compilation *_colim_compile_loss (ColimInterpretation *interpretation, ColimPairs *pairs, gint32 source, gboolean formal,
                                  const Settings *settings, ColimDiagnostics *diagnostics);

/* One metric, on its own data. */
Compilation *_colim_compile_metric (ColimInterpretation *interpretation, gsize metric, const Settings *settings, const char *data_folder,
                                    ColimDiagnostics *diagnostics);
/* Whether data and models are given for all that a metric reads. */
gboolean _colim_metric_is_given (ColimInterpretation *interpretation, gsize metric);
void _colim_compilation_free (Compilation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Compilation, _colim_compilation_free)

/* A plan of a compilation, with its tables and weights in place. */
ColimPlan *_colim_compilation_plan (Compilation *self, ColimWeights *weights, guint n_threads, GError **error);

/* The distance of a pair's two sides; FALSE if it cannot be taken, which is reported. */
gboolean _colim_check_term (ColimInterpretation *interpretation, ColimPath *p, ColimPath *q, ColimDiagnostics *diagnostics);

/* Inside: compile-expand.c */
Compilation *_colim_compilation_new (ColimInterpretation *interpretation, const Settings *settings, gboolean training,
                                     ColimDiagnostics *diagnostics);
/* The value at a trie node; FALSE if there is none, which is reported. */
gboolean _colim_compilation_expand (Compilation *self, gint32 trie_node, Value *value);
/* The source of an indexing vertex; -1 if it has no data, which is reported. */
gint32 _colim_compilation_open_source (Compilation *self, gint32 vertex, ColimDataSource *data);
/* What comes out of a path. */
ColimType *_colim_path_type (ColimInterpretation *interpretation, const ColimPath *path);

/* compile-table.c: turns what is frozen from the data on into tables; without weights, into tables that are not filled. */
gboolean _colim_compilation_tabulate (Compilation *self, ColimWeights *weights, guint n_threads);
