/* The schema of wiring diagrams, whose objects and names have the same numbers, and what its files share. */

#pragma once

#include <colim/wiring-diagram.h>

#include "lib/csets/cset-builder-private.h"

typedef enum {
  COLIM_WIRING_BOX,
  COLIM_WIRING_PORT,
  COLIM_WIRING_JUNCTION,
  COLIM_WIRING_OUTER_PORT,
  COLIM_WIRING_N_OBJECTS,
} ColimWiringObject;

typedef enum {
  COLIM_WIRING_BOX_OF,
  COLIM_WIRING_JUNCTION_OF,
  COLIM_WIRING_OUTER_JUNCTION_OF,
} ColimWiringHom;

struct _ColimWiringDiagram {
  ColimCSet *cset;
};

extern const char *const _colim_wiring_objects[COLIM_WIRING_N_OBJECTS];
extern const char *const _colim_wiring_names[COLIM_WIRING_N_OBJECTS];

const gint32 *_colim_wiring_diagram_get_ports (const ColimWiringDiagram *self, gint32 box, gsize *n);
const gint32 *_colim_wiring_diagram_get_column (const ColimWiringDiagram *self, ColimWiringHom hom);
const char *_colim_wiring_diagram_get_name (const ColimWiringDiagram *self, ColimWiringObject object, gint32 part);
char *_colim_wiring_diagram_describe (const ColimWiringDiagram *self, ColimWiringObject object, gint32 part);

gboolean _colim_wiring_check_size (const gint32 *n_parts, GError **error);
void _colim_wiring_copy_names (ColimCSetBuilder *builder, ColimWiringObject object, gint32 first,
                               const ColimWiringDiagram *from, const gint32 *parts, gsize n);
ColimWiringDiagram *_colim_wiring_diagram_end (ColimCSetBuilder *builder);
