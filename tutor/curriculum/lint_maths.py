"""What a checker can say of an exercise: its answers are readable, its solution right, its wrong answers wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tutor.curriculum.formulas import formulas, squeezed
from tutor.curriculum.front import Problem
from tutor.curriculum.lint_rules import private_texts
from tutor.curriculum.values import Exercise, ExerciseKind

DEADLINE_S = 10.0
"""A linter is in no hurry, and the first check of a process takes longer."""
_READABLE = (ExerciseKind.EXPRESSION, ExerciseKind.EQUATION, ExerciseKind.NUMBER)


class Judged(Protocol):
    """A checker's judgement."""

    @property
    def status(self) -> str:
        """valid, invalid or unknown."""

    @property
    def reason(self) -> str:
        """One sentence."""


class JudgedWork(Protocol):
    """A checker's judgement of several lines."""

    @property
    def steps(self) -> Sequence[Judged]:
        """One judgement a line."""

    @property
    def first_error(self) -> int | None:
        """1-based number of the first wrong line."""


class Found(Protocol):
    """A place in a text that states a value."""

    @property
    def text(self) -> str:
        """As written."""


CheckAnswer = Callable[..., Judged]
"""check_answer(expected, given, *, form, unit, ...)."""
CheckWork = Callable[..., JudgedWork]
"""check_work(*, steps, problem, answer, over)."""
Mentions = Callable[[str, str], Sequence[Found]]
"""mentions(text, answer): where a text states the answer in any form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """The checker, as far as it is given."""

    check_answer: CheckAnswer | None = None
    check_work: CheckWork | None = None
    mentions: Mentions | None = None


def grading(exercise: Exercise) -> dict[str, Any]:
    """How an answer of this exercise is to be compared, as keyword arguments of `check_answer`; only what is set."""
    wanted = {
        "form": exercise.form,
        "unit": exercise.unit,
        "rel": exercise.rel,
        "abs": exercise.abs,
        "sf": exercise.sf,
        "places": exercise.places,
        "variable": exercise.variable,
    }
    given = {name: value for name, value in wanted.items() if value is not None} | {"deadline_s": DEADLINE_S}
    if exercise.decimal:
        given["decimal"] = True
    if exercise.relation != "equal":
        given["relation"] = exercise.relation
    return given


def exercise_maths(exercise: Exercise, tools: Tools) -> Iterator[Problem]:
    """Works an exercise through with the tools there are."""
    if exercise.kind not in _READABLE:
        return
    if tools.check_answer is not None:
        yield from _answers(exercise, tools.check_answer)
        yield from _wrong_answers(exercise, tools.check_answer)
        yield from _last_step(exercise, tools.check_answer)
    if tools.check_work is not None:
        yield from _steps(exercise, tools.check_work)
    if tools.mentions is not None:
        yield from _mentioned(exercise, tools.mentions)


def _answers(exercise: Exercise, check: CheckAnswer) -> Iterator[Problem]:
    options = grading(exercise)
    shown = exercise.answers[0]
    for answer in exercise.answers:
        alone = check(answer, answer, **options)
        if alone.status != "valid":
            what = "is not in the form or unit asked for" if alone.status == "invalid" else "can't be checked"
            yield exercise.line, f'the accepted answer "{answer}" {what}: {alone.reason}'
        elif answer != shown and check(shown, answer, **_without_form(options)).status == "invalid":
            yield exercise.line, f'the accepted answers "{shown}" and "{answer}" are not the same; keep what is right'


def _without_form(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "form"}


def _wrong_answers(exercise: Exercise, check: CheckAnswer) -> Iterator[Problem]:
    options = grading(exercise)
    for note in exercise.misconceptions:
        for wrong in note.answers:
            if any(check(answer, wrong, **options).status == "valid" for answer in exercise.answers):
                yield note.line, f'misconception "{note.id}" explains "{wrong}", which is right; name a wrong answer'


def _last_step(exercise: Exercise, check: CheckAnswer) -> Iterator[Problem]:
    """The solution has to arrive at an accepted answer."""
    if not exercise.solution.steps:
        return
    options = grading(exercise)
    last = exercise.solution.steps[-1]
    judged = [check(answer, given, **options) for answer in exercise.answers for given in _endings(exercise, last)]
    if judged and all(verdict.status == "invalid" for verdict in judged):
        line = exercise.solution.line
        yield (
            line,
            f'the solution ends in "{last}", not in the accepted answer "{exercise.answers[0]}"; mend one of them',
        )


def _endings(exercise: Exercise, last: str) -> tuple[str, ...]:
    """The ways of reading a last line as an answer: as it is, what stands after "=", and that with the unit."""
    if exercise.kind is ExerciseKind.EQUATION:
        return (last,)
    value = re.split(r"=|\\approx", last)[-1].strip()
    unit = exercise.unit or ""
    return tuple(dict.fromkeys((last, value, f"{value} {unit}".strip())))


def _steps(exercise: Exercise, check: CheckWork) -> Iterator[Problem]:
    """Each line of the solution has to follow from the line before and from the problem."""
    steps = exercise.solution.steps
    if exercise.kind is ExerciseKind.EXPRESSION:  # "f'(x) = 2x" works out what the problem, "d/dx(x^2)", asks for
        steps = tuple(step.split("=")[-1].strip() for step in steps)
    if len(steps) + bool(exercise.problem) < 2:
        return
    judged = check(steps=steps, problem=exercise.problem, over=exercise.over, deadline_s=DEADLINE_S)
    if judged.first_error is not None:
        wrong = judged.first_error - 1
        reason = judged.steps[wrong].reason
        yield exercise.solution.line, f'line {wrong + 1} of the solution, "{steps[wrong]}", does not follow: {reason}'


def _mentioned(exercise: Exercise, mentions: Mentions) -> Iterator[Problem]:
    """Hints and misconceptions may not state the answer in any form; the problem's own numbers are not the answer."""
    public = squeezed(" ".join((exercise.prompt, exercise.problem)))
    for line, who, text in private_texts(exercise):
        whole = {squeezed(formula) for formula in formulas(text)}
        for answer in exercise.answers:
            told = [found.text for found in mentions(text, answer) if squeezed(found.text) not in public]
            stated = [claim for claim in told if _states(claim, answer, whole)]
            if stated:
                what = f'{who} states the accepted answer "{answer}" ("{stated[0]}")'
                yield line, f"{what}; leave it to the learner"


def _states(claim: str, answer: str, whole: set[str]) -> bool:
    """Whether a place that holds a value of the answer states it as a result.

    For an equation the place has to name a letter and give its value ("x = 7", "x is seven"): a 7 alone is a number
    like any other. A bare number counts only where it is no part of a longer formula.
    """
    if re.search(r"[=<>≤≥]", answer):
        return bool(re.match(r"\s*\$?[^\W\d_]\w?\s*(?:=|≈|is\b|equals\b|must be\b)\s*[^=]+$", claim))
    if re.fullmatch(r"[-+−]?[\d.,/]+", claim.strip()):
        return squeezed(claim) in whole
    return True
