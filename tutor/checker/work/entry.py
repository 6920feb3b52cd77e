"""One line of work, read: numbering, comments and words around the mathematics are put aside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker import nodes
from tutor.checker.lexer import Style
from tutor.checker.nodes import Const, Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, Reading, read, readings
from tutor.checker.values import Code, Unreadable
from tutor.checker.work import cutting, functions, respelled

MAX_CANDIDATES = 6
_SPARE = "ψξζχ"
"""Letters that stand for a bracket with bounds while the rest is read."""


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
    raw: Node | None = None
    """As it was read: with derivative and limit signs still in it."""
    maths: str = ""
    """The text that was read."""
    named: str = ""
    """The words before an equals sign that say which quantity the line is about: `variance` of `variance = 4`."""


_NAMED = re.compile(r"^[^=<>≤≥≈0-9+*/^()\\]*?\b([A-Za-z]{3,}(?:\s+(?:of|in|[A-Za-z]{3,}))*)\s*(?:=|≈)")
_NO_NAME = re.compile(
    r"(?i)(?>(?:so|thus|hence|therefore|then|and|the|final|right|my|is|which|gives?|we|get|have|it|follows|that|this|equals?|"
    r"expression|equation|integral|derivative|limit|whole|all|answer|ans|result|solution|value|lhs|rhs|left|hand|side|simplified|sin|cos|tan|cot|sec|csc|log|"
    r"lim|det|exp|max|min|gcd|lcm|mod|arc\w+|\w*h)\b\s*)+"
)
"""Words before an equals sign that name no other quantity than the one asked for."""
_NUMBERING = re.compile(
    r"^\s*(?:\((?:\d{1,2}|[a-h]|i{1,3}|iv|v)\)(?!\s*[-+−–*/·×^=<>)])|(?:\d{1,2}|[a-h]|i{1,3}|iv|v)\)|\d{1,2}\.(?=\s)"
    r"|(?:step|line|case)\s*\d+\s*[:.)]?|[*•–](?=\s))\s*(?=\S)",
    re.I,
)
_CASE = re.compile(r"(?i)\s*(?:\d+[.)]\s*)?case\b")
_CONCLUDES = re.compile(r"(?i)(?:so|thus|hence|therefore|then|has|is|are|⇒|=>|∴),?")
PART_OF = re.compile(r"(?<=[%\d½¼¾⅓⅔])\s+of\s+(?=\$?\d)")
_ARROW = re.compile(
    r"^\s*(?:=+>|<=+>|[⇒⟹→⇔⟺∴]|->|\\(?:Rightarrow|implies|therefore|iff|Leftrightarrow|Longrightarrow|to|rightarrow)\b)\s*"
)
_LABEL = re.compile(r"^(?=[^=<>≤≥]*:\s*\S)[^=<>≤≥]*?(?:[A-Za-z]{3}|\(\d+\)|\b[IVX]+\b)[^=<>≤≥]*?:\s*(?=\S)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_]*[A-Za-z]{3,}[^*_]*)(?<=\S)\1")
"""`**Step 2:**`: words set in bold."""
_COMMENT = re.compile(r"\s*(?://|#|✓|✔|☑|←|<--|←).*$")
_DISPLAYED = re.compile(r"\\[(\[]\s*(.*?)\s*\\[)\]]")
_ASIDE = re.compile(r"\s*[\[(]([^()\[\]]*)[\])]\s*$")
_MARGIN = re.compile(r"\s*(?:\|{1,2}|/{2}|;)\s*(?:[-+:·*×÷/]\s*[^|=]*|\^\s*2|√)$")
_INDEXED = re.compile(r"(?<![\w\\])([a-z])([12])(?=\s*=)")
_BOUNDS = re.compile(r"[\]|]\s*_\s*(\{[^{}]*\}|-?\w+)\s*\^\s*(\{[^{}]*\}|[-−]?\w+)")


def read_entry(text: str, style: Style, letters: frozenset[str] = frozenset()) -> Entry:
    """The line without what surrounds its mathematics, in the first form that reads."""
    if not text.strip():
        return Entry(text, None, problem=Code.PROSE)
    complaint: Unreadable | None = None
    candidates = _candidates(text, letters)
    for candidate in candidates:
        try:
            entry = _entry(text, candidate, style)
        except Unreadable as error:
            complaint = complaint or error
            continue
        if entry is not None:
            return entry
    if complaint is not None and not cutting.has_words(text):
        code = Code.TOO_LARGE if complaint.too_large else Code.UNREADABLE
        return Entry(text, None, problem=code, complaint=str(complaint), maths=candidates[0])
    return Entry(text, None, problem=Code.PROSE)


def _entry(text: str, candidate: str, style: Style) -> Entry | None:
    plain, marked = _without_bounds(candidate)
    reading = read(plain, style)
    if reading.kind is Kind.TEXT or _wordy(reading.node):
        return None
    main, *rest = _read_all(plain, reading, style)
    if re.match(r"-\s+", plain):
        rest.append(read(plain[1:], style))
    values = {letter: _between(parts, style) for letter, parts in marked.items()}
    trees = [nodes.substitute(prepare(each.node), values) if values else prepare(each.node) for each in (main, *rest)]
    others: list[Node] = []
    notes: list[str] = []
    for each, tree in zip(rest, trees[1:], strict=True):
        if tree != trees[0] and tree not in others and not _wordy(each.node):
            others.append(tree)
            notes.append(each.note)
    raw = nodes.substitute(main.node, values) if values else main.node
    named = _name_of(text) if reading.continues else ""
    goes_on = reading.continues and not named
    return Entry(text, trees[0], tuple(others), tuple(notes), goes_on, raw=raw, maths=candidate, named=named)


def _name_of(text: str) -> str:
    """The words that name the quantity of a line; empty if there are none, or they name what is asked for."""
    found = _NAMED.match(text)
    return "" if found is None or _NO_NAME.fullmatch(found[1]) or not cutting.has_words(found[1]) else found[1]


def _read_all(text: str, reading: Reading, style: Style) -> tuple[Reading, ...]:
    return (reading, *readings(text, style)[1:]) if reading.doubts else (reading,)


def _candidates(text: str, letters: frozenset[str]) -> list[str]:
    """Texts that may be the mathematics alone, the likeliest first."""
    said = respelled.plain(_unwrapped(cutting.unboxed(_COMMENT.sub("", _EMPHASIS.sub(r"\2", text)))))
    plain = functions.composed(said).strip().rstrip(",;").strip()
    plain = PART_OF.sub(" * ", _INDEXED.sub(r"\1_\2", plain))
    phrase = _phrase(plain)
    found = [phrase] if phrase else []
    shorter = plain
    for pattern in (_ARROW, _MARGIN, None, _NUMBERING, _LABEL, _ARROW):
        if pattern is _MARGIN and "|" in shorter and shorter.count("|") % 2 == 0:
            continue  # an absolute value, not a stroke before a note
        rest = (pattern.sub("", shorter, count=1) if pattern else _without_aside(shorter)).strip()
        shorter = rest if rest and re.search(r"[\w∅∞]", rest) else shorter
    for each in dict.fromkeys((shorter, plain)):
        if not cutting.has_words(each, letters):
            found.append(cutting.trimmed(each))
        else:
            claimed = cutting.claim(each, letters)
            if claimed:
                found.append(claimed)
    return list(dict.fromkeys(found))[:MAX_CANDIDATES]


def _without_aside(text: str) -> str:
    """Without words in brackets at the end: `(subtract 3 from both sides)`."""
    aside = _ASIDE.search(text)
    if aside is None or cutting.has_relation(aside[1]) or not cutting.has_words(aside[1]):
        return text
    return text[: aside.start()]


def _unwrapped(text: str) -> str:
    """Without dollar signs, or LaTeX's brackets of mathematics, around the whole or parts of it."""
    text = _DISPLAYED.sub(r" \1 ", text).strip() if "\\(" in text or "\\[" in text else text
    return re.sub(r"\$\$?([^$]*)\$\$?", r" \1 ", text).strip() if text.count("$") >= 2 else text


def _phrase(text: str) -> str | None:
    """`no solution`, `there are no real roots`: words that are a statement."""
    pieces = text.rstrip(" .").split(" ")
    for k in range(len(pieces)) if len(pieces) <= 16 else ():
        if any(cutting.has_relation(piece) for piece in pieces[:k]) and not _CONCLUDES.fullmatch(pieces[k - 1]):
            continue
        rest = " ".join(pieces[k:])
        try:
            reading = read(rest)
        except Unreadable:
            continue
        if isinstance(reading.node, Const) and reading.node.name in nodes.STATEMENT_CONSTANTS:
            return rest
    return None


def _without_bounds(text: str) -> tuple[str, dict[str, tuple[str, str, str]]]:
    """`[F]_a^b` with a spare letter in its place: the text, and letter -> (F, a, b)."""
    marked: dict[str, tuple[str, str, str]] = {}
    text = re.sub(r"\\(?:left|right|Big|big|bigg|Bigg)[lr]?\s*(?=[\[\]|(){}.])", "", text).replace(". |", "|")
    for letter in _SPARE:
        match = _BOUNDS.search(text)
        if match is None or letter in text:
            break
        start = _opening(text, match.start())
        inner = text[start : match.start()].strip().removeprefix("[")
        marked[letter] = (inner, match[1].strip("{}"), match[2].strip("{}"))
        text = f"{text[:start]} {letter} {text[match.end() :]}"
    return text, {_name(letter): parts for letter, parts in marked.items()}


def _name(letter: str) -> str:
    return {"ψ": "psi", "ξ": "xi", "ζ": "zeta", "χ": "chi"}[letter]


def _opening(text: str, end: int) -> int:
    """Where the bracket that closes at `end` opens; for a bar, where its expression begins."""
    if text[end] == "|":
        return max(text.rfind(sign, 0, end) for sign in "=⇒") + 1
    depth = 0
    for k in range(end, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[k], 0)
        if depth == 0:
            return k
    raise Unreadable("a bracket is not opened", position=end, character="]", expected="an opening bracket")


def _between(parts: tuple[str, str, str], style: Style) -> Node:
    """F at the upper bound less F at the lower one."""
    inner, low, high = (prepare(read(part, style).node) for part in parts)
    names = nodes.variables(inner)
    if len(names) != 1:
        raise Unreadable("which letter?", position=0, character="", expected="one variable between the bounds")
    return nodes.sub(nodes.substitute(inner, {names[0]: high}), nodes.substitute(inner, {names[0]: low}))


def _wordy(node: Node) -> bool:
    """Words of the language read as variables."""
    return any(
        isinstance(n, Sym) and len(n.name) > 3 and n.name.isalpha() and n.name.isascii() and cutting.is_word(n.name)
        for n in nodes.walk(node)
    )


def is_label(node: Node) -> bool:
    """`f(x)`, `f'(x)`, `y'`, `dy/dx` or a letter, as the left side of a line."""
    return isinstance(node, Sym) or (isinstance(node, Op) and node.name in ("apply", "prime", "deriv"))


def result(tree: Node) -> Node:
    """The right side of a line."""
    _, sides = sides_of(tree)
    return sides[-1] if sides else tree


def is_slope(label: Node | None) -> bool:
    """Whether a label is that of a derivative: `f'(x)`, `y'`, `dy/dx`."""
    if isinstance(label, Sym):
        return "'" in label.name
    return isinstance(label, Op) and label.name in ("prime", "deriv")


def sides_of(tree: Node) -> tuple[Node | None, tuple[Node, ...]]:
    """A leading label, and the sides that claim to be equal; none for other statements."""
    if isinstance(tree, Op) and tree.name == "steps":
        tree = tree.args[-1]
    if not nodes.is_statement(tree):
        return None, (tree,)
    if not (isinstance(tree, Op) and tree.name in ("=", "chain")) or any(
        n not in ("=", "~") for n, _, _ in nodes.links(tree)
    ):
        return None, ()
    if is_label(tree.args[0]) and len(tree.args) > 1 and not _repeats(tree):
        return tree.args[0], tree.args[1:]
    return None, tree.args


def _repeats(tree: Op) -> bool:
    """Whether the letter on the left is also on the right: then it is an expression, not a label."""
    head = tree.args[0]
    return isinstance(head, Sym) and any(head.name in nodes.variables(a) for a in tree.args[1:])


def is_case(text: str) -> bool:
    """`Case 1: 2x - 1 = 5`."""
    return bool(_CASE.match(text))
