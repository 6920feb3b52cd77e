"""Outcomes that several kinds of comparison share: another kind of thing, and sets of solutions that differ."""

from __future__ import annotations

from tutor.checker.equality import EQUAL, NUMERICALLY, UNDECIDED, Outcome, different
from tutor.checker.line import SetOutcome
from tutor.checker.values import Code, Method, Status

OTHER_KIND = Outcome(Status.INVALID, Method.RULE, Code.NOT_EQUIVALENT)
"""A point instead of a set, a value instead of a relation: decided by rule."""


def from_sets(outcome: SetOutcome) -> Outcome:
    """A comparison of solutions as an outcome: which way they differ becomes the code."""
    if outcome.status is Status.VALID:
        return EQUAL if outcome.method is Method.PROOF else NUMERICALLY
    if outcome.status is Status.UNKNOWN:
        return UNDECIDED
    if outcome.lost and outcome.added:
        return different(outcome.lost, Code.NOT_EQUIVALENT)
    if outcome.lost:
        return different(outcome.lost, Code.LOSES_SOLUTIONS)
    return different(outcome.added, Code.ADDS_SOLUTIONS)
