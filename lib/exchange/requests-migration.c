/* Operations along functors, representables, and the chase. */

#include "lib/exchange/requests-private.h"

#include <colim/chase.h>
#include <colim/left-extension.h>
#include <colim/representable.h>
#include <colim/right-extension.h>

/* Looks at rules of the word problem, of which schemas need few. */
#define WORD_BUDGET 100000

typedef struct {
  ColimRequest *request;
  ColimJson *json; /* the functor */
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

/* The `functor` of the operation. */
static ColimFunctor *
read_functor (ColimRequest *request, ColimSchema *dom, ColimSchema *codom, GError **error)
{
  g_auto (Reading) self = {
    .request = request,
    .dom = dom,
    .codom = codom,
    .objects = g_array_new (FALSE, FALSE, sizeof (gint32)),
    .lengths = g_array_new (FALSE, FALSE, sizeof (gint32)),
    .steps = g_array_new (FALSE, FALSE, sizeof (gint32)),
  };
  g_autoptr (GError) local_error = NULL;
  ColimFunctor *functor;

  if ((self.json = _colim_request_find (request, "functor", COLIM_JSON_OBJECT, error)) == NULL
      || !read_images (&self, error))
    return NULL;
  functor = colim_functor_new (dom, codom, (gint32 *) (gpointer) self.objects->data, self.objects->len,
                               (gint32 *) (gpointer) self.lengths->data, self.lengths->len,
                               (gint32 *) (gpointer) self.steps->data, self.steps->len, &local_error);
  if (functor == NULL)
    _colim_json_set_error (self.json, error, (ColimError) local_error->code, "%s", local_error->message);

  return functor;
}

/* The functor between the schemas of what is migrated and of what comes of it, checked. */
static ColimFunctor *
get_functor (ColimRequest *self, const ColimCSet *cset, gboolean is_from_target, GError **error)
{
  ColimJson *target = colim_json_find (self->operation, "target_schema");
  ColimSchema *schema = NULL;
  g_autoptr (ColimFunctor) functor = NULL;
  g_autoptr (GError) local_error = NULL;

  if (target == NULL)
    _colim_json_set_error (self->operation, error, COLIM_ERROR_INVALID, "the operation has no 'target_schema'");
  else
    schema = _colim_request_find_schema (self, target, error);
  if (schema == NULL)
    return NULL;
  functor = is_from_target ? read_functor (self, schema, cset->schema, error)
                           : read_functor (self, cset->schema, schema, error);
  /* Where the word problem is too hard, what is computed is checked all the same. */
  if (functor != NULL
      && colim_functor_check (functor, MIN (self->budget, WORD_BUDGET), &local_error) == COLIM_VERDICT_NO)
    {
      _colim_json_set_error (colim_json_find (self->operation, "functor"), error, (ColimError) local_error->code, "%s",
                             local_error->message);
      return NULL;
    }

  return g_steal_pointer (&functor);
}

/* Precomposition: the functor goes from the target's schema to that of the C-set. */
gboolean
_colim_operation_delta (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimFunctor) functor = get_functor (self, cset, TRUE, error);
  g_autoptr (ColimCSet) pulled = NULL;

  if (functor == NULL)
    return FALSE;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (colim_functor_get_dom (functor)); ob++)
    if (!_colim_request_spend (self, cset->n_parts[colim_functor_apply (functor, ob)], error))
      return FALSE;
  if ((pulled = colim_functor_pull_back (functor, cset, error)) == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, pulled);

  return TRUE;
}

gboolean
_colim_operation_sigma (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimFunctor) functor = get_functor (self, cset, FALSE, error);
  g_autoptr (ColimLeftExtension) extension
      = functor != NULL ? colim_left_extension_new (functor, cset, self->budget, error) : NULL;

  if (extension == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_left_extension_get_cset (extension));

  return TRUE;
}

gboolean
_colim_operation_pi (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimFunctor) functor = get_functor (self, cset, FALSE, error);
  g_autoptr (ColimRightExtension) extension
      = functor != NULL ? colim_right_extension_new (functor, cset, self->budget, error) : NULL;

  if (extension == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_right_extension_get_cset (extension));

  return TRUE;
}

gboolean
_colim_operation_representable (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimSchema *schema = _colim_request_get_schema (self, error);
  ColimJson *name = schema != NULL ? _colim_request_find (self, "ob", COLIM_JSON_STRING, error) : NULL;
  gint32 ob = name != NULL ? colim_schema_find_object (schema, colim_json_get_string (name)) : -1;
  g_autoptr (ColimCSet) cset = NULL;

  if (name != NULL && ob < 0)
    _colim_json_set_error (name, error, COLIM_ERROR_UNKNOWN_NAME, "no object '%s' in the schema",
                           colim_json_get_string (name));
  if (ob < 0 || (cset = colim_representable_new (schema, ob, self->budget, error)) == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, cset);

  return TRUE;
}

static gboolean
read_rounds (const ColimRequest *self, gint64 *n_rounds, GError **error)
{
  ColimJson *json = _colim_request_find (self, "rounds", COLIM_JSON_NUMBER, error);

  if (json == NULL)
    return FALSE;
  if (colim_json_get_int (json, n_rounds) && *n_rounds >= 0)
    return TRUE;
  _colim_json_set_error (json, error, COLIM_ERROR_OUT_OF_RANGE, "expected a number of rounds, from 0");

  return FALSE;
}

gboolean
_colim_operation_chase (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimJson *names = colim_json_find (self->operation, "dependencies");
  g_autoptr (GPtrArray) dependencies = g_ptr_array_new ();
  g_autoptr (ColimChase) chase = NULL;
  gint64 n_rounds;

  if (!read_rounds (self, &n_rounds, error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (names); i++)
    g_ptr_array_add (dependencies,
                     g_hash_table_lookup (self->homs, colim_json_get_string (colim_json_get_element (names, i))));
  chase = colim_chase_new (_colim_request_get_cset (self, "of"), (ColimHom **) dependencies->pdata, dependencies->len,
                           n_rounds, self->budget, error);
  if (chase == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_chase_get_cset (chase));
  _colim_request_write_boolean (answer, "terminates", colim_chase_get_terminates (chase));

  return TRUE;
}
