/* The composite loss on finite spaces, exactly: the sum over the pairs p ≤ q of the sum over the points x of their source of
 * d (p x, q x).
 */

#include "theory/loss/loss-private.h"

#include "theory/diagram/diagram-private.h"
#include "theory/diagram/interpretation-private.h"
#include "theory/language/checker-private.h"

struct _ColimLoss {
  gint32 n;
  ColimRational **terms; /* by pair; NULL: not in the sum */
  ColimRational *value;
};

/**
 * ColimLoss:
 *
 * The value of a composite loss, term by term, in rational numbers and ∞.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimLoss, colim_loss, colim_loss_ref, colim_loss_unref)

static gboolean
is_finite (const Space *space)
{
  return space->type != NULL && colim_type_get_kind (space->type) == COLIM_KIND_FINITE;
}

/* The rows of a table, one after another, times the weight. */
static ColimLossSpace *
read_table (const Space *space)
{
  gint32 n = (gint32) colim_type_get_size (space->type);
  g_autoptr (GPtrArray) distances = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_rational_unref);
  g_autoptr (ColimLossSpace) unweighted = NULL;

  for (guint i = 0; i < colim_term_get_n_children (space->table); i++)
    for (guint j = 0; j < colim_term_get_n_children (colim_term_get_child (space->table, i)); j++)
      {
        const ColimTerm *entry = colim_term_get_child (colim_term_get_child (space->table, i), j);
        ColimRational *distance = colim_rational_parse (colim_term_get_name (entry), NULL);

        if (distance == NULL)
          return NULL;
        g_ptr_array_add (distances, distance);
      }
  unweighted = colim_loss_space_new (n, (ColimRational **) distances->pdata, distances->len, NULL);

  return unweighted != NULL ? colim_loss_space_scale (unweighted, space->weight) : NULL;
}

/**
 * colim_interpretation_dup_loss_space:
 * @self: an interpretation
 * @vertex: a vertex
 *
 * Gives the exact space of a vertex on a finite set: with its table, times its weight, or discrete if it has no distance.
 *
 * Returns: (transfer full) (nullable): the space, or %NULL if it is not finite or its distance not exact
 */
ColimLossSpace *
colim_interpretation_dup_loss_space (ColimInterpretation *self, gint32 vertex)
{
  g_return_val_if_fail (self != NULL && vertex >= 0 && vertex < colim_diagram_get_n_vertices (self->diagram), NULL);

  const Space *space = &self->spaces[vertex];

  if (!is_finite (space))
    return NULL;
  if (space->table != NULL)
    return read_table (space);

  return space->distance == NULL ? colim_loss_space_new_discrete ((gint32) colim_type_get_size (space->type)) : NULL;
}

/**
 * colim_interpretation_dup_map:
 * @self: an interpretation
 * @edge: an edge
 *
 * Gives the map of an edge between finite spaces.
 *
 * Returns: (transfer full) (nullable): the map, or %NULL if an end is not finite or no table is given
 */
ColimFinFunction *
colim_interpretation_dup_map (ColimInterpretation *self, gint32 edge)
{
  g_return_val_if_fail (self != NULL && edge >= 0 && edge < colim_diagram_get_n_edges (self->diagram), NULL);

  const Space *source = &self->spaces[colim_quiver_get_src (self->diagram->quiver, edge)];
  const Space *target = &self->spaces[colim_quiver_get_tgt (self->diagram->quiver, edge)];
  const Model *model = self->models[edge];
  g_autoptr (ColimFinFunction) map = NULL;

  if (!is_finite (source) || !is_finite (target) || model == NULL)
    return NULL;
  map = colim_fin_function_new_identity ((gint32) colim_type_get_size (source->type));
  for (guint i = 0; i < model->elements->len; i++)
    {
      const Element *element = g_ptr_array_index (model->elements, i);
      ColimFinFunction *longer;
      g_autoptr (ColimFinFunction) next = NULL;

      if (element->kind != ELEMENT_TABLE)
        return NULL;
      next = colim_fin_function_new (element->table, (gsize) colim_fin_function_get_codom (map), (gint32) colim_type_get_size (element->out),
                                     NULL);
      longer = colim_fin_function_compose (map, next, NULL);
      colim_fin_function_unref (map);
      map = longer;
    }

  return g_steal_pointer (&map);
}

typedef struct {
  ColimInterpretation *meaning;
  ColimDiagnostics *diagnostics;
  ColimFinFunction **maps;   /* by edge, as they are needed */
  ColimLossSpace **spaces;   /* by vertex */
} Reading;

/* The map of a path, from the points of its source; NULL if it is not given, which is reported. */
static ColimFinFunction *
read_path (Reading *self, ColimPath *path)
{
  ColimDiagram *diagram = self->meaning->diagram;
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  g_autoptr (ColimFinFunction) map
    = colim_fin_function_new_identity ((gint32) colim_type_get_size (self->meaning->spaces[colim_path_get_source (path)].type));

  for (gsize i = 0; i < n; i++)
    {
      ColimFinFunction *longer;

      if (self->maps[edges[i]] == NULL && (self->maps[edges[i]] = colim_interpretation_dup_map (self->meaning, edges[i])) == NULL)
        {
          _colim_check_error (self->diagnostics, g_ptr_array_index (diagram->edges, edges[i]), COLIM_ERROR_UNDEFINED,
                              "edge '%s' is no table between finite spaces Fin(…), and an exact loss goes through it",
                              colim_diagram_get_edge_name (diagram, edges[i]));
          return NULL;
        }
      longer = colim_fin_function_compose (map, self->maps[edges[i]], NULL);
      colim_fin_function_unref (map);
      map = longer;
    }

  return g_steal_pointer (&map);
}

static ColimLossSpace *
find_space (Reading *self, gint32 vertex)
{
  if (self->spaces[vertex] == NULL
      && (self->spaces[vertex] = colim_interpretation_dup_loss_space (self->meaning, vertex)) == NULL)
    _colim_check_error (self->diagnostics, g_ptr_array_index (self->meaning->diagram->vertices, vertex), COLIM_ERROR_UNDEFINED,
                        "'%s' is no finite space Fin(…) with an exact distance, a table or ∞, and an exact loss is measured there",
                        colim_diagram_get_vertex_name (self->meaning->diagram, vertex));

  return self->spaces[vertex];
}

/* The term of a pair; NULL if it cannot be had, which is reported. */
static ColimRational *
measure_pair (Reading *self, ColimPath *p, ColimPath *q)
{
  gint32 source = colim_path_get_source (p);
  g_autoptr (ColimFinFunction) left = NULL;
  g_autoptr (ColimFinFunction) right = NULL;
  ColimLossSpace *space;

  if (!is_finite (&self->meaning->spaces[source]))
    {
      _colim_check_error (self->diagnostics, g_ptr_array_index (self->meaning->diagram->vertices, source), COLIM_ERROR_UNDEFINED,
                          "'%s' is no finite set [Fin(…)], and an exact loss sums over its points",
                          colim_diagram_get_vertex_name (self->meaning->diagram, source));
      return NULL;
    }
  /* Out of the empty set there is one map, given or not. */
  if (colim_type_get_size (self->meaning->spaces[source].type) == 0)
    return colim_rational_new (0, 1);
  if ((space = find_space (self, colim_path_get_target (p))) == NULL || (left = read_path (self, p)) == NULL
      || (right = read_path (self, q)) == NULL)
    return NULL;

  return colim_loss_space_measure (space, left, right, NULL);
}

ColimLoss *
_colim_loss_measure (ColimInterpretation *interpretation, ColimPath *const *p, ColimPath *const *q, gint32 n, ColimDiagnostics *diagnostics)
{
  guint n_vertices = interpretation->diagram->vertices->len, n_edges = interpretation->diagram->edges->len;
  Reading reading = { interpretation, diagnostics, g_new0 (ColimFinFunction *, n_edges + 1), g_new0 (ColimLossSpace *, n_vertices + 1) };
  g_autoptr (ColimLoss) self = g_atomic_rc_box_new0 (ColimLoss);
  guint n_errors = colim_diagnostics_get_n_errors (diagnostics);

  self->n = n;
  self->terms = g_new0 (ColimRational *, (gsize) n + 1);
  self->value = colim_rational_new (0, 1);
  for (gint32 i = 0; i < n; i++)
    if (p[i] != NULL)
      {
        ColimRational *sum;

        if ((self->terms[i] = measure_pair (&reading, p[i], q[i])) == NULL)
          continue;
        sum = colim_rational_add (self->value, self->terms[i]);
        colim_rational_unref (self->value);
        self->value = sum;
      }
  for (guint e = 0; e < n_edges; e++)
    g_clear_pointer (&reading.maps[e], colim_fin_function_unref);
  for (guint v = 0; v < n_vertices; v++)
    g_clear_pointer (&reading.spaces[v], colim_loss_space_unref);
  g_free (reading.maps);
  g_free (reading.spaces);

  return colim_diagnostics_get_n_errors (diagnostics) > n_errors ? NULL : g_steal_pointer (&self);
}

/**
 * colim_loss_new:
 * @interpretation: the meaning of a diagram
 * @pairs: pairs of it
 * @formal: whether to count pairs that end at a vertex without a loss too, discretely
 * @diagnostics: where to report what is not exact, or not given
 *
 * Evaluates the loss of some pairs exactly.  Only the maps on counted paths need be given.  Time: the points of the sources
 * times the lengths of the paths.
 *
 * Returns: (transfer full) (nullable): the loss, or %NULL if it cannot be evaluated, which was reported
 */
ColimLoss *
colim_loss_new (ColimInterpretation *interpretation, ColimPairs *pairs, gboolean formal, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (interpretation != NULL && pairs != NULL && diagnostics != NULL, NULL);

  gint32 n = colim_pairs_get_n (pairs);
  g_autofree ColimPath **p = g_new0 (ColimPath *, (gsize) n + 1), **q = g_new0 (ColimPath *, (gsize) n + 1);

  for (gint32 i = 0; i < n; i++)
    if (formal || colim_pairs_is_in_loss (pairs, i))
      {
        p[i] = colim_pairs_get_p (pairs, i);
        q[i] = colim_pairs_get_q (pairs, i);
      }

  return _colim_loss_measure (interpretation, p, q, n, diagnostics);
}

/**
 * colim_loss_ref:
 * @self: a loss
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimLoss *
colim_loss_ref (ColimLoss *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimLoss *self)
{
  for (gint32 i = 0; i < self->n; i++)
    g_clear_pointer (&self->terms[i], colim_rational_unref);
  g_free (self->terms);
  colim_rational_unref (self->value);
}

/**
 * colim_loss_unref:
 * @self: (transfer full): a loss
 *
 * Gives a reference back.
 */
void
colim_loss_unref (ColimLoss *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_loss_get_value:
 * @self: a loss
 *
 * Gives the sum of the terms.
 *
 * Returns: (transfer none): the value
 */
ColimRational *
colim_loss_get_value (const ColimLoss *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->value;
}

/**
 * colim_loss_get_term:
 * @self: a loss
 * @pair: which pair
 *
 * Gives the term of a pair.
 *
 * Returns: (transfer none) (nullable): the term, or %NULL if the pair is not in the sum
 */
ColimRational *
colim_loss_get_term (const ColimLoss *self, gint32 pair)
{
  g_return_val_if_fail (self != NULL && pair >= 0 && pair < self->n, NULL);

  return self->terms[pair];
}
