/* Any bytes parse without a crash, and what is good in them prints as text that reads back as the same, whole and in
 * one layout.
 *
 * CC=clang meson setup _fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dintrospection=disabled
 *   -Dc_args=-fsanitize=fuzzer-no-link -Dfuzz_engine=-fsanitize=fuzzer
 * ninja -C _fuzz && _fuzz/tests/fuzz/fuzz-parse-language -max_len=4096 tests/fuzz/corpus/language
 */

#include <colim/parser.h>

#include "tests/fuzz/fail.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

typedef ColimTerm *(*Parse) (ColimText *text, ColimDiagnostics *diagnostics);

static void
read_back (const ColimTerm *term, Parse parse)
{
  g_autofree char *printed = colim_term_to_string (term);
  g_autoptr (ColimText) text = colim_text_new ("printed", printed, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) again = parse (text, diagnostics);
  g_autofree char *complaints = colim_diagnostics_to_string (diagnostics);

  if (*complaints != '\0' || again == NULL || !colim_term_equal (term, again))
    fail ("does not read back:\n%s\n%s", printed, complaints);

  g_autofree char *once_more = colim_term_to_string (again);

  if (strcmp (printed, once_more) != 0)
    fail ("prints in two ways:\n%s\n---\n%s", printed, once_more);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const Parse parts[] = { colim_parse_statement, colim_parse_path, colim_parse_space,
                                 colim_parse_model,     colim_parse_flag, colim_parse_value };
  g_autoptr (ColimText) text = colim_text_new ("input", size > 0 ? (const char *) data : "", (gssize) size);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) file = colim_parse_file (text, diagnostics);
  g_autofree char *complaints = colim_diagnostics_to_string (diagnostics);

  if ((*complaints != '\0') != (colim_diagnostics_get_n_errors (diagnostics) > 0))
    fail ("errors without messages, or messages without errors");
  read_back (file, colim_parse_file);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (ColimDiagnostics) wrong = colim_diagnostics_new ();
      g_autoptr (ColimTerm) part = parts[i](text, wrong);

      if ((part != NULL) != (colim_diagnostics_get_n_errors (wrong) == 0))
        fail ("a part that fails without an error, or not with one");
      if (part != NULL)
        read_back (part, parts[i]);
    }

  return 0;
}
