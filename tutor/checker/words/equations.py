"""Equations with one unknown inside prose: their roots, and whether a line keeps the root of the line before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tutor.checker.words.arithmetic import values
from tutor.checker.words.expression import Expression, names, numbers, operations
from tutor.checker.words.lexicon import CLOCK, UNIT_NAMES
from tutor.checker.words.read import Chain

_TRIALS: Final = (Fraction(7), Fraction(13, 3), Fraction(-5, 2))
_TOLERANCE: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """left = right with exactly one unknown."""

    letter: str
    left: Expression
    right: Expression
    known: Mapping[str, Fraction]

    def sides(self, at: Fraction, reading: int = 0) -> tuple[Fraction, Fraction] | None:
        """Both values when the unknown is `at`; None where one is undefined.

        reading: 0 as written, -1 with percentages as plain numbers.
        """
        known = {**self.known, self.letter: at}
        left, right = values(self.left, known), values(self.right, known)
        return (left[reading], right[reading]) if left and right else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A value of the unknown at which two sides differ that should agree."""

    letter: str
    at: Fraction
    left: Fraction
    right: Fraction
    identity: bool
    """The line itself claims two forms of one expression to be equal; else it contradicts the equation before."""


def equations(chain: Chain, known: Mapping[str, Fraction]) -> list[Equation]:
    """The equations in one unknown that a chain states between neighbouring sides; definitions are none.

    Nor are those with times of day, where "x = 20" may be minutes.
    """
    found: list[Equation] = []
    for left, right in zip(chain.sides, chain.sides[1:], strict=False):
        free = (names(left.expression) | names(right.expression)) - set(known)
        timed = any(leaf.unit == CLOCK for side in (left, right) for leaf in numbers(side.expression))
        if len(free) == 1 and not free & UNIT_NAMES.keys() and not timed:
            found.append(Equation(letter=next(iter(free)), left=left.expression, right=right.expression, known=known))
    return found


def is_identity(equation: Equation) -> bool:
    """Are both sides equal whatever the unknown is?"""
    found = [equation.sides(at) for at in _TRIALS]
    return all(pair is not None and pair[0] == pair[1] for pair in found)


def linear_root(equation: Equation, reading: int = 0) -> Fraction | None:
    """The one solution, if both sides are linear in the unknown; None otherwise."""
    gaps: list[Fraction] = []
    for at in _TRIALS:
        pair = equation.sides(at, reading)
        if pair is None:
            return None
        gaps.append(pair[0] - pair[1])
    (x, y, z), (a, b, c) = _TRIALS, gaps
    slope = (a - b) / (x - y)
    if slope == 0 or (b - c) / (y - z) != slope:
        return None
    return x - a / slope


def false_identity(equation: Equation) -> Broken | None:
    """Does the line rewrite an expression wrongly ("2 * 2S = 6S")?

    Only where no value of the unknown, or none but zero, makes the sides equal: anything else may be an equation.
    """
    both = equation.letter in names(equation.left) and equation.letter in names(equation.right)
    if not both or not operations(equation.left):
        return None
    first, second = equation.sides(Fraction(1)), equation.sides(Fraction(2))
    if first is None or second is None or first[0] == first[1]:
        return None
    root = linear_root(equation)
    parallel = first[0] - first[1] == second[0] - second[1]
    if not parallel and root != 0:
        return None
    return Broken(letter=equation.letter, at=Fraction(1), left=first[0], right=first[1], identity=True)


def contradicts(equation: Equation, before: Equation) -> Broken | None:
    """Does the root of `equation` fail the equation before it in the same unknown?"""
    if equation.letter != before.letter:
        return None
    plain = linear_root(equation, -1)
    if plain is not None and _gap(before, plain) is None:
        return None
    root = linear_root(equation)
    gap = _gap(before, root) if root is not None else None
    if root is None or gap is None:
        return None
    return Broken(letter=equation.letter, at=root, left=gap[0], right=gap[1], identity=False)


def _gap(equation: Equation, at: Fraction) -> tuple[Fraction, Fraction] | None:
    """The values of both sides, if they differ in every reading."""
    pairs = [pair for reading in (0, -1) if (pair := equation.sides(at, reading)) is not None]
    for left, right in pairs:
        if abs(left - right) <= _TOLERANCE * max(abs(left), abs(right), Fraction(1)):
            return None
    return pairs[0] if pairs else None
