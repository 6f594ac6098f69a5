/* The base layer on files: a verb each, on C-sets in ACSets JSON; and requests for any operation. */

#include "tools/cset.h"

#include <stdio.h>
#include <string.h>

#define CONE_HELP                                                                                                      \
  "It prints {\"apex\": C-set, \"legs\": [{Ob: [images…]}, …]}; -T draws it with its diagram instead.  C-sets are\n"     \
  "in ACSets JSON, homomorphisms are {\"dom\": C-set, \"cod\": C-set, \"components\": {Ob: [images…]}}.\n\n"

/* In the order of the help. */
static const Verb verbs[] = {
  { { "cset check", "FILE", "check that a file is a C-set, and that its equations hold",
      "Without --schema it is on the first built-in schema that has its objects and arrows, or on the one that the\n"
      "file names: "
      "{\"schema\": a name or a schema, \"instance\": a C-set}.\n\n"
      "  colim cset check graph.json --schema ReflexiveGraph",
      NULL },
    run_check },
  { { "cset show", "FILE", "draw a C-set, a homomorphism or a schema",
      "What has src and tgt is drawn as edges, unless --elements is given.  Numbers count from 1, `1 ↦ 3` is an\n"
      "image, `?1` a variable.  The picture goes to standard output, on a terminal to STEM.svg.  Without FILE,\n"
      "--schema is drawn.  Of more than 500 elements only a part can be drawn.\n\n"
      "  colim cset show graph.json -T png -o graph.png\n"
      "  colim cset show large.json --around V:17 --depth 2",
      NULL },
    run_show },
  { { "cset hom", "X Y", "list or count the homomorphisms from X to Y",
      "It prints {\"homs\": [{Ob: [images…]}, …]}, or {\"count\": digits}; --first a homomorphism that other verbs\n"
      "read.  Where there is none it says why, unless --json is given, and exits with 1; with 3 if the budget ran\n"
      "out.\n\n"
      "  colim cset hom triangle.json graph.json --count --monic",
      NULL },
    run_hom },
  { { "cset iso", "X Y", "find an isomorphism from X to Y",
      "It prints {\"result\": true, \"components\": {Ob: [images…]}}, or {\"result\": false} and exits with 1.\n\n"
      "  colim cset iso a.json b.json",
      NULL },
    run_iso },
  { { "cset pushout", "F G", "glue two C-sets along a third: F and G start at the same one",
      CONE_HELP "The legs start at their ends, and at what they share.\n\n"
                "  colim cset pushout f.json g.json -o glued.json",
      NULL },
    run_cone },
  { { "cset coproduct", "[FILE…]", "lay C-sets side by side", CONE_HELP "  colim cset coproduct a.json b.json", NULL },
    run_cone },
  { { "cset coequalizer", "F G", "glue what two parallel homomorphisms make of their domain",
      CONE_HELP "The legs start at the codomain and at the domain.\n\n"
                "  colim cset coequalizer f.json g.json",
      NULL },
    run_cone },
  { { "cset pullback", "F G", "pair what F and G send to the same part: they end at the same C-set",
      CONE_HELP "The legs end at their domains, and at where they end.\n\n"
                "  colim cset pullback f.json g.json",
      NULL },
    run_cone },
  { { "cset product", "[FILE…]", "pair the parts of C-sets", CONE_HELP "  colim cset product a.json b.json", NULL },
    run_cone },
  { { "cset equalizer", "F G", "keep what two parallel homomorphisms agree on",
      CONE_HELP "The legs end at the domain and at the codomain.\n\n"
                "  colim cset equalizer f.json g.json",
      NULL },
    run_cone },
  { { "cset migrate", "FUNCTOR X", "move X along a functor between schemas",
      "FUNCTOR is a file: {\"functor\": {\"ob\": {Ob: Ob}, \"hom\": {hom: [hom, …]}, \"attr\": {…}}, \"target_schema\":\n"
      "a name, or a schema as in requests}.  What goes to something of the same name may be left out.\n\n"
      "  colim cset migrate --sigma symmetric.json graph.json --budget 100000",
      NULL },
    run_migrate },
  { { "cset rewrite", "RULE X", "apply a rule to X",
      "RULE is a file: {\"l\": I → L, \"r\": I → R, \"conditions\": [L → N, …]}, homomorphisms with their C-sets.  No\n"
      "match may extend to a condition.  Where the rule cannot be applied it says why, unless --json is given, and\n"
      "exits with 1.\n\n"
      "  colim cset rewrite rule.json graph.json --kind spo -o next.json",
      NULL },
    run_rewrite },
  { { "cset eval", "FILE", "answer requests for any operation",
      "FILE.json is a request, a list of them, or {\"facts\": [requests], \"schemas\": {…}}:\n"
      "{\"schema\": …, \"instances\": {NAME: …}, \"morphisms\": {NAME: …}, \"operation\": {\"op\": …}}.\n\n"
      "  colim cset eval request.json --budget 1000000",
      NULL },
    run_eval },
};

static void
print_verbs (FILE *stream)
{
  fputs ("Usage: colim cset VERB [OPTION…] FILE …\n\n", stream);
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      const Command *command = &verbs[i].command;
      int padding = (int) (10 - g_utf8_strlen (command->arguments, -1));

      fprintf (stream, "  %-12s %s%*s %s\n", command->name + strlen ("cset "), command->arguments, padding, "",
               command->summary);
    }
  fputs (
      "\nC-sets are in ACSets JSON, as AlgebraicJulia writes them, or SQLite databases.  'colim cset VERB --help' tells more of a verb.\n",
      stream);
}

static Status
run_cset (int argc, char **argv, GError **error)
{
  if (argc > 1 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_verbs (stdout);
      return STATUS_DONE;
    }
  for (gsize i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (argv[1], verbs[i].command.name + strlen ("cset ")))
      return verbs[i].run (&verbs[i].command, argc - 1, argv + 1, error);
  if (argc < 2)
    print_verbs (stderr);
  else
    g_set_error (error, COLIM_ERROR, COLIM_ERROR_INVALID, "there is no verb '%s'; 'colim cset --help' lists them",
                 argv[1]);

  return STATUS_BAD;
}

const Command cset_command = {
  "cset",
  "VERB",
  "compute with C-sets: homomorphisms, limits, colimits, migration, rewriting, pictures, requests",
  NULL,
  run_cset,
};
