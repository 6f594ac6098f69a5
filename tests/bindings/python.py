"""The library from Python: what the overrides add, against the same in plain Python.

Usage: python.py DIAGRAM.colim
"""

import random
import sys
from fractions import Fraction

import gi

try:
    gi.require_version('Colim', '0')
except ValueError as error:
    print(f'no introspection here: {error}')
    sys.exit(77)
from gi.repository import Colim, GLib

checked = failed = 0


def check(name, found, expected=True):
    global checked, failed
    checked += 1
    if found != expected:
        failed += 1
        print(f'{name}: found {found!r}, expected {expected!r}')


def raises(name, kind, text, action):
    try:
        action()
    except kind as error:
        check(name, text in str(error))
    else:
        check(f'{name}: no error', False)


def compose(rng):
    a, b, c = (rng.randint(1, 6) for _ in range(3))
    f = [rng.randrange(b) for _ in range(a)]
    g = [rng.randrange(c) for _ in range(b)]
    F, G = Colim.FinFunction(f, b), Colim.FinFunction(g, c)
    H = F >> G
    check('composite', list(H), [g[y] for y in f])
    check('sizes', (len(H), H.dom, H.codom), (a, a, c))
    check('application', [F(x) for x in range(a)], f)
    check('equality', F == Colim.FinFunction(f, b))
    check('hash', hash(F) == hash(Colim.FinFunction(f, b)))
    check('codomains tell functions apart', F == Colim.FinFunction(f, b + 1), False)


def functions():
    for seed in range(100):
        compose(random.Random(seed))
    raises('a value outside', GLib.Error, 'not in a set of 3', lambda: Colim.FinFunction([5], 3))
    raises('an argument outside', IndexError, 'not below 1', lambda: Colim.FinFunction([0], 3)(1))
    check('repr', repr(Colim.FinFunction([0, 1], 2)), 'FinFunction([0, 1], 2)')


def arrays():
    try:
        import numpy
    except ImportError:
        print('skipped: there is no NumPy here')
        return
    for dtype in (numpy.int32, numpy.int64, numpy.uint8):
        f = Colim.FinFunction(numpy.array([2, 0, 1], dtype), 3)
        check(f'array of {dtype.__name__}', numpy.asarray(f).tolist(), [2, 0, 1])
    check('a view that is not contiguous', list(Colim.FinFunction(numpy.arange(6)[::2], 6)), [0, 2, 4])
    raises('floats', TypeError, 'integers', lambda: Colim.FinFunction(numpy.zeros(2), 3))
    raises('negative', ValueError, 'not below 3', lambda: Colim.FinFunction(numpy.array([-1]), 3))
    n = 100000
    path = Colim.CSet('Graph', V=n + 1, E=n, src=numpy.arange(n), tgt=numpy.arange(1, n + 1))
    check('a long path', int(numpy.asarray(path['tgt'] ).sum()), n * (n + 1) // 2)


def csets():
    x = Colim.CSet('WeightedGraph', V=3, E=3, src=[0, 1, 2], tgt=[1, 2, 0], Weight=1, weight=[0.5, None, Colim.Variable(0)])
    check('parts', list(x['V']), [0, 1, 2])
    check('hom', list(x['src']), [0, 1, 2])
    check('attribute', x['weight'], [0.5, Colim.Variable(1), Colim.Variable(0)])
    check('variables', len(x['Weight']), 2)
    check('equality', x == Colim.CSet('WeightedGraph', {'V': 3, 'E': 3, 'src': [0, 1, 2], 'tgt': [1, 2, 0], 'Weight': 1,
                                                       'weight': [0.5, None, Colim.Variable(0)]}))
    check('repr', repr(x), 'CSet(V: 3, E: 3)')
    check('schema', repr(x.schema), 'Schema(V, E; src: E → V, tgt: E → V, weight: E → Weight)')
    check('picture', '<svg' in x._repr_svg_() and '<svg' in x.schema._repr_svg_())
    raises('no such schema', KeyError, 'there are Set, Graph', lambda: Colim.CSet('Grph', V=1))
    raises('no such column', KeyError, "no 'W'", lambda: Colim.CSet('Graph', W=1))
    raises('no such name', KeyError, "no 'W'", lambda: x['W'])
    raises('a column that is too short', GLib.Error, 'src', lambda: Colim.CSet('Graph', V=1, E=2, src=[0], tgt=[0, 0]))
    raises('a column that is missing', GLib.Error, 'tgt', lambda: Colim.CSet('Graph', V=1, E=1, src=[0]))


def universal():
    vertex, arrow = Colim.CSet('Graph', V=1), Colim.CSet('Graph', V=2, E=1, src=[0], tgt=[1])
    source, target = Colim.homs(vertex, arrow)
    glued = Colim.pushout(target, source)
    check('pushout', (list(glued.apex['src']), list(glued.apex['tgt'])), ([0, 1], [1, 2]))
    check('square', target >> glued.legs[0] == source >> glued.legs[1])
    collapse = Colim.Hom(arrow, Colim.CSet('Graph', V=1, E=1, src=[0], tgt=[0]), V=[0, 0], E=[0])
    factored = glued.factor([collapse, collapse, target >> collapse], collapse.codom)
    check('factors', glued.legs[0] >> factored == collapse and glued.legs[1] >> factored == collapse)
    both = Colim.product(arrow, arrow)
    check('product', (len(both.apex['V']), len(both.apex['E']), len(both.legs)), (4, 1, 2))
    check('count', Colim.count_homs(arrow, both.apex), 1)
    check('coproduct', Colim.coproduct(arrow, vertex).apex == Colim.CSet('Graph', V=3, E=1, src=[0], tgt=[1]))
    check('coproduct of none', len(Colim.coproduct(schema='Graph').apex['V']), 0)
    check('equalizer', len(Colim.equalizer(source, target).apex['V']), 0)
    check('coequalizer', len(Colim.coequalizer(source, target).apex['V']), 1)
    check('pullback', len(Colim.pullback(source, source).apex['V']), 1)
    check('pictures', '<svg' in glued._repr_svg_() and '<svg' in both._repr_svg_() and '<svg' in source._repr_svg_())


def searches():
    n = 4
    complete = Colim.CSet('Graph', V=n, E=n * n, src=[e // n for e in range(n * n)], tgt=[e % n for e in range(n * n)])
    arrow = Colim.CSet('Graph', V=2, E=1, src=[0], tgt=[1])
    check('homs', len(Colim.homs(arrow, complete)), n * n)
    check('monic', len(Colim.homs(arrow, complete, monic=True)), n * n - n)
    check('monic on edges', Colim.count_homs(arrow, complete, monic=['E']), n * n)
    check('initial', [list(f['V']) for f in Colim.homs(arrow, complete, initial={'V': {0: 2}})], [[2, j] for j in range(n)])
    check('initial list', Colim.count_homs(arrow, complete, initial={'V': [None, 1]}), n)
    check('none', Colim.find_hom(complete, arrow), None)
    check('the first', list(Colim.find_hom(arrow, complete)['V']), [0, 0])
    raises('no such option', TypeError, "'monc'", lambda: Colim.homs(arrow, complete, monc=True))
    raises('budget', GLib.Error, 'not finished after 1 step', lambda: Colim.homs(complete, complete, budget=1))
    forms = {Colim.CanonicalForm.new(Colim.CSet('DDS', X=3, Phi=images), -1)
             for images in ([1, 2, 0], [2, 0, 1], [1, 0, 2], [0, 2, 1])}
    check('isomorphism classes', sorted(int(form.get_order()) for form in forms), [2, 3])


def subobjects():
    arrow = Colim.CSet('Graph', V=2, E=1, src=[0], tgt=[1])
    bottom, top = Colim.Subobject.new_bottom(arrow), Colim.Subobject.new_top(arrow)
    ends = Colim.Subobject.new(arrow, [Colim.FinFunction([0, 1], 2), Colim.FinFunction([], 1)])
    check('order', bottom <= ends and ends <= top and not top <= ends)
    check('meet and join', ends & top == ends and ends | bottom == ends)
    check('complements', ~ends == bottom and ~~ends == top and top - ends == top)
    check('parts', (ends['V'], ends['E']), ([0, 1], []))
    check('picture', '<svg' in ends._repr_svg_())


def open_systems():
    arrow = Colim.CSet('Graph', V=2, E=1, src=[0], tgt=[1])
    road = Colim.OpenCSet.new(arrow, ['V', 'V'], [Colim.FinFunction([0], 2), Colim.FinFunction([1], 2)])
    builder = Colim.WiringDiagramBuilder.new()
    for name in 'x', 'y', None:
        builder.add_junction(name)
    builder.add_box('f', [0, 1])
    builder.add_box('g', [1, 2])
    builder.add_outer_port('in', 0)
    builder.add_outer_port('out', 2)
    chain = builder.end()
    check('wiring diagram', repr(chain), 'WiringDiagram(2 boxes, 3 junctions, 2 outer ports)')
    check('as a C-set', (list(chain.cset['junction']), chain == Colim.WiringDiagram.new_from_cset(chain.cset)), ([0, 1, 1, 2], True))
    check('names', [chain.get_junction_name(i) for i in range(3)], ['x', 'y', None])
    whole = Colim.Oapply.new(chain, arrow.schema, [road, road])
    composite = whole.get_composite()
    check('oapply', (list(composite.get_apex()['src']), list(composite.get_apex()['tgt'])), ([0, 1], [1, 2]))
    check('legs', [list(composite.get_leg(i)) for i in range(2)], [[0], [2]])
    check('inclusion', list(whole.inclusion(1)['V']), [1, 2])
    longer = chain.substitute(1, chain)
    check('substitution', [longer.get_box_name(i) for i in range(3)], ['f', 'f', 'g'])
    check('picture', '<svg' in chain._repr_svg_())
    raises('no such junction', GLib.Error, 'Junction', lambda: builder.add_box('h', [3]))


def numbers():
    big = Colim.Natural.parse('123456789012345678901234567890')
    check('natural', (int(big), big == 123456789012345678901234567890, repr(big)),
          (123456789012345678901234567890, True, '123456789012345678901234567890'))
    half, infinity = Colim.Rational.new(1, 2), Colim.Rational.new_infinity()
    check('rational', (half.as_fraction(), half == Fraction(1, 2), float(half), half < infinity), (Fraction(1, 2), True, 0.5, True))


def diagrams(path):
    file = Colim.File(path)
    diagram = file[0]
    check('file', (len(file), [d.get_name() for d in file], file['figure_1'].vertices), (1, ['figure_1'], diagram.vertices))
    check('pairs', diagram.list_pairs(), [('image · stu · hard', 'label'), ('image · stu · soft', 'image · tea')])
    check('selection', len(diagram.list_pairs(policy=Colim.Policy.EXPLICIT)), 2)
    check('picture', '<svg' in diagram._repr_svg_())
    pairs = Colim.Pairs.new(diagram.get_graph(), diagram.get_selection(), False)
    check('paths', [(len(p), len(q)) for p, q in pairs], [(3, 1), (3, 2)])
    check('last', pairs[-1][0] == pairs[1][0])
    raises('no such diagram', KeyError, 'there are figure_1', lambda: file['nobody'])
    raises('no such option', TypeError, "'police'", lambda: diagram.list_pairs(police=1))
    raises('no such file', GLib.Error, 'nowhere', lambda: Colim.File('nowhere.colim'))


def categories(path):
    square = Colim.shape_new('square', 0)
    completion = Colim.Completion.new(square, 1000)
    category = Colim.Category.new_presented(completion, 100)
    for _ in range(100):
        # What is listed is the list's, and comes alive again in Python.
        arrows = [arrow.get_edges() for arrow in completion.list_arrows(100)]
        paths = [path.get_edges() for path in square.get_quiver().list_paths(100)]
    check('arrows', sorted(arrows), [[], [], [], [], [0], [0, 2], [1], [2], [3]])
    check('paths', sorted(paths), [[], [], [], [], [0], [0, 2], [1], [1, 3], [2], [3]])
    check('one diagonal', len(category.list_hom(0, 3)), 1)
    idempotent, involution = Colim.shape_new('idempotent', 0), Colim.shape_new('involution', 0)
    functor = Colim.FinFunctor.new(idempotent, involution, [0], [Colim.Path.new(involution.get_quiver(), [0])])
    raises('an equation that fails', GLib.Error, "'e >> e = e' would be 'i >> i = i', which does not hold",
           lambda: functor.check(Colim.Completion.new(involution, 100)))
    identity = Colim.Transformation.new_identity(Colim.FinFunctor.new_identity(square))
    check('squares', identity.list_squares(completion, Colim.Verdict.YES), [0, 1, 2, 3])
    beta = Colim.labelling_new(Colim.File(path)[0].get_graph(), Colim.Policy.EXPLICIT)
    lifts, complete = Colim.labelling_new_pair().list_lifts(beta, -1, -1, 10000)
    images = [[lift.get_underlying().get_image(i).get_edges() for i in (0, 1)] for lift in lifts]
    check('lifts', (len(images), complete, sorted(sorted(map(len, p)) for p in images if p[0] != p[1])), (8, True, [[1, 3], [2, 3]]))


functions()
arrays()
csets()
universal()
searches()
subobjects()
open_systems()
numbers()
categories(sys.argv[1])
diagrams(sys.argv[1])
print(f'{checked} checked, {failed} failed')
sys.exit(1 if failed else 0)
