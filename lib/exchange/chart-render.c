/* What a chart looks like, as SVG.
 *
 *        title
 *   tick ┌──────────────┐
 *   tick │  grid, lines │    The plots of a column stand below each other, those of a row beside each other; a row
 *   tick └──────────────┘    is as high as its longest legend needs.
 *        tick  tick  tick
 *            x label
 *        — name  — name
 */

#include "lib/exchange/chart-private.h"
#include "lib/exchange/drawing-style-private.h"

#include <math.h>
#include <string.h>

#define FONT_SIZE 12.0
#define LINE_HEIGHT 18.0
#define MARGIN 18.0
#define TITLE_HEIGHT 28.0
#define PANEL_TITLE_HEIGHT 26.0
#define PLOT_HEIGHT 220.0
#define TICKS_HEIGHT 20.0
#define LABEL_HEIGHT 18.0
#define SAMPLE_WIDTH 20.0
#define GAP 8.0

/* The more columns, the narrower. */
static const double plot_widths[] = { 620, 440, 360 };

/* Those of a diagram's pairs, so that a term has the colour here that it has there; as many as thin lines can tell. */
#define N_COLOURS 8

/* For more series than colours. */
static const char *const dashes[] = { "", " stroke-dasharray=\"7 3\"", " stroke-dasharray=\"2 3\"" };

/* What is drawn of a panel, and where. */
typedef struct {
  const ColimChartPanel *panel;
  ColimChartAxis x, y;
  gboolean is_empty;
  double left, top; /* of the plot */
  GArray *places;   /* Point: of the entries of the legend, below the plot */
  guint n_lines;    /* of the legend */
} Frame;

typedef struct {
  double x, y;
} Point;

typedef struct {
  const ColimChart *chart;
  GArray *frames; /* Frame */
  guint n_rows, n_columns;
  double plot_width, ticks_width;
  GString *out;
} Picture;

static void
frame_clear (Frame *self)
{
  g_array_unref (self->places);
}

static void
picture_clear (Picture *self)
{
  g_clear_pointer (&self->frames, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

/* To a tenth, without a zero behind the point, and with a point in every language. */
static void
put_number (GString *out, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.1f", number);
  if (g_str_has_suffix (buffer, ".0"))
    buffer[strlen (buffer) - 2] = '\0';
  g_string_append (out, strcmp (buffer, "-0") == 0 ? "0" : buffer);
}

/* Each @ in @markup is a number, a double. */
static void
put (GString *out, const char *markup, ...)
{
  va_list arguments;

  va_start (arguments, markup);
  for (; *markup != '\0'; markup++)
    if (*markup == '@')
      put_number (out, va_arg (arguments, double));
    else
      g_string_append_c (out, *markup);
  va_end (arguments);
}

static void
put_text (GString *out, double x, double y, const char *attributes, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  put (out, "<text x=\"@\" y=\"@\"", x, y);
  g_string_append_printf (out, "%s>%s</text>\n", attributes, escaped);
}

/* The range of a panel's values, of those that can stand at the axis; FALSE if there are none. */
static gboolean
find_range (const ColimChartPanel *panel, const ColimChartAxis *axis, gboolean is_x, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (guint i = 0; i < panel->series->len; i++)
    {
      const ColimChartSeries *series = panel->series->pdata[i];
      const double *values = is_x ? series->x : series->y;

      for (gsize j = 0; j < series->n; j++)
        if (_colim_chart_axis_has (axis, values[j]))
          {
            *low = MIN (*low, values[j]);
            *high = MAX (*high, values[j]);
          }
    }

  return *low <= *high;
}

static gboolean
is_whole (const ColimChartPanel *panel)
{
  for (guint i = 0; i < panel->series->len; i++)
    {
      const ColimChartSeries *series = panel->series->pdata[i];

      for (gsize j = 0; j < series->n; j++)
        if (isfinite (series->x[j]) && series->x[j] != floor (series->x[j]))
          return FALSE;
    }

  return TRUE;
}

static void
fit_axes (Frame *frame, double plot_width)
{
  double low, high;

  frame->y.is_log = frame->panel->is_log;
  frame->is_empty = !find_range (frame->panel, &frame->y, FALSE, &low, &high);
  if (frame->is_empty)
    {
      frame->y.is_log = FALSE;
      low = 0;
      high = 1;
    }
  _colim_chart_axis_fit_round (&frame->y, low, high, 5);
  if (!find_range (frame->panel, &frame->x, TRUE, &low, &high))
    {
      low = 0;
      high = 1;
    }
  _colim_chart_axis_fit_exact (&frame->x, low, high, (guint) (plot_width / 70), is_whole (frame->panel));
}

/* Sets the entries of the legend side by side, in as many lines as they need. */
static void
place_legend (Frame *frame, double width)
{
  double x = 0;

  frame->places = g_array_new (FALSE, FALSE, sizeof (Point));
  frame->n_lines = frame->panel->series->len > 0;
  for (guint i = 0; i < frame->panel->series->len; i++)
    {
      const ColimChartSeries *series = frame->panel->series->pdata[i];
      double taken = SAMPLE_WIDTH + GAP + _colim_chart_text_width (series->name, FONT_SIZE);
      Point place;

      if (x > 0 && x + taken > width)
        {
          x = 0;
          frame->n_lines++;
        }
      place = (Point) { x, (frame->n_lines - 1) * LINE_HEIGHT };
      g_array_append_val (frame->places, place);
      x += taken + 2 * GAP;
    }
}

static Frame *
get_frame (const Picture *self, guint i)
{
  return &g_array_index (self->frames, Frame, i);
}

static void
make_frames (Picture *self)
{
  for (guint i = 0; i < self->chart->panels->len; i++)
    {
      const ColimChartPanel *panel = self->chart->panels->pdata[i];

      self->n_rows = MAX (self->n_rows, panel->row + 1);
      self->n_columns = MAX (self->n_columns, panel->column + 1);
    }
  self->plot_width = plot_widths[MIN (MAX (self->n_columns, 1), G_N_ELEMENTS (plot_widths)) - 1];
  for (guint i = 0; i < self->chart->panels->len; i++)
    {
      Frame frame = { .panel = self->chart->panels->pdata[i] };

      fit_axes (&frame, self->plot_width);
      place_legend (&frame, self->plot_width);
      for (gsize j = 0; j < frame.y.n_ticks; j++)
        {
          g_autofree char *tick = _colim_chart_axis_print (&frame.y, frame.y.ticks[j]);

          self->ticks_width = MAX (self->ticks_width, _colim_chart_text_width (tick, FONT_SIZE) + GAP);
        }
      g_array_append_val (self->frames, frame);
    }
}

static double
get_column_width (const Picture *self)
{
  return self->plot_width + self->ticks_width + 2 * MARGIN;
}

/* Gives every plot its place, and tells the height of all. */
static double
place_frames (Picture *self)
{
  double top = MARGIN + (*self->chart->title != '\0' ? TITLE_HEIGHT : 0);

  for (guint row = 0; row < self->n_rows; row++)
    {
      guint n_lines = 0;

      for (guint i = 0; i < self->frames->len; i++)
        {
          Frame *frame = get_frame (self, i);

          if (frame->panel->row != row)
            continue;
          frame->left = MARGIN + self->ticks_width + frame->panel->column * get_column_width (self);
          frame->top = top + PANEL_TITLE_HEIGHT;
          n_lines = MAX (n_lines, frame->n_lines);
        }
      top += PANEL_TITLE_HEIGHT + PLOT_HEIGHT + TICKS_HEIGHT + LABEL_HEIGHT + n_lines * LINE_HEIGHT + MARGIN;
    }

  return top;
}

static double
find_x (const Picture *self, const Frame *frame, double x)
{
  return frame->left + self->plot_width * _colim_chart_axis_place (&frame->x, x);
}

static double
find_y (const Frame *frame, double y)
{
  return frame->top + PLOT_HEIGHT * (1 - _colim_chart_axis_place (&frame->y, y));
}

static void
draw_axes (Picture *self, const Frame *frame)
{
  double right = frame->left + self->plot_width, bottom = frame->top + PLOT_HEIGHT;
  g_autofree char *title = _colim_chart_text_fit (frame->panel->title, FONT_SIZE + 1, self->plot_width);

  put_text (self->out, frame->left, frame->top - 10, " font-size=\"13\" font-weight=\"bold\" fill=\"#222222\"", title);
  for (gsize i = 0; i < frame->y.n_ticks; i++)
    {
      double y = find_y (frame, frame->y.ticks[i]);
      g_autofree char *tick = _colim_chart_axis_print (&frame->y, frame->y.ticks[i]);

      put (self->out, "<path d=\"M@ @H@\" stroke=\"#e4e4e4\"/>\n", frame->left, y, right);
      put_text (self->out, frame->left - GAP, y + 4, " text-anchor=\"end\" fill=\"#555555\"", tick);
    }
  for (gsize i = 0; i < frame->x.n_ticks; i++)
    {
      double x = find_x (self, frame, frame->x.ticks[i]);
      g_autofree char *tick = _colim_chart_axis_print (&frame->x, frame->x.ticks[i]);

      put (self->out, "<path d=\"M@ @V@\" stroke=\"#e4e4e4\"/>\n", x, frame->top, bottom);
      put_text (self->out, x, bottom + 16, " text-anchor=\"middle\" fill=\"#555555\"", tick);
    }
  put (self->out, "<path d=\"M@ @V@H@\" fill=\"none\" stroke=\"#777777\"/>\n", frame->left, frame->top, bottom, right);
  put_text (self->out, frame->left + self->plot_width / 2, bottom + TICKS_HEIGHT + 13,
            " text-anchor=\"middle\" fill=\"#333333\"", frame->panel->x_label);
  if (frame->is_empty)
    put_text (self->out, frame->left + self->plot_width / 2, frame->top + PLOT_HEIGHT / 2,
              " text-anchor=\"middle\" fill=\"#777777\"", "no values");
}

/* How the line of a series looks: the one @i of those that are no sum. */
static char *
make_stroke (const ColimChartSeries *series, guint i)
{
  if (series->is_sum)
    return g_strdup (" stroke=\"#b8b8b8\" stroke-width=\"4\"");

  return g_strdup_printf (" stroke=\"%s\" stroke-width=\"1.8\"%s", _colim_colours[i % N_COLOURS],
                          dashes[i / N_COLOURS % G_N_ELEMENTS (dashes)]);
}

/* The line with its gaps, and marks: a dot for a value between two gaps, which makes no line, and a triangle at the
 * edge that an infinite value lies behind. */
static void
draw_line (Picture *self, const Frame *frame, const ColimChartSeries *series, const char *stroke)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  gsize run = 0;
  double x = 0, y = 0;

  for (gsize i = 0; i <= series->n; i++)
    {
      gboolean has_x = i < series->n && _colim_chart_axis_has (&frame->x, series->x[i]);

      if (has_x && _colim_chart_axis_has (&frame->y, series->y[i]))
        {
          x = find_x (self, frame, series->x[i]);
          y = find_y (frame, series->y[i]);
          put (line, run++ == 0 ? "M@ @" : "L@ @", x, y);
          continue;
        }
      if (run == 1)
        put (marks, "M@ @a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z", x - 2, y);
      run = 0;
      if (has_x && fabs (series->y[i]) > COLIM_CHART_LARGEST)
        {
          gboolean is_above = series->y[i] > 0;

          put (marks, "M@ @l-4 @h8z", find_x (self, frame, series->x[i]), frame->top + (is_above ? 0 : PLOT_HEIGHT),
               is_above ? 7.0 : -7.0);
        }
    }
  if (line->len > 0)
    g_string_append_printf (self->out, "<path d=\"%s\" fill=\"none\" stroke-linejoin=\"round\"%s/>\n",
                            line->str, stroke);
  if (marks->len > 0)
    g_string_append_printf (self->out, "<path d=\"%s\" fill=\"white\" stroke-linejoin=\"round\"%s/>\n",
                            marks->str, stroke);
}

static void
draw_entry (Picture *self, const Frame *frame, const ColimChartSeries *series, const Point *place, const char *stroke)
{
  double x = frame->left + place->x;
  double y = frame->top + PLOT_HEIGHT + TICKS_HEIGHT + LABEL_HEIGHT + LINE_HEIGHT + place->y;
  g_autofree char *name = _colim_chart_text_fit (series->name, FONT_SIZE, self->plot_width - SAMPLE_WIDTH - GAP);

  put (self->out, "<path d=\"M@ @h@\" fill=\"none\"", x, y - 4, SAMPLE_WIDTH);
  g_string_append_printf (self->out, "%s/>\n", stroke);
  put_text (self->out, x + SAMPLE_WIDTH + GAP, y, " fill=\"#222222\"", name);
}

/* Sums first, so that they are behind. */
static void
draw_series (Picture *self, const Frame *frame)
{
  for (int sums = 1; sums >= 0; sums--)
    {
      guint n = 0;

      for (guint i = 0; i < frame->panel->series->len; i++)
        {
          const ColimChartSeries *series = frame->panel->series->pdata[i];
          g_autofree char *stroke = make_stroke (series, n);

          n += !series->is_sum;
          if (series->is_sum != sums)
            continue;
          draw_line (self, frame, series, stroke);
          draw_entry (self, frame, series, &g_array_index (frame->places, Point, i), stroke);
        }
    }
}

/**
 * colim_chart_render:
 * @self: a chart
 *
 * Draws the chart.
 *
 * Returns: (transfer full): a picture as SVG
 */
GBytes *
colim_chart_render (const ColimChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_auto (Picture) picture = { .chart = self, .out = g_string_new (NULL) };
  g_autofree char *escaped = g_markup_escape_text (self->title, -1);
  g_autofree char *title = NULL;
  double width, height;

  picture.frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_array_set_clear_func (picture.frames, (GDestroyNotify) frame_clear);
  make_frames (&picture);
  height = place_frames (&picture);
  width = MAX (picture.n_columns, 1) * get_column_width (&picture);
  title = _colim_chart_text_fit (self->title, 16, width - 2 * MARGIN);
  put (picture.out,
       "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"@\" height=\"@\" viewBox=\"0 0 @ @\" role=\"img\" "
       "font-family=\"sans-serif\" font-size=\"@\">\n",
       width, height, width, height, FONT_SIZE);
  g_string_append_printf (picture.out, "<title>%s</title>\n", escaped);
  g_string_append (picture.out, "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
  put_text (picture.out, MARGIN, MARGIN + 14, " font-size=\"16\" font-weight=\"bold\" fill=\"#111111\"", title);
  for (guint i = 0; i < picture.frames->len; i++)
    {
      draw_axes (&picture, get_frame (&picture, i));
      draw_series (&picture, get_frame (&picture, i));
    }
  g_string_append (picture.out, "</svg>\n");

  return g_string_free_to_bytes (picture.out);
}
