"""Where a sum of logarithms is zero or breaks: the product of their arguments against a power."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tutor.checker import nodes
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.nodes import Node, Op

if TYPE_CHECKING:
    from tutor.checker.places import Place


def logarithmic(tree: Node, name: str) -> list[Place] | None:
    """sum n_k log(u_k) + constant: zero where the product of the u_k^n_k is e^-constant; and where a u_k is zero."""
    terms = _log_terms(tree, name)
    if terms is None:
        return None
    logs, constants = terms
    if not logs:
        return None
    from tutor.checker.roots import critical

    base = logs[0][2]
    if any(item[2] != base for item in logs):
        return None
    exponent: Node = nodes.neg(nodes.add(*constants)) if constants else nodes.ZERO
    if any(nodes.has(c, "ln", "log") for c in constants):
        exact = _merged(constants, base)
        if exact is None:
            return None
        right: Node = exact
    else:
        right = Op("^", (base, exponent))
    left = nodes.mul(*(nodes.power(u, nodes.num(n)) for n, u, _ in logs))
    found = critical(nodes.sub(left, right), name)
    if found is None:
        return None
    for _, u, _ in logs:
        inner = critical(u, name)
        if inner is None:
            return None
        found += inner
    return found


def _merged(constants: list[Node], base: Node) -> Node | None:
    """base^-(sum of constants), with logarithms of the same base undone."""
    factors: list[Node] = []
    for constant in constants:
        terms = _log_terms(constant, None)
        if terms is None:
            return None
        for n, u, b in terms[0]:
            if b != base:
                return None
            factors.append(nodes.power(u, nodes.num(-n)))
        factors.extend(Op("^", (base, nodes.neg(c))) for c in terms[1])
    return nodes.mul(*factors)


def _log_terms(tree: Node, name: str | None) -> tuple[list[tuple[Fraction, Node, Node]], list[Node]] | None:
    """A sum as [(coefficient, argument, base)] of its logarithms and a list of constants."""
    if name is not None and name not in nodes.variables(tree):
        return [], [tree]
    if isinstance(tree, Op):
        if tree.name == "ln":
            return [(Fraction(1), tree.args[0], nodes.EULER)], []
        if tree.name == "log":
            return [(Fraction(1), tree.args[0], tree.args[1])], []
        if tree.name == "+":
            parts = [_log_terms(a, name) for a in tree.args]
            if any(p is None for p in parts):
                return None
            return [t for p in parts if p for t in p[0]], [c for p in parts if p for c in p[1]]
        if tree.name == "neg":
            return _scaled(_log_terms(tree.args[0], name), Fraction(-1))
        if tree.name == "*" and len(tree.args) == 2:
            for factor, other in (tree.args, tree.args[::-1]):
                value = number_or_none(factor)
                if value is not None:
                    return _scaled(_log_terms(other, name), fraction_of(value))
        if tree.name == "/":
            value = number_or_none(tree.args[1])
            if value is not None and value != 0:
                return _scaled(_log_terms(tree.args[0], name), 1 / fraction_of(value))
    return ([], [tree]) if name is None else None


def _scaled(
    terms: tuple[list[tuple[Fraction, Node, Node]], list[Node]] | None, factor: Fraction
) -> tuple[list[tuple[Fraction, Node, Node]], list[Node]] | None:
    if terms is None:
        return None
    return [(factor * n, u, b) for n, u, b in terms[0]], [nodes.mul(nodes.num(factor), c) for c in terms[1]]
