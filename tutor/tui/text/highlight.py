"""Finds the parts of a passage that sentences rest on."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*")
_LEAD = re.compile(r"\s*(?:[-*+>]\s+|\d+[.)]\s+)*")
_WORD = re.compile(r"[^\W_]+")
MIN_OVERLAP = 0.25


def cited_parts(passage: str, sentences: Sequence[str], excerpt: str = "") -> tuple[tuple[int, int], ...]:
    """The ranges of `passage` to highlight for several sentences, in order; neighbours in one line are one range."""
    found = sorted({cited_part(passage, sentence, excerpt) for sentence in sentences} - {(0, 0)})
    merged: list[tuple[int, int]] = []
    for start, end in found:
        between = passage[merged[-1][1] : start] if merged else "\n"
        if merged and (start <= merged[-1][1] or not between.strip(" ")):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


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
