"""Matching, edits at matches and library search through the command.

Usage: match.py COLIM
"""

import itertools
import json
import os
import random
import tempfile
import time

from support import check, end, run, write

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)

HOST = '''let enc = flatten · linear(4)
N ⇒ [digits]; X ⇒ Real[1, 8, 8]; F; G; Y ⇒ {Class[10], cross_entropy}
x : N → X ⇒ .image; y : N → Y ⇒ .label
f : X → F ⇒ enc; g : F → G ⇒ relu; h : G → Y ⇒ linear(10) frozen
x · f · g · h ≤ y
accuracy(x · f · g · h, y)
train { epochs = 1; seed = 3 }
'''
write('host.colim', HOST)
write('edge.colim', 'A; B\ne : A → B\n')
write('plain.colim', 'A ⇒ Any; B ⇒ Any\ne : A → B\n')
write('encoder.colim', 'let enc = flatten · linear(4)\nA; B\ne : A → B ⇒ enc\n')
write('square.colim', 'N ⇒ []; Y ⇒ {}\np : N → Y; q : N → Y\np ≤ q\n')


def match(*arguments, status=0):
    found, out, err = run('match', *arguments)
    check(f'{arguments}: status', (found, err), (status, ''))
    return out


def match_json(*arguments):
    return json.loads(match(*arguments, '--json'))


def edit(*arguments):
    """The lines of the changed host."""
    return match(*arguments).splitlines()


# What matches are
check('every edge', match_json('edge.colim', 'host.colim')['matches'],
      [{'A': 'N', 'B': 'X', 'e': 'x'}, {'A': 'N', 'B': 'Y', 'e': 'y'}, {'A': 'X', 'B': 'F', 'e': 'f'}, {'A': 'F', 'B': 'G', 'e': 'g'},
       {'A': 'G', 'B': 'Y', 'e': 'h'}])
check('kinds', match_json('plain.colim', 'host.colim'),
      {'count': '2', 'matches': [{'A': 'X', 'B': 'F', 'e': 'f'}, {'A': 'F', 'B': 'G', 'e': 'g'}]})
check('for people', match('plain.colim', 'host.colim'), 'A ↦ X, B ↦ F, e ↦ f\nA ↦ F, B ↦ G, e ↦ g\n2 matches\n')
check('counted', (match('plain.colim', 'host.colim', '--count'), match_json('plain.colim', 'host.colim', '--count')),
      ('2 matches\n', {'count': '2'}))
check('assigned', match('encoder.colim', 'host.colim', '--assigned'), 'A ↦ X, B ↦ F, e ↦ f\n1 match\n')
check('at', match('edge.colim', 'host.colim', '--at', 'B=Y', '--at', 'e = h'), 'A ↦ G, B ↦ Y, e ↦ h\n1 match\n')
check('none', (match('square.colim', 'host.colim'), match_json('square.colim', 'host.colim')),
      ('0 matches\n', {'count': '0', 'matches': []}))
write('empty.colim', '')
check('the empty map', (match('empty.colim', 'host.colim'), match_json('empty.colim', 'empty.colim')),
      ('the empty map\n1 match\n', {'count': '1', 'matches': [{}]}))
write('chain.colim', 'N ⇒ []; Y ⇒ {}\na : N → Y; b : N → Y; c : N → Y\na ≤ b; b ≤ c\n')
for option, count in [((), 2), (('--order',), 6), (('--order', '--monic'), 3), (('--ignore-relations',), 9), (('--ignore-relations', '--monic'), 6)]:
    check(f'relations {option}', match_json('square.colim', 'chain.colim', '--count', *option), {'count': str(count)})
status, out, err = run('glue', 'host.colim', '-o', 'host.json')
check('JSON is read', match('plain.colim', 'host.json', '--count'), '2 matches\n')
write('two.colim', 'diagram P { A; B; e : A → B }\ndiagram Q { A }\n')
check('FILE:DIAGRAM', (match('two.colim:P', 'host.colim', '--count'), match('two.colim', 'host.colim', '--count')),
      ('5 matches\n', '5 matches\n'))

# Counting and listing where there is much
write('many.colim', 'A; B\n' + ''.join(f'e{i} : A → B\n' for i in range(1000)))
write('ten.colim', 'A; B\n' + ''.join(f'e{i} : A → B\n' for i in range(10)))
check('counted, not listed', match('ten.colim', 'many.colim', '--count'), '1' + '0' * 30 + ' matches\n')
status, out, err = run('match', 'ten.colim', 'many.colim', '--cap', '100')
check('the cap', (status, out, err), (3, '', f'colim match: error: there are 1{"0" * 30} matches, and 100 may be listed: --count counts them, '
                                             '--cap allows more\n'))
check('at the cap', match('edge.colim', 'many.colim', '--cap', '1000').splitlines()[-1], '1000 matches')
random.seed(5)
n = 20000
write('large.colim', ''.join(f'v{i}\n' for i in range(n)) + ''.join(f'e{i} : v{random.randrange(n)} → v{random.randrange(n)}\n' for i in range(100000)))
begin = time.monotonic()
check('10⁵ edges', match('edge.colim', 'large.colim').splitlines()[-1], '100000 matches')
lines = edit('edge.colim', 'large.colim', '--apply', 'insert=l2normalise')
check('and 10⁵ more', sum(' : ' in line for line in lines), 200000)
write('insert.colim', 'diagram before { A; B; e : A → B }\ndiagram after { A; B; M; e : A → M; n : M → B ⇒ l2normalise }\n')
write('medium.colim', 'hub\n' + ''.join(f'v{i}\ne{i} : v{i} → hub\n' for i in range(10000)))
lines = edit('insert.colim:before', 'medium.colim', '--apply', 'insert.colim:after')
check('10⁴ by a rule', (sum(' : ' in line for line in lines), lines[-1]), (20000, 'n_10000 : M_10000 → hub ⇒ l2normalise'))
check('10⁴ at one vertex', edit('edge.colim', 'medium.colim', '--apply', 'insert=l2normalise')[-1], "e9999' : hub'10000 → hub ⇒ l2normalise")
print(f'{time.monotonic() - begin:.1f} s with 10⁵ edges')
check('fast', time.monotonic() - begin < 120, True)
write('budget.colim', ''.join(f'v{i}\n' for i in range(12)) + ''.join(f'e{i}_{j} : v{i} → v{j}\n' for i, j in itertools.permutations(range(12), 2)))
status, out, err = run('match', 'budget.colim', 'large.colim', '--monic', '--budget', '10', '--count')
check('a budget that is spent, or an answer', status in (0, 3), True)
write('pair.colim', 'A; B\ne : A → B; f : A → B\n')
status, out, err = run('match', 'pair.colim', 'many.colim', '--budget', '1')
check('the budget', (status, out, err.startswith("colim match: error: 'pair' in 'many': ")), (3, '', True))

write('cycle.colim', 'N ⇒ []; X; Y ⇒ {}\nn : N → X; l : X → X; a : X → Y; b : N → Y\na ≤ l · a\n')
check('an order that needs a bound', run('match', 'square.colim', 'cycle.colim', '--order'), (0, 'N ↦ N, Y ↦ Y, p ↦ b, q ↦ b\n1 match\n', ''))
write('cycle.colim', 'N ⇒ []; X; Y ⇒ {}\nn : N → X; l : X → X; a : X → Y; b : X → Y\na ≤ l · a\n')
write('loose.colim', 'X; Y ⇒ {}\np : X → Y; q : X → Y\np ≤ q\n')
check('an order that needs a bound', run('match', 'loose.colim', 'cycle.colim', '--order'),
      (2, '', "colim match: error: in 'cycle' l is a cycle at 'X', so there are infinitely many paths: the order needs a bound\n"))

# Edits
check('freeze', [line for line in edit('plain.colim', 'host.colim', '--apply', 'freeze') if ' : ' in line],
      ['x : N → X ⇒ .image', 'y : N → Y ⇒ .label', 'f : X → F ⇒ enc frozen', 'g : F → G ⇒ relu frozen', 'h : G → Y ⇒ linear(10) frozen'])
check('freeze and eval one', [line for line in edit('encoder.colim', 'host.colim', '--assigned', '--apply', 'freeze', '--apply', 'eval') if 'f : ' in line],
      ['f : X → F ⇒ enc frozen eval'])
check('swap', [line for line in edit('edge.colim', 'host.colim', '--at', 'e=h', '--apply', 'swap=relu · linear(10)') if 'h : ' in line],
      ['h : G → Y ⇒ relu · linear(10) frozen'])
lines = edit('plain.colim', 'host.colim', '--at', 'e=f', '--apply', 'insert=l2normalise', '--apply', 'rename=new_*', '--on', 'e')
check('insert, and then another name', [line for line in lines if 'f' in line and ' ⇒ [' not in line and 'frozen' not in line],
      ['let enc = flatten · linear(4)', "new_f : X → F' ⇒ enc", "f' : F' → F ⇒ l2normalise", "x · new_f · f' · g · h ≤ y",
       "accuracy(x · new_f · f' · g · h, y)"])
status, out, err = run('match', 'plain.colim', 'host.colim', '--at', 'e=f', '--apply', 'insert=l2normalise', '-o', 'inserted.colim')
check('written', (status, out, err), (0, 'A ↦ X, B ↦ F, e ↦ f\n1 match\n', 'written to inserted.colim\n'))
for name in ['host', 'inserted']:
    check(f'{name} is right', run('check', f'{name}.colim')[0], 0)
    check(f'{name} has its term', json.loads(run('pairs', f'{name}.colim', '--count', '--json')[1]), {'count': '1', 'in_loss': '1'})
found = match_json('edge.colim', 'host.colim', '--at', 'e=f', '--apply', 'freeze', '--count')
check('JSON of an edit', (found['count'], 'matches' in found, found['diagram']['name'], [e['flags'] for e in found['diagram']['edges'] if e['name'] == 'f']),
      ('1', False, 'host', [['frozen']]))
check('what nothing matches stays', edit('square.colim', 'host.colim', '--apply', 'freeze'), edit('edge.colim', 'host.colim', '--at', 'e=h', '--apply', 'freeze'))

# A handle of the file speaks of a vertex that is renamed.
write('speaks.colim', 'let head = linear(N.label)\ndiagram D { N ⇒ [digits]; X; Y ⇒ {Class[N.label], cross_entropy}; x : N → X ⇒ .image · flatten; '
                      'y : N → Y ⇒ .label; h : X → Y ⇒ head; x · h ≤ y }\n')
write('data.colim', 'N ⇒ []\n')
lines = edit('data.colim', 'speaks.colim', '--apply', 'rename=Data')
check('what speaks of it', [line for line in lines if 'Data' in line],
      ['let head = linear(Data.label)', 'Data ⇒ [digits]', 'Y ⇒ {Class[Data.label], cross_entropy}', 'x : Data → X ⇒ .image · flatten', 'y : Data → Y ⇒ .label'])
write('spoken.colim', '\n'.join(lines) + '\n')
check('and is right', run('check', 'spoken.colim')[0], 0)

# A diagram that is written down is another one, with weights of its own.
status, out, err = run('train', 'host.colim', '--threads', '1', '-o', 'host.run')
check('trained', (status, 'error' in err), (0, False))
status, out, err = run('loss', 'host.colim', '--run', 'host.run', '--json')
value = json.loads(out)['value']
run('match', 'plain.colim', 'host.colim', '--at', 'e=f', '--apply', 'rename=z*', '-o', 'host2.colim')
status, out, err = run('loss', 'host2.colim', '--json')
check('another loss without them', status == 0 and json.loads(out)['value'] != value, True)

# Rules
write('rules.colim', '''let low = flatten · linear(16)
diagram before { A ⇒ Any; B ⇒ Any; e : A → B }
diagram after { A ⇒ Any; B ⇒ Any; H; low : A → H ⇒ low; up : H → B ⇒ linear(4) }
diagram gone { A ⇒ Any; B ⇒ Any }
diagram kind { A ⇒ []; B ⇒ Any; e : A → B }
''')
lines = edit('rules.colim:before', 'host.colim', '--at', 'e=f', '--apply', 'rules.colim:after')
check('a rule', [line for line in lines if 'low' in line or 'up' in line],
      ['let low = flatten · linear(16)', 'low : X → H ⇒ low', 'up : H → F ⇒ linear(4)', 'x · low · up · g · h ≤ y', 'accuracy(x · low · up · g · h, y)'])
write('loops.colim', 'A ⇒ Any\nB ⇒ Any\na : A → B\nl : B → B\n')
status, out, err = run('match', 'rules.colim:before', 'host.colim', '--apply', 'rules.colim:gone')
check('no such thing', (status, out, err),
      (2, '', "colim match: error: the rule cannot be applied at any match: x · f · g · h ≤ y speaks of 'f', which goes, and 'gone' has not just one "
              'way round it\n'))
write('fan.colim', 'diagram before { N ⇒ []; X; Y; x : N → X; f : X → Y }\ndiagram after { N ⇒ []; X; Y; Z; x : N → X; f : X → Z; n : Z → Y ⇒ relu }\n'
                   'diagram host { M ⇒ []; N ⇒ []; X; Y; m : M → X; n : N → X; f : X → Y }\n')
status, out, err = run('match', 'fan.colim:before', 'fan.colim:host', '--apply', 'fan.colim:after')
check('passed over', (status, err, [line for line in out.splitlines() if ' : ' in line]),
      (0, "colim match: applied at 1 of 2 matches; the first that was passed over: 'f' is in the way of a match before it\n",
       ['m : M → X', 'n : N → X', 'f : X → Z', 'n_2 : Z → Y ⇒ relu']))

# What is wrong with what is asked
ERRORS = [
    (['--at', 'e'], "--at: expected ELEMENT=IMAGE, not 'e'"),
    (['--at', 'e=q'], "--at: there is no vertex or edge 'q' in 'host'"),
    (['--at', 'q=f'], "--at: there is no vertex or edge 'q' in 'edge'"),
    (['--at', 'A=f'], "--at: the vertex 'A' cannot go to the edge 'f'"),
    (['--order', '--ignore-relations'], '--order and --ignore-relations exclude one another'),
    (['-o', 'out.colim'], '-o goes with --apply, which says what to change'),
    (['--on', 'e'], '--on goes with --apply, which says what to change'),
    (['--cap', '-1'], '--cap: expected a whole number from 0'),
    (['--budget', '-1'], '--budget: expected a whole number from 0'),
    (['--apply', 'freeze', '--on', 'q'], "--on: there is no vertex or edge 'q' in 'edge'"),
    (['--apply', 'freeze', '--on', 'A'], "--on: 'A' is a vertex, and 'freeze' is for edges"),
    (['--apply', 'freeze=1'], '--apply freeze: nothing stands behind it'),
    (['--apply', 'swap'], '--apply swap: expected =, and then a model'),
    (['--apply', 'none.colim'], 'none.colim: cannot be read: No such file or directory'),
    (['--apply', 'host.colim', '--apply', 'freeze'], '--apply host.colim: a diagram goes without another --apply'),
    (['--apply', 'host.colim', '--on', 'e'], '--apply host.colim: a diagram goes without --on'),
    (['--nonsense'], "Unknown option --nonsense; 'colim match --help' lists the options"),
]
for arguments, message in ERRORS:
    check(f'{arguments}', run('match', 'edge.colim', 'host.colim', *arguments), (2, '', f'colim match: error: {message}\n'))
check('nothing is left', os.path.exists('out.colim'), False)
LOCATED = [
    (['--apply', 'swap=linear('], "--apply:1:6: error: '(' is not closed"),
    (['--apply', 'rename=a'], "host.colim:2:15: error: 'N' and 'X' would both be called 'a'"),
    (['--apply', 'rename=a *'], "host.colim:2:1: error: 'N' cannot be called 'a N', which is no name"),
    (['--at', 'e=f', '--apply', 'rename=h', '--on', 'e'], "host.colim:4:36: error: 'f' cannot be called 'h': there is an edge of that name"),
]
for arguments, message in LOCATED:
    status, out, err = run('match', 'edge.colim', 'host.colim', *arguments)
    check(f'{arguments}', (status, out, err.splitlines()[0]), (2, '', message))
write('bare.colim', 'X; Y\nf : X → Y\n')
status, out, err = run('match', 'edge.colim', 'bare.colim', '--apply', 'freeze')
check('nothing to freeze', (status, out, err.splitlines()[0]),
      (2, '', "bare.colim:2:1: error: edge 'f' has no model, so nothing that 'frozen' could be said of"))
status, out, err = run('match', 'rules.colim:before', 'host.colim', '--apply', 'rules.colim:kind')
check('no rule', (status, out, err.splitlines()[0]),
      (2, '', "rules.colim:5:16: error: 'A' is of another kind in 'before', and what is kept keeps its kind"))

write('faulty.colim', 'X ⇒\n')
for arguments in [('edge.colim', 'faulty.colim'), ('faulty.colim', 'edge.colim'), ('edge.colim', 'host.colim', '--apply', 'faulty.colim')]:
    status, out, err = run('match', *arguments)
    check(f'{arguments}', (status, out, err.startswith('faulty.colim:') and ': error: ' in err), (2, '', True))

# A library
os.makedirs('library/deep/er')
os.makedirs('library/empty')
write('library/b.colim', 'diagram One { X; Y; f : X → Y ⇒ relu }\ndiagram Two { X }\n')
write('library/a.json', '{"name": "J", "vertices": [{"name": "P"}, {"name": "Q"}], "edges": [{"name": "r", "src": "P", "tgt": "Q"}]}')
write('library/deep/er/c.colim', 'U; V\nw : U → V\n')
write('library/broken.colim', 'X ⇒\n')
write('library/other.json', '[1, 2]')
write('library/notes.txt', 'f : X → Y\n')
os.symlink('..', 'library/deep/up')
status, out, err = run('find', 'edge.colim', 'library')
check('found', (status, out), (0, 'library/a.json:J    A ↦ P, B ↦ Q, e ↦ r\nlibrary/b.colim:One    A ↦ X, B ↦ Y, e ↦ f\n'
                                  'library/deep/er/c.colim:c    A ↦ U, B ↦ V, e ↦ w\n3 of 4 diagrams in 3 files\n'))
skipped = err.splitlines()
check('skipped', [line.split(':')[1].split()[-1] if ':' in line else line for line in skipped], ['library/broken.colim', 'library/other.json'])
status, out, err = run('find', 'edge.colim', 'library', '--json')
found = json.loads(out)
check('found, for programs', (status, [(m['file'], m['diagram'], m['match']['e']) for m in found['found']], found['skipped'], found['complete']),
      (0, [('library/a.json', 'J', 'r'), ('library/b.colim', 'One', 'f'), ('library/deep/er/c.colim', 'c', 'w')],
       ['library/broken.colim', 'library/other.json'], True))
write('relu.colim', 'A; B\ne : A → B ⇒ relu\n')
status, out, err = run('find', 'relu.colim', 'library', '--assigned')
check('with the model', (status, out.splitlines()[0]), (0, 'library/b.colim:One    A ↦ X, B ↦ Y, e ↦ f'))
check('nowhere', run('find', 'square.colim', 'library/empty'), (0, '0 of 0 diagrams in 0 files\n', ''))
check('no folder', run('find', 'edge.colim', 'none'), (2, '', 'colim find: error: none: cannot be read: '
                                                            'Error opening directory “none”: No such file or directory\n'))
check('a file', run('find', 'edge.colim', 'host.colim')[0], 2)
end()
