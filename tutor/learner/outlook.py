"""One learner's outlook on the exercises there are: what is known, what is ready to be learned, which exercise
suits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tutor.learner.mastery import DEFAULTS, GATE
from tutor.learner.sitting import SEEN_FOR
from tutor.learner.values import Done, Mastery

_NAMED = re.compile(
    r"(?:Newton|Pythag|Ohm|Euler|Bayes|Gauss|Taylor|Fourier|Laplace|Riemann|Leibniz|Coulomb|Kepler|Hooke|Venn|Poisson"
    r"|Bernoulli|Vieta|Descartes|Cartes|Markov|Hess|Snell|Faraday|Lenz|Maxwell|Boyle|Avogadro|Einstein|Doppler|Fermat)"
)
"""Titles that begin with somebody's name keep their capital."""
_DOING = re.compile(
    r"(?:Add|Apply|Balance|Build|Calculate|Change|Check|Choose|Clear|Collect|Combine|Compare|Complete|Compute|Convert|Count"
    r"|Define|Derive|Describe|Determine|Differentiate|Distribute|Divide|Do|Draw|Eliminate|Estimate|Evaluate|Expand|Explain"
    r"|Express|Factori[sz]e|Find|Gather|Get|Give|Identify|Integrate|Interpret|Invert|Isolate|Keep|Label|List|Make|Measure"
    r"|Model|Move|Multiply|Name|Order|Plot|Predict|Prove|Put|Read|Rearrange|Recogni[sz]e|Reduce|Relate|Replace|Rewrite|Round"
    r"|Separate|Set|Simplify|Sketch|Solve|Split|State|Subtract|Substitute|Take|Tell|Translate|Turn|Undo|Use|Work|Write)\s"
)
"""Titles that say what to do don't fit into a sentence and are quoted in it."""
LIKELY = 0.6
"""P(known) from which a component without unsolved exercises no longer blocks (own choice)."""
EASIER = 0.15
"""How much below P(known) the place among the difficulties is aimed at: a newcomer begins with the easiest (own
choice).
"""
SEEN = 3
"""Staleness of an exercise whose answer was seen lately."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An exercise that could come next."""

    exercise: str
    lesson: str
    kcs: tuple[str, ...]
    difficulty: float | None = None
    """Larger is harder; compared only with exercises on the same component. None: unknown, taken as middling."""


class Outlook:
    """What one learner knows and needs, and which exercises suit: what the stages of choose.py ask. Changes nothing."""

    def __init__(
        self,
        *,
        graph: Mapping[str, tuple[str, ...]],
        every: Sequence[Candidate],
        usable: Sequence[Candidate],
        mastery: Mapping[str, Mastery],
        done: Mapping[str, Done],
        now: datetime,
        lesson: str | None,
        titles: Mapping[str, str],
    ) -> None:
        self.graph = graph
        self.mastery = mastery
        self.done = done
        self.now = now
        self.usable = usable
        self._titles = titles
        self._naming: dict[str, list[Candidate]] = {}
        for each in every:
            for kc in each.kcs:
                self._naming.setdefault(kc, []).append(each)
        self._closures: dict[str, list[str]] = {}
        self._settled: dict[str, bool] = {}
        self._every = every
        self.in_hand = {kc: None for each in every if each.lesson == lesson for kc in each.kcs}

    def components(self) -> list[str]:
        """Every exercised component: those of the lesson in hand first, then in the graph's order, then the
        exercises'.
        """
        ordered = dict(self.in_hand)
        ordered |= dict.fromkeys(kc for kc in self.graph if kc in self._naming)
        ordered |= dict.fromkeys(kc for each in self._every for kc in each.kcs)
        return list(ordered)

    def title(self, kc: str) -> str:
        """The component in words, as it stands in the middle of a sentence."""
        words = self._titles.get(kc) or kc.replace("-", " ").replace("_", " ")
        if _DOING.match(words):
            return f"“{words}”"
        return words if words[1:2].isupper() or _NAMED.match(words) else words[:1].lower() + words[1:]

    def p_known(self, kc: str) -> float:
        """P(known), the prior where nothing is known."""
        found = self.mastery.get(kc)
        return DEFAULTS.prior if found is None else found.p_known

    def known(self, kc: str) -> bool:
        """At the gate."""
        return self.p_known(kc) >= GATE

    def begun(self, kc: str) -> bool:
        """Tried at least once."""
        found = self.mastery.get(kc)
        return found is not None and found.attempts > 0

    def last_seen(self, kc: str) -> datetime:
        """When it was tried last; the beginning of time for never."""
        found = self.mastery.get(kc)
        return _LONG_AGO if found is None or found.last_seen is None else found.last_seen

    def closure(self, kc: str) -> list[str]:
        """All that a component needs, directly or not, without itself."""
        if kc not in self._closures:
            found: dict[str, None] = {}
            waiting = list(self.graph.get(kc, ()))
            while waiting:
                need = waiting.pop()
                if need != kc and need not in found:
                    found[need] = None
                    waiting += self.graph.get(need, ())
            self._closures[kc] = list(found)
        return self._closures[kc]

    def settled(self, kc: str) -> bool:
        """More likely known than not, with all exercises on it solved: nothing is left to show it by for now."""
        if kc not in self._settled:
            self._settled[kc] = self.p_known(kc) >= LIKELY and self._all_solved(kc)
        return self._settled[kc]

    def _all_solved(self, kc: str) -> bool:
        naming = self._naming.get(kc, [])
        own = [each for each in naming if not any(kc in self.closure(other) for other in each.kcs)] or naming
        tried = [self.done.get(each.exercise) for each in own]
        return bool(own) and all(found is not None and found.outcome == "right" for found in tried)

    def unmet(self, kc: str) -> list[str]:
        """What it needs that isn't known yet; what has no exercise can't be shown to be known, and doesn't stand in
        the way.
        """
        needed = (need for need in self.closure(kc) if need in self._naming)
        return [need for need in needed if not (self.known(need) or self.settled(need))]

    def ready(self, kc: str, besides: tuple[str, ...] = ()) -> bool:
        """All it needs is known, or among `besides`."""
        return all(need in besides for need in self.unmet(kc))

    def on(self, kc: str, *, fresh: bool = False) -> list[Candidate]:
        """The exercises on a component whose other components can be worked on too; fresh: not answered lately."""
        return [
            each
            for each in self.usable
            if kc in each.kcs
            and not (fresh and self.staleness(each.exercise) == SEEN)
            and all(self.known(other) or self.ready(other, each.kcs) for other in each.kcs if other != kc)
        ]

    def staleness(self, exercise: str) -> int:
        """0: not tried lately; 1: tried and not solved; 2: skipped; 3: its answer was seen lately."""
        found = self.done.get(exercise)
        if found is None or self.now - found.at > SEEN_FOR:
            return 0
        if found.solved or found.outcome in ("shown", "gave_up"):
            return SEEN
        return 2 if found.outcome == "skipped" else 1

    def best(self, kc: str, among: Sequence[Candidate]) -> Candidate | None:
        """Fresh first; then the one seen longest ago, or the one with the fewest other unknown components and of a
        difficulty that suits; then in their order.
        """
        given = [each.difficulty for each in among if each.difficulty is not None]
        low, high = (min(given), max(given)) if given else (0.0, 0.0)

        def rank(each: Candidate) -> tuple[int, int, int, float]:
            place = 0.5 if each.difficulty is None or high == low else (each.difficulty - low) / (high - low)
            others = sum(not self.known(other) for other in each.kcs if other != kc)
            tried = self.done.get(each.exercise)
            return (
                self.staleness(each.exercise),
                tried.order if tried else 0,
                others,
                abs(place - self.p_known(kc) + EASIER),
            )

        return min(among, key=rank, default=None)
