"""Letters that stand for nothing in particular: constants of integration, a family's counter, f' without argument."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.nodes import Node, Op, Sym

CONSTANTS = frozenset(("C", "c", "K", "k", "C_1", "c_1", "C_0", "c_0"))
_LABELS = frozenset("abAB")
"""Beside these, a c is a side or an angle and no constant of integration."""
COUNTERS = frozenset("nkm")


def aligned(expected: Node, given: Node) -> Node | None:
    """The given tree with its one free letter named as the expected one's; None if there is nothing to rename."""
    first, second = set(nodes.variables(expected)), set(nodes.variables(given))
    if len(first - second) != 1 or len(second - first) != 1:
        return None
    (wanted,), (used,) = first - second, second - first
    constant = {wanted, used} <= CONSTANTS and not _LABELS & first
    if not constant and not {wanted, used} <= COUNTERS:
        return None
    return nodes.substitute(given, {used: Sym(wanted)})


def bare_primes(tree: Node) -> Node:
    """f'(x) as f', y(x) left alone: where the argument is only the variable, it can be left out."""

    def change(item: Node) -> Node:
        if isinstance(item, Op) and item.name == "prime" and len(item.args) == 2 and isinstance(item.args[1], Sym):
            head = item.args[0]
            return Sym(head.name + "'" * int(item.tag)) if isinstance(head, Sym) else item
        return item

    return nodes.rebuild(tree, change)
