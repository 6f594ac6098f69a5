/* The compact form of the facts, for tests: what the library reads, and the tables around it, counted from 1. */

#pragma once

#include <colim/compact-json.h>
#include <colim/cset-builder.h>

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

static inline gint32 *
compact_table (const ColimJson *list, gsize *n)
{
  gint32 *table;

  *n = list != NULL ? colim_json_get_length (list) : 0;
  table = g_new (gint32, *n + 1);
  for (guint i = 0; i < *n; i++)
    table[i] = compact_get_int (colim_json_get_element (list, i)) - 1;

  return table;
}

static inline ColimCSet *
compact_cset (ColimSchema *schema, const ColimJson *json)
{
  ColimCSet *cset = colim_compact_json_read ((ColimJson *) json, schema, NULL);

  assert_non_null (cset);
  return cset;
}

/* The instance of a name. */
static inline ColimCSet *
compact_instance (ColimSchema *schema, const ColimJson *fact, const char *name)
{
  const ColimJson *json = colim_json_find (colim_json_find (fact, "instances"), name);

  assert_non_null (json);
  return compact_cset (schema, json);
}

static inline ColimHom *
compact_hom (ColimSchema *schema, const ColimJson *fact, const char *name)
{
  const ColimJson *json = colim_json_find (colim_json_find (fact, "morphisms"), name);
  const ColimJson *start = colim_json_find (json, "dom"), *end = colim_json_find (json, "codom");
  g_autoptr (ColimCSet) dom = compact_instance (schema, fact, colim_json_get_string (start));
  g_autoptr (ColimCSet) codom = compact_instance (schema, fact, colim_json_get_string (end));
  ColimHom *hom = colim_compact_json_read_hom ((ColimJson *) json, dom, codom, NULL);

  assert_non_null (hom);
  return hom;
}
