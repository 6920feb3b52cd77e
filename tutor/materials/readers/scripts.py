"""Superscripts and subscripts of a PDF page, told by font size and baseline: "x^2", "a_n", "10^{-3}".

Only what can't be anything else is marked: a raised 2 after "x" is a power, after "motion" it is the number of a note.
pdfium also ends a line after a script; where the text goes on at the old baseline, the line is put together.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

SMALLER = 0.86
"""A script's font size is at most this share of its base's."""
RAISED = 0.2
LOWERED = 0.06
FARTHEST = 0.75
"""How far a script's baseline is from its base's, in the base's font sizes: at least, and at most."""
NEAR = 0.3
"""White space between a base and its script, at most, in font sizes."""
MOST_CHARS = 10
_TOKEN = re.compile(r"\S+")
_MIXED = re.compile(r"[^\W\d_]\d|[)\]]\w|\d[^\W\d_]")
_SPACES = " \r\n\t"
_EXPONENT = re.compile(r"[-−–+]?(?:\d{1,4}|[a-zA-Zα-ω](?:[-−+]\d)?|\d?[a-zA-Zα-ω]|[-−+])|\*|′|\d+/\d+")
_INDEX = re.compile(r"[\w+\-−,*]{1,8}")
_FUNCTIONS = frozenset("sin cos tan cot sec csc sinh cosh tanh log ln exp".split())  # noqa: SIM905
_UNITS = frozenset("cm mm km dm nm kg mol rad ft".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True, kw_only=True)
class _Char:
    """Where a character stands, in points."""

    size: float
    baseline: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a page, with the number that pdfium has for each character."""

    text: str
    index: Sequence[int]


def marked(text_page: Any) -> Text:
    """The page's text, its scripts marked where they are unmistakable."""
    text = text_page.get_text_range()
    index = _numbered(text)
    glyphs = _Glyphs(text_page, index)
    found = list(_scripts(text, glyphs))
    if not found:
        return Text(text=text, index=index)
    pieces: list[str] = []
    numbers: list[int] = []
    at = 0
    for base, begin, end, up, rest in found:
        kept = max(at, base + 1)
        inside = text[begin:end]
        mark = ("^" if up else "_") + (inside if len(inside) == 1 else f"{{{inside}}}")
        pieces += [text[at:kept], mark]
        numbers += [*index[at:kept], *([index[begin]] * (len(mark) - 1)), index[end - 1]]
        at = rest
    pieces.append(text[at:])
    numbers += index[at:]
    return Text(text="".join(pieces), index=numbers)


def _numbered(text: str) -> list[int]:
    """pdfium counts in UTF-16 units."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return list(range(len(text)))
    numbers, at = [], 0
    for char in text:
        numbers.append(at)
        at += 1 + (char > "\uffff")
    return numbers


class _Glyphs:
    """Asks pdfium about characters, a microsecond each."""

    def __init__(self, text_page: Any, index: Sequence[int]) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._page = text_page
        self._index = index
        self._box = [ctypes.c_double() for _ in range(4)]
        self._pointers = [ctypes.byref(value) for value in self._box]

    def size(self, at: int) -> float:
        return float(self._raw.FPDFText_GetFontSize(self._page, self._index[at]))

    def char(self, at: int) -> _Char:
        number = self._index[at]
        self._raw.FPDFText_GetCharBox(self._page, number, *self._pointers)
        left, right = self._box[0].value, self._box[1].value
        self._raw.FPDFText_GetCharOrigin(self._page, number, self._pointers[0], self._pointers[1])
        return _Char(size=self.size(at), baseline=self._box[1].value, left=left, right=right)


def _scripts(text: str, glyphs: _Glyphs) -> Iterator[tuple[int, int, int, bool, int]]:
    """Of each script: its base's last character, where it begins and ends, whether it is raised, where the text goes
    on."""
    base = -1
    size = 0.0
    after = 0.0
    """Where the last script of this base ends; 0 for none."""
    taken = 0
    for token in _TOKEN.finditer(text):
        first, last = token.start(), token.end() - 1
        ends = glyphs.size(last)
        if ends == size and not _MIXED.search(token[0]):
            base, after = last, 0.0
            continue
        at = max(first, taken)
        while at <= last:
            here = glyphs.size(at)
            if base < 0 or here > SMALLER * size:
                base, size, after = at, here, 0.0
                at += 1
                continue
            end = at + 1
            mark = glyphs.char(at)
            while end <= last and glyphs.size(end) == here and abs(glyphs.char(end).baseline - mark.baseline) < 0.5:
                end += 1
            under = glyphs.char(base)
            shift = mark.baseline - under.baseline
            begins = max(under.right, after)
            stands = -0.35 * size < mark.left - under.right and mark.left - begins < NEAR * size
            up = shift > 0
            high = (RAISED if up else LOWERED) * size <= abs(shift) <= FARTHEST * size
            if not stands or abs(shift) > FARTHEST * size:
                base, size, after = end - 1, here, 0.0
            elif high and end - at <= MOST_CHARS and _is_script(text, base, at, end, up):
                after = glyphs.char(end - 1).right
                taken = _goes_on(text, glyphs, under, end)
                yield base, at, end, up, taken
            at = end


def _is_script(text: str, base: int, begin: int, end: int, up: bool) -> bool:
    """Whether this can't be anything else than an exponent or an index, going by what it says and stands at."""
    inside, letter = text[begin:end], text[base]
    word = re.search(r"[^\W\d_]*\Z", text[max(0, base - 20) : base + 1])
    name = word[0] if word else ""
    if not up:
        return bool(_INDEX.fullmatch(inside)) and (letter.isalpha() or letter in ")]")
    if not _EXPONENT.fullmatch(inside):
        return False
    if letter.isdigit():
        number = re.search(r"[\d.,]*\Z", text[max(0, base - 20) : base + 1])
        power = number is not None and number[0] == "10"
        return power or inside[0] in "-−–"
    if letter in ")]":
        opened = text.rfind("(" if letter == ")" else "[", max(0, base - 40), base)
        return opened >= 0 and bool(re.search(r"[-+−*/=·]|^[^\W\d_]\d?$", text[opened + 1 : base].strip()))
    return len(name) == 1 or name in _FUNCTIONS or name in _UNITS


def _goes_on(text: str, glyphs: _Glyphs, under: _Char, end: int) -> int:
    """Where the text goes on after a script: past a line end that only the change of baseline has made."""
    at = end
    while at < len(text) and text[at] in "\r\n":
        at += 1
    following = at
    while following < len(text) and text[following] in _SPACES:
        following += 1
    if at == end or following == len(text):
        return end
    char = glyphs.char(following)
    near = char.left >= under.right - 0.5 and abs(char.baseline - under.baseline) <= FARTHEST * under.size
    return at if near else end
