/* Choosing rows: first by classes, then so many of each class, then so many.
 *
 * A choice of classes leaves labels that no row has, so class columns are numbered anew, in order of appearance among
 * the rows that are chosen, before the cuts: cuts change no type.  What is not the training split is numbered as the
 * training split is, for a model that is trained on one is measured on the other.
 */

#include "theory/data/data-set-private.h"
#include "theory/language/checker-private.h"

typedef struct {
  GHashTable *numbers; /* old label → new label + 1 */
  GArray *labels;      /* gint32: the old label of each new one */
} Numbering;

static void
numbering_free (Numbering *self)
{
  g_hash_table_unref (self->numbers);
  g_array_unref (self->labels);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Numbering, numbering_free)

static gboolean
is_class (ColimTableSource *source, guint column)
{
  return colim_type_get_kind (colim_data_source_get_column_type (COLIM_DATA_SOURCE (source), column))
         == COLIM_KIND_CLASS;
}

static const gint32 *
get_labels (ColimTableSource *source, guint column)
{
  double scale;

  return colim_tensor_get_data (colim_data_source_get_table (COLIM_DATA_SOURCE (source), column, &scale));
}

/* The column of an argument `COLUMN = value`, or -1. */
static gint32
find_class_column (ColimTableSource *source, const ColimTerm *argument, ColimDiagnostics *diagnostics)
{
  ColimDataSource *base = COLIM_DATA_SOURCE (source);
  gint32 found = colim_data_source_find_column (base, colim_term_get_name (argument));
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (found >= 0 && is_class (source, (guint) found))
    return found;
  if (found >= 0)
    {
      g_autofree char *type = colim_type_to_string (colim_data_source_get_column_type (base, (guint) found));

      _colim_check_error (diagnostics, argument, COLIM_ERROR_TYPE,
                          "column '%s' is %s: rows are chosen by columns of classes", colim_term_get_name (argument),
                          type);
      return -1;
    }
  for (guint i = 0; i < colim_data_source_get_n_columns (base); i++)
    if (is_class (source, i))
      g_hash_table_add (names, (gpointer) colim_data_source_get_column_name (base, i));
  g_hash_table_add (names, (gpointer) "first");
  g_hash_table_add (names, (gpointer) "of_each_class");
  _colim_check_unknown (diagnostics, argument, names, "argument or column of classes", colim_term_get_name (argument));

  return -1;
}

static gint32
find_named_class (const char *const *class_names, const ColimTerm *argument, ColimDiagnostics *diagnostics)
{
  const char *name = colim_term_get_name (colim_term_get_child (argument, 0));
  const char *column = colim_term_get_name (argument);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (class_names == NULL)
    {
      _colim_check_error (diagnostics, argument, COLIM_ERROR_UNKNOWN_NAME,
                          "the classes of '%s' have no names here, only numbers", column);
      return -1;
    }
  for (gint32 i = 0; class_names[i] != NULL; i++)
    {
      if (g_str_equal (class_names[i], name))
        return i;
      g_hash_table_add (names, (gpointer) class_names[i]);
    }
  _colim_check_unknown (diagnostics, argument, names, column, name);

  return -1;
}

/* The label that an argument `COLUMN = value` means, or -1. */
static gint32
find_class (ColimTableSource *source, guint column, const ColimTerm *argument, ColimDiagnostics *diagnostics)
{
  const ColimTerm *value = colim_term_get_child (argument, 0);
  gint64 n = colim_type_get_size (colim_data_source_get_column_type (COLIM_DATA_SOURCE (source), column));
  gint64 label = -1;

  if (colim_term_get_kind (value) == COLIM_TERM_STRING)
    return find_named_class (colim_table_source_get_class_names (source, column), argument, diagnostics);
  if (colim_term_get_kind (value) == COLIM_TERM_NUMBER && n > 0
      && g_ascii_string_to_signed (colim_term_get_name (value), 10, 0, MIN (n, G_MAXINT32) - 1, &label, NULL))
    return (gint32) label;

  g_autofree char *text = colim_term_to_string (value);

  _colim_check_error (diagnostics, argument, COLIM_ERROR_OUT_OF_RANGE,
                      "'%s' is the name of a class in quotes or a number below %" G_GINT64_FORMAT ", not %s",
                      colim_term_get_name (argument), n, text);

  return -1;
}

/* The rows that every choice leaves, or NULL. */
static GArray *
choose (const DataFilter *filter, ColimTableSource *source, ColimDiagnostics *diagnostics)
{
  gint64 n = colim_data_source_get_n_rows (COLIM_DATA_SOURCE (source));
  g_autoptr (GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (gint32), (guint) n);

  for (gint32 i = 0; i < n; i++)
    g_array_append_val (rows, i);
  for (guint c = 0; c < filter->chosen->len; c++)
    {
      const ColimTerm *argument = g_ptr_array_index (filter->chosen, c);
      gint32 column = find_class_column (source, argument, diagnostics);
      gint32 label = column >= 0 ? find_class (source, (guint) column, argument, diagnostics) : -1;
      guint n_kept = 0;

      if (label < 0)
        return NULL;

      const gint32 *labels = get_labels (source, (guint) column);

      for (guint i = 0; i < rows->len; i++)
        {
          gint32 row = g_array_index (rows, gint32, i);

          if (labels[row] == label)
            g_array_index (rows, gint32, n_kept++) = row;
        }
      g_array_set_size (rows, n_kept);
    }

  return g_steal_pointer (&rows);
}

/* The column `label`, or else the first column of classes, or -1. */
static gint32
find_label_column (ColimTableSource *source)
{
  gint32 label = colim_data_source_find_column (COLIM_DATA_SOURCE (source), "label");

  if (label >= 0 && is_class (source, (guint) label))
    return label;
  for (guint i = 0; i < colim_data_source_get_n_columns (COLIM_DATA_SOURCE (source)); i++)
    if (is_class (source, i))
      return (gint32) i;

  return -1;
}

static gboolean
keep_of_each_class (const DataFilter *filter, ColimTableSource *source, GArray *rows, ColimDiagnostics *diagnostics)
{
  gint32 column = find_label_column (source);
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint n_kept = 0;

  if (column < 0)
    {
      _colim_check_error (diagnostics, filter->of_each_class, COLIM_ERROR_TYPE,
                          "'of_each_class' needs a column of classes, and there is none");
      return FALSE;
    }

  const gint32 *labels = get_labels (source, (guint) column);

  for (guint i = 0; i < rows->len; i++)
    {
      gint32 row = g_array_index (rows, gint32, i);
      gpointer key = GINT_TO_POINTER (labels[row]);
      gint count = GPOINTER_TO_INT (g_hash_table_lookup (counts, key));

      if (count >= filter->n_of_each_class)
        continue;
      g_hash_table_insert (counts, key, GINT_TO_POINTER (count + 1));
      g_array_index (rows, gint32, n_kept++) = row;
    }
  g_array_set_size (rows, n_kept);

  return TRUE;
}

static void
number (Numbering *self, ColimTableSource *source, guint column, const GArray *rows)
{
  const gint32 *labels = get_labels (source, column);

  for (guint i = 0; i < rows->len; i++)
    {
      gint32 label = labels[g_array_index (rows, gint32, i)];

      if (g_hash_table_contains (self->numbers, GINT_TO_POINTER (label)))
        continue;
      g_array_append_val (self->labels, label);
      g_hash_table_insert (self->numbers, GINT_TO_POINTER (label), GINT_TO_POINTER ((gint) self->labels->len));
    }
}

static Numbering *
make_numbering (guint column, ColimTableSource *source, const GArray *rows, ColimTableSource *reference,
                const GArray *reference_rows)
{
  Numbering *self = g_new0 (Numbering, 1);

  self->numbers = g_hash_table_new (NULL, NULL);
  self->labels = g_array_new (FALSE, FALSE, sizeof (gint32));
  if (reference != NULL)
    number (self, reference, column, reference_rows);
  number (self, source, column, rows);

  return self;
}

static void
add_renumbered (ColimTableSource *to, ColimTableSource *from, guint column, const Numbering *numbering)
{
  gint64 n = colim_data_source_get_n_rows (COLIM_DATA_SOURCE (from));
  const gint32 *labels = get_labels (from, column);
  gint32 *numbers = g_new (gint32, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (numbers, (gsize) n * sizeof *numbers);
  g_autoptr (ColimType) type = colim_type_new_class (numbering->labels->len);
  g_autoptr (ColimTensor) table = NULL;
  const char *const *names = colim_table_source_get_class_names (from, column);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (gint64 i = 0; i < n; i++)
    numbers[i] = GPOINTER_TO_INT (g_hash_table_lookup (numbering->numbers, GINT_TO_POINTER (labels[i]))) - 1;
  table = colim_tensor_new (COLIM_ELEMENT_INT32, &n, 1, bytes, NULL);
  colim_table_source_add_column (to, colim_data_source_get_column_name (COLIM_DATA_SOURCE (from), column), type, table,
                                 1, NULL);
  for (guint i = 0; names != NULL && i < numbering->labels->len; i++)
    g_ptr_array_add (kept, (gpointer) names[g_array_index (numbering->labels, gint32, i)]);
  g_ptr_array_add (kept, NULL);
  if (names != NULL)
    colim_table_source_name_classes (to, column, (const char *const *) kept->pdata, NULL);
}

static void
add_as_it_is (ColimTableSource *to, ColimTableSource *from, guint column)
{
  ColimDataSource *base = COLIM_DATA_SOURCE (from);
  double scale;
  ColimTensor *table = colim_data_source_get_table (base, column, &scale);

  colim_table_source_add_column (to, colim_data_source_get_column_name (base, column),
                                 colim_data_source_get_column_type (base, column), table, scale, NULL);
}

ColimTableSource *
_colim_data_filter_apply (const DataFilter *filter, const ColimTerm *data_set, ColimTableSource *source,
                          ColimTableSource *reference, ColimDiagnostics *diagnostics)
{
  g_autoptr (GArray) chosen = choose (filter, source, diagnostics);
  g_autoptr (GArray) in_reference = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (ColimTableSource) selected = NULL;
  ColimTableSource *renumbered;

  if (chosen == NULL || (reference != NULL && (in_reference = choose (filter, reference, diagnostics)) == NULL))
    return NULL;
  if (chosen->len == 0)
    {
      _colim_check_error (diagnostics, data_set, COLIM_ERROR_INVALID, "no rows are left of '%s'",
                          colim_term_get_name (data_set));
      return NULL;
    }
  rows = g_array_copy (chosen);
  if (filter->of_each_class != NULL && !keep_of_each_class (filter, source, rows, diagnostics))
    return NULL;
  if (filter->first != NULL && rows->len > filter->n_first)
    g_array_set_size (rows, (guint) filter->n_first);
  selected = colim_table_source_select (source, (const gint32 *) (void *) rows->data, rows->len, NULL);
  if (filter->chosen->len == 0)
    return g_steal_pointer (&selected);

  renumbered = colim_table_source_new ();
  for (guint i = 0; i < colim_data_source_get_n_columns (COLIM_DATA_SOURCE (selected)); i++)
    if (is_class (selected, i))
      {
        g_autoptr (Numbering) numbering = make_numbering (i, source, chosen, reference, in_reference);

        add_renumbered (renumbered, selected, i, numbering);
      }
    else
      add_as_it_is (renumbered, selected, i);

  return renumbered;
}
