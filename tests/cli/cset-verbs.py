"""The verbs of colim cset on files: searches, limits and colimits against brute force, pictures, what is written where.

Usage: cset-verbs.py COLIM
"""

import itertools
import json
import os
import random
import re
import subprocess
import tempfile

from support import check, colim, end, run, write

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)


def graph(n, edges):
    return {'V': [{'_id': i + 1} for i in range(n)],
            'E': [{'_id': i + 1, 'src': s, 'tgt': t} for i, (s, t) in enumerate(edges)]}


def ends(g):
    return [(e['src'], e['tgt']) for e in g['E']]


def save(name, value):
    write(name, json.dumps(value))
    return name


def random_graph(source, most):
    n = source.randrange(most + 1)
    m = source.randrange(most + 1) if n else 0
    return graph(n, [(source.randrange(n) + 1, source.randrange(n) + 1) for _ in range(m)])


def all_homs(a, b):
    """Every homomorphism of graphs, by going through all maps."""
    found = []
    for v in itertools.product(range(1, len(b['V']) + 1), repeat=len(a['V'])):
        fibres = [[i + 1 for i, (s, t) in enumerate(ends(b)) if (s, t) == (v[src - 1], v[tgt - 1])] for src, tgt in ends(a)]
        found += [{'V': list(v), 'E': list(e)} for e in itertools.product(*fibres)]
    return found


def is_monic(hom):
    return all(len(set(images)) == len(images) for images in hom.values())


def is_epic(hom, b):
    return all(set(hom[ob]) == set(range(1, len(b[ob]) + 1)) for ob in hom)


def by_value(homs):
    return sorted(json.dumps(hom, sort_keys=True) for hom in homs)


def answer(*arguments, status=0):
    found, out, err = run('cset', *arguments)
    check(f'{arguments}: status {err}', found, status)
    return json.loads(out) if out else None


def check_searches():
    source = random.Random(1)
    for case in range(40):
        a, b = random_graph(source, 3), random_graph(source, 4)
        save('a.json', a), save('b.json', b)
        every = all_homs(a, b)
        options = {(): every, ('--monic',): [h for h in every if is_monic(h)], ('--epic',): [h for h in every if is_epic(h, b)],
                   ('--iso',): [h for h in every if is_monic(h) and is_epic(h, b)]}
        for option, homs in options.items():
            found = answer('hom', 'a.json', 'b.json', '--json', *option)
            check(f'case {case}: homs {option}', (list(found), by_value(found['homs'])), (['homs'], by_value(homs)))
            check(f'case {case}: count {option}', answer('hom', 'a.json', 'b.json', '--count', *option),
                  {'count': str(len(homs))})
        isos = options['--iso',]
        found = answer('iso', 'a.json', 'b.json', status=0 if isos else 1)
        check(f'case {case}: iso', found['result'], bool(isos))
        check(f'case {case}: the iso', found.get('components') in isos, bool(isos))
        if a['V'] and b['V']:
            part, image = source.randrange(len(a['V'])), source.randrange(len(b['V'])) + 1
            table = [image if i == part else None for i in range(len(a['V']))]
            some = [h for h in every if h['V'][part] == image]
            for initial in {'V': table}, {'V': {str(part + 1): image}}:
                save('initial.json', initial)
                found = answer('hom', 'a.json', 'b.json', '--initial', 'initial.json')
                check(f'case {case}: {initial}', by_value(found['homs']), by_value(some))
            save('options.json', {'monic': ['V'], 'predicates': {'V': {'1': [1]}}})
            some = [h for h in every if len(set(h['V'])) == len(h['V']) and h['V'][0] == 1]
            found = answer('hom', 'a.json', 'b.json', '--options', 'options.json')
            check(f'case {case}: options', by_value(found['homs']), by_value(some))
        if every:
            found = answer('hom', 'a.json', 'b.json', '--limit', '1')
            check(f'case {case}: limit', (len(found['homs']), found['homs'][0] in every), (1, True))
            check(f'case {case}: cut', found.get('complete', True), len(every) == 1)
            save('f.json', answer('hom', 'a.json', 'b.json', '--first'))
            with open('f.json', encoding='utf-8') as text:
                f = json.load(text)
            check(f'case {case}: first', (f['dom'], f['cod'], f['components'] in every), (a, b, True))
            # Another verb reads it: A over A + B, glued along what f says, is B.
            found = answer('pushout', 'f.json', 'f.json')
            check(f'case {case}: read again', len(found['legs']), 3)


def check_reasons():
    save('two.json', graph(2, [(1, 2)])), save('three.json', graph(3, []))
    status, out, err = run('cset', 'hom', 'two.json', 'three.json')
    check('no homomorphism', (status, out), (0, '{"homs":[]}\n'))
    check('why not', (err.startswith('there is no homomorphism: '), err.count('\n')), (True, 1))
    check('nothing for people', run('cset', 'hom', 'two.json', 'three.json', '--json'), (0, '{"homs":[]}\n', ''))
    status, out, err = run('cset', 'iso', 'two.json', 'three.json')
    check('no isomorphism', (status, out, err.startswith('there is no isomorphism: ')), (1, '{"result":false}\n', True))
    status, out, err = run('cset', 'hom', 'three.json', 'three.json', '--budget', '1')
    check('budget', (status, out, err), (3, '', 'colim cset: error: the search is not finished after 1 steps\n'))
    for arguments, reason in {('--limit', '-1'): '--limit: expected a whole number from 0',
                              ('--count', '--first'): '--count is not for one homomorphism'}.items():
        check(arguments, run('cset', 'hom', 'two.json', 'two.json', *arguments), (2, '', f'colim cset: error: {reason}\n'))


def compose(f, g):
    return {ob: [g[ob][x - 1] for x in f[ob]] for ob in f}


def is_hom(f, a, b):
    return all(len(f[ob]) == len(a[ob]) for ob in f) and all(
        (f['V'][s - 1], f['V'][t - 1]) == ends(b)[f['E'][i] - 1] for i, (s, t) in enumerate(ends(a)))


def check_limits():
    """Each limit and colimit by what it is universal for: homomorphisms from, or to, some small graphs."""
    source = random.Random(2)
    tests = [graph(1, []), graph(2, [(1, 2)]), graph(1, [(1, 1)])]
    for case in range(25):
        a, b, s = (random_graph(source, 2) for _ in range(3))
        from_a, from_b, to_a, to_b, parallel = all_homs(a, s), all_homs(b, s), all_homs(s, a), all_homs(s, b), all_homs(a, b)
        save('a.json', a), save('b.json', b)

        def files(dom_f, cod_f, fs, dom_g, cod_g, gs):
            f, g = source.choice(fs), source.choice(gs)
            save('f.json', {'dom': dom_f, 'cod': cod_f, 'components': f})
            save('g.json', {'dom': dom_g, 'cod': cod_g, 'components': g})
            return f, g

        def check_cone(verb, names, objects, commutes, into_apex):
            found = answer(verb, *names)
            apex, legs = found['apex'], found['legs']
            check(f'case {case} {verb}: legs', [is_hom(leg, apex, x) if into_apex else is_hom(leg, x, apex)
                                                for leg, x in zip(legs, objects)], [True] * len(objects))
            for test in tests:
                if into_apex:
                    cones = [c for c in itertools.product(*(all_homs(test, x) for x in objects)) if commutes(c)]
                    through = [tuple(compose(h, leg) for leg in legs) for h in all_homs(test, apex)]
                else:
                    cones = [c for c in itertools.product(*(all_homs(x, test) for x in objects)) if commutes(c)]
                    through = [tuple(compose(leg, h) for leg in legs) for h in all_homs(apex, test)]
                check(f'case {case} {verb}: universal', sorted(map(by_value, through)), sorted(map(by_value, cones)))

        check_cone('product', ['a.json', 'b.json'], [a, b], lambda c: True, True)
        check_cone('coproduct', ['a.json', 'b.json'], [a, b], lambda c: True, False)
        if from_a and from_b:
            f, g = files(a, s, from_a, b, s, from_b)
            check_cone('pullback', ['f.json', 'g.json'], [a, b, s],
                       lambda c: compose(c[0], f) == c[2] and compose(c[1], g) == c[2], True)
        if to_a and to_b:
            f, g = files(s, a, to_a, s, b, to_b)
            check_cone('pushout', ['f.json', 'g.json'], [a, b, s],
                       lambda c: compose(f, c[0]) == c[2] and compose(g, c[1]) == c[2], False)
        if parallel:
            f, g = files(a, b, parallel, a, b, parallel)
            check_cone('equalizer', ['f.json', 'g.json'], [a, b],
                       lambda c: compose(c[0], f) == c[1] and compose(c[0], g) == c[1], True)
            check_cone('coequalizer', ['f.json', 'g.json'], [b, a],
                       lambda c: compose(f, c[0]) == c[1] and compose(g, c[0]) == c[1], False)
    one = answer('product', '--schema', 'Graph')
    check('the empty product', one, {'apex': graph(1, [(1, 1)]), 'legs': []})
    save('a.json', graph(100, [])), save('b.json', graph(1000, []))
    status, out, err = run('cset', 'product', 'a.json', 'b.json', '--budget', '10000')
    check('a large product', (status, out, err.count('error: ')), (3, '', 1))
    save('large.json', graph(40000, []))
    check('a product that no memory holds', run('cset', 'product', 'large.json', 'large.json')[:2], (3, ''))
    check('of what?', run('cset', 'product'), (2, '', 'colim cset: error: the product of no C-sets needs --schema\n'))


def check_schemas():
    """Files are on the first schema that fits them all."""
    save('bare.json', {'V': [{}, {}]})
    save('weighted.json', {'V': [{}], 'E': [{'src': 1, 'tgt': 1, 'weight': 2}]})
    found = answer('coproduct', 'bare.json', 'weighted.json')
    check('agreed', found['apex'],
          {'V': [{'_id': i} for i in (1, 2, 3)], 'E': [{'_id': 1, 'src': 3, 'tgt': 3, 'weight': 2}], 'Weight': []})
    save('set.json', {'X': [{}]})
    check('not agreed', run('cset', 'coproduct', 'bare.json', 'set.json'),
          (2, '', 'colim cset: error: the files are on different schemas; --schema says which one is meant\n'))
    save('schema.json', {'Ob': [{'name': 'A'}, {'name': 'B'}], 'Hom': [{'name': 'h', 'dom': 'A', 'codom': 'B'}]})
    save('own.json', {'A': [{'h': 1}], 'B': [{}]})
    found = answer('product', 'own.json', 'own.json', '--schema', 'schema.json')
    check('own schema', found['apex'], {'A': [{'_id': 1, 'h': 1}], 'B': [{'_id': 1}]})


def check_attributes():
    """Variables go to constants, in a search and in a pushout."""
    edge = {'V': [{}, {}], 'E': [{'src': 1, 'tgt': 2, 'weight': {'_var': 1}}], 'Weight': [{}]}
    heavy = {'V': [{}, {}], 'E': [{'src': 1, 'tgt': 2, 'weight': 2.5}], 'Weight': []}
    save('edge.json', edge), save('heavy.json', heavy)
    check('bound', answer('hom', 'edge.json', 'heavy.json'), {'homs': [{'V': [1, 2], 'E': [1], 'Weight': [2.5]}]})
    check('not freed', answer('hom', 'heavy.json', 'edge.json', '--json'), {'homs': []})
    save('f.json', answer('hom', 'edge.json', 'heavy.json', '--first'))
    save('id.json', answer('hom', 'edge.json', 'edge.json', '--first'))
    found = answer('pushout', 'f.json', 'id.json')
    check('glued', found['apex']['E'], [{'_id': 1, 'src': 1, 'tgt': 2, 'weight': 2.5}])
    check('shown', draw('show', 'edge.json')[0], ['1', '2'])


def check_output():
    save('two.json', graph(2, [(1, 2)])), save('three.json', graph(3, []))
    status, out, err = run('cset', 'product', 'two.json', 'two.json', '-o', 'out.json')
    with open('out.json', encoding='utf-8') as text:
        check('-o', (status, out, err), (0, '', 'written to out.json\n'))
        check('what is written', text.read(), run('cset', 'product', 'two.json', 'two.json')[1])
    # What cannot be done leaves a file as it was.
    with open('out.json', encoding='utf-8') as text:
        before = text.read()
    save('loop.json', graph(1, [(1, 1)]))
    for arguments in [('hom', 'loop.json', 'missing.json'), ('hom', 'three.json', 'three.json', '--budget', '1'),
                      ('pushout', 'two.json', 'two.json'), ('show', 'two.json', '-T', 'gif')]:
        status, out, err = run('cset', *arguments, '-o', 'out.json')
        with open('out.json', encoding='utf-8') as text:
            check(f'{arguments} leaves it', (status in (2, 3), out, err.count('error: '), text.read()), (True, '', 1, before))
    check('nothing else', sorted(name for name in os.listdir('.') if name.startswith('out')), ['out.json'])
    status, out, err = run('cset', 'product', 'two.json', 'two.json', '-o', 'missing/out.json')
    check('no such folder', (status, out, err.startswith('colim cset: error: missing/out.json: cannot be written: ')),
          (2, '', True))


def random_reflexive_graph(source, most):
    n = source.randrange(1, most + 1)
    pairs = [(v + 1, v + 1) for v in range(n)] + [(source.randrange(n) + 1, source.randrange(n) + 1) for _ in range(source.randrange(most))]
    return {'V': [{'_id': v + 1, 'refl': v + 1} for v in range(n)], 'E': graph(0, pairs)['E']}


def count(a, b, *options):
    status, out, err = run('cset', 'hom', a, b, '--count', '--json', *options)
    check(f'count: {err}', status, 0)
    return json.loads(out)['count']


def check_migration():
    """Along the inclusion of graphs into reflexive graphs: Σ, Δ and Π are adjoint."""
    source = random.Random(4)
    reflexive = ['--schema', 'ReflexiveGraph']
    save('include.json', {'functor': {}, 'target_schema': 'ReflexiveGraph'})
    save('forget.json', {'functor': {'ob': {'V': 'V'}, 'hom': {'src': ['src'], 'tgt': 'tgt'}}, 'target_schema': 'Graph'})
    save('reverse.json', {'functor': {'hom': {'src': 'tgt', 'tgt': 'src'}}, 'target_schema': 'Graph'})
    for case in range(15):
        x, y = random_graph(source, 3), random_reflexive_graph(source, 3)
        save('x.json', x), save('y.json', y)
        save('dy.json', answer('migrate', 'forget.json', 'y.json', '--delta', *reflexive))
        with open('dy.json', encoding='utf-8') as text:
            check(f'case {case}: delta', json.load(text), graph(len(y['V']), ends(y)))
        check(f'case {case}: reversed', answer('migrate', 'reverse.json', 'x.json', '--delta'),
              graph(len(x['V']), [(t, s) for s, t in ends(x)]))
        save('sx.json', answer('migrate', 'include.json', 'x.json', '--sigma'))
        check(f'case {case}: sigma', count('sx.json', 'y.json', *reflexive), count('x.json', 'dy.json'))
        save('px.json', answer('migrate', 'include.json', 'x.json', '--pi'))
        check(f'case {case}: pi', count('y.json', 'px.json', *reflexive), count('dy.json', 'x.json'))
    check('to where?', answer('migrate', 'forget.json', 'y.json', '--delta', '--target', 'Graph', *reflexive)['V'][0], {'_id': 1})
    save('lost.json', {'functor': {'ob': {'W': 'V'}}, 'target_schema': 'Graph'})
    save('grow.json', {'functor': {'ob': {'X': 'X'}, 'hom': {'Phi': []}}, 'target_schema': 'Set'})
    save('set.json', {'X': [{}]})
    save('free.json', {'functor': {}, 'target_schema': 'DDS'})
    for arguments, status, reason in [
            (('x.json', 'x.json', '--delta'), 2, "x.json: expected an object with 'functor'"),
            (('reverse.json', 'x.json'), 2, 'expected one of --delta, --sigma and --pi'),
            (('reverse.json', 'x.json', '--delta', '--pi'), 2, 'expected one of --delta, --sigma and --pi'),
            (('lost.json', 'x.json', '--delta'), 2, "there is no 'W' in the schema at which the functor starts"),
            (('reverse.json', 'x.json', '--delta', '--target', 'Nope'), 2, "--target: 'Nope' is neither a built-in schema nor a file"),
            # The free dynamical system on a point is infinite.
            (('free.json', 'set.json', '--sigma', '--budget', '1000'), 3, '')]:
        found, out, err = run('cset', 'migrate', *arguments)
        check(f'migrate {arguments}: {err}', (found, out, 'error: ' in err and reason in err), (status, '', True))


def rule(left, middle, right, l, r, *conditions):
    return {'l': {'dom': middle, 'cod': left, 'components': l}, 'r': {'dom': middle, 'cod': right, 'components': r},
            'conditions': [{'dom': left, 'cod': n, 'components': c} for n, c in conditions]}


def check_rewriting():
    source = random.Random(5)
    point, edge, two, none = graph(1, []), graph(2, [(1, 2)]), graph(2, []), graph(0, [])
    same = {'V': [1, 2], 'E': []}
    save('turn.json', rule(edge, two, graph(2, [(2, 1)]), same, same))
    save('delete.json', rule(point, none, none, {'V': [], 'E': []}, {'V': [], 'E': []}))
    save('lonely.json', rule(point, point, graph(1, [(1, 1)]), {'V': [1], 'E': []}, {'V': [1], 'E': []},
                             (edge, {'V': [1], 'E': []}), (edge, {'V': [2], 'E': []})))
    save('clone.json', rule(point, two, two, {'V': [1, 1], 'E': []}, {'V': [1, 2], 'E': []}))
    for case in range(20):
        host = random_graph(source, 4)
        save('host.json', host)
        if ends(host):
            e = source.randrange(len(ends(host)))
            s, t = ends(host)[e]
            save('match.json', {'dom': edge, 'cod': host, 'components': {'V': [s, t], 'E': [e + 1]}})
            found = answer('rewrite', 'turn.json', 'host.json', '--match', 'match.json')
            left = ends(host)[:e] + ends(host)[e + 1:]
            check(f'case {case}: an edge is turned', (len(found['V']), sorted(ends(found))), (len(host['V']), sorted(left + [(t, s)])))
        if not host['V']:
            continue
        v = source.randrange(len(host['V'])) + 1
        touched = any(v in pair for pair in ends(host))
        save('match.json', {'dom': point, 'cod': host, 'components': {'V': [v], 'E': []}})
        status, out, err = run('cset', 'rewrite', 'delete.json', 'host.json', '--match', 'match.json')
        check(f'case {case}: dangling', (status, out == '', err.startswith('the rule cannot be applied at this match: ')),
              (1, True, True) if touched else (0, False, False))
        found = answer('rewrite', 'delete.json', 'host.json', '--match', 'match.json', '--kind', 'spo')
        check(f'case {case}: deletion', (len(found['V']), len(found['E'])),
              (len(host['V']) - 1, sum(v not in pair for pair in ends(host))))
        # Each edge at the vertex is at both of its clones; a loop is at all four pairs of them.
        found = answer('rewrite', 'clone.json', 'host.json', '--match', 'match.json', '--kind', 'sqpo')
        check(f'case {case}: clones', (len(found['V']), len(found['E'])),
              (len(host['V']) + 1, sum(2 ** pair.count(v) for pair in ends(host))))
        lonely = [v for v in range(1, len(host['V']) + 1) if not any(v in pair for pair in ends(host))]
        found = answer('rewrite', 'lonely.json', 'host.json', status=0 if lonely else 1)
        check(f'case {case}: a loop where nothing was', found and sorted(ends(found)),
              sorted(ends(host) + [(lonely[0], lonely[0])]) if lonely else None)
    save('host.json', two)
    check('no match', run('cset', 'rewrite', 'turn.json', 'host.json', '--json'), (1, '', ''))
    check('why not', run('cset', 'rewrite', 'turn.json', 'host.json')[2].startswith('there is no match: '), True)
    save('host.json', edge)
    check('none left', run('cset', 'rewrite', 'lonely.json', 'host.json'),
          (1, '', 'there is no match: the rule can be applied at none of those there are\n'))
    save('match.json', {'dom': point, 'cod': point, 'components': {'V': [1], 'E': []}})
    for arguments, reason in {
            ('turn.json', 'host.json', '--kind', 'tpo'): "--kind: there is no kind 'tpo'; there are dpo, spo and sqpo",
            ('turn.json', 'host.json', '--match', 'match.json'):
                'match.json does not go from the left side of the rule to the C-set that is rewritten'}.items():
        check(arguments, run('cset', 'rewrite', *arguments), (2, '', f'colim cset: error: {reason}\n'))
    status, out, err = run('cset', 'rewrite', 'clone.json', 'host.json')
    check('clones by dpo', (status, out, err.startswith('clone.json:1:1: error: ')), (2, '', True))
    check('a picture', len(draw('rewrite', 'turn.json', 'host.json')[1]), 1)


def draw(*arguments):
    """The DOT of a picture: the nodes' labels, the edges, the frames."""
    status, out, err = run('cset', *arguments, '-T', 'dot')
    check(f'{arguments}: status {err}', status, 0)
    plain = [re.sub(r'<[^<>]*>', '', label) for label in re.findall(r'\tn\d+\t\[.*?label=<(.*?)>[,\]\n]', out, re.S)]
    return plain, re.findall(r'\t(n\d+) -> (n\d+)', out), re.findall(r'subgraph (cluster\d+)', out)


def check_pictures():
    save('g.json', graph(4, [(1, 2), (2, 3), (3, 1), (3, 4), (4, 3)])), save('triangle.json', graph(3, [(1, 2), (2, 3), (3, 1)]))
    labels, edges, frames = draw('show', 'g.json')
    check('a graph', (sorted(labels), len(edges), frames), (['1', '2', '3', '4'], 5, []))
    labels, edges, frames = draw('show', 'g.json', '--elements')
    check('elements', (len(labels), len(edges), frames), (9, 10, []))
    labels, edges, frames = draw('hom', 'triangle.json', 'g.json')
    check('a homomorphism', (labels[:3], len(edges), frames), (['1 ↦ 1', '2 ↦ 2', '3 ↦ 3'], 9, ['cluster0', 'cluster1']))
    save('f.json', answer('hom', 'triangle.json', 'g.json', '--first'))
    check('the same in a file', draw('show', 'f.json'), (labels, edges, frames))
    labels, edges, frames = draw('show', 'f.json', '--image')
    check('its image', (sorted(labels), len(edges), frames), (['1', '2', '3', '4'], 5, []))
    labels, edges, frames = draw('pushout', 'f.json', 'f.json')
    check('a square', (len(labels), len(edges), len(frames)), (3 + 4 + 4 + 5, 3 + 5 + 5 + 7 + 4, 4))
    labels, edges, frames = draw('pullback', 'f.json', 'f.json')
    check('another', (len(labels), len(edges), len(frames)), (3 + 3 + 4 + 3, 3 + 3 + 5 + 3 + 4, 4))
    labels, edges, frames = draw('show', '--schema', 'ReflexiveGraph')
    check('a schema', (sorted(labels), len(edges)), (['E', 'V'], 3))
    save('schema.json', {'version': {}, 'Ob': [{'name': 'A'}], 'Hom': [], 'AttrType': [], 'Attr': [], 'equations': []})
    check('a schema in a file', draw('show', 'schema.json')[0], ['A'])
    # An instance of a schema that calls an object Ob is none, if that is said.
    save('meta.json', {'Ob': [{'name': 'Ob'}]}), save('instance.json', {'Ob': [{}, {}]})
    check('an object Ob', draw('show', 'instance.json', '--schema', 'meta.json')[0], ['1', '2'])
    # Texts that markup, Graphviz and XML each have their trouble with.  Graphviz's own leaks are known by the whole stack.
    texts = ['', 'a < b & c > d', '"quoted" \\N \\l', 'one\ntwo\t\1\2', '𝒳 → Y', '</b>', '&amp;', '\ufffe', 'label', 'long ' * 20]
    save('texts.json', {'V': [{'vlabel': text} for text in texts], 'Label': [],
                        'E': [{'src': i + 1, 'tgt': 1, 'elabel': text} for i, text in enumerate(texts)]})
    for kind, start in {'svg': b'<?xml', 'png': b'\x89PNG', 'pdf': b'%PDF'}.items():
        done = subprocess.run([colim, 'cset', 'show', 'texts.json', '-T', kind], capture_output=True,
                              env=dict(os.environ, ASAN_OPTIONS='fast_unwind_on_malloc=0'))
        check(kind, (done.returncode, done.stdout[:len(start)], done.stderr), (0, start, b''))
    for arguments, reason in {
            ('show',): 'expected FILE, or --schema to be drawn',
            ('show', 'g.json', '--image'): '--image is for homomorphisms, and g.json has none',
            ('show', 'f.json', '--around', 'V:1'): '--around is for C-sets, and f.json has none',
            ('show', 'g.json', '--around', 'W:1'): "--around: expected OBJECT:PART, and 'W:1' names no object",
            ('show', 'g.json', '--around', 'V'): "--around: expected OBJECT:PART, and 'V' names no object",
            ('show', 'g.json', '--around', 'V:5'): "--around: there is no part '5' of 'V', from 1 to 4",
            ('show', 'g.json', '--around', 'V:0'): "--around: there is no part '0' of 'V', from 1 to 4",
            ('show', 'g.json', '--depth', '-1'): '--depth: expected a whole number from 0',
            ('show', 'g.json', '-T', 'gif'): "there is no format 'gif'; there are svg, png, pdf and dot"}.items():
        check(arguments, run('cset', *arguments), (2, '', f'colim cset: error: {reason}\n'))


def check_neighbourhoods():
    """What is near a vertex is what a walk over edges, either way, finds; edges count only where a walk goes over them."""
    source = random.Random(3)
    n = 400
    pairs = [(source.randrange(n) + 1, source.randrange(n) + 1) for _ in range(500)]
    save('large.json', graph(n, pairs))
    status, out, err = run('cset', 'show', 'large.json')
    check('too large', (status, out), (2, ''))
    check('what to do', err, 'colim cset: error: there are 900 elements to draw, and a drawing has at most 500: '
                             '--around OBJECT:PART --depth N draws a part of them\n')
    near, lines = {7}, set()
    for depth in range(5):
        labels, edges, _ = draw('show', 'large.json', '--around', 'V:7', '--depth', str(depth))
        check(f'depth {depth}', (sorted(map(int, labels)), len(edges)), (sorted(near), len(lines)))
        lines = {i for i, pair in enumerate(pairs) if near & set(pair)}
        near = near | {v for i in lines for v in pairs[i]}
    status, out, err = run('cset', 'show', 'large.json', '--around', 'V:7', '--depth', '100')
    check('still too large', (status, err.endswith(': take a smaller --depth\n')), (2, True))
    labels, edges, _ = draw('show', 'large.json', '--around', 'E:3', '--depth', '0')
    check('an edge', sorted(map(int, labels)), sorted(set(pairs[2])))


check_searches()
check_reasons()
check_limits()
check_schemas()
check_migration()
check_rewriting()
check_attributes()
check_output()
check_pictures()
check_neighbourhoods()
folder.cleanup()
end()
