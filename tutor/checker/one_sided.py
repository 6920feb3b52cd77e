"""Functions close to a point, on one side of it: corners, steps and cases become plain there, and poles get a sign.

Everything rests on the sign of an analytic expression right beside a point: that of its first derivative there which is
not zero, times the sign of the direction for the odd ones.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx

from tutor.checker import nodes
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.exact import Undefined
from tutor.checker.nodes import Node, Op
from tutor.checker.vocabulary import words

MAX_ORDER = 6
"""Derivatives that are looked at for the first which is not zero."""
_ANALYTIC = frozenset(words("+ * neg / ^ sin cos tan asin acos atan sinh cosh tanh ln log sqrt root"))
_BROKEN = frozenset(words("abs sgn floor ceil max min piecewise"))
_PRECISION = 160
_HOLDS = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (1, 0), "=": (0,), "!=": (-1, 1)}


class Unclear(Exception):
    """What happens beside the point can't be told."""


def is_broken(node: Node) -> bool:
    """Whether corners, steps or cases occur."""
    return nodes.has(node, *_BROKEN)


def sign_at(node: Node) -> int:
    """The sign of a number: -1, 0 or 1. Raises Unclear."""
    if equal(node, nodes.ZERO).equal:
        return 0
    ctx.prec = _PRECISION
    try:
        value = Evaluator({}, real=True).value(node)
    except (Undefined, NotReal, Imprecise, Unsupported):
        raise Unclear from None
    if not isinstance(value, arb) or not (value > 0 or value < 0):
        raise Unclear
    return 1 if value > 0 else -1


def sign_beside(node: Node, name: str, point: Node, side: int) -> int:
    """The sign of an analytic expression right beside a point; 0 if it is zero all around. Raises Unclear."""
    if any(isinstance(n, Op) and n.name not in _ANALYTIC for n in nodes.walk(node)):
        raise Unclear
    if equal(node, nodes.ZERO).equal:
        return 0
    slope = node
    for order in range(MAX_ORDER + 1):
        found = sign_at(nodes.substitute(slope, {name: point}))
        if found:
            return -found if side < 0 and order % 2 else found
        try:
            slope = derivative(slope, name)
        except Underivable:
            raise Unclear from None
    raise Unclear


def beside(node: Node, name: str, point: Node, side: int) -> Node:
    """The tree that agrees with `node` right beside the point, without corners, steps and cases. Raises Unclear."""
    if not isinstance(node, Op):
        return node
    if node.name == "piecewise":
        return _case(node, name, point, side)
    args = tuple(beside(a, name, point, side) for a in node.args)
    if node.name in ("abs", "sgn"):
        sign = sign_beside(args[0], name, point, side)
        if node.name == "sgn":
            return nodes.num(sign)
        return args[0] if sign >= 0 else nodes.neg(args[0])
    if node.name in ("floor", "ceil"):
        return _step(node.name, args[0], name, point, side)
    if node.name in ("max", "min") and len(args) == 2:
        upper = sign_beside(nodes.sub(args[0], args[1]), name, point, side) >= 0
        return args[0] if upper == (node.name == "max") else args[1]
    if node.name in _BROKEN:
        raise Unclear
    return Op(node.name, args, node.tag)


def _step(kind: str, inner: Node, name: str, point: Node, side: int) -> Node:
    """The whole number that a step function has beside the point."""
    there = nodes.substitute(inner, {name: point})
    ctx.prec = _PRECISION
    try:
        value = Evaluator({}, real=True).value(there)
    except (Undefined, NotReal, Imprecise, Unsupported):
        raise Unclear from None
    if not isinstance(value, arb):
        raise Unclear
    nearest = nodes.num(round(float(value)))
    offset = sign_beside(nodes.sub(inner, nearest), name, point, side)
    whole = int(nearest.value)
    if equal(there, nearest).equal:
        return nodes.num(whole + (offset < 0 and -1 if kind == "floor" else offset > 0 and 1))
    low = value.floor().unique_fmpz()
    if low is None:
        raise Unclear
    return nodes.num(int(low) + (kind == "ceil"))


def _case(node: Op, name: str, point: Node, side: int) -> Node:
    """The branch whose condition holds beside the point."""
    pairs = zip(node.args[::2], node.args[1::2], strict=False)
    for value, condition in pairs:
        if _holds(condition, name, point, side):
            return beside(value, name, point, side)
    raise Unclear


def _holds(condition: Node, name: str, point: Node, side: int) -> bool:
    if condition == nodes.TRUE:
        return True
    if isinstance(condition, Op) and condition.name in ("and", "or"):
        found = [_holds(part, name, point, side) for part in condition.args]
        return all(found) if condition.name == "and" else any(found)
    if not (isinstance(condition, Op) and (condition.name in _HOLDS or condition.name == "chain")):
        raise Unclear
    return all(
        relation in _HOLDS and sign_beside(nodes.sub(left, right), name, point, side) in _HOLDS[relation]
        for relation, left, right in nodes.links(condition)
    )


def is_real(node: Node, name: str, point: Node, side: int) -> bool:
    """Whether the expression has real values at points ever closer to the point, as far as can be seen."""
    ctx.prec = _PRECISION
    for k in (9, 14, 21):
        near = nodes.add(point, nodes.num(Fraction(side, 2**k)))
        try:
            value = Evaluator({}, real=True).value(nodes.substitute(node, {name: near}))
        except (Undefined, NotReal, Imprecise, Unsupported):
            return False
        if not isinstance(value, arb):
            return False
    return True
