#pragma once

#define COLIM_INSIDE

#include <colim/macros.h>
#include <colim/error.h>
#include <colim/text.h>
#include <colim/diagnostics.h>
#include <colim/json-reader.h>
#include <colim/json-writer.h>
#include <colim/json.h>

#undef COLIM_INSIDE
