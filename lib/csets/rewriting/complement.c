/* Complements: what a host is without what a match deletes, with its place in the host and the rule's interface in
 * it.
 *
 *     I --l--> L
 *   i |        | m
 *     v        v
 *     K --k--> G
 */

#include "lib/csets/rewriting/carving-private.h"

#include "lib/sets/fin-function-private.h"

struct _ColimComplement {
  ColimHom *interface; /* i, from what is left of I */
  ColimHom *context;   /* k */
};

/**
 * ColimComplement:
 *
 * A complement of two homomorphisms I → L → G: a C-set K and homomorphisms I → K → G.  Immutable and reference
 * counted.
 */
G_DEFINE_BOXED_TYPE (ColimComplement, colim_complement, colim_complement_ref, colim_complement_unref)

/* The host may be given as a builder that has its preimages already. */
gboolean
_colim_hom_site_init (ColimHomSite *self, const ColimHom *l, const ColimHom *r, const ColimHom *m,
                      ColimCSetBuilder *host, GError **error)
{
  gint32 n_obs = colim_schema_get_n_objects (m->dom->schema);

  if (!colim_cset_equal (l->codom, m->dom))
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                           "the match does not start where the left side of the rule ends");
      return FALSE;
    }
  self->images = g_new (const gint32 *, n_obs);
  for (gint32 ob = 0; ob < n_obs; ob++)
    self->images[ob] = colim_fin_function_get_values (m->components[ob], NULL);
  self->site
      = (ColimSite){ .left = l,
                     .right = r,
                     .host = host != NULL ? colim_cset_builder_ref (host) : colim_cset_builder_new_from (m->codom),
                     .images = self->images,
                     .bindings = m->images };

  return TRUE;
}

void
_colim_hom_site_clear (ColimHomSite *self)
{
  g_clear_pointer (&self->site.host, colim_cset_builder_unref);
  g_free (self->images);
}

/* Numbers the copies, and lists what each is a copy of. */
static void
carve_parts (ColimCarved *self, ColimCSet *of, GHashTable *const *copies, gint32 ob)
{
  gint32 n = of->n_parts[ob], *first = g_new (gint32, n + 1), *origins;

  first[0] = 0;
  for (gint32 x = 0; x < n; x++)
    first[x + 1] = first[x] + _colim_copies_count (copies, ob, x);
  origins = g_new (gint32, first[n]);
  for (gint32 x = 0; x < n; x++)
    for (gint32 copy = first[x]; copy < first[x + 1]; copy++)
      origins[copy] = x;
  self->first[ob] = first;
  self->inclusion->dom->n_parts[ob] = first[n];
  self->inclusion->components[ob] = _colim_fin_function_take (origins, first[n], n);
}

static ColimFinFunction *
carve_hom (const ColimCarved *self, const ColimCSet *of, GHashTable *const *copies, gint32 hom)
{
  const ColimCSet *carved = self->inclusion->dom;
  gint32 dom = colim_schema_get_hom_dom (of->schema, hom), codom = colim_schema_get_hom_codom (of->schema, hom);
  gint32 n_homs = colim_schema_get_n_homs (of->schema);
  const gint32 *before = colim_fin_function_get_values (of->homs[hom], NULL);
  gint32 *values = g_new (gint32, carved->n_parts[dom]);

  for (gint32 x = 0; x < of->n_parts[dom]; x++)
    {
      const ColimCopies *found = _colim_copies_find (copies, dom, x);

      for (gint32 copy = self->first[dom][x]; copy < self->first[dom][x + 1]; copy++)
        {
          gint32 target = found != NULL && found->targets != NULL
                              ? found->targets[(copy - self->first[dom][x]) * n_homs + hom]
                              : 0;

          values[copy] = self->first[codom][before[x]] + target;
        }
    }

  return _colim_fin_function_take (values, carved->n_parts[dom], carved->n_parts[codom]);
}

typedef enum { IS_USED = 1 << 0, WAS_USED = 1 << 1 } Use;

/* Variables that only parts use that are gone go too. */
static void
carve_variables (ColimCarved *self, const ColimCSet *of, gint32 type, const guint8 *anchored)
{
  const ColimSchema *schema = of->schema;
  ColimHom *inclusion = self->inclusion;
  gint32 n = of->n_variables[type], n_left = 0, *numbers = g_new (gint32, n);
  g_autofree guint8 *uses = g_new0 (guint8, n);

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const gint32 *first = self->first[colim_schema_get_attr_dom (schema, attr)];
      const ColimColumn *column = of->attrs[attr];

      if (colim_schema_get_attr_codom (schema, attr) != type)
        continue;
      for (gint32 x = 0; x < column->n; x++)
        if (column->variables[x] >= 0)
          uses[column->variables[x]] |= first[x] < first[x + 1] ? IS_USED : WAS_USED;
    }
  inclusion->images[type] = _colim_column_new (colim_schema_get_attr_type (schema, type), 0);
  for (gint32 v = 0; v < n; v++)
    if (uses[v] == WAS_USED && (anchored == NULL || !anchored[v]))
      numbers[v] = -1;
    else
      {
        numbers[v] = n_left++;
        _colim_column_append (inclusion->images[type], 1);
        _colim_column_set_variable (inclusion->images[type], numbers[v], v);
      }
  inclusion->dom->n_variables[type] = n_left;
  self->variables[type] = numbers;
}

static ColimColumn *
carve_attr (const ColimCarved *self, const ColimCSet *of, gint32 attr)
{
  const ColimFinFunction *origins = self->inclusion->components[colim_schema_get_attr_dom (of->schema, attr)];
  const gint32 *numbers = self->variables[colim_schema_get_attr_codom (of->schema, attr)];
  const ColimColumn *before = of->attrs[attr];
  ColimColumn *column = _colim_column_new (before->type, colim_fin_function_get_dom (origins));

  for (gint32 copy = 0; copy < column->n; copy++)
    {
      gint32 x = colim_fin_function_apply (origins, copy);

      if (before->variables[x] >= 0)
        _colim_column_set_variable (column, copy, numbers[before->variables[x]]);
      else
        _colim_column_copy_entry (column, copy, before, x);
    }

  return column;
}

void
_colim_carved_init (ColimCarved *self, ColimCSet *of, GHashTable *const *copies, const guint8 *const *anchored)
{
  ColimSchema *schema = of->schema;
  g_autoptr (ColimCSet) carved = _colim_cset_new_blank (schema);
  gint32 n_types = colim_schema_get_n_attr_types (schema);

  self->inclusion = _colim_hom_new_blank (carved, of);
  self->first = g_new (gint32 *, colim_schema_get_n_objects (schema));
  self->variables = g_new (gint32 *, n_types);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    carve_parts (self, of, copies, ob);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    carved->homs[hom] = carve_hom (self, of, copies, hom);
  for (gint32 type = 0; type < n_types; type++)
    carve_variables (self, of, type, anchored != NULL ? anchored[type] : NULL);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    carved->attrs[attr] = carve_attr (self, of, attr);
}

void
_colim_carved_clear (ColimCarved *self)
{
  if (self->inclusion == NULL)
    return;

  const ColimSchema *schema = self->inclusion->codom->schema;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    g_free (self->first[ob]);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    g_free (self->variables[type]);
  g_free (self->first);
  g_free (self->variables);
  colim_hom_unref (self->inclusion);
}

/* Where a variable of I is in the host: in the row of a column. */
const ColimColumn *
_colim_site_follow_variable (const ColimSite *self, gint32 type, gint32 variable, gint32 *row)
{
  const ColimColumn *images = self->left->images[type];

  *row = variable;
  if (images->variables[variable] < 0)
    return images;
  *row = images->variables[variable];

  return self->bindings[type];
}

/* The variables of the host at which those of I are, or those that are left of I. */
static guint8 *
anchor (const ColimSite *site, const ColimHom *kept, gint32 type)
{
  guint8 *anchored = g_new0 (guint8, site->host->n_variables[type]);
  gint32 n = kept != NULL ? kept->dom->n_variables[type] : site->left->dom->n_variables[type];

  for (gint32 w = 0; w < n; w++)
    {
      gint32 row;
      const ColimColumn *column
          = _colim_site_follow_variable (site, type, kept != NULL ? kept->images[type]->variables[w] : w, &row);

      if (column->variables[row] >= 0)
        anchored[column->variables[row]] = TRUE;
    }

  return anchored;
}

static ColimHom *
make_interface (const ColimCarving *carving, const ColimSite *site, const ColimCarved *carved, const ColimHom *kept)
{
  ColimCSet *from = kept != NULL ? kept->dom : site->left->dom;
  ColimHom *interface = _colim_hom_new_blank (from, carved->inclusion->dom);

  for (gint32 ob = 0; ob < carving->n_objects; ob++)
    {
      gint32 *values = g_new (gint32, from->n_parts[ob]);

      for (gint32 i = 0; i < from->n_parts[ob]; i++)
        {
          gint32 a = kept != NULL ? colim_fin_function_apply (kept->components[ob], i) : i;
          gint32 image = site->images[ob][colim_fin_function_apply (site->left->components[ob], a)];

          values[i] = carved->first[ob][image] + carving->interface[ob][a];
        }
      interface->components[ob]
          = _colim_fin_function_take (values, from->n_parts[ob], carved->inclusion->dom->n_parts[ob]);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (from->schema); type++)
    {
      ColimColumn *images
          = _colim_column_new (colim_schema_get_attr_type (from->schema, type), from->n_variables[type]);

      for (gint32 w = 0; w < images->n; w++)
        {
          gint32 row;
          const ColimColumn *column
              = _colim_site_follow_variable (site, type, kept != NULL ? kept->images[type]->variables[w] : w, &row);

          if (column->variables[row] >= 0)
            _colim_column_set_variable (images, w, carved->variables[type][column->variables[row]]);
          else
            _colim_column_copy_entry (images, w, column, row);
        }
      interface->images[type] = images;
    }

  return interface;
}

/* Of what is left of I, where that is given; the host is the C-set that the site's is. */
ColimComplement *
_colim_complement_new_carved (const ColimCarving *carving, const ColimSite *site, ColimCSet *host,
                              const ColimHom *kept)
{
  ColimComplement *self = g_atomic_rc_box_new (ColimComplement);
  gint32 n_types = colim_schema_get_n_attr_types (host->schema);
  g_autofree guint8 **anchored = g_new (guint8 *, n_types);
  g_auto (ColimCarved) carved = { 0, };

  for (gint32 type = 0; type < n_types; type++)
    anchored[type] = anchor (site, kept, type);
  _colim_carved_init (&carved, host, carving->copies, (const guint8 *const *) anchored);
  for (gint32 type = 0; type < n_types; type++)
    g_free (anchored[type]);
  self->context = colim_hom_ref (carved.inclusion);
  self->interface = make_interface (carving, site, &carved, kept);

  return self;
}

/**
 * colim_complement_new_pushout:
 * @l: a homomorphism I → L
 * @m: a homomorphism L → G
 * @error: return location for an error
 *
 * Finds the pushout complement: K, a sub-object of G, such that G is the pushout of L and K along I.  If @l is monic
 * it is the only one (Lack and Sobociński, Adhesive and quasiadhesive categories, 2005); else it is the one with
 * monic K → G, onto which every other one maps.  @m binds the variables of L: it is a pushout once these are what
 * they are bound to.  A variable of G that only deleted parts use goes, unless one of I is there; all others stay.
 * Time: the size of the C-sets.
 *
 * Returns: (transfer full): the complement, or %NULL with %COLIM_ERROR_NO_COMPLEMENT (the first violation of the
 *   [struct@Colim.GluingConditions]) or %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimComplement *
colim_complement_new_pushout (ColimHom *l, ColimHom *m, GError **error)
{
  g_return_val_if_fail (l != NULL && m != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (ColimHomSite) at = { 0, };
  g_auto (ColimCarving) carving = { 0, };

  if (!_colim_hom_site_init (&at, l, NULL, m, NULL, error))
    return NULL;
  _colim_carving_init (&carving, &at.site);
  if (!_colim_carving_take_pushout (&carving, &at.site, error))
    return NULL;

  return _colim_complement_new_carved (&carving, &at.site, m->codom, NULL);
}

/**
 * colim_complement_new_final_pullback:
 * @l: a homomorphism I → L
 * @m: a homomorphism L → G
 * @budget: how many copies may be tried; -1 for any number
 * @error: return location for an error
 *
 * Finds the final pullback complement: K → G of which the pullback along @m is @l, such that everything else with a
 * pullback over @l maps to it in one way (Dyckhoff and Tholen, Exponentiable morphisms, partial products and
 * pullback complements, 1987; Corradini et al., Sesqui-pushout rewriting, 2006).  A part of G has as many copies as
 * there are ways to choose, for each path from it into L, a part of I there.  There is always one if @m is monic,
 * but on a schema with cycles it may be infinite.  Variables are as for a pushout complement; they are not copied.
 * Time: the size of the C-sets and of the copies.
 *
 * Returns: (transfer full): the complement, or %NULL with %COLIM_ERROR_NO_COMPLEMENT (there is none that is finite),
 *   %COLIM_ERROR_BUDGET, %COLIM_ERROR_TOO_LARGE or %COLIM_ERROR_NOT_COMPOSABLE
 */
ColimComplement *
colim_complement_new_final_pullback (ColimHom *l, ColimHom *m, gint64 budget, GError **error)
{
  g_return_val_if_fail (l != NULL && m != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (ColimHomSite) at = { 0, };
  g_auto (ColimCarving) carving = { 0, };

  if (!_colim_hom_site_init (&at, l, NULL, m, NULL, error))
    return NULL;
  _colim_carving_init (&carving, &at.site);
  if (!_colim_carving_take_final_pullback (&carving, &at.site, budget, error))
    return NULL;

  return _colim_complement_new_carved (&carving, &at.site, m->codom, NULL);
}

/**
 * colim_complement_ref:
 * @self: a complement
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimComplement *
colim_complement_ref (ColimComplement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimComplement *self)
{
  colim_hom_unref (self->interface);
  colim_hom_unref (self->context);
}

/**
 * colim_complement_unref:
 * @self: (transfer full): a complement
 *
 * Gives a reference back.
 */
void
colim_complement_unref (ColimComplement *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_complement_get_cset:
 * @self: a complement
 *
 * Gives the complement itself: the parts of G that are left, in their order, the copies of one beside each other.
 *
 * Returns: (transfer none): K
 */
ColimCSet *
colim_complement_get_cset (const ColimComplement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->context->dom;
}

/**
 * colim_complement_get_interface:
 * @self: a complement
 *
 * Tells where the interface is.
 *
 * Returns: (transfer none): I → K
 */
ColimHom *
colim_complement_get_interface (const ColimComplement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->interface;
}

/**
 * colim_complement_get_context:
 * @self: a complement
 *
 * Tells what the parts of the complement are in the host.
 *
 * Returns: (transfer none): K → G
 */
ColimHom *
colim_complement_get_context (const ColimComplement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->context;
}
