/* How a fuzz target says that a law does not hold: an engine keeps the input of a program that aborts, not of one that traps. */

#pragma once

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#define fail(...)                                                                                                      \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    fprintf (stderr, __VA_ARGS__);                                                                                     \
    fputc ('\n', stderr);                                                                                              \
    abort ();                                                                                                          \
  }                                                                                                                    \
  G_STMT_END
