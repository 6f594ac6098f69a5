/* Editing: a diagram made of the statements of another one, of which some are changed.
 *
 * The result goes through the checker as a file does, and keeps what models are called among the weights.
 */

#include "theory/glue/editing-private.h"

#include <colim/parser.h>

/**
 * ColimEditing:
 *
 * The changeable form of a learning diagram: it is made of one, changed element by element, and then
 * [method@Colim.Editing.end] gives another diagram.  Models keep their parameters, under whatever name an edge has, but
 * for those that are replaced.  Reference counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimEditing, colim_editing, colim_editing_ref, colim_editing_unref)

static void
free_statement (ColimTerm *statement)
{
  if (statement != NULL)
    colim_term_unref (statement);
}

static gboolean
is_element (const ColimTerm *statement)
{
  return colim_term_get_kind (statement) == COLIM_TERM_VERTEX || colim_term_get_kind (statement) == COLIM_TERM_EDGE;
}

/**
 * colim_editing_new:
 * @diagram: what the editing starts from
 *
 * Starts to edit a diagram, which itself does not change.
 *
 * Returns: (transfer full): the editing
 */
ColimEditing *
colim_editing_new (ColimDiagram *diagram)
{
  g_return_val_if_fail (diagram != NULL, NULL);

  ColimEditing *self = g_atomic_rc_box_new0 (ColimEditing);

  self->base = colim_diagram_ref (diagram);
  self->statements = _colim_diagram_list_statements (diagram);
  g_ptr_array_set_free_func (self->statements, (GDestroyNotify) free_statement);
  self->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->statements->len; i++)
    if (is_element (g_ptr_array_index (self->statements, i)))
      g_hash_table_insert (self->elements, g_strdup (colim_term_get_name (g_ptr_array_index (self->statements, i))),
                           GUINT_TO_POINTER (i));
  _colim_identities_init (&self->identities);
  _colim_identities_keep (&self->identities, diagram);
  _colim_renaming_init (&self->renaming);
  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) colim_term_unref);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * colim_editing_ref:
 * @self: an editing
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimEditing *
colim_editing_ref (ColimEditing *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimEditing *self)
{
  colim_diagram_unref (self->base);
  g_ptr_array_unref (self->statements);
  g_hash_table_unref (self->elements);
  _colim_identities_clear (&self->identities);
  _colim_renaming_clear (&self->renaming);
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->taken);
  g_hash_table_unref (self->paths);
  g_hash_table_unref (self->touched);
}

/**
 * colim_editing_unref:
 * @self: (transfer full): an editing
 *
 * Gives a reference back.
 */
void
colim_editing_unref (ColimEditing *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

gint
_colim_editing_find (const ColimEditing *self, const char *name)
{
  gpointer number;

  return g_hash_table_lookup_extended (self->elements, name, NULL, &number) ? (gint) GPOINTER_TO_UINT (number) : -1;
}

static gboolean
is_taken (const ColimEditing *self, const char *name)
{
  return g_hash_table_contains (self->elements, name) || g_hash_table_contains (self->targets, name);
}

char *
_colim_editing_make_name (ColimEditing *self, const char *wanted, gboolean prime)
{
  g_autofree char *plain = g_strconcat (wanted, prime ? "'" : NULL, NULL);
  g_autofree char *name = g_strdup (plain);
  guint k = MAX (1, GPOINTER_TO_UINT (g_hash_table_lookup (self->taken, plain)));

  while (is_taken (self, name))
    {
      g_free (name);
      name = g_strdup_printf (prime ? "%s%u" : "%s_%u", plain, ++k);
    }
  /* Many that want one name would try all numbers again. */
  if (k > 1)
    g_hash_table_insert (self->taken, g_strdup (plain), GUINT_TO_POINTER (k));

  return g_steal_pointer (&name);
}

void
_colim_editing_add (ColimEditing *self, ColimTerm *statement)
{
  if (is_element (statement))
    g_hash_table_insert (self->elements, g_strdup (colim_term_get_name (statement)),
                         GUINT_TO_POINTER (self->statements->len));
  g_ptr_array_add (self->statements, statement);
}

void
_colim_editing_replace (ColimEditing *self, guint number, ColimTerm *statement)
{
  ColimTerm *old = g_ptr_array_index (self->statements, number);

  if (colim_term_get_kind (statement) == COLIM_TERM_EDGE && !_colim_glue_has_same_model (old, statement))
    g_hash_table_remove (self->identities.edges, colim_term_get_name (statement));
  g_ptr_array_index (self->statements, number) = statement;
  colim_term_unref (old);
}

void
_colim_editing_remove (ColimEditing *self, guint number)
{
  ColimTerm *old = g_ptr_array_index (self->statements, number);

  if (is_element (old))
    {
      g_hash_table_remove (self->identities.edges, colim_term_get_name (old));
      g_hash_table_remove (self->elements, colim_term_get_name (old));
    }
  g_ptr_array_index (self->statements, number) = NULL;
  colim_term_unref (old);
}

ColimTerm *
_colim_editing_find_kind (const ColimEditing *self, const char *name, ColimTermKind kind, ColimDiagnostics *diagnostics)
{
  gint number = _colim_editing_find (self, name);
  ColimTerm *found = number >= 0 ? g_ptr_array_index (self->statements, number) : NULL;
  const char *what = kind == COLIM_TERM_EDGE ? "edge" : "vertex";

  if (found == NULL)
    colim_diagnostics_error (diagnostics, self->base->text, 0, COLIM_ERROR_UNKNOWN_NAME, "there is no %s '%s' in '%s'",
                             what, name, self->base->name);
  else if (colim_term_get_kind (found) != kind)
    _colim_check_error (diagnostics, found, COLIM_ERROR_INVALID, "'%s' is %s, and this is for %s", name,
                        kind == COLIM_TERM_EDGE ? "a vertex" : "an edge",
                        kind == COLIM_TERM_EDGE ? "edges" : "vertices");
  else
    return found;

  return NULL;
}

/**
 * colim_editing_get_statement:
 * @self: an editing
 * @element: the name of a vertex or an edge
 *
 * Gives an element as it stands now, under the name that it had before it was renamed.
 *
 * Returns: (transfer none) (nullable): its statement, or %NULL if there is no such element
 */
ColimTerm *
colim_editing_get_statement (const ColimEditing *self, const char *element)
{
  g_return_val_if_fail (self != NULL && element != NULL, NULL);

  gint number = _colim_editing_find (self, element);

  return number >= 0 ? g_ptr_array_index (self->statements, number) : NULL;
}

static gboolean
has_flag (const ColimTerm *edge, const char *flag)
{
  const ColimTerm *model = colim_term_get_child (edge, 2);

  for (guint i = 1; colim_term_get_kind (model) == COLIM_TERM_FLAGGED && i < colim_term_get_n_children (model); i++)
    if (g_str_equal (colim_term_get_name (colim_term_get_child (model, i)), flag))
      return TRUE;

  return FALSE;
}

/**
 * colim_editing_add_flag:
 * @self: an editing
 * @edge: the name of an edge
 * @flag: `frozen` or `eval`
 * @diagnostics: where to report what is wrong
 *
 * Sets a flag on an edge, which must have a model; one that is set stays.
 *
 * Returns: %TRUE, or %FALSE, which was reported
 */
gboolean
colim_editing_add_flag (ColimEditing *self, const char *edge, const char *flag, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && edge != NULL && diagnostics != NULL, FALSE);
  g_return_val_if_fail (g_strcmp0 (flag, "frozen") == 0 || g_strcmp0 (flag, "eval") == 0, FALSE);

  const ColimTerm *statement = _colim_editing_find_kind (self, edge, COLIM_TERM_EDGE, diagnostics);

  if (statement == NULL)
    return FALSE;
  if (colim_term_get_n_children (statement) < 3)
    {
      _colim_check_error (diagnostics, statement, COLIM_ERROR_UNDEFINED,
                          "edge '%s' has no model, so nothing that '%s' could be said of", edge, flag);
      return FALSE;
    }
  if (!has_flag (statement, flag))
    _colim_editing_replace (self, (guint) _colim_editing_find (self, edge),
                            _colim_statement_add_flag (statement, flag));

  return TRUE;
}

/**
 * colim_editing_set_model:
 * @self: an editing
 * @edge: the name of an edge
 * @model: what is assigned to it from now on
 * @diagnostics: where to report what is wrong
 *
 * Replaces the model of an edge, or gives it one; its flags stay.
 *
 * Returns: %TRUE, or %FALSE, which was reported
 */
gboolean
colim_editing_set_model (ColimEditing *self, const char *edge, ColimTerm *model, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && edge != NULL && model != NULL && diagnostics != NULL, FALSE);

  const ColimTerm *statement = _colim_editing_find_kind (self, edge, COLIM_TERM_EDGE, diagnostics);

  if (statement == NULL)
    return FALSE;
  _colim_editing_replace (
      self, (guint) _colim_editing_find (self, edge),
      _colim_statement_replace_child (statement, 2, _colim_statement_flag_model (statement, colim_term_ref (model))));

  return TRUE;
}

/**
 * colim_editing_set_space:
 * @self: an editing
 * @vertex: the name of a vertex
 * @space: what is assigned to it from now on, of the kind that the vertex has, unless that is open
 * @diagnostics: where to report what is wrong
 *
 * Replaces the space of a vertex, or gives it one.
 *
 * Returns: %TRUE, or %FALSE, which was reported
 */
gboolean
colim_editing_set_space (ColimEditing *self, const char *vertex, ColimTerm *space, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && vertex != NULL && space != NULL && diagnostics != NULL, FALSE);

  const ColimTerm *statement = _colim_editing_find_kind (self, vertex, COLIM_TERM_VERTEX, diagnostics);
  g_autoptr (ColimTerm) by = NULL;
  ColimTerm *made;

  if (statement == NULL)
    return FALSE;
  by = colim_term_new (COLIM_TERM_VERTEX, vertex, &space, 1, colim_term_get_text (space),
                       colim_term_get_offset (space));
  if ((made = _colim_glue_replace_space (statement, by, diagnostics)) == NULL)
    return FALSE;
  _colim_editing_replace (self, (guint) _colim_editing_find (self, vertex), made);

  return TRUE;
}

/* Whether a text is the name of an element. */
static gboolean
is_name (const char *text)
{
  g_autoptr (ColimText) whole = colim_text_new ("name", text, -1);
  g_autoptr (ColimDiagnostics) unread = colim_diagnostics_new ();
  g_autoptr (ColimTerm) path = colim_parse_path (whole, unread);

  return path != NULL && colim_term_get_kind (path) == COLIM_TERM_PATH && colim_term_get_n_children (path) == 1
         && g_str_equal (colim_term_get_name (colim_term_get_child (path, 0)), text);
}

/**
 * colim_editing_rename:
 * @self: an editing
 * @element: the name of a vertex or an edge
 * @name: the name that it has from the end of the editing on; until then it goes by the old one
 * @diagnostics: where to report what is wrong
 *
 * Calls an element by another name, wherever the diagram speaks of it.
 *
 * Returns: %TRUE, or %FALSE, which was reported
 */
gboolean
colim_editing_rename (ColimEditing *self, const char *element, const char *name, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && element != NULL && name != NULL && diagnostics != NULL, FALSE);

  gint number = _colim_editing_find (self, element);
  const char *before = g_hash_table_lookup (self->renaming.elements, element), *other;
  const ColimTerm *place;

  if (number < 0)
    {
      colim_diagnostics_error (diagnostics, self->base->text, 0, COLIM_ERROR_UNKNOWN_NAME,
                               "there is no vertex or edge '%s' in '%s'", element, self->base->name);
      return FALSE;
    }
  place = g_ptr_array_index (self->statements, number);
  if (!is_name (name))
    {
      _colim_check_error (diagnostics, place, COLIM_ERROR_PARSE, "'%s' cannot be called '%s', which is no name",
                          element, name);
      return FALSE;
    }
  if ((other = g_hash_table_lookup (self->targets, name)) != NULL && !g_str_equal (other, element))
    {
      _colim_check_error (diagnostics, place, COLIM_ERROR_DUPLICATE_NAME, "'%s' and '%s' would both be called '%s'",
                          other, element, name);
      return FALSE;
    }
  if (before != NULL)
    g_hash_table_remove (self->targets, before);
  g_hash_table_insert (self->targets, g_strdup (name), g_strdup (element));
  g_hash_table_insert (self->renaming.elements, g_strdup (element), g_strdup (name));

  return TRUE;
}

/**
 * colim_editing_map:
 * @self: an editing
 * @match: a match in the diagram from which the editing started
 * @function: (scope call) (closure user_data): called with each vertex, then with each edge at which the match is
 * @user_data: passed to @function
 * @diagnostics: where to report what is wrong
 *
 * Applies a function to the image of a match.
 *
 * Returns: %TRUE, or %FALSE if a statement is of another kind or name than what it replaces, which was reported
 */
gboolean
colim_editing_map (ColimEditing *self, ColimMatch *match, ColimEditFunc function, gpointer user_data,
                   ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && match != NULL && function != NULL && diagnostics != NULL, FALSE);
  g_return_val_if_fail (colim_match_get_host (match) == self->base, FALSE);

  ColimDiagram *pattern = colim_match_get_pattern (match);

  for (guint edges = 0; edges < 2; edges++)
    {
      const GPtrArray *elements = edges != 0 ? pattern->edges : pattern->vertices;

      for (guint i = 0; i < elements->len; i++)
        {
          const char *element = colim_term_get_name (g_ptr_array_index (elements, i));
          gint number = _colim_editing_find (self, colim_match_get_image (match, element));
          ColimTerm *statement = number >= 0 ? g_ptr_array_index (self->statements, number) : NULL;
          g_autoptr (ColimTerm) made = statement != NULL ? function (statement, element, user_data) : NULL;

          if (statement == NULL)
            continue;
          if (made == NULL || colim_term_get_kind (made) != colim_term_get_kind (statement)
              || g_strcmp0 (colim_term_get_name (made), colim_term_get_name (statement)) != 0)
            {
              _colim_check_error (diagnostics, statement, COLIM_ERROR_INVALID,
                                  "what comes in the place of '%s' is of another kind, or has another name",
                                  colim_term_get_name (statement));
              return FALSE;
            }
          if (made != statement)
            _colim_editing_replace (self, (guint) number, g_steal_pointer (&made));
        }
    }

  return TRUE;
}

/* Whether every name that is given is free, or becomes so. */
static gboolean
check_targets (const ColimEditing *self, ColimDiagnostics *diagnostics)
{
  gboolean free = TRUE;

  for (guint i = 0; i < self->statements->len; i++)
    {
      const ColimTerm *statement = g_ptr_array_index (self->statements, i);
      const char *name, *other;

      if (statement == NULL || !is_element (statement))
        continue;
      name = colim_term_get_name (statement);
      if (g_hash_table_contains (self->renaming.elements, name)
          || (other = g_hash_table_lookup (self->targets, name)) == NULL)
        continue;
      _colim_check_error (diagnostics, statement, COLIM_ERROR_DUPLICATE_NAME,
                          "'%s' cannot be called '%s': there is %s of that name", other, name,
                          colim_term_get_kind (statement) == COLIM_TERM_EDGE ? "an edge" : "a vertex");
      free = FALSE;
    }

  return free;
}

/* A handle of the file may speak of vertices, as in `linear(N.label)`, which have other names now: it is said again. */
static void
say_again (const ColimEditing *self, DiagramIdentities *identities, GPtrArray *statements)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) lets = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);

  _colim_diagram_collect_handles (self->base, seen, lets);
  for (guint i = 0; i < lets->len; i++)
    {
      const ColimTerm *let = g_ptr_array_index (lets, i);
      const char *name = colim_term_get_name (let);
      g_autoptr (ColimTerm) renamed = NULL;

      if (g_hash_table_contains (self->base->lets, name))
        continue;
      renamed = _colim_rename_statement (let, &self->renaming);
      if (colim_term_equal (renamed, let))
        continue;
      g_hash_table_insert (identities->lets, g_strdup (name), g_strdup (name));
      g_ptr_array_add (statements, g_steal_pointer (&renamed));
    }
}

/* What is called so among the weights stays, whatever the edge is called. */
static void
rename_identities (const ColimEditing *self, DiagramIdentities *renamed)
{
  GHashTableIter iter;
  gpointer name, identity;

  g_hash_table_iter_init (&iter, self->identities.edges);
  while (g_hash_table_iter_next (&iter, &name, &identity))
    {
      const char *found = g_hash_table_lookup (self->renaming.elements, name);

      g_hash_table_insert (renamed->edges, g_strdup (found != NULL ? found : name), g_strdup (identity));
    }
  g_hash_table_iter_init (&iter, self->identities.lets);
  while (g_hash_table_iter_next (&iter, &name, &identity))
    g_hash_table_insert (renamed->lets, g_strdup (name), g_strdup (identity));
}

/**
 * colim_editing_end:
 * @self: an editing, which can go on afterwards
 * @name: what the diagram is called
 * @diagnostics: where to report what is wrong
 *
 * Makes the diagram, and checks it as that of a file.  Time: linear.
 *
 * Returns: (transfer full) (nullable): the diagram, or %NULL if something is wrong, which was reported
 */
ColimDiagram *
colim_editing_end (ColimEditing *self, const char *name, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && name != NULL && diagnostics != NULL, NULL);

  g_autoptr (GPtrArray) renamed = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  g_auto (DiagramIdentities) identities = { 0 };
  g_autoptr (ColimTerm) defaults = NULL;
  gboolean renames = g_hash_table_size (self->renaming.elements) > 0;
  ColimDiagram *base = self->base;

  _colim_editing_flush (self);
  if (!check_targets (self, diagnostics))
    return NULL;
  for (guint i = 0; i < self->statements->len; i++)
    {
      ColimTerm *statement = g_ptr_array_index (self->statements, i);

      if (statement != NULL)
        g_ptr_array_add (renamed,
                         renames ? _colim_rename_statement (statement, &self->renaming) : colim_term_ref (statement));
    }
  if (base->train_defaults != NULL)
    defaults = renames ? _colim_rename_statement (base->train_defaults, &self->renaming)
                       : colim_term_ref (base->train_defaults);
  _colim_identities_init (&identities);
  rename_identities (self, &identities);
  if (renames)
    say_again (self, &identities, renamed);

  return _colim_check_diagram (name, (const ColimTerm *const *) renamed->pdata, renamed->len, base->text, base->outer,
                               defaults, &identities, diagnostics);
}
