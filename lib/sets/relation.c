/* Building the sorted table of an object; its picture is in the header. */

#include "lib/sets/relation-private.h"

#include "lib/sets/radix-private.h"

void
_colim_arrow_index_init (ColimArrowIndex *self, const ColimFinDiagram *diagram, const gint32 *ends)
{
  self->starts = g_new0 (guint, (gsize) diagram->n_objects + 1);
  self->arrows = g_new (guint, diagram->n_arrows);
  for (guint a = 0; a < diagram->n_arrows; a++)
    self->starts[ends[a]]++;
  for (guint i = 0, sum = 0; i <= diagram->n_objects; i++)
    self->starts[i] = sum += self->starts[i];
  for (guint a = diagram->n_arrows; a-- > 0;)
    self->arrows[--self->starts[ends[a]]] = a;
}

void
_colim_arrow_index_clear (ColimArrowIndex *self)
{
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->arrows, g_free);
}

typedef struct {
  guint position;
  const gint32 *values; /* NULL: the elements themselves */
  guint object;
  gint32 codom;
} Column;

static int
compare_positions (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Column *first = a, *second = b;

  return (first->position > second->position) - (first->position < second->position);
}

/* The columns of an object in the order in which they are bound, equal objects side by side. */
static Column *
list_columns (const ColimFinDiagram *diagram, const ColimArrowIndex *outgoing, guint object, const guint *positions,
              guint *n)
{
  guint first = outgoing->starts[object];
  Column *columns;

  *n = outgoing->starts[object + 1] - first + 1;
  columns = g_new (Column, *n);
  columns[0] = (Column) { positions[object], NULL, object, diagram->sizes[object] };
  for (guint i = 1; i < *n; i++)
    {
      guint a = outgoing->arrows[first + i - 1];
      guint target = (guint) diagram->targets[a];

      columns[i] = (Column) { positions[target], colim_fin_function_get_values (diagram->arrows[a], NULL), target,
                              diagram->sizes[target] };
    }
  g_qsort_with_data (columns, (int) *n, sizeof *columns, compare_positions, NULL);

  return columns;
}

static inline gint32
value_of (const Column *column, gint32 x)
{
  return column->values != NULL ? column->values[x] : x;
}

/* Keeps one column of each object, and the rows on which all of them agree. */
static guint
merge_columns (Column *columns, guint n, gint32 *rows, gint32 *n_rows)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    if (kept == 0 || columns[i].object != columns[kept - 1].object)
      columns[kept++] = columns[i];
    else
      {
        gint32 n_left = 0;

        for (gint32 row = 0; row < *n_rows; row++)
          if (value_of (&columns[i], rows[row]) == value_of (&columns[kept - 1], rows[row]))
            rows[n_left++] = rows[row];
        *n_rows = n_left;
        /* A loop may have come before the elements themselves, which are the cheaper of two equal columns. */
        if (columns[i].values == NULL)
          columns[kept - 1].values = NULL;
      }

  return kept;
}

/* The positions say when each object is bound. */
void
_colim_relation_init (ColimRelation *self, const ColimFinDiagram *diagram, const ColimArrowIndex *outgoing,
                      guint object, const guint *positions)
{
  g_autofree Column *columns = NULL;
  g_autofree gint32 *rows = NULL;
  guint n, own = 0;

  self->n_rows = diagram->sizes[object];
  if (outgoing->starts[object] == outgoing->starts[object + 1])
    {
      /* An object that points nowhere may be larger than memory, as nothing of it is stored. */
      self->n_columns = 1;
      self->objects = g_memdup2 (&object, sizeof object);
      self->columns = g_new0 (gint32 *, 1);
      return;
    }
  columns = list_columns (diagram, outgoing, object, positions, &n);
  rows = g_new (gint32, self->n_rows);
  for (gint32 x = 0; x < self->n_rows; x++)
    rows[x] = x;
  n = merge_columns (columns, n, rows, &self->n_rows);
  while (columns[own].values != NULL)
    own++;
  /* Rows that agree on the columns before their own stay in the order of the elements, and columns after it have
   * one value in a range. */
  for (guint c = own; c-- > 0;)
    _colim_radix_sort (rows, self->n_rows, columns[c].values, columns[c].codom);

  self->n_columns = n;
  self->objects = g_new (guint, n);
  self->columns = g_new0 (gint32 *, n);
  for (guint c = 0; c < n; c++)
    {
      self->objects[c] = columns[c].object;
      if (c == own)
        continue;
      self->columns[c] = g_new (gint32, self->n_rows);
      for (gint32 row = 0; row < self->n_rows; row++)
        self->columns[c][row] = columns[c].values[rows[row]];
    }
  self->columns[own] = g_steal_pointer (&rows);
}

void
_colim_relation_clear (ColimRelation *self)
{
  for (guint c = 0; c < self->n_columns; c++)
    g_free (self->columns[c]);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->objects, g_free);
  self->n_columns = 0;
}
