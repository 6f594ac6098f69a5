/* What the JSON files share: numbers as text, and errors that know their place. */

#pragma once

#include <colim/json.h>

#include "lib/exchange/json-scanner-private.h"

G_BEGIN_DECLS

gsize _colim_json_number_scan (const char *text, gboolean *complete);
gboolean _colim_json_number_to_int (const char *text, gint64 *value);
gboolean _colim_json_token_to_double (ColimJsonToken token, const char *text, double *value);

#define COLIM_JSON_DOUBLE_SIZE 40

const char *_colim_json_double_to_text (double value, char text[COLIM_JSON_DOUBLE_SIZE], gboolean *is_number);

void _colim_json_reader_set_error (const ColimJsonReader *self, GError **error, ColimError code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
ColimJsonPlace _colim_json_reader_here (const ColimJsonReader *self);
void _colim_json_reader_set_error_at (const ColimJsonReader *self, const ColimJsonPlace *place, GError **error,
                                      ColimError code, const char *format, ...) G_GNUC_PRINTF (5, 6);
void _colim_json_set_error (const ColimJson *at, GError **error, ColimError code, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

G_END_DECLS
