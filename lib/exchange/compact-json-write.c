/* Writes compact JSON.  Undefined entries, which only C-sets in the making have, are 0 and null. */

#include "lib/exchange/compact-json-private.h"

#include "lib/csets/hom-private.h"
#include "lib/exchange/acset-json-private.h"

/* From 1; -1 is 0. */
void
_colim_compact_json_write_part (ColimJsonWriter *writer, gint32 part)
{
  colim_json_writer_int (writer, (gint64) part + 1);
}

static void
write_parts (ColimJsonWriter *writer, const gint32 *parts, gsize n)
{
  colim_json_writer_array (writer);
  for (gsize i = 0; i < n; i++)
    _colim_compact_json_write_part (writer, parts[i]);
  colim_json_writer_array_end (writer);
}

static void
write_column (ColimJsonWriter *writer, const ColimColumn *column)
{
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < column->n; i++)
    _colim_acset_write_entry (writer, column, i);
  colim_json_writer_array_end (writer);
}

/* The four tables, within an object that is open. */
void
_colim_compact_json_write_members (ColimJsonWriter *writer, const ColimCSetBuilder *builder)
{
  const ColimSchema *schema = builder->schema;

  colim_json_writer_key (writer, "parts");
  colim_json_writer_object (writer);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      colim_json_writer_key (writer, colim_schema_get_object_name (schema, ob));
      colim_json_writer_int (writer, builder->n_parts[ob]);
    }
  colim_json_writer_object_end (writer);
  colim_json_writer_key (writer, "homs");
  colim_json_writer_object (writer);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (schema); hom++)
    {
      colim_json_writer_key (writer, colim_schema_get_hom_name (schema, hom));
      write_parts (writer, builder->homs[hom].values, (gsize) builder->n_parts[colim_schema_get_hom_dom (schema, hom)]);
    }
  colim_json_writer_object_end (writer);
  if (colim_schema_get_n_attr_types (schema) == 0)
    return;
  colim_json_writer_key (writer, "vars");
  colim_json_writer_object (writer);
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      colim_json_writer_key (writer, colim_schema_get_attr_type_name (schema, type));
      colim_json_writer_int (writer, builder->n_variables[type]);
    }
  colim_json_writer_object_end (writer);
  colim_json_writer_key (writer, "attrs");
  colim_json_writer_object (writer);
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (schema); attr++)
    {
      colim_json_writer_key (writer, colim_schema_get_attr_name (schema, attr));
      write_column (writer, builder->attrs[attr]);
    }
  colim_json_writer_object_end (writer);
}

/**
 * colim_compact_json_write:
 * @writer: a writer that a value can be given to
 * @cset: a C-set
 *
 * Writes a C-set in the compact form, which does not say what it is on.  `vars` and `attrs` are there where the
 * schema has attribute types.
 */
void
colim_compact_json_write (ColimJsonWriter *writer, ColimCSet *cset)
{
  g_return_if_fail (writer != NULL && cset != NULL);

  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (cset);

  colim_json_writer_object (writer);
  _colim_compact_json_write_members (writer, builder);
  colim_json_writer_object_end (writer);
}

/**
 * colim_compact_json_write_components:
 * @writer: a writer that a value can be given to
 * @hom: a homomorphism
 *
 * Writes the components: for each object the images of its parts, and for each attribute type those of its variables.
 */
void
colim_compact_json_write_components (ColimJsonWriter *writer, ColimHom *hom)
{
  g_return_if_fail (writer != NULL && hom != NULL);

  const ColimSchema *schema = hom->dom->schema;

  colim_json_writer_object (writer);
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (schema); ob++)
    {
      gsize n;
      const gint32 *values = colim_fin_function_get_values (hom->components[ob], &n);

      colim_json_writer_key (writer, colim_schema_get_object_name (schema, ob));
      write_parts (writer, values, n);
    }
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (schema); type++)
    {
      colim_json_writer_key (writer, colim_schema_get_attr_type_name (schema, type));
      write_column (writer, hom->images[type]);
    }
  colim_json_writer_object_end (writer);
}

static void
write_ends (ColimJsonWriter *writer, const char *name, const char *dom, const char *codom)
{
  colim_json_writer_key (writer, name);
  colim_json_writer_array (writer);
  colim_json_writer_string (writer, dom);
  colim_json_writer_string (writer, codom);
  colim_json_writer_array_end (writer);
}

static void
write_equation (ColimJsonWriter *writer, const ColimSchema *schema, gint32 equation)
{
  static const char *const sides[] = { "lhs", "rhs" };

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "dom");
  colim_json_writer_string (writer,
                            colim_schema_get_object_name (schema, colim_schema_get_equation_dom (schema, equation)));
  for (guint side = 0; side < 2; side++)
    {
      gsize n;
      const gint32 *path = colim_schema_get_equation_path (schema, equation, side, &n);

      colim_json_writer_key (writer, sides[side]);
      colim_json_writer_array (writer);
      for (gsize i = 0; i < n; i++)
        colim_json_writer_string (writer, _colim_schema_get_arrow_name (schema, path[i]));
      colim_json_writer_array_end (writer);
    }
  colim_json_writer_object_end (writer);
}

/**
 * colim_compact_json_write_schema:
 * @writer: a writer that a value can be given to
 * @schema: a schema
 *
 * Writes a schema in the compact form.
 */
void
colim_compact_json_write_schema (ColimJsonWriter *writer, ColimSchema *schema)
{
  g_return_if_fail (writer != NULL && schema != NULL);

  colim_json_writer_object (writer);
  colim_json_writer_key (writer, "Ob");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_objects (schema); i++)
    colim_json_writer_string (writer, colim_schema_get_object_name (schema, i));
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "Hom");
  colim_json_writer_object (writer);
  for (gint32 i = 0; i < colim_schema_get_n_homs (schema); i++)
    write_ends (writer, colim_schema_get_hom_name (schema, i),
                colim_schema_get_object_name (schema, colim_schema_get_hom_dom (schema, i)),
                colim_schema_get_object_name (schema, colim_schema_get_hom_codom (schema, i)));
  colim_json_writer_object_end (writer);
  colim_json_writer_key (writer, "AttrType");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_attr_types (schema); i++)
    colim_json_writer_string (writer, colim_schema_get_attr_type_name (schema, i));
  colim_json_writer_array_end (writer);
  colim_json_writer_key (writer, "Attr");
  colim_json_writer_object (writer);
  for (gint32 i = 0; i < colim_schema_get_n_attrs (schema); i++)
    write_ends (writer, colim_schema_get_attr_name (schema, i),
                colim_schema_get_object_name (schema, colim_schema_get_attr_dom (schema, i)),
                colim_schema_get_attr_type_name (schema, colim_schema_get_attr_codom (schema, i)));
  colim_json_writer_object_end (writer);
  colim_json_writer_key (writer, "equations");
  colim_json_writer_array (writer);
  for (gint32 i = 0; i < colim_schema_get_n_equations (schema); i++)
    write_equation (writer, schema, i);
  colim_json_writer_array_end (writer);
  colim_json_writer_object_end (writer);
}
