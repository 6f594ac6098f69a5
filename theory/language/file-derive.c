/* Diagrams that come from others: `glue A, B over S`, `X with { … }`, `restrict P to A`. */

#include "theory/language/file-private.h"

/* Where a statement refers to a diagram above it; NULL if it is not there, which is reported. */
static ColimDiagram *
find_above (FileReading *self, const ColimTerm *name)
{
  const char *wanted = colim_term_get_name (name);
  ColimDiagram *found = colim_file_find_diagram (self->file, wanted);
  g_autoptr (GHashTable) names = NULL;

  if (found != NULL || g_hash_table_contains (self->faulty, wanted))
    return found;
  for (guint i = 0; i < colim_term_get_n_children (self->file->term); i++)
    {
      const ColimTerm *block = colim_term_get_child (self->file->term, i);
      ColimTermKind kind = colim_term_get_kind (block);

      if ((kind == COLIM_TERM_DIAGRAM || kind == COLIM_TERM_DIAGRAM_GLUE)
          && g_strcmp0 (colim_term_get_name (block), wanted) == 0)
        {
          _colim_check_error (self->diagnostics, name, COLIM_ERROR_UNKNOWN_NAME,
                              "diagram '%s' stands here or below, and this refers to diagrams above it", wanted);
          return NULL;
        }
    }
  names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->file->diagrams->len; i++)
    g_hash_table_add (names, (gpointer) colim_diagram_get_name (g_ptr_array_index (self->file->diagrams, i)));
  _colim_check_unknown (self->diagnostics, name, names, "diagram", wanted);

  return NULL;
}

static ColimDiagram *
glue (FileReading *self, const char *name, const ColimTerm *glue, FileOrigin *origin)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  ColimDiagram *apex = NULL;
  gboolean complete = TRUE;

  for (guint i = 0; i < colim_term_get_n_children (glue); i++)
    {
      const ColimTerm *child = colim_term_get_child (glue, i);
      gboolean is_part = colim_term_get_kind (child) == COLIM_TERM_NAME,
               is_apex = colim_term_get_kind (child) == COLIM_TERM_OVER;
      ColimDiagram *found
          = is_part || is_apex ? find_above (self, is_part ? child : colim_term_get_child (child, 0)) : NULL;

      if (is_part)
        g_ptr_array_add (parts, found);
      else if (is_apex)
        apex = found;
      complete = complete && (found != NULL || !(is_part || is_apex));
    }
  if (!complete)
    return NULL;
  origin->gluing = colim_gluing_new (name, (ColimDiagram **) parts->pdata, parts->len, apex, glue, self->diagnostics);

  return origin->gluing != NULL ? colim_diagram_ref (colim_gluing_get_diagram (origin->gluing)) : NULL;
}

static ColimDiagram *
check (FileReading *self, const char *name, const GPtrArray *statements, const DiagramIdentities *identities)
{
  return _colim_check_diagram (name, (const ColimTerm *const *) statements->pdata, statements->len, self->file->text,
                               self->lets, self->train, identities, self->diagnostics);
}

static ColimDiagram *
extend (FileReading *self, const char *name, const ColimTerm *with, FileOrigin *origin)
{
  ColimDiagram *base = find_above (self, colim_term_get_child (with, 0));
  guint n_errors = colim_diagnostics_get_n_errors (self->diagnostics);
  g_autoptr (GPtrArray) statements = base != NULL ? _colim_diagram_list_statements (base) : NULL;
  g_auto (DiagramIdentities) identities = { 0 };

  if (base == NULL)
    return NULL;
  _colim_identities_init (&identities);
  _colim_identities_keep (&identities, base);
  _colim_glue_extend (statements, identities.edges, colim_term_get_child (with, 1), self->diagnostics);
  if (colim_diagnostics_get_n_errors (self->diagnostics) > n_errors)
    return NULL;
  origin->base = colim_diagram_ref (base);

  return check (self, name, statements, &identities);
}

/* Restriction */

/* Where the elements of a part are in the whole. */
typedef struct {
  ColimDiagram *part;
  gint32 *vertices;
  gint32 *edges;
} Leg;

static void
free_leg (Leg *self)
{
  g_free (self->vertices);
  g_free (self->edges);
  g_free (self);
}

/* A leg of a part, behind which comes that of the part, if it is not the whole itself.  Without a function numbers stay: a
 * `with` adds behind what is there. */
static Leg *
new_leg (ColimDiagram *part, ColimFinFunction *vertices, ColimFinFunction *edges, const Leg *next)
{
  Leg *self = g_new0 (Leg, 1);

  self->part = part;
  self->vertices = g_new (gint32, part->vertices->len + 1);
  self->edges = g_new (gint32, part->edges->len + 1);
  for (gint32 v = 0; v < (gint32) part->vertices->len; v++)
    {
      gint32 image = vertices != NULL ? colim_fin_function_apply (vertices, v) : v;

      self->vertices[v] = next != NULL ? next->vertices[image] : image;
    }
  for (gint32 e = 0; e < (gint32) part->edges->len; e++)
    {
      gint32 image = edges != NULL ? colim_fin_function_apply (edges, e) : e;

      self->edges[e] = next != NULL ? next->edges[image] : image;
    }

  return self;
}

static const FileOrigin *
find_origin (const ColimFile *file, const ColimDiagram *diagram)
{
  for (guint i = 0; i < file->diagrams->len; i++)
    if (g_ptr_array_index (file->diagrams, i) == diagram)
      return &g_array_index (file->origins, FileOrigin, i);

  return NULL;
}

/* The leg of a part, or of a part of a part: near ones first, and of several that lead to one diagram the first. */
static const Leg *
find_leg (const ColimFile *file, ColimDiagram *whole, const char *name, GPtrArray *legs)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_ptr_array_add (legs, new_leg (whole, NULL, NULL, NULL));
  for (guint at = 0; at < legs->len; at++)
    {
      const Leg *here = g_ptr_array_index (legs, at);
      const FileOrigin *origin = find_origin (file, here->part);
      const ColimGluing *gluing = origin != NULL ? origin->gluing : NULL;
      guint n = gluing != NULL ? gluing->n_legs : origin != NULL && origin->base != NULL ? 1 : 0;

      for (guint i = 0; i < n; i++)
        {
          ColimDiagram *part = gluing != NULL ? gluing->parts[i] : origin->base;
          gboolean found = g_str_equal (gluing != NULL ? gluing->names[i] : part->name, name);

          if (!g_hash_table_add (seen, part) && !found)
            continue;
          g_ptr_array_add (legs, new_leg (part, gluing != NULL ? gluing->vertices[i] : NULL,
                                          gluing != NULL ? gluing->edges[i] : NULL, here));
          if (found)
            return g_ptr_array_index (legs, legs->len - 1);
        }
    }

  return NULL;
}

static ColimDiagram *
restrict_to (FileReading *self, const char *name, const ColimTerm *restriction, FileOrigin *origin)
{
  const ColimTerm *part = colim_term_get_child (restriction, 1);
  ColimDiagram *whole = find_above (self, colim_term_get_child (restriction, 0));
  g_autoptr (GPtrArray) legs = g_ptr_array_new_with_free_func ((GDestroyNotify) free_leg);
  const Leg *leg;

  if (whole == NULL)
    return NULL;
  if ((leg = find_leg (self->file, whole, colim_term_get_name (part), legs)) == NULL)
    {
      _colim_check_error (self->diagnostics, part, COLIM_ERROR_UNKNOWN_NAME,
                          "'%s' is no part of '%s': a restriction goes along the leg of one",
                          colim_term_get_name (part), whole->name);
      return NULL;
    }

  return _colim_glue_restrict (name, whole, leg->part, leg->vertices, leg->edges, self->file->text, self->lets, self->train,
                               self->diagnostics);
}

ColimDiagram *
_colim_file_derive (FileReading *self, const ColimTerm *block, FileOrigin *origin)
{
  static const struct {
    ColimTermKind kind;
    ColimDiagram *(*derive) (FileReading *self, const char *name, const ColimTerm *how, FileOrigin *origin);
  } forms[] = { { COLIM_TERM_GLUE, glue }, { COLIM_TERM_WITH, extend }, { COLIM_TERM_RESTRICT, restrict_to } };
  const ColimTerm *how = colim_term_get_child (block, 0);

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i].kind == colim_term_get_kind (how))
      return forms[i].derive (self, colim_term_get_name (block), how, origin);

  return NULL;
}
