"""What a solution says about its unknown, tried out with the value that the reference gives to it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import log
from typing import Final

from tutor.checker.words.arithmetic import values
from tutor.checker.words.expression import names, operations
from tutor.checker.words.lexicon import FILLERS, NAMING
from tutor.checker.words.read import Chain, Line
from tutor.checker.words.reference import Reference
from tutor.checker.words.scan import Kind, Token

_TOLERANCE: Final = Fraction(1, 50)
_STEM: Final = 5
_CONFIRMED: Final = 2
"""So many true statements about a value of the reference show that the unknown is that value."""


def misfit(
    lines: Sequence[Line], reference: Reference, given: frozenset[Fraction], asked: frozenset[str]
) -> int | None:
    """The first line (0-based) that says something about the unknown which is not so in the reference.

    Only where the lines have one unknown. Its value is that of the quantity of the reference whose line, or of the
    answer whose question, shares most telling words with the clause that names the unknown. A statement is an
    equation that does not hold there, or a computation whose value is none of the reference's or the problem's.
    None if the equations hold for some value of the reference: then the unknown is right, whatever it was called.
    """
    letters = {
        name for line in lines for chain in line.chains for side in chain.sides for name in names(side.expression)
    }
    if len(letters) != 1:
        return None
    letter = next(iter(letters))
    known = reference.answers.union(q.value for q in reference.quantities if q.value is not None)
    if any(_confirmed(lines, letter, value, known) for value in known):
        return None
    value = _meant(lines, letter, reference, asked)
    if value is None:
        return None
    known = known | given
    for index, line in enumerate(lines):
        if any(_fails(chain, letter, value, known) for chain in line.chains):
            return index
    return None


def _confirmed(lines: Sequence[Line], letter: str, value: Fraction, known: frozenset[Fraction]) -> bool:
    """Do all equations hold for the value, and at least two statements at all?"""
    right = 0
    for line in lines:
        for chain in line.chains:
            if _contradicted(chain, letter, value):
                return False
            right += _equations(chain, letter) or _holds_known(chain, letter, value, known)
    return right >= _CONFIRMED


def _fails(chain: Chain, letter: str, value: Fraction, known: frozenset[Fraction]) -> bool:
    if _contradicted(chain, letter, value):
        return True
    about = all(letter in names(side.expression) for side in chain.sides)
    return about and not _holds_known(chain, letter, value, known)


def _equations(chain: Chain, letter: str) -> int:
    """How many pairs of neighbouring sides of a chain are about the letter."""
    if not any(letter in names(side.expression) for side in chain.sides):
        return 0
    return len(chain.sides) - 1


def _contradicted(chain: Chain, letter: str, value: Fraction) -> bool:
    """Does a chain about the letter claim two sides to be equal that differ at the value?"""
    if not _equations(chain, letter):
        return False
    found = [values(side.expression, {letter: value}) for side in chain.sides]
    return any(one and two and not _agree(one, two) for one, two in pairwise(found))


def _agree(one: Sequence[Fraction], two: Sequence[Fraction]) -> bool:
    """Is a reading of one side near a reading of the other?"""
    return any(abs(a - b) <= _TOLERANCE * max(Fraction(1), abs(a)) for a in one for b in two)


def _holds_known(chain: Chain, letter: str, value: Fraction, known: frozenset[Fraction]) -> int:
    """1 if the chain is a computation with the letter and gives a known value there (or none), else 0."""
    side = chain.sides[0].expression
    if letter not in names(chain.sides[-1].expression):
        return 0
    found = values(side, {letter: value})
    return int(not operations(side) or not found or bool(known.intersection(found)))


def _meant(lines: Sequence[Line], letter: str, reference: Reference, asked: frozenset[str]) -> Fraction | None:
    """The value of the reference for what the clause says that first names the letter."""
    clause = _clause(lines, letter)
    named = [(_stems(reference.lines[q.line].tokens), q.value) for q in reference.quantities if q.value is not None]
    if reference.answers:
        fillers = {word[:_STEM] for word in FILLERS}
        named.append((asked - fillers - {"$"}, min(reference.answers)))
    best: tuple[float, Fraction | None] = (0.0, None)
    for words, value in named:
        shared = sum(log(1 + len(named) / sum(word in other for other, _ in named)) for word in clause & words)
        best = max(best, (shared / (1 + len(words) / 20), value), key=lambda pair: pair[0])
    return best[1]


def _clause(lines: Sequence[Line], letter: str) -> frozenset[str]:
    """Telling words of the clause that first names the letter, cut short."""
    for line in lines:
        at = next((i for i, t in enumerate(line.tokens) if t.kind is Kind.NAME and t.text == letter), None)
        if at is None:
            continue
        start, end = at, at
        while start and line.tokens[start - 1].kind is not Kind.BREAK:
            start -= 1
        while end + 1 < len(line.tokens) and line.tokens[end + 1].kind is not Kind.BREAK:
            end += 1
        return _stems(line.tokens[start : end + 1])
    return frozenset()


def _stems(tokens: Sequence[Token]) -> frozenset[str]:
    words = (token.text.removesuffix("'s").removesuffix("’s") for token in tokens if token.kind is Kind.WORD)
    return frozenset(word[:_STEM] for word in words if word not in FILLERS and word not in NAMING)
