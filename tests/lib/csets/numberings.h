/* Numberings of the parts and variables of a C-set, and which of them are isomorphisms: a judge that goes through all
 * of them knows nothing of how canonical forms are found. */

#pragma once

#include <colim/canonical-form.h>
#include <colim/cset-builder.h>
#include <colim/hom-search.h>

#include "tests/property.h"

/* One numbering: for each part of each object, then for each variable of each type, which it becomes. */
typedef struct {
  gint32 n_sorts;
  gint32 sizes[8];
  gint32 starts[9];
  gint32 *images;
} Numbering;

static inline void
numbering_init (Numbering *self, const ColimCSet *cset)
{
  const ColimSchema *schema = colim_cset_get_schema (cset);
  gint32 n_objects = colim_schema_get_n_objects (schema);

  self->n_sorts = n_objects + colim_schema_get_n_attr_types (schema);
  g_assert (self->n_sorts <= 8);
  self->starts[0] = 0;
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      self->sizes[s]
          = s < n_objects ? colim_cset_get_n_parts_at (cset, s) : colim_cset_get_n_variables_at (cset, s - n_objects);
      self->starts[s + 1] = self->starts[s] + self->sizes[s];
    }
  self->images = g_new (gint32, self->starts[self->n_sorts] + 1);
  for (gint32 s = 0; s < self->n_sorts; s++)
    for (gint32 i = 0; i < self->sizes[s]; i++)
      self->images[self->starts[s] + i] = i;
}

static inline void
numbering_clear (Numbering *self)
{
  g_free (self->images);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Numbering, numbering_clear)

/* The next permutation of a list in lexicographic order; the first one again after the last. */
static inline gboolean
permute (gint32 *list, gint32 n)
{
  gint32 i = n - 2, j = n - 1;
  gboolean more;

  while (i >= 0 && list[i] > list[i + 1])
    i--;
  more = i >= 0;
  if (more)
    {
      while (list[j] < list[i])
        j--;
      gint32 swapped = list[i];
      list[i] = list[j];
      list[j] = swapped;
    }
  for (gint32 a = i + 1, b = n - 1; a < b; a++, b--)
    {
      gint32 swapped = list[a];

      list[a] = list[b];
      list[b] = swapped;
    }

  return more;
}

static inline gboolean
numbering_turn (Numbering *self)
{
  for (gint32 s = 0; s < self->n_sorts; s++)
    if (permute (self->images + self->starts[s], self->sizes[s]))
      return TRUE;

  return FALSE;
}

static inline void
numbering_shuffle (Numbering *self, GRand *rand)
{
  for (gint32 s = 0; s < self->n_sorts; s++)
    for (gint32 i = self->sizes[s] - 1; i > 0; i--)
      {
        gint32 *list = self->images + self->starts[s], j = g_rand_int_range (rand, 0, i + 1), swapped = list[i];

        list[i] = list[j];
        list[j] = swapped;
      }
}

static inline gint32
numbering_n_turns (const Numbering *self)
{
  gint32 n = 1;

  for (gint32 s = 0; s < self->n_sorts; s++)
    for (gint32 i = 2; i <= self->sizes[s] && n < 100000; i++)
      n *= i;

  return n;
}

static inline gboolean
same_sizes (const ColimCSet *a, const ColimCSet *b)
{
  g_auto (Numbering) x = { 0 }, y = { 0 };

  numbering_init (&x, a);
  numbering_init (&y, b);

  return memcmp (x.sizes, y.sizes, (gsize) x.n_sorts * sizeof (gint32)) == 0;
}

/* Whether a numbering is an isomorphism between C-sets of the same sizes. */
static inline gboolean
is_isomorphism (const Numbering *self, const ColimCSet *a, const ColimCSet *b)
{
  const ColimSchema *schema = colim_cset_get_schema (a);
  gint32 n_objects = colim_schema_get_n_objects (schema);

  for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
    {
      const gint32 *dom = self->images + self->starts[colim_schema_get_hom_dom (schema, h)];
      const gint32 *codom = self->images + self->starts[colim_schema_get_hom_codom (schema, h)];

      for (gint32 x = 0; x < self->sizes[colim_schema_get_hom_dom (schema, h)]; x++)
        if (codom[colim_fin_function_apply (colim_cset_get_hom_at (a, h), x)]
            != colim_fin_function_apply (colim_cset_get_hom_at (b, h), dom[x]))
          return FALSE;
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const gint32 *dom = self->images + self->starts[colim_schema_get_attr_dom (schema, attr)];
      gint32 type = colim_schema_get_attr_codom (schema, attr);

      for (gint32 x = 0; x < self->sizes[colim_schema_get_attr_dom (schema, attr)]; x++)
        {
          gint32 from = colim_cset_get_variable_at (a, attr, x), to = colim_cset_get_variable_at (b, attr, dom[x]);
          g_auto (GValue) value = G_VALUE_INIT, image = G_VALUE_INIT;

          if (from >= 0 ? to != self->images[self->starts[n_objects + type] + from] : to >= 0)
            return FALSE;
          if (from >= 0)
            continue;
          colim_cset_get_value_at (a, attr, x, &value);
          colim_cset_get_value_at (b, attr, dom[x], &image);
          if (!colim_attr_type_equal_values (colim_schema_get_attr_type (schema, type), &value, &image))
            return FALSE;
        }
    }

  return TRUE;
}

static inline gboolean
are_isomorphic (const ColimCSet *a, const ColimCSet *b)
{
  g_auto (Numbering) numbering = { 0 };

  if (!same_sizes (a, b))
    return FALSE;
  numbering_init (&numbering, a);
  do
    if (is_isomorphism (&numbering, a, b))
      return TRUE;
  while (numbering_turn (&numbering));

  return FALSE;
}

/* The same C-set with its parts and variables in another order. */
static inline ColimCSet *
renumber (GRand *rand, const ColimCSet *cset)
{
  ColimSchema *schema = colim_cset_get_schema (cset);
  gint32 n_objects = colim_schema_get_n_objects (schema);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  g_auto (Numbering) numbering = { 0 };

  numbering_init (&numbering, cset);
  numbering_shuffle (&numbering, rand);
  for (gint32 s = 0; s < numbering.n_sorts; s++)
    if (s < n_objects)
      colim_cset_builder_add (builder, colim_schema_get_object_name (schema, s), numbering.sizes[s], NULL);
    else
      colim_cset_builder_add_variables (builder, colim_schema_get_attr_type_name (schema, s - n_objects),
                                        numbering.sizes[s], NULL);
  for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
    {
      const gint32 *dom = numbering.images + numbering.starts[colim_schema_get_hom_dom (schema, h)];
      const gint32 *codom = numbering.images + numbering.starts[colim_schema_get_hom_codom (schema, h)];

      for (gint32 x = 0; x < numbering.sizes[colim_schema_get_hom_dom (schema, h)]; x++)
        colim_cset_builder_set_at (builder, h, dom[x],
                                   codom[colim_fin_function_apply (colim_cset_get_hom_at (cset, h), x)]);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const char *name = colim_schema_get_attr_name (schema, attr);
      const gint32 *dom = numbering.images + numbering.starts[colim_schema_get_attr_dom (schema, attr)];
      gint32 type = colim_schema_get_attr_codom (schema, attr);

      for (gint32 x = 0; x < numbering.sizes[colim_schema_get_attr_dom (schema, attr)]; x++)
        {
          gint32 variable = colim_cset_get_variable_at (cset, attr, x);
          g_auto (GValue) value = G_VALUE_INIT;

          if (variable >= 0)
            colim_cset_builder_set_variable (builder, name, dom[x],
                                             numbering.images[numbering.starts[n_objects + type] + variable], NULL);
          else
            {
              colim_cset_get_value_at (cset, attr, x, &value);
              colim_cset_builder_set_value (builder, name, dom[x], &value, NULL);
            }
        }
    }

  return colim_cset_builder_end (builder, NULL);
}

/* A homomorphism as a numbering. */
static inline void
numbering_read (Numbering *self, const ColimHom *hom)
{
  gint32 n_objects = colim_schema_get_n_objects (colim_cset_get_schema (colim_hom_get_dom (hom)));

  for (gint32 s = 0; s < self->n_sorts; s++)
    for (gint32 i = 0; i < self->sizes[s]; i++)
      self->images[self->starts[s] + i] = s < n_objects
                                              ? colim_fin_function_apply (colim_hom_get_component_at (hom, s), i)
                                              : colim_hom_get_variable_at (hom, s - n_objects, i);
}

static inline gboolean
is_permutation (const Numbering *self)
{
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      g_autofree gboolean *hit = g_new0 (gboolean, self->sizes[s] + 1);

      for (gint32 i = 0; i < self->sizes[s]; i++)
        {
          gint32 image = self->images[self->starts[s] + i];

          if (image < 0 || image >= self->sizes[s] || hit[image])
            return FALSE;
          hit[image] = TRUE;
        }
    }

  return TRUE;
}

static inline void
assert_isomorphism (const ColimHom *hom)
{
  const ColimCSet *dom = colim_hom_get_dom (hom), *codom = colim_hom_get_codom (hom);
  g_auto (Numbering) numbering = { 0 };

  assert_true (same_sizes (dom, codom));
  numbering_init (&numbering, dom);
  numbering_read (&numbering, hom);
  assert_true (is_permutation (&numbering));
  assert_true (is_isomorphism (&numbering, dom, codom));
}

static inline void
assert_number (const ColimNatural *number, const char *expected)
{
  g_autofree char *digits = colim_natural_to_string (number);

  assert_string_equal (digits, expected);
}

static inline ColimCanonicalForm *
canonise (ColimCSet *cset)
{
  ColimCanonicalForm *form = colim_canonical_form_new (cset, -1, NULL);

  assert_non_null (form);

  return form;
}

static inline ColimNatural *
count_by_search (ColimCSet *a, ColimCSet *b)
{
  g_autoptr (ColimHomSearch) search = colim_hom_search_new (a, b);
  const ColimSchema *schema = colim_cset_get_schema (a);

  colim_hom_search_set_iso (search, NULL, NULL);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    colim_hom_search_set_iso (search, colim_schema_get_attr_type_name (schema, type), NULL);

  return colim_hom_search_count (search, NULL);
}
