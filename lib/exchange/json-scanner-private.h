/* Where a JSON reader is, and what it has just read. */

#pragma once

#include <colim/error.h>
#include <colim/text.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* A byte offset, and what turns it into a line and a column without looking back. */
typedef struct {
  gsize offset;
  gsize line_start;
  gsize n_continued; /* bytes of the line so far that begin no code point */
  guint line;
} ColimJsonPlace;

typedef struct {
  char *name;
  ColimText *text;      /* the document, or NULL for a stream */
  GInputStream *stream; /* or the other way round */

  guchar *buffer;
  const guchar *window;
  const guchar *at;
  const guchar *end;
  gsize window_offset;
  gboolean drained;
  gsize line_start;
  gsize n_continued;
  guint line;

  ColimJsonPlace place; /* of the last token */
  GString *string;      /* its text, where it has one */
  GError *failure;      /* the first, for good */
} ColimJsonScanner;

void _colim_json_scanner_init (ColimJsonScanner *self, const char *name, GInputStream *stream, ColimText *text);
void _colim_json_scanner_clear (ColimJsonScanner *self);
void _colim_json_scanner_skip_mark (ColimJsonScanner *self);

int _colim_json_scanner_skip_blanks (ColimJsonScanner *self);
gboolean _colim_json_scanner_read_string (ColimJsonScanner *self);
gboolean _colim_json_scanner_read_number (ColimJsonScanner *self);
gboolean _colim_json_scanner_read_word (ColimJsonScanner *self, const char *word);

ColimJsonPlace _colim_json_scanner_here (const ColimJsonScanner *self);
char *_colim_json_scanner_describe (const ColimJsonScanner *self, const ColimJsonPlace *place, const char *message);
gboolean _colim_json_scanner_fail (ColimJsonScanner *self, const ColimJsonPlace *place, ColimError code,
                                   const char *format, ...) G_GNUC_PRINTF (4, 5);
gboolean _colim_json_scanner_unexpected (ColimJsonScanner *self, const char *wanted);

G_END_DECLS
