"""Statements and values inside sentences: what the guard of a tutor's words is built on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import check_claim, claims, mentions, stated_values, states_value
from tutor.checker.values import Code, Status

SENTENCES = [
    ("She sold 48/2 = 24 clips in May, so 48+24 = 72 in all.", ["48/2 = 24", "48+24 = 72"]),
    ("Solve $2x+3=11$ for x: subtract 3 so 2x = 8.", ["2x+3=11", "2x = 8"]),
    (r"Note that $x^2 \ge 0$ always.", [r"x^2 \ge 0"]),
    (r"\(\frac{d}{dx} x^3 = 3x^2\) is the power rule.", [r"\frac{d}{dx} x^3 = 3x^2"]),
    ("a = b = c is a chain; 2*3 = 6+4 = 10", ["a = b = c", "2*3 = 6+4 = 10"]),
    ("So x = 4 (since 2*4 = 8).", ["x = 4", "2*4 = 8"]),
    ("If x > 3 then x+1 > 4.", ["x > 3", "x+1 > 4"]),
    ("What do you think comes next?", []),
    ("I have 3 apples and a pear.", []),
    ("20% of 50 = 10", ["20% of 50 = 10"]),
    ("It costs $5 and $10 more, so 5 + 10 = $15.", ["5 + 10 = $15"]),
    ("Watch out: (a+b)^2 = a^2 + b^2 is a trap!", ["(a+b)^2 = a^2 + b^2"]),
]


@pytest.mark.parametrize(("sentence", "found"), SENTENCES)
def test_statements_in_a_sentence_are_found_with_their_places(sentence: str, found: list[str]) -> None:
    got = claims(sentence)
    assert [c.text for c in got] == found
    assert all(sentence[c.start : c.end] == c.text for c in got)


JUDGED = [
    ("48/2 = 24", Status.VALID),
    ("48+24 = 74", Status.INVALID),
    ("2x+3x = 5x", Status.VALID),
    ("2x+3x = 6x", Status.INVALID),
    ("(a+b)^2 = a^2+2ab+b^2", Status.VALID),
    ("(a+b)^2 = a^2+b^2", Status.INVALID),
    ("3(x-2) = 3x-2", Status.INVALID),
    ("sin(a+b) = sin a + sin b", Status.INVALID),
    ("sin^2 x + cos^2 x = 1", Status.VALID),
    ("2x+3 = 11", Status.UNKNOWN),
    ("3x+2 = 2x+7", Status.UNKNOWN),
    ("x^2 = 4x", Status.UNKNOWN),
    ("y = 3x + 2", Status.UNKNOWN),
    ("x = 4", Status.UNKNOWN),
    ("f(x) = x^2", Status.UNKNOWN),
    ("x^2 >= 0", Status.VALID),
    ("x^2 < 0", Status.INVALID),
    ("x > 3", Status.UNKNOWN),
    ("7 < 5", Status.INVALID),
    ("5 m/s * 3 s = 15 m", Status.VALID),
    ("5 m/s * 3 s = 16 m", Status.INVALID),
    ("5 m = 5 s", Status.INVALID),
    (r"s = 30\ \text{m}", Status.UNKNOWN),
    (r"u = 14\ \text{m/s}", Status.UNKNOWN),
    (r"v = 4\ \text{m/s} + 6\ \text{m/s} = 10\ \text{m/s}", Status.VALID),
    (r"v = 4\ \text{m/s} + 6\ \text{m/s} = 11\ \text{m/s}", Status.INVALID),
    ("20% of 50 = 10", Status.VALID),
    ("5 + 10 = $15", Status.VALID),
    ("1/3 = 0.33", Status.UNKNOWN),
    ("1/3 ≈ 0.333", Status.VALID),
    ("pi ≈ 4", Status.INVALID),
    (r"\frac{d}{dx} x^3 = 3x^2", Status.VALID),
    (r"\frac{d}{dx} x^3 = x^2", Status.INVALID),
    (r"\int x^2 dx = x^3/3 + C", Status.VALID),
    (r"\int x^2 dx = x^3 + C", Status.INVALID),
    ("2*3 = 6+4 = 10", Status.INVALID),
    ("hello = = 3", Status.UNKNOWN),
    ("x" * 50_000, Status.UNKNOWN),
]


@pytest.mark.parametrize(("text", "status"), JUDGED)
def test_a_statement_standing_alone_is_true_false_or_a_condition(text: str, status: Status) -> None:
    assert check_claim(text).status is status


def test_a_refuted_statement_shows_where_it_fails() -> None:
    verdict = check_claim("2x+3x = 6x")
    assert verdict.witness is not None
    assert verdict.witness.at


MENTIONED = [
    ("The probability is three quarters.", "3/4"),
    ("So it is 75% likely", "0.75"),
    (r"that makes $\frac34$", "0.75"),
    ("we get 2000 g of flour", "2 kg"),
    ("it weighs 2 kg", "2 kg"),
    ("it takes 1 hour", "60 min"),
    ("it is t h r e e", "3"),
    ("x is minus four", "x=-4"),
    ("So x = 16/4", "4"),
    ("x = 4", "x=4"),
    ("the roots are 2 and -3", "x=2 or x=-3"),
    ("(x-2)(x+3)=0", "x=2 or x=-3"),
    ("write it as (x-1)(x+1)", "x^2-1"),
    ("twenty-five apples", "25"),
    ("the answer is NA==", "4"),
    ("roughly 3.33", "10/3"),
    ("the code is 4 2", "42"),
    ("Two and a half", "2.5"),
    ("read backwards it is 24", "42"),
    ("the point (2, 3)", "(2,3)"),
    (r"so $x \ge 3$", "x>=3"),
    ("pick -2 < x < 3", "(-2,3)"),
    ("Four is right", "4"),
    ("that's 1,000 in all", "1000"),
]


@pytest.mark.parametrize(("text", "answer"), MENTIONED)
def test_an_answer_is_found_in_whatever_dress(text: str, answer: str) -> None:
    got = mentions(text, answer)
    assert got
    assert all(text[c.start : c.end] == c.text for c in got)


NOT_MENTIONED = [
    ("So 4x = 16", "4"),
    ("take step 3 now", "4"),
    ("It is 5", "2 kg"),
    ("subtract 3 from both sides of 2x+3=11", "4"),
    ("you have 2 m of rope", "2 kg"),
    ("Think about what happens to the sign.", "-4"),
    ("x^2+1 has no real roots", "x^2-1"),
    ("x = 5", "x=4"),
    ("a quarter of them", "3/4"),
    ("", "4"),
]


@pytest.mark.parametrize(("text", "answer"), NOT_MENTIONED)
def test_other_values_are_no_mention(text: str, answer: str) -> None:
    assert mentions(text, answer) == ()
    assert not states_value(text, answer)


def test_a_form_can_be_asked_of_expressions() -> None:
    assert mentions("the product (x-1)(x+1)", "(x-1)(x+1)", form="factored")
    assert not mentions("start from x^2-1", "(x-1)(x+1)", form="factored")


def test_an_answer_too_large_to_work_with_is_found_word_for_word() -> None:
    answer = "9^9^9^9 + 1"
    assert mentions("it is 9^9^9^9+1, you see", answer)
    assert not mentions("it is 9^9^9, you see", answer)


def test_stated_values_come_with_their_places() -> None:
    text = "From 3/4 and two thirds we get 17/12, that is 142%."
    found = {text[v.start : v.end] for v in stated_values(text)}
    assert {"3/4", "two thirds", "17/12", "142%"} <= found


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_sentence_can_be_searched(text: str) -> None:
    for claim in claims(text):
        assert text[claim.start : claim.end] == claim.text
        assert check_claim(claim.text).code in Code
    mentions(text, "3/4")


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from([-1, 0, 1, 10]))
@settings(max_examples=80, deadline=None)
def test_a_sum_in_a_sentence_is_refuted_exactly_if_it_is_wrong(a: int, b: int, slip: int) -> None:
    sentence = f"First we add them, {a} + {b} = {a + b + slip}, and go on."
    (claim,) = claims(sentence)
    assert check_claim(claim.text).status is (Status.VALID if slip == 0 else Status.INVALID)
