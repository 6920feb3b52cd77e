"""Two values side by side: where one is a limit, or infinite."""

from __future__ import annotations

from tutor.checker import nodes, numbers, special
from tutor.checker.equality import EQUAL, Outcome, different, equal, show
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.matching import match
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.values import Code, Status, Witness

_NAMES = {"tuple": "a vector", "matrix": "a matrix", "brackets": "a vector", "set": "a set", "interval": "an interval"}


def same(left: Node, right: Node, limit: Op | None) -> Outcome:
    """Two values; of a limit whose sign is left out, `x + 2` beside `4`, the limit is what is meant.

    Two functions that differ but have the same limit are left open: they may be a step that is right for limits.
    """
    if (endless := _endless(left, right)) is not None:
        return endless
    outcome = witnessed(equal(left, right))
    if outcome.status is Status.UNKNOWN and (without := _without_value(left, right)) is not None:
        return without
    if limit is None or outcome.equal or not isinstance(limit.args[1], Sym):
        return outcome
    inside = [limit.args[1].name in nodes.variables(side) for side in (left, right)]
    if not any(inside):
        return outcome
    limits = [
        prepare(Op("lim", (side, *limit.args[1:]), limit.tag)) if within else side
        for side, within in zip((left, right), inside, strict=True)
    ]
    again = _endless(*limits) or witnessed(equal(*limits))
    if again.status is Status.UNKNOWN:
        again = _without_value(*limits) or again
    return Outcome(Status.UNKNOWN) if all(inside) and again.equal else again


def _without_value(left: Node, right: Node) -> Outcome | None:
    """A number beside a limit that is infinite from a side; None if that can't be told."""
    for number, other in ((left, right), (right, left)):
        exact = numbers.real_value(number)
        if exact is None or not (isinstance(other, Op) and other.name == "lim" and not other.tag):
            continue
        if special.infinity(other.args[2]) is not None:
            continue
        for side in "+-":
            sign = special.infinity(prepare(Op("lim", other.args, side)))
            if sign is not None:
                shown = str(_shown(sign, other))
                value = show_number(number) or "a number"
                pair = (value, shown) if number is left else (shown, value)
                return different(Witness(expected=pair[0], given=pair[1]))
    return None


def show_number(side: Node) -> str | None:
    """A plain number as it is shown."""
    value = number_or_none(side)
    return None if value is None else show(fraction_of(value))


def vectors(left: Node, right: Node) -> Outcome:
    """Points, matrices and sets side by side; a number is none of them."""
    outcome = match(left, right)
    if outcome.status is not Status.INVALID or outcome.witness is not None:
        return Outcome(outcome.status, outcome.method, outcome.code, outcome.witness)
    shown = [
        _NAMES.get(side.name) if isinstance(side, Op) and nodes.is_collection(side) else None for side in (left, right)
    ]
    if None not in shown and shown[0] == shown[1]:
        return Outcome(Status.UNKNOWN)
    said = [
        name or ("a number" if not nodes.variables(side) else None)
        for name, side in zip(shown, (left, right), strict=True)
    ]
    if None in said:
        return Outcome(Status.UNKNOWN)
    return different(Witness(expected=str(said[0]), given=str(said[1])))


def _endless(left: Node, right: Node) -> Outcome | None:
    """Infinity against infinity or a number; None if neither side is infinite, or something else is there."""
    ends = [special.infinity(side) for side in (left, right)]
    if ends == [None, None]:
        return None
    shown = [_shown(sign, side) for sign, side in zip(ends, (left, right), strict=True)]
    if None in shown:
        return Outcome(Status.UNKNOWN)
    same = ends[0] == ends[1]
    return EQUAL if same else different(Witness(expected=str(shown[0]), given=str(shown[1])))


def _shown(sign: int | None, side: Node) -> str | None:
    """An infinity or a plain number as it is shown; None for anything else."""
    if sign is not None:
        return "infinity" if sign > 0 else "-infinity"
    return show_number(side)


def witnessed(outcome: Outcome) -> Outcome:
    """A refutation without a value to show for it is none."""
    if outcome.status is Status.INVALID and outcome.witness is None and outcome.code is not Code.DOMAIN:
        return Outcome(Status.UNKNOWN)
    return outcome
