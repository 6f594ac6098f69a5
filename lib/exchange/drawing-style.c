#include "lib/exchange/drawing-style-private.h"

#include <math.h>
#include <stdlib.h>

const char *const _colim_colours[COLIM_N_COLOURS]
    = { "#d55e00", "#0072b2", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f3c8d", "#8c564b",
        "#1b1b9e", "#9e0142", "#5b7f00", "#00a0a0", "#ff6f91", "#7a5cff", "#b8860b", "#2f4f4f" };

/* The golden section of the circle of hues sets each colour apart from those before it. */
static char *
turn_hue (gint32 turns)
{
  double hue = 6.0 * fmod (0.1 + 0.6180339887 * turns, 1.0);
  double light = turns % 2 == 0 ? 0.75 : 0.5;
  int parts[3];

  for (gint32 i = 0; i < 3; i++)
    {
      double away = fabs (fmod (hue + 2.0 * i, 6.0) - 3.0) - 1.0;

      parts[i] = (int) (255.0 * light * CLAMP (away, 0.1, 1.0));
    }

  return g_strdup_printf ("#%02x%02x%02x", parts[0], parts[1], parts[2]);
}

/* One of any number of colours: those of the table first. */
char *
_colim_colour_get (gint32 i)
{
  return i < COLIM_N_COLOURS ? g_strdup (_colim_colours[i]) : turn_hue (i - COLIM_N_COLOURS);
}

/* The colour in which black text can be read: a fifth of it, on white. */
char *
_colim_colour_tint (const char *colour)
{
  long value = strtol (colour + 1, NULL, 16);
  int parts[3];

  for (gint32 i = 0; i < 3; i++)
    parts[i] = (int) (255 - (255 - (value >> (16 - 8 * i) & 255)) / 5);

  return g_strdup_printf ("#%02x%02x%02x", parts[0], parts[1], parts[2]);
}

/* A text for HTML-like labels: at most so many signs, and none that XML cannot hold. */
char *
_colim_drawing_escape (const char *text, glong most)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  gboolean is_long = g_utf8_strlen (valid, -1) > most;
  g_autofree char *start = is_long ? g_utf8_substring (valid, 0, most - 1) : g_strdup (valid);
  g_autoptr (GString) shown = g_string_new (NULL);

  for (const char *at = start; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);

      g_string_append_unichar (shown, g_unichar_iscntrl (sign) || sign == 0xfffe || sign == 0xffff ? ' ' : sign);
    }
  if (is_long)
    g_string_append (shown, "…");

  return g_markup_escape_text (shown->str, -1);
}
