/* What the commands share that look for a pattern. */

#pragma once

#include "tools/command.h"

typedef struct {
  gboolean monic;
  gboolean assigned;
  gboolean order;
  gboolean ignore_relations;
  gint64 budget;
} MatchOptions;

#define MATCH_OPTIONS_INIT                                                                                             \
  {                                                                                                                    \
    .budget = 10000000                                                                                                 \
  }

GOptionGroup *match_option_group (MatchOptions *options);
gboolean check_match_options (const MatchOptions *options, GError **error);
ColimMatching *make_matching (const MatchOptions *options, ColimDiagram *pattern, ColimDiagram *host);

/* Changes a host at its matches, as the --apply options say, one after another; NULL with an error. */
ColimDiagram *apply_edits (Parts *parts, ColimDiagram *pattern, ColimDiagram *host, GPtrArray *matches, char **edits,
                           char **elements, const char *name, GError **error);
