"""Laws: right steps are never explained, wrong ones only by a rule that yields them."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import nodes
from tutor.checker.exact import number_or_none
from tutor.checker.misconceptions import diagnose, explain
from tutor.checker.misconceptions.catalogue import rules
from tutor.checker.misconceptions.engine import folded
from tutor.checker.misconceptions.shapes import exact
from tutor.checker.misconceptions.target import Values
from tutor.checker.misconceptions.tasks import settled
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import Misconception

WHOLE = st.integers(min_value=-60, max_value=60)
NONZERO = WHOLE.filter(bool)


def _number(value: int) -> Node:
    return nodes.num(value) if value >= 0 else Op("neg", (nodes.num(-value),))


def _trees(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def extend(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        pairs = st.tuples(inner, inner)
        return (
            pairs.map(lambda p: Op("+", p))
            | pairs.map(lambda p: Op("+", (p[0], Op("neg", (p[1],)))))
            | pairs.map(lambda p: Op("*", p))
            | inner.map(lambda a: Op("^", (a, nodes.TWO)))
        )

    return st.recursive(leaves, extend, max_leaves=5)


NUMBERS = _trees(WHOLE.map(_number))
EXPRESSIONS = _trees(WHOLE.map(_number) | st.sampled_from([Sym("x"), Sym("y")]))


@settings(max_examples=150, deadline=None)
@given(NUMBERS)
def test_the_right_value_of_a_calculation_is_never_explained(tree: Node) -> None:
    value = exact(tree)
    assert value is not None
    assert explain(tree, _fraction(value)) is None


def _fraction(value: Fraction) -> Node:
    return nodes.num(value) if value >= 0 else Op("neg", (nodes.num(-value),))


@settings(max_examples=120, deadline=None)
@given(EXPRESSIONS)
def test_a_right_step_written_otherwise_is_never_explained(tree: Node) -> None:
    doubled = Op("/", (Op("+", (tree, tree)), nodes.TWO))
    assert explain(tree, tree) is None
    assert explain(tree, folded(tree)) is None
    assert explain(tree, doubled) is None


@settings(max_examples=80, deadline=None)
@given(NONZERO, WHOLE, WHOLE)
def test_solving_a_linear_equation_rightly_is_never_explained(a: int, b: int, c: int) -> None:
    before = f"{a}x + {b} = {c}"
    assert explain(before, f"{a}x = {c - b}") is None
    assert explain(before, f"x = {Fraction(c - b, a)}") is None


@settings(max_examples=60, deadline=None)
@given(NONZERO, WHOLE, st.sampled_from(["<", "<=", ">", ">="]))
def test_an_inequality_turned_rightly_is_never_explained(a: int, b: int, sign: str) -> None:
    turned = nodes.FLIPPED[sign] if a < 0 else sign
    assert explain(f"{a}x {sign} {b}", f"x {turned} {Fraction(b, a)}") is None
    unturned = explain(f"{a}x {sign} {b}", f"x {nodes.FLIPPED[turned]} {Fraction(b, a)}")
    assert unturned is None or isinstance(unturned, Misconception)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(2, 6))
def test_a_right_derivative_is_never_explained_and_a_missing_inner_one_is(a: int, b: int, n: int) -> None:
    problem = f"Differentiate ({a}x+{b})^{n}"
    assert explain(None, f"{a * n}({a}x+{b})^{n - 1}", problem=problem) is None
    found = explain(None, f"{n}({a}x+{b})^{n - 1}", problem=problem)
    assert (found is None) if a == 1 else (found is not None)


@settings(max_examples=150, deadline=None)
@given(NUMBERS, WHOLE)
def test_what_is_named_really_yields_the_line(tree: Node, given: int) -> None:
    found = diagnose(tree, _number(given))
    if found is None:
        return
    right = exact(tree)
    assert right != given
    made = [settled(line) for line in found.apply(tree)]
    assert any((value := number_or_none(line)) is not None and value == given for line in made)


@settings(max_examples=120, deadline=None)
@given(EXPRESSIONS)
def test_a_rule_makes_a_bounded_number_of_readable_lines(tree: Node) -> None:
    for rule in rules():
        made = list(rule.apply(tree))
        assert len(made) <= 60
        assert all(isinstance(line, nodes.Num | nodes.Sym | nodes.Const | Op) for line in made)


@settings(max_examples=80, deadline=None)
@given(EXPRESSIONS)
def test_what_is_equal_is_near(tree: Node) -> None:
    names = nodes.variables(tree)
    assert Values(prepare(tree), names).near(Op("+", (tree, nodes.ZERO))) or nodes.size(tree) > 60


def test_reading_and_explaining_twice_gives_the_same() -> None:
    first = explain("2(x+3)", "2x+3")
    assert first is not None
    assert explain(read("2(x+3)").node, read("2x+3").node) == first
