"""Where a problem wants its solutions: `on [0, 2π)`, `in the interval (0, π)`, `x ∈ [0, 360°]`, `between 0 and 2π`."""

from __future__ import annotations

import re

from tutor.checker import nodes
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op
from tutor.checker.reading import read
from tutor.checker.values import Unreadable

_BRACKETS = (
    r"(?P<range>[\[\](]\s*[^\[\]()]*?(?:\([^()]*\)[^\[\]()]*?)?[,;][^\[\]()]*?(?:\([^()]*\)[^\[\]()]*?)?[\])\[])"
)
_END = r"[-−]?\s*(?:\d[\d.]*\s*)?(?:\\?pi|π)?(?:\s*/\s*\d+)?\s*(?:°|\^\s*\{?\\circ\}?|degrees)?"
_NAMED = re.compile(
    r"(?i),?\s*\b(?:on|in|over|within|from|for)\s+(?:the\s+)?(?:(?:closed|open|half-open)\s+)?"
    rf"(?:(?:interval|range|domain)\s*:?\s*)?\$?\s*{_BRACKETS}\$?"
)
_MEMBER = re.compile(
    rf"(?i)(?:[,;]|\b(?:for|with|where|if|and|when|given)\b)?\s*\$?\s*(?<![\w\\])(?:\\?[a-zA-Zθα]+)\s*(?:∈|\\in\b|\bin\b)\s*\$?{_BRACKETS}\$?"
)
_BETWEEN = re.compile(
    rf"(?i),?\s*\b(?:for\s+\S+\s+)?(?:between|from)\s+\$?(?P<low>{_END})\$?\s+(?:and|to)\s+\$?(?P<high>{_END})\$?(?=\W*$|\W*\binclusive)"
)


_IN_BRACKETS = re.compile(r"\(([^()]*(?:<|≤|\\le)[^()]*(?:<|≤|\\le)[^()]*)\)(?=\W*$)")


def taken(problem: str, style: Style) -> tuple[str, Node | None]:
    """The problem without its range, and the range as an interval; None if there is none that reads."""
    if not re.search(r"[\[\](]|(?i:between|from)", problem):
        return problem, None
    problem = _IN_BRACKETS.sub(r" for \1", problem)
    plain = re.sub(r"\\(?:left|right)\s*(?=[\[\]()])", "", problem)
    for pattern in (_MEMBER, _NAMED):
        for match in pattern.finditer(plain):
            interval = _interval(match["range"], style)
            if interval is not None:
                return f"{plain[: match.start()]} {plain[match.end() :]}", interval
    between = _BETWEEN.search(plain)
    if between and between["low"].strip() and between["high"].strip():
        interval = _interval(f"[{between['low']}, {between['high']}]", style)
        if interval is not None:
            return plain[: between.start()], interval
    return problem, None


def _interval(text: str, style: Style) -> Node | None:
    """The interval, or None if the text is none of two numbers."""
    text = text.replace("degrees", "°")
    try:
        node = read(text, style).node
    except Unreadable:
        return None
    if not isinstance(node, Op) or node.name not in ("interval", "brackets", "tuple") or len(node.args) != 2:
        return None
    if nodes.variables(node) or any(map(nodes.is_collection, node.args)):
        return None
    tag = node.tag or ("[]" if node.name == "brackets" else "()")
    return Op("interval", node.args, tag)
