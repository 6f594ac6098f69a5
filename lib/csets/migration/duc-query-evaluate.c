/* Evaluating a query that makes a C-set.
 *
 *     case:    limit of      g₁   g₂   …        its generators, and where both sides of each equation end
 *                              ╲╱
 *                             end₁              which come first, for they are determined
 *
 *     object:  the disjoint union of its cases, in order
 */

#include "lib/csets/migration/duc-query-private.h"

#include "lib/csets/migration/value-codes-private.h"
#include "lib/sets/fin-function-private.h"
#include "lib/sets/fin-limit-private.h"

typedef struct {
  const ColimDucQuery *query;
  const ColimCSet *from;
  ColimCSet *cset;
  GPtrArray **limits; /* for each object: ColimFinLimit by case */
  GArray **bases;     /* for each object: gint32, the first part of each case */
} Making;

static void
clear_making (Making *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->query->target); ob++)
    {
      g_ptr_array_unref (self->limits[ob]);
      g_array_unref (self->bases[ob]);
    }
  g_free (self->limits);
  g_free (self->bases);
  g_clear_pointer (&self->cset, colim_cset_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, clear_making)

static gint32
get_object (const ColimDucCase *c, gint32 generator)
{
  return g_array_index (c->generators, ColimDucGenerator, generator).object;
}

/* The homs of a term, from all parts that the generator can be. */
static ColimFinFunction *
compose (const ColimCSet *from, const ColimDucCase *c, const ColimDucTerm *term)
{
  return _colim_cset_compose_path (from, get_object (c, term->generator),
                                   (const gint32 *) (gpointer) term->path->data,
                                   term->path->len - (term->type >= 0));
}

static const ColimColumn *
get_column (const ColimCSet *from, const ColimDucTerm *term)
{
  gint32 last = g_array_index (term->path, gint32, term->path->len - 1);

  return from->attrs[last - colim_schema_get_n_homs (from->schema)];
}

/* Where the sides of an equation end, of all parts that their generators can be: parts, or codes of values. */
static gint32
make_ends (const ColimCSet *from, const ColimDucCase *c, const ColimDucEquation *equation, ColimFinFunction *ends[2])
{
  const ColimDucTerm *sides = equation->sides;
  g_auto (ColimValueCodes) codes = { 0, };

  if (sides[0].type >= 0)
    _colim_value_codes_init (&codes, colim_schema_get_attr_type (from->schema, sides[0].type),
                             (const ColimColumn *[]) { get_column (from, &sides[0]), get_column (from, &sides[1]) }, 2);
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr (ColimFinFunction) homs = compose (from, c, &sides[side]);
      g_autoptr (ColimFinFunction) coded = NULL;

      if (sides[side].type < 0)
        ends[side] = g_steal_pointer (&homs);
      else
        {
          coded = _colim_fin_function_take (g_steal_pointer (&codes.codes[side]), get_column (from, &sides[side])->n,
                                            codes.values->n);
          ends[side] = colim_fin_function_compose (homs, coded, NULL);
        }
    }

  return sides[0].type >= 0 ? codes.values->n : from->n_parts[sides[0].object];
}

/* Objects of the diagram are the ends of equations, then the generators. */
static ColimFinLimit *
join_case (const ColimCSet *from, const ColimDucCase *c, gint64 *budget, GError **error)
{
  guint n_equations = c->equations->len, n_objects = n_equations + c->generators->len;
  g_autofree gint32 *sizes = g_new (gint32, n_objects);
  g_autofree gint32 *sources = g_new (gint32, 2 * n_equations), *targets = g_new (gint32, 2 * n_equations);
  g_autoptr (GPtrArray) arrows = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);

  for (guint i = 0; i < c->generators->len && *budget >= 0; i++)
    *budget -= sizes[n_equations + i] = from->n_parts[get_object (c, (gint32) i)];
  if (*budget < 0)
    {
      g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                           "generators can be more parts than the budget allows");
      return NULL;
    }
  for (guint i = 0; i < n_equations; i++)
    {
      const ColimDucEquation *equation = &g_array_index (c->equations, ColimDucEquation, i);
      ColimFinFunction *ends[2];

      sizes[i] = make_ends (from, c, equation, ends);
      for (guint side = 0; side < 2; side++)
        {
          g_ptr_array_add (arrows, ends[side]);
          sources[2 * i + side] = (gint32) n_equations + equation->sides[side].generator;
          targets[2 * i + side] = (gint32) i;
        }
    }

  const ColimFinDiagram diagram = {
    sizes, n_objects, (ColimFinFunction *const *) arrows->pdata, sources, targets, arrows->len,
  };

  return _colim_fin_limit_compute (&diagram, budget, error);
}

static gboolean
join_cases (Making *self, gint32 object, gint64 *budget, GError **error)
{
  const char *name = colim_schema_get_object_name (self->query->target, object);

  for (guint i = 0; i < self->query->cases[object]->len; i++)
    {
      const ColimDucCase *c = _colim_duc_query_get_case (self->query, object, i);
      ColimFinLimit *limit = join_case (self->from, c, budget, error);
      gint32 *n = &self->cset->n_parts[object];

      if (limit == NULL)
        {
          g_prefix_error (error, "over '%s', case '%s': ", name, c->name);
          return FALSE;
        }
      g_ptr_array_add (self->limits[object], limit);
      g_array_append_val (self->bases[object], *n);
      if (colim_fin_limit_get_apex (limit) > G_MAXINT32 - *n)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "'%s' cannot have more than %d parts", name,
                       G_MAXINT32);
          return FALSE;
        }
      *n += colim_fin_limit_get_apex (limit);
    }

  return TRUE;
}

/* What each tuple of a case has at a generator. */
static ColimFinFunction *
get_leg (const Making *self, gint32 object, guint index, gint32 generator)
{
  const ColimDucCase *c = _colim_duc_query_get_case (self->query, object, index);

  return colim_fin_limit_get_leg (self->limits[object]->pdata[index], c->equations->len + (guint) generator);
}

/* Where a hom sends the tuples of a case: to tuples of another one, which must be there. */
static ColimFinFunction *
send_case (const Making *self, gint32 hom, guint index, GError **error)
{
  const ColimSchema *target = self->query->target;
  const ColimDucSending *sending = &g_array_index (self->query->sendings[hom], ColimDucSending, index);
  gint32 dom = colim_schema_get_hom_dom (target, hom), codom = colim_schema_get_hom_codom (target, hom);
  const ColimDucCase *c = _colim_duc_query_get_case (self->query, dom, index);
  const ColimDucCase *to = _colim_duc_query_get_case (self->query, codom, (guint) sending->target);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  g_autoptr (GPtrArray) cone = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  g_autoptr (GError) local_error = NULL;
  ColimFinFunction *sent;

  for (guint g = 0; g < sending->terms->len; g++)
    {
      const ColimDucTerm *term = &g_array_index (sending->terms, ColimDucTerm, g);
      g_autoptr (ColimFinFunction) homs = compose (self->from, c, term);

      g_ptr_array_add (images, colim_fin_function_compose (get_leg (self, dom, index, term->generator), homs, NULL));
    }
  for (guint i = 0; i < to->equations->len; i++)
    {
      const ColimDucEquation *equation = &g_array_index (to->equations, ColimDucEquation, i);
      ColimFinFunction *ends[2];

      make_ends (self->from, to, equation, ends);
      g_ptr_array_add (cone, colim_fin_function_compose (images->pdata[equation->sides[0].generator], ends[0], NULL));
      colim_fin_function_unref (ends[0]);
      colim_fin_function_unref (ends[1]);
    }
  for (guint g = 0; g < images->len; g++)
    g_ptr_array_add (cone, colim_fin_function_ref (images->pdata[g]));
  sent = colim_fin_limit_factor (self->limits[codom]->pdata[sending->target], (ColimFinFunction **) cone->pdata,
                                 cone->len, colim_fin_limit_get_apex (self->limits[dom]->pdata[index]), &local_error);
  if (sent == NULL)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_EQUATION_VIOLATED,
                 "'%s' sends a part of case '%s' to what breaks an equation of case '%s'",
                 colim_schema_get_hom_name (target, hom), c->name, to->name);

  return sent;
}

static gboolean
make_hom (Making *self, gint32 hom, GError **error)
{
  gint32 dom = colim_schema_get_hom_dom (self->query->target, hom);
  gint32 codom = colim_schema_get_hom_codom (self->query->target, hom);
  g_autofree gint32 *values = g_new (gint32, self->cset->n_parts[dom]);

  for (guint i = 0; i < self->query->cases[dom]->len; i++)
    {
      const ColimDucSending *sending = &g_array_index (self->query->sendings[hom], ColimDucSending, i);
      g_autoptr (ColimFinFunction) sent = send_case (self, hom, i, error);
      gint32 from = g_array_index (self->bases[dom], gint32, i), to;
      gsize n;
      const gint32 *images;

      if (sent == NULL)
        return FALSE;
      to = g_array_index (self->bases[codom], gint32, sending->target);
      images = colim_fin_function_get_values (sent, &n);
      for (gsize x = 0; x < n; x++)
        values[from + (gint32) x] = to + images[x];
    }
  self->cset->homs[hom] = _colim_fin_function_take (g_steal_pointer (&values), self->cset->n_parts[dom],
                                                    self->cset->n_parts[codom]);

  return TRUE;
}

static void
make_attr (Making *self, gint32 attr)
{
  const ColimSchema *target = self->query->target;
  gint32 object = colim_schema_get_attr_dom (target, attr);
  ColimColumn *made = _colim_column_new (
      colim_schema_get_attr_type (target, colim_schema_get_attr_codom (target, attr)), self->cset->n_parts[object]);

  for (guint i = 0; i < self->query->cases[object]->len; i++)
    {
      const ColimDucCase *c = _colim_duc_query_get_case (self->query, object, i);
      const ColimDucTerm *term = &g_array_index (self->query->values[attr], ColimDucTerm, i);
      const ColimFinFunction *leg = get_leg (self, object, i, term->generator);
      g_autoptr (ColimFinFunction) homs = compose (self->from, c, term);
      const ColimColumn *column = get_column (self->from, term);
      gint32 base = g_array_index (self->bases[object], gint32, i);

      for (gint32 x = 0; x < colim_fin_function_get_dom (leg); x++)
        _colim_column_copy_entry (made, base + x, column,
                                  colim_fin_function_apply (homs, colim_fin_function_apply (leg, x)));
    }
  self->cset->attrs[attr] = made;
}

static gboolean
check_sending (const ColimDucQuery *self, gint32 hom, guint index, GError **error)
{
  const ColimDucSending *sending = &g_array_index (self->sendings[hom], ColimDucSending, index);
  const ColimDucCase *c = _colim_duc_query_get_case (self, colim_schema_get_hom_dom (self->target, hom), index), *to;
  const char *name = colim_schema_get_hom_name (self->target, hom);

  if (sending->target < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "nothing says where '%s' sends the case '%s'", name,
                   c->name);
      return FALSE;
    }
  to = _colim_duc_query_get_case (self, colim_schema_get_hom_codom (self->target, hom), (guint) sending->target);
  for (guint g = 0; g < to->generators->len; g++)
    if (g >= sending->terms->len || g_array_index (sending->terms, ColimDucTerm, g).generator < 0)
      {
        g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED,
                     "nothing says what '%s' of the case '%s' has at the generator '%s'", name, c->name,
                     g_array_index (to->generators, ColimDucGenerator, g).name);
        return FALSE;
      }

  return TRUE;
}

/* That everything was said. */
static gboolean
check (const ColimDucQuery *self, GError **error)
{
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->target); hom++)
    for (guint i = 0; i < self->sendings[hom]->len; i++)
      if (!check_sending (self, hom, i, error))
        return FALSE;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->target); attr++)
    for (guint i = 0; i < self->values[attr]->len; i++)
      if (g_array_index (self->values[attr], ColimDucTerm, i).generator < 0)
        {
          g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED, "nothing says which '%s' the case '%s' has",
                       colim_schema_get_attr_name (self->target, attr),
                       _colim_duc_query_get_case (self, colim_schema_get_attr_dom (self->target, attr), i)->name);
          return FALSE;
        }

  return TRUE;
}

static gint32
count_variables (const ColimDucQuery *self, const ColimCSet *cset, gint32 type)
{
  gint32 from = self->types[type];

  if (from < 0)
    from = colim_schema_find_attr_type (self->source, colim_schema_get_attr_type_name (self->target, type));

  return from >= 0 ? cset->n_variables[from] : 0;
}

/**
 * colim_duc_query_evaluate:
 * @self: a query
 * @cset: a C-set on its source
 * @budget: how many steps it may take: bindings of generators that are tried, and parts
 * @error: return location for an error
 *
 * Makes the C-set that the query describes.  The parts over an object are those of its first case, then those of the
 * next; in a case they are numbered in the order of the generators, the first fastest.  All variables stay.  Time:
 * that of the limits, see [ctor@Colim.FinLimit.new].
 *
 * Returns: (transfer full): the C-set on its target, or %NULL with %COLIM_ERROR_UNDEFINED (something was not said),
 *   %COLIM_ERROR_EQUATION_VIOLATED (a hom sends a part to what breaks an equation, of a case or of the target),
 *   %COLIM_ERROR_BUDGET, %COLIM_ERROR_TYPE (the C-set is on another schema) or %COLIM_ERROR_TOO_LARGE
 */
ColimCSet *
colim_duc_query_evaluate (const ColimDucQuery *self, ColimCSet *cset, gint64 budget, GError **error)
{
  g_return_val_if_fail (self != NULL && cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 n_objects = colim_schema_get_n_objects (self->target);

  if (!_colim_schema_check_equal (self->source, cset->schema, error) || !check (self, error))
    return NULL;

  g_auto (Making) making = {
    .query = self,
    .from = cset,
    .cset = _colim_cset_new_blank (self->target),
    .limits = g_new (GPtrArray *, n_objects),
    .bases = g_new (GArray *, n_objects),
  };

  for (gint32 ob = 0; ob < n_objects; ob++)
    {
      making.limits[ob] = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_limit_unref);
      making.bases[ob] = g_array_new (FALSE, FALSE, sizeof (gint32));
    }
  for (gint32 ob = 0; ob < n_objects; ob++)
    if (!join_cases (&making, ob, &budget, error))
      return NULL;
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->target); hom++)
    if (!make_hom (&making, hom, error))
      return NULL;
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (self->target); type++)
    making.cset->n_variables[type] = count_variables (self, cset, type);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->target); attr++)
    make_attr (&making, attr);

  return colim_cset_check (making.cset, error) ? g_steal_pointer (&making.cset) : NULL;
}
