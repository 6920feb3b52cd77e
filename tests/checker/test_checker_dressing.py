"""What is put around an answer is taken off, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import rearranged
from tutor.checker.answers import judge
from tutor.checker.dressing import said, undressed
from tutor.checker.reading import read
from tutor.checker.values import AnswerRequest, Status

SAID = [
    ("x is greater than 3", "x > 3"),
    ("x is at least 4", "x >= 4"),
    ("x is at most 4", "x <= 4"),
    ("x is no more than 4", "x <= 4"),
    ("x must be less than or equal to 7", "x <= 7"),
    ("x is not equal to 2", "x != 2"),
    ("x is equal to 2", "x = 2"),
    ("y equals 3x", "y = 3x"),
    ("3 times 4", "3 * 4"),
    ("5 divided by 2", "5 / 2"),
    ("x squared plus 1", "x^2 + 1"),
    ("square root of 5", "sqrt(5)"),
    ("2 to the power of 5", "2^5"),
    ("{1,2} union {3}", "{1,2} ∪ {3}"),
]


@pytest.mark.parametrize(("text", "signs"), SAID)
def test_words_for_relations_and_operations_are_signs(text: str, signs: str) -> None:
    assert read(said(text)).node == read(signs).node


@pytest.mark.parametrize(
    "text",
    ["She has 3 times 4 apples in a box", "the plus sign", "more than enough", "x is prime", "minus", "is at least"],
)
def test_sentences_with_other_words_stay(text: str) -> None:
    assert said(text) == text


ALONE = [
    ("4", "a) 4", "4", "4"),
    ("H_0: μ = 50", "μ = 50", "μ = 50", "μ = 50"),
    ("H_0: μ = 50", "H_a: μ = 50", "H_0: μ = 50", "H_a: μ = 50"),
    ("A(1, 2)", "(1, 2)", "(1, 2)", "(1, 2)"),
    ("A(1, 2)", "B(1, 2)", "A(1, 2)", "B(1, 2)"),
    ("P(X > 2)", "0.5", "P(X > 2)", "0.5"),
    ("C(5,2)", "10", "binomial(5,2)", "10"),
    ("C(5,2)", "(5,2)", "(5,2)", "(5,2)"),
    ("4th", "4", "4", "4"),
    ("half", "0.5", "1/2", "0.5"),
    ("pH 7.4", "7.4", "7.4", "7.4"),
    ("x_1 = 3, x_2 = -1", "x = 3 or x = -1", "x = 3, x = -1", "x = 3 or x = -1"),
    ("x_1 = 3, x_2 = -1", "3, -1", "x_1 = 3, x_2 = -1", "3, -1"),
    ("x = π/4 + πk, k ∈ ℤ", "x = π/4 + πk", "x = π/4 + πk", "x = π/4 + πk"),
]


@pytest.mark.parametrize(("expected", "given_text", "first", "second"), ALONE)
def test_names_and_numbers_around_answers_are_left_out_beside_answers_without(
    expected: str, given_text: str, first: str, second: str
) -> None:
    assert tuple(text.strip() for text in undressed(expected, given_text)) == (first, second)


@given(st.integers(-99, 99), st.integers(1, 99), st.sampled_from("abcd"))
@settings(max_examples=60, deadline=None)
def test_an_item_letter_never_makes_a_wrong_answer_right(value: int, other: int, letter: str) -> None:
    right = judge(AnswerRequest(expected=str(value), given=f"{letter}) {value}")).status
    wrong = judge(AnswerRequest(expected=str(value), given=f"{letter}) {value + other}")).status
    assert (right, wrong) == (Status.VALID, Status.INVALID)


@pytest.mark.parametrize(
    ("formula", "solved", "right"),
    [
        ("A = b h/2", "h = 2A/b", True),
        ("A = b h/2", "h = A/(2b)", False),
        ("v = u + a t", "t = (v-u)/a", True),
        ("v^2 = u^2 + 2 a s", "v = ±sqrt(u^2 + 2 a s)", True),
        ("v^2 = u^2 + 2 a s", "v = sqrt(u^2 + 2 a s)", False),
        ("a x^2 + b x + c = 0", "x = (-b ± sqrt(b^2-4 a c))/(2 a)", True),
        ("a x^2 + b x + c = 0", "x = (b ± sqrt(b^2-4 a c))/(2 a)", False),
        ("y = 2x - 5", "x = (y+5)/2", False),
        ("x y = z", "y = z/x", False),
        ("A = b h/2", "A = b h/2 + 0 k", False),
        ("a b = c b", "a = c", False),
    ],
)
def test_a_formula_of_three_letters_may_be_solved_by_dividing(formula: str, solved: str, right: bool) -> None:
    assert rearranged.is_solved_form(read(formula).node, read(solved).node) is right


@pytest.mark.parametrize(
    ("expected", "given_text", "status"),
    [
        ("2:3:5", "4:6:10", Status.VALID),
        ("2:3:5", "2:5:3", Status.INVALID),
        ("3:4", "3 to 4", Status.VALID),
        ("3:4", "4:3", Status.INVALID),
        ("1:0", "2:1", Status.INVALID),
    ],
)
def test_ratios_are_compared_part_by_part(expected: str, given_text: str, status: Status) -> None:
    assert judge(AnswerRequest(expected=expected, given=given_text)).status is status
