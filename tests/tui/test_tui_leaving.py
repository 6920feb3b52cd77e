"""How the program ends: nothing shown is lost, the terminal is as it was, and nobody waits."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest
from terminal import Terminal

from tutor.tui.leaving import HUNG_UP, let_go

pytestmark = pytest.mark.timeout(300)

EXERCISE = ("--model", "none", "--exercise", "linear-equations/two-steps")


class SlowDesk:
    """Closes when it is told to, or not at all."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.begun = self.cancelled = False

    async def close(self) -> None:
        self.begun = True
        if self.error is not None:
            raise self.error
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise


async def test_an_engine_that_does_not_close_is_left_behind() -> None:
    desk = SlowDesk()
    await let_go(desk)
    assert desk.cancelled


async def test_an_engine_that_fails_to_close_does_not_keep_anybody() -> None:
    desk = SlowDesk(OSError("no space left on device"))
    await let_go(desk)
    assert desk.begun


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_as_the_key_does(tmp_path: Path, number: signal.Signals) -> None:
    with Terminal(tmp_path, *EXERCISE) as terminal:
        terminal.wait_for("on this machine", "4x + 9 = 37")
        terminal.type("4x = 28\r")
        terminal.wait_for("✓ 4x = 28 valid")
        terminal.process.send_signal(number)
        assert terminal.leave() == 128 + number
        terminal.read()
        assert b"\x1b[?1049l" in terminal.seen
        assert b"Traceback" not in terminal.seen
    with Terminal(tmp_path, "--model", "none") as terminal:
        terminal.wait_for("✓ 4x = 28 valid", "4x + 9 = 37")


@pytest.mark.parametrize("told", [True, False])
def test_a_closed_terminal_ends_it_and_nothing_shown_is_lost(tmp_path: Path, told: bool) -> None:
    with Terminal(tmp_path, *EXERCISE) as terminal:
        terminal.wait_for("on this machine", "4x + 9 = 37")
        terminal.type("4x = 28\r")
        terminal.wait_for("✓ 4x = 28 valid")
        terminal.type("why does the balance stay level?\r")
        terminal.wait_for("› why does the balance")
        if told:
            terminal.process.send_signal(signal.SIGHUP)
        terminal.hang_up()
        assert terminal.leave() == HUNG_UP
    assert not (tmp_path / "tui.log").exists()
    assert not list((tmp_path / "live").glob("*.lock"))
    with Terminal(tmp_path, "--model", "none", size=(100, 50)) as terminal:
        terminal.wait_for("✓ 4x = 28 valid", "› why does the balance", "Two steps back")


def test_quitting_at_once_leaves_the_index_to_the_next_start(tmp_path: Path) -> None:
    with Terminal(tmp_path, *EXERCISE) as terminal:
        terminal.wait_for("on this machine", "4x + 9 = 37")
        terminal.type("\x11")
        assert terminal.leave() == 0
        assert b"Traceback" not in terminal.seen
    with Terminal(tmp_path, "--model", "none") as terminal:
        terminal.wait_for("on this machine", "4x + 9 = 37")
        terminal.type("why can't I just divide by x?\r")
        terminal.wait_for("[1] Linear equations")
