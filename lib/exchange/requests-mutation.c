/* The operation that changes a C-set step by step.  What it begins and ends with may be partial and break equations. */

#include "lib/exchange/requests-private.h"

#include "lib/csets/incidence-private.h"

#include <string.h>

typedef struct {
  ColimRequest *request;
  ColimCSetBuilder *builder;
  const ColimJson *step;
} Step;

static ColimJson *
find (const Step *self, const char *key, GError **error)
{
  ColimJson *value = colim_json_find (self->step, key);

  if (value == NULL)
    _colim_json_set_error (self->step, error, COLIM_ERROR_INVALID, "this step has no '%s'", key);

  return value;
}

/* The object that the step is about. */
static gint32
find_object (const Step *self, GError **error)
{
  ColimJson *json = find (self, "ob", error);
  gint32 ob;

  if (json == NULL || !_colim_compact_json_expect (json, COLIM_JSON_STRING, "an object's name, as a string", error))
    return -1;
  if ((ob = colim_schema_find_object (self->builder->schema, colim_json_get_string (json))) < 0)
    _colim_json_set_error (json, error, COLIM_ERROR_UNKNOWN_NAME, "no object '%s' in the schema",
                           colim_json_get_string (json));

  return ob;
}

/* Sets what an arrow makes of a part: a part, a constant, a variable, or nothing. */
static gboolean
set (const Step *self, gint32 ob, gint32 part, const char *arrow, const ColimJson *value, GError **error)
{
  ColimCSetBuilder *builder = self->builder;
  const ColimSchema *schema = builder->schema;
  gint32 hom = colim_schema_find_hom (schema, arrow), attr = colim_schema_find_attr (schema, arrow);

  if (hom >= 0 && colim_schema_get_hom_dom (schema, hom) == ob)
    {
      gint32 codom = colim_schema_get_hom_codom (schema, hom), image;

      if (!_colim_compact_json_read_part (value, builder->n_parts[codom], colim_schema_get_object_name (schema, codom),
                                          TRUE, &image, error))
        return FALSE;
      colim_cset_builder_set_at (builder, hom, part, image);
      return TRUE;
    }
  if (attr >= 0 && colim_schema_get_attr_dom (schema, attr) == ob)
    {
      gint32 type = colim_schema_get_attr_codom (schema, attr);

      return _colim_compact_json_read_entry (value, _colim_cset_builder_get_column (builder, attr), part,
                                             colim_schema_get_attr_type_name (schema, type), builder->n_variables[type],
                                             TRUE, error);
    }
  _colim_json_set_error (value, error, COLIM_ERROR_UNKNOWN_NAME, "'%s' has no hom or attribute '%s' in the schema",
                         colim_schema_get_object_name (schema, ob), arrow);

  return FALSE;
}

/* `set`: one value for each arrow, or as many as parts are added. */
static gboolean
set_new (const Step *self, gint32 ob, gint32 first, gint32 n, gboolean are_lists, GError **error)
{
  ColimJson *values = colim_json_find (self->step, "set");

  if (values != NULL && !_colim_compact_json_expect (values, COLIM_JSON_OBJECT, "'set' as an object", error))
    return FALSE;
  for (guint i = 0; values != NULL && i < colim_json_get_length (values); i++)
    {
      ColimJson *list = colim_json_get_element (values, i);
      const char *arrow = colim_json_get_key (values, i);

      if (are_lists && (colim_json_get_kind (list) != COLIM_JSON_ARRAY || colim_json_get_length (list) != (guint) n))
        {
          _colim_json_set_error (list, error, COLIM_ERROR_INVALID, "expected '%s' as an array of %d", arrow, n);
          return FALSE;
        }
      for (gint32 x = 0; x < n; x++)
        if (!set (self, ob, first + x, arrow, are_lists ? colim_json_get_element (list, (guint) x) : list, error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
add (const Step *self, gint32 n, gboolean are_lists, GError **error)
{
  gint32 ob = find_object (self, error), first;

  if (ob < 0 || !_colim_request_spend (self->request, n, error))
    return FALSE;
  first = colim_cset_builder_add (self->builder, colim_schema_get_object_name (self->builder->schema, ob), n, error);

  return first >= 0 && set_new (self, ob, first, n, are_lists, error);
}

static gboolean
add_part (const Step *self, GError **error)
{
  return add (self, 1, FALSE, error);
}

static gboolean
add_parts (const Step *self, GError **error)
{
  ColimJson *json = find (self, "n", error);
  gint64 n;

  if (json == NULL)
    return FALSE;
  if (!colim_json_get_int (json, &n) || n < 0 || n > G_MAXINT32)
    {
      _colim_json_set_error (json, error, COLIM_ERROR_OUT_OF_RANGE, "expected how many parts, from 0 to %d",
                             G_MAXINT32);
      return FALSE;
    }

  return add (self, (gint32) n, TRUE, error);
}

typedef ColimRenumbering *(*RemoveFunc) (ColimCSetBuilder *builder, const char *object, const gint32 *parts, gsize n,
                                         GError **error);

static gboolean
remove_all (const Step *self, ColimJson *const *parts, guint n, RemoveFunc function, GError **error)
{
  gint32 ob = find_object (self, error);
  const char *name = ob >= 0 ? colim_schema_get_object_name (self->builder->schema, ob) : NULL;
  g_autofree gint32 *numbers = g_new (gint32, n);
  g_autoptr (ColimRenumbering) renumbering = NULL;

  for (guint i = 0; i < n && ob >= 0; i++)
    if (!_colim_compact_json_read_part (parts[i], self->builder->n_parts[ob], name, FALSE, &numbers[i], error))
      return FALSE;
  renumbering = ob >= 0 ? function (self->builder, name, numbers, n, error) : NULL;

  return renumbering != NULL;
}

static gboolean
remove_listed (const Step *self, RemoveFunc function, GError **error)
{
  ColimJson *list = find (self, "parts", error);
  g_autofree ColimJson **parts = NULL;
  guint n;

  if (list == NULL || !_colim_compact_json_expect (list, COLIM_JSON_ARRAY, "parts, as an array", error))
    return FALSE;
  n = colim_json_get_length (list);
  parts = g_new (ColimJson *, n);
  for (guint i = 0; i < n; i++)
    parts[i] = colim_json_get_element (list, i);

  return remove_all (self, parts, n, function, error);
}

static gboolean
remove_part (const Step *self, GError **error)
{
  ColimJson *part = find (self, "part", error);

  return part != NULL && remove_all (self, &part, 1, colim_cset_builder_remove, error);
}

static gboolean
remove_parts (const Step *self, GError **error)
{
  return remove_listed (self, colim_cset_builder_remove, error);
}

static gboolean
remove_parts_cascading (const Step *self, GError **error)
{
  return remove_listed (self, colim_cset_builder_remove_cascading, error);
}

static gboolean
set_subpart (const Step *self, GError **error)
{
  gint32 ob = find_object (self, error), part;
  ColimJson *number = ob >= 0 ? find (self, "part", error) : NULL;
  ColimJson *name = number != NULL ? find (self, "name", error) : NULL;
  ColimJson *value = name != NULL ? find (self, "value", error) : NULL;

  return value != NULL && _colim_compact_json_expect (name, COLIM_JSON_STRING, "an arrow's name, as a string", error)
         && _colim_compact_json_read_part (number, self->builder->n_parts[ob],
                                           colim_schema_get_object_name (self->builder->schema, ob), FALSE, &part,
                                           error)
         && set (self, ob, part, colim_json_get_string (name), value, error);
}

static const struct {
  const char *name;
  gboolean (*run) (const Step *self, GError **error);
} kinds[] = {
  { "add_part", add_part },
  { "add_parts", add_parts },
  { "rem_part", remove_part },
  { "rem_parts", remove_parts },
  { "cascading_rem_parts", remove_parts_cascading },
  { "set_subpart", set_subpart },
};

static gboolean
run_step (const Step *self, GError **error)
{
  ColimJson *name;

  if (!_colim_compact_json_expect (self->step, COLIM_JSON_OBJECT, "a step, as an object", error)
      || (name = find (self, "do", error)) == NULL
      || !_colim_compact_json_expect (name, COLIM_JSON_STRING, "what to do, as a string", error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, colim_json_get_string (name)) == 0)
      return kinds[i].run (self, error);
  _colim_json_set_error (name, error, COLIM_ERROR_UNKNOWN_NAME, "there is no step '%s'", colim_json_get_string (name));

  return FALSE;
}

/* For each hom a list, by whatever writes it. */
static void
write_for_homs (ColimJsonWriter *answer, ColimCSetBuilder *builder, const char *key,
                void (*write) (ColimJsonWriter *answer, ColimCSetBuilder *builder, gint32 hom))
{
  colim_json_writer_key (answer, key);
  colim_json_writer_object (answer);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (builder->schema); hom++)
    {
      colim_json_writer_key (answer, colim_schema_get_hom_name (builder->schema, hom));
      colim_json_writer_array (answer);
      write (answer, builder, hom);
      colim_json_writer_array_end (answer);
    }
  colim_json_writer_object_end (answer);
}

static gint32
get_dom_size (const ColimCSetBuilder *builder, gint32 hom)
{
  return builder->n_parts[colim_schema_get_hom_dom (builder->schema, hom)];
}

static void
write_table (ColimJsonWriter *answer, ColimCSetBuilder *builder, gint32 hom)
{
  for (gint32 x = 0; x < get_dom_size (builder, hom); x++)
    _colim_compact_json_write_part (answer, builder->homs[hom].values[x]);
}

static void
write_undefined (ColimJsonWriter *answer, ColimCSetBuilder *builder, gint32 hom)
{
  for (gint32 x = 0; x < get_dom_size (builder, hom); x++)
    if (builder->homs[hom].values[x] < 0)
      _colim_compact_json_write_part (answer, x);
}

static void
write_incident (ColimJsonWriter *answer, ColimCSetBuilder *builder, gint32 hom)
{
  gint32 codom = builder->n_parts[colim_schema_get_hom_codom (builder->schema, hom)];

  for (gint32 y = 0; y < codom; y++)
    {
      gsize n;
      g_autofree gint32 *parts
          = colim_cset_builder_incident (builder, colim_schema_get_hom_name (builder->schema, hom), y, &n, NULL);

      _colim_request_write_parts (answer, parts, n);
    }
}

gboolean
_colim_operation_mutation (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimJson *name = _colim_request_find (self, "of", COLIM_JSON_STRING, error);
  ColimJson *steps = name != NULL ? _colim_request_find (self, "steps", COLIM_JSON_ARRAY, error) : NULL;
  g_autoptr (ColimCSetBuilder) builder = steps != NULL ? _colim_request_read_builder (self, name, TRUE, error) : NULL;
  const ColimSchema *schema;

  if (builder == NULL)
    return FALSE;
  for (guint i = 0; i < colim_json_get_length (steps); i++)
    {
      const Step step = { self, builder, colim_json_get_element (steps, i) };

      if (!run_step (&step, error))
        return FALSE;
    }
  schema = builder->schema;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    if (!_colim_request_spend (self, builder->n_parts[ob], error))
      return FALSE;
  _colim_request_write_builder (self, answer, builder);
  colim_json_writer_key (answer, "parts");
  colim_json_writer_object (answer);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    _colim_request_write_int (answer, colim_schema_get_object_name (schema, ob), builder->n_parts[ob]);
  colim_json_writer_object_end (answer);
  write_for_homs (answer, builder, "homs", write_table);
  write_for_homs (answer, builder, "undefined", write_undefined);
  write_for_homs (answer, builder, "incident", write_incident);

  return TRUE;
}
