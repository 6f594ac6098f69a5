/* Prints the tables of the language as docs/guide/stages.md has them. */

#include <colim/data-set.h>

#include "theory/data/data-set-private.h"
#include "theory/stages/distance-private.h"
#include "theory/train/settings-private.h"

#include <stdio.h>

static void
begin (const char *table, const char *what)
{
  printf ("<!-- table: %s -->\n| %s | |\n|---|---|\n", table, what);
}

static void
end (void)
{
  printf ("<!-- end -->\n");
}

/* `name(a, b=1)`, the defaults as they would be written. */
static void
print_name (const char *name, const ArgumentRow *arguments)
{
  printf ("| `%s", name);
  for (const ArgumentRow *argument = arguments; argument->name != NULL; argument++)
    {
      const char *fallback = argument->fallback == NULL ? NULL : *argument->fallback == '\0' ? "none" : argument->fallback;

      printf ("%s%s%s", argument == arguments ? "(" : ", ", argument->name, argument->kind == ARGUMENT_SIZES ? ", …" : "");
      if (fallback != NULL)
        printf ("=%s", fallback);
    }
  printf ("%s`", arguments->name != NULL ? ")" : "");
}

/* A bar ends a cell. */
static void
print_help (const char *help)
{
  printf (" | ");
  for (; *help != '\0'; help++)
    if (*help == '|')
      printf ("\\|");
    else
      putchar (*help);
  printf (" |\n");
}

static void
print_stages (const char *table, const StageRow *rows)
{
  begin (table, "stage");
  for (; rows->name != NULL; rows++)
    {
      print_name (rows->name, rows->arguments);
      if (rows->flags & STAGE_OWNS)
        printf (" †");
      print_help (rows->help);
    }
  end ();
}

static void
print_distances (const char *table, const char *what, const DistanceRow *rows)
{
  begin (table, what);
  for (; rows->name != NULL; rows++)
    {
      print_name (rows->name, rows->arguments);
      print_help (rows->help);
    }
  end ();
}

static void
print_choices (const char *key, const ChoiceRow *rows)
{
  begin (key, key);
  for (; rows->name != NULL; rows++)
    {
      print_name (rows->name, rows->arguments);
      print_help (rows->help);
    }
  end ();
}

static void
print_settings (void)
{
  printf ("<!-- table: settings -->\n| key | default | |\n|---|---|---|\n");
  for (const SettingRow *row = _colim_settings; row->key != NULL; row++)
    {
      printf ("| `%s` | `%s`", row->key, row->fallback);
      print_help (row->help);
    }
  end ();
  for (const SettingRow *row = _colim_settings; row->key != NULL; row++)
    if (row->choices != NULL)
      print_choices (row->key, row->choices);
}

static void
print_data_sets (void)
{
  g_auto (GStrv) names = colim_data_set_list ();

  printf ("<!-- table: data -->\n```text\n");
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *text = colim_data_set_describe (*name);

      printf ("%s%s", text, name[1] != NULL ? "\n" : "");
    }
  printf ("```\n");
  end ();
}

int
main (void)
{
  print_stages ("layers", _colim_stages_layer);
  print_stages ("shapes", _colim_stages_shape);
  print_stages ("pointwise", _colim_stages_pointwise);
  print_distances ("distances", "distance d(p, q)", _colim_distances);
  print_distances ("metrics", "metric of p, where q is right", _colim_metrics);
  print_settings ();
  print_data_sets ();

  return 0;
}
