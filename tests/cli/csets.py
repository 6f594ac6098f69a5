"""The worked cases of C-sets, through `colim cset eval`: each by itself, and all of them at once.

Usage: csets.py COLIM FACTS.json
"""

import json
import os
import sys
import tempfile

from isomorphism import isomorphic, value
from support import check, end, run, write

facts_file = os.path.abspath(sys.argv[2])
with open(facts_file, encoding='utf-8') as text:
    document = json.load(text)
facts, schemas = document['facts'], document['schemas']


def tagged(x):
    """As JSON, but 1 and true are two."""
    if isinstance(x, list):
        return [tagged(y) for y in x]
    if isinstance(x, dict):
        return {key: tagged(y) for key, y in x.items()}
    return value(x)


def agrees(found, expected):
    """What is given of a table or of a C-set is as it is given."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and agrees(found[key], y) for key, y in expected.items())
    return tagged(found) == tagged(expected)


def get_schema(fact, answer):
    schema = answer['instance'].get('schema', fact['schema'])
    return schema if isinstance(schema, dict) else fact.get('schemas', {}).get(schema) or schemas[schema]


def check_key(fact, answer, key, expected):
    name = f"{fact['id']} {key}"
    if key == 'iso_to':
        check(name, isomorphic(answer['instance'], expected, get_schema(fact, answer)), True)
    elif key == 'not_iso_to':
        check(name, isomorphic(answer['instance'], expected, get_schema(fact, answer)), False)
    elif key == 'equal_to':
        check(f"{name} {answer['instance']}", agrees(answer['instance'], expected), True)
    elif key == 'sizes':
        check(name, {ob: answer['instance']['parts'].get(ob) for ob in expected}, expected)
    elif key == 'legs':
        legs = answer['legs'][:len(expected)]
        check(f'{name} {legs}', len(legs) == len(expected) and all(map(agrees, legs, expected)), True)
    elif key == 'contains' and isinstance(expected, dict):
        for list_name, entries in expected.items():
            check(f'{name} {list_name}', [entry for entry in entries if entry not in answer[list_name]], [])
    elif key == 'contains':
        check(name, all(entry in answer.get('homomorphisms', answer.get('rows')) for entry in expected), True)
    else:
        check(f'{name}: {answer.get(key)!r} for {expected!r}', agrees(answer.get(key), expected), True)


def check_answer(fact, status, answer):
    expected = fact['expected']
    if 'error' in expected:
        check(fact['id'], (status, answer.get('error')), (3 if expected['error'] == 'budget' else 1, expected['error']))
        return
    check(f"{fact['id']}: {answer.get('message')}", (status, 'error' in answer), (0, False))
    for key in [] if 'error' in answer else expected:
        check_key(fact, answer, key, expected[key])


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        answers = []
        for fact in facts:
            write('request.json', json.dumps(dict(fact, schemas=dict(schemas, **fact.get('schemas', {})))))
            status, out, err = run('cset', 'eval', 'request.json')
            check(f"{fact['id']}: standard error", err, '')
            answers.append(json.loads(out))
            check_answer(fact, status, answers[-1])
        status, out, err = run('cset', 'eval', facts_file)
        together = json.loads(out)
        check('all at once: how many', len(together), len(facts))
        for fact, one, among in zip(facts, answers, together):
            if 'error' not in one:
                check(f"{fact['id']}: among all", among, one)
            else:
                check(f"{fact['id']}: among all", among['error'], one['error'])
        # What a fact was written with is what it is when its schemas are built in.
        for fact in facts:
            if 'schemas' not in fact and 'error' not in answers[facts.index(fact)]:
                write('request.json', json.dumps(fact))
                check(f"{fact['id']}: built in", json.loads(run('cset', 'eval', 'request.json')[1]), answers[facts.index(fact)])
    end()


main()
