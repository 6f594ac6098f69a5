/* Which kernels this machine runs. */

#include "lib/tensor/kernels/kernels-private.h"

static gboolean
has_everything (void)
{
  return TRUE;
}

#if defined (__x86_64__)
static gboolean
has_avx2 (void)
{
  return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
}

static gboolean
has_avx512 (void)
{
  return __builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512dq")
         && __builtin_cpu_supports ("avx512bw");
}
#endif

/* The best first. */
static const struct {
  const KernelSet *set;
  gboolean (*runs_here) (void);
} sets[] = {
#if defined (__x86_64__)
  { &_colim_kernels_avx512, has_avx512 },
  { &_colim_kernels_avx2, has_avx2 },
#endif
  { &_colim_kernels_baseline, has_everything },
  { &_colim_kernels_float32, has_everything },
};

static const KernelSet *
choose (void)
{
  const char *wanted = g_getenv ("COLIM_KERNELS");

  for (gsize i = 0; wanted != NULL && i < G_N_ELEMENTS (sets); i++)
    if (g_str_equal (sets[i].set->name, wanted) && sets[i].runs_here ())
      return sets[i].set;
  if (wanted != NULL && *wanted != '\0')
    g_printerr ("colim: COLIM_KERNELS: no kernels '%s' run here; the best that do are taken\n", wanted);
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (sets[i].runs_here ())
      return sets[i].set;

  return &_colim_kernels_float32;
}

static const KernelSet *
get_set (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize) choose ());

  return (const KernelSet *) once;
}

Kernel
_colim_kernel_find (guint kernel, ColimElement real)
{
  const KernelSet *set = real == COLIM_ELEMENT_FLOAT64 ? &_colim_kernels_float64 : get_set ();

  return set->kernels[kernel] != NULL ? set->kernels[kernel] : _colim_kernels_float32.kernels[kernel];
}

/**
 * colim_kernels_get_name:
 *
 * Tells which kernels run on this machine: `avx512`, `avx2`, `baseline` or `reference`, as the environment variable
 * `COLIM_KERNELS` also names them.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_kernels_get_name (void)
{
  return get_set ()->name;
}
