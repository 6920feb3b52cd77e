"""Where a one-variable expression can be zero, break or bend: a complete list, or None where it can't be had.

Roots, absolute values and fractional powers are eliminated by resultants; exponentials of one base and sums of
logarithms
are solved for; the list may hold points where nothing happens, but it lacks none.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import gcd

from flint import arb, fmpq, fmpq_mpoly

from tutor.checker import nodes, sampling
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.exact import Field, Inexact, Quotient, TooBig, Undefined, fraction_of, number_or_none
from tutor.checker.logarithms import logarithmic
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.places import Place, as_tree, complex_roots, of_polynomial, sorted_places

MAX_DEGREE = 48
_MAX_FACTORED = 80
"""Terms of a polynomial that is factored."""
_MAX_BENT = 4


def critical(tree: Node, name: str) -> list[Place] | None:
    """Every point where the tree's sign or definedness may change; None if that can't be told."""
    try:
        return _critical(tree, name)
    except (TooBig, Undefined, Inexact, Imprecise, NotReal, Unsupported, ZeroDivisionError, ValueError, KeyError):
        return None


def _critical(tree: Node, name: str) -> list[Place] | None:
    field = Field(tree)
    quotient = field.convert(tree)
    moving = {place: part for place, part in field.opaque.items() if name in nodes.variables(part)}
    if any(n != name for n in nodes.variables(tree)):
        return None
    fixed = [part for place, part in field.opaque.items() if place not in moving]
    if not moving and not fixed:
        return _rational(quotient, name)
    if all(isinstance(p, Op) and _degree(p) for p in [*moving.values(), *fixed]):
        found = _algebraic(field, quotient, name)
        return _by_signs(tree, name) if found is None else found
    found = _transcendental(tree, name)
    return _by_factors(field, quotient, name) if found is None else found


def _by_factors(field: Field, quotient: Quotient, name: str) -> list[Place] | None:
    """Each factor for itself: x e^x and e^x - 1 of x e^x (e^x - 1)."""
    if max(len(quotient.top), len(quotient.bottom)) > _MAX_FACTORED:
        return None
    factors = [factor for poly in (quotient.top, quotient.bottom) for factor, _ in poly.factor()[1]]
    if len(factors) < 2:
        return None
    found: list[Place] = []
    for factor in factors:
        tree = with_parts(field, factor)
        inner = _critical(tree, name) if name in nodes.variables(tree) else []
        if inner is None:
            return None
        found += inner
    return found


def _by_signs(tree: Node, name: str) -> list[Place] | None:
    """Absolute values taken with either sign; what is zero throughout then changes its sign only where they bend."""
    tree = nodes.rebuild(tree, _root_of_square)
    bent = list(dict.fromkeys(n for n in nodes.walk(tree) if isinstance(n, Op) and n.name == "abs"))
    if not 0 < len(bent) <= _MAX_BENT or any(nodes.has(n.args[0], "abs") for n in bent if isinstance(n, Op)):
        return None
    found: list[Place] = []
    for inner in (n.args[0] for n in bent if isinstance(n, Op)):
        places = _critical(inner, name)
        if places is None:
            return None
        found += places
    for signs in product((False, True), repeat=len(bent)):
        table: dict[Node, Node] = {
            n: nodes.neg(n.args[0]) if minus else n.args[0]
            for n, minus in zip(bent, signs, strict=True)
            if isinstance(n, Op)
        }
        straight = replace(tree, table)
        field = Field(straight)
        if field.convert(straight).top.is_zero():
            continue
        places = _critical(straight, name)
        if places is None:
            return None
        found += places
    return found


def _rational(quotient: Quotient, name: str) -> list[Place] | None:
    top, bottom = sampling._dense(quotient.top), sampling._dense(quotient.bottom)
    if max(top.degree(), bottom.degree()) > MAX_DEGREE:
        return None
    return of_polynomial(top) + of_polynomial(bottom)


def _degree(part: Op) -> int:
    """k for a part r with r^k rational in its argument: roots, absolute values, fractional powers."""
    if part.name in ("sqrt", "abs"):
        return 2
    if part.name == "root":
        index = number_or_none(part.args[1])
        return int(index.p) if index is not None and index.q == 1 and 1 < index <= 8 else 0
    if part.name == "^":
        exponent = number_or_none(part.args[1])
        return int(exponent.q) if exponent is not None and exponent.q <= 8 else 0
    return 0


def _algebraic(field: Field, quotient: Quotient, name: str) -> list[Place] | None:
    """Eliminate the radicals, the outermost first, from the top and the bottom; their arguments' zeros count too."""
    found: list[Place] = []
    order = sorted(field.opaque, reverse=True)
    for start in (quotient.top, quotient.bottom):
        polynomial = start
        for place in order:
            part = field.opaque[place]
            assert isinstance(part, Op)
            generator = field.generators[place]
            if polynomial.degrees()[place] == 0:
                continue
            relation = _defining(field, part, generator)
            polynomial = polynomial.resultant(relation, f"v{place}")
            if polynomial.is_zero() or polynomial.total_degree() > MAX_DEGREE or len(polynomial) > 200:
                return None
        dense = sampling._dense(polynomial)
        if dense.degree() > MAX_DEGREE:
            return None
        found += of_polynomial(dense)
    for part in field.opaque.values():
        assert isinstance(part, Op)
        if name in nodes.variables(part):
            inner = _critical(part.args[0], name)
            if inner is None:
                return None
            found += inner
    return found


def _defining(field: Field, part: Op, generator: fmpq_mpoly) -> fmpq_mpoly:
    """The polynomial that a radical is a root of."""
    k = _degree(part)
    inner = field.convert(part.args[0])
    power = 2 if part.name == "abs" else 1
    if part.name == "^":
        exponent = number_or_none(part.args[1])
        assert exponent is not None
        power = int(exponent.p)
    top, bottom = (inner.top, inner.bottom) if power > 0 else (inner.bottom, inner.top)
    return bottom ** abs(power) * generator**k - top ** abs(power)


def _transcendental(tree: Node, name: str) -> list[Place] | None:
    for method in (_positive, _exponential, logarithmic, _single):
        found = method(tree, name)
        if found is not None:
            return found
    return None


def _positive(tree: Node, name: str) -> list[Place] | None:
    """A power of a positive number is never zero: only its exponent's breaks count."""
    if not (isinstance(tree, Op) and tree.name == "^" and _log_of_base(tree.args[0]) is not None):
        return None
    return _critical(tree.args[1], name)


def _log_of_base(base: Node) -> tuple[int, Node] | None:
    """(k, root) with base = root^k for a whole number or fraction that is a perfect power; the root's log is the
    unit.
    """
    if base == nodes.EULER:
        return 1, base
    value = number_or_none(base)
    if value is None or value <= 0 or value == 1:
        return None
    frac = fraction_of(value)
    sign = 1
    if frac < 1:
        frac, sign = 1 / frac, -1
    if frac.denominator == 1:
        n = frac.numerator
        for k in range(min(n.bit_length(), 64), 1, -1):
            root = round(n ** (1 / k)) if n < 2**52 else 0
            if root > 1 and root**k == n:
                return sign * k, nodes.num(root)
    return sign, nodes.num(frac)


def _exponential(tree: Node, name: str) -> list[Place] | None:
    """Powers b^(linear) over one base, the variable nowhere else: a polynomial in t = base^(x/q)."""
    units: dict[Node, list[tuple[Op, Fraction, Fraction]]] = {}
    for item in outermost(tree, name):
        if not (isinstance(item, Op) and item.name == "^"):
            return None
        reduced, line = _log_of_base(item.args[0]), sampling.univariate(item.args[1], name)
        if reduced is None or line is None or line[0].degree() != 1 or line[1].degree() != 0:
            return None
        scale = Fraction(reduced[0]) / int(line[1][0])
        units.setdefault(reduced[1], []).append((item, scale * int(line[0][1]), scale * int(line[0][0])))
    if len(units) != 1:
        return None
    ((base, powers),) = units.items()
    step = _common(*(slope for _, slope, _ in powers))
    letter = Sym("t#")
    table: dict[Node, Node] = {}
    for item, slope, shift in powers:
        lifted: Node = Op("^", (letter, nodes.num(slope / step)))
        table[item] = nodes.mul(Op("^", (base, nodes.num(shift))), lifted) if shift else lifted
    inner = critical(replace(tree, table), "t#")
    if inner is None:
        return None
    found = []
    for place in inner:
        t = as_tree(place)
        if place.ball() > 0 and t is not None:
            found.append(Place(tree=Op("/", (Op("ln", (t,)), Op("*", (Op("ln", (base,)), nodes.num(step)))))))
        elif not place.ball() < 0 and place.exact != 0:
            return None
    return found


def _common(*slopes: Fraction) -> Fraction:
    top = gcd(*(s.numerator for s in slopes))
    bottom = 1
    for s in slopes:
        bottom = bottom * s.denominator // gcd(bottom, s.denominator)
    common = Fraction(0)
    for s in slopes:
        scaled = abs(int(s * bottom))
        common = Fraction(gcd(int(common), scaled))
    return common / bottom if common else Fraction(top, bottom)


def outermost(tree: Node, name: str) -> list[Node]:
    """The maximal non-rational parts with the variable in them; the variable itself where it is bare."""
    if isinstance(tree, Sym):
        return [tree] if tree.name == name else []
    if not isinstance(tree, Op) or name not in nodes.variables(tree):
        return []
    rational = tree.name in ("+", "*", "/", "neg") or (tree.name == "^" and _whole_power(tree.args[1]))
    if not rational:
        return [tree]
    return [part for arg in tree.args for part in outermost(arg, name)]


def _whole_power(exponent: Node) -> bool:
    value = number_or_none(exponent)
    return value is not None and value.q == 1


def replace(tree: Node, table: dict[Node, Node]) -> Node:
    """The tree with whole parts replaced."""
    if tree in table:
        return table[tree]
    if isinstance(tree, Op):
        return Op(tree.name, tuple(replace(a, table) for a in tree.args), tree.tag)
    return tree


def _single(tree: Node, name: str) -> list[Place] | None:
    """A rational function with constants that are not rational: its polynomial's zeros by isolating balls, if simple.
    A rational function with constants that are not rational: its polynomial's zeros by isolating balls, if simple.
    """
    if outermost(tree, name) and any(not isinstance(p, Sym) for p in outermost(tree, name)):
        return None
    field = Field(tree)
    quotient = field.convert(tree)
    place = field.index.get(name)
    if place is None:
        return []
    found: list[Place] = []
    for poly in (quotient.top, quotient.bottom):
        degree = poly.degrees()[place]
        if degree == 0:
            continue
        coefficients = [_coefficient(field, poly, place, k) for k in range(degree + 1)]
        roots = _closed_form(coefficients)
        if roots is None:
            return None
        found += roots
    return found


def with_parts(field: Field, poly: fmpq_mpoly) -> Node:
    """A polynomial in the field's variables and opaque parts as a tree."""
    terms: list[Node] = []
    for exponents, coefficient in poly.to_dict().items():
        factors: list[Node] = [nodes.num(fraction_of(coefficient))]
        for place, exponent in enumerate(exponents):
            if int(exponent):
                base = Sym(field.names[place]) if place < len(field.names) else field.opaque[place]
                factors.append(nodes.power(base, nodes.num(int(exponent))))
        terms.append(nodes.mul(*factors))
    return nodes.add(*terms)


def _root_of_square(node: Node) -> Node:
    """sqrt(u^2) as |u|."""
    if not isinstance(node, Op) or node.name not in ("sqrt", "^"):
        return node
    inner = node.args[0]
    if node.name == "^" and number_or_none(node.args[1]) != fmpq(1, 2):
        return node
    if isinstance(inner, Op) and inner.name == "^" and number_or_none(inner.args[1]) == 2:
        return Op("abs", (inner.args[0],))
    return node


def _coefficient(field: Field, poly: object, place: int, k: int) -> Node:
    terms: list[Node] = []
    for exponents, coefficient in poly.to_dict().items():  # type: ignore[attr-defined]
        if int(exponents[place]) != k:
            continue
        factors: list[Node] = [nodes.num(fraction_of(coefficient))]
        factors += [
            nodes.power(part, nodes.num(int(exponents[p]))) for p, part in field.opaque.items() if int(exponents[p])
        ]
        terms.append(nodes.mul(*factors))
    return nodes.add(*terms)


def _closed_form(c: list[Node]) -> list[Place] | None:
    """Zeros of a polynomial with constant coefficients, degree one or two, besides a power of the letter."""
    if len(c) > 1 and c[0] == nodes.ZERO:
        rest = _closed_form(c[1:])
        return None if rest is None else [Place(exact=Fraction(0)), *rest]
    if len(c) == 1:
        return []
    if len(c) == 2:
        return [Place(tree=nodes.div(nodes.neg(c[0]), c[1]))]
    if len(c) != 3:
        return None
    discriminant = nodes.sub(nodes.mul(c[1], c[1]), nodes.mul(nodes.num(4), c[2], c[0]))
    value = Evaluator({}, real=True).value(discriminant)
    if not isinstance(value, arb) or 0 in value:
        return None
    if value < 0:
        return []
    root = Op("sqrt", (discriminant,))
    return [
        Place(tree=nodes.div(nodes.add(nodes.neg(c[1]), r), nodes.mul(nodes.TWO, c[2])))
        for r in (root, nodes.neg(root))
    ]


__all__ = ["Place", "as_tree", "complex_roots", "critical", "of_polynomial", "outermost", "replace", "sorted_places"]
