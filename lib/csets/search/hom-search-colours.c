/* Colours that isomorphisms preserve: each round mixes into the colour of an element those of its values, and of all
 * the elements whose value it is.  They are computed on both sides, over the sorts on which the images are a bijection;
 * an element can go only where its colour is.
 */

#include "lib/csets/search/hom-search-private.h"

/* Rounds end when no colour is split any more; a long path would need as many as it has vertices. */
#define MOST_ROUNDS 64

typedef struct {
  guint64 *colours[2]; /* of elements, of images: sort by sort, each sort at its start */
  guint64 *sums[2];
  gsize *starts[2];
} Colouring;

static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const guint64 *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static gsize
count_colours (const guint64 *colours, gsize n)
{
  g_autofree guint64 *sorted = g_memdup2 (colours, n * sizeof *colours);
  gsize count = 0;

  if (n > 1)
    qsort (sorted, n, sizeof *sorted, compare);
  for (gsize i = 0; i < n; i++)
    count += i == 0 || sorted[i] != sorted[i - 1];

  return count;
}

/* A constant of the domain has the colour of the image that it is, or of none. */
static guint64
get_constant_colour (const HomState *self, const HomArrow *arrow, gint32 index)
{
  gint32 image = _colim_hom_state_find_constant (self, arrow->codom, arrow->column->cells[index]);

  return mix ((guint64) image + 0x5151);
}

static void
mix_arrow (const HomState *self, Colouring *colouring, gint32 a, guint side)
{
  const HomArrow *arrow = &self->arrows[a];
  const HomSort *dom = &self->sorts[arrow->dom], *codom = &self->sorts[arrow->codom];
  const guint64 *from = colouring->colours[side] + colouring->starts[side][arrow->dom];
  const guint64 *to = colouring->colours[side] + colouring->starts[side][arrow->codom];
  guint64 *from_sums = colouring->sums[side] + colouring->starts[side][arrow->dom];
  guint64 *to_sums = colouring->sums[side] + colouring->starts[side][arrow->codom];
  const gint32 *values = side == 0 ? arrow->before : arrow->table;

  for (gint32 i = 0; i < (side == 0 ? dom->n : dom->n_parts); i++)
    {
      gint32 value = values[i];
      gboolean constant = value < 0 || (side == 1 && value >= codom->n_parts);
      guint64 colour = constant ? (side == 0 ? get_constant_colour (self, arrow, i) : mix ((guint64) value + 0x5151))
                                : to[value];

      from_sums[i] += mix (colour + 2 * (guint64) a + 1);
      if (!constant)
        to_sums[value] += mix (from[i] ^ (mix (2 * (guint64) a + 2)));
    }
}

static void
refine (const HomState *self, Colouring *colouring)
{
  gsize n = colouring->starts[0][self->n_sorts], before = 0, now;

  for (guint round = 0; round < MOST_ROUNDS; round++)
    {
      for (guint side = 0; side < 2; side++)
        {
          gsize size = colouring->starts[side][self->n_sorts];

          for (gsize i = 0; i < size; i++)
            colouring->sums[side][i] = mix (colouring->colours[side][i]);
          for (gint32 a = 0; a < self->n_arrows; a++)
            if (self->sorts[self->arrows[a].dom].exact && self->sorts[self->arrows[a].codom].exact)
              mix_arrow (self, colouring, a, side);
          for (gsize i = 0; i < size; i++)
            colouring->colours[side][i] = mix (colouring->sums[side][i]);
        }
      now = count_colours (colouring->colours[0], n);
      if (now == before)
        return;
      before = now;
    }
}

typedef struct {
  guint64 colour;
  gint32 image;
} ColouredImage;

static int
compare_images (gconstpointer a, gconstpointer b)
{
  const ColouredImage *x = a, *y = b;

  if (x->colour != y->colour)
    return x->colour < y->colour ? -1 : 1;
  return (x->image > y->image) - (x->image < y->image);
}

static void
restrict_sort (HomState *self, const Colouring *colouring, gint32 s)
{
  const HomSort *sort = &self->sorts[s];
  g_autofree ColouredImage *images = g_new (ColouredImage, sort->n_parts);

  for (gint32 i = 0; i < sort->n_parts; i++)
    images[i] = (ColouredImage) { .colour = colouring->colours[1][colouring->starts[1][s] + (gsize) i], .image = i };
  if (sort->n_parts > 1)
    qsort (images, (gsize) sort->n_parts, sizeof *images, compare_images);
  for (gint32 i = 0; i < sort->n && self->failure.kind == HOM_FAILURE_NONE; i++)
    {
      guint64 colour = colouring->colours[0][colouring->starts[0][s] + (gsize) i];
      gint32 low = 0, high = sort->n_parts, n = 0;

      while (low < high)
        {
          gint32 middle = low + (high - low) / 2;

          if (images[middle].colour < colour)
            low = middle + 1;
          else
            high = middle;
        }
      for (; low < sort->n_parts && images[low].colour == colour; low++)
        if (_colim_hom_domain_has (&self->domains[sort->first + i], images[low].image))
          self->scratch[n++] = images[low].image;
      if (!_colim_hom_state_narrow (self, sort->first + i, n, 0))
        _colim_hom_state_fail (self, HOM_FAILURE_COLOUR, sort->first + i, -1, 0);
    }
}

/* Leaves each element of a sort that is mapped bijectively the images of its colour. */
void
_colim_hom_state_colour (HomState *self)
{
  Colouring colouring = { { NULL } };

  for (guint side = 0; side < 2; side++)
    {
      gsize size = 0;

      colouring.starts[side] = g_new (gsize, self->n_sorts + 1);
      for (gint32 s = 0; s < self->n_sorts; s++)
        {
          colouring.starts[side][s] = size;
          size += self->sorts[s].exact ? (gsize) self->sorts[s].n_parts : 0;
        }
      colouring.starts[side][self->n_sorts] = size;
      colouring.colours[side] = g_new (guint64, size);
      colouring.sums[side] = g_new (guint64, size);
      for (gint32 s = 0; s < self->n_sorts; s++)
        for (gsize i = colouring.starts[side][s]; i < colouring.starts[side][s + 1]; i++)
          colouring.colours[side][i] = mix ((guint64) s + 1);
    }
  refine (self, &colouring);
  for (gint32 s = 0; s < self->n_sorts && self->failure.kind == HOM_FAILURE_NONE; s++)
    if (self->sorts[s].exact)
      restrict_sort (self, &colouring, s);
  for (guint side = 0; side < 2; side++)
    {
      g_free (colouring.starts[side]);
      g_free (colouring.colours[side]);
      g_free (colouring.sums[side]);
    }
}
