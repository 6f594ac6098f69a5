/* Any bytes are answered in JSON, or refused at a place; the answer is the same a second time.  How to run it with an
 * engine is told in parse-language.c. */

#include <colim/json.h>
#include <colim/requests.h>

#include "tests/fuzz/fail.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ColimText) text = colim_text_new ("input", size > 0 ? (const char *) data : "", (gssize) size);
  g_autoptr (GError) error = NULL;
  guint status, again_status;
  g_autofree char *answer = colim_requests_answer (text, 10000, &status, &error);
  g_autofree char *again = colim_requests_answer (text, 10000, &again_status, NULL);
  g_autoptr (ColimText) answered = NULL;
  g_autoptr (ColimJson) json = NULL;

  if ((answer == NULL) != (error != NULL))
    fail ("an error without a message, or not with one");
  if (answer == NULL)
    {
      if (status != 2 || !g_str_has_prefix (error->message, "input:"))
        fail ("status %u: %s", status, error->message);
      return 0;
    }
  if (status != again_status || strcmp (answer, again) != 0)
    fail ("another answer:\n%s\n%s", answer, again);
  answered = colim_text_new ("answer", answer, -1);
  if ((json = colim_json_parse (answered, &error)) == NULL)
    fail ("%s", error->message);
  if (colim_json_get_kind (json) == COLIM_JSON_OBJECT && (colim_json_find (json, "error") != NULL) != (status != 0))
    fail ("status %u of %s", status, answer);

  return 0;
}
