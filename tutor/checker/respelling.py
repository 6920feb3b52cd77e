"""What is told in words or another system's signs, as signs: `the limit of f as x approaches 0`, `[1 2; 3 4]`."""

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


_FROM_TO = re.compile(
    r"(?i)(?:the\s+)?(?P<what>sum(?:mation)?|integral|product)\s+from\s+(?:(?P<letter>[a-z])\s*=\s*)?"
    r"(?P<low>-?[\w∞]+)\s+to\s+(?P<high>-?[\w∞]+)\s+of\s+"
)
_ROWS = re.compile(r"\[\s*[^\[\]();]+(?:;[^\[\]();]+)+\]")


def plain(text: str) -> str:
    """The text with limits, sums and integrals told in words, and matrices of rows in one bracket, as signs."""
    if " from " in text:
        text = _FROM_TO.sub(_bounded, text)
    if "C_" in text or "P_" in text:
        text = _CHOICES.sub(_chosen, text)
    if "1" in text and "2" in text:
        text = _numbered(text)
    if ";" in text and _ROWS.fullmatch(text.strip()):
        text = _matrix(text.strip())
    return _limits(text) if "lim" in text.lower() else text


_CONSTANT = re.compile(r"(?<![A-Za-z\\_])([CcKk])([1-9])(?!\d)")


def _numbered(text: str) -> str:
    """`C1` as `C_1` where `C2` stands there too: constants of a general solution."""
    found = _CONSTANT.findall(text)
    letters = {letter for letter, number in found if number == "1"} & {c for c, number in found if number == "2"}
    return _CONSTANT.sub(lambda m: f"{m[1]}_{m[2]}" if m[1] in letters else m[0], text) if letters else text


_CHOICES = re.compile(r"(?:\{\s*\})?[_^]\s*\{?(\d+)\}?\s*([CP])\s*_\s*\{?(\d+)\}?")


def _chosen(match: re.Match[str]) -> str:
    """`_5C_2` and `_5P_2`."""
    whole, kind, part = match.groups()
    return f"binomial({whole},{part})" if kind == "C" else f"({whole}!/({whole}-{part})!)"


def _bounded(match: re.Match[str]) -> str:
    what = match["what"].lower()
    if (what == "integral") == (match["letter"] is not None):
        return match.group()
    name = "int" if what == "integral" else "product" if what == "product" else "sum"
    low = match["low"] if match["letter"] is None else f"{match['letter']}={match['low']}"
    return f"{name}_({low})^({match['high']}) "


def _matrix(text: str) -> str:
    """`[1 2; 3 4]` row by row; one number a row may be an interval."""
    rows = [re.split(r"\s*,\s*|\s+", row.strip()) for row in text[1:-1].split(";")]
    if (
        len({len(row) for row in rows}) != 1
        or len(rows[0]) < 2
        or not all(_ENTRY.fullmatch(entry) for row in rows for entry in row)
    ):
        return text
    return "[" + ",".join(f"[{','.join(row)}]" for row in rows) + "]"


_ENTRY = re.compile(r"[-−+]?[\w./^*]+")


def _limits(text: str) -> str:
    text = _OPERATOR.sub(r"\\lim ", _UNDER.sub(r"\\lim_{\1}", text))
    if " as " not in text:
        return text
    text = _AFTER.sub(lambda m: f"{_sign(m)}({m['body']})", text)
    return _BEFORE.sub(lambda m: f"{_sign(m)} ", text)


def _sign(match: re.Match[str]) -> str:
    hand = (match["side"] or match["hand"] or "").lower()
    side = {"right": "+", "above": "+", "left": "-", "below": "-"}.get(hand, "")
    return f"lim_({match['letter']}->{match['point'].strip()}{side})"
