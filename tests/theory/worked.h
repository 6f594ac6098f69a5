/* Reading the worked cases of learning diagrams. */

#pragma once

#include <colim/json.h>
#include <colim/loss-space.h>

#include "tests/property.h"

static inline const char *
get_text (const ColimJson *object, const char *key)
{
  return colim_json_get_string (colim_json_find (object, key));
}

static inline gboolean
is_true (const ColimJson *object, const char *key)
{
  return colim_json_get_kind (colim_json_find (object, key)) == COLIM_JSON_TRUE;
}

static inline const ColimJson *
get_element (const ColimJson *object, const char *key, guint i)
{
  return colim_json_get_element (colim_json_find (object, key), i);
}

static inline guint
get_length (const ColimJson *object, const char *key)
{
  const ColimJson *list = colim_json_find (object, key);

  return list != NULL ? colim_json_get_length (list) : 0;
}

static inline gint32
find_named (const ColimJson *list, const char *name)
{
  for (guint i = 0; i < colim_json_get_length (list); i++)
    if (g_str_equal (get_text (colim_json_get_element (list, i), "name"), name))
      return (gint32) i;
  fail_msg ("there is no '%s'", name);

  return -1;
}

static inline gint32
get_int (const ColimJson *object, const char *key, gint32 otherwise)
{
  const ColimJson *value = colim_json_find (object, key);
  gint64 number;

  return value != NULL && colim_json_get_int (value, &number) ? (gint32) number : otherwise;
}

static inline ColimLossSpace *
read_distances (const ColimJson *rows)
{
  guint n = colim_json_get_length (rows);
  g_autoptr (GPtrArray) distances = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_rational_unref);

  for (guint i = 0; i < n * n; i++)
    {
      const char *text = colim_json_get_string (colim_json_get_element (colim_json_get_element (rows, i / n), i % n));

      g_ptr_array_add (distances, g_str_equal (text, "inf") ? colim_rational_new_infinity () : colim_rational_parse (text, NULL));
    }

  return colim_loss_space_new ((gint32) n, (ColimRational **) distances->pdata, distances->len, NULL);
}

/* Checks all cases of a kind, and counts them. */
static inline guint
for_all_facts (const char *kind, void (*check) (const ColimJson *fact))
{
  g_autofree char *path = g_build_filename (g_getenv ("COLIM_FACTS"), "learning_diagrams.json", NULL);
  g_autoptr (ColimText) text = colim_text_read (path, NULL);
  g_autoptr (ColimJson) json = colim_json_parse (text, NULL);
  guint n = 0;

  for (guint i = 0; i < get_length (json, "facts"); i++)
    if (g_str_equal (get_text (get_element (json, "facts", i), "kind"), kind))
      {
        check (get_element (json, "facts", i));
        n++;
      }

  return n;
}
