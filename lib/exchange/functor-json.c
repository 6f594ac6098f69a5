/* Functors between schemas, in JSON: where objects go, and along which path each hom and attribute does.
 *
 *     {"ob": {"A": "V"}, "hom": {"f": ["src"]}, "attr": {"a": ["src", "label"]}}
 */

#include <colim/functor-json.h>

#include "lib/exchange/compact-json-private.h"

typedef struct {
  const ColimJson *json;
  ColimSchema *dom;
  ColimSchema *codom;
  GArray *objects; /* gint32 */
  GArray *lengths;
  GArray *steps;
} Reading;

static void
clear (Reading *self)
{
  g_clear_pointer (&self->objects, g_array_unref);
  g_clear_pointer (&self->lengths, g_array_unref);
  g_clear_pointer (&self->steps, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear)

/* What the functor says of a name, in one of its parts; NULL where it says nothing. */
static ColimJson *
find (const Reading *self, const char *section, const char *name)
{
  ColimJson *all = colim_json_find (self->json, section);

  return all != NULL ? colim_json_find (all, name) : NULL;
}

static gboolean
read_object (Reading *self, const char *name, GError **error)
{
  ColimJson *image = find (self, "ob", name);
  const char *target = name;
  gint32 ob;

  if (image != NULL && !_colim_compact_json_expect (image, COLIM_JSON_STRING, "an object's name, as a string", error))
    return FALSE;
  if (image != NULL)
    target = colim_json_get_string (image);
  if ((ob = colim_schema_find_object (self->codom, target)) < 0)
    {
      _colim_json_set_error (image != NULL ? image : self->json, error, COLIM_ERROR_UNKNOWN_NAME,
                             "there is no object '%s' for '%s' to go to", target, name);
      return FALSE;
    }
  g_array_append_val (self->objects, ob);

  return TRUE;
}

static gboolean
add_step (Reading *self, const ColimJson *at, const char *name, GError **error)
{
  gint32 step = colim_schema_find_hom (self->codom, name), attr = colim_schema_find_attr (self->codom, name);

  if (step < 0 && attr < 0)
    {
      _colim_json_set_error (at, error, COLIM_ERROR_UNKNOWN_NAME, "there is no hom or attribute '%s' to go along",
                             name);
      return FALSE;
    }
  if (step < 0)
    step = colim_schema_get_n_homs (self->codom) + attr;
  g_array_append_val (self->steps, step);

  return TRUE;
}

/* A path, as a list of names or as the only one of it. */
static gboolean
read_path (Reading *self, const char *section, const char *name, GError **error)
{
  ColimJson *path = find (self, section, name);
  guint n = path != NULL ? colim_json_get_length (path) : 0;
  gint32 before = (gint32) self->steps->len, length;

  if (path == NULL && !add_step (self, self->json, name, error))
    return FALSE;
  if (path != NULL && colim_json_get_kind (path) == COLIM_JSON_STRING
      && !add_step (self, path, colim_json_get_string (path), error))
    return FALSE;
  if (path != NULL && colim_json_get_kind (path) != COLIM_JSON_STRING
      && !_colim_compact_json_expect (path, COLIM_JSON_ARRAY, "a path, as an array", error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      ColimJson *step = colim_json_get_element (path, i);

      if (!_colim_compact_json_expect (step, COLIM_JSON_STRING, "an arrow's name, as a string", error)
          || !add_step (self, step, colim_json_get_string (step), error))
        return FALSE;
    }
  length = (gint32) self->steps->len - before;
  g_array_append_val (self->lengths, length);

  return TRUE;
}

/* That the functor speaks of nothing that there is not. */
static gboolean
check_names (const Reading *self, const char *section,
             gint32 (*find_name) (const ColimSchema *schema, const char *name), GError **error)
{
  ColimJson *all = colim_json_find (self->json, section);

  if (all != NULL && !_colim_compact_json_expect (all, COLIM_JSON_OBJECT, "images, as an object", error))
    return FALSE;
  for (guint i = 0; all != NULL && i < colim_json_get_length (all); i++)
    if (find_name (self->dom, colim_json_get_key (all, i)) < 0)
      {
        _colim_json_set_error (colim_json_get_element (all, i), error, COLIM_ERROR_UNKNOWN_NAME,
                               "there is no '%s' in the schema at which the functor starts",
                               colim_json_get_key (all, i));
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_images (Reading *self, GError **error)
{
  if (!check_names (self, "ob", colim_schema_find_object, error)
      || !check_names (self, "hom", colim_schema_find_hom, error)
      || !check_names (self, "attr", colim_schema_find_attr, error))
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom); ob++)
    if (!read_object (self, colim_schema_get_object_name (self->dom, ob), error))
      return FALSE;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->dom); hom++)
    if (!read_path (self, "hom", colim_schema_get_hom_name (self->dom, hom), error))
      return FALSE;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->dom); attr++)
    if (!read_path (self, "attr", colim_schema_get_attr_name (self->dom, attr), error))
      return FALSE;

  return TRUE;
}

/**
 * colim_functor_new_from_json:
 * @dom: where it starts
 * @codom: where it ends
 * @json: what is said of it
 * @error: return location for an error
 *
 * Reads a functor: `ob` has the image of each object, `hom` and `attr` those of homs and attributes, as the names on a
 * path, of which one can stand alone.  What goes to something of the same name may be missing.  Equations are not
 * looked at, as in [ctor@Colim.Functor.new].
 *
 * Returns: (transfer full): the functor, or %NULL with %COLIM_ERROR_PARSE, %COLIM_ERROR_UNKNOWN_NAME or the errors of
 *   [ctor@Colim.Functor.new], the place in the message
 */
ColimFunctor *
colim_functor_new_from_json (ColimSchema *dom, ColimSchema *codom, const ColimJson *json, GError **error)
{
  g_return_val_if_fail (dom != NULL && codom != NULL && json != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Reading) self = {
    .json = json,
    .dom = dom,
    .codom = codom,
    .objects = g_array_new (FALSE, FALSE, sizeof (gint32)),
    .lengths = g_array_new (FALSE, FALSE, sizeof (gint32)),
    .steps = g_array_new (FALSE, FALSE, sizeof (gint32)),
  };
  g_autoptr (GError) local_error = NULL;
  ColimFunctor *functor;

  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "a functor, as an object", error)
      || !read_images (&self, error))
    return NULL;
  functor = colim_functor_new (dom, codom, (gint32 *) (gpointer) self.objects->data, self.objects->len,
                               (gint32 *) (gpointer) self.lengths->data, self.lengths->len,
                               (gint32 *) (gpointer) self.steps->data, self.steps->len, &local_error);
  if (functor == NULL)
    _colim_json_set_error (json, error, (ColimError) local_error->code, "%s", local_error->message);

  return functor;
}
