#pragma once

#define COLIM_INSIDE

#include <colim/macros.h>
#include <colim/error.h>
#include <colim/text.h>
#include <colim/diagnostics.h>
#include <colim/fin-function.h>
#include <colim/fibres.h>
#include <colim/fin-colimit.h>

#undef COLIM_INSIDE
