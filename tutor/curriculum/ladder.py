"""The four rungs of an exercise's hint ladder, and what must stay secret before each is reached."""

from __future__ import annotations

from tutor.curriculum.formulas import squeezed
from tutor.curriculum.values import Exercise, ExerciseKind, Hint, Library, Rung

_POINT = {
    ExerciseKind.EQUATION: "Look at the side where the unknown stands: what was done to it, and in which order?",
    ExerciseKind.EXPRESSION: "Look at the expression as it stands: which part has to be dealt with first?",
    ExerciseKind.NUMBER: "List what is given, with its units, and what is asked for. Which relation holds them both?",
    ExerciseKind.CHOICE: "Take the choices one at a time: which can you rule out, and by what test?",
    ExerciseKind.TEXT: "Read the question again and say which idea of the lesson it is about.",
}
_TEACH = "Go back to what the lesson says about this, and say the idea in your own words before you use it here."
_EXAMPLE = "Look at the worked example in the lesson: what is done there first, and what would be the same step here?"


def ladder(exercise: Exercise, library: Library | None = None) -> tuple[Hint, ...]:
    """The ladder as four hints: point, teach, example, bottom-out.

    Authored hints come first; several of one rung are joined. A rung the author left out is made: from the section of
    `library` that teaches the exercise's components, if there is one, else in general words. The bottom-out is the
    solution's text unless it is authored.
    """
    return tuple(_rung(exercise, rung, library) for rung in Rung)


def _rung(exercise: Exercise, rung: Rung, library: Library | None) -> Hint:
    written = [hint for hint in exercise.hints if hint.rung is rung]
    if written:
        return Hint(text="\n\n".join(hint.text for hint in written), rung=rung, line=written[0].line)
    return Hint(text=_made(exercise, rung, library), rung=rung, line=0)


def _made(exercise: Exercise, rung: Rung, library: Library | None) -> str:
    if rung is Rung.BOTTOM_OUT:
        return exercise.solution.text
    if rung is Rung.POINT:
        return _POINT[exercise.kind]
    example = rung is Rung.EXAMPLE
    for kc in exercise.kcs if library else ():
        section = library.find_section(kc, worked_example=example) if library else None
        if section is not None and section.text:
            return section.text if example else section.text.split("\n\n", 1)[0]
    return _EXAMPLE if example else _TEACH


def secrets(exercise: Exercise) -> tuple[str, ...]:
    """What may not be told before its rung: accepted answers, then the solution's steps, but for what the problem says.

    Of a choice only the right letters: the texts of the choices are public, that one of them is right is not.
    """
    if exercise.kind is ExerciseKind.CHOICE:
        return exercise.answers
    public = {squeezed(exercise.problem), ""}
    every = dict.fromkeys((*exercise.answers, *exercise.solution.steps))
    return tuple(text for text in every if squeezed(text) not in public)
