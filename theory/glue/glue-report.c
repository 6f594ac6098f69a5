/* What becomes of the terms of the parts: carried along the legs, shared, or new. */

#include "theory/glue/glue-private.h"

#include "theory/diagram/interpretation-private.h"
#include "theory/loss/loss-private.h"

#include <string.h>

typedef struct {
  ColimPath *p;
  ColimPath *q;
  gboolean in_loss;
  gboolean is_redundant;
} Term;

typedef struct {
  GArray *terms;        /* Term */
  ColimRational *value; /* or NULL */
} Part;

struct _ColimGluingReport {
  ColimPairs *pairs;
  guint *images; /* by pair: in how many parts it is */
  Part *parts;
  guint n_parts;
  gboolean is_additive;
  char *why;
};

/**
 * ColimGluingReport:
 *
 * The terms of a glued diagram beside those of its parts.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimGluingReport, colim_gluing_report, colim_gluing_report_ref, colim_gluing_report_unref)

static void
clear_term (Term *term)
{
  colim_path_unref (term->p);
  colim_path_unref (term->q);
}

/* The shape of a part with the kinds that its vertices have in the whole. */
static ColimCSet *
make_part (const ColimGluing *gluing, guint part)
{
  const ColimDiagram *diagram = gluing->parts[part];
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_learning_graph_get_schema ());
  g_autoptr (GPtrArray) lesser = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  g_autoptr (GPtrArray) greater = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);

  for (gint32 v = 0; v < (gint32) diagram->vertices->len; v++)
    colim_learning_graph_add_vertex (
        builder,
        colim_learning_graph_get_kind (gluing->diagram->graph, colim_fin_function_apply (gluing->vertices[part], v)));
  for (gint32 e = 0; e < (gint32) diagram->edges->len; e++)
    colim_learning_graph_add_edge (builder, colim_quiver_get_src (diagram->quiver, e),
                                   colim_quiver_get_tgt (diagram->quiver, e));
  colim_learning_graph_list_relations (diagram->graph, diagram->quiver, lesser, greater, NULL);
  for (guint r = 0; r < lesser->len; r++)
    colim_learning_graph_add_relation (builder, g_ptr_array_index (lesser, r), g_ptr_array_index (greater, r));

  return colim_cset_builder_end (builder, NULL);
}

typedef struct {
  const ColimGluing *gluing;
  ColimGluingReport *report;
  GHashTable *numbers; /* key → number of the pair + 1 */
  gint32 n_merged;     /* terms of a part that fall together, with one another or into p = q */
  gint32 n_lost;       /* that the whole does not select */
} Counting;

/* Carries the pairs of a part along its leg. */
static gboolean
count_part (Counting *self, guint part, const ColimSelection *selection, GError **error)
{
  const ColimGluing *gluing = self->gluing;
  g_autoptr (ColimCSet) graph = make_part (gluing, part);
  g_autoptr (ColimPairs) pairs = colim_pairs_new (graph, selection, FALSE, error);
  const gint32 *vertices = colim_fin_function_get_values (gluing->vertices[part], NULL);
  const gint32 *edges = colim_fin_function_get_values (gluing->edges[part], NULL);
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  if (pairs == NULL)
    return FALSE;
  for (gint32 i = 0; i < colim_pairs_get_n (pairs); i++)
    {
      Term term
          = { _colim_learning_graph_map_path (colim_pairs_get_p (pairs, i), gluing->diagram->quiver, vertices, edges),
              _colim_learning_graph_map_path (colim_pairs_get_q (pairs, i), gluing->diagram->quiver, vertices, edges),
              colim_pairs_is_in_loss (pairs, i), colim_pairs_is_redundant (pairs, i) };
      g_autoptr (GBytes) key = _colim_learning_graph_make_key (term.p, term.q);
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, key));

      g_array_append_val (self->report->parts[part].terms, term);
      if (!g_hash_table_add (seen, g_bytes_ref (key)) || colim_path_equal (term.p, term.q))
        self->n_merged++;
      else if (number == 0)
        self->n_lost++;
      else
        self->report->images[number - 1]++;
    }

  return TRUE;
}

/* Whether the terms of a part can be exact at all; else no data set is opened for them. */
static gboolean
has_finite_sources (const ColimGluing *gluing, const Part *part)
{
  for (guint i = 0; i < part->terms->len; i++)
    {
      const Term *term = &g_array_index (part->terms, Term, i);
      const ColimTerm *space = colim_diagram_get_space (gluing->diagram, colim_path_get_source (term->p));
      const ColimTerm *set
          = space != NULL && colim_term_get_n_children (space) > 0 ? colim_term_get_child (space, 0) : NULL;

      if (term->in_loss
          && (set == NULL || colim_term_get_name (set) == NULL || !g_str_equal (colim_term_get_name (set), "Fin")))
        return FALSE;
    }

  return TRUE;
}

/* The exact value of the terms of a part with the joined data, or NULL. */
static ColimRational *
measure_part (const Part *part, ColimInterpretation *meaning)
{
  guint n = part->terms->len;
  g_autofree ColimPath **p = g_new0 (ColimPath *, n + 1), **q = g_new0 (ColimPath *, n + 1);
  g_autoptr (ColimDiagnostics) unread = colim_diagnostics_new ();
  g_autoptr (ColimLoss) loss = NULL;

  for (guint i = 0; i < n; i++)
    {
      const Term *term = &g_array_index (part->terms, Term, i);

      p[i] = term->in_loss ? term->p : NULL;
      q[i] = term->q;
    }
  loss = _colim_loss_measure (meaning, p, q, (gint32) n, unread);

  return loss != NULL ? colim_rational_ref (colim_loss_get_value (loss)) : NULL;
}

static gboolean
has_terms_in_loss (const Part *part)
{
  for (guint i = 0; i < part->terms->len; i++)
    if (g_array_index (part->terms, Term, i).in_loss)
      return TRUE;

  return FALSE;
}

static void
measure (const ColimGluing *gluing, ColimGluingReport *report)
{
  g_autoptr (ColimInterpretation) meaning = NULL;
  gboolean tried = FALSE;

  for (guint i = 0; i < report->n_parts; i++)
    {
      Part *part = &report->parts[i];

      if (!has_terms_in_loss (part))
        part->value = colim_rational_new (0, 1);
      else if (has_finite_sources (gluing, part))
        {
          g_autoptr (ColimDiagnostics) unread = colim_diagnostics_new ();

          if (!tried)
            meaning = colim_interpretation_new (gluing->diagram, NULL, unread);
          tried = TRUE;
          part->value = meaning != NULL ? measure_part (part, meaning) : NULL;
        }
    }
}

static void
append_count (GString *out, gint32 n, const char *what)
{
  if (n > 0)
    g_string_append_printf (out, "%s%d %s", out->len > 0 ? ", " : "", n, what);
}

/* Why the loss is the sum of the parts', or why not. */
static void
conclude (const Counting *counting)
{
  ColimGluingReport *self = counting->report;
  g_autofree char *failing = _colim_glue_find_failing_hypothesis (counting->gluing);
  GString *out = g_string_new (NULL);
  gint32 n_shared = 0, n_new = 0;

  for (gint32 i = 0; i < colim_pairs_get_n (self->pairs); i++)
    {
      n_shared += self->images[i] > 1;
      n_new += self->images[i] == 0;
    }
  append_count (out, n_new, n_new == 1 ? "pair is new" : "pairs are new");
  append_count (out, n_shared, n_shared == 1 ? "is shared by parts" : "are shared by parts");
  append_count (out, counting->n_merged, counting->n_merged == 1 ? "is merged" : "are merged");
  append_count (out, counting->n_lost, counting->n_lost == 1 ? "is no longer selected" : "are no longer selected");
  self->is_additive = out->len == 0;
  if (self->is_additive)
    g_string_append (out, "each term of a part is one term of the whole, and there is no other");
  if (failing == NULL)
    g_string_append (out, "; H0, H1 and H2 hold: no indexing vertex is glued, no path to a relation crosses the seam, and none "
                          "from one");
  else
    g_string_append_printf (out, "%s%s", self->is_additive ? ", although " : "; ", failing);
  self->why = g_string_free (out, FALSE);
}

/**
 * colim_gluing_report_new:
 * @gluing: a gluing
 * @error: return location for an error
 *
 * Compares the terms of a glued diagram with those of its parts, under its policy and its bounds: which of them two
 * parts share, which are new, and whether its loss is the sum of theirs.  Where spaces and maps are finite the parts
 * have exact values, with what the others assign.
 *
 * Returns: (transfer full): the report, or %NULL with @error set if the pairs cannot be listed
 */
ColimGluingReport *
colim_gluing_report_new (ColimGluing *gluing, GError **error)
{
  g_return_val_if_fail (gluing != NULL, NULL);

  g_autoptr (ColimGluingReport) self = g_atomic_rc_box_new0 (ColimGluingReport);
  g_autoptr (GHashTable) numbers
      = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  const ColimSelection *selection = &gluing->diagram->selection;
  Counting counting = { gluing, self, numbers, 0, 0 };

  self->n_parts = gluing->n_parts;
  self->parts = g_new0 (Part, self->n_parts);
  for (guint i = 0; i < self->n_parts; i++)
    {
      self->parts[i].terms = g_array_new (FALSE, FALSE, sizeof (Term));
      g_array_set_clear_func (self->parts[i].terms, (GDestroyNotify) clear_term);
    }
  if ((self->pairs = colim_pairs_new (gluing->diagram->graph, selection, FALSE, error)) == NULL)
    return NULL;
  self->images = g_new0 (guint, (gsize) colim_pairs_get_n (self->pairs) + 1);
  for (gint32 i = 0; i < colim_pairs_get_n (self->pairs); i++)
    g_hash_table_insert (
        numbers,
        _colim_learning_graph_make_key (colim_pairs_get_p (self->pairs, i), colim_pairs_get_q (self->pairs, i)),
        GUINT_TO_POINTER ((guint) i + 1));
  for (guint i = 0; i < self->n_parts; i++)
    if (!count_part (&counting, i, selection, error))
      return NULL;
  measure (gluing, self);
  conclude (&counting);

  return g_steal_pointer (&self);
}

/**
 * colim_gluing_report_ref:
 * @self: a report
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimGluingReport *
colim_gluing_report_ref (ColimGluingReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimGluingReport *self)
{
  g_clear_pointer (&self->pairs, colim_pairs_unref);
  for (guint i = 0; i < self->n_parts; i++)
    {
      g_array_unref (self->parts[i].terms);
      g_clear_pointer (&self->parts[i].value, colim_rational_unref);
    }
  g_free (self->parts);
  g_free (self->images);
  g_free (self->why);
}

/**
 * colim_gluing_report_unref:
 * @self: (transfer full): a report
 *
 * Gives a reference back.
 */
void
colim_gluing_report_unref (ColimGluingReport *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_gluing_report_get_pairs:
 * @self: a report
 *
 * Gives the pairs of the glued diagram.
 *
 * Returns: (transfer none): the pairs
 */
ColimPairs *
colim_gluing_report_get_pairs (const ColimGluingReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pairs;
}

/**
 * colim_gluing_report_count_images:
 * @self: a report
 * @pair: a pair of the glued diagram
 *
 * Tells in how many parts a pair is: in two or more if it is shared, in none if it is new.
 *
 * Returns: how many parts have a pair that went to it
 */
guint
colim_gluing_report_count_images (const ColimGluingReport *self, gint32 pair)
{
  g_return_val_if_fail (self != NULL && pair >= 0 && pair < colim_pairs_get_n (self->pairs), 0);

  return self->images[pair];
}

/**
 * colim_gluing_report_get_n_terms:
 * @self: a report
 * @part: a part
 *
 * Counts the pairs of a part.
 *
 * Returns: how many there are
 */
gint32
colim_gluing_report_get_n_terms (const ColimGluingReport *self, guint part)
{
  g_return_val_if_fail (self != NULL && part < self->n_parts, 0);

  return (gint32) self->parts[part].terms->len;
}

static const Term *
get_term (const ColimGluingReport *self, guint part, gint32 term)
{
  return &g_array_index (self->parts[part].terms, Term, term);
}

static gboolean
has_term (const ColimGluingReport *self, guint part, gint32 term)
{
  return self != NULL && part < self->n_parts && term >= 0 && (guint) term < self->parts[part].terms->len;
}

/**
 * colim_gluing_report_get_p:
 * @self: a report
 * @part: a part
 * @term: a pair of it
 *
 * Gives the lesser path of a pair of a part, as it is in the glued diagram.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_gluing_report_get_p (const ColimGluingReport *self, guint part, gint32 term)
{
  g_return_val_if_fail (has_term (self, part, term), NULL);

  return get_term (self, part, term)->p;
}

/**
 * colim_gluing_report_get_q:
 * @self: a report
 * @part: a part
 * @term: a pair of it
 *
 * Gives the greater path of a pair of a part, as it is in the glued diagram; it may be the lesser one, where gluing has
 * made one of both.
 *
 * Returns: (transfer none): the path
 */
ColimPath *
colim_gluing_report_get_q (const ColimGluingReport *self, guint part, gint32 term)
{
  g_return_val_if_fail (has_term (self, part, term), NULL);

  return get_term (self, part, term)->q;
}

/**
 * colim_gluing_report_is_in_loss:
 * @self: a report
 * @part: a part
 * @term: a pair of it
 *
 * Tells whether a pair ends at a vertex with a loss.
 *
 * Returns: whether it does
 */
gboolean
colim_gluing_report_is_in_loss (const ColimGluingReport *self, guint part, gint32 term)
{
  g_return_val_if_fail (has_term (self, part, term), FALSE);

  return get_term (self, part, term)->in_loss;
}

/**
 * colim_gluing_report_is_redundant:
 * @self: a report
 * @part: a part
 * @term: a pair of it
 *
 * Tells whether, in the part, another pair implies this one.
 *
 * Returns: whether one does
 */
gboolean
colim_gluing_report_is_redundant (const ColimGluingReport *self, guint part, gint32 term)
{
  g_return_val_if_fail (has_term (self, part, term), FALSE);

  return get_term (self, part, term)->is_redundant;
}

/**
 * colim_gluing_report_get_value:
 * @self: a report
 * @part: a part
 *
 * Gives the exact loss of a part, with what the others assign to what is glued.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL if it is not exact or not all that it needs is given
 */
ColimRational *
colim_gluing_report_get_value (const ColimGluingReport *self, guint part)
{
  g_return_val_if_fail (self != NULL && part < self->n_parts, NULL);

  return self->parts[part].value;
}

/**
 * colim_gluing_report_is_additive:
 * @self: a report
 *
 * Tells whether the loss is the sum of the parts' for every choice of spaces and maps: no term is shared, none is new,
 * and none of a part are merged.
 *
 * Returns: whether it is
 */
gboolean
colim_gluing_report_is_additive (const ColimGluingReport *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_additive;
}

/**
 * colim_gluing_report_get_why:
 * @self: a report
 *
 * Tells why the loss is the sum of the parts' or not, and which hypothesis of the additivity theorem fails, if one
 * does.
 *
 * Returns: (transfer none): the reason, for people
 */
const char *
colim_gluing_report_get_why (const ColimGluingReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->why;
}
