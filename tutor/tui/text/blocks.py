"""Styled text from Markdown of several paragraphs: prompts, replies and worked solutions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

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


def _prose(text: str, citations: Collection[int]) -> Iterator[Content]:
    paragraph: list[str] = []
    pending = False
    for line in text.split("\n"):
        if not line.strip():
            if paragraph:
                yield inline(" ".join(paragraph), citations=citations)
                paragraph = []
                pending = True
            continue
        start = _HEADING.match(line) or _ITEM.match(line) or (re.match(r">\s?(.*)", line))
        if start is None:
            if pending and not paragraph:
                yield Content("")
                pending = False
            paragraph.append(line.strip())
            continue
        if paragraph:
            yield inline(" ".join(paragraph), citations=citations)
            paragraph = []
        pending = False
        yield _structured(line, start, citations)
    if paragraph:
        yield inline(" ".join(paragraph), citations=citations)


def _structured(line: str, start: re.Match[str], citations: Collection[int]) -> Content:
    if line.startswith("#"):
        return inline(start[2], citations=citations, base="bold")
    if line.startswith(">"):
        return Content.assemble(Content.styled("▏ ", "$quiet"), inline(start[1], citations=citations, base="italic"))
    indent, bullet, number, body = start.groups()
    lead = f"{' ' * min(len(indent), 8)}{'•' if bullet else number} "
    return Content.assemble(Content.styled(lead, "$quiet"), inline(body, citations=citations))
