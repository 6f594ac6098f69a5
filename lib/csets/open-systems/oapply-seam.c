/* The parts that are listed to be glued, the parts that these point to, and the least congruence on them: where x and
 * y are one, so are their images by every hom.  Only pairs that join two classes are followed, and of these there are
 * fewer than parts; so the time is nearly linear, also where free parts are infinite. */

#include "lib/csets/open-systems/oapply-seam-private.h"

#include "lib/sets/fin-function-private.h"

void
_colim_seam_init (ColimSeam *self, ColimCSet *whole)
{
  self->whole = whole;
  self->n_objects = colim_schema_get_n_objects (whole->schema);
  self->numbers = g_new (gint32 *, self->n_objects);
  self->parts = g_new (GArray *, self->n_objects);
  self->pairs = g_array_new (FALSE, FALSE, 3 * sizeof (gint32));
  self->classes = g_new0 (ColimPartition, self->n_objects);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      self->numbers[ob] = g_new (gint32, whole->n_parts[ob]);
      for (gint32 x = 0; x < whole->n_parts[ob]; x++)
        self->numbers[ob][x] = -1;
      self->parts[ob] = g_array_new (FALSE, FALSE, sizeof (gint32));
    }
}

void
_colim_seam_clear (ColimSeam *self)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      g_free (self->numbers[ob]);
      g_array_unref (self->parts[ob]);
      _colim_partition_clear (&self->classes[ob]);
    }
  g_free (self->numbers);
  g_free (self->parts);
  g_free (self->classes);
  g_clear_pointer (&self->pairs, g_array_unref);
}

static gint32
put (ColimSeam *self, gint32 ob, gint32 x)
{
  if (self->numbers[ob][x] < 0)
    {
      self->numbers[ob][x] = (gint32) self->parts[ob]->len;
      g_array_append_val (self->parts[ob], x);
    }

  return self->numbers[ob][x];
}

static gint32
get_image (const ColimSeam *self, gint32 hom, gint32 number)
{
  gint32 ob = colim_schema_get_hom_dom (self->whole->schema, hom);
  gint32 x = g_array_index (self->parts[ob], gint32, number);

  return colim_fin_function_get_values (self->whole->homs[hom], NULL)[x];
}

/* Asks for two parts of the whole to be one. */
void
_colim_seam_glue (ColimSeam *self, gint32 ob, gint32 x, gint32 y)
{
  const gint32 pair[3] = { ob, put (self, ob, x), put (self, ob, y) };

  g_array_append_vals (self->pairs, pair, 1);
}

/* Adds all that the parts point to. */
static void
close_parts (ColimSeam *self)
{
  const ColimSchema *schema = self->whole->schema;
  g_autofree guint *done = g_new0 (guint, self->n_objects);
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gint32 ob = 0; ob < self->n_objects; ob++)
        for (; done[ob] < self->parts[ob]->len; done[ob]++)
          {
            changed = TRUE;
            for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
              if (colim_schema_get_hom_dom (schema, hom) == ob)
                put (self, colim_schema_get_hom_codom (schema, hom), get_image (self, hom, (gint32) done[ob]));
          }
    }
}

static void
close_pairs (ColimSeam *self)
{
  const ColimSchema *schema = self->whole->schema;

  while (self->pairs->len > 0)
    {
      const gint32 *last = (const gint32 *) (void *) self->pairs->data + 3 * (gsize) (self->pairs->len - 1);
      gint32 ob = last[0], x = last[1], y = last[2];

      g_array_set_size (self->pairs, self->pairs->len - 1);
      if (!_colim_partition_merge (&self->classes[ob], x, y))
        continue;
      for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
        if (colim_schema_get_hom_dom (schema, hom) == ob)
          _colim_seam_glue (self, colim_schema_get_hom_codom (schema, hom), get_image (self, hom, x),
                            get_image (self, hom, y));
    }
}

static gboolean
check_variables (const ColimSeam *self, GError **error)
{
  const ColimSchema *schema = self->whole->schema;
  g_autofree gint64 *n = g_new0 (gint64, colim_schema_get_n_attr_types (schema));

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      gint32 type = colim_schema_get_attr_codom (schema, attr);

      n[type] += self->parts[colim_schema_get_attr_dom (schema, attr)]->len;
      if (n[type] <= G_MAXINT32)
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "more than %d values of '%s' would be glued", G_MAXINT32,
                   colim_schema_get_attr_type_name (schema, type));
      return FALSE;
    }

  return TRUE;
}

/* By attribute, then part. */
static void
give_own_variables (ColimCSet *cset)
{
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (cset->schema); attr++)
    {
      gint32 type = colim_schema_get_attr_codom (cset->schema, attr);
      gint32 n = cset->n_parts[colim_schema_get_attr_dom (cset->schema, attr)];

      cset->attrs[attr] = _colim_column_new (colim_schema_get_attr_type (cset->schema, type), n);
      for (gint32 x = 0; x < n; x++)
        _colim_column_set_variable (cset->attrs[attr], x, cset->n_variables[type]++);
    }
}

static ColimCSet *
make_seam (const ColimSeam *self)
{
  ColimSchema *schema = self->whole->schema;
  ColimCSet *seam = _colim_cset_new_blank (schema);

  for (gint32 ob = 0; ob < self->n_objects; ob++)
    seam->n_parts[ob] = (gint32) self->parts[ob]->len;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 codom = colim_schema_get_hom_codom (schema, hom);
      gint32 n = seam->n_parts[colim_schema_get_hom_dom (schema, hom)], *values = g_new (gint32, n);

      for (gint32 i = 0; i < n; i++)
        values[i] = self->numbers[codom][get_image (self, hom, i)];
      seam->homs[hom] = _colim_fin_function_take (values, n, seam->n_parts[codom]);
    }
  give_own_variables (seam);

  return seam;
}

static ColimCSet *
make_glued (const ColimSeam *self, const ColimCSet *seam, gint32 *const *blocks, const gint32 *n_blocks)
{
  ColimSchema *schema = self->whole->schema;
  ColimCSet *glued = _colim_cset_new_blank (schema);

  for (gint32 ob = 0; ob < self->n_objects; ob++)
    glued->n_parts[ob] = n_blocks[ob];
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);
      const gint32 *column = colim_fin_function_get_values (seam->homs[hom], NULL);
      gint32 *values = g_new (gint32, n_blocks[dom]);

      for (gint32 i = 0; i < seam->n_parts[dom]; i++)
        values[blocks[dom][i]] = blocks[codom][column[i]];
      glued->homs[hom] = _colim_fin_function_take (values, n_blocks[dom], n_blocks[codom]);
    }
  give_own_variables (glued);

  return glued;
}

/* Sends the variables of the seam, in their order, to the entries of the parts that they belong to. */
static void
send_variables (ColimHom *hom)
{
  const ColimSchema *schema = hom->dom->schema;

  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    hom->images[type]
        = _colim_column_new (colim_schema_get_attr_type (schema, type), hom->dom->n_variables[type]);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const ColimColumn *from = hom->dom->attrs[attr], *to = hom->codom->attrs[attr];
      const gint32 *parts
          = colim_fin_function_get_values (hom->components[colim_schema_get_attr_dom (schema, attr)], NULL);
      ColimColumn *images = hom->images[colim_schema_get_attr_codom (schema, attr)];

      for (gint32 x = 0; x < from->n; x++)
        _colim_column_copy_entry (images, from->variables[x], to, parts[x]);
    }
}

/* Makes the two homomorphisms from the seam, or fails with COLIM_ERROR_TOO_LARGE. */
gboolean
_colim_seam_end (ColimSeam *self, ColimHom **into_whole, ColimHom **into_glued, GError **error)
{
  g_autofree gint32 **blocks = g_new (gint32 *, self->n_objects), *n_blocks = g_new (gint32, self->n_objects);
  g_autoptr (ColimCSet) seam = NULL, glued = NULL;

  close_parts (self);
  if (!check_variables (self, error))
    return FALSE;
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    _colim_partition_init (&self->classes[ob], (gint32) self->parts[ob]->len);
  close_pairs (self);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    blocks[ob] = _colim_partition_quotient (&self->classes[ob], &n_blocks[ob]);
  seam = make_seam (self);
  glued = make_glued (self, seam, blocks, n_blocks);
  *into_whole = _colim_hom_new_blank (seam, self->whole);
  *into_glued = _colim_hom_new_blank (seam, glued);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      gint32 n = seam->n_parts[ob];

      (*into_whole)->components[ob] = _colim_fin_function_take (g_memdup2 (self->parts[ob]->data, n * sizeof (gint32)),
                                                               n, self->whole->n_parts[ob]);
      (*into_glued)->components[ob] = _colim_fin_function_take (blocks[ob], n, n_blocks[ob]);
    }
  send_variables (*into_whole);
  send_variables (*into_glued);

  return TRUE;
}
