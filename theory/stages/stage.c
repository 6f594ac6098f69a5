/* Finding stages, and what their rules share. */

#include "theory/stages/stage-private.h"

#include <string.h>

static const StageRow *const tables[] = { _colim_stages_layer, _colim_stages_shape, _colim_stages_pointwise };

const StageRow *
_colim_stage_find (const char *name)
{
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const StageRow *row = tables[t]; row->name != NULL; row++)
      if (g_str_equal (row->name, name))
        return row;

  return NULL;
}

/* Those of the language that have no row yet, and whether they will own parameters. */
static const struct {
  const char *name;
  gboolean owns;
} absent[] = {
  { "avgpool", FALSE },  { "batchnorm", TRUE },  { "layernorm", TRUE }, { "groupnorm", TRUE }, { "dropblock", FALSE },
  { "pad", FALSE },      { "crop", FALSE },      { "upsample", FALSE }, { "lstm", TRUE },      { "gru", TRUE },
  { "rnn", TRUE },       { "init", FALSE },      { "tail", FALSE },     { "last", FALSE },     { "prepend", FALSE },
  { "attention", FALSE }, { "multihead", TRUE }, { "residual", FALSE }, { "concat", FALSE },   { "gradient", FALSE },
  { "laplacian", FALSE }, { "parameters", FALSE }, { "constant", FALSE }, { "randomcrop", FALSE }, { "flip", FALSE },
  { "jitter", FALSE },   { "noise", FALSE },     { "include", FALSE },
};

static gsize
find_absent (const char *name)
{
  gsize i = 0;

  while (i < G_N_ELEMENTS (absent) && !g_str_equal (absent[i].name, name))
    i++;

  return i;
}

gboolean
_colim_stage_is_absent (const char *name)
{
  return find_absent (name) < G_N_ELEMENTS (absent);
}

gboolean
_colim_stage_owns_parameters (const char *name, gboolean unknown_owns)
{
  const StageRow *row = _colim_stage_find (name);
  gsize i = find_absent (name);

  if (row != NULL)
    return row->parameters != NULL;

  return i < G_N_ELEMENTS (absent) ? absent[i].owns : unknown_owns && !g_str_equal (name, "id");
}

void
_colim_stage_list (GHashTable *names)
{
  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (const StageRow *row = tables[t]; row->name != NULL; row++)
      g_hash_table_add (names, (gpointer) row->name);
}

void
_colim_stage_use_free (StageUse *use)
{
  g_clear_pointer (&use->in, colim_type_unref);
  g_clear_pointer (&use->out, colim_type_unref);
  g_free (use->name);
  g_free (use);
}

ColimType *
_colim_stage_refuse (const StageUse *use, const char *expected, GError **error)
{
  g_autofree char *found = colim_type_to_string (use->in);

  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' takes %s, not %s", use->row->name, expected, found);

  return NULL;
}

const gint64 *
_colim_stage_get_dims (const ColimType *type, gssize n_dims, gsize *found)
{
  gsize n;
  const gint64 *dims = colim_type_get_shape (type, &n);

  if (found != NULL)
    *found = n;

  return colim_type_get_kind (type) == COLIM_KIND_REAL && (n_dims < 0 || n == (gsize) n_dims) ? dims : NULL;
}

gint32
_colim_expand (Expansion *self, const char *operation, const gint32 *in, guint n_in, const gint64 *integers, guint n_integers,
               const double *reals, guint n_reals)
{
  g_autoptr (GError) error = NULL;
  gint32 node = colim_program_add (self->program, operation, in, n_in, integers, n_integers, reals, n_reals, &error);

  /* The rules of types let nothing through that the operations would refuse. */
  if (node < 0)
    g_error ("%s", error->message);

  return node;
}

gint32
_colim_expand_1 (Expansion *self, const char *operation, gint32 x)
{
  return _colim_expand (self, operation, &x, 1, NULL, 0, NULL, 0);
}

gint32
_colim_expand_2 (Expansion *self, const char *operation, gint32 x, gint32 y)
{
  gint32 in[] = { x, y };

  return _colim_expand (self, operation, in, 2, NULL, 0, NULL, 0);
}

gint32
_colim_expand_affine (Expansion *self, gint32 x, double factor, double summand)
{
  double reals[] = { factor, summand };

  return factor == 1 && summand == 0 ? x : _colim_expand (self, "affine", &x, 1, NULL, 0, reals, 2);
}

gint32
_colim_expand_sum (Expansion *self, gint32 x, gint64 axes)
{
  return axes == 0 ? x : _colim_expand (self, "sum", &x, 1, &axes, 1, NULL, 0);
}

gint32
_colim_expand_spread (Expansion *self, gint32 x, gint64 axes, gint32 like)
{
  gint64 integers[2 + COLIM_TENSOR_MOST_DIMS] = { axes };
  gsize n;
  const gint64 *dims = colim_program_get_shape (self->program, like, &n);

  integers[1] = (gint64) n;
  memcpy (integers + 2, dims, n * sizeof *dims);

  return axes == 0 ? x : _colim_expand (self, "spread", &x, 1, integers, (guint) (2 + n), NULL, 0);
}

gint32
_colim_expand_reshape (Expansion *self, gint32 x, const gint64 *dims, gsize n_dims)
{
  gint64 integers[2 + COLIM_TENSOR_MOST_DIMS] = { 0, (gint64) n_dims + 1 };
  gsize n;

  integers[2] = colim_program_get_shape (self->program, x, &n)[0];
  if (n_dims > 0)
    memcpy (integers + 3, dims, n_dims * sizeof *dims);

  return _colim_expand (self, "reshape", &x, 1, integers, (guint) (3 + n_dims), NULL, 0);
}
