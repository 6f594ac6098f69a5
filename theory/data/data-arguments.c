/* Arguments of data sets: those of a set's own row, the cuts that every set has, and choices of classes.
 *
 *     csv("iris.csv", classes="kind", kind="setosa", first=100)
 *         own         own             choice         cut
 */

#include "theory/data/data-set-private.h"
#include "theory/language/checker-private.h"

static gboolean
read_count (const ColimTerm *argument, gint64 *count, ColimDiagnostics *diagnostics)
{
  const ColimTerm *value = colim_term_get_child (argument, 0);

  if (colim_term_get_kind (value) == COLIM_TERM_NUMBER
      && g_ascii_string_to_signed (colim_term_get_name (value), 10, 1, G_MAXINT32, count, NULL))
    return TRUE;

  g_autofree char *text = colim_term_to_string (value);

  _colim_check_error (diagnostics, argument, COLIM_ERROR_OUT_OF_RANGE, "'%s' is a whole number from 1, not %s",
                      colim_term_get_name (argument), text);

  return FALSE;
}

static gboolean
read_cut (const ColimTerm *argument, DataFilter *filter, gboolean *is_cut, ColimDiagnostics *diagnostics)
{
  const char *name = colim_term_get_name (argument);
  struct {
    const char *name;
    const ColimTerm **term;
    gint64 *count;
  } cuts[] = {
    { "first", &filter->first, &filter->n_first },
    { "of_each_class", &filter->of_each_class, &filter->n_of_each_class },
  };

  *is_cut = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    if (g_str_equal (cuts[i].name, name))
      {
        *is_cut = TRUE;
        *cuts[i].term = argument;
        return read_count (argument, cuts[i].count, diagnostics);
      }

  return TRUE;
}

/* Which argument of its own row the i-th one is, or -1. */
static gint
find_own (const DataSet *set, const ColimTerm *argument, guint i)
{
  const char *name = colim_term_get_kind (argument) == COLIM_TERM_NAMED ? colim_term_get_name (argument) : NULL;

  for (guint j = 0; set != NULL && set->arguments[j].name != NULL; j++)
    if (name != NULL ? g_str_equal (set->arguments[j].name, name) : i == j)
      return (gint) j;

  return -1;
}

static gboolean
read_own (const ColimTerm *argument, const DataSet *set, gint own, DataRequest *request, ColimDiagnostics *diagnostics)
{
  const ColimTerm *value
    = colim_term_get_kind (argument) == COLIM_TERM_NAMED ? colim_term_get_child (argument, 0) : argument;

  if (colim_term_get_kind (value) != COLIM_TERM_STRING)
    {
      g_autofree char *text = colim_term_to_string (value);

      _colim_check_error (diagnostics, argument, COLIM_ERROR_TYPE, "'%s' of '%s' is a text in quotes, not %s",
                          set->arguments[own].name, set->name, text);
      return FALSE;
    }
  request->values[own] = colim_term_get_name (value);

  return TRUE;
}

static gboolean
is_given (const ColimTerm *data_set, guint i)
{
  const ColimTerm *argument = colim_term_get_child (data_set, i);

  for (guint j = 0; j < i; j++)
    {
      const ColimTerm *before = colim_term_get_child (data_set, j);

      if (colim_term_get_kind (argument) == COLIM_TERM_NAMED && colim_term_get_kind (before) == COLIM_TERM_NAMED
          && g_str_equal (colim_term_get_name (before), colim_term_get_name (argument)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_argument (const ColimTerm *data_set, guint i, const DataSet *set, DataRequest *request, DataFilter *filter,
               ColimDiagnostics *diagnostics)
{
  const ColimTerm *argument = colim_term_get_child (data_set, i);
  gint own = find_own (set, argument, i);
  gboolean is_cut;

  if (is_given (data_set, i) || (own >= 0 && request->values[own] != NULL))
    {
      _colim_check_error (diagnostics, argument, COLIM_ERROR_DUPLICATE_NAME, "'%s' is given twice",
                          own >= 0 ? set->arguments[own].name : colim_term_get_name (argument));
      return FALSE;
    }
  if (own >= 0)
    return read_own (argument, set, own, request, diagnostics);
  if (colim_term_get_kind (argument) != COLIM_TERM_NAMED)
    {
      g_autofree char *text = colim_term_to_string (argument);

      _colim_check_error (diagnostics, argument, COLIM_ERROR_INVALID,
                          "'%s' takes no %s: arguments are named, as in first=100", colim_term_get_name (data_set),
                          text);
      return FALSE;
    }
  if (!read_cut (argument, filter, &is_cut, diagnostics))
    return FALSE;
  if (!is_cut)
    g_ptr_array_add (filter->chosen, (gpointer) argument);

  return TRUE;
}

gboolean
_colim_data_arguments_read (const ColimTerm *data_set, const DataSet *set, DataRequest *request, DataFilter *filter,
                            ColimDiagnostics *diagnostics)
{
  gboolean is_good = TRUE;

  filter->chosen = g_ptr_array_new ();
  for (guint i = 0; i < colim_term_get_n_children (data_set); i++)
    is_good = read_argument (data_set, i, set, request, filter, diagnostics) && is_good;
  for (guint j = 0; is_good && set != NULL && set->arguments[j].name != NULL; j++)
    if (set->arguments[j].is_required && request->values[j] == NULL)
      {
        _colim_check_error (diagnostics, data_set, COLIM_ERROR_UNDEFINED, "'%s' needs '%s': %s", set->name,
                            set->arguments[j].name, set->arguments[j].help);
        is_good = FALSE;
      }

  return is_good;
}

void
_colim_data_filter_clear (DataFilter *filter)
{
  g_clear_pointer (&filter->chosen, g_ptr_array_unref);
}
