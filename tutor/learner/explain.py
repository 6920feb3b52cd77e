"""What is believed about a learner, in sentences a learner understands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tutor.learner.mastery import GATE
from tutor.learner.values import ClaimState, Outcome

RIGHTS_FOR_CLAIM = 2
"""Unaided right answers that a test-out takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One attempt as it touched one component, newest first in the lists below."""

    exercise: str
    outcome: Outcome
    hints: int
    at: datetime
    counted: bool
    before: float
    after: float


def percent(p_known: float) -> str:
    """A probability for people: "62 %". Rounded down, so that 95 % is shown only at the gate and 100 % only when
    certain.
    """
    return f"{int(p_known * 100 + 1e-9)} %"


def day(moment: datetime) -> str:
    """A date for people, e.g. "3 December 2026"."""
    return f"{moment.day} {moment:%B %Y}"


def times(count: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def move_reason(outcome: Outcome, *, hints: int, tries: int, seen: bool, counted: bool) -> str:
    """Why an attempt moved P(known) as it did, in a few words."""
    if outcome == "skipped":
        return "skipped: says nothing either way"
    if outcome == "shown":
        return "the solution was shown, so it does not count as solved"
    if outcome == "gave_up":
        return "given up, so it does not count as solved"
    if outcome == "wrong":
        return "not right yet" if counted else "not right yet; the same gap again, so nothing is taken off twice"
    if seen:
        return "right, but its answer was seen only days ago, so it counts for little"
    helped = [f"{hints} hint{'s' * (hints != 1)}"] if hints else []
    if tries:
        helped.append(f"{tries} other tr{'y' if tries == 1 else 'ies'}")
    return f"right after {' and '.join(helped)}, which counts for less" if helped else "right without help"


def evidence(
    history: Sequence[Seen],
    *,
    p_known: float,
    prior: float,
    claim: ClaimState | None,
    claim_right: int,
    set_by_learner: datetime | None,
    due: datetime | None,
    now: datetime,
) -> tuple[str, ...]:
    """The sentences behind one estimate, most telling first; never empty."""
    found: list[str] = []
    if history:
        found += [_counts(history), _last(history[0])]
    elif set_by_learner is None and claim != "passed":
        found.append(f"Nothing checked yet; everyone starts at {percent(prior)}.")
    if set_by_learner is not None:
        found.append(f"You set this yourself on {day(set_by_learner)}.")
    if claim == "open":
        found.append(f"You said that you know this: {claim_right} of {RIGHTS_FOR_CLAIM} answers without help so far.")
    elif claim == "passed":
        found.append("You said that you know this, and showed it.")
    elif claim == "failed":
        found.append("You said that you know this; the test-out ended with an answer that was not right.")
    if due is not None and p_known >= GATE:
        found.append("It is due for review." if due <= now else f"The next review is due on {day(due)}.")
    return tuple(found)


def _counts(history: Sequence[Seen]) -> str:
    right = [seen for seen in history if seen.outcome == "right"]
    wrong = sum(seen.outcome == "wrong" for seen in history)
    given = sum(seen.outcome in ("shown", "gave_up") for seen in history)
    unaided = sum(seen.hints == 0 for seen in right)
    parts = []
    if right:
        how_many = "none" if not unaided else "all" if unaided == len(right) else str(unaided)
        parts.append(f"{len(right)} right ({how_many} without hints)")
    if wrong:
        parts.append(f"{wrong} not right")
    if given:
        parts.append(f"{given} where the solution was shown")
    if not parts:
        return f"You skipped it {times(len(history))}."
    listed = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return f"Answers so far: {listed}."


def _last(seen: Seen) -> str:
    how = {
        "right": "right" if not seen.hints else f"right after {seen.hints} hint{'s' * (seen.hints != 1)}",
        "wrong": "not right yet",
        "shown": "shown to you",
        "gave_up": "given up",
        "skipped": "skipped",
    }[seen.outcome]
    moved = f", {percent(seen.before)} to {percent(seen.after)}" if percent(seen.before) != percent(seen.after) else ""
    return f"The last one, {seen.exercise}, was {how} on {day(seen.at)}{moved}."
