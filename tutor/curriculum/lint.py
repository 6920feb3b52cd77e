"""Looks lessons over as a careful colleague would: everything the loader finds, and what would fail a learner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tutor.curriculum import lint_maths, lint_rules
from tutor.curriculum.front import Problem
from tutor.curriculum.lint_maths import CheckAnswer, CheckWork, Mentions, Tools
from tutor.curriculum.load import cross_problems, lesson_files, read_lesson, shipped_lessons, shown
from tutor.curriculum.values import Lesson


def lint(
    paths: Iterable[Path],
    *,
    check_answer: CheckAnswer | None = None,
    check_work: CheckWork | None = None,
    mentions: Mentions | None = None,
    known: Sequence[Path] | None = None,
) -> tuple[str, ...]:
    """The problems of these lesson files and folders, each `file:line: what; what to do`; empty if all is well.

    The three callables are the checker's own functions: with them answers, solutions, hints and
    misconceptions are worked through; without them only what can be seen in the text is looked at. `known` are folders
    or files whose lessons may be required, without being looked at themselves; by default the shipped lessons.
    """
    wanted = list(paths)
    tools = Tools(check_answer=check_answer, check_work=check_work, mentions=mentions)
    problems = [f"{shown(path)}:1: there is no such file or folder" for path in wanted if not path.exists()]
    lessons: dict[str, Lesson] = {}
    names: set[str] = set()
    for path in lesson_files(path for path in wanted if path.exists()):
        lesson, found = read_lesson(path)
        names.add(shown(path))
        problems.extend(found)
        if lesson is not None:
            first = lessons.setdefault(lesson.id, lesson)
            if first is not lesson:
                what = f'lesson "{lesson.id}" is there already in {shown(first.source)}; give it another id'
                problems.append(f"{shown(path)}:1: {what}")
            problems.extend(_named(lesson, sorted(set(lint_lesson(lesson, tools)))))
    problems.extend(_between(lessons, names, [shipped_lessons()] if known is None else known))
    return tuple(sorted(dict.fromkeys(problems), key=_place))


def lint_lesson(lesson: Lesson, tools: Tools) -> Iterator[Problem]:
    """What to mend in a lesson that could be read: (line, what and what to do)."""
    yield from lint_rules.lesson_rules(lesson)
    for exercise in lesson.exercises:
        for line, what in (*lint_rules.exercise_rules(exercise), *lint_maths.exercise_maths(exercise, tools)):
            yield line, f'exercise "{exercise.label}": {what}'


def _between(lessons: dict[str, Lesson], names: set[str], known: Sequence[Path]) -> Iterator[str]:
    """What is wrong between the lessons, where one of those looked at is at fault."""
    every = dict(lessons)
    for path in lesson_files(known):
        lesson, _ = read_lesson(path)
        if lesson is not None:
            every.setdefault(lesson.id, lesson)
    for problem in cross_problems(every):
        if problem.split(":", 1)[0] in names:
            yield problem


def _named(lesson: Lesson, problems: Iterable[Problem]) -> Iterator[str]:
    name = shown(lesson.source)
    for line, what in problems:
        yield f"{name}:{line}: {what}"


def _place(problem: str) -> tuple[str, int, str]:
    match = re.match(r"(.*?):(\d+): ", problem)
    return (match[1], int(match[2]), problem) if match else ("", 0, problem)
