/* Omniglot: pictures, and beside them a table with a line a picture.
 *
 *     character_id  alphabet_id  drawer  path
 *     0             0            1       Alphabet_of_the_Magi/character01/0709_01.png
 *
 * Classes are named after the folders of the path; drawers are counted from 1 in the file, and from 0 as classes.
 */

#include "lib/exchange/csv-private.h"
#include "theory/data/data-set-private.h"
#include "theory/data/idx-private.h"

static const char *const images[] = { "background_28x28-idx3-ubyte", NULL };
static const char *const tables[] = { "background_labels.tsv", NULL };

#define N_COLUMNS 3

static const struct {
  const char *header;
  const char *column;
  gint32 first;     /* how the file counts */
  guint n_folders; /* of the path, that are the name; 0: no names */
} columns[N_COLUMNS + 1] = {
  { "character_id", "character", 0, 2 },
  { "alphabet_id", "alphabet", 0, 1 },
  { "drawer", "drawer", 1, 0 },
  { "path", NULL, 0, 0 },
};

typedef struct {
  GArray *labels[N_COLUMNS];    /* gint32, by row */
  GPtrArray *names[N_COLUMNS]; /* by label; NULL where no row has it yet */
} Table;

static void
table_clear (Table *self)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      g_clear_pointer (&self->labels[c], g_array_unref);
      g_clear_pointer (&self->names[c], g_ptr_array_unref);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

/* The first folders of a path. */
static char *
cut (const char *path, guint n_folders)
{
  const char *at = path;

  for (guint n = 0; *at != '\0' && n + (*at == '/') < n_folders; at++)
    n += *at == '/';

  return g_strndup (path, (gsize) (at - path));
}

static void
name (Table *self, const char *path)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      gint32 label = g_array_index (self->labels[c], gint32, self->labels[c]->len - 1);

      if (columns[c].n_folders == 0)
        continue;
      if (self->names[c]->len <= (guint) label)
        g_ptr_array_set_size (self->names[c], label + 1);
      if (self->names[c]->pdata[label] == NULL)
        self->names[c]->pdata[label] = cut (path, columns[c].n_folders);
    }
}

static gboolean
check_header (const ColimCsv *csv, GError **error)
{
  gboolean is_good = colim_csv_get_n_columns (csv) == N_COLUMNS + 1;

  for (guint c = 0; is_good && c <= N_COLUMNS; c++)
    is_good = g_str_equal (colim_csv_get_name (csv, c), columns[c].header);
  if (!is_good)
    _colim_csv_refuse_name (csv, 0, error, COLIM_ERROR_PARSE,
                            "expected 'character_id', 'alphabet_id', 'drawer' and 'path'");

  return is_good;
}

/* Every label has a row, so none is larger than the number of rows: names then take no more memory than rows. */
static gboolean
read_row (Table *self, const ColimCsv *csv, gsize row, gint64 n_rows, GError **error)
{
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      gint64 number;
      gint32 label;

      if (!g_ascii_string_to_signed (colim_csv_get_cell (csv, row, c), 10, columns[c].first, n_rows, &number, NULL))
        {
          g_autofree char *message
            = g_strdup_printf ("expected three numbers and a path, none above the %" G_GINT64_FORMAT " rows", n_rows);

          _colim_csv_refuse_cell (csv, row, c, error, COLIM_ERROR_PARSE, message);
          return FALSE;
        }
      label = (gint32) number - columns[c].first;
      g_array_append_val (self->labels[c], label);
    }
  name (self, colim_csv_get_cell (csv, row, N_COLUMNS));

  return TRUE;
}

static gboolean
read_table (Table *self, const char *path, gint64 n_rows, GError **error)
{
  g_autoptr (DataFile) file = _colim_data_file_open (path, error);
  g_autoptr (ColimText) text = file != NULL ? _colim_data_file_read_text (file, error) : NULL;
  g_autoptr (ColimCsv) csv = text != NULL ? _colim_csv_parse_briefly (text, '\t', error) : NULL;

  for (guint c = 0; c < N_COLUMNS; c++)
    {
      self->labels[c] = g_array_new (FALSE, FALSE, sizeof (gint32));
      self->names[c] = g_ptr_array_new_with_free_func (g_free);
    }
  if (csv == NULL || !check_header (csv, error))
    return FALSE;
  for (gsize row = 0; row < colim_csv_get_n_rows (csv); row++)
    if (!read_row (self, csv, row, n_rows, error))
      return FALSE;

  return TRUE;
}

static gboolean
add_column (ColimTableSource *source, const Table *table, guint c, GError **error)
{
  gint64 n = table->labels[c]->len;
  g_autoptr (GBytes) bytes = g_bytes_new (table->labels[c]->data, (gsize) n * sizeof (gint32));
  g_autoptr (ColimTensor) labels = colim_tensor_new (COLIM_ELEMENT_INT32, &n, 1, bytes, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (!_colim_data_add_labels (source, columns[c].column, labels, -1, error))
    return FALSE;
  if (columns[c].n_folders == 0)
    return TRUE;
  for (guint i = 0; i < table->names[c]->len; i++)
    g_ptr_array_add (names, table->names[c]->pdata[i] != NULL ? table->names[c]->pdata[i] : (gpointer) "");
  g_ptr_array_add (names, NULL);

  return colim_table_source_name_classes (source, c + 1, (const char *const *) names->pdata, error);
}

ColimTableSource *
_colim_read_omniglot (const DataRequest *request, GError **error)
{
  g_autofree char *images_path = _colim_data_find (request, images, NULL, error);
  g_autofree char *table_path = images_path != NULL ? _colim_data_find (request, tables, NULL, error) : NULL;
  g_autoptr (ColimTensor) pictures = table_path != NULL ? _colim_idx_open_pictures (images_path, error) : NULL;
  g_autoptr (ColimTableSource) source = colim_table_source_new ();
  g_auto (Table) table = { { NULL } };
  gsize n_dims;

  if (pictures == NULL || !_colim_data_add_images (source, "image", pictures, 1.0 / 255, error)
      || !read_table (&table, table_path, colim_tensor_get_shape (pictures, &n_dims)[0], error))
    return NULL;
  for (guint c = 0; c < N_COLUMNS; c++)
    if (!add_column (source, &table, c, error))
      {
        g_prefix_error (error, "%s: ", table_path);
        return NULL;
      }

  return g_steal_pointer (&source);
}
