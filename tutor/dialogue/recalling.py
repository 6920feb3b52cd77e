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
from tutor.dialogue.sentences import split
from tutor.dialogue.values import Intent
from tutor.learner.answers import asks_for_everything, matching_memories
from tutor.learner.extract import find_memories
from tutor.learner.recall import stems

if TYPE_CHECKING:
    from tutor.learner.memory import Memory, MemoryStore

ENOUGH = 0.5
"""Share of a question's words that a sentence of an earlier turn must have to be quoted."""
MOST = 8
"""Memories told when all are asked for."""
_ASKING = frozenset(
    stems("tell told say mention wrote write call ask asked still remind talk talked speak discuss thing bit something")
)
_BROAD = re.compile(r"\b(?:about me|everything|anything)\b[^?]{0,12}\??\s*$|\bwho am i\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something the learner said, as it is told back."""

    text: str
    """A sentence to the learner."""
    turn: str
    """Where it comes from; empty if unknown."""
    quoted: bool = False
    """It is the learner's own wording."""


def recollect(
    question: str,
    memories: MemoryStore,
    turns: Sequence[TurnRow],
    *,
    k: int = 3,
    own: bool = True,
    enough: float = ENOUGH,
) -> tuple[Told, ...]:
    """What answers a question about what the learner told, best first; empty if nothing does.

    `own`: as for `matching_memories`. `enough`: the share of the question's words that an earlier turn must have.
    """
    kept = memories.all()
    if (asks_for_everything(question) or _BROAD.search(question)) and kept:
        return tuple(_told(memory) for memory in kept[:MOST])
    found = matching_memories(question, kept, own=own)
    if found:
        return tuple(_told(memory) for memory in found[:k])
    quoted = _from_turns(question, turns, kept, enough)
    return (quoted,) if quoted else ()


_EXPLICIT = re.compile(
    r"\b(?:tell|told|said|mention\w*|remember\w*|recall|remind|know about me|my|we agreed?|did we)\b|\bwho am i\b|\bhow old am i\b",
    re.IGNORECASE,
)


def asks_for_memory(question: str) -> bool:
    """Whether a question is about what was said before, in so many words."""
    return bool(_EXPLICIT.search(question))


_OWN = re.compile(r"\b(?:i|me|my|mine|we|us|our)\b", re.IGNORECASE)
_HOW_TO = re.compile(
    r"\b(?:how (?:do|can|should|would|could) (?:i|we|you)|what (?:do|can|should|must) i (?:do|write|enter)\b(?! (?:for fun|in my|on \w+days?|after school))"
    r"|(?:when|where) (?:do|should|can|must|may) (?:i|we|you) (?:use|apply|need|add|subtract|multiply|divide|put|write|take|start|stop)\b"
    r"|why (?:do|does|is|are|can|can't|may|must|should)|can i|may i|should i|do i (?:have|need) to)\b",
    re.IGNORECASE,
)
_HOW_LIKED = re.compile(r"\bhow (?:do|did) i (?:like|prefer|usually|spell|learn best|want)\b", re.IGNORECASE)
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
    if own and not _OWN.search(question):
        return ()
    if not own and len(wanted) < 2 and not _ABOUT_SOMEONE.match(question):
        return ()
    return recollect(question, memories, turns, own=own, enough=0.6 if len(wanted) >= 3 else 0.8)


def _told(memory: Memory) -> Told:
    return Told(text=memory.text, turn=memory.turn or "")


def _wanted(question: str) -> frozenset[str]:
    """What a question asks about, without the words of asking and the kind of thing that is asked for."""
    plain = re.sub(
        r"\b(?:which|what(?: kind of| sort of)?)\s+(?!did|do|does|is|are|was|were|should|will)[a-z]+\b(?=\s+(?:do|does|did|am|is|are|was|have|has|should|will|can)\b)",
        " ",
        question,
        flags=re.IGNORECASE,
    )
    found = frozenset(stems(plain)) - _ASKING
    return found or frozenset(stems(question)) - _ASKING


def _from_turns(question: str, turns: Sequence[TurnRow], kept: Sequence[Memory], enough: float) -> Told | None:
    """The learner's own statement that fits best; of equal ones the newest, since it may correct the older.

    What a memory was made of is quoted only while it is remembered: what was forgotten or put right stays so.
    """
    best: tuple[float, TurnRow, str] | None = None
    for wanted in dict.fromkeys((frozenset(stems(question)) - _ASKING, _wanted(question))):
        for row in turns if best is None and wanted else ():
            for sentence in split(row.text) if not row.text.startswith("/") else ():
                share = len(wanted & set(stems(sentence))) / len(wanted)
                if share >= enough and (best is None or share >= best[0]) and _is_told(question, sentence, row, kept):
                    best = share, row, sentence
    if best is None:
        return None
    _, row, sentence = best
    text = f"In turn {row.turn} you wrote: “{sentence.strip()}”"
    return Told(text=text, turn=f"{row.session}:{row.turn}", quoted=True)


_MINE = re.compile(r"\b(?:my|our)\s+(?:\w+\s+){0,2}\w+", re.IGNORECASE)
_OF_MINE = re.compile(r"\b(?:my|our)\s+(?:\w+\s+)?(\w+)", re.IGNORECASE)


def _is_told(question: str, sentence: str, row: TurnRow, kept: Sequence[Memory]) -> bool:
    """Whether a sentence tells something of what is asked about as mine, and nothing that is no longer remembered."""
    mine = {stem for found in _OF_MINE.finditer(question) for stem in stems(found[0])}
    if not mine <= {stem for found in _MINE.finditer(sentence) for stem in stems(found[0])}:
        return False
    asks = sentence.rstrip().endswith("?") or any(
        lexicon.matches(kind, sentence) for kind in (Intent.RECALL, Intent.PLEA)
    )
    if asks:
        return False
    turn = f"{row.session}:{row.turn}"
    return all(
        found.action in ("note", "correct") and any(each.text == found.text or each.turn == turn for each in kept)
        for found in find_memories(sentence)
    )
