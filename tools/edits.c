/* What --apply says to do at the images of matches. */

#include "tools/matching.h"

#include <stdio.h>
#include <string.h>

/* The elements of a host at which an edit acts, and what it needs. */
typedef struct {
  ColimEditing *editing;
  ColimDiagnostics *diagnostics;
  const char *value; /* behind the sign =, or NULL */
  ColimTerm *model;  /* the same, where it is one */
} Edit;

static gboolean
freeze (const Edit *self, const char *edge)
{
  return colim_editing_add_flag (self->editing, edge, "frozen", self->diagnostics);
}

static gboolean
evaluate (const Edit *self, const char *edge)
{
  return colim_editing_add_flag (self->editing, edge, "eval", self->diagnostics);
}

static gboolean
swap (const Edit *self, const char *edge)
{
  return colim_editing_set_model (self->editing, edge, self->model, self->diagnostics);
}

static gboolean
insert (const Edit *self, const char *edge)
{
  return colim_editing_insert (self->editing, edge, self->model, self->diagnostics) != NULL;
}

static gboolean
rename_element (const Edit *self, const char *element)
{
  g_auto (GStrv) around = g_strsplit (self->value, "*", -1);
  g_autofree char *name = g_strjoinv (element, around);

  return colim_editing_rename (self->editing, element, name, self->diagnostics);
}

/* The edits: what they take, and at what they act. */
static const struct {
  const char *name;
  const char *takes; /* what stands behind the sign =, or NULL */
  gboolean is_model;
  gboolean on_vertices;
  gboolean (*run) (const Edit *self, const char *element);
} edits[] = {
  { "freeze", NULL, FALSE, FALSE, freeze },
  { "eval", NULL, FALSE, FALSE, evaluate },
  { "swap", "a model", TRUE, FALSE, swap },
  { "insert", "a model", TRUE, FALSE, insert },
  { "rename", "a name", FALSE, TRUE, rename_element },
};

/* The row of an edit, or -1 for what is none: a diagram. */
static gint
find_edit (const char *text)
{
  gsize length = strcspn (text, "=");

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    if (strlen (edits[i].name) == length && strncmp (edits[i].name, text, length) == 0)
      return (gint) i;

  return -1;
}

/* Where elements of the pattern are in the host, or some of them: each once, in the order of the host. */
static char **
list_images (ColimDiagram *pattern, ColimDiagram *host, const GPtrArray *matches, gboolean edges, char **elements)
{
  gint32 n = edges ? colim_diagram_get_n_edges (host) : colim_diagram_get_n_vertices (host);
  gint32 n_own = edges ? colim_diagram_get_n_edges (pattern) : colim_diagram_get_n_vertices (pattern);
  g_autofree guint8 *is_image = g_new0 (guint8, (gsize) n + 1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gint32 i = 0; i < n_own; i++)
    {
      const char *own = edges ? colim_diagram_get_edge_name (pattern, i) : colim_diagram_get_vertex_name (pattern, i);

      if (elements != NULL && !g_strv_contains ((const char *const *) elements, own))
        continue;
      for (guint m = 0; m < matches->len; m++)
        {
          ColimMatch *match = g_ptr_array_index (matches, m);

          is_image[colim_fin_function_apply (edges ? colim_match_get_edges (match) : colim_match_get_vertices (match),
                                             i)]
              = TRUE;
        }
    }
  for (gint32 i = 0; i < n; i++)
    if (is_image[i])
      g_ptr_array_add (
          names, g_strdup (edges ? colim_diagram_get_edge_name (host, i) : colim_diagram_get_vertex_name (host, i)));
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/* Whether the pattern has what --on names, and an edit can act there. */
static gboolean
check_elements (ColimDiagram *pattern, char **elements, gint row, GError **error)
{
  for (gsize i = 0; elements != NULL && elements[i] != NULL; i++)
    {
      gboolean is_vertex = colim_diagram_find_vertex (pattern, elements[i]) >= 0;

      if (!is_vertex && colim_diagram_find_edge (pattern, elements[i]) < 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "--on: there is no vertex or edge '%s' in '%s'",
                       elements[i], colim_diagram_get_name (pattern));
          return FALSE;
        }
      if (is_vertex && !edits[row].on_vertices)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "--on: '%s' is a vertex, and '%s' is for edges",
                       elements[i], edits[row].name);
          return FALSE;
        }
    }

  return TRUE;
}

/* Reads what stands behind the sign = of an edit. */
static gboolean
read_value (Edit *self, gint row, const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autoptr (ColimText) whole = NULL;
  g_autoptr (ColimText) inner = NULL;

  if ((equals != NULL) != (edits[row].takes != NULL))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "--apply %s: %s%s", edits[row].name,
                   equals != NULL ? "nothing stands behind it" : "expected =, and then ",
                   equals != NULL ? "" : edits[row].takes);
      return FALSE;
    }
  self->value = equals != NULL ? equals + 1 : NULL;
  if (!edits[row].is_model)
    return TRUE;
  whole = colim_text_new ("--apply", text, -1);
  inner = colim_text_new_at (equals + 1, whole, (gsize) (equals + 1 - text));
  if ((self->model = colim_parse_model (inner, self->diagnostics)) == NULL)
    colim_diagnostics_propagate (self->diagnostics, error);

  return self->model != NULL;
}

/* Makes one edit at the images; FALSE with an error. */
static gboolean
run_edit (Edit *self, gint row, ColimDiagram *pattern, ColimDiagram *host, const GPtrArray *matches, char **elements,
          GError **error)
{
  gboolean done = TRUE;

  for (guint edges = edits[row].on_vertices ? 0 : 1; done && edges < 2; edges++)
    {
      g_auto (GStrv) names = list_images (pattern, host, matches, edges != 0, elements);

      for (gsize i = 0; done && names[i] != NULL; i++)
        done = edits[row].run (self, names[i]);
    }
  if (!done)
    colim_diagnostics_propagate (self->diagnostics, error);

  return done;
}

/* Rewrites by the rule from the pattern to another diagram; what is passed over is told. */
static ColimDiagram *
rewrite (Parts *parts, ColimDiagram *pattern, ColimDiagram *host, GPtrArray *matches, const char *argument,
         const char *name, GError **error)
{
  ColimDiagram *after = open_part (parts, argument, NULL, error);
  g_autoptr (ColimDiagramRule) rule
      = after != NULL ? colim_diagram_rule_new (pattern, after, parts->diagnostics) : NULL;
  g_autoptr (ColimDiagram) edited = NULL;
  g_autofree char *why = NULL;
  gsize n_applied = 0;

  if (after == NULL)
    return NULL;
  if (rule != NULL)
    edited = colim_diagram_rule_rewrite (rule, host, (ColimMatch **) matches->pdata, matches->len, name, &n_applied,
                                         &why, parts->diagnostics);
  if (edited == NULL)
    {
      colim_diagnostics_propagate (parts->diagnostics, error);
      return NULL;
    }
  if (why != NULL && n_applied == 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "the rule cannot be applied at %s: %s",
                   matches->len == 1 ? "the match" : "any match", why);
      return NULL;
    }
  if (why != NULL)
    fprintf (stderr, "colim match: applied at %" G_GSIZE_FORMAT " of %u matches; the first that was passed over: %s\n",
             n_applied, matches->len, why);

  return g_steal_pointer (&edited);
}

/* Names are compared in normal form C. */
static gboolean
normalise (char **texts, GError **error)
{
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      char *normal = g_utf8_normalize (texts[i], -1, G_NORMALIZE_NFC);

      if (normal == NULL)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_PARSE, "--on: the value is not UTF-8");
          return FALSE;
        }
      g_free (texts[i]);
      texts[i] = normal;
    }

  return TRUE;
}

ColimDiagram *
apply_edits (Parts *parts, ColimDiagram *pattern, ColimDiagram *host, GPtrArray *matches, char **texts, char **elements,
             const char *name, GError **error)
{
  g_autoptr (ColimEditing) editing = colim_editing_new (host);
  ColimDiagram *edited;

  if (!normalise (elements, error))
    return NULL;
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      gint row = find_edit (texts[i]);
      Edit edit = { editing, parts->diagnostics, NULL, NULL };
      gboolean done;

      if (row < 0 && (texts[1] != NULL || elements != NULL))
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "--apply %s: a diagram goes without %s", texts[i],
                       elements != NULL ? "--on" : "another --apply");
          return NULL;
        }
      if (row < 0)
        return rewrite (parts, pattern, host, matches, texts[i], name, error);
      done = check_elements (pattern, elements, row, error) && read_value (&edit, row, texts[i], error)
             && run_edit (&edit, row, pattern, host, matches, elements, error);
      g_clear_pointer (&edit.model, colim_term_unref);
      if (!done)
        return NULL;
    }
  if ((edited = colim_editing_end (editing, name, parts->diagnostics)) == NULL)
    colim_diagnostics_propagate (parts->diagnostics, error);

  return edited;
}
