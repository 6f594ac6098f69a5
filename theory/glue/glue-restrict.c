/* Restriction: the shape of a part with what the whole assigns, along the leg. */

#include "theory/glue/glue-private.h"

/* Where the elements of a part are in the whole. */
typedef struct {
  ColimDiagram *part;
  const gint32 *vertices;
  const gint32 *edges;
} Leg;

/* What a handle of the whole is called in the part, or NULL if the part has it not. */
static const char *
find_handle (const ColimDiagram *part, const ColimDiagram *whole, const char *name)
{
  g_autofree char *wanted = NULL;

  colim_diagram_find_let (whole, name, &wanted);
  for (guint i = 0; i < part->handles->len; i++)
    {
      const char *own = colim_term_get_name (g_ptr_array_index (part->handles, i));
      g_autofree char *identity = NULL;

      colim_diagram_find_let (part, own, &identity);
      if (g_str_equal (identity, wanted))
        return own;
    }

  return NULL;
}

/* From the names of the whole back to those of the part; of several the first. */
static void
init_renaming (Renaming *self, const Leg *leg, const ColimDiagram *whole)
{
  _colim_renaming_init (self);
  for (gint32 i = (gint32) leg->part->vertices->len - 1; i >= 0; i--)
    g_hash_table_insert (self->elements, g_strdup (colim_diagram_get_vertex_name (whole, leg->vertices[i])),
                         g_strdup (colim_diagram_get_vertex_name (leg->part, i)));
  for (guint i = 0; i < whole->handles->len; i++)
    {
      const char *name = colim_term_get_name (g_ptr_array_index (whole->handles, i));
      const char *own = find_handle (leg->part, whole, name);

      if (own != NULL)
        g_hash_table_insert (self->models, g_strdup (name), g_strdup (own));
    }
}

/* The handles of the whole: those of the part as it defines them, for only it knows the vertices whose sizes they speak
 * of. */
static void
restrict_handles (const Leg *leg, const ColimDiagram *whole, const Renaming *renaming, GPtrArray *statements,
                  DiagramIdentities *identities)
{
  _colim_identities_keep_handles (identities, leg->part);
  for (guint i = 0; i < leg->part->handles->len; i++)
    g_ptr_array_add (statements, colim_term_ref (g_ptr_array_index (leg->part->handles, i)));
  for (guint i = 0; i < whole->handles->len; i++)
    {
      const ColimTerm *let = g_ptr_array_index (whole->handles, i);
      const char *name = colim_term_get_name (let);
      g_autofree char *known = NULL;
      char *identity = NULL;

      if (g_hash_table_contains (renaming->models, name))
        continue;
      colim_diagram_find_let (whole, name, &identity);
      colim_diagram_find_let (leg->part, name, &known);
      /* One of the file, which gluing said again of vertices that the part has not. */
      if (g_strcmp0 (known, identity) == 0)
        {
          g_free (identity);
          continue;
        }
      g_hash_table_insert (identities->lets, g_strdup (name), identity);
      g_ptr_array_add (statements, _colim_rename_statement (let, renaming));
    }
}

/* A statement of the part's shape with what the whole assigns, which is its last child. */
static ColimTerm *
assign (const ColimTerm *shape, ColimTerm *value)
{
  guint n = colim_term_get_kind (shape) == COLIM_TERM_EDGE ? 2 : 0;
  ColimTerm *children[3] = { NULL };

  for (guint i = 0; i < n; i++)
    children[i] = colim_term_get_child (shape, i);
  children[n] = value;

  return colim_term_new (colim_term_get_kind (shape), colim_term_get_name (shape), children, value != NULL ? n + 1 : n,
                         colim_term_get_text (shape), colim_term_get_offset (shape));
}

static void
restrict_elements (const Leg *leg, ColimDiagram *whole, const Renaming *renaming, GPtrArray *statements,
                   DiagramIdentities *identities)
{
  for (guint v = 0; v < leg->part->vertices->len; v++)
    {
      ColimTerm *space = colim_diagram_get_space (whole, leg->vertices[v]);
      g_autoptr (ColimTerm) renamed = space != NULL ? _colim_rename_space (space, renaming) : NULL;

      g_ptr_array_add (statements, assign (g_ptr_array_index (leg->part->vertices, v), renamed));
    }
  for (guint e = 0; e < leg->part->edges->len; e++)
    {
      const ColimTerm *statement = g_ptr_array_index (whole->edges, leg->edges[e]);
      g_autoptr (ColimTerm) renamed = colim_term_get_n_children (statement) > 2
                                          ? _colim_rename_model (colim_term_get_child (statement, 2), renaming)
                                          : NULL;

      g_ptr_array_add (statements, assign (g_ptr_array_index (leg->part->edges, e), renamed));
      _colim_identities_keep_model (identities, whole, leg->edges[e], colim_diagram_get_edge_name (leg->part, (gint32) e));
    }
}

ColimDiagram *
_colim_glue_restrict (const char *name, ColimDiagram *whole, ColimDiagram *part, const gint32 *vertices, const gint32 *edges,
                      ColimText *text, GHashTable *outer, ColimTerm *train, ColimDiagnostics *diagnostics)
{
  const Leg leg = { part, vertices, edges };
  g_auto (Renaming) renaming = { 0 };
  g_auto (DiagramIdentities) identities = { 0 };
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  g_autoptr (GPtrArray) shape = _colim_diagram_list_statements (part);

  init_renaming (&renaming, &leg, whole);
  _colim_identities_init (&identities);
  restrict_handles (&leg, whole, &renaming, statements, &identities);
  restrict_elements (&leg, whole, &renaming, statements, &identities);
  for (guint i = 0; i < shape->len; i++)
    {
      ColimTerm *statement = g_ptr_array_index (shape, i);
      ColimTermKind kind = colim_term_get_kind (statement);

      if (kind != COLIM_TERM_LET && kind != COLIM_TERM_VERTEX && kind != COLIM_TERM_EDGE)
        g_ptr_array_add (statements, colim_term_ref (statement));
    }

  return _colim_check_diagram (name, (const ColimTerm *const *) statements->pdata, statements->len, text, outer, train, &identities,
                               diagnostics);
}

/**
 * colim_gluing_restrict:
 * @self: a gluing
 * @part: which part; apexes are counted on behind them
 * @name: what the restriction is called
 * @diagnostics: where to report what is wrong
 *
 * Restricts the glued diagram along the leg of a part: the part's shape, relations, metrics and settings, with what the
 * whole assigns to where its elements went.  Models keep their parameters, so that training the whole trains the part.
 *
 * Returns: (transfer full) (nullable): the diagram, or %NULL if something is wrong, which was reported
 */
ColimDiagram *
colim_gluing_restrict (ColimGluing *self, guint part, const char *name, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (self != NULL && part < self->n_legs && name != NULL && diagnostics != NULL, NULL);

  ColimDiagram *leg = self->parts[part];

  return _colim_glue_restrict (name, self->diagram, leg, colim_fin_function_get_values (self->vertices[part], NULL),
                               colim_fin_function_get_values (self->edges[part], NULL), leg->text, leg->outer,
                               leg->train_defaults, diagnostics);
}
