# ruff: noqa: E501
"""Every answer of every shipped exercise is recognised in a sentence, by the real checker; prompts and hints are let through."""

from __future__ import annotations

import pytest

from tutor import checker
from tutor.curriculum.ladder import ladder
from tutor.curriculum.load import load_library, shipped_lessons
from tutor.curriculum.values import Exercise
from tutor.dialogue.leak import find_leak
from tutor.dialogue.values import ExerciseState
from tutor.dialogue.withheld import secrets_of

LIBRARY = load_library([shipped_lessons()])
EVERY = [exercise for lesson in LIBRARY.order() for exercise in lesson.exercises]
STATED = [
    "The answer is {answer}.", "So the result is {answer}, well done!", "It comes out as ${answer}$ [1].", "Nothing is certain but this: {answer}",
    "Write **{answer}** and you are done.", "You should get {answer}", "Option {answer} is the right one.",
]  # fmt: skip


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_an_answer_is_found_in_every_sentence_that_states_it(exercise: Exercise) -> None:
    secrets = secrets_of(exercise, ExerciseState(exercise=exercise.id))
    stated = STATED if exercise.kind.value != "choice" else [STATED[0], STATED[6]]
    for answer in exercise.answers:
        for sentence in stated:
            assert find_leak(sentence.format(answer=answer), secrets, checker), sentence.format(answer=answer)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_a_result_stated_by_an_author_before_its_rung_is_found_too(exercise: Exercise) -> None:
    secrets = secrets_of(exercise, ExerciseState(exercise=exercise.id))
    for answer in exercise.answers:
        assert find_leak(f"The answer is {answer}.", secrets, checker, strict=False)


@pytest.mark.parametrize("exercise", EVERY, ids=lambda e: e.id)
def test_the_authored_hints_are_let_through(exercise: Exercise) -> None:
    secrets = secrets_of(exercise, ExerciseState(exercise=exercise.id))
    for hint in ladder(exercise, LIBRARY)[:3]:
        for paragraph in hint.text.split("\n\n"):
            assert not find_leak(paragraph, secrets, checker, strict=False), paragraph


@pytest.mark.parametrize("status", ["solved", "shown", "gave_up"])
def test_nothing_is_secret_once_an_exercise_is_over(status: str) -> None:
    for exercise in EVERY:
        assert not secrets_of(exercise, ExerciseState(exercise=exercise.id, status=status))
