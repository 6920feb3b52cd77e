"""Units made of several, letters that are units or unknowns, times of day, proportions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker.values import Code, Status, WorkRequest
from tutor.checker.words import judge_words
from tutor.checker.words.expression import Number, names
from tutor.checker.words.lexicon import CLOCK
from tutor.checker.words.measures import read_tokens
from tutor.checker.words.read import read_line
from tutor.checker.words.scan import Kind

PROBLEM = "A problem with some words in it about things that are counted and measured here."

RIGHT = [
    "72 km/h = 20 m/s",
    "1 m^2 = 10000 cm^2",
    "60000 cm^3 = 60 litres",
    "60000 cm^3 = 60 L",
    "0.25 m^3 = 250 liters",
    "F = m a = 1200 * 4 = 4800 N",
    "F = m*a = 1200 kg * 4 m/s^2 = 4800 N",
    "E = 0.5 * 2 * 3^2 = 9 J",
    "KE = 1/2 * 2 kg * (3 m/s)^2 = 9 J",
    "P = W/t = 600 J / 30 s = 20 W",
    "I = U/R = 12 V / 60 Ω = 0.2 A",
    "R = 12 V / 0.2 A = 60 ohms",
    "2 kWh * $0.25/kWh = $0.50",
    "2000 W * 3 min = 6000 W min = 0.1 kWh",
    "5 N * 3 m = 15 J",
    "v = 10 m/s^2 * 3 s = 30 m/s",
    "s = 1/2 * 10 * 3^2 = 45 m",
    "s = 1/2 * 10 m/s^2 * (3 s)^2 = 45 m",
    "t = 45 m / 15 m/s = 3 s",
    "From 8:15 to 9:45 is 1 hour and 30 minutes.",
    "9:45 - 8:15 = 1:30",
    "9:45 - 8:15 = 1.5 hours",
    "9:45 - 8:15 = 90 minutes",
    "9:45 - 8:15 = 90",
    "8:15 + 90 min = 9:45",
    "8:15 + 1.5 h = 9:45",
    "11:30 pm + 45 minutes = 12:15 am",
    "11:30 + 45 min = 12:15",
    "10 pm - 8 am = 14 hours",
    "22:00 - 8:00 = 14 hours",
    "2:30 pm = 14:30",
    "5 pm + 3 hours = 8 pm",
    "5 pm + 3 = 8 pm",
    "7:50 + 0:30 = 8:20",
    "6:40 + 25 = 7:05",
    "The ratio 2:3 = 4:6",
    "12:8 = 3:2",
    "1:3 = 5:15",
    "boys : girls = 3 : 4",
    "3:4 = 12:16 so there are 16 girls",
    "x:45 = 3:5",
    "2x + 3x = 5x",
    "3m + 2m = 5m",
    "3 m + 2 m = 5 m",
    "3m + 2 = 11",
    "2s + 4 = 10",
    "4g - 3 = 13",
    "5l + 2 = 12",
    "3h = 12",
    "a = 4 and b = 5 so a + b = 9",
    "a + b = 9",
    "a * b = 20",
    "2a + 3b = 23",
    "a = 20 - b",
    "I = 12/4 = 3",
    "A = 5 * 4 = 20 m^2",
    "A = 3.14 * 5^2 = 78.5 cm^2",
    "V = 5^3 = 125 cm^3",
    "C = 2 * 3.14 * 5 = 31.4 cm",
    "C = (86 - 32) * 5/9 = 30",
    "F = 9/5 * 30 + 32 = 86",
    "20 C = 68 F",
    "5^2 m^2 = 25 m^2",
    "5 m * 5 m = 25 m²",
    "5m x 5m = 25 sq m",
    "3 x 10^8 m/s * 2 s = 6 x 10^8 m",
    "1.5 kg = 1500 g",
    "2.5 h = 150 min",
    "1/2 h = 30 min",
    "3/4 of an hour = 45 minutes",
    "45 min = 0.75 h",
    "2 h 15 min = 135 min",
    "2 hours and 15 minutes - 45 minutes = 1.5 hours",
    "5 ft 6 in = 66 inches",
    "6'2\" = 74 inches",
    "10% of 50 kg = 5 kg",
    "50 kg - 10% = 45 kg",
    "$20 + 8% = $21.60",
    "3 kg at $2/kg = $6",
    "3 kg * $2 / kg = $6",
    "100 km / 2 h = 50 km/h",
    "100 km : 2 h = 50 km/h",
    "6 l/100 km * 350 km = 21 l",
    "6 litres per 100 km * 350 km = 21 litres",
    "20 °C + 5 °C = 25 °C",
    "-4 °C + 11 °C = 7 °C",
    "12 eggs/dozen * 15 dozen = 180 eggs",
    "2 * 3 A = 6 A",
    "4 V + 5 V = 9 V",
    "12 V - 3 V = 9 V",
    "3 K + 4 K = 7 K",
    "$5 K + $3 K = $8 K",
    "5K race + 10K race = 15K",
    "Room 5A + 3 = 8",
    "8 am to 5 pm - 1 hour lunch = 8 hours",
    "9-5 = 4",
    "He works 9-5 = 8 hours",
    "1st + 2nd = 3rd",
    "The 3rd angle is 180 - 60 - 50 = 70°",
    "30° + 60° = 90°",
    "x = 180° - 110° = 70°",
    "q = 5 and r = 3, so 5q + 2r = 31",
    "12 : 4 = 3",
    "0.5 * 9.8 * 4 = 19.6 m",
    "1 km 200 m + 800 m = 2 km",
    "1 kg 200 g + 300 g = 1.5 kg",
    "1 lb 4 oz + 12 oz = 2 lb",
    "$1.50 + 50 cents = $2",
    "20 mph * 3 h = 60 miles",
    "60 mph = 1 mile per minute",
    "60 miles/hour / 60 minutes/hour = 1 mile/minute",
    "5 V / 10 A = 0.5 ohm",
    "W = F s = 5 * 3 = 15 J",
    "m = 3 kg, g = 10, so m g = 30 N",
    "p = 2 * (3 + 4) = 14 cm",
    "d = 2 r = 2 * 5 = 10",
    "4 s = 20 cm, so s = 5 cm",
    "4s = 20",
    "4 s = 20",
    "P = 4 s = 4 * 5 = 20 cm",
    "2 l + 2 w = 2 * 5 + 2 * 3 = 16",
    "P = 2l + 2w = 2(5) + 2(3) = 16 m",
    "A = l * w = 5 * 3 = 15 m^2",
    "A = b h / 2 = 6 * 4 / 2 = 12",
    "V = l w h = 2 * 3 * 4 = 24 m^3",
    "10 g/ml * 5 ml = 50 g",
]

WRONG = [
    "72 km/h = 25 m/s",
    "1 m^2 = 100 cm^2",
    "60000 cm^3 = 600 litres",
    "F = m * a = 1200 kg * 4 m/s^2 = 4900 N",
    "P = 600 J / 30 s = 2 W",
    "5 N * 3 m = 8 J",
    "t = 45 m / 15 m/s = 4 s",
    "6 * 9 / 2 = 54 m^2",
    "5^3 = 15 cm^3",
    "The base is 5 cm * 4 cm = 9 cm^2.",
    "8:15 + 90 min = 9:50",
    "8:15 am + 2 hours = 10:45 am",
    "9:45 - 8:15 = 80 minutes",
    "9:45 - 8:15 = 2 hours",
    "11:30 pm + 45 minutes = 11:15 am",
    "5 pm + 3 hours = 9 pm",
    "2:3 = 4:5",
    "12:8 = 4:3",
    "50 kg - 10% = 42 kg",
    "$20 + 8% = $24",
    "6 litres per 100 km * 350 km = 20 litres",
    "He works 9-5 = 9 hours",
    "12m + 8m = 21m",
    "2 s + 3 s = 6 s",
    "4 V + 5 V = 10 V",
    "V = 5^3 = 15 cm^3",
]

UNITS: list[tuple[str, list[tuple[str, str]]]] = [
    ("60 cm^3", [("60", "cm^3")]),
    ("60 cm² and 4 m/s^2", [("60", "cm²"), ("4", "m/s^2")]),
    ("90 km/h for 2 h", [("90", "km/h"), ("2", "hour")]),
    ("so t = 20/4 = 5 s", [("20", ""), ("4", ""), ("5", "second")]),
    ("= 4800 N", [("4800", "newton")]),
    ("5 * 10^3 m", [("5", ""), ("10", ""), ("3", "meter")]),
    ("7.9 g/cm^3", [("7.9", "g/cm^3")]),
    ("from 7:50 am to 1:20 pm", [("47/6", CLOCK), ("40/3", CLOCK)]),
    ("at 12 am and 12 pm and 14:30", [("0", CLOCK), ("12", CLOCK), ("29/2", CLOCK)]),
    ("3 times a day", [("3", "times")]),
    ("it jumps 4000 times.", [("4000", "times")]),
]

UNKNOWNS: list[tuple[str, set[str]]] = [
    ("15q + 180 = 300", {"q"}),
    ("a + c = 120", {"a", "c"}),
    ("a = 20 - b", {"a", "b"}),
    ("20 - a = 3", {"a"}),
    ("3m + 2 = 11", {"m"}),
    ("4h - 3 = 13", {"h"}),
    ("2 s + 3 s = 10", {"s"}),
    ("12m + 8m = 20m", set()),
    ("3 N + 2 N = 5 N", set()),
    ("2r + 4 = 10", {"r"}),
    ("4 * 5 = 20r", {"r"}),
    ("250 / 12 = 20r10", set()),
    ("He ate a + sign and 3 * 4 = 12 cakes", set()),
    ("I = 12 / 60 = 0.2 A", {"I"}),
    ("2:3 = x:6", {"x"}),
]


def judged(line: str) -> tuple[Status, Code]:
    """The verdict on a line by itself."""
    verdict = judge_words(WorkRequest(steps=(line,), problem=PROBLEM)).steps[0]
    return verdict.status, verdict.code


@pytest.mark.parametrize("line", RIGHT)
def test_right_lines_with_units_times_and_letters_are_not_refuted(line: str) -> None:
    assert judged(line)[0] is not Status.INVALID


@pytest.mark.parametrize("line", WRONG)
def test_wrong_lines_with_units_times_and_letters_are_refuted(line: str) -> None:
    assert judged(line) == (Status.INVALID, Code.ARITHMETIC)


@pytest.mark.parametrize(("text", "expected"), UNITS)
def test_units_are_read_with_their_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(token.value, token.unit) for token in read_tokens(text) if token.kind is Kind.NUMBER]
    assert found == [(Fraction(value), unit) for value, unit in expected]


@pytest.mark.parametrize(("text", "expected"), UNKNOWNS)
def test_unknowns_are_told_from_units_and_words(text: str, expected: set[str]) -> None:
    found = {name for chain in read_line(text).chains for side in chain.sides for name in names(side.expression)}
    assert found == expected


def test_what_looks_like_a_time_may_be_a_label() -> None:
    assert read_line("Day 2:50 + 20 = 70").chains == ()
    assert read_line("Day 2:50(2)=100").chains == ()
    assert judged("Day 2:50 + 20 = 60")[0] is not Status.INVALID


def test_a_span_of_times_alone_is_no_difference() -> None:
    assert read_line("The shop is open 9:00 - 17:00").chains == ()
    (chain,) = read_line("17:00 - 9:00 = 8 hours").chains
    assert isinstance(chain.sides[-1].expression, Number)


@pytest.mark.parametrize(
    ("line", "expected", "given"),
    [
        ("8:15 + 90 min = 9:50", "9:45", "9:50"),
        ("11:30 pm + 45 minutes = 12:25 am", "0:15", "0:25"),
        ("9:45 - 8:15 = 80 minutes", "90", "80"),
        ("9:45 - 8:15 = 2 hours", "1.5", "2"),
    ],
)
def test_the_witness_tells_times_as_times_and_spans_in_their_unit(line: str, expected: str, given: str) -> None:
    step = judge_words(WorkRequest(steps=(line,), problem=PROBLEM)).steps[0]
    assert step.witness is not None
    assert (step.witness.expected, step.witness.given) == (expected, given)
    assert f"it is not {given}." in step.reason


def test_times_and_spans_differ_by_hours_of_any_unit() -> None:
    for minutes in (1, 29, 59, 60, 61, 119, 720):
        hours, rest = divmod(9 * 60 + 45 + minutes, 60)
        right = f"9:45 + {minutes} minutes = {hours % 24}:{rest:02d}"
        wrong = f"9:45 + {minutes} minutes = {hours % 24}:{(rest + 1) % 60:02d}"
        assert judged(right)[0] is not Status.INVALID
        assert judged(wrong)[0] is Status.INVALID


def test_a_wrong_conversion_beside_a_reference_is_never_called_valid() -> None:
    """60000 / 100 is 60000 cm^3 by a wrong factor, which a share of 100 is not."""
    verdict = judge_words(
        WorkRequest(
            steps=("The tank holds 50 * 40 * 30 = 60000 cm^3.", "That is 60000 / 100 = 600 litres."),
            problem="A tank is 50 cm long, 40 cm wide and 30 cm high. How many litres does it hold?",
            reference=("It holds 50 * 40 * 30 = 60000 cm^3.", "That is 60000 / 1000 = 60 litres."),
        )
    )
    assert verdict.steps[0].status is Status.VALID
    assert verdict.steps[1].status is not Status.VALID
