"""Second readings of sides that seem to differ: labels, relative percentages, units named around the computation."""

from __future__ import annotations

import re
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
from tutor.checker.words.items import STOPS
from tutor.checker.words.lexicon import UNIT_NAMES, UNITS, word_set
from tutor.checker.words.read import Line
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.units import unit_factor

_LABELS: Final = word_set(
    "day week month year hour minute step stage round game match night part case level grade floor stop trip lap set"
    " row box bag team group class student child person worker player no number"
)
"""Words after which a bare number says which one, not how many ("Day 3 = 7 + 2 = 9")."""
_PERCENT_LABELS: Final = word_set(
    "more less fewer off discount tip tax increase decrease raise markup interest profit loss fee commission sale"
    " reduction bonus deposit extra gratuity growth rise drop cut"
)
_RATES: Final = {"mph": ("mile", "hour"), "kph": ("kilometer", "hour"), "hourly": ("hour",), "daily": ("day",)}
_NEARBY: Final = 12
"""So many tokens after the right side may name its unit."""


def reads_otherwise(refuted: Refuted, line: Line) -> bool:
    """Do the words around two sides that differ give them a reading in which they agree, or can't be compared?

    Exact: each reading is computed; what is only a label beside a computation ("Day 3", "a 20 % tip") is no side.
    """
    return (
        _is_label(refuted, line)
        or _is_counted_noun(refuted, line)
        or _is_part(refuted, line)
        or _follows_a_name(refuted, line)
        or _owes(refuted, line)
        or _begins_anew(refuted, line)
        or _divides_by_fraction(refuted)
        or _relative(refuted.left.expression) == refuted.given
        or _converted(refuted, line)
    )


def _before(refuted: Refuted, line: Line) -> list[Token]:
    return [token for token in line.tokens if token.end <= refuted.left.start]


def _after(line: Line, end: int) -> list[Token]:
    return [token for token in line.tokens if token.start >= end]


def _is_label(refuted: Refuted, line: Line) -> bool:
    """ "Year 2 = 110 * 1.1", "25% more = 80 * 1.25": which one, or the rule, before the computation."""
    left = refuted.left.expression
    inside = [token for token in line.tokens if refuted.left.start <= token.start < refuted.left.end]
    before = _before(refuted, line)[-1:]
    labelled = zip(before + inside, inside, strict=False)
    if operations(left) and any(one.text in _LABELS and two.kind is Kind.NUMBER for one, two in labelled):
        return True
    if not isinstance(left, Number) or left.spelled or not operations(refuted.right.expression):
        return False
    if left.unit == "%":
        following = _after(line, refuted.left.end)[:1]
        return any(token.text in _PERCENT_LABELS for token in following)
    return not left.unit and any(token.kind is Kind.WORD and token.text in _LABELS for token in before)


def _is_counted_noun(refuted: Refuted, line: Line) -> bool:
    """ "3 $5 bills = 3 * 5", "9 right out of 12 = 9/12": the number is only the second one of what is told."""
    left, before = refuted.left.expression, _before(refuted, line)
    if not isinstance(left, Number) or not before:
        return False
    if before[-1].kind is Kind.NUMBER:
        return before[-1].value * left.value == refuted.given
    if [token.text for token in before[-2:]] == ["out", "of"] and left.value:
        counts = [token for token in before[-6:] if token.kind is Kind.NUMBER]
        return bool(counts) and counts[-1].value / left.value == refuted.given
    return False


def _begins_anew(refuted: Refuted, line: Line) -> bool:
    """ "Apples = 12 * 5 = 60 Pears = 7 * 4": a result, and the name that the next computation is given."""
    before = _before(refuted, line)[-1:]
    if operations(refuted.left.expression) or not any(token.kind is Kind.EQUALS for token in before):
        return False
    between = line.text[refuted.left.end : refuted.right.start]
    return re.search(r"\b[A-Z][a-z]+[^=]*=", between) is not None


def _is_part(refuted: Refuted, line: Line) -> bool:
    """ "2 slices = 1/4 of the pizza": a count, and the share that it is."""
    left = refuted.left.expression
    if not isinstance(left, Number) or not left.unit or left.unit in UNITS or not 0 < refuted.given < 1:
        return False
    return any(token.text == "of" for token in _after(line, refuted.right.end)[:1])


def _follows_a_name(refuted: Refuted, line: Line) -> bool:
    """ "John = Mary - 15 = 30 - 15": the minus belongs to a word that stands for a number."""
    first = refuted.left.expression
    while isinstance(first, Binary):
        first = first.left
    before = _before(refuted, line)[-1:]
    named = any(token.kind is Kind.WORD and token.text not in STOPS for token in before)
    return isinstance(first, Negative) and named


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
    return opening and any(token.kind is Kind.CLOSE for token in _after(line, right.end)[:1])


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
