#pragma once

#include <colim/solutions.h>

G_BEGIN_DECLS

#define COLIM_TYPE_CONJUNCTIVE_QUERY (colim_conjunctive_query_get_type ())

typedef struct _ColimConjunctiveQuery ColimConjunctiveQuery;

/* Life */
COLIM_API GType colim_conjunctive_query_get_type (void) G_GNUC_CONST;
COLIM_API ColimConjunctiveQuery *colim_conjunctive_query_new (ColimSchema *schema);
COLIM_API ColimConjunctiveQuery *colim_conjunctive_query_ref (ColimConjunctiveQuery *self);
COLIM_API void colim_conjunctive_query_unref (ColimConjunctiveQuery *self);

/* What is asked */
COLIM_API gint32 colim_conjunctive_query_add_box (ColimConjunctiveQuery *self, const char *object, GError **error);
COLIM_API gboolean colim_conjunctive_query_add_port (ColimConjunctiveQuery *self, gint32 box, const char *port,
                                                     const char *variable, GError **error);
COLIM_API gboolean colim_conjunctive_query_add_column (ColimConjunctiveQuery *self, const char *variable,
                                                       GError **error);
COLIM_API gboolean colim_conjunctive_query_set (ColimConjunctiveQuery *self, const char *variable, gint32 image,
                                                GError **error);
COLIM_API gboolean colim_conjunctive_query_set_value (ColimConjunctiveQuery *self, const char *variable,
                                                      const GValue *image, GError **error);

/* Answers */
COLIM_API ColimSolutions *colim_conjunctive_query_evaluate (const ColimConjunctiveQuery *self, ColimCSet *cset,
                                                            gint64 budget, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ColimConjunctiveQuery, colim_conjunctive_query_unref)

G_END_DECLS
