/* The table of data sets, and how a term of the language opens one of them. */

#include "theory/data/data-set-private.h"
#include "theory/language/checker-private.h"

#include <colim/parser.h>

#include <string.h>

static const DataSet sets[] = {
  { .name = "digits",
    .splits = { "train", "test" },
    .columns = "image Real[1, 8, 8] (value/16), label Class[10]",
    .help = "1797 handwritten digits, bundled; every fifth is in 'test'",
    .load = _colim_read_digits },
  { .name = "mnist",
    .splits = { "train", "test" },
    .columns = "image Real[1, 28, 28] (value/255), label Class[10]",
    .help = "handwritten digits, from the IDX files, plain or .gz",
    .archive = "MNIST/raw",
    .load = _colim_read_mnist },
  { .name = "fashion",
    .splits = { "train", "test" },
    .columns = "image Real[1, 28, 28] (value/255), label Class[10]",
    .help = "garments, from the IDX files of Fashion-MNIST, plain or .gz",
    .archive = "FashionMNIST/raw",
    .load = _colim_read_fashion },
  { .name = "cifar10",
    .splits = { "train", "test" },
    .columns = "image Real[3, 32, 32] (value/255), label Class[10]",
    .help = "pictures of ten kinds of things, from the official binary version",
    .archive = "cifar-10-batches-bin",
    .load = _colim_read_cifar10 },
  { .name = "cifar100",
    .splits = { "train", "test", "val" },
    .columns = "image Real[3, 32, 32] (value/255), label Class[100], coarse Class[20]",
    .help = "pictures of a hundred kinds of things, from the official binary version; 'val' is that of CIFAR-FS",
    .archive = "cifar-100-binary",
    .load = _colim_read_cifar100 },
  { .name = "omniglot",
    .splits = { "background" },
    .columns = "image Real[1, 28, 28] (value/255), character Class[964], alphabet Class[30], drawer Class[20] (from 0)",
    .help = "handwritten characters of many alphabets, from IDX and a table of labels",
    .load = _colim_read_omniglot },
  { .name = "csv",
    .arguments = { { "file", TRUE,
                     "a file of comma-separated values with a header, .gz or not; of tabs if its name ends in .tsv",
                     TRUE },
                   { "classes", FALSE,
                     "columns of numbers that are classes all the same, as in classes=\"kind, size\"" } },
    .columns = "as the header says, other signs as _: Real where all are numbers, else Class in order of appearance",
    .help = "any table",
    .load = _colim_read_csv },
  { .name = "idx",
    .arguments = { { "file", TRUE, "an IDX file, .gz or not", TRUE }, { "labels", FALSE, "an IDX file of labels", TRUE } },
    .columns = "image Real[1, h, w] or as the file is (bytes as value/255), label Class[largest + 1]",
    .help = "any arrays",
    .load = _colim_read_idx },
  { .name = "images",
    .arguments = { { "folder", TRUE, "a folder that has a folder for each class, of PGM or PPM files of one size",
                     TRUE } },
    .columns = "image Real[1, h, w] or Real[3, h, w] (value/255), label Class[folders], by name",
    .help = "any pictures",
    .load = _colim_read_images },
  { .name = "tensors",
    .arguments = { { "file", TRUE, "a safetensors file whose tensors have the same first extent: the rows",
                     TRUE } },
    .columns = "as the tensors are called, other signs as _: Class[largest + 1] for lists of whole numbers, else Real",
    .help = "any tensors",
    .load = _colim_read_tensors },
};

static void
add_alternatives (GString *out, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " and ", names[i]);
}

static guint
count_splits (const DataSet *set)
{
  return g_strv_length ((char **) set->splits);
}

/**
 * colim_data_set_list:
 *
 * Lists the data sets that there are: those of the table, then those that the program registered.
 *
 * Returns: (transfer full): their names
 */
char **
colim_data_set_list (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    g_ptr_array_add (names, g_strdup (sets[i].name));
  _colim_data_registry_add_names (names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static const DataSet *
find_set (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    if (strlen (sets[i].name) == length && strncmp (sets[i].name, name, length) == 0)
      return &sets[i];

  return NULL;
}

gboolean
_colim_data_is_file (const char *set, const char *argument, guint position)
{
  const DataSet *found = find_set (set, strlen (set));

  for (guint i = 0; found != NULL && found->arguments[i].name != NULL; i++)
    if (argument != NULL ? g_str_equal (found->arguments[i].name, argument) : i == position)
      return found->arguments[i].is_file;

  return FALSE;
}

/**
 * colim_data_set_describe:
 * @name: the name of a data set of the table
 *
 * Describes a data set for people: its arguments, splits, columns, and where it comes from.
 *
 * Returns: (transfer full) (nullable): lines of text, or %NULL if the table has no such set
 */
char *
colim_data_set_describe (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  const DataSet *set = find_set (name, strlen (name));
  GString *out;

  if (set == NULL)
    return NULL;
  out = g_string_new (set->name);
  for (guint i = 0; set->arguments[i].name != NULL; i++)
    {
      const DataArgument *argument = &set->arguments[i];

      g_string_append_printf (out, "%s%s%s", i == 0 ? "(" : ", ", argument->name, argument->is_required ? "" : "=none");
      if (set->arguments[i + 1].name == NULL)
        g_string_append_c (out, ')');
    }
  g_string_append_printf (out, "\n  %s\n  columns: %s\n", set->help, set->columns);
  if (set->splits[0] != NULL)
    {
      g_string_append (out, "  splits: ");
      add_alternatives (out, set->splits, count_splits (set));
      g_string_append (out, "; the first is meant where none is named\n");
    }
  for (guint i = 0; set->arguments[i].name != NULL; i++)
    g_string_append_printf (out, "  %s: %s\n", set->arguments[i].name, set->arguments[i].help);

  return g_string_free (out, FALSE);
}

static void
report_unknown (const ColimTerm *data_set, const char *name, ColimDiagnostics *diagnostics)
{
  g_auto (GStrv) list = colim_data_set_list ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; list[i] != NULL; i++)
    g_hash_table_add (names, list[i]);
  if (_colim_check_suggest (names, name) != NULL)
    {
      _colim_check_unknown (diagnostics, data_set, names, "data set", name);
      return;
    }
  add_alternatives (known, (const char *const *) list, g_strv_length (list));
  _colim_check_error (diagnostics, data_set, COLIM_ERROR_UNKNOWN_NAME, "there is no data set '%s'; there are %s", name,
                      known->str);
}

/* Which split a name means, or -1: none, or one that the set does not have. */
static gint
find_split (const ColimTerm *data_set, const DataSet *set, const char *split, ColimDiagnostics *diagnostics)
{
  g_autoptr (GString) known = g_string_new (NULL);

  if (split == NULL)
    return 0;
  for (guint i = 0; set->splits[i] != NULL; i++)
    if (g_str_equal (set->splits[i], split))
      return (gint) i;
  add_alternatives (known, set->splits, count_splits (set));
  _colim_check_error (diagnostics, data_set, COLIM_ERROR_UNKNOWN_NAME, "data set '%s' has no split '%s': it has %s",
                      set->name, split, set->splits[0] != NULL ? known->str : "none");

  return -1;
}

static ColimTableSource *
load (const ColimTerm *data_set, const DataRequest *request, ColimDiagnostics *diagnostics)
{
  g_autoptr (GError) error = NULL;
  ColimTableSource *source = request->set->load (request, &error);

  if (source == NULL)
    _colim_check_error (diagnostics, data_set, (ColimError) error->code, "%s", error->message);

  return source;
}

static gboolean
is_cut (const DataFilter *filter)
{
  return filter->chosen->len > 0 || filter->first != NULL || filter->of_each_class != NULL;
}

static ColimDataSource *
read_row (const ColimTerm *data_set, const char *split, DataRequest *request, ColimDiagnostics *diagnostics)
{
  g_auto (DataFilter) filter = { NULL };
  g_autoptr (ColimTableSource) source = NULL;
  g_autoptr (ColimTableSource) reference = NULL;
  gint found = find_split (data_set, request->set, split, diagnostics);

  if (!_colim_data_arguments_read (data_set, request->set, request, &filter, diagnostics) || found < 0)
    return NULL;
  request->split = (guint) found;
  if ((source = load (data_set, request, diagnostics)) == NULL)
    return NULL;
  if (!is_cut (&filter))
    return COLIM_DATA_SOURCE (g_steal_pointer (&source));
  request->split = 0;
  if (found > 0 && filter.chosen->len > 0 && (reference = load (data_set, request, diagnostics)) == NULL)
    return NULL;

  return (ColimDataSource *) _colim_data_filter_apply (&filter, data_set, source, reference, diagnostics);
}

/* All that tells where data are: the words, and the folders that they are looked for in. */
static char *
make_key (const ColimTerm *data_set, const DataRequest *request)
{
  gboolean has_files = request->set->arguments[0].name != NULL;
  const char *places[] = { request->folder, g_getenv ("COLIM_DATA"), has_files ? request->beside : NULL };
  g_autofree char *written = colim_term_to_string (data_set);
  GString *key = g_string_new (written);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *escaped = g_strescape (places[i] != NULL ? places[i] : "", NULL);

      g_string_append_printf (key, "\n%s", escaped);
    }

  return g_string_free (key, FALSE);
}

static ColimDataSource *
open_row (const ColimTerm *data_set, const DataSet *set, const char *split, const char *folder,
          ColimDiagnostics *diagnostics)
{
  g_autofree char *beside = g_path_get_dirname (colim_text_get_name (colim_term_get_text (data_set)));
  g_autoptr (GHashTable) watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  DataRequest request = { .set = set, .folder = folder, .beside = beside, .watched = watched };
  g_autofree char *key = make_key (data_set, &request);
  ColimDataSource *source = _colim_data_cache_find (key);

  if (source == NULL && (source = read_row (data_set, split, &request, diagnostics)) != NULL)
    _colim_data_cache_add (key, watched, source);

  return source;
}

/* A column of another kind of source, brought into memory. */
static gboolean
hold_column (ColimTableSource *held, ColimDataSource *source, guint column, const gint32 *rows, gsize n_rows,
             GError **error)
{
  ColimType *type = colim_data_source_get_column_type (source, column);
  ColimElement element = colim_type_get_kind (type) == COLIM_KIND_CLASS ? COLIM_ELEMENT_INT32 : COLIM_ELEMENT_FLOAT32;
  gint64 shape[COLIM_TENSOR_MOST_DIMS] = { (gint64) n_rows };
  gsize n_dims, length = 4 * n_rows;
  const gint64 *extents = colim_type_get_shape (type, &n_dims);
  g_autoptr (ColimTensor) table = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gpointer data;

  if (n_dims >= COLIM_TENSOR_MOST_DIMS
      || (n_dims > 0 && !g_size_checked_mul (&length, length, (gsize) colim_type_get_size (type))))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "column '%s' cannot be held",
                   colim_data_source_get_column_name (source, column));
      return FALSE;
    }
  memcpy (shape + 1, n_dims > 0 ? extents : shape, n_dims * sizeof *shape);
  data = g_malloc (length);
  bytes = g_bytes_new_take (data, length);
  if (!colim_data_source_read (source, column, rows, n_rows, data, error)
      || (table = colim_tensor_new (element, shape, n_dims + 1, bytes, error)) == NULL)
    return FALSE;

  return colim_table_source_add_column (held, colim_data_source_get_column_name (source, column), type, table, 1,
                                        error);
}

/* Rows are chosen in memory, so what a program reads from elsewhere is brought there. */
static ColimTableSource *
hold (ColimDataSource *source, GError **error)
{
  gint64 n = colim_data_source_get_n_rows (source);
  g_autoptr (ColimTableSource) held = NULL;
  g_autofree gint32 *rows = NULL;

  if (COLIM_IS_TABLE_SOURCE (source))
    return COLIM_TABLE_SOURCE (g_object_ref (source));
  if (n < 0 || n > G_MAXINT32)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "rows of streamed data cannot be chosen");
      return NULL;
    }
  held = colim_table_source_new ();
  rows = g_new (gint32, n);
  for (gint32 i = 0; i < n; i++)
    rows[i] = i;
  for (guint i = 0; i < colim_data_source_get_n_columns (source); i++)
    if (!hold_column (held, source, i, rows, (gsize) n, error))
      return NULL;

  return g_steal_pointer (&held);
}

static ColimDataSource *
open_registered (const ColimTerm *data_set, ColimDataSource *source, ColimDiagnostics *diagnostics)
{
  DataRequest request = { NULL };
  g_auto (DataFilter) filter = { NULL };
  g_autoptr (ColimTableSource) held = NULL;
  g_autoptr (GError) error = NULL;

  if (!_colim_data_arguments_read (data_set, NULL, &request, &filter, diagnostics))
    return NULL;
  if (!is_cut (&filter))
    return g_object_ref (source);
  if ((held = hold (source, &error)) == NULL)
    {
      _colim_check_error (diagnostics, data_set,
                          error->domain == COLIM_ERROR ? (ColimError) error->code : COLIM_ERROR_IO, "data set '%s': %s",
                          colim_term_get_name (data_set), error->message);
      return NULL;
    }

  return (ColimDataSource *) _colim_data_filter_apply (&filter, data_set, held, NULL, diagnostics);
}

static ColimDataSource *
open_data_set (const ColimTerm *data_set, const char *folder, ColimDiagnostics *diagnostics)
{
  const char *name = colim_term_get_name (data_set);
  const char *dot = strchr (name, '.');
  gsize length = dot != NULL ? (gsize) (dot - name) : strlen (name);
  g_autofree char *plain = g_strndup (name, length);
  g_autoptr (ColimDataSource) registered = _colim_data_registry_find (name);
  const DataSet *set = find_set (name, length);

  if (registered != NULL)
    return open_registered (data_set, registered, diagnostics);
  if (g_str_equal (name, "Fin"))
    {
      g_autofree char *text = colim_term_to_string (data_set);

      _colim_check_error (diagnostics, data_set, COLIM_ERROR_TYPE, "%s has points and no columns", text);
      return NULL;
    }
  if (set != NULL)
    return open_row (data_set, set, dot != NULL ? dot + 1 : NULL, folder, diagnostics);
  report_unknown (data_set, plain, diagnostics);

  return NULL;
}

/**
 * colim_data_set_open:
 * @data_set: what stands in the brackets of an indexing vertex: `digits`, `digits.test`, `digits(first=100)`
 * @folder: (nullable) (type filename): where to look for files first, before `$COLIM_DATA`
 * @diagnostics: where errors are reported
 *
 * Opens a data set.  Its own arguments say what to read; then `COLUMN = class` chooses rows by a column of classes, by
 * name or number, and class columns are renumbered in order of appearance (of the training split first, so that all
 * splits agree); then `of_each_class = n` keeps the first n of each class of `label`, or else of the first column of
 * classes; then `first = n` the first n.
 *
 * File names in arguments are relative to the folder of the text that the term stands in.
 *
 * Data that are in use are not read again: the same term gives the same object, unless a file has changed.  So nothing
 * may be added to what is opened.
 *
 * Returns: (transfer full) (nullable): the data, or %NULL with errors reported at the term's place
 */
ColimDataSource *
colim_data_set_open (const ColimTerm *data_set, const char *folder, ColimDiagnostics *diagnostics)
{
  g_return_val_if_fail (data_set != NULL && diagnostics != NULL, NULL);
  g_return_val_if_fail (colim_term_get_kind (data_set) == COLIM_TERM_NAME
                          || colim_term_get_kind (data_set) == COLIM_TERM_CALL,
                        NULL);

  g_autofree char *written = NULL;
  g_autofree char *brackets = NULL;
  g_autoptr (ColimText) text = NULL;
  g_autoptr (ColimTerm) space = NULL;

  if (colim_term_get_text (data_set) != NULL)
    return open_data_set (data_set, folder, diagnostics);

  /* A term that a program made has no place to report at, until it is written down. */
  written = colim_term_to_string (data_set);
  brackets = g_strdup_printf ("[%s]", written);
  text = colim_text_new ("data set", brackets, -1);
  space = colim_parse_space (text, diagnostics);

  return space != NULL ? open_data_set (colim_term_get_child (space, 0), folder, diagnostics) : NULL;
}

/**
 * colim_data_set_open_named:
 * @data_set: a data set as the language writes it, without brackets
 * @folder: (nullable) (type filename): where to look for files first, before `$COLIM_DATA`
 * @error: return location for an error
 *
 * Opens a data set by what would stand in brackets in a file.  File names are relative to the working directory.
 *
 * Returns: (transfer full): the data, or %NULL with the error that [func@Colim.data_set_open] reports
 */
ColimDataSource *
colim_data_set_open_named (const char *data_set, const char *folder, GError **error)
{
  g_return_val_if_fail (data_set != NULL, NULL);

  g_autofree char *brackets = g_strdup_printf ("[%s]", data_set);
  g_autoptr (ColimText) text = colim_text_new ("data set", brackets, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) space = colim_parse_space (text, diagnostics);
  ColimDataSource *source = NULL;

  if (space != NULL && colim_term_get_n_children (space) == 1)
    source = open_data_set (colim_term_get_child (space, 0), folder, diagnostics);
  else if (space != NULL)
    colim_diagnostics_error (diagnostics, text, 0, COLIM_ERROR_UNDEFINED, "no data set is named");
  colim_diagnostics_propagate (diagnostics, error);

  return source;
}
