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

from flint import acb, arb, fmpq_poly, fmpz_poly

from tutor.checker import nodes
from tutor.checker.budget import BUDGET
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, ratio_of
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
    return [tree for tree in found if nodes.variables(tree)]


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
        pair = univariate(nodes.substitute(tree, fixed), name)
        if pair is not None and max(pair[0].degree(), pair[1].degree()) <= 30:
            marks.extend(middle(root) for poly in pair for root in real_roots(poly))
    marks = sorted(set(marks))[:CELL_LIMIT]
    if not marks:
        return []
    values = [marks[0] - source.randint(1, 9) - Fraction(source.getrandbits(20) + 1, 2**20)]
    values += [left + (right - left) * Fraction(source.randint(300, 700), 1000) for left, right in pairwise(marks)]
    values.append(marks[-1] + source.randint(1, 9) + Fraction(source.getrandbits(20) + 1, 2**20))
    return values
