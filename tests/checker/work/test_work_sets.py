"""Solutions compared: families of trigonometric equations, parameters, rounded values, the discriminant."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, ctx
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.checker import formula, nodes
from tutor.checker.nodes import Node
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import Relation, Status
from tutor.checker.work import discriminant, isolate, parameters, periodic, rounding
from tutor.checker.work.sets import Scope, implied, isolated, standing


def statement(text: str) -> Node:
    """The text as a formula in x."""
    return formula.formula(prepare(read(text).node), "x")


SAME = [
    ("2 sin x = 1", "x = π/6 + 2πn or x = 5π/6 + 2πn"),
    ("2 sin x = 1", "x = 30° + 360°k or x = 150° + 360°k"),
    ("2 sin x = 1", "x = (-1)^n π/6 + πn"),
    ("sin(2x) = sin(x)", "sin(x) = 0 or cos(x) = 1/2"),
    ("sin x = 1", "x = π/2 + 2πk"),
    ("sin(x)^2 = 1", "x = π/2 + πn"),
    ("tan x = sqrt(3)", "x = π/3 + πn"),
    ("cos x = 0", "x = π/2 + πn"),
    ("cos(2x) = 1/2", "2x = π/3 + 2πn or 2x = -π/3 + 2πn"),
    ("cos(2x) = 1/2", "x = ±π/6 + πn"),
    ("sin x + cos x = 1", "x = 2πn or x = π/2 + 2πn"),
    ("sin x = 1/3", "x = arcsin(1/3) + 2πn or x = π - arcsin(1/3) + 2πn"),
    ("sin(πx) = 0", "x = n"),
    ("2cos(x)^2 - 3cos(x) + 1 = 0", "cos x = 1 or cos x = 1/2"),
    ("sin x = 1/2 and 0 <= x and x < 2π", "x = π/6 or x = 5π/6"),
    ("sin x = 0 and 0 <= x and x <= 2π", "x = 0 or x = π or x = 2π"),
]
FEWER = [
    ("2 sin x = 1", "x = π/6 + 2πn"),
    ("2 sin x = 1", "x = π/6"),
    ("sin(2x) = sin(x)", "cos(x) = 1/2"),
    ("tan(x)^2 = 3", "tan x = sqrt(3)"),
    ("tan x = 1", "x = π/4 + 2πn"),
    ("sin x = 1/2 and 0 <= x and x < 2π", "x = π/6"),
    ("sin x = 0 and 0 <= x and x <= 2π", "x = 0 or x = π"),
]
OTHERS = [
    ("sin(x) = sqrt(2)/2", "x = π/4 + πn or x = 3π/4 + πn"),
    ("cos x = 1/2", "x = π/6 + 2πn or x = -π/6 + 2πn"),
    ("sin x = 1/2", "x = π/6 + 2πn or x = 7π/6 + 2πn"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_the_same_angles_are_the_same(first: str, second: str) -> None:
    outcome = periodic.compare(statement(first), statement(second), "x")
    assert outcome.status is Status.VALID


@pytest.mark.parametrize(("first", "second"), FEWER)
def test_a_lost_angle_is_shown(first: str, second: str) -> None:
    outcome = periodic.compare(statement(first), statement(second), "x")
    assert outcome.lost is not None
    assert outcome.added is None


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_an_angle_that_solves_nothing_is_shown(first: str, second: str) -> None:
    outcome = periodic.compare(statement(first), statement(second), "x")
    assert outcome.added is not None


@pytest.mark.parametrize("text", ["sin(x) = x", "sin x > 0", "sin(x) + sin(sqrt(2) x) = 0", "x y = 2", "sin(x^2) = 0"])
def test_what_does_not_repeat_is_left_open(text: str) -> None:
    assert periodic.compare(statement(text), statement("x = 2πn"), "x").status is Status.UNKNOWN


@settings(max_examples=30, deadline=None)
@given(k=st.integers(1, 4), a=st.integers(-11, 12), b=st.integers(-11, 12))
def test_a_shifted_family_is_the_same_only_by_whole_periods(k: int, a: int, b: int) -> None:
    first = statement(f"x = {a}π/6 + 2πn/{k}")
    second = statement(f"x = {b}π/6 + 2πn/{k}")
    same = Fraction(a - b, 6) % Fraction(2, k) == 0
    assert (periodic.compare(first, second, "x").status is Status.VALID) is same


@settings(max_examples=30, deadline=None)
@given(top=st.integers(-9, 9), bottom=st.integers(1, 9), factor=st.integers(1, 3))
def test_every_zero_of_a_sine_equation_is_isolated(top: int, bottom: int, factor: int) -> None:
    assume(abs(top) != bottom)
    tree = prepare(read(f"sin({factor}x) - {top}/{bottom}").node)
    ctx.prec = isolate.BITS
    found = isolate.zeros(tree, "x", 2 * arb.pi())
    assert len({round(float(z.mid()) % 6.283185307179586, 9) for z in found}) == (
        2 * factor if abs(top) < bottom else 0
    )


PARAMETERS = [
    ("x^2 - 2*p*x - q = 0", "x - p = ±sqrt(q + p^2)", Status.VALID),
    ("x^2 - 2*p*x - q = 0", "x - p = sqrt(q + p^2)", Status.INVALID),
    ("x^2 = a^2", "x = ±a", Status.VALID),
    ("x^2 = a^2", "x = a", Status.INVALID),
    ("x^2 = a", "x = ±sqrt(a)", Status.VALID),
    ("a*x = b", "x = b/a", Status.VALID),
    ("a*x = b", "x = a/b", Status.INVALID),
]


@pytest.mark.parametrize(("first", "second", "status"), PARAMETERS)
def test_equations_with_parameters(first: str, second: str, status: Status) -> None:
    assert parameters.compare(statement(first), statement(second), "x").status is status


STANDINGS = [
    ("x = 3", "x^2 = 9", Relation.FOLLOWS),
    ("x^2 = 9", "x = 3", Relation.LOSES_SOLUTIONS),
    ("x^2 = 9", "x = 4", Relation.CONTRADICTS),
    ("2x = 6", "x = 3", Relation.EQUIVALENT),
    ("x^2 = 9", "x = 3 or x = -3 or x = 0", Relation.FOLLOWS),
    ("x < 3", "x < 4", Relation.FOLLOWS),
    ("x < 4", "x < 3", Relation.LOSES_SOLUTIONS),
]


@pytest.mark.parametrize(("first", "second", "relation"), STANDINGS)
def test_how_a_line_stands_to_the_one_before(first: str, second: str, relation: Relation) -> None:
    scope = Scope("real", "x", frozenset("x"))
    place = standing(statement(first), statement(second), scope)
    assert place.relation is relation
    assert (place.witness is None) is (relation is Relation.EQUIVALENT)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-6, 6), min_size=1, max_size=4), st.lists(st.integers(-6, 6), min_size=1, max_size=4))
def test_a_list_of_roots_follows_exactly_if_it_has_them_all(first: list[int], second: list[int]) -> None:
    scope = Scope("real", "x", frozenset("x"))
    product = "".join(f"(x - ({r}))" for r in first)
    roots = " or ".join(f"x = {r}" for r in second)
    place = standing(statement(f"{product} = 0"), statement(roots), scope)
    assert place.holds is (set(first) <= set(second))
    assert (place.relation is Relation.EQUIVALENT) is (set(first) == set(second))
    assert implied(statement(f"{product} = 0"), statement(roots), scope).status is not Status.UNKNOWN


def test_a_letter_of_the_problem_never_counts_a_family() -> None:
    known = Scope("real", "r", frozenset("rC"))
    first, second = (formula.formula(prepare(read(t).node), "r") for t in ("C = 2πr", "r = (C+1)/(2π)"))
    assert not standing(first, second, known).holds


@pytest.mark.parametrize(
    ("text", "unknown", "expected"),
    [("x = 3", "x", True), ("x = 3 or x = 2", "x", True), ("3 = x", "x", True), ("x > 2", "x", True),
     ("2x = 3", "x", False), ("x = x + 1", "x", False), ("y = 3", "x", False), ("x = y", "x", True)],
)  # fmt: skip
def test_an_answer_names_its_letter_alone(text: str, unknown: str, expected: bool) -> None:
    assert isolated(statement(text), unknown) is expected


@pytest.mark.parametrize(
    ("exact", "written", "expected"),
    [("1/3", "0.33", True), ("1/3", "0.34", False), ("sqrt(2)", "1.414", True), ("-sqrt(2)", "-1.414", True),
     ("sqrt(2)", "-1.414", False), ("2/3", "0.67", True), ("2/3", "0.66", True), ("2/3", "0.65", False),
     ("2.9", "3", True)],
)  # fmt: skip
def test_rounded_values(exact: str, written: str, expected: bool) -> None:
    assert rounding.rounds(prepare(read(exact).node), prepare(read(written).node)) is expected


def test_a_rounded_link_is_dropped_only_if_it_rounds() -> None:
    assert rounding.settled(read("x = 1/3 ≈ 0.33").node) == read("x = 1/3").node
    wrong = read("x = 1/3 ≈ 0.35").node
    assert rounding.settled(wrong) == wrong


@settings(max_examples=60)
@given(a=st.integers(-9, 9).filter(bool), b=st.integers(-9, 9), c=st.integers(-9, 9), d=st.integers(-9, 9))
def test_coefficients_are_those_of_the_equation_as_it_stands(a: int, b: int, c: int, d: int) -> None:
    tree = statement(f"{a}x^2 + ({b})x = {d} - ({c})")
    found = discriminant.coefficients(tree, "x")
    assert found == (a, b, c - d)
    assert discriminant.value((Fraction(a), Fraction(b), Fraction(c - d))) == b * b - 4 * a * (c - d)


@pytest.mark.parametrize("text", ["x^3 = 1", "2x = 3", "x^2 + y = 0", "sin x = 0", "x^2/(x+1) = 1"])
def test_other_equations_have_no_discriminant(text: str) -> None:
    assert discriminant.coefficients(statement(text), "x") is None


def test_fractions_are_put_together() -> None:
    top, bottom = periodic.as_fraction(prepare(read("1/x + (2/y)^2").node))
    names = nodes.variables(nodes.Op("list", (top, bottom)))
    assert set(names) == {"x", "y"}
    assert not any(isinstance(n, nodes.Op) and n.name == "/" for n in nodes.walk(top))
