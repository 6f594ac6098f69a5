/* The image of a homomorphism, between one that only glues and one that only includes:
 *
 *     X --epi--> im (f) --mono--> Y       parts: the values of each component
 *                                         variables: those that a part has, or that a variable goes to
 */

#include "lib/csets/subobjects/subobject-private.h"

static ColimColumn *
corestrict (const ColimColumn *images, const ColimColumn *kept, gint32 n_variables)
{
  ColimColumn *corestricted = _colim_column_new (images->type, images->n);
  g_autofree gint32 *numbers = g_new (gint32, n_variables);

  for (gint32 v = 0; v < kept->n; v++)
    numbers[kept->variables[v]] = v;
  for (gint32 v = 0; v < images->n; v++)
    if (images->variables[v] >= 0)
      _colim_column_set_variable (corestricted, v, numbers[images->variables[v]]);
    else
      _colim_column_copy_entry (corestricted, v, images, v);

  return corestricted;
}

/**
 * colim_hom_factorize:
 * @self: a homomorphism
 * @epi: (out) (transfer full): a homomorphism from its domain to its image, surjective on parts
 * @mono: (out) (transfer full): the inclusion of its image, parts and variables ascending
 *
 * Splits the homomorphism into one that only glues, and may give values to variables, and one that only includes:
 * `self = epi ; mono`.
 */
void
colim_hom_factorize (const ColimHom *self, ColimHom **epi, ColimHom **mono)
{
  g_return_if_fail (self != NULL && epi != NULL && mono != NULL);

  g_autoptr (ColimSubobject) all = colim_subobject_new_top (self->dom);
  g_autoptr (ColimSubobject) image = colim_subobject_image (all, self, NULL);
  ColimHom *inclusion = _colim_subobject_include (image, self);
  ColimHom *gluing = _colim_hom_new_blank (self->dom, inclusion->dom);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->dom->schema); ob++)
    {
      g_autoptr (ColimFinFunction) included = NULL;

      colim_fin_function_factorize (self->components[ob], &gluing->components[ob], &included);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->dom->schema); type++)
    gluing->images[type]
        = corestrict (self->images[type], inclusion->images[type], self->codom->n_variables[type]);
  *epi = gluing;
  *mono = inclusion;
}
