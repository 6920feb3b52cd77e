"""Lines refuted without a reference: by what the problem states, or by what the learner said before."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tutor.checker.words.comparisons import comparisons
from tutor.checker.words.definitions import renamed
from tutor.checker.words.graph import Quantity
from tutor.checker.words.mismeasures import mismeasured, rate_for_amount
from tutor.checker.words.read import Line
from tutor.checker.words.relations import misrelated
from tutor.checker.words.statements import Contradiction, restated, sentences, stated, stem


def contradictions(
    problem: str, lines: Sequence[Line], quantities: Sequence[Quantity], given: frozenset[Fraction]
) -> dict[int, Contradiction]:
    """For each line (0-based) that says something else than the problem, or than an earlier line: what it contradicts.

    quantities: what the lines compute; given: the numbers of the problem. Only explicit statements count, each quoted.
    """
    parts = sentences(problem)
    frames = stated(parts)
    out: dict[int, Contradiction] = {}
    for index, line in enumerate(lines):

        def founded(value: Fraction, noun: str, index: int = index) -> bool:
            earlier = (q for q in quantities if q.line < index and q.value == value)
            known = value in given or (bool(value) and 1 / value in given)
            return known or any(stem(q.unit) != stem(noun) for q in earlier)

        found = restated(line, frames, founded) or mismeasured(line, parts, lines[:index])
        if found is not None:
            out[index] = found
    for more in (misrelated(parts, lines, comparisons(parts)), renamed(lines), rate_for_amount(lines, parts)):
        for index, found in more.items():
            out.setdefault(index, found)
    return out
