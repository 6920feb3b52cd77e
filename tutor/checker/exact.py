"""Exact arithmetic: rational numbers, and rational functions over FLINT's multivariate polynomials.

What is not rational (a root, a sine, a power with a letter in it) is an opaque generator, the same one for the same
canonical argument. So two trees with the same quotient are equal for certain; different quotients say that only when no
such generator occurs.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpz

from tutor.checker import nodes
from tutor.checker.budget import BUDGET
from tutor.checker.nodes import Const, Node, Num, Op, Sym, Unit

MAX_BITS = 20_000
"""Size of an exact number; larger ones stay unevaluated."""
MAX_POWER = 64
"""Highest exponent that is multiplied out."""
MAX_TERMS = 1_500


class TooBig(Exception):
    """Exact work would be larger than the limits allow."""


class Inexact(Exception):
    """The tree is not a rational number (or function)."""


class Undefined(Exception):
    """A division by zero, or a value outside a function's domain."""


def fraction_of(value: fmpq) -> Fraction:
    """The same number as a Fraction."""
    return Fraction(int(value.p), int(value.q))


def ratio_of(value: Fraction) -> fmpq:
    """The same number for FLINT."""
    return fmpq(value.numerator, value.denominator)


def _bits(value: fmpq) -> int:
    return int(max(abs(value.p).bit_length(), value.q.bit_length()))


def number(node: Node) -> fmpq:
    """The exact value of a tree of literals. Raises Inexact, Undefined or TooBig."""
    if isinstance(node, Num):
        return ratio_of(node.value)
    if not isinstance(node, Op):
        raise Inexact
    name, args = node.name, node.args
    if name == "+":
        total = number(args[0])
        for arg in args[1:]:
            total += number(arg)
        return total
    if name == "*":
        total = number(args[0])
        for arg in args[1:]:
            total *= number(arg)
            if _bits(total) > MAX_BITS:
                raise TooBig
        return total
    if name == "/":
        top, bottom = number(args[0]), number(args[1])
        if bottom == 0:
            raise Undefined
        return top / bottom
    if name == "neg":
        if isinstance(args[0], Op) and args[0].name == "mod":
            raise Inexact  # -7 mod 3: whether the sign belongs to the 7 or to the rest can't be told
        return -number(args[0])
    if name == "^":
        return _power(number(args[0]), number(args[1]))
    return _special(name, args, node.tag)


def _power(base: fmpq, exponent: fmpq) -> fmpq:
    if exponent.q != 1:
        return _root_power(base, exponent)
    n = int(exponent.p)
    if base == 0:
        if n <= 0:
            raise Undefined
        return fmpq(0)
    if base in (1, -1):
        return base if n % 2 else fmpq(1)
    if abs(n) * max(1, _bits(base)) > MAX_BITS:
        raise TooBig
    return base**n


def _root_power(base: fmpq, exponent: fmpq) -> fmpq:
    """A perfect power's root, such as 8^(2/3); anything else is Inexact."""
    q, p = int(exponent.q), int(exponent.p)
    if q > 64 or (base < 0 and q % 2 == 0):
        raise Inexact
    sign = -1 if base < 0 else 1
    top, bottom = abs(base.p).root(q), base.q.root(q)
    if top**q != abs(base.p) or bottom**q != base.q:
        raise Inexact
    return _power(fmpq(sign * top, bottom), fmpq(p))


def _special(name: str, args: tuple[Node, ...], tag: str) -> fmpq:
    if name == "percent":
        return number(args[0]) / (1000 if tag == "‰" else 100)
    if name == "abs":
        return abs(number(args[0]))
    if name == "sqrt":
        return _root_power(number(args[0]), fmpq(1, 2))
    if name == "root":
        index = number(args[1])
        if index == 0:
            raise Undefined
        return _root_power(number(args[0]), 1 / index)
    if name == "fact":
        value = number(args[0])
        if value.q != 1 or value < 0:
            raise Inexact
        if value > 1000:
            raise TooBig
        return fmpq(fmpz.fac_ui(value.p))
    if name == "binomial":
        return _binomial(number(args[0]), number(args[1]))
    if name in ("floor", "ceil", "sgn"):
        value = number(args[0])
        if name == "sgn":
            return fmpq((value > 0) - (value < 0))
        return fmpq(value.floor() if name == "floor" else value.ceil())
    if name in ("gcd", "lcm", "max", "min", "mod"):
        return _integers(name, [number(a) for a in args])
    raise Inexact


def _binomial(n: fmpq, k: fmpq) -> fmpq:
    if n.q != 1 or k.q != 1 or n < 0 or n > 2000:
        raise Inexact
    if k < 0 or k > n:
        return fmpq(0)
    return fmpq(fmpz.bin_uiui(int(n.p), int(k.p)))


def _integers(name: str, values: list[fmpq]) -> fmpq:
    if name in ("max", "min"):
        return max(values) if name == "max" else min(values)
    if any(v.q != 1 for v in values) or (name == "mod" and len(values) != 2):
        raise Inexact
    result = values[0].p
    for value in values[1:]:
        if name == "mod":
            if value == 0:
                raise Undefined
            result = result % value.p
        else:
            result = result.gcd(value.p) if name == "gcd" else result.lcm(value.p)
    return fmpq(result)


def number_or_none(node: Node) -> fmpq | None:
    """The exact value, or None where there is none to be had."""
    try:
        return number(node)
    except (Inexact, Undefined, TooBig):
        return None


@dataclass(slots=True)
class Quotient:
    """top / bottom, not cancelled, so that the bottom's zeros are those of the text."""

    top: fmpq_mpoly
    bottom: fmpq_mpoly


@lru_cache(maxsize=32)
def _ring(count: int) -> tuple[fmpq_mpoly_ctx, tuple[fmpq_mpoly, ...], fmpq_mpoly]:
    context = fmpq_mpoly_ctx.get([f"v{k}" for k in range(count)], Ordering.degrevlex)
    return context, context.gens(), context.constant(1)


def _context(count: int) -> tuple[fmpq_mpoly_ctx, tuple[fmpq_mpoly, ...], fmpq_mpoly]:
    """A ring with at least so many generators; few sizes, so that rings are made once."""
    return _ring(next(size for size in (2, 4, 8, 16, 32, 64, 128, 4096) if size >= count))


class Field:
    """Rational functions in the variables and opaque parts of a few trees."""

    def __init__(self, *trees: Node) -> None:
        self.names: list[str] = []
        self.parts: dict[object, int] = {}
        """Canonical key of an opaque part -> its generator."""
        self.opaque: dict[int, Node] = {}
        self.met: set[object] = set()
        """Keys of the opaque parts met so far; callers clear it between trees."""
        seen: dict[str, None] = {}
        count = 0
        for tree in trees:
            for item in nodes.walk(tree):
                if isinstance(item, Sym):
                    seen.setdefault(item.name)
                elif not isinstance(item, Num) and not (isinstance(item, Op) and item.name in ("+", "*", "neg")):
                    count += 1
        self.names = list(seen)
        self.context, self.generators, self.one = _context(len(self.names) + min(count, 24))
        self.index = {name: k for k, name in enumerate(self.names)}

    def convert(self, node: Node) -> Quotient:
        """The quotient of a tree. Raises TooBig, Undefined (a bottom that is zero everywhere), or Inexact."""
        BUDGET.tick()
        if isinstance(node, Num):
            return Quotient(self.context.constant(ratio_of(node.value)), self.one)
        if isinstance(node, Sym):
            return Quotient(self.generators[self.index[node.name]], self.one)
        if isinstance(node, Const | Unit):
            return self._part((type(node).__name__, node.name), node)
        handler = {
            "+": self._sum,
            "*": self._product,
            "/": self._quotient,
            "neg": self._negative,
            "^": self._power,
        }.get(node.name)
        if handler is not None:
            return handler(node)
        if node.name == "based":
            return self._part(("based", str(node.args)), node)
        return self._opaque(node)

    def _limit(self, value: fmpq_mpoly) -> fmpq_mpoly:
        if len(value) > MAX_TERMS:
            raise TooBig
        return value

    def _guard(self, left: fmpq_mpoly, right: fmpq_mpoly) -> None:
        if len(left) * len(right) > 40 * MAX_TERMS:
            raise TooBig

    def _sum(self, node: Op) -> Quotient:
        total = self.convert(node.args[0])
        for arg in node.args[1:]:
            other = self.convert(arg)
            if total.bottom == other.bottom:
                total = Quotient(total.top + other.top, total.bottom)
            else:
                for left, right in ((total.top, other.bottom), (other.top, total.bottom), (total.bottom, other.bottom)):
                    self._guard(left, right)
                total = Quotient(total.top * other.bottom + other.top * total.bottom, total.bottom * other.bottom)
            self._limit(total.top)
        return total

    def _product(self, node: Op) -> Quotient:
        total = self.convert(node.args[0])
        for arg in node.args[1:]:
            other = self.convert(arg)
            self._guard(total.top, other.top)
            self._guard(total.bottom, other.bottom)
            total = Quotient(self._limit(total.top * other.top), self._limit(total.bottom * other.bottom))
        return total

    def _quotient(self, node: Op) -> Quotient:
        top, bottom = self.convert(node.args[0]), self.convert(node.args[1])
        if bottom.top.is_zero():
            raise Undefined
        self._guard(top.top, bottom.bottom)
        self._guard(top.bottom, bottom.top)
        return Quotient(top.top * bottom.bottom, top.bottom * bottom.top)

    def _negative(self, node: Op) -> Quotient:
        if isinstance(node.args[0], Op) and node.args[0].name == "mod":
            raise Inexact
        inner = self.convert(node.args[0])
        return Quotient(-inner.top, inner.bottom)

    def _power(self, node: Op) -> Quotient:
        base, exponent = node.args
        value = number_or_none(exponent)
        if value is None or value.q != 1:
            exact = number_or_none(node)
            return self._opaque(node) if exact is None else Quotient(self.context.constant(exact), self.one)
        n = int(value.p)
        inner = self.convert(base)
        if abs(n) > 1 and len(inner.top) == len(inner.bottom) == 1 and abs(n) <= 5000:
            bits = max(_bits(inner.top.coeffs()[0]), _bits(inner.bottom.coeffs()[0]))
            if bits * abs(n) > MAX_BITS:
                raise TooBig
        elif abs(n) > MAX_POWER or (len(inner.top) > 1 and _terms(len(inner.top), abs(n)) > MAX_TERMS):
            raise TooBig
        if n < 0:
            if inner.top.is_zero():
                raise Undefined
            return Quotient(inner.bottom ** (-n), inner.top ** (-n))
        if n == 0 and inner.top.is_zero():
            raise Undefined
        return Quotient(inner.top**n, inner.bottom**n)

    def _opaque(self, node: Op) -> Quotient:
        exact = number_or_none(node)
        if exact is not None:
            return Quotient(self.context.constant(exact), self.one)
        keys: list[object] = []
        for arg in node.args:
            if isinstance(arg, Sym) and node.name in ("apply", "prime"):
                keys.append(arg.name)
            else:
                keys.append(self.key(self.convert(arg)))
        return self._part((node.name, node.tag, *keys), node)

    def _part(self, key: object, node: Node) -> Quotient:
        self.met.add(key)
        place = self.parts.get(key)
        if place is None:
            place = len(self.names) + len(self.parts)
            if place >= len(self.generators):
                raise TooBig
            self.parts[key] = place
            self.opaque[place] = node
        return Quotient(self.generators[place], self.one)

    def key(self, quotient: Quotient) -> object:
        """A canonical, hashable form of a quotient."""
        top, bottom = self.cancelled(quotient)
        return tuple(sorted((str(m), str(c)) for m, c in top.to_dict().items())), tuple(
            sorted((str(m), str(c)) for m, c in bottom.to_dict().items())
        )

    def cancelled(self, quotient: Quotient) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """Top and bottom without common factor, the bottom monic."""
        top, bottom = quotient.top, quotient.bottom
        if not bottom.is_constant():
            common = top.gcd(bottom)
            if not common.is_constant():
                top, bottom = top / common, bottom / common
        lead = bottom.leading_coefficient()
        return top / lead, bottom / lead


def _terms(terms: int, power: int) -> int:
    """The most terms a power can have: binomial(terms + power - 1, power), cut off."""
    total = 1
    for k in range(1, min(terms, power + 1)):
        total = total * (power + k) // k
        if total > 10 * MAX_TERMS:
            break
    return total


def as_node(field: Field, poly: fmpq_mpoly) -> Node:
    """A polynomial in the field's variables as a tree."""
    terms: list[Node] = []
    for exponents, coefficient in poly.to_dict().items():
        factors: list[Node] = [nodes.num(fraction_of(coefficient))]
        factors += [nodes.power(Sym(field.names[k]), nodes.num(int(e))) for k, e in enumerate(exponents) if int(e)]
        terms.append(nodes.mul(*factors))
    return nodes.add(*terms)
