"""Grading by kind, with the real checker on the shipped lessons: right is solved, foreseen mistakes are refuted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tutor import checker
from tutor.checker.values import Claim, Code, Status, Verdict, WorkRequest, WorkVerdict
from tutor.curriculum.load import load_library, shipped_lessons
from tutor.curriculum.values import Exercise
from tutor.dialogue.answers import grade, key_is_wrong, stands_alone
from tutor.dialogue.values import Graded, Line

LIBRARY = load_library([shipped_lessons()])
EVERY = [exercise for lesson in LIBRARY.order() for exercise in lesson.exercises]
WORKED = [exercise for exercise in EVERY if exercise.kind.value not in {"choice", "text"}]


def judged(exercise: Exercise, *texts: str, standing: tuple[Line, ...] = ()) -> Graded:
    return grade(exercise, standing, texts, checker, first_n=len(standing) + 1)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_an_accepted_answer_solves_it(exercise: Exercise) -> None:
    for answer in exercise.answers:
        graded = judged(exercise, answer)
        assert graded.answered, graded
        assert graded.first_wrong is None


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_a_mistake_that_the_author_foresaw_is_refuted_and_named(exercise: Exercise) -> None:
    for note in exercise.misconceptions:
        for wrong in note.answers:
            graded = judged(exercise, wrong)
            if exercise.kind.value == "text" and graded.lines[0].status == "unknown":
                continue
            assert graded.lines[0].wrong, (wrong, graded.lines[0])
            assert graded.lines[0].misconception, wrong
            assert not graded.answered


@pytest.mark.parametrize("exercise", WORKED, ids=lambda e: e.id)
def test_the_worked_solution_is_never_blamed(exercise: Exercise) -> None:
    standing: tuple[Line, ...] = ()
    for step in exercise.solution.steps:
        graded = judged(exercise, step, standing=standing)
        assert graded.first_wrong is None or graded.wrong_form, (step, graded.lines)
        standing = (*standing, *graded.lines)


@pytest.mark.parametrize(
    ("exercise", "text", "alone"),
    [
        ("linear-equations/two-steps", "x = 7", True),
        ("linear-equations/two-steps", "4x = 28", False),
        ("linear-equations/two-steps", "7", True),
        ("linear-equations/two-steps", "x = 28 - 3x", False),
        ("linear-equations/lost-root", "x = 0 or x = 11", True),
        ("constant-acceleration/solve-for-a", r"a = \frac{v - u}{t}", True),
        ("constant-acceleration/solve-for-a", "v - u = a t", False),
        ("derivative/cubic", "f'(x) = 12x^2 - 10x + 9", True),
    ],
)
def test_an_answer_is_told_from_a_step(exercise: str, text: str, alone: bool) -> None:
    assert stands_alone(text, LIBRARY.exercise(exercise)) is alone


@pytest.mark.parametrize(
    ("exercise", "text", "right_value"),
    [
        ("constant-acceleration/convert", "25", True),
        ("constant-acceleration/convert", "324", False),
        ("linear-equations/taxi", "12", True),
        ("linear-equations/taxi", "13 m", False),
        ("fractions-and-signs/lowest-terms", "6/10", True),
        ("linear-equations/tidy-up", "3(2a + 3)", True),
    ],
)
def test_a_right_value_in_the_wrong_form_is_told_from_a_wrong_value(
    exercise: str, text: str, right_value: bool
) -> None:
    graded = judged(LIBRARY.exercise(exercise), text)
    assert not graded.answered
    assert graded.wrong_form is right_value


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("v = 18 m/s", "unknown"),
        ("v = 18 m/s, a = 6 m/s^2", "unknown"),
        ("v = 19 m/s", "invalid"),
        ("s = 27 m", "valid"),
    ],
)
def test_values_of_the_problem_may_be_written_down(text: str, status: str) -> None:
    assert judged(LIBRARY.exercise("constant-acceleration/stopping-distance"), text).lines[0].status == status


def test_several_lines_are_numbered_on_from_those_that_stand() -> None:
    exercise = LIBRARY.exercise("linear-equations/two-steps")
    first = judged(exercise, "4x = 28").lines
    assert [line.n for line in judged(exercise, "x = 28/4", "x = 7", standing=first).lines] == [2, 3]


def test_the_key_is_wrong_only_when_it_is_refuted_and_the_learner_is_proven_right() -> None:
    exercise = LIBRARY.exercise("linear-equations/two-steps")
    assert not key_is_wrong(exercise, "x = 7", checker)
    assert key_is_wrong(replace(exercise, answers=("x = 8",)), "x = 7", checker)
    assert not key_is_wrong(replace(exercise, answers=("x = 8",)), "x = 9", checker)


@pytest.mark.parametrize(
    ("exercise", "text", "misconception"),
    [
        ("derivative/cubic", "12x^2 - 5x + 9", "exponent-not-multiplied"),
        ("fractions-and-signs/walk", "27", "wrong-sign"),
    ],
)
def test_a_wrong_answer_is_explained_by_the_catalogue_where_the_lesson_has_no_note(
    exercise: str, text: str, misconception: str
) -> None:
    (line,) = judged(LIBRARY.exercise(exercise), text).lines
    assert line.wrong
    assert line.misconception == misconception
    assert line.misconception_text


class Busy:
    """The checker on a busy machine: the first try of each question runs out of time."""

    def __init__(self) -> None:
        self.given_more_time = 0

    def check_answer(self, expected: str, given: str, **options: Any) -> Verdict:
        return self._late(checker.check_answer(expected, given, **options), options)

    def check_work(self, request: WorkRequest | None = None, **fields: Any) -> WorkVerdict:
        work = checker.check_work(request, **fields)
        return replace(work, steps=tuple(self._late(step, fields) for step in work.steps))

    def _late(self, verdict: Verdict, options: dict[str, Any]) -> Verdict:
        if options.get("deadline_s"):
            self.given_more_time += 1
            return verdict
        return replace(verdict, status=Status.UNKNOWN, code=Code.DEADLINE)

    def claims(self, sentence: str) -> tuple[Claim, ...]:
        return checker.claims(sentence)

    def check_claim(self, text: str) -> Verdict:
        return checker.check_claim(text)

    def mentions(self, text: str, answer: str) -> tuple[Claim, ...]:
        return checker.mentions(text, answer)


def test_a_right_answer_that_took_too_long_is_tried_again_with_more_time() -> None:
    busy = Busy()
    graded = grade(LIBRARY.exercise("linear-equations/two-steps"), (), ["x = 7"], busy, first_n=1)
    assert graded.answered
    assert busy.given_more_time


@pytest.mark.parametrize("text", ["2x + 6 = 2x + 8", "0 = 2", "6 = 8", "e", "x = 0"])
def test_working_in_a_choice_exercise_is_neither_right_nor_wrong(text: str) -> None:
    graded = judged(LIBRARY.exercise("linear-equations/how-many"), text)
    assert [line.status for line in graded.lines] == ["unknown"]
    assert "one of a, b, c, d" in graded.lines[0].reason
    assert not graded.answered


@pytest.mark.parametrize(("text", "status"), [("c", "valid"), ("C", "valid"), ("c)", "valid"), ("b", "invalid")])
def test_a_letter_is_a_choice_however_it_is_written(text: str, status: str) -> None:
    assert judged(LIBRARY.exercise("linear-equations/how-many"), text).lines[0].status == status
