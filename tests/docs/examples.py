"""The diagrams of docs/examples: each is right, can be drawn, has the pairs that it should have, and trains if it says so.

Usage: examples.py COLIM FOLDER

The pairs are those that the definitions give by hand.
"""

import glob
import json
import os
import re
import subprocess
import sys
import tempfile

colim, folder = map(os.path.abspath, sys.argv[1:])
failures = 0

# (file, options) → pairs, p ≤ q, redundant ones with an asterisk; sorted.
PAIRS = {
    ('supervised',): ['xt · f ≤ Y'],
    ('supervised', '--policy', 'paths'): ['xt · f ≤ Y'],
    ('captioning',): ['CNN_x_Y · LSTM · Prediction ≤ CNN_x_Y · Label'],
    ('figure-1',): ['image · stu · hard ≤ label', 'image · stu · soft ≤ image · tea'],
    ('distillation', '--diagram', 'Teacher'): ['image · tea ≤ label'],
    ('distillation', '--diagram', 'Plain'): ['image · stu ≤ label'],
    ('distillation',): ['image · stu · hard ≤ label', 'image · stu · soft ≤ image · tea'],
    ('figure-2-top', '--diagram', 'Data'): [],
    ('figure-2-top', '--diagram', 'Classifier'): [],
    ('figure-2-top', '--diagram', 'Pushout'): [],
    ('figure-2-top', '--diagram', 'Data', '--policy', 'paths'): [],
    ('figure-2-top', '--diagram', 'Classifier', '--policy', 'paths'): [],
    ('figure-2-top', '--diagram', 'Pushout', '--policy', 'paths'): ['x · m · h ≤ y', 'y ≤ x · m · h'],
    ('figure-2-top',): ['x · m · h ≤ y'],
    ('figure-2-bottom', '--diagram', 'Labels'): ['x1 · m · h1 ≤ y1'],
    ('figure-2-bottom', '--diagram', 'Pictures'): ['x2 · m · h2 ≤ y2'],
    ('figure-2-bottom',): ['x1 · m · h1 ≤ y1', 'x2 · m · h2 ≤ y2'],
    ('figure-2-bottom', '--diagram', 'Encoder'): [],
    ('by-hand', '--diagram', 'Supervised'): ['xt · f ≤ Y'],
    ('by-hand', '--diagram', 'Captioning'): ['CNN_x_Y · LSTM · Prediction ≤ CNN_x_Y · Label'],
    ('by-hand', '--diagram', 'Distillation'): ['image · stu · hard ≤ label', 'image · stu · soft ≤ image · tea'],
    ('by-hand', '--diagram', 'Both'): ['x1 · m · h1 ≤ y1', 'x2 · m · h2 ≤ y2'],
    ('by-hand', '--diagram', 'Pushout'): [],
    ('by-hand',): ['x1 · m · h1 ≤ y1'],
    ('autoencoder',): ['x · enc · dec ≤ x · same'],
    ('siamese', '--diagram', 'Agreement'): ['l · enc ≤ r · enc'],
    ('siamese',): ['few · enc · head ≤ label', 'l · enc · view ≤ r · enc · view'],
    ('multitask',): ['image · m · columns ≤ column_ink', 'image · m · digit ≤ label', 'image · m · rows ≤ row_ink'],
    ('cycle',): ['a · G · F ≤ a', 'b · F · G ≤ b'],
    ('cycle', '--max-length', '5'): [
        'a · G · F ≤ a', 'a · G · F · G ≤ a · G*', 'a · G · F · G · F ≤ a', 'a · G · F · G · F ≤ a · G · F*',
        'b · F · G ≤ b', 'b · F · G · F ≤ b · F*', 'b · F · G · F · G ≤ b', 'b · F · G · F · G ≤ b · F · G*',
    ],
}
# Diagram of by-hand.colim → its loss, term by term, and in all.
EXACT = {
    'Supervised': ['7/2', '7/2'], 'Captioning': ['3', '3'], 'Distillation': ['52/15', '14/3', '122/15'], 'First': ['7/2', '7/2'],
    'Second': ['3/4', '3/4'], 'Both': ['7/2', '3/4', '17/4'], 'Data': ['0'], 'Classifier': ['0'], 'Pushout': ['0'], 'Square': ['7/2', '7/2'],
}
# What draws docs/NAME.svg, in the folder of the examples.
PICTURES = {
    'diagram-3': ['show', 'supervised.colim'],
    'diagram-4': ['show', 'captioning.colim'],
    'figure-1': ['show', 'figure-1.colim'],
    'figure-2-top': ['show', 'figure-2-top.colim'],
    'figure-2-bottom': ['show', 'figure-2-bottom.colim'],
    'pushout': ['cset', 'pushout', 'csets/head.json', 'csets/tail.json', '-T', 'svg'],
}


def run(*arguments):
    done = subprocess.run([colim, *arguments], capture_output=True, encoding='utf-8')
    if done.returncode != 0 or done.stderr:
        fail(f'colim {" ".join(arguments)} ended with {done.returncode}: {done.stderr}')
    return done.stdout


def fail(message):
    global failures
    failures += 1
    print(message)


def list_pairs(file, *options):
    pairs = json.loads(run('pairs', file, *options, '--json') or '{"pairs": []}')['pairs']
    return sorted(' ≤ '.join(' · '.join(pair[side]) for side in 'pq') + '*' * pair['redundant'] for pair in pairs)


def strip_numbers(picture):
    return re.sub(r'-?\d+(\.\d+)?', '#', picture)


with tempfile.TemporaryDirectory() as place:
    os.chdir(place)
    for file in sorted(glob.glob(os.path.join(folder, '*.colim'))):
        name = os.path.splitext(os.path.basename(file))[0]
        with open(file, encoding='utf-8') as text:
            contents = text.read()
        if not contents.startswith('# '):
            fail(f'{name}: does not begin with a comment that says what it shows')
        if (name,) not in PAIRS:
            fail(f'{name}: nothing is known of its pairs')
        for diagram in re.findall(r'^diagram (\w+)', contents, re.M):
            run('check', file, '--diagram', diagram)
        run('check', file)
        if '<svg' not in run('show', file, '-T', 'svg'):
            fail(f'{name}: is not drawn')
        if 'train {' in contents:
            run('train', file, '--epochs', '1', '-o', f'{name}.run')
            run('eval', file, '--run', f'{name}.run')
            run('plot', f'{name}.run')
    for (name, *options), expected in PAIRS.items():
        found = list_pairs(os.path.join(folder, f'{name}.colim'), *options)
        if found != sorted(expected):
            fail(f'{name} {" ".join(options)}: the pairs are {found}, not {expected}')
    for diagram, expected in EXACT.items():
        loss = json.loads(run('loss', os.path.join(folder, 'by-hand.colim'), '--diagram', diagram, '--exact', '--json'))
        found = [term['value'] for term in loss['terms']] + [loss['value']]
        if found != expected:
            fail(f'by-hand {diagram}: the loss is {found}, not {expected}')

# Fonts differ a little from machine to machine, and with them all places.
os.chdir(folder)
for picture, arguments in PICTURES.items():
    with open(os.path.join('..', f'{picture}.svg'), encoding='utf-8') as text:
        if strip_numbers(text.read()) != strip_numbers(run(*arguments)):
            fail(f'docs/{picture}.svg is not what colim {" ".join(arguments)} draws in docs/examples')

print(f'{failures} failures')
sys.exit(failures > 0)
