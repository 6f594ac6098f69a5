/* Data of a program's own kind: opened by name, brought into memory where rows are chosen, from any thread. */

#include "tests/theory/data/data-fixtures.h"

/* Row i is (i, i / 2) and of class i modulo 3. */

#define COUNTER_TYPE (counter_get_type ())
G_DECLARE_FINAL_TYPE (Counter, counter, TEST, COUNTER, GObject)

struct _Counter {
  GObject parent;

  gint64 n_rows; /* -1: for ever */
  gboolean is_broken;
  ColimType *types[2];
};

static void init_data_source (ColimDataSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Counter, counter, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (COLIM_TYPE_DATA_SOURCE, init_data_source))

static gint64
get_n_rows (ColimDataSource *source)
{
  return TEST_COUNTER (source)->n_rows;
}

static guint
get_n_columns (ColimDataSource *source)
{
  return 2;
}

static const char *
get_column_name (ColimDataSource *source, guint column)
{
  return column == 0 ? "pair" : "rest";
}

static ColimType *
get_column_type (ColimDataSource *source, guint column)
{
  return TEST_COUNTER (source)->types[column];
}

static gboolean
read_rows (ColimDataSource *source, guint column, const gint32 *rows, gsize n_rows, gpointer out, GError **error)
{
  if (TEST_COUNTER (source)->is_broken)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_IO, "the wire is cut");
      return FALSE;
    }
  for (gsize i = 0; i < n_rows; i++)
    if (column == 0)
      {
        ((float *) out)[2 * i] = (float) rows[i];
        ((float *) out)[2 * i + 1] = (float) rows[i] / 2;
      }
    else
      ((gint32 *) out)[i] = rows[i] % 3;

  return TRUE;
}

static void
init_data_source (ColimDataSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_n_columns = get_n_columns;
  iface->get_column_name = get_column_name;
  iface->get_column_type = get_column_type;
  iface->read = read_rows;
}

static void
finalize (GObject *object)
{
  colim_type_unref (TEST_COUNTER (object)->types[0]);
  colim_type_unref (TEST_COUNTER (object)->types[1]);
  G_OBJECT_CLASS (counter_parent_class)->finalize (object);
}

static void
counter_class_init (CounterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = finalize;
}

static void
counter_init (Counter *self)
{
  self->types[0] = colim_type_new_real ((const gint64[]){ 2 }, 1);
  self->types[1] = colim_type_new_class (3);
}

static void
register_counter (const char *name, gint64 n_rows, gboolean is_broken)
{
  g_autoptr (Counter) counter = g_object_new (COUNTER_TYPE, NULL);

  counter->n_rows = n_rows;
  counter->is_broken = is_broken;
  colim_data_set_register (name, COLIM_DATA_SOURCE (counter));
}

static void
whole_data_stay_where_they_are (void **state)
{
  register_counter ("counter", -1, FALSE);

  g_autoptr (ColimDataSource) source = open_named ("counter", NULL);

  assert_true (TEST_IS_COUNTER (source));
  colim_data_set_register ("counter", NULL);
}

static void
chosen_rows_are_brought_into_memory (void **state)
{
  register_counter ("counter", 10, FALSE);

  g_autoptr (ColimDataSource) source = open_named ("counter(rest=2, first=2)", NULL);
  float pairs[4];

  colim_data_set_register ("counter", NULL);
  assert_int_equal (colim_data_source_get_n_rows (source), 2);
  assert_column (source, "pair", "Real[2]");
  assert_column (source, "rest", "Class[1]");
  read_column (source, "pair", (const gint32[]){ 0, 1 }, 2, pairs);
  assert_memory_equal (pairs, ((const float[]){ 2, 1, 5, 2.5f }), sizeof pairs);
}

static void
rows_that_stream_or_fail_cannot_be_chosen (void **state)
{
  register_counter ("counter", -1, FALSE);
  assert_refused ("counter(first=3)", NULL, COLIM_ERROR_INVALID,
                  "data set:1:2: error: data set 'counter': rows of streamed data cannot be chosen");
  register_counter ("counter", 4, TRUE);
  assert_refused ("counter(first=3)", NULL, COLIM_ERROR_IO,
                  "data set:1:2: error: data set 'counter': the wire is cut");
  colim_data_set_register ("counter", NULL);
}

/* A name of the table may be taken, and is given back. */
static void
own_data_hide_the_table (void **state)
{
  register_counter ("digits", 4, FALSE);

  g_autoptr (ColimDataSource) own = open_named ("digits", NULL);
  g_autoptr (ColimDataSource) test = open_named ("digits.test", NULL);

  colim_data_set_register ("digits", NULL);

  g_autoptr (ColimDataSource) bundled = open_named ("digits", NULL);

  assert_int_equal (colim_data_source_get_n_rows (own), 4);
  assert_int_equal (colim_data_source_get_n_rows (test), 359);
  assert_int_equal (colim_data_source_get_n_rows (bundled), 1438);
}

static gpointer
register_and_open (gpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *own = g_strdup_printf ("own%d", GPOINTER_TO_INT (data));
      g_autoptr (ColimDataSource) shared = NULL;
      g_autoptr (ColimDataSource) mine = NULL;

      register_counter ("shared", 4, FALSE);
      register_counter (own, GPOINTER_TO_INT (data), FALSE);
      shared = colim_data_set_open_named ("shared(first=1)", NULL, NULL);
      mine = colim_data_set_open_named (own, NULL, NULL);
      if (shared == NULL || mine == NULL || colim_data_source_get_n_rows (mine) != GPOINTER_TO_INT (data))
        return NULL;
      colim_data_set_register (own, NULL);
    }

  return GINT_TO_POINTER (TRUE);
}

static void
any_thread_may_register (void **state)
{
  GThread *threads[4];

  for (gint i = 0; i < 4; i++)
    threads[i] = g_thread_new (NULL, register_and_open, GINT_TO_POINTER (i + 1));
  for (gint i = 0; i < 4; i++)
    assert_true (GPOINTER_TO_INT (g_thread_join (threads[i])));
  colim_data_set_register ("shared", NULL);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (whole_data_stay_where_they_are),
    cmocka_unit_test (chosen_rows_are_brought_into_memory),
    cmocka_unit_test (rows_that_stream_or_fail_cannot_be_chosen),
    cmocka_unit_test (own_data_hide_the_table),
    cmocka_unit_test (any_thread_may_register),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
