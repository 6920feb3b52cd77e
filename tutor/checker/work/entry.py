"""One line of work, read: numbering, comments and words around the mathematics are put aside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker import nodes
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare
from tutor.checker.prose import spans
from tutor.checker.reading import Kind, Reading, read, readings
from tutor.checker.values import Code, Unreadable
from tutor.checker.vocabulary import words

LETTERS = frozenset(words("alpha beta gamma delta theta lambda sigma omega epsilon zeta kappa upsilon omicron iota"))
"""Long names that are letters, not words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of work."""

    text: str
    node: Node | None
    """Prepared; None if there is no mathematics to judge."""
    others: tuple[Node, ...] = ()
    """Other readings of an ambiguous line, prepared."""
    notes: tuple[str, ...] = ()
    """How each of the others differs."""
    continues: bool = False
    """It began with `=` or an arrow."""
    problem: Code | None = None
    """PROSE, UNREADABLE or TOO_LARGE where `node` is None."""
    complaint: str = ""


_NUMBERING = re.compile(
    r"^\s*(?:\(?(?:\d{1,2}|[a-h]|i{1,3}|iv|v)\)|\d{1,2}\.(?=\s)|(?:step|line)\s*\d+\s*[:.)]?|[-*•–](?=\s))\s*", re.I
)
_LABEL = re.compile(r"^[^=<>≤≥]*?(?:[A-Za-z]{3,}|\(\d+\)|\b[IVX]+\b)[^=<>≤≥]*?:\s*(?=\S)")
_COMMENT = re.compile(r"\s*(?://|#|✓|✔|☑|←|<--).*$")
_ASIDE = re.compile(
    r"\s*[\[(](?=[^\])]*[A-Za-z]{3,})(?![^\])]*[=<>])(?!\s*(?:sin|cos|tan|ln|log|exp|sqrt|abs)\b)[^()\[\]]*[\])]\s*$"
)
_MARGIN = re.compile(r"\s*\|\s*[-+:·*×÷/]\s*[^|=]*$")
_WORDS = re.compile(
    r"^\s*(?:(?:so|thus|hence|then|therefore|and|now|we|i|get|have|has|gives?|which|this|that|is|means|because|since|"
    r"answer|final|solution|the|result|finally|first|next|let|it|follows|also|but|or|simplify|solve|divide|subtract|add|"
    r"multiply|factor|expand|both|sides|by|from|of|as|at|there|are|be|can|write|obtain|simplifies|becomes|to|if|when|case)"
    r"\b[,:]?\s*)+(?=\S)",
    re.I,
)


def read_entry(text: str, style: Style) -> Entry:
    """The line as written, or without what surrounds its mathematics, whichever reads first."""
    complaint: Unreadable | None = None
    for candidate in _candidates(text):
        try:
            reading = read(candidate, style)
        except Unreadable as error:
            complaint = complaint or error
            continue
        if reading.kind is Kind.TEXT or _wordy(reading.node):
            continue
        return _entry(text, candidate, reading, style)
    if complaint is not None and not _mostly_words(text):
        code = Code.TOO_LARGE if complaint.too_large else Code.UNREADABLE
        return Entry(text, None, problem=code, complaint=str(complaint))
    return Entry(text, None, problem=Code.PROSE)


def _entry(text: str, candidate: str, reading: Reading, style: Style) -> Entry:
    main = prepare(reading.node)
    others: list[Node] = []
    notes: list[str] = []
    if reading.doubts:
        for other in readings(candidate, style)[1:]:
            node = prepare(other.node)
            if node != main and node not in others and not _wordy(other.node):
                others.append(node)
                notes.append(other.note)
    return Entry(text, main, tuple(others), tuple(notes), reading.continues)


def _candidates(text: str) -> list[str]:
    plain = _COMMENT.sub("", text).strip().rstrip(",;")
    found = [plain]
    for pattern in (_MARGIN, _ASIDE, _NUMBERING, _LABEL, _WORDS):
        shorter = pattern.sub("", found[-1], count=1).strip()
        if shorter and shorter != found[-1]:
            found.append(shorter)
    # the shortest text is the likeliest to be mathematics alone, but only where something was put aside
    ordered = list(dict.fromkeys([*reversed(found)] if len(found) > 1 else found))
    pieces = [plain[s.start : s.end] for s in spans(plain[:4000])]
    return ordered + [p for p in sorted(pieces, key=len, reverse=True) if len(p) > 2 and p not in ordered]


def _wordy(node: Node) -> bool:
    """Words of the language read as variables."""
    letters = [n.name for n in nodes.walk(node) if isinstance(n, nodes.Sym)]
    return any(len(name) > 3 and name.isalpha() and name.isascii() and name not in LETTERS for name in letters)


def _mostly_words(text: str) -> bool:
    return len(re.findall(r"[A-Za-z]{3,}", text)) >= 3


def is_label(node: Node) -> bool:
    """`f(x)`, `f'(x)`, `y'`, `dy/dx` or a letter, as the left side of a line."""
    return isinstance(node, nodes.Sym) or (isinstance(node, Op) and node.name in ("apply", "prime", "deriv"))
