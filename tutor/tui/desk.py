"""What the screen needs of the engine, as one protocol and plain values; `EngineDesk` is the real one."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Protocol

from tutor.events import CitationShown, Event

Turn = tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRow:
    """An exercise in the list of contents."""

    id: str
    title: str
    state: str = "new"
    """new, tried, solved or shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRow:
    """A lesson in the list of contents."""

    id: str
    title: str
    objectives: tuple[str, ...] = ()
    mastery: float = 0.0
    """Mean P(known) of its knowledge components, in [0, 1]."""
    due: int = 0
    """How many of its components are due for review."""
    exercises: tuple[ExerciseRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A lesson to read, as MyST Markdown without its exercises."""

    lesson: str
    title: str
    objectives: tuple[str, ...]
    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the status line says between turns."""

    learner: str
    model: str
    words_leave: bool = False
    rung: int = 0
    """Rungs of the hint ladder given in the exercise in hand."""
    solved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRow:
    """What is believed about one knowledge component, and why."""

    id: str
    title: str
    lesson: str
    p_known: float
    attempts: int
    due: str
    """In words: "due today", "in 3 days", or "" when it was never seen."""
    is_due: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MisconceptionRow:
    """A misconception seen in the learner's work."""

    name: str
    times: int
    last_seen: str
    gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Mastery of one component over time: P(known) after each attempt, oldest first."""

    component: str
    days: tuple[float, ...]
    """Days before now, negative and rising."""
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The open learner model."""

    components: tuple[ComponentRow, ...]
    misconceptions: tuple[MisconceptionRow, ...] = ()
    curves: tuple[Curve, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryRow:
    """One thing remembered about the learner."""

    id: int
    kind: str
    subject: str
    text: str
    origin: str
    """When and where it comes from, in words."""
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage as the materials hold it; `text` may be longer than what was cited."""

    document: str
    locator: str
    text: str


class Desk(Protocol):
    """The engine as the screen sees it. Every method may take long, and none blocks the caller's event loop.

    All raise TutorError for what a learner should be told.
    """

    async def open(self) -> None:
        """Put the engine together and open the session. Called once, before all the others."""

    async def history(self) -> tuple[Turn, ...]:
        """The turns of the open session that were shown before, oldest first."""

    def start(self) -> AsyncGenerator[Event, None]:
        """The session's first events."""

    def respond(self, text: str) -> AsyncGenerator[Event, None]:
        """One turn; closing the iterator stops the model."""

    async def status(self) -> Status:
        """For the status line."""

    async def lessons(self) -> tuple[LessonRow, ...]:
        """In the order they build on each other."""

    async def component_titles(self) -> Mapping[str, str]:
        """Titles of all knowledge components by id."""

    async def reading(self, lesson: str) -> Reading:
        """The text of a lesson."""

    async def progress(self) -> Progress:
        """What is believed about the learner."""

    async def claim_known(self, component: str) -> None:
        """The learner says they know it: a short test-out is wanted."""

    async def forget_component(self, component: str) -> None:
        """Delete what is believed about a component."""

    async def memories(self) -> tuple[MemoryRow, ...]:
        """All that is remembered, newest first."""

    async def correct_memory(self, memory: int, text: str) -> None:
        """The learner's own wording replaces it."""

    async def delete_memory(self, memory: int) -> None:
        """Remove it for good."""

    async def passage(self, citation: CitationShown) -> PassageView:
        """The whole passage behind a citation."""

    async def warm(self) -> None:
        """What makes later turns fast: warm the checker, index the lessons. Called after the first screen."""

    async def close(self) -> None:
        """Put everything away."""
