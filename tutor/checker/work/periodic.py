"""Trigonometric equations and families of solutions such as `x = π/6 + 2πn`, compared over one common period.

All zeros of an equation over a period are isolated by balls: a piece of the line without a zero, or on which the
derivative keeps its sign, is settled; a double zero is one of the derivative at which the function agrees with 0 to
over a hundred bits. So equal lists are "numerically" equal, and a point that is missing from one is a witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

from flint import arb, ctx, fmpq

from tutor.checker import formula, nodes, sampling
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import agree, show
from tutor.checker.exact import Undefined, number_or_none
from tutor.checker.line import OPEN, SAME_NUMERICALLY, SetOutcome
from tutor.checker.nodes import FALSE, Node, Num, Op, Sym
from tutor.checker.values import Method, Status, Witness
from tutor.checker.work.isolate import BITS, Unclear, zeros

TRIGONOMETRIC = ("sin", "cos", "tan", "cot", "sec", "csc")
MAX_POINTS = 200


@dataclass(frozen=True, slots=True)
class Period:
    """A rational multiple of π or of 1."""

    factor: Fraction
    of_pi: bool

    def ball(self) -> arb:
        """The length."""
        value = arb(fmpq(self.factor.numerator, self.factor.denominator))
        return value * arb.pi() if self.of_pi else value


@dataclass(frozen=True, slots=True)
class Spread:
    """A set of numbers: the points, repeated for ever with a period if there is one."""

    points: tuple[arb, ...]
    period: Period | None


HUGE, LARGE = 10**20, 20
"""Numbers, and exponents of numbers, above which points are not told apart by their digits."""


def is_periodic(tree: Node, name: str) -> bool:
    """Whether the variable stands in a trigonometric function."""
    return any(isinstance(n, Op) and n.name in TRIGONOMETRIC and name in nodes.variables(n) for n in nodes.walk(tree))


def compare(first: Node, second: Node, name: str) -> SetOutcome:
    """The solutions of two formulas in `name`, one of them trigonometric; UNKNOWN where they can't be listed."""
    if any(map(_is_huge, (*nodes.walk(first), *nodes.walk(second)))):
        return OPEN
    saved = ctx.prec
    try:
        ctx.prec = BITS
        a, b = _spread(first, name), _spread(second, name)
        lost, added = _missing(a, b), _missing(b, a)
    except (Unclear, Imprecise, NotReal, Unsupported, Undefined, Underivable, ValueError, ZeroDivisionError):
        return OPEN
    finally:
        ctx.prec = saved
    if lost is None and added is None:
        return SAME_NUMERICALLY
    texts = [
        Witness(at={name: show(point)}, expected=p, given=q) if point is not None else None
        for point, p, q in ((lost, "solves it", "does not"), (added, "does not", "solves it"))
    ]
    return SetOutcome(Status.INVALID, Method.WITNESS, texts[0], texts[1])


def _is_huge(item: Node) -> bool:
    """A number, or a power of one, beside which points that differ may look the same."""
    if isinstance(item, Num):
        return max(abs(item.value.numerator), item.value.denominator) > HUGE
    if not isinstance(item, Op) or item.name != "^" or nodes.variables(item):
        return False
    return any(isinstance(n, Num) and abs(n.value) > LARGE for n in nodes.walk(item.args[1]))


def points(tree: Node, name: str) -> list[arb] | None:
    """All solutions of a trigonometric equation within bounds; None where they have no end, or it is unclear."""
    saved = ctx.prec
    try:
        ctx.prec = BITS
        spread = _spread(tree, name)
    except (Unclear, Imprecise, NotReal, Unsupported, Undefined, Underivable, ValueError, ZeroDivisionError):
        return None
    finally:
        ctx.prec = saved
    return list(spread.points) if spread.period is None else None


def _missing(these: Spread, those: Spread) -> arb | None:
    """A point of the first that is not in the second."""
    if those.period is None and these.period is not None:
        return next((q for q in _unrolled(these, 4) if not any(_same(q, p, None) for p in those.points)), None)
    for point in these.points if these.period is None else _unrolled(these, _times(these.period, those.period)):
        if not any(_same(point, other, those.period) for other in those.points):
            return point
    return None


def _unrolled(spread: Spread, times: int) -> list[arb]:
    if spread.period is None:
        return list(spread.points)
    if times * len(spread.points) > MAX_POINTS:
        raise Unclear
    step = spread.period.ball()
    return [point + step * k for k in range(times) for point in spread.points]


def _times(period: Period, other: Period | None) -> int:
    """How many periods make a common one."""
    if other is None or period.of_pi != other.of_pi:
        raise Unclear
    return (other.factor / period.factor).numerator


def _same(x: arb, y: arb, period: Period | None) -> bool:
    gap = x - y
    if period is not None:
        turns = gap / period.ball()
        gap = turns - round(float(turns.mid()))
    if 0 not in gap:
        return False
    if agree(gap, 0, bits=80):
        return True
    raise Imprecise


def _spread(tree: Node, name: str) -> Spread:
    if tree == FALSE:
        return Spread((), None)
    if not isinstance(tree, Op):
        raise Unclear
    if tree.name == "or":
        return _union([_spread(a, name) for a in tree.args])
    if tree.name == "and":
        return _cut(tree, name)
    if tree.name != "=":
        raise Unclear
    others = [n for n in nodes.variables(tree) if n != name]
    if others:
        return _family(tree, name, others)
    if is_periodic(tree, name):
        return _zeros_of(tree, name)
    slope, start = _linear(formula.difference(tree), name)
    return Spread((-_value(start) / _value(slope),), None)


def _union(parts: list[Spread]) -> Spread:
    parts = [p for p in parts if p.points] or parts[:1]
    if len({p.period is None for p in parts}) > 1:
        raise Unclear
    if parts[0].period is None:
        return Spread(_distinct([q for p in parts for q in p.points], None), None)
    periods = [p.period for p in parts if p.period is not None]
    if len({p.of_pi for p in periods}) > 1:
        raise Unclear
    factor = Fraction(lcm(*(p.factor.numerator for p in periods)), gcd(*(p.factor.denominator for p in periods)))
    whole = Period(factor, periods[0].of_pi)
    points = [q for p in parts if p.period for q in _unrolled(p, _times(p.period, whole))]
    return Spread(_distinct(points, whole), whole)


def _distinct(points: list[arb], period: Period | None) -> tuple[arb, ...]:
    kept: list[arb] = []
    for point in points:
        if not any(_same(point, other, period) for other in kept):
            kept.append(point)
    return tuple(kept)


def _cut(tree: Op, name: str) -> Spread:
    """Equations within bounds: `sin x = 1/2 and 0 <= x and x < 2π`."""
    bounds = [a for a in tree.args if isinstance(a, Op) and a.name in ("<", "<=", ">", ">=")]
    rest = [a for a in tree.args if a not in bounds]
    if len(rest) != 1 or not bounds:
        raise Unclear
    spread = _spread(rest[0], name)
    limits = [_bound(b, name) for b in bounds]
    lows = [v for v, above, _ in limits if above]
    highs = [v for v, above, _ in limits if not above]
    points = list(spread.points)
    if spread.period is not None:
        if not lows or not highs:
            raise Unclear
        step = spread.period.ball()
        low, high = max(float(v.mid()) for v in lows), min(float(v.mid()) for v in highs)
        points = []
        for point in spread.points:
            first = int((low - float(point.mid())) / float(step.mid())) - 2
            last = int((high - float(point.mid())) / float(step.mid())) + 2
            if last - first > MAX_POINTS:
                raise Unclear
            points += [point + step * k for k in range(first, last + 1)]
    return Spread(tuple(p for p in points if all(_within(p, *limit) for limit in limits)), None)


def _bound(tree: Op, name: str) -> tuple[arb, bool, bool]:
    """(value, whether the variable is above it, whether it may be equal)."""
    slope, start = _linear(formula.difference(tree), name)
    factor = _value(slope)
    above = tree.name in (">", ">=")
    return -_value(start) / factor, above == bool(factor > 0), "=" in tree.name


def _within(point: arb, limit: arb, above: bool, equal: bool) -> bool:
    if _same(point, limit, None):
        return equal
    return bool(point > limit) == above


def _linear(tree: Node, name: str) -> tuple[Node, Node]:
    """(slope, value at 0) of a tree that is linear in the variable. Raises Unclear."""
    slope = derivative(tree, name)
    if name in nodes.variables(slope):
        pair = sampling.univariate(tree, name)
        if pair is None or pair[0].degree() != 1 or pair[1].degree() != 0:
            raise Unclear
        slope = nodes.substitute(slope, {name: nodes.ZERO})
    return slope, nodes.substitute(tree, {name: nodes.ZERO})


def _value(tree: Node) -> arb:
    value = Evaluator({}, real=True).value(tree)
    assert isinstance(value, arb)
    return value


def _family(tree: Op, name: str, others: list[str]) -> Spread:
    """`x = a + p n` for every whole number n."""
    if len(others) != 1:
        raise Unclear
    letter = others[0]
    if any(_alternates(n, letter) for n in nodes.walk(tree)):
        return _union([_family(part, name, others) for part in _parities(tree, letter)])
    difference = formula.difference(tree)
    slope, start = _linear(difference, name)
    if letter in nodes.variables(slope):
        raise Unclear
    step, origin = _linear(start, letter)
    factor = _value(slope)
    return Spread((-_value(origin) / factor,), _period(abs(_value(step) / factor)))


def _alternates(item: Node, letter: str) -> bool:
    return (
        isinstance(item, Op) and item.name == "^" and item.args[1] == Sym(letter) and number_or_none(item.args[0]) == -1
    )


def _parities(tree: Op, letter: str) -> list[Op]:
    """With (-1)^n: the even n and the odd n."""
    parts: list[Op] = []
    for shift, sign in ((nodes.ZERO, nodes.ONE), (nodes.ONE, nodes.num(-1))):
        table: dict[Node, Node] = {n: sign for n in nodes.walk(tree) if _alternates(n, letter)}
        plain = nodes.rebuild(tree, lambda n, table=table: table.get(n, n))  # type: ignore[misc]
        part = nodes.substitute(plain, {letter: nodes.add(nodes.mul(nodes.TWO, Sym(letter)), shift)})
        assert isinstance(part, Op)
        parts.append(part)
    return parts


def _period(length: arb) -> Period:
    if 0 in length:
        raise Unclear
    for of_pi in (True, False):
        ratio = length / arb.pi() if of_pi else length
        guess = Fraction(float(ratio.mid())).limit_denominator(720)
        if guess > 0 and agree(ratio - arb(fmpq(guess.numerator, guess.denominator)), 0, bits=80):
            return Period(guess, of_pi)
    raise Unclear


@lru_cache(maxsize=256)
def _zeros_of(tree: Op, name: str) -> Spread:
    """All solutions of a trigonometric equation over its period."""
    difference = formula.difference(tree)
    period = _common(difference, name)
    top, bottom = as_fraction(_in_sines(difference))
    points = _distinct(zeros(top, name, period.ball()), period)
    kept = []
    for point in points:
        under = Evaluator({name: point}, real=True).value(bottom)
        if 0 not in under:
            kept.append(point)
        elif not agree(under, 0, bits=60):
            raise Imprecise
    return Spread(tuple(kept), period)


def _in_sines(tree: Node) -> Node:
    def change(item: Node) -> Node:
        if not isinstance(item, Op) or item.name not in ("tan", "cot", "sec", "csc"):
            return item
        sine, cosine = Op("sin", item.args), Op("cos", item.args)
        top = {"tan": sine, "cot": cosine}.get(item.name, nodes.ONE)
        return Op("/", (top, cosine if item.name in ("tan", "sec") else sine))

    return nodes.rebuild(tree, change)


def as_fraction(node: Node) -> tuple[Node, Node]:
    """The tree as one fraction: top and bottom."""
    if not isinstance(node, Op):
        return node, nodes.ONE
    if node.name == "^" and isinstance(node.args[1], nodes.Num) and node.args[1].value.denominator == 1:
        top, bottom = as_fraction(node.args[0])
        if bottom != nodes.ONE:
            power = nodes.num(abs(node.args[1].value))
            pair = nodes.power(top, power), nodes.power(bottom, power)
            return pair if node.args[1].value > 0 else pair[::-1]
        return node, nodes.ONE
    if node.name not in ("neg", "*", "/", "+"):
        return node, nodes.ONE
    parts = [as_fraction(a) for a in node.args]
    if node.name == "neg":
        return nodes.neg(parts[0][0]), parts[0][1]
    if node.name == "*":
        return nodes.mul(*(t for t, _ in parts)), nodes.mul(*(b for _, b in parts))
    if node.name == "/":
        return nodes.mul(parts[0][0], parts[1][1]), nodes.mul(parts[0][1], parts[1][0])
    bottoms = [b for _, b in parts]
    tops = [nodes.mul(t, *(b for j, b in enumerate(bottoms) if j != k)) for k, (t, _) in enumerate(parts)]
    return nodes.add(*tops), nodes.mul(*bottoms)


def _common(tree: Node, name: str) -> Period:
    """A period of an expression with the variable in trigonometric functions of linear arguments only."""
    slopes: list[Period] = []

    def visit(item: Node) -> None:
        if isinstance(item, Sym) and item.name == name:
            raise Unclear
        if not isinstance(item, Op):
            return
        if item.name in TRIGONOMETRIC and name in nodes.variables(item):
            slope, _ = _linear(item.args[0], name)
            slopes.append(_period(2 * arb.pi() / abs(_value(slope))))
            return
        for arg in item.args:
            visit(arg)

    visit(tree)
    if not slopes or len({s.of_pi for s in slopes}) > 1:
        raise Unclear
    factor = Fraction(lcm(*(s.factor.numerator for s in slopes)), gcd(*(s.factor.denominator for s in slopes)))
    if factor > 60:
        raise Unclear
    return Period(factor, slopes[0].of_pi)
