"""What a sentence does with a formula: states it, poses it, denies it; and what a lone equation can be refuted for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import check_claim, claims
from tutor.checker.values import Claim, Method, Status

POSED = [
    "Solve {} for x.",
    "Look at the equation {}.",
    "If {} then something is odd.",
    "Suppose that {}",
    "Which x fits when {}?",
    "{} has no solution.",
    "{} has exactly one solution",
    "Given: {}",
    "Löse die Gleichung {}.",
    "Is it true that {}?",
]
STATED = [
    "Expanding gives {}.",
    "So {}, and we go on.",
    "When we expand, {}.",
    "Multiply out: {}",
    "We know that {} because of the bracket.",
    "Therefore {}!",
]
DENIED = [
    "Watch out: {} is a trap!",
    "It is not true that {}.",
    "Never write {}.",
    "{} is wrong.",
    "{} can't be right",
    "A common mistake: {}",
]
NOWHERE_TRUE = ["2(x+1) = 2x+1", "3(x-2) = 3x+5", "x^2 < 0", "2x+3 = 2x+5"]


@pytest.mark.parametrize("formula", NOWHERE_TRUE)
@pytest.mark.parametrize("sentence", POSED)
def test_a_posed_equation_without_solution_is_not_false(sentence: str, formula: str) -> None:
    (claim,) = claims(sentence.format(formula))
    assert claim.posed
    assert check_claim(claim).status is Status.UNKNOWN


@pytest.mark.parametrize("formula", ["2(x+1) = 2x+1", "(x+1)^2 = x^2+1", "2+2 = 5", "2x + 3x = 6x"])
@pytest.mark.parametrize("sentence", STATED)
def test_a_stated_falsehood_is_refuted(sentence: str, formula: str) -> None:
    (claim,) = claims(sentence.format(formula))
    assert not claim.posed
    assert not claim.denied
    assert check_claim(claim).status is Status.INVALID


@pytest.mark.parametrize("formula", ["2(x+1) = 2x+1", "2+2 = 5", "2+2 = 4", "2x+3x = 5x"])
@pytest.mark.parametrize("sentence", DENIED)
def test_a_denied_formula_is_neither_proven_nor_refuted(sentence: str, formula: str) -> None:
    (claim,) = claims(sentence.format(formula))
    assert claim.denied
    assert check_claim(claim).status is Status.UNKNOWN


@pytest.mark.parametrize("sentence", POSED)
def test_wrong_arithmetic_is_wrong_however_it_is_posed(sentence: str) -> None:
    (claim,) = claims(sentence.format("2+2 = 5"))
    assert check_claim(claim).status is Status.INVALID


@pytest.mark.parametrize("sentence", [*POSED, *STATED])
def test_what_is_true_stays_true_however_it_is_posed(sentence: str) -> None:
    (claim,) = claims(sentence.format("2(x+1) = 2x+2"))
    assert check_claim(claim).status is Status.VALID


CONDITIONS = ["x = x + 1", "2x+3 = 2x+5", "5x = 6x", "x^2 = x^2 + 1", "a + b = a + b + 1", "x/2 = x/3", "3 - x = 5 - x",
              "4x^2 = 9x^2", "2xy = 3xy"]  # fmt: skip
"""Nothing in them is left to work out, so they can only be conditions."""
WORKED = ["3(x-2) = 3x-2", "2x+3x = 6x", "(x+1)^2 = x^2+1", "(2x)^2 = 2x^2", "x*x = 2x^2", "x + x + 1 = 2x",
          r"\frac{d}{dx} x^3 = x^2", "x + 1 = x + 2 = 3", "(a-b)^2 = a^2+b^2", "x/2 + x/3 = 2x/5"]  # fmt: skip


@pytest.mark.parametrize("text", CONDITIONS)
def test_an_equation_with_nothing_to_work_out_is_a_condition(text: str) -> None:
    assert check_claim(text).status is Status.UNKNOWN


@pytest.mark.parametrize("text", WORKED)
def test_a_calculation_with_letters_that_does_not_come_out_is_refuted_by_a_witness(text: str) -> None:
    verdict = check_claim(text)
    assert verdict.status is Status.INVALID
    assert verdict.witness is not None
    assert verdict.method is Method.WITNESS


NONZERO = st.integers(-9, 9).filter(bool)


@given(st.integers(1, 9), NONZERO, NONZERO)
@settings(max_examples=60, deadline=None)
def test_a_linear_equation_is_never_refuted_and_proven_only_if_its_sides_agree(a: int, b: int, c: int) -> None:
    status = check_claim(f"{a}x + {b} = {a}x + {c}").status
    assert status is (Status.VALID if b == c else Status.UNKNOWN)


@given(st.integers(2, 9), st.integers(1, 9), st.integers(-30, 30))
@settings(max_examples=60, deadline=None)
def test_a_bracket_multiplied_out_wrongly_is_refuted(a: int, b: int, slip: int) -> None:
    status = check_claim(f"{a}(x + {b}) = {a}x + {a * b + slip}" if a * b + slip >= 0 else f"{a}(x+{b}) = {a}x").status
    assert status is (Status.VALID if slip == 0 else Status.INVALID)


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=80, deadline=None)
def test_words_around_a_formula_never_make_a_falsehood_true(before: str, after: str) -> None:
    for claim in claims(f"{before} 2+2 = 5 {after}"):
        if claim.text.strip() == "2+2 = 5":
            assert check_claim(claim).status is not Status.VALID


def test_a_claim_by_itself_is_judged_like_its_text() -> None:
    claim = Claim(start=0, end=13, text="2(x+1) = 2x+1")
    assert check_claim(claim).status is check_claim(claim.text).status is Status.INVALID
