"""The whole screen, as pictures: few, and only where the look is the point."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_desk import FakeDesk
from textual.pilot import Pilot
from tui_pilot import say, settle

from tutor.tui import themes
from tutor.tui.app import TutorApp

Compare = Callable[..., bool]


class Pictured(TutorApp):
    """Pictures without the web fonts that Textual's template names."""

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        svg = super().export_screenshot(title=title, simplify=simplify)
        return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


@pytest.mark.parametrize("theme", [themes.DARK.name, themes.LIGHT.name])
def test_the_screen_at_work(snap_compare: Compare, tmp_path: Path, theme: str) -> None:
    app = Pictured(FakeDesk(), tmp_path)
    app.theme = theme

    async def work(pilot: Pilot[int]) -> None:
        await settle(pilot)
        await say(pilot, "2x = 8\nx = 5\nx = ?")
        await say(pilot, "why?")

    assert snap_compare(app, terminal_size=(100, 30), run_before=work)


def test_the_first_start_in_a_small_terminal(snap_compare: Compare, tmp_path: Path) -> None:
    app = Pictured(FakeDesk(lesson=None), tmp_path, newcomer=True)
    assert snap_compare(app, terminal_size=(80, 24), run_before=settle)


def test_the_reading_beside_the_work_in_a_wide_terminal(snap_compare: Compare, tmp_path: Path) -> None:
    app = Pictured(FakeDesk(), tmp_path)

    async def read(pilot: Pilot[int]) -> None:
        await settle(pilot)
        await pilot.press("f3")
        await settle(pilot)

    assert snap_compare(app, terminal_size=(160, 45), run_before=read)


def test_progress_in_a_small_terminal(snap_compare: Compare, tmp_path: Path) -> None:
    app = Pictured(FakeDesk(), tmp_path)

    async def look(pilot: Pilot[int]) -> None:
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)

    assert snap_compare(app, terminal_size=(80, 24), run_before=look)
