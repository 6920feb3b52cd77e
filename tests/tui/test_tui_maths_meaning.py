"""What a formula says on one line is what its LaTeX says: read back by the ordinary rules, both have the same value."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.tui.maths import linear

VALUES = {"x": 1.7, "y": 0.6, "a": 2.3}
_UP = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_VULGAR = {"½": "(1/2)", "⅓": "(1/3)", "⅔": "(2/3)", "¼": "(1/4)", "¾": "(3/4)"}


def value_of(line: str) -> float:
    """The value of a line as a reader takes it: · before + and −, / from the left, what touches is multiplied."""
    line = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda found: f"**({found[0].translate(_UP)})", line)
    line = line.replace("^", "**").replace("−", "-").replace("·", "*").replace("÷", "/")
    line = re.sub("[½⅓⅔¼¾]", lambda found: _VULGAR[found[0]], line)
    line = re.sub(r"√(\d+(?:\.\d+)?|[a-z])", r"√(\1)", line)
    line = re.sub(r"(?<=[\da-z)])(?=[a-z(√])", "*", line).replace("√", "sqrt")
    line = line.replace("sqrt*(", "sqrt(")
    value = eval(line, {"__builtins__": {}, "sqrt": math.sqrt}, VALUES)  # our own generated text
    return float(value)


Pair = tuple[str, float]
"""LaTeX, and its value by construction."""


def power(base: Pair, exponent: int) -> Pair:
    return f"({base[0]})^{{{exponent}}}", base[1] ** exponent if base[1] else math.inf


def halved(whole: Pair) -> Pair:
    return (rf"\frac{{1}}{{2}} {whole[0]}", whole[1] / 2) if whole[0][0].isalpha() else whole


def grown(inner: st.SearchStrategy[Pair]) -> st.SearchStrategy[Pair]:
    return st.one_of(
        st.builds(lambda a, b: (f"({a[0]} + {b[0]})", a[1] + b[1]), inner, inner),
        st.builds(lambda a, b: (f"({a[0]} - {b[0]})", a[1] - b[1]), inner, inner),
        st.builds(lambda a, b: (rf"{a[0]} \cdot {b[0]}", a[1] * b[1]), inner, inner),
        st.builds(lambda a, b: (rf"{a[0]}({b[0]})", a[1] * b[1]), inner, inner),
        st.builds(lambda a, b: (rf"\frac{{{a[0]}}}{{{b[0]}}}", a[1] / b[1] if b[1] else math.inf), inner, inner),
        st.builds(lambda a, b: (rf"\frac{{{a[0]} - {b[0]}}}{{2}}", (a[1] - b[1]) / 2), inner, inner),
        st.builds(
            lambda a, b: (rf"\frac{{{a[0]}}}{{{b[0]} + 9}}", a[1] / (b[1] + 9) if b[1] != -9 else 0), inner, inner
        ),
        st.builds(halved, inner),
        st.builds(power, inner, st.integers(-2, 3)),
        st.builds(lambda a: (rf"\sqrt{{({a[0]})^2}}", abs(a[1])), inner),
    )


ATOMS = st.sampled_from(list(VALUES.items()) + [(str(n), float(n)) for n in (1, 2, 3, 12)])


@settings(deadline=None)
@given(st.recursive(ATOMS, grown, max_leaves=7))
def test_the_line_has_the_value_of_the_formula(formula: Pair) -> None:
    source, value = formula
    assume(math.isfinite(value) and abs(value) < 1e9)
    assume(not re.search(r"\d\s*\\frac", source))  # a mixed number is not a product
    try:
        shown = value_of(linear(source))
    except (ZeroDivisionError, OverflowError):
        assume(False)
    assert shown == pytest.approx(value, rel=1e-6, abs=1e-9), linear(source)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (r"\frac{3(x + h)^2 - 3x^2}{h}", "(3(x + h)² − 3x²)/h"),
        (r"3 \div \frac{1}{4}", "3 ÷ ¼"),
        (r"3 \div \frac{2}{7}", "3 ÷ (2/7)"),
        (r"3 \cdot \frac{4}{1}", "3 · 4/1"),
        (r"\frac{330 \text{ m} - 120 \text{ m}}{50 \text{ s} - 20 \text{ s}}", "(330 m − 120 m)/(50 s − 20 s)"),
        (r"\frac{(a+b)(a-b)}{2}", "(a + b)(a − b)/2"),
        (r"\frac{n! - 1}{2}", "(n! − 1)/2"),
        (r"\frac{(a+b)! - 1}{2}", "((a + b)! − 1)/2"),
        (r"\frac{-b}{2}", "−b/2"),
    ],
)
def test_brackets_stand_where_the_bar_held_things_together(source: str, line: str) -> None:
    assert linear(source) == line
