"""The first screen waits for nothing: what may not be imported before it."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = """
    sympy chromadb ollama IPython xllamacpp wordllama bm25s numpy fsrs pypdfium2 pydantic lark
    pebble pylatexenc plotext textual_plotext markdown_it tutor.wiring tutor.dialogue.engine
    tutor.curriculum.load tutor.learner.record tutor.materials.store tutor.models.registry
    tutor.checker
"""
"""Names of packages and modules, parted by white space."""


def loaded_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has after a statement."""
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


def test_the_package_alone_loads_no_textual() -> None:
    assert "textual" not in loaded_after("import tutor.tui")


@pytest.mark.parametrize("statement", ["import tutor.tui.app, tutor.tui.engine_desk"])
def test_the_app_loads_nothing_of_the_engine_and_nothing_heavy(statement: str) -> None:
    loaded = loaded_after(statement)
    assert "textual.app" in loaded
    assert sorted(loaded.intersection(HEAVY.split())) == []


def test_making_the_desk_loads_nothing_more() -> None:
    statement = (
        "from pathlib import Path; from tutor.config import Config; from tutor.tui.engine_desk import EngineDesk; "
        "EngineDesk(Config(home=Path('nowhere')))"
    )
    assert sorted(loaded_after(statement).intersection(HEAVY.split())) == []
