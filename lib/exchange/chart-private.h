/* What the chart files share: the chart, its axes, and how wide a text is. */

#pragma once

#include <colim/chart.h>

G_BEGIN_DECLS

typedef struct {
  char *name;
  gboolean is_sum;
  double *x, *y;
  gsize n;
} ColimChartSeries;

typedef struct {
  guint row, column;
  char *title, *x_label;
  gboolean is_log;
  GPtrArray *series; /* ColimChartSeries */
} ColimChartPanel;

struct _ColimChart {
  char *title;
  GPtrArray *panels; /* ColimChartPanel */
};

#define COLIM_CHART_MOST_TICKS 24

/* Numbers beyond it are as good as infinite: no axis can have them. */
#define COLIM_CHART_LARGEST 1e150

/* From @low to @high, with ticks at numbers that are easy to read. */
typedef struct {
  gboolean is_log;
  double low, high;
  double ticks[COLIM_CHART_MOST_TICKS];
  gsize n_ticks;
  double step; /* between ticks, of an axis that is not logarithmic */
} ColimChartAxis;

gboolean _colim_chart_axis_has (const ColimChartAxis *self, double value);
void _colim_chart_axis_fit_round (ColimChartAxis *self, double low, double high, guint n_wanted);
void _colim_chart_axis_fit_exact (ColimChartAxis *self, double low, double high, guint n_wanted, gboolean is_whole);
double _colim_chart_axis_place (const ColimChartAxis *self, double value);
char *_colim_chart_axis_print (const ColimChartAxis *self, double tick);

double _colim_chart_text_width (const char *text, double size);
char *_colim_chart_text_fit (const char *text, double size, double width);

G_END_DECLS
