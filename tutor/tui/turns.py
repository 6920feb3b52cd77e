"""Runs turns, one at a time: what is typed goes to the engine, what comes back is drawn."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from pathlib import Path

from tutor.errors import TutorError
from tutor.events import Event, MasteryChanged, TurnEnded, TurnStarted, VerdictGiven
from tutor.tui.desk import Desk, Turn
from tutor.tui.drawing import Drawing
from tutor.tui.widgets.turn import TurnView

PAGE = 25
"""Turns of the past that are drawn at once."""
PATIENCE_S = 3.0
"""For the verdicts of a turn, when another text is there already."""
STOPPED = "Stopped. What was shown is kept."


class TurnRunner:
    """The engine's streams on the screen; `give_back` returns a text to the input when its turn failed."""

    def __init__(self, desk: Desk, drawing: Drawing, give_back: Callable[[str], None], log: Path) -> None:
        self._desk = desk
        self._drawing = drawing
        self._give_back = give_back
        self.log = log
        self._lock = asyncio.Lock()
        self._past: list[Turn] = []
        self.ready = asyncio.Event()
        """Set once the session is open; a text sent before waits for it."""
        self._closed = ""
        self._newest: tuple[asyncio.Task[object] | None, asyncio.Event] = (None, asyncio.Event())
        """The turn that was begun last, and whether its lines are judged."""

    async def respond(self, text: str, *, stop: bool = True) -> None:
        """One turn. Cancelling it closes the stream, which stops the model; the next turn waits until that is done.

        With `stop` the turn before is cancelled as soon as its lines are judged: no line is lost by typing fast.
        """
        judged = asyncio.Event()
        before, self._newest = self._newest, (asyncio.current_task(), judged)
        stopped = stop and before[1].is_set()
        if stopped:
            await _stopped(*before)
        (view,) = await self._drawing.conversation.begin(text)
        self._drawing.status.working("checking" if self.ready.is_set() else "opening your record")
        try:
            await self.ready.wait()
            if self._closed:
                raise TutorError(self._closed)
            if stop and not stopped:
                await _stopped(*before)
            async with self._lock:
                self._drawing.status.working("checking")
                await self._draw(self._desk.respond(text), view, judged)
        except asyncio.CancelledError:
            if view.is_attached:
                view.note(STOPPED, "stopped")
            raise
        except TutorError as error:
            self._failed(view, str(error), text)
        except Exception as error:
            self.report(error)
            what = f"Something went wrong inside ({type(error).__name__}); it is written down in {self.log.name}."
            self._failed(view, what, text)
        finally:
            judged.set()
            if self._newest[1] is judged:
                self._drawing.status.idle()

    @property
    def is_open(self) -> bool:
        """The record can be read."""
        return self.ready.is_set() and not self._closed

    def give_up(self, reason: str) -> None:
        """The session can't be opened: every text comes back, with the reason."""
        self._closed = reason
        self.ready.set()

    async def start(self) -> None:
        """The turns of the past, then the session's first events."""
        history = await self._desk.history()
        self._past = list(history)
        await self._show_past(self._past[-PAGE:])
        del self._past[-PAGE:]
        (view,) = await self._drawing.conversation.begin("")
        await self._draw(self._desk.start(), view)
        if not view.children:
            self._drawing.conversation.turns.remove(view)
            await view.remove()
        self._drawing.conversation.offer_earlier(len(self._past))
        self.ready.set()

    async def show_earlier(self) -> None:
        """Draw another page of the past."""
        page = self._past[-PAGE:]
        del self._past[-PAGE:]
        conversation = self._drawing.conversation
        await self._show_past(page, before=conversation.turns[0] if conversation.turns else None, state=False)
        conversation.offer_earlier(len(self._past))

    async def _show_past(self, turns: Sequence[Turn], before: TurnView | None = None, state: bool = True) -> None:
        if not turns:
            return
        views = await self._drawing.conversation.begin(*(typed(turn) for turn in turns), before=before)
        drawing = self._drawing if state else self._drawing.without_panel()
        for view, turn in zip(views, turns, strict=True):
            for event in turn:
                drawing.draw(event, view, live=False)
            if not isinstance(turn[-1], TurnEnded):
                view.note("Interrupted here.", "stopped")

    async def _draw(
        self, stream: AsyncGenerator[Event, None], view: TurnView, judged: asyncio.Event | None = None
    ) -> None:
        async with aclosing(stream) as events:
            async for event in events:
                self._drawing.draw(event, view)
                if judged is not None and not isinstance(event, TurnStarted | VerdictGiven | MasteryChanged):
                    judged.set()

    def _failed(self, view: TurnView, message: str, text: str) -> None:
        view.note(f"{message} Your text is back in the line below.", "error")
        self._give_back(text)

    def report(self, error: BaseException) -> None:
        """Write down what a learner can do nothing about, for whoever repairs it."""
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            with self.log.open("a", encoding="utf-8") as file:
                file.write("".join(traceback.format_exception(error)) + "\n")
        except OSError:
            return


async def _stopped(turn: asyncio.Task[object] | None, judged: asyncio.Event) -> None:
    """Cancel a turn once its lines are judged."""
    if turn is None or turn.done():
        return
    with suppress(TimeoutError):
        await asyncio.wait_for(judged.wait(), PATIENCE_S)
    turn.cancel()


def typed(turn: Turn) -> str:
    """What the learner typed in a turn of the past."""
    return next((event.text for event in turn if isinstance(event, TurnStarted)), "")
