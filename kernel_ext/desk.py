"""The learner's session in this kernel: opened at the first use, kept until other settings are asked for."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from kernel_ext.checking import check_lines, lines_of
from kernel_ext.loop import LoopThread
from kernel_ext.options import Asked
from tutor.config import Config, load_config

if TYPE_CHECKING:
    from tutor.dialogue.engine import Tutor
    from tutor.dialogue.session import Session
    from tutor.events import Event


CLOSE_S = 30.0
"""The engine waits up to 10 s for its index to be written before it closes."""


def build_tutor(config: Config) -> Tutor:
    """The engine; loaded here, not at `%load_ext`."""
    from tutor.wiring import build

    return build(config)


class Desk:
    """Turns a magic's words into events. Called from the main thread; the engine lives in the loop's."""

    def __init__(
        self,
        *,
        build: Callable[[Config], Any] = build_tutor,
        settings: Callable[..., Config] = load_config,
        loop: LoopThread | None = None,
    ) -> None:
        self.loop = loop or LoopThread()
        self._build = build
        self._settings = settings
        self._chosen: dict[str, str] = {}
        self._tutor: Any = None
        self._session: Session | None = None
        self._known = False
        """The learner has been shown where they stand."""

    @property
    def session(self) -> Session | None:
        """The session in this kernel; None before the first use."""
        return self._session

    def title(self, component: str) -> str:
        """A knowledge component's title; its id where there is none."""
        library = getattr(self._tutor, "library", None)
        found = library.kcs.get(component) if library is not None else None
        return str(found.title) if found is not None else component

    def config(self, asked: Asked) -> Config:
        """The settings, with what the magics asked for so far over them. Raises ConfigError."""
        chosen = {name: value for name in ("learner", "model") if (value := getattr(asked, name))}
        return self._settings(**{**self._chosen, **chosen})

    def respond(self, asked: Asked, text: str) -> Iterator[Event]:
        """One turn of the session, opened if need be. An interrupt stops it; what was shown is kept."""
        return self.loop.drain(lambda: self._turn(asked, text))

    def look(self, asked: Asked) -> Iterator[Event]:
        """The session's first events, without a turn."""
        return self.loop.drain(lambda: self._opened(asked, always=True))

    def check(self, asked: Asked, cell: str, given: Mapping[str, str]) -> Iterator[Event]:
        """The working in a cell, checked; no model is loaded.

        With an exercise in hand, and no problem of its own, it is work on that exercise and counts for mastery.
        """
        lines = lines_of(cell)
        config = self.config(asked)

        async def events() -> AsyncGenerator[Event, None]:
            if not asked.problem and not given:
                async with aclosing(self._opened(asked)) as first:
                    async for event in first:
                        yield event
                if self._session is not None and self._session.exercise is not None:
                    with self._tutor.without_model():
                        async with aclosing(self._session.respond("\n".join(lines))) as turn:
                            async for event in turn:
                                yield event
                    return
            free = check_lines(lines, problem=asked.problem, given=given, notation=config.notation)
            async with aclosing(free) as checked:
                async for event in checked:
                    yield event

        return self.loop.drain(events)

    def close(self) -> None:
        """Close the session and the engine."""
        tutor, self._tutor, self._session = self._tutor, None, None
        try:
            if tutor is not None:
                self.loop.run(tutor.aclose(), timeout_s=CLOSE_S)
        finally:
            self.loop.close()

    async def _turn(self, asked: Asked, text: str) -> AsyncGenerator[Event, None]:
        async with aclosing(self._opened(asked)) as first:
            async for event in first:
                yield event
        if self._session is not None:
            async with aclosing(self._session.respond(text)) as turn:
                async for event in turn:
                    yield event

    async def _opened(self, asked: Asked, *, always: bool = False) -> AsyncGenerator[Event, None]:
        """Open the session, or another one if the learner, model, lesson or exercise asked for is another."""
        config = self.config(asked)
        changed = {name: getattr(asked, name) for name in ("learner", "model") if getattr(asked, name)}
        if self._tutor is not None and changed.items() - self._chosen.items():
            tutor, self._tutor, self._session = self._tutor, None, None
            self._known = "learner" not in changed
            await tutor.aclose()
        self._chosen |= changed
        if self._tutor is None:
            self._tutor = self._build(config)
        first, new = not self._known, self._session is None
        if new or asked.lesson or asked.exercise:
            self._session = await self._tutor.open_session(lesson=asked.lesson, exercise=asked.exercise, resume=True)
            always = always or first or bool(asked.lesson or asked.exercise)
            self._known = True
        if always and self._session is not None:
            async for event in self._session.start():
                yield event
