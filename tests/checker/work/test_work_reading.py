"""Lines with words around them, and what problems ask."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.checker import check_work
from tutor.checker.lexer import Style
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import Code, Status
from tutor.checker.work import cutting
from tutor.checker.work.entry import read_entry
from tutor.checker.work.functions import definition, put_in
from tutor.checker.work.notation import plain
from tutor.checker.work.task import Goal, read_task

LETTERS = frozenset("xyuabc")


@pytest.mark.parametrize(
    ("line", "maths"),
    [
        ("x = 4", "x = 4"),
        ("so x = 4", "x = 4"),
        ("∴ x = 4", "x = 4"),
        ("=> x = 4", "x = 4"),
        ("⇒ x = 4,", "x = 4"),
        (r"\Rightarrow x = 4", "x = 4"),
        ("1) x = 4", "x = 4"),
        ("1. x = 4", "x = 4"),
        ("3) -4x = 8", "-4x = 8"),
        ("(26) - (-26)", "26 - (-26)"),
        ("a) x = 4", "x = 4"),
        ("Step 2: x = 4", "x = 4"),
        ("• x = 4", "x = 4"),
        ("x = 4 (subtract 3)", "x = 4"),
        ("x = 4 [divide both sides by 2]", "x = 4"),
        ("= 2x + 3 (distribute)", "2x + 3"),
        ("= x(2 sin x + x cos x)", "x(2 sin x + x cos x)"),
        ("5x = 10 | -3", "5x = 10"),
        ("5x = 10 |:5", "5x = 10"),
        ("x = 4 // done", "x = 4"),
        ("x = 4 ✓", "x = 4"),
        ("subtract 3: 2x = 8", "2x = 8"),
        ("Divide both sides by 2 to get x = 4", "x = 4"),
        ("(1)+(2): 3x = 9", "3x = 9"),
        ("Answer: 4", "4"),
        ("The answer is x = 4.", "x = 4"),
        ("x = 4, since 2*4 = 8", "x = 4"),
        ("x = 5 is extraneous, so x = 1", "x = 1"),
        ("x = 1 (double root)", "x = 1"),
        ("let u = x^2+1", "u = x^2+1"),
        (r"\text{so } x = 4", "x = 4"),
        ("$x = 4$", "x = 4"),
        ("x1 = 3, x2 = -2", "x_1 = 3, x_2 = -2"),
        ("There is no solution", "no solution"),
        ("x = 2 makes the denominator 0, so no solution", "no solution"),
        ("20% of 50", "20% * 50"),
        ("y = ax + ab", "y = ax + ab"),
        ("x ∈ (2, 5]", "x ∈ (2, 5]"),
    ],
)
def test_the_mathematics_is_found_among_the_words(line: str, maths: str) -> None:
    assert read_entry(line, Style(), LETTERS).node == prepare(read(maths, Style()).node)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Now I divide both sides by two", Code.PROSE),
        ("x = 5 is extraneous", Code.PROSE),
        ("reject x = -3", Code.PROSE),
        ("", Code.PROSE),
        ("   ", Code.PROSE),
        ("2x + = 3", Code.UNREADABLE),
        ("((x = 3", Code.UNREADABLE),
        ("x = " + "9" * 6000, Code.TOO_LARGE),
    ],
)
def test_lines_without_readable_mathematics_say_why(line: str, code: Code) -> None:
    entry = read_entry(line, Style(), LETTERS)
    assert entry.node is None
    assert entry.problem is code


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("[x^2]_1^3", "3^2 - 1^2"),
        (r"\left[\frac{x^3}{3}\right]_{0}^{1}", "1^3/3 - 0^3/3"),
        ("[x^2 + x]_{-1}^{4} + 1", "4^2+4 - ((-1)^2 + (-1)) + 1"),
        (r"x^2 \Big|_0^5", "5^2 - 0^2"),
        ("[x]_0^1 + [x^2]_0^2", "(1 - 0) + (2^2 - 0^2)"),
    ],
)
def test_brackets_with_bounds_are_differences(line: str, value: str) -> None:
    from tutor.checker.equality import equal

    node = read_entry(line, Style()).node
    assert node is not None
    assert equal(node, prepare(read(value).node)).equal


@pytest.mark.parametrize(
    ("problem", "goal", "unknown"),
    [
        ("Solve 5x + 9 = -x - 21 for x", Goal.SOLVE, "x"),
        ("Make t the subject of v = u+at", Goal.SOLVE, "t"),
        ("Solve for a: F = m a", Goal.SOLVE, "a"),
        ("Solve the quadratic equation $x^2-5x+6=0$ by factoring.", Goal.SOLVE, None),
        ("Find all real solutions of x^4 = 16", Goal.SOLVE, None),
        ("x^2 - 4 = 0", Goal.SOLVE, None),
        ("Solve the system x+y=3, x-y=1", Goal.SOLVE, None),
        ("Solve sin x = 1/2 for 0 <= x < 2pi", Goal.SOLVE, None),
        ("Find dy/dx if y = 3x^4 - 5x^2", Goal.DERIVATIVE, "x"),
        ("d/dx [x^2 sin x]", Goal.DERIVATIVE, "x"),
        ("f(x) = x^3; find f'(x)", Goal.DERIVATIVE, "x"),
        ("Differentiate s = 3t^2 with respect to t", Goal.DERIVATIVE, "t"),
        ("Find the integral of x sin(x)", Goal.ANTIDERIVATIVE, "x"),
        ("Integrate x e^x dx", Goal.ANTIDERIVATIVE, "x"),
        ("Evaluate ∫ 2x dx", Goal.ANTIDERIVATIVE, "x"),
        ("Evaluate ∫_0^1 x^2 dx", Goal.VALUE, None),
        ("Find the limit: lim_(x->2) (x^2-4)/(x-2)", Goal.VALUE, None),
        ("Simplify: 9 + 4/5", Goal.VALUE, None),
        ("What is 3/4 + 1/2?", Goal.VALUE, None),
        ("Write x^2+6x+5 in completed square form", Goal.VALUE, None),
        ("Expand and simplify (x+2)(x+3)", Goal.VALUE, None),
        ("Find f(3) if f(x) = x^2 + 1", Goal.VALUE, None),
        ("Find the minimum of f(x) = x^2 - 4x + 1", Goal.TOLD, None),
        ("A farmer has 40 hens and sells half of them to his neighbour on Monday.", Goal.TOLD, None),
        ("What do you think?", Goal.NONE, None),
    ],
)
def test_what_a_problem_asks(problem: str, goal: Goal, unknown: str | None) -> None:
    task = read_task(problem, Style())
    assert task.goal is goal
    assert task.unknown == unknown
    assert (task.start is None) is (goal in (Goal.TOLD, Goal.NONE))


@pytest.mark.parametrize(("run", "word"), [("so", True), ("therefore", True), ("sin", False), ("theta", False),
    ("xy", False), ("abc", False), ("divide", True), ("x", False), ("or", False), ("lim", False), ("dx", False),
    ("because", True), ("let", True)])  # fmt: skip
def test_words_are_told_from_products_and_functions(run: str, word: bool) -> None:
    assert cutting.is_word(run) is word


def test_a_product_of_the_problems_letters_is_no_word() -> None:
    assert cutting.is_word("abba")
    assert not cutting.is_word("abba", frozenset("ab"))


@pytest.mark.parametrize(
    ("line", "unknown", "expected"),
    [
        ("x_1 = 3 or x_2 = -2", "x", "x = 3 or x = -2"),
        ("x_1 = 3, x_2 = -2", "x", "x = 3 or x = -2"),
        ("x = 3 and x = -2", "x", "x = 3 or x = -2"),
        ("L = {3, -2}", "x", "{3, -2}"),
        ("x = π/6 + 2πn, n ∈ Z", "x", "x = π/6 + 2πn"),
        ("x = 3", "x", "x = 3"),
    ],
)
def test_ways_to_write_solutions(line: str, unknown: str, expected: str) -> None:
    assert plain(prepare(read(line).node), ("x",), unknown) == prepare(read(expected).node)


def test_points_are_values_of_the_letters() -> None:
    given_points = prepare(read("(3, 1)").node)
    assert plain(given_points, ("y", "x"), None) == prepare(read("x = 3 and y = 1").node)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("f(3)", "3^2+1"), ("f'(3)", "2*3"), ("f(2) + f(0)", "2^2+1 + (0^2+1)"), ("g(3)", "g(3)"), ("f''(x)", "2")],
)
def test_functions_of_the_problem_are_put_in(text: str, expected: str) -> None:
    from tutor.checker.equality import equal

    function = definition(prepare(read("f(x) = x^2 + 1").node))
    assert function is not None
    value = put_in(prepare(read(text).node), (function,), labels=True)
    assert equal(value, prepare(read(expected).node)).equal


@given(st.text(max_size=80))
def test_any_text_gives_an_entry(text: str) -> None:
    entry = read_entry(text, Style(), LETTERS)
    assert (entry.node is None) is (entry.problem is not None)


@given(st.text(alphabet="xyab0123456789 =+-*/^()[]{}_|<>,.:;'√∫πln sinorthe\\", max_size=60))
def test_any_mathematical_text_gives_an_entry_and_a_task(text: str) -> None:
    read_entry(text, Style(), LETTERS)
    read_task(text, Style())
    read_task(f"Solve: {text} for x", Style())


@pytest.mark.parametrize("start", ["1) ", "2)", "(a) ", ""])
def test_a_number_before_a_matrix_is_the_line_s(start: str) -> None:
    verdict = check_work(problem="Solve x - 2y = -7, 4x - 2y = -10", steps=[f"{start}[[1, -2, -7], [4, -2, -10]]"])
    assert verdict.steps[0].status is Status.VALID
