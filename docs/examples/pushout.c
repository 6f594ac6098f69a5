/* A pushout of graphs: two arrows, glued at a vertex, make a path. */

#include <colim/colim.h>

#include <stdio.h>

/* a → b, as an instance of the schema of graphs. */
static ColimCSet *
make_arrow (ColimSchema *graph)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (graph);
  gint32 a = colim_cset_builder_add (builder, "V", 2, NULL);
  gint32 e = colim_cset_builder_add (builder, "E", 1, NULL);

  colim_cset_builder_set (builder, "src", e, a, NULL);
  colim_cset_builder_set (builder, "tgt", e, a + 1, NULL);

  return colim_cset_builder_end (builder, NULL);
}

static ColimCSet *
make_point (ColimSchema *graph)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new (graph);

  colim_cset_builder_add (builder, "V", 1, NULL);

  return colim_cset_builder_end (builder, NULL);
}

/* The homomorphism from the point that picks a vertex; NULL with an error if there is no such vertex. */
static ColimHom *
pick (ColimCSet *point, ColimCSet *graph, gint32 vertex, GError **error)
{
  g_autoptr (ColimFinFunction) on_vertices
    = colim_fin_function_new (&vertex, 1, colim_cset_get_n_parts (graph, "V", NULL), error);
  g_autoptr (ColimHomBuilder) builder = colim_hom_builder_new (point, graph);

  if (on_vertices == NULL || !colim_hom_builder_set_component (builder, "V", on_vertices, error))
    return NULL;

  return colim_hom_builder_end (builder, error);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  ColimSchema *graph = colim_schema_find_builtin ("Graph");
  g_autoptr (ColimCSet) arrow = make_arrow (graph);
  g_autoptr (ColimCSet) point = make_point (graph);
  g_autoptr (ColimHom) head = pick (point, arrow, 1, &error);
  g_autoptr (ColimHom) tail = pick (point, arrow, 0, &error);
  g_autoptr (ColimHom) nowhere = NULL;
  g_autoptr (ColimColimit) pushout = head != NULL && tail != NULL ? colim_colimit_new_pushout (head, tail, &error) : NULL;

  if (pushout == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }

  ColimCSet *path = colim_colimit_get_apex (pushout);
  ColimFinFunction *src = colim_cset_get_hom (path, "src", NULL);
  ColimFinFunction *tgt = colim_cset_get_hom (path, "tgt", NULL);

  printf ("%d vertices, %d edges\n", colim_cset_get_n_parts (path, "V", NULL), colim_cset_get_n_parts (path, "E", NULL));
  for (gint32 e = 0; e < colim_cset_get_n_parts (path, "E", NULL); e++)
    printf ("edge %d: %d → %d\n", e, colim_fin_function_apply (src, e), colim_fin_function_apply (tgt, e));

  /* The legs say where the parts went. */
  for (guint i = 0; i < 2; i++)
    {
      ColimFinFunction *leg = colim_hom_get_component (colim_colimit_get_leg (pushout, i), "V", NULL);

      printf ("arrow %u: its vertices are %d and %d\n", i, colim_fin_function_apply (leg, 0), colim_fin_function_apply (leg, 1));
    }

  nowhere = pick (point, arrow, 2, &error);
  printf ("no vertex 2: %s\n", error->message);

  return 0;
}
