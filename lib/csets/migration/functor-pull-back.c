/* Δ, pulling back along a functor: a C-set on D is a functor; composed with F: C → D it is one on C, with the same
 * variables.  So is a homomorphism, which is a transformation of functors. */

#include <colim/functor.h>

#include "lib/csets/hom-private.h"

static ColimColumn *
pull_attr (const ColimFunctor *self, const ColimCSet *cset, gint32 attr)
{
  const ColimSchema *dom = colim_functor_get_dom (self);
  gint32 object = colim_functor_apply (self, colim_schema_get_attr_dom (dom, attr));
  gsize n;
  const gint32 *path = colim_functor_get_path (self, colim_schema_get_n_homs (dom) + attr, &n);
  ColimColumn *values = cset->attrs[path[n - 1] - colim_schema_get_n_homs (cset->schema)];
  g_autoptr (ColimFinFunction) homs = NULL;
  ColimColumn *pulled;

  if (n == 1)
    return _colim_column_ref (values);
  homs = _colim_cset_compose_path (cset, object, path, n - 1);
  pulled = _colim_column_new (values->type, cset->n_parts[object]);
  for (gint32 x = 0; x < pulled->n; x++)
    _colim_column_copy_entry (pulled, x, values, colim_fin_function_apply (homs, x));

  return pulled;
}

/**
 * colim_functor_pull_back:
 * @self: a functor C → D
 * @cset: a C-set on D
 * @error: return location for an error
 *
 * Composes: the C-set on C that is `cset ∘ self`, known as Δ.  All variables stay.  Time: linear in what is made,
 * times the lengths of paths.
 *
 * Returns: (transfer full): the C-set, or %NULL with %COLIM_ERROR_TYPE (it is on another schema) or
 *   %COLIM_ERROR_EQUATION_VIOLATED (an equation of C does not go to one that holds in @cset)
 */
ColimCSet *
colim_functor_pull_back (const ColimFunctor *self, ColimCSet *cset, GError **error)
{
  g_return_val_if_fail (self != NULL && cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSchema *dom = colim_functor_get_dom (self);
  g_autoptr (ColimCSet) pulled = NULL;

  if (!_colim_schema_check_equal (colim_functor_get_codom (self), cset->schema, error))
    return NULL;
  pulled = _colim_cset_new_blank (dom);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (dom); ob++)
    pulled->n_parts[ob] = cset->n_parts[colim_functor_apply (self, ob)];
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (dom); t++)
    {
      gint32 type = colim_functor_get_attr_type (self, t);

      pulled->n_variables[t] = type >= 0 ? cset->n_variables[type] : 0;
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (dom); hom++)
    {
      gsize n;
      const gint32 *path = colim_functor_get_path (self, hom, &n);

      pulled->homs[hom] = _colim_cset_compose_path (
          cset, colim_functor_apply (self, colim_schema_get_hom_dom (dom, hom)), path, n);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (dom); attr++)
    pulled->attrs[attr] = pull_attr (self, cset, attr);

  return colim_cset_check (pulled, error) ? g_steal_pointer (&pulled) : NULL;
}

/**
 * colim_functor_pull_back_hom:
 * @self: a functor C → D
 * @hom: a homomorphism of C-sets on D
 * @error: return location for an error
 *
 * Composes: Δ on homomorphisms, which takes the components of the objects that @self goes to.
 *
 * Returns: (transfer full): the homomorphism between what its ends are pulled back to, or %NULL with the errors of
 *   [method@Colim.Functor.pull_back]
 */
ColimHom *
colim_functor_pull_back_hom (const ColimFunctor *self, ColimHom *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimSchema *schema = colim_functor_get_dom (self);
  g_autoptr (ColimCSet) dom = colim_functor_pull_back (self, hom->dom, error);
  g_autoptr (ColimCSet) codom = dom != NULL ? colim_functor_pull_back (self, hom->codom, error) : NULL;
  ColimHom *pulled;

  if (codom == NULL)
    return NULL;
  pulled = _colim_hom_new_blank (dom, codom);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    pulled->components[ob] = colim_fin_function_ref (hom->components[colim_functor_apply (self, ob)]);
  for (gint32 t = 0; t < colim_schema_get_n_attr_types (schema); t++)
    {
      gint32 type = colim_functor_get_attr_type (self, t);

      pulled->images[t] = type >= 0 ? _colim_column_ref (hom->images[type])
                                    : _colim_column_new (colim_schema_get_attr_type (schema, t), 0);
    }

  return pulled;
}
