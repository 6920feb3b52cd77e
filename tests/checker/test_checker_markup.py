"""What other tools put around mathematics is taken off, in place: no character moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker import markup
from tutor.checker.reading import Kind, read
from tutor.checker.values import Unreadable
from tutor.checker.vocabulary import words

PIECES = st.sampled_from(
    words(
        r"x 2 \frac \\frac { } {} &lt; &pi; &#8722; & ; ** * ` <sup> </sup> <b> </b> \SI{5}{\kilo\meter\per\second} "
        r"\hspace{1cm} \color{red} \not= \mathrm{d}x $ \left. \right|_0^1 \text{} ✓ ^ _ \quad ( ) \\ \begin{cases} "
        r"\end{cases}"
    )
)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=600, deadline=None)
def test_no_character_changes_its_place(text: str) -> None:
    assert len(markup.tidy(text)) == len(text)
    mended = markup.mended(text)
    assert mended is None or len(mended) == len(text)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=400, deadline=None)
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    once = markup.tidy(text)
    if "&" not in once and "\\\\" not in once:
        assert markup.tidy(once) == once


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("x &lt; 3", "x < 3"),
        ("x&sup2;", "x^2"),
        ("x<sup>2</sup>", "x^2"),
        ("a<sub>1</sub>", "a_1"),
        ("<i>x</i> + 1", "x+1"),
        ("\\\\frac{1}{2}", "\\frac{1}{2}"),
        ("5\\\\%", "5%"),
        ("**7**", "7"),
        ("`7`", "7"),
        ("*x* + 1", "x+1"),
        ("\\color{red}{7}", "7"),
        ("\\textcolor{blue}{x+1}", "x+1"),
        ("x \\not= 3", "x \\ne 3"),
        ("2\\cdot{}3", "2*3"),
        ("x^2{}", "x^2"),
        ("x^{^2}", "x^2"),
        ("\\phantom{0}5", "5"),
        ("\\left.\\frac{x^2}{2}\\right|_0^2", "2^2/2-0^2/2"),
        ("\\left\\{\\begin{array}{l} x=1 \\\\ y=2 \\end{array}\\right.", "\\begin{cases} x=1 \\\\ y=2 \\end{cases}"),
    ],
)
def test_marks_of_other_tools_mean_what_they_look_like(text: str, plain: str) -> None:
    assert read(text).node == read(plain).node


@pytest.mark.parametrize("text", ["\\sqrt{}", "\\frac{}{2}", "L = {}", "{}", "a < b and c > d", "2*x*3", "x \\\\ y"])
def test_what_means_something_stays(text: str) -> None:
    assert markup.tidy(text) == text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("5}", "5"),
        ("\\frac{3}{4", None),
        ("{x+1", "x+1"),
        ("\\sqrt{2}}", "\\sqrt{2}"),
        ("\\left(x-{\\left(-4\\right)\\right)}", "x-(-4)"),
        ("3x\\", "3x"),
    ],
)
def test_stray_braces_are_left_out_where_nothing_else_can_be_read(text: str, mended: str | None) -> None:
    assert read(text).node == read(mended or "3/4").node


@pytest.mark.parametrize("text", ["(x+1", "x+1)", "[1,2", "|x", "3 +", "2 * * 3"])
def test_missing_brackets_and_operands_are_not_made_up(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Zn(s) → Zn2+(aq) + 2e-",
        "2H₂ + O₂ → 2H₂O",
        "\\mathrm{2Na + Cl_2 \\rightarrow 2NaCl}",
        "CH4 + 2 O2 -> CO2 + 2 H2O",
    ],
)
def test_reactions_are_read_as_what_they_say(text: str) -> None:
    assert read(text).kind is Kind.TEXT
