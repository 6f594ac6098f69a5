"""Pairs, paths and order by brute force, on random small diagrams, against what the command answers.

Usage: judge.py COLIM

The judge knows only the definitions: it lists all paths, applies every relation at every place, and looks.  COLIM_SEED and
COLIM_CASES choose the cases; a failure prints the diagram, the command and the seed that repeats it.
"""

import collections
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile

INFINITE = 10 ** 9
Relation = collections.namedtuple('Relation', 'at lhs rhs given')


class Judge:
    """A diagram and what is to be known of it.  Paths are (source, edges), edges by number."""

    def __init__(self, vertices, edges, relations, policy):
        self.vertices, self.edges, self.policy = vertices, edges, policy or 'explicit'
        self.relations = list(relations)
        if self.policy == 'edges':
            self.relations += self.default_relations()
        self.out = collections.defaultdict(list)
        for e, (name, src, tgt) in enumerate(edges):
            self.out[src].append(e)
        self.reach = {v: self.reachable(v) for v in range(len(vertices))}

    def default_relations(self):
        classes = collections.OrderedDict()
        for e, (name, src, tgt) in enumerate(self.edges):
            classes.setdefault((src, tgt), []).append(e)
        for (src, tgt), members in classes.items():
            given = any(len(r.lhs) == len(r.rhs) == 1 and r.lhs != r.rhs and r.lhs[0] in members for r in self.relations)
            for a, b in itertools.permutations(members, 2):
                if not given:
                    yield Relation(src, (a,), (b,), False)

    def reachable(self, v):
        found, fresh = {v}, [v]
        while fresh:
            fresh = [self.edges[e][2] for u in fresh for e in self.out[u] if self.edges[e][2] not in found]
            found |= set(fresh)
        return found

    def kind(self, v):
        return self.vertices[v][1]

    def target(self, path):
        return self.edges[path[1][-1]][2] if path[1] else path[0]

    def has_cycle(self, between):
        return any(src in between and tgt in between and src in self.reach[tgt] for name, src, tgt in self.edges)

    def between(self, sources, targets):
        return {v for v in range(len(self.vertices))
                if any(v in self.reach[s] for s in sources) and any(t in self.reach[v] for t in targets)}

    def paths_from(self, source, longest):
        """All of at most so many edges; everything, where no cycle is reached."""
        layer = [(source, ())]
        while layer:
            yield from layer
            layer = [(source, path[1] + (e,)) for path in layer if len(path[1]) < longest
                     for e in self.out[self.target(path)]]

    def is_cut(self, source, target, longest):
        """Whether a path is longer than the bound: a shortest one of these has at most so many edges more."""
        return any(len(p[1]) > longest and self.target(p) == target
                   for p in self.paths_from(source, longest + len(self.vertices) + 1))

    def steps(self, path):
        """(relation, place, path after it), in the order that breaks ties."""
        source, edges = path
        for r, relation in enumerate(self.relations):
            if relation.lhs == relation.rhs:
                continue
            n = len(relation.lhs)
            for at in range(len(edges) - n + 1):
                here = self.edges[edges[at - 1]][2] if at > 0 else source
                if here == relation.at and edges[at:at + n] == relation.lhs:
                    yield r, at, (source, edges[:at] + relation.rhs + edges[at + n:])

    def above(self, path, longest):
        """Everything above a path, with its distance; and whether a step was too long."""
        distance, fresh, cut = {path: 0}, [path], False
        while fresh:
            following = []
            for p in fresh:
                for r, at, q in self.steps(p):
                    if len(q[1]) > longest:
                        cut = True
                    elif q not in distance:
                        distance[q] = distance[p] + 1
                        following.append(q)
            fresh = following
        return distance, cut

    def derivation(self, p, q, longest):
        """A shortest one, the lowest (relation, place) first: step by step towards q."""
        found = []
        left = self.above(p, longest)[0].get(q)
        if left is None:
            return None
        while left > 0:
            left -= 1
            r, at, p = next(s for s in self.steps(p)
                            if len(s[2][1]) <= longest and self.above(s[2], longest)[0].get(q) == left)
            found.append((r, at, p))
        return found

    # What the commands answer; None: a bound is needed.

    def bounds(self, bound, derivations):
        """On cycles that an indexing vertex reaches, paths and derivations; elsewhere a bound is for the list only."""
        index = [v for v in range(len(self.vertices)) if self.kind(v) == 'index']
        cyclic = self.has_cycle(self.between(index, range(len(self.vertices))))
        if cyclic and bound is None:
            return None
        longest = INFINITE if bound is None else bound
        return longest, max(longest, derivations or 0) if cyclic else INFINITE

    def counted(self, longest, through):
        """The pairs of all hom-sets."""
        found = []
        for s in range(len(self.vertices)):
            if self.kind(s) != 'index':
                continue
            homs = collections.defaultdict(list)
            for path in self.paths_from(s, longest):
                homs[self.target(path)].append(path)
            for t, hom in homs.items():
                if self.kind(t) == 'index':
                    continue
                above = {p: self.above(p, through)[0] for p in hom}
                pairs = [(p, q) for p in hom for q in hom if p != q and q in above[p]]
                if self.policy == 'paths' and not pairs:
                    pairs = list(itertools.permutations(hom, 2))
                found += pairs
        return found

    def in_loss(self, pair):
        return self.kind(self.target(pair[0])) in ('loss', 'hard')

    def is_redundant(self, pair, counted):
        (s, p), (_, q) = pair
        for i in range(min(len(p), len(q)) + 1):
            if p[:i] != q[:i]:
                break
            start = self.edges[p[i - 1]][2] if i > 0 else s
            for j in range(min(len(p), len(q)) - i + 1):
                if p[len(p) - j:] != q[len(q) - j:]:
                    break
                part = (start, p[i:len(p) - j]), (start, q[i:len(q) - j])
                if i + j > 0 and part in counted and self.in_loss(part):
                    return True
        return False

    def rank(self, path):
        return path[0], self.target(path), len(path[1]), path[1]

    def pairs(self, bound, derivations, source, target):
        bounds = self.bounds(bound, derivations)
        if bounds is None:
            return None
        counted = set(self.counted(*bounds))
        chosen = [(p, q) for p, q in counted if source in (None, p[0]) and target in (None, self.target(p))]
        return [(p, q, self.in_loss((p, q)), self.is_redundant((p, q), counted))
                for p, q in sorted(chosen, key=lambda pair: [self.rank(path) for path in pair])]

    def pairs_complete(self, bound, source, target):
        if bound is None:
            return True
        for s, t in itertools.product(range(len(self.vertices)), repeat=2):
            if (self.kind(s) != 'index' or self.kind(t) == 'index' or source not in (None, s) or target not in (None, t)
                    or not self.is_cut(s, t, bound)):
                continue
            two = [p for p in self.paths_from(s, bound + len(self.vertices) + 1) if self.target(p) == t][:2]
            if self.acts(s, t) or (self.policy == 'paths' and len(two) == 2):
                return False
        return True

    def acts(self, s, t):
        """Whether a relation applies to some path between two vertices."""
        return any(r.lhs != r.rhs and r.at in self.reach[s] and t in self.reach[self.target((r.at, r.lhs))]
                   for r in self.relations)

    def is_countable(self, source, target):
        """Whether the number of pairs must be known although they are too many to list."""
        if all(r.lhs == r.rhs or len(r.lhs) == len(r.rhs) == 1 for r in self.relations):
            return True
        return not any(self.acts(s, t) for s in range(len(self.vertices)) for t in range(len(self.vertices))
                       if self.kind(s) == 'index' and self.kind(t) != 'index' and source in (None, s) and target in (None, t))

    def paths(self, bound, source, target):
        sources = [v for v in range(len(self.vertices)) if source in (None, v)]
        targets = [v for v in range(len(self.vertices)) if target in (None, v)]
        if bound is None and self.has_cycle(self.between(sources, targets)):
            return None
        longest = INFINITE if bound is None else bound
        within = self.between(sources, targets)
        found = []
        for s in sources:
            layer = [(s, ())] if s in within else []
            while layer:
                found += [path for path in layer if self.target(path) in targets]
                layer = [(s, path[1] + (e,)) for path in layer if len(path[1]) < longest
                         for e in self.out[self.target(path)] if self.edges[e][2] in within]
        complete = bound is None or not any(self.is_cut(s, t, bound) for s in sources for t in targets)
        return sorted(found, key=self.rank), complete

    def le(self, p, q, bound, derivations):
        between = self.between([p[0]], [self.target(p)])
        lengthens = any(len(r.rhs) > len(r.lhs) and r.at in between and self.target((r.at, r.lhs)) in between
                        for r in self.relations)
        longest = INFINITE
        if self.has_cycle(between) and lengthens:
            if bound is None:
                return None
            longest = max(bound, derivations or 0)
        distance, cut = self.above(p, longest)
        if q in distance:
            return 'yes', self.derivation(p, q, longest)
        return 'unknown' if cut else 'no', None


# Random diagrams

SPACES = {
    'index': ['[]', '[Fin(3)]', '[digits]'],
    'space': ['Real[2]', 'Any', 'Seq[Class[4]]'],
    'loss': ['{}', '{Real[2], mse}', '{Class[10], 3/4 cross_entropy}'],
    'hard': ['{Real[2], ∞}', '{Class[3], inf}'],
    'open': [None],
}
VERTEX_NAMES = ['N', 'X', 'train', 'Żółw', 'Y', 'id', 'policy', 'Z']
EDGE_NAMES = ['a', 'b', "f'", 'let', 'g_1', 'über', 'bound', 'h', 'reduce', 'on', 'е', 'load']


def random_graph(rand):
    n = rand.choice([1, 2, 2, 3, 3, 4, 4, 5])
    cyclic = rand.random() < 0.4
    kinds = [rand.choice(['index', 'space', 'loss', 'loss', 'loss', 'hard', 'open']) for v in range(n)]
    if rand.random() < 0.9:
        kinds[0] = 'index'
    names = rand.sample(VERTEX_NAMES, n)
    height = sorted(range(n), key=lambda v: (kinds[v] != 'index', rand.random()))
    edges = []
    for name in rand.sample(EDGE_NAMES, rand.choice([0, 1, 3, 4, 5, 6, 7, 8, 9])):
        src, tgt = rand.randrange(n), rand.randrange(n)
        if edges and rand.random() < 0.35:
            src, tgt = rand.choice(edges)[1:]
        if not cyclic or (kinds[src] != 'index' and kinds[tgt] == 'index'):
            src, tgt = sorted([src, tgt], key=height.index)
        if cyclic or src != tgt:
            edges.append((name, src, tgt))
    return list(zip(names, kinds)), edges


def random_relations(rand, judge, longest):
    by_ends = collections.defaultdict(list)
    for v in range(len(judge.vertices)):
        for path in judge.paths_from(v, longest):
            by_ends[v, judge.target(path)].append(path)
    relations = []
    crowded = [homs for homs in by_ends.values() if len(homs) > 1]
    for i in range(rand.choice([0, 1, 1, 2, 2, 3, 4])):
        hom = rand.choice(crowded if crowded and rand.random() < 0.9 else list(by_ends.values()))
        at, lhs = rand.choice(hom)
        rhs = rand.choice(hom)[1]
        if rand.random() < 0.1:
            rhs = lhs
        relations.append(Relation(at, lhs, rhs, True))
        if rand.random() < 0.2:
            relations.append(Relation(at, rhs, lhs, True))
        if rand.random() < 0.1:
            relations.append(rand.choice(relations))
    return relations


def size(judge, longest):
    """How many paths brute force would list."""
    count = 0
    for v in range(len(judge.vertices)):
        for path in judge.paths_from(v, longest):
            count += 1
            if count > 600:
                return count
    return count


def random_diagram(rand):
    while True:
        vertices, edges = random_graph(rand)
        shape = Judge(vertices, edges, [], None)
        cyclic = shape.has_cycle(set(range(len(vertices))))
        bound = rand.choice([None, 0, 1, 2, 3, 4]) if rand.random() < (0.9 if cyclic else 0.3) else None
        derivations = rand.choice([None, None, 0, 2, 4, 6]) if bound is not None else None
        through = max(bound or 0, derivations or 0, 2) if cyclic else INFINITE
        if size(shape, through + 1 if cyclic else INFINITE) > 600:
            continue
        relations = random_relations(rand, shape, min(through, 4))
        policy = rand.choice([None, 'explicit', 'edges', 'paths'])
        # What compares nothing tests little.
        judge = Judge(vertices, edges, relations, policy)
        if not judge.pairs(bound, derivations, None, None) and rand.random() < 0.8:
            continue
        spaces = [rand.choice(SPACES[kind]) for name, kind in vertices]
        return dict(vertices=vertices, edges=edges, relations=relations, policy=policy, bound=bound, derivations=derivations,
                    spaces=spaces)


# The two forms of a file

def names_of(diagram, edges):
    return [diagram['edges'][e][0] for e in edges]


def write_json(diagram):
    vertices, edges = diagram['vertices'], diagram['edges']
    return json.dumps({
        'vertices': [{'name': name, 'index': kind == 'index', 'loss': kind in ('loss', 'hard'), 'space': space}
                     for (name, kind), space in zip(vertices, diagram['spaces'])],
        'edges': [{'name': name, 'src': vertices[src][0], 'tgt': vertices[tgt][0]} for name, src, tgt in edges],
        'relations': [{'at': vertices[r.at][0], 'lhs': names_of(diagram, r.lhs), 'rhs': names_of(diagram, r.rhs)}
                      for r in diagram['relations']],
        'policy': diagram['policy'], 'bound': diagram['bound'], 'derivations': diagram['derivations'],
    })


def write_path(diagram, path, rand):
    if not path[1]:
        return f"id({diagram['vertices'][path[0]][0]})"
    return rand.choice([' · ', ' >> ', '·', ' ⋅\n  ']).join(names_of(diagram, path[1]))


def write_language(diagram, rand):
    """The statements of each form in their order, the forms among one another in any."""
    vertices = diagram['vertices']
    gives, arrow, less = rand.choice(['⇒', '=>']), rand.choice(['→', '->']), rand.choice(['≤', '<='])
    relations, left = [], list(diagram['relations'])
    while left:
        r = left.pop(0)
        both = bool(left) and (left[0].at, left[0].lhs, left[0].rhs) == (r.at, r.rhs, r.lhs) and rand.random() < 0.7
        if both:
            left.pop(0)
        p, q = (write_path(diagram, (r.at, side), rand) for side in (r.lhs, r.rhs))
        relations.append(f"{p} {'~' if both else less} {q}")
    settings = [f"policy {diagram['policy']}"] if diagram['policy'] else []
    if diagram['bound'] is not None:
        derivations = f" derivations {diagram['derivations']}" if diagram['derivations'] is not None else ''
        settings.append(f"bound {diagram['bound']}{derivations}")
    queues = [
        [name if space is None else f'{name} {gives} {space}' for (name, kind), space in zip(vertices, diagram['spaces'])],
        [f'{name} : {vertices[src][0]} {arrow} {vertices[tgt][0]}' for name, src, tgt in diagram['edges']],
        relations, settings,
    ]
    statements = []
    while any(queues):
        statements.append(rand.choice([queue for queue in queues if queue]).pop(0))
    text = ''.join(statement + rand.choice(['\n', '\n', ' ;\n', '  # a comment\n', ' ;; ']) for statement in statements)
    return f'diagram D {{ {text}}}\n' if rand.random() < 0.3 else text


# Asking

class Mismatch(Exception):
    pass


def run(colim, *arguments):
    done = subprocess.run([colim, *arguments], capture_output=True, text=True, encoding='utf-8')
    return done.returncode, done.stdout, done.stderr


def expect(what, found, expected):
    if found != expected:
        raise Mismatch(f'{what}:\n  found    {found!r}\n  expected {expected!r}')


def refused(what, answer, word):
    """No answer: exit 2, nothing on standard output, one error that names the reason."""
    status, out, err = answer
    expect(f'{what}: status and output', (status, out), (2, ''))
    if word not in err or err.count('error:') != 1:
        raise Mismatch(f'{what}: {err!r} does not say {word!r} once')


def capped(what, answer, number):
    status, out, err = answer
    expect(f'{what}: status and output', (status, out), (3, ''))
    if number is not None and f' {number} ' not in err:
        raise Mismatch(f'{what}: {err!r} does not give the number {number}')


class Case:
    def __init__(self, colim, seed):
        self.rand = random.Random(seed)
        self.colim = colim
        self.diagram = random_diagram(self.rand)
        for name, text in [('d.json', write_json(self.diagram)), ('d.colim', write_language(self.diagram, self.rand))]:
            with open(name, 'w', encoding='utf-8') as out:
                out.write(text)

    def judge(self, policy):
        return Judge(self.diagram['vertices'], self.diagram['edges'], self.diagram['relations'], policy)

    def random_options(self):
        """Options, and what they make of the diagram's own settings."""
        rand, options, diagram = self.rand, [], self.diagram
        chosen = dict(bound=diagram['bound'], derivations=diagram['derivations'], policy=diagram['policy'], source=None,
                      target=None)
        if rand.random() < 0.3:
            chosen['policy'] = rand.choice(['explicit', 'edges', 'paths'])
            options += ['--policy', chosen['policy']]
        if rand.random() < 0.2:
            chosen['bound'] = rand.randrange(3 if diagram['bound'] is None else diagram['bound'] + 1)
            options += ['--max-length', str(chosen['bound'])]
        if rand.random() < 0.2 and diagram['bound'] is not None:
            chosen['derivations'] = rand.randrange(max(diagram['bound'], diagram['derivations'] or 0) + 1)
            options += [f"--max-derivation={chosen['derivations']}"]
        # A file's bound on derivations follows its bound on paths where it gives none.
        if chosen['derivations'] is None:
            chosen['derivations'] = chosen['bound']
        for end, option in [('source', '--from'), ('target', '--to')]:
            if rand.random() < 0.2:
                chosen[end] = rand.randrange(len(diagram['vertices']))
                options += [option, diagram['vertices'][chosen[end]][0]]
        return options, chosen

    def ask(self, command, *arguments):
        self.last = [command, self.rand.choice(['d.json', 'd.colim']), *arguments]
        return run(self.colim, *self.last)

    def check_pairs(self):
        options, chosen = self.random_options()
        judge = self.judge(chosen['policy'])
        expected = judge.pairs(chosen['bound'], chosen['derivations'], chosen['source'], chosen['target'])
        if expected is None:
            refused('pairs', self.ask('pairs', '--json', *options), 'cycle')
            refused('count', self.ask('pairs', '--json', '--count', *options), 'cycle')
            return
        bounds = judge.bounds(chosen['bound'], chosen['derivations'])
        complete = judge.pairs_complete(chosen['bound'], chosen['source'], chosen['target'])
        name = [vertex[0] for vertex in self.diagram['vertices']]
        listed = [{'source': name[p[0]], 'target': name[judge.target(p)], 'p': names_of(self.diagram, p[1]),
                   'q': names_of(self.diagram, q[1]), 'in_loss': in_loss, 'redundant': redundant}
                  for p, q, in_loss, redundant in expected]
        status, out, err = self.ask('pairs', '--json', *options)
        expect('pairs', (status, err, json.loads(out or 'null')), (0, '', {'pairs': listed, 'complete': complete}))
        kept = [pair for pair in listed if not pair['redundant']]
        status, out, err = self.ask('pairs', '--json', '--irredundant', *options)
        expect('irredundant', (status, json.loads(out or 'null')), (0, {'pairs': kept, 'complete': complete}))
        for chosen_pairs, option in [(listed, []), (kept, ['--irredundant'])]:
            number = {'count': str(len(chosen_pairs)), 'in_loss': str(sum(pair['in_loss'] for pair in chosen_pairs))}
            status, out, err = self.ask('pairs', '--json', '--count', *option, *options)
            expect('count', (status, json.loads(out or 'null')), (0, number))
        for pair, (p, q, in_loss, redundant) in zip(listed, expected):
            pair['derivation'] = self.derivation(judge, p, q, bounds[1])
        status, out, err = self.ask('pairs', '--json', '--explain', *options)
        expect('explain', (status, json.loads(out or 'null')), (0, {'pairs': listed, 'complete': complete}))
        if listed:
            cap = self.rand.randrange(len(listed))
            known = judge.is_countable(chosen['source'], chosen['target'])
            capped('cap', self.ask('pairs', '--json', '--cap', str(cap), *options), len(listed) if known else None)

    def derivation(self, judge, p, q, longest):
        steps = judge.derivation(p, q, longest)
        return steps and self.write_steps(judge, steps) if steps is not None else None

    def write_steps(self, judge, steps):
        return [{'relation': r if judge.relations[r].given else None, 'at': at, 'path': names_of(self.diagram, path[1])}
                for r, at, path in steps]

    def check_paths(self):
        options, chosen = self.random_options()
        judge = self.judge(None)
        answer = judge.paths(chosen['bound'], chosen['source'], chosen['target'])
        if answer is None:
            refused('paths', self.ask('paths', '--json', *options), 'cycle')
            refused('paths --count', self.ask('paths', '--json', '--count', *options), 'cycle')
            return
        paths, complete = answer
        name = [vertex[0] for vertex in self.diagram['vertices']]
        listed = [{'from': name[p[0]], 'to': name[judge.target(p)], 'path': names_of(self.diagram, p[1])} for p in paths]
        status, out, err = self.ask('paths', '--json', *options)
        expect('paths', (status, err, json.loads(out or 'null')), (0, '', {'paths': listed, 'complete': complete}))
        counts = collections.OrderedDict()
        for path in listed:
            counts[path['from'], path['to']] = counts.get((path['from'], path['to']), 0) + 1
        status, out, err = self.ask('paths', '--json', '--count', *options)
        expect('paths --count', (status, json.loads(out or 'null')),
               (0, {'counts': [{'from': s, 'to': t, 'count': str(n)} for (s, t), n in counts.items()]}))
        if listed:
            capped('cap', self.ask('paths', '--json', f'--cap={self.rand.randrange(len(listed))}', *options), len(listed))

    def check_le(self):
        options, chosen = self.random_options()
        judge = self.judge('explicit' if chosen['policy'] == 'paths' else chosen['policy'])
        everything = [path for v in range(len(judge.vertices)) for path in judge.paths_from(v, 3)]
        crowded = [p for p in everything
                   if any(q != p and q[0] == p[0] and judge.target(q) == judge.target(p) for q in everything)]
        p = self.rand.choice(crowded or everything)
        relation = self.rand.choice(self.diagram['relations'] or [None])
        if relation is not None and self.rand.random() < 0.6:
            p = (relation.at, relation.lhs)
        parallel = [q for q in everything if q[0] == p[0] and judge.target(q) == judge.target(p)] or [p]
        above = [q for q in parallel if q != p and q in judge.above(p, 4)[0]]
        q = self.rand.choice(above if above and self.rand.random() < 0.5 else parallel)
        texts = [write_path(self.diagram, path, self.rand) for path in (p, q)]
        found = self.ask('le', *texts, '--json', *options)
        expected = judge.le(p, q, chosen['bound'], chosen['derivations'])
        if expected is None:
            refused('le', found, 'cycle')
            return
        answer, steps = expected
        derivation = self.write_steps(judge, steps) if steps is not None else None
        expect('le', (found[0], found[2], json.loads(found[1] or 'null')),
               ({'yes': 0, 'no': 1, 'unknown': 3}[answer], '', {'answer': answer, 'derivation': derivation}))

    def check_forms(self):
        """One diagram in two forms is one diagram."""
        for command in ['pairs', 'paths']:
            options = ['--count'] if self.rand.random() < 0.5 else []
            self.last = [command, 'd.*', *options]
            found = [run(self.colim, command, name, *options)[:2] for name in ('d.json', 'd.colim')]
            expect('the two forms', found[0], found[1])

    def run(self):
        for check in [self.check_pairs, self.check_paths, self.check_le, self.check_le, self.check_forms]:
            check()


def main():
    colim = os.path.abspath(sys.argv[1])
    seed = int(os.environ.get('COLIM_SEED', '1'))
    cases = int(os.environ.get('COLIM_CASES', '200'))
    print(f'seed {seed}, {cases} cases')
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for i in range(cases):
            case = Case(colim, seed + i)
            try:
                case.run()
            except (Mismatch, json.JSONDecodeError) as problem:
                failures += 1
                print(f'COLIM_SEED={seed + i} COLIM_CASES=1: colim {" ".join(case.last)}\n{problem}')
                for name in ('d.json', 'd.colim'):
                    print(open(name, encoding='utf-8').read())
                if failures == 5:
                    break
    print(f'{failures} failed')
    sys.exit(failures > 0)


main()
