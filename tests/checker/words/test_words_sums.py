"""Sums of some of the reference's terms: the beginning of another grouping, or where the work leaves it."""

from __future__ import annotations

from tutor.checker.values import Code, WorkRequest, WorkVerdict
from tutor.checker.words import judge_words

POTTERY = "Nora has 12 red, 9 blue, 7 green and 5 white cups. How many cups does she have left after selling 6 of them?"
SOLUTION = ("She has 12 + 9 + 7 + 5 = 33 cups.", "After selling 6 she has 33 - 6 = 27 cups left.")


def judged(*steps: str) -> WorkVerdict:
    """The verdict on some steps."""
    return judge_words(WorkRequest(steps=steps, problem=POTTERY, reference=SOLUTION))


def test_a_sum_that_the_reference_has_not_is_blamed_if_adding_to_it_leads_off() -> None:
    verdict = judged(
        "Without the white ones she has 12 + 9 + 7 = 28 cups.",
        "With the red ones again it is 28 + 12 = 40 cups.",
        "Therefore she has 40 - 6 = 34 cups left.",
    )
    assert verdict.first_error == 1
    assert verdict.steps[1].code is Code.FOLLOWS_ERROR


def test_the_same_sum_is_left_alone_if_what_is_made_of_it_is_right() -> None:
    verdict = judged(
        "The red, blue and green cups are 12 + 9 + 7 = 28.",
        "With the white ones she has 28 + 5 = 33 cups.",
        "Therefore she has 33 + 6 = 39 cups left.",
    )
    assert verdict.first_error == 3


def test_where_a_sum_is_multiplied_that_is_the_error() -> None:
    verdict = judged(
        "The red, blue and green cups are 12 + 9 + 7 = 28.",
        "With two of each she has 28 * 2 = 56 cups.",
        "Therefore she has 56 - 6 = 50 cups left.",
    )
    assert verdict.first_error == 2


def test_another_grouping_that_reaches_the_answer_has_no_error() -> None:
    verdict = judged(
        "The red and blue cups are 12 + 9 = 21.",
        "The others are 7 + 5 = 12.",
        "Therefore she has 21 + 12 - 6 = 27 cups left.",
    )
    assert verdict.first_error is None
    assert verdict.answered
