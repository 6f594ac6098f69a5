#pragma once

#define COLIM_INSIDE

#include <colim/macros.h>
#include <colim/error.h>
#include <colim/text.h>
#include <colim/diagnostics.h>

#include <colim/fin-function.h>
#include <colim/fibres.h>
#include <colim/fin-colimit.h>
#include <colim/fin-limit.h>

#include <colim/natural.h>
#include <colim/rational.h>
#include <colim/semiring.h>

#include <colim/quiver.h>
#include <colim/path.h>
#include <colim/path-count.h>
#include <colim/components.h>
#include <colim/closure.h>
#include <colim/search.h>
#include <colim/derivation.h>
#include <colim/rewriting.h>
#include <colim/presentation.h>
#include <colim/completion.h>
#include <colim/fin-functor.h>
#include <colim/transformation.h>
#include <colim/category.h>
#include <colim/comma.h>
#include <colim/shape.h>
#include <colim/two-category.h>
#include <colim/two-functor.h>

#include <colim/attr-type.h>
#include <colim/schema.h>
#include <colim/schema-presentation.h>
#include <colim/cset.h>
#include <colim/renumbering.h>
#include <colim/cset-builder.h>
#include <colim/hom.h>
#include <colim/hom-search.h>
#include <colim/colimit.h>
#include <colim/limit.h>
#include <colim/sqlite.h>
#include <colim/subobject.h>
#include <colim/subobject-lattice.h>
#include <colim/subobject-classifier.h>
#include <colim/exponential.h>
#include <colim/overlap.h>
#include <colim/elements.h>
#include <colim/functor.h>
#include <colim/representable.h>
#include <colim/sections.h>
#include <colim/left-extension.h>
#include <colim/right-extension.h>
#include <colim/solutions.h>
#include <colim/conjunctive-query.h>
#include <colim/gluing-conditions.h>
#include <colim/complement.h>
#include <colim/rule.h>
#include <colim/rewrite.h>
#include <colim/duc-query.h>
#include <colim/chase.h>
#include <colim/structured-cospan.h>

#include <colim/json-reader.h>
#include <colim/json-writer.h>
#include <colim/json.h>
#include <colim/acset-json.h>
#include <colim/compact-json.h>
#include <colim/hom-search-json.h>
#include <colim/functor-json.h>
#include <colim/csv.h>
#include <colim/requests.h>
#include <colim/drawing.h>
#include <colim/cset-drawing.h>
#include <colim/subobject-drawing.h>
#include <colim/schema-drawing.h>
#include <colim/hom-drawing.h>
#include <colim/cone-drawing.h>
#include <colim/chart.h>

#include <colim/tensor.h>
#include <colim/program.h>
#include <colim/plan.h>
#include <colim/random.h>
#include <colim/safetensors.h>

#include <colim/type.h>
#include <colim/term.h>
#include <colim/parser.h>

#include <colim/learning-graph.h>
#include <colim/order.h>
#include <colim/labelling.h>
#include <colim/selection.h>
#include <colim/paths.h>
#include <colim/pairs.h>
#include <colim/diagram.h>
#include <colim/diagram-drawing.h>
#include <colim/gluing.h>
#include <colim/file.h>
#include <colim/data-source.h>
#include <colim/table-source.h>
#include <colim/data-set.h>
#include <colim/interpretation.h>
#include <colim/loss-space.h>
#include <colim/loss-square.h>
#include <colim/loss.h>
#include <colim/weights.h>
#include <colim/training.h>

#undef COLIM_INSIDE
