"""The real program in a real (pseudo-)terminal: the five steps of a newcomer."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Terminal

pytestmark = pytest.mark.timeout(300)


def test_a_newcomer_picks_a_lesson_reads_works_and_is_resumed_after_a_kill(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--model", "none", size=(100, 40)) as terminal:
        terminal.wait_for("Welcome.", "Linear equations", "on this machine")
        terminal.type("\x1b[B\r")
        terminal.wait_for("When you are through, you can", "Enter: to the exercise", "→ Two steps back")
        terminal.type("\r")
        terminal.wait_for("─ Lessons ─", "Linear equations ›", "→ Two steps back", "no hint used")
        terminal.type("4x = 28\r")
        terminal.wait_for("✓ 4x = 28 valid")
        terminal.type("x = 8\r")
        shown = terminal.wait_for("✗ x = 8 invalid")
        terminal.kill()
    rows = [line.split("│")[-1].strip() for line in shown.splitlines()]
    kept = [row for row in rows if row.startswith(("✓ 4x = 28", "✗ x = 8"))]
    assert len(kept) == 2
    with Terminal(tmp_path, "--model", "none", size=(100, 40)) as terminal:
        again = terminal.wait_for("✓ 4x = 28 valid", "✗ x = 8 invalid", "Two steps back")
        for line in kept:
            assert line in again
        terminal.type("x = 7\r")
        terminal.wait_for("✓ x = 7 valid", "✓ solved", "▲")
        terminal.type("/quit\r")
        assert terminal.leave() == 0


def test_leaving_restores_the_terminal_and_gives_zero(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--model", "none") as terminal:
        terminal.wait_for("F1 Help")
        terminal.type("\x11")
        assert terminal.leave() == 0
        terminal.read()
        assert terminal.seen.rstrip().endswith(b"\x1b[?25h") or b"\x1b[?1049l" in terminal.seen
        assert b"Traceback" not in terminal.seen


def test_leaving_in_the_middle_of_a_turn_is_no_failure(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--model", "none", "--exercise", "linear-equations/two-steps") as terminal:
        terminal.wait_for("on this machine", "4x + 9 = 37")
        terminal.type("why does the balance stay level?\r\x11")
        assert terminal.leave() == 0
    assert not (tmp_path / "tui.log").exists()
    with Terminal(tmp_path, "--model", "none") as terminal:
        terminal.wait_for("on this machine", "4x + 9 = 37")


def test_a_wrong_lesson_is_told_in_a_sentence_on_the_screen(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--model", "none", "--lesson", "linear-equation") as terminal:
        terminal.wait_for("linear-equation", "did you mean")
        terminal.type("\x11")
        terminal.leave()
        assert b"Traceback" not in terminal.seen


def test_it_works_without_colour(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--model", "none", NO_COLOR="1") as terminal:
        terminal.wait_for("Welcome.", "F1 Help", "Linear equations")


def test_without_a_terminal_it_says_what_to_do_instead(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "tutor"],
        env={**os.environ, "TUTOR_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "terminal" in done.stderr


PATIENCE = 60
