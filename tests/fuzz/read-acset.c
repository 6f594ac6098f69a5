/* Any bytes are a C-set, a schema, a homomorphism or a rule in ACSets JSON, or are refused in words; and what is read
 * is written so that it reads back the same.  How to run it with an engine is told in parse-language.c. */

#include <colim/acset-json.h>

#include "tests/fuzz/fail.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_error (gconstpointer result, const GError *error)
{
  if ((result == NULL) != (error != NULL))
    fail ("an error without a message, or not with one");
  if (error != NULL && !g_str_has_prefix (error->message, "input:"))
    fail ("no place: %s", error->message);
}

static void
check_cset (ColimText *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCSet) cset = colim_acset_json_parse (text, NULL, &error);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  g_autofree char *written = NULL;
  g_autoptr (ColimText) second = NULL;
  g_autoptr (ColimCSet) again = NULL;

  check_error (cset, error);
  if (cset == NULL)
    return;
  if (!colim_cset_check (cset, NULL))
    fail ("an equation does not hold");
  colim_acset_json_write (writer, cset);
  written = colim_json_writer_end_string (writer);
  second = colim_text_new ("input", written, -1);
  again = colim_acset_json_parse (second, colim_cset_get_schema (cset), &error);
  if (again == NULL || !colim_cset_equal (cset, again))
    fail ("does not read back: %s", written);
}

static void
check_schema (ColimText *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimSchema) schema = colim_acset_json_parse_schema (text, &error);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (TRUE);
  g_autofree char *written = NULL;
  g_autoptr (ColimText) second = NULL;
  g_autoptr (ColimSchema) again = NULL;

  check_error (schema, error);
  if (schema == NULL)
    return;
  colim_acset_json_write_schema (writer, schema);
  written = colim_json_writer_end_string (writer);
  second = colim_text_new ("input", written, -1);
  again = colim_acset_json_parse_schema (second, &error);
  if (again == NULL || !colim_schema_equal (schema, again))
    fail ("does not read back: %s", written);
}

static void
check_hom (ColimText *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimHom) hom = colim_acset_json_parse_hom (text, NULL, &error);
  g_autoptr (ColimJsonWriter) writer = colim_json_writer_new_for_string (FALSE);
  g_autofree char *written = NULL;
  g_autoptr (ColimText) second = NULL;
  g_autoptr (ColimHom) again = NULL;

  check_error (hom, error);
  if (hom == NULL)
    return;
  colim_acset_json_write_hom (writer, hom);
  written = colim_json_writer_end_string (writer);
  second = colim_text_new ("input", written, -1);
  again = colim_acset_json_parse_hom (second, colim_cset_get_schema (colim_hom_get_dom (hom)), &error);
  if (again == NULL || !colim_hom_equal (hom, again))
    fail ("does not read back: %s", written);
}

static void
check_rule (ColimText *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimRule) rule = colim_acset_json_parse_rule (text, COLIM_RULE_SQPO, NULL, &error);

  check_error (rule, error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ColimText) text = colim_text_new ("input", size > 0 ? (const char *) data : "", (gssize) size);

  check_cset (text);
  check_schema (text);
  check_hom (text);
  check_rule (text);

  return 0;
}
