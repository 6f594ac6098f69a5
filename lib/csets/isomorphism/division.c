/* Taking the components of a piece apart and joining them again; the picture is in the header. */

#include "lib/csets/isomorphism/division-private.h"

static gboolean
is_open (const Cells *cells, gint32 element)
{
  return cells->lengths[cells->cell[element]] > 1;
}

/* How many components the elements with company have.  Each is named by its least element. */
static gint32
find_components (Cells *cells, ColimPartition *components, gint32 first, gint32 end)
{
  const ElementGraph *graph = cells->graph;
  gint64 steps = end - first;
  gint32 n = 0;

  for (gint32 p = first; p < end; p++)
    components->parent[cells->order[p]] = cells->order[p];
  for (gint32 p = first; p < end; p++)
    {
      gint32 element = cells->order[p];
      const ElementSort *sort = &graph->sorts[graph->sort_of[element]];

      if (!is_open (cells, element))
        continue;
      n++;
      for (gint32 i = 0; i < sort->n_out; i++)
        {
          const ElementArrow *arrow = &graph->arrows[sort->out[i]];
          gint32 offset = graph->sorts[arrow->codom].first, n_images;
          const gint32 *images = _colim_element_arrow_follow (arrow, element - sort->first, &n_images);

          for (gint32 j = 0; j < n_images; j++)
            if (is_open (cells, offset + images[j]))
              n -= _colim_partition_merge (components, element, offset + images[j]);
          steps += n_images;
        }
    }
  _colim_cells_spend (cells, steps);

  return n;
}

/* Numbers the components in the order in which they appear, and counts elements and runs. */
static gint32 *
measure (Division *self, const Cells *cells, ColimPartition *components)
{
  gint32 n = self->end - self->first, n_numbered = 0, n_runs = 0, place;
  gint32 *piece_of = g_new (gint32, n); /* by place from the first; of a component, where its name is */
  g_autofree gint32 *last_cells = g_new (gint32, self->n_pieces);

  for (gint32 i = 0; i < n; i++)
    piece_of[i] = -1;
  for (gint32 i = 0; i < n; i++)
    {
      gint32 element = cells->order[self->first + i];
      gint32 name = cells->place[_colim_partition_find (components, element)] - self->first;

      if (!is_open (cells, element))
        {
          self->n_singles++;
          continue;
        }
      if (piece_of[name] < 0)
        {
          last_cells[n_numbered] = -1;
          piece_of[name] = n_numbered++;
        }
      piece_of[i] = piece_of[name];
      self->pieces[piece_of[i]].end++;
      if (last_cells[piece_of[i]] != cells->cell[element])
        {
          last_cells[piece_of[i]] = cells->cell[element];
          self->pieces[piece_of[i]].n_runs++;
          n_runs++;
        }
    }
  self->runs = g_new (Run, n_runs);
  self->singles = g_new (gint32, self->n_singles);
  place = self->first + self->n_singles;
  n_runs = 0;
  for (gint32 i = 0; i < self->n_pieces; i++)
    {
      Piece *piece = &self->pieces[i];

      piece->first = place;
      piece->end += place;
      piece->runs = self->runs + n_runs;
      place = piece->end;
      n_runs += piece->n_runs;
      piece->n_runs = 0;
    }

  return piece_of;
}

/* A cell of an order that was just written. */
static void
write_cell (Cells *cells, gint32 start, gint32 end)
{
  cells->lengths[start] = end - start;
  for (gint32 p = start; p < end; p++)
    {
      cells->cell[cells->order[p]] = start;
      cells->place[cells->order[p]] = p;
    }
}

static void
take_apart (Division *self, Cells *cells, const gint32 *piece_of)
{
  gint32 n = self->end - self->first, n_singles = 0;
  g_autofree gint32 *order = g_new (gint32, n), *next = g_new (gint32, self->n_pieces);

  for (gint32 i = 0; i < self->n_pieces; i++)
    next[i] = self->pieces[i].first - self->first;
  for (gint32 i = 0; i < n; i++)
    {
      gint32 element = cells->order[self->first + i], cell = cells->cell[element] - self->first;
      Piece *piece = piece_of[i] < 0 ? NULL : &self->pieces[piece_of[i]];

      if (piece == NULL)
        {
          self->singles[n_singles] = i;
          order[n_singles++] = element;
          continue;
        }
      order[next[piece_of[i]]++] = element;
      if (piece->n_runs == 0 || piece->runs[piece->n_runs - 1].cell != cell)
        piece->runs[piece->n_runs++] = (Run) { .cell = cell };
      piece->runs[piece->n_runs - 1].n++;
    }
  memcpy (cells->order + self->first, order, (gsize) n * sizeof *order);
  for (gint32 i = 0; i < self->n_singles; i++)
    write_cell (cells, self->first + i, self->first + i + 1);
  cells->n_open = self->n_apart;
  for (gint32 i = 0; i < self->n_pieces; i++)
    {
      Piece *piece = &self->pieces[i];
      gint32 start = piece->first;

      for (gint32 r = 0; r < piece->n_runs; start += piece->runs[r++].n)
        {
          write_cell (cells, start, start + piece->runs[r].n);
          piece->n_open += piece->runs[r].n > 1;
        }
      cells->n_open += piece->n_open;
    }
}

/* Takes a piece apart that is not discrete; NULL if there is one component only. */
Division *
_colim_division_new (Cells *cells, ColimPartition *components, gint32 first, gint32 end)
{
  gint32 n_pieces = find_components (cells, components, first, end);
  g_autofree gint32 *piece_of = NULL;
  Division *self;

  if (n_pieces <= 1)
    return NULL;
  self = g_new0 (Division, 1);
  self->first = first;
  self->end = end;
  self->n_open = cells->n_open;
  self->n_apart = cells->n_apart;
  self->pieces = g_new0 (Piece, n_pieces);
  self->n_pieces = n_pieces;
  piece_of = measure (self, cells, components);
  take_apart (self, cells, piece_of);

  return self;
}

/* Goes to work on one of the pieces. */
void
_colim_division_enter (const Division *self, Cells *cells, gint32 piece)
{
  cells->n_apart = cells->n_open - self->pieces[piece].n_open;
}

/* Makes the cells what they were.  In each of them the elements of @pieces follow each other, those of one piece as in
 * its order; NULL where the order does not matter. */
void
_colim_division_join (Division *self, Cells *cells, const gint32 *pieces, gint32 *const *orders)
{
  gint32 n = self->end - self->first;
  g_autofree gint32 *order = g_new (gint32, n), *n_placed = g_new0 (gint32, n);

  for (gint32 i = 0; i < self->n_singles; i++)
    {
      order[self->singles[i]] = cells->order[self->first + i];
      n_placed[self->singles[i]] = 1;
    }
  for (gint32 i = 0; i < self->n_pieces; i++)
    {
      gint32 number = pieces == NULL ? i : pieces[i];
      const Piece *piece = &self->pieces[number];
      const gint32 *from = orders == NULL ? cells->order + piece->first : orders[number];

      for (gint32 r = 0; r < piece->n_runs; r++)
        {
          const Run *run = &piece->runs[r];

          memcpy (order + run->cell + n_placed[run->cell], from, (gsize) run->n * sizeof *order);
          n_placed[run->cell] += run->n;
          from += run->n;
        }
    }
  memcpy (cells->order + self->first, order, (gsize) n * sizeof *order);
  for (gint32 start = 0; start < n; start += n_placed[start])
    write_cell (cells, self->first + start, self->first + start + n_placed[start]);
  cells->n_open = self->n_open;
  cells->n_apart = self->n_apart;
}

void
_colim_division_free (Division *self)
{
  g_free (self->singles);
  g_free (self->pieces);
  g_free (self->runs);
  g_free (self);
}

/* Orders pieces by what they have of which cell. */
int
_colim_run_compare (const Run *a, gint32 n_a, const Run *b, gint32 n_b)
{
  for (gint32 i = 0; i < MIN (n_a, n_b); i++)
    {
      if (a[i].cell != b[i].cell)
        return a[i].cell < b[i].cell ? -1 : 1;
      if (a[i].n != b[i].n)
        return a[i].n < b[i].n ? -1 : 1;
    }

  return (n_a > n_b) - (n_a < n_b);
}
