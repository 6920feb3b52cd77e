"""What the forms look at: signs, sums, whole-number powers, polynomials as written."""

from __future__ import annotations

from math import gcd

from flint import fmpq_mpoly

from tutor.checker import nodes
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, fraction_of, number_or_none
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare


def bare(node: Node) -> Node:
    """Without an outer minus."""
    while isinstance(node, Op) and node.name == "neg":
        node = node.args[0]
    return node


def natural(node: Node) -> bool:
    value = number_or_none(node)
    return value is not None and value.q == 1 and value > 0


def polynomial(node: Node) -> fmpq_mpoly | None:
    field = Field(node)
    try:
        quotient = field.convert(prepare(node))
    except (TooBig, Undefined, Inexact):
        return None
    return quotient.top / quotient.bottom.leading_coefficient() if quotient.bottom.is_constant() else None


def irreducible(poly: fmpq_mpoly) -> bool:
    if poly.is_constant():
        return True
    factors = poly.factor()[1]
    return len(factors) == 1 and factors[0][1] == 1


def content(poly: fmpq_mpoly) -> int:
    """The common whole-number factor of all coefficients (1 where some are fractions)."""
    values = [fraction_of(c) for c in poly.coeffs()]
    if any(v.denominator != 1 for v in values):
        return 1
    return gcd(*(v.numerator for v in values)) or 1


def is_sum(node: Node) -> bool:
    node = bare(node)
    return isinstance(node, Op) and node.name == "+" and node.tag != "mixed"


def expanded(node: Node) -> bool:
    """No product or power of a sum is left, and like terms are collected no further than that."""
    for item in nodes.walk(node):
        if not isinstance(item, Op):
            continue
        if item.name in ("*", "neg") and any(is_sum(a) for a in item.args):
            return False
        if item.name == "^" and is_sum(item.args[0]) and natural(item.args[1]) and item.args[1] != nodes.ONE:
            return False
        if (
            item.name == "/"
            and is_sum(item.args[0])
            and nodes.variables(item.args[0])
            and not nodes.variables(item.args[1])
        ):
            return False
    return True
