"""Side calculations of the quadratic formula: `a = 2, b = -4, c = -30`, `D = b^2 - 4ac`."""

from __future__ import annotations

from fractions import Fraction

from tutor.checker import formula, nodes
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, fraction_of
from tutor.checker.nodes import Node, Op

Coefficients = tuple[Fraction, Fraction, Fraction]
NAMES = frozenset(("D", "Delta", "delta", "d", "disc", "discriminant"))
LETTERS = ("a", "b", "c")


def coefficients(tree: Node, unknown: str) -> Coefficients | None:
    """(a, b, c) of an equation `a x^2 + b x + c = 0` in one letter, as it stands; None for anything else."""
    if not (isinstance(tree, Op) and tree.name in nodes.RELATIONS) or nodes.variables(tree) != (unknown,):
        return None
    difference = formula.difference(tree)
    field = Field(difference)
    try:
        quotient = field.convert(difference)
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or not quotient.bottom.is_constant() or quotient.top.total_degree() != 2:
        return None
    scale = quotient.bottom.leading_coefficient()
    found = [Fraction(0)] * 3
    for exponents, value in quotient.top.to_dict().items():
        found[2 - int(exponents[0])] = fraction_of(value / scale)
    return found[0], found[1], found[2]


def value(of: Coefficients) -> Fraction:
    """b^2 - 4ac."""
    a, b, c = of
    return b * b - 4 * a * c


def named(of: Coefficients) -> dict[str, Node]:
    """The letters a, b and c of the formula."""
    return dict(zip(LETTERS, map(nodes.num, of), strict=True))
