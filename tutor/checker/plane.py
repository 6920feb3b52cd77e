"""Statements in several variables: proportional equations, factors, linear systems, elimination, and points that
refute.
"""

from __future__ import annotations

import random
from fractions import Fraction

from flint import arb, ctx, fmpq, fmpq_mat, fmpq_mpoly

from tutor.checker import formula, line, nodes, sampling
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.equality import AGREE_BITS, BASE_BITS, agree, show
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, fraction_of
from tutor.checker.line import OPEN, SAME, SAME_NUMERICALLY, SetOutcome
from tutor.checker.nodes import FALSE, TRUE, Node, Num, Op, Sym
from tutor.checker.roots import as_tree
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
        known = same_factors(first, second) or linear_systems(first, second, names) or truth_table(first, second)
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
    ratio, agreed = None, 0
    for _ in range(24):
        point = next(points)
        ctx.prec = BASE_BITS + 160
        try:
            evaluator = Evaluator(sampling.as_balls(point, real=real), real=real, salt="ratio")
            x, y = evaluator.value(a), evaluator.value(b)
            if 0 in x or 0 in y:
                continue
            here = x / y
        except (Undefined, NotReal, Imprecise):
            continue
        except Unsupported:
            return None
        if ratio is None:
            ratio = here
        elif 0 not in ratio - here or not agree(ratio - here, 0, bits=AGREE_BITS - 20):
            if 0 not in ratio - here:
                return None
        else:
            agreed += 1
            if agreed >= 5:
                if first.name == second.name in ("=", "!="):
                    return SAME_NUMERICALLY
                sign = 1 if isinstance(ratio, arb) and ratio > 0 else -1
                return SAME_NUMERICALLY if real and _fits(first.name, second.name, sign) else None
    return None


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
        for k, name in enumerate(field.names):
            others = {f"v{j}": value for j in range(len(field.names)) if j != k and f"v{j}" != fixed[0]}
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


def linear_systems(first: Node, second: Node, names: tuple[str, ...]) -> SetOutcome | None:
    """SAME, or a refuted comparison, for two systems of linear equations: equal reduced rows."""
    a, b = _rows(first, names), _rows(second, names)
    if a is None or b is None:
        return None
    if a == b:
        return SAME
    lost, added = _point_off(a, b, names), _point_off(b, a, names)
    if lost is None and added is None:
        return SAME if _inconsistent(a) and _inconsistent(b) else None
    texts = [
        Witness(at=at, expected=p, given=q) if at else None
        for at, p, q in ((lost, "solves it", "does not"), (added, "does not", "solves it"))
    ]
    return SetOutcome(Status.INVALID, Method.WITNESS, texts[0], texts[1])


def _inconsistent(rows: list[list[fmpq]]) -> bool:
    return any(row[-1] != 0 and all(c == 0 for c in row[:-1]) for row in rows)


def _point_off(rows: list[list[fmpq]], others: list[list[fmpq]], names: tuple[str, ...]) -> dict[str, str] | None:
    """A solution of the reduced rows that fails the others, for some values of the free variables."""
    if _inconsistent(rows):
        return None
    pivots = [next(j for j, c in enumerate(row) if c != 0) for row in rows]
    for trial in range(4):
        values = [fmpq((trial * (2 * j + 3) + j * trial * trial) % 11 - (trial == 2) * 5) for j in range(len(names))]
        for row, pivot in zip(rows, pivots, strict=True):
            values[pivot] = -row[-1] - sum(
                (row[j] * values[j] for j in range(len(names)) if j != pivot and j not in pivots), fmpq(0)
            )
        if any(sum((row[j] * values[j] for j in range(len(names))), row[-1]) != 0 for row in others):
            return {name: show(fraction_of(value)) for name, value in zip(names, values, strict=True)}
    return None


def _rows(tree: Node, names: tuple[str, ...]) -> list[list[fmpq]] | None:
    """The reduced row echelon form, zero rows dropped; None if something isn't a linear equation."""
    equations = tree.args if isinstance(tree, Op) and tree.name == "and" else (tree,)
    if not all(isinstance(e, Op) and e.name == "=" for e in equations):
        return None
    rows = []
    for equation in equations:
        assert isinstance(equation, Op)
        row = linear_row(formula.difference(equation), names)
        if row is None:
            return None
        rows.append(row)
    reduced, rank = fmpq_mat(rows).rref()
    return [[reduced[i, j] for j in range(len(names) + 1)] for i in range(rank)]


def linear_row(tree: Node, names: tuple[str, ...]) -> list[fmpq] | None:
    """Coefficients of the names and the constant; None if the tree is not linear."""
    field = Field(tree)
    try:
        quotient = field.convert(tree)
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or not quotient.bottom.is_constant() or quotient.top.total_degree() > 1:
        return None
    row = [fmpq(0)] * (len(names) + 1)
    scale = quotient.bottom.leading_coefficient()
    for exponents, coefficient in quotient.top.to_dict().items():
        place = next((k for k, e in enumerate(exponents) if int(e)), None)
        row[-1 if place is None else names.index(field.names[place])] += coefficient / scale
    return row


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


def eliminate(first: Node, second: Node, names: tuple[str, ...], positive: bool) -> SetOutcome | None:
    """Two systems whose solutions can be listed by substitution: compare the lists."""
    (a, whole_a), (b, whole_b) = points(first, names), points(second, names)
    if a is None and b is None:
        return None
    lost = added = None
    for known, other, is_first in ((a, second, True), (b, first, False)):
        for point in (known or [])[:12]:
            if positive and any(not v > 0 for v in point.values()):
                continue
            truth = _truth(other, point)
            if truth is None:
                return None
            if not truth:
                witness = Witness(at={n: show(v) for n, v in point.items()}, expected="solves it" if is_first else "does not",
                                  given="does not" if is_first else "solves it")  # fmt: skip
                lost, added = (lost or witness, added) if is_first else (lost, added or witness)
    if lost or added:
        return SetOutcome(Status.INVALID, Method.WITNESS, lost, added)
    return SAME_NUMERICALLY if a is not None and b is not None and whole_a and whole_b else None


Points = list[dict[str, arb]]


def points(tree: Node, names: tuple[str, ...]) -> tuple[Points | None, bool]:
    """Real solutions of a system by substitution, and whether these are all; None if that leads nowhere."""
    ctx.prec = 320
    if isinstance(tree, Op) and tree.name == "or":
        parts = [points(a, names) for a in tree.args]
        if any(p is None for p, _ in parts):
            return None, False
        return [p for part, _ in parts for p in part or []], all(whole for _, whole in parts)
    equations = [
        e for e in (tree.args if isinstance(tree, Op) and tree.name == "and" else (tree,)) if isinstance(e, Op)
    ]
    if not equations or any(e.name != "=" for e in equations):
        return None, False
    return _solve([formula.difference(e) for e in equations], list(names), 0)


def _solve(trees: list[Node], left: list[str], depth: int) -> tuple[Points | None, bool]:
    trees = [t for t in trees if nodes.variables(t)]
    if not left:
        return [{}], True
    if not trees or depth > 6:
        return None, False
    for tree in sorted(trees, key=lambda t: len(nodes.variables(t))):
        inside = nodes.variables(tree)
        if len(inside) == 1:
            return _by_root(tree, inside[0], trees, left, depth)
        found = _isolated(tree)
        if found is not None:
            name, value, whole = found
            rest = [nodes.substitute(t, {name: value}) for t in trees if t is not tree]
            deeper, complete = _solve(rest, [n for n in left if n != name], depth + 1)
            return None if deeper is None else _completed(deeper, name, value, trees), whole and complete
    return None, False


def _isolated(tree: Node) -> tuple[str, Node, bool] | None:
    """A variable that occurs to the first power, what it equals, and whether its coefficient can't vanish."""
    field = Field(tree)
    try:
        quotient = field.convert(tree)
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts:
        return None
    degrees = quotient.top.degrees()
    best: tuple[str, Node, bool] | None = None
    for k, name in enumerate(field.names):
        if degrees[k] != 1:
            continue
        slope = quotient.top.derivative(f"v{k}")
        rest = quotient.top.subs({f"v{k}": 0})
        whole = slope.is_constant() and quotient.bottom.is_constant()
        found = name, nodes.neg(nodes.div(_as_node(field, rest), _as_node(field, slope))), whole
        if whole:
            return found
        best = best or found
    return best


def _as_node(field: Field, poly: fmpq_mpoly) -> Node:
    terms: list[Node] = []
    for exponents, coefficient in poly.to_dict().items():
        factors: list[Node] = [nodes.num(fraction_of(coefficient))]
        factors += [nodes.power(Sym(field.names[k]), nodes.num(int(e))) for k, e in enumerate(exponents) if int(e)]
        terms.append(nodes.mul(*factors))
    return nodes.add(*terms)


def _by_root(tree: Node, name: str, trees: list[Node], left: list[str], depth: int) -> tuple[Points | None, bool]:
    places = line.solutions(Op("=", (tree, nodes.ZERO)), name)
    if places is None or len(places) > 8:
        return None, False
    found: Points = []
    whole = True
    for place in places:
        value = as_tree(place)
        if value is None:
            return None, False
        rest = [nodes.substitute(t, {name: value}) for t in trees if t is not tree]
        deeper, complete = _solve(rest, [n for n in left if n != name], depth + 1)
        completed = None if deeper is None else _completed(deeper, name, value, trees)
        if completed is None:
            return None, False
        whole = whole and complete
        found += completed
    return found, whole


def _completed(deeper: Points, name: str, value: Node, trees: list[Node]) -> Points | None:
    """The points with the eliminated variable's value, those that fail some equation dropped."""
    kept = []
    for point in deeper:
        try:
            ball = Evaluator(point, real=True).value(value)
        except (Undefined, NotReal, Imprecise, Unsupported):
            return None
        assert isinstance(ball, arb)
        full = {**point, name: ball}
        truths = [_zero(tree, full) for tree in trees if all(n in full for n in nodes.variables(tree))]
        if None in truths:
            return None
        if all(truths):
            kept.append(full)
    return kept


def _zero(tree: Node, point: dict[str, arb]) -> bool | None:
    try:
        evaluator = Evaluator(point, real=True)
        value = evaluator.value(tree)
    except (Undefined, NotReal):
        return False
    except (Imprecise, Unsupported):
        return None
    if 0 not in value:
        return False
    return True if agree(value, evaluator.spread) else None


def _truth(tree: Node, point: dict[str, arb]) -> bool | None:
    """The formula's truth at a point of balls; None if it can't be told."""
    if tree in (TRUE, FALSE):
        return tree == TRUE
    assert isinstance(tree, Op)
    if tree.name in ("and", "or"):
        truths = [_truth(a, point) for a in tree.args]
        decisive = tree.name == "or"
        if decisive in truths:
            return decisive
        return None if None in truths else not decisive
    zero = _zero(formula.difference(tree), point)
    if tree.name == "=" or zero is None:
        return zero
    if zero:
        return formula.by_sign(tree.name, 0)
    try:
        value = Evaluator(point, real=True).value(formula.difference(tree))
    except (Undefined, NotReal, Imprecise, Unsupported):
        return False
    return formula.by_sign(tree.name, 1 if value > 0 else -1)


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
