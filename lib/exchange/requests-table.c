/* The operations that can be asked for: one row each. */

#include "lib/exchange/requests-private.h"

const ColimOperationRow _colim_operations[] = {
  { "is_natural", _colim_operation_is_natural, { { NULL } } },
  { "monic_epic", _colim_operation_monic_epic, { { "f", COLIM_ARGUMENT_HOM } } },
  { "connected_components", _colim_operation_connected_components, { { "of", COLIM_ARGUMENT_CSET } } },
  { "representable", _colim_operation_representable, { { NULL } } },
  { "coproduct", _colim_operation_coproduct, { { "summands", COLIM_ARGUMENT_CSETS } } },
  { "coequalizer", _colim_operation_coequalizer, { { "f", COLIM_ARGUMENT_HOM }, { "g", COLIM_ARGUMENT_HOM } } },
  { "pushout", _colim_operation_pushout, { { "f", COLIM_ARGUMENT_HOM }, { "g", COLIM_ARGUMENT_HOM } } },
  { "colimit", _colim_operation_colimit, { { "objects", COLIM_ARGUMENT_CSETS }, { "arrows", COLIM_ARGUMENT_HOMS } } },
  { "terminal", _colim_operation_terminal, { { NULL } } },
  { "product", _colim_operation_product, { { "factors", COLIM_ARGUMENT_CSETS } } },
  { "equalizer", _colim_operation_equalizer, { { "f", COLIM_ARGUMENT_HOM }, { "g", COLIM_ARGUMENT_HOM } } },
  { "pullback", _colim_operation_pullback, { { "f", COLIM_ARGUMENT_HOM }, { "g", COLIM_ARGUMENT_HOM } } },
  { "limit", _colim_operation_limit, { { "objects", COLIM_ARGUMENT_CSETS }, { "arrows", COLIM_ARGUMENT_HOMS } } },
  { "image", _colim_operation_image, { { "f", COLIM_ARGUMENT_HOM } } },
  { "preimage", _colim_operation_preimage, { { "f", COLIM_ARGUMENT_HOM } } },
  { "subobject_meet", _colim_operation_subobject_meet, { { "of", COLIM_ARGUMENT_CSET } } },
  { "subobject_join", _colim_operation_subobject_join, { { "of", COLIM_ARGUMENT_CSET } } },
  { "subobject_implies", _colim_operation_subobject_implies, { { "of", COLIM_ARGUMENT_CSET } } },
  { "subobject_subtract", _colim_operation_subobject_subtract, { { "of", COLIM_ARGUMENT_CSET } } },
  { "subobject_negate", _colim_operation_subobject_negate, { { "of", COLIM_ARGUMENT_CSET } } },
  { "subobject_non", _colim_operation_subobject_non, { { "of", COLIM_ARGUMENT_CSET } } },
  { "subobject_count", _colim_operation_subobject_count, { { "of", COLIM_ARGUMENT_CSET } } },
  { "subobject_classifier", _colim_operation_subobject_classifier, { { NULL } } },
  { "internal_hom",
    _colim_operation_internal_hom,
    { { "exponent", COLIM_ARGUMENT_CSET }, { "base", COLIM_ARGUMENT_CSET }, { "test", COLIM_ARGUMENT_CSET } } },
  { "partial_overlaps",
    _colim_operation_partial_overlaps,
    { { "a", COLIM_ARGUMENT_CSET }, { "b", COLIM_ARGUMENT_CSET } } },
  { "elements", _colim_operation_elements, { { "of", COLIM_ARGUMENT_CSET } } },
  { "delta", _colim_operation_delta, { { "of", COLIM_ARGUMENT_CSET } } },
  { "sigma", _colim_operation_sigma, { { "of", COLIM_ARGUMENT_CSET } } },
  { "pi", _colim_operation_pi, { { "of", COLIM_ARGUMENT_CSET } } },
  { "conjunctive_query", _colim_operation_conjunctive_query, { { "of", COLIM_ARGUMENT_CSET } } },
  { "duc_query", _colim_operation_duc_query, { { "of", COLIM_ARGUMENT_CSET } } },
  { "chase", _colim_operation_chase, { { "of", COLIM_ARGUMENT_CSET }, { "dependencies", COLIM_ARGUMENT_HOMS } } },
  { "homomorphism_count",
    _colim_operation_homomorphism_count,
    { { "dom", COLIM_ARGUMENT_CSET }, { "codom", COLIM_ARGUMENT_CSET } } },
  { "cartesian_count",
    _colim_operation_cartesian_count,
    { { "dom", COLIM_ARGUMENT_CSET }, { "codom", COLIM_ARGUMENT_CSET } } },
  { "automorphism_count", _colim_operation_automorphism_count, { { "of", COLIM_ARGUMENT_CSET } } },
  { "is_isomorphic", _colim_operation_is_isomorphic, { { "a", COLIM_ARGUMENT_CSET }, { "b", COLIM_ARGUMENT_CSET } } },
  { "pushout_complement",
    _colim_operation_pushout_complement,
    { { "l", COLIM_ARGUMENT_HOM }, { "m", COLIM_ARGUMENT_HOM } } },
  { "gluing_conditions",
    _colim_operation_gluing_conditions,
    { { "l", COLIM_ARGUMENT_HOM }, { "m", COLIM_ARGUMENT_HOM } } },
  { "rewrite",
    _colim_operation_rewrite,
    { { "l", COLIM_ARGUMENT_HOM }, { "r", COLIM_ARGUMENT_HOM }, { "m", COLIM_ARGUMENT_HOM } } },
  { "coneg_rewrite",
    _colim_operation_coneg_rewrite,
    { { "L", COLIM_ARGUMENT_CSET },
      { "R", COLIM_ARGUMENT_CSET },
      { "G", COLIM_ARGUMENT_CSET },
      { "m", COLIM_ARGUMENT_HOM } } },
  { "structured_cospan_compose",
    _colim_operation_structured_cospan_compose,
    { { "g", COLIM_ARGUMENT_APEX }, { "h", COLIM_ARGUMENT_APEX } } },
  { "mutation", _colim_operation_mutation, { { NULL } } },
  { "graph_algorithm", _colim_operation_graph_algorithm, { { "of", COLIM_ARGUMENT_CSET } } },
};
const gsize _colim_n_operations = G_N_ELEMENTS (_colim_operations);

/**
 * colim_requests_list_operations:
 *
 * Names the operations that [func@Colim.requests_answer] knows.
 *
 * Returns: (transfer none) (array zero-terminated=1): the names, in a fixed order
 */
const char *const *
colim_requests_list_operations (void)
{
  static const char *names[G_N_ELEMENTS (_colim_operations) + 1];
  static gsize listed;

  if (g_once_init_enter (&listed))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (_colim_operations); i++)
        names[i] = _colim_operations[i].name;
      g_once_init_leave (&listed, 1);
    }

  return names;
}
