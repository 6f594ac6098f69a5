/* Terms to text, with the Unicode signs: one statement a line, what stands in braces two blanks further in.
 *
 * The text parses to an equal term.  Numbers are printed as they were written; brackets only where they are needed.
 */

#include <colim/parser.h>

#include "theory/language/term-private.h"

#include <string.h>

typedef struct {
  GString *out;
  guint indent;
} Printer;

static void print (Printer *self, const ColimTerm *term);
static void put_signed (Printer *self, const ColimTerm *term);

static void
put (Printer *self, const char *text)
{
  g_string_append (self->out, text);
}

static void
new_line (Printer *self)
{
  g_string_append_printf (self->out, "\n%*s", (int) (2 * self->indent), "");
}

static void
put_name (Printer *self, const ColimTerm *term)
{
  put (self, colim_term_get_name (term));
}

/* The children from @first on, with @separator between them. */
static void
put_children (Printer *self, const ColimTerm *term, guint first, const char *separator)
{
  for (guint i = first; i < colim_term_get_n_children (term); i++)
    {
      if (i > first)
        put (self, separator);
      print (self, colim_term_get_child (term, i));
    }
}

static void
put_between (Printer *self, const char *open, const ColimTerm *term, const char *separator, const char *close)
{
  put (self, open);
  put_children (self, term, 0, separator);
  put (self, close);
}

static void
put_string (Printer *self, const char *string)
{
  g_string_append_c (self->out, '"');
  for (const char *at = string; *at != '\0'; at++)
    switch (*at)
      {
      case '"':
      case '\\':
        g_string_append_c (self->out, '\\');
        g_string_append_c (self->out, *at);
        break;
      case '\n':
        put (self, "\\n");
        break;
      case '\t':
        put (self, "\\t");
        break;
      default:
        if ((guchar) *at < 0x20 || *at == 0x7f)
          g_string_append_printf (self->out, "\\u%04x", (guint) *at);
        else
          g_string_append_c (self->out, *at);
      }
  g_string_append_c (self->out, '"');
}

/* Statements */

static void
put_statements (Printer *self, const ColimTerm *term)
{
  put (self, "{");
  self->indent++;
  for (guint i = 0; i < colim_term_get_n_children (term); i++)
    {
      new_line (self);
      print (self, colim_term_get_child (term, i));
    }
  self->indent--;
  new_line (self);
  put (self, "}");
}

static gboolean
is_diagram (const ColimTerm *term)
{
  return colim_term_get_kind (term) == COLIM_TERM_DIAGRAM || colim_term_get_kind (term) == COLIM_TERM_DIAGRAM_GLUE;
}

static void
put_file (Printer *self, const ColimTerm *term)
{
  for (guint i = 0; i < colim_term_get_n_children (term); i++)
    {
      const ColimTerm *child = colim_term_get_child (term, i);

      if (i > 0 && (is_diagram (child) || is_diagram (colim_term_get_child (term, i - 1))))
        put (self, "\n");
      print (self, child);
      put (self, "\n");
    }
}

static void
put_glue (Printer *self, const ColimTerm *term)
{
  guint n = colim_term_get_n_children (term);

  put (self, "glue ");
  self->indent++;
  for (guint i = 0; i < n; i++)
    {
      const ColimTerm *child = colim_term_get_child (term, i);
      ColimTermKind kind = colim_term_get_kind (child);

      if (kind == COLIM_TERM_BLOCK)
        {
          new_line (self);
          put (self, "with ");
        }
      else if (kind == COLIM_TERM_OVER)
        new_line (self);
      else if (i > 0)
        put (self, ", ");
      if (kind == COLIM_TERM_BLOCK)
        put_statements (self, child);
      else
        print (self, child);
    }
  self->indent--;
}

static void
put_over (Printer *self, const ColimTerm *term)
{
  put (self, "over ");
  print (self, colim_term_get_child (term, 0));
  for (guint i = 1; i < colim_term_get_n_children (term); i++)
    {
      new_line (self);
      print (self, colim_term_get_child (term, i));
    }
}

/* A model called like a type would be read as one right of a `⇒` in `with`. */
static gboolean
reads_as_type (const ColimTerm *term)
{
  return colim_term_get_kind (term) == COLIM_TERM_NAME
         && (strcmp (colim_term_get_name (term), "Real") == 0 || strcmp (colim_term_get_name (term), "Any") == 0);
}

static void
put_assigned (Printer *self, const ColimTerm *term)
{
  put_name (self, term);
  put (self, " ⇒ ");
  put_children (self, term, 0, "");
  if (reads_as_type (colim_term_get_child (term, 0)))
    put (self, "()");
}

static void
put_edge (Printer *self, const ColimTerm *term)
{
  put_name (self, term);
  put (self, " : ");
  print (self, colim_term_get_child (term, 0));
  put (self, " → ");
  put_children (self, term, 1, " ⇒ ");
}

static void
put_metric (Printer *self, const ColimTerm *term)
{
  if (colim_term_get_name (term) != NULL)
    {
      put_name (self, term);
      put (self, " = ");
    }
  print (self, colim_term_get_child (term, 0));
  if (colim_term_get_n_children (term) > 1)
    {
      put (self, " on [");
      print (self, colim_term_get_child (term, 1));
      put (self, "]");
    }
}

/* Terms of a lambda */

typedef enum { SUM, PRODUCT, NEGATION, ATOM } Level;

static Level
level_of (const ColimTerm *term)
{
  switch (colim_term_get_kind (term))
    {
    case COLIM_TERM_ADD:
    case COLIM_TERM_SUBTRACT:
      return SUM;
    case COLIM_TERM_MULTIPLY:
    case COLIM_TERM_DIVIDE:
      return PRODUCT;
    case COLIM_TERM_NEGATE:
      return NEGATION;
    case COLIM_TERM_NUMBER:
      return *colim_term_get_name (term) == '-' ? NEGATION : ATOM;
    default:
      return ATOM;
    }
}

static void
put_at (Printer *self, const ColimTerm *term, Level least)
{
  gboolean bracketed = level_of (term) < least;

  if (bracketed)
    put (self, "(");
  print (self, term);
  if (bracketed)
    put (self, ")");
}

static const ColimTerm *
innermost (const ColimTerm *term)
{
  while (colim_term_get_kind (term) == COLIM_TERM_ITEM)
    term = colim_term_get_child (term, 0);

  return term;
}

/* Digits behind a sign would be read as one number with it. */
static void
put_negation (Printer *self, const ColimTerm *term)
{
  const ColimTerm *child = colim_term_get_child (term, 0);
  gboolean bracketed = level_of (child) < NEGATION || colim_term_get_kind (innermost (child)) == COLIM_TERM_NUMBER;

  put (self, bracketed ? "-(" : "-");
  print (self, child);
  put (self, bracketed ? ")" : "");
}

static void
put_train (Printer *self, const ColimTerm *term)
{
  guint n = colim_term_get_n_children (term);

  put (self, n > 0 ? "train { " : "train {}");
  for (guint i = 0; i < n; i++)
    {
      put_name (self, colim_term_get_child (term, i));
      put (self, " = ");
      put_children (self, colim_term_get_child (term, i), 0, "");
      put (self, i + 1 < n ? "; " : " }");
    }
}

static void
put_relation (Printer *self, const ColimTerm *term)
{
  print (self, colim_term_get_child (term, 0));
  g_string_append_printf (self->out, " %s ", colim_term_get_name (term));
  print (self, colim_term_get_child (term, 1));
}

static void
put_item (Printer *self, const ColimTerm *term)
{
  put_at (self, colim_term_get_child (term, 0), ATOM);
  put (self, "[");
  print (self, colim_term_get_child (term, 1));
  put (self, "]");
}

static void
put_diagram_glue (Printer *self, const ColimTerm *term)
{
  if (colim_term_get_name (term) != NULL)
    {
      put (self, "diagram ");
      put_name (self, term);
      put (self, " = ");
    }
  print (self, colim_term_get_child (term, 0));
}

static void
put_with (Printer *self, const ColimTerm *term)
{
  print (self, colim_term_get_child (term, 0));
  put (self, " with ");
  put_statements (self, colim_term_get_child (term, 1));
}

static void
put_diagram (Printer *self, const ColimTerm *term)
{
  put (self, "diagram ");
  put_name (self, term);
  put (self, " ");
  put_statements (self, term);
}

static void
put_via (Printer *self, const ColimTerm *term)
{
  put (self, "via ");
  put_name (self, term);
  put (self, colim_term_get_n_children (term) > 0 ? " { " : " {");
  put_children (self, term, 0, "; ");
  put (self, colim_term_get_n_children (term) > 0 ? " }" : "}");
}

static void
put_vertex (Printer *self, const ColimTerm *term)
{
  put_name (self, term);
  put (self, colim_term_get_n_children (term) > 0 ? " ⇒ " : "");
  put_children (self, term, 0, "");
}

static void
put_flag (Printer *self, const ColimTerm *term)
{
  put_name (self, term);
  if (colim_term_get_n_children (term) > 0)
    put_between (self, "(", term, "", ")");
}

static void
put_text (Printer *self, const ColimTerm *term)
{
  put_string (self, colim_term_get_name (term));
}

/* How each kind prints: by a function, or else as words round its name and its children. */
static const struct {
  const char *before, *after_name, *between, *after;
  void (*put) (Printer *self, const ColimTerm *term);
} layouts[] = {
  [COLIM_TERM_FILE] = { .put = put_file },
  [COLIM_TERM_DIAGRAM] = { .put = put_diagram },
  [COLIM_TERM_DIAGRAM_GLUE] = { .put = put_diagram_glue },
  [COLIM_TERM_GLUE] = { .put = put_glue },
  [COLIM_TERM_OVER] = { .put = put_over },
  [COLIM_TERM_VIA] = { .put = put_via },
  [COLIM_TERM_MAPSTO] = { "", "", " ↦ ", "" },
  [COLIM_TERM_WITH] = { .put = put_with },
  [COLIM_TERM_RESTRICT] = { "restrict ", "", " to ", "" },
  [COLIM_TERM_BLOCK] = { .put = put_statements },
  [COLIM_TERM_LET] = { "let ", " = ", "", "" },
  [COLIM_TERM_COPY] = { "copy(", "", "", ")" },
  [COLIM_TERM_EMA] = { "ema(", "", ", decay=", ")" },
  [COLIM_TERM_VERTEX] = { .put = put_vertex },
  [COLIM_TERM_EDGE] = { .put = put_edge },
  [COLIM_TERM_ASSIGN] = { .put = put_assigned },
  [COLIM_TERM_RELATION] = { .put = put_relation },
  [COLIM_TERM_PATH] = { "", "", " · ", "" },
  [COLIM_TERM_IDENTITY] = { "id(", "", "", ")" },
  [COLIM_TERM_METRIC] = { .put = put_metric },
  [COLIM_TERM_POLICY] = { "policy ", "", "", "" },
  [COLIM_TERM_REDUCE] = { "reduce ", "", "", "" },
  [COLIM_TERM_BOUND] = { "bound ", "", " derivations ", "" },
  [COLIM_TERM_TRAIN] = { .put = put_train },
  [COLIM_TERM_INDEX] = { "[", "", "", "]" },
  [COLIM_TERM_LOSS] = { "{", "", ", ", "}" },
  [COLIM_TERM_SHAPED] = { "", "[", ", ", "]" },
  [COLIM_TERM_WEIGHTED] = { "", "", " ", "" },
  [COLIM_TERM_FLAGGED] = { "", "", " ", "" },
  [COLIM_TERM_FLAG] = { .put = put_flag },
  [COLIM_TERM_COMPOSE] = { "", "", " · ", "" },
  [COLIM_TERM_TUPLE] = { "⟨", "", ", ", "⟩" },
  [COLIM_TERM_COLUMN] = { ".", "", "", "" },
  [COLIM_TERM_LAMBDA] = { "", "", " → ", "" },
  [COLIM_TERM_TABLE] = { "table(", "", ", ", ")" },
  [COLIM_TERM_ROW] = { "(", "", ", ", ")" },
  [COLIM_TERM_ITEM] = { .put = put_item },
  [COLIM_TERM_NEGATE] = { .put = put_negation },
  [COLIM_TERM_ADD] = { .between = " + ", .put = put_signed },
  [COLIM_TERM_SUBTRACT] = { .between = " - ", .put = put_signed },
  [COLIM_TERM_MULTIPLY] = { .between = " * ", .put = put_signed },
  [COLIM_TERM_DIVIDE] = { .between = " / ", .put = put_signed },
  [COLIM_TERM_CALL] = { "", "(", ", ", ")" },
  [COLIM_TERM_NAMED] = { "", "=", "", "" },
  [COLIM_TERM_LIST] = { "(", "", ", ", ")" },
  [COLIM_TERM_NAME] = { "", "", "", "" },
  [COLIM_TERM_NUMBER] = { "", "", "", "" },
  [COLIM_TERM_STRING] = { .put = put_text },
};

/* A sum or a product: what stands right of the sign binds closer. */
static void
put_signed (Printer *self, const ColimTerm *term)
{
  Level level = level_of (term);

  put_at (self, colim_term_get_child (term, 0), level);
  put (self, layouts[colim_term_get_kind (term)].between);
  put_at (self, colim_term_get_child (term, 1), level + 1);
}

static void
print (Printer *self, const ColimTerm *term)
{
  ColimTermKind kind = colim_term_get_kind (term);

  if (layouts[kind].put != NULL)
    {
      layouts[kind].put (self, term);
      return;
    }

  put (self, layouts[kind].before);
  if (colim_term_get_name (term) != NULL)
    put_name (self, term);
  put (self, layouts[kind].after_name);
  put_children (self, term, 0, layouts[kind].between);
  put (self, layouts[kind].after);
}

void
_colim_print_term (GString *out, const ColimTerm *term)
{
  Printer self = { out, 0 };

  print (&self, term);
}

/**
 * colim_print_file:
 * @file: a term of the kind %COLIM_TERM_FILE
 *
 * Prints a file in the one layout that does not depend on how it was written: one statement a line, the statements of
 * a block two blanks in, an empty line round each `diagram`.  Comments are not part of a term.  Time: linear.
 *
 * Returns: (transfer full): text that [func@Colim.parse_file] reads back as an equal term
 */
char *
colim_print_file (const ColimTerm *file)
{
  g_return_val_if_fail (file != NULL && colim_term_get_kind (file) == COLIM_TERM_FILE, NULL);

  return colim_term_to_string (file);
}
