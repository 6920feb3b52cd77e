"""Letters that stand for nothing in particular: constants of integration, a family's counter, f' without argument."""

from __future__ import annotations

from itertools import permutations

from tutor.checker import nodes
from tutor.checker.nodes import Node, Op, Sym

CONSTANTS = frozenset(("C", "c", "K", "k", "C_1", "c_1", "C_0", "c_0", "C_2", "c_2", "D"))
_LABELS = frozenset("abAB")
"""Beside these, a c is a side or an angle and no constant of integration."""
COUNTERS = frozenset("nkm")
PARAMETERS = frozenset(("t", "s", "r", "u", "k", "lambda", "mu"))
"""Letters that run through the points of a line or a plane."""


def aligned(expected: Node, given: Node) -> tuple[Node, ...]:
    """The given tree with its free letters named as the expected one's, in each way they may be; empty if in none."""
    first, second = set(nodes.variables(expected)), set(nodes.variables(given))
    wanted, used = sorted(first - second), sorted(second - first)
    if len(wanted) != len(used) or not 0 < len(wanted) <= 2:
        return ()
    letters = {*wanted, *used}
    constants = letters <= CONSTANTS and not _LABELS & first
    solutions = letters <= CONSTANTS | _LABELS and any(
        set(names) <= CONSTANTS and _solves_an_equation(tree, names)
        for tree, names in ((expected, wanted), (given, used))
    )
    points = letters <= PARAMETERS and all(nodes.has(tree, "tuple", "matrix", "brackets") for tree in (expected, given))
    counters = letters <= COUNTERS and any(nodes.has(tree, "pi", "deg") for tree in (expected, given))
    if not constants and not solutions and not points and not counters:
        return ()
    return tuple(
        nodes.substitute(given, dict(zip(used, map(Sym, order), strict=True))) for order in permutations(wanted)
    )


def _solves_an_equation(tree: Node, constants: list[str]) -> bool:
    """`y = C e^(2x)`, a general solution: then C may be called A."""
    if not (isinstance(tree, Op) and tree.name == "=" and isinstance(tree.args[0], (Sym, Op))):
        return False
    waves = any(
        isinstance(n, Op)
        and ((n.name == "^" and nodes.variables(n.args[1])) or n.name in ("sin", "cos", "sinh", "cosh"))
        for n in nodes.walk(tree.args[1])
    )
    return waves and not set(constants) & set(nodes.variables(tree.args[0]))


def bare_primes(tree: Node) -> Node:
    """f'(x) as f', y(x) left alone: where the argument is only the variable, it can be left out."""

    def change(item: Node) -> Node:
        if isinstance(item, Op) and item.name == "prime" and len(item.args) == 2 and isinstance(item.args[1], Sym):
            head = item.args[0]
            return Sym(head.name + "'" * int(item.tag)) if isinstance(head, Sym) else item
        return item

    return nodes.rebuild(tree, change)
