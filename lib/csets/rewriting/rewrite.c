/* A rewriting: a rule, applied at a match.
 *
 *     L <--l-- I --r--> R        K is carved out of G, and H is the pushout of K and R along I.  A single pushout may
 *     |        |        |        delete of I and R too: then both are what is left of them.
 *   m |        |        |
 *     v        v        v
 *     G <----- K -----> H
 */

#include <colim/rewrite.h>

#include <colim/colimit.h>

#include "lib/csets/rewriting/rule-private.h"
#include "lib/sets/fin-function-private.h"

struct _ColimRewrite {
  ColimComplement *complement;
  ColimColimit *pushout;
  ColimHom *kept_interface; /* of I */
  ColimHom *kept_right;     /* of R */
};

/**
 * ColimRewrite:
 *
 * What a rule makes of a C-set at a match, with all the maps.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimRewrite, colim_rewrite, colim_rewrite_ref, colim_rewrite_unref)

/* Carves I as far as it goes with what is deleted. */
static void
carve_interface (const ColimCarving *carving, ColimCSet *interface, ColimCarved *carved)
{
  ColimCopies gone = { 0, NULL };
  g_autofree GHashTable **copies = g_new (GHashTable *, carving->n_objects);

  for (gint32 ob = 0; ob < carving->n_objects; ob++)
    {
      copies[ob] = g_hash_table_new (NULL, NULL);
      for (gint32 a = 0; a < interface->n_parts[ob]; a++)
        if (carving->interface[ob][a] < 0)
          g_hash_table_insert (copies[ob], GINT_TO_POINTER (a), &gone);
    }
  _colim_carved_init (carved, interface, copies, NULL);
  for (gint32 ob = 0; ob < carving->n_objects; ob++)
    g_hash_table_unref (copies[ob]);
}

/* Carves R; variables at which those of I are stay. */
static void
carve_right (const ColimCarving *carving, const ColimHom *right, const ColimHom *kept_interface, ColimCarved *carved)
{
  gint32 n_types = colim_schema_get_n_attr_types (right->dom->schema);
  g_autofree guint8 **anchored = g_new (guint8 *, n_types);

  for (gint32 type = 0; type < n_types; type++)
    {
      const ColimColumn *kept = kept_interface->images[type], *images = right->images[type];

      anchored[type] = g_new0 (guint8, right->codom->n_variables[type]);
      for (gint32 w = 0; w < kept->n; w++)
        if (images->variables[kept->variables[w]] >= 0)
          anchored[type][images->variables[kept->variables[w]]] = TRUE;
    }
  _colim_carved_init (carved, right->codom, carving->right_copies, (const guint8 *const *) anchored);
  for (gint32 type = 0; type < n_types; type++)
    g_free (anchored[type]);
}

/* What is left of r: I → R. */
static ColimHom *
restrict_right (const ColimHom *right, const ColimHom *kept_interface, const ColimCarved *carved)
{
  const ColimSchema *schema = right->dom->schema;
  g_autoptr (ColimHom) along = colim_hom_compose (kept_interface, right, NULL);
  ColimHom *restricted = _colim_hom_new_blank (kept_interface->dom, carved->inclusion->dom);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      gsize n;
      const gint32 *parts = colim_fin_function_get_values (along->components[ob], &n);
      gint32 *values = g_new (gint32, n);

      for (gsize a = 0; a < n; a++)
        values[a] = carved->first[ob][parts[a]];
      restricted->components[ob] = _colim_fin_function_take (values, (gint32) n, restricted->codom->n_parts[ob]);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      const ColimColumn *images = along->images[type];

      restricted->images[type] = _colim_column_new (images->type, images->n);
      for (gint32 w = 0; w < images->n; w++)
        if (images->variables[w] >= 0)
          _colim_column_set_variable (restricted->images[type], w, carved->variables[type][images->variables[w]]);
        else
          _colim_column_copy_entry (restricted->images[type], w, images, w);
    }

  return restricted;
}

/* What is left of I → R: all of it, but where a single pushout deletes what is glued to something deleted. */
ColimHom *
_colim_rule_carve_right (const ColimRule *self, const ColimCarving *carving, ColimHom **kept_interface,
                         ColimHom **kept_right)
{
  g_auto (ColimCarved) interface = { 0, }, right = { 0, };

  carve_interface (carving, self->right->dom, &interface);
  carve_right (carving, self->right, interface.inclusion, &right);
  *kept_interface = colim_hom_ref (interface.inclusion);
  *kept_right = colim_hom_ref (right.inclusion);

  return restrict_right (self->right, interface.inclusion, &right);
}

/**
 * colim_rewrite_new:
 * @rule: a rule
 * @match: a homomorphism from its left side to the host
 * @budget: how many copies a sesqui-pushout rule may make; -1 for any number
 * @error: return location for an error
 *
 * Applies a rule at a match.  Negative application conditions are not asked here, see [method@Colim.Rule.accepts].
 * Time: the size of the host; see [method@Colim.Rule.apply] for less.
 *
 * Returns: (transfer full): the rewriting, or %NULL with %COLIM_ERROR_NO_COMPLEMENT (what is to be deleted cannot
 *   be), %COLIM_ERROR_ATTRIBUTE_CONFLICT, %COLIM_ERROR_NOT_COMPOSABLE, %COLIM_ERROR_BUDGET or %COLIM_ERROR_TOO_LARGE
 */
ColimRewrite *
colim_rewrite_new (ColimRule *rule, ColimHom *match, gint64 budget, GError **error)
{
  g_return_val_if_fail (rule != NULL && match != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimRewrite) self = NULL;
  g_auto (ColimHomSite) at = { 0, };
  g_auto (ColimCarving) carving = { 0, };
  g_autoptr (ColimHom) right = NULL;

  if (!_colim_hom_site_init (&at, rule->left, rule->right, match, NULL, error)
      || !_colim_rule_carve (rule, &at.site, budget, &carving, error))
    return NULL;
  self = g_atomic_rc_box_new0 (ColimRewrite);
  right = _colim_rule_carve_right (rule, &carving, &self->kept_interface, &self->kept_right);
  self->complement = _colim_complement_new_carved (&carving, &at.site, match->codom, self->kept_interface);
  self->pushout = colim_colimit_new_pushout (colim_complement_get_interface (self->complement), right, error);

  return self->pushout != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_rewrite_ref:
 * @self: a rewriting
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimRewrite *
colim_rewrite_ref (ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimRewrite *self)
{
  g_clear_pointer (&self->complement, colim_complement_unref);
  g_clear_pointer (&self->pushout, colim_colimit_unref);
  g_clear_pointer (&self->kept_interface, colim_hom_unref);
  g_clear_pointer (&self->kept_right, colim_hom_unref);
}

/**
 * colim_rewrite_unref:
 * @self: (transfer full): a rewriting
 *
 * Gives a reference back.
 */
void
colim_rewrite_unref (ColimRewrite *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_rewrite_get_result:
 * @self: a rewriting
 *
 * Gives what the host becomes: what is left of it, in its order, then what is new.
 *
 * Returns: (transfer none): H
 */
ColimCSet *
colim_rewrite_get_result (const ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return colim_colimit_get_apex (self->pushout);
}

/**
 * colim_rewrite_get_interface:
 * @self: a rewriting
 *
 * Tells where the interface is in what is left of the host.
 *
 * Returns: (transfer none): I → K, from what is left of I
 */
ColimHom *
colim_rewrite_get_interface (const ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return colim_complement_get_interface (self->complement);
}

/**
 * colim_rewrite_get_context:
 * @self: a rewriting
 *
 * Tells what is left of the host.  With [method@Colim.Rewrite.get_result_map] it is the partial map from G to H.
 *
 * Returns: (transfer none): K → G
 */
ColimHom *
colim_rewrite_get_context (const ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return colim_complement_get_context (self->complement);
}

/**
 * colim_rewrite_get_result_map:
 * @self: a rewriting
 *
 * Tells what becomes of what is left of the host.
 *
 * Returns: (transfer none): K → H
 */
ColimHom *
colim_rewrite_get_result_map (const ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return colim_colimit_get_leg (self->pushout, 0);
}

/**
 * colim_rewrite_get_comatch:
 * @self: a rewriting
 *
 * Tells where the right side of the rule is in the result.
 *
 * Returns: (transfer none): R → H, from what is left of R
 */
ColimHom *
colim_rewrite_get_comatch (const ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return colim_colimit_get_leg (self->pushout, 1);
}

/**
 * colim_rewrite_get_kept_interface:
 * @self: a rewriting
 *
 * Tells what is left of the interface: all of it, but where a single pushout deletes what the match glues to
 * something deleted.
 *
 * Returns: (transfer none): the inclusion into I
 */
ColimHom *
colim_rewrite_get_kept_interface (const ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kept_interface;
}

/**
 * colim_rewrite_get_kept_right:
 * @self: a rewriting
 *
 * Tells what is left of the right side: all of it, but where a single pushout deletes what the match glues to
 * something deleted.
 *
 * Returns: (transfer none): the inclusion into R
 */
ColimHom *
colim_rewrite_get_kept_right (const ColimRewrite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kept_right;
}
