/* Operations on homomorphisms, and colimits; and what operations have in common when they answer. */

#include "lib/exchange/requests-private.h"

#include <colim/colimit.h>

#include "lib/exchange/acset-json-private.h"

#include <string.h>

gboolean
_colim_request_spend (ColimRequest *self, gint64 amount, GError **error)
{
  self->budget -= amount;
  if (self->budget >= 0)
    return TRUE;
  _colim_json_set_error (self->operation, error, COLIM_ERROR_BUDGET, "the budget of steps and parts ran out");

  return FALSE;
}

gboolean
_colim_request_spend_parts (ColimRequest *self, const ColimCSet *cset, GError **error)
{
  gint64 sum = 0;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (cset->schema); ob++)
    sum += cset->n_parts[ob];
  for (gint32 type = 0; type < colim_schema_get_n_attr_types (cset->schema); type++)
    sum += cset->n_variables[type];

  return _colim_request_spend (self, sum, error);
}

/* A name for a schema that is not the request's: the one by which it was asked for, or a built-in's. */
static const char *
find_schema_name (const ColimRequest *self, const ColimSchema *schema)
{
  const char *found = NULL;
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->schemas);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (*(const char *) name != '\x01' && colim_schema_equal (value, schema)
        && (found == NULL || strcmp (name, found) < 0))
      found = name;

  return found;
}

void
_colim_request_write_builder (ColimRequest *self, ColimJsonWriter *answer, const ColimCSetBuilder *builder)
{
  colim_json_writer_key (answer, "instance");
  colim_json_writer_object (answer);
  if (self->schema == NULL || !colim_schema_equal (self->schema, builder->schema))
    {
      const char *name = find_schema_name (self, builder->schema);

      colim_json_writer_key (answer, "schema");
      if (name != NULL)
        colim_json_writer_string (answer, name);
      else
        colim_compact_json_write_schema (answer, builder->schema);
    }
  _colim_compact_json_write_members (answer, builder);
  colim_json_writer_object_end (answer);
}

void
_colim_request_write_cset (ColimRequest *self, ColimJsonWriter *answer, ColimCSet *cset)
{
  g_autoptr (ColimCSetBuilder) builder = colim_cset_builder_new_from (cset);

  _colim_request_write_builder (self, answer, builder);
}

void
_colim_request_write_boolean (ColimJsonWriter *answer, const char *key, gboolean value)
{
  colim_json_writer_key (answer, key);
  colim_json_writer_boolean (answer, value);
}

void
_colim_request_write_int (ColimJsonWriter *answer, const char *key, gint64 value)
{
  colim_json_writer_key (answer, key);
  colim_json_writer_int (answer, value);
}

/* A number below 2^53, which every program reads exactly, else digits. */
void
_colim_request_write_count (ColimJsonWriter *answer, const ColimNatural *count)
{
  g_autofree char *digits = colim_natural_to_string (count);
  guint64 value;

  if (g_ascii_string_to_unsigned (digits, 10, 0, (G_GUINT64_CONSTANT (1) << 53) - 1, &value, NULL))
    colim_json_writer_int (answer, (gint64) value);
  else
    colim_json_writer_string (answer, digits);
}

/* From 1; -1 is 0. */
void
_colim_request_write_parts (ColimJsonWriter *answer, const gint32 *parts, gsize n)
{
  colim_json_writer_array (answer);
  for (gsize i = 0; i < n; i++)
    _colim_compact_json_write_part (answer, parts[i]);
  colim_json_writer_array_end (answer);
}

static gboolean
write_colimit (ColimRequest *self, ColimJsonWriter *answer, ColimColimit *colimit)
{
  guint n = colimit != NULL ? colim_colimit_get_n_legs (colimit) : 0;
  g_autofree ColimHom **legs = g_new (ColimHom *, n);

  if (colimit == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    legs[i] = colim_colimit_get_leg (colimit, i);
  _colim_request_write_cset (self, answer, colim_colimit_get_apex (colimit));
  _colim_request_write_legs (answer, legs, n);

  return TRUE;
}

/* A colimit is no larger than all its objects together. */
static gboolean
write_colimit_of (ColimRequest *self, ColimJsonWriter *answer, const char *objects, const char *arrows, GError **error)
{
  g_auto (ColimRequestDiagram) diagram = { NULL, };
  g_autoptr (ColimColimit) colimit = NULL;

  if (!_colim_request_read_diagram (self, objects, arrows, &diagram, error))
    return FALSE;
  for (guint i = 0; i < diagram.n_objects; i++)
    if (!_colim_request_spend_parts (self, diagram.objects[i], error))
      return FALSE;
  colimit = colim_colimit_new (diagram.schema, diagram.objects, diagram.n_objects, diagram.arrows, diagram.n_arrows,
                               diagram.sources, diagram.n_arrows, diagram.targets, diagram.n_arrows, error);

  return write_colimit (self, answer, colimit);
}

gboolean
_colim_operation_coproduct (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return write_colimit_of (self, answer, "summands", NULL, error);
}

static gboolean
spend_ends (ColimRequest *self, const ColimHom *hom, GError **error)
{
  return _colim_request_spend_parts (self, hom->dom, error) && _colim_request_spend_parts (self, hom->codom, error);
}

gboolean
_colim_operation_coequalizer (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *f = _colim_request_get_hom (self, "f"), *g = _colim_request_get_hom (self, "g");
  g_autoptr (ColimColimit) colimit = NULL;

  if (!spend_ends (self, f, error))
    return FALSE;
  colimit = colim_colimit_new_coequalizer (f, g, error);

  return write_colimit (self, answer, colimit);
}

gboolean
_colim_operation_pushout (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *f = _colim_request_get_hom (self, "f"), *g = _colim_request_get_hom (self, "g");
  g_autoptr (ColimColimit) colimit = NULL;

  if (!spend_ends (self, f, error) || !_colim_request_spend_parts (self, g->codom, error))
    return FALSE;
  colimit = colim_colimit_new_pushout (f, g, error);

  return write_colimit (self, answer, colimit);
}

gboolean
_colim_operation_colimit (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return write_colimit_of (self, answer, "objects", "arrows", error);
}

gboolean
_colim_operation_monic_epic (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *f = _colim_request_get_hom (self, "f");

  _colim_request_write_boolean (answer, "monic", colim_hom_is_monic (f));
  _colim_request_write_boolean (answer, "epic", colim_hom_is_epic (f));

  return TRUE;
}

static void
write_hom_failure (ColimJsonWriter *answer, const ColimHom *hom, gint32 arrow, const gint32 *triple)
{
  for (guint i = 0; i < 3; i++)
    _colim_compact_json_write_part (answer, triple[i]);
}

/* For an attribute the two values are written. */
static void
write_attr_failure (ColimJsonWriter *answer, const ColimHom *hom, gint32 attr, const gint32 *triple)
{
  const ColimSchema *schema = hom->dom->schema;
  const ColimColumn *before = hom->dom->attrs[attr];
  gint32 x = triple[0], variable = before->variables[x];

  _colim_compact_json_write_part (answer, x);
  _colim_acset_write_entry (answer, hom->codom->attrs[attr],
                            colim_fin_function_apply (hom->components[colim_schema_get_attr_dom (schema, attr)], x));
  if (variable >= 0)
    _colim_acset_write_entry (answer, hom->images[colim_schema_get_attr_codom (schema, attr)], variable);
  else
    _colim_acset_write_entry (answer, before, x);
}

typedef void (*FailureFunc) (ColimJsonWriter *answer, const ColimHom *hom, gint32 arrow, const gint32 *triple);

static void
write_failures (ColimJsonWriter *answer, const ColimHom *hom, const char *name, gint32 arrow, const gint32 *triples,
                gsize n, FailureFunc write)
{
  colim_json_writer_key (answer, name);
  colim_json_writer_array (answer);
  for (gsize i = 0; i < n; i += 3)
    {
      colim_json_writer_array (answer);
      write (answer, hom, arrow, triples + i);
      colim_json_writer_array_end (answer);
    }
  colim_json_writer_array_end (answer);
}

/* What is asked about is not checked before. */
gboolean
_colim_operation_is_natural (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimJson *name = _colim_request_find (self, "f", COLIM_JSON_STRING, error);
  g_autoptr (ColimHomBuilder) builder = name != NULL ? _colim_request_read_hom_builder (self, name, error) : NULL;
  const ColimHom *hom = builder != NULL ? _colim_hom_builder_complete (builder, error) : NULL;
  gint32 n_homs, n_arrows;
  gboolean is_natural = TRUE;

  if (hom == NULL)
    return FALSE;
  n_homs = colim_schema_get_n_homs (hom->dom->schema);
  n_arrows = n_homs + colim_schema_get_n_attrs (hom->dom->schema);
  colim_json_writer_key (answer, "failures");
  colim_json_writer_object (answer);
  for (gint32 i = 0; i < n_arrows; i++)
    {
      gint32 arrow = i < n_homs ? i : i - n_homs;
      const char *arrow_name = _colim_schema_get_arrow_name (hom->dom->schema, i);
      gsize n;
      g_autofree gint32 *triples = colim_hom_builder_list_failures (builder, arrow_name, &n, NULL);

      is_natural = is_natural && n == 0;
      write_failures (answer, hom, arrow_name, arrow, triples, n, i < n_homs ? write_hom_failure : write_attr_failure);
    }
  colim_json_writer_object_end (answer);
  _colim_request_write_boolean (answer, "result", is_natural);

  return TRUE;
}
