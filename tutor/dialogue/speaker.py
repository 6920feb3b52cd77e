"""Saying a move: passages announced, the model's draft through the guard, the templates and quotations where it
does not reach.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.dialogue import policy, prompt
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.guard import Guard, Ruling
from tutor.dialogue.leak import find_leak
from tutor.dialogue.speech import Speech
from tutor.dialogue.values import Intent, Move, Utterance
from tutor.dialogue.withheld import secrets_of
from tutor.dialogue.writer import Outcome, Writer
from tutor.errors import ModelError
from tutor.events import CitationShown, Event, Notice, Sentence, Source

if TYPE_CHECKING:
    from tutor.dialogue.session import Session
    from tutor.models.port import Message

CHARACTERS_A_TOKEN = 3.5
"""Of English prose, on the safe side."""
WRITING_S = 0.5
"""Kept back from the deadline for writing the first sentence."""
LEADS_FROM = 2
"""Level from which a model writes an explanation itself; below, it chooses the sentence that answers."""
PATIENCE_S = 12.0
"""How long the addition of an able but slow model may take to begin."""
ADDITION = 160
"""About how many characters an addition has."""
ADDING = (
    "In one short sentence of your own, say what passage [1] means for the learner's question. "
    "Do not repeat its words. End with [1]."
)


class Speaker:
    """Turns moves into stored sentences; keeps what was said in the turn."""

    def __init__(self, session: Session, turn: int, briefing: Briefing) -> None:
        self.session = session
        self.tutor = session.tutor
        self.number = turn
        self.briefing = briefing
        self.said = ""
        self.sources: set[Source] = set()
        self.cited: dict[int, CitationShown] = {}
        self.used: set[int] = set()
        self._dropped = 0
        self._move = ""

    async def speak(self, speech: Speech, move: Move) -> AsyncGenerator[Event, None]:
        """Everything that is said for a move."""
        briefing = self.briefing
        self._move = move.kind.value
        draft = policy.draft_for(move)
        guard = Guard(
            checker=self.tutor.checker,
            supports=self.tutor.supports,
            secrets=secrets_of(briefing.exercise, briefing.state),
            refuted=bool(briefing.graded and briefing.graded.first_wrong),
            passages={passage.n: passage for passage in briefing.passages},
            must_cite=draft.cites,
            question=briefing.reading.question,
            follows=self.tutor.follows if draft.cites and draft.level else None,
        )
        explains = move.template in {"explain", "explain_section"}
        also = bool(briefing.reading.question and briefing.quotes and briefing.reading.intent is Intent.WORK)
        if explains or also:
            for event in self._announce():
                yield event
        parts = self._explain(speech, guard, draft) if explains else self._other(speech, guard, draft, move)
        async with aclosing(parts) as spoken:
            async for event in spoken:
                yield event
        if also and not explains and (quoted := await self._quotable(guard, speech)):
            first, *others = (*speech.lead(), *quoted)
            async for event in self._say(guard, (replace(first, gap="\n\n"), *others)):
                yield event
        if not self.said:
            async for event in self._say(guard, speech.safe(move.kind)):
                yield event

    async def _other(
        self, speech: Speech, guard: Guard, draft: policy.Draft, move: Move
    ) -> AsyncGenerator[Event, None]:
        """A move that is no explanation: the model's words if it may and can, else the template's."""
        if self._may_write(draft):
            async with aclosing(self._drafted(guard, draft, self.tutor.config.reply_deadline_s)) as written:
                async for event in written:
                    yield event
        if not self.said:
            async for event in self._say(guard, speech.utter(move)):
                yield event

    async def _explain(self, speech: Speech, guard: Guard, draft: policy.Draft) -> AsyncGenerator[Event, None]:
        """An explanation: an able model's if it comes in time, else the passages' own sentences at once.

        A model of the lowest level doesn't write: it chooses the sentence that answers. An able one that reads too
        slowly to lead adds a sentence to what is quoted.
        """
        deadline_s = self.tutor.config.reply_deadline_s
        writes = self._may_write(draft)
        able = writes and self.tutor.level >= LEADS_FROM
        slow = able and self._is_slow(deadline_s)
        lead: Sequence[Utterance] = speech.lead()
        quoted: Sequence[Utterance] = await self._quotable(guard, speech)
        if able and not slow:
            async with aclosing(self._drafted(guard, draft, deadline_s)) as written:
                async for event in written:
                    yield event
            quoted = () if self.said else quoted
        elif writes and not able and len(self.briefing.candidates) > 1:
            chosen, events = await self._chosen(guard, deadline_s)
            for event in events:
                yield event
            if chosen:
                lead, quoted = await self._rest(speech, guard, chosen)
        if quoted:
            async for event in self._say(guard, (*lead, *quoted)):
                yield event
            if slow and not self._is_slow(PATIENCE_S):
                addition = replace(draft, limit=ADDITION, job=ADDING)
                async with aclosing(self._drafted(guard, addition, PATIENCE_S)) as written:
                    async for event in written:
                        yield event
        if self.said and "?" not in self.said[-120:]:
            async for event in self._say(guard, speech.closing()):
                yield event

    async def _chosen(self, guard: Guard, deadline_s: float) -> tuple[str, list[Event]]:
        """The sentence that the model answers with, and the events of it."""
        model, outcome, question = self.tutor.model, Outcome(), self.briefing.reading.question
        if model is None or find_leak(question, guard.secrets, self.tutor.checker):
            return "", []
        writer = Writer(model=model, guard=guard, draft=policy.DRAFTS["explain"], deadline_s=deadline_s)
        try:
            found = await writer.choose(question, self.briefing.candidates, outcome)
        finally:
            self.tutor.recorder.draft(self.session.id, self.number, model.name, self._move, outcome)
        if found is None:
            return "", self._failure(outcome)
        utterance, ruling = found
        return utterance.text, [self._shown(utterance, ruling)]

    async def _rest(self, speech: Speech, guard: Guard, chosen: str) -> tuple[Sequence[Utterance], Sequence[Utterance]]:
        """The lead and what is quoted after the chosen sentence: how it goes on where the quotation begins with it,
        else the rest of the quotation.
        """
        quoted = await self._quotable(guard, speech, chosen)
        begins = any(quote.sentences[0].rstrip() == chosen for quote in self.briefing.quotes[:1])
        if begins or not quoted:
            return (), quoted
        if self.briefing.manner.short:
            return (), ()
        first, *others = speech.lead("lead_more")
        return (replace(first, gap="\n\n"), *others), quoted

    def _may_write(self, draft: policy.Draft) -> bool:
        return bool(draft.level) and self.tutor.level >= draft.level

    def _is_slow(self, deadline_s: float) -> bool:
        """Whether what this turn adds to the prompt can't be read before the deadline, by the measured speed."""
        model = self.tutor.model
        speed = model.prompt_tokens_per_s if model is not None else None
        if not speed:
            return False
        text = prompt.request_text(self.briefing, policy.DRAFTS["explain"], self.tutor.checker)
        return len(text) / CHARACTERS_A_TOKEN / speed > deadline_s - WRITING_S

    async def _quotable(self, guard: Guard, speech: Speech, without: str = "") -> tuple[Utterance, ...]:
        """The quotations that pass the guard; without one there is nothing to lead up to."""
        return tuple([each for each in speech.quoted(without) if (await guard.judge(each, self.said)).shown])

    def _announce(self) -> list[Event]:
        events: list[Event] = []
        for passage in self.briefing.passages:
            shown = CitationShown(
                n=passage.n,
                passage=passage.passage,
                document=passage.document,
                locator=passage.locator,
                text=passage.text,
            )
            if find_leak(passage.text, self.briefing.secrets, self.tutor.checker):
                quote = next((q for q in self.briefing.quotes if q.n == passage.n), None)
                shown = replace(shown, text=" ".join(quote.sentences) if quote else "")
            self.cited[passage.n] = shown
            events.append(self.session.commit(shown))
        return events

    async def _say(self, guard: Guard, utterances: Sequence[Utterance]) -> AsyncGenerator[Event, None]:
        """Utterances that pass the guard, as stored sentences; a refused one is left out or replaced by its
        fallback.
        """
        for utterance in utterances:
            ruling = await guard.judge(utterance, self.said)
            chosen = utterance
            if not ruling.shown and utterance.fallback:
                chosen = Utterance(text=utterance.fallback)
                ruling = await guard.judge(chosen, self.said)
            if ruling.shown:
                yield self._shown(chosen, ruling)

    def _shown(self, utterance: Utterance, ruling: Ruling) -> Event:
        source = Source(utterance.source)
        text = utterance.text
        if source is Source.MODEL and ruling.citations and "[" not in text:
            text = f"{text} [{ruling.citations[0]}]"
        if source is Source.PASSAGES and self.said.rstrip()[-1:] in ("", ".", "!", "?", ":"):
            text = f"{text[:1].upper()}{text[1:]}"
        text = f"{utterance.gap}{text}" if self.said else text
        event = self.session.commit(Sentence(text=text, source=source, mark=ruling.mark, citations=ruling.citations))
        self.said += text
        self.sources.add(source)
        self.used.update(ruling.citations)
        return event

    async def _drafted(self, guard: Guard, draft: policy.Draft, deadline_s: float) -> AsyncGenerator[Event, None]:
        """The model's sentences, as far as the guard lets them through; what was left out of its window is told."""
        model = self.tutor.model
        if model is None:
            return
        outcome = Outcome()
        writer = Writer(model=model, guard=guard, draft=draft, deadline_s=deadline_s)

        async def messages(reason: str) -> Sequence[Message]:
            return await self._messages(draft, guard, reason)

        try:
            async with aclosing(writer.write(messages, outcome, self.said)) as passed:
                async for utterance, ruling in passed:
                    yield self._shown(utterance, ruling)
        finally:
            self.tutor.recorder.draft(self.session.id, self.number, model.name, self._move, outcome)
        for event in self._failure(outcome):
            yield event
        if self._dropped:
            left_out = self.session.window.left_out
            text = f"The model's window was full: {left_out} earlier turns are left out, with a summary in their place."
            yield self.session.commit(Notice(text=text))

    def _failure(self, outcome: Outcome) -> list[Event]:
        """What is told, once a session, where the model itself can't be used."""
        if not outcome.failed or self.session.model_failed:
            return []
        self.session.model_failed = True
        text = f"{outcome.failed}. The templates and your materials speak meanwhile."
        return [self.session.commit(Notice(text=text))]

    async def _messages(self, draft: policy.Draft, guard: Guard, reason: str) -> Sequence[Message]:
        """The prompt of the first draft, or of the second with the reason why the first was refused."""
        from tutor.models.port import Message

        model, window = self.tutor.model, self.session.window
        if model is None:
            raise ModelError("there is no model")
        if reason:
            again = f"That could not be shown: {reason}. Write it again, shorter."
            return [*window.messages, Message(role="user", content=again)]
        request = prompt.request_text(self.briefing, draft, self.tutor.checker)
        budget = prompt.window_budget(model.context_tokens, model.prompt_tokens_per_s)
        turns = self.tutor.ledger.turns(self.session.id)
        scrub = prompt.scrubber(guard.secrets, self.tutor.checker)
        _, left = await prompt.extend(window, turns, request, model.count_tokens, budget, scrub)
        self._dropped += left
        return list(window.messages)
