/* What was meant: the closest of the names that there are. */

#include "theory/language/checker-private.h"

#include <string.h>

/* Longer names are not compared, nor more than so many: this runs once an error. */
#define MOST_LENGTH 64
#define MOST_NAMES 10000

/* How many signs must be put in, left out or changed (Levenshtein), counted in bytes. */
static guint
distance (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  guint row[MOST_LENGTH + 1];

  if (n > MOST_LENGTH || m > MOST_LENGTH)
    return G_MAXUINT;
  for (gsize j = 0; j <= m; j++)
    row[j] = (guint) j;
  for (gsize i = 1; i <= n; i++)
    {
      guint corner = row[0];

      row[0] = (guint) i;
      for (gsize j = 1; j <= m; j++)
        {
          guint above = row[j];

          row[j] = MIN (MIN (row[j], row[j - 1]) + 1, corner + (a[i - 1] != b[j - 1]));
          corner = above;
        }
    }

  return row[m];
}

const char *
_colim_check_suggest (GHashTable *names, const char *name)
{
  GHashTableIter iter;
  gpointer known;
  const char *closest = NULL;
  guint least = (guint) MIN (strlen (name) / 2, 3) + 1;
  guint n = 0;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &known, NULL) && n++ < MOST_NAMES)
    {
      guint far = distance (name, known);

      if (far < least || (far == least && closest != NULL && strcmp (known, closest) < 0))
        {
          closest = known;
          least = far;
        }
    }

  return closest;
}

void
_colim_check_unknown (ColimDiagnostics *diagnostics, const ColimTerm *at, GHashTable *names, const char *what, const char *name)
{
  const char *closest = _colim_check_suggest (names, name);

  if (closest != NULL)
    _colim_check_error (diagnostics, at, COLIM_ERROR_UNKNOWN_NAME, "there is no %s '%s'; is it '%s'?", what, name, closest);
  else
    _colim_check_error (diagnostics, at, COLIM_ERROR_UNKNOWN_NAME, "there is no %s '%s'", what, name);
}
