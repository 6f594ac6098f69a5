/* The statements of a glued diagram: its elements with what is assigned to them, its relations and its metrics. */

#include "theory/glue/glue-private.h"

void
_colim_glue_put (Making *self, ColimTermKind kind, const char *name, ColimTerm **children, guint n,
                 const ColimTerm *place)
{
  g_ptr_array_add (self->statements, colim_term_new (kind, name, children, n, colim_term_get_text (place),
                                                     colim_term_get_offset (place)));
}

void
_colim_glue_name_elements (Making *self, guint n_vertices, guint n_edges)
{
  ColimGluing *gluing = self->gluing;
  guint n = n_vertices + n_edges;
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autofree guint *owners = g_new0 (guint, n + 1);
  g_autofree char **found = NULL;

  for (guint leg = gluing->n_legs; leg-- > 0;)
    for (guint side = 0; side < 2; side++)
      {
        const GPtrArray *statements = side == 0 ? gluing->parts[leg]->vertices : gluing->parts[leg]->edges;
        ColimFinFunction *map = side == 0 ? gluing->vertices[leg] : gluing->edges[leg];

        /* Backwards, so that the first member has the last word. */
        for (guint i = statements->len; i-- > 0;)
          {
            guint class = (guint) colim_fin_function_apply (map, (gint32) i) + (side == 0 ? 0 : n_vertices);

            names[class] = colim_term_get_name (g_ptr_array_index (statements, i));
            owners[class] = leg;
          }
      }
  found = _colim_glue_make_names (names, owners, n, (const char *const *) gluing->names);
  self->vertex_names = g_new0 (char *, n_vertices + 1);
  self->edge_names = g_new0 (char *, n_edges + 1);
  for (guint i = 0; i < n; i++)
    *(i < n_vertices ? &self->vertex_names[i] : &self->edge_names[i - n_vertices]) = found[i];
  for (guint leg = 0; leg < gluing->n_legs; leg++)
    for (guint side = 0; side < 2; side++)
      {
        const GPtrArray *statements = side == 0 ? gluing->parts[leg]->vertices : gluing->parts[leg]->edges;
        ColimFinFunction *map = side == 0 ? gluing->vertices[leg] : gluing->edges[leg];

        for (guint i = 0; i < statements->len; i++)
          g_hash_table_insert (self->renamings[leg].elements,
                               g_strdup (colim_term_get_name (g_ptr_array_index (statements, i))),
                               g_strdup ((side == 0 ? self->vertex_names
                                                    : self->edge_names)[colim_fin_function_apply (map, (gint32) i)]));
      }
}

static void
assign_vertex (Making *self, guint leg, gint32 vertex, Assignment *assignment)
{
  ColimTerm *space = colim_diagram_get_space (self->gluing->parts[leg], vertex);

  assignment->value = space != NULL ? _colim_rename_space (space, &self->renamings[leg]) : NULL;
}

static void
assign_edge (Making *self, guint leg, gint32 edge, Assignment *assignment)
{
  ColimDiagram *part = self->gluing->parts[leg];
  const ColimTerm *model = colim_diagram_get_model (part, edge);

  if (model == NULL)
    return;
  assignment->value = _colim_rename_model (colim_term_get_child (assignment->statement, 2), &self->renamings[leg]);
  if (_colim_glue_owns_parameters (part, model))
    {
      g_autofree char *identity = _colim_diagram_dup_edge_identity (part, edge);

      assignment->identity = _colim_glue_claim (self, identity, model);
    }
}

/* Joins, over the legs, what is said of the elements of each class. */
static Assignment *
join_elements (Making *self, gboolean edges, const ColimTerm **places)
{
  ColimGluing *gluing = self->gluing;
  char **names = edges ? self->edge_names : self->vertex_names;
  Assignment *joined = g_new0 (Assignment, (gsize) g_strv_length (names) + 1);

  for (guint leg = 0; leg < gluing->n_legs; leg++)
    {
      const GPtrArray *statements = edges ? gluing->parts[leg]->edges : gluing->parts[leg]->vertices;
      ColimFinFunction *map = edges ? gluing->edges[leg] : gluing->vertices[leg];

      for (guint i = 0; i < statements->len; i++)
        {
          gint32 class = colim_fin_function_apply (map, (gint32) i);
          g_auto (Assignment) assignment = { NULL, g_ptr_array_index (statements, i), gluing->names[leg], NULL };

          (edges ? assign_edge : assign_vertex) (self, leg, (gint32) i, &assignment);
          if (places[class] == NULL)
            places[class] = assignment.statement;
          _colim_glue_join (&joined[class], &assignment, edges ? "edge" : "vertex", names[class], self->diagnostics);
        }
    }

  return joined;
}

static ColimTerm *
make_name (const char *name, const ColimTerm *place)
{
  return colim_term_new (COLIM_TERM_NAME, name, NULL, 0, colim_term_get_text (place), colim_term_get_offset (place));
}

void
_colim_glue_put_elements (Making *self, gboolean edges, ColimQuiver *quiver)
{
  char **names = edges ? self->edge_names : self->vertex_names;
  guint n = g_strv_length (names);
  g_autofree const ColimTerm **places = g_new0 (const ColimTerm *, n + 1);
  g_autofree Assignment *joined = join_elements (self, edges, places);

  for (guint i = 0; i < n; i++)
    {
      ColimTerm *children[3];
      guint n_children = 0;

      for (guint end = 0; edges && end < 2; end++)
        {
          gint32 vertex = (end == 0 ? colim_quiver_get_src : colim_quiver_get_tgt) (quiver, (gint32) i);

          children[n_children++] = make_name (self->vertex_names[vertex], places[i]);
        }
      if (joined[i].value != NULL)
        children[n_children++] = colim_term_ref (joined[i].value);
      _colim_glue_put (self, edges ? COLIM_TERM_EDGE : COLIM_TERM_VERTEX, names[i], children, n_children, places[i]);
      if (joined[i].identity != NULL)
        g_hash_table_insert (self->identities.edges, g_strdup (names[i]), g_strdup (joined[i].identity));
      for (guint c = 0; c < n_children; c++)
        colim_term_unref (children[c]);
      _colim_assignment_clear (&joined[i]);
    }
}

/* Relations and metrics: equal ones once, at the first */

static gboolean
is_new (GHashTable *said, const ColimTerm *lesser, const ColimTerm *greater)
{
  g_autofree char *left = colim_term_to_string (lesser), *right = colim_term_to_string (greater);

  return g_hash_table_add (said, g_strdup_printf ("%s ≤ %s", left, right));
}

void
_colim_glue_put_relations (Making *self)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint leg = 0; leg < self->gluing->n_parts; leg++)
    {
      const GPtrArray *relations = self->gluing->parts[leg]->relations;

      for (guint r = 0; r < relations->len; r++)
        {
          g_autoptr (ColimTerm) renamed = NULL;
          ColimTerm *paths[2];
          gboolean both, one, other;

          if (r > 0 && g_ptr_array_index (relations, r) == g_ptr_array_index (relations, r - 1))
            continue;
          renamed = _colim_rename_statement (g_ptr_array_index (relations, r), &self->renamings[leg]);
          paths[0] = colim_term_get_child (renamed, 0);
          paths[1] = colim_term_get_child (renamed, 1);
          both = g_str_equal (colim_term_get_name (renamed), "~");
          one = is_new (said, paths[0], paths[1]);
          other = both && is_new (said, paths[1], paths[0]);
          if (one || other)
            _colim_glue_put (self, COLIM_TERM_RELATION, one && other ? "~" : "≤",
                             one ? paths : (ColimTerm *[]){ paths[1], paths[0] }, 2, renamed);
        }
    }
}

void
_colim_glue_put_metrics (Making *self)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint leg = 0; leg < self->gluing->n_parts; leg++)
    for (guint m = 0; m < self->gluing->parts[leg]->metrics->len; m++)
      {
        g_autoptr (ColimTerm) renamed
            = _colim_rename_statement (g_ptr_array_index (self->gluing->parts[leg]->metrics, m), &self->renamings[leg]);

        if (g_hash_table_add (said, colim_term_to_string (renamed)))
          g_ptr_array_add (self->statements, g_steal_pointer (&renamed));
      }
}
