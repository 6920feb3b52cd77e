"""Attempts to have something wrong called right. Each pair is different; none of them may be VALID."""

from __future__ import annotations

import random

import pytest
from checker_parts.generate import differ, equivalent, pair, perturbed, text, tree
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.checker.answers import judge
from tutor.checker.values import AnswerRequest, Method, Status

MERSENNE = 2**61 - 1
DIFFERENT = [
    # a bend, a corner or a domain far away from where one looks
    ("x", "abs(x+1000)-1000"),
    ("x", "sqrt((x+1000)^2)-1000"),
    ("x", "10^6-abs(x-10^6)"),
    ("x", "max(x,-5000)"),
    ("x", "x*sgn(x+12345)"),
    ("cos x", "cos x + 0.5*(abs(x-50)+abs(x-51)-abs(2*x-101))"),
    # a difference too small to see
    ("sin(x)", "sin(x)+10^-100"),
    ("sin(x)", "sin(x)+10^-400"),
    ("sin(x)", "sin(x)+e^(-1000)"),
    ("sin(x)", "sin(x)+2^(-3000)"),
    ("x^2-1", "(x-1)(x+1)+1/10^300"),
    ("1/(x-3)", "1/(x-3)+10^-50/(x-3)"),
    ("x^(1/2)", "x^(0.5000000000000001)"),
    ("y=x^3", "y=x^3+10^-20"),
    ("x=0", "x=10^-40"),
    ("{1,2}", "{1,2,2.0000000000000001}"),
    # numbers that nearly coincide
    ("262537412640768744", "e^(pi*sqrt(163))"),
    ("sqrt(11+6*sqrt(2))", "3+sqrt(2)+10^-30"),
    ("1", "0.999999999999999999999"),
    ("x^2=2", "x=1.414213562373095 or x=-1.414213562373095"),
    # zero at every binary fraction, or modulo a well-known prime
    ("0", "sin(2^60*pi*x)"),
    ("x", "x+sin(2^60*pi*x)"),
    ("0", "sin(pi*x)"),
    (f"{MERSENNE}*x+1", "1"),
    (f"{MERSENNE}*sin(x)", "0"),
    # steps
    ("0", "floor(abs(x)/10^7)"),
    ("sum(k^2,k,1,n)", "n*(n+1)*(2*n+1)/6+floor(n/1000)"),
    ("n!", "n^n"),
    ("binomial(n,2)", "n*(n+1)/2"),
    # unknown functions
    ("f(x)", "f(x+0.0000000001)"),
    ("f(x)", "f(-x)"),
    ("f(x)", "f(abs(x))"),
    ("f(2)=f(3)+4", "f(5)=f(7)+4"),
    # solutions lost or won
    ("x>0", "x>10^-30"),
    ("x<1", "x<=1"),
    ("x>y", "x>=y"),
    ("x^3=x", "x^2=1"),
    ("x=1", "x^4=1"),
    ("x=0 and y=0", "x*y=0"),
    ("x^2+y^2=0", "x=0"),
    ("x^2=y^2", "x=y"),
    ("a*x=a*y", "x=y"),
    ("sin(x)=0", "x=0"),
    ("x^2+y^2=1", "y=sqrt(1-x^2)"),
    # inverse functions and branches
    ("atan(x)+atan(1/x)", "pi/2"),
    ("acos(cos(x))", "x"),
    ("asin(sin(x))", "x"),
    ("sin^{-1}(x)", "1/sin(x)"),
    ("sqrt(x^2)", "x"),
    # letters that look like arbitrary constants but aren't
    ("a+b+c", "a+b+k"),
    ("a+b+c", "a+b+2c"),
    ("2i+3j+4k", "2i+3j+4k+1"),
    ("x^2+C", "x^2+C+x"),
    ("f(x)=1", "x=1"),
    (r"\begin{cases} x^2 & x\ge0 \\ 0 & x<0\end{cases}", r"\begin{cases} x^2 & x>1 \\ 0 & x<0\end{cases}"),
    ("2220_5", "310"),
    ("csc(A)=0.781", "csc(A)=1.6"),
    # marks over letters
    (r"\bar{x}", "x"),
    (r"\overline{3+4i}", "3+4i"),
    # units and notation
    ("5 km", "5 km^2"),
    ("5 m", "5 mi"),
    ("3 mA", "3 MA"),
    ("10 lb", "10 N"),
    ("90°", "90 rad"),
    ("5 km", "5"),
    ("a", "A"),
    ("3e2", "3*e*2"),
    ("log 8", "log_2 8"),
    ("ln 10", "log 10"),
    ("-2^2", "(-2)^2"),
    ("1/2x", "1/(2x)"),
]


@pytest.mark.parametrize(("expected", "given_text"), DIFFERENT)
def test_what_differs_is_never_called_right(expected: str, given_text: str) -> None:
    assert judge(AnswerRequest(expected=expected, given=given_text)).status is not Status.VALID
    assert judge(AnswerRequest(expected=given_text, given=expected)).status is not Status.VALID or expected == "1/2x"


@pytest.mark.parametrize("seed", range(0, 60_000, 300))
def test_what_is_equal_by_construction_is_never_called_wrong_and_what_is_perturbed_never_right(seed: int) -> None:
    item = pair(seed)
    status = judge(AnswerRequest(expected=item.expected, given=item.given)).status
    assert status is not (Status.INVALID if item.same else Status.VALID), item


@given(st.integers(min_value=0, max_value=2**40))
@settings(max_examples=60, deadline=None)
def test_rewriting_by_true_rules_keeps_an_answer_right(seed: int) -> None:
    source = random.Random(seed)
    t = tree(source, 3, "x")
    expected, other = text(t, source), text(equivalent(source, t), source, latex=True)
    assert judge(AnswerRequest(expected=expected, given=other)).status is not Status.INVALID


@given(st.integers(min_value=0, max_value=2**40))
@settings(max_examples=60, deadline=None)
def test_a_perturbed_equation_never_has_the_same_solutions(seed: int) -> None:
    """y = f(x) against y = g(x), f and g clearly different."""
    source = random.Random(seed)
    t = tree(source, 2, "x", rational=True)
    changed = perturbed(source, equivalent(source, t))
    if not differ(t, changed, source, "x"):
        return
    verdict = judge(AnswerRequest(expected=f"y = {text(t, source)}", given=f"y = {text(changed, source)}"))
    assert verdict.status is not Status.VALID


@given(st.integers(-20, 20), st.integers(-20, 20), st.integers(-20, 20))
@settings(max_examples=80, deadline=None)
def test_a_quadratic_is_equivalent_to_its_roots_and_to_nothing_less(a: int, b: int, shift: int) -> None:
    equation = f"x^2 - {a + b}x + {a * b} = 0".replace("- -", "+ ").replace("+ -", "- ")
    roots = f"x = {a} or x = {b}"
    assert judge(AnswerRequest(expected=equation, given=roots)).status is Status.VALID
    assert judge(AnswerRequest(expected=roots, given=equation)).status is Status.VALID
    if a != b:
        assert judge(AnswerRequest(expected=equation, given=f"x = {a}")).status is Status.INVALID
    if a + shift not in (a, b):
        assert judge(AnswerRequest(expected=equation, given=f"{roots} or x = {a + shift}")).status is Status.INVALID


@given(st.integers(-30, 30), st.integers(1, 30), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_an_interval_is_its_inequality_and_no_other(low: int, width: int, left: bool, right: bool) -> None:
    high = low + width
    interval = f"{'[' if left else '('}{low}, {high}{']' if right else ')'}"
    chain = f"{low} {'<=' if left else '<'} x {'<=' if right else '<'} {high}"
    other = f"{low} {'<' if left else '<='} x {'<=' if right else '<'} {high}"
    assert judge(AnswerRequest(expected=interval, given=chain)).status is Status.VALID
    assert judge(AnswerRequest(expected=chain, given=interval)).status is Status.VALID
    assert judge(AnswerRequest(expected=interval, given=other)).status is Status.INVALID


METHODS = [
    ("2x+3x", "5x", Method.PROOF),
    ("(x+1)^2", "x^2+2x+1", Method.PROOF),
    ("sin(2x)", "2 sin x cos x", Method.NUMERICAL),
    ("sqrt(2)*sqrt(3)", "sqrt(6)", Method.NUMERICAL),
    ("x^2=4", "x=2 or x=-2", Method.PROOF),
    ("x+y=3", "2x+2y=6", Method.PROOF),
    ("5 km", "5000 m", Method.PROOF),
    ("3", "4", Method.WITNESS),
    ("(1,2)", "{1,2}", Method.RULE),
]


@pytest.mark.parametrize(("expected", "given_text", "method"), METHODS)
def test_the_method_says_how_sure_the_verdict_is(expected: str, given_text: str, method: Method) -> None:
    assert judge(AnswerRequest(expected=expected, given=given_text)).method is method
