"""The model at work: its draft streams into the guard sentence by sentence; one redraft with the reason, then the
template speaks.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tutor.dialogue.guard import Guard, Ruling
from tutor.dialogue.policy import Draft
from tutor.dialogue.sentences import Streamer
from tutor.dialogue.values import Utterance
from tutor.dialogue.voice import Candidate
from tutor.errors import TutorError

if TYPE_CHECKING:
    from tutor.models.port import Message, ModelBackend

BETWEEN_S = 6.0
"""The longest wait for a further sentence once one was shown."""
MAX_SENTENCES = 6
REPLY_TOKENS = 160
CHOOSING = "You are a helpful teacher. You answer in one sentence."
"""The whole of what a choosing model is told: with the passages before it a weak model chooses worse, and later."""


@dataclass(slots=True)
class Outcome:
    """How the drafts of a turn went; filled in while they are written."""

    shown: int = 0
    """Sentences shown."""
    drafts: int = 0
    reasons: list[str] = field(default_factory=list)
    """Why sentences were refused, in order."""
    first_draft_s: float | None = None
    """Seconds to the model's first whole sentence that was shown."""
    first_shown_s: float | None = None
    """Seconds until it had passed the guard."""
    failed: str = ""
    """What was wrong with the model itself."""

    @property
    def name(self) -> str:
        """shown, redrafted or replaced."""
        if not self.shown:
            return "replaced"
        return "redrafted" if self.drafts > 1 else "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One turn's drafts from one model."""

    model: ModelBackend
    guard: Guard
    draft: Draft
    deadline_s: float
    """Until the first sentence; then the template speaks."""
    clock: Callable[[], float] = time.monotonic

    async def write(
        self, messages: Callable[[str], Awaitable[Sequence[Message]]], outcome: Outcome, said: str = ""
    ) -> AsyncGenerator[tuple[Utterance, Ruling], None]:
        """Sentences that passed the guard. Never raises for the model.

        `messages` gives the prompt, with a reason on the second draft; `said` is what the turn has said already.
        """
        started = self.clock()
        begun = len(said)
        for attempt in range(2):
            outcome.drafts += 1
            reason = outcome.reasons[-1] if outcome.reasons else ""
            refused = False
            try:
                prompt = await self._before(messages(reason if attempt else ""), started)
                async with aclosing(self._sentences(prompt, started, outcome)) as sentences:
                    async for sentence, at in sentences:
                        utterance = self._utterance(sentence)
                        ruling = await self._ruling(utterance, said)
                        if not ruling.shown:
                            outcome.reasons.append(ruling.why)
                            refused = True
                            break
                        if outcome.first_shown_s is None:
                            outcome.first_draft_s, outcome.first_shown_s = at - started, self.clock() - started
                        outcome.shown += 1
                        said = f"{said} {sentence}".strip()
                        yield utterance, ruling
                        if len(said) - begun >= self.draft.limit or outcome.shown >= MAX_SENTENCES:
                            break
            except TimeoutError:
                outcome.reasons.append("it came too late")
                return
            except (TutorError, OSError, RuntimeError, ValueError) as error:
                outcome.failed = str(error)
                outcome.reasons.append("the model failed")
                return
            if outcome.shown or not refused:
                if not outcome.shown and not refused:
                    outcome.reasons.append("nothing whole was written")
                return

    async def choose(
        self, question: str, candidates: Sequence[Candidate], outcome: Outcome
    ) -> tuple[Utterance, Ruling] | None:
        """The candidate that the model answers with, its words being held to theirs; None if it can't or is late.

        Never raises for the model. A candidate that the guard refuses is left out and the model asked once more.
        """
        started = self.clock()
        left = list(candidates)
        while left and outcome.drafts < 2:
            outcome.drafts += 1
            try:
                async with asyncio.timeout(self._left(started)):
                    chosen = await self._choice(question, left)
            except TimeoutError:
                outcome.reasons.append("it came too late")
                return None
            except (TutorError, OSError, RuntimeError, ValueError) as error:
                outcome.failed = str(error)
                outcome.reasons.append("the model failed")
                return None
            if chosen is None:
                outcome.reasons.append("it chose nothing")
                return None
            at = self.clock()
            utterance = Utterance(text=chosen.text, source="model", citations=(chosen.n,))
            ruling = await self.guard.judge(utterance, "")
            if ruling.shown:
                outcome.first_draft_s, outcome.first_shown_s = at - started, self.clock() - started
                outcome.shown = 1
                return utterance, ruling
            outcome.reasons.append(ruling.why)
            left.remove(chosen)
        return None

    async def _choice(self, question: str, candidates: Sequence[Candidate]) -> Candidate | None:
        """What the model begins to answer, as soon as only one candidate begins like that."""
        from tutor.models.port import Message, Request

        by_text = {_sayable(candidate.text): candidate for candidate in candidates}
        request = Request(
            messages=(Message(role="system", content=CHOOSING), Message(role="user", content=question)),
            max_tokens=REPLY_TOKENS,
            temperature=0.0,
            schema={"type": "string", "enum": list(by_text)},
        )
        written = ""
        fitting = {json.dumps(text, ensure_ascii=False): candidate for text, candidate in by_text.items()}
        async with aclosing(self.model.stream(request)) as stream:
            async for piece in stream:
                written += piece
                fitting = {text: each for text, each in fitting.items() if text.startswith(written.lstrip())}
                if len(fitting) < 2:
                    break
        return next(iter(fitting.values()), None) if len(fitting) == 1 else None

    async def _before(self, prompt: Awaitable[Sequence[Message]], started: float) -> Sequence[Message]:
        async with asyncio.timeout(self._left(started)):
            return await prompt

    def _left(self, started: float) -> float:
        return max(0.01, self.deadline_s - (self.clock() - started))

    async def _sentences(
        self, prompt: Sequence[Message], started: float, outcome: Outcome
    ) -> AsyncGenerator[tuple[str, float], None]:
        """Whole sentences with the time they were complete. Raises TimeoutError when the next is late."""
        from tutor.models.port import Request

        request = Request(
            messages=tuple(prompt), max_tokens=REPLY_TOKENS, temperature=0.3, seed=len(prompt) + outcome.drafts
        )
        streamer = Streamer()
        stream = self.model.stream(request)
        written = 0
        async with aclosing(stream):
            while True:
                wait = BETWEEN_S if outcome.shown else self._left(started)
                try:
                    async with asyncio.timeout(wait):
                        piece = await anext(stream)
                except StopAsyncIteration:
                    break
                written += len(piece)
                if written > 6000:
                    break
                for sentence in streamer.feed(piece):
                    yield sentence, self.clock()
            for sentence in streamer.finish():
                yield sentence, self.clock()

    def _utterance(self, sentence: str) -> Utterance:
        return Utterance(text=sentence, source="model")

    async def _ruling(self, utterance: Utterance, said: str) -> Ruling:
        questions = (said + utterance.text).count("?")
        if questions > self.draft.questions:
            why = "it asks more than one question" if self.draft.questions else "it asks a question"
            return Ruling(shown=False, why=why)
        if len(utterance.text) > 1.2 * self.draft.limit:
            return Ruling(shown=False, why="the sentence is too long")
        if len(utterance.text.split()) < 3:
            return Ruling(shown=False, why="it is no sentence")
        return await self.guard.judge(utterance, said)


def _sayable(text: str) -> str:
    """A sentence as a schema may hold it: Ollama makes a broken grammar of straight quotes and backslashes."""
    return text.replace("\\", "").replace('"', "”")
