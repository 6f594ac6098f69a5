/* Representables: the C-set that one part of an object generates, with nothing in it but what the schema's arrows and
 * equations demand.
 *
 *     x ── h ──▶ a new part        as long as some h(x) is undefined
 *     x ── p ──▶ y,  x ── q ──▶ z  y and z are one, for an equation p = q; where only the last step of q is missing,
 *                                  it goes to y
 *
 * This is the enumeration of Todd and Coxeter: every arrow's turn comes, so that what is finite is found.
 */

#include <colim/representable.h>

#include "lib/csets/cset-builder-private.h"
#include "lib/sets/partition-private.h"

typedef struct {
  ColimCSetBuilder *builder;
  gint64 left;
} Growth;

static gboolean
spend (Growth *self, gint64 steps, GError **error)
{
  self->left -= steps;
  if (self->left >= 0)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                       "the budget of steps ran out before the representable was closed");

  return FALSE;
}

/* Follows the homs of a path from a part as far as they are defined, and tells how many of them. */
static gsize
follow (const Growth *self, const gint32 *path, gsize n, gint32 *part)
{
  gsize i = 0;

  for (; i < n && path[i] < colim_schema_get_n_homs (self->builder->schema); i++)
    {
      gint32 image = self->builder->homs[path[i]].values[*part];

      if (image < 0)
        break;
      *part = image;
    }

  return i;
}

/* Makes an equation hold at a part, if enough is defined; tells whether anything changed. */
static gboolean
enforce (Growth *self, gint32 equation, gint32 part)
{
  const ColimSchema *schema = self->builder->schema;
  const gint32 *paths[2];
  gsize lengths[2], known[2];
  gint32 ends[2] = { part, part };

  for (guint side = 0; side < 2; side++)
    {
      paths[side] = colim_schema_get_equation_path (schema, equation, side, &lengths[side]);
      known[side] = follow (self, paths[side], lengths[side], &ends[side]);
    }
  for (guint side = 0; side < 2; side++)
    if (known[side] + 1 == lengths[side] && known[1 - side] == lengths[1 - side]
        && paths[side][known[side]] < colim_schema_get_n_homs (schema))
      {
        colim_cset_builder_set_at (self->builder, paths[side][known[side]], ends[side], ends[1 - side]);
        return TRUE;
      }
  if (known[0] == lengths[0] && known[1] == lengths[1] && ends[0] != ends[1])
    {
      gint32 ob = lengths[0] > 0 ? colim_schema_get_hom_codom (schema, paths[0][lengths[0] - 1])
                                 : colim_schema_get_equation_dom (schema, equation);

      /* Nothing has a constant that could be in the way. */
      colim_renumbering_unref (
          colim_cset_builder_merge (self->builder, colim_schema_get_object_name (schema, ob), ends, 2, NULL));
      return TRUE;
    }

  return FALSE;
}

static gboolean
enforce_all (Growth *self, GError **error)
{
  const ColimSchema *schema = self->builder->schema;
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gint32 equation = 0; equation < colim_schema_get_n_equations (schema); equation++)
        {
          gint32 dom = colim_schema_get_equation_dom (schema, equation);
          gsize n_left, n_right;

          colim_schema_get_equation_path (schema, equation, 0, &n_left);
          colim_schema_get_equation_path (schema, equation, 1, &n_right);
          for (gint32 part = 0; part < self->builder->n_parts[dom]; part++)
            {
              if (!spend (self, 1 + (gint64) n_left + (gint64) n_right, error))
                return FALSE;
              if (enforce (self, equation, part))
                changed = TRUE;
            }
        }
    }

  return TRUE;
}

/* Defines what is undefined now, by new parts; what these lack has its turn later. */
static gboolean
define (Growth *self, gboolean *changed, GError **error)
{
  ColimCSetBuilder *builder = self->builder;
  const ColimSchema *schema = builder->schema;
  gsize n_bytes = (gsize) colim_schema_get_n_objects (schema) * sizeof (gint32);
  g_autofree gint32 *sizes = g_memdup2 (builder->n_parts, n_bytes);

  *changed = FALSE;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      const char *codom = colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, hom));
      gint32 n = sizes[colim_schema_get_hom_dom (schema, hom)];

      if (!spend (self, n, error))
        return FALSE;
      for (gint32 x = 0; x < n; x++)
        if (builder->homs[hom].values[x] < 0)
          {
            gint32 part = colim_cset_builder_add (builder, codom, 1, error);

            if (part < 0)
              return FALSE;
            colim_cset_builder_set_at (builder, hom, x, part);
            *changed = TRUE;
          }
    }

  return TRUE;
}

/* The number of the first entry of each attribute, if all entries are counted. */
static gint32 *
lay_out (const ColimCSetBuilder *builder, gint32 *n)
{
  gint32 n_attrs = colim_schema_get_n_attrs (builder->schema);
  gint32 *offsets = g_new (gint32, n_attrs + 1);

  *n = 0;
  for (gint32 attr = 0; attr < n_attrs; attr++)
    {
      offsets[attr] = *n;
      *n += builder->attrs[attr]->n;
    }

  return offsets;
}

/* Gives every attribute a variable of its own, but for those that equations make one. */
static void
add_variables (Growth *self)
{
  ColimCSetBuilder *builder = self->builder;
  const ColimSchema *schema = builder->schema;
  gint32 n_homs = colim_schema_get_n_homs (schema), n;
  g_autofree gint32 *offsets = lay_out (builder, &n);
  g_autofree gint32 *variables = g_new (gint32, n);
  g_auto (ColimPartition) partition = { 0, };

  _colim_partition_init (&partition, n);
  for (gint32 equation = 0; equation < colim_schema_get_n_equations (schema); equation++)
    for (gint32 part = 0; part < builder->n_parts[colim_schema_get_equation_dom (schema, equation)]; part++)
      {
        gint32 entries[2] = { -1, -1 };

        for (guint side = 0; side < 2; side++)
          {
            gsize length;
            const gint32 *path = colim_schema_get_equation_path (schema, equation, side, &length);
            gint32 end = part;

            if (follow (self, path, length, &end) < length)
              entries[side] = offsets[path[length - 1] - n_homs] + end;
          }
        if (entries[0] >= 0)
          _colim_partition_merge (&partition, entries[0], entries[1]);
      }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    for (gint32 x = 0; x < builder->attrs[attr]->n; x++)
      {
        gint32 entry = offsets[attr] + x, first = _colim_partition_find (&partition, entry);

        if (first == entry)
          variables[entry] = builder->n_variables[colim_schema_get_attr_codom (schema, attr)]++;
        _colim_column_set_variable (_colim_cset_builder_get_column (builder, attr), x, variables[first]);
      }
}

/**
 * colim_representable_new:
 * @schema: a schema
 * @object: an object of it
 * @budget: how many steps it may take
 * @error: return location for an error
 *
 * Makes the C-set that represents an object: its homomorphisms to any other C-set are the parts over @object there,
 * by the image of part 0.  Attributes have variables, each its own.
 *
 * Returns: (transfer full): the C-set, or %NULL with %COLIM_ERROR_BUDGET, as it must be where it is infinite
 */
ColimCSet *
colim_representable_new (ColimSchema *schema, gint32 object, gint64 budget, GError **error)
{
  g_return_val_if_fail (schema != NULL && object >= 0 && object < colim_schema_get_n_objects (schema), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  Growth self = { builder, budget };
  gboolean changed = TRUE;

  if (colim_cset_builder_add (builder, colim_schema_get_object_name (schema, object), 1, error) < 0)
    return NULL;
  while (changed)
    if (!enforce_all (&self, error) || !define (&self, &changed, error))
      return NULL;
  add_variables (&self);

  return colim_cset_builder_end (builder, error);
}
