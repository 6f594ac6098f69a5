/* Union and find against breadth-first components. */

#include "lib/sets/partition-private.h"
#include "tests/property.h"

static void
blocks_are_the_components_named_by_their_least (GRand *rand)
{
  gint32 n = random_size (rand, 20), n_pairs = n > 0 ? random_size (rand, 20) : 0, n_blocks = 0;
  g_autofree guint8 *linked = g_malloc0 ((gsize) n * n + 1);
  g_autofree gint32 *least = g_new (gint32, n + 1), *number = g_new (gint32, n + 1), *queue = g_new (gint32, n + 1);
  g_autofree gint32 *quotient = NULL;
  g_auto (ColimPartition) partition = { 0, };
  gint32 n_quotient;

  _colim_partition_init (&partition, n);
  for (gint32 k = 0; k < n_pairs; k++)
    {
      gint32 i = g_rand_int_range (rand, 0, n), j = g_rand_int_range (rand, 0, n);

      linked[i * n + j] = linked[j * n + i] = 1;
      _colim_partition_merge (&partition, i, j);
    }
  for (gint32 i = 0; i < n; i++)
    least[i] = -1;
  for (gint32 i = 0; i < n; i++)
    if (least[i] < 0)
      {
        gint32 head = 0, tail = 0;

        queue[tail++] = i;
        least[i] = i;
        number[i] = n_blocks++;
        while (head < tail)
          {
            gint32 at = queue[head++];

            for (gint32 j = 0; j < n; j++)
              if (linked[at * n + j] && least[j] < 0)
                {
                  least[j] = i;
                  number[j] = number[i];
                  queue[tail++] = j;
                }
          }
      }
  for (gint32 i = 0; i < n; i++)
    assert_int_equal (_colim_partition_find (&partition, i), least[i]);
  quotient = _colim_partition_quotient (&partition, &n_quotient);
  assert_int_equal (n_quotient, n_blocks);
  for (gint32 i = 0; i < n; i++)
    assert_int_equal (quotient[i], number[i]);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (blocks_are_the_components_named_by_their_least),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
