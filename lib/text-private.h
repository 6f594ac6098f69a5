#pragma once

#include <colim/text.h>

/* The end of a text, from @offset on, as a text of its own that shares the places of the whole. */
ColimText *_colim_text_new_end (ColimText *whole, gsize offset);

/* The text that people see, and where in it the place is. */
const ColimText *_colim_text_find_outermost (const ColimText *self, gsize *offset);
