#pragma once

#include <colim/cset.h>

G_BEGIN_DECLS

#define COLIM_TYPE_DUC_QUERY (colim_duc_query_get_type ())

typedef struct _ColimDucQuery ColimDucQuery;

/* Life */
COLIM_API GType colim_duc_query_get_type (void) G_GNUC_CONST;
COLIM_API ColimDucQuery *colim_duc_query_new (ColimSchema *source, ColimSchema *target);
COLIM_API ColimDucQuery *colim_duc_query_ref (ColimDucQuery *self);
COLIM_API void colim_duc_query_unref (ColimDucQuery *self);

/* Objects */
COLIM_API gboolean colim_duc_query_add_case (ColimDucQuery *self, const char *object, const char *name, GError **error);
COLIM_API gboolean colim_duc_query_add_generator (ColimDucQuery *self, const char *object, const char *case_name,
                                                  const char *generator, const char *source_object, GError **error);
COLIM_API gboolean colim_duc_query_add_equation (ColimDucQuery *self, const char *object, const char *case_name,
                                                 const char *left, const char *const *left_path, const char *right,
                                                 const char *const *right_path, GError **error);

/* Homs and attributes */
COLIM_API gboolean colim_duc_query_send_case (ColimDucQuery *self, const char *hom, const char *case_name,
                                              const char *target_case, GError **error);
COLIM_API gboolean colim_duc_query_send_generator (ColimDucQuery *self, const char *hom, const char *case_name,
                                                   const char *target_generator, const char *generator,
                                                   const char *const *path, GError **error);
COLIM_API gboolean colim_duc_query_set_attr (ColimDucQuery *self, const char *attr, const char *case_name,
                                             const char *generator, const char *const *path, GError **error);

/* Answers */
COLIM_API ColimCSet *colim_duc_query_evaluate (const ColimDucQuery *self, ColimCSet *cset, gint64 budget,
                                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimDucQuery, colim_duc_query_unref)

G_END_DECLS
