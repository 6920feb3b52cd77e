"""Where a solution leaves the reference: the first quantity that belongs to no way to its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tutor.checker.words.finish import is_answered, is_checked, is_conclusion, is_finished, is_offered, is_solved
from tutor.checker.words.graph import Deriver, Quantity
from tutor.checker.words.read import Line
from tutor.checker.words.reference import Fit, Reference
from tutor.checker.words.scan import Kind
from tutor.checker.words.unknowns import misfit


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
    SETUP = "setup"
    """It says something about the unknown that is not so in the reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A learner's quantity with its standing to the reference."""

    quantity: Quantity
    fit: Fit
    derived: bool = False
    """The reference computes it from the same numbers, not only to the same value."""
    used: bool = False
    """The last quantity of the solution is computed from it, or is it."""


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


def align(
    lines: Sequence[Line], deriver: Deriver, reference: Reference, refuted: frozenset[int], asked: frozenset[str]
) -> Alignment:
    """Lay a solution beside the reference.

    refuted: 0-based lines whose arithmetic is wrong; nothing after the first of them is said to depart, since later
    values come from it. asked: beginnings (five letters) of the words of the question.
    """
    placed: list[tuple[Placed, ...]] = []
    for index, line in enumerate(lines):
        fresh = deriver.add(index, line)
        placed.append(
            tuple(Placed(quantity=q, fit=reference.fit(q, deriver.given), derived=reference.derives(q)) for q in fresh)
        )
    answered = is_answered(lines, reference) or is_checked(
        lines, [[item.quantity for item in fresh] for fresh in placed], reference
    )
    departure = None
    end = min(refuted, default=len(lines))
    if answered or not reference.quantities:
        pass
    elif is_finished(lines, reference, asked):
        departure = _departure(lines, placed, reference, end, asked)
        departure = _sooner(departure, misfit(lines, reference, deriver.given, asked), refuted)
    elif is_solved(lines, reference) and not refuted:
        departure = _sooner(None, misfit(lines, reference, deriver.given, asked), frozenset((end,)))
    used = _ancestors(deriver.quantities)
    lines_of = tuple(tuple(replace(item, used=id(item.quantity) in used) for item in fresh) for fresh in placed)
    return Alignment(lines=lines_of, answered=answered, departure=departure)


def _departure(
    lines: Sequence[Line],
    placed: Sequence[tuple[Placed, ...]],
    reference: Reference,
    end: int,
    asked: frozenset[str],
) -> Departure | None:
    reached = _reached(placed, reference)
    found = _leaving(placed, reference, end, reached)
    if found and found[0].cause is Cause.OFF:
        return _sum_before(next((one for one in found if is_used(lines, one)), found[0]), placed, reference)
    if found:
        return found[0]
    if end < len(lines):
        return None
    return _last(lines, placed, reference, reached, asked)


def _leaving(
    placed: Sequence[tuple[Placed, ...]], reference: Reference, end: int, reached: int | None
) -> list[Departure]:
    """Every quantity that leaves the reference, up to line `end`; after the answer was reached, only the next one."""
    found: list[Departure] = []
    for index, fresh in enumerate(placed[: end + 1]):
        if reached is not None and index <= reached:
            continue
        for item in fresh:
            if reached is not None:
                return [_found(index, Cause.BEYOND, item.quantity, reference)]
            if item.fit is Fit.OFF and not (item.quantity.solved and item.quantity.lost):
                found.append(_found(index, Cause.OFF, item.quantity, reference))
            elif item.fit is Fit.PARTIAL and not _redeemed(item, placed, reference):
                found.append(_found(index, Cause.PREMATURE, item.quantity, reference))
    return found


def _sum_before(departure: Departure, placed: Sequence[tuple[Placed, ...]], reference: Reference) -> Departure:
    """The departure, or the sum it is computed from, if the reference has no such sum.

    A sum of some of the reference's terms may be the beginning of another grouping; not if adding to it or taking away
    from it leads off. Where it is multiplied or divided, that is the error.
    """
    items = [item for fresh in placed for item in fresh]
    values = {quantity.value for quantity in reference.quantities}
    off = next((item.quantity for item in items if item.quantity is departure.quantity), None)
    for k in sorted(off.depends if off and off.operator in ("+", "-") else (), reverse=True):
        quantity = items[k].quantity
        if items[k].fit is Fit.GROUPED and quantity.line < departure.line and quantity.value not in values:
            return _found(quantity.line, Cause.PREMATURE, quantity, reference)
    return departure


def is_used(lines: Sequence[Line], departure: Departure) -> bool:
    """Does a later line have the value, or is there none? A value that nothing is made of leads nowhere wrong."""
    quantity = departure.quantity
    if quantity is None or quantity.value is None or quantity.solved or departure.line == len(lines) - 1:
        return True
    later = [token for line in lines[departure.line + 1 :] for token in line.tokens]
    numbers = {value for t in later if t.kind is Kind.NUMBER for value in (t.value, t.value * t.scale)}
    shares = (1 - quantity.value, 1 + quantity.value) if quantity.unit == "%" else ()
    return bool(numbers & {quantity.value, *shares}) or any(token.kind is Kind.NAME for token in later)


def _sooner(departure: Departure | None, setup: int | None, refuted: frozenset[int]) -> Departure | None:
    """The departure, or a line before it that says of the unknown what is not so."""
    end = min(refuted, default=None)
    if departure is not None:
        end = departure.line
    if setup is None or end is None or setup >= end:
        return departure
    return Departure(line=setup, cause=Cause.SETUP, quantity=None, nearest=None)


def _redeemed(item: Placed, placed: Sequence[tuple[Placed, ...]], reference: Reference) -> bool:
    """Does a later quantity that the reference has, derivation and all, come from this one?"""
    quantities = [other.quantity for fresh in placed for other in fresh]
    reach = {next(k for k, quantity in enumerate(quantities) if quantity is item.quantity)}
    for k, quantity in enumerate(quantities):
        if quantity.depends & reach:
            reach.add(k)
            if reference.derives(quantity):
                return True
    return False


def _reached(placed: Sequence[tuple[Placed, ...]], reference: Reference) -> int | None:
    """The first line that already had the final answer."""
    for index, fresh in enumerate(placed):
        if any(reference.is_final(item.quantity) for item in fresh):
            return index
    return None


def _last(
    lines: Sequence[Line],
    placed: Sequence[tuple[Placed, ...]],
    reference: Reference,
    reached: int | None,
    asked: frozenset[str],
) -> Departure | None:
    """No line departs, but the answer is not there: is the last line offered as the answer?"""
    if reached is not None:
        later = [i for i in range(reached + 1, len(lines)) if is_conclusion(lines[i])]
        return _found(later[0], Cause.BEYOND, None, reference) if later else None
    if not lines or not is_offered(lines, reference, asked) or any(item.fit is Fit.OPEN for item in placed[-1]):
        return None
    if lines[-1].text.strip() in {line.text.strip() for line in reference.lines[-2:]}:
        return None
    return _found(len(lines) - 1, Cause.SHORT, None, reference)


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


def _ancestors(quantities: Sequence[Quantity]) -> frozenset[int]:
    """Identities of the quantities that the last one is computed from, itself included."""
    todo = [len(quantities) - 1] if quantities else []
    found: set[int] = set()
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo += quantities[at].depends
    return frozenset(id(quantities[at]) for at in found)


def dependents(quantities: Sequence[Quantity], origin: int) -> frozenset[int]:
    """Lines after line `origin` (0-based) with a quantity computed, directly or not, from one of that line."""
    tainted = {k for k, quantity in enumerate(quantities) if quantity.line == origin}
    lines: set[int] = set()
    for k, quantity in enumerate(quantities):
        if quantity.line > origin and quantity.depends & tainted:
            tainted.add(k)
            lines.add(quantity.line)
    return frozenset(lines)
