"""Which work is read as sentences and computations, and which as lines of algebra."""

from __future__ import annotations

import pytest

from tutor.checker import Code, Status, WorkRequest, check_work
from tutor.checker.words import is_words

PENS = "Tom has 5 boxes with 12 pens each. He gives away 15 pens. How many are left?"


def test_bare_computations_of_a_problem_in_words_are_laid_beside_the_reference() -> None:
    verdict = check_work(problem=PENS, steps=["5*12=60", "60-15=45"], reference=["5 x 12 = 60", "60 - 15 = 45"])
    assert [step.status for step in verdict.steps] == [Status.VALID, Status.VALID]
    assert verdict.answered


@pytest.mark.parametrize("last", ["Answer: 45", "So he has 45 pens left.", "45 pens"])
def test_the_answer_may_stand_alone_behind_bare_computations(last: str) -> None:
    verdict = check_work(problem=PENS, steps=["5*12=60", "60-15=45", last], reference=["5 x 12 = 60", "60 - 15 = 45"])
    assert verdict.first_error is None
    assert verdict.answered


def test_a_wrong_quantity_in_bare_computations_is_found_once_the_work_is_offered_as_a_whole() -> None:
    steps = ["5+12=17", "17-15=2", "So he has 2 pens left."]
    verdict = check_work(problem=PENS, steps=steps, reference=["5 x 12 = 60", "60 - 15 = 45"])
    assert verdict.first_error == 1
    assert verdict.steps[0].code is Code.QUANTITY


def test_a_number_from_nowhere_is_told_in_bare_computations() -> None:
    verdict = check_work(problem=PENS, steps=["5*12=60", "60-18=42"])
    assert (verdict.steps[1].status, verdict.steps[1].code) == (Status.UNKNOWN, Code.SOURCE)


@pytest.mark.parametrize("line", ["60 - 15 = 45", "5 x 12 = 60 pens", "$60 - $15 = $45", "12 pens * 5 = 60 pens"])
def test_numbers_worked_out_are_bare_computations(line: str) -> None:
    assert is_words(WorkRequest(problem=PENS, steps=(line,)))


@pytest.mark.parametrize("line", ["v = 4 + 2*3", "3^2 + 4^2 = 25", "sqrt(16) = 4", "x = 45", "60 / 5 s = 12 m/s", "45"])
def test_formulas_of_a_problem_in_words_are_no_bare_computations(line: str) -> None:
    assert not is_words(WorkRequest(problem=PENS, steps=(line,)))
