"""Attempts to have something wrong called right that need an unusual place, size or number to be told apart."""

from __future__ import annotations

import pytest

from tutor.checker.answers import judge
from tutor.checker.values import AnswerRequest, Method, Status

DIGITS_75 = "1.41421356237309504880168872420969807856967187537694807317667973799073247846"
DIFFERENT = [
    # functions that are all but constant far out
    ("tanh(1000)", "1"),
    ("1", "coth(2000)"),
    ("sin(x)", "sin(x)*tanh(1000)"),
    ("sgn(x)", "tanh(10^30*x)"),
    ("abs(x)/x", "tanh(10^30*x)"),
    # values that cancel to many digits
    ("1", "cos(10^-310)"),
    ("1", "cosh(10^-200)*cos(10^-200)"),
    ("x", "x*cosh(10^-200)*cos(10^-200)"),
    ("10^-200", "sin(10^-200)"),
    ("sqrt(2)*sin(x)", f"{DIGITS_75}*sin(x)"),
    ("sin(x)+sqrt(2)", f"sin(x)+{DIGITS_75}"),
    ("e^(pi*sqrt(163))*x", "(640320^3+744)*x"),
    ("ceil(10^20*sqrt(2))", "141421356237309504880"),
    # unknown functions at arguments that are close
    ("f(x)", "f(x+10^-30)"),
    ("f(x)", "f(x*(1+10^-25))"),
    ("g(x, y)", "g(x, y+10^-30)"),
    # a bend where a logarithm, a root or an exponential has a zero
    ("10-ln(x)", "abs(ln(x)-10)"),
    ("20-sqrt(x)", "abs(sqrt(x)-20)"),
    ("10^200-e^x", "abs(e^x-10^200)"),
    ("10^6-2^x", "abs(2^x-10^6)"),
    ("abs(x^(1/3)-100)", "100-x^(1/3)"),
    ("30-ln(x)", "max(30-ln(x),ln(x)-30)"),
    ("12-ln(x)", "sqrt((ln(x)-12)^2)"),
    ("50-x-ln(x)", "abs(x+ln(x)-50)"),
    # sums with something that begins to count late
    ("2^n", "sum(binomial(n,k),k,0,n)+binomial(n,95)"),
    ("sum(k,k,1,n)", "n(n+1)/2+max(0,n-100)"),
    ("sum(k,k,1,n)", "n(n+1)/2+abs(n-300)+n-300"),
    ("sum(k,k,1,n)", "n(n+1)/2+binomial(n,200)"),
    ("sum(k,k,1,n)", "n(n+1)/2+binomial(n,2000)"),
    ("(-1)^n", "(-1)^n+binomial(n,500)"),
    # a decimal where the value itself could have been written
    ("10^-12", "0.000000000"),
    ("10^12+1", "1.00000000e12"),
    ("3+10^-9", "3.00000000"),
    ("1000000001/1000000000", "1.00000000"),
    # solutions that are close
    ("x>1", "x>tanh(900)"),
    ("y=x", "y=x*tanh(900)"),
    ("x+y=1", "(x+y)*tanh(500)=1"),
    ("f(x)=x", "f(x)=x*tanh(500)"),
    ("x=1", "x=cos(10^-310)"),
    # events are no arguments
    ("P(A)=0.5", "P(B)=0.5"),
    # what has no value
    ("0^0", "0"),
    ("0^0", "1"),
    ("1/0", "2/0"),
    ("oo-oo", "0"),
]
EQUAL = [
    ("f(2x+2)", "f(2(x+1))"),
    ("f(x+1)-f(1+x)", "0"),
    ("sin(f(x))^2+cos(f(x))^2", "1"),
    ("2^n", "sum(binomial(n,k),k,0,n)"),
    ("sum(2^k,k,0,n)", "2^(n+1)-1"),
    ("(-1)^(2n)", "1"),
    ("cos(pi*n)", "(-1)^n"),
    ("tanh(x)", "(e^x-e^(-x))/(e^x+e^(-x))"),
    ("abs(ln(x)-10)", "abs(10-ln(x))"),
    ("sqrt((ln(x)-12)^2)", "abs(12-ln(x))"),
    ("1/3", "0.333333333"),
    ("(20+14*sqrt(2))^(1/3)+(20-14*sqrt(2))^(1/3)", "4"),
    ("4*atan(1/5)-atan(1/239)", "pi/4"),
]


@pytest.mark.parametrize(("expected", "given"), DIFFERENT)
def test_what_differs_somewhere_is_never_called_right(expected: str, given: str) -> None:
    assert judge(AnswerRequest(expected=expected, given=given)).status is not Status.VALID
    assert judge(AnswerRequest(expected=given, given=expected)).status is not Status.VALID


@pytest.mark.parametrize(("expected", "given"), EQUAL)
def test_what_is_equal_is_still_called_right(expected: str, given: str) -> None:
    verdict = judge(AnswerRequest(expected=expected, given=given))
    assert verdict.status is Status.VALID
    assert verdict.method is not Method.NONE


@pytest.mark.parametrize(("expected", "given"), [("-7 mod 3", "2"), ("-7 mod 3", "-1"), ("2", "-7 mod 3")])
def test_a_sign_before_a_remainder_is_left_open(expected: str, given: str) -> None:
    assert judge(AnswerRequest(expected=expected, given=given)).status is Status.UNKNOWN
    assert judge(AnswerRequest(expected="2", given="(-7) mod 3")).status is Status.VALID
