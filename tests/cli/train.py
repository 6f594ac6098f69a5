"""Trainings from outside: what a run leaves, that it is repeated bit for bit, and what flags, options and settings do to it.

Usage: train.py COLIM EXAMPLES [--short]

EXAMPLES is the folder of distillation.colim.  With --short, for slow builds, nothing is trained to an accuracy.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time

from support import (check, check_near, colim, end, read, read_log, read_numbers, read_run, read_tensors, run, train, write,
                     write_tensors)

example = open(os.path.join(os.path.abspath(sys.argv[2]), 'distillation.colim'), encoding='utf-8').read()
short = '--short' in sys.argv

DIGITS = '''
N ⇒ [digits]
X ⇒ Real[1, 8, 8]
Y ⇒ {Class[10], cross_entropy}
image : N → X ⇒ .image
label : N → Y ⇒ .label
image · f ≤ label
accuracy(image · f, label) on [digits.test]
'''
PLAIN = DIGITS + 'f : X → Y ⇒ flatten · linear(16) · relu · linear(10)\n'
DROPPING = DIGITS + 'f : X → Y ⇒ flatten · linear(16) · relu · dropout(0.5) · linear(10)\n'


def weights_of(name):
    return read(f'{name}.run/weights.safetensors')


def check_example():
    write('distillation.colim', example)
    status, out, err = run('pairs', 'distillation.colim', '--json')
    pairs = json.loads(out)['pairs']
    check('pairs', [(p['p'], p['q'], p['in_loss'], p['redundant']) for p in pairs],
          [(['image', 'stu', 'hard'], ['label'], True, False), (['image', 'stu', 'soft'], ['image', 'tea'], True, False)])
    for options in [['--diagram', 'Teacher', '-o', 'teacher.run'], ['-o', 'all.run']]:
        check('status', run('train', 'distillation.colim', '--epochs', '2', *options)[0], 0)
    alone, all_of_them = read_tensors('teacher.run/weights.safetensors'), read_tensors('all.run/weights.safetensors')
    check('the frozen teacher', {name: all_of_them.get(name) for name in alone}, alone)
    check('models', sorted({name.split('.')[0] for name in all_of_them}), ['plain', 'student', 'teacher'])
    check('terms', [name for name in read_log('all.run/Distilled')[0]],
          ['epoch', 'step', 'total', 'Y', 'S', 'accuracy(image · stu · hard, label)'])
    for seed in [] if short else range(1, 6):
        write('seed.colim', example.replace('seed = 42', f'seed = {seed}'))
        check('status', run('train', 'seed.colim', '-o', f'seed-{seed}.run')[0], 0)
        for diagram in ['Teacher', 'Plain', 'Distilled']:
            row = read_log(f'seed-{seed}.run/{diagram}')[-1]
            accuracy = next(value for name, value in row.items() if name.startswith('accuracy'))
            check(f'{diagram} of seed {seed}: {accuracy}', accuracy > 0.95, True)


def without_threads(files):
    found = {name: data for name, data in files.items() if not name.endswith('settings.json')}
    for name in set(files) - set(found):
        found[name] = {key: value for key, value in json.loads(files[name]).items() if key != 'threads'}
    return found


def check_repeats():
    for name, threads in [('once.run', '1'), ('again.run', '1'), ('two.run', '2')]:
        check('status', run('train', 'distillation.colim', '--epochs', '1', '-o', name, '--threads', threads)[0], 0)
    once = read_run('once.run')
    check('files', sorted({os.path.basename(name) for name in once}),
          ['checkpoint.safetensors', 'diagram.colim', 'log.csv', 'settings.json', 'weights.safetensors'])
    check('a run that is repeated', read_run('again.run') == once, True)
    check('a run on two threads', without_threads(read_run('two.run')) == without_threads(once), True)
    write('other.colim', example.replace('seed = 42', 'seed = 43'))
    run('train', 'other.colim', '--epochs', '1', '--diagram', 'Teacher')
    check('another seed', read('other.run/checkpoint.safetensors') == once['Teacher/checkpoint.safetensors'], False)


def interrupt(arguments, seconds):
    """Trains, and stops it after some time; gives the status."""
    process = subprocess.Popen([colim, 'train', *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    err = process.communicate()[1].decode()
    if process.returncode == 130:
        check('interrupted', 'interrupted: what is done is saved in' in err and '--resume' in err, True)
    return process.returncode


def check_resumed():
    """Stopped again and again, at moments that nobody chose."""
    epochs = '2' if short else '4'
    options = ['distillation.colim', '--epochs', epochs, '--threads', '1']
    begin = time.monotonic()
    check('status', run('train', *options, '-o', 'whole.run')[0], 0)
    took, n_stops = time.monotonic() - begin, 0
    status = interrupt([*options, '-o', 'stopped.run'], took / 5)
    while status == 130 and n_stops < 20:
        n_stops += 1
        status = interrupt([*options, '-o', 'stopped.run', '--resume'], took / 5 if n_stops < 6 else 600)
    check('status', status, 0)
    check('it was stopped', n_stops > 0, True)
    check('a run that was resumed', read_run('stopped.run') == read_run('whole.run'), True)
    check('resumed when it is done', run('train', *options, '-o', 'stopped.run', '--resume')[0], 0)
    check('a run that was done', read_run('stopped.run') == read_run('whole.run'), True)
    status, out, err = run('train', *options, '-o', 'stopped.run')
    check('an existing folder', (status, out, 'stopped.run exists already' in err), (2, '', True))
    write('distillation.colim', example + '\n')
    status, out, err = run('train', *options, '-o', 'stopped.run', '--resume')
    check('a file that has changed', (status, out, 'the file has changed' in err), (2, '', True))
    write('distillation.colim', example)
    check('a run that was let alone', read_run('stopped.run') == read_run('whole.run'), True)
    hurt = read('stopped.run/Plain/checkpoint.safetensors')
    for i, data in enumerate([hurt[:len(hurt) // 2], b'', hurt.replace(b'"sums"', b'"mums"'), hurt.replace(b'"step":"', b'"step":"x')]):
        with open('stopped.run/Plain/checkpoint.safetensors', 'wb') as out:
            out.write(data)
        status, out, err = run('train', *options, '-o', 'stopped.run', '--resume')
        check(f'checkpoint {i}', (status, 'checkpoint.safetensors' in err, err.count('\n')), (2, True, 1))


def check_renamed():
    """Parameters are called after their diagram: a run does not go on under another name as if it had just begun."""
    train('d', PLAIN, '--epochs', '1')
    before = read_tensors('d.run/weights.safetensors')
    status, out, err = run('train', 'd.run/diagram.colim', '-o', 'd.run', '--epochs', '2', '--resume')
    check('another name', (status, out, "the checkpoint has no 'parameters/diagram/f.1.weight' for this diagram" in err), (2, '', True))
    check('the weights of a run under another name', read_tensors('d.run/weights.safetensors') == before, True)


def check_best_and_early():
    shaky = DROPPING + '''train { epochs = 12; optimiser = sgd(lr=0.5, momentum=0.9); seed = 3; %s }\n'''
    log = train('last', shaky % '')
    accuracies = [row['accuracy(image · f, label)'] for row in log]
    best = accuracies.index(max(accuracies)) + 1
    check('best: the log', train('best', shaky % 'keep = best(accuracy)'), log)
    train('until', shaky % '', '--epochs', str(best))
    check('best: weights', (weights_of('best') == weights_of('until'), weights_of('last') == weights_of('until')),
          (True, best == len(log)))
    status, out, err = run('eval', 'd.colim', '--run', 'best.run', '--json')
    check('best: eval', json.loads(out)['metrics'][0]['value'], max(accuracies))
    train('stretched', shaky % 'keep = best(accuracy)', '--epochs', '4')
    check('stretched', run('train', 'd.colim', '-o', 'stretched.run', '--epochs', '12', '--resume')[0], 0)
    check('a run that goes on', read_log('stretched.run') == log and weights_of('stretched') == weights_of('best'), True)
    log = train('early', shaky % 'early_stop = accuracy(patience=2)')
    stop = next((i for i in range(2, 12) if max(accuracies[:i - 1]) >= max(accuracies[:i + 1])), 11) + 1
    check('early stop', len(log), stop)
    before = read_run('early.run')
    check('early stop, resumed', (run('train', 'd.colim', '-o', 'early.run', '--resume')[0], read_run('early.run') == before), (0, True))
    log = train('loss-early', shaky % 'early_stop = loss(patience=1); keep = best(loss)')
    check('early stop of the loss', len(log) == 12 or log[-1]['total'] >= log[-2]['total'], True)
    log = train('seldom', shaky % 'validate = 5')
    check('validate', [i + 1 for i, row in enumerate(log) if 'accuracy(image · f, label)' in row], [5, 10, 12])


def check_metrics():
    text = PLAIN + 'top(image · f, label, k=3)\naccuracy(image · f, label)\nmine = loss(image · f, label)\n'
    log = train('metrics', text, '--epochs', '2')
    status, out, err = run('eval', 'd.colim', '--run', 'metrics.run', '--json')
    metrics = json.loads(out)['metrics']
    check('metrics', [m['value'] for m in metrics], list(log[-1].values())[-4:])
    check('data of metrics', [(m['data'], m['n']) for m in metrics],
          [('digits.test', 359), ('digits', 1438), ('digits', 1438), ('digits', 1438)])
    check('names', list(log[-1])[-4:], ['accuracy(image · f, label)', 'top(image · f, label)',
                                        'accuracy(image · f, label) on [digits]', 'mine()'])
    check('top', log[-1]['top(image · f, label)'] >= log[-1]['accuracy(image · f, label) on [digits]'], True)
    status, out, err = run('eval', 'd.colim', '--run', 'missing.run')
    check('eval without a run', (status, out, err.count('\n'), 'missing.run' in err), (2, '', 1, True))
    run('train', 'distillation.colim', '--epochs', '1', '-o', 'several.run')
    for diagram in ['Teacher', 'Plain', 'Distilled']:
        status, out, err = run('eval', 'distillation.colim', '--run', 'several.run', '--diagram', diagram, '--json')
        check(f'eval of {diagram}', json.loads(out)['metrics'][0]['value'], list(read_log(f'several.run/{diagram}')[-1].values())[-1])


def check_hard():
    extra = 'H ⇒ {Class[10], ∞}\na : N → H ⇒ .label\nb : N → H ⇒ .label\na ≤ b\n'
    log = train('hard', PLAIN + extra, '--epochs', '2')
    plain = train('plain', PLAIN, '--epochs', '2')
    check('a hard pair that holds', [row['H'] for row in log], [0, 0])
    check('a hard pair that holds: total', [row['total'] for row in log], [row['total'] for row in plain])
    check('a hard pair is not learned', weights_of('hard') == weights_of('plain'), True)
    extra = 'H ⇒ {Real[10], ∞}\ng : X → H ⇒ flatten · linear(10)\nh : X → H ⇒ g2\nlet g2 = flatten · linear(10)\nimage · g ≤ image · h\n'
    log = train('hard-broken', PLAIN + extra, '--epochs', '2')
    check('a hard pair that is broken', [(row['H'], row['total']) for row in log], [(float('inf'), float('inf'))] * 2)
    train('hard-before', PLAIN + extra, '--epochs', '0')
    before, after = (read_numbers(f'{name}.run/weights.safetensors') for name in ['hard-before', 'hard-broken'])
    check('a hard pair has no gradient', [before[name] == after[name] for name in sorted(before)],
          [name.startswith('g2.') or '/g.' in name for name in sorted(before)])


def check_options():
    log = train('zero', PLAIN, '--epochs', '0')
    check('no epochs', (log, read('zero.run/log.csv').decode().count('\n')), ([], 1))
    for weight, size in [('weight', 64), ('bias', 64)]:
        check('initial values', max(abs(x) for x in read_numbers('zero.run/weights.safetensors')[f'd/f.1.{weight}']) <= size ** -0.5, True)
    values = [x for numbers in read_numbers('zero.run/weights.safetensors').values() for x in numbers]
    check('initial values are different', len(set(values)) > 0.99 * len(values), True)
    same = [
        ('freeze', DROPPING, ['--freeze', 'f'], DROPPING.replace('linear(10)\n', 'linear(10) frozen\n')),
        ('eval', DROPPING, ['--eval', 'f'], DROPPING.replace('linear(10)\n', 'linear(10) eval\n')),
        ('set-model', PLAIN, ['--set', 'f=flatten · linear(10)'], DIGITS + 'f : X → Y ⇒ flatten · linear(10)\n'),
        ('set-space', PLAIN, ['--set', 'Y={Class[10], 2 * cross_entropy(smoothing=0.1)}'],
         PLAIN.replace('{Class[10], cross_entropy}', '{Class[10], 2 cross_entropy(0.1)}')),
    ]
    for name, text, options, other in same:
        log = train(name, text, '--epochs', '1', *options)
        train(f'{name}-written', read(f'{name}.run/diagram.colim').decode(), '--epochs', '1')
        check(f'option {name}', (train(f'{name}-file', other, '--epochs', '1'), weights_of(f'{name}-file')) == (log, weights_of(name)), True)
        check(f'the file of option {name}', weights_of(f'{name}-written') == weights_of(name), True)
        train(f'{name}-without', text, '--epochs', '1')
        check(f'without option {name}', weights_of(f'{name}-without') == weights_of(name), False)
    for option in ['--epochs=-1', '--epochs=x', '--threads=-1', '--threads=2000', '--freeze=g', '--set=q=id', '--diagram=D']:
        status, out, err = run('train', 'd.colim', '-o', 'refused.run', option)
        check(option, (status, out, err.count('error: '), os.path.exists('refused.run')), (2, '', 1, False))


def check_settings():
    log = train('shuffled', PLAIN + 'train { epochs = 2; batch = 100; seed = 1 }')
    check('shuffled', log == train('ordered', PLAIN + 'train { epochs = 2; batch = 100; seed = 1; shuffle = false }'), False)
    check('steps', [(row['epoch'], row['step']) for row in log], [(1, 15), (2, 30)])
    log = train('dropped', PLAIN + 'train { epochs = 2; batch = 100; drop_last = true }')
    check('steps without the last', [row['step'] for row in log], [14, 28])
    log = train('stepped', PLAIN + 'train { steps = 20; batch = 100 }')
    check('steps that are given', [(row['epoch'], row['step']) for row in log], [(1, 15), (2, 20)])
    log = train('whole-batch', PLAIN + 'train { epochs = 1; batch = 5000 }')
    other = train('whole-ordered', PLAIN + 'train { epochs = 1; batch = 5000; shuffle = false }')
    check_near('one batch in any order', log[0]['total'], other[0]['total'], 1e-5)
    for init in ['kaiming', 'xavier']:
        train(init, PLAIN + f'train {{ init = {init} }}', '--epochs', '0')
        numbers = read_numbers(f'{init}.run/weights.safetensors')
        check(f'biases of {init}', set(numbers['d/f.1.bias']), {0})
        weight = numbers['d/f.1.weight']
        check_near(f'variance of {init}', sum(x * x for x in weight) / len(weight), 2 / (64 if init == 'kaiming' else 80), 3e-3)
    settings = json.loads(read('stepped.run/settings.json'))
    check('settings', {key: settings[key] for key in ['epochs', 'steps', 'batch', 'seed', 'policy', 'reduce', 'keep', 'precision']},
          {'epochs': None, 'steps': 20, 'batch': {'N': 100}, 'seed': 0, 'policy': 'explicit', 'reduce': 'mean', 'keep': 'last',
           'precision': 'fast'})
    train('words', PLAIN + 'train { steps = 1; optimiser = sgd(nesterov=true, momentum=0.5) }')
    settings = json.loads(read('words.run/settings.json'))
    check('words in settings', settings['optimiser'], 'sgd(lr=0.01, momentum=0.5, nesterov=true, weight_decay=0)')
    blocks = 'diagram D {' + PLAIN + 'train { steps = 3 } }\ntrain { epochs = 5; seed = 9 }\n'
    train('blocks', blocks)
    settings = json.loads(read('blocks.run/settings.json'))
    check('settings of the file', (settings['epochs'], settings['steps'], settings['seed']), (None, 3, 9))


def check_files():
    train('saved', PLAIN.replace('linear(10)\n', 'linear(10) save("f.safetensors")\n'), '--epochs', '1')
    saved = read_tensors('f.safetensors')
    check('saved', saved, read_tensors('saved.run/weights.safetensors'))
    loading = DIGITS + 'let h = flatten · linear(16) · relu · linear(10)\nf : X → Y ⇒ h load("%s")\n'
    numbers = {name: (shape, read_numbers('f.safetensors')[name]) for name, (dtype, shape, data) in saved.items()}
    plain = {name.split('.', 1)[1]: value for name, value in numbers.items()}
    write_tensors('plain.safetensors', plain)
    write_tensors('named.safetensors', {'h.' + name: value for name, value in plain.items()})
    for file in ['plain', 'named']:
        train(f'load-{file}', loading % f'{file}.safetensors', '--epochs', '0')
        check(f'loaded {file}', read_tensors(f'load-{file}.run/weights.safetensors'),
              {'h.' + name.split('.', 1)[1]: value for name, value in saved.items()})
    train('load-copy', DIGITS.split('image · f')[0] + 'let h = flatten · linear(16) · relu · linear(10)\nlet c = copy(h)\nZ ⇒ {Real[10], mse}\n'
          'f : X → Z ⇒ h frozen load("plain.safetensors")\ng : X → Z ⇒ c\nimage · g ≤ image · f\n', '--epochs', '0')
    check('a copy of what is loaded', {name[2:]: value for name, value in read_tensors('load-copy.run/weights.safetensors').items()
                                       if name.startswith('c.')}, {name.split('.', 1)[1]: value for name, value in saved.items()})
    broken = {
        'missing': ({name: value for name, value in plain.items() if name != '3.bias'}, ['missing', 'h.3.bias']),
        'left over': ({**plain, '7.weight': ([1], [0])}, ['left over', '7.weight']),
        'both': ({**{n: v for n, v in plain.items() if n != '1.bias'}, '1.bia': ([16], [0] * 16)}, ['missing h.1.bias; left over 1.bia']),
        'twice': ({**plain, 'h.3.bias': plain['3.bias']}, ['left over', '3.bias']),
        'shape': ({**plain, '3.bias': ([2, 5], [0] * 10)}, ["'h.3.bias'", '[10]', '[2, 5]']),
    }
    for name, (tensors, words) in broken.items():
        write_tensors('broken.safetensors', tensors)
        write('d.colim', loading % 'broken.safetensors')
        status, out, err = run('train', 'd.colim', '-o', 'broken.run', '--epochs', '0')
        check(f'loaded: {name}', (status, out, err.startswith('d.colim:10:1: error: '), os.path.exists('broken.run')), (2, '', True, False))
        check(f'loaded: {name}: {err}', [word for word in words if word not in err], [])
    for name, data in {'nothing': b'', 'text': b'no tensors at all', 'huge': b'\xff' * 64, 'cut': read('plain.safetensors')[:-4]}.items():
        with open('hostile.safetensors', 'wb') as out:
            out.write(data)
        write('d.colim', loading % 'hostile.safetensors')
        status, out, err = run('train', 'd.colim', '-o', 'hostile.run', '--epochs', '0')
        check(f'hostile: {name}: {err}', (status, err.startswith("d.colim:10:1: error: edge 'f': ./hostile.safetensors"),
                                          os.path.exists('hostile.run')), (2, True, False))
    chain = ('let h = flatten · linear(10)\ndiagram A {' + DIGITS + 'f : X → Y ⇒ h save("chain.safetensors")\ntrain { epochs = 1 } }\n'
             'diagram B {' + DIGITS + 'let g = flatten · linear(10)\nf : X → Y ⇒ g frozen load("loaded.safetensors")\ntrain { epochs = 1 } }\n')
    write('chain.colim', chain)
    check('what nobody saves', run('train', 'chain.colim')[0], 2)
    write('chain.colim', chain.replace('loaded', 'chain').replace('let g =', 'let g = h\nlet unused ='))
    status, out, err = run('train', 'chain.colim')
    check('what an earlier diagram saves', (status, err), (0, ''))


def check_sharing():
    copies = ('let p = flatten · linear(10)\nlet s = copy(p)\nlet t = copy(s)\nlet lone = flatten · linear(10)\nlet u = copy(lone)\n'
              + DIGITS + 'f : X → Y ⇒ p\n' + ''.join(f'g{m} : X → Y ⇒ {m}\n' for m in 'stu') + 'image · gs ≤ label\n')
    train('copies', copies, '--epochs', '0')
    begin = read_numbers('copies.run/weights.safetensors')
    check('copies begin equal', [begin[f'{m}.1.weight'] == begin['p.1.weight'] for m in 'stu' if f'{m}.1.weight' in begin], [True, True, False])
    train('copies-trained', copies, '--epochs', '1')
    after = read_numbers('copies-trained.run/weights.safetensors')
    check('what is trained', [after[f'{m}.1.weight'] != begin[f'{m}.1.weight'] for m in 'pstu'], [True, True, False, False])
    check('copies are on their own', after['p.1.weight'] == after['s.1.weight'], True)
    local = 'diagram D {' + DIGITS + 'let h = flatten · linear(10)\nf : X → Y ⇒ h\n train { epochs = 0 } }\n'
    write('local.colim', local + local.replace('diagram D', 'diagram E'))
    check('status', run('train', 'local.colim')[0], 0)
    names = sorted(read_numbers('local.run/weights.safetensors'))
    check('models of blocks', (len(names), len({name.rsplit('.', 2)[0] for name in names})), (4, 2))
    tuples = DIGITS + 'f : X → Y ⇒ flatten · linear(10)\nP\nt : X → P ⇒ flatten · <linear(3), linear(3) · <linear(2)>, linear(3, name="a")>\n'
    train('tuple', tuples, '--epochs', '0')
    check('names in tuples', sorted(name for name in read_numbers('tuple.run/weights.safetensors') if '/t.' in name and 'weight' in name),
          [f'd/t.1.{i}.weight' for i in ['0.0', '1.0', '1.1.0.0', '2.a']])
    out = json.loads(run('check', 'd.colim', '--json')[1])['edges'][-1]
    check('a tuple', (out['out'], out['parameters']), ('(Real[3], Real[2], Real[3])', 3 * 65 * 3 + 8))


def check_frozen():
    """What is frozen and stays is a table; what another edge trains is not, nor what draws random numbers."""
    text = ('let t = flatten · linear(12) · tanh · linear(10)\n' + DIGITS + 'S ⇒ {Real[10], kl(T=2)}\n'
            'f : X → Y ⇒ flatten · linear(10)\nsoft : X → S ⇒ flatten · linear(10)\ntea : X → S ⇒ %s frozen\n'
            'image · soft ≤ image · tea\ntrain { epochs = 2; precision = double; seed = 4 }\n')
    table = values(train('table', text % 't'))
    for name, model in [('dropout', 't · dropout(0)'), ('tuple', '<t>')]:
        check_near(f'tabulated and computed: {name}', values(train(f'table-{name}', text % model)), table, 1e-12)
    train('table-0', text % 't', '--epochs', '0')
    begin, after = read_numbers('table-0.run/weights.safetensors'), read_numbers('table.run/weights.safetensors')
    check('frozen', [name for name in begin if begin[name] == after[name]], [f't.{i}.{p}' for i in (1, 3) for p in ('weight', 'bias')])
    # The teacher learns from labels through an edge of its own: a table would be of the teacher that it was.
    text += 'also : X → Y ⇒ t\nimage · also ≤ label\n'
    computed = values(train('learning-dropout', text % 't · dropout(0)'))
    check('it learns', computed == table, False)
    for name, model in [('plain', 't'), ('tuple', '<t>')]:
        check_near(f'a teacher that learns: {name}', values(train(f'learning-{name}', text % model)), computed, 1e-12)
    found = values(train('learning-inside', text.replace(' frozen\n', '\n') % '<t frozen>'))
    check_near('a teacher that learns, frozen inside', found, computed, 1e-12)


def values(log):
    return [list(row.values()) for row in log]


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for part in [check_example, check_repeats, check_resumed, check_renamed, check_best_and_early, check_metrics, check_hard, check_options,
                 check_settings, check_files, check_sharing, check_frozen]:
        part()
end()
