"""Which exercise comes next (the outer loop): a pure function from what is believed about a learner to a choice and
its reason.

In this order, the first that has an exercise wins:
1. test-out: the learner said "I know this";
2. review: known once, and due;
3. remediation: something being worked on (or wanted: the lesson in hand) needs a component that is not known yet;
of those that can be worked on now, the weakest;
4. practice: begun, not yet at the gate, prerequisites known;
5. new material: not begun, prerequisites known;
6. more practice: all is known, or solved for now: the exercise done longest ago.
Stages 3 to 5 look for exercises that were not answered lately first, and only then for others. What is more likely
known than not and has no unsolved exercise left counts as a prerequisite met: it can't be shown any further for now.
The exercise just done is not chosen again unless there is no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from tutor.learner.explain import RIGHTS_FOR_CLAIM, day, percent
from tutor.learner.mastery import GATE
from tutor.learner.outlook import Candidate, Outlook
from tutor.learner.values import Done, Mastery

__all__ = ["Candidate", "Choice", "Reason", "choose_next"]

Reason = Literal["review", "remediation", "new", "practice", "test_out"]
_NEVER = datetime.max.replace(tzinfo=UTC)


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
        view = Outlook(
            graph=graph,
            every=exercises,
            usable=usable,
            mastery=mastery,
            done=done,
            now=now,
            lesson=lesson,
            titles=titles or {},
        )
        choice = _first(view, view.components())
        if choice is not None:
            return choice
    return None


def _first(view: Outlook, wanted: Sequence[str]) -> Choice | None:
    """What the first stage says that has something to say: with exercises not seen lately before those that were."""
    for stage in (_test_out, _review):
        choice = stage(view, wanted)
        if choice is not None:
            return choice
    for fresh in (True, False):
        for stage_ in (_remediation, _practice, _new):
            choice = stage_(view, wanted, fresh)
            if choice is not None:
                return choice
    return _rest(view, wanted)


def _test_out(view: Outlook, wanted: Sequence[str]) -> Choice | None:
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


def _review(view: Outlook, wanted: Sequence[str]) -> Choice | None:
    due = [(found.due, kc) for kc in wanted if (found := view.mastery.get(kc)) and found.due and found.due <= view.now]
    for _, kc in sorted(due, key=lambda pair: pair[0]):
        best = view.best(kc, view.on(kc)) if view.known(kc) else None
        if best is not None:
            why = f"You knew {view.title(kc)} on {day(view.last_seen(kc))}, and it is due for review so that it stays."
            return Choice(exercise=best.exercise, reason="review", why=why, kc=kc)
    return None


def _remediation(view: Outlook, wanted: Sequence[str], fresh: bool) -> Choice | None:
    for goal in _goals(view, wanted):
        unmet = view.unmet(goal)
        workable = [kc for kc in unmet if view.ready(kc)] or unmet
        for kc in sorted(workable, key=view.p_known):
            best = view.best(kc, view.on(kc, fresh=fresh))
            if best is not None:
                need, title = view.title(kc), view.title(goal)
                why = (
                    f"You have {need} at {percent(view.p_known(kc))}, and you need it for {title}."
                    if view.begun(kc)
                    else f"For {title} you need {need}, and there is no work on that yet."
                )
                return Choice(exercise=best.exercise, reason="remediation", why=why, kc=kc)
    return None


def _goals(view: Outlook, wanted: Sequence[str]) -> list[str]:
    """What the learner works on, or wants by the lesson in hand, though something it needs is missing: the one tried
    last first.
    """
    held_up = [kc for kc in wanted if not view.known(kc) and view.unmet(kc) and (view.begun(kc) or kc in view.in_hand)]
    return sorted(held_up, key=view.last_seen, reverse=True)


def _practice(view: Outlook, wanted: Sequence[str], fresh: bool) -> Choice | None:
    begun = [kc for kc in wanted if view.begun(kc) and not view.known(kc) and view.ready(kc)]
    if not fresh:
        begun = [kc for kc in begun if not view.settled(kc)]
    for kc in sorted(begun, key=lambda kc: (kc in view.in_hand, view.last_seen(kc)), reverse=True):
        best = view.best(kc, view.on(kc, fresh=fresh))
        if best is not None:
            why = f"You have {view.title(kc)} at {percent(view.p_known(kc))}; it counts as known from {percent(GATE)}."
            return Choice(exercise=best.exercise, reason="practice", why=why, kc=kc)
    return None


def _new(view: Outlook, wanted: Sequence[str], fresh: bool) -> Choice | None:
    for kc in wanted:
        if view.begun(kc) or view.known(kc) or not view.ready(kc):
            continue
        best = view.best(kc, view.on(kc, fresh=fresh))
        if best is not None:
            title = view.title(kc)
            needs = [need for need in view.graph.get(kc, ()) if view.known(need) or view.settled(need)]
            before = _listed([view.title(need) for need in needs])
            if not needs:
                why = f"Something new: {title}."
            elif all(view.known(need) for need in needs):
                why = f"You know {before}, so {title} can come next."
            else:
                why = f"You have solved what there is on {before}, so {title} can come next."
            return Choice(exercise=best.exercise, reason="new", why=why, kc=kc)
    return None


def _rest(view: Outlook, wanted: Sequence[str]) -> Choice | None:
    """All is known, or solved for now: the exercise done longest ago, of those that have something to show yet."""
    held = [kc for kc in wanted if view.known(kc) or view.settled(kc)]
    among = {each.exercise: each for kc in held for each in view.on(kc)}
    open_ = [each for each in among.values() if not all(view.known(kc) for kc in each.kcs)]
    best = view.best("", open_ or list(among.values()))
    if best is not None:
        kc = min((kc for kc in best.kcs if kc in held), key=lambda kc: (view.known(kc), _due(view, kc)))
        state = "known" if all(view.known(each) for each in held) else "solved for now"
        when = "" if _due(view, kc) == _NEVER else f"; its next review is due on {day(_due(view, kc))}"
        why = f"All that is ready for you is {state}: this one keeps {view.title(kc)} fresh{when}."
        return Choice(exercise=best.exercise, reason="practice", why=why, kc=kc)
    best = view.best("", [each for each in view.usable if not each.kcs])
    if best is None:
        return None
    return Choice(exercise=best.exercise, reason="practice", why="Everything else is done; here is one more to try.")


def _due(view: Outlook, kc: str) -> datetime:
    found = view.mastery.get(kc)
    return _NEVER if found is None or found.due is None else found.due


def _listed(names: Sequence[str]) -> str:
    return "".join(names) if len(names) < 2 else ", ".join(names[:-1]) + " and " + names[-1]
