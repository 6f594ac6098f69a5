/* Judges of squares that know no pushouts: classes are found by going through all pairs until nothing changes. */

#pragma once

#include <colim/hom.h>

#include "tests/property.h"

/* An element of a set that is two sets side by side, and what becomes of it. */
typedef struct {
  gint32 n;
  gint32 classes[128];
  gint32 images[128];
} Glued;

static inline void
glued_merge (Glued *self, gint32 x, gint32 y)
{
  gint32 from = self->classes[x], to = self->classes[y];

  for (gint32 i = 0; i < self->n; i++)
    if (self->classes[i] == from)
      self->classes[i] = to;
}

static inline void
glued_init (Glued *self, gint32 n)
{
  assert_true (n <= 128);
  self->n = n;
  for (gint32 i = 0; i < n; i++)
    self->classes[i] = i;
}

/* Classes are the elements below a number, no more and no fewer. */
static inline gboolean
glued_is (const Glued *self, gint32 n)
{
  gint32 n_hit = 0;

  for (gint32 i = 0; i < self->n; i++)
    for (gint32 j = 0; j < i; j++)
      if ((self->classes[i] == self->classes[j]) != (self->images[i] == self->images[j]))
        return FALSE;
  for (gint32 i = 0; i < self->n; i++)
    {
      gboolean is_new = TRUE;

      for (gint32 j = 0; j < i; j++)
        is_new = is_new && self->images[j] != self->images[i];
      n_hit += is_new && self->images[i] < n;
    }

  return n_hit == n;
}

/* f ; left = g ; right, and everything is one side's or the other's, and of both only by that. */
static inline gboolean
square_is_pushout_at (const ColimFinFunction *f, const ColimFinFunction *g, const ColimFinFunction *left,
                      const ColimFinFunction *right)
{
  Glued glued;
  gint32 n_left = colim_fin_function_get_dom (left), n_right = colim_fin_function_get_dom (right);

  glued_init (&glued, n_left + n_right);
  for (gint32 x = 0; x < n_left; x++)
    glued.images[x] = colim_fin_function_apply (left, x);
  for (gint32 x = 0; x < n_right; x++)
    glued.images[n_left + x] = colim_fin_function_apply (right, x);
  for (gint32 s = 0; s < colim_fin_function_get_dom (f); s++)
    glued_merge (&glued, colim_fin_function_apply (f, s), n_left + colim_fin_function_apply (g, s));

  return glued_is (&glued, colim_fin_function_get_codom (left));
}

static inline gboolean
square_is_pushout_on_parts (ColimHom *f, ColimHom *g, ColimHom *left, ColimHom *right)
{
  const ColimSchema *schema = colim_cset_get_schema (colim_hom_get_dom (f));

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    if (!square_is_pushout_at (colim_hom_get_component_at (f, ob), colim_hom_get_component_at (g, ob),
                               colim_hom_get_component_at (left, ob), colim_hom_get_component_at (right, ob)))
      return FALSE;

  return TRUE;
}

/* A variable by its number, and a constant, which must be a small integer, by a number after all variables. */
static inline gint32
square_get_image (ColimHom *hom, gint32 type, gint32 variable)
{
  g_auto (GValue) value = G_VALUE_INIT;
  const GValue *constant = &value;
  gint32 n = colim_cset_get_n_variables_at (colim_hom_get_codom (hom), type);

  if (!colim_hom_get_value_at (hom, type, variable, &value))
    return colim_hom_get_variable_at (hom, type, variable);
  if (G_VALUE_HOLDS (&value, G_TYPE_VALUE))
    constant = g_value_get_boxed (&value);

  return n
         + (gint32)(G_VALUE_HOLDS_INT64 (constant) ? g_value_get_int64 (constant)
                                                   : (gint64)g_value_get_double (constant));
}

#define SQUARE_N_CONSTANTS 8

/* The same for variables, to which all constants are added. */
static inline gboolean
square_is_pushout_on_variables (ColimHom *f, ColimHom *g, ColimHom *left, ColimHom *right, gint32 type)
{
  Glued glued;
  gint32 n_left = colim_cset_get_n_variables_at (colim_hom_get_dom (left), type);
  gint32 n_right = colim_cset_get_n_variables_at (colim_hom_get_dom (right), type);
  gint32 n = colim_cset_get_n_variables_at (colim_hom_get_codom (left), type), constants = n_left + n_right;

  glued_init (&glued, constants + SQUARE_N_CONSTANTS);
  for (gint32 v = 0; v < n_left; v++)
    glued.images[v] = square_get_image (left, type, v);
  for (gint32 v = 0; v < n_right; v++)
    glued.images[n_left + v] = square_get_image (right, type, v);
  for (gint32 c = 0; c < SQUARE_N_CONSTANTS; c++)
    glued.images[constants + c] = n + c;
  for (gint32 w = 0; w < colim_cset_get_n_variables_at (colim_hom_get_dom (f), type); w++)
    {
      gint32 x = square_get_image (f, type, w), y = square_get_image (g, type, w);

      glued_merge (&glued, x < n_left ? x : constants + x - n_left,
                   y < n_right ? n_left + y : constants + y - n_right);
    }

  return glued_is (&glued, n);
}

static inline void
assert_pushout (ColimHom *f, ColimHom *g, ColimHom *left, ColimHom *right)
{
  const ColimSchema *schema = colim_cset_get_schema (colim_hom_get_dom (f));

  assert_true (square_is_pushout_on_parts (f, g, left, right));
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    assert_true (square_is_pushout_on_variables (f, g, left, right, type));
}

/* Homs and values of attributes are what they should be at every part. */
static inline void
assert_natural (ColimHom *hom)
{
  ColimCSet *dom = colim_hom_get_dom (hom), *codom = colim_hom_get_codom (hom);
  ColimSchema *schema = colim_cset_get_schema (dom);
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (dom, codom);
  g_autoptr (ColimHom) checked = NULL;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    assert_true (colim_hom_builder_set_component (builder, colim_schema_get_object_name (schema, ob),
                                                  colim_hom_get_component_at (hom, ob), NULL));
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    for (gint32 v = 0; v < colim_cset_get_n_variables_at (dom, type); v++)
      {
        const char *name = colim_schema_get_attr_type_name (schema, type);
        g_auto (GValue) value = G_VALUE_INIT;

        if (colim_hom_get_value_at (hom, type, v, &value))
          assert_true (colim_hom_builder_set_value (builder, name, v, &value, NULL));
        else
          assert_true (
              colim_hom_builder_set_variable (builder, name, v, colim_hom_get_variable_at (hom, type, v), NULL));
      }
  checked = colim_hom_builder_end (builder, NULL);
  assert_non_null (checked);
  assert_true (colim_hom_equal (checked, hom));
}
