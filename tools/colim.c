/* The colim command.  A command's function gives its status, or an error; only here errors are printed. */

#include "tools/command.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Command *const commands[] = {
  &check_command, &show_command, &pairs_command, &paths_command, &le_command,
  &loss_command,  &law_command,  &train_command, &eval_command, &plot_command,
  &glue_command,  &match_command, &find_command, &diff_command,
  &cset_command,
};

static void
print_help (FILE *stream)
{
  fputs ("colim: training set-ups as diagrams, drawn, understood and trained\n\n"
         "Usage: colim COMMAND [OPTION…] FILE …\n\n",
         stream);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-6s %-12s %s\n", commands[i]->name, commands[i]->arguments, commands[i]->summary);
  fputs ("\nFILE is a diagram in the language (FILE.colim) or in JSON (FILE.json); DIR is what 'train' leaves.\n"
         "'colim COMMAND --help' tells more of a command, 'colim --version' which version this is.\n\n"
         "To begin with: colim check FILE, then colim pairs FILE, colim show FILE and colim train FILE.\n\n"
         "Exit status: 0 done or yes, 1 no, 2 bad input or usage, 3 unknown, 130 interrupted after saving.\n",
         stream);
}

static const Command *
look_up (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];

  return NULL;
}

static Status
get_status (const GError *error)
{
  return g_error_matches (error, COLIM_ERROR, COLIM_ERROR_BUDGET) ? STATUS_UNKNOWN : STATUS_BAD;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const Command *command;
  Status status;

  setlocale (LC_CTYPE, "");
  if (argc < 2)
    {
      print_help (stderr);
      return STATUS_BAD;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help (stdout);
      return STATUS_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      puts ("colim " COLIM_VERSION);
      return STATUS_DONE;
    }
  if ((command = look_up (argv[1])) == NULL)
    {
      fprintf (stderr, "colim: error: there is no command '%s'; 'colim --help' lists them\n", argv[1]);
      return STATUS_BAD;
    }
  status = command->run (argc - 1, argv + 1, &error);
  if (fflush (stdout) != 0 && error == NULL)
    g_set_error (&error, COLIM_ERROR, COLIM_ERROR_IO, "standard output cannot be written");
  if (error != NULL)
    {
      /* Messages about a text begin with its name, others with the command's. */
      if (strstr (error->message, ": error: ") != NULL)
        fprintf (stderr, "%s\n", error->message);
      else
        fprintf (stderr, "colim %s: error: %s\n", command->name, error->message);
      return get_status (error);
    }

  return status;
}
