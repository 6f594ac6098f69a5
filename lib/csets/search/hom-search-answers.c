/* What a search is asked: each answer makes a state, and takes its components one after the other. */

#include "lib/csets/search/hom-search-private.h"

#include "lib/sets/fin-function-private.h"

/* A variable that nothing limits could go to any constant there is. */
static gboolean
check_free_variables (const ColimHomSearch *self, GError **error)
{
  const ColimSchema *schema = self->dom->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema), first = 0;

  for (gint32 ob = 0; ob < n_objects; ob++)
    first += self->dom->n_parts[ob];
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      gint32 n = self->dom->n_variables[type];
      g_autofree gboolean *used = g_new0 (gboolean, n);

      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
        for (gint32 i = 0; colim_schema_get_attr_codom (schema, attr) == type && i < self->dom->attrs[attr]->n; i++)
          if (self->dom->attrs[attr]->variables[i] >= 0)
            used[self->dom->attrs[attr]->variables[i]] = TRUE;
      for (gint32 v = 0; v < n && (self->flags[n_objects + type] & (HOM_MONIC | HOM_NO_BIND | HOM_FREE_OK)) == 0; v++)
        if (!used[v] && !g_hash_table_contains (self->initial, GINT_TO_POINTER (first + v))
            && !g_hash_table_contains (self->allowed, GINT_TO_POINTER (first + v)))
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_FREE_FLOATING_VARIABLE,
                         "variable %d of '%s' is used by no attribute, and could go to any constant", v,
                         colim_schema_get_attr_type_name (schema, type));
            return FALSE;
          }
      first += n;
    }

  return TRUE;
}

static gboolean
check (const ColimHomSearch *self, GError **error)
{
  if (self->error == NULL)
    return check_free_variables (self, error);
  g_propagate_error (error, g_error_copy (self->error));

  return FALSE;
}

static void
set_spent (gint64 budget, GError **error)
{
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the search is not finished after %" G_GINT64_FORMAT " steps",
               budget);
}

static gint64
get_budget (const ColimHomSearch *self)
{
  return self->budget < 0 ? G_MAXINT64 : self->budget;
}

/* A state that takes its steps from another budget than the search's own, also those that making it took. */
static HomState *
new_state (const ColimHomSearch *self, gint64 budget)
{
  HomState *state = _colim_hom_state_new (self);

  state->steps_left += budget - get_budget (self);

  return state;
}

/* Where single domains are counted, or a failure told, links must have been looked at too. */
static HomState *
new_settled (const ColimHomSearch *search, gint64 budget)
{
  HomState *state = new_state (search, budget);

  if (state->lazy && state->failure.kind == HOM_FAILURE_NONE)
    _colim_hom_state_settle (state);

  return state;
}

/* Finds an image for everything, if that is possible; else tells which elements it is impossible for, as far as
 * somebody wants to know. */
static ColimVerdict
solve (HomState *state, GArray *impossible)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) elements = NULL;

  if (state->failure.kind != HOM_FAILURE_NONE)
    return COLIM_VERDICT_NO;
  elements = _colim_hom_state_list_components (state, starts);
  for (guint c = 0; c + 1 < starts->len; c++)
    {
      guint start = g_array_index (starts, guint, c), n = g_array_index (starts, guint, c + 1) - start;

      _colim_hom_state_load (state, &g_array_index (elements, gint32, start), (gint32) n);
      if (_colim_hom_state_solve (state, NULL, NULL))
        continue;
      if (impossible != NULL)
        g_array_append_vals (impossible, &g_array_index (elements, gint32, start), n);
      return state->spent ? COLIM_VERDICT_UNKNOWN : COLIM_VERDICT_NO;
    }

  return COLIM_VERDICT_YES;
}

/* The images when everything is decided. */
static void
read_images (const HomState *state, gint32 *images)
{
  for (gint32 e = 0; e < state->n_elements; e++)
    images[e] = _colim_hom_domain_get_only (&state->domains[e]);
}

/* Puts a component in its place, in the column of the last one if nobody kept that. */
static void
put_component (const HomSort *sort, const gint32 *images, ColimFinFunction **component)
{
  gint32 *values = *component != NULL ? _colim_fin_function_get_own (*component) : NULL;

  if (sort->n == 0 && *component != NULL)
    return;
  if (values == NULL)
    {
      g_clear_pointer (component, colim_fin_function_unref);
      values = g_new (gint32, sort->n);
      *component = _colim_fin_function_take (values, sort->n, sort->n_parts);
    }
  for (gint32 i = 0; i < sort->n; i++)
    values[i] = images[i];
}

static void
put_column (const HomSort *sort, const gint32 *images, ColimColumn **column)
{
  if (sort->n == 0 && *column != NULL)
    return;
  g_clear_pointer (column, _colim_column_unref);
  *column = _colim_column_new ((ColimAttrType *) sort->type, sort->n);
  for (gint32 i = 0; i < sort->n; i++)
    if (images[i] < sort->n_parts)
      _colim_column_set_variable (*column, i, images[i]);
    else
      _colim_column_take_constant (*column, i,
                                   _colim_cell_copy (sort->type, sort->constants[images[i] - sort->n_parts]));
}

/* Makes a homomorphism of the images of all elements, or fills the last one anew if nobody kept it. */
static void
put_hom (const HomState *state, const gint32 *images, ColimHom **hom)
{
  const ColimHomSearch *search = state->search;
  gint32 n_objects = colim_schema_get_n_objects (search->dom->schema);

  if (*hom != NULL && !g_atomic_ref_count_compare (&(*hom)->n_refs, 1))
    g_clear_pointer (hom, colim_hom_unref);
  if (*hom == NULL)
    *hom = _colim_hom_new_blank (search->dom, search->codom);
  for (gint32 s = 0; s < state->n_sorts; s++)
    {
      const HomSort *sort = &state->sorts[s];

      if (s < n_objects)
        put_component (sort, images + sort->first, &(*hom)->components[s]);
      else
        put_column (sort, images + sort->first, &(*hom)->images[s - n_objects]);
    }
}

/**
 * colim_hom_search_find:
 * @self: a search
 * @error: return location for an error
 *
 * Finds a homomorphism: which one is fixed, but it need not be the first of [method@Colim.HomSearch.foreach].
 *
 * Returns: (transfer full) (nullable): a homomorphism; %NULL without an error if there is none, else with
 *   %COLIM_ERROR_BUDGET, %COLIM_ERROR_FREE_FLOATING_VARIABLE (a variable that no attribute uses and nothing limits) or
 *   %COLIM_ERROR_TYPE (the schemas differ)
 */
ColimHom *
colim_hom_search_find (ColimHomSearch *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check (self, error))
    return NULL;

  g_autoptr (HomState) state = _colim_hom_state_new (self);
  g_autofree gint32 *images = NULL;
  ColimHom *hom = NULL;
  ColimVerdict verdict = solve (state, NULL);

  if (verdict == COLIM_VERDICT_UNKNOWN)
    set_spent (self->budget, error);
  if (verdict != COLIM_VERDICT_YES)
    return NULL;
  images = g_new (gint32, state->n_elements);
  read_images (state, images);
  put_hom (state, images, &hom);

  return hom;
}

/**
 * colim_hom_search_exists:
 * @self: a search
 * @error: return location for an error
 *
 * Decides whether there is a homomorphism.
 *
 * Returns: whether there is one; %COLIM_VERDICT_UNKNOWN if the budget ran out, or with
 *   %COLIM_ERROR_FREE_FLOATING_VARIABLE or
 *   %COLIM_ERROR_TYPE as for [method@Colim.HomSearch.find]
 */
ColimVerdict
colim_hom_search_exists (ColimHomSearch *self, GError **error)
{
  g_return_val_if_fail (self != NULL, COLIM_VERDICT_UNKNOWN);
  g_return_val_if_fail (error == NULL || *error == NULL, COLIM_VERDICT_UNKNOWN);

  if (!check (self, error))
    return COLIM_VERDICT_UNKNOWN;

  g_autoptr (HomState) state = _colim_hom_state_new (self);

  return solve (state, NULL);
}

static gboolean
count_one (HomState *state, gpointer data)
{
  guint64 *n = data;

  ++*n;
  return TRUE;
}

/* Multiplies by the number of solutions, counted one by one. */
static gboolean
count_solutions (HomState *state, const gint32 *elements, gint32 n, mpz_t count)
{
  HomMark mark = _colim_hom_state_mark (state);
  guint64 n_solutions = 0;

  _colim_hom_state_load (state, elements, n);
  _colim_hom_state_solve (state, count_one, &n_solutions);
  _colim_hom_state_undo (state, mark);
  mpz_mul_ui (count, count, (unsigned long) n_solutions);

  return !state->spent;
}

/* Components that only links hold together are summed out all at once; should that take too much memory, each is
 * searched like the others. */
static gboolean
count_components (HomState *state, mpz_t count)
{
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) elements = _colim_hom_state_list_components (state, starts);
  g_autoptr (GArray) free_ones = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) free_starts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint c = 0; c + 1 < starts->len && mpz_sgn (count) != 0; c++)
    {
      guint start = g_array_index (starts, guint, c), n = g_array_index (starts, guint, c + 1) - start;
      const gint32 *component = &g_array_index (elements, gint32, start);
      gboolean coupled = FALSE;

      for (guint i = 0; i < n && !coupled; i++)
        coupled = _colim_hom_state_is_coupled (state, component[i]);
      if (coupled && !count_solutions (state, component, (gint32) n, count))
        return FALSE;
      if (coupled)
        continue;
      g_array_append_val (free_starts, free_ones->len);
      g_array_append_vals (free_ones, component, n);
    }
  g_array_append_val (free_starts, free_ones->len);
  if (_colim_hom_state_eliminate (state, (const gint32 *) (gpointer) free_ones->data, (gint32) free_ones->len, count))
    return TRUE;
  for (guint c = 0; c + 1 < free_starts->len && !state->spent; c++)
    {
      guint start = g_array_index (free_starts, guint, c), n = g_array_index (free_starts, guint, c + 1) - start;

      count_solutions (state, &g_array_index (free_ones, gint32, start), (gint32) n, count);
    }

  return !state->spent;
}

/* Whether isomorphisms are asked for, and nothing else. */
static gboolean
asks_for_isomorphisms (const HomState *state)
{
  for (gint32 s = 0; s < state->n_sorts; s++)
    if (!state->sorts[s].exact && (state->sorts[s].type == NULL || state->sorts[s].n > 0))
      return FALSE;

  return !state->restricted;
}

/* If there is an isomorphism, there are as many as there are automorphisms. */
static gboolean
count_isomorphisms (HomState *state, mpz_t count)
{
  const ColimHomSearch *search = state->search;
  ColimHomSearch twin = *search;
  ColimVerdict verdict = solve (state, NULL);
  g_autoptr (HomState) automorphisms = NULL;
  gboolean done;

  mpz_set_ui (count, 0);
  if (verdict != COLIM_VERDICT_YES)
    return verdict == COLIM_VERDICT_NO;
  twin.codom = twin.dom;
  automorphisms = _colim_hom_state_new (&twin);
  automorphisms->steps_left = state->steps_left;

  done = _colim_hom_state_count_orbits (automorphisms, count);
  state->steps_left = automorphisms->steps_left;

  return done;
}

ColimNatural *
_colim_hom_search_count (const ColimHomSearch *self, gint64 *budget, GError **error)
{
  g_autoptr (HomState) state = NULL;
  gboolean done = TRUE;
  mpz_t count;

  if (!check (self, error))
    return NULL;
  state = new_settled (self, *budget);
  mpz_init_set_ui (count, state->failure.kind == HOM_FAILURE_NONE);
  if (mpz_sgn (count) != 0)
    done = asks_for_isomorphisms (state) ? count_isomorphisms (state, count) : count_components (state, count);
  if (done)
    {
      *budget = state->steps_left;
      return _colim_natural_take (count);
    }
  mpz_clear (count);
  set_spent (*budget, error);

  return NULL;
}

/**
 * colim_hom_search_count:
 * @self: a search
 * @error: return location for an error
 *
 * Counts homomorphisms.  Where neither monic, epic nor cartesian ones are asked for, none is made: the time is that of
 * walking a tree decomposition of the domain, for example a few sorted tables of edges for a path.  Isomorphisms are
 * counted by orbits.  Else they are found one by one.
 *
 * Returns: (transfer full): how many there are; %NULL with %COLIM_ERROR_BUDGET, or
 *   %COLIM_ERROR_FREE_FLOATING_VARIABLE or
 *   %COLIM_ERROR_TYPE as for [method@Colim.HomSearch.find]
 */
ColimNatural *
colim_hom_search_count (ColimHomSearch *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint64 budget = get_budget (self);

  return _colim_hom_search_count (self, &budget, error);
}

typedef struct {
  ColimHomFunc function;
  gpointer user_data;
  gint32 *images; /* of all elements */
  ColimHom *hom;  /* the last one */
} Shown;

static gboolean
show (HomState *state, gpointer data)
{
  Shown *shown = data;

  put_hom (state, shown->images, &shown->hom);

  return shown->function (shown->hom, shown->user_data);
}

static gboolean
show_decided (HomState *state, gpointer data)
{
  const Shown *shown = data;

  read_images (state, shown->images);

  return show (state, data);
}

/* One search in its own order: where there is nothing, it sees that sooner. */
static gboolean
is_solvable (HomState *state)
{
  HomMark mark = _colim_hom_state_mark (state);
  ColimVerdict verdict = solve (state, NULL);

  _colim_hom_state_undo (state, mark);

  return verdict == COLIM_VERDICT_YES;
}

/* Those that a walk did not get to. */
static void
show_rest (HomState *state, const gint32 *after, Shown *shown)
{
  g_autofree gint32 *all = g_new (gint32, state->n_elements);

  for (gint32 e = 0; e < state->n_elements; e++)
    all[e] = e;
  state->after = after;
  if (state->relations != NULL)
    _colim_hom_state_settle (state);
  _colim_hom_state_load (state, all, state->n_elements);
  _colim_hom_state_search (state, TRUE, show_decided, shown);
  state->after = NULL;
}

gboolean
_colim_hom_search_foreach (const ColimHomSearch *self, ColimHomFunc function, gpointer user_data, gint64 *budget,
                           GError **error)
{
  g_autoptr (HomState) state = NULL;
  g_autofree gint32 *images = NULL, *last = NULL;
  gboolean any = FALSE;
  Shown shown = { .function = function, .user_data = user_data };

  if (!check (self, error))
    return FALSE;
  state = new_state (self, *budget);
  shown.images = images = g_new (gint32, state->n_elements);
  last = g_new (gint32, state->n_elements);
  if (state->failure.kind == HOM_FAILURE_NONE
      && !_colim_hom_state_walk (state, images, last, &any, show, &shown) && (any || is_solvable (state)))
    show_rest (state, any ? last : NULL, &shown);
  g_clear_pointer (&shown.hom, colim_hom_unref);
  if (state->spent)
    set_spent (*budget, error);
  *budget = state->steps_left;

  return !state->spent;
}

/**
 * colim_hom_search_foreach:
 * @self: a search
 * @function: (scope call) (closure user_data): called with each homomorphism, until it returns %FALSE
 * @user_data: passed to @function
 * @error: return location for an error
 *
 * Shows the homomorphisms in lexicographic order: as lists of the images of all parts by object, then of the variables,
 * where variables come before constants and constants ascend.  Each is there while it is shown: take a reference to
 * keep it.
 *
 * Returns: %TRUE, also if @function stopped; %FALSE with %COLIM_ERROR_BUDGET (after some may have been shown), or
 *   %COLIM_ERROR_FREE_FLOATING_VARIABLE or %COLIM_ERROR_TYPE as for [method@Colim.HomSearch.find]
 */
gboolean
colim_hom_search_foreach (ColimHomSearch *self, ColimHomFunc function, gpointer user_data, GError **error)
{
  g_return_val_if_fail (self != NULL && function != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint64 budget = get_budget (self);

  return _colim_hom_search_foreach (self, function, user_data, &budget, error);
}

static char *
name_element (const HomState *state, gint32 e)
{
  const ColimSchema *schema = state->search->dom->schema;
  gint32 s = state->sort_of[e], n_objects = colim_schema_get_n_objects (schema), index = e - state->sorts[s].first;

  return s < n_objects ? g_strdup_printf ("part %d of '%s'", index, colim_schema_get_object_name (schema, s))
                       : g_strdup_printf ("variable %d of '%s'", index,
                                          colim_schema_get_attr_type_name (schema, s - n_objects));
}

/* What each failure is called, where %E is the element, %A the arrow, %V the element's value there, %S the sort, and %D
 * and %C how many of it there are in the domain and the codomain. */
static const char *const texts[] = {
  [HOM_FAILURE_MONIC] = "the %D of '%S' in the domain cannot go to different ones, as the codomain has %C",
  [HOM_FAILURE_EPIC] = "the %D of '%S' in the domain cannot reach all %C in the codomain",
  [HOM_FAILURE_ISO] = "'%S' has %D in the domain, but %C in the codomain",
  [HOM_FAILURE_NOWHERE] = "'%S' has %D in the domain, but none in the codomain",
  [HOM_FAILURE_ALLOWED] = "%E may go nowhere: nothing is allowed that the initial assignment allows too",
  [HOM_FAILURE_BIND] = "%E may go to no constant, and to no variable",
  [HOM_FAILURE_CONSTANT] = "%E has '%A' %V, and no possible image of it has",
  [HOM_FAILURE_LOOP] = "'%A' closes a loop at %E, and at no possible image of it",
  [HOM_FAILURE_DEGREE] = "no possible image of %E has as many parts over it by '%A'",
  [HOM_FAILURE_COLOUR] = "nothing in the codomain is surrounded like %E",
  [HOM_FAILURE_LINK] = "no image of %E fits together with one of its '%A'",
  [HOM_FAILURE_TAKEN] = "what %E can go to is taken by others",
  [HOM_FAILURE_COVER] = "what is left of '%S' when %E is placed cannot reach all in the codomain",
  [HOM_FAILURE_CHOICE] = "each of the %D parts connected with %E has possible images, but none fit together",
};

static void
append_field (const HomState *state, const HomFailure *failure, gint32 n_connected, char field, GString *text)
{
  const ColimSchema *schema = state->search->dom->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema);
  const HomSort *sort = &state->sorts[failure->sort];
  g_autofree char *part = NULL;

  if (field == 'D')
    g_string_append_printf (text, "%d", failure->kind == HOM_FAILURE_CHOICE ? n_connected : sort->n);
  else if (field == 'C')
    g_string_append_printf (text, "%d", sort->n_parts);
  else if (field == 'S')
    g_string_append (text, failure->sort < n_objects
                               ? colim_schema_get_object_name (schema, failure->sort)
                               : colim_schema_get_attr_type_name (schema, failure->sort - n_objects));
  else if (field == 'A')
    g_string_append (text, _colim_schema_get_arrow_name (schema, failure->arrow));
  else if (field == 'V')
    part = _colim_column_print_entry (state->arrows[failure->arrow].column, failure->element - sort->first);
  else
    part = name_element (state, failure->element);
  if (part != NULL)
    g_string_append (text, part);
}

/**
 * colim_hom_search_explain:
 * @self: a search
 * @error: return location for an error
 *
 * Says why there is no homomorphism: the first constraint that fails, of sizes, of single parts, of neighbours, of all
 * together.
 *
 * Returns: (transfer full) (nullable): the reason; %NULL without an error if there is a homomorphism, else with
 *   %COLIM_ERROR_BUDGET, or %COLIM_ERROR_FREE_FLOATING_VARIABLE or %COLIM_ERROR_TYPE as for
 *   [method@Colim.HomSearch.find]
 */
char *
colim_hom_search_explain (ColimHomSearch *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!check (self, error))
    return NULL;

  g_autoptr (HomState) state = new_settled (self, get_budget (self));
  HomFailure failure = state->failure;
  g_autoptr (GArray) impossible = g_array_new (FALSE, FALSE, sizeof (gint32));
  ColimVerdict verdict = solve (state, impossible);
  GString *text;

  if (verdict == COLIM_VERDICT_UNKNOWN)
    set_spent (self->budget, error);
  if (verdict != COLIM_VERDICT_NO)
    return NULL;
  if (failure.kind == HOM_FAILURE_NONE)
    {
      failure.kind = HOM_FAILURE_CHOICE;
      failure.element = g_array_index (impossible, gint32, 0);
      failure.sort = state->sort_of[failure.element];
    }
  text = g_string_new (NULL);
  for (const char *c = texts[failure.kind]; *c != '\0'; c++)
    if (*c == '%')
      append_field (state, &failure, (gint32) impossible->len, *++c, text);
    else
      g_string_append_c (text, *c);

  return g_string_free (text, FALSE);
}
