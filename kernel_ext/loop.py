"""An event loop in a thread of its own, and the bridge to it from a cell.

A kernel's main thread already runs a loop, where `asyncio.run` raises. So one daemon thread owns a loop for the tutor;
a cell drains a queue in the main thread, where an interrupt arrives and widgets are drawn.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import queue
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any, Generic, TypeVar

T = TypeVar("T")

POLL_S = 0.2
"""How often the main thread wakes while it waits, so that an interrupt is seen on every platform."""
STOP_S = 5.0
"""How long an interrupted turn may take to store what was shown."""


class LoopThread:
    """The loop, started at the first use."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, T], timeout_s: float | None = None) -> T:
        """The result of a coroutine run in the loop; an interrupt cancels it. Raises what it raises."""
        future = asyncio.run_coroutine_threadsafe(work, self._running())
        waited = 0.0
        try:
            while True:
                try:
                    return future.result(POLL_S)
                except concurrent.futures.TimeoutError:
                    waited += POLL_S
                    if future.done() or (timeout_s is not None and waited >= timeout_s):
                        raise
        except BaseException:
            future.cancel()
            raise

    def drain(self, events: Callable[[], AsyncGenerator[T, None]]) -> Drain[T]:
        """The items of an async generator, as they come; `events` is called in the loop."""
        return Drain(events, self._running())

    def close(self) -> None:
        """Stop the loop; what runs in it is cancelled. A later use starts another."""
        loop, thread = self._loop, self._thread
        self._loop = self._thread = None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(STOP_S)

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_own, args=(self._loop,), name="tutor-loop", daemon=True)
            self._thread.start()
        return self._loop


class Drain(Generic[T]):
    """An async generator of the loop's thread, iterated in this one. Raises what it raises.

    Not a generator itself: an interrupt may arrive between two bytecodes that no `finally` of a generator covers
    (seen on CPython 3.11, at a `continue`). So who iterates calls `close`, at any time and more than
    once if need be.
    """

    def __init__(self, events: Callable[[], AsyncGenerator[T, None]], loop: asyncio.AbstractEventLoop) -> None:
        self._items: queue.SimpleQueue[tuple[bool, T | None]] = queue.SimpleQueue()
        self._over = False
        self._future = asyncio.run_coroutine_threadsafe(self._pump(events), loop)

    def __iter__(self) -> Drain[T]:
        return self

    def __next__(self) -> T:
        while not self._over:
            try:
                more, item = self._items.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if more:
                return item  # type: ignore[return-value]
            self._over = True
            self._future.result()
        raise StopIteration

    def close(self) -> None:
        """Stop the generator, and wait until it has stored what was shown: the next cell must find it so."""
        if self._over:
            return
        self._future.cancel()
        try:
            while self._items.get(timeout=STOP_S)[0]:
                pass
        except queue.Empty:
            pass
        self._over = True

    async def _pump(self, events: Callable[[], AsyncGenerator[T, None]]) -> None:
        try:
            async with aclosing(events()) as stream:
                async for item in stream:
                    self._items.put((True, item))
        finally:
            self._items.put((False, None))


def _own(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
