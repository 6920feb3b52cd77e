"""Equations in prose: roots kept, wrong rewritings found, definitions and new problems left alone."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker.values import Code, Status, WorkRequest
from tutor.checker.words import judge_words
from tutor.checker.words.equations import Equation, contradicts, equations, false_identity, is_identity, linear_root
from tutor.checker.words.read import read_line


def equation(text: str) -> Equation:
    """The first equation of a line."""
    return next(found for chain in read_line(text).chains for found in equations(chain, {}))


ROOTS: list[tuple[str, str | None]] = [
    ("5 + x = 12", "7"),
    ("3x + 129 = 1077", "316"),
    ("2(x + 12) - 5 = 79", "30"),
    ("x + (x + 10) = 20", "5"),
    ("57 + 3x = 72", "5"),
    ("0.8x - 4 = x - 5", "5"),
    ("x = 25 * 2/2", "25"),
    ("2/2 = x/25", "25"),
    ("x^2 = 9", None),
    ("x * x = 9", None),
    ("300/x = 5", None),
    ("3(2x) = 6x", None),
    ("x + 5 = x + 5", None),
]


@pytest.mark.parametrize(("text", "root"), ROOTS)
def test_linear_equations_are_solved_and_others_are_not(text: str, root: str | None) -> None:
    assert linear_root(equation(text)) == (None if root is None else Fraction(root))


IDENTITIES: list[tuple[str, bool]] = [
    ("3(2x) = 6x", True),
    ("12 + 7 + x = 19 + x", True),
    ("5x - 4x = x", True),
    ("0.8(5x) = 4x", True),
    ("2 * 2S = 6S", False),
    ("x + 2 = 7", False),
]


@pytest.mark.parametrize(("text", "expected"), IDENTITIES)
def test_identities_are_told_from_equations(text: str, expected: bool) -> None:
    assert is_identity(equation(text)) is expected


REWRITINGS: list[tuple[str, bool]] = [
    ("2 * 2S = 6S", True),
    ("S + 30 + 46 = S + 75", True),
    ("x + x + 3 = 2x + 4", True),
    ("2 * 2S = 4S", False),
    ("x + 5 = 2x", False),
    ("3x + 1 = 2x + 6", False),
    ("x = 2x", False),
]


@pytest.mark.parametrize(("text", "wrong"), REWRITINGS)
def test_a_wrong_rewriting_has_a_witness(text: str, wrong: bool) -> None:
    found = false_identity(equation(text))
    assert (found is not None) is wrong
    if found is not None:
        assert found.left != found.right


PAIRS: list[tuple[str, str, bool]] = [
    ("2(2x + 4) = 188", "4x + 8 = 188", False),
    ("2(2x + 4) = 188", "4x + 8 = 94", True),
    ("3x + 129 = 1077", "3x = 948", False),
    ("3x = 948", "x = 316", False),
    ("3x = 948", "x = 318", False),  # within a hundredth: taken for a rounding
    ("3x = 948", "x = 36", True),
    ("(x - 5)/x = 0.8", "x = 25", False),
    ("(x - 5)/x = 0.8", "0.8x - 4 = x - 5", True),
    ("3x = 100", "x = 33.33", False),
    ("3y = 100", "x = 5", False),
    ("2x = 60", "x = 30%", False),
    ("2x = 60%", "x = 30%", False),
    ("2x = 60%", "x = 30", False),
    ("2x = 60", "x = 40%", True),
]


@pytest.mark.parametrize(("before", "after", "wrong"), PAIRS)
def test_an_equation_must_keep_the_root_of_the_one_before(before: str, after: str, wrong: bool) -> None:
    assert (contradicts(equation(after), equation(before)) is not None) is wrong


def judged(*steps: str) -> list[tuple[Status, Code]]:
    """Status and code of each step, without a reference."""
    verdict = judge_words(WorkRequest(steps=steps, problem="How old is Ann?"))
    return [(step.status, step.code) for step in verdict.steps]


def test_a_wrong_step_of_solving_is_found_at_its_line() -> None:
    verdict = judge_words(
        WorkRequest(
            steps=(
                "Let x be the speed.",
                "We can write an equation: 2(2x + 4) = 188.",
                "Simplifying the equation, we get: 4x + 8 = 94.",
                "Subtracting 8 from both sides, we get 4x = 86.",
            ),
            problem="How fast is it?",
        )
    )
    assert verdict.first_error == 3
    step = verdict.steps[2]
    assert step.witness is not None
    assert step.witness.at == {"x": "21.5"}
    assert (step.witness.expected, step.witness.given) == ("94", "188")


def test_right_solving_is_left_alone() -> None:
    found = judged(
        "Let x be the number of apples.", "So 3x + 5 = 20.", "Subtracting 5 gives 3x = 15.", "So x = 5.", "Ann has 5."
    )
    assert all(status is not Status.INVALID for status, _ in found)


def test_a_letter_may_stand_for_something_new_after_let() -> None:
    found = judged("3x = 15, so x = 5.", "Now let x be her age.", "So 2x = 14 and x = 7.")
    assert all(status is not Status.INVALID for status, _ in found)


def test_a_new_equation_in_a_story_is_no_contradiction() -> None:
    found = judged(
        "The first crane is taller because 200 + 200x = 228 then x = .14",
        "The second one if 100 + 100x = 120 then x = .2",
    )
    assert all(status is not Status.INVALID for status, _ in found)


def test_letters_that_are_units_are_no_unknowns() -> None:
    assert [e for chain in read_line("9 m = 900 cm").chains for e in equations(chain, {})] == []
