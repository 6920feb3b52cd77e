"""Slips of the pen: computations whose result is right, though one sign or number of them is typed wrongly."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from fractions import Fraction
from typing import Final

from tutor.checker.words import reasons
from tutor.checker.words.arithmetic import Refuted, added_before, retyped, values
from tutor.checker.words.expression import Binary, Expression, Negative, Number, numbers, operations, show
from tutor.checker.words.lexicon import CONSTANTS
from tutor.checker.words.read import Line

_MAX_SEEN: Final = 40
"""So many of the numbers seen before are tried as the source of another one."""


def slip(refuted: Refuted, line: Line, seen: Set[Fraction]) -> str | None:
    """What is typed wrongly in a computation whose result is right, for the learner; None if the result is wrong.

    seen: the numbers of the problem and of the lines before.
    """
    if retyped(refuted, line) or added_before(refuted, line):
        return reasons.TYPED
    if turned(refuted):
        return reasons.TURNED
    if averaged(refuted, line):
        return reasons.BRACKETS
    return reasons.MISQUOTED if misquoted(refuted, seen) else None


def turned(refuted: Refuted) -> bool:
    """Is it one quotient or difference with its numbers in the wrong order ("6/3 = .5 hour")?"""
    left = refuted.left.expression
    if not isinstance(left, Binary) or operations(left) != 1 or left.operator not in ("/", "-"):
        return False
    return refuted.given in values(Binary(operator=left.operator, left=left.right, right=left.left), {})


def averaged(refuted: Refuted, line: Line) -> bool:
    """Is it an average whose sum lacks its brackets ("the average is 80 + 90 + 100 / 3 = 90")?"""
    left = refuted.left.expression
    if not any(token.text in ("average", "averages", "averaged", "mean") for token in line.tokens):
        return False
    if not isinstance(left, Binary) or left.operator != "+" or not isinstance(left.right, Binary):
        return False
    last = left.right
    total = values(replace(left, right=last.left), {})
    count = values(last.right, {})
    terms = Fraction(len(numbers(left)) - 1)
    return last.operator == "/" and bool(total) and count == [terms] and total[0] / terms == refuted.given


def misquoted(refuted: Refuted, seen: Set[Fraction]) -> bool:
    """Is one number from nowhere, and the result right with a number that looks like it in its place?

    "200 * .55 = 100" where the problem has 50 %: .5 is one key less. seen: the numbers of the problem and of the
    lines before. A number that may have been worked out in the head from two of them is from somewhere.
    """
    left = refuted.left.expression
    known = seen | {one for value in seen for one in (value / 100, 1 - value / 100, 1 + value / 100)}
    for leaf in numbers(left):
        if {leaf.value, leaf.value * leaf.scale} & known or leaf.value in CONSTANTS or _worked_out(leaf.value, seen):
            continue
        alike = [value for value in known if _one_key(leaf.value, value)]
        if any(refuted.given in values(_with(left, leaf, value), {}) for value in alike):
            return True
    return False


def _worked_out(value: Fraction, seen: Set[Fraction]) -> bool:
    pool = sorted(seen)[:_MAX_SEEN]
    return any(value in (a + b, a - b, a * b, a / b if b else a) for a in pool for b in pool)


def _one_key(one: Fraction, two: Fraction) -> bool:
    """Do two numbers differ by one key: a digit more, less, or another one?"""
    a, b = sorted((show(one).removeprefix("0"), show(two).removeprefix("0")), key=len)
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return len(b) - len(a) == 1 and any(b[:k] + b[k + 1 :] == a for k in range(len(b)))


def _with(expression: Expression, leaf: Number, value: Fraction) -> Expression:
    """The computation with another value for one of its numbers."""
    if expression is leaf:
        return replace(leaf, value=value, scale=Fraction(1))
    if isinstance(expression, Binary):
        left, right = _with(expression.left, leaf, value), _with(expression.right, leaf, value)
        return replace(expression, left=left, right=right)
    if isinstance(expression, Negative):
        return replace(expression, operand=_with(expression.operand, leaf, value))
    return expression
