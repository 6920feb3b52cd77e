"""What is read out of sentences: numbers, units, computations and their chains."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker.words.arithmetic import values
from tutor.checker.words.expression import Name, Number, evaluate, names, operations, written
from tutor.checker.words.read import Line, read_line, results
from tutor.checker.words.scan import MAX_CHARS, Kind, scan


def numbers(text: str) -> list[tuple[Fraction, str]]:
    """Value and unit of each number token."""
    return [(token.value, token.unit) for token in scan(text) if token.kind is Kind.NUMBER]


def chains(text: str) -> list[list[str]]:
    """Each chain as the texts of its sides."""
    return [[written(side.expression) for side in chain.sides] for chain in read_line(text).chains]


NUMBERS: list[tuple[str, list[tuple[str, str]]]] = [
    ("5 apples", [("5", "apples")]),
    ("1,250 bricks", [("1250", "bricks")]),
    ("12,0400 bricks", []),
    ("5 more bricks and 3 extra red ones", [("5", "bricks"), ("3", "red")]),
    ("5 more", [("5", "")]),
    ("12,000,000 stars", [("12000000", "stars")]),
    ("$4.50", [("9/2", "$")]),
    ("$ 4", [("4", "$")]),
    ("£1 and €2", [("1", "$"), ("2", "$")]),
    (".5 miles", [("1/2", "mile")]),
    ("20% off", [("20", "%")]),
    ("20 % off", [("20", "%")]),
    ("2 1/2 cups", [("5/2", "cup")]),
    ("2-1/2 cups", [("5/2", "cup")]),
    ("1½ hours", [("3/2", "hour")]),
    ("¾ of it", [("3/4", "of")]),
    ("seven dogs", [("7", "dogs")]),
    ("twenty-one days", [("21", "day")]),
    ("two-thirds of them", [("2/3", "of")]),
    ("three fourths", [("3/4", "")]),
    ("half of it", [("1/2", "of")]),
    ("a quarter of it", [("1/4", "of")]),
    ("twice as many", [("2", "as")]),
    ("2 dozen eggs", [("2", "dozen")]),
    ("a dozen eggs", [("12", "eggs")]),
    ("3 million people", [("3000000", "people")]),
    ("two hundred people", [("200", "people")]),
    ("a 7-year-old", [("7", "year-old")]),
    ("30-minute break", [("30", "minute")]),
    ("300m long", [("300", "meter")]),
    ("5kg of rice", [("5", "kilogram")]),
    ("50cm³ of gas", [("50", "cm³")]),
    ("2000 L of water", [("2000", "liter")]),
    ("8 lbs. each", [("8", "pound")]),
    ("the 2nd of May", []),
    ("at 8:30 a.m. and 5 pm", [("17/2", "o'clock"), ("17", "o'clock")]),
    ("a ratio of 2:3:5", []),
    ("no number here", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers_are_read_with_value_and_unit(text: str, expected: list[tuple[str, str]]) -> None:
    assert numbers(text) == [(Fraction(value), unit) for value, unit in expected]


CHAINS: list[tuple[str, list[list[str]]]] = [
    # a sign between computation and result
    ("She sold 48/2 = 24 clips in May.", [["48 ÷ 2", "24"]]),
    ("48/2=24", [["48 ÷ 2", "24"]]),
    ("He earns $8 * 35 = $280 in a week", [["$8 × 35", "$280"]]),
    ("6 x 3 = 18", [["6 × 3", "18"]]),
    ("6 X 3 = 18", [["6 × 3", "18"]]),
    ("6x3=18", [["6 × 3", "18"]]),
    ("6 × 3 ÷ 2 = 9", [["6 × 3 ÷ 2", "9"]]),
    ("10*.5=5", [["10 × .5", "5"]]),
    ("a total of 3+4 = 7", [["3 + 4", "7"]]),
    ("2(4) - 5 = 3", [["2 × 4 − 5", "3"]]),
    ("2(3 + 4)(5) = 70", [["2 × (3 + 4) × 5", "70"]]),
    ("2^3 = 8 and 2**3 = 8", [["2 ^ 3", "8"], ["2 ^ 3", "8"]]),
    ("-3 + 5 = 2", [["-3 + 5", "2"]]),
    ("9 - -8 = 17", [["9 − -8", "17"]]),
    ("100% - 40% = 60%", [["100% − 40%", "60%"]]),
    # chains, and two on a line
    ("4 + 4 + 8 = 8 + 8 = 16", [["4 + 4 + 8", "8 + 8", "16"]]),
    ("48/2 = 24, so 48+24 = 72 in all", [["48 ÷ 2", "24"], ["48 + 24", "72"]]),
    ("He has 12 (because 3*4 = 12).", [["3 × 4", "12"]]),
    # units and words between
    ("12 inches / 4 = 3 inches", [["12 ÷ 4", "3"]]),
    ("6 hours * 60 minutes per hour / 10 minutes per widget = 36 widgets", [["6 × 60 ÷ 10", "36"]]),
    ("$780/year / 12 months/year = $65/month", [["$780 ÷ 12", "$65"]]),
    ("90 snakes * 12 beetles/snake = 1080 beetles", [["90 × 12", "1080"]]),
    ("The number of cats 3 + the number of dogs 4 = 7", [["3 + 4", "7"]]),
    ("40 rolls - 16 that got eaten = 24 rolls", [["40 − 16", "24"]]),
    ("15 minutes in the first half + 25 minutes in the next five floors = 40 minutes", [["15 + 25", "40"]]),
    ("3 (small) apples x 2 (per day) = 6", [["3 × 2", "6"]]),
    ("$50/sq m * 2000 sq m = $100000", [["$50 × 2000", "$100000"]]),
    ("3 lbs. coffee * 40 cups per lb. = 120 cups", [["3 × 40", "120"]]),
    # words for signs
    ("83 plus 91 equals 174", [["83 + 91", "174"]]),
    ("12 minus 5 leaves 7", [["12 − 5", "7"]]),
    ("5 minus 12 equals -7", [["5 − 12", "-7"]]),
    ("3 times 4 is 12", [["3 × 4", "12"]]),
    ("20 divided by 4 is 5", [["20 ÷ 4", "5"]]),
    ("20 multiplied by 4 is 80", [["20 × 4", "80"]]),
    ("20 + 5 + 3 is 28", [["20 + 5 + 3", "28"]]),
    ("half of 48 is 24", [["half × 48", "24"]]),
    ("20% of 50 = 10", [["20% × 50", "10"]]),
    ("1/2 of 48 = 24", [["1 ÷ 2 × 48", "24"]]),
    ("20 percent of 50 = 10", [["20% × 50", "10"]]),
    ("1.5 pounds of 2 * 3 = 6", [["2 × 3", "6"]]),
    ("dividing 12 by 7 gives 1.71", [["12 ÷ 7", "1.71"]]),
    ("Subtracting 3 from 10 leaves 7", [["10 − 3", "7"]]),
    # annotations and LaTeX
    ("He sold 48/2=<<48/2=24>>24 clips", [["48 ÷ 2", "24"]]),
    (r"That is \frac{1}{2} \times 48 = 24", [["1 ÷ 2 × 48", "24"]]),
    (r"The total is \$3 \cdot 4 = \$12", [["$3 × 4", "$12"]]),
    # letters
    ("5 + x = 12 so x = 7", [["5 + x", "12"], ["x", "7"]]),
    ("3x + 129 = 1077", [["3 × x + 129", "1077"]]),
    ("3(19+x) = 57+3x.", [["3 × (19 + x)", "57 + 3 × x"]]),
    ("125-x = 30", [["125 − x", "30"]]),
    ("5a + 2(7) = 76", [["5 × a + 2 × 7", "76"]]),
    ("A = (9 - -8) = 17", [["A", "9 − -8", "17"]]),
    ("so the loan + $10,000 = $36,000", [["loan + $10,000", "$36,000"]]),
    # a computation without its result
    ("so he pays 3 * $4 for them", [["3 × $4"]]),
    # things that are no computations
    ("The 2 dogs and 3 cats slept.", []),
    ("Pages 5-7 are missing.", []),
    ("He is 5 feet tall and weighs 60 kg.", []),
    ("Two is company.", []),
    ("The ratio 2:3 = x:6", [["2 ÷ 3", "x ÷ 6"]]),
    ("2:1:3 = x:50:y", []),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS)
def test_computations_are_read_from_sentences(text: str, expected: list[list[str]]) -> None:
    assert chains(text) == expected


PRECEDENCE: list[tuple[str, str]] = [
    ("2 + 3 * 4 = 0", "14"),
    ("2 * 3 + 4 = 0", "10"),
    ("20 - 5 - 3 = 0", "12"),
    ("20 / 5 / 2 = 0", "2"),
    ("2 ^ 3 ^ 2 = 0", "512"),
    ("-2 ^ 2 = 0", "-4"),
    ("(2 + 3) * 4 = 0", "20"),
    ("2 * (3 + (4 - 1)) = 0", "12"),
    ("6 / 2(3) = 0", "9"),
    ("1/2 of 3/4 of 16 = 0", "6"),
    ("50/ 1/2 = 0", "100"),
    ("[2 + 3] * {4 - 1} = 0", "15"),
]


@pytest.mark.parametrize(("text", "value"), PRECEDENCE)
def test_operations_bind_as_in_school(text: str, value: str) -> None:
    side = read_line(text).chains[0].sides[0].expression
    assert evaluate(side, lambda leaf: leaf.value if isinstance(leaf, Number) else Fraction(0)) == Fraction(value)


def test_a_unit_after_the_result_is_its_unit() -> None:
    result = read_line("48/2 = 24 clips").chains[0].sides[-1].expression
    assert isinstance(result, Number)
    assert result.unit == "clips"


def test_a_result_said_to_be_about_something_is_marked() -> None:
    assert read_line("100 / 3 = about 33 pens").chains[0].sides[-1].about
    assert read_line("100 / 3 ≈ 33 pens").chains[0].sides[-1].about
    assert not read_line("100 / 4 = 25 pens").chains[0].sides[-1].about


def test_compound_results_have_their_value_in_either_unit() -> None:
    side = read_line("50 days / 7 = 7 weeks and 1 day").chains[0].sides[-1]
    assert values(side.expression, {}) == [Fraction(50), Fraction(50, 7)]


def test_a_remainder_is_kept() -> None:
    assert read_line("40 / 12 = 3 remainder 4").chains[0].sides[-1].remainder == 4


def test_prose_left_of_a_computation_is_offered_as_a_shorter_reading() -> None:
    side = read_line("On day 3 - 5*4 = 20 pages were read").chains[0].sides[0]
    assert "5 × 4" in [written(suffix) for suffix in side.suffixes]


def test_positions_point_into_the_line() -> None:
    text = "She sold 48/2 = 24 clips"
    left, right = read_line(text).chains[0].sides
    assert text[left.start : left.end] == "48/2"
    assert text[right.start : right.end] == "24"


RESULTS: list[tuple[str, list[str]]] = [
    ("So she needs 6/3 = 2 cups for the other 3 days.", ["2"]),
    ("That takes 255/60 = 4.25 hours, or 255 minutes.", ["17/4", "255"]),
    ("The answer is 12.", ["12"]),
    ("There are 72 = 24 * 3 eggs.", ["72"]),
    ("72 = 24 * 3 = 12 * 6", ["72"]),
    ("So 12 boxes are enough for 40 pens.", ["12", "40"]),
    ("So the three friends have 12 pens.", ["12"]),
    ("So there are three pens.", ["3"]),
    ("Nothing.", []),
]


@pytest.mark.parametrize(("text", "expected"), RESULTS)
def test_results_are_numbers_that_no_computation_uses(text: str, expected: list[str]) -> None:
    assert [token.value for token in results(read_line(text))] == [Fraction(value) for value in expected]


def test_letters_are_names_and_units_are_not() -> None:
    assert names(read_line("2x + 3 = 11").chains[0].sides[0].expression) == {"x"}
    assert names(read_line("5 m + 3 m = 8 m").chains[0].sides[0].expression) == set()
    assert isinstance(read_line("x = 7").chains[0].sides[0].expression, Name)


HOSTILE = [
    "(" * 10_000 + "1" + ")" * 10_000 + " = 1",
    "9^9^9^9 = 1",
    "-" * 5000 + "1 = 1",
    "=" * 3000,
    "1=" * 3000,
    "9" * 5000 + " + 1 = 3",
    "half of " * 2000,
    "\x00\x01\x02 = \x03",
    "Z̸̢͓a̶l̵g̴o̷ = 1",
    "1/0 = 0",
    "1 // 0 = <<>>",
    "$$$ = %%%",
    "*" * 300,
    "٣ + ٤ = ٧",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_gives_a_line(text: str) -> None:
    line = read_line(text)
    assert isinstance(line, Line)
    assert all(operations(side.expression) >= 0 for chain in line.chains for side in chain.sides)


def test_a_line_is_read_up_to_its_limit() -> None:
    tokens = scan("1 + 1 = 2. " * 1000)
    assert max(token.end for token in tokens) <= MAX_CHARS
