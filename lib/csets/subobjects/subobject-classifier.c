/* The sub-object classifier Ω: what can be true at an object c are the sub-objects of y(c), as they say along which
 * paths from a part one comes into a sub-object.
 *
 *        A ──────▶ 1        χ sends x ∈ X(c) to the paths p from c with p(x) ∈ A: a sub-object of y(c)
 *        │         │
 *        │         │ true   true is the sub-object of all paths: if it is sent there, x itself is in A
 *        ▼    χ    ▼
 *        X ──────▶ Ω        Ω(h), for h: c → d, is the preimage along y(d) → y(c)
 */

#include <colim/subobject-classifier.h>

#include <colim/limit.h>

#include "lib/csets/subobjects/row-table-private.h"
#include "lib/csets/subobjects/subobject-lattice-private.h"
#include "lib/csets/subobjects/subobject-private.h"
#include "lib/csets/subobjects/yoneda-private.h"

struct _ColimSubobjectClassifier {
  ColimYoneda *yoneda;
  ColimRowTable *tables; /* for each object the sub-objects of its representable: 1 at the elements in one, else 0 */
  ColimCSet *omega;
  ColimHom *truth;
};

/**
 * ColimSubobjectClassifier:
 *
 * The sub-object classifier of a schema: the C-set Ω of truth values, whose homomorphisms from any C-set are the
 * sub-objects of that.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimSubobjectClassifier, colim_subobject_classifier, colim_subobject_classifier_ref,
                     colim_subobject_classifier_unref)

static gboolean
append (ColimSubobject *subobject, gpointer data)
{
  const ColimCSet *of = subobject->of;
  gint32 *row = _colim_row_table_append (data);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (of->schema); ob++)
    for (gint32 x = 0; x < of->n_parts[ob]; x++)
      *row++ = _colim_subobject_has (subobject, ob, x);

  return TRUE;
}

static gboolean
list_truth_values (ColimSubobjectClassifier *self, gint32 ob, gint64 *budget, GError **error)
{
  const ColimRepresentable *representable = &self->yoneda->objects[ob];
  ColimRowTable *table = &self->tables[ob];
  g_autoptr (ColimNatural) n = _colim_cset_count_subobjects (representable->cset, budget, error);

  return n != NULL && _colim_row_table_reserve (table, (gsize) representable->n, n, budget, error)
         && _colim_cset_foreach_subobject (representable->cset, budget, append, table, error);
}

static ColimFinFunction *
make_hom (const ColimSubobjectClassifier *self, gint32 hom)
{
  const ColimSchema *schema = self->yoneda->schema;
  gint32 from = colim_schema_get_hom_dom (schema, hom), to = colim_schema_get_hom_codom (schema, hom);
  const ColimRepresentable *above = &self->yoneda->objects[from], *below = &self->yoneda->objects[to];
  g_autofree gint32 *images = _colim_yoneda_trace_hom (self->yoneda, hom);
  g_autofree gsize *columns = g_new (gsize, below->n);

  for (gint32 e = 0; e < below->n; e++)
    columns[e] = (gsize) (above->starts[below->obs[e]] + images[e]);

  return _colim_row_table_precompose (&self->tables[from], &self->tables[to], columns);
}

/* Everything is the last sub-object. */
static gint32
get_true (const ColimSubobjectClassifier *self, gint32 ob)
{
  return self->tables[ob].n - 1;
}

static ColimHom *
make_true (const ColimSubobjectClassifier *self)
{
  g_autoptr (ColimLimit) terminal = colim_limit_new_terminal (self->yoneda->schema);
  ColimHom *truth = _colim_hom_new_blank (colim_limit_get_apex (terminal), self->omega);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->yoneda->schema); ob++)
    truth->components[ob]
        = _colim_fin_function_take (g_memdup2 ((const gint32[]) { get_true (self, ob) }, sizeof (gint32)), 1,
                                    self->tables[ob].n);

  return truth;
}

/**
 * colim_subobject_classifier_new:
 * @schema: a schema without attributes
 * @budget: how many steps it may take, and how many entries the truth values may have, one for each element of the
 *   representable that they are sub-objects of
 * @error: return location for an error
 *
 * Makes the sub-object classifier: over each object the sub-objects of its representable, in the order of
 * [method@Colim.CSet.foreach_subobject], so that the first is false and the last true.  See S. Mac Lane and I.
 * Moerdijk, Sheaves in Geometry and Logic, section I.4.
 *
 * Returns: (transfer full): the classifier, or %NULL with %COLIM_ERROR_BUDGET, as it must be where a representable is
 *   infinite, or %COLIM_ERROR_INVALID (the schema has attributes)
 */
ColimSubobjectClassifier *
colim_subobject_classifier_new (ColimSchema *schema, gint64 budget, GError **error)
{
  g_return_val_if_fail (schema != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimYoneda) yoneda = _colim_yoneda_new (schema, &budget, error);
  g_autoptr (ColimSubobjectClassifier) self = NULL;

  if (yoneda == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (ColimSubobjectClassifier);
  self->yoneda = g_steal_pointer (&yoneda);
  self->tables = g_new0 (ColimRowTable, colim_schema_get_n_objects (schema));
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    if (!list_truth_values (self, ob, &budget, error))
      return NULL;
  self->omega = _colim_cset_new_blank (schema);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    self->omega->n_parts[ob] = self->tables[ob].n;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    self->omega->homs[hom] = make_hom (self, hom);
  self->truth = make_true (self);

  return g_steal_pointer (&self);
}

/**
 * colim_subobject_classifier_ref:
 * @self: a sub-object classifier
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimSubobjectClassifier *
colim_subobject_classifier_ref (ColimSubobjectClassifier *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimSubobjectClassifier *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->yoneda->schema); ob++)
    _colim_row_table_clear (&self->tables[ob]);
  g_free (self->tables);
  g_clear_pointer (&self->truth, colim_hom_unref);
  g_clear_pointer (&self->omega, colim_cset_unref);
  _colim_yoneda_free (self->yoneda);
}

/**
 * colim_subobject_classifier_unref:
 * @self: (transfer full): a sub-object classifier
 *
 * Gives a reference back.
 */
void
colim_subobject_classifier_unref (ColimSubobjectClassifier *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_subobject_classifier_get_cset:
 * @self: a sub-object classifier
 *
 * Gives Ω: its parts over an object are the truth values there.
 *
 * Returns: (transfer none): the C-set of truth values
 */
ColimCSet *
colim_subobject_classifier_get_cset (const ColimSubobjectClassifier *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->omega;
}

/**
 * colim_subobject_classifier_get_true:
 * @self: a sub-object classifier
 *
 * Gives the truth value of what is in a sub-object.
 *
 * Returns: (transfer none): the homomorphism from the terminal C-set to Ω
 */
ColimHom *
colim_subobject_classifier_get_true (const ColimSubobjectClassifier *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->truth;
}

/**
 * colim_subobject_classifier_truth_value_at:
 * @self: a sub-object classifier
 * @object: the index of an object
 * @part: a part of Ω over it
 *
 * Tells what a truth value means: along which paths it becomes true.
 *
 * Returns: (transfer full): the sub-object of the representable of @object, see [func@Colim.representable_new]
 */
ColimSubobject *
colim_subobject_classifier_truth_value_at (const ColimSubobjectClassifier *self, gint32 object, gint32 part)
{
  g_return_val_if_fail (self != NULL && object >= 0, NULL);
  g_return_val_if_fail (object < colim_schema_get_n_objects (self->yoneda->schema), NULL);
  g_return_val_if_fail (part >= 0 && part < self->tables[object].n, NULL);

  const ColimRepresentable *representable = &self->yoneda->objects[object];
  const gint32 *row = _colim_row_table_get (&self->tables[object], part);
  ColimSubobject *value = _colim_subobject_new_blank (representable->cset);

  for (gint32 e = 0; e < representable->n; e++)
    if (row[e] != 0)
      _colim_subobject_put (value, representable->obs[e], e - representable->starts[representable->obs[e]]);

  return value;
}

static ColimFinFunction *
classify_parts (const ColimSubobjectClassifier *self, const ColimSubobject *subobject, gint32 ob)
{
  const ColimRepresentable *representable = &self->yoneda->objects[ob];
  gint32 n = subobject->of->n_parts[ob], *values = g_new (gint32, n);
  g_autofree gint32 *row = g_new (gint32, representable->n);

  for (gint32 x = 0; x < n; x++)
    {
      _colim_yoneda_trace (self->yoneda, ob, subobject->of, x, row);
      for (gint32 e = 0; e < representable->n; e++)
        row[e] = _colim_subobject_has (subobject, representable->obs[e], row[e]);
      values[x] = _colim_row_table_find (&self->tables[ob], row);
    }

  return _colim_fin_function_take (values, n, self->tables[ob].n);
}

/**
 * colim_subobject_classifier_classify:
 * @self: a sub-object classifier
 * @subobject: a sub-object of a C-set on its schema, which satisfies the equations
 * @error: return location for an error
 *
 * Finds the characteristic map: the one homomorphism to Ω along which the pullback of true is the sub-object.  Time:
 * for each part the size of a representable.
 *
 * Returns: (transfer full): the homomorphism from the C-set to Ω, or %NULL with %COLIM_ERROR_TYPE (another schema)
 */
ColimHom *
colim_subobject_classifier_classify (const ColimSubobjectClassifier *self, const ColimSubobject *subobject,
                                     GError **error)
{
  g_return_val_if_fail (self != NULL && subobject != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimHom *hom;

  if (!_colim_schema_check_equal (self->yoneda->schema, subobject->of->schema, error))
    return NULL;
  hom = _colim_hom_new_blank (subobject->of, self->omega);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->yoneda->schema); ob++)
    hom->components[ob] = classify_parts (self, subobject, ob);

  return hom;
}

/**
 * colim_subobject_classifier_pull_back:
 * @self: a sub-object classifier
 * @hom: a homomorphism to Ω
 * @error: return location for an error
 *
 * Takes the parts that are sent to true.
 *
 * Returns: (transfer full): the sub-object of the domain that @hom is the characteristic map of, or %NULL with
 *   %COLIM_ERROR_NOT_COMPOSABLE (@hom does not end at Ω)
 */
ColimSubobject *
colim_subobject_classifier_pull_back (const ColimSubobjectClassifier *self, const ColimHom *hom, GError **error)
{
  g_return_val_if_fail (self != NULL && hom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  ColimSubobject *subobject;

  if (!colim_cset_equal (hom->codom, self->omega))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the homomorphism does not end at the C-set of truth values");
      return NULL;
    }
  subobject = _colim_subobject_new_blank (hom->dom);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->yoneda->schema); ob++)
    for (gint32 x = 0; x < hom->dom->n_parts[ob]; x++)
      if (colim_fin_function_apply (hom->components[ob], x) == get_true (self, ob))
        _colim_subobject_put (subobject, ob, x);

  return subobject;
}
