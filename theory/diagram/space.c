#include "theory/diagram/space-private.h"

#include "theory/language/checker-private.h"

#include <string.h>

static gint64
read_size (const ColimTerm *term, const ArgumentScope *scope)
{
  gint64 size;

  if (colim_term_get_kind (term) == COLIM_TERM_NAME)
    return scope->find_size (scope, term);
  if (!g_ascii_string_to_signed (colim_term_get_name (term), 10, 0, MOST_SIZE, &size, NULL))
    {
      _colim_check_error (scope->diagnostics, term, COLIM_ERROR_TOO_LARGE, "a size is a whole number below 2³¹, not %s",
                          colim_term_get_name (term));
      return -1;
    }

  return size;
}

static ColimType *
read_real (const ColimTerm *term, const ArgumentScope *scope)
{
  gint64 dims[COLIM_TENSOR_MOST_DIMS], size = 1;
  guint n = colim_term_get_n_children (term);

  if (n >= COLIM_TENSOR_MOST_DIMS)
    {
      _colim_check_error (scope->diagnostics, term, COLIM_ERROR_TOO_LARGE, "a point has at most %d extents", COLIM_TENSOR_MOST_DIMS - 1);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      if ((dims[i] = read_size (colim_term_get_child (term, i), scope)) < 0)
        return NULL;
      if (__builtin_mul_overflow (size, dims[i], &size) || size > MOST_SIZE)
        {
          _colim_check_error (scope->diagnostics, term, COLIM_ERROR_TOO_LARGE, "a point has fewer than 2³¹ numbers");
          return NULL;
        }
    }

  return colim_type_new_real (dims, n);
}

static ColimType *
read_finite (const ColimTerm *term, const ArgumentScope *scope)
{
  guint n = colim_term_get_n_children (term);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  if (n == 1 && colim_term_get_kind (colim_term_get_child (term, 0)) == COLIM_TERM_NUMBER)
    {
      gint64 size = read_size (colim_term_get_child (term, 0), scope);

      return size >= 0 ? colim_type_new_finite (size) : NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      names[i] = colim_term_get_name (colim_term_get_child (term, i));
      if (!g_hash_table_add (known, (gpointer) names[i]))
        {
          _colim_check_error (scope->diagnostics, colim_term_get_child (term, i), COLIM_ERROR_DUPLICATE_NAME,
                              "there is a point '%s' already", names[i]);
          return NULL;
        }
    }

  return colim_type_new_finite_named (names);
}

static ColimType *
read_product (const ColimTerm *term, const ArgumentScope *scope)
{
  guint n = colim_term_get_n_children (term);
  g_autoptr (GPtrArray) factors = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_type_unref);

  for (guint i = 0; i < n; i++)
    {
      ColimType *factor = _colim_type_read (colim_term_get_child (term, i), scope);

      if (factor == NULL)
        return NULL;
      g_ptr_array_add (factors, factor);
    }

  return colim_type_new_product ((ColimType **) factors->pdata, n);
}

ColimType *
_colim_type_read (const ColimTerm *term, const ArgumentScope *scope)
{
  const char *name = colim_term_get_name (term);

  if (colim_term_get_kind (term) == COLIM_TERM_LIST)
    return read_product (term, scope);
  if (g_str_equal (name, "Any"))
    return colim_type_new_any ();
  if (g_str_equal (name, "Real"))
    return read_real (term, scope);
  if (g_str_equal (name, "Fin"))
    return read_finite (term, scope);
  if (g_str_equal (name, "Class"))
    {
      gint64 n = read_size (colim_term_get_child (term, 0), scope);

      return n >= 0 ? colim_type_new_class (n) : NULL;
    }

  g_autoptr (ColimType) member = _colim_type_read (colim_term_get_child (term, 0), scope);

  return member != NULL ? colim_type_new_sequence (member) : NULL;
}

static gboolean
is_infinity (const ColimTerm *term)
{
  return colim_term_get_kind (term) == COLIM_TERM_NUMBER && g_str_equal (colim_term_get_name (term), "∞");
}

/* A table of distances has a row and a column for each point. */
static gboolean
check_table (const ColimTerm *table, const ColimType *type, ColimDiagnostics *diagnostics)
{
  gint64 n = colim_type_get_size (type);
  guint n_rows = colim_term_get_n_children (table);
  gboolean fits = TRUE;

  if (colim_type_get_kind (type) != COLIM_KIND_FINITE)
    {
      g_autofree char *text = colim_type_to_string (type);

      _colim_check_error (diagnostics, table, COLIM_ERROR_TYPE, "a table of distances is for a finite space Fin(…), not %s", text);
      return FALSE;
    }
  if (n_rows != n)
    {
      _colim_check_error (diagnostics, table, COLIM_ERROR_TYPE,
                          "the table has %u rows, and the space %" G_GINT64_FORMAT " points: a row for each", n_rows, n);
      return FALSE;
    }
  for (guint i = 0; i < n_rows; i++)
    {
      const ColimTerm *row = colim_term_get_child (table, i);

      if (colim_term_get_n_children (row) == n)
        continue;
      _colim_check_error (diagnostics, row, COLIM_ERROR_TYPE,
                          "row %u of the table has %u entries, and the space %" G_GINT64_FORMAT " points: an entry for each", i,
                          colim_term_get_n_children (row), n);
      fits = FALSE;
    }

  return fits;
}

static gboolean
read_weight (const ColimTerm *term, ColimDiagnostics *diagnostics, Space *space)
{
  g_autoptr (GError) error = NULL;
  ColimRational *weight = colim_rational_parse (colim_term_get_name (term), &error);

  if (weight == NULL)
    {
      _colim_check_error (diagnostics, term, error->code, "%s", error->message);
      return FALSE;
    }
  colim_rational_unref (space->weight);
  space->weight = weight;
  if (!colim_rational_is_infinite (weight) && colim_rational_get_sign (weight) > 0)
    return TRUE;
  _colim_check_error (diagnostics, term, COLIM_ERROR_OUT_OF_RANGE, "a weight is positive and finite, not %s", colim_term_get_name (term));

  return FALSE;
}

static gboolean
read_distance (const ColimTerm *term, const ArgumentScope *scope, Space *space)
{
  g_autoptr (GHashTable) known = NULL;

  if (is_infinity (term))
    {
      space->is_hard = TRUE;
      return TRUE;
    }
  if (colim_term_get_kind (term) == COLIM_TERM_WEIGHTED)
    {
      if (!read_weight (colim_term_get_child (term, 0), scope->diagnostics, space))
        return FALSE;
      term = colim_term_get_child (term, 1);
    }
  if (colim_term_get_kind (term) == COLIM_TERM_TABLE)
    {
      space->table = term;
      space->distance = _colim_distance_find (_colim_distances, "table");
      return check_table (term, space->type, scope->diagnostics);
    }
  space->distance = _colim_distance_find (_colim_distances, colim_term_get_name (term));
  if (space->distance != NULL)
    return _colim_arguments_read (term, 0, space->distance->arguments, scope, space->arguments, NULL);
  known = g_hash_table_new (g_str_hash, g_str_equal);
  for (const DistanceRow *row = _colim_distances; row->name != NULL; row++)
    g_hash_table_add (known, (gpointer) row->name);
  _colim_check_unknown (scope->diagnostics, term, known, "distance", colim_term_get_name (term));

  return FALSE;
}

gboolean
_colim_space_read (const ColimTerm *term, const ArgumentScope *scope, Space *space)
{
  memset (space, 0, sizeof *space);
  space->weight = colim_rational_new (1, 1);
  if (term == NULL)
    {
      space->kind = COLIM_VERTEX_OPEN;
      return TRUE;
    }
  switch (colim_term_get_kind (term))
    {
    case COLIM_TERM_INDEX:
      space->kind = COLIM_VERTEX_INDEX;
      space->data_set = colim_term_get_n_children (term) > 0 ? colim_term_get_child (term, 0) : NULL;
      if (space->data_set != NULL && g_str_equal (colim_term_get_name (space->data_set), "Fin"))
        return (space->type = _colim_type_read (space->data_set, scope)) != NULL;
      return TRUE;
    case COLIM_TERM_LOSS:
      space->kind = COLIM_VERTEX_LOSS;
      if (colim_term_get_n_children (term) == 0)
        return TRUE;
      return (space->type = _colim_type_read (colim_term_get_child (term, 0), scope)) != NULL
             && read_distance (colim_term_get_child (term, 1), scope, space);
    default:
      space->kind = COLIM_VERTEX_SPACE;
      return (space->type = _colim_type_read (term, scope)) != NULL;
    }
}

void
_colim_space_clear (Space *space)
{
  g_clear_pointer (&space->type, colim_type_unref);
  g_clear_pointer (&space->weight, colim_rational_unref);
  g_clear_object (&space->source);
}

gint64
_colim_space_get_n_points (const Space *space)
{
  if (space->source != NULL)
    return colim_data_source_get_n_rows (space->source);

  return space->type != NULL && colim_type_get_kind (space->type) == COLIM_KIND_FINITE ? colim_type_get_size (space->type) : -1;
}
