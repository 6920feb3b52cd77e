"""Which lines of a text are its mathematical steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.curriculum.formulas import clean, displayed, formulas, squeezed, steps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Do it.\n\n$$2x = 8$$\n\nThen\n\n$$x = 4$$", ("2x = 8", "x = 4")),
        ("$$\n\\begin{aligned}\n2x &= 8 \\\\\nx &= 4\n\\end{aligned}\n$$", ("2x = 8", "x = 4")),
        ("```{math}\n2x = 8 \\\\ x = 4\n```", ("2x = 8", "x = 4")),
        ("```\n2x = 8\nx = 4\n```", ("2x = 8", "x = 4")),
        ("1. Subtract: $2x = 8$\n2. Divide: $x = 4$", ("2x = 8", "x = 4")),
        ("Since $a = 1$ we get $2x = 8$.\nSo $x = 4$.", ("2x = 8", "x = 4")),
        ("So $x = 2$ or $x = 3$.", ("x = 2 or x = 3",)),
        ("So $x = 2$, $x = 3$.", ("x = 2 or x = 3",)),
        ("With $a$ we get, since $b$, $c$.", ("c",)),
        ("2x = 8\nx = 4", ("2x = 8", "x = 4")),
        ("- 2x = 8\n- x = 4", ("2x = 8", "x = 4")),
        ("First take away the three.\n2x = 8", ("2x = 8",)),
        ("$$x = 4.$$", ("x = 4",)),
        ("$$\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}$$", ("\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",)),
        ("Only words here.", ()),
        ("", ()),
        ("```python\nx = 4\n```\n\nIt is so.", ("x = 4",)),
    ],
)
def test_steps_are_the_displayed_lines_or_what_comes_nearest(text: str, expected: tuple[str, ...]) -> None:
    assert steps(text) == expected


def test_inline_formulas_are_no_steps_where_something_is_set_out() -> None:
    assert steps("With $u = 3$ we have\n\n$$v = 4$$") == ("v = 4",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  x &= 4, ", "x = 4"),
        ("\\quad x = 4 \\quad", "x = 4"),
        ("x = 4 \\tag{1}", "x = 4"),
        ("a \\& b", "a \\& b"),
        ("\\displaystyle x", "x"),
        ("x = 1{,}5;", "x = 1{,}5"),
        (".", "."),
    ],
)
def test_cleaning_keeps_the_mathematics_only(line: str, expected: str) -> None:
    assert clean(line) == expected


@given(st.text(alphabet="xyz=+-0123456789 ^{}\\&.,", max_size=60))
def test_cleaning_twice_changes_nothing(line: str) -> None:
    once = clean(line)
    assert clean(once) in (once, once.rstrip(".,;"), clean(once))
    assert once == once.strip()


def test_all_formulas_of_a_text_are_found_in_order() -> None:
    text = "With $a = 1$ and\n\n$$b = 2$$\n\nthen $c$."
    assert formulas(text) == ("a = 1", "b = 2", "c")
    assert displayed(text) == ("b = 2",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$x = 4$", "x=4"),
        ("3 \\cdot x", "3x"),
        ("3*x", "3 x"),
        ("\\left( x \\right)", "(x)"),
        ("x − 1", "x - 1"),
        ("30\\ \\text{m}", "30 m"),
        ("2\\times 3", "2 × 3"),
        ("\\mathrm{m/s}", "m/s"),
    ],
)
def test_squeezing_makes_two_ways_of_typing_equal(one: str, other: str) -> None:
    assert squeezed(one) == squeezed(other)


@pytest.mark.parametrize(("one", "other"), [("x = 4", "x = -4"), ("2x", "x2"), ("x^2", "x^3")])
def test_squeezing_keeps_different_formulas_apart(one: str, other: str) -> None:
    assert squeezed(one) != squeezed(other)
