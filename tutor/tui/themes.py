"""The light and the dark look, and which one this learner wants."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from textual.theme import Theme

DARK = Theme(
    name="stepwise-dark",
    dark=True,
    primary="#7aa2d8",
    secondary="#9bb4c9",
    accent="#e0b36a",
    success="#8fc28a",
    warning="#dcb45e",
    error="#e58a7b",
    foreground="#dcdcd6",
    background="#16191d",
    surface="#1c2025",
    panel="#242a31",
    variables={
        "quiet": "#8b949e",
        "border": "#3b4550",
        "border-blurred": "#2f3740",
        "footer-key-foreground": "#e0b36a",
        "footer-background": "#16191d",
        "block-cursor-background": "#33414f",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#242a31",
    },
)
LIGHT = Theme(
    name="stepwise-light",
    dark=False,
    primary="#2f5f98",
    secondary="#4d6a82",
    accent="#96590c",
    success="#2e6f35",
    warning="#8a5a00",
    error="#b03a2b",
    foreground="#22262a",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6df",
    variables={
        "quiet": "#6c6a63",
        "border": "#bdb8ac",
        "border-blurred": "#d5d1c7",
        "footer-key-foreground": "#96590c",
        "footer-background": "#fbfaf7",
        "block-cursor-background": "#cfdcea",
        "block-cursor-foreground": "#101418",
        "block-cursor-blurred-background": "#e9e6df",
    },
)
_FILE = "tui.json"


def remembered(home: Path, environ: Mapping[str, str] | None = None) -> str:
    """The name of the wanted theme: what was chosen last, else what the terminal says (COLORFGBG), else dark."""
    try:
        chosen = json.loads((home / _FILE).read_text("utf-8")).get("theme")
    except (OSError, ValueError, AttributeError):
        chosen = None
    if chosen in {DARK.name, LIGHT.name}:
        return str(chosen)
    background = (os.environ if environ is None else environ).get("COLORFGBG", "").rsplit(";", 1)[-1]
    return LIGHT.name if background in {"7", "15"} else DARK.name


def remember(home: Path, name: str) -> None:
    """Keep the choice; a folder that can't be written only means that it is forgotten."""
    temporary = home / f"{_FILE}.{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps({"theme": name}), "utf-8")
        temporary.replace(home / _FILE)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
