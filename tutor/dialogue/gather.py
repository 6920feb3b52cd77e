"""Gathering a turn's evidence: what a command names, what the materials say, what is remembered. Nothing is decided
here.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.dialogue import recalling, retrieve, sources, summaries
from tutor.dialogue.answers import grade, key_is_wrong, stands_alone
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.leak import find_leak
from tutor.dialogue.sentences import terms
from tutor.dialogue.states import squeeze
from tutor.dialogue.unfinished import is_relation
from tutor.dialogue.values import Evidence, Graded, Intent
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.dialogue.engine import Tutor
    from tutor.dialogue.ledger import TurnRow

ASKING = frozenset({Intent.QUESTION, Intent.OFF_TOPIC, Intent.STATEMENT})
_DOCUMENT = re.compile(
    r"\b(?:document|file|text|handbook|manual|article|chapter|paper|attach\w*|pdf|slides?|notes|story|passage)\b"
    r"|\b[\w-]+\.(?:md|txt|pdf|docx|html?)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:this|that|these|it|my|line|step|here|the (?:exercise|problem|equation|answer|next|sign|first|last))\b",
    re.IGNORECASE,
)
UNTOLD = "Something that touches this exercise's result, so I say it once you have solved it."


class Gatherer:
    """Fills a briefing for one turn of one session."""

    def __init__(self, tutor: Tutor, session: str) -> None:
        self.tutor = tutor
        self.session = session

    def grade(self, briefing: Briefing) -> Graded | None:
        """Judge the lines handed in; None if there are none, or no exercise."""
        exercise, state, lines = briefing.exercise, briefing.state, briefing.reading.lines
        if exercise is None or state is None or not lines or briefing.reading.intent not in {Intent.WORK, Intent.GUESS}:
            return None
        return grade(
            exercise,
            state.standing,
            lines,
            self.tutor.checker,
            first_n=len(state.lines) + 1,
            notation=self.tutor.config.notation,
        )

    def recheck(self, briefing: Briefing) -> Graded | None:
        """Judge the learner's last line again, and the key with it."""
        exercise, state = briefing.exercise, briefing.state
        if exercise is None or state is None or not state.lines:
            return None
        last = state.lines[-1]
        standing = [line for line in state.standing if line.n < last.n]
        again = grade(
            exercise,
            standing,
            [last.text],
            self.tutor.checker,
            first_n=last.n,
            notation=self.tutor.config.notation,
        )
        return replace(again, key_wrong=key_is_wrong(exercise, last.text, self.tutor.checker))

    def command(self, briefing: Briefing) -> None:
        """What a command names or wants; sets `found` and `text` where it isn't there."""
        reading = briefing.reading
        try:
            match reading.intent:
                case Intent.EXERCISE:
                    self._exercise(briefing)
                case Intent.LESSON:
                    self._lesson(briefing)
                case Intent.NEXT | Intent.SKIP | Intent.KNOWN:
                    self._choose(briefing)
                case Intent.ATTACH:
                    self._attach(briefing)
                case Intent.DOCUMENT:
                    self._paste(briefing)
                case Intent.MEMORY:
                    kept = [self._tellable(briefing, memory.text) for memory in self.tutor.memory.all()]
                    briefing.text = "; ".join(text.rstrip(".") for text in dict.fromkeys(kept))
                case Intent.WHY:
                    briefing.text = summaries.last_reason(self.tutor.ledger.turns(self.session))
                case Intent.SUMMARY if self._summary_of_document(briefing):
                    briefing.covered = True
                    briefing.reading = replace(reading, intent=Intent.QUESTION)
                case Intent.SUMMARY:
                    briefing.text = summaries.summary(self.tutor, self.session, briefing)
                case Intent.REVIEW:
                    briefing.text = summaries.due(self.tutor)
                case Intent.RECALL | Intent.QUESTION | Intent.OFF_TOPIC:
                    self._recall(briefing)
        except TutorError as error:
            briefing.found = False
            briefing.text = str(error)[:1].upper() + str(error)[1:] + "."

    def _summary_of_document(self, briefing: Briefing) -> bool:
        """Whether a document is to be summed up that was attached; then its parts are quoted."""
        return bool(_DOCUMENT.search(briefing.reading.question)) and retrieve.summarise(self.tutor, briefing)

    def _tellable(self, briefing: Briefing, text: str) -> str:
        """What the learner told, or a word instead where it touches the exercise's result."""
        return UNTOLD if find_leak(text, briefing.secrets, self.tutor.checker) else text

    def _recall(self, briefing: Briefing) -> None:
        """What the learner told that answers the question; what only sounds like asking for it stays a question."""
        reading, memory = briefing.reading, self.tutor.memory
        if reading.intent is not Intent.RECALL:
            briefing.told = recalling.answered_by(reading.question, memory, self._past())
            if briefing.told:
                briefing.reading = replace(reading, intent=Intent.RECALL)
            return
        found = recalling.recollect(reading.question, memory, self._past())
        briefing.told = tuple(replace(told, text=self._tellable(briefing, told.text)) for told in found)
        if not briefing.told and not recalling.asks_for_memory(reading.question):
            briefing.reading = replace(reading, intent=Intent.QUESTION)
        elif not briefing.told:
            kept = [self._tellable(briefing, each.text).rstrip(".") for each in memory.all()]
            briefing.text = "; ".join(kept[:5])

    def _past(self) -> list[TurnRow]:
        """The learner's turns before this one, of all sessions."""
        return [row for row in self.tutor.ledger.turns() if row.state != "open"]

    def _exercise(self, briefing: Briefing) -> None:
        wanted = briefing.reading.argument.strip().strip("\"'")
        lesson = briefing.lesson
        if not wanted:
            ids = [exercise.id for exercise in lesson.exercises] if lesson else list(self.tutor.library.lessons)
            what = (
                "Which exercise? This lesson has"
                if lesson
                else "Which exercise? Name it as lesson/label; the lessons are"
            )
            briefing.found, briefing.text = False, f"{what}: {', '.join(ids)}."
            return
        if "/" not in wanted and lesson is not None and wanted not in self.tutor.library.lessons:
            wanted = f"{lesson.id}/{wanted}"
        briefing.new_exercise = self.tutor.library.exercise(wanted)

    def _lesson(self, briefing: Briefing) -> None:
        wanted = briefing.reading.argument.strip().strip("\"'")
        library = self.tutor.library
        if not wanted:
            briefing.found = False
            briefing.text = (
                "Which lesson? There are: "
                + ", ".join(f"{lesson.id} ({lesson.title})" for lesson in library.order())
                + "."
            )
            return
        lesson = library.lesson(wanted)
        briefing.lesson = lesson
        briefing.title = lesson.title
        briefing.text = summaries.about_lesson(lesson)
        if briefing.exercise is None or briefing.exercise.lesson != lesson.id:
            briefing.new_exercise = self.tutor.outer.first_of(lesson.id, self.tutor.clock())

    def _choose(self, briefing: Briefing) -> None:
        tutor = self.tutor
        lesson = briefing.lesson.id if briefing.lesson else None
        last = briefing.exercise.id if briefing.exercise else None
        if briefing.reading.intent is Intent.KNOWN:
            for kc in briefing.exercise.kcs if briefing.exercise else ():
                tutor.record.claim_known(kc)
        stay = lesson is not None and self._stays(lesson)
        briefing.choice = tutor.outer.next(tutor.clock(), last=last, lesson=lesson, stay=stay)
        if briefing.choice is not None:
            briefing.new_exercise = tutor.library.exercise(briefing.choice.exercise)
        gap = briefing.choice.kc if briefing.choice is not None and briefing.choice.reason == "remediation" else None
        if briefing.choice is not None and gap and (where := tutor.taught(gap)):
            briefing.choice = replace(briefing.choice, why=f"{briefing.choice.why} It is taught in {where}.")

    def _stays(self, lesson: str) -> bool:
        """Whether the learner came back to this lesson with /lesson after /next had led out of it: then it stays."""
        left, stays, before = False, False, ""
        for row in self.tutor.ledger.turns(self.session):
            here = (row.exercise or "").rpartition("/")[0]
            left = left or (before == lesson and here not in {"", lesson})
            if row.intent in {Intent.LESSON, Intent.EXERCISE}:
                named = row.text.split()[-1].strip("\"'").partition("/")[0] if row.intent == Intent.LESSON else ""
                stays = left and named == lesson
            before = here if row.intent in {Intent.NEXT, Intent.SKIP} else ""
        return stays

    def _attach(self, briefing: Briefing) -> None:
        argument = briefing.reading.argument.strip()
        if not argument:
            briefing.found, briefing.text = False, "Which file? Type /attach and its path."
            return
        path = Path(_unquoted(argument)).expanduser()
        if not path.is_file():
            briefing.found, briefing.text = False, f"There is no file {path}."
            return
        briefing.title = path.name
        report = self.tutor.store.ingest([path], course=retrieve.ATTACHED)
        if report.failures:
            briefing.found, briefing.text = False, f"I couldn't read that: {report.failures[0]}."

    def _paste(self, briefing: Briefing) -> None:
        from tutor.materials.values import TextDocument

        turns = len(self.tutor.ledger.turns(self.session))
        briefing.title = "the text you pasted"
        name = f"pasted {self.session[:6]}-{turns}"
        text = briefing.reading.argument
        self.tutor.store.ingest_texts([TextDocument(name=name, title=name, text=text, course=retrieve.ATTACHED)])

    def materials(self, briefing: Briefing) -> None:
        """Passages for the question, and what would be quoted from them."""
        question = briefing.reading.question
        if briefing.reading.intent is Intent.SOURCE:
            sources.find(self.tutor, self.session, briefing)
            return
        if briefing.quotes or not question or briefing.reading.intent not in {*ASKING, Intent.WORK, Intent.DOCUMENT}:
            return
        found, covered = retrieve.passages(
            self.tutor, question, briefing, attached=briefing.reading.intent is Intent.DOCUMENT
        )
        asks = briefing.reading.intent is not Intent.OFF_TOPIC and briefing.reading.intent is not Intent.STATEMENT
        if not covered and asks:
            found = retrieve.in_lesson(self.tutor, question, briefing)
            covered = bool(found)
        if not covered and asks and about_exercise(question, briefing):
            found = retrieve.taught(self.tutor, question, briefing)
        briefing.covered = covered
        retrieve.quote(self.tutor, question, briefing, found)
        briefing.covered = covered and bool(briefing.quotes)
        if not briefing.quotes and briefing.reading.intent in {Intent.QUESTION, Intent.OFF_TOPIC}:
            briefing.told = recalling.answered_by(question, self.tutor.memory, self._past(), own=False)
            if briefing.told:
                briefing.reading = replace(briefing.reading, intent=Intent.RECALL)

    def evidence(self, briefing: Briefing, rungs: int) -> Evidence:
        """What the policy may look at."""
        exercise, state, graded, before = briefing.exercise, briefing.state, briefing.graded, briefing.before
        lines = graded.lines if graded else ()
        wrong = graded.first_wrong if graded else None
        known = {squeeze(line.text) for line in before.lines} if before else set()
        question = briefing.reading.question
        return Evidence(
            intent=briefing.reading.intent,
            has_exercise=exercise is not None,
            kind=exercise.kind.value if exercise else "",
            rung=state.rung if state else 0,
            rungs=rungs,
            earned=bool(state and state.earned),
            status=before.status if before else "open",
            checked=len(lines),
            wrong=sum(line.wrong for line in lines),
            unsure=sum(line.status == "unknown" for line in lines),
            given=bool(lines) and all(line.relation == "start" and line.status == "unknown" for line in lines),
            relation=self._relation(briefing),
            misconception=bool(wrong and wrong.misconception_text),
            answered=bool(graded and graded.answered),
            wrong_form=bool(graded and graded.wrong_form),
            earlier_wrong=self._earlier_wrong(briefing),
            fresh=any(squeeze(line.text) not in known for line in lines),
            unusual=self._unusual(briefing),
            loses=bool(wrong and wrong.code in {"loses_solutions", "adds_solutions", "extraneous"}),
            key_wrong=bool(graded and graded.key_wrong),
            question=bool(question),
            covered=briefing.covered,
            section=bool(briefing.quotes),
            about_exercise=bool(question) and about_exercise(question, briefing),
            step=bool(briefing.nudge),
            nudged=briefing.nudged,
            memories=len(briefing.told),
            found=briefing.found,
        )

    def _relation(self, briefing: Briefing) -> bool:
        """Whether the lines are relations in letters for a problem in words: "v^2 = u^2 + 2as"."""
        exercise, lines = briefing.exercise, briefing.graded.lines if briefing.graded else ()
        if exercise is None or exercise.kind.value != "number" or exercise.problem or not lines:
            return False
        return all(line.status == "unknown" and is_relation(line.text) for line in lines)

    def _earlier_wrong(self, briefing: Briefing) -> bool:
        before, exercise = briefing.before, briefing.exercise
        if before is None or exercise is None or not before.lines or exercise.kind.value in {"choice", "text"}:
            return False
        if briefing.graded is not None and len(briefing.graded.lines) > 1:
            return False
        return before.lines[-1].wrong and not stands_alone(before.lines[-1].text, exercise)

    def _unusual(self, briefing: Briefing) -> bool:
        exercise, state = briefing.exercise, briefing.state
        if exercise is None or state is None or exercise.kind.value in {"choice", "text"}:
            return False
        own = [squeeze(line.text) for line in state.lines if line.right][:-1]
        own = [line for line in own if line != squeeze(exercise.problem)]
        authored = {re.sub(r"[\\{}$]|cdot|frac", "", squeeze(step)) for step in exercise.solution.steps}
        return len(own) >= 2 and not any(line in authored for line in own)


def about_exercise(question: str, briefing: Briefing) -> bool:
    """Whether a question is about the exercise in hand: it points at it, or shares its words."""
    exercise = briefing.exercise
    if exercise is None:
        return False
    asked = set(terms(question))
    if len(asked) <= 1 or _POINTING.search(question):
        return True
    held = set(terms(f"{exercise.title} {exercise.prompt} {' '.join(exercise.kcs)}"))
    return bool(asked & held)


def _unquoted(argument: str) -> str:
    try:
        parts = shlex.split(argument)
    except ValueError:
        return argument.strip("\"'")
    return parts[0] if len(parts) == 1 else argument.strip("\"'")
