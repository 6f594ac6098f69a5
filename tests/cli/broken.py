"""Files that are wrong, through every command that reads one: one located line for each fault, exit status 2, no output.

Usage: broken.py COLIM FOLDER

FOLDER holds NAME.colim and NAME.json, and beside each the exact standard error, NAME.colim.err; what does not lie well in a
repository is made here.
"""

import os
import re
import subprocess
import sys
import tempfile

colim, folder = (os.path.abspath(name) for name in sys.argv[1:])
# Every command that reads a diagram, and what it is given besides.
COMMANDS = {'check': [], 'show': [], 'pairs': [], 'paths': [], 'le': ['a', 'b'], 'train': []}
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
    done = subprocess.run([colim, command, name, *COMMANDS[command]], capture_output=True)
    return done.returncode, done.stdout, done.stderr.decode('utf-8', 'replace')


def check_file(name, expected):
    """With @expected None, only the form is looked at."""
    for command in COMMANDS:
        status, out, err = run(command, name)
        check(f'{command} {name}: status and output', (status, out), (2, b''))
        if expected is not None:
            check(f'{command} {name}', err, expected)
        lines = err.split('\n')
        located = [line for line in lines if re.match(re.escape(name) + r':\d+:\d+: error: ', line)]
        check(f'{command} {name}: faults are located, each once', (len(located) > 0, len(set(located))), (True, len(located)))
        check(f'{command} {name}: carets', sum(line.strip() == '^' for line in lines), len(located))
        check(f'{command} {name}: short', max(len(line) for line in lines) < 250, True)


def main():
    os.chdir(folder)
    names = sorted(name for name in os.listdir('.') if name.endswith(('.colim', '.json')))
    for name in names:
        with open(name + '.err', encoding='utf-8') as err:
            check_file(name, err.read())
    check('as many expectations', sorted(name[:-4] for name in os.listdir('.') if name.endswith('.err')), names)
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        for name, (text, expected) in GENERATED.items():
            with open(name, 'w', encoding='utf-8') as out:
                out.write(text)
            check_file(name, expected)
        for name in ['folder.colim', 'folder.json']:
            os.mkdir(name)
        for command in COMMANDS:
            for name, reason in [('folder.colim', 'is a directory'), ('folder.json', 'is a directory'),
                                 ('missing.colim', 'cannot be read: No such file or directory'),
                                 ('missing.json', 'cannot be read: No such file or directory'),
                                 ('folder.colim/a.colim', 'cannot be read: No such file or directory')]:
                check(f'{command} {name}', run(command, name), (2, b'', f'colim {command}: error: {name}: {reason}\n'))
    print(f'{checked} checked, {failures} failed')
    sys.exit(failures > 0)


main()
