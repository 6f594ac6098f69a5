/* The canonical form of a C-set, and what its search tells of the automorphisms.
 *
 *     X ──iso──▶ canonical form        isomorphic C-sets have equal ones, and only they
 *     ↺ generators                     in cycles of elements, made into homomorphisms when asked for
 */

#include <colim/canonical-form.h>

#include "lib/csets/hom-private.h"
#include "lib/csets/isomorphism/canonical-search-private.h"
#include "lib/exact/natural-private.h"
#include "lib/sets/fin-function-private.h"

/**
 * ColimCanonicalForm:
 *
 * The canonical form of a C-set: of all C-sets that are isomorphic to it, the one that stands for them.  Immutable and
 * reference counted.
 *
 * With it come an isomorphism to it, and the group of automorphisms: its order, generators, and the orbits of parts.
 */
struct _ColimCanonicalForm {
  ColimCSet *of;
  ColimHom *isomorphism;
  guint64 hash;
  ColimNatural *order;
  GPtrArray *movements;
  gint32 *firsts;            /* for each object and attribute type: the number of its first */
  ColimFinFunction **orbits; /* for each object */
};

G_DEFINE_BOXED_TYPE (ColimCanonicalForm, colim_canonical_form, colim_canonical_form_ref, colim_canonical_form_unref)

/* The columns of a C-set by another numbering: @places are the new numbers of parts and variables. */
static ColimCSet *
renumber (const ElementGraph *graph, const gint32 *places)
{
  const ColimCSet *of = graph->cset;
  const ColimSchema *schema = of->schema;
  gint32 n_homs = colim_schema_get_n_homs (schema);
  ColimCSet *cset = _colim_cset_new_blank (of->schema);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    cset->n_parts[ob] = of->n_parts[ob];
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    cset->n_variables[type] = of->n_variables[type];
  for (gint32 a = 0; a < graph->n_columns; a++)
    {
      const ElementArrow *arrow = &graph->columns[a];
      gint32 n = graph->sorts[arrow->dom].n_parts, n_codom = graph->sorts[arrow->codom].n_parts;
      gint32 first = graph->sorts[arrow->dom].first_part, first_image = graph->sorts[arrow->codom].first_part;
      gint32 *values = a < n_homs ? g_new (gint32, n) : NULL;
      ColimColumn *from = a < n_homs ? NULL : of->attrs[a - n_homs];
      ColimColumn *column = a < n_homs ? NULL : _colim_column_new (from->type, n);

      for (gint32 x = 0; x < n; x++)
        {
          gint32 row = places[first + x] - first;

          if (a < n_homs)
            values[row] = places[first_image + arrow->values[x]] - first_image;
          else if (arrow->values[x] >= 0)
            _colim_column_set_variable (column, row, places[first_image + arrow->values[x]] - first_image);
          else
            _colim_column_copy_entry (column, row, from, x);
        }
      if (a < n_homs)
        cset->homs[a] = _colim_fin_function_take (values, n, n_codom);
      else
        cset->attrs[a - n_homs] = column;
    }

  return cset;
}

/* The homomorphism that sends each part and variable to the one whose number is given. */
static ColimHom *
make_hom (ColimCSet *dom, ColimCSet *codom, const gint32 *firsts, const gint32 *images)
{
  const ColimSchema *schema = dom->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema);
  ColimHom *hom = _colim_hom_new_blank (dom, codom);

  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      gint32 *values = g_new (gint32, dom->n_parts[ob]);

      for (gint32 x = 0; x < dom->n_parts[ob]; x++)
        values[x] = images[firsts[ob] + x] - firsts[ob];
      hom->components[ob] = _colim_fin_function_take (values, dom->n_parts[ob], dom->n_parts[ob]);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      gint32 first = firsts[n_objects + type];

      hom->images[type] = _colim_column_new (colim_schema_get_attr_type (schema, type), dom->n_variables[type]);
      for (gint32 v = 0; v < dom->n_variables[type]; v++)
        _colim_column_set_variable (hom->images[type], v, images[first + v] - first);
    }

  return hom;
}

static guint64
hash_column (guint64 hash, const ColimColumn *column)
{
  for (gint32 x = 0; x < column->n; x++)
    hash = _colim_mix_in (hash, column->variables[x] >= 0 ? ((guint64) 1 << 32) + (guint64) column->variables[x]
                                                          : column->type->ops->hash (column->type, column->cells[x]));

  return hash;
}

/* In 64 bits, and of contents only. */
static guint64
hash_cset (const ColimCSet *cset)
{
  const ColimSchema *schema = cset->schema;
  guint64 hash = _colim_mix_in (0, colim_schema_hash (schema));

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    hash = _colim_mix_in (hash, (guint64) cset->n_parts[ob]);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    hash = _colim_mix_in (hash, (guint64) cset->n_variables[type]);
  for (gint32 h = 0; h < colim_schema_get_n_homs (schema); h++)
    {
      const gint32 *values = colim_fin_function_get_values (cset->homs[h], NULL);

      for (gint32 x = 0; x < colim_fin_function_get_dom (cset->homs[h]); x++)
        hash = _colim_mix_in (hash, (guint64) values[x]);
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    hash = hash_column (hash, cset->attrs[attr]);

  return hash;
}

/* The product of factors from one to another, such that large ones are multiplied with large ones. */
static void
multiply (mpz_t product, const GArray *factors, guint first, guint end)
{
  if (end == first)
    mpz_set_ui (product, 1);
  else if (end - first == 1)
    {
      const OrderFactor *factor = &g_array_index (factors, OrderFactor, first);

      if (factor->factorial)
        mpz_fac_ui (product, factor->number);
      else
        mpz_set_ui (product, factor->number);
      mpz_pow_ui (product, product, factor->exponent);
    }
  else
    {
      guint middle = first + (end - first) / 2;
      mpz_t other;

      mpz_init (other);
      multiply (product, factors, first, middle);
      multiply (other, factors, middle, end);
      mpz_mul (product, product, other);
      mpz_clear (other);
    }
}

/* The classes of parts that the generators exchange. */
static void
find_orbits (ColimCanonicalForm *self)
{
  gint32 n_objects = colim_schema_get_n_objects (self->of->schema);

  self->orbits = g_new (ColimFinFunction *, n_objects);
  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      gint32 first = self->firsts[ob], n = self->of->n_parts[ob], n_orbits, *blocks;
      g_auto (ColimPartition) orbits = { 0 };

      _colim_partition_init (&orbits, n);
      for (guint i = 0; i < self->movements->len; i++)
        {
          const Movement *movement = self->movements->pdata[i];

          for (gint32 m = 0; m < movement->n; m++)
            if (movement->pairs[m][0] >= first && movement->pairs[m][0] - first < n)
              _colim_partition_merge (&orbits, movement->pairs[m][0] - first, movement->pairs[m][1] - first);
        }
      blocks = _colim_partition_quotient (&orbits, &n_orbits);
      self->orbits[ob] = _colim_fin_function_take (blocks, n, n_orbits);
    }
}

/**
 * colim_canonical_form_new:
 * @of: a C-set
 * @budget: how many steps it may take, one for each time that an element is looked at; negative for any number
 * @error: return location for an error
 *
 * Finds the canonical form of a C-set, and its automorphisms.
 *
 * Isomorphisms send parts to parts and variables to variables, both one to one, and leave constants alone.  Variables
 * that no attribute uses can be exchanged at will.
 *
 * It is done by partition refinement on the category of elements and by trying what that leaves open, component by
 * component: McKay and Piperno, Practical graph isomorphism II (2014); Junttila and Kaski, Conflict propagation and
 * component recursion for canonical labeling (2011).  Time: O(m log n) for n elements and m arrows between them where
 * refinement tells all of a component apart; at worst more than any polynomial in n.
 *
 * Returns: (transfer full): the canonical form, or %NULL with %COLIM_ERROR_BUDGET or %COLIM_ERROR_TOO_LARGE
 */
ColimCanonicalForm *
colim_canonical_form_new (ColimCSet *of, gint64 budget, GError **error)
{
  g_return_val_if_fail (of != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Search) search = { 0 };
  g_autoptr (ColimCSet) cset = NULL;
  g_autofree gint32 *places = NULL;
  ColimCanonicalForm *self;
  mpz_t order;

  if (!_colim_search_init (&search, of, budget, error) || !_colim_search_run (&search, error))
    return NULL;
  places = _colim_search_unfold_order (&search, search.answer.order);
  cset = renumber (&search.graph, places);
  _colim_search_unfold_movements (&search);
  self = g_atomic_rc_box_new0 (ColimCanonicalForm);
  self->of = colim_cset_ref (of);
  self->firsts = g_new (gint32, search.graph.n_sorts);
  for (gint32 s = 0; s < search.graph.n_sorts; s++)
    self->firsts[s] = search.graph.sorts[s].first_part;
  self->isomorphism = make_hom (of, cset, self->firsts, places);
  self->hash = hash_cset (cset);
  self->movements = g_ptr_array_ref (search.movements);
  mpz_init (order);
  multiply (order, search.factors, 0, search.factors->len);
  self->order = _colim_natural_take (order);
  mpz_clear (order);
  find_orbits (self);

  return self;
}

/**
 * colim_canonical_form_ref:
 * @self: a canonical form
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimCanonicalForm *
colim_canonical_form_ref (ColimCanonicalForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimCanonicalForm *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->of->schema); ob++)
    colim_fin_function_unref (self->orbits[ob]);
  g_free (self->orbits);
  g_free (self->firsts);
  g_ptr_array_unref (self->movements);
  colim_natural_unref (self->order);
  colim_hom_unref (self->isomorphism);
  colim_cset_unref (self->of);
}

/**
 * colim_canonical_form_unref:
 * @self: (transfer full): a canonical form
 *
 * Gives a reference back.
 */
void
colim_canonical_form_unref (ColimCanonicalForm *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_canonical_form_get_of:
 * @self: a canonical form
 *
 * Tells what it is the canonical form of.
 *
 * Returns: (transfer none): the C-set
 */
ColimCSet *
colim_canonical_form_get_of (const ColimCanonicalForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->of;
}

/**
 * colim_canonical_form_get_cset:
 * @self: a canonical form
 *
 * Gives the C-set that stands for all that are isomorphic to it: two C-sets are isomorphic if and only if these are
 * equal, by [method@Colim.CSet.equal].
 *
 * Returns: (transfer none): the C-set
 */
ColimCSet *
colim_canonical_form_get_cset (const ColimCanonicalForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->isomorphism->codom;
}

/**
 * colim_canonical_form_get_isomorphism:
 * @self: a canonical form
 *
 * Tells which part of the original is which part of the canonical form.
 *
 * Returns: (transfer none): an isomorphism from [method@Colim.CanonicalForm.get_of] to
 *   [method@Colim.CanonicalForm.get_cset]
 */
ColimHom *
colim_canonical_form_get_isomorphism (const ColimCanonicalForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->isomorphism;
}

/**
 * colim_canonical_form_equal:
 * @self: a canonical form
 * @other: another one
 *
 * Decides whether two C-sets are isomorphic.
 *
 * Returns: whether their canonical forms are equal
 */
gboolean
colim_canonical_form_equal (const ColimCanonicalForm *self, const ColimCanonicalForm *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return self->hash == other->hash && colim_cset_equal (self->isomorphism->codom, other->isomorphism->codom);
}

/**
 * colim_canonical_form_hash:
 * @self: a canonical form
 *
 * Hashes the isomorphism class.  It depends on the names of the schema, the shape, and the hashes that attribute types
 * have for constants; so it is the same in every run, and may be a key on disk until a new version of the library
 * finds other canonical forms.  Different classes may have equal hashes, however rarely.
 *
 * Returns: a hash that is the same for isomorphic C-sets
 */
guint64
colim_canonical_form_hash (const ColimCanonicalForm *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->hash;
}

/**
 * colim_canonical_form_get_order:
 * @self: a canonical form
 *
 * Counts the automorphisms of the C-set.
 *
 * Returns: (transfer none): the order of the group
 */
ColimNatural *
colim_canonical_form_get_order (const ColimCanonicalForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->order;
}

/**
 * colim_canonical_form_get_n_generators:
 * @self: a canonical form
 *
 * Counts the automorphisms that were found, from which all others come.
 *
 * Returns: how many there are
 */
guint
colim_canonical_form_get_n_generators (const ColimCanonicalForm *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->movements->len;
}

/**
 * colim_canonical_form_generator:
 * @self: a canonical form
 * @generator: the index of a generator
 *
 * Makes one of the automorphisms from which all others come by composition.
 *
 * Returns: (transfer full): an automorphism of [method@Colim.CanonicalForm.get_of]
 */
ColimHom *
colim_canonical_form_generator (const ColimCanonicalForm *self, guint generator)
{
  g_return_val_if_fail (self != NULL && generator < self->movements->len, NULL);

  const Movement *movement = self->movements->pdata[generator];
  const ColimSchema *schema = self->of->schema;
  gint32 n_objects = colim_schema_get_n_objects (schema), n = 0;
  g_autofree gint32 *images = NULL;

  for (gint32 ob = 0; ob < n_objects; ob++)
    n += self->of->n_parts[ob];
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    n += self->of->n_variables[type];
  images = g_new (gint32, n);
  for (gint32 e = 0; e < n; e++)
    images[e] = e;
  for (gint32 i = 0; i < movement->n; i++)
    images[movement->pairs[i][0]] = movement->pairs[i][1];

  return make_hom (self->of, self->of, self->firsts, images);
}

/**
 * colim_canonical_form_get_orbits:
 * @self: a canonical form
 * @object: the name of an object
 * @error: return location for an error
 *
 * Tells which parts automorphisms exchange.
 *
 * Returns: (transfer none): sends each part to its orbit, numbered by least part; or %NULL with
 *   %COLIM_ERROR_UNKNOWN_NAME
 */
ColimFinFunction *
colim_canonical_form_get_orbits (const ColimCanonicalForm *self, const char *object, GError **error)
{
  g_return_val_if_fail (self != NULL && object != NULL, NULL);

  gint32 ob = _colim_schema_find_or_fail (self->of->schema, COLIM_SCHEMA_OBJECT, object, error);

  return ob < 0 ? NULL : self->orbits[ob];
}

/**
 * colim_canonical_form_get_orbits_at:
 * @self: a canonical form
 * @object: the index of an object
 *
 * Tells which parts automorphisms exchange.
 *
 * Returns: (transfer none): sends each part to its orbit, numbered by least part
 */
ColimFinFunction *
colim_canonical_form_get_orbits_at (const ColimCanonicalForm *self, gint32 object)
{
  g_return_val_if_fail (self != NULL && object >= 0, NULL);
  g_return_val_if_fail (object < colim_schema_get_n_objects (self->of->schema), NULL);

  return self->orbits[object];
}
