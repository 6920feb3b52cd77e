"""Tokens, and the style a text is read in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Token(NamedTuple):
    """kind: num, name, fn, word, unit, kw, op, cmd, make (structure word), deriv or end."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool
    """White space (or a LaTeX space) stands before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How an ambiguous text is read; the defaults are the most plausible reading."""

    decimal_comma: bool = False
    language: str = "en"
    """en, de, fr or es: which keywords are known besides the signs."""
    units: bool = False
    """Words are units of measure instead of variables."""
    thousands: bool = True
    """`1,000` is one number."""
    tight: bool = False
    """`1/2x` is 1/(2x)."""
    calls: bool = True
    """`f(x+1)` is a call, for the usual letters of functions."""
    all_calls: bool = False
    """`x(y)` is a call too."""
    mixed: bool = True
    """`2 1/2` is two and a half."""
    imaginary: bool = True
    """`i` is the imaginary unit."""
    euler: bool = True
    """`e` is Euler's number."""
    natural_log: bool = False
    """`log` without a base is the natural one."""
    fn_slash: bool = False
    """`sin x/2` is sin(x/2)."""
    arrows: bool = False
    """`x => 2` is x >= 2."""
    signs: bool = False
    """`4+-3` the other way round: 4 and its two signs where the text has no `x =`, a plain sum where it has."""
    words: bool = False
    """Unknown words of two and three letters are one variable instead of a product of letters."""


@dataclass(slots=True)
class Scan:
    """The tokens of a text, and what was ambiguous in it."""

    tokens: list[Token]
    latex: bool
    doubts: set[str] = field(default_factory=set)
