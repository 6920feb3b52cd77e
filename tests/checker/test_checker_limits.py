"""Limits, from one side or both: how they are written, what is decided, and the laws that their values keep."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import answers, nodes, symbolic
from tutor.checker.limits import limit
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import AnswerRequest, Status, Unreadable

ROWS = [
    tuple(json.loads(line))
    for line in (Path(__file__).parent / "data" / "limits.jsonl").read_text("utf-8").splitlines()
]
"""Expected, given, verdict: written for this table, in the notations of texts, keyboards and editors."""


def decided(expected: str, given: str) -> Status:
    """The verdict with the second opinion, in this process."""
    request = AnswerRequest(expected=expected, given=given)
    first = answers.judge(request)
    return symbolic.judge(request).status if symbolic.applies(first, request) else first.status


@pytest.mark.parametrize(("expected", "answer", "verdict"), ROWS, ids=[f"{e} | {g}" for e, g, _ in ROWS])
def test_limits_in_any_notation_are_decided(expected: str, answer: str, verdict: str) -> None:
    assert decided(expected, answer) == verdict


@pytest.mark.parametrize(
    ("text", "point", "side"),
    [
        (r"\lim_{x \to 0^+} f(x)", "0", "+"),
        (r"\lim_{x \to 0^{-}} f(x)", "0", "-"),
        (r"\lim_{x \to 0+} f(x)", "0", "+"),
        (r"\lim_{x \to -2^-} f(x)", "-2", "-"),
        (r"\lim_{x \to a^{+}} f(x)", "a", "+"),
        (r"\lim_{x \to \pi/2^-} f(x)", "pi/2", "-"),
        (r"\lim_{x \searrow 1} f(x)", "1", "+"),
        (r"\lim_{x \nearrow 1} f(x)", "1", "-"),
        ("lim x→0⁺ f(x)", "0", "+"),
        ("lim x->0 f(x)", "0", ""),
        ("lim x->0- f(x)", "0", "-"),
        ("lim x->-3+ f(x)", "-3", "+"),
        ("lim (x->2+) f(x)", "2", "+"),
        ("lim[x->2] f(x)", "2", ""),
        ("lim_{x->2^2} f(x)", "2^2", ""),
        ("lim_{x->1+a} f(x)", "1+a", ""),
        ("limit(f(x), x, 3)", "3", ""),
        ("limit(f(x), x, 3, 'left')", "3", "-"),
        ("limit(f(x), x, 3, right)", "3", "+"),
        ("lim(f(x), x->3+)", "3", "+"),
        ("lim(x->3-, f(x))", "3", "-"),
        ("the left-hand limit of f(x) as x approaches 3", "3", "-"),
        ("limit of f(x) as x tends to 3 from the right", "3", "+"),
        ("lim as x→3 from below of f(x)", "3", "-"),
    ],
)
def test_a_limit_keeps_its_point_and_its_side(text: str, point: str, side: str) -> None:
    tree = read(text).node
    assert isinstance(tree, Op)
    assert tree.name == "lim"
    assert tree.args[0] == read("f(x)").node
    assert tree.args[1] == nodes.Sym("x")
    assert (tree.args[2], tree.tag) == (read(point).node, side)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("lim_{x->2} x^2 + 3x", "x^2 + 3x"),
        ("lim_{x->2} x^2 - 1", "x^2"),
        ("lim x->0 (1+x)^(1/x)", "(1+x)^(1/x)"),
        ("lim x->2 1/x", "1/x"),
        ("lim x->0 sin x / x", "(sin x)/x"),
        ("lim_{h->0} ((x+h)^2 - x^2)/h", "((x+h)^2 - x^2)/h"),
    ],
)
def test_what_a_limit_is_of_goes_as_far_as_its_letter(text: str, inner: str) -> None:
    tree = read(text).node
    found = [n for n in nodes.walk(tree) if isinstance(n, Op) and n.name == "lim"]
    assert [f.args[0] for f in found] == [read(inner).node]


@pytest.mark.parametrize("text", ["lim", "lim x", "lim_{x} x", "lim_{0->x} x", "lim_{x->} x", "limit(x, 3)", "lim x->",
                                  "lim_{x->0^±} x", "limit(x, x, 0, up)"])  # fmt: skip
def test_half_a_limit_is_unreadable_with_a_place(text: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(text)
    assert error.value.expected


def value(text: str) -> Node | None:
    """The limit's own value, without any second opinion."""
    tree = read(text).node
    assert isinstance(tree, Op)
    return limit(Op("lim", tuple(prepare(a) for a in tree.args), tree.tag))


POINTS = st.fractions(-9, 9, max_denominator=6)
MINUS_INFINITY = Op("neg", (nodes.INFINITY,))


@given(POINTS, st.integers(1, 5), st.fractions(-9, 9, max_denominator=5).filter(bool), st.sampled_from("+-"))
@settings(max_examples=60, deadline=None)
def test_a_pole_has_the_sign_of_its_order_and_side(point: Fraction, order: int, top: Fraction, side: str) -> None:
    positive = (top > 0) == (side == "+" or order % 2 == 0)
    found = value(f"lim_{{x->({point})^{side}}} ({top})/(x-({point}))^{order}")
    assert found == (nodes.INFINITY if positive else MINUS_INFINITY)


@given(POINTS, st.integers(1, 4))
@settings(max_examples=40, deadline=None)
def test_a_pole_has_a_two_sided_limit_just_where_its_order_is_even(point: Fraction, order: int) -> None:
    found = value(f"lim_{{x->({point})}} 1/(x-({point}))^{order}")
    assert found == (nodes.INFINITY if order % 2 == 0 else None)


@given(POINTS, st.integers(-5, 5).filter(bool), st.sampled_from("+-"))
@settings(max_examples=40, deadline=None)
def test_a_corner_has_the_slope_of_its_side(point: Fraction, slope: int, side: str) -> None:
    found = value(f"lim_{{x->({point})^{side}}} |{slope}x-({slope * point})|/(x-({point}))")
    assert found is not None
    assert _text(found) == str(abs(slope) if side == "+" else -abs(slope))


def _text(node: Node) -> str:
    from tutor.checker.exact import fraction_of, number

    return str(fraction_of(number(node)))


@given(st.integers(-8, 8), st.sampled_from("+-"))
@settings(max_examples=30, deadline=None)
def test_a_step_goes_to_the_stair_on_its_side(point: int, side: str) -> None:
    assert _text(value(f"lim_{{x->{point}^{side}}} floor(x)") or nodes.ZERO) == str(point - (side == "-"))
    assert _text(value(f"lim_{{x->{point}^{side}}} ceil(x)") or nodes.ZERO) == str(point + (side == "+"))


@pytest.mark.parametrize(
    "text",
    ["lim_{x->0^-} sqrt(x)", "lim_{x->0^-} ln(x)", "lim_{x->0} |x|/x", "lim_{x->1} floor(x)", "lim_{x->1^+} f(x)",
     "lim_{x->0^-} x ln(x)", "lim_{x->2^-} sqrt(x-2)/(x-2)"],
)  # fmt: skip
def test_a_limit_that_is_none_or_not_known_has_no_value(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("side", "expected"), [("+", "5"), ("-", "1")],
)  # fmt: skip
def test_a_function_by_cases_goes_to_the_value_of_its_side(side: str, expected: str) -> None:
    text = rf"\lim_{{x \to 2^{side}}} \begin{{cases}} x-1 & x < 2 \\ 2x+1 & x \ge 2 \end{{cases}}"
    assert _text(value(text) or nodes.ZERO) == expected
