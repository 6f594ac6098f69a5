/* The category of elements as a coloured graph; its picture is in the header. */

#include "lib/csets/isomorphism/element-graph-private.h"

#include "lib/sets/fibres-private.h"

/* A table may have this many colours, or as many as keep its relations no larger than its columns are. */
#define MANY_COLOURS 8

/* For each number below @n the items at which it is a key, by the order of @rows; negative keys are none. */
static gint32 *
index_by (const gint32 *keys, const gint32 *rows, gint32 n_rows, const gint32 *items, gint32 n)
{
  gint32 *starts = g_new0 (gint32, (gsize) n_rows + (gsize) n + 2), *sorted = starts + n + 2;

  for (gint32 i = 0; i < n_rows; i++)
    if (keys[rows[i]] >= 0)
      starts[keys[rows[i]] + 2]++;
  for (gint32 y = 0; y < n; y++)
    starts[y + 2] += starts[y + 1];
  for (gint32 i = 0; i < n_rows; i++)
    if (keys[rows[i]] >= 0)
      sorted[starts[keys[rows[i]] + 1]++] = items == NULL ? rows[i] : items[rows[i]];

  return starts;
}

static gint32 *
list_numbers (gint32 n)
{
  gint32 *numbers = g_new (gint32, n);

  for (gint32 i = 0; i < n; i++)
    numbers[i] = i;

  return numbers;
}

static void
init_column (ElementGraph *self, gint32 a)
{
  ColimCSet *cset = self->cset;
  const ColimSchema *schema = cset->schema;
  gint32 n_homs = colim_schema_get_n_homs (schema), n_objects = colim_schema_get_n_objects (schema);
  ElementArrow *column = &self->columns[a];

  if (a < n_homs)
    {
      const ColimFibres *fibres = colim_cset_get_fibres_at (cset, a);

      column->dom = colim_schema_get_hom_dom (schema, a);
      column->codom = colim_schema_get_hom_codom (schema, a);
      column->values = colim_fin_function_get_values (cset->homs[a], NULL);
      column->starts = fibres->starts;
      column->items = fibres->items;
    }
  else
    {
      gint32 n, n_codom;
      g_autofree gint32 *rows = NULL;

      column->dom = colim_schema_get_attr_dom (schema, a - n_homs);
      column->codom = n_objects + colim_schema_get_attr_codom (schema, a - n_homs);
      n = self->sorts[column->dom].n_parts;
      n_codom = self->sorts[column->codom].n_parts;
      rows = list_numbers (n);
      column->values = cset->attrs[a - n_homs]->variables;
      column->memory[0] = index_by (column->values, rows, n, NULL, n_codom);
      column->starts = column->memory[0];
      column->items = column->memory[0] + n_codom + 2;
    }
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

static int
compare_parts (gconstpointer a, gconstpointer b, gpointer data)
{
  const GPtrArray *ranks = data;
  gint32 x = *(const gint32 *) a, y = *(const gint32 *) b;

  for (guint i = 0; i < ranks->len; i++)
    {
      const gint32 *rank = ranks->pdata[i];

      if (rank[x] != rank[y])
        return rank[x] < rank[y] ? -1 : 1;
    }

  return 0;
}

/* Colours the parts of a sort by their constants. */
static void
colour_sort (ElementGraph *self, gint32 s)
{
  ElementSort *sort = &self->sorts[s];
  gint32 n_homs = colim_schema_get_n_homs (self->cset->schema);
  g_autoptr (GPtrArray) ranks = g_ptr_array_new_with_free_func (g_free);
  g_autofree gint32 *parts = list_numbers (sort->n_parts);

  for (gint32 a = n_homs; a < self->n_columns; a++)
    if (self->columns[a].dom == s)
      g_ptr_array_add (ranks, rank_constants (self->cset->attrs[a - n_homs]));
  if (ranks->len > 0 && sort->n_parts > 1)
    g_qsort_with_data (parts, sort->n_parts, sizeof *parts, compare_parts, ranks);
  sort->colours = g_new (gint32, sort->n_parts);
  for (gint32 i = 0; i < sort->n_parts; i++)
    {
      sort->n_colours += i == 0 || compare_parts (&parts[i - 1], &parts[i], ranks) != 0;
      sort->colours[parts[i]] = sort->n_colours - 1;
    }
}

/* Whether an object is a table: all its rows have two ends.  An attribute without variables has none. */
static gboolean
find_ends (ElementGraph *self, gint32 s)
{
  ElementSort *sort = &self->sorts[s];
  gint32 n_ends = 0;
  gint64 n_codoms = 0;

  for (gint32 a = 0; a < self->n_columns; a++)
    {
      const ElementArrow *column = &self->columns[a];
      gint32 n_values = 0;

      if (column->codom == s)
        return FALSE;
      if (column->dom != s)
        continue;
      for (gint32 x = 0; x < sort->n_parts; x++)
        n_values += column->values[x] >= 0;
      if (n_values == 0)
        continue;
      if (n_values < sort->n_parts || n_ends == 2)
        return FALSE;
      sort->ends[n_ends++] = a;
      n_codoms += self->sorts[column->codom].n_parts;
    }

  return n_ends == 2 && (sort->n_colours <= MANY_COLOURS || sort->n_colours * n_codoms <= (gint64) 4 * sort->n_parts);
}

/* A relation for each colour of a table. */
static void
add_relations (ElementGraph *self, gint32 s, GArray *arrows)
{
  const ElementSort *sort = &self->sorts[s];
  const ElementArrow *first = &self->columns[sort->ends[0]], *second = &self->columns[sort->ends[1]];
  g_autofree gint32 *numbers = list_numbers (sort->n_parts);
  g_autofree gint32 *by_colour = index_by (sort->colours, numbers, sort->n_parts, NULL, sort->n_colours);
  gint32 n_first = self->sorts[first->codom].n_parts, n_second = self->sorts[second->codom].n_parts;

  for (gint32 colour = 0; colour < sort->n_colours; colour++)
    {
      const gint32 *rows = by_colour + sort->n_colours + 2 + by_colour[colour];
      gint32 n = by_colour[colour + 1] - by_colour[colour];
      ElementArrow arrow = { .dom = first->codom, .codom = second->codom };

      arrow.memory[0] = index_by (first->values, rows, n, second->values, n_first);
      arrow.memory[1] = index_by (second->values, rows, n, first->values, n_second);
      arrow.out_starts = arrow.memory[0];
      arrow.out_items = arrow.memory[0] + n_first + 2;
      arrow.starts = arrow.memory[1];
      arrow.items = arrow.memory[1] + n_second + 2;
      g_array_append_val (arrows, arrow);
    }
}

/* Whether a relation is the same the other way round, as that of the edges of a symmetric graph is. */
static gboolean
is_symmetric (const ElementGraph *self, const ElementArrow *arrow)
{
  gint32 n = self->sorts[arrow->dom].n_parts;
  g_autofree gint32 *counts = NULL;

  if (arrow->values != NULL || arrow->dom != arrow->codom)
    return FALSE;
  counts = g_new0 (gint32, n);
  for (gint32 x = 0; x < n; x++)
    {
      if (arrow->starts[x] != arrow->out_starts[x])
        return FALSE;
      for (gint32 i = arrow->starts[x]; i < arrow->starts[x + 1]; i++)
        counts[arrow->items[i]]++;
      for (gint32 i = arrow->out_starts[x]; i < arrow->out_starts[x + 1]; i++)
        if (--counts[arrow->out_items[i]] < 0)
          return FALSE;
    }

  return TRUE;
}

/* The arrows, of which there are none from or to tables.  What can be said in one direction is said once. */
static void
list_arrows (ElementGraph *self)
{
  GArray *arrows = g_array_new (FALSE, FALSE, sizeof (ElementArrow));

  for (gint32 a = 0; a < self->n_columns; a++)
    if (self->sorts[self->columns[a].dom].ends[0] < 0)
      {
        ElementArrow arrow = self->columns[a];

        arrow.memory[0] = NULL;
        g_array_append_val (arrows, arrow);
      }
  for (gint32 s = 0; s < self->n_sorts; s++)
    if (self->sorts[s].ends[0] >= 0)
      add_relations (self, s, arrows);
  self->n_arrows = (gint32) arrows->len;
  self->arrows = (ElementArrow *) (gpointer) g_array_free (arrows, FALSE);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      ElementSort *sort = &self->sorts[s];

      sort->out = g_new (gint32, self->n_arrows);
      sort->in = g_new (gint32, self->n_arrows);
      for (gint32 a = 0; a < self->n_arrows; a++)
        {
          if (self->arrows[a].dom == s)
            sort->out[sort->n_out++] = a;
          if (self->arrows[a].codom == s && !is_symmetric (self, &self->arrows[a]))
            sort->in[sort->n_in++] = a;
        }
    }
}

static void
number_elements (ElementGraph *self)
{
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      ElementSort *sort = &self->sorts[s];

      sort->first = self->n;
      sort->n = sort->ends[0] < 0 ? sort->n_parts : 0;
      self->n += sort->n;
    }
  self->sort_of = g_new (gint32, self->n);
  for (gint32 s = 0; s < self->n_sorts; s++)
    for (gint32 i = 0; i < self->sorts[s].n; i++)
      self->sort_of[self->sorts[s].first + i] = s;
}

gboolean
_colim_element_graph_init (ElementGraph *self, ColimCSet *cset, GError **error)
{
  const ColimSchema *schema = cset->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema);
  gint64 n_parts = 0;

  *self = (ElementGraph) { .cset = colim_cset_ref (cset) };
  self->n_sorts = n_objects + colim_schema_get_n_attr_types (schema);
  self->sorts = g_new0 (ElementSort, self->n_sorts);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      self->sorts[s].first_part = (gint32) n_parts;
      self->sorts[s].n_parts = s < n_objects ? cset->n_parts[s] : cset->n_variables[s - n_objects];
      n_parts += self->sorts[s].n_parts;
      if (n_parts >= G_MAXINT32)
        {
          g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
                               "the parts and variables of all objects together are too many");
          return FALSE;
        }
    }
  self->n_parts = (gint32) n_parts;
  self->n_columns = colim_schema_get_n_homs (schema) + colim_schema_get_n_attrs (schema);
  self->columns = g_new0 (ElementArrow, self->n_columns);
  for (gint32 a = 0; a < self->n_columns; a++)
    init_column (self, a);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      colour_sort (self, s);
      if (s >= n_objects || !find_ends (self, s))
        self->sorts[s].ends[0] = self->sorts[s].ends[1] = -1;
    }
  number_elements (self);
  list_arrows (self);

  return TRUE;
}

static void
free_arrows (ElementArrow *arrows, gint32 n)
{
  for (gint32 a = 0; a < n; a++)
    for (guint i = 0; i < 2; i++)
      g_free (arrows[a].memory[i]);
  g_free (arrows);
}

void
_colim_element_graph_clear (ElementGraph *self)
{
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      g_free (self->sorts[s].out);
      g_free (self->sorts[s].in);
      g_free (self->sorts[s].colours);
    }
  free_arrows (self->columns, self->n_columns);
  free_arrows (self->arrows, self->n_arrows);
  g_free (self->sorts);
  g_free (self->sort_of);
  g_clear_pointer (&self->cset, colim_cset_unref);
}

/* Sorts all elements by their sorts and colours; @starts becomes the list of the places where a colour begins, and the
 * end. */
void
_colim_element_graph_colour (const ElementGraph *self, gint32 *order, GArray *starts)
{
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      const ElementSort *sort = &self->sorts[s];
      g_autofree gint32 *numbers = list_numbers (sort->n);
      g_autofree gint32 *by_colour = index_by (sort->colours, numbers, sort->n, NULL, sort->n_colours);

      for (gint32 i = 0; i < sort->n; i++)
        order[sort->first + i] = sort->first + by_colour[sort->n_colours + 2 + i];
      for (gint32 colour = 0; colour < (sort->n > 0 ? sort->n_colours : 0); colour++)
        g_array_append_vals (starts, (gint32[]) { sort->first + by_colour[colour] }, 1);
    }
  g_array_append_val (starts, self->n);
}
