/* Merging parts of a C-set in the making: the least congruence that makes them one.
 *
 *     x ~ y   ⟹   h (x) ~ h (y)   and   a (x) = a (y)     for every hom h and attribute a
 *
 * First the congruence is computed beside the C-set, which may fail; then the C-set is changed, which may not.
 * Only what takes part is listed, so that a small merge in a large C-set is cheap.  Sorts are the objects, then the
 * attribute types, whose elements are their variables.
 */

#include "lib/csets/cset-builder-private.h"
#include "lib/csets/renumbering-private.h"

typedef struct {
  ColimCSetBuilder *builder;
  gint32 n_objects;
  gint32 n_sorts;
  GHashTable **parents;    /* for each sort: element → a smaller one; roots are not listed */
  GHashTable **members;    /* for each sort: root → GArray of all elements of the class, itself first */
  GHashTable **rows;       /* for each sort: root of a class of variables → its row in the constants */
  ColimColumn **constants; /* for each attribute type */
  GArray *queue;           /* ColimMergePair */
} Congruence;

static void
init (Congruence *self, ColimCSetBuilder *builder)
{
  const ColimSchema *schema = builder->schema;
  gint32 n_types = colim_schema_get_n_attr_types (schema);

  self->builder = builder;
  self->n_objects = colim_schema_get_n_objects (schema);
  self->n_sorts = self->n_objects + n_types;
  self->parents = g_new (GHashTable *, self->n_sorts);
  self->members = g_new (GHashTable *, self->n_sorts);
  self->rows = g_new (GHashTable *, self->n_sorts);
  self->constants = g_new (ColimColumn *, n_types);
  for (gint32 sort = 0; sort < self->n_sorts; sort++)
    {
      self->parents[sort] = g_hash_table_new (NULL, NULL);
      self->members[sort] = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
      self->rows[sort] = g_hash_table_new (NULL, NULL);
    }
  for (gint32 type = 0; type < n_types; type++)
    self->constants[type] = _colim_column_new (colim_schema_get_attr_type (schema, type), 0);
  self->queue = g_array_new (FALSE, FALSE, sizeof (ColimMergePair));
}

static void
clear (Congruence *self)
{
  for (gint32 sort = 0; sort < self->n_sorts; sort++)
    {
      g_hash_table_unref (self->parents[sort]);
      g_hash_table_unref (self->members[sort]);
      g_hash_table_unref (self->rows[sort]);
    }
  for (gint32 type = 0; type < self->n_sorts - self->n_objects; type++)
    _colim_column_unref (self->constants[type]);
  g_free (self->parents);
  g_free (self->members);
  g_free (self->rows);
  g_free (self->constants);
  g_clear_pointer (&self->queue, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Congruence, clear)

static gint32
find (const Congruence *self, gint32 sort, gint32 x)
{
  gpointer parent;

  while (g_hash_table_lookup_extended (self->parents[sort], GINT_TO_POINTER (x), NULL, &parent))
    x = GPOINTER_TO_INT (parent);

  return x;
}

static void
push (Congruence *self, gint32 sort, gint32 x, gint32 y)
{
  ColimMergePair pair = { sort, x, y };

  g_array_append_val (self->queue, pair);
}

static GArray *
get_members (Congruence *self, gint32 sort, gint32 root)
{
  GArray *members = g_hash_table_lookup (self->members[sort], GINT_TO_POINTER (root));

  if (members == NULL)
    {
      members = g_array_new (FALSE, FALSE, sizeof (gint32));
      g_array_append_val (members, root);
      g_hash_table_insert (self->members[sort], GINT_TO_POINTER (root), members);
    }

  return members;
}

/* Where a class goes: where any member of it does, since those are glued. */
static gint32
get_value (const ColimGrowingHom *hom, const GArray *members)
{
  for (guint i = 0; i < members->len; i++)
    if (hom->values[g_array_index (members, gint32, i)] >= 0)
      return hom->values[g_array_index (members, gint32, i)];

  return -1;
}

/* A member whose attribute is defined, or -1. */
static gint32
get_defined (const ColimColumn *column, const GArray *members)
{
  for (guint i = 0; i < members->len; i++)
    if (column->variables[g_array_index (members, gint32, i)] != COLIM_COLUMN_UNDEFINED)
      return g_array_index (members, gint32, i);

  return -1;
}

static gboolean
check_constants (const ColimColumn *a, gint32 i, const ColimColumn *b, gint32 j, const char *what, GError **error)
{
  if (_colim_column_equal_entries (a, i, b, j))
    return TRUE;

  g_autofree char *first = _colim_column_print_entry (a, i);
  g_autofree char *second = _colim_column_print_entry (b, j);

  g_set_error (error, COLIM_ERROR, COLIM_ERROR_ATTRIBUTE_CONFLICT, "'%s' would be both %s and %s", what, first,
               second);

  return FALSE;
}

/* Makes a class of variables the constant in a row of a column. */
static gboolean
assign (Congruence *self, gint32 type, gint32 variable, const ColimColumn *column, gint32 row, const char *what,
        GError **error)
{
  ColimColumn *constants = self->constants[type];
  gint32 sort = self->n_objects + type;
  gpointer root = GINT_TO_POINTER (find (self, sort, variable)), old;

  if (g_hash_table_lookup_extended (self->rows[sort], root, NULL, &old))
    return check_constants (constants, GPOINTER_TO_INT (old), column, row, what, error);
  _colim_column_append (constants, 1);
  _colim_column_copy_entry (constants, constants->n - 1, column, row);
  g_hash_table_insert (self->rows[sort], root, GINT_TO_POINTER (constants->n - 1));

  return TRUE;
}

static gboolean
unify (Congruence *self, gint32 attr, gint32 x, gint32 y, GError **error)
{
  const ColimColumn *column = self->builder->attrs[attr];
  const char *name = colim_schema_get_attr_name (self->builder->schema, attr);
  gint32 type = colim_schema_get_attr_codom (self->builder->schema, attr);
  gint32 v = column->variables[x], w = column->variables[y];

  if (v >= 0 && w >= 0)
    push (self, self->n_objects + type, v, w);
  else if (v >= 0)
    return assign (self, type, v, column, y, name, error);
  else if (w >= 0)
    return assign (self, type, w, column, x, name, error);
  else
    return check_constants (column, x, column, y, name, error);

  return TRUE;
}

/* What one class implies for the classes that its members point to. */
static gboolean
propagate (Congruence *self, gint32 ob, const GArray *first, const GArray *second, GError **error)
{
  const ColimSchema *schema = self->builder->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_dom (schema, hom) == ob)
      {
        gint32 x = get_value (&self->builder->homs[hom], first), y = get_value (&self->builder->homs[hom], second);

        if (x >= 0 && y >= 0)
          push (self, colim_schema_get_hom_codom (schema, hom), x, y);
      }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_attr_dom (schema, attr) == ob)
      {
        gint32 x = get_defined (self->builder->attrs[attr], first);
        gint32 y = get_defined (self->builder->attrs[attr], second);

        if (x >= 0 && y >= 0 && !unify (self, attr, x, y, error))
          return FALSE;
      }

  return TRUE;
}

static gboolean
merge_constants (Congruence *self, gint32 sort, gint32 root, gint32 child, GError **error)
{
  gint32 type = sort - self->n_objects;
  gpointer row;

  if (!g_hash_table_lookup_extended (self->rows[sort], GINT_TO_POINTER (child), NULL, &row))
    return TRUE;
  return assign (self, type, root, self->constants[type], GPOINTER_TO_INT (row),
                 colim_schema_get_attr_type_name (self->builder->schema, type), error);
}

static gboolean
close_congruence (Congruence *self, GError **error)
{
  for (guint i = 0; i < self->queue->len; i++)
    {
      ColimMergePair pair = g_array_index (self->queue, ColimMergePair, i);
      gint32 x = find (self, pair.sort, pair.x), y = find (self, pair.sort, pair.y);
      gint32 root = MIN (x, y), child = MAX (x, y);
      GArray *kept, *given;

      if (x == y)
        continue;
      kept = get_members (self, pair.sort, root);
      given = get_members (self, pair.sort, child);
      if (pair.sort < self->n_objects ? !propagate (self, pair.sort, kept, given, error)
                                      : !merge_constants (self, pair.sort, root, child, error))
        return FALSE;
      g_hash_table_insert (self->parents[pair.sort], GINT_TO_POINTER (child), GINT_TO_POINTER (root));
      g_array_append_vals (kept, given->data, given->len);
      g_hash_table_remove (self->members[pair.sort], GINT_TO_POINTER (child));
    }

  return TRUE;
}

/* Numbers the variables that stay: the last one moves into each hole. */
static gint32 *
renumber_variables (Congruence *self, gint32 sort, gint32 n, gint32 *n_left)
{
  gint32 *numbers = g_new (gint32, n);
  g_autofree gint32 *who = g_new (gint32, n);

  for (gint32 v = 0; v < n; v++)
    who[v] = v;
  *n_left = n;
  for (gint32 v = n - 1; v >= 0; v--)
    if (find (self, sort, v) != v || g_hash_table_contains (self->rows[sort], GINT_TO_POINTER (v)))
      who[v] = who[--*n_left];
  for (gint32 v = 0; v < *n_left; v++)
    numbers[who[v]] = v;

  return numbers;
}

/* Gives the variables in a column their new numbers, or constants. */
static void
substitute_in (Congruence *self, gint32 type, const gint32 *numbers, ColimColumn *column)
{
  gint32 sort = self->n_objects + type;

  for (gint32 x = 0; x < column->n; x++)
    if (column->variables[x] >= 0)
      {
        gint32 root = find (self, sort, column->variables[x]);
        gpointer row;

        if (g_hash_table_lookup_extended (self->rows[sort], GINT_TO_POINTER (root), NULL, &row))
          _colim_column_copy_entry (column, x, self->constants[type], GPOINTER_TO_INT (row));
        else
          _colim_column_set_variable (column, x, numbers[root]);
      }
}

static void
substitute (Congruence *self, gint32 type, ColimColumn *follower)
{
  ColimCSetBuilder *builder = self->builder;
  gint32 sort = self->n_objects + type, n_left;
  g_autofree gint32 *numbers = NULL;

  if (g_hash_table_size (self->parents[sort]) == 0 && g_hash_table_size (self->rows[sort]) == 0)
    return;
  numbers = renumber_variables (self, sort, builder->n_variables[type], &n_left);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (builder->schema); attr++)
    if (colim_schema_get_attr_codom (builder->schema, attr) == type)
      substitute_in (self, type, numbers, _colim_cset_builder_get_column (builder, attr));
  if (follower != NULL)
    substitute_in (self, type, numbers, follower);
  builder->n_variables[type] = n_left;
}

/* Gives the root of a class all that its members know, and dooms the others. */
static void
gather (Congruence *self, gint32 ob, gint32 root, const GArray *members, GHashTable *doomed)
{
  ColimCSetBuilder *builder = self->builder;
  const ColimSchema *schema = builder->schema;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_dom (schema, hom) == ob)
      colim_cset_builder_set_at (builder, hom, root, get_value (&builder->homs[hom], members));
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_attr_dom (schema, attr) == ob)
      {
        gint32 x = get_defined (builder->attrs[attr], members);

        if (x >= 0 && x != root)
          _colim_column_copy_entry (_colim_cset_builder_get_column (builder, attr), root, builder->attrs[attr], x);
      }
  for (guint i = 0; i < members->len; i++)
    {
      gint32 x = g_array_index (members, gint32, i);

      if (x == root)
        continue;
      for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
        if (colim_schema_get_hom_codom (schema, hom) == ob)
          _colim_cset_builder_redirect (builder, hom, x, root);
      g_hash_table_add (doomed, GINT_TO_POINTER (x));
    }
}

static ColimRenumbering *
apply (Congruence *self, ColimColumn *const *followers)
{
  GHashTable **doomed = _colim_cset_builder_new_doomed (self->builder);
  ColimRenumbering *renumbering;
  GHashTableIter iter;
  gpointer key, value;

  for (gint32 type = 0; type < self->n_sorts - self->n_objects; type++)
    substitute (self, type, followers != NULL ? followers[type] : NULL);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      g_hash_table_iter_init (&iter, self->members[ob]);
      while (g_hash_table_iter_next (&iter, &key, &value))
        gather (self, ob, GPOINTER_TO_INT (key), value, doomed[ob]);
    }
  renumbering = _colim_cset_builder_remove_sorted (self->builder, doomed);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      g_hash_table_iter_init (&iter, doomed[ob]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        _colim_renumbering_put (renumbering, ob, GPOINTER_TO_INT (key),
                                colim_renumbering_get (renumbering, ob, find (self, ob, GPOINTER_TO_INT (key))));
    }
  _colim_cset_builder_free_doomed (self->builder, doomed);

  return renumbering;
}

/* Merges all that is listed, with the errors of colim_cset_builder_merge. */
ColimRenumbering *
_colim_cset_builder_merge_all (ColimCSetBuilder *self, const ColimMerging *merging, GError **error)
{
  g_auto (Congruence) congruence = { 0, };

  init (&congruence, self);
  g_array_append_vals (congruence.queue, merging->pairs->data, merging->pairs->len);
  for (guint i = 0; i < merging->values->len; i++)
    {
      const ColimMergeValue *value = &g_array_index (merging->values, ColimMergeValue, i);

      if (!assign (&congruence, value->type, value->variable, value->column, value->row,
                   colim_schema_get_attr_type_name (self->schema, value->type), error))
        return NULL;
    }

  return close_congruence (&congruence, error) ? apply (&congruence, merging->followers) : NULL;
}

/**
 * colim_cset_builder_merge:
 * @self: a builder
 * @object: the name of an object
 * @parts: (array length=n_parts): parts of it
 * @n_parts: how many
 * @error: return location for an error
 *
 * Makes parts one, and with them whatever they point to; of each class the least part stays, and the last part
 * moves into each hole.  A variable that meets a constant becomes it.  Time: the number of arrows at the parts that
 * are merged or moved, and the columns of an attribute type if variables of it change.
 *
 * Returns: (transfer full): where each part is now, or %NULL with %COLIM_ERROR_ATTRIBUTE_CONFLICT (two constants
 *   would be one), %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_OUT_OF_RANGE, when nothing is changed
 */
ColimRenumbering *
colim_cset_builder_merge (ColimCSetBuilder *self, const char *object, const gint32 *parts, gsize n_parts,
                          GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL && (parts != NULL || n_parts == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (self->schema, COLIM_SCHEMA_OBJECT, object, error);
  g_auto (Congruence) congruence = { 0, };

  if (ob < 0)
    return NULL;
  for (gsize i = 0; i < n_parts; i++)
    if (!_colim_cset_builder_check_part (self, ob, parts[i], error))
      return NULL;
  init (&congruence, self);
  for (gsize i = 1; i < n_parts; i++)
    push (&congruence, ob, parts[0], parts[i]);

  return close_congruence (&congruence, error) ? apply (&congruence, NULL) : NULL;
}
