"""Statements in several variables: proportional equations, factors, linear systems, elimination, and points that
refute.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction

from flint import arb, ctx, fmpq, fmpq_mpoly, fmpz

from tutor.checker import formula, line, nodes, sampling
from tutor.checker.balls import Ball, Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.equality import AGREE_BITS, BASE_BITS, CLOSE_BITS, MAX_BITS, agree, show
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, fraction_of
from tutor.checker.ideals import same_ideal
from tutor.checker.line import OPEN, SAME, SAME_NUMERICALLY, SetOutcome
from tutor.checker.nodes import Node, Num, Op
from tutor.checker.systems import eliminate, linear_systems
from tutor.checker.values import Method, Status, Witness

MAX_TABLE = 5


def compare(
    first: Node, second: Node, names: tuple[str, ...], *, positive: bool = False, principal: bool = False
) -> SetOutcome:
    """Compare two formulas in several variables. VALID by proof or proportionality, INVALID by a point, else UNKNOWN.
    Compare two formulas in several variables. VALID by proof or proportionality, INVALID by a point, else UNKNOWN.
    """
    if isinstance(first, Op) and isinstance(second, Op):
        if first.name in nodes.RELATIONS and second.name in nodes.RELATIONS:
            known = proportional(first, second, principal=principal)
            if known is not None:
                return known
        known = (
            same_factors(first, second)
            or linear_systems(first, second, names)
            or truth_table(first, second)
            or same_ideal(first, second)
        )
        if known is not None:
            return known
    if not principal:
        return eliminate(first, second, names, positive) or refute(first, second, names, positive=positive)
    return OPEN


def proportional(first: Op, second: Op, *, principal: bool = False) -> SetOutcome | None:
    """SAME if the differences are a constant multiple of each other (with a sign that fits the relations)."""
    a, b = formula.difference(first), formula.difference(second)
    field = Field(a, b)
    try:
        p, q = field.convert(a), field.convert(b)
        top, bottom = p.top * q.bottom, q.top * p.bottom
        if not bottom.is_zero() and not top.is_zero():
            ratio = top.leading_coefficient() / bottom.leading_coefficient()
            if top == ratio * bottom:
                return SAME if _fits(first.name, second.name, 1 if ratio > 0 else -1) else None
            if not field.parts:
                return None
    except (TooBig, Undefined, Inexact):
        pass
    return _numerically_proportional(first, second, a, b, principal)


def _fits(left: str, right: str, sign: int) -> bool:
    return (left if sign > 0 else nodes.FLIPPED[left]) == right


def _numerically_proportional(first: Op, second: Op, a: Node, b: Node, principal: bool) -> SetOutcome | None:
    names = nodes.variables(Op("list", (a, b)))
    if sampling.bends(a, b) and not principal and any(nodes.has(t, "abs", "sgn", "max", "min") for t in (a, b)):
        return None
    source = sampling.generator(a, b)
    points = sampling.random_points(names, source, forced=sampling.bases(a, b))
    real = not principal and not nodes.has(Op("list", (a, b)), "i")
    ratio, agreed, spread = None, 0, 0
    for _ in range(24):
        found = _ratio(a, b, next(points), real, BASE_BITS + 160)
        if isinstance(found, str):
            if found == "unsupported":
                return None
            continue
        here, met = found
        spread = max(spread, met)
        if ratio is None:
            ratio = here
        elif 0 not in ratio - here:
            return None
        elif agree(ratio - here, 0, bits=AGREE_BITS - 20):
            agreed += 1
            if agreed >= 5:
                break
    if ratio is None or agreed < 5 or not _closely(a, b, points, real, spread):
        return None
    if first.name == second.name in ("=", "!="):
        return SAME_NUMERICALLY
    sign = 1 if isinstance(ratio, arb) and ratio > 0 else -1
    return SAME_NUMERICALLY if real and _fits(first.name, second.name, sign) else None


def _ratio(a: Node, b: Node, point: sampling.Point, real: bool, bits: int) -> tuple[Ball, int] | str:
    """The quotient at a point, with the spread of sizes met; or why there is none."""
    ctx.prec = bits
    evaluator = Evaluator(sampling.as_balls(point, real=real), real=real, salt="ratio")
    try:
        x, y = evaluator.value(a), evaluator.value(b)
    except (Undefined, NotReal, Imprecise):
        return "no value"
    except Unsupported:
        return "unsupported"
    return "zero" if 0 in x or 0 in y else (x / y, evaluator.spread)


def _closely(a: Node, b: Node, points: Iterator[sampling.Point], real: bool, spread: int) -> bool:
    """Whether the quotients of two more points can't be told apart with many more bits either."""
    bits = min(MAX_BITS, CLOSE_BITS + 6 * spread)
    found: list[Ball] = []
    for _ in range(12):
        made = _ratio(a, b, next(points), real, bits)
        if not isinstance(made, str):
            found.append(made[0])
        if len(found) == 2:
            return 0 in found[0] - found[1]
    return True


def _equations(tree: Node) -> list[Op] | None:
    """The alternatives of an equation or an `or` of equations."""
    if isinstance(tree, Op) and tree.name == "=":
        return [tree]
    if isinstance(tree, Op) and tree.name == "or" and all(isinstance(a, Op) and a.name == "=" for a in tree.args):
        return [a for a in tree.args if isinstance(a, Op)]
    return None


def same_factors(first: Node, second: Node) -> SetOutcome | None:
    """SAME if both products of differences have the same irreducible factors, and bottoms that cut nothing off."""
    left, right = _equations(first), _equations(second)
    if left is None or right is None:
        return None
    trees = [formula.difference(e) for e in (*left, *right)]
    field = Field(*trees)
    try:
        parts = [field.convert(tree) for tree in trees]
        groups = []
        for side in (parts[: len(left)], parts[len(left) :]):
            factors: set[str] = set()
            bottoms: set[str] = set()
            for part in side:
                if len(part.top) > 60 or part.top.total_degree() > 24:
                    return None
                factors |= _factors(part.top)
                bottoms |= _factors(part.bottom)
            groups.append((factors, bottoms))
    except (TooBig, Undefined, Inexact):
        return None
    (f, g), (p, q) = groups
    if f == p and g == q:
        return SAME
    if f - g == p - q:
        if all(_apart(field, top, bottom) for top in f | p for bottom in g | q):
            return SAME
        return _cut_off(field, f | p, (g, q))
    return None


def _cut_off(field: Field, tops: set[str], bottoms: tuple[set[str], set[str]]) -> SetOutcome | None:
    """A point where a factor and the bottom of one side only are both zero: that side has lost it."""
    for mine, other in (bottoms, bottoms[::-1]):
        for bottom in mine - other:
            fixed = _linear_zero(field, bottom)
            for top in tops if fixed else ():
                poly = _parsed(field, top)
                assert fixed is not None
                if poly is None or (rest := poly.subs({fixed[0]: fixed[1]})).is_constant():
                    continue
                point = _zero_of(field, rest, fixed)
                if point is not None:
                    first = mine is bottoms[1]
                    texts = ("solves it", "does not") if first else ("does not", "solves it")
                    witness = Witness(at=point, expected=texts[0], given=texts[1])
                    return SetOutcome(
                        Status.INVALID, Method.WITNESS, witness if first else None, None if first else witness
                    )
    return None


def _zero_of(field: Field, poly: fmpq_mpoly, fixed: tuple[str, fmpq]) -> dict[str, str] | None:
    """A rational zero of a polynomial that is linear in some variable, the others being 0, 1 or 2."""
    for value in (0, 1, 2):
        for k in range(len(field.names)):
            others: dict[str | int, int | fmpz | fmpq] = {
                f"v{j}": value for j in range(len(field.names)) if j != k and f"v{j}" != fixed[0]
            }
            line_poly = poly.subs(others) if others else poly
            if f"v{k}" != fixed[0] and line_poly.degrees()[k] == 1 and line_poly.total_degree() == 1:
                slope = line_poly.derivative(f"v{k}").leading_coefficient()
                start = line_poly.subs({f"v{k}": 0})
                zero = fmpq(0) if start.is_zero() else -start.leading_coefficient() / slope
                return {
                    field.names[j]: show(
                        fraction_of(zero if j == k else fixed[1] if f"v{j}" == fixed[0] else fmpq(value))
                    )
                    for j in range(len(field.names))
                }
    return None


def _linear_zero(field: Field, text: str) -> tuple[str, fmpq] | None:
    """(generator, c) for the factor `v - c`."""
    for k in range(len(field.generators)):
        if text == f"v{k}":
            return f"v{k}", fmpq(0)
        if text.startswith((f"v{k} + ", f"v{k} - ")) and text.count("v") == 1:
            _, sign, value = text.split(" ")
            number = fmpq(*map(int, value.split("/")))
            return f"v{k}", -number if sign == "+" else number
    return None


def _factors(poly: fmpq_mpoly) -> set[str]:
    if poly.is_constant():
        return set()
    return {str(f / f.leading_coefficient()) for f, _ in poly.factor()[1]}


def _apart(field: Field, top: str, bottom: str) -> bool:
    """Whether a factor never vanishes together with a bottom factor: on `v - c = 0` it is a non-zero constant."""
    if top == bottom:
        return True
    fixed = _linear_zero(field, bottom)
    poly = _parsed(field, top)
    if fixed is None or poly is None:
        return False
    there = poly.subs({fixed[0]: fixed[1]})
    return bool(there.is_constant() and not there.is_zero())


def _parsed(field: Field, text: str) -> fmpq_mpoly | None:
    total = field.context.constant(0)
    for term in text.replace("- ", "+ -").split("+"):
        piece = field.context.constant(1)
        body = term.strip()
        if body.startswith("-"):
            piece, body = -piece, body[1:]
        for factor in body.split("*"):
            name, _, exponent = factor.partition("^")
            if name.startswith("v"):
                piece *= field.generators[int(name[1:])] ** int(exponent or 1)
            else:
                piece *= fmpq(*map(int, factor.split("/")))
        total += piece
    return total


def truth_table(first: Node, second: Node) -> SetOutcome | None:
    """SAME if both are the same combination of the same relations up to positive factors."""
    canonical: list[Op] = []
    table: dict[Op, tuple[int, int]] = {}
    for atom in [*formula.atoms(first), *formula.atoms(second)]:
        for k, known in enumerate(canonical):
            same = proportional(Op("<", atom.args), Op("<", known.args))
            if same is not None:
                table[atom] = (k, 1)
                break
            opposite = proportional(Op("<", atom.args), Op(">", known.args))
            if opposite is not None:
                table[atom] = (k, -1)
                break
        else:
            table[atom] = (len(canonical), 1)
            canonical.append(atom)
    if len(canonical) > MAX_TABLE:
        return None
    for signs in formula.assignments(len(canonical)):
        truth = {atom: formula.by_sign(atom.name, signs[k] * direction) for atom, (k, direction) in table.items()}
        if formula.holds(first, truth) != formula.holds(second, truth):
            return None
    return SAME


def refute(first: Node, second: Node, names: tuple[str, ...], *, positive: bool = False) -> SetOutcome:
    """INVALID with a point that solves one statement only, found on random lines parallel to the axes; else UNKNOWN."""
    source: random.Random = sampling.generator(first, second)
    for trial in range(6):
        base = {
            n: Fraction(source.choice((1, 2, 3, 5, 4, 7) if positive or trial < 2 else (2, 3, -1, 5, -2, 1, -3, 4)))
            for n in names
        }
        for name in names:
            fixed: dict[str, Node] = {n: Num(v, str(v)) for n, v in base.items() if n != name}
            outcome = line.compare(
                nodes.substitute(first, fixed), nodes.substitute(second, fixed), name, positive=positive
            )
            if outcome.status is Status.INVALID:
                rest = {n: str(v) for n, v in base.items() if n != name}
                lost, added = (
                    Witness(at={**rest, **w.at}, expected=w.expected, given=w.given) if w else None
                    for w in (outcome.lost, outcome.added)
                )
                return SetOutcome(Status.INVALID, Method.WITNESS, lost, added)
    return OPEN
