"""Where the learner stands in each exercise: the rung, the attempts, the lines. Shared by all sessions of the
learner.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from tutor.dialogue.ledger import Ledger
from tutor.dialogue.values import ExerciseState, Line
from tutor.storage import Database


class States:
    """The stored states of one learner's exercises; every change is one transaction or part of the caller's."""

    def __init__(self, db: Database, learner: str, clock: Callable[[], datetime]) -> None:
        self.db = db
        self.learner = learner
        self._ledger = Ledger(db, learner, clock)

    def read(self, exercise: str) -> ExerciseState:
        """Where the learner stands; the beginning, if the exercise was never touched."""
        row = self.db.connection.execute(
            "SELECT round, rung, status, attempts, attempts_at_rung, guesses FROM exercise_states"
            " WHERE learner = ? AND exercise = ? ORDER BY round DESC LIMIT 1",
            (self.learner, exercise),
        ).fetchone()
        if row is None:
            return ExerciseState(exercise=exercise)
        lines = self.db.connection.execute(
            "SELECT line FROM work_lines WHERE learner = ? AND exercise = ? AND round = ? ORDER BY n",
            (self.learner, exercise, row["round"]),
        ).fetchall()
        return ExerciseState(exercise=exercise, lines=tuple(Line(**json.loads(line["line"])) for line in lines), **row)

    def begin(self, exercise: str, *, again: bool) -> ExerciseState:
        """Take an exercise up: a finished or skipped one starts a new round if `again`, an open one goes on as it
        was.
        """
        with self.db.transaction() as connection:
            state = self.read(exercise)
            if again and state.status != "open":
                fresh = ExerciseState(exercise=exercise, round=state.round + 1)
                self._insert(fresh)
                return fresh
            connection.execute(
                "INSERT OR IGNORE INTO exercise_states (learner, exercise, round, touched) VALUES (?, ?, ?, ?)",
                (self.learner, exercise, state.round, self._ledger.now()),
            )
            return state

    def _insert(self, state: ExerciseState) -> None:
        with self.db.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO exercise_states (learner, exercise, round, touched) VALUES (?, ?, ?, ?)",
                (self.learner, state.exercise, state.round, self._ledger.now()),
            )

    def add_lines(
        self,
        exercise: str,
        lines: Sequence[Line],
        session: str,
        turn: int,
        *,
        guesses: int,
        choice: bool = False,
        given: str = "",
    ) -> ExerciseState:
        """Keep checked lines, numbered on from those that are there; an attempt for each new readable one.

        Of a choice, of which there are few, another one than the last is new. `given` is the problem: to repeat it is
        no attempt.
        """
        with self.db.transaction() as connection:
            state = self.read(exercise)
            self._insert(state)
            known = {squeeze(line.text) for line in state.lines} | {squeeze(given)}
            n = len(state.lines)
            attempts = 0
            last = squeeze(state.lines[-1].text) if state.lines else ""
            for line in lines:
                same = squeeze(line.text) == last if choice else squeeze(line.text) in known
                attempts += not same and line.code not in UNREADABLE
                last = squeeze(line.text)
                known.add(squeeze(line.text))
                n += 1
                stored = json.dumps(asdict(line) | {"n": n}, ensure_ascii=False)
                connection.execute(
                    "INSERT INTO work_lines VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (self.learner, exercise, state.round, n, session, turn, stored),
                )
            connection.execute(
                "UPDATE exercise_states SET attempts = attempts + ?, guesses = ?, touched = ?"
                " WHERE learner = ? AND exercise = ? AND round = ?",
                (attempts, guesses, self._ledger.now(), self.learner, exercise, state.round),
            )
            return self.read(exercise)

    def climb(self, exercise: str, from_rung: int) -> bool:
        """Go one rung up from `from_rung`; False if another session was there first, so that none is skipped."""
        with self.db.transaction() as connection:
            state = self.read(exercise)
            self._insert(state)
            changed = connection.execute(
                "UPDATE exercise_states SET rung = rung + 1, attempts_at_rung = attempts, touched = ?"
                " WHERE learner = ? AND exercise = ? AND round = ? AND rung = ?",
                (self._ledger.now(), self.learner, exercise, state.round, from_rung),
            ).rowcount
        return changed == 1

    def close(self, exercise: str, status: str) -> bool:
        """End an open exercise as solved, shown, gave_up or skipped; False if it was not open any more."""
        with self.db.transaction() as connection:
            state = self.read(exercise)
            self._insert(state)
            changed = connection.execute(
                "UPDATE exercise_states SET status = ?, touched = ?"
                " WHERE learner = ? AND exercise = ? AND round = ? AND status = 'open'",
                (status, self._ledger.now(), self.learner, exercise, state.round),
            ).rowcount
        return changed == 1

    def all(self) -> dict[str, ExerciseState]:
        """Every exercise that was touched."""
        rows = self.db.connection.execute(
            "SELECT DISTINCT exercise FROM exercise_states WHERE learner = ? ORDER BY exercise", (self.learner,)
        ).fetchall()
        return {row["exercise"]: self.read(row["exercise"]) for row in rows}


UNREADABLE = frozenset({"unreadable", "too_large", "prose"})
"""Codes of lines that are no attempt."""


def squeeze(text: str) -> str:
    """A line without white space and case, to know it again."""
    return "".join(text.split()).casefold()
