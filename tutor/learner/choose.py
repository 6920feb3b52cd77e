"""Which exercise comes next (the outer loop): a pure function from what is believed about a learner to a choice and
its reason.

In this order, the first that has an exercise wins:
1. test-out: the learner said "I know this";
2. review: known once, and due;
3. remediation: something being worked on (or wanted: the lesson in hand) needs a component that is not known yet;
of those that can be worked on now, the weakest;
4. practice: begun, not yet at the gate, prerequisites known;
5. new material: not begun, prerequisites known;
6. more practice: all is known, the one due first.
The exercise just done is not chosen again unless there is no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from tutor.learner.explain import RIGHTS_FOR_CLAIM, day, percent
from tutor.learner.mastery import DEFAULTS, GATE
from tutor.learner.sitting import SEEN_FOR
from tutor.learner.values import Done, Mastery

Reason = Literal["review", "remediation", "new", "practice", "test_out"]
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An exercise that could come next."""

    exercise: str
    lesson: str
    kcs: tuple[str, ...]
    difficulty: float | None = None
    """Larger is harder; compared only with exercises on the same component. None: unknown, taken as middling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The next exercise and why."""

    exercise: str
    reason: Reason
    why: str
    """The evidence, as one sentence to the learner."""
    kc: str | None = None
    """The component it is chosen for; None only for an exercise that names none."""


def choose_next(
    graph: Mapping[str, tuple[str, ...]],
    exercises: Sequence[Candidate],
    mastery: Mapping[str, Mastery],
    done: Mapping[str, Done],
    now: datetime,
    *,
    last: str | None = None,
    lesson: str | None = None,
    titles: Mapping[str, str] | None = None,
) -> Choice | None:
    """The next exercise, or None if there is none at all.

    graph: component -> what it requires, in the order of the lessons. done: as `LearnerRecord.done()`. last: the
    exercise in hand; None: the one tried last. lesson: the lesson in hand, whose components come first. titles:
    component -> words for the sentence.
    """
    if last is None and done:
        last = max(done, key=lambda exercise: (done[exercise].order, done[exercise].at))
    for usable in ([each for each in exercises if each.exercise != last], list(exercises)):
        view = _View(
            graph=graph, every=exercises, usable=usable, mastery=mastery, done=done, now=now, titles=titles or {}
        )
        wanted = view.components(lesson)
        for stage in (_test_out, _review, _remediation, _practice, _new, _rest):
            choice = stage(view, wanted)
            if choice is not None:
                return choice
    return None


class _View:
    """What the stages ask about the learner and the exercises."""

    def __init__(
        self,
        *,
        graph: Mapping[str, tuple[str, ...]],
        every: Sequence[Candidate],
        usable: Sequence[Candidate],
        mastery: Mapping[str, Mastery],
        done: Mapping[str, Done],
        now: datetime,
        titles: Mapping[str, str],
    ) -> None:
        self.graph = graph
        self.mastery = mastery
        self.done = done
        self.now = now
        self.usable = usable
        self._titles = titles
        self._exercised = {kc for each in every for kc in each.kcs}
        self._every = every

    def components(self, lesson: str | None) -> list[str]:
        """Every exercised component: those of the lesson in hand first, then in the graph's order, then the
        exercises'.
        """
        ordered = dict.fromkeys(kc for each in self._every if each.lesson == lesson for kc in each.kcs)
        ordered |= dict.fromkeys(kc for kc in self.graph if kc in self._exercised)
        ordered |= dict.fromkeys(kc for each in self._every for kc in each.kcs)
        return list(ordered)

    def in_lesson(self, kc: str, lesson: str | None) -> bool:
        return any(each.lesson == lesson and kc in each.kcs for each in self._every)

    def title(self, kc: str) -> str:
        """The component in words, as it stands in the middle of a sentence."""
        words = self._titles.get(kc) or kc.replace("-", " ").replace("_", " ")
        starts_a_name = len(words) > 1 and words[1].isupper()
        return words if starts_a_name else words[:1].lower() + words[1:]

    def p_known(self, kc: str) -> float:
        found = self.mastery.get(kc)
        return DEFAULTS.prior if found is None else found.p_known

    def known(self, kc: str) -> bool:
        return self.p_known(kc) >= GATE

    def begun(self, kc: str) -> bool:
        found = self.mastery.get(kc)
        return found is not None and found.attempts > 0

    def last_seen(self, kc: str) -> datetime:
        found = self.mastery.get(kc)
        return _LONG_AGO if found is None or found.last_seen is None else found.last_seen

    def closure(self, kc: str) -> list[str]:
        """All that a component needs, directly or not, without itself."""
        found: dict[str, None] = {}
        waiting = list(self.graph.get(kc, ()))
        while waiting:
            need = waiting.pop(0)
            if need != kc and need not in found:
                found[need] = None
                waiting += self.graph.get(need, ())
        return list(found)

    def unmet(self, kc: str) -> list[str]:
        """What it needs that isn't known yet; what has no exercise can't be shown to be known, and doesn't stand in
        the way.
        """
        return [need for need in self.closure(kc) if need in self._exercised and not self.known(need)]

    def ready(self, kc: str, besides: tuple[str, ...] = ()) -> bool:
        return all(need in besides for need in self.unmet(kc))

    def on(self, kc: str) -> list[Candidate]:
        """The exercises on a component whose other components can be worked on too."""
        return [
            each
            for each in self.usable
            if kc in each.kcs
            and all(self.known(other) or self.ready(other, each.kcs) for other in each.kcs if other != kc)
        ]

    def staleness(self, exercise: str) -> int:
        """0: not tried lately; 1: tried and not solved; 2: skipped; 3: its answer was seen lately."""
        found = self.done.get(exercise)
        if found is None or self.now - found.at > SEEN_FOR:
            return 0
        if found.solved or found.outcome in ("shown", "gave_up"):
            return 3
        return 2 if found.outcome == "skipped" else 1

    def best(self, kc: str, among: Sequence[Candidate]) -> Candidate | None:
        """Fresh first, then with the fewest other unknown components, then of a difficulty that suits, then in
        their order.
        """
        given = [each.difficulty for each in among if each.difficulty is not None]
        low, high = (min(given), max(given)) if given else (0.0, 0.0)

        def rank(each: Candidate) -> tuple[int, bool, int, float]:
            place = 0.5 if each.difficulty is None or high == low else (each.difficulty - low) / (high - low)
            others = sum(not self.known(other) for other in each.kcs if other != kc)
            tried = self.done.get(each.exercise)
            return (self.staleness(each.exercise), tried is not None, others, abs(place - self.p_known(kc)))

        return min(among, key=rank, default=None)


def _test_out(view: _View, wanted: Sequence[str]) -> Choice | None:
    for kc in wanted:
        found = view.mastery.get(kc)
        if found is None or found.claim != "open" or view.known(kc):
            continue
        fresh = [each for each in view.usable if kc in each.kcs and view.staleness(each.exercise) == 0]
        best = view.best(kc, fresh)
        if best is not None:
            left = RIGHTS_FOR_CLAIM - found.claim_right
            answers = "one more answer" if left == 1 else "two answers"
            why = f"You said that you know {view.title(kc)}: {answers} without hints, and it counts as known."
            return Choice(exercise=best.exercise, reason="test_out", why=why, kc=kc)
    return None


def _review(view: _View, wanted: Sequence[str]) -> Choice | None:
    due = [(found.due, kc) for kc in wanted if (found := view.mastery.get(kc)) and found.due and found.due <= view.now]
    for _, kc in sorted(due, key=lambda pair: pair[0]):
        best = view.best(kc, view.on(kc)) if view.known(kc) else None
        if best is not None:
            why = f"You knew {view.title(kc)} on {day(view.last_seen(kc))}, and it is due for review so that it stays."
            return Choice(exercise=best.exercise, reason="review", why=why, kc=kc)
    return None


def _remediation(view: _View, wanted: Sequence[str]) -> Choice | None:
    for goal in _goals(view, wanted):
        unmet = view.unmet(goal)
        workable = [kc for kc in unmet if view.ready(kc)] or unmet
        for kc in sorted(workable, key=view.p_known):
            best = view.best(kc, view.on(kc))
            if best is not None:
                need, title = view.title(kc), view.title(goal)
                why = (
                    f"You have {need} at {percent(view.p_known(kc))}, and {title} needs it."
                    if view.begun(kc)
                    else f"{title[:1].upper()}{title[1:]} needs {need}, and there is no work on that yet."
                )
                return Choice(exercise=best.exercise, reason="remediation", why=why, kc=kc)
    return None


def _goals(view: _View, wanted: Sequence[str]) -> list[str]:
    """What the learner has begun and not yet mastered, though something it needs is missing: the one tried last
    first.
    """
    begun = [kc for kc in wanted if view.begun(kc) and not view.known(kc) and view.unmet(kc)]
    return sorted(begun, key=view.last_seen, reverse=True)


def _practice(view: _View, wanted: Sequence[str]) -> Choice | None:
    begun = [kc for kc in wanted if view.begun(kc) and not view.known(kc) and view.ready(kc)]
    for kc in sorted(begun, key=view.last_seen, reverse=True):
        best = view.best(kc, view.on(kc))
        if best is not None:
            why = f"You have {view.title(kc)} at {percent(view.p_known(kc))}; it counts as known from {percent(GATE)}."
            return Choice(exercise=best.exercise, reason="practice", why=why, kc=kc)
    return None


def _new(view: _View, wanted: Sequence[str]) -> Choice | None:
    for kc in wanted:
        if view.begun(kc) or view.known(kc) or not view.ready(kc):
            continue
        best = view.best(kc, view.on(kc))
        if best is not None:
            title = view.title(kc)
            needs = [view.title(need) for need in view.graph.get(kc, ()) if view.known(need)]
            why = (
                f"You know {_listed(needs)}, so {title} can come next."
                if needs
                else f"{title[:1].upper()}{title[1:]} is new."
            )
            return Choice(exercise=best.exercise, reason="new", why=why, kc=kc)
    return None


def _rest(view: _View, wanted: Sequence[str]) -> Choice | None:
    def due(kc: str) -> datetime:
        found = view.mastery.get(kc)
        return _NEVER if found is None or found.due is None else found.due

    for kc in sorted((kc for kc in wanted if view.known(kc)), key=due):
        best = view.best(kc, view.on(kc))
        if best is not None:
            when = "" if due(kc) == _NEVER else f"; its next review is due on {day(due(kc))}"
            why = f"All that is ready for you is known already: this one keeps {view.title(kc)} fresh{when}."
            return Choice(exercise=best.exercise, reason="practice", why=why, kc=kc)
    others = [each for each in view.usable if not each.kcs]
    best = view.best("", others)
    if best is None:
        return None
    return Choice(exercise=best.exercise, reason="practice", why="Everything else is done; here is one more to try.")


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
