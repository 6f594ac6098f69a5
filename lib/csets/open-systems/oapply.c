/* Composition of open C-sets by wiring diagrams: their algebra over the operad of wiring diagrams.
 *
 *     apex of a box ──▶ all apexes, side by side ──▶ apex of the whole
 *                                 ▲                         ▲
 *                               seam ───────────────────▶ glued
 *
 * This is the colimit of the apexes and of the free parts at the junctions (Fong and Spivak, Hypergraph categories,
 * 2019; Libkind, Baas, Patterson and Fairbanks, Operadic modeling of dynamical systems, 2021), without the free parts:
 * points that are on one junction are glued, and what they point to.
 */

#include <colim/oapply.h>

#include <colim/colimit.h>

#include "lib/csets/open-systems/oapply-seam-private.h"
#include "lib/csets/open-systems/open-cset-private.h"
#include "lib/csets/open-systems/wiring-diagram-private.h"
#include "lib/sets/fin-function-private.h"

struct _ColimOapply {
  ColimOpenCSet *composite;
  ColimColimit *side_by_side; /* a leg from each box */
  ColimHom *into_whole;       /* from the seam */
  ColimHom *into_glued;
  ColimColimit *pushout;      /* legs from the whole, from what is glued and from the seam */
};

/**
 * ColimOapply:
 *
 * Open C-sets composed by a wiring diagram: the composite, and where each of them goes.  Immutable and reference
 * counted.
 */
G_DEFINE_BOXED_TYPE (ColimOapply, colim_oapply, colim_oapply_ref, colim_oapply_unref)

/* Which leg of which open C-set a port is. */
typedef struct {
  gint32 box;
  gint32 leg;
} Place;

/* What is composed; it owns the places of the ports only. */
typedef struct {
  const ColimWiringDiagram *diagram;
  ColimOpenCSet *const *boxes;
  ColimSchema *schema;
  Place *places;          /* for each port */
  ColimFibres *junctions; /* the ports on each junction */
} Wiring;

static void
clear_wiring (Wiring *self)
{
  g_clear_pointer (&self->places, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wiring, clear_wiring)

static gboolean
check_box (const Wiring *self, gint32 box, gsize n_ports, GError **error)
{
  g_autofree char *what = NULL;

  if (!_colim_schema_check_equal (self->schema, self->boxes[box]->apex->schema, error))
    return FALSE;
  if (n_ports == self->boxes[box]->n_legs)
    return TRUE;
  what = _colim_wiring_diagram_describe (self->diagram, COLIM_WIRING_BOX, box);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
               "cannot compose: %s has %" G_GSIZE_FORMAT " port%s, but its open C-set has %u leg%s", what, n_ports,
               n_ports == 1 ? "" : "s", self->boxes[box]->n_legs, self->boxes[box]->n_legs == 1 ? "" : "s");

  return FALSE;
}

static gboolean
find_places (Wiring *self, GError **error)
{
  const ColimCSet *cset = self->diagram->cset;

  self->places = g_new (Place, cset->n_parts[COLIM_WIRING_PORT]);
  for (gint32 box = 0; box < cset->n_parts[COLIM_WIRING_BOX]; box++)
    {
      gsize n;
      const gint32 *ports = _colim_wiring_diagram_get_ports (self->diagram, box, &n);

      if (!check_box (self, box, n, error))
        return FALSE;
      for (gsize i = 0; i < n; i++)
        self->places[ports[i]] = (Place) { box, (gint32) i };
    }

  return TRUE;
}

static gint32
get_object (const Wiring *self, gint32 port)
{
  const Place *place = &self->places[port];

  return self->boxes[place->box]->objects[place->leg];
}

static const ColimFinFunction *
get_leg (const Wiring *self, gint32 port)
{
  const Place *place = &self->places[port];

  return self->boxes[place->box]->legs[place->leg];
}

/* `port 1 of box 0 'f' has 2 parts of 'V'` */
static char *
describe_foot (const Wiring *self, gint32 port)
{
  g_autofree char *box = _colim_wiring_diagram_describe (self->diagram, COLIM_WIRING_BOX, self->places[port].box);
  gint32 n = colim_fin_function_get_dom (get_leg (self, port));

  return g_strdup_printf ("port %d of %s has %d part%s of '%s'", self->places[port].leg, box, n, n == 1 ? "" : "s",
                          colim_schema_get_object_name (self->schema, get_object (self, port)));
}

/* All ports on a junction are lists of as many parts of one object, and there are some. */
static gboolean
check_junction (const Wiring *self, gint32 junction, GError **error)
{
  gsize n;
  const gint32 *ports = colim_fibres_get (self->junctions, junction, &n);
  g_autofree char *what = NULL;

  for (gsize i = 1; i < n; i++)
    {
      g_autofree char *first = NULL, *second = NULL;

      if (get_object (self, ports[i]) == get_object (self, ports[0])
          && colim_fin_function_get_dom (get_leg (self, ports[i]))
                 == colim_fin_function_get_dom (get_leg (self, ports[0])))
        continue;
      first = describe_foot (self, ports[0]);
      second = describe_foot (self, ports[i]);
      what = _colim_wiring_diagram_describe (self->diagram, COLIM_WIRING_JUNCTION, junction);
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE, "cannot compose at %s: %s, but %s", what, first,
                   second);
      return FALSE;
    }
  if (n > 0)
    return TRUE;
  what = _colim_wiring_diagram_describe (self->diagram, COLIM_WIRING_JUNCTION, junction);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNDEFINED,
               "cannot compose: %s has no port that would tell its parts (free parts are a spider in a box on it)",
               what);

  return FALSE;
}

static ColimColimit *
lay_side_by_side (const Wiring *self, GError **error)
{
  gint32 n = self->diagram->cset->n_parts[COLIM_WIRING_BOX];
  g_autofree ColimCSet **apexes = g_new (ColimCSet *, n);

  for (gint32 box = 0; box < n; box++)
    apexes[box] = self->boxes[box]->apex;

  return colim_colimit_new_coproduct (self->schema, apexes, (gsize) n, error);
}

/* Where the parts of an object in the box of a port are, side by side with those of the others. */
static const gint32 *
locate (const Wiring *self, const ColimColimit *side_by_side, gint32 port)
{
  ColimHom *leg = colim_colimit_get_leg (side_by_side, (guint) self->places[port].box);

  return colim_fin_function_get_values (leg->components[get_object (self, port)], NULL);
}

static void
glue_ports (const Wiring *self, const ColimColimit *side_by_side, ColimSeam *seam, gint32 first, gint32 second)
{
  gsize n;
  const gint32 *points[2] = { colim_fin_function_get_values (get_leg (self, first), &n),
                              colim_fin_function_get_values (get_leg (self, second), NULL) };
  const gint32 *places[2] = { locate (self, side_by_side, first), locate (self, side_by_side, second) };

  for (gsize i = 0; i < n; i++)
    _colim_seam_glue (seam, get_object (self, first), places[0][points[0][i]], places[1][points[1][i]]);
}

/* Makes the points of each junction one. */
static gboolean
glue (const Wiring *self, ColimOapply *result, GError **error)
{
  g_auto (ColimSeam) seam = { NULL, };

  _colim_seam_init (&seam, colim_colimit_get_apex (result->side_by_side));
  for (gint32 junction = 0; junction < self->diagram->cset->n_parts[COLIM_WIRING_JUNCTION]; junction++)
    {
      gsize n;
      const gint32 *ports = colim_fibres_get (self->junctions, junction, &n);

      for (gsize i = 1; i < n; i++)
        glue_ports (self, result->side_by_side, &seam, ports[0], ports[i]);
    }
  if (!_colim_seam_end (&seam, &result->into_whole, &result->into_glued, error))
    return FALSE;
  result->pushout = colim_colimit_new_pushout (result->into_whole, result->into_glued, error);

  return result->pushout != NULL;
}

/* The legs of the whole: those of the first port on the junction of each outer port. */
static ColimOpenCSet *
open_at_outer_ports (const Wiring *self, const ColimColimit *side_by_side, const ColimHom *glued)
{
  gint32 n = self->diagram->cset->n_parts[COLIM_WIRING_OUTER_PORT];
  const gint32 *outer = _colim_wiring_diagram_get_column (self->diagram, COLIM_WIRING_OUTER_JUNCTION_OF);
  gint32 *objects = g_new (gint32, n);
  ColimFinFunction **legs = g_new (ColimFinFunction *, n);

  for (gint32 i = 0; i < n; i++)
    {
      gsize n_ports, n_points;
      gint32 port = *colim_fibres_get (self->junctions, outer[i], &n_ports);
      const gint32 *points = colim_fin_function_get_values (get_leg (self, port), &n_points);
      const gint32 *places = locate (self, side_by_side, port), *images;
      gint32 *values = g_new (gint32, n_points);

      objects[i] = get_object (self, port);
      images = colim_fin_function_get_values (glued->components[objects[i]], NULL);
      for (gsize point = 0; point < n_points; point++)
        values[point] = images[places[points[point]]];
      legs[i] = _colim_fin_function_take (values, (gint32) n_points, glued->codom->n_parts[objects[i]]);
    }

  return _colim_open_cset_take (glued->codom, (guint) n, objects, legs);
}

/**
 * colim_oapply_new:
 * @diagram: a wiring diagram
 * @schema: the schema of all the open C-sets
 * @boxes: (array length=n_boxes): for each box an open C-set with as many legs as it has ports
 * @n_boxes: as many as there are boxes
 * @error: return location for an error
 *
 * Composes open C-sets by a wiring diagram: the points of legs whose ports are on one junction are glued, and with
 * them all that they point to; values of attributes must agree.  The composite has a leg for each outer port.  It is
 * the colimit of the apexes and of free parts at each junction: an algebra over the operad of wiring diagrams, so that
 * to compose by [method@Colim.WiringDiagram.substitute_all] is to compose twice, with the same numbers.
 *
 * Ports on one junction have as many points, of one object.  A junction without a port has no size: put a box with
 * [ctor@Colim.OpenCSet.new_spider] on it for free parts.  Time: nearly linear in all apexes.
 *
 * Returns: (transfer full): the composition, in which classes are numbered by their first member in the order of the
 *   boxes, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE (which port of which box does not fit, at which junction),
 *   %COLIM_ERROR_UNDEFINED (a junction has no port), %COLIM_ERROR_ATTRIBUTE_CONFLICT, %COLIM_ERROR_TYPE (schemas
 *   differ) or %COLIM_ERROR_TOO_LARGE
 */
ColimOapply *
colim_oapply_new (const ColimWiringDiagram *diagram, ColimSchema *schema, ColimOpenCSet **boxes, gsize n_boxes,
                  GError **error)
{
  g_return_val_if_fail (diagram != NULL && schema != NULL && (boxes != NULL || n_boxes == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_auto (Wiring) wiring = { .diagram = diagram, .boxes = boxes, .schema = schema };
  g_autoptr (ColimOapply) self = NULL;

  if ((gsize) diagram->cset->n_parts[COLIM_WIRING_BOX] != n_boxes)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "cannot compose: there are %d boxes, but %" G_GSIZE_FORMAT " open C-sets",
                   diagram->cset->n_parts[COLIM_WIRING_BOX], n_boxes);
      return NULL;
    }
  if (!find_places (&wiring, error))
    return NULL;
  wiring.junctions = colim_cset_get_fibres_at (diagram->cset, COLIM_WIRING_JUNCTION_OF);
  for (gint32 junction = 0; junction < diagram->cset->n_parts[COLIM_WIRING_JUNCTION]; junction++)
    if (!check_junction (&wiring, junction, error))
      return NULL;
  self = g_atomic_rc_box_new0 (ColimOapply);
  if ((self->side_by_side = lay_side_by_side (&wiring, error)) == NULL || !glue (&wiring, self, error))
    return NULL;
  self->composite = open_at_outer_ports (&wiring, self->side_by_side, colim_colimit_get_leg (self->pushout, 0));

  return g_steal_pointer (&self);
}

/**
 * colim_oapply_ref:
 * @self: a composition
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimOapply *
colim_oapply_ref (ColimOapply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimOapply *self)
{
  g_clear_pointer (&self->composite, colim_open_cset_unref);
  g_clear_pointer (&self->side_by_side, colim_colimit_unref);
  g_clear_pointer (&self->into_whole, colim_hom_unref);
  g_clear_pointer (&self->into_glued, colim_hom_unref);
  g_clear_pointer (&self->pushout, colim_colimit_unref);
}

/**
 * colim_oapply_unref:
 * @self: (transfer full): a composition
 *
 * Gives a reference back.
 */
void
colim_oapply_unref (ColimOapply *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_oapply_get_composite:
 * @self: a composition
 *
 * Gives what the open C-sets are together.
 *
 * Returns: (transfer none): the composite, with a leg for each outer port
 */
ColimOpenCSet *
colim_oapply_get_composite (const ColimOapply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->composite;
}

/**
 * colim_oapply_inclusion:
 * @self: a composition
 * @box: which box
 *
 * Tells what becomes of the apex of a box.
 *
 * Returns: (transfer full): the leg of the colimit, from the apex of the box to that of the composite
 */
ColimHom *
colim_oapply_inclusion (const ColimOapply *self, guint box)
{
  g_return_val_if_fail (self != NULL && box < colim_colimit_get_n_legs (self->side_by_side), NULL);

  return colim_hom_compose (colim_colimit_get_leg (self->side_by_side, box),
                            colim_colimit_get_leg (self->pushout, 0), NULL);
}

/* Where what is glued goes, if a homomorphism from the seam sends all that becomes one to the same. */
static ColimHom *
extend (const ColimHom *epi, const ColimHom *hom, GError **error)
{
  const ColimSchema *schema = hom->dom->schema;
  g_autoptr (ColimHom) extension = _colim_hom_new_blank (epi->codom, hom->codom);

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      gint32 n = epi->codom->n_parts[ob], *values = g_new (gint32, n);
      const gint32 *to = colim_fin_function_get_values (epi->components[ob], NULL);
      const gint32 *images = colim_fin_function_get_values (hom->components[ob], NULL);

      for (gint32 x = 0; x < hom->dom->n_parts[ob]; x++)
        values[to[x]] = images[x];
      extension->components[ob] = _colim_fin_function_take (values, n, hom->codom->n_parts[ob]);
      for (gint32 x = 0; x < hom->dom->n_parts[ob]; x++)
        if (values[to[x]] != images[x])
          {
            g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMMUTING,
                         "no cocone: parts of '%s' that are glued would go to %d and to %d",
                         colim_schema_get_object_name (schema, ob), images[x], values[to[x]]);
            return NULL;
          }
    }
  /* Values agree where parts do. */
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      const gint32 *to = epi->images[type]->variables;

      extension->images[type]
          = _colim_column_new (colim_schema_get_attr_type (schema, type), epi->codom->n_variables[type]);
      for (gint32 v = 0; v < hom->images[type]->n; v++)
        _colim_column_copy_entry (extension->images[type], to[v], hom->images[type], v);
    }

  return g_steal_pointer (&extension);
}

/**
 * colim_oapply_factor:
 * @self: a composition
 * @cocone: (array length=n_cocone): a homomorphism from the apex of each box
 * @n_cocone: as many as there are boxes
 * @codom: the C-set that they all end at
 * @error: return location for an error
 *
 * The universal map: the one homomorphism from the apex of the composite through which all of them factor, if they
 * agree on the points of each junction.
 *
 * Returns: (transfer full): the homomorphism, or %NULL with %COLIM_ERROR_NOT_COMMUTING (parts that are glued go to
 *   different parts), %COLIM_ERROR_NOT_COMPOSABLE, %COLIM_ERROR_NOT_PARALLEL or %COLIM_ERROR_TYPE
 */
ColimHom *
colim_oapply_factor (const ColimOapply *self, ColimHom **cocone, gsize n_cocone, ColimCSet *codom, GError **error)
{
  g_return_val_if_fail (self != NULL && codom != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (ColimHom) from_whole = colim_colimit_factor (self->side_by_side, cocone, n_cocone, codom, error);
  g_autoptr (ColimHom) from_seam = NULL, from_glued = NULL;

  if (from_whole == NULL)
    return NULL;
  from_seam = colim_hom_compose (self->into_whole, from_whole, NULL);
  if ((from_glued = extend (self->into_glued, from_seam, error)) == NULL)
    return NULL;

  return colim_colimit_factor (self->pushout, (ColimHom *[]) { from_whole, from_glued, from_seam }, 3, codom, error);
}
