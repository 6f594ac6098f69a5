/* The category of elements as a coloured graph; its picture is in the header. */

#include "lib/csets/isomorphism/element-graph-private.h"

#include "lib/sets/fibres-private.h"

/* The preimages of variables under an attribute. */
static void
index_variables (ElementArrow *arrow, gint32 n_dom, gint32 n_codom)
{
  gint32 *starts = arrow->memory = g_new0 (gint32, (gsize) n_dom + (gsize) n_codom + 2), *items = starts + n_codom + 2;

  for (gint32 x = 0; x < n_dom; x++)
    if (arrow->values[x] >= 0)
      starts[arrow->values[x] + 2]++;
  for (gint32 y = 0; y < n_codom; y++)
    starts[y + 2] += starts[y + 1];
  for (gint32 x = 0; x < n_dom; x++)
    if (arrow->values[x] >= 0)
      items[starts[arrow->values[x] + 1]++] = x;
  arrow->starts = starts;
  arrow->items = items;
}

static void
init_arrow (ElementGraph *self, gint32 a)
{
  ColimCSet *cset = self->cset;
  const ColimSchema *schema = cset->schema;
  gint32 n_homs = colim_schema_get_n_homs (schema), n_objects = colim_schema_get_n_objects (schema);
  ElementArrow *arrow = &self->arrows[a];

  if (a < n_homs)
    {
      const ColimFibres *fibres = colim_cset_get_fibres_at (cset, a);

      arrow->dom = colim_schema_get_hom_dom (schema, a);
      arrow->codom = colim_schema_get_hom_codom (schema, a);
      arrow->values = colim_fin_function_get_values (cset->homs[a], NULL);
      arrow->starts = fibres->starts;
      arrow->items = fibres->items;
    }
  else
    {
      arrow->dom = colim_schema_get_attr_dom (schema, a - n_homs);
      arrow->codom = n_objects + colim_schema_get_attr_codom (schema, a - n_homs);
      arrow->values = cset->attrs[a - n_homs]->variables;
      index_variables (arrow, self->sorts[arrow->dom].n, self->sorts[arrow->codom].n);
    }
}

static void
list_arrows (ElementGraph *self, gint32 s)
{
  ElementSort *sort = &self->sorts[s];

  sort->out = g_new (gint32, self->n_arrows);
  sort->in = g_new (gint32, self->n_arrows);
  for (gint32 a = 0; a < self->n_arrows; a++)
    {
      if (self->arrows[a].dom == s)
        sort->out[sort->n_out++] = a;
      if (self->arrows[a].codom == s)
        sort->in[sort->n_in++] = a;
    }
}

gboolean
_colim_element_graph_init (ElementGraph *self, ColimCSet *cset, GError **error)
{
  const ColimSchema *schema = cset->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema);
  gint64 n = 0;

  *self = (ElementGraph) { .cset = colim_cset_ref (cset) };
  self->n_sorts = n_objects + colim_schema_get_n_attr_types (schema);
  self->sorts = g_new0 (ElementSort, self->n_sorts);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      self->sorts[s].first = (gint32) n;
      self->sorts[s].n = s < n_objects ? cset->n_parts[s] : cset->n_variables[s - n_objects];
      n += self->sorts[s].n;
      if (n >= G_MAXINT32)
        {
          g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                               "the parts and variables of all objects together are too many");
          return FALSE;
        }
    }
  self->n = (gint32) n;
  self->sort_of = g_new (gint32, n);
  for (gint32 s = 0; s < self->n_sorts; s++)
    for (gint32 i = 0; i < self->sorts[s].n; i++)
      self->sort_of[self->sorts[s].first + i] = s;
  self->n_arrows = colim_schema_get_n_homs (schema) + colim_schema_get_n_attrs (schema);
  self->arrows = g_new0 (ElementArrow, self->n_arrows);
  for (gint32 a = 0; a < self->n_arrows; a++)
    init_arrow (self, a);
  for (gint32 s = 0; s < self->n_sorts; s++)
    list_arrows (self, s);

  return TRUE;
}

void
_colim_element_graph_clear (ElementGraph *self)
{
  for (gint32 a = 0; a < self->n_arrows; a++)
    g_free (self->arrows[a].memory);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      g_free (self->sorts[s].out);
      g_free (self->sorts[s].in);
    }
  g_free (self->arrows);
  g_free (self->sorts);
  g_free (self->sort_of);
  g_clear_pointer (&self->cset, colim_cset_unref);
}

static int
compare_cells (gconstpointer a, gconstpointer b, gpointer data)
{
  const ColimColumn *column = data;

  return column->type->ops->compare (column->type, column->cells[*(const gint32 *) a],
                                     column->cells[*(const gint32 *) b]);
}

/* The number of each constant of a column among its constants, in their order; 0 for variables. */
static gint32 *
rank_constants (ColimColumn *column)
{
  gint32 *ranks = g_new0 (gint32, column->n);
  g_autofree gint32 *rows = g_new (gint32, column->n);
  gint32 n = 0, rank = 0;

  for (gint32 x = 0; x < column->n; x++)
    if (column->variables[x] < 0)
      rows[n++] = x;
  if (n > 1)
    g_qsort_with_data (rows, n, sizeof *rows, compare_cells, column);
  for (gint32 i = 0; i < n; i++)
    {
      rank += i == 0 || compare_cells (&rows[i - 1], &rows[i], column) != 0;
      ranks[rows[i]] = rank;
    }

  return ranks;
}

typedef struct {
  gint32 first;
  gint32 *const *ranks;
  guint n;
} Ranking;

static int
compare_parts (gconstpointer a, gconstpointer b, gpointer data)
{
  const Ranking *ranking = data;
  gint32 x = *(const gint32 *) a - ranking->first, y = *(const gint32 *) b - ranking->first;

  for (guint i = 0; i < ranking->n; i++)
    if (ranking->ranks[i][x] != ranking->ranks[i][y])
      return ranking->ranks[i][x] < ranking->ranks[i][y] ? -1 : 1;

  return 0;
}

/* Sorts all elements by their sorts, and parts by their constants; @starts becomes the list of the places where a
 * colour begins, and the end. */
void
_colim_element_graph_colour (const ElementGraph *self, gint32 *order, GArray *starts)
{
  const ColimSchema *schema = self->cset->schema;
  gint32 n_homs = colim_schema_get_n_homs (schema);

  for (gint32 e = 0; e < self->n; e++)
    order[e] = e;
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      const ElementSort *sort = &self->sorts[s];
      g_autoptr (GPtrArray) ranks = g_ptr_array_new_with_free_func (g_free);
      Ranking ranking = { .first = sort->first };

      for (gint32 i = 0; i < sort->n_out; i++)
        if (sort->out[i] >= n_homs)
          g_ptr_array_add (ranks, rank_constants (self->cset->attrs[sort->out[i] - n_homs]));
      ranking.ranks = (gint32 *const *) ranks->pdata;
      ranking.n = ranks->len;
      if (ranks->len > 0 && sort->n > 1)
        g_qsort_with_data (order + sort->first, sort->n, sizeof *order, compare_parts, &ranking);
      for (gint32 i = sort->first; i < sort->first + sort->n; i++)
        if (i == sort->first || compare_parts (&order[i - 1], &order[i], &ranking) != 0)
          g_array_append_val (starts, i);
    }
  g_array_append_val (starts, self->n);
}
