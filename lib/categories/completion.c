/* The word problem by completion (Knuth and Bendix 1970): equations become rules from the larger path to the smaller, first
 * by length, then by edge numbers; where two rules can be applied to overlapping parts of a path, what they make of it is
 * one more equation.  When there are no more, every path has one normal form.
 *
 *     l₁ = x y, l₂ = y z:     x y z  →  r₁ z      and      x y z  →  x r₂
 */

#include <colim/completion.h>

#include <colim/congruence.h>

#include "lib/categories/path-private.h"

#include <string.h>

/* What listed arrows may have together, a hundred megabytes: there may be few, and all of them long. */
#define MOST_EDGES (1u << 25)

/* Edges; where a word is empty, its ends are told by what it is equal to. */
typedef struct {
  gint32 *edges;
  gsize n;
} Word;

typedef struct {
  Word from, to;
  gboolean is_dead; /* another rule reduces its left side */
} Rule;

struct _ColimCompletion {
  ColimPresentation *presentation;
  GArray *rules;   /* Rule */
  GArray *pending; /* Word: equations, two words each */
  gint64 given;
  gint64 budget; /* what is left of it: looks at rules and equations */
  gboolean is_confluent;
};

/**
 * ColimCompletion:
 *
 * Rules that decide which paths a presentation makes equal, as far as a budget went.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimCompletion, colim_completion, colim_completion_ref, colim_completion_unref)

static Word
copy_word (const gint32 *edges, gsize n)
{
  Word word = { g_memdup2 (edges, n * sizeof *edges), n };

  return word;
}

static void
clear_word (Word *word)
{
  g_free (word->edges);
}

static void
clear_rule (Rule *rule)
{
  clear_word (&rule->from);
  clear_word (&rule->to);
}

static int
compare_words (const Word *a, const Word *b)
{
  if (a->n != b->n)
    return a->n < b->n ? -1 : 1;
  for (gsize i = 0; i < a->n; i++)
    if (a->edges[i] != b->edges[i])
      return a->edges[i] < b->edges[i] ? -1 : 1;

  return 0;
}

static gboolean
stands_at (const Word *part, const Word *word, gsize at)
{
  return at + part->n <= word->n && memcmp (part->edges, word->edges + at, part->n * sizeof *part->edges) == 0;
}

/* Puts a word in the place of a part of another; it is not longer than the part. */
static void
replace_part (Word *word, gsize at, gsize length, const Word *by)
{
  if (by->n > 0)
    memcpy (word->edges + at, by->edges, by->n * sizeof *word->edges);
  memmove (word->edges + at + by->n, word->edges + at + length, (word->n - at - length) * sizeof *word->edges);
  word->n = word->n - length + by->n;
}

/* The rule that applies at a place; NULL if none does. */
static const Rule *
find_rule (const GArray *rules, const Word *word, gsize at)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const Rule *rule = &g_array_index (rules, Rule, i);

      if (!rule->is_dead && stands_at (&rule->from, word, at))
        return rule;
    }

  return NULL;
}

/* Applies rules from left to right until none applies; each makes the word smaller.  FALSE when the budget ran out. */
static gboolean
reduce (const GArray *rules, Word *word, gsize longest, gint64 *budget)
{
  gsize at = 0;

  while (at < word->n)
    {
      const Rule *rule;

      if (budget != NULL && (*budget -= rules->len) < 0)
        return FALSE;
      rule = find_rule (rules, word, at);
      if (rule == NULL)
        at++;
      else
        {
          replace_part (word, at, rule->from.n, &rule->to);
          /* A rule may begin so far before what is new. */
          at = at > longest ? at - longest : 0;
        }
    }

  return TRUE;
}

static gsize
get_longest (const GArray *rules)
{
  gsize longest = 0;

  for (guint i = 0; i < rules->len; i++)
    longest = MAX (longest, g_array_index (rules, Rule, i).from.n);

  return longest;
}

static void
push_equation (ColimCompletion *self, Word left, Word right)
{
  g_array_append_val (self->pending, left);
  g_array_append_val (self->pending, right);
}

/* What two rules make of the path in which the end of one's left side, so many edges, is the beginning of the other's. */
static void
push_overlap (ColimCompletion *self, const Rule *first, const Rule *second, gsize shared)
{
  gsize head = first->from.n - shared, tail = second->from.n - shared;
  Word left = { g_new (gint32, first->to.n + tail + 1), first->to.n + tail };
  Word right = { g_new (gint32, head + second->to.n + 1), head + second->to.n };

  if (first->to.n > 0)
    memcpy (left.edges, first->to.edges, first->to.n * sizeof *left.edges);
  memcpy (left.edges + first->to.n, second->from.edges + shared, tail * sizeof *left.edges);
  memcpy (right.edges, first->from.edges, head * sizeof *right.edges);
  if (second->to.n > 0)
    memcpy (right.edges + head, second->to.edges, second->to.n * sizeof *right.edges);
  push_equation (self, left, right);
}

static void
push_overlaps (ColimCompletion *self, const Rule *first, const Rule *second)
{
  /* Of one left side in another nothing need be said: then one of the two is no rule any more. */
  for (gsize shared = 1; shared < MIN (first->from.n, second->from.n); shared++)
    if (memcmp (first->from.edges + first->from.n - shared, second->from.edges, shared * sizeof *first->from.edges) == 0)
      push_overlap (self, first, second, shared);
}

static gboolean
contains (const Word *word, const Word *part)
{
  for (gsize at = 0; at + part->n <= word->n; at++)
    if (stands_at (part, word, at))
      return TRUE;

  return FALSE;
}

/* Rules whose left side a new one reduces are equations again. */
static void
retire_rules (ColimCompletion *self, guint new_rule)
{
  for (guint i = 0; i < new_rule; i++)
    {
      Rule *rule = &g_array_index (self->rules, Rule, i);
      const Rule *added = &g_array_index (self->rules, Rule, new_rule);

      if (rule->is_dead || !contains (&rule->from, &added->from))
        continue;
      rule->is_dead = TRUE;
      push_equation (self, copy_word (rule->from.edges, rule->from.n), copy_word (rule->to.edges, rule->to.n));
    }
}

static void
add_rule (ColimCompletion *self, Word from, Word to)
{
  Rule rule = { from, to, FALSE };
  guint added = self->rules->len;

  g_array_append_val (self->rules, rule);
  retire_rules (self, added);
  for (guint i = 0; i <= added; i++)
    {
      const Rule *one = &g_array_index (self->rules, Rule, i), *other = &g_array_index (self->rules, Rule, added);

      if (one->is_dead)
        continue;
      push_overlaps (self, one, other);
      if (i != added)
        push_overlaps (self, other, one);
    }
}

/* Takes the smallest equation, so that rules stay small. */
static void
pop_equation (ColimCompletion *self, Word *left, Word *right)
{
  Word *words = (Word *) (void *) self->pending->data;
  guint best = 0, last = self->pending->len - 2;

  for (guint i = 2; i < self->pending->len; i += 2)
    if (words[i].n + words[i + 1].n < words[best].n + words[best + 1].n)
      best = i;
  *left = words[best];
  *right = words[best + 1];
  words[best] = words[last];
  words[best + 1] = words[last + 1];
  g_array_set_size (self->pending, last);
}

static void
complete (ColimCompletion *self)
{
  while (self->pending->len > 0)
    {
      Word left, right;
      gsize longest = get_longest (self->rules);
      gboolean reduced;
      int order;

      if ((self->budget -= self->pending->len) < 0)
        return;
      pop_equation (self, &left, &right);
      reduced = reduce (self->rules, &left, longest, &self->budget) && reduce (self->rules, &right, longest, &self->budget);
      order = compare_words (&left, &right);
      if (!reduced || order == 0)
        {
          clear_word (&left);
          clear_word (&right);
          if (!reduced)
            return;
        }
      else if (order > 0)
        add_rule (self, left, right);
      else
        add_rule (self, right, left);
    }
  self->is_confluent = TRUE;
}

/* Drops dead rules, and reduces right sides: the rules of a complete system are then the only ones of their order. */
static void
tidy (ColimCompletion *self)
{
  gsize longest = get_longest (self->rules);

  for (guint i = self->rules->len; i-- > 0;)
    if (g_array_index (self->rules, Rule, i).is_dead)
      g_array_remove_index (self->rules, i);
  for (guint i = 0; i < self->rules->len; i++)
    reduce (self->rules, &g_array_index (self->rules, Rule, i).to, longest, NULL);
}

/**
 * colim_completion_new:
 * @presentation: a presentation
 * @budget: how many looks at a rule or an equation it may take; the completion of some presentations never ends
 *
 * Completes the equations of a presentation to rules.
 *
 * Returns: (transfer full): the rules; [method@Colim.Completion.is_confluent] tells whether they are all
 */
ColimCompletion *
colim_completion_new (ColimPresentation *presentation, gint64 budget)
{
  g_return_val_if_fail (presentation != NULL, NULL);

  ColimCompletion *self = g_atomic_rc_box_new0 (ColimCompletion);

  self->presentation = colim_presentation_ref (presentation);
  self->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_array_set_clear_func (self->rules, (GDestroyNotify) clear_rule);
  self->pending = g_array_new (FALSE, FALSE, sizeof (Word));
  self->given = self->budget = budget;
  for (gint32 i = 0; i < colim_presentation_get_n_equations (presentation); i++)
    {
      gsize n, m;
      const gint32 *left = colim_path_get_edges (colim_presentation_get_left (presentation, i), &n);
      const gint32 *right = colim_path_get_edges (colim_presentation_get_right (presentation, i), &m);

      push_equation (self, copy_word (left, n), copy_word (right, m));
    }
  complete (self);
  tidy (self);
  for (guint i = 0; i < self->pending->len; i++)
    clear_word (&g_array_index (self->pending, Word, i));
  g_array_set_size (self->pending, 0);

  return self;
}

/**
 * colim_completion_ref:
 * @self: a completion
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimCompletion *
colim_completion_ref (ColimCompletion *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimCompletion *self)
{
  colim_presentation_unref (self->presentation);
  g_array_unref (self->rules);
  g_array_unref (self->pending);
}

/**
 * colim_completion_unref:
 * @self: (transfer full): a completion
 *
 * Gives a reference back.
 */
void
colim_completion_unref (ColimCompletion *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_completion_get_presentation:
 * @self: a completion
 *
 * Gives the presentation whose equations were completed.
 *
 * Returns: (transfer none): the presentation
 */
ColimPresentation *
colim_completion_get_presentation (const ColimCompletion *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->presentation;
}

/**
 * colim_completion_is_confluent:
 * @self: a completion
 *
 * Tells whether the completion came to its end: then paths are equal if and only if their normal forms are the same.
 *
 * Returns: whether it did
 */
gboolean
colim_completion_is_confluent (const ColimCompletion *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_confluent;
}

/**
 * colim_completion_get_n_rules:
 * @self: a completion
 *
 * Counts the rules.
 *
 * Returns: how many there are
 */
gint32
colim_completion_get_n_rules (const ColimCompletion *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint32) self->rules->len;
}

/**
 * colim_completion_reduce:
 * @self: a completion
 * @path: a path of its quiver
 *
 * Applies rules to a path until none applies.
 *
 * Returns: (transfer full): a path equal to it that is not larger: its normal form, if the rules are all
 */
ColimPath *
colim_completion_reduce (const ColimCompletion *self, const ColimPath *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  gsize n;
  const gint32 *edges = colim_path_get_edges (path, &n);
  Word word = copy_word (edges, n);
  ColimPath *reduced;

  reduce (self->rules, &word, get_longest (self->rules), NULL);
  reduced = _colim_path_make (colim_path_get_source (path), colim_path_get_target (path), word.edges, word.n);
  clear_word (&word);

  return reduced;
}

/**
 * colim_completion_decide:
 * @self: a completion
 * @p: a path of its quiver
 * @q: another one
 *
 * Decides whether two paths are equal in the category that is presented: by their normal forms, or, if the rules are not
 * all, with [method@Colim.Presentation.decide], which may take as much as the completion was given.
 *
 * Returns: yes, no, or unknown if neither budget sufficed
 */
ColimVerdict
colim_completion_decide (const ColimCompletion *self, const ColimPath *p, const ColimPath *q)
{
  g_return_val_if_fail (self != NULL && p != NULL && q != NULL, COLIM_VERDICT_UNKNOWN);

  g_autoptr (ColimPath) left = NULL;
  g_autoptr (ColimPath) right = NULL;

  if (!colim_path_is_parallel (p, q))
    return COLIM_VERDICT_NO;
  left = colim_completion_reduce (self, p);
  right = colim_completion_reduce (self, q);
  if (colim_path_equal (left, right))
    return COLIM_VERDICT_YES;

  return self->is_confluent ? COLIM_VERDICT_NO
                            : colim_presentation_decide (self->presentation, left, right, self->given);
}

/* Whether a word that was irreducible before its last edge still is. */
static gboolean
ends_irreducibly (const ColimCompletion *self, const Word *word)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = &g_array_index (self->rules, Rule, i);

      if (rule->from.n <= word->n && stands_at (&rule->from, word, word->n - rule->from.n))
        return FALSE;
    }

  return TRUE;
}

/* The normal forms that are one edge longer than a path; counts their edges. */
static void
extend (const ColimCompletion *self, const ColimPath *path, GPtrArray *arrows, gsize *n_edges)
{
  ColimQuiver *quiver = colim_presentation_get_quiver (self->presentation);
  gsize n, n_out;
  const gint32 *edges = colim_path_get_edges (path, &n);
  const gint32 *out = colim_quiver_get_out_edges (quiver, colim_path_get_target (path), &n_out);
  g_autofree gint32 *longer = g_new (gint32, n + 1);
  Word word = { longer, n + 1 };

  if (n > 0)
    memcpy (longer, edges, n * sizeof *longer);
  for (gsize i = 0; i < n_out; i++)
    {
      longer[n] = out[i];
      if (ends_irreducibly (self, &word))
        {
          g_ptr_array_add (arrows,
                           _colim_path_make (colim_path_get_source (path), colim_quiver_get_tgt (quiver, out[i]), longer, n + 1));
          *n_edges += n + 1;
        }
    }
}

/**
 * colim_completion_list_arrows:
 * @self: a completion that is confluent
 * @cap: the most arrows to list
 * @error: return location for an error
 *
 * Lists the arrows of the category that is presented, by their normal forms: identities first, in the order of the objects,
 * then by length.
 *
 * Returns: (transfer container) (element-type ColimPath): the arrows, or %NULL with %COLIM_ERROR_BUDGET if there are more than
 *   @cap, perhaps infinitely many, or all of them too long to hold, or if the rules are not all
 */
GPtrArray *
colim_completion_list_arrows (const ColimCompletion *self, gint32 cap, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GPtrArray) arrows = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_path_unref);
  ColimQuiver *quiver = colim_presentation_get_quiver (self->presentation);
  gsize n_edges = 0;

  if (!self->is_confluent)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the budget ran out before the word problem was solved");
      return NULL;
    }
  for (gint32 v = 0; v < colim_quiver_get_n_vertices (quiver); v++)
    g_ptr_array_add (arrows, colim_path_new_identity (quiver, v, NULL));
  for (guint i = 0; i < arrows->len && arrows->len <= (guint) MAX (cap, 0) && n_edges <= MOST_EDGES; i++)
    extend (self, g_ptr_array_index (arrows, i), arrows, &n_edges);
  if (arrows->len > (guint) MAX (cap, 0))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "there are more than %d arrows", cap);
      return NULL;
    }
  if (n_edges > MOST_EDGES)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET, "the arrows have more than %u generators together", MOST_EDGES);
      return NULL;
    }

  return g_steal_pointer (&arrows);
}
