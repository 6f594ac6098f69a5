/* Names of glued diagrams: plain where that is unique, else PART.name. */

#include "theory/glue/glue-private.h"

char **
_colim_glue_name_parts (ColimDiagram *const *parts, guint n_parts)
{
  g_autoptr (GHashTable) plain = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  char **names = g_new0 (char *, n_parts + 1);

  for (guint i = 0; i < n_parts; i++)
    g_hash_table_add (plain, parts[i]->name);
  for (guint i = 0; i < n_parts; i++)
    {
      names[i] = g_strdup (parts[i]->name);
      for (guint k = 2; g_hash_table_contains (taken, names[i]) || (k > 2 && g_hash_table_contains (plain, names[i]));
           k++)
        {
          g_free (names[i]);
          names[i] = g_strdup_printf ("%s_%u", parts[i]->name, k);
        }
      g_hash_table_add (taken, names[i]);
    }

  return names;
}

/* Qualifies the names that others have; whether there were any.  A qualified one may be the name of another, if that
 * comes from a glued diagram. */
static gboolean
qualify (char **found, const char *const *names, const guint *owners, guint n, const char *const *parts,
         gboolean *qualified)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gboolean *clashes = g_new0 (gboolean, n + 1);
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gpointer known;

      if (!g_hash_table_lookup_extended (first, found[i], NULL, &known))
        g_hash_table_insert (first, found[i], GUINT_TO_POINTER (i));
      else
        clashes[i] = clashes[GPOINTER_TO_UINT (known)] = TRUE;
    }
  for (guint i = 0; i < n; i++)
    {
      if (!clashes[i] || qualified[i] || owners[i] == G_MAXUINT)
        continue;
      g_free (found[i]);
      found[i] = g_strdup_printf ("%s.%s", parts[owners[i]], names[i]);
      any = qualified[i] = TRUE;
    }

  return any;
}

char **
_colim_glue_make_names (const char *const *names, const guint *owners, guint n, const char *const *parts)
{
  char **found = g_new0 (char *, n + 1);
  g_autofree gboolean *qualified = g_new0 (gboolean, n + 1);

  for (guint i = 0; i < n; i++)
    found[i] = g_strdup (names[i]);
  /* Part and name tell elements apart, so that this comes to an end. */
  while (qualify (found, names, owners, n, parts, qualified))
    ;

  return found;
}
