"""Intervals, unions of them, the empty set and all reals: compared by their members."""

from __future__ import annotations

from dataclasses import replace

from tutor.checker import formula, nodes, statements
from tutor.checker.equality import Outcome
from tutor.checker.formula import NotAStatement
from tutor.checker.nodes import Node, Op
from tutor.checker.numbers import real_value
from tutor.checker.outcomes import OTHER_KIND, from_sets
from tutor.checker.values import Code


def is_like(node: Node) -> bool:
    return (
        formula.is_interval(node)
        or (isinstance(node, Op) and node.name == "set")
        or node in (nodes.ALL_REALS, nodes.NO_SOLUTION)
    )


def compare(expected: Node, given: Node) -> Outcome | None:
    """By membership, if at least one is certainly an interval, or both are pairs with the same brackets of numbers."""
    certain = any((isinstance(n, Op) and (n.name in ("interval", "union", "intersect",
    "minus") or _endless(n) or n == Op("set", ()))) or n in
                  (nodes.ALL_REALS, nodes.NO_SOLUTION) for n in (expected, given))  # fmt: skip
    kinds = {n.name for n in (expected, given) if isinstance(n, Op)}
    if not certain and kinds != {"brackets", "tuple"}:
        return None
    if nodes.variables(Op("list", (expected, given))):
        return None
    if closed_at_infinity(given) and not closed_at_infinity(expected):
        return replace(OTHER_KIND, code=Code.FORM)
    if expected != given and (falls(expected) or falls(given)):
        return OTHER_KIND
    try:
        return from_sets(statements.compare(formula.formula(expected, "x"), formula.formula(given, "x")))
    except NotAStatement:
        return None


def falls(node: Node) -> bool:
    """A pair that is no interval: `(3, 2)`."""
    if not isinstance(node, Op) or node.name not in ("interval", "tuple", "brackets") or len(node.args) != 2:
        return False
    length = real_value(nodes.sub(node.args[1], node.args[0]))
    closed = node.name == "brackets" or node.tag == "[]"
    return length is not None and bool(length < 0 if closed else length <= 0)


def closed_at_infinity(node: Node) -> bool:
    """A square bracket at an infinite end."""
    for item in nodes.walk(node):
        if isinstance(item, Op) and item.name in ("interval", "brackets") and len(item.args) == 2:
            tag = item.tag or "[]"
            if (tag[0] == "[" and formula.is_infinite(item.args[0])) or (
                tag[1] == "]" and formula.is_infinite(item.args[1])
            ):
                return True
    return False


def _endless(node: Op) -> bool:
    return any(formula.is_infinite(a) for a in node.args)
