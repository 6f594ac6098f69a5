/* Prefix tries: the paths that are used, each beginning evaluated once. */

#pragma once

#include <colim/path.h>

typedef struct {
  gint32 parent; /* or -1 at a root */
  gint32 edge;   /* from the parent, or -1 at a root */
  gint32 vertex; /* where the path ends */
  gint32 first_child, next_sibling;
  gboolean is_end; /* of a path that was added */
} TrieNode;

/* One trie for each source; all in one array, parents before children. */
typedef struct {
  GArray *nodes; /* TrieNode */
} Trie;

void _colim_trie_init (Trie *self);
void _colim_trie_clear (Trie *self);

/* The node of a path, there already or new.  Time: the length of the path times the branching. */
gint32 _colim_trie_add (Trie *self, ColimQuiver *quiver, const ColimPath *path);

static inline const TrieNode *
_colim_trie_get (const Trie *self, gint32 node)
{
  return &g_array_index (self->nodes, TrieNode, node);
}
