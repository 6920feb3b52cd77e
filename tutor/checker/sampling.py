"""Points to compare at: small ones that make readable witnesses, then random ones; and the cells between breakpoints.
Points to compare at: small ones that make readable witnesses, then random ones; and the cells between breakpoints.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import cast

from flint import acb, arb, ctx, fmpq_poly, fmpz_poly

from tutor.checker import nodes
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.budget import BUDGET
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, number_or_none, ratio_of
from tutor.checker.nodes import Node, Op
from tutor.checker.vocabulary import words

Point = dict[str, Fraction]

_SMALL = (2, 3, -1, 5, -2, Fraction(1, 2), 1, -3, 0, 7)
_SCALES = (3, 1, 10, 2, 100, Fraction(1, 2), 1000)
_BENT = frozenset(words("abs sgn sqrt root ln log asin acos asec acsc acosh atanh acoth asech floor ceil max min"))
CELL_LIMIT = 24


def generator(*texts: object) -> random.Random:
    """A random source that depends on the texts only: the same check gives the same points on every machine."""
    digest = hashlib.blake2b("\0".join(map(str, texts)).encode("utf-8", "replace"), digest_size=8).digest()
    return random.Random(int.from_bytes(digest, "big"))


NOTHING: frozenset[str] = frozenset()


def bases(*trees: Node) -> frozenset[str]:
    """Variables that are the base of a logarithm or of a power with a letter in the exponent: positive by convention.
    Variables that are the base of a logarithm or of a power with a letter in the exponent: positive by convention.
    """
    found = set()
    for tree in trees:
        for item in nodes.walk(tree):
            if isinstance(item, Op) and item.name in ("^", "log"):
                base, other = item.args if item.name == "^" else (item.args[1], nodes.Sym("x"))
                if isinstance(base, nodes.Sym) and nodes.variables(other):
                    found.add(base.name)
    return frozenset(found)


def small_points(names: tuple[str, ...], count: int = 4, forced: frozenset[str] = NOTHING) -> Iterator[Point]:
    """Points of small numbers, different for different variables; the `forced` ones positive."""
    for k in range(count):
        point = {name: Fraction(_SMALL[(k + 3 * place) % len(_SMALL)]) for place, name in enumerate(names)}
        yield {name: abs(value) if name in forced else value for name, value in point.items()}


def random_points(
    names: tuple[str, ...],
    source: random.Random,
    *,
    positive: bool = False,
    whole: bool = False,
    forced: frozenset[str] = NOTHING,
) -> Iterator[Point]:
    """Endless random points: binary fractions with 44 random bits, on scales from 1/2 to 1000; or whole numbers."""
    step = 0
    while True:
        point = {}
        for place, name in enumerate(names):
            if whole:
                point[name] = Fraction(source.randint(0 if positive else -6, 12 + 2 * step))
                continue
            scale = _SCALES[(step + 2 * place) % len(_SCALES)]
            value = Fraction(source.getrandbits(44) * 2 + 1, 2**45) * scale
            point[name] = value if positive or name in forced or source.random() < 0.6 else -value
        step += 1
        yield point


def whole_points(trees: tuple[Node, ...], names: tuple[str, ...], source: random.Random) -> list[tuple[Point, bool]]:
    """Points of whole numbers, each with whether the trees must agree there: small and large ones, and those beside
    the whole numbers in the trees, where a binomial or a bend begins to count.
    """
    few = random_points(names, source, positive=True, whole=True)
    points = [(next(few), False) for _ in range(110)]
    for place in range(4):
        large = source.choice(names)
        beside = {name: Fraction(source.randint(2, 5)) for name in names}
        points.insert(9 * place + 4, ({**beside, large: Fraction(source.randint(100, 590))}, False))
    marks = {
        int(item.value)
        for tree in trees
        for item in nodes.walk(tree)
        if isinstance(item, nodes.Num) and item.value.denominator == 1 and 20 < item.value < 10**6
    }
    marked = [
        ({name: Fraction(mark + step + place) for place, name in enumerate(names)}, True)
        for mark in sorted(marks)[:6]
        for step in (0, 1, 8)
    ]
    return marked + points


def whole_letters(*trees: Node) -> bool:
    """Whether a negative number has a letter in its exponent: (-1)^n is meant for whole n only."""
    for tree in trees:
        for item in nodes.walk(tree):
            if isinstance(item, Op) and item.name == "^" and nodes.variables(item.args[1]):
                base = number_or_none(item.args[0])
                if base is not None and base < 0:
                    return True
    return False


def as_balls(point: Point, *, real: bool, generic: bool = False) -> dict[str, arb | acb]:
    """The same point for the evaluator; `generic` moves it a little, to where no value is rational."""
    shift = 1 + arb(2).sqrt() / 10**8 if generic else arb(1)
    values = {name: arb(ratio_of(value)) * shift for name, value in point.items()}
    return {name: value if real else acb(value) for name, value in values.items()}


def bends(*trees: Node) -> list[Node]:
    """The arguments at whose zeros a tree may bend, break or stop being real."""
    found: dict[Node, None] = {}
    for tree in trees:
        for item in nodes.walk(tree):
            if not isinstance(item, Op):
                continue
            if item.name in nodes.RELATIONS or item.name == "chain":
                for _, left, right in nodes.links(item):
                    found.setdefault(nodes.sub(left, right))
            if item.name in _BENT:
                argument = item.args[0]
                if item.name in ("asin", "acos", "atanh", "asec", "acsc", "acoth", "acosh", "asech"):
                    found.setdefault(nodes.sub(argument, nodes.ONE))
                    found.setdefault(nodes.add(argument, nodes.ONE))
                elif item.name in ("max", "min") and len(item.args) == 2:
                    argument = nodes.sub(item.args[0], item.args[1])
                found.setdefault(argument)
            elif item.name == "^" and not (isinstance(item.args[1], nodes.Num) and item.args[1].value.denominator == 1):
                found.setdefault(item.args[0])
    factors = dict.fromkeys(factor for tree in found for factor in _factors(tree))
    return [tree for tree in factors if nodes.variables(tree)]


def _factors(tree: Node) -> Iterator[Node]:
    """The trees whose zeros are those of a product, a quotient, a power or an absolute value."""
    if isinstance(tree, Op) and (
        tree.name in ("*", "/", "neg", "abs") or (tree.name == "^" and not nodes.variables(tree.args[1]))
    ):
        for arg in tree.args[:1] if tree.name == "^" else tree.args:
            yield from _factors(arg)
    else:
        yield tree


def univariate(tree: Node, name: str) -> tuple[fmpz_poly, fmpz_poly] | None:
    """Numerator and denominator of a tree as integer polynomials in one variable; None if it is not rational in it."""
    field = Field(tree)
    try:
        quotient = field.convert(tree)
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or any(n != name for n in field.names):
        return None
    return _dense(quotient.top), _dense(quotient.bottom)


def _dense(poly: object) -> fmpz_poly:
    terms = {int(m[0]): c for m, c in poly.to_dict().items()}  # type: ignore[attr-defined]
    degree = max(terms, default=0)
    return fmpq_poly([terms.get(k, 0) for k in range(degree + 1)]).numer()


def zeros(poly: fmpz_poly) -> list[acb]:
    """The distinct complex zeros of a square-free polynomial, isolated, at the current precision."""
    BUDGET.check()
    return [pair[0] for pair in cast("list[tuple[acb, int]]", poly.complex_roots())]


def real_roots(poly: fmpz_poly) -> list[arb]:
    """All real roots, each once, isolated and in order, at the current precision."""
    if poly.degree() < 1:
        return []
    roots: list[arb] = []
    for factor, _ in poly.factor()[1]:
        roots += [root.real for root in zeros(factor) if root.imag.is_zero()]
    return sorted(roots, key=lambda r: Fraction(int(r.mid().man_exp()[0])) * Fraction(2) ** int(r.mid().man_exp()[1]))


def middle(ball: arb) -> Fraction:
    """The ball's centre, exactly."""
    mantissa, exponent = ball.mid().man_exp()
    e = int(exponent)
    return Fraction(int(mantissa)) * (Fraction(2) ** e if e < 0 else Fraction(1 << min(e, 4096)))


def cells(trees: list[Node], name: str, others: Point, source: random.Random) -> list[Fraction]:
    """One value of `name` in every cell between the zeros of the trees, the other variables fixed."""
    fixed: dict[str, Node] = {key: nodes.num(value) for key, value in others.items() if key != name}
    marks: list[Fraction] = []
    for tree in trees:
        marks.extend(_zeros(nodes.substitute(tree, fixed), name))
    marks = sorted(set(marks))[:CELL_LIMIT]
    if not marks:
        return []
    values = [marks[0] - source.randint(1, 9) - Fraction(source.getrandbits(20) + 1, 2**20)]
    values += [left + (right - left) * Fraction(source.randint(300, 700), 1000) for left, right in pairwise(marks)]
    values.append(marks[-1] + source.randint(1, 9) + Fraction(source.getrandbits(20) + 1, 2**20))
    return values


def _zeros(tree: Node, name: str) -> list[Fraction]:
    """Where a tree in one variable changes its sign: all places if they can be found, else those seen on a grid."""
    pair = univariate(tree, name)
    if pair is not None:
        if max(pair[0].degree(), pair[1].degree()) > 30:
            return []
        return [middle(root) for poly in pair for root in real_roots(poly)]
    from tutor.checker import roots

    places = roots.critical(tree, name)
    if places is None:
        return _changes(tree, name)
    try:
        return [middle(place.ball()) for place in places]
    except (Imprecise, NotReal, Unsupported, Undefined):
        return []


def _changes(tree: Node, name: str) -> list[Fraction]:
    """Numbers between which the tree's sign or definedness changes, on a grid of all sizes."""
    found, before, last = [], None, Fraction(0)
    saved, ctx.prec = ctx.prec, 64
    try:
        for value in _GRID:
            try:
                ball = Evaluator({name: arb(ratio_of(value))}, real=True).value(tree)
                sign = None if 0 in ball or not isinstance(ball, arb) else bool(ball > 0)
            except (NotReal, Undefined):
                sign = None
            except (Imprecise, Unsupported):
                continue
            if sign != before and value != _GRID[0]:
                found.append((last + value) / 2)
            before, last = sign, value
    finally:
        ctx.prec = saved
    return found


_SIZES = [Fraction(2) ** k for k in range(-20, 41)]
_GRID = tuple([-size * Fraction(5, 4) for size in reversed(_SIZES[::2])] + [size * Fraction(7, 5) for size in _SIZES])
