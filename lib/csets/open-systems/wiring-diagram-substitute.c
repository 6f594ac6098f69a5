/* Substitution of wiring diagrams into the boxes of another, the composition of their operad.
 *
 *     ports of box b ──▶ junctions of b's diagram      Boxes and ports are those of the inner diagrams, side by side;
 *            │                    │                    outer ports are those of the outer one.  The junctions are the
 *            ▼                    ▼                    colimit of all these squares: an outer port of an inner diagram
 *       junctions ───────▶ junctions of the whole      makes its junction one with that of the port.
 */

#include "lib/csets/open-systems/wiring-diagram-private.h"

#include <colim/fin-colimit.h>

#include "lib/sets/fin-function-private.h"

/* The outer diagram and what is put into its boxes; it owns nothing. */
typedef struct {
  const ColimWiringDiagram *outer;
  ColimWiringDiagram *const *inner;
  gsize n;
} Substitution;

static gboolean
check (const Substitution *self, GError **error)
{
  gint32 n_boxes = self->outer->cset->n_parts[COLIM_WIRING_BOX];

  if ((gsize) n_boxes != self->n)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "cannot substitute: there are %d boxes, but %" G_GSIZE_FORMAT " wiring diagrams to put into them",
                   n_boxes, self->n);
      return FALSE;
    }
  for (gint32 box = 0; box < n_boxes; box++)
    {
      gint32 n_outer = self->inner[box]->cset->n_parts[COLIM_WIRING_OUTER_PORT];
      g_autofree char *what = NULL;
      gsize n_ports;

      _colim_wiring_diagram_get_ports (self->outer, box, &n_ports);
      if (n_ports == (gsize) n_outer)
        continue;
      what = _colim_wiring_diagram_describe (self->outer, COLIM_WIRING_BOX, box);
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_NOT_COMPOSABLE,
                   "cannot substitute: %s has %" G_GSIZE_FORMAT " port%s, but what is put into it has %d outer port%s",
                   what, n_ports, n_ports == 1 ? "" : "s", n_outer, n_outer == 1 ? "" : "s");
      return FALSE;
    }

  return TRUE;
}

/* Where the ports of a box are in the outer diagram. */
static ColimFinFunction *
locate_ports (const Substitution *self, gint32 box)
{
  const gint32 *junctions = _colim_wiring_diagram_get_column (self->outer, COLIM_WIRING_JUNCTION_OF);
  gsize n;
  const gint32 *ports = _colim_wiring_diagram_get_ports (self->outer, box, &n);
  gint32 *values = g_new (gint32, n);

  for (gsize i = 0; i < n; i++)
    values[i] = junctions[ports[i]];

  return _colim_fin_function_take (values, (gint32) n, self->outer->cset->n_parts[COLIM_WIRING_JUNCTION]);
}

/* Legs from the junctions of the outer diagram, then from those of each inner one. */
static ColimFinColimit *
glue_junctions (const Substitution *self, GError **error)
{
  gsize n = self->n;
  g_autofree gint32 *sizes = g_new (gint32, 2 * n + 1);
  g_autofree gint32 *sources = g_new (gint32, 2 * n), *targets = g_new (gint32, 2 * n);
  g_autofree ColimFinFunction **arrows = g_new (ColimFinFunction *, 2 * n);
  ColimFinColimit *glued;

  sizes[0] = self->outer->cset->n_parts[COLIM_WIRING_JUNCTION];
  for (gsize box = 0; box < n; box++)
    {
      const ColimCSet *inner = self->inner[box]->cset;

      sizes[1 + box] = inner->n_parts[COLIM_WIRING_JUNCTION];
      sizes[1 + n + box] = inner->n_parts[COLIM_WIRING_OUTER_PORT];
      arrows[2 * box] = locate_ports (self, (gint32) box);
      arrows[2 * box + 1] = colim_fin_function_ref (inner->homs[COLIM_WIRING_OUTER_JUNCTION_OF]);
      sources[2 * box] = sources[2 * box + 1] = (gint32) (1 + n + box);
      targets[2 * box] = 0;
      targets[2 * box + 1] = (gint32) (1 + box);
    }
  glued = colim_fin_colimit_new (sizes, 2 * n + 1, arrows, 2 * n, sources, 2 * n, targets, 2 * n, error);
  for (gsize i = 0; i < 2 * n; i++)
    colim_fin_function_unref (arrows[i]);

  return glued;
}

static gboolean
add_parts (const Substitution *self, ColimCSetBuilder *builder, gint32 n_junctions, GError **error)
{
  gint32 n_parts[COLIM_WIRING_N_OBJECTS] = { 0, };
  gint64 sums[COLIM_WIRING_N_OBJECTS] = { 0, };

  sums[COLIM_WIRING_JUNCTION] = n_junctions;
  sums[COLIM_WIRING_OUTER_PORT] = self->outer->cset->n_parts[COLIM_WIRING_OUTER_PORT];
  for (gsize box = 0; box < self->n; box++)
    {
      sums[COLIM_WIRING_BOX] += self->inner[box]->cset->n_parts[COLIM_WIRING_BOX];
      sums[COLIM_WIRING_PORT] += self->inner[box]->cset->n_parts[COLIM_WIRING_PORT];
    }
  for (gint32 ob = 0; ob < COLIM_WIRING_N_OBJECTS; ob++)
    n_parts[ob] = (gint32) MIN (sums[ob], G_MAXINT32);
  if (!_colim_wiring_check_size (n_parts, error))
    return FALSE;
  for (gint32 ob = 0; ob < COLIM_WIRING_N_OBJECTS; ob++)
    if (colim_cset_builder_add (builder, _colim_wiring_objects[ob], n_parts[ob], error) < 0)
      return FALSE;

  return TRUE;
}

/* A junction has the first name that one of those that became it has. */
static void
name_junctions (ColimCSetBuilder *builder, const ColimWiringDiagram *from, const gint32 *leg)
{
  const ColimColumn *names = from->cset->attrs[COLIM_WIRING_JUNCTION];
  ColimColumn *column = _colim_cset_builder_get_column (builder, COLIM_WIRING_JUNCTION);

  for (gint32 junction = 0; junction < names->n; junction++)
    if (names->variables[junction] == COLIM_COLUMN_CONSTANT
        && column->variables[leg[junction]] == COLIM_COLUMN_UNDEFINED)
      _colim_column_copy_entry (column, leg[junction], names, junction);
}

/* Puts the boxes and ports of a diagram after those that are there. */
static void
place (ColimCSetBuilder *builder, const ColimWiringDiagram *from, const gint32 *leg, gint32 first_box,
       gint32 first_port)
{
  const gint32 *boxes = _colim_wiring_diagram_get_column (from, COLIM_WIRING_BOX_OF);
  const gint32 *junctions = _colim_wiring_diagram_get_column (from, COLIM_WIRING_JUNCTION_OF);

  for (gint32 port = 0; port < from->cset->n_parts[COLIM_WIRING_PORT]; port++)
    {
      colim_cset_builder_set_at (builder, COLIM_WIRING_BOX_OF, first_port + port, first_box + boxes[port]);
      colim_cset_builder_set_at (builder, COLIM_WIRING_JUNCTION_OF, first_port + port, leg[junctions[port]]);
    }
  _colim_wiring_copy_names (builder, COLIM_WIRING_BOX, first_box, from, NULL,
                            (gsize) from->cset->n_parts[COLIM_WIRING_BOX]);
  _colim_wiring_copy_names (builder, COLIM_WIRING_PORT, first_port, from, NULL,
                            (gsize) from->cset->n_parts[COLIM_WIRING_PORT]);
  name_junctions (builder, from, leg);
}

/**
 * colim_wiring_diagram_substitute_all:
 * @self: a wiring diagram
 * @inner: (array length=n_inner): for each box a wiring diagram with as many outer ports as it has ports
 * @n_inner: as many as there are boxes
 * @error: return location for an error
 *
 * Puts a wiring diagram into every box: its boxes take the place of the box, and the junction of each of its outer
 * ports becomes one with that of the port.  Boxes and ports are numbered by the box that they are put into, junctions
 * by the first that became them: those of @self, then those of each inner one.  A junction that several became has the
 * first name among them.  Substitution is associative, and identities are its units, up to the numbers of junctions.
 * Time: nearly linear in all diagrams.
 *
 * Returns: (transfer full): the wiring diagram, or %NULL with %COLIM_ERROR_NOT_COMPOSABLE or %COLIM_ERROR_TOO_LARGE
 */
ColimWiringDiagram *
colim_wiring_diagram_substitute_all (const ColimWiringDiagram *self, ColimWiringDiagram **inner, gsize n_inner,
                                     GError **error)
{
  g_return_val_if_fail (self != NULL && (inner != NULL || n_inner == 0), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const Substitution substitution = { self, inner, n_inner };
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_wiring_diagram_schema ());
  g_autoptr (ColimFinColimit) junctions = NULL;
  const gint32 *outer = _colim_wiring_diagram_get_column (self, COLIM_WIRING_OUTER_JUNCTION_OF), *leg;
  gint32 n_outer = self->cset->n_parts[COLIM_WIRING_OUTER_PORT], box = 0, port = 0;

  if (!check (&substitution, error) || (junctions = glue_junctions (&substitution, error)) == NULL
      || !add_parts (&substitution, builder, colim_fin_colimit_get_apex (junctions), error))
    return NULL;
  leg = colim_fin_function_get_values (colim_fin_colimit_get_leg (junctions, 0), NULL);
  for (gint32 i = 0; i < n_outer; i++)
    colim_cset_builder_set_at (builder, COLIM_WIRING_OUTER_JUNCTION_OF, i, leg[outer[i]]);
  _colim_wiring_copy_names (builder, COLIM_WIRING_OUTER_PORT, 0, self, NULL, (gsize) n_outer);
  name_junctions (builder, self, leg);
  for (gsize i = 0; i < n_inner; i++)
    {
      leg = colim_fin_function_get_values (colim_fin_colimit_get_leg (junctions, (guint) i + 1), NULL);
      place (builder, inner[i], leg, box, port);
      box += inner[i]->cset->n_parts[COLIM_WIRING_BOX];
      port += inner[i]->cset->n_parts[COLIM_WIRING_PORT];
    }

  return _colim_wiring_diagram_end (builder);
}

/**
 * colim_wiring_diagram_isolate:
 * @self: a wiring diagram
 * @box: a box
 *
 * Takes a box alone, with its names: the identity, which put into the box changes nothing.
 *
 * Returns: (transfer full): a wiring diagram with one box, whose ports are joined to outer ports
 */
ColimWiringDiagram *
colim_wiring_diagram_isolate (const ColimWiringDiagram *self, gint32 box)
{
  g_return_val_if_fail (self != NULL && box >= 0 && box < self->cset->n_parts[COLIM_WIRING_BOX], NULL);

  gsize n;
  const gint32 *ports = _colim_wiring_diagram_get_ports (self, box, &n);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_wiring_diagram_schema ());

  colim_cset_builder_add (builder, _colim_wiring_objects[COLIM_WIRING_BOX], 1, NULL);
  for (gint32 ob = COLIM_WIRING_PORT; ob < COLIM_WIRING_N_OBJECTS; ob++)
    colim_cset_builder_add (builder, _colim_wiring_objects[ob], (gint32) n, NULL);
  for (gint32 i = 0; i < (gint32) n; i++)
    {
      colim_cset_builder_set_at (builder, COLIM_WIRING_BOX_OF, i, 0);
      colim_cset_builder_set_at (builder, COLIM_WIRING_JUNCTION_OF, i, i);
      colim_cset_builder_set_at (builder, COLIM_WIRING_OUTER_JUNCTION_OF, i, i);
    }
  _colim_wiring_copy_names (builder, COLIM_WIRING_BOX, 0, self, &box, 1);
  _colim_wiring_copy_names (builder, COLIM_WIRING_PORT, 0, self, ports, n);

  return _colim_wiring_diagram_end (builder);
}

/**
 * colim_wiring_diagram_substitute:
 * @self: a wiring diagram
 * @box: a box
 * @inner: a wiring diagram with as many outer ports as the box has ports
 * @error: return location for an error
 *
 * Puts a wiring diagram into one box, as [method@Colim.WiringDiagram.substitute_all] does; the other boxes stay.
 *
 * Returns: (transfer full): the wiring diagram, or %NULL with %COLIM_ERROR_OUT_OF_RANGE (there is no such box) or the
 *   errors of [method@Colim.WiringDiagram.substitute_all]
 */
ColimWiringDiagram *
colim_wiring_diagram_substitute (const ColimWiringDiagram *self, gint32 box, ColimWiringDiagram *inner, GError **error)
{
  g_return_val_if_fail (self != NULL && inner != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  gint32 n = self->cset->n_parts[COLIM_WIRING_BOX];
  g_autoptr (GPtrArray) all = NULL;

  if (box < 0 || box >= n)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE, "there is no box %d among %d", box, n);
      return NULL;
    }
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_wiring_diagram_unref);
  for (gint32 i = 0; i < n; i++)
    g_ptr_array_add (all, i == box ? colim_wiring_diagram_ref (inner) : colim_wiring_diagram_isolate (self, i));

  return colim_wiring_diagram_substitute_all (self, (ColimWiringDiagram **) all->pdata, all->len, error);
}
