"""Systems of equations: linear ones by their reduced rows, others by substitution down to one variable each time."""

from __future__ import annotations

from flint import arb, ctx, fmpq, fmpq_mat

from tutor.checker import formula, line, nodes
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.equality import agree, show
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, as_node, fraction_of
from tutor.checker.line import SAME, SAME_NUMERICALLY, SetOutcome
from tutor.checker.nodes import FALSE, TRUE, Node, Op
from tutor.checker.roots import as_tree
from tutor.checker.values import Method, Status, Witness


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
                witness = Witness(at={n: show(v) for n, v in point.items()},
                    expected="solves it" if is_first else "does not",
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
    for tree in trees:
        inside = nodes.variables(tree)
        if len(inside) == 1:
            return _by_root(tree, inside[0], trees, left, depth)
    found = [(tree, isolated) for tree in trees if (isolated := _isolated(tree)) is not None]
    found.sort(key=lambda pair: not pair[1][2])
    for tree, (name, value, whole) in found[:1]:
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
        found = name, nodes.neg(nodes.div(as_node(field, rest), as_node(field, slope))), whole
        if whole:
            return found
        best = best or found
    return best


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
    return formula.by_sign(tree.name, 1 if isinstance(value, arb) and value > 0 else -1)
