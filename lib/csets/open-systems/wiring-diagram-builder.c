/* Wiring diagrams in the making. */

#include "lib/csets/open-systems/wiring-diagram-private.h"

struct _ColimWiringDiagramBuilder {
  ColimCSetBuilder *cset;
};

/**
 * ColimWiringDiagramBuilder:
 *
 * A wiring diagram in the making, which is whole at any time.  Junctions, boxes and outer ports are numbered in the
 * order in which they are added.  Reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimWiringDiagramBuilder, colim_wiring_diagram_builder, colim_wiring_diagram_builder_ref,
                     colim_wiring_diagram_builder_unref)

/**
 * colim_wiring_diagram_builder_new:
 *
 * Begins a wiring diagram.
 *
 * Returns: (transfer full): a builder in which there is nothing yet
 */
ColimWiringDiagramBuilder *
colim_wiring_diagram_builder_new (void)
{
  ColimWiringDiagramBuilder *self = g_atomic_rc_box_new (ColimWiringDiagramBuilder);

  self->cset = colim_cset_builder_new (colim_wiring_diagram_schema ());

  return self;
}

/**
 * colim_wiring_diagram_builder_ref:
 * @self: a builder
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimWiringDiagramBuilder *
colim_wiring_diagram_builder_ref (ColimWiringDiagramBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimWiringDiagramBuilder *self)
{
  colim_cset_builder_unref (self->cset);
}

/**
 * colim_wiring_diagram_builder_unref:
 * @self: (transfer full): a builder
 *
 * Gives a reference back.
 */
void
colim_wiring_diagram_builder_unref (ColimWiringDiagramBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/* Each part may have a variable, and so there are no more of all together than of variables. */
gboolean
_colim_wiring_check_size (const gint32 *n_parts, GError **error)
{
  gint64 sum = 0;

  for (gint32 ob = 0; ob < COLIM_WIRING_N_OBJECTS; ob++)
    sum += n_parts[ob];
  if (sum < G_MAXINT32)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "a wiring diagram cannot have more than %d parts",
               G_MAXINT32 - 1);

  return FALSE;
}

static gint32
add (ColimWiringDiagramBuilder *self, ColimWiringObject object, const char *name, GError **error)
{
  gint32 part;

  if (!_colim_wiring_check_size (self->cset->n_parts, error))
    return -1;
  part = colim_cset_builder_add (self->cset, _colim_wiring_objects[object], 1, error);
  if (part >= 0 && name != NULL
      && !colim_cset_builder_set_string (self->cset, _colim_wiring_names[object], part, name, error))
    return -1;

  return part;
}

static gboolean
check_junction (const ColimWiringDiagramBuilder *self, gint32 junction, GError **error)
{
  return _colim_cset_builder_check_part (self->cset, COLIM_WIRING_JUNCTION, junction, error);
}

/**
 * colim_wiring_diagram_builder_add_junction:
 * @self: a builder
 * @name: (nullable): its name, if it has one
 * @error: return location for an error
 *
 * Adds a junction, which ports may be on.
 *
 * Returns: its number, or -1 with %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_wiring_diagram_builder_add_junction (ColimWiringDiagramBuilder *self, const char *name, GError **error)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  return add (self, COLIM_WIRING_JUNCTION, name, error);
}

/**
 * colim_wiring_diagram_builder_add_box:
 * @self: a builder
 * @name: (nullable): its name, if it has one
 * @junctions: (array length=n_junctions): what each of its ports is on
 * @n_junctions: how many ports it has
 * @error: return location for an error
 *
 * Adds a box, with ports that have no names; more may follow.
 *
 * Returns: its number, or -1 with %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_wiring_diagram_builder_add_box (ColimWiringDiagramBuilder *self, const char *name, const gint32 *junctions,
                                      gsize n_junctions, GError **error)
{
  g_return_val_if_fail (self != NULL && (junctions != NULL || n_junctions == 0), -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  gint32 box;

  for (gsize i = 0; i < n_junctions; i++)
    if (!check_junction (self, junctions[i], error))
      return -1;
  box = add (self, COLIM_WIRING_BOX, name, error);
  for (gsize i = 0; box >= 0 && i < n_junctions; i++)
    if (colim_wiring_diagram_builder_add_port (self, box, NULL, junctions[i], error) < 0)
      return -1;

  return box;
}

/**
 * colim_wiring_diagram_builder_add_port:
 * @self: a builder
 * @box: a box
 * @name: (nullable): its name, if it has one
 * @junction: what it is on
 * @error: return location for an error
 *
 * Gives a box one more port, after those that it has.
 *
 * Returns: which of its ports this is among those of all boxes, or -1 with %COLIM_ERROR_OUT_OF_RANGE or
 *   %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_wiring_diagram_builder_add_port (ColimWiringDiagramBuilder *self, gint32 box, const char *name, gint32 junction,
                                       GError **error)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  gint32 port;

  if (!_colim_cset_builder_check_part (self->cset, COLIM_WIRING_BOX, box, error)
      || !check_junction (self, junction, error) || (port = add (self, COLIM_WIRING_PORT, name, error)) < 0)
    return -1;
  colim_cset_builder_set_at (self->cset, COLIM_WIRING_BOX_OF, port, box);
  colim_cset_builder_set_at (self->cset, COLIM_WIRING_JUNCTION_OF, port, junction);

  return port;
}

/**
 * colim_wiring_diagram_builder_add_outer_port:
 * @self: a builder
 * @name: (nullable): its name, if it has one
 * @junction: what it is on
 * @error: return location for an error
 *
 * Adds an outer port.
 *
 * Returns: its number, or -1 with %COLIM_ERROR_OUT_OF_RANGE or %COLIM_ERROR_TOO_LARGE
 */
gint32
colim_wiring_diagram_builder_add_outer_port (ColimWiringDiagramBuilder *self, const char *name, gint32 junction,
                                             GError **error)
{
  g_return_val_if_fail (self != NULL, -1);
  g_return_val_if_fail (error == NULL || *error == NULL, -1);

  gint32 port;

  if (!check_junction (self, junction, error) || (port = add (self, COLIM_WIRING_OUTER_PORT, name, error)) < 0)
    return -1;
  colim_cset_builder_set_at (self->cset, COLIM_WIRING_OUTER_JUNCTION_OF, port, junction);

  return port;
}

/* Gives parts from the first one on the names that others have. */
void
_colim_wiring_copy_names (ColimCSetBuilder *builder, ColimWiringObject object, gint32 first,
                          const ColimWiringDiagram *from, const gint32 *parts, gsize n)
{
  const ColimColumn *names = from->cset->attrs[object];
  ColimColumn *column = _colim_cset_builder_get_column (builder, (gint32) object);

  for (gsize i = 0; i < n; i++)
    {
      gint32 part = parts != NULL ? parts[i] : (gint32) i;

      if (names->variables[part] == COLIM_COLUMN_CONSTANT)
        _colim_column_copy_entry (column, first + (gint32) i, names, part);
    }
}

/* What has no name gets a variable; these are numbered by object, then part, so that equal diagrams are equal however
 * they were made. */
ColimWiringDiagram *
_colim_wiring_diagram_end (ColimCSetBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCSet) cset = NULL;

  builder->n_variables[0] = 0;
  for (gint32 ob = 0; ob < COLIM_WIRING_N_OBJECTS; ob++)
    {
      ColimColumn *column = _colim_cset_builder_get_column (builder, ob);

      for (gint32 part = 0; part < column->n; part++)
        if (column->variables[part] != COLIM_COLUMN_CONSTANT)
          _colim_column_set_variable (column, part, builder->n_variables[0]++);
    }
  cset = colim_cset_builder_end (builder, &error);
  g_assert_no_error (error);

  return colim_wiring_diagram_new_from_cset (cset, NULL);
}

/**
 * colim_wiring_diagram_builder_end:
 * @self: a builder
 *
 * Makes the wiring diagram; the builder can be used further.
 *
 * Returns: (transfer full): the wiring diagram
 */
ColimWiringDiagram *
colim_wiring_diagram_builder_end (ColimWiringDiagramBuilder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _colim_wiring_diagram_end (self->cset);
}
