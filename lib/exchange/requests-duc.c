/* Queries that make C-sets. */

#include "lib/exchange/requests-private.h"

#include <colim/duc-query.h>

typedef struct {
  ColimDucQuery *query;
  const char *object; /* what is read about: an object, a hom or an attribute, and a case of it */
  const char *case_name;
} Reading;

typedef gboolean (*MemberFunc) (Reading *self, const char *key, const ColimJson *json, GError **error);

/* An error of the library at what it is about. */
static gboolean
locate (const ColimJson *json, GError **error, const GError *local_error)
{
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s", local_error->message);

  return FALSE;
}

/* Each member of an object; it may be missing. */
static gboolean
for_each_member (Reading *self, const ColimJson *parent, const char *key, const char *what, MemberFunc function,
                 GError **error)
{
  const ColimJson *json = key != NULL ? colim_json_find (parent, key) : parent;

  if (json == NULL)
    return TRUE;
  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, what, error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    if (!function (self, colim_json_get_key (json, i), colim_json_get_element (json, i), error))
      return FALSE;

  return TRUE;
}

static const ColimJson *
expect_pair (const ColimJson *json, const char *what, GError **error)
{
  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, what, error))
    return NULL;
  if (colim_json_get_length (json) == 2)
    return json;
  _colim_json_set_error (json, error, COLIM_ERROR_PARSE, "expected %s", what);

  return NULL;
}

/* A generator, and the names of a path, which are borrowed. */
static gboolean
read_term (const ColimJson *json, const char **generator, GPtrArray *path, GError **error)
{
  static const char what[] = "[generator, path], as an array of two";
  const ColimJson *first, *second;

  if (expect_pair (json, what, error) == NULL)
    return FALSE;
  first = colim_json_get_element (json, 0);
  second = colim_json_get_element (json, 1);
  if (!_colim_compact_json_expect (first, COLIM_JSON_STRING, "a generator's name, as a string", error)
      || !_colim_compact_json_expect (second, COLIM_JSON_ARRAY, "a path, as an array", error))
    return FALSE;
  *generator = colim_json_get_string (first);
  for (guint i = 0; i < colim_json_get_length (second); i++)
    {
      const ColimJson *step = colim_json_get_element (second, i);

      if (!_colim_compact_json_expect (step, COLIM_JSON_STRING, "an arrow's name, as a string", error))
        return FALSE;
      g_ptr_array_add (path, (gpointer) colim_json_get_string (step));
    }
  g_ptr_array_add (path, NULL);

  return TRUE;
}

static gboolean
read_generator (Reading *self, const char *name, const ColimJson *json, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!_colim_compact_json_expect (json, COLIM_JSON_STRING, "an object's name, as a string", error))
    return FALSE;

  return colim_duc_query_add_generator (self->query, self->object, self->case_name, name, colim_json_get_string (json),
                                        &local_error)
         || locate (json, error, local_error);
}

static gboolean
read_equation (Reading *self, const ColimJson *json, GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_new (), right = g_ptr_array_new ();
  const char *generators[2];
  g_autoptr (GError) local_error = NULL;

  if (expect_pair (json, "two [generator, path]s that are equal, as an array", error) == NULL
      || !read_term (colim_json_get_element (json, 0), &generators[0], left, error)
      || !read_term (colim_json_get_element (json, 1), &generators[1], right, error))
    return FALSE;

  return colim_duc_query_add_equation (self->query, self->object, self->case_name, generators[0],
                                       (const char *const *) left->pdata, generators[1],
                                       (const char *const *) right->pdata, &local_error)
         || locate (json, error, local_error);
}

static gboolean
read_case (Reading *self, const ColimJson *json, GError **error)
{
  const ColimJson *name, *equations;
  g_autoptr (GError) local_error = NULL;

  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "a case, as an object", error))
    return FALSE;
  if ((name = colim_json_find (json, "name")) == NULL)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_INVALID, "this case has no 'name'");
      return FALSE;
    }
  if (!_colim_compact_json_expect (name, COLIM_JSON_STRING, "a name, as a string", error))
    return FALSE;
  self->case_name = colim_json_get_string (name);
  if (!colim_duc_query_add_case (self->query, self->object, self->case_name, &local_error))
    return locate (name, error, local_error);
  if (!for_each_member (self, json, "gens", "generators, as an object", read_generator, error))
    return FALSE;
  equations = colim_json_find (json, "eqs");
  if (equations != NULL && !_colim_compact_json_expect (equations, COLIM_JSON_ARRAY, "equations, as an array", error))
    return FALSE;
  for (guint i = 0; equations != NULL && i < colim_json_get_length (equations); i++)
    if (!read_equation (self, colim_json_get_element (equations, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_object (Reading *self, const char *name, const ColimJson *json, GError **error)
{
  const ColimJson *cases;

  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "an object's cases, as an object", error))
    return FALSE;
  if ((cases = colim_json_find (json, "cases")) == NULL)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_INVALID, "there are no 'cases' of '%s'", name);
      return FALSE;
    }
  if (!_colim_compact_json_expect (cases, COLIM_JSON_ARRAY, "cases, as an array", error))
    return FALSE;
  self->object = name;
  for (guint i = 0; i < colim_json_get_length (cases); i++)
    if (!read_case (self, colim_json_get_element (cases, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_image (Reading *self, const char *target_generator, const ColimJson *json, GError **error)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  const char *generator;
  g_autoptr (GError) local_error = NULL;

  if (!read_term (json, &generator, path, error))
    return FALSE;

  return colim_duc_query_send_generator (self->query, self->object, self->case_name, target_generator, generator,
                                         (const char *const *) path->pdata, &local_error)
         || locate (json, error, local_error);
}

static gboolean
read_sending (Reading *self, const char *case_name, const ColimJson *json, GError **error)
{
  const ColimJson *target;
  g_autoptr (GError) local_error = NULL;

  if (expect_pair (json, "[case, images of its generators], as an array of two", error) == NULL)
    return FALSE;
  target = colim_json_get_element (json, 0);
  if (!_colim_compact_json_expect (target, COLIM_JSON_STRING, "a case's name, as a string", error))
    return FALSE;
  if (!colim_duc_query_send_case (self->query, self->object, case_name, colim_json_get_string (target), &local_error))
    return locate (target, error, local_error);
  self->case_name = case_name;

  return for_each_member (self, colim_json_get_element (json, 1), NULL, "images of generators, as an object",
                          read_image, error);
}

static gboolean
read_value (Reading *self, const char *case_name, const ColimJson *json, GError **error)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  const char *generator;
  g_autoptr (GError) local_error = NULL;

  if (!read_term (json, &generator, path, error))
    return FALSE;

  return colim_duc_query_set_attr (self->query, self->object, case_name, generator, (const char *const *) path->pdata,
                                   &local_error)
         || locate (json, error, local_error);
}

static gboolean
read_hom (Reading *self, const char *name, const ColimJson *json, GError **error)
{
  self->object = name;

  return for_each_member (self, json, NULL, "where a hom sends cases, as an object", read_sending, error);
}

static gboolean
read_attr (Reading *self, const char *name, const ColimJson *json, GError **error)
{
  self->object = name;

  return for_each_member (self, json, NULL, "which values cases have, as an object", read_value, error);
}

/* Names are checked also where nothing is said of them. */
static gboolean
check_names (const ColimJson *operation, const ColimSchema *schema, GError **error)
{
  static const struct {
    const char *key;
    const char *what;
    gint32 (*find) (const ColimSchema *schema, const char *name);
  } sections[] = {
    { "objects", "object", colim_schema_find_object },
    { "homs", "hom", colim_schema_find_hom },
    { "attrs", "attribute", colim_schema_find_attr },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      const ColimJson *json = colim_json_find (operation, sections[i].key);

      for (guint j = 0;
           json != NULL && colim_json_get_kind (json) == COLIM_JSON_OBJECT && j < colim_json_get_length (json); j++)
        {
          const char *name = colim_json_get_key (json, j);

          if (sections[i].find (schema, name) >= 0)
            continue;
          _colim_json_set_error (colim_json_get_element (json, j), error, COLIM_ERROR_UNKNOWN_NAME,
                                 "no %s '%s' in the target's schema", sections[i].what, name);
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
_colim_operation_duc_query (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  const ColimJson *target = colim_json_find (self->operation, "target_schema");
  ColimSchema *schema = NULL;
  g_autoptr (ColimDucQuery) query = NULL;
  g_autoptr (ColimCSet) made = NULL;
  Reading reading = { 0, };

  if (target == NULL)
    _colim_json_set_error (self->operation, error, COLIM_ERROR_INVALID, "the operation has no 'target_schema'");
  if (target == NULL || (schema = _colim_request_find_schema (self, target, error)) == NULL
      || _colim_request_find (self, "objects", COLIM_JSON_OBJECT, error) == NULL
      || !check_names (self->operation, schema, error))
    return FALSE;
  reading.query = query = colim_duc_query_new (cset->schema, schema);
  if (!for_each_member (&reading, self->operation, "objects", "objects, as an object", read_object, error)
      || !for_each_member (&reading, self->operation, "homs", "homs, as an object", read_hom, error)
      || !for_each_member (&reading, self->operation, "attrs", "attributes, as an object", read_attr, error)
      || (made = colim_duc_query_evaluate (query, cset, self->budget, error)) == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, made);

  return TRUE;
}
