"""Styled text from the little Markdown of replies, prompts and notices: strong, emphasis, code, maths, citations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from textual.content import Content

from tutor.tui.maths import linear

PROVEN = "\ue000"
"""Put after a sentence whose formulas are proven; `clean` removes it from everybody else's text."""
NOT_CHECKED = "\ue001"

MATHS = "bold $text-accent"
CODE = "$text-accent"
CITE = "$text-primary underline"
_MARKS = {PROVEN: (" ✓", "$text-success"), NOT_CHECKED: (" (not checked)", "$quiet")}

_INLINE = re.compile(
    r"(?P<paren>\\\((?P<paren_body>.+?)\\\))"
    r"|(?P<escape>\\[\\`*_{}\[\]()#+.!$-])"
    r"|(?P<maths>(?<!\$)\$(?![\s$])(?P<maths_body>(?:\\.|[^$\n])+?)(?<![\s\\])\$(?!\d))"
    r"|(?P<role>\{(?P<role_name>[a-z:-]+)\}`(?P<role_body>[^`\n]+)`)"
    r"|(?P<code>(?P<ticks>`+)(?P<code_body>.+?)(?P=ticks)(?!`))"
    r"|(?P<strong>\*\*(?!\s)(?P<strong_body>.+?)(?<!\s)\*\*)"
    r"|(?P<em>(?<![\w*])\*(?![\s*])(?P<em_body>[^*\n]+?)(?<!\s)\*(?![\w*])|(?<!\w)_(?![\s_])(?P<em_body2>[^_\n]+?)(?<!\s)_(?!\w))"
    r"|(?P<link>!?\[(?P<link_text>[^\]\n]+)\]\((?P<target>[^)\s]*)\))"
    r"|(?P<cite>\[(?P<n>\d{1,3})\])"
    r"|(?P<mark>[\ue000\ue001])",
    re.DOTALL,
)
_KINDS = ("escape", "paren", "maths", "role", "code", "strong", "em", "cite", "link", "mark")


def inline(text: str, *, citations: Collection[int] = (), base: str = "") -> Content:
    """One paragraph as styled text; `citations` are the numbers that open a passage when clicked.

    The text is data: square brackets are never markup of the terminal's, links show their words only.
    """
    return Content.assemble(*_pieces(text, citations, base))


def _pieces(text: str, citations: Collection[int], base: str) -> Iterator[Content]:
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            yield _styled(text[at : match.start()], base)
        yield from _piece(match, citations, base)
        at = match.end()
    if at < len(text):
        yield _styled(text[at:], base)


def _piece(match: re.Match[str], citations: Collection[int], base: str) -> Iterator[Content]:
    kind = next(name for name in _KINDS if match[name])
    match kind:
        case "escape":
            yield _styled(match["escape"][1:], base)
        case "paren" | "maths":
            yield _styled(linear(match["paren_body"] or match["maths_body"]), f"{base} {MATHS}")
        case "role":
            maths = match["role_name"] == "math"
            body = match["role_body"].split("<")[0].strip()
            yield _styled(linear(match["role_body"]), f"{base} {MATHS}") if maths else _styled(body, f"{base} italic")
        case "code":
            yield _styled(match["code_body"].strip() or match["code_body"], f"{base} {CODE}")
        case "strong":
            yield from _pieces(match["strong_body"], citations, f"{base} bold")
        case "em":
            yield from _pieces(match["em_body"] or match["em_body2"], citations, f"{base} italic")
        case "cite":
            number = int(match["n"])
            if number in citations:
                yield _styled(match["cite"], f"{CITE} @click=cite({number})")
            else:
                yield _styled(match["cite"], base)
        case "link":
            yield from _pieces(match["link_text"], citations, base)
        case "mark":
            yield _styled(*_MARKS[match["mark"]])
        case _:
            raise AssertionError(kind)


def _styled(text: str, style: str) -> Content:
    return Content.styled(text, style.strip()) if style.strip() else Content(text)
