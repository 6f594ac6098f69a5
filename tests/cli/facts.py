"""The worked cases of learning diagrams, through the command and its JSON.

Usage: facts.py COLIM FACTS.json
"""

import json
import os
import subprocess
import sys
import tempfile

colim, facts_file = (os.path.abspath(name) for name in sys.argv[1:])
facts = json.load(open(facts_file))['facts']
failures = 0
checked = 0


def run(*arguments):
    done = subprocess.run([colim, *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def check(fact, what, found, expected):
    global failures, checked
    checked += 1
    if found != expected:
        failures += 1
        print(f"{fact['id']} {what}: found {found!r}, expected {expected!r}")


def write(graph):
    # The policy `edges_literal` is none of ours: it is the closure of generators that are listed.
    graph = dict(graph, policy=None if graph['policy'] == 'edges_literal' else graph['policy'])
    with open('graph.json', 'w') as out:
        json.dump(graph, out)


def options(graph):
    found = []
    if graph['max_len'] is not None:
        found += ['--max-length', str(graph['max_len'])]
    if graph['deriv_len'] is not None:
        found += ['--max-derivation', str(graph['deriv_len'])]
    return found


def key(pair):
    return pair['source'], pair['target'], pair['p'], pair['q'], pair['in_loss'], pair['redundant']


def literal(graph):
    """Unless exactly one direction of two parallel edges is given, both become relations."""
    given = {(r['lhs'][0], r['rhs'][0]) for r in graph['relations'] if len(r['lhs']) == len(r['rhs']) == 1}
    relations = list(graph['relations'])
    for e in graph['edges']:
        for f in graph['edges']:
            if e['name'] != f['name'] and (e['src'], e['tgt']) == (f['src'], f['tgt']):
                a, b = e['name'], f['name']
                if (a, b) not in given and (b, a) not in given:
                    relations.append({'at': e['src'], 'lhs': [a], 'rhs': [b]})
    return dict(graph, relations=relations)


def check_pairs(fact):
    graph, expect = fact['graph'], fact['expect']
    if graph['policy'] == 'edges_literal':
        write(graph)
        status, out, err = run('pairs', 'graph.json', '--policy', 'edges_literal')
        check(fact, 'policy is refused', (status, out), (2, ''))
        check(fact, 'its name', "there is no policy 'edges_literal'" in err, True)
        graph = literal(graph)
    write(graph)
    status, out, err = run('pairs', 'graph.json', '--json', *options(graph))
    check(fact, 'status', (status, err), (0, ''))
    pairs = json.loads(out)['pairs']
    order = {v['name']: i for i, v in enumerate(graph['vertices'])}
    edges = {e['name']: i for i, e in enumerate(graph['edges'])}

    def rank(pair):
        return (order[pair['source']], order[pair['target']], len(pair['p']), [edges[e] for e in pair['p']],
                len(pair['q']), [edges[e] for e in pair['q']])

    check(fact, 'pairs', [key(p) for p in pairs], [key(p) for p in sorted(expect['pairs'], key=rank)])
    status, out, err = run('pairs', 'graph.json', '--json', '--count', *options(graph))
    check(fact, 'count', json.loads(out), {'count': str(expect['n_pairs']), 'in_loss': str(expect['n_loss_pairs'])})
    status, out, err = run('pairs', 'graph.json', '--json', '--count', '--irredundant', *options(graph))
    check(fact, 'irredundant', json.loads(out)['in_loss'], str(expect['n_irredundant_loss_pairs']))
    status, out, err = run('pairs', 'graph.json', '--json', '--explain', *options(graph))
    for pair in json.loads(out)['pairs']:
        check(fact, 'derivation', derives(graph, pair), True)
    if 'hom_counts' in expect:
        check_homs(fact, graph, expect['hom_counts'])
    for query in fact.get('queries', []):
        check_query(fact, graph, query)
    if 'spaces' in fact:
        check_loss(fact, graph, expect)


def table(rows):
    return 'table({})'.format(', '.join('({})'.format(', '.join(entry.replace('inf', '∞') for entry in row)) for row in rows))


def space(vertex, spaces):
    """The text of a finite space: its points by number."""
    if vertex['name'] not in spaces:
        return None
    points = f"Fin({len(spaces[vertex['name']]['points'])})"
    if vertex['index']:
        return f'[{points}]'
    return f"{{{points}, {table(spaces[vertex['name']]['dist'])}}}" if vertex['loss'] else points


def check_loss(fact, graph, expect):
    """The loss of tables on finite spaces, exactly; formally, also where there is no loss."""
    assigned = dict(graph)
    assigned['vertices'] = [dict(v, space=space(v, fact['spaces'])) for v in graph['vertices']]
    assigned['edges'] = [dict(e, model='table({})'.format(', '.join(map(str, fact['maps'][e['name']])))
                              if e['name'] in fact['maps'] else None) for e in graph['edges']]
    write(assigned)
    for name, more in [('value_loss', []), ('value_formal', ['--formal'])]:
        if name not in expect:
            continue
        status, out, err = run('loss', 'graph.json', '--exact', '--json', *more, *options(graph))
        check(fact, f'{name}: status', (status, err), (0, ''))
        found = json.loads(out)
        check(fact, name, (found['value'], found['reduce']), (expect[name], 'sum'))
        if 'terms' in expect:
            expected = {(str(t['p']), str(t['q'])): t['value'] for t in expect['terms'] if t['in_loss'] or more}
            check(fact, f'{name}: terms', {(str(t['p']), str(t['q'])): t['value'] for t in found['terms']}, expected)


def check_metric(fact):
    n, expect = len(fact['dist']), fact['expect']
    write({'vertices': [{'name': 'X', 'index': False, 'loss': True, 'space': f"{{Fin({n}), {table(fact['dist'])}}}"}], 'edges': [],
           'policy': None})
    status, out, err = run('law', 'graph.json', '--json')
    check(fact, 'status', (status, err), (0, ''))
    found = json.loads(out)['spaces']['X']
    check(fact, 'law', {key: found[key] for key in expect}, expect)


def derives(graph, pair):
    """A derivation is a chain of relations applied where it says; null is for pairs that only `paths` selects."""
    if pair['derivation'] is None:
        return graph['policy'] == 'paths'
    path = pair['p']
    for step in pair['derivation']:
        at = step['at']
        if step['relation'] is None:
            if graph['policy'] != 'edges' or len(step['path']) != len(path):
                return False
        else:
            relation = graph['relations'][step['relation']]
            n = len(relation['lhs'])
            if path[at:at + n] != relation['lhs'] or path[:at] + relation['rhs'] + path[at + n:] != step['path']:
                return False
        path = step['path']
    return path == pair['q']


def check_homs(fact, graph, expected):
    status, out, err = run('paths', 'graph.json', '--json', '--count', *options(graph)[:2])
    found = {f"{c['from']}->{c['to']}": int(c['count']) for c in json.loads(out)['counts']}
    homs = {k: n for k, n in found.items() if n != 1 or k.split('->')[0] != k.split('->')[1]}
    check(fact, 'homs', homs, expected)
    status, out, err = run('paths', 'graph.json', '--json', *options(graph)[:2])
    listed = {}
    for path in json.loads(out)['paths']:
        hom = f"{path['from']}->{path['to']}"
        listed[hom] = listed.get(hom, 0) + 1
    check(fact, 'paths', listed, found)


def check_query(fact, graph, query):
    paths = [' >> '.join(query[side]) for side in 'pq']
    status, out, err = run('le', 'graph.json', *paths, '--json', *options(graph))
    check(fact, 'le', (status, json.loads(out)['answer']), (0, 'yes') if query['le'] else (1, 'no'))


def check_count(fact):
    k, expect = fact['diamonds'], fact['expect']
    for related, name in [(True, 'ordered_pairs_one_way'), (False, 'ordered_pairs_both_ways')]:
        write({
            'vertices': [{'name': f'V{i}', 'index': i == 0, 'loss': i == k} for i in range(k + 1)],
            'edges': [{'name': f'{s}{i}', 'src': f'V{i}', 'tgt': f'V{i + 1}'} for i in range(k) for s in 'ab'],
            'relations': [{'at': f'V{i}', 'lhs': [f'a{i}'], 'rhs': [f'b{i}']} for i in range(k) if related],
            'policy': 'explicit' if related else 'paths',
        })
        ends = ['--json', '--count', '--from', 'V0', '--to', f'V{k}']
        status, out, err = run('pairs', 'graph.json', *ends)
        check(fact, name, json.loads(out), {'count': expect[name], 'in_loss': expect[name]})
    status, out, err = run('paths', 'graph.json', *ends)
    check(fact, 'paths', json.loads(out)['counts'], [{'from': 'V0', 'to': f'V{k}', 'count': expect['paths']}])
    status, out, err = run('pairs', 'graph.json', '--from', 'V0', '--to', f'V{k}')
    check(fact, 'refused', (status, out, expect['ordered_pairs_both_ways'] in err), (3, '', True))


def check_invalid(fact):
    write(fact['graph'])
    status, out, err = run('pairs', 'graph.json', '--json')
    check(fact, 'refused', (status, out), (2, ''))
    # The reason is for people; what it names must be named.
    for name in set(fact['expect']['reason'].replace('<=', ' ').replace(':', ' ').split()) & names(fact['graph']):
        check(fact, f'names {name}', name in err, True)


def block(name, graph, leg, fact):
    """A part as a diagram of the language, with the spaces and maps that its leg gives it."""
    lines = [f'diagram {name} {{']
    for vertex in graph['vertices']:
        text = space(dict(vertex, name=leg[vertex['name']]), fact['spaces'])
        lines.append(f"{vertex['name']} ⇒ {text}")
    for edge in graph['edges']:
        lines.append(f"{edge['name']} : {edge['src']} → {edge['tgt']} ⇒ table({', '.join(map(str, fact['maps'][leg[edge['name']]]))})")
    for relation in graph['relations']:
        lines.append(f"{' · '.join(relation['lhs'])} ≤ {' · '.join(relation['rhs'])}")
    return '\n'.join(lines + ['}', ''])


def via(name, images):
    return f'via {name} {{' + '; '.join(f'{element} ↦ {image}' for element, image in images.items()) + '}'


def classes(graph, legs, kind):
    found = {}
    for number, part in enumerate(['left', 'right'], 1):
        for element in graph[part][kind]:
            found.setdefault(legs[part][element['name']], []).append(f"{number}.{element['name']}")
    return sorted(sorted(members) for members in found.values())


def once(items):
    return [item for i, item in enumerate(items) if item not in items[:i]]


def check_pushout(fact):
    expect = fact['expect']
    legs = {part: expect[f'leg_{part}'] for part in ['left', 'right']}
    apex_leg = {element: legs['left'][image] for element, image in fact['map_left'].items()}
    with open('glued.colim', 'w', encoding='utf-8') as out:
        out.write(block('left', fact['left'], legs['left'], fact) + block('right', fact['right'], legs['right'], fact)
                  + block('apex', fact['apex'], apex_leg, fact)
                  + f"diagram P = glue left, right over apex {via('left', fact['map_left'])} {via('right', fact['map_right'])}\n")
    status, out, err = run('glue', 'glued.colim:P', '--json')
    check(fact, 'status', (status, err), (0, ''))
    found = json.loads(out)
    # Names are ours; what they are of the case's the legs say.
    case = {found['legs'][part][element]: image for part in legs for element, image in legs[part].items()}
    check(fact, 'names', len(case), len(set(case.values())))
    for kind, key in [('vertices', 'vertex_classes'), ('edges', 'edge_classes')]:
        check(fact, key, classes(fact, found['legs'], kind), expect[key])
        check(fact, kind, sorted(str({k: case.get(element[k], element[k]) for k in sample}) for element in found['diagram'][kind]
                                 for sample in expect['graph'][kind][:1]), sorted(map(str, expect['graph'][kind])))
    relations = [{'at': case[r['at']], **{side: [case[e] for e in r[side]] for side in ['lhs', 'rhs']}} for r in found['diagram']['relations']]
    check(fact, 'relations', relations, once(expect['graph']['relations']))

    def listed(pairs):
        return sorted([[case[e] for e in pair[side]] for side in 'pq'] for pair in pairs)

    report = found['report']
    for part in legs:
        check(fact, f'{part}: terms', listed(report['parts'][part]['terms']), sorted(expect[f'{part}_pairs']))
        check(fact, f'{part}: value', report['parts'][part]['value'], expect[f'{part}_value'])
    images = [expect['left_pairs'], expect['right_pairs']]
    check(fact, 'shared', listed(report['shared']), sorted(p for p in once(images[0]) if p in images[1]))
    check(fact, 'new', listed(report['new']), sorted(p for p in expect['pushout_pairs'] if p not in images[0] + images[1]))
    check(fact, 'additive', report['additive'],
          not report['shared'] and not report['new'] and len(expect['pushout_pairs']) == len(images[0] + images[1]))
    status, out, err = run('pairs', 'glued.colim', '--json')
    check(fact, 'pairs', listed(json.loads(out)['pairs']), sorted(expect['pushout_pairs']))
    for more, key in [([], 'pushout_value'), (['--formal'], 'pushout_value_formal')]:
        status, out, err = run('loss', 'glued.colim', '--exact', '--json', *more)
        check(fact, key, json.loads(out)['value'], expect[key])
    # By files, where all goes by name.
    if all(k == v for side in legs for k, v in fact[f'map_{side}'].items()):
        for name in ['left', 'right', 'apex']:
            status, out, err = run('glue', f'glued.colim:{name}', '-o', f'{name}.json', '--json')
            check(fact, f'{name}.json', status, 0)
        status, out, err = run('glue', 'left.json', 'right.json', '--over', 'apex.json', '--json', '-o', 'P.colim')
        check(fact, 'the same of files', json.loads(out), found)
        status, out, err = run('loss', 'P.colim', '--exact', '--json')
        check(fact, 'the value of what is written', json.loads(out)['value'], expect['pushout_value'])


def names(graph):
    return {element['name'] for element in graph['vertices'] + graph['edges']}


kinds = {'pairs': check_pairs, 'count': check_count, 'invalid': check_invalid, 'metric': check_metric, 'pushout': check_pushout}

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for fact in facts:
        if fact['kind'] in kinds:
            kinds[fact['kind']](fact)
print(f'{checked} checked, {failures} failed')
sys.exit(failures > 0)
