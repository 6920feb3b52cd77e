"""Is a solution offered as a whole, and does it give the answer?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tutor.checker.words.expression import Name, Number, names, operations
from tutor.checker.words.graph import Quantity
from tutor.checker.words.lexicon import CHECKING, CLOSING, CONVERSIONS, FILLERS, MONEY, SUMMING, UNIT_NAMES
from tutor.checker.words.read import Line, results
from tutor.checker.words.reference import Reference
from tutor.checker.words.scan import Kind, Token
from tutor.checker.words.units import unit_factor

_STEM: Final = 5
"""Words are compared by so many letters."""
_MEASURES: Final = MONEY | {unit[:_STEM] for unit in UNIT_NAMES}


def is_answered(lines: Sequence[Line], reference: Reference) -> bool:
    """Does the last line with a number state the answer as a result?"""
    for line in reversed(lines):
        if any(token.kind is Kind.NUMBER for token in line.tokens):
            return any(_is_answer(token, reference) for token in results(line))
    return False


def is_checked(lines: Sequence[Line], found: Sequence[Sequence[Quantity]], reference: Reference) -> bool:
    """Was the answer stated, and do the lines after it only check it ("Check: 66 - 30 = 36") or remark something?

    They say so, or are computations without words that give back what was there before, or have no computation, no
    closing word and no number in the unit of the answer. found: quantities of each line.
    """
    for k in range(1, len(lines)):
        if is_answered(lines[:k], reference):
            said = any(word.startswith(CHECKING) for word in _words(lines[k]))
            concluded = any(_words(line) & CLOSING for line in lines[k:])
            if (said and not concluded) or _gives_back(lines[k:], found[:k], found[k:]):
                return True
            if not any(line.chains or is_conclusion(line) or _in_unit(line, reference) for line in lines[k:]):
                return True
    return False


def _gives_back(
    lines: Sequence[Line], before: Sequence[Sequence[Quantity]], after: Sequence[Sequence[Quantity]]
) -> bool:
    """Are the lines bare computations whose quantities were there before, or are numbers of the problem?"""
    known = {poly for fresh in before for quantity in fresh for poly in quantity.polys}
    again = [quantity for fresh in after for quantity in fresh]
    bare = all(len(_words(line) - {"$"}) <= len(line.chains) for line in lines)
    return bare and bool(again) and all(any(p in known or len(p.atoms) <= 1 for p in q.polys) for q in again)


def _steps(lines: Sequence[Line], reference: Reference) -> int:
    """How many different lines compute something, or state a number that is neither given nor was there before.

    A factor between units ("1 km is 1000 m") is no step.
    """
    seen = reference.given | CONVERSIONS
    found: set[str] = set()
    for line in lines:
        digits = [token for token in line.tokens if token.kind is Kind.NUMBER and not token.spelled]
        values = {value for token in digits for value in (token.value, token.value * token.scale)}
        if line.chains or values - seen:
            found.add(line.text)
        seen = seen | values
    return len(found)


def _ahead(lines: Sequence[Line], reference: Reference) -> int:
    """How many steps more than the reference the lines have."""
    return _steps(lines, reference) - _steps(reference.lines, reference)


def _in_unit(line: Line, reference: Reference) -> bool:
    """Does the line have a number in the unit of the answer?"""
    return any(token.unit == reference.unit for token in line.tokens if token.kind is Kind.NUMBER)


def _words(line: Line) -> set[str]:
    return {token.text for token in line.tokens if token.kind is Kind.WORD}


def _said_with(lines: Sequence[Line]) -> set[str]:
    """The words of the last line and of those before it that lead to it ("Therefore the total is:")."""
    first = len(lines) - 1
    while first and lines[first - 1].text.rstrip().endswith(":"):
        first -= 1
    return {word for line in lines[first:] for word in _words(line)}


def is_conclusion(line: Line) -> bool:
    """Does the line sum up with a number, rather than only remark something?"""
    return bool(_words(line) & (CLOSING | SUMMING)) and any(token.kind is Kind.NUMBER for token in line.tokens)


def _is_answer(token: Token, reference: Reference) -> bool:
    value = {token.value, token.value * token.scale}
    if value & reference.answers:
        return True
    factor = unit_factor(token.unit, reference.unit)
    return factor is not None and token.value * factor in reference.answers


def is_finished(lines: Sequence[Line], reference: Reference, asked: frozenset[str]) -> bool:
    """Is the work offered as a whole, so that what is not there yet is missing?

    An unfinished right solution has no error, and where it takes another way its steps need not be the reference's.
    So: a closing word; or the last line names a result in the unit that is asked for and comes after about as many
    steps as the reference has: one fewer, if it has at least four, or the line says "in total", or sums up and speaks
    of the question; two for "so in total". Where the reference has only one, the line has to speak of the question, or
    to give what is asked by name.
    """
    if not lines or _is_unsolved(lines[-1]):
        return False
    last = lines[-1]
    words = _said_with(lines)
    steps, done = _steps(reference.lines, reference), _ahead(lines, reference)
    enough = done >= (-1 if steps >= 4 else 0)
    if steps == 1 and done == 0:
        enough = _speaks_of(words, asked, 1) or any(token.unit[:_STEM] in asked for token in results(last))
    summed = ({"in", "total"} <= words or {"in", "all"} <= words) and done >= (-2 if "so" in words else -1)
    summing, speaking = bool(words & SUMMING), _speaks_of(words, asked)
    if _names_result(last, reference, asked) and (enough or summed or (done == -1 and summing and speaking)):
        return True
    return bool(words & CLOSING) or (done >= 0 and (summing or speaking))


def is_solved(lines: Sequence[Line], reference: Reference) -> bool:
    """Does the work end with the value of an unknown ("x = 12"), after as many steps as the reference has?"""
    sides = lines[-1].chains[-1].sides if lines and lines[-1].chains else ()
    solved = len(sides) > 1 and isinstance(sides[0].expression, Name) and isinstance(sides[-1].expression, Number)
    return solved and _ahead(lines, reference) >= 0


def is_offered(lines: Sequence[Line], reference: Reference, asked: frozenset[str]) -> bool:
    """Is the last line offered as the answer, though every line so far is a step of the reference?"""
    words = _said_with(lines)
    done = _ahead(lines, reference)
    named = _names_result(lines[-1], reference, asked)
    in_unit = _in_unit(lines[-1], reference)
    closed = bool(words & CLOSING) or {"in", "total"} <= words
    return (done >= 0 and (named or bool(words & (SUMMING | CLOSING)))) or (done >= -1 and closed and in_unit and named)


def _is_unsolved(line: Line) -> bool:
    """Does the line end in an equation that is still to be solved ("3x = 48")?"""
    sides = [side.expression for side in line.chains[-1].sides] if line.chains else []
    return any(names(side) and operations(side) for side in sides[-2:]) and not any(isinstance(e, Name) for e in sides)


def _speaks_of(words: set[str], asked: frozenset[str], least: int = 3) -> bool:
    """Are at least half of the telling words of the question among the words, if it has so many?"""
    telling = asked - {word[:_STEM] for word in FILLERS} - {"$"} - (_MEASURES if least < 3 else frozenset())
    return len(telling) >= least and 2 * len(telling & {word[:_STEM] for word in words}) >= len(telling)


def _names_result(line: Line, reference: Reference, asked: frozenset[str]) -> bool:
    """Does the line give a result in the unit of the answer, or of what the problem asks for?"""
    units = {token.unit for token in results(line) if token.unit}
    return (
        reference.unit in units
        or any(unit[:_STEM] in asked for unit in units)
        or ("$" in units and bool(asked & MONEY))
    )
