"""How a learner's quantity stands to a worked solution."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker.words.graph import Deriver, Quantity
from tutor.checker.words.read import read_line
from tutor.checker.words.reference import Fit, Reference, read_reference
from tutor.checker.words.scan import Kind, scan

BAKERY = (
    "A bakery bakes 9 trays of 24 rolls every morning. It sells 150 rolls in the shop at $2 each and gives 11 rolls to"
    " a kitchen. The rest is sold in the evening at $1 each. How much money does it take on a day?"
)
SOLUTION = (
    "The bakery bakes 9 * 24 = 216 rolls.",
    "After the shop and the kitchen there are 216 - 150 - 11 = 55 rolls left.",
    "The shop takes 150 * $2 = $300.",
    "The evening brings 55 * $1 = $55.",
    "The bakery takes $300 + $55 = $355.",
)


def givens(problem: str) -> tuple[frozenset[Fraction], frozenset[Fraction]]:
    """Numbers and shares of a problem."""
    tokens = [token for token in scan(problem) if token.kind is Kind.NUMBER]
    shares = frozenset(t.value for t in tokens if t.unit == "%" or t.value.denominator > 1)
    return frozenset(t.value for t in tokens), shares


def laid(problem: str, reference: tuple[str, ...], *lines: str) -> tuple[Reference, list[Quantity], Deriver]:
    """The reference, and the quantities of some lines of a learner."""
    numbers, shares = givens(problem)
    known = read_reference(reference, numbers, shares, None)
    deriver = Deriver(given=numbers, percents=shares, hints=known.quantities)
    found = [quantity for index, line in enumerate(lines) for quantity in deriver.add(index, read_line(line))]
    return known, found, deriver


def last_fit(problem: str, reference: tuple[str, ...], *lines: str) -> Fit:
    """How the last quantity of the lines stands to the reference."""
    known, found, deriver = laid(problem, reference, *lines)
    return known.fit(found[-1], deriver.given)


FITS: list[tuple[str, tuple[str, ...], Fit]] = [
    ("the same step", ("9 * 24 = 216",), Fit.SAME),
    ("turned around", ("24 * 9 = 216",), Fit.SAME),
    ("in two steps", ("9 * 24 = 216", "216 - 150 = 66", "66 - 11 = 55"), Fit.SAME),
    ("in one go", ("9 * 24 - 150 - 11 = 55",), Fit.SAME),
    ("with a bracket", ("9 * 24 - (150 + 11) = 55",), Fit.SAME),
    ("the step before worked out in the head", ("216 - 161 = 55 rolls",), Fit.SAME),
    ("what goes away, added up", ("150 + 11 = 161",), Fit.GROUPED),
    ("another decomposition of the result", ("9 * 24 - 150 - 11 = 55", "2 * 150 + 55 = 355"), Fit.SAME),
    ("by an equation", ("x + 150 + 11 = 9 * 24",), Fit.SAME),
    ("too little taken away", ("9 * 24 = 216", "216 - 150 = 66"), Fit.PARTIAL),
    ("a number used for another", ("9 * 150 = 1350",), Fit.OFF),
    ("added for multiplied", ("9 + 24 = 33",), Fit.OFF),
    ("added for subtracted", ("9 * 24 = 216", "216 + 150 = 366"), Fit.OFF),
    ("a price on the wrong rolls", ("11 * $2 = $22",), Fit.OFF),
    ("a number from nowhere", ("9 * 25 = 225",), Fit.OFF),
]


@pytest.mark.parametrize(("what", "lines", "expected"), FITS)
def test_quantities_are_placed_by_their_derivation(what: str, lines: tuple[str, ...], expected: Fit) -> None:
    assert last_fit(BAKERY, SOLUTION, *lines) is expected, what


def test_a_quantity_without_a_derivation_is_left_open() -> None:
    known, _, deriver = laid(BAKERY, SOLUTION)
    bare = Quantity(line=0, value=Fraction(4711), polys=(), text="?")
    assert known.fit(bare, deriver.given) is Fit.OPEN


def test_an_equal_value_from_other_numbers_is_not_the_same_quantity() -> None:
    problem = "Ann has 3 boxes of 4 pens and 6 boxes of 5 cards. She gives 2 pens away. How many pens are left?"
    reference = ("Ann has 3 * 4 = 12 pens.", "So 12 - 2 = 10 pens are left.")
    assert last_fit(problem, reference, "6 * 2 = 12") is not Fit.SAME
    assert last_fit(problem, reference, "3 * 4 = 12") is Fit.SAME


def test_the_same_value_with_the_same_noun_is_the_same_quantity() -> None:
    assert last_fit(BAKERY, SOLUTION, "That leaves 5 * 11 = 55 rolls") is Fit.SAME


PERCENT = "A coat costs $80. In a sale it is 25% cheaper. What does it cost now?"
PERCENT_SOLUTION = ("The price falls by 80 * 25/100 = $20.", "Now it costs 80 - 20 = $60.")

SHARES: list[tuple[tuple[str, ...], Fit]] = [
    (("100% - 25% = 75%",), Fit.TRIVIAL),
    (("80 * 0.75 = $60",), Fit.SAME),
    (("0.25 * 80 = $20",), Fit.SAME),
    (("25% of 80 = $20",), Fit.SAME),
    (("80 * 25/100 = $20", "80 - 20 = $60"), Fit.SAME),
    (("80 * 1.25 = $100",), Fit.OFF),
    (("80 - 25 = $55",), Fit.OFF),
]


@pytest.mark.parametrize(("lines", "expected"), SHARES)
def test_percentages_fit_however_they_are_written(lines: tuple[str, ...], expected: Fit) -> None:
    assert last_fit(PERCENT, PERCENT_SOLUTION, *lines) is expected


def test_a_conversion_of_units_is_nothing_new() -> None:
    problem = "A pump moves 30 liters a minute. How many liters does it move in 4 hours?"
    reference = ("4 hours have 4 * 60 = 240 minutes.", "It moves 240 * 30 = 7200 liters.")
    assert last_fit(problem, reference, "30 liters * 1000 = 30000 milliliters") is Fit.TRIVIAL
    assert last_fit(problem, reference, "30 * 60 = 1800 liters in an hour") is Fit.PARTIAL


def test_the_answer_is_the_last_result_of_the_reference() -> None:
    known, _, _ = laid(BAKERY, SOLUTION)
    assert known.answers == {Fraction(355)}
    assert known.unit == "$"
    numbers, shares = givens(BAKERY)
    assert read_reference(("We get 12.", " 13"), numbers, shares, None).answers == {Fraction(13)}
    assert read_reference(SOLUTION, numbers, shares, "$99").answers == {Fraction(99)}


def test_a_reference_without_numbers_has_no_answer() -> None:
    numbers, shares = givens(BAKERY)
    known = read_reference(("It depends.",), numbers, shares, None)
    assert known.answers == frozenset()
    assert known.quantities == []


def test_the_result_is_told_from_a_step_with_the_same_value() -> None:
    problem = "Ben has 8 red and 4 blue marbles. He loses 4 red ones, then finds 4. How many red ones has he?"
    reference = ("He keeps 8 - 4 = 4 red marbles.", "He then has 4 + 4 = 8 red marbles.")
    known, found, _ = laid(problem, reference, "8 - 4 = 4", "4 + 4 = 8")
    assert not known.is_final(found[0])
    assert known.is_final(found[1])


SOURCES: list[tuple[str, list[str]]] = [
    ("9 * 24 = 216", []),
    ("9 * 60 = 540", []),
    ("9 * 216 = 1944", []),
    ("9 * 4711 = 42399", ["4711"]),
    ("1234 + 4711 = 5945", ["1234", "4711"]),
]


@pytest.mark.parametrize(("line", "lost"), SOURCES)
def test_numbers_without_a_source_are_noted(line: str, lost: list[str]) -> None:
    numbers, shares = givens(BAKERY)
    deriver = Deriver(given=numbers, percents=shares)
    deriver.add(0, read_line("9 * 24 = 216 rolls"))
    found = deriver.add(1, read_line(line))
    assert [str(value) for value in found[0].lost] == lost


def test_a_quantity_knows_what_it_is_computed_from() -> None:
    _, found, _ = laid(BAKERY, SOLUTION, "9 * 24 = 216", "150 + 11 = 161", "216 - 161 = 55")
    assert [sorted(quantity.depends) for quantity in found] == [[], [], [0, 1]]


def test_letters_solved_on_one_line_serve_on_the_next() -> None:
    known, found, deriver = laid(BAKERY, SOLUTION, "x + 150 + 11 = 9 * 24", "So x * $1 = $55")
    assert len(found) == 2
    assert known.fit(found[1], deriver.given) is Fit.SAME
