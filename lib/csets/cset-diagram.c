/* What must hold of a diagram of C-sets: one schema, and arrows that fit their ends. */

#include "lib/csets/cset-diagram-private.h"

gboolean
_colim_cset_diagram_check (const ColimCSetDiagram *self, GError **error)
{
  for (guint i = 0; i < self->n_objects; i++)
    if (!_colim_schema_check_equal (self->schema, self->objects[i]->schema, error))
      return FALSE;
  for (guint a = 0; a < self->n_arrows; a++)
    {
      const gint32 ends[2] = { self->sources[a], self->targets[a] };
      const ColimCSet *csets[2] = { self->arrows[a]->dom, self->arrows[a]->codom };

      for (guint end = 0; end < 2; end++)
        if (ends[end] < 0 || (guint) ends[end] >= self->n_objects)
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                         "arrow %u has object %d as its %s, but there are %u objects", a, ends[end],
                         end == 0 ? "source" : "target", self->n_objects);
            return FALSE;
          }
        else if (!colim_cset_equal (csets[end], self->objects[ends[end]]))
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the %s of arrow %u is not object %d",
                         end == 0 ? "domain" : "codomain", a, ends[end]);
            return FALSE;
          }
    }

  return TRUE;
}

/* The attribute and the part by which people know a variable, if there are any. */
char *
_colim_cset_describe_variable (const ColimCSet *cset, gint32 type, gint32 variable)
{
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (cset->schema); attr++)
    if (colim_schema_get_attr_codom (cset->schema, attr) == type)
      for (gint32 x = 0; x < cset->attrs[attr]->n; x++)
        if (cset->attrs[attr]->variables[x] == variable)
          return g_strdup_printf ("'%s' of part %d of '%s'", colim_schema_get_attr_name (cset->schema, attr), x,
                                  colim_schema_get_object_name (cset->schema,
                                                                colim_schema_get_attr_dom (cset->schema, attr)));

  return g_strdup_printf ("variable %d of '%s'", variable, colim_schema_get_attr_type_name (cset->schema, type));
}
