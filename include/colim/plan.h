#pragma once

#include <colim/program.h>

G_BEGIN_DECLS

#define COLIM_TYPE_PLAN (colim_plan_get_type ())

typedef struct _ColimPlan ColimPlan;

/* Life */
COLIM_API GType colim_plan_get_type (void) G_GNUC_CONST;
COLIM_API ColimPlan *colim_plan_new (ColimProgram *program, const gint32 *outputs, gsize n_outputs, guint n_threads,
                                     GError **error);
COLIM_API ColimPlan *colim_plan_ref (ColimPlan *self);
COLIM_API void colim_plan_unref (ColimPlan *self);

/* Reading: what a run will take */
COLIM_API ColimProgram *colim_plan_get_program (const ColimPlan *self);
COLIM_API gsize colim_plan_get_n_bytes (const ColimPlan *self);
COLIM_API gsize colim_plan_get_n_live_bytes (const ColimPlan *self);
COLIM_API double colim_plan_get_work (ColimPlan *self);
COLIM_API guint colim_plan_get_n_steps (const ColimPlan *self);
COLIM_API gint32 colim_plan_get_step (ColimPlan *self, guint step, gsize *n_bytes, double *work);
COLIM_API gboolean colim_plan_has (const ColimPlan *self, gint32 node);

/* What is given */
COLIM_API void colim_plan_set_extent (ColimPlan *self, gint32 extent, gint64 value);
COLIM_API void colim_plan_set_counter (ColimPlan *self, guint64 counter);
COLIM_API void colim_plan_bind (ColimPlan *self, gint32 node, gpointer memory);
COLIM_API gboolean colim_plan_set (ColimPlan *self, gint32 node, ColimTensor *tensor, GError **error);

/* Running */
COLIM_API void colim_plan_run (ColimPlan *self);

/* What came out */
COLIM_API gconstpointer colim_plan_get_memory (const ColimPlan *self, gint32 node);
COLIM_API ColimTensor *colim_plan_get (ColimPlan *self, gint32 node);
COLIM_API double colim_plan_get_number (const ColimPlan *self, gint32 node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimPlan, colim_plan_unref)

G_END_DECLS
