/* Editing against what it must not change: the exact loss, when an identity is inserted or elements are renamed; and
 * against the words that are expected. */

#include "tests/theory/random-diagram.h"

static ColimTerm *
parse_model (const char *text)
{
  g_autoptr (ColimText) whole = colim_text_new ("model", text, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  ColimTerm *model = colim_parse_model (whole, diagnostics);

  assert_non_null (model);

  return model;
}

static ColimDiagram *
end (ColimEditing *editing, const char *name)
{
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  ColimDiagram *diagram = colim_editing_end (editing, name, diagnostics);

  if (diagram == NULL)
    {
      g_autofree char *found = colim_diagnostics_to_string (diagnostics);

      print_error ("%s\n", found);
    }
  assert_non_null (diagram);

  return diagram;
}

static void
assert_same_loss (ColimDiagram *a, ColimDiagram *b)
{
  gint32 n_a, n_b;
  g_autoptr (ColimRational) of_a = measure (a, &n_a);
  g_autoptr (ColimRational) of_b = measure (b, &n_b);

  assert_int_equal (n_a, n_b);
  assert_true (colim_rational_equal (of_a, of_b));
}

/* Behind some edges, and behind some of these again; those between data sets are left alone. */
static void
an_identity_that_is_inserted_changes_no_loss (GRand *rand)
{
  World world;
  g_autofree char *text = NULL;
  g_autoptr (ColimDiagram) before = NULL, after = NULL;
  g_autoptr (ColimEditing) editing = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) identity = parse_model ("table(0, 1)");
  g_autoptr (ColimText) space_text = colim_text_new ("space", "Fin(2)", -1);
  g_autoptr (ColimTerm) space = colim_parse_space (space_text, diagnostics);
  gint32 n = 0;

  random_finite_world (rand, &world);
  text = print_finite (&world);
  before = read_diagram ("w.colim", text);
  editing = colim_editing_new (before);
  for (guint round = 0; round < 2; round++)
    for (gint32 e = 0; e < world.n_edges; e++)
      {
        g_autofree char *name = g_strdup_printf ("e%d", e);
        const char *inserted;

        if (world.kinds[world.tgt[e]] == INDEX || g_rand_boolean (rand))
          continue;
        inserted = colim_editing_insert (editing, name, identity, diagnostics);
        assert_non_null (inserted);
        assert_true (colim_editing_set_space (
            editing, colim_term_get_name (colim_term_get_child (colim_editing_get_statement (editing, inserted), 0)),
            space, diagnostics));
        n++;
      }
  after = end (editing, "After");
  assert_int_equal (colim_diagram_get_n_edges (after), world.n_edges + n);
  assert_int_equal (colim_diagram_get_n_vertices (after), world.n_vertices + n);
  assert_int_equal (colim_diagram_get_n_relations (after), world.n_relations);
  assert_same_loss (before, after);
}

static void
rename_all (ColimEditing *editing, const World *world, const char *from, const char *to, gint32 turn)
{
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();

  for (gint32 v = 0; v < world->n_vertices; v++)
    {
      g_autofree char *old = g_strdup_printf ("%sv%d", from, v),
                      *new = g_strdup_printf ("%sv%d", to, (v + turn) % world->n_vertices);

      assert_true (colim_editing_rename (editing, old, new, diagnostics));
    }
  for (gint32 e = 0; e < world->n_edges; e++)
    {
      g_autofree char *old = g_strdup_printf ("%se%d", from, e), *new = g_strdup_printf ("%se%d", to, e);

      assert_true (colim_editing_rename (editing, old, new, diagnostics));
    }
}

/* Also where names change places. */
static void
renaming_changes_names_alone (GRand *rand)
{
  World world;
  g_autofree char *text = NULL, *said = NULL, *said_again = NULL;
  g_autoptr (ColimDiagram) before = NULL, renamed = NULL, back = NULL;
  g_autoptr (ColimEditing) editing = NULL, again = NULL;
  gint32 turn;

  random_finite_world (rand, &world);
  text = print_finite (&world);
  before = read_diagram ("w.colim", text);
  turn = g_rand_int_range (rand, 0, world.n_vertices);
  editing = colim_editing_new (before);
  rename_all (editing, &world, "", "", turn);
  renamed = end (editing, "w");
  assert_same_loss (before, renamed);
  again = colim_editing_new (renamed);
  rename_all (again, &world, "", "", world.n_vertices - turn);
  back = end (again, "w");
  said = print_diagram (before);
  said_again = print_diagram (back);
  assert_string_equal (said, said_again);
}

static ColimTerm *
freeze_relu (ColimTerm *statement, const char *element, gpointer user_data)
{
  g_autoptr (ColimText) text = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();

  *(guint *) user_data += 1;
  if (!g_str_equal (element, "f"))
    return colim_term_ref (statement);
  text = colim_text_new ("edit", "e1 : X → Y ⇒ tanh eval", -1);

  return colim_parse_statement (text, diagnostics);
}

static const char text[] = "let enc = linear(2)\n"
                           "N ⇒ []; X ⇒ Real[2]; Y ⇒ {Real[2], mse}\n"
                           "e0 : N → X; e1 : X → Y ⇒ enc · linear(2); y : N → Y\n"
                           "e0 · e1 ≤ y\n"
                           "rmse(e0 · e1, y)\n"
                           "train { batch = (N=4, M=8) }\n";

static void
edits_say_what_they_should (G_GNUC_UNUSED void **state)
{
  g_autoptr (ColimDiagram) host = read_diagram ("d.colim", text), edited = NULL;
  g_autoptr (ColimEditing) editing = colim_editing_new (host);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) relu = parse_model ("relu"), norm = parse_model ("l2normalise");
  g_autofree char *said = NULL, *unchanged = NULL, *before = print_diagram (host);

  assert_true (colim_editing_add_flag (editing, "e1", "frozen", diagnostics));
  assert_true (colim_editing_add_flag (editing, "e1", "eval", diagnostics));
  assert_true (colim_editing_add_flag (editing, "e1", "frozen", diagnostics));
  assert_true (colim_editing_set_model (editing, "y", relu, diagnostics));
  assert_string_equal (colim_editing_insert (editing, "e1", norm, diagnostics), "e1'");
  assert_string_equal (colim_editing_insert (editing, "e1", relu, diagnostics), "e1'2");
  assert_true (colim_editing_rename (editing, "N", "Data", diagnostics));
  assert_true (colim_editing_rename (editing, "e0", "N", diagnostics));
  edited = end (editing, "E");
  said = print_diagram (edited);
  assert_string_equal (said, "let enc = linear(2)\n"
                             "Data ⇒ []\n"
                             "X ⇒ Real[2]\n"
                             "Y ⇒ {Real[2], mse}\n"
                             "Y'\n"
                             "Y''\n"
                             "N : Data → X\n"
                             "e1 : X → Y'' ⇒ enc · linear(2) frozen eval\n"
                             "y : Data → Y ⇒ relu\n"
                             "e1' : Y' → Y ⇒ l2normalise\n"
                             "e1'2 : Y'' → Y' ⇒ relu\n"
                             "N · e1 · e1'2 · e1' ≤ y\n"
                             "rmse(N · e1 · e1'2 · e1', y)\n"
                             "train { batch = (Data=4, M=8) }\n");
  unchanged = print_diagram (host);
  assert_string_equal (unchanged, before);
}

static gboolean
keep_first (ColimMatch *match, gpointer data)
{
  *(ColimMatch **) data = colim_match_ref (match);

  return FALSE;
}

static void
functions_are_applied_to_images (G_GNUC_UNUSED void **state)
{
  g_autoptr (ColimDiagram) host = read_diagram ("d.colim", text), edited = NULL;
  g_autoptr (ColimDiagram) pattern = read_diagram ("p.colim", "X ⇒ Any; Y ⇒ {}; f : X → Y");
  g_autoptr (ColimMatching) matching = colim_matching_new (pattern, host);
  g_autoptr (ColimEditing) editing = colim_editing_new (host);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimMatch) match = NULL;
  g_autofree char *model = NULL;
  guint n = 0;

  assert_true (colim_matching_foreach (matching, keep_first, &match, NULL));
  assert_true (colim_editing_map (editing, match, freeze_relu, &n, diagnostics));
  assert_int_equal (n, 3);
  edited = end (editing, "E");
  model = colim_term_to_string (colim_diagram_get_model (edited, 1));
  assert_string_equal (model, "tanh");
  assert_true (colim_diagram_has_flag (edited, 1, "eval", NULL));
}

/* Whether two diagrams glue along an edge, which has parameters of its own: whether it is one model in both. */
static gboolean
share (ColimDiagram *a, ColimDiagram *b, const char *along)
{
  ColimDiagram *parts[] = { a, b };
  g_autoptr (ColimDiagram) apex = read_diagram ("s.colim", along);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimGluing) gluing = colim_gluing_new ("G", parts, 2, apex, NULL, diagnostics);

  return gluing != NULL;
}

static void
models_stay_what_they_are (G_GNUC_UNUSED void **state)
{
  static const char *const words = "X; Y; Z\nf : X → Y ⇒ linear(2); g : Y → Z\n";
  g_autoptr (ColimDiagram) host = read_diagram ("d.colim", words), other = read_diagram ("o.colim", words);
  g_autoptr (ColimDiagram) inserted = NULL, swapped = NULL;
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) same = parse_model ("linear(2)");
  g_autoptr (ColimEditing) inserting = colim_editing_new (host), swapping = colim_editing_new (host);
  ColimDiagram *renamed[2];

  assert_non_null (colim_editing_insert (inserting, "g", same, diagnostics));
  inserted = end (inserting, "Inserted");
  assert_true (colim_editing_set_model (swapping, "f", same, diagnostics));
  swapped = end (swapping, "Swapped");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ColimEditing) renaming = colim_editing_new (i == 0 ? host : inserted);

      assert_true (colim_editing_rename (renaming, "f", "z", diagnostics));
      renamed[i] = end (renaming, i == 0 ? "First" : "Second");
    }
  assert_true (share (host, inserted, "X; Y; f : X → Y"));
  assert_true (share (renamed[0], renamed[1], "X; Y; z : X → Y"));
  assert_false (share (host, swapped, "X; Y; f : X → Y"));
  assert_false (share (host, other, "X; Y; f : X → Y"));
  colim_diagram_unref (renamed[0]);
  colim_diagram_unref (renamed[1]);
}

static ColimTerm *
give_another (G_GNUC_UNUSED ColimTerm *statement, G_GNUC_UNUSED const char *element, G_GNUC_UNUSED gpointer user_data)
{
  return colim_term_new (COLIM_TERM_VERTEX, "Q", NULL, 0, NULL, 0);
}

typedef gboolean (*Wrong) (ColimEditing *editing, ColimDiagnostics *diagnostics);

static gboolean
freeze_what_is_not_given (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  return colim_editing_add_flag (editing, "e0", "frozen", diagnostics);
}

static gboolean
freeze_a_vertex (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  return colim_editing_add_flag (editing, "X", "frozen", diagnostics);
}

static gboolean
freeze_nothing (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  return colim_editing_add_flag (editing, "e9", "frozen", diagnostics);
}

static gboolean
change_the_kind (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  g_autoptr (ColimText) space_text = colim_text_new ("space", "[]", -1);
  g_autoptr (ColimTerm) space = colim_parse_space (space_text, diagnostics);

  return colim_editing_set_space (editing, "X", space, diagnostics);
}

static gboolean
rename_badly (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  return colim_editing_rename (editing, "X", "a b", diagnostics);
}

static gboolean
rename_two_alike (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  return colim_editing_rename (editing, "X", "A", diagnostics) && colim_editing_rename (editing, "Y", "A", diagnostics);
}

static gboolean
rename_nothing (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  return colim_editing_rename (editing, "Q", "A", diagnostics);
}

static gboolean
rename_to_what_is_there (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  g_autoptr (ColimDiagram) edited = NULL;

  return colim_editing_rename (editing, "X", "y", diagnostics)
         && (edited = colim_editing_end (editing, "E", diagnostics)) != NULL;
}

static gboolean
map_to_another (ColimEditing *editing, ColimDiagnostics *diagnostics)
{
  g_autoptr (ColimDiagram) host = read_diagram ("d.colim", text), pattern = read_diagram ("p.colim", "X ⇒ Any");
  g_autoptr (ColimEditing) own = colim_editing_new (host);
  g_autoptr (ColimMatching) matching = colim_matching_new (pattern, host);
  g_autoptr (ColimMatch) match = colim_matching_find (matching, NULL);

  return colim_editing_map (own, match, give_another, NULL, diagnostics);
}

static void
what_is_wrong_is_named (G_GNUC_UNUSED void **state)
{
  static const struct {
    Wrong run;
    const char *message;
  } cases[] = {
    { freeze_what_is_not_given, "3:1: error: edge 'e0' has no model, so nothing that 'frozen' could be said of" },
    { freeze_a_vertex, "2:9: error: 'X' is a vertex, and this is for edges" },
    { freeze_nothing, "1:1: error: there is no edge 'e9' in 'd'" },
    { change_the_kind, "error: 'X' keeps its kind: an indexing vertex is [ … ], one with a loss { …, … }" },
    { rename_badly, "2:9: error: 'X' cannot be called 'a b', which is no name" },
    { rename_two_alike, "2:22: error: 'X' and 'Y' would both be called 'A'" },
    { rename_nothing, "1:1: error: there is no vertex or edge 'Q' in 'd'" },
    { rename_to_what_is_there, "3:43: error: 'X' cannot be called 'y': there is an edge of that name" },
    { map_to_another, "2:9: error: what comes in the place of 'X' is of another kind, or has another name" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ColimDiagram) host = read_diagram ("d.colim", text);
      g_autoptr (ColimEditing) editing = colim_editing_new (host);
      g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
      g_autofree char *found = NULL;

      assert_false (cases[i].run (editing, diagnostics));
      found = colim_diagnostics_to_string (diagnostics);
      if (strstr (found, cases[i].message) == NULL)
        print_error ("%s\n", found);
      assert_non_null (strstr (found, cases[i].message));
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    property_test (an_identity_that_is_inserted_changes_no_loss),
    property_test (renaming_changes_names_alone),
    cmocka_unit_test (edits_say_what_they_should),
    cmocka_unit_test (functions_are_applied_to_images),
    cmocka_unit_test (models_stay_what_they_are),
    cmocka_unit_test (what_is_wrong_is_named),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
