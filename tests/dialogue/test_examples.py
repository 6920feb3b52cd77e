"""The examples run, without a model and without a network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("check_work.py", "first wrong line: 2"),
        ("play_lesson.py", "x = 7"),
        ("ask_about_document.py", "spring constant, in newtons per metre"),
    ],
)
def test_an_example_runs_and_says_what_it_should(script: str, says: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / script)],
        capture_output=True,
        text=True,
        timeout=110,
        cwd=EXAMPLES.parent,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert says in done.stdout
