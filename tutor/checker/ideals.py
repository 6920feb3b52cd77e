"""Systems of polynomial equations: the same ideal, by Gröbner bases, means the same solutions."""

from __future__ import annotations

from math import lcm

from flint import fmpz_mpoly, fmpz_mpoly_ctx, fmpz_mpoly_vec

from tutor.checker import formula
from tutor.checker.exact import Field, Inexact, TooBig, Undefined
from tutor.checker.line import SAME, SetOutcome
from tutor.checker.nodes import Node, Op

MAX_EQUATIONS = 6
MAX_VARIABLES = 5
MAX_DEGREE = 6
LIMITS = (40, 120, 400)
"""Basis length, terms of a polynomial, bits of a coefficient, past which the basis is given up."""


def same_ideal(first: Node, second: Node) -> SetOutcome | None:
    """SAME if each system's differences are combinations of the other's; None if they aren't, or can't be told."""
    groups = [_equations(tree) for tree in (first, second)]
    if groups[0] is None or groups[1] is None:
        return None
    trees = [formula.difference(e) for group in groups if group for e in group]
    field = Field(*trees)
    if len(field.names) > MAX_VARIABLES:
        return None
    polynomials = _polynomials(field, trees)
    if polynomials is None:
        return None
    context = polynomials[0].context()
    left, right = polynomials[: len(groups[0])], polynomials[len(groups[0]) :]
    for basis_of, members in ((left, right), (right, left)):
        basis, complete = fmpz_mpoly_vec(basis_of, context).buchberger_naive(limits=LIMITS)
        if not complete or not all(p.is_zero() or _remainder(p, basis).is_zero() for p in members):
            return None
    return SAME


def _remainder(polynomial: fmpz_mpoly, basis: object) -> fmpz_mpoly:
    return polynomial.reduction_primitive_part(basis)  # type: ignore[attr-defined,no-any-return]


def _equations(tree: Node) -> list[Op] | None:
    parts = tree.args if isinstance(tree, Op) and tree.name == "and" else (tree,)
    found = [p for p in parts if isinstance(p, Op) and p.name == "="]
    return found if len(found) == len(parts) <= MAX_EQUATIONS else None


def _polynomials(field: Field, trees: list[Node]) -> list[fmpz_mpoly] | None:
    """Whole-number multiples of the differences; None if some is no polynomial, or too large."""
    context = fmpz_mpoly_ctx.get(tuple(f"v{k}" for k in range(max(1, len(field.names)))), "degrevlex")
    found = []
    for tree in trees:
        try:
            quotient = field.convert(tree)
        except (TooBig, Undefined, Inexact):
            return None
        if field.parts or not quotient.bottom.is_constant() or quotient.top.total_degree() > MAX_DEGREE:
            return None
        terms = {tuple(int(e) for e in m)[: context.nvars()]: c for m, c in quotient.top.to_dict().items()}
        scale = lcm(*(int(c.q) for c in terms.values()))
        found.append(context.from_dict({m: int((c * scale).p) for m, c in terms.items()}))
    return found
