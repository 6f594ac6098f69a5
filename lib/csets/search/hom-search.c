/* What is asked of a search, before it runs. */

#include "lib/csets/search/hom-search-private.h"

/**
 * ColimHomSearch:
 *
 * A search for homomorphisms from one C-set to another.  It is told what they must be like, and then asked any of: one
 * ([method@Colim.HomSearch.find]), whether there is one ([method@Colim.HomSearch.exists]), how many there are
 * ([method@Colim.HomSearch.count]), all of them ([method@Colim.HomSearch.foreach]), why there is none
 * ([method@Colim.HomSearch.explain]).
 *
 * An attribute type can be named wherever an object can: its parts are then its variables, in the domain and in the
 * codomain.  Reference counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimHomSearch, colim_hom_search, colim_hom_search_ref, colim_hom_search_unref)

HomImages *
_colim_hom_images_new (ColimAttrType *type)
{
  HomImages *self = g_new (HomImages, 1);

  self->images = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->constants = g_array_new (FALSE, FALSE, sizeof (ColimCell));
  self->type = type == NULL ? NULL : colim_attr_type_ref (type);

  return self;
}

void
_colim_hom_images_free (HomImages *self)
{
  for (guint i = 0; i < self->constants->len; i++)
    _colim_cell_free (self->type, g_array_index (self->constants, ColimCell, i));
  g_array_unref (self->images);
  g_array_unref (self->constants);
  g_clear_pointer (&self->type, colim_attr_type_unref);
  g_free (self);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) _colim_hom_images_free);
}

/**
 * colim_hom_search_new:
 * @dom: where homomorphisms start
 * @codom: where they end
 *
 * Starts to describe a search.  If the schemas differ, that is what every answer says.
 *
 * Returns: (transfer full): the search for any homomorphism
 */
ColimHomSearch *
colim_hom_search_new (ColimCSet *dom, ColimCSet *codom)
{
  g_return_val_if_fail (dom != NULL && codom != NULL, NULL);

  ColimHomSearch *self = g_atomic_rc_box_new0 (ColimHomSearch);
  const ColimSchema *schema = dom->schema;

  self->dom = colim_cset_ref (dom);
  self->codom = colim_cset_ref (codom);
  self->flags = g_new0 (guint, colim_schema_get_n_objects (schema) + colim_schema_get_n_attr_types (schema));
  self->cartesian = g_new0 (gboolean, colim_schema_get_n_homs (schema));
  self->initial = new_table ();
  self->allowed = new_table ();
  self->budget = -1;
  _colim_schema_check_equal (schema, codom->schema, &self->error);

  return self;
}

/**
 * colim_hom_search_ref:
 * @self: a search
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimHomSearch *
colim_hom_search_ref (ColimHomSearch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimHomSearch *self)
{
  colim_cset_unref (self->dom);
  colim_cset_unref (self->codom);
  g_clear_error (&self->error);
  g_free (self->flags);
  g_free (self->cartesian);
  g_hash_table_unref (self->initial);
  g_hash_table_unref (self->allowed);
}

/**
 * colim_hom_search_unref:
 * @self: (transfer full): a search
 *
 * Gives a reference back.
 */
void
colim_hom_search_unref (ColimHomSearch *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

static gboolean
check_schemas (const ColimHomSearch *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));

  return FALSE;
}

/* Objects and attribute types by one number; -1 with an error. */
static gint32
find_sort (const ColimHomSearch *self, const char *name, GError **error)
{
  const ColimSchema *schema = self->dom->schema;
  gint32 type = colim_schema_find_attr_type (schema, name);

  if (!check_schemas (self, error))
    return -1;
  if (type >= 0)
    return colim_schema_get_n_objects (schema) + type;

  return _colim_schema_find_or_fail (schema, COLIM_SCHEMA_OBJECT, name, error);
}

static gint32
find_attr_type (const ColimHomSearch *self, const char *name, GError **error)
{
  const ColimSchema *schema = self->dom->schema;
  gint32 type = _colim_schema_find_or_fail (schema, COLIM_SCHEMA_ATTR_TYPE, name, error);

  return type < 0 || !check_schemas (self, error) ? -1 : colim_schema_get_n_objects (schema) + type;
}

static void
add_flags (ColimHomSearch *self, gint32 first, gint32 end, guint flags)
{
  for (gint32 s = first; s < end; s++)
    self->flags[s] |= flags;
}

static gboolean
add_flags_to_object (ColimHomSearch *self, const char *object, guint flags, GError **error)
{
  gint32 s = object == NULL ? 0 : find_sort (self, object, error);

  if (s < 0)
    return FALSE;
  if (object != NULL)
    self->flags[s] |= flags;
  else
    add_flags (self, 0, colim_schema_get_n_objects (self->dom->schema), flags);

  return TRUE;
}

static gboolean
add_flags_to_type (ColimHomSearch *self, const char *attr_type, guint flags, GError **error)
{
  gint32 n_objects = colim_schema_get_n_objects (self->dom->schema);
  gint32 s = attr_type == NULL ? 0 : find_attr_type (self, attr_type, error);

  if (s < 0)
    return FALSE;
  if (attr_type != NULL)
    self->flags[s] |= flags;
  else
    add_flags (self, n_objects, n_objects + colim_schema_get_n_attr_types (self->dom->schema), flags);

  return TRUE;
}

/**
 * colim_hom_search_set_monic:
 * @self: a search
 * @object: (nullable): the name of an object or an attribute type, or %NULL for all objects
 * @error: return location for an error
 *
 * Asks for different images of different parts; variables go to different variables.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE (the schemas differ)
 */
gboolean
colim_hom_search_set_monic (ColimHomSearch *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return add_flags_to_object (self, object, HOM_MONIC, error);
}

/**
 * colim_hom_search_set_epic:
 * @self: a search
 * @object: (nullable): the name of an object or an attribute type, or %NULL for all objects
 * @error: return location for an error
 *
 * Asks for every part, or variable, of the codomain to be an image.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE (the schemas differ)
 */
gboolean
colim_hom_search_set_epic (ColimHomSearch *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return add_flags_to_object (self, object, HOM_EPIC, error);
}

/**
 * colim_hom_search_set_iso:
 * @self: a search
 * @object: (nullable): the name of an object or an attribute type, or %NULL for all of both
 * @error: return location for an error
 *
 * Asks for a bijection of the parts, or variables.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE (the schemas differ)
 */
gboolean
colim_hom_search_set_iso (ColimHomSearch *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return add_flags_to_object (self, object, HOM_MONIC | HOM_EPIC, error)
         && (object != NULL || add_flags_to_type (self, NULL, HOM_MONIC | HOM_EPIC, error));
}

/**
 * colim_hom_search_set_cartesian:
 * @self: a search
 * @hom: the name of a hom
 * @error: return location for an error
 *
 * Asks for the square over a hom to be a pullback: what is over a part goes bijectively to what is over its image.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE (the schemas differ)
 */
gboolean
colim_hom_search_set_cartesian (ColimHomSearch *self, const char *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, FALSE);

  gint32 index = _colim_schema_find_or_fail (self->dom->schema, COLIM_SCHEMA_HOM, hom, error);

  if (index < 0 || !check_schemas (self, error))
    return FALSE;
  self->cartesian[index] = TRUE;

  return TRUE;
}

/**
 * colim_hom_search_set_no_bind:
 * @self: a search
 * @attr_type: (nullable): the name of an attribute type, or %NULL for all
 * @error: return location for an error
 *
 * Asks for variables to go to variables only.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE (the schemas differ)
 */
gboolean
colim_hom_search_set_no_bind (ColimHomSearch *self, const char *attr_type, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return add_flags_to_type (self, attr_type, HOM_NO_BIND, error);
}

/**
 * colim_hom_search_set_free_ok:
 * @self: a search
 * @attr_type: (nullable): the name of an attribute type, or %NULL for all
 * @error: return location for an error
 *
 * Allows variables that no attribute uses: they go to variables only.  Without this or another limit such a variable
 * could be sent to any constant, and answers are %COLIM_ERROR_FREE_FLOATING_VARIABLE.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_TYPE (the schemas differ)
 */
gboolean
colim_hom_search_set_free_ok (ColimHomSearch *self, const char *attr_type, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return add_flags_to_type (self, attr_type, HOM_FREE_OK, error);
}

/* The number of an element; -1 with an error. */
static gint32
find_element (const ColimHomSearch *self, gint32 s, const char *name, gint32 part, GError **error)
{
  const ColimCSet *dom = self->dom;
  gint32 n_objects = colim_schema_get_n_objects (dom->schema), first = 0, n = 0;

  for (gint32 i = 0; i <= s; i++)
    {
      first += n;
      n = i < n_objects ? dom->n_parts[i] : dom->n_variables[i - n_objects];
    }
  if (part >= 0 && part < n)
    return first + part;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "the domain has %d %s '%s', there is no %s %d", n,
               s < n_objects ? "parts over" : "variables of", name, s < n_objects ? "part" : "variable", part);

  return -1;
}

static gboolean
check_image (const ColimHomSearch *self, gint32 s, const char *name, gint32 image, GError **error)
{
  const ColimCSet *codom = self->codom;
  gint32 n_objects = colim_schema_get_n_objects (codom->schema);
  gint32 n = s < n_objects ? codom->n_parts[s] : codom->n_variables[s - n_objects];

  if (image >= 0 && image < n)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "the codomain has %d %s '%s', there is no %s %d", n,
               s < n_objects ? "parts over" : "variables of", name, s < n_objects ? "part" : "variable", image);

  return FALSE;
}

static ColimAttrType *
get_type (const ColimHomSearch *self, gint32 s)
{
  gint32 n_objects = colim_schema_get_n_objects (self->dom->schema);

  return s < n_objects ? NULL : colim_schema_get_attr_type (self->dom->schema, s - n_objects);
}

static gboolean
set_images (ColimHomSearch *self, GHashTable *table, const char *object, gint32 part, const gint32 *images,
            gsize n_images, GError **error)
{
  gint32 s = find_sort (self, object, error), e = s < 0 ? -1 : find_element (self, s, object, part, error);
  HomImages *listed;

  if (e < 0)
    return FALSE;
  for (gsize i = 0; i < n_images; i++)
    if (!check_image (self, s, object, images[i], error))
      return FALSE;
  listed = _colim_hom_images_new (get_type (self, s));
  g_array_append_vals (listed->images, images, (guint) n_images);
  g_hash_table_insert (table, GINT_TO_POINTER (e), listed);

  return TRUE;
}

/* Puts a constant into a list, which may have to be made, or be made anew. */
static gboolean
add_constant (ColimHomSearch *self, GHashTable *table, gboolean anew, const char *attr_type, gint32 variable,
              const GValue *image, GError **error)
{
  gint32 s = find_attr_type (self, attr_type, error);
  gint32 e = s < 0 ? -1 : find_element (self, s, attr_type, variable, error);
  HomImages *listed;
  ColimCell cell;

  if (e < 0)
    return FALSE;
  if (!_colim_attr_type_load (get_type (self, s), image, &cell, error))
    {
      g_prefix_error (error, "in '%s': ", attr_type);
      return FALSE;
    }
  listed = anew ? NULL : g_hash_table_lookup (table, GINT_TO_POINTER (e));
  if (listed == NULL)
    {
      listed = _colim_hom_images_new (get_type (self, s));
      g_hash_table_insert (table, GINT_TO_POINTER (e), listed);
    }
  g_array_append_val (listed->constants, cell);

  return TRUE;
}

/**
 * colim_hom_search_set_initial:
 * @self: a search
 * @object: the name of an object or an attribute type
 * @part: a part, or variable, of the domain
 * @image: where it goes
 * @error: return location for an error
 *
 * Says in advance where a part goes.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE (the schemas
 *   differ)
 */
gboolean
colim_hom_search_set_initial (ColimHomSearch *self, const char *object, gint32 part, gint32 image, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, FALSE);

  return set_images (self, self->initial, object, part, &image, 1, error);
}

/**
 * colim_hom_search_set_initial_value:
 * @self: a search
 * @attr_type: the name of an attribute type
 * @variable: a variable of the domain
 * @image: a constant, which the codomain need not have
 * @error: return location for an error
 *
 * Says in advance that a variable goes to a constant.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_hom_search_set_initial_value (ColimHomSearch *self, const char *attr_type, gint32 variable, const GValue *image,
                                    GError **error)
{
  g_return_val_if_fail (self != NULL && attr_type != NULL && G_IS_VALUE (image), FALSE);

  return add_constant (self, self->initial, TRUE, attr_type, variable, image, error);
}

/**
 * colim_hom_search_set_allowed:
 * @self: a search
 * @object: the name of an object or an attribute type
 * @part: a part, or variable, of the domain
 * @images: (array length=n_images): where it may go
 * @n_images: how many that are; with none, only what [method@Colim.HomSearch.allow_value] adds
 * @error: return location for an error
 *
 * Limits where a part goes; a list that was given before is replaced.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE (the schemas
 *   differ)
 */
gboolean
colim_hom_search_set_allowed (ColimHomSearch *self, const char *object, gint32 part, const gint32 *images,
                              gsize n_images, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL && (images != NULL || n_images == 0), FALSE);

  return set_images (self, self->allowed, object, part, images, n_images, error);
}

/**
 * colim_hom_search_allow_value:
 * @self: a search
 * @attr_type: the name of an attribute type
 * @variable: a variable of the domain
 * @image: a constant
 * @error: return location for an error
 *
 * Adds a constant to the list of where a variable may go; if there is no list yet, it is the first entry.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TYPE
 */
gboolean
colim_hom_search_allow_value (ColimHomSearch *self, const char *attr_type, gint32 variable, const GValue *image,
                              GError **error)
{
  g_return_val_if_fail (self != NULL && attr_type != NULL && G_IS_VALUE (image), FALSE);

  return add_constant (self, self->allowed, FALSE, attr_type, variable, image, error);
}

/**
 * colim_hom_search_set_budget:
 * @self: a search
 * @steps: how much work an answer may cost, or -1 for any amount
 *
 * Limits the work: choices, domains looked at, rows of tables.  An answer that would cost more is not given.
 */
void
colim_hom_search_set_budget (ColimHomSearch *self, gint64 steps)
{
  g_return_if_fail (self != NULL);

  self->budget = MAX (steps, -1);
}
