"""Quantities: conversions are exact, other dimensions and missing units are seen, the wanted unit is wanted."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import units
from tutor.checker.answers import judge
from tutor.checker.exact import fraction_of, number
from tutor.checker.quantities import is_certain, measured
from tutor.checker.values import AnswerRequest, Code, Status

LENGTHS = ["m", "cm", "mm", "km", "inch", "ft", "yd", "mi", "nm", "µm"]
MASSES = ["kg", "g", "mg", "lb", "oz", "tonne"]
TIMES = ["s", "min", "h", "ms", "day"]
ENERGIES = ["J", "kJ", "MJ", "kWh", "cal", "eV"]
FAMILIES = [LENGTHS, MASSES, TIMES, ENERGIES]
SAME_DIMENSION = st.sampled_from(FAMILIES).flatmap(
    lambda names: st.tuples(st.sampled_from(names), st.sampled_from(names))
)


def check(expected: str, given_text: str, unit: str | None = None) -> tuple[Status, Code]:
    """Status and code of a check."""
    verdict = judge(AnswerRequest(expected=expected, given=given_text, unit=unit))
    return verdict.status, verdict.code


def factor(name: str) -> Fraction:
    """The unit's factor to base units."""
    scale = units.scale(name)
    assert scale is not None
    return fraction_of(number(scale.factor))


def written(value: Fraction, name: str) -> str:
    """A quantity with an exact number, as a quotient where it isn't whole."""
    return f"{value.numerator} {name}" if value.denominator == 1 else f"({value.numerator}/{value.denominator}) {name}"


@given(st.integers(1, 9999), SAME_DIMENSION)
@settings(max_examples=120, deadline=None)
def test_a_converted_quantity_is_the_same_quantity(amount: int, names: tuple[str, str]) -> None:
    first, second = names
    converted = Fraction(amount) * factor(first) / factor(second)
    assert measured(written(Fraction(amount), first)) is not None
    assert check(written(Fraction(amount), first), written(converted, second))[0] is Status.VALID


@given(st.integers(1, 9999), SAME_DIMENSION, st.sampled_from([10, 1000, Fraction(1, 1000), Fraction(11, 10)]))
@settings(max_examples=80, deadline=None)
def test_a_wrong_factor_is_refuted(amount: int, names: tuple[str, str], slip: Fraction) -> None:
    first, second = names
    converted = Fraction(amount) * factor(first) / factor(second) * slip
    assert check(written(Fraction(amount), first), written(converted, second)) == (Status.INVALID, Code.NOT_EQUIVALENT)


@given(st.integers(1, 999), st.sampled_from(LENGTHS), st.sampled_from(MASSES + TIMES + ENERGIES))
@settings(max_examples=60, deadline=None)
def test_another_dimension_is_a_wrong_unit(amount: int, name: str, other: str) -> None:
    assert check(f"{amount} {name}", f"{amount} {other}") == (Status.INVALID, Code.UNIT)


@given(st.integers(1, 999), st.sampled_from(LENGTHS + MASSES + TIMES + ENERGIES))
@settings(max_examples=40, deadline=None)
def test_a_missing_unit_is_seen(amount: int, name: str) -> None:
    assert check(f"{amount} {name}", str(amount)) == (Status.INVALID, Code.UNIT)


COMPOUND = [
    ("1 N", "1 kg m/s^2"),
    ("1 J", "1 N m"),
    ("1 W", "1 J/s"),
    ("1 Pa", "1 N/m^2"),
    ("1 V", "1 J/C"),
    ("1 Ω", "1 V/A"),
    ("1 F", "1 C/V"),
    ("1 T", "1 Wb/m^2"),
    ("1 H", "1 V s/A"),
    ("1 L", "1 dm^3"),
    ("36 km/h", "10 m/s"),
    ("1 g/mL", "1000 kg/m^3"),
    ("1 kWh", "3600 kJ"),
    ("1 ha", "10000 m^2"),
    ("1 M", "1 mol/L"),
    ("60 rpm", "1 Hz"),
    ("1 acre", "4840 yd^2"),
    ("1 gal", "4 qt"),
    ("1 byte", "8 bit"),
    ("1 atm", "760 Torr"),
    ("1 h 30 min", "90 min"),
    ("6 ft 2 in", "74 in"),
]


@pytest.mark.parametrize(("expected", "given_text"), COMPOUND)
def test_compound_units_come_down_to_the_same_base(expected: str, given_text: str) -> None:
    assert check(expected, given_text)[0] is Status.VALID
    assert check(given_text, expected)[0] is Status.VALID


TEMPERATURES = [
    ("0 °C", "273.15 K"),
    ("100 °C", "212 °F"),
    ("-40 °C", "-40 °F"),
    ("37 °C", "98.6 °F"),
    ("20 degrees Celsius", "293.15 K"),
]


@pytest.mark.parametrize(("expected", "given_text"), TEMPERATURES)
def test_temperatures_are_points_of_their_scales(expected: str, given_text: str) -> None:
    assert check(expected, given_text)[0] is Status.VALID


def test_a_degree_in_a_compound_unit_is_a_step() -> None:
    assert check("4.18 J/(g °C)", "4180 J/(kg K)")[0] is Status.VALID


WANTED = [
    ("5 m", "5 m", "m", Status.VALID),
    ("5 m", "500 cm", "m", Status.INVALID),
    ("5", "5 m", "m", Status.VALID),
    ("5", "5", "m", Status.INVALID),
    ("5 km/h", "5 km/h", "km/h", Status.VALID),
    ("5 m/s", "18 km/h", "m/s", Status.INVALID),
    ("5 m/s", "5 m s^-1", "m/s", Status.VALID),
]


@pytest.mark.parametrize(("expected", "given_text", "unit", "status"), WANTED)
def test_the_unit_that_is_asked_for_is_wanted(expected: str, given_text: str, unit: str, status: Status) -> None:
    assert check(expected, given_text, unit)[0] is status


CERTAIN = [
    ("5 m", True),
    ("5 km", True),
    ("$5", True),
    ("30°", True),
    (r"5\ \mathrm{m}", True),
    ("5m", False),
    ("2x", False),
    ("ab", False),
    ("x+3", False),
    ("3 apples", True),
    ("no solution", False),
    ("50%", True),
    ("sin 2x", False),
]


@pytest.mark.parametrize(("text", "certain"), CERTAIN)
def test_quantities_are_told_from_algebra(text: str, certain: bool) -> None:
    assert is_certain(text) is certain


ALGEBRA = [
    ("2m", "m+m"),
    ("ab", "ba"),
    ("5x", "x*5"),
    ("a^2 b", "b a^2"),
    ("m h", "h m"),
    ("12p^2", "(12p^2)"),
    ("s/t", "s t^-1"),
    ("9.8 m", "m*9.8"),
]


@pytest.mark.parametrize(("expected", "given_text"), ALGEBRA)
def test_letters_that_could_be_units_may_be_variables(expected: str, given_text: str) -> None:
    assert check(expected, given_text)[0] is Status.VALID


def test_added_dimensions_have_to_agree() -> None:
    assert measured("5 m + 3 s") is None
    assert measured("5 m + 30 cm") is not None
