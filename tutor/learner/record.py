"""The record of one learner: attempts in, mastery, misconceptions and due reviews out.

Every change is one transaction, so that two processes can use one record at once and a kill loses nothing that was
returned.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tutor.errors import StoreError, UsageError
from tutor.learner import erase, reading
from tutor.learner.explain import RIGHTS_FOR_CLAIM, move_reason
from tutor.learner.mastery import DEFAULTS, GATE, BktParams, observe
from tutor.learner.misconceptions import seen_misconceptions
from tutor.learner.plain import LINE_CHARS, NAME_CHARS, clean, one_line
from tutor.learner.report import LearnerReport, build_report
from tutor.learner.review import grade, next_review, recall_chance
from tutor.learner.schema import SCHEMA, moment_or_none, stamp
from tutor.learner.sitting import Before, before
from tutor.learner.values import OUTCOMES, AttemptEvidence, Done, Mastery, MasteryMove, SeenMisconception
from tutor.storage import Database

LONGEST_PAUSE_S = 600.0
"""The most a pause between two attempts counts as time spent."""
LONGEST_ATTEMPT_S = 86400.0
"""The most time that one attempt is said to have taken."""
MOST_HINTS = 99
MOST_GUESS = 0.49
"""A choice between two is guessed right half of the time; tracing needs a little less."""
HISTORY = 50
"""Attempts at one exercise looked back at."""


class LearnerRecord:
    """What is known of one learner's work. Thread-safe, as `Database` is; holds no state but its arguments.

    `params` gives a component its own tracing parameters; the others use the defaults.
    """

    def __init__(
        self,
        db: Database,
        learner: str,
        clock: Callable[[], datetime],
        *,
        params: Mapping[str, BktParams] | None = None,
    ) -> None:
        self.db = db
        self.learner = one_line(learner, NAME_CHARS)
        self._clock = clock
        self._params = dict(params or {})
        if not self.learner:
            raise UsageError("the learner has no name", "give one with --learner NAME")
        db.ensure(SCHEMA)

    def params(self, kc: str) -> BktParams:
        """The tracing parameters of a component."""
        return self._params.get(kc, DEFAULTS)

    def now(self) -> datetime:
        """The clock's time, in UTC."""
        moment = self._clock()
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)

    def add_attempt(self, attempt: AttemptEvidence) -> tuple[MasteryMove, ...]:
        """Store an attempt and what it changes; the moves of the components whose P(known) changed.

        Raises UsageError for an unknown outcome or negative hints.
        """
        if attempt.outcome not in OUTCOMES or attempt.hints < 0:
            raise UsageError(
                f"not an attempt: outcome {attempt.outcome!r}, {attempt.hints} hints",
                f"outcomes are {', '.join(OUTCOMES)}",
            )
        now = self.now()
        kcs = dict.fromkeys(map(_kc, attempt.kcs))
        with self.db.transaction() as connection:
            standings = {kc: self._before(connection, attempt.exercise, kc, now) for kc in kcs if kc}
            number = self._insert(connection, attempt, now)
            moves = [self._apply(connection, number, attempt, kc, found, now) for kc, found in standings.items()]
        return tuple(move for move in moves if move.before != move.after)

    def _before(self, connection: sqlite3.Connection, exercise: str, kc: str, now: datetime) -> Before:
        return before(reading.attempts_at(connection, self.learner, one_line(exercise, NAME_CHARS), kc, HISTORY), now)

    def _insert(self, connection: sqlite3.Connection, attempt: AttemptEvidence, now: datetime) -> int:
        misconception = one_line(attempt.misconception or "", NAME_CHARS) or None
        name = one_line(attempt.misconception_name or "", NAME_CHARS) or misconception
        seconds = attempt.seconds
        if seconds is None:
            last = reading.last_attempt_at(connection, self.learner)
            seconds = 0.0 if last is None else (now - last).total_seconds()
            seconds = seconds if 0 <= seconds <= LONGEST_PAUSE_S else 0.0
        cursor = connection.execute(
            "INSERT INTO attempts (learner, at, exercise, outcome, hints, turn, text, misconception,"
            " misconception_name, seconds) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.learner,
                stamp(now),
                one_line(attempt.exercise, NAME_CHARS),
                attempt.outcome,
                min(attempt.hints, MOST_HINTS),
                _turn(attempt.turn),
                clean(attempt.text, LINE_CHARS),
                misconception,
                name if misconception else None,
                _seconds(seconds),
            ),
        )
        if cursor.lastrowid is None:  # pragma: no cover: SQLite always gives the id of an insert
            raise StoreError("the attempt was not stored")
        return cursor.lastrowid

    def _apply(
        self,
        connection: sqlite3.Connection,
        number: int,
        attempt: AttemptEvidence,
        kc: str,
        standing: Before,
        now: datetime,
    ) -> MasteryMove:
        """Move one component by one attempt and store it."""
        old = reading.mastery_row(connection, self.learner, kc, self.params(kc))
        params = self.params(kc)
        if attempt.guess is not None and 0 <= attempt.guess < 1:
            params = replace(params, guess=min(attempt.guess, MOST_GUESS))
        rungs = standing.rungs(min(attempt.hints, MOST_HINTS))
        repeated = attempt.outcome != "right" and standing.tries > 0
        after = observe(old.p_known, attempt.outcome, params, rungs=rungs, repeated=repeated)
        counted = attempt.outcome != "skipped" and not (repeated and attempt.outcome == "wrong")
        why = move_reason(
            attempt.outcome, hints=attempt.hints, tries=standing.tries, seen=standing.seen, counted=counted
        )
        claim, claim_right = old.claim, old.claim_right
        if claim == "open":
            if attempt.outcome != "right":
                claim, claim_right = "failed", 0
            elif rungs == 0:
                claim_right += 1
                if claim_right >= RIGHTS_FOR_CLAIM:
                    claim, after, why = (
                        "passed",
                        max(after, GATE),
                        "you said that you know it, and showed it twice without help",
                    )
        is_due = old.review is not None and old.review.due <= now
        given = None if repeated or (standing.seen and not is_due) else grade(attempt.outcome, rungs)
        review = old.review if given is None else next_review(old.review, given, now)
        reading.store_mastery(
            connection,
            self.learner,
            old.moved(
                p_known=after,
                right=attempt.outcome == "right",
                at=now,
                claim=claim,
                claim_right=claim_right,
                review=review,
            ),
        )
        connection.execute(
            "INSERT INTO attempt_kcs (attempt, kc, counted, before, after, why) VALUES (?, ?, ?, ?, ?, ?)",
            (number, kc, int(counted), old.p_known, after, why),
        )
        return MasteryMove(kc=kc, before=old.p_known, after=after, why=why)

    def mastery(self, kc: str) -> Mastery:
        """What is believed about one component; the prior when it was never worked on."""
        about = _kc(kc)
        return reading.mastery(self.db.connection, self.learner, about, self.params(about), self.now())

    def all_mastery(self) -> dict[str, Mastery]:
        """What is believed about every component with attempts, a claim or a correction, by its id."""
        seen = reading.histories(self.db.connection, self.learner)
        now = self.now()
        return {
            row.kc: reading.mastery_value(row, seen.get(row.kc, ()), self.params(row.kc), now)
            for row in reading.mastery_rows(self.db.connection, self.learner)
        }

    def misconceptions(self) -> tuple[SeenMisconception, ...]:
        """The buggy rules seen in the work, the last one first."""
        return seen_misconceptions(self.db.connection, self.learner)

    def due(self, now: datetime | None = None) -> tuple[str, ...]:
        """The components due for review, the one most at risk of being forgotten first."""
        at = now or self.now()
        found = []
        for row in reading.mastery_rows(self.db.connection, self.learner):
            if row.review is not None and stamp(row.review.due) <= stamp(at):
                found.append((recall_chance(row.review, at), row.kc))
        return tuple(kc for _, kc in sorted(found))

    def done(self) -> dict[str, Done]:
        """How each exercise tried so far last ended, by its id."""
        return reading.done(self.db.connection, self.learner)

    def claim_known(self, kc: str) -> Mastery:
        """The learner says "I know this": a test-out is open until two unaided right answers (then it is at the
        gate) or one failure.
        """
        about = _kc(kc)
        with self.db.transaction() as connection:
            old = reading.mastery_row(connection, self.learner, about, self.params(about))
            reading.store_mastery(connection, self.learner, old.claimed())
        return self.mastery(about)

    def correct_mastery(self, kc: str, p_known: float) -> Mastery:
        """The learner sets an estimate; work goes on from there.

        Raises UsageError if p_known is outside [0, 1].
        """
        if not 0 <= p_known <= 1:
            raise UsageError(f"a mastery of {p_known} is not between 0 and 1")
        about = _kc(kc)
        with self.db.transaction() as connection:
            old = reading.mastery_row(connection, self.learner, about, self.params(about))
            reading.store_mastery(connection, self.learner, old.corrected(p_known, self.now()))
        return self.mastery(about)

    def reset(self, kc: str) -> None:
        """Delete what is believed about a component and the attempts it rests on (attempts that named others too
        stay for those).
        """
        with self.db.transaction() as connection:
            erase.component(connection, self.learner, _kc(kc))
        erase.scrub(self.db)

    def note_topic(self, topic: str, title: str, turn: str | None) -> None:
        """The learner asked about a topic; what is asked about often becomes a theme (see themes.py)."""
        with self.db.transaction() as connection:
            connection.execute(
                "INSERT INTO topics (learner, topic, title, turn, at) VALUES (?, ?, ?, ?, ?)",
                (
                    self.learner,
                    one_line(topic, NAME_CHARS).casefold(),
                    one_line(title, NAME_CHARS),
                    _turn(turn),
                    stamp(self.now()),
                ),
            )

    def times_asked(self, topic: str) -> int:
        """In how many turns a topic was asked about; questions outside a turn count one each."""
        row = self.db.connection.execute(
            "SELECT COUNT(DISTINCT COALESCE(turn, id)) AS n FROM topics WHERE learner = ? AND topic = ?",
            (self.learner, one_line(topic, NAME_CHARS).casefold()),
        ).fetchone()
        return int(row["n"])

    def report(self, now: datetime | None = None) -> LearnerReport:
        """All that a progress screen shows, at a time."""
        return build_report(self, now or self.now())

    def export(self) -> dict[str, Any]:
        """Everything stored about the learner by this part, memories included, as JSON-able data."""
        return reading.export(self.db.connection, self.learner, stamp(self.now()))

    def forget(self) -> None:
        """Delete everything about the learner that this part keeps, memories included; nothing of it stays in the
        file.
        """
        with self.db.transaction() as connection:
            erase.learner(connection, self.learner)
        erase.scrub(self.db)

    def last_seen(self) -> datetime | None:
        """When the learner last tried anything; None: never."""
        row = self.db.connection.execute(
            "SELECT MAX(at) AS at FROM attempts WHERE learner = ?", (self.learner,)
        ).fetchone()
        return moment_or_none(row["at"])


def _kc(kc: str) -> str:
    return one_line(kc, NAME_CHARS)


def _turn(turn: str | None) -> str | None:
    return None if turn is None else one_line(turn, NAME_CHARS)


def _seconds(seconds: float) -> float:
    return min(max(0.0, seconds), LONGEST_ATTEMPT_S) if math.isfinite(seconds) else 0.0
