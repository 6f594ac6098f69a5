/* A folder that a test has for itself, and files in it. */

#pragma once

#include "tests/theory/data/data-fixtures.h"

#include <glib/gstdio.h>

static char *folder;

static inline void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      remove_all (inner);
    }
  g_remove (path);
}

static inline int
make_folder (void **state)
{
  g_unsetenv ("COLIM_DATA");
  folder = g_dir_make_tmp ("colim-XXXXXX", NULL);

  return folder == NULL;
}

static inline int
remove_folder (void **state)
{
  g_unsetenv ("COLIM_DATA");
  remove_all (folder);
  g_free (folder);

  return 0;
}

static inline char *
write_file (const char *name, gconstpointer contents, gsize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *inside = g_path_get_dirname (path);

  g_mkdir_with_parents (inside, 0700);
  assert_true (g_file_set_contents (path, contents, (gssize) length, NULL));

  return path;
}

static inline void
put (const char *name, gconstpointer contents, gsize length)
{
  g_free (write_file (name, contents, length));
}

static inline void
put_text (const char *name, const char *text)
{
  put (name, text, strlen (text));
}

static inline void
put_packed (const char *name, gconstpointer contents, gsize length)
{
  g_autofree char *path = write_file (name, "", 0);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) out = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL));
  g_autoptr (GConverter) pack = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (out, pack);

  assert_true (g_output_stream_write_all (packed, contents, length, NULL, NULL, NULL));
  assert_true (g_output_stream_close (packed, NULL, NULL));
}

#define test_in_folder(test) cmocka_unit_test_setup_teardown (test, make_folder, remove_folder)
