"""One side of a chain: the longest computation that ends or begins at a place in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from tutor.checker.words.expression import Expression
from tutor.checker.words.items import MAX_ITEMS, SOFT, STOPS, Item, fits, items_of, parse
from tutor.checker.words.lexicon import ABOUT, OPERATOR_WORDS
from tutor.checker.words.scan import Kind, Token

_MAX_WORDS: Final = 9
_LEAD_WORDS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a chain."""

    expression: Expression
    start: int
    end: int
    """Character range of the expression in the scanned line."""
    about: bool = False
    """A word such as "about" stands by it."""
    suffixes: tuple[Expression, ...] = ()
    """Shorter readings, leaving out what may be prose on the left, longest first."""
    remainder: Fraction | None = None
    """Told after it ("3 remainder 2")."""


def backward(zone: list[Token], start: int, end: int, trailing: int = _MAX_WORDS) -> Side | None:
    """The longest computation that ends at `end`, at most `trailing` words before it."""
    items = items_of(zone[start:end][-4 * MAX_ITEMS :])
    tail = 0
    for token in reversed(zone[start:end]):
        if token.kind is not Kind.WORD:
            break
        tail += 1
    while items and items[-1].kind == "!" and tail <= 6 and items[-1].token.text in SOFT:
        items.pop()
    if not items or tail > trailing or items[-1].kind not in ("n", "v", ")"):
        return None
    index = len(items)
    depth = 0
    boundaries: list[int] = []
    while index > 0 and len(items) - index < MAX_ITEMS:
        item = items[index - 1]
        following = items[index] if index < len(items) else None
        if not fits(item, following, depth):
            break
        depth += (item.kind == ")") - (item.kind == "(")
        if depth < 0:
            break
        index -= 1
        if following is not None and following.gap > _MAX_WORDS and item.kind != "o":
            index += 1
            break
        if depth == 0 and item.kind in ("n", "v", "("):
            boundaries.append(index)
        if depth == 0 and item.operator == "-" and (index == 0 or items[index - 1].kind in ("o", "(", "!")):
            boundaries.append(index)
    if index < len(items) and depth == 0 and items[index].operator in ("+", "*", "/") and items[index].gap:
        lead = _named(zone[start:end], items[index].token)
        if lead is not None:
            items[index:index] = [lead]
            boundaries.append(index)
    return _side(items, len(items), boundaries)


def _named(tokens: list[Token], operator: Token) -> Item | None:
    """What the word before an operator names ("loan + $10,000 = $36,000"), as an unknown."""
    before = [token for token in tokens if token.end <= operator.start and token.kind is Kind.WORD]
    if operator.end - operator.start > 1 or not before or not before[-1].text.isalpha() or len(before[-1].text) < 3:
        return None
    token = before[-1]
    if token.text in STOPS or token.text in OPERATOR_WORDS:
        return None
    return Item(kind="v", token=Token(kind=Kind.NAME, text=token.text, start=token.start, end=token.end))


def _side(items: list[Item], end: int, boundaries: list[int]) -> Side | None:
    """Parse from the earliest boundary that parses; the later ones are suffix readings."""
    readings: list[tuple[int, Expression]] = []
    for start in sorted(boundaries)[:MAX_ITEMS]:
        if len(readings) > 12:
            break
        expression = parse(items[start:end])
        if expression is not None:
            readings.append((start, expression))
    if not readings:
        return None
    start, expression = readings[0]
    readings[1:] = [(at, shorter) for at, shorter in readings[1:] if _prosy(items, at)]
    about = any(item.kind == "!" and item.token.text in ABOUT for item in items[:end])
    return Side(
        expression=expression,
        start=items[start].token.start,
        end=items[end - 1].token.end,
        about=about,
        suffixes=tuple(shorter for _, shorter in readings[1:]),
    )


def _prosy(items: list[Item], start: int) -> bool:
    """May what stands before `start` be prose: words by the operator, or a dash?"""
    operator = items[start - 1] if start and items[start - 1].kind == "o" else None
    return operator is None or operator.gap > 0 or items[start].gap > 0 or operator.operator == "-"


def forward(zone: list[Token], start: int, limit: int) -> tuple[Side | None, int]:
    """The computation or number that begins right after `start`, and the token index where reading stopped."""
    lead, index = 0, start
    about = False
    while index < limit and zone[index].kind is Kind.WORD and lead <= _LEAD_WORDS:
        about = about or zone[index].text in ABOUT
        lead += zone[index].text != "$"
        index += 1
    items = items_of(zone[index : min(limit, index + 4 * MAX_ITEMS)])
    if not items or lead > _LEAD_WORDS:
        return None, start
    end, depth, best = 0, 0, 0
    while end < len(items):
        item = items[end]
        before = items[end - 1] if end else None
        if before is None and item.kind not in ("n", "v", "(") and item.operator != "-":
            break
        if before is not None and not fits(before, item, depth):
            break
        if item.gap > _MAX_WORDS:
            break
        depth += (item.kind == "(") - (item.kind == ")")
        if depth < 0:
            break
        end += 1
        if depth == 0 and item.kind in ("n", "v", ")"):
            best = end
    if not best:
        return None, start
    expression = parse(items[:best])
    if expression is None:
        return None, start
    stopped = limit if best == len(items) else index
    last = items[best - 1].token
    tail = [token for token in zone[index : index + 2 * MAX_ITEMS] if token.start >= last.end][:8]
    about = about or any(token.text in ABOUT for token in tail[:4])
    remainder = _remainder(tail) if best == 1 else None
    side = Side(expression=expression, start=items[0].token.start, end=last.end, about=about, remainder=remainder)
    return side, stopped


def _remainder(tail: list[Token]) -> Fraction | None:
    """The remainder told after a result ("3 remainder 2")."""
    second = next((token for token in tail[:4] if token.kind is Kind.NUMBER), None)
    if second is None:
        return None
    words = {token.text.lower() for token in tail[: tail.index(second) + 3]}
    return second.value if words & {"remainder", "r", "left", "over", "leftover", "remaining"} else None
