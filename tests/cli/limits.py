"""Requests for limits, sub-objects and what is made of them: judged by going through all there is, and at the edges.

Usage: limits.py COLIM
"""

import itertools
import json
import os
import random
import tempfile

from isomorphism import isomorphic, value
from support import ask, check, end

GRAPH = {'Ob': ['V', 'E'], 'Hom': {'src': ['E', 'V'], 'tgt': ['E', 'V']}, 'AttrType': [], 'Attr': {}}
WEIGHTED = dict(GRAPH, AttrType=['Weight'], Attr={'weight': ['E', 'Weight']})
# Two attributes of one type.
LABELLED = {'Ob': ['X', 'Y'], 'Hom': {'h': ['X', 'Y']}, 'AttrType': ['D'], 'Attr': {'f': ['X', 'D'], 'g': ['Y', 'D']}}
POINT = {'parts': {'V': 1}}
EDGE = {'parts': {'V': 2, 'E': 1}, 'homs': {'src': [1], 'tgt': [2]}}
LOOP = {'parts': {'V': 1, 'E': 1}, 'homs': {'src': [1], 'tgt': [1]}}


def refused(what, request, told, status=2, code='bad_request', schema='Graph'):
    found, answer = ask(request, schema=schema)
    check(f'{what}: {answer}', (found, answer.get('error'), told in answer.get('message', '')), (status, code, True))


def operate(op, instances, *options, schema='Graph', morphisms=None, **arguments):
    operation = dict({'op': op}, **arguments)
    return ask({'instances': instances, 'morphisms': morphisms or {}, 'operation': operation}, *options, schema=schema)


def parts(instance, ob):
    return range(1, instance['parts'].get(ob, 0) + 1)


def random_instance(chance, schema, most, constants):
    """All its variables are used."""
    sizes = {ob: chance.randrange(most + 1) for ob in schema['Ob']}
    for dom, codom in schema['Hom'].values():
        if sizes[dom] > 0:
            sizes[codom] = max(sizes[codom], 1)
    homs = {name: [chance.randrange(sizes[codom]) + 1 for _ in range(sizes[dom])]
            for name, (dom, codom) in schema['Hom'].items()}
    used, attrs = {}, {}
    for name, (dom, codom) in schema['Attr'].items():
        attrs[name] = []
        for _ in range(sizes[dom]):
            if chance.random() < 0.5:
                attrs[name].append(chance.choice(constants))
            else:
                used[codom] = max(used.get(codom, 0), variable := chance.randint(1, used.get(codom, 0) + 1))
                attrs[name].append({'_var': variable})
    return {'parts': sizes, 'homs': homs, 'vars': {t: used.get(t, 0) for t in schema['AttrType']}, 'attrs': attrs}


def entry(x):
    """A value of an attribute as something to compare and to put into sets."""
    return ('variable', x['_var']) if isinstance(x, dict) else value(x)


def list_homs(schema, a, b):
    """All homomorphisms, by trying all functions."""
    for images in itertools.product(*[itertools.product(parts(b, ob), repeat=a['parts'][ob]) for ob in schema['Ob']]):
        f = dict(zip(schema['Ob'], images))
        if any(f[codom][y - 1] != b['homs'][name][f[dom][x] - 1] for name, (dom, codom) in schema['Hom'].items()
               for x, y in enumerate(a['homs'][name])):
            continue
        variables, good = {}, True
        for name, (dom, codom) in schema['Attr'].items():
            for x, before in enumerate(a['attrs'][name]):
                after = b['attrs'][name][f[dom][x] - 1]
                if isinstance(before, dict):
                    good = good and entry(variables.setdefault((codom, before['_var']), after)) == entry(after)
                else:
                    good = good and entry(before) == entry(after)
        if good:
            yield dict({ob: list(f[ob]) for ob in schema['Ob']},
                       **{t: [variables[t, v + 1] for v in range(a['vars'].get(t, 0))] for t in schema['AttrType']})


def judge_limit(what, schema, objects, arrows, answer):
    """Is the answer the limit?  Arrows are (source, target, components)."""
    apex, legs = answer['instance'], answer['legs']
    tuples = {}
    for ob in schema['Ob']:
        tuples[ob] = [t[::-1] for t in itertools.product(*[parts(o, ob) for o in reversed(objects)])
                      if all(f[ob][t[::-1][s] - 1] == t[::-1][e] for s, e, f in arrows)]
        found = [[leg[ob][x] for leg in legs] for x in range(len(tuples[ob]))]
        check(f'{what}: legs over {ob}', found, [list(t) for t in tuples[ob]])
        check(f'{what}: parts of {ob}', apex['parts'][ob], len(tuples[ob]))
    for name, (dom, codom) in schema['Hom'].items():
        check(f'{what}: {name}', apex['homs'][name],
              [tuples[codom].index(tuple(o['homs'][name][x - 1] for o, x in zip(objects, t))) + 1 for t in tuples[dom]])
    for t in schema['AttrType']:
        numbers = {}
        for name, (dom, codom) in schema['Attr'].items():
            for x, found in zip(tuples[dom] if codom == t else [], apex['attrs'][name]):
                values = tuple(entry(o['attrs'][name][i - 1]) for o, i in zip(objects, x))
                if values and len(set(values)) == 1 and values[0][0] != 'variable':
                    check(f'{what}: constant', entry(found), values[0])
                else:
                    check(f'{what}: variable', numbers.setdefault(values, found), found)
                    check(f'{what}: its images', tuple(entry(leg[t][found['_var'] - 1]) for leg in legs), values)
        check(f'{what}: variables of {t}', (len({json.dumps(v) for v in numbers.values()}), apex['vars'][t]),
              (len(numbers), len(numbers) if objects else 1))


def check_random_limits():
    chance = random.Random(1)
    for case in range(80):
        schema, constants = chance.choice([(GRAPH, []), (WEIGHTED, [1, 1.0, True, 'x']), (LABELLED, [2, 2.0, '2'])])
        objects = [random_instance(chance, schema, 2, constants) for _ in range(chance.randrange(4))]
        arrows = []
        for _ in range(chance.randrange(4)):
            s, e = (chance.randrange(len(objects)) for _ in range(2)) if objects else (0, 0)
            homs = list(list_homs(schema, objects[s], objects[e])) if objects else []
            arrows += [(s, e, chance.choice(homs))] if homs else []
        names = [f'A{i}' for i in range(len(objects))]
        instances = dict(zip(names, objects))
        morphisms = {f'f{i}': {'dom': names[s], 'codom': names[e], 'components': f}
                     for i, (s, e, f) in enumerate(arrows)}
        given = {'schema': schema, 'morphisms': morphisms}
        status, answer = operate('limit', instances, objects=names, arrows=list(morphisms), **given)
        check(f'limit {case}', status, 0)
        judge_limit(f'limit {case}', schema, objects, arrows, answer)
        status, answer = operate('product', instances, schema=schema, factors=names)
        judge_limit(f'product {case}', schema, objects, [], answer)
        if arrows:
            s, e, f = arrows[0]
            g = chance.choice(list(list_homs(schema, objects[s], objects[e])))
            morphisms['g'] = {'dom': names[s], 'codom': names[e], 'components': g}
            status, answer = operate('equalizer', instances, f='f0', g='g', **given)
            ends = [objects[s], objects[e]]
            judge_limit(f'equalizer {case}', schema, ends, [(0, 1, f), (0, 1, g)], answer)
            status, answer = operate('pullback', instances, f='f0', g='g', **given)
            judge_limit(f'pullback {case}', schema, [objects[s]] + ends, [(0, 2, f), (1, 2, g)], answer)


def check_limits():
    check('terminal', operate('terminal', {}, schema='WeightedGraph'),
          (0, {'instance': dict(LOOP, vars={'Weight': 1}, attrs={'weight': [{'_var': 1}]})}))
    check('the product of none', operate('product', {}, factors=[]), (0, {'instance': LOOP, 'legs': []}))
    check('the limit of none', operate('limit', {}, objects=[], arrows=[]), (0, {'instance': LOOP, 'legs': []}))
    lone = operate('terminal', {}, schema={'Ob': [], 'AttrType': ['D']})[1]['instance']
    check('a type without attributes', lone['vars'], {'D': 1})
    unused = {'parts': {'X': 1}, 'vars': {'D': 3}, 'attrs': {'f': [{'_var': 2}]}}
    check('unused variables are left out', operate('product', {'A': unused}, schema='LSet', factors=['A']),
          (0, {'instance': {'parts': {'X': 1}, 'homs': {}, 'vars': {'D': 1}, 'attrs': {'f': [{'_var': 1}]}},
               'legs': [{'X': [1], 'D': [{'_var': 2}]}]}))
    other = operate('product', {'A': {'schema': 'Set', 'parts': {'X': 2}}}, factors=['A', 'A'])[1]['instance']
    check('on another schema', other, {'schema': 'Set', 'parts': {'X': 4}, 'homs': {}})
    for what, op, arguments, told in [
        ('another schema', 'product', {'factors': ['P', 'S']}, 'the C-sets have different schemas'),
        ('not parallel', 'equalizer', {'f': 'f', 'g': 'id'}, 'is not object'),
        ('no cospan', 'pullback', {'f': 'f', 'g': 'id'}, 'is not object'),
        ('an arrow from elsewhere', 'limit', {'objects': ['P'], 'arrows': ['f']},
         "'G', the 'codom' of this arrow, is none of the objects"),
        ('no factors', 'product', {}, "the operation has no 'factors'"),
    ]:
        refused(what, {'instances': {'P': POINT, 'G': EDGE, 'S': {'schema': 'Set'}},
                       'morphisms': {'f': {'dom': 'P', 'codom': 'G', 'components': {'V': [1]}},
                                     'id': {'dom': 'P', 'codom': 'P', 'components': {'V': [1]}}},
                       'operation': dict({'op': op}, **arguments)}, told)
    refused('no schema', {'operation': {'op': 'terminal'}, 'schema': 'none'}, "there is no schema 'none'")
    large = {'A': {'parts': {'X': 100000}}, 'O': {'parts': {'X': 0}}, 'one': {'parts': {'X': 1}}}
    for factors, status in [(2 * ['A'], 3), (6 * ['A'], 3), (['A', 'A', 'O'], 0), (['A'] + 200 * ['one'], 3)]:
        check('a product beyond the budget', operate('product', large, schema='Set', factors=factors)[0], status)
    constant = {'dom': 'A', 'codom': 'one', 'components': {'X': 100000 * [1]}}
    check('a pullback beyond the budget',
          operate('pullback', large, schema='Set', morphisms={'f': constant}, f='f', g='f')[0], 3)
    squares = {'A': {'parts': {'X': 30}}}
    check('budgets', [operate('product', squares, '--budget', n, schema='Set', factors=['A', 'A'])[0]
                      for n in ['899', '1800']], [3, 0])


def closed(schema, instance, subset):
    return all(instance['homs'][name][x - 1] in subset[codom]
               for name, (dom, codom) in schema['Hom'].items() for x in subset[dom])


def list_subobjects(schema, instance):
    subsets = [[set(s) for n in range(instance['parts'][ob] + 1)
                for s in itertools.combinations(parts(instance, ob), n)] for ob in schema['Ob']]
    return [s for s in (dict(zip(schema['Ob'], c)) for c in itertools.product(*subsets)) if closed(schema, instance, s)]


def restrict(schema, instance, subset):
    """The instance of a sub-object, with the variables that it uses."""
    number = {ob: {x: i + 1 for i, x in enumerate(sorted(subset[ob]))} for ob in schema['Ob']}
    restricted = {'parts': {ob: len(subset[ob]) for ob in schema['Ob']}, 'homs': {}, 'vars': {}, 'attrs': {}}
    for name, (dom, codom) in schema['Hom'].items():
        restricted['homs'][name] = [number[codom][instance['homs'][name][x - 1]] for x in sorted(subset[dom])]
    for t in schema['AttrType']:
        values = {name: [instance['attrs'][name][x - 1] for x in sorted(subset[dom])]
                  for name, (dom, codom) in schema['Attr'].items() if codom == t}
        kept = sorted({v['_var'] for column in values.values() for v in column if isinstance(v, dict)})
        restricted['vars'][t] = len(kept)
        for name, column in values.items():
            restricted['attrs'][name] = [{'_var': kept.index(v['_var']) + 1} if isinstance(v, dict) else v
                                         for v in column]
    return restricted


def check_answer(what, schema, instance, answer, expected):
    check(what, answer.get('subobject'), {ob: sorted(expected[ob]) for ob in schema['Ob']})
    found = answer.get('instance', {})
    check(f'{what}: instance', {key: found.get(key, {}) for key in ['parts', 'homs', 'vars', 'attrs']},
          restrict(schema, instance, expected))


def check_random_subobjects():
    chance = random.Random(2)
    below = lambda a, b: all(a[ob] <= b[ob] for ob in a)
    least = lambda found: next(s for s in found if all(below(s, t) for t in found))
    greatest = lambda found: next(s for s in found if all(below(t, s) for t in found))
    both = lambda a, b: {ob: a[ob] & b[ob] for ob in a}
    either = lambda a, b: {ob: a[ob] | b[ob] for ob in a}
    for case in range(40):
        schema = chance.choice([GRAPH, WEIGHTED, LABELLED])
        instance = random_instance(chance, schema, 3, [1, 'x'])
        subobjects = list_subobjects(schema, instance)
        a, b = chance.choice(subobjects), chance.choice(subobjects)
        top, bottom = greatest(subobjects), least(subobjects)
        given = {n: {ob: chance.sample(sorted(s[ob]), len(s[ob])) for ob in s} for n, s in [('A', a), ('B', b)]}
        for op, expected in [
            ('meet', both(a, b)), ('join', either(a, b)),
            ('implies', greatest([c for c in subobjects if below(both(c, a), b)])),
            ('subtract', least([c for c in subobjects if below(a, either(c, b))])),
            ('negate', greatest([c for c in subobjects if both(c, a) == bottom])),
            ('non', least([c for c in subobjects if either(c, a) == top])),
        ]:
            answer = operate(f'subobject_{op}', {'X': instance}, schema=schema, of='X', subobjects=given)[1]
            check_answer(f'{op} {case}', schema, instance, answer, expected)
        check(f'count {case}', operate('subobject_count', {'X': instance}, schema=schema, of='X')[1],
              {'count': len(subobjects)})
        codom = random_instance(chance, schema, 3, [1, 'x'])
        homs = list(list_homs(schema, instance, codom))
        if homs:
            f = chance.choice(homs)
            morphism = {'f': {'dom': 'X', 'codom': 'Y', 'components': f}}
            image = lambda s: {ob: {f[ob][x - 1] for x in s[ob]} for ob in s}
            c = chance.choice(list_subobjects(schema, codom))
            arguments = {'schema': schema, 'morphisms': morphism, 'f': 'f'}
            answer = operate('image', {'X': instance, 'Y': codom}, subobject=given['A'], **arguments)[1]
            check_answer(f'image {case}', schema, codom, answer, image(a))
            answer = operate('image', {'X': instance, 'Y': codom}, **arguments)[1]
            check_answer(f'image of all {case}', schema, codom, answer, image(top))
            target = {ob: sorted(c[ob]) for ob in c}
            answer = operate('preimage', {'X': instance, 'Y': codom}, subobject=target, **arguments)[1]
            check_answer(f'preimage {case}', schema, instance, answer,
                         {ob: {x for x in top[ob] if f[ob][x - 1] in c[ob]} for ob in top})


def check_subobjects():
    identity = {'dom': 'X', 'codom': 'X', 'components': {'V': [1, 2], 'E': [1]}}
    for subobject, told in [
        ({'V': [1], 'E': [1]},
         "no sub-object: it has part 0 of 'E', but not part 1 of 'V', which is its 'tgt', counted from 0"),
        ({'E': [1]}, 'no sub-object'), ({'V': [3]}, "'V' has 2 parts, there is no part 3"),
        ({'V': [0]}, "this part of 'V' is undefined"), ({'V': [None]}, "this part of 'V' is undefined"),
        ({'V': ['1']}, "expected a part of 'V'"), ({'V': 1}, 'expected parts, as an array'),
        ({'W': []}, "no object 'W' in the schema"), ([1], 'object'), ({'V': [-1]}, "there is no part -1"),
    ]:
        request = {'instances': {'X': EDGE}, 'morphisms': {'f': identity}}
        for op in ['image', 'preimage']:
            operation = {'op': op, 'f': 'f', 'subobject': subobject}
            refused(f'{op} of {subobject}', dict(request, operation=operation), told)
        for op in ['negate', 'non', 'meet', 'join', 'implies', 'subtract']:
            others = {'B': {}} if op not in ['negate', 'non'] else {}
            refused(f'{op} of {subobject}', dict(request, operation={
                'op': f'subobject_{op}', 'of': 'X', 'subobjects': dict({'A': subobject}, **others)}), told)
    for operation, told in [
        ({'op': 'preimage', 'f': 'f'}, "the operation has no 'subobject'"),
        ({'op': 'subobject_meet', 'of': 'X', 'subobjects': {'A': {}}}, "there is no sub-object 'B'"),
        ({'op': 'subobject_non', 'of': 'X'}, "the operation has no 'subobjects'"),
    ]:
        refused(f'{operation}', {'instances': {'X': EDGE}, 'morphisms': {'f': identity}, 'operation': operation}, told)
    twisted = dict(identity, components={'V': [2, 1], 'E': [1]})
    refused('not natural', {'instances': {'X': EDGE}, 'morphisms': {'f': twisted},
                            'operation': {'op': 'image', 'f': 'f'}}, '', status=1, code='not_natural')
    negated = operate('subobject_negate', {'X': EDGE}, of='X', subobjects={'A': {'V': [2, 2]}})[1]
    check('parts twice, and none', negated['subobject'], {'V': [1], 'E': []})
    path = {'parts': {'V': 20, 'E': 19}, 'homs': {'src': list(range(1, 20)), 'tgt': list(range(2, 21))}}
    check('a path', operate('subobject_count', {'X': path}, of='X'), (0, {'count': 165580141}))
    check('points', [operate('subobject_count', {'X': {'parts': {'V': n}}}, of='X')[1] for n in [0, 52, 53, 100]],
          [{'count': 1}, {'count': 2 ** 52}, {'count': str(2 ** 53)}, {'count': str(2 ** 100)}])
    n = 10000
    path = {'parts': {'V': n, 'E': n - 1}, 'homs': {'src': list(range(1, n)), 'tgt': list(range(2, n + 1))}}
    before, last = 0, 1
    for _ in range(2 * n):
        before, last = last, (before + last) % 10 ** 9
    count = operate('subobject_count', {'X': path}, of='X')[1]['count']
    check('a long path', (len(count), int(count[-9:])), (4180, last))
    check('budgets', [operate('subobject_count', {'X': EDGE}, '--budget', b, of='X')[0] for b in ['2', '1000']], [3, 0])


def check_truth_values():
    two = {'Ob': ['A', 'B'], 'Hom': {'f': ['A', 'B'], 'g': ['B', 'A']}, 'AttrType': [], 'Attr': {},
           'equations': [{'dom': 'A', 'lhs': ['f', 'g'], 'rhs': []}]}
    for schema, sizes in [('Set', {'X': 2}), ('Graph', {'V': 2, 'E': 5}), ('ReflexiveGraph', {'V': 2, 'E': 5}),
                          ('SSet', {'V': 2, 'E': 5, 'T': 19}), ('DDS42', {'X': 4}), ({'Ob': []}, {}),
                          (two, {'A': 2, 'B': 3})]:
        status, answer = operate('subobject_classifier', {}, schema=schema)
        check(f'truth values of {schema}', (status, answer['instance']['parts']), (0, sizes))
    for schema, status, code in [('WeightedGraph', 2, 'bad_request'), ('LSet', 2, 'bad_request'), ('DDS', 3, 'budget'),
                                 ({'Ob': ['X'], 'Hom': {'a': ['X', 'X'], 'b': ['X', 'X']}}, 3, 'budget')]:
        found, answer = operate('subobject_classifier', {}, schema=schema)
        check(f'no truth values of {schema}', (found, answer['error']), (status, code))
    check('a small budget', operate('subobject_classifier', {}, '--budget', '50', schema='SSet')[0], 3)


def check_exponentials():
    chance = random.Random(3)
    names = {'base': 'F', 'exponent': 'G', 'test': 'Z'}
    for case in range(30):
        base, exponent, test = (random_instance(chance, GRAPH, 2, []) for _ in range(3))
        status, answer = operate('internal_hom', {'F': base, 'G': exponent, 'Z': test}, **names)
        product = operate('product', {'Z': test, 'G': exponent}, factors=['Z', 'G'])[1]['instance']
        check(f'curried {case}', (status, answer['curry_count']), (0, len(list(list_homs(GRAPH, product, base)))))
        # By Yoneda, the parts are maps from the product of G with a point or an edge.
        sizes = {}
        for ob, one in [('V', POINT), ('E', EDGE)]:
            product = operate('product', {'Y': one, 'G': exponent}, factors=['Y', 'G'])[1]['instance']
            sizes[ob] = len(list(list_homs(GRAPH, product, base)))
        check(f'parts {case}', answer['instance']['parts'], sizes)
    points = {'parts': {'V': 30}}
    check('too many maps', operate('internal_hom', {'F': points, 'G': points, 'Z': POINT}, **names)[0], 3)
    check('to the empty power', operate('internal_hom', {'F': points, 'G': {}, 'Z': EDGE}, **names)[1],
          {'curry_count': 1, 'instance': LOOP})
    empty = {n: {} for n in 'FGZ'}
    check('on a schema with endless paths', operate('internal_hom', empty, schema='DDS', **names)[0], 3)
    operation = dict({'op': 'internal_hom'}, **names)
    refused('attributes', {'instances': empty, 'operation': operation}, "the schema has the attribute type 'Weight'",
            schema='WeightedGraph')
    for other in 'FGZ':
        refused('another schema', {'instances': dict(empty, **{other: {'schema': 'Set'}}), 'operation': operation},
                'the C-sets have different schemas')
    del operation['test']
    refused('no test', {'instances': empty, 'operation': operation}, "the operation has no 'test'")


def count_overlaps(schema, a, b):
    """By going through pairs of sub-objects, and all bijections of their parts."""
    pairs = spans = 0
    for s in [restrict(schema, a, s) for s in list_subobjects(schema, a)]:
        for t in [restrict(schema, b, t) for t in list_subobjects(schema, b)]:
            isomorphisms = 0
            if (s['parts'], s['vars']) == (t['parts'], t['vars']):
                for f in list_homs(schema, s, t):
                    isomorphisms += all(len(set(f[ob])) == len(f[ob]) for ob in schema['Ob']) and all(
                        len({v['_var'] for v in f[k] if isinstance(v, dict)}) == len(f[k]) for k in schema['AttrType'])
            check('isomorphic', isomorphisms > 0, isomorphic(s, t, schema))
            pairs += isomorphisms > 0
            spans += isomorphisms
    return {'pairs_of_isomorphic_subobjects': pairs, 'monic_spans_up_to_iso': spans}


def check_overlaps():
    chance = random.Random(4)
    for case in range(20):
        schema = chance.choice([GRAPH, WEIGHTED])
        a, b = (random_instance(chance, schema, 2, [1]) for _ in range(2))
        expected = count_overlaps(schema, a, b)
        for turned in [{'a': 'A', 'b': 'B'}, {'a': 'B', 'b': 'A'}]:
            check(f'overlaps {case}', operate('partial_overlaps', {'A': a, 'B': b}, schema=schema, **turned),
                  (0, expected))
    check('nothing in common but nothing', operate('partial_overlaps', {'A': {}, 'B': LOOP}, a='A', b='B')[1],
          {'pairs_of_isomorphic_subobjects': 1, 'monic_spans_up_to_iso': 1})
    points = {'parts': {'V': 30}}
    check('too many', operate('partial_overlaps', {'A': points}, a='A', b='A')[0], 3)
    refused('another schema', {'instances': {'A': {}, 'B': {'schema': 'Set'}},
                               'operation': {'op': 'partial_overlaps', 'a': 'A', 'b': 'B'}},
            'the C-sets have different schemas')


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        check_limits()
        check_random_limits()
        check_subobjects()
        check_random_subobjects()
        check_truth_values()
        check_exponentials()
        check_overlaps()
    end()


main()
