"""WordNet's nouns as a C-set: synsets, and relations with their types between them.

Usage: wordnet.py COLIM

Needs the data; without them it is skipped, and says so.
"""

import collections
import gzip
import json
import os
import re
import sys
import tempfile

from support import check, end, run

SKIPPED = 77
data = os.path.join(os.environ.get('COLIM_SHARED', ''), 'data/graphs/wordnet')
if not os.path.isdir(data):
    print(f'SKIPPED: there is no {data}')
    sys.exit(SKIPPED)


def read_rows(name):
    with gzip.open(os.path.join(data, name), 'rt', encoding='utf-8') as text:
        return [line.rstrip('\n').split('\t') for line in text]


synsets = [words for _, _, words in read_rows('synsets.tsv.gz')]
relations = [(int(source), kind, int(target)) for source, kind, target in read_rows('relations.tsv.gz')[1:]]

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)


def save(name, vertices, edges, n_variables=0):
    """On VELabeledGraph: what is None in labels is a variable of its own, numbered through."""
    variables = iter(range(1, n_variables + 1))

    def label(text):
        return text if text is not None else {'_var': next(variables)}

    cset = {'V': [{'vlabel': label(text)} for text in vertices],
            'E': [{'src': s + 1, 'tgt': t + 1, 'elabel': label(kind)} for s, kind, t in edges],
            'Label': [{'_id': i + 1} for i in range(n_variables)]}
    with open(name, 'w', encoding='utf-8') as out:
        json.dump(cset, out)


def count(pattern, *options):
    status, out, err = run('cset', 'hom', pattern, 'wordnet.json', '--count', '--json', *options)
    check(f'{pattern}: {err}', status in (0, 1), True)
    return int(json.loads(out)['count'])


save('wordnet.json', synsets, relations)
status, out, err = run('cset', 'check', 'wordnet.json', '--json')
check('whether it is one', (status, json.loads(out)), (0, {'result': True, 'parts': {'V': len(synsets), 'E': len(relations)}}))

targets, sources = collections.defaultdict(list), collections.defaultdict(list)
for s, kind, t in relations:
    targets[s, kind].append(t)
    sources[t, kind].append(s)

# A relation of each kind; chains; two ways up to one synset, which need not be different ones.
for kind in sorted({kind for _, kind, _ in relations}):
    save('one.json', [None, None], [(0, kind, 1)], 2)
    check(kind, count('one.json'), sum(k == kind for _, k, _ in relations))
save('chain.json', [None] * 3, [(0, 'hypernym', 1), (1, 'hypernym', 2)], 3)
check('grandparents', count('chain.json'), sum(len(targets[t, 'hypernym']) for _, kind, t in relations if kind == 'hypernym'))
save('mixed.json', [None] * 3, [(0, 'instance_hypernym', 1), (1, 'part_meronym', 2)], 3)
check('parts of what something is an instance of', count('mixed.json'),
      sum(len(targets[t, 'part_meronym']) for _, kind, t in relations if kind == 'instance_hypernym'))
save('diamond.json', [None] * 4, [(0, 'hypernym', 1), (0, 'hypernym', 2), (1, 'hypernym', 3), (2, 'hypernym', 3)], 4)
ways = collections.Counter()
for s, kind, t in relations:
    if kind == 'hypernym':
        ways.update((s, top) for top in targets[t, 'hypernym'])
check('diamonds', count('diamond.json'), sum(n * n for n in ways.values()))
save('named.json', [None, 'dog,domestic_dog,Canis_familiaris'], [(0, 'hypernym', 1)], 1)
dog = synsets.index('dog,domestic_dog,Canis_familiaris')
check('kinds of dogs', count('named.json'), len(sources[dog, 'hypernym']))

# What is near a dog, drawn: the relations of this synset, and the synsets at their other ends.
status, out, err = run('cset', 'show', 'wordnet.json', '--around', f'V:{dog + 1}', '--depth', '1', '-T', 'dot')
check('near', (status, err), (0, ''))
lines = [(s, t) for s, _, t in relations if dog in (s, t)]
check('synsets', sorted(int(n) - 1 for n in re.findall(r'label=<<b>(\d+)</b>', out)), sorted({dog}.union(*map(set, lines))))
check('relations', len(re.findall(r'\tn\d+ -> n\d+\t', out)), len(lines))
check('names', ('dog,domestic_dog,Canis_fami…' in out, 'hypernym' in out), (True, True))
status, out, err = run('cset', 'show', 'wordnet.json')
check('the whole', (status, out, f'there are {len(synsets) + len(relations)} elements to draw' in err), (2, '', True))
folder.cleanup()
end()
