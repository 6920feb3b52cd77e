"""Reads lesson files into a `Library`; every problem of a file is collected and named with its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tutor.curriculum import graph
from tutor.curriculum.build import Builder
from tutor.curriculum.front import FrontMatter, Problem, read_front
from tutor.curriculum.parse import outline
from tutor.curriculum.suggest import did_you_mean
from tutor.curriculum.values import KnowledgeComponent, Lesson, Library
from tutor.errors import LessonError

MAX_BYTES = 300_000
MAX_FILES = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")


def load_lesson(path: Path) -> Lesson:
    """Reads one lesson file.

    Raises LessonError with every problem of the file as `file:line: what; what to do`. What needs other lessons (that a
    prerequisite exists, that ids differ) is looked at by `load_library`.
    """
    lesson, problems = read_lesson(path)
    if problems or lesson is None:
        raise LessonError(problems)
    return lesson


def read_lesson(path: Path) -> tuple[Lesson | None, tuple[str, ...]]:
    """The lesson as far as its parts are sound (None if its front matter isn't) and every problem of the file."""
    text, problems = _read(path)
    if text is None:
        return None, _named(path, problems)
    front = read_front(text)
    problems = [*problems, *front.problems]
    if front.values is None:
        return None, _named(path, problems)
    declared = front.values
    own = tuple(entry.id for entry in declared.kcs)
    known = frozenset(own).union(*(entry.requires for entry in declared.kcs))
    found = outline(text, declared.id, known)
    builder = Builder(declared.id, known, own)
    exercises = builder.build(found.blocks)
    for index, entry in enumerate(declared.kcs):
        if entry.id in own[:index]:
            problems.append(
                (front.line("kcs", index, "id"), f'knowledge component "{entry.id}" is declared twice; keep one')
            )
    lesson = Lesson(
        id=declared.id,
        title=declared.title,
        objectives=tuple(declared.objectives),
        kcs=_components(declared, [front.line("kcs", index) for index in range(len(own))]),
        language=declared.language,
        source=path,
        sections=tuple(found.sections),
        exercises=exercises,
        course=path.parent.name,
    )
    return lesson, _named(path, [*problems, *found.problems, *builder.problems])


def _components(declared: FrontMatter, lines: Sequence[int]) -> tuple[KnowledgeComponent, ...]:
    made: dict[str, KnowledgeComponent] = {}
    for entry, line in zip(declared.kcs, lines, strict=True):
        made.setdefault(
            entry.id,
            KnowledgeComponent(
                id=entry.id,
                title=entry.title or entry.id.replace("-", " "),
                requires=tuple(dict.fromkeys(entry.requires)),
                lesson=declared.id,
                bkt=dict(entry.bkt),
                line=line,
            ),
        )
    return tuple(made.values())


def load_library(paths: Iterable[Path]) -> Library:
    """Loads every lesson in these folders and files; one that is broken is left out, and its problems are kept.

    Folders are searched for *.md, but for README.md and names that start with "." or "_". A folder that does not exist
    holds no lessons. Two lessons with one id: the first counts. Nothing is raised.
    """
    library, problems = _gather(paths)
    return Library(library, (*problems, *cross_problems(library)))


def _gather(paths: Iterable[Path]) -> tuple[dict[str, Lesson], list[str]]:
    lessons: dict[str, Lesson] = {}
    problems: list[str] = []
    for path in lesson_files(paths):
        lesson, found = read_lesson(path)
        problems.extend(found)
        if lesson is None or found:
            continue
        first = lessons.get(lesson.id)
        if first is None:
            lessons[lesson.id] = lesson
        elif first.source.resolve() != path.resolve():
            other = shown(first.source)
            problems.append(f'{shown(path)}:1: lesson "{lesson.id}" is there already in {other}; give it another id')
    return lessons, problems


def cross_problems(lessons: Mapping[str, Lesson]) -> tuple[str, ...]:
    """What is wrong between lessons: components declared twice, unknown prerequisites, cycles."""
    home: dict[str, KnowledgeComponent] = {}
    problems: list[str] = []
    every = [(lesson, kc) for lesson in lessons.values() for kc in lesson.kcs]
    for lesson, kc in every:
        if kc.id in home:
            what = f'"{kc.id}" is declared by lesson "{home[kc.id].lesson}" too; require it instead'
            problems.append(f"{_at(lesson, kc)} knowledge component {what}")
        else:
            home[kc.id] = kc
    for lesson, kc in every:
        for need in kc.requires:
            if need not in home:
                near = did_you_mean(need, home)
                problems.append(f'{_at(lesson, kc)} knowledge component "{kc.id}" requires unknown "{need}"{near}')
    for cycle in graph.cycles({kc.id: kc.requires for kc in home.values()}):
        kc = home[cycle[0]]
        way = " -> ".join(cycle)
        problems.append(
            f"{_at(lessons[kc.lesson], kc)} prerequisites go round in a circle: {way}; take one of them out"
        )
    return tuple(problems)


def _at(lesson: Lesson, kc: KnowledgeComponent) -> str:
    return f"{shown(lesson.source)}:{kc.line}:"


def lesson_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The lesson files in these folders and files, folders in the order of their names; each file once."""
    seen: set[Path] = set()
    for path in paths:
        for found in _below(path) if path.is_dir() else (path,):
            if found.resolve() not in seen and (found.exists() or not path.is_dir()):
                seen.add(found.resolve())
                if found.exists() or found.suffix == ".md":
                    yield found


def _below(folder: Path) -> list[Path]:
    files: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        wanted = (name for name in sorted(names) if name.endswith(".md") and not name.startswith((".", "_")))
        files.extend(Path(place, name) for name in wanted if name.casefold() != "readme.md")
        if len(files) > MAX_FILES:
            break
    return files[:MAX_FILES]


def shipped_lessons() -> Path:
    """The folder of the lessons that come with the program: in the wheel, or in a checkout of the repository."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "_lessons"
    return carried if carried.is_dir() else package.parent / "lessons"


def shown(path: Path) -> str:
    """A path as messages show it: relative to the working folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _named(path: Path, problems: Iterable[Problem]) -> tuple[str, ...]:
    name = shown(path)
    return tuple(f"{name}:{line}: {what}" for line, what in sorted(dict.fromkeys(problems)))


def _read(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file with plain line ends; None, with the reason, if it can't be used."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [(1, f"can't be read: {error.strerror or error}")]
    if len(raw) > MAX_BYTES:
        return None, [(1, f"the file is larger than {MAX_BYTES // 1000} kB; divide the lesson")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [(line, "the file is not UTF-8 text here; save it as UTF-8")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        return None, [(line, f"control character U+{ord(bad[0]):04X}; take it out")]
    return text, []
