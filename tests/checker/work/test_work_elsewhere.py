"""Lines that answer another question than the problem asks, and letters that name a part without its being said."""

from __future__ import annotations

import pytest

from tutor.checker import Code, Relation, Status, check_work

OTHER = [
    ("Solve 2x + 3 = 11", ["y = 7"], 1),
    ("Solve 2x + 3 = 11", ["2x = 8", "y = 4"], 2),
    ("Solve t^2 = 9", ["x = 3 or x = -3"], 1),
    ("Solve u^2 - 5u + 4 = 0", ["x^2 - 5x + 4 = 0"], 1),
    ("Solve x + y = 5, x - y = 1", ["x = 3", "z = 4"], 2),
    ("Solve x^2 > 4", ["y > 2 or y < -2"], 1),
    ("Factor x^2 - 5x + 6", ["x = 1 or x = 3"], 1),
    ("Simplify 2(x + 3) - 6", ["x = 5"], 1),
    ("Expand (x + 1)^2", ["x = 1"], 1),
    ("Differentiate x^3", ["x = 2"], 1),
]
LEFT_ALONE = [
    ("Solve 2x + 3 = 11", ["y = 2x", "y = 8", "x = 4"]),
    ("Solve 2x + 3 = 11", ["let y = 2x", "y + 3 = 11", "y = 8", "2x = 8", "x = 4"]),
    ("Solve x^2 + 5x + 6 = 0", ["a = 1", "b = 5", "c = 6", "D = 1", "x = -2 or x = -3"]),
    ("Solve x = x + 1", ["y = 7"]),
    ("Solve 2x + 3 = 11", ["m = 2"]),
    ("Solve |x - 3| = 2", ["u = 2 or u = -2", "x = 5 or x = 1"]),
    ("Solve sin x = 1/2", ["x = π/6 + 2πn or x = 5π/6 + 2πn"]),
    ("Differentiate x^3 and find where the derivative is zero", ["3x^2", "3x^2 = 0", "x = 0"]),
    ("Factor x^2 - 5x + 6", ["x = 2 or x = 3", "(x - 2)(x - 3)"]),
    ("Evaluate 3*4 + 5", ["x = 17"]),
]
UNSAID = [
    ("Solve x^4 - 5x^2 + 4 = 0", ["u^2 - 5u + 4 = 0", "(u - 1)(u - 4) = 0", "u = 1 or u = 4", "x = ±1 or x = ±2"]),
    ("Solve e^(2x) - 3e^x + 2 = 0", ["y^2 - 3y + 2 = 0", "y = 1 or y = 2", "x = 0 or x = ln 2"]),
    ("Solve 4^x - 3*2^x + 2 = 0", ["t^2 - 3t + 2 = 0", "t = 1 or t = 2", "x = 0 or x = 1"]),
    ("Solve x - 5sqrt(x) + 6 = 0", ["z^2 - 5z + 6 = 0", "z = 2 or z = 3", "x = 4 or x = 9"]),
    ("Solve x^6 - 9x^3 + 8 = 0", ["u^2 - 9u + 8 = 0", "u = 8 or u = 1", "x = 2 or x = 1"]),
    ("Solve (x + 1)^2 - 3(x + 1) + 2 = 0", ["u^2 - 3u + 2 = 0", "u = 1 or u = 2", "x = 0 or x = 1"]),
]


@pytest.mark.parametrize(("problem", "steps", "where"), OTHER)
def test_a_line_that_answers_another_question_is_told_as_one(problem: str, steps: list[str], where: int) -> None:
    verdict = check_work(problem=problem, steps=steps)
    step = verdict.steps[where - 1]
    assert (verdict.first_error, step.status, step.code) == (where, Status.INVALID, Code.NOT_ANSWERED)
    assert not verdict.answered
    assert step.witness is not None
    assert step.witness.at
    assert step.relation is Relation.UNRELATED


@pytest.mark.parametrize(("problem", "steps"), LEFT_ALONE)
def test_letters_that_belong_to_the_work_are_no_other_question(problem: str, steps: list[str]) -> None:
    verdict = check_work(problem=problem, steps=steps)
    assert verdict.first_error is None
    assert all(step.code is not Code.NOT_ANSWERED for step in verdict.steps)


@pytest.mark.parametrize(("problem", "steps"), UNSAID)
def test_a_substitution_is_followed_though_it_was_not_announced(problem: str, steps: list[str]) -> None:
    verdict = check_work(problem=problem, steps=steps)
    assert [step.status for step in verdict.steps] == [Status.VALID] * len(steps)
    assert verdict.answered


@pytest.mark.parametrize(("problem", "steps"), UNSAID)
def test_an_unannounced_substitution_with_another_sign_is_not_taken(problem: str, steps: list[str]) -> None:
    first = check_work(problem=problem, steps=[steps[0].replace("-", "+", 1)]).steps[0]
    assert first.status is not Status.VALID


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        ("Factor x^2 - 5x + 6", "x = 2 or x = 3"),
        ("Factor x^2 - 5x + 6", "x = 3"),
        ("Expand (x + 1)^2", "(x + 1)^2 = 0"),
        ("Differentiate x^3", "3x^2 = 0"),
        ("Differentiate x^3", "x = 0"),
    ],
)
def test_where_an_expression_is_zero_may_be_on_the_way(problem: str, line: str) -> None:
    verdict = check_work(problem=problem, steps=[line])
    assert verdict.first_error is None
    assert not verdict.answered
    assert (verdict.steps[0].status, verdict.steps[0].code) == (Status.UNKNOWN, Code.NOT_ANSWERED)


def test_going_on_after_the_answer_is_said_and_not_wrong() -> None:
    verdict = check_work(problem="Factor x^2 - 5x + 6", steps=["(x - 2)(x - 3)", "x = 2 or x = 3"])
    assert verdict.first_error is None
    assert (verdict.steps[1].status, verdict.steps[1].code) == (Status.UNKNOWN, Code.NOT_ANSWERED)


@pytest.mark.parametrize("line", ["(x - 2)(x + 2)", "x^2 - 4", "4 - x^2", "x*x"])
def test_one_side_of_an_equation_by_itself_is_a_side_calculation(line: str) -> None:
    step = check_work(problem="Solve x^2 = 4", steps=[line]).steps[0]
    assert (step.status, step.relation) == (Status.VALID, Relation.UNRELATED)


@pytest.mark.parametrize("line", ["(x - 3)(x + 2)", "x^2"])
def test_another_expression_by_itself_and_a_side_as_it_stands_claim_nothing(line: str) -> None:
    verdict = check_work(problem="Solve x^2 = 4", steps=[line])
    assert (verdict.first_error, verdict.steps[0].status) == (None, Status.UNKNOWN)


@pytest.mark.parametrize(
    ("problem", "line", "told"),
    [
        ("Find the area of a rectangle 3 by 4.", "perimeter = 2(3 + 4) = 14", True),
        ("A rectangle has sides 3 and 4. What is its perimeter?", "area = 3 * 4 = 12", True),
        ("A rectangle has sides 3 and 4. What is its perimeter?", "circumference = 2(3 + 4) = 14", False),
        ("The area of a square is 16. Find its perimeter.", "perimeter = 4 * 4 = 16", False),
    ],
)
def test_another_measure_as_the_last_line_is_told(problem: str, line: str, told: bool) -> None:
    step = check_work(problem=problem, steps=[line]).steps[0]
    assert (step.code is Code.NOT_ANSWERED) is told
    assert step.status is not Status.INVALID


def test_no_solution_is_refuted_by_a_solution_and_by_no_rule_of_calculation() -> None:
    step = check_work(problem="Solve x^2 - 5x + 4 = 0", steps=["no solution"]).steps[0]
    assert (step.status, step.code) == (Status.INVALID, Code.LOSES_SOLUTIONS)
    assert step.misconception is None
