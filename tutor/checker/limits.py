"""Limits, by continuity, by the highest powers, and by l'Hôpital's rule; a limit that none of them gives stays as it
is.
"""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, as_node, fraction_of
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.vocabulary import words

MAX_ROUNDS = 4
_CONTINUOUS = frozenset(words("+ * neg / ^ sin cos tan asin acos atan sinh cosh tanh exp ln log sqrt root abs"))


def limit(node: Op) -> Node | None:
    """The value of `lim(expression, variable, point)`; None if it can't be told."""
    inner, variable, point = node.args
    if not isinstance(variable, Sym) or any(isinstance(n, Op) and n.name not in _CONTINUOUS for n in nodes.walk(inner)):
        return None
    if nodes.has(point, "oo"):
        return _at_infinity(inner, variable.name, negative=isinstance(point, Op) and point.name == "neg")
    return _at(inner, variable.name, point, 0)


def _at(inner: Node, name: str, point: Node, rounds: int) -> Node | None:
    there = nodes.substitute(inner, {name: point})
    if not isinstance(inner, Op) or inner.name != "/":
        rational = _cancelled(inner)
        if rational is not None and rational != inner:
            return _at(rational, name, point, rounds)
        return there if _defined(there) else None
    top, bottom = (nodes.substitute(a, {name: point}) for a in inner.args)
    if not _defined(top) or not _defined(bottom):
        return None
    if not equal(bottom, nodes.ZERO).equal:
        return there if equal(bottom, nodes.ZERO).status == "invalid" else None
    if not equal(top, nodes.ZERO).equal or rounds >= MAX_ROUNDS:
        return None
    try:
        slopes = tuple(derivative(a, name) for a in inner.args)
    except Underivable:
        return None
    if any(isinstance(n, Op) and n.name not in _CONTINUOUS for slope in slopes for n in nodes.walk(slope)):
        return None  # |x| has the slope sgn(x), which says nothing about its limit at 0
    return _at(Op("/", slopes), name, point, rounds + 1)


def _defined(node: Node) -> bool:
    """The tree has a value: compared with itself plus one it differs."""
    return equal(node, nodes.add(node, nodes.ONE)).status == "invalid"


def _cancelled(inner: Node) -> Node | None:
    """A sum of quotients as one quotient of polynomials."""
    field = Field(inner)
    try:
        quotient = field.convert(inner)
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or quotient.bottom.is_constant():
        return None
    return Op("/", (as_node(field, quotient.top), as_node(field, quotient.bottom)))


def _at_infinity(inner: Node, name: str, *, negative: bool) -> Node | None:
    """A rational function of one variable: the quotient of the leading terms."""
    field = Field(inner)
    try:
        quotient = field.convert(inner)
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or field.names != [name]:
        return None
    top, bottom = quotient.top, quotient.bottom
    difference = int(top.total_degree()) - int(bottom.total_degree())
    if top.is_zero() or difference < 0:
        return nodes.ZERO
    ratio = fraction_of(top.leading_coefficient() / bottom.leading_coefficient())
    if difference == 0:
        return nodes.num(ratio)
    positive = (ratio > 0) != (negative and difference % 2 == 1)
    return nodes.INFINITY if positive else Op("neg", (nodes.INFINITY,))
