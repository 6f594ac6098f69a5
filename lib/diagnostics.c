/* What is wrong with a text, all of it: parsers and checkers report here and go on. */

#include "lib/text-private.h"

#include <colim/diagnostics.h>

#include <string.h>

/* Nobody reads more at once, and what can be wrong with a file of any size is not printed at its size. */
#define MOST_SHOWN 100

typedef struct {
  ColimText *text;
  gsize offset;
  const ColimText *shown; /* the text that people see, and the place in it */
  gsize place;
  gboolean is_error;
  ColimError code;
  char *message;
} Report;

struct _ColimDiagnostics {
  GArray *reports; /* Report */
  guint n_errors;
};

/**
 * ColimDiagnostics:
 *
 * A growing list of located errors and warnings.  Reference counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimDiagnostics, colim_diagnostics, colim_diagnostics_ref, colim_diagnostics_unref)

static void
clear_report (Report *report)
{
  g_clear_pointer (&report->text, colim_text_unref);
  g_free (report->message);
}

/**
 * colim_diagnostics_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
ColimDiagnostics *
colim_diagnostics_new (void)
{
  ColimDiagnostics *self = g_atomic_rc_box_new0 (ColimDiagnostics);

  self->reports = g_array_new (FALSE, FALSE, sizeof (Report));
  g_array_set_clear_func (self->reports, (GDestroyNotify) clear_report);

  return self;
}

/**
 * colim_diagnostics_ref:
 * @self: a list
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimDiagnostics *
colim_diagnostics_ref (ColimDiagnostics *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimDiagnostics *self)
{
  g_array_unref (self->reports);
}

/**
 * colim_diagnostics_unref:
 * @self: (transfer full): a list
 *
 * Gives a reference back.
 */
void
colim_diagnostics_unref (ColimDiagnostics *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

static void
add (ColimDiagnostics *self, ColimText *text, gsize offset, gboolean is_error, ColimError code, char *message)
{
  Report report = { .text = colim_text_ref (text),
                    .offset = offset,
                    .place = offset,
                    .is_error = is_error,
                    .code = code,
                    .message = message };
  const Report *last = self->reports->len > 0 ? &g_array_index (self->reports, Report, self->reports->len - 1) : NULL;

  report.shown = _colim_text_find_outermost (text, &report.place);
  /* One fault may be met twice, as a vertex of an identity on both sides of a relation. */
  if (last != NULL && last->is_error == is_error && last->shown == report.shown && last->place == report.place
      && strcmp (last->message, message) == 0)
    {
      clear_report (&report);
      return;
    }
  g_array_append_val (self->reports, report);
  if (is_error)
    self->n_errors++;
}

/**
 * colim_diagnostics_error: (skip)
 * @self: a list
 * @text: the text that is wrong
 * @offset: where
 * @code: how, for programs
 * @format: how, for people: no capital, no full stop, what was found and what was expected
 * @...: arguments for @format
 *
 * Reports an error.
 */
void
colim_diagnostics_error (ColimDiagnostics *self, ColimText *text, gsize offset, ColimError code, const char *format, ...)
{
  g_return_if_fail (self != NULL && text != NULL && format != NULL);

  va_list arguments;

  va_start (arguments, format);
  add (self, text, offset, TRUE, code, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * colim_diagnostics_warn: (skip)
 * @self: a list
 * @text: the text that is odd
 * @offset: where
 * @format: how
 * @...: arguments for @format
 *
 * Reports a warning.
 */
void
colim_diagnostics_warn (ColimDiagnostics *self, ColimText *text, gsize offset, const char *format, ...)
{
  g_return_if_fail (self != NULL && text != NULL && format != NULL);

  va_list arguments;

  va_start (arguments, format);
  add (self, text, offset, FALSE, 0, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * colim_diagnostics_get_n_errors:
 * @self: a list
 *
 * Counts the errors; warnings do not count.
 *
 * Returns: how many there are
 */
guint
colim_diagnostics_get_n_errors (const ColimDiagnostics *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_errors;
}

/**
 * colim_diagnostics_dup_warnings:
 * @self: a list
 *
 * Lists what the warnings say, without their places.
 *
 * Returns: (transfer full) (array zero-terminated=1): the messages in the order in which they were reported
 */
char **
colim_diagnostics_dup_warnings (ColimDiagnostics *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->reports->len; i++)
    {
      const Report *report = &g_array_index (self->reports, Report, i);

      if (!report->is_error)
        g_strv_builder_add (builder, report->message);
    }

  return g_strv_builder_end (builder);
}

/* By text as first mentioned, then by place: a checker walks a file more than once, its reader once. */
static int
compare_reports (gconstpointer a, gconstpointer b, gpointer data)
{
  const Report *const *first = a, *const *second = b;
  guint i = GPOINTER_TO_UINT (g_hash_table_lookup (data, (*first)->shown));
  guint j = GPOINTER_TO_UINT (g_hash_table_lookup (data, (*second)->shown));

  if (i != j)
    return i < j ? -1 : 1;
  return (*first)->place < (*second)->place ? -1 : (*first)->place > (*second)->place;
}

static void
append (GString *out, const Report *report)
{
  g_autofree char *described = colim_text_describe (report->text, report->offset,
                                                    report->is_error ? "error" : "warning", report->message);

  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append (out, described);
}

/**
 * colim_diagnostics_to_string:
 * @self: a list
 *
 * Formats what was reported, in the order of the text, as [method@Colim.Text.describe] does: the first hundred reports,
 * and how many more there are.
 *
 * Returns: (transfer full): the messages, without a newline at the end; empty if there are none
 */
char *
colim_diagnostics_to_string (ColimDiagnostics *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *out = g_string_new (NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GHashTable) mentioned = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->reports->len; i++)
    {
      Report *report = &g_array_index (self->reports, Report, i);

      g_ptr_array_add (sorted, report);
      if (!g_hash_table_contains (mentioned, report->shown))
        g_hash_table_insert (mentioned, (gpointer) report->shown, GUINT_TO_POINTER (g_hash_table_size (mentioned)));
    }
  g_ptr_array_sort_with_data (sorted, compare_reports, mentioned);
  for (guint i = 0; i < MIN (sorted->len, MOST_SHOWN); i++)
    append (out, g_ptr_array_index (sorted, i));
  if (sorted->len > MOST_SHOWN)
    {
      const Report *next = g_ptr_array_index (sorted, MOST_SHOWN);

      g_string_append_printf (out, "\n%s: error: %u more errors and warnings are not shown",
                              colim_text_get_name (next->shown), sorted->len - MOST_SHOWN);
    }

  return g_string_free (out, FALSE);
}

/**
 * colim_diagnostics_propagate:
 * @self: a list
 * @error: return location for an error
 *
 * Makes one error of all that were reported: its code is that of the first, its message all of them.
 *
 * Returns: %TRUE if there was no error, else %FALSE with @error set
 */
gboolean
colim_diagnostics_propagate (ColimDiagnostics *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n_errors == 0)
    return TRUE;

  g_autofree char *message = colim_diagnostics_to_string (self);
  guint first = 0;

  while (!g_array_index (self->reports, Report, first).is_error)
    first++;
  g_set_error_literal (error, COLIM_ERROR, g_array_index (self->reports, Report, first).code, message);

  return FALSE;
}
