#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

#define COLIM_TYPE_OPEN_CSET (colim_open_cset_get_type ())

typedef struct _ColimOpenCSet ColimOpenCSet;

/* Life */
COLIM_API GType colim_open_cset_get_type (void) G_GNUC_CONST;
COLIM_API ColimOpenCSet *colim_open_cset_new (ColimCSet *apex, const char *const *objects, gsize n_objects,
                                              ColimFinFunction **legs, gsize n_legs, GError **error);
COLIM_API ColimOpenCSet *colim_open_cset_new_spider (ColimSchema *schema, const char *object, gint32 n_parts,
                                                     guint n_legs, gint64 budget, GError **error);
COLIM_API ColimOpenCSet *colim_open_cset_ref (ColimOpenCSet *self);
COLIM_API void colim_open_cset_unref (ColimOpenCSet *self);

/* Reading */
COLIM_API ColimCSet *colim_open_cset_get_apex (const ColimOpenCSet *self);
COLIM_API guint colim_open_cset_get_n_legs (const ColimOpenCSet *self);
COLIM_API gint32 colim_open_cset_get_object (const ColimOpenCSet *self, guint leg);
COLIM_API ColimFinFunction *colim_open_cset_get_leg (const ColimOpenCSet *self, guint leg);

/* Algebra */
COLIM_API ColimOpenCSet *colim_open_cset_compose (const ColimOpenCSet *self, const ColimOpenCSet *other,
                                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimOpenCSet, colim_open_cset_unref)

G_END_DECLS
