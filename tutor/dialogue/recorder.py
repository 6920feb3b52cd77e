"""Figures and objections kept on the side: how drafts went, what a model can be trusted with, disputed verdicts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tutor.dialogue.ledger import Ledger
from tutor.dialogue.values import Line
from tutor.dialogue.writer import Outcome

LOW = 1
"""The level of a model that was never examined."""


class Recorder:
    """Writes and reads the side tables of one learner's ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def draft(self, session: str, turn: int, model: str, move: str, outcome: Outcome) -> None:
        """How the drafts of a turn went."""
        with self._ledger.db.transaction() as connection:
            connection.execute(
                "INSERT INTO drafts"
                " (learner, session, turn, model, move, outcome, reasons, first_draft_s, first_shown_s)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    self._ledger.learner,
                    session,
                    turn,
                    model,
                    move,
                    outcome.name,
                    json.dumps(outcome.reasons, ensure_ascii=False),
                    outcome.first_draft_s,
                    outcome.first_shown_s,
                ),
            )

    def stats(self) -> dict[str, Any]:
        """Counts of drafts by outcome, and how often each reason of a refusal was met."""
        rows = self._ledger.db.connection.execute(
            "SELECT outcome, reasons FROM drafts WHERE learner = ?", (self._ledger.learner,)
        ).fetchall()
        found: dict[str, Any] = {"drafts": len(rows), "shown": 0, "redrafted": 0, "replaced": 0}
        for row in rows:
            found[row["outcome"]] += 1
            for reason in json.loads(row["reasons"]):
                key = f"refused: {reason}"
                found[key] = found.get(key, 0) + 1
        turns = self._ledger.db.connection.execute(
            "SELECT COUNT(*) AS n FROM turns t JOIN sessions s ON s.id = t.session WHERE s.learner = ?",
            (self._ledger.learner,),
        ).fetchone()
        return {"turns": int(turns["n"]), **found}

    def dispute(self, exercise: str, session: str, turn: int, line: Line) -> None:
        """A verdict the learner doesn't accept, for a teacher to look at."""
        with self._ledger.db.transaction() as connection:
            connection.execute(
                "INSERT INTO disputes (learner, exercise, session, turn, line, verdict, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    self._ledger.learner,
                    exercise,
                    session,
                    turn,
                    line.text,
                    f"{line.status}: {line.code}",
                    self._ledger.now(),
                ),
            )

    def level(self, model: str) -> int:
        """What a model was found to be trusted with, 0 to 3; LOW if it was never examined."""
        row = self._ledger.db.connection.execute("SELECT level FROM model_levels WHERE model = ?", (model,)).fetchone()
        return int(row["level"]) if row else LOW

    def passed(self, model: str, subject: str) -> bool:
        """Whether a model passed a subject of its examination; False if it was never examined."""
        row = self._ledger.db.connection.execute("SELECT report FROM model_levels WHERE model = ?", (model,)).fetchone()
        return bool(row) and json.loads(row["report"]).get(f"passed_{subject}") is True

    def set_level(self, model: str, level: int, report: Mapping[str, Any]) -> None:
        """Keep the result of an examination."""
        with self._ledger.db.transaction() as connection:
            connection.execute(
                "INSERT INTO model_levels VALUES (?, ?, ?, ?) ON CONFLICT (model) DO UPDATE"
                " SET level = excluded.level, report = excluded.report, at = excluded.at",
                (model, level, json.dumps(dict(report), default=str), self._ledger.now()),
            )
