from __future__ import annotations

import io

import pytest

from tutor.cli import progress
from tutor.cli.progress import ProgressLine


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    monkeypatch.setenv("COLUMNS", "80")
    return now


def test_the_line_tells_how_far_how_fast_and_how_long(clock: list[float]) -> None:
    out = io.StringIO()
    line = ProgressLine(out)
    clock[0] = 2.0
    line("book.pdf", 50, 200)
    assert "[#####...............] 50/200  25.0/s, 6 s left  book.pdf" in out.getvalue()


def test_it_is_drawn_at_most_ten_times_a_second_but_the_end_always(clock: list[float]) -> None:
    out = io.StringIO()
    line = ProgressLine(out)
    for done in range(1, 101):
        clock[0] += 0.01
        line("x", done, 100)
    assert 9 <= out.getvalue().count("\r") <= 12
    assert "100/100" in out.getvalue()


@pytest.mark.parametrize(("rate", "text"), [(5.0, "5.0"), (1500.0, "1.5 k"), (2.5e6, "2.5 M"), (3e9, "3.0 G")])
def test_large_rates_are_shortened(rate: float, text: str) -> None:
    assert progress._short(rate) == text


def test_without_a_total_only_what_is_done_is_told(clock: list[float]) -> None:
    out = io.StringIO()
    line = ProgressLine(out)
    clock[0] = 1.0
    line("pulling manifest", 0, 0)
    line.close()
    assert out.getvalue().strip() == "pulling manifest"
    assert out.getvalue().endswith("\n")


def test_counts_have_a_unit_and_the_line_ends_with_the_block(clock: list[float]) -> None:
    out = io.StringIO()
    with ProgressLine(out, unit=1_000_000, name="MB") as line:
        clock[0] = 1.0
        line("pulling weights", 47_000_000, 94_000_000)
    assert "47/94 MB  47.0 M/s, 1 s left  pulling weights" in out.getvalue()
    assert out.getvalue().endswith("\n")
    assert out.getvalue().count("\n") == 1


def test_nothing_is_drawn_into_a_file(clock: list[float]) -> None:
    out = io.StringIO()
    with ProgressLine(out, shown=False) as line:
        clock[0] = 1.0
        line("book.pdf", 200, 200)
    assert out.getvalue() == ""
