"""Two values side by side: where one is a limit, or infinite."""

from __future__ import annotations

from tutor.checker import nodes, special
from tutor.checker.equality import EQUAL, Outcome, different, equal, show
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.values import Code, Status, Witness


def same(left: Node, right: Node, limit: Op | None) -> Outcome:
    """Two values; of a limit whose sign is left out, `x + 2` beside `4`, the limit is what is meant.

    Two functions that differ but have the same limit are left open: they may be a step that is right for limits.
    """
    if (endless := _endless(left, right)) is not None:
        return endless
    outcome = witnessed(equal(left, right))
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
    return Outcome(Status.UNKNOWN) if all(inside) and again.equal else again


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
    value = number_or_none(side)
    return None if value is None else show(fraction_of(value))


def witnessed(outcome: Outcome) -> Outcome:
    """A refutation without a value to show for it is none."""
    if outcome.status is Status.INVALID and outcome.witness is None and outcome.code is not Code.DOMAIN:
        return Outcome(Status.UNKNOWN)
    return outcome
