"""Readings that depend on what was before, on the exercise or on the lessons: a bare "why?", a third guess, "what now?"."""

# ruff: noqa: E501
# Patterns are kept on long lines.
from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.dialogue.briefing import Briefing
from tutor.dialogue.nextstep import kind_of_step
from tutor.dialogue.sentences import terms
from tutor.dialogue.values import Intent

if TYPE_CHECKING:
    from tutor.dialogue.engine import Tutor

_BARE_WHY = frozenset(
    {"why", "why not", "how come", "but why", "why is that", "why that", "what", "huh", "wrong", "why wrong", "really"}
)
_ABOUT_LESSON = re.compile(
    r"\b(?:what (?:do|will|shall|can) (?:we|i) (?:do|learn|cover|study)|what(?:'s| is)|what happens) (?:in |this lesson about|about )?(?:this|the) lesson\b(?: about)?\W*$|\bwhat(?:'s| is) this lesson about\b",
    re.IGNORECASE,
)
_WANTS_TOPIC = re.compile(
    r"^\W*(?:(?:ok|okay|so|now|and|please|hey)\W+)*(?:(?:can|could|shall|may) (?:we|i)|let'?s|i(?:'d like| want| would like) to|i(?:'d| would) rather) (?:please )?"
    r"(?:do|practi[sc]e|work on|go (?:back )?to|return to|switch to|continue with|learn|study|try)(?: about)? (?:some |more |the |a few )?(?P<topic>[a-z][a-z \-]{2,40}?)"
    r"(?: (?:again|now|instead|please|next|lesson|lessons|exercises?|problems?|stuff))*\W*$",
    re.IGNORECASE,
)
_MAYBE_A_WISH = frozenset(
    {Intent.QUESTION, Intent.OFF_TOPIC, Intent.STATEMENT, Intent.CREATE, Intent.STUCK, Intent.HINT, Intent.FRUSTRATION}
)
GUESSES_CHECKED = 2
"""Answers put as questions that are checked before a line of working is wanted."""
_BOUND = re.compile(
    r"(?<![=<-])[<>](?![=>])|<=(?!>)|(?<!<)>=|[≤≥]|≠(?!\s*0)|!=(?!\s*0)|\\(?:le|ge|lt|gt|ne)q?\b(?!\s*0)"
)
_ALTERNATIVES = re.compile(r"\s*(?:,|;|\bor\b|\band\b|∨|∧|\\lor|\\text\{ ?or ?\})\s*")


class Settler:
    """Settles what a text was taken for, for one turn of one session."""

    def __init__(self, tutor: Tutor, session: str) -> None:
        self.tutor = tutor
        self.session = session

    def settle(self, briefing: Briefing) -> None:
        """Readings that depend on what was before: a third guess without working, a bare "why?" after a wrong line."""
        bare = re.sub(r"\W+", " ", briefing.reading.question).strip().lower()
        lines = briefing.state.lines if briefing.state is not None else ()
        if bare in _BARE_WHY and lines and lines[-1].wrong:
            briefing.reading = replace(briefing.reading, intent=Intent.WHY_WRONG)
        self._settle_bounds(briefing)
        self._settle_guess(briefing)
        self._settle_step(briefing)

    def settle_topic(self, briefing: Briefing) -> None:
        """ "Can we do equations again": a lesson that is named by its topic is opened."""
        lesson = briefing.lesson
        if lesson is not None and _ABOUT_LESSON.search(briefing.reading.question):
            briefing.reading = replace(briefing.reading, intent=Intent.LESSON, argument=lesson.id)
            return
        found = _WANTS_TOPIC.match(briefing.reading.question)
        maybe = {Intent.QUESTION, Intent.STATEMENT, Intent.OFF_TOPIC, Intent.NEXT, Intent.REVIEW, Intent.REMEMBER}
        if found is None or briefing.reading.intent not in maybe:
            return
        wanted = set(terms(found["topic"]))
        held = {
            lesson.id: set(terms(f"{lesson.title} {' '.join(kc.title for kc in lesson.kcs)}"))
            for lesson in self.tutor.library.lessons.values()
        }
        titles = {lesson.id: set(terms(lesson.title)) for lesson in self.tutor.library.lessons.values()}
        ranked = sorted(((len(wanted & titles[each]), len(wanted & held[each]), each) for each in held), reverse=True)
        if (
            ranked
            and wanted
            and ranked[0][0] + ranked[0][1] > 0
            and ranked[0][:2] > (ranked[1][:2] if ranked[1:] else (0, 0))
        ):
            here = lesson is not None and lesson.id == ranked[0][2]
            intent = Intent.NEXT if here else Intent.LESSON
            briefing.reading = replace(briefing.reading, intent=intent, argument=ranked[0][2])

    def settle_wish(self, briefing: Briefing, text: str) -> None:
        """A text that only says how the learner wants to be taught ("explain with examples, please") asks nothing."""
        from tutor.learner.clauses import clauses

        said = [clause for clause in clauses(text) if len(clause.text) > 2]
        taken = len(briefing.noted) + bool(briefing.forgotten or briefing.refused or briefing.unknown)
        if taken and len(said) <= taken and briefing.reading.intent in _MAYBE_A_WISH:
            briefing.reading = replace(briefing.reading, intent=Intent.REMEMBER)

    def _settle_bounds(self, briefing: Briefing) -> None:
        """Lines that only fence the answer in ("x > 3", "x = 3 or x = 4 or x = 5") are no steps from an equation:
        judging them would give it away by halves.
        """
        exercise, reading = briefing.exercise, briefing.reading
        if exercise is None or exercise.kind.value != "equation" or reading.intent not in {Intent.WORK, Intent.GUESS}:
            return
        wanted = f"{exercise.problem} {' '.join(exercise.answers)} {' '.join(exercise.solution.steps)}"
        if not _BOUND.search(wanted) and all(_BOUND.search(line) for line in reading.lines):
            briefing.reading = replace(reading, intent=Intent.PROPERTY, lines=())
            return
        most = 1 + max((len(_ALTERNATIVES.split(answer)) for answer in exercise.answers), default=1)
        if any(len(_ALTERNATIVES.split(line)) > most for line in reading.lines):
            briefing.reading = replace(reading, intent=Intent.GUESSES, lines=())

    def _settle_step(self, briefing: Briefing) -> None:
        """ "What now?" is about the exercise while it is open; else it asks for the next one."""
        if briefing.reading.intent is not Intent.STEP:
            return
        exercise, state = briefing.exercise, briefing.state
        if exercise is None or state is None or state.status != "open":
            briefing.reading = replace(briefing.reading, intent=Intent.NEXT)
            return
        last = state.lines[-1] if state.lines else None
        if last is not None and last.right:
            briefing.nudge = kind_of_step(last.text, exercise)
        for row in reversed(self.tutor.ledger.turns(self.session)):
            if row.intent in {Intent.WORK, Intent.GUESS} or row.exercise != exercise.id:
                break
            briefing.nudged = briefing.nudged or (row.template == "next_step" and row.state == "done")

    def _settle_guess(self, briefing: Briefing) -> None:
        state, reading = briefing.state, briefing.reading
        worked = state is not None and any(line.right for line in state.lines)
        kind = briefing.exercise.kind.value if briefing.exercise else ""
        if (
            reading.intent is Intent.GUESS
            and state is not None
            and state.guesses >= GUESSES_CHECKED
            and not worked
            and kind not in {"choice", "text"}
        ):
            briefing.reading = replace(reading, intent=Intent.GUESSES, lines=())
