"""What no test may do by accident: reach a model server, a network or the developer's own record."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# The same examples every time: a run on one machine says what it would say on another. New ones are tried in bench/.
settings.register_profile(
    "tests",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
settings.load_profile("tests")

CLOSED_PORT = "127.0.0.1:9"


@pytest.fixture(autouse=True)
def _isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("TUTOR_") and not name.startswith("TUTOR_TEST_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OLLAMA_HOST", CLOSED_PORT)
