"""Points of the line: rational ones, roots of polynomials, values of expressions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import acb, arb, ctx, fmpq, fmpz_poly

from tutor.checker import nodes, sampling
from tutor.checker.balls import Evaluator, Imprecise
from tutor.checker.nodes import Node, Op


@dataclass(frozen=True, slots=True)
class Place:
    """A point of the line: exact, the k-th root of an irreducible polynomial, or the value of an expression."""

    exact: Fraction | None = None
    factor: tuple[int, ...] | None = None
    """Coefficients of the irreducible polynomial, from the constant up."""
    index: int = 0
    tree: Node | None = None

    def ball(self) -> arb:
        """The point at the current precision."""
        if self.exact is not None:
            return arb(fmpq(self.exact.numerator, self.exact.denominator))
        if self.factor is not None:
            real: list[arb] = [r.real for r in sampling.zeros(fmpz_poly(list(self.factor))) if r.imag.is_zero()]
            return sorted(real, key=sampling.middle)[self.index]
        assert self.tree is not None
        value = Evaluator({}, real=True).value(self.tree)
        assert isinstance(value, arb)
        return value

    @property
    def algebraic(self) -> bool:
        """Known exactly: a rational number or a root of a polynomial."""
        return self.tree is None


def of_polynomial(poly: fmpz_poly) -> list[Place]:
    """All real zeros of a polynomial, each once."""
    places: list[Place] = []
    for factor, _ in poly.factor()[1]:
        if factor.degree() == 1:
            places.append(Place(exact=Fraction(-int(factor[0]), int(factor[1]))))
        elif factor.degree() > 1:
            count = sum(1 for r in sampling.zeros(factor) if r.imag.is_zero())
            places.extend(Place(factor=tuple(int(c) for c in factor), index=k) for k in range(count))
    return places


def as_tree(place: Place) -> Node | None:
    """The point as an expression; None for a root of degree three and more."""
    if place.exact is not None:
        return nodes.num(place.exact)
    if place.tree is not None:
        return place.tree
    factor = place.factor
    if factor is not None and len(factor) == 3:
        a, b, c = (nodes.num(factor[k]) for k in (2, 1, 0))
        root: Node = Op("sqrt", (nodes.sub(nodes.mul(b, b), nodes.mul(nodes.num(4), a, c)),))
        ascending = (place.index == 1) == (factor[2] > 0)
        return nodes.div(nodes.add(nodes.neg(b), root if ascending else nodes.neg(root)), nodes.mul(nodes.TWO, a))
    return None


def complex_roots(poly: fmpz_poly) -> list[acb]:
    """All distinct complex zeros at the current precision."""
    return [root for factor, _ in poly.factor()[1] for root in sampling.zeros(factor)]


def sorted_places(places: list[Place]) -> list[Place]:
    """In order along the line, each point once; raises Imprecise if two can't be told apart."""
    seen: list[tuple[Place, arb]] = []
    for place in dict.fromkeys(places):
        ball = place.ball()
        if not ball.is_finite():
            raise Imprecise
        seen.append((place, ball))
    seen.sort(key=lambda pair: sampling.middle(pair[1]))
    kept: list[tuple[Place, arb]] = []
    for place, ball in seen:
        if kept and not kept[-1][1] < ball:
            if (ctx.prec >= 512 and _same(kept[-1][0], place)) or (
                place.algebraic and kept[-1][0].algebraic and place.exact == kept[-1][0].exact is not None
            ):
                if place.algebraic and not kept[-1][0].algebraic:
                    kept[-1] = (place, ball)
                continue
            raise Imprecise
        kept.append((place, ball))
    return [place for place, _ in kept]


def _same(first: Place, second: Place) -> bool:
    """Whether two points that balls don't tell apart are one, for all that many more bits say."""
    from tutor.checker.equality import CLOSE_BITS, agree, equal

    saved = ctx.prec
    try:
        left, right = as_tree(first), as_tree(second)
        if left is not None and right is not None:
            return equal(left, right).equal
        ctx.prec = 2 * CLOSE_BITS
        return agree(first.ball() - second.ball(), 0, bits=CLOSE_BITS)
    finally:
        ctx.prec = saved
