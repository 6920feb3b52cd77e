"""Second readings of sides that seem to differ: labels, relative percentages, units named around the computation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from tutor.checker.words.arithmetic import Refuted, values
from tutor.checker.words.expression import (
    Binary,
    Expression,
    Negative,
    Number,
    TooLarge,
    apply,
    evaluate,
    numbers,
    operations,
    signs,
)
from tutor.checker.words.labels import is_no_side, told_after, told_before
from tutor.checker.words.lexicon import UNIT_NAMES, UNITS
from tutor.checker.words.read import Line
from tutor.checker.words.scan import Kind
from tutor.checker.words.units import unit_factor

_RATES: Final = {"mph": ("mile", "hour"), "kph": ("kilometer", "hour"), "hourly": ("hour",), "daily": ("day",)}
_FAR: Final = 1000
_NEARBY: Final = 12
"""So many tokens after the right side may name its unit."""


def reads_otherwise(refuted: Refuted, line: Line) -> bool:
    """Do the words around two sides that differ give them a reading in which they agree, or can't be compared?

    Exact: each reading is computed; what is only a label beside a computation ("Day 3", "a 20 % tip") is no side.
    """
    return (
        is_no_side(refuted, line)
        or _owes(refuted, line)
        or _divides_by_fraction(refuted)
        or _dashed(refuted)
        or _counted_out(refuted, line)
        or _is_scale(refuted)
        or _shares_on(refuted)
        or _is_relative(refuted)
        or _converted(refuted, line)
    )


def _divides_by_fraction(refuted: Refuted) -> bool:
    """ "50/1/2 = 100": the last two numbers are a fraction."""
    left = refuted.left.expression
    if not isinstance(left, Binary) or left.operator != "/" or not isinstance(left.left, Binary):
        return False
    first, top, bottom = left.left.left, left.left.right, left.right
    if left.left.operator != "/" or not (isinstance(top, Number) and isinstance(bottom, Number)):
        return False
    fraction = Binary(operator="/", left=top, right=bottom)
    proper = 0 < top.value < bottom.value
    return proper and refuted.given in values(Binary(operator="/", left=first, right=fraction), {})


def _owes(refuted: Refuted, line: Line) -> bool:
    """ "50 - 75 = ($25)": a bracket for what is below zero, as in accounts."""
    right = refuted.right
    if not isinstance(right.expression, Number) or refuted.value != -refuted.given or refuted.value >= 0:
        return False
    opening = any(token.kind is Kind.OPEN and token.end == right.start for token in line.tokens)
    return opening and any(token.kind is Kind.CLOSE for token in told_after(line, right.end)[:1])


def _dashed(refuted: Refuted) -> bool:
    """ "1-1/3 = 2/3": the dash of what looks like a mixed number is a minus."""

    def read(leaf: object) -> Fraction:
        if not isinstance(leaf, Number):
            raise KeyError
        whole = Fraction(int(leaf.value))
        return whole - (leaf.value - whole) if "-" in leaf.text and not leaf.spelled else leaf.value

    left = refuted.left.expression
    if not any("-" in leaf.text for leaf in numbers(left)):
        return False
    try:
        return evaluate(left, read) in values(refuted.right.expression, {})
    except (ZeroDivisionError, TooLarge, KeyError):
        return False


def _counted_out(refuted: Refuted, line: Line) -> bool:
    """ "5 groups of 3 + 2 = 17", "4 people at $5 each + $3 = $23": the first number is there several times."""
    told = [token for token in told_before(refuted, line)[-5:] if token.text != "$"]
    if len(told) < 3 or told[-1].text not in ("of", "at", "@") or told[-2].kind is not Kind.WORD:
        return False
    count = next((token for token in reversed(told[:-1]) if token.kind is Kind.NUMBER), None)
    first = _first(refuted.left.expression)
    if count is None or first is None or not operations(refuted.left.expression):
        return False
    return bool(refuted.value - first.value + count.value * first.value == refuted.given)


def _is_scale(refuted: Refuted) -> bool:
    """ "1 inch = 10 miles": the scale of a map, too far off for a conversion."""
    left, right = refuted.left.expression, refuted.right.expression
    if not isinstance(left, Number) or not isinstance(right, Number) or not refuted.given or not refuted.value:
        return False
    ratio = abs(refuted.value / refuted.given)
    return bool(unit_factor(left.unit, right.unit)) and not Fraction(1, _FAR) < ratio < _FAR


def _shares_on(refuted: Refuted) -> bool:
    """ "5/6 - 1/2 = 1/3 of 30 = 10": a share, and the run-on that takes it of something."""
    node = refuted.right.expression
    if not isinstance(node, Binary) or node.operator != "*":
        return False
    share = node.left
    proper = isinstance(share, Binary) and share.operator == "/" and operations(share) == 1
    return proper and values(share, {})[:1] == [refuted.value]


def _first(expression: Expression) -> Number | None:
    while isinstance(expression, Binary):
        expression = expression.left
    return expression if isinstance(expression, Number) else None


def _leading(expression: Expression) -> Fraction | None:
    """The first number of a run-on."""
    first = _first(expression)
    return first.value if first is not None else None


def _is_relative(refuted: Refuted) -> bool:
    """ "80 - 25% = 60", also where a run-on follows."""
    value = _relative(refuted.left.expression)
    return value is not None and value in (refuted.given, _leading(refuted.right.expression))


def _relative(expression: Expression) -> Fraction | None:
    """The value with "80 - 25%" read as 80 less 25 % of it; None if there is no such term."""
    if not any(leaf.unit == "%" for leaf in numbers(expression)):
        return None
    try:
        return _relatively(expression)
    except (ZeroDivisionError, TooLarge, KeyError):
        return None


def _relatively(node: Expression) -> Fraction:
    if isinstance(node, Binary):
        left = _relatively(node.left)
        right = _relatively(node.right)
        is_share = isinstance(node.right, Number) and node.right.unit == "%"
        is_amount = not (isinstance(node.left, Number) and node.left.unit == "%")
        if node.operator in ("+", "-") and is_share and is_amount:
            right *= left
        return apply(node.operator, left, right)
    if isinstance(node, Negative):
        return -_relatively(node.operand)
    return evaluate(node, _plain)


def _plain(leaf: object) -> Fraction:
    if not isinstance(leaf, Number):
        raise KeyError
    return leaf.value * (leaf.scale if leaf.unit == "%" else 1)


def _converted(refuted: Refuted, line: Line) -> bool:
    """Does a factor between two units named by the computation explain it ("6 miles per hour * 20 minutes = 2")?"""
    named = set(_named(refuted, line))
    if len(named) < 2 or not refuted.given or not refuted.value:
        return False
    left, right = refuted.left.expression, refuted.right.expression
    sums = {"+", "-"}.isdisjoint(signs(left))
    factors = {factor for one in named for two in named if (factor := unit_factor(one, two)) is not None}
    if sums and refuted.value / refuted.given in factors:
        return True
    measured = {leaf.unit for leaf in numbers(left)} & UNITS.keys()
    return any(_in_unit(left, unit) in values(right, {}) for unit in named) if len(measured) > 1 else False


def _named(refuted: Refuted, line: Line) -> Iterator[str]:
    """Units of the tokens from the left side on to a little after the right one."""
    end = refuted.right.end
    stop = 0
    for token in line.tokens:
        stop += token.start >= end
        if token.start < refuted.left.start or stop > _NEARBY:
            continue
        if token.kind is Kind.BREAK and stop:
            return
        for unit in (token.text, token.unit):
            name = UNIT_NAMES.get(unit, unit)
            if name in UNITS or unit in _RATES:
                yield from _RATES.get(unit, (name,))


def _in_unit(expression: Expression, unit: str) -> Fraction | None:
    """The value with every number that has a unit of that kind converted to it."""

    def read(leaf: object) -> Fraction:
        if not isinstance(leaf, Number):
            raise KeyError
        return leaf.value * (unit_factor(leaf.unit, unit) or 1)

    try:
        return evaluate(expression, read)
    except (ZeroDivisionError, TooLarge, KeyError):
        return None
