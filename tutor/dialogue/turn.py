"""One turn: read, check, gather, decide, speak. Yields events already stored; the session adds the first and the
last.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from tutor.dialogue import policy
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.consequences import Consequences, memory_events
from tutor.dialogue.gather import Gatherer
from tutor.dialogue.intent import Setting, clean, read
from tutor.dialogue.leak import find_leak
from tutor.dialogue.settle import Settler
from tutor.dialogue.speaker import Speaker
from tutor.dialogue.speech import Speech
from tutor.dialogue.values import Graded, Intent, Line, Move, Secrets
from tutor.dialogue.withheld import secrets_of
from tutor.events import (
    Event,
    MoveChosen,
    MoveKind,
    Source,
    TurnEnded,
    VerdictGiven,
)

if TYPE_CHECKING:
    from tutor.dialogue.session import Session

_SPEAKING = frozenset({Intent.ATTACH, Intent.DOCUMENT, Intent.EMPTY, Intent.TOO_LONG})
_FROM_THE_LINE = re.compile(
    r"\b(?:opposite|negative|double|twice|half|third|reciprocal|square|tenth) of (?:this|it|yours)\b"
    r"|\bthis would be right\b"
    r"|\b(?:one|two|\d+) (?:times )?(?:too (?:many|much|few|little|large|small|high|low)|more|less) than\b",
    re.IGNORECASE,
)
"""Words that lead from the learner's own value straight to the right one."""
_WEIGHT = (Source.MODEL, Source.PASSAGES, Source.TEMPLATE)


class Turn:
    """The work of one turn of a session."""

    def __init__(self, session: Session, number: int, text: str) -> None:
        self.session = session
        self.tutor = session.tutor
        self.number = number
        self.text = text
        self.move: Move | None = None
        self.verdicts: list[VerdictGiven] = []
        self.briefing = self._brief()
        self.speaker = Speaker(session, number, self.briefing)

    def _brief(self) -> Briefing:
        """What is on the table when the turn begins."""
        exercise, lesson, state = self.session.exercise, self.session.lesson, self.session.state()
        setting = Setting(
            kind=exercise.kind.value if exercise else "",
            choices=exercise.choices if exercise else (),
            open=bool(state and not state.released),
        )
        return Briefing(
            reading=read(self.text, setting),
            lesson=lesson,
            exercise=exercise,
            state=state,
            before=state,
            secrets=secrets_of(exercise, state),
            name=self.tutor.learner_name(),
            manner=self.tutor.manner(),
            home=lesson,
        )

    async def events(self) -> AsyncGenerator[Event, None]:
        """Everything between the first and the terminal event."""
        gatherer = Gatherer(self.tutor, self.session.id)
        briefing = self.briefing
        settler = Settler(self.tutor, self.session.id)
        settler.settle(briefing)
        settler.settle_topic(briefing)
        briefing.graded = await asyncio.to_thread(gatherer.grade, briefing)
        if briefing.graded is not None:
            for event in self._take_lines(briefing.graded):
                yield event
        for event in self._remember():
            yield event
        settler.settle_wish(briefing, self.text)
        if briefing.reading.intent in {Intent.CLAIM_RIGHT, Intent.DISPUTE, Intent.WHY_WRONG}:
            briefing.graded = await asyncio.to_thread(gatherer.recheck, briefing)
            for event in self._verdicts(briefing.graded):
                yield event
        await asyncio.to_thread(gatherer.command, briefing)
        await asyncio.to_thread(gatherer.materials, briefing)
        ladder = self.tutor.ladder(briefing.exercise)
        evidence = gatherer.evidence(briefing, len(ladder) or 1)
        move = replace(policy.decide(evidence), manner=briefing.manner)
        consequences = Consequences(self.session, self.number, briefing)
        with self.tutor.db.transaction():
            self.move, events = consequences.apply(move)
            self.tutor.ledger.note_decision(
                self.session.id,
                self.number,
                {
                    "intent": evidence.intent.value,
                    "move": self.move.kind.value,
                    "template": self.move.template,
                    "why": self.move.why,
                    "evidence": json.dumps(asdict(evidence)),
                },
            )
            rung = (briefing.state.rung if briefing.state else 0) + self.move.advance
            chosen = MoveChosen(move=self.move.kind, rung=rung, why=self.move.why)
            stored = [self.session.commit(event) for event in (chosen, *events)]
        for event in stored:
            yield event
        speech = Speech(briefing, self.tutor.ledger.next_use, ladder)
        if self.move.kind is MoveKind.CITE:
            for event in self.speaker._announce():
                yield event
        async with aclosing(self.speaker.speak(speech, self.move)) as spoken:
            async for event in spoken:
                yield event
        for event in self._asked():
            yield event

    def _asked(self) -> list[Event]:
        """Note what was asked about, by the section that answered it: asked often, it is a theme."""
        from tutor.learner.themes import after_question

        first = min(self.speaker.used, default=0)
        source = self.briefing.reading.intent is Intent.SOURCE
        if first not in self.speaker.cited or not self.briefing.reading.question or source:
            return []
        passage = self.speaker.cited[first]
        topic, turn = f"{passage.document}: {passage.locator}", f"{self.session.id}:{self.number}"
        with self.tutor.db.transaction():
            changes = after_question(self.tutor.record, self.tutor.memory, topic, passage.locator, turn)
            return [self.session.commit(event) for event in memory_events(changes)]

    def _take_lines(self, graded: Graded) -> Sequence[Event]:
        """Store checked lines with their evidence, and give their verdicts."""
        consequences = Consequences(self.session, self.number, self.briefing)
        with self.tutor.db.transaction():
            moved = consequences.keep_lines(graded)
            verdicts = self._verdicts(self.briefing.graded)
            return [*verdicts, *(self.session.commit(event) for event in moved)]

    def _verdicts(self, graded: Graded | None) -> list[Event]:
        """The verdicts as events; reasons and witnesses pass the same check for leaks as everything else."""
        if graded is None:
            return []
        briefing = self.briefing
        earned = graded.answered and graded.first_wrong is None
        secrets = Secrets() if earned else briefing.secrets
        lines = tuple(self._fit(line, secrets) for line in graded.lines)
        briefing.graded = replace(graded, lines=lines)
        events: list[Event] = []
        for line in lines:
            event = VerdictGiven(
                line=line.n,
                text=line.text,
                status=str(line.status),
                code=str(line.code),
                relation=str(line.relation),
                method=str(line.method),
                reason=line.reason,
                witness=line.witness,
                misconception=line.misconception,
                misconception_name=line.misconception_name,
            )
            self.verdicts.append(event)
            events.append(self.session.commit(event))
        return events

    def _fit(self, line: Line, secrets: Secrets) -> Line:
        """A line whose words on it give nothing away."""
        quotes = (*secrets.own, line.text)

        def leaks(text: str | None, *, strict: bool = True) -> bool:
            if not text or not secrets:
                return False
            told = bool(find_leak(text, secrets, self.tutor.checker, quotes=quotes, strict=strict))
            return told or bool(_FROM_THE_LINE.search(text))

        authored = "/" in (line.misconception or "")
        plain = "This line does not hold." if line.wrong else "This line was checked."
        return replace(
            line,
            reason=plain if leaks(line.reason) else line.reason,
            witness=None if leaks(line.witness) else line.witness,
            misconception_text=None if leaks(line.misconception_text, strict=not authored) else line.misconception_text,
        )

    def _remember(self) -> list[Event]:
        """Keep what the learner said about themselves, word by word from plain code."""
        from tutor.learner.extract import find_memories

        briefing = self.briefing
        if briefing.reading.intent in _SPEAKING or self.text.lstrip().startswith("/"):
            return []
        events: list[Event] = []
        told: defaultdict[str, list[str]] = defaultdict(list)
        with self.tutor.db.transaction():
            for found in find_memories(clean(self.text)[:4000]):
                for change in self.tutor.memory.take(found, f"{self.session.id}:{self.number}"):
                    told[change.action].append(change.text)
                    events += [self.session.commit(event) for event in memory_events((change,))]
        briefing.noted = tuple(dict.fromkeys((*told["confirmed"], *told["noted"])))[-3:]
        briefing.forgotten = tuple(dict.fromkeys(told["deleted"]))
        briefing.refused, briefing.unknown = bool(told["refused"]), bool(told["not_found"])
        if briefing.noted or briefing.forgotten:
            before, briefing.manner = briefing.manner, self.tutor.manner()
            briefing.wishes, briefing.name = briefing.manner.since(before), self.tutor.learner_name()
        return events

    def ended(self, error: str | None = None) -> TurnEnded:
        """The terminal event, from what was shown and stored."""
        session = self.session
        state = session.state()
        exercise = session.exercise
        move = self.move.kind if self.move is not None else MoveKind.INFORM
        source = next((s for s in _WEIGHT if s in self.speaker.sources), Source.TEMPLATE)
        verdicts = tuple(
            {"line": v.line, "text": v.text, "status": v.status, "code": v.code, "reason": v.reason}
            for v in self.verdicts
        )
        citations = tuple(
            {"n": c.n, "document": c.document, "locator": c.locator, "passage": c.passage}
            for n, c in sorted(self.speaker.cited.items())
            if n in self.speaker.used
        )
        return TurnEnded(
            text=self.speaker.said,
            source=source,
            move=move,
            lesson=session.lesson.id if session.lesson else None,
            exercise=exercise.id if exercise else None,
            rung=state.rung if state else 0,
            solved=bool(state and state.solved),
            verdicts=verdicts,
            citations=citations,
            mastery=self.briefing.moved,
            error=error,
            quit=self.briefing.reading.intent is Intent.QUIT,
        )
