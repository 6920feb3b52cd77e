"""Whether two statements have the same solutions: the one entry for equations, inequalities, systems and logic."""

from __future__ import annotations

import re
from fractions import Fraction

from flint import arb, ctx

from tutor.checker import formula, line, nodes, plane, roots, sampling
from tutor.checker.balls import Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.equality import equal
from tutor.checker.exact import Field, Inexact, TooBig, Undefined
from tutor.checker.line import OPEN, SAME, SetOutcome
from tutor.checker.nodes import FALSE, TRUE, Node, Op, Sym
from tutor.checker.values import Method, Status, Witness

_INTEGERS = frozenset(("n", "k", "m"))
"""Letters that stand for any integer beside one unknown."""


def compare(first: Node, second: Node, *, over: str = "real") -> SetOutcome:
    """Compare two formulas (see `formula.formula`) by their solutions.

    over: "real" (default; complex is used if `i` occurs), "positive" (all variables > 0) or "complex".
    """
    first, second = simplified(named_calls(first)), simplified(named_calls(second))
    if first == second:
        return SAME
    names = nodes.variables(Op("list", (first, second)))
    principal = over == "complex" or nodes.has(Op("list", (first, second)), "i")
    if not names:
        return _constants(first, second)
    families = _families(first, second)
    if families is not None:
        return families
    if principal:
        return _complex(first, second, names)
    if len(names) == 1:
        return _one(first, second, names[0], over == "positive")
    bases = (n.args[1] for n in nodes.walk(Op("list", (first, second))) if isinstance(n, Op) and n.name == "log")
    if any(isinstance(base, Sym) for base in bases):
        first, second = formula.unlogged(first), formula.unlogged(second)
    outcome = plane.compare(first, second, names, positive=over == "positive")
    if outcome.status is Status.UNKNOWN:
        other = [_as_one(formula.unlogged(side)) for side in (first, second)]
        if other != [first, second]:
            return plane.compare(other[0], other[1], names, positive=over == "positive")
    return outcome


def _families(first: Node, second: Node) -> SetOutcome | None:
    """Solutions repeated for every integer n, such as x = π/6 + 2πn: the letter is no unknown of its own."""
    names = nodes.variables(Op("list", (first, second)))
    unknowns = [name for name in names if name not in _INTEGERS]
    if len(unknowns) != 1 or len(unknowns) == len(names):
        return None
    from tutor.checker.work import periodic

    if not nodes.has(Op("list", (first, second)), "pi", *periodic.TRIGONOMETRIC):
        return None  # the formula of a sequence: P = 3n + 2 is not P = 3n + 5
    for side in (first, second):
        family = bool(set(nodes.variables(side)) & _INTEGERS)
        if not family and not periodic.is_periodic(side, unknowns[0]):
            return None
    return periodic.compare(first, second, unknowns[0])


def _complex(first: Node, second: Node, names: tuple[str, ...]) -> SetOutcome:
    if isinstance(first, Op) and isinstance(second, Op):
        joined = [_product(tree) for tree in (first, second)]
        if joined[0] is not None and joined[1] is not None:
            known = plane.proportional(joined[0], joined[1], principal=True)
            if known is not None:
                return known
    if len(names) == 1:
        return line.compare_complex(first, second, names[0])
    return plane.compare(first, second, names, principal=True)


def _as_one(tree: Node) -> Node:
    """`y = ± sqrt(12x)` as the product of both equations."""
    joined = _product(tree) if isinstance(tree, Op) else None
    return tree if joined is None else joined


def _product(tree: Op) -> Op | None:
    """An `or` of equations as one equation."""
    if tree.name == "=":
        return tree
    if tree.name == "or" and all(isinstance(a, Op) and a.name == "=" for a in tree.args):
        return Op("=", (nodes.mul(*(formula.difference(a) for a in tree.args if isinstance(a, Op))), nodes.ZERO))
    return None


def named_calls(tree: Node) -> Node:
    """Values of unknown functions as variables of their own: f(2), f(x+1); arguments that aren't polynomials stay."""

    def change(item: Node) -> Node:
        if not (isinstance(item, Op) and item.name in ("apply", "prime") and isinstance(item.args[0], Sym)):
            return item
        keys = []
        for arg in item.args[1:]:
            field = Field(arg)
            try:
                quotient = field.convert(arg)
            except (TooBig, Undefined, Inexact):
                return item
            if field.parts:
                return item
            top, bottom = field.cancelled(quotient)
            keys.append(_written(f"{top}" if bottom.is_one() else f"({top})/({bottom})", field.names))
        return Sym(f"{item.args[0].name}{chr(39) * int(item.tag or 0)}({', '.join(keys)})")

    return nodes.rebuild(tree, change) if nodes.has(tree, "apply", "prime") else tree


def _written(text: str, names: list[str]) -> str:
    """A polynomial's text with the variables' own names."""
    return re.sub(r"v(\d+)", lambda m: names[int(m[1])], text)


def _in_common_part(first: Node, second: Node, name: str) -> SetOutcome | None:
    """Both about one and the same part, such as sin(A): compare them as statements about its value."""
    parts = {
        p
        for atom in [*formula.atoms(first), *formula.atoms(second)]
        for p in roots.outermost(formula.difference(atom), name)
    }
    if len(parts) != 1 or isinstance(part := parts.pop(), Sym):
        return None
    letter = Sym("value#")
    outcome = line.compare(roots.replace(first, {part: letter}), roots.replace(second, {part: letter}), letter.name)
    if outcome.status is Status.VALID:
        return outcome
    if not isinstance(part, Op) or len(part.args) != 1 or not _onto(part.args[0], name):
        return None
    shown = name if part.args[0] == Sym(name) else f"the argument of {part.name}"
    lost, added = (_reached(part.name, w, letter.name, shown) for w in (outcome.lost, outcome.added))
    return SetOutcome(Status.INVALID, Method.WITNESS, lost, added) if lost or added else None


def _reached(function: str, witness: Witness | None, letter: str, shown: str) -> Witness | None:
    """The witness moved from the function's value to its argument; None if the function does not take that value."""
    if witness is None:
        return None
    try:
        size = abs(Fraction(witness.at[letter]))
    except ValueError:
        return None
    inside = {"sin": size < 1, "cos": size < 1, "sec": size > 1, "csc": size > 1, "tan": True, "cot": True}
    if not inside.get(function, False):
        return None
    at = {shown: f"a{function}({witness.at[letter]})"}
    return Witness(at=at, expected=witness.expected, given=witness.given)


def _onto(tree: Node, name: str) -> bool:
    """Whether the tree is a linear function of the variable, so that it takes every value."""
    pair = sampling.univariate(tree, name)
    return pair is not None and pair[0].degree() == 1 and pair[1].degree() == 0


def _one(first: Node, second: Node, name: str, positive: bool) -> SetOutcome:
    outcome = line.compare(first, second, name, positive=positive)
    if outcome.status is not Status.UNKNOWN:
        return outcome
    if (
        isinstance(first, Op)
        and isinstance(second, Op)
        and first.name in nodes.RELATIONS
        and second.name in nodes.RELATIONS
    ):
        known = plane.proportional(first, second)
        if known is not None:
            return known
    known = _in_common_part(first, second, name) or plane.truth_table(first, second)
    return known or _by_signs(first, second, name, positive)


def _by_signs(first: Node, second: Node, name: str, positive: bool) -> SetOutcome:
    """Refute by a random point, or by a zero of one equation enclosed between points of opposite sign."""
    source = sampling.generator(first, second)
    lost = added = None
    candidates = [
        value[name]
        for value in (
            *sampling.small_points((name,), 6),
            *(next(sampling.random_points((name,), source)) for _ in range(16)),
        )
    ]
    truths = line.Truths(name)
    ctx.prec = 160
    places = [line.Place(exact=value) for value in candidates] + _listed(first, name) + _listed(second, name)
    if nodes.has(Op("list", (first, second)), "sin", "cos", "tan", "cot", "sec", "csc"):
        places += [line.Place(tree=Op("*", (nodes.num(Fraction(k, 12)), nodes.PI))) for k in range(-24, 25)]
    for place in places:
        try:
            if positive and not place.ball() > 0:
                continue
            a, b = truths.at(first, place), truths.at(second, place)
        except (Imprecise, NotReal, Undefined, Unsupported):
            continue
        if a != b:
            witness = line.witness(name, place, a)
            lost, added = (lost or witness, added) if a else (lost, added or witness)
    if lost or added:
        return SetOutcome(Status.INVALID, Method.WITNESS, lost, added)
    return OPEN


def _listed(tree: Node, name: str) -> list[line.Place]:
    """The values that `name = value` relations name."""
    found = []
    for atom in formula.atoms(tree):
        value = formula.value_of(atom)
        if value is not None and atom.args[0] == Sym(name):
            found.append(line.Place(tree=value))
    return found


def _constants(first: Node, second: Node) -> SetOutcome:
    a, b = truth(first), truth(second)
    if a is None or b is None:
        return OPEN
    if a == b:
        return SAME
    witness = Witness(expected="true" if a else "false", given="true" if b else "false")
    return SetOutcome(Status.INVALID, Method.WITNESS, witness if a else None, None if a else witness)


def truth(tree: Node) -> bool | None:
    """Whether a formula without variables holds."""
    if tree in (TRUE, FALSE):
        return tree == TRUE
    assert isinstance(tree, Op)
    if tree.name in ("and", "or"):
        truths = [truth(a) for a in tree.args]
        decisive = tree.name == "or"
        if decisive in truths:
            return decisive
        return None if None in truths else not decisive
    known = formula.constant_relation(tree)
    if known is not None:
        return known
    outcome = equal(tree.args[0], tree.args[1])
    if outcome.equal:
        return formula.by_sign(tree.name, 0)
    if tree.name in ("=", "!=") and outcome.status is Status.INVALID:
        return tree.name == "!="
    ctx.prec = 256
    try:
        value = Evaluator({}, real=True).value(formula.difference(tree))
    except (Undefined, NotReal, Imprecise, Unsupported):
        return None
    return None if 0 in value else formula.by_sign(tree.name, 1 if isinstance(value, arb) and value > 0 else -1)


def simplified(tree: Node) -> Node:
    """The formula with relations that are true or false for certain replaced."""
    if not isinstance(tree, Op):
        return tree
    if tree.name == "and":
        return formula.conjunction([simplified(a) for a in tree.args])
    if tree.name == "or":
        return formula.disjunction([simplified(a) for a in tree.args])
    known = _always(tree) if nodes.variables(tree) else truth(tree)
    return tree if known is None else TRUE if known else FALSE


def _always(tree: Op) -> bool | None:
    """An identity of polynomials, such as 2(x+1) = 2x+2 or x+1 = x."""
    field = Field(tree)
    try:
        quotient = field.convert(formula.difference(tree))
    except (TooBig, Undefined, Inexact):
        return None
    if field.parts or not quotient.bottom.is_constant() or not quotient.top.is_constant():
        return None
    value = (
        quotient.top.leading_coefficient() / quotient.bottom.leading_coefficient() if not quotient.top.is_zero() else 0
    )
    return formula.by_sign(tree.name, (value > 0) - (value < 0))
