/* The public headers, as stricter callers compile them. */

#include <colim/colim.h>

int headers (void);

int
headers (void)
{
  return COLIM_ERROR_PARSE;
}
