#include "theory/stages/distance-private.h"

#include <math.h>

const DistanceRow *
_colim_distance_find (const DistanceRow *rows, const char *name)
{
  for (; rows->name != NULL; rows++)
    if (g_str_equal (rows->name, name))
      return rows;

  return NULL;
}

/* What a distance takes, by its flags but `DISTANCE_EXACT` and `DISTANCE_ROOT`. */
static const char *const takings[] = {
  [DISTANCE_VALUES] = "two values of one type Real[…]",
  [DISTANCE_VALUES | DISTANCE_LOGITS] = "two logits Real[…, n] of one type",
  [DISTANCE_LABELS | DISTANCE_LOGITS] = "logits Real[n] and a class",
  [DISTANCE_LABELS | DISTANCE_VALUES | DISTANCE_LOGITS] = "logits Real[n] and a class or a distribution",
};

static gboolean
refuse (const char *name, const char *taken, const ColimType *p, const ColimType *q, GError **error)
{
  g_autofree char *left = colim_type_to_string (p);
  g_autofree char *right = colim_type_to_string (q);

  g_set_error (error, COLIM_ERROR, COLIM_ERROR_TYPE, "%s takes %s, not %s and %s", name, taken, left, right);

  return FALSE;
}

gboolean
_colim_distance_check (const DistanceRow *row, const ColimType *p, const ColimType *q, GError **error)
{
  gsize n;
  const gint64 *dims = colim_type_get_shape (p, &n);
  gboolean is_real = colim_type_get_kind (p) == COLIM_KIND_REAL && (n > 0 || !(row->flags & DISTANCE_LOGITS));
  g_autofree char *name = NULL;

  if (is_real && row->flags & DISTANCE_VALUES && colim_type_equal (p, q))
    return TRUE;
  if (is_real && row->flags & DISTANCE_LABELS && colim_type_get_kind (q) == COLIM_KIND_CLASS && n == 1
      && dims[0] == colim_type_get_size (q))
    return TRUE;
  name = g_strdup_printf ("'%s'", row->name);

  return refuse (name, takings[row->flags & (DISTANCE_LABELS | DISTANCE_VALUES | DISTANCE_LOGITS)], p, q, error);
}

gboolean
_colim_distance_check_hard (const ColimType *p, const ColimType *q, GError **error)
{
  if (colim_type_get_kind (p) != COLIM_KIND_PRODUCT && colim_type_equal (p, q))
    return TRUE;

  return refuse ("the hard distance ∞", "two points of one type Real[…], Class[n] or Fin(…)", p, q, error);
}

/* Of a value [rows, …]: how many numbers a point has, and all axes but the rows. */
static gint64
measure_point (Expansion *expansion, gint32 x, gint64 *axes)
{
  gsize n;
  const gint64 *dims = colim_program_get_shape (expansion->program, x, &n);
  gint64 size = 1;

  for (gsize i = 1; i < n; i++)
    size *= dims[i];
  *axes = (((gint64) 1 << n) - 1) & ~(gint64) 1;

  return size;
}

static gint32
expand_total (Expansion *expansion, gint32 x)
{
  gint64 axes;

  measure_point (expansion, x, &axes);

  return _colim_expand_sum (expansion, x, axes);
}

static gint32
expand_average (Expansion *expansion, gint32 x)
{
  gint64 axes, n = measure_point (expansion, x, &axes);

  return _colim_expand_affine (expansion, _colim_expand_sum (expansion, x, axes), 1 / (double) n, 0);
}

static gint32
expand_difference (Expansion *expansion, const char *operation, gint32 p, gint32 q)
{
  return _colim_expand_1 (expansion, operation, _colim_expand_2 (expansion, "subtract", p, q));
}

static gboolean
is_label (Expansion *expansion, gint32 q)
{
  return colim_program_get_element (expansion->program, q) == COLIM_ELEMENT_INT32;
}

/* With smoothing s, the label's weight is 1 - s, and s is spread evenly over all n classes. */
static gint32
expand_cross_entropy (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  gint32 log_p = _colim_expand_1 (expansion, "logsoftmax", p);
  double smoothing = arguments[0].x[0];
  gint32 at_q = is_label (expansion, q) ? _colim_expand_2 (expansion, "pick", log_p, q)
                                        : expand_total (expansion, _colim_expand_2 (expansion, "multiply", q, log_p));
  gint32 sharp = _colim_expand_affine (expansion, at_q, smoothing - 1, 0);

  if (smoothing == 0)
    return sharp;

  return _colim_expand_2 (expansion, "add", sharp, _colim_expand_affine (expansion, expand_average (expansion, log_p), -smoothing, 0));
}

static gint32
expand_kl (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  double t = arguments[0].x[0];
  gint32 cold_p = _colim_expand_affine (expansion, p, 1 / t, 0), cold_q = _colim_expand_affine (expansion, q, 1 / t, 0);
  gint32 ratio = _colim_expand_2 (expansion, "subtract", _colim_expand_1 (expansion, "logsoftmax", cold_q),
                                  _colim_expand_1 (expansion, "logsoftmax", cold_p));
  gint32 weighted = _colim_expand_2 (expansion, "multiply", _colim_expand_1 (expansion, "softmax", cold_q), ratio);

  return _colim_expand_affine (expansion, expand_total (expansion, weighted), t * t, 0);
}

static gint32
expand_mse (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_average (expansion, expand_difference (expansion, "square", p, q));
}

static gint32
expand_sq_l2 (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_total (expansion, expand_difference (expansion, "square", p, q));
}

static gint32
expand_half_sq_l2 (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return _colim_expand_affine (expansion, expand_sq_l2 (arguments, expansion, p, q), 0.5, 0);
}

/* The root of what is held away from 0, where the root has no derivative. */
static gint32
expand_root (Expansion *expansion, gint32 square)
{
  double range[] = { 1e-24, G_MAXFLOAT };

  return _colim_expand_1 (expansion, "sqrt", _colim_expand (expansion, "clamp", &square, 1, NULL, 0, range, 2));
}

static gint32
expand_l2 (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_root (expansion, expand_sq_l2 (arguments, expansion, p, q));
}

static gint32
expand_mae (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_average (expansion, expand_difference (expansion, "absolute", p, q));
}

static gint32
expand_l1 (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_total (expansion, expand_difference (expansion, "absolute", p, q));
}

static gint32
expand_huber (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  gint32 difference = _colim_expand_2 (expansion, "subtract", p, q);

  return expand_average (expansion, _colim_expand (expansion, "huber", &difference, 1, NULL, 0, arguments[0].x, 1));
}

static gint32
expand_cosine (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  gint32 product = expand_total (expansion, _colim_expand_2 (expansion, "multiply", p, q));
  gint32 p_norm = expand_root (expansion, expand_total (expansion, _colim_expand_1 (expansion, "square", p)));
  gint32 q_norm = expand_root (expansion, expand_total (expansion, _colim_expand_1 (expansion, "square", q)));
  gint32 cosine = _colim_expand_2 (expansion, "divide", product, _colim_expand_2 (expansion, "multiply", p_norm, q_norm));

  return _colim_expand_affine (expansion, cosine, -1, 1);
}

static gint32
expand_hinge (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  gint32 missing = _colim_expand_affine (expansion, _colim_expand_2 (expansion, "subtract", q, p), 1, arguments[0].x[0]);

  return expand_total (expansion, _colim_expand_1 (expansion, "relu", missing));
}

/* -q log σ(p) - (1 - q) log (1 - σ(p)) = softplus (p) - q p */
static gint32
expand_bce (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  gint32 softplus = _colim_expand_1 (expansion, "softplus", p);

  return expand_average (expansion, _colim_expand_2 (expansion, "subtract", softplus, _colim_expand_2 (expansion, "multiply", q, p)));
}

gint32
_colim_distance_expand_hard (Expansion *expansion, gint32 p, gint32 q)
{
  if (is_label (expansion, p))
    p = _colim_expand_1 (expansion, "convert", p);
  if (is_label (expansion, q))
    q = _colim_expand_1 (expansion, "convert", q);

  return _colim_expand_1 (expansion, "sign", expand_total (expansion, expand_difference (expansion, "absolute", p, q)));
}

static gint32
expand_hits (Expansion *expansion, gint32 p, gint32 q, gint64 k)
{
  gint32 in[] = { p, q };

  return _colim_expand (expansion, "hits", in, 2, &k, 1, NULL, 0);
}

static gint32
expand_accuracy (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_hits (expansion, p, q, 1);
}

static gint32
expand_top (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_hits (expansion, p, q, (gint64) arguments[0].x[0]);
}

const DistanceRow _colim_distances[] = {
  {
    "cross_entropy", { { "smoothing", ARGUMENT_NUMBER, "0", 0, 1 } }, DISTANCE_LABELS | DISTANCE_VALUES | DISTANCE_LOGITS,
    expand_cross_entropy,
    "-log softmax (p)[q] for a class q, -Σ q log softmax (p) for a distribution q",
  },
  {
    "kl", { { "T", ARGUMENT_NUMBER, "1", 1e-3, 1e6 } }, DISTANCE_VALUES | DISTANCE_LOGITS, expand_kl,
    "T² Σ softmax (q/T) (log softmax (q/T) - log softmax (p/T)), both logits",
  },
  { "mse", { { 0 } }, DISTANCE_VALUES, expand_mse, "the mean of (p - q)²" },
  { "sq_l2", { { 0 } }, DISTANCE_VALUES, expand_sq_l2, "the sum of (p - q)²" },
  { "half_sq_l2", { { 0 } }, DISTANCE_VALUES, expand_half_sq_l2, "half the sum of (p - q)²" },
  { "l2", { { 0 } }, DISTANCE_VALUES, expand_l2, "the root of the sum of (p - q)²" },
  { "mae", { { 0 } }, DISTANCE_VALUES, expand_mae, "the mean of |p - q|" },
  { "l1", { { 0 } }, DISTANCE_VALUES, expand_l1, "the sum of |p - q|" },
  { "huber", { { "delta", ARGUMENT_NUMBER, "1", 1e-9, 1e9 } }, DISTANCE_VALUES, expand_huber, "the mean of Huber's function of p - q" },
  { "cosine", { { 0 } }, DISTANCE_VALUES, expand_cosine, "1 - p·q / (‖p‖ ‖q‖)" },
  { "hinge", { { "margin", ARGUMENT_NUMBER, "0", -1e9, 1e9 } }, DISTANCE_VALUES, expand_hinge, "Σ max (0, q - p + margin): one-sided" },
  { "bce", { { 0 } }, DISTANCE_VALUES, expand_bce, "the mean binary cross-entropy of logits p against q in [0, 1]" },
  { "table", { { 0 } }, DISTANCE_EXACT, NULL, "row by row, on a finite space" },
  { .name = NULL },
};

static gint32
expand_rmse (const ArgumentValue *arguments, Expansion *expansion, gint32 p, gint32 q)
{
  return expand_mse (arguments, expansion, p, q);
}

/* `loss` is the distance of the target itself, and has no row. */
const DistanceRow _colim_metrics[] = {
  { "accuracy", { { 0 } }, DISTANCE_LABELS | DISTANCE_LOGITS, expand_accuracy, "how often the largest of p is at q" },
  { "top", { { "k", ARGUMENT_INT, "5", 1, 1e6 } }, DISTANCE_LABELS | DISTANCE_LOGITS, expand_top, "how often q is among the k largest of p" },
  { "mae", { { 0 } }, DISTANCE_VALUES, expand_mae, "the mean of |p - q|" },
  { "rmse", { { 0 } }, DISTANCE_VALUES | DISTANCE_ROOT, expand_rmse, "the root of the mean of (p - q)²" },
  { .name = NULL },
};
