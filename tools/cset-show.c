/* Pictures of C-sets, homomorphisms and schemas in files. */

#include "tools/cset.h"

#include <string.h>

typedef enum { FILE_CSET, FILE_HOM, FILE_SCHEMA } FileKind;

/* What is drawn of a C-set or a homomorphism. */
typedef struct {
  char *around; /* OB:PART, or NULL */
  int depth;
  gboolean image;
} Part;

static void
clear_part (Part *self)
{
  g_free (self->around);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Part, clear_part)

/* A database is a C-set.  Else by the first member: a homomorphism has an end there or its components, and a schema its version or its objects.  A
 * text that cannot be read is nobody's; whoever reads it says why. */
static FileKind
find_kind (ColimText *text)
{
  g_autoptr (ColimJsonReader) reader = colim_json_reader_new_for_text (text);
  g_autofree char *key = NULL;
  ColimJsonToken value;

  if (colim_json_reader_next (reader, NULL) != COLIM_JSON_OBJECT
      || colim_json_reader_next (reader, NULL) != COLIM_JSON_KEY)
    return FILE_CSET;
  key = g_strdup (colim_json_reader_get_string (reader, NULL));
  value = colim_json_reader_next (reader, NULL);
  if (value == COLIM_JSON_OBJECT
      && (g_str_equal (key, "dom") || g_str_equal (key, "cod") || g_str_equal (key, "components")))
    return FILE_HOM;

  return g_str_equal (key, value == COLIM_JSON_OBJECT ? "version" : "Ob") ? FILE_SCHEMA : FILE_CSET;
}

/* The part that --around names: OB:PART, counted from 1. */
static ColimSubobject *
find_part (ColimCSet *cset, const char *around, GError **error)
{
  ColimSchema *schema = colim_cset_get_schema (cset);
  const char *colon = strrchr (around, ':');
  g_autofree char *name = colon != NULL ? g_strndup (around, (gsize) (colon - around)) : NULL;
  gint32 n_objects = colim_schema_get_n_objects (schema),
         ob = name != NULL ? colim_schema_find_object (schema, name) : -1;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) colim_fin_function_unref);
  guint64 part;

  if (ob < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_UNKNOWN_NAME,
                   "--around: expected OBJECT:PART, and '%s' names no object", around);
      return NULL;
    }
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, (guint64) colim_cset_get_n_parts_at (cset, ob), &part, NULL))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_OUT_OF_RANGE,
                   "--around: there is no part '%s' of '%s', from 1 to %d", colon + 1, name,
                   colim_cset_get_n_parts_at (cset, ob));
      return NULL;
    }
  for (gint32 i = 0; i < n_objects; i++)
    {
      const gint32 chosen = (gint32) part - 1;

      g_ptr_array_add (parts,
                       colim_fin_function_new (&chosen, i == ob ? 1 : 0, colim_cset_get_n_parts_at (cset, i), NULL));
    }

  return colim_subobject_new_generated (cset, (ColimFinFunction **) parts->pdata, parts->len, error);
}

/* A part and what touches it, so many times: what touches S is ∼¬S. */
static ColimSubobject *
find_neighbourhood (ColimCSet *cset, const Part *part, GError **error)
{
  g_autoptr (ColimSubobject) found = find_part (cset, part->around, error);

  for (int i = 0; found != NULL && i < part->depth; i++)
    {
      g_autoptr (ColimSubobject) apart = colim_subobject_negate (found);
      ColimSubobject *grown = colim_subobject_non (apart);
      gboolean is_all = colim_subobject_equal (grown, found);

      colim_subobject_unref (found);
      found = grown;
      if (is_all)
        break;
    }

  return g_steal_pointer (&found);
}

/* How to see something of what is too large. */
static void
advise (const char *advice, GError **error)
{
  g_autofree char *text = NULL;

  if (*error == NULL || !g_error_matches (*error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE))
    return;
  text = g_strdup ((*error)->message);
  g_clear_error (error);
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE, "%s: %s", text, advice);
}

static ColimDrawing *
draw_cset (const char *path, const Part *part, const VerbOptions *options, GError **error)
{
  g_autoptr (ColimCSet) cset = read_cset (path, options->schema, error);
  g_autoptr (ColimSubobject) near = NULL;
  ColimDrawing *drawing;

  if (cset == NULL)
    return NULL;
  if (part->around != NULL)
    {
      if ((near = find_neighbourhood (cset, part, error)) == NULL)
        return NULL;
      drawing = colim_subobject_draw_alone (near, verb_options_get_style (options), error);
      advise ("take a smaller --depth", error);
      return drawing;
    }
  drawing = colim_cset_draw (cset, verb_options_get_style (options), error);
  advise ("--around OBJECT:PART --depth N draws a part of them", error);

  return drawing;
}

static ColimDrawing *
draw_hom (ColimText *text, const Part *part, const VerbOptions *options, GError **error)
{
  g_autoptr (ColimHom) hom = colim_acset_json_parse_hom (text, options->schema, error);
  g_autoptr (ColimSubobject) top = NULL;
  g_autoptr (ColimSubobject) image = NULL;

  if (hom == NULL || !part->image)
    return hom != NULL ? colim_hom_draw (hom, verb_options_get_style (options), error) : NULL;
  top = colim_subobject_new_top (colim_hom_get_dom (hom));
  image = colim_subobject_image (top, hom, error);

  return image != NULL ? colim_subobject_draw (image, verb_options_get_style (options), error) : NULL;
}

static ColimDrawing *
draw_schema (ColimText *text, GError **error)
{
  g_autoptr (ColimSchema) schema = colim_acset_json_parse_schema (text, error);

  return schema != NULL ? colim_schema_draw (schema, error) : NULL;
}

static ColimDrawing *
draw_file (const char *path, const Part *part, const VerbOptions *options, GError **error)
{
  gboolean is_database = file_is_database (path);
  g_autoptr (ColimText) text = is_database ? NULL : colim_text_read (path, error);
  FileKind kind;

  if (text == NULL && !is_database)
    return NULL;
  kind = is_database ? FILE_CSET : find_kind (text);
  if ((part->image && kind != FILE_HOM) || (part->around != NULL && kind != FILE_CSET))
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "%s is for %s, and %s has none",
                   part->image ? "--image" : "--around", part->image ? "homomorphisms" : "C-sets", path);
      return NULL;
    }
  if (kind == FILE_SCHEMA && options->schema == NULL)
    return draw_schema (text, error);

  return kind == FILE_HOM ? draw_hom (text, part, options, error) : draw_cset (path, part, options, error);
}

Status
run_show (const Command *verb, int argc, char **argv, GError **error)
{
  g_auto (VerbOptions) options = VERB_OPTIONS_INIT;
  g_auto (Part) part = { .depth = 1 };
  const GOptionEntry entries[] = {
    { "around", 0, 0, G_OPTION_ARG_FILENAME, &part.around, "Draw only what is near a part, counted from 1", "OB:PART" },
    { "depth", 0, 0, G_OPTION_ARG_INT, &part.depth, "How near: how many times what touches it is added (1)", "N" },
    { "image", 0, 0, G_OPTION_ARG_NONE, &part.image, "Draw the image of a homomorphism in its codomain", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (ColimDrawing) drawing = NULL;
  const char *input;

  if (!read_verb (verb, entries, VERB_DRAWS, &options, &argc, &argv, -1, error))
    return STATUS_DONE;
  if (argc > 2 || (argc == 1 && options.schema == NULL) || part.depth < 0)
    {
      g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID,
                   part.depth < 0 ? "--depth: expected a whole number from 0"
                                  : "expected FILE, or --schema to be drawn");
      return STATUS_BAD;
    }
  input = argc == 2 ? argv[1] : "schema";
  drawing = argc == 2 ? draw_file (argv[1], &part, &options, error) : colim_schema_draw (options.schema, error);

  return drawing != NULL && write_drawing (&options, input, drawing, error) ? STATUS_DONE : STATUS_BAD;
}
