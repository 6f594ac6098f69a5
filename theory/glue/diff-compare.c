/* Two diagrams beside one another.
 *
 * Everything is told apart by name: vertices and edges by their own, relations by those on their paths.
 */

#include "theory/glue/diff-private.h"

#include "theory/glue/agreement-private.h"
#include "theory/glue/glue-private.h"

static char *
print (const ColimTerm *term)
{
  return term != NULL ? colim_term_to_string (term) : NULL;
}

/* Vertices and edges */

static gboolean
is_same_vertex (const ColimTerm *a, const ColimTerm *b)
{
  gboolean bare = _colim_diagram_read_kind (a) == COLIM_VERTEX_OPEN;

  if (_colim_diagram_read_kind (a) != _colim_diagram_read_kind (b))
    return FALSE;

  return bare || _colim_glue_values_agree (colim_term_get_child (a, 0), colim_term_get_child (b, 0));
}

static gboolean
is_same_edge (Agreement *agreement, const ColimTerm *a, const ColimTerm *b)
{
  guint n = colim_term_get_n_children (a);

  for (guint end = 0; end < 2; end++)
    if (!g_str_equal (colim_term_get_name (colim_term_get_child (a, end)),
                      colim_term_get_name (colim_term_get_child (b, end))))
      return FALSE;

  return n == colim_term_get_n_children (b)
         && (n == 2
             || _colim_agreement_on_models (agreement, colim_term_get_child (a, 2), colim_term_get_child (b, 2)));
}

/* The element of a name in a diagram if it is of the kind, else -1. */
static gint32
find (const ColimDiagram *diagram, gboolean edges, const char *name)
{
  return edges ? colim_diagram_find_edge (diagram, name) : colim_diagram_find_vertex (diagram, name);
}

static const GPtrArray *
list_elements (const ColimDiagram *diagram, gboolean edges)
{
  return edges ? diagram->edges : diagram->vertices;
}

static void
compare_elements (ColimDiff *self, Agreement *agreement, gboolean edges)
{
  ColimDiffPart part = edges ? COLIM_DIFF_EDGES : COLIM_DIFF_VERTICES;

  for (guint side = 0; side < 2; side++)
    {
      const GPtrArray *here = list_elements (self->diagrams[side], edges),
                      *there = list_elements (self->diagrams[1 - side], edges);

      for (gint32 i = 0; i < (gint32) here->len; i++)
        {
          const ColimTerm *statement = g_ptr_array_index (here, i);
          const char *name = colim_term_get_name (statement);
          gint32 other = find (self->diagrams[1 - side], edges, name);
          const ColimTerm *match = other >= 0 ? g_ptr_array_index (there, other) : NULL;
          DiffEntry *entry;

          if (match == NULL)
            {
              entry = _colim_diff_add (self, part, side == 0 ? COLIM_DIFF_ONLY_A : COLIM_DIFF_ONLY_B, name,
                                       side == 0 ? i : -1, side == 0 ? -1 : i);
              entry->texts[side] = print (statement);
            }
          else if (side == 0
                   && !(edges ? is_same_edge (agreement, statement, match) : is_same_vertex (statement, match)))
            {
              entry = _colim_diff_add (self, part, COLIM_DIFF_CHANGED, name, i, other);
              entry->texts[0] = print (statement);
              entry->texts[1] = print (match);
            }
        }
    }
}

/* What is told apart by its text: relations and metrics */

typedef char *(*PrintFunc) (ColimDiagram *diagram, gint32 number, gconstpointer data);

/* Adds what one of two lists has alone; what is said twice counts once. */
static void
compare_texts (ColimDiff *self, ColimDiffPart part, const gint32 *sizes, PrintFunc describe, const gconstpointer *data)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) second = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *said[] = { first, second };

  for (guint side = 0; side < 2; side++)
    for (gint32 i = 0; i < sizes[side]; i++)
      g_hash_table_add (said[side], describe (self->diagrams[side], i, data[side]));
  for (guint side = 0; side < 2; side++)
    for (gint32 i = 0; i < sizes[side]; i++)
      {
        g_autofree char *text = describe (self->diagrams[side], i, data[side]);

        if (g_hash_table_contains (said[1 - side], text) || !g_hash_table_remove (said[side], text))
          continue;
        _colim_diff_add (self, part, side == 0 ? COLIM_DIFF_ONLY_A : COLIM_DIFF_ONLY_B, text, side == 0 ? i : -1,
                         side == 0 ? -1 : i)
            ->texts[side]
            = g_strdup (text);
      }
}

typedef struct {
  GPtrArray *sides[2];
} Relations;

static char *
print_relation (ColimDiagram *diagram, gint32 number, gconstpointer data)
{
  const Relations *relations = data;

  return _colim_diagram_print_inequality (diagram, g_ptr_array_index (relations->sides[0], number),
                                          g_ptr_array_index (relations->sides[1], number));
}

static void
compare_relations (ColimDiff *self)
{
  Relations relations[2];
  const gconstpointer data[] = { &relations[0], &relations[1] };
  gint32 sizes[2];

  for (guint d = 0; d < 2; d++)
    {
      for (guint side = 0; side < 2; side++)
        relations[d].sides[side] = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
      colim_learning_graph_list_relations (self->diagrams[d]->graph, self->diagrams[d]->quiver, relations[d].sides[0],
                                           relations[d].sides[1], NULL);
      sizes[d] = (gint32) relations[d].sides[0]->len;
    }
  compare_texts (self, COLIM_DIFF_RELATIONS, sizes, print_relation, data);
  for (guint d = 0; d < 2; d++)
    for (guint side = 0; side < 2; side++)
      g_ptr_array_unref (relations[d].sides[side]);
}

static char *
print_metric (ColimDiagram *diagram, gint32 number, G_GNUC_UNUSED gconstpointer data)
{
  return colim_term_to_string (g_ptr_array_index (diagram->metrics, number));
}

static void
compare_metrics (ColimDiff *self)
{
  const gconstpointer data[] = { NULL, NULL };
  const gint32 sizes[] = { (gint32) self->diagrams[0]->metrics->len, (gint32) self->diagrams[1]->metrics->len };

  compare_texts (self, COLIM_DIFF_METRICS, sizes, print_metric, data);
}

/* What is told apart by a key: models and settings */

/* Takes the texts. */
static void
compare_values (ColimDiff *self, ColimDiffPart part, const char *key, char *a, char *b, gboolean same)
{
  DiffEntry *entry;

  if (same || (a == NULL && b == NULL))
    {
      g_free (a);
      g_free (b);
      return;
    }
  entry = _colim_diff_add (self, part,
                           b == NULL   ? COLIM_DIFF_ONLY_A
                           : a == NULL ? COLIM_DIFF_ONLY_B
                                       : COLIM_DIFF_CHANGED,
                           key, -1, -1);
  entry->texts[0] = a;
  entry->texts[1] = b;
}

static void
compare_models (ColimDiff *self, Agreement *agreement)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) second = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) lets = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_term_unref);
  GHashTable *used[] = { first, second };
  guint n_first;

  _colim_diagram_collect_handles (self->diagrams[0], first, lets);
  n_first = lets->len;
  _colim_diagram_collect_handles (self->diagrams[1], second, lets);
  for (guint i = 0; i < lets->len; i++)
    {
      const char *name = colim_term_get_name (g_ptr_array_index (lets, i));
      char *texts[2];

      if (i >= n_first && g_hash_table_contains (first, name))
        continue;
      for (guint side = 0; side < 2; side++)
        texts[side] = g_hash_table_contains (used[side], name)
                          ? print (colim_diagram_find_let (self->diagrams[side], name, NULL))
                          : NULL;
      compare_values (self, COLIM_DIFF_MODELS, name, texts[0], texts[1],
                      texts[0] != NULL && texts[1] != NULL && _colim_agreement_on_handle (agreement, name));
    }
}

/* One of the settings of a training, as it is set. */
static char *
print_key (const char *name, const ColimTerm *value)
{
  g_autofree char *text = value != NULL ? colim_term_to_string (value) : NULL;

  return text != NULL ? g_strdup_printf ("%s = %s", name, text) : NULL;
}

static const ColimTerm *
find_key (const ColimTerm *train, const char *key)
{
  for (guint i = 0; train != NULL && i < colim_term_get_n_children (train); i++)
    if (g_str_equal (colim_term_get_name (colim_term_get_child (train, i)), key))
      return colim_term_get_child (colim_term_get_child (train, i), 0);

  return NULL;
}

/* The settings of a training with the defaults of the file, or NULL. */
static ColimTerm *
fill_train (const ColimDiagram *diagram)
{
  if (diagram->train == NULL)
    return NULL;

  return diagram->train_defaults != NULL ? _colim_glue_merge_train (diagram->train_defaults, diagram->train)
                                         : colim_term_ref (diagram->train);
}

static void
compare_settings (ColimDiff *self)
{
  const ColimDiagram *a = self->diagrams[0], *b = self->diagrams[1];
  g_autoptr (ColimTerm) first = fill_train (a);
  g_autoptr (ColimTerm) second = fill_train (b);
  const ColimTerm *trains[] = { first, second };

  /* What is unset has a value too. */
  compare_values (self, COLIM_DIFF_SETTINGS, "policy", print (a->policy_setting), print (b->policy_setting),
                  a->selection.policy == b->selection.policy);
  compare_values (self, COLIM_DIFF_SETTINGS, "reduce", print (a->reduce_setting), print (b->reduce_setting),
                  a->reduce == b->reduce);
  compare_values (self, COLIM_DIFF_SETTINGS, "bound", print (a->bound_setting), print (b->bound_setting),
                  a->selection.max_length == b->selection.max_length
                      && a->selection.max_derivation == b->selection.max_derivation);
  if ((first == NULL) != (second == NULL))
    compare_values (self, COLIM_DIFF_SETTINGS, "train", print (first), print (second), FALSE);
  for (guint side = 0; first != NULL && second != NULL && side < 2; side++)
    for (guint i = 0; i < colim_term_get_n_children (trains[side]); i++)
      {
        const char *key = colim_term_get_name (colim_term_get_child (trains[side], i));
        const ColimTerm *in_a = find_key (first, key), *in_b = find_key (second, key);
        g_autofree char *name = g_strconcat ("train ", key, NULL);

        if (side == 0 || in_a == NULL)
          compare_values (self, COLIM_DIFF_SETTINGS, name, print_key (name, in_a), print_key (name, in_b),
                          in_a != NULL && in_b != NULL && colim_term_equal (in_a, in_b));
      }
}

void
_colim_diff_compare (ColimDiff *self)
{
  g_auto (Agreement) agreement = { 0 };

  _colim_agreement_init (&agreement, self->diagrams[0], self->diagrams[1]);
  compare_elements (self, &agreement, FALSE);
  compare_elements (self, &agreement, TRUE);
  compare_relations (self);
  compare_models (self, &agreement);
  compare_metrics (self);
  compare_settings (self);
}
