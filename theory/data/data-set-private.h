#pragma once

#include <colim/data-set.h>
#include <colim/table-source.h>

#define DATA_MOST_ARGUMENTS 2
#define DATA_MOST_SPLITS 3

typedef struct _DataRequest DataRequest;

/* An argument of one data set: a string.  The first ones may be given without their names. */
typedef struct {
  const char *name;
  gboolean is_required;
  const char *help;
  gboolean is_file; /* it names a file or a folder */
} DataArgument;

/* A row of the table of data sets: errors, help and documentation are made from it. */
typedef struct {
  const char *name;
  const char *splits[DATA_MOST_SPLITS + 1]; /* the first is meant where none is named */
  DataArgument arguments[DATA_MOST_ARGUMENTS + 1];
  const char *columns;
  const char *help;
  const char *archive; /* the folder that the official archive unpacks to, or NULL */
  ColimTableSource *(*load) (const DataRequest *request, GError **error);
} DataSet;

/* What a reader is told. */
struct _DataRequest {
  const DataSet *set;
  guint split;
  const char *folder;                     /* of --data, or NULL */
  const char *beside;                     /* file names are relative to this folder */
  const char *values[DATA_MOST_ARGUMENTS]; /* of the arguments, NULL where not given */
  GHashTable *watched;                     /* path → stamp, of all paths that were asked for */
};

/* Whether an argument of a data set, with this name or (NULL) at this place, names a file. */
gboolean _colim_data_is_file (const char *set, const char *argument, guint position);

/* What arguments leave of a data set. */
typedef struct {
  const ColimTerm *first, *of_each_class; /* the NAMED terms, or NULL */
  gint64 n_first, n_of_each_class;
  GPtrArray *chosen; /* the NAMED terms `COLUMN = value` */
} DataFilter;

/* Reads the arguments of a term; whether they are good ones; if not it is reported.  @set is NULL for own data. */
gboolean _colim_data_arguments_read (const ColimTerm *data_set, const DataSet *set, DataRequest *request,
                                     DataFilter *filter, ColimDiagnostics *diagnostics);
void _colim_data_filter_clear (DataFilter *filter);

/* The rows that a filter leaves, or NULL with an error reported at the place of the argument that is wrong.  Class
 * columns are renumbered in order of appearance in @reference, if there is one, and then in @source. */
ColimTableSource *_colim_data_filter_apply (const DataFilter *filter, const ColimTerm *data_set,
                                            ColimTableSource *source, ColimTableSource *reference,
                                            ColimDiagnostics *diagnostics);

/* The source that a program registered, or NULL. */
ColimDataSource *_colim_data_registry_find (const char *name);
void _colim_data_registry_add_names (GPtrArray *names);

/* Notes a path before it is looked at, so that a change of it is seen.  Finding and resolving do this themselves. */
void _colim_data_watch (const DataRequest *request, const char *path);

/* What was opened by a key, if it is still in use and all paths are as they were; or NULL. */
ColimDataSource *_colim_data_cache_find (const char *key);
void _colim_data_cache_add (const char *key, GHashTable *watched, ColimDataSource *source);

/* Columns: pictures without channels get one; labels are bytes or int32, @n_classes is -1 where the largest tells. */
gboolean _colim_data_add_images (ColimTableSource *source, const char *name, ColimTensor *images, double scale,
                                 GError **error);
gboolean _colim_data_add_labels (ColimTableSource *source, const char *name, ColimTensor *labels, gint64 n_classes,
                                 GError **error);

/* The first of some files (alternatives) that there is, plain or packed, and which; or NULL, telling where it was
 * looked for. */
char *_colim_data_find (const DataRequest *request, const char *const *files, guint *which, GError **error);

/* A file in the folder of another one, or NULL if there is none. */
char *_colim_data_find_beside (const DataRequest *request, const char *path, const char *file);

/* The path of a file that an argument names. */
char *_colim_data_resolve (const DataRequest *request, const char *file);

/* Names the classes of a column after the lines of a file, which must be as many. */
gboolean _colim_data_name_classes (ColimTableSource *source, const char *column, const char *path, GError **error);

/* A name that may stand after a dot: signs that may not are `_`. */
char *_colim_data_make_name (const char *text);

/* The columns of a table with a header; @classes are columns, with commas between, whose numbers are labels, or NULL. */
ColimTableSource *_colim_data_read_table (ColimText *text, char separator, const char *classes, GError **error);

/* Readers */
ColimTableSource *_colim_read_digits (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_mnist (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_fashion (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_cifar10 (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_cifar100 (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_omniglot (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_csv (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_idx (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_images (const DataRequest *request, GError **error);
ColimTableSource *_colim_read_tensors (const DataRequest *request, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DataFilter, _colim_data_filter_clear)
