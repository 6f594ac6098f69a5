/* A diagram while it is edited: the statements that will make it. */

#pragma once

#include <colim/editing.h>

#include "theory/glue/glue-private.h"

struct _ColimEditing {
  ColimDiagram *base;
  GPtrArray *statements; /* ColimTerm, or NULL where one was removed */
  GHashTable *elements;  /* name → number among the statements, of vertices and edges */
  DiagramIdentities identities;
  Renaming renaming;   /* is carried out at the end: until then elements have the names that they have here */
  GHashTable *targets; /* the names that they will have → the names here */
  GHashTable *taken;   /* name → the last number that was put behind it */
  GHashTable *paths;   /* edge → its PATH: what stands for it in paths; is carried out before paths change again */
  GHashTable *touched; /* the edges on those */
};

/* The number of the statement of an element, or -1. */
gint _colim_editing_find (const ColimEditing *self, const char *name);

/* The statement of an element; NULL if there is none of its kind, which is reported. */
ColimTerm *_colim_editing_find_kind (const ColimEditing *self, const char *name, ColimTermKind kind,
                                     ColimDiagnostics *diagnostics);

/* A name that no element has, or will have: the one that is wanted, or n_2, n_3, … after n; with a prime, n', n'2, ….
 */
char *_colim_editing_make_name (ColimEditing *self, const char *wanted, gboolean prime);

/* Take the reference. */
void _colim_editing_add (ColimEditing *self, ColimTerm *statement);
void _colim_editing_replace (ColimEditing *self, guint number, ColimTerm *statement);

void _colim_editing_remove (ColimEditing *self, guint number);

/* Lets a path, whose reference it takes, stand for an edge in relations and metrics. */
void _colim_editing_reroute (ColimEditing *self, const char *edge, ColimTerm *path);

/* Carries that out. */
void _colim_editing_flush (ColimEditing *self);
