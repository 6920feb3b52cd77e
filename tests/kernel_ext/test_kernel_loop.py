"""The bridge between a cell and the loop's thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator

import pytest

from kernel_ext.loop import LoopThread


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    """A loop thread, closed after the test."""
    found = LoopThread()
    yield found
    found.close()


async def count(seen: list[str], upto: int = 3, wait_s: float = 0.0) -> AsyncGenerator[int, None]:
    """Counts, and notes how it ended."""
    try:
        for n in range(upto):
            yield n
            await asyncio.sleep(wait_s)
        seen.append("done")
    except BaseException as error:
        seen.append(type(error).__name__)
        raise
    finally:
        await asyncio.sleep(0)
        seen.append("stored")


def test_items_come_in_their_order_from_the_loops_own_thread(loop: LoopThread) -> None:
    threads = set()

    async def items() -> AsyncGenerator[int, None]:
        for n in range(50):
            threads.add(threading.current_thread().name)
            yield n

    assert list(loop.drain(items)) == list(range(50))
    assert threads == {"tutor-loop"}


def test_it_works_inside_a_running_loop(loop: LoopThread) -> None:
    async def cell() -> list[int]:
        return list(loop.drain(lambda: count([])))

    assert asyncio.run(cell()) == [0, 1, 2]


def test_closing_stops_the_generator_and_waits_until_it_has_stored(loop: LoopThread) -> None:
    seen: list[str] = []
    drain = loop.drain(lambda: count(seen, wait_s=60))
    assert next(drain) == 0
    drain.close()
    assert seen == ["CancelledError", "stored"]
    drain.close()
    assert list(drain) == []


def test_closing_what_has_ended_does_nothing(loop: LoopThread) -> None:
    seen: list[str] = []
    drain = loop.drain(lambda: count(seen))
    assert list(drain) == [0, 1, 2]
    drain.close()
    assert seen == ["done", "stored"]


def test_what_the_generator_raises_is_raised_after_its_items(loop: LoopThread) -> None:
    async def failing() -> AsyncGenerator[int, None]:
        yield 1
        raise ValueError("broken")

    drain = loop.drain(failing)
    assert next(drain) == 1
    with pytest.raises(ValueError, match="broken"):
        next(drain)
    assert list(drain) == []


def test_a_coroutine_gives_its_result_or_its_failure(loop: LoopThread) -> None:
    async def double(n: int) -> int:
        return 2 * n

    async def fail() -> None:
        raise ValueError("broken")

    assert loop.run(double(4)) == 8
    with pytest.raises(ValueError, match="broken"):
        loop.run(fail())


def test_a_coroutine_may_itself_time_out(loop: LoopThread) -> None:
    async def late() -> None:
        raise TimeoutError("late")

    with pytest.raises(TimeoutError, match="late"):
        loop.run(late())


def test_waiting_has_an_end(loop: LoopThread) -> None:
    with pytest.raises(TimeoutError):
        loop.run(asyncio.sleep(60), timeout_s=0.3)


def test_a_closed_loop_starts_again_when_it_is_used() -> None:
    loop = LoopThread()
    assert list(loop.drain(lambda: count([]))) == [0, 1, 2]
    loop.close()
    loop.close()
    assert not any(thread.name == "tutor-loop" for thread in threading.enumerate())
    assert list(loop.drain(lambda: count([]))) == [0, 1, 2]
    loop.close()


def test_closing_the_loop_ends_what_runs_in_it() -> None:
    loop, seen = LoopThread(), []
    drain = loop.drain(lambda: count(seen, wait_s=60))
    next(drain)
    loop.close()
    assert "stored" in seen
