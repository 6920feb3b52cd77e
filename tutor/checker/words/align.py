"""Where a solution leaves the reference: the first quantity that belongs to no way to its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutor.checker.words.arithmetic import unit_factor
from tutor.checker.words.expression import operations
from tutor.checker.words.graph import Deriver, Quantity
from tutor.checker.words.lexicon import CONCLUSIONS
from tutor.checker.words.read import Line
from tutor.checker.words.reference import Fit, Reference
from tutor.checker.words.scan import Kind, Token


class Cause(StrEnum):
    """Why a line is where the solution goes wrong."""

    OFF = "off"
    """It computes something that the reference never needs."""
    PREMATURE = "premature"
    """It uses the right numbers, but leaves out one that belongs in, or takes one twice."""
    BEYOND = "beyond"
    """The result was already there; this line goes on from it."""
    SHORT = "short"
    """It offers an intermediate result as the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A learner's quantity with its standing to the reference."""

    quantity: Quantity
    fit: Fit


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """The first line that leaves the reference."""

    line: int
    """0-based."""
    cause: Cause
    quantity: Quantity | None
    nearest: Quantity | None
    """The quantity of the reference that this one stands for, as far as can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A solution laid beside the reference."""

    lines: tuple[tuple[Placed, ...], ...]
    answered: bool
    """The final result is that of the reference."""
    departure: Departure | None
    dependent: frozenset[int]
    """0-based lines that are computed from the departure's quantity."""


def align(lines: Sequence[Line], deriver: Deriver, reference: Reference, refuted: frozenset[int]) -> Alignment:
    """Lay a solution beside the reference. `refuted`: 0-based lines whose arithmetic is wrong; nothing after the
    first of them is said to depart, since later values come from it.
    """
    placed: list[tuple[Placed, ...]] = []
    for index, line in enumerate(lines):
        fresh = deriver.add(index, line)
        placed.append(tuple(Placed(quantity=q, fit=reference.fit(q, deriver.given)) for q in fresh))
    answered = is_answered(lines, reference)
    departure = None
    if not answered and reference.quantities:
        departure = _departure(lines, placed, reference, min(refuted, default=len(lines)))
    dependent = _dependents(deriver.quantities, departure) if departure else frozenset()
    return Alignment(lines=tuple(placed), answered=answered, departure=departure, dependent=dependent)


def is_answered(lines: Sequence[Line], reference: Reference) -> bool:
    """Does the last line with a number state the answer as a result?"""
    for line in reversed(lines):
        if any(token.kind is Kind.NUMBER for token in line.tokens):
            return any(_is_answer(token, reference) for token in _results(line))
    return False


def _results(line: Line) -> list[Token]:
    """The numbers of a line that are no operands of a computation in it."""
    spans = [
        (side.start, side.end) for chain in line.chains for side in chain.sides if operations(side.expression)
    ]
    return [
        token for token in line.tokens
        if token.kind is Kind.NUMBER and not any(start <= token.start and token.end <= end for start, end in spans)
    ]


def _is_answer(token: Token, reference: Reference) -> bool:
    value = {token.value, token.value * token.scale}
    if value & reference.answers:
        return True
    factor = unit_factor(token.unit, reference.unit)
    return factor is not None and token.value * factor in reference.answers


def _departure(
    lines: Sequence[Line], placed: Sequence[tuple[Placed, ...]], reference: Reference, end: int
) -> Departure | None:
    reached = _reached(placed, reference)
    for index, fresh in enumerate(placed):
        if index > end:
            return None
        if reached is not None and index <= reached:
            continue
        for item in fresh:
            if reached is not None:
                return _found(index, Cause.BEYOND, item.quantity, reference)
            if item.fit is Fit.OFF and not (item.quantity.solved and item.quantity.lost):
                return _found(index, Cause.OFF, item.quantity, reference)
            if item.fit is Fit.PARTIAL:
                return _found(index, Cause.PREMATURE, item.quantity, reference)
    if end < len(lines):
        return None
    return _last(lines, placed, reference, reached)


def _reached(placed: Sequence[tuple[Placed, ...]], reference: Reference) -> int | None:
    """The line that already had the answer, if all was right up to there (or the value is too long for chance)."""
    clean = True
    for index, fresh in enumerate(placed):
        for item in fresh:
            value = item.quantity.value
            telling = (item.fit is Fit.SAME and clean) or (value is not None and abs(value) >= 100)
            if value is not None and value in reference.answers and telling:
                return index
            clean = clean and item.fit not in (Fit.OFF, Fit.PARTIAL)
    return None


def _last(
    lines: Sequence[Line], placed: Sequence[tuple[Placed, ...]], reference: Reference, reached: int | None
) -> Departure | None:
    """No line departs, but the answer is not there: is the last line offered as the answer?"""
    if reached is not None:
        later = [i for i in range(reached + 1, len(lines)) if any(t.kind is Kind.NUMBER for t in lines[i].tokens)]
        return _found(later[0], Cause.BEYOND, None, reference) if later else None
    if not lines or not concludes(lines[-1], reference):
        return None
    computing = [index for index, fresh in enumerate(placed) if fresh]
    index = computing[-1] if computing else len(lines) - 1
    quantity = placed[index][-1].quantity if computing else None
    return _found(index, Cause.SHORT, quantity, reference)


def concludes(line: Line, reference: Reference) -> bool:
    """Is this line offered as the answer: a closing word, and a number in the unit of the answer, if that is known?"""
    words = {token.text for token in line.tokens if token.kind is Kind.WORD}
    numbers = [token for token in line.tokens if token.kind is Kind.NUMBER]
    if not numbers or not words & CONCLUSIONS:
        return False
    return not reference.unit or any(token.unit == reference.unit for token in numbers) or not numbers[-1].unit


def _found(line: int, cause: Cause, quantity: Quantity | None, reference: Reference) -> Departure:
    return Departure(line=line, cause=cause, quantity=quantity, nearest=nearest(quantity, reference))


def nearest(quantity: Quantity | None, reference: Reference) -> Quantity | None:
    """The quantity of the reference with the same unit that shares most numbers with this one, if there is one."""
    if quantity is None or not quantity.polys:
        return None
    atoms = quantity.polys[0].atoms
    best: tuple[int, Quantity] | None = None
    for other in reference.quantities:
        if not other.polys or not other.unit or other.unit != quantity.unit or other.value in reference.answers:
            continue
        shared = len(atoms & other.polys[0].atoms)
        if shared and (best is None or shared > best[0]):
            best = (shared, other)
    return best[1] if best else None


def _dependents(quantities: Sequence[Quantity], departure: Departure) -> frozenset[int]:
    """Lines after the departure with a quantity computed, directly or not, from one of its line."""
    tainted = {k for k, quantity in enumerate(quantities) if quantity.line == departure.line}
    lines: set[int] = set()
    for k, quantity in enumerate(quantities):
        if quantity.line > departure.line and quantity.depends & tainted:
            tainted.add(k)
            lines.add(quantity.line)
    return frozenset(lines)
