"""From the lines of PDF pages to running text: columns in order, headers and footers dropped, broken words joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
_SENTENCE_END = re.compile(r"[.!?:;][\"”')\]]*$")
_LIST_MARK = re.compile(r"^(?:[•◦▪‣–]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_SOFT = re.compile(r"[\u00ad\ufffe\x02](?=(.))")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d{1,4}\b")
MARGIN = 0.09
"""Share of the page's height, above and below, where headers and footers stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """White space in a line that may be the gutter between two columns."""

    left: float
    right: float
    before: str
    """The line's text up to it."""
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a page; coordinates in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    """Font size in points."""
    gaps: tuple[Gap, ...] = ()
    """Wide gaps between its words, from left to right; looked for in wide lines only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a page, as the file orders them."""

    number: int
    """1-based."""
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Lines that belong together."""

    text: str
    size: float
    lines: int


def without_margins(pages: Sequence[Page]) -> list[Page]:
    """Pages without headers, footers and page numbers: lines near the edge that come back, but for their digits, on
    other pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line) for line in page.lines if _in_margin(line, page)})
    enough = max(2, min(4, len(pages) // 4)) if len(pages) > 1 else 2
    kept = []
    for page in pages:
        lines = tuple(
            line
            for line in page.lines
            if not (_in_margin(line, page) and (seen[_key(line)] >= enough or _is_number(line.text)))
        )
        kept.append(Page(number=page.number, width=page.width, height=page.height, lines=lines))
    return kept


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom > page.height * (1 - MARGIN) or line.top < page.height * MARGIN


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower()).strip()


def _is_number(text: str) -> bool:
    return bool(
        re.fullmatch(r"(?:page\s+)?[-–— ]*(?:\d{1,4}|[ivxlc]{1,6})[-–— ]*(?:(?:of|/)\s*\d{1,4})?", text.strip(), re.I)
    )


def in_order(page: Page) -> list[Line]:
    """Lines in reading order: where the page has two columns, the left one first, between lines that span both."""
    lines = _parted(page)
    if len(lines) < 8:
        return lines
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    slack = page.width * 0.02
    left = [line for line in lines if line.right <= middle + slack]
    right = [line for line in lines if line.left >= middle - slack]
    if min(len(left), len(right)) < 4 or len(left) + len(right) < 0.6 * len(lines) or not _side_by_side(left, right):
        return lines
    spanning = sorted((line for line in lines if line not in left and line not in right), key=lambda line: -line.top)
    ordered: list[Line] = []
    for bar in spanning:
        for column in (left, right):
            ordered += [line for line in column if line.bottom >= bar.bottom and line not in ordered]
        ordered.append(bar)
    for column in (left, right):
        ordered += [line for line in column if line not in ordered]
    return ordered


def _parted(page: Page) -> list[Line]:
    """Lines cut at the gutter where the file draws the two columns row by row: most wide lines have a gap at one place
    there."""
    wide = [line for line in page.lines if line.gaps]
    middles = [(gap.left + gap.right) / 2 for line in wide for gap in line.gaps]
    middles = [x for x in middles if 0.35 * page.width < x < 0.65 * page.width]
    if len(middles) < 4:
        return list(page.lines)
    reach = 0.03 * page.width
    gutter = max(middles, key=lambda x: sum(abs(x - other) < reach for other in middles))
    cuts = {index: _gap_at(line, gutter, reach) for index, line in enumerate(page.lines)}
    found = [gap for gap in cuts.values() if gap is not None]
    full = sum(line.right - line.left > 0.55 * page.width for line in page.lines)
    words = sum(len(gap.before) + len(gap.after) for gap in found) / (2 * max(1, len(found)))
    if len(found) < max(4, 0.6 * full) or words < 18:
        return list(page.lines)
    parts: list[Line] = []
    for index, line in enumerate(page.lines):
        gap = cuts[index]
        if gap is None:
            parts.append(line)
        else:
            parts.append(replace(line, text=gap.before, right=gap.left, gaps=()))
            parts.append(replace(line, text=gap.after, left=gap.right, gaps=()))
    return parts


def _gap_at(line: Line, gutter: float, reach: float) -> Gap | None:
    return next((gap for gap in line.gaps if abs((gap.left + gap.right) / 2 - gutter) < reach), None)


def _side_by_side(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether the two groups share their heights."""
    low = max(min(line.bottom for line in left), min(line.bottom for line in right))
    high = min(max(line.top for line in left), max(line.top for line in right))
    shared = sum(low <= line.bottom and line.top <= high for line in (*left, *right))
    return shared >= 0.5 * (len(left) + len(right))


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """Lines joined where the distance, indentation, size and last line's length say that they are one paragraph."""
    if not lines:
        return
    gaps = [before.bottom - after.top for before, after in pairwise(lines) if after.top <= before.top]
    usual = median(gaps) if gaps else 0.0
    group = [lines[0]]
    for line in lines[1:]:
        if _begins(group, line, usual):
            yield _paragraph(group)
            group = [line]
        else:
            group.append(line)
    yield _paragraph(group)


def _begins(group: Sequence[Line], line: Line, usual: float) -> bool:
    before = group[-1]
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size) and len(line.text) > 3:
        return True
    if _LIST_MARK.match(line.text):
        return True
    if line.top > before.top + 1:
        return bool(_SENTENCE_END.search(before.text))
    gap = before.bottom - line.top
    if gap > max(usual * 1.5, usual + 0.35 * line.size) and gap > 0.3 * line.size:
        return True
    edge = max(part.right for part in group)
    short = before.right < edge - 0.15 * (edge - min(part.left for part in group) + 1)
    indented = line.left > before.left + 0.8 * line.size and len(group) > 1
    return bool(_SENTENCE_END.search(before.text)) and (short or indented)


def _paragraph(group: Sequence[Line]) -> Paragraph:
    return Paragraph(
        text=joined(line.text for line in group), size=median(line.size for line in group), lines=len(group)
    )


def joined(lines: Iterable[str]) -> str:
    """Lines as one text; a word broken at a line's end is put together."""
    text = ""
    for line in lines:
        part = _SOFT.sub(lambda match: "" if match[1].islower() else "-", line.strip())
        if not part:
            continue
        if text.endswith(("\u00ad", "\ufffe", "\x02")) or (
            text.endswith("-") and len(text) > 2 and text[-2].isalpha() and part[0].islower()
        ):
            text = text[:-1] + part
        else:
            text = f"{text} {part}" if text else part
    return text


def first_sentence(text: str) -> tuple[str, str]:
    """The text up to its first sentence's end, and the rest; the first is empty when there is no end."""
    match = re.search(r"[.!?][\"”')\]]*(?=\s+[A-ZÀ-Þ\"“(]|$)", text)
    if match is None:
        return "", text
    return text[: match.end()], text[match.end() :].strip()


def is_list_item(text: str) -> bool:
    """Whether a paragraph begins with a bullet or a number in brackets."""
    return bool(_LIST_MARK.match(text))


def is_contents(text: str) -> bool:
    """Whether a paragraph is of a table of contents: dots lead to page numbers."""
    return len(_LEADERS.findall(text)) >= 1


def is_open(text: str) -> bool:
    """Whether a text stops in the middle of a sentence."""
    return bool(text) and not _SENTENCE_END.search(text)
