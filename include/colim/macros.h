#pragma once

#if !defined (COLIM_INSIDE) && !defined (COLIM_COMPILATION)
#error "Only <colim/colim.h> can be included directly."
#endif

#include <glib-object.h>

#if defined (__GNUC__)
#define COLIM_API __attribute__ ((visibility ("default"))) extern
#else
#define COLIM_API extern
#endif
