"""Comparisons that a problem states, and lines that turn them around."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.values import Code, Method, Status, WorkRequest
from tutor.checker.words import judge_words
from tutor.checker.words.comparisons import Comparison, comparisons
from tutor.checker.words.statements import sentences


def compared(text: str) -> list[Comparison]:
    """The comparisons of a text."""
    return comparisons(sentences(text))


@pytest.mark.parametrize(
    ("text", "factor", "difference", "mine", "others"),
    [
        ("Tom has 3 fewer apples than Ann.", 1, -3, {"tom"}, {"ann"}),
        ("Tom has three more apples than Ann.", 1, 3, {"tom"}, {"ann"}),
        ("The fridge costs $500 more than the oven.", 1, 500, {"fridge"}, {"oven"}),
        ("Bob is 4 years older than his sister Eve.", 1, 4, {"bob"}, {"sister", "eve"}),
        ("Sue has 3 more blue pens than red pens.", 1, 3, {"blue"}, {"red"}),
        ("It rained 2 inches more on Monday than on Tuesday.", 1, 2, {"monday"}, {"tuesday"}),
        ("Tom has twice as many cards as Ann.", 2, 0, {"tom"}, {"ann"}),
        ("Tom has half as many cards as Ann.", Fraction(1, 2), 0, {"tom"}, {"ann"}),
        ("A lemon costs 3 times as much as an apple.", 3, 0, {"lemon"}, {"apple"}),
        ("Tim is 5 years younger than twice John's age.", 2, -5, {"tim"}, {"john", "age"}),
        ("There are 6 less than four times that number under the bridge.", 4, -6, set(), set()),
    ],
)
def test_a_comparison_is_read(
    text: str, factor: Fraction, difference: Fraction, mine: set[str], others: set[str]
) -> None:
    (found,) = compared(text)
    assert (found.factor, found.difference) == (factor, difference)
    assert mine <= found.mine
    assert found.others == others
    assert found.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Tom has 3 apples.",
        "Emery is five times as fast as Serena.",  # then Serena takes five times as long
        "Tom has 3 more apples.",
        "Tom has more apples than Ann.",
        "It is 3 o'clock, later than usual.",
        "Tom has as many apples as Ann.",
        "Tom has 3 times more apples than Ann.",  # 3 or 4 times as many
        "Tom has 50% more apples than Ann.",
        "",
    ],
)
def test_what_is_no_comparison_is_none(text: str) -> None:
    assert compared(text) == []


FEWER = "Ann has 12 apples. Tom has 3 fewer apples than Ann."
MORE = "The fridge costs $500 more than the oven. The oven costs $800."
OLDER = "Bob is 4 years older than his sister Eve. Eve is 9."
TWICE = "Tom has twice as many cards as Ann. Tom has 40 cards."
HALF = "Tom has half as many cards as Ann. Ann has 40 cards."
THRICE = "Tom has 3 times as many cards as Ann. Ann has 40 cards."
PENS = "Sue has 5 red pens. She has 3 more blue pens than red pens."
BLUE = "Sue has 5 blue pens. She has 3 more blue pens than red pens."
OAK = "The oak is 5 feet less than 3 times the height of the pine. The pine is 20 feet tall."
LEMON = "A lemon costs twice as much as an apple. An apple costs $3."
TICKETS = (
    "If eight movie tickets cost 2 times as much as one football ticket, and each movie ticket is sold at $30, pay."
)
RAIN = "It rained 2 inches more on Monday than on Tuesday. On Tuesday it rained 3 inches."
SONGS = "Jeremy listened to five fewer songs yesterday than today. Yesterday, he listened to nine songs."
PENCILS = "Ken gave ten pencils to Manny and ten more pencils to Nilo than he gave to Manny."

AGAINST = [
    (FEWER, "Tom has 12 + 3 = 15 apples.", "3 fewer apples than Ann"),
    (MORE, "The fridge costs 800 - 500 = $300.", "$500 more than the oven"),
    (OLDER, "Bob is 9 - 4 = 5 years old.", "4 years older than his sister Eve"),
    (TWICE, "Ann has 40 * 2 = 80 cards.", "twice as many cards as Ann"),
    (HALF, "Tom has 40 * 2 = 80 cards.", "half as many cards as Ann"),
    (THRICE, "Tom has 40 + 3 = 43 cards.", "3 times as many cards as Ann"),
    (THRICE, "Tom has 40 / 3 = 13.33 cards.", "3 times as many cards as Ann"),
    (THRICE, "Together Tom and Ann have 40 * 3 = 120 cards.", "3 times as many cards as Ann"),
    (FEWER.replace("fewer", "more"), "Tom and Ann have a total of 12 + 3 = 15 apples.", "3 more apples than Ann"),
    (PENS, "She has 5 - 3 = 2 blue pens.", "3 more blue pens than red pens"),
    (BLUE, "She has 5 + 3 = 8 red pens.", "3 more blue pens than red pens"),
    (OAK, "The oak is 3 * 20 + 5 = 65 feet.", "5 feet less than 3 times the height of the pine"),
    (OAK.replace("less", "more"), "The oak is 20*3 - 5 = 55 feet.", "5 feet more than 3 times the height of the pine"),
    (LEMON, "A lemon costs $3 / 2 = $1.50.", "twice as much as an apple"),
    (TICKETS, "One football ticket costs 30 x 2 = $60.", "2 times as much as one football ticket"),
    (RAIN, "On Monday it rained 3 - 2 = 1 inch.", "2 inches more on Monday than on Tuesday"),
    (
        PENCILS,
        "Ken gave a total of 10 + 10 = 20 pencils to Manny and Nilo.",
        "ten more pencils to Nilo than he gave to Manny",
    ),
]

FOR = [
    (FEWER, "Tom has 12 - 3 = 9 apples."),
    (FEWER, "Ann has 12 + 3 = 15 apples."),  # wrong, but Ann's 12 with 3 more may be meant otherwise
    (FEWER, "Tom has 12 - 3 = 9 apples and Ann has 12, so they have 12 + 9 = 21."),
    (FEWER, "Now Tom has 9 + 3 = 12 apples."),
    (FEWER, "They have 12 + 3 + 12 = 27 apples."),
    (MORE, "The fridge costs $800 + $500 = $1300."),
    (MORE, "The oven costs 1300 - 500 = $800."),
    (OLDER, "In 4 years, Eve will be 9 + 4 = 13."),
    (OLDER, "He is 9 - 4 = 5."),
    (TWICE, "Ann has 40 / 2 = 20 cards."),
    (TWICE, "Ann has 40 * 1/2 = 20 cards."),
    (TWICE, "Tom sells 40 * 2 = 80 cards."),
    (HALF, "Tom has 40 / 2 = 20 cards."),
    (HALF, "Tom has 40 * 1/2 = 20 cards."),
    (THRICE, "Tom has 3 * 40 = 120 cards."),
    (THRICE, "Tom has 40 * 3 = 120 cards, so together Tom and Ann have 120 + 40 = 160 cards."),
    (THRICE, "Together Tom and Ann have 40 * 4 = 160 cards."),
    (FEWER.replace("fewer", "more"), "With 3 more, Ann and Tom together would have 15 + 3 = 18 apples."),
    ("Tom has 3 more pens than Ann. They have 12 pens in total.", "Twice what Tom has is 12 + 3 = 15."),
    (
        "Tom has 3 more pens than Ann. They have 12 pens in total.",
        "Ann and Tom would have a total of 12 + 3 = 15 pens.",
    ),
    (OLDER, "4 years ago, Eve was 9 - 4 = 5 years old."),
    (OLDER, "Bob and Eve are 9 + 4 = 13 and 9 years old, together 13 + 9 = 22."),
    (PENS, "She has 5 + 3 = 8 blue pens."),
    (BLUE, "She has 5 - 3 = 2 red pens."),
    (OAK, "The oak is 3 * 20 - 5 = 55 feet."),
    (OAK, "Three times the height is 3 * 20 = 60, and 60 - 5 = 55."),
    (LEMON, "A lemon costs 2 * $3 = $6."),
    (LEMON + " He buys 2 of each.", "The apples cost 2 * $3 = $6."),
    (RAIN, "On Monday it rained 3 + 2 = 5 inches."),
    (RAIN.replace("On Tuesday", "On Monday"), "It rained 3 - 2 = 1 inch on Tuesday."),
    (SONGS, "Jeremy listened to 9 + 5 = 14 songs today."),
    ("Tom has twice as many cards as Ann and twice as many as Ben. Ben has 40 cards.", "Tom has 40 * 2 = 80 cards."),
    (
        "He ran for twice as long as he danced, and sang for twice as long as he ran. He danced 10 h.",
        "He ran 10*2=20 h.",
    ),
]


@pytest.mark.parametrize(("problem", "step", "quote"), AGAINST)
def test_a_line_against_a_comparison_is_refuted_with_the_problems_words(problem: str, step: str, quote: str) -> None:
    verdict = judge_words(WorkRequest(steps=(step,), problem=problem)).steps[0]
    assert (verdict.status, verdict.code, verdict.method) == (Status.INVALID, Code.CONTRADICTS, Method.WITNESS)
    assert quote in verdict.reason
    assert quote in problem
    assert verdict.witness is not None
    assert verdict.witness.expected != verdict.witness.given


@pytest.mark.parametrize(("problem", "step"), FOR)
def test_a_line_for_a_comparison_or_about_something_else_is_left_alone(problem: str, step: str) -> None:
    assert judge_words(WorkRequest(steps=(step,), problem=problem)).first_error is None


@pytest.mark.parametrize(("problem", "step", "quote"), AGAINST)
def test_what_reaches_the_answer_of_the_reference_is_not_refuted(problem: str, step: str, quote: str) -> None:
    verdict = judge_words(WorkRequest(steps=(step,), problem=problem, reference=(step,))).steps[0]
    assert verdict.code is not Code.CONTRADICTS
    assert quote not in verdict.reason


@pytest.mark.parametrize(("problem", "step", "quote"), AGAINST)
def test_beside_a_reference_that_is_not_reached_the_problem_is_quoted_too(problem: str, step: str, quote: str) -> None:
    verdict = judge_words(WorkRequest(steps=(step,), problem=problem, reference=("So 777 + 1111 = 1888.",))).steps[0]
    assert (verdict.status, verdict.code) == (Status.INVALID, Code.CONTRADICTS)
    assert quote in verdict.reason


LETTERS = [
    (FEWER, "Let x be the number of apples that Ann has.", "Then Tom has x - 3 apples.", False),
    (FEWER, "Let x be the number of apples that Ann has.", "Then Tom has x + 3 apples.", True),
    (FEWER, "Let x be the number of apples that Tom has.", "Then Ann has x + 3 apples.", False),
    (FEWER, "Let x be the number of apples that Tom has.", "Then Ann has x - 3 apples.", True),
    (TWICE, "Let x be the number of cards that Ann has.", "Then Tom has 2x cards.", False),
    (TWICE, "Let x be the number of cards that Ann has.", "Then Tom has x/2 cards.", True),
    (TWICE, "Let x be the number of cards that Ann has.", "Then Tom has x + 2 cards.", True),
    (TWICE, "Let x be the number of cards that Tom has.", "Then Ann has x/2 cards.", False),
    (TWICE, "Let x be the number of cards that Tom has.", "Then Ann has 2x cards.", True),
    (TWICE, "Let x be the number of cards that Ann has.", "Together they have x + 2x = 3x cards.", False),
    (TWICE, "Let x be the number of cards that they have.", "Then Tom has x/2 cards.", False),
]


@pytest.mark.parametrize(("problem", "definition", "step", "wrong"), LETTERS)
def test_a_comparison_binds_letters_too(problem: str, definition: str, step: str, wrong: bool) -> None:
    verdict = judge_words(WorkRequest(steps=(definition, step), problem=problem))
    assert verdict.first_error == (2 if wrong else None)


@settings(deadline=None, max_examples=80)
@given(
    one=st.sampled_from(["Ann", "Bea", "Carl", "Dora"]),
    two=st.sampled_from(["Tom", "Uma", "Vic", "Walt"]),
    noun=st.sampled_from(["apples", "books", "red cards", "coins"]),
    base=st.integers(11, 60),
    amount=st.integers(2, 9),
    more=st.booleans(),
)
def test_the_stated_sign_is_never_refuted_and_the_other_always(
    one: str, two: str, noun: str, base: int, amount: int, more: bool
) -> None:
    word, right, wrong = ("more", "+", "-") if more else ("fewer", "-", "+")
    problem = f"{one} has {base} {noun}. {two} has {amount} {word} {noun} than {one}. How many {noun} does {two} have?"

    def judged(sign: str) -> Status:
        value = base + amount if sign == "+" else base - amount
        steps = (f"{two} has {base} {sign} {amount} = {value} {noun}.",)
        return judge_words(WorkRequest(steps=steps, problem=problem)).steps[0].status

    assert judged(right) is not Status.INVALID
    assert judged(wrong) is Status.INVALID
