/* Line charts: panels in rows and columns, each with series over one axis.  What they look like is chart-render.c's. */

#include <colim/chart.h>

#include "lib/exchange/chart-private.h"

/**
 * ColimChart:
 *
 * A chart of lines for the web and for paper (SVG): panels in rows and columns, each with axes, a grid, and a legend of
 * its series.  It grows by its methods; it is not for two threads at once.  Equal calls give equal bytes.
 */
G_DEFINE_BOXED_TYPE (ColimChart, colim_chart, colim_chart_ref, colim_chart_unref)

static void
series_free (ColimChartSeries *self)
{
  g_free (self->name);
  g_free (self->x);
  g_free (self->y);
  g_free (self);
}

static void
panel_free (ColimChartPanel *self)
{
  g_free (self->title);
  g_free (self->x_label);
  g_ptr_array_unref (self->series);
  g_free (self);
}

/* Text as SVG can hold it: XML has no control characters, not even written as numbers. */
static char *
make_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);

      g_string_append_unichar (out, g_unichar_isprint (sign) ? sign : g_unichar_isspace (sign) ? ' ' : 0xfffd);
    }

  return g_string_free (out, FALSE);
}

/**
 * colim_chart_new:
 * @title: what the chart shows
 *
 * Makes a chart without panels.
 *
 * Returns: (transfer full): the chart
 */
ColimChart *
colim_chart_new (const char *title)
{
  g_return_val_if_fail (title != NULL, NULL);

  ColimChart *self = g_atomic_rc_box_new0 (ColimChart);

  self->title = make_printable (title);
  self->panels = g_ptr_array_new_with_free_func ((GDestroyNotify) panel_free);

  return self;
}

/**
 * colim_chart_ref:
 * @self: a chart
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimChart *
colim_chart_ref (ColimChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimChart *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->panels);
}

/**
 * colim_chart_unref:
 * @self: (transfer full): a chart
 *
 * Gives a reference back.
 */
void
colim_chart_unref (ColimChart *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_chart_add_panel:
 * @self: a chart
 * @row: where it stands, from 0 at the top; at most 999
 * @column: where it stands, from 0 at the left; at most 999
 * @title: what it shows
 * @x_label: what its lines run over
 *
 * Adds a panel without series.
 *
 * Returns: the panel
 */
guint
colim_chart_add_panel (ColimChart *self, guint row, guint column, const char *title, const char *x_label)
{
  g_return_val_if_fail (self != NULL && title != NULL && x_label != NULL, 0);
  g_return_val_if_fail (row < 1000 && column < 1000, 0);

  ColimChartPanel *panel = g_new0 (ColimChartPanel, 1);

  panel->row = row;
  panel->column = column;
  panel->title = make_printable (title);
  panel->x_label = make_printable (x_label);
  panel->series = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  g_ptr_array_add (self->panels, panel);

  return self->panels->len - 1;
}

/**
 * colim_chart_set_log:
 * @self: a chart
 * @panel: a panel
 * @is_log: whether its values stand at a logarithmic axis
 *
 * Chooses the axis of the values.  At a logarithmic one, values that are not positive are missing.
 */
void
colim_chart_set_log (ColimChart *self, guint panel, gboolean is_log)
{
  g_return_if_fail (self != NULL && panel < self->panels->len);

  ((ColimChartPanel *) self->panels->pdata[panel])->is_log = is_log;
}

/**
 * colim_chart_add_series:
 * @self: a chart
 * @panel: a panel
 * @name: what the series is called
 * @is_sum: whether it is the sum of the others: it is drawn broad and grey, behind them
 * @x: (array length=n): where the values stand
 * @y: (array length=n): the values; the line has a gap where one is not a number, and a mark at the edge where one is
 *   infinite
 * @n: how many there are
 *
 * Adds a line to a panel.
 */
void
colim_chart_add_series (ColimChart *self, guint panel, const char *name, gboolean is_sum, const double *x,
                        const double *y, gsize n)
{
  g_return_if_fail (self != NULL && panel < self->panels->len && name != NULL);
  g_return_if_fail ((x != NULL && y != NULL) || n == 0);

  ColimChartSeries *series = g_new0 (ColimChartSeries, 1);

  series->name = make_printable (name);
  series->is_sum = is_sum != 0;
  series->n = n;
  series->x = g_memdup2 (x, n * sizeof *x);
  series->y = g_memdup2 (y, n * sizeof *y);
  g_ptr_array_add (((ColimChartPanel *) self->panels->pdata[panel])->series, series);
}
