"""Units in words: factors between them, and quantities told in two units ("3 hours and 15 minutes")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tutor.checker.words.lexicon import CLOCK, UNITS
from tutor.checker.words.scan import Kind, Token


def unit_factor(one: str, two: str) -> Fraction | None:
    """How many of unit `two` one of unit `one` is; None if they are not different units of one kind."""
    a, b = UNITS.get(one.replace("$", "dollar")), UNITS.get(two.replace("$", "dollar"))
    if a is None or b is None or a[0] != b[0] or a[1] == b[1]:
        return None
    return Fraction(a[1], b[1])


def merge(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with "3 hours and 15 minutes" as one number: 3 1/4 hours, and by its scale 195 minutes."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        end, second = _second(tokens, index)
        if second is None:
            out.append(tokens[index])
            index += 1
            continue
        first = tokens[index]
        factor = unit_factor(first.unit, second.unit) or Fraction(1)
        text = f"{first.text} {first.unit} {second.text} {second.unit}"
        merged = replace(first, value=first.value + second.value / factor, scale=factor, text=text, end=second.end)
        out.append(merged)
        index = end + 1
    return out


def _second(tokens: Sequence[Token], index: int) -> tuple[int, Token | None]:
    """The number in the smaller unit that completes the one at `index`, with its index."""
    first = tokens[index]
    if first.kind is not Kind.NUMBER or first.unit in ("", CLOCK) or first.spelled:
        return index, None
    at = index + 1
    if first.unit != "$":
        at += 1
    if at < len(tokens) and (tokens[at].text == "and" or tokens[at].text == ","):
        at += 1
    if at >= len(tokens) or tokens[at].kind is not Kind.NUMBER:
        return index, None
    factor = unit_factor(first.unit, tokens[at].unit)
    if factor is None or factor <= 1 or not 0 < tokens[at].value < factor:
        return index, None
    return at, tokens[at]
