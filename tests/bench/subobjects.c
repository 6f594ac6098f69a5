/* Sub-objects: how many a path has, and what can be true of simplices. */

#include <colim/colim.h>

#include "tests/bench/report.h"
#include "tests/lib/csets/graphs.h"

#include <string.h>

#define N_ROUNDS 5

/* The shortest of some rounds; a number with many digits is known by its first and last. */
static void
count (const char *workload, const char *expected, ColimCSet *cset)
{
  g_autofree char *digits = NULL;
  g_autofree char *shown = NULL;
  gint64 best = G_MAXINT64;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (ColimNatural) n = colim_cset_count_subobjects (cset, G_MAXINT64, NULL);

      best = MIN (best, g_get_monotonic_time () - start);
      g_free (digits);
      digits = colim_natural_to_string (n);
    }
  if (strlen (digits) > 12)
    shown = g_strdup_printf ("%.4s...%s", digits, digits + strlen (digits) - 4);
  report (workload, expected, shown != NULL ? shown : digits, best);
}

static void
classify (const char *workload, const char *expected, ColimSchema *schema)
{
  g_autofree char *sizes = NULL;
  gint64 best = G_MAXINT64;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (ColimSubobjectClassifier) classifier = colim_subobject_classifier_new (schema, 1000000, NULL);
      ColimCSet *omega = colim_subobject_classifier_get_cset (classifier);
      GString *text = g_string_new (NULL);

      best = MIN (best, g_get_monotonic_time () - start);
      for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
        g_string_append_printf (text, "%s%s %d", ob > 0 ? " " : "", colim_schema_get_object_name (schema, ob),
                                colim_cset_get_n_parts_at (omega, ob));
      g_free (sizes);
      sizes = g_string_free (text, FALSE);
    }
  report (workload, expected, sizes, best);
}

static void
exponentiate (const char *workload, const char *expected, ColimCSet *base, ColimCSet *exponent)
{
  g_autofree char *sizes = NULL;
  gint64 best = G_MAXINT64;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (ColimExponential) exponential = colim_exponential_new (base, exponent, 1000000000, NULL);
      ColimCSet *power = colim_exponential_get_cset (exponential);

      best = MIN (best, g_get_monotonic_time () - start);
      g_free (sizes);
      sizes = g_strdup_printf ("V %d E %d", colim_cset_get_n_parts_at (power, 0), colim_cset_get_n_parts_at (power, 1));
    }
  report (workload, expected, sizes, best);
}

int
main (void)
{
  g_autoptr (ColimCSet) path = graph_new_path (20), long_path = graph_new_path (10000);
  g_autoptr (ColimCSet) ring = graph_new_symmetric_cycle (1000), random = graph_new_random (24, 0.2, 1);
  g_autoptr (ColimCSet) edge = graph_new_path (2), square = graph_new_cycle (4), base = graph_new_path (6);

  g_print ("%-44s %12s %12s %13s\n", "", "expected", "found", "time");
  count ("sub-objects of the path with 20 vertices", "165580141", path);
  count ("sub-objects of the path with 10000 vertices", "4095...0626", long_path);
  count ("sub-objects of the symmetric cycle of 1000", "9446...8127", ring);
  count ("sub-objects of er(24, 0.2, 1)", "6959...9189", random);
  classify ("omega of semi-simplicial sets", "V 2 E 5 T 19", colim_schema_find_builtin ("SSet"));
  classify ("omega of symmetric reflexive graphs", "V 2 E 5", colim_schema_find_builtin ("SymmetricReflexiveGraph"));
  exponentiate ("path 6 to the edge", "V 36 E 180", base, edge);
  exponentiate ("path 6 to the directed 4-cycle", "V 1296 E 625", base, square);

  return report_failed;
}
