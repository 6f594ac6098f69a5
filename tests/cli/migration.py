"""Requests to `colim cset eval` that migrate, query and chase, at the edges: what is refused, and how; and random ones against
nested loops.

Usage: migration.py COLIM
"""

import itertools
import json
import os
import random
import tempfile

from isomorphism import isomorphic, value
from support import check, end, run, write

PATH = {'parts': {'V': 3, 'E': 2}, 'homs': {'src': [1, 2], 'tgt': [2, 3]}}
GRAPH = {'Ob': ['V', 'E'], 'Hom': {'src': ['E', 'V'], 'tgt': ['E', 'V']}, 'AttrType': [], 'Attr': {}}


def ask(schema, instances, op, *options, morphisms=None, schemas=None, of='A', **arguments):
    operation = dict({'op': op}, **arguments)
    if of is not None:
        operation['of'] = of
    write('request.json', json.dumps({'schema': schema, 'schemas': schemas or {}, 'instances': instances, 'morphisms': morphisms or {},
                                      'operation': operation}))
    status, out, err = run('cset', 'eval', 'request.json', *options)
    check('standard error', err, '')
    return status, json.loads(out)


def refused(what, found, told, error='bad_request', status=2):
    check(f'{what}: status', (found[0], found[1].get('error')), (status, error))
    check(f"{what}: {found[1].get('message')}", told in found[1].get('message', ''), True)


def migrate(op, schema, instance, target, functor, *options, schemas=None):
    return ask(schema, {'A': instance}, op, *options, schemas=schemas, target_schema=target, functor=functor)


def check_sigma():
    into_a2 = migrate('sigma', 'LSet', {'parts': {'X': 3}, 'vars': {'D': 2}, 'attrs': {'f': [7, {'_var': 2}, 'x']}}, 'A2', {})
    check('fresh variables', into_a2, (0, {'instance': {
        'schema': 'A2', 'parts': {'X': 3}, 'homs': {}, 'vars': {'D': 5},
        'attrs': {'f': [7, {'_var': 2}, 'x'], 'g': [{'_var': 3}, {'_var': 4}, {'_var': 5}]}}}))
    merged = {'hom': {}, 'attr': {'f': ['f'], 'g': ['f']}}
    two = {'parts': {'X': 2}, 'vars': {'D': 2}, 'attrs': {'f': [{'_var': 1}, 1], 'g': [{'_var': 2}, {'_var': 1}]}}
    check('variables meet', migrate('sigma', 'A2', two, 'LSet', merged)[1]['instance'],
          {'schema': 'LSet', 'parts': {'X': 2}, 'homs': {}, 'vars': {'D': 0}, 'attrs': {'f': [1, 1]}})
    for g, status in [(1.0, 0), (True, 1), ('1', 1), (2, 1)]:
        found = migrate('sigma', 'A2', {'parts': {'X': 1}, 'attrs': {'f': [1], 'g': [g]}}, 'LSet', merged)
        check(f'1 meets {g!r}', (found[0], found[1].get('error')), (status, 'attribute_conflict' if status else None))
    check('a constant is one though its part is glued',
          migrate('sigma', 'LabeledGraph', {'parts': {'V': 2, 'E': 1}, 'homs': {'src': [1], 'tgt': [2]},
                                            'attrs': {'label': ['a', 'a']}},
                  'LSet', {'ob': {'V': 'X', 'E': 'X'}, 'hom': {'src': [], 'tgt': []}, 'attr': {'label': ['f']}})[1]['instance'],
          {'schema': 'LSet', 'parts': {'X': 1}, 'homs': {}, 'vars': {'D': 0}, 'attrs': {'f': ['a']}})
    one = {'parts': {'I': 1}}
    for op, infinite in itertools.product(['sigma', 'pi'], ['DDS', 'Loop2']):
        ob = {'I': 'X' if infinite == 'DDS' else 'x1'}
        refused(f'{op} to {infinite}', migrate(op, 'One', one, infinite, {'ob': ob}), 'the budget of steps ran out', 'budget', 3)
    check('an equation ends it', migrate('sigma', 'One', one, 'Loop', {'ob': {'I': 'X'}})[1]['instance']['parts'], {'X': 3})
    check('nothing', migrate('sigma', 'Graph', {}, 'ReflexiveGraph', {})[1]['instance']['parts'], {'V': 0, 'E': 0})
    check('a small budget', [migrate('sigma', 'Graph', PATH, 'ReflexiveGraph', {}, '--budget', n)[0] for n in ['7', '100']], [3, 0])
    own = {'Ob': ['P'], 'Hom': {'h': ['P', 'P']}, 'equations': [{'dom': 'P', 'lhs': ['h'], 'rhs': []}]}
    check('to a schema of its own', migrate('sigma', 'Set', {'parts': {'X': 2}}, own, {'ob': {'X': 'P'}})[1]['instance'],
          {'schema': dict(own, AttrType=[], Attr={}), 'parts': {'P': 2}, 'homs': {'h': [1, 2]}})
    broken = {'parts': {'G': 2}, 'homs': {'f': [1, 1]}}
    refused('what breaks equations', migrate('sigma', 'Cyclic4', broken, 'DDS', {'ob': {'G': 'X'}, 'hom': {'f': ['Phi']}}),
            'does not hold at part', 'equation_violated', 1)


def check_functors():
    cycle = {'parts': {'G': 4}, 'homs': {'f': [2, 3, 4, 1]}}
    for op in ['sigma', 'pi']:
        refused(f'{op} along no functor', migrate(op, 'Cyclic4', cycle, 'S3', {'ob': {'G': 'G'}, 'hom': {'f': ['b']}}),
                "no functor: 'f >> f >> f >> f = id' would be", 'equation_violated', 1)
    refused('delta along no functor, where the equation happens to hold',
            migrate('delta', 'DDS', {'parts': {'X': 1}, 'homs': {'Phi': [1]}}, 'Cyclic4', {'ob': {'G': 'X'}, 'hom': {'f': ['Phi']}}),
            'no functor', 'equation_violated', 1)
    for op in ['delta', 'sigma', 'pi']:
        back = op == 'delta'
        schema, target = ('Arrow', 'Graph')[::-1 if back else 1]
        instance = PATH if back else {'parts': {'A': 1, 'B': 1}, 'homs': {'f': [1]}}
        ends = {'ob': {'A': 'E', 'B': 'V'}}
        for functor, told in [
            ({'ob': {'A': 'E', 'B': 'Q'}, 'hom': {'f': ['src']}}, "there is no object 'Q'"),
            (ends, "there is no hom or attribute 'f' to go along"),
            (dict(ends, hom={'f': []}), "the image of 'f' ends at 'E', not at 'V'"),
            (dict(ends, hom={'f': ['src', 'src']}), 'does not start where'),
            (dict(ends, hom={'f': ['src'], 'g': []}), "there is no 'g'"),
            (dict(ends, hom={'f': [1]}), "an arrow's name, as a string"),
            (dict(ends, hom={'f': {}}), 'a path, as an array'),
            (dict(ends, hom=[]), 'images, as an object'),
        ]:
            refused(f'{op} {functor}', migrate(op, schema, instance, target, functor), told)
        refused(f'{op}: no target', ask(schema, {'A': instance}, op, functor={}), "the operation has no 'target_schema'")
        refused(f'{op}: no functor', ask(schema, {'A': instance}, op, target_schema=target), "the operation has no 'functor'")
        refused(f'{op}: no schema', migrate(op, schema, instance, 'Q', {}), "there is no schema 'Q'")
        refused(f'{op}: nothing', ask(schema, {'A': instance}, op, of=None, target_schema=target, functor={}), "the operation has no 'of'")


def check_pi():
    labelled = {'parts': {'X': 1}, 'attrs': {'f': [1]}}
    refused('attributes', migrate('pi', 'LSet', labelled, 'A2', {}), 'there is no right extension with attributes')
    refused('attributes of the target', migrate('pi', 'Set', {'parts': {'X': 1}}, 'LSet', {}), 'there is no right extension with attributes')
    check('a product', migrate('pi', 'Set', {'parts': {'X': 3}}, 'Cyclic4', {'ob': {'X': 'G'}})[1]['instance']['parts'], {'G': 81})
    check('the empty product', migrate('pi', 'Set', {'parts': {'X': 0}}, 'Graph', {'ob': {'X': 'E'}})[1]['instance'],
          {'schema': 'Graph', 'parts': {'V': 1, 'E': 0}, 'homs': {'src': [], 'tgt': []}})
    refused('too many tuples', migrate('pi', 'Set', {'parts': {'X': 100}}, 'Cyclic4', {'ob': {'X': 'G'}}), 'over', 'budget', 3)
    check('the complete graph', migrate('pi', 'Set', {'parts': {'X': 2}}, 'Graph', {'ob': {'X': 'V'}})[1]['instance'],
          {'schema': 'Graph', 'parts': {'V': 2, 'E': 4}, 'homs': {'src': [1, 2, 1, 2], 'tgt': [1, 1, 2, 2]}})


def query(schema, instance, *options, **arguments):
    return ask(schema, {'A': instance}, 'conjunctive_query', *options, **arguments)


def check_queries():
    edge = {'ob': 'E', 'ports': {'src': 's', 'tgt': 't', '_id': 'e'}}
    for what, arguments, told in [
        ('no boxes', {'outer': {}}, "the operation has no 'boxes'"),
        ('no columns', {'boxes': []}, "the operation has no 'outer'"),
        ('boxes of another kind', {'boxes': {}, 'outer': {}}, "expected an array as 'boxes'"),
        ('a box of another kind', {'boxes': ['E'], 'outer': {}}, 'expected a box, as an object'),
        ('no object', {'boxes': [{'ports': {}}], 'outer': {}}, "this box has no 'ob'"),
        ('an object that there is not', {'boxes': [{'ob': 'W'}], 'outer': {}}, "no object 'W'"),
        ('a port that there is not', {'boxes': [{'ob': 'V', 'ports': {'src': 'x'}}], 'outer': {}}, "no hom or attribute 'src' starts at 'V'"),
        ('a variable of another kind', {'boxes': [{'ob': 'E', 'ports': {'src': 1}}], 'outer': {}}, 'expected a name, as a string'),
        ('a variable of two kinds', {'boxes': [{'ob': 'E', 'ports': {'src': 'x', '_id': 'x'}}], 'outer': {}}, "'x' is of 'V' at one port, of 'E'"),
        ('a column of no port', {'boxes': [edge], 'outer': {'a': 'x'}}, "no port has the variable 'x'"),
        ('a parameter of no port', {'boxes': [edge], 'outer': {}, 'params': {'x': 1}}, "no port has the variable 'x'"),
        ('a part that there is not', {'boxes': [edge], 'outer': {}, 'params': {'s': 4}}, "'V' has 3 parts, there is no part 4"),
        ('no part', {'boxes': [edge], 'outer': {}, 'params': {'s': 'a'}}, "a part of 'V'"),
        ('nothing', {'boxes': [edge], 'outer': {}, 'params': {'s': None}}, 'undefined'),
    ]:
        refused(what, query('Graph', PATH, **arguments), told)
    check('no boxes', query('Graph', PATH, boxes=[], outer={}), (0, {'rows': [[]], 'count': 1}))
    check('no columns', query('Graph', PATH, boxes=[edge, {'ob': 'V'}], outer={}), (0, {'rows': [[]] * 6, 'count': 6}))
    check('a box of nothing', query('Graph', {'parts': {'V': 1}}, boxes=[edge, {'ob': 'V'}], outer={'e': 'e'}), (0, {'rows': [], 'count': 0}))
    check('a column twice', query('Graph', PATH, boxes=[edge], outer={'b': 't', 'a': 's', 'c': 't'})[1]['rows'], [[2, 1, 2], [3, 2, 3]])
    loop = {'parts': {'V': 2, 'E': 3}, 'homs': {'src': [1, 2, 1], 'tgt': [2, 2, 1]}}
    check('a variable at two ports', query('Graph', loop, boxes=[{'ob': 'E', 'ports': {'src': 'x', 'tgt': 'x', '_id': 'e'}}],
                                           outer={'e': 'e'})[1]['rows'], [[2], [3]])
    mixed = {'parts': {'X': 9}, 'vars': {'D': 3}, 'attrs': {'f': ['b', {'_var': 3}, True, 3, 'a', {'_var': 1}, -1.5, False, 3.0]}}
    box = {'ob': 'X', 'ports': {'f': 'v', '_id': 'x'}}
    check('values in order', query('LSet', mixed, boxes=[box], outer={'v': 'v', 'x': 'x'})[1]['rows'],
          [[-1.5, 7], [3, 4], [3, 9], [False, 8], [True, 3], ['a', 5], ['b', 1], [{'_var': 1}, 6], [{'_var': 3}, 2]])
    for param, rows in [(3, [[4], [9]]), (3.0, [[4], [9]]), (1, []), (True, [[3]]), ('a', [[5]]), ('c', []), ({'_var': 3}, [[2]]),
                        ({'_var': 2}, [])]:
        check(f'{param}', query('LSet', mixed, boxes=[box], outer={'x': 'x'}, params={'v': param})[1]['rows'], rows)
    for param in [None, {'_var': 4}, [], {}]:
        check(f'{param}', query('LSet', mixed, boxes=[box], outer={'x': 'x'}, params={'v': param})[0], 2)
    full = {'parts': {'V': 100}}
    for n, status in [('1000', 3), ('100000', 0)]:
        check(f'budget {n}', query('Graph', full, '--budget', n, boxes=[{'ob': 'V'}, {'ob': 'V'}], outer={})[0], status)


def order(entry):
    """Numbers, booleans, strings, variables."""
    if isinstance(entry, dict):
        return 3, entry['_var']
    kind, x = value(entry)
    return {'number': 0, 'boolean': 1, 'string': 2}[kind], x


def tagged(entry):
    return ('variable', entry['_var']) if isinstance(entry, dict) else value(entry)


def solve(instance, boxes, outer, params):
    """Nested loops."""
    rows = []
    for parts in itertools.product(*[range(1, instance['parts'][box['ob']] + 1) for box in boxes]):
        values = dict(params)
        if all(tagged(values.setdefault(variable, entry)) == tagged(entry)
               for box, part in zip(boxes, parts) for port, variable in box['ports'].items()
               for entry in [part if port == '_id' else instance['tables'][port][part - 1]]):
            rows.append([values[variable] for variable in outer.values()])
    return sorted(rows, key=lambda row: [order(entry) for entry in row])


def check_random_queries():
    chance = random.Random(7)
    constants = [0, 1, 1.0, True, 'a', '1', {'_var': 1}, {'_var': 2}]
    for case in range(60):
        n, m = chance.randrange(1, 4), chance.randrange(5)
        homs = {h: [chance.randrange(1, n + 1) for _ in range(m)] for h in ['src', 'tgt']}
        attrs = {'vlabel': [chance.choice(constants) for _ in range(n)], 'elabel': [chance.choice(constants) for _ in range(m)]}
        instance = {'parts': {'V': n, 'E': m}, 'homs': homs, 'vars': {'Label': 2}, 'attrs': attrs}
        boxes = [{'ob': 'E', 'ports': {port: pool + str(chance.randrange(2))
                                       for port, pool in [('src', 'v'), ('tgt', 'v'), ('_id', 'e'), ('elabel', 'l')] if chance.random() < .6}}
                 if chance.random() < .6 else
                 {'ob': 'V', 'ports': {port: pool + str(chance.randrange(2))
                                       for port, pool in [('_id', 'v'), ('vlabel', 'l')] if chance.random() < .7}}
                 for _ in range(chance.randrange(4))]
        used = sorted({variable for box in boxes for variable in box['ports'].values()})
        outer = {f'c{i}': variable for i, variable in enumerate(chance.sample(used, chance.randrange(len(used) + 1)))}
        params = {variable: {'v': chance.randrange(1, n + 1), 'e': chance.randrange(1, m + 1) if m else None,
                             'l': chance.choice(constants)}[variable[0]]
                  for variable in used if chance.random() < .2 and (m or variable[0] != 'e')}
        status, answer = query('VELabeledGraph', instance, boxes=boxes, outer=outer, params=params)
        expected = solve(dict(instance, tables=dict(homs, **attrs)), boxes, outer, params)
        check(f'{instance} {boxes} {outer} {params}', (status, [[tagged(x) for x in row] for row in answer['rows']], answer['count']),
              (0, [[tagged(x) for x in row] for row in expected], len(expected)))


def duc(schema, instance, target, *options, **arguments):
    return ask(schema, {'A': instance}, 'duc_query', *options, target_schema=target, **arguments)


def check_ducs():
    vertices = {'cases': [{'name': 'v', 'gens': {'v': 'V'}}]}
    edges = {'cases': [{'name': 'e', 'gens': {'e': 'E'}}, {'name': 'loop', 'gens': {'x': 'V'}}]}
    homs = {h: {'e': ['v', {'v': ['e', [h]]}], 'loop': ['v', {'v': ['x', []]}]} for h in ['src', 'tgt']}
    objects = {'V': vertices, 'E': edges}
    check('cases in order', duc('Graph', PATH, 'Graph', objects=objects, homs=homs)[1]['instance'],
          {'parts': {'V': 3, 'E': 5}, 'homs': {'src': [1, 2, 1, 2, 3], 'tgt': [2, 3, 1, 2, 3]}})
    pairs = {'cases': [{'name': 'p', 'gens': {'x': 'V', 'y': 'V'}}]}
    check('the first generator fastest',
          duc('Graph', PATH, 'Graph', objects={'V': vertices, 'E': pairs},
              homs={'src': {'p': ['v', {'v': ['x', []]}]}, 'tgt': {'p': ['v', {'v': ['y', []]}]}})[1]['instance']['homs'],
          {'src': [1, 2, 3] * 3, 'tgt': [1, 1, 1, 2, 2, 2, 3, 3, 3]})
    check('an object of which nothing is said', duc('Graph', PATH, 'Graph', objects={'V': vertices})[1]['instance']['parts'], {'V': 3, 'E': 0})
    labelled = {'parts': {'X': 3}, 'vars': {'D': 2}, 'attrs': {'f': [{'_var': 2}, 1, {'_var': 2}]}}
    same = {'X': {'cases': [{'name': 'p', 'gens': {'x': 'X', 'y': 'X'}, 'eqs': [[['x', ['f']], ['y', ['f']]]]}]}}
    check('variables are equal to themselves only, and stay', duc('LSet', labelled, 'LSet', objects=same, attrs={'f': {'p': ['y', ['f']]}})[1]['instance'],
          {'parts': {'X': 5}, 'homs': {}, 'vars': {'D': 2}, 'attrs': {'f': [{'_var': 2}, {'_var': 2}, 1, {'_var': 2}, {'_var': 2}]}})

    def said(**changed):
        return duc('Graph', PATH, 'Graph', **dict({'objects': objects, 'homs': homs}, **changed))

    for what, found, told in [
        ('no objects', duc('Graph', PATH, 'Graph'), "the operation has no 'objects'"),
        ('no target', ask('Graph', {'A': PATH}, 'duc_query', objects={}), "the operation has no 'target_schema'"),
        ('an object that there is not', said(objects={'W': vertices}), "no object 'W'"),
        ('no cases', said(objects={'V': {}}), "there are no 'cases' of 'V'"),
        ('a case without a name', said(objects={'V': {'cases': [{}]}}), "this case has no 'name'"),
        ('a case twice', said(objects={'V': {'cases': [{'name': 'v'}, {'name': 'v'}]}}), "'V' has a case 'v' already"),
        ('no such object', said(objects={'V': {'cases': [{'name': 'v', 'gens': {'v': 'W'}}]}}), "no object 'W'"),
        ('no such generator', said(objects={'V': {'cases': [{'name': 'v', 'eqs': [[['x', []], ['x', []]]]}]}}), "no generator 'x'"),
        ('half an equation', said(objects={'V': {'cases': [{'name': 'v', 'eqs': [[['x', []]]]}]}}), 'two [generator, path]s'),
        ('paths to two objects', said(objects={'V': {'cases': [{'name': 'v', 'gens': {'e': 'E', 'v': 'V'}, 'eqs': [[['e', []], ['v', []]]]}]}}),
         'do not end at the same'),
        ('no such hom', said(homs={'h': {}}), "no hom 'h'"),
        ('a hom of which nothing is said', said(homs={'src': homs['src']}), "nothing says where 'tgt' sends the case 'e'"),
        ('a generator of which nothing is said', said(homs=dict(homs, src={'e': ['v', {}], 'loop': homs['src']['loop']})),
         "nothing says what 'src' of the case 'e' has at the generator 'v'"),
        ('no such case', said(homs={'src': {'x': ['v', {}]}}), "'E' has no case 'x'"),
        ('no such case to go to', said(homs={'src': {'e': ['x', {}]}}), "'V' has no case 'x'"),
        ('a path to elsewhere', said(homs=dict(homs, src={'e': ['v', {'v': ['e', []]}]})), "the path from 'e' does not end where 'v' is"),
        ('an attribute of which nothing is said', duc('LSet', labelled, 'LSet', objects=same), "nothing says which 'f' the case 'p' has"),
        ('an attribute from no attribute', duc('LSet', labelled, 'LSet', objects=same, attrs={'f': {'p': ['x', []]}}), 'does not end in an attribute'),
    ]:
        refused(what, found, told)
    only_loops = {'cases': [{'name': 'v', 'gens': {'e': 'E'}, 'eqs': [[['e', ['src']], ['e', ['tgt']]]]}]}
    to_loops = {h: {'e': ['v', {'e': ['e', []]}]} for h in ['src', 'tgt']}
    refused('a part outside the limit', said(objects={'V': only_loops, 'E': {'cases': edges['cases'][:1]}}, homs=to_loops),
            "breaks an equation of case 'v'", 'equation_violated', 1)
    symmetric = {'parts': {'V': 2, 'E': 2}, 'homs': {'src': [1, 2], 'tgt': [2, 1], 'inv': [2, 1]}}
    for inverse, status in [(['inv'], 0), ([], 1)]:
        found = duc('SymmetricGraph', symmetric, 'SymmetricGraph', objects={'V': vertices, 'E': {'cases': edges['cases'][:1]}},
                    homs=dict({h: {'e': homs[h]['e']} for h in homs}, inv={'e': ['e', {'e': ['e', inverse]}]}))
        check('an equation of the target', (found[0], found[1].get('error')), (status, 'equation_violated' if status else None))
    refused('the budget', said(objects={'V': {'cases': [{'name': 'v', 'gens': {g: 'V' for g in 'abcdefghijklmnopq'}}]}}, homs={}),
            'and the budget has', 'budget', 3)


def chase(schema, instances, morphisms, dependencies, rounds, *options):
    morphisms = {name: {'dom': ends[0], 'codom': ends[1], 'components': ends[2]} for name, ends in morphisms.items()}
    return ask(schema, instances, 'chase', *options, morphisms=morphisms, dependencies=dependencies, rounds=rounds)


def check_chases():
    point, edge, nothing = {'parts': {'V': 1}}, {'parts': {'V': 2, 'E': 1}, 'homs': {'src': [1], 'tgt': [2]}}, {}
    known = {'A': point, 'P': point, 'E': edge, 'N': nothing}
    out = {'out': ('P', 'E', {'V': [1]}), 'some': ('N', 'P', {})}
    for rounds, size, terminates in [(0, 1, False), (1, 2, False), (3, 4, False)]:
        found = chase('Graph', known, out, ['out'], rounds)
        check(f'{rounds} rounds', (found[0], found[1]['instance']['parts']['V'], found[1]['terminates']), (0, size, terminates))
    check('no dependencies', chase('Graph', known, out, [], 5)[1]['terminates'], True)
    check('what holds', chase('Graph', known, out, ['some'], 0)[1], {'instance': {'parts': {'V': 1, 'E': 0}, 'homs': {'src': [], 'tgt': []}}, 'terminates': True})
    check('the last round may be the one that ends it', chase('Graph', dict(known, A=nothing), out, ['some'], 1)[1]['terminates'], True)
    refused('without end', chase('Graph', known, out, ['out'], 10 ** 15, '--budget', '10000'), 'budget', 'budget', 3)
    # Each turn copies what there is: many turns that add a part each cost more than the parts.
    refused('copies', chase('Graph', known, out, ['out'], 5000, '--budget', '100000'), 'budget', 'budget', 3)
    for rounds in [-1, 1.5, '1', None]:
        check(f'{rounds} rounds', chase('Graph', known, out, ['out'], rounds)[0], 2)
    refused('no rounds', ask('Graph', {'A': point}, 'chase', dependencies=[]), "the operation has no 'rounds'")
    refused('no dependencies', ask('Graph', {'A': point}, 'chase', rounds=1), "the operation has no 'dependencies'")
    refused('an unknown one', chase('Graph', known, out, ['in'], 1), "there is nothing called 'in'")
    refused('another schema', chase('Graph', {'A': {'schema': 'Set', 'parts': {'X': 1}}, 'P': point}, {'id': ('P', 'P', {'V': [1]})}, ['id'], 1),
            'different schemas')
    refused('not natural', chase('Graph', dict(known, A=edge), {'turn': ('E', 'E', {'V': [2, 1], 'E': [1]})}, ['turn'], 1), '', 'not_natural', 1)

    def one(*values, n=0):
        return {'parts': {'X': len(values)}, 'homs': {}, 'vars': {'D': n}, 'attrs': {'f': list(values)}}

    x, y = {'_var': 1}, {'_var': 2}
    glue = {'glue': ('two', 'one', {'X': [1, 1]})}
    pairs = {'two': one(x, y, n=2), 'one': one(x, n=1)}
    check('a variable becomes a constant', chase('LSet', dict(pairs, A=one(x, 5, x, n=1)), glue, ['glue'], 2)[1],
          {'instance': one(5), 'terminates': True})
    refused('constants meet', chase('LSet', dict(pairs, A=one(5, 6)), glue, ['glue'], 2), 'would be both 5 and 6', 'attribute_conflict', 1)
    to_constant = {'five': ('any', 'const', {'X': [1]})}
    fives = {'any': one(x, n=1), 'const': one(5)}
    check('values without parts', chase('LSet', dict(fives, A=one(x, y, n=2)), to_constant, ['five'], 1)[1],
          {'instance': one(5, 5), 'terminates': True})
    refused('a constant that is not it', chase('LSet', dict(fives, A=one(x, 'a', n=1)), to_constant, ['five'], 1), '', 'attribute_conflict', 1)
    refused('a variable that nothing uses', chase('LSet', {'A': one(1), 'any': one(n=1)}, {'id': ('any', 'any', {'D': [x]})}, ['id'], 1), '',
            'free_floating_variable', 1)
    # Each of two vertices gets an edge; both get one, or the first one does for both.
    found = chase('Graph', dict(known, A={'parts': {'V': 2}}), {'some': ('N', 'E', {})}, ['some'], 3)[1]
    check('once is enough', (found['instance']['parts'], found['terminates']), ({'V': 4, 'E': 1}, True))
    triangle = {'parts': {'V': 3, 'E': 3}, 'homs': {'src': [1, 2, 1], 'tgt': [2, 3, 3]}}
    for n in range(2, 7):
        path = {'parts': {'V': n, 'E': n - 1}, 'homs': {'src': list(range(1, n)), 'tgt': list(range(2, n + 1))}}
        found = chase('Graph', {'A': path, 'P': PATH, 'T': triangle}, {'t': ('P', 'T', {'V': [1, 2, 3], 'E': [1, 2]})}, ['t'], 9)[1]
        closure = [(a, b) for a in range(1, n + 1) for b in range(a + 1, n + 1)]
        check('closure', (found['terminates'], isomorphic(found['instance'], {
            'parts': {'V': n, 'E': len(closure)}, 'homs': {'src': [a for a, _ in closure], 'tgt': [b for _, b in closure]}}, GRAPH)),
              (True, True))


def check_sizes():
    """What is large is refused before memory is taken for it."""
    n = 2000000000
    huge, one, big = {'parts': {'X': n}}, {'parts': {'X': 1}}, {'parts': {'X': 1}, 'vars': {'D': n}, 'attrs': {'f': [1]}}
    same = {'X': {'cases': [{'name': 'c', 'gens': {'x': 'X', 'y': 'X'}, 'eqs': [[['x', []], ['y', []]]]}]}}
    for what, found in [
        ('sigma', migrate('sigma', 'Set', huge, 'DDS42', {})), ('pi', migrate('pi', 'Set', huge, 'Set', {})),
        ('delta', migrate('delta', 'Set', huge, 'Set', {})), ('variables', migrate('sigma', 'LSet', big, 'A2', {})),
        ('a query', query('Set', huge, boxes=[{'ob': 'X', 'ports': {'_id': 'x'}}], outer={'x': 'x'}, params={'x': 1})),
        ('a query that makes a C-set', duc('Set', huge, 'Set', objects=same)),
        ('what is chased', chase('Set', {'A': huge}, {}, [], 1)),
        ('a conclusion', chase('Set', {'A': one, 'N': {}, 'H': huge}, {'d': ('N', 'H', {})}, ['d'], 1)),
        ('a conclusion with variables', chase('LSet', {'A': big, 'N': {}, 'H': big}, {'d': ('N', 'H', {})}, ['d'], 1)),
    ]:
        refused(what, found, '', 'budget', 3)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for part in [check_sigma, check_functors, check_pi, check_queries, check_random_queries, check_ducs, check_chases, check_sizes]:
            part()
    end()


main()
