/* Streams of random numbers: one for each root seed, purpose and name, so that an edge more in a diagram changes no
 * other edge's numbers.
 *
 *   (seed, purpose, name) ─ SHA-256 ─▶ key      (key, counter, place) ─ Philox ─▶ number
 */

#include <colim/random.h>

#include "lib/tensor/random-private.h"

#include <math.h>

struct _ColimRandom {
  guint64 key;
};

/**
 * ColimRandom:
 *
 * A stream of random numbers (Philox4x32-10), which has no state: every draw names its `counter`, and equal counters
 * give equal numbers.  A shorter draw is the beginning of a longer one.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimRandom, colim_random, colim_random_ref, colim_random_unref)

/* The NULs keep apart what would else run together: "ab" for "c", and "a" for "bc". */
static guint64
derive_key (guint64 seed, const char *purpose, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *root = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);
  const char *const parts[] = { root, purpose, name };
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 key = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (i > 0)
        g_checksum_update (checksum, (const guchar *) "", 1);
      g_checksum_update (checksum, (const guchar *) parts[i], -1);
    }
  g_checksum_get_digest (checksum, digest, &length);
  for (gsize i = 0; i < 8; i++)
    key |= (guint64) digest[i] << 8 * i;

  return key;
}

/**
 * colim_random_new:
 * @seed: the root seed of all streams of a run
 * @purpose: what the numbers are for: `init`, `shuffle`, `dropout`
 * @name: for whom they are: the name of a model, an edge or a vertex
 *
 * Makes the stream of a purpose and a name.  It depends on nothing else, on every machine.
 *
 * Returns: (transfer full): the stream
 */
ColimRandom *
colim_random_new (guint64 seed, const char *purpose, const char *name)
{
  g_return_val_if_fail (purpose != NULL && name != NULL, NULL);

  ColimRandom *self = g_atomic_rc_box_new0 (ColimRandom);

  self->key = derive_key (seed, purpose, name);

  return self;
}

/**
 * colim_random_ref:
 * @self: a stream
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimRandom *
colim_random_ref (ColimRandom *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * colim_random_unref:
 * @self: (transfer full): a stream
 *
 * Gives a reference back.
 */
void
colim_random_unref (ColimRandom *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release (self);
}

/**
 * colim_random_get_key:
 * @self: a stream
 *
 * Tells the key that the generator runs on: all that a stream is.
 *
 * Returns: the key
 */
guint64
colim_random_get_key (const ColimRandom *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->key;
}

/* The numbers 2 @block and 2 @block + 1 of a draw, in [0, 1). */
static void
draw_two (const ColimRandom *self, guint64 counter, gsize block, double two[2])
{
  guint32 words[4];

  _colim_philox (self->key, counter, block, words);
  two[0] = _colim_random_uniform01_double (words[0], words[1]);
  two[1] = _colim_random_uniform01_double (words[2], words[3]);
}

/**
 * colim_random_fill_uniform: (skip)
 * @self: a stream
 * @counter: which draw
 * @low: the least number
 * @high: the bound that is not met, unless it is @low
 * @out: (array length=n): where the numbers go
 * @n: how many
 *
 * Draws numbers that are equally likely everywhere between two bounds.
 */
void
colim_random_fill_uniform (const ColimRandom *self, guint64 counter, double low, double high, double *out, gsize n)
{
  g_return_if_fail (self != NULL && (out != NULL || n == 0));
  g_return_if_fail (low <= high && isfinite (high - low));

  double most = nextafter (high, low);

  for (gsize i = 0; i < n; i += 2)
    {
      double two[2];

      draw_two (self, counter, i / 2, two);
      /* Next to a bound of many digits the sum can round up to the bound. */
      out[i] = MIN (low + (high - low) * two[0], most);
      if (i + 1 < n)
        out[i + 1] = MIN (low + (high - low) * two[1], most);
    }
}

/**
 * colim_random_fill_normal: (skip)
 * @self: a stream
 * @counter: which draw
 * @out: (array length=n): where the numbers go
 * @n: how many
 *
 * Draws from the normal distribution of mean 0 and variance 1 (Box and Muller's method).
 */
void
colim_random_fill_normal (const ColimRandom *self, guint64 counter, double *out, gsize n)
{
  g_return_if_fail (self != NULL && (out != NULL || n == 0));

  for (gsize i = 0; i < n; i += 2)
    {
      double two[2];

      draw_two (self, counter, i / 2, two);

      /* 1 - u is never 0, so that its logarithm is finite. */
      double radius = sqrt (-2 * log (1 - two[0]));

      out[i] = radius * cos (2 * G_PI * two[1]);
      if (i + 1 < n)
        out[i + 1] = radius * sin (2 * G_PI * two[1]);
    }
}

/* The words of one draw, one after the other. */
typedef struct {
  guint64 key;
  guint64 counter;
  guint64 n_taken;
  guint32 words[4];
} Tape;

static guint32
take_word (Tape *tape)
{
  if (tape->n_taken % 4 == 0)
    _colim_philox (tape->key, tape->counter, tape->n_taken / 4, tape->words);

  return tape->words[tape->n_taken++ % 4];
}

/* Below @bound, each number equally likely: of the 2^32 words those are refused that would give some numbers one more
 * than others (Lemire, Fast random integer generation in an interval; 2019). */
static guint32
take_below (Tape *tape, guint32 bound)
{
  guint64 product = (guint64) take_word (tape) * bound;

  if ((guint32) product < bound)
    {
      guint32 excess = (0 - bound) % bound;

      while ((guint32) product < excess)
        product = (guint64) take_word (tape) * bound;
    }

  return (guint32) (product >> 32);
}

/**
 * colim_random_permute: (skip)
 * @self: a stream
 * @counter: which draw
 * @out: (array length=n): where the permutation goes
 * @n: how many numbers it permutes, at most %G_MAXINT32
 *
 * Draws a permutation of 0, …, @n - 1 (Fisher and Yates's method), each equally likely.
 */
void
colim_random_permute (const ColimRandom *self, guint64 counter, gint32 *out, gsize n)
{
  g_return_if_fail (self != NULL && (out != NULL || n == 0));
  g_return_if_fail (n <= G_MAXINT32);

  Tape tape = { .key = self->key, .counter = counter };

  for (gsize i = 0; i < n; i++)
    out[i] = (gint32) i;
  for (gsize i = n; i > 1; i--)
    {
      guint32 j = take_below (&tape, (guint32) i);
      gint32 chosen = out[j];

      out[j] = out[i - 1];
      out[i - 1] = chosen;
    }
}
