"""The engine behind the screen: built and run on a thread of its own, its parts asked on worker threads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import TYPE_CHECKING

from tutor.config import Config
from tutor.errors import TutorError
from tutor.events import CitationShown, Event
from tutor.tui.bridge import EngineThread
from tutor.tui.desk import LessonRow, MemoryRow, PassageView, Progress, Reading, Status, Turn

if TYPE_CHECKING:
    from tutor.dialogue.engine import Tutor
    from tutor.dialogue.session import Session

STOP_S = 0.1
"""How long the engine's thread may take to stop: longer only while it is being put together, which nobody waits for."""


class EngineDesk:
    """Implements `Desk`. Nothing of the engine is imported before `open`."""

    def __init__(
        self,
        config: Config,
        *,
        lesson: str | None = None,
        exercise: str | None = None,
        build: Callable[[Config], Tutor] | None = None,
    ) -> None:
        """`build` makes the engine: another one than the configured one, for tests and pictures."""
        self._config = config
        self._build = build
        self._wanted = (lesson, exercise)
        self._engine = EngineThread()
        self._tutor: Tutor | None = None
        self._session: Session | None = None

    @property
    def tutor(self) -> Tutor:
        """The engine. Raises TutorError before `open` has succeeded."""
        if self._tutor is None:
            raise TutorError("the record is not open yet", "wait a moment")
        return self._tutor

    @property
    def session(self) -> Session:
        """The open session. Raises TutorError before `open` has succeeded."""
        if self._session is None:
            raise TutorError("the record is not open yet", "wait a moment")
        return self._session

    async def open(self) -> None:
        """Import and build the engine, and open the session."""

        async def build() -> None:
            from tutor.wiring import build as built

            self._tutor = (self._build or built)(self._config)
            lesson, exercise = self._wanted
            self._session = await self._tutor.open_session(lesson=lesson, exercise=exercise)

        await self._engine.call(build)

    async def history(self) -> tuple[Turn, ...]:
        """The turns that were shown before; those without a text of the learner's are the session's beginnings."""
        turns = await asyncio.to_thread(self.session.history)
        return tuple(turn for turn in turns if turn)

    def start(self) -> AsyncGenerator[Event, None]:
        """The session's first events."""
        return self._engine.stream(self.session.start)

    def respond(self, text: str) -> AsyncGenerator[Event, None]:
        """One turn."""
        return self._engine.stream(lambda: self.session.respond(text))

    async def status(self) -> Status:
        """For the status line."""
        found = await asyncio.to_thread(self.session.status)
        return Status(
            learner=found.learner,
            model=found.model,
            words_leave=found.words_leave,
            rung=found.rung,
            solved=found.solved,
        )

    async def lessons(self) -> tuple[LessonRow, ...]:
        """The lessons with their mastery."""
        from tutor.tui.believed import lesson_rows

        return await asyncio.to_thread(lesson_rows, self.tutor.library, self.tutor.record)

    async def component_titles(self) -> Mapping[str, str]:
        """Titles of the knowledge components."""
        return {kc.id: kc.title for kc in self.tutor.library.kcs.values()}

    async def reading(self, lesson: str) -> Reading:
        """A lesson's prose. Raises UsageError if there is none of this id."""
        found = self.tutor.library.lesson(lesson)

        def text() -> str:
            from tutor.curriculum.render import public_markdown

            return public_markdown(found)

        markdown = await asyncio.to_thread(text)
        return Reading(lesson=found.id, title=found.title, objectives=tuple(found.objectives), markdown=markdown)

    async def progress(self) -> Progress:
        """What is believed about the learner."""
        from tutor.tui.believed import progress

        return await asyncio.to_thread(progress, self.tutor.library, self.tutor.record)

    async def claim_known(self, component: str) -> None:
        """Open a test-out."""
        await asyncio.to_thread(self.tutor.record.claim_known, component)

    async def forget_component(self, component: str) -> None:
        """Delete what is believed about a component."""
        await asyncio.to_thread(self.tutor.record.reset, component)

    async def memories(self) -> tuple[MemoryRow, ...]:
        """All memories, newest first."""
        from tutor.tui.believed import memory_rows

        found = await asyncio.to_thread(self.tutor.memory.all)
        return memory_rows(found, self.tutor.clock())

    async def correct_memory(self, memory: int, text: str) -> None:
        """The learner's own wording."""
        await asyncio.to_thread(self.tutor.memory.correct, memory, text)

    async def delete_memory(self, memory: int) -> None:
        """For good."""
        await asyncio.to_thread(self.tutor.memory.delete, memory)

    async def passage(self, citation: CitationShown) -> PassageView:
        """The whole passage; what was shown of it when it is not in the index any more."""
        try:
            found = await asyncio.to_thread(self.tutor.store.passage, citation.passage)
        except TutorError:
            return PassageView(document=citation.document, locator=citation.locator, text=citation.text)
        return PassageView(document=citation.document, locator=citation.locator, text=found.text)

    async def warm(self) -> None:
        """The checker's workers and the model; the lessons are indexed by the engine itself."""
        await self._engine.call(self.tutor.warm)

    async def close(self) -> None:
        """Let go of the engine. Whoever has no time cancels this: all that counts is stored."""
        if self._tutor is not None:
            try:
                await self._engine.call(self._tutor.aclose)
            finally:
                self._tutor.presence.close()
        self._engine.close(STOP_S)
