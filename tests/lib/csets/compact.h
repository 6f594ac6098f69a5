/* C-sets in the compact form of the facts: how many parts, one table counted from 1 for each hom and attribute. */

#pragma once

#include <colim/cset-builder.h>
#include <colim/json.h>

#include "tests/property.h"

static inline gint32
compact_get_int (const ColimJson *json)
{
  gint64 value = 0;

  assert_true (colim_json_get_int (json, &value));
  return (gint32) value;
}

/* Reads a constant; FALSE if it is a variable. */
static inline gboolean
compact_get_value (const ColimJson *json, GValue *value)
{
  gint64 whole;
  double number;

  switch (colim_json_get_kind (json))
    {
    case COLIM_JSON_OBJECT:
      return FALSE;
    case COLIM_JSON_STRING:
      g_value_init (value, G_TYPE_STRING);
      g_value_set_string (value, colim_json_get_string (json));
      return TRUE;
    case COLIM_JSON_NUMBER:
      g_value_init (value, colim_json_get_int (json, &whole) ? G_TYPE_INT64 : G_TYPE_DOUBLE);
      if (G_VALUE_HOLDS_INT64 (value))
        g_value_set_int64 (value, whole);
      else if (colim_json_get_double (json, &number))
        g_value_set_double (value, number);
      return TRUE;
    default:
      g_value_init (value, G_TYPE_BOOLEAN);
      g_value_set_boolean (value, colim_json_get_kind (json) == COLIM_JSON_TRUE);
      return TRUE;
    }
}

static inline gint32
compact_get_variable (const ColimJson *json)
{
  return compact_get_int (colim_json_find (json, "_var")) - 1;
}

/* Each member of an object that may be missing. */
#define compact_foreach(json, i) for (guint i = 0; (json) != NULL && i < colim_json_get_length (json); i++)

static inline ColimCSet *
compact_read (const ColimJson *json, ColimSchema *schema)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  const ColimJson *parts = colim_json_find (json, "parts"), *vars = colim_json_find (json, "vars");
  const ColimJson *homs = colim_json_find (json, "homs"), *attrs = colim_json_find (json, "attrs");
  ColimCSet *cset;

  compact_foreach (parts, i)
    colim_cset_builder_add (builder, colim_json_get_key (parts, i), compact_get_int (colim_json_get_element (parts, i)),
                            NULL);
  compact_foreach (vars, i)
    colim_cset_builder_add_variables (builder, colim_json_get_key (vars, i),
                                      compact_get_int (colim_json_get_element (vars, i)), NULL);
  compact_foreach (homs, i)
    compact_foreach (colim_json_get_element (homs, i), x)
      assert_true (colim_cset_builder_set (
          builder, colim_json_get_key (homs, i), (gint32) x,
          compact_get_int (colim_json_get_element (colim_json_get_element (homs, i), x)) - 1, NULL));
  compact_foreach (attrs, i)
    compact_foreach (colim_json_get_element (attrs, i), x)
      {
        const ColimJson *entry = colim_json_get_element (colim_json_get_element (attrs, i), x);
        const char *attr = colim_json_get_key (attrs, i);
        g_auto (GValue) value = G_VALUE_INIT;

        if (compact_get_value (entry, &value))
          assert_true (colim_cset_builder_set_value (builder, attr, (gint32) x, &value, NULL));
        else
          assert_true (colim_cset_builder_set_variable (builder, attr, (gint32) x, compact_get_variable (entry), NULL));
      }
  cset = colim_cset_builder_end (builder, NULL);
  assert_non_null (cset);

  return cset;
}
