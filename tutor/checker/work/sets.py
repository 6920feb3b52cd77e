"""How the solutions of one statement stand to those of another."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.checker import formula, nodes, roots, statements, systems
from tutor.checker.equality import show
from tutor.checker.exact import Field, Inexact, TooBig, Undefined
from tutor.checker.line import SetOutcome
from tutor.checker.nodes import FALSE, TRUE, Node, Num, Op, Sym
from tutor.checker.values import Method, Relation, Status, Witness
from tutor.checker.work import parameters, periodic
from tutor.checker.work.periodic import as_fraction


@dataclass(frozen=True, slots=True)
class Standing:
    """A line's relation to a statement before it."""

    relation: Relation
    method: Method = Method.NONE
    witness: Witness | None = None
    """Of LOSES_SOLUTIONS and CONTRADICTS: what solves the earlier one only; of FOLLOWS: what was added."""

    @property
    def holds(self) -> bool:
        """Nothing that solved the earlier statement is lost: the line follows."""
        return self.relation in (Relation.EQUIVALENT, Relation.FOLLOWS, Relation.CHANGES_DOMAIN)

    @property
    def fails(self) -> bool:
        """Something that solves the earlier statement does not solve the line; there is a witness."""
        return self.relation in (Relation.LOSES_SOLUTIONS, Relation.CONTRADICTS)


OPEN = Standing(Relation.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the letters of the statements are."""

    over: str
    """"real", "positive" or "complex"."""
    unknown: str | None = None
    """The letter that is solved for."""
    known: frozenset[str] = frozenset()
    """Letters of the problem: any other one in a line counts the members of a family, `x = a + 2πn`."""

    def is_periodic(self, *trees: Node) -> bool:
        """Whether solutions repeat for ever in these statements."""
        return (
            self.unknown is not None
            and self.over == "real"
            and any(periodic.is_periodic(tree, self.unknown) or self.has_family(tree) for tree in trees)
        )

    def has_family(self, tree: Node) -> bool:
        """A letter besides the problem's."""
        return not set(nodes.variables(tree)) <= self.known | {self.unknown}


def compared(earlier: Node, later: Node, scope: Scope) -> SetOutcome:
    """Compare two formulas by their solutions, the other letters of equations in the unknown being arbitrary."""
    outcome = statements.compare(earlier, later, over=scope.over)
    if outcome.status is Status.UNKNOWN and scope.over == "real":
        logged = [_in_logarithms(tree) for tree in (earlier, later)]
        if logged != [earlier, later]:
            outcome = statements.compare(logged[0], logged[1], over=scope.over)
    if outcome.status is Status.UNKNOWN and scope.unknown is not None and scope.over != "complex":
        return parameters.compare(earlier, later, scope.unknown, positive=scope.over == "positive")
    return outcome


def _in_logarithms(tree: Node) -> Node:
    """Equations between products of powers of positive numbers, `2^(x+1) = 3^x`, as equations of their logarithms."""
    table: dict[Node, Node] = {}
    for atom in formula.atoms(tree):
        sides = [_logarithm(side) for side in atom.args]
        if atom.name == "=" and nodes.has(atom, "^") and sides[0] is not None and sides[1] is not None:
            table[atom] = Op("=", (sides[0], sides[1]))
    return roots.replace(tree, table)


def _logarithm(side: Node) -> Node | None:
    """ln of a side that is certainly positive; None if that can't be seen."""
    if isinstance(side, Num):
        return Op("ln", (side,)) if side.value > 0 else None
    if side == nodes.EULER:
        return nodes.ONE
    if not isinstance(side, Op) or side.name not in ("*", "/", "^"):
        return None
    parts = [_logarithm(a) for a in side.args[: 1 if side.name == "^" else None]]
    if any(p is None for p in parts):
        return None
    found = [p for p in parts if p is not None]
    if side.name == "^":
        return nodes.mul(side.args[1], found[0])
    return nodes.add(*found) if side.name == "*" else nodes.sub(found[0], found[1])


def standing(earlier: Node, later: Node, scope: Scope) -> Standing:
    """Compare two formulas: is the later one equivalent, weaker, stronger or neither?"""
    if scope.is_periodic(earlier, later) and scope.unknown is not None:
        outcome = periodic.compare(earlier, later, scope.unknown)
        if outcome.status is not Status.UNKNOWN:
            return _complete(outcome)
        if scope.has_family(earlier) or scope.has_family(later):
            return OPEN
    outcome = compared(earlier, later, scope)
    if outcome.status is Status.VALID:
        return Standing(Relation.EQUIVALENT, outcome.method)
    if _same_numerators(earlier, later):
        return Standing(Relation.CHANGES_DOMAIN, Method.PROOF)
    kept = implied(earlier, later, scope) if outcome.lost is None else outcome
    if kept.status is Status.VALID:
        return _for_most_values(earlier, later, scope) or Standing(Relation.FOLLOWS, kept.method, outcome.added)
    lost = outcome.lost or kept.lost
    if lost is None:
        raised = _without_odd_root(later)
        return OPEN if raised is None else standing(earlier, raised, scope)
    degenerate = _apart_from_zero_divisors(earlier, later, scope) or _for_most_values(earlier, later, scope)
    if degenerate is not None:
        return degenerate
    added = outcome.added is not None or implied(later, earlier, scope).status is not Status.VALID
    return Standing(Relation.CONTRADICTS if added else Relation.LOSES_SOLUTIONS, Method.WITNESS, lost)


def _complete(outcome: SetOutcome) -> Standing:
    """The standing where both sets were listed completely."""
    if outcome.lost is not None:
        return Standing(
            Relation.CONTRADICTS if outcome.added else Relation.LOSES_SOLUTIONS, Method.WITNESS, outcome.lost
        )
    if outcome.added is not None:
        return Standing(Relation.FOLLOWS, Method.NUMERICAL, outcome.added)
    return Standing(Relation.EQUIVALENT, outcome.method)


def implied(earlier: Node, later: Node, scope: Scope) -> SetOutcome:
    """Whether everything that solves `earlier` solves `later`: the two together then say no more than `earlier`."""
    if later == TRUE or earlier == FALSE:
        return SetOutcome(Status.VALID, Method.PROOF)
    if scope.is_periodic(earlier, later) and scope.unknown is not None:
        outcome = periodic.compare(earlier, later, scope.unknown)
        if outcome.status is not Status.UNKNOWN:
            return SetOutcome(Status.VALID, Method.NUMERICAL) if outcome.lost is None else outcome
        if scope.has_family(earlier) or scope.has_family(later):
            return SetOutcome(Status.UNKNOWN)
    outcome = compared(earlier, formula.conjunction([earlier, later]), scope)
    if outcome.status is Status.UNKNOWN and len(nodes.variables(earlier)) > 1 and scope.over != "complex":
        return _at_points(earlier, later, scope)
    return outcome


def _at_points(earlier: Node, later: Node, scope: Scope) -> SetOutcome:
    """Whether a line holds at every solution of a system, where these can be listed."""
    names = nodes.variables(earlier)
    if not set(nodes.variables(later)) <= set(names):
        return SetOutcome(Status.UNKNOWN)
    found, whole = systems.points(earlier, names)
    if not found or not whole:
        return SetOutcome(Status.UNKNOWN)
    for point in found:
        if scope.over == "positive" and any(not v > 0 for v in point.values()):
            continue
        truth = systems._truth(later, point)
        if truth is None:
            return SetOutcome(Status.UNKNOWN)
        if not truth:
            witness = Witness(at={n: show(v) for n, v in point.items()}, expected="solves it", given="does not")
            return SetOutcome(Status.INVALID, Method.WITNESS, witness)
    return SetOutcome(Status.VALID, Method.NUMERICAL)


def _without_odd_root(line: Node) -> Node | None:
    """`x = cbrt(u)` as `x^3 = u`, which says the same of real numbers."""
    if not (isinstance(line, Op) and line.name == "=" and isinstance(line.args[1], Op)):
        return None
    head, root = line.args
    assert isinstance(root, Op)
    if root.name == "cbrt":
        index = 3
    elif root.name == "root" and isinstance(root.args[1], Num) and root.args[1].value.denominator == 1:
        index = int(root.args[1].value)
    else:
        return None
    return Op("=", (nodes.power(head, nodes.num(index)), root.args[0])) if index % 2 and index > 1 else None


def _for_most_values(earlier: Node, later: Node, scope: Scope) -> Standing | None:
    """The same solutions in the unknown for all values of the other letters but single ones, such as zero."""
    if scope.unknown is None or scope.over == "complex" or len(nodes.variables(earlier)) < 2:
        return None
    if not set(nodes.variables(later)) <= scope.known:
        return None
    if any(scope.unknown not in nodes.variables(atom) for atom in (*formula.atoms(earlier), *formula.atoms(later))):
        return None
    outcome = parameters.compare(earlier, later, scope.unknown, positive=scope.over == "positive")
    return Standing(Relation.CHANGES_DOMAIN, outcome.method) if outcome.status is Status.VALID else None


def _apart_from_zero_divisors(earlier: Node, later: Node, scope: Scope) -> Standing | None:
    """`v = u + at` solved for `a`: right wherever what it divides by, which does not contain `a`, is not zero."""
    head = later.args[0] if isinstance(later, Op) and later.name == "=" else None
    if not isinstance(head, Sym) or not isinstance(later, Op) or len(nodes.variables(earlier)) < 2:
        return None
    top, bottom = as_fraction(later.args[1])
    if not nodes.variables(bottom) or head.name in nodes.variables(bottom):
        return None
    outcome = statements.compare(earlier, Op("=", (nodes.mul(head, bottom), top)), over=scope.over)
    if outcome.status is not Status.VALID:
        return None
    return Standing(Relation.CHANGES_DOMAIN, outcome.method)


def _same_numerators(earlier: Node, later: Node) -> bool:
    """Whether two equations in several letters are the same but for what they divide by."""
    if not all(isinstance(t, Op) and t.name == "=" for t in (earlier, later)) or len(nodes.variables(earlier)) < 2:
        return False
    differences = [nodes.sub(*tree.args) for tree in (earlier, later) if isinstance(tree, Op)]
    field = Field(*differences)
    try:
        tops = [field.cancelled(field.convert(each))[0] for each in differences]
    except (TooBig, Undefined, Inexact):
        return False
    if field.parts or any(top.is_constant() for top in tops):
        return False
    return bool(tops[0] * tops[1].leading_coefficient() == tops[1] * tops[0].leading_coefficient())


def isolated(later: Node, unknown: str | None) -> bool:
    """Whether a formula names its solutions: `x = 2`, `x = 2 or x = -3`, `x > 1`, no solution, every number."""
    if later in (TRUE, FALSE):
        return True
    atoms = formula.atoms(later)
    heads = set()
    for atom in atoms:
        sides = [s for s in atom.args if isinstance(s, Sym)]
        other = next((s for s in atom.args if not isinstance(s, Sym)), atom.args[1])
        if not sides or sides[0].name in nodes.variables(other):
            return False
        heads.add(sides[0].name)
    return unknown is None or unknown in heads


def is_condition(line: Node, start: Node) -> bool:
    """`x ≠ 0`, `x > 1` beside equations: which values are allowed, and no answer yet."""
    relations = [{atom.name for atom in formula.atoms(tree)} for tree in (line, start)]
    return "=" not in relations[0] and relations[1] <= {"="}
