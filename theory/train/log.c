#include "theory/train/log-private.h"

#include <colim/csv.h>

#include <math.h>

void
_colim_log_init (Log *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->seconds = g_array_new (FALSE, FALSE, sizeof (double));
  _colim_log_add_column (self, "epoch");
  _colim_log_add_column (self, "step");
  _colim_log_add_column (self, "total");
}

void
_colim_log_clear (Log *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->seconds, g_array_unref);
}

void
_colim_log_add_column (Log *self, const char *name)
{
  g_ptr_array_add (self->names, g_strdup (name));
}

gsize
_colim_log_get_n_rows (const Log *self)
{
  return self->values->len / self->names->len;
}

const double *
_colim_log_get_row (const Log *self, gsize row)
{
  return &g_array_index (self->values, double, row * self->names->len);
}

gint
_colim_log_find (const Log *self, const char *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->names, i), name))
      return (gint) i;

  return -1;
}

void
_colim_log_add_row (Log *self, const double *values, double seconds)
{
  g_array_append_vals (self->values, values, self->names->len);
  g_array_append_val (self->seconds, seconds);
}

static void
append_number (GString *out, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isnan (value))
    g_string_append (out, isinf (value) ? "inf" : g_ascii_dtostr (digits, sizeof digits, value));
}

static gboolean
write_file (const char *folder, const char *name, const GString *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) local_error = NULL;

  if (g_file_set_contents_full (path, text->str, (gssize) text->len, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &local_error))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "%s: cannot be written: %s", path, local_error->message);

  return FALSE;
}

gboolean
_colim_log_write (const Log *self, const char *folder, GError **error)
{
  GString *log = g_string_new (NULL), *timing = g_string_new ("epoch,seconds\n");
  g_autofree char *header = NULL;
  gboolean written;

  g_ptr_array_add (self->names, NULL);
  header = colim_csv_print_row ((const char *const *) self->names->pdata, ',');
  g_ptr_array_set_size (self->names, (gint) self->names->len - 1);
  g_string_append (log, header);
  for (gsize r = 0; r < _colim_log_get_n_rows (self); r++)
    {
      for (guint i = 0; i < self->names->len; i++)
        {
          g_string_append (log, i == 0 ? "" : ",");
          append_number (log, _colim_log_get_row (self, r)[i]);
        }
      g_string_append_c (log, '\n');
      append_number (timing, _colim_log_get_row (self, r)[0]);
      g_string_append_c (timing, ',');
      append_number (timing, g_array_index (self->seconds, double, r));
      g_string_append_c (timing, '\n');
    }
  written = write_file (folder, "log.csv", log, error) && write_file (folder, "timing.csv", timing, error);
  g_string_free (log, TRUE);
  g_string_free (timing, TRUE);

  return written;
}
