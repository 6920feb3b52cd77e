"""Answering "what did I tell you?" from what is stored: the memories first, then the learner's own turns, word for word."""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.dialogue import lexicon
from tutor.dialogue.ledger import TurnRow
from tutor.dialogue.sentences import split, terms, words
from tutor.dialogue.values import Intent

if TYPE_CHECKING:
    from tutor.learner.memory import Memory, MemoryStore

_ASKING = frozenset(
    terms(
        "remember recall tell told said say know name called mention remind still what who whose when where which did does"
    )
)
_BROAD = re.compile(
    r"\b(?:about me|everything|anything|all (?:that )?i|what (?:do|did) (?:you|i) (?:know|remember|tell|told|say))\b[^?]{0,12}\??\s*$|\bwho am i\b",
    re.IGNORECASE,
)
KINDRED = {
    "exam": ("test", "exam", "midterm", "final"), "test": ("test", "exam", "quiz"), "live": ("live", "from", "home", "city", "town"),
    "job": ("work", "job", "profession"), "like": ("like", "love", "enjoy", "favourite", "favorite", "prefer"), "favourit": ("favorit", "favourit", "like", "love"),
    "favorit": ("favorit", "favourit", "like", "love"), "old": ("old", "age", "year"), "age": ("old", "age", "year"), "birthday": ("birthday", "born"),
    "pet": ("pet", "dog", "cat", "rabbit", "hamster", "bird", "fish"), "sibl": ("sister", "brother"), "goal": ("goal", "want", "plan", "aim"),
    "struggl": ("struggl", "mix", "confus", "difficult", "hard", "forget"), "difficult": ("struggl", "mix", "confus", "difficult", "hard", "forget"),
    "studi": ("studi", "study", "learn", "prepar"), "study": ("studi", "study", "learn", "prepar"), "hobby": ("hobby", "play", "like", "love", "enjoy"), "hobb": ("hobby", "play", "like", "love", "enjoy"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something the learner said, as it is told back."""

    text: str
    """A sentence to the learner."""
    turn: str
    """Where it comes from; empty if unknown."""
    quoted: bool = False
    """It is the learner's own wording."""


def recollect(question: str, memories: MemoryStore, turns: Sequence[TurnRow], k: int = 3) -> tuple[Told, ...]:
    """What answers a question about the learner's own words, best first; empty if nothing does."""
    if _BROAD.search(question):
        every = memories.all()
        if every:
            return tuple(Told(text=memory.text, turn=memory.turn or "") for memory in every[:8])
    wanted = _wanted(question)
    kept = [_told(memory) for memory in memories.recall(question, k)]
    if wanted:
        kept = (
            [told for told in kept if _share(wanted, told.text) > 0] or kept[:1]
            if not _needs_word(wanted)
            else [t for t in kept if _share(wanted, t.text) > 0]
        )
    quoted = _from_turns(wanted, turns)
    if kept and (not quoted or _share(wanted, kept[0].text) >= quoted[1] - 0.2):
        return tuple(kept[:k])
    if quoted:
        return (quoted[0],)
    return tuple(kept[:k])


_EXPLICIT = re.compile(
    r"\b(?:tell|told|said|mention\w*|remember\w*|recall|remind|know about me|my)\b|\bwho am i\b|\bhow old am i\b",
    re.IGNORECASE,
)


def asks_for_memory(question: str) -> bool:
    """Whether a question is about what was said before, in so many words."""
    return bool(_EXPLICIT.search(question))


_OWN = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b", re.IGNORECASE)
_HOW_TO = re.compile(
    r"\b(?:how (?:do|can|should|would|could) (?:i|we|you)|what (?:do|can|should|must) i (?:do|write|get)|why|can i|may i|should i|do i (?:have|need) to)\b",
    re.IGNORECASE,
)


def answered_by(question: str, memories: MemoryStore, turns: Sequence[TurnRow]) -> tuple[Told, ...]:
    """What the learner told that answers a question about themselves which doesn't say so ("who helps me with algebra?").

    Careful: all that the question asks for must be in what was told, and no how-to question is taken for one.
    """
    if not _OWN.search(question) or _HOW_TO.search(question):
        return ()
    wanted = _wanted(question)
    if not wanted:
        return ()
    return tuple(told for told in recollect(question, memories, turns) if _share(wanted, told.text) >= 0.8)


def _told(memory: Memory) -> Told:
    return Told(text=memory.text, turn=memory.turn or "")


def _wanted(question: str) -> frozenset[str]:
    return frozenset(term for term in terms(question) if term not in _ASKING)


def _needs_word(wanted: frozenset[str]) -> bool:
    return len(wanted) >= 1


def _share(wanted: frozenset[str], text: str) -> float:
    """How much of the question's words a text has, kindred words counted."""
    if not wanted:
        return 0.0
    held = set(terms(text)) | set(words(text))
    hits = sum(1.0 if term in held else 0.8 if held & set(KINDRED.get(term, ())) else 0.0 for term in wanted)
    return hits / len(wanted)


def _from_turns(wanted: frozenset[str], turns: Sequence[TurnRow]) -> tuple[Told, float] | None:
    """The learner's own statement that fits best; of equal ones the newest, since it may correct the older."""
    best: tuple[Told, float] | None = None
    for row in turns:
        if row.text.startswith("/"):
            continue
        for sentence in split(row.text):
            if (
                sentence.rstrip().endswith("?")
                or lexicon.matches(Intent.RECALL, sentence)
                or lexicon.matches(Intent.PLEA, sentence)
            ):
                continue
            share = _share(wanted, sentence)
            if share >= 0.5 and (best is None or share >= best[1]):
                text = f"In turn {row.turn} you wrote: “{sentence.strip()}”"
                best = Told(text=text, turn=f"{row.session}:{row.turn}", quoted=True), share
    return best
