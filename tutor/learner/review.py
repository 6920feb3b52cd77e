"""When a knowledge component is due again: FSRS (py-fsrs 6) over components instead of flash cards.

A component is learned in exercises, not in flips of a card, so there are no learning steps of minutes: the first
answer already gives an interval in days. Fuzzing is off and time is a parameter, so the same answers at the same
times give the same dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Literal

from tutor.learner.values import Outcome

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RETENTION = 0.9
"""A review is due when the chance of recall has fallen to this."""
LONGEST_DAYS = 365

Grade = Literal["again", "hard", "good"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """What FSRS remembers of one component."""

    stability: float
    """Days until the chance of recall falls to 90 %; above 0."""
    difficulty: float
    """In [1, 10]."""
    last_review: datetime
    due: datetime


def grade(outcome: Outcome, rungs: int) -> Grade | None:
    """How FSRS is told about an attempt: unaided right is "good", aided right "hard", no right answer "again"; a
    skip is no review.
    """
    if outcome == "skipped":
        return None
    if outcome != "right":
        return "again"
    return "good" if rungs == 0 else "hard"


def next_review(state: ReviewState | None, given: Grade, at: datetime) -> ReviewState:
    """The state after an answer at a time; None is a component never answered before.

    A clock that went back counts as no time passed.
    """
    from fsrs import Rating

    moment = at.astimezone(UTC)
    if state is not None and moment < state.last_review:
        moment = state.last_review
    rating = {"again": Rating.Again, "hard": Rating.Hard, "good": Rating.Good}[given]
    card, _ = _scheduler().review_card(_card(state, moment), rating, moment)
    if card.stability is None or card.difficulty is None:  # pragma: no cover: a reviewed card has both
        raise ValueError("FSRS gave a reviewed card without stability")
    return ReviewState(stability=card.stability, difficulty=card.difficulty, last_review=moment, due=card.due)


def recall_chance(state: ReviewState, now: datetime) -> float:
    """P(recall) at a time, in [0, 1]: 1 on the day of the review, 0.9 after `stability` days."""
    moment = now.astimezone(UTC)
    return float(_scheduler().get_card_retrievability(_card(state, moment), moment))


def _card(state: ReviewState | None, at: datetime) -> Card:
    from fsrs import Card, State

    if state is None:
        return Card(card_id=1, due=at)
    return Card(
        card_id=1,
        state=State.Review,
        stability=state.stability,
        difficulty=state.difficulty,
        due=state.due.astimezone(UTC),
        last_review=state.last_review.astimezone(UTC),
    )


@cache
def _scheduler() -> Scheduler:
    """One scheduler for all: it holds no state of a learner. Made on first use, since fsrs is imported late."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=False,
    )
