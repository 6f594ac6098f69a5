#pragma once

#include <colim/safetensors.h>

#include "tests/property.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static inline int
make_folder (void **state)
{
  return (folder = g_dir_make_tmp ("safetensors-XXXXXX", NULL)) != NULL ? 0 : -1;
}

static inline guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static inline int
remove_folder (void **state)
{
  int left = g_rmdir (folder);

  g_free (folder);

  return left;
}

/* A file of a header and so many bytes of data: 0, 1, 2, … */
static inline GBytes *
make_file (const char *header, gsize n_data)
{
  gsize header_length = strlen (header);
  guint8 *bytes = g_malloc0 (8 + header_length + n_data);

  for (gsize i = 0; i < 8; i++)
    bytes[i] = (guint8) ((guint64) header_length >> 8 * i);
  memcpy (bytes + 8, header, header_length);
  for (gsize i = 0; i < n_data; i++)
    bytes[8 + header_length + i] = (guint8) i;

  return g_bytes_new_take (bytes, 8 + header_length + n_data);
}
