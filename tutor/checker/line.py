"""Statements in one variable: their truth on every point and gap of the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from flint import acb, arb, ctx, fmpq, fmpz_poly

from tutor.checker import formula, nodes, roots, sampling
from tutor.checker.balls import Ball, Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.equality import agree, show
from tutor.checker.exact import Inexact, TooBig, Undefined, number
from tutor.checker.nodes import FALSE, TRUE, Node, Op
from tutor.checker.roots import Place
from tutor.checker.values import Method, Status, Witness

_BITS = (160, 640)


@dataclass(frozen=True, slots=True)
class SetOutcome:
    """How two statements' solutions compare."""

    status: Status
    method: Method = Method.NONE
    lost: Witness | None = None
    """Solves the first statement only."""
    added: Witness | None = None
    """Solves the second statement only."""


SAME = SetOutcome(Status.VALID, Method.PROOF)
SAME_NUMERICALLY = SetOutcome(Status.VALID, Method.NUMERICAL)
OPEN = SetOutcome(Status.UNKNOWN)


class Truths:
    """Truth of formulas in one variable at single points."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.numerical = False
        """Some zero was only seen to several hundred bits, not proved."""
        self.rational: dict[Node, tuple[fmpz_poly, fmpz_poly] | None] = {}

    def at(self, tree: Node, place: Place) -> bool:
        """Whether the formula holds there; a relation without real values does not. Raises Imprecise."""
        if tree in (TRUE, FALSE):
            return tree == TRUE
        assert isinstance(tree, Op)
        if tree.name == "and":
            return all(self.at(a, place) for a in tree.args)
        if tree.name == "or":
            return any(self.at(a, place) for a in tree.args)
        sign = self.sign(formula.difference(tree), place)
        return sign is not None and formula.by_sign(tree.name, sign)

    def sign(self, tree: Node, place: Place) -> int | None:
        """-1, 0 or 1; None where the tree has no real value."""
        if place.exact is not None:
            values: dict[str, Node] = {self.name: nodes.num(place.exact)}
            try:
                value = number(nodes.substitute(tree, values))
                return int((value > 0) - (value < 0))
            except Undefined:
                return None
            except (Inexact, TooBig):
                pass
        if place.factor is not None:
            known = self._by_division(tree, place)
            if known is not None:
                return known if known != 9 else None
        return self._by_balls(tree, place)

    def _by_division(self, tree: Node, place: Place) -> int | None:
        """0 or 9 (undefined) if the place's polynomial divides top or bottom; None otherwise."""
        if tree not in self.rational:
            self.rational[tree] = sampling.univariate(tree, self.name)
        pair = self.rational[tree]
        if pair is None:
            return None
        top, bottom = pair
        factor = fmpz_poly(list(place.factor or ()))
        if (bottom % factor).is_zero():
            return 9
        return 0 if (top % factor).is_zero() else None

    def _by_balls(self, tree: Node, place: Place) -> int | None:
        saved = ctx.prec
        try:
            for bits in (saved, 400, 1600):
                ctx.prec = bits
                try:
                    evaluator = Evaluator({self.name: place.ball()}, real=True)
                    value = evaluator.value(tree)
                except (NotReal, Undefined):
                    return None
                except Imprecise:
                    continue
                assert isinstance(value, arb)
                if 0 not in value:
                    return 1 if value > 0 else -1
                if value.is_zero():
                    return 0
                if bits >= 400 and agree(value, evaluator.spread, bits=200):
                    self.numerical = True
                    return 0
        finally:
            ctx.prec = saved
        return self._boundary(tree, place)

    def _boundary(self, tree: Node, place: Place) -> int | None:
        """On the edge of the domain (a root or logarithm of zero) balls never settle."""
        raise Imprecise


def compare(first: Node, second: Node, name: str, *, positive: bool = False) -> SetOutcome:
    """Compare two formulas in one real variable, everywhere. UNKNOWN if some expression's zeros can't all be found."""
    for bits in _BITS:
        ctx.prec = bits
        try:
            return _compare(first, second, name, positive)
        except (Imprecise, NotReal, Undefined, Unsupported, ValueError):
            continue
    return OPEN


def _compare(first: Node, second: Node, name: str, positive: bool) -> SetOutcome:
    places: list[Place] = [Place(exact=Fraction(0))] if positive else []
    for atom in [*formula.atoms(first), *formula.atoms(second)]:
        found = roots.critical(formula.difference(atom), name)
        if found is None:
            return OPEN
        places += found
    truths = Truths(name)
    lost = added = None
    for spot in spots(roots.sorted_places(places)):
        if positive and not spot.ball() > 0:
            continue
        a, b = truths.at(first, spot), truths.at(second, spot)
        if a and not b and lost is None:
            lost = witness(name, spot, True)
        if b and not a and added is None:
            added = witness(name, spot, False)
    if lost or added:
        return SetOutcome(Status.INVALID, Method.WITNESS, lost, added)
    return SAME_NUMERICALLY if truths.numerical else SAME


def spots(places: list[Place]) -> Iterator[Place]:
    """Every place, and a plain number in every gap, from left to right."""
    if not places:
        yield Place(exact=Fraction(1))
        return
    balls = [place.ball() for place in places]
    yield Place(exact=Fraction(int(sampling.middle(balls[0]).__floor__()) - 1))
    for k, place in enumerate(places):
        yield place
        if k + 1 < len(places):
            yield Place(exact=_between(balls[k], balls[k + 1]))
    yield Place(exact=Fraction(int(sampling.middle(balls[-1]).__ceil__()) + 1))


def _between(left: arb, right: arb) -> Fraction:
    """A simple number strictly between two balls."""
    low, high = sampling.middle(left), sampling.middle(right)
    centre = (low + high) / 2
    for denominator in (1, 2, 4, 10, 100, 10**4, 10**8):
        candidate = Fraction(round(centre * denominator), denominator)
        if left < arb(fmpq(candidate.numerator, candidate.denominator)) < right:
            return candidate
    return centre


def witness(name: str, place: Place, first: bool) -> Witness:
    """The witness that this point solves the first statement only (or the second only)."""
    value = show(place.exact) if place.exact is not None else show(place.ball())
    texts = ("solves it", "does not")
    return Witness(at={name: value}, expected=texts[0 if first else 1], given=texts[1 if first else 0])


def solutions(tree: Node, name: str, *, positive: bool = False) -> list[Place] | None:
    """All real solutions of a formula if they are finitely many; None if they aren't or can't be listed."""
    ctx.prec = _BITS[0]
    places: list[Place] = [Place(exact=Fraction(0))] if positive else []
    for atom in formula.atoms(tree):
        found = roots.critical(formula.difference(atom), name)
        if found is None:
            return None
        places += found
    truths = Truths(name)
    result = []
    try:
        ordered = roots.sorted_places(places)
        for spot in spots(ordered):
            if positive and not spot.ball() > 0:
                continue
            if truths.at(tree, spot):
                if spot not in ordered:
                    return None
                result.append(spot)
    except (Imprecise, NotReal, Undefined, Unsupported, ValueError):
        return None
    return result


def complex_solutions(tree: Node, name: str) -> list[acb] | None:
    """All complex solutions of an and/or of polynomial equations, at the current precision; None if there is no such
    list.
    """
    if tree == FALSE:
        return []
    if not isinstance(tree, Op):
        return None
    if tree.name == "or":
        parts = [complex_solutions(a, name) for a in tree.args]
        return None if any(p is None for p in parts) else [v for p in parts if p for v in p]
    if tree.name != "=":
        return None
    difference = formula.difference(tree)
    pair = sampling.univariate(difference, name)
    if pair is not None and pair[0].degree() > 0:
        return roots.complex_roots(pair[0])
    left, right = tree.args
    if left == nodes.Sym(name) and not nodes.variables(right):
        try:
            value: Ball = Evaluator({}, real=False).value(right)
        except (NotReal, Undefined, Imprecise, Unsupported):
            return None
        return [value if isinstance(value, acb) else acb(value)]
    return None


def compare_complex(first: Node, second: Node, name: str) -> SetOutcome:
    """Compare finite sets of complex solutions, by balls."""
    ctx.prec = 400
    a, b = complex_solutions(first, name), complex_solutions(second, name)
    if a is None or b is None:
        return OPEN
    lost = next((x for x in a if not any(_near(x, y) for y in b)), None)
    added = next((y for y in b if not any(_near(x, y) for x in a)), None)
    if lost is None and added is None:
        return SAME_NUMERICALLY
    texts = [Witness(at={name: show(v)}, expected=p, given=q) if v is not None else None
             for v, p, q in ((lost, "solves it", "does not"), (added, "does not", "solves it"))]  # fmt: skip
    return SetOutcome(Status.INVALID, Method.WITNESS, texts[0], texts[1])


def _near(x: acb, y: acb) -> bool:
    return agree(x - y, 0)


__all__ = [
    "OPEN",
    "SAME",
    "SAME_NUMERICALLY",
    "Place",
    "SetOutcome",
    "Truths",
    "compare",
    "compare_complex",
    "complex_solutions",
    "solutions",
    "spots",
    "witness",
]
