"""What can be seen in a lesson without doing mathematics: ladders, letters, patterns, what is taught and exercised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tutor.curriculum.formulas import displayed, formulas, squeezed
from tutor.curriculum.front import Problem
from tutor.curriculum.render import public_markdown
from tutor.curriculum.values import LETTERS, Exercise, ExerciseKind, Lesson, Rung

_AUTHORED = (Rung.POINT, Rung.TEACH, Rung.EXAMPLE)
_SHORT = 3
"""Characters below which a formula is too common to be recognised as somebody's."""


def lesson_rules(lesson: Lesson) -> Iterator[Problem]:
    """Rules about the lesson as a whole."""
    if not lesson.objectives:
        yield 1, "there are no objectives; say in the front matter what a learner can do afterwards"
    if not lesson.exercises:
        yield 1, "there is no sound exercise; add :::{exercise} with its solution"
    taught = {kc for section in lesson.sections for kc in section.kcs}
    exercised = {kc for exercise in lesson.exercises for kc in exercise.kcs}
    for kc in lesson.kcs:
        if kc.id not in taught:
            yield kc.line, f'no section teaches "{kc.id}"; put ({kc.id})= on the line before its heading'
        if kc.id not in exercised:
            yield kc.line, f'no exercise exercises "{kc.id}"; name it in the :kcs: of one'
    yield from _told_in_prose(lesson)


def _told_in_prose(lesson: Lesson) -> Iterator[Problem]:
    told = {squeezed(formula) for formula in formulas(public_markdown(lesson))}
    for exercise in lesson.exercises:
        if exercise.kind in (ExerciseKind.CHOICE, ExerciseKind.TEXT):
            continue
        for answer in exercise.answers:
            if len(squeezed(answer)) >= _SHORT and squeezed(answer) in told:
                what = f'exercise "{exercise.label}": the prose states its answer "{answer}"; use other numbers'
                yield exercise.line, what


def exercise_rules(exercise: Exercise) -> Iterator[Problem]:
    """Rules about one exercise."""
    for rule in _RULES:
        yield from rule(exercise)


def _ladder(exercise: Exercise) -> Iterator[Problem]:
    rungs = [hint.rung for hint in exercise.hints]
    for rung in _AUTHORED:
        if rung not in rungs:
            what = _WANTED[rung]
            yield (
                exercise.line,
                f'the hint ladder has no rung "{rung.value}"; add a :::{{hint}} {exercise.label} {what}',
            )
    order = [list(Rung).index(rung) for rung in rungs]
    for index in range(1, len(order)):
        hint = exercise.hints[index]
        if order[index] < order[index - 1]:
            yield (
                hint.line,
                f'the rung "{hint.rung.value}" comes after "{exercise.hints[index - 1].rung.value}"; put it before',
            )
        elif order[index] == order[index - 1]:
            yield hint.line, f'there are two hints for the rung "{hint.rung.value}"; join them'


_WANTED = {
    Rung.POINT: "that points at a place to look",
    Rung.TEACH: "that teaches the idea",
    Rung.EXAMPLE: "that works a similar, different problem",
}


def _same_problem(exercise: Exercise) -> Iterator[Problem]:
    """The worked example must be another problem."""
    own = {squeezed(text) for text in (exercise.problem, *displayed(exercise.prompt), *exercise.solution.steps)}
    own = {text for text in own if len(text) > _SHORT}
    for hint in exercise.hints:
        if hint.rung is Rung.EXAMPLE:
            worked = {squeezed(formula) for formula in formulas(hint.text)}
            if exercise.kind is not ExerciseKind.EQUATION:
                worked |= {part for formula in worked for part in formula.split("=")}
            for text in sorted(own & worked):
                yield hint.line, f'the worked example shows "{text}", a line of this very exercise; work a similar one'


def _letters(exercise: Exercise) -> Iterator[Problem]:
    if exercise.kind is not ExerciseKind.CHOICE:
        return
    known = LETTERS[: len(exercise.choices)]
    for note in exercise.misconceptions:
        for letter in note.answers:
            who = f'misconception "{note.id}" explains choice "{letter}"'
            if letter.casefold() not in known or len(letter) != 1:
                yield note.line, f"{who}, which does not exist; there are a to {known[-1]}"
            elif letter.casefold() in exercise.answers:
                yield note.line, f"{who}, which is right; name a wrong one"
    texts = [squeezed(choice) for choice in exercise.choices]
    for index, text in enumerate(texts):
        if text in texts[:index]:
            yield exercise.line, f'the choice "{exercise.choices[index]}" is there twice; make them differ'
    said = re.compile(r"\b(?:choice|answer|option)\s+\(?([a-z])\b", re.IGNORECASE)
    for hint in exercise.hints:
        match = said.search(hint.text)
        if hint.rung is not Rung.BOTTOM_OUT and match and match[1].casefold() in exercise.answers:
            yield hint.line, f'the hint names the right choice "{match[1]}"; let the learner find it'


def _patterns(exercise: Exercise) -> Iterator[Problem]:
    if exercise.kind is not ExerciseKind.TEXT:
        return
    for answer in exercise.answers:
        if exercise.patterns and not _found(exercise.patterns, answer):
            yield exercise.line, f'no :pattern: accepts the answer "{answer}"; widen one'
        if _found(exercise.wrong_patterns, answer):
            yield exercise.line, f'a :wrong-pattern: refuses the accepted answer "{answer}"; narrow it'
    for note in exercise.misconceptions:
        for wrong in note.answers:
            if _found(exercise.patterns, wrong) and not _found(exercise.wrong_patterns, wrong):
                yield note.line, f'a :pattern: accepts the wrong answer "{wrong}"; narrow it, or add a :wrong-pattern:'


def _found(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _told(exercise: Exercise) -> Iterator[Problem]:
    """Hints and misconceptions that write the answer out, character by character."""
    if exercise.kind in (ExerciseKind.CHOICE, ExerciseKind.NUMBER):
        return
    public = {squeezed(formula) for formula in (*formulas(exercise.prompt), exercise.problem)}
    for line, who, text in private_texts(exercise):
        written = {squeezed(formula) for formula in formulas(text)} | {squeezed(text)}
        for answer in exercise.answers:
            bare = squeezed(answer)
            if bare in written - public:
                yield line, f'{who} states the accepted answer "{answer}"; leave it to the learner'


def private_texts(exercise: Exercise) -> Iterator[tuple[int, str, str]]:
    """(line, who, text) of what a learner may read before the answer is due: authored hints and misconceptions."""
    for hint in exercise.hints:
        if hint.rung is not Rung.BOTTOM_OUT:
            yield hint.line, "the hint", hint.text
    for note in exercise.misconceptions:
        yield note.line, f'misconception "{note.id}"', note.text


def _notes(exercise: Exercise) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    answers = {squeezed(answer) for answer in exercise.answers}
    for note in exercise.misconceptions:
        if note.id in seen:
            yield note.line, f'misconception "{note.id}" is there already at line {seen[note.id]}; give it another :id:'
        seen.setdefault(note.id, note.line)
        for wrong in note.answers:
            if squeezed(wrong) in answers and exercise.kind is not ExerciseKind.CHOICE:
                yield (
                    note.line,
                    f'misconception "{note.id}" explains "{wrong}", which is an accepted answer; name a wrong one',
                )


def _solution(exercise: Exercise) -> Iterator[Problem]:
    if exercise.kind in (ExerciseKind.CHOICE, ExerciseKind.TEXT):
        return
    if not exercise.solution.steps:
        yield exercise.solution.line, "the solution shows no mathematical line; set its steps between $$"


_RULES: tuple[Callable[[Exercise], Iterator[Problem]], ...] = (
    _ladder,
    _same_problem,
    _letters,
    _patterns,
    _told,
    _notes,
    _solution,
)
