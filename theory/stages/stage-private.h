/* The stage table: a row a stage, with its arguments, its rule of types, its parameters and its operations. */

#pragma once

#include <colim/program.h>
#include <colim/type.h>

#include "theory/stages/arguments-private.h"

#define MOST_PARAMETERS 2

/* No point has more numbers, and no parameter: programs hold no larger ones. */
#define MOST_SIZE ((gint64) G_MAXINT32)

/* The nodes of one value: one for each component of its type. */
#define MOST_COMPONENTS 8

typedef struct {
  guint n;
  gint32 nodes[MOST_COMPONENTS];
} Value;

typedef enum {
  INITIAL_WEIGHT, /* drawn as the setting `init` says, by fan in and out */
  INITIAL_BIAS,
  INITIAL_NORMAL, /* mean 0, variance 1 */
} Initial;

typedef struct {
  const char *name;
  Initial initial;
  guint n_dims;
  gint64 dims[4];
  gint64 fan_in, fan_out;
} ParameterRow;

typedef enum {
  STAGE_OWNS = 1 << 0,       /* has parameters */
  STAGE_STOCHASTIC = 1 << 1, /* draws random numbers in training */
} StageFlags;

typedef struct _StageRow StageRow;
typedef struct _Expansion Expansion;

/* A stage with its arguments, between two types. */
typedef struct {
  const StageRow *row;
  ArgumentValue arguments[MOST_ARGUMENTS];
  ColimType *in, *out;
  char *name; /* among the stages of its model: a number from 0, or as given */
  ParameterRow parameters[MOST_PARAMETERS];
  guint n_parameters;
} StageUse;

struct _StageRow {
  const char *name;
  ArgumentRow arguments[MOST_ARGUMENTS];
  guint flags;
  /* The type of the result, or what is wrong with the arguments or with the type that comes in. */
  ColimType *(*type) (StageUse *use, GError **error);
  /* Fills in the parameters, once the types are known; NULL: it has none. */
  void (*parameters) (StageUse *use);
  gint32 (*expand) (const StageUse *use, Expansion *expansion, gint32 x);
  const char *help;
};

/* Where nodes are written. */
struct _Expansion {
  ColimProgram *program;
  gboolean training;                   /* else nothing is random */
  gint32 parameters[MOST_PARAMETERS];  /* of the stage that is being expanded */
  guint64 stream;                      /* the key of its random numbers */
};

extern const StageRow _colim_stages_layer[];
extern const StageRow _colim_stages_shape[];
extern const StageRow _colim_stages_pointwise[];

const StageRow *_colim_stage_find (const char *name);

/* Whether a stage has parameters; @unknown_owns answers for names that no stage has, such as a user's operation. */
gboolean _colim_stage_owns_parameters (const char *name, gboolean unknown_owns);
void _colim_stage_list (GHashTable *names);
/* Whether the language has a stage of this name, for which there is no row. */
gboolean _colim_stage_is_absent (const char *name);
void _colim_stage_use_free (StageUse *use);

/* Help for rules */
ColimType *_colim_stage_refuse (const StageUse *use, const char *expected, GError **error);
/* The extents of `Real[…]`, if there are so many (-1: any number); NULL otherwise. */
const gint64 *_colim_stage_get_dims (const ColimType *type, gssize n_dims, gsize *found);

gint32 _colim_expand (Expansion *self, const char *operation, const gint32 *in, guint n_in, const gint64 *integers, guint n_integers,
                      const double *reals, guint n_reals);
gint32 _colim_expand_1 (Expansion *self, const char *operation, gint32 x);
gint32 _colim_expand_2 (Expansion *self, const char *operation, gint32 x, gint32 y);
gint32 _colim_expand_affine (Expansion *self, gint32 x, double factor, double summand);
gint32 _colim_expand_sum (Expansion *self, gint32 x, gint64 axes);
gint32 _colim_expand_spread (Expansion *self, gint32 x, gint64 axes, gint32 like);
/* Another shape for what comes after the rows. */
gint32 _colim_expand_reshape (Expansion *self, gint32 x, const gint64 *dims, gsize n_dims);
