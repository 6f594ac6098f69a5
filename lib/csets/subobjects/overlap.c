/* Partial overlaps of two C-sets: what one has in common with the other.
 *
 *     A ◀──◁ P ▷──▶ B      up to isomorphisms of P, the left leg is the inclusion of a sub-object S of A; then nothing is
 *                          left to choose, and each injective S → B is another overlap
 *
 * All that have the same image in B differ by automorphisms of S: so there are as many sub-objects of B that are
 * isomorphic to S as there are injective S → B for each automorphism.
 *
 * A sub-object keeps the variables that it uses, and these go to different variables.
 */

#include <colim/overlap.h>

#include "lib/csets/search/hom-search-private.h"
#include "lib/csets/subobjects/subobject-lattice-private.h"
#include "lib/csets/subobjects/subobject-private.h"

typedef struct {
  ColimCSet *other;
  gboolean up_to_automorphisms;
  mpz_t sum;
  ColimSpanFunc function;
  gpointer user_data;
  ColimHom *left;
  gboolean stopped;
  gint64 budget;
  GError *error;
} Overlaps;

static void
clear (Overlaps *self)
{
  mpz_clear (self->sum);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Overlaps, clear)

/* A search for injective homomorphisms: those from a C-set to itself are its automorphisms. */
static ColimHomSearch *
new_search (ColimCSet *dom, ColimCSet *codom)
{
  ColimHomSearch *search = colim_hom_search_new (dom, codom);
  const ColimSchema *schema = dom->schema;

  colim_hom_search_set_monic (search, NULL, NULL);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    colim_hom_search_set_monic (search, colim_schema_get_attr_type_name (schema, type), NULL);

  return search;
}

static gboolean
count_one (ColimSubobject *subobject, gpointer data)
{
  Overlaps *self = data;
  g_autoptr (ColimHom) inclusion = colim_subobject_inclusion (subobject);
  g_autoptr (ColimHomSearch) search = new_search (inclusion->dom, self->other);
  g_autoptr (ColimNatural) n = _colim_hom_search_count (search, &self->budget, &self->error);
  g_autoptr (ColimHomSearch) twin = NULL;
  g_autoptr (ColimNatural) n_automorphisms = NULL;
  mpz_t quotient;

  if (n == NULL)
    return FALSE;
  if (!self->up_to_automorphisms)
    {
      mpz_add (self->sum, self->sum, n->value);
      return TRUE;
    }
  twin = new_search (inclusion->dom, inclusion->dom);
  if ((n_automorphisms = _colim_hom_search_count (twin, &self->budget, &self->error)) == NULL)
    return FALSE;
  mpz_init (quotient);
  mpz_divexact (quotient, n->value, n_automorphisms->value);
  mpz_add (self->sum, self->sum, quotient);
  mpz_clear (quotient);

  return TRUE;
}

static gboolean
show (ColimHom *hom, gpointer data)
{
  Overlaps *self = data;

  self->stopped = !self->function (self->left, hom, self->user_data);

  return !self->stopped;
}

static gboolean
show_all (ColimSubobject *subobject, gpointer data)
{
  Overlaps *self = data;
  g_autoptr (ColimHom) inclusion = colim_subobject_inclusion (subobject);
  g_autoptr (ColimHomSearch) search = new_search (inclusion->dom, self->other);

  self->left = inclusion;

  return _colim_hom_search_foreach (search, show, self, &self->budget, &self->error) && !self->stopped;
}

/* One budget for the sub-objects and another for the searches: neither waits for the other. */
static gboolean
run (Overlaps *self, ColimCSet *of, ColimSubobjectFunc function, GError **error)
{
  gint64 budget = self->budget;

  if (!_colim_cset_foreach_subobject (of, &budget, function, self, error))
    return FALSE;
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

/* Overlaps are the same from both sides: it is counted from where there are fewer sub-objects. */
static ColimNatural *
count (ColimCSet *a, ColimCSet *b, gint64 budget, gboolean up_to_automorphisms, GError **error)
{
  g_autoptr (ColimNatural) n_first = NULL;
  g_autoptr (ColimNatural) n_second = NULL;
  g_auto (Overlaps) self = { .up_to_automorphisms = up_to_automorphisms, .budget = budget };
  gboolean turned;

  mpz_init (self.sum);
  if (!_colim_schema_check_equal (a->schema, b->schema, error)
      || (n_first = _colim_cset_count_subobjects (a, &self.budget, error)) == NULL
      || (n_second = _colim_cset_count_subobjects (b, &self.budget, error)) == NULL)
    return NULL;
  turned = colim_natural_compare (n_first, n_second) > 0;
  self.other = turned ? a : b;
  if (!run (&self, turned ? b : a, count_one, error))
    return NULL;

  return _colim_natural_take (self.sum);
}

/**
 * colim_overlap_count_spans:
 * @a: a C-set
 * @b: another one on the same schema
 * @budget: how many steps it may take
 * @error: return location for an error
 *
 * Counts the spans of injective homomorphisms from one C-set to @a and @b, up to isomorphism: spans are the same if an
 * isomorphism between where they start takes both legs to both.
 *
 * Returns: (transfer full): how many there are, or %NULL with %COLIM_ERROR_BUDGET, %COLIM_ERROR_TOO_LARGE or
 *   %COLIM_ERROR_TYPE (the schemas differ)
 */
ColimNatural *
colim_overlap_count_spans (ColimCSet *a, ColimCSet *b, gint64 budget, GError **error)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return count (a, b, budget, FALSE, error);
}

/**
 * colim_overlap_count_pairs:
 * @a: a C-set
 * @b: another one on the same schema
 * @budget: how many steps it may take
 * @error: return location for an error
 *
 * Counts the pairs of a sub-object of @a and one of @b that are isomorphic.  There are at most as many as there are
 * spans: these also say how the two are isomorphic.
 *
 * Returns: (transfer full): how many there are, or %NULL with %COLIM_ERROR_BUDGET, %COLIM_ERROR_TOO_LARGE or
 *   %COLIM_ERROR_TYPE (the schemas differ)
 */
ColimNatural *
colim_overlap_count_pairs (ColimCSet *a, ColimCSet *b, gint64 budget, GError **error)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return count (a, b, budget, TRUE, error);
}

/**
 * colim_overlap_foreach_span:
 * @a: a C-set
 * @b: another one on the same schema
 * @budget: how many steps it may take
 * @function: (scope call) (closure user_data): called with each span, until it returns %FALSE
 * @user_data: passed to @function
 * @error: return location for an error
 *
 * Shows the spans of injective homomorphisms to @a and @b, one of each kind up to isomorphism: the left leg is the
 * inclusion of a sub-object, in the order of [method@Colim.CSet.foreach_subobject], and then the right leg goes through
 * its homomorphisms in the order of [method@Colim.HomSearch.foreach].
 *
 * Returns: %TRUE, also if @function stopped; %FALSE with %COLIM_ERROR_BUDGET (after some may have been shown),
 *   %COLIM_ERROR_TOO_LARGE or %COLIM_ERROR_TYPE (the schemas differ)
 */
gboolean
colim_overlap_foreach_span (ColimCSet *a, ColimCSet *b, gint64 budget, ColimSpanFunc function, gpointer user_data,
                            GError **error)
{
  g_return_val_if_fail (a != NULL && b != NULL && function != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_auto (Overlaps) self = { .other = b, .function = function, .user_data = user_data, .budget = budget };

  mpz_init (self.sum);

  return _colim_schema_check_equal (a->schema, b->schema, error) && run (&self, a, show_all, error);
}
