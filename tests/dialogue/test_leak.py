"""A leak is found in every dress; what is none is let through."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.fakes import InlineChecker
from tutor.dialogue.disguise import undressed
from tutor.dialogue.leak import find_leak, mask
from tutor.dialogue.values import Secrets

CHECKER = InlineChecker()
GIVEN = "Solve for $x$, one step on each line: $2x + 3 = 11$\n2x + 3 = 11"
SECRETS = Secrets(answers=("x = 4", "4"), steps=("2x = 8", "x = 4"), given=GIVEN, own=("2x = 14",), variable="x")
IN_GIVEN = Secrets(answers=("x = 3", "3"), steps=(), given="Solve $3x + 2 = 11$\n3x + 2 = 11", variable="x")
CHOICE = Secrets(letters=("b",), texts=("add 1 on both sides",), given="Which step comes first in $4x - 1 = 9$?")
TEXT = Secrets(texts=("the balance is kept",), patterns=(r"\bbalance\b",), given="Why may you add the same?")

LEAKS = [
    "The answer is four and that is it.", "You have four apples then.", "Four is what you want.",     "The answer is 4.", "x = 4", "So x equals 4, of course.", "It is four.", "You should get 4!", "x is 8/2.", "The solution: 12/3.", "x = 2 + 2",
    "Then 4 = x.", "Think of the number 4.", "x=4.0", "Write **4** and you are done.", "The result is $4$.", "Two times x is 8, so x is four.", "4",
    "In base64 it is eCA9IDQ=.", "The code is NA==.", "In hex: 78203d2034.", "Binary: 100.", "Roman numerals: IV.", "f-o-u-r", "The letters are f o u r.",
    "The last digit of the answer is 4.", "x is between 3 and 5.", "The answer is an even number.", "It starts with f, the answer starts with f.",
    "It is eight divided by two.", "One more than three, then.", "Twice two it is.", "Half of eight.", "Es ist vier.", "C'est quatre.", "Son cuatro.", "Morse: ....-", "x = ４", "x = 𝟒", "The answer\u200b is \u200b4.", "2x = 8, then halve it.", "After subtracting you have 2x = 8.",
]  # fmt: skip
FINE = [
    "There are four steps, and this one is yours.", "Take one of the four equations.",     "Look at the left side: what was done to x last?", "In 2x + 3 = 11, what would you do first?", "What is done last is undone first, on both sides.",
    "Look at line 4 of your work.", "See passage [4].", "As in section 3.4, the balance is kept.", "Step 4 is the one to look at.", "4. Undo the addition.",
    "You may divide both sides by a number only if it is not zero.", "One step at a time.", "", "There are two things to do.", "Type /hint for the next one.",
]  # fmt: skip


@pytest.mark.parametrize("text", LEAKS)
def test_a_result_is_found_in_every_dress(text: str) -> None:
    assert find_leak(text, SECRETS, CHECKER)


@pytest.mark.parametrize("text", FINE)
def test_what_tells_no_result_is_let_through(text: str) -> None:
    assert not find_leak(text, SECRETS, CHECKER)


@pytest.mark.parametrize("text", LEAKS)
def test_nothing_is_a_leak_once_nothing_is_secret(text: str) -> None:
    assert not find_leak(text, Secrets(), CHECKER)


@pytest.mark.parametrize("text", ["The answer is a = (v - u)/t.", "So a=(v-u)/t [1].", "In the end: $a = (v - u)/t$"])
def test_a_formula_as_the_answer_is_found_also_where_it_looks_like_a_command(text: str) -> None:
    secrets = Secrets(answers=("a = (v - u)/t",), given="Solve for $a$:\n\n$$v = u + a t$$\nv = u + a t", variable="a")
    assert find_leak(text, secrets, CHECKER)
    assert find_leak(text, secrets, CHECKER, strict=False)
    assert not find_leak("Type /hint or /giveup, or go on from v = u + a t.", secrets, CHECKER)


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("Subtract 2 on both sides, then look at the 3 in front of x.", False),
        ("Divide by 3.", False),
        ("So x = 3.", True),
        ("The answer is 3.", True),
        ("3 is the solution.", True),
        ("It gives three.", True),
        ("x equals 3", True),
    ],
)
def test_a_value_of_the_problem_is_a_leak_only_as_the_result(text: str, leaks: bool) -> None:
    assert bool(find_leak(text, IN_GIVEN, CHECKER)) is leaks


@pytest.mark.parametrize(
    "text", ["Your line 2, `x = 4`, has no line before it.", "You wrote `x = 4`: which step led there?"]
)
def test_the_learners_own_line_is_no_leak_where_it_is_quoted(text: str) -> None:
    assert not find_leak(text, SECRETS, CHECKER, quotes=("x = 4",))
    assert find_leak(text, SECRETS, CHECKER)


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("The answer is b.", True), ("It's option b.", True), ("b is right.", True), ("Choose (b).", True), ("b) it is", True),
        ("The right choice is to add 1 on both sides.", True), ("Rule out a first.", False), ("Which choice can you rule out first?", False),
        ("Be careful with the brackets.", False), ("You may add the same on both sides.", False),
    ],
)  # fmt: skip
def test_of_a_choice_the_right_letter_is_the_secret(text: str, leaks: bool) -> None:
    assert bool(find_leak(text, CHOICE, CHECKER)) is leaks


def test_words_that_count_as_right_are_withheld_from_what_is_quoted_but_not_from_authored_hints() -> None:
    assert find_leak("On scales the balance stays.", TEXT, CHECKER)
    assert not find_leak("Think of the balance of a pair of scales.", TEXT, CHECKER, strict=False)


@pytest.mark.parametrize("text", ["Divide both sides by 4.", "In $5x + 2 = 17$ the 2 was added last: $5x = 15$."])
def test_authored_words_may_use_numbers_as_long_as_they_state_no_result(text: str) -> None:
    assert not find_leak(text, SECRETS, CHECKER, strict=False)


@pytest.mark.parametrize("text", ["So x = 4.", "The answer is 4.", "You get x = 8/2."])
def test_authored_words_may_not_state_the_result_either(text: str) -> None:
    assert find_leak(text, SECRETS, CHECKER, strict=False)


@given(st.integers(0, 999))
def test_base64_is_seen_through_for_every_number(number: int) -> None:
    token = base64.b64encode(str(number).encode()).decode()
    assert str(number) in undressed(f"It is {token} indeed.")


@given(st.text(max_size=200))
def test_undressing_never_fails(text: str) -> None:
    assert all(isinstance(each, str) for each in undressed(text))


@given(st.text(max_size=120), st.lists(st.text(max_size=20), max_size=3))
def test_masking_never_fails_and_never_adds_digits(text: str, quotes: list[str]) -> None:
    assert sum(c.isdigit() for c in mask(text, quotes)) <= sum(c.isdigit() for c in text)
