"""Trainings of a small network, computed once more: losses, gradients, optimisers, schedules, batches.

Usage: optimise.py COLIM

The judge is plain Python in double precision, on the initial values that the command drew: a layer of two hyperbolic
tangents between two linear ones, from numbers to numbers, half the square of the error.
"""

import math
import os
import tempfile

from support import check, check_near, end, read_log, read_numbers, run, train, write

POINTS = {
    'N': {'x': [-2, -1, -0.5, 0, 0.25, 1, 2.5], 'y': [1, 0.5, 0, -0.125, 0, 1, 2], 'k': [0, 3, 1, 2, 2, 0, 1]},
    'M': {'x': [0.5, 1.5, -1.25, 3], 'y': [-1, 0, 1, 0.75]},
}

DIAGRAM = '''
let f = linear(2) · tanh · linear(1)
N ⇒ [csv("N.csv", classes="k")]
M ⇒ [csv("M.csv")]
X ⇒ Real[1]
Y ⇒ {Real[1], 1/2 mse}
x : N → X ⇒ .x · reshape(1)
y : N → Y ⇒ .y · reshape(1)
u : M → X ⇒ .x · reshape(1)
v : M → Y ⇒ .y · reshape(1)
p : X → Y ⇒ f
q : X → Y ⇒ f
mae(x · p, y)
rmse(u · p, v)
loss(x · p, y)
'''

# Each term: its source, the index map before it, and whether its gradient is stopped.
ALONE = 'x · p ≤ y\n', [('N', None, False)]
TWO = 'x · p ≤ y\nu · q ≤ v\n', [('N', None, False), ('M', None, False)]
BACKWARDS = 'y ≤ x · p\nu · q ~ v\n', [('N', None, False), ('M', None, False), ('M', None, False)]
FROZEN = 'x · p ≤ y\nu · q ≤ v\nq ⇒ f frozen', [('N', None, False), ('M', None, True)]
INDEXED = 's : N → M ⇒ .k\nu · p ≤ v\n', [('N', 'k', False), ('M', None, False)]
TABLE = 's : N → M ⇒ table(0, 3, 1, 2, 2, 0, 1)\nu · p ≤ v\n', [('N', 'k', False), ('M', None, False)]

CASES = {
    'sgd': (ALONE, 'optimiser = sgd(lr=0.1)'),
    'momentum': (ALONE, 'optimiser = sgd(lr=0.1, momentum=0.9, weight_decay=0.01)'),
    'nesterov': (ALONE, 'optimiser = sgd(0.1, 0.9, true)'),
    'adam': (ALONE, 'optimiser = adam(lr=0.05)'),
    'adam-decay': (ALONE, 'optimiser = adam(lr=0.05, beta1=0.8, beta2=0.9, eps=1e-3, weight_decay=0.1)'),
    'adamw': (ALONE, 'optimiser = adamw(lr=0.05, weight_decay=0.2)'),
    'rmsprop': (ALONE, 'optimiser = rmsprop(lr=0.02, alpha=0.9, weight_decay=0.01)'),
    'clip': (ALONE, 'optimiser = sgd(lr=0.5); clip = 0.1'),
    'clip-none': (ALONE, 'optimiser = sgd(lr=0.1); clip = 1000'),
    'step': (ALONE, 'optimiser = sgd(lr=0.1); schedule = step(at=(1, 2), factor=0.5)'),
    'cosine': (ALONE, 'optimiser = sgd(lr=0.1); schedule = cosine'),
    'warmup': (ALONE, 'optimiser = sgd(lr=0.1); schedule = cosine(warmup=1)'),
    'linear': (ALONE, 'optimiser = sgd(lr=0.1); schedule = linear'),
    'steps': (ALONE, 'optimiser = sgd(lr=0.1); steps = 7'),
    'drop-last': (ALONE, 'optimiser = sgd(lr=0.1); drop_last = true'),
    'two-sources': (TWO, 'optimiser = sgd(lr=0.1)'),
    'two-batches': (TWO, 'optimiser = sgd(lr=0.1, momentum=0.5); batch = (N=4, M=1)'),
    'two-drop-last': (TWO, 'optimiser = sgd(lr=0.1); batch = (N=3, M=3); drop_last = true'),
    'both-ways': (BACKWARDS, 'optimiser = sgd(lr=0.1)'),
    'frozen': (FROZEN, 'optimiser = sgd(lr=0.1)'),
    'indexed': (INDEXED, 'optimiser = sgd(lr=0.1)'),
    'table': (TABLE, 'optimiser = sgd(lr=0.1)'),
}


def number(text, name, otherwise):
    """The value of a key or argument in the text of the settings."""
    at = text.replace(' ', '').find(name + '=')
    if at < 0:
        return otherwise
    word = text.replace(' ', '')[at + len(name) + 1:]
    end_of = next((i for i, sign in enumerate(word) if sign in ',);'), len(word))
    return {'true': 1, 'false': 0}.get(word[:end_of]) if word[:end_of] in ('true', 'false') else float(word[:end_of])


class Judge:
    def __init__(self, terms, settings, parameters, reduce):
        self.terms, self.settings, self.reduce = terms, settings, reduce
        self.parameters = {name: list(values) for name, values in parameters.items()}
        self.kept = {name: [[0.0] * len(values), [0.0] * len(values)] for name, values in parameters.items()}
        batches = {'N': 3, 'M': 3}
        if 'batch = (' in settings:
            inside = settings[settings.index('batch = (') + 9:].split(')')[0]
            batches = {'N': 64, 'M': 64, **{part.split('=')[0].strip(): int(part.split('=')[1]) for part in inside.split(',')}}
        self.sources = sorted({source for source, k, stopped in terms}, reverse=True)
        self.batch = {v: min(batches[v], len(POINTS[v]['x'])) for v in self.sources}
        self.passes = {v: len(POINTS[v]['x']) // self.batch[v] if number(settings, 'drop_last', 0)
                       else -(-len(POINTS[v]['x']) // self.batch[v]) for v in self.sources}
        self.epoch_steps = self.passes[max(self.sources, key=lambda v: len(POINTS[v]['x']))]
        self.n_steps = int(number(settings, 'steps', 3 * self.epoch_steps))

    def rows(self, v, step):
        begin = step % self.passes[v] * self.batch[v]
        return list(range(begin, min(begin + self.batch[v], len(POINTS[v]['x']))))

    def point(self, source, k, row):
        if k is not None:
            source, row = 'M', POINTS[source][k][row]
        return POINTS[source]['x'][row], POINTS[source]['y'][row]

    def forward(self, x):
        w1, b1, w2, b2 = (self.parameters[name] for name in ('f.0.weight', 'f.0.bias', 'f.2.weight', 'f.2.bias'))
        h = [math.tanh(w1[i] * x + b1[i]) for i in range(2)]
        return h, sum(w2[i] * h[i] for i in range(2)) + b2[0]

    def errors(self, v):
        return [self.forward(x)[1] - y for x, y in zip(POINTS[v]['x'], POINTS[v]['y'])]

    def gradient(self, step, sums, points):
        found = {name: [0.0] * len(values) for name, values in self.parameters.items()}
        for v in self.sources:
            points[v] += len(self.rows(v, step))
        for t, (source, k, stopped) in enumerate(self.terms):
            rows = self.rows(source, step)
            scale = (len(POINTS[source]['x']) if self.reduce == 'sum' else 1) / len(rows)
            for row in rows:
                x, y = self.point(source, k, row)
                h, out = self.forward(x)
                sums[t] += (out - y) ** 2
                if stopped:
                    continue
                d = 0.5 * scale * 2 * (out - y)
                found['f.2.bias'][0] += d
                for i in range(2):
                    found['f.2.weight'][i] += d * h[i]
                    inner = d * self.parameters['f.2.weight'][i] * (1 - h[i] ** 2)
                    found['f.0.weight'][i] += inner * x
                    found['f.0.bias'][i] += inner
        most = number(self.settings, 'clip', 0)
        if most > 0:
            norm = math.sqrt(sum(g ** 2 for values in found.values() for g in values))
            found = {name: [g * min(1, most / (norm + 1e-6)) for g in values] for name, values in found.items()}
        return found

    def rate_factor(self, epoch):
        n = self.n_steps / self.epoch_steps
        if 'step(at' in self.settings:
            return 0.5 ** ((epoch >= 1) + (epoch >= 2))
        if 'cosine' in self.settings:
            warmup = min(number(self.settings, 'warmup', 0), n)
            if epoch < warmup:
                return (epoch + 1 / self.epoch_steps) / warmup
            return (1 + math.cos(math.pi * (epoch - warmup) / (n - warmup))) / 2
        return 1 - epoch / n if 'linear' in self.settings else 1

    def update(self, step, gradient):
        text = self.settings[self.settings.index('optimiser = ') + 12:].split(';')[0]
        kind = text.split('(')[0]
        if text == 'sgd(0.1, 0.9, true)':
            text = 'sgd(lr=0.1, momentum=0.9, nesterov=true)'
        rate = number(text, 'lr', None) * self.rate_factor(step / self.epoch_steps)
        decay = number(text, 'weight_decay', 0)
        for name, values in self.parameters.items():
            first, second = self.kept[name]
            for i, g in enumerate(gradient[name]):
                if kind == 'adamw':
                    values[i] -= rate * decay * values[i]
                else:
                    g += decay * values[i]
                if kind == 'sgd':
                    momentum = number(text, 'momentum', 0)
                    first[i] = momentum * first[i] + g
                    values[i] -= rate * (g + momentum * first[i] if number(text, 'nesterov', 0) else first[i])
                elif kind == 'rmsprop':
                    alpha = number(text, 'alpha', 0.99)
                    first[i] = alpha * first[i] + (1 - alpha) * g * g
                    values[i] -= rate * g / (math.sqrt(first[i]) + 1e-8)
                else:
                    beta1, beta2, t = number(text, 'beta1', 0.9), number(text, 'beta2', 0.999), step + 1
                    first[i] = beta1 * first[i] + (1 - beta1) * g
                    second[i] = beta2 * second[i] + (1 - beta2) * g * g
                    root = math.sqrt(second[i] / (1 - beta2 ** t)) + number(text, 'eps', 1e-8)
                    values[i] -= rate * first[i] / (1 - beta1 ** t) / root

    def train(self):
        log, sums, points = [], [0.0] * len(self.terms), {v: 0 for v in self.sources}
        for step in range(self.n_steps):
            self.update(step, self.gradient(step, sums, points))
            if (step + 1) % self.epoch_steps == 0 or step + 1 == self.n_steps:
                total = 0
                for t, (source, k, stopped) in enumerate(self.terms):
                    total += 0.5 * sums[t] / points[source] * (len(POINTS[source]['x']) if self.reduce == 'sum' else 1)
                log.append((total, [abs(e) for e in self.errors('N')], [e ** 2 for e in self.errors('M')],
                            [e ** 2 for e in self.errors('N')]))
                sums, points = [0.0] * len(self.terms), {v: 0 for v in self.sources}
        return log


def mean(values):
    return sum(values) / len(values)


def check_case(name, pairs, terms, settings, reduce):
    diagram = DIAGRAM.replace('q : X → Y ⇒ f\n', 'q : X → Y ⇒ f frozen\n') if name == 'frozen' else DIAGRAM
    text = diagram + pairs.replace('q ⇒ f frozen', '') + f'reduce {reduce}\n'
    batch = '' if 'batch' in settings else 'batch = 3; '
    epochs = '' if 'steps' in settings else 'epochs = 3; '
    text += f'train {{ {epochs}{batch}{settings}; shuffle = false; precision = double; seed = 5 }}\n'
    name = f'{name}-{reduce}'
    train(f'{name}-0', text.replace('steps = 7', 'steps = 0'), '--epochs', '0')
    judge = Judge(terms, settings, read_numbers(f'{name}-0.run/weights.safetensors'), reduce)
    log = train(name, text, '--threads', '1')
    expected = judge.train()
    check(f'{name}: epochs', len(log), len(expected))
    for row, (total, maes, squares, losses) in zip(log, expected):
        check_near(f'{name}: total', row['total'], total, 1e-10)
        check_near(f'{name}: mae', row['mae(x · p, y)'], mean(maes), 1e-10)
        check_near(f'{name}: rmse', row['rmse(u · p, v)'], math.sqrt(mean(squares)), 1e-10)
        check_near(f'{name}: loss', row['loss(x · p, y)'], 0.5 * mean(losses), 1e-10)
    weights = read_numbers(f'{name}.run/weights.safetensors')
    check(f'{name}: names', sorted(weights), sorted(judge.parameters))
    for parameter, values in judge.parameters.items():
        check_near(f'{name}: {parameter}', weights[parameter], values, 1e-10)
    if name in ('sgd-mean', 'frozen-mean', 'indexed-mean'):
        check_single(name, text, weights)


def check_single(name, text, weights):
    """Single precision, in both ways, is near."""
    for precision in ['fast', 'exact']:
        train(f'{name}-{precision}', text.replace('precision = double', f'precision = {precision}'))
        found = read_numbers(f'{name}-{precision}.run/weights.safetensors')
        for parameter, values in weights.items():
            check_near(f'{name}: {parameter}, {precision}', found[parameter], values, 1e-5)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for v, columns in POINTS.items():
        write(f'{v}.csv', ','.join(columns) + '\n' + ''.join(','.join(map(str, row)) + '\n' for row in zip(*columns.values())))
    for name, ((pairs, terms), settings) in CASES.items():
        check_case(name, pairs, terms, settings, 'mean')
        if name in ('sgd', 'two-sources', 'indexed', 'clip'):
            check_case(name, pairs, terms, settings, 'sum')
end()
