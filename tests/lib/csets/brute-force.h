/* A judge that knows no limits: all homomorphisms between small C-sets, found by trying all functions.
 *
 * A homomorphism is determined by its functions, as every variable of the domain must be used by a part. */

#pragma once

#include <colim/hom.h>

#include "tests/property.h"

/* All functions from one C-set to another, object after object, as an odometer. */
typedef struct {
  ColimCSet *dom;
  ColimCSet *codom;
  gint32 n;            /* parts of the domain */
  gint32 starts[8];    /* where the parts of an object begin */
  gint32 *images;
  gint32 *sizes;
} BruteForce;

static inline gint32
brute_force_sum_up (const ColimCSet *cset, gint32 *starts)
{
  gint32 n_obs = colim_schema_get_n_objects (colim_cset_get_schema (cset)), sum = 0;

  for (gint32 ob = 0; ob < n_obs; ob++)
    {
      starts[ob] = sum;
      sum += colim_cset_get_n_parts_at (cset, ob);
    }

  return sum;
}

/* Two values of an attribute, of one C-set or of two, are the same constant, or the same variable. */
static inline gboolean
brute_force_same_value (const ColimCSet *a, gint32 x, const ColimCSet *b, gint32 y, gint32 attr)
{
  const ColimSchema *schema = colim_cset_get_schema (a);
  gint32 first = colim_cset_get_variable_at (a, attr, x), second = colim_cset_get_variable_at (b, attr, y);
  g_auto (GValue) left = G_VALUE_INIT, right = G_VALUE_INIT;

  if (first >= 0 || second >= 0)
    return first == second;
  colim_cset_get_value_at (a, attr, x, &left);
  colim_cset_get_value_at (b, attr, y, &right);

  return colim_attr_type_equal_values (
      colim_schema_get_attr_type (schema, colim_schema_get_attr_codom (schema, attr)), &left, &right);
}

static inline gboolean
brute_force_is_natural (const BruteForce *self)
{
  const ColimSchema *schema = colim_cset_get_schema (self->dom);

  for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (self->dom, colim_schema_get_hom_dom (schema, h)); x++)
      {
        gint32 image = self->images[self->starts[colim_schema_get_hom_dom (schema, h)] + x];
        gint32 value = colim_fin_function_apply (colim_cset_get_hom_at (self->dom, h), x);

        if (colim_fin_function_apply (colim_cset_get_hom_at (self->codom, h), image)
            != self->images[self->starts[colim_schema_get_hom_codom (schema, h)] + value])
          return FALSE;
      }
  for (gint32 a = 0; a < colim_schema_get_n_attrs (schema); a++)
    {
      const gint32 *images = self->images + self->starts[colim_schema_get_attr_dom (schema, a)];
      gint32 n = colim_cset_get_n_parts_at (self->dom, colim_schema_get_attr_dom (schema, a));

      for (gint32 x = 0; x < n; x++)
        if (colim_cset_get_variable_at (self->dom, a, x) < 0)
          {
            if (!brute_force_same_value (self->dom, x, self->codom, images[x], a))
              return FALSE;
          }
        else
          for (gint32 y = 0; y < x; y++)
            if (colim_cset_get_variable_at (self->dom, a, x) == colim_cset_get_variable_at (self->dom, a, y)
                && !brute_force_same_value (self->codom, images[x], self->codom, images[y], a))
              return FALSE;
    }

  return TRUE;
}

static inline gboolean
brute_force_turn (BruteForce *self)
{
  for (gint32 i = 0; i < self->n; i++)
    {
      if (++self->images[i] < self->sizes[i])
        return TRUE;
      self->images[i] = 0;
    }

  return FALSE;
}

/* The images of all homomorphisms, one array for each; each attribute must have a type of its own. */
static inline GPtrArray *
brute_force_homs (ColimCSet *dom, ColimCSet *codom)
{
  BruteForce search = { dom, codom, 0, { 0, }, NULL, NULL };
  gint32 n_obs = colim_schema_get_n_objects (colim_cset_get_schema (dom));
  GPtrArray *homs = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint32 *images = NULL;
  g_autofree gint32 *sizes = NULL;

  g_assert (n_obs <= 8);
  search.n = brute_force_sum_up (dom, search.starts);
  search.images = images = g_new0 (gint32, search.n + 1);
  search.sizes = sizes = g_new0 (gint32, search.n + 1);
  for (gint32 ob = 0; ob < n_obs; ob++)
    for (gint32 x = 0; x < colim_cset_get_n_parts_at (dom, ob); x++)
      {
        sizes[search.starts[ob] + x] = colim_cset_get_n_parts_at (codom, ob);
        if (colim_cset_get_n_parts_at (codom, ob) == 0)
          return homs;
      }
  do
    if (brute_force_is_natural (&search))
      g_ptr_array_add (homs, g_memdup2 (images, (gsize) (search.n + 1) * sizeof *images));
  while (brute_force_turn (&search));

  return homs;
}

/* One of them, as the library's own. */
static inline ColimHom *
brute_force_make (ColimCSet *dom, ColimCSet *codom, const gint32 *images)
{
  gint32 n_obs = colim_schema_get_n_objects (colim_cset_get_schema (dom)), starts[8];
  ColimFinFunction *components[8];
  ColimHom *hom;

  brute_force_sum_up (dom, starts);
  for (gint32 ob = 0; ob < n_obs; ob++)
    components[ob] = colim_fin_function_new (images + starts[ob], (gsize) colim_cset_get_n_parts_at (dom, ob),
                                             colim_cset_get_n_parts_at (codom, ob), NULL);
  hom = colim_hom_new (dom, codom, components, (gsize) n_obs, NULL);
  assert_non_null (hom);
  for (gint32 ob = 0; ob < n_obs; ob++)
    colim_fin_function_unref (components[ob]);

  return hom;
}
