"""Where something stands: the passages of the last cited reply, or those that a question about a place is about."""

# ruff: noqa: E501
# Lists of words are kept on long lines.
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tutor.dialogue import retrieve, sections, voice
from tutor.dialogue.asking import telling
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.leak import find_leak
from tutor.dialogue.lexicon import matches
from tutor.dialogue.sentences import terms, words
from tutor.dialogue.values import Cited, Intent
from tutor.events import CitationShown, Sentence

if TYPE_CHECKING:
    from tutor.dialogue.engine import Tutor

LIMIT = 600
"""Characters of a passage that is shown when its source is asked for."""
TURNS_BACK = 6
"""How far back a cited reply is looked for."""
_OF_PLACES = frozenset(
    terms(
        "where which page section chapter part slide place passage paragraph quote quotation source reference citation cite book textbook "
        "lesson lessons material materials note notes text script document documents file pdf original sentence show read open find stand "
        "stands written write explained explain said says come comes taken give name exact exactly see covers cover mention mentioned line "
        "describes described deals state stated excerpt"
    )
)


def find(tutor: Tutor, session: str, briefing: Briefing) -> None:
    """Fill in the passages and what is quoted of them; nothing, if nothing was cited and nothing is found."""
    told = telling(briefing.reading.question) - _OF_PLACES
    topic = [word for word in words(briefing.reading.question) if set(terms(word)) & told]
    cited = _last_cited(tutor, session)
    if topic:
        found, covered = retrieve.passages(tutor, f"what is {' '.join(topic)}?", briefing)
        asked = set(terms(" ".join(topic)))
        cited = [each for each in cited if asked & set(terms(f"{each.locator} {each.text}"))]
        if covered:
            first = found[0]
            cited = [Cited(n=1, passage=first.id, document=first.document, locator=first.locator, text=first.text)]
    if not cited and not topic and briefing.exercise is not None:
        cited = [
            Cited(n=n, passage=each.id, document=each.document, locator=each.locator, text=each.text)
            for n, each in enumerate(sections.teaching(briefing.exercise, tutor.library)[:1], 1)
            if _ABOUT_THIS.search(briefing.reading.question)
        ]
    _quote(tutor, briefing, cited)


_ABOUT_THIS = re.compile(r"\b(?:read|learn|find) (?:more )?about (?:this|that|it)\b", re.IGNORECASE)


def _last_cited(tutor: Tutor, session: str) -> list[Cited]:
    """The passages that the newest reply with citations cites, as they were shown."""
    done = [row for row in tutor.ledger.turns(session) if row.state == "done"]
    for row in reversed(done[-TURNS_BACK:]):
        events = tutor.ledger.events(session, row.turn)
        used = {n for event in events if isinstance(event, Sentence) for n in event.citations}
        shown = [event for event in events if isinstance(event, CitationShown) and event.n in used]
        if shown:
            return [
                Cited(n=n, passage=each.passage, document=each.document, locator=each.locator, text=each.text)
                for n, each in enumerate(shown, 1)
            ]
    return []


def _quote(tutor: Tutor, briefing: Briefing, cited: list[Cited]) -> None:
    def allowed(sentence: str) -> bool:
        return not matches(Intent.INJECTION, sentence) and not find_leak(sentence, briefing.secrets, tutor.checker)

    if not cited:
        return
    quotes = [(each, voice.opening(each.n, each.text, allowed, LIMIT // len(cited), least=1)) for each in cited[:2]]
    briefing.passages = tuple(each for each, quote in quotes if quote is not None)
    briefing.quotes = tuple(quote for _, quote in quotes if quote is not None)
