#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

#define COLIM_TYPE_SOLUTIONS (colim_solutions_get_type ())

typedef struct _ColimSolutions ColimSolutions;

/* Life */
COLIM_API GType colim_solutions_get_type (void) G_GNUC_CONST;
COLIM_API ColimSolutions *colim_solutions_ref (ColimSolutions *self);
COLIM_API void colim_solutions_unref (ColimSolutions *self);

/* Reading */
COLIM_API gint32 colim_solutions_get_n_rows (const ColimSolutions *self);
COLIM_API guint colim_solutions_get_n_columns (const ColimSolutions *self);
COLIM_API ColimAttrType *colim_solutions_get_attr_type (const ColimSolutions *self, guint column);
COLIM_API gint32 colim_solutions_get (const ColimSolutions *self, guint column, gint32 row);
COLIM_API gboolean colim_solutions_get_value (const ColimSolutions *self, guint column, gint32 row, GValue *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSolutions, colim_solutions_unref)

G_END_DECLS
