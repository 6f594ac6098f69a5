/* Terms under other names: elements in statements, handles in models, vertices in sizes `N.label`. */

#include "theory/glue/glue-private.h"

#include "theory/language/term-private.h"

#include <string.h>

/* What a name stands for where it is. */
typedef enum {
  NOTHING, /* that is renamed */
  ELEMENT,
  MODEL, /* a handle or a stage, or a size */
  SIZE,
} Meaning;

/* The variables of a formula hide what is called like them. */
typedef struct _Scope Scope;

struct _Scope {
  const Renaming *renaming;
  const ColimTerm *pattern;
  const Scope *outer;
};

void
_colim_renaming_init (Renaming *self)
{
  self->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
_colim_renaming_clear (Renaming *self)
{
  g_clear_pointer (&self->elements, g_hash_table_unref);
  g_clear_pointer (&self->models, g_hash_table_unref);
}

static gboolean
is_variable (const Scope *scope, const char *name)
{
  for (; scope != NULL; scope = scope->outer)
    {
      if (scope->pattern == NULL)
        continue;
      if (colim_term_get_kind (scope->pattern) == COLIM_TERM_NAME
          && g_str_equal (colim_term_get_name (scope->pattern), name))
        return TRUE;
      for (guint i = 0; i < colim_term_get_n_children (scope->pattern); i++)
        if (g_str_equal (colim_term_get_name (colim_term_get_child (scope->pattern, i)), name))
          return TRUE;
    }

  return FALSE;
}

/* `N.label`: the vertex before the last dot. */
static char *
translate_size (const Scope *scope, const char *name)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *vertex = dot != NULL ? g_strndup (name, (gsize) (dot - name)) : NULL;
  const char *found = vertex != NULL ? g_hash_table_lookup (scope->renaming->elements, vertex) : NULL;

  return found != NULL ? g_strconcat (found, dot, NULL) : g_strdup (name);
}

static char *
translate (const Scope *scope, Meaning meaning, const char *name)
{
  const char *found = NULL;

  if (name == NULL || meaning == NOTHING)
    return g_strdup (name);
  if (meaning == ELEMENT)
    found = g_hash_table_lookup (scope->renaming->elements, name);
  else if (meaning == MODEL && !is_variable (scope, name))
    found = g_hash_table_lookup (scope->renaming->models, name);

  return found != NULL || meaning == ELEMENT ? g_strdup (found != NULL ? found : name) : translate_size (scope, name);
}

static Meaning
get_meaning_of_name (ColimTermKind kind, Meaning meaning)
{
  switch (kind)
    {
    case COLIM_TERM_VERTEX:
    case COLIM_TERM_EDGE:
    case COLIM_TERM_ASSIGN:
      return ELEMENT;
    case COLIM_TERM_LET:
      return MODEL;
    case COLIM_TERM_NAME:
      return meaning;
    case COLIM_TERM_CALL:
      return meaning == MODEL ? MODEL : NOTHING;
    default:
      return NOTHING;
    }
}

static gboolean
is_call (const ColimTerm *term, const char *name)
{
  return colim_term_get_kind (term) == COLIM_TERM_CALL && g_str_equal (colim_term_get_name (term), name);
}

static Meaning
get_meaning_of_child (const ColimTerm *term, guint child, Meaning meaning)
{
  switch (colim_term_get_kind (term))
    {
    case COLIM_TERM_VERTEX:
      return SIZE;
    case COLIM_TERM_EDGE:
      return child < 2 ? ELEMENT : MODEL;
    case COLIM_TERM_ASSIGN:
    case COLIM_TERM_LET:
    case COLIM_TERM_COPY:
    case COLIM_TERM_EMA:
      return MODEL;
    case COLIM_TERM_RELATION:
    case COLIM_TERM_PATH:
    case COLIM_TERM_IDENTITY:
      return ELEMENT;
    /* Points, columns and the arguments of data sets are names of other things. */
    case COLIM_TERM_TABLE:
    case COLIM_TERM_INDEX:
    case COLIM_TERM_TRAIN:
    case COLIM_TERM_FLAG:
      return NOTHING;
    case COLIM_TERM_CALL:
      return is_call (term, "Fin") ? NOTHING : meaning;
    default:
      return meaning;
    }
}

static ColimTerm *
rename (const ColimTerm *term, const Scope *scope, Meaning meaning)
{
  guint n = colim_term_get_n_children (term);
  gboolean binds = colim_term_get_kind (term) == COLIM_TERM_LAMBDA;
  const Scope inner = { scope->renaming, binds ? colim_term_get_child (term, 0) : NULL, scope };
  g_autofree char *name
      = translate (scope, get_meaning_of_name (colim_term_get_kind (term), meaning), colim_term_get_name (term));
  g_autofree ColimTerm **children = g_new (ColimTerm *, n + 1);

  for (guint i = 0; i < n; i++)
    children[i] = rename (colim_term_get_child (term, i), &inner, get_meaning_of_child (term, i, meaning));

  return _colim_term_rebuild (term, name, children);
}

/* In `batch = (N=64, M=16)` vertices are keys. */
static ColimTerm *
rename_batches (const ColimTerm *list, const Scope *scope)
{
  guint n = colim_term_get_n_children (list);
  g_autofree ColimTerm **children = g_new (ColimTerm *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const ColimTerm *child = colim_term_get_child (list, i);
      g_autofree char *name = translate (scope, ELEMENT, colim_term_get_name (child));
      ColimTerm *value
          = colim_term_get_n_children (child) > 0 ? colim_term_ref (colim_term_get_child (child, 0)) : NULL;

      children[i] = _colim_term_rebuild (child, name, &value);
    }

  return _colim_term_rebuild (list, NULL, children);
}

static ColimTerm *
rename_train (const ColimTerm *train, const Scope *scope)
{
  guint n = colim_term_get_n_children (train);
  g_autofree ColimTerm **settings = g_new (ColimTerm *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      ColimTerm *setting = colim_term_get_child (train, i), *value = colim_term_get_child (setting, 0);

      if (g_str_equal (colim_term_get_name (setting), "batch") && colim_term_get_kind (value) == COLIM_TERM_LIST)
        {
          value = rename_batches (value, scope);
          settings[i] = _colim_term_rebuild (setting, "batch", &value);
        }
      else
        settings[i] = colim_term_ref (setting);
    }

  return _colim_term_rebuild (train, NULL, settings);
}

/* A metric is called with two paths; what is behind them are columns and numbers. */
static ColimTerm *
rename_metric (const ColimTerm *metric, const Scope *scope)
{
  const ColimTerm *call = colim_term_get_child (metric, 0);
  guint n = colim_term_get_n_children (call);
  g_autofree ColimTerm **arguments = g_new (ColimTerm *, n);
  ColimTerm *children[2];

  for (guint i = 0; i < n; i++)
    arguments[i] = rename (colim_term_get_child (call, i), scope, NOTHING);
  children[0] = _colim_term_rebuild (call, colim_term_get_name (call), arguments);
  if (colim_term_get_n_children (metric) > 1)
    children[1] = colim_term_ref (colim_term_get_child (metric, 1));

  return _colim_term_rebuild (metric, colim_term_get_name (metric), children);
}

ColimTerm *
_colim_rename_statement (const ColimTerm *statement, const Renaming *renaming)
{
  const Scope scope = { renaming, NULL, NULL };

  switch (colim_term_get_kind (statement))
    {
    case COLIM_TERM_METRIC:
      return rename_metric (statement, &scope);
    case COLIM_TERM_TRAIN:
      return rename_train (statement, &scope);
    default:
      return rename (statement, &scope, NOTHING);
    }
}

ColimTerm *
_colim_rename_space (const ColimTerm *space, const Renaming *renaming)
{
  const Scope scope = { renaming, NULL, NULL };

  return rename (space, &scope, SIZE);
}

ColimTerm *
_colim_rename_model (const ColimTerm *model, const Renaming *renaming)
{
  const Scope scope = { renaming, NULL, NULL };

  return rename (model, &scope, MODEL);
}
