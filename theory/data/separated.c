/* Separated values (RFC 4180): a record a line, except that a cell in double quotes may hold separators, ends of lines,
 * and double quotes written twice.  Empty lines are passed over. */

#include "theory/data/separated-private.h"

#include <string.h>

GBytes *
_colim_separated_read (DataFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = _colim_data_file_read_all (file, error);
  gsize length, mark = 0;
  const char *contents;

  if (bytes == NULL)
    return NULL;
  contents = g_bytes_get_data (bytes, &length);
  if (length > 0 && !g_utf8_validate_len (contents, length, NULL))
    {
      _colim_data_file_refuse (file, error, "is not UTF-8 text");
      return NULL;
    }
  if (length >= 3 && memcmp (contents, "\xef\xbb\xbf", 3) == 0)
    mark = 3;

  return g_bytes_new_from_bytes (bytes, mark, length - mark);
}

void
_colim_separated_init (Separated *self, GBytes *text, char separator)
{
  gsize length;
  const char *contents = g_bytes_get_data (text, &length);

  if (contents == NULL)
    contents = "";
  *self = (Separated){ contents, contents + length, separator, 1, 1, FALSE, g_string_new (NULL) };
}

void
_colim_separated_clear (Separated *self)
{
  if (self->cell != NULL)
    g_string_free (self->cell, TRUE);
  self->cell = NULL;
}

static gboolean
is_at_line_end (const Separated *self)
{
  return *self->at == '\n' || (*self->at == '\r' && (self->at + 1 == self->end || self->at[1] == '\n'));
}

static void
pass_line_end (Separated *self)
{
  self->at += *self->at == '\r' && self->at + 1 < self->end ? 2 : 1;
  self->here++;
}

/* What stands in double quotes, up to the one that closes. */
static gboolean
read_quoted (Separated *self, DataFile *file, GError **error)
{
  for (self->at++; self->at < self->end; self->at++)
    {
      if (*self->at == '"')
        {
          if (self->at + 1 == self->end || self->at[1] != '"')
            {
              self->at++;
              if (self->at == self->end || *self->at == self->separator || is_at_line_end (self))
                return TRUE;
              _colim_data_file_refuse (file, error, "line %u: a cell goes on after its quote", self->here);
              return FALSE;
            }
          self->at++;
        }
      self->here += *self->at == '\n';
      g_string_append_c (self->cell, *self->at);
    }
  _colim_data_file_refuse (file, error, "line %u: a quote is not closed", self->line);

  return FALSE;
}

static void
read_plain (Separated *self)
{
  const char *from = self->at;

  while (self->at < self->end && *self->at != self->separator && !is_at_line_end (self))
    self->at++;
  g_string_append_len (self->cell, from, self->at - from);
}

SeparatedStep
_colim_separated_next (Separated *self, DataFile *file, GError **error)
{
  g_string_truncate (self->cell, 0);
  while (!self->is_within && self->at < self->end && is_at_line_end (self))
    pass_line_end (self);
  if (!self->is_within && self->at == self->end)
    return SEPARATED_END;
  self->line = self->here;
  if (self->at < self->end && *self->at == '"')
    {
      if (!read_quoted (self, file, error))
        return SEPARATED_ERROR;
    }
  else
    read_plain (self);
  self->is_within = self->at < self->end && *self->at == self->separator;
  if (self->is_within)
    self->at++;
  else if (self->at < self->end)
    pass_line_end (self);

  return self->is_within ? SEPARATED_CELL : SEPARATED_LAST;
}

gboolean
_colim_separated_read_count (const Separated *self, gint64 most, gint64 *count)
{
  return g_ascii_string_to_signed (self->cell->str, 10, 0, most, count, NULL);
}
