"""What was said and shown, event by event, in the record's one file. Everything here is one transaction or part of
the caller's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tutor.dialogue.schema import OF_LEARNER, SCHEMA
from tutor.events import Event, MoveKind, Sentence, Source, TurnEnded, from_record, to_record
from tutor.storage import Database

KEPT_TEXT = 8_000
"""Characters of a learner's text that are kept; a longer one ends in an ellipsis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session as stored."""

    id: str
    learner: str
    lesson: str | None
    exercise: str | None
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow:
    """A turn as stored."""

    session: str
    turn: int
    text: str
    state: str
    intent: str
    move: str
    template: str
    why: str
    evidence: Mapping[str, Any]
    reply: str
    exercise: str | None
    started: str


class Ledger:
    """Sessions, turns and events of one learner."""

    def __init__(self, db: Database, learner: str, clock: Callable[[], datetime]) -> None:
        self.db = db
        self.learner = learner
        self._clock = clock
        db.ensure(SCHEMA)

    def now(self) -> str:
        """The time, as stored."""
        return self._clock().astimezone(UTC).isoformat(timespec="milliseconds")

    # Sessions

    def open_session(self, session: str, owner: str, lesson: str | None, exercise: str | None) -> None:
        """Begin a session."""
        with self.db.transaction() as connection:
            connection.execute(
                "INSERT INTO sessions (id, learner, started, used, lesson, exercise, owner)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (session, self.learner, self.now(), self.now(), lesson, exercise, owner),
            )

    def take_over(self, session: str, owner: str) -> None:
        """This process goes on with a session whose process has ended."""
        with self.db.transaction() as connection:
            connection.execute("UPDATE sessions SET owner = ?, used = ? WHERE id = ?", (owner, self.now(), session))

    def last_session(self) -> SessionRow | None:
        """The learner's session that was used last."""
        row = self.db.connection.execute(
            "SELECT id, learner, lesson, exercise, owner FROM sessions WHERE learner = ?"
            " ORDER BY used DESC, rowid DESC LIMIT 1",
            (self.learner,),
        ).fetchone()
        return SessionRow(**row) if row else None

    def session(self, session: str) -> SessionRow | None:
        """One session."""
        row = self.db.connection.execute(
            "SELECT id, learner, lesson, exercise, owner FROM sessions WHERE id = ?", (session,)
        ).fetchone()
        return SessionRow(**row) if row else None

    def place(self, session: str, lesson: str | None, exercise: str | None) -> None:
        """What the session is about now."""
        with self.db.transaction() as connection:
            connection.execute(
                "UPDATE sessions SET lesson = ?, exercise = ?, used = ? WHERE id = ?",
                (lesson, exercise, self.now(), session),
            )

    # Turns and events

    def open_turn(self, session: str, owner: str, text: str, exercise: str | None) -> int:
        """Store the learner's text as a new turn; its number."""
        kept = text if len(text) <= KEPT_TEXT else text[: KEPT_TEXT - 1] + "…"
        with self.db.transaction() as connection:
            row = connection.execute("SELECT COALESCE(MAX(turn), 0) + 1 AS n FROM turns WHERE session = ?", (session,))
            turn = int(row.fetchone()["n"])
            connection.execute(
                "INSERT INTO turns (session, turn, owner, text, started, state, exercise)"
                " VALUES (?, ?, ?, ?, ?, 'open', ?)",
                (session, turn, owner, kept, self.now(), exercise),
            )
        return turn

    def append(self, session: str, turn: int, event: Event) -> int:
        """Store an event; its number in the session."""
        with self.db.transaction() as connection:
            row = connection.execute(
                "UPDATE sessions SET seq = seq + 1, used = ? WHERE id = ? RETURNING seq", (self.now(), session)
            ).fetchone()
            seq = int(row["seq"])
            record = json.dumps(to_record(event, session=session, turn=turn, seq=seq), ensure_ascii=False)
            connection.execute(
                "INSERT INTO events (session, seq, turn, at, record) VALUES (?, ?, ?, ?, ?)",
                (session, seq, turn, self.now(), record),
            )
        return seq

    def note_decision(self, session: str, turn: int, fields: Mapping[str, str]) -> None:
        """Store what was decided in a turn: intent, move, template, why, evidence (JSON)."""
        names = ("intent", "move", "template", "why", "evidence", "exercise")
        known = {name: fields[name] for name in names if name in fields}
        sets = ", ".join(f"{name} = ?" for name in known)
        with self.db.transaction() as connection:
            connection.execute(
                f"UPDATE turns SET {sets} WHERE session = ? AND turn = ?", (*known.values(), session, turn)
            )

    def close_turn(self, session: str, turn: int, state: str, ended: TurnEnded) -> int:
        """End a turn with its terminal event."""
        with self.db.transaction() as connection:
            seq = self.append(session, turn, ended)
            connection.execute(
                "UPDATE turns SET state = ?, ended = ?, reply = ? WHERE session = ? AND turn = ?",
                (state, self.now(), ended.text, session, turn),
            )
        return seq

    def close_interrupted(self, alive: Callable[[str], bool]) -> int:
        """Close the learner's turns whose process has ended in the middle; their number. What was shown is kept."""
        rows = self.db.connection.execute(
            "SELECT t.session, t.turn, t.owner, s.lesson, s.exercise FROM turns t JOIN sessions s ON s.id = t.session"
            " WHERE t.state = 'open' AND s.learner = ?",
            (self.learner,),
        ).fetchall()
        closed = 0
        for row in rows:
            if alive(row["owner"]):
                continue
            shown = "".join(e.text for e in self.events(row["session"], row["turn"]) if isinstance(e, Sentence))
            ended = TurnEnded(
                text=shown,
                source=Source.TEMPLATE,
                move=MoveKind.INFORM,
                lesson=row["lesson"],
                exercise=row["exercise"],
                rung=0,
                solved=False,
                error="interrupted: the program ended in the middle of this turn; what was shown is kept",
            )
            self.close_turn(row["session"], row["turn"], "interrupted", ended)
            closed += 1
        return closed

    def events(self, session: str, turn: int | None = None) -> tuple[Event, ...]:
        """The events of a session, or of one of its turns, in order."""
        sql = "SELECT record FROM events WHERE session = ?"
        values: tuple[Any, ...] = (session,)
        if turn is not None:
            sql, values = f"{sql} AND turn = ?", (session, turn)
        rows = self.db.connection.execute(f"{sql} ORDER BY seq", values).fetchall()
        return tuple(from_record(json.loads(row["record"])) for row in rows)

    def turns(self, session: str | None = None, limit: int = 10_000) -> tuple[TurnRow, ...]:
        """The learner's turns, oldest first: of one session, or of all."""
        where, values = ("t.session = ?", (session,)) if session else ("1 = 1", ())
        rows = self.db.connection.execute(
            "SELECT t.session, t.turn, t.text, t.state, t.intent, t.move, t.template, t.why, t.evidence, t.reply,"
            " t.exercise, t.started FROM turns t JOIN sessions s ON s.id = t.session"
            f" WHERE s.learner = ? AND {where} ORDER BY t.started DESC, t.rowid DESC LIMIT ?",
            (self.learner, *values, limit),
        ).fetchall()
        return tuple(TurnRow(**{**row, "evidence": json.loads(row["evidence"])}) for row in reversed(rows))

    # Phrasings

    def next_use(self, key: str) -> int:
        """How often a phrasing key was used before; counts this use."""
        with self.db.transaction() as connection:
            row = connection.execute(
                "INSERT INTO phrase_uses VALUES (?, ?, 1)"
                " ON CONFLICT (learner, key) DO UPDATE SET uses = uses + 1 RETURNING uses",
                (self.learner, key),
            ).fetchone()
        return int(row["uses"]) - 1

    # Everything of a learner

    def export(self) -> dict[str, Any]:
        """All that the engine keeps of the learner, as JSON-able data: the audit log."""
        connection = self.db.connection
        sessions = [
            dict(row) for row in connection.execute("SELECT * FROM sessions WHERE learner = ?", (self.learner,))
        ]
        for session in sessions:
            turns = connection.execute("SELECT * FROM turns WHERE session = ? ORDER BY turn", (session["id"],))
            events = connection.execute("SELECT record FROM events WHERE session = ? ORDER BY seq", (session["id"],))
            session["turns"] = [{**row, "evidence": json.loads(row["evidence"])} for row in turns]
            session["events"] = [json.loads(row["record"]) for row in events]
        tables = {
            table: [
                dict(row) for row in connection.execute(f"SELECT * FROM {table} WHERE learner = ?", (self.learner,))
            ]
            for table in OF_LEARNER
        }
        return {"sessions": sessions, **tables}

    def forget(self) -> None:
        """Delete all that the engine keeps of the learner."""
        with self.db.transaction() as connection:
            for table in OF_LEARNER:
                connection.execute(f"DELETE FROM {table} WHERE learner = ?", (self.learner,))
            ids = [
                row["id"] for row in connection.execute("SELECT id FROM sessions WHERE learner = ?", (self.learner,))
            ]
            for session in ids:
                for table in ("events", "turns"):
                    connection.execute(f"DELETE FROM {table} WHERE session = ?", (session,))
            connection.execute("DELETE FROM sessions WHERE learner = ?", (self.learner,))
