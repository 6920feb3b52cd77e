"""Lines on the way that claim no result yet: a side alone, a relation in letters, given values, an unfinished sum."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.dialogue import mathtext
from tutor.dialogue.ports import Checker

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise


def leading_number(text: str) -> str:
    """The number that a line begins with, a fraction as well; empty if it begins with none."""
    found = re.match(r"\s*(?:[a-zA-Z]\s*=\s*)?([-+−]?\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?)\s*(?![\d*+^(x])", text)
    return found.group(1) if found else ""


def _open(step: Verdict, code: Code, reason: str) -> Verdict:
    """The verdict of a line that is neither right nor wrong."""
    return replace(
        step, status=Status.UNKNOWN, code=code, method=Method.NONE, witness=None, misconception=None, reason=reason
    )


_TERM = re.compile(r"[a-zA-Z]")


def no_statement(exercise: Exercise, text: str, step: Verdict) -> Verdict:
    """A side alone ("4x + 9") says nothing of an equation, so it is neither right nor wrong."""
    if exercise.kind.value != "equation" or step.status is Status.VALID or mathtext.has_relation(text):
        return step
    if not _TERM.search(text) or not re.search(r"[-+*/^]|\d[a-zA-Z]", text):
        return step
    reason = "This is no equation yet: what is it equal to?"
    return _open(step, Code.UNREADABLE, reason)


_RELATION = re.compile(
    r"(?!.*=[-+−]?\d[\d.,]*[a-zA-Zµ°/^\d²³·*]*$)(?=[^=]*[a-zA-Zα-ω][^=]*=)(?=.*=.*[a-zA-Zα-ω])"
    r"(?:[a-zA-Zα-ω_\\{}()=+\-−*/·^½²³'.,]|\^\d|(?<![\d.])[124](?![\d.])|sqrt)+"
)
"""Letters on both sides, and no value with a unit on the right."""


def is_relation(text: str) -> bool:
    """Whether a line is a relation in letters: "v^2 = u^2 + 2as"."""
    return bool(_RELATION.fullmatch(re.sub(r"\s", "", text)))


def no_value_yet(exercise: Exercise, text: str, step: Verdict, checker: Checker) -> Verdict:
    """For a problem in words: a relation in letters is no wrong value, and an unfinished calculation of the right one
    is a right line.
    """
    if exercise.kind.value != "number" or exercise.problem or step.status is Status.VALID:
        return step
    if is_relation(text):
        reason = "This is a relation in letters, so there is no value to be judged yet."
        return _open(step, Code.UNDECIDED, reason)
    wanted = next((found for answer in exercise.answers if (found := leading_number(answer))), "")
    if worked_out(exercise, text) or not wanted:
        return step
    side = re.split(r"=|≈|\\approx", text)[-1]
    if checker.check_answer(wanted, side, rel=exercise.rel).status is not Status.VALID:
        return step
    reason = "This comes to the number that is asked for: now work it out, with its unit."
    return replace(step, status=Status.VALID, code=Code.EQUIVALENT, witness=None, misconception=None, reason=reason)


_CALCULATED = re.compile(r"\d\s*[-+−*·×:÷]\s*\(?[-−]?\s*\d|\)\s*[-+−*/·×÷(]|\d\s*\(")
"""An operation between numbers that is still to be done."""


def worked_out(exercise: Exercise, text: str) -> bool:
    """Whether a calculation's line ends in a value, and not in what is still to be calculated."""
    if exercise.kind.value != "number":
        return True
    last = re.split(r"=|≈|\\approx", text)[-1]
    return not _CALCULATED.search(re.sub(r"10\s*\^\s*\{?[-−]?\d+\}?|\*\s*10|·\s*10|×\s*10", "", last))


_STATED = re.compile(
    r"\s*\$?\s*(?:[a-zA-Zα-ω]\w{0,3}|[a-z]+ ?[a-z]*)\s*(?:=|:)\s*([-+−]?\d+(?:[.,]\d+)?)"
    r"\s*(?:[^\d=+*]|\^?[-−]?[23²³])*\s*\$?\s*"
)


def as_given(exercise: Exercise, text: str, step: Verdict) -> Verdict:
    """A line that only writes down values of the problem ("v = 18 m/s, a = 6 m/s^2") is neither right nor wrong yet."""
    if exercise.kind.value != "number" or exercise.problem or step.status is Status.VALID:
        return step
    given = set(re.findall(r"\d+(?:[.,]\d+)?", exercise.prompt))
    stated = [_STATED.fullmatch(part) for part in re.split(r"[,;]\s+|\s+and\s+", text)]
    if not stated or any(each is None or each.group(1).lstrip("+-−") not in given for each in stated):
        return step
    return replace(_open(step, Code.NOT_ANSWERED, "These values stand in the problem."), relation=Relation.START)
