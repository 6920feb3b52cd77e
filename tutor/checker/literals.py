"""Written numbers as exact values."""

from __future__ import annotations

from fractions import Fraction

from tutor.checker.nodes import Num
from tutor.checker.values import Unreadable

MAX_DIGITS = 2_000
MAX_EXPONENT = 5_000


def literal(text: str) -> Num:
    """The exact value of a literal: `12`, `0.5`, `3.2e-4`, `0.1(6)` (repeating), `1/2` (one sign)."""
    if "(" in text:
        head, period = text.rstrip(")").split("(")
        places = len(head.partition(".")[2])
        value = Fraction(head if head[-1] != "." else head + "0") + Fraction(
            int(period), (10 ** len(period) - 1) * 10**places
        )
        return Num(value, text)
    cleaned = text if text[-1] != "." else text[:-1]
    mantissa, _, exponent = cleaned.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or (exponent and abs(int(exponent[:8])) > MAX_EXPONENT):
        raise Unreadable(
            "a number is too long to work with", position=0, character="", expected="a shorter number", too_large=True
        )
    return Num(Fraction(cleaned), text)
