"""Looking at trees: whole numbers, fractions, terms and their coefficients."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeGuard

from tutor.checker import nodes
from tutor.checker.exact import fraction_of, number_or_none
from tutor.checker.nodes import Node, Num, Op, Sym


def is_op(node: Node, *names: str) -> TypeGuard[Op]:
    """Whether the node is an operation with one of these names."""
    return isinstance(node, Op) and node.name in names


def op(name: str, *args: Node) -> Op:
    """The operation."""
    return Op(name, args)


def integer(node: Node) -> int | None:
    """The whole number a literal (or its negative) is."""
    if isinstance(node, Num) and node.value.denominator == 1:
        return int(node.value)
    if is_op(node, "neg") and isinstance(node.args[0], Num) and node.args[0].value.denominator == 1:
        return -int(node.args[0].value)
    return None


def literal(node: Node) -> Fraction | None:
    """The value of a literal, its negative or a quotient of literals."""
    if isinstance(node, Num):
        return node.value
    if is_op(node, "neg"):
        inner = literal(node.args[0])
        return None if inner is None else -inner
    if is_op(node, "/"):
        top, bottom = literal(node.args[0]), literal(node.args[1])
        return top / bottom if top is not None and bottom else None
    return None


def exact(node: Node) -> Fraction | None:
    """The exact value of a tree without letters, where it has a rational one."""
    found = number_or_none(node)
    return None if found is None else fraction_of(found)


def num(value: int | Fraction) -> Node:
    """The literal; a negative one as a sign before it, as it is read."""
    return nodes.num(value) if value >= 0 else Op("neg", (nodes.num(-value),))


def fraction(node: Node) -> tuple[Node, Node] | None:
    """Numerator and denominator of a fraction as written, a sign before it in the numerator."""
    if is_op(node, "/"):
        return node.args[0], node.args[1]
    if is_op(node, "neg") and is_op(node.args[0], "/"):
        return nodes.neg(node.args[0].args[0]), node.args[0].args[1]
    return None


def plain_fraction(node: Node) -> tuple[int, int] | None:
    """Numerator and denominator of a fraction of whole numbers."""
    parts = fraction(node)
    if parts is None:
        return None
    top, bottom = integer(parts[0]), integer(parts[1])
    return (top, bottom) if top is not None and bottom else None


def split(term: Node) -> tuple[Fraction, Node]:
    """Coefficient and the rest of a term: 3x -> 3, x; -x -> -1, x; 5 -> 5, 1; x/2 -> 1/2, x."""
    if is_op(term, "neg"):
        k, inner_rest = split(term.args[0])
        return -k, inner_rest
    value = literal(term)
    if value is not None:
        return value, nodes.ONE
    if is_op(term, "*"):
        product = Fraction(1)
        others: list[Node] = []
        for factor in term.args:
            inner = literal(factor)
            if inner is None:
                others.append(factor)
            else:
                product *= inner
        return product, nodes.mul(*others)
    if is_op(term, "/") and (bottom := literal(term.args[1])):
        k, rest_ = split(term.args[0])
        return k / bottom, rest_
    return Fraction(1), term


def times(k: Fraction | int, node: Node) -> Node:
    """k times a node."""
    if k == 1:
        return node
    if k == -1:
        return nodes.neg(node)
    return num(Fraction(k)) if node == nodes.ONE else Op("*", (num(Fraction(k)), node))


def terms(node: Node) -> tuple[Node, ...]:
    """The terms of a sum, nested sums and negated ones opened; a single one for anything else."""
    if is_op(node, "+") and node.tag != "mixed":
        return tuple(t for a in node.args for t in terms(a))
    return (node,)


def monomial(node: Node) -> tuple[Fraction, Node, Node] | None:
    """Coefficient, base and exponent of k b^n, where the rest is one power."""
    k, rest = split(node)
    if is_op(rest, "^"):
        return k, rest.args[0], rest.args[1]
    return (k, rest, nodes.ONE) if rest != nodes.ONE and not is_op(rest, "+", "*", "/") else None


def relations(node: Node) -> TypeGuard[Op]:
    """Whether the node is a single equation or inequality."""
    return isinstance(node, Op) and node.name in nodes.RELATIONS and len(node.args) == 2


def unknown(node: Node) -> Sym | None:
    """The letter of a statement in one letter."""
    names = nodes.variables(node)
    return Sym(names[0]) if len(names) == 1 else None


def sides(node: Op) -> Iterator[tuple[Node, Node, bool]]:
    """Both ways to look at a relation: (this side, the other, whether they were swapped)."""
    yield node.args[0], node.args[1], False
    yield node.args[1], node.args[0], True


def related(name: str, left: Node, right: Node, swapped: bool) -> Op:
    """The relation with its sides put back."""
    return Op(name, (right, left) if swapped else (left, right))
