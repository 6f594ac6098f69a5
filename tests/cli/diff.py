"""What differs between two diagrams, through the command.

Usage: diff.py COLIM
"""

import json
import os
import random
import tempfile

from support import check, end, run, write

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)


def diff(a, b, *options):
    status, out, err = run('diff', a, b, '--json', *options)
    check(f'{a} {b}: nothing on standard error', err, '')
    return status, json.loads(out)


A = '''let enc = linear(4)
let net = enc · relu
N ⇒ [Fin(2)]; X ⇒ Real[3]; Y ⇒ {Real[4], mse}; Z
x : N → X; y : N → Y; f : X → Y ⇒ net; g : X → Y ⇒ tanh; old : X → Z
x · f ≤ y
x · g ≤ y
rmse(x · f, y)
policy explicit
train { epochs = 3; batch = 4 }
'''
B = '''let enc = linear(5)
let net = enc · relu
N ⇒ [Fin(2)]; X ⇒ Real[4]; Y ⇒ {Real[4], 1 mse}; W ⇒ Any
x : N → X; y : N → Y; f : X → Y ⇒ net; g : X → Y ⇒ tanh eval; new : X → W
x · f ~ y
mae(x · f, y)
train { epochs = 3; seed = 2 }
'''
write('a.colim', A)
write('b.colim', B)
status, found = diff('a.colim', 'b.colim')
check('status', status, 1)
term = {'source': 'N', 'target': 'Y', 'in_loss': True, 'redundant': False}
check('all of it', found, {
    'vertices': {'only_a': ['Z'], 'only_b': ['W'], 'changed': [{'name': 'X', 'a': 'X ⇒ Real[3]', 'b': 'X ⇒ Real[4]'}]},
    'edges': {'only_a': ['old'], 'only_b': ['new'],
              'changed': [{'name': 'f', 'a': 'f : X → Y ⇒ net', 'b': 'f : X → Y ⇒ net'},
                          {'name': 'g', 'a': 'g : X → Y ⇒ tanh', 'b': 'g : X → Y ⇒ tanh eval'}]},
    'relations': {'only_a': [{'at': 'N', 'lhs': ['x', 'g'], 'rhs': ['y']}], 'only_b': [{'at': 'N', 'lhs': ['y'], 'rhs': ['x', 'f']}], 'changed': []},
    'models': {'only_a': [], 'only_b': [],
               'changed': [{'name': 'enc', 'a': 'let enc = linear(4)', 'b': 'let enc = linear(5)'},
                           {'name': 'net', 'a': 'let net = enc · relu', 'b': 'let net = enc · relu'}]},
    'metrics': {'only_a': ['rmse(x · f, y)'], 'only_b': ['mae(x · f, y)'], 'changed': []},
    'settings': {'only_a': ['train batch'], 'only_b': ['train seed'], 'changed': []},
    'terms': {'only_a': [{**term, 'p': ['x', 'g'], 'q': ['y']}], 'only_b': [{**term, 'p': ['y'], 'q': ['x', 'f']}],
              'changed': [{**term, 'p': ['x', 'f'], 'q': ['y'], 'causes': ['f']}]}})
status, out, err = run('diff', 'a.colim', 'b.colim')
check('for people', (status, out, err), (1, '''vertices
  - Z
  + W ⇒ Any
  - X ⇒ Real[3]
  + X ⇒ Real[4]
edges
  - old : X → Z
  + new : X → W
  - f : X → Y ⇒ net
  + f : X → Y ⇒ net
  - g : X → Y ⇒ tanh
  + g : X → Y ⇒ tanh eval
relations
  - x · g ≤ y
  + y ≤ x · f
models
  - let enc = linear(4)
  + let enc = linear(5)
  - let net = enc · relu
  + let net = enc · relu
metrics
  - rmse(x · f, y)
  + mae(x · f, y)
settings
  - train batch = 4
  + train seed = 2
terms
  - x · g ≤ y    N → Y
  + y ≤ x · f    N → Y
  ~ x · f ≤ y    N → Y    reads f
''', ''))
nothing = {part: {kind: [] for kind in ['only_a', 'only_b', 'changed']}
           for part in ['vertices', 'edges', 'relations', 'models', 'metrics', 'settings', 'terms']}
check('nothing', (run('diff', 'a.colim', 'a.colim'), diff('b.colim', 'b.colim')), ((0, 'nothing differs\n', ''), (0, nothing)))
run('glue', 'a.colim', '-o', 'a.json')
check('the same in JSON', diff('a.colim', 'a.json'), (0, nothing))

# What reads otherwise and means the same
write('one.colim', 'N ⇒ [Fin(2)]; Y ⇒ {Real, mse}\na : N → Y ⇒ relu frozen eval; b : N → Y\na ≤ b; b ≤ a\n')
write('same.colim', 'policy explicit; reduce mean\nb : N → Y; a : N → Y ⇒ (relu) eval frozen\nY ⇒ {Real, 1 mse}; N ⇒ [Fin(2)]\nb ~ a; a ≤ b\n')
check('the same in other words', diff('one.colim', 'same.colim'), (0, nothing))

# A loss that goes takes its terms with it, and one that is redundant in one alone has changed.
write('loss.colim', 'N ⇒ []; Y ⇒ {}; Z ⇒ {}\na : N → Y; b : N → Y; u : Y → Z\na ≤ b\n')
write('space.colim', 'N ⇒ []; Y; Z ⇒ {}\na : N → Y; b : N → Y; u : Y → Z\na ≤ b\n')
terms = diff('loss.colim', 'space.colim')[1]['terms']
check('a loss that goes', ([t['p'] for t in terms['only_a']], terms['only_b'], [(t['p'], t['causes']) for t in terms['changed']]),
      ([['a']], [], [(['a', 'u'], [])]))

# Policies and bounds are each diagram's own, unless they are given.
write('paths.colim', 'N ⇒ []; Y ⇒ {}\na : N → Y; b : N → Y\npolicy paths\n')
write('explicit.colim', 'N ⇒ []; Y ⇒ {}\na : N → Y; b : N → Y\n')
found = diff('explicit.colim', 'paths.colim')[1]
check('policies', (found['settings']['only_b'], [(t['p'], t['q']) for t in found['terms']['only_b']]), (['policy'], [(['a'], ['b']), (['b'], ['a'])]))
check('one policy', diff('explicit.colim', 'paths.colim', '--policy', 'paths')[1]['terms'], nothing['terms'])

# Where there are very many terms, they are listed only if they can differ.
blocks = ''.join(f'v{i}; ' for i in range(1, 64)) + '\n' + ''.join(f'a{i} : v{i} → v{i + 1}; b{i} : v{i} → v{i + 1}; a{i} ~ b{i}\n' for i in range(64))
write('large.colim', f'v0 ⇒ []; v64 ⇒ {{}}; {blocks}')
check('2⁶⁴ paths', diff('large.colim', 'large.colim'), (0, nothing))
write('larger.colim', f'v0 ⇒ []; v64 ⇒ {{}}; {blocks}reduce sum\n')
check('2⁶⁴ paths and a setting', diff('large.colim', 'larger.colim')[1]['settings']['only_b'], ['reduce'])
write('other.colim', f'v0 ⇒ []; v64 ⇒ {{}}; {blocks}c : v0 → v1\n')
status, out, err = run('diff', 'large.colim', 'other.colim')
check('too many', (status, out, err.startswith("colim diff: error: in 'large': ")), (3, '', True))
write('cycle.colim', 'N ⇒ []; X\nn : N → X; l : X → X\n')
status, out, err = run('diff', 'cycle.colim', 'explicit.colim')
check('a cycle', (status, out, err), (2, '', "colim diff: error: in 'cycle' l is a cycle at 'X', so there are infinitely many paths: terms need a bound\n"))
check('a cycle and a bound', run('diff', 'cycle.colim', 'explicit.colim', '--max-length', '3')[0], 1)
check('a cycle alone', run('diff', 'cycle.colim', 'cycle.colim')[0], 0)
check('no such diagram', run('diff', 'a.colim', 'a.colim:Q'), (2, '', "colim diff: error: there is no diagram 'Q' in a.colim\n"))
check('two are needed', run('diff', 'a.colim'), (2, '', "colim diff: error: expected A B, and found 1 argument; 'colim diff --help' tells more\n"))


# Random pairs of diagrams, against sets of what was written.
def make(rng):
    vertices = {'N': '[]'}
    for v in range(rng.randrange(1, 5)):
        vertices[f'v{v}'] = rng.choice(['Any', '{}', 'Real', '{Real, mse}'])
    names = list(vertices)
    edges = {}
    for e in range(rng.randrange(7)):
        i = rng.randrange(len(names) - 1)
        edges[f'e{e}'] = (names[i], rng.choice(names[i + 1:]), rng.choice(['', ' ⇒ relu', ' ⇒ tanh', ' ⇒ relu frozen']))
    relations = set()
    for p in edges:
        for q in edges:
            if p != q and edges[p][:2] == edges[q][:2] and rng.random() < 0.4:
                relations.add(((p,), (q,)))
            for r in edges:
                if edges[p][1] == edges[q][0] and (edges[p][0], edges[q][1]) == edges[r][:2] and rng.random() < 0.5:
                    relations.add(((p, q), (r,)))
    return vertices, edges, sorted(relations)


def change(rng, diagram):
    vertices, edges, relations = diagram
    other_vertices, other_edges, other_relations = make(rng)
    edges = {name: rng.choice([edge, edge, edge[:2] + (' ⇒ tanh',)]) for name, edge in edges.items()}
    vertices = {name: rng.choice([space, space, 'Real[7]']) if space == 'Real' else space for name, space in vertices.items()}
    return rng.choice([(vertices, edges, [r for r in relations if rng.random() < 0.7]), (other_vertices, other_edges, other_relations)])


def text(diagram):
    vertices, edges, relations = diagram
    return (''.join(f'{v} ⇒ {space}\n' for v, space in vertices.items()) + ''.join(f'{e} : {s} → {t}{model}\n' for e, (s, t, model) in edges.items())
            + ''.join(f'{" · ".join(p)} ≤ {" · ".join(q)}\n' for p, q in relations))


def list_terms(name):
    pairs = json.loads(run('pairs', name, '--json')[1])['pairs']
    return {(p['source'], p['target'], tuple(p['p']), tuple(p['q'])): p['redundant'] for p in pairs if p['in_loss']}


def compare(a, b):
    return sorted(set(a) - set(b)), sorted(set(b) - set(a)), sorted(x for x in set(a) & set(b) if a[x] != b[x])


def key(term):
    return term['source'], term['target'], tuple(term['p']), tuple(term['q'])


def check_pair(seed):
    rng = random.Random(seed)
    first = make(rng)
    second = change(rng, first)
    write('p.colim', text(first))
    write('q.colim', text(second))
    status, found = diff('p.colim', 'q.colim')
    vertices, edges = compare(first[0], second[0]), compare(first[1], second[1])
    for part, expected in [('vertices', vertices), ('edges', edges)]:
        check(f'seed {seed}: {part}', (sorted(found[part]['only_a']), sorted(found[part]['only_b']), sorted(c['name'] for c in found[part]['changed'])),
              expected)
    relations = [{(tuple(r['lhs']), tuple(r['rhs'])) for r in found['relations'][kind]} for kind in ['only_a', 'only_b']]
    check(f'seed {seed}: relations', relations, [set(first[2]) - set(second[2]), set(second[2]) - set(first[2])])
    changed = set(vertices[2]) | set(edges[2])
    terms = [list_terms(name) for name in ['p.colim', 'q.colim']]
    # A term is changed if it reads what is.
    marks = [{t: (redundant, side if changed & ({t[0], t[1]} | set(t[2]) | set(t[3])) else None) for t, redundant in of.items()}
             for side, of in enumerate(terms)]
    check(f'seed {seed}: terms', tuple(sorted(map(key, found['terms'][kind])) for kind in ['only_a', 'only_b', 'changed']), compare(*marks))
    check(f'seed {seed}: status', status, 0 if first == second else int(any(c for part in found.values() for c in part.values())))
    back = diff('q.colim', 'p.colim')[1]
    for part, kinds in found.items():
        check(f'seed {seed}: {part} back', (back[part]['only_b'], back[part]['only_a'], len(back[part]['changed'])),
              (kinds['only_a'], kinds['only_b'], len(kinds['changed'])))


for number in range(60):
    check_pair(number)
end()
