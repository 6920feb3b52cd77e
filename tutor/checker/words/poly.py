"""Derivations as sums of products over the numbers of a problem, so that order, brackets and steps don't matter.

A number of the problem is a symbol here, not a value: 3 * 4 from "3 times as many" and "4 boxes" differs from 12 given.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

MAX_TERMS: Final = 48
MAX_FACTORS: Final = 24
_SMALL: Final = frozenset(map(Fraction, (2, 100)))

Atom = tuple[str, object]
"""("n", value) is a number of the problem, ("x", letter) an unknown, ("s", terms) a sum that is divided by."""
Factors = tuple[tuple[Atom, int], ...]


class Unwieldy(ArithmeticError):
    """A derivation with too many terms or factors, or a division by zero."""


@dataclass(frozen=True)
class Poly:
    """A sum of `coefficient * product of atoms`; terms without zero coefficients, in a fixed order."""

    terms: tuple[tuple[Factors, Fraction], ...]

    @cached_property
    def table(self) -> dict[Factors, Fraction]:
        """Factors -> coefficient."""
        return dict(self.terms)

    @cached_property
    def atoms(self) -> frozenset[Atom]:
        """Every atom in it, those inside divided sums included."""
        found: set[Atom] = set()
        for factors, _ in self.terms:
            for atom, _exponent in factors:
                found.add(atom)
                if atom[0] == "s":
                    found |= Poly(terms=atom[1]).atoms  # type: ignore[arg-type]
        return frozenset(found)

    @property
    def constant(self) -> Fraction | None:
        """Its value if it has no atoms, else None."""
        if not self.terms:
            return Fraction(0)
        return self.terms[0][1] if len(self.terms) == 1 and not self.terms[0][0] else None

    def __add__(self, other: Poly) -> Poly:
        out = dict(self.terms)
        for factors, coefficient in other.terms:
            out[factors] = out.get(factors, Fraction(0)) + coefficient
        return _poly(out)

    def __neg__(self) -> Poly:
        return Poly(terms=tuple((factors, -coefficient) for factors, coefficient in self.terms))

    def __sub__(self, other: Poly) -> Poly:
        return self + (-other)

    def __mul__(self, other: Poly) -> Poly:
        if len(self.terms) * len(other.terms) > MAX_TERMS * 4:
            raise Unwieldy
        out: dict[Factors, Fraction] = {}
        for one, a in self.terms:
            for two, b in other.terms:
                factors = _product(one, two)
                out[factors] = out.get(factors, Fraction(0)) + a * b
        return _poly(out)

    def __truediv__(self, other: Poly) -> Poly:
        return self * other.inverse()

    def inverse(self) -> Poly:
        """1 / self. Raises Unwieldy if it is zero."""
        if not self.terms:
            raise Unwieldy
        if len(self.terms) == 1:
            factors, coefficient = self.terms[0]
            return Poly(terms=((tuple((atom, -exponent) for atom, exponent in factors), 1 / coefficient),))
        lead = self.terms[0][1]
        body = tuple((factors, coefficient / lead) for factors, coefficient in self.terms)
        return Poly(terms=(((((("s", body)), -1),), 1 / lead),))

    def power(self, exponent: int) -> Poly:
        """self multiplied by itself. Raises Unwieldy beyond the eighth power."""
        if not 0 <= exponent <= 8:
            raise Unwieldy
        out = ONE
        for _ in range(exponent):
            out = out * self
        return out


def _poly(table: dict[Factors, Fraction]) -> Poly:
    terms = sorted(((f, c) for f, c in table.items() if c), key=lambda term: repr(term[0]))
    if len(terms) > MAX_TERMS:
        raise Unwieldy
    return Poly(terms=tuple(terms))


def _product(one: Factors, two: Factors) -> Factors:
    out = dict(one)
    for atom, exponent in two:
        out[atom] = out.get(atom, 0) + exponent
    if len(out) > MAX_FACTORS:
        raise Unwieldy
    return tuple(sorted(((atom, exponent) for atom, exponent in out.items() if exponent), key=repr))


def constant(value: Fraction | int) -> Poly:
    """A plain number that is no symbol."""
    return _poly({(): Fraction(value)})


def symbol(value: Fraction) -> Poly:
    """A number of the problem as a symbol; 0 and 1 stay themselves, a part such as 1/4 is one by its denominator."""
    if value in (0, 1):
        return constant(value)
    if value < 0:
        return -symbol(-value)
    if value.numerator == 1:
        return Poly(terms=((((("n", Fraction(value.denominator)), -1),), Fraction(1)),))
    return Poly(terms=((((("n", value), 1),), Fraction(1)),))


def unknown(letter: str) -> Poly:
    """A letter."""
    return Poly(terms=((((("x", letter), 1),), Fraction(1)),))


ONE: Final = constant(1)
ZERO: Final = constant(0)


def loosen(poly: Poly) -> Poly:
    """The same with small counts and 100 as plain numbers, so that 50 + 50 is 2 * 50 and 20 % is 20 / 100."""
    out = ZERO
    try:
        for factors, coefficient in poly.terms:
            term = constant(coefficient)
            for atom, exponent in factors:
                term = term * _loose(atom, exponent)
            out = out + term
    except Unwieldy:
        return poly
    return out


def _loose(atom: Atom, exponent: int) -> Poly:
    kind, value = atom
    if kind == "n" and value in _SMALL:
        return constant(Fraction(str(value)) ** exponent)
    if kind == "s":
        inner = loosen(Poly(terms=value))  # type: ignore[arg-type]
        return inner.power(exponent) if exponent > 0 else inner.power(-exponent).inverse()
    return Poly(terms=((((atom, exponent),), Fraction(1)),))


def is_part(piece: Poly, whole: Poly) -> bool:
    """Is `piece`, up to a factor that cancels nothing in it, a partial sum of `whole` (or of a sum it divides by)?

    2*3 and 3 + 4 are parts of 2*3*5 + 2*4*5; 2*4 + 3 and 3/5 are not. Right intermediate results are parts of the
    result, whatever the order and grouping, a result that left the way is not.
    """
    return bool(_matches(piece, whole)) or any(is_part(piece, inner) for inner in _divided(whole))


def is_grouping(piece: Poly, whole: Poly) -> bool:
    """Is `piece`, a sum, a partial sum of like-signed terms of `whole`, which any grouping may give?

    4 + 2 is one of 24 - 4 - 2, and 5 + 7 one of 2*5 + 2*7 + 3; 24 - 4 is a premature difference, and in 10*(30 - 4)
    10*30 forgets that something is taken away.
    """
    alike = len({coefficient > 0 for _, coefficient in piece.terms}) == 1
    if alike and len(piece.terms) > 1 and _matches(piece, whole):
        return True
    if alike and all(whole.table.get(f, Fraction(0)) / c >= 1 for f, c in piece.terms):
        return True
    return any(is_grouping(piece, inner) for inner in _divided(whole))


def _divided(whole: Poly) -> list[Poly]:
    """The sums that a derivation divides by."""
    return [
        Poly(terms=atom[1])  # type: ignore[arg-type]
        for factors, _ in whole.terms
        for atom, _exponent in factors
        if atom[0] == "s"
    ]


def _matches(piece: Poly, whole: Poly) -> list[Fraction]:
    """The ratios of coefficients with which `piece` times some cofactor is a partial sum of `whole`."""
    found: list[Fraction] = []
    if not piece.terms:
        return found
    lead, coefficient = piece.terms[0]
    for factors, target in whole.terms:
        cofactor = _cofactor(lead, factors)
        if cofactor is None:
            continue
        ratio = target / coefficient
        if all(whole.table.get(_product(other, cofactor)) == c * ratio for other, c in piece.terms):
            found.append(ratio)
    return found


def _cofactor(part: Factors, whole: Factors) -> Factors | None:
    """What `part` must be multiplied by to give `whole`, None if that would cancel a factor of it."""
    has = dict(whole)
    for atom, exponent in part:
        there = has.get(atom, 0)
        if there * exponent < 0 or abs(there) < abs(exponent):
            return None if not _inverted(part, whole) else _quotient(part, whole)
    return _quotient(part, whole)


def _inverted(part: Factors, whole: Factors) -> bool:
    """Is `part` there upside down (hours per mile for miles per hour)?"""
    has = dict(whole)
    return bool(part) and all(
        has.get(atom, 0) * exponent < 0 and abs(has[atom]) >= abs(exponent) for atom, exponent in part
    )


def _quotient(part: Factors, whole: Factors) -> Factors:
    out = dict(whole)
    for atom, exponent in part:
        out[atom] = out.get(atom, 0) - exponent
    return tuple(sorted(((atom, exponent) for atom, exponent in out.items() if exponent), key=repr))
