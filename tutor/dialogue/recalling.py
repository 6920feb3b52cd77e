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
ENOUGH = 0.6
"""Share of a question's words that a memory must have to be told."""
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
    subject: str = ""
    """The memory's subject, for finding it."""

    @property
    def about(self) -> str:
        """What it can be found by."""
        return f"{self.text} {self.subject}"


def recollect(question: str, memories: MemoryStore, turns: Sequence[TurnRow], k: int = 3) -> tuple[Told, ...]:
    """What answers a question about the learner's own words, best first; empty if nothing does."""
    if _BROAD.search(question) and (every := memories.all()):
        return tuple(_told(memory) for memory in every[:8])
    wanted = _wanted(question)
    kept = [_told(memory) for memory in memories.recall(question, k)]
    kept += [told for memory in memories.all() if _share(wanted, (told := _told(memory)).about) >= ENOUGH]
    kept = sorted(
        {told.text: told for told in kept if _share(wanted, told.about) > 0}.values(),
        key=lambda t: -_share(wanted, t.about),
    )
    quoted = _from_turns(wanted, turns)
    if kept and (not quoted or _share(wanted, kept[0].about) >= quoted[1] - 0.2):
        best = _share(wanted, kept[0].about)
        return tuple(told for told in kept[:k] if _share(wanted, told.about) >= best - 0.2)
    return (quoted[0],) if quoted else ()


_EXPLICIT = re.compile(
    r"\b(?:tell|told|said|mention\w*|remember\w*|recall|remind|know about me|my)\b|\bwho am i\b|\bhow old am i\b",
    re.IGNORECASE,
)


def asks_for_memory(question: str) -> bool:
    """Whether a question is about what was said before, in so many words."""
    return bool(_EXPLICIT.search(question))


_OWN = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b", re.IGNORECASE)
_HOW_TO = re.compile(
    r"\b(?:how (?:do|can|should|would|could) (?:i|we|you)|what (?:do|can|should|must) i (?:do|write|get|enter)"
    r"|why (?:do|does|is|are|can|can't|may|must|should)|can i|may i|should i|do i (?:have|need) to)\b",
    re.IGNORECASE,
)
_HOW_LIKED = re.compile(r"\bhow do i (?:like|prefer|usually|spell|learn best)\b", re.IGNORECASE)
_ABOUT_SOMEONE = re.compile(r"^\W*(?:who|whose|when|where|which|how (?:many|much|old|often))\b", re.IGNORECASE)


def answered_by(
    question: str, memories: MemoryStore, turns: Sequence[TurnRow], *, own: bool = True
) -> tuple[Told, ...]:
    """What the learner told that answers a question which doesn't say so ("who helps me with algebra?").

    Careful: nearly all that the question asks for must be in what was told, and no how-to question is taken for one.
    With `own` False the question needs no "I" or "my" in it: for one that the materials don't answer.
    """
    if _HOW_TO.search(question) and not _HOW_LIKED.search(question):
        return ()
    wanted = _wanted(question)
    if not wanted or (own and not _OWN.search(question)):
        return ()
    if not own and len(wanted) < 2 and not _ABOUT_SOMEONE.match(question):
        return ()
    enough = 0.6 if len(wanted) >= 3 else 0.8
    return tuple(told for told in recollect(question, memories, turns) if _share(wanted, told.about) >= enough)


def _told(memory: Memory) -> Told:
    return Told(text=memory.text, turn=memory.turn or "", subject=memory.subject.replace(":", " "))


def _wanted(question: str) -> frozenset[str]:
    """What a question asks about, without the words of asking and the kind of thing that is asked for."""
    plain = re.sub(
        r"\b(?:which|what(?: kind of| sort of)?)\s+(?!did|do|does|is|are|was|were|should|will)[a-z]+\b(?=\s+(?:do|does|did|am|is|are|was|have|has|should|will|can)\b)",
        " ",
        question,
        flags=re.IGNORECASE,
    )
    found = frozenset(term for term in terms(plain) if term not in _ASKING)
    return found or frozenset(term for term in terms(question) if term not in _ASKING) or frozenset(terms(question))


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
