/* Gradients: nodes that pull a cotangent back, written by the rules of the operation table. */

#include "lib/tensor/operation-private.h"

/* Which nodes depend on those asked for. */
static gboolean *
find_dependent (ColimProgram *program, gint32 n, const gint32 *nodes, gsize n_nodes)
{
  gboolean *dependent = g_new0 (gboolean, (gsize) n);

  for (gsize i = 0; i < n_nodes; i++)
    if (nodes[i] < n)
      dependent[nodes[i]] = TRUE;
  for (gint32 i = 0; i < n; i++)
    {
      const Node *node = _colim_program_get_node (program, i);

      for (guint j = 0; j < node->operation->n_inputs && !dependent[i]; j++)
        dependent[i] = dependent[node->in[j]];
    }

  return dependent;
}

static void
accumulate (ColimProgram *program, gint32 *cotangent, gint32 more)
{
  *cotangent = *cotangent < 0 ? more : _colim_write_2 (program, "add", *cotangent, more);
}

/**
 * colim_program_differentiate: (skip)
 * @self: a program
 * @loss: a node that is a single number
 * @nodes: (array length=n_nodes): what to differentiate by
 * @n_nodes: how many nodes there are
 * @gradients: (array length=n_nodes) (out caller-allocates): the nodes of the gradients; -1 where the loss does not depend
 * @error: return location for an error
 *
 * Writes the gradient of a loss.  What is written is made of operations of the same table, so that it can be
 * differentiated again.  Time: linear in the nodes up to the loss.
 *
 * Returns: whether every operation on the way has a gradient; if not, %COLIM_ERROR_UNDEFINED
 */
gboolean
colim_program_differentiate (ColimProgram *self, gint32 loss, const gint32 *nodes, gsize n_nodes, gint32 *gradients, GError **error)
{
  g_return_val_if_fail (self != NULL && loss >= 0 && loss < colim_program_get_n_nodes (self), FALSE);
  g_return_val_if_fail (gradients != NULL && (nodes != NULL || n_nodes == 0), FALSE);

  for (gsize i = 0; i < n_nodes; i++)
    g_return_val_if_fail (nodes[i] >= 0 && nodes[i] < colim_program_get_n_nodes (self), FALSE);

  const Shape *shape = &_colim_program_get_node (self, loss)->shape;
  gint32 n = loss + 1;
  g_autofree gboolean *dependent = find_dependent (self, n, nodes, n_nodes);
  g_autofree gint32 *cotangents = g_new (gint32, (gsize) n);

  if (shape->n_dims != 0 || shape->element != _colim_program_get_real (self))
    {
      g_autofree char *text = _colim_shape_print (self, shape);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "a loss is a single real number, not %s", text);
      return FALSE;
    }
  for (gint32 i = 0; i < n; i++)
    cotangents[i] = -1;
  cotangents[loss] = _colim_write_constant (self, 1, shape);
  for (gint32 i = loss; i >= 0; i--)
    {
      const Node *node = _colim_program_get_node (self, i);
      gint32 d_in[MOST_INPUTS] = { -1, -1, -1, -1, -1, -1 };

      if (!dependent[i] || cotangents[i] < 0 || node->operation->flags & OPERATION_LEAF)
        continue;
      if (node->operation->pullback == NULL)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "no gradient passes through '%s'", node->operation->name);
          return FALSE;
        }
      node->operation->pullback (self, i, cotangents[i], d_in);
      for (guint j = 0; j < node->operation->n_inputs; j++)
        if (d_in[j] >= 0 && dependent[node->in[j]])
          accumulate (self, &cotangents[node->in[j]], d_in[j]);
    }
  for (gsize i = 0; i < n_nodes; i++)
    gradients[i] = nodes[i] < n ? cotangents[nodes[i]] : -1;

  return TRUE;
}

/**
 * colim_program_list_gradients: (rename-to colim_program_differentiate)
 * @self: a program
 * @loss: a node that is a single number
 * @nodes: (array length=n_nodes): what to differentiate by
 * @n_nodes: how many nodes there are
 * @error: return location for an error
 *
 * Writes the gradient of a loss, as [method@Colim.Program.differentiate] does, for languages that make no room for results.
 *
 * Returns: (transfer full) (element-type gint32): the nodes of the gradients, -1 where the loss does not depend; or %NULL
 *   with %COLIM_ERROR_TYPE or %COLIM_ERROR_UNDEFINED
 */
GArray *
colim_program_list_gradients (ColimProgram *self, gint32 loss, const gint32 *nodes, gsize n_nodes, GError **error)
{
  g_return_val_if_fail (self != NULL && loss >= 0 && loss < colim_program_get_n_nodes (self), NULL);

  g_autoptr (GArray) gradients = g_array_sized_new (FALSE, FALSE, sizeof (gint32), (guint) n_nodes + 1);

  g_array_set_size (gradients, (guint) n_nodes);
  if (!colim_program_differentiate (self, loss, nodes, n_nodes, (gint32 *) gradients->data, error))
    return NULL;

  return g_steal_pointer (&gradients);
}
