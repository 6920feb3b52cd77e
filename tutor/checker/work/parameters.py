"""Equations in one unknown with other letters in them: compared at many values of these letters.

`x - p = ±sqrt(q + p^2)` after `(x - p)^2 = q + p^2` holds for every p and q. Two such statements that are algebraic in
their letters have the same solutions everywhere in a region, or only on a thin set in it; so agreement at random
values, drawn from every combination of signs, counts as "numerically" equal, and one disagreement is a witness.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from tutor.checker import formula, line, nodes, roots, sampling, statements
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.budget import BUDGET
from tutor.checker.exact import Undefined
from tutor.checker.line import OPEN, SAME_NUMERICALLY, SetOutcome
from tutor.checker.nodes import FALSE, Node, Op
from tutor.checker.values import Status, Witness

MIN_TRIALS = 12
MIN_SOLVED = 6
MAX_OTHERS = 4
MAX_OPEN = 2


def compare(first: Node, second: Node, name: str, *, positive: bool = False) -> SetOutcome:
    """Compare two formulas by their solutions in `name`, the other letters being anything (or anything positive)."""
    others = [n for n in nodes.variables(Op("list", (first, second))) if n != name]
    if not 0 < len(others) <= MAX_OTHERS:
        return OPEN
    source = sampling.generator(first, second)
    signs = list(product((1,) if positive else (1, -1), repeat=len(others)))
    solved = opened = 0
    for trial in range(max(MIN_TRIALS, 2 * len(signs))):
        BUDGET.tick()
        values = {
            n: Fraction(sign * source.randint(1, 10**6), source.choice((1, 3, 7, 1009, 99_991)))
            for n, sign in zip(others, signs[trial % len(signs)], strict=True)
        }
        fixed: dict[str, Node] = {n: nodes.num(v) for n, v in values.items()}
        a, b = _real(nodes.substitute(first, fixed)), _real(nodes.substitute(second, fixed))
        outcome = line.compare(a, b, name, positive=positive)
        if outcome.status is Status.INVALID:
            return _with(outcome, values)
        if outcome.status is Status.UNKNOWN:
            opened += 1
            if opened > MAX_OPEN:
                return OPEN
        elif solved < MIN_SOLVED:  # asked only until enough are known to have solutions: half of the time
            solved += line.compare(a, FALSE, name, positive=positive).status is Status.INVALID
    return SAME_NUMERICALLY if solved >= MIN_SOLVED else OPEN


def _real(tree: Node) -> Node:
    """Relations with a constant that is no real number, ln(-2), hold nowhere."""
    table: dict[Node, Node] = {}
    for atom in formula.atoms(tree):
        for part in nodes.walk(atom):
            if isinstance(part, Op) and part.name in ("ln", "log", "sqrt", "root", "^") and not nodes.variables(part):
                try:
                    Evaluator({}, real=True).value(part)
                except (NotReal, Undefined):
                    table[atom] = FALSE
                except (Imprecise, Unsupported):
                    continue
    return statements.simplified(roots.replace(tree, table)) if table else tree


def _with(outcome: SetOutcome, values: dict[str, Fraction]) -> SetOutcome:
    """The outcome with the other letters' values in its witnesses."""
    rest = {name: str(value) for name, value in values.items()}
    lost, added = (
        Witness(at={**rest, **w.at}, expected=w.expected, given=w.given) if w else None
        for w in (outcome.lost, outcome.added)
    )
    return SetOutcome(outcome.status, outcome.method, lost, added)
