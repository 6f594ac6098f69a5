/* Enumerating a C-set that is presented; the picture is in the header. */

#include "lib/csets/migration/enumeration-private.h"

#include "lib/sets/fin-function-private.h"

typedef struct {
  const gint32 *paths[2];
  gsize lengths[2];
  gint32 codom;
} EnumerationEquation;

typedef struct {
  gint32 object;
  gint32 x;
  gint32 y;
} EnumerationPair;

/* Equations that end in attributes say nothing of parts. */
static void
add_equation (ColimEnumeration *self, gint32 index)
{
  gint32 dom = colim_schema_get_equation_dom (self->schema, index);
  EnumerationEquation equation = { .codom = dom };

  for (guint side = 0; side < 2; side++)
    {
      gsize n;
      const gint32 *path = colim_schema_get_equation_path (self->schema, index, side, &n);

      if (n > 0 && path[n - 1] >= colim_schema_get_n_homs (self->schema))
        return;
      equation.paths[side] = path;
      equation.lengths[side] = n;
      if (n > 0)
        equation.codom = self->codoms[path[n - 1]];
    }
  g_array_append_val (self->objects[dom].equations, equation);
}

void
_colim_enumeration_init (ColimEnumeration *self, ColimSchema *schema, gint64 budget)
{
  gint32 n_homs = colim_schema_get_n_homs (schema);

  self->schema = colim_schema_ref (schema);
  self->objects = g_new0 (ColimEnumerationObject, colim_schema_get_n_objects (schema));
  self->tables = g_new0 (gint32 *, n_homs);
  self->codoms = g_new (gint32, n_homs);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (EnumerationPair));
  self->budget = budget;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      self->objects[ob].equations = g_array_new (FALSE, FALSE, sizeof (EnumerationEquation));
      self->objects[ob].homs = g_array_new (FALSE, FALSE, sizeof (gint32));
    }
  for (gint32 hom = 0; hom < n_homs; hom++)
    {
      self->codoms[hom] = colim_schema_get_hom_codom (schema, hom);
      g_array_append_val (self->objects[colim_schema_get_hom_dom (schema, hom)].homs, hom);
    }
  for (gint32 i = 0; i < colim_schema_get_n_equations (schema); i++)
    add_equation (self, i);
}

void
_colim_enumeration_clear (ColimEnumeration *self)
{
  if (self->schema == NULL)
    return;
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    {
      g_free (self->objects[ob].parents);
      g_array_unref (self->objects[ob].equations);
      g_array_unref (self->objects[ob].homs);
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    g_free (self->tables[hom]);
  g_free (self->objects);
  g_free (self->tables);
  g_free (self->codoms);
  g_array_unref (self->pairs);
  g_clear_pointer (&self->schema, colim_schema_unref);
}

static gboolean
spend (ColimEnumeration *self, gint64 amount, GError **error)
{
  if ((self->budget -= amount) >= 0)
    return TRUE;
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                       "the budget of steps ran out before all parts were found; there may be infinitely many");

  return FALSE;
}

/* Makes elements; gives the first, or -1. */
gint32
_colim_enumeration_add (ColimEnumeration *self, gint32 object, gint32 n, GError **error)
{
  ColimEnumerationObject *ob = &self->objects[object];
  gint32 first = ob->n;

  if (!spend (self, n, error))
    return -1;
  if (n > G_MAXINT32 - ob->n)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'%s' cannot have more than %d parts",
                   colim_schema_get_object_name (self->schema, object), G_MAXINT32);
      return -1;
    }
  ob->n += n;
  if (ob->n > ob->capacity)
    {
      ob->capacity = (gint32) MIN (MAX ((gint64) ob->capacity * 2, MAX (ob->n, 16)), G_MAXINT32);
      ob->parents = g_renew (gint32, ob->parents, ob->capacity);
      for (guint i = 0; i < ob->homs->len; i++)
        {
          gint32 **table = &self->tables[g_array_index (ob->homs, gint32, i)];

          *table = g_renew (gint32, *table, ob->capacity);
        }
    }
  for (gint32 x = first; x < ob->n; x++)
    ob->parents[x] = x;
  for (guint i = 0; i < ob->homs->len; i++)
    {
      gint32 *table = self->tables[g_array_index (ob->homs, gint32, i)];

      for (gint32 x = first; x < ob->n; x++)
        table[x] = -1;
    }

  return first;
}

/* Makes all elements over an object one, before there are any: what nobody asks about need not be told apart. */
void
_colim_enumeration_collapse (ColimEnumeration *self, gint32 object)
{
  self->objects[object].is_collapsed = TRUE;
}

/* An element that is asked for; -1 with an error. */
static gint32
make (ColimEnumeration *self, gint32 object, GError **error)
{
  return self->objects[object].is_collapsed && self->objects[object].n > 0
             ? 0
             : _colim_enumeration_add (self, object, 1, error);
}

static inline gint32
find (const ColimEnumeration *self, gint32 object, gint32 x)
{
  gint32 *parents = self->objects[object].parents;

  while (parents[x] != x)
    x = parents[x] = parents[parents[x]];

  return x;
}

/* Follows a path from what names its class to what names its class, and makes what is missing; -1 with an error. */
static gint32
trace (ColimEnumeration *self, const gint32 *path, gsize n, gint32 x, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      gint32 codom = self->codoms[path[i]], y = self->tables[path[i]][x];

      if (y < 0)
        {
          if ((y = make (self, codom, error)) < 0)
            return -1;
          self->tables[path[i]][x] = y;
        }
      x = find (self, codom, y);
    }

  return x;
}

static void
push_pair (ColimEnumeration *self, gint32 object, gint32 x, gint32 y)
{
  EnumerationPair pair = { object, x, y };

  g_array_append_val (self->pairs, pair);
}

static void
merge (ColimEnumeration *self, gint32 object, gint32 x, gint32 y)
{
  push_pair (self, object, x, y);
  while (self->pairs->len > 0)
    {
      EnumerationPair pair = g_array_index (self->pairs, EnumerationPair, self->pairs->len - 1);
      ColimEnumerationObject *ob = &self->objects[pair.object];
      gint32 a = find (self, pair.object, pair.x), b = find (self, pair.object, pair.y);
      gint32 root = MIN (a, b), child = MAX (a, b);

      g_array_set_size (self->pairs, self->pairs->len - 1);
      if (a == b)
        continue;
      ob->parents[child] = root;
      ob->n_merged++;
      for (guint i = 0; i < ob->homs->len; i++)
        {
          gint32 hom = g_array_index (ob->homs, gint32, i), *table = self->tables[hom];

          if (table[root] < 0)
            table[root] = table[child];
          else if (table[child] >= 0)
            push_pair (self, self->codoms[hom], table[root], table[child]);
        }
    }
}

static gint32
get_end (const ColimEnumeration *self, const gint32 *path, gsize n, gint32 x)
{
  return n > 0 ? self->tables[path[n - 1]][x] : x;
}

/* Makes two paths meet.  Where one of them lacks its last step, that needs no new element. */
static gboolean
join (ColimEnumeration *self, const gint32 *const paths[2], const gsize lengths[2], const gint32 starts[2],
      gint32 codom, GError **error)
{
  gint32 last[2], ends[2];

  for (guint side = 0; side < 2; side++)
    if ((last[side] = trace (self, paths[side], MAX (lengths[side], 1) - 1, starts[side], error)) < 0)
      return FALSE;
  for (guint side = 0; side < 2; side++)
    ends[side] = get_end (self, paths[side], lengths[side], last[side]);
  if (ends[0] < 0 && ends[1] < 0)
    {
      if ((ends[1] = make (self, codom, error)) < 0)
        return FALSE;
      self->tables[paths[1][lengths[1] - 1]][last[1]] = ends[1];
      /* The two may end in one step. */
      ends[0] = get_end (self, paths[0], lengths[0], last[0]);
    }
  if (ends[0] < 0)
    self->tables[paths[0][lengths[0] - 1]][last[0]] = ends[1];
  else if (ends[1] < 0)
    self->tables[paths[1][lengths[1] - 1]][last[1]] = ends[0];
  else if (ends[0] != ends[1])
    merge (self, codom, ends[0], ends[1]);

  return TRUE;
}

/* Sends an element to another one along a path. */
gboolean
_colim_enumeration_relate (ColimEnumeration *self, gint32 object, gint32 x, const gint32 *path, gsize n, gint32 y,
                           GError **error)
{
  const gint32 *paths[2] = { path, NULL };
  const gsize lengths[2] = { n, 0 };
  gint32 codom = n > 0 ? self->codoms[path[n - 1]] : object;
  const gint32 starts[2] = { find (self, object, x), find (self, codom, y) };

  return join (self, paths, lengths, starts, codom, error);
}

/* Makes the equations hold at an element, and everything of it defined. */
static gboolean
close_element (ColimEnumeration *self, const ColimEnumerationObject *ob, gint32 x, GError **error)
{
  if (!spend (self, ob->equations->len, error))
    return FALSE;
  for (guint i = 0; i < ob->equations->len; i++)
    {
      const EnumerationEquation *equation = &g_array_index (ob->equations, EnumerationEquation, i);

      if (!join (self, equation->paths, equation->lengths, (const gint32[]) { x, x }, equation->codom, error))
        return FALSE;
      /* What it is merged with had its turn before. */
      if (ob->parents[x] != x)
        return TRUE;
    }
  for (guint i = 0; i < ob->homs->len; i++)
    if (trace (self, &g_array_index (ob->homs, gint32, i), 1, x, error) < 0)
      return FALSE;

  return TRUE;
}

gboolean
_colim_enumeration_close (ColimEnumeration *self, GError **error)
{
  gint32 n_objects = colim_schema_get_n_objects (self->schema);
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (gint32 object = 0; object < n_objects; object++)
        {
          ColimEnumerationObject *ob = &self->objects[object];

          /* What is made now has its turn after the other objects had theirs. */
          for (gint32 end = ob->n; ob->n_closed < end; ob->n_closed++)
            {
              changed = TRUE;
              if (ob->parents[ob->n_closed] == ob->n_closed && !close_element (self, ob, ob->n_closed, error))
                return FALSE;
            }
        }
    }

  return TRUE;
}

/* Numbers the classes of an object by age; every parent is before its child. */
static gint32 *
number (const ColimEnumerationObject *ob)
{
  gint32 *numbers = g_new (gint32, ob->n), n = 0;

  for (gint32 x = 0; x < ob->n; x++)
    numbers[x] = ob->parents[x] == x ? n++ : numbers[ob->parents[x]];

  return numbers;
}

static gint32 *
make_column (ColimEnumeration *self, gint32 hom, gint32 dom, gint32 *const *numbers)
{
  const ColimEnumerationObject *ob = &self->objects[dom];
  const gint32 *table = self->tables[hom], *images = numbers[self->codoms[hom]];
  gint32 *column, n = 0;

  if (ob->n_merged == 0 && self->objects[self->codoms[hom]].n_merged == 0)
    return g_renew (gint32, g_steal_pointer (&self->tables[hom]), ob->n);
  column = g_new (gint32, ob->n - ob->n_merged);
  for (gint32 x = 0; x < ob->n; x++)
    if (ob->parents[x] == x)
      column[n++] = images[table[x]];

  return column;
}

/* What was enumerated, without its attributes; and for each object a table from elements to parts.  The enumeration is
 * used up. */
ColimCSet *
_colim_enumeration_end (ColimEnumeration *self, gint32 **numbers)
{
  ColimCSet *cset = _colim_cset_new_blank (self->schema);

  for (gint32 object = 0; object < colim_schema_get_n_objects (self->schema); object++)
    {
      numbers[object] = number (&self->objects[object]);
      cset->n_parts[object] = self->objects[object].n - self->objects[object].n_merged;
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (self->schema, hom);

      cset->homs[hom] = _colim_fin_function_take (make_column (self, hom, dom, numbers), cset->n_parts[dom],
                                                  cset->n_parts[self->codoms[hom]]);
    }

  return cset;
}
