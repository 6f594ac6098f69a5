/* Axes: which numbers stand at them.
 *
 *   linear: multiples of 1, 2 or 5 times a power of ten
 *   logarithmic: 1, 2 and 5 times powers of ten, or powers alone
 */

#include "lib/exchange/chart-private.h"

#include <math.h>
#include <string.h>

/* Nearer to 0, the ticks of a logarithmic axis would run out of numbers. */
#define SMALLEST 1e-150

/* Whether a value can stand at the axis at all. */
gboolean
_colim_chart_axis_has (const ColimChartAxis *self, double value)
{
  return fabs (value) <= COLIM_CHART_LARGEST && (!self->is_log || value >= SMALLEST);
}

static double
find_step (double least)
{
  static const double multiples[] = { 1, 2, 5, 10 };
  double power = pow (10, floor (log10 (least)));
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (multiples) && multiples[i] * power < least * (1 - 1e-9))
    i++;

  return multiples[i] * power;
}

static void
add_tick (ColimChartAxis *self, double tick)
{
  if (self->n_ticks < COLIM_CHART_MOST_TICKS)
    self->ticks[self->n_ticks++] = tick;
}

/* The axis begins and ends with a tick, or where the values do; ticks are @least_step apart or more. */
static void
fit_linear (ColimChartAxis *self, double low, double high, guint n_wanted, double least_step, gboolean is_round)
{
  double size = MAX (fabs (low), fabs (high));

  /* Values that are all but equal would have ticks that cannot be told apart. */
  if (high - low <= 1e-9 * size || size < SMALLEST)
    {
      low -= size < SMALLEST ? 0 : 0.05 * size;
      high += size < SMALLEST ? 1 : 0.05 * size;
    }
  self->step = MAX (find_step ((high - low) / n_wanted), least_step);

  double first = is_round ? floor (low / self->step + 1e-9) : ceil (low / self->step - 1e-9);
  double last = is_round ? ceil (high / self->step - 1e-9) : floor (high / self->step + 1e-9);

  for (double k = first; k <= last; k++)
    add_tick (self, k * self->step);
  self->low = is_round ? first * self->step : low;
  self->high = is_round ? last * self->step : high;
}

/* From the last candidate that is not above the values to the first that is not below. */
static void
fit_log (ColimChartAxis *self, double low, double high, guint n_wanted)
{
  static const double multiples[] = { 1, 2, 5 };
  int first = (int) floor (log10 (low)), last = (int) ceil (log10 (high));
  int stride = MAX (1, (int) ceil ((last - first) / (double) n_wanted));
  gsize n_multiples = last - first <= 2 ? G_N_ELEMENTS (multiples) : 1;
  gboolean reached = FALSE;

  for (int decade = first; decade <= last + stride && !reached; decade += stride)
    for (gsize i = 0; i < n_multiples && !reached; i++)
      {
        double tick = multiples[i] * pow (10, decade);

        if (tick <= low * (1 + 1e-9))
          self->n_ticks = 0;
        add_tick (self, tick);
        reached = tick >= high * (1 - 1e-9) && self->n_ticks > 1;
      }
  self->low = self->ticks[0];
  self->high = self->ticks[self->n_ticks - 1];
}

/* An axis with ticks at both ends; it begins at 0 where that is not far. */
void
_colim_chart_axis_fit_round (ColimChartAxis *self, double low, double high, guint n_wanted)
{
  self->n_ticks = 0;
  if (self->is_log)
    fit_log (self, low, high, n_wanted);
  else
    fit_linear (self, low > 0 && low < 0.4 * high ? 0 : low, high, n_wanted, 0, TRUE);
}

/* An axis as long as its values; are they whole numbers, so are the ticks. */
void
_colim_chart_axis_fit_exact (ColimChartAxis *self, double low, double high, guint n_wanted, gboolean is_whole)
{
  self->n_ticks = 0;
  fit_linear (self, low, high, n_wanted, is_whole ? 1 : 0, FALSE);
}

/* Where a value stands: 0 at the beginning, 1 at the end. */
double
_colim_chart_axis_place (const ColimChartAxis *self, double value)
{
  if (self->is_log)
    return log10 (value / self->low) / log10 (self->high / self->low);

  return (value - self->low) / (self->high - self->low);
}

/* 12 × 10⁻³, in signs that need no markup. */
static char *
print_power (double value, int n_digits)
{
  static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], digits[16];
  GString *out = g_string_new (NULL);
  char *exponent;

  g_snprintf (digits, sizeof digits, "%%.%de", n_digits);
  g_ascii_formatd (buffer, sizeof buffer, digits, fabs (value));
  exponent = strchr (buffer, 'e');
  *exponent++ = '\0';
  if (value < 0)
    g_string_append (out, "−");
  if (strcmp (buffer, "1") != 0)
    g_string_append_printf (out, "%s×", buffer);
  g_string_append (out, *exponent == '-' ? "10⁻" : "10");
  exponent += strspn (exponent, "+-0");
  for (; *exponent != '\0'; exponent++)
    g_string_append (out, raised[*exponent - '0']);

  return g_string_free (out, FALSE);
}

/* A tick as people read it, with as many digits as tell it from the next. */
char *
_colim_chart_axis_print (const ColimChartAxis *self, double tick)
{
  double step = self->is_log ? tick : self->step;
  double size = self->is_log ? tick : MAX (fabs (self->low), fabs (self->high));
  int n_decimals = MAX (0, (int) -floor (log10 (step) + 1e-9));
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], digits[16];

  if (tick == 0)
    return g_strdup ("0");
  if (size >= 1e6 || size < 1e-3)
    return print_power (tick, CLAMP ((int) (floor (log10 (fabs (tick)) + 1e-9) - floor (log10 (step) + 1e-9)), 0, 12));
  g_snprintf (digits, sizeof digits, "%%.%df", MIN (n_decimals, 15));
  g_ascii_formatd (buffer, sizeof buffer, digits, fabs (tick));

  return g_strconcat (tick < 0 ? "−" : "", buffer, NULL);
}
