"""What the language and the command promise, sentence by sentence, through the command.

Usage: language.py COLIM
"""

import json
import os
import subprocess
import sys
import tempfile

colim = os.path.abspath(sys.argv[1])
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
failures = 0
checked = 0


def run(*arguments, env=None):
    done = subprocess.run([colim, *arguments], capture_output=True, text=True, encoding='utf-8',
                          env=dict(os.environ, **(env or {})))
    return done.returncode, done.stdout, done.stderr


def check(what, found, expected):
    global failures, checked
    checked += 1
    if found != expected:
        failures += 1
        print(f'{what}:\n  found    {found!r}\n  expected {expected!r}')


def write(text, name='d.colim'):
    with open(name, 'wb') as out:
        out.write(text if isinstance(text, bytes) else text.encode())


def pairs(*arguments):
    """The pairs as the language writes them."""
    status, out, err = run('pairs', *arguments, '--json')
    if status != 0:
        return status, err
    return [' · '.join(p['p']) + ' ≤ ' + ' · '.join(p['q']) for p in json.loads(out)['pairs']]


# Every text says f · g ≤ h, in its own way.
SAME = {
    'signs': 'N ⇒ []\nX ⇒ Real\nY ⇒ {}\nf : N → X\ng : X → Y\nh : N → Y\nf · g ≤ h\n',
    'their twins': 'N => []\nX => Real\nY => {}\nf : N -> X\ng : X -> Y\nh : N -> Y\nf >> g <= h\n',
    'the other dot': 'N => []\nX => Real\nY => {}\nf : N -> X\ng : X -> Y\nh : N -> Y\nf ⋅ g ≤ h\n',
    'semicolons': 'N=>[];X=>Real;Y=>{};f:N->X;g:X->Y;h:N->Y;f>>g<=h',
    'nothing between semicolons': ';;N=>[];;X=>Real;\n;Y=>{}; f:N->X ;;; g:X->Y\n;h:N->Y;f>>g<=h;;',
    'no newline ends it': 'N => []\nX => Real\nY => {}\nf : N -> X\ng : X -> Y\nh : N -> Y\nf >> g <= h',
    'carriage returns': 'N => []\r\nX => Real\r\nY => {}\r\nf : N -> X\r\ng : X -> Y\r\nh : N -> Y\r\nf >> g <= h\r\n',
    'a byte order mark': '\ufeffN => []\nX => Real\nY => {}\nf : N -> X\ng : X -> Y\nh : N -> Y\nf >> g <= h\n',
    'comments': '# one\nN => [] # an index\nX => Real#tight\nY => {}\nf : N -> X\n# between\ng : X -> Y\nh : N -> Y\nf >> g <= h # p ≤ q',
    'lines go on after a sign': 'N =>\n[]\nX => Real\nY => {}\nf :\nN ->\nX\ng : X -> Y\nh : N -> Y\nf >>\ng <=\nh\n',
    'and before one': 'N\n=> []\nX => Real\nY => {}\nf\n: N\n-> X\ng : X -> Y\nh : N -> Y\nf\n>> g\n<= h\n',
    'and in brackets': 'N => [csv(\n"a.csv",\n\nx=1)]\nX => Real[\n1,\n8]\nY => {\nReal[2],\nmse\n}\nf : N -> X\ng : X -> Y => conv(\n1, 2\n)\n'
                       'h : N -> Y => ⟨\n.a, .b\n⟩\nf >> g <= h\n',
    'a comment does not end it': 'N => []\nX => Real\nY => {}\nf : N -> # where to?\n  X\ng : X -> Y\nh : N -> Y\nf >> # and\n\n\n g <= h\n',
    'flags on a line of their own': 'N => []\nX => Real\nY => {}\nf : N -> X => .a\n  frozen eval\ng : X -> Y => id\n\n  load("w")\n'
                                    '  save("v")\nh : N -> Y\nf >> g <= h\n',
    'order': 'f >> g <= h\ng : X -> Y\nf : N -> X\nh : N -> Y\nY => {}\nX => Real\nN => []\n',
    'a block': 'diagram A { N => []; X => Real; Y => {}; f : N -> X; g : X -> Y; h : N -> Y; f >> g <= h }',
    'its brace on the next line': 'diagram A\n\n{\nN => []\nX => Real\nY => {}\nf : N -> X\ng : X -> Y\nh : N -> Y\nf >> g <= h\n}\n',
    'the last of several': 'diagram B { } diagram A { N => []; X => Real; Y => {}; f : N -> X; g : X -> Y; h : N -> Y; f >> g <= h }',
    'settings need no separator after a brace': 'N => []; X => Real; Y => {} f : N -> X; g : X -> Y; h : N -> Y\n'
                                                'train { epochs = 3; batch = 2\nseed = 1 } f >> g <= h; reduce sum',
    'models and metrics': 'let m = conv(1, 2) >> relu\nlet s = copy(m)\nlet e = ema(s, decay=0.99)\nN => [digits]\nX => Real\nY => {}\n'
                          'f : N -> X => .image\ng : X -> Y => m\nh : N -> Y => (x, y) -> y\nf >> g <= h\n'
                          'accuracy(f >> g, h) on [digits.test]\ntop = top(f >> g, h, k=3)\n',
}
# What has no sense of its own as a name: the same diagram, with these for N X Y f g h.
NAMES = [
    'let policy reduce bound train diagram', 'train let id X on explicit', 'via with over to copy ema',
    'load save Real Class Seq Any', 'N.a N.b.c X.d f.a g.b h.c', "a' b' c'd _ __ _1", 'Żółw 数据 ψ_1 е́ אב ñ',
    'inf decay true false mean sum', 'Fin table derivations edges paths id', 'accuracy bleu digits mse kl softmax',
]

for title, text in SAME.items():
    write(text)
    check(title, pairs('d.colim'), ['f · g ≤ h'])
for names in NAMES:
    N, X, Y, f, g, h = names.split()
    write(f'{N} => []\n{X} => Real\n{Y} => {{}}\n{f} : {N} -> {X}\n{g} : {X} -> {Y}\n{h} : {N} -> {Y}\n{f} >> {g} <= {h}\n')
    check(names, pairs('d.colim'), [f'{f} · {g} ≤ {h}'])
    check(f'{names}: ends', pairs('d.colim', '--from', N, '--to', Y), [f'{f} · {g} ≤ {h}'])
    check(f'{names}: le', run('le', 'd.colim', f'{f}·{g}', h)[0], 0)
    check(f'{names}: show', run('show', 'd.colim', '-T', 'dot')[0], 0)

# Names are compared after normalisation, wherever they are given.
write('e\u0301 => []\nX => {}\nf\u0323\u0307 : \u00e9 -> X\nb : e\u0301 -> X\nf\u0307\u0323 ~ b\n')
for name in ['e\u0301', '\u00e9']:
    check('NFC', pairs('d.colim', '--from', name), ['\u1e1f\u0323 ≤ b', 'b ≤ \u1e1f\u0323'])
check('NFC: --set', run('pairs', 'd.colim', '--set', 'e\u0301=[digits]')[0], 0)
check('NFC: le', run('le', 'd.colim', 'f\u0307\u0323', 'b')[0], 0)
check('any locale', run('pairs', 'd.colim', '--from', '\u00e9', env={'LC_ALL': 'C'})[0], 0)
write(json.dumps({'vertices': [{'name': 'e\u0301', 'index': True}, {'name': 'X', 'loss': True}],
                  'edges': [{'name': 'a', 'src': '\u00e9', 'tgt': 'X'}, {'name': 'b', 'src': 'e\u0301', 'tgt': 'X'}],
                  'relations': [{'at': '\u00e9', 'lhs': ['a'], 'rhs': ['b']}]}), 'n.json')
check('NFC: JSON', pairs('n.json'), ['a ≤ b'])

# Kinds, and both directions: p ≤ q, then q ≤ p, numbered in file order.
write('N => [Fin(3)]\nX\nH => {Class[3], ∞}\nL => {}\na : N -> H; b : N -> H; c : N -> L; d : N -> L; e : N -> X; f : N -> X\n'
      'a ~ b\nc <= d\ne <= f\n')
status, out, err = run('pairs', 'd.colim', '--json', '--explain')
found = [(p['p'], p['q'], p['in_loss'], p['derivation']) for p in json.loads(out)['pairs']]
check('kinds', found, [
    (['e'], ['f'], False, [{'relation': 3, 'at': 0, 'path': ['f']}]),
    (['a'], ['b'], True, [{'relation': 0, 'at': 0, 'path': ['b']}]),
    (['b'], ['a'], True, [{'relation': 1, 'at': 0, 'path': ['a']}]),
    (['c'], ['d'], True, [{'relation': 2, 'at': 0, 'path': ['d']}])])

# A picture: kinds look different, each pair has its colour, a model that several edges share is marked.
write('let m = relu\nN ⇒ []\nX\nY ⇒ {}\nz : N → Y\ns : N → X ⇒ m\n' + ''.join(f't{i} : X → Y\n' for i in range(20))
      + 'u : X → Y ⇒ id · m frozen\n' + ''.join(f's · t{i} ≤ z\n' for i in range(20)))
status, out, err = run('show', 'd.colim', '-T', 'dot')
check('shapes', [out.count(shape) for shape in ['shape=cylinder', 'shape=ellipse', 'peripheries=2', 'style=dashed']], [1, 2, 1, 1])
check('colours', len({line for line in out.replace(',', '\n').split('\n') if line.strip().startswith('color="#')}), 22)
check('shared', out.count('◆'), 3)
# Graphviz keeps some memory, and a sanitizer must see whole stacks to know that it was Graphviz.
whole = {'ASAN_OPTIONS': 'fast_unwind_on_malloc=0'}
check('a picture', [run('show', 'd.colim', '-T', kind, '-o', 'picture', env=whole)[0] for kind in ['svg', 'png', 'pdf', 'dot']], [0] * 4)

# A name for a diagram: its own, or the last of a file.
write('diagram A { N => []; X; a : N -> X; b : N -> X; a <= b }\ndiagram B { N => []; X; c : N -> X; d : N -> X; d <= c }\n')
check('the last', pairs('d.colim'), ['d ≤ c'])
check('--diagram', pairs('d.colim', '--diagram', 'A'), ['a ≤ b'])
check('no such diagram', run('pairs', 'd.colim', '--diagram', 'C'), (2, '', "colim pairs: error: there is no diagram 'C' in d.colim\n"))
write('N => []\nX\na : N -> X; b : N -> X\nb <= a\n', 'a b-c.colim')
check('the stem', pairs('a b-c.colim', '--diagram', 'a_b_c'), ['b ≤ a'])
write('{"name": "a b-1", "vertices": [], "edges": []}', 'n.json')
check("JSON's name", run('pairs', 'n.json', '--diagram', 'a_b_1')[0], 0)

# --set supplies or replaces, keeps the kind, and is told of by column.
write('É => []\nX => Real\nY\na : É -> Y => .x frozen\nb : É -> Y\na <= b\n')
for assignment in ['É=[digits]', 'X=Real[3]', 'Y={Real, mse}', 'b=linear(3) · relu', 'a = .y', ' X = (Real, Any)']:
    check(f'--set {assignment}', pairs('d.colim', '--set', assignment), ['a ≤ b'])
check('--set of several', pairs('d.colim', '--set', 'Y={}', '--set', 'b=id'), ['a ≤ b'])
for assignment, message in [
        ('É=Real', "--set:1:3: error: 'É' keeps its kind: an indexing vertex is [ … ], one with a loss { …, … }\n  É=Real\n    ^\n"),
        ('É=[digits', "--set:1:3: error: '[' is not closed\n  É=[digits\n    ^\n"),
        ('Q=Real', "--set:1:1: error: there is no vertex or edge 'Q'\n  Q=Real\n  ^\n"),
        ('b= linear(', "--set:1:10: error: '(' is not closed\n  b= linear(\n           ^\n"),
        ('Real', '--set:1:1: error: expected NAME=MODEL or NAME=SPACE\n  Real\n  ^\n')]:
    check(f'--set {assignment}', run('pairs', 'd.colim', '--set', assignment), (2, '', message))
check('P', run('le', 'd.colim', 'a · q', 'b'), (2, '', "P:1:5: error: there is no edge 'q'\n  a · q\n      ^\n"))
check('Q', run('le', 'd.colim', 'a', 'b ·'), (2, '', "Q:1:3: error: expected an edge after '·'\n  b ·\n    ^\n"))
check('P and Q', run('le', 'd.colim', 'x', 'y'),
      (2, '', "P:1:1: error: there is no edge 'x'\n  x\n  ^\nQ:1:1: error: there is no edge 'y'\n  y\n  ^\n"))
check('not parallel', run('le', 'd.colim', 'a', 'id(É)'),
      (2, '', "colim le: error: P and Q are not parallel: their targets are 'Y' and 'É'\n"))

# Columns count code points; a long line is shown round the place.
line = 'ée\u0301 => []; 字 => Real; f : 字 → Q'
write(line)
check('columns', run('pairs', 'd.colim')[2].split(': ')[0], f"d.colim:1:{line.index('Q') + 1}")
write('N => []' + ' ' * 100 + '?' + ' ' * 100 + 'X\n')
status, out, err = run('pairs', 'd.colim')
check('a long line', (status, err.split('\n')[0], len(err.split('\n')[1])), (2, "d.colim:1:108: error: '?' means nothing here", 84))

# Sizes that data say which are still to be given.
write('N => []\nY => {Class[N.label], cross_entropy}\nf : N -> Y => .image >> flatten >> linear(N.label)\nl : N -> Y => .label\nf <= l\n')
check('sizes to be given', run('check', 'd.colim')[::2], (0, ''))
check('sizes that are given', '650 parameters' in run('check', 'd.colim', '--set', 'N=[digits]')[1], True)
check('sizes of data that are not there', run('check', 'd.colim', '--set', 'N=[digit]')[2].count('error'), 1)

# Exit status: an empty list is an answer, and so is one that a bound cut.
write('N => []\nX\nf : N -> X\ng : X -> X\nf <= f >> g\n')
check('a cycle', run('pairs', 'd.colim'),
      (2, '', "colim pairs: error: g is a cycle at 'X', so there are infinitely many paths: give a bound, by --max-length N or "
              "'bound N' in the file\n"))
status, out, err = run('check', 'd.colim')
check('a cycle is warned of where it is', (status, err), (0, "d.colim:4:1: warning: g is a cycle at 'X', so there are infinitely many paths: "
                                                             "pairs need a 'bound'\n  g : X -> X\n  ^\n"))
edge = json.loads(run('check', 'd.colim', '--json')[1])['edges'][0]
check('an edge in JSON', edge, {'name': 'f', 'src': 'N', 'tgt': 'X', 'in': None, 'out': None, 'parameters': 0, 'flags': []})
check('a bound', run('pairs', 'd.colim', '--max-length', '1', '--json'), (0, '{"pairs":[],"complete":false}\n', ''))
check('paths need one where the cycle lies', [run('paths', 'd.colim', '--to', v)[0] for v in 'NX'], [0, 2])
check('le needs one where a rule lengthens', run('le', 'd.colim', 'f', 'f')[0], 2)
check('le knows not', run('le', 'd.colim', 'f >> g', 'f', '--max-length=3', '--json'), (3, '{"answer":"unknown","derivation":null}\n', ''))
check('le knows', run('le', 'd.colim', 'f', 'f >> g >> g', '--max-length=3', '--json')[0], 0)
write('N => []\nX\nf : N -> X\ng : X -> X\nf >> g <= f\n')
check('le where none lengthens', run('le', 'd.colim', 'f', 'f >> g', '--json'), (1, '{"answer":"no","derivation":null}\n', ''))
write('N => []\nX\na : N -> X; b : N -> X; c : N -> X\npolicy paths\n')
check('the cap', run('pairs', 'd.colim', '--cap', '5'), (3, '', 'colim pairs: error: there are 6 pairs, more than the cap of 5\n'))
check('under the cap', len(pairs('d.colim', '--cap', '6')), 6)
check('the cap on paths', run('paths', 'd.colim', '--cap=4'), (3, '', 'colim paths: error: there are 5 paths, more than the cap of 4\n'))
check('policy', pairs('d.colim', '--policy', 'explicit'), [])
check('le under paths', run('le', 'd.colim', 'a', 'b')[0], 1)
check('le under edges', run('le', 'd.colim', 'a', 'b', '--policy', 'edges')[0], 0)
write('N => []\nY => {}\na : N -> Y; b : N -> Y\na <= b\n')
check('one', run('pairs', 'd.colim', '--count'), (0, '1 pair, 1 in the loss\n', ''))
write('')
check('nothing', run('pairs', 'd.colim', '--json'), (0, '{"pairs":[],"complete":true}\n', ''))

# Usage.
write('N => []\n')
for arguments, message in [
        (['pairs', 'd.colim', '--max-length', 'x'], "--max-length: expected a whole number from 0 to 2147483646, not 'x'"),
        (['pairs', 'd.colim', '--max-length', '-1'], "--max-length: expected a whole number from 0 to 2147483646, not '-1'"),
        (['pairs', 'd.colim', '--cap', '1e6'], "--cap: expected a whole number from 0 to 9223372036854775807, not '1e6'"),
        (['pairs', 'd.colim', '--policy', 'all'], "--policy: there is no policy 'all'; there are explicit, edges and paths"),
        (['pairs', 'd.colim', '--from', 'Q'], "--from: there is no vertex 'Q'"),
        (['paths', 'd.colim', '--to', 'Q'], "--to: there is no vertex 'Q'"),
        (['pairs'], 'expected FILE, and found 0 arguments'),
        (['le', 'd.colim', 'a'], 'expected FILE P Q, and found 2 arguments'),
        (['show', 'd.colim', '-T', 'bmp'], "there is no format 'bmp'; there are svg, png, pdf and dot"),
        (['pairs', 'missing.colim'], 'missing.colim: cannot be read: No such file or directory')]:
    status, out, err = run(*arguments)
    check(arguments, (status, out, err.split(': error: ', 1)[1].split(';')[0].strip()), (2, '', message.split(';')[0]))
for arguments in [['--help'], ['pairs', '--help'], ['show', '--help'], ['paths', '-h'], ['le', '--help'], ['--version']]:
    status, out, err = run(*arguments)
    check(arguments, (status, out != '', err), (0, True, ''))
check('no command', run('draw')[0], 2)
check('nothing at all', run()[0], 2)

print(f'{checked} checked, {failures} failed')
sys.exit(failures > 0)
