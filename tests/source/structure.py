"""The order of the house: which folder may see which, how long a file may be, and that no test is forgotten.

Usage: structure.py SOURCE BUILD
"""

import json
import os
import re
import sys

source, build = (os.path.realpath(name) for name in sys.argv[1:])
MOST_LINES = 600

# What the files of a folder may include, besides those of their own; a folder without a row is in its parent's.
BASE = {'lib'}
EXACT = BASE | {'lib/exact'}
MAY_SEE = {
    'lib': set(),
    'lib/sets': BASE,
    'lib/exact': BASE,
    'lib/categories': EXACT | {'lib/sets'},
    'lib/csets': EXACT | {'lib/sets', 'lib/categories'},
    'lib/exchange': EXACT | {'lib/sets', 'lib/categories', 'lib/csets', 'lib/tensor'},
    'lib/tensor': EXACT,
    'theory': EXACT | {'lib/sets', 'lib/categories', 'lib/csets', 'lib/exchange', 'lib/tensor'},
    'tools': {'theory'} | EXACT | {'lib/sets', 'lib/categories', 'lib/csets', 'lib/exchange', 'lib/tensor'},
    'tests': None,
    'docs': None,
}
# Other libraries, and who may see them.
FOREIGN = {
    r'gmp\.h': {'lib/exact', 'lib/categories', 'lib/csets', 'theory'},
    r'(graphviz/)?(cgraph|gvc|gvcext)\.h': {'lib/exchange'},
    r'sqlite3\.h': {'lib/exchange', 'tests'},
    r'cmocka\.h': {'tests'},
    r'(immintrin|omp|mpi|dnnl|cblas|igraph/igraph)\.h': {'lib/tensor', 'tests'},
}
failures = []


def list_files():
    for folder, folders, names in os.walk(source):
        folders[:] = [f for f in folders if not f.startswith(('.', '_')) and f not in ('build', 'subprojects')
                      and os.path.realpath(os.path.join(folder, f)) != build]
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), source)


def read(name):
    with open(os.path.join(source, name), encoding='utf-8') as text:
        return text.read()


def box(folder):
    """The row of a folder."""
    while folder and folder not in MAY_SEE:
        folder = os.path.dirname(folder)
    return folder or None


files = sorted(list_files())
code = [name for name in files if name.endswith(('.c', '.h', '.cpp'))]
# A public header belongs to the folder of the source that has its name.
homes = {}
for name in code:
    if name.endswith('.c') and name.startswith(('lib/', 'theory/')):
        homes.setdefault(os.path.splitext(os.path.basename(name))[0], []).append(os.path.dirname(name))


def home(header):
    """The folder of a public header; None for those that are about all of them."""
    stem = os.path.splitext(os.path.basename(header))[0]
    if stem in ('colim', 'macros'):
        return None
    if len(homes.get(stem, [])) != 1:
        failures.append(f'include/colim/{stem}.h: {len(homes.get(stem, []))} sources have its name, not one')
        return None
    return homes[stem][0]


def check_include(name, here, included):
    if included.startswith('colim/'):
        there = home(included)
    elif os.path.exists(os.path.join(source, included)):
        there = os.path.dirname(included)
    elif os.path.exists(os.path.join(source, os.path.dirname(name), included)):
        there = os.path.dirname(name)
    else:
        for pattern, who in FOREIGN.items():
            if re.fullmatch(pattern, included) and here not in who:
                failures.append(f'{name}: <{included}> is for {", ".join(sorted(who))} only')
        return
    if there is not None and box(there) != here and MAY_SEE[here] is not None and box(there) not in MAY_SEE[here]:
        failures.append(f'{name}: {here} may not see {there} ({included})')


for name in code:
    here = home(name) if name.startswith('include/') else os.path.dirname(name)
    if here is None:
        continue
    if box(here) is None:
        failures.append(f'{name}: no row of the table is about its folder')
        continue
    for included in re.findall(r'^#\s*include\s*["<]([^">]+)[">]', read(name), re.M):
        check_include(name, box(here), included)

for name in files:
    if name.endswith(('.c', '.h', '.cpp', '.py', '.build')):
        n = read(name).count('\n')
        if n > MOST_LINES:
            failures.append(f'{name}: {n} lines, more than {MOST_LINES}')

# What meson knows of: sources of targets, and arguments of tests and benchmarks.
known = set()
for info in ['targets', 'tests', 'benchmarks']:
    with open(os.path.join(build, 'meson-info', f'intro-{info}.json'), encoding='utf-8') as text:
        for entry in json.load(text):
            for group in entry.get('target_sources', []):
                known |= set(group['sources'])
            known |= {argument for argument in entry.get('cmd', [])}
known = {os.path.relpath(os.path.realpath(name), source) for name in known if os.path.isabs(name)}
helpers = {name for name in files if name.endswith('.py') and os.path.splitext(os.path.basename(name))[0] in
           {m for other in files if other.startswith('tests/') and other.endswith('.py')
            for m in re.findall(r'^(?:import|from) (\w+)', read(other), re.M)}}
for name in files:
    if name.startswith('tests/') and name.endswith(('.c', '.cpp', '.py')) and name not in known | helpers:
        # What a build is made without may be named all the same.
        folder, base = os.path.split(name)
        if f"'{base}'" not in (read(f'{folder}/meson.build') if f'{folder}/meson.build' in files else ''):
            failures.append(f'{name}: not registered in a meson.build')

for failure in sorted(set(failures)):
    print(failure)
print(f'{len(code)} sources, {len(set(failures))} failures')
sys.exit(bool(failures))
