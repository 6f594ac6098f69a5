/* Exponentials: F^G over an object c is the homomorphisms y(c) × G → F.
 *
 *     Z × G ──f──▶ F    is the same thing as    Z ──▶ F^G, which sends z ∈ Z(c) to (p, g) ↦ f (p(z), g)
 *
 * A homomorphism from y(c) × G is a row: the image of each part of the product, by object and then by number, where
 * (u, g) has the number u + |y(c)(d)| · g over d.
 */

#include <colim/exponential.h>

#include "lib/csets/search/hom-search-private.h"
#include "lib/csets/limit-private.h"
#include "lib/csets/subobjects/row-table-private.h"
#include "lib/csets/subobjects/yoneda-private.h"

struct _ColimExponential {
  ColimCSet *base;
  ColimCSet *exponent;
  ColimYoneda *yoneda;
  ColimRowTable *tables; /* for each object */
  ColimCSet *power;
};

/**
 * ColimExponential:
 *
 * An exponential of C-sets: the C-set F^G of maps from the exponent G to the base F, whose homomorphisms from any C-set
 * Z are those from Z × G to F.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimExponential, colim_exponential, colim_exponential_ref, colim_exponential_unref)

static gboolean
append (ColimHom *hom, gpointer data)
{
  gint32 *row = _colim_row_table_append (data);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (hom->dom->schema); ob++)
    {
      gsize n;
      const gint32 *values = colim_fin_function_get_values (hom->components[ob], &n);

      for (gsize i = 0; i < n; i++)
        *row++ = values[i];
    }

  return TRUE;
}

static gboolean
list_homs (ColimExponential *self, gint32 ob, gint64 *budget, GError **error)
{
  ColimCSet *factors[] = { self->yoneda->objects[ob].cset, self->exponent };
  g_autoptr (ColimLimit) product
      = colim_limit_new_bounded (self->base->schema, factors, 2, NULL, 0, NULL, 0, NULL, 0, *budget, error);
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimNatural) n = NULL;
  gsize width = 0;

  if (product == NULL)
    return FALSE;
  for (gint32 d = 0; d < colim_schema_get_n_objects (self->base->schema); d++)
    width += (gsize) product->apex->n_parts[d];
  *budget -= 2 * (gint64) width;
  search = colim_hom_search_new (product->apex, self->base);
  n = _colim_hom_search_count (search, budget, error);

  return n != NULL && _colim_row_table_reserve (&self->tables[ob], width, n, budget, error)
         && _colim_hom_search_foreach (search, append, &self->tables[ob], budget, error);
}

/* Where each pair of a row for c → d is in a row for c: the paths behind the hom go before it. */
static ColimFinFunction *
make_hom (const ColimExponential *self, gint32 hom)
{
  const ColimSchema *schema = self->base->schema;
  gint32 from = colim_schema_get_hom_dom (schema, hom), to = colim_schema_get_hom_codom (schema, hom);
  const ColimRepresentable *above = &self->yoneda->objects[from], *below = &self->yoneda->objects[to];
  g_autofree gint32 *images = _colim_yoneda_trace_hom (self->yoneda, hom);
  g_autofree gsize *columns = g_new (gsize, self->tables[to].width);
  gsize start = 0, n = 0;

  for (gint32 d = 0; d < colim_schema_get_n_objects (schema); d++)
    {
      gsize n_above = (gsize) above->cset->n_parts[d], n_arguments = (gsize) self->exponent->n_parts[d];

      for (gsize g = 0; g < n_arguments; g++)
        for (gint32 u = 0; u < below->cset->n_parts[d]; u++)
          columns[n++] = start + (gsize) images[below->starts[d] + u] + n_above * g;
      start += n_above * n_arguments;
    }

  return _colim_row_table_precompose (&self->tables[from], &self->tables[to], columns);
}

/**
 * colim_exponential_new:
 * @base: a C-set F without attributes
 * @exponent: a C-set G on the same schema
 * @budget: how many steps it may take, and how many entries the maps may have, one for each pair of an element of the
 *   representable and a part of @exponent
 * @error: return location for an error
 *
 * Makes the exponential F^G: over each object the homomorphisms from the product of its representable and G to F, in
 * the order of [method@Colim.HomSearch.foreach].  See S. Mac Lane and I. Moerdijk, Sheaves in Geometry and Logic,
 * section I.6.
 *
 * Returns: (transfer full): the exponential, or %NULL with %COLIM_ERROR_BUDGET, as it must be where a representable is
 *   infinite, %COLIM_ERROR_INVALID (the schema has attributes) or %COLIM_ERROR_TYPE (the schemas differ)
 */
ColimExponential *
colim_exponential_new (ColimCSet *base, ColimCSet *exponent, gint64 budget, GError **error)
{
  g_return_val_if_fail (base != NULL && exponent != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSchema *schema = base->schema;
  g_autoptr (ColimYoneda) yoneda = NULL;
  g_autoptr (ColimExponential) self = NULL;

  if (!_colim_schema_check_equal (schema, exponent->schema, error)
      || (yoneda = _colim_yoneda_new (schema, &budget, error)) == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (ColimExponential);
  self->base = colim_cset_ref (base);
  self->exponent = colim_cset_ref (exponent);
  self->yoneda = g_steal_pointer (&yoneda);
  self->tables = g_new0 (ColimRowTable, colim_schema_get_n_objects (schema));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    if (!list_homs (self, ob, &budget, error))
      return NULL;
  self->power = _colim_cset_new_blank (schema);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    self->power->n_parts[ob] = self->tables[ob].n;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    self->power->homs[hom] = make_hom (self, hom);

  return g_steal_pointer (&self);
}

/**
 * colim_exponential_ref:
 * @self: an exponential
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimExponential *
colim_exponential_ref (ColimExponential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimExponential *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->base->schema); ob++)
    _colim_row_table_clear (&self->tables[ob]);
  g_free (self->tables);
  g_clear_pointer (&self->power, colim_cset_unref);
  _colim_yoneda_free (self->yoneda);
  colim_cset_unref (self->exponent);
  colim_cset_unref (self->base);
}

/**
 * colim_exponential_unref:
 * @self: (transfer full): an exponential
 *
 * Gives a reference back.
 */
void
colim_exponential_unref (ColimExponential *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_exponential_get_cset:
 * @self: an exponential
 *
 * Gives the C-set F^G.
 *
 * Returns: (transfer none): the C-set of maps
 */
ColimCSet *
colim_exponential_get_cset (const ColimExponential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->power;
}

/**
 * colim_exponential_get_base:
 * @self: an exponential
 *
 * Tells where the maps end.
 *
 * Returns: (transfer none): F of F^G
 */
ColimCSet *
colim_exponential_get_base (const ColimExponential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base;
}

/**
 * colim_exponential_get_exponent:
 * @self: an exponential
 *
 * Tells where the maps start.
 *
 * Returns: (transfer none): G of F^G
 */
ColimCSet *
colim_exponential_get_exponent (const ColimExponential *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->exponent;
}

/**
 * colim_exponential_evaluate_at:
 * @self: an exponential
 * @object: the index of an object
 * @part: a part of F^G over it
 * @argument: a part of G over it
 *
 * Applies a map: what the homomorphism that the part is sends the generator and the argument to.
 *
 * Returns: the part of F
 */
gint32
colim_exponential_evaluate_at (const ColimExponential *self, gint32 object, gint32 part, gint32 argument)
{
  g_return_val_if_fail (self != NULL && object >= 0, -1);
  g_return_val_if_fail (object < colim_schema_get_n_objects (self->base->schema), -1);
  g_return_val_if_fail (part >= 0 && part < self->tables[object].n, -1);
  g_return_val_if_fail (argument >= 0 && argument < self->exponent->n_parts[object], -1);

  const ColimRepresentable *representable = &self->yoneda->objects[object];
  gsize at = (gsize) (representable->order[0] - representable->starts[object]);

  for (gint32 d = 0; d < object; d++)
    at += (gsize) representable->cset->n_parts[d] * (gsize) self->exponent->n_parts[d];
  at += (gsize) representable->cset->n_parts[object] * (gsize) argument;

  return _colim_row_table_get (&self->tables[object], part)[at];
}

/* That a limit is a product with the exponent. */
static gboolean
check_product (const ColimExponential *self, const ColimLimit *product, GError **error)
{
  if (product->n_legs == 2 && product->n_arrows == 0
      && colim_cset_equal (product->legs[1]->codom, self->exponent))
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_INVALID, "this is no product with the exponent");

  return FALSE;
}

static gboolean
check_ends (const ColimHom *hom, const ColimCSet *dom, const ColimCSet *codom, GError **error)
{
  gboolean starts = colim_cset_equal (hom->dom, dom);

  if (starts && colim_cset_equal (hom->codom, codom))
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the homomorphism does not %s where it should",
               starts ? "end" : "start");

  return FALSE;
}

static ColimFinFunction *
curry_parts (const ColimExponential *self, const ColimCSet *dom, const ColimHom *hom, gint32 ob)
{
  const ColimRepresentable *representable = &self->yoneda->objects[ob];
  gint32 *values = g_new (gint32, dom->n_parts[ob]);
  g_autofree gint32 *images = g_new (gint32, representable->n), *row = g_new (gint32, self->tables[ob].width);

  for (gint32 z = 0; z < dom->n_parts[ob]; z++)
    {
      gsize n = 0;

      _colim_yoneda_trace (self->yoneda, ob, dom, z, images);
      for (gint32 d = 0; d < colim_schema_get_n_objects (dom->schema); d++)
        for (gint32 g = 0; g < self->exponent->n_parts[d]; g++)
          for (gint32 u = 0; u < representable->cset->n_parts[d]; u++)
            row[n++] = colim_fin_function_apply (hom->components[d],
                                                 images[representable->starts[d] + u] + dom->n_parts[d] * g);
      values[z] = _colim_row_table_find (&self->tables[ob], row);
    }

  return _colim_fin_function_take (values, dom->n_parts[ob], self->tables[ob].n);
}

/**
 * colim_exponential_curry:
 * @self: an exponential
 * @product: the product of a C-set Z, which satisfies the equations of the schema, and the exponent
 * @hom: a homomorphism from it to the base
 * @error: return location for an error
 *
 * Finds the one homomorphism Z → F^G which, evaluated, is @hom.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_INVALID (no such product) or
 *   %COLIM_ERROR_NOT_COMPOSABLE (@hom has other ends)
 */
ColimHom *
colim_exponential_curry (const ColimExponential *self, const ColimLimit *product, const ColimHom *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && product != NULL && hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimHom *curried;

  if (!check_product (self, product, error) || !check_ends (hom, product->apex, self->base, error))
    return NULL;
  curried = _colim_hom_new_blank (product->legs[0]->codom, self->power);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->base->schema); ob++)
    curried->components[ob] = curry_parts (self, curried->dom, hom, ob);

  return curried;
}

/**
 * colim_exponential_uncurry:
 * @self: an exponential
 * @product: the product of a C-set Z and the exponent
 * @hom: a homomorphism Z → F^G
 * @error: return location for an error
 *
 * Evaluates: sends (z, g) to what the map `hom (z)` makes of g.
 *
 * Returns: (transfer full): the homomorphism Z × G → F, or %NULL with %COLIM_ERROR_INVALID (no such product) or
 *   %COLIM_ERROR_NOT_COMPOSABLE (@hom has other ends)
 */
ColimHom *
colim_exponential_uncurry (const ColimExponential *self, const ColimLimit *product, const ColimHom *hom,
                           GError **error)
{
  g_return_val_if_fail (self != NULL && product != NULL && hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimHom *uncurried;

  if (!check_product (self, product, error) || !check_ends (hom, product->legs[0]->codom, self->power, error))
    return NULL;
  uncurried = _colim_hom_new_blank (product->apex, self->base);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->base->schema); ob++)
    {
      gint32 n = product->apex->n_parts[ob], *values = g_new (gint32, n);

      for (gint32 x = 0; x < n; x++)
        {
          gint32 z = colim_fin_function_apply (product->legs[0]->components[ob], x);
          gint32 g = colim_fin_function_apply (product->legs[1]->components[ob], x);

          values[x] = colim_exponential_evaluate_at (self, ob, colim_fin_function_apply (hom->components[ob], z), g);
        }
      uncurried->components[ob] = _colim_fin_function_take (values, n, self->base->n_parts[ob]);
    }

  return uncurried;
}

/**
 * colim_exponential_evaluation:
 * @self: an exponential
 * @product: the product of F^G and the exponent
 * @error: return location for an error
 *
 * Makes the universal map: every homomorphism Z × G → F goes through it, by a unique Z → F^G.
 *
 * Returns: (transfer full): the homomorphism F^G × G → F, or %NULL with %COLIM_ERROR_INVALID (no such product) or
 *   %COLIM_ERROR_NOT_COMPOSABLE (its other factor is not F^G)
 */
ColimHom *
colim_exponential_evaluation (const ColimExponential *self, const ColimLimit *product, GError **error)
{
  g_return_val_if_fail (self != NULL && product != NULL, NULL);

  g_autoptr (ColimHom) identity = colim_hom_new_identity (self->power);

  return colim_exponential_uncurry (self, product, identity, error);
}
