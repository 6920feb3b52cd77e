"""A clock that is told what time it is, and short ways to make the learner's values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tutor.learner.choose import Candidate
from tutor.learner.values import AttemptEvidence, Mastery, Outcome

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class SetClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **parts: float) -> datetime:
        """Move on (or back) by days, hours, minutes…; the new time."""
        self.now += timedelta(**parts)
        return self.now


def attempt(
    exercise: str = "algebra/ex-1",
    outcome: Outcome = "right",
    kcs: Sequence[str] = ("linear",),
    *,
    hints: int = 0,
    misconception: str | None = None,
    name: str | None = None,
    turn: str | None = "t1",
    text: str = "x = 4",
    seconds: float | None = None,
    guess: float | None = None,
) -> AttemptEvidence:
    return AttemptEvidence(
        exercise=exercise,
        kcs=tuple(kcs),
        outcome=outcome,
        hints=hints,
        turn=turn,
        text=text,
        misconception=misconception,
        misconception_name=name,
        seconds=seconds,
        guess=guess,
    )


def known(kc: str, p_known: float = 0.97, **more: object) -> Mastery:
    """A component that was worked on and stands at `p_known`."""
    values: dict[str, object] = {"attempts": 4, "right": 3, "last_seen": START, "reached": p_known >= 0.95}
    return Mastery(kc=kc, p_known=p_known, **(values | more))  # type: ignore[arg-type]


def candidate(exercise: str, *kcs: str, difficulty: float | None = None) -> Candidate:
    return Candidate(exercise=exercise, lesson=exercise.partition("/")[0], kcs=kcs, difficulty=difficulty)
