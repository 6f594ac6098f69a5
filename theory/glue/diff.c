/* What two diagrams differ in: elements, what is assigned to them, settings, and the terms of the loss. */

#include "theory/glue/diff-private.h"

/**
 * ColimDiff:
 *
 * What two learning diagrams A and B differ in.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimDiff, colim_diff, colim_diff_ref, colim_diff_unref)

static void
clear_entry (DiffEntry *self)
{
  g_free (self->name);
  g_free (self->texts[0]);
  g_free (self->texts[1]);
  g_strfreev (self->causes);
}

DiffEntry *
_colim_diff_add (ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, const char *name, gint32 in_a, gint32 in_b)
{
  GArray *entries = self->entries[part][kind];
  const DiffEntry entry = { g_strdup (name), { NULL, NULL }, { in_a, in_b }, NULL };

  g_array_append_val (entries, entry);

  return &g_array_index (entries, DiffEntry, entries->len - 1);
}

guint
_colim_diff_count (const ColimDiff *self, ColimDiffPart part)
{
  guint n = 0;

  for (guint kind = 0; kind < COLIM_DIFF_N_KINDS; kind++)
    n += self->entries[part][kind]->len;

  return n;
}

/**
 * colim_diff_new:
 * @a: a diagram
 * @b: another one
 * @of_a: (nullable): which terms of @a are compared; %NULL: those that its own settings select
 * @of_b: (nullable): which terms of @b are compared; %NULL: those that its own settings select
 * @error: return location for an error
 *
 * Compares two diagrams by name: vertices with their kinds and spaces; edges with their ends, models and flags, where a
 * model is another one too if a handle that it uses stands for another one; relations; settings; and the terms of the
 * loss, each under its own policy.  A term that both have is changed if its data, its distance or a model on its paths
 * is, or if it is redundant in one alone.  Time: linear in the diagrams, and in their pairs if anything that those
 * depend on differs.
 *
 * Returns: (transfer full): what differs, or %NULL with %COLIM_ERROR_CYCLE or %COLIM_ERROR_BUDGET if the terms cannot
 * be listed
 */
ColimDiff *
colim_diff_new (ColimDiagram *a, ColimDiagram *b, const ColimSelection *of_a, const ColimSelection *of_b,
                GError **error)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);

  g_autoptr (ColimDiff) self = g_atomic_rc_box_new0 (ColimDiff);
  const ColimSelection *selections[] = { of_a != NULL ? of_a : &a->selection, of_b != NULL ? of_b : &b->selection };

  self->diagrams[0] = colim_diagram_ref (a);
  self->diagrams[1] = colim_diagram_ref (b);
  for (guint part = 0; part < COLIM_DIFF_N_PARTS; part++)
    for (guint kind = 0; kind < COLIM_DIFF_N_KINDS; kind++)
      {
        self->entries[part][kind] = g_array_new (FALSE, FALSE, sizeof (DiffEntry));
        g_array_set_clear_func (self->entries[part][kind], (GDestroyNotify) clear_entry);
      }
  _colim_diff_compare (self);

  return _colim_diff_compare_terms (self, selections, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * colim_diff_ref:
 * @self: a difference
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimDiff *
colim_diff_ref (ColimDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimDiff *self)
{
  for (guint side = 0; side < 2; side++)
    {
      colim_diagram_unref (self->diagrams[side]);
      g_clear_pointer (&self->pairs[side], colim_pairs_unref);
    }
  for (guint part = 0; part < COLIM_DIFF_N_PARTS; part++)
    for (guint kind = 0; kind < COLIM_DIFF_N_KINDS; kind++)
      g_array_unref (self->entries[part][kind]);
}

/**
 * colim_diff_unref:
 * @self: (transfer full): a difference
 *
 * Gives a reference back.
 */
void
colim_diff_unref (ColimDiff *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_diff_get_a:
 * @self: a difference
 *
 * Gives the first diagram.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_diff_get_a (const ColimDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->diagrams[0];
}

/**
 * colim_diff_get_b:
 * @self: a difference
 *
 * Gives the second diagram.
 *
 * Returns: (transfer none): the diagram
 */
ColimDiagram *
colim_diff_get_b (const ColimDiff *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->diagrams[1];
}

/**
 * colim_diff_is_empty:
 * @self: a difference
 *
 * Tells whether the two diagrams say the same.
 *
 * Returns: whether nothing differs
 */
gboolean
colim_diff_is_empty (const ColimDiff *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint part = 0; part < COLIM_DIFF_N_PARTS; part++)
    if (_colim_diff_count (self, (ColimDiffPart) part) > 0)
      return FALSE;

  return TRUE;
}

static const DiffEntry *
get_entry (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, guint index)
{
  return self != NULL && (guint) part < COLIM_DIFF_N_PARTS && (guint) kind < COLIM_DIFF_N_KINDS
                 && index < self->entries[part][kind]->len
             ? &g_array_index (self->entries[part][kind], DiffEntry, index)
             : NULL;
}

/**
 * colim_diff_get_n:
 * @self: a difference
 * @part: what is asked for
 * @kind: how it differs
 *
 * Counts what differs: in the order of A, or, of what only B has, of B.
 *
 * Returns: how many there are
 */
guint
colim_diff_get_n (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind)
{
  g_return_val_if_fail (self != NULL && (guint) part < COLIM_DIFF_N_PARTS && (guint) kind < COLIM_DIFF_N_KINDS, 0);

  return self->entries[part][kind]->len;
}

/**
 * colim_diff_get_name:
 * @self: a difference
 * @part: what is asked for
 * @kind: how it differs
 * @index: which one
 *
 * Names what differs: an element or a handle by its name, a setting by its key, relations and terms as `p ≤ q`.
 *
 * Returns: (transfer none): the name
 */
const char *
colim_diff_get_name (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, guint index)
{
  const DiffEntry *entry = get_entry (self, part, kind, index);

  g_return_val_if_fail (entry != NULL, NULL);

  return entry->name;
}

/**
 * colim_diff_get_text:
 * @self: a difference
 * @part: what is asked for
 * @kind: how it differs
 * @index: which one
 * @in_b: whether B is asked, or else A
 *
 * Tells what one of the diagrams says there, as the language does.
 *
 * Returns: (transfer none) (nullable): the statement, or the value of a setting; %NULL if it says nothing, and for a
 *   term
 */
const char *
colim_diff_get_text (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, guint index, gboolean in_b)
{
  const DiffEntry *entry = get_entry (self, part, kind, index);

  g_return_val_if_fail (entry != NULL, NULL);

  return entry->texts[in_b ? 1 : 0];
}

/**
 * colim_diff_get_number:
 * @self: a difference
 * @part: what is asked for
 * @kind: how it differs
 * @index: which one
 * @in_b: whether B is asked, or else A
 *
 * Tells which vertex, edge, relation or metric of one of the diagrams that is, or which of its pairs.
 *
 * Returns: the number, or -1 if that diagram has none, and for models and settings
 */
gint32
colim_diff_get_number (const ColimDiff *self, ColimDiffPart part, ColimDiffKind kind, guint index, gboolean in_b)
{
  const DiffEntry *entry = get_entry (self, part, kind, index);

  g_return_val_if_fail (entry != NULL, -1);

  return entry->numbers[in_b ? 1 : 0];
}

/**
 * colim_diff_get_causes:
 * @self: a difference
 * @index: which of the changed terms
 *
 * Tells which changed elements a term reads: its data, its distance, the models on its paths.
 *
 * Returns: (transfer none) (array zero-terminated=1): their names; none if it is only redundant in one of the diagrams
 */
const char *const *
colim_diff_get_causes (const ColimDiff *self, guint index)
{
  const DiffEntry *entry = get_entry (self, COLIM_DIFF_TERMS, COLIM_DIFF_CHANGED, index);

  g_return_val_if_fail (entry != NULL, NULL);

  return (const char *const *) entry->causes;
}

/**
 * colim_diff_get_pairs:
 * @self: a difference
 * @in_b: whether B is asked, or else A
 *
 * Gives the pairs of a diagram, which the numbers of terms are about.
 *
 * Returns: (transfer none) (nullable): the pairs, or %NULL if nothing that they depend on differs, so that they were
 * not listed
 */
ColimPairs *
colim_diff_get_pairs (const ColimDiff *self, gboolean in_b)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pairs[in_b ? 1 : 0];
}
