/* Operations on sub-objects, which are lists of parts. */

#include "lib/exchange/requests-private.h"

#include <colim/subobject-lattice.h>

#include "lib/csets/subobjects/subobject-private.h"

static gboolean
read_parts (ColimSubobject *subobject, gint32 ob, const ColimJson *json, GError **error)
{
  const char *name = colim_schema_get_object_name (subobject->of->schema, ob);
  gint32 part;

  if (!_colim_compact_json_expect (json, COLIM_JSON_ARRAY, "parts, as an array", error))
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      if (!_colim_compact_json_read_part (colim_json_get_element (json, i), subobject->of->n_parts[ob], name, FALSE,
                                          &part, error))
        return FALSE;
      _colim_subobject_put (subobject, ob, part);
    }

  return TRUE;
}

/* Objects that are not named have no parts. */
static ColimSubobject *
read_subobject (ColimCSet *of, const ColimJson *json, GError **error)
{
  g_autoptr (ColimSubobject) subobject = _colim_subobject_new_blank (of);
  g_autoptr (GError) local_error = NULL;

  if (!_colim_compact_json_expect (json, COLIM_JSON_OBJECT, "a sub-object, as an object of its parts", error))
    return NULL;
  for (guint i = 0; i < colim_json_get_length (json); i++)
    {
      const ColimJson *parts = colim_json_get_element (json, i);
      gint32 ob = colim_schema_find_object (of->schema, colim_json_get_key (json, i));

      if (ob < 0)
        _colim_json_set_error (parts, error, COLIM_ERROR_UNKNOWN_NAME, "no object '%s' in the schema",
                               colim_json_get_key (json, i));
      if (ob < 0 || !read_parts (subobject, ob, parts, error))
        return NULL;
    }
  if (_colim_subobject_check (subobject, &local_error))
    return g_steal_pointer (&subobject);
  _colim_json_set_error (json, error, (ColimError) local_error->code, "%s, counted from 0", local_error->message);

  return NULL;
}

static void
write_subobject (ColimRequest *self, ColimJsonWriter *answer, const ColimSubobject *subobject)
{
  const ColimSchema *schema = subobject->of->schema;
  g_autoptr (ColimHom) inclusion = colim_subobject_inclusion (subobject);

  colim_json_writer_key (answer, "subobject");
  colim_json_writer_object (answer);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      gsize n;
      const gint32 *parts = colim_fin_function_get_values (inclusion->components[ob], &n);

      colim_json_writer_key (answer, colim_schema_get_object_name (schema, ob));
      _colim_request_write_parts (answer, parts, n);
    }
  colim_json_writer_object_end (answer);
  _colim_request_write_cset (self, answer, inclusion->dom);
}

typedef ColimSubobject *(*AlongFunc) (const ColimSubobject *subobject, const ColimHom *hom, GError **error);

static gboolean
move (ColimRequest *self, ColimJsonWriter *answer, const ColimHom *hom, ColimSubobject *subobject, AlongFunc along,
      GError **error)
{
  g_autoptr (ColimSubobject) moved = NULL;

  if (subobject == NULL || !_colim_request_spend_parts (self, hom->dom, error)
      || !_colim_request_spend_parts (self, hom->codom, error) || (moved = along (subobject, hom, error)) == NULL)
    return FALSE;
  write_subobject (self, answer, moved);

  return TRUE;
}

gboolean
_colim_operation_image (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *f = _colim_request_get_hom (self, "f");
  ColimJson *json = colim_json_find (self->operation, "subobject");
  g_autoptr (ColimSubobject) subobject
      = json != NULL ? read_subobject (f->dom, json, error) : colim_subobject_new_top (f->dom);

  return move (self, answer, f, subobject, colim_subobject_image, error);
}

gboolean
_colim_operation_preimage (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *f = _colim_request_get_hom (self, "f");
  ColimJson *json = _colim_request_find (self, "subobject", COLIM_JSON_OBJECT, error);
  g_autoptr (ColimSubobject) subobject = json != NULL ? read_subobject (f->codom, json, error) : NULL;

  return move (self, answer, f, subobject, colim_subobject_preimage, error);
}

/* One of the sub-objects that the operation names. */
static ColimSubobject *
find_subobject (ColimRequest *self, const char *name, GError **error)
{
  ColimCSet *of = _colim_request_get_cset (self, "of");
  ColimJson *all = _colim_request_find (self, "subobjects", COLIM_JSON_OBJECT, error);
  ColimJson *json = all != NULL ? colim_json_find (all, name) : NULL;

  if (all != NULL && json == NULL)
    _colim_json_set_error (all, error, COLIM_ERROR_INVALID, "there is no sub-object '%s'", name);
  if (json == NULL || !_colim_request_spend_parts (self, of, error))
    return NULL;

  return read_subobject (of, json, error);
}

typedef ColimSubobject *(*BinaryFunc) (const ColimSubobject *a, const ColimSubobject *b, GError **error);

static gboolean
combine (ColimRequest *self, ColimJsonWriter *answer, BinaryFunc function, GError **error)
{
  g_autoptr (ColimSubobject) a = find_subobject (self, "A", error);
  g_autoptr (ColimSubobject) b = a != NULL ? find_subobject (self, "B", error) : NULL;
  g_autoptr (ColimSubobject) result = b != NULL ? function (a, b, error) : NULL;

  if (result != NULL)
    write_subobject (self, answer, result);

  return result != NULL;
}

gboolean
_colim_operation_subobject_meet (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return combine (self, answer, colim_subobject_meet, error);
}

gboolean
_colim_operation_subobject_join (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return combine (self, answer, colim_subobject_join, error);
}

gboolean
_colim_operation_subobject_implies (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return combine (self, answer, colim_subobject_implies, error);
}

gboolean
_colim_operation_subobject_subtract (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return combine (self, answer, colim_subobject_subtract, error);
}

typedef ColimSubobject *(*UnaryFunc) (const ColimSubobject *a);

static gboolean
complement (ColimRequest *self, ColimJsonWriter *answer, UnaryFunc function, GError **error)
{
  g_autoptr (ColimSubobject) a = find_subobject (self, "A", error);
  g_autoptr (ColimSubobject) result = a != NULL ? function (a) : NULL;

  if (result != NULL)
    write_subobject (self, answer, result);

  return result != NULL;
}

gboolean
_colim_operation_subobject_negate (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return complement (self, answer, colim_subobject_negate, error);
}

gboolean
_colim_operation_subobject_non (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return complement (self, answer, colim_subobject_non, error);
}

gboolean
_colim_operation_subobject_count (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *cset = _colim_request_get_cset (self, "of");
  g_autoptr (ColimNatural) count = NULL;

  if (!_colim_request_spend_parts (self, cset, error)
      || (count = colim_cset_count_subobjects (cset, self->budget, error)) == NULL)
    return FALSE;
  colim_json_writer_key (answer, "count");
  _colim_request_write_count (answer, count);

  return TRUE;
}
