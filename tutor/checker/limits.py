"""Limits, by continuity, by the highest powers, by l'Hôpital's rule, from one side or both; a limit that none of them
gives stays as it is.
"""

from __future__ import annotations

import math

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, as_node, fraction_of
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.one_sided import Unclear, beside, is_broken, is_real, sign_at, sign_beside
from tutor.checker.values import Status
from tutor.checker.vocabulary import words

MAX_ROUNDS = 4
_CONTINUOUS = frozenset(words("+ * neg / ^ sin cos tan asin acos atan sinh cosh tanh exp ln log sqrt root abs"))
_KNOWN = _CONTINUOUS | frozenset(words("sgn floor ceil max min piecewise and or chain")) | nodes.RELATIONS
_SIDES = {"": (1, -1), "+": (1,), "-": (-1,)}


def limit(node: Op) -> Node | None:
    """The value of `lim(expression, variable, point)`, tagged `+` or `-` if from one side; None if it can't be told."""
    inner, variable, point = node.args
    if not isinstance(variable, Sym) or any(isinstance(n, Op) and n.name not in _KNOWN for n in nodes.walk(inner)):
        return None
    name = variable.name
    if nodes.has(point, "oo"):
        if any(isinstance(n, Op) and n.name not in _CONTINUOUS for n in nodes.walk(inner)):
            return None
        return _at_infinity(inner, name, negative=isinstance(point, Op) and point.name == "neg")
    sides = _SIDES[node.tag]
    if is_broken(inner):
        return _common([_from(inner, name, point, side) for side in sides])
    if len(sides) == 1 and not _is_real(inner, name, point, sides[0]):
        return None
    found = _at(inner, name, point, 0)
    return found if found is not None else _common([_endless(inner, name, point, side) for side in sides])


def has_none(*sides: Node) -> bool:
    """Whether one of two sides says that there is no value, and the other is a limit whose sides differ for certain."""
    said = [side == Op("text", (), "undefined") for side in sides]
    limits = [side for side in sides if isinstance(side, Op) and side.name == "lim" and not side.tag]
    if sorted(said) != [False, True] or len(limits) != 1:
        return False
    left, right = (limit(Op("lim", limits[0].args, tag)) for tag in "-+")
    if left is None or right is None:
        return False
    if _endless_value(left, right):
        return left != right
    return equal(left, right).status is Status.INVALID


def _common(values: list[Node | None]) -> Node | None:
    """The value that all sides have."""
    first = values[0]
    if first is None:
        return None
    for other in values[1:]:
        if other is None or not (first == other or (not _endless_value(first, other) and equal(first, other).equal)):
            return None
    return first


def _endless_value(*values: Node) -> bool:
    return any(nodes.has(value, "oo") for value in values)


def _is_real(inner: Node, name: str, point: Node, side: int) -> bool:
    """Whether the function has real values on that side; with other letters in it, only where it has them always."""
    if nodes.variables(Op("list", (inner, point))) in ((), (name,)):
        return is_real(inner, name, point, side)
    return not any(
        isinstance(n, Op)
        and (
            n.name in ("sqrt", "root", "ln", "log", "asin", "acos")
            or (n.name == "^" and not isinstance(n.args[1], Num))
        )
        for n in nodes.walk(inner)
    )


def _from(inner: Node, name: str, point: Node, side: int) -> Node | None:
    """The limit from one side of a function with corners, steps or cases."""
    try:
        smooth = beside(inner, name, point, side)
    except Unclear:
        return None
    if not _is_real(smooth, name, point, side):
        return None
    found = _at(smooth, name, point, 0)
    return found if found is not None else _endless(smooth, name, point, side)


def _endless(inner: Node, name: str, point: Node, side: int) -> Node | None:
    """Infinity with its sign, for a quotient whose denominator alone vanishes, and for the logarithm at zero."""
    try:
        sign = _pole(inner, name, point, side)
    except Unclear:
        return None
    return None if sign == 0 else nodes.INFINITY if sign > 0 else Op("neg", (nodes.INFINITY,))


def _pole(inner: Node, name: str, point: Node, side: int) -> int:
    """The sign of the infinity that a function goes to; 0 if it may not go there. Raises Unclear."""
    if not isinstance(inner, Op):
        return 0
    if inner.name == "neg":
        return -_pole(inner.args[0], name, point, side)
    if inner.name in ("+", "*"):
        signs = [_pole(a, name, point, side) for a in inner.args]
        finite = [nodes.substitute(a, {name: point}) for a, sign in zip(inner.args, signs, strict=True) if not sign]
        found = [sign for sign in signs if sign]
        if not found or not all(map(_defined, finite)):
            return 0
        if inner.name == "+":
            return found[0] if len(set(found)) == 1 else 0
        for value in finite:
            found.append(sign_at(value))
        return math.prod(found)
    if inner.name == "ln":
        there = nodes.substitute(inner.args[0], {name: point})
        return (
            -1 if _defined(there) and sign_at(there) == 0 and sign_beside(inner.args[0], name, point, side) > 0 else 0
        )
    if inner.name != "/":
        return 0
    top, bottom = (nodes.substitute(a, {name: point}) for a in inner.args)
    if not _defined(bottom) or sign_at(bottom) != 0:
        return 0
    above = sign_at(top) if _defined(top) else _pole(inner.args[0], name, point, side)
    return above * sign_beside(inner.args[1], name, point, side)


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
