"""A clock that is told what time it is, and short ways to make the learner's values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tutor.learner.choose import Candidate
from tutor.learner.mastery import GATE
from tutor.learner.values import AttemptEvidence, Done, Mastery, Outcome
from tutor.storage import Database

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


def did(outcome: Outcome, *, order: int = 1, days_ago: float = 0, solved: bool | None = None) -> Done:
    is_solved = outcome == "right" if solved is None else solved
    return Done(outcome=outcome, times=1, at=START - timedelta(days=days_ago), order=order, solved=is_solved)


def met(need: str, exercises: list[Candidate], mastery: dict[str, Mastery], done: dict[str, Done]) -> bool:
    """Known; or more likely known than not with all that there is on it solved; or without any exercise."""
    own = [each.exercise for each in exercises if need in each.kcs]
    at = mastery[need].p_known if need in mastery else 0.25
    return not own or at >= GATE or (at >= 0.6 and all(each in done and done[each].outcome == "right" for each in own))


def bytes_of(db: Database) -> bytes:
    """All that is on disk of a database, its log included."""
    return b"".join(path.read_bytes() for path in sorted(db.path.parent.glob(db.path.name + "*")))
