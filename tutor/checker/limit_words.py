"""Limits in words: `the limit of f as x approaches 0 from the right` becomes `lim_(x->0 +)(f)`."""

from __future__ import annotations

import re

_GOES = r"(?:→|⟶|->|\\to\b|\\rightarrow\b|approaches|tends\s+to|goes\s+to|gets\s+close\s+to)"
_SIDE = r"(?:\s*,?\s*from\s+(?:the\s+)?(?P<side>right|left|above|below)(?:[- ]hand\s+side|\s+side)?)?"
_POINT = r"(?P<point>-?\s*(?:\\?infinity|\\infty\b|∞|\\?\w+(?:\s*/\s*\w+)?)(?:\^?[-+](?![\w(]))?)"
_PLACE = rf"as\s+(?P<letter>[A-Za-z])\s*{_GOES}\s*{_POINT}{_SIDE}"
_NAME = r"(?:the\s+)?(?P<hand>right|left)?(?:[- ]?hand(?:ed)?\s+)?(?:\\?lim(?:it)?)\b"
_BEFORE = re.compile(rf"(?i){_NAME}\s*,?\s*{_PLACE}\s*,?\s*(?:of\b)?\s*")
_AFTER = re.compile(rf"(?i){_NAME}\s*(?:of\b)?\s+(?P<body>[^=<>≈]+?)\s*,?\s+{_PLACE}")
_UNDER = re.compile(
    r"\\(?:underset|mathop)\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*\{\s*(?:\\mathop\s*\{)?\s*\\(?:lim|text\{lim\})\s*\}?\s*\}"
)
_OPERATOR = re.compile(r"\\(?:mathop|operatorname)\s*\{\s*(?:\\lim|lim)\s*\}")


def plain(text: str) -> str:
    """The text with limits that are told in words, or set in another way, as signs."""
    if "lim" not in text.lower():
        return text
    text = _OPERATOR.sub(r"\\lim ", _UNDER.sub(r"\\lim_{\1}", text))
    if " as " not in text:
        return text
    text = _AFTER.sub(lambda m: f"{_sign(m)}({m['body']})", text)
    return _BEFORE.sub(lambda m: f"{_sign(m)} ", text)


def _sign(match: re.Match[str]) -> str:
    hand = (match["side"] or match["hand"] or "").lower()
    side = {"right": "+", "above": "+", "left": "-", "below": "-"}.get(hand, "")
    return f"lim_({match['letter']}->{match['point'].strip()}{side})"
