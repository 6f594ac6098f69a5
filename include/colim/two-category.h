#pragma once

#include <colim/presentation.h>
#include <colim/rewriting.h>

G_BEGIN_DECLS

/* Presenting */
COLIM_API ColimRewriting *colim_two_category_new (ColimPresentation *presentation, ColimPath **lesser, gsize n_lesser,
                                                  ColimPath **greater, gsize n_greater, GError **error);

/* Named examples */
COLIM_API ColimRewriting *colim_two_category_new_par (void);
COLIM_API ColimRewriting *colim_two_category_new_ind (void);

G_END_DECLS
