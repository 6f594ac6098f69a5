#pragma once

#include <colim/error.h>
#include <colim/text.h>

#include <gio/gio.h>

/* The bytes of a file, or of bytes that are there already, unpacked if they are gzip's.  Every error names the file. */
typedef struct _DataFile DataFile;

DataFile *_colim_data_file_open (const char *path, GError **error);
DataFile *_colim_data_file_new (GBytes *bytes, const char *name);
void _colim_data_file_free (DataFile *self);

/* Refuses what is there and no file: a pipe would block for ever before it could be refused. */
gboolean _colim_data_file_check (const char *path, GError **error);

const char *_colim_data_file_get_name (const DataFile *self);

/* Reads exactly so many bytes. */
gboolean _colim_data_file_read (DataFile *self, gpointer out, gsize n_bytes, GError **error);

/* Takes memory for so many bytes and reads them, which must be all that are left; a number that the file cannot hold is
 * refused before memory is taken. */
GBytes *_colim_data_file_read_last (DataFile *self, guint64 n_bytes, GError **error);

/* Reads all that is left, which is at most a GiB. */
GBytes *_colim_data_file_read_all (DataFile *self, GError **error);

/* Reads all that is left as a text, which need not be UTF-8. */
ColimText *_colim_data_file_read_text (DataFile *self, GError **error);

/* Reports that the file is not what it should be. */
void _colim_data_file_refuse (const DataFile *self, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DataFile, _colim_data_file_free)
