"""What the learner model takes in and gives out: attempts, mastery and misconceptions, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Outcome = Literal["right", "wrong", "shown", "skipped", "gave_up"]
OUTCOMES: tuple[Outcome, ...] = ("right", "wrong", "shown", "skipped", "gave_up")
ENDINGS: frozenset[Outcome] = frozenset({"right", "shown", "skipped", "gave_up"})
"""Outcomes after which the next attempt at the same exercise is a new sitting."""

ClaimState = Literal["open", "passed", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptEvidence:
    """One checked attempt at an exercise, as the engine reports it.

    "right" is reported once, when the exercise is solved; "wrong" for each refuted line or answer. What could not
    be checked is no evidence and is not reported.
    """

    exercise: str
    """`lesson-id/label`."""
    kcs: tuple[str, ...]
    """The knowledge components it is evidence for; empty for none: it is kept, and moves nothing."""
    outcome: Outcome
    hints: int = 0
    """Rungs of the hint ladder used in this exercise so far; 0 is unaided."""
    turn: str | None = None
    """The turn it came from."""
    text: str = ""
    """The learner's line; what is longer than 4,000 characters is stored cut, ending in "…"."""
    misconception: str | None = None
    """The id of the buggy rule that explains a wrong one."""
    misconception_name: str | None = None
    """Its name for people; the id stands in when it is None."""
    seconds: float | None = None
    """Time spent; None: estimated from the time since the attempt before."""
    guess: float | None = None
    """P(right by luck) when the kind of exercise sets it, e.g. 1 / choices; None: the component's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MasteryMove:
    """P(known) of one component before and after an attempt, and why in a few words."""

    kc: str
    before: float
    after: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mastery:
    """What is believed about one knowledge component, with its evidence."""

    kc: str
    p_known: float
    """In [0, 1]; the prior before any attempt."""
    attempts: int = 0
    """Attempts that named this component, counted or not."""
    right: int = 0
    """Of those, the right ones, aided or not."""
    last_seen: datetime | None = None
    """None: never worked on."""
    due: datetime | None = None
    """When a review is due; None: nothing to review yet."""
    claim: ClaimState | None = None
    """State of the learner's own "I know this"; None: never said, or withdrawn."""
    claim_right: int = 0
    """Unaided right answers in the open test-out."""
    reached: bool = False
    """It has been at the gate at least once."""
    evidence: tuple[str, ...] = ()
    """Sentences for the learner, most telling first; never empty when it comes from the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMisconception:
    """A buggy rule that explained the learner's wrong lines."""

    id: str
    name: str
    times: int
    last_seen: datetime
    gone: bool
    """Three right answers on its components since it was last seen (see misconceptions.py)."""
    kcs: tuple[str, ...] = ()
    rights_since: int = 0
    """Right answers on those components since; it is gone at three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How an exercise last ended, for choosing the next one."""

    outcome: Outcome
    times: int
    """Attempts at it."""
    at: datetime
    """Of the last attempt."""
    order: int = 0
    """Position of the last attempt in the record: larger is later, also within one clock tick."""
    solved: bool = False
    """Answered right at least once."""
