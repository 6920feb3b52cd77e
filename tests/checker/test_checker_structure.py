"""Sampling, labels, families, systems, renaming: the parts between the reader and the verdict."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, ctx
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import families, formula, labels, nodes, plane, renaming, sampling, statements
from tutor.checker.answers import judge
from tutor.checker.formula import NotAStatement
from tutor.checker.nodes import FALSE, TRUE, Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.prose import spans
from tutor.checker.reading import read
from tutor.checker.systems import points
from tutor.checker.values import AnswerRequest, Status


def tree(text: str) -> Node:
    """A text's prepared tree."""
    return prepare(read(text).node)


def test_the_same_texts_give_the_same_points_and_others_give_others() -> None:
    first, again, other = (next(sampling.random_points(("x",), sampling.generator(seed))) for seed in ("a", "a", "b"))
    assert first == again != other


def test_random_points_have_many_bits_and_both_signs() -> None:
    points_ = sampling.random_points(("x", "y"), sampling.generator("s"))
    values = [value for _ in range(60) for value in next(points_).values()]
    assert {value > 0 for value in values} == {True, False}
    assert min(value.denominator.bit_length() for value in values) > 30
    assert max(abs(value) for value in values) > 100


def test_generic_points_are_not_binary_fractions() -> None:
    ctx.prec = 200
    plain = sampling.as_balls({"x": Fraction(3, 4)}, real=True)["x"]
    moved = sampling.as_balls({"x": Fraction(3, 4)}, real=True, generic=True)["x"]
    assert plain.is_exact()
    assert not moved.overlaps(plain)
    assert abs(moved - plain) < arb(1) / 10**7


def test_bases_of_powers_with_letters_are_positive() -> None:
    assert sampling.bases(tree("a^x + log_b(y) + z^2")) == {"a", "b"}
    points_ = sampling.random_points(("a",), sampling.generator("s"), forced=frozenset("a"))
    assert all(next(points_)["a"] > 0 for _ in range(50))


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=5, unique=True))
@settings(max_examples=60, deadline=None)
def test_there_is_a_point_in_every_cell_between_the_bends(places: list[int]) -> None:
    ctx.prec = 160
    expression = "+".join(f"abs(x-({p}))" for p in places)
    values = sampling.cells(sampling.bends(tree(expression)), "x", {}, sampling.generator("c"))
    marks = sorted(places)
    cells = {sum(value > mark for mark in marks) for value in values}
    assert cells == set(range(len(marks) + 1))
    assert not set(values) & {Fraction(p) for p in places}


LABELS = [
    ("x=5", "5", True),
    ("5", "x=5", True),
    ("AB=4,CD=5", "4, 5", True),
    ("(p,q)=(3,2)", "(3,2)", True),
    ("y=x", "x", False),
    ("2x+z=1", "1", False),
]


@pytest.mark.parametrize(("first", "second", "stripped"), LABELS)
def test_names_before_values_are_dropped_only_before_values(first: str, second: str, stripped: bool) -> None:
    a, b = labels.unlabelled(tree(first), tree(second))
    assert (not nodes.is_statement(a) and not nodes.is_statement(b)) is stripped


def test_labels_of_different_names_stay() -> None:
    a, b = labels.without_labels(tree("f(x)=1"), tree("x=1"))
    assert nodes.is_statement(a)
    assert nodes.is_statement(b)


FORMULAS = [
    ("x=2 or -3", "or(=,=)"),
    ("n=2, 3, 4", "or(=,=,=)"),
    ("-2<x<=3", "and(<,<=)"),
    ("x=±2", "or(=,=)"),
    ("x=1, y=2", "and(=,=)"),
    ("x=1, x=2", "or(=,=)"),
    ("x in {1,2}", "or(=,=)"),
    ("x in (1,2]", "and(>,<=)"),
    ("not (x>1 and x<2)", "or(<=,>=)"),
]


@pytest.mark.parametrize(("text", "shape"), FORMULAS)
def test_statements_become_formulas(text: str, shape: str) -> None:
    found = formula.formula(tree(text))
    assert isinstance(found, Op)
    assert f"{found.name}({','.join(a.name for a in found.args if isinstance(a, Op))})" == shape


def test_values_and_sets_are_solutions_of_a_variable_only_if_one_is_named() -> None:
    with pytest.raises(NotAStatement):
        formula.formula(tree("{1,2}"))
    assert formula.formula(tree("{1,2}"), "x") == formula.formula(tree("x=1 or x=2"))
    assert formula.formula(tree("no solution"), "x") == FALSE
    assert formula.formula(tree("all real numbers"), "x") == TRUE
    assert formula.formula(tree("(-oo, oo)"), "x") == TRUE


FAMILIES = [
    ("x=pi/2+n*pi", "x=-pi/2+k*pi", Status.VALID),
    ("x=n*pi", "x=2n*pi or x=pi+2n*pi", Status.VALID),
    ("x=n*pi", "x=2n*pi", Status.INVALID),
    ("x=pi/6+2*pi*n", "x=pi/6+pi*n", Status.INVALID),
]


@pytest.mark.parametrize(("first", "second", "status"), FAMILIES)
def test_families_of_angles_are_compared_by_their_members(first: str, second: str, status: Status) -> None:
    outcome = families.compare(tree(first), tree(second))
    assert outcome is not None
    assert outcome.status is status


def test_formulas_in_a_counter_are_no_families() -> None:
    assert families.compare(tree("y=2n+1"), tree("y=2n+3")) is None


def test_arbitrary_constants_may_be_renamed_but_not_beside_sides_and_angles() -> None:
    assert renaming.aligned(tree("x^2+C"), tree("x^2+k")) == (tree("x^2+C"),)
    assert renaming.aligned(tree("a+b+c"), tree("a+b+k")) == ()
    assert renaming.aligned(tree("x+y"), tree("x+z")) == ()


def test_the_constants_of_a_general_solution_may_have_any_usual_names_in_any_order() -> None:
    expected, given = tree("y = C_1 e^x + C_2 e^(-x)"), tree("y = B e^x + A e^(-x)")
    assert expected in renaming.aligned(expected, given)
    assert renaming.aligned(tree("C = 2pi*r"), tree("A = 2pi*r")) == ()
    assert renaming.aligned(tree("y = C x"), tree("y = A x")) == ()


SYSTEMS = [
    ("x+y=7 and x-y=1", [(4, 3)]),
    ("y=x^2 and y=4", [(-2, 4), (2, 4)]),
    ("x^2+y^2=25 and y=x+1", [(-4, -3), (3, 4)]),
    ("x=1 and x=2 and y=0", []),
]


@pytest.mark.parametrize(("text", "solutions"), SYSTEMS)
def test_systems_are_solved_by_substitution(text: str, solutions: list[tuple[int, int]]) -> None:
    found, whole = points(formula.formula(tree(text)), ("x", "y"))
    assert found is not None
    assert whole
    assert sorted((round(float(p["x"])), round(float(p["y"]))) for p in found) == solutions


COEFFICIENTS = st.integers(-6, 6)


@given(*[COEFFICIENTS] * 4, st.integers(-6, 6), st.integers(-6, 6))
@settings(max_examples=60, deadline=None)
def test_a_linear_system_is_its_solution_exactly_if_it_is_regular(
    a: int, b: int, c: int, d: int, x: int, y: int
) -> None:
    system = f"({a})x+({b})y={a * x + b * y} and ({c})x+({d})y={c * x + d * y}"
    status = judge(AnswerRequest(expected=system, given=f"x={x} and y={y}")).status
    assert status is (Status.VALID if a * d - b * c else Status.INVALID)


PROPORTIONAL = [
    ("x+y=1", "2x+2y=2", True),
    ("x<y", "-x>-y", True),
    ("x<y", "-x<-y", False),
    ("x=1", "x=2", False),
    ("sin(x)=y", "2sin(x)=2y", True),
]


@pytest.mark.parametrize(("first", "second", "same"), PROPORTIONAL)
def test_multiples_of_a_relation_are_the_relation(first: str, second: str, same: bool) -> None:
    a, b = formula.formula(tree(first)), formula.formula(tree(second))
    assert isinstance(a, Op)
    assert isinstance(b, Op)
    assert (plane.proportional(a, b) is not None) is same


def test_calls_of_unknown_functions_are_variables_of_their_own() -> None:
    named = statements.named_calls(tree("f(x+1)+f(1+x)+f(2)"))
    assert set(nodes.variables(named)) == {"f(x + 1)", "f(2)"}


@given(st.text(alphabet="abx123+-=() .,$\\{}^", max_size=60))
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_order_inside_the_sentence(text: str) -> None:
    last = 0
    for span in spans(text):
        assert last <= span.start < span.end <= len(text)
        last = span.end


def test_substitution_and_walking_see_the_whole_tree() -> None:
    expression = tree("x*(y+1)^2")
    assert nodes.variables(nodes.substitute(expression, {"x": Sym("z")})) == ("z", "y")
    assert nodes.size(expression) == sum(1 for _ in nodes.walk(expression))
    assert nodes.variables(tree("sum(k*x,k,1,n)")) == ("x", "n")
