/* Schemas in ACSets JSON.
 *
 *     {"version": …, "Ob": [{"name": "V"}, …], "Hom": [{"name": "src", "dom": "E", "codom": "V"}, …],
 *      "AttrType": …, "Attr": …, "equations": [{"dom": "X", "codom": "X", "name": "cycle", "paths": [[], ["f", "f"]]}]}
 *
 * Lists come in any order, so entries are kept with their places and added when all are there.
 */

#include "lib/exchange/acset-json-private.h"

#include "lib/csets/schema-private.h"

#include <string.h>

typedef struct {
  ColimJsonPlace place;
  char *name;
  char *dom;
  char *codom;
  GPtrArray *paths[2]; /* char; NULL at the end */
  guint n_paths;
} Entry;

typedef struct {
  const char *name;
  gboolean has_ends;  /* dom and codom */
  gboolean has_paths; /* and perhaps no name */
  void (*add) (ColimSchemaBuilder *builder, const Entry *entry);
} Section;

static void
add_object (ColimSchemaBuilder *builder, const Entry *entry)
{
  colim_schema_builder_add_object (builder, entry->name);
}

static void
add_hom (ColimSchemaBuilder *builder, const Entry *entry)
{
  colim_schema_builder_add_hom (builder, entry->name, entry->dom, entry->codom);
}

static void
add_attr_type (ColimSchemaBuilder *builder, const Entry *entry)
{
  colim_schema_builder_add_attr_type (builder, entry->name, NULL);
}

static void
add_attr (ColimSchemaBuilder *builder, const Entry *entry)
{
  colim_schema_builder_add_attr (builder, entry->name, entry->dom, entry->codom);
}

static void
add_equation (ColimSchemaBuilder *builder, const Entry *entry)
{
  colim_schema_builder_add_equation (builder, entry->dom, (const char *const *) entry->paths[0]->pdata,
                                     (const char *const *) entry->paths[1]->pdata);
  if (entry->name != NULL)
    colim_schema_builder_name_equation (builder, entry->name);
}

/* In the order in which things are added: each row uses those above it. */
static const Section sections[] = {
  { "Ob", FALSE, FALSE, add_object },
  { "Hom", TRUE, FALSE, add_hom },
  { "AttrType", FALSE, FALSE, add_attr_type },
  { "Attr", TRUE, FALSE, add_attr },
  { "equations", TRUE, TRUE, add_equation },
};

/* What other programs write beside it, for people. */
static const char *const ignored[] = { "title", "description", "ty", "version" };

typedef struct {
  ColimJsonReader *reader;
  GArray *entries[G_N_ELEMENTS (sections)]; /* Entry; NULL before the section */
} Reading;

static void
clear_entry (Entry *entry)
{
  g_free (entry->name);
  g_free (entry->dom);
  g_free (entry->codom);
  for (guint side = 0; side < 2; side++)
    g_clear_pointer (&entry->paths[side], g_ptr_array_unref);
}

static void
clear (Reading *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    g_clear_pointer (&self->entries[i], g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear)

static gboolean
is_ignored (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (ignored); i++)
    if (strcmp (key, ignored[i]) == 0)
      return TRUE;

  return FALSE;
}

/* The last token, which is to be a name. */
static char *
take_name (Reading *self, ColimJsonToken token, GError **error)
{
  gsize length;
  const char *text = colim_json_reader_get_string (self->reader, &length);

  if (token == COLIM_JSON_STRING && strlen (text) == length)
    return g_strdup (text);
  if (token != COLIM_JSON_ERROR)
    _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_PARSE, "expected a name, as a string");

  return NULL;
}

static gboolean
expect_array (Reading *self, ColimJsonToken token, const char *what, GError **error)
{
  if (token != COLIM_JSON_ARRAY && token != COLIM_JSON_ERROR)
    _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_PARSE, "expected %s, as an array", what);

  return token == COLIM_JSON_ARRAY;
}

static gboolean
read_paths (Reading *self, Entry *entry, GError **error)
{
  ColimJsonToken token;

  if (!expect_array (self, colim_json_reader_next (self->reader, error), "two paths", error))
    return FALSE;
  while ((token = colim_json_reader_next (self->reader, error)) != COLIM_JSON_ARRAY_END)
    {
      GPtrArray *path;

      if (entry->n_paths == 2 && token != COLIM_JSON_ERROR)
        _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_PARSE, "an equation has two paths");
      if (entry->n_paths == 2 || !expect_array (self, token, "a path", error))
        return FALSE;
      path = entry->paths[entry->n_paths++] = g_ptr_array_new_with_free_func (g_free);
      while ((token = colim_json_reader_next (self->reader, error)) != COLIM_JSON_ARRAY_END)
        {
          char *name = take_name (self, token, error);

          if (name == NULL)
            return FALSE;
          g_ptr_array_add (path, name);
        }
      g_ptr_array_add (path, NULL);
    }

  return TRUE;
}

static gboolean
read_member (Reading *self, const Section *section, Entry *entry, const char *key, GError **error)
{
  char **text = strcmp (key, "name") == 0                         ? &entry->name
                : section->has_ends && strcmp (key, "dom") == 0   ? &entry->dom
                : section->has_ends && strcmp (key, "codom") == 0 ? &entry->codom
                                                                  : NULL;
  gboolean is_paths = section->has_paths && strcmp (key, "paths") == 0;

  if (text == NULL && !is_paths)
    {
      if (is_ignored (key))
        return colim_json_reader_skip (self->reader, error);
      _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_UNKNOWN_NAME, "there is no key '%s' in '%s'", key,
                                    section->name);
      return FALSE;
    }
  if (is_paths ? entry->n_paths > 0 : *text != NULL)
    {
      _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_DUPLICATE_NAME, "the key '%s' is there already",
                                    key);
      return FALSE;
    }
  if (is_paths)
    return read_paths (self, entry, error);
  *text = take_name (self, colim_json_reader_next (self->reader, error), error);

  return *text != NULL;
}

static gboolean
check_entry (Reading *self, const Section *section, const Entry *entry, GError **error)
{
  const char *missing = entry->name == NULL && !section->has_paths                          ? "name"
                        : section->has_ends && entry->dom == NULL                           ? "dom"
                        : section->has_ends && !section->has_paths && entry->codom == NULL ? "codom"
                        : section->has_paths && entry->n_paths != 2                         ? "paths"
                                                                                            : NULL;

  if (missing != NULL)
    _colim_json_reader_set_error_at (self->reader, &entry->place, error, COLIM_ERROR_UNDEFINED,
                                     "this entry of '%s' has no '%s'", section->name, missing);

  return missing == NULL;
}

static gboolean
read_entry (Reading *self, const Section *section, GArray *entries, GError **error)
{
  Entry *entry;
  ColimJsonToken token;

  g_array_set_size (entries, entries->len + 1);
  entry = &g_array_index (entries, Entry, entries->len - 1);
  entry->place = _colim_json_reader_here (self->reader);
  while ((token = colim_json_reader_next (self->reader, error)) == COLIM_JSON_KEY)
    {
      g_autofree char *key = g_strdup (colim_json_reader_get_string (self->reader, NULL));

      if (!read_member (self, section, entry, key, error))
        return FALSE;
    }

  return token == COLIM_JSON_OBJECT_END && check_entry (self, section, entry, error);
}

static gboolean
read_section (Reading *self, guint index, GError **error)
{
  ColimJsonToken token;

  if (self->entries[index] != NULL)
    {
      _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_DUPLICATE_NAME, "the key '%s' is there already",
                                    sections[index].name);
      return FALSE;
    }
  self->entries[index] = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries[index], (GDestroyNotify) clear_entry);
  if (!expect_array (self, colim_json_reader_next (self->reader, error), "entries", error))
    return FALSE;
  while ((token = colim_json_reader_next (self->reader, error)) == COLIM_JSON_OBJECT)
    if (!read_entry (self, &sections[index], self->entries[index], error))
      return FALSE;
  if (token != COLIM_JSON_ARRAY_END && token != COLIM_JSON_ERROR)
    _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_PARSE, "expected an entry, as an object");

  return token == COLIM_JSON_ARRAY_END;
}

static gboolean
read_sections (Reading *self, GError **error)
{
  ColimJsonToken token;

  while ((token = colim_json_reader_next (self->reader, error)) == COLIM_JSON_KEY)
    {
      const char *key = colim_json_reader_get_string (self->reader, NULL);
      guint index = 0;

      while (index < G_N_ELEMENTS (sections) && strcmp (key, sections[index].name) != 0)
        index++;
      if (index == G_N_ELEMENTS (sections) && !is_ignored (key))
        {
          _colim_json_reader_set_error (self->reader, error, COLIM_ERROR_UNKNOWN_NAME,
                                        "there is no key '%s' in a schema", key);
          return FALSE;
        }
      if (index < G_N_ELEMENTS (sections) ? !read_section (self, index, error)
                                          : !colim_json_reader_skip (self->reader, error))
        return FALSE;
    }

  return token == COLIM_JSON_OBJECT_END;
}

/* That an equation ends where it says. */
static gboolean
check_codom (Reading *self, const Entry *entry, const ColimSchema *schema, gint32 equation, GError **error)
{
  gint32 n_homs = colim_schema_get_n_homs (schema);
  gsize n;
  const gint32 *path = colim_schema_get_equation_path (schema, equation, 0, &n);
  const char *end
      = n == 0 ? entry->dom
        : path[n - 1] < n_homs
            ? colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, path[n - 1]))
            : colim_schema_get_attr_type_name (schema, colim_schema_get_attr_codom (schema, path[n - 1] - n_homs));

  if (entry->codom == NULL || strcmp (entry->codom, end) == 0)
    return TRUE;
  _colim_json_reader_set_error_at (self->reader, &entry->place, error, COLIM_ERROR_NOT_PARALLEL,
                                   "the paths of this equation end at '%s', not at '%s'", end, entry->codom);

  return FALSE;
}

static ColimSchema *
build (Reading *self, GError **error)
{
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  g_autoptr (ColimSchema) schema = NULL;
  const GArray *equations = self->entries[G_N_ELEMENTS (sections) - 1];

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    for (guint j = 0; self->entries[i] != NULL && j < self->entries[i]->len; j++)
      {
        const Entry *entry = &g_array_index (self->entries[i], Entry, j);
        g_autoptr (GError) local_error = NULL;

        sections[i].add (builder, entry);
        if (!_colim_schema_builder_has_error (builder))
          continue;
        colim_schema_builder_end (builder, &local_error);
        _colim_json_reader_set_error_at (self->reader, &entry->place, error, (ColimError) local_error->code, "%s",
                                         local_error->message);
        return NULL;
      }
  schema = colim_schema_builder_end (builder, error);
  for (guint j = 0; equations != NULL && j < equations->len; j++)
    if (!check_codom (self, &g_array_index (equations, Entry, j), schema, (gint32) j, error))
      return NULL;

  return g_steal_pointer (&schema);
}

/* The last token is the { of the schema. */
ColimSchema *
_colim_acset_schema_read (ColimJsonReader *reader, GError **error)
{
  g_auto (Reading) self = { reader, { NULL } };

  return read_sections (&self, error) ? build (&self, error) : NULL;
}

/**
 * colim_acset_json_parse_schema:
 * @text: a document
 * @error: return location for an error
 *
 * Reads a schema in ACSets JSON.  Every key may be missing; `title`, `description` and `ty`, which other programs
 * write, mean nothing here.
 *
 * Returns: (transfer full): the schema, or %NULL with %COLIM_ERROR_PARSE, %COLIM_ERROR_UNDEFINED,
 *   %COLIM_ERROR_TOO_LARGE or the errors of [method@Colim.SchemaBuilder.end], the place in the message
 */
ColimSchema *
colim_acset_json_parse_schema (ColimText *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
  g_autoptr (ColimSchema) schema = NULL;
  ColimJsonToken token = colim_json_reader_next (reader, error);

  if (token == COLIM_JSON_ERROR)
    return NULL;
  if (token != COLIM_JSON_OBJECT)
    {
      _colim_json_reader_set_error (reader, error, COLIM_ERROR_PARSE, "expected a schema, as an object");
      return NULL;
    }
  schema = _colim_acset_schema_read (reader, error);

  return schema != NULL && _colim_acset_read_end (reader, error) ? g_steal_pointer (&schema) : NULL;
}
