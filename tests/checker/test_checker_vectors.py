"""Arithmetic with vectors, and two signs in a row: what is worked out, and what is left open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.answers import judge
from tutor.checker.values import AnswerRequest, Code, Status


def status(expected: str, answer: str) -> Status:
    """The verdict alone."""
    return judge(AnswerRequest(expected=expected, given=answer)).status


@pytest.mark.parametrize(
    ("expected", "answer", "verdict"),
    [
        ("11", "(1,2)·(3,4)", "valid"),
        ("11", r"\langle 1,2\rangle\cdot\langle 3,4\rangle", "valid"),
        ("12", "(1,2)·(3,4)", "invalid"),
        ("(-3,6,-3)", "(1,2,3)×(4,5,6)", "valid"),
        ("(3,-6,3)", "(1,2,3)×(4,5,6)", "invalid"),
        ("32", r"(1,2,3)\times(4,5,6)", "invalid"),
        ("32", r"(1,2,3)\cdot(4,5,6)", "valid"),
        ("5", "|(3,4)|", "valid"),
        ("sqrt(14)", "||(1,2,3)||", "valid"),
        ("(4,6)", "(1,2)+(3,4)", "valid"),
        ("(2,4)", "2(1,2)", "valid"),
        ("(1/2,1)", "(1,2)/2", "valid"),
        ("(-1,-2)", "-(1,2)", "valid"),
        ("(2a, 2b)", "2(a,b)", "valid"),
        (r"\begin{pmatrix}4\\6\end{pmatrix}", r"\begin{pmatrix}1\\2\end{pmatrix}+\begin{pmatrix}3\\4\end{pmatrix}",
         "valid"),
        (r"\begin{pmatrix}4\\6\end{pmatrix}", "(4,6)", "valid"),
        ("-2", "det [[1,2],[3,4]]", "valid"),
        ("-2", "det([[1,2],[3,4]])", "valid"),
        ("(1,2,3)", "(1,2)+(3,4,5)", "invalid"),
    ],
)  # fmt: skip
def test_vectors_are_worked_out(expected: str, answer: str, verdict: str) -> None:
    assert status(expected, answer) == verdict


ENTRY = st.integers(-20, 20)
VECTOR = st.tuples(ENTRY, ENTRY, ENTRY)


def text(vector: tuple[int, ...]) -> str:
    return f"({','.join(map(str, vector))})"


@given(VECTOR, VECTOR, st.integers(-5, 5))
@settings(max_examples=60, deadline=None)
def test_the_dot_product_is_the_sum_of_the_products(a: tuple[int, ...], b: tuple[int, ...], slip: int) -> None:
    whole = sum(x * y for x, y in zip(a, b, strict=True)) + slip
    assert status(str(whole), f"{text(a)}·{text(b)}") is (Status.VALID if slip == 0 else Status.INVALID)


@given(VECTOR, VECTOR)
@settings(max_examples=40, deadline=None)
def test_the_cross_product_turns_its_sign_with_its_order(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    assert status(f"{text(a)}×{text(b)}", f"-({text(b)}×{text(a)})") is Status.VALID


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("1", "4+-3"),
        ("7, 1", "4+-3"),
        ("x = 7 or x = 1", "x=4+-3"),
        ("x = 1", "x=4+-3"),
        ("-1/2", "(3+-4)/2"),
        ("3 ± 4", "3 +- 4"),
        ("5", "2-+(-3)"),
        ("±2", "+-2"),
    ],
)  # fmt: skip
def test_a_plus_and_a_minus_in_a_row_are_read_as_fits(expected: str, answer: str) -> None:
    assert status(expected, answer) is Status.VALID


@pytest.mark.parametrize(("expected", "answer"), [("7", "4+-3"), ("-1", "4+-3=-1"), ("3 ± 4", "7")])
def test_but_only_as_what_they_can_mean(expected: str, answer: str) -> None:
    assert status(expected, answer) is Status.INVALID


OPEN = [
    ("5", "5 = sum_{n=1}^oo f(n)"),
    ("2", "x = 2 = lim_{x->0} g(x)"),
    ("3", r"\sum_{n=1}^{\infty} g(n)"),
    (r"\int_0^\infty g(t) dt", "3"),
    ("(1,2)", "(1, sum_{n=1}^oo f(n))"),
]


@pytest.mark.parametrize(("expected", "answer"), OPEN)
def test_what_is_undecided_gets_no_definite_code(expected: str, answer: str) -> None:
    verdict = judge(AnswerRequest(expected=expected, given=answer))
    assert (verdict.status, verdict.code) == (Status.UNKNOWN, Code.UNDECIDED)


@pytest.mark.parametrize(
    ("expected", "answer"),
    [("(1,2)", "(sum_{n=1}^oo f(n), 3)"), ("sum_{n=1}^oo f(n)", "{1, 2}"), ("1, 2", "sum_{n=1}^oo f(n)")],
)
def test_one_certain_difference_refutes_whatever_else_is_open(expected: str, answer: str) -> None:
    assert status(expected, answer) is Status.INVALID
