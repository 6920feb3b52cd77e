"""Text from outside made safe to store and to compare: it is data, whatever it looks like."""

from __future__ import annotations

import re
import unicodedata

LINE_CHARS = 4000
"""Longest text kept of one attempt."""
MEMORY_CHARS = 500
"""Longest text of one memory."""
NAME_CHARS = 200
"""Longest id, subject or name."""
MARKS_IN_A_ROW = 4
"""Combining marks kept after one letter: enough for every living script's usual text, too few to draw over other
lines.
"""

_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")
_NOT_WORDS = re.compile(r"[^\w\s]+")


def clean(text: str, limit: int = LINE_CHARS) -> str:
    """The text without control characters, lone surrogates, direction overrides and stacks of marks, at most
    `limit` characters.

    What is longer ends in "…".
    """
    kept = _UNWANTED.sub("", text[: limit * 4])
    kept = _without_stacks(unicodedata.normalize("NFC", kept)).strip()
    cut = len(kept) > limit or len(text) > limit * 4
    return kept[: limit - 1].rstrip() + "…" if cut else kept


def one_line(text: str, limit: int = MEMORY_CHARS) -> str:
    """`clean`, with every run of white space as one space."""
    return clean(_SPACE.sub(" ", text[: limit * 4]) + ("…" if len(text) > limit * 4 else ""), limit)


def key(text: str) -> str:
    """The form in which two texts are the same: folded case, no punctuation, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _SPACE.sub(" ", _NOT_WORDS.sub(" ", folded.replace("'", ""))).strip()


def _without_stacks(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)
