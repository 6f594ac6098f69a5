#include <colim/error.h>

G_DEFINE_QUARK (colim-error-quark, colim_error)
