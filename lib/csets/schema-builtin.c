/* The built-in schemas, one row each, in the order in which a schema is guessed from an instance. */

#include <colim/schema.h>

/* Lists are separated by `, `: names; `name dom codom`; an equation is its domain, the left path, `=`, the right path. */
typedef struct {
  const char *name;
  const char *objects;
  const char *homs;
  const char *attr_types;
  const char *attrs;
  const char *equations;
} Row;

static const Row rows[] = {
  { "Set", "X", "", "", "", "" },
  { "Graph", "V, E", "src E V, tgt E V", "", "", "" },
  { "SymmetricGraph", "V, E", "src E V, tgt E V, inv E E", "", "",
    "E inv inv =, E inv src = tgt, E inv tgt = src" },
  { "ReflexiveGraph", "V, E", "src E V, tgt E V, refl V E", "", "", "V refl src =, V refl tgt =" },
  { "SymmetricReflexiveGraph", "V, E", "src E V, tgt E V, inv E E, refl V E", "", "",
    "E inv inv =, E inv src = tgt, E inv tgt = src, V refl src =, V refl tgt =, V refl inv = refl" },
  { "DDS", "X", "Phi X X", "", "", "" },
  { "DDS42", "X", "Phi X X", "", "", "X Phi Phi Phi Phi = Phi Phi" },
  { "Loop", "X", "x X X", "", "", "X x x x = x x" },
  { "Petri", "S, T, I, O", "is I S, it I T, os O S, ot O T", "", "", "" },
  { "Bipartite", "V1, V2, E", "src E V1, tgt E V2", "", "", "" },
  { "School", "TA, Student, Faculty, Person",
    "t_s TA Student, t_f TA Faculty, s_p Student Person, f_p Faculty Person", "", "",
    "TA t_s s_p = t_f f_p" },
  { "SchoolFree", "TA, Student, Faculty, Person",
    "t_s TA Student, t_f TA Faculty, s_p Student Person, f_p Faculty Person", "", "", "" },
  { "SSet", "V, E, T", "d1 T E, d2 T E, d3 T E, src E V, tgt E V", "", "",
    "T d1 src = d2 src, T d1 tgt = d3 tgt, T d2 tgt = d3 src" },
  { "SSetNoEq", "V, E, T", "d1 T E, d2 T E, d3 T E, src E V, tgt E V", "", "", "" },
  { "WeightedGraph", "V, E", "src E V, tgt E V", "Weight", "weight E Weight", "" },
  { "LabeledGraph", "V, E", "src E V, tgt E V", "Label", "label V Label", "" },
  { "VELabeledGraph", "V, E", "src E V, tgt E V", "Label", "vlabel V Label, elabel E Label", "" },
  { "DecGraph", "V, E", "src E V, tgt E V", "X", "dec E X", "" },
  { "LabeledDecGraph", "V, E", "src E V, tgt E V", "X", "dec E X, label V X", "" },
  { "LSet", "X", "", "D", "f X D", "" },
  { "A2", "X", "", "D", "f X D, g X D", "" },
  { "Span", "L1, L2, A", "l1 A L1, l2 A L2", "", "", "" },
  { "One", "I", "", "", "", "" },
  { "Tri", "V, T", "x1 T V, x2 T V, x3 T V", "", "", "" },
  { "Triang", "x1, x2, x3", "e1 x1 x2, e2 x1 x3, e3 x2 x3", "", "", "" },
  { "Loop2", "x1", "e1 x1 x1, e2 x1 x1", "", "", "" },
  { "GraphM", "E1, V1, E2, V2", "src1 E1 V1, tgt1 E1 V1, src2 E2 V2, tgt2 E2 V2, fV V1 V2, fE E1 E2", "",
    "", "" },
  { "LabeledDDS", "X", "Phi X X", "Label", "label X Label", "" },
  { "Dendrogram", "X", "parent X X", "R", "height X R", "" },
  { "Subset", "Set, Sub", "iota Sub Set", "", "", "" },
  { "AmphC", "Amphibian, LandAnimal, WaterAnimal", "IsAL Amphibian LandAnimal, IsAW Amphibian WaterAnimal",
    "", "", "" },
  { "AmphD", "Amphibian, LandAnimal, WaterAnimal, Animal",
    "IsAL Amphibian LandAnimal, IsAW Amphibian WaterAnimal, IsALL LandAnimal Animal, IsAWW WaterAnimal Animal",
    "", "", "Amphibian IsAL IsALL = IsAW IsAWW" },
  { "Animal", "A", "", "Name", "name A Name", "" },
  { "Likes", "Like, Person", "likee Like Person, liker Like Person", "", "", "" },
  { "Connections", "Connection", "", "", "", "" },
  { "CoSpanSch", "B, C, D", "f B D, g C D", "", "", "" },
  { "SquareP", "A, B, C, D", "f B D, g C D, f2 A B, g2 A C", "", "", "A f2 f = g2 g" },
  { "SpanSch", "A, B, C", "f A B, g A C", "", "", "" },
  { "SquareQ", "A, B, C, D", "f A B, g A C, f2 B D, g2 C D", "", "", "A f f2 = g g2" },
  { "Rel", "Dom, Row", "p1 Row Dom, p2 Row Dom", "", "", "" },
  { "Dihedral2", "G", "r G G, s G G", "", "", "G r r =, G s s =, G s r s = r" },
  { "Quaternions", "G", "x G G, y G G, x0 G G, y0 G G", "", "",
    "G x x0 =, G x0 x =, G y y0 =, G y0 y =, G x x x x =, G x x = y y, G y0 x y = x0" },
  { "Cyclic4", "G", "f G G", "", "", "G f f f f =" },
  { "S3", "G", "a G G, b G G", "", "", "G a a =, G b b b =, G a b a b =" },
  { "PetriNetCQL", "Input, Place, Trans, Output",
    "iplace Input Place, itrans Input Trans, oplace Output Place, otrans Output Trans", "", "", "" },
  { "Arrow", "A, B", "f A B", "", "", "" },
  { "ComposeT", "W, X, Y, Z", "g W X, h X Y, i Y Z", "", "", "" },
  { "LoneAttr", "", "", "X", "", "" },
  { "PetriEl", "V_1, V_2, E_1, E_2", "src_E_1 E_1 V_1, src_E_2 E_2 V_2, tgt_E_1 E_1 V_2, tgt_E_2 E_2 V_1",
    "", "", "" },
  { "WGlob", "V, E, Cell", "src E V, tgt E V, src2 Cell E, tgt2 Cell E", "Weight",
    "weight E Weight, weight2 Cell Weight", "Cell src2 src = tgt2 src, Cell src2 tgt = tgt2 tgt" },
};

typedef void (*AddFunc) (ColimSchemaBuilder *builder, char **words);

static void
add_object (ColimSchemaBuilder *builder, char **words)
{
  colim_schema_builder_add_object (builder, words[0]);
}

static void
add_hom (ColimSchemaBuilder *builder, char **words)
{
  colim_schema_builder_add_hom (builder, words[0], words[1], words[2]);
}

static void
add_attr_type (ColimSchemaBuilder *builder, char **words)
{
  colim_schema_builder_add_attr_type (builder, words[0], NULL);
}

static void
add_attr (ColimSchemaBuilder *builder, char **words)
{
  colim_schema_builder_add_attr (builder, words[0], words[1], words[2]);
}

static void
add_equation (ColimSchemaBuilder *builder, char **words)
{
  char **sign = words + 1;

  while (!g_str_equal (*sign, "="))
    sign++;
  g_clear_pointer (sign, g_free);
  colim_schema_builder_add_equation (builder, words[0], (const char *const *) words + 1,
                                     (const char *const *) sign + 1);
  *sign = g_strdup ("=");
}

static void
add_list (ColimSchemaBuilder *builder, const char *list, AddFunc add)
{
  g_auto (GStrv) items = g_strsplit (list, ", ", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (items[i], " ", -1);

      add (builder, words);
    }
}

static ColimSchema *
build (const Row *row)
{
  g_autoptr (ColimSchemaBuilder) builder = colim_schema_builder_new ();
  g_autoptr (GError) error = NULL;
  ColimSchema *schema;

  add_list (builder, row->objects, add_object);
  add_list (builder, row->homs, add_hom);
  add_list (builder, row->attr_types, add_attr_type);
  add_list (builder, row->attrs, add_attr);
  add_list (builder, row->equations, add_equation);
  schema = colim_schema_builder_end (builder, &error);
  g_assert_no_error (error);

  return schema;
}

/**
 * colim_schema_find_builtin:
 * @name: `Graph`, `Petri` or another of [func@Colim.Schema.list_builtins]
 *
 * Finds a built-in schema; it is made at the first look-up.  Attribute types are of type `any`.
 *
 * Returns: (transfer none) (nullable): the schema, or %NULL if there is none of that name
 */
ColimSchema *
colim_schema_find_builtin (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  static gsize built[G_N_ELEMENTS (rows)];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].name, name))
      {
        if (g_once_init_enter (&built[i]))
          g_once_init_leave (&built[i], (gsize) build (&rows[i]));
        return (ColimSchema *) built[i];
      }

  return NULL;
}

/**
 * colim_schema_list_builtins:
 *
 * Names the built-in schemas.
 *
 * Returns: (transfer none) (array zero-terminated=1): the names, in a fixed order
 */
const char *const *
colim_schema_list_builtins (void)
{
  static const char *names[G_N_ELEMENTS (rows) + 1];
  static gsize listed;

  if (g_once_init_enter (&listed))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        names[i] = rows[i].name;
      g_once_init_leave (&listed, 1);
    }

  return names;
}
