"""The reader: what is understood, how ambiguity is handled, what is said about what can't be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.cursor import MAX_DEPTH
from tutor.checker.lexer import Style
from tutor.checker.nodes import Const, Node, Num, Op, Sym, Unit
from tutor.checker.reading import Kind, read, readings
from tutor.checker.values import Unreadable


def shown(node: Node) -> str:
    """The tree in prefix notation."""
    if isinstance(node, Num):
        return node.text or str(node.value)
    if isinstance(node, Sym | Const):
        return node.name
    if isinstance(node, Unit):
        return f"<{node.name}>"
    return f"{node.name}{node.tag}({' '.join(map(shown, node.args))})"


TREES = [
    ("2x+3=11", "=(+(*(2 x) 3) 11)"),
    ("3(x-1)", "*(3 +(x neg(1)))"),
    ("x²", "^(x 2)"),
    ("x⁻¹", "^(x neg(1))"),
    ("√(x+1)", "sqrt(+(x 1))"),
    ("2 1/2", "+mixed(2 /(1 2))"),
    ("2½", "+mixed(2 /(1 2))"),
    (r"2\frac{1}{2}", "+mixed(2 /(1 2))"),
    (r"2\frac12", "+mixed(2 /(1 2))"),
    ("sin 2x", "sin(*(2 x))"),
    ("sin^2 x", "^(sin(x) 2)"),
    ("sin x cos y", "*(sin(x) cos(y))"),
    ("sin^{-1}(x)", "asin(x)"),
    ("tan^-1(x)", "atan(x)"),
    ("-2sin(pi x) + 4", "+(neg(*(2 sin(*(pi x)))) 4)"),
    ("e^-x", "^(e neg(x))"),
    ("ln|x|", "ln(abs(x))"),
    ("||x|-1|", "abs(+(abs(x) neg(1)))"),
    ("|x||y|", "*(abs(x) abs(y))"),
    ("50%", "percent%(50)"),
    ("$15", "*(15 <$>)"),
    ("1,000", "1000"),
    ("(1,000)", "tuple(1 000)"),
    ("3.2e-4", "3.2e-4"),
    ("x=2 or x=-3", "or(=(x 2) =(x neg(3)))"),
    ("x = ±2", "=(x pm±(2))"),
    ("-2 < x ≤ 3", "chain<,<=(neg(2) x 3)"),
    ("(-2, 3]", "interval(](neg(2) 3)"),
    ("]-2, 3[", "interval()(neg(2) 3)"),
    ("{2,-3}", "set(2 neg(3))"),
    (r"\{2,-3\}", "set(2 neg(3))"),
    ("f'(x)", "prime1(f x)"),
    ("dy/dx", "deriv(y x 1)"),
    (r"\frac{dy}{dx}", "deriv(y x 1)"),
    (r"\frac{d^2y}{dx^2}", "deriv(y x 2)"),
    (r"\frac{d}{dx}x^3", "deriv(^(x 3) x 1)"),
    (r"\int_0^1 x^2 dx", "int(^(x 2) x 0 1)"),
    (r"\int \frac{dx}{x}", "int(/(1 x) x)"),
    ("int(x^2,x,0,1)", "int(^(x 2) x 0 1)"),
    (r"\lim_{x\to 0} \frac{\sin x}{x}", "lim(/(sin(x) x) x 0)"),
    (r"\sum_{k=1}^{n} k^2", "sum(^(k 2) k 1 n)"),
    ("a = b = c", "chain=,=(a b c)"),
    (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "matrix(row(1 2) row(3 4))"),
    ("[[1,2],[3,4]]", "matrix(row(1 2) row(3 4))"),
    (r"\begin{cases} x+y=1\\ x-y=2\end{cases}", "system(=(+(x y) 1) =(+(x neg(y)) 2))"),
    (r"\begin{aligned}x&=1+1\\&=2\end{aligned}", "steps(chain=,=(x +(1 1) 2))"),
    ("(-∞,-2) ∪ (2,∞)", "union(tuple(neg(oo) neg(2)) tuple(2 oo))"),
    ("<1,2>", "tuple(1 2)"),
    ("x_1+x_{12}", "+(x_1 x_12)"),
    ("a_n=3\\times2^{n-1}", "=(a_n *(3 ^(2 +(n neg(1)))))"),
    ("log_2 8", "log(8 2)"),
    ("30°", "deg(30)"),
    (r"90^\circ", "deg(90)"),
    ("5 x 10^5", "*(5 ^(10 5))"),
    ("2x3", "*(2 3)"),
    ("--5", "neg(neg(5))"),
    ("-x^2", "neg(^(x 2))"),
    ("2^3^2", "^(2 ^(3 2))"),
    ("x!", "fact(x)"),
    ("y=/=x", "!=(y x)"),
    ("x<-11", "<(x neg(11))"),
    ("x**2", "^(x 2)"),
    ("10**{4}", "^(10 4)"),
    ("𝑥+１", "+(x 1)"),
    ("0.333...", "0.(3)"),
    ("7 mod 3", "mod(7 3)"),
    (r"{\left(-2\right)}^5", "^(neg(2) 5)"),
    (r"{tan}^{-1\left(2t\right)}", "atan(*(2 t))"),
    ("19, 46, and 82", "list(19 46 82)"),
    ("x in {1,2}", "in(x set(1 2))"),
    ("2x=8 ⇒ x=4", "steps(=(*(2 x) 8) =(x 4))"),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_notation_is_read_as_it_is_meant(text: str, tree: str) -> None:
    assert shown(read(text).node) == tree


KINDS = [
    ("2x+1", Kind.EXPRESSION),
    ("x=1", Kind.EQUATION),
    ("x<1", Kind.INEQUALITY),
    ("1<x<2", Kind.CHAIN),
    ("x=1 or x=2", Kind.LOGIC),
    ("no solution", Kind.TRUTH),
    ("All real numbers.", Kind.TRUTH),
    ("1, 2", Kind.LIST),
    ("{1,2}", Kind.SET),
    ("[1,2)", Kind.INTERVAL),
    ("(1,2)", Kind.TUPLE),
    ("the square has four sides", Kind.TEXT),
    ("isosceles triangle", Kind.TEXT),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_a_text_is_told(text: str, kind: Kind) -> None:
    assert read(text).kind is kind


AMBIGUOUS = [
    ("1/2x", ["*(/(1 2) x)", "/(1 *(2 x))"]),
    ("log x", ["log(x 10)", "ln(x)"]),
    ("2 1/2", ["+mixed(2 /(1 2))", "/(*(2 1) 2)"]),
    ("sin x/2", ["/(sin(x) 2)", "sin(/(x 2))"]),
    ("f(x+1)", ["apply(f +(x 1))", "*(f +(x 1))"]),
    ("x(y+1)", ["*(x +(y 1))", "apply(x +(y 1))"]),
]


@pytest.mark.parametrize(("text", "trees"), AMBIGUOUS)
def test_an_ambiguous_text_has_several_readings_the_plain_one_first(text: str, trees: list[str]) -> None:
    found = readings(text)
    assert [shown(r.node) for r in found] == trees
    assert found[0].note == ""
    assert all(r.note for r in found[1:])


def test_i_beside_j_and_k_is_a_basis_vector_not_the_imaginary_unit() -> None:
    assert Const("i") not in set(read("2i+3j+4k").node.args)  # type: ignore[union-attr]
    assert shown(read("3+2i").node) == "+(3 *(2 i))"
    assert isinstance(read("3+2i").node, Op)


def test_other_languages_keywords_are_read_by_setting() -> None:
    assert shown(read("x=1 oder x=2", Style(language="de")).node) == shown(read("x=1 or x=2").node)
    assert read("x=1 ou x=2", Style(language="fr")).kind is Kind.LOGIC


def test_the_decimal_comma_is_read_by_setting() -> None:
    assert read("1,5", Style(decimal_comma=True)).node == read("1.5").node
    assert read("1.234,5", Style(decimal_comma=True)).node == read("1234.5").node
    assert read("1,5").kind is Kind.LIST


def test_a_text_that_goes_on_from_the_line_before_is_marked() -> None:
    assert read("= 2x + 1").continues
    assert read("⇒ x = 3").continues
    assert not read("x = 3").continues


UNREADABLE = [
    ("2x + ", 4, "", "a number, a variable or a bracket"),
    ("3 @ 4", 2, "@", "an operator or the end"),
    ("(x+1", 4, "", "a closing bracket"),
    ("x+1)", 3, ")", "an operator or the end"),
    (r"\foo{x}", 0, "\\", "known"),
    ("2 * * 3", 4, "*", "a number"),
    ("♥", 0, "♥", "a number, a letter"),
]


@pytest.mark.parametrize(("text", "position", "character", "expected"), UNREADABLE)
def test_what_cannot_be_read_names_the_character_and_what_was_expected(
    text: str, position: int, character: str, expected: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert abs(caught.value.position - position) <= 1
    assert caught.value.character == character
    assert expected in caught.value.expected


@pytest.mark.parametrize("text", ["(" * 10_000 + "x" + ")" * 10_000, "x" * 30_000, "-" * 5_000 + "1", "9" * 15_000])
def test_what_is_too_large_is_refused_as_such(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.too_large


def test_brackets_up_to_the_limit_are_read() -> None:
    n = MAX_DEPTH - 2
    assert read("(" * n + "x" + ")" * n).node == Sym("x")


def refusal(text: str) -> Unreadable | None:
    """Why the text can't be read, or None."""
    try:
        read(text)
    except Unreadable as error:
        return error
    return None


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    error = refusal(text)
    assert error is None or (0 <= error.position <= len(text) and str(error))


@given(
    st.lists(
        st.sampled_from(["x", "2", "+", "(", ")", "^", "sin", "\\frac", "{", "}", "=", ",", "|", "-", " ", "²"]),
        max_size=14,
    )
)
@settings(max_examples=400, deadline=None)
def test_reading_is_a_function_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)

    def outcome() -> str:
        try:
            return shown(read(text).node)
        except Unreadable as error:
            return f"{error.position} {error}"

    assert outcome() == outcome()


@given(st.integers(min_value=-999, max_value=999), st.integers(min_value=1, max_value=99))
def test_spaces_and_latex_marks_do_not_change_a_fraction(top: int, bottom: int) -> None:
    plain = f"{top}/{bottom}"
    for other in (f" {top} / {bottom} ", f"${top}/{bottom}$", f"\\({top}/{bottom}\\)", f"$${top} / {bottom}$$"):
        assert read(other).node == read(plain).node
