"""Styled text from Markdown of several paragraphs: prompts, replies and worked solutions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from textual.content import Content

from tutor.tui.maths import draw
from tutor.tui.text.inline import CODE, MATHS, inline

_DISPLAY = re.compile(
    r"[ ]*(?:\$\$(?P<dollar>[^$]+)\$\$|\\\[(?P<bracket>.+?)\\\])[ ]*(?P<tail>(?:[.,;:]|\[\d+\]|[\ue000\ue001]|[ ])*)"
    r"|^[ ]{0,8}(?P<fence>`{3,}|:{3,}|~{3,})[ ]*(?P<info>[^\n]*)\n(?P<body>.*?)(?:\n[ ]*(?P=fence)[ ]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""Display maths, wherever it stands in a line, with the stop, citations and marks after it; or a fenced block."""
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_QUOTE = "▏ "
_ITEM = re.compile(r"(\s*)(?:([-*+•])|(\d{1,3}[.)]))\s+(.*)")


def blocks(text: str, *, citations: Collection[int] = (), width: int = 72) -> Content:
    """The text with display maths drawn in two dimensions, lists, quotes and code blocks; soft line ends are joined."""
    found: list[Content] = []
    for block in _blocks(text, citations, width):
        found += [Content("\n"), block] if found else [block]
    return Content.assemble(*found)


def _blocks(text: str, citations: Collection[int], width: int) -> Iterator[Content]:
    at = 0
    for match in _DISPLAY.finditer(text):
        yield from _prose(text[at : match.start()], citations)
        yield _display(match, citations, width)
        at = match.end()
    yield from _prose(text[at:], citations)


def _display(match: re.Match[str], citations: Collection[int], width: int) -> Content:
    info = (match["info"] or "").strip().strip("{}")
    maths = match["dollar"] or match["bracket"] or (match["body"] if info == "math" else None)
    if maths is None:
        body = "\n".join("  " + line for line in match["body"].splitlines())
        return Content.styled(body, CODE)
    lines = "\n".join("    " + line for line in draw(" ".join(maths.split()), width))
    tail = (match["tail"] or "").strip()
    gap = " " if tail.startswith("[") else ""
    return Content.assemble(Content.styled(lines, MATHS), gap, inline(tail, citations=citations))


@dataclass(slots=True)
class _Group:
    """Lines that belong together: a paragraph, an item, a quote or a heading (lead "#")."""

    lead: str
    lines: list[str]
    apart: bool
    """A blank line stood before it."""


def _prose(text: str, citations: Collection[int]) -> Iterator[Content]:
    for i, group in enumerate(_groups(text)):
        if group.apart and i:
            yield Content("")
        words = " ".join(group.lines)
        if group.lead == "#":
            yield inline(words, citations=citations, base="bold")
        elif group.lead:
            base = "italic" if group.lead == _QUOTE else ""
            yield Content.assemble((group.lead, "$quiet"), inline(words, citations=citations, base=base))
        else:
            yield inline(words, citations=citations)


def _groups(text: str) -> Iterator[_Group]:
    current: _Group | None = None
    blank = False
    for line in text.split("\n"):
        lead, body = _start(line)
        same = current is not None and not blank and current.lead != "#"
        if not line.strip() or (lead == _QUOTE and not body):
            blank = True
        elif current is not None and same and (lead is None or (lead == _QUOTE and current.lead == _QUOTE)):
            current.lines.append(body)
        else:
            if current is not None:
                yield current
            current = _Group(lead or "", [body], blank)
            blank = False
    if current is not None:
        yield current


def _start(line: str) -> tuple[str | None, str]:
    """What a line begins with (None for nothing of note), and the rest of it."""
    if heading := _HEADING.match(line):
        return "#", heading[2]
    if quote := re.match(r">\s?(.*)", line):
        return _QUOTE, quote[1].strip()
    if item := _ITEM.match(line):
        indent, bullet, number, body = item.groups()
        return f"{' ' * min(len(indent), 8)}{'•' if bullet else number} ", body
    return None, line.strip()
