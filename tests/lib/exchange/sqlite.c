/* Databases: what is written reads back, what other programs write is read as it is meant, and joins in SQL and
 * composites of homs agree. */

#include <colim/conjunctive-query.h>
#include <colim/sqlite.h>

#include "tests/lib/csets/random-cset.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static char *
make_path (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "colim-sqlite-XXXXXX", NULL);
  int descriptor = g_mkstemp (path);

  assert_true (descriptor >= 0);
  close (descriptor);

  return g_steal_pointer (&path);
}

static void
run (const char *path, const char *sql)
{
  sqlite3 *db;

  assert_int_equal (sqlite3_open (path, &db), SQLITE_OK);
  assert_int_equal (sqlite3_exec (db, sql, NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close (db);
}

static gint64
ask (const char *path, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 answer;

  assert_int_equal (sqlite3_open (path, &db), SQLITE_OK);
  assert_int_equal (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), SQLITE_OK);
  assert_int_equal (sqlite3_step (statement), SQLITE_ROW);
  answer = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);

  return answer;
}

/* The C-set of a database that statements make. */
static ColimCSet *
read_made (const char *sql, ColimSchema *schema, GError **error)
{
  g_autofree char *path = make_path ();
  ColimCSet *cset;

  run (path, sql);
  cset = colim_sqlite_read (path, schema, error);
  if (cset == NULL && error != NULL && *error != NULL)
    {
      gsize n = strlen (path);

      assert_true (strncmp ((*error)->message, path, n) == 0);
      memmove ((*error)->message, (*error)->message + n + 2, strlen ((*error)->message + n + 2) + 1);
    }
  g_unlink (path);

  return cset;
}

static void
what_is_written_reads_back (GRand *rand)
{
  static const char *const names[] = { "Graph", "WeightedGraph", "VELabeledGraph", "Petri", "LSet", "Bipartite" };
  ColimSchema *schema = colim_schema_find_builtin (names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))]);
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (schema);
  g_autofree char *path = make_path ();
  g_autoptr (ColimCSet) cset = NULL;
  g_autoptr (ColimCSet) found = NULL;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      const char *name = colim_schema_get_object_name (schema, ob);

      colim_cset_builder_add (builder, name, g_rand_int_range (rand, 1, 7), NULL);
    }
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      gint32 n = colim_cset_builder_get_n_parts_at (builder, colim_schema_get_hom_dom (schema, hom));

      for (gint32 part = 0; part < n; part++)
        colim_cset_builder_set_at (
            builder, hom, part,
            g_rand_int_range (rand, 0, colim_cset_builder_get_n_parts_at (builder, colim_schema_get_hom_codom (schema, hom))));
    }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      const char *name = colim_schema_get_attr_name (schema, attr);
      gint32 n = colim_cset_builder_get_n_parts_at (builder, colim_schema_get_attr_dom (schema, attr));

      for (gint32 part = 0; part < n; part++)
        switch (g_rand_int_range (rand, 0, 4))
          {
          case 0:
            {
              const char *type = colim_schema_get_attr_type_name (schema, colim_schema_get_attr_codom (schema, attr));
              gint32 variable = colim_cset_builder_add_variables (builder, type, 1, NULL);

              assert_true (colim_cset_builder_set_variable (builder, name, part, variable, NULL));
              break;
            }
          case 1:
            assert_true (colim_cset_builder_set_int (builder, name, part, G_MAXINT64 - g_rand_int_range (rand, 0, 2), NULL));
            break;
          case 2:
            assert_true (colim_cset_builder_set_double (builder, name, part, g_rand_double (rand), NULL));
            break;
          default:
            assert_true (colim_cset_builder_set_string (builder, name, part, g_rand_boolean (rand) ? "1" : "ü'\"", NULL));
          }
    }
  cset = colim_cset_builder_end (builder, NULL);
  assert_non_null (cset);
  assert_true (colim_sqlite_write (cset, path, NULL));
  found = colim_sqlite_read (path, schema, NULL);
  assert_non_null (found);
  assert_true (colim_cset_equal (cset, found));
  g_unlink (path);
}

/* Tables as a program would make them: keys that are no numbering, keys of two columns, keys that are NULL, names that
 * are in two tables. */
static void
a_database_is_a_cset (void **state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ColimCSet) cset = read_made (
      "CREATE TABLE Person (Id INTEGER PRIMARY KEY, Name TEXT, Boss INTEGER REFERENCES Person);"
      "CREATE TABLE City (Country TEXT, Name TEXT, Size, PRIMARY KEY (Country, Name)) WITHOUT ROWID;"
      "CREATE TABLE Lives (Who INTEGER NOT NULL REFERENCES person (id), Land TEXT, Town TEXT, Since REAL, Note,"
      "  FOREIGN KEY (Land, Town) REFERENCES City (Country, Name));"
      "CREATE VIEW Big AS SELECT * FROM City;"
      "INSERT INTO Person VALUES (3, 'Ada', 1), (1, 'Bo', NULL), (2, NULL, 3);"
      "INSERT INTO City VALUES ('FR', 'Paris', 2), ('CH', 'Bern', 'small'), ('CH', 'Basel', 0.5);"
      "INSERT INTO Lives VALUES (2, 'FR', 'Paris', 1999, NULL), (3, 'CH', 'Bern', 2.5, NULL);",
      NULL, &error);
  ColimSchema *schema;
  gint64 number;
  double size;
  GValue value = G_VALUE_INIT;

  assert_null (error);
  schema = colim_cset_get_schema (cset);
  assert_int_equal (colim_schema_get_n_objects (schema), 4);
  assert_string_equal (colim_schema_get_object_name (schema, 1), "Boss");
  assert_int_equal (colim_cset_get_n_parts (cset, "Person", NULL), 3);
  assert_int_equal (colim_cset_get_n_parts (cset, "Boss", NULL), 2);
  /* Rows are in the order of their keys: Bo, somebody, Ada; Basel, Bern, Paris. */
  assert_string_equal (colim_cset_get_string (cset, "Person.Name", 0, NULL), "Bo");
  assert_int_equal (colim_cset_get_variable (cset, "Person.Name", 1, NULL), 0);
  assert_string_equal (colim_cset_get_string (cset, "Person.Name", 2, NULL), "Ada");
  assert_int_equal (colim_schema_find_attr (schema, "Id"), -1);
  assert_string_equal (colim_cset_get_string (cset, "City.Name", 0, NULL), "Basel");
  assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (cset, "Boss.from", NULL), 0), 1);
  assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (cset, "Boss.to", NULL), 0), 2);
  assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (cset, "Boss.from", NULL), 1), 2);
  assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (cset, "Boss.to", NULL), 1), 0);
  assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (cset, "Who", NULL), 0), 1);
  assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (cset, "Land_Town", NULL), 0), 2);
  assert_int_equal (colim_fin_function_apply (colim_cset_get_hom (cset, "Land_Town", NULL), 1), 1);
  assert_true (colim_cset_get_value (cset, "Size", 0, &value, NULL));
  assert_true (G_VALUE_HOLDS_DOUBLE (&value));
  g_value_unset (&value);
  assert_string_equal (colim_cset_get_string (cset, "Size", 1, NULL), "small");
  assert_true (colim_cset_get_int (cset, "Size", 2, &number, NULL) && number == 2);
  assert_true (colim_cset_get_double (cset, "Since", 0, &size, NULL) && size == 1999);
  /* Two NULLs are two variables. */
  assert_int_not_equal (colim_cset_get_variable (cset, "Note", 0, NULL), colim_cset_get_variable (cset, "Note", 1, NULL));
}

static void
a_key_that_says_more_is_kept (void **state)
{
  g_autoptr (ColimCSet) cset = read_made ("CREATE TABLE A (n INTEGER PRIMARY KEY); INSERT INTO A VALUES (1), (2), (4)", NULL, NULL);
  gint64 number;

  assert_non_null (cset);
  assert_true (colim_cset_get_int (cset, "n", 2, &number, NULL) && number == 4);
}

static void
bad_databases_are_refused (void **state)
{
  static const struct {
    const char *sql;
    const char *schema;
    ColimError code;
    const char *message;
  } cases[] = {
    { "CREATE TABLE V (x); CREATE TABLE E (src REFERENCES V (x)); INSERT INTO E VALUES (1)", NULL, COLIM_ERROR_UNDEFINED,
      "the foreign key 'E.src' of row 1 is that of no row of 'V'" },
    { "CREATE TABLE V (x); CREATE TABLE E (src REFERENCES V (x)); INSERT INTO V VALUES (1), (1); INSERT INTO E VALUES (1)",
      NULL, COLIM_ERROR_TYPE, "the foreign key 'E.src' of row 1 is that of several rows of 'V'" },
    { "CREATE TABLE E (src REFERENCES V)", NULL, COLIM_ERROR_UNKNOWN_NAME,
      "the foreign key 'E.src' goes to a table 'V', which there is not" },
    { "CREATE TABLE V (x); CREATE TABLE E (src REFERENCES V)", NULL, COLIM_ERROR_UNKNOWN_NAME,
      "the foreign key 'E.src' goes to the primary key of 'V', which has none of that many columns" },
    { "CREATE TABLE A (x); INSERT INTO A VALUES (x'00')", NULL, COLIM_ERROR_TYPE,
      "the column 'A.x' has binary data, which no attribute type holds" },
    { "CREATE TABLE A (x); INSERT INTO A VALUES (CAST (x'ff' AS TEXT))", NULL, COLIM_ERROR_PARSE,
      "row 1 of the column 'x' is not UTF-8" },
    { "CREATE TABLE V (x)", "Graph", COLIM_ERROR_UNKNOWN_NAME, "the database has no table 'E'" },
    { "CREATE TABLE V (x); CREATE TABLE E (src)", "Graph", COLIM_ERROR_UNKNOWN_NAME, "the table 'E' has no foreign key 'src'" },
    { "CREATE TABLE V (x INTEGER PRIMARY KEY); CREATE TABLE E (src REFERENCES V, tgt REFERENCES V);"
      "INSERT INTO V VALUES (1); INSERT INTO E VALUES (1, NULL)",
      "Graph", COLIM_ERROR_UNDEFINED,
      "some rows of 'E' have no 'tgt': it is no hom, but an object 'tgt' with homs 'tgt.from' and 'tgt.to'" },
    { "CREATE TABLE E (x INTEGER PRIMARY KEY, src REFERENCES E, tgt REFERENCES E); CREATE TABLE V (x)", "Graph",
      COLIM_ERROR_TYPE, "the hom 'src' goes to 'V' in the schema, and to 'E' in the database" },
    { "CREATE TABLE X (x INTEGER PRIMARY KEY, Phi REFERENCES X); INSERT INTO X VALUES (1, 2), (2, 3), (3, 4), (4, 1)", "DDS42",
      COLIM_ERROR_EQUATION_VIOLATED, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      ColimSchema *schema = cases[i].schema != NULL ? colim_schema_find_builtin (cases[i].schema) : NULL;

      assert_null (read_made (cases[i].sql, schema, &error));
      assert_colim_error (error, (int) cases[i].code, cases[i].message != NULL ? cases[i].message : error->message);
    }
}

static void
files_that_are_none_are_refused (void **state)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  assert_null (colim_sqlite_read ("/nowhere/x.sqlite", NULL, &error));
  assert_colim_error (error, COLIM_ERROR_IO, "/nowhere/x.sqlite: there is no such file");
  assert_true (g_file_set_contents (path, "this is a text, and it is long enough to be looked at as a header of 100 bytes,"
                                          " which is what SQLite reads first of all",
                                    -1, NULL));
  assert_null (colim_sqlite_read (path, NULL, &second));
  assert_int_equal (second->code, COLIM_ERROR_PARSE);
  g_unlink (path);
}

static void
what_sql_cannot_say_is_refused (void **state)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (colim_schema_find_builtin ("LSet"));
  g_autoptr (ColimCSet) cset = NULL;
  g_autofree char *path = make_path ();
  g_autofree char *message = g_strconcat (
      path, ": variable 1 of 'D' is at 2 places: a database has only a NULL for one that is at one", NULL);
  g_autoptr (GError) error = NULL;

  assert_true (g_file_set_contents (path, "old", -1, NULL));
  colim_cset_builder_add (builder, "X", 2, NULL);
  colim_cset_builder_add_variables (builder, "D", 1, NULL);
  assert_true (colim_cset_builder_set_variable (builder, "f", 0, 0, NULL));
  assert_true (colim_cset_builder_set_variable (builder, "f", 1, 0, NULL));
  cset = colim_cset_builder_end (builder, NULL);
  assert_false (colim_sqlite_write (cset, path, &error));
  assert_colim_error (error, COLIM_ERROR_INVALID, message);
  /* What was there is there. */
  {
    g_autofree char *contents = NULL;

    assert_true (g_file_get_contents (path, &contents, NULL, NULL));
    assert_string_equal (contents, "old");
  }
  g_unlink (path);
}

static char *
find_chinook (void)
{
  const char *shared = g_getenv ("COLIM_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : ".", "data/relational/chinook/Chinook.sqlite", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  print_message ("skipped: there is no %s; COLIM_SHARED names the folder that has the data\n", path);

  return NULL;
}

static void
sql_joins_what_homs_compose (void **state)
{
  g_autofree char *path = find_chinook ();
  g_autoptr (ColimCSet) cset = NULL;
  g_autoptr (GError) error = NULL;
  ColimFinFunction *track, *album, *artist;
  gint64 lines = 0;

  if (path == NULL)
    skip ();
  cset = colim_sqlite_read (path, NULL, &error);
  assert_null (error);
  assert_int_equal (colim_schema_get_n_objects (colim_cset_get_schema (cset)), 12);
  assert_int_equal (colim_cset_get_n_parts (cset, "PlaylistTrack", NULL), ask (path, "SELECT count(*) FROM PlaylistTrack"));
  assert_int_equal (colim_cset_get_n_parts (cset, "ReportsTo", NULL),
                    ask (path, "SELECT count(*) FROM Employee WHERE ReportsTo IS NOT NULL"));
  track = colim_cset_get_hom (cset, "InvoiceLine.TrackId", NULL);
  album = colim_cset_get_hom (cset, "AlbumId", NULL);
  artist = colim_cset_get_hom (cset, "ArtistId", NULL);
  for (gint32 line = 0; line < colim_cset_get_n_parts (cset, "InvoiceLine", NULL); line++)
    {
      gint32 who = colim_fin_function_apply (
          artist, colim_fin_function_apply (album, colim_fin_function_apply (track, line)));

      lines += strcmp (colim_cset_get_string (cset, "Artist.Name", who, NULL), "Iron Maiden") == 0;
    }
  assert_int_equal (lines, ask (path, "SELECT count(*) FROM InvoiceLine JOIN Track USING (TrackId) JOIN Album USING (AlbumId) "
                                      "JOIN Artist USING (ArtistId) WHERE Artist.Name = 'Iron Maiden'"));
}

/* A query over four tables, against the join that SQL makes. */
static void
sql_joins_what_a_query_asks (void **state)
{
  g_autofree char *path = find_chinook ();
  g_autoptr (ColimCSet) cset = NULL;
  g_autoptr (ColimConjunctiveQuery) query = NULL;
  g_autoptr (ColimSolutions) solutions = NULL;
  g_autoptr (GError) error = NULL;
  GValue genre = G_VALUE_INIT;
  static const char *const boxes[][5] = { { "InvoiceLine", "InvoiceLine.TrackId", "track", NULL, NULL },
                                          { "Track", "_id", "track", "GenreId", "genre" },
                                          { "Genre", "_id", "genre", "Genre.Name", "name" } };

  if (path == NULL)
    skip ();
  cset = colim_sqlite_read (path, NULL, NULL);
  assert_non_null (cset);
  query = colim_conjunctive_query_new (colim_cset_get_schema (cset));
  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      gint32 box = colim_conjunctive_query_add_box (query, boxes[i][0], &error);

      assert_null (error);
      for (gsize k = 1; k < 5 && boxes[i][k] != NULL; k += 2)
        assert_true (colim_conjunctive_query_add_port (query, box, boxes[i][k], boxes[i][k + 1], &error));
    }
  g_value_init (&genre, G_TYPE_STRING);
  g_value_set_string (&genre, "Jazz");
  assert_true (colim_conjunctive_query_set_value (query, "name", &genre, &error));
  solutions = colim_conjunctive_query_evaluate (query, cset, 1000000, &error);
  assert_null (error);
  assert_int_equal (colim_solutions_get_n_rows (solutions),
                    ask (path, "SELECT count(*) FROM InvoiceLine JOIN Track USING (TrackId) JOIN Genre USING (GenreId) "
                               "WHERE Genre.Name = 'Jazz'"));
  g_value_unset (&genre);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test_n (what_is_written_reads_back, 60),
    cmocka_unit_test (a_database_is_a_cset),
    cmocka_unit_test (a_key_that_says_more_is_kept),
    cmocka_unit_test (bad_databases_are_refused),
    cmocka_unit_test (files_that_are_none_are_refused),
    cmocka_unit_test (what_sql_cannot_say_is_refused),
    cmocka_unit_test (sql_joins_what_homs_compose),
    cmocka_unit_test (sql_joins_what_a_query_asks),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
