/* Operations on truth values, exponentials, and what two C-sets have in common. */

#include "lib/exchange/requests-private.h"

#include <colim/exponential.h>
#include <colim/hom-search.h>
#include <colim/overlap.h>
#include <colim/subobject-classifier.h>

gboolean
_colim_operation_subobject_classifier (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimSchema *schema = _colim_request_get_schema (self, error);
  g_autoptr (ColimSubobjectClassifier) classifier
      = schema != NULL ? colim_subobject_classifier_new (schema, self->budget, error) : NULL;

  if (classifier == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, colim_subobject_classifier_get_cset (classifier));

  return TRUE;
}

gboolean
_colim_operation_internal_hom (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  g_autoptr (ColimExponential) exponential
      = colim_exponential_new (_colim_request_get_cset (self, "base"), _colim_request_get_cset (self, "exponent"),
                               self->budget, error);
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (ColimNatural) count = NULL;

  if (exponential == NULL)
    return FALSE;
  search = colim_hom_search_new (_colim_request_get_cset (self, "test"), colim_exponential_get_cset (exponential));
  colim_hom_search_set_budget (search, self->budget);
  if ((count = colim_hom_search_count (search, error)) == NULL)
    return FALSE;
  colim_json_writer_key (answer, "curry_count");
  _colim_request_write_count (answer, count);
  _colim_request_write_cset (self, answer, colim_exponential_get_cset (exponential));

  return TRUE;
}

gboolean
_colim_operation_partial_overlaps (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimCSet *a = _colim_request_get_cset (self, "a"), *b = _colim_request_get_cset (self, "b");
  g_autoptr (ColimNatural) pairs = NULL;
  g_autoptr (ColimNatural) spans = NULL;

  if (!_colim_request_spend_parts (self, a, error) || !_colim_request_spend_parts (self, b, error)
      || (pairs = colim_overlap_count_pairs (a, b, self->budget, error)) == NULL
      || (spans = colim_overlap_count_spans (a, b, self->budget, error)) == NULL)
    return FALSE;
  colim_json_writer_key (answer, "pairs_of_isomorphic_subobjects");
  _colim_request_write_count (answer, pairs);
  colim_json_writer_key (answer, "monic_spans_up_to_iso");
  _colim_request_write_count (answer, spans);

  return TRUE;
}
