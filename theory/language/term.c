/* A term: a form of the language with a name, its parts, and the place where it was written.
 *
 * Each term is one block of memory, its children and then its name behind the fixed part:
 *
 *     kind depth n_children text offset | child 0 | child 1 | … | n a m e NUL
 *
 * No term is deeper than COLIM_TERM_MOST_DEPTH, so that whoever walks one may recurse.
 */

#include <colim/term.h>

#include "theory/language/term-private.h"

#include <string.h>

struct _ColimTerm {
  guint8 kind;
  guint8 is_named;
  guint16 depth;
  guint32 n_children;
  ColimText *text;
  gsize offset;
  ColimTerm *children[];
};

typedef enum { NAMELESS, NAMED, PERHAPS_NAMED } Naming;

#define MANY G_MAXUINT32

static const struct {
  Naming naming;
  guint32 least, most; /* children */
} forms[] = {
  [COLIM_TERM_FILE] = { PERHAPS_NAMED, 0, MANY },
  [COLIM_TERM_DIAGRAM] = { NAMED, 0, MANY },
  [COLIM_TERM_DIAGRAM_GLUE] = { PERHAPS_NAMED, 1, 1 },
  [COLIM_TERM_GLUE] = { NAMELESS, 1, MANY },
  [COLIM_TERM_OVER] = { NAMELESS, 1, MANY },
  [COLIM_TERM_VIA] = { NAMED, 0, MANY },
  [COLIM_TERM_MAPSTO] = { NAMELESS, 2, 2 },
  [COLIM_TERM_WITH] = { NAMELESS, 2, 2 },
  [COLIM_TERM_RESTRICT] = { NAMELESS, 2, 2 },
  [COLIM_TERM_BLOCK] = { NAMELESS, 0, MANY },
  [COLIM_TERM_LET] = { NAMED, 1, 1 },
  [COLIM_TERM_COPY] = { NAMELESS, 1, 1 },
  [COLIM_TERM_EMA] = { NAMELESS, 2, 2 },
  [COLIM_TERM_VERTEX] = { NAMED, 0, 1 },
  [COLIM_TERM_EDGE] = { NAMED, 2, 3 },
  [COLIM_TERM_ASSIGN] = { NAMED, 1, 1 },
  [COLIM_TERM_RELATION] = { NAMED, 2, 2 },
  [COLIM_TERM_PATH] = { NAMELESS, 1, MANY },
  [COLIM_TERM_IDENTITY] = { NAMELESS, 1, 1 },
  [COLIM_TERM_METRIC] = { PERHAPS_NAMED, 1, 2 },
  [COLIM_TERM_POLICY] = { NAMED, 0, 0 },
  [COLIM_TERM_REDUCE] = { NAMED, 0, 0 },
  [COLIM_TERM_BOUND] = { NAMELESS, 1, 2 },
  [COLIM_TERM_TRAIN] = { NAMELESS, 0, MANY },
  [COLIM_TERM_INDEX] = { NAMELESS, 0, 1 },
  [COLIM_TERM_LOSS] = { NAMELESS, 0, 2 },
  [COLIM_TERM_SHAPED] = { NAMED, 1, MANY },
  [COLIM_TERM_WEIGHTED] = { NAMELESS, 2, 2 },
  [COLIM_TERM_FLAGGED] = { NAMELESS, 2, MANY },
  [COLIM_TERM_FLAG] = { NAMED, 0, 1 },
  [COLIM_TERM_COMPOSE] = { NAMELESS, 2, MANY },
  [COLIM_TERM_TUPLE] = { NAMELESS, 1, MANY },
  [COLIM_TERM_COLUMN] = { NAMED, 0, 0 },
  [COLIM_TERM_LAMBDA] = { NAMELESS, 2, 2 },
  [COLIM_TERM_TABLE] = { NAMELESS, 0, MANY },
  [COLIM_TERM_ROW] = { NAMELESS, 0, MANY },
  [COLIM_TERM_ITEM] = { NAMELESS, 2, 2 },
  [COLIM_TERM_NEGATE] = { NAMELESS, 1, 1 },
  [COLIM_TERM_ADD] = { NAMELESS, 2, 2 },
  [COLIM_TERM_SUBTRACT] = { NAMELESS, 2, 2 },
  [COLIM_TERM_MULTIPLY] = { NAMELESS, 2, 2 },
  [COLIM_TERM_DIVIDE] = { NAMELESS, 2, 2 },
  [COLIM_TERM_CALL] = { NAMED, 0, MANY },
  [COLIM_TERM_NAMED] = { NAMED, 1, 1 },
  [COLIM_TERM_LIST] = { NAMELESS, 2, MANY },
  [COLIM_TERM_NAME] = { NAMED, 0, 0 },
  [COLIM_TERM_NUMBER] = { NAMED, 0, 0 },
  [COLIM_TERM_STRING] = { NAMED, 0, 0 },
};

/**
 * ColimTerm:
 *
 * A tree of the language: a statement, a space, a model, a path, a value, or a whole file.  Immutable and reference counted.
 */
G_DEFINE_BOXED_TYPE (ColimTerm, colim_term, colim_term_ref, colim_term_unref)

static gboolean
fits (ColimTermKind kind, const char *name, ColimTerm **children, gsize n_children)
{
  if ((guint) kind >= G_N_ELEMENTS (forms) || n_children < forms[kind].least || n_children > forms[kind].most)
    return FALSE;
  if (forms[kind].naming != PERHAPS_NAMED && (name != NULL) != (forms[kind].naming == NAMED))
    return FALSE;
  for (gsize i = 0; i < n_children; i++)
    {
      if (children[i] == NULL || children[i]->depth >= COLIM_TERM_MOST_DEPTH)
        return FALSE;
      if (kind == COLIM_TERM_COMPOSE && children[i]->kind == COLIM_TERM_COMPOSE)
        return FALSE;
    }

  return kind != COLIM_TERM_LOSS || n_children != 1;
}

/**
 * colim_term_new:
 * @kind: the form
 * @name: (nullable): its name, where the form has one
 * @children: (array length=n_children) (transfer none) (nullable): its parts
 * @n_children: how many
 * @text: (nullable): where it is written
 * @offset: its place there
 *
 * Makes a term as the parser would.  What each kind's name and children are is told by [enum@Colim.TermKind]; a tree is
 * at most 4096 deep, and a composite has no composites among its stages.
 *
 * Returns: (transfer full): the term
 */
ColimTerm *
colim_term_new (ColimTermKind kind, const char *name, ColimTerm **children, gsize n_children, ColimText *text,
                gsize offset)
{
  g_return_val_if_fail (children != NULL || n_children == 0, NULL);
  g_return_val_if_fail (fits (kind, name, children, n_children), NULL);

  for (gsize i = 0; i < n_children; i++)
    colim_term_ref (children[i]);

  return _colim_term_take (kind, name, name != NULL ? strlen (name) : 0, children, n_children, text, offset);
}

/* The same, taking the children's references, for a name that need not end with a NUL. */
ColimTerm *
_colim_term_take (ColimTermKind kind, const char *name, gsize length, ColimTerm **children, gsize n_children,
                  ColimText *text, gsize offset)
{
  gsize size = sizeof (ColimTerm) + n_children * sizeof (ColimTerm *);
  ColimTerm *self = g_atomic_rc_box_alloc0 (size + (name != NULL ? length + 1 : 0));

  self->kind = kind;
  self->is_named = name != NULL;
  self->n_children = n_children;
  self->text = text != NULL ? colim_text_ref (text) : NULL;
  self->offset = offset;
  for (gsize i = 0; i < n_children; i++)
    {
      self->children[i] = children[i];
      self->depth = MAX (self->depth, children[i]->depth + 1);
    }
  if (length > 0)
    memcpy ((char *) self + size, name, length);

  return self;
}

ColimTerm *
_colim_term_rebuild (const ColimTerm *term, const char *name, ColimTerm **children)
{
  return _colim_term_take (term->kind, name, name != NULL ? strlen (name) : 0, children, term->n_children, term->text,
                           term->offset);
}

/**
 * colim_term_ref:
 * @self: a term
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
ColimTerm *
colim_term_ref (ColimTerm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (ColimTerm *self)
{
  for (guint32 i = 0; i < self->n_children; i++)
    colim_term_unref (self->children[i]);
  g_clear_pointer (&self->text, colim_text_unref);
}

/**
 * colim_term_unref:
 * @self: (transfer full): a term
 *
 * Gives a reference back.
 */
void
colim_term_unref (ColimTerm *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * colim_term_get_kind:
 * @self: a term
 *
 * Tells which form it is.
 *
 * Returns: the kind
 */
ColimTermKind
colim_term_get_kind (const ColimTerm *self)
{
  g_return_val_if_fail (self != NULL, COLIM_TERM_FILE);

  return self->kind;
}

/**
 * colim_term_get_name:
 * @self: a term
 *
 * Gives the name of a form that has one: see [enum@Colim.TermKind].  A name is in Unicode's normal form C.
 *
 * Returns: (transfer none) (nullable): the name
 */
const char *
colim_term_get_name (const ColimTerm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->is_named ? (const char *) (self->children + self->n_children) : NULL;
}

/**
 * colim_term_get_n_children:
 * @self: a term
 *
 * Counts the parts.
 *
 * Returns: how many there are
 */
guint
colim_term_get_n_children (const ColimTerm *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_children;
}

/**
 * colim_term_get_child:
 * @self: a term
 * @index: less than the number of children
 *
 * Gives a part.
 *
 * Returns: (transfer none): the child
 */
ColimTerm *
colim_term_get_child (const ColimTerm *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->n_children, NULL);

  return self->children[index];
}

/**
 * colim_term_get_text:
 * @self: a term
 *
 * Tells where it was written.
 *
 * Returns: (transfer none) (nullable): the text, %NULL if a program made the term without one
 */
ColimText *
colim_term_get_text (const ColimTerm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/**
 * colim_term_get_offset:
 * @self: a term
 *
 * Tells its place: where it begins, or where its sign is if it is `x + y`.
 *
 * Returns: a byte offset in the text
 */
gsize
colim_term_get_offset (const ColimTerm *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->offset;
}

guint
_colim_term_get_depth (const ColimTerm *self)
{
  return self->depth;
}

static gboolean
reads_bare (const ColimTerm *self)
{
  return self->kind == COLIM_TERM_NAME || (self->kind == COLIM_TERM_CALL && self->n_children == 0);
}

/**
 * colim_term_equal:
 * @self: a term
 * @other: another one
 *
 * Compares two terms by what they say: places do not matter, `f()` is `f`, and numbers are equal if their values are
 * (`1`, `1.0` and `1e0`; `1/2` and `0.5`).  Time: the size of the smaller.
 *
 * Returns: whether they read the same
 */
gboolean
colim_term_equal (const ColimTerm *self, const ColimTerm *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self == other)
    return TRUE;
  if (self->kind != other->kind && !(reads_bare (self) && reads_bare (other)))
    return FALSE;
  if (self->n_children != other->n_children || self->is_named != other->is_named)
    return FALSE;
  if (self->kind == COLIM_TERM_NUMBER)
    return _colim_numeral_equal (colim_term_get_name (self), colim_term_get_name (other));
  if (self->is_named && strcmp (colim_term_get_name (self), colim_term_get_name (other)) != 0)
    return FALSE;
  for (guint32 i = 0; i < self->n_children; i++)
    if (!colim_term_equal (self->children[i], other->children[i]))
      return FALSE;

  return TRUE;
}

/**
 * colim_term_to_string:
 * @self: a term
 *
 * Prints a term with the Unicode signs, as [func@Colim.print_file] would within a file, numbers as they were written.
 *
 * Returns: (transfer full): text that parses to an equal term, without a newline at the end
 */
char *
colim_term_to_string (const ColimTerm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *out = g_string_new (NULL);

  _colim_print_term (out, self);

  return g_string_free (out, FALSE);
}
