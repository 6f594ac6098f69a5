/* Limits and colimits of C-sets in files: a verb for each shape of a diagram. */

#include "tools/cset.h"

#include <string.h>

typedef enum { F_DOM, F_CODOM, G_DOM, G_CODOM } End;

/* Of two homomorphisms: which of their ends are the objects, in the order of the legs, and from which to which they go.
 * Without objects: of any number of C-sets, and no arrows. */
typedef struct {
  const char *verb;
  gboolean is_limit;
  guint n_objects;
  End objects[3];
  gint32 sources[2], targets[2];
  const char *names[5]; /* of the objects and the apex, in a picture */
} Shape;

static const Shape shapes[] = {
  { "cset pushout", FALSE, 3, { F_CODOM, G_CODOM, F_DOM }, { 2, 2 }, { 0, 1 }, { "A", "B", "S", "pushout" } },
  { "cset coequalizer", FALSE, 2, { F_CODOM, F_DOM }, { 1, 1 }, { 0, 0 }, { "B", "A", "coequalizer" } },
  { "cset coproduct", FALSE, 0, { 0 }, { 0 }, { 0 }, { NULL } },
  { "cset pullback", TRUE, 3, { F_DOM, G_DOM, F_CODOM }, { 0, 1 }, { 2, 2 }, { "A", "B", "S", "pullback" } },
  { "cset equalizer", TRUE, 2, { F_DOM, F_CODOM }, { 0, 0 }, { 1, 1 }, { "A", "B", "equalizer" } },
  { "cset product", TRUE, 0, { 0 }, { 0 }, { 0 }, { NULL } },
};

/* A limit or a colimit: one of them is there. */
typedef struct {
  ColimLimit *limit;
  ColimColimit *colimit;
} Cone;

static void
clear_cone (Cone *self)
{
  g_clear_pointer (&self->limit, colim_limit_unref);
  g_clear_pointer (&self->colimit, colim_colimit_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cone, clear_cone)

static const Shape *
find_shape (const char *verb)
{
  guint i = 0;

  while (!g_str_equal (shapes[i].verb, verb))
    i++;

  return &shapes[i];
}

static ColimCSet *
get_end (ColimHom *const *arrows, End end)
{
  ColimHom *hom = arrows[end / 2];

  return end % 2 == 0 ? colim_hom_get_dom (hom) : colim_hom_get_codom (hom);
}

static gboolean
compute (const Shape *shape, ColimSchema *schema, ColimCSet **objects, guint n_objects, ColimHom **arrows,
         guint n_arrows, gint64 budget, Cone *cone, GError **error)
{
  if (shape->is_limit)
    cone->limit = colim_limit_new_bounded (schema, objects, n_objects, arrows, n_arrows, shape->sources, n_arrows,
                                           shape->targets, n_arrows, budget, error);
  else
    cone->colimit = colim_colimit_new (schema, objects, n_objects, arrows, n_arrows, shape->sources, n_arrows,
                                       shape->targets, n_arrows, error);

  return cone->limit != NULL || cone->colimit != NULL;
}

static gboolean
compute_of_homs (const Shape *shape, char **paths, const VerbOptions *options, Cone *cone, GError **error)
{
  g_autoptr (GPtrArray) homs = read_homs (paths, 2, options->schema, error);
  ColimHom **arrows;
  ColimCSet *objects[G_N_ELEMENTS (shape->objects)];

  if (homs == NULL)
    return FALSE;
  arrows = (ColimHom **) homs->pdata;
  for (guint i = 0; i < shape->n_objects; i++)
    objects[i] = get_end (arrows, shape->objects[i]);

  return compute (shape, colim_cset_get_schema (objects[0]), objects, shape->n_objects, arrows, 2, options->budget,
                  cone, error);
}

static gboolean
compute_of_csets (const Shape *shape, char **paths, guint n, const VerbOptions *options, Cone *cone, GError **error)
{
  g_autoptr (GPtrArray) csets = NULL;

  if (n == 0 && options->schema == NULL)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "the %s of no C-sets needs --schema",
                   shape->verb + strlen ("cset "));
      return FALSE;
    }
  if ((csets = read_csets (paths, n, options->schema, error)) == NULL)
    return FALSE;

  return compute (shape, n > 0 ? colim_cset_get_schema (csets->pdata[0]) : options->schema, (ColimCSet **) csets->pdata,
                  n, NULL, 0, options->budget, cone, error);
}

static void
write_cone (const Cone *cone, ColimJsonWriter *writer)
{
  guint n = cone->limit != NULL ? colim_limit_get_n_legs (cone->limit) : colim_colimit_get_n_legs (cone->colimit);

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "apex");
  colim_acset_json_write (writer, cone->limit != NULL ? colim_limit_get_apex (cone->limit)
                                                      : colim_colimit_get_apex (cone->colimit));
  colim_json_writer_key (writer, "legs");
  colim_json_writer_array (writer);
  for (guint i = 0; i < n; i++)
    colim_compact_json_write_components (writer, cone->limit != NULL ? colim_limit_get_leg (cone->limit, i)
                                                                     : colim_colimit_get_leg (cone->colimit, i));
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}

/* C-sets are called after their files. */
static GPtrArray *
name_objects (const Shape *shape, char **paths, guint n)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; shape->n_objects > 0 && shape->names[i] != NULL; i++)
    g_ptr_array_add (names, g_strdup (shape->names[i]));
  for (guint i = 0; shape->n_objects == 0 && i < n; i++)
    g_ptr_array_add (names, g_path_get_basename (paths[i]));
  if (shape->n_objects == 0)
    g_ptr_array_add (names, g_strdup (shape->verb + strlen ("cset ")));
  g_ptr_array_add (names, NULL);

  return names;
}

Status
run_cone (const Command *verb, int argc, char **argv, GError **error)
{
  const Shape *shape = find_shape (verb->name);
  g_autoptr (GPtrArray) names = NULL;
  g_auto (VerbOptions) options = VERB_OPTIONS_INIT;
  g_auto (Cone) cone = { NULL, NULL };
  g_autoptr (ColimJsonWriter) writer = NULL;
  g_autoptr (ColimDrawing) drawing = NULL;
  ColimCSetStyle style;

  if (!read_verb (verb, NULL, shape->is_limit ? VERB_DRAWS | VERB_SPENDS : VERB_DRAWS, &options, &argc, &argv,
                  shape->n_objects > 0 ? 2 : -1, error))
    return STATUS_DONE;
  if (shape->n_objects > 0 ? !compute_of_homs (shape, argv + 1, &options, &cone, error)
                           : !compute_of_csets (shape, argv + 1, (guint) argc - 1, &options, &cone, error))
    return STATUS_BAD;
  style = verb_options_get_style (&options);
  if (options.format == NULL)
    {
      writer = colim_json_writer_new_for_string (FALSE);
      write_cone (&cone, writer);
      return write_json (&options, writer, error) ? STATUS_DONE : STATUS_BAD;
    }
  names = name_objects (shape, argv + 1, (guint) argc - 1);
  drawing = cone.limit != NULL ? colim_limit_draw (cone.limit, (const char *const *) names->pdata, style, error)
                               : colim_colimit_draw (cone.colimit, (const char *const *) names->pdata, style, error);

  return drawing != NULL && write_drawing (&options, shape->verb + strlen ("cset "), drawing, error) ? STATUS_DONE
                                                                                                     : STATUS_BAD;
}
