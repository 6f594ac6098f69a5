/* A diagram as the statements that say it, and as a file of its own. */

#include "theory/diagram/file-names-private.h"
#include "theory/glue/glue-private.h"

#include "theory/stages/stage-private.h"

#include <colim/file.h>
#include <colim/parser.h>

GPtrArray *
_colim_diagram_list_statements (const ColimDiagram *self)
{
  GPtrArray *statements = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  const GPtrArray *lists[] = { self->handles, self->vertices, self->edges, self->relations, self->metrics };
  ColimTerm *const settings[] = { self->policy_setting, self->reduce_setting, self->bound_setting, self->train };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      /* Both directions of `~` have one statement. */
      if (i == 0 || g_ptr_array_index (lists[l], i) != g_ptr_array_index (lists[l], i - 1))
        g_ptr_array_add (statements, colim_term_ref (g_ptr_array_index (lists[l], i)));
  for (guint s = 0; s < G_N_ELEMENTS (settings); s++)
    if (settings[s] != NULL)
      g_ptr_array_add (statements, colim_term_ref (settings[s]));

  return statements;
}

char *
_colim_diagram_print_inequality (ColimDiagram *self, ColimPath *lesser, ColimPath *greater)
{
  g_autofree char *left = colim_diagram_print_path (self, lesser);
  g_autofree char *right = colim_diagram_print_path (self, greater);

  return g_strdup_printf ("%s ≤ %s", left, right);
}

static void
collect (ColimDiagram *self, const ColimTerm *term, GHashTable *seen, GPtrArray *lets)
{
  const char *name = colim_term_get_name (term);
  ColimTermKind kind = colim_term_get_kind (term);
  ColimTerm *let = kind == COLIM_TERM_NAME || kind == COLIM_TERM_CALL ? colim_diagram_find_let (self, name, NULL) : NULL;

  for (guint i = 0; i < colim_term_get_n_children (term); i++)
    collect (self, colim_term_get_child (term, i), seen, lets);
  if (let == NULL || !g_hash_table_add (seen, (gpointer) colim_term_get_name (let)))
    return;
  collect (self, colim_term_get_child (let, 0), seen, lets);
  g_ptr_array_add (lets, colim_term_ref (let));
}

void
_colim_diagram_collect_handles (ColimDiagram *self, GHashTable *seen, GPtrArray *lets)
{
  for (gint32 e = 0; e < (gint32) self->edges->len; e++)
    if (colim_diagram_get_model (self, e) != NULL)
      collect (self, colim_diagram_get_model (self, e), seen, lets);
}

typedef struct {
  ColimDiagram *diagram;
  GHashTable *seen;   /* the names of handles that are used, and of those that are made of inline models */
  GPtrArray *lets;    /* ColimTerm: each behind what it uses */
  GHashTable *lifted; /* identity of a shared inline model → the name of its handle */
} Writing;

/* A name that neither a handle nor a stage has. */
static char *
find_free_name (const Writing *self, const char *wanted)
{
  char *name = g_strdup (wanted);

  for (guint k = 2; g_hash_table_contains (self->seen, name)
                    || colim_diagram_find_let (self->diagram, name, NULL) != NULL || _colim_stage_find (name) != NULL
                    || _colim_stage_is_absent (name) || g_str_equal (name, "id") || g_str_equal (name, "table");
       k++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wanted, k);
    }

  return name;
}

static ColimTerm *
make_named (ColimTermKind kind, const char *name, ColimTerm **children, gsize n, const ColimTerm *place)
{
  return colim_term_new (kind, name, children, n, colim_term_get_text (place), colim_term_get_offset (place));
}

/* An edge with the name of a handle in place of its model. */
static ColimTerm *
use_handle (const ColimTerm *edge, const char *handle)
{
  const ColimTerm *old = colim_term_get_child (edge, 2);
  g_autoptr (ColimTerm) name = make_named (COLIM_TERM_NAME, handle, NULL, 0, old);
  g_autoptr (ColimTerm) flagged = NULL;
  ColimTerm *children[] = { colim_term_get_child (edge, 0), colim_term_get_child (edge, 1), name };

  if (colim_term_get_kind (old) == COLIM_TERM_FLAGGED)
    {
      guint n = colim_term_get_n_children (old);
      g_autofree ColimTerm **parts = g_new (ColimTerm *, n);

      for (guint i = 0; i < n; i++)
        parts[i] = i == 0 ? name : colim_term_get_child (old, i);
      children[2] = flagged = make_named (COLIM_TERM_FLAGGED, NULL, parts, n, old);
    }

  return make_named (COLIM_TERM_EDGE, colim_term_get_name (edge), children, 3, edge);
}

/* Inline models with parameters that edges share become handles. */
static void
lift_shared (Writing *self)
{
  ColimDiagram *diagram = self->diagram;
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gint32 e = 0; e < (gint32) diagram->edges->len; e++)
    {
      ColimTerm *model = colim_diagram_get_model (diagram, e);
      g_autofree char *identity = _colim_diagram_dup_edge_identity (diagram, e);
      gpointer known;
      char *name;

      if (model == NULL || !_colim_glue_owns_parameters (diagram, model))
        continue;
      if (!g_hash_table_lookup_extended (first, identity, NULL, &known))
        {
          g_hash_table_insert (first, g_strdup (identity), GINT_TO_POINTER (e));
          continue;
        }
      if (g_hash_table_contains (self->lifted, identity))
        continue;
      name = find_free_name (self, colim_diagram_get_edge_name (diagram, GPOINTER_TO_INT (known)));
      g_hash_table_insert (self->lifted, g_strdup (identity), name);
      g_hash_table_add (self->seen, name);
      model = colim_diagram_get_model (diagram, GPOINTER_TO_INT (known));
      g_ptr_array_add (self->lets, make_named (COLIM_TERM_LET, name, &model, 1, model));
    }
}

/* The settings of the training, with the defaults of the file filled in. */
static ColimTerm *
fill_train (const ColimDiagram *diagram)
{
  return diagram->train_defaults != NULL ? _colim_glue_merge_train (diagram->train_defaults, diagram->train)
                                         : colim_term_ref (diagram->train);
}

/* A statement as it stands in a file of its own. */
static ColimTerm *
write_statement (const Writing *self, ColimTerm *statement)
{
  ColimDiagram *diagram = self->diagram;

  if (colim_term_get_kind (statement) == COLIM_TERM_TRAIN)
    return fill_train (diagram);
  if (colim_term_get_kind (statement) == COLIM_TERM_EDGE && colim_term_get_n_children (statement) > 2)
    {
      gint32 edge = colim_diagram_find_edge (diagram, colim_term_get_name (statement));
      g_autofree char *identity = _colim_diagram_dup_edge_identity (diagram, edge);
      const char *handle = _colim_glue_owns_parameters (diagram, colim_diagram_get_model (diagram, edge))
                               ? g_hash_table_lookup (self->lifted, identity)
                               : NULL;

      if (handle != NULL)
        return use_handle (statement, handle);
    }

  return colim_term_ref (statement);
}

/**
 * colim_diagram_to_term:
 * @self: a diagram
 *
 * Says a diagram as a file of its own: the models that it uses, also those of its file, its statements, and the
 * defaults of its training.  An inline model that edges share, as gluing relatives makes it, is written as a `let`.
 *
 * Returns: (transfer full): a %COLIM_TERM_FILE
 */
ColimTerm *
colim_diagram_to_term (ColimDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GPtrArray) statements = _colim_diagram_list_statements (self);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lifted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  Writing writing = { self, seen, written, lifted };

  _colim_diagram_collect_handles (self, seen, written);
  lift_shared (&writing);
  for (guint i = 0; i < statements->len; i++)
    /* The handles that are used stand above already. */
    if (colim_term_get_kind (g_ptr_array_index (statements, i)) != COLIM_TERM_LET)
      g_ptr_array_add (written, write_statement (&writing, g_ptr_array_index (statements, i)));

  return colim_term_new (COLIM_TERM_FILE, self->name, (ColimTerm **) written->pdata, written->len, self->text, 0);
}

/* A diagram in JSON; @term says it. */
static char *
print_json (const ColimDiagram *self, const ColimTerm *term)
{
  g_autoptr (ColimDiagnostics) unread = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = colim_file_new (self->text, term, unread);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (TRUE);

  colim_diagram_write_json (colim_file_get_diagram (file, 0), writer);

  return colim_json_writer_end_string (writer);
}

/**
 * colim_diagram_print_file:
 * @self: a diagram
 * @path: (type filename): where the file will lie
 *
 * Says a diagram as the contents of a file of its own, as [method@Colim.Diagram.to_term] does: in JSON if its name ends
 * in `.json`, else in the language.  The names of data files and of models that are loaded or saved are changed so that
 * they mean the same files from there.
 *
 * Returns: (transfer full): the contents
 */
char *
colim_diagram_print_file (ColimDiagram *self, const char *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  g_autofree char *file = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (ColimTerm) said = colim_diagram_to_term (self);
  g_autoptr (ColimTerm) moved = _colim_term_move_files (said, folder);

  return g_str_has_suffix (path, ".json") ? print_json (self, moved) : colim_print_file (moved);
}
