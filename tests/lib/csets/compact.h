/* Reads instances and homomorphisms without attributes in the compact form of the facts, whose numbers start at 1. */

#pragma once

#include <colim/cset-builder.h>
#include <colim/hom.h>
#include <colim/json.h>

#include "tests/property.h"

static inline gint32 *
compact_table (const ColimJson *list, gsize *n)
{
  gint32 *table;

  *n = list != NULL ? colim_json_get_length (list) : 0;
  table = g_new (gint32, *n + 1);
  for (guint i = 0; i < *n; i++)
    {
      gint64 entry;

      assert_true (colim_json_get_int (colim_json_get_element (list, i), &entry));
      table[i] = (gint32) entry - 1;
    }

  return table;
}

static inline ColimCSet *
compact_cset (ColimSchema *schema, const ColimJson *json)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  const ColimJson *parts = colim_json_find (json, "parts"), *homs = colim_json_find (json, "homs");
  ColimCSet *cset;

  assert_int_equal (colim_schema_get_n_attrs (schema), 0);
  for (guint i = 0; i < colim_json_get_length (parts); i++)
    {
      gint64 n;

      assert_true (colim_json_get_int (colim_json_get_element (parts, i), &n));
      if (n > 0)
        colim_cset_builder_add (builder, colim_json_get_key (parts, i), (gint32) n, NULL);
    }
  for (guint i = 0; i < colim_json_get_length (homs); i++)
    {
      gsize n;
      g_autofree gint32 *table = compact_table (colim_json_get_element (homs, i), &n);

      if (n > 0)
        assert_true (colim_cset_builder_set_hom_values (builder, colim_json_get_key (homs, i), table, n, NULL));
    }
  cset = colim_cset_builder_end (builder, NULL);
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
  const ColimJson *components = colim_json_find (json, "components");
  const ColimJson *start = colim_json_find (json, "dom"), *end = colim_json_find (json, "codom");
  g_autoptr (ColimCSet) dom = compact_instance (schema, fact, colim_json_get_string (start));
  g_autoptr (ColimCSet) codom = compact_instance (schema, fact, colim_json_get_string (end));
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (dom, codom);
  ColimHom *hom;

  for (guint i = 0; i < colim_json_get_length (components); i++)
    {
      const char *object = colim_json_get_key (components, i);
      gsize n;
      g_autofree gint32 *table = compact_table (colim_json_get_element (components, i), &n);
      g_autoptr (ColimFinFunction) component
          = colim_fin_function_new (table, n, colim_cset_get_n_parts (codom, object, NULL), NULL);

      assert_true (colim_hom_builder_set_component (builder, object, component, NULL));
    }
  hom = colim_hom_builder_end (builder, NULL);
  assert_non_null (hom);

  return hom;
}
