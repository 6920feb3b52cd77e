"""The open learner model: all that a progress screen shows, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from tutor.learner import reading
from tutor.learner.explain import Seen
from tutor.learner.mastery import GATE
from tutor.learner.reading import MasteryRow
from tutor.learner.review import recall_chance
from tutor.learner.schema import moment
from tutor.learner.values import Mastery, SeenMisconception

if TYPE_CHECKING:
    from tutor.learner.record import LearnerRecord

Trend = Literal["new", "rising", "steady", "falling"]
TREND_OVER = 3
"""Counted attempts a trend looks back over."""
TREND_STEP = 0.05
"""Change of P(known) below which it is steady."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KcReport:
    """One component on the progress screen."""

    mastery: Mastery
    mastered: bool
    trend: Trend
    history: tuple[float, ...]
    """P(known) from the prior on, after each counted attempt, oldest first; in [0, 1]."""
    is_due: bool
    recall: float | None
    """P(recall) now, by FSRS; None before the first review."""
    minutes: float
    """Time spent on it, estimated; an attempt's time is shared among its components."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerReport:
    """Everything believed about a learner's knowledge at a time."""

    learner: str
    at: datetime
    kcs: tuple[KcReport, ...]
    """By id."""
    misconceptions: tuple[SeenMisconception, ...]
    due: tuple[str, ...]
    """Most at risk of being forgotten first."""
    attempts: int
    right: int
    exercises: int
    """Different exercises tried."""
    solved: int
    """Different exercises answered right, aided or not."""
    minutes: float
    days: int
    """Different days (UTC) with an attempt."""
    last_seen: datetime | None

    @property
    def mastered(self) -> tuple[str, ...]:
        """The components at the gate."""
        return tuple(each.mastery.kc for each in self.kcs if each.mastered)


def build_report(record: LearnerRecord, now: datetime) -> LearnerReport:
    """The report of a learner at a time, read in one go."""
    connection = record.db.connection
    due = record.due(now)
    rows = connection.execute(
        "SELECT a.at, a.outcome, a.exercise, a.seconds FROM attempts a WHERE a.learner = ? ORDER BY a.id",
        (record.learner,),
    ).fetchall()
    seen = reading.histories(connection, record.learner)
    spent = _minutes_by_kc(record)
    done = record.done()
    return LearnerReport(
        learner=record.learner,
        at=now,
        kcs=tuple(
            _kc(
                row,
                reading.mastery_value(row, seen.get(row.kc, ()), record.params(row.kc), now),
                [each for each in reversed(seen.get(row.kc, ())) if each.counted],
                row.kc in due,
                spent.get(row.kc, 0.0),
                now,
            )
            for row in reading.mastery_rows(connection, record.learner)
        ),
        misconceptions=record.misconceptions(),
        due=due,
        attempts=len(rows),
        right=sum(row["outcome"] == "right" for row in rows),
        exercises=len(done),
        solved=sum(each.solved for each in done.values()),
        minutes=sum(row["seconds"] for row in rows) / 60,
        days=len({row["at"][:10] for row in rows}),
        last_seen=moment(rows[-1]["at"]) if rows else None,
    )


def _kc(
    row: MasteryRow, mastery: Mastery, counted: Sequence[Seen], is_due: bool, minutes: float, now: datetime
) -> KcReport:
    return KcReport(
        mastery=mastery,
        mastered=mastery.p_known >= GATE,
        trend=trend(counted),
        history=((counted[0].before, *(seen.after for seen in counted)) if counted else (mastery.p_known,)),
        is_due=is_due,
        recall=None if row.review is None else recall_chance(row.review, now),
        minutes=minutes,
    )


def trend(oldest_first: Sequence[Seen]) -> Trend:
    """Where P(known) went over the last three counted attempts."""
    if not oldest_first:
        return "new"
    moved = oldest_first[-1].after - oldest_first[-TREND_OVER:][0].before
    if abs(moved) < TREND_STEP:
        return "steady"
    return "rising" if moved > 0 else "falling"


def _minutes_by_kc(record: LearnerRecord) -> dict[str, float]:
    rows = record.db.connection.execute(
        "SELECT k.kc, SUM(a.seconds / (SELECT COUNT(*) FROM attempt_kcs n WHERE n.attempt = a.id)) AS spent"
        " FROM attempts a JOIN attempt_kcs k ON k.attempt = a.id WHERE a.learner = ? GROUP BY k.kc",
        (record.learner,),
    )
    return {row["kc"]: row["spent"] / 60 for row in rows}
