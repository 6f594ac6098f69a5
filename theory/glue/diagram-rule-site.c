/* At which matches a rule can act.
 *
 * These are the conditions of a pushout complement (nothing that is removed is glued to anything, and nothing that
 * stays hangs on it), read for diagrams: a relation or a metric whose paths run through an edge that goes may stay if
 * there is a detour.
 */

#include "theory/glue/diagram-rule-private.h"

static void
append (GArray *list, gint32 number)
{
  if (list->len == 0 || g_array_index (list, gint32, list->len - 1) != number)
    g_array_append_val (list, number);
}

static GArray *
new_list (void)
{
  return g_array_new (FALSE, FALSE, sizeof (gint32));
}

/* The list of a number in a table, which may have to be made. */
static GArray *
get_list (GHashTable *table, gint32 number)
{
  GArray *list = g_hash_table_lookup (table, GINT_TO_POINTER (number));

  if (list == NULL)
    {
      list = new_list ();
      g_hash_table_insert (table, GINT_TO_POINTER (number), list);
    }

  return list;
}

static void
append_path (RuleSite *self, ColimPath *path, gint32 number)
{
  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);

  for (gsize i = 0; i < n; i++)
    append (get_list (self->users[1], edges[i]), number);
  if (n == 0)
    append (get_list (self->users[0], colim_path_get_source (path)), number);
}

/* Takes the text. */
static void
append_text (RuleSite *self, char *text, gint32 number)
{
  GArray *list = g_hash_table_lookup (self->relations, text);

  if (list != NULL)
    g_free (text);
  else
    g_hash_table_insert (self->relations, text, list = new_list ());
  append (list, number);
}

static void
index_relations (RuleSite *self)
{
  ColimDiagram *host = self->host;
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (ColimDiagnostics) unread = colim_diagnostics_new ();

  colim_learning_graph_list_relations (host->graph, host->quiver, lesser, greater, NULL);
  for (gint32 r = 0; r < (gint32) lesser->len; r++)
    {
      append_path (self, g_ptr_array_index (lesser, r), r);
      append_path (self, g_ptr_array_index (greater, r), r);
      append_text (
          self, _colim_diagram_print_inequality (host, g_ptr_array_index (lesser, r), g_ptr_array_index (greater, r)),
          r);
    }
  for (gint32 m = 0; m < (gint32) host->metrics->len; m++)
    for (guint side = 0; side < 2; side++)
      {
        const ColimTerm *call = colim_term_get_child (g_ptr_array_index (host->metrics, m), 0);
        g_autoptr (ColimPath) path = colim_diagram_parse_path (host, colim_term_get_child (call, side), unread);

        append_path (self, path, -1 - m);
      }
}

void
_colim_rule_site_init (RuleSite *self, const ColimDiagramRule *rule, ColimDiagram *host)
{
  self->rule = rule;
  self->host = host;
  self->relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_match_unref);
  for (guint edges = 0; edges < 2; edges++)
    {
      gsize n = edges != 0 ? host->edges->len : host->vertices->len;

      self->users[edges] = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
      self->used[edges] = g_new0 (guint8, n + 1);
      self->gone[edges] = g_new0 (guint8, n + 1);
    }
  index_relations (self);
}

void
_colim_rule_site_clear (RuleSite *self)
{
  g_clear_pointer (&self->relations, g_hash_table_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  for (guint edges = 0; edges < 2; edges++)
    {
      g_clear_pointer (&self->users[edges], g_hash_table_unref);
      g_free (self->used[edges]);
      g_free (self->gone[edges]);
    }
}

static const gint32 *
get_images (const ColimMatch *match, gboolean edges, gsize *n)
{
  return colim_fin_function_get_values (edges ? colim_match_get_edges (match) : colim_match_get_vertices (match), n);
}

static const char *
get_name (const ColimDiagram *diagram, gboolean edges, gint32 number)
{
  return edges ? colim_diagram_get_edge_name (diagram, number) : colim_diagram_get_vertex_name (diagram, number);
}

static RuleFate
get_fate (const ColimDiagramRule *rule, gboolean edges, gsize number)
{
  return edges ? rule->edges[number] : rule->vertices[number];
}

/* What is removed or moved is the image of nothing else; NULL, or what is wrong. */
static char *
check_identification (const RuleSite *self, ColimMatch *match, gboolean edges)
{
  gsize n;
  const gint32 *images = get_images (match, edges, &n);
  g_autoptr (GHashTable) first = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < n; i++)
    {
      gpointer known;
      gsize other;

      if (!g_hash_table_lookup_extended (first, GINT_TO_POINTER (images[i]), NULL, &known))
        {
          g_hash_table_insert (first, GINT_TO_POINTER (images[i]), GSIZE_TO_POINTER (i));
          continue;
        }
      other = GPOINTER_TO_SIZE (known);
      if (get_fate (self->rule, edges, i) == RULE_KEEPS && get_fate (self->rule, edges, other) == RULE_KEEPS)
        continue;
      return g_strdup_printf ("'%s' and '%s' are both at '%s', and one of them does not stay there",
                              get_name (self->rule->before, edges, (gint32) other),
                              get_name (self->rule->before, edges, (gint32) i),
                              get_name (self->host, edges, images[i]));
    }

  return NULL;
}

static gboolean
is_image (const gint32 *images, gsize n, gint32 number)
{
  for (gsize i = 0; i < n; i++)
    if (images[i] == number)
      return TRUE;

  return FALSE;
}

/* No edge stays at a vertex that is removed. */
static char *
check_vertices (const RuleSite *self, ColimMatch *match)
{
  gsize n, n_edges;
  const gint32 *vertices = get_images (match, FALSE, &n), *edges = get_images (match, TRUE, &n_edges);

  for (gsize v = 0; v < n; v++)
    for (guint end = 0; self->rule->vertices[v] == RULE_REMOVES && end < 2; end++)
      {
        gsize n_there;
        const gint32 *there = (end == 0 ? colim_quiver_get_out_edges
                                        : colim_quiver_get_in_edges) (self->host->quiver, vertices[v], &n_there);

        for (gsize i = 0; i < n_there; i++)
          if (!is_image (edges, n_edges, there[i]))
            return g_strdup_printf ("the edge '%s' stays, and '%s', at which it %s, is removed",
                                    get_name (self->host, TRUE, there[i]), get_name (self->host, FALSE, vertices[v]),
                                    end == 0 ? "starts" : "ends");
      }

  return NULL;
}

GHashTable *
_colim_rule_site_list_removed (const RuleSite *self, ColimMatch *match)
{
  GHashTable *removed = g_hash_table_new (NULL, NULL);
  ColimDiagram *before = self->rule->before;
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  const gint32 *vertices = get_images (match, FALSE, NULL), *edges = get_images (match, TRUE, NULL);

  colim_learning_graph_list_relations (before->graph, before->quiver, lesser, greater, NULL);
  /* What is kept comes last: it stays, also where something else of the pattern is at the same relation. */
  for (guint kept = 0; kept < 2; kept++)
    for (guint r = 0; r < lesser->len; r++)
      {
        ColimPath *p = g_ptr_array_index (lesser, r), *q = g_ptr_array_index (greater, r);
        g_autoptr (ColimPath) p_image = _colim_learning_graph_map_path (p, self->host->quiver, vertices, edges);
        g_autoptr (ColimPath) q_image = _colim_learning_graph_map_path (q, self->host->quiver, vertices, edges);
        g_autofree char *text = _colim_diagram_print_inequality (before, p, q);
        g_autofree char *key = _colim_diagram_print_inequality (self->host, p_image, q_image);
        const GArray *there = g_hash_table_lookup (self->relations, key);

        if (g_hash_table_contains (self->rule->kept_relations, text) != (kept != 0))
          continue;
        for (guint i = 0; there != NULL && i < there->len; i++)
          if (kept != 0)
            g_hash_table_remove (removed, GINT_TO_POINTER (g_array_index (there, gint32, i)));
          else
            g_hash_table_add (removed, GINT_TO_POINTER (g_array_index (there, gint32, i)));
      }

  return removed;
}

/* No relation and no metric speaks of what goes, unless there is a detour or the relation goes too. */
static char *
check_paths (const RuleSite *self, ColimMatch *match, gboolean edges)
{
  gsize n;
  const gint32 *images = get_images (match, edges, &n);
  g_autoptr (GHashTable) removed = _colim_rule_site_list_removed (self, match);

  for (gsize i = 0; i < n; i++)
    {
      const GArray *users = g_hash_table_lookup (self->users[edges ? 1 : 0], GINT_TO_POINTER (images[i]));

      if (get_fate (self->rule, edges, i) == RULE_KEEPS || (edges && self->rule->detours[i] != NULL))
        continue;
      for (guint u = 0; users != NULL && u < users->len; u++)
        {
          gint32 user = g_array_index (users, gint32, u);
          g_autofree char *text = NULL;

          if (user >= 0 && g_hash_table_contains (removed, GINT_TO_POINTER (user)))
            continue;
          text = user >= 0 ? colim_term_to_string (g_ptr_array_index (self->host->relations, user))
                           : colim_term_to_string (g_ptr_array_index (self->host->metrics, -1 - user));
          return edges
                     ? g_strdup_printf ("%s speaks of '%s', which goes, and '%s' has not just one way round it", text,
                                        get_name (self->host, TRUE, images[i]), self->rule->after->name)
                     : g_strdup_printf ("%s speaks of '%s', which goes", text, get_name (self->host, FALSE, images[i]));
        }
    }

  return NULL;
}

/* A match that is taken leaves to others what it removes, and to it they leave what it uses. */
static char *
check_others (const RuleSite *self, ColimMatch *match)
{
  for (guint edges = 0; edges < 2; edges++)
    {
      gsize n;
      const gint32 *images = get_images (match, edges != 0, &n);

      for (gsize i = 0; i < n; i++)
        if (self->gone[edges][images[i]]
            || (self->used[edges][images[i]] && get_fate (self->rule, edges != 0, i) != RULE_KEEPS))
          return g_strdup_printf ("'%s' is in the way of a match before it",
                                  get_name (self->host, edges != 0, images[i]));
    }

  return NULL;
}

char *
_colim_rule_site_take (RuleSite *self, ColimMatch *match)
{
  char *why = check_identification (self, match, FALSE);

  if (why == NULL)
    why = check_identification (self, match, TRUE);
  if (why == NULL)
    why = check_vertices (self, match);
  if (why == NULL)
    why = check_paths (self, match, FALSE);
  if (why == NULL)
    why = check_paths (self, match, TRUE);
  if (why == NULL)
    why = check_others (self, match);
  if (why != NULL)
    return why;
  for (guint edges = 0; edges < 2; edges++)
    {
      gsize n;
      const gint32 *images = get_images (match, edges != 0, &n);

      for (gsize i = 0; i < n; i++)
        {
          self->used[edges][images[i]] = TRUE;
          self->gone[edges][images[i]] |= get_fate (self->rule, edges != 0, i) != RULE_KEEPS;
        }
    }
  g_ptr_array_add (self->chosen, colim_match_ref (match));

  return NULL;
}
