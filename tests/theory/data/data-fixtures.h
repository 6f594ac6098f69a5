/* What tests of data sets share: making small ones, opening and reading any. */

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
