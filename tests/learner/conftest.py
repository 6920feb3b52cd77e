"""A record and a memory store on a new file, with a clock that stands still."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from learner_fakes import SetClock

from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.storage import Database


@pytest.fixture(autouse=True)
def _in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's time zone must not decide which day "tomorrow" is."""
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "record.db")
    yield opened
    opened.close()


@pytest.fixture
def record(db: Database, clock: SetClock) -> LearnerRecord:
    return LearnerRecord(db, "anna", clock)


@pytest.fixture
def store(db: Database, clock: SetClock) -> MemoryStore:
    return MemoryStore(db, "anna", clock)
