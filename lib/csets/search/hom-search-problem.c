/* From what is asked to a state: elements, arrows and links, and for each element the images that it could have if it
 * were alone.  What fails here fails for one element and one reason, which is the best explanation there is.
 */

#include "lib/csets/search/hom-search-relations-private.h"

#include "lib/sets/fin-function-private.h"

#include <stdlib.h>

gint32
_colim_hom_state_find_constant (const HomState *self, gint32 s, ColimCell cell)
{
  const HomSort *sort = &self->sorts[s];
  gint32 low = 0, n = sort->size - sort->n_parts, high = n;

  /* The last constant stands for all others where the domain has no variables. */
  if (sort->n == 0 && n > 0)
    high = --n;
  while (low < high)
    {
      gint32 middle = low + (high - low) / 2;

      if (sort->type->ops->compare (sort->type, sort->constants[middle], cell) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low < n && sort->type->ops->equal (sort->type, sort->constants[low], cell) ? sort->n_parts + low : -1;
}

static int
compare_cells (gconstpointer a, gconstpointer b, gpointer data)
{
  const ColimAttrType *type = data;

  return type->ops->compare (type, *(const ColimCell *) a, *(const ColimCell *) b);
}

static void
add_constants (GArray *constants, const ColimColumn *column)
{
  for (gint32 i = 0; i < column->n; i++)
    if (column->variables[i] == COLIM_COLUMN_CONSTANT)
      g_array_append_val (constants, column->cells[i]);
}

static void
add_listed_constants (GArray *constants, GHashTable *listed, const HomSort *sort)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, listed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_INT (key) >= sort->first && GPOINTER_TO_INT (key) < sort->first + sort->n)
      g_array_append_vals (constants, ((HomImages *) value)->constants->data, ((HomImages *) value)->constants->len);
}

/* Variables may go to any constant of the codomain; without them only the constants of the domain matter. */
static void
collect_constants (HomState *self, gint32 s)
{
  const ColimHomSearch *search = self->search;
  const ColimSchema *schema = search->dom->schema;
  const ColimCSet *side = self->sorts[s].n > 0 ? search->codom : search->dom;
  HomSort *sort = &self->sorts[s];
  g_autoptr (GArray) constants = g_array_new (FALSE, FALSE, sizeof (ColimCell));
  ColimCell none = { 0 };
  guint n = 0;

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_n_objects (schema) + colim_schema_get_attr_codom (schema, attr) == s)
      add_constants (constants, side->attrs[attr]);
  add_listed_constants (constants, search->initial, sort);
  add_listed_constants (constants, search->allowed, sort);
  g_array_sort_with_data (constants, compare_cells, (gpointer) sort->type);
  for (guint i = 0; i < constants->len; i++)
    {
      ColimCell cell = g_array_index (constants, ColimCell, i);

      if (n == 0 || !sort->type->ops->equal (sort->type, g_array_index (constants, ColimCell, n - 1), cell))
        g_array_index (constants, ColimCell, n++) = cell;
    }
  g_array_set_size (constants, n);
  if (sort->n == 0)
    g_array_append_val (constants, none);
  sort->size = sort->n_parts + (gint32) constants->len;
  sort->constants = (ColimCell *) (gpointer) g_array_steal (constants, NULL);
}

static void
make_sorts (HomState *self)
{
  const ColimHomSearch *search = self->search;
  const ColimSchema *schema = search->dom->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema);

  self->n_sorts = n_objects + colim_schema_get_n_attr_types (schema);
  self->sorts = g_new0 (HomSort, self->n_sorts);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      HomSort *sort = &self->sorts[s];

      sort->type = s < n_objects ? NULL : colim_schema_get_attr_type (schema, s - n_objects);
      sort->first = self->n_elements;
      sort->n = s < n_objects ? search->dom->n_parts[s] : search->dom->n_variables[s - n_objects];
      sort->n_parts = s < n_objects ? search->codom->n_parts[s] : search->codom->n_variables[s - n_objects];
      sort->size = sort->n_parts;
      sort->flags = search->flags[s];
      self->n_elements += sort->n;
      if (sort->type != NULL)
        collect_constants (self, s);
      sort->exact = (sort->flags & HOM_MONIC) != 0 && sort->n == sort->n_parts;
      sort->n_open = sort->n;
      sort->n_missing = sort->n_parts;
      if ((sort->flags & HOM_EPIC) != 0 && !sort->exact)
        sort->covers = g_new0 (gint32, sort->n_parts);
      if ((sort->flags & HOM_MONIC) != 0)
        {
          sort->owners = g_new (gint32, sort->size);
          for (gint32 i = 0; i < sort->size; i++)
            sort->owners[i] = -1;
        }
    }
}

static void
make_attr (HomState *self, HomArrow *arrow, gint32 attr)
{
  const ColimColumn *images = self->search->codom->attrs[attr];
  const HomSort *sort = &self->sorts[arrow->codom];
  gint32 *table = g_new (gint32, images->n);

  arrow->column = self->search->dom->attrs[attr];
  arrow->before = arrow->column->variables;
  for (gint32 i = 0; i < images->n; i++)
    {
      table[i] = images->variables[i];
      if (table[i] < 0)
        table[i] = _colim_hom_state_find_constant (self, arrow->codom, images->cells[i]);
      if (table[i] < 0)
        table[i] = sort->size - 1;
    }
  arrow->table = table;
  arrow->function = _colim_fin_function_take (table, images->n, sort->size);
  arrow->fibres = colim_fibres_new (arrow->function);
}

static void
make_arrows (HomState *self)
{
  const ColimHomSearch *search = self->search;
  const ColimSchema *schema = search->dom->schema;
  gint32 n_homs = colim_schema_get_n_homs (schema), n_objects = colim_schema_get_n_objects (schema);

  self->n_arrows = n_homs + colim_schema_get_n_attrs (schema);
  self->arrows = g_new0 (HomArrow, self->n_arrows);
  for (gint32 a = 0; a < self->n_arrows; a++)
    {
      HomArrow *arrow = &self->arrows[a];

      if (a < n_homs)
        {
          arrow->dom = colim_schema_get_hom_dom (schema, a);
          arrow->codom = colim_schema_get_hom_codom (schema, a);
          arrow->before = colim_fin_function_get_values (search->dom->homs[a], NULL);
          arrow->table = colim_fin_function_get_values (search->codom->homs[a], NULL);
          arrow->fibres = colim_cset_get_fibres_at (search->codom, a);
          arrow->cartesian = search->cartesian[a];
        }
      else
        {
          arrow->dom = colim_schema_get_attr_dom (schema, a - n_homs);
          arrow->codom = n_objects + colim_schema_get_attr_codom (schema, a - n_homs);
          make_attr (self, arrow, a - n_homs);
        }
      for (gint32 i = 0; i < arrow->fibres->codom; i++)
        arrow->n_reached += arrow->fibres->starts[i] < arrow->fibres->starts[i + 1];
    }
}

static void
make_links (HomState *self)
{
  gint32 n = 0;
  gsize most = 0;

  for (gint32 a = 0; a < self->n_arrows; a++)
    most += (gsize) self->sorts[self->arrows[a].dom].n;
  self->links = g_new (HomLink, most);
  self->link_starts = g_new0 (gint32, self->n_elements + 1);
  for (gint32 a = 0; a < self->n_arrows; a++)
    {
      const HomArrow *arrow = &self->arrows[a];
      const HomSort *dom = &self->sorts[arrow->dom], *codom = &self->sorts[arrow->codom];

      for (gint32 i = 0; i < dom->n; i++)
        if (arrow->before[i] >= 0)
          {
            HomLink link = { .arrow = a, .from = dom->first + i, .to = codom->first + arrow->before[i] };

            self->links[n++] = link;
            self->link_starts[link.from]++;
            self->link_starts[link.to] += link.from != link.to;
          }
    }
  for (gint32 e = 0, sum = 0; e <= self->n_elements; e++)
    self->link_starts[e] = sum += self->link_starts[e];
  self->link_items = g_new (gint32, self->link_starts[self->n_elements]);
  for (gint32 i = n - 1; i >= 0; i--)
    {
      self->link_items[--self->link_starts[self->links[i].from]] = i;
      if (self->links[i].from != self->links[i].to)
        self->link_items[--self->link_starts[self->links[i].to]] = i;
    }
}

static void
make_domains (HomState *self)
{
  gsize most = 1;

  self->sort_of = g_new (gint32, self->n_elements);
  self->domains = g_new0 (HomDomain, self->n_elements);
  self->queue = g_new (gint32, self->n_elements);
  self->queued = g_new0 (gboolean, self->n_elements);
  self->open = g_new (gint32, self->n_elements);
  self->place = g_new (gint32, self->n_elements);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      most = MAX (most, (gsize) self->sorts[s].size);
      for (gint32 i = 0; i < self->sorts[s].n; i++)
        {
          self->sort_of[self->sorts[s].first + i] = s;
          self->domains[self->sorts[s].first + i].n = self->sorts[s].size;
        }
    }
  for (gint32 e = 0; e < self->n_elements; e++)
    self->open[e] = self->place[e] = e;
  self->n_open = self->n_loaded = self->n_elements;
  self->trail = g_array_new (FALSE, FALSE, sizeof (HomTrailEntry));
  self->scratch = g_new (gint32, most);
  self->stamps = g_new0 (guint32, most);
}

static const guint8 size_failures[] = {
  [HOM_MONIC] = HOM_FAILURE_MONIC,
  [HOM_EPIC] = HOM_FAILURE_EPIC,
  [HOM_MONIC | HOM_EPIC] = HOM_FAILURE_ISO,
};

static void
check_sizes (HomState *self)
{
  for (gint32 s = 0; s < self->n_sorts && self->failure.kind == HOM_FAILURE_NONE; s++)
    {
      const HomSort *sort = &self->sorts[s];
      guint flags = sort->flags & (HOM_MONIC | HOM_EPIC);
      gboolean fails = ((flags & HOM_MONIC) != 0 && sort->n > sort->n_parts)
                       || ((flags & HOM_EPIC) != 0 && sort->n < sort->n_parts);

      if (fails || (sort->n > 0 && sort->size == 0))
        self->failure = (HomFailure) { .kind = fails ? size_failures[flags] : HOM_FAILURE_NOWHERE, .sort = s };
    }
}

/* Everything, if nothing is known yet. */
static void
list_all (HomState *self, gint32 e, gint32 *n)
{
  if (*n >= 0)
    return;
  *n = self->sorts[self->sort_of[e]].size;
  for (gint32 i = 0; i < *n; i++)
    self->scratch[i] = i;
}

static void
keep_listed (HomState *self, gint32 e, GHashTable *listed, gint32 *n)
{
  const HomImages *images = g_hash_table_lookup (listed, GINT_TO_POINTER (e));
  guint32 stamp = _colim_hom_state_stamp (self);
  gint32 kept = 0;

  if (images == NULL)
    return;
  list_all (self, e, n);
  for (guint i = 0; i < images->images->len; i++)
    self->stamps[g_array_index (images->images, gint32, i)] = stamp;
  for (guint i = 0; i < images->constants->len; i++)
    self->stamps[_colim_hom_state_find_constant (self, self->sort_of[e],
                                                 g_array_index (images->constants, ColimCell, i))] = stamp;
  for (gint32 i = 0; i < *n; i++)
    if (self->stamps[self->scratch[i]] == stamp)
      self->scratch[kept++] = self->scratch[i];
  *n = kept;
}

/* Variables that may not, or need not, become constants. */
static void
keep_variables (HomState *self, gint32 e, gint32 *n)
{
  const HomSort *sort = &self->sorts[self->sort_of[e]];
  gboolean used = self->link_starts[e] < self->link_starts[e + 1];
  guint limits = HOM_MONIC | HOM_NO_BIND | (used ? 0 : HOM_FREE_OK);
  gint32 kept = 0;

  if (sort->type == NULL || (sort->flags & limits) == 0)
    return;
  list_all (self, e, n);
  while (kept < *n && self->scratch[kept] < sort->n_parts)
    kept++;
  *n = kept;
}

static void
keep_value (HomState *self, gint32 e, const HomArrow *arrow, gint32 *n)
{
  gint32 index = e - self->sorts[arrow->dom].first, kept = 0;
  gint32 value = _colim_hom_state_find_constant (self, arrow->codom, arrow->column->cells[index]);
  const ColimFibres *fibres = arrow->fibres;

  for (gint32 i = 0; i < *n; i++)
    if (arrow->table[self->scratch[i]] == value)
      self->scratch[kept++] = self->scratch[i];
  if (*n < 0 && value >= 0)
    for (gint32 i = fibres->starts[value]; i < fibres->starts[value + 1]; i++)
      self->scratch[kept++] = fibres->items[i];
  *n = kept;
}

/* If two values of an element are the same, or one is itself, then so for its image. */
static void
keep_loops (HomState *self, gint32 e, const HomLink *link, gint32 *n)
{
  const HomArrow *arrow = &self->arrows[link->arrow];

  for (gint32 i = self->link_starts[e]; i < self->link_starts[e + 1]; i++)
    {
      const HomLink *other = &self->links[self->link_items[i]];
      const gint32 *table = self->arrows[other->arrow].table;
      gint32 kept = 0;

      if (other->from != e || other->to != link->to || (other == link && link->to != e))
        continue;
      list_all (self, e, n);
      for (gint32 j = 0; j < *n; j++)
        if (arrow->table[self->scratch[j]] == (other == link ? self->scratch[j] : table[self->scratch[j]]))
          self->scratch[kept++] = self->scratch[j];
      *n = kept;
    }
}

/* What is over an element goes injectively, or bijectively, to what is over its image. */
static void
keep_degree (HomState *self, gint32 e, gint32 a, gint32 *n)
{
  const HomArrow *arrow = &self->arrows[a];
  const ColimFibres *fibres = arrow->fibres;
  gboolean bijective = arrow->cartesian, injective = (self->sorts[arrow->dom].flags & HOM_MONIC) != 0;
  gint32 degree = 0, kept = 0;

  if (arrow->codom != self->sort_of[e] || (!bijective && (!injective || self->sorts[arrow->dom].exact)))
    return;
  for (gint32 i = self->link_starts[e]; i < self->link_starts[e + 1]; i++)
    degree += self->links[self->link_items[i]].arrow == a && self->links[self->link_items[i]].to == e;
  list_all (self, e, n);
  for (gint32 i = 0; i < *n; i++)
    {
      gint32 there = fibres->starts[self->scratch[i] + 1] - fibres->starts[self->scratch[i]];

      if (bijective ? there == degree : there >= degree)
        self->scratch[kept++] = self->scratch[i];
    }
  *n = kept;
}

/* Runs through what an element must satisfy alone; FALSE if that leaves nothing. */
static gboolean
restrict_element (HomState *self, gint32 e)
{
  const HomSort *sort = &self->sorts[self->sort_of[e]];
  gint32 n = -1;

  keep_listed (self, e, self->search->initial, &n);
  keep_listed (self, e, self->search->allowed, &n);
  if (n == 0)
    return _colim_hom_state_fail (self, HOM_FAILURE_ALLOWED, e, -1, 0);
  keep_variables (self, e, &n);
  if (n == 0)
    return _colim_hom_state_fail (self, HOM_FAILURE_BIND, e, -1, 0);
  for (gint32 a = 0; a < self->n_arrows; a++)
    {
      const HomArrow *arrow = &self->arrows[a];

      if (&self->sorts[arrow->dom] == sort && arrow->before[e - sort->first] < 0)
        keep_value (self, e, arrow, &n);
      if (n == 0)
        return _colim_hom_state_fail (self, HOM_FAILURE_CONSTANT, e, a, 0);
    }
  for (gint32 i = self->link_starts[e]; i < self->link_starts[e + 1]; i++)
    {
      const HomLink *link = &self->links[self->link_items[i]];

      if (link->from == e)
        keep_loops (self, e, link, &n);
      if (n == 0)
        return _colim_hom_state_fail (self, HOM_FAILURE_LOOP, e, link->arrow, 0);
    }
  for (gint32 a = 0; a < self->n_arrows; a++)
    {
      keep_degree (self, e, a, &n);
      if (n == 0)
        return _colim_hom_state_fail (self, HOM_FAILURE_DEGREE, e, a, 0);
    }
  if (n < 0 && sort->size > 1)
    return TRUE;
  list_all (self, e, &n);

  return _colim_hom_state_put (self, e, n, 0);
}

/* Larger schemas are not looked through. */
#define MOST_SORTS 512

/* Whether to read relations: some images must be different, but nothing is asked about all of them, of which relations
 * know nothing. */
static gboolean
is_injective (const HomState *self)
{
  gboolean monic = FALSE, exact = TRUE;

  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      if (self->sorts[s].covers != NULL)
        return FALSE;
      monic = monic || (self->sorts[s].owners != NULL && self->sorts[s].n > 1);
      exact = exact && (self->sorts[s].exact || self->sorts[s].n == 0);
    }
  for (gint32 a = 0; a < self->n_arrows; a++)
    if (self->arrows[a].cartesian)
      return FALSE;

  return monic && !exact && self->n_sorts <= MOST_SORTS;
}

static void
relate (HomState *self)
{
  if (!is_injective (self))
    return;
  self->relations = _colim_hom_relations_new (self);
  self->lazy = TRUE;
  _colim_hom_state_forget_queue (self);
  for (gint32 e = 0; e < self->n_elements; e++)
    if (!_colim_hom_state_is_open (self, e))
      _colim_hom_state_queue (self, e);
  if (_colim_hom_state_propagate (self))
    _colim_hom_state_spread_restricted (self);
  if (self->failure.kind == HOM_FAILURE_NONE)
    _colim_hom_state_compare_surroundings (self);
  if (self->failure.kind == HOM_FAILURE_NONE && _colim_hom_state_propagate (self))
    _colim_hom_state_compare_neighbours (self);
  if (self->failure.kind == HOM_FAILURE_NONE)
    _colim_hom_state_propagate (self);
}

/* Spreads all domains until nothing changes, or something fails.  What failed before, in a search of other elements,
 * says nothing. */
gboolean
_colim_hom_state_settle (HomState *self)
{
  self->lazy = FALSE;
  self->failure.kind = HOM_FAILURE_NONE;
  for (gint32 e = 0; e < self->n_elements; e++)
    _colim_hom_state_queue (self, e);
  if (_colim_hom_state_propagate (self))
    _colim_hom_state_match (self);

  return self->failure.kind == HOM_FAILURE_NONE;
}

/* Fills in domains; without relations they are settled. */
HomState *
_colim_hom_state_new (const ColimHomSearch *search)
{
  HomState *self = g_new0 (HomState, 1);
  gboolean exact = FALSE;

  self->search = search;
  self->steps_left = search->budget < 0 ? G_MAXINT64 : search->budget;
  self->restricted = g_hash_table_size (search->initial) > 0 || g_hash_table_size (search->allowed) > 0;
  make_sorts (self);
  make_arrows (self);
  make_links (self);
  make_domains (self);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->levels = g_array_new (FALSE, FALSE, sizeof (HomLevel));
  check_sizes (self);
  for (gint32 e = 0; e < self->n_elements && self->failure.kind == HOM_FAILURE_NONE; e++)
    restrict_element (self, e);
  for (gint32 s = 0; s < self->n_sorts; s++)
    exact = exact || (self->sorts[s].exact && self->sorts[s].n > 1);
  if (exact && self->failure.kind == HOM_FAILURE_NONE)
    _colim_hom_state_colour (self);
  if (self->failure.kind == HOM_FAILURE_NONE)
    relate (self);
  if (self->relations == NULL && self->failure.kind == HOM_FAILURE_NONE)
    _colim_hom_state_settle (self);

  return self;
}

void
_colim_hom_state_free (HomState *self)
{
  g_clear_pointer (&self->relations, _colim_hom_relations_free);
  for (gint32 s = 0; s < self->n_sorts; s++)
    {
      g_free (self->sorts[s].constants);
      g_free (self->sorts[s].owners);
      g_free (self->sorts[s].covers);
    }
  for (gint32 a = 0; a < self->n_arrows; a++)
    if (self->arrows[a].function != NULL)
      {
        colim_fibres_unref ((ColimFibres *) self->arrows[a].fibres);
        colim_fin_function_unref (self->arrows[a].function);
      }
  g_free (self->sorts);
  g_free (self->arrows);
  g_free (self->links);
  g_free (self->link_starts);
  g_free (self->link_items);
  g_free (self->sort_of);
  g_free (self->domains);
  g_array_unref (self->trail);
  g_ptr_array_unref (self->blocks);
  g_free (self->scratch);
  g_free (self->stamps);
  g_free (self->queue);
  g_free (self->queued);
  g_free (self->open);
  g_free (self->place);
  g_array_unref (self->levels);
  g_free (self);
}
