"""The look is remembered, and legible."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from tutor.tui import themes


def test_the_choice_is_kept(tmp_path: Path) -> None:
    themes.remember(tmp_path / "new", themes.LIGHT.name)
    assert themes.remembered(tmp_path / "new", {}) == themes.LIGHT.name
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["tui.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": "unknown"}', "null"])
def test_a_broken_file_means_the_default(tmp_path: Path, text: str) -> None:
    (tmp_path / "tui.json").write_text(text)
    assert themes.remembered(tmp_path, {}) == themes.DARK.name


@pytest.mark.parametrize(
    ("value", "light"), [("0;15", True), ("0;7", True), ("15;0", False), ("", False), ("x", False)]
)
def test_the_terminal_may_say_that_it_is_light(tmp_path: Path, value: str, light: bool) -> None:
    assert (themes.remembered(tmp_path, {"COLORFGBG": value}) == themes.LIGHT.name) is light


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    themes.remember(tmp_path / "file", themes.LIGHT.name)


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT])
@pytest.mark.parametrize("name", ["primary", "accent", "success", "warning", "error", "foreground", "quiet"])
def test_every_colour_of_text_stands_out_from_the_background(theme: Theme, name: str) -> None:
    """Contrast of at least 4.5 to 1, as WCAG 2 asks of text (AA)."""
    colour = theme.variables["quiet"] if name == "quiet" else getattr(theme, name)
    assert theme.background is not None
    lighter, darker = sorted((_luminance(colour), _luminance(theme.background)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(colour).normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
