"""When a solution is offered as a whole, when it gives the answer, and what may come after the answer."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker.values import Status, WorkRequest, WorkVerdict
from tutor.checker.words import judge_words
from tutor.checker.words.finish import is_answered, is_conclusion, is_finished, is_offered
from tutor.checker.words.read import read_line
from tutor.checker.words.reference import Reference, read_reference

PROBLEM = (
    "A farm has 14 sheep and buys 10 more. Each needs 3 kg of hay a day. How many kilograms of hay do all the sheep"
    " need a day?"
)
SOLUTION = ("There are 14 + 10 = 24 sheep.", "They need 24 * 3 = 72 kg of hay a day.")
ASKED = frozenset(("how", "many", "kilog", "of", "hay", "do", "all", "the", "sheep", "need", "a", "day"))


def judged(*steps: str) -> WorkVerdict:
    """The verdict on some steps."""
    return judge_words(WorkRequest(steps=steps, problem=PROBLEM, reference=SOLUTION))


def reference() -> Reference:
    """The worked solution, read."""
    return read_reference(SOLUTION, frozenset(map(Fraction, (14, 10, 3))), frozenset(), None)


AFTER: list[tuple[str, tuple[str, ...]]] = [
    ("a check", ("Check: 72 / 3 = 24.",)),
    ("a check in a sentence", ("To verify this, 72 / 24 = 3 kg for each.",)),
    ("a check in two lines", ("Let me check: 72 / 3 = 24.", "And 24 - 10 = 14.")),
    ("a bare computation that undoes it", ("72 / 3 = 24",)),
    ("the answer once more", ("Therefore it is 72 kg.",)),
    ("a remark", ("That is a lot of hay.",)),
    ("a remark with a number", ("They had fewer sheep, 14, before.",)),
]


@pytest.mark.parametrize(("what", "after"), AFTER)
def test_what_comes_after_the_answer_and_goes_nowhere_is_no_error(what: str, after: tuple[str, ...]) -> None:
    verdict = judged(*SOLUTION, *after)
    assert verdict.first_error is None, what


@pytest.mark.parametrize("after", [steps for _, steps in AFTER])
def test_a_checked_answer_is_answered(after: tuple[str, ...]) -> None:
    assert judged(*SOLUTION, *after).answered


def test_a_wrong_check_is_an_error_of_its_own() -> None:
    verdict = judged(*SOLUTION, "Check: 72 / 3 = 25.")
    assert verdict.first_error == 3


BEYOND: list[tuple[str, tuple[str, ...]]] = [
    ("another result", ("Therefore they need 72 * 7 = 504 kg of hay.",)),
    ("another result after a check", ("Check: 72 / 3 = 24.", "Therefore they need 24 kg of hay.")),
    ("another result without a computation", ("So the answer is 14 kg of hay a day.",)),
    ("undone in a sentence that is the answer", ("Therefore all the sheep need 72 / 3 = 24 kg of hay a day.",)),
]


@pytest.mark.parametrize(("what", "after"), BEYOND)
def test_going_on_from_the_answer_to_another_result_is_an_error(what: str, after: tuple[str, ...]) -> None:
    verdict = judged(*SOLUTION, *after)
    assert (verdict.first_error or 0) > 2, what
    assert all(step.status is not Status.INVALID for step in verdict.steps[:2])


FINISHED: list[tuple[tuple[str, ...], bool]] = [
    ((), False),
    (("There are 14 + 10 = 24 sheep.",), False),
    (("They had 14 sheep.", "So x - 10 = 14."), False),
    (("Therefore there are 14 + 10 = 24 sheep.",), True),
    (("There are 14 + 10 = 24 sheep.", "They need 24 + 3 = 27 kg."), True),
    (("There are 14 + 10 = 24.", "24 + 3 = 27 is what the sheep need of hay a day."), True),
    (("There are 14 + 10 = 24.", "24 + 3 = 27"), False),
    (("There are 14 + 10 = 24.", "24 sheep * 3 kg = 72"), False),
    (("3 kg + 10 = 13 kg", "3 kg + 10 = 13 kg"), False),
]


@pytest.mark.parametrize(("steps", "expected"), FINISHED)
def test_when_work_is_offered_as_a_whole(steps: tuple[str, ...], expected: bool) -> None:
    assert is_finished([read_line(step) for step in steps], reference(), ASKED) is expected


def test_a_step_with_a_closing_word_in_the_unit_asked_for_is_offered_as_the_answer() -> None:
    known = reference()
    assert is_offered([read_line("One day: 24 * 3 kg."), read_line("Therefore altogether 14 kg.")], known, ASKED)
    assert not is_offered([read_line("There are 14 + 10 = 24 sheep.")], known, ASKED)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("It is 72 kg.", True),
        ("It is 72000 g.", True),
        ("It is 7200 g.", False),
        ("24 * 3 = 72", True),
        ("72 - 3 = 69", False),
    ],
)
def test_the_last_number_decides_whether_the_answer_is_given(step: str, expected: bool) -> None:
    assert is_answered([read_line("There are 24."), read_line(step), read_line("Done.")], reference()) is expected


def test_a_conclusion_has_a_closing_word_and_a_number() -> None:
    assert is_conclusion(read_line("So it is 5."))
    assert not is_conclusion(read_line("It is 5."))
    assert not is_conclusion(read_line("So that is it."))


@pytest.mark.parametrize("bullet", ["- ", "• ", "* ", "– "])
def test_a_bullet_is_no_minus_sign(bullet: str) -> None:
    verdict = judged(*(bullet + step for step in ("Then x = 24 for $24 = x.", *SOLUTION)))
    assert verdict.first_error is None
    assert read_line(bullet + "This makes 2 + 3 = 5").chains == read_line("  This makes 2 + 3 = 5").chains
