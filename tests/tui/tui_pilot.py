"""Ways to drive the app in a test: always waiting on workers, never on time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from fake_desk import FakeDesk
from textual.pilot import Pilot

from tutor.tui.app import TutorApp

Screen = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


def app_of(pilot: Pilot[int]) -> TutorApp:
    """The app, typed."""
    assert isinstance(pilot.app, TutorApp)
    return pilot.app


async def settle(pilot: Pilot[int]) -> None:
    """Wait until every worker is done and what it drew is on the screen."""
    for _ in range(3):  # what one worker draws may start another
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def say(pilot: Pilot[int], text: str) -> None:
    """Type a text as a paste would, send it, and wait for the turn's end."""
    app = pilot.app
    assert isinstance(app, TutorApp)
    app.entry.focus()
    app.entry.load_text(text)
    app.entry.move_cursor(app.entry.document.end)
    await pilot.press("enter")
    await settle(pilot)


def shown(pilot: Pilot[int]) -> str:
    """What is on the screen, as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def begin_slow(pilot: Pilot[int], desk: FakeDesk) -> None:
    """Enter a text whose turn goes on until it is let go or closed."""
    app_of(pilot).entry.load_text("slow")
    await pilot.press("enter")
    while not desk.said:
        await pilot.pause()
