/* Tables of functions; the picture is in the header. */

#include "lib/csets/subobjects/row-table-private.h"

#include "lib/exact/natural-private.h"

/* Takes memory for so many rows, if the budget has as much as they have entries, or one for each. */
gboolean
_colim_row_table_reserve (ColimRowTable *self, gsize width, const ColimNatural *n, gint64 *budget, GError **error)
{
  gint64 each = MAX ((gint64) width, 1), most = MIN (MAX (*budget, 0) / each, G_MAXINT32);

  if (mpz_cmp_si (n->value, most) > 0)
    {
      g_autofree char *digits = colim_natural_to_string (n);

      g_set_error (error, COLIM_ERROR, COLIM_ERROR_BUDGET,
                   "there are %s maps of %" G_GINT64_FORMAT " elements each, and the budget has %" G_GINT64_FORMAT
                   " left",
                   digits, (gint64) width, *budget);
      return FALSE;
    }
  self->width = width;
  self->capacity = (gint32) mpz_get_si (n->value);
  self->entries = g_new (gint32, (gsize) self->capacity * width);
  *budget -= self->capacity * each;

  return TRUE;
}

void
_colim_row_table_clear (ColimRowTable *self)
{
  g_clear_pointer (&self->entries, g_free);
}

/* The next row, for the caller to fill; it must come after those that are there. */
gint32 *
_colim_row_table_append (ColimRowTable *self)
{
  g_assert (self->n < self->capacity);

  return self->entries + (gsize) self->n++ * self->width;
}

const gint32 *
_colim_row_table_get (const ColimRowTable *self, gint32 number)
{
  return self->entries + (gsize) number * self->width;
}

static int
compare (const gint32 *a, const gint32 *b, gsize width)
{
  for (gsize i = 0; i < width; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;

  return 0;
}

/* The number of a row that is there. */
gint32
_colim_row_table_find (const ColimRowTable *self, const gint32 *row)
{
  gint32 first = 0, end = self->n;

  while (end - first > 1)
    {
      gint32 middle = first + (end - first) / 2;

      if (compare (_colim_row_table_get (self, middle), row, self->width) <= 0)
        first = middle;
      else
        end = middle;
    }
  g_assert (first < end && compare (_colim_row_table_get (self, first), row, self->width) == 0);

  return first;
}

/* For each row, the number in another table of what it has in some columns, one for each column there. */
ColimFinFunction *
_colim_row_table_precompose (const ColimRowTable *self, const ColimRowTable *to, const gsize *columns)
{
  g_autofree gint32 *row = g_new (gint32, to->width);
  gint32 *values = g_new (gint32, self->n);

  for (gint32 number = 0; number < self->n; number++)
    {
      const gint32 *entries = _colim_row_table_get (self, number);

      for (gsize i = 0; i < to->width; i++)
        row[i] = entries[columns[i]];
      values[number] = _colim_row_table_find (to, row);
    }

  return _colim_fin_function_take (values, self->n, to->n);
}
