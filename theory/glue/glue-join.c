/* Joining what the parts of a gluing say: unassigned joins assigned, and what is assigned twice must agree. */

#include "theory/diagram/file-names-private.h"
#include "theory/glue/glue-private.h"

#include "theory/stages/distance-private.h"

void
_colim_assignment_clear (Assignment *self)
{
  g_clear_pointer (&self->value, colim_term_unref);
  g_clear_pointer (&self->identity, g_free);
}

char *
_colim_glue_print_place (const ColimTerm *statement, const char *part)
{
  guint line;
  ColimText *text = colim_term_get_text (statement);

  if (text == NULL)
    return g_strdup_printf ("in '%s'", part);
  colim_text_get_place (text, colim_term_get_offset (statement), &line, NULL);

  return g_strdup_printf ("%s:%u, in '%s'", colim_text_get_name (text), line, part);
}

gboolean
_colim_glue_is_given (const ColimTerm *value)
{
  if (value == NULL)
    return FALSE;

  ColimTermKind kind = colim_term_get_kind (value);

  return (kind != COLIM_TERM_INDEX && kind != COLIM_TERM_LOSS) || colim_term_get_n_children (value) > 0;
}

static gboolean
is_one (const ColimTerm *number)
{
  g_autoptr (ColimRational) one = colim_rational_new (1, 1);
  g_autoptr (ColimRational) weight = colim_rational_parse (colim_term_get_name (number), NULL);

  return weight != NULL && colim_rational_equal (weight, one);
}

/* A distance without the weight 1. */
static const ColimTerm *
strip_weight (const ColimTerm *distance)
{
  return colim_term_get_kind (distance) == COLIM_TERM_WEIGHTED && is_one (colim_term_get_child (distance, 0))
             ? colim_term_get_child (distance, 1)
             : distance;
}

static gboolean
has_flag (const ColimTerm *flagged, const ColimTerm *flag)
{
  for (guint i = 1; i < colim_term_get_n_children (flagged); i++)
    if (colim_term_equal (colim_term_get_child (flagged, i), flag))
      return TRUE;

  return FALSE;
}

/* Whether every flag of one is a flag of the other; a model without flags may stand for itself. */
static gboolean
flags_are_among (const ColimTerm *value, const ColimTerm *other)
{
  if (colim_term_get_kind (value) != COLIM_TERM_FLAGGED)
    return TRUE;
  for (guint i = 1; i < colim_term_get_n_children (value); i++)
    if (colim_term_get_kind (other) != COLIM_TERM_FLAGGED || !has_flag (other, colim_term_get_child (value, i)))
      return FALSE;

  return TRUE;
}

static const ColimTerm *
strip_flags (const ColimTerm *value)
{
  return colim_term_get_kind (value) == COLIM_TERM_FLAGGED ? colim_term_get_child (value, 0) : value;
}

static gboolean
say_the_same (const ColimTerm *a, const ColimTerm *b)
{
  if (colim_term_get_kind (a) == COLIM_TERM_LOSS && colim_term_get_kind (b) == COLIM_TERM_LOSS)
    {
      guint n = colim_term_get_n_children (a);

      if (n != colim_term_get_n_children (b) || n == 0)
        return n == colim_term_get_n_children (b);
      return colim_term_equal (colim_term_get_child (a, 0), colim_term_get_child (b, 0))
             && colim_term_equal (strip_weight (colim_term_get_child (a, 1)),
                                  strip_weight (colim_term_get_child (b, 1)));
    }

  return colim_term_equal (strip_flags (a), strip_flags (b));
}

gboolean
_colim_glue_value_covers (const ColimTerm *wanted, const ColimTerm *found)
{
  g_autoptr (ColimTerm) first = NULL, second = NULL;

  if (colim_term_get_text (wanted) == colim_term_get_text (found))
    return say_the_same (wanted, found) && flags_are_among (wanted, found);
  /* Two files may mean different ones by one name. */
  first = _colim_term_move_files (wanted, NULL);
  second = _colim_term_move_files (found, NULL);

  return say_the_same (first, second) && flags_are_among (first, second);
}

gboolean
_colim_glue_values_agree (const ColimTerm *a, const ColimTerm *b)
{
  return _colim_glue_value_covers (a, b) && _colim_glue_value_covers (b, a);
}

static gboolean
agree (const Assignment *a, const Assignment *b)
{
  return g_strcmp0 (a->identity, b->identity) == 0 && _colim_glue_values_agree (a->value, b->value);
}

void
_colim_glue_join (Assignment *known, Assignment *more, const char *what, const char *name,
                  ColimDiagnostics *diagnostics)
{
  if (!_colim_glue_is_given (known->value) && (known->value == NULL || more->value != NULL))
    {
      _colim_assignment_clear (known);
      *known = *more;
      *more = (Assignment){ 0 };
      return;
    }
  if (_colim_glue_is_given (more->value) && !agree (known, more))
    {
      g_autofree char *first = colim_term_to_string (known->value), *second = colim_term_to_string (more->value);
      g_autofree char *there = _colim_glue_print_place (known->statement, known->part);
      g_autofree char *here = _colim_glue_print_place (more->statement, more->part);
      gboolean owned = known->identity != NULL && more->identity != NULL;

      _colim_check_error (diagnostics, more->statement, COLIM_ERROR_ATTRIBUTE_CONFLICT,
                          "%s '%s' would be both %s (%s) and %s (%s)%s", what, name, first, there, second, here,
                          owned ? ", each with parameters of its own: edges share what a 'let' names" : "");
    }
  _colim_assignment_clear (more);
}

/* @word: in formulas and among arguments a name may be that of a function, a distance or a word: only the table's own.
 */
static gboolean
owns (ColimDiagram *diagram, const ColimTerm *term, gboolean word)
{
  ColimTermKind kind = colim_term_get_kind (term);
  const char *name = colim_term_get_name (term);

  if ((kind == COLIM_TERM_NAME || kind == COLIM_TERM_CALL) && colim_diagram_find_let (diagram, name, NULL) == NULL
      && _colim_stage_owns_parameters (name, !word))
    return TRUE;
  if (kind == COLIM_TERM_TABLE)
    return FALSE;
  for (guint i = kind == COLIM_TERM_LAMBDA ? 1 : 0; i < colim_term_get_n_children (term); i++)
    {
      const ColimTerm *child = colim_term_get_child (term, i);

      if (owns (diagram, child, word || kind == COLIM_TERM_LAMBDA || kind == COLIM_TERM_CALL))
        return TRUE;
    }

  return FALSE;
}

gboolean
_colim_glue_owns_parameters (ColimDiagram *diagram, const ColimTerm *model)
{
  return owns (diagram, strip_flags (model), FALSE);
}
