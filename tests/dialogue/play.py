"""Playing scripts against a tutor and looking at what came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tutor.dialogue import Session, Tutor
from tutor.events import CitationShown, Event, MoveChosen, Sentence, Source, TurnEnded, VerdictGiven


@dataclass(frozen=True)
class Played:
    """One turn's events."""

    text: str
    events: tuple[Event, ...]

    @property
    def ended(self) -> TurnEnded:
        last = self.events[-1]
        assert isinstance(last, TurnEnded)
        return last

    @property
    def reply(self) -> str:
        return self.ended.text

    @property
    def move(self) -> str:
        return self.ended.move.value

    @property
    def why(self) -> str:
        return next(e.why for e in self.events if isinstance(e, MoveChosen))

    @property
    def verdicts(self) -> list[VerdictGiven]:
        return [e for e in self.events if isinstance(e, VerdictGiven)]

    @property
    def quoted(self) -> list[str]:
        """The sentences of passages."""
        return [e.text for e in self.events if isinstance(e, Sentence) and e.source is Source.PASSAGES]

    @property
    def everything(self) -> str:
        """All that a learner could read in this turn, but for their own text."""
        parts = []
        for event in self.events:
            match event:
                case Sentence():
                    parts.append(event.text)
                case VerdictGiven():
                    parts += [event.reason, event.witness or "", event.misconception_name or ""]
                case CitationShown():
                    parts += [event.text, event.locator]
        return "\n".join(parts)


async def play(session: Session, *texts: str) -> list[Played]:
    """Each text as a turn."""
    return [Played(text, tuple([event async for event in session.respond(text)])) for text in texts]


async def opened(tutor: Tutor, exercise: str | None = "balance/first") -> Session:
    """A started session at an exercise."""
    session = await tutor.open_session(exercise=exercise)
    async for _ in session.start():
        pass
    return session


def laws(events: Iterable[Event]) -> None:
    """The laws of the stream, for one turn."""
    given = list(events)
    ends = [e for e in given if isinstance(e, TurnEnded)]
    assert len(ends) == 1, "exactly one terminal event"
    assert given[-1] is ends[0], "and it is the last"
    said = "".join(e.text for e in given if isinstance(e, Sentence))
    assert ends[0].text == said, "the sentences make up the reply"
    announced: set[int] = set()
    for event in given:
        if isinstance(event, CitationShown):
            announced.add(event.n)
        if isinstance(event, Sentence):
            assert set(event.citations) <= announced, "a passage is announced before it is cited"
    assert {c["n"] for c in ends[0].citations} <= announced
    assert [v["text"] for v in ends[0].verdicts] == [e.text for e in given if isinstance(e, VerdictGiven)]
