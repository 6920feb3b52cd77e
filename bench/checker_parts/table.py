"""The table: rows are measures, found in every `rows_*.py` module here; each has a name, a goal and a function."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """What a run may use: the data folder (None without one), how many made-up items, how many items the peers get."""

    data: Path | None
    count: int
    peers: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A row: `run` gives the reached figure as text, or None where its data is missing."""

    name: str
    goal: str
    run: Callable[[Setting], str | None]


def all_measures() -> list[Measure]:
    """The rows of every module, in the modules' order of name."""
    package = importlib.import_module("checker_parts")
    found: list[Measure] = []
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name.startswith("rows_")):
        found.extend(importlib.import_module(f"checker_parts.{module}").MEASURES)
    return found
