/* Matching: the maps of one diagram into another, by the search for homomorphisms of C-sets.
 *
 * What the search is given is not the graphs as they are: of equal relations one is left, so that a match is a map of
 * vertices and edges and nothing else; and what is bare in the host is a plain space, as it reads alone, while what is
 * bare in the pattern stays open, and goes to anything.
 */

#include <colim/matching.h>

#include <colim/hom-search.h>
#include <colim/order.h>

#include "theory/glue/agreement-private.h"
#include "theory/glue/glue-private.h"
#include "theory/glue/match-private.h"

struct _ColimMatching {
  ColimDiagram *pattern;
  ColimDiagram *host;
  gboolean monic;
  ColimMatchRelations relations;
  gboolean assigned;
  gint32 *vertices; /* where each must go, or -1 */
  gint32 *edges;
  gint64 budget; /* -1: none */
};

/**
 * ColimMatching:
 *
 * A search for a pattern in a host, both learning diagrams: for the maps that preserve which vertices are indexing and
 * which carry a loss, and the relations.  It is told what they must be like besides, and then asked any of: one
 * ([method@Colim.Matching.find]), whether there is one ([method@Colim.Matching.exists]), how many there are
 * ([method@Colim.Matching.count]), all of them ([method@Colim.Matching.foreach]).
 *
 * A bare vertex of the pattern matches a vertex of any kind; one of the host is a space without a loss.  Reference
 * counted, to be used by one thread at a time.
 */
G_DEFINE_BOXED_TYPE (ColimMatching, colim_matching, colim_matching_ref, colim_matching_unref)

static gint32 *
new_images (gint32 n)
{
  gint32 *images = g_new (gint32, (gsize) n + 1);

  for (gint32 i = 0; i < n; i++)
    images[i] = -1;

  return images;
}

/**
 * colim_matching_new:
 * @pattern: what is looked for
 * @host: where
 *
 * Starts to describe a search.
 *
 * Returns: (transfer full): the search for any map that preserves kinds and relations
 */
ColimMatching *
colim_matching_new (ColimDiagram *pattern, ColimDiagram *host)
{
  g_return_val_if_fail (pattern != NULL && host != NULL, NULL);

  ColimMatching *self = g_atomic_rc_box_new0 (ColimMatching);

  self->pattern = colim_diagram_ref (pattern);
  self->host = colim_diagram_ref (host);
  self->relations = COLIM_MATCH_RELATIONS;
  self->vertices = new_images (colim_diagram_get_n_vertices (pattern));
  self->edges = new_images (colim_diagram_get_n_edges (pattern));
  self->budget = -1;

  return self;
}

/**
 * colim_matching_ref:
 * @self: a search
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimMatching *
colim_matching_ref (ColimMatching *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimMatching *self)
{
  colim_diagram_unref (self->pattern);
  colim_diagram_unref (self->host);
  g_free (self->vertices);
  g_free (self->edges);
}

/**
 * colim_matching_unref:
 * @self: (transfer full): a search
 *
 * Gives a reference back.
 */
void
colim_matching_unref (ColimMatching *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_matching_set_monic:
 * @self: a search
 * @monic: whether different elements must have different images
 *
 * Asks for injective maps only.
 */
void
colim_matching_set_monic (ColimMatching *self, gboolean monic)
{
  g_return_if_fail (self != NULL);

  self->monic = monic;
}

/**
 * colim_matching_set_relations:
 * @self: a search
 * @relations: what becomes of the pattern's
 *
 * Says what is preserved of relations.  With %COLIM_MATCH_ORDER each map is looked at by itself: whether p ≤ q holds is
 * decided within the bounds that the host sets.
 */
void
colim_matching_set_relations (ColimMatching *self, ColimMatchRelations relations)
{
  g_return_if_fail (self != NULL);

  self->relations = relations;
}

/**
 * colim_matching_set_assigned:
 * @self: a search
 * @assigned: whether spaces and models count
 *
 * Asks for the host to assign what the pattern assigns: equal spaces; models that read the same and whose handles stand
 * for the same; and each flag that the pattern sets.  Where the pattern assigns nothing the host may assign anything.
 */
void
colim_matching_set_assigned (ColimMatching *self, gboolean assigned)
{
  g_return_if_fail (self != NULL);

  self->assigned = assigned;
}

/**
 * colim_matching_set_image:
 * @self: a search
 * @element: the name of a vertex or an edge of the pattern
 * @image: the name of one of the host
 * @error: return location for an error
 *
 * Says in advance where an element goes.
 *
 * Returns: %TRUE, or %FALSE with %COLIM_ERROR_UNKNOWN_NAME, or %COLIM_ERROR_INVALID for a vertex and an edge
 */
gboolean
colim_matching_set_image (ColimMatching *self, const char *element, const char *image, GError **error)
{
  g_return_val_if_fail (self != NULL && element != NULL && image != NULL, FALSE);

  ColimDiagram *diagrams[] = { self->pattern, self->host };
  const char *names[] = { element, image };
  gint32 vertices[2], edges[2];

  for (guint i = 0; i < 2; i++)
    {
      vertices[i] = colim_diagram_find_vertex (diagrams[i], names[i]);
      edges[i] = colim_diagram_find_edge (diagrams[i], names[i]);
      if (vertices[i] >= 0 || edges[i] >= 0)
        continue;
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME, "there is no vertex or edge '%s' in '%s'", names[i],
                   colim_diagram_get_name (diagrams[i]));
      return FALSE;
    }
  if ((vertices[0] >= 0) != (vertices[1] >= 0))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%s '%s' cannot go to %s '%s'",
                   vertices[0] >= 0 ? "the vertex" : "the edge", element, vertices[1] >= 0 ? "the vertex" : "the edge",
                   image);
      return FALSE;
    }
  if (vertices[0] >= 0)
    self->vertices[vertices[0]] = vertices[1];
  else
    self->edges[edges[0]] = edges[1];

  return TRUE;
}

/**
 * colim_matching_set_budget:
 * @self: a search
 * @steps: how many steps an answer may take, and how many paths may be visited to decide whether p ≤ q; -1: any number
 *
 * Limits the time of an answer.
 */
void
colim_matching_set_budget (ColimMatching *self, gint64 steps)
{
  g_return_if_fail (self != NULL);

  self->budget = steps;
}

/* What is given to the search */

static ColimCSet *
make_shape (ColimDiagram *diagram, gboolean with_relations, ColimVertexKind open)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint v = 0; v < diagram->vertices->len; v++)
    {
      ColimVertexKind kind = _colim_diagram_read_kind (g_ptr_array_index (diagram->vertices, v));

      colim_learning_graph_add_vertex (builder, kind == COLIM_VERTEX_OPEN ? open : kind);
    }
  for (gint32 e = 0; e < (gint32) diagram->edges->len; e++)
    colim_learning_graph_add_edge (builder, colim_quiver_get_src (diagram->quiver, e),
                                   colim_quiver_get_tgt (diagram->quiver, e));
  if (with_relations)
    colim_learning_graph_list_relations (diagram->graph, diagram->quiver, lesser, greater, NULL);
  for (guint r = 0; r < lesser->len; r++)
    if (g_hash_table_add (said, _colim_diagram_print_inequality (diagram, g_ptr_array_index (lesser, r),
                                                                 g_ptr_array_index (greater, r))))
      colim_learning_graph_add_relation (builder, g_ptr_array_index (lesser, r), g_ptr_array_index (greater, r));

  return colim_cset_builder_end (builder, NULL);
}

/* What the statement of an element assigns, its flags included, or NULL. */
static const ColimTerm *
get_assigned (const GPtrArray *statements, guint index, gboolean edges)
{
  const ColimTerm *statement = g_ptr_array_index (statements, index);
  guint child = edges ? 2 : 0;

  return colim_term_get_n_children (statement) > child ? colim_term_get_child (statement, child) : NULL;
}

/* Limits each element for which the pattern assigns something to those for which the host assigns the same. */
static void
allow_assigned (const ColimMatching *self, ColimHomSearch *search, gboolean edges)
{
  const GPtrArray *wanted = edges ? self->pattern->edges : self->pattern->vertices,
                  *there = edges ? self->host->edges : self->host->vertices;
  g_auto (Agreement) agreement = { 0 };
  g_autoptr (GArray) allowed = g_array_new (FALSE, FALSE, sizeof (gint32));

  _colim_agreement_init (&agreement, self->pattern, self->host);
  for (guint i = 0; i < wanted->len; i++)
    {
      const ColimTerm *value = get_assigned (wanted, i, edges);

      if (!_colim_glue_is_given (value))
        continue;
      g_array_set_size (allowed, 0);
      for (gint32 j = 0; j < (gint32) there->len; j++)
        {
          const ColimTerm *found = get_assigned (there, (guint) j, edges);

          if (found != NULL && _colim_glue_value_covers (value, found)
              && (!edges || _colim_agreement_on_handles (&agreement, value)))
            g_array_append_val (allowed, j);
        }
      colim_hom_search_set_allowed (search, edges ? "E" : "V", (gint32) i, (const gint32 *) (void *) allowed->data,
                                    allowed->len, NULL);
    }
}

static void
set_images (ColimHomSearch *search, const char *object, const gint32 *images, guint n)
{
  for (guint i = 0; i < n; i++)
    if (images[i] >= 0)
      colim_hom_search_set_initial (search, object, (gint32) i, images[i], NULL);
}

static ColimHomSearch *
make_search (const ColimMatching *self)
{
  gboolean relations = self->relations == COLIM_MATCH_RELATIONS;
  g_autoptr (ColimCSet) pattern = make_shape (self->pattern, relations, COLIM_VERTEX_OPEN);
  g_autoptr (ColimCSet) host = make_shape (self->host, relations, COLIM_VERTEX_SPACE);
  ColimHomSearch *search = colim_hom_search_new (pattern, host);

  if (self->monic)
    {
      colim_hom_search_set_monic (search, "V", NULL);
      colim_hom_search_set_monic (search, "E", NULL);
    }
  for (guint edges = 0; self->assigned && edges < 2; edges++)
    allow_assigned (self, search, edges != 0);
  set_images (search, "V", self->vertices, self->pattern->vertices->len);
  set_images (search, "E", self->edges, self->pattern->edges->len);
  if (self->budget >= 0)
    colim_hom_search_set_budget (search, self->budget);

  return search;
}

/* Answers */

/* Matches as they are found. */
typedef struct {
  const ColimMatching *matching;
  ColimMatchFunc function;
  gpointer user_data;
  ColimRewriting *order; /* of the host, where it is asked for */
  GPtrArray *lesser;     /* the relations of the pattern */
  GPtrArray *greater;
  GHashTable *decided; /* the images of two paths → 1 + ColimVerdict */
  GError *error;
} Showing;

static void
clear_showing (Showing *self)
{
  g_clear_pointer (&self->order, colim_rewriting_unref);
  g_clear_pointer (&self->lesser, g_ptr_array_unref);
  g_clear_pointer (&self->greater, g_ptr_array_unref);
  g_clear_pointer (&self->decided, g_hash_table_unref);
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Showing, clear_showing)

static void
set_decided (Showing *self, char *key, ColimVerdict verdict)
{
  g_hash_table_insert (self->decided, key, GINT_TO_POINTER (1 + (gint) verdict));
}

/* What the host states needs no deciding. */
static gboolean
init_showing (Showing *self, GError **error)
{
  ColimDiagram *pattern = self->matching->pattern, *host = self->matching->host;

  if (self->matching->relations != COLIM_MATCH_ORDER)
    return TRUE;
  self->lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  self->greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  self->decided = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if ((self->order = colim_order_new (host->graph, COLIM_POLICY_EXPLICIT, error)) == NULL)
    return FALSE;
  for (gint32 r = 0; r < colim_rewriting_get_n_rules (self->order); r++)
    set_decided (self,
                 _colim_diagram_print_inequality (host, colim_rewriting_get_from (self->order, r),
                                                  colim_rewriting_get_to (self->order, r)),
                 COLIM_VERDICT_YES);

  return colim_learning_graph_list_relations (pattern->graph, pattern->quiver, self->lesser, self->greater, error);
}

/* Whether p ≤ q holds in the host; with an error if that cannot be told. */
static ColimVerdict
decide (Showing *self, ColimPath *p, ColimPath *q, GError **error)
{
  ColimDiagram *host = self->matching->host;
  g_autofree char *key = _colim_diagram_print_inequality (host, p, q);
  gint known = GPOINTER_TO_INT (g_hash_table_lookup (self->decided, key));
  gint64 budget = self->matching->budget >= 0 ? self->matching->budget : G_MAXINT64;
  ColimVerdict verdict;

  if (known != 0 || colim_path_equal (p, q))
    return known != 0 ? (ColimVerdict) (known - 1) : COLIM_VERDICT_YES;
  if (!colim_order_decide (self->order, p, q, host->selection.max_length, host->selection.max_derivation, budget,
                           &verdict, NULL, NULL))
    {
      /* The paths are parallel, so this is all that can be wrong. */
      g_autofree char *why = colim_diagram_explain_cycle (host, colim_path_get_source (p), colim_path_get_target (p));

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_CYCLE, "in '%s' %s: the order needs a bound", host->name, why);
      return COLIM_VERDICT_UNKNOWN;
    }
  if (verdict == COLIM_VERDICT_UNKNOWN)
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "it is not known whether %s", key);
  else
    set_decided (self, g_steal_pointer (&key), verdict);

  return verdict;
}

/* Whether a map preserves the order, as far as that is asked for; with an error if that cannot be told. */
static gboolean
preserves_order (Showing *self, ColimFinFunction *vertices, ColimFinFunction *edges)
{
  const gint32 *on_vertices = colim_fin_function_get_values (vertices, NULL),
               *on_edges = colim_fin_function_get_values (edges, NULL);
  ColimQuiver *quiver = self->matching->host->quiver;
  g_autoptr (GError) doubt = NULL;

  /* One relation that is not preserved settles it, whatever is unknown of others. */
  for (guint r = 0; self->order != NULL && r < self->lesser->len; r++)
    {
      g_autoptr (ColimPath) p
          = _colim_learning_graph_map_path (g_ptr_array_index (self->lesser, r), quiver, on_vertices, on_edges);
      g_autoptr (ColimPath) q
          = _colim_learning_graph_map_path (g_ptr_array_index (self->greater, r), quiver, on_vertices, on_edges);

      if (decide (self, p, q, doubt == NULL ? &doubt : NULL) == COLIM_VERDICT_NO)
        return FALSE;
    }
  self->error = g_steal_pointer (&doubt);

  return self->error == NULL;
}

static gboolean
show (ColimHom *hom, gpointer data)
{
  Showing *self = data;
  ColimFinFunction *vertices = colim_hom_get_component (hom, "V", NULL),
                   *edges = colim_hom_get_component (hom, "E", NULL);
  g_autoptr (ColimMatch) match = NULL;

  if (!preserves_order (self, vertices, edges))
    return self->error == NULL;
  match = _colim_match_new (self->matching->pattern, self->matching->host, vertices, edges);

  return self->function (match, self->user_data);
}

/* Says in an error of the search what it was searching. */
static void
name_search (const ColimMatching *self, GError **error)
{
  if (g_error_matches (*error, COLIM_ERROR, COLIM_ERROR_BUDGET))
    g_prefix_error (error, "'%s' in '%s': ", colim_diagram_get_name (self->pattern),
                    colim_diagram_get_name (self->host));
}

/**
 * colim_matching_foreach:
 * @self: a search
 * @function: (scope call) (closure user_data): called with each match, until it returns %FALSE
 * @user_data: passed to @function
 * @error: return location for an error
 *
 * Shows the matches in lexicographic order, as lists of the images of all vertices, then of all edges.
 *
 * Returns: %TRUE, also if @function stopped; %FALSE with %COLIM_ERROR_BUDGET, after some may have been shown, or
 *   %COLIM_ERROR_CYCLE if the order of the host needs a bound
 */
gboolean
colim_matching_foreach (ColimMatching *self, ColimMatchFunc function, gpointer user_data, GError **error)
{
  g_return_val_if_fail (self != NULL && function != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_auto (Showing) showing = { self, function, user_data, NULL, NULL, NULL, NULL, NULL };
  g_autoptr (ColimHomSearch) search = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!init_showing (&showing, error))
    return FALSE;
  search = make_search (self);
  if (colim_hom_search_foreach (search, show, &showing, &local_error) && showing.error == NULL)
    return TRUE;
  g_propagate_error (error, showing.error != NULL ? g_steal_pointer (&showing.error) : g_steal_pointer (&local_error));
  if (error != NULL)
    name_search (self, error);

  return FALSE;
}

static gboolean
keep_first (ColimMatch *match, gpointer data)
{
  *(ColimMatch **) data = colim_match_ref (match);

  return FALSE;
}

/**
 * colim_matching_find:
 * @self: a search
 * @error: return location for an error
 *
 * Finds a match: the first one in the order of [method@Colim.Matching.foreach].
 *
 * Returns: (transfer full) (nullable): a match; %NULL without an error if there is none, else as for
 *   [method@Colim.Matching.foreach]
 */
ColimMatch *
colim_matching_find (ColimMatching *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  ColimMatch *found = NULL;

  if (!colim_matching_foreach (self, keep_first, &found, error))
    g_clear_pointer (&found, colim_match_unref);

  return found;
}

/**
 * colim_matching_exists:
 * @self: a search
 * @error: return location for an error other than a budget that is spent
 *
 * Decides whether there is a match.
 *
 * Returns: whether there is; %COLIM_VERDICT_UNKNOWN if the budget is spent, or with @error set
 */
ColimVerdict
colim_matching_exists (ColimMatching *self, GError **error)
{
  g_return_val_if_fail (self != NULL, COLIM_VERDICT_UNKNOWN);

  g_autoptr (GError) local_error = NULL;
  g_autoptr (ColimMatch) found = NULL;

  if (self->relations != COLIM_MATCH_ORDER)
    {
      g_autoptr (ColimHomSearch) search = make_search (self);

      return colim_hom_search_exists (search, error);
    }
  if ((found = colim_matching_find (self, &local_error)) != NULL)
    return COLIM_VERDICT_YES;
  if (local_error == NULL)
    return COLIM_VERDICT_NO;
  if (!g_error_matches (local_error, COLIM_ERROR, COLIM_ERROR_BUDGET))
    g_propagate_error (error, g_steal_pointer (&local_error));

  return COLIM_VERDICT_UNKNOWN;
}

static gboolean
count_one (G_GNUC_UNUSED ColimMatch *match, gpointer data)
{
  *(guint64 *) data += 1;

  return TRUE;
}

/**
 * colim_matching_count:
 * @self: a search
 * @error: return location for an error
 *
 * Counts the matches, without listing them where the search can ([method@Colim.HomSearch.count]); with
 * %COLIM_MATCH_ORDER they are looked at one by one.
 *
 * Returns: (transfer full): how many there are, or %NULL with @error set as for [method@Colim.Matching.foreach]
 */
ColimNatural *
colim_matching_count (ColimMatching *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  guint64 n = 0;

  if (self->relations != COLIM_MATCH_ORDER)
    {
      g_autoptr (ColimHomSearch) search = make_search (self);
      ColimNatural *count = colim_hom_search_count (search, error);

      if (count == NULL && error != NULL)
        name_search (self, error);
      return count;
    }

  return colim_matching_foreach (self, count_one, &n, error) ? colim_natural_new (n) : NULL;
}
