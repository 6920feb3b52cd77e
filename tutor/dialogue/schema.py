"""The engine's tables: sessions, turns, the events shown, where a learner stands in each exercise."""

from __future__ import annotations

from tutor.storage import Schema

_VERSION_1 = """
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  learner TEXT NOT NULL,
  started TEXT NOT NULL,
  used TEXT NOT NULL,
  lesson TEXT,
  exercise TEXT,
  owner TEXT NOT NULL,
  seq INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX sessions_of ON sessions (learner, used);
CREATE TABLE turns (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  turn INTEGER NOT NULL,
  owner TEXT NOT NULL,
  text TEXT NOT NULL,
  started TEXT NOT NULL,
  ended TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'interrupted', 'failed')),
  intent TEXT NOT NULL DEFAULT '',
  move TEXT NOT NULL DEFAULT '',
  template TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '{}',
  reply TEXT NOT NULL DEFAULT '',
  exercise TEXT,
  PRIMARY KEY (session, turn)
);
CREATE TABLE events (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  turn INTEGER NOT NULL,
  at TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (session, seq)
);
CREATE INDEX events_of ON events (session, turn);
CREATE TABLE exercise_states (
  learner TEXT NOT NULL,
  exercise TEXT NOT NULL,
  round INTEGER NOT NULL,
  rung INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'open',
  attempts INTEGER NOT NULL DEFAULT 0,
  attempts_at_rung INTEGER NOT NULL DEFAULT 0,
  guesses INTEGER NOT NULL DEFAULT 0,
  touched TEXT NOT NULL,
  PRIMARY KEY (learner, exercise, round)
);
CREATE TABLE work_lines (
  learner TEXT NOT NULL,
  exercise TEXT NOT NULL,
  round INTEGER NOT NULL,
  n INTEGER NOT NULL,
  session TEXT NOT NULL,
  turn INTEGER NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (learner, exercise, round, n)
);
CREATE TABLE phrase_uses (
  learner TEXT NOT NULL,
  key TEXT NOT NULL,
  uses INTEGER NOT NULL,
  PRIMARY KEY (learner, key)
);
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  learner TEXT NOT NULL,
  session TEXT NOT NULL,
  turn INTEGER NOT NULL,
  model TEXT NOT NULL,
  move TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('shown', 'redrafted', 'replaced')),
  reasons TEXT NOT NULL,
  first_draft_s REAL,
  first_shown_s REAL
);
CREATE TABLE disputes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  learner TEXT NOT NULL,
  exercise TEXT NOT NULL,
  session TEXT NOT NULL,
  turn INTEGER NOT NULL,
  line TEXT NOT NULL,
  verdict TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE TABLE model_levels (
  model TEXT PRIMARY KEY,
  level INTEGER NOT NULL,
  report TEXT NOT NULL,
  at TEXT NOT NULL
)
"""

SCHEMA = Schema(name="dialogue", versions=(_VERSION_1,))
OF_LEARNER = ("work_lines", "exercise_states", "phrase_uses", "drafts", "disputes")
"""Tables with a learner column; sessions, turns and events go by the session."""
