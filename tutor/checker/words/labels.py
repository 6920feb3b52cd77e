"""What only looks like a side of an equation: which one, a share and its count, the name of what comes next."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, TypeGuard

from tutor.checker.words.arithmetic import Refuted
from tutor.checker.words.expression import Binary, Expression, Negative, Number, operations
from tutor.checker.words.items import MAX_ITEMS, STOPS
from tutor.checker.words.lexicon import UNITS, word_set
from tutor.checker.words.read import Line
from tutor.checker.words.scan import Kind, Token

_LABELS: Final = word_set(
    "day week month year hour minute step stage round game match night part case level grade floor stop trip lap set"
    " row box bag team group class student child person worker player no number"
)
"""Words after which a bare number says which one, not how many ("Day 3 = 7 + 2 = 9")."""
_PERCENT_LABELS: Final = word_set(
    "more less fewer off discount tip tax increase decrease raise markup interest profit loss fee commission sale"
    " reduction bonus deposit extra gratuity growth rise drop cut"
)
_PARTS: Final = word_set("part parts unit units share shares portion portions ratio piece pieces section sections")
_MAX_PARTS: Final = 20
"""A fraction with a larger denominator is no share of a number of things."""


def is_no_side(refuted: Refuted, line: Line) -> bool:
    """Is the left one of two sides that differ no amount to compare: a label, a share of something, a name?"""
    return (
        _is_label(refuted, line)
        or _is_counted_noun(refuted, line)
        or _is_part(refuted, line)
        or _is_share(refuted, line)
        or _follows_a_name(refuted, line)
        or _begins_anew(refuted, line)
    )


def told_before(refuted: Refuted, line: Line) -> list[Token]:
    """The tokens before the left side."""
    return [token for token in line.tokens if token.end <= refuted.left.start]


def told_after(line: Line, end: int) -> list[Token]:
    """The tokens from a place on."""
    return [token for token in line.tokens if token.start >= end]


def _is_label(refuted: Refuted, line: Line) -> bool:
    """ "Year 2 = 110 * 1.1", "25% more = 80 * 1.25": which one, or the rule, before the computation."""
    left, ahead = refuted.left.expression, told_before(refuted, line)[-1:]
    if operations(left) and _holds_a_label(refuted, line):
        return True
    if not isinstance(left, Number) or left.spelled or not operations(refuted.right.expression):
        return False
    if left.unit == "%":
        following = told_after(line, refuted.left.end)[:1]
        return any(token.text in _PERCENT_LABELS for token in following)
    return not left.unit and any(token.kind is Kind.WORD and token.text in _LABELS for token in ahead)


def _holds_a_label(refuted: Refuted, line: Line) -> bool:
    """ "Day 4 = Day 3 + 2": is one of the numbers the name of another line, its label written with a capital?"""
    tokens = [token for token in line.tokens if token.start < refuted.left.end][-2 * MAX_ITEMS :]
    return any(
        label.text in _LABELS
        and line.text[label.start : label.start + 1].isupper()
        and sign.kind in (Kind.EQUALS, Kind.OPERATOR)
        and number.kind is Kind.NUMBER
        and number.start >= refuted.left.start
        for sign, label, number in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def _is_counted_noun(refuted: Refuted, line: Line) -> bool:
    """ "3 $5 bills = 3 * 5", "9 right out of 12 = 9/12": the number is only the second one of what is told."""
    left, ahead = refuted.left.expression, told_before(refuted, line)
    if not isinstance(left, Number) or not ahead:
        return False
    if ahead[-1].kind is Kind.NUMBER:
        return ahead[-1].value * left.value == refuted.given
    if [token.text for token in ahead[-2:]] == ["out", "of"] and left.value:
        counts = [token for token in ahead[-6:] if token.kind is Kind.NUMBER]
        return bool(counts) and counts[-1].value / left.value == refuted.given
    return False


def _begins_anew(refuted: Refuted, line: Line) -> bool:
    """ "Apples = 12 * 5 = 60 Pears = 7 * 4": a result, and the name that the next computation is given."""
    ahead = told_before(refuted, line)[-1:]
    if operations(refuted.left.expression) or not any(token.kind is Kind.EQUALS for token in ahead):
        return False
    between = line.text[refuted.left.end : refuted.right.start]
    return re.search(r"\b[A-Z][a-z]+[^=]*=", between) is not None


def _is_part(refuted: Refuted, line: Line) -> bool:
    """ "2 slices = 1/4 of the pizza": a count, and the share that it is."""
    left = refuted.left.expression
    if not isinstance(left, Number) or not left.unit or left.unit in UNITS or not 0 < refuted.given < 1:
        return False
    return any(token.text == "of" for token in told_after(line, refuted.right.end)[:1])


def _follows_a_name(refuted: Refuted, line: Line) -> bool:
    """ "John = Mary - 15 = 30 - 15": the minus belongs to a word that stands for a number."""
    first = refuted.left.expression
    while isinstance(first, Binary):
        first = first.left
    ahead = told_before(refuted, line)[-1:]
    named = any(token.kind is Kind.WORD and token.text not in STOPS for token in ahead)
    return isinstance(first, Negative) and named


def _is_share(refuted: Refuted, line: Line) -> bool:
    """ "1/8 = 5 students, so 8/8 = 40", "1 part = 40/5": a share of the whole, and how many that is."""
    left, right = refuted.left.expression, refuted.right.expression
    if isinstance(left, Number):
        return left.unit in _PARTS
    top, bottom = getattr(left, "left", None), getattr(left, "right", None)
    if not isinstance(left, Binary) or left.operator != "/" or not _is_whole(top) or not _is_whole(bottom):
        return False
    if (
        refuted.given.denominator != 1
        or refuted.given <= 1
        or not 0 < top.value <= bottom.value <= _MAX_PARTS
        or refuted.given % top.value
    ):
        return False
    worded = any(token.kind is Kind.WORD for token in told_after(line, refuted.left.end)[:1])
    again = any(
        _over(chain.sides[0].expression) == bottom.value for chain in line.chains[:1] if chain.sides[0] != refuted.left
    )
    return worded or again or bool(getattr(right, "unit", "")) or any(token.text == "if" for token in line.tokens)


def _over(expression: Expression) -> Fraction | None:
    """The denominator of a fraction."""
    if not isinstance(expression, Binary) or expression.operator != "/":
        return None
    return expression.right.value if isinstance(expression.right, Number) else None


def _is_whole(part: Expression | None) -> TypeGuard[Number]:
    return isinstance(part, Number) and part.value.denominator == 1 and part.unit not in UNITS
