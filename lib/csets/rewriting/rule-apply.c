/* Rewriting in place: a host changes only where the rule does something.
 *
 *     clone     parts with several copies get new ones, and homs go from copy to copy
 *     create    parts of R that are not in the image of I are added, and point to what R says
 *     merge     what R glues is glued; this may fail, and then what was added is taken back
 *     delete    parts without copies go, and variables that only they used
 */

#include "lib/csets/renumbering-private.h"
#include "lib/csets/rewriting/rule-private.h"

#include <stdlib.h>

typedef struct {
  gint32 object;
  gint32 part;
  const ColimCopies *copies;
  gint32 first; /* the number of the second copy; the others follow */
} Clones;

typedef struct {
  gint32 hom;
  gint32 part;
  gint32 value;
} Change;

typedef struct {
  const ColimSite *site;
  const ColimCarving *carving;
  ColimCSetBuilder *host;
  ColimSchema *schema;
  gint32 n_objects;
  gint32 n_types;
  ColimHom *kept_interface; /* of I */
  ColimHom *kept_right;     /* of R */
  ColimHom *right;          /* what is left of r */
  gint32 *n_parts;          /* for each object, before anything is done */
  gint32 *n_variables;
  GArray *clones;        /* Clones, by object and part */
  GHashTable **indices;  /* for each object: part → its clones, from 1 */
  GArray *changes;       /* Change: what a hom was before */
  gint32 **places;       /* for each object: the parts of R, as far as they are left, in the host */
  ColimColumn **values;  /* for each attribute type: the same for variables of R */
  ColimColumn **anchors; /* for each attribute type: where the variables of I are */
} Application;

static void
init (Application *self, const ColimRule *rule, const ColimSite *site, const ColimCarving *carving)
{
  ColimSchema *schema = site->host->schema;

  *self = (Application) { .site = site,
                          .carving = carving,
                          .host = site->host,
                          .schema = schema,
                          .n_objects = carving->n_objects,
                          .n_types = colim_schema_get_n_attr_types (schema) };
  self->right = _colim_rule_carve_right (rule, carving, &self->kept_interface, &self->kept_right);
  self->n_parts = g_memdup2 (site->host->n_parts, (gsize) self->n_objects * sizeof (gint32));
  self->n_variables = g_memdup2 (site->host->n_variables, (gsize) self->n_types * sizeof (gint32));
  self->clones = g_array_new (FALSE, FALSE, sizeof (Clones));
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  self->indices = g_new (GHashTable *, self->n_objects);
  self->places = g_new (gint32 *, self->n_objects);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      self->indices[ob] = g_hash_table_new (NULL, NULL);
      self->places[ob] = g_new (gint32, self->right->codom->n_parts[ob]);
    }
  self->values = g_new (ColimColumn *, self->n_types);
  self->anchors = g_new (ColimColumn *, self->n_types);
  for (gint32 type = 0; type < self->n_types; type++)
    {
      ColimAttrType *attr_type = colim_schema_get_attr_type (schema, type);

      self->values[type] = _colim_column_new (attr_type, self->right->codom->n_variables[type]);
      self->anchors[type] = _colim_column_new (attr_type, self->right->dom->n_variables[type]);
    }
}

static void
clear (Application *self)
{
  if (self->host == NULL)
    return;
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      g_hash_table_unref (self->indices[ob]);
      g_free (self->places[ob]);
    }
  for (gint32 type = 0; type < self->n_types; type++)
    {
      _colim_column_unref (self->values[type]);
      _colim_column_unref (self->anchors[type]);
    }
  g_free (self->indices);
  g_free (self->places);
  g_free (self->values);
  g_free (self->anchors);
  g_free (self->n_parts);
  g_free (self->n_variables);
  g_array_unref (self->clones);
  g_array_unref (self->changes);
  colim_hom_unref (self->kept_interface);
  colim_hom_unref (self->kept_right);
  colim_hom_unref (self->right);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Application, clear)

static int
compare_clones (gconstpointer a, gconstpointer b)
{
  const Clones *x = a, *y = b;

  return x->object != y->object ? (x->object > y->object) - (x->object < y->object)
                                : (x->part > y->part) - (x->part < y->part);
}

/* Lists the parts that have copies to choose from, in their order. */
static void
list_clones (Application *self)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      GHashTableIter iter;
      gpointer key, value;

      g_hash_table_iter_init (&iter, self->carving->copies[ob]);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          Clones clones = { ob, GPOINTER_TO_INT (key), value, 0 };

          if (clones.copies->n > 0)
            g_array_append_val (self->clones, clones);
        }
    }
  g_array_sort (self->clones, compare_clones);
  for (guint i = 0; i < self->clones->len; i++)
    {
      const Clones *clones = &g_array_index (self->clones, Clones, i);

      g_hash_table_insert (self->indices[clones->object], GINT_TO_POINTER (clones->part), GINT_TO_POINTER (i + 1));
    }
}

static gboolean
check_room (const Application *self, GError **error)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      gint64 n = (gint64) self->host->n_parts[ob] + self->right->codom->n_parts[ob];

      for (guint i = 0; i < self->clones->len; i++)
        if (g_array_index (self->clones, Clones, i).object == ob)
          n += g_array_index (self->clones, Clones, i).copies->n - 1;
      if (n > G_MAXINT32)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'%s' cannot have more than %d parts",
                       colim_schema_get_object_name (self->schema, ob), G_MAXINT32);
          return FALSE;
        }
    }
  for (gint32 type = 0; type < self->n_types; type++)
    if ((gint64) self->host->n_variables[type] + self->right->codom->n_variables[type] > G_MAXINT32)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'%s' cannot have more than %d variables",
                     colim_schema_get_attr_type_name (self->schema, type), G_MAXINT32);
        return FALSE;
      }

  return TRUE;
}

static gint32
add_parts (Application *self, gint32 ob, gint32 n)
{
  return colim_cset_builder_add (self->host, colim_schema_get_object_name (self->schema, ob), n, NULL);
}

/* The number of a copy of a part. */
static gint32
get_copy (const Application *self, gint32 ob, gint32 part, gint32 copy)
{
  gint32 index = GPOINTER_TO_INT (g_hash_table_lookup (self->indices[ob], GINT_TO_POINTER (part))) - 1;

  return copy == 0 || index < 0 ? part : g_array_index (self->clones, Clones, index).first + copy - 1;
}

static void
clone_homs (Application *self, const Clones *clones)
{
  gint32 n_homs = colim_schema_get_n_homs (self->schema);

  for (gint32 hom = 0; hom < n_homs; hom++)
    if (colim_schema_get_hom_dom (self->schema, hom) == clones->object)
      {
        Change change = { hom, clones->part, self->host->homs[hom].values[clones->part] };

        g_array_append_val (self->changes, change);
        for (gint32 copy = 0; copy < clones->copies->n; copy++)
          colim_cset_builder_set_at (self->host, hom, get_copy (self, clones->object, clones->part, copy),
                                     get_copy (self, colim_schema_get_hom_codom (self->schema, hom), change.value,
                                               clones->copies->targets[(gsize) copy * (gsize) n_homs + (gsize) hom]));
      }
}

static void
clone_parts (Application *self)
{
  for (guint i = 0; i < self->clones->len; i++)
    {
      Clones *clones = &g_array_index (self->clones, Clones, i);

      clones->first = add_parts (self, clones->object, clones->copies->n - 1);
    }
  for (guint i = 0; i < self->clones->len; i++)
    {
      const Clones *clones = &g_array_index (self->clones, Clones, i);

      clone_homs (self, clones);
      for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema) && clones->copies->n > 1; attr++)
        if (colim_schema_get_attr_dom (self->schema, attr) == clones->object)
          {
            ColimColumn *column = _colim_cset_builder_get_column (self->host, attr);

            for (gint32 copy = 1; copy < clones->copies->n; copy++)
              _colim_column_copy_entry (column, clones->first + copy - 1, column, clones->part);
          }
    }
}

/* Where a part of what is left of I is. */
static gint32
follow_part (const Application *self, gint32 ob, gint32 i)
{
  gint32 a = colim_fin_function_apply (self->kept_interface->components[ob], i);
  gint32 part = self->site->images[ob][colim_fin_function_apply (self->site->left->components[ob], a)];

  return get_copy (self, ob, part, self->carving->interface[ob][a]);
}

/* Finds a place for each part and each variable of R: where one of I is, or a new one. */
static void
find_places (Application *self)
{
  const ColimHom *right = self->right;

  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      gint32 n = right->codom->n_parts[ob], n_new = n, next;

      for (gint32 y = 0; y < n; y++)
        self->places[ob][y] = -1;
      for (gint32 i = 0; i < right->dom->n_parts[ob]; i++)
        {
          gint32 *place = &self->places[ob][colim_fin_function_apply (right->components[ob], i)];

          n_new -= *place < 0;
          if (*place < 0)
            *place = follow_part (self, ob, i);
        }
      next = add_parts (self, ob, n_new);
      for (gint32 y = 0; y < n; y++)
        if (self->places[ob][y] < 0)
          self->places[ob][y] = next++;
    }
  for (gint32 type = 0; type < self->n_types; type++)
    {
      for (gint32 w = 0; w < self->anchors[type]->n; w++)
        {
          gint32 row, image = right->images[type]->variables[w];
          const ColimColumn *column
              = _colim_site_follow_variable (self->site, type, self->kept_interface->images[type]->variables[w], &row);

          _colim_column_copy_entry (self->anchors[type], w, column, row);
          if (image >= 0 && self->values[type]->variables[image] == COLIM_COLUMN_UNDEFINED)
            _colim_column_copy_entry (self->values[type], image, column, row);
        }
      for (gint32 u = 0; u < self->values[type]->n; u++)
        if (self->values[type]->variables[u] == COLIM_COLUMN_UNDEFINED)
          _colim_column_set_variable (self->values[type], u, self->host->n_variables[type]++);
    }
}

/* The parts of R that are new, as they are in R. */
static void
create_parts (Application *self)
{
  const ColimCSet *right = self->right->codom;

  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    {
      gint32 dom = colim_schema_get_hom_dom (self->schema, hom),
             codom = colim_schema_get_hom_codom (self->schema, hom);

      for (gint32 y = 0; y < right->n_parts[dom]; y++)
        if (self->host->homs[hom].values[self->places[dom][y]] < 0)
          colim_cset_builder_set_at (self->host, hom, self->places[dom][y],
                                     self->places[codom][colim_fin_function_apply (right->homs[hom], y)]);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    {
      const ColimColumn *from = right->attrs[attr];
      const ColimColumn *values = self->values[colim_schema_get_attr_codom (self->schema, attr)];
      const gint32 *places = self->places[colim_schema_get_attr_dom (self->schema, attr)];

      for (gint32 y = 0; y < from->n; y++)
        if (self->host->attrs[attr]->variables[places[y]] == COLIM_COLUMN_UNDEFINED)
          {
            ColimColumn *column = _colim_cset_builder_get_column (self->host, attr);

            if (from->variables[y] >= 0)
              _colim_column_copy_entry (column, places[y], values, from->variables[y]);
            else
              _colim_column_copy_entry (column, places[y], from, y);
          }
    }
}

/* What R makes one: parts of I with one image, and variables of I with what they are in R. */
static gboolean
list_merges (const Application *self, GArray *pairs, GArray *values, GError **error)
{
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    for (gint32 i = 0; i < self->right->dom->n_parts[ob]; i++)
      {
        gint32 place = self->places[ob][colim_fin_function_apply (self->right->components[ob], i)];
        ColimMergePair pair = { ob, place, follow_part (self, ob, i) };

        if (pair.x != pair.y)
          g_array_append_val (pairs, pair);
      }
  for (gint32 type = 0; type < self->n_types; type++)
    for (gint32 w = 0; w < self->anchors[type]->n; w++)
      {
        const ColimColumn *left = self->anchors[type], *right = self->right->images[type];
        gint32 row = w;

        if (right->variables[w] >= 0)
          {
            row = right->variables[w];
            right = self->values[type];
          }
        if (_colim_column_equal_entries (left, w, right, row))
          continue;
        if (left->variables[w] >= 0 && right->variables[row] >= 0)
          g_array_append_vals (
              pairs, &(ColimMergePair){ self->n_objects + type, left->variables[w], right->variables[row] }, 1);
        else if (left->variables[w] >= 0)
          g_array_append_vals (values, &(ColimMergeValue) { type, left->variables[w], right, row }, 1);
        else if (right->variables[row] >= 0)
          g_array_append_vals (values, &(ColimMergeValue) { type, right->variables[row], left, w }, 1);
        else
          {
            g_autofree char *first = _colim_column_print_entry (left, w),
                            *second = _colim_column_print_entry (right, row);

            g_set_error (error, COLIM_ERROR, COLIM_ERROR_ATTRIBUTE_CONFLICT, "'%s' would be both %s and %s",
                         colim_schema_get_attr_type_name (self->schema, type), first, second);
            return FALSE;
          }
      }

  return TRUE;
}

/* Takes back what was cloned and created. */
static void
take_back (Application *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = &g_array_index (self->changes, Change, i);

      colim_cset_builder_set_at (self->host, change->hom, change->part, change->value);
    }
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    while (self->host->n_parts[ob] > self->n_parts[ob])
      _colim_cset_builder_remove_part (self->host, ob, self->host->n_parts[ob] - 1);
  for (gint32 type = 0; type < self->n_types; type++)
    self->host->n_variables[type] = self->n_variables[type];
}

static ColimRenumbering *
merge_parts (Application *self, GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (ColimMergePair));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (ColimMergeValue));
  const ColimMerging merging = { pairs, values, self->anchors };
  ColimRenumbering *renumbering = NULL;

  if (list_merges (self, pairs, values, error))
    renumbering = pairs->len > 0 || values->len > 0 ? _colim_cset_builder_merge_all (self->host, &merging, error)
                                                    : _colim_renumbering_new (self->host->n_parts, self->n_objects);
  if (renumbering == NULL)
    take_back (self);

  return renumbering;
}

/* The variables of a type that parts that go use, and that no variable of I is. */
static GHashTable *
list_candidates (const Application *self, gint32 type, GHashTable *const *doomed)
{
  GHashTable *candidates = g_hash_table_new (NULL, NULL);

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    {
      GHashTableIter iter;
      gpointer key;

      if (colim_schema_get_attr_codom (self->schema, attr) != type)
        continue;
      g_hash_table_iter_init (&iter, doomed[colim_schema_get_attr_dom (self->schema, attr)]);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        if (self->host->attrs[attr]->variables[GPOINTER_TO_INT (key)] >= 0)
          g_hash_table_add (candidates, GINT_TO_POINTER (self->host->attrs[attr]->variables[GPOINTER_TO_INT (key)]));
    }
  for (gint32 w = 0; w < self->anchors[type]->n; w++)
    if (self->anchors[type]->variables[w] >= 0)
      g_hash_table_remove (candidates, GINT_TO_POINTER (self->anchors[type]->variables[w]));

  return candidates;
}

/* Removes those of the candidates that nothing uses: the last variable moves into each hole. */
static void
remove_variables (Application *self, gint32 type, GHashTable *candidates)
{
  gint32 n = self->host->n_variables[type];
  g_autofree gint32 *numbers = NULL, *who = NULL;

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema) && g_hash_table_size (candidates) > 0; attr++)
    for (gint32 x = 0; colim_schema_get_attr_codom (self->schema, attr) == type && x < self->host->attrs[attr]->n; x++)
      if (self->host->attrs[attr]->variables[x] >= 0)
        g_hash_table_remove (candidates, GINT_TO_POINTER (self->host->attrs[attr]->variables[x]));
  if (g_hash_table_size (candidates) == 0)
    return;
  numbers = g_new (gint32, n);
  who = g_new (gint32, n);
  for (gint32 v = 0; v < n; v++)
    who[v] = v;
  for (gint32 v = n - 1; v >= 0; v--)
    if (g_hash_table_contains (candidates, GINT_TO_POINTER (v)))
      who[v] = who[--self->host->n_variables[type]];
  for (gint32 v = 0; v < self->host->n_variables[type]; v++)
    numbers[who[v]] = v;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    if (colim_schema_get_attr_codom (self->schema, attr) == type)
      {
        ColimColumn *column = _colim_cset_builder_get_column (self->host, attr);

        for (gint32 x = 0; x < column->n; x++)
          if (column->variables[x] >= 0)
            _colim_column_set_variable (column, x, numbers[column->variables[x]]);
      }
}

/* Deletes the parts without copies. */
static ColimRenumbering *
delete_parts (Application *self, const ColimRenumbering *merged)
{
  GHashTable **doomed = _colim_cset_builder_new_doomed (self->host);
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  ColimRenumbering *renumbering;

  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      GHashTableIter iter;
      gpointer key, value;

      g_hash_table_iter_init (&iter, self->carving->copies[ob]);
      while (g_hash_table_iter_next (&iter, &key, &value))
        if (((const ColimCopies *) value)->n == 0)
          g_hash_table_add (doomed[ob], GINT_TO_POINTER (colim_renumbering_get (merged, ob, GPOINTER_TO_INT (key))));
    }
  for (gint32 type = 0; type < self->n_types; type++)
    g_ptr_array_add (candidates, list_candidates (self, type, doomed));
  renumbering = _colim_cset_builder_remove_sorted (self->host, doomed);
  for (gint32 type = 0; type < self->n_types; type++)
    remove_variables (self, type, candidates->pdata[type]);
  _colim_cset_builder_free_doomed (self->host, doomed);

  return renumbering;
}

/* Where the parts of R are: those that are left, in the order of their inclusion. */
static gint32 *
list_comatch (const Application *self, const ColimRenumbering *merged, const ColimRenumbering *deleted, gsize *n)
{
  const ColimCSet *right = self->kept_right->codom;
  gint32 *comatch, *at;

  *n = 0;
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    *n += (gsize) right->n_parts[ob];
  at = comatch = g_new (gint32, *n);
  for (gint32 ob = 0; ob < self->n_objects; ob++)
    {
      for (gint32 y = 0; y < right->n_parts[ob]; y++)
        at[y] = -1;
      for (gint32 y = 0; y < self->right->codom->n_parts[ob]; y++)
        at[colim_fin_function_apply (self->kept_right->components[ob], y)]
            = colim_renumbering_get (deleted, ob, colim_renumbering_get (merged, ob, self->places[ob][y]));
      at += right->n_parts[ob];
    }

  return comatch;
}

/**
 * colim_rule_apply:
 * @self: a rule
 * @host: a C-set in the making, total
 * @match: (array length=n_match): where the parts of the left side go, object after object
 * @n_match: how many parts the left side has
 * @budget: how many copies a sesqui-pushout rule may make; -1 for any number
 * @comatch: (out) (optional) (transfer full) (array length=n_comatch): where the parts of the right side are then,
 *   object after object; -1 for what a single pushout deletes
 * @n_comatch: (out) (optional): how many parts the right side has
 * @error: return location for an error
 *
 * Applies the rule in place: the host becomes what [ctor@Colim.Rewrite.new] makes of it, up to numbering.  Variables
 * of the left side are bound by the attributes of its parts.  Negative application conditions are not asked.  Time:
 * the size of the rule and the arrows at the parts that are deleted, cloned, merged or moved, whatever the size of
 * the host; and the columns of an attribute type, if variables of it change or parts that are deleted have some.
 * The first step also makes indices, and copies columns that are shared.
 *
 * Returns: (transfer full): where each part of the host is then, of a cloned one the first copy, -1 for one that is
 *   deleted; or %NULL, with the host unchanged, with the errors of [ctor@Colim.Rewrite.new],
 *   %COLIM_ERROR_NOT_NATURAL (the match is none), %COLIM_ERROR_OUT_OF_RANGE, %COLIM_ERROR_INVALID, %COLIM_ERROR_TYPE
 *   (the schemas differ) or %COLIM_ERROR_UNDEFINED (the host is partial, or a variable of the left side is not
 *   bound)
 */
ColimRenumbering *
colim_rule_apply (ColimRule *self, ColimCSetBuilder *host, const gint32 *match, gsize n_match, gint64 budget,
                  gint32 **comatch, gsize *n_comatch, GError **error)
{
  g_return_val_if_fail (self != NULL && host != NULL && (match != NULL || n_match == 0), NULL);
  g_return_val_if_fail ((comatch == NULL) == (n_comatch == NULL), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (ColimBuilderSite) at = { 0, };
  g_auto (ColimCarving) carving = { 0, };
  g_auto (Application) application = { 0, };
  g_autoptr (ColimRenumbering) merged = NULL, deleted = NULL;

  if (!_colim_builder_site_init (&at, self, host, match, n_match, error)
      || !_colim_rule_carve (self, &at.site, budget, &carving, error))
    return NULL;
  init (&application, self, &at.site, &carving);
  list_clones (&application);
  if (!check_room (&application, error))
    return NULL;
  clone_parts (&application);
  find_places (&application);
  create_parts (&application);
  if ((merged = merge_parts (&application, error)) == NULL)
    return NULL;
  deleted = delete_parts (&application, merged);
  if (comatch != NULL)
    *comatch = list_comatch (&application, merged, deleted, n_comatch);

  return _colim_renumbering_compose (merged, deleted, application.n_parts);
}
