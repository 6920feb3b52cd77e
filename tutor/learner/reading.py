"""Rows of the learner's tables to values and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tutor.learner.explain import Seen, evidence
from tutor.learner.mastery import GATE, BktParams
from tutor.learner.review import ReviewState
from tutor.learner.schema import moment, moment_or_none, stamp
from tutor.learner.values import ClaimState, Done, Mastery, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class MasteryRow:
    """The stored state of one component."""

    kc: str
    p_known: float
    attempts: int = 0
    right: int = 0
    last_seen: datetime | None = None
    reached: bool = False
    set_by_learner: datetime | None = None
    claim: ClaimState | None = None
    claim_right: int = 0
    review: ReviewState | None = None

    def moved(
        self,
        *,
        p_known: float,
        right: bool,
        at: datetime,
        claim: ClaimState | None,
        claim_right: int,
        review: ReviewState | None,
    ) -> MasteryRow:
        """The state after one more attempt."""
        return replace(
            self,
            p_known=p_known,
            attempts=self.attempts + 1,
            right=self.right + right,
            last_seen=at,
            reached=self.reached or p_known >= GATE,
            claim=claim,
            claim_right=claim_right,
            review=review,
        )

    def claimed(self) -> MasteryRow:
        """With a test-out open, from the start; one that is open already goes on."""
        return self if self.claim == "open" else replace(self, claim="open", claim_right=0)

    def corrected(self, p_known: float, at: datetime) -> MasteryRow:
        """With the learner's own estimate; a test-out is no longer wanted."""
        return replace(
            self,
            p_known=p_known,
            set_by_learner=at,
            claim=None,
            claim_right=0,
            reached=p_known >= GATE,
        )


def mastery_row(connection: sqlite3.Connection, learner: str, kc: str, params: BktParams) -> MasteryRow:
    """The stored state, or the prior's."""
    row = connection.execute("SELECT * FROM mastery WHERE learner = ? AND kc = ?", (learner, kc)).fetchone()
    return MasteryRow(kc=kc, p_known=params.prior) if row is None else _mastery_row(row)


def _mastery_row(row: sqlite3.Row) -> MasteryRow:
    review = None
    if row["stability"] is not None:
        review = ReviewState(
            stability=row["stability"],
            difficulty=row["difficulty"],
            last_review=moment(row["last_review"]),
            due=moment(row["due"]),
        )
    return MasteryRow(
        kc=row["kc"],
        p_known=row["p_known"],
        attempts=row["attempts"],
        right=row["correct"],
        last_seen=moment_or_none(row["last_seen"]),
        reached=bool(row["reached"]),
        set_by_learner=moment_or_none(row["set_by_learner"]),
        claim=row["claim"],
        claim_right=row["claim_right"],
        review=review,
    )


def store_mastery(connection: sqlite3.Connection, learner: str, row: MasteryRow) -> None:
    """Write the state of a component, inside the caller's transaction."""
    review = row.review
    connection.execute(
        "INSERT OR REPLACE INTO mastery (learner, kc, p_known, attempts, correct, last_seen, reached, set_by_learner,"
        " claim, claim_right, stability, difficulty, last_review, due)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            learner,
            row.kc,
            row.p_known,
            row.attempts,
            row.right,
            None if row.last_seen is None else stamp(row.last_seen),
            int(row.reached),
            None if row.set_by_learner is None else stamp(row.set_by_learner),
            row.claim,
            row.claim_right,
            None if review is None else review.stability,
            None if review is None else review.difficulty,
            None if review is None else stamp(review.last_review),
            None if review is None else stamp(review.due),
        ),
    )


def mastery(connection: sqlite3.Connection, learner: str, kc: str, params: BktParams, now: datetime) -> Mastery:
    """The value with its evidence."""
    row = mastery_row(connection, learner, kc, params)
    return mastery_value(row, history(connection, learner, kc), params, now)


def mastery_value(row: MasteryRow, seen: Sequence[Seen], params: BktParams, now: datetime) -> Mastery:
    """A stored state as the value shown, its evidence put in words from the attempts, newest first."""
    due = None if row.review is None else row.review.due
    return Mastery(
        kc=row.kc,
        p_known=row.p_known,
        attempts=row.attempts,
        right=row.right,
        last_seen=row.last_seen,
        due=due,
        claim=row.claim,
        claim_right=row.claim_right,
        reached=row.reached,
        evidence=evidence(
            seen,
            p_known=row.p_known,
            prior=params.prior,
            claim=row.claim,
            claim_right=row.claim_right,
            set_by_learner=row.set_by_learner,
            due=due,
            now=now,
        ),
    )


def mastery_rows(connection: sqlite3.Connection, learner: str) -> tuple[MasteryRow, ...]:
    """The stored state of every component there is one of, by id."""
    rows = connection.execute("SELECT * FROM mastery WHERE learner = ? ORDER BY kc", (learner,))
    return tuple(_mastery_row(row) for row in rows)


def history(connection: sqlite3.Connection, learner: str, kc: str) -> tuple[Seen, ...]:
    """The attempts that touched a component, newest first."""
    rows = connection.execute(f"{_HISTORY} AND k.kc = ? ORDER BY a.id DESC", (learner, kc))
    return tuple(_seen(row) for row in rows)


def histories(connection: sqlite3.Connection, learner: str) -> dict[str, list[Seen]]:
    """The attempts that touched each component, newest first."""
    found: dict[str, list[Seen]] = {}
    for row in connection.execute(f"{_HISTORY} ORDER BY a.id DESC", (learner,)):
        found.setdefault(row["kc"], []).append(_seen(row))
    return found


_HISTORY = (
    "SELECT k.kc, a.exercise, a.outcome, a.hints, a.at, k.counted, k.before, k.after FROM attempts a"
    " JOIN attempt_kcs k ON k.attempt = a.id WHERE a.learner = ?"
)


def _seen(row: sqlite3.Row) -> Seen:
    return Seen(
        exercise=row["exercise"],
        outcome=row["outcome"],
        hints=row["hints"],
        at=moment(row["at"]),
        counted=bool(row["counted"]),
        before=row["before"],
        after=row["after"],
    )


def attempts_at(
    connection: sqlite3.Connection, learner: str, exercise: str, kc: str, limit: int
) -> tuple[tuple[Outcome, datetime], ...]:
    """Earlier attempts at an exercise that named a component, newest first."""
    rows = connection.execute(
        "SELECT a.outcome, a.at FROM attempts a JOIN attempt_kcs k ON k.attempt = a.id"
        " WHERE a.learner = ? AND a.exercise = ? AND k.kc = ? ORDER BY a.id DESC LIMIT ?",
        (learner, exercise, kc, limit),
    )
    return tuple((row["outcome"], moment(row["at"])) for row in rows)


def last_attempt_at(connection: sqlite3.Connection, learner: str) -> datetime | None:
    """When the learner last tried anything."""
    row = connection.execute(
        "SELECT at FROM attempts WHERE learner = ? ORDER BY id DESC LIMIT 1", (learner,)
    ).fetchone()
    return None if row is None else moment(row["at"])


def done(connection: sqlite3.Connection, learner: str) -> dict[str, Done]:
    """How each exercise last ended."""
    rows = connection.execute(
        "SELECT l.exercise, l.outcome, l.at, t.last, t.times, t.solved FROM"
        " (SELECT MAX(id) AS last, COUNT(*) AS times, MAX(outcome = 'right') AS solved FROM attempts WHERE learner = ?"
        " GROUP BY exercise) t JOIN attempts l ON l.id = t.last ORDER BY t.last",
        (learner,),
    )
    return {
        row["exercise"]: Done(
            outcome=row["outcome"],
            times=row["times"],
            at=moment(row["at"]),
            order=row["last"],
            solved=bool(row["solved"]),
        )
        for row in rows
    }


def export(connection: sqlite3.Connection, learner: str, at: str) -> dict[str, Any]:
    """Every stored row of the learner, by table."""
    found: dict[str, Any] = {"format": "stepwise-tutor learner", "version": 1, "learner": learner, "exported_at": at}
    attempts = _rows(connection, "SELECT * FROM attempts WHERE learner = ? ORDER BY id", learner)
    for attempt in attempts:
        attempt["kcs"] = _rows(
            connection,
            "SELECT kc, counted, before, after, why FROM attempt_kcs WHERE attempt = ? ORDER BY kc",
            attempt["id"],
        )
    found["attempts"] = attempts
    found["mastery"] = _rows(connection, "SELECT * FROM mastery WHERE learner = ? ORDER BY kc", learner)
    found["topics"] = _rows(connection, "SELECT * FROM topics WHERE learner = ? ORDER BY id", learner)
    found["memories"] = _rows(connection, "SELECT * FROM memories WHERE learner = ? ORDER BY id", learner)
    return found


def _rows(connection: sqlite3.Connection, query: str, value: str | int) -> list[dict[str, Any]]:
    return [
        {name: row[name] for name in row.keys() if name != "learner"}  # noqa: SIM118
        for row in connection.execute(query, (value,))
    ]
