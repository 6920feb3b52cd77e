"""Trees on the way to SymPy and back, and the independent numbers that check them."""

from __future__ import annotations

import pytest
from mpmath import mp, mpf
from symbolic_parts import part, tree

from tutor.checker import nodes, quadrature
from tutor.checker.closed_forms import closed_form, from_sympy, to_sympy

FORMS = [
    "3/4",
    "pi^2/6",
    "e^x + ln(x)",
    "sqrt(x+1)*sin(2x)",
    "arctan(x)/3",
    "|x| - 1",
    "x^(-2/3)",
    "5!",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_tree_keeps_its_value_on_the_way_to_sympy_and_back(text: str) -> None:
    first = tree(text)
    again = from_sympy(to_sympy(first, {}))
    point = {"x": mpf(7) / 3}
    assert quadrature.near(quadrature.value(first, point), quadrature.value(again, point))


@pytest.mark.parametrize("text", ["f(x)", "i", "floor(x)", "x=2", "{1,2}", "sum_{k=1}^n k"])
def test_what_has_no_counterpart_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        to_sympy(tree(text), {})


def test_what_sympy_leaves_open_is_no_closed_form() -> None:
    assert closed_form(part(r"\sum_{k=0}^{\infty} r^k")) is None
    assert closed_form(part(r"\int_0^1 e^{\sin(x^3)} dx")) is None
    assert closed_form(part(r"\lim_{x\to\infty} \sin x")) is None


def test_a_false_closed_form_is_not_confirmed() -> None:
    series, gauss = part(r"\sum_{n=1}^{\infty} \frac{1}{n^2}"), part(r"\int_{-\infty}^{\infty} e^{-x^2} dx")
    wave = part(r"\int_0^\infty \frac{\sin(a x)}{x} dx")
    assert quadrature.confirmed(series, tree("pi^2/6"))
    assert not quadrature.confirmed(series, tree("pi^2/6 + 10^(-8)"))
    assert not quadrature.confirmed(series, nodes.INFINITY)
    assert not quadrature.confirmed(gauss, tree("pi"))
    assert not quadrature.confirmed(gauss, tree("x"))
    assert not quadrature.confirmed(wave, tree("pi/2")), "right for positive a only"
    tiny = part(r"\int_0^\infty e^{-x^2-28} dx")
    assert quadrature.confirmed(tiny, tree("sqrt(pi) e^(-28)/2"))
    assert not quadrature.confirmed(tiny, tree("sqrt(pi) e^(-28)"))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("(-8)^(1/3)", -2),
        (r"\sqrt[3]{-27}", -3),
        (r"\int_0^2 x dx", 2),
        (r"\sum_{k=1}^{10} k", 55),
        (r"\prod_{k=1}^5 k", 120),
        ("log_2(8)", 3),
        ("5!/3!", 20),
        ("|-3|-2^2", -1),
    ],
)
def test_numbers_are_those_of_school(text: str, number: int) -> None:
    assert quadrature.near(quadrature.value(tree(text), {}), number)


@pytest.mark.parametrize(
    "text",
    ["sqrt(-1)", "ln(-2)", "1/0", "0^0", "(-2)^(1/2)", "x", "i", r"\sum_{k=1}^{100000} k", r"\sum_{n=1}^\infty \sin n"],
)
def test_what_is_no_real_number_is_unfit(text: str) -> None:
    with pytest.raises(quadrature.Unfit):
        quadrature.value(tree(text), {})


def test_precision_is_left_as_it_was() -> None:
    before = mp.dps
    quadrature.value(tree(r"\lim_{n\to\infty} (1+1/n)^n"), {})
    assert mp.dps == before
