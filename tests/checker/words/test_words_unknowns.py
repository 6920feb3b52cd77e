"""Solutions by an unknown: the line that says something of it which is not so, and those that must be left alone."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker.values import Code, Status, WorkRequest, WorkVerdict
from tutor.checker.words import judge_words
from tutor.checker.words.graph import root
from tutor.checker.words.poly import Poly, constant, symbol, unknown
from tutor.checker.words.read import read_line
from tutor.checker.words.reference import read_reference
from tutor.checker.words.unknowns import misfit

HENS = (
    "Mia keeps hens and ducks. She has 4 more ducks than hens, and every duck lays 3 eggs a week. The ducks lay 48 eggs"
    " a week. How many hens does Mia keep?"
)
HENS_SOLUTION = (
    "The ducks lay 48 eggs, so there are 48 / 3 = 16 ducks.",
    "Mia keeps 16 - 4 = 12 hens.",
)
PAINT = "Four painters need 30 hours for a fence. How many hours do 10 painters need for the same fence?"
PAINT_SOLUTION = ("One painter needs 4 * 30 = 120 hours.", "10 painters need 120 / 10 = 12 hours.")


def judged(problem: str, reference: tuple[str, ...], *steps: str) -> WorkVerdict:
    """The verdict on some steps."""
    return judge_words(WorkRequest(steps=steps, problem=problem, reference=reference))


def misfitting(*steps: str) -> int | None:
    """The line of a solution about the hens that says of the unknown what is not so."""
    given = frozenset(map(Fraction, (3, 4, 48)))
    reference = read_reference(HENS_SOLUTION, given, frozenset(), None)
    asked = frozenset(("how", "many", "hens", "does", "mia", "keep"))
    return misfit([read_line(step) for step in steps], reference, given, asked)


WRONG: list[tuple[str, int, tuple[str, ...]]] = [
    (
        "a wrong relation between two quantities",
        2,
        (
            "Let x be the number of hens Mia keeps.",
            "Then she has 2x ducks.",
            "The ducks lay 3 * 2x = 48 eggs.",
            "So x = 8.",
            "Therefore Mia keeps 8 hens.",
        ),
    ),
    (
        "a relation the wrong way round",
        2,
        (
            "Let h be the number of hens Mia keeps.",
            "She has h - 4 ducks.",
            "They lay 3 * (h - 4) = 48 eggs, so h = 20.",
            "Therefore Mia keeps 20 hens.",
        ),
    ),
    (
        "an equation that leaves the rate out",
        3,
        (
            "Let x be the number of hens Mia keeps.",
            "Then she has x + 4 ducks.",
            "Together the ducks lay x + 4 = 48 eggs.",
            "So x = 44.",
            "Therefore Mia keeps 44 hens.",
        ),
    ),
]


@pytest.mark.parametrize(("what", "line", "steps"), WRONG)
def test_the_line_that_sets_an_unknown_up_wrongly_is_the_first_wrong_one(
    what: str, line: int, steps: tuple[str, ...]
) -> None:
    verdict = judged(HENS, HENS_SOLUTION, *steps)
    assert verdict.first_error == line, what
    assert verdict.steps[line - 1].code is Code.QUANTITY
    assert "12" not in verdict.steps[line - 1].reason


RIGHT: list[tuple[str, tuple[str, ...]]] = [
    (
        "solved and answered",
        (
            "Let x be the number of hens Mia keeps.",
            "Then she has x + 4 ducks.",
            "They lay 3(x + 4) = 48 eggs.",
            "So x + 4 = 16.",
            "Therefore x = 12, Mia keeps 12 hens.",
        ),
    ),
    (
        "the unknown is another quantity",
        (
            "Let d be the number of ducks.",
            "The ducks lay 3d = 48 eggs, so d = 16.",
            "Therefore Mia keeps 16 - 4 = 12 hens.",
        ),
    ),
    (
        "not solved yet",
        ("There are 48 / 3 = 16 ducks.", "Let x be the number of hens.", "Therefore x + 4 = 16 ducks."),
    ),
    ("set up only", ("Let x be the number of hens Mia keeps.", "Then she has x + 4 ducks.")),
]


@pytest.mark.parametrize(("what", "steps"), RIGHT)
def test_right_work_with_an_unknown_is_left_alone(what: str, steps: tuple[str, ...]) -> None:
    assert judged(HENS, HENS_SOLUTION, *steps).first_error is None, what


UNSOLVED = (
    "Let x be the money, in dollars, that is asked for.",
    "Therefore x / 4 = $15 in all.",
    "Then altogether x - $20 = $40.",
)


@pytest.mark.parametrize("last", UNSOLVED)
def test_an_equation_that_is_still_to_be_solved_is_no_answer_yet(last: str) -> None:
    problem = "Ben sells 4 lamps at $15 each. He had $20 before. How much money, in dollars, does he have now?"
    reference = ("He earns 4 * $15 = $60.", "He has $60 + $20 = $80.")
    assert judged(problem, reference, "He earns 4 * $15 = $60.", last).first_error is None


def test_an_unknown_found_rightly_is_not_blamed_for_what_follows() -> None:
    steps = (
        "Let d be the number of ducks.",
        "The ducks lay 3d = 48 eggs.",
        "So d = 16.",
        "Therefore Mia keeps 16 + 4 = 20 hens.",
    )
    verdict = judged(HENS, HENS_SOLUTION, *steps)
    assert verdict.first_error == 4
    assert verdict.steps[1].status is not Status.INVALID


def test_what_holds_for_a_value_of_the_reference_is_no_misfit() -> None:
    assert misfitting("Let x be the hens Mia keeps.", "She has x + 4 ducks.", "They lay 3(x + 4) = 48 eggs.") is None
    assert misfitting("Let d be the ducks.", "3d = 48", "d = 16", "d + 4 = 20") is None


SEVERAL: list[tuple[int | None, tuple[str, ...]]] = [
    (None, ("Let x be the hens and y the ducks.", "y = x + 4", "3y = 48", "y = 16", "x = 12")),
    (None, ("Let x be the hens and y the ducks.", "x = y - 4", "y = 48/3 = 16")),
    (1, ("Let x be the hens and y the ducks.", "y = 4x", "3y = 48")),
    (1, ("Let h be the hens and d the ducks.", "h = d + 4", "3d = 48")),
    (2, ("Let x be the hens and y the ducks.", "y = x + 4", "3y = 50")),
    (2, ("Let x be the hens and y the ducks.", "y = x + 4", "3x = 48")),
    (None, ("Let x be this and y be that.", "y = 4x", "3y = 50")),
    (None, ("Let h, d, e, f and g be numbers of hens.", "h = 4d", "3d = 50", "e + f = g")),
]


@pytest.mark.parametrize(("line", "steps"), SEVERAL)
def test_of_several_unknowns_the_one_asked_for_has_the_answer(line: int | None, steps: tuple[str, ...]) -> None:
    assert misfitting(*steps) == line


def test_lines_without_an_unknown_have_no_misfit() -> None:
    assert misfitting("48 / 4 = 12 ducks", "12 + 4 = 16 hens") is None


def test_an_unknown_that_nothing_describes_has_no_misfit() -> None:
    assert misfitting("z + 1 = 90", "z = 89") is None


def test_a_false_rewriting_is_a_misfit_only_of_its_own_line() -> None:
    steps = ("Let x be the hens Mia keeps.", "She has x + 4 ducks.", "3(x + 4) = 50", "x = 12")
    assert misfitting(*steps) == 2


def test_a_proportion_is_solved_where_it_is_set_up() -> None:
    verdict = judged(
        PAINT,
        PAINT_SOLUTION,
        "Let x be the hours that 10 painters need.",
        "We set up 4 / 30 = 10 / x.",
        "Cross-multiplying gives 4x = 300.",
        "So x = 75.",
        "Therefore 10 painters need 75 hours.",
    )
    assert verdict.first_error == 2


def test_a_right_proportion_is_left_alone() -> None:
    verdict = judged(
        PAINT,
        PAINT_SOLUTION,
        "Let x be the hours that 10 painters need.",
        "We set up 4 / 10 = x / 30.",
        "Therefore x = 12 hours.",
    )
    assert verdict.first_error is None


def test_a_line_that_follows_from_the_unknown_is_not_a_new_error() -> None:
    verdict = judged(
        HENS,
        HENS_SOLUTION,
        "The number of ducks x satisfies 4x = 48.",
        "So x = 12.",
        "Therefore Mia keeps x - 4 = 12 - 4 = 8 hens.",
    )
    assert verdict.first_error == 1
    assert [step.status for step in verdict.steps].count(Status.INVALID) == 1


X = unknown("x")
TWO, THREE, FIVE = (symbol(Fraction(value)) for value in (2, 3, 5))
ROOTS: list[tuple[str, Poly, Poly | None]] = [
    ("linear", TWO * X - THREE, THREE / TWO),
    ("linear with the letter on both sides", TWO * X - X - THREE, THREE / (TWO - constant(1))),
    ("one over the letter", TWO / X - THREE / FIVE, TWO / (THREE / FIVE)),
    ("a proportion", TWO / THREE - FIVE / X, FIVE / (TWO / THREE)),
    ("both ways", TWO * X - THREE / X, None),
    ("squared", X * X - THREE, None),
    ("no letter", TWO - THREE, None),
    ("never zero", TWO / X, None),
]


@pytest.mark.parametrize(("what", "difference", "expected"), ROOTS)
def test_equations_in_the_letter_or_one_over_it_are_solved(what: str, difference: Poly, expected: Poly | None) -> None:
    found = root(difference, "x")
    assert (found is None) == (expected is None), what
    if found is not None and expected is not None:
        assert not (found - expected).terms
