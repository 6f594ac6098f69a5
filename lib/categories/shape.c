/* Categories that everybody knows by name, as presentations: the shapes of diagrams, and a few monoids. */

#include <colim/shape.h>

#include "lib/categories/path-private.h"
#include "lib/categories/quiver-private.h"

#include <string.h>

#define MOST 1000000

/* What a shape is made of: names of objects, `f:A>B` for generators, `f.g=h` for equations, where `1` is the
 * identity. */
typedef struct {
  GPtrArray *objects;
  GPtrArray *arrows; /* names */
  GArray *src, *tgt; /* gint32 */
} Parts;

static void
add_arrow (Parts *self, const char *name, gint32 src, gint32 tgt)
{
  g_ptr_array_add (self->arrows, g_strdup (name));
  g_array_append_val (self->src, src);
  g_array_append_val (self->tgt, tgt);
}

static void
add_object (Parts *self, gint32 number)
{
  g_ptr_array_add (self->objects, g_strdup_printf ("%d", number));
}

static void
add_number (Parts *self, const char *prefix, gint32 number, gint32 src, gint32 tgt)
{
  g_autofree char *name = g_strdup_printf ("%s%d", prefix, number);

  add_arrow (self, name, src, tgt);
}

static void
make_discrete (Parts *self, gint32 n)
{
  for (gint32 v = 0; v < n; v++)
    add_object (self, v);
}

static void
make_simplex (Parts *self, gint32 n)
{
  make_discrete (self, n);
  add_object (self, n);
  for (gint32 i = 1; i <= n; i++)
    add_number (self, "d", i, i - 1, i);
}

static void
make_star (Parts *self, gint32 n)
{
  make_discrete (self, n + 1);
  for (gint32 i = 1; i <= n; i++)
    add_number (self, "p", i, 0, i);
}

static void
make_monoid (Parts *self, gint32 n)
{
  add_object (self, 0);
  for (gint32 i = 1; i <= n; i++)
    add_number (self, "x", i, 0, 0);
}

static void
make_cyclic (Parts *self, gint32 n)
{
  add_object (self, 0);
  add_arrow (self, "a", 0, 0);
}

static const struct {
  const char *name;
  const char *objects;
  const char *arrows;
  const char *equations;
  void (*make) (Parts *self, gint32 n); /* of a family: what the number n adds */
} shapes[] = {
  { "empty", "", "", "", NULL },
  { "point", "A", "", "", NULL },
  { "arrow", "A B", "f:A>B", "", NULL },
  { "parallel", "A B", "f:A>B g:A>B", "", NULL },
  { "span", "A L R", "l:A>L r:A>R", "", NULL },
  { "cospan", "L R A", "l:L>A r:R>A", "", NULL },
  { "triangle", "A B C", "f:A>B g:B>C h:A>C", "f.g=h", NULL },
  { "square", "A B C D", "f:A>B g:A>C h:B>D k:C>D", "f.h=g.k", NULL },
  { "isomorphism", "A B", "f:A>B g:B>A", "f.g=1 g.f=1", NULL },
  { "retract", "A B", "s:A>B r:B>A", "s.r=1", NULL },
  { "loop", "A", "f:A>A", "", NULL },
  { "idempotent", "A", "e:A>A", "e.e=e", NULL },
  { "involution", "A", "i:A>A", "i.i=1", NULL },
  { "discrete", "", "", "", make_discrete },  /* n objects */
  { "simplex", "", "", "", make_simplex },    /* 0 → 1 → … → n */
  { "star", "", "", "", make_star },          /* an object with arrows to n others */
  { "free-monoid", "", "", "", make_monoid }, /* on n letters */
  { "cyclic", "", "", "a^n=1", make_cyclic }, /* the group of order n */
};

static gsize
find (const char *name)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (shapes) && !g_str_equal (shapes[i].name, name))
    i++;

  return i;
}

static gint32
find_name (const GPtrArray *names, const char *name, gsize length)
{
  for (guint i = 0; i < names->len; i++)
    if (strlen (g_ptr_array_index (names, i)) == length && strncmp (g_ptr_array_index (names, i), name, length) == 0)
      return (gint32) i;

  return -1;
}

static void
read_parts (Parts *self, const char *objects, const char *arrows)
{
  g_auto (GStrv) names = g_strsplit (objects, " ", -1);
  g_auto (GStrv) signatures = g_strsplit (arrows, " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    g_ptr_array_add (self->objects, g_strdup (names[i]));
  for (gsize i = 0; signatures[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit_set (signatures[i], ":>", 3);

      add_arrow (self, words[0], find_name (self->objects, words[1], strlen (words[1])),
                 find_name (self->objects, words[2], strlen (words[2])));
    }
}

/* `f.g`, or `a^n`: n times; `1` is the identity at the source of the other side. */
static ColimPath *
read_path (const Parts *self, const char *text, const ColimPath *parallel, gint32 n)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_auto (GStrv) steps = g_strsplit (text, ".", -1);

  if (g_str_equal (text, "1"))
    return _colim_path_make (colim_path_get_source (parallel), colim_path_get_source (parallel), NULL, 0);
  for (gsize i = 0; steps[i] != NULL; i++)
    {
      gsize length = strcspn (steps[i], "^");
      gint32 edge = find_name (self->arrows, steps[i], length);

      for (gint32 times = steps[i][length] == '^' ? n : 1; times > 0; times--)
        g_array_append_val (edges, edge);
    }

  return _colim_path_make (g_array_index (self->src, gint32, g_array_index (edges, gint32, 0)),
                           g_array_index (self->tgt, gint32, g_array_index (edges, gint32, edges->len - 1)),
                           (const gint32 *) (void *) edges->data, edges->len);
}

static ColimPresentation *
present (const Parts *self, const char *equations, gint32 n)
{
  gsize bytes = self->src->len * sizeof (gint32);
  g_autoptr (ColimQuiver) quiver
      = _colim_quiver_take (g_memdup2 (self->src->data, bytes), g_memdup2 (self->tgt->data, bytes),
                            (gint32) self->src->len, (gint32) self->objects->len);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) right = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_auto (GStrv) texts = g_strsplit (equations, " ", -1);
  g_autoptr (ColimPresentation) nameless = NULL;

  for (gsize i = 0; texts[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (texts[i], "=", 2);

      g_ptr_array_add (left, read_path (self, sides[0], NULL, n));
      g_ptr_array_add (right, read_path (self, sides[1], g_ptr_array_index (left, left->len - 1), n));
    }
  nameless = colim_presentation_new (quiver, (ColimPath **) left->pdata, left->len, (ColimPath **) right->pdata,
                                     right->len, NULL);
  g_ptr_array_add (self->objects, NULL);
  g_ptr_array_add (self->arrows, NULL);

  return colim_presentation_name (nameless, (const char *const *) self->objects->pdata,
                                  (const char *const *) self->arrows->pdata, NULL);
}

/**
 * colim_shape_new:
 * @name: the name of a shape
 * @n: which of its family; of no meaning for a shape without a number
 * @error: return location for an error
 *
 * Presents a category known by name: `empty`, `point`, `arrow`, `parallel`, `span`, `cospan`, `triangle` and `square`
 * (both commute), `isomorphism`, `retract`, `loop` (the natural numbers), `idempotent`, `involution`; and for each
 * number `discrete` (n objects), `simplex` (0 → 1 → … → n), `star` (an object with arrows to n others), `free-monoid`
 * (on n letters) and `cyclic` (the group of order n, from 1 on).
 *
 * Returns: (transfer full): the presentation, or %NULL with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE
 *   (the number)
 */
ColimPresentation *
colim_shape_new (const char *name, gint32 n, GError **error)
{
  g_return_val_if_fail (name != NULL && (error == NULL || *error == NULL), NULL);

  gsize shape = find (name);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) arrows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) src = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) tgt = g_array_new (FALSE, FALSE, sizeof (gint32));
  Parts parts = { objects, arrows, src, tgt };
  gint32 least;

  if (shape == G_N_ELEMENTS (shapes))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "there is no shape '%s'", name);
      return NULL;
    }
  /* No path is composed of no letters and something. */
  least = *shapes[shape].equations != '\0' ? 1 : 0;
  if (shapes[shape].make != NULL && (n < least || n > MOST))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                   "the number of a shape '%s' is from %d to %d, not %d", name, least, MOST, n);
      return NULL;
    }
  read_parts (&parts, shapes[shape].objects, shapes[shape].arrows);
  if (shapes[shape].make != NULL)
    shapes[shape].make (&parts, n);

  return present (&parts, shapes[shape].equations, n);
}

/**
 * colim_shape_list:
 *
 * Lists the names of the shapes.
 *
 * Returns: (transfer none) (array zero-terminated=1): the names
 */
const char *const *
colim_shape_list (void)
{
  static const char *names[G_N_ELEMENTS (shapes) + 1];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
        names[i] = shapes[i].name;
      g_once_init_leave (&once, 1);
    }

  return names;
}

/**
 * colim_shape_takes_number:
 * @name: the name of a shape
 *
 * Tells whether a name is that of a family of shapes, one for each number.
 *
 * Returns: whether it is; %FALSE also where there is no such shape
 */
gboolean
colim_shape_takes_number (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  gsize shape = find (name);

  return shape < G_N_ELEMENTS (shapes) && shapes[shape].make != NULL;
}
