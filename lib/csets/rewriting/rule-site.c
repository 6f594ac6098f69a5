/* A match in a host that changes: images of parts, from which those of variables follow. */

#include "lib/csets/rewriting/rule-private.h"

static gboolean
check_total (const ColimCSetBuilder *host, GError **error)
{
  const ColimSchema *schema = host->schema;
  const char *partial = NULL;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (host->homs[hom].n_undefined > 0)
      partial = colim_schema_get_hom_name (schema, hom);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (host->attrs[attr]->n_undefined > 0)
      partial = colim_schema_get_attr_name (schema, attr);
  if (partial != NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "cannot rewrite: '%s' of a part of the host is undefined",
                 partial);

  return partial == NULL;
}

/* Finds the parts of L in the list, object after object. */
static gboolean
list_images (ColimBuilderSite *self, const ColimCSet *left, const gint32 *match, gsize n_match, GError **error)
{
  const ColimSchema *schema = left->schema;
  gint64 n = 0;

  self->images = g_new (const gint32 *, colim_schema_get_n_objects (schema));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      self->images[ob] = match + n;
      n += left->n_parts[ob];
    }
  if ((gsize) n != n_match)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   "the match has %" G_GSIZE_FORMAT " parts, the left side of the rule %" G_GINT64_FORMAT, n_match, n);
      return FALSE;
    }
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    for (gint32 x = 0; x < left->n_parts[ob]; x++)
      if (!_colim_cset_builder_check_part (self->site.host, ob, self->images[ob][x], error))
        return FALSE;

  return TRUE;
}

static void
refuse (const ColimSchema *schema, const char *arrow, gint32 ob, gint32 x, GError **error)
{
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_NATURAL, "the match does not respect '%s' of part %d of '%s'",
               arrow, x, colim_schema_get_object_name (schema, ob));
}

static gboolean
check_homs (const ColimBuilderSite *self, const ColimCSet *left, GError **error)
{
  const ColimSchema *schema = left->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (schema, hom), codom = colim_schema_get_hom_codom (schema, hom);

      for (gint32 x = 0; x < left->n_parts[dom]; x++)
        if (self->site.host->homs[hom].values[self->images[dom][x]]
            != self->images[codom][colim_fin_function_apply (left->homs[hom], x)])
          {
            refuse (schema, colim_schema_get_hom_name (schema, hom), dom, x, error);
            return FALSE;
          }
    }

  return TRUE;
}

/* Variables go where the attributes say, and must be used by one. */
static gboolean
bind_variables (ColimBuilderSite *self, const ColimCSet *left, GError **error)
{
  const ColimSchema *schema = left->schema;

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const ColimColumn *column = left->attrs[attr], *values = self->site.host->attrs[attr];
      ColimColumn *bindings = self->bindings[colim_schema_get_attr_codom (schema, attr)];
      gint32 dom = colim_schema_get_attr_dom (schema, attr);

      for (gint32 x = 0; x < column->n; x++)
        {
          gint32 variable = column->variables[x], image = self->images[dom][x];
          gboolean is_new = variable >= 0 && bindings->variables[variable] == COLIM_COLUMN_UNDEFINED;

          if (is_new)
            _colim_column_copy_entry (bindings, variable, values, image);
          else if (!_colim_column_equal_entries (variable >= 0 ? bindings : column, variable >= 0 ? variable : x,
                                                 values, image))
            {
              refuse (schema, colim_schema_get_attr_name (schema, attr), dom, x, error);
              return FALSE;
            }
        }
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    if (self->bindings[type]->n_undefined > 0)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED,
                     "the match does not bind a variable of '%s', which no part of the left side uses",
                     colim_schema_get_attr_type_name (schema, type));
        return FALSE;
      }

  return TRUE;
}

gboolean
_colim_builder_site_init (ColimBuilderSite *self, const ColimRule *rule, ColimCSetBuilder *host, const gint32 *match,
                          gsize n_match, GError **error)
{
  const ColimCSet *left = rule->left->codom;

  if (!_colim_schema_check_equal (left->schema, host->schema, error) || !check_total (host, error))
    return FALSE;
  self->n_types = colim_schema_get_n_attr_types (left->schema);
  self->bindings = g_new (ColimColumn *, self->n_types);
  for (gint32 type = 0; type < self->n_types; type++)
    self->bindings[type]
        = _colim_column_new (colim_schema_get_attr_type (left->schema, type), left->n_variables[type]);
  self->site.host = host;
  if (!list_images (self, left, match, n_match, error) || !check_homs (self, left, error)
      || !bind_variables (self, left, error))
    return FALSE;
  self->site = (ColimSite) { rule->left, rule->right, host, self->images, self->bindings };

  return TRUE;
}

void
_colim_builder_site_clear (ColimBuilderSite *self)
{
  for (gint32 type = 0; type < self->n_types; type++)
    _colim_column_unref (self->bindings[type]);
  g_free (self->bindings);
  g_free (self->images);
}
