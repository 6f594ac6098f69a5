/* Writes ACSets JSON: all objects, then all attribute types, in the order of the schema. */

#include "lib/exchange/acset-json-private.h"

#include <colim/compact-json.h>

#include "lib/csets/cset-private.h"

static void
write_string (ColimJsonWriter *writer, const char *text)
{
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

  colim_json_writer_string (writer, valid != NULL ? valid : text);
}

static void
write_scalar (ColimJsonWriter *writer, const GValue *value)
{
  if (G_VALUE_HOLDS_STRING (value))
    write_string (writer, g_value_get_string (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    colim_json_writer_boolean (writer, g_value_get_boolean (value));
  else if (G_VALUE_HOLDS_INT64 (value))
    colim_json_writer_int (writer, g_value_get_int64 (value));
  else
    colim_json_writer_double (writer, g_value_get_double (value));
}

/* An entry of a column: null, {"_var": k} or a constant. */
void
_colim_acset_write_entry (ColimJsonWriter *writer, const ColimColumn *column, gint32 i)
{
  if (column->variables[i] == COLIM_COLUMN_UNDEFINED)
    colim_json_writer_null (writer);
  else if (column->variables[i] >= 0)
    {
      colim_json_writer_object (writer);
      colim_json_writer_key (writer, "_var");
      colim_json_writer_int (writer, (gint64) column->variables[i] + 1);
      colim_json_writer_object_end (writer);
    }
  else if (column->type->type == G_TYPE_INT64)
    colim_json_writer_int (writer, column->cells[i].v_int);
  else if (column->type->type == G_TYPE_DOUBLE)
    colim_json_writer_double (writer, column->cells[i].v_double);
  else if (column->type->type == G_TYPE_STRING)
    write_string (writer, column->cells[i].v_pointer);
  else if (column->type->type == G_TYPE_VALUE)
    write_scalar (writer, column->cells[i].v_pointer);
  else
    {
      g_autofree char *text = column->type->ops->print (column->type, column->cells[i]);

      write_string (writer, text);
    }
}

static void
write_row (ColimJsonWriter *writer, const ColimCSet *cset, gint32 ob, gint32 part)
{
  const ColimSchema *schema = cset->schema;

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "_id");
  colim_json_writer_int (writer, (gint64) part + 1);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    if (colim_schema_get_hom_dom (schema, hom) == ob)
      {
        colim_json_writer_key (writer, colim_schema_get_hom_name (schema, hom));
        colim_json_writer_int (writer, (gint64) colim_fin_function_apply (cset->homs[hom], part) + 1);
      }
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    if (colim_schema_get_attr_dom (schema, attr) == ob)
      {
        colim_json_writer_key (writer, colim_schema_get_attr_name (schema, attr));
        _colim_acset_write_entry (writer, cset->attrs[attr], part);
      }
  colim_json_writer_object_end (writer);
}

/**
 * colim_acset_json_write:
 * @writer: a writer that a value can be given to
 * @cset: a C-set
 *
 * Writes a C-set in ACSets JSON: for each object its rows, counted from 1, and for each attribute type its variables.
 * Nothing in it says which schema it is on.  Time: linear.
 */
void
colim_acset_json_write (ColimJsonWriter *writer, ColimCSet *cset)
{
  g_return_if_fail (writer != NULL && cset != NULL);

  colim_json_writer_object (writer);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (cset->schema); ob++)
    {
      colim_json_writer_key (writer, colim_schema_get_object_name (cset->schema, ob));
      colim_json_writer_array (writer);
      for (gint32 part = 0; part < cset->n_parts[ob]; part++)
        write_row (writer, cset, ob, part);
      colim_json_writer_array_end (writer);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (cset->schema); type++)
    {
      colim_json_writer_key (writer, colim_schema_get_attr_type_name (cset->schema, type));
      colim_json_writer_array (writer);
      for (gint32 v = 0; v < cset->n_variables[type]; v++)
        {
          colim_json_writer_object (writer);
          colim_json_writer_key (writer, "_id");
          colim_json_writer_int (writer, (gint64) v + 1);
          colim_json_writer_object_end (writer);
        }
      colim_json_writer_array_end (writer);
    }
  colim_json_writer_object_end (writer);
}

/**
 * colim_acset_json_write_hom:
 * @writer: a writer that a value can be given to
 * @hom: a homomorphism
 *
 * Writes a homomorphism as [func@Colim.acset_json_parse_hom] reads it.  Nothing in it says which schema it is on.  Time:
 * linear.
 */
void
colim_acset_json_write_hom (ColimJsonWriter *writer, ColimHom *hom)
{
  g_return_if_fail (writer != NULL && hom != NULL);

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "dom");
  colim_acset_json_write (writer, colim_hom_get_dom (hom));
  colim_json_writer_key (writer, "cod");
  colim_acset_json_write (writer, colim_hom_get_codom (hom));
  colim_json_writer_key (writer, "components");
  colim_compact_json_write_components (writer, hom);
  colim_json_writer_object_end (writer);
}

static void
write_text (ColimJsonWriter *writer, const char *key, const char *text)
{
  colim_json_writer_key (writer, key);
  colim_json_writer_string (writer, text);
}

static void
write_generator (ColimJsonWriter *writer, const char *name, const char *dom, const char *codom)
{
  colim_json_writer_object (writer);
  write_text (writer, "name", name);
  if (dom != NULL)
    {
      write_text (writer, "dom", dom);
      write_text (writer, "codom", codom);
    }
  colim_json_writer_object_end (writer);
}

static void
write_version (ColimJsonWriter *writer)
{
  colim_json_writer_key (writer, "version");
  colim_json_writer_object (writer);
  write_text (writer, "ACSetSchema", "0.0.1");
  write_text (writer, "ACSets", "0.2.27");
  write_text (writer, "Catlab", "0.17.4");
  colim_json_writer_object_end (writer);
}

static void
write_generators (ColimJsonWriter *writer, const ColimSchema *schema)
{
  colim_json_writer_key (writer, "Ob");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_objects (schema); i++)
    write_generator (writer, colim_schema_get_object_name (schema, i), NULL, NULL);
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "Hom");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_homs (schema); i++)
    write_generator (writer, colim_schema_get_hom_name (schema, i),
                     colim_schema_get_object_name (schema, colim_schema_get_hom_dom (schema, i)),
                     colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, i)));
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "AttrType");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_attr_types (schema); i++)
    write_generator (writer, colim_schema_get_attr_type_name (schema, i), NULL, NULL);
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "Attr");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_attrs (schema); i++)
    write_generator (writer, colim_schema_get_attr_name (schema, i),
                     colim_schema_get_object_name (schema, colim_schema_get_attr_dom (schema, i)),
                     colim_schema_get_attr_type_name (schema, colim_schema_get_attr_codom (schema, i)));
  colim_json_writer_array_end (writer);
}

static const char *
get_path_end (const ColimSchema *schema, gint32 equation)
{
  gint32 n_homs = colim_schema_get_n_homs (schema);
  gsize n;
  const gint32 *path = colim_schema_get_equation_path (schema, equation, 0, &n);

  if (n == 0)
    return colim_schema_get_object_name (schema, colim_schema_get_equation_dom (schema, equation));
  if (path[n - 1] < n_homs)
    return colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, path[n - 1]));

  return colim_schema_get_attr_type_name (schema, colim_schema_get_attr_codom (schema, path[n - 1] - n_homs));
}

/* Readers elsewhere want a name: the number, if there is none. */
static void
write_equation (ColimJsonWriter *writer, const ColimSchema *schema, gint32 equation)
{
  g_autofree char *number = g_strdup_printf ("equation%d", equation + 1);
  const char *name = colim_schema_get_equation_name (schema, equation);

  colim_json_writer_object (writer);
  write_text (writer, "dom", colim_schema_get_object_name (schema, colim_schema_get_equation_dom (schema, equation)));
  write_text (writer, "codom", get_path_end (schema, equation));
  write_text (writer, "name", name != NULL ? name : number);
  colim_json_writer_key (writer, "paths");
  colim_json_writer_array (writer);
  for (guint side = 0; side < 2; side++)
    {
      gsize n;
      const gint32 *path = colim_schema_get_equation_path (schema, equation, side, &n);

      colim_json_writer_array (writer);
      for (gsize i = 0; i < n; i++)
        colim_json_writer_string (writer, _colim_schema_get_arrow_name (schema, path[i]));
      colim_json_writer_array_end (writer);
    }
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}

/**
 * colim_acset_json_write_schema:
 * @writer: a writer that a value can be given to
 * @schema: a schema
 *
 * Writes a schema in ACSets JSON.
 */
void
colim_acset_json_write_schema (ColimJsonWriter *writer, ColimSchema *schema)
{
  g_return_if_fail (writer != NULL && schema != NULL);

  colim_json_writer_object (writer);
  write_version (writer);
  write_generators (writer, schema);
  colim_json_writer_key (writer, "equations");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_equations (schema); i++)
    write_equation (writer, schema, i);
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}
