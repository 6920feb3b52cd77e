"""Passages for a question: from the course index, or straight from the lessons while the index is not ready."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.dialogue import sections, voice
from tutor.dialogue.asking import telling
from tutor.dialogue.briefing import Briefing
from tutor.dialogue.leak import find_leak
from tutor.dialogue.lexicon import matches
from tutor.dialogue.sections import Found
from tutor.dialogue.sentences import terms
from tutor.dialogue.values import Cited, Intent
from tutor.errors import TutorError
from tutor.materials.values import LESSONS

if TYPE_CHECKING:
    from tutor.dialogue.engine import Tutor
    from tutor.materials.values import Hit, Passage, SearchResult

WAIT_S = 6.0
"""How long the first question waits for an index in the making; then words alone are searched."""
SEARCH_S = 4.0
"""How long a search may take."""
PASSAGES = 3
ATTACHED = "attached"
"""Course of what a learner attached."""
SHORT = 60
"""Passages of a document whose own subject is told apart from what it says of it."""
COMMON = 0.6
"""Share of a document's passages that a word of its subject stands in."""
PARTS = 6
"""Parts of a document that a summary names."""
ENOUGH_IN_LESSON = 0.4
"""Share of the question's weight that a section of the lesson in hand must hold: less than anywhere else."""
EXAMPLE = 420
"""Characters of a worked example that is shown before the rule."""
_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="search")


def passages(
    tutor: Tutor, question: str, briefing: Briefing, *, attached: bool = False
) -> tuple[tuple[Found, ...], bool]:
    """The passages that answer best, and whether the materials cover the question."""
    if attached:
        result = tutor.store.search(question, PASSAGES, courses=[ATTACHED])
        return tuple(_found(hit.passage, tutor) for hit in result.hits), bool(result.hits)
    searched = _search(tutor, question)
    if searched is not None and searched.covered and not _only_topic(tutor, question, searched.hits):
        return tuple(_found(hit.passage, tutor) for hit in searched.hits[:PASSAGES]), True
    found = sections.search(question, tutor.library, 2 * PASSAGES)
    return found, bool(found)


def _search(tutor: Tutor, question: str) -> SearchResult | None:
    """What the index finds; by words alone while it isn't ready or is late."""
    text = question[:600]
    if tutor.index_is_ready(WAIT_S):
        with suppress(TutorError, Late):
            return _POOL.submit(tutor.store.search, text, 6).result(SEARCH_S)
    with suppress(TutorError, Late):
        return _POOL.submit(tutor.store.search, text, 6, words_only=True).result(SEARCH_S)
    return None


def _only_topic(tutor: Tutor, question: str, hits: Sequence[Hit]) -> bool:
    """Whether a short document has nothing of a question but its own subject: "how heavy is the kettle?" in the
    handbook of a kettle that never speaks of weight.
    """
    best = hits[0].passage if hits else None
    if best is None or best.course == LESSONS:
        return False
    with suppress(TutorError):
        every = tutor.store.passages(best.document)
        if not 3 <= len(every) <= SHORT:
            return False
        held = [set(terms(f"{' '.join(each.title_path)} {each.text}")) for each in every]
        asked = set(terms(question))
        common = {term for term in asked if sum(term in words for words in held) > COMMON * len(held)}
        told = {term for term in asked if any(term in words for words in held)}
        return bool(common) and told == common and common < asked
    return False


def summarise(tutor: Tutor, briefing: Briefing) -> bool:
    """Put the first sentence of each part of the newest attached document together; False if there is none."""
    documents = [each for each in tutor.store.documents() if each.course == ATTACHED]
    if not documents:
        return False
    named = [each for each in documents if each.name.casefold() in briefing.reading.question.casefold()]
    every = tutor.store.passages((named or documents)[-1].name)
    parts = list({each.locator: each for each in reversed(every)}.values())[::-1]
    parts = [parts[i * len(parts) // PARTS] for i in range(PARTS)] if len(parts) > PARTS else parts
    allowed = _allowed(tutor, briefing)

    quotes: list[voice.Quote] = []
    cited: list[Cited] = []
    for each in parts:
        found, n = _found(each, tutor), len(quotes) + 1
        opening = voice.opening(n, each.text, allowed, EXAMPLE, least=1)
        if opening is not None:
            quotes.append(replace(opening, sentences=opening.sentences[:1]))
            cited.append(Cited(n=n, passage=found.id, document=found.document, locator=found.locator, text=found.text))
    briefing.passages, briefing.quotes = tuple(cited), tuple(quotes)
    return bool(quotes)


def _allowed(tutor: Tutor, briefing: Briefing) -> Callable[[str], bool]:
    """Whether a sentence may be quoted in this turn."""
    return lambda sentence: (
        not matches(Intent.INJECTION, sentence) and not find_leak(sentence, briefing.secrets, tutor.checker)
    )


def in_lesson(tutor: Tutor, question: str, briefing: Briefing) -> tuple[Found, ...]:
    """The sections of the lesson in hand that have the question's words: nearer than the whole of the materials."""
    if briefing.lesson is None:
        return ()
    return sections.search(question, tutor.library, PASSAGES, lesson=briefing.lesson.id, enough=ENOUGH_IN_LESSON)


_OPEN = re.compile(
    r"^\W*(?:but |and |so |ok |wait )*(?:why|how|explain|what does (?:this|that|it) mean)\b"
    r"|^\W*i don'?t (?:get|see|understand)\b",
    re.IGNORECASE,
)


def taught(tutor: Tutor, question: str, briefing: Briefing) -> tuple[Found, ...]:
    """The sections that teach what the exercise needs: for a bare "why?", or where they have a word of the question."""
    if briefing.exercise is None:
        return ()
    found = sections.teaching(briefing.exercise, tutor.library)
    asked = {term for term in terms(question) if len(term) > 3}
    if len(asked) <= 1 and _OPEN.match(question):
        return found
    return tuple(each for each in found if asked & set(terms(f"{each.heading} {each.text}")))


def quote(tutor: Tutor, question: str, briefing: Briefing, found: Sequence[Found]) -> None:
    """Number the passages, and pick what would be quoted: only what the guard would let through."""
    cited = tuple(
        Cited(n=n, passage=each.id, document=each.document, locator=each.locator, text=each.text)
        for n, each in enumerate(found, 1)
    )
    allowed = _allowed(tutor, briefing)

    asked = question
    if briefing.exercise is not None and not briefing.covered:
        asked = f"{question} {tutor.outer.skills(briefing.exercise)}"
    manner = briefing.manner
    runs = 1 if manner.short or manner.slow else 2
    headings = [each.heading for each in found]
    briefing.quotes = voice.pick(asked, cited, headings, allowed, limit=manner.quoted, runs=runs)
    if not _says_enough(question, briefing, cited, headings):
        briefing.quotes = ()
    used = {q.n for q in briefing.quotes}
    order = [c for c in cited if c.n in used] + [c for c in cited if c.n not in used]
    number = {c.n: i for i, c in enumerate(order, 1)}
    briefing.passages = tuple(replace(c, n=number[c.n]) for c in order[: max(len(used), 1)])
    briefing.quotes = tuple(voice.Quote(n=number[q.n], sentences=q.sentences, score=q.score) for q in briefing.quotes)
    if not briefing.quotes:
        briefing.passages = ()
        return
    first = briefing.passages[0]
    briefing.candidates = voice.answering(asked, first, headings[order[0].n - 1], allowed)
    if manner.examples:
        _example_first(tutor, briefing, found, allowed)


def _says_enough(question: str, briefing: Briefing, cited: Sequence[Cited], headings: Sequence[str]) -> bool:
    """Whether what would be quoted has half of what the question is about; a mere statement must have all of it."""
    if not briefing.covered:
        return True
    asked = telling(question)
    said = " ".join(
        f"{headings[quote.n - 1]} {cited[quote.n - 1].locator} {' '.join(quote.sentences)}" for quote in briefing.quotes
    )
    heads = set(terms(" ".join(f"{headings[quote.n - 1]} {cited[quote.n - 1].locator}" for quote in briefing.quotes)))
    if briefing.reading.intent is Intent.STATEMENT and len(asked) < 2 and not asked <= heads:
        return False
    share = len(asked & set(terms(said))) / len(asked) if asked else 0.0
    return share >= (0.5 if briefing.reading.intent is Intent.QUESTION else 1.0)


def _example_first(tutor: Tutor, briefing: Briefing, found: Sequence[Found], allowed: Callable[[str], bool]) -> None:
    """Put a worked example of what the first passage teaches before it, where the lessons have one."""
    first = briefing.passages[0]
    source = next(each for each in found if each.id == first.passage)
    example = sections.worked(source, tutor.library)
    shown = voice.opening(1, example.text, allowed, EXAMPLE) if example is not None else None
    if example is None or shown is None or example.id in {each.passage for each in briefing.passages}:
        return
    cited = Cited(n=1, passage=example.id, document=example.document, locator=example.locator, text=example.text)
    rule, named = briefing.quotes[0], replace(first, n=2)
    briefing.candidates = ()
    briefing.passages = (cited, named)
    briefing.quotes = (shown, replace(rule, n=2))
    briefing.example = True


def _found(passage: Passage, tutor: Tutor) -> Found:
    lesson = tutor.library.lessons.get(passage.document) if passage.course == LESSONS else None
    return Found(
        id=passage.id,
        document=lesson.title if lesson is not None else passage.document,
        locator=passage.locator or " › ".join(passage.title_path[-1:]),
        text=passage.text,
        heading=" ".join(passage.title_path),
    )
