#include "theory/compile/trie-private.h"

void
_colim_trie_init (Trie *self)
{
  self->nodes = g_array_new (FALSE, FALSE, sizeof (TrieNode));
}

void
_colim_trie_clear (Trie *self)
{
  g_clear_pointer (&self->nodes, g_array_unref);
}

static gint32
add_node (Trie *self, gint32 parent, gint32 edge, gint32 vertex)
{
  TrieNode node = { parent, edge, vertex, -1, -1, FALSE };

  if (parent >= 0)
    {
      TrieNode *above = &g_array_index (self->nodes, TrieNode, parent);

      node.next_sibling = above->first_child;
      above->first_child = (gint32) self->nodes->len;
    }
  g_array_append_val (self->nodes, node);

  return (gint32) self->nodes->len - 1;
}

static gint32
find_root (Trie *self, gint32 vertex)
{
  for (gint32 i = 0; i < (gint32) self->nodes->len; i++)
    if (_colim_trie_get (self, i)->parent < 0 && _colim_trie_get (self, i)->vertex == vertex)
      return i;

  return add_node (self, -1, -1, vertex);
}

static gint32
find_child (const Trie *self, gint32 node, gint32 edge)
{
  gint32 child = _colim_trie_get (self, node)->first_child;

  while (child >= 0 && _colim_trie_get (self, child)->edge != edge)
    child = _colim_trie_get (self, child)->next_sibling;

  return child;
}

gint32
_colim_trie_add (Trie *self, ColimQuiver *quiver, const ColimPath *path)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  gint32 node = find_root (self, colim_path_get_source (path));

  for (gsize i = 0; i < n; i++)
    {
      gint32 child = find_child (self, node, edges[i]);

      node = child >= 0 ? child : add_node (self, node, edges[i], colim_quiver_get_tgt (quiver, edges[i]));
    }
  g_array_index (self->nodes, TrieNode, node).is_end = TRUE;

  return node;
}
