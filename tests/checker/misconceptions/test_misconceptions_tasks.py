"""Problems in words become trees; their right values are right."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tutor.checker import nodes
from tutor.checker.equality import equal
from tutor.checker.lexer import Style
from tutor.checker.misconceptions.quick import NoValue, holds, near, point, value
from tutor.checker.misconceptions.shapes import exact, split, terms
from tutor.checker.misconceptions.tables import antiderivative, slope
from tutor.checker.misconceptions.tasks import bracketed, read_problem, settled
from tutor.checker.misconceptions.variants import variants
from tutor.checker.nodes import Op
from tutor.checker.prepare import prepare
from tutor.checker.reading import read


@pytest.mark.parametrize(
    ("problem", "name", "right"),
    [
        ("25% off 80", "percent_off", "60"),
        ("What is 10% more than 70?", "percent_more", "77"),
        ("Increase 60 by 15%", "percent_more", "69"),
        ("Reduce 50 by 20%", "percent_off", "40"),
        ("What is 30% of 50?", "percent_of", "15"),
        ("Find the percent change from 40 to 50.", "percent_change", "1/4"),
        ("Convert 5 km to m", "convert", "5000"),
        ("How many minutes are in 3 hours?", "convert", "180"),
        ("Convert 2 m^2 to cm^2", "convert", "20000"),
        ("Find the mean of 2, 3, 7", "mean", "4"),
        ("Find the median of 9, 1, 5 and 3", "median", "4"),
        ("Find the range of 3, 8, 5", "range", "5"),
        ("Find the mode of 5, 5, 8", "mode", "5"),
        ("Which is larger, 0.25 or 0.3?", "larger", "0.3"),
        ("Which is smaller, 1/4 or 1/3?", "larger", "1/4"),
        ("Evaluate 3x when x=4", "given", "12"),
        ("Evaluate a^2+b where a=-3 and b=2", "given", "11"),
        ("Find the area of a triangle with base 6 and height 4", "triangle", "12"),
        ("Find the area of a circle with radius 5", "circle_area", "25pi"),
        ("Find the circumference of a circle with radius 3", "circumference", "6pi"),
        ("Find the perimeter of a rectangle with sides 4 and 7", "rectangle_perimeter", "22"),
        ("Find the area of a rectangle 4 by 7", "rectangle_area", "28"),
        ("d/dx (3x+1)^4", "deriv", "12(3x+1)^3"),
        ("\\int_1^3 2x dx", "int", "8"),
    ],
)
def test_a_task_is_read_and_done(problem: str, name: str, right: str) -> None:
    (tree,) = read_problem(problem, Style())
    assert isinstance(tree, Op)
    assert tree.name == name
    assert equal(settled(tree), prepare(read(right).node)).equal


@pytest.mark.parametrize(
    "problem", ["", "   ", "Tell me about algebra", "Convert 5 km to kg", "mean of apples", "x" * 500]
)
def test_a_text_without_a_task_gives_no_task(problem: str) -> None:
    tasks = [t for t in read_problem(problem, Style()) if isinstance(t, Op)]
    assert [t.name for t in tasks if t.name in ("convert", "mean", "percent_of")] == []


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("3/4 ÷ 1/2", "(3/4)/(1/2)"),
        ("2/3*4/5", "(2/3)*(4/5)"),
        ("4+-3", "4+(-3)"),
        ("x ± 2", "x ± 2"),
        ("2x^2", "2x^2"),
    ],
)
def test_brackets_that_pupils_leave_out(text: str, clear: str) -> None:
    assert bracketed(text) == clear


@pytest.mark.parametrize(
    "integrand",
    ["x^3", "1/x", "5", "sin(2x)", "3cos(x)-x", "e^(2x)", "2^x", "sqrt(x)", "1/x^2", "(2x+1)^5", "1/(3x+2)", "x/4"],
)
def test_an_antiderivative_differentiates_back(integrand: str) -> None:
    tree = prepare(read(integrand).node)
    found = antiderivative(tree, "x")
    assert found is not None
    back = slope(found, "x")
    assert back is not None
    at = {"x": 1.37 + 0j}
    assert near(value(back, at), value(tree, at))


@pytest.mark.parametrize("integrand", ["sin(x^2)", "x e^x", "x/(x+1)", "tan(x)"])
def test_what_the_table_does_not_know_is_none(integrand: str) -> None:
    assert antiderivative(prepare(read(integrand).node), "x") is None


@pytest.mark.parametrize("body", ["3x^2+sin(x)", "x sin(x)", "-2x+5", "(x^2+1)/4"])
def test_variants_of_a_derivative_are_equal(body: str) -> None:
    tree = Op("deriv", (read(body).node, nodes.Sym("x"), nodes.ONE))
    first, *others = variants(tree)
    assert all(equal(settled(first), settled(other)).equal for other in others)


@pytest.mark.parametrize(
    ("term", "k", "rest"),
    [("3x", 3, "x"), ("-x", -1, "x"), ("x/2", Fraction(1, 2), "x"), ("5", 5, "1"), ("2*3*x", 6, "x")],
)
def test_a_term_splits_into_coefficient_and_rest(term: str, k: Fraction, rest: str) -> None:
    found = split(read(term).node)
    assert found == (k, read(rest).node)


def test_terms_open_nested_sums() -> None:
    assert len(terms(read("(a+b)+(c-d)").node)) == 4
    assert exact(read("2+1/2").node) == Fraction(5, 2)


@pytest.mark.parametrize(
    ("text", "result"), [("2^10", 1024), ("sqrt(16)", 4), ("cbrt(-8)", -2), ("log_2(8)", 3), ("abs(-3)", 3)]
)
def test_quick_values(text: str, result: float) -> None:
    assert near(value(prepare(read(text).node), {}), complex(result))


@pytest.mark.parametrize("text", ["1/0", "ln(0)", "2^99999", "q", "10^400", "n!"])
def test_without_a_value_it_says_so(text: str) -> None:
    with pytest.raises(NoValue):
        value(prepare(read(text).node), {})


@pytest.mark.parametrize(
    ("text", "true"), [("x<2", True), ("x>=2", False), ("x=1 or x=3", True), ("x>0 and x<1", False)]
)
def test_quick_truth(text: str, true: bool) -> None:
    assert holds(read(text).node, {"x": 1 + 0j}) is true


def test_letters_have_values_of_their_own() -> None:
    at = point(("a", "b", "c"), 0.5)
    assert len(set(at.values())) == 3
