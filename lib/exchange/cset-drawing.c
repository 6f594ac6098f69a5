#include "lib/exchange/cset-drawing-private.h"

#include "lib/csets/subobjects/subobject-private.h"

#include <string.h>

/* What is shown of a constant. */
#define MOST_SIGNS 28

/* By object, in turn. */
static const char *const forms[] = { "ellipse", "box", "hexagon", "diamond", "trapezium", "house", "octagon" };

typedef struct {
  const ColimCSetPicture *what;
  ColimDrawing *drawing;
  const ColimSchema *schema;
  ColimPartShape *shapes;
  gint32 **nodes;    /* for each object and part; -1 where there is none */
  gint32 n_kinds[2]; /* how many objects are nodes, how many are edges */
  ColimPicturePlace place;
} Picture;

static gboolean
is_within (const ColimCSetPicture *what, gint32 ob, gint32 part)
{
  return what->within == NULL || _colim_subobject_has (what->within, ob, part);
}

static gint32
apply (const Picture *self, gint32 hom, gint32 part)
{
  return colim_fin_function_get_values (self->what->cset->homs[hom], NULL)[part];
}

static void
clear_look (ColimPartLook *look)
{
  g_free (look->colour);
  g_free (look->remark);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ColimPartLook, clear_look)

static void
find_look (const Picture *self, gint32 ob, gint32 part, ColimPartLook *look)
{
  if (self->what->look != NULL)
    self->what->look (ob, part, look, self->what->data);
}

/* Strings without their quotes; a variable by its number. */
static char *
print_entry (const ColimColumn *column, gint32 i)
{
  g_auto (GValue) value = G_VALUE_INIT;
  const GValue *constant = &value;
  g_autofree char *text = NULL;

  if (column->variables[i] >= 0)
    text = g_strdup_printf ("?%d", column->variables[i] + 1);
  else
    {
      g_value_init (&value, column->type->type);
      column->type->ops->store (column->type, column->cells[i], &value);
      if (G_VALUE_TYPE (&value) == G_TYPE_VALUE)
        constant = g_value_get_boxed (&value);
      text = G_VALUE_HOLDS_STRING (constant) ? g_value_dup_string (constant) : _colim_column_print_entry (column, i);
    }

  return _colim_drawing_escape (text, MOST_SIGNS);
}

/* The attributes of a part, as lines; their names where there are several. */
static void
append_attrs (const Picture *self, GString *out, gint32 ob, gint32 part)
{
  gint32 n = 0;

  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    n += colim_schema_get_attr_dom (self->schema, attr) == ob;
  for (gint32 attr = 0; attr < colim_schema_get_n_attrs (self->schema); attr++)
    {
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      if (colim_schema_get_attr_dom (self->schema, attr) != ob)
        continue;
      name = _colim_drawing_escape (colim_schema_get_attr_name (self->schema, attr), MOST_SIGNS);
      text = print_entry (self->what->cset->attrs[attr], part);
      g_string_append_printf (out, "<br/>%s%s%s", n > 1 ? name : "", n > 1 ? ": " : "", text);
    }
}

/* `3`, and what is remarked of it; the object is named where there are several of the kind. */
static void
append_number (const Picture *self, GString *out, gint32 ob, gint32 part)
{
  g_autofree char *name = _colim_drawing_escape (colim_schema_get_object_name (self->schema, ob), MOST_SIGNS);
  g_auto (ColimPartLook) look = { NULL, NULL, FALSE };

  find_look (self, ob, part, &look);
  if (self->n_kinds[self->shapes[ob].src >= 0] > 1)
    g_string_append_printf (out, "%s ", name);
  g_string_append_printf (out, "%d", part + 1);
  if (look.remark != NULL)
    g_string_append_printf (out, " %s", look.remark);
}

static char *
label_part (const Picture *self, gint32 ob, gint32 part)
{
  const ColimPartShape *shape = &self->shapes[ob];
  gint32 inverse = shape->inv >= 0 ? apply (self, shape->inv, part) : part;
  gboolean is_edge = shape->src >= 0;
  GString *out = g_string_new (is_edge ? "<<font point-size=\"9\" color=\"" COLIM_GREY "\">" : "<<b>");

  append_number (self, out, ob, part);
  if (inverse != part)
    {
      g_string_append (out, ", ");
      append_number (self, out, ob, inverse);
    }
  g_string_append (out, is_edge ? "</font>" : "</b>");
  append_attrs (self, out, ob, part);
  g_string_append_c (out, '>');

  return g_string_free (out, FALSE);
}

/* Whether something that is not drawn leads to a part. */
static gboolean
is_cut (const Picture *self, gint32 ob, gint32 part)
{
  for (gint32 hom = 0; self->what->within != NULL && hom < colim_schema_get_n_homs (self->schema); hom++)
    {
      gsize n = 0;
      const gint32 *over;

      if (colim_schema_get_hom_codom (self->schema, hom) != ob)
        continue;
      over = colim_fibres_get (colim_cset_get_fibres_at (self->what->cset, hom), part, &n);
      for (gsize i = 0; i < n; i++)
        if (!is_within (self->what, colim_schema_get_hom_dom (self->schema, hom), over[i]))
          return TRUE;
    }

  return FALSE;
}

static gint32
new_node (Picture *self, const char *label)
{
  gint32 node = colim_drawing_add_node (self->drawing, label);

  if (self->place.cluster < 0)
    return node;
  colim_drawing_put_node (self->drawing, node, self->place.cluster);
  if (self->place.first < 0)
    self->place.first = node;
  self->place.last = node;

  return node;
}

static void
add_node (Picture *self, gint32 ob, gint32 part, guint form)
{
  g_auto (ColimPartLook) look = { NULL, NULL, FALSE };
  g_autofree char *label = label_part (self, ob, part), *tint = NULL;
  gint32 node;

  find_look (self, ob, part, &look);
  node = self->nodes[ob][part] = new_node (self, label);
  if (look.colour != NULL)
    {
      tint = _colim_colour_tint (look.colour);
      colim_drawing_set_node (self->drawing, node, "color", look.colour);
      colim_drawing_set_node (self->drawing, node, "penwidth", "2.5");
      colim_drawing_set_node (self->drawing, node, "fillcolor", tint);
    }
  if (look.is_pale)
    {
      colim_drawing_set_node (self->drawing, node, "color", "#bbbbbb");
      colim_drawing_set_node (self->drawing, node, "fontcolor", COLIM_GREY);
    }
  if (form > 0)
    colim_drawing_set_node (self->drawing, node, "shape", forms[form % G_N_ELEMENTS (forms)]);
  if (is_cut (self, ob, part))
    colim_drawing_set_node (self->drawing, node, "style", "filled,dashed");
}

static void
add_nodes (Picture *self)
{
  guint form = 0;

  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    {
      gint32 n = self->what->cset->n_parts[ob];

      self->nodes[ob] = g_new (gint32, n);
      for (gint32 part = 0; part < n; part++)
        {
          self->nodes[ob][part] = -1;
          if (self->shapes[ob].src < 0 && is_within (self->what, ob, part))
            add_node (self, ob, part, form);
        }
      form += self->shapes[ob].src < 0;
    }
  /* Graphviz draws no frame around nothing. */
  if (self->place.cluster >= 0 && self->place.first < 0)
    {
      gint32 node = new_node (self, "∅");

      colim_drawing_set_node (self->drawing, node, "shape", "plaintext");
    }
}

static void
add_edge (Picture *self, gint32 ob, gint32 part)
{
  const ColimPartShape *shape = &self->shapes[ob];
  gint32 src = colim_schema_get_hom_codom (self->schema, shape->src),
         tgt = colim_schema_get_hom_codom (self->schema, shape->tgt);
  g_auto (ColimPartLook) look = { NULL, NULL, FALSE };
  g_autofree char *label = label_part (self, ob, part);
  gint32 edge;

  find_look (self, ob, part, &look);
  edge = colim_drawing_add_edge (self->drawing, self->nodes[src][apply (self, shape->src, part)],
                                 self->nodes[tgt][apply (self, shape->tgt, part)]);
  colim_drawing_set_edge (self->drawing, edge, "label", label);
  if (look.colour != NULL)
    {
      colim_drawing_set_edge (self->drawing, edge, "color", look.colour);
      colim_drawing_set_edge (self->drawing, edge, "penwidth", "2.5");
    }
  if (look.is_pale)
    colim_drawing_set_edge (self->drawing, edge, "color", "#bbbbbb");
  if (shape->inv >= 0)
    colim_drawing_set_edge (self->drawing, edge, "dir", "none");
}

/* The arrows of the category of elements, where they are not inside an edge. */
static void
add_arrows (Picture *self, gint32 hom)
{
  gint32 dom = colim_schema_get_hom_dom (self->schema, hom), codom = colim_schema_get_hom_codom (self->schema, hom);
  g_autofree char *name = _colim_drawing_escape (colim_schema_get_hom_name (self->schema, hom), MOST_SIGNS);

  if (self->shapes[dom].src >= 0 || self->shapes[codom].src >= 0)
    return;
  for (gint32 part = 0; part < self->what->cset->n_parts[dom]; part++)
    if (is_within (self->what, dom, part))
      {
        g_autofree char *label = g_strdup_printf ("<<font point-size=\"9\" color=\"" COLIM_GREY "\">%s</font>>", name);
        g_auto (ColimPartLook) look = { NULL, NULL, FALSE };
        gint32 edge = colim_drawing_add_edge (self->drawing, self->nodes[dom][part],
                                              self->nodes[codom][apply (self, hom, part)]);

        find_look (self, dom, part, &look);
        colim_drawing_set_edge (self->drawing, edge, "label", label);
        if (look.is_pale)
          colim_drawing_set_edge (self->drawing, edge, "color", "#bbbbbb");
      }
}

static void
add_edges (Picture *self)
{
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (self->schema); ob++)
    for (gint32 part = 0; self->shapes[ob].src >= 0 && part < self->what->cset->n_parts[ob]; part++)
      if (is_within (self->what, ob, part)
          && _colim_part_shape_get_drawn (&self->shapes[ob], self->what->cset, part) == part
          && !_colim_part_shape_is_degenerate (&self->shapes[ob], self->what->cset, ob, part))
        add_edge (self, ob, part);
  for (gint32 hom = 0; hom < colim_schema_get_n_homs (self->schema); hom++)
    add_arrows (self, hom);
}

/* A drawing for pictures of C-sets. */
ColimDrawing *
_colim_picture_new (const char *name)
{
  static const struct {
    void (*set) (ColimDrawing *self, const char *attribute, const char *value);
    const char *attribute;
    const char *value;
  } styles[] = {
    { colim_drawing_set, "rankdir", "LR" },
    { colim_drawing_set, "compound", "true" },
    { colim_drawing_set, "fontname", COLIM_FONT },
    { colim_drawing_set, "fontsize", "12" },
    { colim_drawing_set, "labeljust", "l" },
    { colim_drawing_set, "nodesep", "0.3" },
    { colim_drawing_set, "ranksep", "0.5" },
    { colim_drawing_set_nodes, "fontname", COLIM_FONT },
    { colim_drawing_set_nodes, "fontsize", "11" },
    { colim_drawing_set_nodes, "style", "filled" },
    { colim_drawing_set_nodes, "fillcolor", "#ffffff" },
    { colim_drawing_set_nodes, "margin", "0.06,0.04" },
    { colim_drawing_set_nodes, "width", "0.4" },
    { colim_drawing_set_nodes, "height", "0.35" },
    { colim_drawing_set_edges, "fontname", COLIM_FONT },
    { colim_drawing_set_edges, "fontsize", "10" },
    { colim_drawing_set_edges, "arrowsize", "0.7" },
  };
  ColimDrawing *drawing = colim_drawing_new (name);

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    styles[i].set (drawing, styles[i].attribute, styles[i].value);

  return drawing;
}

static gint32
count_parts (const ColimCSet *cset, const ColimSubobject *within, gint32 ob)
{
  g_autoptr (ColimFinFunction) parts = within != NULL ? colim_subobject_parts_at (within, ob) : NULL;

  return parts != NULL ? colim_fin_function_get_dom (parts) : cset->n_parts[ob];
}

gboolean
_colim_pictures_check_size (const ColimCSetPicture *pictures, guint n, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    for (gint32 ob = 0; ob < colim_schema_get_n_objects (pictures[i].cset->schema); ob++)
      sum += count_parts (pictures[i].cset, pictures[i].within, ob);
  if (sum <= COLIM_MOST_DRAWN)
    return TRUE;
  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TOO_LARGE,
               "there are %" G_GINT64_FORMAT " elements to draw, and a drawing has at most %d", sum, COLIM_MOST_DRAWN);

  return FALSE;
}

/* Draws what is within; the size is checked already. */
ColimPicturePlace
_colim_picture_add (ColimDrawing *drawing, const ColimCSetPicture *what)
{
  gint32 n_objects = colim_schema_get_n_objects (what->cset->schema);
  Picture self = { .what = what, .drawing = drawing, .schema = what->cset->schema, .place = { -1, -1, -1 } };

  self.shapes = _colim_cset_find_shapes (what->cset, what->style);
  self.nodes = g_new0 (gint32 *, n_objects);
  for (gint32 ob = 0; ob < n_objects; ob++)
    self.n_kinds[self.shapes[ob].src >= 0]++;
  if (what->title != NULL)
    {
      g_autofree char *title = _colim_drawing_escape (what->title, MOST_SIGNS);
      g_autofree char *label = g_strdup_printf ("<%s>", title);

      self.place.cluster = colim_drawing_add_cluster (drawing, label);
      colim_drawing_set_cluster (drawing, self.place.cluster, "style", "rounded");
      colim_drawing_set_cluster (drawing, self.place.cluster, "color", "#999999");
    }
  add_nodes (&self);
  add_edges (&self);
  for (gint32 ob = 0; ob < n_objects; ob++)
    g_free (self.nodes[ob]);
  g_free (self.nodes);
  g_free (self.shapes);

  return self.place;
}

/* An arrow from one frame to another. */
void
_colim_picture_add_arrow (ColimDrawing *drawing, ColimPicturePlace from, ColimPicturePlace to, gboolean is_dashed)
{
  gint32 edge = colim_drawing_add_edge (drawing, from.last, to.first);
  g_autofree char *tail = g_strdup_printf ("cluster%d", from.cluster);
  g_autofree char *head = g_strdup_printf ("cluster%d", to.cluster);

  colim_drawing_set_edge (drawing, edge, "ltail", tail);
  colim_drawing_set_edge (drawing, edge, "lhead", head);
  colim_drawing_set_edge (drawing, edge, "minlen", "2");
  colim_drawing_set_edge (drawing, edge, "penwidth", "2");
  colim_drawing_set_edge (drawing, edge, "color", COLIM_GREY);
  if (is_dashed)
    colim_drawing_set_edge (drawing, edge, "style", "dashed");
}

const char *
_colim_schema_get_builtin_name (const ColimSchema *schema)
{
  const char *const *names = colim_schema_list_builtins ();

  while (*names != NULL && !colim_schema_equal (schema, colim_schema_find_builtin (*names)))
    names++;

  return *names;
}

/* So many objects are on a line of a caption. */
#define PER_LINE 6

/* Below a picture: `Graph: 3 V, 2 E`, or how much of it is drawn. */
char *
_colim_cset_describe (const ColimCSet *cset, const ColimSubobject *within)
{
  const char *name = _colim_schema_get_builtin_name (cset->schema);
  GString *out = g_string_new ("<");
  guint n = 0;

  g_string_append (out, name != NULL ? name : "a C-set");
  for (gint32 ob = 0; ob < colim_schema_get_n_objects (cset->schema); ob++)
    {
      g_autofree char *object = _colim_drawing_escape (colim_schema_get_object_name (cset->schema, ob), MOST_SIGNS);

      /* Of a large schema a part touches few objects, and the others would hide them. */
      if (within != NULL && colim_schema_get_n_objects (cset->schema) > PER_LINE && count_parts (cset, within, ob) == 0)
        continue;
      g_string_append (out, n == 0 ? ": " : n % PER_LINE == 0 ? ",<br/>" : ", ");
      n++;
      if (within != NULL)
        g_string_append_printf (out, "%d of ", count_parts (cset, within, ob));
      g_string_append_printf (out, "%d %s", cset->n_parts[ob], object);
    }
  g_string_append_c (out, '>');

  return g_string_free (out, FALSE);
}

/**
 * colim_cset_draw:
 * @self: a C-set
 * @style: how parts are drawn
 * @error: return location for an error
 *
 * Draws a C-set.  In the style of graphs, what has `src` and `tgt` (and Petri nets' inputs and outputs) is drawn as
 * edges: an edge and its inverse as one line, the edge that a vertex has of itself not at all; other homs are arrows.
 * Attributes stand below the numbers of parts, which begin at 1; `?1` is a variable.
 *
 * Returns: (transfer full): the drawing, or %NULL with %COLIM_ERROR_TOO_LARGE (more than 500 elements: draw a
 *   sub-object by [method@Colim.Subobject.draw_alone])
 */
ColimDrawing *
colim_cset_draw (ColimCSet *self, ColimCSetStyle style, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  const ColimCSetPicture picture = { .cset = self, .style = style };
  g_autofree char *caption = NULL;
  ColimDrawing *drawing;

  if (!_colim_pictures_check_size (&picture, 1, error))
    return NULL;
  drawing = _colim_picture_new ("cset");
  caption = _colim_cset_describe (self, NULL);
  colim_drawing_set (drawing, "label", caption);
  _colim_picture_add (drawing, &picture);

  return drawing;
}
