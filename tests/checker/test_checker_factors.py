"""Statements that are solved factor by factor, and those with absolute values that vanish throughout."""

from __future__ import annotations

import pytest

from tutor.checker.answers import judge
from tutor.checker.risk import is_risky
from tutor.checker.values import AnswerRequest, Status

SAME = [
    ("x e^x=0", "x=0"),
    ("(x-2)e^x=x-2", "x=2 or x=0"),
    ("x^2 ln x=x^2", "x=e"),
    ("x ln x=0", "x=1"),
    ("x e^x>0", "x>0"),
    ("2x e^(x^2)=0", "x=0"),
    ("x^2 e^x-2x e^x<0", "0<x<2"),
    ("(ln x)^2=ln x", "x=1 or x=e"),
    ("x/e^x=0", "x=0"),
    ("|x|=-x", "x<=0"),
    ("|x-1|=1-x", "x<=1"),
    ("|x|+|x-1|=1", "0<=x<=1"),
    ("|x|/x=1", "x>0"),
    ("x|x|=x^2", "x>=0"),
    ("sqrt(x^2)=x", "x>=0"),
    ("(x^2)^(1/2)=x", "x>=0"),
    ("60-2ln(x)=0", "x=e^30"),
]
OTHER = [
    ("x e^x=0", "x=0 or x=1"),
    ("(x-2)e^x=x-2", "x=2"),
    ("x^2 ln x=x^2", "x=0 or x=e"),
    ("x ln x=0", "x=0 or x=1"),
    ("x e^x>0", "x>=0"),
    ("|x|=-x", "x<0"),
    ("|x|=-x", "x=0"),
    ("|x|+|x-1|=1", "0<x<1"),
    ("|x|+|x-1|=1", "x=0 or x=1"),
    ("|x|/x=1", "x>=0"),
    ("sqrt(x^2)=x", "x>0"),
]


@pytest.mark.parametrize(("statement", "solved"), SAME)
def test_factors_are_solved_each_for_itself(statement: str, solved: str) -> None:
    assert judge(AnswerRequest(expected=statement, given=solved)).status is Status.VALID
    assert judge(AnswerRequest(expected=solved, given=statement)).status is Status.VALID


@pytest.mark.parametrize(("statement", "solved"), OTHER)
def test_a_factor_without_zeros_adds_none_and_an_end_counts(statement: str, solved: str) -> None:
    assert judge(AnswerRequest(expected=statement, given=solved)).status is Status.INVALID
    assert judge(AnswerRequest(expected=solved, given=statement)).status is Status.INVALID


def test_a_power_of_a_power_is_no_tower() -> None:
    assert not is_risky("(x^2)^3", "(a^m)^n", "(2^3)^4")
    assert all(is_risky(text) for text in ("9^9^9", "9^{9}^9", "9^(9^9)", "x^{2^{3}}", "2^ 3 ^ 2"))
