/* A tensor program with its gradient: the sum of the squares of A x, differentiated by A. */

#include <colim/colim.h>

#include <stdio.h>

static void
print_tensor (const char *name, ColimPlan *plan, gint32 node)
{
  g_autoptr (ColimTensor) tensor = colim_plan_get (plan, node);

  printf ("%s:", name);
  for (gint64 i = 0; i < colim_tensor_get_n_values (tensor); i++)
    printf (" %g", colim_tensor_get_value (tensor, i));
  printf ("\n");
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimProgram) program = colim_program_new (COLIM_ELEMENT_FLOAT32);
  const gint64 two_by_two[] = { 2, 2 }, column[] = { 2, 1 };
  const gint64 not_transposed[] = { 0, 0 }, both_axes = 3;

  /* A program is a list of nodes, each made of nodes before it. */
  gint32 a = colim_program_add_parameter (program, "A", two_by_two, 2, NULL);
  gint32 x = colim_program_add_input (program, "x", COLIM_ELEMENT_FLOAT32, column, 2, NULL);
  gint32 factors[] = { a, x };
  gint32 y = colim_program_add (program, "matmul", factors, 2, not_transposed, 2, NULL, 0, &error);
  gint32 square = colim_program_add (program, "square", &y, 1, NULL, 0, NULL, 0, &error);
  gint32 loss = colim_program_add (program, "sum", &square, 1, &both_axes, 1, NULL, 0, &error);
  gint32 gradient;

  /* The gradient is written into the same program, as nodes like the others. */
  if (error != NULL || !colim_program_differentiate (program, loss, &a, 1, &gradient, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  /* A plan fixes what is wanted, and the memory for it; then it runs as often as one likes. */
  const gint32 outputs[] = { loss, gradient };
  g_autoptr (ColimPlan) plan = colim_plan_new (program, outputs, 2, 1, &error);
  g_autoptr (ColimTensor) matrix
    = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT32, two_by_two, 2, (const double[]){ 1, 2, 3, 4 }, 4, NULL);
  g_autoptr (ColimTensor) vector
    = colim_tensor_new_from_doubles (COLIM_ELEMENT_FLOAT32, column, 2, (const double[]){ 1, -1 }, 2, NULL);

  if (plan == NULL || !colim_plan_set (plan, a, matrix, &error) || !colim_plan_set (plan, x, vector, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  colim_plan_run (plan);
  print_tensor ("loss", plan, loss);
  print_tensor ("its gradient by A", plan, gradient);

  return 0;
}
