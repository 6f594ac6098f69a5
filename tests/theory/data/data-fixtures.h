/* Small data sets by hand, and the real ones where they are at hand. */

#pragma once

#include <colim/data-set.h>
#include <colim/parser.h>
#include <colim/table-source.h>

#include <string.h>

#include "tests/property.h"

static inline ColimTensor *
make_int32s (const gint32 *values, gint64 n)
{
  g_autoptr (GBytes) bytes = g_bytes_new (values, (gsize) n * sizeof *values);

  return colim_tensor_new (COLIM_ELEMENT_INT32, &n, 1, bytes, NULL);
}

static inline void
add_classes (ColimTableSource *source, const char *name, const gint32 *labels, gint64 n_rows, gint64 n_classes)
{
  g_autoptr (ColimType) type = colim_type_new_class (n_classes);
  g_autoptr (ColimTensor) table = make_int32s (labels, n_rows);
  g_autoptr (GError) error = NULL;

  assert_true (colim_table_source_add_column (source, name, type, table, 1, &error));
  assert_null (error);
}

/* Opens what must be there. */
static inline ColimDataSource *
open_named (const char *data_set, const char *folder)
{
  g_autoptr (GError) error = NULL;
  ColimDataSource *source = colim_data_set_open_named (data_set, folder, &error);

  if (source == NULL)
    fail_msg ("%s: %s", data_set, error->message);

  return source;
}

/* Opens what must not be, and tells what is said about it, its first line only. */
static inline char *
fail_to_open (const char *data_set, const char *folder, ColimError code)
{
  g_autoptr (GError) error = NULL;
  ColimDataSource *source = colim_data_set_open_named (data_set, folder, &error);

  assert_null (source);
  assert_non_null (error);
  assert_int_equal (error->domain, COLIM_ERROR);
  assert_int_equal (error->code, code);

  return g_strndup (error->message, strcspn (error->message, "\n"));
}

#define assert_refused(data_set, folder, code, text)                                                                   \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *said = fail_to_open (data_set, folder, code);                                                     \
                                                                                                                       \
    assert_string_equal (said, text);                                                                                  \
  }                                                                                                                    \
  G_STMT_END

static inline void
assert_column (ColimDataSource *source, const char *name, const char *type)
{
  gint32 column = colim_data_source_find_column (source, name);

  assert_true (column >= 0);

  g_autofree char *text = colim_type_to_string (colim_data_source_get_column_type (source, (guint) column));

  assert_string_equal (text, type);
}

static inline void
read_column (ColimDataSource *source, const char *name, const gint32 *rows, gsize n_rows, gpointer out)
{
  g_autoptr (GError) error = NULL;

  assert_true (colim_data_source_read (source, (guint) colim_data_source_find_column (source, name), rows, n_rows, out,
                                       &error));
  assert_null (error);
}

static inline gint32
read_label (ColimDataSource *source, const char *name, gint32 row)
{
  gint32 label;

  read_column (source, name, &row, 1, &label);

  return label;
}

/* The folder of the shared data, or NULL with a word about it: the test is then skipped. */
static inline char *
find_shared (const char *inside)
{
  const char *shared = g_getenv ("COLIM_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "data", inside, NULL) : NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  print_message ("skipped: there is no %s; COLIM_SHARED names the folder that has the data\n",
                 path != NULL ? path : inside);

  return NULL;
}

/* A file that is unpacked by GIO, not by what is tested. */
static inline GBytes *
unpack (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) packed = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (packed, converter);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  assert_true (g_output_stream_splice (out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) >= 0);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
