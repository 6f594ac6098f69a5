/* From the term of a model to its elements: every stage finds its row, its arguments, its types and its parameters. */

#include "theory/stages/model-private.h"

#include "theory/diagram/diagram-private.h"
#include "theory/language/checker-private.h"

#include <string.h>

#define MOST_NESTED 64

typedef struct {
  const ModelScope *scope;
  Model *model;
  ColimType *in;       /* what comes into the next element; NULL at the start out of a data set */
  const char *owner;   /* the handle whose definition is being read */
  const char *prefix;  /* of the names of its stages: where in the definition they are, "" at the top */
  GHashTable *names;   /* of the stages of that definition so far */
  GPtrArray *visiting; /* identities, to find one that is defined by itself */
  gboolean only_names; /* nothing is known of what comes in: names and arguments are all that can be wrong */
} Reading;

static void
free_element (Element *element)
{
  g_clear_pointer (&element->out, colim_type_unref);
  g_clear_pointer (&element->use, _colim_stage_use_free);
  g_clear_pointer (&element->branches, g_ptr_array_unref);
  g_free (element->owner);
  g_free (element->table);
  g_free (element);
}

void
_colim_model_free (Model *self)
{
  g_ptr_array_unref (self->elements);
  g_clear_pointer (&self->in, colim_type_unref);
  g_clear_pointer (&self->out, colim_type_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, _colim_model_free)

static Model *
new_model (ColimType *in)
{
  Model *self = g_new0 (Model, 1);

  self->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) free_element);
  self->in = in != NULL ? colim_type_ref (in) : NULL;

  return self;
}

static Element *
add_element (Reading *self, ElementKind kind, ColimType *out)
{
  Element *element = g_new0 (Element, 1);

  element->kind = kind;
  element->out = out;
  g_ptr_array_add (self->model->elements, element);
  self->in = out;

  return element;
}

static gboolean
fail (const Reading *self, const ColimTerm *at, ColimError code, const char *format, ...) G_GNUC_PRINTF (4, 5);

static gboolean
fail (const Reading *self, const ColimTerm *at, ColimError code, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->scope->edge < 0)
    _colim_check_error (self->scope->scope->diagnostics, at, code, "%s", message);
  else
    _colim_check_error (self->scope->scope->diagnostics, at, code, "edge '%s': %s",
                        colim_diagram_get_edge_name (self->scope->diagram, self->scope->edge), message);

  return FALSE;
}

/* Parameters */

static gboolean
same_dims (const ParameterRow *a, const ParameterRow *b)
{
  return a->n_dims == b->n_dims && memcmp (a->dims, b->dims, a->n_dims * sizeof *a->dims) == 0;
}

static char *
print_dims (const ParameterRow *row)
{
  GString *out = g_string_new ("[");

  for (guint i = 0; i < row->n_dims; i++)
    g_string_append_printf (out, "%s%" G_GINT64_FORMAT, i == 0 ? "" : ", ", row->dims[i]);
  g_string_append_c (out, ']');

  return g_string_free (out, FALSE);
}

static Parameter *
find_parameter (const Handle *handle, const char *name)
{
  for (guint i = 0; i < handle->parameters->len; i++)
    if (g_str_equal (((Parameter *) g_ptr_array_index (handle->parameters, i))->name, name))
      return g_ptr_array_index (handle->parameters, i);

  return NULL;
}

/* The first use of a handle gives its parameters their shapes; later ones must agree. */
static gboolean
register_parameter (Reading *self, const ColimTerm *at, const ParameterRow *row, const char *stage)
{
  Handle *handle = _colim_handles_find (self->scope->handles, self->owner);
  g_autofree char *name = g_strdup_printf ("%s.%s.%s", self->owner, stage, row->name);
  Parameter *known = find_parameter (handle, name);
  gint64 size = 1;

  for (guint i = 0; i < row->n_dims; i++)
    if (__builtin_mul_overflow (size, row->dims[i], &size) || size > MOST_SIZE)
      {
        g_autofree char *dims = print_dims (row);

        return fail (self, at, COLIM_ERROR_TOO_LARGE, "parameter %s would be %s, which is too large: it has fewer than 2³¹ numbers", name, dims);
      }
  self->model->n_parameters += size;
  if (known == NULL)
    {
      known = g_new0 (Parameter, 1);
      known->owner = g_strdup (self->owner);
      known->name = g_steal_pointer (&name);
      known->row = *row;
      g_ptr_array_add (handle->parameters, known);
    }
  else if (!same_dims (&known->row, row))
    {
      g_autofree char *here = print_dims (row);
      g_autofree char *there = print_dims (&known->row);

      return fail (self, at, COLIM_ERROR_TYPE, "parameter %s would be %s here, and edge '%s' of diagram '%s' made it %s", name, here,
                   handle->edge, colim_diagram_get_name (handle->diagram), there);
    }

  return TRUE;
}

/* Stages */

static gboolean
read_stage (Reading *self, const StageRow *row, const ColimTerm *term, guint index)
{
  StageUse *use = g_new0 (StageUse, 1);
  Element *element;
  const char *name = NULL;
  g_autoptr (GError) error = NULL;
  gboolean fits;
  ColimType *out;

  use->row = row;
  use->in = self->in != NULL ? colim_type_ref (self->in) : NULL;
  fits = _colim_arguments_read (term, 0, row->arguments, self->scope->scope, use->arguments, &name);
  if (!fits || self->only_names)
    {
      _colim_stage_use_free (use);
      return fits;
    }
  use->name = name != NULL ? g_strconcat (self->prefix, name, NULL) : g_strdup_printf ("%s%u", self->prefix, index);
  if ((out = row->type (use, &error)) == NULL)
    {
      _colim_stage_use_free (use);
      return fail (self, term, error->code, "%s", error->message);
    }
  use->out = colim_type_ref (out);
  if (colim_type_get_size (out) > MOST_SIZE)
    {
      g_autofree char *text = colim_type_to_string (out);

      _colim_stage_use_free (use);
      colim_type_unref (out);
      return fail (self, term, COLIM_ERROR_TOO_LARGE, "'%s' would give %s, which is too large: a point has fewer than 2³¹ numbers", row->name, text);
    }
  element = add_element (self, ELEMENT_STAGE, out);
  element->use = use;
  element->owner = g_strdup (self->owner);
  if (row->parameters == NULL)
    return TRUE;
  row->parameters (use);
  /* Two stages of one name would share their parameters unasked. */
  if (!g_hash_table_add (self->names, use->name))
    return fail (self, term, COLIM_ERROR_DUPLICATE_NAME, "there is a stage named '%s' already in this model", use->name);
  for (guint i = 0; i < use->n_parameters; i++)
    if (!register_parameter (self, term, &use->parameters[i], use->name))
      return FALSE;

  return TRUE;
}

static gboolean
read_column (Reading *self, const ColimTerm *term)
{
  const char *name = colim_term_get_name (term);
  ColimDataSource *source = self->scope->source;
  gint32 column;

  if (self->in != NULL || source == NULL)
    return fail (self, term, COLIM_ERROR_TYPE, "'.%s' is a column, and only what comes straight out of a data set has columns", name);
  if ((column = colim_data_source_find_column (source, name)) < 0)
    {
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < colim_data_source_get_n_columns (source); i++)
        g_hash_table_add (names, (gpointer) colim_data_source_get_column_name (source, i));
      _colim_check_unknown (self->scope->scope->diagnostics, term, names, "column", name);
      return FALSE;
    }
  add_element (self, ELEMENT_COLUMN, colim_type_ref (colim_data_source_get_column_type (source, (guint) column)))->column = (guint) column;

  return TRUE;
}

/* The points of a finite space, or the rows of a data set: of what comes in, and of where the edge goes. */
static gint64
count_points (const ColimType *type, gint64 n_rows)
{
  return type != NULL && colim_type_get_kind (type) == COLIM_KIND_FINITE ? colim_type_get_size (type) : type == NULL ? n_rows : -1;
}

/* The point that a term names, or -1. */
static gint32
find_point (const ColimType *target, gint64 n_targets, const char *name)
{
  gint64 point = -1;

  if (target != NULL)
    return (gint32) colim_type_find_point (target, name);
  if (n_targets > 0)
    g_ascii_string_to_signed (name, 10, 0, n_targets - 1, &point, NULL);

  return (gint32) point;
}

/* `table(1, 0, 2)`: the images of the points, in order, by number or by name. */
static gboolean
read_table (Reading *self, const ColimTerm *term)
{
  ColimType *target = self->scope->target;
  gint64 n_sources = count_points (self->in, self->scope->n_sources), n_targets = count_points (target, self->scope->n_targets);
  guint n = colim_term_get_n_children (term);
  g_autofree gint32 *table = g_new (gint32, n + 1);
  Element *element;

  if (n_sources < 0 || n_targets < 0)
    return fail (self, term, COLIM_ERROR_TYPE, "a table is a function between finite spaces Fin(…) or indexing vertices");
  if (n != n_sources)
    return fail (self, term, COLIM_ERROR_TYPE, "the table gives %u points, and its source has %" G_GINT64_FORMAT, n, n_sources);
  for (guint i = 0; i < n; i++)
    {
      const ColimTerm *point = colim_term_get_child (term, i);

      table[i] = find_point (target, n_targets, colim_term_get_name (point));
      if (table[i] < 0)
        {
          g_autofree char *text = target != NULL ? colim_type_to_string (target) : g_strdup ("the target of the table");

          return fail (self, point, COLIM_ERROR_OUT_OF_RANGE, "%s has no point '%s'", text, colim_term_get_name (point));
        }
    }
  element = add_element (self, ELEMENT_TABLE, target != NULL ? colim_type_ref (target) : colim_type_new_class (n_targets));
  element->table = g_steal_pointer (&table);
  element->n_points = n;

  return TRUE;
}

static gboolean read_model (Reading *self, const ColimTerm *term);

static void
read_branch_flags (Model *branch, const ColimTerm *term)
{
  for (guint i = 1; i < colim_term_get_n_children (term); i++)
    {
      const char *flag = colim_term_get_name (colim_term_get_child (term, i));

      branch->is_frozen = branch->is_frozen || g_str_equal (flag, "frozen");
      branch->is_eval = branch->is_eval || g_str_equal (flag, "eval");
    }
}

static gboolean
read_tuple (Reading *self, const ColimTerm *term, guint index)
{
  guint n = colim_term_get_n_children (term);
  g_autoptr (GPtrArray) branches = g_ptr_array_new_with_free_func ((GDestroyNotify) _colim_model_free);
  g_autofree ColimType **types = g_new (ColimType *, n);
  Element *element;

  for (guint i = 0; i < n; i++)
    {
      const ColimTerm *branch = colim_term_get_child (term, i);
      gboolean flagged = colim_term_get_kind (branch) == COLIM_TERM_FLAGGED;
      Reading reading = *self;
      g_autofree char *prefix = g_strdup_printf ("%s%u.%u.", self->prefix, index, i);

      reading.prefix = prefix;
      reading.model = new_model (self->in);
      g_ptr_array_add (branches, reading.model);
      if (flagged)
        read_branch_flags (reading.model, branch);
      if (!read_model (&reading, flagged ? colim_term_get_child (branch, 0) : branch))
        return FALSE;
      self->model->n_parameters += reading.model->n_parameters;
      types[i] = reading.model->out;
    }
  if (self->only_names)
    return TRUE;
  element = add_element (self, ELEMENT_TUPLE, n == 1 ? colim_type_ref (types[0]) : colim_type_new_product (types, n));
  element->branches = g_steal_pointer (&branches);

  return TRUE;
}

/* The definition of a handle, through copies; @origin is the handle whose initial values it has, if it is a copy. */
static const ColimTerm *
find_definition (Reading *self, const ColimTerm *let, char **origin)
{
  guint depth = 0;

  while (let != NULL && colim_term_get_kind (colim_term_get_child (let, 0)) == COLIM_TERM_COPY)
    {
      const ColimTerm *name = colim_term_get_child (colim_term_get_child (let, 0), 0);

      g_clear_pointer (origin, g_free);
      let = colim_diagram_find_let (self->scope->diagram, colim_term_get_name (name), origin);
      if (let == NULL || depth++ > MOST_NESTED)
        {
          fail (self, name, COLIM_ERROR_UNKNOWN_NAME, let == NULL ? "there is no model '%s' to copy" : "'%s' is a copy of itself",
                colim_term_get_name (name));
          return NULL;
        }
    }

  return let;
}

static Handle *
open_handle (const ModelScope *scope, const char *identity, const char *origin)
{
  Handle *handle = _colim_handles_find (scope->handles, identity);

  if (handle != NULL)
    return handle;
  handle = g_new0 (Handle, 1);
  handle->identity = g_strdup (identity);
  handle->origin = g_strdup (origin);
  handle->edge = g_strdup (colim_diagram_get_edge_name (scope->diagram, scope->edge));
  handle->diagram = colim_diagram_ref (scope->diagram);
  handle->parameters = g_ptr_array_new ();
  g_hash_table_insert (scope->handles->by_identity, handle->identity, handle);
  g_ptr_array_add (scope->handles->in_order, handle);

  return handle;
}

static gboolean
read_handle (Reading *self, const ColimTerm *term, const ColimTerm *let, const char *identity)
{
  Reading inner = *self;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *origin = NULL;
  const ColimTerm *definition;
  gboolean read;

  if (colim_term_get_kind (term) == COLIM_TERM_CALL && colim_term_get_n_children (term) > 0)
    return fail (self, term, COLIM_ERROR_INVALID, "'%s' is a model of this file, and takes no arguments", colim_term_get_name (term));
  for (guint i = 0; i < self->visiting->len; i++)
    if (g_str_equal (g_ptr_array_index (self->visiting, i), identity))
      return fail (self, term, COLIM_ERROR_CYCLE, "model '%s' is defined by itself", colim_term_get_name (term));
  if ((definition = find_definition (self, let, &origin)) == NULL)
    return FALSE;
  if (colim_term_get_kind (colim_term_get_child (definition, 0)) == COLIM_TERM_EMA)
    return fail (self, term, COLIM_ERROR_INVALID, "'%s' is a moving average, which this version does not compute",
                 colim_term_get_name (term));
  if (!self->only_names)
    inner.owner = open_handle (self->scope, identity, origin)->identity;
  inner.prefix = "";
  inner.names = names;
  g_ptr_array_add (self->visiting, (gpointer) identity);
  read = read_model (&inner, colim_term_get_child (definition, 0));
  g_ptr_array_set_size (self->visiting, (gint) self->visiting->len - 1);
  self->in = inner.in;

  return read;
}

static gboolean
read_named (Reading *self, const ColimTerm *term, guint index)
{
  const char *name = colim_term_get_name (term);
  g_autofree char *identity = NULL;
  const ColimTerm *let = colim_diagram_find_let (self->scope->diagram, name, &identity);
  const StageRow *row;
  g_autoptr (GHashTable) known = NULL;

  if (g_str_equal (name, "id") && colim_term_get_kind (term) == COLIM_TERM_NAME && let == NULL)
    return TRUE;
  if (let != NULL)
    return read_handle (self, term, let, identity);
  if (_colim_stage_is_absent (name))
    return fail (self, term, COLIM_ERROR_INVALID, "'%s' is a stage that this version does not compute", name);
  if ((row = _colim_stage_find (name)) == NULL)
    {
      known = g_hash_table_new (g_str_hash, g_str_equal);
      _colim_stage_list (known);
      _colim_check_unknown (self->scope->scope->diagnostics, term, known, "stage or model", name);
      return FALSE;
    }
  if (self->in == NULL && !self->only_names)
    return fail (self, term, COLIM_ERROR_TYPE, "what comes out of a data set begins with one of its columns, as '.%s'",
                 self->scope->source != NULL && colim_data_source_get_n_columns (self->scope->source) > 0
                   ? colim_data_source_get_column_name (self->scope->source, 0)
                   : "image");

  return read_stage (self, row, term, index);
}

static gboolean
read_element (Reading *self, const ColimTerm *term, guint index)
{
  switch (colim_term_get_kind (term))
    {
    case COLIM_TERM_COLUMN:
      return self->only_names || read_column (self, term);
    case COLIM_TERM_TABLE:
      return self->only_names || read_table (self, term);
    case COLIM_TERM_TUPLE:
      return read_tuple (self, term, index);
    case COLIM_TERM_NAME:
    case COLIM_TERM_CALL:
      return read_named (self, term, index);
    case COLIM_TERM_LAMBDA:
      return fail (self, term, COLIM_ERROR_INVALID, "this version does not compute formulas 'x → …'");
    default:
      return fail (self, term, COLIM_ERROR_INVALID, "this is no model");
    }
}

/* Reads a model that stands alone or is a composite; its stages count from 0. */
static gboolean
read_model (Reading *self, const ColimTerm *term)
{
  gboolean composite = colim_term_get_kind (term) == COLIM_TERM_COMPOSE;
  guint n = composite ? colim_term_get_n_children (term) : 1, index = 0;

  for (guint i = 0; i < n; i++)
    {
      const ColimTerm *child = composite ? colim_term_get_child (term, i) : term;

      if (!read_element (self, child, index))
        return FALSE;
      /* A column is no module: torch.nn.Sequential would not count it. */
      index += colim_term_get_kind (child) != COLIM_TERM_COLUMN;
    }
  g_clear_pointer (&self->model->out, colim_type_unref);
  self->model->out = self->in != NULL ? colim_type_ref (self->in) : NULL;

  return TRUE;
}

Model *
_colim_model_elaborate (const ColimTerm *term, ColimType *in, const ModelScope *scope)
{
  g_autoptr (Model) model = new_model (in);
  g_autoptr (GPtrArray) visiting = g_ptr_array_new ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *identity = _colim_diagram_dup_edge_identity (scope->diagram, scope->edge);
  Reading reading = { scope, model, in, open_handle (scope, identity, NULL)->identity, "", names, visiting, FALSE };

  if (!read_model (&reading, term))
    return NULL;
  if (model->out == NULL)
    {
      fail (&reading, term, COLIM_ERROR_TYPE, "a data set has no identity: what comes out of it begins with one of its columns");
      return NULL;
    }

  return g_steal_pointer (&model);
}

void
_colim_model_check_names (const ColimTerm *term, const ModelScope *scope)
{
  g_autoptr (Model) model = new_model (NULL);
  g_autoptr (GPtrArray) visiting = g_ptr_array_new ();
  Reading reading = { scope, model, NULL, NULL, "", NULL, visiting, TRUE };

  read_model (&reading, term);
}

void
_colim_model_check_let (const ColimTerm *let, const char *identity, const ModelScope *scope)
{
  g_autoptr (Model) model = new_model (NULL);
  g_autoptr (GPtrArray) visiting = g_ptr_array_new ();
  Reading reading = { scope, model, NULL, NULL, "", NULL, visiting, TRUE };

  read_handle (&reading, let, let, identity);
}

gboolean
_colim_model_is_stochastic (const Model *self, gboolean eval)
{
  for (guint i = 0; i < self->elements->len; i++)
    {
      const Element *element = g_ptr_array_index (self->elements, i);

      if (element->kind == ELEMENT_STAGE && element->use->row->flags & STAGE_STOCHASTIC && !eval)
        return TRUE;
      for (guint b = 0; element->branches != NULL && b < element->branches->len; b++)
        {
          const Model *branch = g_ptr_array_index (element->branches, b);

          if (_colim_model_is_stochastic (branch, eval || branch->is_eval))
            return TRUE;
        }
    }

  return FALSE;
}

/* Handles */

static void
free_parameter (Parameter *parameter)
{
  g_free (parameter->owner);
  g_free (parameter->name);
  g_free (parameter);
}

static void
free_handle (Handle *handle)
{
  g_ptr_array_set_free_func (handle->parameters, (GDestroyNotify) free_parameter);
  g_ptr_array_unref (handle->parameters);
  colim_diagram_unref (handle->diagram);
  g_free (handle->identity);
  g_free (handle->origin);
  g_free (handle->edge);
  g_free (handle);
}

Handles *
_colim_handles_new (void)
{
  Handles *self = g_new0 (Handles, 1);

  self->by_identity = g_hash_table_new (g_str_hash, g_str_equal);
  self->in_order = g_ptr_array_new_with_free_func ((GDestroyNotify) free_handle);

  return self;
}

void
_colim_handles_free (Handles *self)
{
  g_hash_table_unref (self->by_identity);
  g_ptr_array_unref (self->in_order);
  g_free (self);
}

Handle *
_colim_handles_find (const Handles *self, const char *identity)
{
  return g_hash_table_lookup (self->by_identity, identity);
}
