#pragma once

#include <colim/subobject.h>

G_BEGIN_DECLS

#define COLIM_TYPE_SUBOBJECT_CLASSIFIER (colim_subobject_classifier_get_type ())

typedef struct _ColimSubobjectClassifier ColimSubobjectClassifier;

/* Life */
COLIM_API GType colim_subobject_classifier_get_type (void) G_GNUC_CONST;
COLIM_API ColimSubobjectClassifier *colim_subobject_classifier_new (ColimSchema *schema, gint64 budget, GError **error);
COLIM_API ColimSubobjectClassifier *colim_subobject_classifier_ref (ColimSubobjectClassifier *self);
COLIM_API void colim_subobject_classifier_unref (ColimSubobjectClassifier *self);

/* Reading */
COLIM_API ColimCSet *colim_subobject_classifier_get_cset (const ColimSubobjectClassifier *self);
COLIM_API ColimHom *colim_subobject_classifier_get_true (const ColimSubobjectClassifier *self);
COLIM_API ColimSubobject *colim_subobject_classifier_truth_value_at (const ColimSubobjectClassifier *self,
                                                                     gint32 object, gint32 part);

/* Algebra */
COLIM_API ColimHom *colim_subobject_classifier_classify (const ColimSubobjectClassifier *self,
                                                         const ColimSubobject *subobject, GError **error);
COLIM_API ColimSubobject *colim_subobject_classifier_pull_back (const ColimSubobjectClassifier *self,
                                                                const ColimHom *hom, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimSubobjectClassifier, colim_subobject_classifier_unref)

G_END_DECLS
