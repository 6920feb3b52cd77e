"""The tables of the learner model, and how times are written in them."""

from __future__ import annotations

from datetime import UTC, datetime

from tutor.storage import Schema

_VERSION_1 = """
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  learner TEXT NOT NULL,
  at TEXT NOT NULL,
  exercise TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('right', 'wrong', 'shown', 'skipped', 'gave_up')),
  hints INTEGER NOT NULL,
  turn TEXT,
  text TEXT NOT NULL,
  misconception TEXT,
  misconception_name TEXT,
  seconds REAL NOT NULL
);
CREATE INDEX attempts_of ON attempts (learner, exercise, id);
CREATE TABLE attempt_kcs (
  attempt INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
  kc TEXT NOT NULL,
  counted INTEGER NOT NULL,
  before REAL NOT NULL CHECK (before BETWEEN 0 AND 1),
  after REAL NOT NULL CHECK (after BETWEEN 0 AND 1),
  why TEXT NOT NULL,
  PRIMARY KEY (attempt, kc)
);
CREATE INDEX attempt_kcs_of ON attempt_kcs (kc, attempt);
CREATE TABLE mastery (
  learner TEXT NOT NULL,
  kc TEXT NOT NULL,
  p_known REAL NOT NULL CHECK (p_known BETWEEN 0 AND 1),
  attempts INTEGER NOT NULL DEFAULT 0,
  correct INTEGER NOT NULL DEFAULT 0,
  last_seen TEXT,
  reached INTEGER NOT NULL DEFAULT 0,
  set_by_learner TEXT,
  claim TEXT CHECK (claim IN ('open', 'passed', 'failed')),
  claim_right INTEGER NOT NULL DEFAULT 0,
  stability REAL,
  difficulty REAL,
  last_review TEXT,
  due TEXT,
  PRIMARY KEY (learner, kc)
);
CREATE TABLE topics (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  learner TEXT NOT NULL,
  topic TEXT NOT NULL,
  title TEXT NOT NULL,
  turn TEXT,
  at TEXT NOT NULL
);
CREATE INDEX topics_of ON topics (learner, topic);
CREATE TABLE memories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  learner TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  turn TEXT,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  noted TEXT NOT NULL,
  confirmed TEXT NOT NULL,
  superseded_by INTEGER REFERENCES memories (id) ON DELETE SET NULL,
  superseded_at TEXT
);
CREATE INDEX memories_of ON memories (learner, kind, subject)
"""

SCHEMA = Schema(name="learner", versions=(_VERSION_1,))
TABLES = ("attempts", "mastery", "topics", "memories")
"""Those with a learner column; attempt_kcs goes with attempts."""


def stamp(moment: datetime) -> str:
    """A time as stored: ISO 8601 in UTC with microseconds, so that text order is time order. Naive times are taken
    as UTC.
    """
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


def moment(stamped: str) -> datetime:
    """The time a stamp stands for, in UTC."""
    return datetime.fromisoformat(stamped).astimezone(UTC)


def moment_or_none(stamped: str | None) -> datetime | None:
    """As `moment`; None stays None."""
    return None if stamped is None else moment(stamped)
