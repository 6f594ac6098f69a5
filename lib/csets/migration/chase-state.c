/* Adding and merging parts of a C-set that is chased; the picture is in the header. */

#include "lib/csets/migration/chase-private.h"

#include "lib/sets/fin-function-private.h"

typedef struct {
  gint32 sort;
  gint32 x;
  gint32 y;
} Pair;

gboolean
_colim_chase_state_spend (ChaseState *self, gint64 amount, GError **error)
{
  if ((self->budget -= amount) >= 0)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the budget of steps ran out during the chase");

  return FALSE;
}

/* Makes room in all tables of a sort. */
static void
grow (ChaseState *self, gint32 sort, gint32 n)
{
  ChaseSort *s = &self->sorts[sort];

  if (n <= s->capacity)
    return;
  s->capacity = (gint32) MIN (MAX ((gint64) s->capacity * 2, MAX (n, 16)), G_MAXINT32);
  s->parents = g_renew (gint32, s->parents, s->capacity);
  s->changes = g_renew (gint64, s->changes, s->capacity);
  if (s->constants != NULL)
    s->rows = g_renew (gint32, s->rows, s->capacity);
  for (gint32 a = 0; a < self->n_arrows; a++)
    {
      ChaseArrow *arrow = &self->arrows[a];

      if (arrow->dom == sort)
        {
          arrow->table = g_renew (gint32, arrow->table, s->capacity);
          if (a < self->n_homs)
            arrow->ring = g_renew (gint32, arrow->ring, s->capacity);
        }
      if (arrow->codom == sort && a < self->n_homs)
        {
          arrow->pointed = g_renew (gint32, arrow->pointed, s->capacity);
          arrow->sizes = g_renew (gint32, arrow->sizes, s->capacity);
        }
    }
}

/* Adds elements, of which arrows are to be set; gives the first, or -1. */
gint32
_colim_chase_state_add (ChaseState *self, gint32 sort, gint32 n, GError **error)
{
  ChaseSort *s = &self->sorts[sort];
  gint32 first = s->n;

  if (!_colim_chase_state_spend (self, n, error))
    return -1;
  if (n > G_MAXINT32 - s->n)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "there cannot be more than %d parts over an object",
                   G_MAXINT32);
      return -1;
    }
  grow (self, sort, s->n + n);
  s->n += n;
  for (gint32 x = first; x < s->n; x++)
    {
      s->parents[x] = x;
      s->changes[x] = self->now;
      if (s->constants != NULL)
        s->rows[x] = -1;
    }
  for (gint32 h = 0; h < self->n_homs; h++)
    if (self->arrows[h].codom == sort)
      for (gint32 x = first; x < s->n; x++)
        {
          self->arrows[h].pointed[x] = -1;
          self->arrows[h].sizes[x] = 0;
        }

  return first;
}

gint32
_colim_chase_state_find (const ChaseState *self, gint32 sort, gint32 x)
{
  gint32 *parents = self->sorts[sort].parents;

  while (parents[x] != x)
    x = parents[x] = parents[parents[x]];

  return x;
}

/* The element that is a constant, which may be new.  It needs no budget: no more are made than are read. */
gint32
_colim_chase_state_find_constant (ChaseState *self, gint32 sort, const ColimColumn *column, gint32 row)
{
  ChaseSort *s = &self->sorts[sort];
  gint32 known = s->constants->n;
  gint32 number = _colim_value_tuples_add (s->constants, &(ColimValueTuple) { &column, &row });

  if (number == known)
    {
      grow (self, sort, s->n + 1);
      s->parents[s->n] = s->n;
      s->changes[s->n] = self->now;
      s->rows[s->n] = number;
      g_array_append_val (s->owners, s->n);
      s->n++;
    }

  return _colim_chase_state_find (self, sort, g_array_index (s->owners, gint32, number));
}

/* Sends an element, which goes nowhere yet, along an arrow. */
void
_colim_chase_state_set (ChaseState *self, gint32 arrow, gint32 x, gint32 y)
{
  ChaseArrow *a = &self->arrows[arrow];

  a->table[x] = y;
  if (arrow >= self->n_homs)
    return;
  y = _colim_chase_state_find (self, a->codom, y);
  a->ring[x] = a->pointed[y] < 0 ? x : a->ring[a->pointed[y]];
  if (a->pointed[y] < 0)
    a->pointed[y] = x;
  else
    a->ring[a->pointed[y]] = x;
  a->sizes[y]++;
}

static void
push_pair (ChaseState *self, gint32 sort, gint32 x, gint32 y)
{
  Pair pair = { sort, x, y };

  g_array_append_val (self->pairs, pair);
}

static gboolean
merge_constants (ChaseState *self, gint32 sort, gint32 root, gint32 child, GError **error)
{
  ChaseSort *s = &self->sorts[sort];

  if (s->rows[root] >= 0 && s->rows[child] >= 0)
    {
      g_autofree char *first = _colim_column_print_entry (s->constants->entries[0], s->rows[root]);
      g_autofree char *second = _colim_column_print_entry (s->constants->entries[0], s->rows[child]);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_ATTRIBUTE_CONFLICT, "a value of '%s' would be both %s and %s",
                   colim_schema_get_attr_type_name (self->schema, sort - self->n_objects), first, second);
      return FALSE;
    }
  if (s->rows[root] < 0)
    s->rows[root] = s->rows[child];

  return TRUE;
}

/* Two rings become one when two of their links are exchanged. */
static void
splice (ChaseArrow *arrow, gint32 root, gint32 child)
{
  gint32 x = arrow->pointed[root], y = arrow->pointed[child];

  arrow->sizes[root] += arrow->sizes[child];
  if (x >= 0 && y >= 0)
    {
      gint32 next = arrow->ring[x];

      arrow->ring[x] = arrow->ring[y];
      arrow->ring[y] = next;
    }
  else if (x < 0)
    arrow->pointed[root] = y;
}

gboolean
_colim_chase_state_merge (ChaseState *self, gint32 sort, gint32 x, gint32 y, GError **error)
{
  g_array_set_size (self->pairs, 0);
  push_pair (self, sort, x, y);
  while (self->pairs->len > 0)
    {
      Pair pair = g_array_index (self->pairs, Pair, self->pairs->len - 1);
      gint32 a = _colim_chase_state_find (self, pair.sort, pair.x);
      gint32 b = _colim_chase_state_find (self, pair.sort, pair.y), root = MIN (a, b), child = MAX (a, b);

      g_array_set_size (self->pairs, self->pairs->len - 1);
      if (a == b)
        continue;
      if (pair.sort >= self->n_objects && !merge_constants (self, pair.sort, root, child, error))
        return FALSE;
      self->sorts[pair.sort].parents[child] = root;
      self->sorts[pair.sort].changes[root] = self->now;
      for (gint32 i = 0; i < self->n_arrows; i++)
        {
          ChaseArrow *arrow = &self->arrows[i];

          if (arrow->dom == pair.sort)
            push_pair (self, arrow->codom, arrow->table[root], arrow->table[child]);
          if (arrow->codom == pair.sort && i < self->n_homs)
            splice (arrow, root, child);
        }
    }

  return TRUE;
}

static void
load_attr (ChaseState *self, gint32 arrow, const ColimColumn *column)
{
  gint32 codom = self->arrows[arrow].codom;

  for (gint32 x = 0; x < column->n; x++)
    {
      gint32 value = column->variables[x];

      if (value < 0)
        value = _colim_chase_state_find_constant (self, codom, column, x);
      _colim_chase_state_set (self, arrow, x, value);
    }
}

ChaseState *
_colim_chase_state_new (ColimCSet *cset, gint64 budget, GError **error)
{
  g_autoptr (ChaseState) self = g_new0 (ChaseState, 1);
  ColimSchema *schema = cset->schema;

  self->schema = colim_schema_ref (schema);
  self->budget = budget;
  self->n_objects = colim_schema_get_n_objects (schema);
  self->n_sorts = self->n_objects + colim_schema_get_n_attr_types (schema);
  self->n_homs = colim_schema_get_n_homs (schema);
  self->n_arrows = self->n_homs + colim_schema_get_n_attrs (schema);
  self->sorts = g_new0 (ChaseSort, self->n_sorts);
  self->arrows = g_new0 (ChaseArrow, self->n_arrows);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  for (gint32 i = 0; i < self->n_arrows; i++)
    {
      gint32 attr = i - self->n_homs;

      self->arrows[i].dom = attr < 0 ? colim_schema_get_hom_dom (schema, i) : colim_schema_get_attr_dom (schema, attr);
      self->arrows[i].codom = attr < 0 ? colim_schema_get_hom_codom (schema, i)
                                       : self->n_objects + colim_schema_get_attr_codom (schema, attr);
    }
  for (gint32 sort = 0; sort < self->n_sorts; sort++)
    {
      gint32 type = sort - self->n_objects;

      if (type >= 0)
        {
          self->sorts[sort].constants = _colim_value_tuples_new (colim_schema_get_attr_type (schema, type), 1);
          self->sorts[sort].owners = g_array_new (FALSE, FALSE, sizeof (gint32));
        }
      if (_colim_chase_state_add (self, sort, type < 0 ? cset->n_parts[sort] : cset->n_variables[type], error) < 0)
        return NULL;
    }
  for (gint32 i = 0; i < self->n_arrows; i++)
    if (i >= self->n_homs)
      load_attr (self, i, cset->attrs[i - self->n_homs]);
    else
      for (gint32 x = 0; x < cset->n_parts[self->arrows[i].dom]; x++)
        _colim_chase_state_set (self, i, x, colim_fin_function_apply (cset->homs[i], x));

  return g_steal_pointer (&self);
}

void
_colim_chase_state_free (ChaseState *self)
{
  for (gint32 sort = 0; sort < self->n_sorts; sort++)
    {
      g_free (self->sorts[sort].parents);
      g_free (self->sorts[sort].changes);
      g_free (self->sorts[sort].rows);
      g_clear_pointer (&self->sorts[sort].constants, _colim_value_tuples_free);
      g_clear_pointer (&self->sorts[sort].owners, g_array_unref);
    }
  for (gint32 i = 0; i < self->n_arrows; i++)
    {
      g_free (self->arrows[i].table);
      g_free (self->arrows[i].ring);
      g_free (self->arrows[i].pointed);
      g_free (self->arrows[i].sizes);
    }
  g_free (self->sorts);
  g_free (self->arrows);
  g_array_unref (self->pairs);
  colim_schema_unref (self->schema);
  g_free (self);
}

/* Numbers the classes of a sort that are parts or variables; constants have -1. */
static gint32
number (const ChaseState *self, gint32 sort, gint32 *numbers, gint32 *roots)
{
  const ChaseSort *s = &self->sorts[sort];
  gint32 n = 0;

  for (gint32 x = 0; x < s->n; x++)
    {
      gint32 root = _colim_chase_state_find (self, sort, x);

      if (root < x)
        numbers[x] = numbers[root];
      else if (s->rows != NULL && s->rows[x] >= 0)
        numbers[x] = -1;
      else
        {
          roots[n] = x;
          numbers[x] = n++;
        }
    }

  return n;
}

static ColimColumn *
freeze_attr (const ChaseState *self, gint32 arrow, const gint32 *numbers, const gint32 *roots, gint32 n)
{
  const ChaseSort *s = &self->sorts[self->arrows[arrow].codom];
  ColimColumn *column = _colim_column_new (s->constants->type, n);

  for (gint32 x = 0; x < n; x++)
    {
      gint32 value = _colim_chase_state_find (self, self->arrows[arrow].codom, self->arrows[arrow].table[roots[x]]);

      if (s->rows[value] >= 0)
        _colim_column_copy_entry (column, x, s->constants->entries[0], s->rows[value]);
      else
        _colim_column_set_variable (column, x, numbers[value]);
    }

  return column;
}

/* The C-set as it is now; for each sort tables from elements to parts or variables, and back. */
ColimCSet *
_colim_chase_state_freeze (ChaseState *self, gint32 **numbers, gint32 **roots)
{
  ColimCSet *cset = _colim_cset_new_blank (self->schema);

  for (gint32 sort = 0; sort < self->n_sorts; sort++)
    {
      gint32 n;

      numbers[sort] = g_new (gint32, self->sorts[sort].n);
      roots[sort] = g_new (gint32, self->sorts[sort].n);
      n = number (self, sort, numbers[sort], roots[sort]);
      *(sort < self->n_objects ? &cset->n_parts[sort] : &cset->n_variables[sort - self->n_objects]) = n;
    }
  for (gint32 i = 0; i < self->n_arrows; i++)
    {
      const ChaseArrow *arrow = &self->arrows[i];
      gint32 n = cset->n_parts[arrow->dom], *values;

      if (i >= self->n_homs)
        {
          cset->attrs[i - self->n_homs] = freeze_attr (self, i, numbers[arrow->codom], roots[arrow->dom], n);
          continue;
        }
      values = g_new (gint32, n);
      for (gint32 x = 0; x < n; x++)
        values[x] = numbers[arrow->codom][arrow->table[roots[arrow->dom][x]]];
      cset->homs[i] = _colim_fin_function_take (values, n, cset->n_parts[arrow->codom]);
    }

  return cset;
}
