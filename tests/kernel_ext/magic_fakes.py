"""A scripted engine for the magic: sessions that yield given events, and a shell that keeps what it displayed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tutor.config import Config
from tutor.events import (
    CitationShown,
    Event,
    ExerciseShown,
    Mark,
    MasteryChanged,
    MoveChosen,
    MoveKind,
    Sentence,
    SessionStarted,
    Source,
    TurnEnded,
    TurnStarted,
    VerdictGiven,
)

PASSAGE = "A line is straight. The slope of a line is the rise divided by the run. It may be negative."


def started(**fields: Any) -> SessionStarted:
    """The first event of a session."""
    values = {
        "learner": "default",
        "lesson": None,
        "exercise": None,
        "prompt": "",
        "model": "none",
        "resumed": False,
        "words_leave": False,
    }
    return SessionStarted(**(values | fields))


def ended(text: str = "", **fields: Any) -> TurnEnded:
    """A terminal event."""
    values = {
        "source": Source.TEMPLATE,
        "move": MoveKind.EXPLAIN,
        "lesson": None,
        "exercise": None,
        "rung": 0,
        "solved": False,
    }
    return TurnEnded(text=text, **(values | fields))


def verdict(line: int = 1, text: str = "2x = 6", status: str = "valid", **fields: Any) -> VerdictGiven:
    """A checked line."""
    values = {"code": "equivalent", "relation": "same", "method": "exactly", "reason": "This is right."}
    return VerdictGiven(line=line, text=text, status=status, **(values | fields))


def sentence(text: str, *citations: int, mark: Mark = Mark.NONE) -> Sentence:
    """A sentence of the reply."""
    return Sentence(text=text, source=Source.TEMPLATE, mark=mark, citations=citations)


def citation(n: int = 1, text: str = PASSAGE) -> CitationShown:
    """A passage that may be cited."""
    return CitationShown(n=n, passage=f"p{n}", document="Lines", locator="2 Slope", text=text)


EXERCISE = ExerciseShown(
    lesson="lines", exercise="lines/slope", title="A slope", prompt="Find the slope of $y = 2x$.", kind="number"
)


def explanation() -> list[Event]:
    """A turn that cites a passage."""
    return [
        TurnStarted(text="What is a slope?"),
        MoveChosen(move=MoveKind.EXPLAIN, rung=0, why="a question"),
        citation(),
        sentence("The slope is the rise divided by the run. [1]", 1),
        sentence(" So $m = 2$ here.", mark=Mark.PROVEN),
        ended("The slope is the rise divided by the run. [1] So $m = 2$ here."),
    ]


def work() -> list[Event]:
    """A turn that checks two lines."""
    return [
        TurnStarted(text="2x = 6\nx = 4"),
        verdict(),
        verdict(
            2, "x = 4", "invalid", code="not_equivalent", reason="It does not follow.", witness="at x = 3: 6 against 8"
        ),
        MasteryChanged(kc="linear", before=0.4, after=0.3, why="not right yet"),
        sentence("Look at line 2 again."),
        ended("Look at line 2 again."),
    ]


@dataclass
class FakeSession:
    """Yields the next list of events for each turn; among them exceptions to raise, and seconds to wait."""

    turns: list[list[Any]]
    exercise: Any = None
    first: Sequence[Event] = ()
    asked: list[str] = field(default_factory=list)
    interrupted: int = 0
    models: list[Any] = field(default_factory=list)
    """Which model the engine had in each turn."""
    tutor: Any = None

    async def start(self) -> AsyncGenerator[Event, None]:
        for event in self.first or (started(),):
            yield event

    async def respond(self, text: str) -> AsyncGenerator[Event, None]:
        self.asked.append(text)
        self.models.append(self.tutor.model)
        try:
            for event in self.turns.pop(0):
                if isinstance(event, Exception):
                    raise event
                if isinstance(event, int | float):
                    await asyncio.sleep(event)
                else:
                    yield event
        except (asyncio.CancelledError, GeneratorExit):
            self.interrupted += 1
            raise

    def status(self) -> Any:
        return SimpleNamespace(rung=1, rungs=4, solved=False, exercise="lines/slope")


@dataclass
class FakeTutor:
    """An engine of one session."""

    session: FakeSession
    opened: list[dict[str, Any]] = field(default_factory=list)
    closed: int = 0
    model: Any = "a model"

    async def open_session(self, **asked: Any) -> FakeSession:
        self.opened.append(asked)
        self.session.tutor = self
        return self.session

    @contextmanager
    def without_model(self) -> Iterator[None]:
        kept, self.model = self.model, None
        yield
        self.model = kept

    async def aclose(self) -> None:
        self.closed += 1


class Engines:
    """What the desk builds, with the configurations it was built for."""

    def __init__(self, home: Path, *turns: list[Any], **session: Any) -> None:
        self.home = home
        self.session = FakeSession(turns=list(turns), **session)
        self.tutors: list[FakeTutor] = []
        self.configs: list[Config] = []

    def build(self, config: Config) -> FakeTutor:
        self.configs.append(config)
        self.tutors.append(FakeTutor(session=self.session))
        return self.tutors[-1]

    def settings(self, **chosen: str) -> Config:
        return Config(home=self.home, **chosen)  # type: ignore[arg-type]
