/* Places in an arena against a judge that tries every end of a block. */

#include "lib/tensor/placement-private.h"

#include "tests/property.h"

#define MOST 60

typedef struct {
  gint32 birth, death;
  gsize start, end;
} Block;

static gboolean
is_free (const Block *blocks, guint n, const Block *block)
{
  for (guint i = 0; i < n; i++)
    if (blocks[i].birth <= block->death && block->birth <= blocks[i].death && blocks[i].start < block->end
        && block->start < blocks[i].end)
      return FALSE;

  return TRUE;
}

static void
blocks_take_the_lowest_free_place (GRand *rand)
{
  gint32 last = g_rand_int_range (rand, 0, 20);
  gint32 longest = g_rand_int_range (rand, 0, last + 1);
  g_autoptr (Placement) placement = _colim_placement_new (last);
  Block blocks[MOST];
  guint n = (guint) g_rand_int_range (rand, 0, MOST);

  for (guint k = 0; k < n; k++)
    {
      gsize size = (gsize) g_rand_int_range (rand, 1, 10), best = G_MAXSIZE;
      Block block = { g_rand_int_range (rand, -1, last + 1), 0, 0, size };

      block.death = MIN (last, block.birth + g_rand_int_range (rand, 0, longest + 1));
      for (guint i = 0; i <= k; i++)
        {
          Block tried = block;

          tried.start = i < k ? blocks[i].end : 0;
          tried.end = tried.start + size;
          if (tried.start < best && is_free (blocks, k, &tried))
            best = tried.start;
        }
      block.start = _colim_placement_take (placement, block.birth, block.death, size);
      block.end = block.start + size;
      assert_int_equal (block.start, best);
      blocks[k] = block;
    }
  assert_int_equal (_colim_placement_take (placement, -1, last, 0), 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (blocks_take_the_lowest_free_place, 3000),
  };

  return cmocka_run_group_tests_name ("placement", tests, NULL, NULL);
}
