"""Finds the part of a passage that a sentence rests on."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*")
_LEAD = re.compile(r"\s*(?:[-*+>]\s+|\d+[.)]\s+)*")
_WORD = re.compile(r"[^\W_]+")
MIN_OVERLAP = 0.25


def cited_part(passage: str, sentence: str, excerpt: str = "") -> tuple[int, int]:
    """The range of `passage` to highlight: the excerpt if it is a part of it, else the sentence most like `sentence`.

    (0, 0) when nothing in the passage resembles it.
    """
    at = passage.find(excerpt) if excerpt else -1
    if at >= 0 and len(excerpt) < len(passage):
        return at, at + len(excerpt)
    wanted = _words(sentence)
    best, found = MIN_OVERLAP, (0, 0)
    for match in _SENTENCE.finditer(passage):
        words = _words(match[0])
        score = len(words & wanted) / (len(words | wanted) or 1)
        if score > best and len(words) > 2:
            lead = len(_LEAD.match(match[0])[0])  # type: ignore[index]  # it matches the empty text, too
            best, found = score, (match.start() + lead, match.end())
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text) if len(word) > 1 or word.isdigit())
