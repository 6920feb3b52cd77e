"""Formulas on one line and in two dimensions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.tui.maths import draw, linear

ONE_LINE = [
    (r"2x+3=11", "2x + 3 = 11"),
    (r"-x", "−x"),
    (r"2\cdot(-3)", "2 · (−3)"),
    (r"\frac{x+1}{2}", "(x + 1)/2"),
    (r"\frac{1}{2a}", "1/(2a)"),
    (r"\frac{n(n+1)}{2}", "n(n + 1)/2"),
    (r"\frac{dy}{dx}", "dy/dx"),
    (r"\frac{d}{dx}x^n=nx^{n-1}", "(d/dx)xⁿ = nxⁿ⁻¹"),
    (r"s=v_0t+\tfrac12at^2", "s = v₀t + ½at²"),
    (r"\frac{2}{5}x", "(2/5)x"),
    (r"3\frac17", "3 1/7"),
    (r"x^{10}", "x¹⁰"),
    (r"x^{n^2}", "x^(n²)"),
    (r"e^{-x/2}", "e^(−x/2)"),
    (r"(x+1)^2", "(x + 1)²"),
    (r"\sqrt{2}", "√2"),
    (r"\sqrt{x+1}", "√(x + 1)"),
    (r"\sqrt[3]{8}", "∛8"),
    (r"\lim_{h\to0}\frac{1}{h}", "lim_(h→0) 1/h"),
    (r"x\le-1", "x ≤ −1"),
    (r"x \ne 0", "x ≠ 0"),
    (r"9.81\,\mathrm{m/s^2}", "9.81 m/s^2"),
    (r"5\,\text{m}", "5 m"),
    (r"\text{if } x>0", "if x > 0"),
    (r"f'(x)", "f′(x)"),
    (r"\alpha\in\mathbb{R}", "α ∈ ℝ"),
    (r"\int_0^1 x^2\,dx", "∫₀¹ x² dx"),
    (r"\left(\frac{1}{2}\right)^n", "(1/2)ⁿ"),
    (r"|x|", "|x|"),
    (r"50\,\%", "50 %"),
    (r"\sin^2 x", "sin² x"),
    (r"\Rightarrow x=4", "⇒ x = 4"),
    ("x = 4", "x = 4"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "shown"), ONE_LINE)
def test_a_formula_on_one_line_reads_as_it_was_meant(source: str, shown: str) -> None:
    assert linear(source) == shown


def test_brackets_keep_a_fraction_from_swallowing_its_neighbour() -> None:
    assert linear(r"\frac{1}{2}x") == "½x"
    assert linear(r"\frac{3}{7}x") == "(3/7)x"
    assert linear(r"\frac{3}{7x}") == "3/(7x)"


def test_a_fraction_is_drawn_with_its_bar_on_the_text_line() -> None:
    assert draw(r"x=\frac{a+b}{2}") == ("     a + b", "x = ───────", "       2")


def test_aligned_lines_stand_at_their_relation() -> None:
    lines = draw(r"\begin{aligned}2x+3&=11\\x&=4\end{aligned}")
    assert len(lines) == 2
    assert lines[0].index("=") == lines[1].index("=")


def test_limits_stand_above_and_below_a_sum() -> None:
    lines = draw(r"\sum_{k=1}^n k")
    assert [line.strip() for line in lines] == ["n", "∑   k", "k = 1"]


def test_brackets_grow_with_a_matrix() -> None:
    assert draw(r"\begin{pmatrix}1&2\\3&4\\5&6\end{pmatrix}") == ("⎛1  2⎞", "⎜3  4⎟", "⎝5  6⎠")


def test_a_drawing_too_wide_becomes_one_line() -> None:
    assert draw(r"\frac{a+b+c+d+e+f}{2}", 12) == ("(a + b + c + d + e + f)/2",)


@pytest.mark.parametrize(
    "source", [r"\frac{1", r"{{{", r"x^", r"_", r"\begin{cases}x", r"\left(", "}", "&", r"\\", r"\unknown{x}"]
)
def test_broken_maths_is_shown_and_never_fails(source: str) -> None:
    assert isinstance(linear(source), str)
    assert draw(source)


def test_an_unknown_command_stays_as_it_was_written() -> None:
    assert "\\foobar" in linear(r"\foobar + 1")


def test_a_rare_symbol_is_looked_up() -> None:
    assert linear(r"a \boxplus b") in {"a⊞b", r"a\boxplus b", "a ⊞ b", r"a \boxplus b"}


def test_deep_nesting_ends() -> None:
    assert linear("{" * 500 + "x" + "}" * 500)
    assert draw(r"\sqrt{" * 100 + "x" + "}" * 100)


@settings(deadline=None)
@given(st.text(alphabet=r"\{}^_&xy12+-=()[] frac sqrt$%'", max_size=60))
def test_any_text_is_drawn_in_lines_of_no_less_than_nothing(source: str) -> None:
    assert "\n" not in linear(source)
    for line in draw(source):
        assert "\n" not in line


@settings(deadline=None)
@given(
    st.recursive(
        st.sampled_from(["x", "2", "ab"]),
        lambda inner: st.builds(lambda a, b: rf"\frac{{{a}}}{{{b}}}", inner, inner),
        max_leaves=6,
    )
)
def test_the_lines_of_a_drawing_hold_every_letter_of_it(source: str) -> None:
    drawn = "".join(draw(source, 200))
    letters = [char for char in source.replace("frac", "") if char.isalnum()]
    assert sorted(char for char in drawn if char.isalnum()) == sorted(letters)
    assert all(cell_len(line) <= 200 for line in draw(source, 200))
