"""The app on a fake desk, in a terminal of a chosen size."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fake_desk import FakeDesk
from textual.pilot import Pilot
from tui_pilot import Screen, settle

from tutor.tui.app import TutorApp


@pytest.fixture
def screen(tmp_path: Path) -> Screen:
    """`async with screen(desk, size=…) as pilot`: the app, opened."""

    @asynccontextmanager
    async def open_screen(
        desk: FakeDesk | None = None, *, size: tuple[int, int] = (100, 30), newcomer: bool = False, wait: bool = True
    ) -> AsyncIterator[Pilot[int]]:
        app = TutorApp(desk or FakeDesk(), tmp_path, newcomer=newcomer)
        async with app.run_test(size=size) as pilot:
            if wait:
                await settle(pilot)
            yield pilot

    return open_screen
