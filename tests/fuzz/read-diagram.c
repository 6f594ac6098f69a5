/* Any bytes read as a diagram in JSON without a crash; what is good is checked, and prints as text in the language that
 * makes the same graph.  How to run it with an engine is told in parse-language.c. */

#include <colim/colim.h>

#include "tests/fuzz/fail.h"
#include "theory/language/diagram-json-private.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static ColimDiagram *
get_diagram (ColimFile *file)
{
  return colim_file_get_diagram (file, colim_file_get_n_diagrams (file) - 1);
}

static void
compare (ColimDiagram *first, ColimDiagram *second)
{
  ColimCSet *graph = colim_diagram_get_graph (first);

  if (!colim_learning_graph_check (graph, NULL))
    fail ("a diagram that is none");
  if (!colim_cset_equal (graph, colim_diagram_get_graph (second)))
    fail ("another graph");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ColimText) text = colim_text_new ("input", size > 0 ? (const char *) data : "", (gssize) size);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimTerm) term = _colim_read_diagram_json (text, diagnostics, &error);
  g_autoptr (ColimFile) file = NULL;
  g_autofree char *complaints = NULL;

  if ((term == NULL) != (error != NULL || colim_diagnostics_get_n_errors (diagnostics) > 0))
    fail ("a failure without an error, or an error without a failure");
  if (term != NULL)
    file = colim_file_new (text, term, diagnostics);
  complaints = colim_diagnostics_to_string (diagnostics);
  if (file == NULL)
    return 0;

  g_autofree char *printed = colim_print_file (term);
  g_autoptr (ColimText) again = colim_text_new ("printed", printed, -1);
  g_autoptr (ColimTerm) parsed = colim_parse_file (again, diagnostics);
  g_autoptr (ColimFile) second = colim_file_new (again, parsed, diagnostics);

  if (second == NULL)
    fail ("does not read back:\n%s", printed);
  compare (get_diagram (file), get_diagram (second));

  return 0;
}
