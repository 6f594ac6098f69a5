/* Queries that make C-sets: each object is a disjoint union of conjunctive queries ("duc"), homs and attributes say how
 * they hang together.
 *
 *     paths of two edges as edges:     E = { e₁, e₂ : E | e₁ . tgt = e₂ . src }       V = { v : V }
 *                                      src: v = e₁ . src          tgt: v = e₂ . tgt
 *
 * With one case and one generator everywhere that is Δ.
 */

#include "lib/csets/migration/duc-query-private.h"

#include <string.h>

/**
 * ColimDucQuery:
 *
 * A query from C-sets of one schema to C-sets of another.  It is told what each object, hom and attribute of the target
 * is, and then evaluated.  Reference counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimDucQuery, colim_duc_query, colim_duc_query_ref, colim_duc_query_unref)

static void
clear_term (ColimDucTerm *term)
{
  g_clear_pointer (&term->path, g_array_unref);
}

static void
clear_equation (ColimDucEquation *equation)
{
  clear_term (&equation->sides[0]);
  clear_term (&equation->sides[1]);
}

static void
clear_generator (ColimDucGenerator *generator)
{
  g_free (generator->name);
}

static void
clear_case (ColimDucCase *c)
{
  g_free (c->name);
  g_array_unref (c->generators);
  g_array_unref (c->equations);
}

static void
clear_sending (ColimDucSending *sending)
{
  g_array_unref (sending->terms);
}

static GArray *
new_array (guint size, gpointer clear_element)
{
  GArray *array = g_array_new (FALSE, FALSE, size);

  g_array_set_clear_func (array, (GDestroyNotify) clear_element);

  return array;
}

/**
 * colim_duc_query_new:
 * @source: the schema of the C-sets that are asked
 * @target: the schema of the answers
 *
 * Starts a query, by which every object is empty.
 *
 * Returns: (transfer full): the query
 */
ColimDucQuery *
colim_duc_query_new (ColimSchema *source, ColimSchema *target)
{
  g_return_val_if_fail (source != NULL && target != NULL, NULL);

  ColimDucQuery *self = g_atomic_rc_box_new (ColimDucQuery);

  self->source = colim_schema_ref (source);
  self->target = colim_schema_ref (target);
  self->cases = g_new (GArray *, colim_schema_get_n_objects (target));
  self->sendings = g_new (GArray *, colim_schema_get_n_homs (target));
  self->values = g_new (GArray *, colim_schema_get_n_attrs (target));
  self->types = g_new (gint32, colim_schema_get_n_attr_types (target));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (target); ob++)
    self->cases[ob] = new_array (sizeof (ColimDucCase), clear_case);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (target); hom++)
    self->sendings[hom] = new_array (sizeof (ColimDucSending), clear_sending);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (target); attr++)
    self->values[attr] = new_array (sizeof (ColimDucTerm), clear_term);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (target); type++)
    self->types[type] = -1;

  return self;
}

/**
 * colim_duc_query_ref:
 * @self: a query
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimDucQuery *
colim_duc_query_ref (ColimDucQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimDucQuery *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->target); ob++)
    g_array_unref (self->cases[ob]);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->target); hom++)
    g_array_unref (self->sendings[hom]);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->target); attr++)
    g_array_unref (self->values[attr]);
  g_free (self->cases);
  g_free (self->sendings);
  g_free (self->values);
  g_free (self->types);
  colim_schema_unref (self->source);
  colim_schema_unref (self->target);
}

/**
 * colim_duc_query_unref:
 * @self: (transfer full): a query
 *
 * Gives a reference back.
 */
void
colim_duc_query_unref (ColimDucQuery *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/* The index of a case, or -1 with an error. */
static gint32
find_case (const ColimDucQuery *self, gint32 object, const char *name, GError **error)
{
  for (guint i = 0; i < self->cases[object]->len; i++)
    if (strcmp (_colim_duc_query_get_case (self, object, i)->name, name) == 0)
      return (gint32) i;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "'%s' has no case '%s'",
               colim_schema_get_object_name (self->target, object), name);

  return -1;
}

static gint32
find_generator (const ColimDucCase *c, const char *name, GError **error)
{
  for (guint i = 0; i < c->generators->len; i++)
    if (strcmp (g_array_index (c->generators, ColimDucGenerator, i).name, name) == 0)
      return (gint32) i;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "the case '%s' has no generator '%s'", c->name, name);

  return -1;
}

static ColimDucCase *
look_up (const ColimDucQuery *self, const char *object, const char *name, GError **error)
{
  gint32 ob = _colim_schema_find_or_fail (self->target, COLIM_SCHEMA_OBJECT, object, error);
  gint32 c = ob >= 0 ? find_case (self, ob, name, error) : -1;

  return c >= 0 ? _colim_duc_query_get_case (self, ob, (guint) c) : NULL;
}

/* Follows a step; FALSE if it does not start here. */
static gboolean
follow (const ColimDucQuery *self, const char *step, ColimDucTerm *term)
{
  const ColimSchema *schema = self->source;
  gint32 hom = colim_schema_find_hom (schema, step), attr = colim_schema_find_attr (schema, step), arrow = hom;

  if (hom >= 0 && term->object == colim_schema_get_hom_dom (schema, hom))
    term->object = colim_schema_get_hom_codom (schema, hom);
  else if (attr >= 0 && term->object == colim_schema_get_attr_dom (schema, attr))
    {
      term->object = -1;
      term->type = colim_schema_get_attr_codom (schema, attr);
      arrow = colim_schema_get_n_homs (schema) + attr;
    }
  else
    return FALSE;
  g_array_append_val (term->path, arrow);

  return TRUE;
}

/* Reads a generator and a path from it; the term is to be cleared also after an error. */
static gboolean
make_term (const ColimDucQuery *self, const ColimDucCase *c, const char *generator, const char *const *path,
           ColimDucTerm *term, GError **error)
{
  term->path = g_array_new (FALSE, FALSE, sizeof (gint32));
  term->type = -1;
  if ((term->generator = find_generator (c, generator, error)) < 0)
    return FALSE;
  term->object = g_array_index (c->generators, ColimDucGenerator, term->generator).object;
  for (; *path != NULL; path++)
    if (!follow (self, *path, term))
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                     "'%s' is no hom or attribute that starts where what is before it on the path from '%s' ends",
                     *path, generator);
        return FALSE;
      }

  return TRUE;
}

/**
 * colim_duc_query_add_case:
 * @self: a query
 * @object: the name of an object of the target
 * @name: a name for the case
 * @error: return location for an error
 *
 * Adds a case to an object: so far without generators, so that it has one part.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_DUPLICATE_NAME
 */
gboolean
colim_duc_query_add_case (ColimDucQuery *self, const char *object, const char *name, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL && name != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  gint32 ob = _colim_schema_find_or_fail (self->target, COLIM_SCHEMA_OBJECT, object, error);
  ColimDucCase c;

  if (ob < 0)
    return FALSE;
  if (find_case (self, ob, name, NULL) >= 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME, "'%s' has a case '%s' already", object, name);
      return FALSE;
    }
  c = (ColimDucCase) { g_strdup (name), new_array (sizeof (ColimDucGenerator), clear_generator),
                       new_array (sizeof (ColimDucEquation), clear_equation) };
  g_array_append_val (self->cases[ob], c);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->target); hom++)
    if (colim_schema_get_hom_dom (self->target, hom) == ob)
      {
        ColimDucSending sending = { -1, new_array (sizeof (ColimDucTerm), clear_term) };

        g_array_append_val (self->sendings[hom], sending);
      }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->target); attr++)
    if (colim_schema_get_attr_dom (self->target, attr) == ob)
      {
        ColimDucTerm term = { -1, NULL, -1, -1 };

        g_array_append_val (self->values[attr], term);
      }

  return TRUE;
}

/**
 * colim_duc_query_add_generator:
 * @self: a query
 * @object: the name of an object of the target
 * @case_name: one of its cases
 * @generator: a name for the generator
 * @source_object: the name of an object of the source
 * @error: return location for an error
 *
 * Adds a generator to a case: any part over an object of the source.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME or %COLIM_ERROR_DUPLICATE_NAME
 */
gboolean
colim_duc_query_add_generator (ColimDucQuery *self, const char *object, const char *case_name, const char *generator,
                               const char *source_object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL && case_name != NULL, FALSE);
  g_return_val_if_fail (generator != NULL && source_object != NULL && (error == NULL || *error == NULL), FALSE);

  ColimDucCase *c = look_up (self, object, case_name, error);
  gint32 ob = c != NULL ? _colim_schema_find_or_fail (self->source, COLIM_SCHEMA_OBJECT, source_object, error) : -1;
  ColimDucGenerator added;

  if (ob < 0)
    return FALSE;
  if (find_generator (c, generator, NULL) >= 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_DUPLICATE_NAME, "the case '%s' has a generator '%s' already",
                   case_name, generator);
      return FALSE;
    }
  added = (ColimDucGenerator) { g_strdup (generator), ob };
  g_array_append_val (c->generators, added);

  return TRUE;
}

/**
 * colim_duc_query_add_equation:
 * @self: a query
 * @object: the name of an object of the target
 * @case_name: one of its cases
 * @left: a generator of the case
 * @left_path: (array zero-terminated=1): names of homs of the source, the last one may be an attribute
 * @right: a generator of the case
 * @right_path: (array zero-terminated=1): the same
 * @error: return location for an error
 *
 * Demands that two paths from generators end in one part, or in one value.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_NOT_PARALLEL
 */
gboolean
colim_duc_query_add_equation (ColimDucQuery *self, const char *object, const char *case_name, const char *left,
                              const char *const *left_path, const char *right, const char *const *right_path,
                              GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL && case_name != NULL && left != NULL && right != NULL, FALSE);
  g_return_val_if_fail (left_path != NULL && right_path != NULL && (error == NULL || *error == NULL), FALSE);

  ColimDucCase *c = look_up (self, object, case_name, error);
  ColimDucEquation equation = { 0, };
  gboolean is_right = c != NULL && make_term (self, c, left, left_path, &equation.sides[0], error)
                      && make_term (self, c, right, right_path, &equation.sides[1], error);

  if (is_right
      && (equation.sides[0].object != equation.sides[1].object || equation.sides[0].type != equation.sides[1].type))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_PARALLEL,
                   "the paths from '%s' and '%s' do not end at the same object or attribute type", left, right);
      is_right = FALSE;
    }
  if (is_right)
    g_array_append_val (c->equations, equation);
  else
    clear_equation (&equation);

  return is_right;
}

/* What a hom does to a case. */
static ColimDucSending *
look_up_sending (const ColimDucQuery *self, const char *hom, const char *case_name, gint32 *index,
                 const ColimDucCase **c, GError **error)
{
  gint32 h = *index = _colim_schema_find_or_fail (self->target, COLIM_SCHEMA_HOM, hom, error);
  gint32 dom = h >= 0 ? colim_schema_get_hom_dom (self->target, h) : -1;
  gint32 i = h >= 0 ? find_case (self, dom, case_name, error) : -1;

  if (i < 0)
    return NULL;
  *c = _colim_duc_query_get_case (self, dom, (guint) i);

  return &g_array_index (self->sendings[h], ColimDucSending, i);
}

/**
 * colim_duc_query_send_case:
 * @self: a query
 * @hom: the name of a hom of the target
 * @case_name: a case of the object where it starts
 * @target_case: a case of the object where it ends, all of whose generators are there
 * @error: return location for an error
 *
 * Says to which case a hom sends the parts of one.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME
 */
gboolean
colim_duc_query_send_case (ColimDucQuery *self, const char *hom, const char *case_name, const char *target_case,
                           GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && case_name != NULL && target_case != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  const ColimDucCase *c;
  const ColimDucTerm unknown = { -1, NULL, -1, -1 };
  gint32 h, codom, target;
  ColimDucSending *sending = look_up_sending (self, hom, case_name, &h, &c, error);

  if (sending == NULL)
    return FALSE;
  codom = colim_schema_get_hom_codom (self->target, h);
  if ((target = find_case (self, codom, target_case, error)) < 0)
    return FALSE;
  sending->target = target;
  g_array_set_size (sending->terms, 0);
  for (guint i = 0; i < _colim_duc_query_get_case (self, codom, (guint) target)->generators->len; i++)
    g_array_append_val (sending->terms, unknown);

  return TRUE;
}

/**
 * colim_duc_query_send_generator:
 * @self: a query
 * @hom: the name of a hom of the target
 * @case_name: a case of the object where it starts, which was sent somewhere
 * @target_generator: a generator of the case that it was sent to
 * @generator: a generator of the case
 * @path: (array zero-terminated=1): names of homs of the source
 * @error: return location for an error
 *
 * Says what the image of a part has at a generator: the end of a path.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_UNDEFINED (the case was not sent anywhere) or
 *   %COLIM_ERROR_NOT_COMPOSABLE (the path does not end at the object of the generator)
 */
gboolean
colim_duc_query_send_generator (ColimDucQuery *self, const char *hom, const char *case_name,
                                const char *target_generator, const char *generator, const char *const *path,
                                GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL && case_name != NULL && target_generator != NULL, FALSE);
  g_return_val_if_fail (generator != NULL && path != NULL && (error == NULL || *error == NULL), FALSE);

  const ColimDucCase *c, *target;
  gint32 h, g;
  ColimDucSending *sending = look_up_sending (self, hom, case_name, &h, &c, error);
  ColimDucTerm term = { 0, }, *told;

  if (sending == NULL)
    return FALSE;
  if (sending->target < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "nothing says where '%s' sends the case '%s'", hom,
                   case_name);
      return FALSE;
    }
  target = _colim_duc_query_get_case (self, colim_schema_get_hom_codom (self->target, h), (guint) sending->target);
  if ((g = find_generator (target, target_generator, error)) < 0)
    return FALSE;
  if (!make_term (self, c, generator, path, &term, error))
    {
      clear_term (&term);
      return FALSE;
    }
  if (term.object != g_array_index (target->generators, ColimDucGenerator, g).object)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the path from '%s' does not end where '%s' is",
                   generator, target_generator);
      clear_term (&term);
      return FALSE;
    }
  told = &g_array_index (sending->terms, ColimDucTerm, g);
  clear_term (told);
  *told = term;

  return TRUE;
}

/* The attribute type that one of the target comes from is the same for all its attributes. */
static gboolean
check_type (ColimDucQuery *self, gint32 attr, const ColimDucTerm *term, GError **error)
{
  gint32 type = colim_schema_get_attr_codom (self->target, attr);
  const char *name = colim_schema_get_attr_name (self->target, attr);

  if (term->type < 0)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "the path of '%s' does not end in an attribute", name);
  else if (self->types[type] >= 0 && self->types[type] != term->type)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "'%s' would be both '%s' and '%s', by '%s'",
                 colim_schema_get_attr_type_name (self->target, type),
                 colim_schema_get_attr_type_name (self->source, self->types[type]),
                 colim_schema_get_attr_type_name (self->source, term->type), name);
  else if (colim_schema_get_attr_type (self->target, type) != colim_schema_get_attr_type (self->source, term->type))
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "'%s' and what it comes from have constants of different types",
                 name);
  else
    return TRUE;

  return FALSE;
}

/**
 * colim_duc_query_set_attr:
 * @self: a query
 * @attr: the name of an attribute of the target
 * @case_name: a case of its object
 * @generator: a generator of the case
 * @path: (array zero-terminated=1): names of homs of the source, then of an attribute
 * @error: return location for an error
 *
 * Says which value the parts of a case have.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_TYPE
 */
gboolean
colim_duc_query_set_attr (ColimDucQuery *self, const char *attr, const char *case_name, const char *generator,
                          const char *const *path, GError **error)
{
  g_return_val_if_fail (self != NULL && attr != NULL && case_name != NULL && generator != NULL, FALSE);
  g_return_val_if_fail (path != NULL && (error == NULL || *error == NULL), FALSE);

  gint32 a = _colim_schema_find_or_fail (self->target, COLIM_SCHEMA_ATTR, attr, error);
  gint32 ob = a >= 0 ? colim_schema_get_attr_dom (self->target, a) : -1;
  gint32 i = a >= 0 ? find_case (self, ob, case_name, error) : -1;
  ColimDucTerm term = { 0, }, *told;

  if (i < 0)
    return FALSE;
  if (!make_term (self, _colim_duc_query_get_case (self, ob, (guint) i), generator, path, &term, error)
      || !check_type (self, a, &term, error))
    {
      clear_term (&term);
      return FALSE;
    }
  self->types[colim_schema_get_attr_codom (self->target, a)] = term.type;
  told = &g_array_index (self->values[a], ColimDucTerm, i);
  clear_term (told);
  *told = term;

  return TRUE;
}
