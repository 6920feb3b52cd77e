"""Whether two expressions are equal wherever both have a value: exactly where possible, else by balls at random points.

Soundness. Equal quotients of polynomials prove equality. Otherwise the trees are compared at POINTS independent random
points of every cell between their breakpoints: a difference ball that excludes zero refutes (the witness), and
agreement to
AGREE_BITS beyond the spread of sizes in the trees counts as agreement. A non-zero analytic difference vanishes at a
random
point of 44 bits with a chance below 2^-30 in every practical degree, so four points leave less than 2^-100.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from flint import acb, arb, ctx

from tutor.checker import nodes, sampling
from tutor.checker.balls import Ball, Evaluator, Imprecise, NotReal, Unsupported
from tutor.checker.exact import Field, Inexact, TooBig, Undefined, fraction_of, number
from tutor.checker.nodes import Node
from tutor.checker.values import Code, Method, Status, Witness

POINTS = 4
AGREE_BITS = 100
BASE_BITS = 160
MAX_BITS = 12_000
CLOSE_BITS = 1_600
_TRIES = 36


@dataclass(frozen=True, slots=True)
class Outcome:
    """A comparison's result."""

    status: Status
    method: Method = Method.NONE
    code: Code = Code.UNDECIDED
    witness: Witness | None = None

    @property
    def equal(self) -> bool:
        """Certain enough to be called equal."""
        return self.status is Status.VALID


EQUAL = Outcome(Status.VALID, Method.PROOF, Code.EQUIVALENT)
NUMERICALLY = replace(EQUAL, method=Method.NUMERICAL)
UNDECIDED = Outcome(Status.UNKNOWN)


def different(witness: Witness | None, code: Code = Code.NOT_EQUIVALENT) -> Outcome:
    """The refutation, with its witness."""
    return Outcome(Status.INVALID, Method.WITNESS, code, witness)


def show(value: Fraction | Ball) -> str:
    """A value as a learner would write it: a short fraction, or six significant digits."""
    if isinstance(value, Fraction):
        if max(value.numerator.bit_length(), value.denominator.bit_length()) < 40 and len(str(value)) <= 12:
            return str(value)
        return (
            f"{float(value):.6g}"
            if abs(value.numerator).bit_length() - value.denominator.bit_length() < 1000
            else "a very large number"
        )
    if isinstance(value, acb):
        if value.imag.is_zero():
            return show(value.real)
        return f"{show(value.real)} + {show(value.imag)}i"
    whole = value.unique_fmpz() if value.is_exact() else None
    if whole is not None and abs(whole) < 10**9:
        return str(whole)
    return str(value.mid().str(6, radius=False))


def equal(left: Node, right: Node, *, principal: bool | None = None) -> Outcome:
    """Whether two prepared trees are equal wherever both are defined.

    `principal` forces principal complex values (True) or the real ones (False); by default they are complex if
    `i` occurs.
    A difference of domain on more than single points is INVALID with code `domain`.
    """
    exact = _exactly(left, right)
    if exact is not None:
        return exact
    comparison = Comparison(left, right, _is_complex(left, right) if principal is None else principal)
    return comparison.run()


def _is_complex(*trees: Node) -> bool:
    return any(nodes.has(tree, "i", "re", "im", "conj", "arg") for tree in trees)


def _exactly(left: Node, right: Node) -> Outcome | None:
    """By exact arithmetic alone; None if that can't decide."""
    try:
        return _compare_numbers(number(left), number(right))
    except (Inexact, TooBig):
        pass
    except Undefined:
        return UNDECIDED
    field = Field(left, right)
    try:
        a = field.convert(left)
        in_left = set(field.parts)
        field.met.clear()
        b = field.convert(right)
        in_right = set(field.met)
    except (TooBig, Inexact):
        return None
    except Undefined:
        return UNDECIDED
    if len(a.top) * len(b.bottom) > 60_000 or len(b.top) * len(a.bottom) > 60_000:
        return None
    if a.top * b.bottom == b.top * a.bottom:
        same_domain = in_left == in_right
        return EQUAL if not field.parts or (same_domain and _somewhere(left, right)) else None
    if field.parts:
        return None
    return _exact_witness(left, right)


def _somewhere(left: Node, right: Node) -> bool:
    """Whether there is a point where both have a value (an opaque part may have none)."""
    names = nodes.variables(nodes.Op("list", (left, right)))
    source = sampling.generator(left)
    ctx.prec = BASE_BITS
    points = [
        *sampling.small_points(names),
        *_first(sampling.random_points(names, source), 6),
        *_first(sampling.random_points(names, source, positive=True), 4),
    ]
    for point in points:
        for real in (True, False):
            try:
                evaluator = Evaluator(sampling.as_balls(point, real=real), real=real)
                evaluator.value(left)
                evaluator.value(right)
                return True
            except (Undefined, NotReal, Imprecise, Unsupported):
                continue
    return any(nodes.has(tree, "oo", "lim", "deriv", "int", "sum", "product") for tree in (left, right))


def _first(points: object, count: int) -> list[sampling.Point]:
    return [next(points) for _ in range(count)]  # type: ignore[call-overload]


def _compare_numbers(left: object, right: object) -> Outcome:
    if left == right:
        return EQUAL
    return different(Witness(expected=show(fraction_of(left)), given=show(fraction_of(right))))  # type: ignore[arg-type]


def _exact_witness(left: Node, right: Node) -> Outcome | None:
    names = nodes.variables(nodes.Op("list", (left, right)))
    source = sampling.generator(left, right)
    for point in [*sampling.small_points(names), *_first(sampling.random_points(names, source), 6)]:
        values: dict[str, Node] = {name: nodes.num(value) for name, value in point.items()}
        try:
            a, b = number(nodes.substitute(left, values)), number(nodes.substitute(right, values))
        except (Inexact, Undefined, TooBig):
            continue
        if a != b:
            at = {name: show(value) for name, value in point.items()}
            return different(Witness(at=at, expected=show(fraction_of(a)), given=show(fraction_of(b))))
    return None


class Comparison:
    """Compares two trees numerically."""

    def __init__(self, left: Node, right: Node, principal: bool) -> None:
        self.left, self.right = left, right
        self.names = nodes.variables(nodes.Op("list", (left, right)))
        self.principal = principal
        self.source = sampling.generator(left, right)
        self.bases = sampling.bases(left, right)
        self.agreed = 0
        self.mismatch: Witness | None = None
        """A point where only one side is real, and principal values differ too."""
        self.refuted: Outcome | None = None
        self.unsupported = False

    def run(self) -> Outcome:
        """The result. Changes the global precision; callers hold the checker's lock."""
        if not self.names:
            return self._constants()
        whole_only = sampling.whole_letters(self.left, self.right)
        for phase in (self._whole,) if whole_only else (self._points, self._whole):
            phase(real=not self.principal)
            if self.refuted:
                return self.refuted
            if self.unsupported:
                return UNDECIDED
            if self.agreed >= POINTS:
                return self._accepted()
        if self.mismatch is None and not self.principal and not whole_only:
            self._points(real=False)
            if self.refuted or self.agreed >= POINTS:
                return self.refuted or NUMERICALLY
        return different(self.mismatch, Code.DOMAIN) if self.mismatch is not None else UNDECIDED

    def _accepted(self) -> Outcome:
        if nodes.has(nodes.Op("list", (self.left, self.right)), "floor", "ceil", "mod"):
            return UNDECIDED
        if self.mismatch is not None:
            return different(self.mismatch, Code.DOMAIN)
        self._closely()
        return self.refuted or NUMERICALLY

    def _closely(self) -> None:
        """One more random point, looked at with many more bits: sides that differ by very little are told apart."""
        points = sampling.random_points(self.names, self.source, forced=self.bases)
        for _ in range(8):
            point, bits, needed = next(points), CLOSE_BITS, 0
            for _ in range(2):
                ctx.prec = bits
                sides = [self._value(t, point, real=not self.principal, generic=True) for t in (self.left, self.right)]
                a, b = sides
                if not isinstance(a, _Value) or not isinstance(b, _Value):
                    break
                self._judge(point, a, b, bits, counts=False)
                needed = min(MAX_BITS, CLOSE_BITS + 6 * max(a.spread, b.spread))
                if self.refuted or needed <= bits:
                    return
                bits = needed

    def _points(self, *, real: bool) -> None:
        """Small points, cells, then random points until POINTS random ones agreed."""
        for point in sampling.small_points(self.names, forced=self.bases):
            self._at(point, real=real, counts=False)
            if self.refuted or self.unsupported:
                return
        self._cells(real=real)
        points = sampling.random_points(self.names, self.source, forced=self.bases)
        for tries in range(_TRIES):
            if self.refuted or self.unsupported or self.agreed >= POINTS + 2:
                return
            if tries == _TRIES // 2:
                points = sampling.random_points(self.names, self.source, positive=True, forced=self.bases)
            self._at(next(points), real=real, counts=True, generic=True)

    def _cells(self, *, real: bool) -> None:
        marks = sampling.bends(self.left, self.right)
        if not marks:
            return
        base = next(sampling.random_points(self.names, self.source, forced=self.bases))
        for name in self.names:
            for value in sampling.cells(marks, name, base, self.source):
                if name in self.bases and value <= 0:
                    continue
                self._at({**base, name: value}, real=real, counts=False)
                if self.refuted or self.unsupported:
                    return

    def _whole(self, *, real: bool) -> None:
        """Whole numbers, for powers, sums and factorials that have values only there; many points, since they are few
        bits.
        """
        needed, agreed = 40, 0
        for point, must in sampling.whole_points((self.left, self.right), self.names, self.source):
            before = self.agreed
            self._at(point, real=real, counts=True)
            if self.refuted or self.unsupported or (must and self.agreed == before):
                return
            agreed += self.agreed > before
            self.agreed = before
            if agreed >= needed:
                self.agreed = POINTS
                return

    def _at(self, point: sampling.Point, *, real: bool, counts: bool, generic: bool = False) -> None:
        bits = BASE_BITS
        while True:
            ctx.prec = bits
            a = self._value(self.left, point, real=real, generic=generic)
            b = self._value(self.right, point, real=real, generic=generic)
            if isinstance(a, _Value) and isinstance(b, _Value):
                spread = max(a.spread, b.spread)
                if bits < min(MAX_BITS, BASE_BITS + 2 * spread):
                    bits = min(MAX_BITS, BASE_BITS + 2 * spread)
                    continue
                self._judge(point, a, b, bits, counts)
                return
            if a == "imprecise" or b == "imprecise":
                if bits >= 640:
                    return
                bits *= 2
                continue
            if real and {type(a), type(b)} == {_Value, str} and "not real" in (a, b):
                self._one_sided(point, a, b)
            return

    def _value(self, tree: Node, point: sampling.Point, *, real: bool, generic: bool = False) -> _Value | str:
        balls = sampling.as_balls(point, real=real, generic=generic)
        evaluator = Evaluator(balls, real=real, salt=str(sorted(point.items())))
        try:
            value = evaluator.value(tree)
        except NotReal:
            return "not real"
        except Undefined:
            return "undefined"
        except Imprecise:
            return "imprecise"
        except Unsupported:
            return self._fail()
        return _Value(value, evaluator.spread)

    def _fail(self) -> str:
        self.unsupported = (
            self.unsupported
            or nodes.has(nodes.Op("list", (self.left, self.right)), "lim", "oo", "matrix")
            or not self.names
        )
        return "unsupported"

    def _judge(self, point: sampling.Point, a: _Value, b: _Value, bits: int, counts: bool) -> None:
        difference = a.value - b.value
        if 0 not in difference:
            at = {name: show(value) for name, value in point.items()}
            self.refuted = different(Witness(at=at, expected=show(a.value), given=show(b.value)))
        elif counts and agree(difference, max(a.spread, b.spread)):
            self.agreed += 1

    def _one_sided(self, point: sampling.Point, a: _Value | str, b: _Value | str) -> None:
        """Only one side is real: harmless if the principal values agree all the same (e^(ln x) and x).

        With several letters (sqrt(k/m) sqrt(m/k) = 1) they are taken to be such that both sides have a value.
        """
        if len(self.names) > 1:
            return
        p, q = self._value(self.left, point, real=False), self._value(self.right, point, real=False)
        if isinstance(p, _Value) and isinstance(q, _Value) and agree(p.value - q.value, max(p.spread, q.spread)):
            return
        at = {name: show(value) for name, value in point.items()}
        sides = [show(v.value) if isinstance(v, _Value) else "no real value" for v in (a, b)]
        self.mismatch = self.mismatch or Witness(at=at, expected=sides[0], given=sides[1])

    def _constants(self) -> Outcome:
        """Two numbers without variables: refuted by balls, accepted by agreement to several hundred digits."""
        bits = 128
        while True:
            ctx.prec = bits
            a, b = self._constant(self.left), self._constant(self.right)
            if a is None or b is None:
                return UNDECIDED
            difference, spread = a.value - b.value, max(a.spread, b.spread)
            if 0 not in difference:
                return different(Witness(expected=show(a.value), given=show(b.value)))
            needed = 240 if nodes.has(nodes.Op("list", (self.left, self.right)), "int") else 800 + 6 * spread
            if bits > 128 and agree(difference, spread, bits=needed):
                return NUMERICALLY
            wanted = min(MAX_BITS, 1_200 + 8 * spread)
            if bits >= wanted:
                return UNDECIDED
            bits = wanted

    def _constant(self, tree: Node) -> _Value | None:
        for real in (False,) if self.principal else (True, False):
            value = self._value(tree, {}, real=real)
            if isinstance(value, _Value):
                return value
        return None


@dataclass(frozen=True, slots=True)
class _Value:
    value: Ball
    spread: int


def agree(difference: Ball, spread: int, *, bits: int = AGREE_BITS) -> bool:
    """Whether a difference contains zero and is known to be tiny: below 2^-(bits + spread)."""
    if 0 not in difference:
        return False
    radius = difference.rad() if isinstance(difference, arb) else difference.real.rad() + difference.imag.rad()
    return bool(radius * (arb(2) ** (bits + spread)) < 1)
