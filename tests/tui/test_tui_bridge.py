"""The engine's thread: its results arrive here, and closing reaches it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest

from tutor.tui.bridge import EngineThread


@pytest.fixture
def engine() -> Iterator[EngineThread]:
    thread = EngineThread()
    yield thread
    thread.close()


async def test_a_coroutine_runs_on_the_engines_thread(engine: EngineThread) -> None:
    async def where() -> str:
        return threading.current_thread().name

    assert await engine.call(where) == "engine"


async def test_an_error_comes_back_as_it_was_raised(engine: EngineThread) -> None:
    async def fail() -> None:
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        await engine.call(fail)


async def test_a_stream_arrives_in_order_from_the_engines_thread(engine: EngineThread) -> None:
    async def numbers() -> AsyncIterator[tuple[int, str]]:
        for n in range(100):
            yield n, threading.current_thread().name

    found = [item async for item in engine.stream(numbers)]
    assert found == [(n, "engine") for n in range(100)]


async def test_what_was_yielded_before_an_error_is_not_lost(engine: EngineThread) -> None:
    async def broken() -> AsyncIterator[int]:
        yield 1
        raise ValueError("in the middle")

    stream = engine.stream(broken)
    assert await anext(stream) == 1
    with pytest.raises(ValueError, match="in the middle"):
        await anext(stream)


async def test_closing_a_stream_closes_the_iterator_before_it_returns(engine: EngineThread) -> None:
    closed = threading.Event()

    async def endless() -> AsyncIterator[int]:
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            closed.set()

    stream = engine.stream(endless)
    assert await anext(stream) == 1
    await stream.aclose()
    assert closed.is_set()


async def test_cancelling_the_reader_closes_the_iterator(engine: EngineThread) -> None:
    started, closed = asyncio.Event(), threading.Event()

    async def endless() -> AsyncIterator[int]:
        try:
            yield 1
            await asyncio.Event().wait()
        finally:
            closed.set()

    async def read() -> None:
        async for _ in engine.stream(endless):
            started.set()

    reader = asyncio.create_task(read())
    await started.wait()
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert closed.wait(2)


async def test_a_blocked_engine_does_not_block_the_screen(engine: EngineThread) -> None:
    gate = threading.Event()

    async def blocking() -> AsyncIterator[str]:
        gate.wait()  # as a slow commit would
        yield "done"

    async def read() -> list[str]:
        return [item async for item in engine.stream(blocking)]

    reader = asyncio.create_task(read())
    for _ in range(50):
        await asyncio.sleep(0)
    assert not reader.done()
    gate.set()
    assert await reader == ["done"]


def test_closing_twice_is_no_error() -> None:
    engine = EngineThread()
    engine.close()
    engine.close()
