"""The curves of a run, through the command.

Usage: plot.py COLIM
"""

import os
import pty
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

colim = os.path.abspath(sys.argv[1])
failures = 0
checked = 0


def check(what, found, expected):
    global failures, checked
    checked += 1
    if found != expected:
        failures += 1
        print(f'{what}: found {found!r}, expected {expected!r}')


def run(*arguments):
    done = subprocess.run([colim, 'plot', *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def write(folder, text):
    os.makedirs(folder, exist_ok=True)
    with open(f'{folder}/log.csv', 'w') as out:
        out.write(text)


def texts(svg):
    return [element.text for element in xml.fromstring(svg).iter('{http://www.w3.org/2000/svg}text')]


def check_refused(what, folder, message):
    status, out, err = run(folder)
    check(what, (status, out, err), (2, '', message))


LOG = '''epoch,step,total,label,soft · tea ≤ soft · stu,"accuracy(image · stu · hard, label)"
1,10,2.5,1.5,1,0.25
2,20,1.5,,inf,0.5
3,30,1,0.5,nan,0.75
'''


def check_one():
    write('kd.run', LOG)
    status, out, err = run('kd.run')
    check('status', (status, err), (0, ''))
    check('texts', [t for t in texts(out) if t[0] not in '0123456789'],
          ['kd', 'loss', 'epoch', 'total', 'label', 'soft · tea ≤ soft · stu',
           'metrics', 'epoch', 'accuracy(image · stu · hard, label)'])
    check('the same again', run('kd.run/')[1], out)
    status, nothing, err = run('kd.run', '-o', 'curves.svg')
    check('output', (status, nothing, err, open('curves.svg').read()), (0, '', 'written to curves.svg\n', out))
    status, nothing, err = run('kd.run', '-o', 'no/where.svg')
    check('nowhere', (status, nothing, 'no/where.svg: cannot be written' in err), (2, '', True))
    check_terminal(out)


def check_terminal(expected):
    """A terminal cannot show a picture: it goes beside."""
    try:
        ours, theirs = pty.openpty()
    except OSError as error:
        print(f'SKIPPED: what a terminal shows: {error}')
        return
    done = subprocess.run([colim, 'plot', 'kd.run'], stdout=theirs, stderr=subprocess.PIPE, text=True)
    os.close(theirs)
    os.close(ours)
    check('on a terminal', (done.returncode, done.stderr, open('kd.svg').read()), (0, 'written to kd.svg\n', expected))


def check_several():
    for name in 'teacher', 'student', 'distilled <1>', 'x':
        write(f'several.run/{name}', LOG)
    write('several.run/plain', 'epoch,total\n')
    os.makedirs('several.run/other')
    status, out, err = run('several.run')
    check('several', (status, err), (0, ''))
    check('their panels', [t for t in texts(out) if t.endswith((': loss', ': metrics'))],
          ['distilled <1>: loss', 'distilled <1>: metrics', 'plain: loss', 'student: loss', 'student: metrics',
           'teacher: loss', 'teacher: metrics', 'x: loss', 'x: metrics'])
    check('without values', texts(out).count('no values'), 1)


def check_axes():
    write('decades', 'step,total\n1,1000\n2,0.5\n')
    check('decades', {'1', '10', '100', '1000', 'step'} <= set(texts(run('decades')[1])), True)
    write('zero', 'step,total\n1,1000\n2,0\n')
    check('zero', {'0', '200', '1000'} <= set(texts(run('zero')[1])), True)


def check_wrong():
    os.makedirs('empty')
    check_refused('nothing', 'empty', 'colim plot: error: empty: there is no log.csv in it, nor in a folder in it\n')
    check_refused('missing', 'missing', 'colim plot: error: missing: cannot be read: No such file or directory\n')
    check_refused('no folder', 'curves.svg', 'colim plot: error: curves.svg: cannot be read: Not a directory\n')
    write('bad', 'epoch,total\n1,2\n2,x\n')
    check_refused('no number', 'bad', "bad/log.csv:3:3: error: expected a number, not 'x'\n  2,x\n    ^\n")
    write('bad', 'epoch,total\n1\n')
    check_refused('short', 'bad', 'bad/log.csv:2:1: error: a row of 1, and there are 2 columns\n  1\n  ^\n')
    write('bad', 'total\n1\n')
    check_refused('no time', 'bad',
                  "bad/log.csv:1:1: error: there is no column 'epoch', nor 'step'\n  total\n  ^\n")
    status, out, err = run()
    check('usage', (status, out, err),
          (2, '', "colim plot: error: expected DIR, and found 0 arguments; 'colim plot --help' tells more\n"))


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.environ['LC_ALL'] = 'C.UTF-8'
    check_one()
    check_several()
    check_axes()
    check_wrong()
    os.chdir('/')
print(f'{checked} checked, {failures} failed')
sys.exit(failures > 0)
