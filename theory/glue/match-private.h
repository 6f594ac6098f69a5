#pragma once

#include <colim/match.h>

/* Takes no references of the functions' owners: it has its own. */
ColimMatch *_colim_match_new (ColimDiagram *pattern, ColimDiagram *host, ColimFinFunction *vertices,
                              ColimFinFunction *edges);
