#pragma once

#include <colim/macros.h>

G_BEGIN_DECLS

/**
 * ColimError:
 * @COLIM_ERROR_PARSE: text that is not of the form it should have
 * @COLIM_ERROR_UNKNOWN_NAME: a name that nothing has here
 * @COLIM_ERROR_DUPLICATE_NAME: a name that something else has already
 * @COLIM_ERROR_OUT_OF_RANGE: a number outside the range it must lie in
 * @COLIM_ERROR_NOT_COMPOSABLE: a domain that is not the codomain it should be
 * @COLIM_ERROR_NOT_PARALLEL: arrows or paths whose ends differ
 * @COLIM_ERROR_NOT_COMMUTING: a cone, a cocone or a square that does not commute
 * @COLIM_ERROR_NOT_NATURAL: components that do not commute with an arrow of the schema
 * @COLIM_ERROR_EQUATION_VIOLATED: an equation of the schema that does not hold
 * @COLIM_ERROR_ATTRIBUTE_CONFLICT: two different constants that should be one
 * @COLIM_ERROR_FREE_FLOATING_VARIABLE: a variable that could go to any constant
 * @COLIM_ERROR_NO_COMPLEMENT: a complement that a rewriting needs and that there is not
 * @COLIM_ERROR_UNDEFINED: a value that is not given
 * @COLIM_ERROR_CYCLE: a cycle where there may be none
 * @COLIM_ERROR_TYPE: types or shapes that do not fit
 * @COLIM_ERROR_INVALID: an argument that makes no sense for another reason
 * @COLIM_ERROR_BUDGET: a budget that ran out before there was an answer
 * @COLIM_ERROR_TOO_LARGE: a size beyond what can be held
 * @COLIM_ERROR_IO: a file that cannot be read or written
 *
 * What can be wrong with what a user says.
 */
typedef enum {
  COLIM_ERROR_PARSE,
  COLIM_ERROR_UNKNOWN_NAME,
  COLIM_ERROR_DUPLICATE_NAME,
  COLIM_ERROR_OUT_OF_RANGE,
  COLIM_ERROR_NOT_COMPOSABLE,
  COLIM_ERROR_NOT_PARALLEL,
  COLIM_ERROR_NOT_COMMUTING,
  COLIM_ERROR_NOT_NATURAL,
  COLIM_ERROR_EQUATION_VIOLATED,
  COLIM_ERROR_ATTRIBUTE_CONFLICT,
  COLIM_ERROR_FREE_FLOATING_VARIABLE,
  COLIM_ERROR_NO_COMPLEMENT,
  COLIM_ERROR_UNDEFINED,
  COLIM_ERROR_CYCLE,
  COLIM_ERROR_TYPE,
  COLIM_ERROR_INVALID,
  COLIM_ERROR_BUDGET,
  COLIM_ERROR_TOO_LARGE,
  COLIM_ERROR_IO,
} ColimError;

/**
 * ColimVerdict:
 * @COLIM_VERDICT_NO: every possibility was tried
 * @COLIM_VERDICT_YES: a witness was found
 * @COLIM_VERDICT_UNKNOWN: a budget or a bound ran out first
 *
 * The answer to a question that may not be decidable: "no" is never said for "gave up".
 */
typedef enum {
  COLIM_VERDICT_NO,
  COLIM_VERDICT_YES,
  COLIM_VERDICT_UNKNOWN,
} ColimVerdict;

#define COLIM_ERROR (colim_error_quark ())

COLIM_API GQuark colim_error_quark (void);

G_END_DECLS
