#pragma once

#define COLIM_INSIDE

#include <colim/macros.h>
#include <colim/error.h>
#include <colim/text.h>
#include <colim/diagnostics.h>
#include <colim/parser.h>
#include <colim/term.h>

#undef COLIM_INSIDE
