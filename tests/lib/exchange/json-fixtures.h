/* Random documents, and streams that give a few bytes at a time. */

#pragma once

#include <colim/json.h>
#include <colim/json-writer.h>

#include <string.h>

#include "tests/property.h"

#define SLOW_TYPE_STREAM (slow_stream_get_type ())
G_DECLARE_FINAL_TYPE (SlowStream, slow_stream, SLOW, STREAM, GInputStream)

struct _SlowStream {
  GInputStream parent;
  const char *bytes;
  gsize length;
  gsize at;
  gsize most;
  gboolean breaks;
};

G_DEFINE_TYPE (SlowStream, slow_stream, G_TYPE_INPUT_STREAM)

static gssize
slow_stream_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  SlowStream *self = SLOW_STREAM (stream);
  gsize n = MIN (MIN (count, self->most), self->length - self->at);

  if (n == 0 && self->breaks)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the line is dead");
      return -1;
    }
  if (n > 0)
    memcpy (buffer, self->bytes + self->at, n);
  self->at += n;

  return (gssize) n;
}

static void
slow_stream_class_init (SlowStreamClass *class)
{
  G_INPUT_STREAM_CLASS (class)->read_fn = slow_stream_read;
}

static void
slow_stream_init (SlowStream *self)
{
}

static inline ColimJsonReader *
slow_reader (const char *bytes, gsize length, gsize most, gboolean breaks)
{
  g_autoptr (GInputStream) stream = g_object_new (SLOW_TYPE_STREAM, NULL);
  SlowStream *slow = SLOW_STREAM (stream);

  slow->bytes = bytes;
  slow->length = length;
  slow->most = most;
  slow->breaks = breaks;

  return colim_json_reader_new ("a", stream);
}

static inline char *
random_string (GRand *rand)
{
  static const gunichar signs[] = { 'a', 'b', ' ', '"', '\\', '/', '\n', '\t', 1, 0x1f, 0x7f, 0xe9, 0x3b1, 0x20ac, 0xffff, 0x1f600 };
  GString *out = g_string_new (NULL);

  for (gint32 n = random_size (rand, 6); n > 0; n--)
    g_string_append_unichar (out, signs[g_rand_int_range (rand, 0, G_N_ELEMENTS (signs))]);

  return g_string_free (out, FALSE);
}

static inline double
random_double (GRand *rand)
{
  union {
    guint64 bits;
    double value;
  } any = { .bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand) };

  return g_rand_boolean (rand) ? any.value : (double) g_rand_int_range (rand, -1000, 1000) / 8;
}

/* A document written by the writer, each key once in its object. */
static inline void
random_value (GRand *rand, ColimJsonWriter *writer, guint depth)
{
  g_autofree char *string = random_string (rand);

  switch (g_rand_int_range (rand, depth > 4 ? 2 : 0, 8))
    {
    case 0:
      colim_json_writer_object (writer);
      for (gint32 i = 0, n = random_size (rand, 12); i < n; i++)
        {
          g_autofree char *key = g_strdup_printf ("%d%s", i, string);

          colim_json_writer_key (writer, key);
          random_value (rand, writer, depth + 1);
        }
      colim_json_writer_object_end (writer);
      break;
    case 1:
      colim_json_writer_array (writer);
      for (gint32 n = random_size (rand, 30); n > 0; n--)
        random_value (rand, writer, depth + 1);
      colim_json_writer_array_end (writer);
      break;
    case 2:
    case 3:
      colim_json_writer_string (writer, string);
      break;
    case 4:
      colim_json_writer_int (writer, (gint64) ((guint64) g_rand_int (rand) << 32 | g_rand_int (rand)));
      break;
    case 5:
      colim_json_writer_double (writer, random_double (rand));
      break;
    case 6:
      colim_json_writer_boolean (writer, g_rand_boolean (rand));
      break;
    default:
      colim_json_writer_null (writer);
      break;
    }
}

static inline char *
random_document (guint32 seed, gboolean pretty)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (pretty);

  random_value (rand, writer, 0);

  return colim_json_writer_end_string (writer);
}
