/* Models with names, and what models are called among the weights, in a glued diagram. */

#include "theory/glue/glue-private.h"

#include "lib/text-private.h"

#include <string.h>

/* A model with a name, of one part or of several. */
typedef struct {
  char *name;
  guint owner; /* the part whose own it is; G_MAXUINT: of a whole file, so that it keeps its name */
  char *identity;
  guint leg; /* where it was found first */
  Assignment definition; /* of a whole file's: as the file says it */
  ColimTerm *renamed;    /* and as it is said of the vertices of the first part that uses it, or NULL */
} Handle;

/* The text of what belongs to whole files, which are joined by name. */
static const char any_text;

static void
clear_handle (Handle *self)
{
  g_free (self->name);
  g_free (self->identity);
  _colim_assignment_clear (&self->definition);
  g_clear_pointer (&self->renamed, colim_term_unref);
}

GArray *
_colim_glue_new_handles (void)
{
  GArray *handles = g_array_new (FALSE, FALSE, sizeof (Handle));

  g_array_set_clear_func (handles, (GDestroyNotify) clear_handle);

  return handles;
}

/* Identity is that of a place: diagrams of one name in two files are not relatives, and what is written in the second
 * gets another name for the weights. */
char *
_colim_glue_claim (Making *self, const char *identity, const ColimTerm *where)
{
  gsize offset = 0;
  gconstpointer text = &any_text;
  gsize stem = strcspn (identity, "./");
  g_autofree char *key = NULL;
  g_autofree char *found = NULL;
  const char *known;

  if (where != NULL && (text = colim_term_get_text (where)) != NULL)
    text = _colim_text_find_outermost (text, &offset);
  key = g_strdup_printf ("%p %s", text, identity);
  known = g_hash_table_lookup (self->claimed, key);
  found = g_strdup (known != NULL ? known : identity);
  for (guint k = 2; known == NULL && g_hash_table_contains (self->claims, found); k++)
    {
      g_free (found);
      found = g_strdup_printf ("%.*s_%u%s", (int) stem, identity, k, identity + stem);
    }
  g_hash_table_add (self->claims, g_strdup (found));
  g_hash_table_insert (self->claimed, g_strdup (key), g_strdup (found));

  return g_steal_pointer (&found);
}

static Handle *
find_handle (Making *self, const char *identity)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_identity, identity));

  return number > 0 ? &g_array_index (self->handles, Handle, number - 1) : NULL;
}

/* Adds a handle unless it is there; @owner: G_MAXUINT for one of a whole file. */
static Handle *
add_handle (Making *self, guint leg, ColimTerm *let, guint owner)
{
  Handle added = { NULL, owner, NULL, leg, { NULL, let, self->gluing->names[leg], NULL }, NULL };
  g_autofree char *identity = NULL;
  Handle *handle;

  colim_diagram_find_let (self->gluing->parts[leg], colim_term_get_name (let), &identity);
  added.identity = _colim_glue_claim (self, identity, owner == G_MAXUINT ? NULL : let);
  if ((handle = find_handle (self, added.identity)) != NULL)
    {
      g_free (added.identity);
      return handle;
    }
  added.name = g_strdup (colim_term_get_name (let));
  g_array_append_val (self->handles, added);
  g_hash_table_insert (self->by_identity, g_strdup (added.identity), GUINT_TO_POINTER (self->handles->len));

  return &g_array_index (self->handles, Handle, self->handles->len - 1);
}

/* A handle of a whole file: two files must say the same of it. */
static void
add_of_file (Making *self, guint leg, ColimTerm *let)
{
  GHashTable *outer = self->gluing->parts[leg]->outer;
  ColimTerm *first = outer != NULL ? g_hash_table_lookup (outer, colim_term_get_name (let)) : NULL;
  const ColimTerm *said = first != NULL ? first : let;
  Assignment definition = { colim_term_ref (colim_term_get_child (said, 0)), said, self->gluing->names[leg], NULL };

  _colim_glue_join (&add_handle (self, leg, let, G_MAXUINT)->definition, &definition, "model", colim_term_get_name (let),
                    self->diagnostics);
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const ColimTerm *first = *(ColimTerm *const *) a, *second = *(ColimTerm *const *) b;
  gsize x = colim_term_get_offset (first), y = colim_term_get_offset (second);

  return x != y ? (x < y ? -1 : 1) : strcmp (colim_term_get_name (first), colim_term_get_name (second));
}

/* The models of the whole file that a part is from, in file order. */
static GPtrArray *
list_outer (ColimDiagram *part)
{
  GPtrArray *lets = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer let;

  g_hash_table_iter_init (&iter, part->outer);
  while (g_hash_table_iter_next (&iter, NULL, &let))
    g_ptr_array_add (lets, let);
  g_ptr_array_sort (lets, compare_places);

  return lets;
}

/* Whether a handle of a diagram's own statements is one of a whole file: what a block has is called BLOCK.name. */
static gboolean
is_of_file (ColimDiagram *part, const char *name)
{
  g_autofree char *identity = NULL;

  colim_diagram_find_let (part, name, &identity);

  return g_str_equal (identity, name) && strchr (name, '.') == NULL;
}

static void
collect (Making *self, guint leg, gboolean of_file)
{
  ColimDiagram *part = self->gluing->parts[leg];

  if (of_file && part->outer != NULL && self->outer == NULL)
    {
      g_autoptr (GPtrArray) lets = list_outer (part);

      for (guint i = 0; i < lets->len; i++)
        add_of_file (self, leg, g_ptr_array_index (lets, i));
    }
  for (guint i = 0; i < part->handles->len; i++)
    {
      ColimTerm *let = g_ptr_array_index (part->handles, i);

      if (is_of_file (part, colim_term_get_name (let)) != of_file)
        continue;
      if (of_file)
        add_of_file (self, leg, let);
      else
        add_handle (self, leg, let, leg);
    }
}

/* A handle of the file may speak of vertices, as in `linear(N.label)`, which have other names now: it is said again, of the
 * vertices of the first part that uses it. */
static void
say_again (Making *self, guint leg)
{
  ColimDiagram *part = self->gluing->parts[leg];
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) lets = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);

  _colim_diagram_collect_handles (part, seen, lets);
  for (guint i = 0; i < lets->len; i++)
    {
      ColimTerm *let = g_ptr_array_index (lets, i);
      const char *name = colim_term_get_name (let);
      g_autoptr (ColimTerm) renamed = NULL;
      Handle *handle;

      if (!is_of_file (part, name))
        continue;
      handle = find_handle (self, name);
      renamed = _colim_rename_model (colim_term_get_child (let, 0), &self->renamings[leg]);
      if (handle == NULL && !colim_term_equal (renamed, colim_term_get_child (let, 0)))
        {
          add_of_file (self, leg, let);
          handle = find_handle (self, name);
        }
      if (handle != NULL && handle->renamed == NULL)
        handle->renamed = g_steal_pointer (&renamed);
    }
}

void
_colim_glue_name_handles (Making *self)
{
  ColimGluing *gluing = self->gluing;
  g_autofree const char **names = NULL;
  g_autofree guint *owners = NULL;
  g_autofree char **found = NULL;
  guint n;

  /* Those of whole files first: they keep their names, and what they are called among the weights. */
  for (guint leg = 0; leg < gluing->n_legs; leg++)
    collect (self, leg, TRUE);
  for (guint leg = 0; leg < gluing->n_legs; leg++)
    say_again (self, leg);
  for (guint leg = 0; leg < gluing->n_legs; leg++)
    collect (self, leg, FALSE);
  n = self->handles->len;
  names = g_new (const char *, n + 1);
  owners = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    {
      names[i] = g_array_index (self->handles, Handle, i).name;
      owners[i] = g_array_index (self->handles, Handle, i).owner;
    }
  found = _colim_glue_make_names (names, owners, n, (const char *const *) gluing->names);
  for (guint leg = 0; leg < gluing->n_legs; leg++)
    for (guint i = 0; i < gluing->parts[leg]->handles->len; i++)
      {
        const ColimTerm *let = g_ptr_array_index (gluing->parts[leg]->handles, i);
        const char *name = colim_term_get_name (let);
        g_autofree char *identity = NULL;
        g_autofree char *claimed = NULL;

        colim_diagram_find_let (gluing->parts[leg], name, &identity);
        claimed = _colim_glue_claim (self, identity, is_of_file (gluing->parts[leg], name) ? NULL : let);
        g_hash_table_insert (self->renamings[leg].models, g_strdup (name),
                             g_strdup (found[GPOINTER_TO_UINT (g_hash_table_lookup (self->by_identity, claimed)) - 1]));
      }
  for (guint i = 0; i < n; i++)
    {
      Handle *handle = &g_array_index (self->handles, Handle, i);

      g_free (handle->name);
      handle->name = found[i];
    }
}

void
_colim_glue_put_handles (Making *self)
{
  for (guint i = 0; i < self->handles->len; i++)
    {
      Handle *handle = &g_array_index (self->handles, Handle, i);
      Assignment *definition = &handle->definition;

      if (handle->renamed != NULL)
        {
          g_clear_pointer (&definition->value, colim_term_unref);
          definition->value = g_steal_pointer (&handle->renamed);
        }
      if (definition->value == NULL)
        definition->value
            = _colim_rename_model (colim_term_get_child (definition->statement, 0), &self->renamings[handle->leg]);
      _colim_glue_put (self, COLIM_TERM_LET, handle->name, &definition->value, 1, definition->statement);
      g_hash_table_insert (self->identities.lets, g_strdup (handle->name), g_strdup (handle->identity));
    }
}
