/* How wide a text is, about: whoever shows the picture chooses the font, so that nobody can know. */

#include "lib/exchange/chart-private.h"

#include <string.h>

static double
guess_width (gunichar sign)
{
  if (g_unichar_iszerowidth (sign))
    return 0;
  if (g_unichar_iswide (sign))
    return 1;
  if (sign < 128 && strchr ("ijl.,:;'|![]()/ftrI ", (char) sign) != NULL)
    return 0.38;
  if (sign < 128 && strchr ("mwMW@%", (char) sign) != NULL)
    return 0.95;

  return g_unichar_isupper (sign) || sign > 0x2000 ? 0.72 : 0.62;
}

/* Rather too wide than too narrow, in the unit of @size. */
double
_colim_chart_text_width (const char *text, double size)
{
  double width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += guess_width (g_utf8_get_char (text));

  return width * size;
}

/* A text that is as wide as it may be, cut short if it must. */
char *
_colim_chart_text_fit (const char *text, double size, double width)
{
  const char *end = text;
  double left = width - _colim_chart_text_width ("…", size);

  if (_colim_chart_text_width (text, size) <= width)
    return g_strdup (text);
  while (*end != '\0' && left >= size * guess_width (g_utf8_get_char (end)))
    {
      left -= size * guess_width (g_utf8_get_char (end));
      end = g_utf8_next_char (end);
    }

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}
