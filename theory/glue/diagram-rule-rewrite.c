/* Rewriting: what a rule does to the statements of a host at the matches that are taken. */

#include "theory/glue/diagram-rule-private.h"

#include "theory/glue/agreement-private.h"
#include "theory/language/term-private.h"

#include <string.h>

typedef struct {
  const ColimDiagramRule *rule;
  const RuleSite *site;
  const RuleShape *shape;
  ColimEditing *editing;
  ColimDiagnostics *diagnostics;
  Renaming *renamings; /* by match: from names in the second diagram to those in the result */
} Rewriting;

static const char *
translate (const Renaming *renaming, const char *name)
{
  const char *found = g_hash_table_lookup (renaming->elements, name);

  return found != NULL ? found : name;
}

/* What an element that comes from the rule is called: a moved edge as before, others as in the rule if that is free. */
static char *
name_element (const Rewriting *self, guint m, const char *name)
{
  const char *image = colim_match_get_image (g_ptr_array_index (self->site->chosen, m), name);

  return image != NULL ? g_strdup (image) : _colim_editing_make_name (self->editing, name, FALSE);
}

/* Tells each copy of the second diagram how its elements are called in the result. */
static void
name_elements (Rewriting *self, gboolean edges)
{
  const RuleShape *shape = self->shape;
  const GPtrArray *there = edges ? self->rule->after->edges : self->rule->after->vertices;
  const GPtrArray *host = edges ? self->site->host->edges : self->site->host->vertices;
  guint side = edges ? 1 : 0;

  for (guint m = 0; m < self->site->chosen->len; m++)
    for (guint i = 0; i < there->len; i++)
      {
        const char *own = colim_term_get_name (g_ptr_array_index (there, i));
        gint32 element = colim_fin_function_apply (shape->comatch[side], (gint32) (m * there->len + i));
        gint32 origin = shape->origins[side][element];
        g_autofree char *name = origin >= 0 ? g_strdup (colim_term_get_name (g_ptr_array_index (host, origin)))
                                            : name_element (self, m, own);

        /* The name is taken before the element is there. */
        if (origin < 0)
          g_hash_table_insert (self->editing->targets, g_strdup (name), g_strdup (name));
        g_hash_table_insert (self->renamings[m].elements, g_strdup (own), g_steal_pointer (&name));
      }
}

/* Relations that go, and detours for edges that do */

static void
remove_relations (Rewriting *self, GHashTable *removed)
{
  ColimDiagram *host = self->site->host;
  GPtrArray *statements = self->editing->statements;
  gint32 r = -1;

  if (g_hash_table_size (removed) == 0)
    return;
  for (guint i = 0; i < statements->len; i++)
    {
      ColimTerm *statement = g_ptr_array_index (statements, i), *paths[2];
      gboolean both, one, other;

      if (statement == NULL || colim_term_get_kind (statement) != COLIM_TERM_RELATION)
        continue;
      both = ++r + 1 < (gint32) host->relations->len
             && g_ptr_array_index (host->relations, r) == g_ptr_array_index (host->relations, r + 1);
      one = g_hash_table_contains (removed, GINT_TO_POINTER (r));
      other = both && g_hash_table_contains (removed, GINT_TO_POINTER (r + 1));
      r += both ? 1 : 0;
      if (!one && !other)
        continue;
      if (one && (!both || other))
        {
          _colim_editing_remove (self->editing, i);
          continue;
        }
      paths[0] = colim_term_get_child (statement, one ? 1 : 0);
      paths[1] = colim_term_get_child (statement, one ? 0 : 1);
      g_ptr_array_index (statements, i) = colim_term_new (
          COLIM_TERM_RELATION, "≤", paths, 2, colim_term_get_text (statement), colim_term_get_offset (statement));
      colim_term_unref (statement);
    }
}

static void
take_detours (Rewriting *self, guint m)
{
  const ColimDiagramRule *rule = self->rule;
  ColimMatch *match = g_ptr_array_index (self->site->chosen, m);

  for (guint e = 0; e < rule->before->edges->len; e++)
    {
      const ColimTerm *place = g_ptr_array_index (rule->before->edges, e);
      g_autoptr (GPtrArray) names = NULL;

      if (rule->edges[e] == RULE_KEEPS || rule->detours[e] == NULL)
        continue;
      names = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
      for (guint i = 0; i < rule->detours[e]->len; i++)
        {
          gint32 edge = g_array_index (rule->detours[e], gint32, i);

          g_ptr_array_add (
              names, colim_term_new (COLIM_TERM_NAME,
                                     translate (&self->renamings[m], colim_diagram_get_edge_name (rule->after, edge)),
                                     NULL, 0, colim_term_get_text (place), colim_term_get_offset (place)));
        }
      _colim_editing_reroute (self->editing, colim_match_get_image (match, colim_term_get_name (place)),
                              colim_term_new (COLIM_TERM_PATH, NULL, (ColimTerm **) names->pdata, names->len,
                                              colim_term_get_text (place), colim_term_get_offset (place)));
    }
}

/* Elements */

/* Edges that are moved come back under their names, and need not go. */
static void
remove_elements (Rewriting *self)
{
  const ColimDiagramRule *rule = self->rule;
  g_autoptr (GHashTable) moved = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint m = 0; m < self->site->chosen->len; m++)
    for (guint e = 0; e < rule->before->edges->len; e++)
      if (rule->edges[e] == RULE_MOVES)
        g_hash_table_add (moved,
                          (gpointer) colim_match_get_image (g_ptr_array_index (self->site->chosen, m),
                                                            colim_diagram_get_edge_name (rule->before, (gint32) e)));
  for (guint edges = 0; edges < 2; edges++)
    {
      const GPtrArray *host = edges != 0 ? self->site->host->edges : self->site->host->vertices;

      for (guint i = 0; i < host->len; i++)
        {
          const char *name = colim_term_get_name (g_ptr_array_index (host, i));

          if (!self->shape->stays[edges][i] && !g_hash_table_contains (moved, name))
            _colim_editing_remove (self->editing, (guint) _colim_editing_find (self->editing, name));
        }
    }
}

static const ColimTerm *
get_assigned (const ColimTerm *statement)
{
  guint child = colim_term_get_kind (statement) == COLIM_TERM_EDGE ? 2 : 0;

  return colim_term_get_n_children (statement) > child ? colim_term_get_child (statement, child) : NULL;
}

/* Whether the second diagram assigns something that the first does not: that is what the rule changes. */
static gboolean
assigns (const ColimTerm *before, const ColimTerm *after)
{
  const ColimTerm *old = before != NULL ? get_assigned (before) : NULL, *new = get_assigned (after);

  return _colim_glue_is_given (new) && (!_colim_glue_is_given (old) || !_colim_glue_values_agree (old, new));
}

/* Whether `[]` or `{}` says of a vertex what it is not yet, or cannot be. */
static gboolean
changes_kind (const ColimTerm *before, const ColimTerm *after, const ColimTerm *there)
{
  return _colim_diagram_read_kind (before) == COLIM_VERTEX_OPEN && _colim_diagram_read_kind (after) != COLIM_VERTEX_OPEN
         && _colim_diagram_read_kind (after) != _colim_diagram_read_kind (there);
}

static void
put_vertex (Rewriting *self, const ColimTerm *before, ColimTerm *after, const Renaming *renaming)
{
  g_autoptr (ColimTerm) made = _colim_rename_statement (after, renaming);
  gint number = _colim_editing_find (self->editing, colim_term_get_name (made));
  const ColimTerm *there;
  ColimTerm *replaced;

  if (before == NULL)
    {
      _colim_editing_add (self->editing, g_steal_pointer (&made));
      return;
    }
  there = g_ptr_array_index (self->editing->statements, number);
  if ((assigns (before, after) || changes_kind (before, after, there))
      && (replaced = _colim_glue_replace_space (there, made, self->diagnostics)) != NULL)
    _colim_editing_replace (self->editing, (guint) number, replaced);
}

/* What stays of an edge that is kept or moved is what the rule does not change. */
static void
put_edge (Rewriting *self, const ColimTerm *before, ColimTerm *after, RuleFate fate, const Renaming *renaming)
{
  g_autoptr (ColimTerm) made = _colim_rename_statement (after, renaming);
  gint number = _colim_editing_find (self->editing, colim_term_get_name (made));
  const ColimTerm *old;
  ColimTerm *children[3];

  if (before == NULL)
    {
      _colim_editing_add (self->editing, g_steal_pointer (&made));
      return;
    }
  if (fate == RULE_KEEPS && !assigns (before, after))
    return;
  old = g_ptr_array_index (self->editing->statements, number);
  for (guint i = 0; i < 2; i++)
    children[i] = colim_term_get_child (made, i);
  children[2] = (ColimTerm *) get_assigned (assigns (before, after) ? made : old);
  _colim_editing_replace (self->editing, (guint) number,
                          colim_term_new (COLIM_TERM_EDGE, colim_term_get_name (made), children,
                                          children[2] != NULL ? 3 : 2, colim_term_get_text (old),
                                          colim_term_get_offset (old)));
}

static void
put_elements (Rewriting *self, guint m)
{
  const ColimDiagramRule *rule = self->rule;
  const Renaming *renaming = &self->renamings[m];

  for (guint v = 0; v < rule->after->vertices->len; v++)
    {
      ColimTerm *after = g_ptr_array_index (rule->after->vertices, v);
      gint32 before = colim_diagram_find_vertex (rule->before, colim_term_get_name (after));

      put_vertex (self, before >= 0 ? g_ptr_array_index (rule->before->vertices, before) : NULL, after, renaming);
    }
  for (guint e = 0; e < rule->after->edges->len; e++)
    {
      ColimTerm *after = g_ptr_array_index (rule->after->edges, e);
      gint32 before = colim_diagram_find_edge (rule->before, colim_term_get_name (after));

      put_edge (self, before >= 0 ? g_ptr_array_index (rule->before->edges, before) : NULL, after,
                before >= 0 ? rule->edges[before] : RULE_KEEPS, renaming);
    }
}

/* Relations and metrics that come */

static gboolean
is_new (GHashTable *said, const ColimTerm *lesser, const ColimTerm *greater)
{
  g_autofree char *left = colim_term_to_string (lesser), *right = colim_term_to_string (greater);

  return g_hash_table_add (said, g_strdup_printf ("%s ≤ %s", left, right));
}

/* What the statements say already. */
static GHashTable *
list_said (const Rewriting *self)
{
  GHashTable *said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->editing->statements->len; i++)
    {
      const ColimTerm *statement = g_ptr_array_index (self->editing->statements, i);
      ColimTermKind kind = statement != NULL ? colim_term_get_kind (statement) : COLIM_TERM_FILE;

      if (kind == COLIM_TERM_METRIC)
        g_hash_table_add (said, colim_term_to_string (statement));
      for (guint way = 0;
           kind == COLIM_TERM_RELATION && way < (g_str_equal (colim_term_get_name (statement), "~") ? 2 : 1); way++)
        is_new (said, colim_term_get_child (statement, way), colim_term_get_child (statement, 1 - way));
    }

  return said;
}

static void
put_paths (Rewriting *self, guint m, GHashTable *said)
{
  const ColimDiagram *after = self->rule->after;

  for (guint r = 0; r < after->relations->len; r++)
    {
      g_autoptr (ColimTerm) made = NULL;
      gboolean both, one, other;
      ColimTerm *paths[2];

      if (r > 0 && g_ptr_array_index (after->relations, r) == g_ptr_array_index (after->relations, r - 1))
        continue;
      made = _colim_rename_statement (g_ptr_array_index (after->relations, r), &self->renamings[m]);
      paths[0] = colim_term_get_child (made, 0);
      paths[1] = colim_term_get_child (made, 1);
      both = g_str_equal (colim_term_get_name (made), "~");
      one = is_new (said, paths[0], paths[1]);
      other = both && is_new (said, paths[1], paths[0]);
      if (one || other)
        _colim_editing_add (self->editing, colim_term_new (COLIM_TERM_RELATION, one && other ? "~" : "≤",
                                                           one ? paths : (ColimTerm *[]){ paths[1], paths[0] }, 2,
                                                           colim_term_get_text (made), colim_term_get_offset (made)));
    }
  for (guint i = 0; i < after->metrics->len; i++)
    {
      g_autoptr (ColimTerm) made = _colim_rename_statement (g_ptr_array_index (after->metrics, i), &self->renamings[m]);

      if (g_hash_table_add (said, colim_term_to_string (made)))
        _colim_editing_add (self->editing, g_steal_pointer (&made));
    }
}

/* Handles */

/* Handles that the host has are its own if they stand for the same; others come with the rule. */
static void
put_handles (Rewriting *self)
{
  ColimDiagram *after = self->rule->after, *host = self->site->host;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) lets = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  g_auto (Agreement) agreement = { 0 };

  _colim_agreement_init (&agreement, after, host);
  _colim_diagram_collect_handles (after, seen, lets);
  for (guint i = 0; i < lets->len; i++)
    {
      ColimTerm *let = g_ptr_array_index (lets, i);
      const char *name = colim_term_get_name (let);
      const ColimTerm *known = colim_diagram_find_let (host, name, NULL);
      char *identity = NULL;

      if (known != NULL && !_colim_agreement_on_handle (&agreement, name))
        {
          g_autofree char *first = colim_term_to_string (colim_term_get_child (known, 0));
          g_autofree char *second = colim_term_to_string (colim_term_get_child (let, 0));
          g_autofree char *there = _colim_glue_print_place (known, host->name);
          g_autofree char *here = _colim_glue_print_place (let, after->name);

          _colim_check_error (self->diagnostics, let, COLIM_ERROR_ATTRIBUTE_CONFLICT,
                              "model '%s' would be both %s (%s) and %s (%s)", name, first, there, second, here);
        }
      if (known != NULL)
        continue;
      colim_diagram_find_let (after, name, &identity);
      g_hash_table_insert (self->editing->identities.lets, g_strdup (name), identity);
      _colim_editing_add (self->editing, _colim_rename_statement (let, &self->renamings[0]));
    }
}

static void
init_rewriting (Rewriting *self, const RuleSite *site, const RuleShape *shape, ColimDiagnostics *diagnostics)
{
  self->rule = site->rule;
  self->site = site;
  self->shape = shape;
  self->editing = colim_editing_new (site->host);
  self->diagnostics = diagnostics;
  self->renamings = g_new0 (Renaming, (gsize) site->chosen->len + 1);
  for (guint m = 0; m < site->chosen->len; m++)
    _colim_renaming_init (&self->renamings[m]);
  for (guint edges = 0; edges < 2; edges++)
    name_elements (self, edges != 0);
}

static void
clear_rewriting (Rewriting *self)
{
  for (guint m = 0; m < self->site->chosen->len; m++)
    _colim_renaming_clear (&self->renamings[m]);
  g_free (self->renamings);
  colim_editing_unref (self->editing);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rewriting, clear_rewriting)

/* The relations that the matches remove. */
static GHashTable *
list_removed (const RuleSite *site)
{
  GHashTable *removed = g_hash_table_new (NULL, NULL);

  for (guint m = 0; m < site->chosen->len; m++)
    {
      g_autoptr (GHashTable) own = _colim_rule_site_list_removed (site, g_ptr_array_index (site->chosen, m));
      GHashTableIter iter;
      gpointer number;

      g_hash_table_iter_init (&iter, own);
      while (g_hash_table_iter_next (&iter, &number, NULL))
        g_hash_table_add (removed, number);
    }

  return removed;
}

static ColimDiagram *
rewrite (const RuleSite *site, const RuleShape *shape, const char *name, ColimDiagnostics *diagnostics)
{
  g_auto (Rewriting) self = { .site = site };
  guint n = site->chosen->len, n_errors = colim_diagnostics_get_n_errors (diagnostics);
  g_autoptr (GHashTable) removed = list_removed (site);
  g_autoptr (GHashTable) said = NULL;

  init_rewriting (&self, site, shape, diagnostics);
  if (n > 0)
    put_handles (&self);
  remove_relations (&self, removed);
  for (guint m = 0; m < n; m++)
    take_detours (&self, m);
  _colim_editing_flush (self.editing);
  remove_elements (&self);
  for (guint m = 0; m < n; m++)
    put_elements (&self, m);
  said = list_said (&self);
  for (guint m = 0; m < n; m++)
    put_paths (&self, m, said);
  g_hash_table_remove_all (self.editing->targets);

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL
                                                                 : colim_editing_end (self.editing, name, diagnostics);
}

/**
 * colim_diagram_rule_rewrite:
 * @self: a rule
 * @host: the diagram that is rewritten
 * @matches: (array length=n_matches) (transfer none): where: matches of the first diagram of the rule in @host
 * @n_matches: how many
 * @name: what the result is called
 * @n_applied: (out) (optional): at how many of them the rule was applied
 * @why: (out) (optional) (nullable) (transfer full): why the first of the others was passed over
 * @diagnostics: where to report what is wrong with the result
 *
 * Rewrites a diagram at matches, all at once.  A match is passed over if what the rule removes is there for something
 * else too, if an edge that stays hangs on a vertex that goes, if a relation or metric speaks of an edge that goes and
 * has no detour, or if a match before it is in its way: neither may remove what the other uses.
 *
 * What is added is called as in the rule, with _2, _3, … behind it where that name is taken.  Handles of the rule are
 * those of the host where both have one name and stand for the same.  Settings of the rule do not count.
 *
 * Time: linear in @host and @matches, times the size of the rule.
 *
 * Returns: (transfer full) (nullable): the result, or %NULL if something is wrong with it, which was reported
 */
ColimDiagram *
colim_diagram_rule_rewrite (ColimDiagramRule *self, ColimDiagram *host, ColimMatch **matches, gsize n_matches,
                            const char *name, gsize *n_applied, char **why, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && host != NULL && (matches != NULL || n_matches == 0), NULL);
  g_return_val_if_fail (name != NULL && diagnostics != NULL, NULL);

  g_auto (RuleSite) site = { 0 };
  g_auto (RuleShape) shape = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;

  for (gsize i = 0; i < n_matches; i++)
    g_return_val_if_fail (
        colim_match_get_pattern (matches[i]) == self->before && colim_match_get_host (matches[i]) == host, NULL);
  _colim_rule_site_init (&site, self, host);
  for (gsize i = 0; i < n_matches; i++)
    {
      char *reason = _colim_rule_site_take (&site, matches[i]);

      if (first == NULL)
        first = reason;
      else
        g_free (reason);
    }
  if (n_applied != NULL)
    *n_applied = site.chosen->len;
  if (why != NULL)
    *why = g_steal_pointer (&first);

  if (!_colim_rule_shape_init (&shape, &site, &error))
    {
      colim_diagnostics_error (diagnostics, host->text, 0, error->code, "%s", error->message);
      return NULL;
    }

  return rewrite (&site, &shape, name, diagnostics);
}
