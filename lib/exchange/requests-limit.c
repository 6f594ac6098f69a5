/* Operations that compute limits: each is one of a diagram, whose size is bounded before it is made. */

#include "lib/exchange/requests-private.h"

#include "lib/csets/limit-private.h"

static gboolean
write_limit (ColimRequest *self, ColimJsonWriter *answer, ColimSchema *schema, ColimCSet **objects, guint n_objects,
             ColimHom **arrows, guint n_arrows, const gint32 *sources, const gint32 *targets, GError **error)
{
  g_autoptr (ColimLimit) limit = colim_limit_new_bounded (schema, objects, n_objects, arrows, n_arrows, sources,
                                                          n_arrows, targets, n_arrows, self->budget, error);

  if (limit == NULL)
    return FALSE;
  _colim_request_write_cset (self, answer, limit->apex);
  _colim_request_write_legs (answer, limit->legs, limit->n_legs);

  return TRUE;
}

static gboolean
write_limit_of (ColimRequest *self, ColimJsonWriter *answer, const char *objects, const char *arrows, GError **error)
{
  g_auto (ColimRequestDiagram) diagram = { NULL, };

  return _colim_request_read_diagram (self, objects, arrows, &diagram, error)
         && write_limit (self, answer, diagram.schema, diagram.objects, diagram.n_objects, diagram.arrows,
                         diagram.n_arrows, diagram.sources, diagram.targets, error);
}

gboolean
_colim_operation_terminal (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimSchema *schema = _colim_request_get_schema (self, error);
  g_autoptr (ColimLimit) limit = NULL;

  if (schema == NULL)
    return FALSE;
  limit = colim_limit_new_terminal (schema);
  if (!_colim_request_spend_parts (self, limit->apex, error))
    return FALSE;
  _colim_request_write_cset (self, answer, limit->apex);

  return TRUE;
}

gboolean
_colim_operation_product (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return write_limit_of (self, answer, "factors", NULL, error);
}

gboolean
_colim_operation_equalizer (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *f = _colim_request_get_hom (self, "f"), *g = _colim_request_get_hom (self, "g");

  return write_limit (self, answer, f->dom->schema, (ColimCSet *[]) { f->dom, f->codom }, 2, (ColimHom *[]) { f, g },
                      2, (const gint32[]) { 0, 0 }, (const gint32[]) { 1, 1 }, error);
}

gboolean
_colim_operation_pullback (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  ColimHom *f = _colim_request_get_hom (self, "f"), *g = _colim_request_get_hom (self, "g");

  return write_limit (self, answer, f->dom->schema, (ColimCSet *[]) { f->dom, g->dom, f->codom }, 3,
                      (ColimHom *[]) { f, g }, 2, (const gint32[]) { 0, 1 }, (const gint32[]) { 2, 2 }, error);
}

gboolean
_colim_operation_limit (ColimRequest *self, ColimJsonWriter *answer, GError **error)
{
  return write_limit_of (self, answer, "objects", "arrows", error);
}
