/* Names of files in terms: what is relative to the file that says it, said for another folder. */

#include "theory/diagram/file-names-private.h"

#include "theory/data/data-set-private.h"
#include "theory/language/term-private.h"

#include <string.h>

char *
_colim_term_locate_file (const ColimTerm *name)
{
  g_autofree char *folder = g_path_get_dirname (colim_text_get_name (colim_term_get_text (name)));

  return g_path_is_absolute (colim_term_get_name (name)) ? g_strdup (colim_term_get_name (name))
                                                         : g_build_filename (folder, colim_term_get_name (name), NULL);
}

/* From a folder to a path, both absolute and without dots: up to what they have in common, and down. */
static char *
find_way (const char *folder, const char *path)
{
  g_auto (GStrv) here = g_strsplit (folder, G_DIR_SEPARATOR_S, -1);
  g_auto (GStrv) there = g_strsplit (path, G_DIR_SEPARATOR_S, -1);
  GString *way = g_string_new (NULL);
  guint common = 0;

  while (here[common] != NULL && there[common] != NULL && g_str_equal (here[common], there[common]))
    common++;
  for (guint i = common; here[i] != NULL; i++)
    if (here[i][0] != '\0')
      g_string_append (way, ".." G_DIR_SEPARATOR_S);
  for (guint i = common; there[i] != NULL; i++)
    g_string_append_printf (way, "%s%s", there[i], there[i + 1] != NULL ? G_DIR_SEPARATOR_S : "");

  return g_string_free (way, FALSE);
}

static ColimTerm *
move (const ColimTerm *name, const char *folder)
{
  g_autofree char *beside = g_path_get_dirname (colim_text_get_name (colim_term_get_text (name)));
  g_autofree char *from = g_canonicalize_filename (beside, NULL);
  g_autofree char *file = NULL, *moved = NULL;

  /* Where nothing moves, a name stays as it is written. */
  if (g_path_is_absolute (colim_term_get_name (name)) || g_strcmp0 (from, folder) == 0)
    return colim_term_ref ((ColimTerm *) name);
  file = g_canonicalize_filename (colim_term_get_name (name), from);
  moved = folder != NULL ? find_way (folder, file) : g_strdup (file);

  return _colim_term_rebuild (name, moved, NULL);
}

/* The arguments of a data set. */
static ColimTerm *
move_arguments (const ColimTerm *data_set, const char *folder)
{
  guint n = colim_term_get_n_children (data_set);
  g_autofree ColimTerm **children = g_new (ColimTerm *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      ColimTerm *argument = colim_term_get_child (data_set, i);
      gboolean is_named = colim_term_get_kind (argument) == COLIM_TERM_NAMED;
      const ColimTerm *value = is_named ? colim_term_get_child (argument, 0) : argument;
      ColimTerm *moved;

      if (colim_term_get_kind (value) != COLIM_TERM_STRING
          || !_colim_data_is_file (colim_term_get_name (data_set), is_named ? colim_term_get_name (argument) : NULL, i))
        {
          children[i] = colim_term_ref (argument);
          continue;
        }
      moved = move (value, folder);
      children[i] = is_named ? _colim_term_rebuild (argument, colim_term_get_name (argument), &moved) : moved;
    }

  return _colim_term_rebuild (data_set, colim_term_get_name (data_set), children);
}

ColimTerm *
_colim_term_move_files (const ColimTerm *term, const char *folder)
{
  ColimTermKind kind = colim_term_get_kind (term);
  guint n = colim_term_get_n_children (term);
  g_autofree ColimTerm **children = g_new (ColimTerm *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const ColimTerm *child = colim_term_get_child (term, i);

      if (kind == COLIM_TERM_FLAG)
        children[i] = move (child, folder);
      else if (colim_term_get_kind (child) == COLIM_TERM_CALL
               && (kind == COLIM_TERM_INDEX || (kind == COLIM_TERM_METRIC && i == 1)))
        children[i] = move_arguments (child, folder);
      else
        children[i] = _colim_term_move_files (child, folder);
    }

  return _colim_term_rebuild (term, colim_term_get_name (term), children);
}
