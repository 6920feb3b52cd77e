"""How the solutions of one statement stand to those of another."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.checker import formula, nodes, statements
from tutor.checker.line import SetOutcome
from tutor.checker.nodes import FALSE, TRUE, Node, Op, Sym
from tutor.checker.values import Method, Relation, Status, Witness


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


def standing(earlier: Node, later: Node, over: str) -> Standing:
    """Compare two formulas: is the later one equivalent, weaker, stronger or neither?"""
    outcome = statements.compare(earlier, later, over=over)
    if outcome.status is Status.VALID:
        return Standing(Relation.EQUIVALENT, outcome.method)
    kept = implied(earlier, later, over) if outcome.lost is None else outcome
    if kept.status is Status.VALID:
        return Standing(Relation.FOLLOWS, kept.method, outcome.added)
    lost = outcome.lost or kept.lost
    if lost is None:
        return OPEN
    degenerate = _apart_from_zero_divisors(earlier, later, over)
    if degenerate is not None:
        return degenerate
    added = outcome.added is not None or implied(later, earlier, over).status is not Status.VALID
    return Standing(Relation.CONTRADICTS if added else Relation.LOSES_SOLUTIONS, Method.WITNESS, lost)


def implied(earlier: Node, later: Node, over: str) -> SetOutcome:
    """Whether everything that solves `earlier` solves `later`: the two together then say no more than `earlier`."""
    if later == TRUE or earlier == FALSE:
        return SetOutcome(Status.VALID, Method.PROOF)
    return statements.compare(earlier, formula.conjunction([earlier, later]), over=over)


def _apart_from_zero_divisors(earlier: Node, later: Node, over: str) -> Standing | None:
    """`v = u + at` solved for `a`: right wherever what it divides by, which does not contain `a`, is not zero."""
    head = later.args[0] if isinstance(later, Op) and later.name == "=" else None
    if not isinstance(head, Sym) or not isinstance(later, Op) or len(nodes.variables(earlier)) < 2:
        return None
    top, bottom = as_fraction(later.args[1])
    if not nodes.variables(bottom) or head.name in nodes.variables(bottom):
        return None
    outcome = statements.compare(earlier, Op("=", (nodes.mul(head, bottom), top)), over=over)
    if outcome.status is not Status.VALID:
        return None
    return Standing(Relation.CHANGES_DOMAIN, outcome.method)


def as_fraction(node: Node) -> tuple[Node, Node]:
    """The tree as one fraction: top and bottom."""
    if not isinstance(node, Op):
        return node, nodes.ONE
    parts = [as_fraction(a) for a in node.args]
    if node.name == "neg":
        return nodes.neg(parts[0][0]), parts[0][1]
    if node.name == "*":
        return nodes.mul(*(t for t, _ in parts)), nodes.mul(*(b for _, b in parts))
    if node.name == "/":
        return nodes.mul(parts[0][0], parts[1][1]), nodes.mul(parts[0][1], parts[1][0])
    if node.name == "+":
        bottoms = [b for _, b in parts]
        tops = [nodes.mul(t, *(b for j, b in enumerate(bottoms) if j != k)) for k, (t, _) in enumerate(parts)]
        return nodes.add(*tops), nodes.mul(*bottoms)
    return node, nodes.ONE


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
