#pragma once

#include <colim/text.h>

/* The end of a text, from @offset on, as a text of its own that shares the places of the whole. */
ColimText *_colim_text_new_end (ColimText *whole, gsize offset);
