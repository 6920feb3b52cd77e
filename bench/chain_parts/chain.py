"""A chain of work, its writer, and the register of families.

Truth is by construction: a family writes its lines from whole numbers chosen beforehand; a bug changes one line and
all later lines are worked out from the changed one. Nothing here asks the checker.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One item: `wrong` is the 1-based line of the bug, 0 for a right chain."""

    family: str
    bug: str
    problem: str
    steps: tuple[str, ...]
    wrong: int


@dataclass(slots=True)
class Draft:
    """Lines while they are written."""

    problem: str
    lines: list[str] = field(default_factory=list)
    wrong: int = 0

    def add(self, *lines: str) -> None:
        """Lines that follow from the one before."""
        self.lines.extend(lines)

    def bad(self, line: str) -> None:
        """The line where the buggy rule was applied."""
        assert self.wrong == 0
        self.lines.append(line)
        self.wrong = len(self.lines)

    def add_or_bad(self, is_bad: bool, line: str) -> None:
        """A line that is wrong in the buggy chain only."""
        if is_bad:
            self.bad(line)
        else:
            self.add(line)


Writer = Callable[[random.Random, str], Draft | None]
FAMILIES: dict[str, tuple[Writer, tuple[str, ...]]] = {}


def family(name: str, *bugs: str) -> Callable[[Writer], Writer]:
    """Register a writer; `bugs` are what it can do wrong (the empty name is the right chain)."""

    def keep(writer: Writer) -> Writer:
        FAMILIES[name] = (writer, bugs)
        return writer

    return keep


def make(name: str, bug: str, source: random.Random) -> Chain:
    """One chain; draws again until the numbers make the bug visible."""
    writer = FAMILIES[name][0]
    for _ in range(200):
        draft = writer(source, bug)
        if draft is not None and bool(draft.wrong) == bool(bug):
            return Chain(family=name, bug=bug, problem=draft.problem, steps=tuple(draft.lines), wrong=draft.wrong)
    raise ValueError(f"{name} can't do {bug or 'it right'}")


def nonzero(source: random.Random, low: int, high: int, *but: int) -> int:
    """A whole number in the range that is not 0 and none of `but`."""
    while (value := source.randint(low, high)) == 0 or value in but:
        pass
    return value


def poly(*coefficients: int | Fraction, var: str = "x") -> str:
    """`poly(2, -3, 1)` is `2x^2 - 3x + 1`."""
    parts: list[str] = []
    degree = len(coefficients) - 1
    for k, c in enumerate(coefficients):
        power = degree - k
        if c == 0:
            continue
        body = "" if power == 0 else var if power == 1 else f"{var}^{power}"
        size = abs(c)
        text = value(size) if not body else body if size == 1 else f"{coefficient(size)}{body}"
        sign = ("-" if c < 0 else "") if not parts else (" - " if c < 0 else " + ")
        parts.append(sign + text)
    return "".join(parts) or "0"


def coefficient(number: int | Fraction) -> str:
    """A number that stands before a letter."""
    return f"({number})" if Fraction(number).denominator != 1 else str(number)


def value(number: int | Fraction) -> str:
    """A number by itself."""
    return str(Fraction(number))


def signed(number: int | Fraction) -> str:
    """`+ 3` or `- 3`."""
    return f"+ {value(number)}" if number >= 0 else f"- {value(-number)}"


def minus(root: int | Fraction, var: str = "x") -> str:
    """`x - 3` for the root 3."""
    return poly(1, -root, var=var)


def either(*roots: int | Fraction, var: str = "x") -> str:
    """`x = 2 or x = -3`."""
    return " or ".join(f"{var} = {value(r)}" for r in dict.fromkeys(roots))
