"""Numbers as measured or rounded: laws of tolerances, figures, places and decimals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.checker.answers import judge
from tutor.checker.nodes import Num
from tutor.checker.numbers import decimals, literal, significant
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import AnswerRequest, Code, Status

FIGURES = [
    ("2640", 3, 4),
    ("0.0", 1, 1),
    ("0.00", 2, 2),
    ("0", 1, 1),
    ("5.3e22", 2, 2),
    ("0.050", 2, 2),
    ("100", 1, 3),
    ("100.", 3, 3),
    ("1.200", 4, 4),
]


@pytest.mark.parametrize(("text", "low", "high"), FIGURES)
def test_the_figures_of_a_written_number_are_counted(text: str, low: int, high: int) -> None:
    assert significant(Num(Fraction(text.rstrip(".")), text)) == (low, high)


LITERALS = [
    ("-138*10^-3", "138", -3),
    ("5.3e22", "5.3e22", 0),
    ("0.50", "0.50", 0),
    ("3.14/10^6", "3.14", -6),
    ("50%", "50", 0),
]


@pytest.mark.parametrize(("text", "digits", "power"), LITERALS)
def test_a_written_number_is_found_with_its_power_of_ten(text: str, digits: str, power: int) -> None:
    found = literal(read(text).node)
    assert found is not None
    assert (found[0].text, found[1]) == (digits, power)


@pytest.mark.parametrize("text", ["1/3", "sqrt(2)", "x", "2+3", "pi"])
def test_what_is_no_written_number_has_no_digits(text: str) -> None:
    assert literal(prepare(read(text).node)) is None


def test_decimals_are_those_written() -> None:
    assert decimals(Num(Fraction(3), "3.00")) == 2


POSITIVE = st.decimals(min_value="0.001", max_value="99999", allow_nan=False, allow_infinity=False, places=6)


@given(POSITIVE, st.integers(1, 8))
@settings(max_examples=80, deadline=None)
def test_a_value_rounded_to_the_figures_asked_for_is_right(value: Decimal, count: int) -> None:
    assume(value > 0)
    exponent = value.adjusted() - count + 1
    rounded = value.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_UP)
    mantissa = rounded.scaleb(-rounded.adjusted())
    text = f"{mantissa.quantize(Decimal(1).scaleb(1 - count))}e{rounded.adjusted()}"
    assert judge(AnswerRequest(expected=str(value), given=text, sf=count)).status is Status.VALID
    longer = judge(
        AnswerRequest(expected=str(value), given=text.replace("e", "0e" if "." in text else ".0e"), sf=count)
    )
    assert longer.code is Code.PRECISION


@given(POSITIVE, st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_a_value_rounded_to_the_places_asked_for_is_right(value: Decimal, places: int) -> None:
    text = str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))
    assert judge(AnswerRequest(expected=str(value), given=text, places=places)).status is Status.VALID
    assert (
        judge(AnswerRequest(expected=str(value), given=text + ("0" if places else ".0"), places=places)).code
        is Code.PRECISION
    )


@given(st.integers(1, 10**6), st.integers(1, 999), st.sampled_from([0.01, 0.05, 0.1]))
@settings(max_examples=80, deadline=None)
def test_a_relative_tolerance_holds_up_to_its_edge_and_not_beyond(value: int, part: int, rel: float) -> None:
    edge = Fraction(value) * Fraction(str(rel))
    inside, outside = (
        Fraction(value) + edge * Fraction(part, 1000),
        Fraction(value) + edge * Fraction(1000 + part, 1000),
    )
    assert judge(AnswerRequest(expected=str(value), given=str(inside), rel=rel)).status is Status.VALID
    assert judge(AnswerRequest(expected=str(value), given=str(Fraction(value) + edge), rel=rel)).status is Status.VALID
    assert judge(AnswerRequest(expected=str(value), given=str(outside), rel=rel)).status is Status.INVALID


@given(st.integers(-999, 999), st.integers(0, 100), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_absolute_tolerance_is_symmetric(value: int, distance: int, below: bool) -> None:
    given_text = str(Fraction(value) + Fraction(distance, 50) * (-1 if below else 1))
    status = judge(AnswerRequest(expected=str(value), given=given_text, abs=1.0)).status
    assert status is (Status.VALID if distance <= 50 else Status.INVALID)


@given(st.integers(1, 400), st.integers(2, 400), st.integers(9, 14))
@settings(max_examples=80, deadline=None)
def test_a_long_decimal_stands_for_the_fraction_it_rounds_and_for_no_other(top: int, bottom: int, digits: int) -> None:
    value = Fraction(top, bottom)
    scaled = value * 10**digits
    assume(scaled.denominator != 1)
    assume(value > Fraction(1, 10))
    near = Decimal(round(scaled)).scaleb(-digits)
    assert judge(AnswerRequest(expected=f"{top}/{bottom}", given=f"{near:f}")).status is Status.VALID
    off = Decimal(round(scaled) + 7).scaleb(-digits)
    assert judge(AnswerRequest(expected=f"{top}/{bottom}", given=f"{off:f}")).status is Status.INVALID


def test_short_decimals_are_exact() -> None:
    assert judge(AnswerRequest(expected="1/3", given="0.33")).status is Status.INVALID
    assert judge(AnswerRequest(expected="1/3", given="0.33333")).status is Status.INVALID


def test_tolerances_are_for_real_values() -> None:
    assert judge(AnswerRequest(expected="i", given="0.99i", rel=0.1)).status is Status.INVALID
