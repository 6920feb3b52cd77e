"""What lesson files say, as values: knowledge components, sections of prose, exercises and the library of them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tutor.curriculum import graph
from tutor.curriculum.suggest import did_you_mean
from tutor.errors import UsageError

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class ExerciseKind(StrEnum):
    """How an exercise is worked and graded. A registered kind (see kinds.py) is graded as one of these."""

    EXPRESSION = "expression"
    EQUATION = "equation"
    """Worked line by line from `problem`."""
    NUMBER = "number"
    """A number, with a unit where the answer has one."""
    CHOICE = "choice"
    TEXT = "text"


class Rung(StrEnum):
    """A rung of the hint ladder, in this order."""

    POINT = "point"
    TEACH = "teach"
    EXAMPLE = "example"
    BOTTOM_OUT = "bottom-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeComponent:
    """One skill or fact that is learned and tested."""

    id: str
    title: str
    requires: tuple[str, ...] = ()
    """Ids of what should be known before, in any lesson."""
    lesson: str
    """Id of the lesson that declares it."""
    bkt: Mapping[str, float] = field(default_factory=dict)
    """Parameters of Bayesian knowledge tracing the author gives: any of prior, learn, guess, slip, each in [0, 1]."""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One rung of the ladder, as Markdown."""

    text: str
    rung: Rung
    line: int
    """Line in the lesson file; 0 for a hint made by the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MisconceptionNote:
    """Why a learner may arrive at certain wrong answers of this exercise."""

    id: str
    name: str
    """A few words; the id's words where the author gives none."""
    text: str
    """For the learner: kind, and without the right answer."""
    answers: tuple[str, ...]
    """The wrong answers or lines it explains: letters for a choice."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A worked solution."""

    steps: tuple[str, ...]
    """Its mathematical lines, first to last, as TeX or plain text."""
    text: str
    """The whole as Markdown."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the prose under it, up to the next heading; exercises and what belongs to them are left out."""

    heading: str
    """Empty for prose before the first heading."""
    level: int
    """1 to 6; 0 before the first heading."""
    text: str
    """Portable Markdown: directives are written out, comments and targets gone."""
    line: int
    worked_example: bool = False
    title_path: tuple[str, ...] = ()
    """The headings above it and its own, outermost first."""
    kcs: tuple[str, ...] = ()
    """The knowledge components it teaches."""
    lesson: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A task with everything the tutor needs to accompany it. Only `public()` is meant for the learner's eyes."""

    label: str
    lesson: str
    title: str
    """Empty if the author gives none."""
    prompt: str
    """Markdown, without the choices."""
    kind: ExerciseKind
    kcs: tuple[str, ...]
    answers: tuple[str, ...]
    """Accepted answers, the one to show first; for a choice the right letters."""
    problem: str = ""
    """The maths the work starts from; empty if there is none."""
    choices: tuple[str, ...] = ()
    """Markdown of choice a, b, ...; only for a choice."""
    form: str | None = None
    unit: str | None = None
    """The unit asked for; None accepts any unit of the same quantity."""
    rel: float | None = None
    abs: float | None = None
    sf: int | None = None
    places: int | None = None
    decimal: bool = False
    variable: str | None = None
    relation: str = "equal"
    """"equal" or "antiderivative"."""
    over: str = "real"
    """What the variables range over: "real", "positive" or "complex"."""
    patterns: tuple[str, ...] = ()
    """For a text: regular expressions, searched without case, that count as right."""
    wrong_patterns: tuple[str, ...] = ()
    """For a text: regular expressions that count as wrong; a right pattern doesn't outweigh them."""
    solution: Solution
    hints: tuple[Hint, ...] = ()
    """As authored; `tutor.curriculum.ladder` makes the four rungs of them."""
    misconceptions: tuple[MisconceptionNote, ...] = ()
    difficulty: float | None = None
    """0 (routine) to 1 (hard); None if the author says nothing."""
    kind_name: str = ""
    """The kind as written, where a registered kind is graded as one of ours."""
    line: int = 0

    @property
    def id(self) -> str:
        """`lesson/label`, as in `/exercise ID`."""
        return f"{self.lesson}/{self.label}"

    def public(self) -> str:
        """What a learner may see, as Markdown: the prompt and the lettered choices, nothing else."""
        if not self.choices:
            return self.prompt
        listed = "\n".join(f"- {letter}) {choice}" for letter, choice in zip(LETTERS, self.choices, strict=False))
        return f"{self.prompt}\n\n{listed}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson file."""

    id: str
    title: str
    objectives: tuple[str, ...]
    kcs: tuple[KnowledgeComponent, ...]
    language: str
    """BCP 47, e.g. "en" or "pt-BR"."""
    source: Path
    sections: tuple[Section, ...]
    exercises: tuple[Exercise, ...]
    course: str = ""
    """The folder it lies in, e.g. "algebra"; empty if unknown."""

    def exercise(self, label: str) -> Exercise:
        """The exercise with this label. Raises UsageError, with what was probably meant, if there is none."""
        for exercise in self.exercises:
            if exercise.label == label:
                return exercise
        near = did_you_mean(label, (exercise.label for exercise in self.exercises))
        raise UsageError(f'lesson "{self.id}" has no exercise "{label}"{near}')


@dataclass(frozen=True, slots=True)
class Library:
    """Every lesson that could be read, and what was wrong with the others."""

    lessons: Mapping[str, Lesson]
    problems: tuple[str, ...] = ()
    """`file:line: what; what to do` of each problem met while loading."""

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson with this id. Raises UsageError, with what was probably meant, if there is none."""
        found = self.lessons.get(lesson_id)
        if found is None:
            near = did_you_mean(lesson_id, self.lessons)
            raise UsageError(f'no lesson "{lesson_id}"{near}', 'list them with "tutor lesson list"')
        return found

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise `lesson/label`. Raises UsageError, with what was probably meant, if there is none."""
        lesson_id, slash, label = exercise_id.rpartition("/")
        lesson = self.lessons.get(lesson_id)
        if lesson is not None:
            return lesson.exercise(label)
        every = [exercise.id for known in self.lessons.values() for exercise in known.exercises]
        near = did_you_mean(exercise_id, every)
        hint = 'an exercise is named lesson/label; see them with "tutor lesson list"'
        raise UsageError(f'no exercise "{exercise_id}"{near}', "" if near and slash else hint)

    @property
    def kcs(self) -> Mapping[str, KnowledgeComponent]:
        """Every declared knowledge component by id; the first declaration counts."""
        found: dict[str, KnowledgeComponent] = {}
        for lesson in self.lessons.values():
            for kc in lesson.kcs:
                found.setdefault(kc.id, kc)
        return found

    @property
    def requirements(self) -> Mapping[str, tuple[str, ...]]:
        """The graph: id of a component -> ids it directly requires."""
        return {kc.id: kc.requires for kc in self.kcs.values()}

    def prerequisites(self, kc: str) -> tuple[str, ...]:
        """Everything this component needs, directly or not, the most basic first. Unknown ids need nothing."""
        return graph.closure(self.requirements, kc)

    def exercises_for(self, kc: str) -> tuple[Exercise, ...]:
        """The exercises that exercise this component, lesson by lesson in prerequisite order."""
        return tuple(exercise for lesson in self.order() for exercise in lesson.exercises if kc in exercise.kcs)

    def order(self) -> tuple[Lesson, ...]:
        """The lessons, each after those that teach what it needs; otherwise as they were loaded."""
        home = {kc.id: kc.lesson for kc in self.kcs.values()}
        needs = {
            lesson.id: tuple(dict.fromkeys(home[need] for kc in lesson.kcs for need in kc.requires if need in home))
            for lesson in self.lessons.values()
        }
        direct = {name: tuple(need for need in wanted if need != name) for name, wanted in needs.items()}
        return tuple(self.lessons[name] for name in graph.in_order(self.lessons, direct))

    def sections_for(self, kc: str) -> tuple[Section, ...]:
        """The sections that teach this component, explanations before worked examples, the declaring lesson's first."""
        home = self.kcs[kc].lesson if kc in self.kcs else ""
        found = [section for lesson in self.lessons.values() for section in lesson.sections if kc in section.kcs]
        return tuple(sorted(found, key=lambda section: (section.worked_example, section.lesson != home)))

    def find_section(self, kc: str, *, worked_example: bool = False) -> Section | None:
        """The section that teaches this component, or works an example of it; None if there is none."""
        return next((found for found in self.sections_for(kc) if found.worked_example == worked_example), None)
