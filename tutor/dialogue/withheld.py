"""What is secret now: from the exercise and where the learner stands in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tutor.dialogue.states import squeeze
from tutor.dialogue.values import ExerciseState, Secrets

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise

NOTHING = Secrets()


def secrets_of(exercise: Exercise | None, state: ExerciseState | None) -> Secrets:
    """The secrets of an exercise that is still open; nothing without one, or once its answer may be said."""
    if exercise is None or state is None or state.released:
        return NOTHING
    own = tuple(line.text for line in state.lines)
    given = exercise.public()
    if exercise.problem:
        given = f"{given}\n{exercise.problem}"
    if exercise.kind.value == "choice":
        return _choice(exercise, own, given)
    if exercise.kind.value == "text":
        return Secrets(texts=exercise.answers, patterns=exercise.patterns, given=given, own=own)
    reached = {squeeze(text) for text in (*own, exercise.problem)}
    answers = tuple(dict.fromkeys((*exercise.answers, *_values(exercise.answers))))
    steps = tuple(
        step
        for step in exercise.solution.steps
        if squeeze(step) not in reached and "=" in step and squeeze(step) not in squeeze(given)
    )
    return Secrets(answers=answers, steps=steps, given=given, own=own, variable=exercise.variable or "")


def _choice(exercise: Exercise, own: tuple[str, ...], given: str) -> Secrets:
    letters = tuple(answer.strip().lower() for answer in exercise.answers)
    places = [ord(letter) - ord("a") for letter in letters if len(letter) == 1]
    texts = tuple(exercise.choices[i] for i in places if 0 <= i < len(exercise.choices))
    return Secrets(letters=letters, texts=texts, given=exercise.prompt, own=own)


def _values(answers: tuple[str, ...]) -> list[str]:
    """The values in answers such as `x = 2 or x = -3` or `12 km`: each is a secret of its own."""
    found = []
    for answer in answers:
        if measured := re.fullmatch(r"\s*([-+−]?\d+(?:[.,]\d+)?)\s*[^\d\s^*/+=(].*", answer):
            found.append(measured.group(1))
        for part in re.split(r"\s*(?:,|;|\bor\b|\band\b)\s*", answer):
            side = part.rpartition("=")[2].strip() if re.fullmatch(r"\s*[a-zA-Z]\w*\s*=[^=<>]*", part) else ""
            if side and re.search(r"\d|[a-zA-Z]", side):
                found.append(side)
    return found
