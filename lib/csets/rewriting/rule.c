/* Rewriting rules, and where they match.
 *
 *     L <--l-- I --r--> R       what l does not name is deleted, what r does not name is created
 *     |
 *     N_1, N_2 …                no match may extend to one of these
 */

#include "lib/csets/rewriting/rule-private.h"

/**
 * colim_rule_kind_parse:
 * @name: `dpo`, `spo` or `sqpo`
 * @kind: (out): the kind
 *
 * Finds a kind of rules by its name.
 *
 * Returns: whether there is one of that name
 */
gboolean
colim_rule_kind_parse (const char *name, ColimRuleKind *kind)
{
  static const char *const names[]
      = { [COLIM_RULE_DPO] = "dpo", [COLIM_RULE_SPO] = "spo", [COLIM_RULE_SQPO] = "sqpo" };

  g_return_val_if_fail (name != NULL && kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *kind = (ColimRuleKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * ColimRule:
 *
 * A rewriting rule: a span of C-sets, what to do where it leaves a choice, and negative application conditions.
 * Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimRule, colim_rule, colim_rule_ref, colim_rule_unref)

static gboolean
check_monic (const ColimHom *l, GError **error)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (l->dom->schema); ob++)
    if (!colim_fin_function_is_monic (l->components[ob]))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                     "I → L glues parts of '%s': only sesqui-pushout rules can clone",
                     colim_schema_get_object_name (l->dom->schema, ob));
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_ends (const ColimHom *l, const ColimHom *r, ColimHom *const *conditions, gsize n_conditions, GError **error)
{
  if (!colim_cset_equal (l->dom, r->dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the two sides of the rule do not start at one interface");
      return FALSE;
    }
  for (gsize i = 0; i < n_conditions; i++)
    if (!colim_cset_equal (conditions[i]->dom, l->codom))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                     "condition %" G_GSIZE_FORMAT " does not start at the left side of the rule", i);
        return FALSE;
      }

  return TRUE;
}

/**
 * colim_rule_new:
 * @kind: what the rule does where a match leaves a choice
 * @l: a homomorphism I → L
 * @r: a homomorphism I → R
 * @conditions: (array length=n_conditions): homomorphisms L → N, each a negative application condition
 * @n_conditions: how many
 * @error: return location for an error
 *
 * Makes a rule: L is replaced by R, and I is what they share.  A match L → G that factors through a condition L → N
 * is none.
 *
 * Returns: (transfer full): the rule, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (the ends do not fit) or
 *   %COLIM_ERROR_INVALID (@l is not monic, and the rule is no sesqui-pushout rule)
 */
ColimRule *
colim_rule_new (ColimRuleKind kind, ColimHom *l, ColimHom *r, ColimHom **conditions, gsize n_conditions,
                GError **error)
{
  g_return_val_if_fail (l != NULL && r != NULL && n_conditions <= G_MAXINT32, NULL);
  g_return_val_if_fail (conditions != NULL || n_conditions == 0, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimRule *self;

  if (!check_ends (l, r, conditions, n_conditions, error) || (kind != COLIM_RULE_SQPO && !check_monic (l, error)))
    return NULL;
  self = g_atomic_rc_box_new (ColimRule);
  self->kind = kind;
  self->left = colim_hom_ref (l);
  self->right = colim_hom_ref (r);
  self->conditions = g_new (ColimHom *, n_conditions);
  self->n_conditions = (guint) n_conditions;
  for (gsize i = 0; i < n_conditions; i++)
    self->conditions[i] = colim_hom_ref (conditions[i]);

  return self;
}

/**
 * colim_rule_ref:
 * @self: a rule
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimRule *
colim_rule_ref (ColimRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimRule *self)
{
  for (guint i = 0; i < self->n_conditions; i++)
    colim_hom_unref (self->conditions[i]);
  g_free (self->conditions);
  colim_hom_unref (self->left);
  colim_hom_unref (self->right);
}

/**
 * colim_rule_unref:
 * @self: (transfer full): a rule
 *
 * Gives a reference back.
 */
void
colim_rule_unref (ColimRule *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_rule_get_kind:
 * @self: a rule
 *
 * Tells what the rule does where a match leaves a choice.
 *
 * Returns: the kind
 */
ColimRuleKind
colim_rule_get_kind (const ColimRule *self)
{
  g_return_val_if_fail (self != NULL, COLIM_RULE_DPO);

  return self->kind;
}

/**
 * colim_rule_get_left:
 * @self: a rule
 *
 * Gives the side that is matched.
 *
 * Returns: (transfer none): I → L
 */
ColimHom *
colim_rule_get_left (const ColimRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->left;
}

/**
 * colim_rule_get_right:
 * @self: a rule
 *
 * Gives the side that is put in its place.
 *
 * Returns: (transfer none): I → R
 */
ColimHom *
colim_rule_get_right (const ColimRule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->right;
}

/**
 * colim_rule_get_n_conditions:
 * @self: a rule
 *
 * Counts the negative application conditions.
 *
 * Returns: how many there are
 */
guint
colim_rule_get_n_conditions (const ColimRule *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_conditions;
}

/**
 * colim_rule_get_condition:
 * @self: a rule
 * @condition: which one
 *
 * Gives a negative application condition.
 *
 * Returns: (transfer none): L → N
 */
ColimHom *
colim_rule_get_condition (const ColimRule *self, guint condition)
{
  g_return_val_if_fail (self != NULL && condition < self->n_conditions, NULL);

  return self->conditions[condition];
}

/* Starts the search for what extends a match along a condition. */
static gboolean
extend (ColimHomSearch *search, const ColimHom *condition, const ColimHom *match, gboolean *fits, GError **error)
{
  const ColimSchema *schema = match->dom->schema;

  *fits = TRUE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      gint32 n = condition->codom->n_parts[ob];
      g_autofree gint32 *images = g_new (gint32, n);

      for (gint32 y = 0; y < n; y++)
        images[y] = -1;
      for (gint32 x = 0; x < match->dom->n_parts[ob]; x++)
        {
          gint32 y = colim_fin_function_apply (condition->components[ob], x);
          gint32 image = colim_fin_function_apply (match->components[ob], x);

          *fits = *fits && (images[y] < 0 || images[y] == image);
          images[y] = image;
          if (!colim_hom_search_set_initial (search, colim_schema_get_object_name (schema, ob), y, image, error))
            return FALSE;
        }
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      const ColimColumn *along = condition->images[type], *images = match->images[type];
      const char *name = colim_schema_get_attr_type_name (schema, type);
      g_autoptr (ColimColumn) found = _colim_column_new (along->type, condition->codom->n_variables[type]);

      for (gint32 v = 0; v < along->n; v++)
        {
          gint32 w = along->variables[v];
          g_auto (GValue) value = G_VALUE_INIT;

          if (w < 0)
            {
              *fits = *fits && _colim_column_equal_entries (along, v, images, v);
              continue;
            }
          *fits = *fits && (found->variables[w] == COLIM_COLUMN_UNDEFINED
                            || _colim_column_equal_entries (found, w, images, v));
          _colim_column_copy_entry (found, w, images, v);
          if (colim_hom_get_value_at (match, type, v, &value)
                  ? !colim_hom_search_set_initial_value (search, name, w, &value, error)
                  : !colim_hom_search_set_initial (search, name, w, images->variables[v], error))
            return FALSE;
        }
    }

  return TRUE;
}

static ColimVerdict
exists (ColimHomSearch *search, gint64 budget, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  ColimVerdict verdict = colim_hom_search_exists (search, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (verdict == COLIM_VERDICT_UNKNOWN)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "a condition is not decided after %" G_GINT64_FORMAT " steps",
                 budget);

  return verdict;
}

static ColimVerdict
factors (const ColimHom *match, ColimHom *condition, gint64 budget, GError **error)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (condition->codom, match->codom);
  gboolean fits;

  colim_hom_search_set_budget (search, budget);
  if (!extend (search, condition, match, &fits, error))
    return COLIM_VERDICT_UNKNOWN;

  return fits ? exists (search, budget, error) : COLIM_VERDICT_NO;
}

/* Finds out what a rewriting at a site leaves of the host. */
gboolean
_colim_rule_carve (const ColimRule *self, const ColimSite *site, gint64 budget, ColimCarving *carving, GError **error)
{
  _colim_carving_init (carving, site);
  switch (self->kind)
    {
    case COLIM_RULE_DPO:
      return _colim_carving_take_pushout (carving, site, error);
    case COLIM_RULE_SPO:
      _colim_carving_take_deletion (carving, site);
      return TRUE;
    case COLIM_RULE_SQPO:
      return _colim_carving_take_final_pullback (carving, site, budget, error);
    }
  g_return_val_if_reached (FALSE);
}

/* Whether what is to be deleted can be deleted; why not, if not. */
static ColimVerdict
has_complement (const ColimRule *self, const ColimHom *match, gint64 budget, ColimCSetBuilder *host, char **reason,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (ColimHomSite) at = { 0, };
  g_auto (ColimCarving) carving = { 0, };

  if (!_colim_hom_site_init (&at, self->left, self->right, match, host, error))
    return COLIM_VERDICT_UNKNOWN;
  if (_colim_rule_carve (self, &at.site, budget, &carving, &local_error))
    return COLIM_VERDICT_YES;
  if (!g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_NO_COMPLEMENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return COLIM_VERDICT_UNKNOWN;
    }
  if (reason != NULL)
    *reason = g_strdup (local_error->message);

  return COLIM_VERDICT_NO;
}

static ColimVerdict
accepts (const ColimRule *self, const ColimHom *match, gint64 budget, ColimCSetBuilder *host, char **reason,
         GError **error)
{
  ColimVerdict verdict = has_complement (self, match, budget, host, reason, error);

  for (guint i = 0; i < self->n_conditions && verdict == COLIM_VERDICT_YES; i++)
    {
      ColimVerdict factored = factors (match, self->conditions[i], budget, error);

      if (factored == COLIM_VERDICT_UNKNOWN)
        verdict = COLIM_VERDICT_UNKNOWN;
      if (factored != COLIM_VERDICT_YES)
        continue;
      verdict = COLIM_VERDICT_NO;
      if (reason != NULL)
        *reason = g_strdup_printf ("the match extends to condition %u", i);
    }

  return verdict;
}

/**
 * colim_rule_accepts:
 * @self: a rule
 * @match: a homomorphism that starts at its left side
 * @budget: how many steps each condition may take, and how many copies a sesqui-pushout may make; -1 for any number
 * @reason: (out) (optional) (nullable) (transfer full): what is violated, if something is
 * @error: return location for an error
 *
 * Decides whether the rule can be applied at a match: the gluing conditions hold (or there is a final pullback
 * complement), and the match extends to none of the negative application conditions.
 *
 * Returns: %COLIM_VERDICT_YES, %COLIM_VERDICT_NO, or %COLIM_VERDICT_UNKNOWN with %COLIM_ERROR_BUDGET,
 *   %COLIM_ERROR_FREE_FLOATING_VARIABLE (a condition has a variable that nothing uses) or %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimVerdict
colim_rule_accepts (ColimRule *self, ColimHom *match, gint64 budget, char **reason, GError **error)
{
  g_return_val_if_fail (self != NULL && match != NULL, COLIM_VERDICT_UNKNOWN);
  g_return_val_if_fail (error == NULL || *error == NULL, COLIM_VERDICT_UNKNOWN);

  if (reason != NULL)
    *reason = NULL;

  return accepts (self, match, budget, NULL, reason, error);
}

typedef struct {
  ColimRule *rule;
  gint64 budget;
  ColimHomFunc function;
  gpointer user_data;
  ColimCSetBuilder *host; /* with the preimages that all matches look at */
  GError *error;
} Matches;

static gboolean
show (ColimHom *match, gpointer data)
{
  Matches *self = data;
  ColimVerdict verdict = accepts (self->rule, match, self->budget, self->host, NULL, &self->error);

  if (verdict == COLIM_VERDICT_YES)
    return self->function (match, self->user_data);

  return verdict == COLIM_VERDICT_NO;
}

/**
 * colim_rule_foreach_match:
 * @self: a rule
 * @host: a C-set
 * @monic: whether matches must be monic on parts
 * @budget: how many steps the search, and each condition, may take; -1 for any number
 * @function: (scope call) (closure user_data): is shown each match that the rule can be applied at, in a fixed order
 * @user_data: what it is given
 * @error: return location for an error
 *
 * Finds the matches that the rule accepts.
 *
 * Returns: %TRUE, also if @function stopped; %FALSE with the errors of [method@Colim.HomSearch.foreach] or
 *   [method@Colim.Rule.accepts]
 */
gboolean
colim_rule_foreach_match (ColimRule *self, ColimCSet *host, gboolean monic, gint64 budget, ColimHomFunc function,
                          gpointer user_data, GError **error)
{
  g_return_val_if_fail (self != NULL && host != NULL && function != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  ColimCSet *left = self->left->codom;
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (left, host);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (host);
  Matches matches = { self, budget, function, user_data, builder, NULL };

  for (gint32 ob = 0; monic && ob < colim_schema_get_n_objects (left->schema); ob++)
    if (!colim_hom_search_set_monic (search, colim_schema_get_object_name (left->schema, ob), error))
      return FALSE;
  colim_hom_search_set_budget (search, budget);
  if (!colim_hom_search_foreach (search, show, &matches, error))
    return FALSE;
  if (matches.error == NULL)
    return TRUE;
  g_propagate_error (error, matches.error);

  return FALSE;
}

static gboolean
keep (ColimHom *match, gpointer data)
{
  *(ColimHom **) data = colim_hom_ref (match);

  return FALSE;
}

/**
 * colim_rule_find_match:
 * @self: a rule
 * @host: a C-set
 * @monic: whether the match must be monic on parts
 * @budget: how many steps the search, and each condition, may take; -1 for any number
 * @error: return location for an error
 *
 * Finds the first match that the rule accepts.
 *
 * Returns: (transfer full) (nullable): the match; %NULL without an error if there is none, else with the errors of
 *   [method@Colim.Rule.foreach_match]
 */
ColimHom *
colim_rule_find_match (ColimRule *self, ColimCSet *host, gboolean monic, gint64 budget, GError **error)
{
  ColimHom *match = NULL;

  colim_rule_foreach_match (self, host, monic, budget, keep, &match, error);

  return match;
}
