"""All that is known in a turn, gathered before anything is decided: the material of the evidence and of the words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutor.dialogue.manner import Manner
from tutor.dialogue.recalling import Told
from tutor.dialogue.values import Cited, ExerciseState, Graded, Reading, Secrets

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Lesson
    from tutor.dialogue.voice import Candidate, Quote
    from tutor.learner.choose import Choice


@dataclass(slots=True, kw_only=True)
class Briefing:
    """Filled in step by step by `gather`; read by the policy, the speech and the prompt."""

    reading: Reading
    lesson: Lesson | None = None
    home: Lesson | None = None
    """The lesson in hand when the turn began."""
    exercise: Exercise | None = None
    """The exercise in hand when the turn began; the one that a command names, once it is taken up."""
    state: ExerciseState | None = None
    before: ExerciseState | None = None
    """The state when the turn began."""
    graded: Graded | None = None
    """Lines handed in, or checked again, in this turn."""
    secrets: Secrets = field(default_factory=Secrets)
    covered: bool = False
    passages: tuple[Cited, ...] = ()
    quotes: tuple[Quote, ...] = ()
    """What the voice without a model would say from the passages."""
    candidates: tuple[Candidate, ...] = ()
    """Sentences of the first passage that may each answer the question, for a model that can choose but not write."""
    told: tuple[Told, ...] = ()
    """What is remembered, for a question about it."""
    noted: tuple[str, ...] = ()
    """What was noted in this turn, in words."""
    forgotten: tuple[str, ...] = ()
    """What was deleted in this turn, as it was remembered."""
    refused: bool = False
    """Something was to be remembered that never is."""
    unknown: bool = False
    """Something was to be forgotten that isn't remembered."""
    manner: Manner = field(default_factory=Manner)
    """How the learner wants to be spoken to."""
    wishes: tuple[str, ...] = ()
    """The wishes of `manner` that are new in this turn."""
    nudge: str = ""
    """The kind of step that comes next, as a key of the phrasings; empty if there is none to tell."""
    nudged: bool = False
    example: bool = False
    """The first quotation is a worked example, given before the rule."""
    choice: Choice | None = None
    """The next exercise, where one is wanted."""
    new_exercise: Exercise | None = None
    """The exercise that is taken up in this turn."""
    text: str = ""
    """Material of a command: what was not found, the list of memories, the reasons of the last decision."""
    title: str = ""
    found: bool = True
    name: str = ""
    """The learner's name, if they told it."""
    moved: dict[str, float] | None = None
    """KC -> P(known) of those that moved."""
