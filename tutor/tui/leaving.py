"""How the screen ends: by a key, by a signal, or because its terminal is gone.

Each event was stored before it was shown, and an index that is half made is gone on with at the next start. So what is
waited for here is for order's sake, and not for long.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tutor.tui.app import TutorApp

PATIENCE_S = 0.2
"""How long the engine may take to stop where it is safe: a batch of passages, a step of the model."""
LOOK_S = 0.5
"""How often the terminal is looked at. A terminal that is closed sends SIGHUP only to the processes it controls."""
HUNG_UP = 129
"""The exit code where the terminal is gone: 128 + SIGHUP, as a shell gives it."""


class Closable(Protocol):
    """What has to be closed at the end."""

    async def close(self) -> None:
        """Put everything away."""


async def show(app: TutorApp, desk: Closable) -> int:
    """Run the app to its end and let go of the engine; the exit code.

    SIGTERM and SIGINT end it as the key does, and the terminal is put back. Where the terminal is gone there is
    nothing to put back: the process ends from here, at once.
    """
    gone = asyncio.Event()
    _heed(app, gone)
    running = asyncio.create_task(app.run_async())
    leaving = asyncio.create_task(app.leaving.wait())
    watching = asyncio.create_task(_watch_terminal(gone))
    try:
        await asyncio.wait([running, leaving, watching], return_when=asyncio.FIRST_COMPLETED)
        if gone.is_set():
            app.stop_turn()
        await let_go(desk)
        await asyncio.wait([running, watching], return_when=asyncio.FIRST_COMPLETED)
        if gone.is_set():
            os._exit(HUNG_UP)
        return await running or 0
    finally:
        leaving.cancel()
        watching.cancel()


async def let_go(desk: Closable) -> None:
    """Close the engine, as far as that is done within PATIENCE_S."""
    with suppress(Exception):
        async with asyncio.timeout(PATIENCE_S):
            await desk.close()


def _heed(app: TutorApp, gone: asyncio.Event) -> None:
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    with suppress(RuntimeError, ValueError):  # not the main thread
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, app.action_leave, 128 + number)
        loop.add_signal_handler(signal.SIGHUP, gone.set)


async def _watch_terminal(gone: asyncio.Event) -> None:
    """Ends once the terminal is gone."""
    poll = select.poll() if hasattr(select, "poll") else None
    try:
        if poll is not None and sys.__stdin__ is not None:
            poll.register(sys.__stdin__.fileno(), 0)  # hang-ups are always told
    except (OSError, ValueError):
        poll = None
    while not gone.is_set():
        if poll is not None and poll.poll(0):
            gone.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_S):
                await gone.wait()
