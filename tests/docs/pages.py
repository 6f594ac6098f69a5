"""Runs what a page shows, from its top to its end in one folder, and compares what comes out.

Usage: pages.py PAGE SOURCE BUILD [--write]

With --write, the page takes what comes out.

A block's first word says what it is:

    ```console      lines that begin with `$ ` are commands (`> ` goes on), the lines below each are what it prints
    ```colim NAME   a file, written under this name; without a name, a whole file that colim must find right
    ```python NAME  a file; without a name, it runs
    ```c            lines of a program of docs/examples

Other blocks are looked at by nobody.  `colim`, the example programs and the library are those of the build, python3 is
this one.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

from compare import same

page, source, build = map(os.path.realpath, sys.argv[1:4])
SKIPPED = 77
BLOCK = re.compile(r'^```(\w+)(?: (\S+))?\n(.*?)^```$', re.M | re.S)
# A command goes on in lines that begin with `> `.
COMMAND = re.compile(r'^\$ (.*\n(?:> .*\n)*)((?:(?!\$ ).*\n)*)', re.M)

with open(page, encoding='utf-8') as text:
    contents = text.read()
blocks = list(BLOCK.finditer(contents))
failures = []
corrections = []  # (start, end, text), in order
environment = dict(os.environ, LC_ALL='C.UTF-8', GI_TYPELIB_PATH=build, LD_LIBRARY_PATH=build, G_DEBUG='',
                   PYTHONPATH=os.path.join(source, 'lib/bindings/python'), PYTHONDONTWRITEBYTECODE='1',
                   PATH=os.pathsep.join([os.path.join(build, 'tools'), os.path.join(build, 'docs/examples'),
                                         os.path.dirname(sys.executable), os.environ['PATH']]))


def run(command):
    done = subprocess.run(['sh', '-c', command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8', env=environment)
    return done.returncode, done.stdout


def check(place, block, match):
    command, expected = match.groups()
    status, found = run(re.sub(r'^> ', '', command, flags=re.M))
    if same(found, expected):
        return
    if '--write' in sys.argv:
        corrections.append((block.start(3) + match.start(2), block.start(3) + match.end(2), found))
    else:
        failures.append(f'{place}: {command}prints\n{found}and not\n{expected}')


def squeeze(lines):
    return '\n'.join(line.strip() for line in lines.splitlines() if line.strip())


def write(name, lines):
    with open(name, 'w', encoding='utf-8') as text:
        text.write(lines)


if any(block[1] == 'python' for block in blocks):
    status, found = run('python3 -c "import gi; gi.require_version(\'Colim\', \'0\')"')
    if status != 0:
        print(f'no introspection here: {found}')
        sys.exit(SKIPPED)

programs = [squeeze(open(name, encoding='utf-8').read()) for name in glob.glob(os.path.join(source, 'docs/examples/*.c'))]
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.symlink(os.path.join(source, 'docs'), 'docs')
    os.symlink(build, 'build')
    for block in blocks:
        kind, name, lines = block.groups()
        place = f'{page}:{contents.count(chr(10), 0, block.start()) + 1}'
        status, found = 0, ''
        if kind == 'console':
            for match in COMMAND.finditer(lines):
                check(place, block, match)
        elif kind in ('colim', 'python'):
            write(name or f'page.{kind}', lines)
            if not name:
                status, found = run('colim check page.colim' if kind == 'colim' else 'python3 page.python')
        elif kind == 'c' and not any(squeeze(lines) in program for program in programs):
            status, found = 1, 'these lines are in no program of docs/examples'
        if status != 0:
            failures.append(f'{place}: {found}')
    os.chdir('/')

if '--write' in sys.argv:
    for start, end, found in reversed(corrections):
        contents = contents[:start] + found + contents[end:]
    write(page, contents)

# Links to files of the project.
for target in re.findall(r'\]\(([^)#:]+)(?:#[^)]*)?\)', contents):
    if not os.path.exists(os.path.join(os.path.dirname(page), target)):
        failures.append(f'{page}: there is no {target}')

print('\n'.join(failures))
print(f'{len(blocks)} blocks, {len(failures)} failures')
sys.exit(bool(failures))
