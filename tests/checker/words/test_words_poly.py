"""Derivations as sums of products: equal whatever the order, and what is a part of what."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.checker.words.poly import (
    MAX_TERMS,
    ONE,
    ZERO,
    Poly,
    Unwieldy,
    constant,
    is_grouping,
    is_part,
    loosen,
    symbol,
    unknown,
)


def s(value: int | str) -> Poly:
    """A number of the problem."""
    return symbol(Fraction(value))


A, B, C, D, E = s(7), s(11), s(13), s(17), s(19)

EQUAL: list[tuple[str, Poly, Poly]] = [
    ("sums commute", A + B, B + A),
    ("products commute", A * B, B * A),
    ("sums associate", (A + B) + C, A + (B + C)),
    ("products distribute", (A + B) * C, A * C + B * C),
    ("differences cancel", A + B - A, B),
    ("quotients cancel", A * B / A, B),
    ("dividing twice", A / B / C, A / (B * C)),
    ("a part is one by its denominator", s("1/4"), ONE / s(4)),
    ("half of a sum", (A + B) * s("1/2"), A / s(2) + B / s(2)),
    ("one and zero are plain", A * s(1) + s(0), A),
    ("minus minus", -(ZERO - A), A),
    ("subtracting a sum", A - (B + C), A - B - C),
    ("powers", A * A * A, A.power(3)),
    ("a sum divided by", A / (B + C), A / (C + B)),
]


@pytest.mark.parametrize(("law", "left", "right"), EQUAL)
def test_the_order_of_a_computation_does_not_matter(law: str, left: Poly, right: Poly) -> None:
    assert left == right, law


DIFFERENT: list[tuple[Poly, Poly]] = [
    (A + B, A * B),
    (A * B, s(77)),
    (A / B, B / A),
    (A - B, B - A),
    (s(2) * A, A + A),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_the_same_value_from_other_numbers_is_another_derivation(left: Poly, right: Poly) -> None:
    assert left != right


def test_repeated_addition_is_multiplication_once_loosened() -> None:
    assert loosen(s(2) * A) == loosen(A + A)
    assert loosen(A * s(20) / s(100)) == A * s(20) * constant(Fraction(1, 100))


PARTS: list[tuple[str, Poly, Poly, bool]] = [
    ("a factor", A, A * B, True),
    ("a product of some factors", A * C, A * B * C, True),
    ("a summand", A, A + B, True),
    ("a partial sum", A + C, A + B + C, True),
    ("a sum that is multiplied later", A + B, (A + B) * C, True),
    ("one product of a distributed sum", A * C, (A + B) * C, True),
    ("what is subtracted", B + C, A - B - C, True),
    ("a premature difference", A - B, A - B - C, True),
    ("a divisor", A, C / A, True),
    ("the other way up", B / A, A / B, True),
    ("a sum that is divided by", A + B, C / (A + B), True),
    ("itself", A * B + C, A * B + C, True),
    ("another number", E, A * B, False),
    ("a product of numbers that are added", A * B, A + B, False),
    ("a sum of numbers that are multiplied", A + B, A * B, False),
    ("too much", A + B + C, A + B, False),
    ("one factor too many", A * B * C, A * B, False),
    ("divided where it is multiplied", A / B, A * B, False),
    ("added where it is subtracted", A + B, A - B, False),
    ("taken twice", A + B + B, A + B, False),
]


@pytest.mark.parametrize(("what", "piece", "whole", "expected"), PARTS)
def test_what_belongs_to_a_computation(what: str, piece: Poly, whole: Poly, expected: bool) -> None:
    assert is_part(piece, whole) is expected, what


GROUPINGS: list[tuple[str, Poly, Poly, bool]] = [
    ("like-signed terms", B + C, A - B - C, True),
    ("terms added anyway", A + B, A + B + C, True),
    ("counts", A + A, A + A + A + B, True),
    ("one of each of several", A + B, A + A + B + B + B + C, True),
    ("more of one than there are", A + A + B, A + B + B + C, False),
    ("one of each, one of them taken away", A - B, A + A - B - C, False),
    ("a premature difference", A - B, A - B - C, False),
    ("terms of unlike sign", A + B, A - B, False),
    ("another number", A + E, A + B, False),
]


@pytest.mark.parametrize(("what", "piece", "whole", "expected"), GROUPINGS)
def test_which_sums_any_grouping_may_give(what: str, piece: Poly, whole: Poly, expected: bool) -> None:
    assert is_grouping(piece, whole) is expected, what


def test_dividing_by_nothing_is_refused() -> None:
    with pytest.raises(Unwieldy):
        A / (B - B)


def test_sizes_are_bounded() -> None:
    big = sum((s(k) for k in range(2, 30)), ZERO)
    with pytest.raises(Unwieldy):
        big * big * big
    with pytest.raises(Unwieldy):
        sum((s(k) for k in range(2, MAX_TERMS + 9)), ZERO)
    with pytest.raises(Unwieldy):
        A.power(9)


def test_unknowns_are_atoms_of_their_own() -> None:
    assert unknown("x") * s(3) / s(3) == unknown("x")
    assert unknown("x") != unknown("y")


small = st.integers(min_value=2, max_value=9).map(s)


@st.composite
def polys(draw: st.DrawFn) -> Poly:
    """A short computation over a few numbers."""
    out = draw(small)
    for _ in range(draw(st.integers(0, 3))):
        other = draw(small)
        match draw(st.sampled_from("+-*")):
            case "+":
                out = out + other
            case "-":
                out = out - other
            case _:
                out = out * other
    return out


@given(polys(), polys(), polys())
def test_arithmetic_of_derivations_is_that_of_a_ring(a: Poly, b: Poly, c: Poly) -> None:
    assert a + b == b + a
    assert a * b == b * a
    assert (a + b) + c == a + (b + c)
    assert a * (b + c) == a * b + a * c
    assert a - a == ZERO
    assert a + ZERO == a
    assert a * ONE == a


@given(polys(), small)
def test_a_computation_is_part_of_itself_times_another_number(a: Poly, b: Poly) -> None:
    if a.terms and a.constant is None:
        assert is_part(a, a * b)


@given(polys(), polys())
def test_every_part_stays_one_when_something_new_is_added(a: Poly, b: Poly) -> None:
    new = s(101)
    if a.terms and is_part(a, b):
        assert is_part(a, b + new)
