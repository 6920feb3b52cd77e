"""Formulas and numbers for problems told in words; problems with several parts."""

from __future__ import annotations

import pytest
from work_blocks import Block, blocks, check

from tutor.checker.values import Code, WorkRequest
from tutor.checker.work import is_algebra, judge_work

CAR = "A car starts at 4 m/s and accelerates at 2 m/s^2 for 3 s. How fast is it then?"
NUMBER = "A number is doubled and 3 is added, which gives eleven. What is the number?"

PHYSICS = blocks(f"""
{CAR}
? v = u + at
? v = 4 + 2*3
? v = 10 m/s

{CAR}
? v = u + at
? u = 4 m/s, a = 2 m/s^2, t = 3 s
? v = 4 + 2*3
! v = 12 m/s

{CAR}
? u = 4, a = 2, t = 3
! v = u + at = 4 + 3*3 = 13

{CAR}
? v = 4 m/s + 2 m/s^2 * 3 s = 10 m/s

{CAR}
! v = 4 m/s + 2 m/s^2 * 3 s = 11 m/s
& = 11 m/s

{CAR}
! d = 4 m/s * 3 s = 12 m/s

{CAR}
? v = 4 + 2*3
! = 11

{CAR}
? v = 7/3 = 2.33 m/s

{CAR}
! v = 7/3 = 2.34 m/s

{CAR}
? t = 2 h = 120 min

{CAR}
? 72 km/h = 20 m/s

{NUMBER}
? 2x + 3 = 11
? 2x = 8
? x = 4

{NUMBER}
? 2x + 3 = 11
! 2x = 14
& x = 7

Two numbers have the sum ten and the difference two. Which are these numbers then?
? x + y = 10
? x - y = 2
? 2x = 12
? x = 6
! y = 3
""")

PARTS = blocks("""
Find the minimum of f(x) = x^2 - 4x + 1
+ f'(x) = 2x - 4
+ 2x - 4 = 0
+ x = 2
+ f(2) = 4 - 8 + 1 = -3

Find the minimum of f(x) = x^2 - 4x + 1
! f'(x) = 2x + 4

Find the minimum of f(x) = x^2 - 4x + 1
+ f'(x) = 2x - 4
+ 2x - 4 = 0
! x = 4
! f(2) = 4 - 8 + 1 = 3

Find the equation of the tangent to y = x^2 at x = 1
+ y' = 2x
+ m = 2
+ y - 1 = 2(x - 1)
+ y = 2x - 1

Find the equation of the tangent to y = x^2 at x = 1
! m = 1
? y - 1 = x - 1

Find the equation of the normal to y = x^2 at x = 1
+ m = 2
+ m = -1/2
+ y - 1 = -1/2 (x - 1)
! y = -x/2 + 1

Find the equation of the line through (1, 2) with slope 3
+ y - 2 = 3(x - 1)
! y = 3x + 1

Find the inverse of f(x) = 2x + 3
! f^{-1}(x) = x/2 - 3
""")


@pytest.mark.parametrize("block", PHYSICS, ids=lambda b: "; ".join(b.lines))
def test_what_can_be_refuted_is_and_the_rest_is_left_open(block: Block) -> None:
    check(block)


@pytest.mark.parametrize("block", PARTS, ids=lambda b: "; ".join(b.lines))
def test_problems_of_several_parts(block: Block) -> None:
    check(block)


def test_an_answer_given_with_the_problem_tells_whether_the_last_line_answers() -> None:
    lines = ("v = 4 + 2*3", "v = 10 m/s")
    assert judge_work(WorkRequest(problem=CAR, steps=lines, answer="10 m/s")).answered
    assert not judge_work(WorkRequest(problem=CAR, steps=lines, answer="12 m/s")).answered
    assert not judge_work(WorkRequest(problem=CAR, steps=lines)).answered


def test_units_that_do_not_fit_are_named_as_such() -> None:
    verdict = judge_work(WorkRequest(problem=CAR, steps=("d = 4 m/s * 3 s = 12 m/s",)))
    assert verdict.steps[0].code is Code.UNIT


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("Solve: 2x + 3 = 11", True),
        ("Differentiate f(x) = x^2", True),
        ("x^2 - 4 = 0", True),
        ("Simplify 3/4 + 1/2", False),  # plain arithmetic may be worked out in sentences
        (CAR, False),
        (NUMBER, False),
        ("", False),
        ("Natalia sold clips to 48 of her friends in April, and then half as many in May. How many in all?", False),
    ],
)
def test_tasks_of_mathematics_are_told_from_stories(problem: str, expected: bool) -> None:
    assert is_algebra(WorkRequest(problem=problem, steps=())) is expected


def test_a_calculation_with_few_words_beside_it_is_mathematics_and_one_in_sentences_is_not() -> None:
    few = ("we get (3+2)/(7+3)", "Answer: 1/2")
    many = ("First we take the three sevenths and write them down, 3/7.", "Then we add two thirds, 3/7 + 2/3 = 23/21.")
    assert is_algebra(WorkRequest(problem="Simplify: 3/7 + 2/3", steps=few))
    assert not is_algebra(WorkRequest(problem="Simplify: 3/7 + 2/3", steps=many))
    assert judge_work(WorkRequest(problem="Simplify: 3/7 + 2/3", steps=few)).first_error == 1
