#pragma once

#define COLIM_INSIDE

#include <colim/macros.h>
#include <colim/error.h>
#include <colim/text.h>
#include <colim/diagnostics.h>

#undef COLIM_INSIDE
