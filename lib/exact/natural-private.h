#pragma once

#include <colim/natural.h>

#include <gmp.h>

struct _ColimNatural {
  mpz_t value;
};

/* Takes what @value holds and leaves it zero. */
ColimNatural *_colim_natural_take (mpz_t value);
