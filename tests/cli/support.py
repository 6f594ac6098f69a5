"""What tests of trainings have in common: running the command, and reading what a run leaves."""

import csv
import json
import math
import os
import struct
import subprocess
import sys

FORMATS = {'F32': 'f', 'F64': 'd', 'I32': 'i'}

colim = os.path.abspath(sys.argv[1])
failures = 0
checked = 0


def run(*arguments, **options):
    done = subprocess.run([colim, *arguments], capture_output=True, text=True, encoding='utf-8', **options)
    return done.returncode, done.stdout, done.stderr


def check(what, found, expected):
    global failures, checked
    checked += 1
    if found != expected:
        failures += 1
        print(f'{what}: found {found!r}, expected {expected!r}')


def ask(request, *options, schema='Graph'):
    """The status and the answer of `cset eval`."""
    write('request.json', json.dumps(request if isinstance(request, list) else dict({'schema': schema}, **request)))
    status, out, err = run('cset', 'eval', 'request.json', *options)
    check('standard error', err, '')
    return status, json.loads(out)


def check_near(what, found, expected, tolerance):
    """Numbers, or lists of them; relative where they are large."""
    global failures, checked
    checked += 1
    found, expected = list(flatten(found)), list(flatten(expected))
    worst = max((abs(a - b) / max(1, abs(b)) for a, b in zip(found, expected)), default=0)
    if len(found) != len(expected) or not worst <= tolerance:
        failures += 1
        print(f'{what}: found {found!r}, expected {expected!r}, {worst} apart')


def flatten(x):
    if isinstance(x, (list, tuple)):
        for y in x:
            yield from flatten(y)
    else:
        yield x


def end():
    print(f'{checked} checked, {failures} failed')
    sys.exit(failures > 0)


def write(name, text):
    with open(name, 'w', encoding='utf-8') as out:
        out.write(text)


def read(name):
    with open(name, 'rb') as file:
        return file.read()


def read_tensors(name):
    """{name: (shape, bytes)} of a safetensors file."""
    data = read(name)
    size = struct.unpack('<Q', data[:8])[0]
    header = json.loads(data[8:8 + size])
    header.pop('__metadata__', None)
    return {key: (value['dtype'], value['shape'], data[8 + size + value['data_offsets'][0]:8 + size + value['data_offsets'][1]])
            for key, value in header.items()}


def read_numbers(name):
    """{name: numbers} of a safetensors file."""
    return {key: list(struct.unpack(f'<{math.prod(shape)}{FORMATS[dtype]}', data))
            for key, (dtype, shape, data) in read_tensors(name).items()}


def write_tensors(name, tensors):
    """Of {name: (shape, numbers)}, in single precision."""
    header, data = {}, b''
    for key, (shape, numbers) in tensors.items():
        begin, data = len(data), data + struct.pack(f'<{len(numbers)}f', *numbers)
        header[key] = {'dtype': 'F32', 'shape': shape, 'data_offsets': [begin, len(data)]}
    text = json.dumps(header).encode()
    with open(name, 'wb') as out:
        out.write(struct.pack('<Q', len(text)) + text + data)


def read_log(folder):
    """The rows of a run's log, as {column: number}; what is empty is left out."""
    with open(os.path.join(folder, 'log.csv'), encoding='utf-8', newline='') as file:
        return [{key: float(value) for key, value in row.items() if value != ''} for row in csv.DictReader(file)]


def read_run(folder):
    """The bytes of all files of a run that equal runs share."""
    found = {}
    for place, folders, files in os.walk(folder):
        for file in files:
            path = os.path.join(place, file)
            if file != 'timing.csv':
                found[os.path.relpath(path, folder)] = read(path)
    return found


def train(name, text, *options, status=0):
    """Trains a diagram, in NAME.run; gives the log.  The file is always d.colim: its name is part of the random streams."""
    write('d.colim', text)
    found, out, err = run('train', 'd.colim', '-o', f'{name}.run', *options)
    check(f'{name}: status', (found, err if found != status else ''), (status, ''))
    return read_log(f'{name}.run') if found == 0 else []
