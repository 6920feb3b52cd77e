"""Mathematics inside prose: the stretches of a sentence that are formulas, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.checker.budget import BUDGET
from tutor.checker.lexicon import FUNCTION_WORDS, GREEK
from tutor.checker.vocabulary import words

MAX_SENTENCE = 4_000

_DELIMITED = re.compile(
    r"\$\$(.+?)\$\$|\\\((.+?)\\\)|\\\[(.+?)\\\]|\$(?!\d+(?:\.\d+)?\s+[a-z]{2,})([^$\n]+?)\$(?!\d)", re.DOTALL
)
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>\d[\d,]*\d(?:\.\d+)?(?:[eE][+-]?\d+\b)?|\d+(?:\.\d+)?(?:[eE][+-]?\d+\b)?|\.\d+|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])"
    r"|(?P<command>\\[A-Za-z]+|\\.)|(?P<word>[A-Za-zäöüßéèñóíáú]+(?:'(?:s|t|re|ve|ll|d|m)\b)?)"
    r"|(?P<relation><=|>=|!=|=/=|==|=|≤|≥|≠|≈|<|>)|(?P<sign>\*\*|[-+*/^_×·÷−–±√∛%°!'′|²³⁰¹⁴⁵⁶⁷⁸⁹⁻ⁿπθαβγδεφλμσω∞∫∑(){}\[\],;:€£$&])|(?P<other>.)",
    re.DOTALL,
)
_COMMON = frozenset(
    words("""is so of to in we it by if at as an on be do he me my no up us go am ok oh hi the and for you get
    now has can how are was but not all any out our see
    use two one six ten let try put set new old way yes did had his her its who why too add than that this then
    with from each both have here into just
    like more most much only over same some such take they very well were what when will your a i""")
)
_SHORT_UNITS = frozenset(words("cm mm km kg mg ml kJ kPa kN Hz Pa mol min sec hr ft in lb oz mph kW mA eV nm"))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the sentence that may be a formula."""

    start: int
    end: int
    delimited: bool
    """It stands between mathematics marks."""


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    start: int
    end: int


def spans(sentence: str) -> Iterator[Span]:
    """Formulas, from left to right: those between marks, and runs of mathematical tokens in the rest."""
    at = 0
    for match in _DELIMITED.finditer(sentence):
        yield from _runs(sentence, at, match.start())
        group = next(k for k in range(1, 5) if match[k] is not None)
        yield Span(match.start(group), match.end(group), True)
        at = match.end()
    yield from _runs(sentence, at, len(sentence))


def _runs(sentence: str, start: int, end: int) -> Iterator[Span]:
    run: list[_Piece] = []
    pieces = [
        _Piece(m.lastgroup or "other", m.group(), m.start() + start, m.end() + start)
        for m in _TOKEN.finditer(sentence[start:end])
    ]
    inside = _inside_brackets(pieces)
    for k, piece in enumerate(pieces):
        BUDGET.tick()
        if inside[k] if piece.kind == "sign" and piece.text in (",", ";", ":") else _is_formula(pieces, k):
            run.append(piece)
            continue
        if piece.kind == "space" and run:
            run.append(piece)
            continue
        yield from _trimmed(run)
        run = []
    yield from _trimmed(run)


def _is_formula(pieces: list[_Piece], k: int) -> bool:
    piece = pieces[k]
    if piece.kind in ("number", "relation", "command"):
        return True
    if piece.kind == "sign":
        return True
    if piece.kind != "word":
        return False
    word = piece.text
    if word in FUNCTION_WORDS or word in GREEK or word in ("pi", "sqrt"):
        return word.lower() not in (
            "sign",
            "mod",
            "im",
            "re",
            "max",
            "min",
            "root",
            "arg",
            "floor",
            "gamma",
            "ceiling",
        ) or _beside(pieces, k, "(")
    if len(word) == 1:
        return word not in ("a", "A", "I") or _touches_sign(pieces, k)
    if word.lower() in _COMMON:
        return False
    if word in _SHORT_UNITS:
        return k > 0 and any(p.kind == "number" for p in pieces[max(0, k - 2) : k])
    return len(word) <= 3 and _touches_sign(pieces, k) and not word[0].isupper()


def _touches_sign(pieces: list[_Piece], k: int) -> bool:
    """An operator, a relation or a number stands right beside (over at most one space), as in `ax + b`."""
    for step in (-1, 1):
        j = k + step
        if 0 <= j < len(pieces) and pieces[j].kind == "space":
            j += step
            if 0 <= j < len(pieces) and (
                pieces[j].kind == "relation" or (pieces[j].kind == "sign" and pieces[j].text in "+*/^=×·÷−-")
            ):
                return True
        elif (
            0 <= j < len(pieces)
            and pieces[j].kind in ("relation", "number", "sign")
            and pieces[j].text not in (",", ";", ":", "!", "'", ")")
        ) or (0 <= j < len(pieces) and pieces[j].text == ")" and step == -1):
            return True
    return False


def _beside(pieces: list[_Piece], k: int, text: str) -> bool:
    return k + 1 < len(pieces) and pieces[k + 1].text == text


def _inside_brackets(pieces: list[_Piece]) -> list[bool]:
    """For each piece, whether a bracket before it is still open."""
    depth, inside = 0, []
    for piece in pieces:
        inside.append(depth > 0)
        if piece.text in ("(", "[", "{"):
            depth += 1
        elif piece.text in (")", "]", "}"):
            depth = max(depth - 1, 0)
    return inside


_EDGE = frozenset(",;:!'′=&%*/^+×·÷_.–")


def _trimmed(run: list[_Piece]) -> Iterator[Span]:
    """The run without loose signs and unmatched brackets at its ends."""
    while run and (
        run[-1].kind == "space"
        or (run[-1].text in _EDGE and run[-1].text not in ("!", "%", "'", "′"))
        or run[-1].text in ("-", "−", "(", "[", "{", "$")
    ):
        run.pop()
    while run and (run[0].kind == "space" or (run[0].text in _EDGE) or run[0].text in (")", "]", "}")):
        run.pop(0)
    if not run:
        return
    run = _balanced(run)
    if run and any(p.kind in ("number", "word", "command") or p.text in "πθ" for p in run):
        yield Span(run[0].start, run[-1].end, False)


def _balanced(run: list[_Piece]) -> list[_Piece]:
    """Cut at a bracket that has no partner; brackets around the whole run go."""
    while (shorter := _cut(run)) is not None:
        BUDGET.check()
        run = _strip_spaces(shorter)
    return run


def _cut(run: list[_Piece]) -> list[_Piece] | None:
    """The larger part beside the first bracket without partner, or what whole brackets hold; None if nothing is to
    cut.
    """
    depth: list[int] = []
    for k, piece in enumerate(run):
        if piece.text in ("(", "[", "{"):
            depth.append(k)
        elif piece.text in (")", "]", "}"):
            if not depth:
                return run[:k] if k > len(run) // 2 else run[k + 1 :]
            depth.pop()
    if depth:
        first = depth[0]
        return run[first + 1 :] if first <= len(run) // 2 else run[:first]
    if (
        len(run) > 2
        and run[0].text == "("
        and run[-1].text == ")"
        and _partner(run) == len(run) - 1
        and not any(p.text == "," for p in run)
    ):
        return run[1:-1]
    return None


def _partner(run: list[_Piece]) -> int:
    depth = 0
    for k, piece in enumerate(run):
        depth += (piece.text in ("(", "[", "{")) - (piece.text in (")", "]", "}"))
        if depth == 0:
            return k
    return -1


def _strip_spaces(run: list[_Piece]) -> list[_Piece]:
    start, stop = 0, len(run)
    while start < stop and _is_loose(run[start]):
        start += 1
    while stop > start and _is_loose(run[stop - 1]):
        stop -= 1
    return run[start:stop]


def _is_loose(piece: _Piece) -> bool:
    return piece.kind == "space" or piece.text in (",", ";", ":")
