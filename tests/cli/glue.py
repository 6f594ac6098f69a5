"""Gluing through the command: names, identity of models across diagrams and files, training, what is written.

Usage: glue.py COLIM
"""

import json
import os
import tempfile

from support import check, end, read_tensors, run, write

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)

PARTS = '''
let e = flatten · linear(4)
diagram S { X; F; m : X → F }
diagram A {
  N ⇒ [digits(first=64)]; X ⇒ Real[1, 8, 8]; F; Y ⇒ {Class[10], cross_entropy}
  let own = linear(N.label)
  x : N → X ⇒ .image; y : N → Y ⇒ .label; m : X → F ⇒ e; h : F → Y ⇒ own
  x · m · h ≤ y
  accuracy(x · m · h, y)
  train { epochs = 1; seed = 3 }
}
diagram B {
  N ⇒ [digits(first=32)]; X; F ⇒ Real[4]; Y ⇒ {Class[10], cross_entropy}
  let own = relu · linear(10)
  x : N → X ⇒ .image; y : N → Y ⇒ .label; m : X → F; h : F → Y ⇒ own; g : F → Y ⇒ linear(10)
  x · m · h ≤ y
  x · m · g ~ x · m · h
  train { epochs = 1; batch = 16 }
}
'''
GLUED = PARTS + '''
diagram P = glue A, B over S with { train { epochs = 2; seed = 5 } }
diagram Q = restrict P to B
diagram R = P with { g ⇒ linear(10) frozen; Extra ⇒ Any; z : F → Extra ⇒ relu }
'''


def show(*arguments):
    """The diagram that a gluing makes, as it is written."""
    status, out, err = run('glue', *arguments, '-o', 'out.colim')
    check(f'{arguments}: status', (status, err), (0, 'written to out.colim\n'))
    with open('out.colim', encoding='utf-8') as text:
        return text.read().splitlines()


write('d.colim', GLUED)
lines = show('d.colim:P')
check('names', [line for line in lines if ' : ' in line],
      ['A.x : A.N → X ⇒ .image', 'A.y : A.N → A.Y ⇒ .label', 'm : X → F ⇒ e', 'A.h : F → A.Y ⇒ A.own', 'B.x : B.N → X ⇒ .image',
       'B.y : B.N → B.Y ⇒ .label', 'B.h : F → B.Y ⇒ B.own', 'g : F → B.Y ⇒ linear(10)'])
check('handles', [line for line in lines if line.startswith('let')],
      ['let e = flatten · linear(4)', 'let A.own = linear(A.N.label)', 'let B.own = relu · linear(10)'])
check('settings', lines[-1], 'train { batch = 16; epochs = 2; seed = 5 }')
check('metrics', 'accuracy(A.x · m · A.h, A.y)' in lines, True)
check('relations', [line for line in lines if '≤' in line or '~' in line],
      ['A.x · m · A.h ≤ A.y', 'B.x · m · B.h ≤ B.y', 'B.x · m · g ~ B.x · m · B.h'])

# What is restricted has the part's names, and what the whole gives it.
lines = show('d.colim:Q')
check('restricted', [line for line in lines if ' : ' in line or line.startswith('let')],
      ['let e = flatten · linear(4)', 'let own = relu · linear(10)', 'x : N → X ⇒ .image', 'y : N → Y ⇒ .label', 'm : X → F ⇒ e',
       'h : F → Y ⇒ own', 'g : F → Y ⇒ linear(10)'])
check('restricted space', 'X ⇒ Real[1, 8, 8]' in lines, True)
# Relatives share inline models: two copies of one edge are one model, which is written as a handle.
lines = show('d.colim:P', 'd.colim:P')
check('copies share', [line for line in lines if 'g : ' in line or line.startswith('let P')],
      ['let P.g = linear(10)', 'P.g : P.F → P.B.Y ⇒ P.g', 'P_2.g : P_2.F → P_2.B.Y ⇒ P.g'])

# Every diagram that is trained trains one model: P, its restriction, and P with another head.
TRAINED = PARTS.replace('X; F ⇒ Real[4]', 'X ⇒ Real[1, 8, 8]; F ⇒ Real[4]').replace('m : X → F; h', 'm : X → F ⇒ e; h').replace(
    'g ~ x', 'g ≤ y; x · m · h ≤ x').replace('≤ y; x · m · h ≤ x · m · h', '≤ y') + """
diagram P = glue A, B over S with { train { epochs = 2; seed = 5 } }
diagram Q = restrict P to B
diagram R = P with { A.h ⇒ A.own frozen; g ⇒ relu · linear(10) }
"""
write('d.colim', TRAINED)
for name in 'ABPQR':
    status, out, err = run('check', 'd.colim', '--diagram', name)
    check(f'{name} is right', (status, err), (0, ''))
status, out, err = run('train', 'd.colim', '--threads', '1', '-o', 'd.run')
check('trained', (status, 'error' in err), (0, False))
names = {name for name in read_tensors('d.run/weights.safetensors') if name.endswith('.weight')}
check('weights', names, {'e.1.weight', 'A.own.0.weight', 'B.own.1.weight', 'B/g.0.weight', 'R/g.1.weight'})

# A term of the part is the term of the whole, with the same weights.
status, out, err = run('loss', 'd.colim', '--diagram', 'Q', '--run', 'd.run', '--json')
part = json.loads(out)['terms']
status, out, err = run('loss', 'd.colim', '--diagram', 'P', '--run', 'd.run', '--json')
whole = [term for term in json.loads(out)['terms'] if term['source'] == 'B.N']
check('the part is in the whole', [term['value'] for term in part], [term['value'] for term in whole])

# Replacements from outside are written into the `with`.
for what, name in [('A.h=linear(10)', 'P'), ('g=linear(10)', 'R')]:
    status, out, err = run('check', 'd.colim', '--diagram', name, '--set', what, '--json')
    edge = what.split('=')[0]
    check(f'--set {what}', [(e['name'], e['parameters'], e['flags']) for e in json.loads(out)['edges'] if e['name'] == edge],
          [(edge, 50, [])])
status, out, err = run('check', 'd.colim', '--diagram', 'P', '--set', 'h=linear(10)')
check('--set of what is not there', (status, err.splitlines()[0]), (2, "--set:1:1: error: there is no vertex or edge 'h'"))
status, out, err = run('check', 'd.colim', '--diagram', 'Q', '--set', 'h=linear(10)')
check('--set of a restriction', (status, "'Q' is a restriction" in err), (2, True))
status, out, err = run('train', 'd.colim', '--set', 'A.h=linear(10)', '--freeze', 'm', '--epochs', '1', '-o', 'set.run')
check('--set in a training', (status, 'error' in err), (0, False))
with open('set.run/R/diagram.colim', encoding='utf-8') as text:
    written = text.read()
check('is written down', ('A.h ⇒ linear(10) frozen' in written, 'm ⇒ e frozen' in written), (True, True))

# Files.
for name, text in {'a': 'let f = linear(2)\nX ⇒ Real[2]\nm : X → X ⇒ f · linear(2)\n',
                   'b': 'let f = linear(2)\nX\nm : X → X ⇒ f · linear(2)\nk : X → X ⇒ f\n', 's': 'X\n'}.items():
    os.makedirs(name, exist_ok=True)
    write(f'{name}/d.colim', text)
lines = show('a/d.colim', 'b/d.colim', '--over', 's/d.colim')
check('two files of one name', lines, ['let f = linear(2)', 'X ⇒ Real[2]', 'd.m : X → X ⇒ f · linear(2)', 'd_2.m : X → X ⇒ f · linear(2)',
                                       'k : X → X ⇒ f'])
lines = show('a/d.colim', 'a/d.colim', '--over', 's/d.colim')
check('one file twice', lines, ['let f = linear(2)', 'let d.m = f · linear(2)', 'X ⇒ Real[2]', 'd.m : X → X ⇒ d.m', 'd_2.m : X → X ⇒ d.m'])
write('c.colim', 'let f = linear(3)\nX ⇒ Real[2]\nm : X → X ⇒ f\n')
status, out, err = run('glue', 'a/d.colim', 'c.colim')
check('handles of two definitions', (status, out, err.splitlines()[0]),
      (2, '', "c.colim:1:5: error: model 'f' would be both linear(2) (a/d.colim:1, in 'd') and linear(3) (c.colim:1, in 'c')"))
check('no such file', run('glue', 'a/d.colim', 'none.colim')[0], 2)
check('no such diagram', run('glue', 'd.colim:A', 'd.colim:Z'), (2, '', "colim glue: error: there is no diagram 'Z' in d.colim\n"))
check('no part', run('glue')[0], 2)
status, out, err = run('glue', 'a/d.colim', '-o', 'a.json')
check('JSON is written', (status, json.load(open('a.json', encoding='utf-8'))['let']), (0, {'f': 'linear(2)'}))

# A few lines say no diagram of any size, and no search of any length.
doubling = 'diagram P0 { X ⇒ Real }\n' + ''.join(f'diagram P{i + 1} = glue P{i}, P{i}\n' for i in range(40))
write('doubling.colim', doubling)
status, out, err = run('pairs', 'doubling.colim')
check('too large', (status, out, err.splitlines()[0]),
      (2, '', 'doubling.colim:21:15: error: the parts have 1048576 vertices, edges and relations together, more than 1000000'))
write('doubling.colim', doubling.replace('X ⇒ Real', '') + 'diagram R = restrict P40 to Q\n')
status, out, err = run('pairs', 'doubling.colim')
check('no such part', (status, out, err.splitlines()[0]),
      (2, '', "doubling.colim:42:29: error: 'Q' is no part of 'P40': a restriction goes along the leg of one"))

# Parts of parts.
write('far.colim', TRAINED + """
diagram U = glue R, Q over S with { train { epochs = 1; seed = 1 } }
diagram V = restrict U to A
""")
lines = show('far.colim:V')
check('a part of a part of a part', [line for line in lines if ' : ' in line],
      ['x : N → X ⇒ .image', 'y : N → Y ⇒ .label', 'm : X → F ⇒ e', 'h : F → Y ⇒ own frozen'])

# A pushout of diagrams without cycles may have one.
write('cycle.colim', 'diagram S { X; Y }\ndiagram A { N ⇒ []; X; Y; n : N → X; f : X → Y }\ndiagram B { X; Y; g : Y → X }\n'
      'diagram P = glue A, B over S\n')
status, out, err = run('glue', 'cycle.colim:P')
check('a cycle', (status, out, 'f · g is a cycle at' in err), (2, '', True))

# A leg keeps the order: what the apex relates a part may state, derive, or make one.
write('implied.colim', '''diagram S { N ⇒ []; Y ⇒ {}; f : N → Y; g : N → Y; f ≤ g }
diagram A { N ⇒ []; Y ⇒ {}; f : N → Y; g : N → Y; c : N → Y; f ≤ c; c ≤ g }
diagram B { N ⇒ []; Y ⇒ {}; f : N → Y; g : N → Y; d : N → Y; g ≤ d; f ≤ g }
diagram C { N ⇒ []; Y ⇒ {}; f : N → Y; g : N → Y; g ≤ f }
diagram P = glue A, B over S
diagram Q = glue A, B over S via A { f ↦ c; g ↦ c }
diagram R = glue A, B, A over S
''')
for name, relations in {'P': ['f ≤ c', 'c ≤ g', 'g ≤ d', 'f ≤ g'], 'Q': ['f ≤ c', 'c ≤ g', 'c ≤ d', 'c ≤ c'],
                        'R': ['f ≤ A.c', 'A.c ≤ g', 'g ≤ d', 'f ≤ g', 'f ≤ A_2.c', 'A_2.c ≤ g']}.items():
    check(f'{name}: relations', [line for line in show(f'implied.colim:{name}') if '≤' in line], relations)
write('implied.colim', open('implied.colim', encoding='utf-8').read() + 'diagram T = glue A, C over S\n')
status, out, err = run('glue', 'implied.colim:T')
check('an order that is not kept', (status, "'C' does not state the relation f ≤ g of 'S'" in err), (2, True))

# A handle of the file that speaks of a vertex is said again of what it is called now, and stays the same handle.
SIZES = '''
let head = linear(N.label)
let top = relu · head
let enc = flatten · linear(3)
diagram S { X; F; m : X → F }
diagram A { N ⇒ [digits(first=64)]; X ⇒ Real[1, 8, 8]; F ⇒ Real[3]; Y ⇒ {Class[10], cross_entropy}
  x : N → X ⇒ .image; y : N → Y ⇒ .label; m : X → F ⇒ enc; h : F → Y ⇒ top; x · m · h ≤ y; train { epochs = 1 } }
diagram B { N ⇒ [digits(first=30)]; X ⇒ Real[1, 8, 8]; F; Y ⇒ {Class[10], cross_entropy}
  x : N → X ⇒ .image; y : N → Y ⇒ .label; m : X → F ⇒ enc; h : F → Y ⇒ head; x · m · h ≤ y }
diagram P = glue A, B over S
diagram Q = P with { B.h ⇒ head frozen }
diagram R = restrict Q to B
diagram T = glue Q, A over S
'''
write('sizes.colim', SIZES)
for name, lets in {'P': ['let enc = flatten · linear(3)', 'let head = linear(A.N.label)', 'let top = relu · head'],
                   'R': ['let enc = flatten · linear(3)', 'let head = linear(N.label)'],
                   'T': ['let enc = flatten · linear(3)', 'let head = linear(A.N.label)', 'let top = relu · head']}.items():
    check(f'{name}: sizes', sorted(line for line in show(f'sizes.colim:{name}') if line.startswith('let')), lets)
    check(f'{name} is written as it is', run('check', 'out.colim')[0], 0)
status, out, err = run('train', 'sizes.colim', '--threads', '1', '-o', 'sizes.run')
check('sizes: trained', (status, err), (0, ''))
check('sizes: weights', set(read_tensors('sizes.run/weights.safetensors')), {f'{n}.{k}' for n in ['enc.1', 'head.0'] for k in ['weight', 'bias']})
write('hidden.colim', SIZES.replace('B.h ⇒ head frozen', 'let head = relu'))
status, out, err = run('check', 'hidden.colim', '--diagram', 'Q')
check('a name is not hidden', (status, "there is a model 'head' already" in err), (2, True))

# Files are relative to what names them, wherever that is glued or written.
os.makedirs('here/data', exist_ok=True)
os.makedirs('there', exist_ok=True)
for place, rows in {'here': '1,2', 'there': '3,5'}.items():
    write(f'{place}/rows.csv', f'a,b\n{rows}\n')
write('here/d.colim', 'N ⇒ [csv("rows.csv")]; X ⇒ Real; Y ⇒ {Real, sq_l2}; x : N → X ⇒ .a; y : N → Y ⇒ .b; f : X → Y ⇒ id\nx · f ≤ y\n'
                      'rmse(x · f, y) on [csv("data/../rows.csv")]\n')
write('there/e.colim', 'M ⇒ [csv("rows.csv")]; X ⇒ Real; Y; x : M → X ⇒ .a; y : M → Y ⇒ .b; f : X → Y ⇒ id\nx · f ≤ y\n')
write('models.colim', 'N; X; f : N → X ⇒ linear(1) frozen load("here/../m.st") save("/tmp/n.st"); k : N → X ⇒ ⟨linear(1) load("m.st"), id⟩\n')
write('xy.colim', 'X ⇒ Real; Y ⇒ {}\nf : X → Y\n')
for output, here, there in [('out.colim', 'here/', 'there/'), ('there/out.colim', '../here/', ''), ('here/data/out.json', '../', '../../there/')]:
    status, out, err = run('glue', 'here/d.colim', 'there/e.colim', '--over', 'xy.colim', '-o', output)
    check(f'{output}: glued', status, 0)
    with open(output, encoding='utf-8') as text:
        written = text.read().replace('\\"', '"')
    check(f'{output}: files', [f'[csv("{here}rows.csv")]' in written, f'[csv("{there}rows.csv")]' in written], [True, True])
    status, out, err = run('loss', output, '--json')
    check(f'{output}: terms', (status, [term['value'] for term in json.loads(out)['terms']]), (0, [1, 4]))
status, out, err = run('glue', 'models.colim', '-o', 'there/models.colim')
with open('there/models.colim', encoding='utf-8') as text:
    written = text.read()
check('models', ['load("../m.st") save("/tmp/n.st")' in written, '⟨linear(1) load("../m.st"), id⟩' in written], [True, True])
# One name for two files is no agreement.
write('there/f.colim', 'N ⇒ [csv("rows.csv")]\n')
write('n.colim', 'N ⇒ []\n')
status, out, err = run('glue', 'here/d.colim', 'there/f.colim', '--over', 'n.colim')
check('two files of one name are two', (status, "vertex 'N' would be both" in err), (2, True))

# The bound is said wherever the loss is.
write('bound.colim', 'N ⇒ [Fin(1)]; A ⇒ {Fin(1), table((0))}; n : N → A ⇒ table(0); g : A → A ⇒ table(0)\ng ≤ id(A)\nbound 2\n')
for arguments, words in [(['pairs'], '1 pair, 1 in the loss, of paths of at most 2 edges; longer ones are left out\n'),
                         (['loss', '--exact'], 'in all, of paths of at most 2 edges\n'),
                         (['loss', '--exact', '--max-derivation', '4'], 'in all, of paths of at most 2 edges, related through 4\n'),
                         (['glue'], 'terms are of paths of at most 2 edges; longer ones are left out\n')]:
    status, out, err = run(arguments[0], 'bound.colim', *arguments[1:])
    check(f'{arguments}: the bound', (status, words in out), (0, True))
status, out, err = run('loss', 'bound.colim', '--exact', '--json')
check('the bound in JSON', [json.loads(out)[key] for key in ['complete', 'bound', 'derivations']], [False, 2, 2])
status, out, err = run('show', 'bound.colim')
check('the bound in the picture', 'of paths of at most 2 edges' in out, True)
end()
