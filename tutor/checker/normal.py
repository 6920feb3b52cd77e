"""Text made uniform before it is split: styled characters plain, mathematics marks blanked, one character for one."""

from __future__ import annotations

import re

from tutor.checker import lexicon, markup

ANGLED = re.compile(r"\s*<[^<>=≤≥]*,[^<>=≤≥]*>\s*")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad∠∡"), " ")


def normalise(text: str) -> str:
    """The text with full-width and styled characters and marks of other tools made plain, one character for one."""
    text = markup.tidy(text)
    if text.isascii():
        return text
    return "".join(map(lexicon.plain, text)).translate(_INVISIBLE)


_GAP = re.compile(r"\s{3,}")


def squeezed(text: str) -> str:
    """The text with wide gaps made narrow: patterns with several places for spaces would try all ways to share them."""
    return _GAP.sub(lambda gap: "\n" if "\n" in gap.group() else " ", text)


def strip_dollars(text: str) -> str:
    """The text with `$` as mathematics marks blanked; as money they stay."""
    if "$" not in text:
        return text
    bare = text.replace("\\$", "  ")
    marks = [m.start() for m in re.finditer(r"\$", bare)]
    doubled = "$$" in bare
    if not doubled and (len(marks) % 2 or (re.match(r"\s*-?\s*\$\s*[\d.]", bare) and not re.search(r"\$\s*$", bare))):
        return text
    if not doubled and all(re.match(r"\$\s*\d", bare[m:]) for m in marks):
        return text
    letters = list(text)
    for mark in marks:
        letters[mark] = " "
    return "".join(letters)
