"""The example notebook: what it types exists. (CI also runs it.)"""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from kernel_ext.options import read_line
from tutor.curriculum.load import load_library, shipped_lessons

NOTEBOOK = Path(__file__).parents[2] / "examples" / "magic.ipynb"


def magics() -> list[tuple[str, bool, str]]:
    """Each magic of the notebook: its line, whether it has a cell, and the cell's text."""
    found = []
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        line, _, text = cell.source.partition("\n")
        if cell.cell_type == "code" and line.startswith(("%%tutor", "%tutor")):
            found.append((line.lstrip("%").removeprefix("tutor").strip(), line.startswith("%%"), text))
    return found


@pytest.mark.parametrize(("line", "cell", "text"), magics())
def test_every_magic_of_the_tour_can_be_read(line: str, cell: bool, text: str) -> None:
    asked = read_line(line, cell=cell)
    assert bool(text.strip()) == cell
    if asked.command == "exercise":
        assert load_library([shipped_lessons()]).exercise(asked.argument)


def test_the_tour_shows_each_way_to_use_the_magic() -> None:
    commands = {read_line(line, cell=cell).command for line, cell, _ in magics()}
    assert commands >= {"", "check", "exercise", "hint", "why", "progress", "help"}


def test_the_notebook_is_stored_without_output() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")
