"""Files that are wrong, through every command that reads one: one located line for each fault, exit status 2, no output.

Usage: broken.py COLIM FOLDER

FOLDER holds NAME.colim and NAME.json, and beside each the exact standard error, NAME.colim.err; those that only some
commands refuse are in folders below.  What does not lie well in a repository is made here.
"""

import os
import re
import subprocess
import sys
import tempfile

colim, folder = (os.path.abspath(name) for name in sys.argv[1:])
run_folder = tempfile.TemporaryDirectory()
RUN = os.path.join(run_folder.name, 'new.run')
# A diagram and a folder that nothing is wrong with.
GOOD = os.path.join(run_folder.name, 'good.colim')
with open(GOOD, 'w', encoding='utf-8') as good:
    good.write('X; Y\nf : X → Y\n')
# Every command that reads a diagram, and what it is given besides.
COMMANDS = {'show': [], 'pairs': [], 'paths': [], 'le': ['a', 'b'], 'check': [], 'loss': [], 'law': [], 'glue': [],
            'match': [GOOD], 'find': [run_folder.name], 'diff': [GOOD], 'train': ['-o', RUN], 'eval': ['--run', RUN]}
# Those that read what is right of `⇒`, and what only a training needs.
BELOW = {'meaning': ['check', 'train'], 'training': ['train']}
# Verbs that read C-sets, homomorphisms, schemas, rules and functors, and what they are given besides.
EDGE = os.path.join(run_folder.name, 'edge.json')
CSETS = {'csets': ['cset check', 'cset show', 'cset hom', 'cset iso', 'cset product', 'cset coproduct'],
         'homs': ['cset show', 'cset pushout', 'cset coequalizer', 'cset pullback', 'cset equalizer'],
         'schemas': ['cset show'], 'rules': ['cset rewrite'], 'functors': ['cset migrate --delta', 'cset migrate --sigma']}
ALONE = ['cset check', 'cset show']
BESIDES = {'cset rewrite': [EDGE], 'cset migrate --delta': [EDGE], 'cset migrate --sigma': [EDGE]}
failures = 0
checked = 0

GENERATED = {
    'long-line.colim': ('N ⇒ []' + ' ' * 1000000 + '?\nX ⇒ Real ' + 'x ' * 500000 + '\n',
                        "long-line.colim:1:1000007: error: '?' means nothing here\n  …" + ' ' * 79 + '?\n' + ' ' * 82 + '^\n'
                        "long-line.colim:2:10: error: expected the end of the statement after 'Real', not 'x'\n"
                        '  X ⇒ Real ' + 'x ' * 35 + 'x…\n' + ' ' * 11 + '^\n'),
    'many-errors.colim': ('?\n' * 300000, ''.join(f"many-errors.colim:{i}:1: error: '?' means nothing here\n  ?\n  ^\n"
                                                  for i in range(1, 101))
                          + 'many-errors.colim: error: 299900 more errors and warnings are not shown\n'),
    'many-errors-in-a-line.colim': ('?;' * 300000, None),
    'many-unknown.colim': (''.join(f'V{i}\nf{i} : V{i} → W{i}\n' for i in range(20000)), None),
    'open-brackets.colim': ('let m = ' + '(' * 1000000,
                            "open-brackets.colim:1:9: error: '(' is not closed\n  let m = " + '(' * 72 + '…\n          ^\n'),
    'deep-brackets.colim': ('let m = ' + '(' * 100000 + 'id' + ')' * 100000,
                            'deep-brackets.colim:1:209: error: more than 200 brackets or signs inside one another\n  …'
                            + '(' * 80 + '…\n' + ' ' * 43 + '^\n'),
    'deep.json': ('[' * 1000000, 'deep.json:1:513: error: nested more than 512 deep\n  …' + '[' * 80 + '…\n' + ' ' * 43 + '^\n'),
    'deep-inside.json': ('{"vertices": [], "edges": [], "x": ' + '{"a":' * 100000 + '0' + '}' * 100000 + '}', None),
    'long-name.json': ('{"vertices": [{"name": "' + 'a' * 1000000 + ' b"}], "edges": []}', None),
}


def check(what, found, expected):
    global failures, checked
    checked += 1
    if found != expected:
        failures += 1
        print(f'{what}:\n--- found\n{found}\n--- expected\n{expected}')


def run(command, name):
    others = COMMANDS.get(command, BESIDES.get(command, [] if command in ALONE else [name]))
    done = subprocess.run([colim, *command.split(), name, *others], capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode('utf-8', 'replace')


def check_file(name, expected, commands=COMMANDS):
    """With @expected None, only the form is looked at."""
    for command in commands:
        status, out, err = run(command, name)
        check(f'{command} {name}: status and output', (status, out), (2, b''))
        check(f'{command} {name}: nothing is left', os.path.exists(RUN), False)
        if expected is not None:
            check(f'{command} {name}', err, expected)
        lines = err.split('\n')
        located = [line for line in lines if re.match(re.escape(name) + r':\d+:\d+: (error|warning): ', line)]
        check(f'{command} {name}: faults are located, each once', (': error: ' in err, len(set(located))), (True, len(located)))
        check(f'{command} {name}: carets', sum(line.strip() == '^' for line in lines), len(located))
        check(f'{command} {name}: short', max(len(line) for line in lines) < 250, True)


def check_folder(path, commands):
    os.chdir(path)
    names = sorted(name for name in os.listdir('.') if name.endswith(('.colim', '.json')))
    for name in names:
        with open(name + '.err', encoding='utf-8') as err:
            check_file(name, err.read(), commands)
    check('as many expectations', sorted(name[:-4] for name in os.listdir('.') if name.endswith('.err')), names)


WORKING = ('''
N ⇒ [digits]
X ⇒ Real[1, 8, 8]
Y ⇒ {Class[10], cross_entropy}
image : N → X ⇒ .image
label : N → Y ⇒ .label
f : X → Y ⇒ flatten · %s
image · f ≤ label
train { epochs = 1; batch = %s }
''')


def check_folders():
    """Where a run cannot go; what a machine cannot hold."""
    with open('working.colim', 'w', encoding='utf-8') as out:
        out.write(WORKING % ('linear(10)', '64'))
    with open('file', 'w', encoding='utf-8'):
        pass
    for place in ['.', 'file', 'file/run', '/proc/run']:
        done = subprocess.run([colim, 'train', 'working.colim', '-o', place], capture_output=True, text=True, encoding='utf-8')
        check(f'train into {place}', (done.returncode, done.stdout, done.stderr.count('\n'), place in done.stderr), (2, '', 1, True))
    check('files', sorted(os.listdir('.')), ['file', 'working.colim'])
    with open('large.colim', 'w', encoding='utf-8') as out:
        out.write(WORKING % ('linear(1000000) · linear(2000) · ' * 200 + 'linear(10)', '1'))
    status, out, err = run('train', 'large.colim')
    check('a large model', (status, out, os.path.exists(RUN)), (2, b'', False))
    check('its memory', re.sub(r'[0-9.]+ GB', 'GB', err.split('\n')[0]),
          "large.colim:1:1: error: diagram 'large' trains in GB of memory, and this machine has GB: take a smaller batch or smaller models")
    for name in ['working.colim', 'large.colim', 'file']:
        os.remove(name)


def main():
    with open(EDGE, 'w', encoding='utf-8') as out:
        out.write('{"V": [{}, {}], "E": [{"src": 1, "tgt": 2}]}')
    check_folder(folder, COMMANDS)
    for name, commands in (BELOW | CSETS).items():
        check_folder(os.path.join(folder, name), commands)
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        for name, (text, expected) in GENERATED.items():
            with open(name, 'w', encoding='utf-8') as out:
                out.write(text)
            check_file(name, expected)
        os.mkdir('runs')
        os.chdir('runs')
        check_folders()
        os.chdir('..')
        for name in ['folder.colim', 'folder.json']:
            os.mkdir(name)
        for command in [*COMMANDS, *CSETS['csets'], *CSETS['homs']]:
            for name, reason in [('folder.colim', 'is a directory'), ('folder.json', 'is a directory'),
                                 ('missing.colim', 'cannot be read: No such file or directory'),
                                 ('missing.json', 'cannot be read: No such file or directory'),
                                 ('folder.colim/a.colim', 'cannot be read: No such file or directory')]:
                check(f'{command} {name}', run(command, name), (2, b'', f'colim {command.split()[0]}: error: {name}: {reason}\n'))
    print(f'{checked} checked, {failures} failed')
    sys.exit(failures > 0)


main()
