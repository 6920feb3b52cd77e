"""Memories that come from the record, not from the learner's words: recurring difficulties, and what is asked about
often.

A misconception seen three times is a recurring difficulty until it is gone; a topic asked about in three turns is a
theme. Each is looked at only when something new happens to it, so that one the learner deleted does not come back
by itself.
"""

from __future__ import annotations

from tutor.learner.memory import MemoryChange, MemoryStore
from tutor.learner.misconceptions import RECURRING
from tutor.learner.plain import NAME_CHARS, one_line
from tutor.learner.record import LearnerRecord
from tutor.learner.values import AttemptEvidence, SeenMisconception

ASKED_OFTEN = 3
"""Turns about one topic from which it is a theme."""


def after_attempt(record: LearnerRecord, store: MemoryStore, attempt: AttemptEvidence) -> tuple[MemoryChange, ...]:
    """What an attempt just stored changes: a difficulty that recurred, or one that is gone."""
    changes: list[MemoryChange] = []
    held = {each.subject for each in store.all() if each.kind == "difficulty"}
    for seen in record.misconceptions():
        subject = _subject(seen)
        if attempt.outcome == "wrong" and seen.id == one_line(attempt.misconception or "", NAME_CHARS):
            if seen.times >= RECURRING:
                changes += store.settle(
                    "difficulty", subject, f"This keeps coming up in your work: {seen.name}.", attempt.turn, 0.9
                )
        elif attempt.outcome == "right" and seen.gone and subject in held:
            said = f"This used to come up in your work and is gone: {seen.name}."
            changes += store.settle("difficulty", subject, said, attempt.turn, 0.9)
    return tuple(changes)


def after_question(
    record: LearnerRecord, store: MemoryStore, topic: str, title: str, turn: str | None
) -> tuple[MemoryChange, ...]:
    """Note that a topic (a component or concept, with its words for people) was asked about; what that changes."""
    record.note_topic(topic, title, turn)
    kept = one_line(topic, NAME_CHARS).casefold()
    if record.times_asked(kept) < ASKED_OFTEN:
        return ()
    return store.settle("theme", f"topic:{kept}", f"You often ask about {one_line(title, NAME_CHARS)}.", turn, 0.8)


def _subject(seen: SeenMisconception) -> str:
    return f"misconception:{seen.id}"[:NAME_CHARS].casefold()
