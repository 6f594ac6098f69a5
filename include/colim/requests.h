#pragma once

#include <colim/error.h>
#include <colim/text.h>

G_BEGIN_DECLS

/* How many steps or parts an operation may take, where nothing else is said. */
#define COLIM_REQUESTS_BUDGET 10000000

/* Answering */
COLIM_API char *colim_requests_answer (ColimText *text, gint64 budget, guint *status, GError **error);
COLIM_API const char *const *colim_requests_list_operations (void);

G_END_DECLS
