"""A thread with an event loop of its own for the engine, so that nothing it does can hold up the screen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
E = TypeVar("E")
CLOSE_S = 2.0
"""How long a stopped stream may take to put things away before the screen goes on without it."""


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


class EngineThread:
    """A daemon thread that runs coroutines; the caller's loop stays free. Closing it cancels what still runs."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        with suppress(Exception):
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def call(self, make: Callable[[], Awaitable[T]]) -> T:
        """The result of a coroutine made and awaited on the engine's thread; cancelling this cancels it."""

        async def body() -> T:
            return await make()

        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(body(), self._loop))

    async def stream(self, make: Callable[[], AsyncIterator[E]]) -> AsyncGenerator[E, None]:
        """What an async iterator yields on the engine's thread; closing this closes it and waits for that."""
        here = asyncio.get_running_loop()
        queue: asyncio.Queue[E | _End] = asyncio.Queue()

        def post(item: E | _End) -> None:
            with suppress(RuntimeError):
                here.call_soon_threadsafe(queue.put_nowait, item)

        async def pump() -> None:
            iterator = make()
            error: BaseException | None = None
            try:
                async for item in iterator:
                    post(item)
            except BaseException as problem:
                error = problem
                if isinstance(problem, asyncio.CancelledError):
                    raise
            finally:
                if isinstance(iterator, AsyncGenerator):
                    with suppress(Exception):
                        await iterator.aclose()
                post(_End(error))

        running = asyncio.run_coroutine_threadsafe(pump(), self._loop)
        ended = False
        try:
            while True:
                item = await queue.get()
                if isinstance(item, _End):
                    ended = True
                    if item.error is not None and not isinstance(item.error, asyncio.CancelledError):
                        raise item.error
                    return
                yield item
        finally:
            if not ended:
                running.cancel()
                await self._drain(queue)

    @staticmethod
    async def _drain(queue: asyncio.Queue[E | _End]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                while not isinstance(await queue.get(), _End):
                    pass

    def close(self, wait_s: float = CLOSE_S) -> None:
        """Stop the thread; does not wait longer than `wait_s` for what it is just doing."""
        if self._loop.is_closed():
            return

        def stop() -> None:
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.call_soon(self._loop.stop)

        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(stop)
        self._thread.join(wait_s)
