"""The picture in the README is made by a script, on the real engine."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "docs" / "make_screenshot.py"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SCRIPT))


@pytest.mark.timeout(300)
async def test_the_picture_shows_the_tutor_at_work_and_loads_nothing(script: dict[str, Any], tmp_path: Path) -> None:
    svg = script["own_fonts"](await script["picture"](tmp_path))
    text = svg.replace("&#160;", " ")
    for wanted in ("valid", "invalid", "solved", "Linear equations", "4x + 9 = 37", "[1]"):
        assert wanted in text
    assert "something failed" not in text
    assert "url(http" not in text
    assert "@font-face" not in text


def test_the_picture_is_in_the_repository_and_loads_nothing() -> None:
    svg = SCRIPT.with_name("tutor.svg").read_text("utf-8")
    assert svg.startswith("<svg")
    assert "@font-face" not in svg
