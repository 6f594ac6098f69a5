"""What makes Colim feel at home in Python: operators, lengths, iteration, NumPy and pictures in notebooks.

PyGObject loads this beside the library; it adds to what is introspected, and hides nothing of it.  Parts count from 0.
"""

from fractions import Fraction

from gi.repository import GLib

from ..module import get_introspection_module
from ..overrides import override

Colim = get_introspection_module('Colim')

__all__ = []


def public(thing):
    __all__.append(thing.__name__)
    return thing


def overridden(cls):
    """The class in the place of the introspected one; what it says of equality is what its values say."""
    return public(override(cls))


def equal_to(name):
    """Equality of values of the class of this name."""
    return lambda self, other: isinstance(other, getattr(Colim, name)) and self.equal(other)


def get_schema(schema):
    if not isinstance(schema, str):
        return schema
    found = Colim.Schema.find_builtin(schema)
    if found is None:
        raise KeyError(f"there is no built-in schema '{schema}'; there are {', '.join(Colim.Schema.list_builtins())}")
    return found


def picture(drawing):
    return drawing.render('svg').get_data().decode()


# Numbers

class Natural(Colim.Natural):
    """A number of GMP's; int(n) is Python's."""

    def __int__(self):
        return int(self.to_string())

    __index__ = __int__

    def __eq__(self, other):
        return int(self) == (int(other) if isinstance(other, Colim.Natural) else other)

    def __hash__(self):
        return hash(int(self))

    def __lt__(self, other):
        return int(self) < int(other)

    def __repr__(self):
        return self.to_string()


Natural = overridden(Natural)


class Rational(Colim.Rational):
    """A rational number, or ∞."""

    def as_fraction(self):
        """Python's own; of ∞, its infinity."""
        return float('inf') if self.is_infinite() else Fraction(self.to_string())

    def __float__(self):
        return float(self.as_fraction())

    def __eq__(self, other):
        return self.as_fraction() == (other.as_fraction() if isinstance(other, Colim.Rational) else other)

    def __hash__(self):
        return hash(self.as_fraction())

    def __lt__(self, other):
        return self.as_fraction() < (other.as_fraction() if isinstance(other, Colim.Rational) else other)

    def __repr__(self):
        return self.to_string()


Rational = overridden(Rational)


# Finite sets

def as_function(values, codom):
    """A function from a list, or from a NumPy array without a look at each number."""
    if isinstance(values, Colim.FinFunction):
        return values
    if hasattr(values, '__array_interface__'):
        import numpy

        array = numpy.asarray(values)
        if array.ndim != 1 or array.dtype.kind not in 'iu':
            raise TypeError(f'a function is an array of integers in one dimension, not of {array.dtype} in {array.ndim}')
        if len(array) and (array.min() < 0 or array.max() >= codom):
            raise ValueError(f'a value is not below {codom}, the size of the codomain')
        data = GLib.Bytes.new(numpy.ascontiguousarray(array, numpy.int32).tobytes())
        return Colim.FinFunction.new_from_bytes(data, codom)
    return Colim.FinFunction.new(list(values), codom)


class FinFunction(Colim.FinFunction):
    """A function between finite sets: FinFunction([1, 0, 1], 2); f(x), f >> g, len(f), list(f), numpy.asarray(f)."""

    def __new__(cls, values, codom):
        return as_function(values, codom)

    def __init__(self, *arguments):
        pass

    dom = property(lambda self: self.get_dom())
    codom = property(lambda self: self.get_codom())

    def __call__(self, x):
        if not 0 <= x < self.get_dom():
            raise IndexError(f'{x} is not below {self.get_dom()}, the size of the domain')
        return self.apply(x)

    __getitem__ = __call__

    def __len__(self):
        return self.get_dom()

    def __iter__(self):
        return iter(self.get_values())

    def __rshift__(self, other):
        return self.compose(other)

    __eq__ = equal_to('FinFunction')

    def __hash__(self):
        return self.hash()

    def __array__(self, dtype=None, copy=None):
        import numpy

        array = numpy.frombuffer(self.get_bytes().get_data(), numpy.int32)
        return array if dtype is None else array.astype(dtype)

    def __repr__(self):
        values = self.get_values() if self.get_dom() <= 20 else f'{self.get_dom()} values'
        return f'FinFunction({values}, {self.get_codom()})'


FinFunction = overridden(FinFunction)


def cone_of(cls):
    """What limits and colimits share."""
    cls.apex = property(lambda self: self.get_apex())
    cls.legs = property(lambda self: [self.get_leg(i) for i in range(self.get_n_legs())])
    return overridden(cls)


class FinLimit(Colim.FinLimit):
    """A limit of finite sets, with its legs."""


class FinColimit(Colim.FinColimit):
    """A colimit of finite sets, with its legs."""


FinLimit, FinColimit = cone_of(FinLimit), cone_of(FinColimit)


# C-sets

class Schema(Colim.Schema):
    """What C-sets are on: Schema('Graph') finds a built-in one."""

    def __new__(cls, name):
        return get_schema(name)

    def __init__(self, *arguments):
        pass

    objects = property(lambda self: [self.get_object_name(i) for i in range(self.get_n_objects())])
    homs = property(lambda self: [self.get_hom_name(i) for i in range(self.get_n_homs())])
    attr_types = property(lambda self: [self.get_attr_type_name(i) for i in range(self.get_n_attr_types())])
    attrs = property(lambda self: [self.get_attr_name(i) for i in range(self.get_n_attrs())])

    __eq__ = equal_to('Schema')

    def __hash__(self):
        return self.hash()

    def __repr__(self):
        homs = [f'{self.get_hom_name(i)}: {self.objects[self.get_hom_dom(i)]} → {self.objects[self.get_hom_codom(i)]}'
                for i in range(self.get_n_homs())]
        attrs = [f'{self.get_attr_name(i)}: {self.objects[self.get_attr_dom(i)]} → {self.attr_types[self.get_attr_codom(i)]}'
                 for i in range(self.get_n_attrs())]
        return f"Schema({', '.join(self.objects)}; {', '.join(homs + attrs)})"

    def _repr_svg_(self):
        return picture(self.draw())


Schema = overridden(Schema)


@public
class Variable:
    """An attribute that is not known: two of one number are one."""

    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return isinstance(other, Variable) and self.number == other.number

    def __hash__(self):
        return hash(('Variable', self.number))

    def __repr__(self):
        return f'?{self.number}'


def set_attribute(builder, schema, name, values):
    codom = schema.attr_types[schema.get_attr_codom(schema.find_attr(name))]
    for part, value in enumerate(values):
        if value is None:
            builder.set_variable(name, part, builder.add_variables(codom, 1))
        elif isinstance(value, Variable):
            builder.set_variable(name, part, value.number)
        else:
            builder.set_value(name, part, value)


class CSet(Colim.CSet):
    """A C-set: CSet('Graph', V=3, E=2, src=[0, 1], tgt=[1, 2]).

    An object or a type of attributes is given its number of parts or of variables, a hom or an attribute its column:
    a list, or a NumPy array.  In an attribute None is a new variable.  X['V'] is range(3), X['src'] a function,
    X['weight'] a list of constants and Variables.
    """

    def __new__(cls, schema, columns=None, **more):
        columns = dict(columns or {}, **more)
        schema = get_schema(schema)
        builder = Colim.CSetBuilder.new(schema)
        for name in columns:
            if all(find(name) < 0 for find in (schema.find_object, schema.find_hom, schema.find_attr_type, schema.find_attr)):
                raise KeyError(f"the schema has no '{name}'")
        for name in schema.objects:
            builder.add(name, columns.get(name, 0))
        for name in schema.attr_types:
            builder.add_variables(name, columns.get(name, 0))
        for hom, name in enumerate(schema.homs):
            if name in columns:
                codom = builder.get_n_parts(schema.objects[schema.get_hom_codom(hom)])
                builder.set_hom(name, as_function(columns[name], codom))
        for name in schema.attrs:
            if name in columns:
                set_attribute(builder, schema, name, columns[name])
        return builder.end()

    def __init__(self, *arguments, **more):
        pass

    schema = property(lambda self: self.get_schema())

    def __getitem__(self, name):
        schema = self.get_schema()
        if schema.find_object(name) >= 0:
            return range(self.get_n_parts(name))
        if schema.find_hom(name) >= 0:
            return self.get_hom(name)
        if schema.find_attr_type(name) >= 0:
            return [Variable(i) for i in range(self.get_n_variables(name))]
        attr = schema.find_attr(name)
        if attr < 0:
            raise KeyError(f"the schema has no '{name}'")
        variables = [self.get_variable(name, part) for part in self[schema.objects[schema.get_attr_dom(attr)]]]
        return [Variable(k) if k >= 0 else self.get_value(name, part)[1] for part, k in enumerate(variables)]

    __eq__ = equal_to('CSet')

    def __hash__(self):
        return self.hash()

    def __repr__(self):
        schema = self.get_schema()
        return f"CSet({', '.join(f'{name}: {self.get_n_parts(name)}' for name in schema.objects)})"

    def _repr_svg_(self):
        return picture(self.draw(Colim.CSetStyle.GRAPH))


CSet = overridden(CSet)


class Hom(Colim.Hom):
    """A homomorphism: Hom(X, Y, V=[0, 1], E=[0]); f >> g, f['V'].  Components that attributes determine may be missing."""

    def __new__(cls, dom, codom, components=None, **more):
        builder = Colim.HomBuilder.new(dom, codom)
        for name, values in dict(components or {}, **more).items():
            if dom.get_schema().find_attr_type(name) < 0:
                builder.set_component(name, as_function(values, codom.get_n_parts(name)))
                continue
            for variable, image in enumerate(values):
                if isinstance(image, Variable):
                    builder.set_variable(name, variable, image.number)
                elif image is not None:
                    builder.set_value(name, variable, image)
        return builder.end()

    def __init__(self, *arguments, **more):
        pass

    dom = property(lambda self: self.get_dom())
    codom = property(lambda self: self.get_codom())

    def __getitem__(self, name):
        return self.get_component(name)

    def __rshift__(self, other):
        return self.compose(other)

    __eq__ = equal_to('Hom')

    def __hash__(self):
        return hash((self.get_dom(), self.get_codom()))

    def __repr__(self):
        return f"Hom({', '.join(f'{name}: {self[name].get_values()}' for name in self.get_dom().get_schema().objects)})"

    def _repr_svg_(self):
        return picture(self.draw(Colim.CSetStyle.GRAPH))


Hom = overridden(Hom)


class CanonicalForm(Colim.CanonicalForm):
    """The canonical form of a C-set; two are equal where the C-sets are isomorphic."""

    __eq__ = equal_to('CanonicalForm')

    def __hash__(self):
        return self.hash()


CanonicalForm = overridden(CanonicalForm)


class Limit(Colim.Limit):
    """A limit of C-sets, with its legs."""

    def _repr_svg_(self):
        return picture(self.draw(None, Colim.CSetStyle.GRAPH))


class Colimit(Colim.Colimit):
    """A colimit of C-sets, with its legs."""

    _repr_svg_ = Limit._repr_svg_


Limit, Colimit = cone_of(Limit), cone_of(Colimit)


class Subobject(Colim.Subobject):
    """A sub-object: A & B, A | B, A - B, ~A (the pseudo-complement), A <= B; A['V'] is its parts."""

    def __getitem__(self, name):
        return self.parts(name).get_values()

    def __and__(self, other):
        return self.meet(other)

    def __or__(self, other):
        return self.join(other)

    def __sub__(self, other):
        return self.subtract(other)

    def __invert__(self):
        return self.negate()

    def __le__(self, other):
        return self.is_below(other)

    __eq__ = equal_to('Subobject')

    __hash__ = None

    def __repr__(self):
        return f"Subobject({', '.join(f'{name}: {self[name]}' for name in self.get_of().get_schema().objects)})"

    def _repr_svg_(self):
        return picture(self.draw(Colim.CSetStyle.GRAPH))


Subobject = overridden(Subobject)


class WiringDiagram(Colim.WiringDiagram):
    """An undirected wiring diagram; made by a WiringDiagramBuilder, or from the C-set that it is."""

    cset = property(lambda self: self.get_cset())

    __eq__ = equal_to('WiringDiagram')

    def __hash__(self):
        return hash(self.cset)

    def __repr__(self):
        counts = [self.get_n_boxes(), self.get_n_junctions(), self.get_n_outer_ports()]
        return 'WiringDiagram({} boxes, {} junctions, {} outer ports)'.format(*counts)

    def _repr_svg_(self):
        return picture(self.draw())


WiringDiagram = overridden(WiringDiagram)


def make_search(dom, codom, options):
    search = Colim.HomSearch.new(dom, codom)
    budget = options.pop('budget', None)
    if budget is not None:
        search.set_budget(budget)
    for name, value in options.pop('initial', {}).items():
        for part, image in value.items() if isinstance(value, dict) else enumerate(value):
            if image is not None:
                search.set_initial(name, part, image)
    for option in ('monic', 'epic', 'iso'):
        value = options.pop(option, False)
        for name in dom.get_schema().objects if value is True else value or []:
            getattr(search, f'set_{option}')(name)
    if options:
        raise TypeError(f"there is no option '{next(iter(options))}'; there are budget, initial, monic, epic, iso")
    return search


@public
def homs(dom, codom, **options):
    """All homomorphisms, in a fixed order.  Options: monic, epic, iso (True or a list of objects), initial ({object:
    images, or {part: image}}), budget."""
    found = []
    make_search(dom, codom, options).foreach(lambda hom, data: found.append(hom) or True, None)
    return found


@public
def find_hom(dom, codom, **options):
    """The first homomorphism, or None; the options are those of homs."""
    return make_search(dom, codom, options).find()


@public
def count_homs(dom, codom, **options):
    """How many homomorphisms there are, without making them where that can be; the options are those of homs."""
    return int(make_search(dom, codom, options).count())


@public
def product(*factors, schema=None):
    """The product of C-sets; of none, on a schema."""
    return Colim.Limit.new_product(get_schema(schema) if schema else factors[0].get_schema(), list(factors))


@public
def coproduct(*summands, schema=None):
    """The coproduct of C-sets; of none, on a schema."""
    return Colim.Colimit.new_coproduct(get_schema(schema) if schema else summands[0].get_schema(), list(summands))


@public
def pullback(f, g):
    return Colim.Limit.new_pullback(f, g)


@public
def pushout(f, g):
    return Colim.Colimit.new_pushout(f, g)


@public
def equalizer(f, g):
    return Colim.Limit.new_equalizer(f, g)


@public
def coequalizer(f, g):
    return Colim.Colimit.new_coequalizer(f, g)


# Diagrams

class Path(Colim.Path):
    """A path: its length, its edges; p == q."""

    def __len__(self):
        return len(self.get_edges())

    def __iter__(self):
        return iter(self.get_edges())

    __eq__ = equal_to('Path')

    def __hash__(self):
        return hash((self.get_source(), tuple(self.get_edges())))

    def __repr__(self):
        return f'Path({list(self)})'


Path = overridden(Path)


class Pairs(Colim.Pairs):
    """The pairs of a composite loss: len(pairs), and each as (p, q)."""

    def __len__(self):
        return self.get_n()

    def __getitem__(self, i):
        if not -len(self) <= i < len(self):
            raise IndexError(f'there are {len(self)} pairs')
        i %= len(self)
        return self.get_p(i), self.get_q(i)


Pairs = overridden(Pairs)


class Diagram(Colim.Diagram):
    """A learning diagram: its names, its pairs, its picture."""

    vertices = property(lambda self: [self.get_vertex_name(i) for i in range(self.get_n_vertices())])
    edges = property(lambda self: [self.get_edge_name(i) for i in range(self.get_n_edges())])

    def list_pairs(self, **options):
        """The pairs of the loss as texts.  Options are fields of a Selection: policy, max_length, max_derivation, …"""
        selection = self.get_selection()
        for name, value in options.items():
            if not hasattr(selection, name):
                raise TypeError(f"a selection has no '{name}'")
            setattr(selection, name, value)
        pairs = Colim.Pairs.new(self.get_graph(), selection, False)
        return [(self.print_path(p), self.print_path(q)) for p, q in pairs]

    def __repr__(self):
        return f"Diagram({self.get_name()}: {', '.join(self.vertices)}; {', '.join(self.edges)})"

    def _repr_svg_(self):
        return picture(self.draw(self.get_selection()))


Diagram = overridden(Diagram)


class File(Colim.File):
    """A file of diagrams: File('a.colim') reads it; file['Student'], len(file), iteration."""

    def __new__(cls, path, set=(), diagram=None):
        diagnostics = Colim.Diagnostics.new()
        file = Colim.File.read(path, list(set), diagram, diagnostics)
        if file is None:
            raise ValueError(diagnostics.to_string())
        return file

    def __init__(self, *arguments, **more):
        pass

    def __len__(self):
        return self.get_n_diagrams()

    def __getitem__(self, which):
        if isinstance(which, str):
            found = self.find_diagram(which)
            if found is None:
                raise KeyError(f"there is no diagram '{which}'; there are {', '.join(d.get_name() for d in self)}")
            return found
        if not -len(self) <= which < len(self):
            raise IndexError(f'there are {len(self)} diagrams')
        return self.get_diagram(which % len(self))


File = overridden(File)
