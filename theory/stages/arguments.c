#include "theory/stages/arguments-private.h"

#include "theory/language/checker-private.h"

#include <math.h>
#include <string.h>

static const char *const expectations[] = {
  [ARGUMENT_INT] = "a whole number",
  [ARGUMENT_PAIR] = "a whole number, or two: (height, width)",
  [ARGUMENT_SIZE] = "a size (a whole number, or a column such as N.label)",
  [ARGUMENT_SIZES] = "a size (a whole number, or a column such as N.label)",
  [ARGUMENT_NUMBER] = "a number",
  [ARGUMENT_NUMBERS] = "a number, or a list of them",
  [ARGUMENT_BOOLEAN] = "true or false",
  [ARGUMENT_STRING] = "a text in '\"'",
};

static gboolean
refuse (const ColimTerm *value, const char *owner, const ArgumentRow *row, const ArgumentScope *scope)
{
  g_autofree char *text = colim_term_to_string (value);

  _colim_check_error (scope->diagnostics, value, COLIM_ERROR_TYPE, "'%s' of '%s' is %s, not %s", row->name, owner,
                      expectations[row->kind], text);

  return FALSE;
}

static gboolean
is_whole (ArgumentKind kind)
{
  return kind == ARGUMENT_INT || kind == ARGUMENT_PAIR || kind == ARGUMENT_SIZE || kind == ARGUMENT_SIZES;
}

static gboolean
read_number (const ColimTerm *value, const char *owner, const ArgumentRow *row, const ArgumentScope *scope, double *x)
{
  char *end;

  if ((row->kind == ARGUMENT_SIZE || row->kind == ARGUMENT_SIZES) && colim_term_get_kind (value) == COLIM_TERM_NAME
      && strchr (colim_term_get_name (value), '.') != NULL && scope->find_size != NULL)
    {
      gint64 size = scope->find_size (scope, value);

      *x = (double) size;
      return size >= 0;
    }
  if (colim_term_get_kind (value) != COLIM_TERM_NUMBER)
    return refuse (value, owner, row, scope);
  *x = g_ascii_strtod (colim_term_get_name (value), &end);
  if (*end != '\0' || !isfinite (*x) || (is_whole (row->kind) && (*x != floor (*x) || fabs (*x) > 0x1p52)))
    return refuse (value, owner, row, scope);
  if (*x < row->least || *x > row->most)
    {
      g_autofree char *range = row->most >= 1e9 && *x < row->least ? g_strdup_printf ("at least %g", row->least)
                                                                  : g_strdup_printf ("from %g to %.9g", row->least, row->most);

      _colim_check_error (scope->diagnostics, value, COLIM_ERROR_OUT_OF_RANGE, "'%s' of '%s' is %s, not %s", row->name, owner, range,
                          colim_term_get_name (value));
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_list (const ColimTerm *value, const char *owner, const ArgumentRow *row, const ArgumentScope *scope, ArgumentValue *out)
{
  guint n = colim_term_get_n_children (value);

  if (n > MOST_NUMBERS || (row->kind == ARGUMENT_PAIR && n != 2))
    return refuse (value, owner, row, scope);
  for (guint i = 0; i < n; i++)
    if (!read_number (colim_term_get_child (value, i), owner, row, scope, &out->x[i]))
      return FALSE;
  out->n = n;

  return TRUE;
}

gboolean
_colim_argument_read_value (const ColimTerm *value, const char *owner, const ArgumentRow *row, const ArgumentScope *scope,
                            ArgumentValue *out)
{
  ColimTermKind kind = colim_term_get_kind (value);
  const char *name = colim_term_get_name (value);

  switch (row->kind)
    {
    case ARGUMENT_BOOLEAN:
      if (kind != COLIM_TERM_NAME || (!g_str_equal (name, "true") && !g_str_equal (name, "false")))
        return refuse (value, owner, row, scope);
      out->x[0] = g_str_equal (name, "true");
      break;
    case ARGUMENT_STRING:
      if (kind != COLIM_TERM_STRING)
        return refuse (value, owner, row, scope);
      out->text = name;
      break;
    case ARGUMENT_PAIR:
    case ARGUMENT_NUMBERS:
      if (kind == COLIM_TERM_LIST)
        return read_list (value, owner, row, scope, out);
      if (!read_number (value, owner, row, scope, &out->x[0]))
        return FALSE;
      out->x[1] = out->x[0];
      break;
    default:
      if (!read_number (value, owner, row, scope, &out->x[out->n < MOST_NUMBERS ? out->n : 0]))
        return FALSE;
      if (row->kind == ARGUMENT_SIZES)
        {
          out->n = MIN (out->n + 1, MOST_NUMBERS);
          return TRUE;
        }
    }
  out->n = row->kind == ARGUMENT_PAIR ? 2 : 1;

  return TRUE;
}

static void
fall_back (const ArgumentRow *row, ArgumentValue *out)
{
  if (*row->fallback == '\0')
    return;
  out->x[0] = g_str_equal (row->fallback, "true") ? 1 : g_ascii_strtod (row->fallback, NULL);
  out->x[1] = out->x[0];
  out->n = row->kind == ARGUMENT_PAIR ? 2 : 1;
}

static int
find_row (const ArgumentRow *rows, const char *name)
{
  for (int i = 0; rows[i].name != NULL; i++)
    if (g_str_equal (rows[i].name, name))
      return i;

  return -1;
}

static void
refuse_name (const ColimTerm *argument, const char *owner, const ArgumentRow *rows, const ArgumentScope *scope)
{
  GString *known = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; rows[i].name != NULL; i++)
    g_string_append_printf (known, "%s%s", i == 0 ? "" : ", ", rows[i].name);
  text = g_string_free (known, FALSE);
  if (*text == '\0')
    _colim_check_error (scope->diagnostics, argument, COLIM_ERROR_INVALID, "'%s' takes no arguments", owner);
  else
    _colim_check_error (scope->diagnostics, argument, COLIM_ERROR_UNKNOWN_NAME, "'%s' has no argument '%s'; it has %s", owner,
                        colim_term_get_name (argument), text);
}

/* Which argument the i-th child gives, or -1 if that is reported. */
static int
find_argument (const ColimTerm *child, const char *owner, guint *position, const ArgumentRow *rows, const ArgumentScope *scope,
               const ArgumentValue *values)
{
  int i;

  if (colim_term_get_kind (child) == COLIM_TERM_NAMED)
    {
      i = find_row (rows, colim_term_get_name (child));
      if (i < 0)
        refuse_name (child, owner, rows, scope);
      else if (values[i].n > 0 || values[i].text != NULL)
        {
          _colim_check_error (scope->diagnostics, child, COLIM_ERROR_DUPLICATE_NAME, "'%s' of '%s' is given twice", rows[i].name, owner);
          return -1;
        }
      return i;
    }
  for (i = 0; rows[i].name != NULL && (guint) i < *position; i++)
    ;
  if (rows[i].name == NULL)
    {
      _colim_check_error (scope->diagnostics, child, COLIM_ERROR_INVALID,
                          i == 0 ? "'%s' takes no arguments" : "'%s' takes at most %d arguments", owner, i);
      return -1;
    }
  if (rows[i].kind != ARGUMENT_SIZES)
    (*position)++;

  return i;
}

/* Whether a child is `name="…"`. */
static gboolean
is_name (const ColimTerm *child)
{
  return colim_term_get_kind (child) == COLIM_TERM_NAMED && g_str_equal (colim_term_get_name (child), "name")
         && colim_term_get_kind (colim_term_get_child (child, 0)) == COLIM_TERM_STRING;
}

gboolean
_colim_arguments_read (const ColimTerm *term, guint skip, const ArgumentRow *rows, const ArgumentScope *scope, ArgumentValue *values,
                       const char **name)
{
  const char *owner = colim_term_get_name (term);
  guint n = colim_term_get_kind (term) == COLIM_TERM_CALL ? colim_term_get_n_children (term) : 0, position = 0;
  gboolean read = TRUE;

  memset (values, 0, MOST_ARGUMENTS * sizeof *values);
  for (guint c = skip; c < n; c++)
    {
      const ColimTerm *child = colim_term_get_child (term, c);
      int i;

      if (name != NULL && is_name (child))
        {
          *name = colim_term_get_name (colim_term_get_child (child, 0));
          continue;
        }
      if ((i = find_argument (child, owner, &position, rows, scope, values)) < 0)
        return FALSE;
      if (colim_term_get_kind (child) == COLIM_TERM_NAMED)
        child = colim_term_get_child (child, 0);
      read = _colim_argument_read_value (child, owner, &rows[i], scope, &values[i]) && read;
    }
  for (guint i = 0; rows[i].name != NULL && read; i++)
    if (values[i].n == 0 && values[i].text == NULL)
      {
        if (rows[i].fallback == NULL)
          {
            _colim_check_error (scope->diagnostics, term, COLIM_ERROR_UNDEFINED, "'%s' needs its argument '%s', %s", owner, rows[i].name,
                                expectations[rows[i].kind]);
            return FALSE;
          }
        fall_back (&rows[i], &values[i]);
      }

  return read;
}
