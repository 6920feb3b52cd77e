"""All zeros of a smooth function over a stretch of the line, by balls.

A piece where the function's ball excludes 0 has none; where the derivative's ball excludes 0 it has one or none; where
the second derivative's does, the function turns once. Anything else is halved, down to a depth.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from tutor.checker.balls import Evaluator, Imprecise
from tutor.checker.budget import BUDGET
from tutor.checker.derivative import derivative
from tutor.checker.equality import agree
from tutor.checker.nodes import Node

BITS = 160
DEPTH = 16
MAX_ZEROS = 200
START = Fraction(8093, 65536)
"""Where the stretch begins: at no point where a zero of a school equation would be."""
_PIECES = 16


class Unclear(Exception):
    """The zeros can't be told apart, or are too many."""


def zeros(tree: Node, name: str, length: arb) -> list[arb]:
    """Every zero from START over (a little more than) the length. Raises Unclear, Imprecise, Underivable."""
    slope = derivative(tree, name)
    bend = derivative(slope, name)
    span = Fraction(int(float(length.mid()) * 2**20) + 1, 2**20)
    found: list[arb] = []
    stack = [(START + span * k / _PIECES, START + span * (k + 1) / _PIECES, 0) for k in range(_PIECES)]
    while stack:
        low, high, depth = stack.pop()
        BUDGET.tick()
        over = _over(low, high)
        if 0 not in at(tree, name, over):
            continue
        if 0 not in at(slope, name, over):
            found += _crossing(tree, name, low, high)
        elif depth > 5 and 0 not in at(bend, name, over):
            found += _touching(tree, slope, name, low, high)
        elif depth >= DEPTH:
            raise Unclear
        else:
            middle = (low + high) / 2
            stack += [(low, middle, depth + 1), (middle, high, depth + 1)]
        if len(found) > MAX_ZEROS:
            raise Unclear
    return found


def _over(low: Fraction, high: Fraction) -> arb:
    middle, half = (low + high) / 2, (high - low) / 2
    return arb(fmpq(middle.numerator, middle.denominator), arb(fmpq(half.numerator, half.denominator)).upper())


def at(tree: Node, name: str, place: arb) -> arb:
    """The tree's value at a ball."""
    value = Evaluator({name: place}, real=True).value(tree)
    assert isinstance(value, arb)
    return value


def _point(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


def _crossing(tree: Node, name: str, low: Fraction, high: Fraction) -> list[arb]:
    """The one zero of a monotone piece, or none."""
    ends = [at(tree, name, _point(v)) for v in (low, high)]
    if any(0 in end for end in ends):
        raise Imprecise
    if (ends[0] > 0) == (ends[1] > 0):
        return []
    rising = bool(ends[1] > 0)
    while high - low > Fraction(1, 2 ** (BITS - 20)):
        middle = (low + high) / 2
        value = at(tree, name, _point(middle))
        if 0 in value:
            break
        if (value > 0) == rising:
            high = middle
        else:
            low = middle
    return [_over(low, high)]


def _touching(tree: Node, slope: Node, name: str, low: Fraction, high: Fraction) -> list[arb]:
    """Zeros of a piece that bends one way: none, a double one, or one on each side of where it turns."""
    turns = _crossing(slope, name, low, high)
    if not turns:
        return _crossing(tree, name, low, high)
    value = at(tree, name, turns[0])
    if 0 in value:
        if agree(value, 1, bits=80):
            return turns
        raise Imprecise
    middle = Fraction(int(turns[0].mid().man_exp()[0])) * Fraction(2) ** int(turns[0].mid().man_exp()[1])
    return _crossing(tree, name, low, middle) + _crossing(tree, name, middle, high)
