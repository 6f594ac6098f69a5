/* The public headers, in C++. */

#include <colim/colim.h>

int headers ();

int
headers ()
{
  return COLIM_ERROR_PARSE;
}
