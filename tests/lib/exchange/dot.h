/* What a drawing says, read back from its DOT: nodes, edges and frames with their attributes. */

#pragma once

#include <colim/drawing.h>

#include "tests/property.h"

typedef struct {
  gint32 from, to; /* of an edge */
  gint32 cluster;  /* of a node, or -1 */
  GHashTable *attributes;
} DotThing;

typedef struct {
  GArray *nodes;    /* DotThing, by number */
  GArray *edges;    /* DotThing, by number */
  GArray *clusters; /* DotThing, by number */
  GHashTable *attributes;
} Dot;

typedef struct {
  const char *at;
  Dot *dot;
  gint32 cluster;
} DotReader;

static inline GHashTable *
dot_new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static inline DotThing *
dot_get (GArray *things, const char *name)
{
  guint i = (guint) g_ascii_strtoull (name, NULL, 10);

  while (things->len <= i)
    {
      DotThing thing = { -1, -1, -1, dot_new_table () };

      g_array_append_val (things, thing);
    }

  return &g_array_index (things, DotThing, i);
}

/* A word, a text in quotes or in angles, or a sign. */
static inline char *
dot_next (DotReader *self)
{
  const char *start;
  gint depth = 0;

  while (g_ascii_isspace (*self->at))
    self->at++;
  start = self->at;
  if (*start == '"')
    {
      GString *text = g_string_new (NULL);

      for (self->at++; *self->at != '"'; self->at++)
        if (*self->at == '\\' && self->at[1] == '"')
          g_string_append_c (text, *++self->at);
        else
          g_string_append_c (text, *self->at);
      self->at++;
      return g_string_free (text, FALSE);
    }
  if (*start == '<')
    {
      do
        depth += *self->at == '<' ? 1 : *self->at == '>' ? -1 : 0;
      while (*self->at++ != '\0' && depth > 0);
      return g_strndup (start, (gsize) (self->at - start));
    }
  if (g_str_has_prefix (start, "->"))
    {
      self->at += 2;
      return g_strdup ("->");
    }
  while (*self->at != '\0' && !g_ascii_isspace (*self->at) && strchr ("{}[]=,;", *self->at) == NULL)
    self->at++;
  if (self->at == start && *start != '\0')
    self->at++;

  return g_strndup (start, (gsize) (self->at - start));
}

static inline gboolean
dot_accept (DotReader *self, const char *sign)
{
  DotReader before = *self;
  g_autofree char *word = dot_next (self);

  if (g_str_equal (word, sign))
    return TRUE;
  *self = before;

  return FALSE;
}

static inline void
dot_read_attributes (DotReader *self, GHashTable *attributes)
{
  if (!dot_accept (self, "["))
    return;
  while (!dot_accept (self, "]"))
    {
      char *name = dot_next (self);

      assert_true (dot_accept (self, "="));
      g_hash_table_insert (attributes, name, dot_next (self));
      dot_accept (self, ",");
    }
}

static inline void
dot_read_statement (DotReader *self)
{
  g_autofree char *word = dot_next (self);

  if (g_str_equal (word, "graph"))
    dot_read_attributes (self, self->cluster < 0
                                   ? self->dot->attributes
                                   : g_array_index (self->dot->clusters, DotThing, self->cluster).attributes);
  else if (g_str_equal (word, "node") || g_str_equal (word, "edge"))
    {
      g_autoptr (GHashTable) defaults = dot_new_table ();

      dot_read_attributes (self, defaults);
    }
  else if (g_str_equal (word, "subgraph"))
    {
      g_autofree char *name = dot_next (self);

      assert_true (g_str_has_prefix (name, "cluster") && dot_accept (self, "{"));
      dot_get (self->dot->clusters, name + strlen ("cluster"));
      self->cluster = (gint32) g_ascii_strtoll (name + strlen ("cluster"), NULL, 10);
      while (!dot_accept (self, "}"))
        dot_read_statement (self);
      self->cluster = -1;
    }
  else if (dot_accept (self, "->"))
    {
      g_autoptr (GHashTable) attributes = dot_new_table ();
      g_autofree char *to = dot_next (self);
      DotThing *edge;

      dot_read_attributes (self, attributes);
      edge = dot_get (self->dot->edges, (char *) g_hash_table_lookup (attributes, "key") + 1);
      edge->from = (gint32) g_ascii_strtoll (word + 1, NULL, 10);
      edge->to = (gint32) g_ascii_strtoll (to + 1, NULL, 10);
      g_hash_table_unref (edge->attributes);
      edge->attributes = g_steal_pointer (&attributes);
    }
  else
    {
      DotThing *node;

      assert_true (word[0] == 'n' && g_ascii_isdigit (word[1]));
      node = dot_get (self->dot->nodes, word + 1);
      if (self->cluster >= 0)
        node->cluster = self->cluster;
      dot_read_attributes (self, node->attributes);
    }
  dot_accept (self, ";");
}

static inline Dot *
dot_read (ColimDrawing *drawing)
{
  g_autoptr (GBytes) bytes = colim_drawing_render (drawing, "dot", NULL);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);
  Dot *self = g_new (Dot, 1);
  DotReader reader = { text, self, -1 };

  self->nodes = g_array_new (FALSE, FALSE, sizeof (DotThing));
  self->edges = g_array_new (FALSE, FALSE, sizeof (DotThing));
  self->clusters = g_array_new (FALSE, FALSE, sizeof (DotThing));
  self->attributes = dot_new_table ();
  assert_true (dot_accept (&reader, "digraph"));
  g_free (dot_next (&reader));
  assert_true (dot_accept (&reader, "{"));
  while (!dot_accept (&reader, "}"))
    dot_read_statement (&reader);

  return self;
}

static inline void
dot_free (Dot *self)
{
  GArray *const all[] = { self->nodes, self->edges, self->clusters };

  for (guint k = 0; k < G_N_ELEMENTS (all); k++)
    {
      for (guint i = 0; i < all[k]->len; i++)
        g_hash_table_unref (g_array_index (all[k], DotThing, i).attributes);
      g_array_unref (all[k]);
    }
  g_hash_table_unref (self->attributes);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dot, dot_free)

static inline DotThing *
dot_node (const Dot *self, gint32 i)
{
  assert_in_range (i, 0, self->nodes->len - 1);
  return &g_array_index (self->nodes, DotThing, i);
}

static inline DotThing *
dot_edge (const Dot *self, gint32 i)
{
  assert_in_range (i, 0, self->edges->len - 1);
  return &g_array_index (self->edges, DotThing, i);
}

static inline const char *
dot_look_up (const DotThing *thing, const char *attribute)
{
  const char *value = g_hash_table_lookup (thing->attributes, attribute);

  return value != NULL ? value : "";
}
