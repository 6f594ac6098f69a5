"""Requests to `colim cset eval` that are at the edges: statuses, codes, what is checked first; and the verbs on files.

Usage: requests.py COLIM
"""

import json
import os
import random
import tempfile

from support import ask, check, end, run, write

GRAPH = {'parts': {'V': 2, 'E': 1}, 'homs': {'src': [1], 'tgt': [2]}}
POINT = {'parts': {'V': 1}}
CYCLE = {'parts': {'V': 2, 'E': 2}, 'homs': {'src': [1, 2], 'tgt': [2, 1]}}
BROKEN = {'parts': {'G': 2}, 'homs': {'f': [1, 1]}}


def algorithm(graph, name, *options, **arguments):
    return ask({'instances': {'A': graph}, 'operation': dict({'op': 'graph_algorithm', 'of': 'A', 'algorithm': name}, **arguments)},
               *options)


def check_refusals():
    for what, request, told in [
        ('no object', [1], 'expected a request, as an object'),
        ('no operation', {}, "expected an 'operation', as an object"),
        ('no op', {'operation': {}}, "the operation has no 'op'"),
        ('an op that there is not', {'operation': {'op': 'glue'}}, "there is no operation 'glue'; there are is_natural, "),
        ('no argument', {'operation': {'op': 'monic_epic'}}, "the operation has no 'f'"),
        ('an argument of another kind', {'operation': {'op': 'coproduct', 'summands': 'A'}}, "expected an array as 'summands'"),
        ('a name that nothing has', {'operation': {'op': 'coproduct', 'summands': ['A']}}, "there is nothing called 'A' in 'instances'"),
        ('no name', {'instances': {'1': POINT}, 'operation': {'op': 'coproduct', 'summands': [1]}}, 'expected a name, as a string'),
        ('no schema', {'schema': 'Graf', 'operation': {'op': 'coproduct', 'summands': []}}, "there is no schema 'Graf'"),
        ('an undefined part', {'instances': {'A': {'parts': {'V': 1, 'E': 1}, 'homs': {'src': [0], 'tgt': [1]}}},
                               'operation': {'op': 'elements', 'of': 'A'}}, "this part of 'V' is undefined"),
        ('no algorithm', {'instances': {'A': POINT}, 'operation': {'op': 'graph_algorithm', 'of': 'A', 'algorithm': 'x'}},
         "there is no algorithm 'x'; there are connected_components, "),
        ('no graph', {'schema': 'Set', 'instances': {'A': {}},
                      'operation': {'op': 'graph_algorithm', 'of': 'A', 'algorithm': 'is_acyclic'}}, 'this is no graph'),
        ('another schema', {'instances': {'A': POINT, 'B': {'schema': 'Set', 'parts': {'X': 1}}},
                            'operation': {'op': 'coproduct', 'summands': ['A', 'B']}}, 'the C-sets have different schemas'),
    ]:
        status, answer = ask(request)
        answer = answer[0] if isinstance(answer, list) else answer
        check(f'{what}: status', (status, answer['error']), (2, 'bad_request'))
        check(f"{what}: {answer['message']}", answer['message'].startswith('request.json:1:') and told in answer['message'], True)
    write('request.json', '{"operation": {,}}')
    check('no JSON', run('cset', 'eval', 'request.json'),
          (2, '', "request.json:1:16: error: expected a key or '}', not ','\n  {\"operation\": {,}}\n                 ^\n"))


def search(dom, codom, options, *arguments, schema='Graph'):
    return ask({'instances': {'A': dom, 'B': codom},
                'operation': {'op': 'homomorphism_count', 'dom': 'A', 'codom': 'B', 'options': options}}, *arguments, schema=schema)


def check_searches():
    for options, told in [
        ([], 'expected options, as an object'),
        ({'monik': True}, "a search has no option 'monik'"),
        ({'monic': 1}, 'expected true, false, or names, as an array'),
        ({'monic': ['W']}, "'W'"),
        ({'monic': [1]}, 'expected a name, as a string'),
        ({'initial': 1}, 'expected images, as an object'),
        ({'initial': {'W': [1]}}, "no object or attribute type 'W'"),
        ({'initial': {'V': 1}}, 'expected images, as an array or an object'),
        ({'initial': {'V': [1, 1, 1]}}, 'there are 3 entries, for 2 elements'),
        ({'initial': {'V': {'3': 1}}}, "there is no element '3', from 1 to 2"),
        ({'initial': {'V': {'1': 3}}}, "'V'"),
        ({'predicates': {'V': {'1': 1}}}, 'expected the images that are allowed, as an array'),
        ({'predicates': {'V': {'1': [0]}}}, "this part of 'V' is undefined"),
        ({'type_components': []}, 'expected tables of constants, as an object'),
        ({'type_components': {'V': []}}, "no attribute type 'V'"),
    ]:
        status, answer = search(GRAPH, CYCLE, options)
        check(f'{options}: status', (status, answer['error']), (2, 'bad_request'))
        check(f"{options}: {answer['message']}", told in answer['message'], True)
    for options, count in [({}, 2), ({'monic': False}, 2), ({'initial': {'V': [0, 1]}}, 1), ({'initial': {'V': {'1': None}}}, 2),
                           ({'predicates': {'E': {'1': []}}}, 0), ({'predicates': {'V': {'2': [2, 2]}}}, 1), ({'iso': True}, 0)]:
        check(f'{options}', search(GRAPH, CYCLE, options)[1]['count'], count)

    def labelled(labels, n_variables):
        n = len(labels)
        return {'parts': {'X': n}, 'vars': {'D': n_variables}, 'attrs': {'f': labels}}

    schema = {'Ob': ['X'], 'AttrType': ['D'], 'Attr': {'f': ['X', 'D']}}
    one, two = labelled([{'_var': 1}, 'a'], 1), labelled(['a', 'b', {'_var': 1}], 1)
    for options, count in [({}, 3), ({'predicates': {'D': {'1': ['b', {'_var': 1}]}}}, 2), ({'initial': {'D': ['b']}}, 1),
                           ({'no_bind': True}, 1), ({'type_components': {'D': [['a', 'b']]}}, 3), ({'type_components': {'D': []}}, 0)]:
        check(f'{options}', search(one, two, options, schema=schema)[1].get('count'), count)
    loose = labelled(['a'], 1)
    for options in [{}, {'type_components': {'D': []}}]:
        status, answer = search(loose, two, options, schema=schema)
        check('a free variable', (status, answer['error']), (1, 'free_floating_variable'))
    for what, options, told in [
        ('a row of one', {'type_components': {'D': [['a']]}}, 'a row has two entries, from and to'),
        ('no row', {'type_components': {'D': ['a']}}, 'expected a row [from, to], as an array'),
        ('an allowed null', {'predicates': {'D': {'1': ['a', None]}}}, 'null is no image'),
        ('a variable beyond', {'predicates': {'D': {'1': ['a', {'_var': 2}]}}}, "'D'"),
    ]:
        status, answer = search(one, two, options, schema=schema)
        check(what, (status, answer['error'], told in answer['message']), (2, 'bad_request', True))
    wide = {'parts': {'V': 12}}
    check('a large count', search({'parts': {'V': 60}}, wide, {})[1], {'count': str(12 ** 60)})
    check('the budget', search(CYCLE, CYCLE, {'monic': True}, '--budget', '1')[0], 3)
    for op, arguments, key, value in [('is_isomorphic', {'a': 'A', 'b': 'B'}, 'result', False), ('is_isomorphic', {'a': 'B', 'b': 'B'}, 'result', True),
                                      ('automorphism_count', {'of': 'B'}, 'count', 2), ('cartesian_count', {'dom': 'A', 'codom': 'B', 'homs': ['src']}, 'count', 0)]:
        found = ask({'instances': {'A': GRAPH, 'B': CYCLE}, 'operation': dict({'op': op}, **arguments)})
        check(op, (found[0], found[1].get(key)), (0, value))


def check_statuses():
    coproduct = {'operation': {'op': 'coproduct', 'summands': []}, 'schema': 'Graph'}
    cycle = {'schema': 'Graph', 'instances': {'A': CYCLE},
             'operation': {'op': 'graph_algorithm', 'of': 'A', 'algorithm': 'path_counts'}}
    broken = {'schema': 'Cyclic4', 'instances': {'A': BROKEN}, 'operation': {'op': 'elements', 'of': 'A'}}
    for requests, status, errors in [
        ([], 0, []), ([coproduct], 0, [None]), ([coproduct, broken], 1, [None, 'equation_violated']),
        ([broken, cycle], 3, ['equation_violated', 'budget']), ([cycle, {}, broken], 2, ['budget', 'bad_request', 'equation_violated']),
    ]:
        found, answers = ask(requests)
        check('a list', (found, [a.get('error') for a in answers]), (status, errors))
    # Facts share schemas, and names of their own come first.
    write('facts.json', json.dumps({'schemas': {'Graph': {'Ob': ['W']}, 'Two': {'Ob': ['A', 'B']}},
                                    'facts': [{'schema': 'Graph', 'operation': {'op': 'coproduct', 'summands': []}},
                                              {'schema': 'Two', 'schemas': {'Two': {'Ob': ['C']}},
                                               'operation': {'op': 'coproduct', 'summands': []}}]}))
    status, out, err = run('cset', 'eval', 'facts.json')
    check('facts', (status, [a['instance']['parts'] for a in json.loads(out)]), (0, [{'W': 0}, {'C': 0}]))


def check_checks():
    """Equations of all C-sets first, then naturality; neither for is_natural and mutation."""
    twisted = {'dom': 'A', 'codom': 'A', 'components': {'V': [2, 1], 'E': [1]}}
    request = {'instances': {'A': GRAPH}, 'morphisms': {'f': twisted}}
    check('not natural', (ask(dict(request, operation={'op': 'monic_epic', 'f': 'f'}))[0],
                          ask(dict(request, operation={'op': 'monic_epic', 'f': 'f'}))[1]['error']), (1, 'not_natural'))
    check('is_natural', ask(dict(request, operation={'op': 'is_natural', 'f': 'f'})),
          (0, {'failures': {'src': [[1, 1, 2]], 'tgt': [[1, 2, 1]]}, 'result': False}))
    broken = {'instances': {'A': BROKEN}, 'morphisms': {'f': {'dom': 'A', 'codom': 'A', 'components': {'G': [2, 1]}}}}
    status, answer = ask(dict(broken, operation={'op': 'monic_epic', 'f': 'f'}), schema='Cyclic4')
    check('equations before naturality', (status, answer['error']), (1, 'equation_violated'))
    status, answer = ask(dict(broken, operation={'op': 'is_natural', 'f': 'f'}), schema='Cyclic4')
    check('is_natural of what breaks equations', (status, answer), (0, {'failures': {'f': [[1, 1, 2], [2, 1, 2]]}, 'result': False}))
    status, answer = ask(dict(broken, operation={'op': 'mutation', 'of': 'A', 'steps': []}), schema='Cyclic4')
    check('mutation of what breaks equations', (status, answer['instance']), (0, BROKEN))
    labelled = {'instances': {'A': {'parts': {'X': 2}, 'vars': {'D': 1}, 'attrs': {'f': [{'_var': 1}, 5]}},
                              'B': {'parts': {'X': 1}, 'attrs': {'f': ['x']}}},
                'morphisms': {'f': {'dom': 'A', 'codom': 'B', 'components': {'X': [1, 1]}}}}
    check('failures of attributes', ask(dict(labelled, operation={'op': 'is_natural', 'f': 'f'}), schema='LSet'),
          (0, {'failures': {'f': [[2, 'x', 5]]}, 'result': False}))


def check_colimits():
    constants = {'instances': {'S': {'parts': {'X': 1}, 'vars': {'D': 1}, 'attrs': {'f': [{'_var': 1}]}},
                               'A': {'parts': {'X': 1}, 'attrs': {'f': [1]}}, 'B': {'parts': {'X': 1}, 'attrs': {'f': [True]}},
                               'C': {'parts': {'X': 1}, 'attrs': {'f': [1.0]}}},
                 'morphisms': {n: {'dom': 'S', 'codom': n, 'components': {'X': [1]}} for n in 'ABC'}}
    status, answer = ask(dict(constants, operation={'op': 'pushout', 'f': 'A', 'g': 'B'}), schema='LSet')
    check('1 is not true', (status, answer['error']), (1, 'attribute_conflict'))
    status, answer = ask(dict(constants, operation={'op': 'pushout', 'f': 'A', 'g': 'C'}), schema='LSet')
    check('1 is 1.0', (status, answer['instance']['attrs'], answer['legs'][2]), (0, {'f': [1]}, {'X': [1], 'D': [1]}))
    check('nothing', ask({'operation': {'op': 'coproduct', 'summands': []}}),
          (0, {'instance': {'parts': {'V': 0, 'E': 0}, 'homs': {'src': [], 'tgt': []}}, 'legs': []}))
    own = {'instances': {'A': {'schema': 'Set', 'parts': {'X': 2}}}, 'operation': {'op': 'coproduct', 'summands': ['A', 'A']}}
    check('on another schema', ask(own)[1]['instance'], {'schema': 'Set', 'parts': {'X': 4}, 'homs': {}})
    own['instances']['A']['schema'] = {'Ob': ['X']}
    check('on a schema without a name', ask(own)[1]['instance']['schema'],
          {'Ob': ['X'], 'Hom': {}, 'AttrType': [], 'Attr': {}, 'equations': []})
    status, answer = ask({'instances': {'A': {'parts': {'X': 2000000000}}},
                          'operation': {'op': 'coproduct', 'summands': ['A', 'A']}}, schema='Set')
    check('more parts than the budget', (status, answer['error']), (3, 'budget'))
    request = {'instances': {'A': GRAPH}, 'operation': {'op': 'coproduct', 'summands': ['A', 'A']}}
    check('budgets', [ask(request, '--budget', n)[0] for n in ['5', '6']], [3, 0])
    status, answer = ask({'instances': {'A': GRAPH, 'P': POINT}, 'morphisms': {'f': {'dom': 'P', 'codom': 'A', 'components': {'V': [1]}}},
                          'operation': {'op': 'colimit', 'objects': ['A'], 'arrows': ['f']}})
    check('an arrow from elsewhere', (status, answer['error']), (2, 'bad_request'))


def mutate(of, *steps, schema='WeightedGraph'):
    return ask({'instances': {'A': of}, 'operation': {'op': 'mutation', 'of': 'A', 'steps': list(steps)}}, schema=schema)


def check_mutation():
    status, answer = mutate({'vars': {'Weight': 1}}, {'do': 'add_parts', 'ob': 'V', 'n': 2},
                            {'do': 'add_part', 'ob': 'E', 'set': {'src': 1, 'weight': {'_var': 1}}},
                            {'do': 'add_parts', 'ob': 'E', 'n': 2, 'set': {'src': [2, 0], 'tgt': [1, None], 'weight': [None, 'x']}},
                            {'do': 'set_subpart', 'ob': 'E', 'part': 1, 'name': 'tgt', 'value': 2},
                            {'do': 'set_subpart', 'ob': 'E', 'part': 2, 'name': 'src', 'value': None})
    check('steps', (status, answer), (0, {
        'instance': {'parts': {'V': 2, 'E': 3}, 'homs': {'src': [1, 0, 0], 'tgt': [2, 1, 0]}, 'vars': {'Weight': 1},
                     'attrs': {'weight': [{'_var': 1}, None, 'x']}},
        'parts': {'V': 2, 'E': 3}, 'homs': {'src': [1, 0, 0], 'tgt': [2, 1, 0]},
        'undefined': {'src': [2, 3], 'tgt': [3]}, 'incident': {'src': [[1], []], 'tgt': [[2], [1]]}}))
    partial = {'parts': {'V': 2, 'E': 1}, 'homs': {'src': [0], 'tgt': [None]}}
    check('partial from the start', mutate(partial, schema='Graph')[1]['undefined'], {'src': [1], 'tgt': [1]})
    path = {'parts': {'V': 3, 'E': 2}, 'homs': {'src': [1, 2], 'tgt': [2, 3]}}
    check('several at once', mutate(path, {'do': 'rem_parts', 'ob': 'V', 'parts': [3, 1, 3]}, schema='Graph')[1]['homs'],
          {'src': [0, 1], 'tgt': [1, 0]})
    for step in [{}, {'do': 'x'}, {'do': 'add_part', 'ob': 'W'}, {'do': 'add_parts', 'ob': 'V', 'n': -1}, {'do': 'add_parts', 'ob': 'V'},
                 {'do': 'rem_part', 'ob': 'V', 'part': 4}, {'do': 'rem_part', 'ob': 'V', 'part': 0},
                 {'do': 'add_part', 'ob': 'E', 'set': {'x': 1}}, {'do': 'add_part', 'ob': 'E', 'set': {'src': 9}},
                 {'do': 'add_parts', 'ob': 'E', 'n': 2, 'set': {'src': [1]}},
                 {'do': 'set_subpart', 'ob': 'E', 'part': 1, 'name': 'src', 'value': 'x'}]:
        status, answer = mutate(path, step, schema='Graph')
        check(f'{step}', (status, answer['error']), (2, 'bad_request'))
    check('too many', mutate({}, {'do': 'add_parts', 'ob': 'V', 'n': 2000000000}, schema='Graph')[0], 3)


def check_migration():
    weighted = {'parts': {'V': 2, 'E': 2}, 'homs': {'src': [1, 2], 'tgt': [2, 2]}, 'vars': {'Weight': 2},
                'attrs': {'weight': [{'_var': 2}, 7]}}
    request = {'instances': {'A': weighted}, 'operation': {'op': 'delta', 'of': 'A', 'target_schema': 'LSet', 'functor': {
        'ob': {'X': 'E'}, 'attr': {'f': ['weight']}}}}
    check('all variables stay', ask(request, schema='WeightedGraph'), (0, {'instance': {
        'schema': 'LSet', 'parts': {'X': 2}, 'homs': {}, 'vars': {'D': 2}, 'attrs': {'f': [{'_var': 2}, 7]}}}))
    same = dict(request, operation=dict(request['operation'], target_schema='Graph', functor={}))
    check('equal names', ask(same, schema='WeightedGraph')[1]['instance'],
          {'schema': 'Graph', 'parts': {'V': 2, 'E': 2}, 'homs': {'src': [1, 2], 'tgt': [2, 2]}})
    for functor in [{'ob': {'X': 'Q'}, 'attr': {'f': ['weight']}}, {'ob': {'X': 'E'}, 'attr': {'f': ['src']}},
                    {'ob': {'X': 'V'}, 'attr': {'f': ['weight']}}, {'ob': {'X': 'E'}}, {'ob': {'Y': 'E'}},
                    {'ob': {'X': 'E'}, 'attr': {'f': [3]}}, {'ob': []}]:
        request['operation']['functor'] = functor
        check(f'{functor}', [ask(request, schema='WeightedGraph')[i] for i in [0]], [2])
    loop = {'instances': {'A': {'parts': {'X': 3}, 'homs': {'Phi': [2, 3, 1]}}}, 'operation': {
        'op': 'delta', 'of': 'A', 'target_schema': 'Cyclic4', 'functor': {'ob': {'G': 'X'}, 'hom': {'f': ['Phi']}}}}
    status, answer = ask(loop, schema='DDS')
    check('no functor here', (status, answer['error']), (1, 'equation_violated'))
    status, answer = ask({'operation': {'op': 'representable', 'ob': 'X'}}, schema='DDS')
    check('infinite', (status, answer['error']), (3, 'budget'))


def graph(n, src=(), tgt=(), **more):
    return dict({'parts': {'V': n, 'E': len(src)}, 'homs': {'src': list(src), 'tgt': list(tgt)}}, **more)


def weighted(n, src, tgt, weights, variables=0):
    return graph(n, src, tgt, vars={'Weight': variables}, attrs={'weight': weights})


def rule(instances, l, m, r=None, schema='Graph', options=(), **operation):
    """Components of I → L → G and I → R."""
    ends = {'l': ('I', 'L', l), 'm': ('L', 'G', m), 'r': ('I', 'R', r)}
    return ask({'instances': instances, 'morphisms': {name: {'dom': dom, 'codom': codom, 'components': components}
                                                      for name, (dom, codom, components) in ends.items() if components is not None},
                'operation': dict({'l': 'l', 'm': 'm'}, **({} if r is None else {'r': 'r'}), **operation)},
               *options, schema=schema)


def code(answered):
    return answered[0], answered[1].get('error')


def check_rewriting():
    x1, x2 = {'_var': 1}, {'_var': 2}
    # The edge is turned round, and keeps its weight, which is a variable that only it uses; the unused one stays too.
    turned = {'I': graph(2, vars={'Weight': 1}, attrs={'weight': []}), 'L': weighted(2, [1], [2], [x1], 1),
              'R': weighted(2, [2], [1], [x1], 1), 'G': weighted(2, [1], [2], [x2], 2)}
    maps = {'V': [1, 2], 'E': [], 'Weight': [x1]}
    for kind in ['dpo', 'spo', 'sqpo']:
        check(f'{kind}: a variable of I stays',
              rule(turned, maps, {'V': [1, 2], 'E': [1], 'Weight': [x2]}, maps, 'WeightedGraph', op='rewrite', kind=kind),
              (0, {'instance': weighted(2, [2], [1], [x2], 2)}))
    bound = dict(turned, G=weighted(2, [1], [2], [5]))
    check('a variable of I is what m binds it to',
          rule(bound, maps, {'V': [1, 2], 'E': [1]}, maps, 'WeightedGraph', op='rewrite', kind='dpo'),
          (0, {'instance': weighted(2, [2], [1], [5])}))
    clash = dict(bound, R=weighted(2, [2], [1], [6]))
    check('a conflict', code(rule(clash, maps, {'V': [1, 2], 'E': [1]}, dict(maps, Weight=[6]), 'WeightedGraph',
                                  op='rewrite', kind='dpo')), (1, 'attribute_conflict'))
    assigned = dict(turned, R=weighted(2, [2], [1], [6]), G=weighted(2, [1, 1], [2, 2], [x1, x1], 1))
    check('what R makes of a variable is made of it everywhere',
          rule(assigned, maps, {'V': [1, 2], 'E': [1]}, dict(maps, Weight=[6]), 'WeightedGraph', op='rewrite', kind='dpo'),
          (0, {'instance': weighted(2, [1, 2], [2, 1], [6, 6])}))
    # A vertex goes with its edges, one of which shares its variable with an edge that stays; one variable is unused.
    gone = {'I': weighted(0, [], [], []), 'L': weighted(1, [], [], []), 'R': weighted(0, [], [], []),
            'G': weighted(3, [1, 1, 2], [2, 2, 3], [x1, x2, x1], 3)}
    none = {'V': [], 'E': []}
    for kind in ['spo', 'sqpo']:
        check(f'{kind}: variables go with their parts',
              rule(gone, none, {'V': [1]}, none, 'WeightedGraph', op='rewrite', kind=kind),
              (0, {'instance': weighted(2, [1], [2], [x1], 2)}))
    check('dpo: edges would dangle', code(rule(gone, none, {'V': [1]}, none, 'WeightedGraph', op='rewrite', kind='dpo')),
          (1, 'no_complement'))
    check('no complement', rule(gone, none, {'V': [1]}, schema='WeightedGraph', op='pushout_complement'), (0, {'exists': False}))
    check('what is in the way', rule(gone, none, {'V': [2]}, schema='WeightedGraph', op='gluing_conditions'),
          (0, {'exists': False, 'dangling': [['src', 3, 2], ['tgt', 1, 2], ['tgt', 2, 2]], 'identification': []}))

    # l glues.
    fold = {'I': graph(2), 'L': graph(1), 'R': graph(2), 'G': graph(2, [1, 1], [1, 2])}
    two = {'V': [1, 1], 'E': []}
    for kind in ['dpo', 'spo']:
        check(f'{kind}: l glues', code(rule(fold, two, {'V': [1]}, {'V': [1, 2]}, op='rewrite', kind=kind)), (2, 'bad_request'))
    check('sqpo: l glues', rule(fold, two, {'V': [1]}, {'V': [1, 2]}, op='rewrite', kind='sqpo'),
          (0, {'instance': graph(3, [1, 1, 2, 2, 1, 2], [1, 2, 1, 2, 3, 3])}))
    check('a complement where l glues', rule(fold, two, {'V': [1]}, op='pushout_complement'), (0, {'exists': True, 'instance': fold['G']}))
    check('conditions where l glues', rule(fold, two, {'V': [1]}, op='gluing_conditions'),
          (0, {'exists': True, 'dangling': [], 'identification': []}))

    # m glues a vertex that stays with one that goes, or two that stay.
    glued = {'I': graph(1), 'L': graph(2), 'R': graph(2, [1], [2]), 'G': graph(2, [1, 2], [2, 2])}
    check('what m glues', rule(glued, {'V': [2]}, {'V': [1, 1]}, op='gluing_conditions'),
          (0, {'exists': False, 'dangling': [['src', 1, 1]], 'identification': [['V', 1, 2]]}))
    for kind, expected in [('dpo', (1, 'no_complement')), ('sqpo', (1, 'no_complement'))]:
        check(f'{kind}: m glues', code(rule(glued, {'V': [2]}, {'V': [1, 1]}, {'V': [1]}, op='rewrite', kind=kind)), expected)
    check('spo: deletion wins, in R too', rule(glued, {'V': [2]}, {'V': [1, 1]}, {'V': [1]}, op='rewrite', kind='spo'),
          (0, {'instance': graph(2, [1], [1])}))
    kept = dict(glued, I=graph(2), R=graph(2))
    check('two vertices that stay', rule(kept, {'V': [1, 2]}, {'V': [1, 1]}, op='pushout_complement'),
          (0, {'exists': True, 'instance': glued['G']}))
    for kind in ['dpo', 'spo', 'sqpo']:
        check(f'{kind}: two vertices that stay', rule(kept, {'V': [1, 2]}, {'V': [1, 1]}, {'V': [1, 2]}, op='rewrite', kind=kind),
              (0, {'instance': glued['G']}))
    both = dict(glued, I=graph(0), R=graph(0))
    for kind in ['spo', 'sqpo']:
        check(f'{kind}: two vertices that go', rule(both, none, {'V': [1, 1]}, none, op='rewrite', kind=kind),
              (0, {'instance': graph(1, [1], [1])}))
    check('three glued', rule(dict(both, L=graph(3)), none, {'V': [1, 2, 1]}, op='gluing_conditions')[1]['identification'], [['V', 1, 3]])

    # Cloning where homs go round.
    symmetric = {'I': {'parts': {'V': 2}}, 'L': {'parts': {'V': 1}}, 'R': {'parts': {'V': 2}},
                 'G': {'parts': {'V': 2, 'E': 2}, 'homs': {'src': [1, 2], 'tgt': [2, 1], 'inv': [2, 1]}}}
    status, answer = rule(symmetric, {'V': [1, 1]}, {'V': [1]}, {'V': [1, 2]}, 'SymmetricGraph', op='rewrite', kind='sqpo')
    check('a symmetric clone', (status, answer['instance']['parts']), (0, {'V': 3, 'E': 4}))
    dynamic = {'I': {'parts': {'X': 2}, 'homs': {'Phi': [1, 2]}}, 'L': {'parts': {'X': 1}, 'homs': {'Phi': [1]}},
               'R': {'parts': {'X': 2}, 'homs': {'Phi': [1, 2]}}, 'G': {'parts': {'X': 3}, 'homs': {'Phi': [2, 3, 3]}}}
    check('a tail is cloned', rule(dynamic, {'X': [1, 1]}, {'X': [3]}, {'X': [1, 2]}, 'DDS', op='rewrite', kind='sqpo'),
          (0, {'instance': {'parts': {'X': 6}, 'homs': {'Phi': [3, 4, 5, 6, 5, 6]}}}))
    forever = {'Ob': ['X', 'Y'], 'Hom': {'f': ['X', 'X'], 't': ['X', 'Y']}}
    endless = {'I': {'parts': {'Y': 2}}, 'L': {'parts': {'Y': 1}}, 'R': {'parts': {'Y': 2}},
               'G': {'parts': {'X': 1, 'Y': 1}, 'homs': {'f': [1], 't': [1]}}}
    check('infinitely many clones', code(rule(endless, {'Y': [1, 1]}, {'Y': [1]}, {'Y': [1, 2]}, forever, op='rewrite', kind='sqpo')),
          (1, 'no_complement'))
    many = {'I': {'parts': {'V': 100}}, 'L': {'parts': {'V': 1}}, 'R': {'parts': {'V': 100}}, 'G': graph(1, [1] * 10, [1] * 10)}
    ones = {'V': [1] * 100}, {'V': [1]}, {'V': list(range(1, 101))}
    for budget, expected in [('100000', (3, 'budget')), ('10000000', (0, None))]:
        check('the budget of clones', code(rule(many, *ones, options=['--budget', budget], op='rewrite', kind='sqpo')), expected)

    # What makes no sense, and what is checked first.
    for told, operation in [("the operation has no 'kind'", {'op': 'rewrite'}), ("not 'tpo'", {'op': 'rewrite', 'kind': 'tpo'}),
                            ("the operation has no 'r'", {'op': 'rewrite', 'kind': 'dpo', 'r': None})]:
        asked = {'instances': fold, 'morphisms': {'l': {'dom': 'I', 'codom': 'L', 'components': two},
                                                  'r': {'dom': 'I', 'codom': 'R', 'components': {'V': [1, 2]}},
                                                  'm': {'dom': 'L', 'codom': 'G', 'components': {'V': [1]}}},
                 'operation': {key: value for key, value in dict({'l': 'l', 'r': 'r', 'm': 'm'}, **operation).items() if value}}
        status, answer = ask(asked)
        check(f"{told}: {answer['message']}", (status, told in answer['message']), (2, True))
    asked['operation'] = {'op': 'rewrite', 'kind': 'dpo', 'l': 'l', 'r': 'r', 'm': 'l'}
    check('a match from elsewhere', code(ask(asked)), (2, 'bad_request'))
    edge = {'I': graph(0), 'L': graph(2, [1], [2]), 'R': graph(0), 'G': graph(2, [1], [2])}
    check('naturality first', code(rule(edge, none, {'V': [2, 1], 'E': [1]}, none, op='rewrite', kind='x')), (1, 'not_natural'))


def check_coneg():
    def coneg(left, right, host, components, schema='Graph', **operation):
        return ask({'instances': {'L': left, 'R': right, 'G': host}, 'morphisms': {'m': {'dom': 'L', 'codom': 'G', 'components': components}},
                    'operation': dict({'op': 'coneg_rewrite', 'L': 'L', 'R': 'R', 'G': 'G', 'm': 'm'}, **operation)}, schema=schema)

    loop = graph(1, [1], [1])
    check('an edge holds its ends', coneg(graph(1), loop, graph(3, [1], [2]), {'V': [1]}),
          (0, {'instance': graph(4, [1, 4], [2, 4])}))
    check('nothing is left', coneg(GRAPH, loop, GRAPH, {'V': [1, 2], 'E': [1]}), (0, {'instance': loop}))
    check('variables that are used, and all of R',
          coneg(weighted(1, [], [], []), weighted(1, [], [], [], 2),
                weighted(3, [1, 3], [2, 3], [{'_var': 3}, 4], 3), {'V': [1]}, 'WeightedGraph'),
          (0, {'instance': weighted(4, [1, 3], [2, 3], [{'_var': 1}, 4], 3)}))
    for key in ['L', 'G']:
        check(f'{key} is another one', code(coneg(graph(1), loop, graph(3, [1], [2]), {'V': [1]}, **{key: 'R'})), (2, 'bad_request'))


def check_cospans():
    def compose(first, second, left, middle, right, schema='Graph', ob='V', **operation):
        return ask({'instances': {'g': first, 'h': second}, 'operation': dict({
            'op': 'structured_cospan_compose', 'interface_ob': ob, 'g': {'apex': 'g', 'left': left, 'right': middle[0]},
            'h': {'apex': 'h', 'left': middle[1], 'right': right}}, **operation)}, schema=schema)

    check('at a vertex', compose(GRAPH, GRAPH, [1, 1], ([2], [1]), [2]),
          (0, {'instance': graph(3, [1, 2], [2, 3]), 'left': [1, 1], 'right': [3]}))
    check('at nothing', compose(GRAPH, POINT, [], ([], []), [1]), (0, {'instance': graph(3, [1], [2]), 'left': [], 'right': [3]}))
    check('a vertex twice', compose(GRAPH, GRAPH, [1], ([2, 2], [1, 2]), [1]),
          (0, {'instance': graph(2, [1, 2], [2, 2]), 'left': [1], 'right': [2]}))
    check('at an edge', compose(GRAPH, graph(2, [2, 1], [1, 1]), [1], ([1], [1]), [2], ob='E'),
          (0, {'instance': graph(2, [1, 2], [2, 2]), 'left': [1], 'right': [2]}))
    cycle = {'parts': {'X': 2}, 'homs': {'Phi': [2, 1]}}
    check('at a point that goes on', compose(cycle, {'parts': {'X': 3}, 'homs': {'Phi': [2, 3, 1]}}, [1], ([1], [1]), [3], 'DDS', 'X'),
          (0, {'instance': {'parts': {'X': 1}, 'homs': {'Phi': [1]}}, 'left': [1], 'right': [1]}))
    variable = weighted(2, [1], [2], [{'_var': 1}], 1)
    check('a variable meets a constant', compose(variable, weighted(2, [1], [2], [3]), [1], ([1], [1]), [1], 'WeightedGraph', 'E'),
          (0, {'instance': weighted(2, [1], [2], [3]), 'left': [1], 'right': [1]}))
    check('unused variables stay', compose(weighted(1, [], [], [], 1), weighted(1, [], [], [], 2), [], ([1], [1]), [], 'WeightedGraph')[1]
          ['instance'], weighted(1, [], [], [], 3))
    for what, answered in [
            ('interfaces of two sizes', compose(GRAPH, GRAPH, [], ([1], [1, 2]), [])),
            ('a part that there is not', compose(GRAPH, GRAPH, [], ([3], [1]), [])),
            ('an undefined part', compose(GRAPH, GRAPH, [0], ([1], [1]), [])),
            ('no such object', compose(GRAPH, GRAPH, [], ([1], [1]), [], ob='W')),
            ('no object', compose(GRAPH, GRAPH, [], ([1], [1]), [], ob=3)),
            ('no apex', compose(GRAPH, GRAPH, [], ([1], [1]), [], g={'left': [], 'right': [1]})),
            ('no interface', compose(GRAPH, GRAPH, [], ([1], [1]), [], g={'apex': 'g', 'right': [1]})),
            ('no list', compose(GRAPH, GRAPH, [], ([1], [1]), [], h={'apex': 'h', 'left': 1, 'right': [1]})),
            ('a name', compose(GRAPH, GRAPH, [], ([1], [1]), [], h='h')),
            ('two schemas', compose(GRAPH, {'schema': 'ReflexiveGraph', 'parts': {'V': 1, 'E': 1}, 'homs': {
                'src': [1], 'tgt': [1], 'refl': [1]}}, [], ([1], [1]), []))]:
        check(what, code(answered), (2, 'bad_request'))
    check('equations first', code(compose(BROKEN, BROKEN, [], ([1], [1]), [], 'Cyclic4', 'G')), (1, 'equation_violated'))


def reach(n, edges):
    """All pairs with a path of an edge or more, the slow way."""
    found = set(edges)
    for _ in range(n):
        found |= {(a, d) for a, b in found for c, d in edges if b == c}
    return found


def check_algorithms():
    check('cycles', [algorithm(CYCLE, a)[0] for a in ['topological_sort', 'transitive_reduction', 'enumerate_paths', 'path_counts']],
          [2, 2, 3, 3])
    wide = {'parts': {'V': 71, 'E': 140}, 'homs': {'src': [i // 2 + 1 for i in range(140)], 'tgt': [i // 2 + 2 for i in range(140)]}}
    counts = {(a, b): n for a, b, n in algorithm(wide, 'path_counts')[1]['counts']}
    check('counts beyond 2^53', (counts[1, 53], counts[1, 54], counts[1, 71], counts[3, 3]), (2 ** 52, str(2 ** 53), str(2 ** 70), 1))
    check('too many paths', algorithm(wide, 'enumerate_paths')[0], 3)
    check('a small budget', algorithm(wide, 'transitive_closure', '--budget', '1000')[0], 3)
    check('roots', [algorithm(GRAPH, 'bfs_parents', root=r)[1].get('parents') for r in [1, 2, 3]], [[1, 1], [0, 2], None])
    check('orders', [(lambda a: (a.get('valid'), a.get('unique')))(algorithm(GRAPH, 'topological_sort_valid', order=o)[1])
                     for o in [[1, 2], [2, 1], [1], [1, 1], [1, 3]]],
          [(True, True), (False, True), (False, True), (False, True), (None, None)])
    chance = random.Random(1)
    for case in range(40):
        n = chance.randrange(8)
        acyclic = case % 2 == 0
        pairs = [(a, b) for a in range(1, n + 1) for b in range(1, n + 1) if a < b or not acyclic]
        edges = [chance.choice(pairs) for _ in range(chance.randrange(12))] if pairs else []
        graph = {'parts': {'V': n, 'E': len(edges)}, 'homs': {'src': [a for a, _ in edges], 'tgt': [b for _, b in edges]}}
        closure = reach(n, edges)
        check('closure', algorithm(graph, 'transitive_closure')[1]['edges'], sorted(map(list, closure)))
        strong = {v: min([w for w in range(1, n + 1) if (v, w) in closure and (w, v) in closure] + [v]) for v in range(1, n + 1)}
        check('strong components', algorithm(graph, 'strongly_connected_components')[1]['components'],
              [[v for v in strong if strong[v] == least] for least in sorted(set(strong.values()))])
        has_cycle = any((v, v) in closure for v in strong)
        check('is_acyclic', algorithm(graph, 'is_acyclic')[1]['result'], not has_cycle)
        if acyclic:
            check('reduction', algorithm(graph, 'transitive_reduction')[1]['edges'],
                  sorted(list(e) for e in set(edges) if not any((e[0], m) in closure and (m, e[1]) in closure for m in strong)))
            paths = algorithm(graph, 'enumerate_paths')[1]['paths']
            check('paths are sorted', paths, sorted(paths))
            counted = {}
            for a, b, _ in paths:
                counted[a, b] = counted.get((a, b), 0) + 1
            check('counts', algorithm(graph, 'path_counts')[1]['counts'], [[a, b, c] for (a, b), c in sorted(counted.items())])
            check('pairs', set(counted), closure | {(v, v) for v in strong})
            order = algorithm(graph, 'topological_sort')[1]['order']
            check('order', algorithm(graph, 'topological_sort_valid', order=order)[1]['valid'], True)


def check_verbs():
    write('edge.json', '{"V":[{"_id":1},{"_id":2}],"E":[{"_id":1,"src":1,"tgt":2}]}')
    write('bent.json', '{"V":[{"refl":1},{"refl":1}],"E":[{"src":1,"tgt":1}]}')
    write('schema.json', '{"Ob":[{"name":"V"},{"name":"E"},{"name":"W"}],"Hom":[{"name":"src","dom":"E","codom":"V"},'
          '{"name":"tgt","dom":"E","codom":"V"}]}')
    edge = '{"V":[{},{}],"E":[{"src":1,"tgt":2}]}'
    write('f.json', '{"dom": {"V":[{}],"E":[]}, "cod": %s, "components": {"V":[2]}}' % edge)
    write('g.json', '{"dom": {"V":[{}],"E":[]}, "cod": %s, "components": {"V":[1]}}' % edge)
    check('check', run('cset', 'check', 'edge.json'), (0, 'a C-set on Graph\n  V: 2\n  E: 1\n', ''))
    check('check on a schema', run('cset', 'check', 'edge.json', '--schema', 'schema.json'),
          (0, 'a C-set on a schema of its own\n  V: 2\n  E: 1\n  W: 0\n', ''))
    told = "bent.json:1:1: error: 'refl >> src = id' does not hold at part 1 of 'V': 0 is not 1, counted from 0"
    status, out, err = run('cset', 'check', 'bent.json')
    check('an equation', (status, out, err.split('\n')[0]), (1, '', told))
    check('an equation, as JSON', json.loads(run('cset', 'check', 'bent.json', '--json')[1]), {'result': False, 'message': told})
    check('no such schema', run('cset', 'check', 'edge.json', '--schema', 'none'),
          (2, '', "colim cset: error: --schema: 'none' is neither a built-in schema nor a file\n"))
    check('pushout', json.loads(run('cset', 'pushout', 'f.json', 'g.json')[1]), {
        'apex': {'V': [{'_id': i} for i in [1, 2, 3]], 'E': [{'_id': 1, 'src': 1, 'tgt': 2}, {'_id': 2, 'src': 2, 'tgt': 3}]},
        'legs': [{'V': [1, 2], 'E': [1]}, {'V': [2, 3], 'E': [2]}, {'V': [2], 'E': []}]})
    check('coequalizer', json.loads(run('cset', 'coequalizer', 'f.json', 'g.json')[1]), {
        'apex': {'V': [{'_id': 1}], 'E': [{'_id': 1, 'src': 1, 'tgt': 1}]}, 'legs': [{'V': [1, 1], 'E': [1]}, {'V': [1], 'E': []}]})
    check('coproduct', json.loads(run('cset', 'coproduct', 'edge.json', 'edge.json')[1])['legs'],
          [{'V': [1, 2], 'E': [1]}, {'V': [3, 4], 'E': [2]}])
    check('coproduct of none', [run('cset', 'coproduct', *options)[0] for options in [[], ['--schema', 'Graph']]], [2, 0])
    check('usage', [run('cset', *arguments)[0] for arguments in [[], ['x'], ['--help'], ['check'], ['pushout', 'f.json'], ['eval', 'none']]],
          [2, 2, 0, 2, 2, 2])


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        check_refusals()
        check_searches()
        check_statuses()
        check_checks()
        check_colimits()
        check_mutation()
        check_migration()
        check_rewriting()
        check_coneg()
        check_cospans()
        check_algorithms()
        check_verbs()
    end()


main()
