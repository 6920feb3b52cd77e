"""Summaries by plain code: of a session, of a lesson, of what is due, of the last decision."""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tutor.dialogue.leak import find_leak
from tutor.dialogue.ledger import TurnRow
from tutor.dialogue.speech import tick

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise, Lesson
    from tutor.dialogue.briefing import Briefing
    from tutor.dialogue.engine import Tutor
    from tutor.dialogue.values import ExerciseState

_MOVES = {
    "affirm": "confirm", "point": "point at a line", "hint": "give a hint", "ask": "ask a question", "explain": "explain", "cite": "cite",
    "example": "show an example", "next_step": "give the next step", "bottom_out": "show the solution", "summarise": "sum up", "review": "suggest a review",
    "encourage": "encourage", "clarify": "ask what was meant", "decline": "decline", "present": "present an exercise", "create": "make something",
    "recall": "say what is remembered", "inform": "inform", "not_covered": "say that it isn't covered",
}  # fmt: skip


def last_reason(turns: Sequence[TurnRow]) -> str:
    """Why the tutor did what it did in the last turn that was decided; empty if there is none."""
    for row in reversed(turns):
        if row.move and row.template not in {"why", "help"}:
            about = row.text if len(row.text) <= 60 else row.text[:57] + "…"
            facts = _facts(row)
            return f"To “{about}” I chose to {_MOVES.get(row.move, row.move)}, because {row.why}.{facts}"
    return ""


def _facts(row: TurnRow) -> str:
    evidence = row.evidence
    said = []
    if checked := evidence.get("checked"):
        said.append(f"{checked} line{'s' if checked > 1 else ''} checked, {evidence.get('wrong', 0)} refuted")
    if evidence.get("has_exercise"):
        said.append(
            f"hints given {evidence.get('rung', 0)} of {evidence.get('rungs', 0)}, {'an' if evidence.get('earned') else 'no'} attempt since"
        )
    return f" The evidence: {'; '.join(said)}." if said else ""


def welcome(tutor: Tutor, exercise: Exercise, state: ExerciseState | None) -> str:
    """Where a learner comes back to, in a sentence or two."""
    name = f", {who}" if (who := tutor.learner_name()) else ""
    title = exercise.title or exercise.id
    if state is None or state.released:
        return f"Welcome back{name}. “{title}” is done; /next brings another exercise."
    last = f", line {state.standing[-1].n}, {tick(state.standing[-1].text)}" if state.standing else ""
    hints = f", {state.rung} of {len(tutor.ladder(exercise))} hints used" if state.rung else ""
    return f"Welcome back{name}. You were at “{title}”{last}{hints}."


def due(tutor: Tutor) -> str:
    """What is due for review, in words."""
    kcs = tutor.library.kcs
    names = [kcs[kc].title for kc in tutor.record.due(tutor.clock()) if kc in kcs][:5]
    return f"Due for review: {'; '.join(names)}." if names else "Nothing is due for review today."


def about_lesson(lesson: Lesson) -> str:
    """What a lesson is for and what is in it."""
    aims = " ".join(_sentence(aim) for aim in lesson.objectives[:4])
    heads = [section.heading for section in lesson.sections if section.heading and section.level == 2][:8]
    parts = [f"What you will be able to do: {aims}" if aims else "", f"It has: {'; '.join(heads)}." if heads else ""]
    return "\n\n".join(part for part in parts if part)


def _sentence(text: str) -> str:
    stripped = re.sub(r"\s+", " ", text).strip()
    return stripped if stripped.endswith((".", "!", "?")) else f"{stripped}."


def summary(tutor: Tutor, session: str, briefing: Briefing) -> str:
    """What was done in this session and where the learner is."""
    turns = tutor.ledger.turns(session)
    states = tutor.states.all()
    touched = list(dict.fromkeys(row.exercise for row in turns if row.exercise))
    title = {exercise: _title(tutor, exercise) for exercise in touched}
    solved = [title[e] for e in touched if e in states and states[e].solved]
    shown = [title[e] for e in touched if e in states and states[e].status in {"shown", "gave_up"}]
    asked = [row.text for row in turns if row.intent == "question"][-6:]
    questions = [text for text in asked if not find_leak(text, briefing.secrets, tutor.checker)][-3:]
    parts = []
    if solved:
        parts.append(f"You solved {_list(solved)}.")
    if shown:
        parts.append(f"{_list(shown)} you saw worked.")
    state = briefing.state
    if briefing.exercise is not None and state is not None and not state.released:
        last = state.standing[-1] if state.standing else None
        where = f"you have got to {tick(last.text)}" if last else "no line stands yet"
        parts.append(
            f"In “{briefing.exercise.title or briefing.exercise.id}” {where}, with {state.rung} of the hints used."
        )
    if briefing.lesson is not None and briefing.lesson.exercises:
        parts.append(_left(briefing, states))
    if questions:
        parts.append(f"You asked: {'; '.join(f'“{q[:80]}”' for q in questions)}.")
    weak = sorted(tutor.record.all_mastery().values(), key=lambda m: m.p_known)
    if weak and weak[0].kc in tutor.library.kcs:
        kc = tutor.library.kcs[weak[0].kc]
        parts.append(f"What needs practice most is “{kc.title.lower()}” ({weak[0].p_known:.0%} sure that you know it).")
    return (
        " ".join(parts)
        or "We have only just begun: nothing is done yet. Type /next for an exercise, or ask me something."
    )


def _left(briefing: Briefing, states: Mapping[str, ExerciseState]) -> str:
    """How much of the lesson in hand is still open; in words while an answer is withheld, since a count could be it."""
    lesson = briefing.lesson
    if lesson is None:
        return ""
    every = [exercise.id for exercise in lesson.exercises]
    left = sum(1 for each in every if not (each in states and states[each].solved))
    if left in {0, len(every)}:
        return f"Of the exercises of “{lesson.title}”, {'all are' if left == 0 else 'none is'} solved{'' if left == 0 else ' yet'}."
    if briefing.secrets:
        return f"Of the exercises of “{lesson.title}”, {'more' if 2 * left > len(every) else 'less'} than half are still open."
    return f"Of the {len(every)} exercises of “{lesson.title}”, {left} {'is' if left == 1 else 'are'} left."


def _title(tutor: Tutor, exercise: str) -> str:
    lesson, _, label = exercise.rpartition("/")
    found = tutor.library.lessons.get(lesson)
    each = next((e for e in found.exercises if e.label == label), None) if found else None
    return f"“{each.title or label}”" if each else exercise


def _list(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
