"""Lines that hold by luck: weaker than the line before, but not by a step that may weaken.

`-2x > 6` after `-2x + 5 > 3`, or `3x + 25 = 25 + x^2` after `3x + 25 = (5 + x)^2`: the problem's solutions happen to
solve such a line, but the line before does not lead to it. Squaring, multiplying by a denominator, and taking one case
of several may add solutions rightly; a change of one side, and steps between linear inequalities, may not.
"""

from __future__ import annotations

from tutor.checker import formula, nodes
from tutor.checker.equality import equal
from tutor.checker.exact import Field, Inexact, TooBig, Undefined
from tutor.checker.nodes import Node, Op
from tutor.checker.values import Relation, Status
from tutor.checker.work.sets import Scope, Standing, standing

_ORDER = frozenset(("<", "<=", ">", ">="))


def by_luck(before: Node, line: Node, scope: Scope) -> Standing | None:
    """How a line that is weaker than the problem fails to come from the line before; None if it may come from it."""
    if len(nodes.variables(before)) != 1 or nodes.variables(before) != nodes.variables(line) or scope.over == "complex":
        return None
    earlier, later = formula.atoms(before), formula.atoms(line)
    if len(earlier) != len(later) or not earlier:
        return None
    degrees = {_degree(atom) for atom in (*earlier, *later)}
    if (
        None not in degrees
        and (degrees <= {0, 1} or len(earlier) == len(degrees) == 1)
        and _name(before) == _name(line)
    ):
        place = standing(before, line, scope)
        weaker = place.relation is Relation.FOLLOWS
        other = len(earlier) > 1 and place.fails  # of one alone, the line may be the other half of an earlier one
        return place if (weaker or other) and place.witness is not None else None
    if len(later) == 1 and earlier[0].name == later[0].name == "=" and _one_side_changed(earlier[0], later[0]):
        place = standing(before, line, scope)
        return place if place.fails else None
    return None


def _name(tree: Node) -> str:
    return tree.name if isinstance(tree, Op) and tree.name in ("and", "or") else ""


def _one_side_changed(earlier: Op, later: Op) -> bool:
    """One side stays as it is, and it is not a number; the other gets another value."""
    for k in (0, 1):
        if earlier.args[k] == later.args[k] and nodes.variables(later.args[k]) and nodes.variables(later.args[1 - k]):
            return equal(earlier.args[1 - k], later.args[1 - k]).status is Status.INVALID
    return False


def _degree(atom: Op) -> int | None:
    """The degree of an inequality between polynomials; None for anything else."""
    if atom.name not in _ORDER or len(nodes.variables(atom)) != 1:
        return None
    difference = nodes.sub(*atom.args)
    field = Field(difference)
    try:
        top, bottom = field.cancelled(field.convert(difference))
    except (TooBig, Undefined, Inexact):
        return None
    return None if field.parts or not bottom.is_constant() else int(top.total_degree())
