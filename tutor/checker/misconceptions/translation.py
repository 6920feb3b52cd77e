"""Words put into symbols: the right answer is what was to be written, the line what was written.

These rules are tried only where a problem asks to write something in symbols (see `asks_for_symbols`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tutor.checker import nodes
from tutor.checker.misconceptions.rule import Entries
from tutor.checker.misconceptions.shapes import integer, is_op, num, op, terms
from tutor.checker.misconceptions.sources import CLEMENT, KUCHEMANN, LEWIS_MAYER, MACGREGOR_STACEY
from tutor.checker.nodes import Node, Num, Op, Sym

ENTRIES = Entries("translation")
_ASKED = re.compile(
    r"\b(?:write|give|find|state|what|form|set up|represent)\b[^.?!]{0,80}\b(?:expression|equation|formula|inequality)"
    r"|\bin (?:mathematical )?symbols\b|\bwhat can you write\b|\balgebraic(?:ally)?\b",
    re.IGNORECASE,
)


def asks_for_symbols(problem: str) -> bool:
    """Whether a problem asks to write something told in words in symbols."""
    return _ASKED.search(problem) is not None


def _sides(tree: Node) -> Iterator[tuple[Node, Node | None]]:
    """What stands on the right of an equation, with its left side; or the expression alone."""
    if is_op(tree, "=") and len(tree.args) == 2:
        yield tree.args[1], tree.args[0]
    elif not nodes.is_statement(tree) and not nodes.is_collection(tree):
        yield tree, None


def _back(made: Node, left: Node | None) -> Node:
    return made if left is None else op("=", left, made)


def _bare(term: Node) -> Node:
    """A term without its sign."""
    return term.args[0] if is_op(term, "neg") else term


@ENTRIES.whole(
    "words-in-their-order",
    "Wrote the difference in the order of the words",
    "The difference was written in the order in which the words stand. In \"less than\" what is taken away is named "
    "first. Try it with a number for the letter.",
    MACGREGOR_STACEY, weight=9,
)  # fmt: skip
def words_in_their_order(tree: Node) -> Iterator[Node]:
    for side, left in _sides(tree):
        parts = terms(side)
        if len(parts) == 2 and sum(is_op(p, "neg") for p in parts) == 1:
            yield _back(op("+", *(nodes.neg(p) for p in parts)), left)


@ENTRIES.whole(
    "more-for-less",
    "Added where there is less, or took away where there is more",
    "More and less are told of the other one here than it seems. Ask first which of the two is larger, and try it "
    "with numbers.",
    LEWIS_MAYER, weight=8,
)  # fmt: skip
def more_for_less(tree: Node) -> Iterator[Node]:
    for side, left in _sides(tree):
        parts = terms(side)
        if len(parts) == 2:
            for k in range(2):
                if isinstance(_bare(parts[k]), Num):
                    turned = op("+", parts[1 - k], nodes.neg(parts[k]))
                    yield _back(turned, left)


@ENTRIES.whole(
    "product-for-sum-in-words",
    "Wrote a product for a sum",
    "The number and the letter were put side by side, which means times. The words ask for a sum.",
    KUCHEMANN, weight=8,
)  # fmt: skip
def product_for_sum_in_words(tree: Node) -> Iterator[Node]:
    for side, left in _sides(tree):
        parts = terms(side)
        if len(parts) == 2:
            yield _back(op("*", *map(_bare, parts)), left)


@ENTRIES.whole(
    "sum-for-product-in-words",
    "Wrote a sum for a product",
    "It says how many times as much, but it was written as so much more. Times is a product.",
    weight=8,
)  # fmt: skip
def sum_for_product_in_words(tree: Node) -> Iterator[Node]:
    for side, left in _sides(tree):
        if is_op(side, "*") and len(side.args) == 2:
            yield _back(op("+", *side.args), left)


@ENTRIES.whole(
    "power-for-times",
    "Wrote a power for so many times",
    "So many times a number was written as a power. An exponent counts how often the number is multiplied by itself.",
    KUCHEMANN, weight=9,
)  # fmt: skip
def power_for_times(tree: Node) -> Iterator[Node]:
    for side, left in _sides(tree):
        if is_op(side, "*") and len(side.args) == 2:
            for factor, other in (side.args, side.args[::-1]):
                if (k := integer(factor)) is not None and k > 1:
                    yield _back(op("^", other, num(k)), left)


@ENTRIES.line(
    "unknowns-reversed",
    "Put the number on the wrong side",
    "The number stands with the wrong one of the two. An equation compares amounts, not names: which of the two is the "
    "larger number?",
    CLEMENT, heads="=", weight=9,
)  # fmt: skip
def unknowns_reversed(node: Op) -> Iterator[Node]:
    names = nodes.variables(node)
    if len(names) == 2:
        yield nodes.substitute(node, {names[0]: Sym(names[1]), names[1]: Sym(names[0])})


@ENTRIES.whole(
    "times-part-only",
    "Multiplied only a part of the sum",
    "The factor reached only one term of what it multiplies. Write brackets around the sum first.",
    KUCHEMANN, weight=8,
)  # fmt: skip
def times_part_only(tree: Node) -> Iterator[Node]:
    for side, left in _sides(tree):
        if is_op(side, "*") and len(side.args) == 2:
            for factor, bracket in (side.args, side.args[::-1]):
                inner = terms(bracket)
                if len(inner) == 2:
                    for k in range(2):
                        yield _back(op("+", *inner[:k], op("*", factor, inner[k]), *inner[k + 1 :]), left)
