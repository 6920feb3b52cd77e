"""Whether the last line answers what was asked: in the form, to the digits, within the range that the words say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.lexer import Style
from tutor.checker.nodes import Op
from tutor.checker.reading import read
from tutor.checker.values import Status, WorkRequest
from tutor.checker.work import judge_work
from tutor.checker.work.ranges import taken
from tutor.checker.work.task import Goal, read_task
from tutor.checker.work.wanted import has_form

ANSWERS = [
    ("Factor x^2+5x+6", "(x+2)(x+3)", True),
    ("Factor x^2+5x+6", "x^2+5x+6", False),
    ("Factor completely 2x^2-8", "2(x^2-4)", False),
    ("Factor completely 2x^2-8", "2(x-2)(x+2)", True),
    ("Expand (x+1)^2", "(x+1)(x+1)", False),
    ("Expand (x+1)^2", "x^2+2x+1", True),
    ("Write 6/8 in simplest form", "6/8", False),
    ("Write 6/8 in simplest form", "3/4", True),
    ("Write 3/8 as a decimal", "0.375", True),
    ("Write 3/8 as a decimal", "3/8", False),
    ("Solve 2^x = 10 to 2 decimal places", "x ≈ 3.32", True),
    ("Solve 2^x = 10 to two decimal places", "x = ln 10/ln 2", False),
    ("Solve 2^x = 10 to 2 decimal places", "x ≈ 3.322", False),
    ("Complete the square: x^2+6x+2", "(x+3)^2-7", True),
    ("Complete the square: x^2+6x+2", "x^2+6x+9-7", False),
    ("Solve by completing the square: x^2-4x-5=0", "x = 5 or x = -1", True),
    ("Express 1/x + 2/(x+1) as a single fraction", "(3x+1)/(x(x+1))", True),
    ("Express 1/x + 2/(x+1) as a single fraction", "2/(x+1)+1/x", False),
    ("Rationalize the denominator: 1/sqrt(2)", "sqrt(2)/2", True),
    ("Rationalize the denominator: 1/sqrt(2)", "1/√2", False),
    ("Calculate 7/4 as a mixed number", "1 3/4", True),
    ("Calculate 7/4 as a mixed number", "7/4", False),
    ("Simplify 2x+3x", "5x", True),
]


@pytest.mark.parametrize(("problem", "line", "answers"), ANSWERS)
def test_a_right_line_answers_only_in_the_form_that_is_asked_for(problem: str, line: str, answers: bool) -> None:
    verdict = judge_work(WorkRequest(problem=problem, steps=(line,)))
    assert verdict.steps[0].status is Status.VALID
    assert verdict.answered is answers


@given(st.integers(0, 5), st.decimals(0, 100, places=6).filter(lambda d: d > 0))
@settings(max_examples=60, deadline=None)
def test_decimal_places_are_counted(places: int, number: object) -> None:
    line = f"x = {number:.{places}f}"
    problem = f"Solve it correct to {places} decimal places"
    assert has_form(problem, read(line).node)
    assert not has_form(f"Solve it to {places + 1} decimal places", read(line).node)


RANGES = [
    ("Solve sin x = 1/2 on [0, 2π)", "[)"),
    ("Solve sin x = 1/2 in the interval [0, 2\\pi]", "[]"),
    ("Solve sin x = 1/2 for x \\in (0, \\pi)", "()"),
    ("Solve sin x = 1/2, x ∈ [0°, 360°]", "[]"),
    ("Solve sin x = 1/2 over the interval $[0, 2\\pi)$.", "[)"),
    ("Solve sin x = 1/2 between 0 and 2π.", "[]"),
    ("Solve sin x = 1/2 from 0° to 360°.", "[]"),
]


@pytest.mark.parametrize(("problem", "brackets"), RANGES)
def test_a_range_is_taken_out_of_the_problem(problem: str, brackets: str) -> None:
    rest, interval = taken(problem, Style())
    assert isinstance(interval, Op)
    assert interval.tag == brackets
    assert "sin x = 1/2" in rest
    assert read_task(problem, Style()).goal is Goal.SOLVE


@pytest.mark.parametrize("problem", ["Solve x^2 = 4", "Find f(2) for f(x) = (x, 1)", "Solve 3(x-1) = 2(x+1)",
                                     "Multiply (x+1)(x-1)", "Solve on paper: x + (2) = 3"])  # fmt: skip
def test_brackets_that_are_no_range_stay(problem: str) -> None:
    assert taken(problem, Style()) == (problem, None)


@pytest.mark.parametrize("problem", [p for p, _ in RANGES])
def test_solutions_outside_the_range_are_not_missed(problem: str) -> None:
    verdict = judge_work(WorkRequest(problem=problem, steps=("x = π/6, 5π/6",)))
    assert verdict.first_error is None
    assert verdict.answered


@pytest.mark.parametrize("problem", [p for p, _ in RANGES])
def test_a_solution_inside_the_range_is_missed(problem: str) -> None:
    assert judge_work(WorkRequest(problem=problem, steps=("sin x = 1/2", "x = π/6"))).first_error == 2
