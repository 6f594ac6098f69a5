/* Places and messages: what a person is shown when something is wrong. */

#include <colim/diagnostics.h>
#include <colim/text.h>

#include <string.h>

#include "tests/property.h"

static void
columns_count_code_points (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("a", "x\nα β\n", -1);
  guint line, column;

  colim_text_get_place (text, 5, &line, &column);
  assert_int_equal (line, 2);
  assert_int_equal (column, 3);
}

static void
a_message_shows_the_line_and_a_caret (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("a.colim", "one\n\ttwo three\n", -1);
  g_autofree char *described = colim_text_describe (text, 9, "error", "no");

  assert_string_equal (described, "a.colim:2:6: error: no\n   two three\n       ^");
}

static void
a_long_line_is_shown_round_the_place (void **state)
{
  g_autofree char *line = g_strnfill (1 << 20, 'x');
  g_autoptr (ColimText) text = colim_text_new ("a", line, -1);
  g_autofree char *described = colim_text_describe (text, 1 << 19, "error", "no");

  assert_true (strlen (described) < 300);
  assert_non_null (strstr (described, "a:1:524289: error: no\n  …xxxx"));
}

static void
broken_utf8_is_shown_and_not_copied (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("a", "x\xce", -1);
  g_autofree char *described = colim_text_describe (text, 1, "error", "no");

  assert_string_equal (described, "a:1:2: error: no\n  x\xef\xbf\xbd\n   ^");
}

static void
an_inner_text_is_where_it_starts (void **state)
{
  g_autoptr (ColimText) outer = colim_text_new ("a.json", "{\"x\": \"A >> B\"}", -1);
  g_autoptr (ColimText) inner = colim_text_new_at ("A >> B", outer, 6);
  guint line, column;

  colim_text_get_place (inner, 5, &line, &column);
  assert_int_equal (line, 1);
  assert_int_equal (column, 7);
}

static void
reports_come_in_the_order_of_the_text (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("a", "x\ny", -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (GError) error = NULL;

  colim_diagnostics_warn (diagnostics, text, 2, "odd");
  assert_true (colim_diagnostics_propagate (diagnostics, NULL));
  colim_diagnostics_error (diagnostics, text, 0, COLIM_ERROR_PARSE, "bad %d", 1);
  assert_int_equal (colim_diagnostics_get_n_errors (diagnostics), 1);
  assert_false (colim_diagnostics_propagate (diagnostics, &error));
  assert_colim_error (error, COLIM_ERROR_PARSE, "a:1:1: error: bad 1\n  x\n  ^\na:2:1: warning: odd\n  y\n  ^");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (columns_count_code_points),
    cmocka_unit_test (a_message_shows_the_line_and_a_caret),
    cmocka_unit_test (a_long_line_is_shown_round_the_place),
    cmocka_unit_test (broken_utf8_is_shown_and_not_copied),
    cmocka_unit_test (an_inner_text_is_where_it_starts),
    cmocka_unit_test (reports_come_in_the_order_of_the_text),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
