/* Texts to terms and back: what is printed reads as the same term, and is printed once more as the same text. */

#include <colim/parser.h>

#include "tests/property.h"

typedef ColimTerm *(*Parse) (ColimText *text, ColimDiagnostics *diagnostics);

static ColimTerm *
parse (Parse rule, const char *contents)
{
  g_autoptr (ColimText) text = colim_text_new ("text", contents, -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  ColimTerm *term = rule (text, diagnostics);
  g_autofree char *complaints = colim_diagnostics_to_string (diagnostics);

  assert_string_equal (complaints, "");
  assert_non_null (term);

  return term;
}

static void
check_print (Parse rule, const char *contents, const char *expected)
{
  g_autoptr (ColimTerm) term = parse (rule, contents);
  g_autofree char *printed = colim_term_to_string (term);
  g_autoptr (ColimTerm) again = NULL;

  assert_string_equal (printed, expected);
  again = parse (rule, printed);
  assert_true (colim_term_equal (term, again));
}

static void
statements_print_in_one_way (void **state)
{
  static const struct {
    const char *text, *printed;
  } rows[] = {
    { "N=>[]", "N ⇒ []" },
    { "X", "X" },
    { "A.b.c =>Real", "A.b.c ⇒ Real" },
    { "X => Real[1,8,8]", "X ⇒ Real[1, 8, 8]" },
    { "X => Class[N.label]", "X ⇒ Class[N.label]" },
    { "X => Seq[(Any,Class[3],Fin(a,b))]", "X ⇒ Seq[(Any, Class[3], Fin(a, b))]" },
    { "X => Fin(0)", "X ⇒ Fin(0)" },
    { "Y => {}", "Y ⇒ {}" },
    { "Y => {Real, inf}", "Y ⇒ {Real, ∞}" },
    { "Y => {Class[10], 0.75 cross_entropy}", "Y ⇒ {Class[10], 0.75 cross_entropy}" },
    { "Y => {Class[10], 3/4*cross_entropy(smoothing=0.1)}", "Y ⇒ {Class[10], 3/4 cross_entropy(smoothing=0.1)}" },
    { "Y => {Fin(2), table((0,1/2),(inf,0))}", "Y ⇒ {Fin(2), table((0, 1/2), (∞, 0))}" },
    { "Y => {Fin(0), table()}", "Y ⇒ {Fin(0), table()}" },
    { "N => [omniglot(alphabet=\"Gr\\u00e9ek\")]", "N ⇒ [omniglot(alphabet=\"Gréek\")]" },
    { "N => [digits.test]", "N ⇒ [digits.test]" },
    { "f:N->X", "f : N → X" },
    { "f : N -> X => id", "f : N → X ⇒ id" },
    { "f : N -> X => .image>>conv(16,3,pad=1)\n · relu", "f : N → X ⇒ .image · conv(16, 3, pad=1) · relu" },
    { "f : N -> X => (a >> b) >> c", "f : N → X ⇒ a · b · c" },
    { "f : N -> X => a frozen\neval load(\"w\\\\\\\"\")", "f : N → X ⇒ a frozen eval load(\"w\\\\\\\"\")" },
    { "f : N -> X => <.a >> m frozen, .b>", "f : N → X ⇒ ⟨.a · m frozen, .b⟩" },
    { "f : N -> X => <<a, b>, <c, d> >", "f : N → X ⇒ ⟨⟨a, b⟩, ⟨c, d⟩⟩" },
    { "f : N -> X => table(1,0,b)", "f : N → X ⇒ table(1, 0, b)" },
    { "f : N -> X => x -> -x*2+(x-1)/y[0]", "f : N → X ⇒ x → -x * 2 + (x - 1) / y[0]" },
    { "f : N -> X => (x,y) -> l2(x,y)", "f : N → X ⇒ (x, y) → l2(x, y)" },
    { "f : N -> X => residual(a >> b, shortcut=id)", "f : N → X ⇒ residual(a · b, shortcut=id)" },
    { "let m=linear(10)", "let m = linear(10)" },
    { "let m=copy(n)", "let m = copy(n)" },
    { "let m=ema(n,decay=0.99)", "let m = ema(n, decay=0.99)" },
    { "a>>b<=c", "a · b ≤ c" },
    { "a ⋅ b~id(X)", "a · b ~ id(X)" },
    { "accuracy(a >> b, c)", "accuracy(a · b, c)" },
    { "t=top(a,id(X),k=3) on [digits.test]", "t = top(a, id(X), k=3) on [digits.test]" },
    { "policy   paths", "policy paths" },
    { "reduce sum", "reduce sum" },
    { "bound 3", "bound 3" },
    { "bound 3\n", "bound 3" },
    { "bound 3 derivations 5", "bound 3 derivations 5" },
    { "train{epochs=3;batch=(N=64,M=16)\noptimiser=adam(lr=3e-3)}",
      "train { epochs = 3; batch = (N=64, M=16); optimiser = adam(lr=3e-3) }" },
    { "diagram A{N=>[];;X\nf:N->X}", "diagram A {\n  N ⇒ []\n  X\n  f : N → X\n}" },
    { "diagram A{}", "diagram A {\n}" },
    { "diagram P=glue A,B over S via A{s|->a;t|->A.b}via B{}with{bound 2}",
      "diagram P = glue A, B\n  over S\n  via A { s ↦ a; t ↦ A.b }\n  via B {}\n  with {\n    bound 2\n  }" },
    { "diagram P=A with{f=>linear(3) frozen}", "diagram P = A with {\n  f ⇒ linear(3) frozen\n}" },
    { "diagram P=restrict Q to A", "diagram P = restrict Q to A" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check_print (colim_parse_statement, rows[i].text, rows[i].printed);
}

static void
parts_print_in_one_way (void **state)
{
  check_print (colim_parse_path, "a>>b", "a · b");
  check_print (colim_parse_path, "id ( X )", "id(X)");
  check_print (colim_parse_path, "id", "id");
  check_print (colim_parse_space, "{Real[2],1/4 * mse}", "{Real[2], 1/4 mse}");
  check_print (colim_parse_model, "(a >> (b))", "a · b");
  check_print (colim_parse_flag, "load ( \"x\" )", "load(\"x\")");
  check_print (colim_parse_value, "(N=1, M = 2)", "(N=1, M=2)");
}

/* Every form of the language one after the other: what stands in one statement does not reach into the next. */
static void
files_print_in_one_way (void **state)
{
  check_print (colim_parse_file,
               "N=>[];X=>{};f:N->X=>a\n frozen;g:N->X\nf~g;train{}policy paths\n\nbound 3;let a=id",
               "N ⇒ []\nX ⇒ {}\nf : N → X ⇒ a frozen\ng : N → X\nf ~ g\ntrain {}\npolicy paths\nbound 3\nlet a = id\n");
  check_print (colim_parse_file, "", "");
  check_print (colim_parse_file, "# nothing\n;;\n", "");
}

/* Statements that are wrong are left out, and the others are there. */
static void
errors_do_not_spread (void **state)
{
  g_autoptr (ColimText) text = colim_text_new ("text", "N ⇒ []\nX ⇒ Real[\nf : N → X\n? ;Y Z\ng : N → X\n", -1);
  g_autoptr (ColimDiagnostics) diagnostics = colim_diagnostics_new ();
  g_autoptr (ColimTerm) file = colim_parse_file (text, diagnostics);
  g_autofree char *printed = colim_term_to_string (file);

  assert_int_equal (colim_diagnostics_get_n_errors (diagnostics), 3);
  assert_string_equal (printed, "N ⇒ []\nf : N → X\ng : N → X\n");
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (statements_print_in_one_way),
    cmocka_unit_test (parts_print_in_one_way),
    cmocka_unit_test (files_print_in_one_way),
    cmocka_unit_test (errors_do_not_spread),
  };

  return cmocka_run_group_tests (tests, NULL, NULL);
}
