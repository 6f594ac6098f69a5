"""Runs an example program, and compares what it prints with the file beside its source.

Usage: program.py PROGRAM EXPECTED SOURCE-FOLDER [ARGUMENT…]

The argument DIR stands for a folder of its own, which goes when it is done.
"""

import os
import subprocess
import sys
import tempfile

from compare import same

program, expected, source, *arguments = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    arguments = [os.path.join(folder, 'run') if argument == 'DIR' else argument for argument in arguments]
    done = subprocess.run([os.path.abspath(program), *arguments], cwd=source, capture_output=True, encoding='utf-8')
with open(expected, encoding='utf-8') as text:
    wanted = text.read()
if done.returncode != 0 or done.stderr or not same(done.stdout, wanted):
    sys.exit(f'{program} ended with {done.returncode} and printed\n{done.stdout}{done.stderr}instead of\n{wanted}')
