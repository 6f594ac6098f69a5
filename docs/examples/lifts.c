/* The terms of the loss by their definition: the 2-functors P : Par → Free(G) that lie over Ind's arrow. */

#include <colim/colim.h>

#include <stdio.h>

#define BUDGET 100000

static void
print_labels (ColimDiagram *diagram, ColimTwoFunctor *beta)
{
  ColimFinFunctor *labels = colim_two_functor_get_underlying (beta);

  for (gint32 v = 0; v < colim_diagram_get_n_vertices (diagram); v++)
    printf ("β(%s) = %s\n", colim_diagram_get_vertex_name (diagram, v),
            colim_fin_functor_apply (labels, v) == 0 ? "i" : "n");
}

/* Each P has two images, of Par's lesser and of its greater arrow.  Gives the last one in which they differ. */
static ColimTwoFunctor *
print_lifts (ColimDiagram *diagram, GPtrArray *lifts)
{
  ColimTwoFunctor *last = NULL;

  for (guint i = 0; i < lifts->len; i++)
    {
      ColimFinFunctor *lift = colim_two_functor_get_underlying (g_ptr_array_index (lifts, i));
      ColimPath *lesser = colim_fin_functor_get_image (lift, 0), *greater = colim_fin_functor_get_image (lift, 1);
      g_autofree char *p = colim_diagram_print_path (diagram, lesser);
      g_autofree char *q = colim_diagram_print_path (diagram, greater);

      if (colim_path_equal (lesser, greater))
        continue;
      printf ("P(-) = %s, P(+) = %s\n", p, q);
      last = g_ptr_array_index (lifts, i);
    }

  return last;
}

/* Any two parallel paths are a functor out of Par; a 2-functor only if they are in order. */
static void
try_backwards (ColimTwoFunctor *lift)
{
  ColimFinFunctor *images = colim_two_functor_get_underlying (lift);
  ColimPath *swapped[] = { colim_fin_functor_get_image (images, 1), colim_fin_functor_get_image (images, 0) };
  const gint32 ends[] = { colim_fin_functor_apply (images, 0), colim_fin_functor_apply (images, 1) };
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimTwoFunctor) backwards = colim_two_functor_new (
      colim_two_functor_get_dom (lift), colim_two_functor_get_codom (lift), ends, 2, swapped, 2, NULL);

  if (!colim_two_functor_check (backwards, -1, BUDGET, &error))
    printf ("the last one, backwards: %s\n", error->message);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimFile) file = argc == 2 ? colim_file_read (argv[1], NULL, NULL, diagnostics, &error) : NULL;
  g_autoptr (ColimTwoFunctor) alpha = colim_labelling_new_pair ();
  g_autoptr (ColimTwoFunctor) beta = NULL;
  g_autoptr (GPtrArray) lifts = NULL;
  ColimTwoFunctor *last;
  ColimDiagram *diagram;
  gboolean complete;

  if (file == NULL || colim_file_get_n_diagrams (file) == 0)
    {
      fprintf (stderr, "usage: %s FILE\n", argv[0]);
      return 2;
    }
  diagram = colim_file_get_diagram (file, colim_file_get_n_diagrams (file) - 1);
  beta = colim_labelling_new (colim_diagram_get_graph (diagram), COLIM_POLICY_EXPLICIT, &error);
  print_labels (diagram, beta);

  lifts = colim_two_functor_list_lifts (alpha, beta, -1, -1, BUDGET, &complete, &error);
  if (lifts == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  last = print_lifts (diagram, lifts);
  printf ("%u, those with P(-) = P(+) too; %s\n", lifts->len, complete ? "these are all" : "there may be more");
  if (last != NULL)
    try_backwards (last);

  return 0;
}
