/* Memory for long columns, in large pages where the machine has them: a column is written once, from end to end, and
 * with pages of 4 KiB the kernel's part in that takes longer than the writing.
 */

#include "lib/sets/values-private.h"

#include <sys/mman.h>

#define LARGE_PAGE ((gsize) 1 << 21)

/* To be freed with g_free(). */
gint32 *
_colim_values_new (gsize n)
{
  gint32 *values = g_new (gint32, n);

#ifdef MADV_HUGEPAGE
  guintptr start = ((guintptr) values + LARGE_PAGE - 1) & ~(guintptr) (LARGE_PAGE - 1);
  guintptr end = ((guintptr) values + n * sizeof *values) & ~(guintptr) (LARGE_PAGE - 1);

  /* It is a hint: where it is refused, all is as before. */
  if (start < end)
    madvise ((void *) start, end - start, MADV_HUGEPAGE);
#endif

  return values;
}
