"""A line without a problem that can only be meant as a rule: `(a - b)^2 = a^2 - b^2`."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.equality import equal
from tutor.checker.exact import Field, Inexact, TooBig, Undefined
from tutor.checker.nodes import Node, Op
from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.checker.work import wording

NOT_A_RULE = "This is not true for all values of the letters."


def judge(tree: Node | None) -> Verdict | None:
    """The verdict on an equation between forms of one degree in several letters; None for other lines.

    `(x + y)^2 = x^2 + y^2` is no condition that anybody would start from: both sides are of the second degree, and a
    product of sums is worked out.
    """
    if not (isinstance(tree, Op) and tree.name == "=" and len(nodes.variables(tree)) > 1):
        return None
    degrees = [_degree(side) for side in tree.args]
    if degrees[0] is None or degrees[0] != degrees[1] or not any(map(_to_work_out, tree.args)):
        return None
    outcome = equal(*tree.args)
    if outcome.equal:
        return wording.right(Relation.EQUIVALENT, outcome.method)
    if outcome.witness is None or outcome.code is Code.DOMAIN:
        return None
    kind = (Status.INVALID, Code.NOT_EQUIVALENT, Relation.CONTRADICTS, Method.WITNESS)
    return wording.said(*kind, outcome.witness, NOT_A_RULE)


def _degree(side: Node) -> int | None:
    """The degree of a homogeneous polynomial, two at least; None for anything else."""
    field = Field(side)
    try:
        top, bottom = field.cancelled(field.convert(side))
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or not bottom.is_constant() or top.is_zero():
        return None
    degrees = {sum(exponents) for exponents in top.monoms()}
    return degrees.pop() if len(degrees) == 1 and max(degrees, default=0) > 1 else None


def _to_work_out(side: Node) -> bool:
    """A power of a sum, or a product of sums, and nothing else."""
    if not isinstance(side, Op):
        return False
    if side.name == "^":
        return isinstance(side.args[0], Op) and side.args[0].name == "+"
    return side.name == "*" and sum(isinstance(a, Op) and a.name == "+" for a in side.args) > 1
