/* One dependency of a chase: whether a match of the trigger extends to the conclusion, and gluing the conclusion in.
 *
 *     trigger ──match──▶ state        active: there is no such map from the conclusion
 *        │              ↗
 *        ▼          ?
 *     conclusion
 *
 * What the match says of the conclusion spreads along arrows.  Then parts that are left are tried one after the other,
 * among what points to a part that is known, if there is such a part.
 */

#include "lib/csets/migration/chase-private.h"

typedef struct {
  gint32 sort;
  gint32 element;
} Entry;

/* A part of the conclusion that is tried: on a ring, or among all. */
typedef struct {
  Entry entry;
  const gint32 *ring; /* NULL: all */
  gint32 first;
  gint32 next; /* -1: all were tried */
  guint mark;
} Frame;

/* Numbers a value of the conclusion: a variable, or a constant after them. */
static gint32
number_value (ChaseDependency *self, ChaseState *state, gint32 sort, GHashTable *known, const ColimColumn *column,
              gint32 row)
{
  gint32 element, number = column->variables[row];
  gpointer found;

  if (number >= 0)
    return number;
  element = _colim_chase_state_find_constant (state, sort, column, row);
  if (g_hash_table_lookup_extended (known, GINT_TO_POINTER (element), NULL, &found))
    return GPOINTER_TO_INT (found);
  number = self->sizes[sort]++;
  g_hash_table_insert (known, GINT_TO_POINTER (element), GINT_TO_POINTER (number));

  return number;
}

static gint32 *
copy_values (const ColimFinFunction *function)
{
  gsize n;
  const gint32 *values = colim_fin_function_get_values (function, &n);

  return g_memdup2 (values, n * sizeof *values);
}

/* Compiles what has values of an attribute type. */
static void
compile_type (ChaseDependency *self, ChaseState *state, gint32 sort)
{
  gint32 type = sort - state->n_objects, n_variables = self->hom->codom->n_variables[type];
  const ColimColumn *images = self->hom->images[type];
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer element, number;

  self->sizes[sort] = n_variables;
  self->images[sort] = g_new (gint32, images->n);
  for (gint32 v = 0; v < images->n; v++)
    self->images[sort][v] = number_value (self, state, sort, known, images, v);
  for (gint32 a = state->n_homs; a < state->n_arrows; a++)
    {
      const ColimColumn *column = self->hom->codom->attrs[a - state->n_homs];

      if (state->arrows[a].codom != sort)
        continue;
      self->tables[a] = g_new (gint32, column->n);
      for (gint32 x = 0; x < column->n; x++)
        self->tables[a][x] = number_value (self, state, sort, known, column, x);
    }
  self->constants[sort] = g_new (gint32, self->sizes[sort] - n_variables);
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &element, &number))
    self->constants[sort][GPOINTER_TO_INT (number) - n_variables] = GPOINTER_TO_INT (element);
}

/* The homomorphism runs between C-sets on the schema of the state. */
ChaseDependency *
_colim_chase_dependency_new (ChaseState *state, ColimHom *hom)
{
  ChaseDependency *self = g_new (ChaseDependency, 1);

  self->hom = colim_hom_ref (hom);
  self->last = -1;
  self->sizes = g_new0 (gint32, state->n_sorts);
  self->n_trigger = g_new0 (gint32, state->n_sorts);
  self->tables = g_new0 (gint32 *, state->n_arrows);
  self->images = g_new0 (gint32 *, state->n_sorts);
  self->constants = g_new0 (gint32 *, state->n_sorts);
  self->assigned = g_new0 (gint32 *, state->n_sorts);
  self->trail = g_array_new (FALSE, FALSE, sizeof (Entry));
  for (gint32 h = 0; h < state->n_homs; h++)
    self->tables[h] = copy_values (hom->codom->homs[h]);
  for (gint32 sort = 0; sort < state->n_sorts; sort++)
    {
      if (sort < state->n_objects)
        {
          self->sizes[sort] = hom->codom->n_parts[sort];
          self->n_trigger[sort] = hom->dom->n_parts[sort];
          self->images[sort] = copy_values (hom->components[sort]);
        }
      else
        {
          compile_type (self, state, sort);
          self->n_trigger[sort] = hom->dom->n_variables[sort - state->n_objects];
        }
      self->assigned[sort] = g_new (gint32, self->sizes[sort]);
      for (gint32 c = 0; c < self->sizes[sort]; c++)
        self->assigned[sort][c] = -1;
    }

  return self;
}

void
_colim_chase_dependency_free (ChaseDependency *self)
{
  gint32 n_sorts = colim_schema_get_n_objects (self->hom->dom->schema)
                   + colim_schema_get_n_attr_types (self->hom->dom->schema);
  gint32 n_arrows
      = colim_schema_get_n_homs (self->hom->dom->schema) + colim_schema_get_n_attrs (self->hom->dom->schema);

  for (gint32 a = 0; a < n_arrows; a++)
    g_free (self->tables[a]);
  for (gint32 sort = 0; sort < n_sorts; sort++)
    {
      g_free (self->images[sort]);
      g_free (self->constants[sort]);
      g_free (self->assigned[sort]);
    }
  g_free (self->sizes);
  g_free (self->n_trigger);
  g_free (self->tables);
  g_free (self->images);
  g_free (self->constants);
  g_free (self->assigned);
  g_array_unref (self->trail);
  colim_hom_unref (self->hom);
  g_free (self);
}

static void
assign (ChaseDependency *self, gint32 sort, gint32 c, gint32 element)
{
  Entry entry = { sort, c };

  self->assigned[sort][c] = element;
  g_array_append_val (self->trail, entry);
}

static void
undo (ChaseDependency *self, guint mark)
{
  for (guint i = mark; i < self->trail->len; i++)
    {
      Entry entry = g_array_index (self->trail, Entry, i);

      self->assigned[entry.sort][entry.element] = -1;
    }
  g_array_set_size (self->trail, mark);
}

/* FALSE if it is something else already. */
static gboolean
put (ChaseDependency *self, const ChaseState *state, gint32 sort, gint32 c, gint32 element)
{
  element = _colim_chase_state_find (state, sort, element);
  if (self->assigned[sort][c] >= 0)
    return self->assigned[sort][c] == element;
  assign (self, sort, c, element);

  return TRUE;
}

/* Spreads what was assigned from a mark on. */
static gboolean
spread (ChaseDependency *self, const ChaseState *state, guint mark)
{
  for (guint i = mark; i < self->trail->len; i++)
    {
      Entry entry = g_array_index (self->trail, Entry, i);
      gint32 element = self->assigned[entry.sort][entry.element];

      for (gint32 a = 0; a < state->n_arrows; a++)
        if (state->arrows[a].dom == entry.sort
            && !put (self, state, state->arrows[a].codom, self->tables[a][entry.element],
                     state->arrows[a].table[element]))
          return FALSE;
    }

  return TRUE;
}

/* Constants are themselves. */
static gboolean
put_constants (ChaseDependency *self, const ChaseState *state)
{
  gboolean fits = TRUE;

  for (gint32 sort = state->n_objects; sort < state->n_sorts; sort++)
    {
      gint32 n_variables = self->hom->codom->n_variables[sort - state->n_objects];

      for (gint32 c = n_variables; c < self->sizes[sort]; c++)
        fits = put (self, state, sort, c, self->constants[sort][c - n_variables]) && fits;
    }

  return fits;
}

/* The next part to try: the one for which there are fewest elements, on a ring of what points to what is known, if
 * there is one.  FALSE if all are assigned. */
static gboolean
choose (const ChaseDependency *self, const ChaseState *state, Frame *frame, gint64 *n_seen)
{
  gint32 best = -1;

  frame->mark = self->trail->len;
  for (gint32 sort = 0; sort < state->n_objects; sort++)
    for (gint32 c = 0; c < self->sizes[sort]; c++)
      {
        ++*n_seen;
        if (self->assigned[sort][c] >= 0)
          continue;
        if (best < 0)
          {
            *frame = (Frame) { { sort, c }, NULL, 0, state->sorts[sort].n > 0 ? 0 : -1, frame->mark };
            best = G_MAXINT32;
          }
        for (gint32 h = 0; h < state->n_homs; h++)
          {
            const ChaseArrow *arrow = &state->arrows[h];
            gint32 image = arrow->dom == sort ? self->assigned[arrow->codom][self->tables[h][c]] : -1;

            if (image < 0 || arrow->sizes[image] >= best)
              continue;
            best = arrow->sizes[image];
            *frame = (Frame) { { sort, c }, arrow->ring, arrow->pointed[image], arrow->pointed[image], frame->mark };
          }
      }

  return best >= 0;
}

/* The next element to try, or -1. */
static gint32
step (Frame *frame, const ChaseState *state)
{
  gint32 x = frame->next;

  if (x < 0)
    return -1;
  if (frame->ring != NULL)
    frame->next = frame->ring[x] != frame->first ? frame->ring[x] : -1;
  else
    frame->next = x + 1 < state->sorts[frame->entry.sort].n ? x + 1 : -1;

  return x;
}

/* Tries to assign all parts. */
static gboolean
extend (ChaseDependency *self, ChaseState *state, gboolean *found, GError **error)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  Frame fresh;
  gint64 n_seen = 0;

  *found = !choose (self, state, &fresh, &n_seen);
  if (!*found)
    g_array_append_val (frames, fresh);
  while (!*found && frames->len > 0)
    {
      Frame *frame = &g_array_index (frames, Frame, frames->len - 1);
      gint32 x;

      undo (self, frame->mark);
      if (!_colim_chase_state_spend (state, 1 + n_seen, error))
        return FALSE;
      n_seen = 0;
      if ((x = step (frame, state)) < 0)
        g_array_set_size (frames, frames->len - 1);
      else if (put (self, state, frame->entry.sort, frame->entry.element, x) && spread (self, state, frame->mark))
        {
          *found = !choose (self, state, &fresh, &n_seen);
          if (!*found)
            g_array_append_val (frames, fresh);
        }
    }

  return TRUE;
}

gboolean
_colim_chase_dependency_check (ChaseDependency *self, ChaseState *state, const gint32 *match, gboolean *active,
                               GError **error)
{
  gboolean fits, found;

  undo (self, 0);
  fits = put_constants (self, state);
  for (gint32 sort = 0; sort < state->n_sorts && fits; sort++)
    for (gint32 t = 0; t < self->n_trigger[sort] && fits; t++)
      fits = put (self, state, sort, self->images[sort][t], *match++);
  *active = TRUE;
  if (!_colim_chase_state_spend (state, 1, error))
    return FALSE;
  if (!fits || !spread (self, state, 0))
    return TRUE;
  if (!extend (self, state, &found, error))
    return FALSE;
  *active = !found;

  return TRUE;
}

/* Makes what nothing of the trigger goes to. */
static gboolean
add_fresh (ChaseDependency *self, ChaseState *state, gint32 *firsts, GError **error)
{
  for (gint32 sort = 0; sort < state->n_sorts; sort++)
    {
      gint32 n = 0, fresh;

      for (gint32 c = 0; c < self->sizes[sort]; c++)
        n += self->assigned[sort][c] < 0;
      if ((fresh = _colim_chase_state_add (state, sort, n, error)) < 0)
        return FALSE;
      firsts[sort] = fresh;
      for (gint32 c = 0; c < self->sizes[sort]; c++)
        if (self->assigned[sort][c] < 0)
          assign (self, sort, c, fresh++);
    }

  return TRUE;
}

/* Glues the conclusion to the state along the trigger: their pushout. */
gboolean
_colim_chase_dependency_fire (ChaseDependency *self, ChaseState *state, const gint32 *match, GError **error)
{
  g_autofree gint32 *firsts = g_new (gint32, state->n_sorts);
  const gint32 *element = match;

  undo (self, 0);
  put_constants (self, state);
  for (gint32 sort = 0; sort < state->n_sorts; sort++)
    for (gint32 t = 0; t < self->n_trigger[sort]; t++, element++)
      if (self->assigned[sort][self->images[sort][t]] < 0)
        assign (self, sort, self->images[sort][t], *element);
  if (!add_fresh (self, state, firsts, error))
    return FALSE;
  for (gint32 a = 0; a < state->n_arrows; a++)
    {
      gint32 dom = state->arrows[a].dom, codom = state->arrows[a].codom;

      for (gint32 c = 0; c < self->sizes[dom]; c++)
        if (self->assigned[dom][c] >= firsts[dom])
          _colim_chase_state_set (state, a, self->assigned[dom][c], self->assigned[codom][self->tables[a][c]]);
    }
  element = match;
  for (gint32 sort = 0; sort < state->n_sorts; sort++)
    for (gint32 t = 0; t < self->n_trigger[sort]; t++, element++)
      if (!_colim_chase_state_merge (state, sort, *element, self->assigned[sort][self->images[sort][t]], error))
        return FALSE;

  return TRUE;
}
