"""Which computations are refuted, and which ways of writing are not: percent, rounding, units, run-on chains."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker.words.arithmetic import Refuted, added_before, refute, retyped, values
from tutor.checker.words.expression import (
    MAX_BITS,
    Binary,
    Expression,
    Negative,
    Number,
    TooLarge,
    apply,
    evaluate,
    show,
    written,
)
from tutor.checker.words.read import read_line
from tutor.checker.words.units import unit_factor

GIVEN = frozenset({Fraction(1, 5), Fraction(12, 5), Fraction("8.5")})


def refuted(text: str) -> Refuted | None:
    """The first refuted computation of a line."""
    return next((found for chain in read_line(text).chains if (found := refute(chain, {}, GIVEN))), None)


RIGHT = [
    # plain
    "48/2 = 24",
    "2 + 3 * 4 = 14",
    "(2 + 3) * 4 = 20",
    "7 - 10 = -3",
    "9 - -8 - 2 + 5 = 20",
    "5 * 0 = 0",
    "1,250 * 4 = 5,000",
    "$1,000 - $250.50 = $749.50",
    "4 + 4 + 8 = 8 + 8 = 16",
    "2/3 of 30 = 20",
    "twice 12 = 24",
    "2 1/2 * 4 = 10",
    "1½ * 4 = 6",
    "6 / (1/3) = 18",
    "50/ 1/2 = 100",
    # percent, as a number and as a share
    "20% of 50 = 10",
    "50 * 20% = 10",
    "100% - 40% = 60%",
    "5 / 20 * 100 = 25%",
    "5 / 20 * 100% = 25%",
    "5 / 20 = 25%",
    "60% / 2 = 30%",
    "20% * 3 = 60",
    "80% * 200 = 160",
    # roundings
    "100 / 3 = 33.33",
    "100 / 3 = 33.3",
    "100 / 3 = 33",
    "100 / 3 = about 33",
    "100 / 7 = 14.29",
    "100 / 7 = 14.28",
    "7 / 2 = 3",
    "7 / 2 = 4",
    "2980 + 15 ≈ 3000",
    "0.3333 * 300 = 100",
    "33.33 * 3 = 100",
    "$10 / 3 = $3.33",
    "5 / 3 hours = 1.67 hours",
    # remainders and compound results
    "40 / 12 = 3 remainder 4",
    "40 / 12 = 3 R 4",
    "50 days / 7 = 7 weeks and 1 day",
    "100 minutes = 1 hour and 40 minutes",
    # units
    "2 feet = 24 inches",
    "1 hour = 60 minutes",
    "$1 = 100 cents",
    "3 hours * 2 = 360 minutes",
    "5 * 20 cents = $1",
    "2 dozen * 3 = 72",
    "2 dozen * 3 = 6 dozen",
    "2 weeks * 3 = 42 days",
    "1 hour - 20 minutes = 40 minutes",
    "1 hour + 10 minutes = 70 minutes",
    "2 hours + 30 minutes = 2.5 hours",
    "$3 + 50 cents = $3.50",
    "3 feet - 12 inches = 2 feet",
    "10 + 20 + (3 hours and 15 minutes)/3 + 10 = 105 minutes",
    "3 hours and 15 minutes = 195 minutes",
    "1 hour and 5 minutes + 40 minutes = 1 hour and 45 minutes",
    "He came at 8:55 + 3(30) = 10:25",
    "2 million * 3 = 6 million",
    # run-on: the result of one step begins the next
    "2 * 3 = 6 + 4 = 10",
    "12 * 3 = 36 / 2 = 18",
    # prose that looks like a sign or an operand
    "On day 3 - 5*4 = 20 pages",
    "The other 12 boxes hold 5 * 4 = 20 pens",
    "In week 2: 3 * 7 = 21 days",
    "a 30-minute break, so 5 * 2 = 10",
    "From 8:00 a.m. - 7:50 a.m. = 10 minutes",
    "The ratio is 2:4 = 1:2",
    "Ages 5-7 are in group 2",
    # can't be compared
    "x + 3 = 12",
    "3x = 12",
    "5 / 0 = 3",
    "9 ^ 9 ^ 9 = 1",
    "cost + 5 = 12",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_or_unreadable_computation_is_not_refuted(text: str) -> None:
    assert refuted(text) is None


WRONG: list[tuple[str, str, str]] = [
    ("48/2 = 25", "24", "25"),
    ("2 + 3 * 4 = 20", "14", "20"),
    ("83 plus 91 equals 175", "174", "175"),
    ("half of 48 is 23", "24", "23"),
    ("20% of 50 = 11", "10", "11"),
    ("100% - 40% = 50%", "0.6", "0.5"),
    ("$8 * 35 = $281 in a week", "280", "281"),
    ("1,250 * 4 = 4,000", "5000", "4000"),
    ("20000*.8=$16001", "16000", "16001"),
    ("100 / 3 = 34.5", "100/3", "34.5"),
    ("100 / 4 = 26", "25", "26"),
    ("3 * 4 = 13 = 13", "12", "13"),
    ("2 + 2 = 4, and 4 * 4 = 18", "16", "18"),
    ("-3 + 5 = 3", "2", "3"),
    ("(5 + 7 + 2) = (11 + 2) = 13", "14", "13"),
    ("2 feet = 20 inches", "24", "20"),
    ("1 hour = 100 minutes", "60", "100"),
    ("90 snakes * 12 beetles/snake = 1078 beetles", "1080", "1078"),
    ("He made $2 + $1 + $6 + $6 = $13.", "15", "13"),
    ("40 rolls - 16 that got eaten = 34 rolls left.", "24", "34"),
    ("Dividing 12 by 4 gives 4 each", "3", "4"),
    (r"\frac{1}{2} \cdot 48 = 25", "24", "25"),
    ("2 dozen * 3 = 70", "24", "70"),
    ("2.5 * 4 = 11", "10", "11"),
    ("1 hour - 20 minutes = 50 minutes", "40", "50"),
    ("2 hours + 30 minutes = 140 minutes", "150", "140"),
    ("3.14 * 10 = 33", "31.4", "33"),
    ("3.14 * 10 = 32", "31.4", "32"),
]


@pytest.mark.parametrize(("text", "value", "given"), WRONG)
def test_a_wrong_computation_is_refuted_with_both_values(text: str, value: str, given: str) -> None:
    found = refuted(text)
    assert found is not None
    if "dozen" not in text:
        assert show(found.value) == value
    assert show(found.given) == given


def test_a_chain_that_ends_where_it_began_is_not_blamed_for_a_slip_between() -> None:
    assert refuted("4080 + 4080 / 2 = 4000 + 2040 = 6120") is None
    assert refuted("4080 + 4080 / 2 = 4000 + 2040 = 6040") is not None


def test_letters_known_from_earlier_lines_are_put_in() -> None:
    chain = read_line("A - B = 4").chains[0]
    assert refute(chain, {"A": Fraction(9), "B": Fraction(5)}, GIVEN) is None
    assert refute(chain, {"A": Fraction(9), "B": Fraction(4)}, GIVEN) is not None
    assert refute(chain, {"A": Fraction(9)}, GIVEN) is None


RETYPED: list[tuple[str, bool]] = [
    ("She orders 6 rolls at $3.00 each so they cost 6*2.5 = $18.00", True),
    ("She has 5 boxes of 12 pens, so 4*12 = 60 pens", True),
    ("They cost 6*2.5 = $18.00", False),
    ("She orders 6 rolls at $3.00 each so they cost 6*3 = $19.00", False),
]


@pytest.mark.parametrize(("text", "expected"), RETYPED)
def test_a_result_that_other_numbers_of_the_line_give_is_a_slip_of_the_pen(text: str, expected: bool) -> None:
    line = read_line(text)
    found = next(found for chain in line.chains if (found := refute(chain, {}, GIVEN)))
    assert retyped(found, line) is expected


ADDED: list[tuple[str, bool]] = [
    ("She adds 3 + 4 cards to the 5 + 6 cards in the box = 18 cards", True),
    ("They also add 20 * 2 chairs to the 15 + 5 chairs there = 60 chairs", True),
    ("She adds 3 + 4 cards to the 5 + 6 cards in the box = 19 cards", False),
    ("She puts 3 + 4 cards next to the 5 + 6 cards in the box = 18 cards", False),
    ("She adds 7 cards, so 5 + 6 = 18 cards", False),
]


@pytest.mark.parametrize(("text", "expected"), ADDED)
def test_a_sum_added_in_words_to_another_belongs_to_it(text: str, expected: bool) -> None:
    line = read_line(text)
    found = next(found for chain in line.chains if (found := refute(chain, {}, GIVEN)))
    assert added_before(found, line) is expected


def test_a_percentage_has_a_value_as_a_share_and_as_a_number() -> None:
    side = read_line("20% of 50 = 10").chains[0].sides[0].expression
    assert values(side, {}) == [Fraction(10), Fraction(1000)]


def test_values_of_an_undefined_computation_are_none() -> None:
    for text in ("1 / (2 - 2) = 1", "y * 2 = 4", "2 ^ 1000 = 1", "2 ^ 0.5 = 1"):
        assert values(read_line(text).chains[0].sides[0].expression, {}) == []


FACTORS: list[tuple[str, str, str | None]] = [
    ("hour", "minute", "60"),
    ("minute", "hour", "1/60"),
    ("$", "cent", "100"),
    ("foot", "inch", "12"),
    ("kilogram", "gram", "1000"),
    ("week", "day", "7"),
    ("hour", "meter", None),
    ("hour", "hour", None),
    ("apples", "pears", None),
    ("", "", None),
]


@pytest.mark.parametrize(("one", "two", "factor"), FACTORS)
def test_factors_between_units_are_exact(one: str, two: str, factor: str | None) -> None:
    assert unit_factor(one, two) == (None if factor is None else Fraction(factor))


def number(value: str) -> Number:
    """A plain number."""
    return Number(value=Fraction(value), text=value)


def plain(expression: Expression) -> Fraction:
    """Its value as written."""
    return evaluate(expression, lambda leaf: leaf.value if isinstance(leaf, Number) else Fraction(0))


def test_sizes_are_bounded_before_a_power_is_computed() -> None:
    tower = Binary(operator="^", left=number("9"), right=Binary(operator="^", left=number("9"), right=number("9")))
    with pytest.raises(TooLarge):
        plain(tower)
    with pytest.raises(TooLarge):
        apply("^", Fraction(2), Fraction(1, 2))
    huge = Number(value=Fraction(1 << (MAX_BITS - 2)))
    with pytest.raises(TooLarge):
        plain(Binary(operator="*", left=huge, right=huge))


SHOWN: list[tuple[str, str]] = [
    ("5", "5"),
    ("-5", "-5"),
    ("1/2", "0.5"),
    ("-1/8", "-0.125"),
    ("1/3", "1/3"),
    ("100", "100"),
    ("1/1000000", "0.000001"),
]


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_numbers_are_shown_as_learners_write_them(value: str, text: str) -> None:
    assert show(Fraction(value)) == text


WRITTEN: list[tuple[Expression, str]] = [
    (
        Binary(operator="-", left=number("9"), right=Binary(operator="-", left=number("4"), right=number("1"))),
        "9 − (4 − 1)",
    ),
    (
        Binary(operator="-", left=Binary(operator="-", left=number("9"), right=number("4")), right=number("1")),
        "9 − 4 − 1",
    ),
    (
        Binary(operator="*", left=Binary(operator="+", left=number("1"), right=number("2")), right=number("3")),
        "(1 + 2) × 3",
    ),
    (
        Binary(operator="/", left=number("8"), right=Binary(operator="*", left=number("2"), right=number("2"))),
        "8 ÷ (2 × 2)",
    ),
    (Negative(operand=number("3")), "-3"),
    (Number(value=Fraction(5), text="5", unit="$"), "$5"),
    (Number(value=Fraction(5), text="5", unit="%"), "5%"),
]


@pytest.mark.parametrize(("expression", "text"), WRITTEN)
def test_computations_are_written_with_the_brackets_they_need(expression: Expression, text: str) -> None:
    assert written(expression) == text
