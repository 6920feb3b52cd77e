"""What the attempts before say about the next one at the same exercise: how much help it has had, and whether it is
new evidence.

One exercise is one opportunity. Rules (own choice):
- Failures after the first in one sitting are the same gap seen again: they are kept, but move nothing.
- A right answer after n refuted tries counts as after n more rungs of help, for each refutation told something.
- An exercise whose answer was seen (solved, shown or given up) in the last 7 days is answered from memory: four
rungs more. A sitting ends with the exercise's end (right, shown, given up, skipped) or after 8 hours without an
attempt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tutor.learner.values import ENDINGS, Outcome

SITTING = timedelta(hours=8)
SEEN_FOR = timedelta(days=7)
SEEN_RUNGS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The standing of an exercise and component just before an attempt."""

    tries: int = 0
    """Refuted tries in this sitting."""
    seen: bool = False
    """The answer was seen in the last 7 days."""

    def rungs(self, hints: int) -> int:
        """All the help an answer given now has had."""
        return max(0, hints) + self.tries + (SEEN_RUNGS if self.seen else 0)


def before(newest_first: Iterable[tuple[Outcome, datetime]], now: datetime) -> Before:
    """The standing, from the earlier attempts at the same exercise that named the same component."""
    tries = 0
    seen = False
    sitting = True
    later = now
    for outcome, at in newest_first:
        if sitting and (outcome in ENDINGS or later - at > SITTING):
            sitting = False
        if sitting:
            tries += 1
        later = at
        if outcome in ("right", "shown", "gave_up") and now - at <= SEEN_FOR:
            seen = True
    return Before(tries=tries, seen=seen)
