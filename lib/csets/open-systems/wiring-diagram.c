/* Undirected wiring diagrams (Spivak, The operad of wiring diagrams, 2013), as C-sets.
 *
 *     Box ◀── Port ──▶ Junction ◀── OuterPort
 *
 * Each has a name or none: a name is an attribute, and none is a variable of its own.  The ports of a box are those
 * over it in the order of their numbers; so are the outer ports, which are the ports of the whole.
 */

#include "lib/csets/open-systems/wiring-diagram-private.h"

#include <colim/fibres.h>

const char *const _colim_wiring_objects[COLIM_WIRING_N_OBJECTS] = { "Box", "Port", "Junction", "OuterPort" };
const char *const _colim_wiring_names[COLIM_WIRING_N_OBJECTS] = { "name", "port_name", "variable", "outer_port_name" };

/* What parts are called in messages. */
static const char *const nouns[COLIM_WIRING_N_OBJECTS] = { "box", "port", "junction", "outer port" };

/**
 * ColimWiringDiagram:
 *
 * An undirected wiring diagram: boxes with ports, and outer ports, each of which is on a junction.  It is a C-set on
 * the schema of [func@Colim.WiringDiagram.schema].  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimWiringDiagram, colim_wiring_diagram, colim_wiring_diagram_ref, colim_wiring_diagram_unref)

static ColimSchema *
build_schema (void)
{
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  g_autoptr (GError) error = NULL;
  ColimSchema *schema;

  for (gint32 ob = 0; ob < COLIM_WIRING_N_OBJECTS; ob++)
    colim_schema_builder_add_object (builder, _colim_wiring_objects[ob]);
  colim_schema_builder_add_hom (builder, "box", "Port", "Box");
  colim_schema_builder_add_hom (builder, "junction", "Port", "Junction");
  colim_schema_builder_add_hom (builder, "outer_junction", "OuterPort", "Junction");
  colim_schema_builder_add_attr_type (builder, "Name", NULL);
  for (gint32 ob = 0; ob < COLIM_WIRING_N_OBJECTS; ob++)
    colim_schema_builder_add_attr (builder, _colim_wiring_names[ob], _colim_wiring_objects[ob], "Name");
  schema = colim_schema_builder_end (builder, &error);
  g_assert_no_error (error);

  return schema;
}

/**
 * colim_wiring_diagram_schema:
 *
 * Gives the schema of wiring diagrams: objects `Box`, `Port`, `Junction`, `OuterPort`; homs `box` and `junction` of a
 * port and `outer_junction` of an outer port; names, in the order of the objects, `name`, `port_name`, `variable`,
 * `outer_port_name`.
 *
 * Returns: (transfer none): the schema
 */
ColimSchema *
colim_wiring_diagram_schema (void)
{
  static gsize built;

  if (g_once_init_enter (&built))
    g_once_init_leave (&built, (gsize) build_schema ());

  return (ColimSchema *) built;
}

static ColimWiringDiagram *
make (ColimCSet *cset)
{
  ColimWiringDiagram *self = g_atomic_rc_box_new (ColimWiringDiagram);

  self->cset = colim_cset_ref (cset);

  return self;
}

/**
 * colim_wiring_diagram_new_from_cset:
 * @cset: a C-set on the schema of wiring diagrams
 * @error: return location for an error
 *
 * Reads a C-set as a wiring diagram.  What has a variable as its name has no name.
 *
 * Returns: (transfer full): the wiring diagram, or %NULL with %COLIM_ERROR_TYPE (it is on another schema)
 */
ColimWiringDiagram *
colim_wiring_diagram_new_from_cset (ColimCSet *cset, GError **error)
{
  g_return_val_if_fail (cset != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (colim_schema_equal (cset->schema, colim_wiring_diagram_schema ()))
    return make (cset);
  g_set_error_literal (error, COLIM_ERROR, COLIM_ERROR_TYPE, "the C-set is not on the schema of wiring diagrams");

  return NULL;
}

/**
 * colim_wiring_diagram_new_identity:
 * @name: (nullable): the name of the box
 * @n_ports: how many ports it has
 *
 * Makes the identity: one box, each of whose ports is joined to an outer port.
 *
 * Returns: (transfer full): the wiring diagram
 */
ColimWiringDiagram *
colim_wiring_diagram_new_identity (const char *name, guint n_ports)
{
  g_return_val_if_fail (n_ports <= G_MAXINT32 / 8, NULL);

  g_autoptr (ColimWiringDiagramBuilder) builder = colim_wiring_diagram_builder_new ();
  gint32 box = colim_wiring_diagram_builder_add_box (builder, name, NULL, 0, NULL);

  for (guint i = 0; i < n_ports; i++)
    {
      gint32 junction = colim_wiring_diagram_builder_add_junction (builder, NULL, NULL);

      colim_wiring_diagram_builder_add_port (builder, box, NULL, junction, NULL);
      colim_wiring_diagram_builder_add_outer_port (builder, NULL, junction, NULL);
    }

  return colim_wiring_diagram_builder_end (builder);
}

/**
 * colim_wiring_diagram_ref:
 * @self: a wiring diagram
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimWiringDiagram *
colim_wiring_diagram_ref (ColimWiringDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimWiringDiagram *self)
{
  colim_cset_unref (self->cset);
}

/**
 * colim_wiring_diagram_unref:
 * @self: (transfer full): a wiring diagram
 *
 * Gives a reference back.
 */
void
colim_wiring_diagram_unref (ColimWiringDiagram *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/* The ports of a box, in order. */
const gint32 *
_colim_wiring_diagram_get_ports (const ColimWiringDiagram *self, gint32 box, gsize *n)
{
  return colim_fibres_get (colim_cset_get_fibres_at (self->cset, COLIM_WIRING_BOX_OF), box, n);
}

const gint32 *
_colim_wiring_diagram_get_column (const ColimWiringDiagram *self, ColimWiringHom hom)
{
  return colim_fin_function_get_values (self->cset->homs[hom], NULL);
}

/* NULL where there is none, or what is given as a name is not a text. */
const char *
_colim_wiring_diagram_get_name (const ColimWiringDiagram *self, ColimWiringObject object, gint32 part)
{
  if (self->cset->attrs[object]->variables[part] != COLIM_COLUMN_CONSTANT)
    return NULL;

  return colim_cset_get_string (self->cset, _colim_wiring_names[object], part, NULL);
}

/* `box 2 'f'`: what a part is called in messages. */
char *
_colim_wiring_diagram_describe (const ColimWiringDiagram *self, ColimWiringObject object, gint32 part)
{
  const char *name = _colim_wiring_diagram_get_name (self, object, part);

  return name != NULL ? g_strdup_printf ("%s %d '%s'", nouns[object], part, name)
                      : g_strdup_printf ("%s %d", nouns[object], part);
}

/**
 * colim_wiring_diagram_get_cset:
 * @self: a wiring diagram
 *
 * Gives the C-set that the wiring diagram is.
 *
 * Returns: (transfer none): the C-set
 */
ColimCSet *
colim_wiring_diagram_get_cset (const ColimWiringDiagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cset;
}

/**
 * colim_wiring_diagram_get_n_boxes:
 * @self: a wiring diagram
 *
 * Counts the boxes.
 *
 * Returns: how many there are
 */
gint32
colim_wiring_diagram_get_n_boxes (const ColimWiringDiagram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->cset->n_parts[COLIM_WIRING_BOX];
}

/**
 * colim_wiring_diagram_get_n_junctions:
 * @self: a wiring diagram
 *
 * Counts the junctions.
 *
 * Returns: how many there are
 */
gint32
colim_wiring_diagram_get_n_junctions (const ColimWiringDiagram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->cset->n_parts[COLIM_WIRING_JUNCTION];
}

/**
 * colim_wiring_diagram_get_n_outer_ports:
 * @self: a wiring diagram
 *
 * Counts the outer ports: as many ports has a box that it can be put into.
 *
 * Returns: how many there are
 */
gint32
colim_wiring_diagram_get_n_outer_ports (const ColimWiringDiagram *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->cset->n_parts[COLIM_WIRING_OUTER_PORT];
}

/**
 * colim_wiring_diagram_get_n_ports:
 * @self: a wiring diagram
 * @box: a box
 *
 * Counts the ports of a box.
 *
 * Returns: how many there are
 */
guint
colim_wiring_diagram_get_n_ports (const ColimWiringDiagram *self, gint32 box)
{
  g_return_val_if_fail (self != NULL && box >= 0 && box < self->cset->n_parts[COLIM_WIRING_BOX], 0);

  gsize n;

  _colim_wiring_diagram_get_ports (self, box, &n);

  return (guint) n;
}

/**
 * colim_wiring_diagram_get_junction:
 * @self: a wiring diagram
 * @box: a box
 * @port: which of its ports
 *
 * Tells what a port is on.
 *
 * Returns: a junction
 */
gint32
colim_wiring_diagram_get_junction (const ColimWiringDiagram *self, gint32 box, guint port)
{
  g_return_val_if_fail (port < colim_wiring_diagram_get_n_ports (self, box), -1);

  gsize n;

  return _colim_wiring_diagram_get_column (
      self, COLIM_WIRING_JUNCTION_OF)[_colim_wiring_diagram_get_ports (self, box, &n)[port]];
}

/**
 * colim_wiring_diagram_get_outer_junction:
 * @self: a wiring diagram
 * @outer_port: an outer port
 *
 * Tells what an outer port is on.
 *
 * Returns: a junction
 */
gint32
colim_wiring_diagram_get_outer_junction (const ColimWiringDiagram *self, gint32 outer_port)
{
  g_return_val_if_fail (
      self != NULL && outer_port >= 0 && outer_port < self->cset->n_parts[COLIM_WIRING_OUTER_PORT], -1);

  return _colim_wiring_diagram_get_column (self, COLIM_WIRING_OUTER_JUNCTION_OF)[outer_port];
}

/**
 * colim_wiring_diagram_get_box_name:
 * @self: a wiring diagram
 * @box: a box
 *
 * Gives the name of a box.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if it has none
 */
const char *
colim_wiring_diagram_get_box_name (const ColimWiringDiagram *self, gint32 box)
{
  g_return_val_if_fail (self != NULL && box >= 0 && box < self->cset->n_parts[COLIM_WIRING_BOX], NULL);

  return _colim_wiring_diagram_get_name (self, COLIM_WIRING_BOX, box);
}

/**
 * colim_wiring_diagram_get_port_name:
 * @self: a wiring diagram
 * @box: a box
 * @port: which of its ports
 *
 * Gives the name of a port of a box.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if it has none
 */
const char *
colim_wiring_diagram_get_port_name (const ColimWiringDiagram *self, gint32 box, guint port)
{
  g_return_val_if_fail (port < colim_wiring_diagram_get_n_ports (self, box), NULL);

  gsize n;

  return _colim_wiring_diagram_get_name (self, COLIM_WIRING_PORT,
                                         _colim_wiring_diagram_get_ports (self, box, &n)[port]);
}

/**
 * colim_wiring_diagram_get_junction_name:
 * @self: a wiring diagram
 * @junction: a junction
 *
 * Gives the name of a junction.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if it has none
 */
const char *
colim_wiring_diagram_get_junction_name (const ColimWiringDiagram *self, gint32 junction)
{
  g_return_val_if_fail (self != NULL && junction >= 0 && junction < self->cset->n_parts[COLIM_WIRING_JUNCTION], NULL);

  return _colim_wiring_diagram_get_name (self, COLIM_WIRING_JUNCTION, junction);
}

/**
 * colim_wiring_diagram_get_outer_port_name:
 * @self: a wiring diagram
 * @outer_port: an outer port
 *
 * Gives the name of an outer port.
 *
 * Returns: (transfer none) (nullable): the name, or %NULL if it has none
 */
const char *
colim_wiring_diagram_get_outer_port_name (const ColimWiringDiagram *self, gint32 outer_port)
{
  g_return_val_if_fail (
      self != NULL && outer_port >= 0 && outer_port < self->cset->n_parts[COLIM_WIRING_OUTER_PORT], NULL);

  return _colim_wiring_diagram_get_name (self, COLIM_WIRING_OUTER_PORT, outer_port);
}

/**
 * colim_wiring_diagram_equal:
 * @self: a wiring diagram
 * @other: another wiring diagram
 *
 * Compares wiring diagrams, with their numbers and names.
 *
 * Returns: whether they are the same
 */
gboolean
colim_wiring_diagram_equal (const ColimWiringDiagram *self, const ColimWiringDiagram *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  return colim_cset_equal (self->cset, other->cset);
}
