"""The tree of a formula, as far as drawing needs it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Symbol:
    """Characters drawn as they are; `role` decides on the space around: binary, relation, punct, open, close, word …"""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Parts side by side."""

    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Fraction:
    """One part above another; without a bar it is a binomial's inside."""

    above: Node
    below: Node
    bar: bool = True


@dataclass(frozen=True, slots=True)
class Root:
    """A root; `index` is None for the square root."""

    body: Node
    index: Node | None = None


@dataclass(frozen=True, slots=True)
class Scripts:
    """A base with something raised, lowered or both."""

    base: Node
    above: Node | None = None
    below: Node | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    """A sum, integral, limit …: its limits are written above and below when there is room."""

    text: str
    stacks: bool = True


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over a part: a combining character."""

    body: Node
    mark: str


@dataclass(frozen=True, slots=True)
class Fence:
    """A part between delimiters that grow with it; either may be empty."""

    left: str
    body: Node
    right: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells: a matrix, cases or aligned lines (`aligned`: cells touch, odd ones right-aligned)."""

    rows: tuple[tuple[Node, ...], ...]
    aligned: bool = False


Node = Symbol | Row | Fraction | Root | Scripts | Operator | Accent | Fence | Grid
